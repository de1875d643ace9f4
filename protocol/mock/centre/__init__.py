"""The simulated contact centre of the mock: its people, its switch, and what happens there.

It knows no sockets, no threads and no real time: the same seed gives the same announcements.
"""

from protocol.mock.centre.agent_messages import skill_group_fields
from protocol.mock.centre.announcement import Announcement
from protocol.mock.centre.call_messages import PERIPHERAL_TYPE, call_data_fields, router_key_fields
from protocol.mock.centre.centre import Centre
from protocol.mock.centre.entities import Agent, Leg, Team
from protocol.mock.centre.phone_control import CallRequest
from protocol.mock.centre.population import LOGOUT_REASON, NOT_READY_REASONS, SKILL_GROUP_ID_BASE, SKILL_GROUPS
from protocol.mock.centre.simulation import Consultation

__all__ = [
    "LOGOUT_REASON",
    "NOT_READY_REASONS",
    "PERIPHERAL_TYPE",
    "SKILL_GROUPS",
    "SKILL_GROUP_ID_BASE",
    "Agent",
    "Announcement",
    "CallRequest",
    "Centre",
    "Consultation",
    "Leg",
    "Team",
    "call_data_fields",
    "router_key_fields",
    "skill_group_fields",
]
