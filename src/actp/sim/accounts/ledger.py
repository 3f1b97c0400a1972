"""An investor's money and positions. Pure: told of trades and orders, asked for rows.

Positions are kept lot by lot, one lot for each opening trade, and closed first in, first out. Money is in
the account's currency, prices in the exchange's units. Options are paid for at once, so that they have no
profit, only a premium; only their sellers put up margin. What is charged, gained or lost is in whole cents,
so that no sum drifts; margin and what is frozen, which only come and go, have a few decimals more.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace

from actp.sim.accounts.combination_margin import Combined, combined_volume, discount
from actp.sim.accounts.lots import Closing, Deal, Funds, Held, Hold, Key, Lot, Settled, Sum, Tally, cents
from actp.sim.persistence.codec import TRANSIENT
from actp.sim.persistence.store import NO_SHELF, Shelf
from actp.sim.reference.instruments import InstrumentInfo

__all__ = [
    "Closing",
    "Deal",
    "Funds",
    "Held",
    "Hold",
    "Key",
    "Ledger",
    "Lot",
    "Settled",
    "Sum",
    "Tally",
    "cents",
]

# Of prices, and of sums that only come and go: what is added is taken away again to the last digit.
_DECIMALS = 6


def _no_group(info: InstrumentInfo) -> str:
    return ""


def _no_margin(info: InstrumentInfo) -> float:
    return 0.0


@dataclass(slots=True, eq=False)
class Ledger:
    """`contract` describes an instrument, `mark` gives the price its positions are valued at.

    It changes by `hold()`, `release()`, `trade()`, `book()`, `lapse()`, `combine()`, `split()`, `pay()`,
    `bring()` and `settle()` only. What changes is put on the `shelf`; `recall()` takes it from there.
    """

    balance: float
    """At the start of the day."""
    contract: Callable[[str], InstrumentInfo] = field(metadata=TRANSIENT)
    mark: Callable[[str], float] = field(metadata=TRANSIENT)
    splits_days: Callable[[str], bool] = field(metadata=TRANSIENT)
    """Whether an exchange keeps the positions of today apart."""
    margin_group: Callable[[InstrumentInfo], str] = field(default=_no_group, metadata=TRANSIENT)
    """Names the positions among which only the larger of long and short is margined; "" for none."""
    seller_margin: Callable[[InstrumentInfo], float] = field(default=_no_margin, metadata=TRANSIENT)
    """What a sold lot of an option asks for besides its premium."""
    shelf: Shelf = field(default=NO_SHELF, metadata=TRANSIENT)
    lots: list[Lot] = field(default_factory=list, metadata=TRANSIENT)
    """Those with volume, in order of opening."""
    closed_lots: list[Lot] = field(default_factory=list, metadata=TRANSIENT)
    tallies: dict[Key, Tally] = field(default_factory=dict, metadata=TRANSIENT)
    holds: dict[Hold, None] = field(default_factory=dict, metadata=TRANSIENT)
    deals: list[Deal] = field(default_factory=list, metadata=TRANSIENT)
    closings: list[Closing] = field(default_factory=list, metadata=TRANSIENT)
    combined: dict[str, Combined] = field(default_factory=dict, metadata=TRANSIENT)
    close_profit: float = 0.0
    commission: float = 0.0
    previous_margin: float = 0.0
    deposit: float = 0.0
    """Money that came in during the day."""
    withdrawal: float = 0.0
    cash_in: float = 0.0
    numbered: int = 0
    """Lots of the day so far."""
    sums: dict[tuple[str, bool], Sum] = field(default_factory=dict)
    """By instrument and side, so that funds need not look at every lot."""
    exercise_fee: float = field(default=0.0, metadata=TRANSIENT)
    """The part of the commission that exercises cost: they are carried out as the day is settled."""
    _frozen: dict[tuple[str, bool], float] = field(default_factory=dict, metadata=TRANSIENT)
    """The margin that opening orders hold back, likewise."""
    _frozen_commission: float = field(default=0.0, metadata=TRANSIENT)
    _frozen_cash: float = field(default=0.0, metadata=TRANSIENT)

    # -- what there is

    def key(self, instrument_id: str, buy: bool, hedge_flag: str, today: bool) -> Key:
        split = self.splits_days(self.contract(instrument_id).exchange)
        # A request's flag may be an enum's member, whose text is another: it is part of what is kept under.
        return Key(instrument_id, buy, hedge_flag[:1], today if split else None)

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
        return self._margin(info, buy, price * info.multiplier, 1)

    def profit(self, lot: Lot, *, by_date: bool = True) -> float:
        """Profit not yet taken, at the present price; 0 of an option."""
        return self._gain(lot, self.mark(lot.key.instrument_id), by_date=by_date)

    def _gain(self, lot: Lot, price: float, *, by_date: bool) -> float:
        info = self.contract(lot.key.instrument_id)
        if info.option is not None:
            return 0.0
        gain = price - (lot.basis if by_date else lot.open_price)
        return cents((gain if lot.key.buy else -gain) * info.multiplier * lot.volume)

    def _new_lot(self, lot: Lot) -> None:
        self.numbered += 1
        lot.number = self.numbered
        self.lots.append(lot)
        self._add(lot, lot.volume)
        self.shelf.put("lot", lot.number, lot)

    def _tally(self, key: Key) -> Tally:
        """The tally of a position that is about to change, and the ledger's sums with it."""
        tally = self.tallies.get(key)
        if tally is None:
            tally = self.tallies[key] = Tally(key)
        self.shelf.put("tally", "/".join(map(str, key)), tally)
        self.keep()
        return tally

    def _add(self, lot: Lot, volume: int) -> None:
        total = self.sums.setdefault((lot.key.instrument_id, lot.key.buy), Sum())
        total.volume += volume
        total.cost = round(total.cost + volume * lot.basis, _DECIMALS) if total.volume else 0.0

    def _freeze(self, hold: Hold, volume: int) -> None:
        if hold.unit_margin:
            place = hold.key.instrument_id, hold.key.buy
            more = volume * hold.unit_margin
            self._frozen[place] = round(self._frozen.get(place, 0.0) + more, _DECIMALS)
        more = volume * hold.unit_commission
        self._frozen_commission = round(self._frozen_commission + more, _DECIMALS)
        self._frozen_cash = round(self._frozen_cash + volume * hold.unit_cash, _DECIMALS)

    def funds(self, price: Callable[[str], float] | None = None) -> Funds:
        """`price` instead of `mark`."""
        price = price or self.mark
        profit = 0.0
        for (instrument_id, buy), total in self.sums.items():
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
        frozen = self._frozen
        if more is not None:
            place = more.key.instrument_id, more.key.buy
            frozen = {**frozen, place: frozen.get(place, 0.0) + more.margin}
        for place in dict.fromkeys((*self.sums, *frozen)):
            total, freezes = self.sums.get(place), frozen.get(place, 0.0)
            if not ((total is not None and total.volume) or freezes):
                continue
            instrument_id, buy = place
            info = self.contract(instrument_id)
            margin = 0.0
            if total is not None:
                margin = self._margin(info, buy, total.cost * info.multiplier, total.volume)
            if group := self.margin_group(info):
                sides = groups.setdefault(group, [0.0] * 4)
                sides[buy] += margin
                sides[2 + buy] += freezes
            else:
                held += margin
                added += freezes
        for short, long, more_short, more_long in groups.values():
            held += max(long, short)
            added += max(long + more_long, short + more_short) - max(long, short)
        for combined in self.combined.values():
            held -= discount(self, combined) * combined.volume
        return round(held, _DECIMALS), round(added, _DECIMALS)

    def keys(self) -> list[Key]:
        """The positions of the day, closed ones and those being opened too, in order of appearance."""
        found = dict.fromkeys(self.tallies)
        found.update(dict.fromkeys(hold.key for hold in self.holds if hold.opens))
        return list(found)

    # -- combinations

    def combinable(self, key: Key) -> int:
        """Lots that are in no combination, and that no order closes."""
        return self.closable(key) - combined_volume(self, key)

    def combine(self, combined: Combined) -> None:
        self.combined[combined.id] = combined
        self.shelf.put("combined", combined.id, combined)

    def split(self, combined: Combined, volume: int) -> None:
        """Lots of it go back to being margined alone."""
        combined.volume -= volume
        if combined.volume:
            self.shelf.put("combined", combined.id, combined)
        else:
            del self.combined[combined.id]
            self.shelf.remove("combined", combined.id)

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
        self.shelf.put("deal", len(self.deals), deal)
        self.commission = cents(self.commission + deal.commission)
        self.close_profit = cents(self.close_profit + deal.profit)
        self.cash_in = cents(self.cash_in + deal.premium)
        tally = self._tally(deal.key)
        tally.cash_in = cents(tally.cash_in + deal.premium)
        tally.mark = self.mark(deal.key.instrument_id)

    def _open(self, deal: Deal, day: str, trade_type: str, fee: float | None) -> None:
        rates = self.contract(deal.key.instrument_id).commission
        if fee is None:
            fee = deal.amount * rates.open_by_money + deal.volume * rates.open_by_volume
        deal.commission = cents(fee)
        lot = Lot(deal.key, deal.trade_id, day, deal.price, deal.volume, True, deal.price, trade_type)
        self._new_lot(lot)
        tally = self._tally(deal.key)
        tally.opened += deal.volume
        tally.opened_amount += deal.amount
        tally.commission = cents(tally.commission + deal.commission)

    def _close(self, deal: Deal, given_fee: float | None) -> None:
        key, price = deal.key, deal.price
        info = self.contract(key.instrument_id)
        rates = info.commission
        tally = self._tally(key)
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
            self.shelf.put("lot", lot.number, lot)
            tally.profit_by_date = cents(tally.profit_by_date + by_date)
            tally.profit_by_trade = cents(tally.profit_by_trade + by_trade)
            deal.profit = cents(deal.profit + by_date)
            closing = Closing(key, lot.open_date, lot.open_price, lot.today, price, part, by_date)
            self.closings.append(closing)
            self.shelf.put("closing", len(self.closings), closing)
        deal.commission = cents(fee if given_fee is None else given_fee)
        tally.closed += deal.volume
        tally.closed_amount += deal.amount
        tally.commission = cents(tally.commission + deal.commission)
        self._removed(key)

    def lapse(self, key: Key, volume: int, fee: float = 0.0) -> None:
        """Lots of an option go without a premium: exercised, assigned or worthless."""
        tally = self._tally(key)
        for lot, part in self._first_in(key, volume):
            self._add(lot, -part)
            lot.volume -= part
            lot.closed_volume += part
            self.shelf.put("lot", lot.number, lot)
        tally.closed += volume
        tally.commission = cents(tally.commission + fee)
        self.commission = cents(self.commission + fee)
        self.exercise_fee = cents(self.exercise_fee + fee)
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
        self.keep()

    # -- what is kept

    def keep(self) -> None:
        """The ledger's sums have changed."""
        self.shelf.put("ledger", "", self)

    def recall(self) -> None:
        """Take lots, tallies and the day's trades from the shelf."""
        for _, lot in self.shelf.load("lot", Lot):
            (self.lots if lot.volume else self.closed_lots).append(lot)
        self.tallies.update((tally.key, tally) for _, tally in self.shelf.load("tally", Tally))
        self.deals += [deal for _, deal in self.shelf.load("deal", Deal)]
        self.closings += [closing for _, closing in self.shelf.load("closing", Closing)]
        self.combined.update((combined.id, combined) for _, combined in self.shelf.load("combined", Combined))

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
        self._new_lot(lot)
        tally = self._tally(lot.key)
        if not lot.today:
            tally.yesterday += lot.volume
            tally.previous_margin = round(tally.previous_margin + self.margin(lot), _DECIMALS)

    def brought(self) -> Settled:
        """What there was before the account's first day, as if that day had been settled."""
        held = tuple(self._held(lot, lot.last_settlement) for lot in self.lots if not lot.today)
        margin = self.previous_margin
        funds = Funds(self.balance, margin, 0.0, 0.0, 0.0, margin, 0.0, 0.0)
        return Settled(funds, (), (), held)

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
        exercise_fee = self.exercise_fee
        self.close_profit = self.commission = self.exercise_fee = 0.0
        self.numbered = 0
        for state in (self.lots, self.sums, self.closed_lots, self.tallies, self.deals, self.closings):
            state.clear()
        for kind in ("lot", "tally", "deal", "closing"):
            self.shelf.clear(kind)
        self.keep()
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
        return Settled(replace(funds, margin=self.previous_margin), deals, closings, held, exercise_fee)

    def _held(self, lot: Lot, price: float) -> Held:
        info = self.contract(lot.key.instrument_id)
        return Held(
            lot,
            price,
            self._gain(lot, price, by_date=True),
            self._gain(lot, price, by_date=False),
            self._margin(info, lot.key.buy, price * info.multiplier * lot.volume, lot.volume),
        )
