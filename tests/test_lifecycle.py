from __future__ import annotations

import logging
import threading
from concurrent.futures import ThreadPoolExecutor

import pytest

from actp.connection.lifecycle_lock import Lifecycle


def test_one_at_a_time() -> None:
    lifecycle, inside = Lifecycle(), threading.Semaphore(1)

    def work(_: int) -> bool:
        with lifecycle.held():
            alone = inside.acquire(blocking=False)
            inside.release()
            return alone

    with ThreadPoolExecutor(8) as threads:
        assert all(threads.map(work, range(400)))


def test_the_loop_does_not_wait() -> None:
    lifecycle = Lifecycle()
    with lifecycle.held_if_free() as held:
        assert held
        with lifecycle.held_if_free() as again:
            assert not again
        with lifecycle.held_if_free() as still:
            assert not still, "leaving without holding gave it up for somebody else"
    with lifecycle.held_if_free() as held:
        assert held


@pytest.mark.parametrize("waiting", [True, False], ids=["thread", "loop"])
def test_a_holder_that_hangs_loses_it(waiting: bool, caplog: pytest.LogCaptureFixture) -> None:
    lifecycle, entered, end = Lifecycle(0.05), threading.Event(), threading.Event()

    def hang() -> None:
        with lifecycle.held():
            entered.set()
            assert end.wait(30)

    with ThreadPoolExecutor(1) as threads:
        hanging = threads.submit(hang)
        assert entered.wait(30)
        if waiting:
            with lifecycle.held():
                assert not hanging.done()
        else:
            given = False
            while not given:  # the loop asks again and again
                with lifecycle.held_if_free() as given:
                    assert not hanging.done()
        lifecycle.timeout = 30.0
        with lifecycle.held():
            # The one that hung comes back: it holds nothing any more, and gives nothing up.
            end.set()
            hanging.result(30)
            with lifecycle.held_if_free() as held:
                assert not held
    assert [r.levelno for r in caplog.records] == [logging.ERROR]


def test_an_error_inside_gives_it_up() -> None:
    lifecycle = Lifecycle()
    with pytest.raises(ZeroDivisionError), lifecycle.held():
        raise ZeroDivisionError
    with lifecycle.held_if_free() as held:
        assert held
