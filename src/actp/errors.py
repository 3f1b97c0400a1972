"""Everything actp raises.

::

    ActpError
    ├── ConfigurationError          a setting is wrong; nothing was contacted
    │   ├── AddressError            a front address CTP would crash or never connect on
    │   ├── LibraryError            the CTP library is missing, not one, or does not fit
    │   │   └── UnknownVersionError a version actp has no description of
    │   ├── FlowPathError           the flow folder cannot be made or written
    │   ├── StateFileError          a front's state file cannot be made, read or written
    │   └── ReplayFileError         a file of recorded ticks cannot be played
    ├── UsageError                  a call that cannot work, whatever the front does
    │   ├── ClientClosedError       used after close()
    │   ├── NotConnectedError       used before connect()
    │   ├── WrongLoopError          used from another event loop or thread than it was connected on
    │   ├── ForkedError             used in a child process after fork()
    │   ├── FieldError              a record's field cannot hold what it was given
    │   └── ConcurrentReadError     a second reader on one stream
    ├── FrontError                  the connection to the front
    │   ├── FrontUnreachableError   nothing listens, or the name does not resolve
    │   ├── HandshakeError          TCP came up but CTP's handshake did not
    │   ├── ConnectTimeoutError     not READY within connect_timeout
    │   └── ConnectionLost          the connection broke while a request was in flight
    │       └── OrderNotPlaced      an order that was not sent, or that the front does not have
    ├── RequestTimeoutError         no answer in time
    │   ├── RequestNotSent          it was not even sent: something else was in the way
    │   └── OrderInDoubt            an order that may or may not have reached the exchange
    ├── OrderNotFilled              an order ended before it was filled
    │   └── OrderExpired            because its trading day ended
    ├── ResourceError               the process may open no more files or start no more threads
    ├── SendError                   a return code of CTP's that means neither "no connection" nor "later"
    ├── ProtocolError               the front sent what does not fit: another answer, or none of its struct
    ├── ReceiveLimitError           the front sent more than answer_bytes= or backlog_bytes= allow
    ├── StreamOverflowError         a stream with overflow=ERROR fell behind
    └── ResponseError               the front answered with an ErrorID
        ├── AuthenticationError     ReqAuthenticate refused
        ├── LoginError              ReqUserLogin refused
        ├── SubscriptionError       a subscription refused
        ├── OrderRejected           CTP or the exchange refused an order
        │   └── SettlementNotConfirmed  because the settlement statement is not confirmed
        └── CancelRejected          CTP or the exchange refused to cancel an order

A ResponseError is also of the class that `actp.ctp_errors` has for its ErrorID, such as `InsufficientMoney`.

Every error has `code` (CTP's ErrorID, disconnect reason or return code; None where CTP gives none) and
`retriable` (whether the same call may succeed later without any change). All of them pickle.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any, Literal, NamedTuple, Protocol, TypeVar, cast
from weakref import ref

from actp._text import printable

if TYPE_CHECKING:
    from typing_extensions import Self


__all__ = [
    "ActpError",
    "AddressError",
    "AuthenticationError",
    "CancelRejected",
    "ClientClosedError",
    "ConcurrentReadError",
    "ConfigurationError",
    "ConnectTimeoutError",
    "ConnectionLost",
    "ErrorInfo",
    "FieldError",
    "FlowPathError",
    "ForkedError",
    "FrontError",
    "FrontUnreachableError",
    "HandshakeError",
    "LibraryError",
    "LoginError",
    "NotConnectedError",
    "OrderExpired",
    "OrderInDoubt",
    "OrderNotFilled",
    "OrderNotPlaced",
    "OrderRejected",
    "ProtocolError",
    "ReceiveLimitError",
    "ReplayFileError",
    "RequestNotSent",
    "RequestTimeoutError",
    "ResourceError",
    "ResponseError",
    "SendError",
    "SettlementNotConfirmed",
    "StateFileError",
    "StreamOverflowError",
    "SubscriptionError",
    "UnknownVersionError",
    "UsageError",
    "WrongLoopError",
    "error_table",
]


class ErrorInfo(NamedTuple):
    """One row of CTP's error list (`errors.tsv`, from the vendor's error.xml files)."""

    code: int
    symbol: str
    meaning: str
    area: str


@cache
def error_table() -> dict[int, ErrorInfo]:
    """CTP's error ids, 299 of them, by number."""
    from importlib.resources import files

    lines = files("actp").joinpath("errors.tsv").read_text(encoding="utf-8").splitlines()[1:]
    rows = (line.split("\t") for line in lines)
    return {int(row[0]): ErrorInfo(int(row[0]), row[1], row[2], row[3]) for row in rows}


# Conditions of the front or of the moment, not of the request: the same request may pass later.
_RETRIABLE = frozenset({1, 5, 7, 8, 21, 35, 40, 41, 60, 90, 116, 152, 154, 1030, 3030, 5002})


class PlacedOrder(Protocol):
    """What an error says of its order: the `OrderHandle`."""

    @property
    def order_ref(self) -> str: ...
    @property
    def instrument_id(self) -> str: ...
    @property
    def volume(self) -> int: ...
    @property
    def volume_traded(self) -> int: ...
    @property
    def final(self) -> bool: ...
    async def cancel(self, timeout: float | None = None) -> None: ...


class ActpError(Exception):
    """The root of actp's errors."""

    code: int | None = None
    retriable: bool = False

    def __str__(self) -> str:
        # Messages quote what fronts and files say.
        return printable(super().__str__())

    def __reduce__(self) -> tuple[Any, ...]:
        # Exception's own reduce calls the class with args, which not every constructor here takes.
        return (_rebuild, (type(self), self.args, self._pickled()))

    def _pickled(self) -> dict[str, Any]:
        """What goes into a pickle besides `args`."""
        return self.__dict__.copy()

    def __copy__(self) -> Self:
        """The same error without a traceback. One that is kept is raised as a copy: it would keep the frames
        that it came through, with all that they know, and they it."""
        error = type(self).__new__(type(self))
        error.args = self.args
        error.__dict__.update(self.__dict__)
        return error


class _OfOrder(ActpError):
    """What the errors of one order share."""

    _order: Any = None

    @property
    def order(self) -> PlacedOrder | None:
        """The order's handle; None if no order was sent, and in an error from a pickle."""
        kept = self._order
        return cast("PlacedOrder | None", kept() if isinstance(kept, ref) else kept)

    @order.setter
    def order(self, order: PlacedOrder | None) -> None:
        self._order = order

    def keep_with(self, order: PlacedOrder) -> None:
        """For an error that its order keeps: it must not keep the order in return."""
        self._order = ref(order)

    def __copy__(self) -> Self:
        error = super().__copy__()
        error._order = self.order
        return error

    def _pickled(self) -> dict[str, Any]:
        # A handle belongs to its client, which stays in its process; a record may go.
        order = self.order
        return super()._pickled() | {"_order": order if hasattr(order, "__struct__") else None}


def _rebuild(cls: type[ActpError], args: tuple[Any, ...], state: dict[str, Any]) -> ActpError:
    error = cls.__new__(cls, *args)
    error.args = args
    error.__dict__.update(state)
    return error


class ConfigurationError(ActpError, ValueError):
    """A setting is wrong; nothing was contacted."""


class AddressError(ConfigurationError):
    """A front address that CTP's library would crash on or never connect to."""


class LibraryError(ConfigurationError):
    """The CTP library is missing, is not a CTP library, or does not fit this use."""


class UnknownVersionError(LibraryError):
    """The library's API version is one that actp has no description of."""


class FlowPathError(ConfigurationError):
    """The flow folder cannot be made or written; CTP's own library kills the process there."""


class StateFileError(ConfigurationError):
    """A simulated front's state file cannot be made, read or written, or is in use by another front."""


class ReplayFileError(ConfigurationError):
    """A file of recorded ticks cannot be read. `line` counts from 1; None where the error is not in one."""

    path: str = ""
    line: int | None = None
    column: str | None = None
    """The column's name as the file has it."""

    @classmethod
    def at(cls, path: str, problem: str, *, line: int | None = None, column: str | None = None) -> Self:
        """The error at a place in a file. `problem` says what is wrong there, and the cure."""
        place = f"replay {path}"
        if line is not None:
            place += f", line {line}"
        if column is not None:
            place += f", column {column}"
        error = cls(f"{place}: {problem}")
        error.path, error.line, error.column = path, line, column
        return error


class UsageError(ActpError, RuntimeError):
    """A call that cannot work, whatever the front does."""


class ClientClosedError(UsageError):
    """The client, or the stream, was used after it was closed."""


class NotConnectedError(UsageError):
    """The client was used before `connect()`."""


class WrongLoopError(UsageError):
    """The client was used from another event loop or thread than the one it was connected on."""


class ForkedError(UsageError):
    """The client was used in a child process after `fork()`: CTP's threads do not exist there."""


class FieldError(UsageError, ValueError, TypeError):
    """A record's field cannot hold what it was given: too long, of another type, not in its CTP version."""


class ConcurrentReadError(UsageError):
    """Two tasks read one stream at the same time. Give each its own stream."""


class FrontError(ActpError, ConnectionError):
    """The connection to the front."""

    retriable = True


class FrontUnreachableError(FrontError):
    """Nothing listens at any of the front addresses, or none of their names resolves."""


class HandshakeError(FrontError):
    """TCP came up, but CTP's handshake failed. `code` is the disconnect reason or ErrorID, where known."""

    def __init__(self, message: str, code: int | None = None) -> None:
        super().__init__(message)
        self.code = code


class ConnectTimeoutError(FrontError, TimeoutError):
    """The client was not READY within `connect_timeout`."""


class ConnectionLost(FrontError):
    """The connection broke while a request was in flight. `code` is CTP's reason (0x1001 …)."""

    def __init__(self, message: str, code: int | None = None) -> None:
        super().__init__(message)
        self.code = code


class RequestTimeoutError(ActpError, TimeoutError):
    """No answer in time. CTP drops requests that its back end does not know without a word."""

    retriable = True


class RequestNotSent(RequestTimeoutError):
    """The time was over before the request could be sent: nothing of it has reached the front.

    The message says what was in the way: a query without an answer (CTP takes one at a time), requests that
    waited before it, or CTP's own return codes -2 and -3.
    """


class OrderInDoubt(RequestTimeoutError, _OfOrder):
    """An order was handed over and nothing was heard of it in time: it may be at the exchange.

    Never send it again without looking. `order` is its handle (None in a copy from a pickle), which goes
    on: it ends by itself when the private flow or a query tells what became of the order.
    """

    retriable = False

    def __init__(self, message: str, order: PlacedOrder | None = None) -> None:
        super().__init__(message)
        self.order = order


class OrderNotPlaced(ConnectionLost, _OfOrder):
    """The front does not have the order: CTP took none of it because there was no connection (`code` is -1),
    or it was lost on its way and two queries did not find it. It may be sent again.

    `order` is its handle (None in an error from a pickle). Should CTP report the order after all, the handle
    goes on and its `error` is None again.
    """

    def __init__(self, message: str, code: int | None = None, order: PlacedOrder | None = None) -> None:
        super().__init__(message, code)
        self.order = order


class OrderNotFilled(_OfOrder):
    """The order ended before all of it was traded: `traded` lots of `volume` were.

    Either it was cancelled, or the front, which had reported it, does not list it any more. `order` is its
    handle (None in an error from a pickle).
    """

    def __init__(
        self, message: str, traded: int = 0, volume: int = 0, order: PlacedOrder | None = None
    ) -> None:
        super().__init__(message)
        self.traded = traded
        self.volume = volume
        self.order = order


class OrderExpired(OrderNotFilled):
    """The order's trading day ended before anything else was heard to end it.

    CTP reports nothing of it: its flows begin anew with the day. `traded` is what was told. More may have
    been traded while the connection was broken: positions and the settlement statement tell.
    """


class ResourceError(ActpError):
    """The process may open no more files, start no more threads, or has no memory left, as the text says.

    Raised by `connect()` before CTP's library is used, which ends the process where it lacks one of them.
    """

    retriable = True


class SendError(ActpError):
    """CTP did not take a request: nothing was sent, and `code` is CTP's return code.

    -1, no connection, is ConnectionLost instead (OrderNotPlaced for an order). -2 and -3, too many requests
    unanswered or a second, are waited out, and are RequestNotSent when the time is over before; only the
    `register_…` and `submit_…` calls, which do not wait, raise them as they are.
    """

    retriable = True

    def __init__(self, message: str, code: int) -> None:
        super().__init__(message)
        self.code = code


class ProtocolError(ActpError):
    """The front sent what does not fit CTP's API: a request was answered by another request's callback,
    accepted without the struct that its answer carries, or a callback could not be handled.

    Of a query or another request it ends that request alone. Of a step of the login, or where it is not known
    what was meant, it ends the session: `connect()` raises it, later `run_forever()`.
    """


class ReceiveLimitError(ActpError):
    """The front sent more than the client keeps: one answer of more than `answer_bytes`, or so much that more
    than `backlog_bytes` waited for the event loop.

    It ends the client: `connect()` raises it, later `run_forever()`. Nothing was left out before.
    """


class StreamOverflowError(ActpError):
    """The consumer of a stream with `overflow=Overflow.ERROR` fell behind by more than its buffer."""


class ResponseError(ActpError):
    """The front answered with an ErrorID.

    `code` is the ErrorID, `symbol` its name in CTP's error list ("" for an unlisted one), `text` the
    front's own message, `request` the CTP request that was refused.
    """

    def __new__(cls, request: str = "", code: int | None = None, *more: Any, **named: Any) -> Self:
        return super().__new__(_of_code(cls, code))

    def __init__(self, request: str, code: int | None, text: str = "", hint: str = "") -> None:
        info = error_table().get(code) if code is not None else None
        self.request = request
        self.code = code
        self.text = text
        self.symbol = info.symbol if info else ""
        self.retriable = code is not None and self.may_pass_later(code)
        meaning = f" ({info.symbol}: {info.meaning})" if info else ""
        said = f", the front says {text!r}" if text else ""
        number = f" with CTP error {code}{meaning}" if code is not None else " by the exchange"
        super().__init__(f"{request} refused{number}{said}{'. ' + hint if hint else ''}")

    def __reduce__(self) -> tuple[Any, ...]:
        situation = getattr(type(self), "_situation", type(self))
        return (_rebuild_response, (situation, self.args, self._pickled()))

    @staticmethod
    def may_pass_later(code: int) -> bool:
        """Whether an ErrorID tells of a condition that passes by itself: the `retriable` of its errors."""
        return code in _RETRIABLE


def _rebuild_response(
    cls: type[ResponseError], args: tuple[Any, ...], state: dict[str, Any]
) -> ResponseError:
    error = cls.__new__(cls, code=state["code"])
    error.args = args
    error.__dict__.update(state)
    return error


_Response = TypeVar("_Response", bound=ResponseError)
_made: dict[tuple[type[ResponseError], int], type[Any]] = {}


def _of_code(cls: type[_Response], code: int | None) -> type[_Response]:
    """`cls` as it is for an ErrorID: also of the id's own class, which says why it was refused."""
    # Only now: most programs never meet a refusal, and 300 classes take a while.
    from actp.ctp_errors import error_class

    reason = error_class(code) if code else None
    if code is None or reason is None or issubclass(cls, reason):
        return cls
    if issubclass(reason, cls):
        return reason
    made = _made.get((cls, code))
    if made is None:
        name = f"{cls.__name__}[{reason.__name__}]"
        parts = {"__doc__": reason.__doc__, "__module__": cls.__module__, "_situation": cls}
        made = _made[cls, code] = type(name, (cls, reason), parts)
    return made


class AuthenticationError(ResponseError):
    """ReqAuthenticate was refused: AppID, AuthCode and UserProductInfo must be those the broker issued."""


class LoginError(ResponseError):
    """ReqUserLogin was refused. Unless `retriable`, it is never tried again: brokers lock accounts."""


class SubscriptionError(ResponseError):
    """A subscription was refused. `instruments` are the names it was refused for."""

    def __init__(self, request: str, code: int, text: str = "", instruments: tuple[str, ...] = ()) -> None:
        self.instruments = instruments
        names = ", ".join(instruments[:5]) + (" …" if len(instruments) > 5 else "")
        super().__init__(request, code, text, hint=f"Instruments: {names}" if names else "")


class OrderRejected(ResponseError, _OfOrder):
    """An order was refused: `by` "CTP", with an ErrorID in `code`, or by the "exchange".

    The exchange gives no ErrorID, only a text: `code` is None and `text` has it. `order` is the order's
    handle, with what was sent (`request`) and the last report (`order`); None where the refusal is not of an
    order with a handle, and in a copy from a pickle.
    """

    def __init__(
        self,
        request: str,
        code: int | None,
        text: str = "",
        hint: str = "",
        order: PlacedOrder | None = None,
    ) -> None:
        super().__init__(request, code, text, hint)
        self.by: Literal["CTP", "exchange"] = "CTP" if code is not None else "exchange"
        self.order = order


class SettlementNotConfirmed(OrderRejected):
    """The day's settlement statement is not confirmed: CTP refuses orders with 42 until it is.

    Also raised by `connect()` with `settlement="require"`.
    """


class CancelRejected(ResponseError, _OfOrder):
    """An order could not be cancelled. `order` is its handle (None in a copy from a pickle).

    `too_late`: it had ended already; `filled`: because all of it was traded. Otherwise it goes on.
    """

    def __init__(
        self,
        request: str,
        code: int | None,
        text: str = "",
        hint: str = "",
        order: PlacedOrder | None = None,
        *,
        too_late: bool = False,
        filled: bool = False,
    ) -> None:
        super().__init__(request, code, text, hint)
        self.order = order
        self.too_late = too_late
        self.filled = filled
