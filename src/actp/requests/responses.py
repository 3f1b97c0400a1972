"""What a request brings: its records, a refusal, or an error because no answer came."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from actp.ctp.kinds import Kind
from actp.errors import (
    ActpError,
    AuthenticationError,
    ConnectionLost,
    LoginError,
    ProtocolError,
    RequestNotSent,
    RequestTimeoutError,
    ResponseError,
    SendError,
)
from actp.requests.login_steps import Step

__all__ = ["Answer", "Pending", "not_answered", "not_sent", "not_taken", "refusal", "return_code"]

_RETURN_CODES = {
    -1: "no connection to the front",
    -2: "too many requests are unanswered",
    -3: "over the front's limit of requests per second",
}

_LOGIN_HINTS = {
    3: "Check broker_id, user_id and password",
    12: "Check broker_id",
    63: "Check app_id and auth_code: they are those the broker issued for this user",
    64: "This broker wants app_id= and auth_code=",
    75: "The account is locked after failed logins: ask the broker, and do not retry",
    131: "The password is too weak: change it with TraderClient.change_password()",
    140: "First login: change the password with TraderClient.change_password()",
    141: "The password has expired: change it with TraderClient.change_password()",
}
_HINTS_BY_KIND: dict[Kind, dict[int, str]] = {
    "md": {
        3: f"{_LOGIN_HINTS[3]}; a front with LoginVerify wants a trading login first",
        77: "An MdClient was given a trading front",
    },
    "trader": {77: "A TraderClient was given a market-data front"},
}


@dataclass(frozen=True, slots=True)
class Answer:
    """What a request brought: the records of all its callbacks, and the refusal if there was one."""

    records: tuple[Any, ...]
    error: ResponseError | None


@dataclass(eq=False, slots=True)
class Pending:
    """A request in flight. `done` is called once, with its answer or what prevented one.

    `callback` is the one that answers it, besides OnRspError.
    """

    name: str
    callback: str
    done: Callable[[Answer | ActpError], None]
    rows: list[Any] = field(default_factory=list)
    size: int = 0
    """Bytes of its rows so far, kept or not."""
    wanted: bool = True
    """Whether somebody still waits for the rows; else only the end of the answer matters."""

    @property
    def many(self) -> bool:
        """Whether its answer may come in many rows, up to the one with bIsLast."""
        return self.name.startswith(("ReqQry", "ReqQuery"))

    def misfit(self, callback: str, error_id: int) -> ProtocolError | None:
        """What is wrong with an answer that has this request's number, if anything is."""
        if callback == self.callback:
            return None
        if callback != "OnRspError":
            return ProtocolError(f"{self.name} was answered by {callback}, not by {self.callback}")
        return None if error_id else ProtocolError(f"{self.name} was answered by OnRspError without an error")


def refusal(request: str, code: int, text: str, kind: Kind) -> ResponseError:
    """The error of an answer with an ErrorID, to a client of that kind."""
    hint = _HINTS_BY_KIND[kind].get(code) or _LOGIN_HINTS.get(code, "")
    if request == Step.LOGIN.value:
        return LoginError(request, code, text, hint)
    if request == Step.AUTHENTICATE.value:
        return AuthenticationError(request, code, text, hint)
    return ResponseError(request, code, text)


def return_code(code: int) -> str:
    """A return code of CTP's in words."""
    return f"{_RETURN_CODES.get(code, 'code')} ({code})"


def not_taken(name: str, code: int) -> ActpError:
    """The error of a return code that is not 0."""
    message = f"{name} was not taken: {return_code(code)}"
    # CTP knows of a lost connection before its callback has reached the loop.
    return ConnectionLost(message, code) if code == -1 else SendError(message, code)


def not_answered(name: str, limit: float) -> RequestTimeoutError:
    """The error of a request whose answer did not come within `limit` s."""
    return RequestTimeoutError(
        f"{name} was not answered within {limit:g} s. CTP drops what its back end does not know"
    )


def not_sent(name: str, limit: float, why: str) -> RequestNotSent:
    """The error of a request that CTP did not take within `limit` s."""
    return RequestNotSent(f"{name} was not sent within {limit:g} s, nothing has reached the front: {why}")
