"""A simulated CTP front: `async with actp.sim.Front(...) as front`."""

from __future__ import annotations

from .accounts import Account, Bank, Position
from .board import Board, MarketSource, Pace, Pacer, Tick
from .books import Books
from .client import Client
from .control import AccountControl, Accounts, BookLevel, BookView
from .core import FrontStatistics, Limits
from .front import Front
from .instruments import Commission, InstrumentInfo, Margin, default_instruments, instrument_info
from .journal import Journal
from .ledger import Funds
from .market import SimulatedMarket
from .options import OptionTerms
from .replay import Replay, read_ticks
from .rules import Rule
from .times import Times

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
