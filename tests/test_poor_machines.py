"""Few descriptors, few threads: connect() raises ResourceError, and the process lives."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

HERE = Path(__file__).parent


def outcomes(kind: str, library: str, what: str, folder: Path) -> list[str]:
    """What connect() came to, for each amount from 0 on: the error's class and its text."""
    environment = dict(os.environ)
    if what == "threads":
        if (compiler := shutil.which("cc")) is None:
            pytest.skip("there is no C compiler")
        preload = folder / "few_threads.so"
        source = HERE / "native" / "few_threads.c"
        subprocess.run(
            [compiler, "-shared", "-fPIC", "-O1", "-o", preload, source, "-ldl", "-lpthread"], check=True
        )
        environment["LD_PRELOAD"] = str(preload)
    program = [sys.executable, str(HERE / "poor_machine.py"), kind, library, what, str(folder)]
    done = subprocess.run(program, capture_output=True, text=True, timeout=110, env=environment)
    assert done.returncode == 0, done.stderr[-4000:]
    lines = [line.split(" ", 1) for line in done.stdout.splitlines() if line[:1].isdigit()]
    found = {int(amount): outcome for amount, outcome in lines}
    assert sorted(found) == list(range(len(found)))
    return [found[amount] for amount in sorted(found)]


def check(found: list[str]) -> None:
    for amount, outcome in enumerate(found):
        assert outcome.startswith(("ResourceError True", "FrontUnreachableError True")), (amount, outcome)
    kinds = [outcome.split()[0] for outcome in found]
    assert kinds[0] == "ResourceError"
    assert kinds[-1] == "FrontUnreachableError"
    assert kinds == sorted(kinds, reverse=True), "more room, and yet refused"
    assert "Raise the limit" in found[0]


@pytest.mark.timeout(120)
@pytest.mark.parametrize("what", ["descriptors", "threads"])
@pytest.mark.parametrize("kind", ["md", "trader"])
def test_simulated(kind: str, what: str, tmp_path: Path) -> None:
    check(outcomes(kind, "", what, tmp_path))
