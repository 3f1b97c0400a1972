"""The pytest plugin as its users run it: under anyio's plugin and under pytest-asyncio's two modes."""

from __future__ import annotations

import pytest

BODY = """
    import actp
    import pytest
    from actp import State
    from actp.testing import offline

    {mark}

    @pytest.fixture
    def front_options():
        return {{"seed": 5, "instruments": ["rb2701", "cu2701"]}}

    async def test_ticks(front, md):
        assert set(front.instruments) == {{"rb2701", "cu2701"}}
        tick = await anext(md.ticks("rb2701"))
        assert tick.instrument_id == "rb2701"

    async def test_an_outage(front, md):
        await md.subscribe("rb2701")
        async with offline(front):
            await md.wait_for(State.RECONNECTING, 10)
        await md.wait_for(State.READY, 10)
        await front.wait_for_subscription("rb2701")

    async def test_front_alone(front):
        assert front.clients == ()
"""


ANYIO = """pytestmark = pytest.mark.anyio

    @pytest.fixture
    def anyio_backend():
        return "asyncio"
"""


def run(pytester: pytest.Pytester, mark: str, *arguments: str) -> pytest.RunResult:
    pytester.makepyfile(BODY.format(mark=mark))
    if "no:asyncio" not in arguments:
        pytester.makeini("[pytest]\nasyncio_default_fixture_loop_scope = function\n")
    return pytester.runpytest_subprocess(
        *("-W", "error", "-W", "ignore:Module already imported", "-p", "no:cacheprovider", "-p", "no:xdist"),
        *arguments,
    )


def test_anyio(pytester: pytest.Pytester) -> None:
    run(pytester, ANYIO).assert_outcomes(passed=3)


def test_pytest_asyncio_strict(pytester: pytest.Pytester) -> None:
    pytest.importorskip("pytest_asyncio")
    run(pytester, "pytestmark = pytest.mark.asyncio", "--asyncio-mode=strict").assert_outcomes(passed=3)


def test_pytest_asyncio_auto(pytester: pytest.Pytester) -> None:
    pytest.importorskip("pytest_asyncio")
    run(pytester, "", "--asyncio-mode=auto").assert_outcomes(passed=3)


def test_without_pytest_asyncio(pytester: pytest.Pytester) -> None:
    run(pytester, ANYIO, "-p", "no:asyncio", "-o", "addopts=").assert_outcomes(passed=3)
