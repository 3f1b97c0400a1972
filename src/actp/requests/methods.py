"""Every request of CTP's trading API as a coroutine. The methods come from `ext/api.json`.

They are named as CTP names them, without `Req`, in snake_case, with `Qry` spelled out:
`ReqQryTradingAccount` is `query_trading_account`, `ReqOrderInsert` is `order_insert`. Each takes the fields
of its struct by keyword, or one record of it, and `timeout=`.

- `query_…` returns the list of all rows, an empty one if there are none.
- What CTP answers only to refuse (orders, quotes, exercises and what acts on them) returns the first report
  (`OnRtn…`) of the instruction, and raises what the front or the exchange answered instead. The report of
  an action is the next one of the order it acts on. Two of them have no report on the trading side,
  `for_quote_insert` and `batch_order_action`: these return None when no refusal came within half a second.
- `register_…` and `submit_…user_system_info` return None; CTP takes them with its return code.
- All others return their one answer.

`timeout=` bounds the whole call in seconds. Without it `request_timeout` of the client counts from the moment
on that the request may be sent. Every one may raise:

- ResponseError when the front refuses it, ProtocolError when it sends another request's answer;
- RequestTimeoutError when no answer came in time, RequestNotSent (one of those) when it was not even sent;
- ConnectionLost when the connection breaks or is broken, also for CTP's return code -1; SendError for a
  return code that CTP does not document, and for -2 and -3 of `register_…` and `submit_…`;
- UsageError when this CTP version lacks it, the request is none, or a reference in it is none that CTP takes;
  FlowPathError when a reference cannot be kept in the flow folder, so that nothing was sent;
- ClientClosedError, NotConnectedError, WrongLoopError, ForkedError.
"""

from __future__ import annotations

from collections.abc import Callable, Coroutine
from typing import Any

from actp.requests.secret_fields import hidden
from actp.requests.specs import Form, Kind, requests

__all__ = ["Requests"]


class Requests:
    """The requests of every CTP version. One that the loaded version lacks raises UsageError."""

    async def _ask(
        self, forms: tuple[Form, ...], request: Any, fields: dict[str, Any], timeout: float | None
    ) -> Any:
        raise NotImplementedError


_BRINGS = {
    Kind.QUERY: "All rows, as {answer} records.",
    Kind.ANSWERED: "The answer, a {answer} record.",
    Kind.INSTRUCTION: "The first report of it, a record of {answer}.",
    Kind.DIRECT: "Taken or refused by CTP's return code.",
}


_SENT = (
    "ConnectionLost, SendError, UsageError, ClientClosedError, NotConnectedError, WrongLoopError, ForkedError"
)
_ANSWERED = f"ResponseError, ProtocolError, RequestTimeoutError (RequestNotSent), {_SENT}"
# What a refusal is, where it has a class of its own.
_REFUSALS = {"ReqOrderInsert": "OrderRejected (SettlementNotConfirmed)", "ReqOrderAction": "CancelRejected"}


def _raises(form: Form) -> str:
    if form.kind is Kind.DIRECT:
        return _SENT
    raised = _ANSWERED
    if form.ctp in _REFUSALS:
        raised = raised.replace("ResponseError", _REFUSALS[form.ctp])
    if form.kind is Kind.INSTRUCTION and form.reference is not None and not form.is_action:
        raised += ", FlowPathError"  # where the references are kept
    return raised


def _method(name: str, forms: tuple[Form, ...]) -> Callable[..., Coroutine[Any, Any, Any]]:
    async def call(
        self: Requests, request: Any = None, *, timeout: float | None = None, **fields: Any
    ) -> Any:
        fields = hidden(forms[-1].struct, fields)  # before anything raises: tracebacks show variables
        return await self._ask(forms, request, fields, timeout)

    form = forms[-1]
    brings = _BRINGS[form.kind].format(answer=form.answer)
    if form.kind is Kind.INSTRUCTION and form.answer is None:
        brings = "None, when it was not refused at once: CTP reports nothing of it."
    names = " or ".join(form.ctp for form in forms)
    call.__name__ = name
    call.__qualname__ = f"Requests.{name}"
    call.__doc__ = (
        f"{names}, with the fields of {form.struct}. {brings}\n\nRaises {_raises(form)}: see `actp.requests`."
    )
    return call


for _name, _forms in requests().items():
    setattr(Requests, _name, _method(_name, _forms))
