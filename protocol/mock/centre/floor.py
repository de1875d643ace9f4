"""The floor of a mock centre: its agents, their states and teams. What the parts of a centre work on."""

from __future__ import annotations

from typing import Protocol

from protocol.mock.centre import agent_messages, call_messages
from protocol.mock.centre.announcement import Announcer
from protocol.mock.centre.clock import Clock
from protocol.mock.centre.entities import Agent, Leg, Pool, Team
from protocol.mock.centre.population import SUPERVISOR_REASON, populate
from protocol.mock.centre.switch import CONNECT, HOLD, Switch
from protocol.mock.settings import CentreSettings
from protocol.wire.enums import MAX_NUM_TEAM_MEMBERS, AgentState, CallDirection, ConfigOperation, StatusCode
from protocol.wire.messages import AgentStateEvent, Message


class FloorObserver(Protocol):
    """Decides what agents do next, and follows who supervises whom."""

    def state_changed(self, agent: Agent) -> None:
        """An agent who is no supervisor has another state."""

    def choose_state_after_call(self, agent: Agent) -> None:
        """An agent's last call is over, and nobody requested a state for then: set one."""

    def supervisor_left(self, leg: Leg) -> None:
        """A supervisor's end has left its call."""


class Floor:
    """The agents of a centre, their states and teams, and the switch with their calls."""

    def __init__(self, settings: CentreSettings, observer: FloorObserver) -> None:
        self.settings = settings
        self.pid = settings.peripheral_id
        self.clock = Clock()
        self.announcer = Announcer(self.pid, self.clock)
        self.switch = Switch(self.announcer, self.clock, self)
        self._observer = observer
        self.agents, self.supervisor, self.teams = populate(settings)
        everyone = [*self.agents, self.supervisor]
        self.by_id = {a.agent_id: a for a in everyone}
        self.by_extension = {a.extension: a for a in everyone}
        self.by_team = {t.team_id: t for t in self.teams}
        self.free, self.talking = Pool(), Pool()
        """Agents who can take a call, and agents in conversation on a call on which no consultation is under way."""
        for agent in self.agents:
            self.free.put(agent, True)

    @property
    def now(self) -> float:
        """Seconds since the centre's start."""
        return self.clock.now

    # --- states -----------------------------------------------------------------------------------------------------

    def set_state(self, agent: Agent, state: int, reason: int = 0) -> None:
        """Give an agent an AgentState with its reason code, and announce it."""
        agent.state, agent.reason, agent.since = state, reason, self.now
        agent.state_changes += 1
        if not agent.legs:
            agent.direction = CallDirection.NONE
        self.update_pools(agent)
        self.announce_state(agent)
        if not agent.supervisor:
            self._observer.state_changed(agent)

    def set_state_after_call(self, agent: Agent, state: int, reason: int) -> None:
        """Let the agent take a state at the end of the present call."""
        agent.pending = (state, reason)

    def set_since(self, agent: Agent, since: float) -> None:
        """Let the agent's state have begun at another time, which may be before the centre's start."""
        agent.since = since

    def set_direction(self, agent: Agent, direction: CallDirection) -> None:
        """Set the direction of the call that the agent gets or dials."""
        agent.direction = direction

    def agent_state(self, agent: Agent) -> AgentStateEvent:
        """AGENT_STATE_EVENT with an agent's present state."""
        return agent_messages.agent_state(self.pid, agent, self.now)

    def calls_in_progress(self, agent: Agent) -> list[Message]:
        """The events that tell how the agent's calls stand."""
        return [message for leg in agent.legs for message in call_messages.in_progress(self.pid, leg)]

    def announce_state(self, agent: Agent) -> None:
        """Announce an agent's present state."""
        self.announcer.announce(
            self.agent_state(agent),
            devices=(agent.instrument,),
            agent=agent.agent_id,
            teams=tuple(agent.team_ids),
        )

    def update_pools(self, agent: Agent) -> None:
        """Put an agent into the pools that follow from state and calls."""
        if agent.supervisor:
            return
        self.free.put(agent, agent.state == AgentState.AVAILABLE and not agent.legs)
        leg = agent.legs[0] if agent.state == AgentState.TALKING and len(agent.legs) == 1 else None
        talks = leg is not None and leg.state == CONNECT and leg.call.answered and not leg.call.busy
        self.talking.put(agent, talks)

    def settle(self, agent: Agent) -> None:
        """Give an agent the state that follows from the agent's calls."""
        if any(leg.state == CONNECT for leg in agent.legs):
            wanted = AgentState.TALKING
        elif any(leg.state == HOLD for leg in agent.legs):
            wanted = AgentState.HOLD
        elif agent.legs:
            return
        elif agent.state in (AgentState.TALKING, AgentState.HOLD, AgentState.RESERVED):
            self.after_call(agent)
            return
        else:
            self.update_pools(agent)
            return
        if agent.state != wanted:
            self.set_state(agent, wanted)
        else:
            self.update_pools(agent)

    def after_call(self, agent: Agent) -> None:
        """Give an agent the state that follows the last call."""
        agent.handled += 1
        if agent.supervisor:
            self.set_state(agent, AgentState.NOT_READY, SUPERVISOR_REASON)
        elif agent.pending is not None:
            (state, reason), agent.pending = agent.pending, None
            self.set_state(agent, state, reason)
        else:
            self._observer.choose_state_after_call(agent)

    def supervisor_left(self, leg: Leg) -> None:
        """A supervisor's end has left its call."""
        self._observer.supervisor_left(leg)

    # --- looking up -------------------------------------------------------------------------------------------------

    def active_leg(self, agent: Agent) -> Leg | None:
        """The agent's end of the call on which the agent talks."""
        return next((leg for leg in agent.legs if leg.state == CONNECT), None)

    def find_agent(
        self, agent_id: str | None, extension: str | None, instrument: str | None
    ) -> tuple[Agent | None, StatusCode]:
        """The agent that the given fields name, or the status that says why there is none.

        E_CTI_REQUIRED_DATA_MISSING: no field is given; E_CTI_INVALID_AGENT_DATA: a field names nobody;
        E_CTI_INCONSISTENT_AGENT_DATA: the fields name different agents.
        """
        found = [self.by_id.get(agent_id)] if agent_id else []
        found += [self.by_extension.get(device) for device in (extension, instrument) if device]
        if not found:
            return None, StatusCode.E_CTI_REQUIRED_DATA_MISSING
        if None in found:
            return None, StatusCode.E_CTI_INVALID_AGENT_DATA
        if any(agent is not found[0] for agent in found):
            return None, StatusCode.E_CTI_INCONSISTENT_AGENT_DATA
        return found[0], StatusCode.E_CTI_NO_ERROR

    # --- names and teams --------------------------------------------------------------------------------------------

    def rename_agent(self, agent: Agent, first_name: str, last_name: str) -> None:
        """Give an agent another name, that CONFIG_AGENT_EVENT contains from now on."""
        agent.first_name, agent.last_name = first_name, last_name

    def rename_team(self, team: Team, name: str) -> None:
        """Give a team another name; nothing is announced."""
        team.name = name

    def members(self, team: Team) -> list[Agent]:
        """The members of a team as AGENT_TEAM_CONFIG_EVENT lists them: the supervisor is the first."""
        return [self.supervisor, *team.members]

    def move_agent(self, agent: Agent, team: Team) -> None:
        """Move an agent from all present teams to another one, with an AGENT_TEAM_CONFIG_EVENT for each team."""
        for old in [self.by_team[team_id] for team_id in agent.team_ids]:
            self._remove_member(agent, old)
        self._add_member(agent, team)

    def lend_agent(self, agent: Agent, team: Team) -> None:
        """Lend an agent to another team, with its AGENT_TEAM_CONFIG_EVENT; the agent stays in the present ones."""
        team.temporary.add(agent.agent_id)
        self._add_member(agent, team)

    def return_agent(self, agent: Agent, team: Team) -> None:
        """An agent who was lent to a team leaves it, with its AGENT_TEAM_CONFIG_EVENT."""
        self._remove_member(agent, team)

    def _add_member(self, agent: Agent, team: Team) -> None:
        agent.team_ids.append(team.team_id)
        team.members.append(agent)
        self.announce_team(team, [agent], ConfigOperation.ADD_AGENT)

    def _remove_member(self, agent: Agent, team: Team) -> None:
        team.members.remove(agent)
        team.temporary.discard(agent.agent_id)
        agent.team_ids.remove(team.team_id)
        self.announce_team(team, [agent], ConfigOperation.REMOVE_AGENT)

    def announce_team(self, team: Team, members: list[Agent], operation: ConfigOperation) -> None:
        """AGENT_TEAM_CONFIG_EVENT about a change of a team."""
        self.announcer.announce(self.team_config(team, members, operation), teams=(team.team_id,))

    def team_config(self, team: Team, members: list[Agent], operation: ConfigOperation) -> Message:
        """AGENT_TEAM_CONFIG_EVENT about up to 64 members of a team."""
        return agent_messages.team_config(self.pid, team, members, operation, self.now)

    def team_configs(self, team: Team) -> list[Message]:
        """The AGENT_TEAM_CONFIG_EVENTs with all members of a team, 64 in each."""
        members = self.members(team)
        return [
            self.team_config(
                team,
                members[first : first + MAX_NUM_TEAM_MEMBERS],
                ConfigOperation.ADD_AGENT if first else ConfigOperation.RESTORE_PERMANENT,
            )
            for first in range(0, len(members), MAX_NUM_TEAM_MEMBERS)
        ]
