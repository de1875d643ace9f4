"""Since when the floor's data are old, and the times in which no events came. Times are steady seconds."""

from __future__ import annotations

from collections.abc import Sequence

from app.model import BlindWindow, ClockStep
from app.text import duration, time_of_day

SILENCE = 20.0
"""Seconds without a message after which the next one ends a silence: two default heartbeat intervals."""
AFTER_SILENCE = 5.0
"""Seconds within which a session that is lost after a silence counts as lost since the silence began."""


class Freshness:
    """When the latest message came, and since when data are old."""

    def __init__(self) -> None:
        self._last_heard: float | None = None
        self._silence: tuple[float, float] | None = None
        """The latest silence that a message has ended in this session: from, until."""
        self._no_answer = False
        self._stale_since: float | None = None
        self._agents_stale = self._calls_stale = False
        self._events_stopped_at: float | None = None
        self._blind: BlindWindow | None = None
        self._awaiting_discovery = False
        self._rediscovering = False

    @property
    def last_heard(self) -> float | None:
        """When the server's latest message came; None before the first."""
        return self._last_heard

    @property
    def stale_since(self) -> float | None:
        """Since when data are old; None while all are fresh."""
        return self._stale_since

    @property
    def agents_stale(self) -> bool:
        """Are teams and agent states old?"""
        return self._agents_stale

    @property
    def calls_stale(self) -> bool:
        """Are the calls old?"""
        return self._calls_stale

    @property
    def blind(self) -> BlindWindow | None:
        """The latest time without events that is over; None while there was none."""
        return self._blind

    @property
    def rediscovering(self) -> bool:
        """True while everything is asked for again: what is found then was there before."""
        return self._rediscovering

    def message_received(self, now: float) -> None:
        """A message of the server has come. What comes late (this process was stopped) ends a silence."""
        if self._last_heard is not None and now - self._last_heard >= SILENCE:
            self._silence = (self._last_heard, now)
        self._last_heard = now
        self._no_answer = False

    @property
    def no_answer(self) -> bool:
        """True from an unanswered heartbeat until anything comes."""
        return self._no_answer

    def unanswered(self) -> None:
        """A heartbeat is not answered."""
        self._no_answer = True

    def session_opened(self, now: float) -> None:
        """A session is open. After an earlier one, data stay old until everything has been asked for."""
        self._last_heard = now
        self._silence, self._no_answer = None, False
        self._rediscovering = self._stale_since is not None

    def session_lost(self, now: float) -> None:
        """An open session is over: nothing is known from the latest message on."""
        since = min(now, self._last_heard) if self._last_heard is not None else now
        if self._silence is not None and since - self._silence[1] <= AFTER_SILENCE:
            since = self._silence[0]
        if self._events_stopped_at is None:
            self._events_stopped_at = since
        self._awaiting_discovery, self._no_answer = True, False
        self.went_stale(since)

    def events_stopped(self, now: float) -> None:
        """The session goes on, but no events come."""
        if self._events_stopped_at is None:
            self._events_stopped_at = now
            self.went_stale(now)

    def events_resumed(self, now: float) -> BlindWindow | None:
        """Events come: the time without them that is over now; None where there was none."""
        if self._events_stopped_at is None:
            return None
        self._blind = BlindWindow(self._events_stopped_at, now)
        self._events_stopped_at = None
        return self._blind

    def went_stale(self, now: float) -> None:
        """All data are old from now on, where they aren't already."""
        if self._stale_since is None:
            self._stale_since = now
        self._agents_stale = self._calls_stale = True

    def asked_again(self) -> None:
        """Everything is being asked for once more: only the end of that makes the data fresh."""
        self._awaiting_discovery = self._rediscovering = True

    def discovered(self) -> None:
        """Everything has been asked for and answered: the data are fresh, where events come."""
        self._awaiting_discovery = self._rediscovering = False
        if self._events_stopped_at is None:
            self._agents_stale = self._calls_stale = False
            self._stale_since = None

    def fresh_data(self, *, agents: bool = False, calls: bool = False) -> None:
        """An event has brought data of these panes. After a lost session only :meth:`discovered` makes them fresh."""
        if self._stale_since is None or self._awaiting_discovery or self._events_stopped_at is not None:
            return
        self._agents_stale = self._agents_stale and not agents
        self._calls_stale = self._calls_stale and not calls
        if not (self._agents_stale or self._calls_stale):
            self._stale_since = None


def blind_words(window: BlindWindow, clock_steps: Sequence[ClockStep]) -> str:
    """A time without events, in words; ``clock_steps`` are the times at which the wall clock was set."""
    seconds = window.until - window.since
    lasted = f"{seconds:.0f} s" if seconds < 100 else duration(seconds)
    since, until = time_of_day(window.since, clock_steps), time_of_day(window.until, clock_steps)
    return f"no events from {since} to {until} ({lasted}): other emergencies in that time can't be known"
