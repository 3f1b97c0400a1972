"""What the trading side takes besides login and queries, by CTP's request names."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Protocol

from actp.sim.accounts.investor import Session
from actp.sim.broker.broker import Broker
from actp.sim.wire import error_texts as messages
from actp.sim.wire.frames import RspInfo

__all__ = ["ANSWERED", "INSTRUCTIONS", "WITH_FUND_PASSWORD", "Instruction"]


@dataclass(frozen=True, slots=True)
class Instruction:
    """A request that CTP answers only to refuse it. Requests come as the newest version has them."""

    send: Callable[[Broker, Session, Any], RspInfo | None]
    """Gives the refusal, if CTP refuses; else the reports are in the flows."""
    refused: Callable[[Broker, Session, Any, RspInfo], None] | None = None
    """Tells all sessions of the user of CTP's refusal; None where only the one that asked is told."""


class _Inserts(Protocol):
    def insert(self, session: Session, request: Any, /) -> RspInfo | None: ...
    def insert_refused(self, session: Session, request: Any, info: RspInfo, /) -> None: ...


class _Acts(Protocol):
    def action(self, session: Session, request: Any, /) -> RspInfo | None: ...
    def action_refused(self, session: Session, request: Any, info: RspInfo, /) -> None: ...


def _insert(desk: Callable[[Broker], _Inserts]) -> Instruction:
    return Instruction(
        lambda broker, session, request: desk(broker).insert(session, request),
        lambda broker, session, request, info: desk(broker).insert_refused(session, request, info),
    )


def _action(desk: Callable[[Broker], _Acts]) -> Instruction:
    return Instruction(
        lambda broker, session, request: desk(broker).action(session, request),
        lambda broker, session, request, info: desk(broker).action_refused(session, request, info),
    )


INSTRUCTIONS: Mapping[str, Instruction] = {
    "ReqOrderInsert": _insert(lambda broker: broker.desk),
    "ReqOrderAction": _action(lambda broker: broker.desk),
    "ReqExecOrderInsert": _insert(lambda broker: broker.exercises),
    "ReqExecOrderAction": _action(lambda broker: broker.exercises),
    "ReqOptionSelfCloseInsert": _insert(lambda broker: broker.self_closes),
    "ReqOptionSelfCloseAction": _action(lambda broker: broker.self_closes),
    "ReqCombActionInsert": _insert(lambda broker: broker.combinations),
    "ReqQuoteInsert": _insert(lambda broker: broker.quotes),
    "ReqQuoteAction": _action(lambda broker: broker.quotes),
    "ReqBatchOrderAction": _action(lambda broker: broker.batches),
    "ReqForQuoteInsert": Instruction(
        lambda broker, session, request: broker.for_quotes.insert(session, request)
    ),
}

ANSWERED: Mapping[str, Callable[[Broker, Session, Any], tuple[Any, RspInfo | None]]] = {
    # The centre that watches over margins gives the token; this broker is not connected to it.
    "ReqQueryCFMMCTradingAccountToken": lambda broker, session, request: (
        request,
        messages.error(155 if request.investor_id == session.user_id else 9),
    ),
    "ReqParkedOrderInsert": lambda broker, session, request: broker.parked.insert(session, request),
    "ReqParkedOrderAction": lambda broker, session, request: broker.parked.action(session, request),
    "ReqRemoveParkedOrder": lambda broker, session, request: broker.parked.remove(session, request),
    "ReqRemoveParkedOrderAction": lambda broker, session, request: broker.parked.remove(session, request),
}
"""Requests that are answered also on success: the record of the answer, and the refusal if it is one."""

WITH_FUND_PASSWORD: Mapping[str, Callable[[Broker, Session, Any, bool], tuple[Any, RspInfo | None]]] = {
    "ReqFromBankToFutureByFuture": (
        lambda broker, session, request, fits: broker.banks.to_futures(session, request, fits)
    ),
    "ReqFromFutureToBankByFuture": (
        lambda broker, session, request, fits: broker.banks.to_bank(session, request, fits)
    ),
    "ReqQueryBankAccountMoneyByFuture": (
        lambda broker, session, request, fits: broker.banks.query_balance(session, request, fits)
    ),
}
"""The same, of requests that bring the fund password; the last argument is whether it is the right one."""
