"""Passwords and codes in memory."""

from __future__ import annotations

from typing import Any

__all__ = ["Secret"]


class Secret:
    """Text that no repr, log or traceback shows: a password or a code. `value` is the text.

    Wherever actp takes a password or a code as text it takes a Secret too, and so do the fields of records.
    A program that keeps its own in one shows none when an error goes through its frames. A pickle of a Secret
    holds the text in the clear.
    """

    __slots__ = ("_value",)

    def __init__(self, value: str | Secret) -> None:
        self._value: Any = value._value if isinstance(value, Secret) else value

    @property
    def value(self) -> str:
        """The text."""
        text: str = self._value
        return text

    def __repr__(self) -> str:
        return "'***'" if self else "''"

    def __bool__(self) -> bool:
        return not isinstance(self._value, (str, bytes)) or len(self._value) > 0

    def __eq__(self, other: object) -> bool:
        return self._value == other._value if isinstance(other, Secret) else NotImplemented

    def __hash__(self) -> int:
        return hash((Secret, self._value))

    def __copy__(self) -> Secret:
        return self

    def __deepcopy__(self, memo: object) -> Secret:
        return self

    def __reduce__(self) -> tuple[Any, ...]:
        return (Secret, (self._value,))
