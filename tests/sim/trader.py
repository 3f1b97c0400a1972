"""A trading session over the raw protocol: orders go out, what the front says of them is collected."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from frontprocess import FrontProcess
from rawclient import Frame, RawClient

from actp import records
from actp.ctp.description import installed
from actp.sim import Front

BUY, SELL = "0", "1"
OPEN, CLOSE, CLOSE_TODAY, CLOSE_YESTERDAY = "0", "1", "3", "4"
DAY = {"time_condition": "3", "volume_condition": "1"}
FAK = {"time_condition": "1", "volume_condition": "1"}
FOK = {"time_condition": "1", "volume_condition": "3"}


@dataclass(frozen=True)
class Notice:
    name: str
    record: Any
    frame: Frame

    @property
    def error_id(self) -> int | None:
        return self.frame.error_id

    def __str__(self) -> str:
        if self.name == "OnRtnOrder":
            return f"R({self.record.order_status.value})"
        return "T" if self.name == "OnRtnTrade" else f"{self.name} {self.error_id}"


def script(notices: list[Notice]) -> str:
    """What came, in the notation `R(a) R(3) T`."""
    return " ".join(map(str, notices))


class Trader(RawClient):
    """`private` and `public` are a resume type and a sequence number."""

    def __init__(
        self,
        front: Front | FrontProcess,
        user: str = "u",
        *,
        password: str = "p",
        version: str = "6.7.11",
        private: tuple[int, int] = (2, 0),
        public: tuple[int, int] = (255, 0),
        trading_day: str = "",
        confirm: bool = True,
    ) -> None:
        super().__init__(front.trader_address, kind=1, version=version)
        self.front, self.user, self.password = front, user, password
        self.private, self.public, self.day, self.confirm = private, public, trading_day, confirm
        self.references = 0
        self.login_record: Any = None
        self._requests = 100

    async def __aenter__(self) -> Trader:
        await self.open()
        self.hello(private=self.private, public=self.public, trading_day=self.day)
        await self.expect("WELCOME")
        answer = await self.login(self.user, self.password)
        assert answer.error_id == 0, answer
        self.login_record = self.record(answer)
        if self.confirm:
            await self.confirm_settlement()
        return self

    async def confirm_settlement(self) -> Frame:
        return await self.ask("ReqSettlementInfoConfirm")

    def tell(self, name: str, **fields: Any) -> int:
        """Send a request in the user's name; gives its nRequestID."""
        self._requests += 1
        struct = next(m.struct for m in installed().all_methods("TraderApi") if m.name == name)
        assert struct is not None
        layout = installed().struct(struct, self.version)
        assert layout is not None
        known = {field.attribute for field in layout.fields}
        who = {"broker_id": "9999", "investor_id": self.user, "user_id": self.user, "account_id": self.user}
        values = {key: value for key, value in who.items() if key in known} | fields
        self.request(name, getattr(records, struct)(version=self.version, **values), self._requests)
        return self._requests

    async def ask(self, name: str, **fields: Any) -> Frame:
        """The answer to a request; notices that come before it are kept."""
        number = self.tell(name, **fields)
        kept: list[Frame] = []
        while (answer := await self.frame()).request_id != number or not answer.name.startswith("OnRsp"):
            kept.append(answer)
        self._pending.extendleft(reversed(kept))
        return answer

    def order(
        self,
        instrument_id: str,
        direction: str,
        price: float,
        volume: int,
        offset: str = OPEN,
        /,
        **fields: Any,
    ) -> str:
        """Send an order; gives its OrderRef."""
        self.references += 1
        info = self.front.instruments.get(instrument_id)
        values = {
            "broker_id": "9999",
            "investor_id": self.user,
            "user_id": self.user,
            "instrument_id": instrument_id,
            "exchange_id": info.exchange if info is not None else "SHFE",
            "order_ref": str(self.references),
            "order_price_type": "2",
            "direction": direction,
            "comb_offset_flag": offset,
            "comb_hedge_flag": "1",
            "limit_price": price,
            "volume_total_original": volume,
            **DAY,
            "min_volume": 1,
            "contingent_condition": "1",
            "force_close_reason": "0",
        }
        self.request("ReqOrderInsert", records.InputOrder(version=self.version, **{**values, **fields}), 7)
        return str(self.references)

    def cancel(self, order: Any = None, **fields: Any) -> None:
        """Cancel by the session's key of an `Order` record, or by other fields."""
        values: dict[str, Any] = {"broker_id": "9999", "investor_id": self.user, "user_id": self.user}
        values["action_flag"] = "0"
        if order is not None:
            values |= {"front_id": order.front_id, "session_id": order.session_id}
            values |= {"order_ref": order.order_ref, "instrument_id": order.instrument_id}
        request = records.InputOrderAction(version=self.version, **{**values, **fields})
        self.request("ReqOrderAction", request, 8)

    async def query_frames(self, name: str, **fields: Any) -> list[Frame]:
        """All answers to `ReqQry<name>`; notices that come in between are kept."""
        self._requests += 1
        number = self._requests
        self.request(f"ReqQry{name}", getattr(records, f"Qry{name}")(version=self.version, **fields), number)
        frames: list[Frame] = []
        kept: list[Frame] = []
        while not frames or not frames[-1].last:
            frame = await self.frame()
            (frames if frame.request_id == number else kept).append(frame)
        self._pending.extendleft(reversed(kept))
        return frames

    async def query(self, name: str, **fields: Any) -> list[Any]:
        """The rows that a good query gives."""
        frames = await self.query_frames(name, **fields)
        assert all(frame.error_id is None and frame.flow == 1 for frame in frames)
        assert len({frame.name for frame in frames}) == 1
        if frames[0].data is None:
            assert len(frames) == 1
            return []
        return [self.record(frame) for frame in frames]

    def _notice(self, frame: Frame) -> Notice:
        return Notice(frame.name, self.record(frame), frame)

    async def next(self, count: int) -> list[Notice]:
        """The next `count` notices, as they come."""
        found: list[Frame] = []
        while len(found) < count:
            if (frame := await self.frame()).name != "HEARTBEAT":
                found.append(frame)
        return [self._notice(frame) for frame in found]

    async def notices(self) -> list[Notice]:
        """What the front has sent up to now: a query is the mark behind it."""
        await self.query_frames("Exchange", exchange_id="none")
        found = [frame for frame in self._pending if frame.name != "HEARTBEAT"]
        self._pending.clear()
        return [self._notice(frame) for frame in found]

    async def last(self) -> list[Notice]:
        """What the front has sent until it closes the connection."""
        await self.closed()
        return [self._notice(frame) for frame in self._pending if frame.name != "HEARTBEAT"]

    async def done(self, *args: Any, **fields: Any) -> list[Notice]:
        """An order and what came of it at once."""
        self.order(*args, **fields)
        return await self.notices()
