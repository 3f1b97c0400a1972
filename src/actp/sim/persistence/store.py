"""The front's state in a SQLite file, so that a front that was killed goes on where it was.

What changes is marked with `put`, `remove`, `clear` and `append` while a request or a tick is handled, and
written in one transaction behind it, before anything that it caused leaves the front. So the file is at
all times between two inputs, and has all that any client has seen.

To keep one more kind of thing: `shelf.put("quote", quote.number, quote)` where it changes,
`shelf.remove(…)` where it goes, `shelf.clear("quote")` where the day ends, and
`for number, quote in shelf.load("quote", Quote):` where the front starts. The shelf is `core.shelf`, or
`investor.shelf` for what belongs to one; numbers come from `core.counters`. Fields that are no state are
marked TRANSIENT and given to `load()`.

In WAL mode with synchronous=NORMAL a killed process loses nothing. A power cut may take the last
transactions, but leaves the file whole.
"""

from __future__ import annotations

import asyncio
import fcntl
import json
import logging
import os
import sqlite3
from collections.abc import Iterator, Mapping
from os import PathLike
from pathlib import Path
from typing import Any, Protocol

from actp import records
from actp._files import check_ordinary, open_ordinary
from actp.ctp.description import installed
from actp.errors import StateFileError
from actp.sim.persistence.codec import Codec, Reference
from actp.sim.persistence.notice import Notice
from actp.sim.wire.frames import RspInfo

__all__ = ["NO_SHELF", "NO_STORE", "NoStore", "Shelf", "Store", "StoreLike"]

log = logging.getLogger("actp.sim")

Id = str | int

# "ACTP", SQLite's mark of whose file it is, and the form of the state in it.
_APPLICATION = 0x41435450
_FORMAT = 1

# How every database of SQLite begins.
_SQLITE = b"SQLite format 3\0"

_TABLES = """
CREATE TABLE meta (key TEXT PRIMARY KEY, value) WITHOUT ROWID;
CREATE TABLE state (kind TEXT, owner TEXT, id, value TEXT, UNIQUE (kind, owner, id));
CREATE TABLE flow (
    owner TEXT, flow INTEGER, sequence INTEGER, name TEXT, struct TEXT, record BLOB,
    error_id INTEGER, text TEXT
);
CREATE VIEW orders AS SELECT owner,
    trim(json_extract(value, '$.order_sys_id')) AS order_sys_id, json_extract(value, '$.info') AS instrument,
    json_extract(value, '$.request.direction') AS direction,
    json_extract(value, '$.request.comb_offset_flag') AS offset_flag,
    json_extract(value, '$.request.limit_price') AS price,
    json_extract(value, '$.request.volume_total_original') AS volume,
    json_extract(value, '$.traded') AS traded, json_extract(value, '$.status') AS status,
    json_extract(value, '$.insert_time') AS insert_time
    FROM state WHERE kind = 'order';
CREATE VIEW trades AS SELECT owner,
    trim(json_extract(value, '$.trade_id')) AS trade_id,
    trim(json_extract(value, '$.order_sys_id')) AS order_sys_id,
    json_extract(value, '$.instrument_id') AS instrument, json_extract(value, '$.direction') AS direction,
    json_extract(value, '$.offset_flag') AS offset_flag, json_extract(value, '$.price') AS price,
    json_extract(value, '$.volume') AS volume, json_extract(value, '$.trade_time') AS trade_time
    FROM state WHERE kind = 'trade';
"""


class Shelf(Protocol):
    """One owner's part of the store: what changed is put there, and read back when a front starts.

    `kind` names what sort of thing it is, `key` which of them. Objects are written as they are at the end of
    the input that is being handled, however often they are put until then.
    """

    def put(self, kind: str, key: Id, value: Any) -> None: ...
    def remove(self, kind: str, key: Id) -> None: ...
    def clear(self, kind: str) -> None:
        """Remove all of a kind."""
        ...

    def append(self, notice: Notice) -> None:
        """A flow of this owner has grown."""
        ...

    def clear_flow(self, flow: int) -> None: ...
    def load(self, kind: str, hint: Any, /, **given: Any) -> list[tuple[Any, Any]]:
        """All of a kind with their ids, in the order in which they first came. `given` are transient fields.

        StateFileError for what cannot be read.
        """
        ...

    def flow(self, flow: int) -> Iterator[tuple[str, Any, RspInfo | None]]:
        """The notices of a flow: callback, record and RspInfo."""
        ...


class StoreLike(Protocol):
    dirty: bool
    """Whether something is marked and not yet written."""
    error: StateFileError | None
    """Why nothing can be written any more."""

    def shelf(self, owner: str = "") -> Shelf: ...
    def owners(self, kind: str) -> list[str]:
        """The shelves that have something of a kind, in order of appearance."""
        ...

    def commit(self) -> bool:
        """Write what is marked. False if that fails: then the front fails, and nothing may leave it."""
        ...

    def close(self) -> None: ...


class _NoShelf:
    def put(self, kind: str, key: Id, value: Any) -> None:
        pass

    def remove(self, kind: str, key: Id) -> None:
        pass

    def clear(self, kind: str) -> None:
        pass

    def append(self, notice: Notice) -> None:
        pass

    def clear_flow(self, flow: int) -> None:
        pass

    def load(self, kind: str, hint: Any, /, **given: Any) -> list[tuple[Any, Any]]:
        return []

    def flow(self, flow: int) -> Iterator[tuple[str, Any, RspInfo | None]]:
        return iter(())


NO_SHELF: Shelf = _NoShelf()


class NoStore:
    """A front that keeps nothing."""

    dirty = False
    error: StateFileError | None = None

    def shelf(self, owner: str = "") -> Shelf:
        return NO_SHELF

    def owners(self, kind: str) -> list[str]:
        return []

    def commit(self) -> bool:
        return True

    def close(self) -> None:
        pass


NO_STORE = NoStore()

_REMOVED = object()
_UPSERT = (
    "INSERT INTO state VALUES (?, ?, ?, ?) ON CONFLICT (kind, owner, id) DO UPDATE SET value = excluded.value"
)


class Store:
    """The file at `path`, held from here to `close()`. Needs a running loop.

    StateFileError if the file cannot be made or written, is not a state file of this release, or is in use
    by another front.
    """

    def __init__(self, path: str | PathLike[str], references: Mapping[type, Reference] | None = None) -> None:
        self.path = Path(path).absolute()
        self.failed = asyncio.Event()
        self.error: StateFileError | None = None
        self.dirty = False
        self._loop = asyncio.get_running_loop()
        self._codec = Codec(references)
        self._encode = json.JSONEncoder(
            ensure_ascii=False, check_circular=False, allow_nan=False, separators=(",", ":")
        ).encode
        self._changed: dict[tuple[str, str, Id], Any] = {}
        self._cleared: dict[tuple[str, str], None] = {}
        self._notices: list[tuple[str, Notice]] = []
        self._cleared_flows: dict[tuple[str, int], None] = {}
        self._lock = self._open_file()
        try:
            self._database = self._open_database()
        except BaseException:
            os.close(self._lock)
            raise

    # -- the file

    def _open_file(self) -> int:
        """Make the file if there is none, private because it tells of accounts, and lock it."""
        try:
            for beside in ("-wal", "-shm", "-journal"):
                check_ordinary(f"{self.path}{beside}")
            lock = open_ordinary(self.path, os.O_RDWR | os.O_CREAT)
        except (OSError, ValueError) as error:
            why = error.strerror if isinstance(error, OSError) else error
            raise StateFileError(
                f"the state file {str(self.path)!r} cannot be opened: {why}. "
                "Give store= a file in a folder that this user can write"
            ) from None
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            self._check_kind(lock)
        except StateFileError:
            os.close(lock)
            raise
        except OSError as error:
            os.close(lock)
            if isinstance(error, BlockingIOError):
                raise StateFileError(
                    f"the state file {str(self.path)!r} is in use by another front: end that one, or give "
                    "this one a file of its own"
                ) from None
            raise StateFileError(
                f"the state file {str(self.path)!r} cannot be held: {error.strerror}"
            ) from None
        return lock

    def _check_kind(self, lock: int) -> None:
        """Make a file of ours private; leave another one as it is, and raise StateFileError."""
        head = os.pread(lock, 100, 0)
        if head and not head.startswith(_SQLITE):
            raise self._unusable("it is not a database, but another file")
        # Of a front that was killed when it made the file, the mark may stand in the -wal only: 0 as yet.
        application = int.from_bytes(head[68:72], "big")
        if application not in (0, _APPLICATION):
            raise self._unusable("it is a database of another program")
        if application or not head:
            os.fchmod(lock, 0o600)

    def _open_database(self) -> sqlite3.Connection:
        database = None
        try:
            database = sqlite3.connect(self.path, isolation_level=None, timeout=1.0)
            self._prepare(database)
        except (sqlite3.Error, StateFileError) as error:
            if database is not None:
                database.close()
            if isinstance(error, StateFileError):
                raise
            raise self._unusable(str(error)) from None
        return database

    def _unusable(self, why: str) -> StateFileError:
        return StateFileError(
            f"the state file {str(self.path)!r} cannot be used: {why}. Give store= another file, or remove "
            "this one (with its -wal and -shm) to begin anew"
        )

    def _prepare(self, database: sqlite3.Connection) -> None:
        database.execute("PRAGMA synchronous = NORMAL")
        (application,) = database.execute("PRAGMA application_id").fetchone()
        (tables,) = database.execute("SELECT count(*) FROM sqlite_master").fetchone()
        if not tables and not application:
            os.fchmod(self._lock, 0o600)
            database.execute("PRAGMA journal_mode = WAL")
            # One transaction: a front that is killed here leaves an empty file or a whole one.
            database.execute("BEGIN IMMEDIATE")
            for statement in _TABLES.strip().split(";\n"):
                database.execute(statement)
            database.executemany("INSERT INTO meta VALUES (?, ?)", self._meta().items())
            database.execute(f"PRAGMA application_id = {_APPLICATION}")
            database.execute(f"PRAGMA user_version = {_FORMAT}")
            database.execute("COMMIT")
            return
        if application != _APPLICATION:
            raise self._unusable("it is a database of another program")
        (version,) = database.execute("PRAGMA user_version").fetchone()
        meta = dict(database.execute("SELECT key, value FROM meta"))
        wanted = self._meta()
        if version != _FORMAT or meta["schema"] != wanted["schema"]:
            raise self._unusable(
                f"it is of another release of actp ({meta.get('release', 'unknown')}, this is "
                f"{wanted['release']}), which keeps its state otherwise"
            )
        database.execute("PRAGMA journal_mode = WAL")

    @staticmethod
    def _meta() -> dict[str, Any]:
        from actp import __version__

        newest = installed().versions[-1]
        return {"schema": installed().schema, "layout": newest, "release": __version__}

    def close(self) -> None:
        """Write what is marked, and let go of the file."""
        self.commit()
        self._database.close()
        os.close(self._lock)

    # -- reading

    def shelf(self, owner: str = "") -> Shelf:
        return _Shelf(self, owner)

    def owners(self, kind: str) -> list[str]:
        rows = self._rows("SELECT owner FROM state WHERE kind = ? GROUP BY owner ORDER BY min(rowid)", kind)
        return [owner for (owner,) in rows]

    def _rows(self, query: str, *values: Any) -> list[Any]:
        try:
            return self._database.execute(query, values).fetchall()
        except sqlite3.Error as error:
            raise self._unusable(str(error)) from None

    def load(self, owner: str, kind: str, hint: Any, given: Mapping[str, Any]) -> list[tuple[Any, Any]]:
        codec = self._codec
        found = []
        query = "SELECT id, value FROM state WHERE kind = ? AND owner = ? ORDER BY rowid"
        for key, text in self._rows(query, kind, owner):
            try:
                plain = json.loads(text)
                value = codec.make(hint, plain, **given) if given else codec.read(hint, plain)
            except StateFileError:
                raise
            except (ValueError, TypeError, LookupError, AttributeError) as error:
                raise self._unusable(f"{kind} {key} of {owner or 'the front'}: {error}") from error
            found.append((key, value))
        return found

    def flow(self, owner: str, flow: int) -> Iterator[tuple[str, Any, RspInfo | None]]:
        query = "SELECT name, struct, record, error_id, text FROM flow WHERE owner = ? AND flow = ?"
        newest = installed().versions[-1]
        for name, struct, data, error_id, text in self._rows(f"{query} ORDER BY rowid", owner, flow):
            try:
                record = records.record_class(struct).from_bytes(data, version=newest)
            except (ValueError, LookupError) as error:
                raise self._unusable(f"{name} of {owner or 'the public flow'}: {error}") from error
            yield name, record, None if error_id is None else RspInfo(error_id, text)

    # -- writing

    def mark(self, owner: str, kind: str, key: Id, value: Any) -> None:
        self._changed[kind, owner, key] = value
        if not self.dirty:
            self._touch()

    def clear(self, owner: str, kind: str) -> None:
        for key in [key for key in self._changed if key[:2] == (kind, owner)]:
            del self._changed[key]
        self._cleared[kind, owner] = None
        self._touch()

    def append(self, owner: str, notice: Notice) -> None:
        self._notices.append((owner, notice))
        if not self.dirty:
            self._touch()

    def clear_flow(self, owner: str, flow: int) -> None:
        self._notices = [each for each in self._notices if (each[0], each[1].kind) != (owner, flow)]
        self._cleared_flows[owner, flow] = None
        self._touch()

    def _touch(self) -> None:
        if not self.dirty:
            self.dirty = True
            self._loop.call_soon(self.commit)

    def commit(self) -> bool:
        if self.error is not None:
            return False
        if not self.dirty:
            return True
        database = self._database
        try:
            changed = [
                (*key, self._encode(self._codec.plain(value)))
                for key, value in self._changed.items()
                if value is not _REMOVED
            ]
            database.execute("BEGIN IMMEDIATE")
            if self._cleared:
                database.executemany("DELETE FROM state WHERE kind = ? AND owner = ?", self._cleared)
            if self._cleared_flows:
                database.executemany("DELETE FROM flow WHERE owner = ? AND flow = ?", self._cleared_flows)
            if len(changed) < len(self._changed):
                removed = [key for key, value in self._changed.items() if value is _REMOVED]
                database.executemany("DELETE FROM state WHERE kind = ? AND owner = ? AND id = ?", removed)
            if changed:
                database.executemany(_UPSERT, changed)
            if self._notices:
                database.executemany("INSERT INTO flow VALUES (?, ?, ?, ?, ?, ?, ?, ?)", self._flow_rows())
            database.execute("COMMIT")
        except Exception as error:
            # Whatever it is, what was not written must not be seen by anybody: the front ends.
            log.exception("the state file %s cannot be written", self.path)
            self.error = StateFileError(
                f"the state file {str(self.path)!r} cannot be written: {error}. The front has ended, so that "
                "no client sees what is not kept"
            )
            self.failed.set()
            return False
        self._changed.clear()
        self._cleared.clear()
        self._cleared_flows.clear()
        self._notices.clear()
        self.dirty = False
        return True

    def _flow_rows(self) -> Iterator[tuple[Any, ...]]:
        newest = installed().versions[-1]
        for owner, notice in self._notices:
            info = notice.info
            error = (None, None) if info is None else (info.error_id, info.text)
            data = notice.record.to_bytes(newest)
            yield (owner, int(notice.kind), notice.sequence, notice.name, notice.struct, data, *error)


class _Shelf:
    def __init__(self, store: Store, owner: str) -> None:
        self._store = store
        self._owner = owner

    def put(self, kind: str, key: Id, value: Any) -> None:
        self._store.mark(self._owner, kind, key, value)

    def remove(self, kind: str, key: Id) -> None:
        self._store.mark(self._owner, kind, key, _REMOVED)

    def clear(self, kind: str) -> None:
        self._store.clear(self._owner, kind)

    def append(self, notice: Notice) -> None:
        self._store.append(self._owner, notice)

    def clear_flow(self, flow: int) -> None:
        self._store.clear_flow(self._owner, flow)

    def load(self, kind: str, hint: Any, /, **given: Any) -> list[tuple[Any, Any]]:
        return self._store.load(self._owner, kind, hint, given)

    def flow(self, flow: int) -> Iterator[tuple[str, Any, RspInfo | None]]:
        return self._store.flow(self._owner, flow)
