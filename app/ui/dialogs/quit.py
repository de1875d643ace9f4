"""The question before quitting while the supervisor is in a call, or a call for help is open."""

from __future__ import annotations

from collections.abc import Sequence
from enum import Enum

from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import VerticalScroll
from textual.widgets import Static

from app.alarms import help_not_over
from app.model import Alarm, AlarmKind, AlarmState, Floor
from app.supervision import agent_has_left, engaged_with, hung_up_on, with_you
from app.text import agent_words, call_words, clean
from app.ui.dialogs.dialog import FloorDialog, put


class Leave(Enum):
    """How to quit."""

    CLEAR_FIRST = "clear and quit"
    AS_IT_IS = "quit"


class QuitDialog(FloorDialog[Leave]):
    """Clear and quit (in a call), quit, or stay; enter, escape, ``n`` and ``q`` stay."""

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
        """Draw what is left behind, for the newest floor."""
        left = f"{call_left(self.floor)} {help_left(self.floor)}".strip()
        put(self.query_one("#quit-text", Static), clean(left or "Nothing is open any more."))

    def keys(self) -> str:
        """The keys of the answers."""
        if not engaged_with(self.floor.engagement):
            return "y quit    n stay here"
        clear = "hang up" if hung_up_on(self.floor) else "clear"
        return f"c {clear} and quit    y quit, stay in the call    n stay here"

    def action_leave(self, how: str) -> None:
        """Answer with this member of :class:`Leave`."""
        if Leave[how] is Leave.CLEAR_FIRST and not engaged_with(self.floor.engagement):
            self.say("you are in no call")
        elif self.may_answer():
            self.dismiss(Leave[how])


def call_left(floor: Floor) -> str:
    """Which call the supervisor's phone is in, with whom, and that quitting leaves it there; empty where in none."""
    engagement = floor.engagement
    if engagement is None or not engaged_with(engagement):
        return ""
    what = call_words(engagement.connection) if engagement.connection is not None else "a call"
    if engagement.alone:
        return f"Your phone is alone in {what} ({engagement.state.value}). Quitting alone leaves it there."
    left = f"; {agent_words(floor, engagement.agent_id)} has left it" if agent_has_left(floor) else ""
    return (
        f"Your phone is in {what} with {with_you(floor)}{left} ({engagement.state.value}). "
        "Quitting alone leaves it there."
    )


def help_left(floor: Floor) -> str:
    """The calls for help that are open, and that nobody sees them once the console has ended; empty where none is."""
    alarms = help_not_over(floor)
    if not alarms:
        return ""
    if len(alarms) == 1:
        (alarm,) = alarms
        who = agent_words(floor, alarm.agent_id or "", alarm.alarm_id)
        left, them = f"The {alarm.kind.value.lower()} of {who} is {_STANDS[alarm.state]}", "it"
    else:
        groups = [[alarm for alarm in alarms if alarm.state is state] for state in _STANDS]
        left, them = "; ".join(_counted(group) for group in groups if group), "them"
    return f"{left}: here nobody sees {them} once you have quit."


_STANDS = {
    AlarmState.UNACK_ACTIVE: "open",
    AlarmState.UNACK_CLEARED: "over, but not acknowledged",
    AlarmState.ACK_ACTIVE: "acked here, but not over",
}
_PLURAL = {AlarmKind.EMERGENCY: "emergencies", AlarmKind.ASSIST: "assists"}


def _counted(alarms: Sequence[Alarm]) -> str:
    """Alarms of one state in words: ``2 emergencies and 1 assist are open``."""
    counts = {kind: sum(alarm.kind is kind for alarm in alarms) for kind in AlarmKind}
    words = [f"{n} {kind.value.lower() if n == 1 else _PLURAL[kind]}" for kind, n in counts.items() if n]
    return f"{' and '.join(words)} {'is' if len(alarms) == 1 else 'are'} {_STANDS[alarms[0].state]}"
