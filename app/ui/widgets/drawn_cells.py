"""Cells as styled text, kept: most cells of a live table are drawn again and again, in few columns and styles."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from rich.segment import Segment
from rich.style import Style

from app.ui.themes import Palette
from app.ui.widgets.columns import Cell, Placed, fit_cell

MOST = 4096
"""Cells that are kept at most."""

Pieces = tuple[tuple[str, Style], ...]
"""A drawn cell with the gap before it: texts and their styles."""


class DrawnCells:
    """The cells of one table as drawn, for one placing of its columns and one palette."""

    def __init__(self, ellipsis: str) -> None:
        self._ellipsis = ellipsis
        self._kept: dict[tuple[Cell, int, str], Pieces] = {}
        self._for: tuple[list[Placed], Palette] | None = None

    def line(
        self, mark: str, cells: Iterable[Cell], overlay: str, placed: list[Placed], start: int,
        right: Callable[[int], bool], palette: Palette,
    ) -> list[Segment]:  # fmt: skip
        """A row as segments, neighbours of one style joined (fewer bytes to the terminal).

        The mark has the cells before ``start``; ``right`` says of a column's number whether it is right-aligned.
        """
        if self._for is None or self._for[0] is not placed or self._for[1] is not palette:
            self._for = (placed, palette)
            self._kept.clear()
        segments: list[Segment] = []
        run, ink = mark, palette.style("key", overlay)
        for at, cell in enumerate(cells):
            pieces = self._kept.get((cell, at, overlay))
            if pieces is None:
                number, x, wide = placed[at]
                gap = x - (placed[at - 1].x + placed[at - 1].width if at else start)
                spans = fit_cell(cell, wide, right(number), self._ellipsis)
                pieces = tuple((text, palette.style(name, overlay)) for text, name in ((" " * gap, ""), *spans) if text)
                if len(self._kept) >= MOST:
                    self._kept.clear()
                self._kept[cell, at, overlay] = pieces
            for text, style in pieces:
                if style is ink:
                    run += text
                else:
                    segments.append(Segment(run, ink))
                    run, ink = text, style
        segments.append(Segment(run, ink))
        return segments
