"""What the keys about alarms do, and why they can't: on a Floor and the alarm under the cursor."""

from __future__ import annotations

from collections.abc import Sequence

from app.alarms import lifecycle
from app.alarms.states import HELP
from app.model import Alarm, AlarmKind, AlarmState, Floor

ASK_FROM = 11
"""Acknowledging so many alarms or more by one key asks first."""


def find(floor: Floor, alarm_id: int | None) -> Alarm | None:
    """The listed alarm of this id."""
    return floor.alarm_index.by_id.get(alarm_id) if alarm_id is not None else None


def newest_emergency(floor: Floor) -> int | None:
    """The newest emergency that nobody has acknowledged."""
    return next((alarm.alarm_id for alarm in floor.emergencies()[:1] if alarm.acknowledged is None), None)


def waits(alarm: Alarm) -> bool:
    """Is it unacknowledged, and active? An emergency waits even when its call has ended."""
    waiting = (AlarmState.UNACK_ACTIVE, AlarmState.UNACK_CLEARED)
    return alarm.state in (waiting if alarm.kind is AlarmKind.EMERGENCY else waiting[:1])


def help_waits(floor: Floor) -> bool:
    """Does a call for help wait?"""
    lookup = floor.alarm_index
    over = lookup.how_many(AlarmState.UNACK_CLEARED, kind=AlarmKind.EMERGENCY)
    return over > 0 or any(lookup.how_many(AlarmState.UNACK_ACTIVE, kind=kind) for kind in HELP)


def help_not_over(floor: Floor) -> tuple[Alarm, ...]:
    """The calls for help that wait, and those that are acknowledged while the agent still needs help."""
    return tuple(a for a in floor.alarms if a.kind in HELP and (waits(a) or a.state is AlarmState.ACK_ACTIVE))


def why_not_acknowledge(floor: Floor, alarm_id: int | None) -> str | None:
    """Why ``a`` does nothing to this alarm; None when it acknowledges it."""
    if alarm_id is None:
        return "no emergency is waiting; select an alarm in the alerts pane (3) to acknowledge it"
    alarm = find(floor, alarm_id)
    if alarm is None:
        return "this alarm is not listed any more"
    if alarm.state is AlarmState.SHELVED:
        return "this alarm is shelved: v brings it back"
    if alarm.acknowledged is None:
        return None
    return "this alarm is acknowledged already" + ("; e goes to the emergency" if newest_emergency(floor) else "")


def all_but_open_emergencies(floor: Floor) -> tuple[Alarm, ...]:
    """What ``A`` acknowledges: every unacknowledged alarm that is not shelved and no emergency that is still open."""
    return tuple(
        alarm
        for alarm in floor.alarms
        if alarm.state is AlarmState.UNACK_CLEARED
        or (alarm.state is AlarmState.UNACK_ACTIVE and alarm.kind is not AlarmKind.EMERGENCY)
    )


def over(floor: Floor) -> int:
    """How many unacknowledged alarms are over."""
    return floor.alarm_index.how_many(AlarmState.UNACK_CLEARED)


def counted(alarms: Sequence[Alarm]) -> str:
    """How many of these ``A`` acknowledges, in words; the emergencies, which are over, by themselves."""
    emergencies = sum(1 for alarm in alarms if alarm.kind is AlarmKind.EMERGENCY)
    rest = len(alarms) - emergencies
    words = []
    if emergencies:
        words.append("1 emergency that is over" if emergencies == 1 else f"{emergencies} emergencies that are over")
    if rest or not emergencies:
        words.append(f"{rest}{' other' if emergencies else ''} alarm{'' if rest == 1 else 's'}")
    return " and ".join(words)


def emergencies_left(floor: Floor) -> str:
    """What ``A`` leaves, in words; empty when nothing."""
    count = floor.alarm_index.how_many(AlarmState.UNACK_ACTIVE, kind=AlarmKind.EMERGENCY)
    if not count:
        return ""
    return f"; {count} open {'emergency is' if count == 1 else 'emergencies are'} left, a acknowledges one at a time"


def why_not_all(floor: Floor) -> str | None:
    """Why ``A`` does nothing."""
    lookup = floor.alarm_index
    unacknowledged = lookup.how_many(AlarmState.UNACK_ACTIVE, AlarmState.UNACK_CLEARED)
    if unacknowledged > lookup.how_many(AlarmState.UNACK_ACTIVE, kind=AlarmKind.EMERGENCY):
        return None
    return f"there is nothing else to acknowledge{emergencies_left(floor)}"


def why_not_shelve(floor: Floor, alarm_id: int | None) -> str | None:
    """Why ``v`` does nothing to the selected alarm: it shelves it, or brings a shelved one back."""
    if alarm_id is None:
        return "select an alarm in the alerts pane (3) to shelve it"
    alarm = find(floor, alarm_id)
    if alarm is None:
        return "this alarm is not listed any more"
    return None if alarm.state is AlarmState.SHELVED else lifecycle.why_not_shelve(alarm)


def why_not_silence(floor: Floor) -> str | None:
    """Why ``s`` does nothing."""
    if floor.silenced:
        return "the bell is silent already, until the next new alarm"
    sounds = floor.alarm_index.how_many(AlarmState.UNACK_ACTIVE, AlarmState.UNACK_CLEARED)
    return None if sounds else "no alarm sounds"


def response(alarm: Alarm) -> float | None:
    """Seconds from the moment the screen showed it to its acknowledgement; None where either is not known."""
    if alarm.acknowledged is None or alarm.painted is None:
        return None
    return max(0.0, alarm.acknowledged - alarm.painted)
