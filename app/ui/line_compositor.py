"""Composes the lines of the screen that changed, each as a whole.

Textual's own compositor renders every widget that overlaps the changes, containers and all their lines included, and
writes each changed span from the beginning of its widget. Here a line is put together from the front to the back, and
what is covered is not rendered; what of a line is written is decided in :mod:`.terminal_lines`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from rich.console import Console
from rich.segment import Segment
from textual._compositor import ChopsUpdate, Compositor, CompositorUpdate
from textual.geometry import Region
from textual.strip import Strip
from textual.widget import Widget

SPARSE = 8
"""Lines between two that are needed from which a widget is asked for them separately."""

Piece = tuple[int, Strip]
"""A part of a line, and the column in which it begins."""


class LinesUpdate(CompositorUpdate):
    """Lines of the screen, whole, by their number."""

    def __init__(self, lines: Mapping[int, list[Segment]]) -> None:
        self.lines = lines

    def render_segments(self, console: Console) -> str:
        """All of the lines, as Textual writes them. Where the terminal's lines are known, only changes are written."""
        return "".join(f"\x1b[{y + 1};1H{Strip(line).render(console)}" for y, line in self.lines.items())


class LineCompositor(Compositor):
    """Gives :class:`LinesUpdate` where Textual's gives spans."""

    def render_partial_update(self) -> ChopsUpdate | None:
        """The lines that are marked as changed; None where there are none."""
        screen = self.size.region
        changed = {y for region in self._dirty_regions for y in region.intersection(screen).line_range}
        self._dirty_regions.clear()
        return LinesUpdate(self.compose(sorted(changed))) if changed else None  # type: ignore[return-value]

    def compose(self, lines: Iterable[int]) -> dict[int, list[Segment]]:
        """These lines of the screen, in ascending order, put together from what is in front."""
        width = self.size.width
        pieces: dict[int, list[Piece]] = {y: [] for y in lines}
        gaps = {y: [(0, width)] for y in pieces}
        """The parts of each line that are not covered yet, from left to right."""
        open_ = list(pieces)
        for widget, (region, clip) in self.visible_widgets.items():
            if not open_:
                break
            area = region.intersection(clip)
            left, right = area.column_span
            needed = [y for y in open_ if area.y <= y < area.bottom and _overlaps(gaps[y], left, right)]
            for y, strip in _rendered(widget, region, area, needed):
                gaps[y] = _cover(gaps[y], left, right, strip, pieces[y])
            if needed:
                open_ = [y for y in open_ if gaps[y]]
        return {
            y: [segment for _, strip in sorted(found, key=_column) for segment in strip] for y, found in pieces.items()
        }


def _column(piece: Piece) -> int:
    return piece[0]


def _overlaps(gaps: Iterable[tuple[int, int]], left: int, right: int) -> bool:
    return any(begin < right and left < end for begin, end in gaps)


def _cover(
    gaps: list[tuple[int, int]], left: int, right: int, strip: Strip, found: list[Piece]
) -> list[tuple[int, int]]:
    """Put the parts of a strip that are not covered into ``found``; returns the gaps that are left."""
    rest: list[tuple[int, int]] = []
    for begin, end in gaps:
        low, high = max(begin, left), min(end, right)
        if low >= high:
            rest.append((begin, end))
            continue
        found.append((low, strip if (low, high) == (left, right) else strip.crop(low - left, high - left)))
        if begin < low:
            rest.append((begin, low))
        if high < end:
            rest.append((high, end))
    return rest


def _rendered(widget: Widget, region: Region, area: Region, lines: list[int]) -> Iterable[Piece]:
    """Lines of the screen that a widget draws, as far as they are in ``area``; those close to each other at once."""
    begin = 0
    for place in range(1, len(lines) + 1):
        if place < len(lines) and lines[place] - lines[place - 1] <= SPARSE:
            continue
        first, last = lines[begin], lines[place - 1]
        wanted = set(lines[begin:place])
        crop = Region(area.x - region.x, first - region.y, area.width, last - first + 1)
        for y, strip in enumerate(widget.render_lines(crop), first):
            if y in wanted:
                yield y, strip
        begin = place
