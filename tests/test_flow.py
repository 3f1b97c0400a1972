from __future__ import annotations

import errno
import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from actp.connection.flow_folder import FlowFolder
from actp.errors import FlowPathError

ROOT = os.geteuid() == 0


@pytest.fixture
def descriptors() -> Iterator[None]:
    """Fails a test that leaves a descriptor open."""
    before = set(os.listdir("/proc/self/fd"))
    yield
    assert len(os.listdir("/proc/self/fd")) == len(before)


pytestmark = pytest.mark.usefixtures("descriptors")


def refused(path: str | os.PathLike[str] | None, why: str) -> str:
    folder = FlowFolder(path)
    with pytest.raises(FlowPathError, match=why) as error:
        folder.open()
    folder.close()
    return str(error.value)


def test_parents_are_made(tmp_path: Path) -> None:
    folder = FlowFolder(tmp_path / "a" / "b")
    assert folder.open() == os.fsencode(tmp_path) + b"/a/b/"
    assert folder.path == tmp_path / "a" / "b"
    folder.close()
    folder.close()
    assert sorted(os.listdir(tmp_path / "a" / "b")) == ["actp.lock"]


def test_a_temporary_folder_goes_with_close(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    folder = FlowFolder(None)
    prefix = folder.open()
    (tmp_path / os.fsdecode(prefix) / "TradingDay.con").write_bytes(bytes(6))
    assert len(os.listdir(tmp_path)) == 1
    folder.close()
    assert os.listdir(tmp_path) == []


def test_a_temporary_folder_goes_with_a_dropped_client(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    folder = FlowFolder(None)
    folder.open()
    assert folder._lock is not None
    os.close(folder._lock)  # the descriptor would go with the process
    folder._lock = None
    del folder
    assert os.listdir(tmp_path) == []


@pytest.mark.parametrize("name", ["流文件", "blank name", "percent %s%n", "\udcff\udcfe"])
def test_names_go_to_ctp_unchanged(tmp_path: Path, name: str) -> None:
    folder = FlowFolder(tmp_path / name)
    assert folder.open() == os.fsencode(tmp_path / name) + b"/"
    folder.close()


def test_relative_and_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    for given, place in (("flow", tmp_path / "flow"), ("~/flow", tmp_path / "home" / "flow")):
        folder = FlowFolder(given)
        assert folder.open() == os.fsencode(place) + b"/"
        folder.close()


def test_the_longest_path(tmp_path: Path) -> None:
    """186 bytes with the slash: TradingDay.con then ends at CTP's 200. Bytes, not characters."""
    room = 186 - len(os.fsencode(tmp_path)) - 2
    folder = FlowFolder(tmp_path / ("d" * room))
    assert len(folder.open()) == 186
    folder.close()
    said = refused(tmp_path / ("d" * (room + 1)), "has 187 bytes with its last slash")
    assert "CTP takes 186" in said
    assert not (tmp_path / ("d" * (room + 1))).exists(), "nothing is made before the check"
    refused(tmp_path / ("流" * (room // 3 + 1)), r"has 18\d bytes")


def test_a_long_tmpdir(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    deep = tmp_path / ("d" * 180)
    deep.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(deep))
    assert "TMPDIR" in refused(None, "CTP takes 186")
    assert os.listdir(deep) == []


def test_no_temporary_folder_at_all(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "gone"))
    assert "flow_path=" in refused(None, "for temporary files.*No such file")


def test_below_a_file(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    refused(tmp_path / "file", "cannot be used: File exists")
    refused(tmp_path / "file" / "flow", "cannot be used: Not a directory")


def test_where_nobody_can_write() -> None:
    """/proc takes no folder from root either."""
    refused("/proc/actp", r"'/proc/actp' cannot be used: (No such file|Permission|Operation)")
    refused("/proc/self", r"cannot be used: ")


@pytest.mark.skipif(ROOT, reason="root writes everywhere")
def test_a_folder_without_permission(tmp_path: Path) -> None:
    (tmp_path / "actp.lock").touch()
    tmp_path.chmod(0o500)
    try:
        refused(tmp_path, "cannot be used: Permission denied")
    finally:
        tmp_path.chmod(0o700)


def test_a_folder_that_takes_no_new_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """An immutable folder, a full disk, a spent quota, whoever asks: the lock from an earlier time can still
    be opened there, yet CTP could not make its files."""
    first = FlowFolder(tmp_path)
    first.open()
    first.close()
    real = os.open

    def full(path: Any, flags: int, *args: Any, **more: Any) -> int:
        if flags & os.O_CREAT and not os.path.exists(path):
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), path)
        return real(path, flags, *args, **more)

    monkeypatch.setattr(os, "open", full)
    refused(tmp_path, "cannot be used: No space left on device")


@pytest.mark.skipif(not ROOT, reason="chattr is root's")
def test_an_immutable_folder(tmp_path: Path) -> None:
    (tmp_path / "actp.lock").touch()
    done = subprocess.run(["chattr", "+i", str(tmp_path)], capture_output=True, text=True)
    if done.returncode:
        pytest.skip(f"no immutable folders here: {done.stderr}")
    try:
        refused(tmp_path, "cannot be used: Operation not permitted")
    finally:
        subprocess.run(["chattr", "-i", str(tmp_path)], check=True)


@pytest.mark.parametrize("name", ["DialogRsp.con", "QueryRsp.con", "TradingDay.con", "Private.con"])
def test_a_flow_file_that_is_none(tmp_path: Path, name: str) -> None:
    place = tmp_path / name
    place.mkdir()
    said = refused(tmp_path, rf"{re.escape(name)}' cannot be written: it is not an ordinary file")
    assert "Remove it" in said
    place.rmdir()
    os.mkfifo(place)
    refused(tmp_path, "it is not an ordinary file")
    place.unlink()
    place.symlink_to("/dev/full")
    refused(tmp_path, "it is not an ordinary file")
    place.unlink()
    place.symlink_to(tmp_path / "gone" / "file")
    refused(tmp_path, "it is not an ordinary file")
    place.unlink()
    place.write_bytes(b"\1\2\3\4\5\6")
    folder = FlowFolder(tmp_path)
    folder.open()
    folder.close()
    assert place.read_bytes() == b"\1\2\3\4\5\6", "trying a file leaves it as it was"


def test_two_clients_in_one_folder(tmp_path: Path) -> None:
    (tmp_path / "flow").mkdir()
    (tmp_path / "link").symlink_to(tmp_path / "flow")
    first = FlowFolder(tmp_path / "flow")
    first.open()
    for same in (tmp_path / "flow", tmp_path / "link", tmp_path / "flow" / ".." / "flow"):
        refused(same, "in use by another live client")
    first.close()
    second = FlowFolder(tmp_path / "link")
    second.open()
    second.close()


def test_two_processes_in_one_folder(tmp_path: Path) -> None:
    code = "import sys; from actp.connection.flow_folder import FlowFolder; FlowFolder(sys.argv[1]).open()"
    folder = FlowFolder(tmp_path)
    folder.open()
    command = [sys.executable, "-c", code, str(tmp_path)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=50)
    assert "FlowPathError" in done.stderr
    folder.close()
    subprocess.run(command, check=True, timeout=50)


def test_a_forked_child_does_not_keep_the_folder(tmp_path: Path) -> None:
    """Its copy of the descriptor would hold the lock for as long as the child lives."""
    folder = FlowFolder(tmp_path)
    folder.open()
    assert folder._lock is not None
    copy = os.dup(folder._lock)  # what fork() does to it
    try:
        folder.close()
        again = FlowFolder(tmp_path)
        again.open()
        again.close()
    finally:
        os.close(copy)


@pytest.mark.parametrize("wrong", [5, b"flow", ["a"]])
def test_what_is_no_path(wrong: Any) -> None:
    with pytest.raises(FlowPathError, match=f"not {type(wrong).__name__}"):
        FlowFolder(wrong)


def test_a_nul_in_the_path() -> None:
    refused("/tmp/nul\0", "embedded null")


def test_home_of_nobody(monkeypatch: pytest.MonkeyPatch) -> None:
    refused("~no-such-user/flow", "home directory")


# -- files of ours that are led elsewhere


@pytest.mark.parametrize("name", ["actp.lock", "actp.orderref", "actp.new", "Private.con"])
@pytest.mark.parametrize("kind", ["pipe", "link", "hard link to a device", "folder"])
def test_nothing_of_ours_is_a_pipe_or_leads_elsewhere(tmp_path: Path, name: str, kind: str) -> None:
    other = tmp_path / "other"
    other.write_bytes(b"precious")
    folder = tmp_path / "flow"
    folder.mkdir()
    if kind == "pipe":
        os.mkfifo(folder / name)
    elif kind == "link":
        (folder / name).symlink_to(other)
    elif kind == "folder":
        (folder / name).mkdir()
    else:
        (folder / name).symlink_to("/dev/null")
    said = refused(folder, "it is not an ordinary file")
    assert name in said
    assert (other.read_bytes(), other.stat().st_mode & 0o777) == (b"precious", 0o644)


def test_a_folder_that_was_removed_is_still_in_use(tmp_path: Path) -> None:
    place = tmp_path / "flow"
    first = FlowFolder(place)
    first.open()
    for _ in range(2):
        shutil.rmtree(place)
        refused(place, "in use by another live client")
    (place / "actp.lock").touch()
    refused(place, "in use by another live client")
    held = (
        f"import actp.connection.flow_folder; actp.connection.flow_folder.FlowFolder({str(place)!r}).open()"
    )
    done = subprocess.run([sys.executable, "-c", held], capture_output=True, text=True)
    assert "in use by another live client" in done.stderr
    first.close()
    again = FlowFolder(place)
    again.open()
    again.close()


def test_claims_leave_nothing_behind(tmp_path: Path) -> None:
    claims = Path("/tmp", f"actp-flow-locks-{os.geteuid()}")
    first = FlowFolder(tmp_path / "flow")
    first.open()
    assert first._claim is not None
    mine = first._claim._path
    assert mine.parent == claims and claims.stat().st_mode & 0o777 == 0o700
    first.close()
    assert not mine.exists()
