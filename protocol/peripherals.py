"""Which peripheral an event is about. Pure.

Two peripherals of one gateway may have agents, devices and calls of the same ids: PeripheralID is part of their
identity. A session is for one peripheral; what happens at another is not about its agents.
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

_NOT_TOLD = frozenset({0, NULL_PERIPHERAL_ID})
"""PeripheralID of a sender that names none."""
_RESERVED = 1
"""The first word of SUPERVISOR_ASSIST_EVENT in Cisco's Contact Center Express guide, where it is no PeripheralID. No
guide for Unified CCE prints the message."""
_OF_CLIENTS = (ClientSessionOpenedEvent, ClientSessionClosedEvent, ConfigRequestEvent, ConfigRequestKeyEvent)
"""Events whose PeripheralID is what a client asked for."""
_EVENTS = frozenset(
    number
    for number, cls in REGISTRY.items()
    if cls.name.endswith("_EVENT")
    and cls not in _OF_CLIENTS
    and any(field.name == "PeripheralID" for field in cls.fixed_fields)
)
"""MessageType of events of agents, teams and calls: those with a PeripheralID in the fixed part."""
_RECORDS = (ConfigServiceEvent, ConfigSkillGroupEvent, ConfigAgentEvent, ConfigDeviceEvent)
"""Configuration events: each of their records has a PeripheralID of its own, as a floating field."""


def other_peripheral(message_type: int, peripheral_id: object, own: int) -> int | None:
    """The peripheral that an event with this PeripheralID is about, where that is surely not the own one; else None."""
    if message_type not in _EVENTS or not isinstance(peripheral_id, int):
        return None
    if peripheral_id in _NOT_TOLD or peripheral_id == own:
        return None
    if message_type == SupervisorAssistEvent.message_type and peripheral_id == _RESERVED:
        return None
    return peripheral_id


def own_records(message: M, own: int) -> M:
    """The message with those records alone that are of the own peripheral, or name none."""
    if not isinstance(message, _RECORDS):
        return message
    (records,) = (group for group in message.groups if group.name == "records")
    place = records.fields.index("flt_peripheral_id")
    rows = message.members("records")
    kept = [row for row in rows if row[place] in (None, own, *_NOT_TOLD)]
    if len(kept) == len(rows):
        return message
    mine = copy(message)
    mine.num_records = len(kept)
    for column, attribute in enumerate(records.fields):
        if getattr(message, attribute):
            setattr(mine, attribute, [row[column] for row in kept])
    return mine
