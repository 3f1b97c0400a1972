"""The cells of recorded ticks: what a text stands for."""

from __future__ import annotations

import re
from datetime import date
from math import nan

__all__ = ["CellError", "date_of", "number_of", "time_of", "whole_of"]

_EMPTY = frozenset(
    (
        "",
        "-",
        "--",
        "n/a",
        "#n/a",
        "na",
        "nan",
        "none",
        "null",
        "inf",
        "-inf",
        "+inf",
        "infinity",
        "-infinity",
    )
)
_NO_VALUE = 1e300
"""CTP's "no value" is DBL_MAX, which programs print with more or fewer digits. No price comes near."""
_NO_TIMES = frozenset(("", "--:--:--", "-", "--"))
_TIME = re.compile(r"([0-9]{1,2}):([0-9]{2}):([0-9]{2})(?:\.([0-9]{1,9}))?")
_DATE = re.compile(r"([0-9]{4})([-/.]?)([0-9]{1,2})\2([0-9]{1,2})")


class CellError(Exception):
    """What is wrong with a cell, and the cure. `ReplayFileError` says where it is."""


def number_of(cell: str) -> float:
    """A price or the like; nan for CTP's "no value", however it is written."""
    try:
        value = float(cell)
    except ValueError:
        if cell.lower() in _EMPTY:
            return nan
        cure = "write decimals with a point" if "," in cell else "leave the cell empty if there is no value"
        raise CellError(f"{cell!r} is no number; {cure}") from None
    return value if -_NO_VALUE < value < _NO_VALUE else nan


def whole_of(cell: str) -> int:
    """A volume or the like, also where it is written as 264.0 or 1.515474e+06; 0 for an empty cell."""
    try:
        value = int(cell)
    except ValueError:
        real = number_of(cell)
        if real != real:
            return 0
        value = int(real)
        if value != real:
            raise CellError(f"{cell!r} is no whole number") from None
    if not -(2**31) <= value < 2**31:
        raise CellError(f"{cell!r} is beyond the 32 bits of CTP's field")
    return value


def date_of(cell: str) -> str:
    """YYYYMMDD, also where it is written as 2026-08-03, 2026/8/3 or 20260803.0; "" for an empty cell."""
    if len(cell) == 8 and cell.isascii() and cell.isdigit():
        text = cell
    else:
        if cell.lower() in _EMPTY or cell == "0":
            return ""
        shorter = re.sub(r"( 00:00:00)?(\.0*)?$", "", cell)
        match = _DATE.fullmatch(shorter)
        if match is None or (not match[2] and len(shorter) != 8):
            raise CellError(f"{cell!r} is no date; write it as YYYYMMDD")
        text = f"{match[1]}{int(match[3]):02d}{int(match[4]):02d}"
    if text == "00000000":
        return ""
    try:
        date(int(text[:4]), int(text[4:6]), int(text[6:]))
    except ValueError:
        raise CellError(f"{cell!r} is no day of the calendar; write it as YYYYMMDD") from None
    return text


def time_of(cell: str) -> tuple[str, int | None]:
    """HH:MM:SS, also where it is written as 9:04:20, and the milliseconds if they are behind a point.

    The times that stand for none (`""`, `--:--:--`) are left as they are.
    """
    match = _TIME.fullmatch(cell)
    if match is None or not (int(match[1]) < 24 and int(match[2]) < 60 and int(match[3]) < 60):
        if cell in _NO_TIMES:
            return cell, None
        raise CellError(f"{cell!r} is no time of day; write it as HH:MM:SS")
    fraction = match[4]
    return f"{int(match[1]):02d}:{match[2]}:{match[3]}", int(f"{fraction:0<3}"[:3]) if fraction else None
