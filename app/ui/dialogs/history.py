"""The alarm history of this session, with a filter."""

from __future__ import annotations

from rich.text import Text
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Input, Static

from app.model import Alarm, Floor
from app.ui.dialogs.dialog import FloorDialog
from app.ui.dialogs.history_text import alarms_of, heading, line, matching, summary


class HistoryFilter(Input):
    """The text field of ``/``: letters are letters here, escape gives the keys back to the list."""

    BINDINGS = [Binding("escape", "screen.filter_clear", "Clear", show=False)]  # noqa: RUF012


class HistoryDialog(FloorDialog[None]):
    """Raised, acked here, over: newest first, drawn anew as alarms change."""

    BINDINGS = [  # noqa: RUF012
        Binding("h,enter,q", "close", "Back", show=False),
        Binding("slash", "filter", "Filter", show=False),
        Binding("j", "scroll_body(1)", show=False),
        Binding("k", "scroll_body(-1)", show=False),
    ]

    def __init__(self, floor: Floor, now: float) -> None:
        super().__init__(floor, now, title="Alarm history")
        self._drawn: tuple[list[Alarm], str, int] | None = None
        self._wanted = ""

    def body(self) -> ComposeResult:
        """How many and how fast, and one line an alarm."""
        yield Static(id="history-summary", markup=False)
        with VerticalScroll(id="history-scroll"):
            yield Static(id="history", markup=False)
        field = HistoryFilter(placeholder="show lines with these words", id="history-filter", compact=True)
        field.display = False
        yield field

    def keys(self) -> str:
        """How to read and to narrow."""
        return "↑ ↓ scroll    / filter    esc back"

    def on_mount(self) -> None:
        """The list has the keys, so that those of alarms work."""
        super().on_mount()
        self.query_one("#history-scroll").focus()

    def draw(self) -> None:
        """Draw the list, if it differs from what is drawn."""
        alarms = alarms_of(self.floor)
        width = self.query_one("#history-scroll").size.width
        if (alarms, self._wanted, width) == self._drawn:
            return
        self._drawn = (alarms, self._wanted, width)
        shown = matching(alarms, self._wanted)
        text = Text("" if shown or not self._wanted else "no line has these words", no_wrap=True, overflow="ellipsis")
        if shown:
            text.append(heading(width) + "\n", "dim")
        text.append("\n".join(line(alarm, width) for alarm in shown))
        self.query_one("#history", Static).update(text)
        self.query_one("#history-summary", Static).update(Content(summary(alarms)))

    def on_resize(self) -> None:
        """Another width has other columns: known after the layout."""
        self.call_after_refresh(self.redraw)

    def action_filter(self) -> None:
        """Open the text field."""
        field = self.query_one(HistoryFilter)
        field.display = True
        field.focus()

    def on_input_changed(self, event: Input.Changed) -> None:
        """Narrow the list as one types."""
        self._wanted = event.value
        self.redraw()

    def on_input_submitted(self) -> None:
        """Enter keeps the filter and gives the keys back."""
        self.query_one("#history-scroll").focus()

    def action_filter_clear(self) -> None:
        """Escape clears it."""
        field = self.query_one(HistoryFilter)
        field.value = ""
        field.display = False
        self.query_one("#history-scroll").focus()

    def action_scroll_body(self, lines: int) -> None:
        """``j`` and ``k`` as in the tables."""
        self.query_one("#history-scroll").scroll_relative(y=lines, animate=False)
