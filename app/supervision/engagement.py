"""The supervisor's own stepping in, as a pure state machine: what was asked, what was confirmed, what events say.

Conclusions are drawn from causes and parties, never from the order of messages (GED-188 defines none): a confirmation
may come after its events, and events outrank it. The one table is :data:`TABLE`.
"""

from __future__ import annotations

from dataclasses import replace
from enum import Enum

from app.floor.call_facts import OWN, Ended, Fact, Joined, OwnCall, Renamed
from app.floor.call_table import LCS_CONNECT, SUPERVISORY_TYPES
from app.model import Action, ConnectionID, Engagement, EngagementState

LINE_SHOWN = 15.0
"""Seconds for which a finished engagement stays on screen."""
CONFIRMED_WAIT = 30.0
"""Seconds after a confirmation within which events should tell what came of it."""
ASKED_WAIT = 120.0
"""Seconds after which a request that nothing was heard of counts as unknown: the session's own limit is shorter."""
RINGING_WAIT = 90.0
"""Seconds for which the own phone may ring."""
CLEAR_WAIT = 5.0
"""Seconds after the confirmation of a clear where no own connection is known that could be seen to end."""
LATE_JOIN = 15.0
"""Seconds within which a conference may still revive an engagement that seemed over."""

CEC_CLEAR, CEC_INTERCEPT = 45, 49
_CAUSES = {46: Action.MONITOR, 47: Action.WHISPER, 48: Action.BARGE_IN, 49: Action.INTERCEPT}
_TYPES = {21: Action.MONITOR, 22: Action.WHISPER, 23: Action.BARGE_IN, 24: Action.INTERCEPT}

ASKED = {
    Action.CLEAR: EngagementState.CLEAR_REQUESTED,
    Action.MONITOR: EngagementState.MONITOR_REQUESTED,
    Action.WHISPER: EngagementState.WHISPER_REQUESTED,
    Action.BARGE_IN: EngagementState.BARGE_REQUESTED,
    Action.INTERCEPT: EngagementState.INTERCEPT_REQUESTED,
}
IN_CALL = {
    Action.MONITOR: EngagementState.MONITORING,
    Action.WHISPER: EngagementState.WHISPERING,
    Action.BARGE_IN: EngagementState.BARGED_IN,
    Action.INTERCEPT: EngagementState.INTERCEPTED,
}


class Phase(Enum):
    """States that react alike."""

    ASKED = "asked"
    CONFIRMED = "confirmed"
    RINGS = "rings"
    IN_CALL = "in the call"
    UNKNOWN = "outcome unknown"
    CLEARED = "cleared"
    OVER = "over"


class Heard(Enum):
    """What may be heard about an engagement."""

    CONFIRMED = "the server confirmed the request"
    DENIED = "the server refused it"
    TIMED_OUT = "no answer came"
    LOST = "the session was lost"
    OWN_RINGS = "the own phone has a call"
    JOINED = "the own phone is on the call"
    DROPPED = "the agent was dropped from it by an intercept"
    AGENT_LEFT = "the agent left the call, or the call ended"
    OWN_LEFT = "the own phone left the call"
    TOO_LONG = "no event told more for too long"


class Then(Enum):
    """What follows."""

    CONFIRMED = "CONFIRMED"
    RINGS = "YOUR PHONE RINGS"
    IN_CALL = "in the call, as told"
    BACK = "what was before; REFUSED where nothing was"
    UNKNOWN = "OUTCOME UNKNOWN"
    OVER = "CLEARED or ENDED"
    NOTED = "the state stays, a reason is shown"


TABLE: dict[tuple[Phase, Heard], Then] = {
    (Phase.ASKED, Heard.CONFIRMED): Then.CONFIRMED,
    (Phase.ASKED, Heard.DENIED): Then.BACK,
    (Phase.ASKED, Heard.TIMED_OUT): Then.UNKNOWN,
    (Phase.ASKED, Heard.LOST): Then.UNKNOWN,
    (Phase.ASKED, Heard.TOO_LONG): Then.UNKNOWN,
    (Phase.ASKED, Heard.OWN_RINGS): Then.RINGS,
    (Phase.ASKED, Heard.JOINED): Then.IN_CALL,
    (Phase.ASKED, Heard.DROPPED): Then.IN_CALL,
    (Phase.ASKED, Heard.AGENT_LEFT): Then.NOTED,
    (Phase.ASKED, Heard.OWN_LEFT): Then.OVER,
    (Phase.CONFIRMED, Heard.LOST): Then.UNKNOWN,
    (Phase.CONFIRMED, Heard.OWN_RINGS): Then.RINGS,
    (Phase.CONFIRMED, Heard.JOINED): Then.IN_CALL,
    (Phase.CONFIRMED, Heard.DROPPED): Then.IN_CALL,
    (Phase.CONFIRMED, Heard.AGENT_LEFT): Then.OVER,
    (Phase.CONFIRMED, Heard.OWN_LEFT): Then.OVER,
    (Phase.CONFIRMED, Heard.TOO_LONG): Then.UNKNOWN,
    (Phase.RINGS, Heard.DENIED): Then.NOTED,
    (Phase.RINGS, Heard.LOST): Then.UNKNOWN,
    (Phase.RINGS, Heard.JOINED): Then.IN_CALL,
    (Phase.RINGS, Heard.DROPPED): Then.IN_CALL,
    (Phase.RINGS, Heard.AGENT_LEFT): Then.NOTED,
    (Phase.RINGS, Heard.OWN_LEFT): Then.OVER,
    (Phase.RINGS, Heard.TOO_LONG): Then.UNKNOWN,
    (Phase.IN_CALL, Heard.DENIED): Then.NOTED,
    (Phase.IN_CALL, Heard.LOST): Then.NOTED,
    (Phase.IN_CALL, Heard.JOINED): Then.IN_CALL,
    (Phase.IN_CALL, Heard.DROPPED): Then.IN_CALL,
    (Phase.IN_CALL, Heard.AGENT_LEFT): Then.NOTED,
    (Phase.IN_CALL, Heard.OWN_LEFT): Then.OVER,
    (Phase.UNKNOWN, Heard.LOST): Then.NOTED,
    (Phase.UNKNOWN, Heard.OWN_RINGS): Then.RINGS,
    (Phase.UNKNOWN, Heard.JOINED): Then.IN_CALL,
    (Phase.UNKNOWN, Heard.DROPPED): Then.IN_CALL,
    (Phase.UNKNOWN, Heard.AGENT_LEFT): Then.OVER,
    (Phase.UNKNOWN, Heard.OWN_LEFT): Then.OVER,
    (Phase.OVER, Heard.DENIED): Then.NOTED,
    (Phase.OVER, Heard.JOINED): Then.IN_CALL,
}
"""Whatever is not listed changes no state. CLEARED is final: what comes after it are late copies."""

_PHASES = dict.fromkeys(ASKED.values(), Phase.ASKED) | dict.fromkeys(IN_CALL.values(), Phase.IN_CALL)
_PHASES |= {
    EngagementState.CONFIRMED: Phase.CONFIRMED,
    EngagementState.PHONE_RINGS: Phase.RINGS,
    EngagementState.OUTCOME_UNKNOWN: Phase.UNKNOWN,
    EngagementState.CLEARED: Phase.CLEARED,
    EngagementState.REFUSED: Phase.OVER,
    EngagementState.ENDED: Phase.OVER,
}


def requested(
    before: Engagement | None, action: Action, agent_id: str, connection: ConnectionID | None, now: float
) -> Engagement:
    """A request was sent. What events said of an engagement that goes on is kept."""
    if before is None or before.over or (action is not Action.CLEAR and before.engaged is None):
        return Engagement(
            state=ASKED[action],
            action=action,
            agent_id=agent_id,
            connection=connection,
            since=now,
            began=now,
            pending=True,
        )
    return replace(before, state=ASKED[action], action=action, since=now, pending=True, confirmed=False, reason="")


def hear(now: float, e: Engagement, heard: Heard, *, doing: Action | None = None, reason: str = "") -> Engagement:
    """The engagement after something was heard. ``doing``: what the own phone does on the call, for JOINED."""
    if heard is Heard.CONFIRMED:
        e = replace(e, confirmed=True)
    then = TABLE.get((_PHASES[e.state], heard))
    if then is None or (e.over and heard is Heard.JOINED and now - e.since > LATE_JOIN):
        return e
    match then:
        case Then.CONFIRMED:
            return replace(e, state=EngagementState.CONFIRMED, since=now)
        case Then.RINGS:
            if e.engaged is not None or e.action is Action.CLEAR:
                return e
            return replace(e, state=EngagementState.PHONE_RINGS, since=now, pending=False, reason="")
        case Then.IN_CALL:
            return _in_call(e, doing or Action.BARGE_IN, now)
        case Then.BACK:
            return _back(e, reason, now)
        case Then.UNKNOWN:
            return replace(e, state=EngagementState.OUTCOME_UNKNOWN, since=now, pending=False, reason=reason)
        case Then.OVER:
            cleared = heard is Heard.OWN_LEFT and (e.action is Action.CLEAR or doing is Action.CLEAR)
            state = EngagementState.CLEARED if cleared else EngagementState.ENDED
            return replace(
                e, state=state, since=now, pending=False, engaged=None, over=True, reason="" if cleared else reason
            )  # fmt: skip
        case Then.NOTED:
            pending = e.pending and heard is not Heard.DENIED
            return replace(e, reason=reason, pending=pending)


def _in_call(e: Engagement, doing: Action, now: float) -> Engagement:
    if e.engaged is Action.INTERCEPT and doing is Action.BARGE_IN:
        return e  # a late copy of the conference
    if e.pending and e.action is not doing:
        # Another request is on its way (intercept, clear): its word stays, what is known is kept.
        return replace(e, engaged=doing, over=False)
    if e.engaged is doing and e.state is IN_CALL[doing]:
        return e
    return replace(e, state=IN_CALL[doing], engaged=doing, since=now, pending=False, over=False, reason="")


def _back(e: Engagement, reason: str, now: float) -> Engagement:
    if e.engaged is not None:
        return replace(e, state=IN_CALL[e.engaged], since=now, pending=False, reason=reason)
    if e.action is Action.CLEAR and e.own_connection is not None:
        return replace(e, state=EngagementState.PHONE_RINGS, since=now, pending=False, reason=reason)
    return replace(e, state=EngagementState.REFUSED, since=now, pending=False, over=True, reason=reason)


def fold(e: Engagement, fact: Fact, now: float) -> Engagement:
    """The engagement after a fact about calls."""
    match fact:
        case Renamed(old, new):
            if e.connection == old:
                e = replace(e, connection=new)
            return replace(e, own_connection=new) if e.own_connection == old else e
        case OwnCall():
            return _own_call(e, fact, now)
        case Joined():
            return _joined(e, fact, now)
        case Ended():
            return _ended(e, fact, now)
    return e


def _own_call(e: Engagement, fact: OwnCall, now: float) -> Engagement:
    if e.over:
        return e
    supervisory = fact.call_type in SUPERVISORY_TYPES or fact.cause in _CAUSES
    if not supervisory and fact.connection != e.own_connection:
        return e
    if e.own_connection is None or (supervisory and e.engaged is None):
        e = replace(e, own_connection=fact.connection)
    doing = _CAUSES.get(fact.cause) or _TYPES.get(fact.call_type)
    talks = fact.state == LCS_CONNECT
    same_call = e.connection is not None and fact.connection.connection_call_id == e.connection.connection_call_id
    if (
        talks
        and doing is not None
        and (doing in (Action.MONITOR, Action.WHISPER) or (same_call and fact.cause in _CAUSES))
    ):
        return hear(now, e, Heard.JOINED, doing=doing)
    return hear(now, e, Heard.OWN_RINGS)


def _joined(e: Engagement, fact: Joined, now: float) -> Engagement:
    ours = e.connection is None or e.connection in fact.agents or fact.own == e.own_connection
    if not ours and fact.cause not in _CAUSES:
        return e
    if e.state is EngagementState.CLEARED:
        return e
    told = _CAUSES.get(fact.cause)
    doing = told or (e.action if e.action is not Action.CLEAR else None) or e.engaged or Action.BARGE_IN
    if doing is Action.INTERCEPT and e.connection in fact.agents:
        doing = e.engaged or Action.BARGE_IN  # the agent is still on the call: nothing has been taken over yet
    after = hear(now, e, Heard.JOINED, doing=doing)
    if after is e and e.over:
        return e
    pinned = e.connection
    if len(fact.agents) == 1 and pinned not in fact.agents:
        pinned = fact.agents[0]
        if e.connection is not None:
            moved = f"the call has gone on to {pinned.connection_device_id} meanwhile"
            after = replace(after, reason=moved)
    return replace(after, own_connection=fact.own, connection=pinned)


def _ended(e: Engagement, fact: Ended, now: float) -> Engagement:
    if fact.owner == OWN:
        if fact.connection != e.own_connection and (fact.cause != CEC_CLEAR or e.own_connection is None):
            return e
        if fact.lost:
            return replace(hear(now, e, Heard.LOST, reason=_NOT_SURE), own_connection=None)
        by_clear = fact.cause == CEC_CLEAR
        reason = "the call has ended" if e.engaged is not None else "your phone left before you were in the call"
        return hear(now, e, Heard.OWN_LEFT, doing=Action.CLEAR if by_clear else None, reason=reason)
    if fact.connection != e.connection or e.over:
        return e
    intercepting = e.action is Action.INTERCEPT and e.pending
    if intercepting and fact.cause == CEC_INTERCEPT:
        return hear(now, e, Heard.DROPPED, doing=Action.INTERCEPT)  # also before the own phone is known to be in it
    if (e.engaged is not None or e.own_connection is not None) and (fact.cause == CEC_INTERCEPT or intercepting):
        return hear(now, e, Heard.DROPPED, doing=Action.INTERCEPT)
    if e.engaged is not None:
        return hear(now, e, Heard.AGENT_LEFT, reason="the agent has left the call")
    if e.own_connection is not None:
        return hear(now, replace(e), Heard.AGENT_LEFT, reason="the agent left the call before you were in it")
    return hear(now, e, Heard.AGENT_LEFT, reason="the call ended before you were in it")


_NOT_SURE = "after the reconnect it is not known whether you are still in the call"


def tick(e: Engagement, now: float) -> Engagement | None:
    """What time does: waiting has an end, and a finished engagement leaves the screen (None)."""
    waited = now - e.since
    if e.over:
        return None if waited >= LINE_SHOWN else e
    if e.state is EngagementState.CONFIRMED:
        if e.action is Action.CLEAR and e.own_connection is None and waited >= CLEAR_WAIT:
            reason = "confirmed by the server; no call event told more"
            return replace(
                e, state=EngagementState.ENDED, since=now, pending=False, engaged=None, over=True, reason=reason
            )  # fmt: skip
        if waited >= CONFIRMED_WAIT:
            return hear(now, e, Heard.TOO_LONG, reason="confirmed, but no call event told what came of it")
    if e.state in ASKED.values() and waited >= ASKED_WAIT:
        return hear(now, e, Heard.TOO_LONG, reason="nothing was heard of the request")
    if e.state is EngagementState.PHONE_RINGS and waited >= RINGING_WAIT:
        return hear(now, e, Heard.TOO_LONG, reason="your phone rang, but no call event told what came of it")
    return e
