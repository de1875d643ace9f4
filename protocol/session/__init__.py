"""A session with a CTI Server, sans I/O: bytes and times in, bytes and events out.

It opens, keeps and closes the session, pairs requests with their answers, and finds teams, devices and calls.
"""

from protocol.session import events
from protocol.session.refusals import SIDE_IS_OUT, Verdict, status_words, verdict
from protocol.session.session import CLOSE_TIMEOUT, Session, SessionNotOpen
from protocol.session.settings import VERSION_LADDER, SessionSettings, fallback, fallback_words

__all__ = [
    "CLOSE_TIMEOUT",
    "SIDE_IS_OUT",
    "VERSION_LADDER",
    "Session",
    "SessionNotOpen",
    "SessionSettings",
    "Verdict",
    "events",
    "fallback",
    "fallback_words",
    "status_words",
    "verdict",
]
