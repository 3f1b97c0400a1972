"""Where the time of a tick goes, in executed instructions: `python -m benchmarks.instructions`.

Callgrind counts while ticks flow in the steady state; the count divided by the ticks is what one tick costs,
function by function. Unlike seconds it hardly changes from run to run: a change of one per cent can be told.
It covers every thread: the stand-in library, the callback, the drain, Python's evaluation loop, the consumer.
"""

from __future__ import annotations

import argparse
import json
import re
import shutil
import sys
from collections import Counter
from pathlib import Path

from benchmarks import build

PIECE = 4096
PIECES = 12
TICKS = (PIECES - 2) * PIECE  # the first and the last piece are not counted
# The stand-in library's own work is no part of what a tick costs.
_OTHERS = re.compile(r"Blaster|libthostmduserapi_se")


def run(settings: dict[str, object]) -> Counter[str]:
    """Self instructions by function."""
    if shutil.which("valgrind") is None:
        raise build.Unavailable("valgrind is not installed (Debian: apt-get install valgrind)")
    out = build.CACHE / "callgrind.out"
    arguments = json.dumps({**settings, "library": str(build.blaster()), "n": PIECES * PIECE})
    valgrind = [
        "valgrind",
        "--tool=callgrind",
        "--quiet",
        "--instr-atstart=no",
        f"--callgrind-out-file={out}",
    ]
    program = [sys.executable, "-m", "benchmarks.measure", arguments]
    same_hashes = {"PYTHONHASHSEED": "0"}
    build.command([*valgrind, *program], "the run under callgrind failed", environment=same_hashes)
    text = build.command(
        ["callgrind_annotate", "--threshold=100", "--auto=no", str(out)], "callgrind_annotate failed"
    )
    return parse(text)


def parse(text: str) -> Counter[str]:
    """Of callgrind_annotate's list: `1,234 (5.6%)  file:function [object]`."""
    found: Counter[str] = Counter()
    for line in text.splitlines():
        match = re.match(r"\s*([\d,]+) \([ \d.]+%\)\s+(\S.*)$", line)
        if match is None or "PROGRAM TOTALS" in line:
            continue
        name = match.group(2)
        where = re.search(r"\[(.*?)\]\s*$", name)
        function = re.sub(r"\s*\[.*?\]\s*$", "", name)
        function = re.sub(r"^\S*?:(?!:)", "", function, count=1)
        function = re.sub(r"'\d+$", "", function)
        place = Path(where.group(1)).name if where else ""
        found[f"{function}\t{place}"] += int(match.group(1).replace(",", ""))
    return found


def per_tick(settings: dict[str, object]) -> dict[str, float]:
    return {name: count / TICKS for name, count in run(settings).items()}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--mode", choices=("records", "batches"), default="records")
    parser.add_argument("--names", type=int, default=10, help="instruments")
    parser.add_argument("--consumers", type=int, default=1)
    parser.add_argument("--top", type=int, default=25, help="functions to list")
    chosen = parser.parse_args()
    settings: dict[str, object] = {
        "scenario": "throughput",
        "mode": chosen.mode,
        "names": chosen.names,
        "consumers": chosen.consumers,
        "piece": PIECE,
    }
    try:
        costs = per_tick(settings)
    except build.Unavailable as error:
        raise SystemExit(str(error)) from None
    ours = {name: cost for name, cost in costs.items() if not _OTHERS.search(name)}
    total = sum(ours.values())
    print(f"{total:.0f} instructions a tick ({sum(costs.values()) - total:.0f} more in the stand-in library)")
    rooms: Counter[str] = Counter()
    for name, cost in ours.items():
        rooms[name.split("\t")[1] or "?"] += cost  # type: ignore[assignment]
    print("\nby object:")
    for room, cost in rooms.most_common(6):
        print(f"{cost:9.1f}  {room}")
    print("\nby function:")
    for name, cost in sorted(ours.items(), key=lambda item: -item[1])[: chosen.top]:
        function, where = name.split("\t")
        print(f"{cost:9.1f}  {function[:90]}  [{where}]")


if __name__ == "__main__":
    main()
