"""The simulated library over a connection: return codes, reasons of disconnects, reconnects, heartbeats."""

from __future__ import annotations

import struct
from collections.abc import Callable
from pathlib import Path

import pytest
from ctpdriver import API, Api, Driver
from rawfront import HEARTBEAT, Heartbeat, RawFront, Request, Subscription, many, rsp_info

pytestmark = pytest.mark.timeout(120)

VERSIONS = ["6.3.15", "6.6.7", "6.7.1", "6.7.8", "6.7.10", "6.7.11", "6.7.13"]
READ_FAILED, WRITE_FAILED, SILENT, STALLED, GARBAGE = 0x1001, 0x1002, 0x2001, 0x2002, 0x2003


@pytest.fixture(params=VERSIONS)
def version(request: pytest.FixtureRequest) -> str:
    return str(request.param)


def connected(
    driver: Driver, flow: Path, front: RawFront, *, version: str = "6.7.11", kind: str = "trader"
) -> Api:
    return Api(driver, flow, version=version, kind=kind).start(front.address(lost=0.02, refused=0.02))


def test_hello_and_connected(driver: Driver, tmp_path: Path, version: str) -> None:
    with RawFront() as front:
        api = connected(driver, tmp_path, front, version=version)
        session = front.accept()
        hello = session.read_hello()
        assert (hello.magic, hello.protocol, hello.kind) == (0x50544341, 1, 1)
        assert (hello.schema, hello.version) == (API.schema, version)
        assert hello.trading_day == "19800100"
        assert (hello.private_type, hello.private_sequence) == (255, 0)
        # TCP is up, the handshake is not answered: no callback, no request.
        assert api.request("ReqUserLogin") == -1
        session.welcome()
        event = api.callback("OnFrontConnected")
        assert event["thread"] != driver.process.pid
        assert api.request("ReqUserLogin", 3) == 0
        assert session.read_request().request_id == 3
        api.do("release")
        assert session.closed()


def test_no_request_before_the_connection(driver: Driver, tmp_path: Path) -> None:
    with RawFront() as front:
        trader = Api(driver, tmp_path / "t", kind="trader", number=1)
        md = Api(driver, tmp_path / "m", kind="md", number=2)
        for api, name in ((trader, "ReqQryOrder"), (md, "ReqUserLogin")):
            Path(api.flow).mkdir()
            api.made()
            assert api.request(name) == -1
            api.do(f"front {front.address()}")
            assert api.request(name) == -1
        subscribe = md.method("SubscribeMarketData")
        assert md.do(f"subscribe {subscribe} rb2610") == -1
        md.do("init")
        assert md.do(f"subscribe {subscribe} rb2610") == -1
        front.welcomed()
        md.callback("OnFrontConnected")
        assert md.do(f"subscribe {subscribe} rb2610") == 0
        md.do("release")
        trader.do("release")


def test_null_struct_and_direct_calls(driver: Driver, tmp_path: Path) -> None:
    with RawFront() as front:
        api = connected(driver, tmp_path, front)
        session = front.welcomed()
        api.callback("OnFrontConnected")
        assert api.request("ReqUserLogin", 1, None) == -1
        assert api.request("SubmitUserSystemInfo", 9, b"BRK") == 0
        request = session.read_request()
        assert request.request_id == 0
        assert request.data.rstrip(b"\0") == b"BRK"
        api.do("release")


def test_subscriptions_of_any_number(driver: Driver, tmp_path: Path) -> None:
    with RawFront() as front:
        api = connected(driver, tmp_path, front, kind="md")
        session = front.welcomed()
        api.callback("OnFrontConnected")
        method = api.method("SubscribeMarketData")
        assert api.do(f"subscribe {method}") == 0
        assert session.read() == Subscription(method, ())
        # More than one frame holds.
        names = [f"instrument{number:06}" + "x" * 40 for number in range(12_000)]
        api.driver.send(f"1 subscribe {method} {' '.join(names)}")
        got: list[str] = []
        while len(got) < len(names):
            frame = session.read()
            if not isinstance(frame, Heartbeat):
                assert isinstance(frame, Subscription)
                got.extend(frame.names)
        assert got == names
        assert driver.wait(lambda e: e.get("verb") == "subscribe")["reply"] == 0
        api.do("release")


def test_one_query_in_flight(driver: Driver, tmp_path: Path, version: str) -> None:
    with RawFront() as front:
        api = connected(driver, tmp_path, front, version=version)
        session = front.welcomed()
        api.callback("OnFrontConnected")
        rsp = api.spi("OnRspQryOrder")
        query = api.method("ReqQryOrder")
        assert api.request("ReqQryOrder", 1) == 0
        assert api.request("ReqQryTrade", 2) == -2
        # Other requests pass, and so do the queries that CTP spells out.
        assert api.request("ReqOrderInsert", 3) == 0
        assert api.request("ReqQueryCFMMCTradingAccountToken", 4) == 0
        assert [session.read_request().request_id for _ in range(3)] == [1, 3, 4]
        session.callback(api.spi("OnRspOrderInsert"), b"", info=rsp_info(22), request_id=1)
        api.callback("OnRspOrderInsert")
        assert api.request("ReqQryTrade", 2) == -2
        api.on("OnRspQryOrder", f"request {query} 5 -")
        session.callback(rsp, b"", request_id=1, last=False)
        assert driver.wait(lambda e: e.get("verb") == "request")["reply"] == -2
        api.on("OnRspQryOrder", f"request {query} 6 -")
        session.callback(rsp, None, request_id=1, last=True)
        assert driver.wait(lambda e: e.get("verb") == "request")["reply"] == 0
        assert session.read_request().request_id == 6
        # OnRspError ends a query as well, a disconnect too.
        session.callback(api.spi("OnRspError"), info=rsp_info(90), request_id=6)
        api.callback("OnRspError")
        assert api.request("ReqQryTrade", 7) == 0
        session.close()
        assert api.callback("OnFrontDisconnected")["value"] == READ_FAILED
        assert api.request("ReqQryTrade", 8) == -1
        front.welcomed()
        api.callback("OnFrontConnected")
        assert api.request("ReqQryTrade", 9) == 0
        api.do("release")


@pytest.mark.parametrize("code", [-1, -2, -3])
def test_return_codes_on_demand(driver: Driver, tmp_path: Path, code: int) -> None:
    with RawFront() as front:
        api = connected(driver, tmp_path, front)
        session = front.accept()
        session.read_hello()
        session.control(code, 2)
        session.welcome()
        api.callback("OnFrontConnected")
        assert [api.request("ReqOrderInsert", number) for number in (1, 2, 3)] == [code, code, 0]
        assert session.read_request().request_id == 3
        api.do("release")


@pytest.mark.parametrize("kind", ["md", "trader"])
def test_callbacks_are_serial_and_on_one_thread(driver: Driver, tmp_path: Path, kind: str) -> None:
    with RawFront() as front:
        api = connected(driver, tmp_path, front, kind=kind)
        session = front.welcomed()
        threads = {api.callback("OnFrontConnected")["thread"]}
        name = {"md": "OnRtnDepthMarketData", "trader": "OnRtnOrder"}[kind]
        for number in range(500):
            session.callback(api.spi(name), number.to_bytes(2, "little"))
        for number in range(500):
            event = api.callback(name)
            threads.add(event["thread"])
            assert bytes.fromhex(event["data"][:4]) == number.to_bytes(2, "little")
        session.close()
        threads.add(api.callback("OnFrontDisconnected")["thread"])
        assert len(threads) == 1
        assert driver.process.pid not in threads
        api.do("release")


def test_a_blocked_callback_does_not_block_requests(driver: Driver, tmp_path: Path) -> None:
    with RawFront() as front:
        api = connected(driver, tmp_path, front)
        api.on("OnFrontConnected", "wait")
        session = front.welcomed()
        api.callback("OnFrontConnected")
        assert api.request("ReqUserLogin", 5) == 0
        assert session.read_request().request_id == 5
        driver.do("0 post")
        api.do("release")


@pytest.mark.parametrize("welcome", [True, False])
@pytest.mark.parametrize("how", ["close", "reset"])
def test_peer_goes(driver: Driver, tmp_path: Path, version: str, how: str, welcome: bool) -> None:
    with RawFront() as front:
        api = connected(driver, tmp_path, front, version=version)
        for _ in range(3):
            session = front.accept()
            session.read_hello()
            if welcome:
                session.welcome()
                api.callback("OnFrontConnected")
            getattr(session, how)()
            assert api.callback("OnFrontDisconnected")["value"] == READ_FAILED
        if not welcome:
            assert not [e for e in driver.events if e.get("callback") == api.spi("OnFrontConnected")]
        api.do("release")


def test_everything_sent_before_the_close_is_delivered(driver: Driver, tmp_path: Path) -> None:
    with RawFront() as front:
        api = connected(driver, tmp_path, front)
        session = front.welcomed()
        for number in range(2000):
            session.callback(api.spi("OnRtnOrder"), number.to_bytes(2, "little"))
        session.close()
        api.callback("OnFrontDisconnected")
        orders = [e for e in driver.events if e.get("callback") == api.spi("OnRtnOrder")]
        assert len(orders) == 2000
        api.do("release")


def test_write_failure(driver: Driver, tmp_path: Path) -> None:
    with RawFront() as front:
        api = connected(driver, tmp_path, front)
        # While the callback runs nobody reads, so the first to notice the reset is the writer.
        api.on("OnFrontConnected", "wait")
        session = front.welcomed()
        api.callback("OnFrontConnected")
        session.reset()
        while api.request("ReqUserLogin") == 0 and not write_noticed(driver):
            pass
        driver.do("0 post")
        assert api.callback("OnFrontDisconnected")["value"] == WRITE_FAILED
        api.do("release")


def write_noticed(driver: Driver) -> bool:
    """Whether the driver's connection is gone from the kernel's tables: the reset has arrived."""
    targets = [link.readlink() for link in Path(f"/proc/{driver.process.pid}/fd").iterdir()]
    inodes = {str(target)[8:-1] for target in targets if str(target).startswith("socket:[")}
    lines = Path("/proc/net/tcp").read_text(encoding="ascii").splitlines()[1:]
    return not any(line.split()[9] in inodes for line in lines if line.split()[3] == "01")


@pytest.mark.parametrize(
    "junk",
    [
        b"HTTP/1.1 400 Bad Request\r\n\r\n",
        struct.pack("<I", 0),
        struct.pack("<I", 262_145),
        struct.pack("<IB", 1, 99),
        struct.pack("<IBii", 9, 16, 1, 6),  # a second WELCOME
        struct.pack("<IBHiBBi", 13, 17, 9999, 0, 4, 0, 0),  # no such callback
        struct.pack("<IBHiBBi", 13, 17, 0, 0, 4, 0, 0),  # OnFrontConnected is the library's own
        struct.pack("<IBHiBBi", 13, 17, 5, 0, 2, 0, 0),  # RspInfo promised, none there
        struct.pack("<IBHiBBi", 13 + 9000, 17, 5, 0, 1, 0, 0) + bytes(9000),  # more than the struct holds
        struct.pack("<IBHiB", 8, 17, 5, 0, 4),  # cut short
        struct.pack("<IB", 2, HEARTBEAT) + b"x",
    ],
)
def test_garbage(driver: Driver, tmp_path: Path, junk: bytes) -> None:
    with RawFront() as front:
        api = connected(driver, tmp_path, front)
        session = front.welcomed()
        api.callback("OnFrontConnected")
        session.raw(junk)
        assert api.callback("OnFrontDisconnected")["value"] == GARBAGE
        assert session.closed()
        front.welcomed()
        api.callback("OnFrontConnected")
        api.do("release")


def test_notice_of_a_later_version_is_dropped(driver: Driver, tmp_path: Path) -> None:
    with RawFront() as front:
        api = connected(driver, tmp_path, front, version="6.7.8")
        session = front.welcomed()
        later = Api(driver, tmp_path, version="6.7.13")
        session.callback(later.spi("OnRtnSpdApply"), b"later")
        session.callback(api.spi("OnRtnOrder"), b"known")
        api.callback("OnRtnOrder")
        api.do("release")


def test_frames_in_pieces(driver: Driver, tmp_path: Path) -> None:
    with RawFront() as front:
        api = connected(driver, tmp_path, front)
        session = front.accept()
        session.read_hello()
        for byte in struct.pack("<IBii", 9, 16, 1, 6):
            session.raw(bytes([byte]))
        api.callback("OnFrontConnected")
        api.do("release")


def test_refused_handshake(driver: Driver, tmp_path: Path) -> None:
    with RawFront() as front:
        api = connected(driver, tmp_path, front)
        session = front.accept()
        session.read_hello()
        session.refuse(rsp_info(4040, b"wrong version"))
        event = api.callback("OnRspError")
        assert bytes.fromhex(event["info"]) == rsp_info(4040, b"wrong version")
        assert api.callback("OnFrontDisconnected")["value"] == READ_FAILED
        assert session.closed()
        assert not [e for e in driver.events if e.get("callback") == api.spi("OnFrontConnected")]
        front.accept()
        api.do("release")


def test_silence(driver: Driver, tmp_path: Path, version: str) -> None:
    with RawFront() as front:
        api = Api(driver, tmp_path, version=version).start(
            front.address(lost=0.02, warn=0.1, timeout=0.4, beat=1000)
        )
        # Before and after the handshake's answer.
        for welcome in (False, True):
            session = front.accept()
            session.read_hello()
            if welcome:
                session.welcome()
                api.callback("OnFrontConnected")
            assert api.callback("OnFrontDisconnected")["value"] == SILENT
            warnings = [e["value"] for e in driver.events if e.get("callback") == 2]
            driver.events[:] = [e for e in driver.events if e.get("callback") != 2]
            assert warnings == ([] if version == "6.3.15" else [1])
        api.do("release")


def test_a_packet_ends_the_silence(driver: Driver, tmp_path: Path) -> None:
    with RawFront() as front:
        api = Api(driver, tmp_path).start(front.address(warn=0.05, timeout=1000, beat=1000))
        session = front.welcomed()
        for _ in range(3):
            assert api.callback("OnHeartBeatWarning")["value"] == 1
            session.frame(HEARTBEAT)
        api.do("release")


def test_the_librarys_heartbeats(driver: Driver, tmp_path: Path) -> None:
    with RawFront() as front:
        api = Api(driver, tmp_path).start(front.address(beat=0.02))
        session = front.welcomed()
        for _ in range(5):
            assert session.read() == Heartbeat()
        api.do("release")


def test_a_front_that_does_not_read(driver: Driver, tmp_path: Path) -> None:
    with RawFront() as front:
        api = Api(driver, tmp_path).start(front.address(beat=0.05, timeout=1000, lost=1000))
        session = front.welcomed()
        api.callback("OnFrontConnected")
        # Requests never block on the socket; what cannot be sent waits in the library.
        method = api.method("ReqUserLogin")
        for _ in range(40_000):
            driver.send(f"1 request {method} 1 -")
        assert api.callback("OnFrontDisconnected")["value"] == STALLED
        codes = {driver.wait(lambda e: e.get("verb") == "request")["reply"] for _ in range(40_000)}
        assert codes <= {0, -1}
        api.do("release")
        del session


def test_refused_is_tried_again_without_a_word(driver: Driver, tmp_path: Path, version: str) -> None:
    with RawFront(listen=False) as front:
        api = Api(driver, tmp_path, version=version).start(front.address(refused=0.02))
        assert api.request("ReqUserLogin") == -1
        front.listen()
        front.welcomed()
        api.callback("OnFrontConnected")
        assert not [e for e in driver.events if "callback" in e]
        api.do("release")


def test_the_first_front_that_answers_is_kept(driver: Driver, tmp_path: Path) -> None:
    with RawFront(listen=False) as dead, many(2) as alive:
        addresses = [front.address(lost=0.02, refused=0.02) for front in [dead, *alive]]
        api = Api(driver, tmp_path).start(*addresses)
        sessions = [front.accept() for front in alive]
        heard = [session.read() for session in sessions]
        assert sum(frame is not None for frame in heard) == 1, heard
        chosen = next(place for place, frame in enumerate(heard) if frame is not None)
        sessions[chosen].welcome()
        api.callback("OnFrontConnected")
        assert api.do("front_info") == [alive[chosen].plain, 1, 2147483647]
        # The choice is made anew: with that front gone the other is taken.
        alive[chosen].close()
        api.callback("OnFrontDisconnected")
        while True:
            session = alive[1 - chosen].accept()
            if session.read() is not None:
                break
        session.welcome()
        api.callback("OnFrontConnected")
        assert api.do("front_info")[0] == alive[1 - chosen].plain
        api.do("release")


@pytest.mark.parametrize(("before", "since"), [("6.7.8", "6.7.9"), ("6.7.1", "6.7.10")])
def test_pause_after_a_lost_session(driver: Driver, tmp_path: Path, before: str, since: str) -> None:
    """Up to 6.7.8 at once, from 6.7.9 after a second: in the time of three sessions the old one has many."""
    with many(2) as (old_front, new_front):
        flows = [tmp_path / "old", tmp_path / "new"]
        for flow in flows:
            flow.mkdir()
        old = Api(driver, flows[0], version=before, number=1).start(old_front.address())
        new = Api(driver, flows[1], version=since, number=2).start(new_front.address())
        new_front.accept().close()
        for _ in range(20):
            old_front.accept().close()
            old.callback("OnFrontDisconnected")
        new_front.accept().close()
        assert len([e for e in driver.events if e.get("callback") == 1 and e["id"] == 2]) <= 2
        new.do("release")
        old.do("release")


def test_front_info(driver: Driver, tmp_path: Path) -> None:
    with RawFront() as front:
        api = Api(driver, tmp_path)
        api.made()
        assert api.do("front_info") == ["", 0, 0]
        api.do(f"front {front.address(lost=1000)}")
        api.do("init")
        session = front.accept()
        session.read_hello()
        assert api.do("front_info") == [front.plain, 1, 2147483647]
        session.welcome(query_frequency=2, package_frequency=100)
        api.callback("OnFrontConnected")
        assert api.do("front_info") == [front.plain, 1, 2147483647]
        session.callback(api.spi("OnRspUserLogin"), b"20260105\0", info=rsp_info())
        api.callback("OnRspUserLogin")
        assert api.do("front_info") == [front.plain, 2, 100]
        session.close()
        api.callback("OnFrontDisconnected")
        assert api.do("front_info") == ["", 0, 0]
        api.do("release")


def test_no_spi(driver: Driver, tmp_path: Path) -> None:
    with RawFront() as front:
        api = connected(driver, tmp_path, front)
        api.do("spi off")
        session = front.welcomed()
        session.callback(api.spi("OnRtnOrder"), b"")
        session.close()
        session = front.welcomed()
        api.do("spi on")
        session.callback(api.spi("OnRtnTrade"), b"")
        api.callback("OnRtnTrade")
        assert not [e for e in driver.events if e.get("callback") == api.spi("OnRtnOrder")]
        api.do("release")


def test_disconnects_are_printed_on_demand(launch: Callable[..., Driver], tmp_path: Path) -> None:
    with RawFront() as front, launch(ACTP_SIM_VERBOSE="1") as driver:
        api = Api(driver, tmp_path).start(front.address(lost=1000))
        front.accept().close()
        api.callback("OnFrontDisconnected")
        api.do("release")
        driver.end()
        assert "OnSessionDisconnected[" in driver.printed("[ 4097]")


def test_request_is_recorded_whole(driver: Driver, tmp_path: Path) -> None:
    """A struct of its version's size, and no more."""
    with many(2) as fronts:
        sizes = {}
        for number, (version, front) in enumerate(zip(["6.7.11", "6.7.13"], fronts, strict=True), 1):
            flow = tmp_path / version
            flow.mkdir()
            api = Api(driver, flow, version=version, number=number).start(front.address())
            session = front.welcomed()
            api.callback("OnFrontConnected")
            api.request("ReqUserLogin", 2)
            request = session.read_request()
            assert request == Request(api.method("ReqUserLogin"), 2, bytes(len(request.data)))
            sizes[version] = len(request.data)
            api.do("release")
        assert sizes == {"6.7.11": 264, "6.7.13": 280}
