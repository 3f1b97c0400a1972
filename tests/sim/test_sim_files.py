"""The files that a front is given: looked at before they are touched, and never two things at once."""

from __future__ import annotations

import os
import sqlite3
from pathlib import Path
from typing import Any

import pytest
from simdata import row, write_csv

import actp
from actp.sim import Front, Journal

pytestmark = [pytest.mark.anyio, pytest.mark.timeout(60)]


def front_of(**options: Any) -> Front:
    return Front(**({"seed": 1, "instruments": ["rb2605"], "trading_day": "20260302"} | options))


def mode(path: Path) -> int:
    return path.stat().st_mode & 0o777


def other_file(folder: Path, kind: str) -> Path:
    """A file of somebody's that is no state file, readable by all."""
    path = folder / "other"
    if kind == "text":
        path.write_bytes(b"precious " * 100)
    elif kind == "database":
        database = sqlite3.connect(path)
        database.execute("CREATE TABLE mine (x)")
        database.execute("PRAGMA application_id = 7")
        database.commit()
        database.close()
    path.chmod(0o644)
    return path


@pytest.mark.parametrize("kind", ["text", "database"])
async def test_another_program_s_file_stays_as_it_is(tmp_path: Path, kind: str) -> None:
    path = other_file(tmp_path, kind)
    before = path.read_bytes()
    with pytest.raises(actp.StateFileError):
        await front_of(store=path).start()
    assert (path.read_bytes(), mode(path), sorted(os.listdir(tmp_path))) == (before, 0o644, ["other"])


@pytest.mark.parametrize("option", ["store", "journal"])
@pytest.mark.parametrize("kind", ["link", "dangling", "device", "pipe", "folder", "null"])
async def test_only_ordinary_files(tmp_path: Path, option: str, kind: str) -> None:
    target = other_file(tmp_path, "text")
    path = tmp_path / "given"
    if kind == "link":
        path.symlink_to(target)
    elif kind == "dangling":
        path.symlink_to(tmp_path / "gone")
    elif kind == "pipe":
        os.mkfifo(path)
    elif kind == "folder":
        path.mkdir()
    else:
        path = Path("/dev/null" if kind == "null" else "/dev/full")
    before = path.lstat().st_mode
    with pytest.raises((actp.StateFileError, actp.ConfigurationError), match="not an ordinary file"):
        await front_of(**{option: path}).start()
    assert path.lstat().st_mode == before
    assert (target.read_bytes(), mode(target)) == (b"precious " * 100, 0o644)
    assert not (tmp_path / "gone").exists()


async def test_a_link_beside_the_state_file(tmp_path: Path) -> None:
    target = other_file(tmp_path, "text")
    for end in ("-wal", "-shm", "-journal"):
        link = tmp_path / f"state{end}"
        link.symlink_to(target)
        with pytest.raises(actp.StateFileError, match="not an ordinary file"):
            await front_of(store=tmp_path / "state").start()
        link.unlink()
    assert target.read_bytes() == b"precious " * 100


@pytest.mark.parametrize("given", ["path", "Journal"])
async def test_journal_and_store_are_private(tmp_path: Path, given: str) -> None:
    journal, store = tmp_path / "journal", tmp_path / "state"
    for path in (journal, store):
        path.touch(0o644)
    target = journal if given == "path" else Journal(journal)
    async with front_of(journal=target, store=store):
        assert (mode(journal), mode(store)) == (0o600, 0o600)
    assert mode(store) == 0o600
    fresh = tmp_path / "fresh"
    async with front_of(journal=fresh):
        assert mode(fresh) == 0o600


@pytest.mark.parametrize("how", ["same", "relative", "symbolic folder", "hard link", "dots", "-wal"])
@pytest.mark.parametrize("second", ["store", "replay"])
async def test_one_file_is_not_two_things(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, how: str, second: str
) -> None:
    monkeypatch.chdir(tmp_path)
    path = tmp_path / "file"
    if second == "replay":
        write_csv(path, [row("rb2605", "09:00:00")])
        replay: Any = [str(path)]
        options = {"replay": replay, "seed": None, "instruments": None, "trading_day": None}
    else:
        async with front_of(store=path):
            pass
        options = {"store": path}
    before = path.read_bytes()
    (tmp_path / "folder").symlink_to(tmp_path)
    (tmp_path / "sub").mkdir()
    journal: Any = {
        "same": path,
        "relative": "file",
        "symbolic folder": tmp_path / "folder" / "file",
        "dots": tmp_path / "sub" / ".." / "file",
        "hard link": tmp_path / "hard",
        "-wal": tmp_path / "file-wal",
    }[how]
    if how == "hard link":
        os.link(path, journal)
    elif how == "-wal" and second == "replay":
        pytest.skip("a recording has nothing beside it")
    for given in (journal, Journal(journal)):
        with pytest.raises(actp.ConfigurationError, match=rf"journal and {second} are the same file"):
            await front_of(**options, journal=given).start()
    assert path.read_bytes() == before


async def test_a_store_that_is_the_recording(tmp_path: Path) -> None:
    path = write_csv(tmp_path / "day.csv", [row("rb2605", "09:00:00")])
    before = path.read_bytes()
    with pytest.raises(actp.ConfigurationError, match="store and replay are the same file"):
        await Front(replay=path, store=path).start()
    assert path.read_bytes() == before
    # The same recording twice is no harm to it.
    async with Front(replay=[path, path]):
        pass
