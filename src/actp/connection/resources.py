"""Whether a process has room for what CTP's library opens and starts: without, the library ends it."""

from __future__ import annotations

import os
import threading
from typing import Any

from actp import _core
from actp.errors import ResourceError

__all__ = ["check_descriptors", "check_threads", "no_more_threads"]

# Flow files, wake-ups, locks, and what looking up a name or an import opens for a moment; besides one socket
# for each front address. The vendor's libraries and actp's simulated ones need eight at most.
_DESCRIPTORS = 12

# The library's own, two or three, and actp's for wake-ups and for Create, Init and Release.
_THREADS = 5


def check_descriptors(fronts: int) -> None:
    """Raise ResourceError unless an API object for so many front addresses can open what it needs."""
    needed = _DESCRIPTORS + fronts
    opened: list[int] = []
    try:
        while len(opened) < needed:
            opened += os.pipe()
    except OSError as error:
        raise ResourceError(
            f"this process cannot open the {needed} more files and sockets that a client may need "
            f"({error.strerror}): CTP's library would end it. Raise the limit (ulimit -n, LimitNOFILE=), or "
            "close what is not used any more"
        ) from None
    finally:
        for descriptor in opened:
            os.close(descriptor)


def check_threads() -> None:
    """Raise ResourceError unless an API object can start its threads."""
    over = threading.Event()
    started: list[Any] = []
    try:
        while len(started) < _THREADS:
            started.append(_core.start_thread(over.wait, "actp-room"))
    except RuntimeError:
        raise no_more_threads() from None
    finally:
        over.set()
        for thread in started:
            thread.join()


def no_more_threads() -> ResourceError:
    """The error of a thread that cannot be started."""
    return ResourceError(
        f"this process cannot start the {_THREADS} more threads that a client needs: CTP's library would end "
        "it. Raise the limit of the user or of the container (ulimit -u, TasksMax=, pids.max), or the memory"
    )
