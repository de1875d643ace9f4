"""The clock of a mock centre: steps that are due at a time."""

from __future__ import annotations

import heapq
from collections.abc import Callable
from itertools import count


class Clock:
    """Simulated time in seconds since the start, and the steps planned on it."""

    def __init__(self) -> None:
        self._now = 0.0
        self._heap: list[tuple[float, int, Callable[[], None]]] = []
        self._order = count()

    @property
    def now(self) -> float:
        """The present time; inside a step, the time at which it was due."""
        return self._now

    def later(self, delay: float, step: Callable[[], None]) -> None:
        """Run a step in ``delay`` seconds. Steps due at the same time run in the order in which they were planned."""
        heapq.heappush(self._heap, (self._now + max(delay, 0.0), next(self._order), step))

    def next_due(self) -> float:
        """When the next step is due; infinity when none is planned."""
        return self._heap[0][0] if self._heap else float("inf")

    def advance(self, now: float) -> None:
        """Let time pass up to ``now``. Each step runs at its own time, in however many strides the time passes."""
        while self._heap and self._heap[0][0] <= now:
            due, _, step = heapq.heappop(self._heap)
            self._now = max(self._now, due)
            step()
        self._now = max(self._now, now)
