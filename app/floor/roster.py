"""Folding teams and agents: who is on the supervisor's teams, and in which state.

Working records here; :class:`~app.model.Agent` and :class:`~app.model.Team` values are made when a snapshot is taken,
and only for what changed. Sources: GED-188, AGENT_TEAM_CONFIG_EVENT, AGENT_STATE_EVENT, QUERY_AGENT_STATE_CONF,
CONFIG_AGENT_EVENT.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from app.floor.call_facts import OWN
from app.floor.directory import LOGOUT, AgentRow, People, known_state, same_medium
from app.model import Agent, Me, StateChange, Team
from app.supervision.rules import MAY_BE_ON_A_CALL, ON_A_CALL
from protocol.session.events import AgentStateKnown
from protocol.wire.messages import AgentStateEvent, AgentTeamConfigEvent, ConfigAgentEvent

NOT_READY = 2
SUPERVISOR_FLAGS = 0x1 | 0x4
KEPT_STATES = 20
FULL_MESSAGE = 64
"""Members in a full AGENT_TEAM_CONFIG_EVENT."""
SAME_LIST = 5.0
"""Seconds within which a full message of operation 0 is continued by the next one."""
UNKNOWN_DURATION = 30 * 86400
"""A StateDuration longer than this many seconds is no duration."""
_RESTORE, _ADD, _REMOVE = 0, 1, 2
_DELETE = 2


class TeamRow:
    """A team while being folded."""

    __slots__ = ("full_list_at", "generation", "members", "monitor_id", "name", "problem", "team_id")

    def __init__(self, team_id: int, generation: int) -> None:
        self.team_id = team_id
        self.generation = generation
        self.name = self.problem = ""
        self.members: dict[str, None] = {}
        self.monitor_id: int | None = None
        self.full_list_at: float | None = None
        """When a full message of operation 0 came last; None when the list is not open for more."""


class Roster(People):
    """Teams and the states of their members."""

    def __init__(self, me: Me, names: Mapping[str, str], team_names: Mapping[int, str]) -> None:
        super().__init__(me, names)
        self.teams: dict[int, TeamRow] = {}
        self.dirty_teams: set[int] = set()
        self.relisted: list[str] = []
        """Agents that came onto the teams or left them since the builder last looked."""
        self.off_call: list[str] = []
        """Agents whose state said that they were on a call and says so no more."""
        self._team_names = team_names
        self._team_of_monitor: dict[int, int] = {}
        self._unplaced: dict[int, dict[str, None]] = {}
        """Agents told of by a MonitorID that is not known (yet) to be a team's."""

    def agent_state(self, event: AgentStateEvent, now: float) -> str | None:
        """Fold AGENT_STATE_EVENT; returns the agent whose record changed. Copies change nothing."""
        icm = event.icm_agent_id
        agent_id = self.find(event.agent_id, event.agent_extension, event.agent_instrument)
        if agent_id is None and icm is not None:
            agent_id = self.by_icm.get(icm)
        own = agent_id == self.me.agent_id or self.person_at(event.agent_instrument or event.agent_extension) == OWN
        if own and (not event.agent_id or event.agent_id == self.me.agent_id):
            changed = self.set_me(
                extension=event.agent_extension,
                instrument=event.agent_instrument,
                state=known_state(event.agent_state),
                icm_agent_id=icm if icm and icm > 0 else None,
            )  # fmt: skip
            return OWN if changed else None
        if agent_id is None:
            return None
        row = self.row(agent_id)
        self.identify(row, icm)
        self._skills(row, event)
        if same_medium(row, event.mrd_id):
            if event.direction is not None:
                row.direction = event.direction
            duration = event.state_duration if 0 <= event.state_duration < UNKNOWN_DURATION else 0
            self._enter(row, event.agent_state, event.event_reason_code, now - duration, exact=duration > 0)
        self.place(row, event.agent_extension, event.agent_instrument)
        self._monitored(event.monitor_id, agent_id)
        return agent_id

    def state_known(self, event: AgentStateKnown, now: float) -> str | None:
        """Fold the answer to QUERY_AGENT_STATE_REQ; it doesn't tell since when."""
        found = event.confirmation
        agent_id = found.agent_id or event.agent_id
        if agent_id == self.me.agent_id:
            changed = self.set_me(
                extension=found.agent_extension, instrument=found.agent_instrument,
                state=known_state(found.agent_state), icm_agent_id=found.icm_agent_id or None,
            )  # fmt: skip
            return OWN if changed else None
        if not agent_id:
            return None
        row = self.row(agent_id)
        self.identify(row, found.icm_agent_id)
        groups = tuple(number for number in found.skill_group_number if number is not None)
        row.skill_groups = groups or row.skill_groups
        if same_medium(row, found.mrd_id):
            self._enter(row, found.agent_state, None, None, exact=False)
        self.place(row, found.agent_extension, found.agent_instrument)
        return agent_id

    def _enter(self, row: AgentRow, state: int, reason: int | None, since: float | None, *, exact: bool) -> None:
        known = known_state(state)
        if known is None:
            return
        if known in (NOT_READY, LOGOUT):
            reason = row.reason_code if reason is None and known == row.state else reason
        else:
            reason = None
        if known == row.state and reason == row.reason_code:
            if exact and since is not None and (row.state_since is None or abs(row.state_since - since) > 2):
                row.state_since = since
            if exact:
                self._time(row)
            return
        if row.state in ON_A_CALL and known not in MAY_BE_ON_A_CALL:
            self.off_call.append(row.agent_id)
        row.state, row.reason_code, row.state_since = known, reason, since
        self._time(row)
        if since is not None:
            row.recent = (*row.recent[-KEPT_STATES + 1 :], StateChange(since, known, reason))

    def _time(self, row: AgentRow) -> None:
        """Since when the agent is in this state has been told now, or is not known."""
        if row.state_since is None:
            self.timed.pop(row.agent_id, None)
            return
        self.timed[row.agent_id] = None
        self.newly_timed.append(row.agent_id)

    @staticmethod
    def _skills(row: AgentRow, event: AgentStateEvent) -> None:
        listed = tuple(number for number in event.flt_skill_group_number if number is not None)
        if listed:
            row.skill_groups = listed
            return
        number = event.skill_group_number
        if not event.num_flt_skill_groups and number != 0xFFFFFFFF and number not in row.skill_groups:
            row.skill_groups = (*row.skill_groups, number)

    # -- teams -------------------------------------------------------------------------------------------------------

    def team(self, team_id: int) -> TeamRow:
        """The team's record, made where it is new."""
        team = self.teams.get(team_id)
        if team is None:
            team = self.teams[team_id] = TeamRow(team_id, self.generation)
        team.generation = self.generation
        self.dirty_teams.add(team_id)
        return team

    def team_config(self, event: AgentTeamConfigEvent, now: float) -> None:
        """Fold AGENT_TEAM_CONFIG_EVENT (README, "Finding teams", 6, and ambiguities 28, 29, 33)."""
        team = self.team(event.team_id)
        team.name = event.agent_team_name or team.name
        members = [member for member in event.members("members") if member[0]]
        operation = event.config_operation
        if operation == _REMOVE:
            for member in members:
                self.leave(team, member[0], gone=True)
            return
        if operation == _RESTORE:
            more = team.full_list_at is not None and now - team.full_list_at < SAME_LIST
            team.full_list_at = now if len(members) >= FULL_MESSAGE else None
            if not more:
                kept = {member[0] for member in members}
                for agent_id in [a for a in team.members if a not in kept]:
                    self.leave(team, agent_id, gone=False)
                self._forget_gone(team)
        for agent_id, flags, state, duration in members:
            if agent_id == self.me.agent_id:
                continue
            row = self.join(team, agent_id)
            row.flags = flags or 0
            if state is not None:
                known = duration is not None and 0 <= duration < UNKNOWN_DURATION
                self._enter(row, state, None, now - duration if known else None, exact=known)

    def join(self, team: TeamRow, agent_id: str) -> AgentRow:
        """Put an agent on a team."""
        row = self.row(agent_id)
        if row.gone:
            row.gone = False
            row.teams.clear()
        if not row.teams:
            self.relisted.append(agent_id)
        row.teams[team.team_id] = None
        team.members[agent_id] = None
        self.dirty_teams.add(team.team_id)
        return row

    def leave(self, team: TeamRow, agent_id: str, *, gone: bool) -> None:
        """Take an agent off a team. ``gone``: the last team stays on the row, so that people see who left."""
        row = self.agents.get(agent_id)
        if row is None or team.team_id not in row.teams:
            return
        team.members.pop(agent_id, None)
        self.dirty_agents.add(agent_id)
        self.dirty_teams.add(team.team_id)
        if gone and len(row.teams) == 1:
            row.gone = True
            return
        del row.teams[team.team_id]
        if not row.teams:
            row.gone = False
            self.relisted.append(agent_id)

    def _forget_gone(self, team: TeamRow) -> None:
        for row in self.agents.values():
            if row.gone and team.team_id in row.teams:
                row.teams.clear()
                row.gone = False
                self.relisted.append(row.agent_id)
                self.dirty_agents.add(row.agent_id)

    def team_monitored(self, team_id: int, monitor_id: int | None, problem: str) -> None:
        """A team's monitor runs, or why it does not."""
        team = self.team(team_id)
        team.monitor_id, team.problem = monitor_id, problem
        if monitor_id is not None:
            self._team_of_monitor[monitor_id] = team_id
            for agent_id in self._unplaced.pop(monitor_id, ()):
                self._monitored(monitor_id, agent_id)

    def _monitored(self, monitor_id: int, agent_id: str) -> None:
        """The members of a team that LIST_AGENT_TEAM_CONF names are known by the events of its monitor alone."""
        team_id = self._team_of_monitor.get(monitor_id)
        if team_id is None:
            if len(self._unplaced) < 64 or monitor_id in self._unplaced:
                self._unplaced.setdefault(monitor_id, {})[agent_id] = None
            return
        team, row = self.teams[team_id], self.agents[agent_id]
        if team_id not in row.teams and agent_id != self.me.agent_id:
            self.join(team, agent_id)

    def config_agent(self, event: ConfigAgentEvent) -> None:
        """Fold CONFIG_AGENT_EVENT: LoginID is the AgentID of the other messages."""
        names = next(group for group in event.groups if group.name == "records").fields
        for values in event.members("records"):
            record: dict[str, Any] = dict(zip(names, values, strict=True))
            agent_id = record["login_id"]
            if not agent_id or agent_id == self.me.agent_id or record["record_type"] == _DELETE:
                continue
            row = self.row(agent_id)
            full = ", ".join(part for part in (record["last_name"], record["first_name"]) if part)
            row.config_name = full or record["login_name"] or row.config_name
            self.identify(row, record["agent_skill_target_id"])
            if record["extension"] and not row.extension:
                self.place(row, record["extension"], None)

    # -- losing and finding again ------------------------------------------------------------------------------------

    def reopened(self) -> None:
        """A new session: MonitorIDs belong to the dead one, and what is not told anew will be dropped."""
        self.generation += 1
        self._team_of_monitor.clear()
        self._unplaced.clear()
        for team in self.teams.values():
            team.monitor_id, team.problem, team.full_list_at = None, "", None
            self.dirty_teams.add(team.team_id)

    def rediscovered(self) -> None:
        """Everything was asked for again: what was not told is gone."""
        for team in [t for t in self.teams.values() if t.generation < self.generation]:
            for agent_id in list(team.members):
                self.leave(team, agent_id, gone=False)
            del self.teams[team.team_id]
            self.dirty_teams.add(team.team_id)
        for row in self.agents.values():
            if row.teams and row.generation < self.generation:
                for team_id in list(row.teams):
                    self.leave(self.teams[team_id], row.agent_id, gone=False) if team_id in self.teams else None

    # -- values ------------------------------------------------------------------------------------------------------

    def agent_value(self, agent_id: str) -> Agent | None:
        """The agent as the floor shows it; None for people on no team."""
        row = self.agents.get(agent_id)
        if row is None or not row.teams:
            return None
        return Agent(
            agent_id=agent_id, name=self.name_of(agent_id), extension=row.extension, instrument=row.instrument,
            icm_agent_id=row.icm_agent_id, state=row.state, reason_code=row.reason_code, state_since=row.state_since,
            direction=row.direction, team_ids=tuple(row.teams), flags=row.flags, skill_groups=row.skill_groups,
            recent=row.recent, gone=row.gone,
        )  # fmt: skip

    def team_value(self, team_id: int) -> Team | None:
        """The team as the floor shows it."""
        team = self.teams.get(team_id)
        if team is None:
            return None
        name = team.name or self._team_names.get(team_id, "")
        return Team(team_id, name, tuple(team.members), team.monitor_id, team.problem)
