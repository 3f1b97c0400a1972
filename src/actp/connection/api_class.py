"""One API class (market data or trading) in one CTP version, as the client needs it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Set
from dataclasses import dataclass
from functools import cache, partial

from actp import _core, records
from actp.ctp.description import Method, installed
from actp.ctp.kinds import Kind
from actp.errors import UsageError

__all__ = ["ApiClass", "CallbackClass", "api_class"]

CallbackClass = tuple[type, _core.Layout]
"""What the struct of a callback is read as."""

_CLASS = {"md": "Md", "trader": "Trader"}


@dataclass(frozen=True, slots=True)
class ApiClass:
    """Method indices and struct layouts of one class in one version."""

    kind: Kind
    version: str
    callbacks: dict[int, Method]
    methods: dict[str, int]
    answers: dict[str, str]
    """The callback that answers each request, by CTP's names."""
    # By callback index. Each is made when it is first needed: the 138 of a trading API would take 0.2 s.
    callback_classes: list[CallbackClass | Callable[[], CallbackClass] | None]
    tick_callback: int
    tick_layout: _core.Layout | None
    tick_instrument: int

    def request_index(self, name: str) -> int:
        """The index of an API method, by CTP's name. Raises UsageError where this version has none."""
        if (index := self.methods.get(name)) is not None:
            return index
        have = installed().versions_with_method(f"{_CLASS[self.kind]}Api", name)
        where = f"it is in CTP {have[0]} to {have[-1]}" if have else "no version has it"
        raise UsageError(f"CTP {self.version} has no {name}: {where}")

    def instrument_limit(self) -> int:
        """The longest InstrumentID in bytes that this version's structs hold."""
        layout = records.layout("SpecificInstrument", self.version)
        return next(size for name, _, size, _ in layout.fields if name == "InstrumentID") - 1


@cache
def api_class(kind: Kind, version: str) -> ApiClass:
    """The class of a kind in one described version."""
    api = installed()
    name = _CLASS[kind]
    callbacks = {m.index: m for m in api.methods(f"{name}Spi", version)}
    classes: list[CallbackClass | Callable[[], CallbackClass] | None]
    classes = [None] * len(api.all_methods(f"{name}Spi"))
    for index, method in callbacks.items():
        if method.struct is not None:
            classes[index] = partial(_callback_class, method.struct, version)
    tick_callback, tick_layout, tick_instrument = -1, None, 0
    if kind == "md":
        tick_callback = next(i for i, m in callbacks.items() if m.name == "OnRtnDepthMarketData")
        tick_layout = records.layout("DepthMarketData", version)
        tick_instrument = next(offset for name, offset, _, _ in tick_layout.fields if name == "InstrumentID")
    methods = {m.name: m.index for m in api.methods(f"{name}Api", version) if not m.static}
    return ApiClass(
        kind=kind,
        version=version,
        callbacks=callbacks,
        methods=methods,
        answers=_answers(methods, {m.name for m in callbacks.values()}),
        callback_classes=classes,
        tick_callback=tick_callback,
        tick_layout=tick_layout,
        tick_instrument=tick_instrument,
    )


def _answers(methods: Iterable[str], callbacks: Set[str]) -> dict[str, str]:
    found: dict[str, str] = {}
    for request in methods:
        if (answer := "OnRsp" + request.removeprefix("Req")) in callbacks:
            found[request] = answer
        elif request.startswith("ReqUserLogin"):
            found[request] = "OnRspUserLogin"  # the logins with a captcha, a text or a one-time password
    return found


def _callback_class(struct: str, version: str) -> CallbackClass:
    return records.record_class(struct), records.layout(struct, version)
