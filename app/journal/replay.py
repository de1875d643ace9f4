"""Bringing alarms back into the database: those of a spill file, and the open ones when the journal was taken away."""

from __future__ import annotations

import logging
import sqlite3
from collections.abc import Iterable, Sequence
from dataclasses import replace

from app.journal.spill import Transition
from app.journal.statements import ID_BLOCK, JournalOwner, Restored, add_alarm, storable, utc
from app.model import Alarm, AlarmState

AGAIN = "written again: the journal was taken away"
"""Reason of the line in the history that lists an open alarm in a new journal."""

_MOST_BLOCKS = 1_000_000
"""Blocks of alarm ids that are counted; ids above them come from the time (:attr:`Journal.spare_alarm_id`)."""

logger = logging.getLogger(__name__)


def lacking(db: sqlite3.Connection, transitions: Iterable[Transition]) -> list[Transition]:
    """Those transitions that the history lacks. The others may be older than what it has of their alarms."""
    wanted = list(transitions)
    if not wanted:
        return []
    known = set(
        db.execute(
            "SELECT supervisor, peripheral_id, alarm_id, at, from_state, to_state FROM alarm_history WHERE at >= ?",
            (utc(min(one.at for one in wanted)),),
        )
    )

    def key(one: Transition) -> tuple[str, int, int, str, str, str]:
        states = one.from_state.value, one.alarm.state.value
        return storable(one.supervisor), one.peripheral_id, one.alarm.alarm_id, utc(one.at), *states

    return [one for one in wanted if key(one) not in known]


def replay(db: sqlite3.Connection, transitions: Iterable[Transition]) -> None:
    """Append the transitions that the history lacks, and keep the present states of their alarms."""
    wanted = list(transitions)
    for one in lacking(db, wanted):
        alarm = one.alarm
        before = None if one.from_state is AlarmState.NORMAL else replace(alarm, state=one.from_state)
        try:
            add_alarm(db, JournalOwner(one.supervisor, one.peripheral_id), one.at, before, alarm, one.who, one.reason)
        except (OverflowError, TypeError, ValueError):
            logger.exception("an alarm of the spill file cannot be written")
    _reserve_ids(db, (one.alarm for one in wanted))


def overlaid(restored: Restored, owner: JournalOwner, transitions: Iterable[Transition]) -> Restored:
    """What the database has, with the transitions of a spill file that it lacks on top."""
    alarms = {alarm.alarm_id: alarm for alarm in restored.alarms}
    for one in transitions:
        if (one.supervisor, one.peripheral_id) == (owner.supervisor, owner.peripheral_id):
            alarms[one.alarm.alarm_id] = one.alarm
    listed = (alarm for alarm in alarms.values() if alarm.state is not AlarmState.NORMAL)
    return replace(restored, alarms=tuple(sorted(listed, key=lambda alarm: (alarm.raised, alarm.alarm_id))))


def write_again(
    db: sqlite3.Connection, owner: JournalOwner, at: float, alarms: Sequence[Alarm], ended: Iterable[Alarm]
) -> None:
    """List the open alarms in a journal that was taken away, and no ended ones, each with a line in the history."""
    here = storable(owner.supervisor), owner.peripheral_id
    listed = {
        alarm_id
        for (alarm_id,) in db.execute("SELECT alarm_id FROM alarm_now WHERE supervisor = ? AND peripheral_id = ?", here)
    }
    for alarm in (*alarms, *(alarm for alarm in ended if alarm.alarm_id in listed)):
        add_alarm(db, owner, at, alarm, alarm, "", AGAIN)
    _reserve_ids(db, alarms)


def _reserve_ids(db: sqlite3.Connection, alarms: Iterable[Alarm]) -> None:
    """No later start of the console gets the ids of these alarms, in a new database neither."""
    blocks = [block for alarm in alarms if (block := -(-alarm.alarm_id // ID_BLOCK)) < _MOST_BLOCKS]
    if blocks:
        db.execute(
            "INSERT INTO counters VALUES ('alarm ids', ?) ON CONFLICT (name) DO UPDATE"
            " SET value = max(value, excluded.value)",
            (max(blocks) * ID_BLOCK,),
        )
