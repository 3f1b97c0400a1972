"""What the trading side takes besides login and queries, by CTP's request names."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from . import messages
from .protocol import RspInfo

if TYPE_CHECKING:
    from .broker import Broker
    from .investors import Session

__all__ = ["ANSWERED", "INSTRUCTIONS", "Instruction"]


@dataclass(frozen=True, slots=True)
class Instruction:
    """A request that CTP answers only to refuse it. Requests come as the newest version has them."""

    send: Callable[[Broker, Session, Any], RspInfo | None]
    """Gives the refusal, if CTP refuses; else the reports are in the flows."""
    refused: Callable[[Broker, Session, Any, RspInfo], None] | None = None
    """Tells all sessions of the user of CTP's refusal; None where only the one that asked is told."""


INSTRUCTIONS: Mapping[str, Instruction] = {
    "ReqOrderInsert": Instruction(
        lambda broker, session, request: broker.desk.insert(session, request),
        lambda broker, session, request, info: broker.desk.insert_refused(session, request, info),
    ),
    "ReqOrderAction": Instruction(
        lambda broker, session, request: broker.desk.action(session, request),
        lambda broker, session, request, info: broker.desk.action_refused(session, request, info),
    ),
    "ReqExecOrderInsert": Instruction(
        lambda broker, session, request: broker.exercises.insert(session, request),
        lambda broker, session, request, info: broker.exercises.insert_refused(session, request, info),
    ),
    "ReqExecOrderAction": Instruction(
        lambda broker, session, request: broker.exercises.action(session, request),
        lambda broker, session, request, info: broker.exercises.action_refused(session, request, info),
    ),
    "ReqOptionSelfCloseInsert": Instruction(
        lambda broker, session, request: broker.self_closes.insert(session, request),
        lambda broker, session, request, info: broker.self_closes.insert_refused(session, request, info),
    ),
    "ReqOptionSelfCloseAction": Instruction(
        lambda broker, session, request: broker.self_closes.action(session, request),
        lambda broker, session, request, info: broker.self_closes.action_refused(session, request, info),
    ),
    "ReqCombActionInsert": Instruction(
        lambda broker, session, request: broker.combinations.insert(session, request),
        lambda broker, session, request, info: broker.combinations.insert_refused(session, request, info),
    ),
    "ReqQuoteInsert": Instruction(
        lambda broker, session, request: broker.quotes.insert(session, request),
        lambda broker, session, request, info: broker.quotes.insert_refused(session, request, info),
    ),
    "ReqQuoteAction": Instruction(
        lambda broker, session, request: broker.quotes.action(session, request),
        lambda broker, session, request, info: broker.quotes.action_refused(session, request, info),
    ),
    "ReqBatchOrderAction": Instruction(
        lambda broker, session, request: broker.batches.action(session, request),
        lambda broker, session, request, info: broker.batches.action_refused(session, request, info),
    ),
    "ReqForQuoteInsert": Instruction(
        lambda broker, session, request: broker.for_quotes.insert(session, request)
    ),
}

ANSWERED: Mapping[str, Callable[[Broker, Session, Any], tuple[Any, RspInfo | None]]] = {
    "ReqFromBankToFutureByFuture": lambda broker, session, request: broker.banks.to_futures(session, request),
    "ReqFromFutureToBankByFuture": lambda broker, session, request: broker.banks.to_bank(session, request),
    "ReqQueryBankAccountMoneyByFuture": (
        lambda broker, session, request: broker.banks.query_balance(session, request)
    ),
    # The centre that watches over margins gives the token; this broker is not connected to it.
    "ReqQueryCFMMCTradingAccountToken": lambda broker, session, request: (
        request,
        messages.error(155 if request.investor_id == session.user_id else 9),
    ),
    "ReqTradingAccountPasswordUpdate": (
        lambda broker, session, request: broker.banks.change_password(session, request)
    ),
    "ReqParkedOrderInsert": lambda broker, session, request: broker.parked.insert(session, request),
    "ReqParkedOrderAction": lambda broker, session, request: broker.parked.action(session, request),
    "ReqRemoveParkedOrder": lambda broker, session, request: broker.parked.remove(session, request),
    "ReqRemoveParkedOrderAction": lambda broker, session, request: broker.parked.remove(session, request),
}
"""Requests that are answered also on success: the record of the answer, and the refusal if it is one."""
