"""Every floating field tag: number, type, largest size in bytes (strings: with their closing NUL; 0: no limit printed).

Source: CTI Server Message Reference Guide (GED-188), table "Floating field tag values"; versions 9 to 25.
"""

from __future__ import annotations

from protocol.wire.fields import Kind, Tag

CLIENT_ID = Tag(1, Kind.STRING, 64)
"""user name of the CTI client"""
CLIENT_PASSWORD = Tag(2, Kind.UNSPEC, 64)
"""password that goes with the client id, may have length 0"""
CLIENT_SIGNATURE = Tag(3, Kind.STRING, 64)
"""text the client leaves in a call's client history"""
AGENT_EXTENSION = Tag(4, Kind.STRING, 16)
"""extension of the agent's phone"""
AGENT_ID = Tag(5, Kind.STRING, 12)
"""agent's login id (peripheral number)"""
AGENT_INSTRUMENT = Tag(6, Kind.STRING, 64)
"""agent's instrument; for a remote agent 'instrument;phone'"""
TEXT = Tag(7, Kind.STRING, 255)
"""free text"""
ANI = Tag(8, Kind.STRING, 40)
"""caller's number"""
UUI = Tag(9, Kind.UNSPEC, 131)
"""ISDN user to user information"""
DNIS = Tag(10, Kind.STRING, 32)
"""number the network delivered"""
DIALED_NUMBER = Tag(11, Kind.STRING, 40)
"""number that was dialed"""
CED = Tag(12, Kind.STRING, 40)
"""digits the caller typed in the IVR"""
CALL_VAR_1 = Tag(13, Kind.STRING, 41)
"""call variable 1"""
CALL_VAR_2 = Tag(14, Kind.STRING, 41)
"""call variable 2"""
CALL_VAR_3 = Tag(15, Kind.STRING, 41)
"""call variable 3"""
CALL_VAR_4 = Tag(16, Kind.STRING, 41)
"""call variable 4"""
CALL_VAR_5 = Tag(17, Kind.STRING, 41)
"""call variable 5"""
CALL_VAR_6 = Tag(18, Kind.STRING, 41)
"""call variable 6"""
CALL_VAR_7 = Tag(19, Kind.STRING, 41)
"""call variable 7"""
CALL_VAR_8 = Tag(20, Kind.STRING, 41)
"""call variable 8"""
CALL_VAR_9 = Tag(21, Kind.STRING, 41)
"""call variable 9"""
CALL_VAR_10 = Tag(22, Kind.STRING, 41)
"""call variable 10"""
CTI_CLIENT_SIGNATURE = Tag(23, Kind.STRING, 64)
"""signature of a client that handled the call"""
CTI_CLIENT_TIMESTAMP = Tag(24, Kind.TIME, 4)
"""when that client joined the call"""
CONNECTION_DEVID = Tag(25, Kind.STRING, 64)
"""identifier of the call connection, opaque"""
ALERTING_DEVID = Tag(26, Kind.STRING, 64)
"""device that rings"""
CALLING_DEVID = Tag(27, Kind.STRING, 64)
"""calling device"""
CALLED_DEVID = Tag(28, Kind.STRING, 64)
"""called device"""
LAST_REDIRECT_DEVID = Tag(29, Kind.STRING, 64)
"""device alerted before"""
ANSWERING_DEVID = Tag(30, Kind.STRING, 64)
"""device that answered"""
HOLDING_DEVID = Tag(31, Kind.STRING, 64)
"""device that put the call on hold"""
RETRIEVING_DEVID = Tag(32, Kind.STRING, 64)
"""device that took the call off hold"""
RELEASING_DEVID = Tag(33, Kind.STRING, 64)
"""device that left"""
FAILING_DEVID = Tag(34, Kind.STRING, 64)
"""device that failed"""
PRIMARY_DEVID = Tag(35, Kind.STRING, 64)
"""connection of the first of two joined calls"""
SECONDARY_DEVID = Tag(36, Kind.STRING, 64)
"""connection of the second of two joined calls"""
CONTROLLER_DEVID = Tag(37, Kind.STRING, 64)
"""device that controls the conference"""
ADDED_PARTY_DEVID = Tag(38, Kind.STRING, 64)
"""device added to the conference"""
PARTY_CALLID = Tag(39, Kind.UINT, 4)
"""call id of one party"""
PARTY_DEVID_TYPE = Tag(40, Kind.USHORT, 2)
"""kind of device id of one party"""
PARTY_DEVID = Tag(41, Kind.STRING, 64)
"""device id of one party"""
TRANSFERRING_DEVID = Tag(42, Kind.STRING, 64)
"""device that transferred"""
TRANSFERRED_DEVID = Tag(43, Kind.STRING, 64)
"""device transferred to"""
DIVERTING_DEVID = Tag(44, Kind.STRING, 64)
"""device the call was taken from"""
QUEUE_DEVID = Tag(45, Kind.STRING, 64)
"""queueing device"""
CALL_WRAPUP_DATA = Tag(46, Kind.STRING, 40)
"""wrap-up text of the call"""
NEW_CONNECTION_DEVID = Tag(47, Kind.STRING, 64)
"""new identifier of the call connection"""
TRUNK_USED_DEVID = Tag(48, Kind.STRING, 64)
"""trunk taken"""
AGENT_PASSWORD = Tag(49, Kind.STRING, 64)
"""agent's password"""
ACTIVE_CONN_DEVID = Tag(50, Kind.STRING, 64)
"""connection of the active call"""
FACILITY_CODE = Tag(51, Kind.STRING, 40)
"""trunk access code or the like"""
OTHER_CONN_DEVID = Tag(52, Kind.STRING, 64)
"""connection of the other call"""
HELD_CONN_DEVID = Tag(53, Kind.STRING, 64)
"""connection of the held call"""
CALL_CONN_CALLID = Tag(56, Kind.UINT, 4)
"""call id of one listed connection"""
CALL_CONN_DEVID_TYPE = Tag(57, Kind.USHORT, 2)
"""kind of the listed connection id"""
CALL_CONN_DEVID = Tag(58, Kind.STRING, 64)
"""listed connection id"""
CALL_DEVID_TYPE = Tag(59, Kind.USHORT, 2)
"""kind of the listed device id"""
CALL_DEVID = Tag(60, Kind.STRING, 64)
"""listed device id"""
CALL_DEV_CONN_STATE = Tag(61, Kind.USHORT, 2)
"""state of the listed connection"""
SKILL_GROUP_NUMBER = Tag(62, Kind.UINT, 4)
"""skill group number at the peripheral"""
SKILL_GROUP_ID = Tag(63, Kind.UINT, 4)
"""skill group id in the central database"""
SKILL_GROUP_PRIORITY = Tag(64, Kind.USHORT, 2)
"""priority of the skill group, 0 none"""
SKILL_GROUP_STATE = Tag(65, Kind.USHORT, 2)
"""agent's state in that skill group"""
OBJECT_NAME = Tag(66, Kind.STRING, 128)
"""name of an alarm object"""
DTMF_STRING = Tag(67, Kind.STRING, 32)
"""tones to send"""
POSITION_ID = Tag(68, Kind.STRING, 12)
"""position id some ACDs want at login"""
SUPERVISOR_ID = Tag(69, Kind.STRING, 12)
"""supervisor id some ACDs want at login"""
LINE_HANDLE = Tag(70, Kind.USHORT, 2)
"""handle of a phone line"""
LINE_TYPE = Tag(71, Kind.USHORT, 2)
"""kind of a phone line"""
ROUTER_CALL_KEY_DAY = Tag(72, Kind.UINT, 4)
"""first part of the call's key in the database"""
ROUTER_CALL_KEY_CALLID = Tag(73, Kind.UINT, 4)
"""second part, restarts at midnight"""
CALL_STATE = Tag(75, Kind.USHORT, 2)
"""state of a listed call"""
MONITORED_DEVID = Tag(76, Kind.STRING, 64)
"""device to monitor"""
AUTHORIZATION_CODE = Tag(77, Kind.STRING, 40, since=5)
"""authorization code"""
ACCOUNT_CODE = Tag(78, Kind.STRING, 40, since=5)
"""account code"""
ORIGINATING_DEVID = Tag(79, Kind.STRING, 64, since=5)
"""device that starts a predictive call"""
ORIGINATING_LINE_ID = Tag(80, Kind.STRING, 40, since=5)
"""line id of a predictive call"""
CLIENT_ADDRESS = Tag(81, Kind.STRING, 64)
"""IP address of a client as text"""
NAMED_VARIABLE = Tag(82, Kind.NAMEDVAR, 251, since=6)
"""ECC variable: name NUL value NUL"""
NAMED_ARRAY = Tag(83, Kind.NAMEDARRAY, 252, since=6)
"""ECC array element: index byte, name NUL value NUL"""
CALL_CONTROL_TABLE = Tag(84, Kind.STRING, 4, since=6)
"""call control table"""
SUPERVISOR_INSTRUMENT = Tag(85, Kind.STRING, 64, since=8)
"""supervisor's own instrument"""
ATC_AGENT_ID = Tag(86, Kind.STRING, 12, since=8)
"""login id of a team member"""
AGENT_FLAGS = Tag(87, Kind.USHORT, 2, since=8)
"""role bits of the team member"""
ATC_AGENT_STATE = Tag(88, Kind.USHORT, 2, since=8)
"""state of the team member"""
ATC_STATE_DURATION = Tag(89, Kind.UINT, 4, since=8)
"""seconds in that state"""
AGENT_CONNECTION_DEVID = Tag(90, Kind.STRING, 64, since=8)
"""agent's connection to supervise"""
SUPERVISOR_CONNECTION_DEVID = Tag(91, Kind.STRING, 64, since=8)
"""supervisor's own connection"""
LIST_TEAM_ID = Tag(92, Kind.UINT, 4, since=8)
"""id of one team"""
DEFAULT_DEVICE_PORT_ADDRESS = Tag(93, Kind.STRING, 32, since=8)
"""port address of the agent's phone"""
SERVICE_NAME = Tag(94, Kind.STRING, 64, since=9)
"""service a server application offers"""
CUSTOMER_PHONE_NUMBER = Tag(95, Kind.STRING, 20, since=8)
"""outbound: customer's number"""
CUSTOMER_ACCOUNT_NUMBER = Tag(96, Kind.STRING, 32, since=8)
"""outbound: customer's account"""
APP_PATH_ID = Tag(97, Kind.INT, 4)
"""application path"""
SCRIPT_SELECTOR = Tag(99, Kind.UNSPEC, 0)
"""task routing script selector"""
APPLICATION_STRING1 = Tag(100, Kind.UNSPEC, 0)
"""task routing text"""
APPLICATION_STRING2 = Tag(101, Kind.UNSPEC, 0)
"""task routing text"""
ROUTER_CALL_KEY_SEQUENCE_NUM = Tag(110, Kind.UINT, 4)
"""third part of the call's key"""
TRUNK_NUMBER = Tag(121, Kind.UINT, 4)
"""trunk"""
TRUNK_GROUP_NUMBER = Tag(122, Kind.UINT, 4)
"""trunk group"""
EXT_AGENT_STATE = Tag(123, Kind.USHORT, 2, since=10)
"""next agent state, when known"""
DEQUEUE_TYPE = Tag(124, Kind.UNSPEC, 0, since=10)
"""how the call left the queue"""
SENDING_ADDRESS = Tag(125, Kind.STRING, 64, since=10)
"""address the media goes to"""
SENDING_PORT = Tag(126, Kind.UINT, 4, since=10)
"""UDP port the media goes to"""
MAX_QUEUED = Tag(129, Kind.UINT, 4)
"""most calls that may queue"""
QUEUE_ID = Tag(130, Kind.UNSPEC, 0)
"""queue id (update events)"""
CUSTOMER_ID = Tag(131, Kind.UINT, 4)
"""customer id, unused in CCE"""
SERVICE_SKILL_TARGET_ID = Tag(132, Kind.UINT, 4)
"""skill target id of a service"""
PERIPHERAL_NAME = Tag(133, Kind.STRING, 64)
"""name of a service or skill group"""
DESCRIPTION = Tag(134, Kind.STRING, 128)
"""description"""
SERVICE_MEMBER_ID = Tag(135, Kind.UNSPEC, 0)
"""service member"""
SERVICE_MEMBER_PRIORITY = Tag(136, Kind.UNSPEC, 0)
"""service member priority"""
FIRST_NAME = Tag(137, Kind.STRING, 32)
"""agent's first name"""
LAST_NAME = Tag(138, Kind.STRING, 32)
"""agent's last name"""
SKILL_GROUP = Tag(139, Kind.UNSPEC, 0)
"""skill group"""
AGENT_SKILL_TARGET_ID = Tag(141, Kind.UINT, 4)
"""agent's skill target id (ICMAgentID); one guide's list has the name for 185 as well, a recorded session has 141"""
SERVICE = Tag(142, Kind.UNSPEC, 0)
"""service"""
DURATION = Tag(150, Kind.UINT, 4, since=10)
"""expected seconds in the state"""
EXTENSION = Tag(173, Kind.STRING, 16)
"""extension in a configuration record"""
SERVICE_LEVEL_THRESHOLD = Tag(174, Kind.UINT, 4)
"""service level threshold, seconds"""
SERVICE_LEVEL_TYPE = Tag(175, Kind.UINT, 4)
"""service level kind"""
CONFIG_PARAM = Tag(176, Kind.STRING, 255)
"""configuration parameter"""
SERVICE_CONFIG_KEY = Tag(177, Kind.UNSPEC, 8)
"""key of the services' configuration"""
SKILL_GROUP_CONFIG_KEY = Tag(178, Kind.UNSPEC, 8)
"""key of the skill groups' configuration"""
AGENT_CONFIG_KEY = Tag(179, Kind.UNSPEC, 8)
"""key of the agents' configuration"""
DEVICE_CONFIG_KEY = Tag(180, Kind.UNSPEC, 8)
"""key of the devices' configuration"""
RECORD_TYPE = Tag(183, Kind.USHORT, 2)
"""add, change or delete; starts a record"""
PERIPHERAL_NUMBER = Tag(184, Kind.UINT, 4)
"""number at the peripheral"""
AUTO_WORK = Tag(185, Kind.BOOL, 2)
"""agents of the skill group go to wrap-up by themselves"""
NUM_SERVICE_MEMBERS = Tag(186, Kind.USHORT, 2)
"""elements of the two member arrays"""
SERVICE_MEMBER = Tag(187, Kind.UINT, 40)
"""skill groups of a service"""
SERVICE_PRIORITY = Tag(188, Kind.USHORT, 20)
"""their priorities"""
AGENT_TYPE = Tag(189, Kind.USHORT, 2)
"""agent or supervisor"""
LOGIN_ID = Tag(190, Kind.STRING, 64)
"""login id, the AgentID of events"""
NUM_SKILLS = Tag(191, Kind.USHORT, 2)
"""elements of the skill arrays"""
SKILL_GROUP_SKILL_TARGET_ID = Tag(192, Kind.UINT, 4)
"""skill target id of a skill group"""
SERVICE_ID = Tag(193, Kind.UINT, 4)
"""service of a device"""
AGENT_ID_LONG = Tag(194, Kind.STRING, 32)
"""long agent id (CCX)"""
DEVICE_TYPE = Tag(195, Kind.USHORT, 2)
"""kind of a device record"""
ENABLE = Tag(198, Kind.UNSPEC, 0)
"""route registration switch"""
DEVICEID = Tag(199, Kind.UNSPEC, 0)
"""device of a route request"""
TIMEOUT = Tag(200, Kind.UNSPEC, 0)
"""route request timeout"""
CURRENT_ROUTE = Tag(201, Kind.UNSPEC, 0)
"""current route"""
SECONDARY_CONNECTION_CALL_ID = Tag(202, Kind.UINT, 4)
"""CCX consult call behind a delivered call"""
PRIORITY_QUEUE_NUMBER = Tag(203, Kind.UNSPEC, 0)
"""priority queue of a queued call"""
TEAM_NAME = Tag(204, Kind.STRING, 50)
"""team name (CCX)"""
MEMBER_TYPE = Tag(205, Kind.USHORT, 2)
"""kind of team member (CCX)"""
EVENT_DEVICE_ID = Tag(206, Kind.STRING, 64, since=10)
"""device a system event is about"""
LOGIN_NAME = Tag(207, Kind.STRING, 255, since=11)
"""agent's login name; a server cuts it to 32 bytes for sessions below version 20"""
PERIPHERAL_ID = Tag(208, Kind.UINT, 4, since=11)
"""peripheral a record or entry is about"""
CALL_TYPE_KEY_CONFIG = Tag(209, Kind.UNSPEC, 8, since=11)
"""key of the call types' configuration"""
CALL_TYPE_ID = Tag(210, Kind.UINT, 4, since=11)
"""call type id"""
CUSTOMER_DEFINITION_ID = Tag(211, Kind.UINT, 4, since=11)
"""customer of a call type"""
ENTERPRISE_NAME = Tag(212, Kind.STRING, 32, since=11)
"""name of a call type or routing domain"""
OLD_PERIPHERAL_NUMBER = Tag(213, Kind.UINT, 4)
"""number before the change"""
CUR_LOGIN_ID = Tag(214, Kind.STRING, 64)
"""login id before the change"""
ANI_II = Tag(215, Kind.STRING, 2, since=11)
"""ANI information digits, not filled today"""
MR_DOMAIN_ID = Tag(216, Kind.UINT, 4)
"""media routing domain"""
CTIOS_CIL_CLIENT_ID = Tag(217, Kind.STRING, 64, since=13)
"""CTI OS client behind a request"""
SILENT_MONITOR_STATUS = Tag(218, Kind.USHORT, 2, since=13)
"""silent monitor role of a call"""
REQUESTING_DEVICE_ID = Tag(219, Kind.STRING, 64, since=14)
"""device asking to clear"""
REQUESTING_DEVICE_ID_TYPE = Tag(220, Kind.USHORT, 2, since=14)
"""its kind"""
PRE_CALL_INVOKE_ID = Tag(221, Kind.UINT, 4, since=14)
"""ties pre-call messages together"""
ENTERPRISE_QUEUE_TIME = Tag(222, Kind.UNSPEC, 0, since=14)
"""queue time across the enterprise"""
CALL_REFERENCE_ID = Tag(223, Kind.UNSPEC, 32, since=14)
"""Unified CM call reference, raw bytes"""
MULTI_LINE_AGENT_CONTROL = Tag(224, Kind.USHORT, 2, since=14)
"""multi line control on a peripheral"""
NETWORK_CONTROLLED = Tag(225, Kind.UNSPEC, 0, since=14)
"""route select switch"""
CLIENT_ADDRESS_IPV6 = Tag(226, Kind.STRING, 16, since=14)
"""IPv6 address of a client"""
SENDING_ADDRESS_IPV6 = Tag(227, Kind.STRING, 16, since=14)
"""IPv6 address media goes to"""
NUM_PERIPHERALS = Tag(228, Kind.USHORT, 2, since=14)
"""entries of the peripheral list in OPEN_CONF"""
COC_CONNECTION_CALL_ID = Tag(229, Kind.UINT, 4, since=14)
"""call on behalf of which a consult call exists"""
COC_CONNECTION_DEVICE_ID_TYPE = Tag(230, Kind.USHORT, 2, since=14)
"""its connection id kind"""
COC_CONNECTION_DEVICE_ID = Tag(231, Kind.STRING, 64, since=14)
"""its connection id"""
CALL_ORIGINATED_FROM = Tag(232, Kind.UCHAR, 1, since=14)
"""letter D marks dialer calls"""
SET_APPDATA_CALLID = Tag(233, Kind.UNSPEC, 0, since=14)
"""call of application data"""
CLIENT_SHARE_KEY = Tag(234, Kind.UNSPEC, 0, since=14)
"""client share key"""
AGENT_TEAM_NAME = Tag(243, Kind.STRING, 32, since=16)
"""name of the agent team"""
DIRECTION = Tag(244, Kind.UINT, 4, since=16)
"""direction of the call the agent is on"""
OPTIONS = Tag(245, Kind.UNSPEC, 0, since=17)
"""internal routing option"""
FLT_MRD_ID = Tag(246, Kind.UNSPEC, 0, since=18)
"""media routing domain, internal"""
MEDIA_CLASS_ID = Tag(247, Kind.UNSPEC, 0, since=18)
"""media class, internal"""
TASK_LIFE = Tag(248, Kind.UNSPEC, 0, since=18)
"""task life, internal"""
TASK_START_TIMEOUT = Tag(249, Kind.UNSPEC, 0, since=18)
"""task start timeout, internal"""
MAX_TASK_DURATION = Tag(250, Kind.UINT, 4, since=18)
"""longest task, seconds"""
INTERRUPTIBLE = Tag(251, Kind.BOOL, 2, since=18)
"""may tasks of this domain be interrupted"""
MAX_CALLS_IN_QUEUE = Tag(252, Kind.UNSPEC, 0, since=18)
"""internal"""
MAX_CALLS_IN_QUEUE_PER_CALL_TYPE = Tag(253, Kind.UNSPEC, 0, since=18)
"""internal"""
MAX_TIME_IN_QUEUE = Tag(254, Kind.UNSPEC, 0, since=18)
"""internal"""
INTERNAL_AGENT_STATE = Tag(255, Kind.USHORT, 2, since=19)
"""finer agent state, internal"""
SSO_ENABLED = Tag(257, Kind.USHORT, 2, since=20)
"""single sign on for the agent"""
FLT_TASK_ID = Tag(258, Kind.TASKID, 12, since=20)
"""task id"""
FLT_ICM_DISP = Tag(259, Kind.UNSPEC, 0, since=20)
"""disposition at media logout"""
FLT_APP_DISP = Tag(260, Kind.UNSPEC, 0, since=20)
"""disposition at media logout"""
NUM_MRDS = Tag(261, Kind.USHORT, 2, since=21)
"""elements of the routing domain arrays"""
FLT_AGENT_MRD_ID = Tag(262, Kind.UINT, 160, since=21)
"""routing domains of the agent"""
FLT_AGENT_MRD_STATE = Tag(263, Kind.USHORT, 80, since=21)
"""agent state in each of them"""
FLT_PRECISION_QUEUE_ID = Tag(264, Kind.UINT, 4, since=22)
"""precision queue of a skill group"""
FLT_PRECISION_QUEUE_NAME = Tag(265, Kind.STRING, 32, since=22)
"""its name"""
MAX_BEYOND_TASK_LIMIT = Tag(266, Kind.UINT, 4, since=22)
"""tasks above the limit"""
AGENT_DESK_SETTINGS_ID = Tag(267, Kind.UINT, 4, since=22)
"""desk settings of the agent, 0xFFFFFFFF none"""
XFER_IN_WHILE_LOGGED_OUT = Tag(268, Kind.UNSPEC, 0, since=22)
"""task routing"""
PERIPHERAL_CONFIG_KEY = Tag(269, Kind.UNSPEC, 8, since=22)
"""key of the peripherals' configuration"""
AGENT_DESK_SETTINGS_CONFIG_KEY = Tag(270, Kind.UNSPEC, 8, since=22)
"""key of the desk settings"""
CONFIG_PERIPHERAL_ID = Tag(271, Kind.UINT, 4, since=22)
"""peripheral id"""
DEFAULT_AGENT_DESK_SETTINGS_ID = Tag(272, Kind.UINT, 4, since=22)
"""default desk settings of a peripheral"""
FLT_DESK_SETTINGS_MASK = Tag(273, Kind.UINT, 4, since=22)
"""desk setting bits"""
FLT_WRAP_UP_DATA_INCOMING_MODE = Tag(274, Kind.UINT, 4, since=22)
"""wrap-up rule inbound"""
FLT_WRAP_UP_DATA_OUTGOING_MODE = Tag(275, Kind.UINT, 4, since=22)
"""wrap-up rule outbound"""
FLT_LOGOUT_NON_ACTIVITY_TIME = Tag(276, Kind.UINT, 4, since=22)
"""idle seconds before logout"""
FLT_QUALITY_RECORDING_RATE = Tag(277, Kind.UINT, 4, since=22)
"""recording rate"""
FLT_RING_NO_ANSWER_TIME = Tag(278, Kind.UINT, 4, since=22)
"""ring seconds before redirect"""
FLT_SILENT_MONITOR_WARNING_MESSAGE = Tag(279, Kind.UINT, 4, since=22)
"""warn the agent when monitored"""
FLT_SILENT_MONITOR_AUDIBLE_INDICATION = Tag(280, Kind.UINT, 4, since=22)
"""click when monitored"""
FLT_SUPERVISOR_ASSIST_CALL_METHOD = Tag(281, Kind.UINT, 4, since=22)
"""assist by blind conference or consult"""
FLT_EMERGENCY_CALL_METHOD = Tag(282, Kind.UINT, 4, since=22)
"""emergency by blind conference or consult"""
FLT_AUTO_RECORD_ON_EMERGENCY = Tag(283, Kind.UINT, 4, since=22)
"""record emergencies"""
FLT_RECORDING_MODE = Tag(284, Kind.UINT, 4, since=22)
"""recording goes through Unified CM"""
FLT_WORK_MODE_TIMER = Tag(285, Kind.UINT, 4, since=22)
"""wrap-up seconds"""
FLT_RING_NO_ANSWER_DN_ID = Tag(286, Kind.UINT, 4, since=22)
"""where unanswered calls go"""
FLT_DEFAULT_DEVICE_PORT_ADDRESS = Tag(287, Kind.STRING, 32, since=22)
"""port address"""
DESKTOP_CONNECTED_FLAG = Tag(288, Kind.UNSPEC, 0, since=23)
"""task routing"""
PLAY_TONE_DIRECTION = Tag(289, Kind.USHORT, 2, since=23)
"""who hears the recording tone"""
INVOCATION_TYPE = Tag(290, Kind.USHORT, 2, since=23)
"""silent or user recording"""
RECORDER_ADDRESS = Tag(291, Kind.STRING, 64, since=23)
"""recorder address"""
TERMINAL_NAME = Tag(292, Kind.STRING, 64, since=23)
"""recording device name"""
MEDIA_FORKING_DEVICE_NAME = Tag(293, Kind.STRING, 64, since=23)
"""forking device"""
PROTOCOL_REFERENCE_GUID = Tag(294, Kind.STRING, 64, since=23)
"""call GUID"""
MEDIA_FORKING_CLUSTER_ID = Tag(295, Kind.STRING, 64, since=23)
"""cluster id"""
RECORDER_URI = Tag(296, Kind.STRING, 64, since=23)
"""recorder URI"""
RECORDER_ERROR_MSG = Tag(297, Kind.STRING, 64, since=23)
"""recorder error"""
RECORDER_TYPE = Tag(298, Kind.USHORT, 2, since=23)
"""recorder kind"""
RECORDER_STATUS = Tag(299, Kind.USHORT, 2, since=23)
"""recorder status"""
RECORDING_DEVICE_ID = Tag(300, Kind.STRING, 64, since=23)
"""recorded device"""
FLT_TERM_TYPE = Tag(302, Kind.USHORT, 2, since=24)
"""terminal kind"""
FLT_TERM_DEVICE_NAME = Tag(303, Kind.STRING, 64, since=24)
"""terminal the agent is active on"""
FLT_TERM_TYPE_NAME = Tag(304, Kind.STRING, 100, since=24)
"""terminal kind name"""
FLT_NUM_INSTRUMENTS = Tag(305, Kind.USHORT, 2, since=24)
"""instruments of a terminal"""
ACD_SHARED_LINE_USAGE = Tag(306, Kind.UINT, 4, since=24)
"""may the agent use shared lines"""
PLAY_ZIP_TONE = Tag(307, Kind.UINT, 4, since=24)
"""tone on auto answer"""
FLT_ENABLED_SERVICES = Tag(309, Kind.USHORT, 0, since=24)
"""AI services switched on"""
NUM_OF_ENABLED_SERVICES = Tag(310, Kind.USHORT, 2, since=24)
"""how many of them"""
CCAI_CONFIG_ID = Tag(311, Kind.STRING, 40, since=24)
"""AI configuration id"""
NUM_POSITIVE_ANSWERS_SUGGESTIONS = Tag(312, Kind.UNSPEC, 0, since=24)
"""of SET_AGENT_SERVICE_DATA_REQ, version 24 only; type not printed"""
NUM_NEGATIVE_ANSWERS_SUGGESTIONS = Tag(313, Kind.UNSPEC, 0, since=24)
"""of SET_AGENT_SERVICE_DATA_REQ, version 24 only; type not printed"""
MEDIA_TYPE = Tag(312, Kind.UNSPEC, 0, since=25)
"""media of a task login"""
MEDIA_PROVIDER = Tag(313, Kind.UNSPEC, 0, since=25)
"""provider of a task login"""

_ALL: list[tuple[str, Tag]] = [(name, tag) for name, tag in list(globals().items()) if isinstance(tag, Tag)]

BY_NUMBER: dict[int, tuple[str, Tag]] = {tag.number: (name, tag) for name, tag in _ALL}
"""Tag number -> its symbol without ``_TAG``, and the tag; the newer one where a number was given out twice."""

_OLDER: dict[int, tuple[str, Tag]] = {
    tag.number: (name, tag) for name, tag in _ALL if BY_NUMBER[tag.number][1] is not tag
}
"""The numbers that stood for another field before: 312 and 313, in version 24."""


def named(number: int, version: int) -> tuple[str, Tag] | None:
    """A tag's symbol without ``_TAG`` and the tag, as the protocol version has it. None: no guide has the number.

    A number that only newer versions have keeps its name: a server may send it early.
    """
    newest = BY_NUMBER.get(number)
    if newest is not None and version < newest[1].since:
        return _OLDER.get(number, newest)
    return newest
