"""The handlers of the mock server: how each request of a session is judged, carried out and answered."""

from protocol.mock.server.handlers.opening import open_session
from protocol.mock.server.handlers.requests import handle, is_request
from protocol.mock.server.handlers.side_switching import (
    ANSWERS,
    begin_maintenance,
    end_maintenance,
    receive_answer,
    return_to_assigned_role,
)

__all__ = [
    "ANSWERS",
    "begin_maintenance",
    "end_maintenance",
    "handle",
    "is_request",
    "open_session",
    "receive_answer",
    "return_to_assigned_role",
]
