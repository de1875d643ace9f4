"""OPEN_REQ: whether a session may be opened in view of the floor and of other sessions, and its opening."""

from __future__ import annotations

from typing import TYPE_CHECKING

from protocol.mock.centre import agent_messages as agent_events
from protocol.mock.centre import call_messages as events
from protocol.mock.centre.announcement import Happening
from protocol.mock.centre.population import Agent
from protocol.mock.server.checks import (
    ALL_EVENTS,
    CLIENT_EVENTS,
    OK,
    PERIPHERAL_MONITOR,
    SUPERVISOR,
    message_format,
    opening,
)
from protocol.mock.server.role import NO_EVENTS, role_refuses, session_type
from protocol.mock.server.sessions import Session
from protocol.wire.codec import NEWEST, OLDEST, Codec
from protocol.wire.enums import NO_IDLE_TIMEOUT, AgentState, MultilineAgentControl, StatusCode
from protocol.wire.errors import DecodeError
from protocol.wire.framing import HEADER
from protocol.wire.messages import FailureConf, OpenConf, OpenReq

if TYPE_CHECKING:
    from protocol.mock.server.state import Office


def open_session(office: Office, session: Session, body: bytes, invoke_id: int) -> None:
    """OPEN_REQ. VersionNumber is judged before anything else is read: its answer reads the same in all versions."""
    if session.is_open:
        office.send(session, FailureConf(invoke_id, StatusCode.E_CTI_SESSION_ALREADY_OPEN))
        return
    if len(body) < HEADER.size:
        office.send(session, FailureConf(invoke_id, StatusCode.E_CTI_BAD_MESSAGE_FORMAT))
        return
    version = int.from_bytes(body[4:8], "big")
    if not OLDEST <= version <= min(office.settings.protocol_max, NEWEST):
        office.send(session, FailureConf(invoke_id, StatusCode.E_CTI_INVALID_VERSION))
        return
    codec = Codec(version)
    try:
        request = codec.decode(OpenReq.message_type, body)
    except DecodeError:
        office.send(session, FailureConf(invoke_id, StatusCode.E_CTI_BAD_MESSAGE_FORMAT))
        return
    office.received.append(request)
    if OpenReq in office.mute:
        return
    assert isinstance(request, OpenReq)
    agent: Agent | None = None
    status: int = StatusCode.E_CTI_CTI_SERVER_OFFLINE if office.offline else office.refusals.get(OpenReq, 0)
    status = status or role_refuses(office.role, request) or message_format(request, codec)
    if not status:
        status, agent = judge(office, request, codec)
    if status:
        office.send(session, FailureConf(invoke_id, status))
    else:
        _accept(office, session, request, codec, agent)


def _accept(office: Office, session: Session, request: OpenReq, codec: Codec, agent: Agent | None) -> None:
    for older in office.open_sessions():
        if agent is not None and older.agent is agent and older.has(CLIENT_EVENTS):
            office.end(older, StatusCode.E_CTI_NEW_SESSION_OPENED)
    session.codec, session.agent, session.is_open = codec, agent, True
    session.services = request.services_requested & office.settings.services_offered
    session.call_mask, session.agent_mask = request.call_msg_mask, request.agent_state_mask
    session.config_mask = request.config_msg_mask or 0
    session.client_id, session.signature = request.client_id or "", request.client_signature or ""
    if request.idle_timeout != NO_IDLE_TIMEOUT:
        session.idle_timeout = float(request.idle_timeout)
    if agent is not None and session.has(CLIENT_EVENTS):
        session.own_monitor = office.new_monitor_id()
    conf = OpenConf(
        request.invoke_id,
        session.services,
        session.own_monitor,
        icm_central_controller_time=office.controller_time(),
        pg_status=office.role.pg_status,
        peripheral_online=int(not office.role.pg_status & NO_EVENTS),
        peripheral_type=events.PERIPHERAL_TYPE,
        agent_state=agent.state if agent is not None else AgentState.UNKNOWN,
        department_id=0,
        session_type=session_type(office.role),
    )
    if agent is not None and agent.signed_in and session.has(CLIENT_EVENTS):
        conf.agent_extension, conf.agent_id = agent.extension, agent.agent_id
        conf.agent_instrument = agent.instrument
    if agent is None or request.peripheral_id != office.centre.pid:
        # The guide has the list only where no peripheral was asked for; a recorded server (v15) sent it all the same.
        conf.num_peripherals, conf.flt_peripheral_id = 1, [office.centre.pid]
        conf.multiline_agent_control = [int(MultilineAgentControl.SINGLE_LINE)]
    office.send(session, conf)
    office.opened(session)
    if office.role.active:
        welcome(office, session)


def welcome(office: Office, session: Session) -> None:
    """What follows OPEN_CONF by itself: teams, the own state, calls in progress at the own phone."""
    agent = session.agent
    if session.has(SUPERVISOR):
        teams = office.centre.teams if agent is None else [office.centre.by_team[t] for t in agent.team_ids]
        for team in teams[: office.settings.announce_teams]:
            office.announce(session, team)
        office.centre.story.alarms.audience()
    if agent is not None and session.has(CLIENT_EVENTS):
        state = agent_events.agent_state(office.centre.pid, agent, office.centre.now)
        happening = Happening(office.centre.now, state, agent=agent.agent_id)
        if session.own_monitor in session.copies(happening):
            state.monitor_id = session.own_monitor  # type: ignore[attr-defined]
            office.send(session, state)
        office.tell_calls(session, agent, session.own_monitor, session.call_mask)


def judge(office: Office, request: OpenReq, codec: Codec) -> tuple[StatusCode, Agent | None]:
    """The status of a refusal, or 0 and the agent whose session it will be."""
    status = opening(request, codec, office.settings)
    if status:
        return status, None
    status, agent = _identity(office, request)
    if status:
        return status, None
    services = request.services_requested & office.settings.services_offered
    if request.services_requested & SUPERVISOR and agent is not None and not agent.supervisor:
        return StatusCode.E_CTI_FUNCTION_NOT_AVAILABLE, None
    seats = sum(1 for session in office.open_sessions() if session.has(ALL_EVENTS))
    if services & ALL_EVENTS and seats >= office.settings.all_events_seats:
        return StatusCode.E_CTI_FUNCTION_NOT_AVAILABLE, None
    if services & CLIENT_EVENTS:
        for session in office.open_sessions():
            if session.agent is agent and session.has(CLIENT_EVENTS) and session.client_id != request.client_id:
                return StatusCode.E_CTI_DEVICE_IN_USE, None
    return OK, agent


def _identity(office: Office, request: OpenReq) -> tuple[StatusCode, Agent | None]:
    """Who it is. Client Events needs somebody, known and (by AgentID alone) signed in at a phone."""
    named = (request.agent_id, request.agent_extension, request.agent_instrument)
    services = request.services_requested
    if not any(named):
        needed = services & CLIENT_EVENTS or (
            services & SUPERVISOR and not services & (ALL_EVENTS | PERIPHERAL_MONITOR)
        )
        return (StatusCode.E_CTI_REQUIRED_DATA_MISSING if needed else OK), None
    agent, status = office.centre.find_agent(*named)
    if agent is None:
        return status, None
    if not agent.signed_in and not request.agent_extension and not request.agent_instrument:
        return StatusCode.E_CTI_AGENT_NOT_LOGGED_ON, None
    return OK, agent
