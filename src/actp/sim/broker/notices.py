"""What the broker tells its investors in words: trading notices to one, bulletins to all."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from actp import records
from actp.sim.accounts.investor import Investor
from actp.sim.accounts.order_status import Stamp
from actp.sim.persistence.flows import Flow
from actp.sim.persistence.store import Shelf
from actp.sim.reference.arguments import message_text
from actp.sim.wire.layouts import fitting

__all__ = ["Notices", "Told"]

# FieldContent and Content are char[501], Abstract is char[81].
_LONGEST = 500
_ABSTRACT = 80


@dataclass(frozen=True, slots=True)
class Told:
    """A notice of the day."""

    number: int
    text: str
    stamp: Stamp
    user: tuple[str, str] | None
    """Whom it was told, by broker and user; None for all."""


class Notices:
    """The notices of a day."""

    def __init__(self, shelf: Shelf, public: Flow, stamp: Callable[[], Stamp]) -> None:
        self._shelf = shelf
        self._public = public
        self._stamp = stamp
        self.told: list[Told] = [told for _, told in shelf.load("notice", Told)]

    def tell(self, text: str, investor: Investor | None) -> None:
        """Put it into the investor's private flow, or the public one. UsageError for what does not fit in."""
        text = message_text("notice: text", text, _LONGEST, lines=True)
        user = (investor.account.broker_id, investor.account.user_id) if investor is not None else None
        notice = Told(len(self.told) + 1, text, self._stamp(), user)
        self.told.append(notice)
        self._shelf.put("notice", notice.number, notice)
        if investor is None:
            self._public.append("OnRtnBulletin", _bulletin(notice))
        else:
            investor.flow.append("OnRtnTradingNotice", _info(investor, notice))

    def clear(self) -> None:
        """The day is over."""
        self.told.clear()
        self._shelf.clear("notice")


def _bulletin(notice: Told) -> Any:
    return records.Bulletin(
        trading_day=notice.stamp.trading_day,
        bulletin_id=notice.number,
        sequence_no=notice.number,
        news_urgency="0",
        send_time=notice.stamp.time,
        abstract=fitting(notice.text, _ABSTRACT),
        come_from="actp.sim",
        content=notice.text,
    )


def _info(investor: Investor, notice: Told) -> Any:
    return records.TradingNoticeInfo(
        broker_id=investor.account.broker_id,
        investor_id=investor.account.user_id,
        send_time=notice.stamp.time,
        field_content=notice.text,
        sequence_series=1,
        sequence_no=notice.number,
    )
