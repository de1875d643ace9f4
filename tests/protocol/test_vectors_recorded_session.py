"""What a session of version 15 between Cisco's CTI OS server and a CTI Server, recorded in 2016, shows, byte by byte.

Written from its facts with other names and numbers: one field a line, and behind two spaces its name.
"""

from __future__ import annotations

import pytest
from wire_literals import Vector, check_reading, check_writing

from protocol.wire.enums import (
    AgentFlags,
    AgentState,
    AgentType,
    ConfigOperation,
    CTIServiceMask,
    PeripheralType,
    SystemEventID,
)
from protocol.wire.messages import (
    AgentTeamConfigEvent,
    ConfigAgentEvent,
    ConfigBeginEvent,
    ConfigEndEvent,
    ConfigRequestEvent,
    ConfigSkillGroupEvent,
    OpenConf,
    OpenReq,
    SystemEvent,
)

SERVICES = (
    CTIServiceMask.CTI_SERVICE_CALL_DATA_UPDATE
    | CTIServiceMask.CTI_SERVICE_CLIENT_CONTROL
    | CTIServiceMask.CTI_SERVICE_ALL_EVENTS
    | CTIServiceMask.CTI_SERVICE_SUPERVISOR
    | CTIServiceMask.CTI_SERVICE_200
    | CTIServiceMask.CTI_SERVICE_CONFIG_EVENTS
    | CTIServiceMask.CTI_SERVICE_UPDATE_EVENTS
    | CTIServiceMask.CTI_SERVICE_IGNORE_DUPLICATE_AGENT_EVENTS
)

VECTORS = [
    Vector(
        15,
        OpenReq(
            invoke_id=2,
            version_number=15,
            idle_timeout=0x7FFFFFFF,
            peripheral_id=5000,
            services_requested=int(SERVICES),
            call_msg_mask=0x0FFFFFFF,
            agent_state_mask=0x3FF,
            config_msg_mask=3,
            client_id="bridge",
            client_password=b"bridge\0",
            client_signature="bridge",
        ),
        """
        00000047              MessageLength
        00000003              MessageType OPEN_REQ
        00000002              InvokeID
        0000000f              VersionNumber
        7fffffff              IdleTimeout
        00001388              PeripheralID
        001c0296              ServicesRequested
        0fffffff              CallMsgMask
        000003ff              AgentStateMask
        00000003              ConfigMsgMask
        00000000              Reserved1
        00000000              Reserved2
        00000000              Reserved3
        01 07 62726964676500  ClientID "bridge"
        02 07 62726964676500  ClientPassword "bridge", closed by a NUL
        03 07 62726964676500  ClientSignature "bridge"
        """,
    ),
    Vector(
        15,
        OpenConf(
            invoke_id=2,
            services_granted=int(SERVICES),
            monitor_id=0,
            pg_status=4,
            icm_central_controller_time=1464257566,
            peripheral_online=0,
            peripheral_type=PeripheralType.PT_ENTERPRISE_AGENT,
            agent_state=AgentState.UNKNOWN,
            num_peripherals=1,
            flt_peripheral_id=[5000],
            multiline_agent_control=[0],
        ),
        """
        00000028        MessageLength
        00000004        MessageType OPEN_CONF
        00000002        InvokeID
        001c0296        ServicesGranted
        00000000        MonitorID
        00000004        PGStatus
        5746cc1e        ICMCentralControllerTime
        0000            PeripheralOnline
        0011            PeripheralType
        0009            AgentState
        e4 02 0001      NumPeripherals
        d0 04 00001388  FltPeripheralID
        e0 02 0000      MultilineAgentControl
        """,
    ),
    Vector(
        15,
        AgentTeamConfigEvent(
            peripheral_id=5000,
            team_id=5001,
            number_of_agents=2,
            config_operation=ConfigOperation.ADD_AGENT,
            atc_agent_id=["3", "4"],
            agent_flags=[0, 0],
            atc_agent_state=[AgentState.LOGOUT, AgentState.LOGOUT],
            atc_state_duration=[86400, 7200],
        ),
        """
        00000030        MessageLength
        00000080        MessageType AGENT_TEAM_CONFIG_EVENT
        00001388        PeripheralID
        00001389        TeamID
        0002            NumberOfAgents
        0001            ConfigOperation
        56 02 3300      AtcAgentID "3"
        57 02 0000      AgentFlags
        58 02 0001      AtcAgentState
        59 04 00015180  AtcStateDuration
        56 02 3400      AtcAgentID "4"
        57 02 0000      AgentFlags
        58 02 0001      AtcAgentState
        59 04 00001c20  AtcStateDuration
        """,
    ),
    Vector(
        15,
        AgentTeamConfigEvent(
            peripheral_id=5000,
            team_id=5001,
            number_of_agents=1,
            config_operation=ConfigOperation.ADD_AGENT,
            atc_agent_id=["9"],
            agent_flags=[int(AgentFlags.SUPERVISOR)],
            atc_agent_state=[AgentState.LOGIN],
            atc_state_duration=[0],
        ),
        """
        0000001e        MessageLength
        00000080        MessageType AGENT_TEAM_CONFIG_EVENT
        00001388        PeripheralID
        00001389        TeamID
        0001            NumberOfAgents
        0001            ConfigOperation
        56 02 3900      AtcAgentID "9"
        57 02 0004      AgentFlags
        58 02 0000      AtcAgentState
        59 04 00000000  AtcStateDuration
        """,
    ),
    Vector(
        15,
        SystemEvent(
            pg_status=4,
            icm_central_controller_time=1464257566,
            system_event_id=SystemEventID.SYS_PERIPHERAL_OFFLINE,
            system_event_arg1=5001,
            event_device_type=0xFFFF,
        ),
        """
        0000001a  MessageLength
        0000001f  MessageType SYSTEM_EVENT
        00000004  PGStatus
        5746cc1e  ICMCentralControllerTime
        00000004  SystemEventID
        00001389  SystemEventArg1
        00000000  SystemEventArg2
        00000000  SystemEventArg3
        ffff      EventDeviceType
        """,
    ),
    Vector(
        15,
        ConfigRequestEvent(config_information=6, peripheral_id=5000),
        """
        00000008  MessageLength
        000000e8  MessageType CONFIG_REQUEST_EVENT
        00000006  ConfigInformation
        00001388  PeripheralID
        """,
    ),
    Vector(
        15,
        ConfigBeginEvent(
            config_type=1,
            config_information=6,
            service_config_key=b"\0\0\0\0\0\0\0\x01",
            skill_group_config_key=b"\0\0\0\0\0\0\0\x02",
            agent_config_key=b"\0\0\0\0\0\0\0\x03",
            device_config_key=b"\0\0\0\0\0\0\0\x04",
            call_type_config_key=b"\0\0\0\0\0\0\0\x05",
        ),
        """
        00000038                MessageLength
        000000e9                MessageType CONFIG_BEGIN_EVENT
        0001                    ConfigType
        00000006                ConfigInformation
        b1 08 0000000000000001  ServiceConfigKey
        b2 08 0000000000000002  SkillGroupConfigKey
        b3 08 0000000000000003  AgentConfigKey
        b4 08 0000000000000004  DeviceConfigKey
        d1 08 0000000000000005  CallTypeConfigKey
        """,
    ),
    Vector(
        15,
        ConfigSkillGroupEvent(
            num_records=2,
            record_type=[0, 0],
            flt_peripheral_id=[5000, 5000],
            peripheral_number=[21, 22],
            flt_skill_group_priority=[0, 0],
            skill_group_skill_target_id=[5101, 5102],
            auto_work=[0, 1],
            peripheral_name=["Claims", "Sales"],
        ),
        """
        0000004f              MessageLength
        000000ec              MessageType CONFIG_SKILL_GROUP_EVENT
        0002                  NumRecords
        b7 02 0000            RecordType
        d0 04 00001388        FltPeripheralID
        b8 04 00000015        PeripheralNumber
        40 02 0000            FltSkillGroupPriority
        c0 04 000013ed        SkillGroupSkillTargetID
        b9 02 0000            AutoWork
        85 07 436c61696d7300  PeripheralName "Claims"
        b7 02 0000            RecordType
        d0 04 00001388        FltPeripheralID
        b8 04 00000016        PeripheralNumber
        40 02 0000            FltSkillGroupPriority
        c0 04 000013ee        SkillGroupSkillTargetID
        b9 02 0001            AutoWork
        85 06 53616c657300    PeripheralName "Sales"
        """,
    ),
    Vector(
        15,
        ConfigAgentEvent(
            num_records=3,
            record_type=[0, 0, 0],
            flt_peripheral_id=[5000, 5000, 5000],
            agent_type=[AgentType.AGENT, AgentType.SUPERVISOR, AgentType.AGENT],
            login_id=["3", "9", "4"],
            last_name=["Okafor", "Haddad", None],
            first_name=["Ada", "Karim", None],
            agent_skill_target_id=[5300, 5301, 5302],
            num_skills=[3, 0, 1],
            flt_skill_group_number=[(21, 22, 23), None, (24,)],
            flt_skill_group_priority=[(0, 0, 0), None, (0,)],
        ),
        """
        0000009e              MessageLength
        000000ed              MessageType CONFIG_AGENT_EVENT
        0003                  NumRecords
        b7 02 0000            RecordType
        d0 04 00001388        FltPeripheralID
        bd 02 0001            AgentType
        be 02 3300            LoginID "3"
        8a 07 4f6b61666f7200  LastName "Okafor"
        89 04 41646100        FirstName "Ada"
        8d 04 000014b4        AgentSkillTargetID
        bf 02 0003            NumSkills
        3e 04 00000015        FltSkillGroupNumber
        40 02 0000            FltSkillGroupPriority
        3e 04 00000016        FltSkillGroupNumber
        40 02 0000            FltSkillGroupPriority
        3e 04 00000017        FltSkillGroupNumber
        40 02 0000            FltSkillGroupPriority
        b7 02 0000            RecordType
        d0 04 00001388        FltPeripheralID
        bd 02 0002            AgentType
        be 02 3900            LoginID "9"
        8a 07 48616464616400  LastName "Haddad"
        89 06 4b6172696d00    FirstName "Karim"
        8d 04 000014b5        AgentSkillTargetID
        bf 02 0000            NumSkills
        b7 02 0000            RecordType
        d0 04 00001388        FltPeripheralID
        bd 02 0001            AgentType
        be 02 3400            LoginID "4"
        8d 04 000014b6        AgentSkillTargetID
        bf 02 0001            NumSkills
        3e 04 00000018        FltSkillGroupNumber
        40 02 0000            FltSkillGroupPriority
        """,
    ),
    Vector(
        15,
        ConfigEndEvent(config_end_status=0),
        """
        00000004  MessageLength
        000000ea  MessageType CONFIG_END_EVENT
        00000000  ConfigEndStatus
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


def test_the_services_have_names() -> None:
    assert CTIServiceMask.word(0x001C0296) == "|".join(
        [
            "CTI_SERVICE_CALL_DATA_UPDATE",
            "CTI_SERVICE_CLIENT_CONTROL",
            "CTI_SERVICE_ALL_EVENTS",
            "CTI_SERVICE_SUPERVISOR",
            "CTI_SERVICE_200",
            "CTI_SERVICE_CONFIG_EVENTS",
            "CTI_SERVICE_UPDATE_EVENTS",
            "CTI_SERVICE_IGNORE_DUPLICATE_AGENT_EVENTS",
        ]
    )
    assert CTIServiceMask.word(0x30000) == "CTI_SERVICE_CTI_ROUTING|CTI_SERVICE_MINIMIZE_EVENTS"
