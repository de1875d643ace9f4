"""The teams of a session and their members: the teams' monitors, and the queries about new members. Pure.

Source: GED-188, "Agent team" messages.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from protocol.session.discovery.devices import Devices, device_of
from protocol.session.discovery.queries import Query, QueryKind, QueryQueue
from protocol.session.events import SessionEvent, TeamLeft, TeamMember, TeamMembership, TeamMonitored
from protocol.session.settings import SessionSettings
from protocol.wire.enums import (
    MAX_NUM_TEAM_MEMBERS,
    NULL_ICM_AGENT_ID,
    SUPERVISING,
    VOICE_MRD_ID,
    AgentState,
    ConfigOperation,
    CTIServiceMask,
)
from protocol.wire.messages import (
    AgentTeamConfigEvent,
    MonitorAgentTeamStartReq,
    MonitorAgentTeamStopReq,
    OpenConf,
    QueryAgentStateReq,
)

_TEAM_LIST_PAUSE = 5.0
"""Seconds within which another full list of 64 members continues the one before (a team larger than one message)."""
_MOST_UNKNOWN_MONITORS = 64
"""MonitorIDs without a known team whose agents are kept."""
_STATES = CTIServiceMask.CTI_SERVICE_CLIENT_CONTROL | CTIServiceMask.CTI_AGENT_STATE_CONTROL_ONLY
"""With either of these services a session may query agents' states."""


@dataclass(slots=True)
class _Agent:
    instrument: str = ""
    extension: str = ""
    teams: set[int] = field(default_factory=set)


@dataclass(slots=True)
class _Team:
    members: dict[str, None] = field(default_factory=dict)
    """In the order in which they became known."""
    listed: bool = False
    """An AGENT_TEAM_CONFIG_EVENT named its members."""
    asked: bool = False
    """Its monitor was asked for and not refused."""
    monitor_id: int | None = None
    monitored: bool = False
    full_list_at: float | None = None
    """When its latest message came, if that was a whole list of 64."""


class Teams:
    """Teams, their members and the members' devices; findings are appended to ``events``."""

    def __init__(
        self, settings: SessionSettings, queries: QueryQueue, devices: Devices, events: list[SessionEvent]
    ) -> None:
        self._settings, self._queries, self._devices, self._events = settings, queries, devices, events
        self._agents: dict[str, _Agent] = {}
        self._teams: dict[int, _Team] = {}
        self._of_monitor: dict[int, int] = {}
        """MonitorID -> team."""
        self._of_unknown_monitor: dict[int, dict[str, None]] = {}
        """MonitorID that is not known (yet) to be a team's -> agents whose states came with it."""
        self._own_id = settings.agent_id
        self._states_granted = False

    @property
    def own_id(self) -> str:
        """The supervisor's agent id; empty while it is unknown."""
        return self._own_id

    @property
    def states_granted(self) -> bool:
        """May the session query agents' states?"""
        return self._states_granted

    @property
    def team_ids(self) -> frozenset[int]:
        """The teams that are known."""
        return frozenset(self._teams)

    @property
    def all_listed(self) -> bool:
        """There are teams, and the server named the members of each."""
        return bool(self._teams) and all(team.listed for team in self._teams.values())

    def opened(self, confirmation: OpenConf) -> None:
        """OPEN_CONF came."""
        self.identify(confirmation.agent_id)
        self._states_granted = bool(confirmation.services_granted & _STATES)

    def identify(self, agent_id: str | None) -> None:
        """The supervisor's agent id, where it wasn't known."""
        self._own_id = self._own_id or agent_id or ""

    def ask_again(self) -> None:
        """Ask for the present state of every member, and for the monitors that could not be started."""
        for team_id, team in self._teams.items():
            if not team.asked:
                self._start_monitor(team_id, team)
        for agent_id in self._agents:
            self._query_state(agent_id)

    def state_request(self, agent_id: str) -> QueryAgentStateReq:
        """The request for an agent's present state."""
        return QueryAgentStateReq(
            peripheral_id=self._settings.peripheral_id,
            mrd_id=VOICE_MRD_ID,
            icm_agent_id=NULL_ICM_AGENT_ID,
            agent_id=agent_id or None,
        )

    def _query_state(self, agent_id: str) -> None:
        if self._states_granted and agent_id != self._own_id:
            self._queries.put(Query(QueryKind.AGENT_STATE, agent_id, self.state_request(agent_id)))

    # What the server says about teams and members.

    def listed(self, team_ids: Iterable[int]) -> None:
        """LIST_AGENT_TEAM_CONF names these teams."""
        for team_id in team_ids:
            if team_id not in self._teams:
                self._add(team_id)

    def member_state(self, agent_id: str, state: int, instrument: str | None, extension: str | None) -> None:
        """An agent is in that state at that device: a member's device is followed from now on."""
        agent = self._agents.get(agent_id)
        if agent is None:
            return
        if state == AgentState.LOGOUT:
            agent.instrument = agent.extension = ""
        elif instrument or (extension and extension != agent.extension):
            agent.instrument, agent.extension = instrument or "", extension or agent.extension
        states = not any(self._teams[team_id].monitored for team_id in agent.teams)
        self._devices.agent_at(agent_id, device_of(agent.instrument, agent.extension), states=states)

    def state_came(self, monitor_id: int, agent_id: str) -> None:
        """An agent's state came with that MonitorID: with a team's the agent is a member of that team.

        The members of a team that only LIST_AGENT_TEAM_CONF names are known by nothing else.
        """
        team_id = self._of_monitor.get(monitor_id)
        if team_id is None:
            if len(self._of_unknown_monitor) < _MOST_UNKNOWN_MONITORS or monitor_id in self._of_unknown_monitor:
                self._of_unknown_monitor.setdefault(monitor_id, {})[agent_id] = None
        elif team_id in self._teams and agent_id not in self._teams[team_id].members:
            self._add_member(team_id, agent_id)
            self._report(team_id)

    def config(self, event: AgentTeamConfigEvent, now: float) -> None:
        """AGENT_TEAM_CONFIG_EVENT: members added, removed, or the whole list (ConfigOperation).

        The guide doesn't say whether a second whole list replaces the first or continues it: it continues it where the
        one before was full and came less than 5 s ago. Added members of an unknown team start its list.
        """
        rows = [
            TeamMember(str(agent_id), flags or 0, state, duration)
            for agent_id, flags, state, duration in event.members("members")
            if agent_id
        ]
        removing = event.config_operation == ConfigOperation.REMOVE_AGENT
        team = self._teams.get(event.team_id)
        if team is None and removing:
            return
        team = team or self._add(event.team_id)
        team.listed = True
        if removing:
            self._removed(event, rows)
            return
        named = dict.fromkeys(row.agent_id for row in rows)
        begins = False
        if event.config_operation == ConfigOperation.RESTORE_PERMANENT:
            begins = team.full_list_at is None or now - team.full_list_at >= _TEAM_LIST_PAUSE
            for agent_id in [a for a in team.members if begins and a not in named]:
                self._remove_member(event.team_id, agent_id)
            team.full_list_at = now if len(rows) >= MAX_NUM_TEAM_MEMBERS else None
        for agent_id in named:
            if agent_id not in team.members:
                self._add_member(event.team_id, agent_id)
        self._report(event.team_id, event.agent_team_name or "", named=tuple(rows), restored=begins)

    def _removed(self, event: AgentTeamConfigEvent, rows: list[TeamMember]) -> None:
        """ConfigOperation REMOVE_AGENT for a known team."""
        if any(row.agent_id == self._own_id and row.flags & SUPERVISING for row in rows):
            self._leave(event.team_id)
            return
        named = tuple(dict.fromkeys(row.agent_id for row in rows))
        for agent_id in named:
            if agent_id in self._teams[event.team_id].members:
                self._remove_member(event.team_id, agent_id)
        self._report(event.team_id, event.agent_team_name or "", removed=named)

    def _report(
        self,
        team_id: int,
        name: str = "",
        *,
        named: tuple[TeamMember, ...] = (),
        removed: tuple[str, ...] = (),
        restored: bool = False,
    ) -> None:
        members = tuple(self._teams[team_id].members)
        self._events.append(TeamMembership(team_id, members, name, named, removed, restored))

    def _add_member(self, team_id: int, agent_id: str) -> None:
        """A new member of a known team; the state of an agent that is new in the session is queried."""
        self._teams[team_id].members[agent_id] = None
        agent = self._agents.get(agent_id)
        if agent is None:
            agent = self._agents[agent_id] = _Agent()
            self._query_state(agent_id)
        agent.teams.add(team_id)

    def _remove_member(self, team_id: int, agent_id: str) -> None:
        self._teams[team_id].members.pop(agent_id, None)
        agent = self._agents[agent_id]
        agent.teams.discard(team_id)
        if not agent.teams:
            self._devices.agent_at(agent_id, None, states=False)
            self._queries.drop(QueryKind.AGENT_STATE, agent_id)
            del self._agents[agent_id]

    # The teams' monitors.

    def _add(self, team_id: int) -> _Team:
        """A team that was not known: its monitor is started."""
        team = self._teams[team_id] = _Team()
        if self._queries.stopped(QueryKind.TEAM_MONITOR):
            self._events.append(TeamMonitored(team_id, None, "Teams can't be followed in this session."))
        self._start_monitor(team_id, team)
        return team

    def _leave(self, team_id: int) -> None:
        """The supervisor was taken off the team."""
        for agent_id in list(self._teams[team_id].members):
            self._remove_member(team_id, agent_id)
        team = self._teams.pop(team_id)
        if team.monitor_id is not None:
            self._stop_monitor(team_id, team.monitor_id)
        self._events.append(TeamLeft(team_id))

    def _start_monitor(self, team_id: int, team: _Team) -> None:
        team.asked = True
        request = MonitorAgentTeamStartReq(team_id=team_id)
        self._queries.put(Query(QueryKind.TEAM_MONITOR, str(team_id), request, team_id), urgent=True)

    def _stop_monitor(self, team_id: int, monitor_id: int) -> None:
        self._of_monitor.pop(monitor_id, None)
        request = MonitorAgentTeamStopReq(monitor_id=monitor_id)
        self._queries.put(Query(QueryKind.TEAM_STOP, str(team_id), request), urgent=True)

    def monitored(self, team_id: int, monitor_id: int | None) -> None:
        """The team's monitor is running (None: it was before, under an id that the server doesn't say)."""
        team = self._teams.get(team_id)
        if team is None:  # left while its monitor was being started
            if monitor_id is not None:
                self._stop_monitor(team_id, monitor_id)
            return
        team.monitored = True
        team.monitor_id = monitor_id
        if monitor_id is not None:
            self._of_monitor[monitor_id] = team_id
        self._events.append(TeamMonitored(team_id, monitor_id))
        if monitor_id is not None:
            for agent_id in self._of_unknown_monitor.pop(monitor_id, ()):
                self.state_came(monitor_id, agent_id)

    def not_monitored(self, team_id: int, problem: str) -> None:
        """The team's monitor could not be started, and why."""
        if team_id in self._teams:
            self._teams[team_id].asked = False
        self._events.append(TeamMonitored(team_id, None, problem))
