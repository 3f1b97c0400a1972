"""Values as JSON has them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import fields, is_dataclass
from enum import Enum
from math import isfinite
from typing import Any

from actp._core import Record

__all__ = ["plain"]


def plain(value: object) -> Any:
    """A value as JSON has it: records and dataclasses as objects, "no value" (nan) and infinity as null."""
    match value:
        case Enum():
            return plain(value.value)
        case float():
            return value if isfinite(value) else None
        case Record():
            return plain(value.asdict())
        case Mapping():
            return {str(key): plain(item) for key, item in value.items()}
        case str() | int() | None:
            return value
        case _ if is_dataclass(value):
            return {field.name: plain(getattr(value, field.name)) for field in fields(value)}
        case Iterable():
            return [plain(item) for item in value]
    raise TypeError(f"{type(value).__name__} has no form in JSON")
