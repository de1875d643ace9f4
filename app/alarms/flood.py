"""How many alarms came lately, and whether that is a flood: more than a person can look at one by one."""

from __future__ import annotations

from collections import deque

WINDOW = 600.0
"""Seconds that count as lately."""
FLOOD_FROM, FLOOD_UNTIL = 10, 5
"""A flood begins at so many alarms within the window, and lasts until there are fewer than so many."""


class Flood:
    """Counts raises. Times are wall-clock seconds; they may come late, and the clock may be set back."""

    def __init__(self) -> None:
        self._times: deque[float] = deque()
        self.on = False
        """Is there a flood?"""

    @property
    def count(self) -> int:
        """Alarms raised within the window, as of the latest :meth:`tick`."""
        return len(self._times)

    def raised(self, at: float, now: float) -> None:
        """An alarm was raised at ``at``."""
        self._times.append(at)
        self.tick(now)

    def tick(self, now: float) -> bool:
        """Time moved on to ``now``; True when count or flood changed."""
        before = (self.count, self.on)
        while self._times and self._times[0] <= now - WINDOW:
            self._times.popleft()
        while self._times and self._times[-1] > now:  # the clock was set back
            self._times.pop()
        self.on = self.count >= (FLOOD_UNTIL if self.on else FLOOD_FROM)
        return (self.count, self.on) != before
