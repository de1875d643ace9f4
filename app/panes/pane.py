"""What the three live panes have in common: border, title, table, filter, order."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.containers import Vertical

from app.model import Floor, Target
from app.panes.live_table import LiveTable


class Pane(Vertical):
    """A bordered pane around one :class:`LiveTable`."""

    def __init__(self, *, ascii_glyphs: bool = False, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self.floor = Floor()
        self.filter_text = ""
        self.table = LiveTable()

    def compose(self) -> ComposeResult:
        """The table is all there is inside."""
        yield self.table

    def show(self, floor: Floor) -> None:
        """Draw this floor."""
        self.floor = floor

    def tick(self, now: float) -> None:
        """Time moved on to ``now``; the floor is the same."""

    def target(self) -> Target | None:
        """What an action pressed now is pinned to."""
        return None

    def selected_agent_id(self) -> str | None:
        """The agent under the cursor."""
        return None

    def select_agent(self, agent_id: str) -> bool:
        """Move the cursor to this agent's row; False when there is none."""
        return False

    def cycle_sort(self) -> str:
        """Take the next order; returns its word."""
        return ""

    def set_filter(self, text: str) -> None:
        """Show only rows that contain this text (any case) somewhere; empty shows all."""
        self.filter_text = text

    def focus_table(self) -> None:
        """Give the keys to this pane."""
        self.table.focus()
