"""A simulated CTP front: `async with actp.sim.Front(...) as front`."""

from __future__ import annotations

from .accounts import Account, Position
from .board import Board, MarketSource, Pacer, Tick
from .books import Books
from .client import Client
from .core import FrontStatistics, Limits
from .front import Front
from .instruments import Commission, InstrumentInfo, default_instruments, instrument_info
from .market import SimulatedMarket
from .replay import Replay, read_ticks
from .times import Times

__all__ = [
    "Account",
    "Board",
    "Books",
    "Client",
    "Commission",
    "Front",
    "FrontStatistics",
    "InstrumentInfo",
    "Limits",
    "MarketSource",
    "Pacer",
    "Position",
    "Replay",
    "SimulatedMarket",
    "Tick",
    "Times",
    "default_instruments",
    "instrument_info",
    "read_ticks",
]
