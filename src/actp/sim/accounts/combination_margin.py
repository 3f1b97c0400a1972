"""Combinations of two positions that ask for less margin together: their names, legs and margin, and what an
investor has of them. Pure.

DCE, GFEX and CZCE know them. What can be combined is a position: nobody trades combinations here.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations as pairs
from typing import Protocol

from actp.sim.accounts.lots import Key, Lot
from actp.sim.reference.instruments import InstrumentInfo

__all__ = [
    "EXCHANGE_KINDS",
    "KINDS",
    "Combination",
    "Combined",
    "Kind",
    "Leg",
    "combined_volume",
    "discount",
    "find",
    "leg_margin",
    "listed_pairs",
    "product_pairs",
]


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of combination. `directions` are the instructions it takes."""

    id: str
    type: str
    """CombinationType."""
    directions: str = "01"
    x: float | None = None
    """The exchange's discount parameter, where its margin has one."""


KINDS = {
    kind.id: kind
    for kind in (
        # Futures: another month, another product. SP and SPC are DCE's and GFEX's, SPD and IPS CZCE's.
        Kind("SP", "0"),
        Kind("SPC", "0"),
        Kind("SPD", "0"),
        Kind("IPS", "0"),
        # Options.
        Kind("STD", "3", "1"),
        Kind("STG", "4", "1"),
        Kind("PRT", "5", "1"),
        Kind("OPL", "7", "0", 0.2),
        Kind("BLS", "9", "0", 0.2),
        Kind("BES", "a", "1"),
        Kind("CAS", "6", "1", 0.2),
        Kind("BFO", "8", "0", 0.8),
    )
}

_DCE = ("SP", "SPC", "STD", "STG", "PRT", "OPL", "BLS", "BES", "CAS", "BFO")
EXCHANGE_KINDS = {"DCE": _DCE, "GFEX": _DCE, "CZCE": ("SPD", "IPS", "STD", "STG", "PRT")}

_NAME = re.compile(r"([A-Z]{2,3}) ?([^ &]+) ?& ?([^ &]+)")


@dataclass(frozen=True, slots=True)
class Leg:
    info: InstrumentInfo
    buy: bool
    """Whether a bought position goes into it."""


@dataclass(frozen=True, slots=True)
class Combination:
    """One that exists, seen from an instruction's direction."""

    id: str
    kind: Kind
    buy: bool
    legs: tuple[Leg, Leg]

    def margin(self, margins: tuple[float, float], premiums: tuple[float, float]) -> float:
        """What one of it asks for, from what a lot of each leg asks for by itself and its premium's money."""
        left, right = margins
        kind, options = self.kind, (self.legs[0].info.option, self.legs[1].info.option)
        if kind.id in ("STD", "STG"):
            return left + premiums[1] if left >= right else right + premiums[0]
        if kind.id == "PRT":
            return premiums[0] + right
        if kind.id == "BES":
            assert options[0] is not None and options[1] is not None
            spread = abs(options[0].strike - options[1].strike) * self.legs[0].info.multiplier
            return min(spread, left)
        if kind.x is not None:
            # Of the one leg that asks for any.
            return kind.x * (left + right)
        return max(left, right)


def find(name: str, exchange: str, buy: bool, infos: Mapping[str, InstrumentInfo]) -> Combination | None:
    """The combination of that name; None where there is none, or none in this direction."""
    match = _NAME.fullmatch(name)
    kind = KINDS.get(match[1]) if match is not None else None
    if match is None or kind is None or kind.id not in EXCHANGE_KINDS.get(exchange, ()):
        return None
    left, right = infos.get(match[2]), infos.get(match[3])
    if left is None or right is None or {left.exchange, right.exchange} != {exchange}:
        return None
    if ("0" if buy else "1") not in kind.directions:
        return None
    sides = _futures(kind, left, right, buy) if left.option is None else _options(kind, left, right)
    if sides is None:
        return None
    # An exchange's combination has one name, however its blanks were written.
    return Combination(
        f"{kind.id} {left.id}&{right.id}", kind, buy, (Leg(left, sides[0]), Leg(right, sides[1]))
    )


def _futures(kind: Kind, left: InstrumentInfo, right: InstrumentInfo, buy: bool) -> tuple[bool, bool] | None:
    if right.option is not None or kind.id not in ("SP", "SPC", "SPD", "IPS"):
        return None
    if (left.product == right.product) is (kind.id in ("SPC", "IPS")):
        return None
    if left is right and (kind.id != "SP" or not buy):
        return None
    return buy, not buy


def _options(kind: Kind, left: InstrumentInfo, right: InstrumentInfo) -> tuple[bool, bool] | None:
    one, other = left.option, right.option
    assert one is not None
    if other is None:
        # An option with its underlying.
        if one.underlying != right.id or kind.id not in ("PRT", "BFO"):
            return None
        return (False, one.call) if kind.id == "PRT" else (True, not one.call)
    same_month, same_kind = one.underlying == other.underlying, one.call is other.call
    # The leg that is worth more is named first.
    dearer_first = one.strike < other.strike if one.call else one.strike > other.strike
    put, call = (one, other) if other.call else (other, one)
    if kind.id == "STD" and same_month and not same_kind and one.strike == other.strike:
        return False, False
    if kind.id == "STG" and same_month and not same_kind and put.strike < call.strike:
        return False, False
    if kind.id == "OPL" and left is right:
        return True, False
    if kind.id == "BLS" and same_month and same_kind and dearer_first:
        return True, False
    if kind.id == "BES" and same_month and same_kind and dearer_first:
        return False, True
    if kind.id == "CAS" and same_kind and one.strike == other.strike and _follows(left, right):
        return False, True
    return None


def _follows(left: InstrumentInfo, right: InstrumentInfo) -> bool:
    """Whether `right` is of a later month of the same product."""
    assert left.option is not None and right.option is not None
    return left.product == right.product and left.option.underlying < right.option.underlying


def listed_pairs(infos: Iterable[InstrumentInfo]) -> Iterator[tuple[Kind, InstrumentInfo, InstrumentInfo]]:
    """The pairs of futures of one product that can be combined, the nearer one first."""
    products: dict[tuple[str, str], list[InstrumentInfo]] = {}
    for info in infos:
        if info.option is None and info.exchange in EXCHANGE_KINDS:
            products.setdefault((info.exchange, info.product), []).append(info)
    for (exchange, _), contracts in products.items():
        kind = KINDS["SPD" if exchange == "CZCE" else "SP"]
        for left, right in pairs(sorted(contracts, key=lambda info: info.id), 2):
            yield kind, left, right


def product_pairs(
    infos: Iterable[InstrumentInfo], exchange: str
) -> Iterator[tuple[Kind, str, InstrumentInfo]]:
    """The option combinations of DCE and GFEX by product, as they list them: `STD m_o&m_o`.

    With each one option of the product.
    """
    if exchange not in ("DCE", "GFEX"):
        return
    first: dict[str, InstrumentInfo] = {}
    for info in infos:
        if info.option is not None and info.exchange == exchange:
            first.setdefault(info.product, info)
    for product, info in first.items():
        for name in EXCHANGE_KINDS[exchange]:
            if name not in ("SP", "SPC"):
                other = product.removesuffix("_o") if name in ("PRT", "BFO") else product
                yield KINDS[name], f"{name} {product}&{other}", info


@dataclass(slots=True, eq=False)
class Combined:
    """Lots of two positions that are margined together. `id` is the ComTradeID."""

    id: str
    combination: Combination
    keys: tuple[Key, Key]
    volume: int
    day: str
    """When they were combined."""


def exists(name: str, exchange: str, infos: Mapping[str, InstrumentInfo]) -> bool:
    """Whether positions can be combined to it."""
    return any(find(name, exchange, buy, infos) is not None for buy in (True, False))


class Positions(Protocol):
    """What margins of combinations depend on."""

    @property
    def combined(self) -> Mapping[str, Combined]: ...
    @property
    def lots(self) -> Sequence[Lot]: ...
    def contract(self, instrument_id: str, /) -> InstrumentInfo: ...
    def margin(self, lot: Lot, /) -> float: ...


def combined_volume(ledger: Positions, key: Key) -> int:
    """The lots of a position that are in combinations."""
    return sum(combined.volume for combined in ledger.combined.values() if key in combined.keys)


def leg_margin(ledger: Positions, key: Key) -> float:
    """What a lot of a position asks for alone, on average."""
    return _leg(ledger, key)[0]


def discount(ledger: Positions, combined: Combined) -> float:
    """How much less margin one of it asks for than its legs do alone."""
    legs = _leg(ledger, combined.keys[0]), _leg(ledger, combined.keys[1])
    alone, premiums = (legs[0][0], legs[1][0]), (legs[0][1], legs[1][1])
    return max(0.0, sum(alone) - combined.combination.margin(alone, premiums))


def _leg(ledger: Positions, key: Key) -> tuple[float, float]:
    """The margin of a lot of a position and its premium's money, on average; of futures there is none."""
    info = ledger.contract(key.instrument_id)
    lots = [lot for lot in ledger.lots if lot.key == key]
    volume = sum(lot.volume for lot in lots) or 1
    value = sum(lot.basis * lot.volume for lot in lots) * info.multiplier
    margin = sum(ledger.margin(lot) for lot in lots)
    return margin / volume, value / volume if info.option is not None else 0.0
