"""Stepping in: what a supervisor may do and is asked first, the request for it, and the state of the engagement.

Pure: no I/O, and time is an argument."""

from app.supervision.company import agent_has_left, call_joined, hung_up_on, with_you
from app.supervision.confirmations import Question, login_elsewhere, needs_question, take_over_question
from app.supervision.engagement import (
    ENGAGED_STATES,
    EngagementEvent,
    advance,
    request_sent,
    time_passed,
    uncertain,
)
from app.supervision.request import subject_of, supervise_request
from app.supervision.rules import aimed_at, call_id_reused, engaged_with, target_changed, unanswered, why_not

__all__ = [
    "ENGAGED_STATES",
    "EngagementEvent",
    "Question",
    "advance",
    "agent_has_left",
    "aimed_at",
    "call_id_reused",
    "call_joined",
    "engaged_with",
    "hung_up_on",
    "login_elsewhere",
    "needs_question",
    "request_sent",
    "subject_of",
    "supervise_request",
    "take_over_question",
    "target_changed",
    "time_passed",
    "unanswered",
    "uncertain",
    "why_not",
    "with_you",
]
