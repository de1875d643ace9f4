"""The one table of what keys do. Bindings, footer, help, palette and README are made from its rows.

To add a key: one row here, with its handler. The footer shows the rows in this order, the help by group.
"""

from __future__ import annotations

from dataclasses import replace
from functools import partial

from app.model import Action, Floor
from app.ui import dialogs, offers
from app.ui.actions import Group, Readme, UiAction, readme_lines
from app.ui.console import Console
from app.ui.context import Context, may_retry
from app.ui.handlers import alarms, navigation, session
from app.ui.handlers.supervise import retract_answered, supervise
from app.ui.panes import PANES


def _open_help(console: Console, context: Context) -> None:
    """Open the help: every key, and what the signs mean."""
    console.open(dialogs.HelpDialog(ACTIONS, context, console.clock()))


def _open_palette(console: Console, context: Context) -> None:
    """Choose an action by its name. It acts on what was selected when the palette was opened."""

    def chosen(action_id: str | None) -> None:
        if action_id is not None:
            console.perform(action_id, replace(context, floor=console.floor))

    console.open(dialogs.PaletteDialog(ACTIONS, context, console.clock()), chosen)


def floor_changed(console: Console, floor: Floor) -> None:
    """A newer floor came: answer what was asked before."""
    alarms.confirm_acknowledged(console, floor)
    retract_answered(console, floor)


ACTIONS: tuple[UiAction, ...] = (
    UiAction(
        "retry",
        ("r",),
        "Retry now",
        "Try to connect now instead of waiting",
        Group.CONSOLE,
        session.retry,
        session.why_not_retry,
        footer=1,
        shown=may_retry,
        readme=Readme(160, "while the connection is down: try again now"),
    ),
    UiAction(
        "barge_in",
        ("b",),
        "Barge in",
        "Join the selected call: agent, caller and you hear each other",
        Group.STEP_IN,
        partial(supervise, Action.BARGE_IN),
        partial(offers.why_not_supervise, Action.BARGE_IN),
        footer=2,
        readme=Readme(30, "barge in on the agent or call under the cursor"),
    ),
    UiAction(
        "intercept",
        ("i",),
        "Intercept",
        "Take over the call you have barged in on, wherever the cursor is: the agent is dropped (asks first)",
        Group.STEP_IN,
        partial(supervise, Action.INTERCEPT),
        partial(offers.why_not_supervise, Action.INTERCEPT),
        footer=5,
        readme=Readme(40, "intercept the call you have barged in on: asks first, `y` is yes, everything else is no"),
    ),
    UiAction(
        "clear",
        ("c",),
        "Clear",
        "Take your own phone out of the call",
        Group.STEP_IN,
        partial(supervise, Action.CLEAR),
        partial(offers.why_not_supervise, Action.CLEAR),
        footer=4,
        readme=Readme(50, "clear: take your own phone out of the call"),
    ),
    UiAction(
        "monitor",
        ("m",),
        "Monitor",
        "Listen to the selected call; nobody hears you",
        Group.STEP_IN,
        partial(supervise, Action.MONITOR),
        partial(offers.why_not_supervise, Action.MONITOR),
        footer=9,
        readme=Readme(60, "silent monitor"),
    ),
    UiAction(
        "whisper",
        ("w",),
        "Whisper",
        "Speak to the agent only; the caller does not hear you",
        Group.STEP_IN,
        partial(supervise, Action.WHISPER),
        partial(offers.why_not_supervise, Action.WHISPER),
        footer=13,
        readme=Readme(60, "whisper, where the server offers them"),
    ),
    UiAction(
        "emergency",
        ("e",),
        "Emergency",
        "Go to the newest emergency, unacknowledged first; again: to the next one",
        Group.ALARMS,
        alarms.go_to_emergency,
        offers.why_not_emergency,
        footer=3,
        in_dialogs=True,
        readme=Readme(70, "go to the newest emergency, from anywhere; again: to the next one"),
    ),
    UiAction(
        "acknowledge",
        ("a",),
        "Acknowledge",
        "Acknowledge one alarm: the selected one in the alerts pane, else the newest emergency",
        Group.ALARMS,
        alarms.acknowledge,
        offers.why_not_acknowledge,
        footer=6,
        short="Ack",
        in_dialogs=True,
        readme=Readme(80),
    ),
    UiAction(
        "silence",
        ("s",),
        "Silence",
        "Bell off until the next new alarm; acknowledges nothing",
        Group.ALARMS,
        alarms.silence,
        alarms.why_not_silence,
        footer=14,
        readme=Readme(100, "sound off until the next new alarm"),
    ),
    UiAction(
        "steady",
        ("x",),
        "Stop flashing",
        "Stop all flashing, or let it go on; acknowledges nothing",
        Group.ALARMS,
        alarms.toggle_flashing,
        readme=Readme(110, "stop all flashing, or let it go on"),
    ),
    UiAction(
        "acknowledge_all",
        ("A",),
        "Acknowledge all",
        "Acknowledge every alarm but open emergencies; asks where emergencies that are over are among them",
        Group.ALARMS,
        alarms.acknowledge_all,
        alarms.why_not_acknowledge_all,
        readme=Readme(
            90,
            "acknowledge all but open emergencies; says how many, and asks first when emergencies that are over are "
            "among them or when they are more than ten",
        ),
    ),
    UiAction(
        "shelve",
        ("v",),
        "Shelve",
        "Put the selected alarm aside, for a reason and a time; on a shelved one: bring it back",
        Group.ALARMS,
        alarms.shelve,
        alarms.why_not_shelve,
        readme=Readme(120, "shelve the selected alarm for a reason and a time of at most a shift, or bring it back"),
    ),
    UiAction(
        "history",
        ("h",),
        "Alarm history",
        "Alarms of this session: raised, acked here, over",
        Group.ALARMS,
        alarms.open_history,
        readme=Readme(130, "alarm history of this session: raised, acked here and how fast, over; `/` filters"),
    ),
    *(
        UiAction(
            pane.PANE.id,
            (str(pane.PANE.number),),
            pane.PANE.name,
            f"Keys to the {pane.PANE.name.lower()}",
            Group.LOOK,
            partial(navigation.go_to, pane.PANE),
            moves=True,
            readme=Readme(10, pane.PANE.name.lower()),
        )
        for pane in PANES
    ),
    UiAction(
        "next_pane",
        ("tab",),
        "Next pane",
        "Keys to the next pane",
        Group.LOOK,
        navigation.next_pane,
        readme=Readme(10, ""),
    ),
    UiAction(
        "previous_pane",
        ("shift+tab",),
        "Previous pane",
        "Keys to the pane before",
        Group.LOOK,
        navigation.previous_pane,
    ),
    UiAction(
        "cursor",
        ("up", "down", "j", "k"),
        "Move",
        "Move the cursor; it stays with its agent when rows move",
        Group.LOOK,
        None,
        moves=True,
        readme=Readme(20, "move; the cursor follows the agent when rows move", "arrows, `j` `k`"),
    ),
    UiAction(
        "details",
        ("enter",),
        "Details",
        "Open the details: call variables, parties, recent states",
        Group.LOOK,
        navigation.open_details,
        footer=12,
        readme=Readme(150, "details"),
    ),
    UiAction(
        "team",
        ("t",),
        "Team",
        "Choose one team, or all",
        Group.LOOK,
        navigation.choose_team,
        navigation.why_not_team,
        footer=10,
        readme=Readme(140, "choose a team"),
    ),
    UiAction(
        "sort",
        ("o",),
        "Sort",
        "Next order for this pane",
        Group.LOOK,
        navigation.sort,
        footer=11,
        readme=Readme(140, "sort"),
    ),
    UiAction(
        "filter",
        ("slash",),
        "Filter",
        "Show only rows with a text; enter keeps it, esc clears it",
        Group.LOOK,
        navigation.open_filter,
        footer=8,
        opens_text=True,
        readme=Readme(140, "filter"),
    ),
    UiAction(
        "zoom",
        ("z",),
        "Zoom",
        "Make the pane with the keys as large as the window, or show all panes again",
        Group.LOOK,
        navigation.zoom,
        readme=Readme(145, "zoom: the pane with the keys alone, or all panes again"),
    ),
    UiAction(
        "back",
        ("escape",),
        "Back",
        "Close a dialog, clear a filter, put a message away",
        Group.LOOK,
        navigation.back,
        readme=Readme(150, "back; `q` closes a dialog too", "escape"),
    ),
    UiAction(
        "help",
        ("question_mark",),
        "Help",
        "All keys and what the signs mean",
        Group.CONSOLE,
        _open_help,
        footer=1,
        readme=Readme(170, "help"),
    ),
    UiAction(
        "palette",
        ("colon", "ctrl+p"),
        "Command",
        "Find a command by its name",
        Group.CONSOLE,
        _open_palette,
        footer=15,
        opens_text=True,
        readme=Readme(170, "command palette (the event log is in it)", "`:` or ctrl+p"),
    ),
    UiAction(
        "log",
        (),
        "Event log",
        "What happened and what was refused, newest first",
        Group.CONSOLE,
        navigation.open_log,
    ),
    UiAction(
        "quit",
        ("q", "ctrl+q"),
        "Quit",
        "Close the session and leave; asks while you are in a call or a call for help is open",
        Group.CONSOLE,
        session.quit_console,
        footer=7,
        readme=Readme(180, "quit; asks while you are in a call or a call for help is open"),
    ),
)

BY_ID = {row.id: row for row in ACTIONS}
BY_KEY = {key: row for row in ACTIONS for key in row.keys}


def readme_keys() -> list[tuple[str, str]]:
    """README's table of keys: for each line the keys in Markdown, and what they do."""
    return readme_lines(ACTIONS)
