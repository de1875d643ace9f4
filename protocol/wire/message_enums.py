"""The code lists and bit masks of single messages (GED-188): the part of :mod:`protocol.wire.enums` that offers them.

Source: as there.
"""

from __future__ import annotations

from protocol.wire.codes import Code, Mask


class ControlFailureCode(Code):
    """FailureCode of CONTROL_FAILURE_CONF. Gaps are reserved numbers."""

    CF_GENERIC_UNSPECIFIED = 0, "The switch refused and gave no reason."
    CF_GENERIC_OPERATION = 1, "The operation failed, no details given."
    CF_REQUEST_INCOMPATIBLE_WITH_OBJECT = 2, "This cannot be done with that call or phone."
    CF_VALUE_OUT_OF_RANGE = 3, "A value is outside the allowed range."
    CF_OBJECT_NOT_KNOWN = 4, "The call, agent or phone is not known."
    CF_INVALID_CALLING_DEVICE = 5, "The calling phone is not valid."
    CF_INVALID_CALLED_DEVICE = 6, "The called number is not valid."
    CF_INVALID_FORWARDING_DESTINATION = 7, "The forwarding number is not valid."
    CF_PRIVILEGE_VIOLATION_ON_SPECIFIED_DEVICE = 8, "That phone is not allowed to do this."
    CF_PRIVILEGE_VIOLATION_ON_CALLED_DEVICE = 9, "The called phone is not allowed to do this."
    CF_PRIVILEGE_VIOLATION_ON_CALLING_DEVICE = 10, "The calling phone is not allowed to do this."
    CF_INVALID_CSTA_CALL_IDENTIFIER = 11, "The call is not known; it may have ended."
    CF_INVALID_CSTA_DEVICE_IDENTIFIER = 12, "The phone is not known."
    CF_INVALID_CSTA_CONNECTION_IDENTIFIER = 13, "The phone is not on that call any more."
    CF_INVALID_DESTINATION = 14, "The destination is not valid."
    CF_INVALID_FEATURE = 15, "The switch does not have this feature."
    CF_INVALID_ALLOCATION_STATE = 16, "The allocation state is not valid."
    CF_INVALID_CROSS_REF_ID = 17, "The reference id is not in use."
    CF_INVALID_OBJECT_TYPE = 18, "The kind of object is not valid."
    CF_SECURITY_VIOLATION = 19, "Refused for security reasons."
    CF_GENERIC_STATE_INCOMPATIBILITY = 21, "A phone involved is in the wrong state for this."
    CF_INVALID_OBJECT_STATE = 22, "The call or agent is in the wrong state for this."
    CF_INVALID_CONNECTION_ID_FOR_ACTIVE_CALL = 23, "The active call given is not the active one."
    CF_NO_ACTIVE_CALL = 24, "There is no active call."
    CF_NO_HELD_CALL = 25, "There is no call on hold."
    CF_NO_CALL_TO_CLEAR = 26, "There is no such call to end."
    CF_NO_CONNECTION_TO_CLEAR = 27, "There is no such connection to end."
    CF_NO_CALL_TO_ANSWER = 28, "There is no ringing call to answer."
    CF_NO_CALL_TO_COMPLETE = 29, "There is no call to complete."
    CF_GENERIC_SYSTEM_RESOURCE_AVAILABILITY = 31, "The system is short of resources."
    CF_SERVICE_BUSY = 32, "The service is busy, try again in a moment."
    CF_RESOURCE_BUSY = 33, "Something needed is busy, for instance the phone. Try again in a moment."
    CF_RESOURCE_OUT_OF_SERVICE = 34, "Something needed is out of service, often the phone is not registered."
    CF_NETWORK_BUSY = 35, "The network is busy."
    CF_NETWORK_OUT_OF_SERVICE = 36, "The network is out of service."
    CF_OVERALL_MONITOR_LIMIT_EXCEEDED = 37, "The server's overall limit is reached."
    CF_CONFERENCE_MEMBER_LIMIT_EXCEEDED = 38, "The conference is full."
    CF_GENERIC_SUBSCRIBED_RESOURCE_AVAILABILITY = 41, "A licence or contract limit is reached."
    CF_OBJECT_MONITOR_LIMIT_EXCEEDED = 42, "The limit for this object is reached."
    CF_EXTERNAL_TRUNK_LIMIT_EXCEEDED = 43, "No outside line is free."
    CF_OUTSTANDING_REQUEST_LIMIT_EXCEEDED = 44, "Too many requests are waiting. Try again in a moment."
    CF_GENERIC_PERFORMANCE_MANAGEMENT = 51, "Refused to protect the system's performance."
    CF_PERFORMANCE_LIMIT_EXCEEDED = 52, "A performance limit was reached."
    CF_SEQUENCE_NUMBER_VIOLATED = 61, "Internal: sequence number error."
    CF_TIME_STAMP_VIOLATED = 62, "Internal: time stamp error."
    CF_PAC_VIOLATED = 63, "Internal: privilege certificate error."
    CF_SEAL_VIOLATED = 64, "Internal: seal error."
    CF_GENERIC_UNSPECIFIED_REJECTION = 70, "The request was rejected, no reason given."
    CF_GENERIC_OPERATION_REJECTION = 71, "The operation was rejected, no reason given."
    CF_DUPLICATE_INVOCATION_REJECTION = 72, "The same request is already being worked on."
    CF_UNRECOGNIZED_OPERATION_REJECTION = 73, "The switch does not know this operation."
    CF_MISTYPED_ARGUMENT_REJECTION = 74, "A parameter has the wrong type."
    CF_RESOURCE_LIMITATION_REJECTION = 75, "A resource limit would be exceeded."
    CF_ACS_HANDLE_TERMINATION_REJECTION = 76, "Internal: the switch link handle is gone."
    CF_SERVICE_TERMINATION_REJECTION = 77, "The service needed has been stopped."
    CF_REQUEST_TIMEOUT_REJECTION = 78, "The switch did not answer in time."
    CF_REQUESTS_ON_DEVICE_EXCEEDED_REJECTION = 79, "Too many requests for that phone at once."
    CF_INVALID_AGENT_ID_SPECIFIED = 256, "The agent id is wrong."
    CF_INVALID_PASSWORD_SPECIFIED = (
        257,
        "The agent's password is wrong; some switches also answer this to a state change that is not allowed.",
    )
    CF_INVALID_AGENT_ID_OR_PASSWORD_SPECIFIED = 258, "Agent id or password is wrong."
    CF_SPECIFIED_AGENT_ALREADY_SIGNED_ON = 259, "The agent is already signed in."
    CF_INVALID_LOGON_DEVICE_SPECIFIED = 260, "An agent cannot sign in at that phone."
    CF_INVALID_ANSWERING_DEVICE_SPECIFIED = 261, "The answering phone is not valid."
    CF_INVALID_SKILL_GROUP_SPECIFIED = 262, "The skill group is not valid."
    CF_INVALID_CLASS_OF_SERVICE_SPECIFIED = 263, "The class of service is not valid."
    CF_INVALID_TEAM_SPECIFIED = 264, "The team is not valid; the agent is perhaps not in one of your teams."
    CF_INVALID_AGENT_WORKMODE = 265, "The work mode is not valid."
    CF_INVALID_AGENT_REASON_CODE = 266, "The reason code is not valid."
    CF_ADJUNCT_SWITCH_COMM_ERROR = 267, "The link between contact center and phone system failed."
    CF_AGENT_NOT_PARTY_ON_CALL = 268, "That agent is not on that call (any more)."
    CF_INTERNAL_PROCESSING_ERROR = 269, "The phone system had an internal error."
    CF_TAKE_CALL_CONTROL_REJECTION = 270, "The phone system refused control of the call."
    CF_TAKE_DOMAIN_CONTROL_REJECTION = 271, "The phone system refused control of the domain."
    CF_REQUESTED_SERVICE_NOT_REGISTERED = (
        272,
        "The contact center is not registered for this service on the phone system.",
    )
    CF_INVALID_CONSULT_TYPE = 273, "The consult type is not valid."
    CF_ANSMAP_OR_ADPARAM_FIELD_NOT_VALID = 274, "An answer detection setting is not valid."
    CF_INVALID_CALL_CONTROL_TABLE_SPECIFIED = 275, "The call control table is not valid."
    CF_INVALID_DIGITS_RNATIMEOUT_AMSDELAY_OR_COUNTRY = 276, "Digits, ring timeout, delay or country are not valid."
    CF_ANSWER_DETECT_PORT_UNAVAILABLE = 277, "No answer detection port is free."
    CF_VIRTUAL_AGENT_UNAVAILABLE = 278, "No virtual agent is free."
    CF_TAKEBACK_N_XFER_ROUTE_END = 279, "The call was taken back and transferred; the route ended."
    CF_WRAPUP_DATA_REQUIRED = 280, "Wrap-up data must be entered first."
    CF_REASON_CODE_REQUIRED = 281, "A reason code must be given."
    CF_INVALID_TRUNK_ID_SPECIFIED = 282, "The trunk is not valid."  # since version 14
    CF_SPECIFIED_EXTENSION_ALREADY_IN_USE = 283, "Another agent already uses that extension."  # since version 14
    CF_ARBITRARY_CONF_OR_XFER_NOT_SUPPORTED = 284, "These two calls cannot be joined."  # since version 14
    CF_NETWORK_TRANSFER_OR_CONSULT = 285, "The call is in a network transfer or consult."  # since version 14
    CF_NETWORK_TRANSFER_OR_CONSULT_FAILED = 286, "The network transfer or consult failed."  # since version 14
    CF_DEVICE_RESTRICTED = 287, "The phone is restricted in Unified CM."  # since version 14
    CF_LINE_RESTRICTED = 288, "The line is restricted in Unified CM."  # since version 14
    CF_AGENT_ACCOUNT_LOCKED_OUT = 289, "The agent's account is locked."  # since version 14
    CF_DROP_ANY_PARTY_NOT_ENABLED_CTI = 290, "Dropping any party is not enabled in Unified CM."  # since version 14
    CF_MAXIMUM_LINE_LIMIT_EXCEEDED = 291, "The phone has too many lines."  # since version 14
    CF_SHARED_LINES_NOT_SUPPORTED = 292, "Shared lines are not supported."  # since version 14
    CF_EXTENSION_NOT_UNIQUE = 293, "The extension exists more than once."  # since version 14
    CF_UNKNOWN_INTERFACE_CTRLR_ID = 1001, "The interface controller is not known."
    CF_INVALID_INTERFACE_CTRLR_TYPE = 1002, "The kind of interface controller is not valid."
    CF_SOFTWARE_REV_NO_SUPPORTED = 1003, "The software version is not supported."
    CF_UNKNOWN_PID = 1004, "The peripheral is not known."
    CF_INVALID_TABLE_SPECIFIED = 1005, "A wrong table was named."
    CF_PD_SERVICE_INACTIVE = 1006, "The peripheral data service is not active."
    CF_UNKNOWN_ROUTING_CLIENT_ID = 1007, "The routing client is not known."
    CF_RC_SERVICE_INACTIVATE = 1008, "The routing service is not active."
    CF_INVALID_DIALED_NUMBER = 1009, "The dialed number is not configured for routing."
    CF_INVALID_PARAMETER = 1010, "A parameter is not valid."
    CF_UNKNOWN_ROUTING_PROBLEM = 1011, "Routing failed for an unknown reason."
    CF_UNSUPPORTED_PD_MESSAGE_REVISION = 1012, "Version mismatch of the peripheral data service."
    CF_UNSUPPORTED_RC_MESSAGE_REVISION = 1013, "Version mismatch of the routing client service."
    CF_UNSUPPORTED_IC_MESSAGE_REVISION = 1014, "Version mismatch of the interface controller service."
    CF_RC_SERVICE_INACTIVATE_PIM = 1015, "The link to the phone system (PIM) is not active."
    CF_AGENT_GREETING_CONTROL_OPERATION_FAILURE = (  # since version 15
        1016,
        "The agent greeting could not be controlled; see the peripheral error code.",
    )


class AgentStateMask(Mask):
    """Which agent states produce AGENT_STATE_EVENT.

    From HOLD on the bits are not numbered by AgentState. Every version has the bits of 0x3FF; a server refuses other
    bits than its version has with E_CTI_INVALID_AGENT_STATE_MASK. The bits from 0x400 on are in the guide of version
    25; that they came with version 24 is inferred.
    """

    AGENT_LOGIN_MASK = 0x1
    """state LOGIN"""
    AGENT_LOGOUT_MASK = 0x2
    """state LOGOUT"""
    AGENT_NOT_READY_MASK = 0x4
    """state NOT_READY"""
    AGENT_AVAILABLE_MASK = 0x8
    """state AVAILABLE"""
    AGENT_TALKING_MASK = 0x10
    """state TALKING"""
    AGENT_WORK_NOT_READY_MASK = 0x20
    """state WORK_NOT_READY"""
    AGENT_WORK_READY_MASK = 0x40
    """state WORK_READY"""
    AGENT_BUSY_OTHER_MASK = 0x80
    """state BUSY_OTHER"""
    AGENT_RESERVED_MASK = 0x100
    """state RESERVED"""
    AGENT_HOLD_MASK = 0x200
    """state HOLD: the value is 10, the bit number 9, because UNKNOWN has no bit"""
    AGENT_ACTIVE_MASK = 0x400  # since version 24, inferred
    """state ACTIVE"""
    AGENT_PAUSED_MASK = 0x800  # since version 24, inferred
    """state PAUSED"""
    AGENT_INTERRUPTED_MASK = 0x1000  # since version 24, inferred
    """state INTERRUPTED"""
    AGENT_NOT_ACTIVE_MASK = 0x2000  # since version 24, inferred
    """state NOT_ACTIVE"""


class CallEventMask(Mask):
    """CallMsgMask: which call events are sent.

    A server refuses bits that its version lacks with E_CTI_INVALID_CALL_MSG_MASK.
    """

    CALL_DELIVERED_MASK = 0x1
    CALL_QUEUED_MASK = 0x2
    CALL_ESTABLISHED_MASK = 0x4
    CALL_HELD_MASK = 0x8
    CALL_RETRIEVED_MASK = 0x10
    CALL_CLEARED_MASK = 0x20
    CALL_CONNECTION_CLEARED_MASK = 0x40
    CALL_ORIGINATED_MASK = 0x80
    CALL_CONFERENCED_MASK = 0x100
    CALL_TRANSFERRED_MASK = 0x200
    CALL_DIVERTED_MASK = 0x400
    CALL_SERVICE_INITIATED_MASK = 0x800
    CALL_TRANSLATION_ROUTE_MASK = 0x1000
    BEGIN_CALL_MASK = 0x2000
    END_CALL_MASK = 0x4000
    CALL_DATA_UPDATE_MASK = 0x8000
    CALL_FAILED_MASK = 0x10000
    CALL_REACHED_NETWORK_MASK = 0x20000
    CALL_DEQUEUED_MASK = 0x40000
    AGENT_PRE_CALL_MASK = 0x80000
    AGENT_PRE_CALL_ABORT_MASK = 0x100000
    RTP_STARTED_MASK = 0x200000
    RTP_STOPPED_MASK = 0x400000
    AGENT_TEAM_CONFIG_MASK = 0x800000  # since version 8
    """AGENT_TEAM_CONFIG_EVENT: a supervisor's session needs it."""
    AGENT_LEGACY_PRE_CALL_MASK = 0x1000000
    CALL_ATTRIBUTE_CHANGE_MASK = 0x2000000
    CALL_TERMINATION_MASK = 0x4000000
    """Reserved."""
    CALL_AGENT_GREETING_MASK = 0x8000000  # since version 15
    NETWORK_RECORDING_STARTED_MASK = 0x10000000  # since version 23
    NETWORK_RECORDING_ENDED_MASK = 0x20000000  # since version 23
    NETWORK_RECORDING_FAILED_MASK = 0x40000000  # since version 23
    NETWORK_RECORDING_TARGET_INFO_MASK = 0x80000000  # since version 23


class DeviceIDType(Code):
    """Kind of a device id.

    With DEVID_NONE the matching floating field is absent.
    """

    DEVID_DEVICE_IDENTIFIER = 0, "Phone extension."
    DEVID_TRUNK_IDENTIFIER = 70, "Trunk."
    DEVID_TRUNK_GROUP_IDENTIFIER = 71, "Trunk group."
    DEVID_IP_PHONE_MAC_IDENTIFIER = 72, "MAC address of an IP phone (CCX)."
    DEVID_CTI_PORT = 73, "CTI port (CCX)."
    DEVID_ROUTE_POINT = 74, "Route point."
    DEVID_EXTERNAL = 75, "Outside number."
    DEVID_AGENT_DEVICE = 76, "Agent's phone."
    DEVID_QUEUE = 77, "Queue."  # since version 10
    DEVID_NON_ACD_DEVICE_IDENTIFIER = 78, "Extension outside the ACD."  # since version 14
    DEVID_SHARED_DEVICE_IDENTIFIER = 79, "Shared line."  # since version 14
    DEVID_NONE = 65535, "No device id given."


class Disposition(Code):
    """How a call or task ended (CalledPartyDisposition). The guide prints no symbols; 56 is reserved."""

    NONE = 0, "Not known yet."
    DISPOSITION_1 = 1, "Abandoned in the network."
    DISPOSITION_2 = 2, "Abandoned in the queue."
    DISPOSITION_3 = 3, "Abandoned while ringing."
    DISPOSITION_4 = 4, "Abandoned during a delay."
    DISPOSITION_5 = 5, "Abandoned between sites."
    DISPOSITION_6 = 6, "Abandoned at the agent's terminal."
    DISPOSITION_7 = 7, "Very short call."
    DISPOSITION_8 = 8, "Busy."
    DISPOSITION_9 = 9, "Forced busy."
    DISPOSITION_10 = 10, "Dropped, no answer."
    DISPOSITION_11 = 11, "Dropped, busy."
    DISPOSITION_12 = 12, "Dropped, reorder tone."
    DISPOSITION_13 = 13, "Handled, primary route."
    DISPOSITION_14 = 14, "Handled, other route."
    DISPOSITION_15 = 15, "Redirected."
    DISPOSITION_16 = 16, "Cut through."
    DISPOSITION_17 = 17, "Moved within the site."
    DISPOSITION_18 = 18, "Moved to another site."
    DISPOSITION_19 = 19, "Rang without answer."
    DISPOSITION_20 = 20, "Intercept, reorder."
    DISPOSITION_21 = 21, "Intercept, denied."
    DISPOSITION_22 = 22, "Time out."
    DISPOSITION_23 = 23, "Voice detected."
    DISPOSITION_24 = 24, "Sound detected, not classified."
    DISPOSITION_25 = 25, "No cut through."
    DISPOSITION_26 = 26, "Aborted by the user part."
    DISPOSITION_27 = 27, "Software failure."
    DISPOSITION_28 = 28, "Blind transfer."
    DISPOSITION_29 = 29, "Announced transfer."
    DISPOSITION_30 = 30, "Conferenced."
    DISPOSITION_31 = 31, "Duplicate transfer."
    DISPOSITION_32 = 32, "Unmonitored device."
    DISPOSITION_33 = 33, "Answering machine."
    DISPOSITION_34 = 34, "Blind transfer in the network."
    DISPOSITION_35 = 35, "Task abandoned in the router."
    DISPOSITION_36 = 36, "Task abandoned before the offer."
    DISPOSITION_37 = 37, "Task abandoned while offered."
    DISPOSITION_38 = 38, "Task ended normally."
    DISPOSITION_39 = 39, "No task id."
    DISPOSITION_40 = 40, "Agent signed out during the task."
    DISPOSITION_41 = 41, "Task lived too long."
    DISPOSITION_42 = 42, "Application path down."
    DISPOSITION_43 = 43, "Routing complete."
    DISPOSITION_44 = 44, "Routing disabled."
    DISPOSITION_45 = 45, "Wrong routing domain."
    DISPOSITION_46 = 46, "Wrong dialogue id."
    DISPOSITION_47 = 47, "Duplicate dialogue id."
    DISPOSITION_48 = 48, "Wrong invoke id."
    DISPOSITION_49 = 49, "Wrong script selector."
    DISPOSITION_50 = 50, "Application ended the dialogue."
    DISPOSITION_51 = 51, "Task ended during start-up."
    DISPOSITION_52 = 52, "Called party hung up."
    DISPOSITION_53 = 53, "Partial call."
    DISPOSITION_54 = 54, "Network consult dropped."
    DISPOSITION_55 = 55, "Network consult transfer."
    DISPOSITION_57 = 57, "Network consult abandoned."
    DISPOSITION_58 = 58, "Routed again before answer."
    DISPOSITION_59 = 59, "Routed again after answer."
    DISPOSITION_60 = 60, "Network error."
    DISPOSITION_61 = 61, "Network error before answer."
    DISPOSITION_62 = 62, "Network error after answer."
    DISPOSITION_63 = 63, "Task transferred."  # since version 20
    DISPOSITION_64 = 64, "Application disconnected."  # since version 20
    DISPOSITION_65 = 65, "Task transferred when the agent signed out."  # since version 20


class LineType(Code):
    """Kind of phone line. 0xFFFF: none."""

    INBOUND_ACD = 0, "Inbound contact center calls."
    OUTBOUND_ACD = 1, "Outbound contact center calls."
    INSIDE = 2, "Internal calls."
    UNKNOWN = 3, "Any use."
    SUPERVISOR = 4, "Supervisor calls."
    MESSAGE = 5, "Voice messages."
    HELP = 6, "Assistance."
    OUTBOUND = 7, "Outbound calls outside the ACD."
    DID = 8, "Direct inward dialing."
    SILENT_MONITOR = 9, "Silent monitoring."
    NON_ACD_IN = 10, "Inbound outside the ACD."  # since version 14
    NON_ACD_OUT = 11, "Outbound outside the ACD."  # since version 14


class PeripheralType(Code):
    """Kind of phone system behind the PG. 0xFFFF: not applicable."""

    PT_ASPECT = 1, "Aspect (not in the newest guide)."
    PT_MERIDIAN = 2, "Meridian."
    PT_G2 = 3, "Lucent G2."
    PT_DEFINITY_ECS_NON_EAS = 4, "Definity without EAS."
    PT_DEFINITY_ECS_EAS = 5, "Definity with EAS."
    PT_GALAXY = 6, "Galaxy, obsolete."
    PT_SPECTRUM = 7, "Spectrum, obsolete."
    PT_VRU = 8, "VRU."
    PT_VRU_POLLED = 9, "VRU, polled."
    PT_DMS100 = 10, "DMS-100, obsolete."
    PT_SIEMENS_9006 = 11, "Siemens Hicom 9006."
    PT_SIEMENS_9005 = 12, "Siemens Rolm 9005."
    PT_ALCATEL = 13, "Alcatel 4400."
    PT_NEC_NEAX_2x00 = 14, "NEC, obsolete."
    PT_ACP_1000 = 15, "Ericsson ACP1000."
    PT_SYMPOSIUM = 16, "Symposium (not in the newest guide)."
    PT_ENTERPRISE_AGENT = 17, "Unified CCE agents on Unified CM: the usual case."
    PT_MD110 = 18, "Ericsson MD-110."
    PT_MEDIA_ROUTING = 19, "Media routing."
    PT_GENERIC = 20, "Generic."
    PT_ACMI_CRS = 21, "Gateway PG over Unified CCX."
    PT_ACMI_IPCC = 22, "Gateway PG over Unified CCE or CCX."
    PT_SIMPLIFIED_IPCC = 23, "Simplified IPCC (not in the newest guide)."
    PT_ARS = 24, "ARS PG."
    PT_ACMI_ERS = 25, "ERS PG."
    PT_ACMI_EXPERT_ADVISOR = 26, "Expert Advisor, obsolete."
    PT_RESERVED_27 = 27, "Reserved."
    PT_NONE = 65535, "Not applicable."


class PGStatus(Mask):
    """State of the PG in OPEN_CONF and SYSTEM_EVENT; 0: everything works."""

    PGS_OPC_DOWN = 0x1
    """The CTI Server lost the PG: no call or agent events will come."""
    PGS_CC_DOWN = 0x2
    """The PG lost the central controller: events still come, routing is affected."""
    PGS_PERIPHERAL_OFFLINE = 0x4
    """A peripheral of this PG is offline."""
    PGS_CTI_SERVER_OFFLINE = 0x8
    """The connection between client and CTI Server is lost. Software on the client's side sets it, not the server."""
    PGS_LIMITED_FUNCTION = 0x10
    """Limited local call control is possible while the server is gone. Software on the client's side sets it."""


class SystemEventID(Code):
    """What a SYSTEM_EVENT is about."""

    SYS_CENTRAL_CONTROLLER_ONLINE = 1, "Central controller reachable again."
    SYS_CENTRAL_CONTROLLER_OFFLINE = 2, "Central controller lost."
    SYS_PERIPHERAL_ONLINE = 3, "A peripheral came online (Arg1 its id)."
    SYS_PERIPHERAL_OFFLINE = 4, "A peripheral went offline (Arg1 its id)."
    SYS_TEXT_FYI = 5, "Information for all, in Text."
    SYS_PERIPHERAL_GATEWAY_OFFLINE = 6, "The CTI Server lost the PG."
    SYS_CTI_SERVER_OFFLINE = 7, "Client-side layer lost the CTI Server."
    SYS_CTI_SERVER_ONLINE = 8, "Client-side layer has the CTI Server again."
    SYS_HALF_HOUR_CHANGE = 9, "A new half hour began."
    SYS_INSTRUMENT_OUT_OF_SERVICE = 10, "A phone went out of service (Text its instrument, Arg1 the peripheral)."
    SYS_INSTRUMENT_BACK_IN_SERVICE = 11, "A phone is back in service (Text its instrument, Arg1 the peripheral)."


class ConfigOperation(Code):
    """What an AGENT_TEAM_CONFIG_EVENT does."""

    RESTORE_PERMANENT = 0, "The members listed are the configured team."
    ADD_AGENT = 1, "Add the members listed."
    REMOVE_AGENT = 2, "Remove the members listed."


class Distribution(Code):
    """Who gets a user message."""

    DISTRIBUTE_TO_CLIENT = 0, "One client, named by ClientID."
    DISTRIBUTE_TO_SUPERVISOR = 1, "The agent's supervisor."
    DISTRIBUTE_TO_TEAM = 2, "Everybody in the agent's team."
    DISTRIBUTE_TO_ALL = 3, "Every client of the CTI Server."


class More(Code):
    """Do more segments of LIST_AGENT_TEAM_CONF follow?"""

    LAST = 0, "Last segment."
    MORE = 1, "Another segment follows."


class SessionType(Code):
    """Side of the session (OPEN_CONF)."""

    UNKNOWN = 0, "Not known."
    ACTIVE = 1, "Active side."
    STANDBY = 2, "Standby side: only OPEN, HEARTBEAT and CLOSE work."


class AgentMode(Code):
    """Who may give work to the agent.

    As in the guide of version 25; the guide of version 14 has the two numbers the other way round.
    """

    NOT_ROUTABLE = 0, "The application."
    ROUTABLE = 1, "CCE."


class AgentAvailabilityStatus(Code):
    """May work be given to the agent in this media routing domain."""

    NOT_AVAILABLE = 0, "No."
    ICM_AVAILABLE = 1, "Yes, by CCE."
    APPLICATION_AVAILABLE = 2, "Yes, by the application."


class CallDirection(Code):
    """Direction of the agent's current call."""

    NONE = 0, "No call."
    IN = 1, "Inbound."
    OUT = 2, "Outbound."
    OTHER_IN = 3, "Other inbound."
    OTHER_OUT = 4, "Other outbound."
    OUTBOUND_RESERVE = 5, "Reserved for outbound."
    OUTBOUND_PREVIEW = 6, "Outbound preview."
    OUTBOUND_PREDICTIVE = 7, "Outbound predictive."


class AgentWorkMode(Code):
    """Work mode of SET_AGENT_STATE_REQ."""

    UNSPECIFIED = 0, "Default."
    AUTO_IN = 1, "Ready again by itself after a call."
    MANUAL_IN = 2, "Agent says when ready."
    RA_CALL_BY_CALL = 3, "Remote agent, call by call."  # since version 10
    RA_NAILED_CONNECTION = 4, "Remote agent, permanent line."  # since version 10


class ForcedFlag(Code):
    """Whether SET_AGENT_STATE_REQ forces the state (ForcedFlag)."""

    FALSE = 0, "Not forced."
    TRUE = 1, "Forced (login and logout only)."
    AUTHENTICATION_ONLY = 2, "Reserved, check the password only."


class AgentServiceRequestMask(Mask):
    """Services an agent wants at login."""

    OUTBOUND_SUPPORT = 0x1
    """Outbound calls."""


class SSOEnabled(Code):
    """Does the agent use single sign-on (SSOEnabled)?"""

    DISABLED = 0, "Password."
    ENABLED = 1, "Single sign on."


class AgentType(Code):
    """Kind of agent record.

    The guide of version 25 prints the two names without numbers. The numbers are from Cisco's Contact Center Express
    developer guide and a recorded session of version 15 (vectors in tests/protocol/test_vectors_recorded_session.py).
    """

    AGENT = 1, "Agent."
    SUPERVISOR = 2, "Supervisor."


class RecordType(Code):
    """What a configuration record does."""

    ADD = 0, "Add."
    CHANGE = 1, "Change."
    DELETE = 2, "Delete."


class ConfigInformationMask(Mask):
    """Kinds of configuration (ConfigInformation, ConfigMsgMask)."""

    SERVICE = 0x1
    """Services."""
    SKILL_GROUP = 0x2
    """Skill groups."""
    AGENT = 0x4
    """Agents, with their names."""
    DEVICE = 0x8
    """Devices."""
    CALL_TYPE = 0x10  # since version 11
    """Call types."""
    MEDIA_ROUTING_DOMAIN = 0x20  # since version 20
    """Media routing domains."""
    PERIPHERAL = 0x40  # since version 22
    """Peripherals."""
    AGENT_DESK_SETTINGS = 0x80  # since version 22
    """Desk settings."""
    TERMINAL = 0x100  # since version 25
    """Terminals."""
    AGENT_SERVICES = 0x200  # since version 24
    """AI services."""


class ConfigType(Code):
    """Why configuration comes (CONFIG_BEGIN_EVENT)."""

    UNUSED = 0, "Unused."
    SOLICITED = 1, "Asked for."
    UPDATE = 2, "Something changed."


class ConfigKeyStatus(Code):
    """Status of CONFIG_KEY_EVENT."""

    SUCCESS = 0, "Keys follow."
    SERVICE_PROVIDER = 1, "No data in a service provider setup."
    NO_KEY_SUPPORT = 2, "Server has no keys."
    UNKNOWN_CUSTOMER = 3, "Customer not known."


class ConfigEndStatus(Code):
    """Status of CONFIG_END_EVENT."""

    SUCCESS = 0, "Complete."
    NO_SERVICE_PROVIDER = 1, "No data in a service provider setup."
    UNKNOWN_CUSTOMER = 2, "Customer not known."
    INVALID = 3, "Invalid configuration."
    EMPTY = 4, "No configuration there."
    PARTIAL = 5, "Another block follows."


class ConfigDeviceType(Code):
    """Kind of configured device."""

    UNKNOWN = 0, "Not known."
    SERVICE = 1, "Service."
    SKILL_GROUP = 2, "Skill group."
    AGENT_ID = 3, "Agent."
    AGENT_EXTENSION = 4, "Agent extension."
    ROUTE_POINT = 5, "Route point."
    CTI_PORT = 6, "CTI port."
    CALL_CONTROL_GROUP = 7, "Call control group."


class TeamConfigParam(Code):
    """What TEAM_CONFIG_REQ asks for (Unified CCX)."""

    INITIAL = 1, "Full list, then updates."
    UPDATES = 2, "Updates only."


class TeamConfigOperation(Code):
    """What a TEAM_CONFIG_EVENT does (Unified CCX)."""

    ADD_TEAM = 1, "New team."
    REMOVE_TEAM = 2, "Team removed, no members listed."
    CHANGE_TEAM = 3, "Team changed."


class TeamMemberType(Code):
    """Kind of member in TEAM_CONFIG_EVENT (Unified CCX)."""

    AGENT = 1, "Agent or supervisor."
    CSQ = 2, "Contact service queue."


class MultilineAgentControl(Code):
    """Are several lines of an agent controlled (MultilineAgentControl)?"""

    SINGLE_LINE = 0, "One line."
    MULTILINE = 1, "Several lines."


class SilentMonitorStatus(Code):
    """Role of a call in silent monitoring."""

    NONE = 0, "Normal call."
    INITIATOR = 1, "Supervisor's side."
    TARGET = 2, "Agent's side."


class ClientEventState(Code):
    """Severity of a reported event."""

    NORMAL = 0, "Green."
    WARNING = 1, "Yellow."
    ERROR = 2, "Red."


class RTPDirection(Code):
    """Direction of media (RTPDirection)."""

    INPUT = 0, "Towards the phone."
    OUTPUT = 1, "From the phone."
    BIDIRECTIONAL = 2, "Both."


class RTPType(Code):
    """Kind of media (RTPType)."""

    AUDIO = 0, "Sound."
    VIDEO = 1, "Video."
    DATA = 2, "Data."


class ServerMode(Code):
    """How requests reach the servers of a registered service (ServerMode)."""

    EXCLUSIVE = 0, "First one only."
    ROUND_ROBIN = 1, "In turn."
    PARALLEL = 2, "All at once."


class GreetingEventCode(Code):
    """EventCode of CALL_AGENT_GREETING_EVENT."""

    STARTED = 0, "Started."
    ENDED = 1, "Ended well."
    FAILED = 2, "Failed, see PeripheralErrorCode."


class AgentGreetingAction(Code):
    """What AGENT_GREETING_CONTROL_REQ asks for."""

    STOP = 0, "Stop the one playing."
    DISABLE = 1, "Off for this sign-in."
    ENABLE = 2, "On for this sign-in."


class WrapupDataMode(Code):
    """Whether an agent enters wrap-up data (WrapupDataIncomingMode, WrapupDataOutgoingMode)."""

    REQUIRED = 0, "Required."
    OPTIONAL = 1, "Optional."
    NOT_ALLOWED = 2, "Not allowed."
    REQUIRED_WITH_DATA = 3, "Required with data (inbound only)."


class DeskSettingsMask(Mask):
    """Desk settings of an agent."""

    DESK_AVAIL_AFTER_INCOMING_MASK = 0x1
    """Ready by itself after an inbound call."""
    DESK_AVAIL_AFTER_OUTGOING_MASK = 0x2
    """Ready by itself after an outbound call."""
    DESK_AUTO_ANSWER_ENABLED_MASK = 0x4
    """Calls are answered by themselves."""
    DESK_IDLE_REASON_REQUIRED_MASK = 0x8
    """Reason needed for not ready."""
    DESK_LOGOUT_REASON_REQUIRED_MASK = 0x10
    """Reason needed for sign-out."""
    DESK_SUPERVISOR_CALLS_ALLOWED_MASK = 0x20
    """May call a supervisor for help."""
    DESK_AGENT_TO_AGENT_CALLS_ALLOWED = 0x40
    """May call other agents."""
    DESK_OUTBOUND_ACCESS_INTERNATIONAL_MASK = 0x80
    """International calls."""
    DESK_OUTBOUND_ACCESS_PUBLIC_NET_MASK = 0x100
    """Public network."""
    DESK_OUTBOUND_ACCESS_PRIVATE_NET_MASK = 0x200
    """Private network."""
    DESK_OUTBOUND_ACCESS_OPERATOR_ASSISTED_MASK = 0x400
    """Operator assisted."""
    DESK_OUTBOUND_ACCESS_PBX_MASK = 0x800
    """PBX calls."""
    DESK_NON_ACD_CALLS_ALLOWED_MASK = 0x1000
    """Calls outside the ACD."""
    DESK_AGENT_CAN_SELECT_GROUP_MASK = 0x2000
    """May choose groups at login."""


class CallVariableMask(Mask):
    """Call variables a client wants."""

    CALL_VAR_1_MASK = 0x1
    """Call variable 1."""
    CALL_VAR_2_MASK = 0x2
    """Call variable 2."""
    CALL_VAR_3_MASK = 0x4
    """Call variable 3."""
    CALL_VAR_4_MASK = 0x8
    """Call variable 4."""
    CALL_VAR_5_MASK = 0x10
    """Call variable 5."""
    CALL_VAR_6_MASK = 0x20
    """Call variable 6."""
    CALL_VAR_7_MASK = 0x40
    """Call variable 7."""
    CALL_VAR_8_MASK = 0x80
    """Call variable 8."""
    CALL_VAR_9_MASK = 0x100
    """Call variable 9."""
    CALL_VAR_10_MASK = 0x200
    """Call variable 10."""


class TransferConferenceSetupMask(Mask):
    """Ways to set up a transfer or conference."""

    CONF_SETUP_CONSULT_SPECIFIC = 0x1
    """ACD call and consult of a matching type."""
    CONF_SETUP_CONSULT_ANY = 0x2
    """ACD call and any consult."""
    CONF_SETUP_CONN_HELD = 0x4
    """Connected and held call."""
    CONF_SETUP_ANY_TWO_CALLS = 0x8
    """Any two calls."""
    CONF_SETUP_SINGLE_ACD_CALL = 0x10
    """Blind conference of an ACD call."""
    TRANS_SETUP_SINGLE_ACD_CALL = 0x20
    """Blind transfer of an ACD call."""
    CONF_SETUP_ANY_SINGLE_CALL = 0x40
    """Blind conference of any call."""
    TRANS_SETUP_ANY_SINGLE_CALL = 0x80
    """Blind transfer of any call."""


class CallControlMask(Mask):
    """Control requests a device supports."""

    CONTROL_QUERY_AGENT_STATE = 0x1
    """QUERY_AGENT_STATE_REQ"""
    CONTROL_SET_AGENT_STATE = 0x2
    """SET_AGENT_STATE_REQ"""
    CONTROL_ALTERNATE_CALL = 0x4
    """ALTERNATE_CALL_REQ"""
    CONTROL_ANSWER_CALL = 0x8
    """ANSWER_CALL_REQ"""
    CONTROL_CLEAR_CALL = 0x10
    """CLEAR_CALL_REQ"""
    CONTROL_CLEAR_CONNECTION = 0x20
    """CLEAR_CONNECTION_REQ"""
    CONTROL_CONFERENCE_CALL = 0x40
    """CONFERENCE_CALL_REQ"""
    CONTROL_CONSULTATION_CALL = 0x80
    """CONSULTATION_CALL_REQ"""
    CONTROL_DEFLECT_CALL = 0x100
    """DEFLECT_CALL_REQ"""
    CONTROL_HOLD_CALL = 0x200
    """HOLD_CALL_REQ"""
    CONTROL_MAKE_CALL = 0x400
    """MAKE_CALL_REQ"""
    CONTROL_MAKE_PREDICTIVE_CALL = 0x800
    """MAKE_PREDICTIVE_CALL_REQ"""
    CONTROL_RECONNECT_CALL = 0x1000
    """RECONNECT_CALL_REQ"""
    CONTROL_RETRIEVE_CALL = 0x2000
    """RETRIEVE_CALL_REQ"""
    CONTROL_TRANSFER_CALL = 0x4000
    """TRANSFER_CALL_REQ"""
    CONTROL_QUERY_DEVICE_INFO = 0x8000
    """QUERY_DEVICE_INFO_REQ"""
    CONTROL_SNAPSHOT_CALL = 0x10000
    """SNAPSHOT_CALL_REQ"""
    CONTROL_SNAPSHOT_DEVICE = 0x20000
    """SNAPSHOT_DEVICE_REQ"""
    CONTROL_SEND_DTMF_SIGNAL = 0x40000
    """SEND_DTMF_SIGNAL_REQ"""


class OtherFeatureMask(Mask):
    """Other features of a device."""

    FEATURE_POST_ROUTE = 0x1
    """Post routing."""
    FEATURE_UNIQUE_CONSULT_CALLID = 0x2
    """Consult calls have their own call id."""


class ClassOfDevice(Mask):
    """Class of a device."""

    DEVC_OTHER = 0x10
    """Other."""
    DEVC_IMAGE = 0x20
    """Image."""
    DEVC_DATA = 0x40
    """Data."""
    DEVC_VOICE = 0x80
    """Voice."""


class TypeOfDevice(Code):
    """Type of a device."""

    STATION = 0, "Telephone."
    LINE = 1, "Line."
    BUTTON = 2, "Button."
    ACD = 3, "Call distributor."
    TRUNK = 4, "Trunk."
    OPERATOR = 5, "Operator."
    STATION_GROUP = 16, "Group of telephones."
    LINE_GROUP = 17, "Group of lines."
    BUTTON_GROUP = 18, "Group of buttons."
    ACD_GROUP = 19, "Distributor with its devices."
    TRUNK_GROUP = 20, "Trunk group."
    OPERATOR_GROUP = 21, "Group of operators."
    CTI_PORT_SCCP = 22, "CTI port, SCCP."  # since version 14
    CTI_PORT_SIP = 23, "CTI port, SIP."  # since version 14
    OTHER = 255, "Other."


class AllocationState(Code):
    """When a predictive call is joined."""

    CALL_DELIVERED = 0, "When ringing."
    CALL_ESTABLISHED = 1, "When answered."


class AnsweringMachine(Code):
    """What to do with answering machines."""

    UNSPECIFIED = 0, "Default."
    CONNECT = 1, "Connect."
    DISCONNECT = 2, "Hang up."
    NONE = 3, "No detection."
    NONE_NO_MODEM = 4, "No detection, hang up on modem."
    CONNECT_NO_MODEM = 5, "Connect, hang up on modem."


class AnswerDetectMode(Code):
    """How a predictive call detects an answer (AnswerDetectMode)."""

    UNSPECIFIED = 0, "Default."
    VOICE_THRESHOLD = 1, "Length of the first voice."
    VOICE_END = 2, "End of the first voice."
    VOICE_END_DELAY = 3, "Delay after it."
    VOICE_AND_BEEP = 4, "Beep after voice."
    BEEP = 5, "Beep."


class CallMannerType(Code):
    """When a call may be started (CallMannerType)."""

    UNSPECIFIED = 0, "Default."
    POLITE = 1, "Only when the phone is idle."
    BELLIGERENT = 2, "Always, other calls are disturbed."
    SEMI_POLITE = 3, "When idle or with dial tone."
    RESERVED = 4, "Reserved."


class CallOption(Code):
    """Call options."""

    UNSPECIFIED = 0, "Default."
    CALLING_AGENT_ONLINE = 1, "Only when the agent is online."
    CALLING_AGENT_RESERVED = 2, "Obsolete."
    CALLING_AGENT_NOT_RESERVED = 3, "Obsolete."
    CALLING_AGENT_BUZZ_BASE = 4, "Obsolete."
    CALLING_AGENT_BEEP_HSET = 5, "Obsolete."
    SERVICE_CIRCUIT_ON = 6, "Use a call classifier."


class CallPlacementType(Code):
    """How a call is placed."""

    UNSPECIFIED = 0, "Default."
    LINE_CALL = 1, "Inside line."
    OUTBOUND = 2, "Outbound."
    OUTBOUND_NO_ACCESS_CODE = 3, "Outbound without access code."
    DIRECT_POSITION = 4, "To a position."
    DIRECT_AGENT = 5, "To an agent."
    SUPERVISOR_ASSIST = 6, "To a supervisor."


class ConsultType(Code):
    """Reason of a consult call."""

    UNSPECIFIED = 0, "Plain consult."
    TRANSFER = 1, "Before a transfer."
    CONFERENCE = 2, "Before a conference."


class FacilityType(Code):
    """Kind of facility that a call is placed from (FacilityType)."""

    UNSPECIFIED = 0, "Default."
    TRUNK_GROUP = 1, "Trunk group."
    SKILL_GROUP = 2, "Skill group."


class ForwardType(Code):
    """Kind of forwarding."""

    IMMEDIATE = 0, "Always."
    BUSY = 1, "On busy."
    NO_ANS = 2, "No answer."
    BUSY_INT = 3, "On busy, internal."
    BUSY_EXT = 4, "On busy, external."
    NO_ANS_INT = 5, "No answer, internal."
    NO_ANS_EXT = 6, "No answer, external."


class DestinationCountry(Code):
    """Country of a predictive call (DestinationCountry)."""

    UNSPECIFIED = 0, "Default."
    US_AND_CANADA = 1, "USA or Canada."


class MessageType(Code):
    """The message numbers of the guides' message lists, versions 9 to 25.

    A number without a class in :mod:`protocol.wire.messages` has no printed body, or no use for a supervisor: such a
    message is kept as bytes. RESERVED_n is a reserved or unpublished number. A declaration's own name counts before the
    name here (:func:`protocol.wire.messages.type_name`), so that a new message needs no entry.
    """

    FAILURE_CONF = 1
    FAILURE_EVENT = 2
    OPEN_REQ = 3
    OPEN_CONF = 4
    HEARTBEAT_REQ = 5
    HEARTBEAT_CONF = 6
    CLOSE_REQ = 7
    CLOSE_CONF = 8
    CALL_DELIVERED_EVENT = 9
    CALL_ESTABLISHED_EVENT = 10
    CALL_HELD_EVENT = 11
    CALL_RETRIEVED_EVENT = 12
    CALL_CLEARED_EVENT = 13
    CALL_CONNECTION_CLEARED_EVENT = 14
    CALL_ORIGINATED_EVENT = 15
    CALL_FAILED_EVENT = 16
    CALL_CONFERENCED_EVENT = 17
    CALL_TRANSFERRED_EVENT = 18
    CALL_DIVERTED_EVENT = 19
    CALL_SERVICE_INITIATED_EVENT = 20
    CALL_QUEUED_EVENT = 21
    CALL_TRANSLATION_ROUTE_EVENT = 22
    BEGIN_CALL_EVENT = 23
    END_CALL_EVENT = 24
    CALL_DATA_UPDATE_EVENT = 25
    SET_CALL_DATA_REQ = 26
    SET_CALL_DATA_CONF = 27
    RELEASE_CALL_REQ = 28
    RELEASE_CALL_CONF = 29
    AGENT_STATE_EVENT = 30
    SYSTEM_EVENT = 31
    CLIENT_EVENT_REPORT_REQ = 32
    CLIENT_EVENT_REPORT_CONF = 33
    CALL_REACHED_NETWORK_EVENT = 34
    CONTROL_FAILURE_CONF = 35
    QUERY_AGENT_STATE_REQ = 36
    QUERY_AGENT_STATE_CONF = 37
    SET_AGENT_STATE_REQ = 38
    SET_AGENT_STATE_CONF = 39
    ALTERNATE_CALL_REQ = 40
    ALTERNATE_CALL_CONF = 41
    ANSWER_CALL_REQ = 42
    ANSWER_CALL_CONF = 43
    CLEAR_CALL_REQ = 44
    CLEAR_CALL_CONF = 45
    CLEAR_CONNECTION_REQ = 46
    CLEAR_CONNECTION_CONF = 47
    CONFERENCE_CALL_REQ = 48
    CONFERENCE_CALL_CONF = 49
    CONSULTATION_CALL_REQ = 50
    CONSULTATION_CALL_CONF = 51
    DEFLECT_CALL_REQ = 52
    DEFLECT_CALL_CONF = 53
    HOLD_CALL_REQ = 54
    HOLD_CALL_CONF = 55
    MAKE_CALL_REQ = 56
    MAKE_CALL_CONF = 57
    MAKE_PREDICTIVE_CALL_REQ = 58
    MAKE_PREDICTIVE_CALL_CONF = 59
    RECONNECT_CALL_REQ = 60
    RECONNECT_CALL_CONF = 61
    RETRIEVE_CALL_REQ = 62
    RETRIEVE_CALL_CONF = 63
    TRANSFER_CALL_REQ = 64
    TRANSFER_CALL_CONF = 65
    RESERVED_66 = 66
    RESERVED_67 = 67
    RESERVED_68 = 68
    RESERVED_69 = 69
    RESERVED_70 = 70
    RESERVED_71 = 71
    RESERVED_72 = 72
    RESERVED_73 = 73
    RESERVED_74 = 74
    RESERVED_75 = 75
    RESERVED_76 = 76
    RESERVED_77 = 77
    QUERY_DEVICE_INFO_REQ = 78
    QUERY_DEVICE_INFO_CONF = 79
    RESERVED_80 = 80
    RESERVED_81 = 81
    SNAPSHOT_CALL_REQ = 82
    SNAPSHOT_CALL_CONF = 83
    SNAPSHOT_DEVICE_REQ = 84
    SNAPSHOT_DEVICE_CONF = 85
    CALL_DEQUEUED_EVENT = 86
    RESERVED_87 = 87
    RESERVED_88 = 88
    RESERVED_89 = 89
    RESERVED_90 = 90
    SEND_DTMF_SIGNAL_REQ = 91
    SEND_DTMF_SIGNAL_CONF = 92
    MONITOR_START_REQ = 93
    MONITOR_START_CONF = 94
    MONITOR_STOP_REQ = 95
    MONITOR_STOP_CONF = 96
    CHANGE_MONITOR_MASK_REQ = 97
    CHANGE_MONITOR_MASK_CONF = 98
    CLIENT_SESSION_OPENED_EVENT = 99
    CLIENT_SESSION_CLOSED_EVENT = 100
    SESSION_MONITOR_START_REQ = 101
    SESSION_MONITOR_START_CONF = 102
    SESSION_MONITOR_STOP_REQ = 103
    SESSION_MONITOR_STOP_CONF = 104
    AGENT_PRE_CALL_EVENT = 105
    AGENT_PRE_CALL_ABORT_EVENT = 106
    USER_MESSAGE_REQ = 107
    USER_MESSAGE_CONF = 108
    USER_MESSAGE_EVENT = 109
    REGISTER_VARIABLES_REQ = 110
    REGISTER_VARIABLES_CONF = 111
    QUERY_AGENT_STATISTICS_REQ = 112
    QUERY_AGENT_STATISTICS_CONF = 113
    QUERY_SKILL_GROUP_STATISTICS_REQ = 114
    QUERY_SKILL_GROUP_STATISTICS_CONF = 115
    RTP_STARTED_EVENT = 116
    RTP_STOPPED_EVENT = 117
    SUPERVISOR_ASSIST_REQ = 118
    SUPERVISOR_ASSIST_CONF = 119
    SUPERVISOR_ASSIST_EVENT = 120
    EMERGENCY_CALL_REQ = 121
    EMERGENCY_CALL_CONF = 122
    EMERGENCY_CALL_EVENT = 123
    SUPERVISE_CALL_REQ = 124
    SUPERVISE_CALL_CONF = 125
    AGENT_TEAM_CONFIG_REQ = 126
    AGENT_TEAM_CONFIG_CONF = 127
    AGENT_TEAM_CONFIG_EVENT = 128
    SET_APP_DATA_REQ = 129
    SET_APP_DATA_CONF = 130
    AGENT_DESK_SETTINGS_REQ = 131
    AGENT_DESK_SETTINGS_CONF = 132
    LIST_AGENT_TEAM_REQ = 133
    LIST_AGENT_TEAM_CONF = 134
    MONITOR_AGENT_TEAM_START_REQ = 135
    MONITOR_AGENT_TEAM_START_CONF = 136
    MONITOR_AGENT_TEAM_STOP_REQ = 137
    MONITOR_AGENT_TEAM_STOP_CONF = 138
    BAD_CALL_REQ = 139
    BAD_CALL_CONF = 140
    SET_DEVICE_ATTRIBUTES_REQ = 141
    SET_DEVICE_ATTRIBUTES_CONF = 142
    REGISTER_SERVICE_REQ = 143
    REGISTER_SERVICE_CONF = 144
    UNREGISTER_SERVICE_REQ = 145
    UNREGISTER_SERVICE_CONF = 146
    START_RECORDING_REQ = 147
    START_RECORDING_CONF = 148
    STOP_RECORDING_REQ = 149
    STOP_RECORDING_CONF = 150
    MEDIA_LOGIN_REQ = 151
    MEDIA_LOGIN_RESP = 152
    MEDIA_LOGOUT_IND = 153
    MAKE_AGENT_ROUTABLE_IND = 154
    MAKE_AGENT_NOT_ROUTABLE_REQ = 155
    MAKE_AGENT_NOT_ROUTABLE_RESP = 156
    MAKE_AGENT_READY_IND = 157
    MAKE_AGENT_NOT_READY_REQ = 158
    MAKE_AGENT_NOT_READY_RESP = 159
    OFFER_TASK_IND = 160
    OFFER_APPLICATION_TASK_REQ = 161
    OFFER_APPLICATION_TASK_RESP = 162
    START_TASK_IND = 163
    START_APPLICATION_TASK_REQ = 164
    START_APPLICATION_TASK_RESP = 165
    PAUSE_TASK_IND = 166
    RESUME_TASK_IND = 167
    WRAPUP_TASK_IND = 168
    END_TASK_IND = 169
    AGENT_MADE_NOT_ROUTABLE_EVENT = 170
    AGENT_INTERRUPT_ADVISORY_EVENT = 171
    AGENT_INTERRUPT_ACCEPTED_IND = 172
    AGENT_INTERRUPT_UNACCEPTED_IND = 173
    AGENT_INTERRUPT_DONE_ADVISORY_EVENT = 174
    AGENT_INTERRUPT_DONE_ACCEPTED_IND = 175
    CHANGE_MAX_TASK_LIMIT_REQ = 176
    CHANGE_MAX_TASK_LIMIT_RESP = 177
    OVERRIDE_LIMIT_REQ = 178
    OVERRIDE_LIMIT_RESP = 179
    UPDATE_TASK_CONTEXT_IND = 180
    BEGIN_AGENT_INIT_IND = 181
    AGENT_INIT_REQ = 182
    AGENT_INIT_RESP = 183
    END_AGENT_INIT_IND = 184
    TASK_INIT_IND = 185
    AGENT_INIT_READY_EVENT = 186
    GET_PRECALL_MESSAGES_REQ = 187
    GET_PRECALL_MESSAGES_RESP = 188
    AGENT_LEGACY_PRE_CALL_EVENT = 189
    FAILURE_RESP = 190
    BEGIN_TASK_EVENT = 191
    QUEUED_TASK_EVENT = 192
    DEQUEUED_TASK_EVENT = 193
    OFFER_TASK_EVENT = 194
    START_TASK_EVENT = 195
    PAUSE_TASK_EVENT = 196
    RESUME_TASK_EVENT = 197
    WRAPUP_TASK_EVENT = 198
    END_TASK_EVENT = 199
    TASK_DATA_UPDATE_EVENT = 200
    TASK_MONITOR_START_REQ = 201
    TASK_MONITOR_START_CONF = 202
    TASK_MONITOR_STOP_REQ = 203
    TASK_MONITOR_STOP_CONF = 204
    CHANGE_TASK_MONITOR_MASK_REQ = 205
    CHANGE_TASK_MONITOR_MASK_CONF = 206
    MAX_TASK_LIFETIME_EXCEEDED_EVENT = 207
    SET_APP_PATH_DATA_IND = 208
    TASK_INIT_REQ = 209
    TASK_INIT_RESP = 210
    ROUTE_REGISTER_EVENT = 211
    ROUTE_REGISTER_REPLY_EVENT = 212
    ROUTE_REQUEST_EVENT = 213
    ROUTE_SELECT_EVENT = 214
    ROUTE_END_EVENT = 215
    RESERVED_216 = 216
    RESERVED_217 = 217
    RESERVED_218 = 218
    RESERVED_219 = 219
    RESERVED_220 = 220
    RESERVED_221 = 221
    RESERVED_222 = 222
    RESERVED_223 = 223
    RESERVED_224 = 224
    RESERVED_225 = 225
    RESERVED_226 = 226
    RESERVED_227 = 227
    RESERVED_228 = 228
    RESERVED_229 = 229
    CONFIG_REQUEST_KEY_EVENT = 230
    CONFIG_KEY_EVENT = 231
    CONFIG_REQUEST_EVENT = 232
    CONFIG_BEGIN_EVENT = 233
    CONFIG_END_EVENT = 234
    CONFIG_SERVICE_EVENT = 235
    CONFIG_SKILL_GROUP_EVENT = 236
    CONFIG_AGENT_EVENT = 237
    CONFIG_DEVICE_EVENT = 238
    RESERVED_239 = 239
    CALL_ATTRIBUTE_CHANGE_EVENT = 240
    RESERVED_241 = 241
    TEAM_CONFIG_REQ = 242
    TEAM_CONFIG_EVENT = 243
    TEAM_CONFIG_CONF = 244
    CONFIG_CALL_TYPE_EVENT = 245
    RESERVED_246 = 246
    CALL_TERMINATION_EVENT = 247
    CALL_AGENT_GREETING_EVENT = 248
    AGENT_GREETING_CONTROL_REQ = 249
    AGENT_GREETING_CONTROL_CONF = 250
    RESERVED_251 = 251
    RESERVED_252 = 252
    RESERVED_253 = 253
    CONFIG_MRD_EVENT = 254
    GET_AGENT_TASKS_REQ = 255
    AGENT_TASKS_RESP = 256
    SNAPSHOT_TASK_REQ = 257
    SNAPSHOT_TASK_RESP = 258
    RESERVED_259 = 259
    CONFIG_PERIPHERAL_EVENT = 260
    CONFIG_AGENT_DESK_SETTINGS_EVENT = 261
    AGENT_TASKS_EVENT = 262
    SNAPSHOT_TASK_EVENT = 263
    AGENT_TASKS_REQUEST_EVENT = 264
    AGENT_TASKS_END_EVENT = 265
    DESKTOP_CONNECTED_IND = 266
    START_NETWORK_RECORDING_REQ = 267
    START_NETWORK_RECORDING_CONF = 268
    STOP_NETWORK_RECORDING_REQ = 269
    STOP_NETWORK_RECORDING_CONF = 270
    NETWORK_RECORDING_STARTED_EVENT = 271
    NETWORK_RECORDING_ENDED_EVENT = 272
    NETWORK_RECORDING_FAILED_EVENT = 273
    NETWORK_RECORDING_TARGET_INFO_EVENT = 274
    CONFIG_TERMINAL_EVENT = 276
    STANDBY_ACTIVE_EVENT = 277
    ACTIVE_MAINTENANCE_REQ = 278
    ACTIVE_MAINTENANCE_RESP = 279
    ACTIVE_MAINTENANCE_EVENT = 280
    STOPPING_REQUESTS_TO_THIS_SIDE_IND = 281
    CONFIG_AGENT_SERVICE_EVENT = 282
    SET_AGENT_SERVICE_DATA_REQ = 283
    SET_AGENT_SERVICE_DATA_CONF = 284
