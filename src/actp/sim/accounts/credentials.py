"""Who may log in."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, fields
from typing import Literal

from actp import _checks as check
from actp._secret import Secret
from actp.errors import ConfigurationError
from actp.sim.accounts.passwords import PasswordHasher, digest_of, same
from actp.sim.clock.clock import Clock, VirtualClock
from actp.sim.persistence.codec import TRANSIENT
from actp.sim.persistence.store import NO_SHELF, Shelf

__all__ = ["Account", "AccountBook", "Bank", "Position"]

# Bytes of CTP's fields.
_LONGEST_BROKER, _LONGEST_INVESTOR, _LONGEST_PASSWORD, _LONGEST_INSTRUMENT = 10, 12, 40, 80
_MOST_LOTS = 2**31 - 1
# Cents are still exact in a double.
_MOST_MONEY = 1e12


def _set(made: object, values: Mapping[str, object]) -> None:
    for name, value in values.items():
        object.__setattr__(made, name, value)


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
        check.text("instrument_id", self.instrument_id, _LONGEST_INSTRUMENT, needed=True)
        what = f"position of {self.instrument_id}:"
        if not isinstance(self.direction, str) or self.direction not in ("0", "1"):
            raise ConfigurationError(
                f"{what} direction= is Direction.BUY or SELL, not {check.shown(self.direction)}"
            )
        check.count(f"{what} volume", self.volume, 1, _MOST_LOTS)
        if self.open_price is not None:
            check.number(f"{what} open_price", self.open_price)
        if self.open_date is not None:
            check.text(f"{what} open_date", self.open_date, 8, needed=True)
        check.flag(f"{what} today", self.today)
        if not isinstance(self.hedge_flag, str) or len(self.hedge_flag) != 1:
            raise ConfigurationError(
                f"{what} hedge_flag= is a HedgeFlag, one character, not {check.shown(self.hedge_flag)}"
            )


@dataclass(frozen=True, slots=True, init=False)
class Bank:
    """The bank account that an investor moves money from and to.

    `password` "" is not asked for. `account` "" is a number of the front's own.
    """

    id: str
    name: str
    account: str
    password: Secret
    balance: float

    def __init__(
        self,
        id: str = "1",  # noqa: A002 - it is what CTP's BankID is here
        name: str = "模拟银行",
        account: str = "",
        password: str | Secret = "",
        balance: float = 1_000_000.0,
    ) -> None:
        password = Secret(password)  # before anything raises: tracebacks show variables, `self` too
        _set(self, dict.fromkeys(self.__slots__))
        values = {
            "id": check.text("bank: id", id, 3, needed=True),
            "name": check.text("bank: name", name, 100),
            "account": check.text("bank: account", account, 40),
            "password": check.secret("bank: password", password, _LONGEST_PASSWORD, spaces=True),
            "balance": check.number("bank: balance", balance, 0, _MOST_MONEY),
        }
        _set(self, values)


@dataclass(frozen=True, slots=True, init=False)
class Account:
    """One user of the front, and the investor of the same name.

    With `app_id` or `auth_code` set, the trading side demands ReqAuthenticate with them before login.
    `first_login` refuses the login with 140 until ReqUserPasswordUpdate has changed the password.
    `login_error` refuses every login with that ErrorID. `balance` is the money at the start of the first
    day. Without `confirm_settlement` orders are taken before the settlement is confirmed. `trading` "close"
    refuses opening orders (29), "none" all (28); without `conditional_orders` those are refused (62);
    `exchanges` names those with a trading code (others: 20). `bank` None has signed with no bank (1026);
    `fund_password` is asked for at transfers (2001), unless it is "".

    Passwords and codes are given as text or as `actp.Secret`, and kept as the latter. ConfigurationError for
    what is of another type, or larger than CTP's field.
    """

    user_id: str
    password: Secret
    broker_id: str
    app_id: str | None
    auth_code: Secret | None
    first_login: bool
    login_error: int | None
    balance: float
    positions: tuple[Position, ...]
    confirm_settlement: bool
    trading: Literal["all", "close", "none"]
    conditional_orders: bool
    exchanges: tuple[str, ...] | None
    bank: Bank | None
    fund_password: Secret

    def __init__(
        self,
        user_id: str,
        password: str | Secret,
        broker_id: str = "9999",
        app_id: str | None = None,
        auth_code: str | Secret | None = None,
        first_login: bool = False,
        login_error: int | None = None,
        balance: float = 1_000_000.0,
        positions: Iterable[Position] = (),
        confirm_settlement: bool = True,
        trading: Literal["all", "close", "none"] = "all",
        conditional_orders: bool = True,
        exchanges: Iterable[str] | None = None,
        bank: Bank | None = Bank(),
        fund_password: str | Secret = "",
    ) -> None:
        # Before anything raises: tracebacks show variables, `self` too.
        _set(self, dict.fromkeys(self.__slots__))
        password, fund_password = Secret(password), Secret(fund_password)
        auth_code = None if auth_code is None else Secret(auth_code)
        user_id = check.text("account: user_id", user_id, _LONGEST_INVESTOR, needed=True)
        what = f"account {user_id}:"
        held = check.items(f"{what} positions", positions, "a list of actp.sim.Position objects")
        values = {
            "user_id": user_id,
            "password": check.secret(f"{what} password", password, _LONGEST_PASSWORD, spaces=True),
            "broker_id": check.text(f"{what} broker_id", broker_id, _LONGEST_BROKER, needed=True),
            "app_id": None if app_id is None else check.text(f"{what} app_id", app_id, 32),
            "auth_code": None if auth_code is None else check.secret(f"{what} auth_code", auth_code, 16),
            "first_login": check.flag(f"{what} first_login", first_login),
            "login_error": login_error
            if login_error is None
            else check.count(
                f"{what} login_error", login_error, 1, 2**31 - 1, what="CTP's ErrorID, a number"
            ),
            "balance": check.number(f"{what} balance", balance, -_MOST_MONEY, _MOST_MONEY),
            "positions": tuple(
                check.instance(f"{what} positions", one, Position, "a list of actp.sim.Position objects")
                for one in held
            ),
            "confirm_settlement": check.flag(f"{what} confirm_settlement", confirm_settlement),
            "trading": check.choice(f"{what} trading", trading, ("all", "close", "none")),
            "conditional_orders": check.flag(f"{what} conditional_orders", conditional_orders),
            "exchanges": exchanges if exchanges is None else _names(f"{what} exchanges", exchanges),
            "bank": bank if bank is None else check.instance(f"{what} bank", bank, Bank, "an actp.sim.Bank"),
            "fund_password": check.secret(
                f"{what} fund_password", fund_password, _LONGEST_PASSWORD, spaces=True
            ),
        }
        _set(self, values)

    @classmethod
    def of_anybody(cls, user_id: str, broker_id: str) -> Account:
        """The account of whoever logs in where anybody may, under the name that the request has."""
        made = object.__new__(cls)
        _set(made, _DEFAULTS | {"user_id": user_id, "broker_id": broker_id})
        return made

    @property
    def needs_authentication(self) -> bool:
        return self.app_id is not None or self.auth_code is not None


def _names(what: str, value: object) -> tuple[str, ...]:
    return tuple(check.text(what, name, needed=True) for name in check.items(what, value, "a list of names"))


_ANYBODY = Account("anybody", "")
_DEFAULTS: dict[str, object] = {field.name: getattr(_ANYBODY, field.name) for field in fields(_ANYBODY)}


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
    fund_failures: int = 0
    """Wrong fund passwords since a right one. A login does not make them good."""

    @property
    def first_login(self) -> bool:
        """Whether the password has to be changed before the login."""
        return self.account.first_login and not self.renewed


class AccountBook:
    """Checks logins. Without accounts any user and password of the broker will do.

    Every check gives CTP's ErrorID, 0 for yes. Wrong passwords count, whatever they were given for: an
    account is locked after `lock_after` of them, and then nothing is checked any more.
    """

    def __init__(
        self, accounts: Iterable[Account] | None, broker_id: str, lock_after: int | None = None
    ) -> None:
        self._broker_id = check.text("broker_id", broker_id, _LONGEST_BROKER, needed=True)
        self._lock_after = None if lock_after is None else check.count("lock_after", lock_after, 1)
        self._entries: dict[tuple[str, str], _Entry] | None = None
        self._shelf: Shelf = NO_SHELF
        self._hasher = PasswordHasher()
        if accounts is None:
            return
        self._entries = {}
        for account in check.items("accounts", accounts, "a list of actp.sim.Account objects"):
            if not isinstance(account, Account):
                raise ConfigurationError("accounts: give actp.sim.Account objects")
            key = (account.broker_id, account.user_id)
            if key in self._entries:
                raise ConfigurationError(f"accounts: user {account.user_id!r} is given twice")
            self._entries[key] = _Entry(account)

    def recall(self, shelf: Shelf, clock: Clock) -> None:
        """Take passwords changed and failures from the shelf, and put there what comes from now on.

        A virtual clock stands still while a password is compared.
        """
        self._shelf = shelf
        if isinstance(clock, VirtualClock):
            self._hasher.begin, self._hasher.end = clock.begin, clock.end
            others = clock.held_up
            clock.held_up = lambda: others() or self._hasher.pending > 0
        kept = dict(shelf.load("login", _Entry, account=None))
        for entry in (self._entries or {}).values():
            if (found := kept.get(_id(entry))) is not None:
                entry.failures, entry.digest, entry.renewed = found.failures, found.digest, found.renewed
                entry.fund_digest, entry.fund_failures = found.fund_digest, found.fund_failures

    def _keep(self, entry: _Entry) -> None:
        self._shelf.put("login", _id(entry), entry)

    def close(self) -> None:
        """The front ends: passwords that wait to be compared are not."""
        self._hasher.close()

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
            return (
                Account.of_anybody(user_id, broker_id) if broker_id == self._broker_id and user_id else None
            )
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
        fits = (account.app_id is None or same(account.app_id, app_id)) and (
            account.auth_code is None or same(account.auth_code.value, auth_code)
        )
        return 0 if fits else 63

    # -- passwords: whoever asks gets CTP's ErrorID by `then`, at once or when the password is hashed

    def login(
        self,
        broker_id: str,
        user_id: str,
        password: str,
        then: Callable[[int], None],
        *,
        authenticated: bool,
    ) -> None:
        """Whether a user may log in. A wrong password counts, and `lock_after` of them lock the account."""
        if not self._knows_broker(broker_id):
            then(12)
        elif self._entries is None:
            then(0)
        elif (entry := self._find(broker_id, user_id)) is None:
            then(3)
        elif entry.account.needs_authentication and not authenticated:
            then(64)
        else:
            self._prove(entry, password, lambda fits: then(self._login_answer(entry, fits)))

    def _login_answer(self, entry: _Entry, fits: bool) -> int:
        if error_id := self._attempt(entry, fits, 3):
            return error_id
        if entry.account.login_error is not None:
            return entry.account.login_error
        if entry.first_login:
            return 140
        self._forgive(entry)
        return 0

    def check_password(
        self, broker_id: str, user_id: str, password: str, then: Callable[[int], None]
    ) -> None:
        """Whether it is a user's password; a wrong one counts as a failed login."""
        if not self._knows_broker(broker_id):
            then(12)
        elif (entry := self._find(broker_id, user_id)) is None:
            then(0 if self.open else 11)
        else:
            self._prove(entry, password, lambda fits: then(self._attempt(entry, fits, 14)))

    def change_password(
        self, broker_id: str, user_id: str, old: str, new: str, then: Callable[[int], None]
    ) -> None:
        """ReqUserPasswordUpdate. A wrong old password counts as a failed login."""
        entry = self._find(broker_id, user_id)

        def checked(error_id: int) -> None:
            if error_id or entry is None:
                then(error_id)
            elif not new:
                then(132)
            else:
                self._hasher.digest(new, changed)

        def changed(digest: str) -> None:
            assert entry is not None
            entry.digest, entry.renewed, entry.failures = digest, True, 0
            self._keep(entry)
            then(0)

        if self._knows_broker(broker_id) and same(old, new):
            then(142)
        else:
            self.check_password(broker_id, user_id, old, checked)

    def change_fund_password(
        self, broker_id: str, user_id: str, old: str, new: str, then: Callable[[int], None]
    ) -> None:
        """ReqTradingAccountPasswordUpdate. A wrong old password counts as a failed login."""
        entry = self._find(broker_id, user_id)

        def changed(digest: str) -> None:
            assert entry is not None
            entry.fund_digest = digest
            self._keep(entry)
            then(0)

        def proved(fits: bool) -> None:
            if error_id := self.fund_answer(broker_id, user_id, fits, 14):
                then(error_id)
            elif not new:
                then(132)
            else:
                self._hasher.digest(new, changed)

        if same(old, new):
            then(142)
        elif entry is None:
            # Where anybody may log in, nothing is kept.
            then(0)
        else:
            self.prove_fund(broker_id, user_id, old, proved)

    def prove_fund(self, broker_id: str, user_id: str, password: str, then: Callable[[bool], None]) -> None:
        """Whether it is the fund password; any is, where none is set."""
        entry = self._find(broker_id, user_id)
        if entry is None or self._locked(entry):
            then(entry is None)
        elif entry.fund_digest:
            self._compare(entry, "fund_digest", password, then)
        else:
            wanted = entry.account.fund_password.value
            then(not wanted or same(wanted, password))

    def fund_answer(self, broker_id: str, user_id: str, fits: bool, wrong: int = 2001) -> int:
        """CTP's ErrorID after `prove_fund()`. A wrong fund password counts, with the failed logins."""
        entry = self._find(broker_id, user_id)
        if entry is None:
            return 0
        if self._locked(entry):
            return 75
        failures = 0 if fits else entry.fund_failures + 1
        if failures != entry.fund_failures:
            entry.fund_failures = failures
            self._keep(entry)
        return 0 if fits else wrong

    def _locked(self, entry: _Entry) -> bool:
        return self._lock_after is not None and entry.failures + entry.fund_failures >= self._lock_after

    def _prove(self, entry: _Entry, password: str, then: Callable[[bool], None]) -> None:
        if self._locked(entry):
            then(False)
        elif entry.digest:
            self._compare(entry, "digest", password, then)
        else:
            then(same(entry.account.password.value, password))

    def _compare(self, entry: _Entry, name: str, password: str, then: Callable[[bool], None]) -> None:
        digest: str = getattr(entry, name)

        def compared(fits: bool) -> None:
            if getattr(entry, name) == digest:
                then(fits)
            else:
                # It was changed meanwhile: what counts is the password of now.
                self._compare(entry, name, password, then)

        self._hasher.compare(digest, password, compared)

    def _attempt(self, entry: _Entry, fits: bool, wrong: int) -> int:
        """Count a password. Others may have locked the account while this one was compared."""
        if self._locked(entry):
            return 75
        if fits:
            return 0
        entry.failures += 1
        self._keep(entry)
        return wrong

    def _forgive(self, entry: _Entry) -> None:
        if entry.failures:
            entry.failures = 0
            self._keep(entry)

    def set_password(self, broker_id: str, user_id: str, password: str) -> bool:
        """Give a user another password and unlock the account; False where anybody may log in."""
        entry = self._find(broker_id, user_id)
        if entry is None:
            return False
        entry.digest = digest_of(password)
        entry.failures = entry.fund_failures = 0
        self._keep(entry)
        return True


def _id(entry: _Entry) -> str:
    return f"{entry.account.broker_id}/{entry.account.user_id}"
