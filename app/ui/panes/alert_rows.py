"""The rows of the alerts: one an alarm, but one for the many raises of one agent, and in a flood one for each kind.

They are followed from one floor to the next: only what belongs to alarms that changed is made again.
"""

from __future__ import annotations

from collections.abc import Collection, Hashable, Mapping, Sequence
from dataclasses import replace
from itertools import takewhile
from operator import attrgetter
from typing import NamedTuple

from app.alarms import chatters
from app.model import HIGH, Alarm, AlarmKind, AlarmState, Floor
from app.ui.widgets import changes

FLASHING_ROWS = 3
"""How many of the newest rows flash at most."""
_ID = attrgetter("alarm_id")


class AlertRow(NamedTuple):
    """One row of the pane: an alarm, or several that are shown as one."""

    key: Hashable
    """The alarm's id; of a row for several their kind, or kind and agent."""
    alarm: Alarm
    """Of a row for several the first of them in the Floor's order."""
    flashing: bool
    stands_for: tuple[int, ...] = ()
    """Ids of the alarms, where the row stands for several."""
    of_many: bool = False
    """True for the alarms of many agents: only the key that shows them one by one acts on such a row."""
    raises: int = 1
    """How often they were raised."""

    @property
    def subject(self) -> Hashable:
        """The alarm itself: no other row replaces it."""
        return self.key


class Group:
    """Alarms that may be one row: the raises of one kind and agent or, in a flood, all alarms of a kind."""

    def __init__(self, key: Hashable) -> None:
        self.key = key
        self.alarms: dict[int, Alarm] = {}
        self.folded = False
        """Are they one row?"""
        self._raises = 0
        self._latest: float | None = None
        """When the latest of them was raised; None where that has to be looked for."""
        self._grew = False
        """Have alarms only come since it was seen last whether they are one row?"""

    def put(self, alarm: Alarm) -> None:
        """An alarm of the group, or what has become of it."""
        before = self.alarms.get(alarm.alarm_id)
        if before is not None and before.raises != alarm.raises:
            self.drop(alarm.alarm_id)
        elif before is not None:
            self._raises -= before.count
        self.alarms[alarm.alarm_id] = alarm
        self._raises += alarm.count
        if self._latest is not None:
            self._latest = max(self._latest, _raised(alarm))

    def drop(self, alarm_id: int) -> None:
        """An alarm has left the group."""
        alarm = self.alarms.pop(alarm_id)
        self._raises -= alarm.count
        self._grew = False
        if _raised(alarm) == self._latest:
            self._latest = None

    def fold(self) -> bool:
        """See whether they are one row: where there are several of many agents, or that chatter. True on a change."""
        before, several = self.folded, len(self.alarms) > 1
        chattered = before and self._grew
        self.folded = several and (self.of_many or chattered or chatters(tuple(self.alarms.values())))
        self._grew = True
        return self.folded is not before

    @property
    def of_many(self) -> bool:
        """Are they the alarms of many agents?"""
        return isinstance(self.key, AlarmKind)

    def row(self, first: Alarm, flashing: Collection[int]) -> AlertRow:
        """The one row; ``first`` is the first alarm in the Floor's order, ``flashing`` has the ids of those that do."""
        if self._latest is None:
            self._latest = max(map(_raised, self.alarms.values()))
        return AlertRow(
            self.key,
            replace(first, last_raised=self._latest, waiting_since=self._latest),
            flashing=not self.of_many and any(alarm_id in self.alarms for alarm_id in flashing),
            stands_for=tuple(self.alarms),
            of_many=self.of_many,
            raises=self._raises,
        )


class AlertRows:
    """The rows of the latest floor, in its order."""

    def __init__(self) -> None:
        self._shown: list[AlertRow] = []
        self._alarms: Sequence[Alarm] = ()
        self._by_id: Mapping[int, Alarm] = {}
        self._mode: tuple[bool, frozenset[AlarmKind]] = False, frozenset()
        self._flashing: frozenset[int] = frozenset()
        self._groups: dict[Hashable, Group] = {}
        self._group_of: dict[int, Group] = {}
        self._single: dict[int, AlertRow] = {}
        """The rows of alarms that have one of their own, by the alarms' ids."""
        self._folded: dict[int, Group] = {}
        """The groups of the others."""

    def follow(self, floor: Floor, unfolded: Collection[AlarmKind]) -> list[AlertRow]:
        """The rows of this floor; in a flood alarms of the kinds ``unfolded`` have rows of their own."""
        mode = floor.flood, frozenset(unfolded)
        if floor.alarms is self._alarms and mode == self._mode:
            return self._shown
        before, self._alarms, self._by_id = self._by_id, floor.alarms, floor.alarm_index.by_id
        flashed, self._flashing = self._flashing, flashing(floor.alarms)
        news = changes(before, self._by_id)
        touched: set[Group] = set()
        for alarm_id in news.gone:
            self._leave(alarm_id, touched)
        changed = news.changed
        if mode != self._mode:
            self._mode, changed = mode, set(self._by_id)
        for alarm_id in changed:
            self._join(self._by_id[alarm_id], touched)
        changed |= (self._flashing ^ flashed) & self._by_id.keys()
        for group in touched:
            if group.fold():
                changed.update(group.alarms)
            if not group.alarms:
                del self._groups[group.key]
        for alarm_id in changed:
            self._make(self._by_id[alarm_id])
        self._shown = self._in_order()
        return self._shown

    def _join(self, alarm: Alarm, touched: set[Group]) -> None:
        """Put an alarm into its group; ``touched`` gets the groups that this changes."""
        key = group_key(alarm, *self._mode)
        before = self._group_of.get(alarm.alarm_id)
        if before is not None and before.key != key:
            self._leave(alarm.alarm_id, touched)
        if key is not None:
            group = self._groups.get(key)
            if group is None:
                group = self._groups[key] = Group(key)
            group.put(alarm)
            self._group_of[alarm.alarm_id] = group
            touched.add(group)

    def _leave(self, alarm_id: int, touched: set[Group]) -> None:
        self._single.pop(alarm_id, None)
        self._folded.pop(alarm_id, None)
        group = self._group_of.pop(alarm_id, None)
        if group is not None:
            group.drop(alarm_id)
            touched.add(group)

    def _make(self, alarm: Alarm) -> None:
        """Make the alarm's own row, or note that it has none."""
        alarm_id = alarm.alarm_id
        group = self._group_of.get(alarm_id)
        if group is not None and group.folded:
            self._folded[alarm_id] = group
            self._single.pop(alarm_id, None)
        else:
            self._folded.pop(alarm_id, None)
            self._single[alarm_id] = AlertRow(alarm_id, alarm, alarm_id in self._flashing, raises=alarm.count)

    def _in_order(self) -> list[AlertRow]:
        """The rows in the Floor's order, those for several at the place of their first alarm."""
        ids = list(map(_ID, self._alarms))
        # Of the ids of a group the first one comes last here, and stays.
        firsts = dict(zip(map(self._folded.get, reversed(ids)), reversed(ids), strict=True))
        firsts.pop(None, None)
        rows = dict(self._single)
        for group, first in firsts.items():
            assert group is not None
            rows[first] = group.row(self._by_id[first], self._flashing)
        return list(filter(None, map(rows.get, ids)))


def group_key(alarm: Alarm, flood: bool, unfolded: Collection[AlarmKind]) -> Hashable:
    """Key of the alarm's group: its kind, or kind and agent; None where it is always alone."""
    if alarm.kind is AlarmKind.EMERGENCY or alarm.state is AlarmState.SHELVED:
        return None
    if flood and alarm.kind.may_be_folded and alarm.kind not in unfolded:
        return alarm.kind
    return (alarm.kind, alarm.agent_id)


def flashing(alarms: Sequence[Alarm]) -> frozenset[int]:
    """Ids of the urgent alarms that flash: of those that are open and unacknowledged the newest, emergencies first."""
    urgent = takewhile(lambda alarm: alarm.state is AlarmState.UNACK_ACTIVE and alarm.kind.priority <= HIGH, alarms)
    return frozenset(alarm.alarm_id for alarm, _ in zip(urgent, range(FLASHING_ROWS), strict=False))


def _raised(alarm: Alarm) -> float:
    return alarm.last_raised or alarm.raised
