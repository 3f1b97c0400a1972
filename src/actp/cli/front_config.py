"""The settings of `actp front`: a TOML file, checked value by value."""

from __future__ import annotations

import difflib
import os
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Any

from actp import _checks as checks
from actp._secret import Secret
from actp.errors import ActpError, ConfigurationError
from actp.sim import Account, Bank, Limits, Position, Times

if sys.version_info >= (3, 11):
    import tomllib
else:
    import tomli as tomllib

__all__ = ["Accounts", "Settings", "read_accounts", "read_settings", "secret_from_file"]

_MOST_BYTES = 1 << 20


@dataclass
class Settings:
    """What a file says. `front` are arguments of `actp.sim.Front`, without what follows."""

    front: dict[str, Any] = field(default_factory=dict)
    accounts: list[dict[str, Any]] = field(default_factory=list, repr=False)
    """Arguments of `Account`, without `broker_id`."""
    limits: Limits | None = None
    times: Times | None = None


@dataclass(frozen=True)
class Accounts:
    """The accounts that the command line names."""

    named: tuple[str, ...] = field(default=(), repr=False)
    """USER, USER:PASSWORD or USER:PASSWORD:BALANCE."""
    password: Secret = field(default_factory=lambda: Secret(""))
    """For those that are given without one."""
    app_id: str | None = None
    auth_code: Secret | None = None


class _Place:
    """Where in the file something stands, for errors."""

    def __init__(self, file: Path, table: str = "") -> None:
        self.file, self.table = file, table

    def error(self, key: str, problem: object, cure: str = "") -> ConfigurationError:
        where = f"{self.file}: {f'{self.table} ' if self.table else ''}{key}".rstrip()
        return ConfigurationError(f"{where}: {problem}{f'. {cure}' if cure else ''}")

    def path(self, value: str) -> Path:
        """Relative paths are relative to the file that names them."""
        return self.file.parent / Path(value).expanduser()


Reader = Callable[[_Place, str, Any], Any]


def _text(place: _Place, key: str, value: Any) -> str:
    return checks.text(key, value, needed=True)


def _whole(place: _Place, key: str, value: Any) -> int:
    return checks.count(key, value, -(2**63))


def _number(place: _Place, key: str, value: Any) -> float:
    return checks.number(key, value)


def _flag(place: _Place, key: str, value: Any) -> bool:
    return checks.flag(key, value)


def _texts(place: _Place, key: str, value: Any) -> tuple[str, ...]:
    found = checks.items(key, value, "a list of texts")
    return tuple(_text(place, f"{key}[{number}]", each) for number, each in enumerate(found))


def _path(place: _Place, key: str, value: Any) -> Path:
    return place.path(_text(place, key, value))


def _paths(place: _Place, key: str, value: Any) -> list[Path]:
    return [place.path(each) for each in ((_text(place, key, value),) if isinstance(value, str)
                                          else _texts(place, key, value))]  # fmt: skip


def _speed(place: _Place, key: str, value: Any) -> float | None:
    return None if value == "max" else checks.number(key, value, above=0.0, what='"max" or a number')


def _secret(place: _Place, key: str, value: Any) -> str:
    return checks.secret(key, Secret(value), spaces=True, needed=True).value


_FRONT: Mapping[str, Reader] = {
    "broker_id": _text,
    "lock_after": _whole,
    "host": _text,
    "md_port": _whole,
    "trader_port": _whole,
    "replay": _paths,
    "speed": _speed,
    "seed": _whole,
    "instruments": _texts,
    "trading_day": _text,
    "sessions": _flag,
    "market_start": _text,
    "virtual": _flag,
    "journal": _path,
    "store": _path,
    "fill": _text,
    "fill_exchange": _flag,
    "self_trade": _text,
    "exchange_latency": _number,
    "max_margin_side": _flag,
    "longest_gap": _number,
    "wait_for": _text,
    "front_id": _whole,
}
_POSITION: Mapping[str, Reader] = {
    "instrument_id": _text,
    "direction": _text,
    "volume": _whole,
    "open_price": _number,
    "open_date": _text,
    "today": _flag,
    "hedge_flag": _text,
}
_BANK: Mapping[str, Reader] = {
    "id": _text,
    "name": _text,
    "account": _text,
    "password": _secret,
    "balance": _number,
}
_ACCOUNT: Mapping[str, Reader] = {
    "user_id": _text,
    "password": _secret,
    "balance": _number,
    "app_id": _text,
    "auth_code": _secret,
    "first_login": _flag,
    "login_error": _whole,
    "confirm_settlement": _flag,
    "trading": _text,
    "conditional_orders": _flag,
    "exchanges": _texts,
    "fund_password": _secret,
}
# What may be named by a variable of the environment or a file in place of its value.
_SECRETS = ("password", "auth_code", "fund_password")
_DIRECTIONS = {"buy": "0", "sell": "1"}


def read_settings(file: Path) -> Settings:
    """The settings in a file. ConfigurationError names the file, the table, the key, and what is wrong."""
    place = _Place(file)
    table = _load(file)
    tables = {name: table.pop(name) for name in ("accounts", "limits", "times") if name in table}
    settings = Settings(front=_read(place, table, _FRONT, also=("accounts", "limits", "times")))
    if "limits" in tables:
        settings.limits = _section(file, "limits", tables["limits"], Limits)
    if "times" in tables:
        settings.times = _section(file, "times", tables["times"], Times)
    if "accounts" in tables:
        listed = tables["accounts"]
        if not isinstance(listed, list) or not all(isinstance(each, dict) for each in listed):
            raise place.error("accounts", "is a list of tables", "Write each account under [[accounts]]")
        settings.accounts = [
            _account(_Place(file, f"[[accounts]] {number}"), each) for number, each in enumerate(listed, 1)
        ]
    return settings


def _load(file: Path) -> dict[str, Any]:
    try:
        with file.open("rb") as opened:
            data = opened.read(_MOST_BYTES + 1)
    except (OSError, ValueError) as error:
        why = (error.strerror if isinstance(error, OSError) else None) or error
        raise ConfigurationError(f"{file}: it cannot be read: {why}") from None
    if len(data) > _MOST_BYTES:
        raise ConfigurationError(f"{file}: it has more than {_MOST_BYTES} bytes, which no configuration has")
    try:
        table: dict[str, Any] = tomllib.loads(data.decode("utf-8"))
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        raise ConfigurationError(f"{file}, line {line}: it is not UTF-8. Save the file as UTF-8") from None
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        # The parser's words: the line and the column, nothing of what stands there.
        raise ConfigurationError(f"{file}: it is no TOML: {error}") from None
    return table


def _read(
    place: _Place, table: Mapping[str, Any], readers: Mapping[str, Reader], also: tuple[str, ...] = ()
) -> dict[str, Any]:
    found = {}
    for key, value in table.items():
        reader = readers.get(key)
        if reader is None:
            raise _unknown(place, key, (*readers, *also))
        try:
            found[key] = reader(place, key, value)
        except ActpError as error:
            raise place.error(key, _without_name(error, key)) from None
    return found


def _unknown(place: _Place, key: str, known: tuple[str, ...]) -> ConfigurationError:
    near = difflib.get_close_matches(key, known, 1)
    cure = f"Is it {near[0]}?" if near else f"There are {', '.join(known)}"
    return place.error(key, "there is no such key", cure)


def _without_name(error: ActpError, key: str) -> str:
    return str(error).removeprefix(f"{key}= ")


def _section(file: Path, name: str, table: Any, made: type[Any]) -> Any:
    place = _Place(file, f"[{name}]")
    if not isinstance(table, dict):
        raise _Place(file).error(name, "is a table", f"Write its keys under [{name}]")
    if name == "times" and "fast" in table:
        if table != {"fast": True}:
            raise place.error("fast", "is true, and stands alone")
        return Times.fast()
    whole = {each.name for each in fields(made) if "int" in str(each.type)}
    readers = {each.name: _whole if each.name in whole else _number for each in fields(made)}
    values = _read(place, table, readers)
    for key, value in values.items():
        if made is Limits and not 0 <= value < 2**31:
            raise place.error(key, f"is a number of at least 0 and below 2^31, not {value}")
    return _make(place, made, values)


def _make(place: _Place, made: Callable[..., Any], values: dict[str, Any]) -> Any:
    try:
        return made(**values)
    except (ActpError, TypeError) as error:
        raise place.error("", error) from None


def _account(place: _Place, table: dict[str, Any]) -> dict[str, Any]:
    table = dict(table)
    for name in _SECRETS:
        _take_secret(place, table, name)
    positions, bank = table.pop("positions", []), table.pop("bank", None)
    sources = tuple(f"{name}_{where}" for name in _SECRETS for where in ("env", "file"))
    values = _read(place, table, _ACCOUNT, also=("positions", "bank", *sources))
    for needed in ("user_id", "password"):
        if needed not in values:
            cure = "Give password, password_env or password_file" if needed == "password" else ""
            raise place.error(needed, "is missing", cure)
    if not isinstance(positions, list) or not all(isinstance(each, dict) for each in positions):
        raise place.error("positions", "is a list of tables")
    values["positions"] = tuple(
        _position(_Place(place.file, f"{place.table} positions {number}"), each)
        for number, each in enumerate(positions, 1)
    )
    if bank is False:
        values["bank"] = None
    elif bank is not None:
        if not isinstance(bank, dict):
            raise place.error("bank", "is a table, or false for none")
        at = _Place(place.file, f"{place.table} bank")
        values["bank"] = _make(at, Bank, _read(at, bank, _BANK))
    _make(place, Account, values)
    return values


def _position(place: _Place, table: dict[str, Any]) -> Position:
    values = _read(place, table, _POSITION)
    for needed in ("instrument_id", "direction", "volume"):
        if needed not in values:
            raise place.error(needed, "is missing")
    direction = values["direction"]
    if direction not in _DIRECTIONS:
        raise place.error("direction", f'is "buy" or "sell", not {checks.shown(direction)}')
    made: Position = _make(place, Position, values | {"direction": _DIRECTIONS[direction]})
    return made


def _take_secret(place: _Place, table: dict[str, Any], name: str) -> None:
    """Put a secret that is elsewhere where its value would stand."""
    given = [key for key in (name, f"{name}_env", f"{name}_file") if key in table]
    if len(given) > 1:
        raise place.error(given[1], f"is given beside {given[0]}", "Give one of them")
    if not given or given[0] == name:
        return
    source = table.pop(given[0])
    if not isinstance(source, str) or not source or "\0" in source:
        raise place.error(given[0], f"is text, not {checks.shown(source)}")
    if given[0].endswith("_file"):
        table[name] = secret_from_file(place.path(source), f"{place.file}: {place.table} {given[0]}")
        return
    found = os.environ.get(source)
    if not found:
        raise place.error(given[0], f"the environment has no {source}", f"Set {source}")
    table[name] = found


def secret_from_file(path: Path, name: str) -> str:
    """The only line of a file. ConfigurationError does not show it."""
    try:
        with path.open("rb") as file:
            data = file.read(4097)
        found = data.decode("utf-8").rstrip("\r\n")
    except (OSError, ValueError) as error:
        why = error.strerror if isinstance(error, OSError) else "it is not UTF-8"
        raise ConfigurationError(f"{name}: {path} cannot be read: {why}") from None
    if not found or len(data) > 4096 or "\n" in found:
        raise ConfigurationError(f"{name}: {path} holds one line, the secret, and nothing else")
    return found


def read_accounts(settings: Settings, broker_id: str, given: Accounts) -> list[Account] | None:
    """The accounts of the file and of the command line; None for anybody's login, where neither has any."""
    found = [dict(each) for each in settings.accounts]
    found += [_named(number, text, given.password) for number, text in enumerate(given.named, 1)]
    extra = {"app_id": given.app_id, "auth_code": given.auth_code.value if given.auth_code else None}
    if not found:
        if given.app_id or given.auth_code:
            raise ConfigurationError("--app-id and --auth-code are for accounts: give --account too")
        return None
    for each in found:
        for name, value in extra.items():
            if value is not None:
                each.setdefault(name, value)
    return [Account(**each, broker_id=broker_id) for each in found]


def _named(number: int, text: str, password: Secret) -> dict[str, Any]:
    """An account from --account. Its text is not shown: it may have a password in it."""
    which = f"--account {number}"
    parts = text.split(":")
    if len(parts) > 3:
        raise ConfigurationError(
            f"{which} has more than two colons. Write it as USER:PASSWORD:BALANCE; give a password with a "
            "colon in it in ACTP_FRONT_PASSWORD or --password-file"
        )
    user, secret, balance = (*parts, "", "")[:3]
    values: dict[str, Any] = {"user_id": checks.text(which, user, 15, needed=True)}
    chosen = Secret(secret) if secret else password
    if not chosen:
        raise ConfigurationError(
            f"{which} (user {user!r}) has no password. Write it as USER:PASSWORD, or set "
            "ACTP_FRONT_PASSWORD, or give --password-file"
        )
    values["password"] = checks.secret(f"{which} password", chosen, 40, spaces=True).value
    if balance:
        try:
            values["balance"] = checks.number("balance", float(balance))
        except (ValueError, ActpError):
            raise ConfigurationError(f"{which} (user {user!r}) has a balance that is no number") from None
    return values
