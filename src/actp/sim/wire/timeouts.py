"""How long the front and the library wait for each other."""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import ClassVar

from actp import _checks as check

__all__ = ["Times"]


@dataclass(frozen=True, slots=True)
class Times:
    """The times of a connection, in seconds; the defaults are those of CTP.

    The library learns its own from the query part of the front's address. Before 6.6.7 it never warns,
    whatever `warn` says.
    """

    refused: float = 5.0
    """Between the library's attempts while the connection is refused."""
    lost: float | None = None
    """Before the first attempt after a lost connection; None: 0 up to API version 6.7.8, then 1."""
    warn: float = 60.0
    """Silence after which the library calls OnHeartBeatWarning."""
    timeout: float = 120.0
    """Silence after which the library reports 0x2001, and after which the front drops a client."""
    beat: float = 15.0
    """Between heartbeats of an otherwise silent library."""
    front_beat: float = 53.0
    """Between heartbeats of the front to a client it has sent nothing else."""

    _in_address: ClassVar[tuple[str, ...]] = ("refused", "lost", "warn", "timeout", "beat")

    def __post_init__(self) -> None:
        for field in fields(self):
            value = getattr(self, field.name)
            if field.name == "lost" and value is None:
                continue
            zero = field.name in ("lost", "refused")
            object.__setattr__(self, field.name, check.seconds(f"times: {field.name}", value, zero=zero))

    @classmethod
    def fast(cls) -> Times:
        """For tests: reconnects within a tenth of a second, a silent front noticed after one or two."""
        return cls(refused=0.1, lost=0.1, warn=1.0, timeout=2.0, beat=0.25, front_beat=0.5)

    @property
    def longest_return(self) -> float:
        """How long a library may be away that was disconnected, with a second or two to log in."""
        return self.refused + (1.0 if self.lost is None else self.lost) + 2.0

    @property
    def query(self) -> str:
        """The query part of the front address: what differs from the defaults, "" if nothing does."""
        default = Times()
        differing = (
            f"{name}={getattr(self, name):g}"
            for name in self._in_address
            if getattr(self, name) != getattr(default, name)
        )
        query = "&".join(differing)
        return f"?{query}" if query else ""
