"""Times in words: durations, ages, the time of day."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, tzinfo

from app.model import ClockStep, wall_time

DURATION_WIDTH = 7
"""Cells of the longest duration: ``9:59:59``, ``12h 30m``."""


def in_steps(now: float, step: int) -> float:
    """The last multiple of ``step`` seconds; with 1 the time itself."""
    return now if step == 1 else now // step * step


def duration(seconds: float) -> str:
    """So many seconds: ``m:ss``, ``h:mm:ss`` from an hour, ``12h 30m`` from ten hours, ``4d 03h`` from a hundred.

    Negative durations (clocks that disagree) read ``0:00``.
    """
    whole = max(0, int(seconds))
    minutes, second = divmod(whole, 60)
    hours, minute = divmod(minutes, 60)
    if hours >= 100:
        days, hour = divmod(hours, 24)
        return f"{days}d {hour:02}h"
    if hours >= 10:
        return f"{hours}h {minute:02}m"
    return f"{hours}:{minute:02}:{second:02}" if hours else f"{minute}:{second:02}"


def running(seconds: float, since_known: bool = True) -> str:
    """A duration and a plus or a space: ``1:30+`` is at least that, where its beginning is unknown."""
    return duration(seconds) + (" " if since_known else "+")


def age(seconds: float) -> str:
    """How long ago, in one unit: ``2 s``, ``3 min``, ``5 h``, ``2 d``."""
    whole = max(0, int(seconds))
    if whole < 100:
        return f"{whole} s"
    if whole < 100 * 60:
        return f"{whole // 60} min"
    if whole < 100 * 3600:
        return f"{whole // 3600} h"
    return f"{whole // 86400} d"


def span(seconds: float) -> str:
    """A length of time that was chosen, in one unit: ``15 min``, ``2 h``."""
    minutes = round(seconds / 60)
    return f"{minutes // 60} h" if minutes >= 60 and minutes % 60 == 0 else f"{minutes} min"


def time_of_day(at: float, clock_steps: Sequence[ClockStep], zone: tzinfo | None = None) -> str:
    """The time of day of ``at``, ``HH:MM:SS``, as the wall clock said then, in ``zone`` or else the machine's own."""
    try:
        return f"{datetime.fromtimestamp(wall_time(at, clock_steps), zone):%H:%M:%S}"
    except (OverflowError, OSError, ValueError):
        return "--:--:--"
