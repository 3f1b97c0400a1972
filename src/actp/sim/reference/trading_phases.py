"""A trading day: its clock, and the phases of the exchanges. The times are data: exchanges change them.

A phase is an InstrumentStatus, of a product, from one half second of the day on.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cache

from actp.sim.reference.instruments import InstrumentInfo, seconds_of_day

__all__ = [
    "BALANCE",
    "BEFORE",
    "CALL",
    "CLOSED",
    "CONTINUOUS",
    "MATCH",
    "PAUSE",
    "TRADING",
    "Schedule",
    "half_second",
    "schedule",
]

BEFORE, PAUSE, CONTINUOUS, CALL, BALANCE, MATCH, CLOSED = "0123456"
"""Before trading, no trading, continuous trading; of an auction: orders are taken, orders are balanced,
orders are matched; closed."""

TRADING = (CONTINUOUS, CALL)
"""Those in which an exchange takes orders."""


@dataclass(frozen=True, slots=True)
class _Hours:
    """An exchange's day: times and what begins then. `{night}` is when a product's night session ends."""

    before: str
    """The phase in which the day begins."""
    night: str
    after_night: str
    """The morning of products with a night session."""
    morning: str
    """The morning of the others."""
    day: str


_SHFE = _Hours(
    before=PAUSE,
    night="20:55 3, 20:59 5, 21:00 2, {night} 1",
    after_night="08:55 3, 08:59 5, 09:00 2",
    morning="08:55 3, 08:59 5, 09:00 2",
    day="10:15 1, 10:30 2, 11:30 1, 13:30 2, 15:00 6",
)
_DCE = replace(_SHFE, before=BEFORE)
_CZCE = _Hours(
    before=BEFORE,
    night="20:55 3, 20:59 0, 21:00 2, {night} 0",
    after_night="09:00 2",
    morning="08:55 3, 08:59 0, 09:00 2",
    day="10:15 0, 10:30 2, 11:30 0, 13:30 2, 15:00 6",
)
_CFFEX = _Hours(
    before=BEFORE,
    night="",
    after_night="",
    morning="09:25 3, 09:29 5, 09:30 2",
    day="11:30 1, 13:00 2, 15:00 6",
)
_EXCHANGES = {"SHFE": _SHFE, "INE": _SHFE, "DCE": _DCE, "GFEX": _DCE, "CZCE": _CZCE, "CFFEX": _CFFEX}
# Bonds trade a quarter of an hour longer than share indices.
_BONDS = replace(_CFFEX, day="11:30 1, 13:00 2, 15:15 6")
_PRODUCTS = dict.fromkeys(("T", "TF", "TS", "TL"), _BONDS)


def half_second(time: str) -> int:
    """HH:MM or HH:MM:SS in half seconds after 18:00, the order in which a trading day passes."""
    return seconds_of_day(time) * 2


@dataclass(frozen=True, slots=True)
class Schedule:
    """A product's day: the phase it begins in, and half seconds with the phases that begin then."""

    before: str
    changes: tuple[tuple[int, str], ...]

    def at(self, half: int) -> str:
        """The phase at a half second."""
        return next((phase for begin, phase in reversed(self.changes) if begin <= half), self.before)

    @property
    def end(self) -> int:
        """When the day ends."""
        return self.changes[-1][0]

    def without_auctions(self) -> Schedule:
        """The same day, in which continuous trading begins by itself."""
        kept: list[tuple[int, str]] = []
        for half, phase in self.changes:
            if phase not in (CALL, BALANCE, MATCH) and phase != (kept[-1][1] if kept else self.before):
                kept.append((half, phase))
        return Schedule(self.before, tuple(kept))


def schedule(info: InstrumentInfo) -> Schedule:
    """The day of a contract's product."""
    return _schedule(info.exchange, info.product, info.night)


@cache
def _schedule(exchange: str, product: str, night: str) -> Schedule:
    hours = _PRODUCTS.get(product) if exchange == "CFFEX" else None
    hours = hours or _EXCHANGES.get(exchange, _SHFE)
    parts = [hours.night.format(night=night), hours.after_night] if night else [hours.morning]
    changes: list[tuple[int, str]] = []
    for part in (*parts, hours.day):
        for change in part.split(", ") if part else ():
            time, phase = change.split()
            changes.append((half_second(time), phase))
    return Schedule(hours.before, tuple(changes))
