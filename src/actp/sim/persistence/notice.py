"""One report in a flow."""

from __future__ import annotations

from typing import Any

from actp.sim.wire.frames import Flow as FlowKind
from actp.sim.wire.frames import Kind, callback
from actp.sim.wire.layouts import api_class, encode, layouts, names_fit

__all__ = ["Notice"]


class Notice:
    """One `OnRtn…` or `OnErrRtn…` of a flow. Its frames are made once per struct layout."""

    __slots__ = ("_frames", "info", "kind", "name", "record", "sequence", "struct")

    def __init__(self, name: str, record: Any, info: Any, kind: FlowKind, sequence: int) -> None:
        self.name = name
        self.record = record
        self.info = info
        self.kind = kind
        self.sequence = sequence
        self.struct: str = type(record).__struct__.name
        self._frames: dict[str, bytes] = {}

    def frame(self, version: str) -> bytes | None:
        """None where the version has no room for the name of a contract in it."""
        if not names_fit(self.record, version):
            return None
        layout = layouts(self.struct)[version]
        found = self._frames.get(layout)
        if found is None:
            index = api_class(Kind.TRADING).callbacks[self.name]
            found = self._frames[layout] = callback(
                index, encode(self.record, layout), info=self.info, flow=self.kind, sequence=self.sequence
            )
        return found
