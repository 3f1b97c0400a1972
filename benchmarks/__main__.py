"""actp beside other CTP bindings, in one run: `python -m benchmarks [--quick] [--only latency,stall]`."""

from __future__ import annotations

import argparse
import os
import platform
from pathlib import Path

from rich.console import Console

from benchmarks import build, report
from benchmarks.suite import SUITES, Figures, Setting, save


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("--only", metavar="NAMES", help=f"some of {','.join(SUITES)}, separated by commas")
    parser.add_argument("--quick", action="store_true", help="one round, a tenth of the ticks: rough")
    parser.add_argument("--rounds", type=int, default=5, help="measurements of each candidate (default 5)")
    parser.add_argument("--plot", type=Path, default=build.CACHE / "latency.png", help="where the plot goes")
    parser.add_argument(
        "--json", type=Path, default=build.CACHE / "results.json", help="where the results go"
    )
    parser.add_argument("--verbose", action="store_true", help="say what is being measured")
    chosen = parser.parse_args()
    names = chosen.only.split(",") if chosen.only else list(SUITES)
    if unknown := [name for name in names if name not in SUITES]:
        parser.error(f"--only takes {', '.join(SUITES)}; not {', '.join(unknown)}")
    console = Console(width=None if os.isatty(1) else 120)
    progress = Console(stderr=True)
    setting = Setting(1, 0.1) if chosen.quick else Setting(max(1, chosen.rounds), 1.0)
    build.CACHE.mkdir(exist_ok=True)

    def say(text: str) -> None:
        if chosen.verbose:
            progress.print(text, highlight=False)

    console.print(f"{os.cpu_count()} cores, {platform.python_implementation()} {platform.python_version()}, "
                  f"load {os.getloadavg()[0]:.1f} at the start", highlight=False)  # fmt: skip
    everything: dict[str, Figures] = {}
    for name in names:
        try:
            figures = everything[name] = SUITES[name](setting, say)
        except build.Unavailable as error:
            raise SystemExit(f"{name}: {error}") from None
        report.TABLES[name](console, figures)
        if name == "latency" and figures.results:
            try:
                report.plot(chosen.plot, figures)
                console.print(f"plot: {os.path.relpath(chosen.plot)}")
            except ImportError:
                console.print("no plot: it needs matplotlib (pip install matplotlib)")
    save(chosen.json, everything)
    console.print(f"load {os.getloadavg()[0]:.1f} at the end", highlight=False)


if __name__ == "__main__":
    main()
