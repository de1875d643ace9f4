"""The requests of an open session: who may ask what, and the answers that need nothing of the switch."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from protocol.mock.centre.phone_control import CallRequest
from protocol.mock.centre.population import Agent
from protocol.mock.server.checks import ALL_EVENTS, CLIENT_CONTROL, CLIENT_EVENTS, SUPERVISOR
from protocol.mock.server.handlers import monitors as watching
from protocol.mock.server.handlers import queries as lookups
from protocol.mock.server.sessions import Session
from protocol.wire import messages as m
from protocol.wire.enums import NULL_PERIPHERAL_ID, ControlFailureCode, StatusCode

if TYPE_CHECKING:
    from protocol.mock.server.state import Office

CALL_REQUESTS = (m.AnswerCallReq, m.HoldCallReq, m.RetrieveCallReq, m.ClearCallReq, m.ClearConnectionReq)
NEED_NO_PERIPHERAL = (m.UserMessageReq, m.ConfigRequestEvent, m.ConfigRequestKeyEvent)
CLIENT_CONTROL_CHAPTER = m.MakeCallReq.__module__
NOT_HERE = StatusCode.E_CTI_FUNCTION_NOT_AVAILABLE
OTHER_REQUESTS = {"CONFIG_REQUEST_EVENT", "CONFIG_REQUEST_KEY_EVENT"}
"""Requests whose names don't say so."""


def is_request(cls: type[m.Message]) -> bool:
    """Is it a message that clients send?"""
    return (cls.name.endswith("_REQ") and cls.name != "ACTIVE_MAINTENANCE_REQ") or cls.name in OTHER_REQUESTS


def handle(office: Office, session: Session, request: m.Message) -> None:
    """Answer one request of an open session. Every request gets exactly one answer (a list several segments)."""
    peripheral = getattr(request, "peripheral_id", None)
    anywhere = peripheral == NULL_PERIPHERAL_ID and isinstance(request, NEED_NO_PERIPHERAL)
    if peripheral not in (None, office.centre.pid) and not anywhere:
        _fail(office, session, request, StatusCode.E_CTI_INVALID_PERIPHERAL_ID)
    elif isinstance(request, m.HeartbeatReq):
        office.send(session, m.HeartbeatConf(request.invoke_id))
    elif isinstance(request, m.SuperviseCallReq):
        _supervise(office, session, request)
    elif isinstance(request, CALL_REQUESTS):
        _call_control(office, session, request)
    elif isinstance(request, m.SetAgentStateReq):
        _set_agent_state(office, session, request)
    elif isinstance(request, m.EmergencyCallReq | m.SupervisorAssistReq):
        _alarm(office, session, request)
    elif type(request) in watching.HANDLERS:
        watching.HANDLERS[type(request)](office, session, request)
    elif type(request) in lookups.HANDLERS:
        lookups.HANDLERS[type(request)](office, session, request)
    elif type(request).__module__ == CLIENT_CONTROL_CHAPTER and session.has(CLIENT_CONTROL):
        # A request of the guide that this switch can't do, TRANSFER_CALL_REQ for instance.
        refusal = m.ControlFailureConf(_invoke_id(request), ControlFailureCode.CF_GENERIC_OPERATION_REJECTION, 0)
        office.send(session, refusal)
    else:
        _fail(office, session, request, NOT_HERE)


def _invoke_id(request: m.Message) -> int:
    return int(getattr(request, "invoke_id", 0))


def _fail(office: Office, session: Session, request: m.Message, status: StatusCode) -> None:
    office.send(session, m.FailureConf(_invoke_id(request), status))


def _named(office: Office, session: Session, request: Any) -> tuple[Agent | None, StatusCode]:
    """The agent that a request names; the session's own when it names none."""
    fields = (
        getattr(request, "agent_id", None),
        getattr(request, "agent_extension", None),
        getattr(request, "agent_instrument", None),
    )
    if not any(fields) and session.agent is not None:
        return session.agent, StatusCode.E_CTI_NO_ERROR
    return office.centre.find_agent(*fields)


def may_control(session: Session, agent: Agent | None) -> bool:
    """One's own device needs Client Control; another's Client Control and All Events."""
    own = agent is not None and agent is session.agent and session.has(CLIENT_EVENTS)
    return session.has(CLIENT_CONTROL) and (own or session.has(ALL_EVENTS))


def _supervise(office: Office, session: Session, request: m.SuperviseCallReq) -> None:
    supervisor = session.agent
    if supervisor is None and request.supervisor_instrument is not None:
        supervisor = office.centre.by_extension.get(request.supervisor_instrument)
    if not session.has(SUPERVISOR):
        _fail(office, session, request, NOT_HERE)
    elif supervisor is None:
        _fail(office, session, request, StatusCode.E_CTI_REQUIRED_DATA_MISSING)
    elif not supervisor.supervisor:
        _fail(office, session, request, NOT_HERE)
    elif request.supervisor_instrument not in (None, "", supervisor.instrument):
        _fail(office, session, request, StatusCode.E_CTI_INCONSISTENT_AGENT_DATA)
    elif not supervisor.signed_in:
        _fail(office, session, request, StatusCode.E_CTI_AGENT_NOT_LOGGED_ON)
    else:
        office.centre.supervision.request(session.number, request, supervisor)


def _call_control(office: Office, session: Session, request: CallRequest) -> None:
    if isinstance(request, m.RetrieveCallReq):
        call_id, device_id = request.held_connection_call_id, request.held_connection_device_id
    else:
        call_id, device_id = request.connection_call_id, request.connection_device_id
    if not session.has(CLIENT_CONTROL):
        _fail(office, session, request, NOT_HERE)
        return
    leg = office.centre.find_leg(call_id, device_id)
    if leg is None:
        _fail(office, session, request, StatusCode.E_CTI_INVALID_CALLID)
    elif not may_control(session, leg.agent):
        _fail(office, session, request, StatusCode.E_CTI_NOT_CALL_PARTY)
    else:
        office.centre.desk.call_control(session.number, request, leg)


def _set_agent_state(office: Office, session: Session, request: m.SetAgentStateReq) -> None:
    agent, status = _named(office, session, request)
    if agent is None:
        _fail(office, session, request, status)
        return
    # A supervisor may set the states of the agents of his teams, with Client Control alone.
    of_team = session.agent is not None and any(t in session.agent.team_ids for t in agent.team_ids)
    if may_control(session, agent) or (session.has(CLIENT_CONTROL, SUPERVISOR) and of_team):
        office.centre.desk.set_state(session.number, request, agent)
    else:
        _fail(office, session, request, NOT_HERE)


def _alarm(office: Office, session: Session, request: m.EmergencyCallReq | m.SupervisorAssistReq) -> None:
    agent, status = _named(office, session, request)
    if agent is None:
        _fail(office, session, request, status)
    elif not may_control(session, agent):
        _fail(office, session, request, NOT_HERE)
    elif not agent.signed_in:
        _fail(office, session, request, StatusCode.E_CTI_AGENT_NOT_LOGGED_ON)
    else:
        office.centre.desk.raise_alarm(session.number, request, agent)
