"""What the journal does to the floor: alarms of an earlier run come back, and its own troubles are an alarm."""

from __future__ import annotations

from collections.abc import Callable

from app.alarms import lifecycle as al
from app.alarms.states import HELP
from app.floor.floor_core import Changed, FloorCore
from app.floor.freshness import health
from app.model import Alarm, AlarmKind, LinkState

UNRECORDED = "not recorded: "
"""How the alarm about a journal that can't be written begins."""
_SESSION_KINDS = frozenset({AlarmKind.LINK, AlarmKind.LOGIN})


def restore(floor: FloorCore, alarms: tuple[Alarm, ...], next_alarm_id: int, now: float) -> None:
    """The alarms that an earlier run left behind join the list as they were; ids for new ones begin there.

    What was about the console itself is over where the present session says so.
    """
    floor.next_alarm_id = max(floor.next_alarm_id, next_alarm_id)
    listed = {alarm.alarm_id for alarm in floor.alarms}
    back = tuple(alarm for alarm in alarms if alarm.alarm_id not in listed)
    if back:
        told, floor.on_alarm = floor.on_alarm, lambda before, after, who: None  # the journal has them as they are
        floor.set_alarms(back + floor.alarms)
        floor.on_alarm = told
        floor.restored |= {alarm.alarm_id for alarm in back}
        if not floor.journal_trouble:
            _clear(floor, _is_unrecorded, "it is written again", now)
        if floor.link.state is LinkState.ONLINE:
            _clear(floor, lambda a: a.kind in _SESSION_KINDS, "the session is open again", now)
            health(floor, now)
        floor.touch(Changed.NOW)
    floor.revision += 1


def settle_restored(floor: FloorCore, now: float) -> None:
    """All that is up has been found: calls for help of an earlier run whose call isn't among it are over.

    Only where it would be seen: the agent is on the teams, and call details are granted.
    """
    gone, floor.restored = floor.restored, frozenset()
    if not gone or not floor.call_details:
        return
    rows, roster = floor.calls.rows.rows, floor.roster

    def over(alarm: Alarm) -> bool:
        known = alarm.connection is not None and roster.listed(alarm.agent_id) is not None
        return alarm.alarm_id in gone and alarm.kind in HELP and known and alarm.connection not in rows

    _clear(floor, over, "its call was over when the console was started again", now)


def journal_is(floor: FloorCore, trouble: str, now: float) -> None:
    """The journal can't be written, and why; an empty text: it can."""
    if trouble == floor.journal_trouble:
        return
    floor.journal_trouble = trouble
    if trouble:
        floor.raise_alarm(al.Cry(AlarmKind.JOURNAL, UNRECORDED + trouble), now)
    else:
        _clear(floor, _is_unrecorded, "it is written again", now)
    floor.touch(Changed.NOW)
    floor.revision += 1


def _clear(floor: FloorCore, which: Callable[[Alarm], bool], reason: str, now: float) -> None:
    floor.set_alarms(al.clear(floor.alarms, which, reason, now))


def _is_unrecorded(alarm: Alarm) -> bool:
    return alarm.kind is AlarmKind.JOURNAL and alarm.text.startswith(UNRECORDED)
