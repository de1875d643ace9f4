"""Call events.

Source: CTI Server Message Reference Guide (GED-188) of versions 9 to 25, the tables of each message. Fields are in wire
order.
"""

from __future__ import annotations

from protocol.wire import enums as e
from protocol.wire import tags as t
from protocol.wire.fields import Group, Kind, NamedArray, NamedVariable, fixed, floating
from protocol.wire.messages.base import Message, message


@message(
    9,
    "CALL_DELIVERED_EVENT",
    groups=(
        Group("named_variables", "num_named_variables", ("named_variable",), None, False),
        Group("named_arrays", "num_named_arrays", ("named_array",), None, False),
    ),
)
class CallDeliveredEvent(Message):
    """CALL_DELIVERED_EVENT (9), server to client, client events service.

    LocalConnectionState LCS_ALERTING: the call rings at a device. LCS_INITIATE: an inbound trunk was seized, in
    sessions with All Events only.

    Source: GED-188, table "CALL_DELIVERED_EVENT Message Format"; guide of version 25.
    """

    monitor_id: int = fixed("MonitorID", Kind.UINT)
    peripheral_id: int = fixed("PeripheralID", Kind.UINT)
    peripheral_type: int = fixed("PeripheralType", Kind.USHORT, codes=e.PeripheralType)
    connection_device_id_type: int = fixed("ConnectionDeviceIDType", Kind.USHORT, codes=e.ConnectionDeviceIDType)
    connection_call_id: int = fixed("ConnectionCallID", Kind.UINT, null=e.NULL_CALL_ID)
    line_handle: int = fixed("LineHandle", Kind.USHORT, null=e.NONE16)
    line_type: int = fixed("LineType", Kind.USHORT, codes=e.LineType, null=e.NONE16)
    service_number: int = fixed("ServiceNumber", Kind.UINT, null=e.NULL_SERVICE)
    service_id: int = fixed("ServiceID", Kind.UINT, null=e.NULL_SERVICE)
    skill_group_number: int = fixed("SkillGroupNumber", Kind.UINT, null=e.NULL_SKILL_GROUP)
    skill_group_id: int = fixed("SkillGroupID", Kind.UINT, null=e.NULL_SKILL_GROUP)
    skill_group_priority: int = fixed("SkillGroupPriority", Kind.USHORT)
    alerting_device_type: int = fixed("AlertingDeviceType", Kind.USHORT, codes=e.DeviceIDType)
    calling_device_type: int = fixed("CallingDeviceType", Kind.USHORT, codes=e.DeviceIDType)
    called_device_type: int = fixed("CalledDeviceType", Kind.USHORT, codes=e.DeviceIDType)
    last_redirect_device_type: int = fixed("LastRedirectDeviceType", Kind.USHORT, codes=e.DeviceIDType)
    local_connection_state: int = fixed("LocalConnectionState", Kind.USHORT, codes=e.LocalConnectionState)
    event_cause: int = fixed("EventCause", Kind.USHORT, codes=e.EventCause)
    num_named_variables: int | None = fixed("NumNamedVariables", Kind.USHORT, since=10, exact=False)
    num_named_arrays: int | None = fixed("NumNamedArrays", Kind.USHORT, since=10, exact=False)
    connection_device_id: str | None = floating("ConnectionDeviceID", t.CONNECTION_DEVID)
    alerting_device_id: str | None = floating("AlertingDeviceID", t.ALERTING_DEVID)
    calling_device_id: str | None = floating("CallingDeviceID", t.CALLING_DEVID)
    called_device_id: str | None = floating("CalledDeviceID", t.CALLED_DEVID)
    last_redirect_device_id: str | None = floating("LastRedirectDeviceID", t.LAST_REDIRECT_DEVID)
    trunk_number: int | None = floating("TrunkNumber", t.TRUNK_NUMBER)
    trunk_group_number: int | None = floating("TrunkGroupNumber", t.TRUNK_GROUP_NUMBER)
    secondary_connection_call_id: int | None = floating("SecondaryConnectionCallID", t.SECONDARY_CONNECTION_CALL_ID)
    ani: str | None = floating("ANI", t.ANI)
    ani_ii: str | None = floating("ANI_II", t.ANI_II, since=11)
    user_to_user_info: bytes | None = floating("UserToUserInfo", t.UUI)
    dnis: str | None = floating("DNIS", t.DNIS)
    dialed_number: str | None = floating("DialedNumber", t.DIALED_NUMBER)
    caller_entered_digits: str | None = floating("CallerEnteredDigits", t.CED)
    call_variable1: str | None = floating("CallVariable1", t.CALL_VAR_1)
    call_variable2: str | None = floating("CallVariable2", t.CALL_VAR_2)
    call_variable3: str | None = floating("CallVariable3", t.CALL_VAR_3)
    call_variable4: str | None = floating("CallVariable4", t.CALL_VAR_4)
    call_variable5: str | None = floating("CallVariable5", t.CALL_VAR_5)
    call_variable6: str | None = floating("CallVariable6", t.CALL_VAR_6)
    call_variable7: str | None = floating("CallVariable7", t.CALL_VAR_7)
    call_variable8: str | None = floating("CallVariable8", t.CALL_VAR_8)
    call_variable9: str | None = floating("CallVariable9", t.CALL_VAR_9)
    call_variable10: str | None = floating("CallVariable10", t.CALL_VAR_10)
    call_wrapup_data: str | None = floating("CallWrapupData", t.CALL_WRAPUP_DATA)
    named_variable: list[NamedVariable] = floating("NamedVariable", t.NAMED_VARIABLE, repeats=True)
    named_array: list[NamedArray] = floating("NamedArray", t.NAMED_ARRAY, repeats=True)


@message(10, "CALL_ESTABLISHED_EVENT")
class CallEstablishedEvent(Message):
    """CALL_ESTABLISHED_EVENT (10), server to client, client events service.

    Source: GED-188, table "CALL_ESTABLISHED_EVENT Message Format"; guide of version 25.
    """

    monitor_id: int = fixed("MonitorID", Kind.UINT)
    peripheral_id: int = fixed("PeripheralID", Kind.UINT)
    peripheral_type: int = fixed("PeripheralType", Kind.USHORT, codes=e.PeripheralType)
    connection_device_id_type: int = fixed("ConnectionDeviceIDType", Kind.USHORT, codes=e.ConnectionDeviceIDType)
    connection_call_id: int = fixed("ConnectionCallID", Kind.UINT, null=e.NULL_CALL_ID)
    line_handle: int = fixed("LineHandle", Kind.USHORT, null=e.NONE16)
    line_type: int = fixed("LineType", Kind.USHORT, codes=e.LineType, null=e.NONE16)
    service_number: int = fixed("ServiceNumber", Kind.UINT, null=e.NULL_SERVICE)
    service_id: int = fixed("ServiceID", Kind.UINT, null=e.NULL_SERVICE)
    skill_group_number: int = fixed("SkillGroupNumber", Kind.UINT, null=e.NULL_SKILL_GROUP)
    skill_group_id: int = fixed("SkillGroupID", Kind.UINT, null=e.NULL_SKILL_GROUP)
    skill_group_priority: int = fixed("SkillGroupPriority", Kind.USHORT)
    answering_device_type: int = fixed("AnsweringDeviceType", Kind.USHORT, codes=e.DeviceIDType)
    calling_device_type: int = fixed("CallingDeviceType", Kind.USHORT, codes=e.DeviceIDType)
    called_device_type: int = fixed("CalledDeviceType", Kind.USHORT, codes=e.DeviceIDType)
    last_redirect_device_type: int = fixed("LastRedirectDeviceType", Kind.USHORT, codes=e.DeviceIDType)
    local_connection_state: int = fixed("LocalConnectionState", Kind.USHORT, codes=e.LocalConnectionState)
    event_cause: int = fixed("EventCause", Kind.USHORT, codes=e.EventCause)
    connection_device_id: str | None = floating("ConnectionDeviceID", t.CONNECTION_DEVID)
    answering_device_id: str | None = floating("AnsweringDeviceID", t.ANSWERING_DEVID)
    calling_device_id: str | None = floating("CallingDeviceID", t.CALLING_DEVID)
    called_device_id: str | None = floating("CalledDeviceID", t.CALLED_DEVID)
    last_redirect_device_id: str | None = floating("LastRedirectDeviceID", t.LAST_REDIRECT_DEVID)
    trunk_number: int | None = floating("TrunkNumber", t.TRUNK_NUMBER)
    trunk_group_number: int | None = floating("TrunkGroupNumber", t.TRUNK_GROUP_NUMBER)


@message(11, "CALL_HELD_EVENT")
class CallHeldEvent(Message):
    """CALL_HELD_EVENT (11), server to client, client events service.

    Source: GED-188, table "CALL_HELD_EVENT Message Format"; guide of version 25.
    """

    monitor_id: int = fixed("MonitorID", Kind.UINT)
    peripheral_id: int = fixed("PeripheralID", Kind.UINT)
    peripheral_type: int = fixed("PeripheralType", Kind.USHORT, codes=e.PeripheralType)
    connection_device_id_type: int = fixed("ConnectionDeviceIDType", Kind.USHORT, codes=e.ConnectionDeviceIDType)
    connection_call_id: int = fixed("ConnectionCallID", Kind.UINT, null=e.NULL_CALL_ID)
    holding_device_type: int = fixed("HoldingDeviceType", Kind.USHORT, codes=e.DeviceIDType)
    local_connection_state: int = fixed("LocalConnectionState", Kind.USHORT, codes=e.LocalConnectionState)
    event_cause: int = fixed("EventCause", Kind.USHORT, codes=e.EventCause)
    connection_device_id: str | None = floating("ConnectionDeviceID", t.CONNECTION_DEVID)
    holding_device_id: str | None = floating("HoldingDeviceID", t.HOLDING_DEVID)


@message(12, "CALL_RETRIEVED_EVENT")
class CallRetrievedEvent(Message):
    """CALL_RETRIEVED_EVENT (12), server to client, client events service.

    Source: GED-188, table "CALL_RETRIEVED_EVENT Message Format"; guide of version 25.
    """

    monitor_id: int = fixed("MonitorID", Kind.UINT)
    peripheral_id: int = fixed("PeripheralID", Kind.UINT)
    peripheral_type: int = fixed("PeripheralType", Kind.USHORT, codes=e.PeripheralType)
    connection_device_id_type: int = fixed("ConnectionDeviceIDType", Kind.USHORT, codes=e.ConnectionDeviceIDType)
    connection_call_id: int = fixed("ConnectionCallID", Kind.UINT, null=e.NULL_CALL_ID)
    retrieving_device_type: int = fixed("RetrievingDeviceType", Kind.USHORT, codes=e.DeviceIDType)
    local_connection_state: int = fixed("LocalConnectionState", Kind.USHORT, codes=e.LocalConnectionState)
    event_cause: int = fixed("EventCause", Kind.USHORT, codes=e.EventCause)
    connection_device_id: str | None = floating("ConnectionDeviceID", t.CONNECTION_DEVID)
    retrieving_device_id: str | None = floating("RetrievingDeviceID", t.RETRIEVING_DEVID)


@message(13, "CALL_CLEARED_EVENT")
class CallClearedEvent(Message):
    """CALL_CLEARED_EVENT (13), server to client, client events service.

    Source: GED-188, table "CALL_CLEARED_EVENT Message Format"; guide of version 25.
    """

    monitor_id: int = fixed("MonitorID", Kind.UINT)
    peripheral_id: int = fixed("PeripheralID", Kind.UINT)
    peripheral_type: int = fixed("PeripheralType", Kind.USHORT, codes=e.PeripheralType)
    connection_device_id_type: int = fixed("ConnectionDeviceIDType", Kind.USHORT, codes=e.ConnectionDeviceIDType)
    connection_call_id: int = fixed("ConnectionCallID", Kind.UINT, null=e.NULL_CALL_ID)
    local_connection_state: int = fixed("LocalConnectionState", Kind.USHORT, codes=e.LocalConnectionState)
    event_cause: int = fixed("EventCause", Kind.USHORT, codes=e.EventCause)
    connection_device_id: str | None = floating("ConnectionDeviceID", t.CONNECTION_DEVID)


@message(14, "CALL_CONNECTION_CLEARED_EVENT")
class CallConnectionClearedEvent(Message):
    """CALL_CONNECTION_CLEARED_EVENT (14), server to client, client events service.

    One party left; the call may go on. CEC_REDIRECTED is normal when a queued call moves from the VRU to an agent.
    ReleasingDeviceID is not always the party that hung up first.

    Source: GED-188, table "CALL_CONNECTION_CLEARED_EVENT Message Format"; guide of version 25.
    """

    monitor_id: int = fixed("MonitorID", Kind.UINT)
    peripheral_id: int = fixed("PeripheralID", Kind.UINT)
    peripheral_type: int = fixed("PeripheralType", Kind.USHORT, codes=e.PeripheralType)
    connection_device_id_type: int = fixed("ConnectionDeviceIDType", Kind.USHORT, codes=e.ConnectionDeviceIDType)
    connection_call_id: int = fixed("ConnectionCallID", Kind.UINT, null=e.NULL_CALL_ID)
    releasing_device_type: int = fixed("ReleasingDeviceType", Kind.USHORT, codes=e.DeviceIDType)
    local_connection_state: int = fixed("LocalConnectionState", Kind.USHORT, codes=e.LocalConnectionState)
    event_cause: int = fixed("EventCause", Kind.USHORT, codes=e.EventCause)
    connection_device_id: str | None = floating("ConnectionDeviceID", t.CONNECTION_DEVID)
    releasing_device_id: str | None = floating("ReleasingDeviceID", t.RELEASING_DEVID)


@message(15, "CALL_ORIGINATED_EVENT")
class CallOriginatedEvent(Message):
    """CALL_ORIGINATED_EVENT (15), server to client, client events service.

    Source: GED-188, table "CALL_ORIGINATED_EVENT Message Format"; guide of version 25.
    """

    monitor_id: int = fixed("MonitorID", Kind.UINT)
    peripheral_id: int = fixed("PeripheralID", Kind.UINT)
    peripheral_type: int = fixed("PeripheralType", Kind.USHORT, codes=e.PeripheralType)
    connection_device_id_type: int = fixed("ConnectionDeviceIDType", Kind.USHORT, codes=e.ConnectionDeviceIDType)
    connection_call_id: int = fixed("ConnectionCallID", Kind.UINT, null=e.NULL_CALL_ID)
    line_handle: int = fixed("LineHandle", Kind.USHORT, null=e.NONE16)
    line_type: int = fixed("LineType", Kind.USHORT, codes=e.LineType, null=e.NONE16)
    service_number: int = fixed("ServiceNumber", Kind.UINT, null=e.NULL_SERVICE)
    service_id: int = fixed("ServiceID", Kind.UINT, null=e.NULL_SERVICE)
    skill_group_number: int = fixed("SkillGroupNumber", Kind.UINT, null=e.NULL_SKILL_GROUP)
    skill_group_id: int = fixed("SkillGroupID", Kind.UINT, null=e.NULL_SKILL_GROUP)
    skill_group_priority: int = fixed("SkillGroupPriority", Kind.USHORT)
    calling_device_type: int = fixed("CallingDeviceType", Kind.USHORT, codes=e.DeviceIDType)
    called_device_type: int = fixed("CalledDeviceType", Kind.USHORT, codes=e.DeviceIDType)
    local_connection_state: int = fixed("LocalConnectionState", Kind.USHORT, codes=e.LocalConnectionState)
    event_cause: int = fixed("EventCause", Kind.USHORT, codes=e.EventCause)
    connection_device_id: str | None = floating("ConnectionDeviceID", t.CONNECTION_DEVID)
    calling_device_id: str | None = floating("CallingDeviceID", t.CALLING_DEVID)
    called_device_id: str | None = floating("CalledDeviceID", t.CALLED_DEVID)


@message(16, "CALL_FAILED_EVENT")
class CallFailedEvent(Message):
    """CALL_FAILED_EVENT (16), server to client, client events service.

    Source: GED-188, table "CALL_FAILED_EVENT Message Format"; guide of version 25.
    """

    monitor_id: int = fixed("MonitorID", Kind.UINT)
    peripheral_id: int = fixed("PeripheralID", Kind.UINT)
    peripheral_type: int = fixed("PeripheralType", Kind.USHORT, codes=e.PeripheralType)
    connection_device_id_type: int = fixed("ConnectionDeviceIDType", Kind.USHORT, codes=e.ConnectionDeviceIDType)
    connection_call_id: int = fixed("ConnectionCallID", Kind.UINT, null=e.NULL_CALL_ID)
    failing_device_type: int = fixed("FailingDeviceType", Kind.USHORT, codes=e.DeviceIDType)
    called_device_type: int = fixed("CalledDeviceType", Kind.USHORT, codes=e.DeviceIDType)
    local_connection_state: int = fixed("LocalConnectionState", Kind.USHORT, codes=e.LocalConnectionState)
    event_cause: int = fixed("EventCause", Kind.USHORT, codes=e.EventCause)
    connection_device_id: str | None = floating("ConnectionDeviceID", t.CONNECTION_DEVID)
    failing_device_id: str | None = floating("FailingDeviceID", t.FAILING_DEVID)
    called_device_id: str | None = floating("CalledDeviceID", t.CALLED_DEVID)


@message(
    17,
    "CALL_CONFERENCED_EVENT",
    groups=(
        Group(
            "connected_parties",
            "num_parties",
            (
                "connected_party_call_id",
                "connected_party_device_id_type",
                "connected_party_device_id",
            ),
            16,
            False,
        ),
    ),
)
class CallConferencedEvent(Message):
    """CALL_CONFERENCED_EVENT (17), server to client, client events service.

    For a barge-in the agent is the controller and the supervisor the added party.

    Source: GED-188, table "CALL_CONFERENCED_EVENT Message Format"; guide of version 25.
    """

    monitor_id: int = fixed("MonitorID", Kind.UINT)
    peripheral_id: int = fixed("PeripheralID", Kind.UINT)
    peripheral_type: int = fixed("PeripheralType", Kind.USHORT, codes=e.PeripheralType)
    primary_device_id_type: int = fixed("PrimaryDeviceIDType", Kind.USHORT, codes=e.ConnectionDeviceIDType)
    primary_call_id: int = fixed("PrimaryCallID", Kind.UINT, null=e.NULL_CALL_ID)
    line_handle: int = fixed("LineHandle", Kind.USHORT, null=e.NONE16)
    line_type: int = fixed("LineType", Kind.USHORT, codes=e.LineType, null=e.NONE16)
    skill_group_number: int = fixed("SkillGroupNumber", Kind.UINT, null=e.NULL_SKILL_GROUP)
    skill_group_id: int = fixed("SkillGroupID", Kind.UINT, null=e.NULL_SKILL_GROUP)
    skill_group_priority: int = fixed("SkillGroupPriority", Kind.USHORT)
    num_parties: int = fixed("NumParties", Kind.USHORT)
    secondary_device_id_type: int = fixed("SecondaryDeviceIDType", Kind.USHORT, codes=e.ConnectionDeviceIDType)
    secondary_call_id: int = fixed("SecondaryCallID", Kind.UINT, null=e.NULL_CALL_ID)
    controller_device_type: int = fixed("ControllerDeviceType", Kind.USHORT, codes=e.DeviceIDType)
    added_party_device_type: int = fixed("AddedPartyDeviceType", Kind.USHORT, codes=e.DeviceIDType)
    local_connection_state: int = fixed("LocalConnectionState", Kind.USHORT, codes=e.LocalConnectionState)
    event_cause: int = fixed("EventCause", Kind.USHORT, codes=e.EventCause)
    primary_device_id: str | None = floating("PrimaryDeviceID", t.PRIMARY_DEVID)
    secondary_device_id: str | None = floating("SecondaryDeviceID", t.SECONDARY_DEVID)
    controller_device_id: str | None = floating("ControllerDeviceID", t.CONTROLLER_DEVID)
    added_party_device_id: str | None = floating("AddedPartyDeviceID", t.ADDED_PARTY_DEVID)
    connected_party_call_id: list[int | None] = floating("ConnectedPartyCallID", t.PARTY_CALLID, repeats=True)
    connected_party_device_id_type: list[int | None] = floating(
        "ConnectedPartyDeviceIDType", t.PARTY_DEVID_TYPE, codes=e.DeviceIDType, repeats=True
    )
    connected_party_device_id: list[str] = floating("ConnectedPartyDeviceID", t.PARTY_DEVID, repeats=True)


@message(
    18,
    "CALL_TRANSFERRED_EVENT",
    groups=(
        Group(
            "connected_parties",
            "num_parties",
            (
                "connected_party_call_id",
                "connected_party_device_id_type",
                "connected_party_device_id",
            ),
            16,
            False,
        ),
    ),
)
class CallTransferredEvent(Message):
    """CALL_TRANSFERRED_EVENT (18), server to client, client events service.

    Source: GED-188, table "CALL_TRANSFERRED_EVENT Message Format"; guide of version 25.
    """

    monitor_id: int = fixed("MonitorID", Kind.UINT)
    peripheral_id: int = fixed("PeripheralID", Kind.UINT)
    peripheral_type: int = fixed("PeripheralType", Kind.USHORT, codes=e.PeripheralType)
    primary_device_id_type: int = fixed("PrimaryDeviceIDType", Kind.USHORT, codes=e.ConnectionDeviceIDType)
    primary_call_id: int = fixed("PrimaryCallID", Kind.UINT, null=e.NULL_CALL_ID)
    line_handle: int = fixed("LineHandle", Kind.USHORT, null=e.NONE16)
    line_type: int = fixed("LineType", Kind.USHORT, codes=e.LineType, null=e.NONE16)
    skill_group_number: int = fixed("SkillGroupNumber", Kind.UINT, null=e.NULL_SKILL_GROUP)
    skill_group_id: int = fixed("SkillGroupID", Kind.UINT, null=e.NULL_SKILL_GROUP)
    skill_group_priority: int = fixed("SkillGroupPriority", Kind.USHORT)
    num_parties: int = fixed("NumParties", Kind.USHORT)
    secondary_device_id_type: int = fixed("SecondaryDeviceIDType", Kind.USHORT, codes=e.ConnectionDeviceIDType)
    secondary_call_id: int = fixed("SecondaryCallID", Kind.UINT, null=e.NULL_CALL_ID)
    transferring_device_type: int = fixed("TransferringDeviceType", Kind.USHORT, codes=e.DeviceIDType)
    transferred_device_type: int = fixed("TransferredDeviceType", Kind.USHORT, codes=e.DeviceIDType)
    local_connection_state: int = fixed("LocalConnectionState", Kind.USHORT, codes=e.LocalConnectionState)
    event_cause: int = fixed("EventCause", Kind.USHORT, codes=e.EventCause)
    primary_device_id: str | None = floating("PrimaryDeviceID", t.PRIMARY_DEVID)
    secondary_device_id: str | None = floating("SecondaryDeviceID", t.SECONDARY_DEVID)
    transferring_device_id: str | None = floating("TransferringDeviceID", t.TRANSFERRING_DEVID)
    transferred_device_id: str | None = floating("TransferredDeviceID", t.TRANSFERRED_DEVID)
    connected_party_call_id: list[int | None] = floating("ConnectedPartyCallID", t.PARTY_CALLID, repeats=True)
    connected_party_device_id_type: list[int | None] = floating(
        "ConnectedPartyDeviceIDType", t.PARTY_DEVID_TYPE, codes=e.DeviceIDType, repeats=True
    )
    connected_party_device_id: list[str] = floating("ConnectedPartyDeviceID", t.PARTY_DEVID, repeats=True)


@message(19, "CALL_DIVERTED_EVENT")
class CallDivertedEvent(Message):
    """CALL_DIVERTED_EVENT (19), server to client, client events service.

    Source: GED-188, table "CALL_DIVERTED_EVENT Message Format"; guide of version 25.
    """

    monitor_id: int = fixed("MonitorID", Kind.UINT)
    peripheral_id: int = fixed("PeripheralID", Kind.UINT)
    peripheral_type: int = fixed("PeripheralType", Kind.USHORT, codes=e.PeripheralType)
    connection_device_id_type: int = fixed("ConnectionDeviceIDType", Kind.USHORT, codes=e.ConnectionDeviceIDType)
    connection_call_id: int = fixed("ConnectionCallID", Kind.UINT, null=e.NULL_CALL_ID)
    service_number: int = fixed("ServiceNumber", Kind.UINT, null=e.NULL_SERVICE)
    service_id: int = fixed("ServiceID", Kind.UINT, null=e.NULL_SERVICE)
    diverting_device_type: int = fixed("DivertingDeviceType", Kind.USHORT, codes=e.DeviceIDType)
    called_device_type: int = fixed("CalledDeviceType", Kind.USHORT, codes=e.DeviceIDType)
    local_connection_state: int = fixed("LocalConnectionState", Kind.USHORT, codes=e.LocalConnectionState)
    event_cause: int = fixed("EventCause", Kind.USHORT, codes=e.EventCause)
    connection_device_id: str | None = floating("ConnectionDeviceID", t.CONNECTION_DEVID)
    diverting_device_id: str | None = floating("DivertingDeviceID", t.DIVERTING_DEVID)
    called_device_id: str | None = floating("CalledDeviceID", t.CALLED_DEVID)


@message(20, "CALL_SERVICE_INITIATED_EVENT")
class CallServiceInitiatedEvent(Message):
    """CALL_SERVICE_INITIATED_EVENT (20), server to client, client events service.

    Source: GED-188, table "CALL_SERVICE_INITIATED_EVENT Message Format"; guides of versions 9, 25.
    """

    monitor_id: int = fixed("MonitorID", Kind.UINT)
    peripheral_id: int = fixed("PeripheralID", Kind.UINT)
    peripheral_type: int = fixed("PeripheralType", Kind.USHORT, codes=e.PeripheralType)
    connection_device_id_type: int = fixed("ConnectionDeviceIDType", Kind.USHORT, codes=e.ConnectionDeviceIDType)
    connection_call_id: int = fixed("ConnectionCallID", Kind.UINT, null=e.NULL_CALL_ID)
    line_handle: int = fixed("LineHandle", Kind.USHORT, null=e.NONE16)
    line_type: int = fixed("LineType", Kind.USHORT, codes=e.LineType, null=e.NONE16)
    service_number: int = fixed("ServiceNumber", Kind.UINT, null=e.NULL_SERVICE)
    service_id: int = fixed("ServiceID", Kind.UINT, null=e.NULL_SERVICE)
    skill_group_number: int = fixed("SkillGroupNumber", Kind.UINT, null=e.NULL_SKILL_GROUP)
    skill_group_id: int = fixed("SkillGroupID", Kind.UINT, null=e.NULL_SKILL_GROUP)
    skill_group_priority: int = fixed("SkillGroupPriority", Kind.USHORT)
    calling_device_type: int = fixed("CallingDeviceType", Kind.USHORT, codes=e.DeviceIDType)
    local_connection_state: int = fixed("LocalConnectionState", Kind.USHORT, codes=e.LocalConnectionState)
    event_cause: int = fixed("EventCause", Kind.USHORT, codes=e.EventCause)
    connection_device_id: str | None = floating("ConnectionDeviceID", t.CONNECTION_DEVID)
    calling_device_id: str | None = floating("CallingDeviceID", t.CALLING_DEVID)
    call_reference_id: bytes | None = floating("CallReferenceID", t.CALL_REFERENCE_ID, since=14)
    coc_connection_call_id: int | None = floating("COCConnectionCallID", t.COC_CONNECTION_CALL_ID, since=14)
    coc_call_connection_device_id_type: int | None = floating(
        "COCCallConnectionDeviceIDType", t.COC_CONNECTION_DEVICE_ID_TYPE, codes=e.ConnectionDeviceIDType, since=14
    )
    coc_call_connection_device_id: str | None = floating(
        "COCCallConnectionDeviceID", t.COC_CONNECTION_DEVICE_ID, since=14
    )


@message(
    21,
    "CALL_QUEUED_EVENT",
    groups=(
        Group(
            "skill_groups",
            "num_skill_groups",
            (
                "skill_group_number",
                "skill_group_id",
                "skill_group_priority",
            ),
            20,
            False,
        ),
    ),
)
class CallQueuedEvent(Message):
    """CALL_QUEUED_EVENT (21), server to client, client events service.

    Source: GED-188, table "CALL_QUEUED_EVENT Message Format"; guide of version 25.
    """

    monitor_id: int = fixed("MonitorID", Kind.UINT)
    peripheral_id: int = fixed("PeripheralID", Kind.UINT)
    peripheral_type: int = fixed("PeripheralType", Kind.USHORT, codes=e.PeripheralType)
    connection_device_id_type: int = fixed("ConnectionDeviceIDType", Kind.USHORT, codes=e.ConnectionDeviceIDType)
    connection_call_id: int = fixed("ConnectionCallID", Kind.UINT, null=e.NULL_CALL_ID)
    service_number: int = fixed("ServiceNumber", Kind.UINT, null=e.NULL_SERVICE)
    service_id: int = fixed("ServiceID", Kind.UINT, null=e.NULL_SERVICE)
    queue_device_type: int = fixed("QueueDeviceType", Kind.USHORT, codes=e.DeviceIDType)
    calling_device_type: int = fixed("CallingDeviceType", Kind.USHORT, codes=e.DeviceIDType)
    called_device_type: int = fixed("CalledDeviceType", Kind.USHORT, codes=e.DeviceIDType)
    last_redirect_device_type: int = fixed("LastRedirectDeviceType", Kind.USHORT, codes=e.DeviceIDType)
    num_queued: int = fixed("NumQueued", Kind.USHORT)
    num_skill_groups: int = fixed("NumSkillGroups", Kind.USHORT)
    local_connection_state: int = fixed("LocalConnectionState", Kind.USHORT, codes=e.LocalConnectionState)
    event_cause: int = fixed("EventCause", Kind.USHORT, codes=e.EventCause)
    connection_device_id: str | None = floating("ConnectionDeviceID", t.CONNECTION_DEVID)
    queue_device_id: str | None = floating("QueueDeviceID", t.QUEUE_DEVID)
    calling_device_id: str | None = floating("CallingDeviceID", t.CALLING_DEVID)
    called_device_id: str | None = floating("CalledDeviceID", t.CALLED_DEVID)
    last_redirect_device_id: str | None = floating("LastRedirectDeviceID", t.LAST_REDIRECT_DEVID)
    priority_queue_number: bytes | None = floating("PriorityQueueNumber", t.PRIORITY_QUEUE_NUMBER)
    skill_group_number: list[int | None] = floating("SkillGroupNumber", t.SKILL_GROUP_NUMBER, repeats=True)
    skill_group_id: list[int | None] = floating("SkillGroupID", t.SKILL_GROUP_ID, repeats=True)
    skill_group_priority: list[int | None] = floating("SkillGroupPriority", t.SKILL_GROUP_PRIORITY, repeats=True)


@message(
    22,
    "CALL_TRANSLATION_ROUTE_EVENT",
    groups=(
        Group("named_variables", "num_named_variables", ("named_variable",), None, False),
        Group("named_arrays", "num_named_arrays", ("named_array",), None, False),
    ),
)
class CallTranslationRouteEvent(Message):
    """CALL_TRANSLATION_ROUTE_EVENT (22), server to client, all events service.

    Source: GED-188, table "CALL_TRANSLATION_ROUTE_EVENT Message Format"; guide of version 25.
    """

    num_named_variables: int = fixed("NumNamedVariables", Kind.USHORT)
    num_named_arrays: int = fixed("NumNamedArrays", Kind.USHORT)
    ani: str | None = floating("ANI", t.ANI)
    user_to_user_info: bytes | None = floating("UserToUserInfo", t.UUI)
    dnis: str | None = floating("DNIS", t.DNIS)
    dialed_number: str | None = floating("DialedNumber", t.DIALED_NUMBER)
    caller_entered_digits: str | None = floating("CallerEnteredDigits", t.CED)
    ani_ii: str | None = floating("ANI_II", t.ANI_II, since=11)
    router_call_key_day: int | None = floating("RouterCallKeyDay", t.ROUTER_CALL_KEY_DAY)
    router_call_key_call_id: int | None = floating("RouterCallKeyCallID", t.ROUTER_CALL_KEY_CALLID)
    router_call_key_sequence_number: int | None = floating(
        "RouterCallKeySequenceNumber", t.ROUTER_CALL_KEY_SEQUENCE_NUM
    )
    call_variable1: str | None = floating("CallVariable1", t.CALL_VAR_1)
    call_variable2: str | None = floating("CallVariable2", t.CALL_VAR_2)
    call_variable3: str | None = floating("CallVariable3", t.CALL_VAR_3)
    call_variable4: str | None = floating("CallVariable4", t.CALL_VAR_4)
    call_variable5: str | None = floating("CallVariable5", t.CALL_VAR_5)
    call_variable6: str | None = floating("CallVariable6", t.CALL_VAR_6)
    call_variable7: str | None = floating("CallVariable7", t.CALL_VAR_7)
    call_variable8: str | None = floating("CallVariable8", t.CALL_VAR_8)
    call_variable9: str | None = floating("CallVariable9", t.CALL_VAR_9)
    call_variable10: str | None = floating("CallVariable10", t.CALL_VAR_10)
    named_variable: list[NamedVariable] = floating("NamedVariable", t.NAMED_VARIABLE, repeats=True)
    named_array: list[NamedArray] = floating("NamedArray", t.NAMED_ARRAY, repeats=True)


@message(
    23,
    "BEGIN_CALL_EVENT",
    groups=(
        Group("named_variables", "num_named_variables", ("named_variable",), None, False),
        Group("named_arrays", "num_named_arrays", ("named_array",), None, False),
        Group(
            "cti_clients",
            "num_cti_clients",
            (
                "cti_client_signature",
                "cti_client_timestamp",
            ),
            16,
            False,
        ),
    ),
)
class BeginCallEvent(Message):
    """BEGIN_CALL_EVENT (23), server to client, client events service.

    The first event of a call for a client. ConnectionCallID, ConnectionDeviceIDType and ConnectionDeviceID together
    identify the call.

    Source: GED-188, table "BEGIN_CALL_EVENT Message Format"; guide of version 25.
    """

    monitor_id: int = fixed("MonitorID", Kind.UINT)
    peripheral_id: int = fixed("PeripheralID", Kind.UINT)
    peripheral_type: int = fixed("PeripheralType", Kind.USHORT, codes=e.PeripheralType)
    num_cti_clients: int = fixed("NumCTIClients", Kind.USHORT)
    num_named_variables: int = fixed("NumNamedVariables", Kind.USHORT, since=6)
    num_named_arrays: int = fixed("NumNamedArrays", Kind.USHORT, since=6)
    call_type: int = fixed("CallType", Kind.USHORT, codes=e.CallType, null=e.NULL_CALLTYPE)
    connection_device_id_type: int = fixed("ConnectionDeviceIDType", Kind.USHORT, codes=e.ConnectionDeviceIDType)
    connection_call_id: int = fixed("ConnectionCallID", Kind.UINT, null=e.NULL_CALL_ID)
    called_party_disposition: int = fixed("CalledPartyDisposition", Kind.USHORT, codes=e.Disposition, since=8)
    connection_device_id: str | None = floating("ConnectionDeviceID", t.CONNECTION_DEVID)
    ani: str | None = floating("ANI", t.ANI)
    user_to_user_info: bytes | None = floating("UserToUserInfo", t.UUI)
    dnis: str | None = floating("DNIS", t.DNIS)
    dialed_number: str | None = floating("DialedNumber", t.DIALED_NUMBER)
    caller_entered_digits: str | None = floating("CallerEnteredDigits", t.CED)
    ani_ii: str | None = floating("ANI_II", t.ANI_II, since=11)
    router_call_key_day: int | None = floating("RouterCallKeyDay", t.ROUTER_CALL_KEY_DAY)
    router_call_key_call_id: int | None = floating("RouterCallKeyCallID", t.ROUTER_CALL_KEY_CALLID)
    router_call_key_sequence_number: int | None = floating(
        "RouterCallKeySequenceNumber", t.ROUTER_CALL_KEY_SEQUENCE_NUM
    )
    call_variable1: str | None = floating("CallVariable1", t.CALL_VAR_1)
    call_variable2: str | None = floating("CallVariable2", t.CALL_VAR_2)
    call_variable3: str | None = floating("CallVariable3", t.CALL_VAR_3)
    call_variable4: str | None = floating("CallVariable4", t.CALL_VAR_4)
    call_variable5: str | None = floating("CallVariable5", t.CALL_VAR_5)
    call_variable6: str | None = floating("CallVariable6", t.CALL_VAR_6)
    call_variable7: str | None = floating("CallVariable7", t.CALL_VAR_7)
    call_variable8: str | None = floating("CallVariable8", t.CALL_VAR_8)
    call_variable9: str | None = floating("CallVariable9", t.CALL_VAR_9)
    call_variable10: str | None = floating("CallVariable10", t.CALL_VAR_10)
    call_wrapup_data: str | None = floating("CallWrapupData", t.CALL_WRAPUP_DATA)
    named_variable: list[NamedVariable] = floating("NamedVariable", t.NAMED_VARIABLE, repeats=True)
    named_array: list[NamedArray] = floating("NamedArray", t.NAMED_ARRAY, repeats=True)
    cti_client_signature: list[str] = floating("CTIClientSignature", t.CTI_CLIENT_SIGNATURE, repeats=True)
    cti_client_timestamp: list[int | None] = floating("CTIClientTimestamp", t.CTI_CLIENT_TIMESTAMP, repeats=True)
    call_reference_id: bytes | None = floating("CallReferenceID", t.CALL_REFERENCE_ID, since=14)


@message(24, "END_CALL_EVENT")
class EndCallEvent(Message):
    """END_CALL_EVENT (24), server to client, client events service.

    The client is no longer associated with the call; the call itself may go on.

    Source: GED-188, table "END_CALL_EVENT Message Format"; guide of version 25.
    """

    monitor_id: int = fixed("MonitorID", Kind.UINT)
    peripheral_id: int = fixed("PeripheralID", Kind.UINT)
    peripheral_type: int = fixed("PeripheralType", Kind.USHORT, codes=e.PeripheralType)
    connection_device_id_type: int = fixed("ConnectionDeviceIDType", Kind.USHORT, codes=e.ConnectionDeviceIDType)
    connection_call_id: int = fixed("ConnectionCallID", Kind.UINT, null=e.NULL_CALL_ID)
    connection_device_id: str | None = floating("ConnectionDeviceID", t.CONNECTION_DEVID)


@message(
    25,
    "CALL_DATA_UPDATE_EVENT",
    groups=(
        Group("named_variables", "num_named_variables", ("named_variable",), None, False),
        Group("named_arrays", "num_named_arrays", ("named_array",), None, False),
        Group(
            "cti_clients",
            "num_cti_clients",
            (
                "cti_client_signature",
                "cti_client_timestamp",
            ),
            16,
            False,
        ),
    ),
)
class CallDataUpdateEvent(Message):
    """CALL_DATA_UPDATE_EVENT (25), server to client, client events service.

    Only what changed is sent, except the named (ECC) variables: their whole set is sent each time and replaces the
    one before (stated by the guides from version 22 on). NewConnectionCallID, NewConnectionDeviceIDType and
    NewConnectionDeviceID, where they differ, are the connection's identity from now on.

    Source: GED-188, table "CALL_DATA_UPDATE_EVENT Message Format"; guide of version 25.
    """

    monitor_id: int = fixed("MonitorID", Kind.UINT)
    peripheral_id: int = fixed("PeripheralID", Kind.UINT)
    peripheral_type: int = fixed("PeripheralType", Kind.USHORT, codes=e.PeripheralType)
    num_cti_clients: int = fixed("NumCTIClients", Kind.USHORT)
    num_named_variables: int = fixed("NumNamedVariables", Kind.USHORT, since=6)
    num_named_arrays: int = fixed("NumNamedArrays", Kind.USHORT, since=6)
    call_type: int = fixed("CallType", Kind.USHORT, codes=e.CallType, null=e.NULL_CALLTYPE)
    connection_device_id_type: int = fixed("ConnectionDeviceIDType", Kind.USHORT, codes=e.ConnectionDeviceIDType)
    connection_call_id: int = fixed("ConnectionCallID", Kind.UINT, null=e.NULL_CALL_ID)
    new_connection_device_id_type: int = fixed("NewConnectionDeviceIDType", Kind.USHORT, codes=e.ConnectionDeviceIDType)
    new_connection_call_id: int = fixed("NewConnectionCallID", Kind.UINT, null=e.NULL_CALL_ID)
    called_party_disposition: int = fixed("CalledPartyDisposition", Kind.USHORT, codes=e.Disposition, since=8)
    campaign_id: int = fixed("CampaignID", Kind.UINT, since=8)
    query_rule_id: int = fixed("QueryRuleID", Kind.UINT, since=8)
    connection_device_id: str | None = floating("ConnectionDeviceID", t.CONNECTION_DEVID)
    new_connection_device_id: str | None = floating("NewConnectionDeviceID", t.NEW_CONNECTION_DEVID)
    ani: str | None = floating("ANI", t.ANI)
    user_to_user_info: bytes | None = floating("UserToUserInfo", t.UUI)
    dnis: str | None = floating("DNIS", t.DNIS)
    dialed_number: str | None = floating("DialedNumber", t.DIALED_NUMBER)
    caller_entered_digits: str | None = floating("CallerEnteredDigits", t.CED)
    ani_ii: str | None = floating("ANI_II", t.ANI_II, since=11)
    router_call_key_day: int | None = floating("RouterCallKeyDay", t.ROUTER_CALL_KEY_DAY)
    router_call_key_call_id: int | None = floating("RouterCallKeyCallID", t.ROUTER_CALL_KEY_CALLID)
    router_call_key_sequence_number: int | None = floating(
        "RouterCallKeySequenceNumber", t.ROUTER_CALL_KEY_SEQUENCE_NUM
    )
    call_variable1: str | None = floating("CallVariable1", t.CALL_VAR_1)
    call_variable2: str | None = floating("CallVariable2", t.CALL_VAR_2)
    call_variable3: str | None = floating("CallVariable3", t.CALL_VAR_3)
    call_variable4: str | None = floating("CallVariable4", t.CALL_VAR_4)
    call_variable5: str | None = floating("CallVariable5", t.CALL_VAR_5)
    call_variable6: str | None = floating("CallVariable6", t.CALL_VAR_6)
    call_variable7: str | None = floating("CallVariable7", t.CALL_VAR_7)
    call_variable8: str | None = floating("CallVariable8", t.CALL_VAR_8)
    call_variable9: str | None = floating("CallVariable9", t.CALL_VAR_9)
    call_variable10: str | None = floating("CallVariable10", t.CALL_VAR_10)
    call_wrapup_data: str | None = floating("CallWrapupData", t.CALL_WRAPUP_DATA)
    named_variable: list[NamedVariable] = floating("NamedVariable", t.NAMED_VARIABLE, repeats=True)
    named_array: list[NamedArray] = floating("NamedArray", t.NAMED_ARRAY, repeats=True)
    customer_phone_number: str | None = floating("CustomerPhoneNumber", t.CUSTOMER_PHONE_NUMBER)
    customer_account_number: str | None = floating("CustomerAccountNumber", t.CUSTOMER_ACCOUNT_NUMBER)
    cti_client_signature: list[str] = floating("CTIClientSignature", t.CTI_CLIENT_SIGNATURE, repeats=True)
    cti_client_timestamp: list[int | None] = floating("CTIClientTimestamp", t.CTI_CLIENT_TIMESTAMP, repeats=True)
    call_reference_id: bytes | None = floating("CallReferenceID", t.CALL_REFERENCE_ID, since=14)


@message(34, "CALL_REACHED_NETWORK_EVENT")
class CallReachedNetworkEvent(Message):
    """CALL_REACHED_NETWORK_EVENT (34), server to client, client events service.

    Source: GED-188, table "CALL_REACHED_NETWORK_EVENT Message Format"; guide of version 25.
    """

    monitor_id: int = fixed("MonitorID", Kind.UINT)
    peripheral_id: int = fixed("PeripheralID", Kind.UINT)
    peripheral_type: int = fixed("PeripheralType", Kind.USHORT, codes=e.PeripheralType)
    connection_device_id_type: int = fixed("ConnectionDeviceIDType", Kind.USHORT, codes=e.ConnectionDeviceIDType)
    connection_call_id: int = fixed("ConnectionCallID", Kind.UINT, null=e.NULL_CALL_ID)
    line_handle: int = fixed("LineHandle", Kind.USHORT, null=e.NONE16, since=7)
    line_type: int = fixed("LineType", Kind.USHORT, codes=e.LineType, null=e.NONE16, since=7)
    trunk_used_device_type: int = fixed("TrunkUsedDeviceType", Kind.USHORT, codes=e.DeviceIDType)
    called_device_type: int = fixed("CalledDeviceType", Kind.USHORT, codes=e.DeviceIDType)
    local_connection_state: int = fixed("LocalConnectionState", Kind.USHORT, codes=e.LocalConnectionState)
    event_cause: int = fixed("EventCause", Kind.USHORT, codes=e.EventCause)
    connection_device_id: str | None = floating("ConnectionDeviceID", t.CONNECTION_DEVID)
    trunk_used_device_id: str | None = floating("TrunkUsedDeviceID", t.TRUNK_USED_DEVID)
    called_device_id: str | None = floating("CalledDeviceID", t.CALLED_DEVID)
    trunk_number: int | None = floating("TrunkNumber", t.TRUNK_NUMBER)
    trunk_group_number: int | None = floating("TrunkGroupNumber", t.TRUNK_GROUP_NUMBER)


@message(
    86,
    "CALL_DEQUEUED_EVENT",
    groups=(
        Group(
            "skill_groups",
            "num_skill_groups",
            (
                "skill_group_number",
                "skill_group_id",
                "skill_group_priority",
            ),
            20,
            False,
        ),
    ),
)
class CallDequeuedEvent(Message):
    """CALL_DEQUEUED_EVENT (86), server to client, client events service.

    NumSkillGroups 0: the call left every queue. QueueDeviceType stands before ServiceNumber here, after it in
    CALL_QUEUED_EVENT.

    Source: GED-188, table "CALL_DEQUEUED_EVENT Message Format"; guide of version 25.
    """

    monitor_id: int = fixed("MonitorID", Kind.UINT)
    peripheral_id: int = fixed("PeripheralID", Kind.UINT)
    peripheral_type: int = fixed("PeripheralType", Kind.USHORT, codes=e.PeripheralType)
    connection_device_id_type: int = fixed("ConnectionDeviceIDType", Kind.USHORT, codes=e.ConnectionDeviceIDType)
    connection_call_id: int = fixed("ConnectionCallID", Kind.UINT, null=e.NULL_CALL_ID)
    queue_device_type: int = fixed("QueueDeviceType", Kind.USHORT, codes=e.DeviceIDType)
    service_number: int = fixed("ServiceNumber", Kind.UINT, null=e.NULL_SERVICE)
    service_id: int = fixed("ServiceID", Kind.UINT, null=e.NULL_SERVICE)
    num_queued: int = fixed("NumQueued", Kind.USHORT)
    num_skill_groups: int = fixed("NumSkillGroups", Kind.USHORT)
    local_connection_state: int = fixed("LocalConnectionState", Kind.USHORT, codes=e.LocalConnectionState)
    event_cause: int = fixed("EventCause", Kind.USHORT, codes=e.EventCause)
    connection_device_id: str | None = floating("ConnectionDeviceID", t.CONNECTION_DEVID)
    queue_device_id: str | None = floating("QueueDeviceID", t.QUEUE_DEVID)
    dequeue_type: bytes | None = floating("DequeueType", t.DEQUEUE_TYPE, since=10)
    skill_group_number: list[int | None] = floating("SkillGroupNumber", t.SKILL_GROUP_NUMBER, repeats=True)
    skill_group_id: list[int | None] = floating("SkillGroupID", t.SKILL_GROUP_ID, repeats=True)
    skill_group_priority: list[int | None] = floating("SkillGroupPriority", t.SKILL_GROUP_PRIORITY, repeats=True)


@message(116, "RTP_STARTED_EVENT", since=7)
class RTPStartedEvent(Message):
    """RTP_STARTED_EVENT (116), server to client, client events service.

    Source: GED-188, table "RTP_STARTED_EVENT Message Format"; guide of version 25.
    """

    monitor_id: int = fixed("MonitorID", Kind.UINT)
    peripheral_id: int = fixed("PeripheralID", Kind.UINT)
    client_port: int = fixed("ClientPort", Kind.UINT)
    direction: int = fixed("Direction", Kind.USHORT, codes=e.RTPDirection)
    rtp_type: int = fixed("RTPType", Kind.USHORT, codes=e.RTPType)
    bit_rate: int = fixed("BitRate", Kind.UINT)
    echo_cancellation: int = fixed("EchoCancellation", Kind.USHORT)
    packet_size: int = fixed("PacketSize", Kind.UINT)
    payload_type: int = fixed("PayloadType", Kind.USHORT)
    connection_device_id_type: int = fixed("ConnectionDeviceIDType", Kind.USHORT, codes=e.ConnectionDeviceIDType)
    connection_call_id: int = fixed("ConnectionCallID", Kind.UINT)
    connection_device_id: str | None = floating("ConnectionDeviceID", t.CONNECTION_DEVID)
    client_address: str | None = floating("ClientAddress", t.CLIENT_ADDRESS)
    agent_id: str | None = floating("AgentID", t.AGENT_ID)
    agent_extension: str | None = floating("AgentExtension", t.AGENT_EXTENSION)
    agent_instrument: str | None = floating("AgentInstrument", t.AGENT_INSTRUMENT)
    sending_address: str | None = floating("SendingAddress", t.SENDING_ADDRESS, since=10)
    sending_port: int | None = floating("SendingPort", t.SENDING_PORT, since=10)
    client_address_ipv6: str | None = floating("ClientAddressIPV6", t.CLIENT_ADDRESS_IPV6, since=14, until=18)
    sending_address_ipv6: str | None = floating("SendingAddressIPV6", t.SENDING_ADDRESS_IPV6, since=14, until=18)


@message(117, "RTP_STOPPED_EVENT", since=7)
class RTPStoppedEvent(Message):
    """RTP_STOPPED_EVENT (117), server to client, client events service.

    Source: GED-188, table "RTP_STOPPED_EVENT Message Format"; guide of version 25.
    """

    monitor_id: int = fixed("MonitorID", Kind.UINT)
    peripheral_id: int = fixed("PeripheralID", Kind.UINT)
    client_port: int = fixed("ClientPort", Kind.UINT)
    direction: int = fixed("Direction", Kind.USHORT, codes=e.RTPDirection)
    connection_device_id_type: int = fixed("ConnectionDeviceIDType", Kind.USHORT, codes=e.ConnectionDeviceIDType)
    connection_call_id: int = fixed("ConnectionCallID", Kind.UINT)
    connection_device_id: str | None = floating("ConnectionDeviceID", t.CONNECTION_DEVID)
    client_address: str | None = floating("ClientAddress", t.CLIENT_ADDRESS)
    agent_id: str | None = floating("AgentID", t.AGENT_ID)
    agent_extension: str | None = floating("AgentExtension", t.AGENT_EXTENSION)
    agent_instrument: str | None = floating("AgentInstrument", t.AGENT_INSTRUMENT)
    sending_address: str | None = floating("SendingAddress", t.SENDING_ADDRESS, since=10)
    sending_port: int | None = floating("SendingPort", t.SENDING_PORT, since=10)
    client_address_ipv6: str | None = floating("ClientAddressIPV6", t.CLIENT_ADDRESS_IPV6, since=14, until=18)
    sending_address_ipv6: str | None = floating("SendingAddressIPV6", t.SENDING_ADDRESS_IPV6, since=14, until=18)


@message(240, "CALL_ATTRIBUTE_CHANGE_EVENT", since=10)
class CallAttributeChangeEvent(Message):
    """CALL_ATTRIBUTE_CHANGE_EVENT (240), server to client, client events service.

    It has no call id: the call is identified by ConnectionDeviceID only. MonitorID is always 0. Mainly Unified CCX.

    Source: GED-188, table "CALL_ATTRIBUTE_CHANGE_EVENT Message Format"; guide of version 25.
    """

    monitor_id: int = fixed("MonitorID", Kind.UINT)
    peripheral_id: int = fixed("PeripheralID", Kind.UINT)
    peripheral_type: int = fixed("PeripheralType", Kind.USHORT, codes=e.PeripheralType)
    connection_device_id_type: int = fixed("ConnectionDeviceIDType", Kind.USHORT, codes=e.ConnectionDeviceIDType)
    call_type_id: int = fixed("CallTypeID", Kind.UINT)
    service_number: int = fixed("ServiceNumber", Kind.UINT)
    connection_device_id: str | None = floating("ConnectionDeviceID", t.CONNECTION_DEVID)


@message(248, "CALL_AGENT_GREETING_EVENT", since=15)
class CallAgentGreetingEvent(Message):
    """CALL_AGENT_GREETING_EVENT (248), server to client, client events service.

    It has no PeripheralType. The guide also names a text GreetingType of 32 bytes but prints no tag for it: it is not
    declared.

    Source: GED-188, table "CALL_AGENT_GREETING_EVENT Message Format"; guide of version 25.
    """

    monitor_id: int = fixed("MonitorID", Kind.UINT)
    peripheral_id: int = fixed("PeripheralID", Kind.UINT)
    connection_device_id_type: int = fixed("ConnectionDeviceIDType", Kind.USHORT, codes=e.ConnectionDeviceIDType)
    connection_call_id: int = fixed("ConnectionCallID", Kind.UINT)
    event_code: int = fixed("EventCode", Kind.USHORT, codes=e.GreetingEventCode)
    peripheral_error_code: int = fixed("PeripheralErrorCode", Kind.UINT)
    connection_device_id: str | None = floating("ConnectionDeviceID", t.CONNECTION_DEVID)
    agent_id: str | None = floating("AgentID", t.AGENT_ID)
