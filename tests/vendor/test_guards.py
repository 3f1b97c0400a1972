"""What crashes or hangs the vendor's library cannot be reached through actp. Each attempt is a process of its
own, on the vendor's library and on the simulated one."""

from __future__ import annotations

import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from wheels import VendorLibrary

from actp.connection.library import simulated_library

Run = Callable[..., "subprocess.CompletedProcess[str]"]

CRASHES = {
    "no scheme": "Invalid location",
    "empty address": "empty location",
    "unknown scheme": "Unknown channel",
    "proxy without front": "Invalid proxy",
    "missing folder": "can not open CFlow file",
    "long path": "can not open CFlow file",
    "flow file is a folder": "can not open CFlow file",
}


def test_clients_given_up_right_after_init(vendor: VendorLibrary, run_python: Run) -> None:
    """Before 6.5.1 such a Release crashes or hangs, once in some hundred times: none may in 1,200.

    Later versions were never seen to: 200 show that they need no waiting.
    """
    rounds = 30 if vendor.key < (6, 5) else 5
    done = run_python("early_release.py", vendor.md, rounds, timeout=110)
    assert done.returncode == 0, done.stderr
    assert done.stdout.splitlines()[-1] == "survived"
    assert "has not come back" not in done.stderr


def test_the_bare_library_works(vendor: VendorLibrary, run_python: Run, tmp_path: Path) -> None:
    """The control of the next two."""
    done = run_python("hazards.py", vendor.md, "nothing", tmp_path)
    assert (done.returncode, done.stdout.splitlines()[-1]) == (0, "end"), done.stderr


@pytest.mark.parametrize("hazard", CRASHES)
def test_the_bare_library_crashes(
    vendor: VendorLibrary, run_python: Run, tmp_path: Path, hazard: str
) -> None:
    """The guard is still needed: without it, the process ends."""
    done = run_python("hazards.py", vendor.md, hazard, tmp_path)
    assert done.returncode == -signal.SIGSEGV
    assert CRASHES[hazard] in done.stdout + done.stderr


def outcome(vendor: VendorLibrary, hazard: str, folder: Path) -> int | None:
    """The exit code of one of hazards.py, or None if it hangs two seconds after it began."""
    command = [sys.executable, str(Path(__file__).parent / "hazards.py"), str(vendor.md), hazard, str(folder)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT) as process:
        assert process.stdout is not None
        try:
            while (line := process.stdout.readline()) != b"begin\n":
                assert line, "it did not even begin"
            process.communicate(timeout=2)
        except subprocess.TimeoutExpired:
            return None
        finally:
            process.kill()
    return process.returncode


def test_the_bare_library_hangs(vendor: VendorLibrary, tmp_path: Path) -> None:
    assert outcome(vendor, "flow file is a pipe", tmp_path) is None


def test_the_bare_library_does_not_bear_two_inits(vendor: VendorLibrary, tmp_path: Path) -> None:
    """It hangs, aborts, crashes, and one time of ten it gets away with it."""
    assert any(outcome(vendor, "Init twice", tmp_path) != 0 for _ in range(12))


@pytest.mark.parametrize(
    "attempt",
    [
        "addresses",
        "flow_paths",
        "missing_folder",
        "init_twice",
        "release_twice",
        "join",
        "other_thread",
        "fork",
        "signals",
        "children",
        "threads",
        "left_open",
        "exits",
        "dropped",
    ],
)
def test_out_of_reach(md_library: Path, run_python: Run, tmp_path: Path, attempt: str) -> None:
    done = run_python("attempts.py", md_library, attempt, tmp_path)
    assert done.returncode == 0, done.stderr[-4000:]
    assert "end" in done.stdout  # not a line of its own: the library prints in between
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize("kind", ["md", "trader"])
def test_the_bare_library_takes_sigusr1(
    vendor: VendorLibrary, run_python: Run, tmp_path: Path, kind: str
) -> None:
    """Each does, but for the market-data libraries from 6.7.11 on."""
    done = run_python("signal_handlers.py", getattr(vendor, kind), kind, "bare", tmp_path)
    left = kind == "md" and vendor.key >= (6, 7, 11)
    expected = ["left" if left else "taken", "end"]
    assert (done.returncode, done.stdout.splitlines()[-2:]) == (0, expected), done.stderr


@pytest.mark.parametrize("handler", ["kept", "ignored", "default"])
@pytest.mark.parametrize(
    ("kind", "real"),
    [("md", True), ("trader", True), ("trader", False)],
    ids=["md", "trader", "simulated trader"],
)
def test_sigusr1_stays_the_program_s(
    vendor: VendorLibrary, run_python: Run, tmp_path: Path, kind: str, real: bool, handler: str
) -> None:
    """Its handler and its ignoring are put back. The default action, which ends the process, is not."""
    path = getattr(vendor, kind) if real else simulated_library(kind, vendor.version)  # type: ignore[arg-type]
    done = run_python("signal_handlers.py", path, kind, handler, tmp_path)
    assert (done.returncode, done.stdout.splitlines()[-1:]) == (0, ["end"]), done.stderr
