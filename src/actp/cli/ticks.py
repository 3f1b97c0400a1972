"""`actp ticks`: a live table, CSV or JSON lines."""

from __future__ import annotations

import csv
import math
import os
import sys
import time
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Literal, Protocol, TextIO

import anyio
from rich.console import Console, Group
from rich.live import Live
from rich.measure import Measurement
from rich.table import Table
from rich.text import Text

from actp import MdClient, records
from actp._text import json_text, printable
from actp.cli.events import event_line
from actp.cli.running import claim_stdout, fail, stderr
from actp.cli.running import console as console_on
from actp.connection.session import ConnectionEvent, State
from actp.connection.streams import EventStream, TickStream
from actp.records import Tick

__all__ = ["run_ticks"]

_REDRAW = 0.1


class Output(Protocol):
    """Where ticks and events go. `start` is called once READY, `flush` when no tick waits any more."""

    def start(self) -> None: ...
    def tick(self, tick: Tick) -> None: ...
    def event(self, event: ConnectionEvent) -> None: ...
    def flush(self) -> None: ...


async def run_ticks(
    make: Callable[[], MdClient],
    instruments: list[str],
    format: str | None,  # noqa: A002
    count: int | None,
    seconds: float | None,
) -> int:
    """Write ticks until `count` of them or `seconds` have passed, or for ever."""
    client = make()
    seen = 0
    with _output(format, client) as output:
        events = client.connection_events()
        try:
            async with anyio.create_task_group() as group:
                group.start_soon(_show_events, events, output)
                async with client:
                    output.start()
                    with anyio.move_on_after(seconds):
                        async for tick in (stream := client.ticks(*instruments)):
                            output.tick(tick)
                            seen += 1
                            if seen == count:
                                break
                            if not _waiting(stream):
                                output.flush()
        finally:
            output.flush()
    if count is not None and seen < count:
        fail(f"only {seen} of {count} ticks came within {seconds:g} s")
        return 1
    return 0


def _waiting(stream: TickStream) -> bool:
    return stream.statistics().buffered > 0


async def _show_events(events: EventStream[ConnectionEvent], output: Output) -> None:
    await anext(events)  # the state before connect()
    async for event in events:
        if event.state is not State.DISCONNECTED:  # connect() failed; its error says the same
            output.event(event)


@contextmanager
def _output(format: str | None, client: MdClient) -> Iterator[Output]:  # noqa: A002
    terminal = sys.stdout.isatty()
    format = format or ("table" if terminal else "csv")  # noqa: A001
    if format != "table":
        with claim_stdout(2) as file:
            yield (CsvOutput if format == "csv" else JsonOutput)(file)
        return
    # What the library prints would tear the table; the events say the same.
    with claim_stdout(os.devnull if terminal else 2) as file:
        console = console_on(file)
        output = TableOutput(console, client)
        if not terminal:
            try:
                yield output
            finally:  # Ctrl-C is an ordinary end
                if output.ticks:
                    console.print(output.table())
            return
        with Live(
            console=console,
            auto_refresh=False,
            redirect_stdout=False,
            redirect_stderr=False,
            get_renderable=output.table,
        ) as output.live:
            yield output


class _Lines:
    """What the two line formats share."""

    def __init__(self, file: TextIO) -> None:
        self._file = file

    def event(self, event: ConnectionEvent) -> None:
        stderr().print(event_line(event))

    def start(self) -> None:
        """Nothing precedes the first tick."""

    def flush(self) -> None:
        self._file.flush()


class CsvOutput(_Lines):
    """CTP's field names in the struct's order; N/A where CTP has no value."""

    def __init__(self, file: TextIO) -> None:
        super().__init__(file)
        self._writer = csv.writer(file, lineterminator="\n")
        self._attributes = list(records.DepthMarketData().asdict())
        # Into a file or a pipe the data goes as it is, to be played back.
        self._shown = printable if file.isatty() else str

    def start(self) -> None:
        self._writer.writerow(records.DepthMarketData().keys())
        self.flush()

    def tick(self, tick: Tick) -> None:
        values = tick.asdict()
        cells = (_cell(values.get(name)) for name in self._attributes)
        self._writer.writerow([self._shown(cell) if isinstance(cell, str) else cell for cell in cells])


def _cell(value: object) -> object:
    # An older library's struct lacks some of the newest fields.
    return "N/A" if value is None or (isinstance(value, float) and math.isnan(value)) else value


class JsonOutput(_Lines):
    """One object per line, with actp's attribute names and the exchange's time; null where CTP has none."""

    def tick(self, tick: Tick) -> None:
        self._file.write(json_text(tick.asdict(json=True)) + "\n")


class TableOutput:
    """The newest tick of each instrument, redrawn at most ten times a second."""

    def __init__(self, console: Console, client: MdClient) -> None:
        self.live: Live | None = None
        self._console = console
        self._client = client
        self._latest: dict[str, tuple[Tick, int]] = {}
        self._decimals: dict[str, int] = {}
        self.ticks = 0
        self._drawn = -math.inf
        self._draws = False
        # When the table was drawn, ns since the epoch; more of them no tick that waits has seen.
        self._drawings: deque[tuple[int, int]] = deque(maxlen=64)

    def start(self) -> None:
        self._draw()

    def tick(self, tick: Tick) -> None:
        self.ticks += 1
        name = tick.instrument_id
        self._latest[name] = tick, self._latency(tick.received_ns)
        self._decimals[name] = max(self._decimals.get(name, 0), _decimals(tick.last_price))
        self._draw()

    def _latency(self, received_ns: int) -> int:
        """How long a tick has waited, but for this table: while it is drawn no tick can be read."""
        now = time.time_ns()
        drawing = (min(end, now) - max(start, received_ns) for start, end in self._drawings)
        return now - received_ns - sum(part for part in drawing if part > 0)

    def event(self, event: ConnectionEvent) -> None:
        with self._drawing():
            if self.live is not None and sys.stderr.isatty():
                self._console.print(event_line(event))  # above the table
                self._draw(at_once=True)
            else:
                stderr().print(event_line(event))

    def flush(self) -> None:
        self._draw()

    def _draw(self, *, at_once: bool = False) -> None:
        now = time.monotonic()
        if self.live is not None and (at_once or now - self._drawn >= _REDRAW):
            self._drawn = now
            with self._drawing():
                self.live.refresh()

    @contextmanager
    def _drawing(self) -> Iterator[None]:
        if self._draws:  # an event's line brings the table with it
            yield
            return
        self._draws, start = True, time.time_ns()
        try:
            yield
        finally:
            self._draws = False
            self._drawings.append((start, time.time_ns()))

    def table(self) -> Group:
        """All columns that the terminal has room for; none before the first tick."""
        if not self._latest:
            return Group(self._caption())
        left_out: list[str] = []
        boundless = self._console.options.update(max_width=1000)
        rows = [self._cells(*self._latest[name]) for name in sorted(self._latest)]
        while True:
            table = Table(box=None, padding=(0, 2, 0, 0), pad_edge=False, header_style="bold")
            kept = [number for number, (title, _) in enumerate(_COLUMNS) if title not in left_out]
            for number in kept:
                title, style = _COLUMNS[number]
                side: Literal["left", "right"] = "left" if number < 2 else "right"
                table.add_column(title, style=style, justify=side, no_wrap=True)
            for row in rows:
                table.add_row(*(row[number] for number in kept))
            needed = Measurement.get(self._console, boundless, table).maximum
            if needed <= self._console.width or len(left_out) == len(_OPTIONAL):
                return Group(table, self._caption())
            left_out.append(_OPTIONAL[len(left_out)])

    def _cells(self, tick: Tick, delay: int) -> list[str | Text]:
        decimals = self._decimals[tick.instrument_id]
        change = tick.last_price - tick.pre_settlement_price
        # Red is up, as on every Chinese screen.
        style = "red" if change > 0 else "green" if change < 0 else ""
        percent = 100 * change / tick.pre_settlement_price if tick.pre_settlement_price else math.nan
        return [
            printable(tick.instrument_id),
            printable(f"{tick.update_time}.{tick.update_millisec // 100}") if tick.update_time else "-",
            Text(_price(tick.last_price, decimals), style=style),
            Text(_price(change, decimals, "+"), style=style),
            Text(f"{percent:+.2f}%" if math.isfinite(percent) else "-", style=style),
            *_side(tick.bid_price1, tick.bid_volume1, decimals),
            *_side(tick.ask_price1, tick.ask_volume1, decimals),
            f"{tick.volume:,}",
            f"{tick.open_interest:,.0f}" if math.isfinite(tick.open_interest) else "-",
            _duration(delay),
        ]

    def _caption(self) -> Text:
        state = self._client.state
        style = "green" if state is State.READY else "yellow"
        count = f"{self.ticks:,} tick{'s' if self.ticks != 1 else ''}"
        return Text.assemble((state.name, style), f"  {count}", style="dim")


_COLUMNS = (
    ("instrument", "bold"),
    ("time", "dim"),
    ("last", ""),
    ("change", ""),
    ("%", ""),
    ("bid", ""),
    ("", ""),
    ("ask", ""),
    ("", ""),
    ("volume", "dim"),
    ("open int.", "dim"),
    ("latency", "dim"),
)
_OPTIONAL = ("open int.", "%", "latency", "volume")
"""What a narrow terminal does without, in this order."""


def _decimals(price: float) -> int:
    """How many decimals a price has: 4 at most, none for a missing one."""
    return len(f"{price:.4f}".rstrip("0").partition(".")[2]) if math.isfinite(price) else 0


def _price(value: float, decimals: int = 0, sign: str = "") -> str:
    return f"{value:{sign}.{decimals}f}" if math.isfinite(value) else "-"


def _side(price: float, volume: int, decimals: int) -> tuple[str, str]:
    """Price and volume. An empty side has no volume; its price is missing, or 0 at some fronts."""
    return (_price(price, decimals), f"× {volume}") if volume else ("-", "")


def _duration(ns: int) -> str:
    """From CTP's callback to the program; the drawing of the table does not count."""
    return f"{ns / 1000:,.0f} µs" if ns < 10_000_000 else f"{ns / 1e6:,.0f} ms"
