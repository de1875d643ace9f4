"""When and where to connect next: pure decisions, the random numbers are an argument.

Source: GED-188, notes on fault tolerance: try the sides in turn until one accepts and stay there; wait a little between
rounds, since every client of the site reconnects at the same time.
"""

from __future__ import annotations

from dataclasses import replace
from random import Random

from protocol.frozen import frozen
from protocol.session import SessionSettings, Verdict, fallback, verdict
from protocol.wire.enums import StatusCode

STABLE = 30.0
"""The loss of a session that was open for so many seconds starts a new count of attempts."""


@frozen
class Waits:
    """How long to wait before connecting again, in seconds."""

    rounds: tuple[float, ...] = (15.0, 30.0, 60.0, 120.0)
    """After the first round through the sides, after the second, ...; the last one repeats."""
    jitter: float = 0.5
    """Each of them is shorter or longer by a random part of itself, at most by this one: 0 to 1."""
    sign_in: float = 15.0
    """Between attempts while the agent isn't signed in. It doesn't grow: a shift begins like that."""


class Backoff:
    """Counts failed attempts and decides which side follows, after how many seconds."""

    def __init__(self, sides: int, rng: Random, waits: Waits | None = None) -> None:
        if sides < 1:
            raise ValueError("at least one side is needed")
        self.waits = waits or Waits()
        self._sides = sides
        self._rng = rng
        self._tried = 0
        """Sides that failed in this round."""
        self._rounds = 0
        """Rounds without a good session."""
        self._retried = False
        """A side was tried again at once since the last wait or good session."""
        self._at_once = 0
        """Attempts without a wait since then."""
        self._side = 0

    @property
    def side(self) -> int:
        """Index of the side to try next."""
        return self._side

    @property
    def last_of_round(self) -> bool:
        """Has every other side failed in this round?"""
        return self._tried + 1 >= self._sides

    def opened(self, side: int) -> None:
        """A session with that side is open: the next attempt is for the same side."""
        self._side = side

    def reset(self) -> None:
        """Start a new count at the present side, as after a good session or when a person asks for an attempt."""
        self._tried = self._rounds = self._at_once = 0
        self._retried = False

    def lost(self, open_for: float, *, leave: bool = False) -> float:
        """A session was lost after so many seconds: seconds until the next attempt.

        The same side is tried again at once, but only one time for sessions shorter than :data:`STABLE`; then a round
        through the others begins. ``leave``: the side itself ended its service, so the next one is tried.
        """
        if open_for >= STABLE:
            self.reset()
        self._tried = 0
        if leave or self._retried:
            return self.failed()
        self._retried = True
        self._at_once += 1
        return 0.0

    def failed(self) -> float:
        """An attempt failed: seconds until the next one, at the next side. The waits between rounds grow."""
        self._side = (self._side + 1) % self._sides
        self._tried += 1
        if self._tried < self._sides and self._at_once < 2 * self._sides:
            self._at_once += 1
            return 0.0
        self._tried = self._at_once = 0
        self._retried = False
        base = self.waits.rounds[min(self._rounds, len(self.waits.rounds) - 1)]
        self._rounds += 1
        return base * self._rng.uniform(1 - self.waits.jitter, 1 + self.waits.jitter)


class OpeningPlan:
    """The settings to open with, after what was refused so far. The version found is kept for later sessions."""

    def __init__(self, settings: SessionSettings) -> None:
        self._wanted = settings
        self._version: int | None = None
        """The protocol version of the last session that opened."""
        self._settings = settings

    @property
    def settings(self) -> SessionSettings:
        """For the next attempt."""
        return self._settings

    def opened(self) -> None:
        """A session was opened with the present settings: its version is kept."""
        self._version = self._settings.protocol_version

    def refused(self, status: int) -> Verdict | None:
        """A session was refused. None: open again at once with the ``settings`` as they are now."""
        less = fallback(self._settings, status)
        if less is None:
            if status == StatusCode.E_CTI_INVALID_VERSION:
                self._version = None  # it is another server by now: start at the highest version when asked again
            return verdict(status)
        self._settings = less
        return None

    def reset(self) -> None:
        """Ask for everything again, with the version that the server is known to accept."""
        self._settings = replace(self._wanted, protocol_version=self._version or self._wanted.protocol_version)
