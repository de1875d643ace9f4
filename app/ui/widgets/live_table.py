"""The one table widget of the live panes: drawn line by line, only what changed is painted again.

Why not Textual's DataTable: any change in one paints every visible cell again (some 50 ms), and its cursor keeps a
row number, so that after a sort another agent is under it. Here a row is a value with a key, and the cursor is a key.
"""

from __future__ import annotations

import textwrap
from collections.abc import Callable, Iterable, Sequence
from math import floor
from operator import is_
from typing import Generic, NamedTuple

from rich.segment import Segment
from rich.style import Style
from textual.geometry import Region
from textual.strip import Strip

from app.text.sanitize import ELLIPSIS, cells, fit
from app.ui.themes import Palette, palette_of
from app.ui.widgets.columns import Cell, Column, Placed, place
from app.ui.widgets.drawn_cells import DrawnCells
from app.ui.widgets.row_cursor import CursorRows, View, WholeCells
from app.ui.widgets.rows import R

GUTTER = 1
"""Cells left of the columns: the cursor's mark."""

EDGE = 1
"""Cells right of the columns: the scroll bar's, kept free when there is none, so that columns don't move."""


class Look(NamedTuple):
    """All that a body line shows; two equal looks need no paint."""

    mark: str
    overlay: str
    cells: tuple[Cell, ...]


class Shown(NamedTuple):
    """What a line's cells were made of."""

    row: object
    values: Sequence[object]
    now: int
    placed: list[Placed]
    cells: tuple[Cell, ...]


class LiveTable(CursorRows[R], Generic[R]):
    """Rows under a fixed heading, with the cursor's mark before its row.

    ``▸`` marks the row under the cursor, ``▴`` or ``▾`` where it is above or below what is scrolled to.
    """

    DEFAULT_CSS = """
    LiveTable {
        height: 1fr;
        overflow-x: hidden;
        overflow-y: auto;
        scrollbar-size-vertical: 1;
        background: $background;
        color: $foreground;
    }
    """

    def __init__(
        self,
        columns: Sequence[Column[R]],
        *,
        overlay: Callable[[R], str] | None = None,
        hold_cursor: bool = False,
        depends: Callable[[R], Sequence[object]] | None = None,
        heading_from: int = 4,
        ascii_glyphs: bool = False,
        id: str | None = None,  # noqa: A002
    ) -> None:
        """A table of these columns; see :class:`CursorRows` for ``hold_cursor`` and ``heading_from``.

        ``overlay`` gives the overlay of a whole row (``flash`` only in the flash clock's on phase); ``depends`` the
        values that a row's cells are made of beside the row itself: while row and values are the same objects, only
        cells that show time are made again.
        """
        super().__init__(hold_cursor=hold_cursor, heading_from=heading_from, id=id)
        self.columns = tuple(columns)
        self.now = 0
        self.empty = ""
        self._overlay = overlay
        self._ellipsis = "~" if ascii_glyphs else ELLIPSIS
        self._ascii = ascii_glyphs
        self._marks = "^>v" if ascii_glyphs else "▴▸▾"
        self._flash_on = False
        self._depends = depends
        self._made_for: object = None
        self._shown: dict[int, Shown] = {}
        self._needs: dict[int, int] = {}
        self._placed: list[Placed] = []
        self._placed_for = -1
        self._looks: list[Look | None] = []
        self._strips: dict[int, tuple[Look | None, Palette, Strip]] = {}
        self._drawn = DrawnCells(self._ellipsis)

    def on_mount(self) -> None:
        """The scroll bar of the glyphs in use."""
        if self._ascii:
            self.vertical_scrollbar.renderer = WholeCells  # type: ignore[misc]  # as its documentation says

    def set_rows(self, rows: Sequence[R], now: float, empty: str = "", context: object = None) -> None:
        """Show these rows at this time; ``empty`` is the sentence for when there are none.

        The cursor stays with its row by key. When its row is gone it goes to the nearest neighbour left, and
        ``CursorLost`` is posted. ``context`` is what all cells depend on: all are made again when it changes.
        """
        was_empty = not self.rows
        self.now = floor(now)  # all times tick together, whenever rows come
        self.take_rows(rows, now)
        emptiness = was_empty != (not rows) or (was_empty and self.empty != empty)
        self.empty = empty
        if context != self._made_for:
            self._made_for = context
            self._shown.clear()
        if emptiness:
            self.forget()
        else:
            self.repaint()

    def tick(self, now: float) -> None:
        """Time moved on; paints again what shows time."""
        self.now = floor(now)
        if self.rows:
            self.repaint()

    def set_flash(self, on: bool) -> None:
        """The phase of the flash clock."""
        if on != self._flash_on:
            self._flash_on = on
            self.repaint()

    # What the lines show

    def _look(self, line: int, view: View) -> Look | None:
        index = self.row_at(line, view)
        if index is None:
            return None
        row = self.rows[index]
        mark, overlay = " ", self._overlay(row) if self._overlay else ""
        if overlay == "flash" and not self._flash_on:
            overlay = ""
        if index == self._index:
            mark = self._marks[0 if index < view.top else 1 if index < view.top + view.body else 2]
            if overlay != "flash":
                overlay = "cursor" if view.focused else "blurred"
        return Look(mark, overlay, self._cells(line, row))

    def _cells(self, line: int, row: R) -> tuple[Cell, ...]:
        """What a row shows; made again only as far as it may differ from what the line showed before."""
        now, columns, placed = self.now, self.columns, self._placed
        values = self._depends(row) if self._depends else ()
        was = self._shown.get(line)
        if was is None or was.row is not row or was.placed is not placed or not all(map(is_, was.values, values)):
            shown = tuple([columns[p.number].cell(row, now) for p in placed])
        elif was.now == now:
            return was.cells
        else:
            shown = tuple(
                [
                    columns[p.number].cell(row, now) if columns[p.number].live else cell
                    for p, cell in zip(placed, was.cells, strict=True)
                ]
            )
        self._shown[line] = Shown(row, values, now, placed, shown)
        return shown

    def _look_at_all(self) -> list[Look | None]:
        """What all body lines show now; places the columns anew when an id needs more room than it has."""
        view = self.view()
        while True:
            looks = [self._look(line, view) for line in range(view.body)]
            if not self._grown(looks):
                return looks
            self._place()

    def _grown(self, looks: Iterable[Look | None]) -> bool:
        """Does a column that is never cut need more cells than it has? Its need is kept: widths only grow."""
        grown = False
        for at, (number, _, width) in enumerate(self._placed):
            column = self.columns[number]
            if column.whole:
                need = max((sum(cells(text) for text, _ in look.cells[at]) for look in looks if look), default=0)
                if column.bounded(need) > max(width, self._needs.get(number, 0)):
                    self._needs[number] = column.bounded(need)
                    grown = True
        return grown

    def _place(self) -> None:
        self._placed = place(self.columns, self.outer_size.width - EDGE, GUTTER, self._needs)
        self._placed_for = self.outer_size.width

    def forget(self) -> None:
        """Every line may show something else: all are looked at anew, and drawn."""
        self._blank()
        self.refresh()

    def _blank(self) -> None:
        self._looks = []
        self._strips.clear()
        self._shown.clear()

    def repaint(self) -> None:
        """Compare what the body lines show with what they showed, and paint the difference."""
        if not self._looks or not self.size:
            return  # nothing drawn yet, or all of it is about to be
        if not self.is_on_screen:
            self.forget()
            return
        old, placed = self._looks, self._placed
        looks = self._look_at_all()
        if placed is not self._placed or len(looks) != len(old):
            self.forget()
            return
        self._looks = looks
        head, width = self.head, self.size.width
        changed: dict[int, list[int]] = {}
        for line, (look, before) in enumerate(zip(looks, old, strict=True)):
            if look == before:
                looks[line] = before  # the one that is drawn already
                continue
            if look is None or before is None or look.mark != before.mark or look.overlay != before.overlay:
                self.refresh(Region(0, line + head, width, 1))
                continue
            for number, (new, was) in enumerate(zip(look.cells, before.cells, strict=True)):
                if new != was:
                    changed.setdefault(number, []).append(line)
        for number, lines in changed.items():
            _, x, wide = placed[number]
            if len(lines) > 3:  # one tall region costs less than many flat ones
                self.refresh(Region(x, lines[0] + head, wide, lines[-1] - lines[0] + 1))
            else:
                self.refresh(*(Region(x, line + head, wide, 1) for line in lines))

    # Drawing

    def render_line(self, y: int) -> Strip:
        """One line: the heading, a row, or a part of the sentence of an empty table."""
        width = self.outer_size.width
        if self._placed_for != width:
            self._place()
            self._blank()
        if self.rows and not self._looks:
            self._looks = self._look_at_all()
        palette = palette_of(self.app)
        line = y - self.head
        if line < 0:
            return self._heading(width, palette)
        if not self.rows:
            return self._sentence(line, width, palette)
        look = self._looks[line] if line < len(self._looks) else None
        drawn = self._strips.get(line)
        if drawn is not None and drawn[0] is look and drawn[1] is palette:
            return drawn[2]
        strip = self._draw(look, width, palette)
        self._strips[line] = (look, palette, strip)
        return strip

    def _heading(self, width: int, palette: Palette) -> Strip:
        style = palette.style("head")
        segments = [Segment(" " * GUTTER, style)]
        x = GUTTER
        for number, start, wide in self._placed:
            column = self.columns[number]
            segments.append(Segment(" " * (start - x), style))
            segments.append(Segment(fit(column.title, wide, right=column.right, ellipsis=self._ellipsis), style))
            x = start + wide
        return _strip(segments, width, style)

    def _draw(self, look: Look | None, width: int, palette: Palette) -> Strip:
        plain = palette.style("", look.overlay if look else "")
        if look is None:
            return Strip.blank(width, plain)
        segments = self._drawn.line(
            look.mark, look.cells, look.overlay, self._placed, GUTTER, lambda n: self.columns[n].right, palette
        )
        return _strip(segments, width, plain)

    def _sentence(self, line: int, width: int, palette: Palette) -> Strip:
        style = palette.style("dim")
        lines = textwrap.wrap(self.empty, max(1, width - 4)) if self.empty else []
        first = max(0, (self.body_height - len(lines)) // 2)
        text = lines[line - first] if 0 <= line - first < len(lines) else ""
        return _strip([Segment(fit(" " * max(0, (width - len(text)) // 2) + text, width), style)], width, style)


def _strip(segments: list[Segment], width: int, style: Style) -> Strip:
    """Segments as a line of exactly ``width`` cells, neighbours of one style joined (fewer bytes to the terminal)."""
    return Strip(segments).adjust_cell_length(width, style).simplify()
