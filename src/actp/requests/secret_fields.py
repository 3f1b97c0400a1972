"""The secret fields of a request, before anything can raise with them in a frame."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from actp import records
from actp._secret import Secret

__all__ = ["hidden"]


def hidden(struct: str, fields: Any) -> Any:
    """A copy of a record's fields with the secret ones as Secrets, and unknown ones, which may be misspelt.

    It raises nothing: what is no mapping comes back as a Secret, for a check to refuse.
    """
    if not isinstance(fields, Mapping):
        return Secret(fields)
    known = records.record_class(struct).__struct__.by_attribute
    return {
        name: value if name in known and not known[name].secret else Secret(value)
        for name, value in fields.items()
    }
