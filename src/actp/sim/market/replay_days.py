"""Of which trading day a recorded tick is.

TradingDay says so, but for CZCE's night sessions, where it is the calendar's day: they belong to the trading
day that follows. That is the next weekday, as exchanges hold no night session before a holiday, unless the
recording knows better: ticks of other exchanges in the same night name the day, or there is a later day and
none between.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from datetime import date, timedelta
from functools import lru_cache
from typing import NamedTuple

from actp.ctp.clock import exchange_of
from actp.sim.reference.instruments import product_exchange

__all__ = [
    "DAY",
    "EVENING",
    "NIGHT",
    "Session",
    "TradingDays",
    "day_text",
    "exchange_by_name",
    "ordinal",
    "phase_of",
]

DAY, EVENING, NIGHT = 0, 1, 2
"""Parts of a trading day: by day, in the evening before, after midnight."""

# Seconds after 18:00.
_MIDNIGHT = 6 * 3600
_DAWN = 9 * 3600
# The longest that the exchanges have been closed, and some.
_LONGEST_HOLIDAYS = 12
_AHEAD = ("DCE", "GFEX")
_LETTERS = re.compile(r"(?:[A-Z]{2,3} ?)?([A-Za-z]+)[0-9]")


class Session(NamedTuple):
    """What a tick's dates and time say, as ordinals; 0 for a date that it lacks."""

    exchange: str
    trading: int
    action: int
    phase: int


def phase_of(seconds: float) -> int:
    """The part of the day at so many seconds after 18:00."""
    return EVENING if seconds < _MIDNIGHT else NIGHT if seconds < _DAWN else DAY


@lru_cache(maxsize=256)
def ordinal(text: str) -> int:
    """Of a date YYYYMMDD; 0 without one."""
    return date(int(text[:4]), int(text[4:6]), int(text[6:])).toordinal() if text else 0


@lru_cache(maxsize=256)
def day_text(day: int) -> str:
    return f"{date.fromordinal(day):%Y%m%d}" if day else ""


def exchange_by_name(instrument_id: str, exchange_id: str) -> str:
    """The exchange of an instrument, as far as its name tells where the tick does not."""
    if exchange_id:
        return exchange_id
    if found := exchange_of(instrument_id):
        return found
    match = _LETTERS.match(instrument_id)
    return product_exchange(match[1]) if match is not None else ""


def _next_weekday(day: int) -> int:
    following = date.fromordinal(day) + timedelta(days=1)
    while following.weekday() >= 5:
        following += timedelta(days=1)
    return following.toordinal()


class TradingDays:
    """What a recording knows of trading days; it learns by `of()`."""

    def __init__(self) -> None:
        self._known: list[int] = []
        """Trading days, in order."""
        self._nights: dict[int, int] = {}
        """The trading day that each evening belongs to; 0 where no tick names it."""
        self._found: dict[Session, int] = {}

    def of(self, session: Session) -> int:
        """The trading day, as an ordinal; 0 where there is no date."""
        found = self._found.get(session)
        if found is None:
            self._learn(session)
            found = self._found[session] = self._find(session)
        return found

    def _learn(self, session: Session) -> None:
        exchange, trading, action, phase = session
        evening, day = 0, trading
        if phase == EVENING and action and (action < trading or exchange == "CZCE"):
            evening, day = action, trading if action < trading else 0
        elif phase == EVENING and exchange == "CZCE":
            evening, day = trading, 0
        elif phase == NIGHT and exchange == "CZCE" and not (action and action < trading):
            day = 0
        if not day and not evening and phase == DAY:
            day = action
        changed = False
        if evening:
            # A snapshot may be older than its TradingDay makes believe: the earliest day that is named
            # counts.
            named = self._nights.get(evening)
            if named is None or (day and (not named or day < named)):
                self._nights[evening] = day
                changed = True
        if day and day not in self._known:
            self._known.insert(bisect_right(self._known, day), day)
            changed = True
        if changed:
            self._found.clear()

    def _find(self, session: Session) -> int:
        exchange, trading, action, phase = session
        by_calendar = exchange == "CZCE" and not (action and action < trading)
        if trading and (phase == DAY or not by_calendar):
            return trading
        # The calendar's day, but for DCE, whose ActionDay is the trading day.
        day = (action or trading) if by_calendar else action
        if not day or phase == DAY or (exchange in _AHEAD and not trading):
            return day
        if phase == NIGHT:
            return day if date.fromordinal(day).weekday() < 5 else self._following(day - 1)
        return self._following(day)

    def _following(self, evening: int) -> int:
        """The trading day of the night that begins on a calendar's day."""
        if named := self._nights.get(evening):
            return named
        weekday = _next_weekday(evening)
        place = bisect_right(self._known, evening)
        known = self._known[place] if place < len(self._known) else 0
        if not known or known - evening > _LONGEST_HOLIDAYS:
            return weekday
        between = any(evening < other < known for other in self._nights)
        return weekday if between else known
