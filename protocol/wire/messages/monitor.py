"""Monitors of devices, calls and other sessions.

Source: CTI Server Message Reference Guide (GED-188) of versions 9 to 25, the tables of each message. Fields are in wire
order.
"""

from __future__ import annotations

from protocol.wire import enums as e
from protocol.wire import tags as t
from protocol.wire.fields import Kind, fixed, floating
from protocol.wire.messages.base import Message, message


@message(93, "MONITOR_START_REQ", since=5)
class MonitorStartReq(Message):
    """MONITOR_START_REQ (93), client to server, peripheral monitor service.

    A monitor of a device has ConnectionCallID 0 and ConnectionDeviceIDType CONNECTION_ID_NONE, a monitor of a call
    MonitoredDeviceType DEVID_NONE. A server refuses both together (E_CTI_MUTUALLY_EXCLUS_DEVICEID_TYPES).

    Source: GED-188, table "MONITOR_START_REQ Message Format"; guide of version 25.
    """

    invoke_id: int = fixed("InvokeID", Kind.UINT)
    peripheral_id: int = fixed("PeripheralID", Kind.UINT, null=e.NULL_PERIPHERAL_ID)
    connection_call_id: int = fixed("ConnectionCallID", Kind.UINT)
    call_msg_mask: int = fixed("CallMsgMask", Kind.UINT, codes=e.CallEventMask)
    agent_state_mask: int = fixed("AgentStateMask", Kind.UINT, codes=e.AgentStateMask)
    connection_device_id_type: int = fixed("ConnectionDeviceIDType", Kind.USHORT, codes=e.ConnectionDeviceIDType)
    monitored_device_type: int = fixed("MonitoredDeviceType", Kind.USHORT, codes=e.DeviceIDType)
    connection_device_id: str | None = floating("ConnectionDeviceID", t.CONNECTION_DEVID)
    monitored_device_id: str | None = floating("MonitoredDeviceID", t.MONITORED_DEVID)


@message(94, "MONITOR_START_CONF", since=5)
class MonitorStartConf(Message):
    """MONITOR_START_CONF (94), server to client, peripheral monitor service.

    Source: GED-188, table "MONITOR_START_CONF Message Format"; guide of version 25.
    """

    invoke_id: int = fixed("InvokeID", Kind.UINT)
    monitor_id: int = fixed("MonitorID", Kind.UINT)


@message(95, "MONITOR_STOP_REQ", since=5)
class MonitorStopReq(Message):
    """MONITOR_STOP_REQ (95), client to server, peripheral monitor service.

    Source: GED-188, table "MONITOR_STOP_REQ Message Format"; guide of version 25.
    """

    invoke_id: int = fixed("InvokeID", Kind.UINT)
    monitor_id: int = fixed("MonitorID", Kind.UINT)


@message(96, "MONITOR_STOP_CONF", since=5)
class MonitorStopConf(Message):
    """MONITOR_STOP_CONF (96), server to client, peripheral monitor service.

    Source: GED-188, table "MONITOR_STOP_CONF Message Format"; guide of version 25.
    """

    invoke_id: int = fixed("InvokeID", Kind.UINT)


@message(97, "CHANGE_MONITOR_MASK_REQ", since=5)
class ChangeMonitorMaskReq(Message):
    """CHANGE_MONITOR_MASK_REQ (97), client to server, peripheral monitor service.

    Source: GED-188, table "CHANGE_MONITOR_MASK_REQ Message Format"; guide of version 25.
    """

    invoke_id: int = fixed("InvokeID", Kind.UINT)
    monitor_id: int = fixed("MonitorID", Kind.UINT)
    call_msg_mask: int = fixed("CallMsgMask", Kind.UINT, codes=e.CallEventMask)
    agent_state_mask: int = fixed("AgentStateMask", Kind.UINT, codes=e.AgentStateMask)
    ctioscil_client_id: str | None = floating("CTIOSCILClientID", t.CTIOS_CIL_CLIENT_ID, since=13)


@message(98, "CHANGE_MONITOR_MASK_CONF", since=5)
class ChangeMonitorMaskConf(Message):
    """CHANGE_MONITOR_MASK_CONF (98), server to client, peripheral monitor service.

    Source: GED-188, table "CHANGE_MONITOR_MASK_CONF Message Format"; guide of version 25.
    """

    invoke_id: int = fixed("InvokeID", Kind.UINT)


@message(99, "CLIENT_SESSION_OPENED_EVENT", since=5)
class ClientSessionOpenedEvent(Message):
    """CLIENT_SESSION_OPENED_EVENT (99), server to client, client monitor service.

    Source: GED-188, table "CLIENT_SESSION_OPENED_EVENT Message Format"; guide of version 25.
    """

    session_id: int = fixed("SessionID", Kind.UINT)
    peripheral_id: int = fixed("PeripheralID", Kind.UINT, null=e.NULL_PERIPHERAL_ID)
    services_granted: int = fixed("ServicesGranted", Kind.UINT, codes=e.CTIServiceMask)
    call_msg_mask: int = fixed("CallMsgMask", Kind.UINT, codes=e.CallEventMask)
    agent_state_mask: int = fixed("AgentStateMask", Kind.UINT, codes=e.AgentStateMask)
    client_port: int = fixed("ClientPort", Kind.UINT, since=5)
    client_address: str | None = floating("ClientAddress", t.CLIENT_ADDRESS)
    client_id: str | None = floating("ClientID", t.CLIENT_ID)
    client_signature: str | None = floating("ClientSignature", t.CLIENT_SIGNATURE)
    agent_extension: str | None = floating("AgentExtension", t.AGENT_EXTENSION)
    agent_id: str | None = floating("AgentID", t.AGENT_ID)
    agent_instrument: str | None = floating("AgentInstrument", t.AGENT_INSTRUMENT)
    client_address_ipv6: str | None = floating("ClientAddressIPV6", t.CLIENT_ADDRESS_IPV6, since=14, until=18)


@message(100, "CLIENT_SESSION_CLOSED_EVENT", since=5)
class ClientSessionClosedEvent(Message):
    """CLIENT_SESSION_CLOSED_EVENT (100), server to client, client monitor service.

    Source: GED-188, table "CLIENT_SESSION_CLOSED_EVENT Message Format"; guide of version 25.
    """

    session_id: int = fixed("SessionID", Kind.UINT)
    peripheral_id: int = fixed("PeripheralID", Kind.UINT, null=e.NULL_PERIPHERAL_ID)
    status: int = fixed("Status", Kind.UINT, codes=e.StatusCode)
    client_port: int = fixed("ClientPort", Kind.UINT, since=5)
    client_address: str | None = floating("ClientAddress", t.CLIENT_ADDRESS)
    client_id: str | None = floating("ClientID", t.CLIENT_ID)
    client_signature: str | None = floating("ClientSignature", t.CLIENT_SIGNATURE)
    agent_extension: str | None = floating("AgentExtension", t.AGENT_EXTENSION)
    agent_id: str | None = floating("AgentID", t.AGENT_ID)
    agent_instrument: str | None = floating("AgentInstrument", t.AGENT_INSTRUMENT)
    client_address_ipv6: str | None = floating("ClientAddressIPV6", t.CLIENT_ADDRESS_IPV6, since=14, until=18)


@message(101, "SESSION_MONITOR_START_REQ", since=5)
class SessionMonitorStartReq(Message):
    """SESSION_MONITOR_START_REQ (101), client to server, client monitor service.

    Source: GED-188, table "SESSION_MONITOR_START_REQ Message Format"; guide of version 25.
    """

    invoke_id: int = fixed("InvokeID", Kind.UINT)
    session_id: int = fixed("SessionID", Kind.UINT)
    ctioscil_client_id: str | None = floating("CTIOSCILClientID", t.CTIOS_CIL_CLIENT_ID, since=13)


@message(102, "SESSION_MONITOR_START_CONF", since=5)
class SessionMonitorStartConf(Message):
    """SESSION_MONITOR_START_CONF (102), server to client, client monitor service.

    Source: GED-188, table "SESSION_MONITOR_START_CONF Message Format"; guide of version 25.
    """

    invoke_id: int = fixed("InvokeID", Kind.UINT)
    monitor_id: int = fixed("MonitorID", Kind.UINT)


@message(103, "SESSION_MONITOR_STOP_REQ", since=5)
class SessionMonitorStopReq(Message):
    """SESSION_MONITOR_STOP_REQ (103), client to server, client monitor service.

    Source: GED-188, table "SESSION_MONITOR_STOP_REQ Message Format"; guide of version 25.
    """

    invoke_id: int = fixed("InvokeID", Kind.UINT)
    monitor_id: int = fixed("MonitorID", Kind.UINT)
    ctioscil_client_id: str | None = floating("CTIOSCILClientID", t.CTIOS_CIL_CLIENT_ID, since=13)


@message(104, "SESSION_MONITOR_STOP_CONF", since=5)
class SessionMonitorStopConf(Message):
    """SESSION_MONITOR_STOP_CONF (104), server to client, client monitor service.

    Source: GED-188, table "SESSION_MONITOR_STOP_CONF Message Format"; guides of versions 9, 25.
    """

    invoke_id: int = fixed("InvokeID", Kind.UINT)
