"""A class for each of CTP's error ids, made from `errors.tsv`, so that refusals are caught by name.

::

    try:
        order = await td.buy_open("rb2610", 3500.0)
    except ctp_errors.InsufficientMoney:  # 31
        ...
    except actp.OrderRejected as error:  # any other refusal of an order
        log.warning("%s: %s", error.symbol, error.text)

An error is both what was refused (`OrderRejected`, `LoginError`, …) and why (`InsufficientMoney`), so either
catches it. The classes are named as CTP's symbols are (31 `INSUFFICIENT_MONEY`), each with the id as
`code`, and stand under the area they belong to: `SessionRefusal`, `OrderRefusal`, `QueryRefusal`,
`TransferRefusal`, `SystemRefusal`, `MarketDataRefusal`, all of them `actp.ResponseError`.
"""

from __future__ import annotations

from actp.errors import ResponseError, error_table

__all__ = ["error_class"]

_AREAS = {
    "session": "SessionRefusal",
    "order": "OrderRefusal",
    "query": "QueryRefusal",
    "transfer": "TransferRefusal",
    "system": "SystemRefusal",
    "marketdata": "MarketDataRefusal",
}
_by_code: dict[int, type[ResponseError]] = {}


def error_class(code: int) -> type[ResponseError] | None:
    """The class of an ErrorID, None for 0 and for ids that CTP's list does not have."""
    return _by_code.get(code)


def _class_name(symbol: str) -> str:
    """INSUFFICIENT_MONEY as InsufficientMoney; a part of mixed case stays as it is."""
    return "".join(part.capitalize() if part.isupper() else part for part in symbol.split("_"))


def _define(name: str, base: type[ResponseError], doc: str) -> type[ResponseError]:
    defined = type(name, (base,), {"__doc__": doc, "__module__": __name__})
    globals()[name] = defined
    __all__.append(name)
    return defined


def _define_all() -> None:
    areas = {
        area: _define(name, ResponseError, f"An ErrorID of CTP's list, of the area {area!r}.")
        for area, name in _AREAS.items()
    }
    for code, info in error_table().items():
        if code:
            doc = f"{code} {info.symbol}: {info.meaning}."
            defined = _define(_class_name(info.symbol), areas[info.area], doc)
            defined.code = code
            defined.retriable = ResponseError.may_pass_later(code)
            _by_code[code] = defined


_define_all()
