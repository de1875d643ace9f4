"""The book of alarms: the listed ones, those that have left the list, and how many came lately.

It changes alarms by the functions of :mod:`app.alarms.lifecycle` alone, and has each change recorded. Times are
steady seconds.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace

from app.alarms import lifecycle as al
from app.alarms.flood import Flood
from app.alarms.lifecycle import Alarms, AlarmTrigger
from app.alarms.listed import Listed
from app.alarms.states import HELP
from app.model import Alarm, AlarmKind, AlarmState, ConnectionID, ListedAlarms

MAX_HISTORY = 500
"""Alarms that have left the list and are kept."""

RecordAlarm = Callable[[Alarm | None, Alarm, str], None]
"""Called with each change of an alarm: before (None for a new one), after (NORMAL for one that has left the list), and
the agent id of who changed it (empty: it changed by itself)."""


class AlarmBook:
    """The alarms of one console."""

    def __init__(self, first_alarm_id: int = 1) -> None:
        self._listed = Listed()
        self._history: deque[Alarm] = deque(maxlen=MAX_HISTORY)
        self._history_value: Alarms | None = ()
        self._flood = Flood()
        self._silenced = False
        self._next_alarm_id = first_alarm_id
        self._record: RecordAlarm = _ignore
        self._restored: frozenset[int] = frozenset()
        self._changed = self._urgent = False

    # -- what it holds -----------------------------------------------------------------------------------------------

    @property
    def alarms(self) -> Alarms:
        """The listed alarms, in the order in which they were first raised."""
        return tuple(self._listed)

    @property
    def history(self) -> Alarms:
        """Alarms that have left the list, in the order they left, at most ``MAX_HISTORY``."""
        if self._history_value is None:
            self._history_value = tuple(self._history)
        return self._history_value

    @property
    def lately(self) -> int:
        """Alarms raised within the flood's window."""
        return self._flood.count

    @property
    def flood(self) -> bool:
        """True while so many alarms come that lower priorities are folded."""
        return self._flood.on

    @property
    def silenced(self) -> bool:
        """True from :meth:`silence` until the next new alarm."""
        return self._silenced

    def in_order(self) -> ListedAlarms:
        """The listed alarms in the order to show them."""
        return self._listed.value()

    def of_kind(self, kind: AlarmKind) -> list[Alarm]:
        """The listed alarms of a kind, in the order in which they were first raised."""
        return self._listed.of_kinds((kind,))

    def calls_for_help_of(self, agent_id: str) -> list[Alarm]:
        """The listed calls for help of an agent."""
        return self._listed.of_agent(agent_id, HELP)

    def about_call(self, connection_call_id: int) -> list[Alarm]:
        """The listed alarms about any connection of that call id."""
        return self._listed.about_call(connection_call_id)

    def take_marks(self) -> dict[ConnectionID, AlarmKind | None]:
        """Connections and the active call for help about each, where that may have changed since this was asked last.

        EMERGENCY outranks ASSIST on the same one; None: there is none.
        """
        return self._listed.take_marks()

    def take_news(self) -> tuple[bool, bool]:
        """Whether anything has changed, and whether that is urgent (an alarm was raised), since this was asked last."""
        news = self._changed, self._urgent
        self._changed = self._urgent = False
        return news

    # -- raising and changing ----------------------------------------------------------------------------------------

    def raise_alarm(self, trigger: AlarmTrigger, now: float) -> None:
        """Raise an alarm, or add what became known to a listed one."""
        known = self._listed.meant(trigger, now)
        if known is None:
            alarm, sounds = al.new_alarm(trigger, now, self._next_alarm_id), True
            self._next_alarm_id += 1
        else:
            alarm, sounds = al.raise_again(known, trigger, now)
        self._change(known, alarm)
        if sounds:
            self._flood.raised(now)
            self._silenced = False
            self._urgent = True

    def clear(self, alarms: Iterable[Alarm], reason: str, now: float) -> None:
        """What these listed alarms are about is over; ``reason`` in words."""
        for alarm in alarms:
            self._change(alarm, al.clear(alarm, reason, now))

    def clear_kinds(self, kinds: frozenset[AlarmKind], reason: str, now: float) -> None:
        """What all alarms of these kinds are about is over."""
        self.clear(self._listed.of_kinds(kinds), reason, now)

    def clear_call(self, connection: ConnectionID, reason: str, now: float) -> None:
        """The call of these alarms has ended."""
        self.clear(self._listed.about(connection), reason, now)

    def rename_call(self, old: ConnectionID, new: ConnectionID) -> None:
        """The call goes on under another id."""
        for alarm in self._listed.about(old):
            self._change(alarm, replace(alarm, connection=new))

    def tick(self, now: float, followed: Callable[[ConnectionID], bool]) -> None:
        """What time does; ``followed`` tells whether a call is seen here, so that its end will be."""
        for alarm in self._listed.due(now):
            self._change(alarm, al.expire(alarm, now, followed))
        self._changed |= self._flood.tick(now)

    # -- what a person does: ``who`` is the supervisor's agent id --------------------------------------------------

    def acknowledge(self, alarm_id: int, now: float, painted: float | None, who: str) -> None:
        """Acknowledge one alarm, which was on screen since ``painted``."""
        alarm = self._listed.get(alarm_id)
        if alarm is not None:
            self._change(alarm, al.acknowledge(alarm, now, painted), who)

    def acknowledge_all(self, alarm_ids: Sequence[int], now: float, painted: Sequence[float | None], who: str) -> None:
        """Acknowledge these, except emergencies that are open. ``painted`` is empty or has a time for each."""
        seen = dict(zip(alarm_ids, painted or [None] * len(alarm_ids), strict=True))
        for alarm in self._listed.these(seen):
            one_by_one = alarm.kind is AlarmKind.EMERGENCY and alarm.cleared is None
            if not one_by_one:
                self.acknowledge(alarm.alarm_id, now, seen[alarm.alarm_id], who)

    def shelve(self, alarm_id: int, reason: str, seconds: float, now: float, who: str) -> None:
        """Put one alarm aside for a while, where that is allowed."""
        alarm = self._listed.get(alarm_id)
        if alarm is not None:
            self._change(alarm, al.shelve(alarm, reason, seconds, now), who)

    def unshelve(self, alarm_id: int, now: float, who: str) -> None:
        """Bring a shelved alarm back before its time."""
        alarm = self._listed.get(alarm_id)
        if alarm is not None:
            self._change(alarm, al.unshelve(alarm, now), who)

    def silence(self) -> None:
        """Bell off until the next new alarm; acknowledges nothing."""
        self._silenced = self._changed = True

    # -- the journal -------------------------------------------------------------------------------------------------

    def record_with(self, record: RecordAlarm, next_alarm_id: int) -> None:
        """Have each change from now on recorded; ids of new alarms begin at ``next_alarm_id``."""
        self._record = record
        self._next_alarm_id = max(self._next_alarm_id, next_alarm_id)

    def restore(self, alarms: Alarms, next_alarm_id: int) -> bool:
        """Alarms that an earlier run left behind join the list as they were; True when any did.

        Those that are listed, or have left the list, are left out. They are not recorded: the journal has them. Ids of
        new alarms begin at ``next_alarm_id``.
        """
        self._next_alarm_id = max(self._next_alarm_id, next_alarm_id)
        known = {alarm.alarm_id for alarm in (*self._listed, *self._history)}
        restored = tuple(alarm for alarm in alarms if alarm.alarm_id not in known)
        if not restored:
            return False
        self._listed = Listed((*restored, *self._listed))
        self._restored |= {alarm.alarm_id for alarm in restored}
        self._changed = self._urgent = True
        return True

    def settle_restored(self, over: Callable[[Alarm], bool], reason: str, now: float) -> None:
        """Clear the restored calls for help whose call is over, by ``over``; each restored one is looked at once."""
        restored, self._restored = self._restored, frozenset()
        self.clear([a for a in self._listed.these(restored) if a.kind in HELP and over(a)], reason, now)

    def _change(self, before: Alarm | None, after: Alarm, who: str = "") -> None:
        """Record what has become of an alarm (None: it is new), and list it; one that is NORMAL again is history."""
        if after == before:
            return
        self._record(before, after, who)
        self._changed = True
        if after.state is not AlarmState.NORMAL:
            self._listed.put(after)
            return
        self._listed.drop(after.alarm_id)
        self._history.append(after)
        self._history_value = None


def _ignore(before: Alarm | None, after: Alarm, who: str) -> None:
    return
