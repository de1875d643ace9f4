"""Building SUPERVISE_CALL_REQ: which agent and call, and by which of the supervisor's devices (GED-188)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.model import Action, ConnectionID, Engagement, Floor, Target
from protocol.wire.enums import NULL_CALL_ID, ConnectionDeviceIDType, CTIServiceMask

if TYPE_CHECKING:  # for the types alone: see supervise_request()
    from protocol.wire.messages import SuperviseCallReq

_NONE = int(ConnectionDeviceIDType.CONNECTION_ID_NONE)
_NEEDS_INSTRUMENT = CTIServiceMask.CTI_SERVICE_ALL_EVENTS | CTIServiceMask.CTI_SERVICE_PERIPHERAL_MONITOR
"""Services of sessions that don't know the supervisor's device: the request names it."""
_ON_THE_CALL = (Action.CLEAR, Action.INTERCEPT)
"""Actions of a supervisor who is on the call: they name the own connection too."""


def subject_of(action: Action, target: Target, engagement: Engagement | None) -> tuple[str, ConnectionID | None]:
    """The agent and the connection that the request is about. Clear is about the engagement's, whatever is selected."""
    if action is Action.CLEAR and engagement is not None:
        return engagement.agent_id, engagement.connection
    return target.agent_id, target.connection


def supervise_request(action: Action, target: Target, floor: Floor, peripheral_id: int) -> SuperviseCallReq:
    """The request for one action; the session gives it its InvokeID.

    It names the agent's connection where that is known; else the agent, which means that agent's active call.
    """
    from protocol.wire.messages import SuperviseCallReq  # here: the screen doesn't load all messages for the rules

    engagement = floor.engagement
    agent_id, connection = subject_of(action, target, engagement)
    own = None
    if engagement is not None and not engagement.over and action in _ON_THE_CALL:
        own = engagement.own_connection
    request = SuperviseCallReq(
        peripheral_id=peripheral_id,
        agent_connection_call_id=NULL_CALL_ID,
        agent_connection_device_id_type=_NONE,
        supervisor_connection_call_id=NULL_CALL_ID,
        supervisor_connection_device_id_type=_NONE,
        supervisory_action=action.value,
    )
    if connection is not None:
        request.agent_connection_call_id = connection.connection_call_id
        request.agent_connection_device_id_type = connection.connection_device_id_type
        request.agent_connection_device_id = connection.connection_device_id
    else:
        request.agent_id = agent_id or None
    if own is not None:
        request.supervisor_connection_call_id = own.connection_call_id
        request.supervisor_connection_device_id_type = own.connection_device_id_type
        request.supervisor_connection_device_id = own.connection_device_id
    if floor.link.services_granted & _NEEDS_INSTRUMENT:
        request.supervisor_instrument = floor.me.instrument or floor.me.extension or None
    return request
