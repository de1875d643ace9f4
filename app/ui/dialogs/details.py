"""Details of an agent, a call or an alarm, drawn anew as they change."""

from __future__ import annotations

from rich.text import Text
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from app.model import Floor
from app.text.sanitize import clean
from app.ui.dialogs.detail_text import Row, Subject, rows, title
from app.ui.dialogs.dialog import FloorDialog

LABEL_WIDTH = 16


class DetailsDialog(FloorDialog[None]):
    """Call variables, parties, recent states. Follows its subject by identity."""

    BINDINGS = [  # noqa: RUF012
        Binding("enter", "close", "Back", show=False),
        Binding("j", "scroll_body(1)", show=False),
        Binding("k", "scroll_body(-1)", show=False),
    ]

    def __init__(self, subject: Subject, floor: Floor, now: float) -> None:
        super().__init__(floor, now, title=title(floor, subject))
        self.subject = subject
        self._drawn: list[Row] = []

    def body(self) -> ComposeResult:
        """One text in a scroller."""
        with VerticalScroll(id="details-scroll"):
            yield Static(id="details", markup=False)

    def keys(self) -> str:
        """How to read on."""
        return "↑ ↓ scroll    esc back"

    def draw(self) -> None:
        """Draw what is known now, if it differs from what is drawn."""
        found = rows(self.floor, self.subject, self.now)
        if found == self._drawn:
            return
        self._drawn = found
        self.query_one("#dialog").border_title = Content(clean(title(self.floor, self.subject)))
        text = Text()
        for index, row in enumerate(found):
            if not row.label:
                text.append(("\n" if index else "") + row.value + "\n", "bold")
            else:
                text.append(f"  {row.label:<{LABEL_WIDTH}}", "dim")
                text.append(row.value + "\n")
        self.query_one("#details", Static).update(text)

    def action_scroll_body(self, lines: int) -> None:
        """``j`` and ``k`` as in the tables."""
        self.query_one("#details-scroll").scroll_relative(y=lines, animate=False)
