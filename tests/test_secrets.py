"""Secrets are in no traceback, whatever shows it: pytest, rich, and the library's own with its locals."""

from __future__ import annotations

import dataclasses
import io
import traceback
from typing import Any

import pytest
from rich.console import Console
from rich.traceback import Traceback

import actp
from actp import MdClient, TraderClient, records
from actp.sim import Account, Bank, Front

# Written so that the source lines of this file, which tools show as well, have none of them.
PASSWORD, CODE, TOKEN, NEW = (
    "".join(parts) for parts in (("hun", "ter2"), ("Co", "de9"), ("654", "321"), ("fre", "sh8"))
)
SECRETS = (PASSWORD, CODE, TOKEN, NEW)
ADDRESS = "tcp://127.0.0.1:1"


def shown(error: BaseException) -> str:
    """What tools print of an error, from the first frame that is actp's."""
    trace = error.__traceback__
    while trace is not None and trace.tb_frame.f_code.co_filename == __file__:
        trace = trace.tb_next
    if trace is None:
        return f"{error!r} {error} {vars(error)}"
    error = error.with_traceback(trace)
    out = io.StringIO()
    rich = Traceback.from_exception(
        type(error),
        error,
        trace,
        show_locals=True,
        locals_max_length=100,
        locals_max_string=1000,
    )
    Console(file=out, width=400, force_terminal=False).print(rich)
    own = traceback.TracebackException.from_exception(error, capture_locals=True)
    long = pytest.ExceptionInfo.from_exception(error).getrepr(showlocals=True, style="long", funcargs=True)
    return "\n".join([out.getvalue(), *own.format(), str(long), repr(error), str(error), repr(vars(error))])


def assert_clear(text: str) -> None:
    assert not [secret for secret in SECRETS if secret in text], text


GOOD: dict[str, Any] = {"broker_id": "9999", "user_id": "u", "password": PASSWORD}
TRADER = {
    **GOOD,
    "auth_code": CODE,
    "new_password": NEW,
    "login_fields": {"one_time_password": TOKEN, "sms_code": CODE},
}
WRONG: list[tuple[Any, dict[str, Any]]] = [
    (MdClient, {**GOOD, "front": "127.0.0.1:1"}),
    (MdClient, {**GOOD, "front": f"socks5://127.0.0.1:1/u:{PASSWORD}@h"}),
    (MdClient, {**GOOD, "front": ADDRESS, "broker_id": 9999}),
    (MdClient, {**GOOD, "front": ADDRESS, "snapshot_timeout": "x"}),
    (MdClient, {**GOOD, "front": ADDRESS, "password": PASSWORD + "\n"}),
    (MdClient, {**GOOD, "front": ADDRESS, "password": PASSWORD.encode()}),
    (MdClient, {**GOOD, "front": ADDRESS, "password": [PASSWORD]}),
    (MdClient, {**GOOD, "front": ADDRESS, "password": PASSWORD + "\udc80"}),
    (TraderClient, {**TRADER, "front": "127.0.0.1:1"}),
    (TraderClient, {**TRADER, "front": ADDRESS, "auth_code": CODE * 5}),
    (TraderClient, {**TRADER, "front": ADDRESS, "auth_code": CODE + "\n"}),
    (TraderClient, {**TRADER, "front": ADDRESS, "new_password": NEW * 20}),
    (TraderClient, {**TRADER, "front": ADDRESS, "settlement": "never"}),
    (TraderClient, {**TRADER, "front": ADDRESS, "query_rate": "never"}),
    (TraderClient, {**TRADER, "front": ADDRESS, "backoff": 5}),
    (TraderClient, {**TRADER, "front": ADDRESS, "login_fields": {"one_time_password": TOKEN * 20}}),
    (TraderClient, {**TRADER, "front": ADDRESS, "login_fields": {"one_time_pasword": TOKEN}}),
    (TraderClient, {**TRADER, "front": ADDRESS, "login_fields": {"one_time_password": [TOKEN]}}),
    (TraderClient, {**TRADER, "front": ADDRESS, "login_fields": [("one_time_password", TOKEN)]}),
    (Account, {"user_id": 5, "password": PASSWORD, "auth_code": CODE, "fund_password": NEW}),
    (Account, {"user_id": "u", "password": PASSWORD, "auth_code": CODE, "fund_password": NEW * 20}),
    (Account, {"user_id": "u", "password": PASSWORD, "auth_code": CODE, "balance": "x"}),
    (Bank, {"password": PASSWORD, "balance": float("nan")}),
    (records.UserPasswordUpdate, {"new_password": NEW, "old_pasword": PASSWORD}),
]


@pytest.mark.parametrize(
    ("cls", "options"), WRONG, ids=[f"{i}-{cls.__name__}" for i, (cls, _) in enumerate(WRONG)]
)
def test_a_constructor_that_raises_shows_no_secret(cls: Any, options: dict[str, Any]) -> None:
    with pytest.raises(actp.ActpError) as caught:
        _Hidden(cls, options).call()
    assert_clear(shown(caught.value))


class _Hidden:
    """Makes an object with options that no frame of Python's has as a variable."""

    __slots__ = ("_cls", "_options")

    def __init__(self, cls: Any, options: dict[str, Any]) -> None:
        self._cls, self._options = cls, options

    def call(self) -> Any:
        return self._cls(**self._options)

    async def acall(self) -> Any:
        return await self._cls(**self._options)


def test_what_is_made_shows_no_secret() -> None:
    for options in ({**TRADER, "front": f"socks5://127.0.0.1:1/u:{PASSWORD}@127.0.0.1:2"},):
        td = TraderClient(**options)
        assert_clear(repr(td) + repr(vars(td)))
    account = Account("u", PASSWORD, auth_code=CODE, fund_password=NEW, bank=Bank(password=TOKEN))
    assert_clear(repr(account) + repr(dataclasses.asdict(account)) + repr(dataclasses.astuple(account)))
    other = dataclasses.replace(account, balance=1.0)
    assert (other.password, other.auth_code) == (account.password, account.auth_code)
    assert account.password.value == PASSWORD
    for record in (
        records.ReqUserLogin(password=PASSWORD, one_time_password=TOKEN, sms_code=CODE),
        records.ReqAuthenticate(auth_code=CODE),
        records.UserPasswordUpdate(old_password=PASSWORD, new_password=NEW),
        records.ReqTransfer(bank_pass_word=PASSWORD, password=NEW),
        records.TradingAccountPasswordUpdate(
            old_password=actp.Secret(PASSWORD), new_password=actp.Secret(NEW)
        ),
    ):
        assert_clear(repr(record))
    assert records.ReqUserLogin(password=actp.Secret(PASSWORD)).password == PASSWORD


@pytest.mark.anyio
async def test_calls_that_raise_show_no_secret(caplog: pytest.LogCaptureFixture) -> None:
    """Refusals, time-outs and wrong values alike."""
    caplog.set_level("DEBUG")
    calls: list[tuple[str, dict[str, Any]]] = [
        ("change_password", {"new_password": NEW * 20}),
        ("change_password", {"new_password": NEW + "\n"}),
        ("change_password", {"new_password": NEW.encode()}),
        ("change_password", {"new_password": PASSWORD}),  # CTP's 142: the same as before
        ("user_password_update", {"old_password": NEW, "new_password": TOKEN}),
        ("user_password_update", {"old_pasword": PASSWORD, "new_password": NEW}),
        ("user_password_update", {"old_password": PASSWORD * 20, "new_password": NEW}),
        ("user_password_update", {"old_password": PASSWORD, "new_password": NEW, "timeout": "x"}),
        (
            "trading_account_password_update",
            {"old_password": PASSWORD, "new_password": NEW, "currency_id": "USD"},
        ),
        (
            "from_bank_to_future_by_future",
            {"password": PASSWORD, "bank_pass_word": NEW, "trade_amount": -1.0},
        ),
        ("from_bank_to_future_by_future", {"password": PASSWORD, "bank_pass_word": NEW, "trade_amount": "x"}),
    ]
    async with Front(seed=1, accounts=[Account("u", PASSWORD, auth_code=CODE)]) as front:
        options = {**TRADER, "front": front.trader_address, "request_timeout": 2.0}
        async with _Hidden(TraderClient, options).call() as td:
            for name, fields in calls:
                with pytest.raises(actp.ActpError) as caught:
                    await _Hidden(getattr(td, name), fields).acall()
                assert_clear(shown(caught.value))
            with front.drop_requests("ReqUserPasswordUpdate"):
                with pytest.raises(actp.RequestTimeoutError) as timed_out:
                    await _Hidden(td.change_password, {"new_password": NEW}).acall()
            assert_clear(shown(timed_out.value))
            await _Hidden(td.change_password, {"new_password": NEW}).acall()
            with pytest.raises(actp.UsageError) as unfit:
                _Hidden(front.accounts["u"].set_password, {"password": PASSWORD * 20}).call()
            assert_clear(shown(unfit.value))
            assert_clear(repr(vars(td)))
        options["app_id"] = "other"
        options["auth_code"] = TOKEN
        options["front"] = f"socks5://127.0.0.1:1/u:{PASSWORD}@127.0.0.1:1"
        options["flow_path"] = None
        for client in (TraderClient, MdClient):
            given = options if client is TraderClient else {"front": options["front"], **GOOD}
            with pytest.raises(actp.ActpError) as failed:
                await _Hidden(client, given).call().connect()
            assert_clear(shown(failed.value))
    assert_clear(caplog.text)


def test_pytest_itself_shows_none(pytester: pytest.Pytester) -> None:
    pytester.makepyfile(
        secret_words='PASSWORD, CODE = "".join(["hun", "ter2"]), "".join(["Co", "de9"])',
        test_it="""
        import actp, secret_words

        def test_it():
            actp.TraderClient(
                "127.0.0.1:1", broker_id="9999", user_id="u",
                password=secret_words.PASSWORD, auth_code=secret_words.CODE,
            )
        """,
    )
    result = pytester.runpytest_subprocess(
        "--showlocals", "--tb=long", "--full-trace", "-p", "no:cacheprovider"
    )
    result.assert_outcomes(failed=1)
    result.stdout.fnmatch_lines(["*AddressError*"])
    assert_clear(result.stdout.str() + result.stderr.str())
