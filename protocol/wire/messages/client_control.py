"""Client control: acting on calls from the desktop.

Source: CTI Server Message Reference Guide (GED-188) of versions 9 to 25, the tables of each message. Fields are in wire
order.
"""

from __future__ import annotations

from protocol.wire import enums as e
from protocol.wire import tags as t
from protocol.wire.fields import Group, Kind, NamedArray, NamedVariable, fixed, floating
from protocol.wire.messages.base import Message, message


@message(35, "CONTROL_FAILURE_CONF")
class ControlFailureConf(Message):
    """CONTROL_FAILURE_CONF (35), server to client, client control service.

    Refuses a client control or supervision request. FailureCode is a ControlFailureCode, not a StatusCode. The guide
    doesn't print Text; it is read where it comes.

    Source: GED-188, table "CONTROL_FAILURE_CONF Message Format"; guide of version 25.
    """

    invoke_id: int = fixed("InvokeID", Kind.UINT)
    failure_code: int = fixed("FailureCode", Kind.USHORT, codes=e.ControlFailureCode)
    peripheral_error_code: int = fixed("PeripheralErrorCode", Kind.UINT)
    ctioscil_client_id: str | None = floating("CTIOSCILClientID", t.CTIOS_CIL_CLIENT_ID, since=13)
    text: str | None = floating("Text", t.TEXT, since=25)


@message(40, "ALTERNATE_CALL_REQ")
class AlternateCallReq(Message):
    """ALTERNATE_CALL_REQ (40), client to server, client control service.

    Source: GED-188, table "ALTERNATE_CALL_REQ Message Format"; guide of version 25.
    """

    invoke_id: int = fixed("InvokeID", Kind.UINT)
    peripheral_id: int = fixed("PeripheralID", Kind.UINT, null=e.NULL_PERIPHERAL_ID)
    active_connection_call_id: int = fixed("ActiveConnectionCallID", Kind.UINT)
    other_connection_call_id: int = fixed("OtherConnectionCallID", Kind.UINT)
    active_connection_device_id_type: int = fixed(
        "ActiveConnectionDeviceIDType", Kind.USHORT, codes=e.ConnectionDeviceIDType
    )
    other_connection_device_id_type: int = fixed(
        "OtherConnectionDeviceIDType", Kind.USHORT, codes=e.ConnectionDeviceIDType
    )
    active_connection_device_id: str | None = floating("ActiveConnectionDeviceID", t.ACTIVE_CONN_DEVID)
    other_connection_device_id: str | None = floating("OtherConnectionDeviceID", t.OTHER_CONN_DEVID)
    agent_instrument: str | None = floating("AgentInstrument", t.AGENT_INSTRUMENT)
    ctioscil_client_id: str | None = floating("CTIOSCILClientID", t.CTIOS_CIL_CLIENT_ID, since=13)


@message(41, "ALTERNATE_CALL_CONF")
class AlternateCallConf(Message):
    """ALTERNATE_CALL_CONF (41), server to client, client control service.

    Source: GED-188, table "ALTERNATE_CALL_CONF Message Format"; guide of version 25.
    """

    invoke_id: int = fixed("InvokeID", Kind.UINT)


@message(42, "ANSWER_CALL_REQ")
class AnswerCallReq(Message):
    """ANSWER_CALL_REQ (42), client to server, client control service.

    Source: GED-188, table "ANSWER_CALL_REQ Message Format"; guide of version 25.
    """

    invoke_id: int = fixed("InvokeID", Kind.UINT)
    peripheral_id: int = fixed("PeripheralID", Kind.UINT, null=e.NULL_PERIPHERAL_ID)
    connection_call_id: int = fixed("ConnectionCallID", Kind.UINT, null=e.NULL_CALL_ID)
    connection_device_id_type: int = fixed("ConnectionDeviceIDType", Kind.USHORT, codes=e.ConnectionDeviceIDType)
    connection_device_id: str | None = floating("ConnectionDeviceID", t.CONNECTION_DEVID)
    agent_instrument: str | None = floating("AgentInstrument", t.AGENT_INSTRUMENT)
    ctioscil_client_id: str | None = floating("CTIOSCILClientID", t.CTIOS_CIL_CLIENT_ID, since=13)


@message(43, "ANSWER_CALL_CONF")
class AnswerCallConf(Message):
    """ANSWER_CALL_CONF (43), server to client, client control service.

    Source: GED-188, table "ANSWER_CALL_CONF Message Format"; guide of version 25.
    """

    invoke_id: int = fixed("InvokeID", Kind.UINT)


@message(44, "CLEAR_CALL_REQ")
class ClearCallReq(Message):
    """CLEAR_CALL_REQ (44), client to server, client control service.

    Releases every device of the call.

    Source: GED-188, table "CLEAR_CALL_REQ Message Format"; guide of version 25.
    """

    invoke_id: int = fixed("InvokeID", Kind.UINT)
    peripheral_id: int = fixed("PeripheralID", Kind.UINT, null=e.NULL_PERIPHERAL_ID)
    connection_call_id: int = fixed("ConnectionCallID", Kind.UINT, null=e.NULL_CALL_ID)
    connection_device_id_type: int = fixed("ConnectionDeviceIDType", Kind.USHORT, codes=e.ConnectionDeviceIDType)
    connection_device_id: str | None = floating("ConnectionDeviceID", t.CONNECTION_DEVID)
    agent_instrument: str | None = floating("AgentInstrument", t.AGENT_INSTRUMENT)
    ctioscil_client_id: str | None = floating("CTIOSCILClientID", t.CTIOS_CIL_CLIENT_ID, since=13)


@message(45, "CLEAR_CALL_CONF")
class ClearCallConf(Message):
    """CLEAR_CALL_CONF (45), server to client, client control service.

    Source: GED-188, table "CLEAR_CALL_CONF Message Format"; guide of version 25.
    """

    invoke_id: int = fixed("InvokeID", Kind.UINT)


@message(46, "CLEAR_CONNECTION_REQ")
class ClearConnectionReq(Message):
    """CLEAR_CONNECTION_REQ (46), client to server, client control service.

    Releases one device. The guide of version 25 prints RequestingDeviceIDType in the fixed part although it has a tag
    (220) and is optional: it is declared as a floating field.

    Source: GED-188, table "CLEAR_CONNECTION_REQ Message Format"; guide of version 25.
    """

    invoke_id: int = fixed("InvokeID", Kind.UINT)
    peripheral_id: int = fixed("PeripheralID", Kind.UINT, null=e.NULL_PERIPHERAL_ID)
    connection_call_id: int = fixed("ConnectionCallID", Kind.UINT, null=e.NULL_CALL_ID)
    connection_device_id_type: int = fixed("ConnectionDeviceIDType", Kind.USHORT, codes=e.ConnectionDeviceIDType)
    connection_device_id: str | None = floating("ConnectionDeviceID", t.CONNECTION_DEVID)
    agent_instrument: str | None = floating("AgentInstrument", t.AGENT_INSTRUMENT)
    requesting_device_id: str | None = floating("RequestingDeviceID", t.REQUESTING_DEVICE_ID, since=14)
    requesting_device_id_type: int | None = floating(
        "RequestingDeviceIDType", t.REQUESTING_DEVICE_ID_TYPE, codes=e.DeviceIDType, since=14
    )
    ctioscil_client_id: str | None = floating("CTIOSCILClientID", t.CTIOS_CIL_CLIENT_ID, since=13)


@message(47, "CLEAR_CONNECTION_CONF")
class ClearConnectionConf(Message):
    """CLEAR_CONNECTION_CONF (47), server to client, client control service.

    Source: GED-188, table "CLEAR_CONNECTION_CONF Message Format"; guide of version 25.
    """

    invoke_id: int = fixed("InvokeID", Kind.UINT)


@message(
    48,
    "CONFERENCE_CALL_REQ",
    groups=(
        Group("named_variables", "num_named_variables", ("named_variable",), None, False),
        Group("named_arrays", "num_named_arrays", ("named_array",), None, False),
    ),
)
class ConferenceCallReq(Message):
    """CONFERENCE_CALL_REQ (48), client to server, client control service.

    The held call comes before the active one; in TRANSFER_CALL_REQ and RECONNECT_CALL_REQ it comes behind.

    Source: GED-188, table "CONFERENCE_CALL_REQ Message Format"; guide of version 25.
    """

    invoke_id: int = fixed("InvokeID", Kind.UINT)
    peripheral_id: int = fixed("PeripheralID", Kind.UINT, null=e.NULL_PERIPHERAL_ID)
    held_connection_call_id: int = fixed("HeldConnectionCallID", Kind.UINT, null=e.NULL_CALL_ID)
    active_connection_call_id: int = fixed("ActiveConnectionCallID", Kind.UINT)
    held_connection_device_id_type: int = fixed(
        "HeldConnectionDeviceIDType", Kind.USHORT, codes=e.ConnectionDeviceIDType
    )
    active_connection_device_id_type: int = fixed(
        "ActiveConnectionDeviceIDType", Kind.USHORT, codes=e.ConnectionDeviceIDType
    )
    call_placement_type: int = fixed("CallPlacementType", Kind.USHORT, codes=e.CallPlacementType)
    call_manner_type: int = fixed("CallMannerType", Kind.USHORT, codes=e.CallMannerType)
    alert_rings: int = fixed("AlertRings", Kind.USHORT)
    call_option: int = fixed("CallOption", Kind.USHORT, codes=e.CallOption)
    facility_type: int = fixed("FacilityType", Kind.USHORT, codes=e.FacilityType)
    answering_machine: int = fixed("AnsweringMachine", Kind.USHORT, codes=e.AnsweringMachine)
    priority: int = fixed("Priority", Kind.BOOL)
    post_route: int = fixed("PostRoute", Kind.BOOL)
    num_named_variables: int = fixed("NumNamedVariables", Kind.USHORT)
    num_named_arrays: int = fixed("NumNamedArrays", Kind.USHORT)
    active_connection_device_id: str | None = floating("ActiveConnectionDeviceID", t.ACTIVE_CONN_DEVID)
    held_connection_device_id: str | None = floating("HeldConnectionDeviceID", t.HELD_CONN_DEVID)
    agent_instrument: str | None = floating("AgentInstrument", t.AGENT_INSTRUMENT)
    dialed_number: str | None = floating("DialedNumber", t.DIALED_NUMBER)
    user_to_user_info: bytes | None = floating("UserToUserInfo", t.UUI)
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
    facility_code: str | None = floating("FacilityCode", t.FACILITY_CODE)
    authorization_code: str | None = floating("AuthorizationCode", t.AUTHORIZATION_CODE)
    account_code: str | None = floating("AccountCode", t.ACCOUNT_CODE)


@message(
    49,
    "CONFERENCE_CALL_CONF",
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
class ConferenceCallConf(Message):
    """CONFERENCE_CALL_CONF (49), server to client, client control service.

    Source: GED-188, table "CONFERENCE_CALL_CONF Message Format"; guide of version 25.
    """

    invoke_id: int = fixed("InvokeID", Kind.UINT)
    new_connection_call_id: int = fixed("NewConnectionCallID", Kind.UINT)
    new_connection_device_id_type: int = fixed("NewConnectionDeviceIDType", Kind.USHORT, codes=e.ConnectionDeviceIDType)
    num_parties: int = fixed("NumParties", Kind.USHORT)
    line_handle: int = fixed("LineHandle", Kind.USHORT, null=e.NONE16)
    line_type: int = fixed("LineType", Kind.USHORT, codes=e.LineType, null=e.NONE16)
    new_connection_device_id: str | None = floating("NewConnectionDeviceID", t.NEW_CONNECTION_DEVID)
    connected_party_call_id: list[int | None] = floating("ConnectedPartyCallID", t.PARTY_CALLID, repeats=True)
    connected_party_device_id_type: list[int | None] = floating(
        "ConnectedPartyDeviceIDType", t.PARTY_DEVID_TYPE, codes=e.DeviceIDType, repeats=True
    )
    connected_party_device_id: list[str] = floating("ConnectedPartyDeviceID", t.PARTY_DEVID, repeats=True)


@message(
    50,
    "CONSULTATION_CALL_REQ",
    groups=(
        Group("named_variables", "num_named_variables", ("named_variable",), None, False),
        Group("named_arrays", "num_named_arrays", ("named_array",), None, False),
    ),
)
class ConsultationCallReq(Message):
    """CONSULTATION_CALL_REQ (50), client to server, client control service.

    Source: GED-188, table "CONSULTATION_CALL_REQ Message Format"; guide of version 25.
    """

    invoke_id: int = fixed("InvokeID", Kind.UINT)
    peripheral_id: int = fixed("PeripheralID", Kind.UINT, null=e.NULL_PERIPHERAL_ID)
    active_connection_call_id: int = fixed("ActiveConnectionCallID", Kind.UINT)
    active_connection_device_id_type: int = fixed(
        "ActiveConnectionDeviceIDType", Kind.USHORT, codes=e.ConnectionDeviceIDType
    )
    call_placement_type: int = fixed("CallPlacementType", Kind.USHORT, codes=e.CallPlacementType)
    call_manner_type: int = fixed("CallMannerType", Kind.USHORT, codes=e.CallMannerType)
    consult_type: int = fixed("ConsultType", Kind.USHORT, codes=e.ConsultType)
    alert_rings: int = fixed("AlertRings", Kind.USHORT)
    call_option: int = fixed("CallOption", Kind.USHORT, codes=e.CallOption)
    facility_type: int = fixed("FacilityType", Kind.USHORT, codes=e.FacilityType)
    answering_machine: int = fixed("AnsweringMachine", Kind.USHORT, codes=e.AnsweringMachine)
    priority: int = fixed("Priority", Kind.BOOL)
    post_route: int = fixed("PostRoute", Kind.BOOL)
    num_named_variables: int = fixed("NumNamedVariables", Kind.USHORT)
    num_named_arrays: int = fixed("NumNamedArrays", Kind.USHORT)
    active_connection_device_id: str | None = floating("ActiveConnectionDeviceID", t.ACTIVE_CONN_DEVID)
    dialed_number: str | None = floating("DialedNumber", t.DIALED_NUMBER)
    agent_instrument: str | None = floating("AgentInstrument", t.AGENT_INSTRUMENT)
    user_to_user_info: bytes | None = floating("UserToUserInfo", t.UUI)
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
    facility_code: str | None = floating("FacilityCode", t.FACILITY_CODE)
    authorization_code: str | None = floating("AuthorizationCode", t.AUTHORIZATION_CODE)
    account_code: str | None = floating("AccountCode", t.ACCOUNT_CODE)


@message(51, "CONSULTATION_CALL_CONF")
class ConsultationCallConf(Message):
    """CONSULTATION_CALL_CONF (51), server to client, client control service.

    Source: GED-188, table "CONSULTATION_CALL_CONF Message Format"; guide of version 25.
    """

    invoke_id: int = fixed("InvokeID", Kind.UINT)
    new_connection_call_id: int = fixed("NewConnectionCallID", Kind.UINT)
    new_connection_device_id_type: int = fixed("NewConnectionDeviceIDType", Kind.USHORT, codes=e.ConnectionDeviceIDType)
    line_handle: int = fixed("LineHandle", Kind.USHORT, null=e.NONE16)
    line_type: int = fixed("LineType", Kind.USHORT, codes=e.LineType, null=e.NONE16)
    new_connection_device_id: str | None = floating("NewConnectionDeviceID", t.NEW_CONNECTION_DEVID)


@message(52, "DEFLECT_CALL_REQ")
class DeflectCallReq(Message):
    """DEFLECT_CALL_REQ (52), client to server, client control service.

    Source: GED-188, table "DEFLECT_CALL_REQ Message Format"; guide of version 25.
    """

    invoke_id: int = fixed("InvokeID", Kind.UINT)
    peripheral_id: int = fixed("PeripheralID", Kind.UINT, null=e.NULL_PERIPHERAL_ID)
    connection_call_id: int = fixed("ConnectionCallID", Kind.UINT, null=e.NULL_CALL_ID)
    connection_device_id_type: int = fixed("ConnectionDeviceIDType", Kind.USHORT, codes=e.ConnectionDeviceIDType)
    called_device_type: int = fixed("CalledDeviceType", Kind.USHORT, codes=e.DeviceIDType)
    connection_device_id: str | None = floating("ConnectionDeviceID", t.CONNECTION_DEVID)
    called_device_id: str | None = floating("CalledDeviceID", t.CALLED_DEVID)
    agent_instrument: str | None = floating("AgentInstrument", t.AGENT_INSTRUMENT)
    ctioscil_client_id: str | None = floating("CTIOSCILClientID", t.CTIOS_CIL_CLIENT_ID, since=13)


@message(53, "DEFLECT_CALL_CONF")
class DeflectCallConf(Message):
    """DEFLECT_CALL_CONF (53), server to client, client control service.

    Source: GED-188, table "DEFLECT_CALL_CONF Message Format"; guide of version 25.
    """

    invoke_id: int = fixed("InvokeID", Kind.UINT)


@message(54, "HOLD_CALL_REQ")
class HoldCallReq(Message):
    """HOLD_CALL_REQ (54), client to server, client control service.

    Source: GED-188, table "HOLD_CALL_REQ Message Format"; guide of version 25.
    """

    invoke_id: int = fixed("InvokeID", Kind.UINT)
    peripheral_id: int = fixed("PeripheralID", Kind.UINT, null=e.NULL_PERIPHERAL_ID)
    connection_call_id: int = fixed("ConnectionCallID", Kind.UINT, null=e.NULL_CALL_ID)
    connection_device_id_type: int = fixed("ConnectionDeviceIDType", Kind.USHORT, codes=e.ConnectionDeviceIDType)
    reservation: int = fixed("Reservation", Kind.BOOL)
    connection_device_id: str | None = floating("ConnectionDeviceID", t.CONNECTION_DEVID)
    agent_instrument: str | None = floating("AgentInstrument", t.AGENT_INSTRUMENT)
    ctioscil_client_id: str | None = floating("CTIOSCILClientID", t.CTIOS_CIL_CLIENT_ID, since=13)


@message(55, "HOLD_CALL_CONF")
class HoldCallConf(Message):
    """HOLD_CALL_CONF (55), server to client, client control service.

    Source: GED-188, table "HOLD_CALL_CONF Message Format"; guide of version 25.
    """

    invoke_id: int = fixed("InvokeID", Kind.UINT)


@message(
    56,
    "MAKE_CALL_REQ",
    groups=(
        Group("named_variables", "num_named_variables", ("named_variable",), None, False),
        Group("named_arrays", "num_named_arrays", ("named_array",), None, False),
    ),
)
class MakeCallReq(Message):
    """MAKE_CALL_REQ (56), client to server, client control service.

    Source: GED-188, table "MAKE_CALL_REQ Message Format"; guide of version 25.
    """

    invoke_id: int = fixed("InvokeID", Kind.UINT)
    peripheral_id: int = fixed("PeripheralID", Kind.UINT, null=e.NULL_PERIPHERAL_ID)
    call_placement_type: int = fixed("CallPlacementType", Kind.USHORT, codes=e.CallPlacementType)
    call_manner_type: int = fixed("CallMannerType", Kind.USHORT, codes=e.CallMannerType)
    alert_rings: int = fixed("AlertRings", Kind.USHORT)
    call_option: int = fixed("CallOption", Kind.USHORT, codes=e.CallOption)
    facility_type: int = fixed("FacilityType", Kind.USHORT, codes=e.FacilityType)
    answering_machine: int = fixed("AnsweringMachine", Kind.USHORT, codes=e.AnsweringMachine)
    priority: int = fixed("Priority", Kind.BOOL)
    post_route: int = fixed("PostRoute", Kind.BOOL)
    num_named_variables: int = fixed("NumNamedVariables", Kind.USHORT)
    num_named_arrays: int = fixed("NumNamedArrays", Kind.USHORT)
    skill_group_number: int | None = fixed("SkillGroupNumber", Kind.UINT, null=e.NULL_SKILL_GROUP, since=14)
    agent_instrument: str | None = floating("AgentInstrument", t.AGENT_INSTRUMENT)
    dialed_number: str | None = floating("DialedNumber", t.DIALED_NUMBER)
    user_to_user_info: bytes | None = floating("UserToUserInfo", t.UUI)
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
    facility_code: str | None = floating("FacilityCode", t.FACILITY_CODE)
    authorization_code: str | None = floating("AuthorizationCode", t.AUTHORIZATION_CODE)
    account_code: str | None = floating("AccountCode", t.ACCOUNT_CODE)
    cct: str | None = floating("CCT", t.CALL_CONTROL_TABLE)


@message(57, "MAKE_CALL_CONF")
class MakeCallConf(Message):
    """MAKE_CALL_CONF (57), server to client, client control service.

    Source: GED-188, table "MAKE_CALL_CONF Message Format"; guide of version 25.
    """

    invoke_id: int = fixed("InvokeID", Kind.UINT)
    new_connection_call_id: int = fixed("NewConnectionCallID", Kind.UINT)
    new_connection_device_id_type: int = fixed("NewConnectionDeviceIDType", Kind.USHORT, codes=e.ConnectionDeviceIDType)
    line_handle: int = fixed("LineHandle", Kind.USHORT, null=e.NONE16)
    line_type: int = fixed("LineType", Kind.USHORT, codes=e.LineType, null=e.NONE16)
    new_connection_device_id: str | None = floating("NewConnectionDeviceID", t.NEW_CONNECTION_DEVID)


@message(
    58,
    "MAKE_PREDICTIVE_CALL_REQ",
    since=5,
    groups=(
        Group("named_variables", "num_named_variables", ("named_variable",), None, False),
        Group("named_arrays", "num_named_arrays", ("named_array",), None, False),
    ),
)
class MakePredictiveCallReq(Message):
    """MAKE_PREDICTIVE_CALL_REQ (58), client to server, client control service.

    Source: GED-188, table "MAKE_PREDICTIVE_CALL_REQ Message Format"; guide of version 25.
    """

    invoke_id: int = fixed("InvokeID", Kind.UINT)
    peripheral_id: int = fixed("PeripheralID", Kind.UINT, null=e.NULL_PERIPHERAL_ID)
    call_placement_type: int = fixed("CallPlacementType", Kind.USHORT, codes=e.CallPlacementType)
    call_manner_type: int = fixed("CallMannerType", Kind.USHORT, codes=e.CallMannerType)
    alert_rings: int = fixed("AlertRings", Kind.USHORT)
    call_option: int = fixed("CallOption", Kind.USHORT, codes=e.CallOption)
    facility_type: int = fixed("FacilityType", Kind.USHORT, codes=e.FacilityType)
    answering_machine: int = fixed("AnsweringMachine", Kind.USHORT, codes=e.AnsweringMachine)
    priority: int = fixed("Priority", Kind.BOOL)
    allocation_state: int = fixed("AllocationState", Kind.USHORT, codes=e.AllocationState)
    destination_country: int = fixed("DestinationCountry", Kind.USHORT, codes=e.DestinationCountry)
    answer_detect_mode: int = fixed("AnswerDetectMode", Kind.USHORT, codes=e.AnswerDetectMode)
    answer_detect_time: int = fixed("AnswerDetectTime", Kind.USHORT)
    answer_detect_control1: int = fixed("AnswerDetectControl1", Kind.UINT)
    answer_detect_control2: int = fixed("AnswerDetectControl2", Kind.UINT)
    num_named_variables: int = fixed("NumNamedVariables", Kind.USHORT)
    num_named_arrays: int = fixed("NumNamedArrays", Kind.USHORT)
    originating_device_id: str | None = floating("OriginatingDeviceID", t.ORIGINATING_DEVID)
    dialed_number: str | None = floating("DialedNumber", t.DIALED_NUMBER)
    user_to_user_info: bytes | None = floating("UserToUserInfo", t.UUI)
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
    facility_code: str | None = floating("FacilityCode", t.FACILITY_CODE)
    authorization_code: str | None = floating("AuthorizationCode", t.AUTHORIZATION_CODE)
    account_code: str | None = floating("AccountCode", t.ACCOUNT_CODE)
    originating_line_id: str | None = floating("OriginatingLineID", t.ORIGINATING_LINE_ID)
    cct: str | None = floating("CCT", t.CALL_CONTROL_TABLE)


@message(59, "MAKE_PREDICTIVE_CALL_CONF", since=5)
class MakePredictiveCallConf(Message):
    """MAKE_PREDICTIVE_CALL_CONF (59), server to client, client control service.

    Source: GED-188, table "MAKE_PREDICTIVE_CALL_CONF Message Format"; guide of version 25.
    """

    invoke_id: int = fixed("InvokeID", Kind.UINT)
    new_connection_call_id: int = fixed("NewConnectionCallID", Kind.UINT)
    new_connection_device_id_type: int = fixed("NewConnectionDeviceIDType", Kind.USHORT, codes=e.ConnectionDeviceIDType)
    line_handle: int = fixed("LineHandle", Kind.USHORT, null=e.NONE16)
    line_type: int = fixed("LineType", Kind.USHORT, codes=e.LineType, null=e.NONE16)
    new_connection_device_id: str | None = floating("NewConnectionDeviceID", t.NEW_CONNECTION_DEVID)


@message(60, "RECONNECT_CALL_REQ")
class ReconnectCallReq(Message):
    """RECONNECT_CALL_REQ (60), client to server, client control service.

    Source: GED-188, table "RECONNECT_CALL_REQ Message Format"; guide of version 25.
    """

    invoke_id: int = fixed("InvokeID", Kind.UINT)
    peripheral_id: int = fixed("PeripheralID", Kind.UINT, null=e.NULL_PERIPHERAL_ID)
    active_connection_call_id: int = fixed("ActiveConnectionCallID", Kind.UINT)
    held_connection_call_id: int = fixed("HeldConnectionCallID", Kind.UINT, null=e.NULL_CALL_ID)
    active_connection_device_id_type: int = fixed(
        "ActiveConnectionDeviceIDType", Kind.USHORT, codes=e.ConnectionDeviceIDType
    )
    held_connection_device_id_type: int = fixed(
        "HeldConnectionDeviceIDType", Kind.USHORT, codes=e.ConnectionDeviceIDType
    )
    active_connection_device_id: str | None = floating("ActiveConnectionDeviceID", t.ACTIVE_CONN_DEVID)
    held_connection_device_id: str | None = floating("HeldConnectionDeviceID", t.HELD_CONN_DEVID)
    agent_instrument: str | None = floating("AgentInstrument", t.AGENT_INSTRUMENT)
    ctioscil_client_id: str | None = floating("CTIOSCILClientID", t.CTIOS_CIL_CLIENT_ID, since=13)


@message(61, "RECONNECT_CALL_CONF")
class ReconnectCallConf(Message):
    """RECONNECT_CALL_CONF (61), server to client, client control service.

    Source: GED-188, table "RECONNECT_CALL_CONF Message Format"; guide of version 25.
    """

    invoke_id: int = fixed("InvokeID", Kind.UINT)


@message(62, "RETRIEVE_CALL_REQ")
class RetrieveCallReq(Message):
    """RETRIEVE_CALL_REQ (62), client to server, client control service.

    Source: GED-188, table "RETRIEVE_CALL_REQ Message Format"; guide of version 25.
    """

    invoke_id: int = fixed("InvokeID", Kind.UINT)
    peripheral_id: int = fixed("PeripheralID", Kind.UINT, null=e.NULL_PERIPHERAL_ID)
    held_connection_call_id: int = fixed("HeldConnectionCallID", Kind.UINT)
    held_connection_device_id_type: int = fixed(
        "HeldConnectionDeviceIDType", Kind.USHORT, codes=e.ConnectionDeviceIDType
    )
    held_connection_device_id: str | None = floating("HeldConnectionDeviceID", t.HELD_CONN_DEVID)
    agent_instrument: str | None = floating("AgentInstrument", t.AGENT_INSTRUMENT)
    ctioscil_client_id: str | None = floating("CTIOSCILClientID", t.CTIOS_CIL_CLIENT_ID, since=13)


@message(63, "RETRIEVE_CALL_CONF")
class RetrieveCallConf(Message):
    """RETRIEVE_CALL_CONF (63), server to client, client control service.

    Source: GED-188, table "RETRIEVE_CALL_CONF Message Format"; guide of version 25.
    """

    invoke_id: int = fixed("InvokeID", Kind.UINT)


@message(
    64,
    "TRANSFER_CALL_REQ",
    groups=(
        Group("named_variables", "num_named_variables", ("named_variable",), None, False),
        Group("named_arrays", "num_named_arrays", ("named_array",), None, False),
    ),
)
class TransferCallReq(Message):
    """TRANSFER_CALL_REQ (64), client to server, client control service.

    A single step transfer has HeldConnectionCallID 0xFFFFFFFF, HeldConnectionDeviceIDType CONNECTION_ID_NONE, no
    HeldConnectionDeviceID, and a DialedNumber.

    Source: GED-188, table "TRANSFER_CALL_REQ Message Format"; guide of version 25.
    """

    invoke_id: int = fixed("InvokeID", Kind.UINT)
    peripheral_id: int = fixed("PeripheralID", Kind.UINT, null=e.NULL_PERIPHERAL_ID)
    active_connection_call_id: int = fixed("ActiveConnectionCallID", Kind.UINT)
    held_connection_call_id: int = fixed("HeldConnectionCallID", Kind.UINT, null=e.NULL_CALL_ID)
    active_connection_device_id_type: int = fixed(
        "ActiveConnectionDeviceIDType", Kind.USHORT, codes=e.ConnectionDeviceIDType
    )
    held_connection_device_id_type: int = fixed(
        "HeldConnectionDeviceIDType", Kind.USHORT, codes=e.ConnectionDeviceIDType
    )
    call_placement_type: int = fixed("CallPlacementType", Kind.USHORT, codes=e.CallPlacementType)
    call_manner_type: int = fixed("CallMannerType", Kind.USHORT, codes=e.CallMannerType)
    alert_rings: int = fixed("AlertRings", Kind.USHORT)
    call_option: int = fixed("CallOption", Kind.USHORT, codes=e.CallOption)
    facility_type: int = fixed("FacilityType", Kind.USHORT, codes=e.FacilityType)
    answering_machine: int = fixed("AnsweringMachine", Kind.USHORT, codes=e.AnsweringMachine)
    priority: int = fixed("Priority", Kind.BOOL)
    post_route: int = fixed("PostRoute", Kind.BOOL)
    num_named_variables: int = fixed("NumNamedVariables", Kind.USHORT)
    num_named_arrays: int = fixed("NumNamedArrays", Kind.USHORT)
    active_connection_device_id: str | None = floating("ActiveConnectionDeviceID", t.ACTIVE_CONN_DEVID)
    held_connection_device_id: str | None = floating("HeldConnectionDeviceID", t.HELD_CONN_DEVID)
    agent_instrument: str | None = floating("AgentInstrument", t.AGENT_INSTRUMENT)
    dialed_number: str | None = floating("DialedNumber", t.DIALED_NUMBER)
    user_to_user_info: bytes | None = floating("UserToUserInfo", t.UUI)
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
    facility_code: str | None = floating("FacilityCode", t.FACILITY_CODE)
    authorization_code: str | None = floating("AuthorizationCode", t.AUTHORIZATION_CODE)
    account_code: str | None = floating("AccountCode", t.ACCOUNT_CODE)


@message(
    65,
    "TRANSFER_CALL_CONF",
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
class TransferCallConf(Message):
    """TRANSFER_CALL_CONF (65), server to client, client control service.

    Source: GED-188, table "TRANSFER_CALL_CONF Message Format"; guide of version 25.
    """

    invoke_id: int = fixed("InvokeID", Kind.UINT)
    new_connection_call_id: int = fixed("NewConnectionCallID", Kind.UINT)
    new_connection_device_id_type: int = fixed("NewConnectionDeviceIDType", Kind.USHORT, codes=e.ConnectionDeviceIDType)
    num_parties: int = fixed("NumParties", Kind.USHORT)
    line_handle: int = fixed("LineHandle", Kind.USHORT, null=e.NONE16)
    line_type: int = fixed("LineType", Kind.USHORT, codes=e.LineType, null=e.NONE16)
    new_connection_device_id: str | None = floating("NewConnectionDeviceID", t.NEW_CONNECTION_DEVID)
    connected_party_call_id: list[int | None] = floating("ConnectedPartyCallID", t.PARTY_CALLID, repeats=True)
    connected_party_device_id_type: list[int | None] = floating(
        "ConnectedPartyDeviceIDType", t.PARTY_DEVID_TYPE, codes=e.DeviceIDType, repeats=True
    )
    connected_party_device_id: list[str] = floating("ConnectedPartyDeviceID", t.PARTY_DEVID, repeats=True)


@message(78, "QUERY_DEVICE_INFO_REQ")
class QueryDeviceInfoReq(Message):
    """QUERY_DEVICE_INFO_REQ (78), client to server, client control service.

    Source: GED-188, table "QUERY_DEVICE_INFO_REQ Message Format"; guide of version 25.
    """

    invoke_id: int = fixed("InvokeID", Kind.UINT)
    peripheral_id: int = fixed("PeripheralID", Kind.UINT, null=e.NULL_PERIPHERAL_ID)
    reserved: int = fixed("Reserved", Kind.USHORT)
    agent_instrument: str | None = floating("AgentInstrument", t.AGENT_INSTRUMENT)


@message(
    79,
    "QUERY_DEVICE_INFO_CONF",
    groups=(
        Group(
            "lines",
            "num_lines",
            (
                "line_handle",
                "line_type",
            ),
            10,
            False,
        ),
    ),
)
class QueryDeviceInfoConf(Message):
    """QUERY_DEVICE_INFO_CONF (79), server to client, client control service.

    Source: GED-188, table "QUERY_DEVICE_INFO_CONF Message Format"; guide of version 25.
    """

    invoke_id: int = fixed("InvokeID", Kind.UINT)
    peripheral_type: int = fixed("PeripheralType", Kind.USHORT, codes=e.PeripheralType)
    type_of_device: int = fixed("TypeOfDevice", Kind.USHORT, codes=e.TypeOfDevice)
    class_of_device: int = fixed("ClassOfDevice", Kind.USHORT, codes=e.ClassOfDevice)
    num_lines: int = fixed("NumLines", Kind.USHORT)
    reserved: int = fixed("Reserved", Kind.USHORT)
    max_active_calls: int = fixed("MaxActiveCalls", Kind.USHORT, null=e.NONE16)
    max_held_calls: int = fixed("MaxHeldCalls", Kind.USHORT, null=e.NONE16)
    max_devices_in_conference: int = fixed("MaxDevicesInConference", Kind.USHORT, null=e.NONE16)
    make_call_setup: int = fixed("MakeCallSetup", Kind.UINT, codes=e.AgentStateMask)
    transfer_conference_setup: int = fixed("TransferConferenceSetup", Kind.UINT, codes=e.TransferConferenceSetupMask)
    call_events_supported: int = fixed("CallEventsSupported", Kind.UINT, codes=e.CallEventMask)
    call_control_supported: int = fixed("CallControlSupported", Kind.UINT, codes=e.CallControlMask)
    other_features_supported: int = fixed("OtherFeaturesSupported", Kind.UINT, codes=e.OtherFeatureMask)
    line_handle: list[int | None] = floating("LineHandle", t.LINE_HANDLE, repeats=True)
    line_type: list[int | None] = floating("LineType", t.LINE_TYPE, codes=e.LineType, repeats=True)


@message(82, "SNAPSHOT_CALL_REQ")
class SnapshotCallReq(Message):
    """SNAPSHOT_CALL_REQ (82), client to server, client control service.

    Source: GED-188, table "SNAPSHOT_CALL_REQ Message Format"; guide of version 25.
    """

    invoke_id: int = fixed("InvokeID", Kind.UINT)
    peripheral_id: int = fixed("PeripheralID", Kind.UINT, null=e.NULL_PERIPHERAL_ID)
    connection_call_id: int = fixed("ConnectionCallID", Kind.UINT, null=e.NULL_CALL_ID)
    connection_device_id_type: int = fixed("ConnectionDeviceIDType", Kind.USHORT, codes=e.ConnectionDeviceIDType)
    connection_device_id: str | None = floating("ConnectionDeviceID", t.CONNECTION_DEVID)


@message(
    83,
    "SNAPSHOT_CALL_CONF",
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
        Group(
            "call_devices",
            "num_call_devices",
            (
                "call_connection_call_id",
                "call_connection_device_id_type",
                "call_connection_device_id",
                "call_device_type",
                "call_device_id",
                "call_device_connection_state",
            ),
            16,
            False,
        ),
    ),
)
class SnapshotCallConf(Message):
    """SNAPSHOT_CALL_CONF (83), server to client, client control service.

    Source: GED-188, table "SNAPSHOT_CALL_CONF Message Format"; guide of version 25.
    """

    invoke_id: int = fixed("InvokeID", Kind.UINT)
    call_type: int = fixed("CallType", Kind.USHORT, codes=e.CallType, null=e.NULL_CALLTYPE)
    num_cti_clients: int = fixed("NumCTIClients", Kind.USHORT)
    num_call_devices: int = fixed("NumCallDevices", Kind.USHORT)
    num_named_variables: int = fixed("NumNamedVariables", Kind.USHORT)
    num_named_arrays: int = fixed("NumNamedArrays", Kind.USHORT)
    called_party_disposition: int = fixed("CalledPartyDisposition", Kind.USHORT, codes=e.Disposition, since=8)
    ani: str | None = floating("ANI", t.ANI)
    user_to_user_info: bytes | None = floating("UserToUserInfo", t.UUI)
    dnis: str | None = floating("DNIS", t.DNIS)
    dialed_number: str | None = floating("DialedNumber", t.DIALED_NUMBER)
    caller_entered_digits: str | None = floating("CallerEnteredDigits", t.CED)
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
    call_connection_call_id: list[int | None] = floating("CallConnectionCallID", t.CALL_CONN_CALLID, repeats=True)
    call_connection_device_id_type: list[int | None] = floating(
        "CallConnectionDeviceIDType", t.CALL_CONN_DEVID_TYPE, codes=e.ConnectionDeviceIDType, repeats=True
    )
    call_connection_device_id: list[str] = floating("CallConnectionDeviceID", t.CALL_CONN_DEVID, repeats=True)
    call_device_type: list[int | None] = floating(
        "CallDeviceType", t.CALL_DEVID_TYPE, codes=e.DeviceIDType, repeats=True
    )
    call_device_id: list[str] = floating("CallDeviceID", t.CALL_DEVID, repeats=True)
    call_device_connection_state: list[int | None] = floating(
        "CallDeviceConnectionState", t.CALL_DEV_CONN_STATE, codes=e.LocalConnectionState, repeats=True
    )
    call_reference_id: bytes | None = floating("CallReferenceID", t.CALL_REFERENCE_ID, since=14)
    coc_connection_call_id: int | None = floating("COCConnectionCallID", t.COC_CONNECTION_CALL_ID, since=14)
    coc_call_connection_device_id_type: int | None = floating(
        "COCCallConnectionDeviceIDType", t.COC_CONNECTION_DEVICE_ID_TYPE, codes=e.ConnectionDeviceIDType, since=14
    )
    coc_call_connection_device_id: str | None = floating(
        "COCCallConnectionDeviceID", t.COC_CONNECTION_DEVICE_ID, since=14
    )
    protocol_reference_guid: str | None = floating("ProtocolReferenceGUID", t.PROTOCOL_REFERENCE_GUID, since=24)
    ccai_config_id: str | None = floating("CcaiConfigId", t.CCAI_CONFIG_ID, since=24)
    num_of_enabled_services: int | None = floating("NumOfEnabledServices", t.NUM_OF_ENABLED_SERVICES, since=24)
    flt_enabled_services: tuple[int, ...] | None = floating(
        "FltEnabledServices", t.FLT_ENABLED_SERVICES, since=24, packed=Kind.USHORT
    )


@message(84, "SNAPSHOT_DEVICE_REQ")
class SnapshotDeviceReq(Message):
    """SNAPSHOT_DEVICE_REQ (84), client to server, client control service.

    A client may ask about devices other than its own only with both CLIENT_CONTROL and ALL_EVENTS.

    Source: GED-188, table "SNAPSHOT_DEVICE_REQ Message Format"; guide of version 25.
    """

    invoke_id: int = fixed("InvokeID", Kind.UINT)
    peripheral_id: int = fixed("PeripheralID", Kind.UINT, null=e.NULL_PERIPHERAL_ID)
    snapshot_device_type: int | None = fixed(
        "SnapshotDeviceType", Kind.USHORT, codes=e.DeviceIDType, since=10, exact=False
    )
    agent_instrument: str | None = floating("AgentInstrument", t.AGENT_INSTRUMENT)


@message(
    85,
    "SNAPSHOT_DEVICE_CONF",
    groups=(
        Group(
            "calls",
            "num_calls",
            (
                "call_connection_call_id",
                "call_connection_device_id_type",
                "call_connection_device_id",
                "call_state",
                "silent_monitor_status",
            ),
            16,
            True,
        ),
    ),
)
class SnapshotDeviceConf(Message):
    """SNAPSHOT_DEVICE_CONF (85), server to client, client control service.

    Source: GED-188, table "SNAPSHOT_DEVICE_CONF Message Format"; guide of version 25.
    """

    invoke_id: int = fixed("InvokeID", Kind.UINT)
    num_calls: int = fixed("NumCalls", Kind.USHORT)
    call_connection_call_id: list[int | None] = floating("CallConnectionCallID", t.CALL_CONN_CALLID, repeats=True)
    call_connection_device_id_type: list[int | None] = floating(
        "CallConnectionDeviceIDType", t.CALL_CONN_DEVID_TYPE, codes=e.ConnectionDeviceIDType, repeats=True
    )
    call_connection_device_id: list[str | None] = floating("CallConnectionDeviceID", t.CALL_CONN_DEVID, repeats=True)
    call_state: list[int | None] = floating("CallState", t.CALL_STATE, codes=e.LocalConnectionState, repeats=True)
    silent_monitor_status: list[int | None] = floating(
        "SilentMonitorStatus", t.SILENT_MONITOR_STATUS, codes=e.SilentMonitorStatus, since=13, repeats=True
    )


@message(91, "SEND_DTMF_SIGNAL_REQ")
class SendDTMFSignalReq(Message):
    """SEND_DTMF_SIGNAL_REQ (91), client to server, client control service.

    Source: GED-188, table "SEND_DTMF_SIGNAL_REQ Message Format"; guides of versions 17, 25.
    """

    invoke_id: int = fixed("InvokeID", Kind.UINT)
    peripheral_id: int = fixed("PeripheralID", Kind.UINT, null=e.NULL_PERIPHERAL_ID)
    connection_call_id: int = fixed("ConnectionCallID", Kind.UINT, null=e.NULL_CALL_ID)
    connection_device_id_type: int = fixed("ConnectionDeviceIDType", Kind.USHORT, codes=e.ConnectionDeviceIDType)
    tone_duration: int = fixed("ToneDuration", Kind.USHORT)
    pause_duration: int = fixed("PauseDuration", Kind.UINT)
    connection_device_id: str | None = floating("ConnectionDeviceID", t.CONNECTION_DEVID)
    dtmf_string: str | None = floating("DTMFString", t.DTMF_STRING)
    agent_instrument: str | None = floating("AgentInstrument", t.AGENT_INSTRUMENT)
    ctioscil_client_id: str | None = floating("CTIOSCILClientID", t.CTIOS_CIL_CLIENT_ID, since=13)


@message(92, "SEND_DTMF_SIGNAL_CONF")
class SendDTMFSignalConf(Message):
    """SEND_DTMF_SIGNAL_CONF (92), server to client, client control service.

    Source: GED-188, table "SEND_DTMF_SIGNAL_CONF Message Format"; guide of version 25.
    """

    invoke_id: int = fixed("InvokeID", Kind.UINT)


@message(139, "BAD_CALL_REQ", since=8)
class BadCallReq(Message):
    """BAD_CALL_REQ (139), client to server, client control service.

    ConnectionDeviceIDType stands before ConnectionCallID, unlike in most other requests.

    Source: GED-188, table "BAD_CALL_REQ Message Format"; guide of version 25.
    """

    invoke_id: int = fixed("InvokeID", Kind.UINT)
    peripheral_id: int = fixed("PeripheralID", Kind.UINT, null=e.NULL_PERIPHERAL_ID)
    connection_device_id_type: int = fixed("ConnectionDeviceIDType", Kind.USHORT, codes=e.ConnectionDeviceIDType)
    connection_call_id: int = fixed("ConnectionCallID", Kind.UINT)
    connection_device_id: str | None = floating("ConnectionDeviceID", t.CONNECTION_DEVID)
    agent_id: str | None = floating("AgentID", t.AGENT_ID)


@message(140, "BAD_CALL_CONF", since=8)
class BadCallConf(Message):
    """BAD_CALL_CONF (140), server to client, client control service.

    Source: GED-188, table "BAD_CALL_CONF Message Format"; guide of version 25.
    """

    invoke_id: int = fixed("InvokeID", Kind.UINT)


@message(249, "AGENT_GREETING_CONTROL_REQ", since=15)
class AgentGreetingControlReq(Message):
    """AGENT_GREETING_CONTROL_REQ (249), client to server, client control service.

    Source: GED-188, table "AGENT_GREETING_CONTROL_REQ Message Format"; guide of version 25.
    """

    invoke_id: int = fixed("InvokeID", Kind.UINT)
    peripheral_id: int = fixed("PeripheralID", Kind.UINT, null=e.NULL_PERIPHERAL_ID)
    agent_action: int = fixed("AgentAction", Kind.USHORT, codes=e.AgentGreetingAction)
    agent_id: str | None = floating("AgentID", t.AGENT_ID)


@message(250, "AGENT_GREETING_CONTROL_CONF", since=15)
class AgentGreetingControlConf(Message):
    """AGENT_GREETING_CONTROL_CONF (250), server to client, client control service.

    Source: GED-188, table "AGENT_GREETING_CONTROL_CONF Message Format"; guide of version 25.
    """

    invoke_id: int = fixed("InvokeID", Kind.UINT)
