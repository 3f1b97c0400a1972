# One vendor API instance as Python sees it: calls go straight through, callbacks come out of the drain.

from cpython.bytearray cimport PyByteArray_AS_STRING, PyByteArray_GET_SIZE, PyByteArray_Resize
from cpython.bytes cimport PyBytes_AS_STRING
from libc.stdint cimport int32_t, int64_t, uint8_t, uint16_t, uint32_t, uint64_t
from libcpp cimport bool as cbool
from libcpp.string cimport string
from libcpp.vector cimport vector

import atexit as _atexit
import logging as _logging
import os as _os
import weakref as _weakref
from actp.errors import ForkedError as _ForkedError

_logger = _logging.getLogger("actp")

cdef extern from "counters.hpp" namespace "actp" nogil:
    cdef cppclass AtomicLong "std::atomic<long>":
        long load()
    cdef cppclass Counters:
        AtomicLong chunks
        AtomicLong instances
        AtomicLong shims
    Counters native_counters "actp::counters"

cdef extern from "queue.hpp" namespace "actp" nogil:
    cdef cppclass Message:
        uint32_t size
        int64_t received_ns
        int32_t request_id
        uint16_t callback
        uint8_t flags
        const char *info() const
        const char *data() const
    cdef cppclass Queue:
        const Message *front()
        void pop()
        size_t take(int callback, size_t size, size_t most, char *to)
        size_t bytes() const
        uint64_t dropped() const
        cbool overflowed() const

cdef extern from "waker.hpp" namespace "actp" nogil:
    cdef cppclass Waker:
        void clear()
        cbool wait()
        void stop()
        int descriptor() const

cdef extern from "shim.hpp" namespace "actp" nogil:
    cdef cppclass Sink:
        void close()
    cdef cppclass Version:
        const char *name
    const Version **all_versions "actp::versions"
    int version_count "actp::version_count"
    int NO_SUCH_METHOD "actp::no_such_method"

cdef extern from "library.hpp" namespace "actp" nogil:
    cdef enum class NativeKind "actp::Kind":
        md
        trader
    cdef cppclass NativeLibrary "actp::Library":
        NativeLibrary(const char *path, NativeKind kind) except +
        cbool has_factory() const
        size_t virtual_methods() const
        string version_text() const
    const Version *find_version "actp::find_version"(const string &name)
    cdef cppclass Instance:
        Instance(size_t queue_capacity, size_t backlog, cbool use_eventfd, int droppable_callback) except +
        cbool create(const NativeLibrary &library, const Version &version, const char *flow, cbool production) except +
        cbool created() const
        cbool used() const
        void register_front(const string &address) except +
        void register_name_server(const string &address) except +
        void register_fens_user_info(void *data)
        void topics(int private_type, int public_type, int sequence)
        void init()
        void release()
        string trading_day() const
        int request(int method, void *data, int request_id)
        int subscription(int method, const vector[string] &names) except +
        cbool front_info(void *data) const
        Queue queue
        Waker waker
        Sink sink

cdef enum:
    HAS_DATA = 1
    HAS_INFO = 2
    IS_LAST = 4
    # Messages handled before the loop gets its turn back, and how long at most if they are no ticks.
    DRAIN_TURN = 2048
    TURN_NS = 5000000

cdef extern from *:
    """
    #include <ctime>
    static int64_t now_ns() {
      timespec now;
      clock_gettime(CLOCK_MONOTONIC, &now);
      return (int64_t)now.tv_sec * 1000000000 + now.tv_nsec;
    }
    """
    int64_t now_ns() nogil

# A child of fork() has the memory of the vendor's threads but not the threads.
cdef long _forks = 0


def _after_fork():
    global _forks
    _forks += 1


def forks():
    """How many calls of fork() lie between this process and the one that imported actp."""
    return _forks


cpdef int check_fork(long made) except -1:
    """Raise ForkedError if what was connected when forks() was `made` is used in a later process."""
    if made != _forks:
        raise _ForkedError(
            "this client was connected before fork(): CTP's threads and connection belong to the parent. "
            "Make a client of its own in the child"
        )
    return 0


_os.register_at_fork(after_in_child=_after_fork)

# Instances that still run, for the interpreter's exit.
cdef object _live = _weakref.WeakSet()


@_atexit.register
def _at_exit():
    for api in list(_live):
        (<Api>api)._shut()


def described_versions():
    """The API versions that have shims, oldest first."""
    return tuple(all_versions[i].name.decode() for i in range(version_count))


def native_blocks():
    """Live native objects by kind, for leak tests."""
    return {
        "chunks": native_counters.chunks.load(),
        "instances": native_counters.instances.load(),
        "shims": native_counters.shims.load(),
        "records": live_records,
    }


cdef class Library:
    """An opened vendor library of one kind. It stays open for the life of the process."""

    cdef NativeLibrary *native
    cdef readonly str path
    cdef readonly str kind
    cdef readonly bint has_factory
    cdef readonly str version_text
    cdef readonly size_t virtual_methods  # of its API class; 0: not known

    def __cinit__(self, path, kind):
        cdef bytes name = _os.fsencode(path)
        cdef const char *raw = name
        cdef NativeKind native_kind = NativeKind.md if kind == "md" else NativeKind.trader
        with nogil:  # the library's initialisers run in here
            self.native = new NativeLibrary(raw, native_kind)
        self.path = _os.fsdecode(path)
        self.kind = kind
        self.has_factory = self.native.has_factory()
        self.version_text = self.native.version_text().decode("latin-1")
        self.virtual_methods = self.native.virtual_methods()

    def __dealloc__(self):
        del self.native


cdef class TickRouter:
    """Which streams get which ticks. It belongs to the client and outlives API objects and sessions."""

    cdef list everything            # buffers of the streams that take every tick
    cdef dict routes                # InstrumentID bytes -> list of buffers
    cdef bint conflating
    cdef readonly dict awaited      # InstrumentID bytes of subscriptions without a first snapshot yet
    cdef public int session
    cdef readonly long long ticks
    cdef object tick_class
    cdef Layout layout
    cdef Py_ssize_t instrument      # where InstrumentID stands in the struct, and how long it can be
    cdef Py_ssize_t instrument_size

    def __cinit__(self):
        self.everything = []
        self.routes = {}
        self.awaited = {}

    def set_layout(self, tick_class, Layout layout, Py_ssize_t instrument_offset):
        """What the loaded version's OnRtnDepthMarketData carries."""
        self.tick_class = tick_class
        self.layout = layout
        self.instrument = instrument_offset
        (self.instrument_size,) = [size for _, offset, size, _ in layout.fields if offset == instrument_offset]

    def add(self, Stream stream, instruments=None):
        """Route all ticks (None), or those of the encoded InstrumentIDs, to a stream."""
        if stream.buffer.policy == POLICY_CONFLATE:
            self.conflating = True
        if instruments is None:
            self.everything.append(stream.buffer)
            return
        for key in instruments:
            self.routes.setdefault(key, []).append(stream.buffer)

    def end(self, error=None):
        """End every stream; what is buffered can still be read."""
        cdef Buffer buffer
        for buffers in (self.everything, *self.routes.values()):
            for buffer in buffers:
                buffer.end(error)
        self.everything.clear()
        self.routes.clear()

    cdef int deliver(self, const Message *message) except -1:
        cdef const char *data = message.data()
        cdef object tick = None
        cdef object key = None
        cdef list routed
        self.ticks += 1
        if self.routes or self.awaited or self.conflating:
            data += self.instrument
            key = PyBytes_FromStringAndSize(data, text_length(data, self.instrument_size))
            if self.awaited:
                self.awaited.pop(key, None)
            if self.routes:
                routed = <list>self.routes.get(key)
                if routed is not None:
                    tick = self.fill(routed, message, tick, key)
                    if not routed:
                        self.routes.pop(key, None)
        self.fill(self.everything, message, tick, key)
        return 0

    cdef Py_ssize_t take(self, Queue *queue, int callback, Py_ssize_t most) except -1:
        """Give ticks to streams that are all read in batches, many at a time. How many; 0 if that is not so, or
        if a stream has no room left: then the next tick goes the way of single ones."""
        cdef Buffer buffer, first = None
        cdef char *taken
        cdef Py_ssize_t count, size
        if self.routes or self.awaited or self.conflating or self.layout is None:
            return 0
        for buffer in self.everything:
            if not buffer.raw or buffer.orphaned or buffer.ended or buffer.layout is not self.layout:
                return 0
            most = buffer.fitting(most)
            first = buffer
        size = self.layout.data.size
        most = min(most, <Py_ssize_t>queue.bytes() // size)
        if first is None or most <= 0:
            return 0
        for buffer in self.everything:
            buffer.reserve(most)
        taken = PyByteArray_AS_STRING(first.raw_bytes) + first.raw_used
        count = queue.take(callback, size, most, taken)
        self.ticks += count
        for buffer in self.everything:
            if buffer is not first:
                memcpy(PyByteArray_AS_STRING(buffer.raw_bytes) + buffer.raw_used, taken, count * size)
            buffer.raw_used += count * size
        for buffer in self.everything:
            if count and buffer.waiter is not None and not buffer.woken:
                buffer.wake()
        return count

    cdef object fill(self, list buffers, const Message *message, object tick, object key):
        """Give one tick to these buffers. The record is made once, and only if somebody wants records."""
        cdef Buffer buffer
        cdef bint stale = False
        for buffer in buffers:
            if buffer.orphaned:
                stale = True
            elif buffer.raw:
                buffer.put_raw(message.data(), self.layout)
            else:
                if tick is None:
                    tick = tick_new(
                        self.tick_class, self.layout, message.data(), message.received_ns, self.session
                    )
                buffer.put(tick, key)
        if stale:
            _prune(buffers)
        return tick


cdef _give_way():
    """Make the calling thread one that does not take the processor from the thread that wakes it.

    A signal from the vendor's thread would otherwise put the waker in its place, in the middle of the
    callback, and on a busy machine the vendor's thread then waits for a turn: milliseconds.
    """
    try:
        # A program that runs under a real-time policy has its reasons.
        if _os.sched_getscheduler(0) == _os.SCHED_OTHER:
            _os.sched_setscheduler(0, _os.SCHED_BATCH, _os.sched_param(0))
    except (AttributeError, OSError) as error:  # another system, or a sandbox that forbids it
        _logger.debug("the waker thread keeps its scheduling policy: %s", error)


cdef class Api:
    """One API object of the vendor's library, its queue and its way to the event loop."""

    cdef Instance *native
    cdef readonly Library library
    cdef readonly str version
    cdef object _loop
    cdef object _handler
    cdef object _thread
    cdef object _drain_bound
    cdef bint _attached
    cdef bint _use_eventfd
    cdef bint _continuing           # a turn of the drain is scheduled
    cdef bint _draining
    cdef long _fork
    cdef int _tick_callback
    cdef list _classes              # callback index -> (record class, Layout), what makes that, or None
    cdef TickRouter _router
    cdef long long _dropped_reported
    cdef bint _overflow_reported
    cdef object __weakref__

    def __cinit__(self, Library library, str version, *, Py_ssize_t queue_bytes, bint use_eventfd,
                  int tick_callback, list classes, TickRouter router,
                  Py_ssize_t backlog_bytes=256 * 1024 * 1024):
        self.library = library
        self.version = version
        self.native = new Instance(queue_bytes, backlog_bytes, use_eventfd, tick_callback)
        self._use_eventfd = use_eventfd
        self._tick_callback = tick_callback
        self._classes = classes
        self._router = router
        self._fork = _forks

    def __dealloc__(self):
        if self.native == NULL:
            return
        self.native.sink.close()
        if self._fork == _forks and not self.native.created():
            del self.native
        # Else the vendor's threads may still call the shim: it must outlive them, so it is left.

    cdef int _check(self) except -1:
        """Before anything that calls the vendor's object."""
        check_fork(self._fork)
        if not self.native.created():
            raise RuntimeError("this API object is not created yet, or released already")
        return 0

    # -- life cycle; create, init and release are called on a helper thread ---------------------

    def create(self, bytes flow, bint production):
        """CreateFtdc…Api and RegisterSpi. The flow folder must exist: CTP crashes otherwise."""
        cdef const Version *version = find_version(self.version.encode())
        cdef const char *path = flow
        cdef cbool made
        check_fork(self._fork)
        if version == NULL:
            raise LookupError(f"CTP {self.version} is not described")
        if self.native.used():
            raise RuntimeError("this API object was created already; an Api is created once")
        with nogil:
            made = self.native.create(self.library.native[0], version[0], path, production)
        if not made:
            raise MemoryError("the CTP library gave no API object")
        _live.add(self)

    def register_front(self, bytes address):
        self._check()
        self.native.register_front(address)

    def register_name_server(self, bytes address):
        self._check()
        self.native.register_name_server(address)

    def register_fens_user_info(self, bytes data):
        self._check()
        self.native.register_fens_user_info(PyBytes_AS_STRING(data))

    def subscribe_topics(self, int private_type, int public_type, int sequence=1):
        self._check()
        self.native.topics(private_type, public_type, sequence)

    def init(self):
        self._check()
        with nogil:
            self.native.init()

    def release(self):
        """Release, waiting for a callback that runs. Never on a vendor thread, never twice."""
        check_fork(self._fork)
        if not self.native.created():
            return
        with nogil:
            self.native.release()
        _live.discard(self)

    # -- calls --------------------------------------------------------------------------------

    def request(self, int method, bytes data, int request_id):
        """A Req… call: CTP's return code. `data` is the struct in this version's layout."""
        cdef void *raw = PyBytes_AS_STRING(data)
        cdef int code
        self._check()
        with nogil:
            code = self.native.request(method, raw, request_id)
        if code == NO_SUCH_METHOD:
            raise LookupError(f"CTP {self.version} has no API method number {method}")
        return code

    def subscription(self, int method, list names):
        """A (Un)Subscribe… call with a list of encoded names: CTP's return code."""
        cdef vector[string] native_names = names
        cdef int code
        self._check()
        with nogil:
            code = self.native.subscription(method, native_names)
        if code == NO_SUCH_METHOD:
            raise LookupError(f"CTP {self.version} has no API method number {method}")
        return code

    def trading_day(self):
        """GetTradingDay: right only after login."""
        self._check()
        return self.native.trading_day().decode("ascii", "replace")

    def front_info(self, Py_ssize_t size):
        """GetFrontInfo's struct as bytes, or None in versions without it."""
        cdef bytearray data = bytearray(size)
        self._check()
        if not self.native.front_info(PyByteArray_AS_STRING(data)):
            return None
        return bytes(data)

    # -- the way to the loop --------------------------------------------------------------------

    def attach(self, loop, handler):
        """Deliver callbacks on `loop` from now on: ticks to streams, the rest to `handler`.

        `handler(callback, record, error_id, error_text, value, is_last)`: the callback's index, its
        struct or None, RspInfo's id and raw text (None without RspInfo), nRequestID or the int argument.
        Callback -1 tells of `value` dropped ticks, -2 that more than `backlog_bytes` waited: what was taken
        until then has been delivered, and nothing comes any more.
        """
        check_fork(self._fork)
        self._loop = loop
        self._handler = handler
        self._drain_bound = self._drain
        # What is attached is what detach() has to undo: set only after it succeeded.
        if self._use_eventfd:
            loop.add_reader(self.native.waker.descriptor(), self._drain_bound)
        else:
            self._thread = start_thread(self._wake_loop, "actp-waker")
        self._attached = True

    def _wake_loop(self):
        cdef cbool more
        wake = self._loop.call_soon_threadsafe
        _give_way()
        while True:
            with nogil:
                more = self.native.waker.wait()
            if not more:
                return
            try:
                wake(self._drain_bound)
            except RuntimeError:  # the loop was closed with the client open; the client warns
                return

    def detach(self):
        """No more deliveries; the waker thread has ended when this returns. Not on a vendor thread."""
        if not self._attached or self._fork != _forks:
            return  # in a child process the loop's epoll is still the parent's
        self._attached = False
        if self._use_eventfd:
            if not self._loop.is_closed():
                self._loop.remove_reader(self.native.waker.descriptor())
        else:
            self.native.waker.stop()
            self._thread.join()
            self._thread = None
        self._loop = self._handler = self._drain_bound = None

    def abandon(self):
        """For a client that was dropped without close(): nothing more is delivered, nothing is waited for."""
        self.native.sink.close()
        self.native.waker.stop()

    def _shut(self):
        """At the interpreter's exit: callbacks end at the gate, the waker thread ends."""
        if self._fork != _forks:
            return
        self.native.sink.close()
        if self._thread is not None:
            self.native.waker.stop()
            self._thread.join(5)

    def drain(self):
        """Deliver what is queued, at most one turn. For close(), for what came before Release."""
        self._turn()

    def _drain(self):
        """What a wake-up calls. While turns follow each other they need none, and more would add up."""
        if not self._continuing:
            self._turn()

    def _continue(self):
        self._continuing = False
        self._turn()

    cdef int _turn(self) except -1:
        """Deliver DRAIN_TURN messages, fewer if they take TURN_NS, then let the loop turn. Wake-ups are asked for
        only once the queue is seen empty: a storm of ticks costs none."""
        cdef const Message *message
        cdef Py_ssize_t taken, handled = 0
        cdef bint cleared = False
        cdef bint overflowed = False
        cdef int64_t until = now_ns() + TURN_NS
        cdef bint singly = False  # the rest of this turn
        # In a child process of fork() the queue is a copy, but the eventfd is the parent's own. Inside a
        # delivery a nested loop could come here again.
        if not self._attached or self._draining or self._fork != _forks:
            return 0
        self._draining = True
        try:
            while handled < DRAIN_TURN:
                message = self.native.queue.front()
                if message == NULL:
                    if cleared:
                        if self.native.queue.overflowed() and not self._overflow_reported:
                            if not overflowed:
                                overflowed = True
                                continue  # what was taken before it overflowed comes first
                            self._overflow_reported = True
                            self._handler(-2, None, None, b"", 0, True)
                        elif <long long>self.native.queue.dropped() != self._dropped_reported:
                            self._report_drops()
                        return 0
                    self.native.waker.clear()
                    cleared = True
                    continue  # what came before clear() may not have signalled
                if message.callback == self._tick_callback and message.flags & HAS_DATA:
                    if not singly:
                        taken = self._take(DRAIN_TURN - handled)
                        handled += taken
                        singly = taken == 0
                        continue
                    handled += 1
                    self._tick(message)
                else:
                    handled += 1
                    self._deliver(message)
                    if not self._attached:
                        return 0
                    if handled % 32 == 0 and now_ns() > until:
                        break
            self._go_on()
        except BaseException:
            # KeyboardInterrupt and the like: it goes where it must, and the queue is looked at again.
            if self._attached:
                self._go_on()
            raise
        finally:
            self._draining = False
        return 0

    cdef int _go_on(self) except -1:
        if not self._continuing:
            self._loop.call_soon(self._continue)
            self._continuing = True
        return 0

    cdef Py_ssize_t _take(self, Py_ssize_t most) except? -1:
        """Many ticks at a time, where the streams allow it: how many."""
        try:
            return self._router.take(&self.native.queue, self._tick_callback, most)
        except Exception as error:
            self._report(error)
            return 0

    cdef int _tick(self, const Message *message) except -1:
        try:
            self._router.deliver(message)
        except Exception as error:
            self._report(error)
        finally:
            # Whatever happened: a message that stays would be the next one again, for ever.
            self.native.queue.pop()
        return 0

    cdef int _deliver(self, const Message *message) except -1:
        """Everything but ticks: the record is copied out before the handler runs, for it may close us."""
        cdef object record = None
        cdef object error_id = None
        cdef object error_text = b""
        cdef const char *info
        cdef int callback = message.callback
        cdef int value = message.request_id
        cdef bint is_last = message.flags & IS_LAST != 0
        try:
            described = self._classes[callback] if message.flags & HAS_DATA else None
            if described is not None:
                if type(described) is not tuple:
                    described = self._classes[callback] = described()
                record_class, layout = described
                record = record_new(record_class, layout, message.data())
            if message.flags & HAS_INFO:
                info = message.info()
                error_id = (<const int32_t *>info)[0]
                error_text = info[4:4 + text_length(info + 4, 81)]
        finally:
            self.native.queue.pop()
        try:
            self._handler(callback, record, error_id, error_text, value, is_last)
        except Exception as error:
            self._report(error)
        return 0

    cdef int _report(self, object error) except -1:
        """A fault in one handler must not stop the deliveries behind it."""
        loop = self._loop or _asyncio.get_running_loop()  # the handler may have detached us
        loop.call_exception_handler(
            {"message": "actp: unhandled error while delivering a CTP callback", "exception": error}
        )
        return 0

    cdef _report_drops(self):
        cdef long long total = <long long>self.native.queue.dropped()
        count = total - self._dropped_reported
        self._dropped_reported = total
        self._handler(-1, None, None, b"", count, True)

    @property
    def attached(self):
        return self._attached

    @property
    def queued_bytes(self):
        return self.native.queue.bytes()

    @property
    def dropped_ticks(self):
        return self.native.queue.dropped()

    @property
    def created(self):
        return self.native.created()

    @property
    def forked(self):
        """Made in a process that this one is a child of, by fork(): it belongs to that process."""
        return self._fork != _forks
