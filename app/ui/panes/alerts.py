"""Pane 3: the alerts."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from app.alarms import HELP, over, over_a_shift
from app.model import Alarm, AlarmKind, AlarmState, Target
from app.text import ALARM_KINDS, ALARM_STATES, DURATION_WIDTH, alarm_age, clause, clean, time_of_day
from app.ui.context import Pane, Rows
from app.ui.offers import may_barge_in
from app.ui.panes.alert_rows import AlertRow, AlertRows, flashing
from app.ui.panes.pane import LivePane, blind
from app.ui.widgets import Cell, Column, Part

_OPEN = (AlarmState.UNACK_ACTIVE, AlarmState.UNACK_CLEARED)


class AlertsPane(LivePane[AlertRow]):
    """Alarms in the Floor's order."""

    PANE = Pane("alerts", 3, "Alerts", Rows.ALARMS, "b, m, w and a")
    ORDERS: ClassVar[tuple[str, ...]] = ()
    HEADING_FROM = 5
    TOP_UNTIL_MOVED = True

    def __init__(self, *, ascii_glyphs: bool = False, id: str | None = None) -> None:  # noqa: A002
        """A pane without alarms; ``ascii_glyphs`` draws everything in ASCII."""
        super().__init__(ascii_glyphs=ascii_glyphs, id=id)
        self._alert_rows = AlertRows()
        self._unfolded: set[AlarmKind] = set()
        self._too_new: frozenset[int] = frozenset()
        self._too_new_drawn = self._too_new

    def set_too_new(self, alarm_ids: frozenset[int]) -> None:
        """Which alarms ``a`` isn't taken for yet."""
        self._too_new = alarm_ids

    def refresh_keys(self) -> None:
        """Draw the keys of the rows again where others can be offered."""
        if self._too_new != self._too_new_drawn:
            self.rebuild()

    def columns(self) -> list[Column[AlertRow]]:
        """Kind, state, agent, call, time, age, what happened, keys.

        What happened comes first: call, time and the keys, which the footer has too, are shown where it has its width.
        """
        return [
            Column("Alarm", self._kind, 12, 11),
            Column("State", self._state, 10),
            Column("Agent", self._agent, 20, 12, flex=1, most=36, worth=5),
            Column("Call", self._call, 8, most=10, drop=3, whole=True),
            Column("Time", self._raised, 8, drop=5),
            Column("Age", self._age, 7, most=DURATION_WIDTH + 1, right=True, live=True, drop=1, whole=True),
            Column("What", self._what, 36, 21, flex=3, drop=2, worth=3),
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
        name = clean(self._agent_name(alarm))
        return ((clean(alarm.agent_id), "strong"), (f" {name}" if name else "", ""))

    def _call(self, row: AlertRow, _now: float) -> Cell:
        connection = row.alarm.connection if not row.of_many else None
        return ((str(connection.connection_call_id), ""),) if connection else (("-", "dim"),)

    def _raised(self, row: AlertRow, _now: float) -> Cell:
        return ((time_of_day(row.alarm.since, self.floor.clock_steps), "dim"),)

    def _age(self, row: AlertRow, now: float) -> Cell:
        return ((alarm_age(row.alarm, now), ""),)

    def _what(self, row: AlertRow, now: float) -> Cell:
        alarm = row.alarm
        what = [f"{row.raises} times"] if row.raises > 1 and not row.of_many else []
        if over_a_shift(alarm, now):
            what.append("over a shift old")
        if alarm.state is AlarmState.SHELVED:
            until = (
                f"until {time_of_day(alarm.shelved_until, self.floor.clock_steps)}: "
                if alarm.shelved_until is not None
                else ""
            )
            what.append(f"{until}{clean(alarm.shelved_reason)}")
        if alarm.found_after_reconnect:
            what.append("found after reconnect")
        if alarm.cleared is not None:
            what.append(f"{clean(alarm.cleared_reason) or 'over'} {time_of_day(alarm.cleared, self.floor.clock_steps)}")
        if alarm.text:
            what.append(clean(alarm.text))
        if alarm.ani and alarm.ani not in alarm.text:
            what.append(f"ANI {clean(alarm.ani)}")
        return ((", ".join(map(clause, filter(None, what))), "dim"),)

    def _keys(self, row: AlertRow, _now: float) -> Cell:
        spans: list[tuple[str, str]] = []
        alarm = row.alarm
        if row.of_many:
            return (("enter", "key"), (" show them", "dim"))
        if alarm.state is AlarmState.SHELVED:
            return (("v", "key"), (" bring back", "dim"))
        active = alarm.state in (AlarmState.UNACK_ACTIVE, AlarmState.ACK_ACTIVE)
        asks_for_it = active and (alarm.kind in HELP or alarm.connection is not None)
        if asks_for_it and may_barge_in(self.floor, alarm):
            spans += [("b", "key"), (" barge in", "dim")]
        if alarm.state in _OPEN:
            spans.append(("   " if spans else "", ""))
            too_new = alarm.alarm_id in self._too_new
            spans += [("a in a second", "dim")] if too_new else [("a", "key"), (" acknowledge", "dim")]
        return tuple(spans)

    def overlay(self, row: AlertRow) -> str:
        """``flash`` for the urgent alarms, ``faded`` for shelved ones."""
        if row.flashing:
            return "flash"
        return "" if row.alarm.state in (*_OPEN, AlarmState.ACK_ACTIVE) else "faded"

    def depends(self, row: AlertRow) -> Sequence[object]:
        """Whether one may barge in, and acknowledge already, and the name; the row holds all else that is shown."""
        alarm = row.alarm
        return (may_barge_in(self.floor, alarm), alarm.alarm_id in self._too_new, self._agent_name(alarm))

    def rows(self) -> list[AlertRow]:
        """The alarms in the Floor's order, grouped; with a filter each alarm has its own row."""
        floor = self.floor
        self._too_new_drawn = self._too_new
        if not floor.flood:
            self._unfolded.clear()
        if not self.filter_text:
            return self._alert_rows.follow(floor, self._unfolded)
        flash = flashing(floor.alarms)
        return [AlertRow(a.alarm_id, a, a.alarm_id in flash) for a in floor.alarms if self._contains(a)]

    def _contains(self, alarm: Alarm) -> bool:
        return self.matches(alarm.kind.value, alarm.agent_id or "", self._agent_name(alarm), alarm.text, alarm.ani)

    def _agent_name(self, alarm: Alarm) -> str:
        """The agent's name, not cleaned."""
        agent = self.floor.agents.get(alarm.agent_id) if alarm.agent_id else None
        return alarm.name or (agent.name if agent else "")

    def unfold(self) -> None:
        """Give each alarm that the selected row stands for its own row, as long as the flood lasts."""
        row = self.table.cursor_row
        if row is not None and row.of_many:
            self._unfolded.add(row.alarm.kind)
            self.rebuild_as_asked()
            self.table.select(row.alarm.alarm_id)

    def news(self) -> list[Part]:
        """How many alarms were raised in the last ten minutes, and whether that is a flood."""
        parts = [Part(((" FLOOD ", "stale"),), 1)] if self.floor.flood else []
        lately = self.floor.alarms_lately
        if lately:
            parts.append(Part(((f"  {lately} in the last 10 min", ""),), 2))
        return parts

    def counts(self) -> list[Part]:
        """How many are open, over and shelved."""
        lookup = self.floor.alarm_index
        open_, shelved = lookup.how_many(AlarmState.UNACK_ACTIVE), lookup.how_many(AlarmState.SHELVED)
        parts = [Part(((f"{open_} open", "alarm" if open_ else "dim"),), 1)] if self.floor.alarms else []
        if count := over(self.floor):
            parts.append(Part(((f"{count} over  ", ""), ("A", "key"), (" acknowledges them", "dim")), 1))
        if shelved:
            parts.append(Part(((f"{shelved} shelved", "dim"),), 2))
        return parts

    def why_empty(self) -> str:
        """Why no alarm is shown."""
        if self.filter_text:
            return self.why_no_agents()
        seen = "can't be seen now" if blind(self.floor) else "appear here and above"
        return f"no alarms: calls for help {seen}"

    @property
    def stale(self) -> bool:
        """Is the data old? No alarm can arrive then."""
        return self.floor.stale_since is not None

    def set_flash(self, on: bool) -> None:
        """Take the phase of the flash clock: True draws the flashing rows bold on red."""
        self.table.set_flash(on)

    def selected_alarm(self) -> Alarm | None:
        """The alarm under the cursor; None where there is none, or one row for alarms of many agents."""
        row = self.table.cursor_row
        return row.alarm if row and not row.of_many else None

    def stands_for(self) -> tuple[int, ...]:
        """Ids of the alarms that the selected row stands for, where it stands for several."""
        row = self.table.cursor_row
        return row.stands_for if row else ()

    def select_alarm(self, alarm_id: int) -> bool:
        """Move the cursor to this alarm, or to the row that stands for it; False when it isn't listed."""
        key = next((row.key for row in self.table.rows if alarm_id == row.key or alarm_id in row.stands_for), alarm_id)
        return self.table.select(key)

    def select_agent(self, agent_id: str) -> bool:
        """Move the cursor to the first alarm about this agent."""
        for row in self.table.rows:
            if row.alarm.agent_id == agent_id:
                return self.table.select(row.key)
        return False

    def target(self) -> Target | None:
        """Agent, call and id of the alarm under the cursor; None where it names no agent."""
        row = self.table.cursor_row
        if row is None or row.of_many or not row.alarm.agent_id:
            return None
        return Target(row.alarm.agent_id, row.alarm.connection, row.alarm.alarm_id)
