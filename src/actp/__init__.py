"""CTP, the C++ API of China's futures brokers, as an asyncio library.

::

    async with actp.MdClient("tcp://broker:41213", broker_id="9999", user_id="u", password="p") as md:
        async for tick in md.ticks("rb2610", "ag2612"):
            print(tick.instrument_id, tick.last_price, tick.exchange_time)

`actp.records` holds CTP's structs, `actp.enums` its constants, `actp.ctp_errors` a class for each of its
error ids, `actp.sim` the simulated front, `actp.testing` what tests need.
"""

import typing as _typing

# _core first: it says where it cannot run. In isolated subinterpreters of Python 3.12 zoneinfo fails first.
from actp import _core as _core
from actp import enums, errors, records
from actp._secret import Secret
from actp.connection.session import Backoff, ConnectionEvent, Reason, ReasonKind, State
from actp.connection.streams import EventStream, Overflow, StreamStatistics, TickBatch, TickStream
from actp.errors import (
    ActpError,
    AddressError,
    AuthenticationError,
    CancelRejected,
    ClientClosedError,
    ConcurrentReadError,
    ConfigurationError,
    ConnectionLost,
    ConnectTimeoutError,
    FieldError,
    FlowPathError,
    ForkedError,
    FrontError,
    FrontUnreachableError,
    HandshakeError,
    LibraryError,
    LoginError,
    NotConnectedError,
    OrderExpired,
    OrderInDoubt,
    OrderNotFilled,
    OrderNotPlaced,
    OrderRejected,
    ProtocolError,
    ReceiveLimitError,
    ReplayFileError,
    RequestNotSent,
    RequestTimeoutError,
    ResourceError,
    ResponseError,
    SendError,
    SettlementNotConfirmed,
    StateFileError,
    StreamOverflowError,
    SubscriptionError,
    UnknownVersionError,
    UsageError,
    WrongLoopError,
)
from actp.marketdata.client import MdClient
from actp.marketdata.subscriptions import Pace

if _typing.TYPE_CHECKING:
    from actp import ctp_errors, sim
    from actp.trading.client import Notice, TraderClient
    from actp.trading.instruments import Instruments
    from actp.trading.orders import OrderHandle
    from actp.trading.positions import Position, Positions

__version__ = "0.1.0"

__all__ = [
    "ActpError",
    "AddressError",
    "AuthenticationError",
    "Backoff",
    "CancelRejected",
    "ClientClosedError",
    "ConcurrentReadError",
    "ConfigurationError",
    "ConnectTimeoutError",
    "ConnectionEvent",
    "ConnectionLost",
    "EventStream",
    "FieldError",
    "FlowPathError",
    "ForkedError",
    "FrontError",
    "FrontUnreachableError",
    "HandshakeError",
    "Instruments",
    "LibraryError",
    "LoginError",
    "MdClient",
    "NotConnectedError",
    "Notice",
    "OrderExpired",
    "OrderHandle",
    "OrderInDoubt",
    "OrderNotFilled",
    "OrderNotPlaced",
    "OrderRejected",
    "Overflow",
    "Pace",
    "Position",
    "Positions",
    "ProtocolError",
    "Reason",
    "ReasonKind",
    "ReceiveLimitError",
    "ReplayFileError",
    "RequestNotSent",
    "RequestTimeoutError",
    "ResourceError",
    "ResponseError",
    "Secret",
    "SendError",
    "SettlementNotConfirmed",
    "State",
    "StateFileError",
    "StreamOverflowError",
    "StreamStatistics",
    "SubscriptionError",
    "TickBatch",
    "TickStream",
    "TraderClient",
    "UnknownVersionError",
    "UsageError",
    "WrongLoopError",
    "ctp_errors",
    "enums",
    "errors",
    "records",
    "sim",
]


# Loaded on first use: who reads ticks pays for no trading, and who trades for no simulated front.
_LAZY = {
    "ctp_errors": "actp.ctp_errors",
    "sim": "actp.sim",
    "Instruments": "actp.trading.instruments",
    "Notice": "actp.trading.client",
    "OrderHandle": "actp.trading.orders",
    "Position": "actp.trading.positions",
    "Positions": "actp.trading.positions",
    "TraderClient": "actp.trading.client",
}


def __getattr__(name: str) -> _typing.Any:
    if (module := _LAZY.get(name)) is None:
        raise AttributeError(f"module 'actp' has no attribute {name!r}")
    import importlib

    loaded = importlib.import_module(module)
    return loaded if module == f"actp.{name}" else globals().setdefault(name, getattr(loaded, name))


def __dir__() -> list[str]:
    return sorted({*globals(), *_LAZY})
