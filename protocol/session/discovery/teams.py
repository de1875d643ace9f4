"""The teams of a session and who is in them: their monitors, and the questions about new members. Pure, like all of the
discovery.

Source: GED-188, "Agent team" messages.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from protocol.session.discovery.devices import DeviceWatch, place_of
from protocol.session.discovery.queries import Ask, Question, Questions
from protocol.session.events import SessionEvent, TeamLeft, TeamMember, TeamMembership, TeamMonitored
from protocol.session.settings import SessionSettings
from protocol.wire.enums import MAX_NUM_TEAM_MEMBERS, AgentFlags, AgentState, ConfigOperation
from protocol.wire.messages import (
    AgentTeamConfigEvent,
    MonitorAgentTeamStartReq,
    MonitorAgentTeamStopReq,
    QueryAgentStateReq,
)

_VOICE = 1
"""MRDID of the voice domain, by convention."""
_NO_ID = -1
_TEAM_LIST_PAUSE = 5.0
"""Seconds within which a further full list of 64 members adds to the one before (a team larger than one message)."""
_MOST_UNKNOWN_MONITORS = 64
"""MonitorIDs without a known team of which the agents are remembered."""
_SUPERVISING = int(AgentFlags.PRIMARY_SUPERVISOR | AgentFlags.SUPERVISOR)


@dataclass(slots=True)
class _Agent:
    instrument: str = ""
    extension: str = ""
    teams: set[int] = field(default_factory=set)


@dataclass(slots=True)
class _Team:
    members: dict[str, None] = field(default_factory=dict)
    """In the order they became known."""
    told: bool = False
    """The server named its members."""
    asked: bool = False
    """Its monitor was asked for and not refused."""
    monitor_id: int | None = None
    monitored: bool = False
    full_since: float | None = None
    """When its latest message came, if that was a whole list of 64."""


class TeamWatch:
    """Teams, their members and where these are; what was learnt is appended to ``events``."""

    def __init__(
        self, settings: SessionSettings, questions: Questions, devices: DeviceWatch, events: list[SessionEvent]
    ) -> None:
        self._settings, self._questions, self._devices, self._events = settings, questions, devices, events
        self.agents: dict[str, _Agent] = {}
        self.known: dict[int, _Team] = {}
        self.of_monitor: dict[int, int] = {}
        """MonitorID -> team."""
        self._unplaced: dict[int, dict[str, None]] = {}
        """Agents told of with a MonitorID that is not known (yet) to be a team's."""
        self.own_id = settings.agent_id
        """The supervisor's agent id; empty while it is unknown."""
        self.may_ask = False
        """Are agents' states told when they are asked for?"""

    @property
    def told(self) -> bool:
        """There are teams, and the server named the members of each."""
        return bool(self.known) and all(team.told for team in self.known.values())

    def ask_again(self) -> None:
        """Ask for the present state of every member, and for the monitors that could not be started."""
        for team_id, team in self.known.items():
            if not team.asked:
                self._ask_monitor(team_id, team)
        for agent_id in self.agents:
            if self.may_ask and agent_id != self.own_id:
                self._questions.ask(Question(Ask.AGENT_STATE, agent_id, self.query(agent_id)))

    def query(self, agent_id: str) -> QueryAgentStateReq:
        """The question about an agent's present state."""
        return QueryAgentStateReq(
            peripheral_id=self._settings.peripheral_id, mrd_id=_VOICE, icm_agent_id=_NO_ID, agent_id=agent_id or None
        )

    def whereabouts(self, agent_id: str, state: int, instrument: str | None, extension: str | None) -> None:
        """A member is in that state at that device: it is watched from now on."""
        agent = self.agents[agent_id]
        if state == AgentState.LOGOUT:
            agent.instrument = agent.extension = ""
        elif instrument or (extension and extension != agent.extension):
            agent.instrument, agent.extension = instrument or "", extension or agent.extension
        states = not any(self.known[team_id].monitored for team_id in agent.teams)
        self._devices.move(agent_id, place_of(agent.instrument, agent.extension), states=states)

    def config(self, event: AgentTeamConfigEvent, now: float) -> None:
        """AGENT_TEAM_CONFIG_EVENT: members added, removed, or the whole list.

        The guide doesn't say whether a second message of operation 0 replaces the first or adds to it: it adds where
        the one before was full and came under 5 s ago. Operation 1 for a team that is not known starts its list.
        """
        rows = [
            TeamMember(str(agent_id), flags or 0, state, duration)
            for agent_id, flags, state, duration in event.members("members")
            if agent_id
        ]
        name, named = event.agent_team_name or "", dict.fromkeys(row.agent_id for row in rows)
        removing = event.config_operation == ConfigOperation.REMOVE_AGENT
        team = self.known.get(event.team_id)
        if team is None and removing:
            return
        team = team or self.add(event.team_id)
        team.told = True
        if removing:
            if any(row.agent_id == self.own_id and row.flags & _SUPERVISING for row in rows):
                self._drop(event.team_id)
                return
            for agent_id in [a for a in named if a in team.members]:
                self._part(event.team_id, agent_id)
            self._tell(event.team_id, name, removed=tuple(named))
            return
        begins = False
        if event.config_operation == ConfigOperation.RESTORE_PERMANENT:
            begins = team.full_since is None or now - team.full_since >= _TEAM_LIST_PAUSE
            for agent_id in [a for a in team.members if begins and a not in named]:
                self._part(event.team_id, agent_id)
            team.full_since = now if len(rows) >= MAX_NUM_TEAM_MEMBERS else None
        for agent_id in named:
            if agent_id not in team.members:
                self._join(event.team_id, agent_id)
        self._tell(event.team_id, name, named=tuple(rows), restored=begins)

    def _tell(
        self,
        team_id: int,
        name: str = "",
        *,
        named: tuple[TeamMember, ...] = (),
        removed: tuple[str, ...] = (),
        restored: bool = False,
    ) -> None:
        members = tuple(self.known[team_id].members)
        self._events.append(TeamMembership(team_id, members, name, named, removed, restored))

    def seen(self, monitor_id: int, agent_id: str) -> None:
        """An agent's state came with that MonitorID: who comes with a team's is on that team.

        The members of a team that only LIST_AGENT_TEAM_CONF names are known by that alone.
        """
        team_id = self.of_monitor.get(monitor_id)
        if team_id is None:
            if len(self._unplaced) < _MOST_UNKNOWN_MONITORS or monitor_id in self._unplaced:
                self._unplaced.setdefault(monitor_id, {})[agent_id] = None
        elif team_id in self.known and agent_id not in self.known[team_id].members:
            self._join(team_id, agent_id)
            self._tell(team_id)

    def add(self, team_id: int) -> _Team:
        """A team that was not known: its monitor is started."""
        team = self.known[team_id] = _Team()
        if self._questions.stopped(Ask.TEAM_MONITOR):
            self._events.append(TeamMonitored(team_id, None, "Teams can't be followed in this session."))
        self._ask_monitor(team_id, team)
        return team

    def _ask_monitor(self, team_id: int, team: _Team) -> None:
        team.asked = True
        request = MonitorAgentTeamStartReq(team_id=team_id)
        self._questions.ask(Question(Ask.TEAM_MONITOR, str(team_id), request, team_id), urgent=True)

    def _drop(self, team_id: int) -> None:
        for agent_id in list(self.known[team_id].members):
            self._part(team_id, agent_id)
        team = self.known.pop(team_id)
        if team.monitor_id is not None:
            self._stop_monitor(team_id, team.monitor_id)
        self._events.append(TeamLeft(team_id))

    def _stop_monitor(self, team_id: int, monitor_id: int) -> None:
        self.of_monitor.pop(monitor_id, None)
        request = MonitorAgentTeamStopReq(monitor_id=monitor_id)
        self._questions.ask(Question(Ask.TEAM_STOP, str(team_id), request), urgent=True)

    def _join(self, team_id: int, agent_id: str) -> None:
        """A member of a team that is known; who is new on the floor is asked about."""
        self.known[team_id].members[agent_id] = None
        agent = self.agents.get(agent_id)
        if agent is None:
            agent = self.agents[agent_id] = _Agent()
            if self.may_ask and agent_id != self.own_id:
                self._questions.ask(Question(Ask.AGENT_STATE, agent_id, self.query(agent_id)))
        agent.teams.add(team_id)

    def _part(self, team_id: int, agent_id: str) -> None:
        self.known[team_id].members.pop(agent_id, None)
        agent = self.agents[agent_id]
        agent.teams.discard(team_id)
        if not agent.teams:
            self._devices.move(agent_id, None, states=False)
            self._questions.drop(Ask.AGENT_STATE, agent_id)
            del self.agents[agent_id]

    def not_monitored(self, team_id: int, problem: str) -> None:
        """The team's monitor could not be started, and why."""
        if team_id in self.known:
            self.known[team_id].asked = False
        self._events.append(TeamMonitored(team_id, None, problem))

    def monitored(self, team_id: int, monitor_id: int | None) -> None:
        """The team's monitor is running (None: it was already, under an id that is not known)."""
        team = self.known.get(team_id)
        if team is None:  # left while its monitor was being started
            if monitor_id is not None:
                self._stop_monitor(team_id, monitor_id)
            return
        team.monitored = True
        team.monitor_id = monitor_id
        if monitor_id is not None:
            self.of_monitor[monitor_id] = team_id
        self._events.append(TeamMonitored(team_id, monitor_id))
        if monitor_id is not None:
            for agent_id in self._unplaced.pop(monitor_id, ()):
                self.seen(monitor_id, agent_id)
