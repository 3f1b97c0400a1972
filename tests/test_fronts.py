from __future__ import annotations

import traceback

import pytest

import actp
from actp.connection.addresses import parse_front, parse_fronts
from actp.connection.probe import ProbeResult
from actp.errors import AddressError


@pytest.mark.parametrize(
    ("address", "host", "port"),
    [
        ("tcp://180.168.146.187:10211", "180.168.146.187", 10211),
        ("tcp://front.example.com:41213", "front.example.com", 41213),
        ("tcp6://::1:41213", "::1", 41213),
        ("tcp6://fe80::1%eth0:41213", "fe80::1%eth0", 41213),
        ("tcp://127.0.0.1:65535", "127.0.0.1", 65535),
        ("tcp://127.0.0.1:41213?lost=0.1", "127.0.0.1", 41213),
        # Behind a proxy: CTP dials what stands last, and asks it for what stands first.
        ("socks5://10.0.0.1:41213/user:secret@127.0.0.1:1080", "127.0.0.1", 1080),
        ("socks4://10.0.0.1:41213/127.0.0.1:1080", "127.0.0.1", 1080),
        ("socks4a://front.example.com:41213/127.0.0.1:1080", "127.0.0.1", 1080),
    ],
)
def test_addresses_that_ctp_takes(address: str, host: str, port: int) -> None:
    front = parse_front(address)
    assert (front.vendor, front.host, front.port, front.simulated) == (address, host, port, False)
    assert "secret" not in str(front)


def test_ipv6_loses_its_brackets() -> None:
    """CTP's library cannot read them, and never connects."""
    front = parse_front("tcp6://[::1]:41213")
    assert (front.vendor, front.host, front.port) == ("tcp6://::1:41213", "::1", 41213)
    assert str(front) == "tcp6://[::1]:41213"


def test_a_simulated_front() -> None:
    front = parse_front("sim://127.0.0.1:4000?refused=0.1&api=6.6.7&lost=0.2")
    assert front.simulated
    assert front.api == "6.6.7"
    assert front.vendor == "tcp://127.0.0.1:4000?refused=0.1&lost=0.2"


@pytest.mark.parametrize(
    ("address", "says"),
    [
        ("127.0.0.1:1", "no scheme"),
        ("", "empty"),
        ("bogus", "no scheme"),
        ("tcp://", "no port"),
        ("tcp://127.0.0.1", "no port"),
        ("tcp://127.0.0.1:", "malformed"),
        ("tcp://127.0.0.1:x", "malformed"),
        ("tcp://127.0.0.1:0", "between 1 and 65535"),
        ("tcp://127.0.0.1:65536", "between 1 and 65535"),
        ("tcp:/127.0.0.1:41213", "no scheme"),
        ("http://127.0.0.1:41213", "CTP knows tcp://"),
        ("tcp://127.0.0.1:41213 ", "blanks"),
        ("tcp://127.0.0.1:41213\n", "blanks"),
        ("tcp://127.0.0.1:41213\0", "blanks"),
        ("tcp://期货:41213", "characters that no address has"),
        ("TCP://127.0.0.1:41213", "CTP knows tcp://"),
        ("ssl://127.0.0.1:41213", "end the process"),
        ("tcp://[::1]:41213", "only as tcp6://"),
        ("tcp://user:pass@127.0.0.1:41213", "malformed"),
        ("tcp://user@127.0.0.1:41213", "malformed"),
        ("tcp://1.2.3.4:5/http://6.7.8.9:80", "ignores what follows"),
        ("tcp://10.0.0.1:41213/socks5://127.0.0.1:1080", "ignores what follows"),
        ("tcp6://[::1]", "malformed"),
        ("socks5://127.0.0.1:1080", "names no proxy"),
        ("socks5://127.0.0.1:1080/", "names no proxy"),
        ("socks5://127.0.0.1:1080/127.0.0.1", "no port"),
        ("socks5://127.0.0.1:1080/tcp://10.0.0.1:41213", "without a scheme"),
    ],
)
def test_addresses_that_would_crash_or_hang_ctp(address: str, says: str) -> None:
    with pytest.raises(AddressError, match=says) as caught:
        parse_front(address)
    assert "tcp://" in str(caught.value), "every message shows how to write it"


def test_what_is_no_text() -> None:
    with pytest.raises(AddressError, match="not int"):
        parse_front(41213)  # type: ignore[arg-type]


PASSWORDS = [
    "hunter2",
    "hun/ter2",
    "hun@ter2",
    "/hunter2",
    "@hunter2@",
    "h:u/n@t:e/r2",
    "hunter://2",
    "hun%40ter2",
    "hun?ter=2",
    "[hunter2]",
]
"""Parts of each that are in no address: `_clear` looks for them."""


def _clear(shown: str) -> bool:
    return any(part in shown for part in ("hun", "ter2", "r2", "t:e"))


@pytest.mark.parametrize("password", PASSWORDS)
def test_a_proxy_password_is_shown_nowhere(password: str) -> None:
    address = f"socks5://10.0.0.1:41213/user:{password}@127.0.0.1:1080"
    front = parse_front(address)
    assert (front.vendor, front.host, front.port) == (address, "127.0.0.1", 1080)
    assert str(front) == "socks5://10.0.0.1:41213/user:***@127.0.0.1:1080"
    client = actp.MdClient(address)
    assert "socks5://10.0.0.1:41213/user:***@127.0.0.1:1080" in repr(client)
    for shown in (repr(front), repr(client), repr(vars(client)), str(ProbeResult(front, "refused"))):
        assert not _clear(shown)


@pytest.mark.parametrize("password", PASSWORDS)
@pytest.mark.parametrize(
    "address",
    [
        "tcp://1.2.3.4:5/ftp://user:{}@6.7.8.9:80",
        "tcp://user:{}@6.7.8.9:80",
        "tcp6://user:{}@[::1]:80",
        "sim://user:{}@6.7.8.9:80",
        "ssl://user:{}@6.7.8.9:80",
        "http://user:{}@6.7.8.9:80",
        "user:{}@6.7.8.9:80",
        "1.2.3.4:5/user:{}@6.7.8.9:80",
        "socks5://1.2.3.4:5/user:{}@6.7.8.9",
        "socks5://1.2.3.4:5/user:{}@6.7.8.9:99999",
        "socks5://1.2.3.4:5/socks5://user:{}@6.7.8.9:80",
        "socks5://1.2.3.4/user:{}@6.7.8.9:80",
        "socks5://user:{}@6.7.8.9:80",
        "socks5://1.2.3.4:5/user:{}",
        "socks5:/1.2.3.4:5/user:{}@6.7.8.9:80",
        "socks5//1.2.3.4:5/user:{}@6.7.8.9:80",
        "socks5://1.2.3.4:5/user:{}@6.7.8.9:80\n",
        "socks5://1.2.3.4:5/user:期{}@6.7.8.9:80",
    ],
)
def test_a_proxy_password_is_in_no_message(address: str, password: str) -> None:
    with pytest.raises(AddressError) as caught:
        parse_front(address.format(password))
    assert not _clear(str(caught.value))
    with pytest.raises(AddressError) as caught:
        actp.MdClient("tcp://1.2.3.4:5", address.format(password))
    shown = "".join(traceback.TracebackException.from_exception(caught.value, capture_locals=True).format())
    # The test's own frame is the only one that has it.
    assert not _clear(shown.partition("src/actp/")[2])


def test_several_fronts_are_of_one_sort() -> None:
    assert len(parse_fronts(["tcp://a:1", "tcp://b:2"])) == 2
    with pytest.raises(AddressError, match="no front"):
        parse_fronts([])
    with pytest.raises(AddressError, match="mixed"):
        parse_fronts(["tcp://a:1", "sim://127.0.0.1:2"])
    with pytest.raises(AddressError, match="different api"):
        parse_fronts(["sim://127.0.0.1:1?api=6.6.7", "sim://127.0.0.1:2?api=6.7.2"])
