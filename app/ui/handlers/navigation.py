"""The keys that look around: panes, zoom, details, team, order, filter, event log."""

from __future__ import annotations

from app.ui import dialogs
from app.ui.console import Console
from app.ui.context import Context, Pane, Rows
from app.ui.panes import PANES


def go_to(pane: Pane, console: Console, context: Context) -> None:
    """Give the keys to this pane."""
    console.main.go_to(pane)


def next_pane(console: Console, context: Context) -> None:
    """Give the keys to the next pane; after the last comes the first."""
    console.main.go_to(_beside(context.pane, 1))


def previous_pane(console: Console, context: Context) -> None:
    """Give the keys to the pane before; before the first comes the last."""
    console.main.go_to(_beside(context.pane, -1))


def _beside(pane: Pane, step: int) -> Pane:
    panes = [each.PANE for each in PANES]
    return panes[(panes.index(pane) + step) % len(panes)]


def open_details(console: Console, context: Context) -> None:
    """Open the details of the selected row, or unfold it where it stands for the alarms of many agents."""
    target = context.target
    if context.alarm_id is None and context.alarm_ids:
        console.main.unfold_alarms()
        return
    if context.alarm_id is not None:
        subject = dialogs.Subject(alarm_id=context.alarm_id)
    elif target is None:
        console.say("nothing is selected")
        return
    elif context.pane.rows is Rows.CALLS:
        subject = dialogs.Subject(agent_id=target.agent_id or None, connection=target.connection)
    else:
        subject = dialogs.Subject(agent_id=target.agent_id)
    console.open(dialogs.DetailsDialog(subject, console.floor, console.clock()))


def why_not_team(context: Context) -> str | None:
    """Why no team can be chosen."""
    return None if context.floor.teams else "no team is known yet"


def choose_team(console: Console, context: Context) -> None:
    """Choose the team that roster and calls show."""

    def chosen(team_id: int | None) -> None:
        if team_id is None:
            return
        console.main.set_team(None if team_id == dialogs.ALL_TEAMS else team_id)
        team = console.floor.teams.get(team_id)
        name = f"team {team_id} {team.name}".rstrip() if team is not None else "all teams"
        console.say(f"roster and calls show {name}")

    console.open(dialogs.TeamDialog(console.floor, console.clock(), console.main.team_id), chosen)


def sort(console: Console, context: Context) -> None:
    """Sort the pane with the keys by its next order."""
    words = console.main.next_order(context.pane)
    console.say(f"sorted {words}" if words else "this pane has one order")


def open_filter(console: Console, context: Context) -> None:
    """Open the text field that filters the pane with the keys."""
    console.main.open_filter()


def back(console: Console, context: Context) -> None:
    """Dismiss the message, else clear the filter of the pane with the keys."""
    if not console.main.dismiss_message():
        console.main.clear_filter(context.pane)


def open_log(console: Console, context: Context) -> None:
    """Open the event log: notes of the worker and answers to keys."""
    console.open(dialogs.EventLogDialog(console.floor, console.clock(), lambda: console.answers))


def zoom(console: Console, context: Context) -> None:
    """Give the pane with the keys all the room of the panes, or show all of them again."""
    if console.main.one_pane:
        console.say("this window shows one pane at a time; 1 2 3 or tab shows another one")
    elif console.main.zoom():
        console.say(f"{context.pane.name} alone; z shows all panes again")
    else:
        console.say("all panes are shown")
