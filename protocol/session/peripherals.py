"""Which peripheral an event is about. Pure.

Agents, devices and calls of two peripherals of one PG may have the same ids: PeripheralID is part of their identity.
A session is for one peripheral.
"""

from __future__ import annotations

from copy import copy
from typing import TypeVar

from protocol.wire.enums import NULL_PERIPHERAL_ID
from protocol.wire.messages import (
    REGISTRY,
    ClientSessionClosedEvent,
    ClientSessionOpenedEvent,
    ConfigAgentEvent,
    ConfigDeviceEvent,
    ConfigRequestEvent,
    ConfigRequestKeyEvent,
    ConfigServiceEvent,
    ConfigSkillGroupEvent,
    Message,
    SupervisorAssistEvent,
)

M = TypeVar("M", bound=Message)

_NONE_NAMED = frozenset({0, NULL_PERIPHERAL_ID})
"""PeripheralIDs that name no peripheral."""
_RESERVED = 1
"""The first word of SUPERVISOR_ASSIST_EVENT in Cisco's Contact Center Express developer guide, where it is no
PeripheralID. GED-188 doesn't print the message."""
_OF_CLIENTS = (ClientSessionOpenedEvent, ClientSessionClosedEvent, ConfigRequestEvent, ConfigRequestKeyEvent)
"""Messages whose PeripheralID comes from a client."""
_EVENTS = frozenset(
    number
    for number, cls in REGISTRY.items()
    if cls.name.endswith("_EVENT")
    and cls not in _OF_CLIENTS
    and any(field.name == "PeripheralID" for field in cls.fixed_fields)
)
"""MessageTypes of events about agents, teams and calls: those with a PeripheralID in the fixed part."""
_RECORDS = (ConfigServiceEvent, ConfigSkillGroupEvent, ConfigAgentEvent, ConfigDeviceEvent)
"""Configuration events: each of their records has its own PeripheralID, a floating field."""


def other_peripheral(message_type: int, peripheral_id: object, own: int) -> int | None:
    """The peripheral that an event is about, where that is another than ``own``; else None.

    None as well for messages that aren't about agents, teams or calls, and where ``peripheral_id`` names no peripheral.
    """
    if message_type not in _EVENTS or not isinstance(peripheral_id, int):
        return None
    if peripheral_id in _NONE_NAMED or peripheral_id == own:
        return None
    if message_type == SupervisorAssistEvent.message_type and peripheral_id == _RESERVED:
        return None
    return peripheral_id


def own_records(message: M, own: int) -> M:
    """The message with those records only that are of the own peripheral, or name none."""
    if not isinstance(message, _RECORDS):
        return message
    (records,) = (group for group in message.groups if group.name == "records")
    place = records.fields.index("flt_peripheral_id")
    rows = message.members("records")
    kept = [row for row in rows if row[place] in (None, own, *_NONE_NAMED)]
    if len(kept) == len(rows):
        return message
    filtered = copy(message)
    filtered.num_records = len(kept)
    for column, attribute in enumerate(records.fields):
        if getattr(message, attribute):
            setattr(filtered, attribute, [row[column] for row in kept])
    return filtered
