"""The requests of the trading API as `api.json` describes them: what they are called, take and bring."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum
from functools import cache
from typing import Any

from actp import records
from actp.ctp.description import installed, snake_case, version_key
from actp.errors import UsageError

__all__ = ["Form", "Kind", "build", "cancels", "form_for", "limited", "matches", "matches_error", "requests"]


class Kind(Enum):
    """What awaiting a request means."""

    QUERY = "query"  # the list of all rows
    ANSWERED = "answered"  # the one answer
    INSTRUCTION = "instruction"  # the first report: CTP answers refusals only
    DIRECT = "direct"  # nothing: CTP takes it with its return code


@dataclass(frozen=True, slots=True)
class Form:
    """One request of CTP's. `answer` is the struct of what comes back, if anything does."""

    ctp: str
    struct: str
    kind: Kind
    answer: str | None
    report: str | None = None
    """Of an instruction: the notice that tells of its acceptance, if there is one."""
    refusal: str | None = None
    """Of an instruction: the notice of a refusal, which goes to every session of the investor."""
    reference: str | None = None
    """Of an instruction: the field by which the client names it."""
    is_action: bool = False

    @property
    def versions(self) -> list[str]:
        return installed().versions_with_method("TraderApi", self.ctp)

    @property
    def cancels(self) -> bool:
        """Whether it withdraws something: such requests go before those that place something."""
        return cancels(self.ctp)


def limited(ctp: str) -> bool:
    """Whether CTP's limits on queries hold: requests spelled ReqQuery… go to the trading core."""
    return ctp.startswith("ReqQry")


def cancels(ctp: str) -> bool:
    """Whether a request, by CTP's name, withdraws an order, a quote, a declaration or the like."""
    return ctp.endswith("Action") or ctp.startswith(("ReqRemove", "ReqCancel"))


def method_name(ctp: str) -> str:
    """`ReqQryTradingAccount` → `query_trading_account`."""
    return snake_case(re.sub("^Qry", "Query", ctp.removeprefix("Req")))


@cache
def requests() -> Mapping[str, tuple[Form, ...]]:
    """Every request of every version by actp's name; two forms where CTP renamed one."""
    api = installed()
    callbacks = {method.name: method for method in api.all_methods("TraderSpi")}
    found: dict[str, tuple[Form, ...]] = {}
    for method in api.all_methods("TraderApi"):
        ctp, struct = method.name, method.struct
        if struct is None or method.returns != "int":
            continue
        name = method_name(ctp)
        if len(method.params) == 1:
            form = Form(ctp, struct, Kind.DIRECT, None)
        elif (refusal := "OnErrRtn" + ctp.removeprefix("Req")) in callbacks:
            base = re.sub("(Insert|Action)$", "", ctp.removeprefix("Req")).removeprefix("Cancel")
            report = callbacks.get("OnRtn" + base)
            fields = {field.name for field in api.all_fields(struct)}
            reference = next((f for f in (f"{base}Ref", "OrderRef") if f in fields), None)
            form = Form(
                ctp,
                struct,
                Kind.INSTRUCTION,
                answer=report.struct if report else None,
                report=report.name if report else None,
                refusal=refusal,
                reference=snake_case(reference) if reference else None,
                is_action=ctp.endswith("Action"),
            )
        else:
            # The captcha, text and one-time-password logins are answered as a login is.
            answer = callbacks.get("OnRsp" + ctp.removeprefix("Req")) or callbacks["OnRspUserLogin"]
            kind = Kind.QUERY if name.startswith("query_") else Kind.ANSWERED
            form = Form(ctp, struct, kind, answer.struct)
        found[name] = (*found.get(name, ()), form)
    return found


def form_for(forms: tuple[Form, ...], version: str) -> Form:
    """The form that a version has. Raises UsageError naming the versions that have one."""
    for form in forms:
        if version in form.versions:
            return form
    form = max(forms, key=lambda form: version_key(form.versions[-1]))
    raise UsageError(
        f"CTP {version} has no {form.ctp}: it is in CTP {form.versions[0]} to {form.versions[-1]}. "
        "Load a library of such a version with library="
    )


def build(form: Form, version: str, request: Any, fields: dict[str, Any], identity: Mapping[str, str]) -> Any:
    """The struct of a request, in one version's layout.

    `identity` fills BrokerID, InvestorID and UserID where they are not given, and AccountID in structs
    that name the account alone.
    """
    cls = records.record_class(form.struct)
    known = cls.__struct__.by_attribute
    if request is None:
        missing = {n: identity[n] for n in _identity_fields(known, version) if n not in fields}
        return cls(version=version, **missing, **fields)
    if fields:
        raise UsageError("give the request as a record or its fields by keyword, not both")
    if not isinstance(request, cls):
        raise UsageError(f"{form.ctp} takes a {cls.__name__} record, not {type(request).__name__}")
    request = request if request.version == version else cls.from_bytes(request.to_bytes(version), version)
    missing = {n: identity[n] for n in _identity_fields(known, version) if not getattr(request, n)}
    return request.replace(**missing)


def _identity_fields(known: Mapping[str, Any], version: str) -> list[str]:
    names = ["broker_id", "investor_id", "user_id"]
    if "investor_id" not in known:
        names.append("account_id")
    return [name for name in names if name in known and version in known[name].versions]


def matches(form: Form, request: Any, report: Any, session: tuple[int, int]) -> bool:
    """Whether a report tells of the instruction that this session sent with `request`."""
    if form.is_action:
        return _same_object(request, report)
    if (report.front_id, report.session_id) != session:
        return False
    name = form.reference or "request_id"
    return bool(_value(request, name) == _value(report, name))


def matches_error(form: Form, request: Any, report: Any) -> bool:
    """Whether a refusal, which carries no session, is that of `request`."""
    names = ["request_id", "broker_id", "investor_id", "instrument_id"]
    names += [name for name in request.__struct__.by_attribute if name.endswith("_ref")]
    return all(
        _value(request, name) == _value(report, name)
        for name in names
        if name in request.__struct__.by_attribute and name in report.__struct__.by_attribute
    )


def _same_object(action: Any, report: Any) -> bool:
    for name in action.__struct__.by_attribute:
        if name.endswith("_sys_id") and name in report.__struct__.by_attribute and _value(action, name):
            same = _value(action, name) == _value(report, name)
            return bool(same and action.exchange_id in ("", report.exchange_id))
    for name in action.__struct__.by_attribute:
        if name.endswith("_ref") and name in report.__struct__.by_attribute and _value(action, name):
            key = (action.front_id, action.session_id, _value(action, name))
            return key == (report.front_id, report.session_id, _value(report, name))
    return False


def _value(record: Any, name: str) -> Any:
    value = getattr(record, name, "")  # a field that this version lacks is empty
    return value.strip() if isinstance(value, str) else value
