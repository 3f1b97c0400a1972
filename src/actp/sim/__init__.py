"""A simulated CTP front: `async with actp.sim.Front(...) as front`."""

from __future__ import annotations

from actp.sim.accounts.credentials import Account, Bank, Position
from actp.sim.accounts.journal import Journal
from actp.sim.accounts.ledger import Funds
from actp.sim.accounts.overrides import Rule
from actp.sim.accounts.state import FrontStatistics, Limits
from actp.sim.front.control import AccountControl, Accounts, BookLevel, BookView
from actp.sim.front.front import Front
from actp.sim.market.feed import Board, MarketSource, Pace, Pacer, Tick
from actp.sim.market.market import SimulatedMarket
from actp.sim.market.replay import Replay, read_ticks
from actp.sim.queries.snapshot import Books
from actp.sim.reference.instruments import (
    Commission,
    InstrumentInfo,
    Margin,
    default_instruments,
    instrument_info,
)
from actp.sim.reference.option_terms import OptionTerms
from actp.sim.session.connection import Client
from actp.sim.wire.timeouts import Times

__all__ = [
    "Account",
    "AccountControl",
    "Accounts",
    "Bank",
    "Board",
    "BookLevel",
    "BookView",
    "Books",
    "Client",
    "Commission",
    "Front",
    "FrontStatistics",
    "Funds",
    "InstrumentInfo",
    "Journal",
    "Limits",
    "Margin",
    "MarketSource",
    "OptionTerms",
    "Pace",
    "Pacer",
    "Position",
    "Replay",
    "Rule",
    "SimulatedMarket",
    "Tick",
    "Times",
    "default_instruments",
    "instrument_info",
    "read_ticks",
]
