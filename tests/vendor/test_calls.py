"""Calls of the vendor's library before a handshake, straight through its method table."""

from __future__ import annotations

import json
import signal
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from wheels import VendorLibrary

Run = Callable[..., "subprocess.CompletedProcess[str]"]
# These answer -1 still.
UNAUTHENTICATED = {
    f"{verb}{who}SystemInfo" for verb in ("Register", "Submit") for who in ("User", "WechatUser")
}


@pytest.mark.parametrize("kind", ["md", "trader"])
def test_return_codes(vendor: VendorLibrary, run_python: Run, tmp_path: Path, kind: str) -> None:
    """-1 without a connection. With one the library takes a request, but of the queries only the first: the
    others get -2. So a method table that were off by one would show."""
    done = run_python("every_call.py", getattr(vendor, kind), kind, "guarded", tmp_path)
    assert done.returncode == 0, done.stderr
    before, up = json.loads(done.stdout)
    assert set(before.values()) == {-1}
    queries = [name for name in up if name.startswith("ReqQry") and name != "ReqQryMaxOrderVolume"]
    assert len(queries) > 40 or kind == "md"
    expected: dict[str, Any] = dict.fromkeys(up, 0)
    expected |= dict.fromkeys(queries[1:], -2) | dict.fromkeys(UNAUTHENTICATED & set(up), -1)
    assert up == expected


@pytest.mark.parametrize("kind", ["md", "trader"])
def test_sigusr1_needs_a_handler(vendor: VendorLibrary, run_python: Run, tmp_path: Path, kind: str) -> None:
    """With the signal's default action such calls end the process, four times of five. Above they did not:
    where a library leaves no handler, actp does."""

    def ended(turn: int) -> int:
        folder = tmp_path / str(turn)
        folder.mkdir()
        return run_python("every_call.py", getattr(vendor, kind), kind, "default", folder).returncode

    assert -signal.SIGUSR1 in map(ended, range(12))
