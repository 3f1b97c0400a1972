"""The checks of what a program gives: what they take, what they refuse, and what their errors show."""

from __future__ import annotations

import copy
import pickle
from collections.abc import Callable
from decimal import Decimal
from enum import Enum
from fractions import Fraction
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from actp import _checks as check
from actp._secret import Secret
from actp.errors import ConfigurationError, UsageError


class Text(str):
    __slots__ = ()


class Colour(str, Enum):
    RED = "red"


class Unspeakable:
    def __repr__(self) -> str:
        raise RuntimeError("no repr")


@pytest.mark.parametrize("value", ["abc", Text("abc"), np.str_("abc"), "", "a b", "期货"])
def test_text_comes_back_plain(value: str) -> None:
    found = check.text("broker_id", value, 10)
    assert found == value
    assert type(found) is str


@pytest.mark.parametrize(
    ("value", "says"),
    [
        (9999, "is text, not int"),
        (b"9999", "is text, not bytes"),
        (None, "is text, not NoneType"),
        (Unspeakable(), "is text, not Unspeakable"),
        ("9999\n", "ends in a newline"),
        ("9999\r\n", "ends in a newline"),
        (" 9999", "begins or ends with a blank"),
        ("9999 ", "begins or ends with a blank"),
        ("99\x0099", "has a NUL character at position 2"),
        ("99\t99", r"has the character U\+0009 at position 2"),
        ("99\udcff", r"has the character U\+DCFF at position 2"),
        ("\ufeff9999", r"has the character U\+FEFF at position 0"),
        ("99\u300099", r"has the character U\+3000"),
        ("12345678901", "takes 10 bytes at most, the size of CTP's field; it has 11"),
        ("期货期货期货", "takes 10 bytes at most, the size of CTP's field; it has 12"),
        ("😀😀😀", "takes 10 bytes at most, .* it has 12"),
    ],
)
def test_text_that_no_field_takes(value: object, says: str) -> None:
    with pytest.raises(ConfigurationError, match=f"^broker_id= {says}"):
        check.text("broker_id", value, 10)
    with pytest.raises(UsageError):
        check.text("broker_id", value, 10, error=UsageError)


def test_text_that_has_to_be_there() -> None:
    with pytest.raises(ConfigurationError, match=r"user_id= is empty"):
        check.text("user_id", "", 10, needed=True)


@pytest.mark.parametrize(
    "value", ["hunter2 ", "hun\nter2", "hunter2\0", "hunter2hunter2", b"hunter2", "hunter\udcff2"]
)
def test_a_secret_is_in_no_message(value: Any) -> None:
    with pytest.raises(ConfigurationError, match=r"^auth_code= ") as caught:
        check.secret("auth_code", Secret(value), 10)
    assert "hunter" not in str(caught.value)
    assert caught.value.__context__ is None, "an encoding error would hold the text"


def test_a_password_may_have_blanks() -> None:
    assert check.secret("password", Secret(" a b "), 10, spaces=True).value == " a b "


@pytest.mark.parametrize(
    "value", [1, 1.5, np.int64(2), np.float32(0.5), np.float64(3), Fraction(1, 2), Decimal("1.5")]
)
def test_seconds(value: Any) -> None:
    found = check.seconds("timeout", value)
    assert found == value
    assert type(found) is float


WRONG_NUMBERS: list[Any] = [
    None,
    "5",
    b"5",
    True,
    np.bool_(True),
    float("nan"),
    float("inf"),
    -float("inf"),
    -1,
    10**400,
    -(10**400),
    10**5000,
    Decimal("NaN"),
    Decimal("sNaN"),
    1j,
    [],
    np.array([1.0]),
    object(),
    Unspeakable(),
]


@pytest.mark.parametrize("value", [*WRONG_NUMBERS, 0], ids=lambda value: type(value).__name__)
def test_what_is_no_time(value: Any) -> None:
    with pytest.raises(
        ConfigurationError, match=r"^timeout= is a number of seconds above 0 and of at most 1e\+09, not "
    ):
        check.seconds("timeout", value)


@pytest.mark.parametrize("value", WRONG_NUMBERS, ids=lambda value: type(value).__name__)
def test_what_is_no_number_and_no_count(value: Any) -> None:
    with pytest.raises(
        ConfigurationError, match=r"^speed= is a number of at least 0 and of at most 10, not "
    ):
        check.number("speed", value, 0, 10)
    with pytest.raises(ConfigurationError, match=r"^port= is a whole number from 0 to 65535, not "):
        check.count("port", value, 0, 65535)


def test_counts() -> None:
    assert check.count("port", 0, 0, 65535) == 0
    found = check.count("port", np.uint16(65535), 0, 65535)
    assert found == 65535
    assert type(found) is int
    for wrong in (65536, 1.0, np.float64(1), Decimal(1)):
        with pytest.raises(ConfigurationError):
            check.count("port", wrong, 0, 65535)


@pytest.mark.parametrize("value", ["false", "", 0, 1, None, np.bool_(False), []])
def test_what_is_no_flag(value: Any) -> None:
    with pytest.raises(ConfigurationError, match=r"^production_mode= is True or False, not "):
        check.flag("production_mode", value)


def test_choices() -> None:
    assert type(check.choice("fill", Colour.RED, ("red", "blue"))) is str
    wrong: list[Any] = ["Red", "green", 1, None, [], np.array(["red", "blue"]), Unspeakable(), b"red"]
    for value in wrong:
        with pytest.raises(ConfigurationError, match=r"^fill= is 'red' or 'blue', not "):
            check.choice("fill", value, ("red", "blue"))


def test_objects_items_and_paths() -> None:
    assert check.instance("rule", 1, int, "a number") == 1
    with pytest.raises(ConfigurationError, match=r"^rule= is a number of one's own, not 'x'"):
        check.instance("rule", "x", int, "a number of one's own")
    assert check.items("names", iter("ab"), "names") == ("a", "b")
    for wrong in ("ab", b"ab", {"a": 1}, None, 5):
        with pytest.raises(ConfigurationError, match=r"^names= is a list of names, not "):
            check.items("names", wrong, "a list of names")
    assert check.path("store", "x") == check.path("store", Path("x")) == Path("x")
    for wrong in (1, b"x", None, []):
        with pytest.raises(ConfigurationError, match=r"^store= is a path"):
            check.path("store", wrong)


# -- secrets ----------------------------------------------------------------------------------------


SHOW: list[Callable[[Any], str]] = [
    repr,
    str,
    "{}".format,
    "{!r}".format,
    lambda secret: f"{[secret]}",
    "%s".__mod__,
]


@pytest.mark.parametrize("show", SHOW)
def test_a_secret_shows_nothing(show: Callable[[Any], str]) -> None:
    assert "***" in show(Secret("hunter2"))
    assert "hunter" not in show(Secret("hunter2"))
    assert "hunter" not in show(Secret(Secret("hunter2")))


def test_a_secret_is_a_value() -> None:
    one = Secret("hunter2")
    assert one == Secret(one) == pickle.loads(pickle.dumps(one)) == copy.deepcopy(one)
    assert one != Secret("other")
    assert one != "hunter2"
    assert len({one, Secret("hunter2")}) == 1
    assert one
    assert not Secret("")
    assert not hasattr(one, "__dict__")
