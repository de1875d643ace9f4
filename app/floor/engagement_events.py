"""What facts about calls mean for the supervisor's engagement.

Conclusions are drawn from EventCause, CallType and the parties, never from the order of events: GED-188 defines none.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from app.floor.call_facts import CallFact, Ended, Joined, OwnCall, Renamed
from app.floor.call_table import SUPERVISORY_TYPES, CallRow
from app.floor.call_tracker import CallTracker
from app.floor.directory import OWN
from app.model import Action, Engagement, EngagementState, Party
from app.supervision import ENGAGED_STATES, EngagementEvent, advance, uncertain
from protocol.wire.enums import EventCause, LocalConnectionState

JOINED_AFTER = 2.0
"""Seconds after which an answered own phone on the agent's call counts as being in it, also without a conference."""

_ACTION_OF_CAUSE: dict[int, Action] = {a.event_cause: a for a in Action if a.event_cause is not None}
_ACTION_OF_TYPE: dict[int, Action] = {a.call_type: a for a in Action if a.call_type is not None}
PERHAPS_IN_CALL = "after the reconnect it is not known whether you are still in the call"
IN_NO_CALL = "your phone is in no such call any more"
_IN_CALL = (LocalConnectionState.LCS_CONNECT, LocalConnectionState.LCS_HOLD)


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
        if engagement.kind_unknown and not engagement.pending:
            return advance(engagement, now, EngagementEvent.FOUND_IN_CALL, doing=doing)
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
    if engagement.kind_unknown and fact.cause not in _ACTION_OF_CAUSE:
        after = engagement  # somebody else was added to the call: that doesn't tell how one is in it
    else:
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
        after = advance(engagement, now, EngagementEvent.SESSION_LOST, reason=PERHAPS_IN_CALL)
        return replace(after, own_connection=None)
    was_in_call = engagement.engaged is not None
    reason = "the call has ended" if was_in_call else "your phone left before you were in the call"
    doing = Action.CLEAR if cleared else None
    return advance(engagement, now, EngagementEvent.OWN_PHONE_LEFT, doing=doing, reason=reason)


def _agent_call_ended(engagement: Engagement, fact: Ended, now: float) -> Engagement:
    if fact.connection != engagement.connection or engagement.over:
        return engagement
    if fact.lost and any(party.agent_id == engagement.agent_id for party in engagement.others):
        return engagement  # the server doesn't tell of the agent's end, and has told that the agent is on the call
    if engagement.engaged is Action.INTERCEPT:
        return engagement  # that is what the intercept was for
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


# -- the own phone's calls as the server tells them --------------------------------------------------------------------


def settled(engagement: Engagement, calls: CallTracker, *, told: bool, now: float) -> Engagement:
    """An engagement of which it is uncertain what became of it, by the calls of the own phone that are known.

    ``told``: the server has told all of them, so that the phone is in no others.
    """
    if not uncertain(engagement) or not (told or engagement.uncertain):
        return engagement  # after a request without an answer it may yet be carried out: what is told next counts
    rows = [row for row in calls.of_own_phone() if _of_engagement(engagement, row, calls)]
    row = next((row for row in rows if row.state in _IN_CALL), None)
    if row is not None:
        found = replace(engagement, own_connection=row.connection)
        return advance(found, now, EngagementEvent.FOUND_IN_CALL, doing=_doing_in(row, engagement, calls))
    if told and not rows:
        return advance(engagement, now, EngagementEvent.FOUND_IN_NO_CALL, reason=IN_NO_CALL)
    return engagement


def _of_engagement(engagement: Engagement, row: CallRow, calls: CallTracker) -> bool:
    """May this call of the own phone be the one of the engagement?"""
    subject = engagement.connection
    same_call = subject is not None and row.connection.connection_call_id == subject.connection_call_id
    with_agent = bool(engagement.agent_id) and engagement.agent_id in calls.directory.agents_at(row.parties)
    return row.connection == engagement.own_connection or same_call or with_agent or _kind_of(row) is not None


def _kind_of(row: CallRow) -> Action | None:
    """How the own phone takes part in its call: by the CallType, else by the EventCause of an event about it."""
    return _ACTION_OF_TYPE.get(row.call_type) or _ACTION_OF_CAUSE.get(row.supervised_as)


def _doing_in(row: CallRow, engagement: Engagement, calls: CallTracker) -> Action | None:
    """How the own phone takes part in the call that it was found in; None where neither call nor request tells."""
    kind = _kind_of(row)
    asked = engagement.action if engagement.action is not Action.CLEAR else None
    gone = row.parties_known and engagement.agent_id not in calls.directory.agents_at(row.parties)
    if asked is Action.INTERCEPT:
        # Without the agent it has been taken over, also where the CallType is still that of the barge-in.
        return Action.INTERCEPT if gone else kind if kind is not Action.INTERCEPT else Action.BARGE_IN
    return kind or engagement.engaged or asked


def restored(calls: CallTracker, *, complete: bool, now: float) -> Engagement | None:
    """The engagement that a call in which the own phone was found amounts to; None where there is no such call.

    ``complete``: everything was asked for, so that an agent who is not known by now is on none of the teams.
    """
    found = [row for row in calls.table.of_owner(OWN).found if row.state in _IN_CALL or _rings_for_supervision(row)]
    if not found:
        return None
    row = min(found, key=lambda row: (row.state != LocalConnectionState.LCS_CONNECT, _kind_of(row) is None))
    agent_id, end = _agent_in(row, calls)
    if not agent_id and not complete:
        return None
    kind, in_call = _kind_of(row), row.state in _IN_CALL
    if not in_call:
        state = EngagementState.PHONE_RINGS
    else:
        state = EngagementState.IN_A_CALL if kind is None else ENGAGED_STATES[kind]
    return Engagement(
        state=state,
        action=kind or Action.BARGE_IN,
        agent_id=agent_id,
        connection=end.connection if end is not None else None,
        since=now,
        began=row.earliest_began,
        own_connection=row.connection,
        engaged=kind if in_call else None,
        kind_unknown=in_call and kind is None,
        began_known=False,
    )


def _rings_for_supervision(row: CallRow) -> bool:
    return row.state == LocalConnectionState.LCS_ALERTING and _kind_of(row) is not None


def _agent_in(row: CallRow, calls: CallTracker) -> tuple[str, CallRow | None]:
    """The agent in the own phone's call, empty where there is none, and that agent's end of the call where known."""
    live = calls.table.live(row.connection.connection_call_id)
    ends = [end for end in live if calls.directory.on_teams(end.owner) is not None]
    if ends and isinstance(ends[0].owner, str):
        return ends[0].owner, ends[0]
    agent_id = next(iter(calls.directory.agents_at(row.parties)), "")
    # A phone that monitors may have a call of its own: the agent's is the one on which the agent talks.
    talking = calls.table.of_owner(agent_id or None).connected
    return agent_id, next(iter(talking)) if agent_id and len(talking) == 1 else None


def with_company(engagement: Engagement, calls: CallTracker) -> Engagement:
    """The engagement with who else is on the call of the own phone."""
    row = calls.table.get(engagement.own_connection)
    others: tuple[Party, ...] = ()
    alone = False
    if row is not None and row.ended is None and engagement.in_call:
        others = _others(row, calls)
        alone = row.parties_known and not others
    if (others, alone) == (engagement.others, engagement.alone):
        return engagement
    return replace(engagement, others=others, alone=alone)


def _others(row: CallRow, calls: CallTracker) -> tuple[Party, ...]:
    owner_at = calls.directory.owner_at
    owners: Sequence[tuple[str, object]] = [(device, owner_at(device)) for device in row.parties]
    parties = [Party(d, owner if isinstance(owner, str) else None) for d, owner in owners if owner is not OWN]
    if not parties and not row.parties_known and row.ani and owner_at(row.ani) is not OWN:
        parties = [Party(row.ani)]
    return tuple(parties)
