"""The stand-in library as a measuring program steers it. Runs in peers' environments, so it needs nothing."""

from __future__ import annotations

import asyncio
import ctypes
from collections.abc import Callable

# How far the emitting thread may be ahead of the consumer at full speed. Nothing is dropped, memory stays
# bounded, and no binding can let ticks pile up before its clock starts.
WINDOW = 16384


class Blaster:
    """Start emissions and read what they found."""

    def __init__(self, path: str) -> None:
        self._library = library = ctypes.CDLL(path)
        library.blaster_start.argtypes = [ctypes.c_long, ctypes.c_long, ctypes.c_long]
        library.blaster_acknowledge.argtypes = [ctypes.c_int64]
        library.blaster_emitted.restype = ctypes.c_long
        library.blaster_spent.restype = ctypes.c_int64
        library.blaster_durations.restype = ctypes.POINTER(ctypes.c_int32)

    def start(self, count: int, rate: int = 0, window: int = 0) -> None:
        """Emit `count` ticks, `rate` a second (0: as fast as the callback returns)."""
        self._library.blaster_start(count, rate, window)

    def acknowledge(self, read: int) -> None:
        """Tell how many ticks the consumer has read, for a window."""
        self._library.blaster_acknowledge(read)

    def acknowledge_every_millisecond(self, count: Callable[[], int]) -> None:
        """From the running loop, beside the consumer, so that no tick pays for it."""
        loop = asyncio.get_running_loop()

        def step() -> None:
            self.acknowledge(count())
            loop.call_later(0.001, step)

        step()

    def profile(self, on: bool) -> None:
        """Under callgrind, with --instr-atstart=no: count instructions from now on, or no longer."""
        self._library.blaster_profile(int(on))

    def disconnect(self) -> None:
        """Report a lost connection and a new one 20 ms later."""
        self._library.blaster_disconnect()

    @property
    def emitted(self) -> int:
        return int(self._library.blaster_emitted())

    @property
    def spent(self) -> int:
        """CPU nanoseconds of the emission's thread, once it is done."""
        return int(self._library.blaster_spent())

    @property
    def done(self) -> bool:
        return bool(self._library.blaster_done())

    def durations(self) -> list[int]:
        """Nanoseconds that each callback of an emission with a rate held the vendor's thread."""
        return list(self._library.blaster_durations()[: self.emitted])


def percentile(ordered: list[int], share: float) -> float:
    """Of an ordered list of nanoseconds, in microseconds."""
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))] / 1000


def distribution(nanoseconds: list[int]) -> dict[str, object]:
    """Percentiles in microseconds, and the curve itself as 200 points for a plot."""
    ordered = sorted(nanoseconds)
    return {
        "p50": percentile(ordered, 0.5),
        "p99": percentile(ordered, 0.99),
        "p999": percentile(ordered, 0.999),
        "max": ordered[-1] / 1000,
        "curve": [round(percentile(ordered, i / 200), 2) for i in range(200)],
    }
