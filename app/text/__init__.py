"""Words for people, made from values: labels of states, times, advice, and foreign text made safe to show."""

from app.text.advice import LOGIN_ELSEWHERE, what_to_do
from app.text.labels import (
    ACTION_WORDS,
    AGENT_STATES,
    ALARM_KINDS,
    ALARM_STATES,
    CONNECTION_STATES,
    ENGAGEMENT_STATES,
    HEARTBEAT_LIMIT,
    LINK_STATES,
    Word,
    agent_state,
    agent_words,
    call_type,
    call_words,
    connection_state,
)
from app.text.sanitize import ELLIPSIS, cells, clean, cut, fit, plain_line
from app.text.times import DURATION_WIDTH, age, duration, running, time_of_day

__all__ = [
    "ACTION_WORDS",
    "AGENT_STATES",
    "ALARM_KINDS",
    "ALARM_STATES",
    "CONNECTION_STATES",
    "DURATION_WIDTH",
    "ELLIPSIS",
    "ENGAGEMENT_STATES",
    "HEARTBEAT_LIMIT",
    "LINK_STATES",
    "LOGIN_ELSEWHERE",
    "Word",
    "age",
    "agent_state",
    "agent_words",
    "call_type",
    "call_words",
    "cells",
    "clean",
    "connection_state",
    "cut",
    "duration",
    "fit",
    "plain_line",
    "running",
    "time_of_day",
    "what_to_do",
]
