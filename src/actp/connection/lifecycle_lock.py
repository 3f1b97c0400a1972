"""One at a time through the parts of CTP's library that cannot bear company."""

from __future__ import annotations

import contextlib
import logging
import os
import threading
import time
from collections.abc import Iterator

__all__ = ["Lifecycle", "lifecycle"]

logger = logging.getLogger("actp")


class Lifecycle:
    """A lock of the whole process whose holder loses it after `timeout` s.

    Create, Init, Release and the data collection inside ReqUserLogin are not safe beside each other (vendor
    documentation). But Release can hang for good: before 6.5.1 when it meets a connection being made, in
    every version while a socks proxy does not answer. Such a call stands in a join inside the library, where
    it disturbs nobody; that all other clients of the process wait for it would be worse. None takes longer
    than milliseconds otherwise.
    """

    def __init__(self, timeout: float = 5.0) -> None:
        self.timeout = timeout
        self._reset()
        # The thread that held it does not exist in a child process.
        os.register_at_fork(after_in_child=self._reset)

    def _reset(self) -> None:
        self._free = threading.Condition()
        self._holder: object | None = None
        self._since = 0.0

    @contextlib.contextmanager
    def held(self) -> Iterator[None]:
        """For a helper thread: wait for the turn, at most `timeout` s for each holder that hangs."""
        me = object()
        with self._free:
            while (left := self._left()) > 0:
                self._free.wait(left)
            self._take(me)
        try:
            yield
        finally:
            self._leave(me)

    @contextlib.contextmanager
    def held_if_free(self) -> Iterator[bool]:
        """For the event loop, which does not wait: whether it is held now."""
        me = object()
        with self._free:
            held = self._left() <= 0
            if held:
                self._take(me)
        try:
            yield held
        finally:
            if held:
                self._leave(me)

    def _left(self) -> float:
        """How long the holder may still keep it, s."""
        return 0.0 if self._holder is None else self._since + self.timeout - time.monotonic()

    def _take(self, me: object) -> None:
        if self._holder is not None:
            logger.error("a call of CTP's Create, Init or Release hangs; the next one starts beside it")
        self._holder, self._since = me, time.monotonic()

    def _leave(self, me: object) -> None:
        with self._free:
            if self._holder is me:
                self._holder = None
            self._free.notify()


lifecycle = Lifecycle()
