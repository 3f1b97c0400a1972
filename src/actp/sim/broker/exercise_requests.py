"""What an investor declares to an exchange besides orders: see `exercise` and `self_close`.

A declaration is taken by CTP, goes to the exchange, and stands there until it is cancelled or the day is
settled.
"""

from __future__ import annotations

from functools import partial
from typing import Any, Protocol

from actp import records
from actp.sim.accounts.declaration import CANCELED, DONE, Declaration, Naming
from actp.sim.accounts.investor import Investor, Session
from actp.sim.accounts.ledger import Hold
from actp.sim.accounts.order_status import ACCEPTED, INSERT_REJECTED, SUBMITTED, right_aligned
from actp.sim.accounts.services import Contracts, Investors, Reports
from actp.sim.accounts.state import Core
from actp.sim.broker.order_entry import OrderDesk
from actp.sim.broker.validation import is_reference, no_right, of_another, wrong_instrument
from actp.sim.exchange.matching_engine import NOT_NOW, Floor
from actp.sim.reference.exchanges import EXCHANGES, seat_id
from actp.sim.reference.instruments import InstrumentInfo
from actp.sim.wire import error_texts as messages
from actp.sim.wire.frames import RspInfo

__all__ = ["DeclarationRules", "Declarations"]

_TOO_LATE = "已执行或已撤销"


class DeclarationRules(Protocol):
    """What differs between the kinds of declarations."""

    naming: Naming

    def wrong(self, request: Any, info: InstrumentInfo, /) -> int:
        """The ErrorID for a request that is not well-formed."""
        ...

    def hold(
        self, declared: list[Declaration], investor: Investor, info: InstrumentInfo, request: Any, /
    ) -> tuple[Hold | None, RspInfo | None]:
        """What a request holds back, or the refusal if there is not enough. `declared` is what the investor
        has declared of this kind."""
        ...

    def refusal(self, declaration: Declaration, /) -> str:
        """Why the exchange refuses it while it is open, "" if it does not."""
        ...


class Declarations:
    """Takes declarations of one kind, refuses what CTP refuses, and brings the rest to the exchange."""

    def __init__(
        self,
        core: Core,
        rules: DeclarationRules,
        investors: Investors,
        contracts: Contracts,
        reports: Reports,
        order_entry: OrderDesk,
        floor: Floor,
    ) -> None:
        self._core = core
        self._rules = rules
        self.naming = rules.naming
        self._investors = investors
        self._contracts = contracts
        self._reports = reports
        self._order_entry = order_entry
        self._floor = floor

    # -- at CTP

    def of(self, investor: Investor) -> list[Declaration]:
        """The investor's of this kind, in order of arrival."""
        return [each for each in investor.declarations.values() if each.kind == self.naming.name]

    def insert(self, session: Session, request: Any) -> RspInfo | None:
        """ReqXInsert. The refusal if CTP refuses; else the reports are in the flow."""
        investor, naming = self._investors.investor_at(session), self.naming
        info = self._contracts.info(request.instrument_id)
        if not request.exchange_id and info is not None:
            request = request.replace(exchange_id=info.exchange)
        reference = getattr(request, f"{naming.prefix}_ref")
        last = session.references.get(naming.name, 0)
        error_id = of_another(request, investor.account) or wrong_instrument(request, investor.account, info)
        if not error_id and info is not None:
            error_id = (17 if self._contracts.expired(info) else 0) or self._rules.wrong(request, info)
            error_id = error_id or no_right(investor.account, "")
        if not error_id and not is_reference(reference):
            error_id = naming.bad_field
        if not error_id and reference and int(reference) <= last:
            error_id = naming.duplicate
        if not error_id and investor.unconfirmed:
            error_id = 42
        if error_id:
            return messages.error(error_id)
        assert info is not None
        hold, refusal = self._rules.hold(self.of(investor), investor, info, request)
        if refusal is not None:
            return refusal
        session.references[naming.name] = int(reference or last + 1)
        if not reference:
            request = request.replace(**{f"{naming.prefix}_ref": str(last + 1)})
        stamp = self._reports.stamp()
        declaration = Declaration(
            kind=naming.name,
            naming=naming,
            request=request,
            info=info,
            exchange=EXCHANGES[info.exchange],
            front_id=session.front_id,
            session_id=session.session_id,
            number=self._core.counters.next(naming.name),
            local_id=self._order_entry.local_id(),
            client_id=investor.client_id,
            inserted=stamp,
            insert_time=stamp.time,
            hold=hold,
        )
        investor.declarations[declaration.local_id] = declaration
        if hold is not None:
            investor.ledger.hold(hold)
        self._tell(investor, declaration)
        self._order_entry.on_its_way(partial(self._receive, investor, declaration))
        return None

    def insert_refused(self, session: Session, request: Any, info: RspInfo) -> None:
        """Tell the user's sessions of one that CTP refused."""
        self._investors.investor_at(session).flow.append(f"OnErrRtn{self.naming.name}Insert", request, info)

    def action(self, session: Session, request: Any) -> RspInfo | None:
        """ReqXAction. The refusal if CTP refuses; else the report is in the flow."""
        investor, naming = self._investors.investor_at(session), self.naming
        if error_id := of_another(request, investor.account):
            return messages.error(error_id)
        if request.action_flag != "0":
            return messages.error(27 if request.action_flag == "3" else naming.bad_action)
        found = self._find(investor, request)
        if found is None:
            return messages.error(naming.not_found)
        if not found.stands:
            return messages.error(naming.ended)
        if found.cancel is not None:
            return messages.error(naming.being_canceled)
        found.cancel = request
        self._keep(investor, found)
        self._order_entry.on_its_way(partial(self._cancel, investor, found))
        return None

    def recall(self, investor: Investor) -> None:
        """Go on with what the store has, and with what was on its way to the exchange."""
        for local_id, each in investor.shelf.load("declaration", Declaration, naming=self.naming):
            if each.kind != self.naming.name:
                continue
            investor.declarations[local_id] = each
            if each.stands and each.hold is not None:
                investor.ledger.hold(each.hold)
            if each.submit == SUBMITTED and each.stands:
                self._order_entry.on_its_way(partial(self._receive, investor, each))
            if each.cancel is not None:
                self._order_entry.on_its_way(partial(self._cancel, investor, each))

    def _find(self, investor: Investor, request: Any) -> Declaration | None:
        """The one that an action means, by either key."""
        prefix = self.naming.prefix
        sys_id, reference = getattr(request, f"{prefix}_sys_id"), getattr(request, f"{prefix}_ref")
        for each in self.of(investor):
            if sys_id:
                if (each.sys_id, each.exchange.id) == (sys_id, request.exchange_id):
                    return each
            elif (each.front_id, each.session_id, each.reference) == (
                request.front_id,
                request.session_id,
                reference,
            ):
                return each
        return None

    def action_refused(self, session: Session, request: Any, info: RspInfo) -> None:
        """Tell the user's sessions of a cancel that was refused, by CTP or (91) by the exchange."""
        self._refuse_action(self._investors.investor_at(session), request, info)

    def _refuse_action(self, investor: Investor, request: Any, info: RspInfo) -> None:
        found, about = self._find(investor, request), {}
        if found is not None:
            about = {
                f"{self.naming.prefix}_local_id": found.local_id,
                "trader_id": seat_id(found.exchange.id, request.broker_id),
                "install_id": 1,
                "participant_id": request.broker_id,
                "client_id": found.client_id,
            }
        name = f"{self.naming.name}Action"
        record = self._order_entry.refused_action(records.record_class(name), request, info, about)
        investor.flow.append(f"OnErrRtn{name}", record, info)

    # -- at the exchange

    def _receive(self, investor: Investor, declaration: Declaration) -> None:
        name = f"Req{self.naming.name}Insert"
        refusal = self._core.rules.exchange_refusal(name, declaration.request, declaration.info.id)
        if not refusal and not self._floor.open(declaration.info):
            refusal = NOT_NOW
        refusal = refusal or self._rules.refusal(declaration)
        if refusal:
            declaration.refusal, declaration.submit = refusal, INSERT_REJECTED
            self._release(investor, declaration)
        else:
            number = self._reports.exchange_number(declaration.exchange.id)
            declaration.sys_id, declaration.submit = right_aligned(number), ACCEPTED
            declaration.insert_time = self._reports.stamp().time
        self._message(investor, declaration)

    def _cancel(self, investor: Investor, declaration: Declaration) -> None:
        request, declaration.cancel = declaration.cancel, None
        refusal = "" if declaration.stands else _TOO_LATE
        if not refusal and not self._floor.open(declaration.info):
            refusal = NOT_NOW
        if refusal:
            self._keep(investor, declaration)
            text = f"{declaration.exchange.id}:{refusal}"
            self._refuse_action(investor, request, messages.error(91, text))
            return
        declaration.result, declaration.active_user_id = CANCELED, investor.account.user_id
        declaration.cancel_time = self._reports.stamp().time
        self._release(investor, declaration)
        self._message(investor, declaration)

    def carried_out(self, investor: Investor, declaration: Declaration) -> None:
        """The settlement did what it declares."""
        declaration.result = DONE
        self._release(investor, declaration)
        self._message(investor, declaration)

    @staticmethod
    def _keep(investor: Investor, declaration: Declaration) -> None:
        investor.shelf.put("declaration", declaration.local_id, declaration)

    @staticmethod
    def _release(investor: Investor, declaration: Declaration) -> None:
        if declaration.hold is not None:
            investor.ledger.release(declaration.hold)

    def _message(self, investor: Investor, declaration: Declaration) -> None:
        """The exchange tells of it."""
        declaration.notify_sequence += 1
        self._tell(investor, declaration)

    def _tell(self, investor: Investor, declaration: Declaration) -> None:
        declaration.sequence = self._order_entry.sequence_number()
        self._keep(investor, declaration)
        investor.flow.append(f"OnRtn{self.naming.name}", declaration.record())
        self._core.changes.notify()
