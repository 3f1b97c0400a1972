"""Indices and layouts from `api.json`, as the front needs them."""

from __future__ import annotations

import re
import struct
import sys
from dataclasses import dataclass
from functools import cache
from math import isinf
from typing import Any

from actp.ctp.description import installed
from actp.sim.wire.frames import Kind

__all__ = ["ApiClass", "api_class", "encode", "fitting", "layouts", "name_room", "names_fit", "readable"]


@dataclass(frozen=True, slots=True)
class ApiClass:
    """The names and indices of one library's requests and callbacks."""

    requests: dict[int, str]
    request_structs: dict[str, str]
    callbacks: dict[str, int]
    without_id: frozenset[str]
    """Requests whose C++ method has no nRequestID and no answer."""

    def answer_to(self, request: str) -> str | None:
        """The `OnRsp…` that answers a `Req…`, None where there is none of that name."""
        name = f"OnRsp{request.removeprefix('Req')}"
        return name if name in self.callbacks else None


@cache
def api_class(kind: Kind) -> ApiClass:
    api, spi = ("MdApi", "MdSpi") if kind is Kind.MARKET_DATA else ("TraderApi", "TraderSpi")
    methods = installed().all_methods(api)
    return ApiClass(
        requests={m.index: m.name for m in methods if m.returns == "int" and m.name != "Join"},
        request_structs={m.name: m.struct for m in methods if m.struct is not None},
        callbacks={m.name: m.index for m in installed().all_methods(spi)},
        without_id=frozenset(
            m.name
            for m in methods
            if m.returns == "int" and m.struct is not None and not m.name.startswith("Req")
        ),
    )


@cache
def layouts(name: str) -> dict[str, str]:
    """For each API version the first version that lays the struct out the same way.

    Bytes encoded for one version serve all versions of the same layout.
    """
    found: dict[str, str] = {}
    seen: dict[object, str] = {}
    for version in installed().versions:
        layout = installed().struct(name, version)
        found[version] = seen.setdefault(layout, version)
    return found


_DOUBLE = struct.Struct("<d")
_NO_VALUE = _DOUBLE.pack(sys.float_info.max)


@cache
def _places(name: str, version: str) -> tuple[tuple[tuple[int, int], ...], tuple[int, ...]]:
    """Where a struct has texts (and their sizes) and where numbers that may be none."""
    layout = installed().struct(name, version)
    fields = layout.fields if layout is not None else ()
    return (
        tuple((field.offset, field.size) for field in fields if field.kind == "text"),
        tuple(field.offset for field in fields if field.kind == "double"),
    )


def readable(name: str, version: str, data: bytes) -> bytes:
    """A struct that a client sent, without what no record can say.

    A text without a terminator loses its last byte, bytes that are no GB18030 go, and infinity is no value.
    """
    clean = bytearray(data)
    texts, doubles = _places(name, version)
    for place, size in texts:
        text = data[place : place + size]
        end = text.find(0)
        used = text[:-1] if end < 0 else text[:end]
        if end < 0 or not used.isascii():
            known = used.decode("gb18030", "ignore").encode("gb18030")[: size - 1]
            clean[place : place + size] = known.ljust(size, b"\0")
    for place in doubles:
        if place + 8 <= len(data) and isinf(_DOUBLE.unpack_from(data, place)[0]):
            clean[place : place + 8] = _NO_VALUE
    # A wrong length stays one: that is for the caller to find.
    return bytes(clean) if len(clean) == len(data) else data


def fitting(text: str, size: int) -> str:
    """As much of a text as fits into `size` bytes."""
    return text.encode("gb18030", "replace")[:size].decode("gb18030", "ignore")


@cache
def _fields(name: str, version: str) -> dict[str, int | None]:
    """The attributes of a struct, with the bytes that a text may have."""
    layout = installed().struct(name, version)
    fields = layout.fields if layout is not None else ()
    return {field.attribute: field.size - 1 if field.kind == "text" else None for field in fields}


# Names of contracts and products: cut, they would be those of others.
_NAME = re.compile(r"Inst(rument|r)?ID$|ProductID$")


@cache
def _names(name: str, version: str) -> tuple[tuple[str, int], ...]:
    """The attributes that name contracts and products, with the bytes that they may have."""
    layout = installed().struct(name, version)
    fields = layout.fields if layout is not None else ()
    return tuple((f.attribute, f.size - 1) for f in fields if f.kind == "text" and _NAME.search(f.name))


def name_room(struct_name: str, version: str) -> int:
    """The bytes that an InstrumentID has in a struct: 30 before CTP 6.5.1, 80 since."""
    return dict(_names(struct_name, version))["instrument_id"]


def names_fit(record: Any, version: str) -> bool:
    """Whether a client's version has room for the names of contracts and products in a record."""
    return all(
        len(getattr(record, name).encode("gb18030", "replace")) <= room
        for name, room in _names(type(record).__struct__.name, version)
        if room < 80
    )


def encode(record: Any, version: str) -> bytes:
    """The record's bytes for a client's version: without fields that it lacks, texts cut to its fields.

    Names are not to be cut: `names_fit()` says whether they fit.
    """
    try:
        data: bytes = record.to_bytes(version)
    except ValueError:
        fields = _fields(type(record).__struct__.name, version)
        values = {name: value for name, value in record.asdict().items() if name in fields}
        for name, value in values.items():
            size = fields[name]
            if size is not None:
                values[name] = fitting(value, size)
        data = type(record)(version=version, **values).to_bytes(version)
    return data
