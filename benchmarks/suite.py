"""All measurements, round by round: in each round every candidate is measured once, so that what else the
machine does meets them all alike. The figure of a candidate is the median over the rounds."""

from __future__ import annotations

import json
import os
import statistics
import subprocess
import sys
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from benchmarks import build

Result = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Candidate:
    """One row of a table: a name and how to measure it once."""

    name: str
    measure: Callable[[], Result]


@dataclass(slots=True)
class Figures:
    """What the rounds gave, by candidate; `missing` says why a candidate could not be measured."""

    results: dict[str, list[Result]] = field(default_factory=dict)
    missing: dict[str, str] = field(default_factory=dict)

    def median(self, name: str, *path: str) -> float | None:
        """Of one number in the results, such as ("latency", "p99"). None for a missing candidate."""
        values = [_at(result, path) for result in self.results.get(name, [])]
        return statistics.median(values) if values else None

    def spread(self, name: str, *path: str) -> tuple[float, float]:
        values = [_at(result, path) for result in self.results[name]]
        return min(values), max(values)


def _at(result: Any, path: Iterable[str]) -> Any:
    for key in path:
        result = result[key]
    return result


@dataclass(frozen=True, slots=True)
class Setting:
    """How much to measure."""

    rounds: int
    scale: float  # of the tick counts

    def ticks(self, count: int) -> int:
        return max(500, int(count * self.scale))


def child(arguments: list[str], environment: Mapping[str, str], timeout: float = 300) -> Result:
    """Run a measuring program and give the JSON of its last line. Raises Unavailable if it fails."""
    try:
        done = subprocess.run(
            arguments,
            capture_output=True,
            text=True,
            timeout=timeout,
            check=False,
            cwd=build.ROOT,
            env={**os.environ, **environment},
        )
    except subprocess.TimeoutExpired:
        raise build.Unavailable(f"no result within {timeout:g} s") from None
    lines = done.stdout.splitlines()
    if done.returncode or not lines:
        last = (done.stderr.strip().splitlines() or ["no output"])[-1]
        raise build.Unavailable(f"failed with code {done.returncode}: {last[:200]}")
    found: Result = json.loads(lines[-1])
    return found


def actp(
    scenario: str, loop: str = "asyncio", environment: Mapping[str, str] | None = None, **settings: Any
) -> Result:
    arguments = json.dumps({"scenario": scenario, "loop": loop, **settings})
    return child([sys.executable, "-m", "benchmarks.measure", arguments], environment or {})


def peer(installed: build.Installed, name: str, **settings: Any) -> Result:
    program = [
        str(installed.python),
        str(build.ROOT / "benchmarks" / "peer.py"),
        name,
        str(installed.library),
    ]
    return child([*program, json.dumps(settings)], installed.environment)


def peers(figures: Figures, say: Callable[[str], None]) -> dict[str, build.Installed]:
    """The peers that can be had here; the others are noted as missing."""
    found = {}
    for wanted in build.PEERS:
        try:
            found[wanted.name] = build.install(wanted)
        except build.Unavailable as error:  # noqa: PERF203
            figures.missing[wanted.name] = str(error)
            say(f"{wanted.name}: {error}")
    return found


def measure(
    candidates: list[Candidate], rounds: int, figures: Figures, say: Callable[[str], None]
) -> Figures:
    for turn in range(rounds):
        # Forwards, then backwards: a drift of the machine within a round evens out.
        for candidate in candidates if turn % 2 == 0 else reversed(candidates):
            if candidate.name in figures.missing:
                continue
            say(f"round {turn + 1}/{rounds}: {candidate.name}")
            try:
                result = candidate.measure()
            except build.Unavailable as error:
                figures.missing[candidate.name] = str(error)
                continue
            figures.results.setdefault(candidate.name, []).append(result)
    return figures


# -- what is measured -----------------------------------------------------------------------------

LOOPS = ("asyncio", "uvloop")


def throughput(setting: Setting, say: Callable[[str], None]) -> Figures:
    library, figures = str(build.blaster()), Figures()
    n, slow = setting.ticks(1_000_000), setting.ticks(100_000)
    candidates = []
    for loop in LOOPS:
        for mode in ("records", "batches"):
            amount = 3 * n if mode == "batches" else n
            candidates.append(
                Candidate(
                    f"actp {mode}, {loop}",
                    lambda loop=loop, mode=mode, amount=amount: actp(  # type: ignore[misc]
                        "throughput", loop, library=library, n=amount, mode=mode
                    ),
                )
            )
        candidates += [
            Candidate(
                f"{name}, {loop}",
                lambda name=name, installed=installed, loop=loop: peer(installed, name, n=slow, loop=loop),  # type: ignore[misc]
            )
            for name, installed in peers(figures, say if loop == LOOPS[0] else lambda _: None).items()
        ]
    return measure(candidates, setting.rounds, figures, say)


def scaling(setting: Setting, say: Callable[[str], None]) -> Figures:
    library = str(build.blaster())
    n = setting.ticks(1_000_000)
    candidates = [
        Candidate(
            f"{count} instruments",
            lambda count=count: actp("throughput", library=library, n=n, names=count),  # type: ignore[misc]
        )
        for count in (1, 10, 100, 800)
    ]
    candidates += [
        Candidate(
            f"{count} consumers",
            lambda count=count: actp(  # type: ignore[misc]
                "throughput", library=library, n=max(n // count, 20_000), consumers=count
            ),
        )
        for count in (1, 2, 4, 8, 16)
    ]
    return measure(candidates, setting.rounds, Figures(), say)


def latency(setting: Setting, say: Callable[[str], None]) -> Figures:
    library, bare, figures = str(build.blaster()), str(build.bare()), Figures()
    candidates = []
    for rate in (1_000, 10_000):
        n = setting.ticks(3 * rate if rate == 1_000 else rate)
        for loop in LOOPS:
            where = f"{rate:,}/s, {loop}"
            candidates += [
                Candidate(
                    f"bare {way}, {where}",
                    lambda way=way, loop=loop, n=n, rate=rate: actp(  # type: ignore[misc]
                        "bare", loop, bare=bare, n=n, rate=rate, way=way
                    ),
                )
                for way in ("eventfd", "direct", "semaphore")
            ]
            candidates += [
                Candidate(
                    f"actp {wakeup}, {where}",
                    lambda wakeup=wakeup, loop=loop, n=n, rate=rate: actp(  # type: ignore[misc]
                        "latency", loop, library=library, n=n, rate=rate, wakeup=wakeup
                    ),
                )
                for wakeup in ("eventfd", "threadsafe")
            ]
    candidates += [
        Candidate(
            f"{name}, 1,000/s, asyncio",
            lambda name=name, installed=installed: peer(installed, name, n=setting.ticks(3_000), rate=1_000),  # type: ignore[misc]
        )
        for name, installed in peers(figures, say).items()
    ]
    return measure(candidates, setting.rounds, figures, say)


def stall(setting: Setting, say: Callable[[str], None]) -> Figures:
    library, figures = str(build.blaster()), Figures()
    n = setting.ticks(4_000)
    candidates = [
        Candidate(
            f"actp {wakeup}",
            lambda wakeup=wakeup: actp("latency", library=library, n=n, rate=1_000, wakeup=wakeup, burn=0.8),  # type: ignore[misc]
        )
        for wakeup in ("threadsafe", "eventfd")
    ]
    candidates += [
        Candidate(
            name,
            lambda name=name, installed=installed: peer(installed, name, n=n, rate=1_000, burn=0.8),  # type: ignore[misc]
        )
        for name, installed in peers(figures, say).items()
    ]
    return measure(candidates, setting.rounds, figures, say)


def memory(setting: Setting, say: Callable[[str], None]) -> Figures:
    library = str(build.blaster())
    preload = {"LD_PRELOAD": str(build.allocations())}
    each = {**preload, "PYTHONMALLOC": "malloc"}
    n = setting.ticks(10_000_000)
    candidates = [
        Candidate("resident memory", lambda: actp("memory", library=library, n=n)),
        Candidate("buffered tick", lambda: actp("buffered", library=library)),
        Candidate("allocations", lambda: actp("allocations", environment=each, library=library, n=200_000)),
    ]
    return measure(candidates, 1, Figures(), say)


def startup(setting: Setting, say: Callable[[str], None]) -> Figures:
    library, package = str(build.blaster()), str(build.package())
    candidates = [
        Candidate("import actp", lambda: actp("import", package=package)),
        Candidate("import asyncio", lambda: actp("import", package=package, module="asyncio")),
        Candidate("READY", lambda: actp("ready", library=library)),
    ]
    return measure(candidates, 3 * setting.rounds, Figures(), say)


def orders(setting: Setting, say: Callable[[str], None]) -> Figures:
    native = str(build.orders())
    n = setting.ticks(3_000)

    def trips(way: str, **settings: Any) -> Result:
        arguments = json.dumps({"way": way, "n": n, **settings})
        return child([sys.executable, "-m", "benchmarks.orders", arguments], {})

    candidates = [
        Candidate("bare TCP, the same bytes", lambda: trips("bare", native=native)),
        Candidate("C++ program", lambda: trips("native", native=native)),
        Candidate("C++ program, front with a store", lambda: trips("native", native=native, store=True)),
    ]
    candidates += [
        Candidate(
            f"actp {wakeup}, {loop}",
            lambda wakeup=wakeup, loop=loop: trips("actp", wakeup=wakeup, loop=loop),  # type: ignore[misc]
        )
        for loop in LOOPS
        for wakeup in ("eventfd", "threadsafe")
    ]
    return measure(candidates, setting.rounds, Figures(), say)


SUITES: dict[str, Callable[[Setting, Callable[[str], None]], Figures]] = {
    "throughput": throughput,
    "scaling": scaling,
    "latency": latency,
    "stall": stall,
    "orders": orders,
    "memory": memory,
    "startup": startup,
}


def curves(figures: Figures) -> dict[str, list[float]]:
    """By candidate the latency distribution of its middle round, as 200 points."""
    found = {}
    for name, results in figures.results.items():
        ordered = sorted(results, key=lambda result: float(result["latency"]["p50"]))
        found[name] = list(ordered[len(ordered) // 2]["latency"]["curve"])
    return found


def save(path: Path, everything: dict[str, Figures]) -> None:
    """All results as JSON, for later comparison."""
    content = {
        name: {"results": figures.results, "missing": figures.missing} for name, figures in everything.items()
    }
    path.write_text(json.dumps(content))
