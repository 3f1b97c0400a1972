"""What a process has, and what of it is in use: the kernel's figure and glibc's."""

from __future__ import annotations

import ctypes
import os


class _Information(ctypes.Structure):
    """`struct mallinfo2`: summed over all arenas."""

    _fields_ = [
        *((name, ctypes.c_size_t) for name in ("arena", "ordblks", "smblks", "hblks", "hblkhd", "usmblks")),
        *((name, ctypes.c_size_t) for name in ("fsmblks", "uordblks", "fordblks", "keepcost")),
    ]


try:
    _information = ctypes.CDLL(None).mallinfo2
    _information.restype = _Information
except AttributeError:  # glibc before 2.33, or another libc
    _information = None


def resident() -> int:
    """Bytes of the process that are in memory."""
    with open("/proc/self/statm", encoding="ascii") as file:
        return int(file.read().split()[1]) * os.sysconf("SC_PAGE_SIZE")


def in_use() -> tuple[int, int]:
    """Bytes that malloc has given out, and bytes that it keeps free for later. Zeros where it cannot tell.

    Small Python objects live in arenas of Python's own, which are not among them.
    """
    if _information is None:
        return 0, 0
    found = _information()
    return found.uordblks + found.hblkhd, found.fordblks
