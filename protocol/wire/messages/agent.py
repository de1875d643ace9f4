"""Agent states, desk settings, pre-call messages.

Source: CTI Server Message Reference Guide (GED-188) of versions 9 to 25, the tables of each message. Fields are in wire
order.
"""

from __future__ import annotations

from protocol.wire import enums as e
from protocol.wire import tags as t
from protocol.wire.fields import Group, Kind, NamedArray, NamedVariable, fixed, floating
from protocol.wire.messages.base import Message, message


@message(
    30,
    "AGENT_STATE_EVENT",
    groups=(
        Group(
            "skill_groups",
            "num_flt_skill_groups",
            (
                "flt_skill_group_number",
                "flt_skill_group_id",
                "flt_skill_group_priority",
                "flt_skill_group_state",
            ),
            99,
            False,
        ),
    ),
)
class AgentStateEvent(Message):
    """AGENT_STATE_EVENT (30), server to client, client events service.

    NumFltSkillGroups 0: the skill group in the fixed part counts. Above 0 (up to 99): the list counts, not the skill
    group in the fixed part. The order of this event against call events is not defined. EventReasonCode has a meaning
    for NOT_READY and LOGOUT only. CTIClientSignature (tag 23) is the guide's name of the signature; a server may send
    it as ClientSignature (tag 3), so both are read.

    Source: GED-188, table "AGENT_STATE_EVENT Message Format"; guides of versions 9, 14, 15, 17, 25.
    """

    monitor_id: int = fixed("MonitorID", Kind.UINT)
    peripheral_id: int = fixed("PeripheralID", Kind.UINT)
    session_id: int = fixed("SessionID", Kind.UINT, since=8)
    peripheral_type: int = fixed("PeripheralType", Kind.USHORT, codes=e.PeripheralType)
    skill_group_state: int = fixed("SkillGroupState", Kind.USHORT, codes=e.AgentState)
    state_duration: int = fixed("StateDuration", Kind.UINT)
    skill_group_number: int = fixed("SkillGroupNumber", Kind.UINT, null=e.NULL_SKILL_GROUP)
    skill_group_id: int = fixed("SkillGroupID", Kind.UINT, null=e.NULL_SKILL_GROUP)
    skill_group_priority: int = fixed("SkillGroupPriority", Kind.USHORT)
    agent_state: int = fixed("AgentState", Kind.USHORT, codes=e.AgentState)
    event_reason_code: int = fixed("EventReasonCode", Kind.USHORT, since=6)
    mrd_id: int = fixed("MRDID", Kind.INT, since=9)
    num_tasks: int = fixed("NumTasks", Kind.UINT, since=9)
    agent_mode: int = fixed("AgentMode", Kind.USHORT, codes=e.AgentMode, since=9)
    max_task_limit: int = fixed("MaxTaskLimit", Kind.UINT, since=9)
    icm_agent_id: int = fixed("ICMAgentID", Kind.INT, since=9)
    agent_availability_status: int = fixed(
        "AgentAvailabilityStatus", Kind.UINT, codes=e.AgentAvailabilityStatus, since=9
    )
    num_flt_skill_groups: int | None = fixed("NumFltSkillGroups", Kind.USHORT, since=10, exact=False)
    department_id: int | None = fixed("DepartmentID", Kind.INT, since=19)
    cti_client_signature: str | None = floating("CTIClientSignature", t.CTI_CLIENT_SIGNATURE)
    client_signature: str | None = floating("ClientSignature", t.CLIENT_SIGNATURE)
    agent_id: str | None = floating("AgentID", t.AGENT_ID)
    agent_extension: str | None = floating("AgentExtension", t.AGENT_EXTENSION)
    active_terminal: str | None = floating("ActiveTerminal", t.FLT_TERM_DEVICE_NAME, since=25)
    agent_instrument: str | None = floating("AgentInstrument", t.AGENT_INSTRUMENT)
    duration: int | None = floating("Duration", t.DURATION, since=10)
    next_agent_state: int | None = floating("NextAgentState", t.EXT_AGENT_STATE, codes=e.AgentState, since=10)
    direction: int | None = floating("Direction", t.DIRECTION, codes=e.CallDirection, since=16)
    flt_skill_group_number: list[int | None] = floating(
        "FltSkillGroupNumber", t.SKILL_GROUP_NUMBER, since=10, repeats=True
    )
    flt_skill_group_id: list[int | None] = floating("FltSkillGroupID", t.SKILL_GROUP_ID, since=10, repeats=True)
    flt_skill_group_priority: list[int | None] = floating(
        "FltSkillGroupPriority", t.SKILL_GROUP_PRIORITY, since=10, repeats=True
    )
    flt_skill_group_state: list[int | None] = floating(
        "FltSkillGroupState", t.SKILL_GROUP_STATE, codes=e.AgentState, since=10, repeats=True
    )
    max_beyond_task_limit: int | None = floating("MaxBeyondTaskLimit", t.MAX_BEYOND_TASK_LIMIT, since=22)


@message(36, "QUERY_AGENT_STATE_REQ")
class QueryAgentStateReq(Message):
    """QUERY_AGENT_STATE_REQ (36), client to server, client control service.

    One of ICMAgentID, AgentExtension, AgentID and AgentInstrument names the agent. The MRDID of voice is 1 by
    convention. An unused ICMAgentID is -1 or 0; the guide gives no null value.

    Source: GED-188, table "QUERY_AGENT_STATE_REQ Message Format"; guides of versions 14, 15, 25.
    """

    invoke_id: int = fixed("InvokeID", Kind.UINT)
    peripheral_id: int = fixed("PeripheralID", Kind.UINT, null=e.NULL_PERIPHERAL_ID)
    mrd_id: int = fixed("MRDID", Kind.INT, since=9)
    icm_agent_id: int = fixed("ICMAgentID", Kind.INT, since=9)
    agent_extension: str | None = floating("AgentExtension", t.AGENT_EXTENSION)
    agent_id: str | None = floating("AgentID", t.AGENT_ID)
    agent_instrument: str | None = floating("AgentInstrument", t.AGENT_INSTRUMENT)


@message(
    37,
    "QUERY_AGENT_STATE_CONF",
    groups=(
        Group(
            "skill_groups",
            "num_skill_groups",
            (
                "skill_group_number",
                "skill_group_id",
                "skill_group_priority",
                "skill_group_state",
            ),
            20,
            False,
        ),
    ),
)
class QueryAgentStateConf(Message):
    """QUERY_AGENT_STATE_CONF (37), server to client, client control service.

    Source: GED-188, table "QUERY_AGENT_STATE_CONF Message Format"; guide of version 25.
    """

    invoke_id: int = fixed("InvokeID", Kind.UINT)
    agent_state: int = fixed("AgentState", Kind.USHORT, codes=e.AgentState)
    num_skill_groups: int = fixed("NumSkillGroups", Kind.USHORT)
    mrd_id: int = fixed("MRDID", Kind.INT, since=9)
    num_tasks: int = fixed("NumTasks", Kind.UINT, since=9)
    agent_mode: int = fixed("AgentMode", Kind.USHORT, codes=e.AgentMode, since=9)
    max_task_limit: int = fixed("MaxTaskLimit", Kind.UINT, since=9)
    icm_agent_id: int = fixed("ICMAgentID", Kind.INT, since=9)
    agent_availability_status: int = fixed(
        "AgentAvailabilityStatus", Kind.UINT, codes=e.AgentAvailabilityStatus, since=9
    )
    department_id: int | None = fixed("DepartmentID", Kind.INT, since=19)
    agent_id: str | None = floating("AgentID", t.AGENT_ID)
    agent_extension: str | None = floating("AgentExtension", t.AGENT_EXTENSION)
    agent_instrument: str | None = floating("AgentInstrument", t.AGENT_INSTRUMENT)
    skill_group_number: list[int | None] = floating("SkillGroupNumber", t.SKILL_GROUP_NUMBER, repeats=True)
    skill_group_id: list[int | None] = floating("SkillGroupID", t.SKILL_GROUP_ID, repeats=True)
    skill_group_priority: list[int | None] = floating("SkillGroupPriority", t.SKILL_GROUP_PRIORITY, repeats=True)
    skill_group_state: list[int | None] = floating(
        "SkillGroupState", t.SKILL_GROUP_STATE, codes=e.AgentState, repeats=True
    )
    internal_agent_state: int | None = floating(
        "InternalAgentState", t.INTERNAL_AGENT_STATE, codes=e.AgentState, since=19
    )
    max_beyond_task_limit: int | None = floating("MaxBeyondTaskLimit", t.MAX_BEYOND_TASK_LIMIT, since=22)


@message(
    38,
    "SET_AGENT_STATE_REQ",
    groups=(
        Group(
            "skill_groups",
            "num_skill_groups",
            (
                "skill_group_number",
                "skill_group_priority",
            ),
            10,
            False,
        ),
    ),
)
class SetAgentStateReq(Message):
    """SET_AGENT_STATE_REQ (38), client to server, client control service.

    ForcedFlag is one byte, so AgentServiceReq is not aligned. Login and logout need AgentID, and AgentPassword unless
    single sign-on is used.

    Source: GED-188, table "SET_AGENT_STATE_REQ Message Format"; guide of version 25.
    """

    invoke_id: int = fixed("InvokeID", Kind.UINT)
    peripheral_id: int = fixed("PeripheralID", Kind.UINT, null=e.NULL_PERIPHERAL_ID)
    agent_state: int = fixed("AgentState", Kind.USHORT, codes=e.AgentState)
    agent_work_mode: int = fixed("AgentWorkMode", Kind.USHORT, codes=e.AgentWorkMode)
    num_skill_groups: int = fixed("NumSkillGroups", Kind.USHORT)
    event_reason_code: int = fixed("EventReasonCode", Kind.USHORT)
    forced_flag: int | None = fixed("ForcedFlag", Kind.UCHAR, codes=e.ForcedFlag, since=10, exact=False)
    agent_service_req: int | None = fixed(
        "AgentServiceReq", Kind.UINT, codes=e.AgentServiceRequestMask, since=10, exact=False
    )
    agent_instrument: str | None = floating("AgentInstrument", t.AGENT_INSTRUMENT)
    active_terminal: str | None = floating("ActiveTerminal", t.FLT_TERM_DEVICE_NAME, since=25)
    agent_id: str | None = floating("AgentID", t.AGENT_ID)
    agent_password: str | None = floating("AgentPassword", t.AGENT_PASSWORD)
    position_id: str | None = floating("PositionID", t.POSITION_ID)
    supervisor_id: str | None = floating("SupervisorID", t.SUPERVISOR_ID)
    sso_enabled: int | None = floating("SSOEnabled", t.SSO_ENABLED, codes=e.SSOEnabled, since=20)
    skill_group_number: list[int | None] = floating("SkillGroupNumber", t.SKILL_GROUP_NUMBER, repeats=True)
    skill_group_priority: list[int | None] = floating("SkillGroupPriority", t.SKILL_GROUP_PRIORITY, repeats=True)


@message(39, "SET_AGENT_STATE_CONF")
class SetAgentStateConf(Message):
    """SET_AGENT_STATE_CONF (39), server to client, client control service.

    Source: GED-188, table "SET_AGENT_STATE_CONF Message Format"; guide of version 25.
    """

    invoke_id: int = fixed("InvokeID", Kind.UINT)


@message(
    105,
    "AGENT_PRE_CALL_EVENT",
    since=6,
    groups=(
        Group("named_variables", "num_named_variables", ("named_variable",), None, False),
        Group("named_arrays", "num_named_arrays", ("named_array",), None, False),
    ),
)
class AgentPreCallEvent(Message):
    """AGENT_PRE_CALL_EVENT (105), server to client, client events service.

    Source: GED-188, table "AGENT_PRE_CALL_EVENT Message Format"; guide of version 25.
    """

    monitor_id: int = fixed("MonitorID", Kind.UINT)
    num_named_variables: int = fixed("NumNamedVariables", Kind.USHORT)
    num_named_arrays: int = fixed("NumNamedArrays", Kind.USHORT)
    service_number: int = fixed("ServiceNumber", Kind.UINT, null=e.NULL_SERVICE)
    service_id: int = fixed("ServiceID", Kind.UINT, null=e.NULL_SERVICE)
    skill_group_number: int = fixed("SkillGroupNumber", Kind.UINT, null=e.NULL_SKILL_GROUP)
    skill_group_id: int = fixed("SkillGroupID", Kind.UINT, null=e.NULL_SKILL_GROUP)
    skill_group_priority: int = fixed("SkillGroupPriority", Kind.USHORT)
    mrd_id: int = fixed("MRDID", Kind.INT)
    agent_skill_target_id: int | None = fixed("AgentSkillTargetID", Kind.UINT, since=20)
    agent_instrument: str | None = floating("AgentInstrument", t.AGENT_INSTRUMENT)
    router_call_key_day: int | None = floating("RouterCallKeyDay", t.ROUTER_CALL_KEY_DAY)
    router_call_key_call_id: int | None = floating("RouterCallKeyCallID", t.ROUTER_CALL_KEY_CALLID)
    router_call_key_sequence_number: int | None = floating(
        "RouterCallKeySequenceNumber", t.ROUTER_CALL_KEY_SEQUENCE_NUM
    )
    ani: str | None = floating("ANI", t.ANI)
    user_to_user_info: bytes | None = floating("UserToUserInfo", t.UUI)
    dialed_number: str | None = floating("DialedNumber", t.DIALED_NUMBER)
    caller_entered_digits: str | None = floating("CallerEnteredDigits", t.CED)
    ani_ii: str | None = floating("ANI_II", t.ANI_II, since=11)
    flt_call_type_id: int | None = floating("FltCallTypeID", t.CALL_TYPE_ID, since=14)
    pre_call_invoke_id: int | None = floating("PreCallInvokeID", t.PRE_CALL_INVOKE_ID, since=14)
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
    agent_id: str | None = floating("AgentID", t.AGENT_ID, since=20)
    protocol_reference_guid: str | None = floating("ProtocolReferenceGUID", t.PROTOCOL_REFERENCE_GUID, since=24)
    num_of_enabled_services: int | None = floating("NumOfEnabledServices", t.NUM_OF_ENABLED_SERVICES, since=24)
    flt_enabled_services: tuple[int, ...] | None = floating(
        "FltEnabledServices", t.FLT_ENABLED_SERVICES, since=24, packed=Kind.USHORT
    )
    ccai_config_id: str | None = floating("CcaiConfigId", t.CCAI_CONFIG_ID, since=24)


@message(106, "AGENT_PRE_CALL_ABORT_EVENT", since=6)
class AgentPreCallAbortEvent(Message):
    """AGENT_PRE_CALL_ABORT_EVENT (106), server to client, client events service.

    Source: GED-188, table "AGENT_PRE_CALL_ABORT_EVENT Message Format"; guide of version 25.
    """

    monitor_id: int = fixed("MonitorID", Kind.UINT)
    mrd_id: int = fixed("MRDID", Kind.INT)
    agent_instrument: str | None = floating("AgentInstrument", t.AGENT_INSTRUMENT)
    router_call_key_day: int | None = floating("RouterCallKeyDay", t.ROUTER_CALL_KEY_DAY)
    router_call_key_call_id: int | None = floating("RouterCallKeyCallID", t.ROUTER_CALL_KEY_CALLID)
    router_call_key_sequence_number: int | None = floating(
        "RouterCallKeySequenceNumber", t.ROUTER_CALL_KEY_SEQUENCE_NUM
    )


@message(131, "AGENT_DESK_SETTINGS_REQ", since=8)
class AgentDeskSettingsReq(Message):
    """AGENT_DESK_SETTINGS_REQ (131), client to server, miscellaneous service.

    Source: GED-188, table "AGENT_DESK_SETTINGS_REQ Message Format"; guide of version 25.
    """

    invoke_id: int = fixed("InvokeID", Kind.UINT)
    peripheral_id: int = fixed("PeripheralID", Kind.UINT, null=e.NULL_PERIPHERAL_ID)
    agent_id: str | None = floating("AgentID", t.AGENT_ID)


@message(132, "AGENT_DESK_SETTINGS_CONF", since=8)
class AgentDeskSettingsConf(Message):
    """AGENT_DESK_SETTINGS_CONF (132), server to client, miscellaneous service.

    Booleans are 4-byte words. SupervisorAssistCallMethod and EmergencyCallMethod: 1 blind conference, 0 consult call.
    Times are seconds.

    Source: GED-188, table "AGENT_DESK_SETTINGS_CONF Message Format"; guide of version 25.
    """

    invoke_id: int = fixed("InvokeID", Kind.UINT)
    peripheral_id: int = fixed("PeripheralID", Kind.UINT, null=e.NULL_PERIPHERAL_ID)
    desk_settings_mask: int = fixed("DeskSettingsMask", Kind.UINT, codes=e.DeskSettingsMask)
    wrapup_data_incoming_mode: int = fixed("WrapupDataIncomingMode", Kind.UINT, codes=e.WrapupDataMode)
    wrapup_data_outgoing_mode: int = fixed("WrapupDataOutgoingMode", Kind.UINT, codes=e.WrapupDataMode)
    logout_non_activity_time: int = fixed("LogoutNonActivityTime", Kind.UINT)
    quality_recording_rate: int = fixed("QualityRecordingRate", Kind.UINT)
    ring_no_answer_time: int = fixed("RingNoAnswerTime", Kind.UINT)
    silent_monitor_warning_message: int = fixed("SilentMonitorWarningMessage", Kind.UINT)
    silent_monitor_audible_indication: int = fixed("SilentMonitorAudibleIndication", Kind.UINT)
    supervisor_assist_call_method: int = fixed("SupervisorAssistCallMethod", Kind.UINT)
    emergency_call_method: int = fixed("EmergencyCallMethod", Kind.UINT)
    auto_record_on_emergency: int = fixed("AutoRecordOnEmergency", Kind.UINT)
    recording_mode: int = fixed("RecordingMode", Kind.UINT)
    work_mode_timer: int = fixed("WorkModeTimer", Kind.UINT)
    ring_no_answer_dn: int = fixed("RingNoAnswerDN", Kind.UINT)
    default_device_port_address: str | None = floating("DefaultDevicePortAddress", t.DEFAULT_DEVICE_PORT_ADDRESS)
    play_zip_tone: int | None = floating("PlayZipTone", t.PLAY_ZIP_TONE, since=24)
    acd_shared_line_usage: int | None = floating("ACDSharedLineUsage", t.ACD_SHARED_LINE_USAGE, since=24)
