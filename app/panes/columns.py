"""Columns of a live table: what they show, how wide they are, which go first when the table is narrow.

Widths depend on the table's width alone, never on what the rows hold: columns don't move.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Generic, NamedTuple, TypeVar

from app.text import ELLIPSIS, cells, cut

Span = tuple[str, str]
"""A piece of clean text and the name of its style."""

Cell = tuple[Span, ...]
"""What a row shows in one column."""

R = TypeVar("R")

GAP = 1
"""Cells between two columns."""


@dataclass(frozen=True, slots=True)
class Column(Generic[R]):
    """One column of rows of type ``R``."""

    title: str
    cell: Callable[[R, float], Cell]
    """What a row shows at a time (wall-clock seconds)."""
    width: int
    """Cells it has where there is room."""
    least: int = 0
    """Cells it may be squeezed to; 0 means ``width``."""
    flex: int = 0
    """Its share of what is left over; 0 takes none."""
    most: int = 0
    """Cells beyond which it takes no share; 0 means no bound."""
    drop: int = 0
    """Which columns are left out first when there is no room: the highest; 0 is always shown."""
    right: bool = False
    """Right-aligned: times and counts."""
    live: bool = False
    """What it shows changes as time moves on."""

    @property
    def squeezed(self) -> int:
        """The least width."""
        return self.least or self.width


class Placed(NamedTuple):
    """Where a column is: its place in the list of columns, its first cell, its width."""

    number: int
    x: int
    width: int


def place(columns: Sequence[Column[R]], width: int, start: int = 0) -> list[Placed]:
    """Lay columns out from cell ``start`` to cell ``width``, least important ones left out as needed."""
    kept = list(range(len(columns)))

    def needed() -> int:
        return start + sum(columns[i].squeezed for i in kept) + GAP * max(0, len(kept) - 1)

    while needed() > width:
        optional = [i for i in kept if columns[i].drop]
        if not optional:
            break
        kept.remove(max(optional, key=lambda i: (columns[i].drop, i)))
    widths = {i: columns[i].squeezed for i in kept}
    spare = width - needed()
    for i in sorted(kept, key=lambda i: (columns[i].drop, i)):  # up to the wished widths, by importance
        more = max(0, min(spare, columns[i].width - widths[i]))
        widths[i] += more
        spare -= more
    while spare > 0:  # the rest in turns to those that stretch
        open_ = [i for i in kept if columns[i].flex and (not columns[i].most or widths[i] < columns[i].most)]
        if not open_:
            break
        for i in open_:
            room = columns[i].most - widths[i] if columns[i].most else spare
            more = min(spare, room, columns[i].flex)
            widths[i] += more
            spare -= more
    placed: list[Placed] = []
    x = start
    for i in kept:
        w = max(0, min(widths[i], width - x))
        if w == 0:
            break
        placed.append(Placed(i, x, w))
        x += w + GAP
    return placed


def fit_cell(cell: Cell, width: int, right: bool, ellipsis: str = ELLIPSIS) -> list[Span]:
    """A cell as spans of exactly ``width`` cells together."""
    spans: list[Span] = []
    left = width
    for place_, (text, style) in enumerate(cell):
        size = cells(text)
        if size > left or (size == left and any(later for later, _ in cell[place_ + 1 :])):
            text = cut(text + " " if size == left else text, left, ellipsis)
            size = cells(text)
            spans.append((text, style))
            left -= size
            break
        if text:
            spans.append((text, style))
            left -= size
    if left > 0:
        if right:
            spans.insert(0, (" " * left, ""))
        else:
            spans.append((" " * left, ""))
    return spans
