"""What agents do between calls: wrap up, take breaks, sign out and come back."""

from __future__ import annotations

from random import Random

from protocol.mock.centre.entities import Agent
from protocol.mock.centre.floor import Floor
from protocol.mock.centre.population import LOGOUT_REASON, NOT_READY_REASONS
from protocol.mock.centre.simulation.customer_calls import CustomerCalls
from protocol.wire.enums import AgentState


class Shifts:
    """The agents' states without a call. On a still floor agents are available after a call and stay so."""

    def __init__(self, floor: Floor, rng: Random, customer_calls: CustomerCalls) -> None:
        self.floor, self.rng, self.customer_calls = floor, rng, customer_calls

    def set_state_after_call(self, agent: Agent) -> None:
        """Give an agent a state after the last call: wrap-up, or available at once."""
        if self.floor.settings.still:
            self.floor.set_state(agent, AgentState.AVAILABLE)
            return
        roll = self.rng.random()
        after = AgentState.WORK_READY if roll < 0.65 else AgentState.AVAILABLE
        self.floor.set_state(agent, AgentState.WORK_NOT_READY if roll > 0.85 else after)

    def plan_next_state(self, agent: Agent) -> None:
        """Plan what an agent does in the state that has just begun, and the state that follows it."""
        if self.floor.settings.still:
            return
        rng = self.rng
        if agent.state == AgentState.AVAILABLE:
            self.floor.clock.later(rng.uniform(0.2, 0.8), lambda: self.customer_calls.offer_next(agent))
            roll = rng.random()
            if roll < 0.04:
                self._plan(agent, 30, 150, AgentState.LOGOUT, LOGOUT_REASON)
            elif roll < 0.25:
                self._plan(agent, 20, 120, AgentState.NOT_READY, rng.choice(NOT_READY_REASONS))
        elif agent.state == AgentState.NOT_READY:
            if rng.random() < 0.06:
                self._plan(agent, 8, 40, AgentState.LOGOUT, LOGOUT_REASON)
            else:
                self._plan(agent, 20, 110, AgentState.AVAILABLE)
        elif agent.state == AgentState.WORK_READY:
            self._plan(agent, 4, 22, AgentState.AVAILABLE)
        elif agent.state == AgentState.WORK_NOT_READY:
            self._plan(agent, 4, 22, AgentState.NOT_READY, rng.choice(NOT_READY_REASONS))
        elif agent.state == AgentState.LOGOUT:
            self._plan(agent, 25, 70, AgentState.LOGIN)
        elif agent.state == AgentState.LOGIN:
            self._plan(agent, 0.5, 3, AgentState.NOT_READY, rng.choice(NOT_READY_REASONS))

    def _plan(self, agent: Agent, low: float, high: float, state: AgentState, reason: int = 0) -> None:
        """Set a state in ``low`` to ``high`` seconds, unless the agent's state changes or a call comes before."""
        present = agent.state_changes

        def step() -> None:
            if agent.state_changes == present and not agent.legs:
                self.floor.set_state(agent, state, reason)

        self.floor.clock.later(self.rng.uniform(low, high), step)
