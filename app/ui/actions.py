"""The one table of what keys do. Footer, help, palette, bindings and README read it; nothing else lists keys.

To add a key: one row here and one method of that name in :mod:`app.ui.handlers.navigation`.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from enum import Enum

from app.alarms.rules import newest_emergency, why_not_acknowledge, why_not_all, why_not_shelve, why_not_silence
from app.model import Action, Floor, LinkState, Target
from app.supervision.rules import why_not


class Pane(Enum):
    """The three live panes; the value is the number in the title."""

    ROSTER = 1
    CALLS = 2
    ALERTS = 3


class Group(Enum):
    """How the help sorts the keys; the value is the heading."""

    STEP_IN = "Step in"
    ALARMS = "Alarms"
    LOOK = "Look around"
    CONSOLE = "Console"


@dataclass(frozen=True, slots=True)
class Context:
    """What a key would act on: taken when it is pressed, and kept for that action."""

    floor: Floor
    pane: Pane = Pane.ROSTER
    """The pane that has the keys."""
    target: Target | None = None
    alarm_id: int | None = None
    """The alarm under the cursor, when the keys are in the alerts pane."""
    alarm_ids: tuple[int, ...] = ()
    """The alarms that row stands for, where it stands for several; without an ``alarm_id`` they are of many agents."""
    painted: Floor | None = None
    """The floor that was on the screen when the key was pressed; None where that is ``floor`` and no row was lost."""
    row_lost: bool = False
    """The row that was under the cursor then went away since, and the cursor went to another one by itself."""


def _always(_: Context) -> str | None:
    return None


def _supervise(action: Action) -> Callable[[Context], str | None]:
    def reason(context: Context) -> str | None:
        target = context.target
        if target is None and context.alarm_id is not None:
            target = Target("", None, context.alarm_id)  # an alarm about no agent: the rules say so in words
        many = None if action is Action.CLEAR else _many(context)
        return many or why_not(context.floor, action, target)

    return reason


def _an_emergency(context: Context) -> str | None:
    return None if context.floor.emergencies() else "no emergency is listed"


def alarm_to_acknowledge(context: Context) -> int | None:
    """The one alarm ``a`` is for: the selected one in the alerts pane, else the newest unacknowledged emergency."""
    if context.pane is Pane.ALERTS and context.alarm_id is not None:
        return context.alarm_id
    return newest_emergency(context.floor)


def _many(context: Context) -> str | None:
    """Why a key for one alarm does nothing on a row that stands for many."""
    if context.alarm_id is not None or not context.alarm_ids:
        return None
    return f"this row stands for {len(context.alarm_ids)} alarms: enter shows them"


def _acknowledge(context: Context) -> str | None:
    many = _many(context)
    if many is not None:
        return f"{many}, A acknowledges all but emergencies"
    return why_not_acknowledge(context.floor, alarm_to_acknowledge(context))


def _shelve(context: Context) -> str | None:
    return _many(context) or why_not_shelve(context.floor, context.alarm_id)


def _teams(context: Context) -> str | None:
    return None if context.floor.teams else "no team is known yet"


def _retry(context: Context) -> str | None:
    return None if may_retry(context.floor) else f"the session is {context.floor.link.state.value}: nothing to retry"


def may_retry(floor: Floor) -> bool:
    """True when ``r`` makes sense: the link waits for its next attempt."""
    return floor.link.state in (LinkState.RECONNECTING, LinkState.REFUSED)


@dataclass(frozen=True, slots=True)
class UiAction:
    """One row: a thing a person can do."""

    id: str
    """Also the name of its handler, and of its binding (users may remap by it)."""
    keys: tuple[str, ...]
    """Keys in Textual's notation; the first is the one shown."""
    label: str
    """For footer and palette."""
    help: str
    """For help, palette and README: a sentence without its full stop."""
    group: Group
    why_not: Callable[[Context], str | None] = _always
    """Why it can't be done now, in plain words; None when it can. Dims the key and is said when it is pressed."""
    footer: int = 0
    """Importance in the footer, 1 first; 0 keeps it out. What doesn't fit is left out from the least important."""
    short: str = ""
    """For a narrow footer; empty means the label."""
    shown: Callable[[Floor], bool] = field(default=lambda _: True)
    """False hides it from the footer altogether (a key of one rare situation)."""
    in_table: bool = False
    """True for keys that the table under the cursor handles by itself: listed in the help, not bound here."""
    in_dialogs: bool = False
    """True for what is safe and needed under a dialog too (never inside a text field)."""

    @property
    def key(self) -> str:
        """The first key as people write it."""
        return shown_key(self.keys[0]) if self.keys else ""


_SHOWN = {
    "question_mark": "?",
    "slash": "/",
    "colon": ":",
    "escape": "esc",
    "up": "↑",
    "down": "↓",
    "pageup": "page up",
    "pagedown": "page down",
}


def shown_key(key: str) -> str:
    """A key of Textual's notation as people write it."""
    return _SHOWN.get(key, key)


ACTIONS: tuple[UiAction, ...] = (
    UiAction(
        "retry", ("r",), "Retry now", "Try to connect now instead of waiting", Group.CONSOLE, _retry, 1, shown=may_retry
    ),
    UiAction(
        "barge_in",
        ("b",),
        "Barge in",
        "Join the selected call: agent, caller and you hear each other",
        Group.STEP_IN,
        _supervise(Action.BARGE_IN),
        2,
    ),
    UiAction(
        "intercept",
        ("i",),
        "Intercept",
        "Take the call over after a barge-in: the agent is dropped (asks first)",
        Group.STEP_IN,
        _supervise(Action.INTERCEPT),
        5,
    ),
    UiAction(
        "clear", ("c",), "Clear", "Take your own phone out of the call", Group.STEP_IN, _supervise(Action.CLEAR), 4
    ),
    UiAction(
        "monitor",
        ("m",),
        "Monitor",
        "Listen to the selected call; nobody hears you",
        Group.STEP_IN,
        _supervise(Action.MONITOR),
        9,
    ),
    UiAction(
        "whisper",
        ("w",),
        "Whisper",
        "Speak to the agent only; the caller does not hear you",
        Group.STEP_IN,
        _supervise(Action.WHISPER),
        13,
    ),
    UiAction(
        "emergency",
        ("e",),
        "Emergency",
        "Go to the newest emergency, unacknowledged first",
        Group.ALARMS,
        _an_emergency,
        3,
        in_dialogs=True,
    ),
    UiAction(
        "acknowledge",
        ("a",),
        "Acknowledge",
        "Acknowledge one alarm: the selected one in the alerts pane, else the newest emergency",
        Group.ALARMS,
        _acknowledge,
        6,
        short="Ack",
        in_dialogs=True,
    ),
    UiAction(
        "silence",
        ("s",),
        "Silence",
        "Bell off until the next new alarm; acknowledges nothing",
        Group.ALARMS,
        lambda context: why_not_silence(context.floor),
        14,
    ),
    UiAction(
        "steady",
        ("x",),
        "Stop flashing",
        "Stop all flashing, or let it go on; acknowledges nothing",
        Group.ALARMS,
    ),
    UiAction(
        "acknowledge_all",
        ("A",),
        "Acknowledge all",
        "Acknowledge every alarm but emergencies, and say how many",
        Group.ALARMS,
        lambda context: why_not_all(context.floor),
    ),
    UiAction(
        "shelve",
        ("v",),
        "Shelve",
        "Put the selected alarm aside, for a reason and a time; on a shelved one: bring it back",
        Group.ALARMS,
        _shelve,
    ),
    UiAction("history", ("h",), "Alarm history", "Alarms of this session: raised, acked here, over", Group.ALARMS),
    UiAction("roster", ("1",), "Team roster", "Keys to the team roster", Group.LOOK),
    UiAction("calls", ("2",), "Live calls", "Keys to the live calls", Group.LOOK),
    UiAction("alerts", ("3",), "Alerts", "Keys to the alerts", Group.LOOK),
    UiAction("next_pane", ("tab",), "Next pane", "Keys to the next pane", Group.LOOK),
    UiAction("previous_pane", ("shift+tab",), "Previous pane", "Keys to the pane before", Group.LOOK),
    UiAction(
        "cursor",
        ("up", "down", "j", "k"),
        "Move",
        "Move the cursor; it stays with its agent when rows move",
        Group.LOOK,
        in_table=True,
    ),
    UiAction(
        "details",
        ("enter",),
        "Details",
        "Open the details: call variables, parties, recent states",
        Group.LOOK,
        footer=12,
    ),
    UiAction("team", ("t",), "Team", "Choose one team, or all", Group.LOOK, _teams, 10),
    UiAction("sort", ("o",), "Sort", "Next order for this pane", Group.LOOK, footer=11),
    UiAction(
        "filter",
        ("slash",),
        "Filter",
        "Show only rows with a text; enter keeps it, esc clears it",
        Group.LOOK,
        footer=8,
    ),
    UiAction("back", ("escape",), "Back", "Close a dialog, clear a filter, put a message away", Group.LOOK),
    UiAction("help", ("question_mark",), "Help", "All keys and what the signs mean", Group.CONSOLE, footer=1),
    UiAction("palette", ("colon", "ctrl+p"), "Command", "Find a command by its name", Group.CONSOLE, footer=15),
    UiAction("log", (), "Event log", "What happened and what was refused, newest first", Group.CONSOLE),
    UiAction(
        "quit",
        ("q", "ctrl+q"),
        "Quit",
        "Close the session and leave; asks while you are in a call",
        Group.CONSOLE,
        footer=7,
    ),
)

BY_ID = {row.id: row for row in ACTIONS}

SUPERVISORY = {
    "barge_in": Action.BARGE_IN,
    "intercept": Action.INTERCEPT,
    "clear": Action.CLEAR,
    "monitor": Action.MONITOR,
    "whisper": Action.WHISPER,
}
"""The rows that send a supervisory request."""
