"""Pane 3: the alerts."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from app.alarms.lifecycle import over_a_shift
from app.alarms.states import HELP, HIGH, PRIORITY
from app.model import Alarm, AlarmKind, AlarmState, Target
from app.text.labels import ALARM_KINDS, ALARM_STATES
from app.text.sanitize import clean
from app.text.times import DURATION_WIDTH, duration, time_of_day
from app.ui.panes.alert_rows import AlertRow, folded
from app.ui.panes.pane import Pane
from app.ui.widgets.columns import Cell, Column
from app.ui.widgets.line_parts import Part

FLASHING_ROWS = 3
"""Only so many of the newest rows flash."""

_OPEN = (AlarmState.UNACK_ACTIVE, AlarmState.UNACK_CLEARED)


class AlertsPane(Pane[AlertRow]):
    """Alarms, in the order the Floor gives them; while it has the keys the selected row doesn't move."""

    NUMBER = 3
    NAME = "Alerts"
    ORDERS: ClassVar[tuple[str, ...]] = ()
    HOLD_CURSOR = True
    HEADING_FROM = 5

    def __init__(self, *, ascii_glyphs: bool = False, id: str | None = None) -> None:  # noqa: A002
        """A pane of no alarms yet."""
        super().__init__(ascii_glyphs=ascii_glyphs, id=id)
        self._unfolded: set[AlarmKind] = set()

    def columns(self) -> list[Column[AlertRow]]:
        """Kind, state, agent, call, time, age, what happened, keys."""
        return [
            Column("Alarm", self._kind, 12, 11),
            Column("State", self._state, 10),
            Column("Agent", self._agent, 20, 12, flex=2, most=36, worth=5),
            Column("Call", self._call, 8, most=10, drop=2, whole=True),
            Column("Time", self._raised, 8, drop=5),
            Column("Age", self._age, 7, flex=1, most=DURATION_WIDTH, right=True, live=True, drop=1, whole=True),
            Column("What", self._what, 24, 16, flex=3, drop=3),
            Column("Keys", self._keys, 26, drop=6),
        ]

    def _kind(self, row: AlertRow, _now: float) -> Cell:
        word = ALARM_KINDS[row.alarm.kind]
        style = word.style if row.alarm.state in _OPEN else "plain"
        return ((f"{word.mark(self.ascii_glyphs)} {word.word}", style),)

    def _state(self, row: AlertRow, _now: float) -> Cell:
        word = ALARM_STATES[row.alarm.state]
        return ((word.word, word.style),)

    def _agent(self, row: AlertRow, _now: float) -> Cell:
        alarm = row.alarm
        if row.of_many:
            return ((f"{len(row.stands_for)} alarms", "strong"),)
        if not alarm.agent_id:
            return (("-", "dim"),)
        return ((clean(alarm.agent_id), "strong"), (f" {clean(row.name)}" if row.name else "", ""))

    def _call(self, row: AlertRow, _now: float) -> Cell:
        connection = row.alarm.connection if not row.of_many else None
        return ((str(connection.connection_call_id), ""),) if connection else (("-", "dim"),)

    def _raised(self, row: AlertRow, _now: float) -> Cell:
        return ((time_of_day(row.alarm.last_raised or row.alarm.raised), "dim"),)

    def _age(self, row: AlertRow, now: float) -> Cell:
        return ((duration(now - (row.alarm.last_raised or row.alarm.raised)), ""),)

    def _what(self, row: AlertRow, now: float) -> Cell:
        alarm = row.alarm
        said = [f"{row.raises} times"] if row.raises > 1 and not row.of_many else []
        if over_a_shift(alarm, now):
            said.append("over a shift old")
        if alarm.state is AlarmState.SHELVED:
            until = f"until {time_of_day(alarm.shelved_until)}: " if alarm.shelved_until is not None else ""
            said.append(f"{until}{clean(alarm.shelved_reason)}")
        if alarm.found_after_reconnect:
            said.append("found after reconnect")
        if alarm.cleared is not None:
            said.append(f"{clean(alarm.cleared_reason) or 'over'} {time_of_day(alarm.cleared)}")
        if alarm.text:
            said.append(clean(alarm.text))
        if alarm.ani and alarm.ani not in alarm.text:
            said.append(f"ANI {clean(alarm.ani)}")
        return ((", ".join(filter(None, said)), "dim"),)

    def _keys(self, row: AlertRow, _now: float) -> Cell:
        spans: list[tuple[str, str]] = []
        alarm = row.alarm
        if row.of_many:
            return (("enter", "key"), (" show them", "dim"))
        if alarm.state is AlarmState.SHELVED:
            return (("v", "key"), (" bring back", "dim"))
        active = alarm.state in (AlarmState.UNACK_ACTIVE, AlarmState.ACK_ACTIVE)
        if alarm.agent_id and active and (alarm.kind in HELP or alarm.connection is not None):
            spans += [("b", "key"), (" barge in", "dim")]
        if alarm.state in _OPEN:
            spans += [("   " if spans else "", ""), ("a", "key"), (" acknowledge", "dim")]
        return tuple(spans)

    def overlay(self, row: AlertRow) -> str:
        """What asks for a person at once flashes; what somebody saw to is faded."""
        if row.flashing:
            return "flash"
        return "" if row.alarm.state in (*_OPEN, AlarmState.ACK_ACTIVE) else "faded"

    def depends(self, row: AlertRow) -> Sequence[object]:
        """Nothing: the row has it all."""
        return ()

    def rows(self) -> list[AlertRow]:
        """One row an alarm, in the Floor's order."""
        floor = self.floor
        if not floor.flood:
            self._unfolded.clear()
        urgent = [a for a in floor.alarms if a.state is AlarmState.UNACK_ACTIVE and PRIORITY[a.kind] <= HIGH]
        urgent.sort(key=lambda a: (a.kind is not AlarmKind.EMERGENCY, -(a.last_raised or a.raised), -a.alarm_id))
        flashing = {alarm.alarm_id for alarm in urgent[:FLASHING_ROWS]}
        rows = []
        for alarm in floor.alarms:
            agent = floor.agents.get(alarm.agent_id) if alarm.agent_id else None
            name = alarm.name or (agent.name if agent else "")
            if self.filter_text and not self.matches(
                alarm.kind.value, alarm.agent_id or "", name, alarm.text, alarm.ani
            ):
                continue
            rows.append(AlertRow(alarm.alarm_id, alarm, name, alarm.alarm_id in flashing))
        if self.filter_text:
            return rows  # who looks for something finds every alarm of it
        return folded(rows, flood=floor.flood, unfolded=self._unfolded)

    def unfold(self) -> None:
        """Show the alarms that the selected row stands for, for as long as the flood lasts."""
        row = self.table.cursor_row
        if row is not None and row.of_many:
            self._unfolded.add(row.alarm.kind)
            self.rebuild()
            self.table.select(row.alarm.alarm_id)

    def news(self) -> list[Part]:
        """How many alarms came lately, and whether that is a flood."""
        parts = [Part(((" FLOOD ", "stale"),), 1)] if self.floor.flood else []
        lately = self.floor.alarms_lately
        if lately:
            parts.append(Part(((f"  {lately} in the last 10 min", ""),), 2))
        return parts

    def counts(self) -> list[Part]:
        """How many are open and how many shelved."""
        alarms = self.floor.alarms
        open_ = sum(1 for alarm in alarms if alarm.state in _OPEN)
        shelved = sum(1 for alarm in alarms if alarm.state is AlarmState.SHELVED)
        parts = [Part(((f"{open_} open", "alarm" if open_ else "dim"),), 1)] if alarms else []
        if shelved:
            parts.append(Part(((f"{shelved} shelved", "dim"),), 2))
        return parts

    def why_empty(self) -> str:
        """Why no alarm is shown."""
        if self.filter_text:
            return self.why_no_agents()
        return "no alarms: calls for help appear here and above"

    @property
    def stale(self) -> bool:
        """Is the session down, so that new alarms can't be known?"""
        return self.floor.stale_since is not None

    def set_flash(self, on: bool) -> None:
        """The phase of the shared flash clock: True draws the flashing rows bold on red."""
        self.table.set_flash(on)

    def selected_alarm(self) -> Alarm | None:
        """The alarm under the cursor; None also where a row stands for alarms of many agents."""
        row = self.table.cursor_row
        return row.alarm if row and not row.of_many else None

    def stands_for(self) -> tuple[int, ...]:
        """The alarms that the selected row stands for, where it stands for several."""
        row = self.table.cursor_row
        return row.stands_for if row else ()

    def select_alarm(self, alarm_id: int) -> bool:
        """Move the cursor to this alarm; False when it isn't listed."""
        key = next((row.key for row in self.table.rows if alarm_id == row.key or alarm_id in row.stands_for), alarm_id)
        return self.table.select(key)

    def select_agent(self, agent_id: str) -> bool:
        """Move the cursor to the first alarm about this agent."""
        for row in self.table.rows:
            if row.alarm.agent_id == agent_id:
                return self.table.select(row.key)
        return False

    def target(self) -> Target | None:
        """The alarm under the cursor: its agent, its call; None where it is about no agent."""
        row = self.table.cursor_row
        if row is None or row.of_many or not row.alarm.agent_id:
            return None
        return Target(row.alarm.agent_id, row.alarm.connection, row.alarm.alarm_id)
