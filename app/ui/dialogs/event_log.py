"""The event log: what happened and what was refused, newest first."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from rich.text import Text
from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.widgets import Static

from app.model import Floor, Note, Severity
from app.text import clean, time_of_day
from app.ui.dialogs.dialog import FloorDialog

GLYPHS = {Severity.INFO: " ", Severity.WARNING: "!", Severity.ERROR: "✗"}


class EventLogDialog(FloorDialog[None]):
    """Notes of the worker and answers to keys, in one list, newest first."""

    def __init__(self, floor: Floor, now: float, answers: Callable[[], Iterable[Note]]) -> None:
        """``answers`` gives the answers to keys so far."""
        super().__init__(floor, now, title="Event log")
        self._answers = answers
        self._drawn: list[Note] | None = None

    def body(self) -> ComposeResult:
        """One text in a scroller."""
        with VerticalScroll(id="log-scroll"):
            yield Static(id="log", markup=False)

    def draw(self) -> None:
        """Draw the list, if it differs from what is drawn."""
        notes = sorted([*self.floor.notes, *self._answers()], key=lambda note: -note.at)
        if notes == self._drawn:
            return
        self._drawn = notes
        text = Text("" if notes else "nothing has happened yet")
        for note in notes:
            text.append(f"{time_of_day(note.at, self.floor.clock_steps)} {self.signs(GLYPHS[note.severity])} ", "dim")
            text.append(clean(note.text) + "\n")
        self.query_one("#log", Static).update(text)
