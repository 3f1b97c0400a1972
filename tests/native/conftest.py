"""What the native tests have beside the driver program, which the front's tests use too."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from ctpdriver import Driver


@pytest.fixture
def launch(program: Path, libraries: Path) -> Callable[..., Driver]:
    """Makes driver processes, for tests that expect them to die or want an environment."""

    def start(**env: str) -> Driver:
        return Driver(program, libraries, env)

    return start
