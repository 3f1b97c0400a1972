"""State as JSON and back."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import Enum
from math import inf, isnan, nan
from typing import Any, Literal, NamedTuple

import pytest
from hypothesis import given
from hypothesis import strategies as st

from actp import records
from actp.sim.persistence.codec import TRANSIENT, Codec, Reference


class Side(str, Enum):
    BUY = "0"
    SELL = "1"


class Place(NamedTuple):
    name: str
    today: bool | None


@dataclass(frozen=True, slots=True)
class Contract:
    id: str


@dataclass
class Inner:
    place: Place
    price: float = 0.0


@dataclass
class Outer:
    number: int
    side: Side
    kind: Literal["a", "b"]
    contract: Contract
    inner: Inner | None = None
    price: float | None = None
    request: Any = None
    items: list[Inner] = field(default_factory=list)
    pair: tuple[str, float] = ("", 0.0)
    many: tuple[int, ...] = ()
    names: frozenset[str] = frozenset()
    by_name: dict[str, Inner] = field(default_factory=dict)
    by_place: Mapping[tuple[str, bool], int] = field(default_factory=dict)
    by_number: dict[int, float] = field(default_factory=dict)
    call: Callable[[], int] | None = field(default=None, metadata=TRANSIENT)


CONTRACTS = {name: Contract(name) for name in ("rb2610", "m2701")}
CODEC = Codec({Contract: Reference(lambda contract: contract.id, CONTRACTS.__getitem__)})


def through(value: Any, hint: Any) -> Any:
    return CODEC.read(hint, json.loads(json.dumps(CODEC.plain(value), allow_nan=False)))


numbers = st.floats(allow_nan=False)
places = st.builds(Place, st.text(), st.none() | st.booleans())
inners = st.builds(Inner, places, numbers)
outers = st.builds(
    Outer,
    st.integers(),
    st.sampled_from(Side),
    st.sampled_from(("a", "b")),
    st.sampled_from(list(CONTRACTS.values())),
    st.none() | inners,
    st.none() | numbers,
    st.none() | st.text() | st.lists(st.integers()),
    st.lists(inners, max_size=3),
    st.tuples(st.text(), numbers),
    st.lists(st.integers()).map(tuple),
    st.frozensets(st.text(), max_size=3),
    st.dictionaries(st.text(), inners, max_size=3),
    st.dictionaries(st.tuples(st.text(), st.booleans()), st.integers(), max_size=3),
    st.dictionaries(st.integers(), numbers, max_size=3),
)


@given(outers)
def test_whatever_a_dataclass_holds_comes_back(value: Outer) -> None:
    found = through(value, Outer)
    assert found == value
    assert found.contract is value.contract


def test_numbers_that_json_lacks() -> None:
    assert through(Inner(Place("", None), inf), Inner).price == inf
    assert isnan(through(Inner(Place("", None), nan), Inner).price)
    assert through(0.1 + 0.2, float) == 0.1 + 0.2


def test_records_come_back_as_they_are() -> None:
    order = records.InputOrder(instrument_id="rb2610", limit_price=3000.5, direction="0", order_ref="12")
    plain = CODEC.plain(order)
    assert plain == {
        "ctp": "InputOrder",
        "instrument_id": "rb2610",
        "limit_price": 3000.5,
        "direction": "0",
        "order_ref": "12",
    }
    assert through(order, Any) == order
    tick = records.DepthMarketData(instrument_id="rb2610", last_price=nan, volume=3)
    assert through(tick, object) == tick
    seal = records.UserSystemInfo(client_system_info=b"\x00\xff\x01", client_system_info_len=3)
    assert through(seal, Any) == seal
    named = records.Instrument(instrument_name="螺纹钢2610")
    assert through(named, Any) == named
    assert through(Outer(1, Side.BUY, "a", CONTRACTS["m2701"], request=order), Outer).request == order


def test_what_is_given_anew() -> None:
    kept = Outer(1, Side.SELL, "b", CONTRACTS["m2701"], call=lambda: 1)
    plain = CODEC.plain(kept)
    assert "call" not in plain

    def call() -> int:
        return 2

    assert CODEC.make(Outer, plain, call=call).call is call


@dataclass
class Unclear:
    value: int | Inner


@pytest.mark.parametrize(
    ("hint", "plain", "said"),
    [
        (Inner, {"place": ["rb", None], "cost": 1.0}, "no field cost"),
        (Inner, {"price": 1.0}, "place"),
        (Outer, {"number": 1, "side": "7", "kind": "a", "contract": "rb2610"}, "7"),
        (Outer, {"number": 1, "side": "0", "kind": "a", "contract": "cu2610"}, "cu2610"),
        (Unclear, {"value": 1}, "which of"),
        (Callable, 1, "no form"),
    ],
)
def test_what_does_not_fit_is_said(hint: Any, plain: Any, said: str) -> None:
    with pytest.raises((ValueError, LookupError, TypeError), match=said):
        CODEC.read(hint, plain)


def test_what_has_no_form_is_not_written() -> None:
    with pytest.raises(TypeError, match="generator"):
        CODEC.plain(number for number in range(3))
