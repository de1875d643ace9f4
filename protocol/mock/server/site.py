"""What the sides of a mock server share: one centre, one time, and the numbers of sessions and monitors."""

from __future__ import annotations

import heapq
from collections.abc import Callable
from itertools import count
from typing import TYPE_CHECKING

from protocol.mock.centre.centre import Centre
from protocol.mock.settings import CentreSettings

if TYPE_CHECKING:
    from protocol.mock.server.state import Office


class Site:
    """A centre and the offices (sides) that tell of it. Times are seconds since the start."""

    def __init__(self, settings: CentreSettings) -> None:
        self.centre = Centre(settings)
        self.offices: list[Office] = []
        self.session_numbers, self.monitor_ids = count(1), count(11)
        self._chores: list[tuple[float, int, Callable[[], None]]] = []
        self._order = count()

    @property
    def now(self) -> float:
        """The time that the site has come to; inside a chore, the time it was due."""
        return self.centre.now

    def later(self, delay: float, chore: Callable[[], None]) -> None:
        """Do something beside the centre (a step of a scenario, a server's own timer) in so many seconds."""
        heapq.heappush(self._chores, (self.now + max(delay, 0.0), next(self._order), chore))

    def next_due(self) -> float:
        """When something happens next; infinity when nothing is planned."""
        return min(self.centre.next_due(), self._chores[0][0] if self._chores else float("inf"))

    def advance(self, now: float) -> None:
        """Let time pass. Each thing happens and is told at its own time, in however many strides the time passes."""
        while self._chores and self._chores[0][0] <= now:
            due, _, chore = heapq.heappop(self._chores)
            self._tell(max(due, self.now))
            chore()
        self._tell(now)

    def _tell(self, now: float) -> None:
        for happening in self.centre.advance(now):
            for office in self.offices:
                office.tell(happening)
