"""What both clients are made with, checked in one place."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from actp import _checks as check
from actp import records
from actp._secret import Secret
from actp.connection.addresses import Front, checked_fronts
from actp.connection.api_instance import Wakeup
from actp.connection.session import Backoff
from actp.ctp.description import installed
from actp.errors import ConfigurationError, FieldError, FlowPathError, LibraryError

__all__ = ["ClientOptions", "client_options", "field_limit", "login_fields"]


@dataclass(frozen=True, slots=True)
class ClientOptions:
    """The options that `MdClient` and `TraderClient` share, each of its right type and size."""

    fronts: tuple[Front, ...]
    broker_id: str
    user_id: str
    password: Secret
    library: Path | None
    flow_path: Path | None
    wakeup: Wakeup
    connect_timeout: float
    request_timeout: float
    backoff: Backoff
    production_mode: bool
    queue_bytes: int
    answer_bytes: int
    backlog_bytes: int
    unread_warning: int


def client_options(
    fronts: Sequence[Front | str],
    *,
    broker_id: object,
    user_id: object,
    password: Secret,
    library: str | os.PathLike[str] | None,
    flow_path: str | os.PathLike[str] | None,
    wakeup: str,
    connect_timeout: float,
    request_timeout: float,
    backoff: Backoff | None,
    production_mode: bool,
    queue_bytes: int,
    answer_bytes: int,
    backlog_bytes: int,
    unread_warning: int,
    needed: bool = False,
) -> ClientOptions:
    """Check them. `fronts` as read by `read_fronts()`; `needed`: broker and user have to be named.

    Raises ConfigurationError, AddressError for a front, which names the option and what it takes. The sizes
    of CTP's fields are those of the version that has most room; `connect()` knows the version that is loaded.
    """
    return ClientOptions(
        fronts=checked_fronts(fronts),
        broker_id=check.text("broker_id", broker_id, field_limit("BrokerID"), needed=needed),
        user_id=check.text("user_id", user_id, field_limit("UserID"), needed=needed),
        password=check.secret("password", password, field_limit("Password"), spaces=True),
        library=None if library is None else check.path("library", library, error=LibraryError),
        flow_path=None if flow_path is None else check.path("flow_path", flow_path, error=FlowPathError),
        wakeup=_wakeup(wakeup),
        connect_timeout=check.seconds("connect_timeout", connect_timeout),
        request_timeout=check.seconds("request_timeout", request_timeout),
        backoff=_backoff(backoff),
        production_mode=check.flag("production_mode", production_mode),
        queue_bytes=check.count("queue_bytes", queue_bytes, 1, what="a number of bytes"),
        answer_bytes=check.count("answer_bytes", answer_bytes, 1, what="a number of bytes"),
        backlog_bytes=check.count("backlog_bytes", backlog_bytes, 1, what="a number of bytes"),
        unread_warning=check.count("unread_warning", unread_warning, 1, what="a number of items"),
    )


def _backoff(value: object) -> Backoff:
    return Backoff() if value is None else check.instance("backoff", value, Backoff, "an actp.Backoff")


def _wakeup(value: object) -> Wakeup:
    return (
        "eventfd" if check.choice("wakeup", value, ("threadsafe", "eventfd")) == "eventfd" else "threadsafe"
    )


def field_limit(field: str, struct: str = "ReqUserLogin", version: str | None = None) -> int:
    """How many bytes a text field holds, in a version or in the roomiest of all."""
    return installed().text_limit(struct, field, version)


def login_fields(fields: Any) -> dict[str, Any]:
    """Check more fields of ReqUserLogin, as `hidden()` gives them.

    Raises ConfigurationError for a field that no version has, and for what no version's field takes.
    """
    if not isinstance(fields, dict):
        raise ConfigurationError("login_fields= is a mapping of fields of ReqUserLogin to their values")
    known = records.record_class("ReqUserLogin").__struct__.by_attribute
    for name, value in fields.items():
        what = f"login_fields: {name}"
        field = known.get(name)
        if field is not None and field.kind in ("text", "identifier"):
            limit = field_limit(field.name)
            if field.secret:
                check.secret(what, value, limit, spaces=True)
            else:
                check.text(what, value, limit)
        elif problem := _problem(name, value, field.versions if field is not None else ()):
            raise ConfigurationError(f"login_fields: {problem}")
    return fields


def _problem(name: Any, value: Any, versions: Sequence[str]) -> str:
    """What the records of all versions have against a field, "" if one of them takes it."""
    problem = ""
    for version in reversed(versions or installed().versions[-1:]):
        if not (problem := _refusal(version, str(name), value)):
            return ""
    return problem


def _refusal(version: str, name: str, value: Any) -> str:
    try:
        records.ReqUserLogin(version=version, **{name: value})
    except FieldError as error:
        return str(error)
    return ""
