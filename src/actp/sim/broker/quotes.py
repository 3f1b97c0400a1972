"""Market makers' quotes: two orders under one number, told of by OnRtnQuote beside OnRtnOrder.

What an exchange makes of them differs more than with orders; see `Quoting`.
"""

from __future__ import annotations

from math import isfinite
from typing import Any

from actp import records
from actp.sim.accounts.credentials import Account
from actp.sim.accounts.investor import Investor, Session
from actp.sim.accounts.order import Order
from actp.sim.accounts.order_status import (
    ACCEPTED,
    ALL_TRADED,
    CANCELED,
    INSERT_REJECTED,
    QUEUEING,
    UNKNOWN,
    Stamp,
    right_aligned,
)
from actp.sim.accounts.quote import Quote
from actp.sim.accounts.services import Contracts, Investors, Reports
from actp.sim.accounts.state import Core
from actp.sim.broker.order_entry import LAST_REFERENCE, TOO_LATE, OrderDesk
from actp.sim.broker.validation import HEDGES, OFFSETS, is_reference, no_right, of_another, wrong_instrument
from actp.sim.exchange.matching_engine import NOT_NOW, Floor
from actp.sim.reference.exchanges import EXCHANGES
from actp.sim.reference.instruments import InstrumentInfo
from actp.sim.wire import error_texts as messages
from actp.sim.wire.frames import RspInfo

__all__ = ["Quotes"]

# On the shelf; "quote" is what the floor calls the market's own.
_KIND = "maker's quote"
_CROSSED = "双边报价指令卖价必须大于买价"


class Quotes:
    """The quotes of the trading day: CTP's side of them, and the exchanges'."""

    def __init__(
        self,
        core: Core,
        investors: Investors,
        contracts: Contracts,
        reports: Reports,
        order_entry: OrderDesk,
        floor: Floor,
    ) -> None:
        self._core = core
        self._investors = investors
        self._contracts = contracts
        self._reports = reports
        self._order_entry = order_entry
        self._floor = floor
        self._quotes: dict[int, Quote] = {}
        """By BrokerQuoteSeq."""
        self._by_reference: dict[tuple[int, int, str], Quote] = {}
        """By FrontID, SessionID and QuoteRef."""
        self._by_sys_id: dict[tuple[str, str], Quote] = {}
        self._standing: dict[tuple[tuple[str, str], str], Quote] = {}
        """By user and instrument: the one that the next one replaces."""
        arrivals = order_entry.arrivals
        arrivals["quote"] = lambda number, _: self._receive(self._quotes[number])
        arrivals["quote cancel"] = lambda number, request: self._cancel_at_exchange(
            request, self._quotes[number]
        )

    def clear(self) -> None:
        """The day is over."""
        self._quotes.clear()
        self._by_reference.clear()
        self._by_sys_id.clear()
        self._standing.clear()
        self._core.shelf.clear(_KIND)

    def recall(self, orders: list[Order]) -> None:
        """Go on with those of the store; `orders` are all of the day."""
        by_number = {order.broker_order_seq: order for order in orders}
        for _, quote in self._core.shelf.load(_KIND, Quote, ask=None, bid=None):
            quote.ask, quote.bid = by_number.get(quote.ask_seq), by_number.get(quote.bid_seq)
            for order in quote.legs:
                order.quote_seq = quote.broker_quote_seq
            self._add(quote)
            if quote.sys_id:
                self._by_sys_id[quote.exchange.id, quote.sys_id] = quote
                if not quote.ended:
                    self._standing[quote.user, quote.info.id] = quote

    def _add(self, quote: Quote) -> None:
        self._quotes[quote.broker_quote_seq] = quote
        self._by_reference[quote.front_id, quote.session_id, quote.request.quote_ref] = quote

    def of(self, investor: Investor) -> list[Quote]:
        return [quote for quote in self._quotes.values() if quote.user == investor.user]

    def _find(self, user: tuple[str, str], request: Any) -> Quote | None:
        """The quote that an InputQuoteAction means, by either key."""
        if request.quote_sys_id:
            found = self._by_sys_id.get((request.exchange_id, request.quote_sys_id))
        else:
            found = self._by_reference.get((request.front_id, request.session_id, request.quote_ref))
        return found if found is not None and found.user == user else None

    # -- at CTP

    def insert(self, session: Session, request: Any) -> RspInfo | None:
        """ReqQuoteInsert. The refusal if CTP refuses; else the reports are in the flows."""
        investor = self._investors.investor_at(session)
        info = self._contracts.info(request.instrument_id)
        error_id = (
            _wrong(request, investor.account, info)
            or self._cannot_replace(request, investor)
            or (22 if _stale(request, session) else 0)
            or (42 if investor.unconfirmed else 0)
        )
        if error_id:
            return messages.error(error_id)
        assert info is not None
        request, senders = _named(request, session, investor)
        orders, error = self._orders(investor, info, request, senders)
        if error is not None:
            return error
        session.last_quote_ref = int(request.quote_ref)
        for side, sender in senders.items():
            sender.last_order_ref = int(getattr(request, f"{side}_order_ref"))
        quote = self._quote(session, investor, info, request, orders)
        self._add(quote)
        for order in quote.legs:
            order.quote_seq = quote.broker_quote_seq
            self._order_entry.enter(investor, order)
            self._reports.publish(order)
        self._tell(quote)
        self._order_entry.send("quote", quote.broker_quote_seq)
        return None

    def insert_refused(self, session: Session, request: Any, info: RspInfo) -> None:
        """Tell the user's sessions of a quote that CTP refused."""
        self._investors.investor_at(session).flow.append("OnErrRtnQuoteInsert", request, info)

    def _cannot_replace(self, request: Any, investor: Investor) -> int:
        number, exchange = request.replace_sys_id, EXCHANGES[request.exchange_id]
        if not number or not exchange.quoting.names_replaced:
            return 0
        found = self._by_sys_id.get((exchange.id, number))
        good = (
            found is not None
            and not found.ended
            and (found.user, found.info.id) == (investor.user, request.instrument_id)
        )
        return 0 if good else 4050

    def _orders(
        self, investor: Investor, info: InstrumentInfo, request: Any, senders: dict[str, Session]
    ) -> tuple[dict[str, Order], RspInfo | None]:
        """The orders of a quote by side, or the refusal if money or lots do not suffice for both."""
        orders: dict[str, Order] = {}
        error: RspInfo | None = None
        for side, sender in senders.items():
            key = (sender.front_id, sender.session_id)
            order, error = self._order_entry.made(investor, info, _input_order(request, side), key)
            if order is None:
                break
            # The next one has to do with what this one leaves.
            investor.ledger.hold(order.hold)
            orders[side] = order
        for order in orders.values():
            investor.ledger.release(order.hold)
        return orders, error

    def _quote(
        self,
        session: Session,
        investor: Investor,
        info: InstrumentInfo,
        request: Any,
        orders: dict[str, Order],
    ) -> Quote:
        exchange, stamp = EXCHANGES[info.exchange], self._reports.stamp()
        first, *others = orders.values()
        ask, bid = orders.get("ask"), orders.get("bid")
        if exchange.quoting.one_local_id:
            for order in others:
                order.order_local_id = first.order_local_id
        return Quote(
            request=request,
            info=info,
            exchange=exchange,
            front_id=session.front_id,
            session_id=session.session_id,
            local_id=self._order_entry.local_id(),
            trader_id=first.trader_id,
            client_id=investor.client_id,
            broker_quote_seq=self._core.counters.next("broker quote"),
            inserted=stamp,
            insert_time=stamp.time,
            ask=ask,
            bid=bid,
            ask_seq=ask.broker_order_seq if ask is not None else 0,
            bid_seq=bid.broker_order_seq if bid is not None else 0,
        )

    def action(self, session: Session, request: Any) -> RspInfo | None:
        """ReqQuoteAction. The refusal if CTP refuses; else the reports are in the flows."""
        investor = self._investors.investor_at(session)
        if request.action_flag != "0":
            return messages.error(27 if request.action_flag == "3" else 23)
        quote = self._find(investor.user, request)
        if quote is None:
            return messages.error(86)
        if quote.ended:
            return messages.error(26)
        if quote.status == UNKNOWN and not quote.exchange.cancels_unknown:
            return messages.error(157)
        self._order_entry.send("quote cancel", quote.broker_quote_seq, request)
        return None

    def action_refused(self, session: Session, request: Any, info: RspInfo) -> None:
        """Tell the user's sessions of a cancel that was refused, by CTP or (91) by the exchange."""
        self._refuse_action(self._investors.investor_at(session), request, info)

    def _refuse_action(self, investor: Investor, request: Any, info: RspInfo) -> None:
        quote, about = self._find(investor.user, request), {}
        if quote is not None:
            about = {
                "trader_id": quote.trader_id,
                "install_id": 1,
                "quote_local_id": quote.local_id,
                "participant_id": request.broker_id,
                "client_id": quote.client_id,
            }
        record = self._order_entry.refused_action(records.QuoteAction, request, info, about)
        investor.flow.append("OnErrRtnQuoteAction", record, info)

    # -- at the exchange

    def _receive(self, quote: Quote) -> None:
        """A quote arrives."""
        stamp, floor = self._reports.stamp(), self._floor
        refusal = self._core.rules.exchange_refusal("ReqQuoteInsert", quote.request, quote.info.id)
        if refusal := refusal or self._verdict(quote):
            for order in quote.legs:
                floor.refuse(order, refusal)
            quote.refusal = refusal
            self._become(quote, CANCELED, stamp, submit=INSERT_REJECTED)
            return
        place = quote.user, quote.info.id
        legs = quote.legs[::-1] if quote.exchange.quoting.bid_first else quote.legs
        if (before := self._standing.get(place)) is not None:
            self._withdraw(before, stamp, "", bid_first=quote.exchange.quoting.bid_first)
        self._standing[place] = quote
        quote.sys_id = right_aligned(self._reports.exchange_number(quote.exchange.id))
        self._by_sys_id[quote.exchange.id, quote.sys_id] = quote
        for order in legs:
            floor.number(order)
        self._become(quote, QUEUEING, stamp)
        for order in legs:
            floor.accept(order)

    def _verdict(self, quote: Quote) -> str:
        """Why the exchange refuses a quote, "" if it does not."""
        for order in quote.legs:
            if refusal := self._floor.verdict(order):
                return refusal
        ask, bid = quote.ask, quote.bid
        if ask is None or bid is None or quote.exchange.quoting.crosses:
            return ""
        assert ask.price is not None and bid.price is not None
        return _CROSSED if ask.price <= bid.price else ""

    def _cancel_at_exchange(self, request: Any, quote: Quote) -> None:
        investor = self._investors.investor_of(quote)
        refusal = self._core.rules.exchange_refusal("ReqQuoteAction", request, quote.info.id)
        follows = quote.exchange.quoting.follows
        alive = [order for order in quote.legs if order.alive]
        if quote.ended or (follows == "nothing" and not alive):
            refusal = TOO_LATE
        elif not self._floor.open(quote.info):
            refusal = NOT_NOW
        if refusal:
            # The request itself was good.
            self._refuse_action(investor, request, messages.error(91, f"{quote.exchange.id}:{refusal}"))
            return
        if follows == "nothing":
            for order in alive:
                order.repeated()
                self._reports.publish(order)
            self._tell(quote)
        self._withdraw(quote, self._reports.stamp(), investor.account.user_id)

    def _withdraw(self, quote: Quote, stamp: Stamp, user_id: str, *, bid_first: bool = False) -> None:
        """Take a quote and what is left of its orders out of the market, for a user or for the next quote."""
        quote.withdrawn = True
        self._core.shelf.put(_KIND, quote.broker_quote_seq, quote)
        self._standing.pop((quote.user, quote.info.id), None)
        if quote.exchange.quoting.follows != "nothing":
            quote.active_user_id = user_id
            self._become(quote, CANCELED, stamp)
        for order in quote.legs[::-1] if bid_first else quote.legs:
            if order.alive:
                self._floor.cancel(order, user_id, repeats=False)

    def follow(self, order: Order) -> None:
        """One of its orders is about to be told of: where the quote's state follows them, it comes first."""
        quote = self._quotes[order.quote_seq]
        filled = all(order.status == ALL_TRADED for order in quote.legs)
        if filled and quote.status == QUEUEING and quote.exchange.quoting.follows == "legs":
            self._standing.pop((quote.user, quote.info.id), None)
            self._become(quote, ALL_TRADED, self._reports.stamp())

    # -- states

    def _become(self, quote: Quote, status: str, stamp: Stamp, submit: str = ACCEPTED) -> None:
        """A message of the exchange about the quote."""
        quote.notify_sequence += 1
        quote.status, quote.submit = status, submit
        if status == QUEUEING:
            quote.insert_time = stamp.time
        if status == CANCELED:
            quote.cancel_time = stamp.time
        self._tell(quote)

    def _tell(self, quote: Quote) -> None:
        quote.sequence = self._order_entry.sequence_number()
        self._core.shelf.put(_KIND, quote.broker_quote_seq, quote)
        record = quote.record()
        flow = self._investors.investor_of(quote).flow
        for _ in range(self._core.rules.copies("OnRtnQuote", record)):
            flow.append("OnRtnQuote", record)
        self._core.changes.notify()


def _wrong(request: Any, account: Account, info: InstrumentInfo | None) -> int:
    """The ErrorID for an InputQuote, 0 if it is well-formed and its investor may send it."""
    if error_id := of_another(request, account) or wrong_instrument(request, account, info):
        return error_id
    assert info is not None
    if not info.takes_quotes or "&" in info.id:
        return 85
    quoting = EXCHANGES[info.exchange].quoting
    volumes = request.ask_volume, request.bid_volume
    sides = _sides(request)
    offsets = [getattr(request, f"{side}_offset_flag") for side in sides]
    hedges = [getattr(request, f"{side}_hedge_flag") for side in sides]
    good = (
        min(volumes) >= 0
        and len(sides) >= (1 if quoting.one_sided else 2)
        and (quoting.uneven or len(sides) < 2 or volumes[0] == volumes[1])
        and all(flag and flag in OFFSETS for flag in offsets)
        and all(flag and flag in HEDGES for flag in hedges)
        and request.time_condition in ("", "3")
        and all(map(is_reference, (request.quote_ref, request.ask_order_ref, request.bid_order_ref)))
    )
    if not good:
        return 15
    if not all(flag in quoting.hedges for flag in hedges):
        return 66 if info.option is not None else 3047
    if not all(isfinite(getattr(request, f"{side}_price")) for side in sides):
        return 95
    return no_right(account, "".join(offsets))


def _sides(request: Any) -> list[str]:
    return [side for side in ("ask", "bid") if getattr(request, f"{side}_volume")]


def _stale(request: Any, session: Session) -> bool:
    """Whether a reference does not grow. That of the bid must be above that of the ask."""
    last = session.last_order_ref
    for given in (request.ask_order_ref, request.bid_order_ref):
        if given and int(given) <= last:
            return True
        last = int(given or last)
    last = session.last_quote_ref
    return int(request.quote_ref) <= last if request.quote_ref else last >= LAST_REFERENCE


def _named(request: Any, session: Session, investor: Investor) -> tuple[Any, dict[str, Session]]:
    """The request with all its references, and by side whose numbering that of the order belongs to: CTP's
    own where the program gave none."""
    changes: dict[str, str] = {}
    senders: dict[str, Session] = {}
    if not request.quote_ref:
        changes["quote_ref"] = str(session.last_quote_ref + 1)
    own = investor.own.last_order_ref
    for side in _sides(request):
        name = f"{side}_order_ref"
        senders[side] = session
        if not getattr(request, name):
            own += 1
            changes[name] = str(own)
            senders[side] = investor.own
    return request.replace(**changes), senders


def _input_order(quote: Any, side: str) -> Any:
    """The order that one side of an InputQuote stands for."""
    return records.InputOrder(
        broker_id=quote.broker_id,
        investor_id=quote.investor_id,
        user_id=quote.user_id,
        instrument_id=quote.instrument_id,
        exchange_id=quote.exchange_id,
        order_ref=getattr(quote, f"{side}_order_ref"),
        order_price_type="2",
        direction="1" if side == "ask" else "0",
        comb_offset_flag=getattr(quote, f"{side}_offset_flag"),
        comb_hedge_flag=getattr(quote, f"{side}_hedge_flag"),
        limit_price=getattr(quote, f"{side}_price"),
        volume_total_original=getattr(quote, f"{side}_volume"),
        time_condition="3",
        volume_condition="1",
        min_volume=1,
        contingent_condition="1",
        force_close_reason="0",
        request_id=quote.request_id,
        invest_unit_id=quote.invest_unit_id,
        client_id=quote.client_id,
        mac_address=quote.mac_address,
        ip_address=quote.ip_address,
        order_memo=quote.order_memo,
        session_req_seq=quote.session_req_seq,
    )
