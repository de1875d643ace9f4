"""Configuration: agents with their names, skill groups, services, devices.

Source: CTI Server Message Reference Guide (GED-188) of versions 9 to 25, the tables of each message. Fields are in wire
order.
"""

from __future__ import annotations

from protocol.wire import enums as e
from protocol.wire import tags as t
from protocol.wire.fields import Group, Kind, fixed, floating
from protocol.wire.messages.base import Message, message


@message(230, "CONFIG_REQUEST_KEY_EVENT", since=10)
class ConfigRequestKeyEvent(Message):
    """CONFIG_REQUEST_KEY_EVENT (230), client to server, configuration service.

    Configuration messages have no InvokeID: one request at a time.

    Source: GED-188, table "CONFIG_REQUEST_KEY_EVENT Message Format"; guide of version 25.
    """

    peripheral_id: int | None = fixed("PeripheralID", Kind.UINT, since=11)
    customer_id: int | None = floating("CustomerID", t.CUSTOMER_ID)


@message(231, "CONFIG_KEY_EVENT", since=10)
class ConfigKeyEvent(Message):
    """CONFIG_KEY_EVENT (231), server to client, configuration service.

    A key of eight zero bytes means: load that part.

    Source: GED-188, table "CONFIG_KEY_EVENT Message Format"; guide of version 25.
    """

    config_key_status: int = fixed("ConfigKeyStatus", Kind.UINT, codes=e.ConfigKeyStatus)
    service_config_key: bytes | None = floating("ServiceConfigKey", t.SERVICE_CONFIG_KEY)
    skill_group_config_key: bytes | None = floating("SkillGroupConfigKey", t.SKILL_GROUP_CONFIG_KEY)
    agent_config_key: bytes | None = floating("AgentConfigKey", t.AGENT_CONFIG_KEY)
    device_config_key: bytes | None = floating("DeviceConfigKey", t.DEVICE_CONFIG_KEY)
    call_type_config_key: bytes | None = floating("CallTypeConfigKey", t.CALL_TYPE_KEY_CONFIG, since=11)
    peripheral_config_key: bytes | None = floating("PeripheralConfigKey", t.PERIPHERAL_CONFIG_KEY, since=22)
    agent_desk_settings_config_key: bytes | None = floating(
        "AgentDeskSettingsConfigKey", t.AGENT_DESK_SETTINGS_CONFIG_KEY, since=22
    )


@message(232, "CONFIG_REQUEST_EVENT", since=10)
class ConfigRequestEvent(Message):
    """CONFIG_REQUEST_EVENT (232), client to server, configuration service.

    ConfigMsgMask is in the table of version 25 only; Cisco's Contact Center Express developer guide prints two words.
    The version in which the third one came is not printed.

    Source: GED-188, table "CONFIG_REQUEST_EVENT Message Format"; guide of version 25.
    """

    config_information: int = fixed("ConfigInformation", Kind.UINT, codes=e.ConfigInformationMask)
    config_msg_mask: int | None = fixed(
        "ConfigMsgMask", Kind.UINT, codes=e.ConfigInformationMask, since=25, exact=False
    )
    peripheral_id: int | None = fixed("PeripheralID", Kind.UINT, since=11)
    customer_id: int | None = floating("CustomerID", t.CUSTOMER_ID)


@message(233, "CONFIG_BEGIN_EVENT", since=10)
class ConfigBeginEvent(Message):
    """CONFIG_BEGIN_EVENT (233), server to client, configuration service.

    Source: GED-188, table "CONFIG_BEGIN_EVENT Message Format"; guide of version 25.
    """

    config_type: int = fixed("ConfigType", Kind.USHORT, codes=e.ConfigType)
    config_information: int = fixed("ConfigInformation", Kind.UINT, codes=e.ConfigInformationMask)
    service_config_key: bytes | None = floating("ServiceConfigKey", t.SERVICE_CONFIG_KEY)
    skill_group_config_key: bytes | None = floating("SkillGroupConfigKey", t.SKILL_GROUP_CONFIG_KEY)
    agent_config_key: bytes | None = floating("AgentConfigKey", t.AGENT_CONFIG_KEY)
    device_config_key: bytes | None = floating("DeviceConfigKey", t.DEVICE_CONFIG_KEY)
    call_type_config_key: bytes | None = floating("CallTypeConfigKey", t.CALL_TYPE_KEY_CONFIG, since=11)
    peripheral_config_key: bytes | None = floating("PeripheralConfigKey", t.PERIPHERAL_CONFIG_KEY, since=22)
    agent_desk_settings_config_key: bytes | None = floating(
        "AgentDeskSettingsConfigKey", t.AGENT_DESK_SETTINGS_CONFIG_KEY, since=22
    )


@message(234, "CONFIG_END_EVENT", since=10)
class ConfigEndEvent(Message):
    """CONFIG_END_EVENT (234), server to client, configuration service.

    Status PARTIAL: another CONFIG_BEGIN_EVENT and CONFIG_END_EVENT follow.

    Source: GED-188, table "CONFIG_END_EVENT Message Format"; guide of version 25.
    """

    config_end_status: int = fixed("ConfigEndStatus", Kind.UINT, codes=e.ConfigEndStatus)
    text: str | None = floating("Text", t.TEXT)


@message(
    235,
    "CONFIG_SERVICE_EVENT",
    since=10,
    groups=(
        Group(
            "records",
            "num_records",
            (
                "record_type",
                "flt_peripheral_id",
                "peripheral_number",
                "old_peripheral_number",
                "max_queued",
                "extension",
                "service_skill_target_id",
                "peripheral_name",
                "description",
                "service_level_threshold",
                "service_level_type",
                "config_param",
                "flt_mr_domain_id",
                "num_service_members",
                "service_member",
                "service_priority",
            ),
            10,
            True,
        ),
    ),
)
class ConfigServiceEvent(Message):
    """CONFIG_SERVICE_EVENT (235), server to client, configuration service.

    Source: GED-188, table "CONFIG_SERVICE_EVENT Message Format"; guide of version 25.
    """

    num_records: int = fixed("NumRecords", Kind.USHORT)
    record_type: list[int | None] = floating("RecordType", t.RECORD_TYPE, codes=e.RecordType, repeats=True)
    flt_peripheral_id: list[int | None] = floating("FltPeripheralID", t.PERIPHERAL_ID, since=11, repeats=True)
    peripheral_number: list[int | None] = floating("PeripheralNumber", t.PERIPHERAL_NUMBER, repeats=True)
    old_peripheral_number: list[int | None] = floating("OldPeripheralNumber", t.OLD_PERIPHERAL_NUMBER, repeats=True)
    max_queued: list[int | None] = floating("MaxQueued", t.MAX_QUEUED, repeats=True)
    extension: list[str | None] = floating("Extension", t.EXTENSION, repeats=True)
    service_skill_target_id: list[int | None] = floating(
        "ServiceSkillTargetID", t.SERVICE_SKILL_TARGET_ID, repeats=True
    )
    peripheral_name: list[str | None] = floating("PeripheralName", t.PERIPHERAL_NAME, repeats=True)
    description: list[str | None] = floating("Description", t.DESCRIPTION, repeats=True)
    service_level_threshold: list[int | None] = floating(
        "ServiceLevelThreshold", t.SERVICE_LEVEL_THRESHOLD, repeats=True
    )
    service_level_type: list[int | None] = floating("ServiceLevelType", t.SERVICE_LEVEL_TYPE, repeats=True)
    config_param: list[str | None] = floating("ConfigParam", t.CONFIG_PARAM, repeats=True)
    flt_mr_domain_id: list[int | None] = floating("FltMRDomainID", t.MR_DOMAIN_ID, repeats=True)
    num_service_members: list[int | None] = floating("NumServiceMembers", t.NUM_SERVICE_MEMBERS, repeats=True)
    service_member: list[tuple[int, ...] | None] = floating(
        "ServiceMember", t.SERVICE_MEMBER, repeats=True, packed=Kind.UINT
    )
    service_priority: list[tuple[int, ...] | None] = floating(
        "ServicePriority", t.SERVICE_PRIORITY, repeats=True, packed=Kind.USHORT
    )


@message(
    236,
    "CONFIG_SKILL_GROUP_EVENT",
    since=10,
    groups=(
        Group(
            "records",
            "num_records",
            (
                "record_type",
                "flt_peripheral_id",
                "peripheral_number",
                "old_peripheral_number",
                "flt_skill_group_priority",
                "skill_group_skill_target_id",
                "auto_work",
                "extension",
                "peripheral_name",
                "description",
                "flt_mr_domain_id",
                "flt_precision_queue_id",
                "flt_precision_queue_name",
                "config_param",
            ),
            10,
            True,
        ),
    ),
)
class ConfigSkillGroupEvent(Message):
    """CONFIG_SKILL_GROUP_EVENT (236), server to client, configuration service.

    PeripheralNumber is the SkillGroupNumber of events, PeripheralName the group's name. AutoWork has tag 185 (BOOL, 2
    bytes) in Cisco's Contact Center Express developer guide and in a recorded session of version 15 (vectors in
    tests/protocol/test_vectors_recorded_session.py); GED-188 prints no tag for it.

    Source: GED-188, table "CONFIG_SKILL_GROUP_EVENT Message Format"; guide of version 25.
    """

    num_records: int = fixed("NumRecords", Kind.USHORT)
    record_type: list[int | None] = floating("RecordType", t.RECORD_TYPE, codes=e.RecordType, repeats=True)
    flt_peripheral_id: list[int | None] = floating("FltPeripheralID", t.PERIPHERAL_ID, since=11, repeats=True)
    peripheral_number: list[int | None] = floating("PeripheralNumber", t.PERIPHERAL_NUMBER, repeats=True)
    old_peripheral_number: list[int | None] = floating("OldPeripheralNumber", t.OLD_PERIPHERAL_NUMBER, repeats=True)
    flt_skill_group_priority: list[int | None] = floating("FltSkillGroupPriority", t.SKILL_GROUP_PRIORITY, repeats=True)
    skill_group_skill_target_id: list[int | None] = floating(
        "SkillGroupSkillTargetID", t.SKILL_GROUP_SKILL_TARGET_ID, repeats=True
    )
    auto_work: list[int | None] = floating("AutoWork", t.AUTO_WORK, repeats=True)
    extension: list[str | None] = floating("Extension", t.EXTENSION, repeats=True)
    peripheral_name: list[str | None] = floating("PeripheralName", t.PERIPHERAL_NAME, repeats=True)
    description: list[str | None] = floating("Description", t.DESCRIPTION, repeats=True)
    flt_mr_domain_id: list[int | None] = floating("FltMRDomainID", t.MR_DOMAIN_ID, repeats=True)
    flt_precision_queue_id: list[int | None] = floating(
        "FltPrecisionQueueID", t.FLT_PRECISION_QUEUE_ID, since=22, repeats=True
    )
    flt_precision_queue_name: list[str | None] = floating(
        "FltPrecisionQueueName", t.FLT_PRECISION_QUEUE_NAME, since=22, repeats=True
    )
    config_param: list[str | None] = floating("ConfigParam", t.CONFIG_PARAM, repeats=True)


@message(
    237,
    "CONFIG_AGENT_EVENT",
    since=10,
    groups=(
        Group(
            "records",
            "num_records",
            (
                "record_type",
                "flt_peripheral_id",
                "active_terminal",
                "agent_type",
                "agent_desk_settings_id",
                "login_id",
                "old_login_id",
                "login_name",
                "last_name",
                "first_name",
                "extension",
                "description",
                "agent_skill_target_id",
                "num_skills",
                "sso_enabled",
                "num_mrds",
                "flt_skill_group_number",
                "flt_skill_group_priority",
                "flt_agent_mrd_id",
                "flt_agent_mrd_state",
            ),
            10,
            True,
        ),
    ),
)
class ConfigAgentEvent(Message):
    """CONFIG_AGENT_EVENT (237), server to client, configuration service.

    No other message has an agent's first and last name. LoginID is the AgentID of events. AgentSkillTargetID has tag
    141, as in Cisco's Contact Center Express developer guide and in a recorded session of version 15 (vectors in
    tests/protocol/test_vectors_recorded_session.py). The guide prints the skills as arrays, each in one floating field
    (number of elements = length / element size). In the recorded session and in the Contact Center Express guide they
    are pairs of fields (tags 62, 64, 62, 64, ...), NumSkills times. Below version 20 they are written as pairs: an
    array of 100 skills doesn't fit one field there. Both are read. For Unified CCE FltSkillGroupPriority is 0.

    Source: GED-188, table "CONFIG_AGENT_EVENT Message Format"; guide of version 25.
    """

    num_records: int = fixed("NumRecords", Kind.USHORT)
    record_type: list[int | None] = floating("RecordType", t.RECORD_TYPE, codes=e.RecordType, repeats=True)
    flt_peripheral_id: list[int | None] = floating("FltPeripheralID", t.PERIPHERAL_ID, since=11, repeats=True)
    active_terminal: list[str | None] = floating("ActiveTerminal", t.FLT_TERM_DEVICE_NAME, since=24, repeats=True)
    agent_type: list[int | None] = floating("AgentType", t.AGENT_TYPE, codes=e.AgentType, repeats=True)
    agent_desk_settings_id: list[int | None] = floating(
        "AgentDeskSettingsID", t.AGENT_DESK_SETTINGS_ID, since=22, repeats=True
    )
    login_id: list[str | None] = floating("LoginID", t.LOGIN_ID, repeats=True)
    old_login_id: list[str | None] = floating("OldLoginID", t.CUR_LOGIN_ID, repeats=True)
    login_name: list[str | None] = floating("LoginName", t.LOGIN_NAME, since=11, repeats=True)
    last_name: list[str | None] = floating("LastName", t.LAST_NAME, repeats=True)
    first_name: list[str | None] = floating("FirstName", t.FIRST_NAME, repeats=True)
    extension: list[str | None] = floating("Extension", t.EXTENSION, repeats=True)
    description: list[str | None] = floating("Description", t.DESCRIPTION, repeats=True)
    agent_skill_target_id: list[int | None] = floating("AgentSkillTargetID", t.AGENT_SKILL_TARGET_ID, repeats=True)
    num_skills: list[int | None] = floating("NumSkills", t.NUM_SKILLS, repeats=True)
    sso_enabled: list[int | None] = floating("SSOEnabled", t.SSO_ENABLED, codes=e.SSOEnabled, since=20, repeats=True)
    num_mrds: list[int | None] = floating("NumMRDs", t.NUM_MRDS, since=21, repeats=True)
    flt_skill_group_number: list[tuple[int, ...] | None] = floating(
        "FltSkillGroupNumber", t.SKILL_GROUP_NUMBER, repeats=True, packed=Kind.UINT, packed_since=20
    )
    flt_skill_group_priority: list[tuple[int, ...] | None] = floating(
        "FltSkillGroupPriority", t.SKILL_GROUP_PRIORITY, repeats=True, packed=Kind.USHORT, packed_since=20
    )
    flt_agent_mrd_id: list[tuple[int, ...] | None] = floating(
        "FltAgentMRDID", t.FLT_AGENT_MRD_ID, since=21, repeats=True, packed=Kind.UINT
    )
    flt_agent_mrd_state: list[tuple[int, ...] | None] = floating(
        "FltAgentMRDState", t.FLT_AGENT_MRD_STATE, since=21, repeats=True, packed=Kind.USHORT
    )


@message(
    238,
    "CONFIG_DEVICE_EVENT",
    since=10,
    groups=(
        Group(
            "records",
            "num_records",
            (
                "record_type",
                "flt_peripheral_id",
                "peripheral_number",
                "device_type",
                "max_queued",
                "flt_service_id",
                "dialed_number",
                "dnis",
                "extension",
                "description",
            ),
            10,
            True,
        ),
    ),
)
class ConfigDeviceEvent(Message):
    """CONFIG_DEVICE_EVENT (238), server to client, configuration service.

    Source: GED-188, table "CONFIG_DEVICE_EVENT Message Format"; guide of version 25.
    """

    num_records: int = fixed("NumRecords", Kind.USHORT)
    record_type: list[int | None] = floating("RecordType", t.RECORD_TYPE, codes=e.RecordType, repeats=True)
    flt_peripheral_id: list[int | None] = floating("FltPeripheralID", t.PERIPHERAL_ID, since=11, repeats=True)
    peripheral_number: list[int | None] = floating("PeripheralNumber", t.PERIPHERAL_NUMBER, repeats=True)
    device_type: list[int | None] = floating("DeviceType", t.DEVICE_TYPE, codes=e.ConfigDeviceType, repeats=True)
    max_queued: list[int | None] = floating("MaxQueued", t.MAX_QUEUED, repeats=True)
    flt_service_id: list[int | None] = floating("FltServiceID", t.SERVICE_ID, repeats=True)
    dialed_number: list[str | None] = floating("DialedNumber", t.DIALED_NUMBER, repeats=True)
    dnis: list[str | None] = floating("DNIS", t.DNIS, repeats=True)
    extension: list[str | None] = floating("Extension", t.EXTENSION, repeats=True)
    description: list[str | None] = floating("Description", t.DESCRIPTION, repeats=True)


@message(242, "TEAM_CONFIG_REQ", since=10)
class TeamConfigReq(Message):
    """TEAM_CONFIG_REQ (242), client to server, ccx only service.

    Unified CCX only. The message list of version 24 numbers the three TEAM_CONFIG messages 242 to 244.

    Source: GED-188, table "TEAM_CONFIG_REQ Message Format"; guide of version 24.
    """

    invoke_id: int = fixed("InvokeID", Kind.UINT)
    config_param: int = fixed("ConfigParam", Kind.USHORT, codes=e.TeamConfigParam)
    reserved: bytes = fixed("Reserved", Kind.UNSPEC8)


@message(
    243,
    "TEAM_CONFIG_EVENT",
    since=10,
    groups=(
        Group(
            "members",
            "num_records",
            (
                "agent_id",
                "agent_flags",
                "record_type",
                "member_type",
            ),
            64,
            True,
        ),
    ),
)
class TeamConfigEvent(Message):
    """TEAM_CONFIG_EVENT (243), server to client, ccx only service.

    Source: GED-188, table "TEAM_CONFIG_EVENT Message Format"; guide of version 24.
    """

    team_id: int = fixed("TeamID", Kind.UINT)
    num_records: int = fixed("NumRecords", Kind.USHORT)
    operation: int = fixed("Operation", Kind.USHORT, codes=e.TeamConfigOperation)
    reserved: bytes = fixed("Reserved", Kind.UNSPEC8)
    team_name: str | None = floating("TeamName", t.TEAM_NAME)
    agent_id: list[str | None] = floating("AgentID", t.AGENT_ID_LONG, repeats=True)
    agent_flags: list[int | None] = floating("AgentFlags", t.AGENT_FLAGS, codes=e.AgentFlags, repeats=True)
    record_type: list[int | None] = floating("RecordType", t.RECORD_TYPE, codes=e.RecordType, repeats=True)
    member_type: list[int | None] = floating("MemberType", t.MEMBER_TYPE, codes=e.TeamMemberType, repeats=True)


@message(244, "TEAM_CONFIG_CONF", since=10)
class TeamConfigConf(Message):
    """TEAM_CONFIG_CONF (244), server to client, ccx only service.

    It comes after the TEAM_CONFIG_EVENTs of the first list.

    Source: GED-188, table "TEAM_CONFIG_CONF Message Format"; guide of version 24.
    """

    invoke_id: int = fixed("InvokeID", Kind.UINT)
    status: int = fixed("Status", Kind.UINT)
    text: str | None = floating("Text", t.TEXT)


@message(
    245,
    "CONFIG_CALL_TYPE_EVENT",
    since=11,
    groups=(
        Group(
            "records",
            "num_records",
            (
                "record_type",
                "flt_call_type_id",
                "customer_definition_id",
                "enterprise_name",
                "description",
                "service_level_threshold",
                "service_level_type",
            ),
            10,
            True,
        ),
    ),
)
class ConfigCallTypeEvent(Message):
    """CONFIG_CALL_TYPE_EVENT (245), server to client, configuration service.

    Source: GED-188, table "CONFIG_CALL_TYPE_EVENT Message Format"; guide of version 25.
    """

    num_records: int = fixed("NumRecords", Kind.USHORT)
    record_type: list[int | None] = floating("RecordType", t.RECORD_TYPE, codes=e.RecordType, repeats=True)
    flt_call_type_id: list[int | None] = floating("FltCallTypeID", t.CALL_TYPE_ID, repeats=True)
    customer_definition_id: list[int | None] = floating("CustomerDefinitionID", t.CUSTOMER_DEFINITION_ID, repeats=True)
    enterprise_name: list[str | None] = floating("EnterpriseName", t.ENTERPRISE_NAME, repeats=True)
    description: list[str | None] = floating("Description", t.DESCRIPTION, repeats=True)
    service_level_threshold: list[int | None] = floating(
        "ServiceLevelThreshold", t.SERVICE_LEVEL_THRESHOLD, repeats=True
    )
    service_level_type: list[int | None] = floating("ServiceLevelType", t.SERVICE_LEVEL_TYPE, repeats=True)


@message(
    254,
    "CONFIG_MRD_EVENT",
    since=20,
    groups=(
        Group(
            "records",
            "num_records",
            (
                "record_type",
                "flt_mr_domain_id",
                "flt_enterprise_name",
                "flt_description",
                "flt_max_task_duration",
                "flt_interruptible",
            ),
            10,
            True,
        ),
    ),
)
class ConfigMRDEvent(Message):
    """CONFIG_MRD_EVENT (254), server to client, configuration service.

    The table of version 25 prints MessageType 245; the message list says 254, and 245 is CONFIG_CALL_TYPE_EVENT.

    Source: GED-188, table "CONFIG_MRD_EVENT Message Format"; guides of versions 24, 25.
    """

    num_records: int = fixed("NumRecords", Kind.USHORT)
    record_type: list[int | None] = floating("RecordType", t.RECORD_TYPE, codes=e.RecordType, repeats=True)
    flt_mr_domain_id: list[int | None] = floating("FltMRDomainID", t.MR_DOMAIN_ID, repeats=True)
    flt_enterprise_name: list[str | None] = floating("FltEnterpriseName", t.ENTERPRISE_NAME, repeats=True)
    flt_description: list[str | None] = floating("FltDescription", t.DESCRIPTION, repeats=True)
    flt_max_task_duration: list[int | None] = floating("FltMaxTaskDuration", t.MAX_TASK_DURATION, repeats=True)
    flt_interruptible: list[int | None] = floating("FltInterruptible", t.INTERRUPTIBLE, repeats=True)


@message(
    260,
    "CONFIG_PERIPHERAL_EVENT",
    since=22,
    groups=(
        Group(
            "records",
            "num_records",
            (
                "record_type",
                "config_peripheral_id",
                "default_agent_desk_settings_id",
            ),
            10,
            True,
        ),
    ),
)
class ConfigPeripheralEvent(Message):
    """CONFIG_PERIPHERAL_EVENT (260), server to client, configuration service.

    Source: GED-188, table "CONFIG_PERIPHERAL_EVENT Message Format"; guides of versions 24, 25.
    """

    num_records: int = fixed("NumRecords", Kind.USHORT)
    record_type: list[int | None] = floating("RecordType", t.RECORD_TYPE, codes=e.RecordType, repeats=True)
    config_peripheral_id: list[int | None] = floating("ConfigPeripheralID", t.CONFIG_PERIPHERAL_ID, repeats=True)
    default_agent_desk_settings_id: list[int | None] = floating(
        "DefaultAgentDeskSettingsID", t.DEFAULT_AGENT_DESK_SETTINGS_ID, repeats=True
    )


@message(
    261,
    "CONFIG_AGENT_DESK_SETTINGS_EVENT",
    since=22,
    groups=(
        Group(
            "records",
            "num_records",
            (
                "record_type",
                "agent_desk_settings_id",
                "flt_desk_settings_mask",
                "flt_wrap_up_data_incoming_mode",
                "flt_wrap_up_data_outgoing_mode",
                "flt_logout_non_activity_time",
                "flt_quality_recording_rate",
                "flt_ring_no_answer_time",
                "flt_silent_monitor_warning_message",
                "flt_silent_monitor_audible_indication",
                "flt_supervisor_assist_call_method",
                "flt_emergency_call_method",
                "flt_auto_record_on_emergency",
                "flt_recording_mode",
                "flt_work_mode_timer",
                "flt_ring_no_answer_dn_id",
                "flt_default_device_port_address",
                "play_zip_tone",
                "acd_shared_line_usage",
            ),
            10,
            True,
        ),
    ),
)
class ConfigAgentDeskSettingsEvent(Message):
    """CONFIG_AGENT_DESK_SETTINGS_EVENT (261), server to client, configuration service.

    AgentDeskSettingsID is the one of CONFIG_AGENT_EVENT; 0xFFFFFFFF is the default. Times are seconds. Booleans are
    4-byte words. FltSupervisorAssistCallMethod and FltEmergencyCallMethod: 1 blind conference, 0 consult call. For the
    text FltDefaultDevicePortAddress the guide prints 4 bytes here, 32 in AGENT_DESK_SETTINGS_CONF.

    Source: GED-188, table "CONFIG_AGENT_DESK_SETTINGS_EVENT Message Format"; guide of version 25, and its change list
    for version 22.
    """

    num_records: int = fixed("NumRecords", Kind.USHORT)
    record_type: list[int | None] = floating("RecordType", t.RECORD_TYPE, codes=e.RecordType, repeats=True)
    agent_desk_settings_id: list[int | None] = floating("AgentDeskSettingsID", t.AGENT_DESK_SETTINGS_ID, repeats=True)
    flt_desk_settings_mask: list[int | None] = floating(
        "FltDeskSettingsMask", t.FLT_DESK_SETTINGS_MASK, codes=e.DeskSettingsMask, repeats=True
    )
    flt_wrap_up_data_incoming_mode: list[int | None] = floating(
        "FltWrapUpDataIncomingMode", t.FLT_WRAP_UP_DATA_INCOMING_MODE, codes=e.WrapupDataMode, repeats=True
    )
    flt_wrap_up_data_outgoing_mode: list[int | None] = floating(
        "FltWrapUpDataOutgoingMode", t.FLT_WRAP_UP_DATA_OUTGOING_MODE, codes=e.WrapupDataMode, repeats=True
    )
    flt_logout_non_activity_time: list[int | None] = floating(
        "FltLogoutNonActivityTime", t.FLT_LOGOUT_NON_ACTIVITY_TIME, repeats=True
    )
    flt_quality_recording_rate: list[int | None] = floating(
        "FltQualityRecordingRate", t.FLT_QUALITY_RECORDING_RATE, repeats=True
    )
    flt_ring_no_answer_time: list[int | None] = floating("FltRingNoAnswerTime", t.FLT_RING_NO_ANSWER_TIME, repeats=True)
    flt_silent_monitor_warning_message: list[int | None] = floating(
        "FltSilentMonitorWarningMessage", t.FLT_SILENT_MONITOR_WARNING_MESSAGE, repeats=True
    )
    flt_silent_monitor_audible_indication: list[int | None] = floating(
        "FltSilentMonitorAudibleIndication", t.FLT_SILENT_MONITOR_AUDIBLE_INDICATION, repeats=True
    )
    flt_supervisor_assist_call_method: list[int | None] = floating(
        "FltSupervisorAssistCallMethod", t.FLT_SUPERVISOR_ASSIST_CALL_METHOD, repeats=True
    )
    flt_emergency_call_method: list[int | None] = floating(
        "FltEmergencyCallMethod", t.FLT_EMERGENCY_CALL_METHOD, repeats=True
    )
    flt_auto_record_on_emergency: list[int | None] = floating(
        "FltAutoRecordOnEmergency", t.FLT_AUTO_RECORD_ON_EMERGENCY, repeats=True
    )
    flt_recording_mode: list[int | None] = floating("FltRecordingMode", t.FLT_RECORDING_MODE, repeats=True)
    flt_work_mode_timer: list[int | None] = floating("FltWorkModeTimer", t.FLT_WORK_MODE_TIMER, repeats=True)
    flt_ring_no_answer_dn_id: list[int | None] = floating(
        "FltRingNoAnswerDnId", t.FLT_RING_NO_ANSWER_DN_ID, repeats=True
    )
    flt_default_device_port_address: list[str | None] = floating(
        "FltDefaultDevicePortAddress", t.FLT_DEFAULT_DEVICE_PORT_ADDRESS, repeats=True
    )
    play_zip_tone: list[int | None] = floating("PlayZipTone", t.PLAY_ZIP_TONE, since=24, repeats=True)
    acd_shared_line_usage: list[int | None] = floating(
        "ACDSharedLineUsage", t.ACD_SHARED_LINE_USAGE, since=24, repeats=True
    )


@message(
    276,
    "CONFIG_TERMINAL_EVENT",
    since=24,
    groups=(
        Group(
            "records",
            "num_records",
            (
                "record_type",
                "terminal_type",
                "terminal_device_name",
                "terminal_type_name",
                "num_instruments",
                "instrument",
            ),
            10,
            True,
        ),
    ),
)
class ConfigTerminalEvent(Message):
    """CONFIG_TERMINAL_EVENT (276), server to client, configuration service.

    The terminals of an agent's extension, with at most 10 instruments each. RecordType CHANGE is not used. The version
    in which the message came is not printed; its tags are of version 24.

    Source: GED-188, table "CONFIG_TERMINAL_EVENT Message Format"; guide of version 25, with the tag numbers that
    Cisco's Contact Center Express developer guide prints beside the same fields.
    """

    num_records: int = fixed("NumRecords", Kind.USHORT)
    record_type: list[int | None] = floating("RecordType", t.RECORD_TYPE, codes=e.RecordType, repeats=True)
    terminal_type: list[int | None] = floating("TerminalType", t.FLT_TERM_TYPE, repeats=True)
    terminal_device_name: list[str | None] = floating("TerminalDeviceName", t.FLT_TERM_DEVICE_NAME, repeats=True)
    terminal_type_name: list[str | None] = floating("TerminalTypeName", t.FLT_TERM_TYPE_NAME, repeats=True)
    num_instruments: list[int | None] = floating("NumInstruments", t.FLT_NUM_INSTRUMENTS, repeats=True)
    instrument: list[tuple[str, ...] | None] = floating("Instrument", t.AGENT_INSTRUMENT, repeats=True, many=True)
