"""The simulated library's life cycle: flow files, trading day, addresses, Release in every state."""

from __future__ import annotations

import os
import shlex
import shutil
import signal
import subprocess
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from ctpdriver import API, KINDS, Api, Driver, library
from rawfront import LIMIT, NO_FLOW, PRIVATE, PUBLIC, RawFront, many, rsp_info

pytestmark = pytest.mark.timeout(120)

VERSIONS = ["6.3.15", "6.6.7", "6.7.1", "6.7.8", "6.7.10", "6.7.11", "6.7.13"]
Launch = Callable[..., Driver]


def flow_file(day: str, count: int) -> bytes:
    """The 6 bytes of a .con file: days since 1979-12-31 and a count, both big-endian."""
    since = date(int(day[:4]), int(day[4:6]), int(day[6:])) - date(1979, 12, 31)
    return since.days.to_bytes(2, "big") + count.to_bytes(4, "big")


def contents(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


@pytest.mark.parametrize("version", VERSIONS)
@pytest.mark.parametrize("kind", KINDS)
def test_new_flow_files(driver: Driver, tmp_path: Path, version: str, kind: str) -> None:
    api = Api(driver, f"{tmp_path}/td_", version=version, kind=kind).made()
    new = {f"td_{name}.con": bytes(6) for name in ("DialogRsp", "QueryRsp", "TradingDay")}
    assert contents(tmp_path) == new
    if kind == "trader":
        api.do("topics 0 0 1")
        assert contents(tmp_path) == new | {"td_Private.con": bytes(6), "td_Public.con": bytes(6)}
    assert api.do("trading_day") == "19800100"
    api.do("release")


@pytest.mark.parametrize(
    ("content", "answer"),
    [  # the answers are those of the vendor's 6.7.11 for the same bytes
        ("010203040506", "19800914"),
        ("313233343536", "20140624"),
        ("262000001501", "20060920"),
        ("0101000001d2", "19800913"),
        ("01", "19800100"),
    ],
)
def test_trading_day_of_the_file(driver: Driver, tmp_path: Path, content: str, answer: str) -> None:
    (tmp_path / "TradingDay.con").write_bytes(bytes.fromhex(content))
    api = Api(driver, tmp_path).made()
    assert api.do("trading_day") == answer
    api.do("release")


@pytest.mark.parametrize("version", VERSIONS)
@pytest.mark.parametrize("kind", KINDS)
def test_trading_day_of_the_login(driver: Driver, tmp_path: Path, version: str, kind: str) -> None:
    with RawFront() as front:
        api = Api(driver, tmp_path, version=version, kind=kind).start(front.address(lost=0.02))
        session = front.welcomed()
        login = api.spi("OnRspUserLogin")
        for info, answer in ((rsp_info(3), "19800100"), (rsp_info(), "20260228"), (None, "20260228")):
            # Known inside the callback already.
            api.on("OnRspUserLogin", "trading_day")
            session.callback(login, b"20260228\0", info=info)
            assert driver.wait(lambda e: e.get("verb") == "trading_day")["reply"] == answer
        for strange in (b"", b"--------\0", b"20261399\0", b"99999999\0"):
            session.callback(login, strange, info=rsp_info())
            api.callback("OnRspUserLogin")
            assert api.do("trading_day") == "20260228"
        assert (tmp_path / "TradingDay.con").read_bytes() == flow_file("20260228", 0)
        session.close()
        assert front.accept().read_hello().trading_day == "20260228"
        api.do("release")
        again = Api(driver, tmp_path, version=version, kind=kind, number=2).made()
        assert again.do("trading_day") == "20260228"
        again.do("release")


@pytest.mark.parametrize("version", VERSIONS)
def test_sequences_of_the_flows(driver: Driver, tmp_path: Path, version: str) -> None:
    with RawFront() as front:
        api = Api(driver, tmp_path, version=version).made()
        api.do("topics 1 1 1")
        api.do(f"front {front.address(lost=0.02)}")
        api.do("init")
        session = front.accept()
        hello = session.read_hello()
        assert (hello.private_type, hello.private_sequence) == (1, 0)
        assert (hello.public_type, hello.public_sequence) == (1, 0)
        session.welcome()
        session.callback(api.spi("OnRspUserLogin"), b"20260105\0", info=rsp_info())
        for sequence in (1, 2, 3):
            session.callback(api.spi("OnRtnOrder"), b"", flow=PRIVATE, sequence=sequence)
        session.callback(api.spi("OnRtnInstrumentStatus"), b"", flow=PUBLIC, sequence=70_000)
        session.callback(api.spi("OnRtnTrade"), b"", flow=NO_FLOW)
        api.callback("OnRtnTrade")
        assert (tmp_path / "Private.con").read_bytes() == flow_file("20260105", 3)
        assert (tmp_path / "Public.con").read_bytes() == flow_file("20260105", 70_000)
        numbers = [e["value"] for e in driver.events if e.get("callback") == 4 and "value" in e]
        assert numbers == ([1, 2, 3] if version == "6.7.13" else [])
        session.close()
        hello = front.accept().read_hello()
        assert (hello.private_sequence, hello.public_sequence) == (3, 70_000)
        api.do("release")
        # Another life on the same files, and another trading day.
        api = Api(driver, tmp_path, version=version, number=2).made()
        api.do("topics 1 2 1")
        api.do(f"front {front.address(lost=0.02)}")
        api.do("init")
        session = front.accept()
        hello = session.read_hello()
        assert (hello.trading_day, hello.private_sequence, hello.public_type) == ("20260105", 3, 2)
        session.welcome()
        session.callback(api.spi("OnRspUserLogin"), b"20260106\0", info=rsp_info())
        api.callback("OnRspUserLogin")
        assert (tmp_path / "Private.con").read_bytes() == flow_file("20260106", 0)
        session.close()
        hello = front.accept().read_hello()
        assert (hello.trading_day, hello.private_sequence, hello.public_sequence) == ("20260106", 0, 0)
        api.do("release")


def test_resume_from_a_number(driver: Driver, tmp_path: Path) -> None:
    with RawFront() as front:
        api = Api(driver, tmp_path, version="6.7.13").made()
        api.do("topics 4 0 17")
        api.do(f"front {front.address()}")
        api.do("init")
        hello = front.accept().read_hello()
        assert (hello.private_type, hello.private_sequence) == (4, 17)
        api.do("release")


def test_missing_flow_directory_is_fatal(launch: Launch, tmp_path: Path) -> None:
    driver = launch()
    driver.send(Api(driver, tmp_path / "missing").create)
    driver.printed("can not open CFlow file")
    assert driver.end() == -signal.SIGSEGV


@pytest.mark.parametrize(
    ("address", "why"),
    [("", "empty location"), ("127.0.0.1:1", "Invalid location"), ("tcp:127.0.0.1:1", "Invalid location")],
)
def test_fatal_addresses(launch: Launch, tmp_path: Path, address: str, why: str) -> None:
    driver = launch()
    Api(driver, tmp_path).made()
    driver.send(f"1 front {address}")
    driver.printed(why)
    assert driver.end() == -signal.SIGSEGV


@pytest.mark.parametrize(
    ("address", "why"),
    [
        ("bogus", "Invalid port"),
        ("127.0.0.1", "Invalid port"),
        ("tcp://", "Invalid port"),
        ("tcp://127.0.0.1", "Invalid port"),
        ("tcp://127.0.0.1:abc", "Invalid port"),
        ("tcp://[::1]:1", "Invalid port"),
        ("tcp://no host at all:1", "Invalid port"),
        ("tcp://256.256.256.256:1", "Can not find host by name"),
        ("tcp://127.0.0.1:1?lost=soon", "'lost=soon' is not understood"),
        ("tcp://127.0.0.1:1?patience=5", "'patience=5' is not understood"),
    ],
)
def test_addresses_that_never_connect(driver: Driver, tmp_path: Path, address: str, why: str) -> None:
    api = Api(driver, tmp_path).start(address)
    driver.printed(why)
    api.do("release")
    assert not [e for e in driver.events if "callback" in e]


def test_other_schemes_stay_silent(driver: Driver, tmp_path: Path) -> None:
    with RawFront() as front:
        api = Api(driver, tmp_path).start("http://127.0.0.1:1", "ssl://127.0.0.1:1", front.address())
        front.welcomed()
        api.callback("OnFrontConnected")
        api.do("release")
        assert driver.output == []


def test_name_server_is_said_to_be_missing(driver: Driver, tmp_path: Path) -> None:
    api = Api(driver, tmp_path).made()
    api.do("name_server tcp://127.0.0.1:1")
    driver.printed("a name server is not simulated")
    api.do("release")


@pytest.mark.parametrize("version", VERSIONS)
@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize(
    "state", ["created", "no front", "refused", "unanswered", "connected", "lost", "pausing", "sending"]
)
def test_release_in_every_state(driver: Driver, tmp_path: Path, version: str, kind: str, state: str) -> None:
    with RawFront(listen=state != "refused") as front:
        api = Api(driver, tmp_path, version=version, kind=kind).made()
        if state not in ("created", "no front"):
            api.do(f"front {front.address(refused=0.01, lost=1000 if state == 'pausing' else 0)}")
        if state != "created":
            api.do("init")
        if state in ("unanswered", "connected", "lost", "pausing", "sending"):
            session = front.accept()
            if state != "unanswered":
                session.read_hello()
                session.welcome()
                api.callback("OnFrontConnected")
            if state in ("lost", "pausing"):
                session.close()
                api.callback("OnFrontDisconnected")
            if state == "sending":
                for _ in range(200):
                    session.callback(api.spi("OnRspUserLogin"), b"20260105\0")
                    driver.send(f"1 request {api.method('ReqUserLogin')} 1 -")
        api.do("release")


def hangs(driver: Driver, verb: str) -> bool:
    """Whether a call gives no reply while other commands are served."""
    for _ in range(200):
        driver.do(f"0 version trader {library(driver.libraries, '6.7.11', 'trader')}")
    return not [e for e in driver.events if e.get("verb") == verb]


def test_release_waits_for_a_callback_in_progress(driver: Driver, tmp_path: Path) -> None:
    with RawFront() as front:
        api = Api(driver, tmp_path).made()
        api.on("OnFrontConnected", "wait")
        api.do(f"front {front.address()}")
        api.do("init")
        session = front.welcomed()
        api.callback("OnFrontConnected")
        driver.send("1 async release")
        # The connection ends only after the callback, and Release returns after that.
        session.callback(api.spi("OnRtnOrder"), b"")
        assert hangs(driver, "release")
        driver.do("0 post")
        driver.wait(lambda e: e.get("verb") == "release")
        assert session.closed()
        assert not [e for e in driver.events if e.get("callback") == api.spi("OnRtnOrder")]


def test_release_inside_a_callback_is_fatal(launch: Launch, tmp_path: Path) -> None:
    driver = launch()
    with RawFront() as front:
        api = Api(driver, tmp_path).made()
        api.on("OnFrontConnected", "release")
        api.do(f"front {front.address()}")
        api.do("init")
        front.welcomed()
        # As the vendor's: the call returns, then the process dies.
        assert driver.wait(lambda e: e.get("verb") == "release")["reply"] is True
        # Before its input ends: the program would end by itself then.
        assert driver.process.wait(LIMIT) == -signal.SIGSEGV
        driver.end()


def test_release_after_two_inits_hangs(driver: Driver, tmp_path: Path) -> None:
    with RawFront() as front:
        api = Api(driver, tmp_path).start(front.address())
        api.do("init")
        front.welcomed()
        api.callback("OnFrontConnected")
        driver.send("1 async release")
        assert hangs(driver, "release")


def test_join(driver: Driver, tmp_path: Path) -> None:
    with RawFront() as front:
        api = Api(driver, tmp_path).made()
        assert api.do("join") == 0  # before Init
        api.do(f"front {front.address()}")
        api.do("init")
        front.welcomed()
        driver.send("1 async join")
        api.callback("OnFrontConnected")
        assert hangs(driver, "join")
        driver.send("1 async release")
        assert driver.wait(lambda e: e.get("verb") == "join")["reply"] == 1
        assert hangs(driver, "release")


@pytest.mark.parametrize(
    ("kind", "version", "status"),
    [("trader", "6.7.11", 0), ("md", "6.7.10", 0), ("md", "6.7.11", -signal.SIGUSR1)],
)
def test_sigusr1_is_taken(launch: Launch, tmp_path: Path, kind: str, version: str, status: int) -> None:
    driver = launch()
    Api(driver, tmp_path, kind=kind, version=version).made().do("release")
    driver.process.send_signal(signal.SIGUSR1)
    assert driver.end() == status


def descriptors(driver: Driver) -> int:
    return len(list(Path(f"/proc/{driver.process.pid}/fd").iterdir()))


def threads(driver: Driver) -> int:
    return len(list(Path(f"/proc/{driver.process.pid}/task").iterdir()))


def test_nothing_is_left_after_release(driver: Driver, tmp_path: Path) -> None:
    counts = set()
    for _ in range(20):
        # Each has a front of its own: before its release it may have dialled once more, and on a front for
        # all that connection, which nobody holds any more, would be taken for the next one's.
        with RawFront() as front:
            api = Api(driver, tmp_path).made()
            api.do("topics 1 1 1")
            api.do(f"front {front.address(lost=0.01)}")
            api.do("init")
            for _ in range(3):
                session = front.welcomed()
                api.callback("OnFrontConnected")
                api.request("ReqUserLogin")
                session.close()
                api.callback("OnFrontDisconnected")
            api.do("release")
            counts.add((descriptors(driver), threads(driver)))
    assert len(counts) == 1, counts


def test_two_threads_and_closed_on_exec(driver: Driver, tmp_path: Path) -> None:
    counts = []
    with RawFront() as front:
        running = []
        for number in (1, 2, 3):
            flow = tmp_path / str(number)
            flow.mkdir()
            api = Api(driver, flow, number=number).made()
            api.do("topics 1 1 1")
            api.do(f"front {front.address()}")
            api.do("init")
            front.welcomed()
            api.callback("OnFrontConnected")
            running.append(api)
            counts.append(threads(driver))
        # Differences, because a sanitizer adds a thread of its own to the first.
        assert [counts[1] - counts[0], counts[2] - counts[1]] == [2, 2]
        for link in Path(f"/proc/{driver.process.pid}/fd").iterdir():
            if int(link.name) > 2:
                info = Path(f"/proc/{driver.process.pid}/fdinfo/{link.name}").read_text(encoding="ascii")
                flags = next(line.split()[1] for line in info.splitlines() if line.startswith("flags:"))
                assert int(flags, 8) & 0o2000000, (link.readlink(), flags)
        for api in running:
            api.do("release")


def test_all_versions_in_one_process(driver: Driver, tmp_path: Path) -> None:
    every = [(version, kind) for version in API.versions for kind in KINDS]
    with many(len(every)) as fronts:
        running = []
        for number, ((version, kind), front) in enumerate(zip(every, fronts, strict=True), 1):
            flow = tmp_path / f"{kind}-{version}"
            flow.mkdir()
            api = Api(driver, flow, version=version, kind=kind, number=number).start(front.address())
            running.append((api, front))
        sessions = []
        for api, front in running:
            session = front.accept()
            hello = session.read_hello()
            assert (hello.version, hello.kind) == (api.version, int(api.kind == "trader"))
            session.welcome()
            sessions.append(session)
        for (api, _), session in zip(running, sessions, strict=True):
            api.callback("OnFrontConnected")
            assert api.request("ReqUserLogin", api.number) == 0
            assert session.read_request().request_id == api.number
        for (api, _), session in zip(reversed(running), reversed(sessions), strict=True):
            day = f"2026{api.number // 28 + 1:02}{api.number % 28 + 1:02}"
            session.callback(api.spi("OnRspUserLogin"), day.encode() + b"\0")
            api.callback("OnRspUserLogin")
            assert api.do("trading_day") == day
        for api, _ in running:
            api.do("release")


def test_instances_from_many_threads(driver: Driver, tmp_path: Path) -> None:
    with RawFront() as front:
        for number in range(1, 21):
            flow = tmp_path / str(number)
            flow.mkdir()
            Api(driver, flow, number=number, version=VERSIONS[number % len(VERSIONS)]).made()
            driver.do(f"{number} front {front.address(refused=0.01, lost=0.01)}")
        for number in range(1, 21):
            driver.send(f"{number} async init")
        for _ in range(20):
            front.welcomed()
        for number in range(1, 21):
            driver.wait(lambda e, number=number: e.get("verb") == "init" and e["id"] == number)  # type: ignore[misc]
            driver.send(f"{number} async release")
        for number in range(1, 21):
            driver.wait(lambda e, number=number: e.get("verb") == "release" and e["id"] == number)  # type: ignore[misc]


def test_a_program_that_only_knows_the_vendors_names(libraries: Path, tmp_path: Path) -> None:
    """Renamed to the vendor's file name, the library can be linked against as usual."""
    shutil.copy(libraries / "libthosttraderapi_se-6.7.11.so", tmp_path / "libthosttraderapi_se.so")
    (tmp_path / "main.cpp").write_text(
        "class CThostFtdcTraderApi { public: static const char *GetApiVersion(); };\n"
        'extern "C" int puts(const char *);\n'
        "int main() { return puts(CThostFtdcTraderApi::GetApiVersion()) < 0; }\n",
        encoding="utf-8",
    )
    flags = shlex.split(os.environ.get("ACTP_TEST_CXXFLAGS", ""))
    compiler = shlex.split(os.environ.get("CXX", "c++"))
    command = [
        *compiler,
        *flags,
        "main.cpp",
        "-o",
        "main",
        "-L.",
        "-lthosttraderapi_se",
        "-Wl,-rpath,$ORIGIN",
    ]
    subprocess.run(command, cwd=tmp_path, check=True)
    ran = subprocess.run([tmp_path / "main"], check=True, capture_output=True, text=True)
    assert ran.stdout == "v6.7.11_actp simulated\n"
