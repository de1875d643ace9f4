"""Teams and their monitors, monitors of devices, system events (GED-188, chapters "Supervisor service" and "Monitors").

Written from the tables of the guide: one field a line, and behind two spaces its name.
"""

from __future__ import annotations

import pytest
from wire_literals import Vector, check_reading, check_writing

from protocol.wire.messages import (
    AgentTeamConfigEvent,
    ListAgentTeamConf,
    ListAgentTeamReq,
    MonitorAgentTeamStartConf,
    MonitorAgentTeamStartReq,
    MonitorAgentTeamStopConf,
    MonitorAgentTeamStopReq,
    MonitorStartConf,
    MonitorStartReq,
    MonitorStopConf,
    MonitorStopReq,
    SystemEvent,
)

VECTORS = [
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
            atc_state_duration=[260, 517],
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
        59 04 00000104    AtcStateDuration
        56 05 3434313000  AtcAgentID "4410"
        57 02 0000        AgentFlags
        58 02 0004        AtcAgentState
        59 04 00000205    AtcStateDuration
        """,
    ),
    Vector(
        17,
        AgentTeamConfigEvent(
            peripheral_id=5000,
            team_id=5011,
            number_of_agents=2,
            config_operation=1,
            agent_team_name="Claims",
            atc_agent_id=["4401", "4410"],
            agent_flags=[1, 0],
            atc_agent_state=[None, 516],
            atc_state_duration=[None, 517],
        ),
        """
        00000035              MessageLength
        00000080              MessageType AGENT_TEAM_CONFIG_EVENT
        00001388              PeripheralID
        00001393              TeamID
        0002                  NumberOfAgents
        0001                  ConfigOperation
        f3 07 436c61696d7300  AgentTeamName "Claims"
        56 05 3434303100      AtcAgentID "4401"
        57 02 0001            AgentFlags
        56 05 3434313000      AtcAgentID "4410"
        57 02 0000            AgentFlags
        58 02 0204            AtcAgentState
        59 04 00000205        AtcStateDuration
        """,
    ),
    Vector(
        20,
        AgentTeamConfigEvent(
            peripheral_id=5000,
            team_id=5011,
            number_of_agents=2,
            config_operation=1,
            department_id=-7,
            agent_team_name="Claims",
            atc_agent_id=["4401", "4410"],
            agent_flags=[258, 515],
            atc_agent_state=[259, 516],
            atc_state_duration=[260, 517],
        ),
        """
        00000055                  MessageLength
        00000080                  MessageType AGENT_TEAM_CONFIG_EVENT
        00001388                  PeripheralID
        00001393                  TeamID
        0002                      NumberOfAgents
        0001                      ConfigOperation
        fffffff9                  DepartmentID
        00f3 0007 436c61696d7300  AgentTeamName "Claims"
        0056 0005 3434303100      AtcAgentID "4401"
        0057 0002 0102            AgentFlags
        0058 0002 0103            AtcAgentState
        0059 0004 00000104        AtcStateDuration
        0056 0005 3434313000      AtcAgentID "4410"
        0057 0002 0203            AgentFlags
        0058 0002 0204            AtcAgentState
        0059 0004 00000205        AtcStateDuration
        """,
    ),
    Vector(
        25,
        AgentTeamConfigEvent(
            peripheral_id=5000,
            team_id=5011,
            number_of_agents=1,
            config_operation=2,
            department_id=-7,
            agent_team_name="Claims",
            atc_agent_id=["4401"],
            agent_flags=[258],
            atc_agent_state=[259],
            atc_state_duration=[260],
        ),
        """
        00000038                  MessageLength
        00000080                  MessageType AGENT_TEAM_CONFIG_EVENT
        00001388                  PeripheralID
        00001393                  TeamID
        0001                      NumberOfAgents
        0002                      ConfigOperation
        fffffff9                  DepartmentID
        00f3 0007 436c61696d7300  AgentTeamName "Claims"
        0056 0005 3434303100      AtcAgentID "4401"
        0057 0002 0102            AgentFlags
        0058 0002 0103            AtcAgentState
        0059 0004 00000104        AtcStateDuration
        """,
    ),
    Vector(
        17,
        ListAgentTeamReq(
            invoke_id=40,
            supervisor_id=5300,
        ),
        """
        00000008  MessageLength
        00000085  MessageType LIST_AGENT_TEAM_REQ
        00000028  InvokeID
        000014b4  SupervisorID
        """,
    ),
    Vector(
        14,
        ListAgentTeamConf(
            invoke_id=40,
            number_of_agent_teams=2,
            segment_number=1,
            more=1,
            team_id=[5011, 5012],
        ),
        """
        00000016        MessageLength
        00000086        MessageType LIST_AGENT_TEAM_CONF
        00000028        InvokeID
        0002            NumberOfAgentTeams
        0001            SegmentNumber
        0001            More
        5c 04 00001393  TeamID
        5c 04 00001394  TeamID
        """,
    ),
    Vector(
        24,
        ListAgentTeamConf(
            invoke_id=40,
            number_of_agent_teams=2,
            segment_number=1,
            more=0,
            team_id=[5011, 5012],
        ),
        """
        0000001a            MessageLength
        00000086            MessageType LIST_AGENT_TEAM_CONF
        00000028            InvokeID
        0002                NumberOfAgentTeams
        0001                SegmentNumber
        0000                More
        005c 0004 00001393  TeamID
        005c 0004 00001394  TeamID
        """,
    ),
    Vector(
        9,
        MonitorAgentTeamStartReq(
            invoke_id=40,
            team_id=5011,
        ),
        """
        00000008  MessageLength
        00000087  MessageType MONITOR_AGENT_TEAM_START_REQ
        00000028  InvokeID
        00001393  TeamID
        """,
    ),
    Vector(
        17,
        MonitorAgentTeamStartReq(
            invoke_id=40,
            team_id=5011,
            ctioscil_client_id="ctioscilcid0",
        ),
        """
        00000017                        MessageLength
        00000087                        MessageType MONITOR_AGENT_TEAM_START_REQ
        00000028                        InvokeID
        00001393                        TeamID
        d9 0d 6374696f7363696c6369643000  CTIOSCILClientID "ctioscilcid0"
        """,
    ),
    Vector(
        17,
        MonitorAgentTeamStartConf(
            invoke_id=40,
            monitor_id=31,
        ),
        """
        00000008  MessageLength
        00000088  MessageType MONITOR_AGENT_TEAM_START_CONF
        00000028  InvokeID
        0000001f  MonitorID
        """,
    ),
    Vector(
        20,
        MonitorAgentTeamStopReq(
            invoke_id=40,
            monitor_id=31,
            ctioscil_client_id="ctioscilcid0",
        ),
        """
        00000019                        MessageLength
        00000089                        MessageType MONITOR_AGENT_TEAM_STOP_REQ
        00000028                        InvokeID
        0000001f                        MonitorID
        00d9 000d 6374696f7363696c6369643000  CTIOSCILClientID "ctioscilcid0"
        """,
    ),
    Vector(
        17,
        MonitorAgentTeamStopConf(
            invoke_id=40,
        ),
        """
        00000004  MessageLength
        0000008a  MessageType MONITOR_AGENT_TEAM_STOP_CONF
        00000028  InvokeID
        """,
    ),
    Vector(
        17,
        MonitorStartReq(
            invoke_id=40,
            peripheral_id=5000,
            connection_call_id=0x1000055,
            call_msg_mask=0x87EFFF,
            agent_state_mask=1023,
            connection_device_id_type=0,
            monitored_device_type=263,
            connection_device_id="7210",
            monitored_device_id="mdid1",
        ),
        """
        00000027            MessageLength
        0000005d            MessageType MONITOR_START_REQ
        00000028            InvokeID
        00001388            PeripheralID
        01000055            ConnectionCallID
        0087efff            CallMsgMask
        000003ff            AgentStateMask
        0000                ConnectionDeviceIDType
        0107                MonitoredDeviceType
        19 05 3732313000    ConnectionDeviceID "7210"
        4c 06 6d6469643100  MonitoredDeviceID "mdid1"
        """,
    ),
    Vector(
        20,
        MonitorStartReq(
            invoke_id=40,
            peripheral_id=5000,
            connection_call_id=0x1000055,
            call_msg_mask=0x87EFFF,
            agent_state_mask=1023,
            connection_device_id_type=0,
            monitored_device_type=263,
        ),
        """
        00000018  MessageLength
        0000005d  MessageType MONITOR_START_REQ
        00000028  InvokeID
        00001388  PeripheralID
        01000055  ConnectionCallID
        0087efff  CallMsgMask
        000003ff  AgentStateMask
        0000      ConnectionDeviceIDType
        0107      MonitoredDeviceType
        """,
    ),
    Vector(
        17,
        MonitorStartConf(
            invoke_id=40,
            monitor_id=31,
        ),
        """
        00000008  MessageLength
        0000005e  MessageType MONITOR_START_CONF
        00000028  InvokeID
        0000001f  MonitorID
        """,
    ),
    Vector(
        17,
        MonitorStopReq(
            invoke_id=40,
            monitor_id=31,
        ),
        """
        00000008  MessageLength
        0000005f  MessageType MONITOR_STOP_REQ
        00000028  InvokeID
        0000001f  MonitorID
        """,
    ),
    Vector(
        17,
        MonitorStopConf(
            invoke_id=40,
        ),
        """
        00000004  MessageLength
        00000060  MessageType MONITOR_STOP_CONF
        00000028  InvokeID
        """,
    ),
    Vector(
        9,
        SystemEvent(
            pg_status=2,
            icm_central_controller_time=0x6955B900,
            system_event_id=259,
            system_event_arg1=260,
            system_event_arg2=261,
            system_event_arg3=262,
            text="help",
        ),
        """
        0000001f          MessageLength
        0000001f          MessageType SYSTEM_EVENT
        00000002          PGStatus
        6955b900          ICMCentralControllerTime
        00000103          SystemEventID
        00000104          SystemEventArg1
        00000105          SystemEventArg2
        00000106          SystemEventArg3
        07 05 68656c7000  Text "help"
        """,
    ),
    Vector(
        17,
        SystemEvent(
            pg_status=2,
            icm_central_controller_time=0x6955B900,
            system_event_id=259,
            system_event_arg1=260,
            system_event_arg2=261,
            system_event_arg3=262,
            event_device_type=263,
            text="help",
            event_device_id="edid1",
        ),
        """
        00000029            MessageLength
        0000001f            MessageType SYSTEM_EVENT
        00000002            PGStatus
        6955b900            ICMCentralControllerTime
        00000103            SystemEventID
        00000104            SystemEventArg1
        00000105            SystemEventArg2
        00000106            SystemEventArg3
        0107                EventDeviceType
        07 05 68656c7000    Text "help"
        ce 06 656469643100  EventDeviceID "edid1"
        """,
    ),
    Vector(
        20,
        SystemEvent(
            pg_status=2,
            icm_central_controller_time=0x6955B900,
            system_event_id=259,
            system_event_arg1=260,
            system_event_arg2=261,
            system_event_arg3=262,
            event_device_type=263,
            text="help",
            event_device_id="edid1",
        ),
        """
        0000002d                MessageLength
        0000001f                MessageType SYSTEM_EVENT
        00000002                PGStatus
        6955b900                ICMCentralControllerTime
        00000103                SystemEventID
        00000104                SystemEventArg1
        00000105                SystemEventArg2
        00000106                SystemEventArg3
        0107                    EventDeviceType
        0007 0005 68656c7000    Text "help"
        00ce 0006 656469643100  EventDeviceID "edid1"
        """,
    ),
]
every_vector = pytest.mark.parametrize("vector", VECTORS, ids=str)


@every_vector
def test_the_bytes_are_read(vector: Vector) -> None:
    check_reading(vector)


@every_vector
def test_the_message_is_written(vector: Vector) -> None:
    check_writing(vector)
