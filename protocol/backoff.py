"""When and where to connect next: pure decisions, chance is an argument.

Source: GED-188, notes on fault tolerance: try the sides in turn until one accepts and stay there; wait a little between
rounds, since every client of the site comes back at that moment.
"""

from __future__ import annotations

from random import Random

from protocol.refusals import Verdict, verdict
from protocol.session_settings import SessionSettings, fallback

WAITS = (15.0, 30.0, 60.0, 120.0)
"""Seconds between rounds; the last one stays."""
SPREAD = 0.5
"""Each wait is up to so much shorter or longer, by chance."""
SIGN_IN_WAIT = 15.0
"""Seconds between attempts while the agent isn't signed in: without growth, a morning begins with it."""
STABLE = 30.0
"""A session open for so many seconds was a good one: its loss begins a new count."""


class Backoff:
    """Counts failed attempts and says what follows: which side, after how many seconds."""

    def __init__(self, sides: int, rng: Random) -> None:
        if sides < 1:
            raise ValueError("at least one side is needed")
        self._sides = sides
        self._rng = rng
        self._tried = 0
        self._rounds = 0
        self.side = 0
        """Index of the side to try next."""

    def reset(self) -> None:
        """Begin a new count at the present side, as after a good session or when a person asks."""
        self._tried = self._rounds = 0

    def lost(self, open_for: float) -> float:
        """A session was lost after so many seconds. The same side is tried at once, unless it held only a moment."""
        if open_for < STABLE:
            return self.failed()
        self.reset()
        return 0.0

    def failed(self) -> float:
        """An attempt failed: seconds until the next one, at the next side. Between rounds the waits grow."""
        self.side = (self.side + 1) % self._sides
        self._tried += 1
        if self._tried < self._sides:
            return 0.0
        self._tried = 0
        base = WAITS[min(self._rounds, len(WAITS) - 1)]
        self._rounds += 1
        return base * self._rng.uniform(1 - SPREAD, 1 + SPREAD)


class OpeningPlan:
    """With which settings to open, in view of what was refused so far. What was learnt is kept for later sessions."""

    def __init__(self, settings: SessionSettings) -> None:
        self._wanted = settings
        self.settings = settings
        """For the next attempt."""

    def refused(self, status: int) -> Verdict | None:
        """A session was refused. None: open again at once with the ``settings`` as they are now."""
        less = fallback(self.settings, status)
        if less is None:
            return verdict(status)
        self.settings = less
        return None

    def reset(self) -> None:
        """Ask for everything again."""
        self.settings = self._wanted
