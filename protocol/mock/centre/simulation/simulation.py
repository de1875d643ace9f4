"""What happens on the floor by itself: customers' calls come, wait, are answered, last and end."""

from __future__ import annotations

from collections import deque
from random import Random
from typing import TYPE_CHECKING

from protocol.mock.centre import call_messages as events
from protocol.mock.centre.entities import Call, Leg
from protocol.mock.centre.population import LOGOUT_REASON, NOT_READY_REASONS, SKILL_GROUPS, Agent
from protocol.mock.centre.simulation.consults import Consults
from protocol.mock.centre.simulation.emergencies import Alarms
from protocol.mock.centre.simulation.outbound import Dialing
from protocol.mock.centre.simulation.shifts import Shifts
from protocol.wire.enums import AgentState, CallDirection, CallType, EventCause, LocalConnectionState
from protocol.wire.fields import NamedVariable

if TYPE_CHECKING:
    from protocol.mock.centre.centre import Centre

RING_NO_ANSWER_REASON = 32767
ROUTE_POINT = "7001"
NUMBERS = (("02079460", 3), ("07700900", 3), ("+493023125", 3), ("+3319900", 4), ("121255501", 2), ("+6125550", 4))
"""Beginnings, and how many digits follow, of numbers set aside for fiction: nobody has them."""
TOPICS = ("invoice query", "change of address", "delivery late", "contract end", "new order", "card blocked", "refund")


class Story:
    """The course of the day, from the seed."""

    def __init__(self, centre: Centre) -> None:
        self.centre = centre
        self.rng = Random(f"{centre.settings.seed}/story")
        self.still = centre.settings.still
        self.waiting: deque[Call] = deque()
        self.alarms = Alarms(self)
        self.consults = Consults(self)
        self.dialing = Dialing(self)
        self.shifts = Shifts(self)
        rate = centre.settings.calls_per_minute
        # So many seconds on the phone keep a little over half of the agents busy, at any size and rate.
        self.talk = min(max(0.55 * centre.settings.agents * 60 / rate - 20, 20.0), 240.0) if rate else 120.0

    def start(self) -> None:
        """The floor as it is at the start, and the first of everything."""
        if self.still:
            return
        rng, centre = self.rng, self.centre
        states = (AgentState.AVAILABLE, AgentState.NOT_READY, AgentState.WORK_READY)
        for agent in centre.agents:
            ago = rng.uniform(3, 160)
            roll = rng.random()
            if roll < 0.06:
                centre.set_state(agent, AgentState.LOGOUT, LOGOUT_REASON)
            elif roll < 0.52:
                ago = min(ago, self.talk)
                self._in_progress(agent, ago)
            else:
                state = rng.choices(states, (50, 30, 20))[0]
                centre.set_state(agent, state, rng.choice(NOT_READY_REASONS) if state == AgentState.NOT_READY else 0)
            agent.since = -min(ago, 20) if agent.state == AgentState.WORK_READY else -ago
        centre.supervisor.since = -rng.uniform(200, 900)
        self._next_arrival()
        self.alarms.start()

    def _in_progress(self, agent: Agent, ago: float) -> None:
        """A call that began before the start, perhaps on hold by now."""
        call = self.incoming()
        call.began = -ago
        leg = self.centre.add_leg(call, agent.extension, agent, LocalConnectionState.LCS_ALERTING)
        agent.direction = CallDirection.IN
        self.centre.begin(leg)
        self.centre.pick_up(leg)
        call.answered = 4 - ago
        self.centre.settle(agent)
        if self.rng.random() < 0.15:
            self.centre.hold(leg)
            self.centre.settle(agent)
            self.centre.later(self.rng.uniform(4, 20), lambda: self._unhold(leg))
        self.live(leg, self.rng.uniform(0.3, 1.2) * self.talk)

    # --- calls ------------------------------------------------------------------------------------------------------

    def _next_arrival(self) -> None:
        rate = self.centre.settings.calls_per_minute
        if rate:
            self.centre.later(self.rng.expovariate(rate / 60), self._arrival)

    def _arrival(self) -> None:
        roll = self.rng.random()
        agent = self.centre.free.choose(self.rng)
        if roll < 0.8 or agent is None:
            self.place(self.incoming(), agent)
        elif roll < 0.91:
            self.dialing.outside(agent)
        else:
            self.dialing.inside(agent)
        self._next_arrival()

    def number(self) -> str:
        """A telephone number outside."""
        beginning, digits = self.rng.choice(NUMBERS)
        return f"{beginning}{self.rng.randrange(10**digits):0{digits}d}"

    def incoming(self) -> Call:
        """A customer's call that has reached the centre."""
        rng = self.rng
        ani, group = self.number(), rng.choice(list(SKILL_GROUPS))
        call = self.centre.new_call(
            CallType.ACD_IN if rng.random() < 0.7 else CallType.PREROUTE_ACD_IN,
            ani,
            ROUTE_POINT,
            ani=ani,
            dnis=f"8005550{group}",
            skill_group=group,
            digits=str(rng.randrange(1, 10)),
            variables={1: f"C-{rng.randrange(100_000):05d}", 2: rng.choice(TOPICS), 4: SKILL_GROUPS[group]},
            ecc=[NamedVariable("user.account", f"{rng.randrange(10**8):08d}")],
            router_call=rng.randrange(1, 10**6),
        )
        self.centre.add_leg(call, ani, None, LocalConnectionState.LCS_CONNECT)
        return call

    def place(self, call: Call, agent: Agent | None) -> None:
        """Offer a call to an agent, or queue it."""
        centre = self.centre
        if agent is not None:
            self._offer(call, agent)
            return
        if len(self.waiting) > 2 * len(centre.agents) + 4:
            centre.forget(call)
            return
        self.waiting.append(call)
        centre.tell(call.legs[0], events.queued(centre.pid, call.legs[0], len(self.waiting)))
        centre.later(self.rng.uniform(60, 150), lambda: self._abandon(call))

    def _abandon(self, call: Call) -> None:
        if call in self.waiting:
            self.waiting.remove(call)
            leg = call.legs[0]
            self.centre.tell(leg, events.cleared(self.centre.pid, leg, EventCause.CEC_CALL_CANCELLED))
            self.centre.forget(call)

    def _offer(self, call: Call, agent: Agent) -> None:
        centre, rng = self.centre, self.rng
        agent.direction = CallDirection.IN
        centre.set_state(agent, AgentState.RESERVED)
        plan = agent.plan

        def ring() -> None:
            if agent.plan != plan or agent.legs:
                self.place(call, centre.free.choose(rng))
                return
            leg = centre.add_leg(call, agent.extension, agent, LocalConnectionState.LCS_ALERTING)
            centre.begin(leg)
            centre.ring(leg)
            if rng.random() < 0.03:
                centre.later(12, lambda: self._no_answer(leg))
            else:
                centre.later(rng.uniform(0.8, 4.5), lambda: self.answer(leg))

        centre.later(rng.uniform(0.05, 0.4), ring)

    def _no_answer(self, leg: Leg) -> None:
        """The agent let it ring: back to the queue with the call, and not ready with the agent."""
        if leg.state != LocalConnectionState.LCS_ALERTING or leg.agent is None or leg not in leg.call.legs:
            return
        agent, call, told = leg.agent, leg.call, leg.call.agent_legs
        self.centre.remove(leg)
        self.centre.tell_all(leg, events.connection_cleared, EventCause.CEC_REDIRECTED, legs=told)
        self.centre.end(leg)
        self.centre.set_state(agent, AgentState.NOT_READY, RING_NO_ANSWER_REASON)
        self.place(call, self.centre.free.choose(self.rng))

    def answer(self, leg: Leg) -> None:
        """The agent takes the ringing call, and lives through it."""
        agent = leg.agent
        if leg.state != LocalConnectionState.LCS_ALERTING or agent is None or leg not in leg.call.legs:
            return
        if not self.still and self.rng.random() < 0.3:
            self.centre.set_state(agent, AgentState.TALKING)  # the agent's event overtakes the call's: happens
        self.centre.pick_up(leg)
        self.centre.settle(agent)
        self.live(leg, self.rng.uniform(0.5, 1.5) * self.talk)

    def live(self, leg: Leg, seconds: float) -> None:
        """Plan what becomes of a call that has been answered."""
        rng, later = self.rng, self.centre.later
        if self.still:
            return
        later(seconds, lambda: self.finish(leg))
        if rng.random() < 0.35:
            later(rng.uniform(0.1, 0.8) * seconds, lambda: self._note(leg))
        roll = rng.random()
        if roll < 0.25:
            later(rng.uniform(0.15, 0.6) * seconds, lambda: self._hold(leg))
        elif roll < 0.4:
            later(rng.uniform(0.15, 0.5) * seconds, lambda: self.consults.start(leg))

    def at_leisure(self, leg: Leg) -> bool:
        """Is it an ordinary conversation of two that nobody guards?"""
        call = leg.call
        return (
            leg in call.legs
            and leg.state == LocalConnectionState.LCS_CONNECT
            and len(call.legs) == 2
            and not call.engaged
            and call.keep_until <= self.centre.now
            and leg.agent is not None
            and len(leg.agent.legs) == 1
        )

    def _note(self, leg: Leg) -> None:
        if leg in leg.call.legs:
            leg.call.variables[3] = value = f"note {self.rng.randrange(1000)}"
            self.centre.update(leg, call_variable3=value)

    def _hold(self, leg: Leg) -> None:
        if self.at_leisure(leg) and leg.agent is not None:
            self.centre.hold(leg)
            self.centre.settle(leg.agent)
            self.centre.later(self.rng.uniform(5, 20), lambda: self._unhold(leg))

    def _unhold(self, leg: Leg) -> None:
        if leg in leg.call.legs and leg.state == LocalConnectionState.LCS_HOLD and not leg.call.engaged and leg.agent:
            self.centre.retrieve(leg)
            self.centre.settle(leg.agent)

    def finish(self, leg: Leg) -> None:
        """The conversation is over, unless the call has to stay for some more time."""
        call, centre, rng = leg.call, self.centre, self.rng
        if leg not in call.legs or leg.agent is None:
            return
        wait = call.keep_until - centre.now
        if wait > 0:
            centre.later(min(wait, 5.0) + rng.uniform(0.2, 1.5), lambda: self.finish(leg))
        elif call.engaged or leg.state != LocalConnectionState.LCS_CONNECT:
            centre.later(4, lambda: self.finish(leg))
        else:
            if rng.random() < 0.25:
                self.shifts.after_call(leg.agent)  # as above: the state may come first
            others = [other for other in call.legs if other is not leg]
            centre.leave(others[0] if rng.random() < 0.55 and others else leg)

    def serve(self, agent: Agent) -> None:
        """The longest waiting call goes to an agent who became available."""
        if self.waiting and agent.state == AgentState.AVAILABLE and not agent.legs:
            call = self.waiting.popleft()
            self.centre.tell(call.legs[0], events.dequeued(self.centre.pid, call.legs[0], len(self.waiting)))
            self._offer(call, agent)
