"""Parts of one line, left out where the line is too narrow: the least important first."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from rich.text import Text

from app.text import ELLIPSIS, cells
from app.ui.themes import Palette
from app.ui.widgets.columns import Cell, fit_cell


class Part(NamedTuple):
    """A part of a line. It is shown whole or not at all, unless ``least`` allows to cut it."""

    spans: Cell
    drop: int = 0
    """Parts of the highest ``drop`` are left out first; 0 stays (where even those don't fit, the line is cut)."""
    right: bool = False
    """At the right end of the line."""
    least: int = 0
    """Cells it may be cut to instead of being left out; 0 is never cut."""

    @property
    def width(self) -> int:
        """Its terminal cells."""
        return sum(cells(text) for text, _ in self.spans)


def choose(parts: Sequence[Part], width: int, gap: int, ellipsis: str = ELLIPSIS) -> list[Part]:
    """The parts that fit into ``width`` cells with ``gap`` cells between two of them; empty parts are left out."""
    kept = [part for part in parts if part.width]
    while (over := sum(part.width for part in kept) + gap * (len(kept) - 1) - width) > 0:
        optional = [place for place, part in enumerate(kept) if part.drop]
        if not optional:
            break
        place = max(optional, key=lambda place: (kept[place].drop, place))
        part = kept[place]
        if part.least and part.width - over >= part.least:
            kept[place] = part._replace(spans=tuple(fit_cell(part.spans, part.width - over, False, ellipsis)))
            break
        del kept[place]
    return kept


def text_of(parts: Sequence[Part], palette: Palette, gap: int) -> Text:
    """Parts as a text for a border; spans without a style keep the border's own."""
    text = Text(no_wrap=True, end="")
    for number, part in enumerate(parts):
        if number:
            text.append(" " * gap)
        for piece, name in part.spans:
            text.append(piece, palette.styles.get(name, "") if name else "")
    return text
