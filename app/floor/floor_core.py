"""What the floor builder is made of: its state, and the few ways in which everything that is folded changes it."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from enum import IntEnum

from app.alarms import lifecycle as al
from app.alarms.alarm_changes import changes
from app.alarms.flood import Flood
from app.alarms.states import ACTIVE, HELP
from app.floor.call_events import Calls
from app.floor.call_facts import OWN
from app.floor.roster import Roster
from app.model import (
    Action,
    Alarm,
    AlarmKind,
    AlarmState,
    BlindWindow,
    ConnectionID,
    Engagement,
    EngagementState,
    Link,
    LinkState,
    Me,
    Note,
    Severity,
)
from app.supervision import engagement as en
from app.supervision.rules import ACTION_WORDS
from protocol.session import events as s
from protocol.wire import messages as m

MAX_NOTES = 200
MAX_HISTORY = 500
_LOST = "the connection was lost: what became of it is unknown"
_WENT_WRONG = {EngagementState.REFUSED: "refused", EngagementState.OUTCOME_UNKNOWN: "has an unknown outcome"}


class Changed(IntEnum):
    """Whether the floor changed, and how soon it should be told. False when it did not."""

    NO = 0
    YES = 1
    NOW = 2
    """An alarm: without waiting."""


class FloorCore:
    """State and its changes; :class:`~app.floor.builder.FloorBuilder` is what others use."""

    def __init__(
        self, me: Me, peripheral_id: int, names: Mapping[str, str], team_names: Mapping[int, str], first_alarm_id: int
    ) -> None:
        self.roster = Roster(me, dict(names), dict(team_names))
        self.calls = Calls(self.roster)
        self.alarms: tuple[Alarm, ...] = ()
        self.flood = Flood()
        self._history: deque[Alarm] = deque(maxlen=MAX_HISTORY)
        self.history: tuple[Alarm, ...] = ()
        """Alarms that have left the list, in the order they left."""
        self.engagement: Engagement | None = None
        self.link = Link()
        self.revision = 0
        self.changed = Changed.NO
        """What the event that is being folded has changed."""
        self.peripheral_id = peripheral_id
        self.elsewhere: set[int] = set()
        """Other peripherals of which events have come in this session."""
        self.invoke_id: int | None = None
        """Of the supervisory request that is unanswered."""
        self.last_heard: float | None = None
        self.stale_since: float | None = None
        self.agents_stale = self.calls_stale = False
        self.deaf_since: float | None = None
        """Since when no events can come; None while they can."""
        self.blind: BlindWindow | None = None
        """The latest such time that is over."""
        self.await_discovery = False
        """The session was lost: only the end of the next discovery makes the data fresh."""
        self.rediscovering = False
        """Between reopening a lost session and the end of its discovery."""
        self.call_details, self.call_details_reason = True, ""
        self.unoffered: frozenset[Action] = frozenset()
        self.silenced = False
        self.writing: Action | None = None
        """The action whose audit line is being written."""
        self.journal_trouble = ""
        self.on_alarm: Callable[[Alarm | None, Alarm, str], None] = _untold
        """Told each change of an alarm: before, after, and by whom (empty: by itself). Set by who keeps the journal."""
        self.by = ""
        """Who is doing what is being done now: the supervisor's agent id while a command is carried out."""
        self.next_alarm_id = first_alarm_id
        self.restored: frozenset[int] = frozenset()
        """Alarms of an earlier run whose call may be found yet."""
        self._notes: deque[Note] = deque(maxlen=MAX_NOTES)
        self._noted: tuple[Note, ...] | None = ()
        self._marked: dict[ConnectionID, AlarmKind] = {}

    def done(self) -> Changed:
        if self.changed:
            self.revision += 1
        return self.changed

    def touch(self, how: Changed = Changed.YES) -> None:
        self.changed = max(self.changed, how)

    def fresh(self, *, agents: bool = False, calls: bool = False) -> None:
        """Fresh data of a pane has come (after a reconnect only the end of the discovery counts)."""
        if self.stale_since is None or self.await_discovery or self.deaf_since is not None:
            return
        self.agents_stale = self.agents_stale and not agents
        self.calls_stale = self.calls_stale and not calls
        if not (self.agents_stale or self.calls_stale):
            self.stale_since = None

    def make_stale(self, now: float) -> None:
        if self.stale_since is None:
            self.stale_since = now
        self.agents_stale = self.calls_stale = True
        self.touch()

    def went_stale(self, now: float) -> None:
        self.await_discovery = True
        self.make_stale(now)
        if self.engagement is not None:
            self.engage(en.hear(now, self.engagement, en.Heard.LOST, reason=_LOST), now)

    def set_link(self, link: Link) -> None:
        if link != self.link:
            self.link = link
            self.touch()

    def fail(self, reason: str, now: float) -> None:
        """The worker itself has failed: no session any more, and why."""
        self.link = replace(self.link, state=LinkState.CLOSED, reason=reason, retry_at=None)
        self.make_stale(now)
        self.note(reason, now, Severity.ERROR)
        self.revision += 1

    def locate(self, connection: ConnectionID, agent_id: str | None) -> ConnectionID | None:
        """The connection as the floor knows it: messages don't all name the device in one way."""
        if connection in self.calls.rows.rows:
            return connection
        live = [r for r in self.calls.rows.live(connection.connection_call_id) if r.owner not in (None, OWN)]
        mine = [r for r in live if r.owner == agent_id] if agent_id else live
        return mine[0].connection if len(mine) == 1 else None

    def raise_alarm(self, cry: al.Cry, now: float) -> None:
        alarms, alarm, sounds = al.raise_alarm(self.alarms, cry, now, self.next_alarm_id)
        if alarm.alarm_id == self.next_alarm_id:
            self.next_alarm_id += 1
        self.set_alarms(alarms)
        if sounds:
            self.flood.raised(now, now)
            self.silenced = False
            self.touch(Changed.NOW)

    def set_alarms(self, alarms: tuple[Alarm, ...]) -> None:
        """Take these for the alarms there are; those that are NORMAL again go into the history."""
        if alarms is self.alarms:
            return
        for before, after in changes(self.alarms, alarms):
            self.on_alarm(before, after, self.by)
        self.alarms = al.listed(alarms)
        if len(self.alarms) < len(alarms):
            self._history.extend(alarm for alarm in alarms if alarm.state is AlarmState.NORMAL)
            self.history = tuple(self._history)
        self.touch()
        marked: dict[ConnectionID, AlarmKind] = {}
        for alarm in self.alarms:
            connection = alarm.connection
            if connection is None or alarm.state not in ACTIVE or alarm.kind not in HELP:
                continue
            if marked.get(connection) is not AlarmKind.EMERGENCY:
                marked[connection] = alarm.kind
        for connection in {*marked, *self._marked}:
            row = self.calls.rows.rows.get(connection)
            if row is not None and row.alarm is not marked.get(connection):
                row.alarm = marked.get(connection)
                self.calls.rows.dirty.add(connection)
        self._marked = marked

    def acknowledge(self, alarm_id: int, now: float, painted: float | None = None) -> None:
        """Acknowledge one alarm, which was on screen since ``painted``."""
        self.set_alarms(al.acknowledge(self.alarms, alarm_id, now, painted))
        self.revision += 1

    def acknowledge_all(self, alarm_ids: Sequence[int], now: float, painted: Sequence[float | None] = ()) -> None:
        """Acknowledge these, whatever emergency may be among them excepted."""
        seen = dict(zip(alarm_ids, painted or [None] * len(alarm_ids), strict=True))
        for alarm in self.alarms:
            if alarm.alarm_id in seen and alarm.kind is not AlarmKind.EMERGENCY:
                self.set_alarms(al.acknowledge(self.alarms, alarm.alarm_id, now, seen[alarm.alarm_id]))
        self.revision += 1

    def shelve(self, alarm_id: int, reason: str, seconds: float, now: float) -> None:
        """Put one alarm aside for a while, where that is allowed."""
        self.set_alarms(al.shelve(self.alarms, alarm_id, reason, seconds, now))
        self.revision += 1

    def unshelve(self, alarm_id: int, now: float) -> None:
        """Bring a shelved alarm back."""
        self.set_alarms(al.unshelve(self.alarms, alarm_id, now))
        self.revision += 1

    def silence(self) -> None:
        """Bell off until the next new alarm; acknowledges nothing."""
        self.silenced = True
        self.revision += 1

    def note(self, text: str, now: float, severity: Severity = Severity.INFO) -> None:
        """A line for the event log."""
        self._notes.append(Note(now, text, severity))
        self._noted = None
        self.revision += 1
        self.touch()

    def engage(self, mine: Engagement | None, now: float) -> None:
        before = self.engagement
        if mine is before:
            return
        self.engagement = mine
        self.touch()
        if mine is not None and (before is None or before.state is not mine.state):
            self.note(f"{mine.state.value}: agent {mine.agent_id}{_call(mine)}{_because(mine)}", now)
        if mine is not None and mine.state in _WENT_WRONG:
            if before is None or (before.state, before.reason) != (mine.state, mine.reason):
                text = f"{ACTION_WORDS[mine.action]} {_WENT_WRONG[mine.state]}: {mine.reason or 'no event tells'}"
                name = self.roster.name_of(mine.agent_id)
                self.raise_alarm(al.Cry(AlarmKind.ACTION, text, mine.agent_id, name, connection=mine.connection), now)
        elif any(a.kind is AlarmKind.ACTION and a.cleared is None for a in self.alarms):
            self.set_alarms(al.clear(self.alarms, lambda a: a.kind is AlarmKind.ACTION, "that is past", now))

    def ours(self, event: s.Confirmed | s.Denied | s.TimedOut) -> bool:
        """Is it the outcome of the engagement's present request?"""
        ours = isinstance(event.request, m.SuperviseCallReq) and event.invoke_id == self.invoke_id
        if ours:
            self.invoke_id = None
        return ours and self.engagement is not None


def _untold(before: Alarm | None, after: Alarm, who: str) -> None:
    return


def _call(mine: Engagement) -> str:
    return f", call {mine.connection.connection_call_id}" if mine.connection is not None else ""


def _because(mine: Engagement) -> str:
    return f" ({mine.reason})" if mine.reason else ""
