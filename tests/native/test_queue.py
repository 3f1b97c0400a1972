"""Queue and Waker by themselves: C++ stress programs, run plain and under the sanitizers."""

from __future__ import annotations

import fcntl
import os
import shlex
import subprocess
from pathlib import Path

import pytest

HERE = Path(__file__).resolve().parent
SOURCE = HERE / "queue_stress.cpp"
HEADERS = HERE.parent.parent / "ext" / "native"
FLAGS = {
    "plain": "",
    "asan": "-fsanitize=address,undefined -fno-sanitize-recover=undefined",
    "tsan": "-fsanitize=thread",
}
CASES = [
    "order",
    "drops",
    "one_producer",
    "boundaries",
    "cap",
    "destruction",
    "taking",
    "recycling",
    "exhaustion",
    "exhaustion_of_the_rest",
    "overflow",
    "overflow_crowd",
    "coalescing",
    "wakeups_threadsafe",
    "wakeups_eventfd",
]
# Percent of the work: TSan makes a hand-over between threads ten times as slow, and ASan finds no races.
SCALE = {"plain": 100, "asan": 50, "tsan": 25}

pytestmark = pytest.mark.timeout(120)


def environment() -> dict[str, str]:
    """Without what a run of the whole suite under a sanitizer sets: these programs bring their own."""
    ours = {"LD_PRELOAD", "ASAN_OPTIONS", "LSAN_OPTIONS", "UBSAN_OPTIONS", "TSAN_OPTIONS"}
    return {name: value for name, value in os.environ.items() if name not in ours}


@pytest.fixture(scope="session", params=list(FLAGS))
def stress(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> tuple[str, Path]:
    """The program, compiled once for all workers of a run; skipped where the compiler lacks the sanitizer."""
    kind = request.param
    shared = tmp_path_factory.getbasetemp()
    if os.environ.get("PYTEST_XDIST_WORKER"):
        shared = shared.parent
    program = shared / f"queue_stress_{kind}"
    with (shared / f"queue_stress_{kind}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not program.exists():
            compiler = shlex.split(os.environ.get("CXX", "c++"))
            flags = ["-std=c++17", "-O1", "-g", "-Wall", "-Wextra", "-Werror", *shlex.split(FLAGS[kind])]
            if kind != "plain":
                probe = shared / f"probe_{kind}.cpp"
                probe.write_text("int main() {}\n", encoding="utf-8")
                command = [*compiler, *flags, str(probe), "-o", str(shared / f"probe_{kind}")]
                if subprocess.run(command, capture_output=True, check=False, env=environment()).returncode:
                    pytest.skip(f"{compiler[0]} has no runtime for {FLAGS[kind]}")
            building = program.with_suffix(".part")
            command = [*compiler, *flags, f"-I{HEADERS}", str(SOURCE), "-o", str(building), "-pthread"]
            subprocess.run(command, check=True, env=environment())
            building.rename(program)
    return kind, program


def launch(stress: tuple[str, Path], case: str) -> subprocess.CompletedProcess[str]:
    kind, program = stress
    return subprocess.run(
        [str(program), case, str(SCALE[kind])],
        capture_output=True,
        text=True,
        timeout=100,
        check=False,
        env={**environment(), "ASAN_OPTIONS": "handle_abort=0", "TSAN_OPTIONS": "handle_abort=0"},
    )


@pytest.mark.parametrize("case", CASES)
def test_queue_and_waker(stress: tuple[str, Path], case: str) -> None:
    done = launch(stress, case)
    assert (done.returncode, done.stderr) == (0, ""), done.stdout
