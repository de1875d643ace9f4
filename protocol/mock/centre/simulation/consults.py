"""Consultations: an agent holds a call, asks somebody else, and then transfers, conferences or goes back."""

from __future__ import annotations

from dataclasses import dataclass
from random import Random

from protocol.mock.centre.entities import Agent, Call, ConnectionID, Leg
from protocol.mock.centre.floor import Floor
from protocol.mock.centre.simulation.customer_calls import CustomerCalls
from protocol.wire.enums import AgentState, CallDirection, CallType, LocalConnectionState


@dataclass(frozen=True, slots=True)
class Consultation:
    """A held call and the consult call about it."""

    held: Leg
    """The agent's end of the held call."""
    own: Leg
    """The agent's end of the consult call."""
    far: Leg
    """The end of the consult call that was asked."""


class Consults:
    """Plays consultations on the calls of customers."""

    def __init__(self, floor: Floor, rng: Random, customer_calls: CustomerCalls) -> None:
        self.floor, self.switch, self.rng, self.customer_calls = floor, floor.switch, rng, customer_calls

    # --- step by step -----------------------------------------------------------------------------------------------

    def start(self, leg: Leg) -> None:
        """Hold the call and dial somebody a moment later, if the call is an ordinary conversation."""
        agent = leg.agent
        if agent is None or not self.customer_calls.is_plain_conversation(leg):
            return
        leg.call.occupy()
        self.switch.hold(leg)
        self.floor.settle(agent)
        self.floor.clock.later(self.rng.uniform(0.5, 1.5), lambda: self._dial(leg, agent))

    def _dial(self, leg: Leg, agent: Agent) -> None:
        """Dial another agent or a number outside. Some consult calls share the ConnectionCallID of the held call."""
        floor, rng, call = self.floor, self.rng, leg.call
        if leg not in call.legs or leg.state != LocalConnectionState.LCS_HOLD:
            call.release()
            floor.settle(agent)
            return
        target = floor.free.choose(rng) if rng.random() < 0.85 else None
        number = target.extension if target is not None else self.customer_calls.number()
        own = self._consult_call(leg, agent, number, shared=rng.random() < 0.3)
        if target is not None:
            floor.set_direction(target, CallDirection.OTHER_IN)
            floor.set_state(target, AgentState.RESERVED)
        floor.clock.later(rng.uniform(0.2, 0.6), lambda: self._ring(leg, own, number, target))

    def _consult_call(self, leg: Leg, agent: Agent, number: str, *, shared: bool) -> Leg:
        """The agent's end of a new consult call about a held one; ``shared``: under the same ConnectionCallID."""
        call_id = leg.call.call_id if shared else None
        consult = self.switch.new_call(
            CallType.CONSULT, agent.extension, number, call_id=call_id, ani=agent.extension, busy=True
        )
        return self.switch.off_hook(consult, agent)

    def _ring(self, leg: Leg, own: Leg, number: str, target: Agent | None) -> None:
        """The other phone rings, and is answered a little later."""
        floor, rng = self.floor, self.rng
        ready = target is None or (target.state == AgentState.RESERVED and not target.legs)
        if own not in own.call.legs or not ready:
            if target is not None and ready:
                floor.set_state(target, AgentState.AVAILABLE)
            self.go_back(leg, own)
            return
        far = self.switch.add_leg(own.call, number, target, LocalConnectionState.LCS_ALERTING)
        if target is not None:
            self.switch.begin(far)
        self.switch.ring(far)

        def answer() -> None:
            if far in far.call.legs and far.state == LocalConnectionState.LCS_ALERTING:
                self.switch.pick_up(far)
                if target is not None:
                    floor.settle(target)

        floor.clock.later(rng.uniform(1, 3), answer)
        floor.clock.later(rng.uniform(7, 16), lambda: self._decide(Consultation(leg, own, far)))

    def _decide(self, consultation: Consultation) -> None:
        """Transfer, conference or go back; later while one of the calls is to be kept."""
        held, own, far = consultation.held, consultation.own, consultation.far
        call, consult = held.call, own.call
        if max(call.keep_until, consult.keep_until) > self.floor.now:
            self.floor.clock.later(5, lambda: self._decide(consultation))
            return
        whole = held in call.legs and own in consult.legs and far in consult.legs and len(consult.legs) == 2
        roll = self.rng.random()
        if not whole or far.state != LocalConnectionState.LCS_CONNECT or len(call.legs) != 2 or roll >= 0.72:
            self.go_back(held, own)
        elif roll < 0.45:
            self.transfer(consultation)
        else:
            self.conference(consultation)

    # --- at once ----------------------------------------------------------------------------------------------------

    def connect(self, leg: Leg, agent: Agent, target: Agent, *, shared: bool = False) -> Consultation:
        """Hold the call and talk to another agent about it, without waiting for the steps in between."""
        leg.call.occupy()
        self.switch.hold(leg)
        own = self._consult_call(leg, agent, target.extension, shared=shared)
        far = self.switch.add_leg(own.call, target.extension, target, LocalConnectionState.LCS_ALERTING)
        self.switch.begin(far)
        self.switch.ring(far)
        self.switch.pick_up(far)
        self.floor.settle(target)
        return Consultation(leg, own, far)

    def go_back(self, held: Leg, own: Leg) -> None:
        """End the consult call and take the held call back."""
        held.call.release()
        if own in own.call.legs:
            self.switch.leave(own)
        if held in held.call.legs and held.agent is not None:
            if held.state == LocalConnectionState.LCS_HOLD:
                self.switch.retrieve(held)
            self.floor.settle(held.agent)

    def transfer(self, consultation: Consultation) -> None:
        """The agent leaves both calls, the others go on in the first."""
        held, own, far = consultation.held, consultation.own, consultation.far
        consult, secondary = own.call, own.connection_id
        self.switch.part(consult, own, far)
        old = self.switch.move(far, held.call)
        self.switch.announce_transfer(held, secondary, far, self._at_phones(held, far))
        self.switch.remove(held)
        self._end_consult(own, far, old, consult, CallType.TRANSFER_IN)
        self.switch.end(held)
        far.call.release()
        if not far.call.agent_legs:
            self.switch.forget(far.call)
        self._settle(held.agent, far.agent)
        self.customer_calls.plan_course(far, self.rng.uniform(0.4, 1.0) * self.customer_calls.talk_seconds)

    def conference(self, consultation: Consultation) -> None:
        """All three talk for a while, then the one who was asked leaves."""
        held, own, far = consultation.held, consultation.own, consultation.far
        consult, secondary = own.call, own.connection_id
        self.switch.part(consult, own, far)
        old = self.switch.move(far, held.call)
        self.switch.resume(held)
        self.switch.announce_conference(held, secondary, far, self._at_phones(held, far))
        self._end_consult(own, far, old, consult, CallType.CONFERENCE)
        self._settle(held.agent, far.agent)
        self.floor.clock.later(self.rng.uniform(10, 25), lambda: self._part(far))

    @staticmethod
    def _at_phones(*legs: Leg) -> list[Leg]:
        return [leg for leg in legs if leg.agent is not None]

    def _settle(self, *agents: Agent | None) -> None:
        for agent in agents:
            if agent is not None:
                self.floor.settle(agent)

    def _end_consult(self, own: Leg, far: Leg, old: ConnectionID, consult: Call, call_type: int) -> None:
        """The consult call ends; its far end has the identity and the data of the first call from now on.

        A supervisor who joined the consult call is left alone on it.
        """
        self.switch.remove(own)
        self.switch.end(own)
        self.switch.dissolve(consult)
        self.switch.adopt(far, old, call_type)

    def _part(self, far: Leg) -> None:
        """The end that was asked leaves the conference; later while the call is to be kept."""
        call = far.call
        if call.keep_until > self.floor.now:
            self.floor.clock.later(5, lambda: self._part(far))
            return
        call.release()
        if far in call.legs:
            self.switch.leave(far)
        for leg in call.agent_legs:
            if leg.agent is not None:
                self.floor.update_pools(leg.agent)
