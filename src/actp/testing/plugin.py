"""The pytest plugin; see `actp.testing`. The simulated front is imported when a fixture is used."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Generator
from importlib.util import find_spec
from inspect import signature, unwrap
from types import FunctionType
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from actp import MdClient
    from actp.sim import Front

__all__ = ["front", "front_options", "md", "md_options"]


@pytest.fixture
def front_options() -> dict[str, Any]:
    """Keyword arguments for the `front` fixture's Front. Override it in a test module to change them."""
    return {}


@pytest.fixture
def md_options() -> dict[str, Any]:
    """Keyword arguments for the `md` fixture's MdClient. Override it in a test module to change them."""
    return {}


async def _front(front_options: dict[str, Any]) -> AsyncIterator[Front]:
    """A running simulated front: a seeded market at 10 times its speed, reconnects within 0.1 s."""
    from actp.sim import Front, Times

    options: dict[str, Any] = {"seed": 1, "speed": 10.0, "times": Times.fast()} | front_options
    async with Front(**options) as front:
        yield front


async def _md(front: Front, md_options: dict[str, Any]) -> AsyncIterator[MdClient]:
    """A market-data client that is READY on the `front` fixture's front."""
    from actp import MdClient
    from actp.testing import FAST_BACKOFF

    options: dict[str, Any] = {"broker_id": "9999", "user_id": "tester", "backoff": FAST_BACKOFF} | md_options
    async with MdClient(front.md_address, **options) as md:
        yield md


def _copy(function: FunctionType) -> FunctionType:
    copied = FunctionType(function.__code__, function.__globals__, function.__name__)
    copied.__annotations__ = dict(function.__annotations__)
    copied.__doc__ = function.__doc__
    return copied


# anyio's plugin takes any async fixture of a test that it runs. pytest-asyncio's strict mode takes only
# fixtures that are marked as its own, and those in every test. So each fixture has both forms.
_PLAIN: dict[str, Callable[..., Any]] = {"front": _front, "md": _md}
_FORMS: dict[str, Callable[..., Any]] = dict(_PLAIN)
if find_spec("pytest_asyncio") is not None:
    import pytest_asyncio

    for _name in _PLAIN:
        _FORMS[_name] = _copy(_PLAIN[_name])  # type: ignore[arg-type]
        pytest_asyncio.fixture(_FORMS[_name])  # marks the function itself

front = pytest.fixture(name="front")(_FORMS["front"])
md = pytest.fixture(name="md")(_FORMS["md"])


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_fixture_setup(
    fixturedef: pytest.FixtureDef[Any], request: pytest.FixtureRequest
) -> Generator[None, object, object]:
    name, func, names = fixturedef.argname, fixturedef.func, fixturedef.argnames
    # Releases of pytest-asyncio before 1.1 wrap the function and add arguments of their own.
    if unwrap(func) is not _FORMS.get(name) or "anyio_backend" not in request.fixturenames:
        return (yield)
    plain = _PLAIN[name]
    fixturedef.func = plain  # type: ignore[misc]
    fixturedef.argnames = tuple(signature(plain).parameters)  # type: ignore[misc]
    try:
        return (yield)
    finally:
        fixturedef.func = func  # type: ignore[misc]
        fixturedef.argnames = names  # type: ignore[misc]
