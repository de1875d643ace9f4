"""The question how to quit while the supervisor is in a call."""

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
    """How to quit."""

    CLEAR_FIRST = "clear and quit"
    AS_IT_IS = "quit"


class QuitDialog(FloorDialog[Leave]):
    """Clear and quit, quit, or stay; enter, escape and ``n`` stay."""

    BINDINGS = [  # noqa: RUF012
        Binding("c", "leave('CLEAR_FIRST')", "Clear and quit", show=False),
        Binding("y", "leave('AS_IT_IS')", "Quit", show=False),
        Binding("n,enter,escape", "close", "Stay", show=False),
    ]

    def __init__(self, floor: Floor, now: float) -> None:
        super().__init__(floor, now, title="Quit?")

    def body(self) -> ComposeResult:
        """Which call the supervisor's phone is in, and that quitting leaves it there."""
        engagement = self.floor.engagement
        where, state = "a call", ""
        if engagement is not None:
            connection, state = engagement.connection, engagement.state.value
            call = f"{call_words(connection)} with " if connection is not None else "a call with "
            where = call + agent_words(self.floor, engagement.agent_id)
        text = f"Your phone is in {where} ({state}). Quitting alone leaves it there."
        yield Static(Content(clean(text)), markup=False)

    def keys(self) -> str:
        """The keys of the three answers."""
        return "c clear and quit    y quit, stay in the call    n stay here"

    def action_leave(self, how: str) -> None:
        """Answer with this member of :class:`Leave`."""
        if self.may_answer():
            self.dismiss(Leave[how])
