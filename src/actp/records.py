"""CTP's structs as classes: `records.Order`, `records.DepthMarketData`, ... and `records.Tick`.

A class serves every CTP version: `Order(instrument_id="rb2610", limit_price=3500.0)` makes a record in the
newest version's layout, `Order(version="6.3.19", ...)` in another's, and `record.to_bytes("6.3.19")` lays a
record out anew. Attributes are CTP's field names in snake_case, items its own (`order["LimitPrice"]`).
Classes are built when they are first used; `from actp.records import *` builds them all, in about a second.
The structs InstrumentStatus and TGSessionQryStatus have namesakes in `actp.enums`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import datetime
from threading import RLock
from typing import Any

from actp import enums
from actp._core import FieldDescriptor, Layout, Record, Struct, _TickNumber, make_class
from actp.ctp import clock as _clock
from actp.ctp.description import Field, installed, version_key
from actp.errors import UnknownVersionError

# The types of text that no repr may show: what proves an identity, what is made from it, and what a
# terminal tells of its owner.
SECRET_TYPES = frozenset(
    {
        "AuthCode",
        "AuthInfo",
        "AuthKey",
        "CFMMCKey",
        "CFMMCToken",
        "CaptchaInfo",
        "ClientSystemInfo",
        "Digest",
        "FutureAccPwd",
        "HandshakeData",
        "Password",  # also the type of PIN, OneTimePassword, FirstOTP, Captcha, BookPsw and Text
        "PasswordKey",
        "RandomString",
        "SMSCode",
        "SMSContent",
    }
)

# Arrays that hold any bytes; another field of their struct gives the length.
BINARY_TYPES = frozenset({"CaptchaInfo", "ClientSystemInfo"})

# Texts that repeat from record to record; see `identifiers` in the core.
IDENTIFIER_TYPES = frozenset(
    {"BrokerID", "Date", "ExchangeID", "ExchangeInstID", "InstrumentID", "InvestorID"}
)

# Places that CTP no longer uses: 6.5.1 moved widened texts to the end of their structs.
_DEAD = re.compile(r"reserve[0-9]+")

# A record has what a mapping has; pandas and others look for the name.
Mapping.register(Record)

_lock = RLock()
_structs: dict[str, Struct] = {}
_classes: dict[str, type[Record]] = {}


def layout(struct_name: str, version: str) -> Layout:
    """Where the fields of a struct lie in one CTP version.

    Raises KeyError for a struct that no version has, UnknownVersionError for an unknown version, and
    ValueError where this version lacks the struct.
    """
    return _struct(struct_name).layout(version)


def record_class(struct_name: str) -> type[Record]:
    """The class of a struct, by CTP's name without `CThostFtdc` and `Field`. KeyError if there is none."""
    with _lock:
        if (built := _classes.get(struct_name)) is None:
            struct = _struct(struct_name)
            doc = f"CTP's CThostFtdc{struct_name}Field{_span(struct.versions)}."
            members: dict[str, Any] = {"__struct__": struct, "__timed__": False, **struct.by_attribute}
            built = _classes[struct_name] = make_class(struct_name, Record, doc, members)
        return built


def _tick_class() -> type[Record]:
    came = "When the callback came: nanoseconds since the epoch, as time.time_ns()."
    session = "The client's session number: 1 at first, one more per login."
    members: dict[str, Any] = {
        "__timed__": True,
        "received_ns": _TickNumber("received_ns", came),
        "session": _TickNumber("session", session),
        "exchange_time": property(_exchange_time),
    }
    doc = "A market data notice: DepthMarketData, when it came, and in which session."
    return make_class("Tick", record_class("DepthMarketData"), doc, members)


def _exchange_time(tick: Any) -> datetime | None:
    """The exchange's time of the tick, aware, in Asia/Shanghai; None if it has none. See `actp.ctp.clock`."""
    return _clock.exchange_time(
        tick.trading_day,
        tick.action_day,
        tick.update_time,
        tick.update_millisec,
        tick.exchange_id or _clock.exchange_of(tick.instrument_id),
        tick.received_ns,
    )


def _span(versions: tuple[str, ...]) -> str:
    known = installed().versions
    since = "" if versions[0] == known[0] else f" from CTP {versions[0]}"
    until = "" if versions[-1] == known[-1] else f" up to CTP {versions[-1]}"
    return f",{since}{until}" if since or until else ""


def _struct(name: str) -> Struct:
    with _lock:
        if (found := _structs.get(name)) is None:
            found = _structs[name] = _make_struct(name)
        return found


def _make_struct(name: str) -> Struct:
    description = installed()
    if name not in description.struct_names:
        raise KeyError(f"CTP has no struct {name!r}")
    versions = description.versions_with_struct(name)
    seen: dict[str, Field] = {}
    for field in description.all_fields(name):
        seen.setdefault(field.name, field)
    fields = [
        FieldDescriptor(
            field.name,
            _attribute(field),
            _kind(field),
            description.versions_with_field(name, field.name),
            enum_name=field.type if field.kind == "char" and enums.has(field.type) else None,
            secret=field.type in SECRET_TYPES,
            hidden=_DEAD.fullmatch(field.name) is not None,
        )
        for field in seen.values()
    ]
    return Struct(name, versions, fields, _make_layout)


def _attribute(field: Field) -> str:
    # A record's own members win: the field Version (of the bank's TransferHeader) is `version_`.
    return field.attribute + "_" if hasattr(Record, field.attribute) else field.attribute


def _kind(field: Field) -> str:
    if field.type in BINARY_TYPES:
        return "binary"
    return "identifier" if field.type in IDENTIFIER_TYPES else field.kind


def _make_layout(struct: Struct, version: str) -> Layout:
    description = installed()
    if version not in description.versions:
        raise UnknownVersionError(f"CTP {version} is not described; {_neighbours(version)}")
    if version not in struct.versions:
        raise ValueError(f"CTP {version} has no struct {struct.name}; there is one{_span(struct.versions)}")
    found = description.struct(struct.name, version)
    assert found is not None
    places = {field.name: (field.offset, field.size) for field in found.fields}
    return Layout(struct, version, found.size, [places.get(field.name) for field in struct.fields])


def _neighbours(version: str) -> str:
    known = installed().versions
    try:
        here = version_key(version)
    except ValueError:
        return f"versions are {', '.join(known)}"
    below = [v for v in known if version_key(v) < here][-1:]
    above = [v for v in known if version_key(v) > here][:1]
    return f"the nearest known versions are {' and '.join(below + above)}"


def __getattr__(name: str) -> Any:
    if name == "__all__":  # not above: nobody who imports single classes pays for the list
        return ["Record", "Tick", "layout", "record_class", *sorted(installed().struct_names)]
    if name != "Tick" and (name.startswith("_") or name not in installed().struct_names):
        raise AttributeError(f"module 'actp.records' has no attribute {name!r}")
    with _lock:
        if name not in globals():
            globals()[name] = _tick_class() if name == "Tick" else record_class(name)
        return globals()[name]


def __dir__() -> list[str]:
    return sorted({*globals(), "__all__", *installed().struct_names, "Tick"})
