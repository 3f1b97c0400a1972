"""Queries for exercises and self-closes."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

from actp.sim.accounts.declaration import Naming
from actp.sim.accounts.investor import Investor
from actp.sim.broker.broker import Broker
from actp.sim.broker.exercise import EXERCISE_SPEC
from actp.sim.broker.self_close import SELF_CLOSE_SPEC
from actp.sim.queries.filters import fits

__all__ = ["DECLARATION_QUERIES"]


def _declared(naming: Naming) -> Callable[[Broker, Investor, Any], Iterable[Any]]:
    """The query for the declarations of a kind."""

    def rows(broker: Broker, investor: Investor, request: Any) -> Iterator[Any]:
        for each in tuple(investor.declarations.values()):
            asked = {
                "instrument_id": each.info.id,
                "exchange_id": each.exchange.id,
                f"{naming.prefix}_sys_id": each.sys_id,
            }
            if (
                each.kind == naming.name
                and fits(request, **asked)
                and (request.insert_time_start or "") <= each.insert_time
                and each.insert_time <= (request.insert_time_end or "~")
            ):
                yield each.record()

    return rows


DECLARATION_QUERIES: Mapping[str, Callable[[Broker, Investor, Any], Iterable[Any]]] = {
    "ReqQryExecOrder": _declared(EXERCISE_SPEC),
    "ReqQryOptionSelfClose": _declared(SELF_CLOSE_SPEC),
}
