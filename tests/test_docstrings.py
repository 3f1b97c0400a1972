"""Public coroutines say what they raise, by names that exist."""

import inspect
import re

import pytest

import actp
from actp import errors
from actp.trading.client import TraderClient
from actp.trading.positions import Positions

CLASSES = (actp.MdClient, TraderClient, actp.OrderHandle, Positions, actp.EventStream, actp.TickStream)
# They raise nothing of actp's.
QUIET = {"aclose"}
RAISED = re.compile(
    r"\b(?:[A-Z]\w+Error|ConnectionLost|Order[A-Z]\w+|CancelRejected|SettlementNotConfirmed|RequestNotSent)\b"
)


def coroutines() -> list[tuple[str, str]]:
    found = {}
    for cls in CLASSES:
        for name, member in inspect.getmembers(cls, inspect.iscoroutinefunction):
            if not name.startswith("_") and name not in QUIET:
                found[f"{cls.__name__}.{name}"] = inspect.getdoc(member) or ""
    return sorted(found.items())


@pytest.mark.parametrize(("name", "text"), coroutines(), ids=[name for name, _ in coroutines()])
def test_a_coroutine_says_what_it_raises(name: str, text: str) -> None:
    assert re.search(r"\b[Rr]aise", text), f"{name} does not say what it raises"
    named = set(RAISED.findall(text))
    assert named & set(errors.__all__) or "TimeoutError" in named
    unknown = {name for name in named if name.endswith("Error")} - {"TimeoutError", *errors.__all__}
    assert not unknown
