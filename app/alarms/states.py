"""The life of an alarm as one table, and what kinds of alarms there are to that life.

Words and states are those of alarm management (ISA-18.2, IEC 62682).
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
"""Whatever is not listed is refused and changes nothing. What is shelved stays so for its time, whatever comes and goes
meanwhile: it comes back unacknowledged when it is still so then, and leaves when it is over."""

ACTIVE = frozenset({AlarmState.UNACK_ACTIVE, AlarmState.ACK_ACTIVE, AlarmState.SHELVED})

HIGH, MEDIUM, LOW = 1, 2, 3
"""The three priorities below an emergency's, which is 0: a call for help or blindness, what went wrong, what lasts."""
PRIORITY = {
    AlarmKind.EMERGENCY: 0,
    AlarmKind.ASSIST: HIGH,
    AlarmKind.LINK: HIGH,
    AlarmKind.SERVER: HIGH,
    AlarmKind.LOGIN: HIGH,
    AlarmKind.ACTION: MEDIUM,
    AlarmKind.JOURNAL: MEDIUM,
    AlarmKind.LONG_STATE: LOW,
}
"""Lower is more urgent."""

HELP = frozenset({AlarmKind.EMERGENCY, AlarmKind.ASSIST})
"""Somebody calls for help."""
NEVER_SHELVED = frozenset({AlarmKind.EMERGENCY, AlarmKind.LINK, AlarmKind.LOGIN})
"""Emergencies, and what says that emergencies can't be seen."""
