"""Who may log in."""

from __future__ import annotations

import hashlib
import hmac
import secrets
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from math import inf, isfinite
from typing import Literal

from actp.errors import ConfigurationError

from .codec import TRANSIENT
from .store import NO_SHELF, Shelf

__all__ = ["Account", "AccountBook", "Bank", "Position"]


@dataclass(frozen=True, slots=True)
class Position:
    """What an account holds when the front starts: lots of `direction` (CTP's Direction, "0" bought, "1"
    sold), opened on an earlier day, or on the first with `today`.

    `open_price` None is the settlement price of the day before; `open_date` None the trading day before.
    """

    instrument_id: str
    direction: str
    volume: int
    open_price: float | None = None
    open_date: str | None = None
    today: bool = False
    hedge_flag: str = "1"

    def __post_init__(self) -> None:
        if self.direction not in ("0", "1") or self.volume < 1:
            raise ConfigurationError(
                f"position of {self.instrument_id}: direction is Direction.BUY or SELL, volume at least 1"
            )


@dataclass(frozen=True, slots=True)
class Bank:
    """The bank account that an investor moves money from and to.

    `password` "" is not asked for. `account` "" is a number of the front's own.
    """

    id: str = "1"
    name: str = "模拟银行"
    account: str = ""
    password: str = field(default="", repr=False)
    balance: float = 1_000_000.0

    def __post_init__(self) -> None:
        if not 0 <= self.balance < inf:
            raise ConfigurationError(f"bank {self.id}: balance={self.balance!r} is no amount")


@dataclass(frozen=True, slots=True)
class Account:
    """One user of the front, and the investor of the same name.

    With `app_id` or `auth_code` set, the trading side demands ReqAuthenticate with them before login.
    `first_login` refuses the login with 140 until ReqUserPasswordUpdate has changed the password.
    `login_error` refuses every login with that ErrorID. `balance` is the money at the start of the first
    day. Without `confirm_settlement` orders are taken before the settlement is confirmed. `trading` "close"
    refuses opening orders (29), "none" all (28); without `conditional_orders` those are refused (62);
    `exchanges` names those with a trading code (others: 20). `bank` None has signed with no bank (1026);
    `fund_password` is asked for at transfers (2001), unless it is "".
    """

    user_id: str
    password: str = field(repr=False)
    broker_id: str = "9999"
    app_id: str | None = None
    auth_code: str | None = field(default=None, repr=False)
    first_login: bool = False
    login_error: int | None = None
    balance: float = 1_000_000.0
    positions: tuple[Position, ...] = ()
    confirm_settlement: bool = True
    trading: Literal["all", "close", "none"] = "all"
    conditional_orders: bool = True
    exchanges: tuple[str, ...] | None = None
    bank: Bank | None = Bank()
    fund_password: str = field(default="", repr=False)

    def __post_init__(self) -> None:
        if not isfinite(self.balance):
            raise ConfigurationError(f"account {self.user_id}: balance={self.balance!r} is no amount")
        if self.trading not in ("all", "close", "none"):
            raise ConfigurationError(
                f'account {self.user_id}: trading={self.trading!r} must be "all", "close" or "none"'
            )

    @property
    def needs_authentication(self) -> bool:
        return self.app_id is not None or self.auth_code is not None


@dataclass(slots=True)
class _Entry:
    """An account, and what has become of its login since the front first started."""

    account: Account = field(metadata=TRANSIENT)
    failures: int = 0
    digest: str = field(default="", repr=False)
    """Salt and hash of the password, in hex, once it was changed."""
    renewed: bool = False
    """Whether the user has changed it, too."""
    fund_digest: str = field(default="", repr=False)
    """The same of the fund password."""

    def fits(self, password: str) -> bool:
        return _fits(self.digest, password) if self.digest else _same(self.account.password, password)

    def fits_fund(self, password: str) -> bool:
        """Whether it is the fund password; any is, where none is set."""
        if self.fund_digest:
            return _fits(self.fund_digest, password)
        return not self.account.fund_password or _same(self.account.fund_password, password)

    def change(self, password: str) -> None:
        self.digest = _digest(password)

    @property
    def first_login(self) -> bool:
        """Whether the password has to be changed before the login."""
        return self.account.first_login and not self.renewed


class AccountBook:
    """Checks logins. Without accounts any user and password of the broker will do.

    Every check gives CTP's ErrorID, 0 for yes.
    """

    def __init__(
        self, accounts: Iterable[Account] | None, broker_id: str, lock_after: int | None = None
    ) -> None:
        self._broker_id = broker_id
        self._lock_after = lock_after
        self._entries: dict[tuple[str, str], _Entry] | None = None
        self._shelf: Shelf = NO_SHELF
        if accounts is None:
            return
        self._entries = {}
        for account in accounts:
            if not isinstance(account, Account):
                raise ConfigurationError("accounts: give actp.sim.Account objects")
            key = (account.broker_id, account.user_id)
            if key in self._entries:
                raise ConfigurationError(f"accounts: user {account.user_id!r} is given twice")
            self._entries[key] = _Entry(account)

    def recall(self, shelf: Shelf) -> None:
        """Take passwords changed and failures from the shelf, and put there what comes from now on."""
        self._shelf = shelf
        kept = dict(shelf.load("login", _Entry, account=None))
        for entry in (self._entries or {}).values():
            if (found := kept.get(_id(entry))) is not None:
                entry.failures, entry.digest, entry.renewed = found.failures, found.digest, found.renewed
                entry.fund_digest = found.fund_digest

    def _keep(self, entry: _Entry) -> None:
        self._shelf.put("login", _id(entry), entry)

    def __iter__(self) -> Iterator[Account]:
        return iter([entry.account for entry in (self._entries or {}).values()])

    @property
    def open(self) -> bool:
        """Whether anybody may log in."""
        return self._entries is None

    def _knows_broker(self, broker_id: str) -> bool:
        if self._entries is None:
            return broker_id == self._broker_id
        return any(known == broker_id for known, _ in self._entries)

    def _find(self, broker_id: str, user_id: str) -> _Entry | None:
        return None if self._entries is None else self._entries.get((broker_id, user_id))

    def account(self, broker_id: str, user_id: str) -> Account | None:
        """The account of a user; where anybody may log in, one with the defaults. None for a stranger."""
        if self._entries is None:
            return Account(user_id, "", broker_id) if broker_id == self._broker_id and user_id else None
        entry = self._find(broker_id, user_id)
        return entry.account if entry is not None else None

    @property
    def broker_id(self) -> str:
        return self._broker_id

    def authenticate(self, broker_id: str, user_id: str, app_id: str, auth_code: str) -> int:
        if not self._knows_broker(broker_id):
            return 12
        if self._entries is None:
            return 0
        entry = self._find(broker_id, user_id)
        if entry is None:
            return 63
        account = entry.account
        fits = (account.app_id is None or _same(account.app_id, app_id)) and (
            account.auth_code is None or _same(account.auth_code, auth_code)
        )
        return 0 if fits else 63

    def login(self, broker_id: str, user_id: str, password: str, *, authenticated: bool) -> int:
        if not self._knows_broker(broker_id):
            return 12
        if self._entries is None:
            return 0
        entry = self._find(broker_id, user_id)
        if entry is None:
            return 3
        if entry.account.needs_authentication and not authenticated:
            return 64
        if self._lock_after is not None and entry.failures >= self._lock_after:
            return 75
        if not entry.fits(password):
            entry.failures += 1
            self._keep(entry)
            return 3
        if entry.account.login_error is not None:
            return entry.account.login_error
        if entry.first_login:
            return 140
        if entry.failures:
            entry.failures = 0
            self._keep(entry)
        return 0

    def change_password(self, broker_id: str, user_id: str, old: str, new: str) -> int:
        if not self._knows_broker(broker_id):
            return 12
        if _same(old, new):
            return 142
        if self._entries is None:
            return 0
        entry = self._find(broker_id, user_id)
        if entry is None:
            return 11
        if not entry.fits(old):
            return 14
        if not new:
            return 132
        entry.change(new)
        entry.renewed = True
        self._keep(entry)
        return 0

    def is_fund_password(self, broker_id: str, user_id: str, password: str) -> bool:
        """Whether a transfer may go on; where none is set any will do."""
        entry = self._find(broker_id, user_id)
        return entry is None or entry.fits_fund(password)

    def change_fund_password(self, broker_id: str, user_id: str, old: str, new: str) -> int:
        if _same(old, new):
            return 142
        entry = self._find(broker_id, user_id)
        if entry is None:
            # Where anybody may log in, nothing is kept.
            return 0
        if not entry.fits_fund(old):
            return 14
        if not new:
            return 132
        entry.fund_digest = _digest(new)
        self._keep(entry)
        return 0

    def set_password(self, broker_id: str, user_id: str, password: str) -> bool:
        """Give a user another password and unlock the account; False where anybody may log in."""
        entry = self._find(broker_id, user_id)
        if entry is None:
            return False
        entry.change(password)
        entry.failures = 0
        self._keep(entry)
        return True


def _id(entry: _Entry) -> str:
    return f"{entry.account.broker_id}/{entry.account.user_id}"


def _digest(password: str) -> str:
    salt = secrets.token_bytes(16)
    return f"{salt.hex()}/{_hashed(password, salt).hex()}"


def _fits(digest: str, password: str) -> bool:
    salt, _, wanted = digest.partition("/")
    return hmac.compare_digest(_hashed(password, bytes.fromhex(salt)).hex(), wanted)


def _hashed(password: str, salt: bytes) -> bytes:
    return hashlib.scrypt(password.encode(), salt=salt, n=2**11, r=8, p=1)


def _same(one: str, other: str) -> bool:
    return hmac.compare_digest(one.encode(), other.encode())
