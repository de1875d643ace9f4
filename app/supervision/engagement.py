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
    FOUND_IN_CALL = "the server was asked: the own phone is in the call"
    FOUND_IN_NO_CALL = "the server was asked: the own phone is in no such call"


class Effect(Enum):
    """What an event does to the state of an engagement."""

    CONFIRMED = "CONFIRMED"
    RINGS = "YOUR PHONE RINGS"
    IN_CALL = "MONITORING, WHISPERING, BARGED IN or INTERCEPTED"
    RESTORE = "the state before the request; REFUSED where there was none"
    UNKNOWN = "OUTCOME UNKNOWN"
    OVER = "CLEARED or ENDED"
    REASON_ONLY = "the state stays, a reason is shown"
    FOUND = "MONITORING, WHISPERING, BARGED IN or INTERCEPTED; IN A CALL where the kind is not known"


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
    (Phase.REQUESTED, EngagementEvent.FOUND_IN_CALL): Effect.FOUND,
    (Phase.REQUESTED, EngagementEvent.FOUND_IN_NO_CALL): Effect.OVER,
    (Phase.CONFIRMED, EngagementEvent.SESSION_LOST): Effect.UNKNOWN,
    (Phase.CONFIRMED, EngagementEvent.OWN_PHONE_RINGS): Effect.RINGS,
    (Phase.CONFIRMED, EngagementEvent.JOINED): Effect.IN_CALL,
    (Phase.CONFIRMED, EngagementEvent.AGENT_DROPPED): Effect.IN_CALL,
    (Phase.CONFIRMED, EngagementEvent.AGENT_LEFT): Effect.OVER,
    (Phase.CONFIRMED, EngagementEvent.OWN_PHONE_LEFT): Effect.OVER,
    (Phase.CONFIRMED, EngagementEvent.WAITED_TOO_LONG): Effect.UNKNOWN,
    (Phase.CONFIRMED, EngagementEvent.FOUND_IN_CALL): Effect.FOUND,
    (Phase.CONFIRMED, EngagementEvent.FOUND_IN_NO_CALL): Effect.OVER,
    (Phase.RINGS, EngagementEvent.DENIED): Effect.REASON_ONLY,
    (Phase.RINGS, EngagementEvent.SESSION_LOST): Effect.UNKNOWN,
    (Phase.RINGS, EngagementEvent.JOINED): Effect.IN_CALL,
    (Phase.RINGS, EngagementEvent.AGENT_DROPPED): Effect.IN_CALL,
    (Phase.RINGS, EngagementEvent.AGENT_LEFT): Effect.REASON_ONLY,
    (Phase.RINGS, EngagementEvent.OWN_PHONE_LEFT): Effect.OVER,
    (Phase.RINGS, EngagementEvent.WAITED_TOO_LONG): Effect.UNKNOWN,
    (Phase.RINGS, EngagementEvent.FOUND_IN_CALL): Effect.FOUND,
    (Phase.RINGS, EngagementEvent.FOUND_IN_NO_CALL): Effect.OVER,
    (Phase.IN_CALL, EngagementEvent.DENIED): Effect.REASON_ONLY,
    (Phase.IN_CALL, EngagementEvent.SESSION_LOST): Effect.REASON_ONLY,
    (Phase.IN_CALL, EngagementEvent.JOINED): Effect.IN_CALL,
    (Phase.IN_CALL, EngagementEvent.AGENT_DROPPED): Effect.IN_CALL,
    (Phase.IN_CALL, EngagementEvent.AGENT_LEFT): Effect.REASON_ONLY,
    (Phase.IN_CALL, EngagementEvent.OWN_PHONE_LEFT): Effect.OVER,
    (Phase.IN_CALL, EngagementEvent.FOUND_IN_CALL): Effect.FOUND,
    (Phase.IN_CALL, EngagementEvent.FOUND_IN_NO_CALL): Effect.OVER,
    (Phase.UNKNOWN, EngagementEvent.SESSION_LOST): Effect.REASON_ONLY,
    (Phase.UNKNOWN, EngagementEvent.OWN_PHONE_RINGS): Effect.RINGS,
    (Phase.UNKNOWN, EngagementEvent.JOINED): Effect.IN_CALL,
    (Phase.UNKNOWN, EngagementEvent.AGENT_DROPPED): Effect.IN_CALL,
    (Phase.UNKNOWN, EngagementEvent.AGENT_LEFT): Effect.OVER,
    (Phase.UNKNOWN, EngagementEvent.OWN_PHONE_LEFT): Effect.OVER,
    (Phase.UNKNOWN, EngagementEvent.FOUND_IN_CALL): Effect.FOUND,
    (Phase.UNKNOWN, EngagementEvent.FOUND_IN_NO_CALL): Effect.OVER,
    (Phase.OVER, EngagementEvent.DENIED): Effect.REASON_ONLY,
    (Phase.OVER, EngagementEvent.JOINED): Effect.IN_CALL,
}
"""Whatever is not listed changes no state. CLEARED is final: what comes after it are late copies."""

_PHASES = dict.fromkeys(REQUESTED_STATES.values(), Phase.REQUESTED)
_PHASES |= dict.fromkeys(ENGAGED_STATES.values(), Phase.IN_CALL)
_PHASES |= {
    EngagementState.IN_A_CALL: Phase.IN_CALL,
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
    if before is None or before.over or (action is not Action.CLEAR and not before.in_call):
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

    ``doing`` is what the own phone does on the call, for JOINED and FOUND_IN_CALL (None: not known), and CLEAR for
    OWN_PHONE_LEFT where the event's cause is that of a clear. ``reason`` is shown with the state.
    """
    if event is EngagementEvent.CONFIRMED:
        engagement = replace(engagement, confirmed=True)
    elif event is EngagementEvent.SESSION_LOST and not engagement.over:
        engagement = replace(engagement, uncertain=True)
    effect = TRANSITIONS.get((_PHASES[engagement.state], event))
    late = engagement.over and event is EngagementEvent.JOINED and now - engagement.since > LATE_JOIN
    if effect is None or late:
        return engagement
    match effect:
        case Effect.CONFIRMED:
            return replace(engagement, state=EngagementState.CONFIRMED, since=now)
        case Effect.RINGS:
            if engagement.in_call or engagement.action is Action.CLEAR:
                return engagement
            rings = EngagementState.PHONE_RINGS
            return replace(engagement, state=rings, since=now, pending=False, reason="", uncertain=False)
        case Effect.IN_CALL:
            return _in_call(engagement, doing or Action.BARGE_IN, now)
        case Effect.RESTORE:
            return _restored(engagement, reason, now)
        case Effect.UNKNOWN:
            return replace(engagement, state=EngagementState.OUTCOME_UNKNOWN, since=now, pending=False, reason=reason)
        case Effect.OVER:
            out = event in (EngagementEvent.OWN_PHONE_LEFT, EngagementEvent.FOUND_IN_NO_CALL)
            cleared = out and Action.CLEAR in (engagement.action, doing)
            return _over(engagement, now, "" if cleared else reason, cleared=cleared)
        case Effect.REASON_ONLY:
            pending = engagement.pending and event is not EngagementEvent.DENIED
            return replace(engagement, reason=reason, pending=pending)
        case Effect.FOUND:
            return _found(engagement, doing or engagement.engaged, now)


def _found(engagement: Engagement, doing: Action | None, now: float) -> Engagement:
    """In the call, as the server has told: no request is open any more, and nothing is uncertain."""
    state = EngagementState.IN_A_CALL if doing is None else ENGAGED_STATES[doing]
    since = engagement.since if state is engagement.state else now
    return replace(
        engagement,
        state=state,
        engaged=doing,
        kind_unknown=doing is None,
        since=since,
        pending=False,
        reason="",
        uncertain=False,
    )


def _in_call(engagement: Engagement, doing: Action, now: float) -> Engagement:
    if engagement.engaged is Action.INTERCEPT and doing is Action.BARGE_IN:
        return engagement  # a late copy of the conference
    if engagement.engaged is doing and engagement.state is ENGAGED_STATES[doing] and not engagement.uncertain:
        return engagement
    engagement = replace(engagement, engaged=doing, kind_unknown=False, over=False, uncertain=False)
    if engagement.pending and engagement.action is not doing:
        return engagement  # another request (intercept, clear) is unanswered: its state stays
    return replace(engagement, state=ENGAGED_STATES[doing], since=now, pending=False, reason="")


def _restored(engagement: Engagement, reason: str, now: float) -> Engagement:
    """The state before the request that was refused."""
    if engagement.engaged is not None:
        state = ENGAGED_STATES[engagement.engaged]
    elif engagement.kind_unknown:
        state = EngagementState.IN_A_CALL
    elif engagement.action is Action.CLEAR and engagement.own_connection is not None:
        state = EngagementState.PHONE_RINGS
    else:
        return replace(engagement, state=EngagementState.REFUSED, since=now, pending=False, over=True, reason=reason)
    return replace(engagement, state=state, since=now, pending=False, reason=reason)


def _over(engagement: Engagement, now: float, reason: str, *, cleared: bool) -> Engagement:
    state = EngagementState.CLEARED if cleared else EngagementState.ENDED
    return replace(
        engagement,
        state=state,
        since=now,
        pending=False,
        engaged=None,
        kind_unknown=False,
        over=True,
        reason=reason,
        uncertain=False,
        others=(),
        alone=False,
    )


def uncertain(engagement: Engagement | None) -> bool:
    """Is it unknown what became of it, so that the server is to be asked for the calls of the own phone?"""
    if engagement is None or engagement.over or engagement.pending:
        return False
    return engagement.uncertain or engagement.state is EngagementState.OUTCOME_UNKNOWN


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
