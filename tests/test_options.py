"""What the clients' constructors take: a wrong value is refused there, in actp's words."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

import actp
from actp import ConfigurationError, MdClient, State, TraderClient, records
from actp._core import described_versions
from actp._secret import Secret
from actp.sim import Front
from actp.testing import FAST_BACKOFF

pytestmark = pytest.mark.anyio

ADDRESS = "tcp://127.0.0.1:1"
GOOD: dict[str, Any] = {"broker_id": "9999", "user_id": "u", "password": "p"}
CLIENTS: list[Callable[..., Any]] = [MdClient, TraderClient]
OF_TRADERS = {"app_id", "auth_code", "user_product_info", "investor_id", "account_id", "new_password"}

# Each option that goes into a field of CTP's, and the field's size.
SIZES = {
    "broker_id": 10,
    "user_id": 15,
    "password": 40,
    "app_id": 32,
    "auth_code": 16,
    "user_product_info": 10,
    "investor_id": 12,
    "account_id": 12,
    "new_password": 40,
}
# Besides these: texts of up to this many bytes, of ASCII or not.
SECRETS = {"password", "auth_code", "new_password"}


def made(client: Callable[..., Any], **options: Any) -> Any:
    return client(ADDRESS, **{**GOOD, **options})


def cases() -> list[Any]:
    found = []
    for client in CLIENTS:
        for option, size in SIZES.items():
            if client is TraderClient or option not in OF_TRADERS:
                found.append(pytest.param(client, option, size, id=f"{client.__name__}-{option}"))
    return found


@pytest.mark.parametrize(("client", "option", "size"), cases())
def test_text_fits_its_field(client: Callable[..., Any], option: str, size: int) -> None:
    # An investor is by default called as the user is, in less room.
    more = {"investor_id": "u"} if option == "user_id" and client is TraderClient else {}
    for text in ("x" * size, "货" * (size // 2)):
        made(client, **more, **{option: text})
    wrong: list[tuple[Any, str]] = [
        ("x" * (size + 1), f"takes {size} bytes at most, .* it has {size + 1} "),
        ("货" * (size // 2 + 1), f"takes {size} bytes at most"),
        ("x" * size + "\n", "ends in a newline"),
        ("x\r\n", "ends in a newline"),
        ("x\0", "NUL"),
        ("x\x1b[2J", "U\\+001B"),
        ("x\udc80", "U\\+DC80"),
        (b"x", "is text, not bytes"),
        (5, "is text, not int"),
        (object(), "is text, not object"),
    ]
    if option not in ("password", "new_password"):
        wrong += [(" x", "blank"), ("x ", "blank")]
    if option not in ("investor_id", "account_id", "new_password"):
        wrong.append((None, "is text, not NoneType"))
    for value, says in wrong:
        for given in (value, Secret(value)) if option in SECRETS else (value,):
            with pytest.raises(ConfigurationError, match=rf"^{option}= .*{says}") as caught:
                made(client, **more, **{option: given})
            assert option not in SECRETS or "xx" not in str(caught.value)


def test_passwords_may_have_blanks_and_come_as_secrets() -> None:
    client = made(TraderClient, password=actp.Secret(" a b "), auth_code=actp.Secret("c"))
    assert client._password.value == " a b "
    assert client._auth_code.value == "c"


def test_an_investor_is_called_as_the_user_if_that_fits() -> None:
    with pytest.raises(ConfigurationError, match=r"user_id \(and with it investor_id\)= takes 12 bytes"):
        made(TraderClient, user_id="x" * 15)
    made(TraderClient, user_id="x" * 15, investor_id="x" * 12)


@pytest.mark.parametrize(
    ("fields", "says"),
    [
        ({"one_time_password": "x" * 41}, "one_time_password= takes 40 bytes"),
        ({"one_time_password": "x\n"}, "one_time_password= ends in a newline"),
        ({"sms_code": "x" * 17}, "sms_code= takes 16 bytes"),
        ({"client_ip_address": "x" * 33}, "client_ip_address= takes 32 bytes"),
        ({"client_ip_address": 5}, "client_ip_address= is text, not int"),
        ({"client_ip_port": "x"}, "client_ip_port takes an int, not str"),
        ({"client_ip_port": 2**31}, "client_ip_port takes a 32-bit int"),
        ({"client_ip_port": None}, "client_ip_port takes an int, not NoneType"),
        ({"one_time_pasword": "x"}, "no field 'one_time_pasword'; the nearest is 'one_time_password'"),
        ({"OneTimePassword": "x"}, "no field 'OneTimePassword'"),
        ({5: "x"}, "no field '5'"),
        ([("one_time_password", "x")], "is a mapping"),
        ("one_time_password=x", "is a mapping"),
        (5, "is a mapping"),
    ],
)
def test_login_fields(fields: Any, says: str) -> None:
    with pytest.raises(ConfigurationError, match=f"^login_fields.*{says}"):
        made(TraderClient, login_fields=fields)


OTHERS: dict[str, list[Any]] = {
    "connect_timeout": [None, "5", b"5", True, -1, 0, float("nan"), float("inf"), 10**400, [], object()],
    "request_timeout": [None, "5", True, -1, 0, float("nan"), float("inf"), 10**5000, {}],
    "backoff": ["fast", 1.0, True, {}, actp.Backoff],
    "production_mode": ["false", "", 0, 1, None, np.bool_(True), []],
    "queue_bytes": [None, "1", 1.5, True, 0, -1, 2**64, float("inf"), []],
    "wakeup": [None, "eventFD", 1, b"eventfd", [], np.array(["eventfd"])],
    "library": [5, b"x", [], True],
    "flow_path": [5, b"x", [], True],
}
OF_MD: dict[str, list[Any]] = {
    "pace": [None, 500, (500, 0.5), "fast", actp.Pace],
    "snapshot_timeout": ["5", True, -1, 0, float("nan"), float("inf"), []],
}
OF_TRADER: dict[str, list[Any]] = {
    "settlement": [None, "Confirm", True, 1, [], b"confirm"],
    "private_flow": [None, "Resume", 1, [], {}],
    "public_flow": [None, "Resume", 1, [], {}],
    "follow_positions": ["false", 0, 1, None],
    "query_rate": ["1", True, 0, -1, float("nan"), float("inf"), [], 10**400],
    "order_rate": ["1", True, 0, -1, float("nan"), float("inf"), []],
    "system_info": ["info", b"info", 5, {}, records.ReqUserLogin(user_id="u")],
}


@pytest.mark.parametrize(
    ("client", "option", "values"),
    [(client, *case) for client in CLIENTS for case in OTHERS.items()]
    + [(MdClient, *case) for case in OF_MD.items()]
    + [(TraderClient, *case) for case in OF_TRADER.items()],
    ids=lambda value: value if isinstance(value, str) else getattr(value, "__name__", ""),
)
def test_other_options(client: Callable[..., Any], option: str, values: list[Any]) -> None:
    for value in values:
        with pytest.raises(ConfigurationError, match=f"{option}="):
            made(client, **{option: value})


@pytest.mark.parametrize(
    "front", [None, 5, b"tcp://127.0.0.1:1", ["tcp://127.0.0.1:1"], True, "", "x" * 1000]
)
def test_wrong_fronts(front: Any) -> None:
    for client in CLIENTS:
        for fronts in ((front,), (ADDRESS, front)):
            with pytest.raises(actp.AddressError):
                client(*fronts, **GOOD)


def test_numbers_of_numpy() -> None:
    client = made(
        TraderClient,
        connect_timeout=np.float32(2.5),
        request_timeout=np.int64(3),
        queue_bytes=np.int32(4096),
        query_rate=np.float64(2),
    )
    assert (client._connect_timeout, client._request_timeout) == (2.5, 3.0)
    assert type(client._request_timeout) is float


BACKOFFS = ("initial", "factor", "maximum", "jitter", "stable")


@pytest.mark.parametrize("value", [None, "1", True, -1, float("nan"), float("inf"), 10**400, [], 1j])
def test_backoff_and_pace(value: Any) -> None:
    for name in BACKOFFS:
        with pytest.raises(ConfigurationError, match=f"^{name}="):
            actp.Backoff(**{name: value})
    for name in ("size", "interval"):
        with pytest.raises(ConfigurationError, match=f"^{name}="):
            actp.Pace(**{name: value})


# -- what only the loaded version knows -------------------------------------------------------------


@pytest.mark.parametrize("version", described_versions())
async def test_the_loaded_version_has_the_last_say(version: str) -> None:
    """Its fields may be smaller than those of other versions, or not be there at all."""
    at_once = {"connect_timeout": 30.0, "backoff": FAST_BACKOFF}
    async with Front(seed=1, instruments=["rb2701"]) as front:
        address = f"{front.trader_address}{'&' if '?' in front.trader_address else '?'}api={version}"
        for name, value in (("client_ip_address", "x" * 32), ("login_remark", "x")):
            limits = records.layout("ReqUserLogin", version)
            field = records.ReqUserLogin.__struct__.by_attribute[name]
            fits = field.name in limits and {f[0]: f[2] for f in limits.fields}[field.name] > len(value)
            td = TraderClient(address, **GOOD, **at_once, login_fields={name: value}, follow_positions=False)
            if fits:
                async with td:
                    assert td.state is State.READY
            else:
                with pytest.raises(ConfigurationError, match=name):
                    await td.connect()
                assert td.state is State.DISCONNECTED
                await td.close()
        assert front.statistics().logins <= 2
        info = records.WechatUserSystemInfo(wechat_clt_sys_info=b"x", wechat_clt_sys_info_len=1)
        td = TraderClient(address, **GOOD, **at_once, system_info=info, follow_positions=False)
        if version in records.WechatUserSystemInfo.__struct__.versions:
            async with td:
                pass
        else:
            with pytest.raises(
                ConfigurationError, match=f"CTP {version} has no RegisterWechatUserSystemInfo"
            ):
                await td.connect()
        await td.close()


async def test_an_instrument_that_the_loaded_version_cannot_name(front: Front) -> None:
    md = MdClient(f"{front.md_address}&api=6.3.15", **GOOD)
    md.ticks("x" * 31)
    with pytest.raises(
        ConfigurationError, match=r"no InstrumentID of CTP 6.3.15: it has 31 bytes, and the field takes 30"
    ):
        await md.connect()
    await md.unsubscribe("x" * 31)
    async with md:
        with pytest.raises(ConfigurationError, match="it has 31 bytes"):
            await md.subscribe("x" * 31)
        with pytest.raises(ConfigurationError, match="it has 31 bytes"):
            md.ticks("x" * 31)
