"""One object of CTP's library: found, created, started, and released again.

Create, Init and Release may block, so each runs on a short thread of its own, in line with every other such
call of the process. What is given up while one of them runs is released after it, and what hangs is left
behind: nobody waits for it.
"""

from __future__ import annotations

import asyncio
import errno
import logging
import os
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Literal, TypeVar

from actp import _core, records
from actp._loop import in_thread
from actp.connection.addresses import Front
from actp.connection.api_class import ApiClass, api_class
from actp.connection.flow_folder import FlowFolder
from actp.connection.library import OpenLibrary, find_library, open_library, simulated_library
from actp.connection.lifecycle_lock import lifecycle
from actp.connection.resources import check_descriptors, check_threads, no_more_threads
from actp.ctp.description import version_key
from actp.ctp.kinds import Kind
from actp.errors import ConfigurationError, ResourceError

__all__ = ["Callback", "Instance", "Making", "Wakeup"]

logger = logging.getLogger("actp")

T = TypeVar("T")
Wakeup = Literal["threadsafe", "eventfd"]
Callback = Callable[[int, object, "int | None", bytes, int, bool], None]
"""What callbacks are handed to: see `_core.Api.attach`."""

# Before 6.5.1 Release crashes or hangs for good, once in some hundred times, while the first connection that
# Init makes is on its way: it comes no sooner than this many seconds after Init. On two cores at load 15
# 0.2 s were too few, once in two thousand times.
_SETTLING = 0.5

# When a Release that found no thread tries again, s.
_THREAD_AGAIN = 0.05


@dataclass(frozen=True, slots=True)
class Making:
    """What an object is made of."""

    kind: Kind
    fronts: Sequence[Front]
    library: str | os.PathLike[str] | None
    flow_path: str | os.PathLike[str] | None
    wakeup: Wakeup
    production_mode: bool
    queue_bytes: int
    backlog_bytes: int

    def find(self) -> OpenLibrary:
        """The library, open; the simulated one for sim:// fronts."""
        if not self.fronts[0].simulated:
            return open_library(self.kind, find_library(self.kind, self.library))
        if self.library is not None:
            raise ConfigurationError(
                "library= and a sim:// front exclude each other: sim:// has its own library"
            )
        return open_library(self.kind, simulated_library(self.kind, self.fronts[0].api))


class Instance:
    """One API object. `open()` is called once, and `dispose()` after it, whatever came of it."""

    def __init__(self, making: Making, loop: asyncio.AbstractEventLoop) -> None:
        self._making = making
        self._loop = loop
        self._work: asyncio.Future[None] | None = None  # Create or Init at work on its thread
        self._settled_at = 0.0  # when Release may come, time.monotonic()
        self._disposed: asyncio.Future[None] | None = None
        self._reported = False
        self.started = False  # Init has come back
        self.library: OpenLibrary | None = None
        self.described: ApiClass | None = None
        self.flow: FlowFolder | None = None
        self.api: _core.Api | None = None

    async def open(
        self, router: _core.TickRouter, callback: Callback, before_init: Callable[[_core.Api], None]
    ) -> None:
        """Library, flow folder, Create and Init. `before_init` runs on the creating thread.

        Raises what these raise, and ResourceError where the process has no room for them.
        """
        try:
            await self._open(router, callback, before_init)
        except MemoryError:
            raise ResourceError("no memory is left for CTP's library and its queue") from None
        except OSError as error:
            if error.errno not in (errno.EMFILE, errno.ENFILE, errno.ENOMEM, errno.EAGAIN):
                raise
            raise ResourceError(f"a client could not be set up: {error}") from error

    async def _open(
        self, router: _core.TickRouter, callback: Callback, before_init: Callable[[_core.Api], None]
    ) -> None:
        making = self._making

        def find() -> tuple[OpenLibrary, ApiClass]:
            library = making.find()
            return library, api_class(making.kind, library.version)

        library, described = await self._thread(find)
        flow = FlowFolder(making.flow_path)
        prefix = flow.open()
        self.flow, self.library, self.described = flow, library, described
        if described.tick_layout is not None:
            router.set_layout(records.Tick, described.tick_layout, described.tick_instrument)
        # Before Create runs: whoever gives up meanwhile must release it.
        api = self.api = _core.Api(
            library.native,
            library.version,
            queue_bytes=making.queue_bytes,
            backlog_bytes=making.backlog_bytes,
            use_eventfd=making.wakeup == "eventfd",
            tick_callback=described.tick_callback,
            classes=described.callback_classes,
            router=router,
        )

        def create() -> None:
            with lifecycle.held():
                if self._disposed is not None:
                    return  # given up while it waited
                check_descriptors(len(making.fronts))
                api.create(prefix, making.production_mode)
                before_init(api)
                for front in making.fronts:
                    api.register_front(front.vendor.encode())

        await self._run(create)
        try:
            api.attach(self._loop, callback)
        except (NotImplementedError, AttributeError):
            raise ConfigurationError(
                f"wakeup='eventfd' needs an event loop with add_reader; {type(self._loop).__name__} has none"
            ) from None
        except RuntimeError:
            raise no_more_threads() from None

        def init() -> None:
            with lifecycle.held():
                check_threads()
                api.init()
                settling = _SETTLING if version_key(library.version) < (6, 5) else 0
                self._settled_at = time.monotonic() + settling

        await self._run(init)
        self.started = True
        logger.debug("CTP %s (%s) opened from %s", library.version, library.version_text, library.path)

    async def _run(self, work: Callable[[], None]) -> None:
        self._work = self._thread(work)
        await asyncio.shield(self._work)

    def _thread(self, work: Callable[[], T]) -> asyncio.Future[T]:
        try:
            return in_thread(self._loop, work)
        except RuntimeError:
            raise no_more_threads() from None

    def dispose(self) -> asyncio.Future[None]:
        """Release off the loop and off the vendor's thread, drain once more, let go of thread and folder.

        `api` and `flow` are None from now on. No task: a future, whose end is handled by the loop itself. It
        ends after `lifecycle.timeout` s also if the Release does not.
        """
        if self._disposed is not None:
            return self._disposed
        api, self.api = self.api, None
        flow, self.flow = self.flow, None
        loop = self._loop
        done = self._disposed = loop.create_future()

        def release() -> None:
            try:
                if api is not None:
                    # Outside the lock: clients that are given up together wait together.
                    time.sleep(max(0.0, self._settled_at - time.monotonic()))
                    with lifecycle.held():
                        api.release()
            finally:
                if flow is not None:
                    flow.close()

        def begin(_: object = None) -> None:
            if api is not None and api.created:
                self._start_release(api, release, finish)
                return
            if flow is not None:
                flow.close()
            finish()

        def finish(released: asyncio.Future[None] | None = None) -> None:
            late.cancel()
            try:
                if released is not None and (error := released.exception()) is not None:
                    logger.error("CTP's Release failed: %s", error)
            finally:
                leave()

        def hangs() -> None:
            self.leave_behind()
            if api is not None:
                api.abandon()
            leave()

        def leave() -> None:
            # What was called back before the end belongs to the streams; no callback can come now.
            try:
                while api is not None and api.attached and api.queued_bytes:
                    api.drain()
            finally:
                if api is not None:
                    api.detach()
                if not done.done():
                    done.set_result(None)

        late = loop.call_later(lifecycle.timeout, hangs)
        if self._work is not None and not self._work.done():
            self._work.add_done_callback(begin)  # Release must come after a Create or Init at work
        else:
            begin()
        return done

    def _start_release(
        self, api: _core.Api, release: Callable[[], None], finish: Callable[[asyncio.Future[None]], None]
    ) -> None:
        try:
            in_thread(self._loop, release).add_done_callback(finish)
        except RuntimeError:
            # No thread is to be had now. That of the wake-ups is the one that can be given up.
            api.detach()
            self._loop.call_later(_THREAD_AGAIN, self._start_release, api, release, finish)

    def leave_behind(self) -> None:
        """Nobody waits for the Release any longer: say so, once."""
        if not self._reported:
            self._reported = True
            logger.error("CTP's Release has not come back; the API object and its threads stay until it does")
