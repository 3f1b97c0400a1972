"""The contracts the front knows: products of the six exchanges and the near months of a trading day."""

from __future__ import annotations

import re
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass, fields
from datetime import date, datetime, timedelta, timezone
from functools import lru_cache

from actp import _checks as check
from actp.errors import ConfigurationError, StateFileError
from actp.sim.reference.option_terms import OPTION_PRODUCTS, OptionTerms, expiry_day, fair_price, parse_name
from actp.sim.reference.products import PRODUCTS, UNIVERSE, Product
from actp.sim.reference.terms import delivery_days, last_trading_day, listing_days, volume_limits

__all__ = [
    "SHANGHAI",
    "Commission",
    "InstrumentInfo",
    "Margin",
    "Product",
    "calendar_day",
    "default_instruments",
    "delivery_month",
    "expire_date",
    "future_dates",
    "instrument_info",
    "known_instruments",
    "moment_of",
    "next_trading_day",
    "parse_day",
    "previous_trading_day",
    "product_exchange",
    "seconds_of_day",
    "trading_day_of",
    "unknown_contract",
]

# China has no daylight saving time; the zone needs no data base.
SHANGHAI = timezone(timedelta(hours=8), "Asia/Shanghai")


_NIGHT = re.compile(r"([01]\d|2[0-3]):[0-5]\d")
_MOST = 2**31 - 1  # of CTP's int
_NAME = re.compile(r"([A-Za-z]+)(\d{3,4})")


@dataclass(frozen=True, slots=True)
class Commission:
    """A contract's commission: a rate of the money traded, and an amount per lot, for each kind of trade."""

    open_by_money: float = 0.0001
    open_by_volume: float = 0.0
    close_by_money: float = 0.0001
    close_by_volume: float = 0.0
    close_today_by_money: float = 0.0001
    close_today_by_volume: float = 0.0
    exercise_by_money: float = 0.0
    """Of an option, for its exercise and its assignment: of the strike price's money."""
    exercise_by_volume: float = 0.0

    def __post_init__(self) -> None:
        for field in fields(self):
            value = check.number(f"commission: {field.name}", getattr(self, field.name))
            object.__setattr__(self, field.name, value)


_OPTION_COMMISSION = Commission(0.0, 3.0, 0.0, 3.0, 0.0, 3.0, exercise_by_volume=3.0)


@dataclass(frozen=True, slots=True)
class Margin:
    """A contract's margin: a rate of a position's value, and an amount per lot, for each side."""

    long_by_money: float = 0.0
    long_by_volume: float = 0.0
    short_by_money: float = 0.0
    short_by_volume: float = 0.0

    def __post_init__(self) -> None:
        for field in fields(self):
            value = check.number(f"margin: {field.name}", getattr(self, field.name), 0)
            object.__setattr__(self, field.name, value)

    def rates(self, buy: bool) -> tuple[float, float]:
        """Of a side: by money and by volume."""
        if buy:
            return self.long_by_money, self.long_by_volume
        return self.short_by_money, self.short_by_volume

    def of(self, buy: bool, value: float, volume: int) -> float:
        """What `volume` lots that are worth `value` ask for."""
        by_money, by_volume = self.rates(buy)
        return round(value * by_money + volume * by_volume, 6)


@dataclass(frozen=True, slots=True)
class InstrumentInfo:
    """A contract. Prices are in the exchange's units; `activity` is lots per half second."""

    id: str
    exchange: str
    product: str
    multiplier: int
    price_tick: float
    limit: float
    """The price limit as a fraction of the previous settlement price."""
    reference_price: float
    """The settlement price of the day before the front's first trading day."""
    night: str = ""
    activity: int = 20
    margin_ratio: float = 0.1
    """Margin of a position, long or short, as a fraction of its value; `margin` says more."""
    commission: Commission = Commission()
    max_limit_volume: int = 500
    """The most lots of one limit order."""
    max_market_volume: int = 200
    is_trading: bool = True
    """Whether orders are taken; else they are refused with 17."""
    margin: Margin | None = None
    """For each side, by money and by volume; then `margin_ratio` does not count. Not of an option."""
    takes_quotes: bool = True
    """Whether market makers' quotes and for-quotes are taken; else they are refused with 85 and 83."""
    min_limit_volume: int = 1
    """The least lots of one limit order."""
    min_market_volume: int = 1
    option: OptionTerms | None = None
    """Of an option: on what, at which price, how it is exercised."""

    @property
    def margins(self) -> Margin:
        """The margin that counts."""
        if self.margin is not None:
            return self.margin
        return Margin(long_by_money=self.margin_ratio, short_by_money=self.margin_ratio)

    def __post_init__(self) -> None:
        check.text("instrument: id", self.id, 80, needed=True)
        what = f"instrument {self.id}:"
        for name, limit in (("exchange", 8), ("product", 80)):
            check.text(f"{what} {name}", getattr(self, name), limit)  # "": of a recording that has none
        for name in ("price_tick", "reference_price"):
            check.number(f"{what} {name}", getattr(self, name), above=0)
        check.count(f"{what} multiplier", self.multiplier, 1, _MOST)
        if not check.number(f"{what} limit", self.limit, above=0) < 1:
            raise ConfigurationError(f"{what} limit= is a fraction below 1, not {check.shown(self.limit)}")
        check.number(f"{what} margin_ratio", self.margin_ratio, 0)
        check.count(f"{what} activity", self.activity, 1, _MOST)
        for name in ("limit", "market"):
            least = check.count(f"{what} min_{name}_volume", getattr(self, f"min_{name}_volume"), 1, _MOST)
            check.count(f"{what} max_{name}_volume", getattr(self, f"max_{name}_volume"), least, _MOST)
        for name in ("is_trading", "takes_quotes"):
            check.flag(f"{what} {name}", getattr(self, name))
        check.instance(f"{what} commission", self.commission, Commission, "an actp.sim.Commission")
        if self.margin is not None:
            check.instance(f"{what} margin", self.margin, Margin, "an actp.sim.Margin, or None")
        if self.option is not None:
            check.instance(f"{what} option", self.option, OptionTerms, "actp.sim.OptionTerms, or None")
        if not isinstance(self.night, str) or (self.night and not _NIGHT.fullmatch(self.night)):
            raise ConfigurationError(f'{what} night= is when its night session ends, HH:MM, or ""')

    def ticks(self, price: float) -> int | None:
        """A price as a whole number of price ticks, None if it is none."""
        exact = price / self.price_tick
        # No price comes near a thousand million ticks; below, doubles are exact enough to tell.
        if not abs(exact) < 1e9 or abs(exact - round(exact)) > 1e-6:
            return None
        return round(exact)

    def price(self, ticks: int) -> float:
        return _rounded(ticks, self.price_tick)


def _info(name: str, product: Product, nearness: int = 0) -> InstrumentInfo:
    # Later months stand a little higher, as where goods cost storage.
    ticks = round(product.reference * (1 + 0.004 * nearness) / product.price_tick)
    most_limit, most_market = volume_limits(product.exchange, product.id)
    return InstrumentInfo(
        name,
        product.exchange,
        product.id,
        product.multiplier,
        product.price_tick,
        product.limit,
        _rounded(ticks, product.price_tick),
        product.night,
        max(product.activity // (1 + 2 * nearness), 1),
        # Exchanges ask a little more than a day's greatest move.
        margin_ratio=round(product.limit + 0.02, 4),
        max_limit_volume=most_limit,
        max_market_volume=most_market,
    )


def _rounded(ticks: int, price_tick: float) -> float:
    """`ticks` price ticks as the double nearest to the decimal price."""
    return round(ticks * price_tick, 6)


def instrument_info(name: str) -> InstrumentInfo:
    """The contract of that name, of any month of a known product, future or option.

    Options are called as at their exchanges: cu2612C70000, m2701-C-2800, SR701C5300, IO2612-C-4000.
    ConfigurationError for another name.
    """
    name = check.instance("instrument", name, str, "an InstrumentID as text")
    match = _NAME.fullmatch(name)
    product = PRODUCTS.get(match[1]) if match else None
    if match is not None and product is not None and len(match[2]) == _digits(product.exchange):
        return _info(name, product)
    option = _option(name)
    if option is None:
        raise ConfigurationError(
            f"instrument {name!r} is not a contract of a product the front knows; give an InstrumentInfo"
        )
    return option


def product_exchange(product: str) -> str:
    """The exchange of a product, "" for one that is not known."""
    found = PRODUCTS.get(product)
    return found.exchange if found is not None else ""


def _digits(exchange: str) -> int:
    """Of year and month in a contract's name."""
    return 3 if exchange == "CZCE" else 4


def _option(name: str) -> InstrumentInfo | None:
    parsed = parse_name(name)
    kind = OPTION_PRODUCTS.get(parsed.product) if parsed is not None else None
    if parsed is None or kind is None:
        return None
    product = PRODUCTS[kind.underlying]
    fits = (
        parsed.hyphened is (product.exchange in ("DCE", "GFEX", "CFFEX"))
        and len(parsed.month) == _digits(product.exchange)
        and 1 <= int(parsed.month[-2:]) <= 12
    )
    if not fits:
        return None
    underlying = _info(f"{product.id}{parsed.month}", product)
    terms = OptionTerms(
        call=parsed.call,
        strike=parsed.strike,
        underlying=underlying.id,
        american=kind.american,
        cash_settled=bool(kind.index),
    )
    price = fair_price(terms, underlying.reference_price)
    # Some ticks at least, so that there is room for both sides of a book.
    reference = _rounded(max(round(price / kind.price_tick), 10), kind.price_tick)
    return InstrumentInfo(
        name,
        product.exchange,
        kind.product_id(product.exchange, parsed.call),
        kind.multiplier or product.multiplier,
        kind.price_tick,
        # As far as the underlying may move; cheap options would fall below nothing.
        round(min(product.limit * underlying.reference_price / reference, 0.9), 4),
        reference,
        product.night,
        max(product.activity // 4, 1),
        commission=_OPTION_COMMISSION,
        max_limit_volume=100,
        max_market_volume=50,
        option=terms,
    )


def default_instruments(trading_day: str) -> list[InstrumentInfo]:
    """The near months of the default products as they are listed on `trading_day`."""
    return [
        info
        for product, count in UNIVERSE.items()
        for info in _nearest(PRODUCTS[product], count, trading_day)
    ]


def _nearest(product: Product, count: int, trading_day: str) -> list[InstrumentInfo]:
    day = parse_day(trading_day)
    # Contracts end about the middle of their month; the next month's is the first that trades for sure.
    year, month = day.year, day.month
    found: list[InstrumentInfo] = []
    while len(found) < count:
        year, month = (year + 1, 1) if month == 12 else (year, month + 1)
        if month not in product.months or last_trading_day(product.exchange, product.id, year, month) < day:
            continue
        year_text = f"{year % 10}" if product.exchange == "CZCE" else f"{year % 100:02d}"
        found.append(_info(f"{product.id}{year_text}{month:02d}", product, len(found)))
    return found


def known_instruments(
    given: Iterable[str | InstrumentInfo], trading_day: str | None = None
) -> dict[str, InstrumentInfo]:
    """By InstrumentID. What the options among them are on comes with them, where it is a known contract.

    A product's letters stand for its nearest contract on `trading_day` (None: today's).
    """
    items = check.items("instruments", given, "a list of InstrumentIDs, or of actp.sim.InstrumentInfo")
    found: dict[str, InstrumentInfo] = {}
    for item in items:
        if isinstance(item, InstrumentInfo):
            info = item
        elif item in PRODUCTS:
            day = trading_day or trading_day_of(datetime.now(SHANGHAI))
            (info,) = _nearest(PRODUCTS[item], 1, day)
        else:
            info = instrument_info(item)
        found[info.id] = info
    for info in tuple(found.values()):
        if info.option is not None and info.option.underlying not in found:
            with suppress(ConfigurationError):
                found[info.option.underlying] = instrument_info(info.option.underlying)
    return found


def delivery_month(name: str, trading_day: str) -> tuple[int, int]:
    """Year and month of a contract's name; the next ones of that last digit where there is but one."""
    today = int(trading_day[:4])
    option = parse_name(name)
    digits = option.month if option is not None else _last_digits(name)
    if len(digits) < 3 or not 1 <= int(digits[-2:]) <= 12:
        return today, int(trading_day[4:6])
    short, month = digits[:-2], int(digits[-2:])
    year = next(y for y in range(today - 1, today + 100) if str(y).endswith(short))
    if (year, month) < (today, int(trading_day[4:6])) and len(short) == 1:
        year += 10
    return year, month


def _last_digits(name: str) -> str:
    return "".join(c for c in name.split("&")[0].split("-")[0] if c.isdigit())[-4:]


def expire_date(info: InstrumentInfo, trading_day: str) -> str:
    """The contract's last trading day, YYYYMMDD."""
    year, month = delivery_month(info.id, trading_day)
    option = info.option
    if option is not None and option.expire_date is not None:
        return option.expire_date
    # Where the name tells no month, the contract goes on.
    dated = parse_name(info.id) is not None if option is not None else len(_last_digits(info.id)) >= 3
    if not dated:
        year += 1
    if option is None:
        return f"{last_trading_day(info.exchange, _letters(info), year, month):%Y%m%d}"
    return f"{expiry_day(info.exchange, year, month):%Y%m%d}"


def future_dates(info: InstrumentInfo, trading_day: str) -> dict[str, str]:
    """A future's dates besides its last trading day, as the fields of CTP's Instrument."""
    year, month = delivery_month(info.id, trading_day)
    last = parse_day(expire_date(info, trading_day))
    made, opened = listing_days(info.exchange, _letters(info), year, month)
    begin, end = delivery_days(info.exchange, _letters(info), last)
    dates = {"create_date": made, "open_date": opened, "start_deliv_date": begin, "end_deliv_date": end}
    return {name: f"{day:%Y%m%d}" for name, day in dates.items()}


def _letters(info: InstrumentInfo) -> str:
    """The product whose rules hold, also of a contract whose product is not given as such."""
    match = _NAME.match(info.id)
    return match[1] if match is not None else info.product


def parse_day(day: str) -> date:
    """A date in CTP's form YYYYMMDD."""
    try:
        return datetime.strptime(day, "%Y%m%d").replace(tzinfo=SHANGHAI).date()
    except ValueError:
        raise ConfigurationError(f"{day!r} is not a date of the form YYYYMMDD") from None


def next_trading_day(day: str) -> str:
    """The weekday after `day`. The simulated exchanges know weekends but no holidays."""
    following = parse_day(day) + timedelta(days=1)
    while following.weekday() >= 5:
        following += timedelta(days=1)
    return f"{following:%Y%m%d}"


def previous_trading_day(day: str) -> str:
    before = parse_day(day) - timedelta(days=1)
    while before.weekday() >= 5:
        before -= timedelta(days=1)
    return f"{before:%Y%m%d}"


def calendar_day(trading_day: str, clock: str) -> str:
    """The calendar's date at HH:MM:SS of a trading day, whose night session begins the evening before."""
    if clock >= "18:00:00":
        return previous_trading_day(trading_day)
    if clock < "06:00:00":
        return f"{parse_day(previous_trading_day(trading_day)) + timedelta(days=1):%Y%m%d}"
    return trading_day


@lru_cache(maxsize=64)
def _evenings(trading_day: str) -> tuple[datetime, datetime]:
    """18:00 of the trading day before, and of the calendar's day before."""
    days = parse_day(previous_trading_day(trading_day)), parse_day(trading_day) - timedelta(days=1)
    before, night = (datetime(day.year, day.month, day.day, 18, tzinfo=SHANGHAI) for day in days)
    return before, night


def moment_of(trading_day: str, seconds: float) -> datetime:
    """The calendar time, so many seconds after 18:00, of a trading day.

    Past six in the morning it is the trading day itself; over a weekend days lie between.
    """
    before, night = _evenings(trading_day)
    return (before if seconds < 43_200 else night) + timedelta(seconds=seconds)


def seconds_of_day(clock: str) -> int:
    """HH:MM or HH:MM:SS as seconds after 18:00, the order in which a trading day passes; else ValueError."""
    hours, minutes, *rest = (int(part) for part in clock.split(":"))
    seconds = rest[0] if rest else 0
    if not (0 <= hours < 24 and 0 <= minutes < 60 and 0 <= seconds < 60) or len(rest) > 1:
        raise ValueError(f"{clock!r} is no time of day")
    return (hours * 3600 + minutes * 60 + seconds - 18 * 3600) % 86_400


def trading_day_of(moment: datetime) -> str:
    """The trading day a moment belongs to: from 20:00 on the next one, and never a weekend."""
    local = moment.astimezone(SHANGHAI)
    day = f"{local:%Y%m%d}"
    return next_trading_day(day) if local.hour >= 20 or local.weekday() >= 5 else day


def unknown_contract(name: str) -> StateFileError:
    """For a state file that knows more contracts than the front that shall go on with it."""
    return StateFileError(
        f"the state file has orders or positions of {name!r}, which this front does not have: start it with "
        "the same instruments= (or replay=) as before, or with another store="
    )
