"""Two builds of actp beside each other: `python -m benchmarks.compare before=../other/.venv/bin/python`.

Ticks into records and into batches, on this interpreter ("this") and on others, in turn and round by round,
so that a drift of the machine meets all alike. Each other one is an environment with a build of its own, such
as that of a second checkout; the measuring program is always this one.
"""

from __future__ import annotations

import argparse
import json
import os
import sys

from rich.console import Console
from rich.table import Table

from benchmarks import build
from benchmarks.suite import Candidate, Figures, child, measure

MODES = ("records", "batches")


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.compare", description=__doc__)
    parser.add_argument("others", nargs="*", metavar="NAME=PYTHON", help="interpreters of other builds")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--ticks", type=int, default=100_000, help="at a time; twelve times a round")
    parser.add_argument(
        "--realtime", action="store_true", help="both threads before everything else on the machine (root)"
    )
    chosen = parser.parse_args()
    pythons = {"this": sys.executable, **dict(other.split("=", 1) for other in chosen.others)}
    library = str(build.blaster())

    def once(python: str, mode: str) -> dict[str, float]:
        settings = {"scenario": "steady", "library": library, "mode": mode, "n": chosen.ticks}
        arguments = json.dumps({**settings, "realtime": chosen.realtime})
        return child([python, "-m", "benchmarks.measure", arguments], {})

    candidates = [
        Candidate(f"{mode}, {name}", lambda python=python, mode=mode: once(python, mode))  # type: ignore[misc]
        for mode in MODES
        for name, python in pythons.items()
    ]
    figures = measure(candidates, chosen.rounds, Figures(), lambda _: None)
    console = Console(width=None if os.isatty(1) else 120)
    table = Table(
        "", "ticks/s", "ns a tick", "lowest", "highest", "CPU: CTP's thread", "CPU: the loop's", "to records"
    )
    for name in figures.results:
        ns, vendor, loop = (figures.median(name, key) or 0.0 for key in ("ns", "vendor_ns", "loop_ns"))
        low, high = figures.spread(name, "ns")
        records = figures.median(f"records, {name.split(', ')[1]}", "ns")
        table.add_row(
            name,
            f"{1e9 / ns:,.0f}",
            *(f"{value:.1f}" for value in (ns, low, high, vendor, loop)),
            f"{records / ns:.2f}" if records else "–",
        )
    console.print(table)
    for name, why in figures.missing.items():
        console.print(f"{name}: {why}", highlight=False)
    console.print(f"load {os.getloadavg()[0]:.1f}", highlight=False)


if __name__ == "__main__":
    main()
