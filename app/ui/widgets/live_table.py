"""The table widget of the live panes: drawn line by line; only what changed is painted again.

Textual's DataTable is not used: a change of one cell paints all visible ones (some 50 ms), and its cursor keeps a row
number, so that after a sort another agent is under it. Here a row is a value with a key, and the cursor is a key.
"""

from __future__ import annotations

import textwrap
from collections.abc import Callable, Hashable, Iterable, Sequence
from functools import lru_cache
from math import floor
from operator import is_
from typing import ClassVar, Generic, NamedTuple

from rich.segment import Segment
from rich.style import Style
from textual.binding import Binding, BindingType
from textual.geometry import Region, Size
from textual.message import Message
from textual.reactive import Reactive
from textual.scroll_view import ScrollView
from textual.scrollbar import ScrollBarRender
from textual.strip import Strip
from textual.widget import Widget

from app.text import ELLIPSIS, cells, fit, in_steps
from app.ui.themes import Palette, palette_of
from app.ui.widgets.columns import Cell, Column, Placed, fit_cell, place
from app.ui.widgets.plain_lines import PlainLines
from app.ui.widgets.row_cursor import R, RowCursor, index_of

GUTTER = 1
"""Cells left of the columns: the cursor's mark."""

EDGE = 1
"""Cells right of the columns: the scroll bar's. It is always there, and blank while all rows are in sight."""

HAND_SECONDS = 3.0
"""Seconds after the last key for which rows keep their places."""

MOST_CELLS = 4096
"""Drawn cells that are kept at most."""
MOST_STRIPS = 512
"""Drawn lines that are kept at most."""

Pieces = tuple[tuple[str, Style], ...]
"""A drawn cell with the gap before it: texts and their styles."""


class View(NamedTuple):
    """The rows in sight: asked of Textual once a paint, not once a line."""

    top: int
    """Row in the first body line."""
    body: int
    """Body lines."""
    focused: bool


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


class WholeCells(ScrollBarRender):
    """A scroll bar of spaces, without glyphs for parts of a cell: for terminals that draw ASCII only."""

    VERTICAL_BARS: ClassVar[list[str]] = [" "] * 8


def whole_cells(scroller: Widget) -> None:
    """Give a widget that scrolls a scroll bar that ASCII draws."""
    scroller.vertical_scrollbar.renderer = WholeCells  # type: ignore[misc]  # as its documentation says


class LiveTable(PlainLines, ScrollView, Generic[R], can_focus=True):
    """Rows under a heading of none or one line, with the cursor's mark before its row.

    ``▸`` marks the row under the cursor. When that is above or below what is scrolled to, it takes the first or last
    body line with ``▴`` or ``▾`` (:meth:`row_at`): an action is always for a row that is on the screen.
    """

    DEFAULT_CSS = """
    LiveTable {
        height: 1fr;
        overflow-x: hidden;
        overflow-y: scroll;
        scrollbar-size-vertical: 1;
        background: $background;
        color: $foreground;
    }
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up,k", "move(-1)", "Up", show=False, priority=True),
        Binding("down,j", "move(1)", "Down", show=False, priority=True),
        Binding("pageup", "page(-1)", "Page up", show=False, priority=True),
        Binding("pagedown", "page(1)", "Page down", show=False, priority=True),
        Binding("home", "edge(0)", "First", show=False, priority=True),
        Binding("end", "edge(-1)", "Last", show=False, priority=True),
    ]
    """With priority: a screen of several tables binds them too, and hands them to the table that has the keys."""

    virtual_size = Reactive(Size(0, 0), layout=False, repaint=False)
    """Cells of all rows. Textual's own reactive lays out the whole screen whenever a row comes or goes."""

    class CursorMoved(Message):
        """The cursor is on another row, by key, mouse or program."""

        def __init__(self, table: LiveTable[R], key: Hashable | None) -> None:
            super().__init__()
            self.table = table
            self.key = key

    class CursorLost(Message):
        """The cursor left the row ``lost`` by itself, and went to ``key``."""

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
        top_until_moved: bool = False,
        depends: Callable[[R], Sequence[object]] | None = None,
        heading_from: int = 4,
        ascii_glyphs: bool = False,
        id: str | None = None,  # noqa: A002
    ) -> None:
        """A table of these columns, without rows.

        ``overlay`` gives the overlay of a whole row (``flash`` is drawn only in the flash clock's on phase).
        With ``top_until_moved`` the cursor is on the first row until it is moved by hand. ``depends`` gives the values
        that a row's cells are made of besides the row: while all are the same objects, only cells that show time are
        made again. With fewer lines than ``heading_from`` there is no heading.
        """
        super().__init__(id=id)
        self.columns = tuple(columns)
        self.now = 0
        self.step = 1
        """Times change every so many seconds."""
        self.empty = ""
        self._cursor: RowCursor[R] = RowCursor(top_until_moved=top_until_moved)
        self._hand_at = float("-inf")
        """When a person last pressed a key for this table."""
        self._heading_from = heading_from
        self._scroll_bar: tuple[bool, int, int] | None = None
        """Is there a scroll bar, and its thumb's length and place in eighths of a cell."""
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
        self._drawn_for = Size(-1, -1)
        """Size for which the columns are placed and the lines are made."""
        self._looks: list[Look | None] = []
        self._strips: dict[Look | None, Strip] = {}
        """Drawn lines by what they show: a row that moves is not drawn anew."""
        self._strips_for: Palette | None = None
        self._drawn = DrawnCells(self._ellipsis)

    def on_mount(self) -> None:
        """Take the scroll bar of the glyphs in use."""
        if self._ascii:
            whole_cells(self)

    # Rows and cursor

    @property
    def rows(self) -> list[R]:
        """The rows as they are shown."""
        return self._cursor.rows

    @property
    def cursor_key(self) -> Hashable | None:
        """Key of the row under the cursor; None while there are no rows."""
        return self._cursor.key

    @property
    def cursor_row(self) -> R | None:
        """The row under the cursor."""
        return self._cursor.row

    @property
    def lost_at(self) -> float | None:
        """When the cursor went to another row by itself; None once a person has chosen a row."""
        return self._cursor.lost_at

    def row_chosen(self) -> None:
        """A person chose what is listed: a selected row that is hidden by that is not lost."""
        self._cursor.row_chosen()

    def hand(self, now: float) -> None:
        """A person pressed a key at ``now``: while it has the focus, rows keep their places for HAND_SECONDS."""
        self._hand_at = now

    def let_go(self) -> None:
        """Rows don't keep their places any more: a person has asked for others, or has gone elsewhere."""
        self._hand_at = float("-inf")

    def _is_held(self, now: float) -> bool:
        return self.has_focus and 0 <= now - self._hand_at < HAND_SECONDS

    def set_rows(self, rows: Sequence[R], now: float, empty: str = "", context: object = None) -> None:
        """Show these rows at ``now`` (steady seconds); ``empty`` is the sentence where there are none.

        The cursor stays with its row by key, and the row on its line of the screen. When the cursor leaves its row by
        itself, :class:`CursorLost` is posted. ``context`` is what all cells depend on: all are made again when it
        changes.
        """
        was_empty = not self.rows
        self.now = int(in_steps(floor(now), self.step))  # all times change together, whenever rows come
        self._take_rows(rows, now)
        emptiness = was_empty != (not rows) or (was_empty and self.empty != empty)
        self.empty = empty
        if context != self._made_for:
            self._made_for = context
            self._shown.clear()
        if emptiness:
            self.repaint_all()
        else:
            self.repaint()

    def _take_rows(self, rows: Sequence[R], now: float) -> None:
        cursor = self._cursor
        before, top = cursor.index, self.scroll_offset.y
        in_view = before is not None and top <= before < top + self.body_height
        lost = cursor.take(rows, now, held=self._is_held(now))
        self._resize_rows()
        if top and in_view and lost is None and before is not None and cursor.index is not None:
            self._scroll(top + cursor.index - before)  # at the top nothing scrolls: the newest stay in sight
        if lost is not None:
            self.post_message(self.CursorLost(self, lost, self.cursor_key))
        elif before is None and cursor.index is not None:
            self.post_message(self.CursorMoved(self, self.cursor_key))

    def tick(self, now: float) -> None:
        """Time moved on; paints again what shows time, and puts rows in order once no hand moves any more."""
        self.now = int(in_steps(floor(now), self.step))
        if self._cursor.held and not self._is_held(now):
            self._take_rows(self._cursor.natural, now)
        if self.rows:
            self.repaint()

    def set_flash(self, on: bool) -> None:
        """The phase of the flash clock."""
        if on != self._flash_on:
            self._flash_on = on
            self.repaint()

    def select(self, key: Hashable) -> bool:
        """Move the cursor to the row of this key and bring it into view; False when there is none."""
        index = index_of(self.rows, key)
        if index is None:
            return False
        self._move_to(index)
        return True

    def _move_to(self, index: int) -> None:
        if not self.rows:
            return
        moved = self._cursor.move_to(index)
        at, top, body = self._cursor.index or 0, self.scroll_offset.y, self.body_height
        if at < top:
            self._scroll(at)
        elif at >= top + body:
            self._scroll(at - body + 1)
        self.repaint()
        if moved:
            self.post_message(self.CursorMoved(self, self.cursor_key))

    def action_move(self, rows: int) -> None:
        """Move the cursor by so many rows."""
        if self._cursor.index is not None:
            self._move_to(self._cursor.index + rows)

    def action_page(self, pages: int) -> None:
        """Move the cursor by so many screens."""
        if self._cursor.index is not None:
            self._move_to(self._cursor.index + pages * max(1, self.body_height - 1))

    def action_edge(self, end: int) -> None:
        """Move the cursor to the first (0) or last (-1) row."""
        self._move_to(0 if end == 0 else len(self.rows) - 1)

    def select_line(self, y: int) -> None:
        """Select the row in this line of the widget, if there is one."""
        line = y - self.head
        index = self.row_at(line, self.view()) if line >= 0 else None
        if index is not None:
            self._move_to(index)

    def on_focus(self) -> None:
        """The cursor looks different with the focus."""
        self.repaint()

    def on_blur(self) -> None:
        """The cursor looks different without the focus, and held rows go back to their order."""
        self.let_go()
        if self._cursor.held:
            self._take_rows(self._cursor.natural, self.now)
        self.repaint()

    # Scrolling

    def _scroll(self, top: int) -> None:
        self.scroll_to(y=max(0, top), animate=False, force=True)

    def on_resize(self) -> None:
        """Another height or width: other lines are in sight."""
        self._scroll_bar = None
        self._resize_rows()
        index = self._cursor.index
        if index is not None and self.scroll_offset.y and index < self.scroll_offset.y:
            self._scroll(index)

    def watch_scroll_y(self, old_value: float, new_value: float) -> None:
        """Every line shows another row."""
        self.repaint_all()
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
        """Tell Textual how many lines there are, and draw the scroll bar again where it differs."""
        height = self.size.height
        lines = max(len(self.rows) + self.head, height, 1)
        size = Size(self.size.width, lines)
        if size == self.virtual_size:
            return
        self.virtual_size = size
        if self.scroll_offset.y > lines - height:
            self.scroll_y = lines - height
        bar = (lines > height, round(8 * height * height / lines), round(8 * height * self.scroll_offset.y / lines))
        if bar != self._scroll_bar:
            self._scroll_bar = bar
            self._scroll_update(size)

    def view(self) -> View:
        """What is in sight now."""
        return View(self.scroll_offset.y, self.body_height, self.has_focus)

    def row_at(self, line: int, view: View) -> int | None:
        """Place of the row in a body line: by the scrolling, or the cursor's at an edge when it is out of sight."""
        top, body, _ = view
        cursor = self._cursor.index
        if cursor is not None and body > 0:
            if line == 0 and cursor < top:
                return cursor
            if line == body - 1 and cursor >= top + body:
                return cursor
        index = top + line
        return index if 0 <= index < len(self.rows) else None

    # What the lines show

    def _look(self, line: int, view: View) -> Look | None:
        """What a body line shows; None below the last row."""
        index = self.row_at(line, view)
        if index is None:
            return None
        row = self.rows[index]
        mark, overlay = " ", self._overlay(row) if self._overlay else ""
        if overlay == "flash" and not self._flash_on:
            overlay = ""
        if index == self._cursor.index:
            mark = self._marks[0 if index < view.top else 1 if index < view.top + view.body else 2]
            if overlay != "flash":
                overlay = "cursor" if view.focused else "blurred"
        return Look(mark, overlay, self._cells(line, row))

    def _cells(self, line: int, row: R) -> tuple[Cell, ...]:
        """The cells of a row, made again only where they may differ from those that the line showed before."""
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

    def _look_at_lines(self) -> list[Look | None]:
        """What all body lines show now. Places the columns again when one that is never cut needs more cells."""
        view = self.view()
        while True:
            looks = [self._look(line, view) for line in range(view.body)]
            if not self._grown(looks):
                return looks
            self._place()

    def _grown(self, looks: Iterable[Look | None]) -> bool:
        """Note the needs of columns that are never cut. True when one of them needs more cells than it has."""
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

    def repaint_all(self) -> None:
        """Every line may show something else: make and paint all of them again."""
        self._discard()
        self.refresh()

    def _discard(self) -> None:
        self._looks = []
        self._strips.clear()
        self._shown.clear()

    def repaint(self) -> None:
        """Paint the parts of the body lines that show something else now."""
        if not self._looks:
            return  # nothing is drawn yet, or all of it is going to be
        if not self.size:
            self._discard()  # it is hidden: all of it is drawn when it is shown again
            return
        if not self.is_on_screen:
            self.repaint_all()
            return
        old, placed = self._looks, self._placed
        looks = self._look_at_lines()
        if placed is not self._placed or len(looks) != len(old):
            self.repaint_all()
            return
        self._looks = looks
        head, width = self.head, self.size.width
        changed: dict[int, list[int]] = {}
        for line, (look, before) in enumerate(zip(looks, old, strict=True)):
            if look == before:
                looks[line] = before  # keeps its drawn strip
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
        size = self.outer_size
        width = size.width
        if self._drawn_for != size:  # Textual paints all lines then; its Resize comes after that
            self._drawn_for = size
            self._place()
            self._discard()
        if self.rows and not self._looks:
            self._looks = self._look_at_lines()
        palette = palette_of(self.app)
        line = y - self.head
        if line < 0:
            return self._heading(width, palette)
        if not self.rows:
            return self._sentence(line, width, palette)
        look = self._looks[line] if line < len(self._looks) else None
        if self._strips_for is not palette or len(self._strips) >= MOST_STRIPS:
            self._strips_for = palette
            self._strips.clear()
        strip = self._strips.get(look)
        if strip is None:
            strip = self._strips[look] = self._draw(look, width, palette)
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
        lines = _wrapped(self.empty, max(1, width - 4))
        first = max(0, (self.body_height - len(lines)) // 2)
        if not first <= line < first + len(lines):
            return Strip.blank(width, style)
        text = lines[line - first]
        return _strip([Segment(fit(" " * max(0, (width - len(text)) // 2) + text, width), style)], width, style)


class DrawnCells:
    """The drawn cells of one table, kept: most are drawn again and again, in few columns and styles.

    They are for one placing of the columns and one palette; with others all are made again.
    """

    def __init__(self, ellipsis: str) -> None:
        self._ellipsis = ellipsis
        self._kept: dict[tuple[Cell, int, str], Pieces] = {}
        self._for: tuple[list[Placed], Palette] | None = None

    def line(
        self, mark: str, cells: Iterable[Cell], overlay: str, placed: list[Placed], start: int,
        right: Callable[[int], bool], palette: Palette,
    ) -> list[Segment]:  # fmt: skip
        """A row as segments, neighbours of one style joined (fewer bytes to the terminal).

        The mark fills the cells before ``start``; ``right`` tells whether the column of a number is right-aligned.
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
                if len(self._kept) >= MOST_CELLS:
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


@lru_cache(maxsize=16)
def _wrapped(text: str, width: int) -> list[str]:
    """The lines of a text; each line of an empty table asks for them."""
    return textwrap.wrap(text, width)


def _strip(segments: list[Segment], width: int, style: Style) -> Strip:
    """Segments as a line of exactly ``width`` cells, neighbours of one style joined (fewer bytes to the terminal)."""
    return Strip(segments).adjust_cell_length(width, style).simplify()
