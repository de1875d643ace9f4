"""What a supervisor may do now, and why not: the safety rules of stepping in.

The screen asks when a key is pressed (and to dim keys); the worker asks again right before sending. Reasons are
sentences for people. They may hold foreign text (names, numbers): it is cleaned where it is drawn.
"""

from __future__ import annotations

from app.model import (
    MAY_BE_ON_A_CALL,
    ON_A_CALL,
    Action,
    AlarmState,
    Call,
    ConnectionID,
    Engagement,
    EngagementState,
    Floor,
    LinkState,
    Target,
)
from app.supervision.company import with_you
from app.text import ACTION_WORDS, agent_state, agent_words, call_words
from protocol.wire.enums import AgentState, CTIServiceMask, LocalConnectionState

_NOT_ANSWERED: dict[int, str] = {
    LocalConnectionState.LCS_INITIATE: "is still being dialled",
    LocalConnectionState.LCS_ALERTING: "is still ringing: there is nobody to join yet",
    LocalConnectionState.LCS_QUEUED: "is waiting in a queue",
    LocalConnectionState.LCS_FAIL: "has failed",
}


def why_not(floor: Floor, action: Action, target: Target | None) -> str | None:
    """Why ``action`` on ``target`` may not be sent now, in plain words; None when it may."""
    return (
        _session(floor, action)
        or _writing(floor)
        or _pending(floor, action)
        or (_nothing_to_clear(floor) if action is Action.CLEAR else _target(floor, action, target))
    )


def aimed_at(floor: Floor, action: Action, selected: Target | None) -> Target | None:
    """What ``action`` is for: clear and intercept for the call that one is in, wherever the cursor is.

    No other call can be cleared or intercepted. ``selected`` is the agent and call under the cursor.
    """
    engagement = floor.engagement
    if engagement is None or not engaged_with(engagement) or action not in (Action.CLEAR, Action.INTERCEPT):
        return selected
    connection = engagement.connection
    if action is Action.CLEAR or connection is None or connection in floor.calls:
        return Target(engagement.agent_id, connection)
    # An alarm may be all that names the call here.
    named = floor.alarm_index.about.get(connection)
    return Target(engagement.agent_id, connection, named[0].alarm_id if named else None)


def target_changed(pinned: Target, floor: Floor) -> str | None:
    """Why the agent or call that was pinned is no longer what it was, so that nothing is sent; None when it is."""
    who = agent_words(floor, pinned.agent_id, pinned.alarm_id)
    if pinned.connection is not None:
        what = call_words(pinned.connection)
        call = floor.calls.get(pinned.connection)
        if call is None:
            return None if _named_by_alarm(floor, pinned) else f"{what} of {who} is not there any more"
        if call.ended is not None or call.state == LocalConnectionState.LCS_NULL:
            return f"{what} of {who} has ended"
        if pinned.agent_id and call.agent_id is not None and call.agent_id != pinned.agent_id:
            return f"{what} is with {agent_words(floor, call.agent_id)} now, not with {who}"
        return None
    agent = floor.agents.get(pinned.agent_id)
    if agent is None:
        return None if pinned.alarm_id is not None else f"{who} is on none of your teams any more"
    if agent.gone:
        return f"{who} has left your teams"
    if pinned.alarm_id is None and agent.state not in MAY_BE_ON_A_CALL and not floor.calls_of(pinned.agent_id):
        return f"{who} is on no call now"
    return None


def call_id_reused(before: Floor, after: Floor, connection: ConnectionID | None) -> str | None:
    """Why this id names another call than before; None when it names the same one, or that can't be known."""
    old, new = (floor.calls.get(connection) if connection is not None else None for floor in (before, after))
    if connection is None or old is None or new is None or not new.began_known:
        return None
    # What was found in mid-life can't have begun later than the moment it was found.
    another = old.began != new.began if old.began_known else old.began < new.began
    return f"{call_words(connection)} is another call by now" if another else None


def engaged_with(engagement: Engagement | None) -> bool:
    """True while the supervisor is, or may be, on a call because of a request of this console."""
    if engagement is None or engagement.over:
        return False
    return (
        engagement.in_call
        or engagement.own_connection is not None
        or engagement.confirmed
        or engagement.pending
        or engagement.state is EngagementState.OUTCOME_UNKNOWN
    )


def _session(floor: Floor, action: Action) -> str | None:
    link = floor.link
    if link.state is not LinkState.ONLINE:
        return f"not sent: the session is {link.state.value}"
    if not link.services_granted & CTIServiceMask.CTI_SERVICE_SUPERVISOR:
        return "the server did not grant the supervisor service"
    if action in floor.unoffered:
        return f"the server said that it does not offer {ACTION_WORDS[action].noun}"
    return None


def _writing(floor: Floor) -> str | None:
    if floor.writing is None:
        return None
    return f"{ACTION_WORDS[floor.writing].noun} is about to be sent, once its audit line is on the disk: wait"


def unanswered(engagement: Engagement | None) -> bool:
    """True while a request has no answer, so that not even a clear can be sent."""
    if engagement is None or engagement.over or not engagement.pending:
        return False
    answered = engagement.confirmed or engagement.own_connection is not None
    return engagement.action is Action.CLEAR or not answered


def _pending(floor: Floor, action: Action) -> str | None:
    engagement = floor.engagement
    if engagement is None or engagement.over or not engagement.pending:
        return None
    if action is Action.CLEAR and not unanswered(engagement):
        # The server has answered and is putting the phone into the call: the supervisor can always get out.
        return None
    return f"{ACTION_WORDS[engagement.action].noun} is already requested: wait for the answer"


def _nothing_to_clear(floor: Floor) -> str | None:
    return None if engaged_with(floor.engagement) else "nothing to clear: you are in no call"


def _target(floor: Floor, action: Action, target: Target | None) -> str | None:
    if target is None:
        return "nothing is selected"
    if not target.agent_id and target.connection is None:
        return "this alarm names no agent: choose the agent in the roster (1)"
    if target.agent_id == floor.me.agent_id:
        return "that is you"
    return (
        _engaged(floor, action, target)
        or _own_state(floor)
        or _own_phone(floor, target)
        or _stale(floor, target)
        or _not_followed(floor, target)
        or target_changed(target, floor)
        or _on_a_call(floor, target)
    )


def _engaged(floor: Floor, action: Action, target: Target) -> str | None:
    """Why the supervisor's own engagement doesn't allow it."""
    engagement, policy = floor.engagement, floor.policy
    barge_first = action is Action.INTERCEPT and policy.intercept_needs_barge_in
    monitoring = engagement is not None and engagement.engaged in (Action.MONITOR, Action.WHISPER)
    if action is Action.BARGE_IN and policy.barge_in_needs_monitoring and not monitoring and not _in(floor, target):
        return "here you barge in only while monitoring: press m first"
    if engagement is None or not engaged_with(engagement):
        return "intercept follows a barge-in: press b first" if barge_first else None
    if not _same_call(engagement, target):
        where = f"{call_words(engagement.connection)} with " if engagement.connection is not None else "a call with "
        whom = agent_words(floor, engagement.agent_id) if engagement.agent_id else with_you(floor)
        return f"you are in {where}{whom}: clear it first (c)"
    if not engagement.in_call:
        if barge_first:
            return "intercept follows a barge-in: you are not in the call yet"
        if engagement.state is EngagementState.OUTCOME_UNKNOWN:
            return None
        return "you are being put into this call: wait for it, or clear it (c)"
    if action is Action.INTERCEPT:
        if engagement.alone:
            return "you are alone in this call: there is nobody to take over"
        if engagement.engaged is Action.INTERCEPT:
            return "you have already intercepted this call"
        if barge_first and engagement.engaged is not Action.BARGE_IN and not engagement.kind_unknown:
            return "intercept follows a barge-in: press b first"
        if engagement.agent_id != target.agent_id:
            return f"you barged in on {agent_words(floor, engagement.agent_id)}: only that agent can be dropped"
        other = target.connection not in (None, engagement.connection)
        if other and engagement.connection is not None:
            device = engagement.connection.connection_device_id
            return f"this is another call of the same id: you are in the one at {device}"
        return None
    if engagement.engaged is None:
        return "you are already in this call"
    if engagement.engaged.strength >= action.strength:
        return f"you are already {ACTION_WORDS[engagement.engaged].on_call} this call"
    return None


def _in(floor: Floor, target: Target) -> bool:
    """Is the supervisor in this very call already (monitoring, whispering, barged in or intercepted)?"""
    engagement = floor.engagement
    return engagement is not None and not engagement.over and engagement.in_call and _same_call(engagement, target)


def _own_state(floor: Floor) -> str | None:
    """The supervisor's own state, where the site wants it to be Not Ready before stepping in."""
    state = floor.me.state
    if not floor.policy.only_when_not_ready or engaged_with(floor.engagement) or state in (None, AgentState.NOT_READY):
        return None
    return f"you are {agent_state(state).word}: go Not Ready first"


def _own_phone(floor: Floor, target: Target) -> str | None:
    """The own phone may be on the call without a request of this console, as by the conference of an emergency call."""
    call = floor.calls.get(target.connection) if target.connection is not None else None
    if call is None or call.ended is not None or engaged_with(floor.engagement):
        return None
    return "your phone is in this call already" if any(party.is_supervisor for party in call.parties) else None


def _same_call(engagement: Engagement, target: Target) -> bool:
    named = engagement.connection or (engagement.own_connection if not engagement.agent_id else None)
    if named is None or target.connection is None:
        return engagement.agent_id == target.agent_id
    return named.connection_call_id == target.connection.connection_call_id


def _stale(floor: Floor, target: Target) -> str | None:
    stale = floor.agents_stale if target.connection is None else floor.calls_stale
    if not stale or _named_by_alarm(floor, target):
        return None
    return "the data here is STALE: wait for fresh data"


def _not_followed(floor: Floor, target: Target) -> str | None:
    """An agent whose states are not told may be on another call by now, or on none."""
    agent = floor.agents.get(target.agent_id)
    if agent is None or not agent.not_followed or _in(floor, target) or _named_by_alarm(floor, target):
        return None
    return f"{agent_words(floor, target.agent_id)} is not followed: {agent.not_followed}"


def _on_a_call(floor: Floor, target: Target) -> str | None:
    agent = floor.agents.get(target.agent_id)
    if target.connection is None:
        if agent is None or agent.state in MAY_BE_ON_A_CALL or floor.calls_of(target.agent_id):
            return None
        if target.alarm_id is not None:
            return None  # the agent calls for help: the server knows better whether there is a call, and is asked
        return f"{agent_words(floor, target.agent_id)} is on no call"
    call = floor.calls.get(target.connection)
    if call is None or (agent is not None and agent.state in ON_A_CALL):
        return None
    return _not_answered(call)


def _not_answered(call: Call) -> str | None:
    why = _NOT_ANSWERED.get(call.state)
    return f"{call_words(call.connection)} {why}" if why is not None else None


def _named_by_alarm(floor: Floor, target: Target) -> bool:
    """Does the target's alarm name this very call, so that it is known to exist although it isn't seen here?

    An alarm raised before the data went stale doesn't count: the call may have ended in the blind window.
    """
    fresh_from = floor.stale_since if floor.stale_since is not None else float("-inf")
    alarm = floor.alarm_index.by_id.get(target.alarm_id) if target.alarm_id is not None else None
    return (
        alarm is not None
        and alarm.connection == target.connection
        and alarm.state not in (AlarmState.UNACK_CLEARED, AlarmState.NORMAL)
        and alarm.cleared is None
        and max(alarm.raised, alarm.last_raised) > fresh_from
    )
