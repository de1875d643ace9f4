"""Building SUPERVISE_CALL_REQ: which call, from which side, by which device (GED-188, README "Supervising a call")."""

from __future__ import annotations

from app.model import Action, ConnectionID, Floor, Target
from protocol.wire.enums import NULL_CALL_ID, ConnectionDeviceIDType, CTIServiceMask
from protocol.wire.messages import SuperviseCallReq

_NONE = int(ConnectionDeviceIDType.CONNECTION_ID_NONE)
_NEEDS_INSTRUMENT = CTIServiceMask.CTI_SERVICE_ALL_EVENTS | CTIServiceMask.CTI_SERVICE_PERIPHERAL_MONITOR
"""Sessions that don't know the supervisor's device by themselves."""
_ON_THE_CALL = (Action.CLEAR, Action.INTERCEPT)
"""Actions of a supervisor who is on the call: they name his own connection too."""


def subject(action: Action, target: Target, floor: Floor) -> tuple[str, ConnectionID | None]:
    """The agent and the connection that the request is about. Clear is about the call one is in."""
    mine = floor.engagement
    if action is Action.CLEAR and mine is not None:
        return mine.agent_id, mine.connection
    return target.agent_id, target.connection


def build(action: Action, target: Target, floor: Floor, peripheral_id: int) -> SuperviseCallReq:
    """The one request for a press of a key; the session gives it its InvokeID.

    By connection where one is known; else the form that names the agent and means his active call.
    """
    agent_id, connection = subject(action, target, floor)
    mine = floor.engagement
    own = mine.own_connection if mine is not None and not mine.over and action in _ON_THE_CALL else None
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
        request.agent_id = agent_id
    if own is not None:
        request.supervisor_connection_call_id = own.connection_call_id
        request.supervisor_connection_device_id_type = own.connection_device_id_type
        request.supervisor_connection_device_id = own.connection_device_id
    if floor.link.services_granted & _NEEDS_INSTRUMENT:
        request.supervisor_instrument = floor.me.instrument or floor.me.extension or None
    return request
