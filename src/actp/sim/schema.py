"""Indices and layouts from `api.json`, as the front needs them."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Any

from actp._description import installed

from .protocol import Kind

__all__ = ["ApiClass", "api_class", "encode", "layouts"]


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
def layouts(struct: str) -> dict[str, str]:
    """For each API version the first version that lays the struct out the same way.

    Bytes encoded for one version serve all versions of the same layout.
    """
    found: dict[str, str] = {}
    seen: dict[object, str] = {}
    for version in installed().versions:
        layout = installed().struct(struct, version)
        found[version] = seen.setdefault(layout, version)
    return found


@cache
def _attributes(struct: str, version: str) -> frozenset[str]:
    layout = installed().struct(struct, version)
    return frozenset(field.attribute for field in layout.fields) if layout is not None else frozenset()


def encode(record: Any, version: str) -> bytes:
    """The record's bytes for a client's version, without the fields that version lacks."""
    try:
        data: bytes = record.to_bytes(version)
    except ValueError:
        known = _attributes(type(record).__struct__.name, version)
        values = {name: value for name, value in record.asdict().items() if name in known}
        data = type(record)(version=version, **values).to_bytes(version)
    return data
