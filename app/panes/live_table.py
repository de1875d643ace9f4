"""The one table widget of the live panes: drawn line by line, only what changed is painted again.

Why not Textual's DataTable: any change in one paints every visible cell again (some 50 ms), and its cursor keeps a
row number, so that after a sort another agent is under it. Here a row is a value with a key, and the cursor is a key.
"""

from __future__ import annotations

import textwrap
from collections.abc import Callable, Hashable, Sequence
from typing import ClassVar, Generic, NamedTuple

from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.binding import Binding, BindingType
from textual.geometry import Region, Size
from textual.message import Message
from textual.scroll_view import ScrollView
from textual.strip import Strip

from app.panes.columns import Cell, Column, Placed, fit_cell, place
from app.panes.rows import R, heir, held, index_of
from app.text import ELLIPSIS, fit
from app.themes import palette_of

GUTTER = 1
"""Cells left of the columns: the cursor's mark."""

EDGE = 1
"""Cells right of the columns: the scroll bar's, kept free when there is none, so that columns don't move."""


class Look(NamedTuple):
    """All that a body line shows; two equal looks need no paint."""

    key: Hashable
    mark: str
    overlay: str
    cells: tuple[Cell, ...]


class View(NamedTuple):
    """What of the table is in sight: asked of Textual once a paint, not once a line."""

    top: int
    """Row in the first body line."""
    body: int
    """Body lines."""
    focused: bool


class LiveTable(ScrollView, Generic[R], can_focus=True):
    """Rows with identity by key under a fixed heading.

    The row under the cursor is always on screen: when it is above or below what is scrolled to, it is shown in the
    first or last line with ``▴`` or ``▾`` before it. An action never goes to a row that can't be seen.
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

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up,k", "move(-1)", "Up", show=False),
        Binding("down,j", "move(1)", "Down", show=False),
        Binding("pageup", "page(-1)", "Page up", show=False),
        Binding("pagedown", "page(1)", "Page down", show=False),
        Binding("home", "edge(0)", "First", show=False),
        Binding("end", "edge(-1)", "Last", show=False),
    ]

    class CursorMoved(Message):
        """The cursor is on another row now, by key, mouse or program."""

        def __init__(self, table: LiveTable[R], key: Hashable | None) -> None:
            super().__init__()
            self.table = table
            self.key = key

    class CursorLost(Message):
        """The row under the cursor vanished; the cursor went to a neighbour (or nowhere, when no row is left)."""

        def __init__(self, table: LiveTable[R], lost: Hashable, key: Hashable | None) -> None:
            super().__init__()
            self.table = table
            self.lost = lost
            self.key = key

    def __init__(
        self,
        columns: Sequence[Column[R]],
        *,
        overlay: Callable[[R], str] | None = None,
        hold_cursor: bool = False,
        heading_from: int = 4,
        ascii_glyphs: bool = False,
        id: str | None = None,  # noqa: A002
    ) -> None:
        """A table of these columns.

        ``overlay`` gives the overlay of a whole row (``flash`` only in the flash clock's on phase); ``hold_cursor``
        keeps the selected row at its place while the table has the keys: the others flow around it; a table of fewer
        lines than ``heading_from`` gives its heading's line to a row.
        """
        super().__init__(id=id)
        self.columns = tuple(columns)
        self.rows: list[R] = []
        self.now = 0.0
        self.empty = ""
        self.lost_at: float | None = None
        """When the selected row vanished and the cursor went elsewhere by itself; None once a person chose a row."""
        self._overlay = overlay
        self._hold_cursor = hold_cursor
        self._ascii = ascii_glyphs
        self._ellipsis = "~" if ascii_glyphs else ELLIPSIS
        self._natural: list[R] = []
        self._index: int | None = None
        self._flash_on = False
        self._heading_from = heading_from
        self._placed: list[Placed] = []
        self._placed_for = -1
        self._looks: dict[int, Look | None] = {}

    # What others ask for

    @property
    def cursor_key(self) -> Hashable | None:
        """Key of the row under the cursor; None when there are no rows."""
        return None if self._index is None else self.rows[self._index].key

    @property
    def cursor_row(self) -> R | None:
        """The row under the cursor."""
        return None if self._index is None else self.rows[self._index]

    def set_rows(self, rows: Sequence[R], now: float, empty: str = "") -> None:
        """Show these rows at this time; ``empty`` is the sentence for when there are none.

        The cursor stays with its row by key. When its row is gone it goes to the nearest neighbour left, and
        :class:`CursorLost` is posted.
        """
        old, before = self.rows, self._index
        top = self.scroll_offset.y
        in_view = before is not None and top <= before < top + self._body_height
        self._natural = list(rows)
        lost: Hashable | None = None
        if before is None:
            self._index = 0 if rows else None
        else:
            key = old[before].key
            self._index = index_of(rows, key)
            if self._index is None:
                lost = key
                self.lost_at = now
                self._index = heir(old, before, rows)
        self._arrange(self._index if before is None or lost is not None else before)
        self.now = now
        emptiness = (self.empty != empty and not self.rows) or (not old) != (not self.rows)
        self.empty = empty
        self._resize_rows()
        if top and in_view and lost is None and before is not None and self._index is not None:
            self._scroll(top + self._index - before)  # at the top nothing scrolls: the newest stay in sight
        if emptiness:
            self._looks.clear()
            self.refresh()
        else:
            self._repaint()
        if lost is not None:
            self.post_message(self.CursorLost(self, lost, self.cursor_key))
        elif before is None and self._index is not None:
            self.post_message(self.CursorMoved(self, self.cursor_key))

    def tick(self, now: float) -> None:
        """Time moved on; paints again what shows time."""
        self.now = now
        if self.rows and self.is_on_screen:
            self._repaint(live_only=True)

    def set_flash(self, on: bool) -> None:
        """The phase of the flash clock."""
        if on != self._flash_on:
            self._flash_on = on
            self._repaint()

    def select(self, key: Hashable) -> bool:
        """Move the cursor to the row of this key and bring it into view; False when there is none."""
        index = index_of(self.rows, key)
        if index is None:
            return False
        self._move_to(index)
        return True

    # Cursor and scrolling

    def _arrange(self, at: int | None) -> None:
        """Order the rows: as given, or with the selected one held at place ``at``."""
        key = None if self._index is None else self._natural[self._index].key
        if self._hold_cursor and self.has_focus and key is not None and at is not None:
            self.rows = held(self._natural, key, at)
        else:
            self.rows = list(self._natural)
        self._index = index_of(self.rows, key)

    def _move_to(self, index: int) -> None:
        if not self.rows:
            return
        index = max(0, min(index, len(self.rows) - 1))
        moved = index != self._index
        self._index = index
        self.lost_at = None
        if moved and self._hold_cursor:
            key = self.rows[index].key
            self._index = index_of(self._natural, key)
            self._arrange(index)
        top, body = self.scroll_offset.y, self._body_height
        if index < top:
            self._scroll(index)
        elif index >= top + body:
            self._scroll(index - body + 1)
        self._repaint()
        if moved:
            self.post_message(self.CursorMoved(self, self.cursor_key))

    def _scroll(self, top: int) -> None:
        self.scroll_to(y=max(0, top), animate=False, force=True)

    def action_move(self, rows: int) -> None:
        """Move the cursor by so many rows."""
        if self._index is not None:
            self._move_to(self._index + rows)

    def action_page(self, pages: int) -> None:
        """Move the cursor by so many screens."""
        if self._index is not None:
            self._move_to(self._index + pages * max(1, self._body_height - 1))

    def action_edge(self, end: int) -> None:
        """Move the cursor to the first (0) or last (-1) row."""
        self._move_to(0 if end == 0 else len(self.rows) - 1)

    def on_click(self, event: events.Click) -> None:
        """Select the row that was clicked."""
        line = event.y - self._head
        index = self._row_at(line, self._view()) if line >= 0 else None
        if index is not None:
            self._move_to(index)

    def on_focus(self) -> None:
        """The keys came: the cursor's look changes."""
        self._repaint()

    def on_blur(self) -> None:
        """The keys went: held rows go back to their order."""
        if self._hold_cursor and self._index is not None:
            self._index = index_of(self._natural, self.cursor_key)
            self.rows = list(self._natural)
        self._repaint()

    def on_resize(self) -> None:
        """Another height or width: other lines are in sight."""
        self._looks.clear()
        self._resize_rows()
        if self._index is not None and self.scroll_offset.y and self._index < self.scroll_offset.y:
            self._scroll(self._index)

    def watch_scroll_y(self, old_value: float, new_value: float) -> None:
        """Every line shows another row: forget what they looked like."""
        self._looks.clear()
        super().watch_scroll_y(old_value, new_value)

    @property
    def _head(self) -> int:
        """Lines of the heading."""
        return 1 if self.size.height >= self._heading_from else 0

    @property
    def _body_height(self) -> int:
        return max(0, self.size.height - self._head)

    def _resize_rows(self) -> None:
        """Tell the scroll bar how many lines there are; a table that fits stays as it is, so nothing is laid out."""
        height = max(len(self.rows) + self._head, self.size.height)
        size = Size(self.size.width, height)
        if size != self.virtual_size:
            self.virtual_size = size

    def _view(self) -> View:
        return View(self.scroll_offset.y, self._body_height, self.has_focus)

    def _row_at(self, line: int, view: View) -> int | None:
        """Place of the row shown in a body line: the scrolled-to one, or the cursor's at an edge when it is outside."""
        top, body, _ = view
        if self._index is not None and body > 0:
            if line == 0 and self._index < top:
                return self._index
            if line == body - 1 and self._index >= top + body:
                return self._index
        index = top + line
        return index if 0 <= index < len(self.rows) else None

    # Drawing

    def _look(self, line: int, view: View) -> Look | None:
        index = self._row_at(line, view)
        if index is None:
            return None
        row = self.rows[index]
        mark, overlay = " ", self._overlay(row) if self._overlay else ""
        if overlay == "flash" and not self._flash_on:
            overlay = ""
        if index == self._index:
            if index < view.top:
                mark = "^" if self._ascii else "▴"
            elif index >= view.top + view.body:
                mark = "v" if self._ascii else "▾"
            else:
                mark = ">" if self._ascii else "▸"
            if overlay != "flash":
                overlay = "cursor" if view.focused else "blurred"
        now = self.now
        return Look(row.key, mark, overlay, tuple([self.columns[p.number].cell(row, now) for p in self._placed]))

    def _repaint(self, live_only: bool = False) -> None:
        """Compare what the body lines show with what they showed, and paint the difference."""
        if not self._looks or not self.size:
            return  # nothing drawn yet, or all of it is about to be
        head, view = self._head, self._view()
        changed: dict[int, list[int]] = {}
        for line in range(view.body):
            if line not in self._looks:
                continue
            before = self._looks[line]
            if live_only and before is None:
                continue
            look = self._look(line, view)
            if look == before:
                continue
            self._looks[line] = look
            if look is None or before is None or look.mark != before.mark or look.overlay != before.overlay:
                self.refresh(Region(0, line + head, self.size.width, 1))
                continue
            for number, (new, old) in enumerate(zip(look.cells, before.cells, strict=True)):
                if new != old:
                    changed.setdefault(number, []).append(line)
        for number, lines in changed.items():
            _, x, width = self._placed[number]
            if len(lines) > 3:  # one tall region costs less than many flat ones
                self.refresh(Region(x, lines[0] + head, width, lines[-1] - lines[0] + 1))
            else:
                self.refresh(*(Region(x, line + head, width, 1) for line in lines))

    def render_line(self, y: int) -> Strip:
        """One line: the heading, a row, or a part of the sentence of an empty table."""
        width = self.outer_size.width
        if self._placed_for != width:
            self._placed_for = width
            self._placed = place(self.columns, width - EDGE, GUTTER)
            self._looks.clear()
        head = self._head
        if y < head:
            return self._heading(width)
        line = y - head
        if not self.rows:
            self._looks[line] = None
            return self._sentence(line, width)
        look = self._looks[line] = self._look(line, self._view())
        return self._draw(look, width)

    def _heading(self, width: int) -> Strip:
        style = palette_of(self.app).style("head")
        segments = [Segment(" " * GUTTER, style)]
        x = GUTTER
        for number, start, wide in self._placed:
            column = self.columns[number]
            segments.append(Segment(" " * (start - x), style))
            segments.append(Segment(fit(column.title, wide, right=column.right, ellipsis=self._ellipsis), style))
            x = start + wide
        return _strip(segments, width, style)

    def _draw(self, look: Look | None, width: int) -> Strip:
        palette = palette_of(self.app)
        if look is None:
            return Strip.blank(width, palette.style(""))
        overlay = look.overlay
        plain = palette.style("", overlay)
        segments = [Segment(look.mark, palette.style("key", overlay))]
        x = GUTTER
        for (number, start, wide), cell in zip(self._placed, look.cells, strict=True):
            if start > x:
                segments.append(Segment(" " * (start - x), plain))
            for text, name in fit_cell(cell, wide, self.columns[number].right, self._ellipsis):
                segments.append(Segment(text, palette.style(name, overlay) if name else plain))
            x = start + wide
        return _strip(segments, width, plain)

    def _sentence(self, line: int, width: int) -> Strip:
        style = palette_of(self.app).style("dim")
        lines = textwrap.wrap(self.empty, max(1, width - 4)) if self.empty else []
        first = max(0, (self._body_height - len(lines)) // 2)
        text = lines[line - first] if 0 <= line - first < len(lines) else ""
        return _strip([Segment(fit(" " * max(0, (width - len(text)) // 2) + text, width), style)], width, style)


def _strip(segments: list[Segment], width: int, style: Style) -> Strip:
    """Segments as a line of exactly ``width`` cells, neighbours of one style joined (fewer bytes to the terminal)."""
    return Strip(segments).adjust_cell_length(width, style).simplify()
