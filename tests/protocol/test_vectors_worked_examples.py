"""Sixteen messages worked out by hand, in the order of fields that servers use, which is not always the encoder's."""

from __future__ import annotations

import pytest
from wire_literals import Vector, wire

from protocol.wire.codec import Codec
from protocol.wire.messages import (
    AgentStateEvent,
    AgentTeamConfigEvent,
    BeginCallEvent,
    CallConferencedEvent,
    ControlFailureConf,
    FailureConf,
    ListAgentTeamConf,
    OpenConf,
    OpenReq,
    SuperviseCallConf,
    SuperviseCallReq,
)

EXAMPLES = [
    # Supervisor opens a session, one-byte tags.
    Vector(
        17,
        OpenReq(
            invoke_id=1,
            version_number=17,
            idle_timeout=360,
            peripheral_id=5000,
            services_requested=133,
            call_msg_mask=0x87EFFF,
            agent_state_mask=1023,
            config_msg_mask=0,
            reserved1=0,
            reserved2=0,
            reserved3=0,
            client_id="watch",
            client_password=b"",
            client_signature="desk-7",
            agent_id="4401",
            agent_instrument="7201",
        ),
        """
        0000004d              MessageLength
        00000003              MessageType OPEN_REQ
        00000001              InvokeID
        00000011              VersionNumber
        00000168              IdleTimeout
        00001388              PeripheralID
        00000085              ServicesRequested
        0087efff              CallMsgMask
        000003ff              AgentStateMask
        00000000              ConfigMsgMask
        00000000              Reserved1
        00000000              Reserved2
        00000000              Reserved3
        01 06 776174636800    ClientID "watch"
        02 00                 ClientPassword ""
        03 07 6465736b2d3700  ClientSignature "desk-7"
        05 05 3434303100      AgentID "4401"
        06 05 3732303100      AgentInstrument "7201"
        """,
    ),
    # The same supervisor asks for version 24, two-byte tags already in this message.
    Vector(
        24,
        OpenReq(
            invoke_id=2,
            version_number=24,
            idle_timeout=360,
            peripheral_id=5000,
            services_requested=133,
            call_msg_mask=0x87EFFF,
            agent_state_mask=1023,
            config_msg_mask=0,
            reserved1=0,
            reserved2=0,
            reserved3=0,
            client_id="watch",
            client_password=b"",
            agent_id="4401",
        ),
        """
        00000043                MessageLength
        00000003                MessageType OPEN_REQ
        00000002                InvokeID
        00000018                VersionNumber
        00000168                IdleTimeout
        00001388                PeripheralID
        00000085                ServicesRequested
        0087efff                CallMsgMask
        000003ff                AgentStateMask
        00000000                ConfigMsgMask
        00000000                Reserved1
        00000000                Reserved2
        00000000                Reserved3
        0001 0006 776174636800  ClientID "watch"
        0002 0000               ClientPassword ""
        0005 0005 3434303100    AgentID "4401"
        """,
    ),
    # Session accepted, version 24, supervisor signed in and ready.
    Vector(
        24,
        OpenConf(
            invoke_id=2,
            services_granted=133,
            monitor_id=31,
            pg_status=0,
            icm_central_controller_time=0x6955B900,
            peripheral_online=1,
            peripheral_type=17,
            agent_state=3,
            department_id=0,
            session_type=0,
            agent_extension="7201",
            agent_id="4401",
            agent_instrument="7201",
        ),
        """
        0000003b              MessageLength
        00000004              MessageType OPEN_CONF
        00000002              InvokeID
        00000085              ServicesGranted
        0000001f              MonitorID
        00000000              PGStatus
        6955b900              ICMCentralControllerTime
        0001                  PeripheralOnline
        0011                  PeripheralType
        0003                  AgentState
        00000000              DepartmentID
        0000                  SessionType
        0004 0005 3732303100  AgentExtension "7201"
        0005 0005 3434303100  AgentID "4401"
        0006 0005 3732303100  AgentInstrument "7201"
        """,
    ),
    # Open refused: agent is not configured as a supervisor.
    Vector(
        9,
        FailureConf(
            invoke_id=3,
            status=12,
        ),
        """
        00000008  MessageLength
        00000001  MessageType FAILURE_CONF
        00000003  InvokeID
        0000000c  Status
        """,
    ),
    # Team of two, oldest layout.
    Vector(
        9,
        AgentTeamConfigEvent(
            peripheral_id=5000,
            team_id=5011,
            number_of_agents=2,
            config_operation=1,
            atc_agent_id=["4401", "4410"],
            agent_flags=[1, 0],
            atc_agent_state=[2, 4],
            atc_state_duration=[95, 12],
        ),
        """
        00000036          MessageLength
        00000080          MessageType AGENT_TEAM_CONFIG_EVENT
        00001388          PeripheralID
        00001393          TeamID
        0002              NumberOfAgents
        0001              ConfigOperation
        56 05 3434303100  AtcAgentID "4401"
        57 02 0001        AgentFlags
        58 02 0002        AtcAgentState
        59 04 0000005f    AtcStateDuration
        56 05 3434313000  AtcAgentID "4410"
        57 02 0000        AgentFlags
        58 02 0004        AtcAgentState
        59 04 0000000c    AtcStateDuration
        """,
    ),
    # Agent removed from a team that carries a name.
    Vector(
        17,
        AgentTeamConfigEvent(
            peripheral_id=5000,
            team_id=5011,
            number_of_agents=1,
            config_operation=2,
            agent_team_name="Claims",
            atc_agent_id=["4410"],
            agent_flags=[0],
            atc_agent_state=[0],
            atc_state_duration=[0],
        ),
        """
        0000002a              MessageLength
        00000080              MessageType AGENT_TEAM_CONFIG_EVENT
        00001388              PeripheralID
        00001393              TeamID
        0001                  NumberOfAgents
        0002                  ConfigOperation
        f3 07 436c61696d7300  AgentTeamName "Claims"
        56 05 3434313000      AtcAgentID "4410"
        57 02 0000            AgentFlags
        58 02 0000            AtcAgentState
        59 04 00000000        AtcStateDuration
        """,
    ),
    # Team event with department and two-byte tags.
    Vector(
        20,
        AgentTeamConfigEvent(
            peripheral_id=5000,
            team_id=5011,
            number_of_agents=1,
            config_operation=1,
            department_id=7,
            agent_team_name="Claims",
            atc_agent_id=["4412"],
            agent_flags=[2],
            atc_agent_state=[0],
            atc_state_duration=[3600],
        ),
        """
        00000038                  MessageLength
        00000080                  MessageType AGENT_TEAM_CONFIG_EVENT
        00001388                  PeripheralID
        00001393                  TeamID
        0001                      NumberOfAgents
        0001                      ConfigOperation
        00000007                  DepartmentID
        00f3 0007 436c61696d7300  AgentTeamName "Claims"
        0056 0005 3434313200      AtcAgentID "4412"
        0057 0002 0002            AgentFlags
        0058 0002 0000            AtcAgentState
        0059 0004 00000e10        AtcStateDuration
        """,
    ),
    # Two teams, last segment.
    Vector(
        14,
        ListAgentTeamConf(
            invoke_id=9,
            number_of_agent_teams=2,
            segment_number=1,
            more=0,
            team_id=[5011, 5012],
        ),
        """
        00000016        MessageLength
        00000086        MessageType LIST_AGENT_TEAM_CONF
        00000009        InvokeID
        0002            NumberOfAgentTeams
        0001            SegmentNumber
        0000            More
        5c 04 00001393  TeamID
        5c 04 00001394  TeamID
        """,
    ),
    # Agent starts talking, two skill groups.
    Vector(
        17,
        AgentStateEvent(
            monitor_id=31,
            peripheral_id=5000,
            session_id=77,
            peripheral_type=17,
            skill_group_state=4,
            state_duration=1,
            skill_group_number=21,
            skill_group_id=5101,
            skill_group_priority=0,
            agent_state=4,
            event_reason_code=0,
            mrd_id=1,
            num_tasks=1,
            agent_mode=1,
            max_task_limit=1,
            icm_agent_id=5300,
            agent_availability_status=0,
            num_flt_skill_groups=2,
            agent_id="4410",
            agent_extension="7210",
            agent_instrument="7210",
            direction=1,
            flt_skill_group_number=[21, 22],
            flt_skill_group_id=[5101, 5102],
            flt_skill_group_priority=[0, 0],
            flt_skill_group_state=[4, 1],
        ),
        """
        0000007d          MessageLength
        0000001e          MessageType AGENT_STATE_EVENT
        0000001f          MonitorID
        00001388          PeripheralID
        0000004d          SessionID
        0011              PeripheralType
        0004              SkillGroupState
        00000001          StateDuration
        00000015          SkillGroupNumber
        000013ed          SkillGroupID
        0000              SkillGroupPriority
        0004              AgentState
        0000              EventReasonCode
        00000001          MRDID
        00000001          NumTasks
        0001              AgentMode
        00000001          MaxTaskLimit
        000014b4          ICMAgentID
        00000000          AgentAvailabilityStatus
        0002              NumFltSkillGroups
        05 05 3434313000  AgentID "4410"
        04 05 3732313000  AgentExtension "7210"
        06 05 3732313000  AgentInstrument "7210"
        f4 04 00000001    Direction
        3e 04 00000015    FltSkillGroupNumber
        3f 04 000013ed    FltSkillGroupID
        40 02 0000        FltSkillGroupPriority
        41 02 0004        FltSkillGroupState
        3e 04 00000016    FltSkillGroupNumber
        3f 04 000013ee    FltSkillGroupID
        40 02 0000        FltSkillGroupPriority
        41 02 0001        FltSkillGroupState
        """,
    ),
    # The same event at version 24.
    Vector(
        24,
        AgentStateEvent(
            monitor_id=31,
            peripheral_id=5000,
            session_id=77,
            peripheral_type=17,
            skill_group_state=4,
            state_duration=1,
            skill_group_number=21,
            skill_group_id=5101,
            skill_group_priority=0,
            agent_state=4,
            event_reason_code=0,
            mrd_id=1,
            num_tasks=1,
            agent_mode=1,
            max_task_limit=1,
            icm_agent_id=5300,
            agent_availability_status=0,
            num_flt_skill_groups=2,
            department_id=-1,
            agent_id="4410",
            agent_extension="7210",
            agent_instrument="7210",
            direction=1,
            flt_skill_group_number=[21, 22],
            flt_skill_group_id=[5101, 5102],
            flt_skill_group_priority=[0, 0],
            flt_skill_group_state=[4, 1],
        ),
        """
        00000099              MessageLength
        0000001e              MessageType AGENT_STATE_EVENT
        0000001f              MonitorID
        00001388              PeripheralID
        0000004d              SessionID
        0011                  PeripheralType
        0004                  SkillGroupState
        00000001              StateDuration
        00000015              SkillGroupNumber
        000013ed              SkillGroupID
        0000                  SkillGroupPriority
        0004                  AgentState
        0000                  EventReasonCode
        00000001              MRDID
        00000001              NumTasks
        0001                  AgentMode
        00000001              MaxTaskLimit
        000014b4              ICMAgentID
        00000000              AgentAvailabilityStatus
        0002                  NumFltSkillGroups
        ffffffff              DepartmentID
        0005 0005 3434313000  AgentID "4410"
        0004 0005 3732313000  AgentExtension "7210"
        0006 0005 3732313000  AgentInstrument "7210"
        00f4 0004 00000001    Direction
        003e 0004 00000015    FltSkillGroupNumber
        003f 0004 000013ed    FltSkillGroupID
        0040 0002 0000        FltSkillGroupPriority
        0041 0002 0004        FltSkillGroupState
        003e 0004 00000016    FltSkillGroupNumber
        003f 0004 000013ee    FltSkillGroupID
        0040 0002 0000        FltSkillGroupPriority
        0041 0002 0001        FltSkillGroupState
        """,
    ),
    # Barge-in naming the agent's connection, supervisor has no call.
    Vector(
        9,
        SuperviseCallReq(
            invoke_id=40,
            peripheral_id=5000,
            agent_connection_call_id=0x1000055,
            supervisor_connection_call_id=0xFFFFFFFF,
            agent_connection_device_id_type=0,
            supervisor_connection_device_id_type=65535,
            supervisory_action=3,
            agent_connection_device_id="7210",
            supervisor_instrument="7201",
        ),
        """
        00000024          MessageLength
        0000007c          MessageType SUPERVISE_CALL_REQ
        00000028          InvokeID
        00001388          PeripheralID
        01000055          AgentConnectionCallID
        ffffffff          SupervisorConnectionCallID
        0000              AgentConnectionDeviceIDType
        ffff              SupervisorConnectionDeviceIDType
        0003              SupervisoryAction
        5a 05 3732313000  AgentConnectionDeviceID "7210"
        55 05 3732303100  SupervisorInstrument "7201"
        """,
    ),
    # Silent monitor of whatever call the agent has, named by agent id.
    Vector(
        17,
        SuperviseCallReq(
            invoke_id=41,
            peripheral_id=5000,
            agent_connection_call_id=0xFFFFFFFF,
            supervisor_connection_call_id=0xFFFFFFFF,
            agent_connection_device_id_type=65535,
            supervisor_connection_device_id_type=65535,
            supervisory_action=1,
            agent_id="4410",
        ),
        """
        0000001d          MessageLength
        0000007c          MessageType SUPERVISE_CALL_REQ
        00000029          InvokeID
        00001388          PeripheralID
        ffffffff          AgentConnectionCallID
        ffffffff          SupervisorConnectionCallID
        ffff              AgentConnectionDeviceIDType
        ffff              SupervisorConnectionDeviceIDType
        0001              SupervisoryAction
        05 05 3434313000  AgentID "4410"
        """,
    ),
    # Supervision accepted.
    Vector(
        20,
        SuperviseCallConf(
            invoke_id=42,
            connection_call_id=0x1000055,
            connection_device_id_type=0,
            connection_device_id="7210",
        ),
        """
        00000013              MessageLength
        0000007d              MessageType SUPERVISE_CALL_CONF
        0000002a              InvokeID
        01000055              ConnectionCallID
        0000                  ConnectionDeviceIDType
        0019 0005 3732313000  ConnectionDeviceID "7210"
        """,
    ),
    # Barge-in took effect: supervisor added to the call.
    Vector(
        17,
        CallConferencedEvent(
            monitor_id=31,
            peripheral_id=5000,
            peripheral_type=17,
            primary_device_id_type=0,
            primary_call_id=0x1000055,
            line_handle=65535,
            line_type=65535,
            skill_group_number=0xFFFFFFFF,
            skill_group_id=0xFFFFFFFF,
            skill_group_priority=0,
            num_parties=2,
            secondary_device_id_type=0,
            secondary_call_id=0x1000056,
            controller_device_type=76,
            added_party_device_type=76,
            local_connection_state=3,
            event_cause=48,
            primary_device_id="7210",
            secondary_device_id="7201",
            controller_device_id="7210",
            added_party_device_id="7201",
            connected_party_call_id=[16777301, 16777301],
            connected_party_device_id_type=[0, 0],
            connected_party_device_id=["7210", "7201"],
        ),
        """
        0000006c          MessageLength
        00000011          MessageType CALL_CONFERENCED_EVENT
        0000001f          MonitorID
        00001388          PeripheralID
        0011              PeripheralType
        0000              PrimaryDeviceIDType
        01000055          PrimaryCallID
        ffff              LineHandle
        ffff              LineType
        ffffffff          SkillGroupNumber
        ffffffff          SkillGroupID
        0000              SkillGroupPriority
        0002              NumParties
        0000              SecondaryDeviceIDType
        01000056          SecondaryCallID
        004c              ControllerDeviceType
        004c              AddedPartyDeviceType
        0003              LocalConnectionState
        0030              EventCause
        23 05 3732313000  PrimaryDeviceID "7210"
        24 05 3732303100  SecondaryDeviceID "7201"
        25 05 3732313000  ControllerDeviceID "7210"
        26 05 3732303100  AddedPartyDeviceID "7201"
        27 04 01000055    ConnectedPartyCallID
        28 02 0000        ConnectedPartyDeviceIDType
        29 05 3732313000  ConnectedPartyDeviceID "7210"
        27 04 01000055    ConnectedPartyCallID
        28 02 0000        ConnectedPartyDeviceIDType
        29 05 3732303100  ConnectedPartyDeviceID "7201"
        """,
    ),
    # Control request failed on the switch side.
    Vector(
        20,
        ControlFailureConf(
            invoke_id=43,
            failure_code=12,
            peripheral_error_code=10107,
        ),
        """
        0000000a  MessageLength
        00000023  MessageType CONTROL_FAILURE_CONF
        0000002b  InvokeID
        000c      FailureCode
        0000277b  PeripheralErrorCode
        """,
    ),
    # New call with one expanded call variable and one array element.
    Vector(
        20,
        BeginCallEvent(
            monitor_id=31,
            peripheral_id=5000,
            peripheral_type=17,
            num_cti_clients=0,
            num_named_variables=1,
            num_named_arrays=1,
            call_type=1,
            connection_device_id_type=0,
            connection_call_id=0x1000055,
            called_party_disposition=0,
            connection_device_id="7210",
            ani="5550147",
            call_variable1="gold",
            named_variable=[("user.lang", "en")],
            named_array=[(2, "user.hist", "web")],
        ),
        """
        0000005c                        MessageLength
        00000017                        MessageType BEGIN_CALL_EVENT
        0000001f                        MonitorID
        00001388                        PeripheralID
        0011                            PeripheralType
        0000                            NumCTIClients
        0001                            NumNamedVariables
        0001                            NumNamedArrays
        0001                            CallType
        0000                            ConnectionDeviceIDType
        01000055                        ConnectionCallID
        0000                            CalledPartyDisposition
        0019 0005 3732313000            ConnectionDeviceID "7210"
        0008 0008 3535353031343700      ANI "5550147"
        000d 0005 676f6c6400            CallVariable1 "gold"
        0052 000d 757365722e6c616e6700656e00  NamedVariable
        0053 000f 02757365722e686973740077656200  NamedArray
        """,
    ),
]


@pytest.mark.parametrize("vector", EXAMPLES, ids=str)
def test_an_example_is_read_and_written_back(vector: Vector) -> None:
    data = wire(vector.literal)
    codec = Codec(vector.version)
    read = codec.decode(int.from_bytes(data[4:8], "big"), data[8:])
    assert read == vector.message
    assert codec.encode(read) == data


@pytest.mark.parametrize("vector", EXAMPLES, ids=str)
def test_an_example_is_written_with_the_same_fields_in_the_order_of_the_guide(vector: Vector) -> None:
    data = wire(vector.literal)
    written = Codec(vector.version).encode(vector.message)
    assert written[:8] == data[:8]
    assert Codec(vector.version).decode(int.from_bytes(data[4:8], "big"), written[8:]) == vector.message
