"""Whether a session may be opened: the checks of OPEN_REQ that look at the floor and at other sessions."""

from __future__ import annotations

from typing import TYPE_CHECKING

from protocol.codec import Codec
from protocol.enums import StatusCode
from protocol.messages import OpenReq
from protocol.mock.checks import ALL_EVENTS, CLIENT_EVENTS, OK, PERIPHERAL_MONITOR, SUPERVISOR, opening
from protocol.mock.people import Agent

if TYPE_CHECKING:
    from protocol.mock.office import Office


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
