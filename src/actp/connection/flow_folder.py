"""The flow folder: where CTP's library keeps its .con files.

CTP's library ends the process when the folder does not exist or cannot be written, cuts the names of its
files off when the path is long, and loses reports when two live instances share it. So the folder is made,
tried and locked before the library sees it.
"""

from __future__ import annotations

import contextlib
import errno
import fcntl
import hashlib
import logging
import os
import stat
import weakref
from pathlib import Path

from actp._files import open_ordinary
from actp.errors import FlowPathError

__all__ = ["FlowFolder"]

log = logging.getLogger("actp")

_LOCK_NAME = "actp.lock"

# CTP builds file names in a buffer of 200 bytes and cuts what is longer without a word (6.3.15 to 6.7.11):
# flows share a file, files appear in a folder above, or the process ends. TradingDay.con is the longest.
_LONGEST_PREFIX = 200 - len("TradingDay.con")


def _remove_tree(path: str, owner: int) -> None:
    """Remove a temporary folder, unless this is a child process of the one that made it."""
    import shutil

    if os.getpid() == owner:
        shutil.rmtree(path, ignore_errors=True)


def _locked(path: Path) -> int:
    """The locked descriptor of a file. BlockingIOError if another one has it."""
    lock = open_ordinary(path, os.O_RDWR | os.O_CREAT)
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BaseException:
        os.close(lock)
        raise
    return lock


def _unlock(lock: int, owner: int) -> None:
    with contextlib.suppress(OSError):
        # Not left to close(): a child process of fork() may have the descriptor as well. In that child the
        # lock is not ours to give back.
        if owner == os.getpid():
            fcntl.flock(lock, fcntl.LOCK_UN)
        os.close(lock)


class _Claim:
    """A lock on a folder's path, outside the folder: there as long as its client, whatever becomes of
    the folder.

    It is a file of this user's in the machine's folder for temporary files. Raises BlockingIOError if another
    client of this machine holds it.
    """

    def __init__(self, folder: Path) -> None:
        self._lock: int | None = None
        self._owner = os.getpid()
        name = hashlib.sha256(os.fsencode(os.path.realpath(folder))).hexdigest()[:32]
        try:
            place = _claims_folder()
            self._path = place / f"{name}.lock"
            while True:
                lock = _locked(self._path)
                if _is_at(lock, self._path):
                    break
                # Its last holder removed it between opening and locking.
                os.close(lock)
        except BlockingIOError:
            raise
        except OSError as error:
            # The lock in the folder holds all the same.
            log.warning("flow folders cannot be claimed outside themselves: %s", error)
            return
        self._lock = lock

    def release(self) -> None:
        if self._lock is None:
            return
        if self._owner == os.getpid():
            with contextlib.suppress(OSError):
                self._path.unlink()
        _unlock(self._lock, self._owner)
        self._lock = None


def _claims_folder() -> Path:
    """A folder that only this user can write to."""
    place = Path("/tmp", f"actp-flow-locks-{os.geteuid()}")
    with contextlib.suppress(FileExistsError):
        place.mkdir(0o700)
    found = os.lstat(place)
    if not stat.S_ISDIR(found.st_mode) or found.st_uid != os.geteuid() or found.st_mode & 0o022:
        raise PermissionError(errno.EPERM, f"{place} is not a folder of this user alone")
    return place


def _is_at(descriptor: int, path: Path) -> bool:
    """Whether a path still leads to an open file."""
    try:
        return os.path.samestat(os.fstat(descriptor), os.lstat(path))
    except FileNotFoundError:
        return False


class FlowFolder:
    """One client's flow folder, held from `open()` to `close()`.

    `path=None` makes a temporary one and removes it at `close()`: right for market data, whose flow
    files hold nothing worth keeping.
    """

    def __init__(self, path: str | os.PathLike[str] | None) -> None:
        try:
            self._wanted = None if path is None else Path(path)
        except TypeError:
            raise FlowPathError(f"flow_path= is a path to a folder, not {type(path).__name__}") from None
        self._remove: weakref.finalize[[str, int], FlowFolder] | None = None
        self._lock: int | None = None
        self._claim: _Claim | None = None
        self._owner = os.getpid()
        self.path: Path | None = None

    def open(self) -> bytes:
        """Make, try and lock the folder. Returns the prefix for Create…Api: the folder with a slash.

        Raises FlowPathError when it cannot be made or written, when its path is too long for CTP, or when
        another live client holds it.
        """
        try:
            return self._open()
        except FlowPathError:
            self.close()
            raise
        except (OSError, RuntimeError, ValueError) as error:
            # RuntimeError: "~" without a home. ValueError: a NUL in the path.
            self.close()
            why = (error.strerror if isinstance(error, OSError) else None) or str(error)
            place = str(self.path or self._wanted or "for temporary files")
            raise FlowPathError(
                f"the flow folder {place!r} cannot be used: {why}. "
                "Give flow_path= a folder that this user can write"
            ) from None

    def _open(self) -> bytes:
        import tempfile  # only now: it takes longer than all of this module's own

        if self._wanted is None:
            self.path = Path(tempfile.mkdtemp(prefix="actp-flow-")).absolute()
            # A client that is dropped without close() leaves no folder either.
            self._remove = weakref.finalize(self, _remove_tree, str(self.path), os.getpid())
        else:
            self.path = self._wanted.expanduser().absolute()
        prefix = os.path.join(os.fsencode(self.path), b"")
        if len(prefix) > _LONGEST_PREFIX:
            cure = (
                "Set TMPDIR to a shorter path, or give flow_path=" if self._remove else "Give a shorter one"
            )
            raise FlowPathError(
                f"the path of the flow folder {str(self.path)!r} has {len(prefix)} bytes with its last "
                f"slash, and CTP takes {_LONGEST_PREFIX}: it cuts file names off, or ends the process. {cure}"
            )
        self.path.mkdir(parents=True, exist_ok=True)
        # Making files is the test: os.access knows nothing of read-only mounts, quotas or immutable folders.
        with tempfile.NamedTemporaryFile(dir=self.path, prefix="actp-", suffix=".tmp"):
            pass
        self._try_existing(self.path)
        try:
            if self._remove is None:
                # The folder's own lock goes with the folder, when somebody removes it under a live client.
                self._claim = _Claim(self.path)
            self._lock = _locked(self.path / _LOCK_NAME)
        except BlockingIOError:
            raise FlowPathError(
                f"the flow folder {str(self.path)!r} is in use by another live client (or by one that CTP's "
                "library has not released yet): CTP loses reports when two share one. Give each client a "
                "flow_path= of its own"
            ) from None
        return prefix

    @staticmethod
    def _try_existing(folder: Path) -> None:
        """A flow file that cannot be written ends the process just as a missing folder does; opening a pipe
        or a device of that name would never come back, and CTP writes through a symbolic link."""
        file = folder
        try:
            for file in folder.iterdir():
                if file.suffix == ".con" or file.name.startswith("actp."):
                    os.close(open_ordinary(file, os.O_WRONLY))
        except OSError as error:
            raise FlowPathError(
                f"the flow file {str(file)!r} cannot be written: {error.strerror}. "
                "Remove it, or give flow_path= another folder"
            ) from None

    def close(self) -> None:
        """Let go of the folder; remove a temporary one. Safe to call twice."""
        if self._lock is not None:
            _unlock(self._lock, self._owner)
            self._lock = None
        if self._claim is not None:
            self._claim.release()
            self._claim = None
        if self._remove is not None:
            self._remove()
            self._remove = None
