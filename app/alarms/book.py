"""The book of alarms: the listed ones, those that have left the list, and how many came lately.

It changes its list by the functions of :mod:`app.alarms.lifecycle` alone, and has each change recorded. Times are
steady seconds.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterator, Sequence

from app.alarms import lifecycle as al
from app.alarms.flood import Flood
from app.alarms.lifecycle import Alarms, AlarmTrigger
from app.alarms.states import ACTIVE, HELP
from app.model import Alarm, AlarmKind, AlarmState, ConnectionID

MAX_HISTORY = 500
"""Alarms that have left the list and are kept."""

RecordAlarm = Callable[[Alarm | None, Alarm, str], None]
"""Called with each change of an alarm: before (None for a new one), after (NORMAL for one that has left the list), and
the agent id of who changed it (empty: it changed by itself)."""


class AlarmBook:
    """The alarms of one console."""

    def __init__(self, first_alarm_id: int = 1) -> None:
        self._alarms: Alarms = ()
        self._history: deque[Alarm] = deque(maxlen=MAX_HISTORY)
        self._history_value: Alarms = ()
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
        return self._alarms

    @property
    def history(self) -> Alarms:
        """Alarms that have left the list, in the order they left, at most ``MAX_HISTORY``."""
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

    def in_order(self) -> Alarms:
        """The listed alarms in the order to show them."""
        return al.ordered(self._alarms)

    def uncleared(self, kind: AlarmKind) -> Iterator[Alarm]:
        """The listed alarms of a kind whose cause is not over."""
        return (alarm for alarm in self._alarms if alarm.kind is kind and alarm.cleared is None)

    def calls_for_help(self) -> dict[ConnectionID, AlarmKind]:
        """The connections that active calls for help are about; EMERGENCY outranks ASSIST on the same one."""
        marks: dict[ConnectionID, AlarmKind] = {}
        for alarm in self._alarms:
            connection = alarm.connection
            if connection is None or alarm.state not in ACTIVE or alarm.kind not in HELP:
                continue
            if marks.get(connection) is not AlarmKind.EMERGENCY:
                marks[connection] = alarm.kind
        return marks

    def take_news(self) -> tuple[bool, bool]:
        """Whether anything has changed, and whether that is urgent (an alarm was raised), since this was asked last."""
        news = self._changed, self._urgent
        self._changed = self._urgent = False
        return news

    # -- raising and changing ----------------------------------------------------------------------------------------

    def raise_alarm(self, trigger: AlarmTrigger, now: float) -> None:
        """Raise an alarm, or add what became known to a listed one."""
        alarms, alarm, sounds = al.raise_alarm(self._alarms, trigger, now, self._next_alarm_id)
        if alarm.alarm_id == self._next_alarm_id:
            self._next_alarm_id += 1
        self._change(alarms)
        if sounds:
            self._flood.raised(now)
            self._silenced = False
            self._urgent = True

    def clear(self, which: Callable[[Alarm], bool], reason: str, now: float) -> None:
        """What these alarms are about is over; ``reason`` in words."""
        self._change(al.clear(self._alarms, which, reason, now))

    def clear_kinds(self, kinds: frozenset[AlarmKind], reason: str, now: float) -> None:
        """What all alarms of these kinds are about is over."""
        self.clear(lambda alarm: alarm.kind in kinds, reason, now)

    def clear_call(self, connection: ConnectionID, reason: str, now: float) -> None:
        """The call of these alarms has ended."""
        self.clear(lambda alarm: alarm.connection == connection, reason, now)

    def rename_call(self, old: ConnectionID, new: ConnectionID) -> None:
        """The call goes on under another id."""
        self._change(al.rename_call(self._alarms, old, new))

    def tick(self, now: float, followed: Callable[[ConnectionID], bool]) -> None:
        """What time does; ``followed`` tells whether a call is seen here, so that its end will be."""
        self._change(al.expire(self._alarms, now, followed))
        self._changed |= self._flood.tick(now)

    # -- what a person does: ``who`` is the supervisor's agent id --------------------------------------------------

    def acknowledge(self, alarm_id: int, now: float, painted: float | None, who: str) -> None:
        """Acknowledge one alarm, which was on screen since ``painted``."""
        self._change(al.acknowledge(self._alarms, alarm_id, now, painted), who)

    def acknowledge_all(self, alarm_ids: Sequence[int], now: float, painted: Sequence[float | None], who: str) -> None:
        """Acknowledge these, except emergencies that are open. ``painted`` is empty or has a time for each."""
        seen = dict(zip(alarm_ids, painted or [None] * len(alarm_ids), strict=True))
        for alarm in self._alarms:
            one_by_one = alarm.kind is AlarmKind.EMERGENCY and alarm.cleared is None
            if alarm.alarm_id in seen and not one_by_one:
                self.acknowledge(alarm.alarm_id, now, seen[alarm.alarm_id], who)

    def shelve(self, alarm_id: int, reason: str, seconds: float, now: float, who: str) -> None:
        """Put one alarm aside for a while, where that is allowed."""
        self._change(al.shelve(self._alarms, alarm_id, reason, seconds, now), who)

    def unshelve(self, alarm_id: int, now: float, who: str) -> None:
        """Bring a shelved alarm back."""
        self._change(al.unshelve(self._alarms, alarm_id, now), who)

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
        known = {alarm.alarm_id for alarm in (*self._alarms, *self._history)}
        restored = tuple(alarm for alarm in alarms if alarm.alarm_id not in known)
        if not restored:
            return False
        self._take(restored + self._alarms)
        self._restored |= {alarm.alarm_id for alarm in restored}
        self._urgent = True
        return True

    def settle_restored(self, over: Callable[[Alarm], bool], reason: str, now: float) -> None:
        """Clear the restored calls for help whose call is over, by ``over``; each restored one is looked at once."""
        restored, self._restored = self._restored, frozenset()
        if restored:
            self.clear(lambda a: a.alarm_id in restored and a.kind in HELP and over(a), reason, now)

    def _change(self, alarms: Alarms, who: str = "") -> None:
        """Record what differs from the list, then make it the list."""
        if alarms is self._alarms:
            return
        for before, after in al.changes(self._alarms, alarms):
            self._record(before, after, who)
        self._take(alarms)

    def _take(self, alarms: Alarms) -> None:
        """Make these the list; those that are NORMAL again go into the history."""
        self._alarms = al.listed(alarms)
        if len(self._alarms) < len(alarms):
            self._history.extend(alarm for alarm in alarms if alarm.state is AlarmState.NORMAL)
            self._history_value = tuple(self._history)
        self._changed = True


def _ignore(before: Alarm | None, after: Alarm, who: str) -> None:
    return
