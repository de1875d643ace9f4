"""The event messages of calls, made from what the switch knows. MonitorID is 0: the server fills it in."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from protocol.mock.centre.entities import Call, ConnectionID, Leg
from protocol.mock.centre.population import SKILL_GROUP_ID_BASE
from protocol.wire import enums as e
from protocol.wire import messages as m
from protocol.wire.enums import DeviceIDType, LocalConnectionState, PeripheralType

PERIPHERAL_TYPE = PeripheralType.PT_ENTERPRISE_AGENT
LONGEST_QUEUE = 0xFFFF
"""Highest value of NumQueued, a field of two bytes."""


def _connection(peripheral_id: int, leg: Leg) -> dict[str, Any]:
    return {
        "peripheral_id": peripheral_id,
        "peripheral_type": PERIPHERAL_TYPE,
        "connection_device_id_type": leg.id_type,
        "connection_call_id": leg.call.call_id,
        "connection_device_id": leg.connection_device_id,
    }


def skill_fields(call: Call) -> dict[str, Any]:
    """The skill group of a call, as fields of the fixed part; none where the call was not queued for one."""
    if call.skill_group is None:
        return {}
    number = call.skill_group
    return {"skill_group_number": number, "skill_group_id": number + SKILL_GROUP_ID_BASE, "skill_group_priority": 1}


def _service(call: Call) -> dict[str, Any]:
    return {} if call.skill_group is None else {"service_number": 1, "service_id": SKILL_GROUP_ID_BASE + 1}


def line_fields(leg: Leg) -> dict[str, Any]:
    """LineHandle and LineType of an end of a call."""
    inside = not leg.call.outside
    own = leg.agent is not None and leg.call.calling == leg.device
    line = e.LineType.INSIDE if inside else e.LineType.OUTBOUND_ACD if own else e.LineType.INBOUND_ACD
    return {"line_handle": 0, "line_type": line}


def _device(call: Call, device: str) -> int:
    if not device:
        return DeviceIDType.DEVID_NONE
    for leg in call.legs:
        if leg.device == device:
            return leg.device_type
    return DeviceIDType.DEVID_EXTERNAL if len(device) > 6 else DeviceIDType.DEVID_DEVICE_IDENTIFIER


def call_data_fields(call: Call) -> dict[str, Any]:
    """ANI, DNIS, digits, call variables and ECC variables, as the fields of the messages that carry them."""
    data: dict[str, Any] = {f"call_variable{n}": value for n, value in call.variables.items()}
    data |= {"ani": call.ani or None, "dnis": call.dnis or None, "dialed_number": call.called or None}
    data |= {"caller_entered_digits": call.digits or None, "call_wrapup_data": call.wrapup}
    data["named_variable"] = list(call.ecc)
    return data


def router_key_fields(call: Call) -> dict[str, Any]:
    """RouterCallKeyDay, CallID and SequenceNumber of a routed call; none where the call was not routed."""
    if call.router_call is None:
        return {}
    return {
        "router_call_key_day": 153_000,
        "router_call_key_call_id": call.router_call,
        "router_call_key_sequence_number": 1,
    }


def begin_call(pid: int, leg: Leg) -> m.Message:
    """BEGIN_CALL_EVENT."""
    data = call_data_fields(leg.call) | router_key_fields(leg.call)
    return m.BeginCallEvent(call_type=leg.call_type, **_connection(pid, leg), **data)


def in_progress(pid: int, leg: Leg) -> list[m.Message]:
    """The events that tell how a call in progress stands at an end, with CEC_CALL_PARTY_UPDATE_IND."""
    cause = e.EventCause.CEC_CALL_PARTY_UPDATE_IND
    messages = [begin_call(pid, leg)]
    if leg.state == LocalConnectionState.LCS_ALERTING:
        messages.append(delivered(pid, leg, leg, cause))
    elif leg.state in (LocalConnectionState.LCS_CONNECT, LocalConnectionState.LCS_HOLD):
        messages.append(established(pid, leg, leg, cause))
    if leg.state == LocalConnectionState.LCS_HOLD:
        messages.append(held(pid, leg, leg, cause))
    return messages


def end_call(pid: int, leg: Leg) -> m.Message:
    """END_CALL_EVENT."""
    return m.EndCallEvent(**_connection(pid, leg))


def service_initiated(pid: int, leg: Leg, cause: int) -> m.Message:
    """CALL_SERVICE_INITIATED_EVENT: the phone is off hook."""
    return m.CallServiceInitiatedEvent(
        **_connection(pid, leg),
        **line_fields(leg),
        calling_device_type=leg.device_type,
        calling_device_id=leg.device,
        local_connection_state=LocalConnectionState.LCS_INITIATE,
        event_cause=cause,
    )


def originated(pid: int, leg: Leg, cause: int) -> m.Message:
    """CALL_ORIGINATED_EVENT: the number is dialed."""
    call = leg.call
    return m.CallOriginatedEvent(
        **_connection(pid, leg),
        **line_fields(leg),
        **skill_fields(call),
        calling_device_type=leg.device_type,
        calling_device_id=leg.device,
        called_device_type=_device(call, call.called),
        called_device_id=call.called,
        local_connection_state=LocalConnectionState.LCS_CONNECT,
        event_cause=cause,
    )


def delivered(pid: int, leg: Leg, alerting: Leg, cause: int) -> m.Message:
    """CALL_DELIVERED_EVENT from the view of ``leg``; ``alerting`` is the end that rings."""
    call = leg.call
    return m.CallDeliveredEvent(
        **_connection(pid, leg),
        **line_fields(leg),
        **_service(call),
        **skill_fields(call),
        alerting_device_type=alerting.device_type,
        alerting_device_id=alerting.device,
        calling_device_type=_device(call, call.calling),
        calling_device_id=call.calling,
        called_device_type=_device(call, call.called),
        called_device_id=call.called,
        last_redirect_device_type=DeviceIDType.DEVID_NONE,
        local_connection_state=leg.state,
        event_cause=cause,
        **call_data_fields(call),
    )


def established(pid: int, leg: Leg, answering: Leg, cause: int) -> m.Message:
    """CALL_ESTABLISHED_EVENT from the view of ``leg``; ``answering`` is the end that answered."""
    call = leg.call
    return m.CallEstablishedEvent(
        **_connection(pid, leg),
        **line_fields(leg),
        **_service(call),
        **skill_fields(call),
        answering_device_type=answering.device_type,
        answering_device_id=answering.device,
        calling_device_type=_device(call, call.calling),
        calling_device_id=call.calling,
        called_device_type=_device(call, call.called),
        called_device_id=call.called,
        last_redirect_device_type=DeviceIDType.DEVID_NONE,
        local_connection_state=leg.state,
        event_cause=cause,
    )


def held(pid: int, leg: Leg, holding: Leg, cause: int = e.EventCause.CEC_NONE) -> m.Message:
    """CALL_HELD_EVENT from the view of ``leg``; ``holding`` is the end that put the call on hold."""
    return m.CallHeldEvent(
        **_connection(pid, leg),
        holding_device_type=holding.device_type,
        holding_device_id=holding.device,
        local_connection_state=leg.state,
        event_cause=cause,
    )


def retrieved(pid: int, leg: Leg, retrieving: Leg) -> m.Message:
    """CALL_RETRIEVED_EVENT from the view of ``leg``; ``retrieving`` is the end that took the call back."""
    return m.CallRetrievedEvent(
        **_connection(pid, leg),
        retrieving_device_type=retrieving.device_type,
        retrieving_device_id=retrieving.device,
        local_connection_state=leg.state,
        event_cause=e.EventCause.CEC_NONE,
    )


def connection_cleared(pid: int, leg: Leg, releasing: Leg, cause: int) -> m.Message:
    """CALL_CONNECTION_CLEARED_EVENT from the view of ``leg``; ``releasing`` is the end that left.

    The connection named is the one that was cleared, as in CSTA; LocalConnectionState is that of ``leg``.
    """
    return m.CallConnectionClearedEvent(
        **_connection(pid, releasing),
        releasing_device_type=releasing.device_type,
        releasing_device_id=releasing.device,
        local_connection_state=leg.state,
        event_cause=cause,
    )


def cleared(pid: int, leg: Leg, cause: int) -> m.Message:
    """CALL_CLEARED_EVENT."""
    return m.CallClearedEvent(
        **_connection(pid, leg), local_connection_state=LocalConnectionState.LCS_NULL, event_cause=cause
    )


def failed(pid: int, leg: Leg, cause: int) -> m.Message:
    """CALL_FAILED_EVENT: the call did not reach the number called, which is busy for instance."""
    call = leg.call
    return m.CallFailedEvent(
        **_connection(pid, leg),
        failing_device_type=_device(call, call.called),
        failing_device_id=call.called,
        called_device_type=_device(call, call.called),
        called_device_id=call.called,
        local_connection_state=LocalConnectionState.LCS_FAIL,
        event_cause=cause,
    )


def reached_network(pid: int, leg: Leg) -> m.Message:
    """CALL_REACHED_NETWORK_EVENT: the call has left the switch."""
    return m.CallReachedNetworkEvent(
        **_connection(pid, leg),
        **line_fields(leg),
        trunk_used_device_type=DeviceIDType.DEVID_NONE,
        called_device_type=DeviceIDType.DEVID_EXTERNAL,
        called_device_id=leg.call.called,
        local_connection_state=leg.state,
        event_cause=e.EventCause.CEC_NONE,
        trunk_number=7,
        trunk_group_number=2,
    )


def queued(pid: int, leg: Leg, waiting: int) -> m.Message:
    """CALL_QUEUED_EVENT; ``waiting`` is the number of calls in the queue."""
    call = leg.call
    return m.CallQueuedEvent(
        **_connection(pid, leg),
        **_service(call),
        queue_device_type=DeviceIDType.DEVID_ROUTE_POINT,
        queue_device_id=leg.device,
        calling_device_type=DeviceIDType.DEVID_EXTERNAL,
        calling_device_id=call.calling,
        called_device_type=_device(call, call.called),
        called_device_id=call.called,
        last_redirect_device_type=DeviceIDType.DEVID_NONE,
        num_queued=min(waiting, LONGEST_QUEUE),
        local_connection_state=LocalConnectionState.LCS_QUEUED,
        event_cause=e.EventCause.CEC_NO_AVAILABLE_AGENTS,
        skill_group_number=[call.skill_group],
        skill_group_id=[(call.skill_group or 0) + SKILL_GROUP_ID_BASE],
        skill_group_priority=[1],
    )


def dequeued(pid: int, leg: Leg, waiting: int) -> m.Message:
    """CALL_DEQUEUED_EVENT: the call left the queue, in which ``waiting`` calls are left."""
    return m.CallDequeuedEvent(
        **_connection(pid, leg),
        **_service(leg.call),
        queue_device_type=DeviceIDType.DEVID_ROUTE_POINT,
        queue_device_id=leg.device,
        num_queued=min(waiting, LONGEST_QUEUE),
        local_connection_state=LocalConnectionState.LCS_CONNECT,
        event_cause=e.EventCause.CEC_NONE,
    )


def data_update(pid: int, leg: Leg, old: ConnectionID | None = None, **changes: Any) -> m.Message:
    """CALL_DATA_UPDATE_EVENT with the fields that changed. ``old``: the connection of the end until now."""
    call_id, id_type, device_id = old or leg.connection_id
    return m.CallDataUpdateEvent(
        peripheral_id=pid,
        peripheral_type=PERIPHERAL_TYPE,
        call_type=leg.call_type,
        connection_call_id=call_id,
        connection_device_id_type=id_type,
        connection_device_id=device_id,
        new_connection_call_id=leg.call.call_id,
        new_connection_device_id_type=leg.id_type,
        new_connection_device_id=leg.connection_device_id,
        campaign_id=0,
        query_rule_id=0,
        named_variable=list(leg.call.ecc),
        **changes,
    )


def _parties(legs: Iterable[Leg]) -> dict[str, Any]:
    legs = list(legs)
    return {
        "connected_party_call_id": [leg.call.call_id for leg in legs],
        "connected_party_device_id_type": [leg.device_type for leg in legs],
        "connected_party_device_id": [leg.device for leg in legs],
    }


def _joined(pid: int, primary: Leg, secondary: ConnectionID, state: int, cause: int) -> dict[str, Any]:
    call_id, id_type, device_id = secondary
    return {
        "peripheral_id": pid,
        "peripheral_type": PERIPHERAL_TYPE,
        "primary_device_id_type": primary.id_type,
        "primary_call_id": primary.call.call_id,
        "primary_device_id": primary.connection_device_id,
        "secondary_device_id_type": id_type,
        "secondary_call_id": call_id,
        "secondary_device_id": device_id,
        "local_connection_state": state,
        "event_cause": cause,
    }


def conferenced(pid: int, controller: Leg, secondary: ConnectionID, added: Leg, state: int, cause: int) -> m.Message:
    """CALL_CONFERENCED_EVENT: the connection ``secondary`` joined the controller's call.

    ``state`` is the LocalConnectionState of the end whose view it is.
    """
    return m.CallConferencedEvent(
        **_joined(pid, controller, secondary, state, cause),
        **line_fields(controller),
        **skill_fields(controller.call),
        controller_device_type=controller.device_type,
        controller_device_id=controller.device,
        added_party_device_type=added.device_type,
        added_party_device_id=added.device,
        **_parties(controller.call.legs),
    )


def transferred(pid: int, transferring: Leg, secondary: ConnectionID, target: Leg, state: int, cause: int) -> m.Message:
    """CALL_TRANSFERRED_EVENT: the connection ``secondary`` joined the primary call, the transferring end left both.

    ``state`` is the LocalConnectionState of the end whose view it is.
    """
    call = transferring.call
    return m.CallTransferredEvent(
        **_joined(pid, transferring, secondary, state, cause),
        **line_fields(transferring),
        **skill_fields(call),
        transferring_device_type=transferring.device_type,
        transferring_device_id=transferring.device,
        transferred_device_type=target.device_type,
        transferred_device_id=target.device,
        **_parties(leg for leg in call.legs if leg is not transferring),
    )
