"""Checks of what a program asks of a running front: each gives the value in a plain type, or UsageError."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from actp._checks import LONGEST, choice, count, number, seconds, shown, text, text_problem
from actp.errors import UsageError
from actp.sim.reference.instruments import InstrumentInfo

__all__ = [
    "MAX_INSTRUMENT_ID",
    "MAX_PASSWORD",
    "MAX_TEXT",
    "MAX_USER_ID",
    "amount",
    "client_kind",
    "duration",
    "error_id",
    "error_text",
    "identifier",
    "message_text",
    "positive",
    "prices_by_instrument",
    "record_of",
    "user_id",
    "whole",
]

# Bytes that CTP's fields hold, without the NUL at the end.
MAX_USER_ID = 15
MAX_PASSWORD = 40
MAX_INSTRUMENT_ID = 80
MAX_TEXT = 80
"""ErrorMsg and StatusMsg."""


def identifier(name: str, value: object, limit: int, *, needed: bool = True) -> str:
    """An id of at most `limit` bytes."""
    return text(name, value, limit, needed=needed, error=UsageError)


def user_id(value: object) -> str:
    return identifier("user_id", value, MAX_USER_ID)


def message_text(name: str, value: object, limit: int = MAX_TEXT, *, lines: bool = False) -> str:
    """A text for a field of `limit` bytes; with `lines` it may have several."""
    plain = value
    if lines and isinstance(value, str):
        plain = value.replace("\r", "").replace("\n", "").replace("\t", " ")
    problem = text_problem(plain, None, spaces=True)
    if not problem:
        assert isinstance(value, str)
        size = len(value.encode("gb18030"))
        if not 0 < size <= limit:
            problem = f"is a text of 1 to {limit} bytes, the room in CTP's field; it has {size} (as GB18030)"
    if problem:
        raise UsageError(f"{name}= {problem}")
    assert isinstance(value, str)
    return str.__str__(value)


def error_text(name: str, value: object) -> str | None:
    """The text of a refusal, None for the front's own. A long one is cut where it goes into a field."""
    if value is None:
        return None
    problem = text_problem(value, spaces=True)
    if problem:
        raise UsageError(f"{name}= {problem}")
    assert isinstance(value, str)
    return str.__str__(value)


def error_id(name: str, value: object) -> int:
    """A CTP ErrorID: 0 is success, and no error."""
    return count(name, value, 1, 2**31 - 1, what="a CTP ErrorID", error=UsageError)


def client_kind(value: object) -> str | None:
    return None if value is None else choice("kind", value, ("md", "trader"), error=UsageError)


def whole(name: str, value: object, least: int, most: int = 2**31 - 1) -> int:
    return count(name, value, least, most, error=UsageError)


def positive(name: str, value: object) -> float:
    """A number above 0."""
    return number(name, value, above=0.0, error=UsageError)


def amount(what: str, value: object, most: float) -> float:
    """An amount of money to pay."""
    try:
        return number(what, value, above=0.0, most=most, error=UsageError)
    except UsageError:
        raise UsageError(f"{what}: {shown(value)} is no amount above 0, and up to {most:g}") from None


def duration(what: str, value: object, *, zero: bool) -> float:
    """A time in seconds."""
    try:
        return seconds(what, value, zero=zero, error=UsageError)
    except UsageError:
        bounds = "of 0 or more" if zero else "above 0"
        why = f"{shown(value)} is no number of seconds {bounds}, up to {LONGEST:g}"
        raise UsageError(f"{what}: {why}") from None


def prices_by_instrument(value: object, instruments: Mapping[str, InstrumentInfo]) -> dict[str, float]:
    """Prices by InstrumentID; None is no prices. Whether they are multiples of the price tick is open."""
    if value is None:
        return {}
    if not isinstance(value, Mapping):
        raise UsageError(f"prices= is a mapping of InstrumentID to price, not {shown(value)}")
    found: dict[str, float] = {}
    for key, price in value.items():
        if not isinstance(key, str) or key not in instruments:
            raise UsageError(f"prices= the front has no instrument {shown(key)}")
        try:
            found[key] = positive(key, price)
        except UsageError:
            tick = instruments[key].price_tick
            raise UsageError(f"settle: {shown(price)} of {key} is no multiple of {tick:g} above 0") from None
    return found


def record_of(name: str, cls: Any, fields: Mapping[str, Any]) -> Any:
    """A record from fields that a program gave."""
    for field, value in fields.items():
        if isinstance(value, bool):
            raise UsageError(f"{name}: {field}= is a number or text, not {value!r}")
    try:
        return cls(**fields)
    except (TypeError, ValueError, OverflowError) as error:
        # The record says which field it is, and what that takes.
        raise UsageError(f"{name}: {error}") from None
