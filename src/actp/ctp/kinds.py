"""CTP's two APIs."""

from __future__ import annotations

from typing import Literal

__all__ = ["Kind"]

Kind = Literal["md", "trader"]
