"""An investor's money and positions. Pure: told of trades and orders, asked for rows.

Positions are kept lot by lot, one lot for each opening trade, and closed first in, first out. Money is in
the account's currency, prices in the exchange's units.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from .instruments import InstrumentInfo

__all__ = ["Funds", "Hold", "Key", "Ledger", "Lot", "Tally"]


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

    @property
    def margin(self) -> float:
        return self.unit_margin * self.volume

    @property
    def commission(self) -> float:
        return self.unit_commission * self.volume


@dataclass(slots=True, eq=False)
class _Sum:
    """The lots of one instrument and side together."""

    volume: int = 0
    cost: float = 0.0
    """Volume times basis."""


@dataclass(frozen=True, slots=True)
class Funds:
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

    @property
    def balance(self) -> float:
        brought = self.previous_balance + self.deposit - self.withdrawal
        return brought + self.close_profit + self.position_profit - self.commission

    @property
    def available(self) -> float:
        return self.balance - self.margin - self.frozen_margin - self.frozen_commission

    @property
    def withdraw_quota(self) -> float:
        """What can be taken out: profit that is not realised cannot."""
        return max(0.0, self.available - max(0.0, self.position_profit))


@dataclass(slots=True, eq=False)
class Ledger:
    """`contract` describes an instrument, `mark` gives the price its positions are valued at."""

    balance: float
    contract: Callable[[str], InstrumentInfo]
    mark: Callable[[str], float]
    splits_days: Callable[[str], bool]
    """Whether an exchange keeps the positions of today apart."""
    lots: list[Lot] = field(default_factory=list)
    """Those with volume, in order of opening."""
    closed_lots: list[Lot] = field(default_factory=list)
    tallies: dict[Key, Tally] = field(default_factory=dict)
    holds: dict[Hold, None] = field(default_factory=dict)
    close_profit: float = 0.0
    commission: float = 0.0
    previous_margin: float = 0.0
    deposit: float = 0.0
    """Money that came in during the day."""
    withdrawal: float = 0.0
    _sums: dict[tuple[str, bool], _Sum] = field(default_factory=dict)
    """By instrument and side, so that funds need not look at every lot."""

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
        info = self.contract(lot.key.instrument_id)
        return lot.basis * info.multiplier * lot.volume * info.margin_ratio

    def profit(self, lot: Lot, *, by_date: bool = True) -> float:
        """Profit not yet taken, at the present price."""
        info = self.contract(lot.key.instrument_id)
        basis = lot.basis if by_date else lot.open_price
        gain = self.mark(lot.key.instrument_id) - basis
        return (gain if lot.key.buy else -gain) * info.multiplier * lot.volume

    def _add(self, lot: Lot, volume: int) -> None:
        total = self._sums.setdefault((lot.key.instrument_id, lot.key.buy), _Sum())
        total.volume += volume
        total.cost += volume * lot.basis
        if not total.volume:
            # Nothing is left of roundings either.
            total.cost = 0.0

    def funds(self) -> Funds:
        profit = margin = 0.0
        for (instrument_id, buy), total in self._sums.items():
            if total.volume:
                info = self.contract(instrument_id)
                gain = self.mark(instrument_id) * total.volume - total.cost
                profit += (gain if buy else -gain) * info.multiplier
                margin += total.cost * info.multiplier * info.margin_ratio
        return Funds(
            previous_balance=self.balance,
            previous_margin=self.previous_margin,
            close_profit=self.close_profit,
            position_profit=profit,
            commission=self.commission,
            margin=margin,
            frozen_margin=sum(hold.margin for hold in self.holds),
            frozen_commission=sum(hold.commission for hold in self.holds),
            deposit=self.deposit,
            withdrawal=self.withdrawal,
        )

    def keys(self) -> list[Key]:
        """The positions of the day, closed ones and those being opened too, in order of appearance."""
        found = dict.fromkeys(self.tallies)
        found.update(dict.fromkeys(hold.key for hold in self.holds if hold.opens))
        return list(found)

    def move(self, amount: float) -> None:
        """A deposit or, below 0, a withdrawal."""
        if amount > 0:
            self.deposit += amount
        else:
            self.withdrawal -= amount

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
            value * info.margin_ratio,
            value * rates.open_by_money + rates.open_by_volume,
        )
        return hold, max(0.0, hold.margin + hold.commission - self.funds().available)

    def closing(self, key: Key, price: float, volume: int) -> Hold:
        """What an order that closes `key` would hold back; whether so much can be closed is not asked."""
        info = self.contract(key.instrument_id)
        rates = info.commission
        value = price * info.multiplier
        history = value * rates.close_by_money + rates.close_by_volume
        today = value * rates.close_today_by_money + rates.close_today_by_volume
        fee = max(history, today) if key.today is None else today if key.today else history
        return Hold(key, False, price, volume, 0.0, fee)

    def hold(self, hold: Hold) -> None:
        self.holds[hold] = None

    def release(self, hold: Hold) -> None:
        """The order is out of the market."""
        self.holds.pop(hold, None)

    def trade(self, hold: Hold, price: float, volume: int, trade_id: str, day: str) -> None:
        """A fill of the order that `hold` stands for."""
        hold.volume -= volume
        if not hold.volume:
            self.release(hold)
        if hold.opens:
            self._open(hold.key, price, volume, trade_id, day)
        else:
            self._close(hold.key, price, volume)

    def _open(self, key: Key, price: float, volume: int, trade_id: str, day: str) -> None:
        info = self.contract(key.instrument_id)
        amount = price * info.multiplier * volume
        rates = info.commission
        fee = amount * rates.open_by_money + volume * rates.open_by_volume
        lot = Lot(key, trade_id, day, price, volume, True, price)
        self.lots.append(lot)
        self._add(lot, volume)
        tally = self.tallies.setdefault(key, Tally())
        tally.opened += volume
        tally.opened_amount += amount
        tally.commission += fee
        self.commission += fee

    def _close(self, key: Key, price: float, volume: int) -> None:
        info = self.contract(key.instrument_id)
        rates = info.commission
        tally = self.tallies.setdefault(key, Tally())
        sign = info.multiplier if key.buy else -info.multiplier
        for lot, part in self._first_in(key, volume):
            amount = price * info.multiplier * part
            if lot.today:
                fee = amount * rates.close_today_by_money + part * rates.close_today_by_volume
            else:
                fee = amount * rates.close_by_money + part * rates.close_by_volume
            by_date = (price - lot.basis) * sign * part
            by_trade = (price - lot.open_price) * sign * part
            self._add(lot, -part)
            lot.volume -= part
            lot.closed_volume += part
            lot.closed_amount += amount
            lot.profit_by_date += by_date
            lot.profit_by_trade += by_trade
            tally.closed += part
            tally.closed_amount += amount
            tally.commission += fee
            tally.profit_by_date += by_date
            tally.profit_by_trade += by_trade
            self.commission += fee
            self.close_profit += by_date
        self.closed_lots.extend(lot for lot in self.lots if not lot.volume)
        self.lots = [lot for lot in self.lots if lot.volume]

    def _first_in(self, key: Key, volume: int) -> Iterator[tuple[Lot, int]]:
        for lot in self.lots:
            if lot.key == key and volume:
                part = min(volume, lot.volume)
                volume -= part
                yield lot, part
        if volume:
            raise ValueError(f"{volume} lots more are closed than there are of {key}")

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
        """A position that was opened before: on an earlier day, or (`today`) on this one."""
        lot = Lot(key, trade_id, open_date, price, volume, today, settlement)
        self.lots.append(lot)
        self._add(lot, volume)
        tally = self.tallies.setdefault(key, Tally())
        if today:
            return
        tally.yesterday += volume
        tally.previous_margin += self.margin(lot)
        self.previous_margin += self.margin(lot)

    def end_day(self, settlement: Callable[[str], float]) -> None:
        """Settle: what is held becomes history at the settlement prices, the day's results the balance."""
        self.holds.clear()
        profit = 0.0
        for lot in self.lots:
            info = self.contract(lot.key.instrument_id)
            price = settlement(lot.key.instrument_id)
            profit += (price - lot.basis) * (1 if lot.key.buy else -1) * info.multiplier * lot.volume
        self.balance += self.deposit - self.withdrawal + self.close_profit + profit - self.commission
        self.deposit = self.withdrawal = 0.0
        self.close_profit = self.commission = self.previous_margin = 0.0
        held, self.lots = self.lots, []
        self._sums.clear()
        self.closed_lots.clear()
        self.tallies.clear()
        for lot in held:
            key = lot.key if lot.key.today is None else lot.key._replace(today=False)
            self.bring(
                key,
                lot.open_price,
                settlement(key.instrument_id),
                lot.volume,
                lot.open_date,
                trade_id=lot.trade_id,
            )
