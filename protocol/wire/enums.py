"""The code lists and bit masks of the guide (GED-188), with words for people, and its null values and limits.

Here are the lists of agents, calls and the session that programs show and decide by. All others are lists of single
messages: they lie in :mod:`protocol.wire.message_enums`, are offered here as well, and are made when the first of them
is asked for. Each list takes as long to make as a module to load, and there are sixty of them.

Source: CTI Server Message Reference Guide, appendix of constants and the tables of each message; the guides of
versions 9 to 25 were read together. Unknown numbers survive, see :mod:`protocol.wire.codes`.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

from protocol.wire.codes import Code, Mask

if TYPE_CHECKING:
    from protocol.wire.message_enums import *  # noqa: F403


def __getattr__(name: str) -> Any:
    # Python itself asks for names with underscores at each import from here.
    found = None if name.startswith("_") else vars(import_module("protocol.wire.message_enums")).get(name)
    if not isinstance(found, type):
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    globals()[name] = found
    return found


class StatusCode(Code):
    """Reasons in FAILURE_CONF, FAILURE_EVENT, CLOSE_REQ and CLIENT_SESSION_CLOSED_EVENT."""

    E_CTI_NO_ERROR = 0, "No error."
    E_CTI_INVALID_VERSION = (
        1,
        "The CTI Server does not speak the protocol version that was asked for. Try a lower version.",
    )
    E_CTI_INVALID_MESSAGE_TYPE = (
        2,
        "The server got a message it does not know. The newest guide gives this number to a wrong message length.",
    )
    E_CTI_INVALID_FIELD_TAG = 3, "The server got a field it does not know."
    E_CTI_SESSION_NOT_OPEN = 4, "No session is open on this connection. Connect again."
    E_CTI_SESSION_ALREADY_OPEN = 5, "A session is already open on this connection."
    E_CTI_REQUIRED_DATA_MISSING = 6, "A required field was missing, for instance the agent id or the client id."
    E_CTI_INVALID_PERIPHERAL_ID = (
        7,
        "The peripheral id is wrong. Check the number of the agent PG's peripheral in the configuration.",
    )
    E_CTI_INVALID_AGENT_DATA = 8, "The agent id, extension or instrument is not known on this peripheral."
    E_CTI_AGENT_NOT_LOGGED_ON = 9, "That agent is not signed in."
    E_CTI_DEVICE_IN_USE = (
        10,
        "Another program is already connected for this phone. Close it, or use the same client id.",
    )
    E_CTI_NEW_SESSION_OPENED = (
        11,
        "This session was closed because the same client opened a newer one, often a second window of this program.",
    )
    E_CTI_FUNCTION_NOT_AVAILABLE = (
        12,
        "Not allowed in this session. At sign-in it means that this agent is not configured as a supervisor.",
    )
    E_CTI_INVALID_CALLID = 13, "The call is not known any more; it has probably ended."
    E_CTI_PROTECTED_VARIABLE = 14, "This call variable may not be changed from here."
    E_CTI_CTI_SERVER_OFFLINE = (
        15,
        "The CTI Server cannot work now, or it is the standby side. Connect to the other side.",
    )
    E_CTI_TIMEOUT = 16, "No answer in time, or nothing was heard from this client for too long."
    E_CTI_UNSPECIFIED_FAILURE = 17, "The server failed without saying why."
    E_CTI_INVALID_TIMEOUT = 18, "The idle timeout asked for is below 20 seconds."
    E_CTI_INVALID_SERVICE_MASK = 19, "The session asked for a service this server version does not know."
    E_CTI_INVALID_CALL_MSG_MASK = 20, "The session asked for a call event this server version does not know."
    E_CTI_INVALID_AGENT_STATE_MASK = 21, "The session asked for an agent state this server version does not know."
    E_CTI_INVALID_RESERVED_FIELD = 22, "A reserved field was not zero."
    E_CTI_INVALID_FIELD_LENGTH = 23, "A field was longer than allowed."
    E_CTI_INVALID_DIGITS = 24, "A number contained something other than digits."
    E_CTI_BAD_MESSAGE_FORMAT = (
        25,
        "The message was built wrongly, usually because program and server use different protocol versions.",
    )
    E_CTI_INVALID_TAG_FOR_MSG_TYPE = 26, "A field was sent that does not belong in that message."
    E_CTI_INVALID_DEVICE_ID_TYPE = 27, "The kind of device id is not valid."
    E_CTI_INVALID_LCL_CONN_STATE = 28, "The connection state is not valid."
    E_CTI_INVALID_EVENT_CAUSE = 29, "The event cause is not valid."
    E_CTI_INVALID_NUM_PARTIES = 30, "More than 16 parties were given."
    E_CTI_INVALID_SYS_EVENT_ID = 31, "The system event number is not valid."
    E_CTI_INCONSISTENT_AGENT_DATA = 32, "The agent id, extension and instrument do not belong together."
    E_CTI_INVALID_CONNECTION_ID_TYPE = 33, "The kind of connection id is not valid."
    E_CTI_INVALID_CALL_TYPE = 34, "The call type is not valid."
    E_CTI_NOT_CALL_PARTY = 35, "This client takes no part in that call."
    E_CTI_INVALID_PASSWORD = 36, "Client id or client password is wrong."
    E_CTI_CLIENT_DISCONNECTED = 37, "The client went away without closing its session."
    E_CTI_INVALID_OBJECT_STATE = 38, "The state given is not valid."
    E_CTI_INVALID_NUM_SKILL_GROUPS = 39, "The number of skill groups is not valid."
    E_CTI_INVALID_NUM_LINES = 40, "The number of lines is not valid."
    E_CTI_INVALID_LINE_TYPE = 41, "The line type is not valid."
    E_CTI_INVALID_ALLOCATION_STATE = 42, "The allocation state is not valid."
    E_CTI_INVALID_ANSWERING_MACHINE = 43, "The answering machine setting is not valid."
    E_CTI_INVALID_CALL_MANNER_TYPE = 44, "The call manner is not valid."
    E_CTI_INVALID_CALL_PLACEMENT_TYPE = 45, "The call placement is not valid."
    E_CTI_INVALID_CONSULT_TYPE = 46, "The consult type is not valid."
    E_CTI_INVALID_FACILITY_TYPE = 47, "The facility type is not valid."
    E_CTI_INVALID_MSG_TYPE_FOR_VERSION = 48, "This request does not exist in the protocol version in use."
    E_CTI_INVALID_TAG_FOR_VERSION = 49, "This field does not exist in the protocol version in use."
    E_CTI_INVALID_AGENT_WORK_MODE = 50, "The agent work mode is not valid."
    E_CTI_INVALID_CALL_OPTION = 51, "The call option is not valid."
    E_CTI_INVALID_DESTINATION_COUNTRY = 52, "The destination country is not valid."
    E_CTI_INVALID_ANSWER_DETECT_MODE = 53, "The answer detection mode is not valid."
    E_CTI_MUTUALLY_EXCLUS_DEVICEID_TYPES = 54, "A monitor may name a call or a device, not both."
    E_CTI_INVALID_MONITORID = 55, "That monitor does not exist (any more). Start it again."
    E_CTI_SESSION_MONITOR_ALREADY_EXISTS = 56, "That session is already being monitored."
    E_CTI_SESSION_MONITOR_IS_CLIENTS = 57, "A client cannot monitor its own session."
    E_CTI_INVALID_CALL_CONTROL_MASK = 58, "The call control mask is not valid."
    E_CTI_INVALID_FEATURE_MASK = 59, "The feature mask is not valid."
    E_CTI_INVALID_TRANSFER_CONFERENCE_SETUP_MASK = 60, "The transfer and conference mask is not valid."
    E_CTI_INVALID_ARRAY_INDEX = 61, "The index of the array variable is not valid."
    E_CTI_INVALID_CHARACTER = 62, "A text contains a character that is not allowed."
    E_CTI_CLIENT_NOT_FOUND = 63, "Nobody with that client id is connected."
    E_CTI_SUPERVISOR_NOT_FOUND = 64, "The agent's supervisor is unknown or not connected."
    E_CTI_TEAM_NOT_FOUND = 65, "The agent is in no team, or the team is not known."
    E_CTI_NO_CALL_ACTIVE = 66, "That agent has no active call."
    E_CTI_NAMED_VARIABLE_NOT_CONFIGURED = 67, "That ECC variable is not configured (any more)."
    E_CTI_NAMED_ARRAY_NOT_CONFIGURED = 68, "That ECC array is not configured (any more)."
    E_CTI_INVALID_CALL_VARIABLE_MASK = 69, "The call variable mask is not valid."
    E_CTI_ELEMENT_NOT_FOUND = 70, "The server failed while working on an ECC variable."
    E_CTI_INVALID_DISTRIBUTION_TYPE = 71, "The message cannot be sent to that kind of recipient."
    E_CTI_INVALID_SKILL_GROUP = 72, "That skill group does not exist."
    E_CTI_TOO_MUCH_DATA = 73, "The ECC variables together are larger than 2000 bytes."
    E_CTI_VALUE_TOO_LONG = 74, "The value is too long for that ECC variable."
    E_CTI_SCALAR_FUNCTION_ON_ARRAY = 75, "An ECC array was used like a single variable."
    E_CTI_ARRAY_FUNCTION_ON_SCALAR = 76, "A single ECC variable was used like an array."
    E_CTI_INVALID_NUM_NAMED_VARIABLES = 77, "The count of ECC variables does not match what was sent."
    E_CTI_INVALID_NUM_NAMED_ARRAYS = 78, "The count of ECC array elements does not match what was sent."
    E_CTI_INVALID_RTP_DIRECTION = 79, "The media direction is not valid."
    E_CTI_INVALID_RTP_TYPE = 80, "The media type is not valid."
    E_CTI_CALLED_PARTY_DISPOSITION = 81, "The called party disposition is not valid."
    E_CTI_INVALID_SUPERVISORY_ACTION = 82, "That way of supervising is not offered here."
    E_CTI_AGENT_TEAM_MONITOR_ALREADY_EXISTS = 83, "This team is already being watched in this session."
    E_CTI_INVALID_SERVICE = 84, "That service does not exist."
    E_CTI_SERVICE_CONFLICT = 85, "Service number and service id mean different services."
    E_CTI_SKILL_GROUP_CONFLICT = 86, "Skill group number and id mean different skill groups."
    E_CTI_INVALID_DEVICE = 87, "That device does not exist."
    E_CTI_INVALID_MR_DOMAIN = 88, "That media routing domain does not exist."
    E_CTI_MONITOR_ALREADY_EXISTS = 89, "That monitor exists already."
    E_CTI_MONITOR_TERMINATED = 90, "The server ended this monitor. Start it again if it is still wanted."
    E_CTI_INVALID_TASK_MSG_MASK = 91, "The task event mask is not valid."
    E_CTI_SERVER_NOT_MASTER = 92, "This is the standby server. Connect to the other side."
    E_CTI_INVALID_CSD = 93, "The contact service queue is not valid (Unified CCX)."
    E_CTI_JTAPI_CCM_PROBLEM = 94, "The link to Unified CM is in trouble."
    E_CTI_INVALID_CONFIG_MSG_MASK = 95, "The session asked for a kind of configuration this server does not know."
    E_CTI_AUTO_CONFIG_RESET = 96, "The configuration changed (Unified CCX). Load it again."
    E_CTI_INVALID_MONITOR_STATUS = 97, "The monitor is not valid."
    E_CTI_INVALID_REQUEST_TYPE = 98, "The kind of request id is not valid."
    E_CTI_INVALID_CLIENT_FOR_STANDBY = (  # since version 24
        107,
        "The standby side takes only clients that ask for the active and standby service. Connect to the other side.",
    )
    E_CTI_INVALID_UNIQUE_INSTANCE_ID = 108, "The instance id was sent empty."  # since version 25
    E_CTI_DUPLICATE_UNIQUE_INSTANCE_ID = 109, "Another client uses the same instance id."  # since version 25
    E_CTI_SERVER_IN_MAINTENANCE_MODE = (  # since version 25
        110,
        "This side is going into maintenance. Connect to the other side.",
    )


class SupervisoryAction(Code):
    """What SUPERVISE_CALL_REQ asks for.

    The guides of versions 9, 14, 15 and 25 list the same five values; from version 14 on their text describes barge-in
    and intercept only.
    """

    SUPERVISOR_CLEAR = 0, "Take the supervisor's phone off the call again; ends any supervision."
    SUPERVISOR_MONITOR = 1, "Listen silently to all parties (needs Unified CM based silent monitoring)."
    SUPERVISOR_WHISPER = 2, "Talk to the agent only, the customer does not hear it (not offered by current CCE)."
    SUPERVISOR_BARGE_IN = 3, "Join the call so that everybody hears everybody, like a conference."
    SUPERVISOR_INTERCEPT = (
        4,
        "Take the call over: the agent is dropped, supervisor and customer stay. CTI OS states that a "
        "barge-in must come first.",
    )


class AgentState(Code):
    """Agent and skill group states, also for CONFIG and team events."""

    LOGIN = 0, "Signed in, not necessarily ready."
    LOGOUT = 1, "Signed out."
    NOT_READY = 2, "Signed in but not taking calls; see the reason code."
    AVAILABLE = 3, "Ready, waiting for a call."
    TALKING = 4, "On a call."
    WORK_NOT_READY = 5, "Wrap-up, will be not ready afterwards."
    WORK_READY = 6, "Wrap-up, will be ready afterwards."
    BUSY_OTHER = 7, "Busy with work of another skill group."
    RESERVED = 8, "Reserved for a call that is about to arrive."
    UNKNOWN = 9, "State not known."
    HOLD = 10, "All calls on hold."
    ACTIVE = 11, "Working on a task (non-voice)."
    PAUSED = 12, "Task paused (non-voice)."
    INTERRUPTED = 13, "Task interrupted (non-voice)."
    NOT_ACTIVE = 14, "No active task (non-voice)."


class CTIServiceMask(Mask):
    """ServicesRequested and ServicesGranted."""

    CTI_SERVICE_CLIENT_EVENTS = 0x1
    """Call and agent events of one phone."""
    CTI_SERVICE_CALL_DATA_UPDATE = 0x2
    """May change call data."""
    CTI_SERVICE_CLIENT_CONTROL = 0x4
    """May control calls and agent state of that phone."""
    CTI_SERVICE_CONNECTION_MONITOR = 0x8
    """Opening and closing this session raises alarms."""
    CTI_SERVICE_ALL_EVENTS = 0x10
    """All call and agent events of the peripheral (bridge)."""
    CTI_SERVICE_PERIPHERAL_MONITOR = 0x20
    """Events of chosen calls and devices."""
    CTI_SERVICE_CLIENT_MONITOR = 0x40
    """Events about other client sessions."""
    CTI_SERVICE_SUPERVISOR = 0x80
    """Supervisor functions. By the guides it goes with CLIENT_EVENTS; in the recorded session (version 15, vectors in
    tests/protocol/test_vectors_recorded_session.py) it is granted beside ALL_EVENTS."""
    CTI_SERVICE_SERVER = 0x100
    """Offers a service itself."""
    CTI_SERVICE_200 = 0x200
    """No guide names it; it is asked for and granted in the recorded session of version 15."""
    CTI_SERVICE_AGENT_REPORTING = 0x400
    """Task routing messages (ARM)."""
    CTI_SERVICE_ALL_TASK_EVENTS = 0x800
    """All task events."""
    CTI_SERVICE_TASK_MONITOR = 0x1000
    """Monitored task events."""
    CTI_AGENT_STATE_CONTROL_ONLY = 0x2000
    """Agent state only, no call control. The server may grant this instead of CLIENT_CONTROL."""
    CTI_DEVICE_STATE_CONTROL = 0x8000
    """Device state requests."""
    CTI_SERVICE_CTI_ROUTING = 0x10000  # since version 10, inferred
    """Routing client; the number is inferred from the order of the guides' change list."""
    CTI_SERVICE_MINIMIZE_EVENTS = 0x20000  # since version 10, inferred
    """Fewer events; the number is inferred from the order of the guides' change list."""
    CTI_SERVICE_CONFIG_EVENTS = 0x40000  # since version 10, inferred
    """Configuration events; granted in the recorded session of version 15."""
    CTI_SERVICE_UPDATE_EVENTS = 0x80000
    """Update notifications without data."""
    CTI_SERVICE_IGNORE_DUPLICATE_AGENT_EVENTS = 0x100000
    """No repeated agent state events."""
    CTI_SERVICE_IGNORE_CONF = 0x200000
    """No confirmations for third party requests."""
    CTI_SERVICE_ACD_LINE_ONLY = 0x400000  # since version 14
    """No events of secondary lines."""
    CTI_SERVICE_ACTIVE_STANDBY = 0x2000000  # since version 24
    """Client understands active and standby sides."""
    CTI_SERVICE_DEBUG = 0x80000000
    """Server records the session to a file."""


class CallType(Code):
    """Kind of call. 0xFFFF: none given."""

    ACD_IN = 1, "Inbound call to the contact center."
    PREROUTE_ACD_IN = 2, "Inbound call, translation routed."
    PREROUTE_DIRECT_AGENT = 3, "Inbound call routed to one agent."
    TRANSFER_IN = 4, "Transferred inbound call."
    OVERFLOW_IN = 5, "Overflowed inbound call."
    OTHER_IN = 6, "Other inbound call."
    AUTO_OUT = 7, "Automatic outbound call."
    AGENT_OUT = 8, "Outbound call by an agent."
    OUT = 9, "Outbound call."
    AGENT_INSIDE = 10, "Internal call of an agent."
    OFFERED = 11, "Blind transferred call."
    CONSULT = 12, "Consult call."
    CONSULT_OFFERRED = 13, "Announced transfer."
    CONSULT_CONFERENCE = 14, "Consult call turned conference."
    CONFERENCE = 15, "Conference."
    UNMONITORED = 16, "Call without events."
    PREVIEW = 17, "Outbound preview."
    RESERVATION = 18, "Reserves an agent."
    ASSIST = 19, "Call to a supervisor for help."
    EMERGENCY = 20, "Emergency call."
    SUPERVISOR_MONITOR = 21, "Supervisor listens."
    SUPERVISOR_WHISPER = 22, "Supervisor whispers to the agent."
    SUPERVISOR_BARGEIN = 23, "Supervisor joined the call."
    SUPERVISOR_INTERCEPT = 24, "Supervisor took the call over."
    TASK_ROUTED_BY_ICM = 25, "Task routed by CCE."
    TASK_ROUTED_BY_APPLICATION = 26, "Task routed by an application."
    RESERVATION_PREVIEW = (  # since version 19
        27,
        "Outbound reservation, preview. In version 14 (to 18) this number meant a non-ACD call.",
    )
    RESERVATION_PREVIEW_DIRECT = 28, "Outbound reservation, direct preview."  # since version 19
    RESERVATION_PREDICTIVE = 29, "Outbound reservation, predictive or progressive."  # since version 19
    RESERVATION_CALLBACK = 30, "Outbound reservation, callback."  # since version 19
    RESERVATION_PERSONAL_CALLBACK = 31, "Outbound reservation, personal callback."  # since version 19
    CUSTOMER_PREVIEW = 32, "Outbound customer call, preview."  # since version 19
    CUSTOMER_PREVIEW_DIRECT = 33, "Outbound customer call, direct preview."  # since version 19
    CUSTOMER_PREDICTIVE = 34, "Outbound customer call, predictive or progressive."  # since version 19
    CUSTOMER_CALLBACK = 35, "Outbound customer call, callback."  # since version 19
    CUSTOMER_PERSONAL = 36, "Outbound customer call, personal callback."  # since version 19
    CUSTOMER_IVR = 37, "Outbound customer call to an IVR."  # since version 19
    NON_ACD = 38, "Call outside the contact center."
    PLAY_AGENT_GREETING = 39, "Plays the agent greeting."
    RECORD_AGENT_GREETING = 40, "Records the agent greeting."
    VOICE_CALL_BACK = 41, "Voice callback by the Agent Request API."
    NULL_CALLTYPE = 65535, "No call type given."


class ConnectionDeviceIDType(Code):
    """Kind of a connection id."""

    CONNECTION_ID_STATIC = 0, "Stays the same over calls."
    CONNECTION_ID_DYNAMIC = 1, "May change from call to call."
    CONNECTION_ID_NONE = 65535, "No connection id given."


class EventCause(Code):
    """Reason for a call event. 1001 and above only in CALL_CLEARED_EVENT."""

    CEC_NONE = 65535, "No reason given."
    CEC_ACTIVE_MONITOR = 1, "Active monitoring."
    CEC_ALTERNATE = 2, "Switched between calls."
    CEC_BUSY = 3, "Busy."
    CEC_CALL_BACK = 4, "Call back."
    CEC_CALL_CANCELLED = 5, "Call cancelled."
    CEC_CALL_FORWARD_ALWAYS = 6, "Forwarded always."
    CEC_CALL_FORWARD_BUSY = 7, "Forwarded on busy."
    CEC_CALL_FORWARD_NO_ANSWER = 8, "Forwarded, no answer."
    CEC_CALL_FORWARD = 9, "Forwarded."
    CEC_CALL_NOT_ANSWERED = 10, "Not answered."
    CEC_CALL_PICKUP = 11, "Picked up elsewhere."
    CEC_CAMP_ON = 12, "Camped on."
    CEC_DEST_NOT_OBTAINABLE = 13, "Destination not reachable."
    CEC_DO_NOT_DISTURB = 14, "Do not disturb."
    CEC_INCOMPATIBLE_DESTINATION = 15, "Incompatible destination."
    CEC_INVALID_ACCOUNT_CODE = 16, "Wrong account code."
    CEC_KEY_CONFERENCE = 17, "Conference by key."
    CEC_LOCKOUT = 18, "Locked out."
    CEC_MAINTENANCE = 19, "Maintenance."
    CEC_NETWORK_CONGESTION = 20, "Network congested."
    CEC_NETWORK_NOT_OBTAINABLE = 21, "Network not reachable."
    CEC_NEW_CALL = 22, "New call."
    CEC_NO_AVAILABLE_AGENTS = 23, "No agent free."
    CEC_OVERRIDE = 24, "Override."
    CEC_PARK = 25, "Parked."
    CEC_OVERFLOW = 26, "Overflow."
    CEC_RECALL = 27, "Recall."
    CEC_REDIRECTED = 28, "Redirected, normal when a queued call moves to an agent."
    CEC_REORDER_TONE = 29, "Reorder tone."
    CEC_RESOURCES_NOT_AVAILABLE = 30, "No resources."
    CEC_SILENT_MONITOR = 31, "Silent monitoring."
    CEC_TRANSFER = 32, "Transfer."
    CEC_TRUNKS_BUSY = 33, "All trunks busy."
    CEC_VOICE_UNIT_INITIATOR = 34, "Started by a voice unit."
    CEC_TIME_OUT = 35, "Time out."
    CEC_NEW_CALL_INTERFLOW = 36, "New call from another site."
    CEC_SIMULATION_INIT_REQUEST = 37, "Simulation started."
    CEC_SIMULATION_RESET_REQUEST = 38, "Simulation reset."
    CEC_CTI_LINK_DOWN = 39, "CTI link down."
    CEC_PERIPHERAL_RESET_REQUEST = 40, "Peripheral reset."
    CEC_MD110_CONFERENCE_TRANSFER = 41, "MD110 conference transfer."
    CEC_REMAINS_IN_Q = 42, "Stays in the queue."
    CEC_SUPERVISOR_ASSIST = 43, "Agent asked a supervisor for help."
    CEC_EMERGENCY_CALL = 44, "Agent reported an emergency."
    CEC_SUPERVISOR_CLEAR = 45, "Supervisor ended the supervision."
    CEC_SUPERVISOR_MONITOR = 46, "Supervisor started listening."
    CEC_SUPERVISOR_WHISPER = 47, "Supervisor whispers to the agent."
    CEC_SUPERVISOR_BARGE_IN = 48, "Supervisor joined the call."
    CEC_SUPERVISOR_INTERCEPT = 49, "Supervisor took the call over."
    CEC_CALL_PARTY_UPDATE_IND = 50, "Party data updated, no change of state."
    CEC_CONSULT = 51, "Consultation."
    CEC_NIC_CALL_CLEAR = 52, "Cleared by the network interface."
    CEC_DNP = 53, "Device not provided (DNP)."
    CEC_ROUTER_REQUERY_BEFORE_ANSWER = 54, "Routed again before answer."
    CEC_ROUTER_REQUERY_AFTER_ANSWER = 55, "Routed again after answer."
    CEC_NETWORK_ERROR = 56, "Network error."
    CEC_NETWORK_ERROR_BEFORE_ANSWER = 57, "Network error before answer."
    CEC_NETWORK_ERROR_AFTER_ANSWER = 58, "Network error after answer."
    CEC_GREETING = 59, "Agent greeting."
    CEC_RECORD_AGENT_GREETING = 60, "Greeting recording."
    CEC_SNAPSHOT = 61, "From a snapshot."
    CEC_MAX_QUEUE_EXCEEDED = 62, "Queue limit reached."
    CECX_ABAND_NETWORK = 1001, "Caller hung up in the network."
    CECX_ABAND_LOCAL_QUEUE = 1002, "Caller hung up in the queue."
    CECX_ABAND_RING = 1003, "Caller hung up while ringing."
    CECX_ABAND_DELAY = 1004, "Caller hung up during a delay."
    CECX_ABAND_INTERFLOW = 1005, "Caller hung up between sites."
    CECX_ABAND_AGENT_TERMINAL = 1006, "Caller hung up at the agent's terminal."
    CECX_SHORT = 1007, "Very short call."
    CECX_BUSY = 1008, "Busy."
    CECX_FORCED_BUSY = 1009, "Forced busy."
    CECX_DROP_NO_ANSWER = 1010, "Dropped, no answer."
    CECX_DROP_BUSY = 1011, "Dropped, busy."
    CECX_DROP_REORDER = 1012, "Dropped, reorder tone."
    CECX_DROP_HANDLED_PRIMARY_ROUTE = 1013, "Handled call ended, primary route."
    CECX_DROP_HANDLED_OTHER = 1014, "Handled call ended."
    CECX_REDIRECTED = 1015, "Redirected."
    CECX_CUT_THROUGH = 1016, "Cut through."
    CECX_INTRAFLOW = 1017, "Moved within the site."
    CECX_INTERFLOW = 1018, "Moved to another site."
    CECX_RING_NO_ANSWER = 1019, "Rang without answer."
    CECX_INTERCEPT_REORDER = 1020, "Intercept, reorder."
    CECX_INTERCEPT_DENIAL = 1021, "Intercept, denied."
    CECX_TIME_OUT = 1022, "Time out."
    CECX_VOICE_ENERGY = 1023, "Voice detected."
    CECX_NONCLASSIFIED_ENERGY_DETECT = 1024, "Sound detected, not classified."
    CECX_NO_CUT_THROUGH = 1025, "No cut through."
    CECX_UABORT = 1026, "Aborted by the user part."
    CECX_FAILED_SOFTWARE = 1027, "Software failure."
    CECX_BLIND_TRANSFER = 1028, "Blind transfer."
    CECX_ANNOUNCED_TRANSFER = 1029, "Announced transfer."
    CECX_CONFERENCED = 1030, "Conferenced."
    CECX_DUPLICATE_TRANSFER = 1031, "Duplicate transfer."
    CECX_UNMONITORED_DEVICE = 1032, "Unmonitored device."
    CECX_ANSWERING_MACHINE = 1033, "Answering machine."
    CECX_NETWORK_BLIND_TRANSFER = 1034, "Blind transfer in the network."
    CECX_TASK_ABANDONED_IN_ROUTER = 1035, "Task abandoned in the router."
    CECX_TASK_ABANDONED_BEFORE_OFFERED = 1036, "Task abandoned before the offer."
    CECX_TASK_ABANDONED_WHILE_OFFERED = 1037, "Task abandoned while offered."
    CECX_NORMAL_END_TASK = 1038, "Task ended normally."
    CECX_CANT_OBTAIN_TASK_ID = 1039, "No task id."
    CECX_AGENT_LOGGED_OUT_DURING_TASK = 1040, "Agent signed out during the task."
    CECX_MAX_TASK_LIFETIME_EXCEEDED = 1041, "Task lived too long."
    CECX_APPLICATION_PATH_WENT_DOWN = 1042, "Application path down."
    CECX_ICM_ROUTING_COMPLETE = 1043, "Routing complete."
    CECX_ICM_ROUTING_DISABLED = 1044, "Routing disabled."
    CECX_APPL_INVALID_MRD_ID = 1045, "Wrong routing domain."
    CECX_APPL_INVALID_DIALOGUE_ID = 1046, "Wrong dialogue id (v25 prints 1056)."
    CECX_APPL_DUPLICATE_DIALOGUE_ID = 1047, "Dialogue id used twice."
    CECX_APPL_INVALID_INVOKE_ID = 1048, "Wrong invoke id."
    CECX_APPL_INVALID_SCRIPT_SELECTOR = 1049, "Wrong script selector."
    CECX_APPL_TERMINATE_DIALOGUE = 1050, "Dialogue ended."
    CECX_TASK_ENDED_DURING_APP_INIT = 1051, "Task ended during start-up."
    CECX_CALLED_PARTY_DISCONNECTED = 1052, "Called party hung up."
    CECX_PARTIAL_CALL = 1053, "Partial call."
    CECX_DROP_NETWORK_CONSULT = 1054, "Network consult dropped."
    CECX_NETWORK_CONSULT_TRANSFER = 1055, "Network consult transfer."
    CECX_NETWORK_CONFERENCE = 1056, "Network conference."
    CECX_ABAND_NETWORK_CONSULT = 1057, "Network consult abandoned."


class LocalConnectionState(Code):
    """State of the connection between device and call."""

    LCS_NULL = 0, "Device and call have nothing to do with each other."
    LCS_INITIATE = 1, "Dialing, or trunk seized."
    LCS_ALERTING = 2, "Ringing."
    LCS_CONNECT = 3, "In conversation."
    LCS_HOLD = 4, "On hold."
    LCS_QUEUED = 5, "Waiting in a queue."
    LCS_FAIL = 6, "Failed."
    LCS_NONE = 65535, "Does not apply."


class AgentFlags(Mask):
    """Role of a team member in AGENT_TEAM_CONFIG_EVENT; 0 is a regular agent."""

    PRIMARY_SUPERVISOR = 0x1
    """Primary supervisor of the team."""
    TEMPORARY_AGENT = 0x2
    """Temporary member."""
    SUPERVISOR = 0x4
    """Supervisor of the team."""


SUPERVISING = AgentFlags.PRIMARY_SUPERVISOR | AgentFlags.SUPERVISOR
"""The flags of those who supervise the team."""


MAX_NUM_CTI_CLIENTS = 16
"""Most clients in a list."""
MAX_NUM_PARTIES = 16
"""Most conference parties in a list."""
MAX_NUM_DEVICES = 16
"""Most devices in a list."""
MAX_NUM_CALLS = 16
"""Most calls in a list."""
MAX_NUM_SKILL_GROUPS = 20
"""Most skill groups in a list (10 in SET_AGENT_STATE_REQ; 99 stated for AGENT_STATE_EVENT)."""
MAX_NUM_LINES = 10
"""Most lines in a list."""
MAX_NUM_TEAM_MEMBERS = 64
"""Most members in one AGENT_TEAM_CONFIG_EVENT (from its field text)."""
MAX_NUM_TEAMS_PER_SEGMENT = 64
"""Most teams in one LIST_AGENT_TEAM_CONF (from its field text)."""
MAX_NUM_CONFIG_RECORDS = 10
"""Most records in one CONFIG event (from its field text)."""
MAX_ECC_BYTES = 2000
"""Most bytes of named variables and arrays together."""
NULL_CALL_ID = 0xFFFFFFFF
"""No call id."""
NULL_PERIPHERAL_ID = 0xFFFFFFFF
"""No peripheral."""
NULL_ICM_AGENT_ID = -1
"""No ICMAgentID; 0 names nobody either. The guide gives no null value."""
VOICE_MRD_ID = 1
"""MRDID of the voice domain, by convention."""
NULL_SERVICE = 0xFFFFFFFF
"""No service."""
NULL_SKILL_GROUP = 0xFFFFFFFF
"""No skill group."""
UNKNOWN32 = 0xFFFFFFFF
"""Counter not known (queue counters)."""
NO_IDLE_TIMEOUT = 0xFFFFFFFF
"""IdleTimeout when no heartbeats are sent."""
NULL_CALLTYPE = 0xFFFF
"""No call type."""
NONE16 = 0xFFFF
"""No value in a 2-byte field (line handle, line type, DEVID_NONE, CEC_NONE ...)."""
