"""The wake-up protocol, checked in every interleaving of a small model.

The stress programs can only fail if the processor happens to do the wrong thing; this looks at all of it.
Producers: write a message, then exchange `pending` with true and post if it was false. The consumer: take
a wake-up, handle a turn of messages; when the queue looks empty, clear `pending` and look once more.

A store of the consumer may be seen late by others (after loads that follow it), as C++ allows for a store
and a load of another variable that are not both seq_cst; an exchange may not. So the model tells why
`Waker::clear` is an exchange.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

import pytest

TURN = 2


class State(NamedTuple):
    written: int = 0
    pending: bool = False
    posts: int = 0
    producers: tuple[tuple[int, int], ...] = ()  # (messages left, step)
    read: int = 0
    step: str = "wait"
    handled: int = 0
    cleared: bool = False
    continuing: bool = False
    late: bool = False  # pending=False stands in the consumer's store buffer


def producer_steps(state: State) -> Iterator[State]:
    for index, (left, step) in enumerate(state.producers):
        if left == 0:
            continue

        def become(left: int, step: int, index: int = index) -> tuple[tuple[int, int], ...]:
            return (*state.producers[:index], (left, step), *state.producers[index + 1 :])

        if step == 0:  # push
            yield state._replace(written=state.written + 1, producers=become(left, 1))
        elif step == 1:  # exchange
            if state.pending:
                yield state._replace(producers=become(left - 1, 0))
            else:
                yield state._replace(pending=True, producers=become(left, 2))
        else:  # sem_post, or the write to the eventfd
            yield state._replace(posts=state.posts + 1, producers=become(left - 1, 0))


def consumer_steps(state: State, variant: str) -> Iterator[State]:
    if state.late:
        yield state._replace(late=False, pending=False)
    if state.step == "wait":
        if state.continuing:
            yield state._replace(step="look", handled=0, cleared=False, continuing=False)
        elif state.posts:
            yield state._replace(posts=0, step="look", handled=0, cleared=False)
    elif state.step == "look":
        if state.read < state.written:
            handled = state.handled + 1
            if handled == TURN:
                yield state._replace(read=state.read + 1, step="wait", continuing=True)
            else:
                yield state._replace(read=state.read + 1, handled=handled)
        elif state.cleared:
            yield state._replace(step="wait")
        else:
            yield state._replace(step="clear")
    elif variant == "exchange":
        # A read-modify-write takes the newest value, so everything before the store is visible first.
        yield state._replace(pending=False, late=False, cleared=True, step="look")
    elif variant == "store":
        yield state._replace(late=True, cleared=True, step="look")
    else:  # clear last, without another look
        yield state._replace(pending=False, step="wait")


def lost(variant: str, producers: int, messages: int) -> State | None:
    """A state in which nothing can move and messages are unread, if one can be reached."""
    start = State(producers=((messages, 0),) * producers)
    seen, todo = {start}, [start]
    while todo:
        state = todo.pop()
        following = [*producer_steps(state), *consumer_steps(state, variant)]
        if not following and state.read < state.written:
            return state
        for after in following:
            assert after.read <= after.written
            if after not in seen:
                seen.add(after)
                todo.append(after)
    return None


@pytest.mark.parametrize(("producers", "messages"), [(1, 6), (2, 4), (3, 3)])
def test_no_wake_up_is_lost(producers: int, messages: int) -> None:
    assert lost("exchange", producers, messages) is None


@pytest.mark.parametrize("variant", ["store", "no second look"])
def test_the_model_finds_what_would_lose_one(variant: str) -> None:
    assert lost(variant, 1, 6) is not None
