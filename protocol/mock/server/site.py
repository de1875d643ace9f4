"""What the sides of a mock server share: one centre, one time, and the numbers of sessions and monitors."""

from __future__ import annotations

import heapq
from collections.abc import Callable
from itertools import count

from protocol.mock.centre import Announcement, Centre
from protocol.mock.settings import CentreSettings


class Site:
    """A centre, and the sides that send its announcements to clients. Times are seconds since the start."""

    def __init__(self, settings: CentreSettings) -> None:
        self.centre = Centre(settings)
        self._listeners: list[Callable[[Announcement], None]] = []
        self._session_numbers, self._monitor_ids = count(1), count(11)
        self._steps: list[tuple[float, int, Callable[[], None]]] = []
        self._order = count()

    def listen(self, listener: Callable[[Announcement], None]) -> None:
        """Call a listener with each announcement of the centre, at the time of the announcement."""
        self._listeners.append(listener)

    def new_session_number(self) -> int:
        """A session number that was not used yet."""
        return next(self._session_numbers)

    def new_monitor_id(self) -> int:
        """A MonitorID that was not used yet."""
        return next(self._monitor_ids)

    @property
    def now(self) -> float:
        """The present time; inside a step, the time at which it was due."""
        return self.centre.now

    def later(self, delay: float, step: Callable[[], None]) -> None:
        """Run a step that is not the centre's (of a scenario, or a timer of the server) in ``delay`` seconds."""
        heapq.heappush(self._steps, (self.now + max(delay, 0.0), next(self._order), step))

    def next_due(self) -> float:
        """When something happens next; infinity when nothing is planned."""
        return min(self.centre.next_due(), self._steps[0][0] if self._steps else float("inf"))

    def advance(self, now: float) -> None:
        """Let time pass up to ``now``. Each step runs at its own time, after the centre's announcements until then."""
        while self._steps and self._steps[0][0] <= now:
            due, _, step = heapq.heappop(self._steps)
            self._advance_centre(max(due, self.now))
            step()
        self._advance_centre(now)

    def _advance_centre(self, now: float) -> None:
        for announcement in self.centre.advance(now):
            for listener in self._listeners:
                listener(announcement)
