"""Tables and the plot."""

from __future__ import annotations

from pathlib import Path

from rich.console import Console
from rich.table import Table

from benchmarks.suite import Figures, curves


def _table(title: str, *columns: str) -> Table:
    table = Table(title=title, title_justify="left", header_style="bold")
    for number, column in enumerate(columns):
        table.add_column(column, justify="right" if number else "left", no_wrap=True)
    return table


def _ratio(value: float | None, base: float | None) -> str:
    return "" if value is None or not base else f"{value / base:.2f}"


def _verdict(value: float | None, limit: float, least: bool = False) -> str:
    if value is None:
        return "not measured"
    return "yes" if (value >= limit if least else value <= limit) else "NO"


def _show(console: Console, table: Table, figures: Figures) -> None:
    console.print(table)
    for name, why in figures.missing.items():
        console.print(f"  not measured: {name}: {why}", highlight=False)


def throughput(console: Console, figures: Figures) -> None:
    table = _table(
        "Throughput: ticks a second into one consumer that reads four fields; CPU ns a tick of CTP's thread "
        "and of the loop's",
        "binding", "ticks/s", "lowest", "highest", "to AlgoPlus", "CPU ns",
    )  # fmt: skip
    for name in figures.results:
        loop = name.split(", ")[-1]
        value = figures.median(name, "per_s") or 0.0
        low, high = figures.spread(name, "per_s")
        base = figures.median(f"AlgoPlus, {loop}", "per_s")
        spent = "–"
        if name.startswith("actp"):
            spent = ", ".join(f"{figures.median(name, key) or 0:.0f}" for key in ("vendor_ns", "loop_ns"))
        table.add_row(name, f"{value:,.0f}", f"{low:,.0f}", f"{high:,.0f}", _ratio(value, base), spent)
    _show(console, table, figures)
    records, batches = (figures.median(f"actp {mode}, asyncio", "per_s") for mode in ("records", "batches"))
    other = figures.median("AlgoPlus, asyncio", "per_s")
    goals = _table("Goals", "goal", "figure", "met")
    goals.add_row("1,000,000 ticks/s", f"{records or 0:,.0f}", _verdict(records, 1e6, least=True))
    if records and other:
        ratio = records / other
        goals.add_row("20 times AlgoPlus", f"{ratio:.1f}", _verdict(ratio, 20, least=True))
    if records and batches:
        ratio = batches / records
        goals.add_row("batches 4 times that", f"{ratio:.2f}", _verdict(ratio, 4, least=True))
    console.print(goals)


def scaling(console: Console, figures: Figures) -> None:
    table = _table(
        "Cost by instruments and consumers",
        "with", "items read/s, summed", "ns an item", "to the first",
    )  # fmt: skip
    first: dict[str, float] = {}
    for name in figures.results:
        value = figures.median(name, "sum_per_s") or 0.0
        base = first.setdefault(name.split()[1], value)
        table.add_row(name, f"{value:,.0f}", f"{1e9 / value:.0f}", _ratio(value, base))
    _show(console, table, figures)


# How many times the bare loop's p50 a way of waking may take, and which bare loop is woken the same way.
GOALS = ((1.5, "actp eventfd", "bare eventfd"), (3.0, "actp threadsafe", "bare direct"))


def latency(console: Console, figures: Figures) -> None:
    table = _table(
        "Latency, callback to coroutine, microseconds",
        "way", "p50", "p99", "p99.9", "p50 to bare", "p99 to bare", "goal", "met",
    )  # fmt: skip
    for name in figures.results:
        way, _, where = name.partition(", ")
        p50, p99, p999 = (figures.median(name, "latency", key) for key in ("p50", "p99", "p999"))
        row = [name, f"{p50:.1f}", f"{p99:.1f}", f"{p999:.1f}"]
        for limit, own, base_way in GOALS:
            if way == own and (base := figures.median(f"{base_way}, {where}", "latency", "p50")):
                tail = figures.median(f"{base_way}, {where}", "latency", "p99")
                row += [
                    _ratio(p50, base),
                    _ratio(p99, tail),
                    f"{limit:g}",
                    _verdict((p50 or 0.0) / base, limit),
                ]
        table.add_row(*row)
    _show(console, table, figures)


def stall(console: Console, figures: Figures) -> None:
    table = _table(
        "The vendor's thread in the callback while Python is busy 80 % of the time, microseconds",
        "binding", "p50", "p99", "p99.9", "longest", "under 200 at p99.9",
    )  # fmt: skip
    for name in figures.results:
        found = [figures.median(name, "callback", key) for key in ("p50", "p99", "p999", "max")]
        table.add_row(name, *(f"{value:,.1f}" for value in found), _verdict(found[2], 200))
    _show(console, table, figures)


def orders(console: Console, figures: Figures) -> None:
    table = _table(
        "Order round trip, insert to accepted, client and front in two processes, microseconds",
        "way", "p50", "p99", "p50 to bare TCP", "p50 to C++", "p99 to C++",
    )  # fmt: skip
    bare = figures.median("bare TCP, the same bytes", "latency", "p50")
    program = [figures.median("C++ program", "latency", key) for key in ("p50", "p99")]
    for name in figures.results:
        p50, p99 = (figures.median(name, "latency", key) for key in ("p50", "p99"))
        ratios = [_ratio(p50, bare), _ratio(p50, program[0]), _ratio(p99, program[1])]
        table.add_row(name, f"{p50:.1f}", f"{p99:.1f}", *ratios)
    _show(console, table, figures)


def memory(console: Console, figures: Figures) -> None:
    table = _table("Memory", "what", "figure")
    for result in figures.results.get("resident memory", []):
        samples = result["resident"]
        table.add_row(
            "resident after each 20th part, MiB", " ".join(f"{s / 2**20:.1f}" for s in samples[::4])
        )
        table.add_row("grown from the first quarter to the end, KiB", f"{result['grown'] / 1024:.0f}")
    for result in figures.results.get("buffered tick", []):
        table.add_row("bytes of a tick in a stream's buffer", f"{result['record_bytes']:.0f}")
        table.add_row("bytes of a tick in the native queue", f"{result['queue_bytes']:.0f}")
        table.add_row("bytes of CTP's struct", f"{result['struct_bytes']}")
    for result in figures.results.get("allocations", []):
        table.add_row("allocations per tick in the steady state", f"{result['per_tick']:.3f}")
    _show(console, table, figures)


def startup(console: Console, figures: Figures) -> None:
    table = _table("Starting, milliseconds", "what", "median", "fastest", "goal", "met")
    for name in figures.results:
        value = figures.median(name, "ms")
        low, _ = figures.spread(name, "ms")
        goal = ["80", _verdict(value, 80)] if name == "import actp" else []
        table.add_row(name, f"{value:.1f}", f"{low:.1f}", *goal)
    _show(console, table, figures)


TABLES = {
    "throughput": throughput,
    "scaling": scaling,
    "latency": latency,
    "stall": stall,
    "orders": orders,
    "memory": memory,
    "startup": startup,
}


def plot(path: Path, figures: Figures) -> None:
    """Latency distributions, one panel a rate: which share of ticks came within which time."""
    import matplotlib

    matplotlib.use("Agg")
    from matplotlib import pyplot

    found = curves(figures)
    panels = sorted({name.split(", ", 1)[1] for name in found}, key=lambda p: (p.split(",")[-1], len(p)))
    figure, axes = pyplot.subplots(
        1, len(panels), figsize=(5.2 * len(panels), 4.2), sharey=True, squeeze=False
    )
    for axis, panel in zip(axes[0], panels, strict=True):
        for name, curve in found.items():
            way, where = name.split(", ", 1)
            if where == panel:
                style = "--" if way.startswith("bare") else "-" if way.startswith("actp") else ":"
                axis.plot(curve, [i / len(curve) for i in range(len(curve))], style, label=way, linewidth=1.4)
        axis.set_xscale("log")
        axis.set_title(panel)
        axis.set_xlabel("callback to coroutine, µs")
        axis.grid(True, which="both", alpha=0.25)
        axis.legend(fontsize=7)
    axes[0][0].set_ylabel("share of ticks")
    figure.tight_layout()
    figure.savefig(path, dpi=90)
    pyplot.close(figure)
