"""Rows with a cursor that follows its row by key, and the scrolling that keeps it in sight; drawing is elsewhere."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from typing import ClassVar, Generic, NamedTuple

from textual import events
from textual.binding import Binding, BindingType
from textual.geometry import Size
from textual.message import Message
from textual.reactive import Reactive
from textual.scroll_view import ScrollView
from textual.scrollbar import ScrollBarRender

from app.ui.widgets.rows import R, heir, held, index_of


class View(NamedTuple):
    """What of the rows is in sight: asked of Textual once a paint, not once a line."""

    top: int
    """Row in the first body line."""
    body: int
    """Body lines."""
    focused: bool


class WholeCells(ScrollBarRender):
    """A scroll bar of spaces: no part of a cell is drawn, for terminals with nothing but ASCII."""

    VERTICAL_BARS: ClassVar[list[str]] = [" "] * 8


class CursorRows(ScrollView, Generic[R], can_focus=True):
    """Rows with identity by key under a heading of none or one line.

    The row under the cursor is always on screen: when it is above or below what is scrolled to, it takes the first or
    last line (:meth:`row_at`). An action never goes to a row that can't be seen.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up,k", "move(-1)", "Up", show=False),
        Binding("down,j", "move(1)", "Down", show=False),
        Binding("pageup", "page(-1)", "Page up", show=False),
        Binding("pagedown", "page(1)", "Page down", show=False),
        Binding("home", "edge(0)", "First", show=False),
        Binding("end", "edge(-1)", "Last", show=False),
    ]

    virtual_size = Reactive(Size(0, 0), layout=False, repaint=False)
    """Cells of all rows. Textual's own lays out the whole screen whenever a row comes or goes."""

    class CursorMoved(Message, namespace="live_table"):
        """The cursor is on another row now, by key, mouse or program."""

        def __init__(self, table: CursorRows[R], key: Hashable | None) -> None:
            super().__init__()
            self.table = table
            self.key = key

    class CursorLost(Message, namespace="live_table"):
        """The row under the cursor vanished; the cursor went to a neighbour (or nowhere, when no row is left)."""

        def __init__(self, table: CursorRows[R], lost: Hashable, key: Hashable | None) -> None:
            super().__init__()
            self.table = table
            self.lost = lost
            self.key = key

    def __init__(
        self,
        *,
        hold_cursor: bool = False,
        heading_from: int = 4,
        id: str | None = None,  # noqa: A002
    ) -> None:
        """No rows yet.

        ``hold_cursor`` keeps the selected row at its place while it has the keys: the others flow around it; with
        fewer lines than ``heading_from`` the heading's line goes to a row.
        """
        super().__init__(id=id)
        self.rows: list[R] = []
        self.lost_at: float | None = None
        """When the selected row vanished and the cursor went elsewhere by itself; None once a person chose a row."""
        self._hold_cursor = hold_cursor
        self._heading_from = heading_from
        self._natural: list[R] = []
        self._index: int | None = None
        self._bar: tuple[bool, int, int] | None = None
        """Is there a scroll bar, and its thumb's length and place in eighths of a cell."""

    # What drawing does with it

    def repaint(self) -> None:
        """Paint the body lines that show something else now."""
        raise NotImplementedError

    def forget(self) -> None:
        """Every line may show something else: paint all of them anew."""
        raise NotImplementedError

    # What others ask for

    @property
    def cursor_key(self) -> Hashable | None:
        """Key of the row under the cursor; None when there are no rows."""
        return None if self._index is None else self.rows[self._index].key

    @property
    def cursor_row(self) -> R | None:
        """The row under the cursor."""
        return None if self._index is None else self.rows[self._index]

    def select(self, key: Hashable) -> bool:
        """Move the cursor to the row of this key and bring it into view; False when there is none."""
        index = index_of(self.rows, key)
        if index is None:
            return False
        self._move_to(index)
        return True

    def take_rows(self, rows: Sequence[R], now: float) -> None:
        """Take other rows, without painting. The cursor stays with its row by key, and the row on its line.

        When its row is gone the cursor goes to the nearest neighbour left, and :class:`CursorLost` is posted.
        """
        old, before = self.rows, self._index
        top = self.scroll_offset.y
        in_view = before is not None and top <= before < top + self.body_height
        self._natural = list(rows)
        lost: Hashable | None = None
        if before is None:
            self._index = 0 if rows else None
        else:
            key = old[before].key
            self._index = index_of(rows, key, before)
            if self._index is None:
                lost = key
                self.lost_at = now
                self._index = heir(old, before, rows)
        self._arrange(self._index if before is None or lost is not None else before)
        self._resize_rows()
        if top and in_view and lost is None and before is not None and self._index is not None:
            self._scroll(top + self._index - before)  # at the top nothing scrolls: the newest stay in sight
        if lost is not None:
            self.post_message(self.CursorLost(self, lost, self.cursor_key))
        elif before is None and self._index is not None:
            self.post_message(self.CursorMoved(self, self.cursor_key))

    # Cursor and scrolling

    def _arrange(self, at: int | None) -> None:
        """Order the rows: as given, or with the selected one held at place ``at``."""
        if self._index is not None and at is not None and self._hold_cursor and self.has_focus:
            key = self._natural[self._index].key
            self.rows = held(self._natural, key, at)
            self._index = index_of(self.rows, key, at)
        else:
            self.rows = self._natural

    def _move_to(self, index: int) -> None:
        if not self.rows:
            return
        index = max(0, min(index, len(self.rows) - 1))
        moved = index != self._index
        self._index = index
        self.lost_at = None
        if moved and self._hold_cursor:
            self._index = index_of(self._natural, self.rows[index].key)
            self._arrange(index)
        top, body = self.scroll_offset.y, self.body_height
        if index < top:
            self._scroll(index)
        elif index >= top + body:
            self._scroll(index - body + 1)
        self.repaint()
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
            self._move_to(self._index + pages * max(1, self.body_height - 1))

    def action_edge(self, end: int) -> None:
        """Move the cursor to the first (0) or last (-1) row."""
        self._move_to(0 if end == 0 else len(self.rows) - 1)

    def on_click(self, event: events.Click) -> None:
        """Select the row that was clicked."""
        line = event.y - self.head
        index = self.row_at(line, self.view()) if line >= 0 else None
        if index is not None:
            self._move_to(index)

    def on_focus(self) -> None:
        """The keys came: the cursor's look changes."""
        self.repaint()

    def on_blur(self) -> None:
        """The keys went: held rows go back to their order."""
        if self._hold_cursor and self._index is not None:
            self._index = index_of(self._natural, self.cursor_key)
            self.rows = self._natural
        self.repaint()

    def on_resize(self) -> None:
        """Another height or width: other lines are in sight."""
        self.forget()
        self._bar = None
        self._resize_rows()
        if self._index is not None and self.scroll_offset.y and self._index < self.scroll_offset.y:
            self._scroll(self._index)

    def watch_scroll_y(self, old_value: float, new_value: float) -> None:
        """Every line shows another row."""
        self.forget()
        super().watch_scroll_y(old_value, new_value)

    @property
    def head(self) -> int:
        """Lines of the heading."""
        return 1 if self.size.height >= self._heading_from else 0

    @property
    def body_height(self) -> int:
        """Lines below the heading."""
        return max(0, self.size.height - self.head)

    def _resize_rows(self) -> None:
        """Tell the scroll bar how many lines there are, when that shows."""
        height = self.size.height
        lines = max(len(self.rows) + self.head, height, 1)
        size = Size(self.size.width, lines)
        if size == self.virtual_size:
            return
        self.virtual_size = size
        if self.scroll_offset.y > lines - height:
            self.scroll_y = lines - height
        bar = (lines > height, round(8 * height * height / lines), round(8 * height * self.scroll_offset.y / lines))
        if bar != self._bar:
            self._bar = bar
            self._scroll_update(size)

    def view(self) -> View:
        """What is in sight now."""
        return View(self.scroll_offset.y, self.body_height, self.has_focus)

    def row_at(self, line: int, view: View) -> int | None:
        """Place of the row shown in a body line: the scrolled-to one, or the cursor's at an edge when it is outside."""
        top, body, _ = view
        if self._index is not None and body > 0:
            if line == 0 and self._index < top:
                return self._index
            if line == body - 1 and self._index >= top + body:
                return self._index
        index = top + line
        return index if 0 <= index < len(self.rows) else None
