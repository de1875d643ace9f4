"""A seeded contact centre: its people, its switch, and a clock that others move. Pure: no socket, no thread, no time.

:class:`Centre` keeps the floor and its agents' states. What happens by itself is in
:mod:`protocol.mock.centre.simulation`, what a supervisor does in :mod:`protocol.mock.centre.supervision`, what desks
ask for in :mod:`protocol.mock.centre.phone_control`.
"""

from __future__ import annotations

from protocol.mock.centre import agent_messages as agent_events
from protocol.mock.centre.announcement import Happening
from protocol.mock.centre.entities import Leg
from protocol.mock.centre.phone_control import Desk
from protocol.mock.centre.population import Agent, Pool, Team, people
from protocol.mock.centre.simulation.simulation import Story
from protocol.mock.centre.supervision import Supervision
from protocol.mock.centre.switch import CONNECT, HOLD, Switch
from protocol.mock.settings import CentreSettings
from protocol.wire.enums import AgentFlags, AgentState, CallDirection, StatusCode
from protocol.wire.messages import AgentTeamConfigEvent, Message


class Centre(Switch):
    """A contact centre. Times are seconds since its start; :meth:`advance` makes them pass."""

    def __init__(self, settings: CentreSettings | None = None) -> None:
        self.settings = settings or CentreSettings()
        super().__init__(self.settings.peripheral_id)
        self.agents, self.supervisor, self.teams = people(self.settings)
        everyone = [*self.agents, self.supervisor]
        self.by_id = {a.agent_id: a for a in everyone}
        self.by_extension = {a.extension: a for a in everyone}
        self.by_team = {t.team_id: t for t in self.teams}
        self.free, self.talking = Pool(), Pool()
        """Agents who can take a call, and agents in conversation on one that nothing else is done with."""
        for agent in self.agents:
            self.free.put(agent, True)
        self.supervision = Supervision(self)
        self.desk = Desk(self)
        self.story = Story(self)
        self.story.start()
        self.advance(0.0)  # whatever set the floor up is nobody's news

    def supervisor_left(self, leg: Leg) -> None:
        """A supervisor's end has left its call."""
        self.supervision.left(leg)

    def set_state(self, agent: Agent, state: int, reason: int = 0) -> None:
        """Give an agent a state and tell it."""
        agent.state, agent.reason, agent.since = state, reason, self.now
        agent.plan += 1
        if not agent.legs:
            agent.direction = CallDirection.NONE
        self.pools(agent)
        self.tell_state(agent)
        if not agent.supervisor:
            self.story.shifts.state_changed(agent)

    def tell_state(self, agent: Agent) -> None:
        """Tell an agent's present state."""
        self.emit(
            Happening(
                self.now,
                agent_events.agent_state(self.pid, agent, self.now),
                devices=(agent.instrument,),
                agent=agent.agent_id,
                teams=tuple(agent.team_ids),
            )
        )

    def pools(self, agent: Agent) -> None:
        """Sort an agent into the pools by his state and calls."""
        if agent.supervisor:
            return
        self.free.put(agent, agent.state == AgentState.AVAILABLE and not agent.legs)
        leg = agent.legs[0] if agent.state == AgentState.TALKING and len(agent.legs) == 1 else None
        talks = leg is not None and leg.state == CONNECT and leg.call.answered is not None and not leg.call.engaged
        self.talking.put(agent, talks)

    def settle(self, agent: Agent) -> None:
        """Give an agent the state that his calls make."""
        if any(leg.state == CONNECT for leg in agent.legs):
            wanted = AgentState.TALKING
        elif any(leg.state == HOLD for leg in agent.legs):
            wanted = AgentState.HOLD
        elif agent.legs:
            return
        elif agent.state in (AgentState.TALKING, AgentState.HOLD, AgentState.RESERVED):
            self.story.shifts.after_call(agent)
            return
        else:
            self.pools(agent)
            return
        if agent.state != wanted:
            self.set_state(agent, wanted)
        else:
            self.pools(agent)

    def active_leg(self, agent: Agent) -> Leg | None:
        """The agent's end of the call he is talking on."""
        return next((leg for leg in agent.legs if leg.state == CONNECT), None)

    def find_agent(
        self, agent_id: str | None, extension: str | None, instrument: str | None
    ) -> tuple[Agent | None, StatusCode]:
        """The agent that the given fields name, or the status that says why there is none (6, 8 or 32)."""
        found = [self.by_id.get(agent_id)] if agent_id else []
        found += [self.by_extension.get(device) for device in (extension, instrument) if device]
        if not found:
            return None, StatusCode.E_CTI_REQUIRED_DATA_MISSING
        if None in found:
            return None, StatusCode.E_CTI_INVALID_AGENT_DATA
        if any(agent is not found[0] for agent in found):
            return None, StatusCode.E_CTI_INCONSISTENT_AGENT_DATA
        return found[0], StatusCode.E_CTI_NO_ERROR

    def team_event(self, team: Team, members: list[Agent], operation: int) -> Message:
        """AGENT_TEAM_CONFIG_EVENT of up to 64 members."""
        flags = [
            AgentFlags.PRIMARY_SUPERVISOR if a.supervisor else AgentFlags.TEMPORARY_AGENT if lent else 0
            for a in members
            for lent in (a.agent_id in team.temporary,)
        ]
        return AgentTeamConfigEvent(
            peripheral_id=self.pid,
            team_id=team.team_id,
            config_operation=operation,
            department_id=0,
            agent_team_name=team.name,
            atc_agent_id=[a.agent_id for a in members],
            agent_flags=[int(flag) for flag in flags],
            atc_agent_state=[a.state for a in members],
            atc_state_duration=[max(0, int(self.now - a.since)) for a in members],
        )
