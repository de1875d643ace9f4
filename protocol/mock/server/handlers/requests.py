"""The requests of an open session: the handler of each, and those that control calls and agents."""

from __future__ import annotations

from protocol.mock.centre import CallRequest
from protocol.mock.server.checks import CLIENT_CONTROL, SUPERVISOR
from protocol.mock.server.handlers import monitors, queries
from protocol.mock.server.handlers.answers import Handler, fail, invoke_id_of, may_control, named_agent
from protocol.mock.server.sessions import Session
from protocol.mock.server.state import ServerState
from protocol.wire import messages as m
from protocol.wire.enums import NULL_PERIPHERAL_ID, ControlFailureCode, StatusCode

NEED_NO_PERIPHERAL = (m.UserMessageReq, m.ConfigRequestEvent, m.ConfigRequestKeyEvent)
"""Requests whose PeripheralID may be NULL_PERIPHERAL_ID."""
NOT_OFFERED = StatusCode.E_CTI_FUNCTION_NOT_AVAILABLE
_REQUESTS_NAMED_EVENT = (m.ConfigRequestEvent, m.ConfigRequestKeyEvent)
_REQUESTS_OF_SERVERS = (m.ActiveMaintenanceReq,)


def is_request(cls: type[m.Message]) -> bool:
    """Is it a request that clients send?"""
    return cls in _REQUESTS_NAMED_EVENT or (cls.name.endswith("_REQ") and cls not in _REQUESTS_OF_SERVERS)


def handle(state: ServerState, session: Session, request: m.Message) -> None:
    """Carry out one request of an open session, or refuse it."""
    peripheral_id = getattr(request, "peripheral_id", None)  # not every request has one
    anywhere = peripheral_id == NULL_PERIPHERAL_ID and isinstance(request, NEED_NO_PERIPHERAL)
    if peripheral_id not in (None, state.floor.pid) and not anywhere:
        fail(state, session, request, StatusCode.E_CTI_INVALID_PERIPHERAL_ID)
    else:
        HANDLERS.get(type(request), not_offered)(state, session, request)


def not_offered(state: ServerState, session: Session, request: m.Message) -> None:
    """Refuse a request that this server does not offer."""
    fail(state, session, request, NOT_OFFERED)


def heartbeat(state: ServerState, session: Session, request: m.HeartbeatReq) -> None:
    """HEARTBEAT_REQ."""
    state.send(session, m.HeartbeatConf(request.invoke_id))


def close(state: ServerState, session: Session, request: m.CloseReq) -> None:
    """CLOSE_REQ: the session ends once its confirmation is sent."""
    state.send(session, m.CloseConf(request.invoke_id))
    state.end(session, None)


def supervise(state: ServerState, session: Session, request: m.SuperviseCallReq) -> None:
    """SUPERVISE_CALL_REQ, with Supervisor; without an agent of its own the session names the supervisor's phone."""
    supervisor = session.agent
    if supervisor is None and request.supervisor_instrument is not None:
        supervisor = state.floor.by_extension.get(request.supervisor_instrument)
    if not session.has(SUPERVISOR):
        fail(state, session, request, NOT_OFFERED)
    elif supervisor is None:
        fail(state, session, request, StatusCode.E_CTI_REQUIRED_DATA_MISSING)
    elif not supervisor.supervisor:
        fail(state, session, request, NOT_OFFERED)
    elif request.supervisor_instrument not in (None, "", supervisor.instrument):
        fail(state, session, request, StatusCode.E_CTI_INCONSISTENT_AGENT_DATA)
    elif not supervisor.signed_in:
        fail(state, session, request, StatusCode.E_CTI_AGENT_NOT_LOGGED_ON)
    else:
        state.centre.supervision.request(session.number, request, supervisor)


def control_call(state: ServerState, session: Session, request: CallRequest) -> None:
    """ANSWER, HOLD, RETRIEVE, CLEAR_CALL and CLEAR_CONNECTION."""
    if isinstance(request, m.RetrieveCallReq):
        call_id, device_id = request.held_connection_call_id, request.held_connection_device_id
    else:
        call_id, device_id = request.connection_call_id, request.connection_device_id
    if not session.has(CLIENT_CONTROL):
        fail(state, session, request, NOT_OFFERED)
        return
    leg = state.floor.switch.find_leg(call_id, device_id)
    if leg is None:
        fail(state, session, request, StatusCode.E_CTI_INVALID_CALLID)
    elif not may_control(session, leg.agent):
        fail(state, session, request, StatusCode.E_CTI_NOT_CALL_PARTY)
    else:
        state.centre.phone_control.control_call(session.number, request, leg)


def set_agent_state(state: ServerState, session: Session, request: m.SetAgentStateReq) -> None:
    """SET_AGENT_STATE_REQ; supervisors set the states of their teams' agents with Client Control alone."""
    agent, status = named_agent(state, session, request)
    if agent is None:
        fail(state, session, request, status)
        return
    of_team = session.agent is not None and any(t in session.agent.team_ids for t in agent.team_ids)
    if may_control(session, agent) or (session.has(CLIENT_CONTROL, SUPERVISOR) and of_team):
        state.centre.phone_control.set_agent_state(session.number, request, agent)
    else:
        fail(state, session, request, NOT_OFFERED)


def raise_alarm(state: ServerState, session: Session, request: m.EmergencyCallReq | m.SupervisorAssistReq) -> None:
    """EMERGENCY_CALL_REQ and SUPERVISOR_ASSIST_REQ."""
    agent, status = named_agent(state, session, request)
    if agent is None:
        fail(state, session, request, status)
    elif not may_control(session, agent):
        fail(state, session, request, NOT_OFFERED)
    elif not agent.signed_in:
        fail(state, session, request, StatusCode.E_CTI_AGENT_NOT_LOGGED_ON)
    else:
        state.centre.phone_control.raise_alarm(session.number, request, agent)


def not_done_by_switch(state: ServerState, session: Session, request: m.Message) -> None:
    """Refuse a request of the Client Control service that this switch does not carry out."""
    if session.has(CLIENT_CONTROL):
        refusal = m.ControlFailureConf(invoke_id_of(request), ControlFailureCode.CF_GENERIC_OPERATION_REJECTION, 0)
        state.send(session, refusal)
    else:
        fail(state, session, request, NOT_OFFERED)


HANDLERS: dict[type[m.Message], Handler] = {
    m.HeartbeatReq: heartbeat,
    m.CloseReq: close,
    m.SuperviseCallReq: supervise,
    m.AnswerCallReq: control_call,
    m.HoldCallReq: control_call,
    m.RetrieveCallReq: control_call,
    m.ClearCallReq: control_call,
    m.ClearConnectionReq: control_call,
    m.SetAgentStateReq: set_agent_state,
    m.EmergencyCallReq: raise_alarm,
    m.SupervisorAssistReq: raise_alarm,
    m.AlternateCallReq: not_done_by_switch,
    m.ConferenceCallReq: not_done_by_switch,
    m.ConsultationCallReq: not_done_by_switch,
    m.DeflectCallReq: not_done_by_switch,
    m.MakeCallReq: not_done_by_switch,
    m.MakePredictiveCallReq: not_done_by_switch,
    m.ReconnectCallReq: not_done_by_switch,
    m.TransferCallReq: not_done_by_switch,
    m.SendDTMFSignalReq: not_done_by_switch,
    m.BadCallReq: not_done_by_switch,
    m.AgentGreetingControlReq: not_done_by_switch,
    **monitors.HANDLERS,
    **queries.HANDLERS,
}
"""The handler of each request of an open session; all others are not offered."""
