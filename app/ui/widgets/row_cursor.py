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

    While rows are held, those that are shown keep their order, and others come below them. With ``top_until_moved``
    the cursor is on the first row until somebody has moved it.
    """

    def __init__(self, *, top_until_moved: bool = False) -> None:
        self.rows: list[R] = []
        self.index: int | None = None
        """Place of the row under the cursor; None while there are no rows."""
        self.lost_at: float | None = None
        """When the cursor went to another row by itself (the selected one vanished, or is not the first one any more).

        In steady seconds; None since a person has chosen a row.
        """
        self.natural: list[R] = []
        """The rows in the order they were given."""
        self._on_top = top_until_moved

    @property
    def row(self) -> R | None:
        """The row under the cursor."""
        return None if self.index is None else self.rows[self.index]

    @property
    def key(self) -> Hashable | None:
        """Key of the row under the cursor; None while there are no rows."""
        return None if self.index is None else self.rows[self.index].key

    @property
    def held(self) -> bool:
        """Are the rows shown in another order than they were given?"""
        return self.rows is not self.natural

    def take(self, rows: Sequence[R], now: float, *, held: bool) -> Hashable | None:
        """Take other rows at ``now``, ``held`` in place or not. Returns the key of the row that the cursor has left.

        The cursor stays with its row. When that is gone, it goes to the :func:`successor`.
        """
        old, before = self.rows, self.index
        self.natural = list(rows)
        self.rows = in_place(old, self.natural) if held else self.natural
        if before is None:
            self.index = 0 if self.rows else None
            return None
        key = old[before].key
        if self._on_top:
            self.index = 0 if self.rows else None
            if self.key == key:
                return None
        else:
            self.index = index_of(self.rows, key, before)
            if self.index is not None:
                return None
            self.index = successor(old, before, self.rows)
        self.lost_at = now
        return key

    def move_to(self, index: int) -> bool:
        """Select the row at this place, or at the nearest one there is; False when it is selected already."""
        index = max(0, min(index, len(self.rows) - 1))
        moved = index != self.index
        self.index = index
        self.lost_at = None
        self._on_top = False
        return moved

    def row_chosen(self) -> None:
        """A person chose what is listed: a selected row that is hidden by that is not lost."""
        self.lost_at = None


def in_place(shown: Sequence[R], rows: list[R]) -> list[R]:
    """``rows`` in the order in which they are shown, new ones below. The same list where that is its order."""
    places = {row.key: place for place, row in enumerate(shown)}
    placed = sorted(rows, key=lambda row: places.get(row.key, len(places)))
    return rows if all(a is b for a, b in zip(placed, rows, strict=True)) else placed


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
