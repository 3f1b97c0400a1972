"""What the front shall do with certain requests and reports instead of the usual."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from actp._checks import flag, shown
from actp.errors import UsageError
from actp.sim.reference.arguments import (
    MAX_INSTRUMENT_ID,
    MAX_TEXT,
    duration,
    error_text,
    identifier,
    message_text,
    whole,
)
from actp.sim.reference.arguments import error_id as checked_error_id
from actp.sim.reference.arguments import user_id as checked_user_id
from actp.sim.wire import error_texts as messages
from actp.sim.wire.frames import Kind, RspInfo
from actp.sim.wire.layouts import api_class

__all__ = ["Rule", "Rules", "make_rule"]

_AT_EXCHANGE = (
    "ReqOrderInsert",
    "ReqOrderAction",
    "ReqQuoteInsert",
    "ReqQuoteAction",
    "ReqForQuoteInsert",
    "ReqBatchOrderAction",
)
# Bytes that the front puts before an exchange's text: "CTP:", or in an order's StatusMsg these.
_BEFORE = len("已撤单报单被拒绝".encode("gb18030")) + len("CFFEX:")
_REPORTS = ("OnRtnOrder", "OnRtnTrade", "OnRtnQuote")


@dataclass(slots=True, eq=False)
class Rule:
    """One rule in force. `hits` is how often it has applied; the rest is for reading only."""

    name: str
    """A request's CTP name, or for `duplicate` that of a report."""
    user: str | None = None
    instrument: str | None = None
    times: int | None = None
    """How often it applies at most; None: always."""
    info: RspInfo | None = None
    exchange_error: str | None = None
    delay: float = 0.0
    """Seconds."""
    drop_answer: bool = False
    duplicate: bool = False
    hits: int = 0

    def _fits(self, name: str, user: str, instrument: str) -> bool:
        return (
            self.name == name
            and self.user in (None, user)
            and self.instrument in (None, instrument)
            and (self.times is None or self.hits < self.times)
        )


class Rules:
    """The rules in force; of those that fit, the newest applies."""

    def __init__(self) -> None:
        self._rules: list[Rule] = []

    @contextmanager
    def applying(self, rule: Rule) -> Iterator[Rule]:
        self._rules.append(rule)
        try:
            yield rule
        finally:
            self._rules.remove(rule)

    def _take(self, name: str, user: str, instrument: str, *, at_exchange: bool) -> Rule | None:
        for rule in reversed(self._rules):
            if rule._fits(name, user, instrument) and at_exchange is (rule.exchange_error is not None):
                rule.hits += 1
                return rule
        return None

    def for_request(self, name: str, user: str, instrument: str) -> Rule | None:
        """The rule for a request that CTP gets now; counts it."""
        return self._take(name, user, instrument, at_exchange=False) if self._rules else None

    def exchange_refusal(self, name: str, request: Any, instrument: str) -> str:
        """Why the exchange refuses an order or a cancel, "" if no rule says so; counts it."""
        if not self._rules:
            return ""
        rule = self._take(name, request.investor_id, instrument, at_exchange=True)
        return (rule.exchange_error if rule is not None else None) or ""

    def copies(self, name: str, record: Any) -> int:
        """How often a report goes into the flow; counts it."""
        if not self._rules:
            return 1
        rule = self._take(name, record.investor_id, record.instrument_id, at_exchange=False)
        return 1 if rule is None else 2


def make_rule(
    name: str,
    *,
    user: str | None,
    instrument: str | None,
    times: int | None,
    error_id: int | None,
    text: str | None,
    exchange_error: str | None,
    delay: float | None,
    drop_answer: bool,
    duplicate: bool,
) -> Rule:
    """A rule from what a program gave; UsageError where that makes no sense, or does not fit."""
    if not isinstance(name, str):
        raise UsageError(f"rule: name= is a request's CTP name, not {shown(name)}")
    user = None if user is None else checked_user_id(user)
    instrument = None if instrument is None else identifier("instrument", instrument, MAX_INSTRUMENT_ID)
    times = None if times is None else whole("times", times, 1)
    if error_id is not None:
        if isinstance(error_id, int) and error_id == 0:
            raise UsageError("rule: ErrorID 0 is success")
        error_id = checked_error_id("error_id", error_id)
    flag("drop_answer", drop_answer, error=UsageError)
    flag("duplicate", duplicate, error=UsageError)
    delay = None if delay is None else duration("rule: delay", delay, zero=False)
    effects = {
        "error_id": error_id is not None,
        "exchange_error": exchange_error is not None,
        "delay": delay is not None,
        "drop_answer": drop_answer,
        "duplicate": duplicate,
    }
    chosen = [effect for effect, given in effects.items() if given]
    if len(chosen) != 1:
        raise UsageError(f"rule: give one of {', '.join(effects)}; given: {', '.join(chosen) or 'none'}")
    if text is not None and error_id is None:
        raise UsageError("rule: text goes with error_id")
    text = error_text("text", text)
    if exchange_error is not None:
        # Such as '价格跌破跌停板'. It has to fit behind what the front puts before it.
        exchange_error = message_text("exchange_error", exchange_error, MAX_TEXT - _BEFORE)
    if duplicate and name not in _REPORTS:
        raise UsageError(f"rule: duplicate is for {' and '.join(_REPORTS)}, not {name!r}")
    if exchange_error is not None and name not in _AT_EXCHANGE:
        raise UsageError(f"rule: exchange_error is for {' and '.join(_AT_EXCHANGE)}, not {name!r}")
    if not duplicate and not any(name in api_class(kind).requests.values() for kind in Kind):
        raise UsageError(f"rule: CTP has no request {name!r}")
    if error_id is None and not duplicate and not name.startswith("Req"):
        raise UsageError(f"rule: only error_id is for {name!r}; see Front.delay() and Front.drop_requests()")
    return Rule(
        name,
        user=user,
        instrument=instrument,
        times=times,
        info=messages.error(error_id, text) if error_id is not None else None,
        exchange_error=exchange_error,
        delay=delay or 0.0,
        drop_answer=drop_answer,
        duplicate=duplicate,
    )
