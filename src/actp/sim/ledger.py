"""An investor's money and positions. Pure: told of trades and orders, asked for rows.

Positions are kept lot by lot, one lot for each opening trade, and closed first in, first out. Money is in
the account's currency, prices in the exchange's units. Options are paid for at once, so that they have no
profit, only a premium; only their sellers put up margin. What is charged, gained or lost is in whole cents,
so that no sum drifts; margin and what is frozen, which only come and go, have a few decimals more.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from math import copysign
from typing import NamedTuple

from .combinations import Combined, combined_volume, discount
from .instruments import InstrumentInfo

__all__ = ["Closing", "Deal", "Funds", "Held", "Hold", "Key", "Ledger", "Lot", "Settled", "Tally", "cents"]

# Of prices, and of sums that only come and go: what is added is taken away again to the last digit.
_DECIMALS = 6


def cents(amount: float) -> float:
    """An amount of money in whole cents; half a cent goes away from zero."""
    # Doubles miss half cents by little: 3145 * 10 * 0.0001 is not quite 3.145.
    return round(amount + copysign(1e-7, amount), 2) + 0.0


class Key(NamedTuple):
    """What a position row is of. `today` None where the exchange keeps both together."""

    instrument_id: str
    buy: bool
    """Whether it is long."""
    hedge_flag: str
    today: bool | None


@dataclass(slots=True, eq=False)
class Lot:
    """What is left of one opening trade."""

    key: Key
    trade_id: str
    open_date: str
    open_price: float
    volume: int
    today: bool
    last_settlement: float
    trade_type: str = "0"
    """CTP's TradeType of the trade that opened it."""
    closed_volume: int = 0
    closed_amount: float = 0.0
    profit_by_date: float = 0.0
    profit_by_trade: float = 0.0

    @property
    def basis(self) -> float:
        """The price its profit of the day counts from."""
        return self.open_price if self.today else self.last_settlement


@dataclass(slots=True, eq=False)
class Tally:
    """What happened to a position during the day."""

    yesterday: int = 0
    opened: int = 0
    opened_amount: float = 0.0
    closed: int = 0
    closed_amount: float = 0.0
    commission: float = 0.0
    profit_by_date: float = 0.0
    profit_by_trade: float = 0.0
    previous_margin: float = 0.0
    cash_in: float = 0.0
    """Premium received less premium paid."""
    mark: float | None = None
    """The price when it last changed."""


@dataclass(slots=True, eq=False)
class Deal:
    """One trade of the day."""

    key: Key
    """The position that it added to or took from."""
    opens: bool
    price: float
    volume: int
    amount: float
    trade_id: str
    commission: float
    profit: float = 0.0
    """By date."""
    premium: float = 0.0
    """Received; paid if it is negative."""


@dataclass(slots=True, eq=False)
class Closing:
    """The part of a lot that a trade closed."""

    key: Key
    open_date: str
    open_price: float
    today: bool
    price: float
    volume: int
    profit: float
    """By date."""


@dataclass(slots=True, eq=False)
class Hold:
    """What an order in the market holds back: money if it opens, lots if it closes."""

    key: Key
    """The position that it adds to or takes from."""
    opens: bool
    price: float
    volume: int
    unit_margin: float = 0.0
    unit_commission: float = 0.0
    unit_cash: float = 0.0
    """Premium."""
    purpose: str = ""
    """ "exercise" or "abandon" of an option's lots; "" for an order."""

    @property
    def margin(self) -> float:
        return self.unit_margin * self.volume

    @property
    def commission(self) -> float:
        return self.unit_commission * self.volume

    @property
    def cash(self) -> float:
        return self.unit_cash * self.volume


@dataclass(slots=True, eq=False)
class _Sum:
    """The lots of one instrument and side together, and the margin that opening orders hold back."""

    volume: int = 0
    cost: float = 0.0
    """Volume times basis."""
    frozen: float = 0.0


@dataclass(frozen=True, slots=True)
class Funds:
    """An account's money at one moment, by the names of CTP's TradingAccount."""

    previous_balance: float
    previous_margin: float
    close_profit: float
    position_profit: float
    commission: float
    margin: float
    frozen_margin: float
    frozen_commission: float
    deposit: float = 0.0
    withdrawal: float = 0.0
    cash_in: float = 0.0
    """Premium received less premium paid."""
    frozen_cash: float = 0.0

    @property
    def balance(self) -> float:
        brought = self.previous_balance + self.deposit - self.withdrawal
        return cents(brought + self.close_profit + self.position_profit + self.cash_in - self.commission)

    @property
    def available(self) -> float:
        frozen = self.frozen_margin + self.frozen_commission + self.frozen_cash
        return self.balance - self.margin - frozen

    @property
    def withdraw_quota(self) -> float:
        """What can be taken out: profit that is not realised cannot."""
        return max(0.0, self.available - max(0.0, self.position_profit))


@dataclass(frozen=True, slots=True)
class Held:
    """A lot as the day's settlement found it, its margin as it is afterwards."""

    lot: Lot
    """As it was before."""
    settlement: float
    profit_by_date: float
    profit_by_trade: float
    margin: float


@dataclass(frozen=True, slots=True)
class Settled:
    """A day as its settlement found it. The margin in `funds` is what is asked for afterwards."""

    funds: Funds
    deals: tuple[Deal, ...]
    closings: tuple[Closing, ...]
    held: tuple[Held, ...]


def _no_group(info: InstrumentInfo) -> str:
    return ""


def _no_margin(info: InstrumentInfo) -> float:
    return 0.0


@dataclass(slots=True, eq=False)
class Ledger:
    """`contract` describes an instrument, `mark` gives the price its positions are valued at.

    It changes by `hold()`, `release()`, `trade()`, `book()`, `lapse()`, `combine()`, `split()`, `pay()`,
    `bring()` and `settle()` only.
    """

    balance: float
    """At the start of the day."""
    contract: Callable[[str], InstrumentInfo]
    mark: Callable[[str], float]
    splits_days: Callable[[str], bool]
    """Whether an exchange keeps the positions of today apart."""
    margin_group: Callable[[InstrumentInfo], str] = _no_group
    """Names the positions among which only the larger of long and short is margined; "" for none."""
    seller_margin: Callable[[InstrumentInfo], float] = _no_margin
    """What a sold lot of an option asks for besides its premium."""
    lots: list[Lot] = field(default_factory=list)
    """Those with volume, in order of opening."""
    closed_lots: list[Lot] = field(default_factory=list)
    tallies: dict[Key, Tally] = field(default_factory=dict)
    holds: dict[Hold, None] = field(default_factory=dict)
    deals: list[Deal] = field(default_factory=list)
    closings: list[Closing] = field(default_factory=list)
    combined: dict[str, Combined] = field(default_factory=dict)
    close_profit: float = 0.0
    commission: float = 0.0
    previous_margin: float = 0.0
    deposit: float = 0.0
    """Money that came in during the day."""
    withdrawal: float = 0.0
    cash_in: float = 0.0
    _sums: dict[tuple[str, bool], _Sum] = field(default_factory=dict)
    """By instrument and side, so that funds need not look at every lot and hold."""
    _frozen_commission: float = 0.0
    _frozen_cash: float = 0.0

    # -- what there is

    def key(self, instrument_id: str, buy: bool, hedge_flag: str, today: bool) -> Key:
        split = self.splits_days(self.contract(instrument_id).exchange)
        return Key(instrument_id, buy, hedge_flag, today if split else None)

    def volume(self, key: Key) -> int:
        return sum(lot.volume for lot in self.lots if lot.key == key)

    def held_back(self, key: Key) -> int:
        """Lots that closing orders in the market hold back."""
        return sum(hold.volume for hold in self.holds if not hold.opens and hold.key == key)

    def closable(self, key: Key) -> int:
        return self.volume(key) - self.held_back(key)

    def margin(self, lot: Lot) -> float:
        """Of today's lots at the open price, of earlier ones at the last settlement price."""
        info = self.contract(lot.key.instrument_id)
        return self._margin(info, lot.key.buy, lot.basis * info.multiplier * lot.volume, lot.volume)

    def _margin(self, info: InstrumentInfo, buy: bool, value: float, volume: int) -> float:
        """What `volume` lots that are worth `value` ask for."""
        if info.option is None:
            return info.margins.of(buy, value, volume)
        return 0.0 if buy else value + volume * self.seller_margin(info)

    def unit_margin(self, info: InstrumentInfo, buy: bool, price: float) -> float:
        """What one lot asks for at a price."""
        return round(self._margin(info, buy, price * info.multiplier, 1), _DECIMALS)

    def profit(self, lot: Lot, *, by_date: bool = True) -> float:
        """Profit not yet taken, at the present price; 0 of an option."""
        return self._gain(lot, self.mark(lot.key.instrument_id), by_date=by_date)

    def _gain(self, lot: Lot, price: float, *, by_date: bool) -> float:
        info = self.contract(lot.key.instrument_id)
        if info.option is not None:
            return 0.0
        gain = price - (lot.basis if by_date else lot.open_price)
        return cents((gain if lot.key.buy else -gain) * info.multiplier * lot.volume)

    def _sum(self, key: Key) -> _Sum:
        return self._sums.setdefault((key.instrument_id, key.buy), _Sum())

    def _add(self, lot: Lot, volume: int) -> None:
        total = self._sum(lot.key)
        total.volume += volume
        total.cost = round(total.cost + volume * lot.basis, _DECIMALS) if total.volume else 0.0

    def _freeze(self, hold: Hold, volume: int) -> None:
        if hold.unit_margin:
            total = self._sum(hold.key)
            total.frozen = round(total.frozen + volume * hold.unit_margin, _DECIMALS)
        more = volume * hold.unit_commission
        self._frozen_commission = round(self._frozen_commission + more, _DECIMALS)
        self._frozen_cash = round(self._frozen_cash + volume * hold.unit_cash, _DECIMALS)

    def funds(self, price: Callable[[str], float] | None = None) -> Funds:
        """`price` instead of `mark`."""
        price = price or self.mark
        profit = 0.0
        for (instrument_id, buy), total in self._sums.items():
            info = self.contract(instrument_id)
            if total.volume and info.option is None:
                gain = price(instrument_id) * total.volume - total.cost
                profit += cents((gain if buy else -gain) * info.multiplier)
        margin, frozen_margin = self._margins()
        return Funds(
            previous_balance=self.balance,
            previous_margin=self.previous_margin,
            close_profit=self.close_profit,
            position_profit=cents(profit),
            commission=self.commission,
            margin=margin,
            frozen_margin=frozen_margin,
            frozen_commission=self._frozen_commission,
            deposit=self.deposit,
            withdrawal=self.withdrawal,
            cash_in=self.cash_in,
            frozen_cash=self._frozen_cash,
        )

    def _margins(self, more: Hold | None = None) -> tuple[float, float]:
        """Of all that is held, and what the orders in the market and `more` add to it."""
        held = added = 0.0
        groups: dict[str, list[float]] = {}
        if more is not None:
            self._sum(more.key)
        for (instrument_id, buy), total in self._sums.items():
            frozen = total.frozen
            if more is not None and (instrument_id, buy) == more.key[:2]:
                frozen += more.margin
            if not (total.volume or frozen):
                continue
            info = self.contract(instrument_id)
            margin = self._margin(info, buy, total.cost * info.multiplier, total.volume)
            if group := self.margin_group(info):
                sides = groups.setdefault(group, [0.0] * 4)
                sides[buy] += margin
                sides[2 + buy] += frozen
            else:
                held += margin
                added += frozen
        for short, long, more_short, more_long in groups.values():
            held += max(long, short)
            added += max(long + more_long, short + more_short) - max(long, short)
        for combined in self.combined.values():
            held -= discount(self, combined) * combined.volume
        return held, added

    def combinable(self, key: Key) -> int:
        """Lots that are in no combination, and that no order closes."""
        return self.closable(key) - combined_volume(self, key)

    def combine(self, combined: Combined) -> None:
        self.combined[combined.id] = combined

    def split(self, combined: Combined, volume: int) -> None:
        """Lots of it go back to being margined alone."""
        combined.volume -= volume
        if not combined.volume:
            del self.combined[combined.id]

    def keys(self) -> list[Key]:
        """The positions of the day, closed ones and those being opened too, in order of appearance."""
        found = dict.fromkeys(self.tallies)
        found.update(dict.fromkeys(hold.key for hold in self.holds if hold.opens))
        return list(found)

    # -- orders

    def opening(
        self, instrument_id: str, buy: bool, hedge_flag: str, price: float, volume: int
    ) -> tuple[Hold, float]:
        """What an opening order would hold back, and how much money is missing for it (0 if none)."""
        info = self.contract(instrument_id)
        value = price * info.multiplier
        rates = info.commission
        hold = Hold(
            self.key(instrument_id, buy, hedge_flag, today=True),
            True,
            price,
            volume,
            self.unit_margin(info, buy, price),
            round(value * rates.open_by_money + rates.open_by_volume, _DECIMALS),
            round(value, _DECIMALS) if buy and info.option is not None else 0.0,
        )
        funds = self.funds()
        more_margin = self._margins(hold)[1] - funds.frozen_margin
        return hold, max(0.0, more_margin + hold.commission + hold.cash - funds.available)

    def closing(self, key: Key, price: float, volume: int) -> Hold:
        """What an order that closes `key` would hold back; whether so much can be closed is not asked."""
        info = self.contract(key.instrument_id)
        rates = info.commission
        value = price * info.multiplier
        history = value * rates.close_by_money + rates.close_by_volume
        today = value * rates.close_today_by_money + rates.close_today_by_volume
        fee = max(history, today) if key.today is None else today if key.today else history
        # Who sold an option buys it back.
        cash = round(value, _DECIMALS) if not key.buy and info.option is not None else 0.0
        return Hold(key, False, price, volume, 0.0, round(fee, _DECIMALS), cash)

    def missing(self, hold: Hold) -> float:
        """How much money is missing for what `hold` would hold back of premium and margin; 0 if none."""
        if not hold.unit_cash and not hold.unit_margin:
            return 0.0
        return max(0.0, hold.margin + hold.commission + hold.cash - self.funds().available)

    def hold(self, hold: Hold) -> None:
        """The order is in the market."""
        self.holds[hold] = None
        self._freeze(hold, hold.volume)

    def release(self, hold: Hold) -> None:
        """The order is out of the market."""
        if hold in self.holds:
            del self.holds[hold]
            self._freeze(hold, -hold.volume)

    def trade(self, hold: Hold, price: float, volume: int, trade_id: str, day: str) -> None:
        """A fill of the order that `hold` stands for."""
        if not hold.opens and volume > (there := self.volume(hold.key)):
            raise ValueError(f"{volume - there} lots more are closed than there are of {hold.key}")
        if hold in self.holds:
            self._freeze(hold, -volume)
        hold.volume -= volume
        if not hold.volume:
            self.release(hold)
        self._book(self._deal(hold.key, hold.opens, price, volume, trade_id), day, "0", None)

    def book(
        self, key: Key, opens: bool, price: float, volume: int, trade_id: str, day: str, *, fee: float = 0.0
    ) -> None:
        """A position that comes or goes by no order: by an option's exercise, or set off against another."""
        self._book(self._deal(key, opens, price, volume, trade_id), day, "1", fee)

    def _deal(self, key: Key, opens: bool, price: float, volume: int, trade_id: str) -> Deal:
        info = self.contract(key.instrument_id)
        amount = price * info.multiplier * volume
        # Who opens a long position buys, who closes one sells.
        premium = 0.0 if info.option is None else -cents(amount) if opens is key.buy else cents(amount)
        return Deal(key, opens, price, volume, amount, trade_id, 0.0, premium=premium)

    def _book(self, deal: Deal, day: str, trade_type: str, fee: float | None) -> None:
        """`fee` None: what the contract's rates say."""
        if deal.opens:
            self._open(deal, day, trade_type, fee)
        else:
            self._close(deal, fee)
        self.deals.append(deal)
        self.commission = cents(self.commission + deal.commission)
        self.close_profit = cents(self.close_profit + deal.profit)
        self.cash_in = cents(self.cash_in + deal.premium)
        tally = self.tallies[deal.key]
        tally.cash_in = cents(tally.cash_in + deal.premium)
        tally.mark = self.mark(deal.key.instrument_id)

    def _open(self, deal: Deal, day: str, trade_type: str, fee: float | None) -> None:
        rates = self.contract(deal.key.instrument_id).commission
        if fee is None:
            fee = deal.amount * rates.open_by_money + deal.volume * rates.open_by_volume
        deal.commission = cents(fee)
        lot = Lot(deal.key, deal.trade_id, day, deal.price, deal.volume, True, deal.price, trade_type)
        self.lots.append(lot)
        self._add(lot, deal.volume)
        tally = self.tallies.setdefault(deal.key, Tally())
        tally.opened += deal.volume
        tally.opened_amount += deal.amount
        tally.commission = cents(tally.commission + deal.commission)

    def _close(self, deal: Deal, given_fee: float | None) -> None:
        key, price = deal.key, deal.price
        info = self.contract(key.instrument_id)
        rates = info.commission
        tally = self.tallies.setdefault(key, Tally())
        # An option's gain is in the premiums.
        sign = 0 if info.option is not None else info.multiplier if key.buy else -info.multiplier
        fee = 0.0
        for lot, part in self._first_in(key, deal.volume):
            amount = price * info.multiplier * part
            if lot.today:
                fee += amount * rates.close_today_by_money + part * rates.close_today_by_volume
            else:
                fee += amount * rates.close_by_money + part * rates.close_by_volume
            by_date = cents((price - lot.basis) * sign * part)
            by_trade = cents((price - lot.open_price) * sign * part)
            self._add(lot, -part)
            lot.volume -= part
            lot.closed_volume += part
            lot.closed_amount += amount
            lot.profit_by_date = cents(lot.profit_by_date + by_date)
            lot.profit_by_trade = cents(lot.profit_by_trade + by_trade)
            tally.profit_by_date = cents(tally.profit_by_date + by_date)
            tally.profit_by_trade = cents(tally.profit_by_trade + by_trade)
            deal.profit = cents(deal.profit + by_date)
            self.closings.append(Closing(key, lot.open_date, lot.open_price, lot.today, price, part, by_date))
        deal.commission = cents(fee if given_fee is None else given_fee)
        tally.closed += deal.volume
        tally.closed_amount += deal.amount
        tally.commission = cents(tally.commission + deal.commission)
        self._removed(key)

    def lapse(self, key: Key, volume: int, fee: float = 0.0) -> None:
        """Lots of an option go without a premium: exercised, assigned or worthless."""
        tally = self.tallies.setdefault(key, Tally())
        for lot, part in self._first_in(key, volume):
            self._add(lot, -part)
            lot.volume -= part
            lot.closed_volume += part
        tally.closed += volume
        tally.commission = cents(tally.commission + fee)
        self.commission = cents(self.commission + fee)
        self._removed(key)

    def _removed(self, key: Key) -> None:
        self.closed_lots.extend(lot for lot in self.lots if not lot.volume)
        self.lots = [lot for lot in self.lots if lot.volume]
        # Single lots are closed first; where more are closed, combinations are split, the latest first.
        missing = combined_volume(self, key) - self.volume(key) if self.combined else 0
        for combined in reversed(tuple(self.combined.values())):
            if missing > 0 and key in combined.keys:
                part = min(missing, combined.volume)
                missing -= part
                self.split(combined, part)

    def _first_in(self, key: Key, volume: int) -> Iterator[tuple[Lot, int]]:
        for lot in self.lots:
            if lot.key == key and volume:
                part = min(volume, lot.volume)
                volume -= part
                yield lot, part

    def pay(self, *, deposit: float = 0.0, withdrawal: float = 0.0, premium: float = 0.0) -> None:
        """Money in, money out, and premium received (paid if negative)."""
        self.deposit = cents(self.deposit + deposit)
        self.withdrawal = cents(self.withdrawal + withdrawal)
        self.cash_in = cents(self.cash_in + premium)

    # -- days

    def bring(
        self,
        key: Key,
        price: float,
        settlement: float,
        volume: int,
        open_date: str,
        *,
        trade_id: str = "",
        today: bool = False,
    ) -> None:
        """A position opened before: on an earlier day, or (`today`) on this one. Earlier ones come first."""
        self._bring(Lot(key, trade_id, open_date, price, volume, today, settlement))
        if not today:
            self.previous_margin = self._margins()[0]

    def _bring(self, lot: Lot) -> None:
        self.lots.append(lot)
        self._add(lot, lot.volume)
        tally = self.tallies.setdefault(lot.key, Tally())
        if not lot.today:
            tally.yesterday += lot.volume
            tally.previous_margin += self.margin(lot)

    def settle(self, settlement: Callable[[str], float]) -> Settled:
        """End the day: what is held becomes history at the settlement prices, the day's results the balance.

        What orders hold back is released. Gives the day as it was.
        """
        for hold in tuple(self.holds):
            self.release(hold)
        funds = self.funds(settlement)
        deals, closings = tuple(self.deals), tuple(self.closings)
        held = tuple(self._held(lot, settlement(lot.key.instrument_id)) for lot in self.lots)
        self.balance = funds.balance
        self.deposit = self.withdrawal = self.cash_in = 0.0
        self.close_profit = self.commission = 0.0
        for state in (self.lots, self._sums, self.closed_lots, self.tallies, self.deals, self.closings):
            state.clear()
        for found in held:
            lot = found.lot
            key = lot.key if lot.key.today is None else lot.key._replace(today=False)
            self._bring(
                Lot(
                    key,
                    lot.trade_id,
                    lot.open_date,
                    lot.open_price,
                    lot.volume,
                    False,
                    found.settlement,
                    lot.trade_type,
                )
            )
        self.previous_margin = self._margins()[0]
        return Settled(replace(funds, margin=self.previous_margin), deals, closings, held)

    def _held(self, lot: Lot, price: float) -> Held:
        info = self.contract(lot.key.instrument_id)
        return Held(
            lot,
            price,
            self._gain(lot, price, by_date=True),
            self._gain(lot, price, by_date=False),
            self._margin(info, lot.key.buy, price * info.multiplier * lot.volume, lot.volume),
        )
