"""CTP's private and public flows: numbered notices that a session can have again.

A flow lives for one trading day and counts from 1. A session reads it from where its resume type says
and at the pace its connection takes.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from actp.sim.persistence.notice import Notice
from actp.sim.persistence.store import NO_SHELF, Shelf
from actp.sim.wire.frames import Flow as FlowKind

__all__ = ["Flow", "FlowReader", "first_number"]

RESTART, RESUME, QUICK, NONE, RESUME_FROM_SEQ_NO = range(5)


class Flow:
    """The notices of one trading day, with those that the store has, and who reads them."""

    def __init__(self, kind: FlowKind, shelf: Shelf = NO_SHELF) -> None:
        self.kind = kind
        self.on_notice: Callable[[Notice], None] = lambda notice: None
        """Called with each new one."""
        self._shelf = shelf
        self.notices = [
            Notice(name, record, info, kind, sequence)
            for sequence, (name, record, info) in enumerate(shelf.flow(kind), 1)
        ]
        self._readers: dict[FlowReader, None] = {}

    def append(self, name: str, record: Any, info: Any = None) -> None:
        """Number a notice and let the sessions have it."""
        notice = Notice(name, record, info, self.kind, len(self.notices) + 1)
        self.notices.append(notice)
        self.on_notice(notice)
        self._shelf.append(notice)
        for reader in tuple(self._readers):
            reader.advance()

    def restart(self) -> None:
        """Begin another trading day: the flow is empty and counts from 1 again, for its readers too."""
        self.notices.clear()
        self._shelf.clear_flow(self.kind)
        for reader in self._readers:
            reader.next = 1

    def add(self, reader: FlowReader) -> None:
        self._readers[reader] = None

    def discard(self, reader: FlowReader) -> None:
        self._readers.pop(reader, None)


class FlowReader:
    """One session's place in a flow."""

    def __init__(
        self,
        flow: Flow,
        first: int,
        version: str,
        send: Callable[[bytes], None],
        has_room: Callable[[], bool],
    ) -> None:
        self._flow = flow
        self._version = version
        self._send = send
        self._has_room = has_room
        self._advancing = False
        self.next = first
        """The number of the notice it gets next."""
        flow.add(self)

    @property
    def behind(self) -> bool:
        return self.next <= len(self._flow.notices)

    def advance(self) -> None:
        """Send what there is, as far as the connection keeps up."""
        if self._advancing:
            return
        # Sending may make room, which comes back here.
        self._advancing = True
        notices = self._flow.notices
        while self.next <= len(notices) and self._has_room():
            notice = notices[self.next - 1]
            self.next += 1
            if (frame := notice.frame(self._version)) is not None:
                self._send(frame)
        self._advancing = False

    def close(self) -> None:
        self._flow.discard(self)


def first_number(resume_type: int, sequence: int, same_day: bool, count: int) -> int | None:
    """The number a session's reading of a flow of `count` notices begins with, None for no reading.

    `resume_type` is CTP's, 255 for a topic that was not subscribed. `sequence` is the last number the
    library has of the trading day it knows (`same_day`: this one), for RESUME_FROM_SEQ_NO the one wanted.
    """
    if resume_type == RESTART:
        return 1
    if resume_type == RESUME:
        # A library may know more than there is, from a flow that was lost: it waits for what follows.
        return max(sequence, 0) + 1 if same_day else 1
    if resume_type == QUICK:
        return count + 1
    if resume_type == RESUME_FROM_SEQ_NO:
        return max(sequence, 1)
    return None
