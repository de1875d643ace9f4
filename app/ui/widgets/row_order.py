"""The rows of a pane from one floor to the next: in order, at little cost, and calm when much happens.

Of 2,000 rows only those that changed are keyed and placed again. What a row shows is always of the newest floor; but
when rows change faster than anybody could follow their moves, they keep their places and are put in order twice a
second. An alarm is put in its place at once.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Mapping
from itertools import compress
from operator import is_, is_not, itemgetter
from typing import Any, Generic, NamedTuple, TypeVar

from app.ui.widgets.rows import R

K = TypeVar("K", bound=Hashable)

SETTLE = 0.5
"""Seconds for which rows keep their places at most."""
CALM = 8.0
"""Changed rows a second up to which each change is put in its place at once."""
BURST = 16.0
"""So many at once are still calm: a team that goes to lunch, the calls of one conference."""


class Changes(NamedTuple, Generic[K]):
    """What is different since the floor before."""

    changed: set[K]
    """Keys that are new or have another value."""
    gone: set[K]


def changes(old: Mapping[K, Any], new: Mapping[K, Any]) -> Changes[K]:
    """Compare two floors' values by identity: a value that didn't change is handed on as it is."""
    if old is new:
        return Changes(set(), set())
    if len(old) == len(new) and all(map(is_, old, new)):  # the usual case, and the quickest: same keys in same order
        return Changes(set(compress(new, map(is_not, new.values(), old.values()))), set())
    return Changes({key for key, value in new.items() if old.get(key) is not value}, set(old.keys() - new.keys()))


class Listing(Generic[K, R]):
    """Rows in order; ``build`` makes the row of a key, None where it isn't listed (team, filter)."""

    def __init__(self, build: Callable[[K], R | None]) -> None:
        self.rows: list[R] = []
        """The rows, in order or, while :attr:`unsettled`, in the order of a moment ago."""
        self.unsettled = False
        self._build = build
        self._entries: dict[Hashable, tuple[Any, R]] = {}
        self._places: dict[Hashable, int] = {}
        self._waiting: set[K] = set()
        self._heat = 0.0
        self._heated = self._settled = float("-inf")

    def fill(self, keys: Iterable[K], order: Callable[[R], Any], now: float) -> None:
        """Begin anew with the rows of these keys."""
        self._entries = {row.key: (order(row), row) for key in keys if (row := self._build(key)) is not None}
        self._arrange(now)

    def follow(self, news: Changes[K], order: Callable[[R], Any], now: float, urgent: bool = False) -> None:
        """Take what changed; ``order`` is the one of :meth:`fill`, ``urgent`` puts rows in order at once."""
        self._waiting |= news.changed
        self._waiting |= news.gone
        if self._waiting and (self._calm(now, len(news.changed)) or urgent or not 0 <= now - self._settled < SETTLE):
            self._settle(order, now)
        elif news.changed or news.gone:
            self._update(news)

    def _calm(self, now: float, changed: int) -> bool:
        """Do so few rows change that each may move at once?"""
        passed = max(0.0, now - self._heated)
        self._heat = max(0.0, self._heat - CALM * passed) + changed
        self._heated = now
        return self._heat <= BURST

    def _settle(self, order: Callable[[R], Any], now: float) -> None:
        for key in self._waiting:
            row = self._build(key)
            if row is None:
                self._entries.pop(key, None)
            else:
                self._entries[key] = (order(row), row)
        self._arrange(now)

    def _arrange(self, now: float) -> None:
        entries = sorted(self._entries.values(), key=itemgetter(0))
        self.rows = [row for _, row in entries]
        self._places = {row.key: place for place, row in enumerate(self.rows)}
        self._waiting.clear()
        self._settled = now
        self.unsettled = False

    def _update(self, news: Changes[K]) -> None:
        """New values in their old places; what is gone goes, what is new waits."""
        self.unsettled = True
        rows = list(self.rows)
        left: set[Hashable] = {key for key in news.gone if key in self._places}
        for key in news.changed:
            place = self._places.get(key)
            if place is not None:
                row = self._build(key)
                if row is None:
                    left.add(key)
                else:
                    rows[place] = row
        if left:
            rows = [row for row in rows if row.key not in left]
            self._places = {row.key: place for place, row in enumerate(rows)}
        self.rows = rows
