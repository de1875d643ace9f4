"""OPEN_REQ: whether a session may be opened, in view of the floor and of other sessions, and its opening."""

from __future__ import annotations

from protocol.mock.centre import PERIPHERAL_TYPE, Agent, Announcement
from protocol.mock.server.checks import (
    ALL_EVENTS,
    CLIENT_EVENTS,
    OK,
    PERIPHERAL_MONITOR,
    SUPERVISOR,
    message_format,
    opening,
)
from protocol.mock.server.sessions import Session
from protocol.mock.server.state import ServerState
from protocol.wire import HEADER, NEWEST, OLDEST, Codec, DecodeError
from protocol.wire.enums import AgentState, MultilineAgentControl, StatusCode
from protocol.wire.messages import FailureConf, OpenConf, OpenReq


def open_session(state: ServerState, session: Session, body: bytes, invoke_id: int) -> None:
    """OPEN_REQ. VersionNumber is judged before anything else: the refusal has the same bytes in all versions."""
    if session.is_open:
        state.send(session, FailureConf(invoke_id, StatusCode.E_CTI_SESSION_ALREADY_OPEN))
        return
    if len(body) < HEADER.size:
        state.send(session, FailureConf(invoke_id, StatusCode.E_CTI_BAD_MESSAGE_FORMAT))
        return
    version = int.from_bytes(body[4:8], "big")
    if not OLDEST <= version <= min(state.settings.protocol_max, NEWEST):
        state.send(session, FailureConf(invoke_id, StatusCode.E_CTI_INVALID_VERSION))
        return
    codec = Codec(version)
    try:
        request = codec.decode(OpenReq.message_type, body)
    except DecodeError:
        state.send(session, FailureConf(invoke_id, StatusCode.E_CTI_BAD_MESSAGE_FORMAT))
        return
    state.keep(request)
    if OpenReq in state.mute:
        return
    assert isinstance(request, OpenReq)
    agent: Agent | None = None
    status: int = StatusCode.E_CTI_CTI_SERVER_OFFLINE if state.offline else state.refusals.get(OpenReq, 0)
    status = status or state.role.refusal_of_session(request) or message_format(request, codec)
    if not status:
        status, agent = judge(state, request, codec)
    if status:
        state.send(session, FailureConf(invoke_id, status))
    else:
        _accept(state, session, request, codec, agent)


def _accept(state: ServerState, session: Session, request: OpenReq, codec: Codec, agent: Agent | None) -> None:
    for older in state.open_sessions():
        if agent is not None and older.agent is agent and older.has(CLIENT_EVENTS):
            state.end(older, StatusCode.E_CTI_NEW_SESSION_OPENED)
    services = request.services_requested & state.settings.services_offered
    own_monitor = state.site.new_monitor_id() if agent is not None and services & CLIENT_EVENTS else 0
    session.open(request, codec, agent, services, own_monitor)
    conf = OpenConf(
        request.invoke_id,
        session.services,
        session.own_monitor,
        icm_central_controller_time=state.controller_time(),
        pg_status=state.role.pg_status,
        peripheral_online=int(state.role.events_come),
        peripheral_type=PERIPHERAL_TYPE,
        agent_state=agent.state if agent is not None else AgentState.UNKNOWN,
        department_id=0,
        session_type=state.role.session_type,
    )
    if agent is not None and agent.signed_in and session.has(CLIENT_EVENTS):
        conf.agent_extension, conf.agent_id = agent.extension, agent.agent_id
        conf.agent_instrument = agent.instrument
    if agent is None or request.peripheral_id != state.floor.pid:
        # The guide has the list only where no peripheral was asked for; a recorded server (v15) sent it all the same.
        conf.num_peripherals, conf.flt_peripheral_id = 1, [state.floor.pid]
        conf.multiline_agent_control = [int(MultilineAgentControl.SINGLE_LINE)]
    state.send(session, conf)
    state.session_opened(session)
    if state.role.active:
        welcome(state, session)


def welcome(state: ServerState, session: Session) -> None:
    """Send what follows OPEN_CONF: teams, the agent's own state, and the calls in progress at the agent's phone."""
    agent, floor = session.agent, state.floor
    if session.has(SUPERVISOR):
        teams = floor.teams if agent is None else [floor.by_team[t] for t in agent.team_ids]
        for team in teams[: state.settings.announce_teams]:
            state.send_team(session, team)
        state.centre.simulation.emergencies.supervisor_watches()
    if agent is not None and session.has(CLIENT_EVENTS):
        event = floor.agent_state(agent)
        if session.own_monitor in session.copies(Announcement(floor.now, event, agent=agent.agent_id)):
            event.monitor_id = session.own_monitor
            state.send(session, event)
        state.send_calls(session, agent, session.own_monitor, session.call_mask)


def judge(state: ServerState, request: OpenReq, codec: Codec) -> tuple[StatusCode, Agent | None]:
    """The status of a refusal, or E_CTI_NO_ERROR and the agent whose session it will be."""
    status = opening(request, codec, state.settings)
    if status:
        return status, None
    status, agent = _identity(state, request)
    if status:
        return status, None
    services = request.services_requested & state.settings.services_offered
    if request.services_requested & SUPERVISOR and agent is not None and not agent.supervisor:
        return StatusCode.E_CTI_FUNCTION_NOT_AVAILABLE, None
    seats = sum(1 for session in state.open_sessions() if session.has(ALL_EVENTS))
    if services & ALL_EVENTS and seats >= state.settings.all_events_seats:
        return StatusCode.E_CTI_FUNCTION_NOT_AVAILABLE, None
    if services & CLIENT_EVENTS:
        for session in state.open_sessions():
            if session.agent is agent and session.has(CLIENT_EVENTS) and session.client_id != request.client_id:
                return StatusCode.E_CTI_DEVICE_IN_USE, None
    return OK, agent


def _identity(state: ServerState, request: OpenReq) -> tuple[StatusCode, Agent | None]:
    """The agent of the session. Client Events needs one, who is signed in where AgentID alone names the agent."""
    named = (request.agent_id, request.agent_extension, request.agent_instrument)
    services = request.services_requested
    if not any(named):
        needed = services & CLIENT_EVENTS or (
            services & SUPERVISOR and not services & (ALL_EVENTS | PERIPHERAL_MONITOR)
        )
        return (StatusCode.E_CTI_REQUIRED_DATA_MISSING if needed else OK), None
    agent, status = state.floor.find_agent(*named)
    if agent is None:
        return status, None
    if not agent.signed_in and not request.agent_extension and not request.agent_instrument:
        return StatusCode.E_CTI_AGENT_NOT_LOGGED_ON, None
    return OK, agent
