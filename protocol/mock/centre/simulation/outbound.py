"""Calls that agents dial: outside, to one another, and the first steps of every one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from protocol.mock.centre import call_messages as events
from protocol.mock.centre.entities import Call, Leg
from protocol.mock.centre.population import Agent
from protocol.wire.enums import CallDirection, CallType, EventCause, LocalConnectionState

if TYPE_CHECKING:
    from protocol.mock.centre.simulation.simulation import Story


class Dialing:
    """Agents at the dial."""

    def __init__(self, story: Story) -> None:
        self.story, self.centre, self.rng = story, story.centre, story.rng

    def outside(self, agent: Agent) -> None:
        """An agent calls somebody outside; sometimes it is busy there."""
        centre, rng = self.centre, self.rng
        number = self.story.number()
        call = centre.new_call(CallType.OUT, agent.extension, number, ani=agent.extension, variables={2: "call back"})
        agent.direction = CallDirection.OUT
        leg = self.off_hook(call, agent, EventCause.CEC_NONE)
        far = centre.add_leg(call, number, None, LocalConnectionState.LCS_ALERTING)
        centre.tell(leg, events.reached_network(centre.pid, leg))

        def result() -> None:
            if not call.alive or leg not in call.legs:
                return
            if rng.random() < 0.15 and call.keep_until <= centre.now:
                centre.tell(leg, events.failed(centre.pid, leg, EventCause.CEC_BUSY))
                centre.leave(leg)
            else:
                centre.pick_up(far)
                centre.settle(agent)
                self.story.live(leg, rng.uniform(0.3, 1.0) * self.story.talk)

        centre.later(0.3, lambda: centre.ring(far) if call.alive else None)
        centre.later(rng.uniform(2, 7), result)

    def off_hook(self, call: Call, agent: Agent, cause: int) -> Leg:
        """An agent's phone starts a call: BEGIN_CALL, SERVICE_INITIATED, ORIGINATED, and the agent talks."""
        centre = self.centre
        leg = centre.add_leg(call, agent.extension, agent, LocalConnectionState.LCS_INITIATE)
        centre.begin(leg)
        centre.tell(leg, events.service_initiated(centre.pid, leg, cause))
        leg.state = LocalConnectionState.LCS_CONNECT
        centre.tell(leg, events.originated(centre.pid, leg, cause))
        centre.settle(agent)
        return leg

    def inside(self, agent: Agent) -> None:
        """An agent calls another."""
        centre, rng = self.centre, self.rng
        other = centre.free.choose(rng)
        if other is None or other is agent:
            return
        call = centre.new_call(CallType.AGENT_INSIDE, agent.extension, other.extension, ani=agent.extension)
        agent.direction, other.direction = CallDirection.OTHER_OUT, CallDirection.OTHER_IN
        self.off_hook(call, agent, EventCause.CEC_NONE)
        leg = centre.add_leg(call, other.extension, other, LocalConnectionState.LCS_ALERTING)
        centre.begin(leg)
        centre.ring(leg)
        centre.later(rng.uniform(1, 4), lambda: self.story.answer(leg))
