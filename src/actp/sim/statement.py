"""The settlement statement that CTP shows before the day's trading."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from actp import records

from .instruments import previous_trading_day

if TYPE_CHECKING:
    from .broker import Broker
    from .investors import Investor

__all__ = ["settlement_rows"]

# Content is char[501].
_WIDTH = 500


def settlement_rows(broker: Broker, investor: Investor, trading_day: str) -> Iterator[Any]:
    """The statement of the day before (`trading_day` "" or that day; another has none), in rows.

    A row may end inside a character, as CTP's do: join the bytes before decoding them.
    """
    day = previous_trading_day(broker.trading_day)
    if trading_day not in ("", day):
        return
    data = _statement(investor, day).encode("gb18030")
    number = 0
    while data:
        number += 1
        end = _end_inside_a_character(data)
        yield records.SettlementInfo(
            trading_day=day,
            settlement_id=1,
            broker_id=investor.account.broker_id,
            investor_id=investor.account.user_id,
            sequence_no=number,
            content=data[:end],
            account_id=investor.account.user_id,
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


def _statement(investor: Investor, day: str) -> str:
    account, ledger = investor.account, investor.ledger
    rule = "-" * 90
    lines = [
        "                                     模拟期货公司",
        "                                交易结算单(盯市) Settlement Statement(MTM)",
        f"客户号 Client ID：  {account.user_id}          客户名称 Client Name：模拟客户{account.user_id}",
        f"日期 Date：{day}",
        "",
        "                          资金状况  币种：人民币  Account Summary  Currency：CNY",
        rule,
        f"期初结存 Balance b/f：        {ledger.balance:>18.2f}  基础保证金 Initial Margin：{0.0:>18.2f}",
        f"出 入 金 Deposit/Withdrawal： {0.0:>18.2f}  期末结存 Balance c/f：{ledger.balance:>18.2f}",
        f"平仓盈亏 Realized P/L：       {0.0:>18.2f}  质 押 金 Pledge Amount：{0.0:>18.2f}",
        f"持仓盯市盈亏 MTM P/L：        {0.0:>18.2f}  客户权益 Client Equity：{ledger.balance:>18.2f}",
        f"手 续 费 Commission：         {0.0:>18.2f}  保证金占用 Margin Occupied："
        f"{ledger.previous_margin:>18.2f}",
        "",
        "                                    持仓汇总 Positions",
        rule,
        "|  合约  |  买持  |  卖持  |  昨结算  |  保证金占用  |  投/保  |",
        "|Instrument|Long Pos.|Short Pos.|Prev. Sttl|Margin Occupied|S/H|",
        rule,
    ]
    lines += [
        f"|{key.instrument_id}|{tally.yesterday if key.buy else 0}|{0 if key.buy else tally.yesterday}|"
        f"{tally.previous_margin:.2f}|{'投' if key.hedge_flag == '1' else '保'}|"
        for key, tally in ledger.tallies.items()
        if tally.yesterday
    ]
    lines += [rule, "本结算单为模拟结算单，请及时确认；如有异议请于开市前提出。", ""]
    return "\r\n".join(lines)
