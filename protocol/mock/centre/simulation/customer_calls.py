"""Customers' calls: they arrive, wait in the queue, are answered, put on hold and retrieved, and end."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Mapping
from random import Random

from protocol.mock.centre.entities import Agent, Call, Leg
from protocol.mock.centre.floor import Floor
from protocol.mock.centre.population import SKILL_GROUPS
from protocol.wire import NamedVariable
from protocol.wire.enums import AgentState, CallDirection, CallType, LocalConnectionState

RING_NO_ANSWER_REASON = 32767
"""Reason code of an agent who did not answer."""
ROUTE_POINT = "7001"
NUMBERS = (("02079460", 3), ("07700900", 3), ("+493023125", 3), ("+3319900", 4), ("121255501", 2), ("+6125550", 4))
"""Prefixes of telephone numbers that are set aside for fiction and belong to nobody, and how many digits follow."""
TOPICS = ("invoice query", "change of address", "delivery late", "contract end", "new order", "card blocked", "refund")
NOTE = 3
"""Number of the call variable that agents write notes to."""


class CustomerCalls:
    """The calls of customers. ``consult`` begins a consultation at an end of a call."""

    def __init__(self, floor: Floor, rng: Random, consult: Callable[[Leg], None]) -> None:
        self.floor, self.switch, self.rng = floor, floor.switch, rng
        self._consult = consult
        self._queue: deque[Call] = deque()
        self.talk_seconds = 120.0
        """Mean length of a conversation."""
        if rate := floor.settings.calls_per_minute:
            # Of this length, conversations keep a little over half of the agents busy, at any size and rate.
            self.talk_seconds = min(max(0.55 * floor.settings.agents * 60 / rate - 20, 20.0), 240.0)

    # --- arrival ----------------------------------------------------------------------------------------------------

    def number(self) -> str:
        """A telephone number outside."""
        prefix, digits = self.rng.choice(NUMBERS)
        return f"{prefix}{self.rng.randrange(10**digits):0{digits}d}"

    def incoming(
        self, *, ani: str = "", dnis: str = "", digits: str = "", variables: Mapping[int, str] | None = None
    ) -> Call:
        """A customer's call that has reached the centre. Values that are not given are made up."""
        rng = self.rng
        number, group = self.number(), rng.choice(list(SKILL_GROUPS))
        call_type = CallType.ACD_IN if rng.random() < 0.7 else CallType.PREROUTE_ACD_IN
        entered = str(rng.randrange(1, 10))
        data = {1: f"C-{rng.randrange(100_000):05d}", 2: rng.choice(TOPICS), 4: SKILL_GROUPS[group]}
        call = self.switch.new_call(
            call_type,
            number,
            ROUTE_POINT,
            ani=ani or number,
            dnis=dnis or f"8005550{group}",
            skill_group=group,
            digits=digits or entered,
            variables=data | dict(variables or {}),
            ecc=[NamedVariable("user.account", f"{rng.randrange(10**8):08d}")],
            router_call=rng.randrange(1, 10**6),
        )
        self.switch.add_leg(call, number, None, LocalConnectionState.LCS_CONNECT)
        return call

    def offer_or_queue(self, call: Call, agent: Agent | None) -> None:
        """Offer a call to an agent, or queue it where there is none; beyond a full queue the call is lost."""
        if agent is not None:
            self._offer(call, agent)
            return
        if len(self._queue) > 2 * len(self.floor.agents) + 4:
            self.switch.forget(call)
            return
        self._queue.append(call)
        self.switch.queue(call, len(self._queue))
        self.floor.clock.later(self.rng.uniform(60, 150), lambda: self._abandon(call))

    def _abandon(self, call: Call) -> None:
        if call in self._queue:
            self._queue.remove(call)
            self.switch.abandon(call)

    def offer_next(self, agent: Agent) -> None:
        """Offer the call that has waited longest to an agent who became available."""
        if self._queue and agent.state == AgentState.AVAILABLE and not agent.legs:
            call = self._queue.popleft()
            self.switch.dequeue(call, len(self._queue))
            self._offer(call, agent)

    def _offer(self, call: Call, agent: Agent) -> None:
        """Reserve an agent for a call, and ring the agent's phone a moment later."""
        floor, rng = self.floor, self.rng
        floor.set_direction(agent, CallDirection.IN)
        floor.set_state(agent, AgentState.RESERVED)
        reserved = agent.state_changes

        def ring() -> None:
            if agent.state_changes != reserved or agent.legs:
                self.offer_or_queue(call, floor.free.choose(rng))
                return
            leg = self.switch.add_leg(call, agent.extension, agent, LocalConnectionState.LCS_ALERTING)
            self.switch.begin(leg)
            self.switch.ring(leg)
            if rng.random() < 0.03:
                floor.clock.later(12, lambda: self._no_answer(leg))
            else:
                floor.clock.later(rng.uniform(0.8, 4.5), lambda: self.answer(leg))

        floor.clock.later(rng.uniform(0.05, 0.4), ring)

    def _no_answer(self, leg: Leg) -> None:
        """The agent did not answer: the call is offered to another or queued again, the agent becomes not ready."""
        if leg.state != LocalConnectionState.LCS_ALERTING or leg.agent is None or leg not in leg.call.legs:
            return
        agent, call = leg.agent, leg.call
        self.switch.redirect(leg)
        self.floor.set_state(agent, AgentState.NOT_READY, RING_NO_ANSWER_REASON)
        self.offer_or_queue(call, self.floor.free.choose(self.rng))

    # --- conversation -----------------------------------------------------------------------------------------------

    def answer(self, leg: Leg) -> None:
        """The agent answers the ringing call; its course is planned."""
        agent = leg.agent
        if leg.state != LocalConnectionState.LCS_ALERTING or agent is None or leg not in leg.call.legs:
            return
        if not self.floor.settings.still and self.rng.random() < 0.3:
            self.floor.set_state(agent, AgentState.TALKING)  # servers send the agent's event before the call's at times
        self.switch.pick_up(leg)
        self.floor.settle(agent)
        self.plan_course(leg, self.rng.uniform(0.5, 1.5) * self.talk_seconds)

    def plan_course(self, leg: Leg, seconds: float) -> None:
        """Plan the end of an answered call in so many seconds, and what happens before: a note, a hold, a consult."""
        rng, later = self.rng, self.floor.clock.later
        if self.floor.settings.still:
            return
        later(seconds, lambda: self.finish(leg))
        if rng.random() < 0.35:
            later(rng.uniform(0.1, 0.8) * seconds, lambda: self._note(leg))
        roll = rng.random()
        if roll < 0.25:
            later(rng.uniform(0.15, 0.6) * seconds, lambda: self._hold(leg))
        elif roll < 0.4:
            later(rng.uniform(0.15, 0.5) * seconds, lambda: self._consult(leg))

    def is_plain_conversation(self, leg: Leg) -> bool:
        """Is it an ordinary conversation of two, without a consultation, an alarm or a supervisor?"""
        call = leg.call
        return (
            leg in call.legs
            and leg.state == LocalConnectionState.LCS_CONNECT
            and len(call.legs) == 2
            and not call.busy
            and call.keep_until <= self.floor.now
            and leg.agent is not None
            and len(leg.agent.legs) == 1
        )

    def _note(self, leg: Leg) -> None:
        if leg in leg.call.legs:
            self.switch.set_variable(leg, NOTE, f"note {self.rng.randrange(1000)}")

    def _hold(self, leg: Leg) -> None:
        if self.is_plain_conversation(leg) and leg.agent is not None:
            self.switch.hold(leg)
            self.floor.settle(leg.agent)
            self.floor.clock.later(self.rng.uniform(5, 20), lambda: self.retrieve(leg))

    def retrieve(self, leg: Leg) -> None:
        """Take the held call back, unless a consultation holds it."""
        if leg in leg.call.legs and leg.state == LocalConnectionState.LCS_HOLD and not leg.call.busy and leg.agent:
            self.switch.retrieve(leg)
            self.floor.settle(leg.agent)

    def finish(self, leg: Leg) -> None:
        """End the conversation; later where the call is to be kept, on hold, or in a consultation."""
        call, floor, rng = leg.call, self.floor, self.rng
        if leg not in call.legs or leg.agent is None:
            return
        wait = call.keep_until - floor.now
        if wait > 0:
            floor.clock.later(min(wait, 5.0) + rng.uniform(0.2, 1.5), lambda: self.finish(leg))
        elif call.busy or leg.state != LocalConnectionState.LCS_CONNECT:
            floor.clock.later(4, lambda: self.finish(leg))
        else:
            if rng.random() < 0.25:
                floor.after_call(leg.agent)  # servers send the agent's event before the call's at times
            others = [other for other in call.legs if other is not leg]
            self.switch.leave(others[0] if rng.random() < 0.55 and others else leg)
