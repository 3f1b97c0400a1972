"""Checks of those options of a `Front` that are more than a number or a word."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from os import PathLike

from actp import _checks as check
from actp.errors import ConfigurationError
from actp.sim.accounts.journal import Journal

__all__ = ["check_journal", "check_market", "check_replay", "checked_host"]

_MARKET = ("instruments", "trading_day", "clock", "snapshot", "run")
_LONGEST_HOST, _LONGEST_LABEL = 253, 63


def checked_host(host: object) -> str:
    """An address or a name to listen at, as sockets take them."""
    found = check.text("host", host, needed=True)
    labels = found.removesuffix(".").split(".")
    fits = len(found) <= _LONGEST_HOST and all(0 < len(label) <= _LONGEST_LABEL for label in labels)
    if not fits or not found.isascii() or " " in found:
        raise ConfigurationError(
            f"host= is an address such as 127.0.0.1, or a host's name, not {check.shown(host)}"
        )
    return found


def check_market(market: object) -> None:
    if market is not None and not all(hasattr(market, part) for part in _MARKET):
        raise ConfigurationError(f"market= is an actp.sim.MarketSource, not {check.shown(market)}")


def check_replay(replay: object) -> None:
    """What it holds is looked at when the front starts."""
    if replay is None or isinstance(replay, (str, PathLike)):
        return
    if not isinstance(replay, Iterable) or isinstance(replay, (bytes, Mapping)):
        raise ConfigurationError(
            f"replay= is a CSV file, a list of them, or an iterable of records, not {check.shown(replay)}"
        )


def check_journal(journal: object) -> None:
    if journal is None or isinstance(journal, (str, PathLike, Journal)) or hasattr(journal, "write"):
        return
    raise ConfigurationError(
        f"journal= is a path, a binary file or an actp.sim.Journal, not {check.shown(journal)}"
    )
