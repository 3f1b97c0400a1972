"""Everything that two fronts have in memory, compared attribute by attribute.

So that whoever gives the front something more to remember need not think of its test: what a restart loses
shows here, unless it is named below as something that need not outlive the front.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator, Mapping
from datetime import date
from enum import Enum
from itertools import zip_longest
from random import Random
from typing import Any

from actp._core import Record
from actp.sim.market.order_book import OrderBook

__all__ = ["differences"]

# Of each class the attributes that a front begins without, or with others; "" for all.
FORGOTTEN: dict[str, str] = {
    "Store": "",
    "_Shelf": "",
    # Sessions and connections, and what tests have the front do to them.
    "Core": "store journal clock faults rules statistics clients connections strangers changes "
    "_arrivals _session_randoms",
    "Board": "ticks attended _watched",
    # A virtual clock begins where the market is.
    "VirtualClock": "",
    "Investor": "sessions",
    "Flow": "_readers",
    "Notice": "_frames",
    # The market's traders send their orders anew, by chance as always.
    "Contract": "random book shown _aside _price _constant",
    "Crowd": "turn waking _waiting",
    "_Maker": "asks bids center touched",
    "SimulatedMarket": "_calendar",
    # Of orders that do not rest any more, and of those that never went to an exchange.
    "Entry": "owner",
    "OrderDesk": "_by_number",
    # Which snapshots were there at the settlement: what a market shows after a restart is none of them. And
    # the time as text, kept for a moment.
    "Broker": "_closing _stamped",
}

# In whatever order they are.
UNORDERED = ("closed_lots", "holds")

_VALUES = (str, int, float, bool, bytes, type(None), Enum, date, Record)


def differences(one: Any, other: Any) -> list[str]:
    """Where two objects of the simulated front differ: path, and both values."""
    return list(_Comparison().of(one, other, type(one).__name__))


class _Comparison:
    def __init__(self) -> None:
        self._seen: set[tuple[int, int]] = set()

    def of(self, one: Any, other: Any, path: str) -> Iterator[str]:
        if isinstance(one, _VALUES):
            # A character may be read back without its name.
            if one != other and not (one != one and other != other):
                yield f"{path}: {one!r} and {other!r}"
        elif type(one) is not type(other):
            yield f"{path}: {one!r} and {other!r}"
        elif isinstance(one, Random):
            if one.getstate() != other.getstate():
                yield f"{path}: in another state"
        elif (id(one), id(other)) not in self._seen:
            self._seen.add((id(one), id(other)))
            yield from self._inside(one, other, path)

    def _inside(self, one: Any, other: Any, path: str) -> Iterator[str]:
        if isinstance(one, Mapping):
            yield from self._mappings(one, other, path)
        elif isinstance(one, (list, tuple, deque)):
            missing = object()
            for place, (mine, theirs) in enumerate(zip_longest(one, other, fillvalue=missing)):
                if mine is missing or theirs is missing:
                    yield f"{path}: {len(one)} and {len(other)} items"
                    return
                yield from self.of(mine, theirs, f"{path}[{place}]")
        elif isinstance(one, (set, frozenset)):
            if len(one) != len(other) or (
                all(isinstance(x, (*_VALUES, tuple)) for x in one) and one != other
            ):
                yield f"{path}: {one!r} and {other!r}"
        elif type(one).__module__.startswith("actp.sim"):
            forgotten = FORGOTTEN.get(type(one).__name__)
            for name in _attributes(one) if forgotten != "" else ():
                if name not in (forgotten or "").split():
                    mine, theirs = getattr(one, name, None), getattr(other, name, None)
                    if name in UNORDERED:
                        mine, theirs = sorted(mine, key=repr), sorted(theirs, key=repr)
                    yield from self.of(mine, theirs, f"{path}.{name}")

    def _mappings(self, one: Mapping[Any, Any], other: Mapping[Any, Any], path: str) -> Iterator[str]:
        if all(isinstance(key, (*_VALUES, tuple)) for key in one):
            keys = dict.fromkeys((*one, *other))
            if several := [key for key in keys if _is_there(one.get(key)) != _is_there(other.get(key))]:
                yield f"{path}: {sorted(map(repr, several))} on one side only"
            for key in one:
                if key in other:
                    yield from self.of(one[key], other[key], f"{path}[{key!r}]")
        else:
            yield from self.of(list(one.items()), list(other.items()), path)


def _is_there(value: Any) -> bool:
    """A list or a book that is empty, or an amount of 0, says no more than none."""
    if isinstance(value, OrderBook):
        return any(True for buy in (True, False) for _ in value.waiting(buy))
    return bool(value)


def _attributes(thing: Any) -> list[str]:
    slots = [name for kind in type(thing).__mro__ for name in getattr(kind, "__slots__", ())]
    return [name for name in (*slots, *getattr(thing, "__dict__", ())) if name != "__dict__"]
