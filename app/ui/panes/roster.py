"""Pane 1: the team roster, one row an agent."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, ClassVar, NamedTuple

from app.alarms import agent_warmth
from app.model import Agent, AlarmKind, Target
from app.text import ALARM_KINDS, DURATION_WIDTH, agent_state, clean, duration
from app.ui.context import Pane, Rows
from app.ui.panes.pane import LivePane, team_part
from app.ui.widgets import Cell, Changes, Column, Listing, Part, Tally, changes
from protocol.wire.enums import AgentState

_RANK: dict[int, int] = {
    AgentState.HOLD: 1,
    AgentState.TALKING: 2,
    AgentState.RESERVED: 3,
    AgentState.WORK_READY: 4,
    AgentState.WORK_NOT_READY: 4,
    AgentState.AVAILABLE: 6,
    AgentState.NOT_READY: 7,
    AgentState.LOGOUT: 9,
}
_OTHER_RANK, _UNKNOWN_RANK = 5, 8
"""Ranks in the order by state, lowest first; agents who call for help come before all of them."""


class RosterRow(NamedTuple):
    """One row of the pane."""

    key: str
    agent: Agent
    alarm: AlarmKind | None
    """The more urgent of the agent's active EMERGENCY and Assist alarms."""

    @property
    def subject(self) -> str:
        """The agent."""
        return self.key


def _by_number(agent_id: str) -> tuple[bool, int, str]:
    """Sort key of an agent id: numbers by value, then the rest."""
    digits = agent_id.isascii() and agent_id.isdigit()
    return (not digits, int(agent_id) if digits else 0, agent_id)


def _rank(row: RosterRow) -> int:
    """Rank in the order by state, lowest first."""
    if row.alarm is AlarmKind.EMERGENCY:
        return -1
    if row.alarm is not None:
        return 0
    state = row.agent.state
    return _UNKNOWN_RANK if state is None or row.agent.not_followed else _RANK.get(state, _OTHER_RANK)


def _since(agent: Agent) -> float:
    """Sort key: longest in its state first, unknown last."""
    return float("inf") if agent.state_since is None else agent.state_since


_KEYS: dict[str, Callable[[RosterRow], Any]] = {
    "by state": lambda row: (_rank(row), _since(row.agent), row.key),
    "by name": lambda row: (not row.agent.name, row.agent.name.casefold(), row.key),
    "by time in state": lambda row: (row.agent.state == AgentState.LOGOUT, _since(row.agent), row.key),
    "by agent id": lambda row: _by_number(row.key),
}


class RosterPane(LivePane[RosterRow]):
    """Agents of the teams: state and time in it, team, current call."""

    PANE = Pane("roster", 1, "Team roster", Rows.AGENTS, "b, m and w", upper=True)
    ORDERS: ClassVar[tuple[str, ...]] = tuple(_KEYS)

    def __init__(self, *, ascii_glyphs: bool = False, id: str | None = None) -> None:  # noqa: A002
        """A roster without agents; ``ascii_glyphs`` draws everything in ASCII."""
        super().__init__(ascii_glyphs=ascii_glyphs, id=id)
        self.listing: Listing[str, RosterRow] = Listing(self._row, lambda row: not row.agent.gone)
        self._there: Tally[str] = Tally(lambda agent: not agent.gone)
        self._basis: tuple[int | None, str, str] | None = None
        self._agents: Mapping[str, Agent] = {}
        self._alarms: Mapping[str, AlarmKind] = {}

    def columns(self) -> list[Column[RosterRow]]:
        """Agent, name, extension, state with its reason, time in it, team, call."""
        return [
            Column("Agent", self._agent, 5, most=12, whole=True),
            Column("Name", lambda row, _: ((clean(row.agent.name) or "-", ""),), 18, 11, flex=3, most=34),
            Column("Ext", lambda row, _: ((clean(row.agent.extension) or "-", "dim"),), 5, most=10, drop=4, whole=True),
            Column("State", self._state, 17, 11, flex=3, most=30, live=True, worth=4),
            Column("Time", self._time, DURATION_WIDTH, right=True, live=True, whole=True),
            Column("Team", self._team, 10, 5, flex=1, most=18, drop=5),
            Column("Call", self._call, 8, most=10, drop=2, whole=True),
        ]

    def _agent(self, row: RosterRow, _now: float) -> Cell:
        return ((clean(row.key), "strong" if row.alarm else ""),)

    def _state(self, row: RosterRow, now: float) -> Cell:
        agent = row.agent
        word = agent_state(agent.state)
        if row.alarm is not None:  # the alarm's mark in place of the state's
            kind = ALARM_KINDS[row.alarm]
            spans = [(f"{kind.mark(self.ascii_glyphs)} ", kind.style)]
        else:
            warmth = self._warmth(agent, now)
            spans = [(f"{word.mark(self.ascii_glyphs)} ", warmth or word.style)]
        if agent.not_followed:  # the state is the last one told, which may have ended since
            return (("? ", "warm"), ("not followed", "warm"), (f" was {word.word}", "dim"))
        spans.append((word.word, word.style))
        if (calls := len(self.floor.calls_of(row.key))) > 1:
            spans.append((f" {calls} calls", ""))
        if note := "left the team" if agent.gone else self._reason(agent) or word.note:
            spans.append((f" {note}", "dim"))
        return tuple(spans)

    def _time(self, row: RosterRow, now: float) -> Cell:
        since = row.agent.state_since
        if since is None or row.agent.state == AgentState.LOGOUT or row.agent.not_followed:
            return (("-", "dim"),)
        return ((duration(now - since), self._warmth(row.agent, now)),)

    def _warmth(self, agent: Agent, now: float) -> str:
        since = agent.state_since
        return agent_warmth(agent.state, now - since, self.floor.limits) if since is not None else ""

    def _team(self, row: RosterRow, _now: float) -> Cell:
        numbers = row.agent.team_ids
        if not numbers:
            return (("-", "dim"),)
        names = (clean(team.name) if (team := self.floor.teams.get(n)) and team.name else str(n) for n in numbers)
        return ((" ".join(names), "dim"),)

    def _call(self, row: RosterRow, _now: float) -> Cell:
        calls = self.floor.calls_of(row.key)
        if not calls:
            return (("-", "dim"),)
        return ((str(calls[0].connection.connection_call_id), ""),)

    def overlay(self, row: RosterRow) -> str:
        """``faded`` for who left the teams, signed out, or is not followed."""
        if row.agent.not_followed and row.alarm is None:
            return "faded"
        return "faded" if row.agent.gone or (row.agent.state == AgentState.LOGOUT and row.alarm is None) else ""

    def depends(self, row: RosterRow) -> Sequence[object]:
        """The agent's calls."""
        return (self.floor.calls_of(row.key),)

    def rows(self) -> list[RosterRow]:
        """The rows that team and filter let through, in order; only agents that changed are placed again."""
        floor = self.floor
        old_agents, self._agents = self._agents, floor.agents
        old_alarms, self._alarms = self._alarms, floor.alarm_index.callers
        basis = (self.team_id, self.filter_text, self.order)
        alarmed = changes(old_alarms, self._alarms)
        # A filter depends on calls too, whose changes give no changed agent: all rows are made again.
        if basis != self._basis or (self.filter_text and not self.listing.unsettled):
            self._basis = basis
            self.listing.fill(floor.agents, _KEYS[self.order], self.now)
        else:
            changed, gone = changes(old_agents, floor.agents)
            called = (alarmed.changed | alarmed.gone) & floor.agents.keys()
            self.listing.follow(Changes(changed | called, gone), _KEYS[self.order], self.now, any(alarmed))
        return self.listing.rows

    def _row(self, agent_id: str) -> RosterRow | None:
        """The row of an agent; None where team or filter leave it out."""
        agent = self._agents.get(agent_id)
        if agent is None or (self.team_id is not None and self.team_id not in agent.team_ids):
            return None
        row = RosterRow(agent_id, agent, self._alarms.get(agent_id))
        return row if not self.filter_text or self._contains(row) else None

    def _reason(self, agent: Agent) -> str:
        """Why the agent is not ready or signed out: the reason's text, else its code."""
        if not agent.reason_code or agent.state not in (AgentState.NOT_READY, AgentState.LOGOUT):
            return ""
        return clean(self.floor.reason_texts.get(agent.reason_code, "")) or str(agent.reason_code)

    def _contains(self, row: RosterRow) -> bool:
        agent, calls = row.agent, self.floor.calls_of(row.key)
        numbers = [str(call.connection.connection_call_id) for call in calls]
        state = "not followed" if agent.not_followed else agent_state(agent.state).word
        return self.matches(row.key, agent.name, agent.extension, state, self._reason(agent), *numbers)

    def counts(self) -> list[Part]:
        """How many agents, and the team chosen."""
        shown = self.listing.counted
        known = self._there.follow(self.floor.agents)[True]
        words = f"{shown} agents" if shown == known else f"{shown} of {known} agents"
        if not self.floor.agents:
            words = "no agents known"
        return [Part(((words, ""),), 2), team_part(self)]

    def news(self) -> list[Part]:
        """How many of the agents shown are not followed, and why."""
        if not any(team.problem for team in self.floor.teams.values()):
            return []
        reasons = [row.agent.not_followed for row in self.table.rows if row.agent.not_followed]
        if not reasons:
            return []
        why = "; ".join(clean(reason) for reason in dict.fromkeys(reasons))
        return [Part(((f" {len(reasons)} NOT FOLLOWED ", "stale"),)), Part(((why, "warm"),), 1, least=12)]

    def why_empty(self) -> str:
        """Why no agent is shown."""
        return self.why_no_agents()

    @property
    def stale(self) -> bool:
        """Is the data of the agents old?"""
        return self.floor.agents_stale

    @property
    def unsettled(self) -> bool:
        """Do rows wait to be put in order?"""
        return self.listing.unsettled

    def target(self) -> Target | None:
        """The agent under the cursor, with the first of its calls."""
        row = self.table.cursor_row
        if row is None:
            return None
        calls = self.floor.calls_of(row.key)
        return Target(row.key, calls[0].connection if calls else None)
