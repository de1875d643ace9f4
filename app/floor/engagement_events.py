"""What facts about calls mean for the supervisor's engagement.

Conclusions are drawn from EventCause, CallType and the parties, never from the order of events: GED-188 defines none.
"""

from __future__ import annotations

from dataclasses import replace

from app.floor.call_facts import CallFact, Ended, Joined, OwnCall, Renamed
from app.floor.call_table import SUPERVISORY_TYPES, CallRow
from app.floor.directory import OWN
from app.model import Action, Engagement, EngagementState
from app.supervision import EngagementEvent, advance
from protocol.wire.enums import EventCause, LocalConnectionState

JOINED_AFTER = 2.0
"""Seconds after which an answered own phone on the agent's call counts as being in it, also without a conference."""

_ACTION_OF_CAUSE: dict[int, Action] = {a.event_cause: a for a in Action if a.event_cause is not None}
_ACTION_OF_TYPE: dict[int, Action] = {a.call_type: a for a in Action if a.call_type is not None}
_PERHAPS_IN_CALL = "after the reconnect it is not known whether you are still in the call"


def fold_call_fact(engagement: Engagement, fact: CallFact, now: float) -> Engagement:
    """The engagement after a fact about calls; ``now`` in steady seconds."""
    match fact:
        case Renamed(old, new):
            if engagement.connection == old:
                engagement = replace(engagement, connection=new)
            return replace(engagement, own_connection=new) if engagement.own_connection == old else engagement
        case OwnCall():
            return _own_call(engagement, fact, now)
        case Joined():
            return _joined(engagement, fact, now)
        case Ended():
            ended = _own_call_ended if fact.owner is OWN else _agent_call_ended
            return ended(engagement, fact, now)
    return engagement


def _own_call(engagement: Engagement, fact: OwnCall, now: float) -> Engagement:
    if engagement.over:
        return engagement
    supervisory = fact.call_type in SUPERVISORY_TYPES or fact.cause in _ACTION_OF_CAUSE
    if not supervisory and fact.connection != engagement.own_connection:
        return engagement
    if engagement.own_connection is None or (supervisory and engagement.engaged is None):
        engagement = replace(engagement, own_connection=fact.connection)
    doing = _ACTION_OF_CAUSE.get(fact.cause) or _ACTION_OF_TYPE.get(fact.call_type)
    if fact.state == LocalConnectionState.LCS_CONNECT and doing is not None:
        subject = engagement.connection
        same_call = subject is not None and fact.connection.connection_call_id == subject.connection_call_id
        if doing in (Action.MONITOR, Action.WHISPER) or (same_call and fact.cause in _ACTION_OF_CAUSE):
            return advance(engagement, now, EngagementEvent.JOINED, doing=doing)
    return advance(engagement, now, EngagementEvent.OWN_PHONE_RINGS)


def _joined(engagement: Engagement, fact: Joined, now: float) -> Engagement:
    subject = engagement.connection
    concerned = subject is None or subject in fact.agents or fact.own == engagement.own_connection
    if not concerned and fact.cause not in _ACTION_OF_CAUSE:
        return engagement
    if engagement.state is EngagementState.CLEARED:
        return engagement
    requested = engagement.action if engagement.action is not Action.CLEAR else None
    doing = _ACTION_OF_CAUSE.get(fact.cause) or requested or engagement.engaged or Action.BARGE_IN
    if doing is Action.INTERCEPT and subject in fact.agents:
        doing = engagement.engaged or Action.BARGE_IN  # the agent is still on the call: it isn't taken over yet
    after = advance(engagement, now, EngagementEvent.JOINED, doing=doing)
    if after is engagement and engagement.over:
        return engagement
    if len(fact.agents) == 1 and subject not in fact.agents:
        successor = fact.agents[0]
        if subject is not None:
            moved = f"the call has gone on to {successor.connection_device_id} meanwhile"
            after = replace(after, reason=moved)
        subject = successor
    return replace(after, own_connection=fact.own, connection=subject)


def _own_call_ended(engagement: Engagement, fact: Ended, now: float) -> Engagement:
    cleared = fact.cause == EventCause.CEC_SUPERVISOR_CLEAR
    if fact.connection != engagement.own_connection and (not cleared or engagement.own_connection is None):
        return engagement
    if fact.lost:
        after = advance(engagement, now, EngagementEvent.SESSION_LOST, reason=_PERHAPS_IN_CALL)
        return replace(after, own_connection=None)
    was_in_call = engagement.engaged is not None
    reason = "the call has ended" if was_in_call else "your phone left before you were in the call"
    doing = Action.CLEAR if cleared else None
    return advance(engagement, now, EngagementEvent.OWN_PHONE_LEFT, doing=doing, reason=reason)


def _agent_call_ended(engagement: Engagement, fact: Ended, now: float) -> Engagement:
    if fact.connection != engagement.connection or engagement.over:
        return engagement
    by_intercept = fact.cause == EventCause.CEC_SUPERVISOR_INTERCEPT
    intercepting = engagement.action is Action.INTERCEPT and engagement.pending
    known_in_call = engagement.engaged is not None or engagement.own_connection is not None
    # The event of the agent's leaving may come before the own phone is known to be in the call.
    if (intercepting and by_intercept) or (known_in_call and (by_intercept or intercepting)):
        return advance(engagement, now, EngagementEvent.AGENT_DROPPED, doing=Action.INTERCEPT)
    if engagement.engaged is not None:
        reason = "the agent has left the call"
    elif engagement.own_connection is not None:
        reason = "the agent left the call before you were in it"
    else:
        reason = "the call ended before you were in it"
    return advance(engagement, now, EngagementEvent.AGENT_LEFT, reason=reason)


def joined_without_event(engagement: Engagement, own_call: CallRow | None, now: float) -> Engagement:
    """The engagement: in the call once the own phone has been answered for a while on a call of the agent's call id.

    This holds where no CALL_CONFERENCED_EVENT says so. ``own_call`` is the row of the engagement's own connection.
    """
    subject = engagement.connection
    ringing = engagement.state is EngagementState.PHONE_RINGS and now - engagement.since >= JOINED_AFTER
    if not ringing or subject is None or own_call is None or own_call.state != LocalConnectionState.LCS_CONNECT:
        return engagement
    answered = own_call.state_since if own_call.answered is None else own_call.answered
    same_call = own_call.connection.connection_call_id == subject.connection_call_id
    if not same_call or now - answered < JOINED_AFTER:
        return engagement
    return advance(engagement, now, EngagementEvent.JOINED, doing=engagement.action)
