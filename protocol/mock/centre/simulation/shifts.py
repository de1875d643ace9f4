"""What agents do by themselves between calls: wrap up, take breaks, sign out and come back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from protocol.mock.centre.population import LOGOUT_REASON, NOT_READY_REASONS, SUPERVISOR_REASON, Agent
from protocol.wire.enums import AgentState

if TYPE_CHECKING:
    from protocol.mock.centre.simulation.simulation import Story


class Shifts:
    """The agents' working day."""

    def __init__(self, story: Story) -> None:
        self.story, self.centre, self.rng = story, story.centre, story.rng

    def after_call(self, agent: Agent) -> None:
        """The state an agent takes when the last call is over."""
        rng, centre = self.rng, self.centre
        agent.handled += 1
        if agent.supervisor:
            centre.set_state(agent, AgentState.NOT_READY, SUPERVISOR_REASON)
        elif agent.pending is not None:
            (state, reason), agent.pending = agent.pending, None
            centre.set_state(agent, state, reason)
        elif self.story.still:
            centre.set_state(agent, AgentState.AVAILABLE)
        else:
            roll = rng.random()
            after = AgentState.WORK_READY if roll < 0.65 else AgentState.AVAILABLE
            centre.set_state(agent, AgentState.WORK_NOT_READY if roll > 0.85 else after)

    def state_changed(self, agent: Agent) -> None:
        """Plan what an agent without a call does next."""
        if self.story.still:
            return
        rng, centre = self.rng, self.centre
        plan = agent.plan

        def then(low: float, high: float, state: int, reason: int = 0) -> None:
            def step() -> None:
                if agent.plan == plan and not agent.legs:
                    centre.set_state(agent, state, reason)

            centre.later(rng.uniform(low, high), step)

        if agent.state == AgentState.AVAILABLE:
            centre.later(rng.uniform(0.2, 0.8), lambda: self.story.serve(agent))
            roll = rng.random()
            if roll < 0.04:
                then(30, 150, AgentState.LOGOUT, LOGOUT_REASON)
            elif roll < 0.25:
                then(20, 120, AgentState.NOT_READY, rng.choice(NOT_READY_REASONS))
        elif agent.state == AgentState.NOT_READY:
            if rng.random() < 0.06:
                then(8, 40, AgentState.LOGOUT, LOGOUT_REASON)
            else:
                then(20, 110, AgentState.AVAILABLE)
        elif agent.state == AgentState.WORK_READY:
            then(4, 22, AgentState.AVAILABLE)
        elif agent.state == AgentState.WORK_NOT_READY:
            then(4, 22, AgentState.NOT_READY, rng.choice(NOT_READY_REASONS))
        elif agent.state == AgentState.LOGOUT:
            then(25, 70, AgentState.LOGIN)
        elif agent.state == AgentState.LOGIN:
            then(0.5, 3, AgentState.NOT_READY, rng.choice(NOT_READY_REASONS))
