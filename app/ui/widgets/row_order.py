"""The rows of a pane in order, from one floor to the next.

Only rows that changed are made and placed again. Every row shows the newest floor. While rows change faster than people
can follow their moves, they keep their places and are put in order twice a second; an alarm is put in its place at
once.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Mapping
from itertools import compress, islice
from operator import is_, is_not, itemgetter
from typing import Any, Generic, NamedTuple, TypeVar

from app.ui.widgets.row_cursor import R

K = TypeVar("K", bound=Hashable)

SETTLE = 0.5
"""Seconds for which rows keep their places at most."""
MANY = 8
"""Where more than one row in so many is to be placed, all are sorted."""
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
    if len(old) <= len(new) and all(map(is_, old, new)):  # the same keys, then new ones: the usual and quickest case
        changed = set(compress(new, map(is_not, new.values(), old.values())))
        changed.update(islice(new, len(old), None))
        return Changes(changed, set())
    changed = set(compress(new, map(is_not, new.values(), map(old.get, new))))
    return Changes(changed, set(old.keys() - new.keys()))


class Tally(Generic[K]):
    """How many values of a floor there are of each group, followed from one floor to the next."""

    def __init__(self, group: Callable[[Any], Hashable]) -> None:
        """``group`` gives the group of a value."""
        self._group = group
        self._values: Mapping[K, Any] = {}
        self._counts: Counter[Hashable] = Counter()

    def follow(self, values: Mapping[K, Any]) -> Counter[Hashable]:
        """The numbers for these values."""
        old, self._values = self._values, values
        news = changes(old, values)
        self._counts.subtract(self._group(old[key]) for key in (news.changed | news.gone) & old.keys())
        self._counts.update(self._group(values[key]) for key in news.changed)
        return self._counts


class Listing(Generic[K, R]):
    """Rows in order. ``build`` makes the row of a key; None where the row is not listed (team, filter)."""

    def __init__(self, build: Callable[[K], R | None], counts: Callable[[R], bool] = lambda _: True) -> None:
        """``counts`` tells which rows are :attr:`counted`."""
        self.rows: list[R] = []
        """The rows in order; while :attr:`unsettled`, in the order of at most :data:`SETTLE` seconds ago."""
        self.counted = 0
        """How many of the rows count."""
        self.unsettled = False
        """True while rows wait to be put in order."""
        self._build, self._counts = build, counts
        self._orders: list[Any] = []
        """The sort keys by which the rows have their places."""
        self._placed: dict[Hashable, Any] = {}
        """The same by the keys of the rows."""
        self._waiting: set[K] = set()
        self._recent = 0.0
        """Changed rows, decaying by :data:`CALM` a second."""
        self._calmed = self._settled = float("-inf")

    def fill(self, keys: Iterable[K], order: Callable[[R], Any], now: float) -> None:
        """Make the rows of these keys and put them in order (a sort key of a row, which no two of them share)."""
        self._arrange([(order(row), row) for key in keys if (row := self._build(key)) is not None])
        self._rest(now)

    def follow(self, news: Changes[K], order: Callable[[R], Any], now: float, urgent: bool = False) -> None:
        """Take what changed, at ``now``; ``order`` as in :meth:`fill`; ``urgent`` puts the rows in order at once."""
        self._waiting |= news.changed
        self._waiting |= news.gone
        calm, late = self._calm(now, len(news.changed)), not 0 <= now - self._settled < SETTLE
        # The first rows wait for nothing: nobody's eye is on them yet, and the pane would say that there are none.
        if self._waiting and (calm or urgent or late or not self.rows):
            self._settle(order)
            self._rest(now)
        elif news.changed or news.gone:
            self._update(news)

    def _calm(self, now: float, changed: int) -> bool:
        """Count the changed rows. True while so few change that each may move at once."""
        passed = max(0.0, now - self._calmed)
        self._recent = max(0.0, self._recent - CALM * passed) + changed
        self._calmed = now
        return self._recent <= BURST

    def _settle(self, order: Callable[[R], Any]) -> None:
        """Put the rows that wait in their places."""
        made = [(order(row), row) for key in self._waiting if (row := self._build(key)) is not None]
        if MANY * len(self._waiting) > len(self.rows):
            placed = zip(self._orders, self.rows, strict=True)
            self._arrange([(by, row) for by, row in placed if row.key not in self._waiting] + made)
            return
        for key in self._waiting:
            self._leave_out(key)
        for by, row in made:
            place = bisect_left(self._orders, by)
            self._orders.insert(place, by)
            self.rows.insert(place, row)
            self._placed[row.key] = by
            self.counted += self._counts(row)

    def _arrange(self, pairs: list[tuple[Any, R]]) -> None:
        pairs.sort(key=itemgetter(0))
        self.rows = [row for _, row in pairs]
        self._orders = [by for by, _ in pairs]
        self._placed = {row.key: by for by, row in pairs}
        self.counted = sum(map(self._counts, self.rows))

    def _leave_out(self, key: K) -> None:
        by = self._placed.pop(key, None)
        if by is not None:
            place = bisect_left(self._orders, by)
            self.counted -= self._counts(self.rows[place])
            del self._orders[place], self.rows[place]

    def _rest(self, now: float) -> None:
        """All rows are in their places."""
        self._waiting.clear()
        self._settled = now
        self.unsettled = False

    def _update(self, news: Changes[K]) -> None:
        """Show new values at their old places and leave out what is gone; new rows wait for :meth:`_settle`."""
        self.unsettled = True
        for key in news.gone:
            self._leave_out(key)
        for key in news.changed:
            row = self._build(key) if key in self._placed else None
            if row is None:
                self._leave_out(key)
            else:
                place = bisect_left(self._orders, self._placed[key])
                self.counted += self._counts(row) - self._counts(self.rows[place])
                self.rows[place] = row
