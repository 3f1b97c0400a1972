from __future__ import annotations

import copy
import importlib
import pickle
import subprocess
import sys
from typing import Any

import pytest

from actp import enums
from actp.ctp.description import installed
from actp.enums import Direction, OrderStatus


def test_a_member_is_its_character() -> None:
    buy: str = Direction.BUY
    assert buy == "0"
    assert Direction("0") is Direction.BUY
    assert Direction["SELL"] == "1"
    assert {buy: 1}["0"] == 1
    assert isinstance(Direction.BUY, str)
    assert Direction.BUY.encode() == b"0"
    assert [member.name for member in Direction] == ["BUY", "SELL"]
    with pytest.raises(ValueError, match="is not a valid Direction"):
        Direction("9")


def test_names() -> None:
    assert OrderStatus.ALL_TRADED.value == "0"
    assert OrderStatus.PART_TRADED_NOT_QUEUEING.value == "2"
    assert OrderStatus.UNKNOWN.value == "a"
    assert enums.FBTEncryMode._3_DES.value == "2"
    assert enums.OffsetFlag.CLOSE_YESTERDAY.value == "4"


def test_two_names_of_one_character_and_two_characters_of_one_name() -> None:
    assert enums.CombinationType["CAS"] is enums.CombinationType.CLD
    assert enums.TradeParamID.TRANFER_CHK_PROPERTY.value == "i"
    assert enums.TradeParamID.TRANFER_CHK_PROPERTY_D.value == "D"


def test_every_constant_of_every_type_has_a_member() -> None:
    for type_name in installed().enum_names:
        built = getattr(enums, type_name)
        assert built.__name__ == type_name
        assert built.__module__ == "actp.enums"
        constants = installed().constants(type_name)
        assert {member.value for member in built} == {character for _, character in constants}
        assert len(built.__members__) == len(constants)


def test_text_forms() -> None:
    assert str(Direction.BUY) == "Direction.BUY"
    assert f"{Direction.BUY}" == "Direction.BUY"
    assert f"{Direction.BUY:>14}|" == " Direction.BUY|"
    assert repr(Direction.BUY) == "<Direction.BUY: '0'>"


def test_pickle_and_copy_give_the_member() -> None:
    for protocol in range(pickle.HIGHEST_PROTOCOL + 1):
        assert pickle.loads(pickle.dumps(Direction.SELL, protocol)) is Direction.SELL
    assert copy.deepcopy(Direction.SELL) is Direction.SELL


def test_unpickling_in_a_fresh_process_builds_the_class() -> None:
    code = "import pickle, sys; print(repr(pickle.loads(sys.stdin.buffer.read())))"
    done = subprocess.run(
        [sys.executable, "-c", code],
        input=pickle.dumps(Direction.SELL),
        capture_output=True,
        check=True,
        timeout=60,
    )
    assert done.stdout.strip() == b"<Direction.SELL: '1'>"


def test_module() -> None:
    assert enums.has("Direction")
    assert not enums.has("Price")
    assert {"Direction", "OrderStatus", "has"} <= set(dir(enums))
    with pytest.raises(AttributeError, match="no attribute 'Directoin'"):
        _ = enums.Directoin  # type: ignore[attr-defined]


def test_star_import() -> None:
    names: dict[str, Any] = {}
    exec("from actp.enums import *", names)
    assert {"Character", *installed().enum_names} == {name for name in names if name != "__builtins__"}
    assert names["Direction"] is Direction
    assert set(enums.__all__) <= set(dir(enums))


@pytest.mark.parametrize(
    "module", ["actp", "actp.ctp_errors", "actp.requests.methods", "actp.errors", "actp.sim"]
)
def test_star_imports_of_the_others(module: str) -> None:
    names: dict[str, Any] = {}
    exec(f"from {module} import *", names)
    assert set(importlib.import_module(module).__all__) == {name for name in names if name != "__builtins__"}
