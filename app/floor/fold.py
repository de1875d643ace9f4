"""Folding the events of a session into the floor: one function for each event and message, and what it changes.

Sources: GED-188, the tables of StatusCode and ControlFailureCode, SYSTEM_EVENT; :mod:`protocol.session.events`.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from app.alarms import AlarmTrigger
from app.floor.alarm_triggers import trigger_of_message, trigger_of_undecodable
from app.floor.builder import Changed, FloorBuilder
from app.floor.link import NO_SUPERVISOR, fold_link, fold_system_event
from app.model import Action, AlarmKind, ConnectionID, Engagement, LinkState, Severity
from app.supervision import EngagementEvent, advance
from protocol.session import events as s
from protocol.session import status_words
from protocol.wire import messages as m
from protocol.wire.enums import NULL_CALL_ID, ControlFailureCode, CTIServiceMask, StatusCode, SystemEventID

NOT_OFFERED = frozenset({StatusCode.E_CTI_FUNCTION_NOT_AVAILABLE, StatusCode.E_CTI_INVALID_SUPERVISORY_ACTION})
"""StatusCodes that refuse a supervisory action for the whole session."""
_CALL_GONE = frozenset({StatusCode.E_CTI_INVALID_CALLID, StatusCode.E_CTI_NO_CALL_ACTIVE})
"""StatusCodes saying that the call isn't there."""
_NOTHING_TO_CLEAR = frozenset(
    {
        ControlFailureCode.CF_INVALID_CSTA_CALL_IDENTIFIER,
        ControlFailureCode.CF_INVALID_CSTA_CONNECTION_IDENTIFIER,
        ControlFailureCode.CF_NO_ACTIVE_CALL,
        ControlFailureCode.CF_NO_CALL_TO_CLEAR,
        ControlFailureCode.CF_NO_CONNECTION_TO_CLEAR,
        ControlFailureCode.CF_AGENT_NOT_PARTY_ON_CALL,
    }
)
"""ControlFailureCodes saying that the call or the connection isn't there."""


def fold(builder: FloorBuilder, event: s.SessionEvent, now: float) -> Changed:
    """Fold one event of the session; ``now`` and times inside events in steady seconds."""
    if isinstance(event, s.Received):
        builder.freshness.message_received(now)
        message = event.message
        handler = MESSAGES.get(type(message))
        if handler is not None:
            handler(builder, message, now)
        else:
            builder.call_event(message, now)
    else:
        EVENTS[type(event)](builder, event, now)
    builder.settle(now)
    return builder.take_changed()


# -- messages ------------------------------------------------------------------------------------------------------


def _agent_state(b: FloorBuilder, message: m.AgentStateEvent, now: float) -> None:
    if b.roster.agent_state(message, now):
        b.freshness.fresh_data(agents=True)
        b.touch()


def _config_agent(b: FloorBuilder, message: m.ConfigAgentEvent, now: float) -> None:
    b.roster.config_agent(message)
    b.touch()


def _call_for_help(b: FloorBuilder, message: m.EmergencyCallEvent | m.SupervisorAssistEvent, now: float) -> None:
    b.alarm_book.raise_alarm(trigger_of_message(b.directory, b.calls, message), now)


def _system(b: FloorBuilder, message: m.SystemEvent, now: float) -> None:
    b.set_link(fold_system_event(b.link, message, b.peripheral_id))
    b.check_server(now)
    if message.text and message.system_event_id == SystemEventID.SYS_TEXT_FYI:
        b.note(f"Message of the server: {message.text}", now)


def _failure(b: FloorBuilder, message: m.FailureEvent, now: float) -> None:
    b.note(f"The server reports a failure: {status_words(message.status)}", now, Severity.WARNING)


MESSAGES: dict[type[m.Message], Callable[[FloorBuilder, Any, float], None]] = {
    m.AgentStateEvent: _agent_state,
    m.ConfigAgentEvent: _config_agent,
    m.EmergencyCallEvent: _call_for_help,
    m.SupervisorAssistEvent: _call_for_help,
    m.SystemEvent: _system,
    m.FailureEvent: _failure,
}
"""Messages other than call events."""


# -- the session -----------------------------------------------------------------------------------------------------


def _link_event(b: FloorBuilder, event: s.SessionEvent, now: float) -> None:
    b.set_link(fold_link(b.link, event))


def _opened(b: FloorBuilder, event: s.Opened, now: float) -> None:
    confirmation = event.confirmation
    b.session_opened(confirmation.services_granted, now)
    b.directory.set_me(
        extension=confirmation.agent_extension,
        instrument=confirmation.agent_instrument,
        state=confirmation.agent_state,
    )
    b.roster.states_come(bool(confirmation.services_granted & CTIServiceMask.CTI_SERVICE_ALL_EVENTS))
    b.set_link(fold_link(b.link, event))
    b.note(f"Session open with side {b.link.side} ({b.link.address}), version {event.version}", now, about_link=True)
    if not confirmation.services_granted & CTIServiceMask.CTI_SERVICE_SUPERVISOR:
        b.note(_sentence(NO_SUPERVISOR), now, Severity.WARNING, about_link=True)
    if event.events_come:
        b.events_resumed(now)


def _events_stopped(b: FloorBuilder, event: s.EventsStopped, now: float) -> None:
    b.set_link(fold_link(b.link, event))
    b.events_stopped(now)


def _events_resumed(b: FloorBuilder, event: s.EventsResumed, now: float) -> None:
    b.set_link(fold_link(b.link, event))
    b.events_resumed(now)


def _refused(b: FloorBuilder, event: s.Refused, now: float) -> None:
    was_open = b.link.state is LinkState.ONLINE
    b.set_link(fold_link(b.link, event))
    if was_open:
        b.session_lost(now)
    severity = Severity.ERROR if event.fatal else Severity.INFO if event.again else Severity.WARNING
    words = f"{event.words} {_sentence(b.link.advice)}".strip()
    b.note(f"The server refused the session: {words}", now, severity, about_link=True)
    if event.fatal:
        b.alarm_book.raise_alarm(AlarmTrigger(AlarmKind.LOGIN, words), now)


def _sentence(words: str) -> str:
    return f"{words[:1].upper()}{words[1:]}." if words else ""


def _lost(b: FloorBuilder, event: s.Lost, now: float) -> None:
    was_open = b.link.state is LinkState.ONLINE
    b.set_link(fold_link(b.link, event))
    if was_open:
        b.session_lost(now)
        b.alarm_book.raise_alarm(AlarmTrigger(AlarmKind.LINK, f"connection lost: {event.reason}"), now)
    never_made = event.reason.startswith("No connection")  # says itself what there is not
    # The status line says it, with the reason: no warning besides.
    b.note(event.reason if never_made else f"No session: {event.reason}", now, about_link=True)


def _standing_by(b: FloorBuilder, event: s.StandingBy, now: float) -> None:
    b.freshness.message_received(now)
    b.set_link(fold_link(b.link, event))
    b.note(f"Side {b.link.side} stands by for the other one; it is not used until it turns active", now)


def _maintenance(b: FloorBuilder, event: s.MaintenanceAsked, now: float) -> None:
    answer = "agreed to" if event.accepted else "not agreed to, because a request is unanswered"
    b.note(f"Side {b.link.side} wants to go into maintenance: {answer}", now, Severity.WARNING)


def _heartbeat(b: FloorBuilder, event: s.HeartbeatConfirmed, now: float) -> None:
    b.freshness.message_received(now)
    b.touch()


def _unanswered(b: FloorBuilder, event: s.HeartbeatUnanswered, now: float) -> None:
    b.freshness.unanswered()
    b.touch()


def _undecodable(b: FloorBuilder, event: s.Undecodable, now: float) -> None:
    b.freshness.message_received(now)
    b.note(f"A message could not be read: {event.error}", now, Severity.WARNING)
    own_peripheral = event.elsewhere is None
    trigger = trigger_of_undecodable(b.directory, b.calls, event.error, own_peripheral=own_peripheral)
    if trigger is not None:
        b.alarm_book.raise_alarm(trigger, now)


def _received_elsewhere(b: FloorBuilder, event: s.ReceivedElsewhere, now: float) -> None:
    """An event at another peripheral: about none of the agents and calls here, whatever ids it has."""
    b.freshness.message_received(now)
    message, where = event.message, f"peripheral {event.peripheral_id}"
    if isinstance(message, m.EmergencyCallEvent | m.SupervisorAssistEvent):
        who = message.agent_id or message.agent_extension or message.agent_instrument or "unknown"
        what = "Emergency call" if isinstance(message, m.EmergencyCallEvent) else "A supervisor is asked for"
        b.note(f"{what} at {where}, which is not followed here: agent {who}", now, Severity.WARNING)
    elif b.other_peripheral(event.peripheral_id):
        b.note(f"Events of {where} come as well and are left out: peripheral {b.peripheral_id} is followed", now)


# -- requests --------------------------------------------------------------------------------------------------------


def _confirmed(b: FloorBuilder, event: s.Confirmed, now: float) -> None:
    b.freshness.message_received(now)
    engagement = _engagement_of(b, event)
    if engagement is None:
        return
    engagement = advance(engagement, now, EngagementEvent.CONFIRMED)
    found: Any = event.confirmation
    names_call = isinstance(found, m.SuperviseCallConf) and found.connection_call_id != NULL_CALL_ID
    if engagement.connection is None and names_call:
        named = ConnectionID(
            found.connection_call_id, found.connection_device_id_type, found.connection_device_id or ""
        )
        engagement = replace(engagement, connection=b.calls.locate(named, engagement.agent_id) or named)
    b.engage(engagement, now)


def _denied(b: FloorBuilder, event: s.Denied, now: float) -> None:
    b.freshness.message_received(now)
    if not isinstance(event.request, m.SuperviseCallReq):
        b.note(f"{event.request.name} was refused: {event.words}", now, Severity.WARNING)
        return
    action = _action_of(event.request)
    if event.status in NOT_OFFERED and action is not None and action is not Action.CLEAR:
        b.not_offered(action)
    b.note(f"Refused: {event.words}", now, Severity.WARNING)
    engagement = _engagement_of(b, event)
    if engagement is None:
        return
    engagement = advance(engagement, now, EngagementEvent.DENIED, reason=event.words)
    gone = _says_gone(event) and not engagement.kind_unknown  # that may mean: in no call that was stepped into
    if action is Action.CLEAR and not engagement.over and (gone or not _own_call_is_up(b, engagement)):
        # Nothing can be taken out of a call that isn't there: the engagement is over, whatever event was missed.
        engagement = replace(engagement, action=engagement.engaged or engagement.action)
        engagement = advance(engagement, now, EngagementEvent.OWN_PHONE_LEFT, reason=event.words)
        b.own_call_gone(engagement, now)
    b.engage(engagement, now)


def _timed_out(b: FloorBuilder, event: s.TimedOut, now: float) -> None:
    engagement = _engagement_of(b, event)
    if engagement is not None:
        b.note("No answer to the request in time: its outcome is unknown", now, Severity.WARNING)
        b.engage(advance(engagement, now, EngagementEvent.TIMED_OUT, reason="no answer came in time"), now)


def _engagement_of(b: FloorBuilder, event: s.Confirmed | s.Denied | s.TimedOut) -> Engagement | None:
    """The engagement where the event is the outcome of its latest request, else None."""
    return b.answered(event.invoke_id) if isinstance(event.request, m.SuperviseCallReq) else None


def _action_of(request: m.SuperviseCallReq) -> Action | None:
    return next((action for action in Action if action.value == request.supervisory_action), None)


def _says_gone(event: s.Denied) -> bool:
    """Does the refusal mean that the call or the connection isn't there?"""
    return event.status in _CALL_GONE or event.failure_code in _NOTHING_TO_CLEAR


def _own_call_is_up(b: FloorBuilder, engagement: Engagement) -> bool:
    row = b.calls.table.get(engagement.own_connection)
    return row is not None and row.ended is None


# -- discovery -------------------------------------------------------------------------------------------------------


def _asked_again(b: FloorBuilder, event: s.AskedAgain, now: float) -> None:
    b.freshness.asked_again()
    if event.calls:
        b.calls.asked_again()


def _identified(b: FloorBuilder, event: s.SupervisorIdentified, now: float) -> None:
    if b.directory.set_me(icm_agent_id=event.icm_agent_id):
        b.touch()


def _teams_listed(b: FloorBuilder, event: s.TeamsListed, now: float) -> None:
    for team_id in event.team_ids:
        b.roster.team_listed(team_id)
    if event.problem:
        known = "not whole" if event.team_ids else "not known"
        b.note(f"The list of teams is {known}: {event.problem}", now, Severity.WARNING)
    b.touch()


def _team_monitored(b: FloorBuilder, event: s.TeamMonitored, now: float) -> None:
    b.roster.team_monitored(event.team_id, event.monitor_id, event.problem)
    b.check_server(now)
    b.touch()


def _team_membership(b: FloorBuilder, event: s.TeamMembership, now: float) -> None:
    b.roster.membership(event, now)
    b.touch()


def _team_left(b: FloorBuilder, event: s.TeamLeft, now: float) -> None:
    b.roster.team_left(event.team_id)
    b.check_server(now)
    b.touch()


def _device_monitored(b: FloorBuilder, event: s.DeviceMonitored, now: float) -> None:
    b.calls.device_monitored(event.device_id, event.monitor_id)
    if event.states:
        b.roster.device_monitored(event.device_id)
        b.touch()


def _call_details(b: FloorBuilder, event: s.CallDetails, now: float) -> None:
    b.set_call_details(event.granted, event.words, now)


def _state_known(b: FloorBuilder, event: s.AgentStateKnown, now: float) -> None:
    if b.roster.state_known(event):
        b.touch()


def _call_found(b: FloorBuilder, event: s.CallFound, now: float) -> None:
    b.call_found(event, now)


def _own_calls_listed(b: FloorBuilder, event: s.OwnCallsListed, now: float) -> None:
    b.own_calls_listed(event, now)


def _problem(b: FloorBuilder, event: s.DiscoveryProblem, now: float) -> None:
    b.note(f"{event.question} ({event.subject}): {event.words}", now, Severity.INFO)


def _discovered(b: FloorBuilder, event: s.Discovered, now: float) -> None:
    b.discovered(now)


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
    s.HeartbeatUnanswered: _unanswered,
    s.SupervisorIdentified: _identified,
    s.TeamsListed: _teams_listed,
    s.TeamMonitored: _team_monitored,
    s.TeamMembership: _team_membership,
    s.TeamLeft: _team_left,
    s.DeviceMonitored: _device_monitored,
    s.CallDetails: _call_details,
    s.AgentStateKnown: _state_known,
    s.CallFound: _call_found,
    s.OwnCallsListed: _own_calls_listed,
    s.DiscoveryProblem: _problem,
    s.Discovered: _discovered,
}
"""Events other than Received."""
