"""The market-data side: login, subscriptions, snapshots."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from actp import records
from actp.sim.accounts.state import Core
from actp.sim.session.connection import Client
from actp.sim.session.session import Service
from actp.sim.wire import error_texts as messages
from actp.sim.wire.frames import RspInfo
from actp.sim.wire.layouts import fitting, name_room

__all__ = ["MarketDataService"]

# Answers to a subscription travel in packets; bIsLast marks the last of each, not of the request.
_PER_PACKET = 20
# Names that a session may subscribe unless `Limits` says otherwise: exchanges list fewer, with all options.
_MOST_NAMES = 50_000

_ANSWERS = {
    "SubscribeMarketData": "OnRspSubMarketData",
    "UnSubscribeMarketData": "OnRspUnSubMarketData",
    "SubscribeForQuoteRsp": "OnRspSubForQuoteRsp",
    "UnSubscribeForQuoteRsp": "OnRspUnSubForQuoteRsp",
}


class MarketDataService(Service):
    success = messages.MD_SUCCESS

    def __init__(self, client: Client, core: Core) -> None:
        super().__init__(client, core)
        self._quotes: set[str] = set()
        self._wanted: dict[bool, set[str]] = {False: set(), True: set()}
        """Ticks and (True) for-quotes subscribed as of the last request; `subscriptions` follows when it is
        answered."""

    def check_login(self, broker_id: str, user_id: str, password: str, then: Callable[[int], None]) -> None:
        # CTP's market-data fronts take a login that names nobody.
        if not broker_id and not user_id and self.core.accounts.open:
            then(0)
        else:
            super().check_login(broker_id, user_id, password, then)

    def login_answer(self) -> Any:
        return records.RspUserLogin(
            trading_day=self.core.trading_day, broker_id=self.broker_id, user_id=self.user_id
        )

    def subscription(self, name: str, names: tuple[bytes, ...]) -> None:
        if not self.right_front:
            self.wrong_front(0)
            return
        decoded = [text.decode("gb18030", "replace") for text in names]
        if (journal := self.core.journal) is not None:
            journal.subscription(self.client, name, decoded)
        accepted: list[str] = []
        room = name_room("SpecificInstrument", self.client.version)
        for place, instrument in enumerate(decoded, 1):
            info = self._refusal(name, instrument, room)
            if info is None:
                accepted.append(instrument)
            at_end = place == len(decoded)
            self.client.answer(
                _ANSWERS[name],
                records.SpecificInstrument(instrument_id=fitting(instrument, room)),
                info=info or self.success,
                last=at_end or place % _PER_PACKET == 0,
                # All names at once and before any tick, so that a replay starts with all of them.
                then=partial(self._apply, name, accepted) if at_end else None,
            )

    def _refusal(self, name: str, instrument: str, room: int) -> RspInfo | None:
        if not self.logged_in:
            return messages.error(6)
        if len(instrument.encode("gb18030", "replace")) > room:
            # No struct of the client's version can name it: its ticks would be another instrument's.
            return messages.error(16)
        rule = self.core.rules.for_request(name, self.user_id, instrument)
        if rule is not None:
            return rule.info
        wanted = self._wanted["ForQuote" in name]
        if name.startswith("UnSubscribe"):
            wanted.discard(instrument)
            return None
        limit = self.core.limits.max_subscriptions if name == "SubscribeMarketData" else None
        if instrument not in wanted and len(wanted) >= (_MOST_NAMES if limit is None else limit):
            return messages.error(6000, "sub too many insts")
        wanted.add(instrument)
        return None

    def _apply(self, name: str, instruments: list[str]) -> None:
        board, client = self.core.board, self.client
        quotes = "ForQuote" in name
        own = self._quotes if quotes else self.subscriptions
        if name.startswith("UnSubscribe"):
            for instrument in instruments:
                own.discard(instrument)
                board.unsubscribe(client, instrument, quotes=quotes)
            board.changes.notify()
            return
        for instrument in instruments:
            own.add(instrument)
            is_new = board.subscribe(client, instrument, quotes=quotes)
            if is_new and not quotes and (tick := self.core.snapshot(instrument)) is not None:
                client.send(tick.frame(client.version))
        board.changes.notify()

    def closed(self) -> None:
        board = self.core.board
        for instrument in self.subscriptions:
            board.unsubscribe(self.client, instrument)
        for instrument in self._quotes:
            board.unsubscribe(self.client, instrument, quotes=True)
