"""When and where to connect next: pure decisions, chance is an argument.

Source: GED-188, notes on fault tolerance: try the sides in turn until one accepts and stay there; wait a little between
rounds, since every client of the site comes back at that moment.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from random import Random

from protocol.session.refusals import Verdict, verdict
from protocol.session.settings import SessionSettings, fallback
from protocol.wire.enums import StatusCode

STABLE = 30.0
"""A session open for so many seconds was a good one: its loss begins a new count."""


@dataclass(frozen=True, slots=True)
class Waits:
    """How long to wait before connecting again, in seconds."""

    rounds: tuple[float, ...] = (15.0, 30.0, 60.0, 120.0)
    """Between one round through the sides and the next; the last one stays."""
    jitter: float = 0.5
    """Each of them is up to such a part of itself shorter or longer, by chance: 0 to 1."""
    sign_in: float = 15.0
    """Between attempts while the agent isn't signed in: without growth, a morning begins with it."""


class Backoff:
    """Counts failed attempts and says what follows: which side, after how many seconds."""

    def __init__(self, sides: int, rng: Random, waits: Waits | None = None) -> None:
        if sides < 1:
            raise ValueError("at least one side is needed")
        self.waits = waits or Waits()
        self._sides = sides
        self._rng = rng
        self._tried = 0
        self._rounds = 0
        self._came_back = False
        """A side was tried again at once since the last wait or good session."""
        self._at_once = 0
        """Attempts without a wait since then."""
        self.side = 0
        """Index of the side to try next."""

    def reset(self) -> None:
        """Begin a new count at the present side, as after a good session or when a person asks."""
        self._tried = self._rounds = self._at_once = 0
        self._came_back = False

    @property
    def last_of_round(self) -> bool:
        """Is every other side tried already in this round?"""
        return self._tried + 1 >= self._sides

    def lost(self, open_for: float, *, leave: bool = False) -> float:
        """A session was lost after so many seconds: seconds until the next attempt.

        The same side is tried again at once, but only one time for sessions that hold a moment; then a round through
        the others begins. ``leave``: the side said itself that it goes, so the next one is tried.
        """
        if open_for >= STABLE:
            self.reset()
        self._tried = 0
        if leave or self._came_back:
            return self.failed()
        self._came_back = True
        self._at_once += 1
        return 0.0

    def failed(self) -> float:
        """An attempt failed: seconds until the next one, at the next side. Between rounds the waits grow."""
        self.side = (self.side + 1) % self._sides
        self._tried += 1
        if self._tried < self._sides and self._at_once < 2 * self._sides:
            self._at_once += 1
            return 0.0
        self._tried = self._at_once = 0
        self._came_back = False
        base = self.waits.rounds[min(self._rounds, len(self.waits.rounds) - 1)]
        self._rounds += 1
        return base * self._rng.uniform(1 - self.waits.jitter, 1 + self.waits.jitter)


class OpeningPlan:
    """With which settings to open, in view of what was refused so far. What was learnt is kept for later sessions."""

    def __init__(self, settings: SessionSettings) -> None:
        self._wanted = settings
        self._version: int | None = None
        """The protocol version that a session was open with."""
        self.settings = settings
        """For the next attempt."""

    def opened(self) -> None:
        """A session was opened with the present settings: its version is remembered."""
        self._version = self.settings.protocol_version

    def refused(self, status: int) -> Verdict | None:
        """A session was refused. None: open again at once with the ``settings`` as they are now."""
        less = fallback(self.settings, status)
        if less is None:
            if status == StatusCode.E_CTI_INVALID_VERSION:
                self._version = None  # the server is another one by now: begin at the top when a person asks again
            return verdict(status)
        self.settings = less
        return None

    def reset(self) -> None:
        """Ask for everything again, with the version that is known to be taken."""
        self.settings = replace(self._wanted, protocol_version=self._version or self._wanted.protocol_version)
