"""Leaving while in a call."""

from __future__ import annotations

from enum import Enum

from textual.app import ComposeResult
from textual.binding import Binding
from textual.content import Content
from textual.widgets import Static

from app.model import Floor
from app.text import agent_words, call_words, clean
from app.ui.dialogs.dialog import FloorDialog


class Leave(Enum):
    """How to leave."""

    CLEAR_FIRST = "clear and quit"
    AS_IT_IS = "quit"


class QuitDialog(FloorDialog[Leave]):
    """Clear and quit, quit, or stay; staying is what enter, escape and ``n`` mean."""

    BINDINGS = [  # noqa: RUF012
        Binding("c", "leave('CLEAR_FIRST')", "Clear and quit", show=False),
        Binding("y", "leave('AS_IT_IS')", "Quit", show=False),
        Binding("n,enter,escape", "close", "Stay", show=False),
    ]

    def __init__(self, floor: Floor, now: float) -> None:
        super().__init__(floor, now, title="Quit?")

    def body(self) -> ComposeResult:
        """What quitting would mean."""
        mine = self.floor.engagement
        where = "a call"
        if mine is not None:
            call = f"{call_words(mine.connection)} with " if mine.connection is not None else "a call with "
            where = call + agent_words(self.floor, mine.agent_id)
        text = f"Your phone is in {where} ({mine.state.value if mine else ''}). Quitting alone leaves it there."
        yield Static(Content(clean(text)), markup=False)

    def keys(self) -> str:
        """The three ways."""
        return "c clear and quit    y quit, stay in the call    n stay here"

    def action_leave(self, how: str) -> None:
        """One of the two ways out."""
        if self.may_answer():
            self.dismiss(Leave[how])
