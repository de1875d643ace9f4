"""Supervisor service: teams, assistance, emergencies, stepping in.

Source: CTI Server Message Reference Guide (GED-188) of versions 9 to 25, the tables of each message. Fields are in wire
order.
"""

from __future__ import annotations

from protocol.wire import enums as e
from protocol.wire import tags as t
from protocol.wire.fields import Group, Kind, fixed, floating
from protocol.wire.messages.base import Message, message


@message(118, "SUPERVISOR_ASSIST_REQ", since=6)
class SupervisorAssistReq(Message):
    """SUPERVISOR_ASSIST_REQ (118), client to server, client control service.

    An agent asks for a supervisor. ConnectionCallID is 0xFFFFFFFF when no call is concerned. Where no supervisor is
    found the answer is FAILURE_CONF.

    Source: GED-188, table "SUPERVISOR_ASSIST_REQ Message Format"; guides of versions 17, 25.
    """

    invoke_id: int = fixed("InvokeID", Kind.UINT)
    peripheral_id: int = fixed("PeripheralID", Kind.UINT, null=e.NULL_PERIPHERAL_ID)
    connection_call_id: int = fixed("ConnectionCallID", Kind.UINT, null=e.NULL_CALL_ID)
    connection_device_id_type: int = fixed("ConnectionDeviceIDType", Kind.USHORT, codes=e.ConnectionDeviceIDType)
    connection_device_id: str | None = floating("ConnectionDeviceID", t.CONNECTION_DEVID)
    agent_extension: str | None = floating("AgentExtension", t.AGENT_EXTENSION)
    agent_id: str | None = floating("AgentID", t.AGENT_ID)
    agent_instrument: str | None = floating("AgentInstrument", t.AGENT_INSTRUMENT)


@message(119, "SUPERVISOR_ASSIST_CONF", since=6)
class SupervisorAssistConf(Message):
    """SUPERVISOR_ASSIST_CONF (119), server to client, client control service.

    Source: GED-188, table "SUPERVISOR_ASSIST_CONF Message Format"; guides of versions 9, 25.
    """

    invoke_id: int = fixed("InvokeID", Kind.UINT)
    connection_call_id: int = fixed("ConnectionCallID", Kind.UINT, null=e.NULL_CALL_ID)
    connection_device_id_type: int = fixed("ConnectionDeviceIDType", Kind.USHORT, codes=e.ConnectionDeviceIDType)
    line_handle: int = fixed("LineHandle", Kind.USHORT, null=e.NONE16)
    line_type: int = fixed("LineType", Kind.USHORT, codes=e.LineType, null=e.NONE16)
    connection_device_id: str | None = floating("ConnectionDeviceID", t.CONNECTION_DEVID)


@message(120, "SUPERVISOR_ASSIST_EVENT")
class SupervisorAssistEvent(Message):
    """SUPERVISOR_ASSIST_EVENT (120), server to client, supervisor service.

    GED-188 prints no body. Cisco's Contact Center Express developer guide prints this layout, in which the first and
    the last word of the fixed part are reserved (1 and 0); their names are those of EMERGENCY_CALL_EVENT, which has the
    same layout.

    Source: Cisco's Contact Center Express developer guide, table "SUPERVISOR_ASSIST_EVENT Message Format".
    """

    peripheral_id: int = fixed("PeripheralID", Kind.UINT)
    connection_call_id: int = fixed("ConnectionCallID", Kind.UINT, null=e.NULL_CALL_ID)
    connection_device_id_type: int = fixed("ConnectionDeviceIDType", Kind.USHORT, codes=e.ConnectionDeviceIDType)
    session_id: int = fixed("SessionID", Kind.UINT)
    connection_device_id: str | None = floating("ConnectionDeviceID", t.CONNECTION_DEVID)
    client_id: str | None = floating("ClientID", t.CLIENT_ID)
    text: str | None = floating("Text", t.TEXT)
    agent_extension: str | None = floating("AgentExtension", t.AGENT_EXTENSION)
    agent_id: str | None = floating("AgentID", t.AGENT_ID)
    agent_instrument: str | None = floating("AgentInstrument", t.AGENT_INSTRUMENT)


@message(121, "EMERGENCY_CALL_REQ", since=6)
class EmergencyCallReq(Message):
    """EMERGENCY_CALL_REQ (121), client to server, client control service.

    Source: GED-188, table "EMERGENCY_CALL_REQ Message Format"; guides of versions 9, 14, 15, 17, 25.
    """

    invoke_id: int = fixed("InvokeID", Kind.UINT)
    peripheral_id: int = fixed("PeripheralID", Kind.UINT, null=e.NULL_PERIPHERAL_ID)
    connection_call_id: int = fixed("ConnectionCallID", Kind.UINT, null=e.NULL_CALL_ID)
    connection_device_id_type: int = fixed("ConnectionDeviceIDType", Kind.USHORT, codes=e.ConnectionDeviceIDType)
    connection_device_id: str | None = floating("ConnectionDeviceID", t.CONNECTION_DEVID)
    agent_extension: str | None = floating("AgentExtension", t.AGENT_EXTENSION)
    agent_id: str | None = floating("AgentID", t.AGENT_ID)
    agent_instrument: str | None = floating("AgentInstrument", t.AGENT_INSTRUMENT)


@message(122, "EMERGENCY_CALL_CONF", since=6)
class EmergencyCallConf(Message):
    """EMERGENCY_CALL_CONF (122), server to client, client control service.

    Source: GED-188, table "EMERGENCY_CALL_CONF Message Format"; guides of versions 14, 15, 25.
    """

    invoke_id: int = fixed("InvokeID", Kind.UINT)
    connection_call_id: int = fixed("ConnectionCallID", Kind.UINT, null=e.NULL_CALL_ID)
    connection_device_id_type: int = fixed("ConnectionDeviceIDType", Kind.USHORT, codes=e.ConnectionDeviceIDType)
    line_handle: int = fixed("LineHandle", Kind.USHORT, null=e.NONE16)
    line_type: int = fixed("LineType", Kind.USHORT, codes=e.LineType, null=e.NONE16)
    connection_device_id: str | None = floating("ConnectionDeviceID", t.CONNECTION_DEVID)


@message(123, "EMERGENCY_CALL_EVENT", since=6)
class EmergencyCallEvent(Message):
    """EMERGENCY_CALL_EVENT (123), server to client, supervisor service.

    Clients with All Events and recording servers get it even when no supervisor was found. It has no MonitorID. The
    message length that the guide prints, 274, is 4 bytes more than the sum of its fields.

    Source: GED-188, table "EMERGENCY_CALL_EVENT Message Format"; guides of versions 9, 14, 15, 25.
    """

    peripheral_id: int = fixed("PeripheralID", Kind.UINT)
    connection_call_id: int = fixed("ConnectionCallID", Kind.UINT, null=e.NULL_CALL_ID)
    connection_device_id_type: int = fixed("ConnectionDeviceIDType", Kind.USHORT, codes=e.ConnectionDeviceIDType)
    session_id: int = fixed("SessionID", Kind.UINT)
    connection_device_id: str | None = floating("ConnectionDeviceID", t.CONNECTION_DEVID)
    client_id: str | None = floating("ClientID", t.CLIENT_ID)
    client_address: str | None = floating("ClientAddress", t.CLIENT_ADDRESS)
    agent_extension: str | None = floating("AgentExtension", t.AGENT_EXTENSION)
    agent_id: str | None = floating("AgentID", t.AGENT_ID)
    agent_instrument: str | None = floating("AgentInstrument", t.AGENT_INSTRUMENT)
    client_address_ipv6: str | None = floating("ClientAddressIPV6", t.CLIENT_ADDRESS_IPV6, since=14, until=18)


@message(124, "SUPERVISE_CALL_REQ", since=8)
class SuperviseCallReq(Message):
    """SUPERVISE_CALL_REQ (124), client to server, supervisor service.

    It names the agent's connection (AgentConnectionCallID, AgentConnectionDeviceIDType, AgentConnectionDeviceID), or,
    with AgentConnectionCallID 0xFFFFFFFF and CONNECTION_ID_NONE, the agent by one agent field. A supervisor without a
    call has SupervisorConnectionCallID 0xFFFFFFFF and CONNECTION_ID_NONE. Only sessions with All Events or Peripheral
    Monitor need SupervisorInstrument.

    Source: GED-188, table "SUPERVISE_CALL_REQ Message Format"; guides of versions 9, 14, 15, 25.
    """

    invoke_id: int = fixed("InvokeID", Kind.UINT)
    peripheral_id: int = fixed("PeripheralID", Kind.UINT, null=e.NULL_PERIPHERAL_ID)
    agent_connection_call_id: int = fixed("AgentConnectionCallID", Kind.UINT, null=e.NULL_CALL_ID)
    supervisor_connection_call_id: int = fixed("SupervisorConnectionCallID", Kind.UINT, null=e.NULL_CALL_ID)
    agent_connection_device_id_type: int = fixed(
        "AgentConnectionDeviceIDType", Kind.USHORT, codes=e.ConnectionDeviceIDType
    )
    supervisor_connection_device_id_type: int = fixed(
        "SupervisorConnectionDeviceIDType", Kind.USHORT, codes=e.ConnectionDeviceIDType
    )
    supervisory_action: int = fixed("SupervisoryAction", Kind.USHORT, codes=e.SupervisoryAction)
    agent_connection_device_id: str | None = floating("AgentConnectionDeviceID", t.AGENT_CONNECTION_DEVID)
    supervisor_connection_device_id: str | None = floating(
        "SupervisorConnectionDeviceID", t.SUPERVISOR_CONNECTION_DEVID
    )
    agent_extension: str | None = floating("AgentExtension", t.AGENT_EXTENSION)
    agent_id: str | None = floating("AgentID", t.AGENT_ID)
    agent_instrument: str | None = floating("AgentInstrument", t.AGENT_INSTRUMENT)
    supervisor_instrument: str | None = floating("SupervisorInstrument", t.SUPERVISOR_INSTRUMENT)


@message(125, "SUPERVISE_CALL_CONF", since=8)
class SuperviseCallConf(Message):
    """SUPERVISE_CALL_CONF (125), server to client, supervisor service.

    The connection is that of the supervised call at the agent's device, not the supervisor's own.

    Source: GED-188, table "SUPERVISE_CALL_CONF Message Format"; guides of versions 9, 14, 15, 17, 25.
    """

    invoke_id: int = fixed("InvokeID", Kind.UINT)
    connection_call_id: int = fixed("ConnectionCallID", Kind.UINT, null=e.NULL_CALL_ID)
    connection_device_id_type: int = fixed("ConnectionDeviceIDType", Kind.USHORT, codes=e.ConnectionDeviceIDType)
    connection_device_id: str | None = floating("ConnectionDeviceID", t.CONNECTION_DEVID)


@message(
    128,
    "AGENT_TEAM_CONFIG_EVENT",
    since=8,
    groups=(
        Group(
            "members",
            "number_of_agents",
            (
                "atc_agent_id",
                "agent_flags",
                "atc_agent_state",
                "atc_state_duration",
            ),
            64,
            True,
        ),
    ),
)
class AgentTeamConfigEvent(Message):
    """AGENT_TEAM_CONFIG_EVENT (128), server to client, supervisor service.

    A message has at most 64 members: a larger team comes in several messages with the same TeamID, and nothing marks
    the last one. It has no InvokeID. CallMsgMask must have AGENT_TEAM_CONFIG_MASK.

    Source: GED-188, table "AGENT_TEAM_CONFIG_EVENT Message Format"; guides of versions 9, 15, 25.
    """

    peripheral_id: int = fixed("PeripheralID", Kind.UINT)
    team_id: int = fixed("TeamID", Kind.UINT)
    number_of_agents: int = fixed("NumberOfAgents", Kind.USHORT)
    config_operation: int = fixed("ConfigOperation", Kind.USHORT, codes=e.ConfigOperation)
    department_id: int | None = fixed("DepartmentID", Kind.INT, since=19)
    agent_team_name: str | None = floating("AgentTeamName", t.AGENT_TEAM_NAME, since=16)
    atc_agent_id: list[str | None] = floating("AtcAgentID", t.ATC_AGENT_ID, repeats=True)
    agent_flags: list[int | None] = floating("AgentFlags", t.AGENT_FLAGS, codes=e.AgentFlags, repeats=True)
    atc_agent_state: list[int | None] = floating("AtcAgentState", t.ATC_AGENT_STATE, codes=e.AgentState, repeats=True)
    atc_state_duration: list[int | None] = floating("AtcStateDuration", t.ATC_STATE_DURATION, repeats=True)


@message(133, "LIST_AGENT_TEAM_REQ", since=8)
class ListAgentTeamReq(Message):
    """LIST_AGENT_TEAM_REQ (133), client to server, supervisor service.

    SupervisorID is the supervisor's skill target id (ICMAgentID), not the login id.

    Source: GED-188, table "LIST_AGENT_TEAM_REQ Message Format"; guides of versions 9, 14, 15, 25.
    """

    invoke_id: int = fixed("InvokeID", Kind.UINT)
    supervisor_id: int = fixed("SupervisorID", Kind.UINT)


@message(
    134, "LIST_AGENT_TEAM_CONF", since=8, groups=(Group("teams", "number_of_agent_teams", ("team_id",), 64, False),)
)
class ListAgentTeamConf(Message):
    """LIST_AGENT_TEAM_CONF (134), server to client, supervisor service.

    Every segment has the InvokeID of the request; the last one has More LAST. The guide doesn't say whether
    SegmentNumber starts at 0 or 1.

    Source: GED-188, table "LIST_AGENT_TEAM_CONF Message Format"; guides of versions 9, 14, 15, 17, 25.
    """

    invoke_id: int = fixed("InvokeID", Kind.UINT)
    number_of_agent_teams: int = fixed("NumberOfAgentTeams", Kind.USHORT)
    segment_number: int = fixed("SegmentNumber", Kind.USHORT)
    more: int = fixed("More", Kind.USHORT, codes=e.More)
    team_id: list[int | None] = floating("TeamID", t.LIST_TEAM_ID, repeats=True)


@message(135, "MONITOR_AGENT_TEAM_START_REQ", since=8)
class MonitorAgentTeamStartReq(Message):
    """MONITOR_AGENT_TEAM_START_REQ (135), client to server, supervisor service.

    Source: GED-188, table "MONITOR_AGENT_TEAM_START_REQ Message Format"; guides of versions 9, 15, 17, 25.
    """

    invoke_id: int = fixed("InvokeID", Kind.UINT)
    team_id: int = fixed("TeamID", Kind.UINT)
    ctioscil_client_id: str | None = floating("CTIOSCILClientID", t.CTIOS_CIL_CLIENT_ID, since=13)


@message(136, "MONITOR_AGENT_TEAM_START_CONF", since=8)
class MonitorAgentTeamStartConf(Message):
    """MONITOR_AGENT_TEAM_START_CONF (136), server to client, supervisor service.

    Source: GED-188, table "MONITOR_AGENT_TEAM_START_CONF Message Format"; guides of versions 9, 15, 17, 25.
    """

    invoke_id: int = fixed("InvokeID", Kind.UINT)
    monitor_id: int = fixed("MonitorID", Kind.UINT)


@message(137, "MONITOR_AGENT_TEAM_STOP_REQ", since=8)
class MonitorAgentTeamStopReq(Message):
    """MONITOR_AGENT_TEAM_STOP_REQ (137), client to server, supervisor service.

    Source: GED-188, table "MONITOR_AGENT_TEAM_STOP_REQ Message Format"; guides of versions 9, 15, 17, 25.
    """

    invoke_id: int = fixed("InvokeID", Kind.UINT)
    monitor_id: int = fixed("MonitorID", Kind.UINT)
    ctioscil_client_id: str | None = floating("CTIOSCILClientID", t.CTIOS_CIL_CLIENT_ID, since=13)


@message(138, "MONITOR_AGENT_TEAM_STOP_CONF", since=8)
class MonitorAgentTeamStopConf(Message):
    """MONITOR_AGENT_TEAM_STOP_CONF (138), server to client, supervisor service.

    Source: GED-188, table "MONITOR_AGENT_TEAM_STOP_CONF Message Format"; guide of version 25.
    """

    invoke_id: int = fixed("InvokeID", Kind.UINT)
