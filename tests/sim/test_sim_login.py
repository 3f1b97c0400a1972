"""Handshake and login on both ports."""

from __future__ import annotations

import logging
import traceback

import pytest
from rawclient import RawClient
from simdata import TIMES

from actp import records
from actp.ctp.description import installed
from actp.errors import ConfigurationError, UsageError
from actp.sim import Account, Front, Limits, Times

pytestmark = [pytest.mark.anyio, pytest.mark.timeout(60)]

VERSIONS = installed().versions


@pytest.mark.parametrize("version", VERSIONS)
async def test_login_on_the_market_data_side(version: str) -> None:
    async with (
        Front(seed=1, trading_day="20260302") as front,
        RawClient(front.md_address, version=version) as client,
    ):
        await client.handshake()
        answer = await client.login("someone", request_id=7)
        assert (answer.error_id, answer.error_text, answer.request_id, answer.last) == (
            0,
            "CTP:No Error",
            7,
            True,
        )
        login = client.record(answer)
        assert (login.trading_day, login.broker_id, login.user_id) == ("20260302", "9999", "someone")
        (known,) = await front.wait_clients(logged_in=True)
        assert (known.kind, known.version, known.user_id) == ("md", version, "someone")


async def test_a_market_data_login_may_name_nobody() -> None:
    async with Front(seed=1) as front, RawClient(front.md_address) as client:
        await client.handshake()
        assert (await client.login("", "", "")).error_id == 0


async def test_an_unknown_broker_is_refused() -> None:
    async with Front(seed=1) as front, RawClient(front.md_address) as client:
        await client.handshake()
        answer = await client.login(broker="1234")
        assert answer.error_id == 12
        assert answer.error_text == "CTP:找不到该经纪公司"
        assert (await client.login()).error_id == 0


async def test_accounts_close_the_front() -> None:
    accounts = [Account("a", "right"), Account("b", "right", broker_id="8888")]
    async with Front(seed=1, accounts=accounts) as front:
        for address, kind in ((front.md_address, 0), (front.trader_address, 1)):
            async with RawClient(address, kind=kind) as client:
                await client.handshake()
                assert (await client.login("a", "wrong")).error_id == 3
                assert (await client.login("nobody", "right")).error_id == 3
                assert (await client.login("", "", "")).error_id == 12
                assert (await client.login("a", "right", "7777")).error_id == 12
                assert (await client.login("b", "right")).error_id == 3
                assert (await client.login("b", "right", "8888")).error_id == 0


async def test_failures_lock_an_account_where_asked() -> None:
    async with (
        Front(accounts=[Account("a", "right")], lock_after=2) as front,
        RawClient(front.md_address) as client,
    ):
        await client.handshake()
        assert (await client.login("a", "wrong")).error_id == 3
        assert (await client.login("a", "wrong")).error_id == 3
        assert (await client.login("a", "right")).error_id == 75


async def test_a_login_after_success_is_not_answered() -> None:
    async with Front(seed=1) as front, RawClient(front.md_address) as client:
        await client.ready()
        client.request("ReqUserLogin", records.ReqUserLogin(broker_id="9999", user_id="u"), 2)
        client.request("ReqUserLogout", records.UserLogout(broker_id="9999", user_id="u"), 3)
        answer = await client.frame()
        assert (answer.name, answer.request_id, answer.error_id) == ("OnRspError", 3, 77)


async def test_a_second_login_before_the_answer_gives_5() -> None:
    async with Front(seed=1) as front, RawClient(front.md_address) as client:
        await client.handshake()
        login = records.ReqUserLogin(broker_id="9999", user_id="u")
        with front.delay(0.05):
            client.request("ReqUserLogin", login, 1)
            client.request("ReqUserLogin", login, 2)
            answers = [await client.expect("OnRspUserLogin") for _ in range(2)]
        assert [(a.request_id, a.error_id) for a in answers] == [(1, 0), (2, 5)]


async def test_without_login_requests_are_refused_with_6() -> None:
    async with Front(seed=1) as front:
        async with RawClient(front.md_address) as client:
            await client.handshake()
            answers = await client.subscribe("rb2610", "ag2612")
            assert [a.error_id for a in answers] == [6, 6]
            assert [client.record(a).instrument_id for a in answers] == ["rb2610", "ag2612"]
            assert not front.clients[0].subscriptions
        async with RawClient(front.trader_address, kind=1) as trader:
            await trader.handshake()
            trader.request("ReqSettlementInfoConfirm", records.SettlementInfoConfirm(broker_id="9999"), 4)
            answer = await trader.expect("OnRspSettlementInfoConfirm")
            assert (answer.request_id, answer.error_id, answer.data) == (4, 6, None)


async def test_a_library_at_the_wrong_port_gets_77() -> None:
    async with Front(seed=1) as front:
        for address, kind in ((front.trader_address, 0), (front.md_address, 1)):
            async with RawClient(address, kind=kind) as client:
                await client.handshake()
                client.request("ReqUserLogin", records.ReqUserLogin(broker_id="9999", user_id="u"), 5)
                answer = await client.frame()
                assert (answer.name, answer.request_id, answer.error_id) == ("OnRspError", 5, 77)
                assert answer.error_text == "CTP:没有此功能"
        async with RawClient(front.trader_address) as client:
            await client.handshake()
            client.subscription("SubscribeMarketData", "rb2610")
            assert (await client.frame()).error_id == 77


async def test_requests_that_are_not_served_get_77_or_27() -> None:
    async with Front(seed=1) as front:
        async with RawClient(front.md_address) as client:
            await client.ready()
            client.request("ReqQryMulticastInstrument", records.QryMulticastInstrument(), 9)
            answer = await client.frame()
            assert (answer.name, answer.request_id, answer.error_id, answer.last) == (
                "OnRspError",
                9,
                77,
                True,
            )
        async with RawClient(front.trader_address, kind=1) as trader:
            await trader.ready()
            trader.request("ReqUserAuthMethod", records.ReqUserAuthMethod(), 10)
            answer = await trader.frame()
            assert (answer.name, answer.request_id, answer.error_id, answer.last) == (
                "OnRspUserAuthMethod",
                10,
                27,
                True,
            )
            assert (answer.flow, answer.error_text) == (0, "CTP:不支持的功能")
            login = records.ReqUserLoginWithCaptcha(broker_id="9999", user_id="u")
            trader.request("ReqUserLoginWithCaptcha", login, 11)
            answer = await trader.frame()
            assert (answer.name, answer.request_id, answer.error_id) == ("OnRspError", 11, 27)


@pytest.mark.parametrize("version", VERSIONS)
async def test_the_trading_sequence(version: str) -> None:
    async with (
        Front(seed=1, trading_day="20260302", front_id=3) as front,
        RawClient(front.trader_address, kind=1, version=version) as trader,
    ):
        await trader.handshake()
        trader.request(
            "ReqAuthenticate",
            records.ReqAuthenticate(broker_id="9999", user_id="u", app_id="app", auth_code="0" * 16),
            1,
        )
        answer = await trader.expect("OnRspAuthenticate")
        assert answer.error_id == 0
        assert trader.record(answer).app_id == "app"
        answer = await trader.login(request_id=2)
        assert (answer.error_id, answer.error_text) == (0, "CTP:正确")
        login = trader.record(answer)
        assert (login.trading_day, login.front_id, login.max_order_ref) == ("20260302", 3, "1")
        assert login.session_id != 0
        assert login.shfe_time == "09:29:00"
        trader.request(
            "ReqSettlementInfoConfirm",
            records.SettlementInfoConfirm(broker_id="9999", investor_id="u"),
            3,
        )
        answer = await trader.expect("OnRspSettlementInfoConfirm")
        assert (answer.request_id, answer.error_id) == (3, 0)
        assert trader.record(answer).investor_id == "u"
        assert len(trader.record(answer).confirm_date) == 8
        trader.request("ReqUserLogout", records.UserLogout(broker_id="9999", user_id="u"), 4)
        assert (await trader.expect("OnRspUserLogout")).request_id == 4
        await trader.closed()


async def test_sessions_differ() -> None:
    async with Front(seed=1) as front:
        numbers = set()
        for _ in range(3):
            async with RawClient(front.trader_address, kind=1) as trader:
                await trader.handshake()
                numbers.add(trader.record(await trader.login()).session_id)
        assert len(numbers) == 3


async def test_authentication_is_demanded_where_the_account_says_so() -> None:
    account = Account("u", "p", app_id="app", auth_code="secret")
    async with Front(accounts=[account]) as front, RawClient(front.trader_address, kind=1) as trader:
        await trader.handshake()
        assert (await trader.login()).error_id == 64
        for code, expected in (("other", 63), ("secret", 0)):
            request = records.ReqAuthenticate(broker_id="9999", user_id="u", app_id="app", auth_code=code)
            trader.request("ReqAuthenticate", request)
            assert (await trader.expect("OnRspAuthenticate")).error_id == expected
        assert (await trader.login()).error_id == 0


async def test_a_first_login_needs_a_new_password() -> None:
    def update(old: str, new: str) -> object:
        return records.UserPasswordUpdate(broker_id="9999", user_id="u", old_password=old, new_password=new)

    async with (
        Front(accounts=[Account("u", "old", first_login=True)]) as front,
        RawClient(front.trader_address, kind=1) as trader,
    ):
        await trader.handshake()
        assert (await trader.login("u", "old")).error_id == 140
        for old, new, expected in (
            ("x", "new", 14),
            ("old", "old", 142),
            ("old", "", 132),
            ("old", "new", 0),
        ):
            trader.request("ReqUserPasswordUpdate", update(old, new))
            answer = await trader.expect("OnRspUserPasswordUpdate")
            assert answer.error_id == expected
            assert trader.record(answer).new_password == ""
        assert (await trader.login("u", "old")).error_id == 3
        assert (await trader.login("u", "new")).error_id == 0


async def test_handshakes_of_another_release_are_refused() -> None:
    async with Front(seed=1) as front:
        for wrong in ({"protocol": 2}, {"schema": 1}):
            async with RawClient(front.md_address) as client:
                client.hello(**wrong)
                answer = await client.frame()
                assert (answer.name, answer.error_id) == ("REFUSE", 4040)
                await client.closed()
        async with RawClient(front.md_address, version="9.9.9") as client:
            client.hello()
            assert (await client.frame()).name == "REFUSE"
            await client.closed()


async def test_limits_of_connections_and_logins() -> None:
    limits = Limits(connect_freq=2, login_freq=1, query_frequency=3, package_frequency=9)
    async with (
        Front(seed=1, limits=limits) as front,
        RawClient(front.md_address) as first,
        RawClient(front.md_address) as second,
    ):
        first.hello()
        assert (await first.expect("WELCOME")).values == (3, 9)
        await second.handshake()
        async with RawClient(front.md_address) as third:
            await third.closed()
        assert (await first.login(broker="1")).error_id == 12
        answer = await first.login()
        assert (answer.error_id, answer.error_text) == (90, "CTP:api login over limit freq")


async def test_secrets_stay_secret(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    account = Account("u", "hunter2", auth_code="code0000code0000")
    assert "hunter2" not in repr(account)
    assert "code0000" not in repr(account)
    async with Front(accounts=[account]) as front, RawClient(front.trader_address, kind=1) as trader:
        await trader.handshake()
        await trader.login("u", "hunter2")
        await trader.login("u", "hunter3")
        assert "hunter" not in repr(front.clients)
    assert "u" in caplog.text
    assert "hunter" not in caplog.text


async def test_a_front_is_used_while_it_runs() -> None:
    front = Front(seed=1)
    with pytest.raises(UsageError):
        _ = front.md_address
    with pytest.raises(UsageError):
        await front.disconnect()
    async with front:
        address = front.md_address
        assert address.startswith("sim://127.0.0.1:")
        assert "?" not in address
    await front.aclose()
    with pytest.raises(ConnectionRefusedError):
        await RawClient(address).open()
    with pytest.raises(UsageError):
        await front.start()


async def test_times_travel_in_the_address() -> None:
    async with Front(seed=1, times=TIMES) as front:
        assert front.md_address.partition("?")[2] == "refused=0.1&lost=0.1&warn=1&timeout=2&beat=0.25"
    assert Times(lost=0).query == "?lost=0"
    with pytest.raises(ConfigurationError, match="timeout"):
        Times(timeout=0)


async def test_a_taken_port_is_a_clear_error() -> None:
    async with Front(seed=1) as front:
        port = int(front.md_address.rpartition(":")[2])
        with pytest.raises(ConfigurationError, match=str(port)) as caught:
            async with Front(seed=1, md_port=port):
                pass
        assert "listen" in "".join(traceback.format_exception(caught.value))
