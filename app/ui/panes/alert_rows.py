"""Rows of the alerts: one an alarm, but one for the many raises of an agent, and in a flood one for each kind."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Hashable, Sequence
from dataclasses import replace
from typing import NamedTuple

from app.alarms.lifecycle import chatters
from app.model import Alarm, AlarmKind, AlarmState


class AlertRow(NamedTuple):
    """An alarm as the pane shows it."""

    key: Hashable
    """The alarm's id; of a row for several what they have in common."""
    alarm: Alarm
    """Of a row for several the first in order."""
    name: str
    """The agent's name, raw."""
    flashing: bool
    stands_for: tuple[int, ...] = ()
    """Ids of the alarms, where the row stands for several."""
    of_many: bool = False
    """Are they of many agents? Then no key acts on them at once, but the one that shows them."""
    raises: int = 1
    """How often they were raised."""

    @property
    def kin(self) -> Hashable:
        """The alarm: nothing stands in for it."""
        return self.key


def folded(rows: Sequence[AlertRow], *, flood: bool, unfolded: Collection[AlarmKind] = ()) -> list[AlertRow]:
    """The rows with those in one that belong in one, at the place of the first. Emergencies and shelved ones never."""
    groups: dict[Hashable, list[AlertRow]] = defaultdict(list)
    for row in rows:
        groups[_group(row, flood, unfolded)].append(row)
    shown: list[AlertRow] = []
    done: set[Hashable] = set()
    for row in rows:
        key = _group(row, flood, unfolded)
        group = groups[key]
        of_many = isinstance(key, AlarmKind)
        if key == row.key or len(group) < 2 or not (of_many or chatters(tuple(r.alarm for r in group))):
            shown.append(row._replace(raises=row.alarm.count))
        elif key not in done:
            done.add(key)
            shown.append(_one(key, group, of_many))
    return shown


def _group(row: AlertRow, flood: bool, unfolded: Collection[AlarmKind]) -> Hashable:
    """What alarms of one row have in common: the kind, kind and agent, or nothing (the alarm itself)."""
    alarm = row.alarm
    if alarm.kind is AlarmKind.EMERGENCY or alarm.state is AlarmState.SHELVED:
        return row.key
    return alarm.kind if flood and alarm.kind not in unfolded else (alarm.kind, alarm.agent_id)


def _one(key: Hashable, group: Sequence[AlertRow], of_many: bool) -> AlertRow:
    first = group[0]
    latest = max(row.alarm.last_raised or row.alarm.raised for row in group)
    return AlertRow(
        key,
        replace(first.alarm, last_raised=latest),
        first.name,
        flashing=not of_many and any(row.flashing for row in group),
        stands_for=tuple(row.alarm.alarm_id for row in group),
        of_many=of_many,
        raises=sum(row.alarm.count for row in group),
    )
