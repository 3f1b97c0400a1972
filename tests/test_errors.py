from __future__ import annotations

import copy
import pickle

import pytest

import actp
from actp import errors
from actp.errors import ActpError, LoginError, ResponseError, SubscriptionError, error_table


def concrete() -> list[ActpError]:
    made = []
    for name in errors.__all__:
        cls = getattr(errors, name)
        if not (isinstance(cls, type) and issubclass(cls, ActpError)):
            continue
        if issubclass(cls, SubscriptionError):
            made.append(cls("SubscribeMarketData", 6000, "文字", ("rb2610",)))
        elif issubclass(cls, ResponseError):
            made.append(cls("ReqUserLogin", 3, "CTP:不合法的登录"))
        elif cls in (errors.HandshakeError, errors.ConnectionLost, errors.SendError):
            made.append(cls("text", 4097))
        else:
            made.append(cls("text"))
    return made


@pytest.mark.parametrize("error", concrete(), ids=lambda e: type(e).__name__)
def test_every_error_pickles_and_copies(error: ActpError) -> None:
    for twin in (pickle.loads(pickle.dumps(error)), copy.copy(error)):
        assert type(twin) is type(error)
        assert str(twin) == str(error)
        assert vars(twin) == vars(error)
        assert (twin.code, twin.retriable) == (error.code, error.retriable)


def test_one_tree_and_all_of_it_public() -> None:
    for error in concrete():
        assert isinstance(error, ActpError)
        assert type(error).__name__ in actp.__all__
        assert type(error).__doc__


def test_a_response_error_says_what_ctp_says() -> None:
    error = LoginError("ReqUserLogin", 3, "CTP:不合法的登录", "Check the password")
    assert error.symbol == "INVALID_LOGIN"
    assert error.text == "CTP:不合法的登录"
    assert not error.retriable
    for part in ("ReqUserLogin", "3", "INVALID_LOGIN", "不合法的登录", "Check the password"):
        assert part in str(error)


def test_an_unlisted_id() -> None:
    error = ResponseError("ReqQryOrder", 987654)
    assert error.symbol == ""
    assert "987654" in str(error)


def test_the_table() -> None:
    table = error_table()
    assert len(table) == 299
    assert table[0].symbol == "NONE"
    assert table[140].symbol == "FIRST_LOGIN"


def test_what_may_be_tried_again() -> None:
    assert LoginError("ReqUserLogin", 8).retriable
    for final in (3, 63, 75, 131, 140, 141):
        assert not LoginError("ReqUserLogin", final).retriable
