"""Folding teams and agents: who is on the supervisor's teams, and in which state.

Working records here; :class:`~app.model.Agent` and :class:`~app.model.Team` values are made when a snapshot is taken,
and only for what changed. Sources: GED-188, AGENT_TEAM_CONFIG_EVENT, AGENT_STATE_EVENT, QUERY_AGENT_STATE_CONF,
CONFIG_AGENT_EVENT. Who is on which team, the session tells (TeamMembership).
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from app.floor.call_facts import OWN
from app.floor.directory import LOGOUT, AgentRow, People, known_state, same_medium
from app.model import Agent, Me, StateChange, Team
from app.supervision.rules import MAY_BE_ON_A_CALL, ON_A_CALL
from protocol.session.events import AgentStateKnown, TeamMembership
from protocol.wire.messages import AgentStateEvent, ConfigAgentEvent

NOT_READY = 2
SUPERVISOR_FLAGS = 0x1 | 0x4
KEPT_STATES = 20
UNKNOWN_DURATION = 30 * 86400
"""A StateDuration longer than this many seconds is no duration."""
_DELETE = 2


class TeamRow:
    """A team while being folded."""

    __slots__ = ("generation", "members", "monitor_id", "name", "problem", "team_id")

    def __init__(self, team_id: int, generation: int) -> None:
        self.team_id = team_id
        self.generation = generation
        self.name = self.problem = ""
        self.members: dict[str, int] = {}
        """Agent id -> the session that told it last (People.generation)."""
        self.monitor_id: int | None = None


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

    def membership(self, event: TeamMembership, now: float) -> None:
        """Fold who is on a team. Whom an older session told stays until everything has been asked for again."""
        team = self.team(event.team_id)
        team.name = event.team_name or team.name
        told = dict.fromkeys(event.agent_ids)
        for agent_id, generation in list(team.members.items()):
            if agent_id in event.removed or (agent_id not in told and generation == self.generation):
                self.leave(team, agent_id, gone=agent_id in event.removed)
        if event.restored:
            self._forget_gone(team)
        for agent_id in told:
            if agent_id != self.me.agent_id and team.members.get(agent_id) != self.generation:
                self.join(team, agent_id)
        for member in event.named:
            if member.agent_id == self.me.agent_id:
                continue
            row = self.row(member.agent_id)
            row.flags = member.flags
            if member.state is not None:
                duration = member.state_duration
                since = now - duration if duration is not None and 0 <= duration < UNKNOWN_DURATION else None
                self._enter(row, member.state, None, since, exact=since is not None)

    def team_left(self, team_id: int) -> None:
        """The supervisor is not the team's any more: it goes, with those who are on no other."""
        team = self.teams.get(team_id)
        if team is not None:
            self._drop(team)

    def _drop(self, team: TeamRow) -> None:
        for agent_id in list(team.members):
            self.leave(team, agent_id, gone=False)
        self._forget_gone(team)
        del self.teams[team.team_id]
        self.dirty_teams.add(team.team_id)

    def join(self, team: TeamRow, agent_id: str) -> AgentRow:
        """Put an agent on a team."""
        row = self.row(agent_id)
        if row.gone:
            row.gone = False
            row.teams.clear()
        if not row.teams:
            self.relisted.append(agent_id)
        row.teams[team.team_id] = None
        team.members[agent_id] = self.generation
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
                self._forget(row)

    def _forget(self, row: AgentRow) -> None:
        """Who left is not shown any more."""
        row.teams.clear()
        row.gone = False
        self.relisted.append(row.agent_id)
        self.dirty_agents.add(row.agent_id)

    def team_monitored(self, team_id: int, monitor_id: int | None, problem: str) -> None:
        """A team's monitor runs, or why it does not."""
        team = self.team(team_id)
        team.monitor_id, team.problem = monitor_id, problem

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
        for team in self.teams.values():
            team.monitor_id, team.problem = None, ""
            self.dirty_teams.add(team.team_id)

    def rediscovered(self) -> None:
        """Everything was asked for again: what was not told is gone."""
        for team in [t for t in self.teams.values() if t.generation < self.generation]:
            self._drop(team)
        for team in self.teams.values():
            for agent_id in [a for a, generation in team.members.items() if generation < self.generation]:
                self.leave(team, agent_id, gone=False)
        for row in self.agents.values():
            if row.gone and row.generation < self.generation:
                self._forget(row)

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
