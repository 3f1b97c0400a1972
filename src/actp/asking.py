"""How a request is sent and what awaiting it means: turns, retries, and the reports of instructions."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from copy import copy
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import anyio

from actp import _checks as check
from actp._loop import within
from actp._requests import Form, Kind, build, form_for, matches, matches_error
from actp._secret import Secret
from actp.answers import Answer, not_answered, not_taken
from actp.client import Client
from actp.errors import ActpError, NotConnectedError, ResponseError, UsageError
from actp.requests import Requests
from actp.scheduler import Turn

if TYPE_CHECKING:
    from actp.orders import OrderRefs
    from actp.scheduler import Lane

__all__ = ["FIRST_PAUSE", "LONGEST_PAUSE", "Asking", "any_row"]

# Between calls that CTP did not take: -2 and -3 pass within a second.
FIRST_PAUSE, LONGEST_PAUSE = 0.05, 1.0

# The front's own "later": the query core is not ready, or too many queries a second.
_NEED_RETRY = 90

# CTP says nothing of an accepted for-quote or batch cancel; refusals come within a round trip.
_REFUSAL_WINDOW = 0.5


@dataclass(eq=False, slots=True)
class _Watch:
    """An instruction whose first report, or whose refusal by the exchange, is awaited."""

    form: Form
    request: Any
    session: tuple[int, int]
    outcome: asyncio.Future[Any]


class Asking(Requests, Client):
    """The requests of `TraderClient`; not for direct use."""

    _queries: Lane
    _instructions: Lane
    _identity: dict[str, str]
    _refs: OrderRefs | None
    _watches: dict[str, list[_Watch]]

    @property
    def _session_key(self) -> tuple[int, int]:
        """FrontID and SessionID."""
        raise NotImplementedError

    async def _ask(
        self, forms: tuple[Form, ...], request: Any, fields: dict[str, Any], timeout: float | None
    ) -> Any:
        self._check_open()
        self._check_loop()
        timeout = check.timeout(timeout)
        if self._class is None or self._api is None:
            raise NotConnectedError(
                "the client is not connected: use 'async with client', or await connect()"
            )
        form = form_for(forms, self._class.version)
        if form.ctp.startswith("ReqUserLogin"):
            raise UsageError(
                f"{form.ctp}: connect() logs in, and CTP does not answer a second login. For more fields of "
                "ReqUserLogin use login_fields="
            )
        record = build(form, self._class.version, request, fields, self._identity)
        if form.kind is Kind.DIRECT:
            return self._tell(form, record)
        if form.kind is Kind.INSTRUCTION:
            return await self._instruct(form, record, timeout)
        answer = await self._request(form.ctp, record, timeout)
        if form.ctp == "ReqUserPasswordUpdate" and record.user_id == self._user_id:
            self._password = Secret(record.new_password)
        if form.kind is Kind.QUERY:
            return list(answer.records) if any_row(answer) else []
        return answer.records[0] if answer.records else None

    def _tell(self, form: Form, record: Any) -> None:
        assert self._class is not None and self._api is not None
        code = self._api.request(self._class.request_index(form.ctp), record.to_bytes(), 0)
        if code:
            raise not_taken(form.ctp, code)

    async def _request(self, name: str, record: Any, timeout: float | None) -> Answer:
        """Send a request in its turn and await its answer; `timeout` counts from its turn on.

        Return codes -2 and -3 and error 90 mean "later": they are waited out. When the caller gives up,
        CTP still counts a query as in flight; its turn ends with its answer.
        """
        self._check_ready()
        limit = self._request_timeout if timeout is None else timeout
        loop = asyncio.get_running_loop()
        turn = await (self._queries if name.startswith("ReqQry") else self._instructions).turn()
        sent: asyncio.Future[Answer | ActpError] | None = None
        pause = FIRST_PAUSE
        try:
            with within(limit):
                while True:
                    self._check_ready()
                    sent = loop.create_future()
                    if code := self._start(name, record, _settler(sent, turn)):
                        sent = None
                        if code not in (-2, -3):
                            raise not_taken(name, code)
                    else:
                        answer = await asyncio.shield(sent)
                        sent = None
                        if isinstance(answer, ActpError):
                            raise copy(answer)
                        if answer.error is None:
                            return answer
                        if answer.error.code != _NEED_RETRY:
                            raise copy(answer.error)
                    await anyio.sleep(pause)
                    pause = min(pause * 2, LONGEST_PAUSE)
        except TimeoutError:
            sent = None
            raise not_answered(name, limit) from None
        finally:
            if sent is None or sent.done():
                turn.end()
            else:
                # Cancelled: the answer ends the turn, or the time it was given.
                sent.cancel()
                loop.call_later(limit, turn.end)

    async def _instruct(self, form: Form, record: Any, timeout: float | None) -> Any:
        """Send an instruction, which CTP answers only to refuse, and await its first report."""
        self._check_ready()
        limit = self._request_timeout if timeout is None else timeout
        loop = asyncio.get_running_loop()
        turn = await self._instructions.turn()
        turn.end()
        self._check_ready()
        request_id = self._next_request_id()
        record = self._named(form, record, request_id)
        outcome: asyncio.Future[Any] = loop.create_future()
        watch = _Watch(form, record, self._session_key, outcome)
        names = [name for name in (form.report, form.refusal) if name is not None]
        for name in names:
            self._watches.setdefault(name, []).append(watch)

        try:
            with within(limit):
                await self._hand_over(form.ctp, record, _refuser(outcome), request_id)
                if form.report is None:
                    await asyncio.wait({outcome}, timeout=min(limit, _REFUSAL_WINDOW))
                    return outcome.result() if outcome.done() else None
                return await outcome
        except TimeoutError:
            raise not_answered(form.ctp, limit) from None
        finally:
            outcome.cancel()
            self._pending.pop(request_id, None)
            for name in names:
                waiting = self._watches.get(name, [])
                if watch in waiting:
                    waiting.remove(watch)
            del outcome, watch  # they know the error that knows this frame

    def _named(self, form: Form, record: Any, request_id: int) -> Any:
        """The record with the reference and RequestID by which its reports are recognised."""
        assert self._refs is not None and self._class is not None
        fields = record.__struct__.by_attribute
        changes: dict[str, Any] = {}
        if "request_id" in fields and not record.request_id:
            changes["request_id"] = request_id
        names = [form.reference] if form.reference is not None and not form.is_action else []
        sides = [name for name in ("ask_order_ref", "bid_order_ref") if name in fields]
        for name in (*names, *sides):
            self._refs.above(getattr(record, name))
        if sides and not record.bid_order_ref:
            # The orders of a quote without references would be nobody's. The bid's has to be the greater.
            names += sides
        for name in names:
            if not getattr(record, name):
                changes[name] = self._refs.next()
        return record.replace(**changes)

    async def _hand_over(
        self, name: str, record: Any, done: Callable[[Answer | ActpError], None], request_id: int
    ) -> None:
        """Call the library until it takes the request. What it did not take left no trace at the front."""
        pause = FIRST_PAUSE
        while code := self._start(name, record, done, request_id):
            if code not in (-2, -3):
                raise not_taken(name, code)
            await anyio.sleep(pause)
            pause = min(pause * 2, LONGEST_PAUSE)
            self._check_ready()

    def _report_instructions(self, name: str, record: Any, error: ResponseError | None) -> None:
        """Give a notice to the instructions that wait for it."""
        for watch in tuple(self._watches.get(name, ())):
            if watch.outcome.done():
                continue
            if name == watch.form.report and matches(watch.form, watch.request, record, watch.session):
                watch.outcome.set_result(record)
            elif name == watch.form.refusal and matches_error(watch.form, watch.request, record):
                watch.outcome.set_exception(error or ResponseError(watch.form.ctp, None))

    def _fail_turns(self, error: ActpError) -> None:
        """The session is gone: nobody's turn comes, no report of an instruction either."""
        self._queries.fail(error)
        self._instructions.fail(error)
        watches, self._watches = self._watches, {}
        for waiting in watches.values():
            for watch in waiting:
                if not watch.outcome.done():
                    watch.outcome.set_exception(copy(error))


def any_row(answer: Answer) -> bool:
    """Whether an answer has rows. No data comes as NULL, or from some back ends as one struct of zeros."""
    rows = answer.records
    return bool(rows) and (len(rows) > 1 or any(rows[0].to_bytes()))


def _refuser(outcome: asyncio.Future[Any]) -> Callable[[Answer | ActpError], None]:
    def done(answer: Answer | ActpError) -> None:
        error = answer if isinstance(answer, ActpError) else answer.error
        if error is not None and not outcome.done():
            outcome.set_exception(copy(error))

    return done


def _settler(future: asyncio.Future[Answer | ActpError], turn: Turn) -> Callable[[Answer | ActpError], None]:
    def done(answer: Answer | ActpError) -> None:
        if future.done():
            turn.end()  # nobody waits for it any more
        else:
            future.set_result(answer)

    return done
