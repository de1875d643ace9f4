"""The course of a mock centre's day: the floor at its start, and the calls that arrive."""

from __future__ import annotations

from random import Random

from protocol.mock.centre.entities import Agent, Leg
from protocol.mock.centre.floor import Floor
from protocol.mock.centre.population import LOGOUT_REASON, NOT_READY_REASONS
from protocol.mock.centre.simulation.consults import Consults
from protocol.mock.centre.simulation.customer_calls import CustomerCalls
from protocol.mock.centre.simulation.emergencies import Emergencies
from protocol.mock.centre.simulation.outbound import OutboundCalls
from protocol.mock.centre.simulation.shifts import Shifts
from protocol.wire.enums import AgentState, CallDirection, LocalConnectionState


class Simulation:
    """Plays a day on a floor. The same seed plays the same day; with ``still`` nothing happens by itself."""

    def __init__(self, floor: Floor) -> None:
        self.floor = floor
        # The label is part of the seed: with another one the same settings play another day.
        self.rng = Random(f"{floor.settings.seed}/story")
        self.customer_calls = CustomerCalls(floor, self.rng, self._consult)
        self.consults = Consults(floor, self.rng, self.customer_calls)
        self.outbound = OutboundCalls(floor, self.rng, self.customer_calls)
        self.shifts = Shifts(floor, self.rng, self.customer_calls)
        self.emergencies = Emergencies(floor, self.customer_calls)

    def _consult(self, leg: Leg) -> None:
        self.consults.start(leg)

    def start(self) -> None:
        """Set the floor up as it is at the start, and plan the first arrival and the first alarms."""
        if self.floor.settings.still:
            return
        rng, floor = self.rng, self.floor
        states = (AgentState.AVAILABLE, AgentState.NOT_READY, AgentState.WORK_READY)
        for agent in floor.agents:
            ago = rng.uniform(3, 160)
            roll = rng.random()
            if roll < 0.06:
                floor.set_state(agent, AgentState.LOGOUT, LOGOUT_REASON)
            elif roll < 0.52:
                ago = min(ago, self.customer_calls.talk_seconds)
                self._call_in_progress(agent, ago)
            else:
                state = rng.choices(states, (50, 30, 20))[0]
                floor.set_state(agent, state, rng.choice(NOT_READY_REASONS) if state == AgentState.NOT_READY else 0)
            floor.set_since(agent, -min(ago, 20) if agent.state == AgentState.WORK_READY else -ago)
        floor.set_since(floor.supervisor, -rng.uniform(200, 900))
        self._plan_arrival()
        self.emergencies.start()

    def _call_in_progress(self, agent: Agent, ago: float) -> None:
        """A call that began ``ago`` seconds before the start, and may be on hold."""
        floor, switch, calls = self.floor, self.floor.switch, self.customer_calls
        call = calls.incoming()
        call.began = -ago
        leg = switch.add_leg(call, agent.extension, agent, LocalConnectionState.LCS_ALERTING)
        floor.set_direction(agent, CallDirection.IN)
        switch.begin(leg)
        switch.pick_up(leg)
        floor.settle(agent)
        if self.rng.random() < 0.15:
            switch.hold(leg)
            floor.settle(agent)
            floor.clock.later(self.rng.uniform(4, 20), lambda: calls.retrieve(leg))
        calls.plan_course(leg, self.rng.uniform(0.3, 1.2) * calls.talk_seconds)

    def _plan_arrival(self) -> None:
        rate = self.floor.settings.calls_per_minute
        if rate:
            self.floor.clock.later(self.rng.expovariate(rate / 60), self._arrival)

    def _arrival(self) -> None:
        """A customer's call arrives, or an agent dials one."""
        roll = self.rng.random()
        agent = self.floor.free.choose(self.rng)
        if roll < 0.8 or agent is None:
            self.customer_calls.offer_or_queue(self.customer_calls.incoming(), agent)
        elif roll < 0.91:
            self.outbound.dial_outside(agent)
        else:
            self.outbound.dial_agent(agent)
        self._plan_arrival()
