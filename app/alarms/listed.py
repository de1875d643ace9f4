"""The listed alarms, and where to find them: a change of one costs the same however many there are.

Times are steady seconds.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Collection, Hashable, Iterable, Iterator
from heapq import heappop, heappush
from typing import Any

from app.alarms import lifecycle as al
from app.alarms.lifecycle import AlarmTrigger
from app.alarms.states import ACTIVE, HELP
from app.model import (
    Alarm,
    AlarmIndex,
    AlarmKind,
    AlarmState,
    ConnectionID,
    ListedAlarms,
    call_of_help,
    emergency_order,
)


class Listed:
    """The alarms of the list, by what is looked for. Several of them come in the order in which they were raised."""

    def __init__(self, alarms: Collection[Alarm] = ()) -> None:
        """These alarms, which were raised in this order."""
        self._alarms: dict[int, Alarm] = {}
        self._places = {alarm.alarm_id: place for place, alarm in enumerate(alarms)}
        """Place of each in the order in which they were raised first."""
        self._next_place = len(self._places)
        self._of_kind = _Groups(lambda alarm: alarm.kind)
        self._of_agent = _Groups(lambda alarm: (alarm.kind, alarm.agent_id))
        self._about = _Groups(lambda alarm: alarm.connection)
        self._of_call = _Groups(lambda alarm: alarm.connection and alarm.connection.connection_call_id)
        self._of_origin = _Groups(_origin, latest_last=True)
        self._shown = _InOrder(lambda alarm: (*al.shown_order(alarm), self._places[alarm.alarm_id]))
        self._emergencies = _InOrder(lambda alarm: (*emergency_order(alarm), *self._shown.key(alarm)))
        self._counts: Counter[tuple[AlarmKind, AlarmState]] = Counter()
        self._helped: Counter[tuple[str, AlarmKind]] = Counter()
        self._callers: dict[str, AlarmKind] = {}
        self._by_connection: dict[ConnectionID, tuple[Alarm, ...]] = {}
        self._marks: dict[ConnectionID, AlarmKind | None] = {}
        self._clock: list[tuple[float, int]] = []
        """A heap of times at which alarms may change by themselves."""
        self._timed: dict[int, float] = {}
        """The earliest time of each alarm in it."""
        self._due: set[int] = set()
        """Alarms whose time has come, and that have not changed since."""
        self._value: ListedAlarms | None = ListedAlarms()
        for alarm in sorted(alarms, key=lambda alarm: alarm.last_raised):
            self.put(alarm)
        self._alarms = {alarm_id: self._alarms[alarm_id] for alarm_id in self._places}

    # -- looking -----------------------------------------------------------------------------------------------------

    def __iter__(self) -> Iterator[Alarm]:
        """All of them."""
        return iter(self._alarms.values())

    def get(self, alarm_id: int) -> Alarm | None:
        """The alarm of this id."""
        return self._alarms.get(alarm_id)

    def these(self, alarm_ids: Iterable[int]) -> list[Alarm]:
        """Those of these alarms that are listed."""
        found = (self._alarms[alarm_id] for alarm_id in alarm_ids if alarm_id in self._alarms)
        return sorted(found, key=lambda alarm: self._places[alarm.alarm_id])

    def of_kinds(self, kinds: Iterable[AlarmKind]) -> list[Alarm]:
        """The alarms of these kinds."""
        return self.these(alarm_id for kind in kinds for alarm_id in self._of_kind.ids(kind))

    def of_agent(self, agent_id: str | None, kinds: Iterable[AlarmKind]) -> list[Alarm]:
        """The alarms of these kinds that name this agent, or none."""
        return self.these(alarm_id for kind in kinds for alarm_id in self._of_agent.ids((kind, agent_id)))

    def about(self, connection: ConnectionID) -> list[Alarm]:
        """The alarms about a connection."""
        return self.these(self._about.ids(connection))

    def about_call(self, connection_call_id: int) -> list[Alarm]:
        """The alarms about any connection of that call id."""
        return self.these(self._of_call.ids(connection_call_id))

    def due(self, now: float) -> list[Alarm]:
        """The alarms that time may change by ``now``."""
        while self._clock and self._clock[0][0] <= now:
            when, alarm_id = heappop(self._clock)
            if self._timed.get(alarm_id) == when:
                del self._timed[alarm_id]
                alarm = self._alarms[alarm_id]
                if al.due(alarm) <= now:
                    self._due.add(alarm_id)
                else:
                    self._set_clock(alarm)
        return self.these(self._due)

    def meant(self, trigger: AlarmTrigger, now: float) -> Alarm | None:
        """The alarm that a trigger is about: by its connection, by its call, else by its agent within a while."""
        kind, agent_id, connection = trigger.kind, trigger.agent_id, trigger.connection
        if not (trigger.by_event or trigger.by_call):
            return next((a for a in reversed(self.of_agent(agent_id, (kind,))) if a.state in ACTIVE), None)
        if connection is not None:
            of_call = [a for a in reversed(self.about_call(connection.connection_call_id)) if a.kind is kind]
            found = next((alarm for alarm in of_call if alarm.connection == connection), None)
            found = found or next((alarm for alarm in of_call if al.same_call(alarm, trigger)), None)
            if found is not None:
                return found
        if agent_id is None:
            return None
        # A message and the call that belongs to it are one; where either names no call, they may be about one.
        latest = [
            self._alarms[alarm_id]
            for by_event in (False, True)
            for names_call in (False, True)
            if (trigger.by_call if by_event else trigger.by_event) or not names_call or connection is None
            for alarm_id in self._of_origin.last((kind, agent_id, by_event, names_call))
        ]
        recent = [alarm for alarm in latest if now - alarm.last_raised <= al.SAME_EMERGENCY]
        return max(recent, key=lambda alarm: (alarm.last_raised, self._places[alarm.alarm_id]), default=None)

    # -- changing ----------------------------------------------------------------------------------------------------

    def put(self, alarm: Alarm) -> None:
        """List an alarm, or what has become of it."""
        if alarm.alarm_id not in self._places:
            self._places[alarm.alarm_id] = self._next_place
            self._next_place += 1
        before = self._alarms.get(alarm.alarm_id)
        self._file(before, alarm)
        self._due.discard(alarm.alarm_id)
        self._set_clock(alarm)

    def drop(self, alarm_id: int) -> None:
        """An alarm leaves the list."""
        self._file(self._alarms[alarm_id], None)
        self._due.discard(alarm_id)
        self._timed.pop(alarm_id, None)
        del self._places[alarm_id]

    def _set_clock(self, alarm: Alarm) -> None:
        when = al.due(alarm)
        if when < self._timed.get(alarm.alarm_id, float("inf")):
            self._timed[alarm.alarm_id] = when
            heappush(self._clock, (when, alarm.alarm_id))

    def _file(self, before: Alarm | None, after: Alarm | None) -> None:
        """Instead of ``before`` there is ``after``; None: none."""
        self._value = None
        for order, listed in ((self._shown, True), (self._emergencies, False)):
            if before is not None and (listed or before.kind is AlarmKind.EMERGENCY):
                order.remove(before)
            if after is not None and (listed or after.kind is AlarmKind.EMERGENCY):
                order.add(after)
        if after is not None:
            self._alarms[after.alarm_id] = after
        elif before is not None:
            del self._alarms[before.alarm_id]
        for groups in (self._of_kind, self._of_agent, self._about, self._of_call, self._of_origin):
            groups.file(before, after)
        for alarm, by in ((before, -1), (after, 1)):
            if alarm is not None:
                _count(self._counts, (alarm.kind, alarm.state), by)
                if alarm.agent_id and call_of_help(alarm):
                    _count(self._helped, (alarm.agent_id, alarm.kind), by)
        for agent_id in {alarm.agent_id for alarm in (before, after) if alarm is not None and alarm.agent_id}:
            self._name_caller(agent_id)
        for connection in {alarm.connection for alarm in (before, after) if alarm is not None and alarm.connection}:
            self._mark(connection)

    def _name_caller(self, agent_id: str) -> None:
        """Note for what the agent calls for help."""
        kind = min((k for k in HELP if self._helped[agent_id, k]), key=lambda kind: kind.priority, default=None)
        if kind is not None:
            self._callers[agent_id] = kind
        else:
            self._callers.pop(agent_id, None)

    def _mark(self, connection: ConnectionID) -> None:
        """Note what alarms there are about a connection; EMERGENCY outranks ASSIST."""
        about = al.ordered(self.about(connection))
        if about:
            self._by_connection[connection] = about
        else:
            self._by_connection.pop(connection, None)
        kinds = (alarm.kind for alarm in about if alarm.kind in HELP and alarm.state in ACTIVE)
        self._marks[connection] = min(kinds, key=lambda kind: kind.priority, default=None)

    # -- told to others ----------------------------------------------------------------------------------------------

    def take_marks(self) -> dict[ConnectionID, AlarmKind | None]:
        """Connections and the active call for help about each, where that may have changed since this was asked last.

        EMERGENCY outranks ASSIST on the same one; None: there is none.
        """
        marks, self._marks = self._marks, {}
        return marks

    def value(self) -> ListedAlarms:
        """The alarms in the order to show them, as a value."""
        if self._value is None:
            index = AlarmIndex(
                by_id=dict(self._alarms),
                emergencies=tuple(self._emergencies.alarms),
                counts=dict(self._counts),
                callers=dict(self._callers),
                about=dict(self._by_connection),
            )
            self._value = ListedAlarms(self._shown.alarms, index)
        return self._value


class _Groups:
    """Ids of alarms that have something in common. Those of which ``key`` gives None are in no group."""

    def __init__(self, key: Callable[[Alarm], Hashable], *, latest_last: bool = False) -> None:
        """With ``latest_last`` the one that was raised last is the last of its group."""
        self._key, self._latest_last = key, latest_last
        self._ids: dict[Hashable, dict[int, None]] = {}

    def ids(self, key: Hashable) -> Collection[int]:
        """Ids of a group."""
        return self._ids.get(key, ())

    def last(self, key: Hashable) -> Iterator[int]:
        """The last of a group, where there is one."""
        group = self._ids.get(key)
        if group:
            yield next(reversed(group))

    def file(self, before: Alarm | None, after: Alarm | None) -> None:
        """Instead of ``before`` there is ``after``; None: none."""
        old = self._key(before) if before is not None else None
        new = self._key(after) if after is not None else None
        raised = (
            self._latest_last and before is not None and after is not None and before.last_raised != after.last_raised
        )
        if old == new and not raised:
            return
        if before is not None and old is not None:
            group = self._ids[old]
            del group[before.alarm_id]
            if not group:
                del self._ids[old]
        if after is not None and new is not None:
            self._ids.setdefault(new, {})[after.alarm_id] = None


class _InOrder:
    """Alarms sorted by a key that no two of them share."""

    def __init__(self, key: Callable[[Alarm], tuple[Any, ...]]) -> None:
        self.key = key
        self.alarms: list[Alarm] = []
        self._keys: list[tuple[Any, ...]] = []

    def add(self, alarm: Alarm) -> None:
        key = self.key(alarm)
        place = bisect_left(self._keys, key)
        self._keys.insert(place, key)
        self.alarms.insert(place, alarm)

    def remove(self, alarm: Alarm) -> None:
        place = bisect_left(self._keys, self.key(alarm))
        del self._keys[place], self.alarms[place]


def _origin(alarm: Alarm) -> tuple[AlarmKind, str | None, bool, bool]:
    """Kind, agent, whether a message of its own has raised it, and whether it names a call."""
    return (alarm.kind, alarm.agent_id, alarm.by_event, alarm.connection is not None)


def _count(counts: Counter[Any], key: object, by: int) -> None:
    counts[key] += by
    if not counts[key]:
        del counts[key]
