"""Finding the floor after OPEN_CONF: the supervisor, the teams, their members, states, devices and calls.

Pure: it gives queries for the session to send, and the session hands it the answers, the events and the time.
"""

from protocol.session.discovery.configuration import CONFIGURATION
from protocol.session.discovery.devices import AGENT_STATE_MASK, CALL_MSG_MASK
from protocol.session.discovery.discovery import Discovery
from protocol.session.discovery.queries import Query

__all__ = ["AGENT_STATE_MASK", "CALL_MSG_MASK", "CONFIGURATION", "Discovery", "Query"]
