"""CTP's named characters as enums: `enums.Direction.BUY == "0"`.

Each is a `str` whose value is CTP's character, so that a member goes wherever the character goes. Names are
CTP's in upper case (`AllTraded` is `ALL_TRADED`), with an underscore before a digit (`_3_DES`). Classes are
built when they are first used (`from actp.enums import *` builds them all), and hold the names of every CTP
version.
"""

from __future__ import annotations

from enum import Enum
from threading import RLock
from typing import Any

from actp.ctp.description import installed, snake_case

_lock = RLock()


class Character(str, Enum):
    """The base of all: a character of CTP's that has a name."""

    def __format__(self, spec: str) -> str:
        # Python's own versions differ in whether the name or the value is formatted.
        return format(str(self), spec)


def has(type_name: str) -> bool:
    """Whether CTP names the characters of a type."""
    return type_name in installed().enum_names


def members(type_name: str) -> list[tuple[str, str]]:
    """`(NAME, character)` of an enum's members. A second name of a character is an alias of the first.

    Where CTP gave a name to another character later (TradeParamID's TranferChkProperty), the name is the
    newest's, and the older has its character appended.
    """
    entries = [(_member_name(name), character) for name, character in installed().constants(type_name)]
    newest = dict(entries)
    return [(n if newest[n] == c else f"{n}_{c}", c) for n, c in entries]


def _member_name(name: str) -> str:
    name = snake_case(name).upper()
    return name if name.isidentifier() else f"_{name}"


def __getattr__(name: str) -> Any:
    if name == "__all__":  # not above: nobody who imports single classes pays for the list
        return ["Character", *sorted(installed().enum_names)]
    if name.startswith("_") or not has(name):
        raise AttributeError(f"module 'actp.enums' has no attribute {name!r}")
    with _lock:
        if name not in globals():
            built = Character(name, members(name), module=__name__, qualname=name)  # type: ignore[call-arg, arg-type]
            built.__doc__ = f"CTP's TThostFtdc{name}Type."
            globals()[name] = built
        return globals()[name]


def __dir__() -> list[str]:
    return sorted({*globals(), "__all__", *installed().enum_names})
