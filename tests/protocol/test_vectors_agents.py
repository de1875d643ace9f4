"""Agent states, queried and as events (GED-188, AGENT_STATE_EVENT and the messages around it).

Written from the tables of the guide: one field a line, and behind two spaces its name.
"""

from __future__ import annotations

import pytest
from wire_literals import Vector, check_reading, check_writing

from protocol.wire.messages import (
    AgentStateEvent,
    QueryAgentStateConf,
    QueryAgentStateReq,
    SetAgentStateConf,
    SetAgentStateReq,
)

VECTORS = [
    Vector(
        9,
        AgentStateEvent(
            monitor_id=31,
            peripheral_id=5000,
            session_id=77,
            peripheral_type=17,
            skill_group_state=4,
            state_duration=95,
            skill_group_number=21,
            skill_group_id=5101,
            skill_group_priority=1,
            agent_state=4,
            event_reason_code=12,
            mrd_id=1,
            num_tasks=1,
            agent_mode=1,
            max_task_limit=2,
            icm_agent_id=5300,
            agent_availability_status=1,
            cti_client_signature="ctics0",
            client_signature="desk-7",
            agent_id="4410",
            agent_extension="7210",
        ),
        """
        00000058              MessageLength
        0000001e              MessageType AGENT_STATE_EVENT
        0000001f              MonitorID
        00001388              PeripheralID
        0000004d              SessionID
        0011                  PeripheralType
        0004                  SkillGroupState
        0000005f              StateDuration
        00000015              SkillGroupNumber
        000013ed              SkillGroupID
        0001                  SkillGroupPriority
        0004                  AgentState
        000c                  EventReasonCode
        00000001              MRDID
        00000001              NumTasks
        0001                  AgentMode
        00000002              MaxTaskLimit
        000014b4              ICMAgentID
        00000001              AgentAvailabilityStatus
        17 07 63746963733000  CTIClientSignature "ctics0"
        03 07 6465736b2d3700  ClientSignature "desk-7"
        05 05 3434313000      AgentID "4410"
        04 05 3732313000      AgentExtension "7210"
        """,
    ),
    Vector(
        17,
        AgentStateEvent(
            monitor_id=31,
            peripheral_id=5000,
            session_id=77,
            peripheral_type=17,
            skill_group_state=4,
            state_duration=95,
            skill_group_number=21,
            skill_group_id=5101,
            skill_group_priority=1,
            agent_state=4,
            event_reason_code=12,
            mrd_id=1,
            num_tasks=1,
            agent_mode=1,
            max_task_limit=2,
            icm_agent_id=5300,
            agent_availability_status=1,
            num_flt_skill_groups=2,
            cti_client_signature="ctics0",
            client_signature="desk-7",
            agent_id="4410",
            agent_extension="7210",
            agent_instrument="7210",
            duration=262,
            next_agent_state=263,
            direction=264,
            flt_skill_group_number=[257, 514],
            flt_skill_group_id=[258, 515],
            flt_skill_group_priority=[259, 516],
            flt_skill_group_state=[260, 517],
        ),
        """
        00000099              MessageLength
        0000001e              MessageType AGENT_STATE_EVENT
        0000001f              MonitorID
        00001388              PeripheralID
        0000004d              SessionID
        0011                  PeripheralType
        0004                  SkillGroupState
        0000005f              StateDuration
        00000015              SkillGroupNumber
        000013ed              SkillGroupID
        0001                  SkillGroupPriority
        0004                  AgentState
        000c                  EventReasonCode
        00000001              MRDID
        00000001              NumTasks
        0001                  AgentMode
        00000002              MaxTaskLimit
        000014b4              ICMAgentID
        00000001              AgentAvailabilityStatus
        0002                  NumFltSkillGroups
        17 07 63746963733000  CTIClientSignature "ctics0"
        03 07 6465736b2d3700  ClientSignature "desk-7"
        05 05 3434313000      AgentID "4410"
        04 05 3732313000      AgentExtension "7210"
        06 05 3732313000      AgentInstrument "7210"
        96 04 00000106        Duration
        7b 02 0107            NextAgentState
        f4 04 00000108        Direction
        3e 04 00000101        FltSkillGroupNumber
        3f 04 00000102        FltSkillGroupID
        40 02 0103            FltSkillGroupPriority
        41 02 0104            FltSkillGroupState
        3e 04 00000202        FltSkillGroupNumber
        3f 04 00000203        FltSkillGroupID
        40 02 0204            FltSkillGroupPriority
        41 02 0205            FltSkillGroupState
        """,
    ),
    Vector(
        20,
        AgentStateEvent(
            monitor_id=31,
            peripheral_id=5000,
            session_id=77,
            peripheral_type=17,
            skill_group_state=4,
            state_duration=95,
            skill_group_number=21,
            skill_group_id=5101,
            skill_group_priority=1,
            agent_state=4,
            event_reason_code=12,
            mrd_id=1,
            num_tasks=1,
            agent_mode=1,
            max_task_limit=2,
            icm_agent_id=5300,
            agent_availability_status=1,
            num_flt_skill_groups=2,
            department_id=-7,
            cti_client_signature="ctics0",
            client_signature="desk-7",
            agent_id="4410",
            agent_extension="7210",
            flt_skill_group_number=[257, 514],
            flt_skill_group_id=[258, 515],
            flt_skill_group_priority=[259, 516],
            flt_skill_group_state=[260, 517],
        ),
        """
        0000009e                  MessageLength
        0000001e                  MessageType AGENT_STATE_EVENT
        0000001f                  MonitorID
        00001388                  PeripheralID
        0000004d                  SessionID
        0011                      PeripheralType
        0004                      SkillGroupState
        0000005f                  StateDuration
        00000015                  SkillGroupNumber
        000013ed                  SkillGroupID
        0001                      SkillGroupPriority
        0004                      AgentState
        000c                      EventReasonCode
        00000001                  MRDID
        00000001                  NumTasks
        0001                      AgentMode
        00000002                  MaxTaskLimit
        000014b4                  ICMAgentID
        00000001                  AgentAvailabilityStatus
        0002                      NumFltSkillGroups
        fffffff9                  DepartmentID
        0017 0007 63746963733000  CTIClientSignature "ctics0"
        0003 0007 6465736b2d3700  ClientSignature "desk-7"
        0005 0005 3434313000      AgentID "4410"
        0004 0005 3732313000      AgentExtension "7210"
        003e 0004 00000101        FltSkillGroupNumber
        003f 0004 00000102        FltSkillGroupID
        0040 0002 0103            FltSkillGroupPriority
        0041 0002 0104            FltSkillGroupState
        003e 0004 00000202        FltSkillGroupNumber
        003f 0004 00000203        FltSkillGroupID
        0040 0002 0204            FltSkillGroupPriority
        0041 0002 0205            FltSkillGroupState
        """,
    ),
    Vector(
        25,
        AgentStateEvent(
            monitor_id=31,
            peripheral_id=5000,
            session_id=77,
            peripheral_type=17,
            skill_group_state=4,
            state_duration=95,
            skill_group_number=21,
            skill_group_id=5101,
            skill_group_priority=1,
            agent_state=4,
            event_reason_code=12,
            mrd_id=1,
            num_tasks=1,
            agent_mode=1,
            max_task_limit=2,
            icm_agent_id=5300,
            agent_availability_status=1,
            num_flt_skill_groups=2,
            department_id=-7,
            cti_client_signature="ctics0",
            client_signature="desk-7",
            agent_id="4410",
            agent_extension="7210",
            flt_skill_group_number=[257, 514],
            flt_skill_group_id=[258, 515],
            flt_skill_group_priority=[259, 516],
            flt_skill_group_state=[260, 517],
        ),
        """
        0000009e                  MessageLength
        0000001e                  MessageType AGENT_STATE_EVENT
        0000001f                  MonitorID
        00001388                  PeripheralID
        0000004d                  SessionID
        0011                      PeripheralType
        0004                      SkillGroupState
        0000005f                  StateDuration
        00000015                  SkillGroupNumber
        000013ed                  SkillGroupID
        0001                      SkillGroupPriority
        0004                      AgentState
        000c                      EventReasonCode
        00000001                  MRDID
        00000001                  NumTasks
        0001                      AgentMode
        00000002                  MaxTaskLimit
        000014b4                  ICMAgentID
        00000001                  AgentAvailabilityStatus
        0002                      NumFltSkillGroups
        fffffff9                  DepartmentID
        0017 0007 63746963733000  CTIClientSignature "ctics0"
        0003 0007 6465736b2d3700  ClientSignature "desk-7"
        0005 0005 3434313000      AgentID "4410"
        0004 0005 3732313000      AgentExtension "7210"
        003e 0004 00000101        FltSkillGroupNumber
        003f 0004 00000102        FltSkillGroupID
        0040 0002 0103            FltSkillGroupPriority
        0041 0002 0104            FltSkillGroupState
        003e 0004 00000202        FltSkillGroupNumber
        003f 0004 00000203        FltSkillGroupID
        0040 0002 0204            FltSkillGroupPriority
        0041 0002 0205            FltSkillGroupState
        """,
    ),
    Vector(
        14,
        AgentStateEvent(
            monitor_id=31,
            peripheral_id=5000,
            session_id=77,
            peripheral_type=17,
            skill_group_state=4,
            state_duration=95,
            skill_group_number=21,
            skill_group_id=5101,
            skill_group_priority=1,
            agent_state=4,
            event_reason_code=12,
            mrd_id=1,
            num_tasks=1,
            agent_mode=1,
            max_task_limit=2,
            icm_agent_id=5300,
            agent_availability_status=1,
            num_flt_skill_groups=0,
            agent_id="4410",
        ),
        """
        00000041          MessageLength
        0000001e          MessageType AGENT_STATE_EVENT
        0000001f          MonitorID
        00001388          PeripheralID
        0000004d          SessionID
        0011              PeripheralType
        0004              SkillGroupState
        0000005f          StateDuration
        00000015          SkillGroupNumber
        000013ed          SkillGroupID
        0001              SkillGroupPriority
        0004              AgentState
        000c              EventReasonCode
        00000001          MRDID
        00000001          NumTasks
        0001              AgentMode
        00000002          MaxTaskLimit
        000014b4          ICMAgentID
        00000001          AgentAvailabilityStatus
        0000              NumFltSkillGroups
        05 05 3434313000  AgentID "4410"
        """,
    ),
    Vector(
        17,
        QueryAgentStateReq(
            invoke_id=40,
            peripheral_id=5000,
            mrd_id=1,
            icm_agent_id=5300,
            agent_extension="7210",
            agent_id="4410",
        ),
        """
        0000001e          MessageLength
        00000024          MessageType QUERY_AGENT_STATE_REQ
        00000028          InvokeID
        00001388          PeripheralID
        00000001          MRDID
        000014b4          ICMAgentID
        04 05 3732313000  AgentExtension "7210"
        05 05 3434313000  AgentID "4410"
        """,
    ),
    Vector(
        20,
        QueryAgentStateReq(
            invoke_id=40,
            peripheral_id=5000,
            mrd_id=1,
            icm_agent_id=5300,
            agent_instrument="7210",
        ),
        """
        00000019              MessageLength
        00000024              MessageType QUERY_AGENT_STATE_REQ
        00000028              InvokeID
        00001388              PeripheralID
        00000001              MRDID
        000014b4              ICMAgentID
        0006 0005 3732313000  AgentInstrument "7210"
        """,
    ),
    Vector(
        9,
        QueryAgentStateConf(
            invoke_id=40,
            agent_state=4,
            num_skill_groups=2,
            mrd_id=1,
            num_tasks=1,
            agent_mode=1,
            max_task_limit=2,
            icm_agent_id=5300,
            agent_availability_status=1,
            agent_id="4410",
            agent_extension="7210",
            agent_instrument="7210",
            skill_group_number=[21, 514],
            skill_group_id=[5101, 515],
            skill_group_priority=[1, 516],
            skill_group_state=[4, 517],
        ),
        """
        0000005b          MessageLength
        00000025          MessageType QUERY_AGENT_STATE_CONF
        00000028          InvokeID
        0004              AgentState
        0002              NumSkillGroups
        00000001          MRDID
        00000001          NumTasks
        0001              AgentMode
        00000002          MaxTaskLimit
        000014b4          ICMAgentID
        00000001          AgentAvailabilityStatus
        05 05 3434313000  AgentID "4410"
        04 05 3732313000  AgentExtension "7210"
        06 05 3732313000  AgentInstrument "7210"
        3e 04 00000015    SkillGroupNumber
        3f 04 000013ed    SkillGroupID
        40 02 0001        SkillGroupPriority
        41 02 0004        SkillGroupState
        3e 04 00000202    SkillGroupNumber
        3f 04 00000203    SkillGroupID
        40 02 0204        SkillGroupPriority
        41 02 0205        SkillGroupState
        """,
    ),
    Vector(
        17,
        QueryAgentStateConf(
            invoke_id=40,
            agent_state=4,
            num_skill_groups=2,
            mrd_id=1,
            num_tasks=1,
            agent_mode=1,
            max_task_limit=2,
            icm_agent_id=5300,
            agent_availability_status=1,
            agent_id="4410",
            agent_extension="7210",
            agent_instrument="7210",
            skill_group_number=[21, 514],
            skill_group_id=[5101, 515],
            skill_group_priority=[1, 516],
            skill_group_state=[4, 517],
        ),
        """
        0000005b          MessageLength
        00000025          MessageType QUERY_AGENT_STATE_CONF
        00000028          InvokeID
        0004              AgentState
        0002              NumSkillGroups
        00000001          MRDID
        00000001          NumTasks
        0001              AgentMode
        00000002          MaxTaskLimit
        000014b4          ICMAgentID
        00000001          AgentAvailabilityStatus
        05 05 3434313000  AgentID "4410"
        04 05 3732313000  AgentExtension "7210"
        06 05 3732313000  AgentInstrument "7210"
        3e 04 00000015    SkillGroupNumber
        3f 04 000013ed    SkillGroupID
        40 02 0001        SkillGroupPriority
        41 02 0004        SkillGroupState
        3e 04 00000202    SkillGroupNumber
        3f 04 00000203    SkillGroupID
        40 02 0204        SkillGroupPriority
        41 02 0205        SkillGroupState
        """,
    ),
    Vector(
        24,
        QueryAgentStateConf(
            invoke_id=40,
            agent_state=4,
            num_skill_groups=1,
            mrd_id=1,
            num_tasks=1,
            agent_mode=1,
            max_task_limit=2,
            icm_agent_id=5300,
            agent_availability_status=1,
            department_id=-7,
            agent_id="4410",
            agent_extension="7210",
            agent_instrument="7210",
            skill_group_number=[21],
            skill_group_id=[5101],
            skill_group_priority=[1],
            skill_group_state=[4],
            internal_agent_state=264,
            max_beyond_task_limit=265,
        ),
        """
        00000067              MessageLength
        00000025              MessageType QUERY_AGENT_STATE_CONF
        00000028              InvokeID
        0004                  AgentState
        0001                  NumSkillGroups
        00000001              MRDID
        00000001              NumTasks
        0001                  AgentMode
        00000002              MaxTaskLimit
        000014b4              ICMAgentID
        00000001              AgentAvailabilityStatus
        fffffff9              DepartmentID
        0005 0005 3434313000  AgentID "4410"
        0004 0005 3732313000  AgentExtension "7210"
        0006 0005 3732313000  AgentInstrument "7210"
        003e 0004 00000015    SkillGroupNumber
        003f 0004 000013ed    SkillGroupID
        0040 0002 0001        SkillGroupPriority
        0041 0002 0004        SkillGroupState
        00ff 0002 0108        InternalAgentState
        010a 0004 00000109    MaxBeyondTaskLimit
        """,
    ),
    Vector(
        17,
        SetAgentStateReq(
            invoke_id=40,
            peripheral_id=5000,
            agent_state=4,
            agent_work_mode=260,
            num_skill_groups=2,
            event_reason_code=12,
            forced_flag=1,
            agent_service_req=264,
            agent_instrument="7210",
            agent_id="4410",
            agent_password="ap2",
            position_id="pid3",
            supervisor_id="sid4",
            skill_group_number=[21, 514],
            skill_group_priority=[1, 515],
        ),
        """
        0000004b          MessageLength
        00000026          MessageType SET_AGENT_STATE_REQ
        00000028          InvokeID
        00001388          PeripheralID
        0004              AgentState
        0104              AgentWorkMode
        0002              NumSkillGroups
        000c              EventReasonCode
        01                ForcedFlag
        00000108          AgentServiceReq
        06 05 3732313000  AgentInstrument "7210"
        05 05 3434313000  AgentID "4410"
        31 04 61703200    AgentPassword "ap2"
        44 05 7069643300  PositionID "pid3"
        45 05 7369643400  SupervisorID "sid4"
        3e 04 00000015    SkillGroupNumber
        40 02 0001        SkillGroupPriority
        3e 04 00000202    SkillGroupNumber
        40 02 0203        SkillGroupPriority
        """,
    ),
    Vector(
        25,
        SetAgentStateReq(
            invoke_id=40,
            peripheral_id=5000,
            agent_state=4,
            agent_work_mode=260,
            num_skill_groups=0,
            event_reason_code=12,
            forced_flag=1,
            agent_service_req=264,
            agent_instrument="7210",
            active_terminal="at1",
            agent_id="4410",
            agent_password="ap3",
            position_id="pid4",
            supervisor_id="sid5",
            sso_enabled=263,
        ),
        """
        0000004f              MessageLength
        00000026              MessageType SET_AGENT_STATE_REQ
        00000028              InvokeID
        00001388              PeripheralID
        0004                  AgentState
        0104                  AgentWorkMode
        0000                  NumSkillGroups
        000c                  EventReasonCode
        01                    ForcedFlag
        00000108              AgentServiceReq
        0006 0005 3732313000  AgentInstrument "7210"
        012f 0004 61743100    ActiveTerminal "at1"
        0005 0005 3434313000  AgentID "4410"
        0031 0004 61703300    AgentPassword "ap3"
        0044 0005 7069643400  PositionID "pid4"
        0045 0005 7369643500  SupervisorID "sid5"
        0101 0002 0107        SSOEnabled
        """,
    ),
    Vector(
        17,
        SetAgentStateConf(
            invoke_id=40,
        ),
        """
        00000004  MessageLength
        00000027  MessageType SET_AGENT_STATE_CONF
        00000028  InvokeID
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
