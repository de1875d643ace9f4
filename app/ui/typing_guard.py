"""Tells typing from keys that are meant: text that goes to the console by mistake must do nothing.

Printable keys of which each comes soon after the one before are a run. A run of :data:`TYPING` different ones is
typing: no key of it is taken any more. Until that is known, a key soon after a different one waits for as long as two
keys of a run may be apart; the first key of a run is taken at once. Times are monotonic seconds.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Collection
from enum import Enum, auto
from typing import Generic, NamedTuple, TypeVar

K = TypeVar("K")

TYPING = 4
"""So many different keys in a run are typing. People go to a pane, to an emergency and barge in with three."""
MOST_WAITING = 16
"""Keys that may wait; more are typing, whichever they are."""


class Pace(NamedTuple):
    """How soon after something a key is not yet taken for what it would do. In seconds; 0 takes every key at once."""

    typing: float = 0.15
    """After a different key: it may be typing."""
    look: float = 1.0
    """After an emergency came on the screen: ``a`` can't be meant for it yet."""
    swap: float = 0.5
    """After another emergency took the emergency line: ``a`` may be meant for the one before."""


class Verdict(Enum):
    """What to do with a key."""

    TAKE = auto()
    WAIT = auto()
    """The guard has kept it: see :meth:`TypingGuard.due`."""
    DROP = auto()
    TYPING = auto()
    """Drop it: with this key it has become clear that the run is typing."""


class _Waiting(NamedTuple, Generic[K]):
    """A key that waits."""

    key: K
    character: str | None
    until: float


class TypingGuard(Generic[K]):
    """Keeps keys of type ``K`` until it is clear what they are."""

    def __init__(self, window: float) -> None:
        """``window``: how many seconds two keys of a run may be apart; with 0 every key is taken."""
        self._window = window
        self._last = float("-inf")
        self._run: dict[str, None] = {}
        """The different keys of the run, in their order."""
        self._typing = False
        self._waiting: deque[_Waiting[K]] = deque()
        self.taken: list[str] = []
        """The keys of the run that were taken."""

    def pressed(
        self, key: K, character: str | None, at: float, *, ahead: Collection[str] = (), harmless: bool = False
    ) -> Verdict:
        """A key was pressed. Those that are :meth:`due` by then must have been taken before.

        ``character`` is None for keys that are not printable. ``ahead``: the different characters that have come at
        once with it, itself among them. A ``harmless`` key need not wait by itself.
        """
        if not self._window:
            return Verdict.TAKE
        if character is None:
            return self._other_key(key, at)
        if at - self._last > self._window:
            self._run.clear()
            self.taken.clear()
            self._typing = False
        follows = any(other != character for other in self._run)
        self._run[character] = None
        self._last = at
        if self._typing:
            return Verdict.DROP
        if len({*self._run, *ahead}) >= TYPING or len(self._waiting) >= MOST_WAITING:
            self._typing = True
            self._waiting.clear()
            return Verdict.TYPING
        if self._waiting or (follows and not harmless):
            self._waiting.append(_Waiting(key, character, at + self._window))
            return Verdict.WAIT
        self.taken.append(character)
        return Verdict.TAKE

    def _other_key(self, key: K, at: float) -> Verdict:
        """Escape, an arrow and their like: no part of a run, but never before what was pressed earlier."""
        if self._typing and at - self._last <= self._window:
            return Verdict.DROP
        if self._waiting:
            self._waiting.append(_Waiting(key, None, self._waiting[-1].until))
            return Verdict.WAIT
        return Verdict.TAKE

    @property
    def wait_until(self) -> float | None:
        """When the next key that waits is due."""
        return self._waiting[0].until if self._waiting else None

    def due(self, at: float) -> list[K]:
        """The keys that have waited long enough at ``at``, to be taken in this order."""
        found = []
        while self._waiting and self._waiting[0].until <= at:
            waited = self._waiting.popleft()
            found.append(waited.key)
            if waited.character is not None:
                self.taken.append(waited.character)
        return found

    def rested(self) -> list[K]:
        """The hand has rested, or has done something else than typing: all that waits is due, and the run is over."""
        self._last = float("-inf")
        return self.due(float("inf"))
