"""Columns of a live table: what they show, how wide they are, which are left out when the table is narrow.

Widths depend on the table's width and not on the rows, so that columns keep their places. Columns of ids and times
are the exception: they are never cut, and grow to the widest cell shown so far.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Generic, NamedTuple, TypeVar

from app.text import ELLIPSIS, cells, cut
from protocol.frozen import frozen

Span = tuple[str, str]
"""A piece of clean text and the name of its style."""

Cell = tuple[Span, ...]
"""What a row shows in one column."""

R = TypeVar("R")

GAP = 1
"""Cells between two columns."""


@frozen
class Column(Generic[R]):
    """One column of rows of type ``R``."""

    title: str
    cell: Callable[[R, float], Cell]
    """What a row shows at a time (steady seconds)."""
    width: int
    """Cells it has where there is room."""
    least: int = 0
    """Cells it may be narrowed to; 0 means ``width``."""
    flex: int = 0
    """Its share of the cells left over; 0 takes none."""
    most: int = 0
    """Cells that it has at most; 0 means no bound."""
    drop: int = 0
    """Columns of the highest ``drop`` are left out first where there is no room; 0 is always shown."""
    worth: int = 0
    """Columns with this ``drop`` or a higher one are shown only where this column has its full ``width``."""
    right: bool = False
    """Right-aligned: times and counts."""
    live: bool = False
    """Its cells change with time alone."""
    whole: bool = False
    """Never cut: as wide as the widest cell shown so far (at most ``most``), or left out."""

    def narrowed(self, need: int = 0) -> int:
        """The least width, where the widest cell shown so far needs ``need`` cells."""
        return max(self.least or self.width, self.bounded(need) if self.whole else 0)

    def bounded(self, need: int) -> int:
        """``need`` cells, but not more than ``most``."""
        return min(need, self.most) if self.most else need


class Placed(NamedTuple):
    """Where a column is drawn: its place in the list of columns, its first cell, its width."""

    number: int
    x: int
    width: int


def place(
    columns: Sequence[Column[R]], width: int, start: int = 0, needs: Mapping[int, int] | None = None
) -> list[Placed]:
    """Lay columns out from cell ``start`` to cell ``width``, the least important left out where there is no room.

    ``needs`` has the cells of the widest cell shown so far, by place of the column, of columns that are never cut.
    """
    kept = list(range(len(columns)))
    least = [column.narrowed((needs or {}).get(i, 0)) for i, column in enumerate(columns)]

    def needed(drop: int = 0) -> int:
        """Cells that the columns kept need, so that those of this ``drop`` may stay."""
        own = (max(least[i], columns[i].width) if 0 < columns[i].worth <= drop else least[i] for i in kept)
        return start + sum(own) + GAP * max(0, len(kept) - 1)

    while True:
        first_out = max(kept, key=lambda i: (columns[i].drop, i))
        drop = columns[first_out].drop
        if not drop or needed(drop) <= width:
            break
        kept.remove(first_out)
    widths = {i: least[i] for i in kept}
    spare = width - needed()
    # Each up to its width, the most important first.
    for i in sorted(kept, key=lambda i: (columns[i].drop, not columns[i].worth, i)):
        more = max(0, min(spare, columns[i].width - widths[i]))
        widths[i] += more
        spare -= more
    while spare > 0:  # the rest by shares to the flexible ones
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
    """A cell as spans of exactly ``width`` terminal cells together.

    A span that doesn't fit is cut and ends in an ellipsis; spans after the last cell are left out without one, so that
    a state's word stays whole where its note has no room.
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
