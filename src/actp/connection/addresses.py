"""Front addresses: checked before CTP's library sees them, since it crashes on some and hangs on others."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from urllib.parse import parse_qsl, urlencode

from actp.errors import AddressError

__all__ = ["Front", "checked_fronts", "parse_front", "parse_fronts", "read_fronts"]

_SCHEMES = ("tcp", "tcp6")
_PROXIES = ("socks4", "socks4a", "socks5")
_EXAMPLE = "Write it as tcp://host:port, for example tcp://180.168.146.187:10211"
_BY_PROXY = (
    "A front is tcp://host:port; behind a proxy it is socks5://fronthost:port/user:password@proxyhost:port, "
    "or without user and password"
)
_SCHEME = re.compile(r"(?P<scheme>[A-Za-z][\w+.-]*)://(?P<rest>.*)", re.ASCII | re.DOTALL)
_PLACE = re.compile(r"(?P<host>\[[0-9A-Fa-f:.]+(?:%\w+)?\]|[^:@/?#\[\]]+):(?P<port>\d{1,5})")
_BARE_IPV6 = re.compile(r"(?P<host>[0-9A-Fa-f.]*:[0-9A-Fa-f:.]*(?:%\w+)?):(?P<port>\d{1,5})")

# DNS's, and those of SOCKS for user and password.
_LONGEST_HOST, _LONGEST_LABEL, _LONGEST_CREDENTIAL = 253, 63, 255


@dataclass(frozen=True, slots=True)
class Front:
    """One front address: `text` for people, without a proxy's password, `vendor` with it, for RegisterFront.
    TCP goes to `host` and `port` first."""

    text: str
    vendor: str = field(repr=False)
    host: str
    port: int
    simulated: bool = False
    api: str | None = None

    def __str__(self) -> str:
        return self.text


class _WrongAddressError(Exception):
    """What is wrong with an address. It ends inside `_read`, whose frames know the address."""


def _place(text: str, address: str) -> tuple[str, int]:
    match = _PLACE.fullmatch(text)
    if not match:
        if ":" not in text:
            raise _WrongAddressError(f"front address {address!r} has no port. {_EXAMPLE}")
        raise _WrongAddressError(f"front address {address!r} is malformed. {_EXAMPLE}")
    port = int(match["port"])
    if not 0 < port < 65536:
        raise _WrongAddressError(
            f"front address {address!r}: port {port} is not between 1 and 65535. {_EXAMPLE}"
        )
    host = match["host"].strip("[]")
    labels = host.removesuffix(".").split(".")
    if len(host) > _LONGEST_HOST or not all(0 < len(label) <= _LONGEST_LABEL for label in labels):
        raise _WrongAddressError(
            f"a front address names a host of {len(host)} characters which cannot be one: names have at most "
            f"{_LONGEST_HOST}, and between two dots 1 to {_LONGEST_LABEL}. {_EXAMPLE}"
        )
    return host, port


def _mask(address: str) -> str:
    """The address without a proxy's password, for messages and logs. What cannot be told apart from a part of
    a password is left out: one may hold "/", "@", ":" and "://"."""
    match = _SCHEME.fullmatch(address)
    start, rest = (f"{match['scheme']}://", match["rest"]) if match else ("", address)
    front = ""
    if match is None or match["scheme"] in _PROXIES:
        first, slash, behind = rest.partition("/")
        if slash and _PLACE.fullmatch(first):
            front, rest = f"{first}/", behind
    credentials, at, host = rest.rpartition("@")
    if at:
        user, colon, _ = credentials.partition(":")
        shown = host if _PLACE.fullmatch(host) else "***"
        return f"{start}{front}{user}{':***' if colon else ''}@{shown}"
    if front and ":" in rest and not _PLACE.fullmatch(rest):
        return f"{start}{front}{rest.partition(':')[0]}:***"
    return address


def parse_front(address: str) -> Front:
    """Check one address. Accepted: tcp://, tcp6://, socks4/4a/5://front/proxy, and sim://.

    Raises AddressError with what is wrong and how to write it. What is refused here would end the process
    in CTP's own library (no scheme, ssl://, a proxy without front), or never connect (no port, a user in
    front of a host), or go another way than it says (a proxy behind tcp://, which CTP ignores).
    """
    fronts = read_fronts((address,))
    del address
    return checked_fronts(fronts)[0]


def parse_fronts(addresses: Iterable[str]) -> tuple[Front, ...]:
    """Check the addresses of one client: at least one, and not simulated and real ones together.

    Raises AddressError as `parse_front()` does.
    """
    fronts = read_fronts(addresses)
    del addresses
    return checked_fronts(fronts)


def read_fronts(addresses: Iterable[str]) -> list[Front | str]:
    """Each address as a Front, or what is wrong with it. Nothing is raised here, so that the caller can let
    go of the addresses, which may hold a proxy's password, before `checked_fronts()` raises."""
    return [_read(address) for address in addresses]


def checked_fronts(fronts: Iterable[Front | str]) -> tuple[Front, ...]:
    """The fronts that were read. Raises AddressError for what is none, and for such as do not go together."""
    found: list[Front] = []
    for front in fronts:
        if isinstance(front, str):
            raise AddressError(front)
        found.append(front)
    if not found:
        raise AddressError(f"no front address given. {_EXAMPLE}")
    if len({front.simulated for front in found}) > 1:
        raise AddressError(
            "sim:// and real front addresses are mixed: they need different libraries, thus different clients"
        )
    if len(apis := {front.api for front in found}) > 1:
        raise AddressError(f"the front addresses ask for different api versions: {sorted(map(str, apis))}")
    return tuple(found)


def _read(address: object) -> Front | str:
    if not isinstance(address, str):
        return f"a front address is text such as tcp://host:port, not {type(address).__name__}"
    try:
        return _parsed(str.__str__(address))
    except _WrongAddressError as error:
        return str(error)


def _parsed(address: str) -> Front:
    shown = _mask(address)
    if not address:
        raise _WrongAddressError(f"the front address is empty. {_EXAMPLE}")
    if not address.isascii() or any(c.isspace() or not c.isprintable() for c in address):
        raise _WrongAddressError(
            f"front address {shown!r} has blanks or characters that no address has. {_EXAMPLE}"
        )
    if (match := _SCHEME.fullmatch(address)) is None:
        raise _WrongAddressError(f"front address {shown!r} has no scheme. {_EXAMPLE}")
    scheme, rest = match["scheme"], match["rest"]
    if scheme == "sim":
        place, _, query = rest.partition("?")
        host, port = _place(place, shown)
        options = dict(parse_qsl(query))
        api = options.pop("api", None)
        vendor = f"tcp://{place}" + (f"?{urlencode(options)}" if options else "")
        return Front(shown, vendor, host, port, simulated=True, api=api)
    if scheme == "ssl":
        raise _WrongAddressError(
            f"front address {shown!r}: CTP's libraries end the process on ssl:// as soon as TCP connects "
            "(seen in every version from 6.3.15 to 6.7.11). Ask the broker for a tcp:// address"
        )
    if scheme in _PROXIES:
        return _behind_proxy(address, shown, rest)
    if scheme not in _SCHEMES:
        known = ", ".join(f"{s}://" for s in (*_SCHEMES, *_PROXIES, "sim"))
        raise _WrongAddressError(
            f"front address {shown!r} has the scheme {scheme!r}; CTP knows {known}. {_EXAMPLE}"
        )
    if "/" in rest:
        raise _WrongAddressError(
            f"front address {shown!r}: CTP ignores what follows the port of {scheme}://. {_BY_PROXY}"
        )
    if scheme == "tcp6":
        return _ipv6(shown, rest)
    if "[" in rest:
        raise _WrongAddressError(f"front address {shown!r}: CTP takes IPv6 only as tcp6://, not tcp://")
    # The simulated library, loaded under the vendor's name, takes its times from a query part.
    host, port = _place(rest.partition("?")[0], shown)
    return Front(shown, address, host, port)


def _behind_proxy(address: str, shown: str, rest: str) -> Front:
    """The front comes first and the proxy second, without a scheme: that is what the library dials."""
    front, separator, proxy = rest.partition("/")
    if not separator or not proxy:
        raise _WrongAddressError(f"front address {shown!r} names no proxy. {_BY_PROXY}")
    if _SCHEME.fullmatch(proxy):
        raise _WrongAddressError(
            f"front address {shown!r}: the proxy is written without a scheme. {_BY_PROXY}"
        )
    _place(front, shown)
    credentials, _, place = proxy.rpartition("@")
    user, _, password = credentials.partition(":")
    if len(user) > _LONGEST_CREDENTIAL or len(password) > _LONGEST_CREDENTIAL:
        raise _WrongAddressError(
            f"front address {shown[:100]!r}: a proxy takes at most {_LONGEST_CREDENTIAL} characters as user, "
            "and as password"
        )
    host, port = _place(place, shown)
    return Front(shown, address, host, port)


def _ipv6(shown: str, rest: str) -> Front:
    """CTP takes the address bare; the usual brackets, which it cannot read, are taken off."""
    if match := _BARE_IPV6.fullmatch(rest):
        host, port = _place(f"[{match['host']}]:{match['port']}", shown)
    else:
        host, port = _place(rest, shown)
    return Front(shown, f"tcp6://{host}:{port}", host, port)
