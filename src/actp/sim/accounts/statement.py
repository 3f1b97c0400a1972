"""The settlement statement of a day: its text as brokers write it, and the rows in which CTP sends it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from unicodedata import east_asian_width

from actp import records
from actp.sim.accounts.credentials import Account
from actp.sim.accounts.investor import Investor
from actp.sim.accounts.ledger import Held, Key, Settled, cents
from actp.sim.reference.instruments import InstrumentInfo

__all__ = ["settlement_rows", "statement"]

# Content is char[501].
_WIDTH = 500
_HEDGES = {"1": "投", "2": "套", "3": "保", "5": "做市"}
_SHORT_NAMES = {
    "SHFE": "上期所",
    "INE": "能源中心",
    "DCE": "大商所",
    "CZCE": "郑商所",
    "CFFEX": "中金所",
    "GFEX": "广期所",
}


def settlement_rows(investor: Investor, request: Any) -> Iterator[Any]:
    """The statement of a day, or the last one if none is named, in rows.

    A row may end inside a character, as CTP's do: join the bytes before decoding them.
    """
    account = investor.account
    day = request.trading_day or next(reversed(investor.statements))
    text = investor.statements.get(day)
    mine = request.account_id in ("", account.user_id) and request.currency_id in ("", "CNY")
    if text is None or not mine:
        return
    data = text.encode("gb18030")
    number = 0
    while data:
        number += 1
        end = _end_inside_a_character(data)
        yield records.SettlementInfo(
            trading_day=day,
            settlement_id=1,
            broker_id=account.broker_id,
            investor_id=account.user_id,
            sequence_no=number,
            content=data[:end],
            account_id=account.user_id,
            currency_id="CNY",
        )
        data = data[end:]


def _end_inside_a_character(data: bytes) -> int:
    """Where a full row ends: at the last place within a character, as happens to CTP's by chance."""
    if len(data) <= _WIDTH:
        return len(data)
    for end in range(_WIDTH, _WIDTH // 2, -1):
        if len(data[:end].decode("gb18030", "ignore").encode("gb18030")) < end:
            return end
    return _WIDTH


# -- the text


@dataclass(frozen=True, slots=True)
class _Prices:
    contract: Callable[[str], InstrumentInfo]
    before: Mapping[str, float]

    def names(self, key: Key) -> tuple[str, str, str]:
        info = self.contract(key.instrument_id)
        return _SHORT_NAMES.get(info.exchange, info.exchange), info.product, info.id

    def settlement_before(self, key: Key) -> float:
        return self.before.get(key.instrument_id, 0.0)


def statement(
    account: Account,
    day: str,
    settled: Settled,
    contract: Callable[[str], InstrumentInfo],
    before: Mapping[str, float],
) -> str:
    """The statement of `day`; `before` are the settlement prices of the day before it."""
    prices = _Prices(contract, before)
    parts = (
        _head(account, day),
        _money(settled),
        _trades(day, settled, prices),
        _closings(day, settled, prices),
        _details(settled, prices),
        _positions(settled, prices),
        _legend(),
    )
    return "\r\n".join([line for part in parts for line in part])


def _head(account: Account, day: str) -> list[str]:
    return [
        f"{_middle('模拟期货公司', 104)}制表时间 Creation Date：{day}",
        _centred("交易结算单(盯市) Settlement Statement(MTM)", 104),
        f"客户号 Client ID：  {account.user_id}          客户名称 Client Name：模拟客户{account.user_id}",
        f"日期 Date：{day}",
        "",
    ]


def _money(settled: Settled) -> list[str]:
    funds = settled.funds
    received = sum(deal.premium for deal in settled.deals if deal.premium > 0)
    equity, margin = funds.balance, funds.margin
    commission = funds.commission - settled.exercise_fee
    risk = f"{100 * margin / equity:.2f}%" if equity > 0 else "--" if margin else "0.00%"
    pairs: tuple[tuple[str, float, str, float | str], ...] = (
        ("期初结存 Balance b/f", funds.previous_balance, "基础保证金 Initial Margin", 0.0),
        ("出 入 金 Deposit/Withdrawal", funds.deposit - funds.withdrawal, "期末结存 Balance c/f", equity),
        ("平仓盈亏 Realized P/L", funds.close_profit, "质 押 金 Pledge Amount", 0.0),
        ("持仓盯市盈亏 MTM P/L", funds.position_profit, "客户权益 Client Equity", equity),
        ("期权执行盈亏 Exercise P/L", 0.0, "货币质押保证金占用 FX Pledge Occ.", 0.0),
        (
            "手 续 费 Commission",
            commission,
            "保证金占用 Margin Occupied",
            margin,
        ),
        ("行权手续费 Exercise Fee", settled.exercise_fee, "交割保证金 Delivery Margin", 0.0),
        ("交割手续费 Delivery Fee", 0.0, "可用资金 Fund Avail.", max(0.0, equity - margin)),
        ("权利金收入 Premium received", received, "风 险 度 Risk Degree", risk),
        (
            "权利金支出 Premium paid",
            received - funds.cash_in,
            "应追加资金 Margin Call",
            max(0.0, margin - equity),
        ),
    )
    lines = [_centred("资金状况  币种：人民币  Account Summary  Currency：CNY", 104), "-" * 104]
    for left, amount, right, other in pairs:
        shown = other if isinstance(other, str) else _money_text(other)
        lines.append(
            f"{_left(left + '：', 32)}{_money_text(amount):>18}  {_left(right + '：', 36)}{shown:>16}"
        )
    return [*lines, ""]


# A column's kind says how its cells are written; lots and money are added up below.
_CONTRACT = (
    ("交易所", "Exchange", 8, "text"),
    ("品种", "Product", 8, "text"),
    ("合约", "Instrument", 16, "text"),
)
_TRADES = (
    ("成交日期", "Date", 8, "text"),
    *_CONTRACT,
    ("买/卖", "B/S", 5, "text"),
    ("投/保", "S/H", 5, "text"),
    ("成交价", "Price", 12, "price"),
    ("手数", "Lots", 6, "lots"),
    ("成交额", "Turnover", 18, "money"),
    ("开平", "O/C", 4, "text"),
    ("手续费", "Fee", 12, "money"),
    ("平仓盈亏", "Realized P/L", 14, "money"),
    ("权利金收支", "Premium Received/Paid", 21, "money"),
    ("成交序号", "Trans.No.", 12, "text"),
)
_CLOSINGS = (
    ("平仓日期", "Close Date", 10, "text"),
    *_CONTRACT,
    ("开仓日期", "Open Date", 9, "text"),
    ("买/卖", "B/S", 5, "text"),
    ("手数", "Lots", 6, "lots"),
    ("开仓价", "Pos. Open Price", 15, "price"),
    ("昨结算", "Prev. Sttl", 12, "price"),
    ("成交价", "Trans. Price", 12, "price"),
    ("平仓盈亏", "Realized P/L", 14, "money"),
)
_DETAILS = (
    *_CONTRACT,
    ("开仓日期", "Open Date", 9, "text"),
    ("投/保", "S/H", 5, "text"),
    ("买/卖", "B/S", 5, "text"),
    ("持仓量", "Position", 8, "lots"),
    ("开仓价", "Pos. Open Price", 15, "price"),
    ("昨结算", "Prev. Sttl", 12, "price"),
    ("结算价", "Settlement Price", 16, "price"),
    ("浮动盈亏", "Accum. P/L", 14, "money"),
    ("盯市盈亏", "MTM P/L", 14, "money"),
    ("保证金", "Margin", 14, "money"),
)
_POSITIONS = (
    ("品种", "Product", 8, "text"),
    ("合约", "Instrument", 16, "text"),
    ("买持", "Long Pos.", 9, "lots"),
    ("买均价", "Avg Buy Price", 13, "price"),
    ("卖持", "Short Pos.", 10, "lots"),
    ("卖均价", "Avg Sell Price", 14, "price"),
    ("昨结算", "Prev. Sttl", 12, "price"),
    ("今结算", "Sttl Today", 12, "price"),
    ("持仓盯市盈亏", "MTM P/L", 14, "money"),
    ("保证金占用", "Margin Occupied", 15, "money"),
    ("投/保", "S/H", 5, "text"),
)


def _trades(day: str, settled: Settled, prices: _Prices) -> list[str]:
    rows = [
        (
            day,
            *prices.names(deal.key),
            _side(deal.key.buy == deal.opens),
            _hedge(deal.key),
            deal.price,
            deal.volume,
            deal.amount,
            "开" if deal.opens else "平今" if deal.key.today else "平",
            deal.commission,
            deal.profit,
            deal.premium,
            deal.trade_id.strip(),
        )
        for deal in settled.deals
    ]
    return _table("成交记录 Transaction Record", _TRADES, rows)


def _closings(day: str, settled: Settled, prices: _Prices) -> list[str]:
    rows = [
        (
            day,
            *prices.names(closing.key),
            closing.open_date,
            _side(not closing.key.buy),
            closing.volume,
            closing.open_price,
            prices.settlement_before(closing.key),
            closing.price,
            closing.profit,
        )
        for closing in settled.closings
    ]
    return _table("平仓明细 Position Closed", _CLOSINGS, rows)


def _details(settled: Settled, prices: _Prices) -> list[str]:
    rows = [
        (
            *prices.names(held.lot.key),
            held.lot.open_date,
            _hedge(held.lot.key),
            _side(held.lot.key.buy),
            held.lot.volume,
            held.lot.open_price,
            prices.settlement_before(held.lot.key),
            held.settlement,
            held.profit_by_trade,
            held.profit_by_date,
            held.margin,
        )
        for held in settled.held
    ]
    return _table("持仓明细 Positions Detail", _DETAILS, rows)


def _positions(settled: Settled, prices: _Prices) -> list[str]:
    groups: dict[tuple[str, str], list[Held]] = {}
    for held in settled.held:
        groups.setdefault((held.lot.key.instrument_id, held.lot.key.hedge_flag), []).append(held)
    rows = []
    for lots in groups.values():
        key = lots[0].lot.key
        sides: list[float] = []
        for buy in (True, False):
            of_side = [held.lot for held in lots if held.lot.key.buy is buy]
            volume = sum(lot.volume for lot in of_side)
            cost = sum(lot.open_price * lot.volume for lot in of_side)
            sides += [volume, cost / volume if volume else 0.0]
        rows.append(
            (
                *prices.names(key)[1:],
                *sides,
                prices.settlement_before(key),
                lots[0].settlement,
                sum(held.profit_by_date for held in lots),
                sum(held.margin for held in lots),
                _hedge(key),
            )
        )
    return _table("持仓汇总 Positions", _POSITIONS, rows)


def _legend() -> list[str]:
    return [
        "  ".join(f"{name}---{exchange}" for exchange, name in _SHORT_NAMES.items()),
        "买---Buy  卖---Sell  开---Open  平---Close  平今---Close Today",
        "投---Speculation  套---Arbitrage  保---Hedge  做市---Market Maker",
        "",
        "本结算单为模拟结算单，请及时确认；如有异议请于开市前提出。",
        "",
    ]


# -- how it is written


def _side(buy: bool) -> str:
    return "买" if buy else "卖"


def _hedge(key: Key) -> str:
    return _HEDGES.get(key.hedge_flag, key.hedge_flag)


def _table(
    title: str, columns: Sequence[tuple[str, str, int, str]], rows: Sequence[tuple[Any, ...]]
) -> list[str]:
    """A title, two lines of headings, the rows, and what they add up to. Nothing without rows."""
    if not rows:
        return []
    total: list[Any] = ["" for _ in columns]
    total[0] = f"共{len(rows)}条"
    for place, (_, _, _, kind) in enumerate(columns):
        if kind in ("lots", "money"):
            total[place] = sum(row[place] for row in rows)
    width = sum(width for _, _, width, _ in columns) + len(columns) + 1
    rule = "-" * width
    return [
        _centred(title, width),
        rule,
        _line(_middle(chinese, width) for chinese, _, width, _ in columns),
        _line(_middle(english, width) for _, english, width, _ in columns),
        rule,
        *(_row(columns, row) for row in rows),
        rule,
        _row(columns, total),
        rule,
        "",
    ]


def _row(columns: Sequence[tuple[str, str, int, str]], cells: Sequence[Any]) -> str:
    return _line(_cell(cell, width, kind) for cell, (_, _, width, kind) in zip(cells, columns, strict=True))


def _cell(value: Any, width: int, kind: str) -> str:
    if isinstance(value, str):
        return _left(value, width)
    text = _money_text(value) if kind == "money" else f"{value:.3f}" if kind == "price" else str(value)
    return f"{text:>{width}}"


def _money_text(amount: float) -> str:
    return f"{cents(amount):.2f}"


def _line(cells: Iterable[str]) -> str:
    return f"|{'|'.join(cells)}|"


def _shown(text: str) -> int:
    """Its width on a screen, where Chinese characters are as wide as two others."""
    return sum(2 if east_asian_width(character) in "WF" else 1 for character in text)


def _left(text: str, width: int) -> str:
    return text + " " * (width - _shown(text))


def _middle(text: str, width: int) -> str:
    free = max(0, width - _shown(text))
    return " " * (free // 2) + text + " " * (free - free // 2)


def _centred(text: str, width: int) -> str:
    return _middle(text, width).rstrip()
