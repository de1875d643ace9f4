"""The question how to quit while the supervisor is in a call."""

from __future__ import annotations

from enum import Enum

from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from app.model import Floor
from app.supervision import agent_has_left, hung_up_on, with_you
from app.text import agent_words, call_words, clean
from app.ui.dialogs.dialog import FloorDialog


class Leave(Enum):
    """How to quit."""

    CLEAR_FIRST = "clear and quit"
    AS_IT_IS = "quit"


class QuitDialog(FloorDialog[Leave]):
    """Clear and quit, quit, or stay; enter, escape, ``n`` and ``q`` stay."""

    BINDINGS = [  # noqa: RUF012
        Binding("c", "leave('CLEAR_FIRST')", "Clear and quit", show=False),
        Binding("y", "leave('AS_IT_IS')", "Quit", show=False),
        Binding("n,enter,escape", "close", "Stay", show=False),
    ]

    def __init__(self, floor: Floor, now: float) -> None:
        super().__init__(floor, now, title="Quit?")

    def body(self) -> ComposeResult:
        """What is left behind."""
        with VerticalScroll():
            yield Static(id="quit-text", markup=False)

    def draw(self) -> None:
        """Draw what is left behind, and the keys, for the newest floor."""
        self.query_one("#quit-text", Static).update(Content(clean(call_left(self.floor))))
        self.query_one("#dialog-keys", Static).update(Content(self.keys()))

    def keys(self) -> str:
        """The keys of the three answers."""
        clear = "hang up" if hung_up_on(self.floor) else "clear"
        return f"c {clear} and quit    y quit, stay in the call    n stay here"

    def action_leave(self, how: str) -> None:
        """Answer with this member of :class:`Leave`."""
        if self.may_answer():
            self.dismiss(Leave[how])


def call_left(floor: Floor) -> str:
    """Which call the supervisor's phone is in, with whom, and that quitting leaves it there. Not cleaned."""
    engagement = floor.engagement
    if engagement is None or engagement.over:
        return "Your phone is in no call any more."
    what = call_words(engagement.connection) if engagement.connection is not None else "a call"
    left = f"; {agent_words(floor, engagement.agent_id)} has left it" if agent_has_left(floor) else ""
    return (
        f"Your phone is in {what} with {with_you(floor)}{left} ({engagement.state.value}). "
        "Quitting alone leaves it there."
    )
