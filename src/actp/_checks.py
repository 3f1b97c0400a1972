"""Checks of what a program gives: options, arguments, times.

Each check takes the name under which the program gave the value, returns it in a plain type (an int of
numpy's as int, a subclass of str as str), and raises `error`, which says what is wrong and what is right.
No check raises from inside Python, and none shows the value of a Secret.
"""

from __future__ import annotations

import operator
import os
from collections.abc import Collection, Iterable, Mapping
from decimal import Decimal
from math import isfinite, isnan
from numbers import Integral, Real
from pathlib import Path
from typing import Any, TypeVar

from actp._secret import Secret
from actp.errors import ActpError, ConfigurationError

__all__ = [
    "LONGEST",
    "choice",
    "count",
    "flag",
    "instance",
    "items",
    "number",
    "path",
    "seconds",
    "secret",
    "shown",
    "text",
    "text_problem",
    "timeout",
]

T = TypeVar("T")

LONGEST = 1e9
"""The longest time, in seconds, that is taken for one: 31 years. The timers of event loops end above."""

_MOST = 2**63 - 1
_SHOWN = 60


def shown(value: object) -> str:
    """A value in a message: short, and whatever its repr does."""
    try:
        described = repr(value)
    except Exception:  # noqa: BLE001 - a repr may raise anything; that of an int of 5,000 digits does
        return f"a value of type {type(value).__name__}"
    return described if len(described) <= _SHOWN else f"{described[:_SHOWN]}…"


# -- text -----------------------------------------------------------------------------------------


def text_problem(value: object, limit: int | None = None, *, spaces: bool = False) -> str:
    """What is wrong with a text that CTP is to take, "" if nothing is. It never shows the value.

    `limit` is its field's size in bytes of GB18030. Control characters and others that cannot be seen are
    wrong everywhere; blanks at either end too, unless `spaces`.
    """
    if not isinstance(value, str):
        return f"is text, not {type(value).__name__}"
    plain = str.__str__(value)
    if plain[-1:] in ("\n", "\r"):
        return "ends in a newline, as text does that was pasted or read from a file"
    if not plain.isprintable():
        place = next(index for index, character in enumerate(plain) if not character.isprintable())
        kind = "a NUL character" if plain[place] == "\0" else f"the character U+{ord(plain[place]):04X}"
        return f"has {kind} at position {place}, which neither CTP nor a reader can make anything of"
    if not spaces and plain != plain.strip():
        return "begins or ends with a blank, which CTP would compare with the rest"
    # Printable text has a form in GB18030, as all of Unicode but surrogates has.
    size = len(plain.encode("gb18030", "replace"))
    if limit is not None and size > limit:
        return f"takes {limit} bytes at most, the size of CTP's field; it has {size} (as GB18030)"
    return ""


def text(
    name: str,
    value: object,
    limit: int | None = None,
    *,
    needed: bool = False,
    error: type[ActpError] = ConfigurationError,
) -> str:
    """An id or another short text for CTP; see `text_problem`. `needed`: it may not be empty."""
    problem = text_problem(value, limit)
    if problem:
        raise error(f"{name}= {problem}")
    assert isinstance(value, str)
    if needed and not value:
        raise error(f"{name}= is empty, and has to be given")
    return str.__str__(value)


def secret(
    name: str,
    value: Secret,
    limit: int | None = None,
    *,
    spaces: bool = False,
    needed: bool = False,
    error: type[ActpError] = ConfigurationError,
) -> Secret:
    """A password (`spaces`) or a code, wrapped already: tools show the locals of frames in a traceback."""
    problem = text_problem(value.value, limit, spaces=spaces)
    if problem:
        raise error(f"{name}= {problem}")
    if needed and not value:
        raise error(f"{name}= is empty, and has to be given")
    return value


def choice(
    name: str, value: object, options: Collection[str], *, error: type[ActpError] = ConfigurationError
) -> str:
    """One of some words."""
    if not isinstance(value, str) or value not in options:
        *most, last = [repr(option) for option in options]
        words = f"{', '.join(most)} or {last}" if most else last
        raise error(f"{name}= is {words}, not {shown(value)}")
    return str.__str__(value)


# -- numbers --------------------------------------------------------------------------------------


def _real(value: object) -> float | None:
    """A number as a float, infinite where it is too large for one; None for anything else."""
    if isinstance(value, bool) or not isinstance(value, (Real, Decimal)):
        return None
    try:
        return float(value)
    except OverflowError:
        return float("inf")  # or its negative: neither is taken
    except ValueError:  # a signalling nan of decimal's
        return float("nan")


def number(
    name: str,
    value: object,
    least: float | None = None,
    most: float | None = None,
    *,
    above: float | None = None,
    what: str = "a number",
    error: type[ActpError] = ConfigurationError,
) -> float:
    """A finite number, of at least `least`, above `above`, of at most `most`."""
    real = _real(value)
    fits = (
        real is not None
        and isfinite(real)
        and (least is None or real >= least)
        and (above is None or real > above)
        and (most is None or real <= most)
    )
    if not fits or real is None:
        bounds = [f"above {above:g}"] if above is not None else []
        bounds += [f"of at least {least:g}"] if least is not None else []
        bounds += [f"of at most {most:g}"] if most is not None else []
        raise error(f"{name}= is {' '.join([what, ' and '.join(bounds)]).rstrip()}, not {shown(value)}")
    return real


def seconds(
    name: str, value: object, *, zero: bool = False, error: type[ActpError] = ConfigurationError
) -> float:
    """A time in seconds, above 0 unless `zero`."""
    real = _real(value)
    if real is None or isnan(real) or real < 0 or (real == 0 and not zero) or real > LONGEST:
        bounds = "of at least 0" if zero else "above 0"
        raise error(f"{name}= is a number of seconds {bounds} and of at most {LONGEST:g}, not {shown(value)}")
    return real


def timeout(value: object, *, zero: bool = False) -> float | None:
    """A `timeout=` of seconds, or None."""
    return None if value is None else seconds("timeout", value, zero=zero)


def count(
    name: str,
    value: object,
    least: int = 0,
    most: int = _MOST,
    *,
    what: str = "a whole number",
    error: type[ActpError] = ConfigurationError,
) -> int:
    """A whole number."""
    fits = isinstance(value, Integral) and not isinstance(value, bool)
    whole = operator.index(value) if fits else 0  # type: ignore[arg-type]
    if not fits or not least <= whole <= most:
        bounds = f"of at least {least}" if most == _MOST else f"from {least} to {most}"
        raise error(f"{name}= is {what} {bounds}, not {shown(value)}")
    return whole


# -- other things ---------------------------------------------------------------------------------


def flag(name: str, value: object, *, error: type[ActpError] = ConfigurationError) -> bool:
    """True or False. Anything else has a truth too, but "false" is true."""
    if not isinstance(value, bool):
        raise error(f"{name}= is True or False, not {shown(value)}")
    return value


def instance(
    name: str,
    value: object,
    cls: type[T] | tuple[type[T], ...],
    what: str,
    *,
    error: type[ActpError] = ConfigurationError,
) -> T:
    """An object of a class; `what` it is in words."""
    if not isinstance(value, cls):
        raise error(f"{name}= is {what}, not {shown(value)}")
    return value


def items(
    name: str, value: object, what: str, *, error: type[ActpError] = ConfigurationError
) -> tuple[Any, ...]:
    """The items of a list or of any other iterable that is no text, bytes or mapping."""
    if isinstance(value, Iterable) and not isinstance(value, (str, bytes, bytearray, Mapping)):
        return tuple(value)
    raise error(f"{name}= is {what}, not {shown(value)}")


def path(name: str, value: object, *, error: type[ActpError] = ConfigurationError) -> Path:
    """A path to a file or folder, as text or as a Path."""
    if not isinstance(value, (str, os.PathLike)):
        raise error(f"{name}= is a path as text or as a Path, not {shown(value)}")
    try:
        return Path(value)
    except TypeError:  # a path of bytes
        raise error(f"{name}= is a path as text or as a Path, not {shown(value)}") from None
