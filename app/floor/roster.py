"""Folding teams and agents: who is on the supervisor's teams, and in which state.

Working records here; :class:`~app.model.Agent` and :class:`~app.model.Team` values are made when a snapshot is taken,
and only for what changed. Sources: GED-188, AGENT_STATE_EVENT, QUERY_AGENT_STATE_CONF, CONFIG_AGENT_EVENT. Who is on
which team comes from the session (TeamMembership). Times are steady seconds.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from app.floor.directory import OWN, AgentRow, Directory, known_state
from app.model import MAY_BE_ON_A_CALL, ON_A_CALL, Agent, StateChange, Team
from protocol.session.events import AgentStateKnown, TeamMembership
from protocol.wire.enums import NULL_SKILL_GROUP, AgentState, RecordType
from protocol.wire.messages import AgentStateEvent, ConfigAgentEvent

KEPT_STATES = 20
"""Latest states of an agent that are kept, for the details dialog."""
UNKNOWN_DURATION = 30 * 86400
"""A StateDuration of so many seconds or more is no duration."""
SAME_TIME = 2
"""Seconds by which two times of the same change of state may differ."""


class TeamRow:
    """A team while being folded."""

    __slots__ = ("generation", "members", "monitor_id", "name", "problem", "team_id")

    def __init__(self, team_id: int, generation: int) -> None:
        self.team_id = team_id
        self.generation = generation
        self.name = self.problem = ""
        self.members: dict[str, int] = {}
        """Agent id -> the session that named the member last (Directory.generation)."""
        self.monitor_id: int | None = None


class Roster:
    """Teams and the states of their members."""

    def __init__(self, directory: Directory, team_names: Mapping[int, str]) -> None:
        """``team_names`` are those of the settings, for teams that the server doesn't name."""
        self._directory = directory
        self._teams: dict[int, TeamRow] = {}
        self._team_names = team_names
        self._changed_teams: set[int] = set()
        self._relisted: list[str] = []
        self._off_call: list[str] = []
        self._timed: list[str] = []
        self._all_states = False
        """The states of all agents come, with or without a team's monitor."""
        self._state_devices: set[str] = set()
        """Devices whose monitor brings the state of the agent who is there."""

    # -- states ------------------------------------------------------------------------------------------------------

    def agent_state(self, event: AgentStateEvent, now: float) -> bool:
        """Fold AGENT_STATE_EVENT; False where it names no known agent or changes nothing of the supervisor."""
        directory, me, icm = self._directory, self._directory.me, event.icm_agent_id
        agent_id = directory.find(event.agent_id, event.agent_extension, event.agent_instrument, icm)
        at_own_phone = directory.owner_at(event.agent_instrument or event.agent_extension) is OWN
        if (agent_id == me.agent_id or at_own_phone) and event.agent_id in (None, "", me.agent_id):
            return directory.set_me(
                extension=event.agent_extension,
                instrument=event.agent_instrument,
                state=known_state(event.agent_state),
                icm_agent_id=icm if icm and icm > 0 else None,
            )
        if agent_id is None:
            return False
        row = directory.row(agent_id)
        directory.identify(row, icm)
        _fold_skill_groups(row, event)
        if row.follows_medium(event.mrd_id):
            if event.direction is not None:
                row.direction = event.direction
            duration = event.state_duration if 0 <= event.state_duration < UNKNOWN_DURATION else 0
            self._enter(row, event.agent_state, event.event_reason_code, now - duration, exact=duration > 0)
        directory.place(row, event.agent_extension, event.agent_instrument)
        return True

    def state_known(self, event: AgentStateKnown) -> bool:
        """Fold the answer to QUERY_AGENT_STATE_REQ, which has no duration; False as for :meth:`agent_state`."""
        directory, found = self._directory, event.confirmation
        agent_id = found.agent_id or event.agent_id
        if agent_id == directory.me.agent_id:
            return directory.set_me(
                extension=found.agent_extension,
                instrument=found.agent_instrument,
                state=known_state(found.agent_state),
                icm_agent_id=found.icm_agent_id or None,
            )
        if not agent_id:
            return False
        row = directory.row(agent_id)
        directory.identify(row, found.icm_agent_id)
        groups = tuple(number for number in found.skill_group_number if number is not None)
        row.skill_groups = groups or row.skill_groups
        if row.follows_medium(found.mrd_id):
            self._enter(row, found.agent_state, None, None, exact=False)
        directory.place(row, found.agent_extension, found.agent_instrument)
        return True

    def _enter(self, row: AgentRow, state: int, reason: int | None, since: float | None, *, exact: bool) -> None:
        """The agent is in an AgentState with an EventReasonCode. ``exact``: since ``since``, and not just at least."""
        known = known_state(state)
        if known is None:
            return
        if known not in (AgentState.NOT_READY, AgentState.LOGOUT):
            reason = None  # reason codes are defined for these two alone
        elif reason is None and known == row.state:
            reason = row.reason_code
        if known == row.state and reason == row.reason_code:
            if exact and since is not None and (row.state_since is None or abs(row.state_since - since) > SAME_TIME):
                row.state_since = since
            if exact:
                self._timed.append(row.agent_id)
            return
        if row.state in ON_A_CALL and known not in MAY_BE_ON_A_CALL:
            self._off_call.append(row.agent_id)
        row.state, row.reason_code, row.state_since = known, reason, since
        self._timed.append(row.agent_id)
        if since is not None:
            row.recent = (*row.recent[-KEPT_STATES + 1 :], StateChange(since, known, reason))

    # -- teams -------------------------------------------------------------------------------------------------------

    def team_listed(self, team_id: int) -> None:
        """The supervisor has this team."""
        self._team(team_id)

    def _team(self, team_id: int) -> TeamRow:
        """The team's record, made where it is new; it counts as changed."""
        generation = self._directory.generation
        team = self._teams.get(team_id)
        if team is None:
            team = self._teams[team_id] = TeamRow(team_id, generation)
        team.generation = generation
        self._changed_teams.add(team_id)
        return team

    def membership(self, event: TeamMembership, now: float) -> None:
        """Fold who is on a team. Members named by an older session stay until everything has been asked for again."""
        team, me = self._team(event.team_id), self._directory.me
        generation = self._directory.generation
        team.name = event.team_name or team.name
        present = dict.fromkeys(event.agent_ids)
        for agent_id, named_in in list(team.members.items()):
            if agent_id in event.removed or (agent_id not in present and named_in == generation):
                self._leave(team, agent_id, gone=agent_id in event.removed)
        if event.restored:
            self._forget_gone(team)
        for agent_id in present:
            if agent_id != me.agent_id and team.members.get(agent_id) != generation:
                self._join(team, agent_id)
        for member in event.named:
            if member.agent_id == me.agent_id:
                continue
            row = self._directory.row(member.agent_id)
            row.flags = member.flags
            if member.state is not None:
                duration = member.state_duration
                since = now - duration if duration is not None and 0 <= duration < UNKNOWN_DURATION else None
                self._enter(row, member.state, None, since, exact=since is not None)

    def team_left(self, team_id: int) -> None:
        """The supervisor has this team no more: it is dropped, with members who are on no other."""
        team = self._teams.get(team_id)
        if team is not None:
            self._drop(team)

    def team_monitored(self, team_id: int, monitor_id: int | None, problem: str) -> None:
        """The team's monitor runs, or why it does not."""
        team = self._team(team_id)
        if team.problem != problem:
            for agent_id in team.members:
                self._directory.mark_changed(agent_id)
        team.monitor_id, team.problem = monitor_id, problem

    def states_come(self, everywhere: bool) -> None:
        """Whether the session brings the states of all agents (All Events)."""
        self._all_states = everywhere

    def device_monitored(self, device_id: str) -> None:
        """The device's monitor brings the state of the agent who is there."""
        self._state_devices.add(device_id)
        owner = self._directory.owner_at(device_id)
        if isinstance(owner, str):
            self._directory.mark_changed(owner)

    def not_followed(self) -> dict[str, list[int]]:
        """Why teams are not followed, in words -> those teams. Empty where the states of all agents come."""
        found: dict[str, list[int]] = {}
        for team in self._teams.values():
            if team.problem and not self._all_states:
                found.setdefault(team.problem, []).append(team.team_id)
        return found

    def why_not_followed(self, row: AgentRow) -> str:
        """Why changes of the agent's state are not told: no team with the agent on it is followed, nor is the phone."""
        problems = [self._teams[team_id].problem for team_id in row.teams if team_id in self._teams]
        if self._all_states or not problems or not all(problems):
            return ""
        by_device = row.state != AgentState.LOGOUT and self._state_devices & {row.extension, row.instrument}
        return "" if by_device else problems[0]

    def _drop(self, team: TeamRow) -> None:
        for agent_id in list(team.members):
            self._leave(team, agent_id, gone=False)
        self._forget_gone(team)
        del self._teams[team.team_id]
        self._changed_teams.add(team.team_id)

    def _join(self, team: TeamRow, agent_id: str) -> None:
        row = self._directory.row(agent_id)
        if row.gone:
            row.gone = False
            row.teams.clear()
        if not row.teams:
            self._relisted.append(agent_id)
        row.teams[team.team_id] = None
        team.members[agent_id] = self._directory.generation
        self._changed_teams.add(team.team_id)

    def _leave(self, team: TeamRow, agent_id: str, *, gone: bool) -> None:
        """Take an agent off a team. ``gone``: the row keeps its last team, so that the agent is shown as gone."""
        row = self._directory.agents.get(agent_id)
        if row is None or team.team_id not in row.teams:
            return
        team.members.pop(agent_id, None)
        self._directory.mark_changed(agent_id)
        self._changed_teams.add(team.team_id)
        if gone and len(row.teams) == 1:
            row.gone = True
            return
        del row.teams[team.team_id]
        if not row.teams:
            row.gone = False
            self._relisted.append(agent_id)

    def _forget_gone(self, team: TeamRow) -> None:
        for row in self._directory.agents.values():
            if row.gone and team.team_id in row.teams:
                self._forget(row)

    def _forget(self, row: AgentRow) -> None:
        """An agent who left is not shown any more."""
        row.teams.clear()
        row.gone = False
        self._relisted.append(row.agent_id)
        self._directory.mark_changed(row.agent_id)

    # -- names -------------------------------------------------------------------------------------------------------

    def config_agent(self, event: ConfigAgentEvent) -> None:
        """Fold CONFIG_AGENT_EVENT: its LoginID is the AgentID of the other messages."""
        directory = self._directory
        names = next(group for group in event.groups if group.name == "records").fields
        for values in event.members("records"):
            record: dict[str, Any] = dict(zip(names, values, strict=True))
            agent_id = record["login_id"]
            if not agent_id or agent_id == directory.me.agent_id or record["record_type"] == RecordType.DELETE:
                continue
            row = directory.row(agent_id)
            full = ", ".join(part for part in (record["last_name"], record["first_name"]) if part)
            row.config_name = full or record["login_name"] or row.config_name
            directory.identify(row, record["agent_skill_target_id"])
            if record["extension"] and not row.extension:
                directory.place(row, record["extension"], None)

    # -- sessions ----------------------------------------------------------------------------------------------------

    def reopened(self) -> None:
        """A new session: MonitorIDs are the lost one's, and teams that it doesn't name will be dropped."""
        self._state_devices.clear()
        for team in self._teams.values():
            if team.problem:
                for agent_id in team.members:
                    self._directory.mark_changed(agent_id)
            team.monitor_id, team.problem = None, ""
            self._changed_teams.add(team.team_id)

    def rediscovered(self) -> None:
        """Everything was asked for and answered: teams and members that were not named are gone."""
        generation = self._directory.generation
        for team in [t for t in self._teams.values() if t.generation < generation]:
            self._drop(team)
        for team in self._teams.values():
            for agent_id in [a for a, named_in in team.members.items() if named_in < generation]:
                self._leave(team, agent_id, gone=False)
        for row in self._directory.agents.values():
            if row.gone and row.generation < generation:
                self._forget(row)

    # -- for the builder ---------------------------------------------------------------------------------------------

    def take_relisted(self) -> list[str]:
        """Agents that came onto the teams or left them since this was asked last."""
        relisted, self._relisted = self._relisted, []
        return relisted

    def take_off_call(self) -> list[str]:
        """Agents whose state has changed from one on a call to one that excludes a call, since this was asked last."""
        off_call, self._off_call = self._off_call, []
        return off_call

    def take_timed(self) -> list[str]:
        """Agents whose ``state_since`` was confirmed or changed since this was asked last."""
        timed, self._timed = self._timed, []
        return timed

    def take_changed_teams(self) -> set[int]:
        """Teams that have changed, come or gone since this was asked last."""
        changed, self._changed_teams = self._changed_teams, set()
        return changed

    def agent_value(self, agent_id: str) -> Agent | None:
        """The agent as the floor shows it; None for agents on no team."""
        row = self._directory.agents.get(agent_id)
        if row is None or not row.teams:
            return None
        return Agent(
            agent_id=agent_id,
            name=self._directory.name_of(agent_id),
            extension=row.extension,
            instrument=row.instrument,
            icm_agent_id=row.icm_agent_id,
            state=row.state,
            reason_code=row.reason_code,
            state_since=row.state_since,
            direction=row.direction,
            team_ids=tuple(row.teams),
            flags=row.flags,
            skill_groups=row.skill_groups,
            recent=row.recent,
            gone=row.gone,
            not_followed="" if row.gone else self.why_not_followed(row),
        )

    def team_value(self, team_id: int) -> Team | None:
        """The team as the floor shows it; None where it is gone."""
        team = self._teams.get(team_id)
        if team is None:
            return None
        name = team.name or self._team_names.get(team_id, "")
        return Team(team_id, name, tuple(team.members), team.monitor_id, team.problem)


def _fold_skill_groups(row: AgentRow, event: AgentStateEvent) -> None:
    """The list of skill groups where the event has one, else the one that the event is about as well."""
    listed = tuple(number for number in event.flt_skill_group_number if number is not None)
    number = event.skill_group_number
    if listed:
        row.skill_groups = listed
    elif not event.num_flt_skill_groups and number != NULL_SKILL_GROUP and number not in row.skill_groups:
        row.skill_groups = (*row.skill_groups, number)
