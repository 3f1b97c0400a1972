"""Front addresses: checked before CTP's library sees them, since it crashes on some and hangs on others."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import parse_qsl, urlencode

from actp.errors import AddressError

__all__ = ["Front", "parse_front", "parse_fronts"]

_SCHEMES = ("tcp", "tcp6")
_PROXIES = ("socks4", "socks4a", "socks5")
_EXAMPLE = "Write it as tcp://host:port, for example tcp://180.168.146.187:10211"
_BY_PROXY = (
    "A front is tcp://host:port; behind a proxy it is socks5://fronthost:port/user:password@proxyhost:port, "
    "or without user and password"
)
_PLACE = re.compile(r"(?P<host>\[[0-9A-Fa-f:.]+(?:%\w+)?\]|[^:@/?#\[\]]+):(?P<port>\d{1,5})")
_BARE_IPV6 = re.compile(r"(?P<host>[0-9A-Fa-f.]*:[0-9A-Fa-f:.]*(?:%\w+)?):(?P<port>\d{1,5})")


@dataclass(frozen=True, slots=True)
class Front:
    """One front address: `vendor` is the text for RegisterFront, `host` and `port` where TCP goes first."""

    text: str
    vendor: str
    host: str
    port: int
    simulated: bool = False
    api: str | None = None

    def __str__(self) -> str:
        return self.text


def _place(text: str, address: str) -> tuple[str, int]:
    match = _PLACE.fullmatch(text)
    if not match:
        if ":" not in text:
            raise AddressError(f"front address {address!r} has no port. {_EXAMPLE}")
        raise AddressError(f"front address {address!r} is malformed. {_EXAMPLE}")
    port = int(match["port"])
    if not 0 < port < 65536:
        raise AddressError(f"front address {address!r}: port {port} is not between 1 and 65535. {_EXAMPLE}")
    return match["host"].strip("[]"), port


def _mask(address: str) -> str:
    """The address without a proxy's password, for messages and logs."""
    return re.sub(r"/([^:@/]*):[^@/]*@", r"/\1:***@", address)


def parse_front(address: str) -> Front:
    """Check one address. Accepted: tcp://, tcp6://, socks4/4a/5://front/proxy, and sim://.

    Raises AddressError with what is wrong and how to write it. What is refused here would end the process
    in CTP's own library (no scheme, ssl://, a proxy without front), or never connect (no port, a user in
    front of a host), or go another way than it says (a proxy behind tcp://, which CTP ignores).
    """
    if not isinstance(address, str):
        raise AddressError(f"a front address is text such as tcp://host:port, not {type(address).__name__}")
    shown = _mask(address)
    if not address:
        raise AddressError(f"the front address is empty. {_EXAMPLE}")
    if not address.isascii() or any(c.isspace() or not c.isprintable() for c in address):
        raise AddressError(
            f"front address {shown!r} has blanks or characters that no address has. {_EXAMPLE}"
        )
    scheme, separator, rest = address.partition("://")
    if not separator:
        raise AddressError(f"front address {shown!r} has no scheme. {_EXAMPLE}")
    if scheme == "sim":
        place, _, query = rest.partition("?")
        host, port = _place(place, shown)
        options = dict(parse_qsl(query))
        api = options.pop("api", None)
        vendor = f"tcp://{place}" + (f"?{urlencode(options)}" if options else "")
        return Front(address, vendor, host, port, simulated=True, api=api)
    if scheme == "ssl":
        raise AddressError(
            f"front address {shown!r}: CTP's libraries end the process on ssl:// as soon as TCP connects "
            "(seen in every version from 6.3.15 to 6.7.11). Ask the broker for a tcp:// address"
        )
    if scheme in _PROXIES:
        return _behind_proxy(address, shown, rest)
    if scheme not in _SCHEMES:
        known = ", ".join(f"{s}://" for s in (*_SCHEMES, *_PROXIES, "sim"))
        raise AddressError(
            f"front address {shown!r} has the scheme {scheme!r}; CTP knows {known}. {_EXAMPLE}"
        )
    if "/" in rest:
        raise AddressError(
            f"front address {shown!r}: CTP ignores what follows the port of {scheme}://. {_BY_PROXY}"
        )
    if scheme == "tcp6":
        return _ipv6(address, shown, rest)
    if "[" in rest:
        raise AddressError(f"front address {shown!r}: CTP takes IPv6 only as tcp6://, not tcp://")
    # The simulated library, loaded under the vendor's name, takes its times from a query part.
    host, port = _place(rest.partition("?")[0], shown)
    return Front(shown, address, host, port)


def _behind_proxy(address: str, shown: str, rest: str) -> Front:
    """The front comes first and the proxy second, without a scheme: that is what the library dials."""
    front, separator, proxy = rest.partition("/")
    if not separator or not proxy:
        raise AddressError(f"front address {shown!r} names no proxy. {_BY_PROXY}")
    if "://" in proxy:
        raise AddressError(f"front address {shown!r}: the proxy is written without a scheme. {_BY_PROXY}")
    _place(front, shown)
    host, port = _place(proxy.rpartition("@")[2], shown)
    return Front(shown, address, host, port)


def _ipv6(address: str, shown: str, rest: str) -> Front:
    """CTP takes the address bare; the usual brackets, which it cannot read, are taken off."""
    if match := _BARE_IPV6.fullmatch(rest):
        host, port = _place(f"[{match['host']}]:{match['port']}", shown)
    else:
        host, port = _place(rest, shown)
    return Front(shown, f"tcp6://{host}:{port}", host, port)


def parse_fronts(addresses: Iterable[str]) -> tuple[Front, ...]:
    """Check the addresses of one client: at least one, and not simulated and real ones together."""
    fronts = tuple(parse_front(address) for address in addresses)
    if not fronts:
        raise AddressError(f"no front address given. {_EXAMPLE}")
    if len({front.simulated for front in fronts}) > 1:
        raise AddressError(
            "sim:// and real front addresses are mixed: they need different libraries, thus different clients"
        )
    if len(apis := {front.api for front in fronts}) > 1:
        raise AddressError(f"the front addresses ask for different api versions: {sorted(map(str, apis))}")
    return fronts
