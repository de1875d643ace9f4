"""The supervisor's own stepping in, as a pure state machine: what was requested, confirmed, and seen in events.

The one table is :data:`TRANSITIONS`. GED-188 defines no order between the confirmation of a request and its events:
either may come first, and events outrank the confirmation. Times are steady seconds.
"""

from __future__ import annotations

from dataclasses import replace
from enum import Enum

from app.model import Action, ConnectionID, Engagement, EngagementState

LINE_SHOWN = 15.0
"""Seconds for which a finished engagement stays on screen."""
CONFIRMED_WAIT = 30.0
"""Seconds after a confirmation within which events should show what came of it."""
REQUEST_WAIT = 120.0
"""Seconds after which an unanswered request counts as unknown: longer than the session's own limit."""
RINGING_WAIT = 90.0
"""Seconds for which the supervisor's own phone may ring."""
CLEAR_WAIT = 5.0
"""Seconds after the confirmation of a clear where no own connection is known that could be seen to end."""
LATE_JOIN = 15.0
"""Seconds within which a conference revives an engagement that seemed over."""

REQUESTED_STATES = {action: action.requested_state for action in Action}
ENGAGED_STATES = {action: action.engaged_state for action in Action if action.engaged_state is not None}


class Phase(Enum):
    """Groups of EngagementStates that have the same transitions."""

    REQUESTED = "requested"
    CONFIRMED = "confirmed"
    RINGS = "rings"
    IN_CALL = "in the call"
    UNKNOWN = "outcome unknown"
    CLEARED = "cleared"
    OVER = "over"


class EngagementEvent(Enum):
    """What may happen to an engagement."""

    CONFIRMED = "the server confirmed the request"
    DENIED = "the server refused it"
    TIMED_OUT = "no answer came"
    SESSION_LOST = "the session was lost"
    OWN_PHONE_RINGS = "the supervisor's own phone has a call"
    JOINED = "the own phone is on the agent's call"
    AGENT_DROPPED = "the agent was dropped from the call by an intercept"
    AGENT_LEFT = "the agent left the call, or the call ended"
    OWN_PHONE_LEFT = "the own phone left the call"
    WAITED_TOO_LONG = "no event told what came of it in time"


class Effect(Enum):
    """What an event does to the state of an engagement."""

    CONFIRMED = "CONFIRMED"
    RINGS = "YOUR PHONE RINGS"
    IN_CALL = "MONITORING, WHISPERING, BARGED IN or INTERCEPTED"
    RESTORE = "the state before the request; REFUSED where there was none"
    UNKNOWN = "OUTCOME UNKNOWN"
    OVER = "CLEARED or ENDED"
    REASON_ONLY = "the state stays, a reason is shown"


TRANSITIONS: dict[tuple[Phase, EngagementEvent], Effect] = {
    (Phase.REQUESTED, EngagementEvent.CONFIRMED): Effect.CONFIRMED,
    (Phase.REQUESTED, EngagementEvent.DENIED): Effect.RESTORE,
    (Phase.REQUESTED, EngagementEvent.TIMED_OUT): Effect.UNKNOWN,
    (Phase.REQUESTED, EngagementEvent.SESSION_LOST): Effect.UNKNOWN,
    (Phase.REQUESTED, EngagementEvent.WAITED_TOO_LONG): Effect.UNKNOWN,
    (Phase.REQUESTED, EngagementEvent.OWN_PHONE_RINGS): Effect.RINGS,
    (Phase.REQUESTED, EngagementEvent.JOINED): Effect.IN_CALL,
    (Phase.REQUESTED, EngagementEvent.AGENT_DROPPED): Effect.IN_CALL,
    (Phase.REQUESTED, EngagementEvent.AGENT_LEFT): Effect.REASON_ONLY,
    (Phase.REQUESTED, EngagementEvent.OWN_PHONE_LEFT): Effect.OVER,
    (Phase.CONFIRMED, EngagementEvent.SESSION_LOST): Effect.UNKNOWN,
    (Phase.CONFIRMED, EngagementEvent.OWN_PHONE_RINGS): Effect.RINGS,
    (Phase.CONFIRMED, EngagementEvent.JOINED): Effect.IN_CALL,
    (Phase.CONFIRMED, EngagementEvent.AGENT_DROPPED): Effect.IN_CALL,
    (Phase.CONFIRMED, EngagementEvent.AGENT_LEFT): Effect.OVER,
    (Phase.CONFIRMED, EngagementEvent.OWN_PHONE_LEFT): Effect.OVER,
    (Phase.CONFIRMED, EngagementEvent.WAITED_TOO_LONG): Effect.UNKNOWN,
    (Phase.RINGS, EngagementEvent.DENIED): Effect.REASON_ONLY,
    (Phase.RINGS, EngagementEvent.SESSION_LOST): Effect.UNKNOWN,
    (Phase.RINGS, EngagementEvent.JOINED): Effect.IN_CALL,
    (Phase.RINGS, EngagementEvent.AGENT_DROPPED): Effect.IN_CALL,
    (Phase.RINGS, EngagementEvent.AGENT_LEFT): Effect.REASON_ONLY,
    (Phase.RINGS, EngagementEvent.OWN_PHONE_LEFT): Effect.OVER,
    (Phase.RINGS, EngagementEvent.WAITED_TOO_LONG): Effect.UNKNOWN,
    (Phase.IN_CALL, EngagementEvent.DENIED): Effect.REASON_ONLY,
    (Phase.IN_CALL, EngagementEvent.SESSION_LOST): Effect.REASON_ONLY,
    (Phase.IN_CALL, EngagementEvent.JOINED): Effect.IN_CALL,
    (Phase.IN_CALL, EngagementEvent.AGENT_DROPPED): Effect.IN_CALL,
    (Phase.IN_CALL, EngagementEvent.AGENT_LEFT): Effect.REASON_ONLY,
    (Phase.IN_CALL, EngagementEvent.OWN_PHONE_LEFT): Effect.OVER,
    (Phase.UNKNOWN, EngagementEvent.SESSION_LOST): Effect.REASON_ONLY,
    (Phase.UNKNOWN, EngagementEvent.OWN_PHONE_RINGS): Effect.RINGS,
    (Phase.UNKNOWN, EngagementEvent.JOINED): Effect.IN_CALL,
    (Phase.UNKNOWN, EngagementEvent.AGENT_DROPPED): Effect.IN_CALL,
    (Phase.UNKNOWN, EngagementEvent.AGENT_LEFT): Effect.OVER,
    (Phase.UNKNOWN, EngagementEvent.OWN_PHONE_LEFT): Effect.OVER,
    (Phase.OVER, EngagementEvent.DENIED): Effect.REASON_ONLY,
    (Phase.OVER, EngagementEvent.JOINED): Effect.IN_CALL,
}
"""Whatever is not listed changes no state. CLEARED is final: what comes after it are late copies."""

_PHASES = dict.fromkeys(REQUESTED_STATES.values(), Phase.REQUESTED)
_PHASES |= dict.fromkeys(ENGAGED_STATES.values(), Phase.IN_CALL)
_PHASES |= {
    EngagementState.CONFIRMED: Phase.CONFIRMED,
    EngagementState.PHONE_RINGS: Phase.RINGS,
    EngagementState.OUTCOME_UNKNOWN: Phase.UNKNOWN,
    EngagementState.CLEARED: Phase.CLEARED,
    EngagementState.REFUSED: Phase.OVER,
    EngagementState.ENDED: Phase.OVER,
}


def request_sent(
    before: Engagement | None, action: Action, agent_id: str, connection: ConnectionID | None, now: float
) -> Engagement:
    """The engagement once a request was sent. What events have shown of an engagement that goes on is kept."""
    state = REQUESTED_STATES[action]
    if before is None or before.over or (action is not Action.CLEAR and before.engaged is None):
        return Engagement(
            state=state,
            action=action,
            agent_id=agent_id,
            connection=connection,
            since=now,
            began=now,
            pending=True,
        )
    return replace(before, state=state, action=action, since=now, pending=True, confirmed=False, reason="")


def advance(
    engagement: Engagement, now: float, event: EngagementEvent, *, doing: Action | None = None, reason: str = ""
) -> Engagement:
    """The engagement after an event.

    ``doing`` is what the own phone does on the call, for JOINED, and CLEAR for OWN_PHONE_LEFT where the event's cause
    is that of a clear. ``reason`` is shown with the state.
    """
    if event is EngagementEvent.CONFIRMED:
        engagement = replace(engagement, confirmed=True)
    effect = TRANSITIONS.get((_PHASES[engagement.state], event))
    late = engagement.over and event is EngagementEvent.JOINED and now - engagement.since > LATE_JOIN
    if effect is None or late:
        return engagement
    match effect:
        case Effect.CONFIRMED:
            return replace(engagement, state=EngagementState.CONFIRMED, since=now)
        case Effect.RINGS:
            if engagement.engaged is not None or engagement.action is Action.CLEAR:
                return engagement
            return replace(engagement, state=EngagementState.PHONE_RINGS, since=now, pending=False, reason="")
        case Effect.IN_CALL:
            return _in_call(engagement, doing or Action.BARGE_IN, now)
        case Effect.RESTORE:
            return _restored(engagement, reason, now)
        case Effect.UNKNOWN:
            return replace(engagement, state=EngagementState.OUTCOME_UNKNOWN, since=now, pending=False, reason=reason)
        case Effect.OVER:
            cleared = event is EngagementEvent.OWN_PHONE_LEFT and Action.CLEAR in (engagement.action, doing)
            return _over(engagement, now, "" if cleared else reason, cleared=cleared)
        case Effect.REASON_ONLY:
            pending = engagement.pending and event is not EngagementEvent.DENIED
            return replace(engagement, reason=reason, pending=pending)


def _in_call(engagement: Engagement, doing: Action, now: float) -> Engagement:
    if engagement.engaged is Action.INTERCEPT and doing is Action.BARGE_IN:
        return engagement  # a late copy of the conference
    if engagement.pending and engagement.action is not doing:
        # Another request (intercept, clear) is unanswered: its state stays, and what one does on the call is kept.
        return replace(engagement, engaged=doing, over=False)
    state = ENGAGED_STATES[doing]
    if engagement.engaged is doing and engagement.state is state:
        return engagement
    return replace(engagement, state=state, engaged=doing, since=now, pending=False, over=False, reason="")


def _restored(engagement: Engagement, reason: str, now: float) -> Engagement:
    """The state before the request that was refused."""
    if engagement.engaged is not None:
        state = ENGAGED_STATES[engagement.engaged]
    elif engagement.action is Action.CLEAR and engagement.own_connection is not None:
        state = EngagementState.PHONE_RINGS
    else:
        return replace(engagement, state=EngagementState.REFUSED, since=now, pending=False, over=True, reason=reason)
    return replace(engagement, state=state, since=now, pending=False, reason=reason)


def _over(engagement: Engagement, now: float, reason: str, *, cleared: bool) -> Engagement:
    state = EngagementState.CLEARED if cleared else EngagementState.ENDED
    return replace(engagement, state=state, since=now, pending=False, engaged=None, over=True, reason=reason)


def time_passed(engagement: Engagement, now: float) -> Engagement | None:
    """The engagement at that time: waits end, and a finished one leaves the screen (None)."""
    waited = now - engagement.since
    state = engagement.state
    if engagement.over:
        return None if waited >= LINE_SHOWN else engagement
    unseen_clear = engagement.action is Action.CLEAR and engagement.own_connection is None
    if state is EngagementState.CONFIRMED and unseen_clear and waited >= CLEAR_WAIT:
        return _over(engagement, now, "confirmed by the server; no call event told more", cleared=False)
    if state is EngagementState.CONFIRMED and waited >= CONFIRMED_WAIT:
        reason = "confirmed, but no call event told what came of it"
    elif state in REQUESTED_STATES.values() and waited >= REQUEST_WAIT:
        reason = "nothing was heard of the request"
    elif state is EngagementState.PHONE_RINGS and waited >= RINGING_WAIT:
        reason = "your phone rang, but no call event told what came of it"
    else:
        return engagement
    return advance(engagement, now, EngagementEvent.WAITED_TOO_LONG, reason=reason)
