from __future__ import annotations

import copy
import pickle

import pytest

import actp
from actp import ctp_errors, errors
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
        assert type(error).__name__.partition("[")[0] in {*actp.__all__, "InvalidLogin"}
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


def test_a_class_for_every_id() -> None:
    ids = [code for code in error_table() if code]
    classes = [ctp_errors.error_class(code) for code in ids]
    assert len(set(classes)) == len(ids) == 298
    for code, defined in zip(ids, classes, strict=True):
        assert defined is not None and issubclass(defined, ResponseError)
        assert getattr(ctp_errors, defined.__name__) is defined
        assert defined.__name__ in ctp_errors.__all__
        assert defined.code == code
        error = ResponseError("ReqX", code)
        assert type(error) is defined
        assert error.retriable == defined.retriable
    assert ctp_errors.error_class(0) is None
    assert ctp_errors.error_class(987654) is None


def test_an_error_is_what_was_refused_and_why() -> None:
    error = errors.OrderRejected("ReqOrderInsert", 31, "CTP:资金不足")
    assert isinstance(error, ctp_errors.InsufficientMoney)
    assert isinstance(error, ctp_errors.OrderRefusal)
    assert not isinstance(error, ctp_errors.SessionRefusal)
    assert type(error) is type(errors.OrderRejected("ReqOrderInsert", 31))
    assert type(error).__name__ == "OrderRejected[InsufficientMoney]"
    late = errors.CancelRejected("ReqOrderAction", 26, too_late=True)
    assert isinstance(late, ctp_errors.InsuitableOrderStatus)
    assert late.too_late
    # Who makes one by its reason gets that, in any situation's disguise.
    assert type(ctp_errors.NeedRetry("ReqQryOrder", 90)) is ctp_errors.NeedRetry
    # The exchange's refusals and unlisted ids have no class of their own.
    assert type(errors.OrderRejected("ReqOrderInsert", None, "价格超出涨停板")) is errors.OrderRejected
    assert type(LoginError("ReqUserLogin", 987654)) is LoginError
