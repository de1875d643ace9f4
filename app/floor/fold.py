"""Folding the events of a session, one function each: what they change on the floor."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from app.alarms import lifecycle as al
from app.floor.alarm_triggers import cry_of_message, cry_of_undecodable
from app.floor.freshness import asked_again, events_come, events_stopped, health, session_gone
from app.floor.link import fold_link, fold_pg_status
from app.floor.restoring import settle_restored
from app.model import Action, AlarmKind, ConnectionID, Engagement, LinkState, Severity
from app.supervision import engagement as en
from protocol.session import events as s
from protocol.session import status_words
from protocol.wire import messages as m
from protocol.wire.enums import NULL_CALL_ID

if TYPE_CHECKING:
    from app.floor.builder import FloorBuilder

NOT_OFFERED = frozenset({12, 82})
"""StatusCode: not available in this session, supervisory action not offered."""
_EMERGENCY, _ASSIST = 123, 120
_TEXT_FYI = 5
MOST_ELSEWHERE = 16
"""Other peripherals that are named in the event log in one session."""
_SESSION_KINDS = frozenset({AlarmKind.LINK, AlarmKind.LOGIN})


def _agent_state(f: FloorBuilder, message: m.AgentStateEvent, now: float) -> None:
    if f.roster.agent_state(message, now) is not None:
        f.fresh(agents=True)
        f.touch()


def _config_agent(f: FloorBuilder, message: m.ConfigAgentEvent, now: float) -> None:
    f.roster.config_agent(message)
    f.touch()


def _cry(f: FloorBuilder, message: m.EmergencyCallEvent | m.SupervisorAssistEvent, now: float) -> None:
    f.raise_alarm(cry_of_message(f, message), now)


def _system(f: FloorBuilder, message: m.SystemEvent, now: float) -> None:
    f.set_link(fold_pg_status(f.link, message.pg_status))
    health(f, now)
    if message.text and message.system_event_id == _TEXT_FYI:
        f.note(f"Message of the server: {message.text}", now)


def _failure(f: FloorBuilder, message: m.FailureEvent, now: float) -> None:
    f.note(f"The server reports a failure: {status_words(message.status)}", now, Severity.WARNING)


def _undecodable(f: FloorBuilder, event: s.Undecodable, now: float) -> None:
    f.last_heard = now
    error = event.error
    f.note(f"A message could not be read: {error}", now, Severity.WARNING)
    if error.message_type in (_EMERGENCY, _ASSIST):
        f.raise_alarm(cry_of_undecodable(f, error, ours=event.elsewhere is None), now)


def _received_elsewhere(f: FloorBuilder, event: s.ReceivedElsewhere, now: float) -> None:
    """An event at another peripheral: none of the agents and calls here, whatever ids it has."""
    f.last_heard = now
    message, where = event.message, f"peripheral {event.peripheral_id}"
    if isinstance(message, m.EmergencyCallEvent | m.SupervisorAssistEvent):
        who = message.agent_id or message.agent_extension or message.agent_instrument or "unknown"
        what = "Emergency call" if isinstance(message, m.EmergencyCallEvent) else "A supervisor is asked for"
        f.note(f"{what} at {where}, which is not followed here: agent {who}", now, Severity.WARNING)
    elif event.peripheral_id not in f.elsewhere and len(f.elsewhere) < MOST_ELSEWHERE:
        f.elsewhere.add(event.peripheral_id)
        f.note(f"Events of {where} come as well and are left out: peripheral {f.peripheral_id} is followed", now)


def _link_event(f: FloorBuilder, event: s.SessionEvent, now: float) -> None:
    f.set_link(fold_link(f.link, event))


def _opened(f: FloorBuilder, event: s.Opened, now: float) -> None:
    confirmation = event.confirmation
    f.last_heard = now
    f.rediscovering = f.stale_since is not None
    f.unoffered, f.call_details, f.call_details_reason = frozenset(), True, ""
    f.invoke_id = None
    f.elsewhere.clear()
    f.roster.reopened()
    f.calls.reopened()
    f.roster.set_me(
        extension=confirmation.agent_extension,
        instrument=confirmation.agent_instrument,
        state=confirmation.agent_state,
    )
    f.set_link(fold_link(f.link, event))
    f.set_alarms(al.clear(f.alarms, lambda a: a.kind in _SESSION_KINDS, "the session is open again", now))
    f.note(f"Session open with side {f.link.side} ({f.link.address}), version {event.version}", now)
    if event.events_come:
        events_come(f, now)
        health(f, now)


def _events_stopped(f: FloorBuilder, event: s.EventsStopped, now: float) -> None:
    f.set_link(fold_link(f.link, event))
    events_stopped(f, now)
    health(f, now)


def _events_resumed(f: FloorBuilder, event: s.EventsResumed, now: float) -> None:
    f.set_link(fold_link(f.link, event))
    events_come(f, now)
    health(f, now)


def _refused(f: FloorBuilder, event: s.Refused, now: float) -> None:
    was_open = f.link.state is LinkState.ONLINE
    f.set_link(fold_link(f.link, event))
    if was_open:
        session_gone(f, now)
    severity = Severity.ERROR if event.fatal else Severity.INFO if event.again else Severity.WARNING
    words = f"{event.words} {_sentence(f.link.advice)}".strip()
    f.note(f"The server refused the session: {words}", now, severity)
    if event.fatal:
        f.raise_alarm(al.Cry(AlarmKind.LOGIN, words), now)


def _lost(f: FloorBuilder, event: s.Lost, now: float) -> None:
    was_open = f.link.state is LinkState.ONLINE
    f.set_link(fold_link(f.link, event))
    if was_open:
        session_gone(f, now)
        f.raise_alarm(al.Cry(AlarmKind.LINK, f"connection lost: {event.reason}"), now)
    f.note(f"No session: {event.reason}", now, Severity.WARNING)


def _standing_by(f: FloorBuilder, event: s.StandingBy, now: float) -> None:
    f.last_heard = now
    f.set_link(fold_link(f.link, event))
    f.note(f"Side {f.link.side} stands by for the other one; it is not used until it turns active", now)


def _maintenance(f: FloorBuilder, event: s.MaintenanceAsked, now: float) -> None:
    answer = "agreed to" if event.accepted else "not agreed to, because a request is unanswered"
    f.note(f"Side {f.link.side} wants to go into maintenance: {answer}", now, Severity.WARNING)


def _asked_again(f: FloorBuilder, event: s.AskedAgain, now: float) -> None:
    asked_again(f, calls=event.calls)


def _sentence(words: str) -> str:
    return f"{words[:1].upper()}{words[1:]}." if words else ""


def _discovered(f: FloorBuilder, event: s.Discovered, now: float) -> None:
    f.roster.rediscovered()
    f.calls.rediscovered()
    f.await_discovery = f.rediscovering = False
    f.settle(now)
    settle_restored(f, now)
    if f.deaf_since is None:
        f.agents_stale = f.calls_stale = False
        f.stale_since = None
    f.touch()


def _confirmed(f: FloorBuilder, event: s.Confirmed, now: float) -> None:
    f.last_heard = now
    if not f.ours(event):
        return
    assert f.engagement is not None
    mine = en.hear(now, f.engagement, en.Heard.CONFIRMED)
    found: Any = event.confirmation
    if mine.connection is None and isinstance(found, m.SuperviseCallConf) and found.connection_call_id != NULL_CALL_ID:
        named = ConnectionID(
            found.connection_call_id, found.connection_device_id_type, found.connection_device_id or ""
        )
        mine = replace(mine, connection=f.locate(named, mine.agent_id) or named)
    f.engage(mine, now)


def _denied(f: FloorBuilder, event: s.Denied, now: float) -> None:
    f.last_heard = now
    if not isinstance(event.request, m.SuperviseCallReq):
        f.note(f"{event.request.name} was refused: {event.words}", now, Severity.WARNING)
        return
    action = _action_of(event.request)
    if event.status in NOT_OFFERED and action is not None and action is not Action.CLEAR:
        f.unoffered |= {action}
    f.note(f"Refused: {event.words}", now, Severity.WARNING)
    if f.ours(event) and f.engagement is not None:
        mine = en.hear(now, f.engagement, en.Heard.DENIED, reason=event.words)
        if action is Action.CLEAR and not mine.over and (_says_gone(event) or not _own_call_is_up(f, mine)):
            # Nothing can be taken out of a call that isn't there: the engagement is over, whatever was missed.
            mine = replace(mine, action=mine.engaged or mine.action)
            mine = en.hear(now, mine, en.Heard.OWN_LEFT, reason=event.words)
        f.engage(mine, now)


_GONE_STATUS = frozenset({13, 66})
"""E_CTI_INVALID_CALLID, E_CTI_NO_CALL_ACTIVE."""
_GONE_FAILURE = frozenset({11, 13, 24, 26, 27, 268})
"""ControlFailureCode: no such call or connection, no active call, nothing to clear, not a party."""


def _says_gone(event: s.Denied) -> bool:
    """Does the refusal say that the call or the connection isn't there?"""
    return event.status in _GONE_STATUS or event.failure_code in _GONE_FAILURE


def _own_call_is_up(f: FloorBuilder, mine: Engagement) -> bool:
    row = f.calls.rows.rows.get(mine.own_connection) if mine.own_connection is not None else None
    return row is not None and row.ended is None


def _timed_out(f: FloorBuilder, event: s.TimedOut, now: float) -> None:
    if f.ours(event) and f.engagement is not None:
        f.note("No answer to the request in time: its outcome is unknown", now, Severity.WARNING)
        f.engage(en.hear(now, f.engagement, en.Heard.TIMED_OUT, reason="no answer came in time"), now)


def _heartbeat(f: FloorBuilder, event: s.HeartbeatConfirmed, now: float) -> None:
    f.last_heard = now
    f.touch()


def _identified(f: FloorBuilder, event: s.SupervisorIdentified, now: float) -> None:
    if f.roster.set_me(icm_agent_id=event.icm_agent_id):
        f.touch()


def _teams_listed(f: FloorBuilder, event: s.TeamsListed, now: float) -> None:
    for team_id in event.team_ids:
        f.roster.team(team_id)
    if event.problem:
        f.note(f"The list of teams is not known: {event.problem}", now, Severity.WARNING)
    f.touch()


def _team_monitored(f: FloorBuilder, event: s.TeamMonitored, now: float) -> None:
    f.roster.team_monitored(event.team_id, event.monitor_id, event.problem)
    if event.problem:
        f.note(f"Team {event.team_id} is not followed: {event.problem}", now, Severity.WARNING)
    f.touch()


def _team_membership(f: FloorBuilder, event: s.TeamMembership, now: float) -> None:
    f.roster.membership(event, now)
    f.touch()


def _team_left(f: FloorBuilder, event: s.TeamLeft, now: float) -> None:
    f.roster.team_left(event.team_id)
    f.touch()


def _device_monitored(f: FloorBuilder, event: s.DeviceMonitored, now: float) -> None:
    f.calls.device_monitored(event.device_id, event.monitor_id)


def _details(f: FloorBuilder, event: s.CallDetails, now: float) -> None:
    if (event.granted, event.words) != (f.call_details, f.call_details_reason):
        f.note(event.words, now, Severity.INFO if event.granted else Severity.WARNING)
    f.call_details, f.call_details_reason = event.granted, event.words
    f.touch()


def _state_known(f: FloorBuilder, event: s.AgentStateKnown, now: float) -> None:
    if f.roster.state_known(event, now) is not None:
        f.touch()


def _call_found(f: FloorBuilder, event: s.CallFound, now: float) -> None:
    f.calls.found(event, now)
    f.touch()


def _problem(f: FloorBuilder, event: s.DiscoveryProblem, now: float) -> None:
    f.note(f"{event.question} ({event.subject}): {event.words}", now, Severity.INFO)


def _action_of(request: m.SuperviseCallReq) -> Action | None:
    return next((action for action in Action if action.value == request.supervisory_action), None)


MESSAGES: dict[type[m.Message], Callable[[FloorBuilder, Any, float], None]] = {
    m.AgentStateEvent: _agent_state,
    m.ConfigAgentEvent: _config_agent,
    m.EmergencyCallEvent: _cry,
    m.SupervisorAssistEvent: _cry,
    m.SystemEvent: _system,
    m.FailureEvent: _failure,
}

EVENTS: dict[type[Any], Callable[[FloorBuilder, Any, float], None]] = {
    s.Connecting: _link_event,
    s.Opening: _link_event,
    s.Waiting: _link_event,
    s.Closed: _link_event,
    s.Opened: _opened,
    s.StandingBy: _standing_by,
    s.MaintenanceAsked: _maintenance,
    s.EventsStopped: _events_stopped,
    s.EventsResumed: _events_resumed,
    s.AskedAgain: _asked_again,
    s.Refused: _refused,
    s.Lost: _lost,
    s.ReceivedElsewhere: _received_elsewhere,
    s.Undecodable: _undecodable,
    s.Confirmed: _confirmed,
    s.Denied: _denied,
    s.TimedOut: _timed_out,
    s.HeartbeatConfirmed: _heartbeat,
    s.SupervisorIdentified: _identified,
    s.TeamsListed: _teams_listed,
    s.TeamMonitored: _team_monitored,
    s.TeamMembership: _team_membership,
    s.TeamLeft: _team_left,
    s.DeviceMonitored: _device_monitored,
    s.CallDetails: _details,
    s.AgentStateKnown: _state_known,
    s.CallFound: _call_found,
    s.DiscoveryProblem: _problem,
    s.Discovered: _discovered,
}
