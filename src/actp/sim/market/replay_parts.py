"""What is recorded, part by part: files and records, as the index of a replay sees them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import chain, islice
from math import isfinite
from typing import Any, NamedTuple, Protocol

from actp.errors import ConfigurationError
from actp.sim.market.replay_cells import CellError, date_of, number_of, time_of, whole_of
from actp.sim.market.replay_days import Session, exchange_by_name, ordinal, phase_of
from actp.sim.market.replay_reader import Row, TickFile
from actp.sim.reference.instruments import seconds_of_day

__all__ = ["Fact", "FilePart", "Part", "RecordsPart"]

# Rows of a file whose cells are all looked at before anything is played.
_CHECKED = 100
# More different times than this are not kept: milliseconds behind the time make each one another.
_MOST_TIMES = 86_400

Fact = tuple[str, Session, "float | None", int, Any]
"""What is needed of a row to order it: the instrument, the session, seconds after 18:00 (None without an
UpdateTime), the volume, and the row, which begins with its number and place. A plain tuple: there is one for
each row."""


class Part(Protocol):
    """A file, or records."""

    @property
    def size(self) -> int:
        """In bytes."""
        ...

    @property
    def done(self) -> int:
        """How many of them have been read."""
        ...

    def scan(self) -> Iterator[Fact]: ...
    def record(self, row: Any) -> Any: ...
    def facts(self, rows: Iterable[Any]) -> Iterator[Fact]: ...
    def undated(self, row: Any) -> ConfigurationError: ...
    def rows(self, number: int, place: int) -> Iterator[Any]:
        """Those from there on."""
        ...

    def rows_at(self, places: Iterable[tuple[int, int]]) -> Iterator[Any]: ...
    def prepare(self, runs: int) -> None:
        """To be read at so many places."""
        ...


class _Name:
    """An instrument as a file writes it, and the sessions of its rows by day, by TradingDay."""

    __slots__ = ("by_day", "exchange", "instrument")

    def __init__(self, instrument: str, exchange: str) -> None:
        self.instrument, self.exchange = instrument, exchange
        self.by_day: dict[str, Session] = {}


class FilePart:
    """A file's rows."""

    def __init__(self, file: TickFile) -> None:
        self._file = file
        self._times: dict[str, tuple[float | None, int]] = {}
        self._names: dict[str, _Name] = {}
        self._sessions: dict[tuple[str, str, str, int], Session] = {}
        place = file.place
        self._name, self._time = place["instrument_id"], place["update_time"]
        self._millisec, self._volume = place.get("update_millisec"), place.get("volume")
        self._trading, self._action = place.get("trading_day"), place.get("action_day")
        used = (self._name, self._time, self._millisec, self._volume, self._trading)
        self._splits = max(number for number in used if number is not None) + 1

    @property
    def size(self) -> int:
        return self._file.size

    @property
    def done(self) -> int:
        return self._file.done

    def scan(self) -> Iterator[Fact]:
        rows = self._file.rows(self._splits)
        return self.facts(chain(self._checked(islice(rows, _CHECKED)), rows))

    def _checked(self, rows: Iterable[Row]) -> Iterator[Row]:
        for row in rows:
            self.record(row)
            self._file.need_day()
            yield row

    def facts(self, rows: Iterable[Row]) -> Iterator[Fact]:
        times, names = self._times, self._names
        time_place, name_place = self._time, self._name
        millisec_place, volume_place, trading_place = self._millisec, self._volume, self._trading
        seconds: float | None
        for row in rows:
            cells = row[2]
            found = times.get(cells[time_place])
            if found is None:
                found = times[cells[time_place]] = self._read_time(row)
            seconds, phase = found
            name = names.get(cells[name_place])
            if name is None:
                name = names[cells[name_place]] = self._read_name(row)
            if seconds is not None and millisec_place is not None:
                cell = cells[millisec_place]
                seconds += int(cell) / 1000 if cell.isdigit() else self._read_millisec(row)
            volume = 0
            if volume_place is not None:
                cell = cells[volume_place]
                volume = int(cell) if cell.isdigit() else self._read_volume(row)
            trading = "" if trading_place is None else cells[trading_place]
            session = name.by_day.get(trading) if not phase else None
            yield name.instrument, session or self._session(row, name, trading, phase), seconds, volume, row

    def _session(self, row: Row, name: _Name, trading: str, phase: int) -> Session:
        action = ""
        if self._action is not None and (phase or not trading.strip()):
            action = self._file.whole(row)[2][self._action]
        key = name.exchange, trading, action, phase
        session = self._sessions.get(key)
        if session is None:
            session = self._sessions[key] = self._read_session(row, name.exchange, phase)
        if not phase and not action:
            name.by_day[trading] = session
        return session

    def _read_time(self, row: Row) -> tuple[float | None, int]:
        text, millisec = self._file.read(row, "update_time", time_of)
        if len(self._times) > _MOST_TIMES:
            self._times.clear()
        if ":" not in text or "-" in text:
            return None, 0
        seconds = float(seconds_of_day(text))
        return seconds + (millisec or 0) / 1000, phase_of(seconds)

    def _read_millisec(self, row: Row) -> float:
        number: float = self._file.read(row, "update_millisec", number_of)
        return number / 1000 if isfinite(number) else 0.0

    def _read_volume(self, row: Row) -> int:
        volume: int = self._file.read(row, "volume", whole_of)
        return volume

    def _read_name(self, row: Row) -> _Name:
        name, exchange = self._file.cell(row, "instrument_id"), ""
        if not name:
            raise self._file.error(
                "the cell is empty; name the instrument or take the row out", row[0], "InstrumentID"
            )
        if "exchange_id" in self._file.place:
            exchange = self._file.cell(self._file.whole(row), "exchange_id")
        return _Name(name, exchange_by_name(name, exchange))

    def _read_session(self, row: Row, exchange: str, phase: int) -> Session:
        file, whole = self._file, self._file.whole(row)
        trading, action = (file.read(whole, name, date_of) for name in ("trading_day", "action_day"))
        if not trading and (not action or self._trading is None):
            trading = file.default_day or ""
        return Session(exchange, ordinal(trading), ordinal(action), phase)

    def record(self, row: Row) -> Any:
        return self._file.record(self._file.whole(row))

    def undated(self, row: Row) -> ConfigurationError:
        return self._file.error(
            "the row has neither a TradingDay nor an ActionDay; give it one, or say trading_day=",
            row[0],
            "TradingDay",
        )

    def rows(self, number: int, place: int) -> Iterator[Row]:
        return self._file.rows(line=number, offset=place)

    def rows_at(self, places: Iterable[tuple[int, int]]) -> Iterator[Row]:
        return self._file.rows_at(places)

    def prepare(self, runs: int) -> None:
        if runs > 1:
            self._file.spool()


class _Held(NamedTuple):
    """A record in memory as a row."""

    number: int
    place: int
    record: Any


class RecordsPart:
    """Records in memory. `default_day` is the trading day of those without a date."""

    done = size = 0

    def __init__(self, held: list[Any], default_day: str) -> None:
        self._records = held
        self._default_day = default_day

    def scan(self) -> Iterator[Fact]:
        return self.facts(self.rows(0, 0))

    def facts(self, rows: Iterable[_Held]) -> Iterator[Fact]:
        return map(self._fact, rows)

    def _fact(self, row: _Held) -> Fact:
        record = row.record
        try:
            text, millisec = time_of(record.update_time)
        except CellError:
            text, millisec = "", None
        seconds = None
        if text and "-" not in text:
            seconds = seconds_of_day(text) + (record.update_millisec or millisec or 0) / 1000
        try:
            trading, action = date_of(record.trading_day), date_of(record.action_day)
        except CellError as error:
            raise ConfigurationError(f"replay: record {row.number} of the ticks given: {error}") from None
        if not trading and not action:
            trading = self._default_day
        name = record.instrument_id
        session = Session(
            exchange_by_name(name, record.exchange_id),
            ordinal(trading),
            ordinal(action),
            phase_of(seconds) if seconds is not None else 0,
        )
        return name, session, seconds, record.volume, row

    def record(self, row: _Held) -> Any:
        return row.record

    def undated(self, row: _Held) -> ConfigurationError:
        return ConfigurationError(f"replay: record {row.number} has neither a TradingDay nor an ActionDay")

    def rows(self, number: int, place: int) -> Iterator[_Held]:
        held = self._records
        return (_Held(place, place, held[place]) for place in range(place, len(held)))

    def rows_at(self, places: Iterable[tuple[int, int]]) -> Iterator[_Held]:
        return (_Held(place, place, self._records[place]) for _, place in places)

    def prepare(self, runs: int) -> None:
        pass
