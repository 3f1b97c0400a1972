"""For-quotes: a request to the market makers, heard on the market-data side by all who subscribed to it."""

from __future__ import annotations

from dataclasses import dataclass
from math import isfinite
from typing import Any

from actp import records
from actp.sim.accounts.credentials import Account
from actp.sim.accounts.investor import Investor, Session
from actp.sim.accounts.order_status import Stamp, right_aligned
from actp.sim.accounts.services import Contracts, Investors, Reports
from actp.sim.accounts.state import Core
from actp.sim.broker.order_entry import LAST_REFERENCE, OrderDesk
from actp.sim.broker.validation import is_reference, of_another, wrong_instrument
from actp.sim.exchange.matching_engine import NOT_NOW, Floor
from actp.sim.reference.exchanges import EXCHANGES
from actp.sim.reference.instruments import InstrumentInfo
from actp.sim.wire import error_texts as messages
from actp.sim.wire.frames import Flow, Kind, RspInfo, callback
from actp.sim.wire.layouts import api_class, encode, layouts

__all__ = ["ForQuote", "ForQuotes"]

SUBMITTED, ACCEPTED, REJECTED = "a", "b", "c"
_TOO_OFTEN = "询价过于频繁"
_DAY = 24 * 3600


@dataclass(slots=True, eq=False)
class ForQuote:
    """`request` is the InputForQuote as it was taken, with its reference."""

    request: Any
    info: InstrumentInfo
    front_id: int
    session_id: int
    local_id: str
    client_id: str
    seq: int
    inserted: Stamp
    status: str = SUBMITTED
    text: str = ""

    @property
    def user(self) -> tuple[str, str]:
        return self.request.broker_id, self.request.investor_id

    def record(self) -> Any:
        """The `ForQuote` record of the present state."""
        request, exchange = self.request, self.info.exchange
        known = records.ForQuote.__struct__.by_attribute
        same = {name: value for name, value in request.asdict().items() if name in known}
        mine = {
            "for_quote_local_id": self.local_id,
            "participant_id": request.broker_id,
            "client_id": self.client_id,
            "exchange_inst_id": self.info.id,
            "trader_id": f"{exchange}{request.broker_id}"[:20],
            "install_id": 1,
            "insert_date": self.inserted.calendar_day,
            "insert_time": self.inserted.time,
            "for_quote_status": self.status,
            "front_id": self.front_id,
            "session_id": self.session_id,
            "status_msg": self.text,
            "broker_for_quto_seq": self.seq,
        }
        return records.ForQuote(**(same | mine))


class ForQuotes:
    """Those of the trading day."""

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
        self._asked: dict[int, ForQuote] = {}
        """By BrokerForQutoSeq."""
        self._last: dict[str, int] = {}
        """By instrument: the second of the day in which it was last asked for."""
        order_entry.arrivals["for-quote"] = lambda number, _: self._receive(self._asked[number])

    def clear(self) -> None:
        """The day is over."""
        self._asked.clear()
        self._last.clear()
        for kind in ("for-quote", "for-quote time"):
            self._core.shelf.clear(kind)

    def recall(self) -> None:
        """Go on with those of the store."""
        self._asked = dict(self._core.shelf.load("for-quote", ForQuote))
        self._last = dict(self._core.shelf.load("for-quote time", int))

    def of(self, investor: Investor) -> list[ForQuote]:
        return [asked for asked in self._asked.values() if asked.user == investor.user]

    def insert(self, session: Session, request: Any) -> RspInfo | None:
        """ReqForQuoteInsert. The refusal if CTP refuses; else the trading side hears nothing of it."""
        investor = self._investors.investor_at(session)
        info = self._contracts.info(request.instrument_id)
        error_id = _wrong(request, investor.account, info)
        last, given = session.last_for_quote_ref, request.for_quote_ref
        if not error_id and (int(given) <= last if given else last >= LAST_REFERENCE):
            error_id = 22
        if not error_id and investor.unconfirmed:
            error_id = 42
        if error_id or info is None:
            return messages.error(error_id)
        if self._well_quoted(info):
            return messages.error(114)
        if EXCHANGES[info.exchange].quoting.refuses_at_ctp and self._too_often(info):
            return messages.error(113)
        session.last_for_quote_ref = int(given or last + 1)
        asked = ForQuote(
            request=request.replace(for_quote_ref=str(session.last_for_quote_ref)),
            info=info,
            front_id=session.front_id,
            session_id=session.session_id,
            local_id=self._order_entry.local_id(),
            client_id=investor.client_id,
            seq=self._core.counters.next("for-quote"),
            inserted=self._reports.stamp(),
        )
        self._asked[asked.seq] = asked
        self._core.shelf.put("for-quote", asked.seq, asked)
        self._order_entry.send("for-quote", asked.seq)
        return None

    def _well_quoted(self, info: InstrumentInfo) -> bool:
        """Whether there is nothing to ask for: both sides are quoted, and not far enough apart."""
        least, tick = self._core.limits.for_quote_spread, self._core.snapshot(info.id)
        if least is None or tick is None:
            return False
        ask, bid = info.ticks(tick.record.ask_price1), info.ticks(tick.record.bid_price1)
        quoted = isfinite(tick.record.ask_price1) and isfinite(tick.record.bid_price1)
        return bool(quoted and ask and bid and ask - bid <= least)

    def _too_often(self, info: InstrumentInfo) -> bool:
        """Whether the contract was asked for a moment ago; counts."""
        pause = self._core.limits.for_quote_interval
        hours, minutes, seconds = map(int, self._reports.stamp().time.split(":"))
        now = hours * 3600 + minutes * 60 + seconds
        last = self._last.get(info.id)
        if pause is not None and last is not None and (now - last) % _DAY < pause:
            return True
        self._last[info.id] = now
        self._core.shelf.put("for-quote time", info.id, now)
        return False

    def _receive(self, asked: ForQuote) -> None:
        """It arrives at the exchange."""
        self._core.shelf.put("for-quote", asked.seq, asked)
        request, info = asked.request, asked.info
        quoting = EXCHANGES[info.exchange].quoting
        refusal = self._core.rules.exchange_refusal("ReqForQuoteInsert", request, info.id)
        if not refusal and not self._floor.open(info):
            refusal = NOT_NOW
        if not refusal and not quoting.refuses_at_ctp and self._too_often(info):
            refusal = _TOO_OFTEN
        if not refusal:
            asked.status = ACCEPTED
            self.announce(info.id)
            return
        error = messages.error(91, f"{info.exchange}:{refusal}")
        asked.status, asked.text = REJECTED, error.text
        self._investors.investor_of(asked).flow.append("OnErrRtnForQuoteInsert", request, error)

    def announce(self, instrument_id: str, **fields: Any) -> None:
        """Send OnRtnForQuoteRsp to those who subscribed to it for the instrument."""
        info, stamp = self._contracts.info(instrument_id), self._reports.stamp()
        exchange = EXCHANGES.get(info.exchange) if info is not None else None
        numbered = exchange is not None and exchange.quoting.numbers_for_quotes
        values = {
            "trading_day": stamp.trading_day,
            "action_day": stamp.calendar_day,
            "for_quote_time": stamp.time,
            "exchange_id": info.exchange if info is not None else "",
            "for_quote_sys_id": (
                right_aligned(self._reports.exchange_number(exchange.id))
                if exchange is not None and numbered
                else ""
            ),
        }
        record = records.ForQuoteRsp(instrument_id=instrument_id, **(values | fields))
        index = api_class(Kind.MARKET_DATA).callbacks["OnRtnForQuoteRsp"]
        frames: dict[str, bytes] = {}
        for receiver in self._core.board.subscribers(instrument_id, quotes=True):
            layout = layouts("ForQuoteRsp")[receiver.version]
            if layout not in frames:
                frames[layout] = callback(index, encode(record, layout), flow=Flow.NONE)
            receiver.send(frames[layout])
        self._core.changes.notify()


def _wrong(request: Any, account: Account, info: InstrumentInfo | None) -> int:
    """The ErrorID for an InputForQuote, 0 if it is well-formed and its investor may send it."""
    if error_id := of_another(request, account) or wrong_instrument(request, account, info):
        return error_id
    assert info is not None
    if not info.takes_quotes or "&" in info.id:
        return 83
    return 0 if is_reference(request.for_quote_ref) else 15
