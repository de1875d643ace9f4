"""The states of an alarm as one table of transitions, and the priorities of the kinds of alarms.

States are named as in ISA-18.2 and IEC 62682.
"""

from __future__ import annotations

from enum import Enum

from app.model import AlarmKind, AlarmState


class Step(Enum):
    """What may happen to an alarm."""

    RAISE = "raise"
    ACKNOWLEDGE = "acknowledge"
    CLEAR = "clear"
    EXPIRE = "expire"
    SHELVE = "shelve"
    UNSHELVE = "unshelve"


TRANSITIONS: dict[tuple[AlarmState, Step], AlarmState] = {
    (AlarmState.NORMAL, Step.RAISE): AlarmState.UNACK_ACTIVE,
    (AlarmState.UNACK_ACTIVE, Step.RAISE): AlarmState.UNACK_ACTIVE,
    (AlarmState.UNACK_ACTIVE, Step.ACKNOWLEDGE): AlarmState.ACK_ACTIVE,
    (AlarmState.UNACK_ACTIVE, Step.CLEAR): AlarmState.UNACK_CLEARED,
    (AlarmState.ACK_ACTIVE, Step.RAISE): AlarmState.UNACK_ACTIVE,
    (AlarmState.ACK_ACTIVE, Step.CLEAR): AlarmState.NORMAL,
    (AlarmState.UNACK_CLEARED, Step.RAISE): AlarmState.UNACK_ACTIVE,
    (AlarmState.UNACK_CLEARED, Step.ACKNOWLEDGE): AlarmState.NORMAL,
    (AlarmState.UNACK_CLEARED, Step.EXPIRE): AlarmState.NORMAL,
    (AlarmState.UNACK_ACTIVE, Step.SHELVE): AlarmState.SHELVED,
    (AlarmState.ACK_ACTIVE, Step.SHELVE): AlarmState.SHELVED,
    (AlarmState.SHELVED, Step.RAISE): AlarmState.SHELVED,
    (AlarmState.SHELVED, Step.CLEAR): AlarmState.SHELVED,
    (AlarmState.SHELVED, Step.UNSHELVE): AlarmState.UNACK_ACTIVE,
    (AlarmState.SHELVED, Step.EXPIRE): AlarmState.NORMAL,
}
"""A step that is not listed changes nothing. A shelved alarm stays shelved for its time: then it comes back
unacknowledged where its cause persists, and leaves the list where that is over."""

ACTIVE = frozenset({AlarmState.UNACK_ACTIVE, AlarmState.ACK_ACTIVE, AlarmState.SHELVED})
"""States of an alarm whose cause may persist."""

HELP = frozenset(kind for kind in AlarmKind if kind.calls_for_help)
"""Kinds that are calls for help by an agent."""
