"""TraderClient's session: authentication, passwords, settlement, topics, flow folders, streams, positions."""

from __future__ import annotations

import asyncio
import gc
import logging
import warnings
from pathlib import Path
from typing import Any

import anyio
import pytest

import actp
from actp import State, TraderClient, _core, records
from actp.enums import Direction, OffsetFlag, OrderStatus, PosiDirection
from actp.sim import Account, Front, Times
from actp.testing import FAST_BACKOFF
from actp.trading.client import state_folder
from actp.trading.positions import Positions

pytestmark = pytest.mark.anyio


def front_of(*accounts: Account, **options: Any) -> Front:
    given: dict[str, Any] = {"seed": 2, "speed": 20, "times": Times.fast(), "accounts": accounts or None}
    return Front(**(given | options))


def trader(front: Front, **options: Any) -> TraderClient:
    who = {"broker_id": "9999", "user_id": "u", "password": "p"}
    given = {**who, "backoff": FAST_BACKOFF, "query_rate": None}
    return TraderClient(front.trader_address, **(given | options))


async def reconnected(front: Front, td: TraderClient) -> None:
    await front.disconnect()
    await td.wait_for(State.RECONNECTING, 10)
    await td.wait_for(State.READY, 10)


# -- login ------------------------------------------------------------------------------------------


async def test_authentication_login_and_settlement_again_after_a_disconnect() -> None:
    async with front_of(Account("u", "p", app_id="app", auth_code="code")) as front:
        td = trader(front, app_id="app", auth_code="code")
        events = td.connection_events()
        async with td:
            first = td.login
            assert first is not None and first.broker_id == "9999"
            assert td.trading_day == front.trading_day
            await reconnected(front, td)
            assert td.login is not None and td.login.session_id != first.session_id
        states = [event.state for event in [e async for e in events] if event.state is not event.previous]
        login = [State.AUTHENTICATING, State.LOGGING_IN, State.CONFIRMING_SETTLEMENT, State.READY]
        assert states == [State.CONNECTING, *login, State.RECONNECTING, *login, State.CLOSING, State.CLOSED]


@pytest.mark.parametrize(
    ("options", "error", "code"),
    [
        ({}, actp.LoginError, 64),
        ({"app_id": "app", "auth_code": "wrong"}, actp.AuthenticationError, 63),
        ({"app_id": "app", "auth_code": "code", "password": "x"}, actp.LoginError, 3),
    ],
)
async def test_final_refusals_are_raised_and_not_tried_again(options: Any, error: Any, code: int) -> None:
    async with front_of(Account("u", "p", app_id="app", auth_code="code")) as front:
        td = trader(front, **options)
        with pytest.raises(error) as caught:
            await td.connect()
        assert caught.value.code == code and not caught.value.retriable
        assert td.state is State.DISCONNECTED
        requests = front.statistics().requests
        await anyio.sleep(0.3)
        assert front.statistics().requests == requests
        await td.close()


async def test_nothing_secret_is_shown(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    account = Account("u", "pass-word", app_id="app", auth_code="auth-code")
    async with front_of(account) as front:
        options = {"password": "pass-word", "app_id": "app", "auth_code": "auth-code"}
        async with trader(front, **options, new_password="new-word") as td:
            shown = caplog.text + repr(td) + repr(vars(td))
            for secret in ("pass-word", "auth-code", "new-word"):
                assert secret not in shown


# -- passwords --------------------------------------------------------------------------------------


async def test_a_first_login_with_new_password() -> None:
    async with front_of(Account("u", "p", first_login=True)) as front:
        async with trader(front, new_password="q") as td:
            await reconnected(front, td)  # with the new one
        with pytest.raises(actp.LoginError) as caught:
            await trader(front).connect()
        assert caught.value.code == 3


async def test_a_first_login_with_change_password() -> None:
    async with front_of(Account("u", "p", first_login=True)) as front:
        td = trader(front)
        with pytest.raises(actp.LoginError, match="change_password") as caught:
            await td.connect()
        assert caught.value.code == 140
        await td.change_password("q")
        assert td.state is State.READY
        await td.change_password("r")
        await reconnected(front, td)
        with pytest.raises(actp.ResponseError) as same:
            await td.change_password("r")
        assert same.value.code == 142
        await td.close()


async def test_a_new_password_that_is_refused_ends_the_login() -> None:
    async with front_of(Account("u", "p", first_login=True)) as front:
        td = trader(front, new_password="p")
        with pytest.raises(actp.ResponseError) as caught:
            await td.connect()
        assert (caught.value.request, caught.value.code) == ("ReqUserPasswordUpdate", 142)
        await td.close()


async def test_a_new_password_that_is_not_needed_is_not_used() -> None:
    async with front_of(Account("u", "p")) as front, trader(front, new_password="q") as td:
        assert td._password.value == "p"
        await td.change_password("q")
    with pytest.raises(actp.ConfigurationError):
        await TraderClient("tcp://h:1", broker_id="b", user_id="u", password="p").change_password("")


# -- settlement -------------------------------------------------------------------------------------


async def test_settlement_skipped_required_confirmed() -> None:
    async with front_of(Account("u", "p")) as front:
        required = trader(front, settlement="require")
        with pytest.raises(actp.SettlementNotConfirmed, match="42"):
            await required.connect()
        async with trader(front, settlement="skip") as td:
            with pytest.raises(actp.SettlementNotConfirmed) as refused:
                await td.buy_open("rb2701", 3000.0)
            assert refused.value.code == 42 and isinstance(refused.value, actp.OrderRejected)
            assert "结算单" in await td.settlement_text()
            await td.settlement_info_confirm()
            await (await td.buy_open("rb2701", 3000.0)).cancel()
        async with required:
            await (await required.buy_open("rb2701", 3000.0)).cancel()


# -- settings ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("options", "words"),
    [
        ({"settlement": "yes"}, "settlement="),
        ({"private_flow": "start"}, "private_flow="),
        ({"public_flow": 1}, "public_flow="),
        ({"broker_id": ""}, "broker_id="),
        ({"user_id": ""}, "user_id="),
        ({"query_rate": 0}, "query_rate="),
        ({"order_rate": -1}, "order_rate="),
    ],
)
async def test_wrong_settings(options: Any, words: str) -> None:
    given: dict[str, Any] = {"broker_id": "9999", "user_id": "u", "password": "p"}
    with pytest.raises(actp.ConfigurationError, match=words):
        TraderClient("tcp://127.0.0.1:1", **(given | options))


async def test_flow_folders(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path))
    assert state_folder("9999", "../u") == tmp_path / "actp" / "flow" / "9999" / "%2E.%2Fu"
    real = TraderClient("tcp://127.0.0.1:1", broker_id="9999", user_id="u", password="p")
    assert real._making.flow_path == tmp_path / "actp" / "flow" / "9999" / "u"
    async with front_of() as front:
        assert trader(front)._making.flow_path is None  # a simulated day is its own
        async with trader(front, flow_path=tmp_path / "f") as td:
            ref = (await td.buy_open("rb2701", 3000.0)).order_ref
            with pytest.raises(actp.FlowPathError, match="in use by another live client"):
                await trader(front, flow_path=tmp_path / "f").connect()
        async with trader(front, flow_path=tmp_path / "f") as td:
            again = await td.buy_open("rb2701", 3000.0)
            assert int(again.order_ref) > int(ref)


async def test_where_the_private_flow_begins(tmp_path: Path) -> None:
    async with front_of() as front:
        async with trader(front, flow_path=tmp_path / "f") as td:
            order = await td.buy_open("rb2701", 3000.0)
            await order.cancel()
        for flow, expected in (("restart", 1), ("quick", 0), ("resume", 0)):
            async with trader(front, private_flow=flow, flow_path=tmp_path / "f") as td:
                mine = await td.buy_open("rb2701", 3000.0)
                await mine.cancel()
                earlier = [o for o in td.orders_today if o.key == order.key]
                assert len(earlier) == expected, flow
                assert not any(o.mine for o in earlier)
                assert all(o.status is OrderStatus.CANCELED for o in earlier)


async def test_a_relay_registers_its_terminal_before_each_login() -> None:
    async with front_of() as front:
        info = records.UserSystemInfo(broker_id="9999", user_id="u", client_system_info=b"\x01\x00\x02")
        async with trader(front, system_info=info) as td:
            before = front.statistics().requests
            await reconnected(front, td)
            # The terminal's data, login, confirmation.
            assert front.statistics().requests - before == 3
            await td.register_user_system_info(info)


async def test_a_dropped_client_warns_and_is_freed() -> None:
    async with front_of() as front:
        td = trader(front)
        await td.connect()
        with warnings.catch_warnings(record=True) as caught:
            warnings.simplefilter("always")
            del td
            gc.collect()
            await anyio.sleep(0)
            gc.collect()
        assert any(w.category is ResourceWarning and "without close()" in str(w.message) for w in caught)
        caught.clear()  # a warning holds its source
        gc.collect()
        for _ in range(3):
            await anyio.lowlevel.checkpoint()
        assert not [task for task in asyncio.all_tasks() if "_follow" in repr(task)]


def test_nothing_is_left_behind(no_leaks: None) -> None:
    async def cycle() -> None:
        async with front_of() as front, trader(front) as td:
            order = await td.buy_open("rb2701", 3000.0)
            waiting = asyncio.ensure_future(order.done())
            await anyio.lowlevel.checkpoint()
            await td.close()
            with pytest.raises(actp.ClientClosedError):
                await waiting
            with pytest.raises(actp.ClientClosedError):
                await order.cancel()

    for uvloop in (False, True):
        anyio.run(cycle, backend_options={"use_uvloop": uvloop})


# -- positions and account --------------------------------------------------------------------------


async def fresh(td: TraderClient) -> Positions:
    positions = Positions()
    positions.seed(await td.query_investor_position())
    return positions


def numbers(positions: Positions) -> list[tuple[Any, ...]]:
    return sorted((p.instrument_id, p.direction, p.today, p.history, p.frozen) for p in positions)


@pytest.mark.parametrize("version", [_core.described_versions()[0], _core.described_versions()[-1]])
async def test_positions_and_account_agree_with_a_fresh_query(version: str) -> None:
    async with front_of() as front:
        address = f"{front.trader_address}{'&' if '?' in front.trader_address else '?'}api={version}"
        who = {"broker_id": "9999", "user_id": "u", "password": "p"}
        async with TraderClient(address, **who, query_rate=None, backoff=FAST_BACKOFF) as td:
            positions = td.positions
            assert len(positions) == 0
            start = td.account.balance
            prices = {r.instrument_id: r.last_price for r in await td.query_depth_market_data()}
            await (await td.buy_open("rb2701", prices["rb2701"] + 60, 3)).filled(10)
            assert positions["rb2701", PosiDirection.LONG].volume == 3  # with the trade, before any query
            await (await td.sell_open("m2701", prices["m2701"] - 50, 2)).filled(10)
            await (await td.sell_close_today("rb2701", prices["rb2701"] - 60, 1)).filled(10)
            resting = await td.sell_close_today("rb2701", prices["rb2701"] + 60, 1)
            await positions.wait_confirmed(10)
            assert numbers(positions) == numbers(await fresh(td))
            held = positions["rb2701", PosiDirection.LONG]
            assert (held.volume, held.frozen, held.closable) == (2, 1, 1)
            assert positions["m2701", PosiDirection.SHORT].today == 2
            assert positions["cu2612", PosiDirection.LONG].volume == 0
            (account,) = await td.query_trading_account()
            assert td.account.commission == pytest.approx(account.commission) and account.commission > 0
            assert td.account.balance != start
            await reconnected(front, td)
            await resting.cancel()
            await positions.wait_confirmed(10)
            assert positions["rb2701", PosiDirection.LONG].frozen == 0
            assert numbers(positions) == numbers(await fresh(td))


def a_trade(name: str, exchange: str, direction: Direction, offset: OffsetFlag, volume: int) -> records.Trade:
    return records.Trade(
        instrument_id=name,
        exchange_id=exchange,
        direction=direction,
        offset_flag=offset,
        hedge_flag="1",
        volume=volume,
    )


def test_which_lots_a_trade_closes() -> None:
    def row(name: str, exchange: str, volume: int, today: int) -> records.InvestorPosition:
        return records.InvestorPosition(
            instrument_id=name,
            exchange_id=exchange,
            posi_direction="2",
            hedge_flag="1",
            position=volume,
            today_position=today,
        )

    positions = Positions()
    positions.seed([row("rb2701", "SHFE", 4, 4), row("rb2701", "SHFE", 3, 0), row("m2701", "DCE", 5, 2)])
    assert numbers(positions) == [("m2701", "2", 2, 3, 0), ("rb2701", "2", 4, 3, 0)]
    sell, close = Direction.SELL, OffsetFlag.CLOSE
    positions.trade(a_trade("rb2701", "SHFE", sell, OffsetFlag.CLOSE_TODAY, 1))
    positions.trade(a_trade("rb2701", "SHFE", sell, close, 2))
    positions.trade(a_trade("m2701", "DCE", sell, close, 4))
    positions.trade(a_trade("m2701", "DCE", sell, OffsetFlag.OPEN, 6))
    assert numbers(positions) == [("m2701", "2", 1, 0, 0), ("m2701", "3", 6, 0, 0), ("rb2701", "2", 3, 1, 0)]


def test_a_trade_counts_once_whichever_way_it_comes_first() -> None:
    def row(today: int, opened: int, closed: int = 0) -> records.InvestorPosition:
        return records.InvestorPosition(
            instrument_id="rb2701",
            exchange_id="SHFE",
            posi_direction="2",
            hedge_flag="1",
            position=today,
            today_position=today,
            open_volume=opened,
            close_volume=closed,
        )

    key = ("rb2701", PosiDirection.LONG)
    opening = a_trade("rb2701", "SHFE", Direction.BUY, OffsetFlag.OPEN, 2)
    closing = a_trade("rb2701", "SHFE", Direction.SELL, OffsetFlag.CLOSE_TODAY, 1)

    # The query knows of 2 lots opened and 1 closed before the flow tells of them.
    positions = Positions(whole_day=True)
    assert positions.seed([row(3, 4, 1)])
    for trade in (opening, closing, opening):
        positions.trade(trade)
        assert positions[key].volume == 3
    positions.trade(opening)
    positions.trade(closing)
    assert positions[key].volume == 4

    # Rows that miss a trade are not taken; they are if they go on missing it.
    assert not positions.seed([row(3, 4, 1)])
    assert positions[key].volume == 4
    assert positions.seed([row(4, 6, 2)])
    assert [positions.seed([row(4, 0, 0)]) for _ in range(5)] == [False, False, False, True, False]

    # Closed entirely, and no row any more.
    positions = Positions(whole_day=True)
    positions.trade(closing)
    positions.trade(a_trade("rb2701", "SHFE", Direction.BUY, OffsetFlag.OPEN, 1))
    assert positions.seed([])
    positions.trade(opening)
    assert not positions.seed([])

    # Another day's trades are counted from none.
    positions.begin_day()
    assert positions.seed([row(2, 2)])
    positions.trade(opening)
    assert positions[key].volume == 2

    # Where the flow tells only what is new, rows are taken as they are.
    positions = Positions()
    assert positions.seed([row(3, 4, 1)])
    positions.trade(opening)
    assert positions[key].volume == 5


async def test_positions_are_not_followed_if_not_wanted() -> None:
    async with front_of() as front, trader(front, follow_positions=False) as td:
        before = front.statistics().requests
        with pytest.raises(actp.UsageError, match="follow_positions=False"):
            _ = td.positions
        with pytest.raises(actp.UsageError, match="follow_positions=False"):
            _ = td.account
        await (await td.buy_open("rb2701", 3000.0, exchange_id="SHFE")).cancel()
        assert front.statistics().requests - before == 2


async def test_positions_before_connect_and_after_close() -> None:
    async with front_of() as front:
        td = trader(front)
        with pytest.raises(actp.NotConnectedError):
            _ = td.positions
        async with td:
            await td.positions.wait_confirmed(10)
            assert td.account.account_id == "u"
            with front.silence():
                td.positions._changed()
                async with anyio.create_task_group() as group:

                    async def wait() -> None:
                        with pytest.raises(actp.ClientClosedError):
                            await td.positions.wait_confirmed()

                    group.start_soon(wait)
                    await anyio.lowlevel.checkpoint()
                    await td.close()
        assert not td.positions.confirmed
        assert td.account.account_id == "u"


async def test_connect_given_up_while_positions_are_asked_for() -> None:
    async with front_of() as front:
        td = trader(front, query_rate=0.1)  # the second query comes 10 s after the first
        with anyio.move_on_after(1) as scope:
            await td.connect()
        assert scope.cancelled_caught
        assert td.state is actp.State.DISCONNECTED
        assert not [task for task in asyncio.all_tasks() if "_follow" in repr(task)]


async def test_connect_returns_though_positions_are_not_answered(caplog: pytest.LogCaptureFixture) -> None:
    async with front_of() as front:
        td = trader(front, query_rate=0.1, request_timeout=0.5)
        async with td:
            assert td.state is actp.State.READY
            assert "positions and account were not answered within 0.5 s" in caplog.text
            with pytest.raises(actp.UsageError, match="wait_confirmed"):
                _ = td.account


# -- what errors say and whose they are -------------------------------------------------------------


async def test_a_wrong_password_of_a_trader_is_no_matter_of_market_data() -> None:
    async with front_of(Account("u", "other")) as front:
        with pytest.raises(actp.LoginError, match="Check broker_id, user_id and password") as caught:
            await trader(front).connect()
        assert "LoginVerify" not in str(caught.value)
        md = actp.MdClient(front.md_address, broker_id="9999", user_id="u", password="p")
        with (
            front.refuse_login(3),
            pytest.raises(actp.LoginError, match="LoginVerify wants a trading login first"),
        ):
            await md.connect()


async def test_whoever_waits_gets_an_error_of_their_own() -> None:
    """One object that many raise would gather all their frames, each time they are asked again."""
    caught: list[BaseException] = []

    async def catch(wait: Any) -> None:
        try:
            await wait
        except actp.LoginError as error:
            caught.append(error)

    async with front_of() as front, trader(front) as td:
        streams: list[Any] = [td.connection_events(), td.orders(), td.trades(), td.notices(), td.orders()]
        async with anyio.create_task_group() as group:
            for _ in range(2):
                group.start_soon(catch, td.run_forever())
                group.start_soon(catch, td.wait_for(State.DISCONNECTED))
            await anyio.wait_all_tasks_blocked()
            with front.refuse_login(3):
                await front.disconnect()
                for stream in streams[1:]:
                    for _ in range(3):
                        await catch(anext(stream))
            await catch(td.run_forever())
    assert len(caught) >= 12 + 4 + 1
    assert len({id(error) for error in caught}) == len(caught)
    assert len({str(error) for error in caught}) == 1
    for error in caught:
        frames = error.__traceback__
        depth = 0
        while frames is not None:
            depth, frames = depth + 1, frames.tb_next
        assert depth < 8
