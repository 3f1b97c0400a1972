"""Passwords and codes in memory."""

from __future__ import annotations


class Secret:
    """Text that no repr, log or traceback shows."""

    __slots__ = ("value",)

    def __init__(self, value: str) -> None:
        self.value = value

    def __repr__(self) -> str:
        return "'***'" if self.value else "''"
