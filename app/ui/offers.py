"""What a key is for in a context, and why it does nothing: asked by the key, and by what offers it.

The footer, the hint, the emergency line and the line YOU ask here, so that none of them offers what the key refuses.
"""

from __future__ import annotations

from app.alarms import rules
from app.model import Action, Alarm, Floor, Target
from app.supervision import aimed_at, why_not
from app.ui.context import Context

TOO_NEW = "this emergency has just come: look, and press a again"
LINE_TOO_NEW = "the emergency in the line has just changed: look, and press a again"


def why_not_one(context: Context) -> str | None:
    """Why a key for one alarm does nothing: the row stands for the alarms of many agents."""
    if context.alarm_id is not None or not context.alarm_ids:
        return None
    return f"this row stands for {len(context.alarm_ids)} alarms: enter shows them"


def supervised(action: Action, context: Context) -> Target | None:
    """The agent and call that the key of ``action`` is for."""
    target = context.target
    if target is None and context.alarm_id is not None:
        target = Target("", None, context.alarm_id)  # an alarm that names no agent: the rules have the words for it
    return aimed_at(context.floor, action, target)


def for_selected_row(action: Action, context: Context) -> bool:
    """Is the key of ``action`` for the row under the cursor?"""
    selected = context.target
    return action is not Action.CLEAR and aimed_at(context.floor, action, selected) is selected


def why_not_supervise(action: Action, context: Context) -> str | None:
    """Why the action can't be asked for."""
    many = why_not_one(context) if for_selected_row(action, context) else None
    return many or why_not(context.floor, action, supervised(action, context))


def may_barge_in(floor: Floor, alarm: Alarm) -> bool:
    """Would the key of barge-in do something with this alarm under the cursor?"""
    return why_not(floor, Action.BARGE_IN, Target(alarm.agent_id or "", alarm.connection, alarm.alarm_id)) is None


def why_not_emergency(context: Context) -> str | None:
    """Why there is no emergency to go to."""
    there = emergency_to_go_to(context)
    if there is None:
        return "no emergency is listed"
    return "no other emergency is open" if there == _selected(context) else None


def emergency_to_go_to(context: Context) -> int | None:
    """The emergency that ``e`` goes to: the newest, and from one of them the next; unacknowledged ones if any are."""
    lookup = context.floor.alarm_index
    among = lookup.emergencies_waiting or len(lookup.emergencies)
    if not among:
        return None
    selected = rules.find(context.floor, _selected(context))
    here = lookup.place_of(selected) if selected is not None else None
    following = here + 1 if here is not None and here < among else 0
    return lookup.emergencies[following % among].alarm_id


def _selected(context: Context) -> int | None:
    """The alarm that people see selected."""
    return context.alarm_id if context.on_alarm and not context.rows_hidden else None


def why_not_acknowledge(context: Context) -> str | None:
    """Why ``a`` acknowledges nothing."""
    many = why_not_one(context)
    if many is not None:
        return f"{many}, A acknowledges all but open emergencies"
    return _too_new(context) or rules.why_not_acknowledge(context.floor, context.alarm_to_acknowledge)


def _too_new(context: Context) -> str | None:
    """Why ``a`` is not taken yet: nobody can have read what it would acknowledge."""
    if context.alarm_to_acknowledge in context.too_new:
        return TOO_NEW
    return LINE_TOO_NEW if context.line_too_new and not context.on_alarm else None


def acknowledged_soon(context: Context) -> int | None:
    """The emergency that ``a`` is going to be for within a second; None where it is for one already, or for none."""
    return context.alarm_to_acknowledge if why_not_one(context) is None and _too_new(context) else None


def nothing_sent(reason: str) -> str:
    """The answer where a request that was asked about, or is due, is not sent after all."""
    return f"nothing was sent: {reason.removeprefix('not sent: ')}"
