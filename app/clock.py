"""The machine's clocks: one that goes on evenly, for everything that is compared, and the wall clock.

Every age, guard, lapse and timeout of the console counts in seconds of :func:`steady`. The wall clock can be set while
the console runs; it is read for what is shown as a time of day and for what is written down.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable

SET_FROM = 1.0
"""Seconds by which the wall clock has to be off what it said before, to count as set."""


def _elapsed_clock() -> Callable[[], float]:
    """The clock that counts while the machine sleeps, where it has one that Python can read."""
    boot_time = getattr(time, "CLOCK_BOOTTIME", None)  # Linux
    if boot_time is None and sys.platform == "darwin":
        boot_time = time.CLOCK_MONOTONIC  # counts sleep there, unlike time.monotonic()
    if boot_time is None:
        return time.monotonic
    return lambda: time.clock_gettime(boot_time)


elapsed: Callable[[], float] = _elapsed_clock()
"""Seconds since some moment, sleep of the machine included; nobody can set this clock."""

_STARTED = time.time() - elapsed()
wall: Callable[[], float] = time.time
"""Seconds since 1970-01-01 UTC as the machine believes now."""


def steady() -> float:
    """Seconds since 1970-01-01 UTC as the wall clock said when the process started, and evenly from then on."""
    return _STARTED + elapsed()


class WallWatch:
    """Notices that the wall clock is set."""

    def __init__(self, steady: Callable[[], float], wall: Callable[[], float]) -> None:
        """``steady`` and ``wall`` give seconds of the two clocks."""
        self._steady, self._wall = steady, wall
        self._correction = 0.0

    def look(self) -> float | None:
        """The seconds by which the wall clock is ahead of the steady one, where it was set since the last look."""
        correction = self._wall() - self._steady()
        if abs(correction - self._correction) < SET_FROM:
            return None
        self._correction = correction
        return correction
