"""Alarms: their states and life, the book that lists them, limits that raise them, and what the keys do with them.

Pure: no I/O, and time is an argument."""

from app.alarms import rules
from app.alarms.book import AlarmBook, RecordAlarm
from app.alarms.lifecycle import SHELF_TIME, SHIFT, AlarmTrigger, chatters, over_a_shift
from app.alarms.limits import LIMIT_OF_CONNECTION, LIMIT_OF_STATE, agent_warmth, connection_warmth
from app.alarms.rules import (
    ASK_FROM,
    all_but_open_emergencies,
    counted,
    emergencies_left,
    find,
    help_not_over,
    help_waits,
    newest_emergency,
    over,
    response,
    waits,
    why_not_acknowledge,
    why_not_all,
    why_not_shelve,
    why_not_silence,
)
from app.alarms.states import ACTIVE, HELP

__all__ = [
    "ACTIVE",
    "ASK_FROM",
    "HELP",
    "LIMIT_OF_CONNECTION",
    "LIMIT_OF_STATE",
    "SHELF_TIME",
    "SHIFT",
    "AlarmBook",
    "AlarmTrigger",
    "RecordAlarm",
    "agent_warmth",
    "all_but_open_emergencies",
    "chatters",
    "connection_warmth",
    "counted",
    "emergencies_left",
    "find",
    "help_not_over",
    "help_waits",
    "newest_emergency",
    "over",
    "over_a_shift",
    "response",
    "rules",
    "waits",
    "why_not_acknowledge",
    "why_not_all",
    "why_not_shelve",
    "why_not_silence",
]
