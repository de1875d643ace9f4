"""The rows of a pane in order, from one floor to the next.

Only rows that changed are made and placed again. Every row shows the newest floor. While rows change faster than people
can follow their moves, they keep their places and are put in order twice a second; an alarm is put in its place at
once.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Mapping
from itertools import compress
from operator import is_, is_not, itemgetter
from typing import Any, Generic, NamedTuple, TypeVar

from app.ui.widgets.row_cursor import R

K = TypeVar("K", bound=Hashable)

SETTLE = 0.5
"""Seconds for which rows keep their places at most."""
CALM = 8.0
"""Changed rows a second up to which every change is put in its place at once."""
BURST = 16.0
"""Changed rows that may come at once besides: a team that goes to lunch, the calls of one conference."""


class Changes(NamedTuple, Generic[K]):
    """What differs between two floors."""

    changed: set[K]
    """Keys that are new or have another value."""
    gone: set[K]
    """Keys that are no longer there."""


def changes(old: Mapping[K, Any], new: Mapping[K, Any]) -> Changes[K]:
    """Compare two floors' values by identity: the builder keeps the object of a value that didn't change."""
    if old is new:
        return Changes(set(), set())
    if len(old) == len(new) and all(map(is_, old, new)):  # same keys in the same order: the usual and quickest case
        return Changes(set(compress(new, map(is_not, new.values(), old.values()))), set())
    return Changes({key for key, value in new.items() if old.get(key) is not value}, set(old.keys() - new.keys()))


class Listing(Generic[K, R]):
    """Rows in order. ``build`` makes the row of a key; None where the row is not listed (team, filter)."""

    def __init__(self, build: Callable[[K], R | None]) -> None:
        self.rows: list[R] = []
        """The rows in order; while :attr:`unsettled`, in the order of at most :data:`SETTLE` seconds ago."""
        self.unsettled = False
        """True while rows wait to be put in order."""
        self._build = build
        self._entries: dict[Hashable, tuple[Any, R]] = {}
        self._places: dict[Hashable, int] = {}
        self._waiting: set[K] = set()
        self._recent = 0.0
        """Changed rows, decaying by :data:`CALM` a second."""
        self._counted = self._settled = float("-inf")

    def fill(self, keys: Iterable[K], order: Callable[[R], Any], now: float) -> None:
        """Make the rows of these keys and put them in order (a sort key of a row)."""
        self._entries = {row.key: (order(row), row) for key in keys if (row := self._build(key)) is not None}
        self._arrange(now)

    def follow(self, news: Changes[K], order: Callable[[R], Any], now: float, urgent: bool = False) -> None:
        """Take what changed, at ``now``; ``order`` as in :meth:`fill`; ``urgent`` puts the rows in order at once."""
        self._waiting |= news.changed
        self._waiting |= news.gone
        if self._waiting and (self._calm(now, len(news.changed)) or urgent or not 0 <= now - self._settled < SETTLE):
            self._settle(order, now)
        elif news.changed or news.gone:
            self._update(news)

    def _calm(self, now: float, changed: int) -> bool:
        """Count the changed rows. True while so few change that each may move at once."""
        passed = max(0.0, now - self._counted)
        self._recent = max(0.0, self._recent - CALM * passed) + changed
        self._counted = now
        return self._recent <= BURST

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
        """Show new values at their old places and leave out what is gone; new rows wait for :meth:`_settle`."""
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
