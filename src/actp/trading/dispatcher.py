"""How a request is sent and what awaiting it means: turns, retries, and the reports of instructions."""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Callable
from copy import copy
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import anyio

from actp import _checks as check
from actp import records
from actp._loop import retrieved, weakly, within
from actp._secret import Secret
from actp.connection.client import Client
from actp.connection.session import Reason, ReasonKind, State
from actp.errors import (
    ActpError,
    ClientClosedError,
    ConnectionLost,
    NotConnectedError,
    RequestNotSent,
    RequestTimeoutError,
    ResponseError,
    UsageError,
)
from actp.requests.methods import Requests
from actp.requests.rate_limit import Turn
from actp.requests.responses import Answer, not_answered, not_sent, return_code
from actp.requests.specs import Form, Kind, build, cancels, form_for, limited, matches, matches_error

if TYPE_CHECKING:
    from actp.requests.rate_limit import Lane
    from actp.trading.instruments import Instruments
    from actp.trading.orders import OrderRefs

__all__ = ["FIRST_PAUSE", "LONGEST_PAUSE", "Asking", "Unanswered", "any_row"]

logger = logging.getLogger("actp")

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


@dataclass(eq=False, slots=True)
class _Sending:
    """How far a request has come: the last return code, or error 90, and whether CTP has it now."""

    name: str
    limit: float
    over_at: float = 0.0
    code: int = 0
    refused: ResponseError | None = None
    taken: bool = False
    request_id: int = 0


@dataclass(eq=False, slots=True)
class Unanswered:
    """The query that CTP has taken and not answered: until then it takes no other. No part of the client, for
    requests in flight know it."""

    _name: str | None = None
    _since: float = 0.0
    _number: int = 0
    _last: int = 0
    _reported: bool = False

    def next(self) -> int:
        """A number for a query that is about to be sent."""
        self._last += 1
        return self._last

    def sent(self, name: str, number: int) -> None:
        self._name, self._since, self._number = name, time.monotonic(), number

    def answered(self, number: int) -> None:
        self._reported = False
        if number == self._number:
            self._name = None

    def clear(self) -> None:
        """The session is gone."""
        self._name, self._reported = None, False

    def text(self) -> str | None:
        """What is in the way of other queries, if anything is."""
        if self._name is None:
            return None
        seconds = time.monotonic() - self._since
        return f"{self._name} has been unanswered for {seconds:.1f} s, and CTP takes one query at a time (-2)"

    def overdue(self, number: int) -> str | None:
        """What to report when a query's time is over: once, until a query is answered again."""
        if self._reported or number != self._number or (text := self.text()) is None:
            return None
        self._reported = True
        return text


class Asking(Requests, Client):
    """The requests of `TraderClient`; not for direct use."""

    _queries: Lane
    _instructions: Lane
    _identity: dict[str, str]
    _refs: OrderRefs | None
    _watches: dict[str, list[_Watch]]
    _unanswered: Unanswered
    _instruments: Instruments
    _loading: bool  # ReqQryInstrument of all waits for its turn, or for its answer

    @property
    def _session_key(self) -> tuple[int, int]:
        """FrontID and SessionID."""
        raise NotImplementedError

    def _take_rows(self, name: str, answer: Answer) -> None:
        """What a request brought, for those who keep such records."""
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
            return await self._tell(form, record)
        if form.kind is Kind.INSTRUCTION:
            return await self._instruct(form, record, timeout)
        answer = await self._request(form.ctp, record, timeout)
        self._take_rows(form.ctp, answer)
        if form.ctp == "ReqUserPasswordUpdate" and record.user_id == self._user_id:
            self._password = Secret(record.new_password)
        if form.kind is Kind.QUERY:
            return list(answer.records) if any_row(answer) else []
        return answer.records[0] if answer.records else None

    async def _tell(self, form: Form, record: Any) -> None:
        assert self._class is not None and self._api is not None
        code = self._api.request(self._class.request_index(form.ctp), record.to_bytes(), 0)
        if code:
            raise await self._not_taken(form.ctp, code)

    async def _request(self, name: str, record: Any, timeout: float | None, *, ahead: bool = False) -> Answer:
        """Send a request in its turn and await its answer.

        `timeout` bounds the whole call. Without one, `request_timeout` counts from the moment on that the
        request may be sent: to wait for others costs nothing as long as they are answered. Return codes -2
        and -3 and error 90 mean "later": they are waited out. When the caller gives up, CTP still counts a
        query as in flight; its turn ends with its answer, or when its time is over.
        """
        self._check_ready()
        lane = self._lane(name)
        sending = _Sending(name, self._request_timeout if timeout is None else timeout)
        if timeout is not None:
            sending.over_at = asyncio.get_running_loop().time() + timeout
        try:
            with within(timeout):
                turn = await lane.turn(ahead=ahead or cancels(name))
                with within(sending.limit):
                    return await self._exchange(record, turn, sending)
        except RequestNotSent:
            # Another one has waited in vain: CTP awaits an answer that does not come.
            raise self._not_sent(name, sending.limit, -2) from None
        except TimeoutError:
            if sending.taken:
                raise not_answered(name, sending.limit) from None
            if sending.refused is not None:
                raise copy(sending.refused) from None
            error = self._not_sent(name, sending.limit, sending.code)
            if sending.code == -2:
                lane.give_up(self._request_timeout, error)
            raise copy(error) from None

    async def _exchange(self, record: Any, turn: Turn, sending: _Sending) -> Answer:
        loop = asyncio.get_running_loop()
        if not sending.over_at:
            sending.over_at = loop.time() + sending.limit
        pause = FIRST_PAUSE
        answered: asyncio.Future[Answer | ActpError] | None = None
        query = 0
        try:
            while True:
                self._check_ready()
                sending.request_id = self._next_request_id()
                answered = loop.create_future()
                # Before the call, whose answer may come while it runs.
                query = self._unanswered.next() if limited(sending.name) else 0
                done = _settler(answered, turn, self._unanswered, query)
                sending.code = self._start(sending.name, record, done, sending.request_id)
                if sending.code:
                    answered = None
                    if sending.code not in (-2, -3):
                        raise await self._not_taken(sending.name, sending.code)
                else:
                    sending.taken, sending.refused = True, None
                    if query:
                        self._unanswered.sent(sending.name, query)
                    answer = await asyncio.shield(answered)
                    sending.taken, answered = False, None
                    if isinstance(answer, ActpError):
                        raise copy(answer)
                    if answer.error is None:
                        return answer
                    if answer.error.code != _NEED_RETRY:
                        raise copy(answer.error)
                    sending.refused = answer.error
                await anyio.sleep(pause)
                pause = min(pause * 2, LONGEST_PAUSE)
        finally:
            if answered is None or answered.done():
                turn.end()
            else:
                answered.cancel()
                if (pending := self._pending.get(sending.request_id)) is not None:
                    pending.wanted = False
                left = sending.over_at - loop.time()
                if left > 0:  # the caller was cancelled
                    loop.call_later(left, weakly(self._time_over, None), turn, sending.request_id, query)
                else:
                    self._time_over(turn, sending.request_id, query)

    def _time_over(self, turn: Turn, request_id: int, query: int) -> None:
        """A request that CTP took was not answered in its time: the next may try."""
        turn.end()
        if not query:
            self._pending.pop(request_id, None)
        elif (text := self._unanswered.overdue(query)) is not None:
            logger.warning("%s", text)
            self._perform(self._session.report(Reason(ReasonKind.QUERY_UNANSWERED, text)))

    # -- instruments --------------------------------------------------------------------------------

    async def _look_up_exchange(self, instrument_id: str, limit: float) -> str:
        """Ask for an instrument ahead of all queries, unless any other record names its exchange before."""
        assert self._class is not None
        known = self._instruments.awaited(instrument_id)
        record = records.QryInstrument(version=self._class.version, instrument_id=instrument_id)
        asked = asyncio.get_running_loop().create_task(
            self._request("ReqQryInstrument", record, limit, ahead=True)
        )
        asked.add_done_callback(retrieved)
        try:
            either: set[asyncio.Future[Any]] = {known, asked}
            await asyncio.wait(either, return_when=asyncio.FIRST_COMPLETED)
            if not known.done() and asked.exception() is None:
                # Some back ends answer with every instrument whose name begins so: but not with this one.
                self._instruments.unknown(instrument_id)
            if known.done():
                if (exchange_id := known.result()) is None:
                    raise UsageError(
                        f"CTP knows no instrument {instrument_id!r}. "
                        "Names are case-sensitive: rb2610, SR609, IF2609"
                    )
                return exchange_id
            await asked
        except RequestTimeoutError as error:
            raise RequestNotSent(
                f"the order was not sent: the exchange of {instrument_id} is not known, and {error}. "
                "exchange_id= needs no look-up"
            ) from None
        finally:
            asked.cancel()
            self._instruments.forget(instrument_id, known)
            del asked, known, either  # they know the error that knows this frame
        raise AssertionError("a request that failed has raised its error")

    def _load_instruments(self) -> None:
        """A session is READY, or somebody waits for it: ask for all instruments once no query waits."""
        if not self._loading and self._instruments.due and self._api is not None:
            self._loading = True
            self._queries.when_idle().add_done_callback(weakly(self._ask_for_instruments, None))

    def _hurry_instruments(self) -> None:
        if self.state is State.READY:
            self._load_instruments()
            self._queries.hurry()

    def _ask_for_instruments(self, coming: asyncio.Future[Turn]) -> None:
        if coming.cancelled() or coming.exception() is not None:
            self._loading = False  # the session is gone; the next one begins anew
            return
        turn = coming.result()
        if self._api is None or self._class is None or self.state is not State.READY:
            # The session went between the turn and this callback.
            turn.end()
            self._loading = False
            return
        record = records.QryInstrument(version=self._class.version)
        request_id, query = self._next_request_id(), self._unanswered.next()
        finished = weakly(self._instruments_answered, None)
        unanswered = self._unanswered

        def done(answer: Answer | ActpError) -> None:
            unanswered.answered(query)
            turn.end()
            finished(answer)

        code = self._start("ReqQryInstrument", record, done, request_id)
        if code:
            turn.end()
            self._loading = False
            self._load_later()
            return
        # Each row is taken as it comes, so that no moment has all of them to handle.
        if (pending := self._pending.get(request_id)) is not None:
            pending.wanted = False
        self._unanswered.sent("ReqQryInstrument", query)
        self._watch_loading(turn, request_id, query)

    def _watch_loading(self, turn: Turn, request_id: int, query: int) -> None:
        assert self._loop is not None
        late = weakly(self._loading_late, None)
        self._loop.call_later(self._request_timeout, late, turn, request_id, query, self._instruments.taken)

    def _loading_late(self, turn: Turn, request_id: int, query: int, taken: int) -> None:
        if request_id not in self._pending:
            return
        if self._instruments.taken != taken:  # tens of thousands of rows may take a while
            self._watch_loading(turn, request_id, query)
            return
        # Not again in this session, unless somebody waits for it: it would be in the way of other queries.
        self._loading = False
        self._time_over(turn, request_id, query)
        self._instruments.fail(not_answered("ReqQryInstrument", self._request_timeout))

    def _load_later(self) -> None:
        assert self._loop is not None
        self._loop.call_later(LONGEST_PAUSE, weakly(self._load_instruments, None))

    def _instruments_answered(self, answer: Answer | ActpError) -> None:
        self._loading = False
        error = answer if isinstance(answer, ActpError) else answer.error
        if error is None:
            self._instruments.complete()
            logger.debug("%d instruments loaded", len(self._instruments))
        elif error.code == _NEED_RETRY:
            self._load_later()
        elif not isinstance(error, (ConnectionLost, ClientClosedError)):
            logger.info("the instruments could not be loaded: %s", error)
            self._instruments.fail(error)

    def _lane(self, name: str) -> Lane:
        return self._queries if limited(name) else self._instructions

    def _not_sent(self, name: str, limit: float, code: int = 0) -> RequestNotSent:
        lane = self._lane(name)
        why: list[str] = []
        if lane is self._queries and (text := self._unanswered.text()) is not None:
            why.append(text)
        elif code:
            why.append(f"CTP did not take it, {return_code(code)}")
        if lane.waiting or not why:
            rate = "" if lane.per_second is None else f", and {lane.name}={lane.per_second:g} a second"
            why.append(f"{lane.waiting} more requests wait{rate}")
        return not_sent(name, limit, "; ".join(why))

    async def _instruct(self, form: Form, record: Any, timeout: float | None) -> Any:
        """Send an instruction, which CTP answers only to refuse, and await its first report.

        `timeout` bounds the whole call; without one, `request_timeout` counts from its turn on.
        """
        self._check_ready()
        limit = self._request_timeout if timeout is None else timeout
        loop = asyncio.get_running_loop()
        outcome: asyncio.Future[Any] = loop.create_future()
        watch: _Watch | None = None
        names = [name for name in (form.report, form.refusal) if name is not None]
        request_id = 0
        taken = False
        try:
            with within(timeout):
                turn = await self._instructions.turn(ahead=form.cancels)
                turn.end()
                self._check_ready()
                request_id = self._next_request_id()
                record = self._named(form, record, request_id)
                watch = _Watch(form, record, self._session_key, outcome)
                for name in names:
                    self._watches.setdefault(name, []).append(watch)
                with within(limit):
                    await self._hand_over(form.ctp, record, _refuser(outcome), request_id)
                    taken = True
                    if form.report is None:
                        await asyncio.wait({outcome}, timeout=min(limit, _REFUSAL_WINDOW))
                        return outcome.result() if outcome.done() else None
                    return await outcome
        except TimeoutError:
            raise (not_answered if taken else self._not_sent)(form.ctp, limit) from None
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
            if given := getattr(record, name).strip():
                # Quotes, declarations and the like have series of their own, which CTP watches.
                growing = name in sides or form.ctp == "ReqOrderInsert"
                self._refs.check(name, given, growing)
                self._refs.above(given)
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
                raise await self._not_taken(name, code)
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
        self._unanswered.clear()
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


def _settler(
    future: asyncio.Future[Answer | ActpError], turn: Turn, unanswered: Unanswered, query: int
) -> Callable[[Answer | ActpError], None]:
    def done(answer: Answer | ActpError) -> None:
        if query:
            unanswered.answered(query)
        if future.done():
            turn.end()  # nobody waits for it any more
        else:
            future.set_result(answer)

    return done
