"""Files of recorded ticks: CSV with CTP's field names, one row a tick, plain or compressed with gzip.

A file is read in blocks and never held as a whole. What is wrong in it is a `ReplayFileError` that names the
file, the line, the column and the cure.
"""

from __future__ import annotations

import csv
import logging
import os
import re
import stat
import tempfile
import weakref
import zlib
from collections.abc import Callable, Iterable, Iterator
from contextlib import nullcontext, suppress
from functools import cache
from os import PathLike
from typing import IO, Any

from actp import records
from actp.ctp.description import installed, snake_case
from actp.errors import ReplayFileError
from actp.sim.market.replay_cells import CellError, date_of, number_of, time_of, whole_of

__all__ = ["Row", "TickFile", "read_ticks"]

log = logging.getLogger("actp.sim")

_BLOCK = 1 << 18
_LONGEST_LINE = 1 << 20
_GZIP = b"\x1f\x8b"
_DELIMITERS = (",", ";", "\t", "|")
_UNNAMED = re.compile(r"(Unnamed: [0-9]+)?")
# Where the structs of 6.5.1 and later had the shorter texts of before; actp reads them as nothing.
_RESERVE = re.compile(r"reserve[0-9]+")


Row = tuple[int, int, list[str]]
"""A line of a file that has its cells: its number, its offset in uncompressed bytes, the cells. A plain
tuple: there is one for each line."""


@cache
def _readers() -> dict[str, Callable[[str], Any]]:
    """For each field of a tick, what makes its value from a cell. Of the time it is `time_of`."""
    struct = installed().struct("DepthMarketData", installed().versions[-1])
    assert struct is not None
    kinds: dict[str, Callable[[str], Any]] = {"text": str, "int": whole_of, "double": number_of}
    found = {
        field.attribute: kinds[field.kind] for field in struct.fields if not _RESERVE.fullmatch(field.name)
    }
    return found | {"trading_day": date_of, "action_day": date_of}


# -- bytes


def _blocks(path: str, place: int = 0) -> Iterator[bytes]:
    """The file's bytes from `place` on. It is open only while a block is read: files may be as many as
    contracts."""
    while True:
        with open(path, "rb", buffering=0) as file:
            file.seek(place)
            block = file.read(_BLOCK)
        if not block:
            return
        place += len(block)
        yield block


class _Cut(Exception):
    """The compressed data end before their end."""


def _uncompressed(blocks: Iterator[bytes]) -> Iterator[bytes]:
    """What a gzip file's bytes hold; also of several such files behind each other. zlib.error, _Cut."""
    inflate, begun = zlib.decompressobj(wbits=31), False
    for block in blocks:
        data = block
        while data:
            if not begun and not (data := data.lstrip(b"\0")):
                break
            begun = True
            piece = inflate.decompress(data, _BLOCK)
            data = inflate.unconsumed_tail
            if piece:
                yield piece
            if inflate.eof:
                data, inflate, begun = inflate.unused_data, zlib.decompressobj(wbits=31), False
    if begun:
        raise _Cut


# -- files


class TickFile:
    """A file of ticks. `default_day`: the trading day of rows in a file without TradingDay."""

    def __init__(self, path: str | PathLike[str], default_day: str | None = None) -> None:
        self.path = os.fspath(path)
        self.default_day = default_day
        self.size = 0
        """In bytes, as it lies on the disk."""
        self.done = 0
        """How many of them the present reading has read."""
        self.names: list[str] = []
        """Of the columns, as the file has them."""
        self.place: dict[str, int] = {}
        """Where the columns of the fields are."""
        self._plan: list[tuple[int, str, Callable[[str], Any]]] = []
        self._delimiter = ","
        self._encoding = "utf-8"
        self._header = b""
        self._header_line = 0
        self._compressed = False
        self.warnings: list[str] = []
        """What was left out."""
        self._spooled: IO[bytes] | None = None
        self._open()

    def error(self, problem: str, line: int | None = None, column: str | None = None) -> ReplayFileError:
        return ReplayFileError.at(self.path, problem, line=line, column=column)

    def _open(self) -> None:
        try:
            found = os.stat(self.path)
            if not stat.S_ISREG(found.st_mode):
                raise self.error("it is not a regular file; write the ticks into one first")
            self.size = found.st_size
            with open(self.path, "rb") as file:
                self._compressed = file.read(2) == _GZIP
        except (OSError, ValueError) as error:
            if isinstance(error, ReplayFileError):
                raise
            raise self.error(str(error)) from error
        for first, _, lines in self._lines():
            for number, line in enumerate(lines, abs(first)):
                if line.strip():
                    self._read_header(line, number)
                    return
        raise self.error("the file is empty")

    # -- the header

    def _read_header(self, line: bytes, number: int) -> None:
        if line.startswith((b"\xff\xfe", b"\xfe\xff")):
            raise self.error("the text is UTF-16; save it as UTF-8", number)
        self._header, self._header_line = line, number
        text = self._text(line.removeprefix(b"\xef\xbb\xbf"), number).strip("\r\n")
        readers = _readers()

        def known(delimiter: str) -> int:
            return sum(_attribute(name) in readers for name in _split(text, delimiter))

        self._delimiter = max(_DELIMITERS, key=known)
        self.names = [cell.strip() for cell in _split(text, self._delimiter)]
        if not known(self._delimiter):
            begin = text if len(text) <= 40 else text[:40] + "…"
            raise self.error(
                f"no column is called as a field of CTP's DepthMarketData (the line is {begin!r}): put a "
                "line with the columns' names before the first row: TradingDay,InstrumentID,...",
                number,
            )
        for place, name in enumerate(self.names):
            attribute = _attribute(name)
            if _UNNAMED.fullmatch(name) or _RESERVE.fullmatch(name):
                continue
            if attribute not in readers:
                raise self.error(
                    "CTP's DepthMarketData has no field of that name; rename the column or take it out",
                    number,
                    repr(name),
                )
            if attribute in self.place:
                raise self.error("the field has two columns; take one out", number, repr(name))
            self.place[attribute] = place
            if attribute != "update_time":
                self._plan.append((place, attribute, readers[attribute]))
        for attribute, name in (("instrument_id", "InstrumentID"), ("update_time", "UpdateTime")):
            if attribute not in self.place:
                raise self.error(f"the columns InstrumentID and UpdateTime are needed; add {name}", number)

    def need_day(self) -> None:
        """ReplayFileError if nothing says of which trading day the rows are."""
        if "trading_day" not in self.place and self.default_day is None:
            raise self.error(
                "there is no column TradingDay; add it, or say trading_day= (actp front --trading-day) if "
                "all rows are of one trading day",
                self._header_line,
                "TradingDay",
            )

    # -- lines

    def _lines(self, number: int = 1, offset: int = 0) -> Iterator[tuple[int, int, list[bytes]]]:
        """The lines from that one on, some at a time, with the number and offset of the first.

        They are without their ends. A last line that has none comes by itself, its number negative.
        """
        rest = b""
        try:
            for block in self._content(offset):
                lines = (rest + block).split(b"\n")
                rest = lines.pop()
                if len(rest) > _LONGEST_LINE:
                    raise self.error("the line does not end; is this a CSV file?", number + len(lines))
                if lines:
                    yield number, offset, lines
                    number += len(lines)
                    offset += sum(map(len, lines)) + len(lines)
        except _Cut:
            self._tell(f"the compressed data end early, in line {number}; played up to the line before it")
            return
        except (OSError, zlib.error) as error:
            raise self.error(f"{error}, behind line {number - 1}", number) from error
        if rest:
            yield -number, offset, [rest]

    def _content(self, offset: int) -> Iterator[bytes]:
        """The uncompressed bytes from there on."""
        self.done = 0
        if self._spooled is not None:
            while block := os.pread(self._spooled.fileno(), _BLOCK, offset):
                offset += len(block)
                yield block
        elif not self._compressed:
            for block in _blocks(self.path, offset):
                self.done += len(block)
                yield block
        else:
            for block in _uncompressed(self._counted()):
                if offset < len(block):
                    yield block[offset:]
                offset = max(0, offset - len(block))

    def _counted(self) -> Iterator[bytes]:
        for block in _blocks(self.path):
            self.done += len(block)
            yield block

    def spool(self) -> None:
        """Make any place of a compressed file readable at once, by a copy in a temporary file."""
        if not self._compressed or self._spooled is not None:
            return
        spooled = tempfile.TemporaryFile(prefix="actp-replay-")  # noqa: SIM115  (closed with this object)
        try:
            with suppress(_Cut):
                for block in self._content(0):
                    spooled.write(block)
            spooled.flush()
        except OSError as error:
            spooled.close()
            raise self.error(
                f"its rows are in no order, and there is no room to uncompress it: {error}"
            ) from error
        self._spooled = spooled
        weakref.finalize(self, spooled.close)

    def rows_at(self, places: Iterable[tuple[int, int]]) -> Iterator[Row]:
        """Rows by their line and offset, in any order."""
        with nullcontext(self._spooled) if self._spooled is not None else open(self.path, "rb") as file:
            for line, offset in places:
                file.seek(offset)
                yield line, offset, self._cells(file.readline(), line)

    def _text(self, line: bytes, number: int) -> str:
        if b"\0" in line:
            raise self.error("the line holds NUL bytes: the file is damaged; take the line out", number)
        try:
            return line.decode(self._encoding)
        except UnicodeDecodeError:
            if self._encoding == "utf-8":
                self._encoding = "gb18030"
                return self._text(line, number)
            raise self.error("the text is neither UTF-8 nor GB18030; save it as UTF-8", number) from None

    def _tell(self, problem: str) -> None:
        if not self.warnings:
            self.warnings.append(f"replay {self.path}: {problem}")
            log.warning("%s", self.warnings[0])

    def rows(self, splits: int = -1, line: int = 1, offset: int = 0) -> Iterator[Row]:
        """The rows from a line on that have all their cells; with `splits` so many apart, and the others in
        one.

        The last row may be cut, as it is where a recorder was killed: then a warning names it, and it is
        left out.
        """
        cut: ReplayFileError | None = None
        delimiter, header = self._delimiter, self._header
        separators, blank = len(self.names) - 1, " \t\r" + delimiter
        for first, place, lines in self._lines(line, offset):
            number = abs(first) - 1
            for raw, text in zip(lines, self._plain(lines) if first > 0 else ("",), strict=True):
                number += 1
                here, place = place, place + len(raw) + 1
                if number <= self._header_line:
                    continue
                if cut is not None:
                    if raw.strip(b" \r\0"):
                        raise cut
                    continue
                if text.count(delimiter) == separators and text and raw != header:
                    # As most lines are. Quotes enclose no delimiter here, as there is one between any two
                    # cells.
                    if text[0] != delimiter or text.strip(blank):
                        yield number, here, text.split(delimiter, splits)
                    continue
                if raw == header or not raw.strip(b'" \t\r' + delimiter.encode()):
                    continue
                try:
                    cells = self._cells(raw, number, whole=first > 0)
                except ReplayFileError as error:
                    cut = error
                    continue
                yield number, here, cells
        if cut is not None:
            self._tell(f"line {cut.line}, the last one, is cut; played without it")

    def _plain(self, lines: list[bytes]) -> Iterable[str]:
        """The lines' text without quotes; "" for those that are not so plain."""
        block = b"\n".join(lines)
        if not block.isascii() or b"\0" in block:
            return ("",) * len(lines)
        if b'"' not in block:
            return block.decode("ascii").split("\n")
        texts = block.replace(b'"', b"").decode("ascii").split("\n")
        return ("" if raw.count(b'"') % 2 else text for raw, text in zip(lines, texts, strict=True))

    def _cells(self, raw: bytes, number: int, *, whole: bool = True) -> list[str]:
        """The cells of a line that is not the plainest; `whole`: it has its end. ReplayFileError."""
        text = self._text(raw, number).rstrip("\r\n")
        if text.count('"') % 2:
            raise self.error("a quote is not closed", number)
        cells = _split(text, self._delimiter)
        extra = cells[len(self.names) :]
        if any(cell.strip() for cell in extra):
            raise self.error(
                f"the row has {len(cells)} cells, the header {len(self.names)} names; name the index column, "
                "or quote the cells that hold a delimiter",
                number,
            )
        if len(cells) < len(self.names):
            raise self.error(
                f"the row has {len(cells)} cells, the header {len(self.names)} names; complete the row or "
                "take it out",
                number,
            )
        row = cells[: len(self.names)]
        if not whole:
            # A cell that was cut may be wrong: better found now, where the row counts as cut, than later.
            self.record((number, 0, row))
        return row

    def whole(self, row: Row) -> Row:
        """A row of `rows()` with all cells apart."""
        if len(row[2]) >= len(self.names):
            return row
        return row[0], row[1], self._delimiter.join(row[2]).split(self._delimiter)

    # -- records

    def cell(self, row: Row, attribute: str) -> str:
        """A field's cell, "" without a column."""
        place = self.place.get(attribute)
        return "" if place is None else row[2][place].strip()

    def read(self, row: Row, attribute: str, read: Callable[[str], Any]) -> Any:
        """A field's value; what `read` makes of an empty cell without a column. ReplayFileError."""
        cell = self.cell(row, attribute)
        try:
            return read(cell)
        except CellError as error:
            raise self.error(str(error), row[0], self.names[self.place[attribute]]) from None

    def record(self, row: Row) -> Any:
        """The row as a `DepthMarketData` record. ReplayFileError."""
        cells = row[2]
        values: dict[str, Any] = {}
        place = 0
        try:
            for place, attribute, read in self._plan:
                values[attribute] = read(cells[place].strip())
            place = self.place["update_time"]
            values["update_time"], millisec = time_of(cells[place].strip())
        except CellError as error:
            raise self.error(str(error), row[0], self.names[place]) from None
        if millisec is not None and not values.get("update_millisec"):
            values["update_millisec"] = millisec
        if self.default_day is not None and "trading_day" not in values:
            values["trading_day"] = self.default_day
        try:
            record = records.DepthMarketData(**values)
        except ValueError as error:
            raise self.error(str(error), row[0]) from None
        if not values["instrument_id"]:
            raise self.error(
                "the cell is empty; name the instrument or take the row out", row[0], "InstrumentID"
            )
        return record


def _attribute(name: str) -> str:
    name = name.strip()
    return name if name in _readers() else snake_case(name)


def _split(text: str, delimiter: str) -> list[str]:
    return next(csv.reader((text,), delimiter=delimiter, skipinitialspace=True), [])


def read_ticks(path: str | PathLike[str]) -> Iterator[Any]:
    """The rows of a file as `DepthMarketData` records, in the file's order.

    The file is CSV with a line of columns' names, or that compressed with gzip. Columns carry CTP's field
    names, in any order, or actp's in snake_case; columns without a name and `reserve1`, `reserve2` are
    passed over, any other column is an error. `N/A`, `nan`, `inf`, `-`, an empty cell and anything of 1e300
    and more mean CTP's "no value". Whole numbers may be written as `264.0`, dates as `2026-08-03`, times as
    `9:04:20` or with milliseconds behind them. A last row that is cut is left out with a warning.

    ReplayFileError (a ConfigurationError) for what cannot be read, with the file, the line, the column and
    the cure.
    """
    file = TickFile(path)
    for row in file.rows():
        yield file.record(row)
