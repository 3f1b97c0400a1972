"""The simulated libraries as a linker and a compiler see them: symbols, virtual tables, structs."""

from __future__ import annotations

import ctypes
import os
import queue
import subprocess
from pathlib import Path
from typing import Any

import pytest
from ctpdriver import API, KINDS, Api, Driver, library
from rawfront import PRIVATE, RawFront, Request, Subscription, rsp_info

pytestmark = pytest.mark.timeout(180)

EVERY = [(version, kind) for version in API.versions for kind in KINDS]
OWN = {"OnFrontConnected", "OnFrontDisconnected", "OnHeartBeatWarning", "OnRtnPrivateSeqNo"}


def pattern(size: int, seed: int) -> bytes:
    """Bytes that differ at every place and from one seed to the next."""
    return bytes((seed * 31 + place * 7 + place // 251) % 255 + 1 for place in range(size))


@pytest.mark.parametrize(("version", "kind"), EVERY)
def test_exports_the_vendors_symbols_and_no_others(libraries: Path, version: str, kind: str) -> None:
    path = library(libraries, version, kind)
    listed = subprocess.run(["nm", "-D", "--defined-only", path], check=True, capture_output=True, text=True)
    merged = API.versions.index(version) >= API.versions.index("6.7.11")
    expected = {
        "md": {
            f"_ZN15CThostFtdcMdApi15CreateFtdcMdApiEPKc{'bbb' if merged else 'bb'}",
            "_ZN15CThostFtdcMdApi13GetApiVersionEv",
        },
        "trader": {
            f"_ZN19CThostFtdcTraderApi19CreateFtdcTraderApiEPKc{'b' if merged else ''}",
            "_ZN19CThostFtdcTraderApi13GetApiVersionEv",
            "_Z17CTP_GetSystemInfoPcRi",
            "_Z21CTP_GetRealSystemInfoPcRi",
            "_Z28CTP_GetDataCollectApiVersionv",
        },
    }
    assert {line.split()[-1] for line in listed.stdout.splitlines()} == expected[kind]
    dynamic = subprocess.run(["readelf", "-d", path], check=True, capture_output=True, text=True).stdout
    assert "SONAME" not in dynamic


@pytest.mark.parametrize(("version", "kind"), EVERY)
def test_version_text(driver: Driver, version: str, kind: str) -> None:
    path = library(driver.libraries, version, kind)
    assert driver.do(f"1 version {kind} {path}") == f"v{version}_actp simulated"


def test_system_information(driver: Driver) -> None:
    path = library(driver.libraries, "6.7.11", "trader")
    for symbol in ("_Z17CTP_GetSystemInfoPcRi", "_Z21CTP_GetRealSystemInfoPcRi"):
        code, data = driver.do(f"1 system_info {path} {symbol}")
        assert code == 0
        assert bytes.fromhex(data) == b"actp simulated terminal"


@pytest.mark.parametrize(("version", "kind"), EVERY)
def test_every_callback_reaches_its_method(driver: Driver, tmp_path: Path, version: str, kind: str) -> None:
    with RawFront() as front:
        api = Api(driver, tmp_path, version=version, kind=kind).start(front.address())
        session = front.welcomed()
        api.callback("OnFrontConnected")
        spi = f"{KINDS[kind]}Spi"
        methods = [m for m in API.methods(spi, version) if m.name not in OWN]
        for number, m in enumerate(methods, 1):
            info = rsp_info(number, f"message {number}".encode())
            size = API.struct(m.struct, version).size if m.struct else 0
            data = pattern(size, number)
            with_info = m.shape in ("response", "error", "error_notice")
            session.callback(
                m.index,
                data if m.struct else None,
                info=info if with_info else None,
                request_id=1000 + number,
                last=number % 2 == 0,
            )
            event = api.callback(m.name)
            assert event["data"] == (data.hex() if m.struct else None), m.name
            assert event["info"] == (info.hex() if with_info else None), m.name
            if m.shape in ("response", "error"):
                assert (event["request_id"], event["last"]) == (1000 + number, number % 2 == 0), m.name
        # Short structs are filled up with zeros; without one the pointer is null.
        session.callback(api.spi("OnRspUserLogout"), b"BROK", info=None, request_id=7)
        event = api.callback("OnRspUserLogout")
        assert bytes.fromhex(event["data"]).rstrip(b"\0") == b"BROK"
        session.callback(api.spi("OnRspUserLogout"), None, info=None, request_id=8)
        assert api.callback("OnRspUserLogout")["data"] is None
        api.do("release")


@pytest.mark.parametrize(("version", "kind"), EVERY)
def test_every_request_reaches_the_front(driver: Driver, tmp_path: Path, version: str, kind: str) -> None:
    with RawFront() as front:
        api = Api(driver, tmp_path, version=version, kind=kind).start(front.address())
        session = front.welcomed()
        api.callback("OnFrontConnected")
        assert driver.do("1 front_info") is None or kind == "trader"
        for number, m in enumerate(API.methods(f"{KINDS[kind]}Api", version), 1):
            if m.returns != "int" or not m.params:
                continue
            if m.struct is None:
                assert api.do(f"subscribe {m.index} rb2610 ag2612") == 0
                assert session.read() == Subscription(m.index, ("rb2610", "ag2612"))
                continue
            data = pattern(API.struct(m.struct, version).size, number)
            assert api.request(m.name, number, data) == 0
            numbered = len(m.params) == 2
            assert session.read_request() == Request(m.index, number if numbered else 0, data), m.name
            if m.name.startswith("ReqQry"):
                # The answer that lets the next query through.
                session.callback(api.spi("OnRspError"), info=rsp_info(90), request_id=number)
                api.callback("OnRspError")
        api.do("release")


# Slot numbers written down from compiled vendor headers, not from api.json.
API_SLOTS: dict[str, dict[str, int]] = {
    "6.6.7": {"ReqQryTraderOffer": 52},
    "6.7.11": {
        "ReqAuthenticate": 11,
        "RegisterWechatUserSystemInfo": 14,
        "ReqUserLogin": 16,
        "ReqUserLogout": 17,
        "ReqOrderInsert": 26,
        "ReqOrderAction": 29,
        "ReqSettlementInfoConfirm": 31,
        "ReqQryOrder": 43,
        "ReqQryTrade": 44,
        "ReqQryInvestorPosition": 45,
        "ReqQryTradingAccount": 46,
        "ReqQryUserSession": 51,
        "ReqQryInstrument": 54,
    },
}
API_SLOTS["6.7.13"] = API_SLOTS["6.7.11"]
SPI_SLOTS = {
    "6.6.7": {"OnRspQryTraderOffer": 40},
    "6.7.11": {
        "OnFrontConnected": 0,
        "OnRspAuthenticate": 3,
        "OnRspUserLogin": 4,
        "OnRspOrderInsert": 11,
        "OnRspQryUserSession": 36,
        "OnRspError": 74,
        "OnRtnOrder": 75,
        "OnRtnTrade": 76,
        "OnErrRtnOrderInsert": 77,
        "OnErrRtnOrderAction": 78,
    },
    "6.7.13": {
        "OnFrontConnected": 0,
        "OnRspAuthenticate": 3,
        "OnRtnPrivateSeqNo": 4,
        "OnRspUserLogin": 5,
        "OnRspOrderInsert": 12,
        "OnRspQryUserSession": 37,
        "OnRspError": 75,
        "OnRtnOrder": 76,
        "OnRtnTrade": 77,
        "OnErrRtnOrderInsert": 78,
        "OnErrRtnOrderAction": 79,
    },
}


@pytest.mark.skipif(
    "-fsanitize" in os.environ.get("ACTP_TEST_CXXFLAGS", ""),
    reason="the interpreter lacks the sanitizer's runtime",
)
@pytest.mark.parametrize("version", SPI_SLOTS)
def test_slots_as_the_vendors_headers_number_them(libraries: Path, tmp_path: Path, version: str) -> None:
    handle = ctypes.CDLL(str(library(libraries, version, "trader")))
    merged = version in ("6.7.11", "6.7.13")
    create = handle[f"_ZN19CThostFtdcTraderApi19CreateFtdcTraderApiEPKc{'b' if merged else ''}"]
    create.restype = ctypes.c_void_p
    create.argtypes = [ctypes.c_char_p, *[ctypes.c_bool] * merged]
    api = ctypes.c_void_p(create(f"{tmp_path}/".encode(), *[True] * merged))
    table = ctypes.cast(api, ctypes.POINTER(ctypes.POINTER(ctypes.c_void_p))).contents

    def call(slot: int, *arguments: Any, returns: Any = None) -> Any:
        kinds = [ctypes.c_int if isinstance(a, int) else ctypes.c_void_p for a in arguments]
        return ctypes.CFUNCTYPE(returns, ctypes.c_void_p, *kinds)(table[slot])(api, *arguments)

    called: queue.Queue[int] = queue.Queue()
    shape = ctypes.CFUNCTYPE(None, ctypes.c_void_p)
    slots = [shape(lambda _, slot=slot: called.put(slot)) for slot in range(200)]
    methods = (ctypes.c_void_p * 200)(*[ctypes.cast(each, ctypes.c_void_p).value for each in slots])
    spi = ctypes.pointer(ctypes.cast(methods, ctypes.c_void_p))

    shift = 0 if merged else -1  # GetFrontInfo came with 6.7.7 at slot 4
    assert call(3, returns=ctypes.c_char_p) == b"19800100"
    with RawFront() as front:
        call(5 + shift, ctypes.create_string_buffer(front.address().encode()))
        call(8 + shift, ctypes.cast(spi, ctypes.c_void_p))
        call(9 + shift, *([2] if version != "6.7.13" else [2, 1]))
        call(10 + shift, 2)
        call(1)
        session = front.accept()
        hello = session.read_hello()
        assert (hello.private_type, hello.public_type) == (2, 2)
        session.welcome()
        assert called.get(timeout=30) == 0
        for name, slot in SPI_SLOTS[version].items():
            if name in OWN:
                continue
            m = next(m for m in API.methods("TraderSpi", version) if m.name == name)
            data = bytes(API.struct(m.struct, version).size) if m.struct else None
            session.callback(m.index, data, info=rsp_info())
            assert called.get(timeout=30) == slot, name
        if version == "6.7.13":
            m = next(m for m in API.methods("TraderSpi", version) if m.name == "OnRtnOrder")
            session.callback(m.index, b"", flow=PRIVATE, sequence=1)
            assert [called.get(timeout=30), called.get(timeout=30)] == [4, 76]
        block = ctypes.create_string_buffer(8192)
        for name, number in API_SLOTS[version].items():
            m = next(m for m in API.methods("TraderApi", version) if m.name == name)
            arguments = [ctypes.cast(block, ctypes.c_void_p), *[5] * (len(m.params) - 1)]
            assert call(number, *arguments, returns=ctypes.c_int) == 0, name
            assert session.read_request().method == m.index, name
            if name.startswith("ReqQry"):
                error = next(m for m in API.methods("TraderSpi", version) if m.name == "OnRspError")
                session.callback(error.index, info=rsp_info(90), request_id=5)
                called.get(timeout=30)
        call(0)
