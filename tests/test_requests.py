"""Every request of every version: names, stubs, structs, what awaiting one means."""

from __future__ import annotations

import asyncio
import inspect
from typing import Any

import anyio
import pytest

import actp
from actp import TraderClient, _core, ctp_errors, records
from actp.ctp.description import installed
from actp.requests.methods import Requests
from actp.requests.responses import Answer
from actp.requests.specs import Kind, build, form_for, matches, requests
from actp.sim import Front, Limits, Times
from actp.testing import FAST_BACKOFF
from actp.trading.dispatcher import any_row

VERSIONS = _core.described_versions()
IDENTITY = {"broker_id": "9999", "user_id": "u", "investor_id": "i", "account_id": "a"}


def trader(front: Front, version: str | None = None, **options: Any) -> TraderClient:
    address = front.trader_address
    if version is not None:
        address += f"{'&' if '?' in address else '?'}api={version}"
    given = {
        "broker_id": "9999",
        "user_id": "u",
        "password": "p",
        "backoff": FAST_BACKOFF,
        "query_rate": None,
    }
    return TraderClient(address, **(given | options))


# -- the table --------------------------------------------------------------------------------------


def test_every_request_of_every_version_has_a_method() -> None:
    asked = {form.ctp for forms in requests().values() for form in forms}
    for version in VERSIONS:
        methods = installed().methods("TraderApi", version)
        assert {m.name for m in methods if m.returns == "int" and m.struct} <= asked
    assert len(asked) == 130
    for name in requests():
        method = getattr(TraderClient, name)
        assert inspect.iscoroutinefunction(method)
        assert method.__doc__ and method.__qualname__ == f"Requests.{name}"


def test_names() -> None:
    for name in (
        "query_trading_account",
        "order_insert",
        "query_bank_account_money_by_future",
        "query_cfmmc_trading_account_token",
        "from_bank_to_future_by_future",
        "submit_user_system_info",
        "query_max_order_volume",
    ):
        assert name in requests()
    assert not any("qry" in name or name.startswith("req_") for name in requests())


def test_what_is_answered_only_to_refuse() -> None:
    """Of CTP's own list of requests without an answer when they are accepted."""
    found = {n: f[-1].report for n, f in requests().items() if f[-1].kind is Kind.INSTRUCTION}
    assert found == {
        "order_insert": "OnRtnOrder",
        "order_action": "OnRtnOrder",
        "exec_order_insert": "OnRtnExecOrder",
        "exec_order_action": "OnRtnExecOrder",
        "for_quote_insert": None,
        "quote_insert": "OnRtnQuote",
        "quote_action": "OnRtnQuote",
        "batch_order_action": None,
        "option_self_close_insert": "OnRtnOptionSelfClose",
        "option_self_close_action": "OnRtnOptionSelfClose",
        "comb_action_insert": "OnRtnCombAction",
        "offset_setting": "OnRtnOffsetSetting",
        "cancel_offset_setting": "OnRtnOffsetSetting",
        "spd_apply": "OnRtnSpdApply",
        "spd_apply_action": "OnRtnSpdApply",
        "hedge_cfm": "OnRtnHedgeCfm",
        "hedge_cfm_action": "OnRtnHedgeCfm",
    }


@pytest.mark.parametrize("version", VERSIONS)
def test_every_struct_can_be_built_in_every_version(version: str) -> None:
    for forms in requests().values():
        try:
            form = form_for(forms, version)
        except actp.UsageError:
            assert version not in {v for f in forms for v in f.versions}
            continue
        record = build(form, version, None, {}, IDENTITY)
        again = build(form, version, records.record_class(form.struct)(version=version), {}, IDENTITY)
        assert record == again
        assert record.version == version
        fields = record.asdict()
        assert fields.get("broker_id", "9999") == "9999"
        assert fields.get("investor_id", "i") == "i"
        assert "investor_id" not in fields or fields.get("account_id", "") == ""


def test_an_account_is_filled_in_where_it_stands_alone() -> None:
    (form,) = requests()["query_transfer_serial"]
    assert build(form, "6.7.11", None, {}, IDENTITY).account_id == "a"
    (form,) = requests()["query_trading_account"]
    assert build(form, "6.7.11", None, {}, IDENTITY).account_id == ""


def test_what_is_given_is_not_filled_in() -> None:
    (form,) = requests()["query_order"]
    assert build(form, "6.7.11", None, {"investor_id": ""}, IDENTITY).investor_id == ""
    assert build(form, "6.7.11", records.QryOrder(investor_id="x"), {}, IDENTITY).investor_id == "x"


def test_a_wrong_request() -> None:
    (form,) = requests()["query_order"]
    with pytest.raises(actp.UsageError, match="not both"):
        build(form, "6.7.11", records.QryOrder(), {"investor_id": "i"}, IDENTITY)
    with pytest.raises(actp.UsageError, match="takes a QryOrder record, not QryTrade"):
        build(form, "6.7.11", records.QryTrade(), {}, IDENTITY)
    with pytest.raises(TypeError):
        build(form, "6.7.11", None, {"instrument": "rb"}, IDENTITY)


def test_a_renamed_request_has_the_form_of_its_version() -> None:
    forms = requests()["query_max_order_volume"]
    assert form_for(forms, "6.3.19").ctp == "ReqQueryMaxOrderVolume"
    assert form_for(forms, "6.7.11").ctp == "ReqQryMaxOrderVolume"


def test_reports_are_matched_by_identity() -> None:
    (insert,), (action,) = requests()["quote_insert"], requests()["quote_action"]
    sent = records.InputQuote(quote_ref="7", request_id=3)
    report = records.Quote(
        quote_ref="           7", front_id=1, session_id=2, quote_sys_id=" 9", exchange_id="DCE"
    )
    assert matches(insert, sent, report, (1, 2))
    assert not matches(insert, sent, report, (1, 3))
    assert not matches(insert, sent, report.replace(quote_ref="8"), (1, 2))
    assert matches(action, records.InputQuoteAction(quote_sys_id="9", exchange_id="DCE"), report, (0, 0))
    assert not matches(action, records.InputQuoteAction(quote_sys_id="9", exchange_id="CZCE"), report, (0, 0))
    by_ref = records.InputQuoteAction(quote_ref="7", front_id=1, session_id=2)
    assert matches(action, by_ref, report, (5, 5))
    assert not matches(action, by_ref.replace(session_id=4), report, (5, 5))
    assert not matches(action, records.InputQuoteAction(), report, (1, 2))


@pytest.mark.anyio
async def test_the_base_alone_asks_nothing() -> None:
    with pytest.raises(NotImplementedError):
        await Requests().query_order()


# -- against the front ------------------------------------------------------------------------------


@pytest.mark.anyio
@pytest.mark.parametrize("version", VERSIONS)
async def test_queries_in_every_version(version: str) -> None:
    async with Front(seed=2, times=Times.fast()) as front, trader(front, version) as td:
        assert td.api_version == version
        instruments = await td.query_instrument()
        assert {row.instrument_id for row in instruments} == set(front.instruments)
        assert await td.query_order() == []
        (account,) = await td.query_trading_account()
        assert account.broker_id == "9999" and account.version == version
        (confirmed,) = await td.query_settlement_info_confirm()
        assert confirmed.investor_id == "u"
        text = await td.settlement_text()
        assert "模拟" in text and "\ufffd" not in text
        if version != VERSIONS[-1]:
            with pytest.raises(
                actp.UsageError, match=rf"CTP {version} has no ReqQryHedgeCfm: it is in CTP 6\.7\.13"
            ):
                await td.query_hedge_cfm()


@pytest.mark.anyio
async def test_fifty_queries_at_once_all_answer_and_an_order_does_not_wait() -> None:
    """The front takes one query in flight and so many a second, and refuses more with 90."""
    async with Front(seed=2, speed=20, times=Times.fast(), limits=Limits(query_freq=25)) as front:
        async with trader(front, query_rate=200.0) as td:
            ends: list[str] = []

            async def query() -> None:
                assert len(await td.query_instrument(instrument_id="rb2701", timeout=30)) == 1
                ends.append("query")

            async with anyio.create_task_group() as group:
                for _ in range(50):
                    group.start_soon(query)
                await anyio.lowlevel.checkpoint()
                order = await td.buy_open("rb2701", 3000.0, exchange_id="SHFE")
                ends.append("order")
                await order.cancel()
            assert len(ends) == 51
            assert ends.index("order") < 25


@pytest.mark.anyio
async def test_a_query_that_is_cancelled_does_not_disturb_the_next() -> None:
    async with Front(seed=2, times=Times.fast()) as front, trader(front) as td:
        for turns in range(12):
            task = asyncio.ensure_future(td.query_instrument())
            for _ in range(turns):
                await anyio.lowlevel.checkpoint()
            task.cancel()
            rows = await td.query_trading_account(timeout=10)
            assert len(rows) == 1
            if not task.cancelled():
                assert not isinstance(task.exception(), actp.ActpError)


@pytest.mark.anyio
async def test_a_query_that_is_not_answered_times_out_and_the_next_is_sent() -> None:
    async with Front(seed=2, times=Times.fast()) as front, trader(front) as td:
        with front.drop_requests("ReqQryOrder"), pytest.raises(actp.RequestTimeoutError, match="ReqQryOrder"):
            await td.query_order(timeout=0.2)
        # The library still counts one in flight (-2) until the connection is new.
        await front.disconnect()
        await td.wait_for(actp.State.RECONNECTING, 10)
        await td.wait_for(actp.State.READY, 10)
        assert await td.query_order() == []


@pytest.mark.anyio
async def test_return_codes_that_mean_later() -> None:
    async with Front(seed=2, times=Times.fast()) as front, trader(front) as td:
        for code in (-2, -3):
            await front.return_codes(code, 2)
            assert len(await td.query_trading_account()) == 1
        await front.return_codes(-1, 1)
        with anyio.fail_after(10), pytest.raises(actp.ConnectionLost) as caught:
            while True:  # until the library has heard of it
                await td.query_trading_account()
        assert caught.value.code == -1
        assert len(await td.query_trading_account()) == 1


@pytest.mark.anyio
async def test_queries_in_flight_and_in_line_fail_when_the_connection_breaks() -> None:
    async with Front(seed=2, times=Times.fast()) as front, trader(front) as td:
        errors: list[Exception] = []

        async def query() -> None:
            try:
                await td.query_order()
            except actp.ActpError as error:
                errors.append(error)

        with front.drop_requests("ReqQryOrder"):
            async with anyio.create_task_group() as group:
                for _ in range(3):
                    group.start_soon(query)
                await anyio.sleep(0.05)
                await front.disconnect()
        assert [type(error) for error in errors] == [actp.ConnectionLost] * 3
        await td.wait_for(actp.State.READY, 10)
        assert await td.query_order() == []


@pytest.mark.anyio
async def test_logins_and_unconnected_clients_are_refused() -> None:
    async with Front(seed=2, times=Times.fast()) as front:
        td = trader(front)
        with pytest.raises(actp.NotConnectedError):
            await td.query_order()
        async with td:
            with pytest.raises(actp.UsageError, match="connect\\(\\) logs in"):
                await td.user_login(user_id="u")
            await td.submit_user_system_info(client_system_info=b"x", client_system_info_len=1)
            assert (await td.user_password_update(old_password="p", new_password="q")) is not None
            assert td._password.value == "q"
        with pytest.raises(actp.ClientClosedError):
            await td.query_order()


def test_no_rows_come_as_null_or_as_zeros() -> None:
    assert not any_row(Answer((), None))
    assert not any_row(Answer((records.Order(),), None))
    assert any_row(Answer((records.Order(order_ref="1"),), None))
    assert any_row(Answer((records.Order(), records.Order()), None))


@pytest.mark.anyio
async def test_instructions_without_a_report_end_when_no_refusal_comes() -> None:
    async with Front(seed=2, times=Times.fast()) as front, trader(front) as td:
        with front.drop_requests("ReqForQuoteInsert"):
            assert await td.for_quote_insert(instrument_id="m2701", exchange_id="DCE") is None
        with front.drop_requests("ReqQuoteInsert"):
            with pytest.raises(actp.RequestTimeoutError, match="ReqQuoteInsert"):
                await td.quote_insert(instrument_id="m2701", timeout=0.1)
            quoting = asyncio.ensure_future(td.quote_insert(instrument_id="m2701"))
            await anyio.sleep(0.05)
            (watch,) = td._watches["OnRtnQuote"]
            front_id, session_id = td._session_key
            ours = {"front_id": front_id, "session_id": session_id, "quote_ref": watch.request.quote_ref}
            td._on_notice("OnRtnQuote", records.Quote(**(ours | {"session_id": session_id + 1})), 0, "")
            td._on_notice("OnRtnQuote", records.Quote(**ours), 0, "")
            assert (await quoting).quote_ref == watch.request.quote_ref
            lost = asyncio.ensure_future(td.quote_insert(instrument_id="m2701"))
            await anyio.sleep(0.05)
            await front.disconnect()
            with pytest.raises(actp.ConnectionLost):
                await lost


@pytest.mark.anyio
async def test_low_level_order_and_cancel() -> None:
    async with Front(seed=2, speed=20, times=Times.fast()) as front, trader(front) as td:
        fields: dict[str, Any] = {
            "instrument_id": "rb2701",
            "exchange_id": "SHFE",
            "order_price_type": "2",
            "direction": "0",
            "comb_offset_flag": "0",
            "comb_hedge_flag": "1",
            "limit_price": 3000.0,
            "volume_total_original": 1,
            "time_condition": "3",
            "volume_condition": "1",
            "min_volume": 1,
            "contingent_condition": "1",
            "force_close_reason": "0",
        }
        order = await td.order_insert(**fields)
        assert isinstance(order, records.Order)
        assert order.order_status == actp.enums.OrderStatus.UNKNOWN
        (handle,) = td.orders_today
        assert handle.mine
        with pytest.raises(ctp_errors.OverCloseyesterdayPosition) as refused:
            await td.order_insert(**(fields | {"comb_offset_flag": "1"}))
        assert isinstance(refused.value, actp.OrderRejected)
        assert refused.value.code == 51 and refused.value.by == "CTP"
        await handle._until(lambda: handle.order_sys_id != "")
        report = await td.order_action(
            instrument_id="rb2701", exchange_id="SHFE", order_sys_id=handle.order_sys_id, action_flag="0"
        )
        assert report.order_ref == order.order_ref
        assert await handle.done(10) == actp.enums.OrderStatus.CANCELED
        with pytest.raises(ctp_errors.InsuitableOrderStatus) as late:
            await td.order_action(
                instrument_id="rb2701", exchange_id="SHFE", order_sys_id=handle.order_sys_id, action_flag="0"
            )
        assert isinstance(late.value, actp.CancelRejected)
        assert late.value.code == 26
        await td.positions.wait_confirmed(10)
        assert td._pending == {} and not any(td._watches.values())
