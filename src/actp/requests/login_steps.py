"""The requests that a session begins with."""

from __future__ import annotations

from enum import Enum

__all__ = ["Step"]


class Step(Enum):
    """What has to be asked of the front, in this order, before a session is READY."""

    AUTHENTICATE = "ReqAuthenticate"
    LOGIN = "ReqUserLogin"
    CONFIRM_SETTLEMENT = "ReqSettlementInfoConfirm"
