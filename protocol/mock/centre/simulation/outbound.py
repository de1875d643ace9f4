"""Calls that agents dial: to numbers outside, and to one another."""

from __future__ import annotations

from random import Random

from protocol.mock.centre.entities import Agent
from protocol.mock.centre.floor import Floor
from protocol.mock.centre.simulation.customer_calls import CustomerCalls
from protocol.wire.enums import CallDirection, CallType, EventCause, LocalConnectionState


class OutboundCalls:
    """The calls that agents dial by themselves."""

    def __init__(self, floor: Floor, rng: Random, customer_calls: CustomerCalls) -> None:
        self.floor, self.switch, self.rng, self.customer_calls = floor, floor.switch, rng, customer_calls

    def dial_outside(self, agent: Agent) -> None:
        """An agent calls a number outside, which is busy at times."""
        floor, switch, rng = self.floor, self.switch, self.rng
        number = self.customer_calls.number()
        call = switch.new_call(CallType.OUT, agent.extension, number, ani=agent.extension, variables={2: "call back"})
        floor.set_direction(agent, CallDirection.OUT)
        leg = switch.off_hook(call, agent)
        far = switch.add_leg(call, number, None, LocalConnectionState.LCS_ALERTING)
        switch.reach_network(leg)

        def result() -> None:
            if not call.alive or leg not in call.legs:
                return
            if rng.random() < 0.15 and call.keep_until <= floor.now:
                switch.fail(leg, EventCause.CEC_BUSY)
            else:
                switch.pick_up(far)
                floor.settle(agent)
                self.customer_calls.plan_course(leg, rng.uniform(0.3, 1.0) * self.customer_calls.talk_seconds)

        floor.clock.later(0.3, lambda: switch.ring(far) if call.alive else None)
        floor.clock.later(rng.uniform(2, 7), result)

    def dial_agent(self, agent: Agent) -> None:
        """An agent calls another, who is available."""
        floor, switch, rng = self.floor, self.switch, self.rng
        other = floor.free.choose(rng)
        if other is None or other is agent:
            return
        call = switch.new_call(CallType.AGENT_INSIDE, agent.extension, other.extension, ani=agent.extension)
        floor.set_direction(agent, CallDirection.OTHER_OUT)
        floor.set_direction(other, CallDirection.OTHER_IN)
        switch.off_hook(call, agent)
        leg = switch.add_leg(call, other.extension, other, LocalConnectionState.LCS_ALERTING)
        switch.begin(leg)
        switch.ring(leg)
        floor.clock.later(rng.uniform(1, 4), lambda: self.customer_calls.answer(leg))
