"""The flow folder: where CTP's library keeps its .con files.

CTP's library ends the process when the folder does not exist or cannot be written, cuts the names of its
files off when the path is long, and loses reports when two live instances share it. So the folder is made,
tried and locked before the library sees it.
"""

from __future__ import annotations

import contextlib
import fcntl
import os
import weakref
from pathlib import Path

from actp.errors import FlowPathError

__all__ = ["FlowFolder"]

_LOCK_NAME = "actp.lock"

# CTP builds file names in a buffer of 200 bytes and cuts what is longer without a word (6.3.15 to 6.7.11):
# flows share a file, files appear in a folder above, or the process ends. TradingDay.con is the longest.
_LONGEST_PREFIX = 200 - len("TradingDay.con")


def _remove_tree(path: str, owner: int) -> None:
    """Remove a temporary folder, unless this is a child process of the one that made it."""
    import shutil

    if os.getpid() == owner:
        shutil.rmtree(path, ignore_errors=True)


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
        lock = self._lock = os.open(self.path / _LOCK_NAME, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise FlowPathError(
                f"the flow folder {str(self.path)!r} is in use by another live client (or by one that CTP's "
                "library has not released yet): CTP loses reports when two share one. Give each client a "
                "flow_path= of its own"
            ) from None
        self._try_existing(self.path)
        return prefix

    @staticmethod
    def _try_existing(folder: Path) -> None:
        """A flow file that cannot be written ends the process just as a missing folder does; opening a pipe
        or a device of that name would never come back."""
        file = folder
        try:
            for file in folder.glob("*.con"):
                if file.exists() and not file.is_file():
                    raise OSError(0, "it is not an ordinary file")
                with file.open("ab"):
                    pass
        except OSError as error:
            raise FlowPathError(
                f"the flow file {str(file)!r} cannot be written: {error.strerror}. "
                "Remove it, or give flow_path= another folder"
            ) from None

    def close(self) -> None:
        """Let go of the folder; remove a temporary one. Safe to call twice."""
        if self._lock is not None:
            with contextlib.suppress(OSError):
                # Not left to close(): a child process of fork() may have the descriptor as well. In that
                # child the lock is not ours to give back.
                if self._owner == os.getpid():
                    fcntl.flock(self._lock, fcntl.LOCK_UN)
                os.close(self._lock)
            self._lock = None
        if self._remove is not None:
            self._remove()
            self._remove = None
