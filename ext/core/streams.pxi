# Streams: what `async for` reads. One buffer per consumer, filled by the drain, read by one task.
#
# The buffer is a ring of object pointers. An item that is ready is handed over without a coroutine:
# `__anext__` gives the stream's own `_Next`, whose iterator ends at once with the item as its value.

from cpython.mem cimport PyMem_Free, PyMem_Malloc
from cpython.ref cimport Py_DECREF, Py_INCREF, PyObject

cimport cython

import asyncio as _asyncio
from copy import copy as _copy
from actp.errors import (
    ConcurrentReadError as _ConcurrentReadError,
    StreamOverflowError as _StreamOverflowError,
    UsageError as _UsageError,
    WrongLoopError as _WrongLoopError,
)

cdef extern from "Python.h":
    ctypedef enum PySendResult:
        PYGEN_RETURN
        PYGEN_ERROR

cdef extern from *:
    """
    // Ends an iterator with a value. Raising it in Cython would make an exception object each time.
    static PyObject *actp_stop_with(PyObject *value) {
      PyErr_SetObject(PyExc_StopIteration, value);
      return NULL;
    }

    // How `await` gets an item: by am_send where the interpreter asks for it, which needs no exception at
    // all, else by tp_iternext. As a Cython method the latter would add a traceback, with a frame and a
    // code object, to every StopIteration.
    static sendfunc actp_take = NULL;
    static PyObject *actp_iternext(PyObject *self) {
      PyObject *item = NULL;
      if (actp_take(self, Py_None, &item) != PYGEN_RETURN) return NULL;
      if (PyTuple_Check(item) || PyExceptionInstance_Check(item)) {
        // PyErr_SetObject would take these two apart.
        PyObject *wrapped = PyObject_CallFunctionObjArgs(PyExc_StopIteration, item, NULL);
        Py_DECREF(item);
        if (!wrapped) return NULL;
        item = wrapped;
      }
      actp_stop_with(item);
      Py_DECREF(item);
      return NULL;
    }
    static void actp_send_by(PyObject *type, void *take) {
      PyTypeObject *cls = (PyTypeObject *)type;
      actp_take = (sendfunc)take;
      cls->tp_iternext = actp_iternext;
      cls->tp_as_async->am_send = actp_take;
    }

    // A class made in Python would look `__anext__` up by name for every item.
    static void actp_inherit_anext(PyObject *type, PyObject *base) {
      ((PyTypeObject *)type)->tp_as_async->am_anext = ((PyTypeObject *)base)->tp_as_async->am_anext;
    }
    """
    object actp_iternext(object self)
    void actp_inherit_anext(object type, object base)
    void actp_send_by(object type, void *take)

cdef enum:
    POLICY_DROP_OLDEST = 0
    POLICY_CONFLATE = 1
    POLICY_ERROR = 2
    POLICY_UNBOUNDED = 3
    # A consumer that never finds its buffer empty gives way to other tasks after this many items.
    TURN = 1024


@cython.final
cdef class _Ring:
    """A growing ring of objects."""

    cdef PyObject **items
    cdef Py_ssize_t size, first, count

    def __cinit__(self):
        self.size = 64
        self.items = <PyObject **>PyMem_Malloc(self.size * sizeof(PyObject *))
        if self.items == NULL:
            raise MemoryError

    def __dealloc__(self):
        while self.count:
            self.pop()
        PyMem_Free(self.items)

    cdef int push(self, object item) except -1:
        cdef PyObject **grown
        cdef Py_ssize_t i
        if self.count == self.size:
            grown = <PyObject **>PyMem_Malloc(2 * self.size * sizeof(PyObject *))
            if grown == NULL:
                raise MemoryError
            for i in range(self.count):
                grown[i] = self.items[(self.first + i) & (self.size - 1)]
            PyMem_Free(self.items)
            self.items = grown
            self.first = 0
            self.size *= 2
        Py_INCREF(item)
        self.items[(self.first + self.count) & (self.size - 1)] = <PyObject *>item
        self.count += 1
        return 0

    cdef object pop(self):
        cdef object item = <object>self.items[self.first]
        Py_DECREF(item)
        self.first = (self.first + 1) & (self.size - 1)
        self.count -= 1
        return item


@cython.final
cdef class Buffer:
    """What the drain fills for one consumer, by that consumer's policy."""

    cdef _Ring ring
    cdef dict latest            # CONFLATE: the newest item of each key whose key stands in the ring
    cdef Py_ssize_t capacity
    cdef int policy
    cdef bint ended
    cdef bint orphaned          # the stream is closed or gone: the drain drops this buffer
    cdef bint overflowing
    cdef object error
    cdef object waiter          # the future of the one task that waits, or None
    cdef bint woken             # that future is done already
    cdef long long delivered, dropped, conflated
    cdef Py_ssize_t alarm       # without a limit: a length that is reported, 0 for none
    cdef object on_alarm, alarm_text
    cdef bint raw               # batches: struct bytes are kept instead of records
    cdef bytearray raw_bytes    # has room beyond what is used
    cdef Py_ssize_t raw_used
    cdef Py_ssize_t raw_expected  # the last batch's bytes: the room that the next one starts with
    cdef Layout layout          # of the raw bytes

    cdef int put(self, object item, object key) except -1:
        if self.ended:
            return 0
        if self.policy == POLICY_CONFLATE:
            if key in self.latest:
                self.conflated += 1
            else:
                self.ring.push(key)
            self.latest[key] = item
        elif self.policy == POLICY_UNBOUNDED:
            self.ring.push(item)
            if self.ring.count == self.alarm and not self.overflowing:
                self.note_alarm()
        elif self.ring.count < self.capacity:
            self.ring.push(item)
        elif self.policy == POLICY_DROP_OLDEST:
            self.ring.pop()
            self.ring.push(item)
            self.dropped += 1
            self.note_overflow()
        else:
            self.overflow_error()
        if self.waiter is not None and not self.woken:
            self.wake()
        return 0

    cdef int put_raw(self, const void *data, Layout layout) except -1:
        """One struct's bytes, for a stream that is read in batches."""
        cdef Py_ssize_t at, size = layout.data.size
        if self.ended:
            return 0
        if self.layout is not layout:
            self.relayout(layout)
        at = self.raw_used
        if self.policy != POLICY_UNBOUNDED and at >= self.capacity * size:
            if self.policy == POLICY_ERROR:
                self.overflow_error()
                return 0
            # The oldest half goes in one move: shifting the buffer for each tick would be quadratic.
            at = (self.capacity + 1) // 2
            self.dropped += at
            del self.raw_bytes[: at * size]
            self.raw_used -= at * size
            self.note_overflow()
            at = self.raw_used
        self.reserve(1)
        memcpy(PyByteArray_AS_STRING(self.raw_bytes) + at, data, size)
        self.raw_used = at + size
        if self.waiter is not None and not self.woken:
            self.wake()
        return 0

    cdef Py_ssize_t fitting(self, Py_ssize_t count):
        """How many of so many structs fit before the policy has to do something."""
        if self.policy == POLICY_UNBOUNDED:
            return count
        return min(count, self.capacity - self.raw_used // self.layout.data.size)

    cdef int reserve(self, Py_ssize_t count) except -1:
        """Make room for so many structs."""
        cdef Py_ssize_t size = self.layout.data.size
        cdef Py_ssize_t needed = self.raw_used + count * size
        if needed > PyByteArray_GET_SIZE(self.raw_bytes):
            PyByteArray_Resize(self.raw_bytes, max(needed, 2 * self.raw_used, self.raw_expected, 16 * size))
        return 0

    cdef bytearray take_raw(self):
        """What has arrived, without the room beyond it; the buffer starts afresh."""
        cdef bytearray taken = self.raw_bytes
        PyByteArray_Resize(taken, self.raw_used)
        self.raw_expected = self.raw_used
        self.raw_bytes = bytearray()
        self.raw_used = 0
        self.overflowing = False
        return taken

    cdef int relayout(self, Layout layout) except -1:
        """Another library version after a new connect(): what is unread of the old one cannot be kept."""
        if self.layout is not None:
            self.dropped += self.raw_used // self.layout.data.size
        self.raw_bytes = bytearray()
        self.raw_used = self.raw_expected = 0
        self.layout = layout
        return 0

    cdef int note_overflow(self) except -1:
        if not self.overflowing:
            self.overflowing = True
            try:
                _logger.warning(
                    "a stream's consumer fell behind by more than its buffer of %d items: the oldest are dropped",
                    self.capacity,
                )
            except Exception as error:
                # A logging filter of the user's. The streams behind this one must get the tick all the same.
                _asyncio.get_running_loop().call_exception_handler(
                    {"message": "actp: logging failed while a tick was delivered", "exception": error}
                )
        return 0

    cdef int note_alarm(self) except -1:
        self.overflowing = True
        # Not now: what it reports is put into streams, which may be being filled at this moment.
        try:
            _asyncio.get_running_loop().call_soon(self.on_alarm, self.alarm_text)
        except RuntimeError:
            _logger.warning("%s", self.alarm_text)  # before connect(), outside a loop
        return 0

    cdef int overflow_error(self) except -1:
        self.dropped += 1
        self.end(_StreamOverflowError(
            f"the consumer fell behind by more than its buffer of {self.capacity} items. "
            "Read faster, give buffer= a larger number, or choose another overflow policy."
        ))
        return 0

    cdef int wake(self) except -1:
        self.woken = True
        if not self.waiter.done():
            self.waiter.set_result(None)
        return 0

    cdef int end(self, object error) except -1:
        if not self.ended:
            self.ended = True
            self.error = error
            if self.waiter is not None and not self.woken:
                self.wake()
        return 0

    cdef object take(self):
        cdef object item = self.ring.pop()
        if self.policy == POLICY_CONFLATE:
            item = self.latest.pop(item)
        self.delivered += 1
        if self.overflowing and self.ring.count * 2 <= max(self.capacity, self.alarm):
            self.overflowing = False
        return item

    cdef bint empty(self):
        return self.ring.count == 0 and not (self.raw and self.raw_used)


# no_gc_clear: a stream in a reference cycle must still have its buffer when __dealloc__ orphans it. Whatever
# cycle a stream is in has another member that can be cleared.
@cython.no_gc_clear
cdef class Stream:
    """The native half of every stream; `actp.connection.streams` adds what users see.

    The drain knows only the buffer, so a stream that its user drops ends by itself.
    """

    cdef Buffer buffer
    cdef object _loop
    cdef int turn
    cdef long fork

    def __cinit__(self, int policy=POLICY_UNBOUNDED, Py_ssize_t capacity=0, loop=None):
        self.buffer = Buffer.__new__(Buffer)
        self.buffer.ring = _Ring()
        self.buffer.policy = policy
        self.buffer.capacity = capacity
        if policy == POLICY_CONFLATE:
            self.buffer.latest = {}
        self._loop = loop
        if type(self).__anext__ is Stream.__anext__:
            actp_inherit_anext(type(self), Stream)
        self.fork = _forks

    def __dealloc__(self):
        if self.buffer is not None:
            self.buffer.orphaned = True

    def _put(self, item, key=None):
        self.buffer.put(item, key)

    def _watch(self, Py_ssize_t length, callback, text):
        """Call `callback(text)` on the loop when so many items wait, once until half of them are read."""
        self.buffer.alarm = length
        self.buffer.on_alarm = callback
        self.buffer.alarm_text = text

    def _end(self, error=None):
        """No more items. What is buffered can still be read; then `error` is raised, or the stream ends."""
        self.buffer.end(error)

    def _orphan(self):
        self.buffer.orphaned = True
        self.buffer.end(None)

    def __aiter__(self):
        return self

    def __anext__(self):
        cdef _Next following = _Next.__new__(_Next)
        following.stream = self
        return following

    async def _wait(self):
        """Wait until there is something to read, or raise what ended the stream."""
        cdef Buffer buffer = self.buffer
        check_fork(self.fork)
        loop = _asyncio.get_running_loop()
        if self._loop is None:
            self._loop = loop
        elif self._loop is not loop:
            raise _WrongLoopError(
                "this stream belongs to another event loop. Create it on the loop and thread that read it."
            )
        if self.turn >= TURN:
            await _asyncio.sleep(0)  # before the check: another reader may come meanwhile
        if buffer.waiter is not None:
            raise _ConcurrentReadError(
                "another task is already reading this stream. Give each task a stream of its own: "
                "every stream gets every item."
            )
        while buffer.empty():
            if buffer.ended:
                if buffer.error is not None:
                    # One error ends many streams, and each may be read again: each gets a traceback of its own.
                    raise _copy(buffer.error)
                raise StopAsyncIteration
            buffer.waiter = loop.create_future()
            buffer.woken = False
            try:
                await buffer.waiter
            finally:
                buffer.waiter = None

    async def _read(self):
        await self._wait()
        if self.buffer.raw:
            raise _UsageError(
                "this stream is read with batches() and keeps no records since. Read it in one way only, or make a "
                "second stream"
            )
        self.turn = 1
        return self.buffer.take()

    async def batches(self):
        """What has arrived since the last time, as one TickBatch; see `actp.connection.streams.TickStream`."""
        cdef Buffer buffer = self.buffer
        cdef Record record
        if not buffer.raw:
            buffer.raw_bytes = bytearray()
            while buffer.ring.count:
                record = buffer.take()
                buffer.delivered -= 1
                if buffer.layout is not <Layout>record.place.owner:
                    self.buffer.relayout(<Layout>record.place.owner)
                buffer.raw_bytes += record.to_bytes()
                buffer.raw_used = len(buffer.raw_bytes)
            buffer.raw = True
        while True:
            try:
                await self._wait()
            except StopAsyncIteration:
                return
            batch = TickBatch(buffer.take_raw(), buffer.layout, self._batch_record)
            buffer.delivered += len(batch)
            yield batch

    def _counts(self):
        """`(buffered, capacity, delivered, dropped, conflated, waiting)`."""
        cdef Buffer buffer = self.buffer
        cdef Py_ssize_t buffered = buffer.ring.count
        if buffer.raw and buffer.layout is not None:
            buffered += buffer.raw_used // buffer.layout.data.size
        return (
            buffered, buffer.capacity, buffer.delivered, buffer.dropped, buffer.conflated,
            buffer.waiter is not None,
        )


cdef class Broadcast:
    """A set of streams that each get every item: connection events, notices, orders."""

    cdef list buffers

    def __cinit__(self):
        self.buffers = []

    def add(self, Stream stream):
        self.buffers.append(stream.buffer)

    @property
    def count(self):
        """The streams that are still read."""
        _prune(self.buffers)
        return len(self.buffers)

    def put(self, item, key=None):
        cdef Buffer buffer
        cdef bint stale = False
        for buffer in self.buffers:
            if buffer.orphaned:
                stale = True
            else:
                buffer.put(item, key)
        if stale:
            _prune(self.buffers)

    def end(self, error=None):
        cdef Buffer buffer
        for buffer in self.buffers:
            buffer.end(error)
        self.buffers.clear()


cdef _prune(list buffers):
    buffers[:] = [buffer for buffer in buffers if not (<Buffer>buffer).orphaned]


@cython.final
@cython.freelist(16)
cdef class _Next:
    """What `__anext__` returns: awaited, it gives the next item at once if there is one."""

    cdef Stream stream

    def __await__(self):
        cdef Stream stream = self.stream
        # The slow way checks loop and readers; it is taken whenever the stream has to wait.
        if stream.buffer.ring.count and 0 < stream.turn < TURN and stream.buffer.waiter is None:
            return self
        return stream._read().__await__()

    def __iter__(self):
        return self

    def __next__(self):
        return actp_iternext(self)


cdef PySendResult _take(object self, object value, PyObject **result) except PYGEN_ERROR:
    cdef Stream stream = (<_Next>self).stream
    if not stream.buffer.ring.count:
        raise RuntimeError("the stream was read by somebody else in between")
    stream.turn += 1
    item = stream.buffer.take()
    Py_INCREF(item)
    result[0] = <PyObject *>item
    return PYGEN_RETURN


actp_send_by(_Next, <void *>_take)
