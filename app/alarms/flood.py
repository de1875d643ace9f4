"""How many alarms were raised lately, and whether that is a flood: more than a person can look at one by one.

The counts are those of ISA-18.2: a flood begins at ten alarms in ten minutes and ends at fewer than five.
"""

from __future__ import annotations

from collections import deque

WINDOW = 600.0
"""Seconds that count as lately."""
FLOOD_FROM, FLOOD_UNTIL = 10, 5
"""A flood begins at so many alarms within the window, and lasts until there are fewer than so many."""


class Flood:
    """Counts raises. Times are steady seconds, each as late as the one before or later."""

    def __init__(self) -> None:
        self._times: deque[float] = deque()
        self._on = False

    @property
    def on(self) -> bool:
        """True while there is a flood."""
        return self._on

    @property
    def count(self) -> int:
        """Alarms raised within the window, as of the latest :meth:`raised` or :meth:`tick`."""
        return len(self._times)

    def raised(self, now: float) -> None:
        """An alarm is raised now."""
        self._times.append(now)
        self.tick(now)

    def tick(self, now: float) -> bool:
        """Time is ``now``; True when count or flood changed."""
        before = (self.count, self.on)
        while self._times and self._times[0] <= now - WINDOW:
            self._times.popleft()
        self._on = self.count >= (FLOOD_UNTIL if self._on else FLOOD_FROM)
        return (self.count, self.on) != before
