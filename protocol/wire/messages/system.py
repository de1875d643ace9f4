"""System events, messages between clients, services, recording.

Source: CTI Server Message Reference Guide (GED-188) of versions 9 to 25, the tables of each message. Fields are in wire
order.
"""

from __future__ import annotations

from protocol.wire import enums as e
from protocol.wire import tags as t
from protocol.wire.fields import Group, Kind, NamedArray, NamedVariable, fixed, floating
from protocol.wire.messages.base import Message, message


@message(31, "SYSTEM_EVENT")
class SystemEvent(Message):
    """SYSTEM_EVENT (31), server to client, miscellaneous service.

    Every session gets it, no mask asks for it. SystemEventArg1 is the PeripheralID for SYS_PERIPHERAL_ONLINE,
    SYS_PERIPHERAL_OFFLINE and the two events of instruments; Text is the AgentInstrument for the latter.

    Source: GED-188, table "SYSTEM_EVENT Message Format"; guide of version 25.
    """

    pg_status: int = fixed("PGStatus", Kind.UINT, codes=e.PGStatus)
    icm_central_controller_time: int = fixed("ICMCentralControllerTime", Kind.TIME, since=6)
    system_event_id: int = fixed("SystemEventID", Kind.UINT, codes=e.SystemEventID)
    system_event_arg1: int = fixed("SystemEventArg1", Kind.UINT)
    system_event_arg2: int = fixed("SystemEventArg2", Kind.UINT)
    system_event_arg3: int = fixed("SystemEventArg3", Kind.UINT)
    event_device_type: int | None = fixed("EventDeviceType", Kind.USHORT, codes=e.DeviceIDType, since=10, exact=False)
    text: str | None = floating("Text", t.TEXT)
    event_device_id: str | None = floating("EventDeviceID", t.EVENT_DEVICE_ID, since=10)


@message(32, "CLIENT_EVENT_REPORT_REQ")
class ClientEventReportReq(Message):
    """CLIENT_EVENT_REPORT_REQ (32), client to server, miscellaneous service.

    Source: GED-188, table "CLIENT_EVENT_REPORT_REQ Message Format"; guides of versions 14, 25.
    """

    invoke_id: int = fixed("InvokeID", Kind.UINT)
    state: int = fixed("State", Kind.USHORT, codes=e.ClientEventState)
    object_name: str | None = floating("ObjectName", t.OBJECT_NAME)
    text: str | None = floating("Text", t.TEXT)


@message(33, "CLIENT_EVENT_REPORT_CONF")
class ClientEventReportConf(Message):
    """CLIENT_EVENT_REPORT_CONF (33), server to client, miscellaneous service.

    Source: GED-188, table "CLIENT_EVENT_REPORT_CONF Message Format"; guides of versions 14, 15, 25.
    """

    invoke_id: int = fixed("InvokeID", Kind.UINT)


@message(107, "USER_MESSAGE_REQ", since=6)
class UserMessageReq(Message):
    """USER_MESSAGE_REQ (107), client to server, miscellaneous service.

    ClientID goes with DISTRIBUTE_TO_CLIENT only. Sessions with Client Events need no agent fields; those with All
    Events need PeripheralID and one agent field for DISTRIBUTE_TO_SUPERVISOR and DISTRIBUTE_TO_TEAM.

    Source: GED-188, table "USER_MESSAGE_REQ Message Format"; guides of versions 9, 14, 25.
    """

    invoke_id: int = fixed("InvokeID", Kind.UINT)
    peripheral_id: int = fixed("PeripheralID", Kind.UINT, null=e.NULL_PERIPHERAL_ID, since=6)
    distribution: int = fixed("Distribution", Kind.USHORT, codes=e.Distribution)
    client_id: str | None = floating("ClientID", t.CLIENT_ID)
    agent_extension: str | None = floating("AgentExtension", t.AGENT_EXTENSION)
    agent_id: str | None = floating("AgentID", t.AGENT_ID)
    agent_instrument: str | None = floating("AgentInstrument", t.AGENT_INSTRUMENT)
    text: str | None = floating("Text", t.TEXT)
    ctioscil_client_id: str | None = floating("CTIOSCILClientID", t.CTIOS_CIL_CLIENT_ID, since=13)


@message(108, "USER_MESSAGE_CONF", since=6)
class UserMessageConf(Message):
    """USER_MESSAGE_CONF (108), server to client, miscellaneous service.

    Source: GED-188, table "USER_MESSAGE_CONF Message Format"; guides of versions 9, 14, 25.
    """

    invoke_id: int = fixed("InvokeID", Kind.UINT)


@message(109, "USER_MESSAGE_EVENT", since=6)
class UserMessageEvent(Message):
    """USER_MESSAGE_EVENT (109), server to client, miscellaneous service.

    Source: GED-188, table "USER_MESSAGE_EVENT Message Format"; guides of versions 9, 25.
    """

    icm_central_controller_time: int = fixed("ICMCentralControllerTime", Kind.TIME)
    distribution: int = fixed("Distribution", Kind.USHORT, codes=e.Distribution)
    client_id: str | None = floating("ClientID", t.CLIENT_ID)
    text: str | None = floating("Text", t.TEXT)


@message(
    110,
    "REGISTER_VARIABLES_REQ",
    since=6,
    groups=(
        Group("named_variables", "num_named_variables", ("named_variable",), None, False),
        Group("named_arrays", "num_named_arrays", ("named_array",), None, False),
    ),
)
class RegisterVariablesReq(Message):
    """REGISTER_VARIABLES_REQ (110), client to server, miscellaneous service.

    The server looks at names only, not at values and indexes. Without this request a client gets every variable.

    Source: GED-188, table "REGISTER_VARIABLES_REQ Message Format"; guide of version 25.
    """

    invoke_id: int = fixed("InvokeID", Kind.UINT)
    call_variable_mask: int = fixed("CallVariableMask", Kind.USHORT, codes=e.CallVariableMask)
    num_named_variables: int = fixed("NumNamedVariables", Kind.USHORT)
    num_named_arrays: int = fixed("NumNamedArrays", Kind.USHORT)
    named_variable: list[NamedVariable] = floating("NamedVariable", t.NAMED_VARIABLE, repeats=True)
    named_array: list[NamedArray] = floating("NamedArray", t.NAMED_ARRAY, repeats=True)


@message(111, "REGISTER_VARIABLES_CONF", since=6)
class RegisterVariablesConf(Message):
    """REGISTER_VARIABLES_CONF (111), server to client, miscellaneous service.

    The table of version 25 prints MessageType 118; every message list says 111, and 118 is SUPERVISOR_ASSIST_REQ.

    Source: GED-188, table "REGISTER_VARIABLES_CONF Message Format"; guide of version 25.
    """

    invoke_id: int = fixed("InvokeID", Kind.UINT)


@message(129, "SET_APP_DATA_REQ", since=8)
class SetAppDataReq(Message):
    """SET_APP_DATA_REQ (129), client to server, miscellaneous service.

    Source: GED-188, table "SET_APP_DATA_REQ Message Format"; guide of version 25.
    """

    invoke_id: int = fixed("InvokeID", Kind.UINT)
    application_path_id: int | None = floating("ApplicationPathID", t.APP_PATH_ID)
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
    flt_call_type_id: int | None = floating("FltCallTypeID", t.CALL_TYPE_ID, since=14)
    pre_call_invoke_id: int | None = floating("PreCallInvokeID", t.PRE_CALL_INVOKE_ID, since=14)


@message(130, "SET_APP_DATA_CONF", since=8)
class SetAppDataConf(Message):
    """SET_APP_DATA_CONF (130), server to client, miscellaneous service.

    Source: GED-188, table "SET_APP_DATA_CONF Message Format"; guide of version 25.
    """

    invoke_id: int = fixed("InvokeID", Kind.UINT)


@message(143, "REGISTER_SERVICE_REQ", since=9)
class RegisterServiceReq(Message):
    """REGISTER_SERVICE_REQ (143), client to server, server service.

    Source: GED-188, table "REGISTER_SERVICE_REQ Message Format"; guide of version 25.
    """

    invoke_id: int = fixed("InvokeID", Kind.UINT)
    server_mode: int = fixed("ServerMode", Kind.USHORT, codes=e.ServerMode)
    service_name: str | None = floating("ServiceName", t.SERVICE_NAME)


@message(144, "REGISTER_SERVICE_CONF", since=9)
class RegisterServiceConf(Message):
    """REGISTER_SERVICE_CONF (144), server to client, server service.

    Source: GED-188, table "REGISTER_SERVICE_CONF Message Format"; guide of version 25.
    """

    invoke_id: int = fixed("InvokeID", Kind.UINT)
    registered_service_id: int = fixed("RegisteredServiceID", Kind.UINT)


@message(145, "UNREGISTER_SERVICE_REQ", since=9)
class UnregisterServiceReq(Message):
    """UNREGISTER_SERVICE_REQ (145), client to server, server service.

    Source: GED-188, table "UNREGISTER_SERVICE_REQ Message Format"; guide of version 25.
    """

    invoke_id: int = fixed("InvokeID", Kind.UINT)
    registered_service_id: int = fixed("RegisteredServiceID", Kind.UINT)


@message(146, "UNREGISTER_SERVICE_CONF", since=9)
class UnregisterServiceConf(Message):
    """UNREGISTER_SERVICE_CONF (146), server to client, server service.

    Source: GED-188, table "UNREGISTER_SERVICE_CONF Message Format"; guide of version 25.
    """

    invoke_id: int = fixed("InvokeID", Kind.UINT)


@message(147, "START_RECORDING_REQ", since=8)
class StartRecordingReq(Message):
    """START_RECORDING_REQ (147), client to server, miscellaneous service.

    A client leaves out ClientID and ClientAddress: the server adds them when it forwards the request to a recording
    server.

    Source: GED-188, table "START_RECORDING_REQ Message Format"; guide of version 25.
    """

    invoke_id: int = fixed("InvokeID", Kind.UINT)
    peripheral_id: int = fixed("PeripheralID", Kind.UINT, null=e.NULL_PERIPHERAL_ID)
    connection_call_id: int = fixed("ConnectionCallID", Kind.UINT)
    client_port: int = fixed("ClientPort", Kind.UINT)
    bit_rate: int = fixed("BitRate", Kind.UINT)
    packet_size: int = fixed("PacketSize", Kind.UINT)
    connection_device_id_type: int = fixed("ConnectionDeviceIDType", Kind.USHORT, codes=e.ConnectionDeviceIDType)
    direction: int = fixed("Direction", Kind.USHORT, codes=e.RTPDirection)
    rtp_type: int = fixed("RTPType", Kind.USHORT, codes=e.RTPType)
    echo_cancellation: int = fixed("EchoCancellation", Kind.USHORT)
    payload_type: int = fixed("PayloadType", Kind.USHORT)
    connection_device_id: str | None = floating("ConnectionDeviceID", t.CONNECTION_DEVID)
    client_id: str | None = floating("ClientID", t.CLIENT_ID)
    client_address: str | None = floating("ClientAddress", t.CLIENT_ADDRESS)
    agent_extension: str | None = floating("AgentExtension", t.AGENT_EXTENSION)
    agent_id: str | None = floating("AgentID", t.AGENT_ID)
    agent_instrument: str | None = floating("AgentInstrument", t.AGENT_INSTRUMENT)
    client_address_ipv6: str | None = floating("ClientAddressIPV6", t.CLIENT_ADDRESS_IPV6, since=14, until=18)


@message(148, "START_RECORDING_CONF", since=8)
class StartRecordingConf(Message):
    """START_RECORDING_CONF (148), server to client, miscellaneous service.

    STOP_RECORDING_REQ needs SessionID and ServerData.

    Source: GED-188, table "START_RECORDING_CONF Message Format"; guide of version 25.
    """

    invoke_id: int = fixed("InvokeID", Kind.UINT)
    session_id: int = fixed("SessionID", Kind.UINT)
    server_data: int = fixed("ServerData", Kind.UINT)
    client_id: str | None = floating("ClientID", t.CLIENT_ID)
    client_address: str | None = floating("ClientAddress", t.CLIENT_ADDRESS)
    client_address_ipv6: str | None = floating("ClientAddressIPV6", t.CLIENT_ADDRESS_IPV6, since=14, until=18)


@message(149, "STOP_RECORDING_REQ", since=8)
class StopRecordingReq(Message):
    """STOP_RECORDING_REQ (149), client to server, miscellaneous service.

    Source: GED-188, table "STOP_RECORDING_REQ Message Format"; guide of version 25.
    """

    invoke_id: int = fixed("InvokeID", Kind.UINT)
    peripheral_id: int = fixed("PeripheralID", Kind.UINT, null=e.NULL_PERIPHERAL_ID)
    connection_call_id: int = fixed("ConnectionCallID", Kind.UINT)
    client_port: int = fixed("ClientPort", Kind.UINT)
    session_id: int = fixed("SessionID", Kind.UINT)
    server_data: int = fixed("ServerData", Kind.UINT)
    connection_device_id_type: int = fixed("ConnectionDeviceIDType", Kind.USHORT, codes=e.ConnectionDeviceIDType)
    direction: int = fixed("Direction", Kind.USHORT, codes=e.RTPDirection)
    connection_device_id: str | None = floating("ConnectionDeviceID", t.CONNECTION_DEVID)
    client_id: str | None = floating("ClientID", t.CLIENT_ID)
    client_address: str | None = floating("ClientAddress", t.CLIENT_ADDRESS)
    agent_extension: str | None = floating("AgentExtension", t.AGENT_EXTENSION)
    agent_id: str | None = floating("AgentID", t.AGENT_ID)
    agent_instrument: str | None = floating("AgentInstrument", t.AGENT_INSTRUMENT)
    client_address_ipv6: str | None = floating("ClientAddressIPV6", t.CLIENT_ADDRESS_IPV6, since=14, until=18)


@message(150, "STOP_RECORDING_CONF", since=8)
class StopRecordingConf(Message):
    """STOP_RECORDING_CONF (150), server to client, miscellaneous service.

    Source: GED-188, table "STOP_RECORDING_CONF Message Format"; guide of version 25.
    """

    invoke_id: int = fixed("InvokeID", Kind.UINT)
    client_id: str | None = floating("ClientID", t.CLIENT_ID)
    client_address: str | None = floating("ClientAddress", t.CLIENT_ADDRESS)
    client_address_ipv6: str | None = floating("ClientAddressIPV6", t.CLIENT_ADDRESS_IPV6, since=14, until=18)
