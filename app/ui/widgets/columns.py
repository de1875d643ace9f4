"""Columns of a live table: what they show, how wide they are, which go first when the table is narrow.

Widths depend on the table's width, not on what the rows hold: columns don't move. The one exception are ids and times,
which are never cut: their columns grow, once, to the widest shown.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Generic, NamedTuple, TypeVar

from app.text.sanitize import ELLIPSIS, cells, cut

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
    worth: int = 0
    """Columns that go as easily (``drop`` of as much or more) are shown only where this one has its ``width``."""
    right: bool = False
    """Right-aligned: times and counts."""
    live: bool = False
    """What it shows changes as time moves on."""
    whole: bool = False
    """Never cut: it gets what the widest cell shown so far needs (at most ``most``), or is left out."""

    def squeezed(self, need: int = 0) -> int:
        """The least width, where the widest cell shown so far needs so many cells."""
        return max(self.least or self.width, self.bounded(need) if self.whole else 0)

    def bounded(self, need: int) -> int:
        """So many cells, but not more than ``most``."""
        return min(need, self.most) if self.most else need


class Placed(NamedTuple):
    """Where a column is: its place in the list of columns, its first cell, its width."""

    number: int
    x: int
    width: int


def place(
    columns: Sequence[Column[R]], width: int, start: int = 0, needs: Mapping[int, int] | None = None
) -> list[Placed]:
    """Lay columns out from cell ``start`` to cell ``width``, least important ones left out as needed.

    ``needs`` has the widest cell shown so far, by column, of columns that are never cut.
    """
    kept = list(range(len(columns)))
    least = [column.squeezed((needs or {}).get(i, 0)) for i, column in enumerate(columns)]

    def needed(drop: int = 0) -> int:
        """Cells of the columns kept, for the easiest to go among them to stay."""
        own = (max(least[i], columns[i].width) if 0 < columns[i].worth <= drop else least[i] for i in kept)
        return start + sum(own) + GAP * max(0, len(kept) - 1)

    while True:
        easiest = max(kept, key=lambda i: (columns[i].drop, i))
        drop = columns[easiest].drop
        if not drop or needed(drop) <= width:
            break
        kept.remove(easiest)
    widths = {i: least[i] for i in kept}
    spare = width - needed()
    for i in sorted(
        kept, key=lambda i: (columns[i].drop, not columns[i].worth, i)
    ):  # up to the wished widths, by importance
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
    """A cell as spans of exactly ``width`` cells together.

    What is too long ends in an ellipsis, except where a piece ends just there: a state's word stays whole when its
    note has no room.
    """
    spans: list[Span] = []
    left = width
    for text, style in cell:
        size = cells(text)
        if size > left:
            text = cut(text, left, ellipsis)
            size = cells(text)
        if text:
            spans.append((text, style))
            left -= size
        if left <= 0:
            break
    if left > 0:
        if right:
            spans.insert(0, (" " * left, ""))
        else:
            spans.append((" " * left, ""))
    return spans
