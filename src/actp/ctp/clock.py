"""When a tick happened, from the dates that the exchanges put into it.

CTP's ticks carry a time of day and two dates, TradingDay and ActionDay. In the day session both are the
calendar day. At night, for a session that belongs to the trading day T, they are:

=========== =============== ==========================
exchange    TradingDay      ActionDay
=========== =============== ==========================
SHFE, INE   T               the calendar day
DCE, GFEX   T               T, wrong as a date
CZCE        calendar day    the calendar day
=========== =============== ==========================

ExchangeID is empty on most fronts, ActionDay and TradingDay may be, and a tick may be a snapshot that is
days old. `exchange_time` decides in this order:

1. ActionDay, if the tick was received within 15 minutes of its time on that day, whatever the hour. (Not
   for an evening at DCE and GFEX, where ActionDay is never right.)
2. By day (03:00 to 18:00), ActionDay, else TradingDay.
3. In the evening, ActionDay if it is before TradingDay, or if the exchange is CZCE. Where both are the same
   day at another exchange, that day is T and the session was held on the weekday before: Friday for
   a Monday. That is exact: the exchanges hold no night session before a holiday, only before weekends.
4. After midnight, ActionDay if a session can run then (Tuesday to Saturday); a Monday stands for the
   Saturday before.

So receipt times decide for live ticks only where the dates leave a doubt, and recorded days come out the same
whenever they are replayed.
"""

from __future__ import annotations

import re
from datetime import date, datetime
from functools import lru_cache
from zoneinfo import ZoneInfo

__all__ = ["SHANGHAI", "exchange_of", "exchange_time"]

SHANGHAI = ZoneInfo("Asia/Shanghai")

_DAY = 86400
_EPOCH = date(1970, 1, 1).toordinal()
_OFFSET = 8 * 3600  # Shanghai is ahead of UTC by this, all year
_DAWN = 3 * 3600  # the last night session ends at 02:30
_EVENING = 18 * 3600  # settlement is over by then; the first snapshots of the next trading day follow
_NEAR = 15 * 60  # how far the clocks of a live tick's exchange and receiver may be apart
_MONDAY, _FRIDAY, _SUNDAY = 0, 4, 6

# A contract, or a combination by its first leg: DCE has combinations of the same kinds.
_CZCE_NAME = re.compile(r"(?:[A-Z]{2,4} ?)??[A-Z]{2}[0-9]{3}(?![0-9])")


def exchange_time(
    trading_day: str, action_day: str, update_time: str, millisec: int, exchange_id: str, received_ns: int
) -> datetime | None:
    """The aware time (Asia/Shanghai) of a tick; None if it has no time, or neither dates nor a receipt.

    `exchange_id` may be empty, `received_ns` (nanoseconds since the epoch) 0 if not known.
    """
    seconds = _seconds(update_time)
    if seconds is None:
        return None
    trading, action = _ordinal(trading_day), _ordinal(action_day)
    received = received_ns // 1_000_000_000
    # The last day on which the tick is not from the future, and whether it is live if that is its day.
    latest, age = divmod(received + _NEAR - seconds + _OFFSET, _DAY) if received else (0, _DAY)
    latest += _EPOCH if received else 0
    live = latest if age <= 2 * _NEAR else 0
    if trading or action:
        day = _day(trading or action, action or trading, not trading, seconds, exchange_id, live)
    elif latest:
        day = latest
    else:
        return None
    year, month, of_month = _date(day)
    hour, rest = divmod(seconds, 3600)
    micros = millisec * 1000 if 0 <= millisec < 1000 else 0
    return datetime(year, month, of_month, hour, rest // 60, rest % 60, micros, SHANGHAI)


def exchange_of(instrument_id: str) -> str:
    """`CZCE` for an instrument that is named as only CZCE does it (`SR509`, `IPS SF609&SM609`), else ""."""
    return "CZCE" if _CZCE_NAME.match(instrument_id) else ""


def _day(trading: int, action: int, only_action: bool, seconds: int, exchange_id: str, live: int) -> int:
    """The day that the dates speak for, as an ordinal. `live`: the day on which the tick is just received."""
    ahead = exchange_id in ("DCE", "GFEX")
    if seconds >= _EVENING:
        if action < trading or exchange_id == "CZCE" or (not ahead and (only_action or action == live)):
            return action
        return _weekday_until(trading - 1)
    if seconds < _DAWN and action != live:
        return action - {_MONDAY: 2, _SUNDAY: 1}.get(_weekday(action), 0)
    return action


def _weekday_until(day: int) -> int:
    """The day, or the Friday before if it is on a weekend."""
    return day - max(0, _weekday(day) - _FRIDAY)


def _weekday(day: int) -> int:
    return (day + 6) % 7


@lru_cache(maxsize=64)
def _ordinal(text: str) -> int:
    """The day of a YYYYMMDD date; 0 if it is empty or none."""
    if len(text) != 8 or not (text.isascii() and text.isdigit()):
        return 0
    try:
        return date(int(text[:4]), int(text[4:6]), int(text[6:])).toordinal()
    except ValueError:
        return 0


@lru_cache(maxsize=64)
def _date(day: int) -> tuple[int, int, int]:
    there = date.fromordinal(day)
    return there.year, there.month, there.day


@lru_cache(maxsize=4096)
def _seconds(text: str) -> int | None:
    """Seconds since midnight of an HH:MM:SS time; None if it is empty or none."""
    parts = text.split(":")
    if [len(part) for part in parts] != [2, 2, 2] or not all(p.isascii() and p.isdigit() for p in parts):
        return None
    hour, minute, second = map(int, parts)
    return hour * 3600 + minute * 60 + second if hour < 24 and minute < 60 and second < 60 else None
