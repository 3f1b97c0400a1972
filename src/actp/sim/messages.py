"""CTP errors as the front words them."""

from __future__ import annotations

from actp.errors import error_table

from .protocol import RspInfo

__all__ = ["MD_SUCCESS", "TRADER_SUCCESS", "error"]

MD_SUCCESS = RspInfo(0, "CTP:No Error")
TRADER_SUCCESS = RspInfo(0, "CTP:正确")

_TEXTS = {
    3: "不合法的登录",
    4: "用户不活跃",
    5: "重复的登录",
    6: "还没有登录",
    7: "还没有初始化",
    8: "前置不活跃",
    9: "无此权限",
    10: "修改别人的口令",
    12: "找不到该经纪公司",
    14: "旧口令不匹配",
    15: "报单字段有误",
    16: "找不到合约",
    17: "合约不能交易",
    20: "客户没有在该交易所开户",
    22: "报单错误：不允许重复报单",
    23: "报单操作请求字段有误",
    25: "撤单找不到相应报单",
    26: "报单已全成交或已撤销，不能再撤",
    27: "不支持的功能",
    28: "没有报单交易权限",
    29: "只能平仓",
    30: "平仓量超过持仓量",
    31: "资金不足",
    42: "结算结果未确认",
    50: "平今仓位不足",
    51: "平昨仓位不足",
    54: "经纪公司不支持条件单",
    62: "没有条件单权限",
    65: "合约不支持互换单",
    80: "交易所不支持的价格类型",
    91: "交易所返回的错误",
    95: "不支持的价格",
    116: "下单频率限制",
    146: "投资者代码缺失",
    147: "交易所代码缺失",
    148: "交易所代码无效",
    149: "资金账号缺失",
    150: "交易所代码错误",
    157: "交易所不支持撤销未知状态的报单",
    60: "用户在线会话超出上限",
    63: "客户端认证失败",
    64: "客户端未认证",
    75: "连续登录失败次数超限，登录被禁止",
    77: "没有此功能",
    90: "查询未就绪，请稍后重试",
    131: "弱密码，请先修改",
    132: "新密码过于简单",
    140: "首次登录必须修改密码，请修改密码后重新登录",
    141: "密码已过期，请先修改",
    142: "新旧密码不能相同",
    143: "该地址登录失败次数过多，已被禁止",
    144: "该地址在黑名单中",
    1002: "银行代码不合法",
    1021: "转账金额或次数超限",
    1026: "客户没有签约银行",
    1035: "币种不支持",
    2001: "资金密码不匹配",
    2014: "转账金额不正确",
    2019: "不是签约的银行账户",
    4040: "接口与前置握手失败",
    6000: "订阅合约数超出上限",
}


def error(error_id: int, text: str | None = None) -> RspInfo:
    """RspInfo for an ErrorID; `text` replaces the front's own words ("CTP:" is put in front)."""
    if text is None:
        text = _TEXTS.get(error_id)
    if text is None:
        info = error_table().get(error_id)
        text = info.symbol if info else f"错误{error_id}"
    return RspInfo(error_id, text if text.startswith("CTP:") else f"CTP:{text}")
