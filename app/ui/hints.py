"""What the next key would do: one sentence, shown while there is no message."""

from __future__ import annotations

from app.alarms import find, newest_emergency
from app.model import Action, AlarmKind, Engagement, EngagementState, LinkState
from app.supervision import engaged_with, hung_up_on
from app.ui.context import Context, may_retry
from app.ui.offers import may_barge_in, why_not_acknowledge, why_not_supervise
from app.ui.panes import PANES, retry_does

_NUMBERS = " ".join(str(pane.PANE.number) for pane in PANES)


def hint(context: Context) -> str:
    """The first that applies: no session, the own engagement, an emergency, the selected row, the panes.

    Why there is no session, and when the next attempt is due, is in the status line.
    """
    floor = context.floor
    link = floor.link
    if link.state is not LinkState.ONLINE:
        does = retry_does(link) if link.state is LinkState.REFUSED else "tries now"
        retry = f"r {does}, " if may_retry(floor) else ""
        return f"{link.state.value.lower()}: {retry}q quits, ? shows all keys"
    if floor.engagement is not None and engaged_with(floor.engagement):
        return _engaged(context, floor.engagement)
    newest, selected = find(floor, newest_emergency(floor)), find(floor, context.alarm_id)
    on_one = selected is not None and selected.kind is AlarmKind.EMERGENCY and selected.acknowledged is None
    if newest is not None and not (context.on_alarm and on_one):
        barge = ", then b to barge in" if may_barge_in(floor, newest) else ""
        return f"press e to go to the emergency{barge}; ? shows all keys"
    can_barge = why_not_supervise(Action.BARGE_IN, context) is None
    if context.on_alarm:
        barge = "b barges in on its call, " if can_barge else ""
        acknowledge = "a acknowledges it, " if why_not_acknowledge(context) is None else ""
        return f"{barge}{acknowledge}enter details, ? all keys"
    if not floor.agents:
        return "waiting for your teams; ? shows all keys"
    if context.target is not None and can_barge:
        return "b barges in on this call, enter details, arrows choose another, ? all keys"
    return f"arrows choose an agent, {_NUMBERS} a pane, enter details, ? all keys"


def _engaged(context: Context, engagement: Engagement) -> str:
    if engagement.pending:
        return "wait for the answer; the line YOU says what is known"
    if engagement.state is EngagementState.OUTCOME_UNKNOWN:
        return "look at your phone; c takes it out of the call"
    if engagement.alone:
        return "everybody else has left the call: c hangs up"
    if why_not_supervise(Action.INTERCEPT, context) is None:
        return "i takes the call over (the agent is dropped), c takes you out of it"
    if not engagement.in_call:
        return "wait for your phone; c takes it out of the call"
    caller = hung_up_on(context.floor)
    return f"c hangs up on {caller}: it asks first" if caller else "c takes you out of the call"
