"""Opens files of ours without being led elsewhere.

Only ordinary files of this user: no symbolic link, which may lead to a file of somebody else's, no pipe,
which waits for its other end, and no device. A file is looked at before anything of it is changed.
"""

from __future__ import annotations

import errno
import os
import stat
import tempfile
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

from actp.errors import ConfigurationError

__all__ = ["check_ordinary", "open_ordinary", "refuse_same", "write_private"]

_SAFELY = os.O_NOFOLLOW | os.O_NONBLOCK | os.O_NOCTTY | os.O_CLOEXEC


def _check(found: os.stat_result) -> None:
    if not stat.S_ISREG(found.st_mode):
        kinds = (
            (stat.S_ISLNK, "a symbolic link"),
            (stat.S_ISDIR, "a folder"),
            (stat.S_ISFIFO, "a pipe"),
            (stat.S_ISSOCK, "a socket"),
        )
        kind = next((words for test, words in kinds if test(found.st_mode)), "a device")
        raise OSError(errno.EINVAL, f"it is not an ordinary file but {kind}")
    if found.st_uid != os.geteuid():
        raise OSError(errno.EPERM, "it belongs to another user")


def check_ordinary(path: str | os.PathLike[str]) -> None:
    """OSError for something at `path` that is not an ordinary file of this user; nothing there is fine."""
    with suppress(FileNotFoundError):
        _check(os.lstat(path))


def open_ordinary(path: str | os.PathLike[str], flags: int) -> int:
    """A descriptor of an ordinary file of this user, made with mode 0600 if `flags` have O_CREAT.

    Never with O_TRUNC: empty the file when it is known to be the right one. OSError, whose `strerror` says
    why.
    """
    check_ordinary(path)
    descriptor = os.open(path, flags | _SAFELY, 0o600)
    try:
        # Once more: it may be another one by now.
        _check(os.fstat(descriptor))
        os.set_blocking(descriptor, True)
    except BaseException:
        os.close(descriptor)
        raise
    return descriptor


def write_private(path: str | os.PathLike[str], text: str) -> None:
    """Put a new file of mode 0600 in place of what is there, whole or not at all. OSError if that fails."""
    check_ordinary(path)
    target = Path(path)
    number, name = tempfile.mkstemp(prefix=f".{target.name[:100]}.", dir=target.parent)
    try:
        with open(number, "w", encoding="utf-8") as file:
            file.write(text)
        os.replace(name, target)
    except BaseException:
        with suppress(OSError):
            os.unlink(name)
        raise


def refuse_same(named: Iterable[tuple[str, str | os.PathLike[str]]]) -> None:
    """ConfigurationError where two of the files are one: by path, or by a link of either kind.

    `named` are the options' names with their paths.
    """
    seen: list[tuple[str, str, tuple[int, int] | None]] = []
    for name, path in named:
        real = os.path.realpath(path)
        try:
            found = os.stat(real)
            identity = (found.st_dev, found.st_ino)
        except (OSError, ValueError):
            identity = None
        for other, at, same in seen:
            if real == at or (identity is not None and identity == same):
                raise ConfigurationError(
                    f"{name} and {other} are the same file, {os.fspath(path)!r}: one would destroy the "
                    "other. Give each a file of its own"
                )
        seen.append((name, real, identity))
