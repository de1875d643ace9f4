"""Rows with keys and the cursor among them, which follows its row by key. Without a screen: see :mod:`.live_table`."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from typing import Generic, Protocol, TypeVar


class Row(Protocol):
    """What a live table can show: an immutable value with a key."""

    @property
    def key(self) -> Hashable:
        """Identity of the row; the cursor follows it."""

    @property
    def subject(self) -> Hashable:
        """What the row is about (an agent, say). When the cursor's row is gone, it goes to a new row of its subject."""


R = TypeVar("R", bound=Row)


class RowCursor(Generic[R]):
    """Rows in order, and the one under the cursor.

    With ``hold`` the selected row keeps its place in the order while rows are held: the others flow around it.
    """

    def __init__(self, *, hold: bool = False) -> None:
        self.rows: list[R] = []
        self.index: int | None = None
        """Place of the row under the cursor; None while there are no rows."""
        self.lost_at: float | None = None
        """When the selected row vanished and the cursor went to another one by itself, in steady seconds.

        None since a person has chosen a row.
        """
        self._hold = hold
        self._natural: list[R] = []
        """The rows in the order they were given."""

    @property
    def row(self) -> R | None:
        """The row under the cursor."""
        return None if self.index is None else self.rows[self.index]

    @property
    def key(self) -> Hashable | None:
        """Key of the row under the cursor; None while there are no rows."""
        return None if self.index is None else self.rows[self.index].key

    def take(self, rows: Sequence[R], now: float, *, held: bool) -> Hashable | None:
        """Take other rows at ``now``, ``held`` in place or not. Returns the key of the selected row if it is gone.

        The cursor stays with its row. When that is gone, it goes to the :func:`successor`.
        """
        old, before = self.rows, self.index
        self._natural = list(rows)
        lost: Hashable | None = None
        if before is None:
            self.index = 0 if rows else None
        else:
            key = old[before].key
            self.index = index_of(rows, key, before)
            if self.index is None:
                lost = key
                self.lost_at = now
                self.index = successor(old, before, rows)
        self._arrange(self.index if before is None or lost is not None else before, held)
        return lost

    def move_to(self, index: int, *, held: bool) -> bool:
        """Select the row at this place, or at the nearest one there is; False when it is selected already."""
        index = max(0, min(index, len(self.rows) - 1))
        moved = index != self.index
        self.index = index
        self.lost_at = None
        if moved and self._hold:
            self.index = index_of(self._natural, self.rows[index].key)
            self._arrange(index, held)
        return moved

    def row_chosen(self) -> None:
        """A person chose what is listed: a selected row that is hidden by that is not lost."""
        self.lost_at = None

    def release(self) -> None:
        """Put held rows back in the order they were given."""
        if self._hold and self.index is not None:
            self.index = index_of(self._natural, self.key)
            self.rows = self._natural

    def _arrange(self, place: int | None, held: bool) -> None:
        """Order the rows as given, or with the selected one held at ``place``. ``index`` is that of the given order."""
        if self.index is not None and place is not None and self._hold and held:
            key = self._natural[self.index].key
            self.rows = held_at(self._natural, key, place)
            self.index = index_of(self.rows, key, place)
        else:
            self.rows = self._natural


def index_of(rows: Sequence[Row], key: Hashable | None, near: int = 0) -> int | None:
    """Place of the row with this key. ``near`` is looked at first: where the row was, it mostly still is."""
    if key is None:
        return None
    if near < len(rows) and rows[near].key == key:
        return near
    for index, row in enumerate(rows):
        if row.key == key:
            return index
    return None


def successor(old: Sequence[Row], index: int, new: Sequence[Row]) -> int | None:
    """Place in ``new`` for the cursor when its row ``old[index]`` is gone; None when ``new`` is empty.

    The one new row of the same subject if there is exactly one, else the nearest neighbour left; of two equally near
    the one below, which moves into the place of the row that is gone.
    """
    if not new:
        return None
    known = {row.key for row in old}
    subject = old[index].subject
    fresh = [place for place, row in enumerate(new) if row.subject == subject and row.key not in known]
    if len(fresh) == 1:
        return fresh[0]
    places = {row.key: place for place, row in enumerate(new)}
    for distance in range(1, len(old)):
        for neighbour in (index + distance, index - distance):
            if 0 <= neighbour < len(old) and old[neighbour].key in places:
                return places[old[neighbour].key]
    return min(index, len(new) - 1)


def held_at(rows: Sequence[R], key: Hashable, place: int) -> list[R]:
    """The same rows with the one of ``key`` at ``place`` and the others around it in their order."""
    others = [row for row in rows if row.key != key]
    selected = [row for row in rows if row.key == key]
    return others[:place] + selected + others[place:]
