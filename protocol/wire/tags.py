"""Every tag of a floating field: number, type, largest size in bytes (texts with their closing NUL; 0: none printed).

Source: CTI Server Message Reference Guide (GED-188), table "Floating field tag values"; versions 9 to 25.
"""

from __future__ import annotations

from protocol.wire.fields import Kind, Tag

CLIENT_ID = Tag(1, Kind.STRING, 64)
"""User name of the CTI client."""
CLIENT_PASSWORD = Tag(2, Kind.UNSPEC, 64)
"""Password that goes with the client id; may have length 0."""
CLIENT_SIGNATURE = Tag(3, Kind.STRING, 64)
"""Text the client leaves in a call's client history."""
AGENT_EXTENSION = Tag(4, Kind.STRING, 16)
"""Extension of the agent's phone."""
AGENT_ID = Tag(5, Kind.STRING, 12)
"""Agent's login id (peripheral number)."""
AGENT_INSTRUMENT = Tag(6, Kind.STRING, 64)
"""Agent's instrument; for a remote agent 'instrument;phone'."""
TEXT = Tag(7, Kind.STRING, 255)
"""Free text."""
ANI = Tag(8, Kind.STRING, 40)
"""Caller's number."""
UUI = Tag(9, Kind.UNSPEC, 131)
"""ISDN user to user information."""
DNIS = Tag(10, Kind.STRING, 32)
"""Number the network delivered."""
DIALED_NUMBER = Tag(11, Kind.STRING, 40)
"""Number that was dialed."""
CED = Tag(12, Kind.STRING, 40)
"""Digits the caller typed in the IVR."""
CALL_VAR_1 = Tag(13, Kind.STRING, 41)
"""Call variable 1."""
CALL_VAR_2 = Tag(14, Kind.STRING, 41)
"""Call variable 2."""
CALL_VAR_3 = Tag(15, Kind.STRING, 41)
"""Call variable 3."""
CALL_VAR_4 = Tag(16, Kind.STRING, 41)
"""Call variable 4."""
CALL_VAR_5 = Tag(17, Kind.STRING, 41)
"""Call variable 5."""
CALL_VAR_6 = Tag(18, Kind.STRING, 41)
"""Call variable 6."""
CALL_VAR_7 = Tag(19, Kind.STRING, 41)
"""Call variable 7."""
CALL_VAR_8 = Tag(20, Kind.STRING, 41)
"""Call variable 8."""
CALL_VAR_9 = Tag(21, Kind.STRING, 41)
"""Call variable 9."""
CALL_VAR_10 = Tag(22, Kind.STRING, 41)
"""Call variable 10."""
CTI_CLIENT_SIGNATURE = Tag(23, Kind.STRING, 64)
"""Signature of a client that handled the call."""
CTI_CLIENT_TIMESTAMP = Tag(24, Kind.TIME, 4)
"""When that client joined the call."""
CONNECTION_DEVID = Tag(25, Kind.STRING, 64)
"""Identifier of the call connection, opaque."""
ALERTING_DEVID = Tag(26, Kind.STRING, 64)
"""Device that rings."""
CALLING_DEVID = Tag(27, Kind.STRING, 64)
"""Calling device."""
CALLED_DEVID = Tag(28, Kind.STRING, 64)
"""Called device."""
LAST_REDIRECT_DEVID = Tag(29, Kind.STRING, 64)
"""Device alerted before."""
ANSWERING_DEVID = Tag(30, Kind.STRING, 64)
"""Device that answered."""
HOLDING_DEVID = Tag(31, Kind.STRING, 64)
"""Device that put the call on hold."""
RETRIEVING_DEVID = Tag(32, Kind.STRING, 64)
"""Device that took the call off hold."""
RELEASING_DEVID = Tag(33, Kind.STRING, 64)
"""Device that left."""
FAILING_DEVID = Tag(34, Kind.STRING, 64)
"""Device that failed."""
PRIMARY_DEVID = Tag(35, Kind.STRING, 64)
"""Connection of the first of two joined calls."""
SECONDARY_DEVID = Tag(36, Kind.STRING, 64)
"""Connection of the second of two joined calls."""
CONTROLLER_DEVID = Tag(37, Kind.STRING, 64)
"""Device that controls the conference."""
ADDED_PARTY_DEVID = Tag(38, Kind.STRING, 64)
"""Device added to the conference."""
PARTY_CALLID = Tag(39, Kind.UINT, 4)
"""Call id of one party."""
PARTY_DEVID_TYPE = Tag(40, Kind.USHORT, 2)
"""Kind of device id of one party."""
PARTY_DEVID = Tag(41, Kind.STRING, 64)
"""Device id of one party."""
TRANSFERRING_DEVID = Tag(42, Kind.STRING, 64)
"""Device that transferred."""
TRANSFERRED_DEVID = Tag(43, Kind.STRING, 64)
"""Device transferred to."""
DIVERTING_DEVID = Tag(44, Kind.STRING, 64)
"""Device the call was taken from."""
QUEUE_DEVID = Tag(45, Kind.STRING, 64)
"""Queueing device."""
CALL_WRAPUP_DATA = Tag(46, Kind.STRING, 40)
"""Wrap-up text of the call."""
NEW_CONNECTION_DEVID = Tag(47, Kind.STRING, 64)
"""New identifier of the call connection."""
TRUNK_USED_DEVID = Tag(48, Kind.STRING, 64)
"""Trunk taken."""
AGENT_PASSWORD = Tag(49, Kind.STRING, 64)
"""Agent's password."""
ACTIVE_CONN_DEVID = Tag(50, Kind.STRING, 64)
"""Connection of the active call."""
FACILITY_CODE = Tag(51, Kind.STRING, 40)
"""Trunk access code, or another facility code."""
OTHER_CONN_DEVID = Tag(52, Kind.STRING, 64)
"""Connection of the other call."""
HELD_CONN_DEVID = Tag(53, Kind.STRING, 64)
"""Connection of the held call."""
CALL_CONN_CALLID = Tag(56, Kind.UINT, 4)
"""Call id of one listed connection."""
CALL_CONN_DEVID_TYPE = Tag(57, Kind.USHORT, 2)
"""Kind of the listed connection id."""
CALL_CONN_DEVID = Tag(58, Kind.STRING, 64)
"""Listed connection id."""
CALL_DEVID_TYPE = Tag(59, Kind.USHORT, 2)
"""Kind of the listed device id."""
CALL_DEVID = Tag(60, Kind.STRING, 64)
"""Listed device id."""
CALL_DEV_CONN_STATE = Tag(61, Kind.USHORT, 2)
"""State of the listed connection."""
SKILL_GROUP_NUMBER = Tag(62, Kind.UINT, 4)
"""Skill group number at the peripheral."""
SKILL_GROUP_ID = Tag(63, Kind.UINT, 4)
"""Skill group id in the central database."""
SKILL_GROUP_PRIORITY = Tag(64, Kind.USHORT, 2)
"""Priority of the skill group; 0: none."""
SKILL_GROUP_STATE = Tag(65, Kind.USHORT, 2)
"""Agent's state in that skill group."""
OBJECT_NAME = Tag(66, Kind.STRING, 128)
"""Name of an alarm object."""
DTMF_STRING = Tag(67, Kind.STRING, 32)
"""Tones to send."""
POSITION_ID = Tag(68, Kind.STRING, 12)
"""Position id some ACDs want at login."""
SUPERVISOR_ID = Tag(69, Kind.STRING, 12)
"""Supervisor id some ACDs want at login."""
LINE_HANDLE = Tag(70, Kind.USHORT, 2)
"""Handle of a phone line."""
LINE_TYPE = Tag(71, Kind.USHORT, 2)
"""Kind of a phone line."""
ROUTER_CALL_KEY_DAY = Tag(72, Kind.UINT, 4)
"""First part of the call's key in the database: the day."""
ROUTER_CALL_KEY_CALLID = Tag(73, Kind.UINT, 4)
"""Second part of the call's key in the database; restarts at midnight."""
CALL_STATE = Tag(75, Kind.USHORT, 2)
"""State of a listed call."""
MONITORED_DEVID = Tag(76, Kind.STRING, 64)
"""Device to monitor."""
AUTHORIZATION_CODE = Tag(77, Kind.STRING, 40, since=5)
"""Authorization code."""
ACCOUNT_CODE = Tag(78, Kind.STRING, 40, since=5)
"""Account code."""
ORIGINATING_DEVID = Tag(79, Kind.STRING, 64, since=5)
"""Device that starts a predictive call."""
ORIGINATING_LINE_ID = Tag(80, Kind.STRING, 40, since=5)
"""Line id of a predictive call."""
CLIENT_ADDRESS = Tag(81, Kind.STRING, 64)
"""IP address of a client as text."""
NAMED_VARIABLE = Tag(82, Kind.NAMEDVAR, 251, since=6)
"""ECC variable: name NUL value NUL."""
NAMED_ARRAY = Tag(83, Kind.NAMEDARRAY, 252, since=6)
"""ECC array element: index byte, name NUL value NUL."""
CALL_CONTROL_TABLE = Tag(84, Kind.STRING, 4, since=6)
"""Call control table."""
SUPERVISOR_INSTRUMENT = Tag(85, Kind.STRING, 64, since=8)
"""Supervisor's own instrument."""
ATC_AGENT_ID = Tag(86, Kind.STRING, 12, since=8)
"""Login id of a team member."""
AGENT_FLAGS = Tag(87, Kind.USHORT, 2, since=8)
"""Role bits of the team member."""
ATC_AGENT_STATE = Tag(88, Kind.USHORT, 2, since=8)
"""State of the team member."""
ATC_STATE_DURATION = Tag(89, Kind.UINT, 4, since=8)
"""Seconds that the team member has been in the state."""
AGENT_CONNECTION_DEVID = Tag(90, Kind.STRING, 64, since=8)
"""Agent's connection to supervise."""
SUPERVISOR_CONNECTION_DEVID = Tag(91, Kind.STRING, 64, since=8)
"""Supervisor's own connection."""
LIST_TEAM_ID = Tag(92, Kind.UINT, 4, since=8)
"""Id of one team."""
DEFAULT_DEVICE_PORT_ADDRESS = Tag(93, Kind.STRING, 32, since=8)
"""Port address of the agent's phone."""
SERVICE_NAME = Tag(94, Kind.STRING, 64, since=9)
"""Service a server application offers."""
CUSTOMER_PHONE_NUMBER = Tag(95, Kind.STRING, 20, since=8)
"""Outbound: customer's number."""
CUSTOMER_ACCOUNT_NUMBER = Tag(96, Kind.STRING, 32, since=8)
"""Outbound: customer's account."""
APP_PATH_ID = Tag(97, Kind.INT, 4)
"""Application path."""
SCRIPT_SELECTOR = Tag(99, Kind.UNSPEC, 0)
"""Task routing script selector."""
APPLICATION_STRING1 = Tag(100, Kind.UNSPEC, 0)
"""Task routing text."""
APPLICATION_STRING2 = Tag(101, Kind.UNSPEC, 0)
"""Task routing text."""
ROUTER_CALL_KEY_SEQUENCE_NUM = Tag(110, Kind.UINT, 4)
"""Third part of the call's key in the database."""
TRUNK_NUMBER = Tag(121, Kind.UINT, 4)
"""Trunk."""
TRUNK_GROUP_NUMBER = Tag(122, Kind.UINT, 4)
"""Trunk group."""
EXT_AGENT_STATE = Tag(123, Kind.USHORT, 2, since=10)
"""Next agent state, when known."""
DEQUEUE_TYPE = Tag(124, Kind.UNSPEC, 0, since=10)
"""How the call left the queue."""
SENDING_ADDRESS = Tag(125, Kind.STRING, 64, since=10)
"""Address the media goes to."""
SENDING_PORT = Tag(126, Kind.UINT, 4, since=10)
"""UDP port the media goes to."""
MAX_QUEUED = Tag(129, Kind.UINT, 4)
"""Most calls that may queue."""
QUEUE_ID = Tag(130, Kind.UNSPEC, 0)
"""Queue id (update events)."""
CUSTOMER_ID = Tag(131, Kind.UINT, 4)
"""Customer id, unused in CCE."""
SERVICE_SKILL_TARGET_ID = Tag(132, Kind.UINT, 4)
"""Skill target id of a service."""
PERIPHERAL_NAME = Tag(133, Kind.STRING, 64)
"""Name of a service or skill group."""
DESCRIPTION = Tag(134, Kind.STRING, 128)
"""Description."""
SERVICE_MEMBER_ID = Tag(135, Kind.UNSPEC, 0)
"""Service member."""
SERVICE_MEMBER_PRIORITY = Tag(136, Kind.UNSPEC, 0)
"""Service member priority."""
FIRST_NAME = Tag(137, Kind.STRING, 32)
"""Agent's first name."""
LAST_NAME = Tag(138, Kind.STRING, 32)
"""Agent's last name."""
SKILL_GROUP = Tag(139, Kind.UNSPEC, 0)
"""Skill group."""
AGENT_SKILL_TARGET_ID = Tag(141, Kind.UINT, 4)
"""Agent's skill target id (ICMAgentID). One guide's list has the name for 185 as well; a recorded session of version 15
has 141 (vectors in tests/protocol/test_vectors_recorded_session.py)."""
SERVICE = Tag(142, Kind.UNSPEC, 0)
"""Service."""
DURATION = Tag(150, Kind.UINT, 4, since=10)
"""Expected seconds in the state."""
EXTENSION = Tag(173, Kind.STRING, 16)
"""Extension in a configuration record."""
SERVICE_LEVEL_THRESHOLD = Tag(174, Kind.UINT, 4)
"""Service level threshold, seconds."""
SERVICE_LEVEL_TYPE = Tag(175, Kind.UINT, 4)
"""Service level kind."""
CONFIG_PARAM = Tag(176, Kind.STRING, 255)
"""Configuration parameter."""
SERVICE_CONFIG_KEY = Tag(177, Kind.UNSPEC, 8)
"""Key of the services' configuration."""
SKILL_GROUP_CONFIG_KEY = Tag(178, Kind.UNSPEC, 8)
"""Key of the skill groups' configuration."""
AGENT_CONFIG_KEY = Tag(179, Kind.UNSPEC, 8)
"""Key of the agents' configuration."""
DEVICE_CONFIG_KEY = Tag(180, Kind.UNSPEC, 8)
"""Key of the devices' configuration."""
RECORD_TYPE = Tag(183, Kind.USHORT, 2)
"""Add, change or delete; starts a record."""
PERIPHERAL_NUMBER = Tag(184, Kind.UINT, 4)
"""Number at the peripheral."""
AUTO_WORK = Tag(185, Kind.BOOL, 2)
"""Agents of the skill group go to wrap-up by themselves."""
NUM_SERVICE_MEMBERS = Tag(186, Kind.USHORT, 2)
"""Elements of the two member arrays."""
SERVICE_MEMBER = Tag(187, Kind.UINT, 40)
"""Skill groups of a service."""
SERVICE_PRIORITY = Tag(188, Kind.USHORT, 20)
"""Priorities of the service's skill groups."""
AGENT_TYPE = Tag(189, Kind.USHORT, 2)
"""Agent or supervisor."""
LOGIN_ID = Tag(190, Kind.STRING, 64)
"""Login id, the AgentID of events."""
NUM_SKILLS = Tag(191, Kind.USHORT, 2)
"""Elements of the skill arrays."""
SKILL_GROUP_SKILL_TARGET_ID = Tag(192, Kind.UINT, 4)
"""Skill target id of a skill group."""
SERVICE_ID = Tag(193, Kind.UINT, 4)
"""Service of a device."""
AGENT_ID_LONG = Tag(194, Kind.STRING, 32)
"""Long agent id (CCX)."""
DEVICE_TYPE = Tag(195, Kind.USHORT, 2)
"""Kind of a device record."""
ENABLE = Tag(198, Kind.UNSPEC, 0)
"""Route registration switch."""
DEVICEID = Tag(199, Kind.UNSPEC, 0)
"""Device of a route request."""
TIMEOUT = Tag(200, Kind.UNSPEC, 0)
"""Route request timeout."""
CURRENT_ROUTE = Tag(201, Kind.UNSPEC, 0)
"""Current route."""
SECONDARY_CONNECTION_CALL_ID = Tag(202, Kind.UINT, 4)
"""CCX consult call behind a delivered call."""
PRIORITY_QUEUE_NUMBER = Tag(203, Kind.UNSPEC, 0)
"""Priority queue of a queued call."""
TEAM_NAME = Tag(204, Kind.STRING, 50)
"""Team name (CCX)."""
MEMBER_TYPE = Tag(205, Kind.USHORT, 2)
"""Kind of team member (CCX)."""
EVENT_DEVICE_ID = Tag(206, Kind.STRING, 64, since=10)
"""Device a system event is about."""
LOGIN_NAME = Tag(207, Kind.STRING, 255, since=11)
"""Agent's login name; a server cuts it to 32 bytes below version 20."""
PERIPHERAL_ID = Tag(208, Kind.UINT, 4, since=11)
"""Peripheral a record or entry is about."""
CALL_TYPE_KEY_CONFIG = Tag(209, Kind.UNSPEC, 8, since=11)
"""Key of the call types' configuration."""
CALL_TYPE_ID = Tag(210, Kind.UINT, 4, since=11)
"""Call type id."""
CUSTOMER_DEFINITION_ID = Tag(211, Kind.UINT, 4, since=11)
"""Customer of a call type."""
ENTERPRISE_NAME = Tag(212, Kind.STRING, 32, since=11)
"""Name of a call type or routing domain."""
OLD_PERIPHERAL_NUMBER = Tag(213, Kind.UINT, 4)
"""Number before the change."""
CUR_LOGIN_ID = Tag(214, Kind.STRING, 64)
"""Login id before the change."""
ANI_II = Tag(215, Kind.STRING, 2, since=11)
"""ANI information digits; servers leave them empty."""
MR_DOMAIN_ID = Tag(216, Kind.UINT, 4)
"""Media routing domain."""
CTIOS_CIL_CLIENT_ID = Tag(217, Kind.STRING, 64, since=13)
"""CTI OS client behind a request."""
SILENT_MONITOR_STATUS = Tag(218, Kind.USHORT, 2, since=13)
"""Silent monitor role of a call."""
REQUESTING_DEVICE_ID = Tag(219, Kind.STRING, 64, since=14)
"""Device asking to clear."""
REQUESTING_DEVICE_ID_TYPE = Tag(220, Kind.USHORT, 2, since=14)
"""Kind of id of the device asking to clear."""
PRE_CALL_INVOKE_ID = Tag(221, Kind.UINT, 4, since=14)
"""Id that pre-call messages of one call share."""
ENTERPRISE_QUEUE_TIME = Tag(222, Kind.UNSPEC, 0, since=14)
"""Queue time across the enterprise."""
CALL_REFERENCE_ID = Tag(223, Kind.UNSPEC, 32, since=14)
"""Unified CM call reference, raw bytes."""
MULTI_LINE_AGENT_CONTROL = Tag(224, Kind.USHORT, 2, since=14)
"""Multi line control on a peripheral."""
NETWORK_CONTROLLED = Tag(225, Kind.UNSPEC, 0, since=14)
"""Route select switch."""
CLIENT_ADDRESS_IPV6 = Tag(226, Kind.STRING, 16, since=14)
"""IPv6 address of a client."""
SENDING_ADDRESS_IPV6 = Tag(227, Kind.STRING, 16, since=14)
"""IPv6 address media goes to."""
NUM_PERIPHERALS = Tag(228, Kind.USHORT, 2, since=14)
"""Entries of the peripheral list in OPEN_CONF."""
COC_CONNECTION_CALL_ID = Tag(229, Kind.UINT, 4, since=14)
"""Call on behalf of which a consult call exists."""
COC_CONNECTION_DEVICE_ID_TYPE = Tag(230, Kind.USHORT, 2, since=14)
"""Kind of connection id of the call on behalf of which a consult call exists."""
COC_CONNECTION_DEVICE_ID = Tag(231, Kind.STRING, 64, since=14)
"""Connection id of the call on behalf of which a consult call exists."""
CALL_ORIGINATED_FROM = Tag(232, Kind.UCHAR, 1, since=14)
"""Letter D: the call was dialed by the Outbound Option dialer."""
SET_APPDATA_CALLID = Tag(233, Kind.UNSPEC, 0, since=14)
"""Call of application data."""
CLIENT_SHARE_KEY = Tag(234, Kind.UNSPEC, 0, since=14)
"""Client share key."""
AGENT_TEAM_NAME = Tag(243, Kind.STRING, 32, since=16)
"""Name of the agent team."""
DIRECTION = Tag(244, Kind.UINT, 4, since=16)
"""Direction of the call the agent is on."""
OPTIONS = Tag(245, Kind.UNSPEC, 0, since=17)
"""Routing option, internal."""
FLT_MRD_ID = Tag(246, Kind.UNSPEC, 0, since=18)
"""Media routing domain, internal."""
MEDIA_CLASS_ID = Tag(247, Kind.UNSPEC, 0, since=18)
"""Media class, internal."""
TASK_LIFE = Tag(248, Kind.UNSPEC, 0, since=18)
"""Task life, internal."""
TASK_START_TIMEOUT = Tag(249, Kind.UNSPEC, 0, since=18)
"""Task start timeout, internal."""
MAX_TASK_DURATION = Tag(250, Kind.UINT, 4, since=18)
"""Longest task, seconds."""
INTERRUPTIBLE = Tag(251, Kind.BOOL, 2, since=18)
"""May tasks of this domain be interrupted."""
MAX_CALLS_IN_QUEUE = Tag(252, Kind.UNSPEC, 0, since=18)
"""Most calls in the queue, internal."""
MAX_CALLS_IN_QUEUE_PER_CALL_TYPE = Tag(253, Kind.UNSPEC, 0, since=18)
"""Most calls of a call type in the queue, internal."""
MAX_TIME_IN_QUEUE = Tag(254, Kind.UNSPEC, 0, since=18)
"""Longest time in the queue, internal."""
INTERNAL_AGENT_STATE = Tag(255, Kind.USHORT, 2, since=19)
"""Finer agent state, internal."""
SSO_ENABLED = Tag(257, Kind.USHORT, 2, since=20)
"""Single sign on for the agent."""
FLT_TASK_ID = Tag(258, Kind.TASKID, 12, since=20)
"""Task id."""
FLT_ICM_DISP = Tag(259, Kind.UNSPEC, 0, since=20)
"""Disposition at media logout."""
FLT_APP_DISP = Tag(260, Kind.UNSPEC, 0, since=20)
"""Disposition at media logout."""
NUM_MRDS = Tag(261, Kind.USHORT, 2, since=21)
"""Elements of the routing domain arrays."""
FLT_AGENT_MRD_ID = Tag(262, Kind.UINT, 160, since=21)
"""Routing domains of the agent."""
FLT_AGENT_MRD_STATE = Tag(263, Kind.USHORT, 80, since=21)
"""Agent state in each of the routing domains."""
FLT_PRECISION_QUEUE_ID = Tag(264, Kind.UINT, 4, since=22)
"""Precision queue of a skill group."""
FLT_PRECISION_QUEUE_NAME = Tag(265, Kind.STRING, 32, since=22)
"""Name of the precision queue of a skill group."""
MAX_BEYOND_TASK_LIMIT = Tag(266, Kind.UINT, 4, since=22)
"""Tasks above the limit."""
AGENT_DESK_SETTINGS_ID = Tag(267, Kind.UINT, 4, since=22)
"""Desk settings of the agent; 0xFFFFFFFF: the default ones."""
XFER_IN_WHILE_LOGGED_OUT = Tag(268, Kind.UNSPEC, 0, since=22)
"""Task routing."""
PERIPHERAL_CONFIG_KEY = Tag(269, Kind.UNSPEC, 8, since=22)
"""Key of the peripherals' configuration."""
AGENT_DESK_SETTINGS_CONFIG_KEY = Tag(270, Kind.UNSPEC, 8, since=22)
"""Key of the desk settings."""
CONFIG_PERIPHERAL_ID = Tag(271, Kind.UINT, 4, since=22)
"""Peripheral id."""
DEFAULT_AGENT_DESK_SETTINGS_ID = Tag(272, Kind.UINT, 4, since=22)
"""Default desk settings of a peripheral."""
FLT_DESK_SETTINGS_MASK = Tag(273, Kind.UINT, 4, since=22)
"""Desk setting bits."""
FLT_WRAP_UP_DATA_INCOMING_MODE = Tag(274, Kind.UINT, 4, since=22)
"""Wrap-up rule inbound."""
FLT_WRAP_UP_DATA_OUTGOING_MODE = Tag(275, Kind.UINT, 4, since=22)
"""Wrap-up rule outbound."""
FLT_LOGOUT_NON_ACTIVITY_TIME = Tag(276, Kind.UINT, 4, since=22)
"""Seconds without activity before logout."""
FLT_QUALITY_RECORDING_RATE = Tag(277, Kind.UINT, 4, since=22)
"""Recording rate."""
FLT_RING_NO_ANSWER_TIME = Tag(278, Kind.UINT, 4, since=22)
"""Seconds of ringing before the call is redirected."""
FLT_SILENT_MONITOR_WARNING_MESSAGE = Tag(279, Kind.UINT, 4, since=22)
"""Warn the agent when monitored."""
FLT_SILENT_MONITOR_AUDIBLE_INDICATION = Tag(280, Kind.UINT, 4, since=22)
"""Click when monitored."""
FLT_SUPERVISOR_ASSIST_CALL_METHOD = Tag(281, Kind.UINT, 4, since=22)
"""How an agent asks for assistance: 1 blind conference, 0 consult call."""
FLT_EMERGENCY_CALL_METHOD = Tag(282, Kind.UINT, 4, since=22)
"""How an agent reports an emergency: 1 blind conference, 0 consult call."""
FLT_AUTO_RECORD_ON_EMERGENCY = Tag(283, Kind.UINT, 4, since=22)
"""Record emergencies."""
FLT_RECORDING_MODE = Tag(284, Kind.UINT, 4, since=22)
"""Recording goes through Unified CM."""
FLT_WORK_MODE_TIMER = Tag(285, Kind.UINT, 4, since=22)
"""Seconds of wrap-up."""
FLT_RING_NO_ANSWER_DN_ID = Tag(286, Kind.UINT, 4, since=22)
"""Number that unanswered calls are redirected to."""
FLT_DEFAULT_DEVICE_PORT_ADDRESS = Tag(287, Kind.STRING, 32, since=22)
"""Port address."""
DESKTOP_CONNECTED_FLAG = Tag(288, Kind.UNSPEC, 0, since=23)
"""Task routing."""
PLAY_TONE_DIRECTION = Tag(289, Kind.USHORT, 2, since=23)
"""Who hears the recording tone."""
INVOCATION_TYPE = Tag(290, Kind.USHORT, 2, since=23)
"""Silent or user recording."""
RECORDER_ADDRESS = Tag(291, Kind.STRING, 64, since=23)
"""Recorder address."""
TERMINAL_NAME = Tag(292, Kind.STRING, 64, since=23)
"""Recording device name."""
MEDIA_FORKING_DEVICE_NAME = Tag(293, Kind.STRING, 64, since=23)
"""Forking device."""
PROTOCOL_REFERENCE_GUID = Tag(294, Kind.STRING, 64, since=23)
"""Call GUID."""
MEDIA_FORKING_CLUSTER_ID = Tag(295, Kind.STRING, 64, since=23)
"""Cluster id."""
RECORDER_URI = Tag(296, Kind.STRING, 64, since=23)
"""Recorder URI."""
RECORDER_ERROR_MSG = Tag(297, Kind.STRING, 64, since=23)
"""Recorder error."""
RECORDER_TYPE = Tag(298, Kind.USHORT, 2, since=23)
"""Recorder kind."""
RECORDER_STATUS = Tag(299, Kind.USHORT, 2, since=23)
"""Recorder status."""
RECORDING_DEVICE_ID = Tag(300, Kind.STRING, 64, since=23)
"""Recorded device."""
FLT_TERM_TYPE = Tag(302, Kind.USHORT, 2, since=24)
"""Terminal kind."""
FLT_TERM_DEVICE_NAME = Tag(303, Kind.STRING, 64, since=24)
"""Terminal the agent is active on."""
FLT_TERM_TYPE_NAME = Tag(304, Kind.STRING, 100, since=24)
"""Terminal kind name."""
FLT_NUM_INSTRUMENTS = Tag(305, Kind.USHORT, 2, since=24)
"""Instruments of a terminal."""
ACD_SHARED_LINE_USAGE = Tag(306, Kind.UINT, 4, since=24)
"""May the agent use shared lines."""
PLAY_ZIP_TONE = Tag(307, Kind.UINT, 4, since=24)
"""Tone on auto answer."""
FLT_ENABLED_SERVICES = Tag(309, Kind.USHORT, 0, since=24)
"""AI services switched on."""
NUM_OF_ENABLED_SERVICES = Tag(310, Kind.USHORT, 2, since=24)
"""Number of AI services switched on."""
CCAI_CONFIG_ID = Tag(311, Kind.STRING, 40, since=24)
"""AI configuration id."""
NUM_POSITIVE_ANSWERS_SUGGESTIONS = Tag(312, Kind.UNSPEC, 0, since=24)
"""Field of SET_AGENT_SERVICE_DATA_REQ in version 24 only; its type is not printed."""
NUM_NEGATIVE_ANSWERS_SUGGESTIONS = Tag(313, Kind.UNSPEC, 0, since=24)
"""Field of SET_AGENT_SERVICE_DATA_REQ in version 24 only; its type is not printed."""
MEDIA_TYPE = Tag(312, Kind.UNSPEC, 0, since=25)
"""Media of a task login."""
MEDIA_PROVIDER = Tag(313, Kind.UNSPEC, 0, since=25)
"""Provider of a task login."""

_ALL: list[tuple[str, Tag]] = [(name, tag) for name, tag in list(globals().items()) if isinstance(tag, Tag)]

BY_NUMBER: dict[int, tuple[str, Tag]] = {tag.number: (name, tag) for name, tag in _ALL}
"""Tag number -> its symbol without ``_TAG``, and the tag; the newer one where two versions use a number differently."""

_OLDER: dict[int, tuple[str, Tag]] = {
    tag.number: (name, tag) for name, tag in _ALL if BY_NUMBER[tag.number][1] is not tag
}
"""The tags whose numbers a newer version uses for another field: 312 and 313 of version 24."""


def named(number: int, version: int) -> tuple[str, Tag] | None:
    """A tag's symbol without ``_TAG`` and the tag, as the protocol version has it. None: no guide has the number.

    A number that only newer versions have has its name in older ones too: a server may send it there.
    """
    newest = BY_NUMBER.get(number)
    if newest is not None and version < newest[1].since:
        return _OLDER.get(number, newest)
    return newest
