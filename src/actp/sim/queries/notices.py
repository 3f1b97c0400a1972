"""Queries for the broker's notices."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

from actp import records
from actp.sim.accounts.investor import Investor
from actp.sim.broker.broker import Broker

__all__ = ["NOTICE_QUERIES"]


def _trading_notices(broker: Broker, investor: Investor, request: Any) -> Iterator[Any]:
    """The investor's own, and those to all."""
    own = investor.account.broker_id, investor.account.user_id
    for notice in tuple(broker.notices.told):
        if notice.user in (None, own):
            yield records.TradingNotice(
                broker_id=own[0],
                investor_range="1" if notice.user is None else "3",
                investor_id="00000000" if notice.user is None else own[1],
                sequence_series=1,
                send_time=notice.stamp.time,
                sequence_no=notice.number,
                field_content=notice.text,
            )


def _notices(broker: Broker, investor: Investor, request: Any) -> Iterator[Any]:
    for notice in tuple(broker.notices.told):
        if notice.user is None:
            yield records.Notice(
                broker_id=investor.account.broker_id, content=notice.text, sequence_label="1"
            )


NOTICE_QUERIES: Mapping[str, Callable[[Broker, Investor, Any], Iterable[Any]]] = {
    "ReqQryTradingNotice": _trading_notices,
    "ReqQryNotice": _notices,
}
