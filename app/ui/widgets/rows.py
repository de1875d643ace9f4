"""Rows by key, and where the cursor goes when they come, go and change places."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from typing import Protocol, TypeVar


class Row(Protocol):
    """What a live table can show: any immutable value that knows its key."""

    @property
    def key(self) -> Hashable:
        """Who the row is; the cursor follows it."""

    @property
    def kin(self) -> Hashable:
        """Whom the row is about: where the cursor looks first when its own row is gone (a call whose id changed)."""


R = TypeVar("R", bound=Row)


def index_of(rows: Sequence[Row], key: Hashable | None, near: int = 0) -> int | None:
    """Place of the row with this key; ``near`` is where it was, where it most often still is."""
    if key is None:
        return None
    if near < len(rows) and rows[near].key == key:
        return near
    for index, row in enumerate(rows):
        if row.key == key:
            return index
    return None


def heir(old: Sequence[Row], index: int, new: Sequence[Row]) -> int | None:
    """Where the cursor goes when its row ``old[index]`` is gone: kin that is new, else the nearest neighbour left.

    Of two neighbours equally near, the one below is taken, as it moves into the place under the cursor.
    """
    if not new:
        return None
    known = {row.key for row in old}
    kin = old[index].kin
    fresh = [place for place, row in enumerate(new) if row.kin == kin and row.key not in known]
    if len(fresh) == 1:
        return fresh[0]
    places = {row.key: place for place, row in enumerate(new)}
    for distance in range(1, len(old)):
        for neighbour in (index + distance, index - distance):
            if 0 <= neighbour < len(old) and old[neighbour].key in places:
                return places[old[neighbour].key]
    return min(index, len(new) - 1)


def held(rows: Sequence[R], key: Hashable, at: int) -> list[R]:
    """The same rows with the one of ``key`` kept at place ``at``; the others flow around it in their order."""
    others = [row for row in rows if row.key != key]
    mine = [row for row in rows if row.key == key]
    return others[:at] + mine + others[at:]
