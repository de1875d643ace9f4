"""Consultations: an agent holds a call, asks somebody else, and then transfers, conferences or goes back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from protocol.mock.centre import joins
from protocol.mock.centre.entities import Call, Leg
from protocol.mock.centre.population import Agent
from protocol.wire.enums import AgentState, CallDirection, CallType, EventCause, LocalConnectionState

if TYPE_CHECKING:
    from protocol.mock.centre.simulation.simulation import Story

NONE = EventCause.CEC_NONE


class Consults:
    """Plays consultations on calls of the story."""

    def __init__(self, story: Story) -> None:
        self.story, self.centre = story, story.centre

    def start(self, leg: Leg) -> None:
        """Hold the call and dial somebody, when the call is an ordinary conversation."""
        agent = leg.agent
        if agent is None or not self.story.at_leisure(leg):
            return
        leg.call.engaged = True
        self.centre.hold(leg)
        self.centre.settle(agent)
        self.centre.later(self.story.rng.uniform(0.5, 1.5), lambda: self.dial(leg, agent))

    def dial(self, leg: Leg, agent: Agent) -> None:
        """The consult call. In some it shares the ConnectionCallID of the call it is about."""
        centre, rng, call = self.centre, self.story.rng, leg.call
        if leg not in call.legs or leg.state != LocalConnectionState.LCS_HOLD:
            call.engaged = False
            self.centre.settle(agent)
            return
        target = centre.free.choose(rng) if rng.random() < 0.85 else None
        number = target.extension if target is not None else self.story.number()
        shared = call.call_id if rng.random() < 0.3 else None
        consult = centre.new_call(CallType.CONSULT, agent.extension, number, call_id=shared, ani=agent.extension)
        consult.engaged = True
        own = self.story.dialing.off_hook(consult, agent, NONE)
        if target is not None:
            target.direction = CallDirection.OTHER_IN
            centre.set_state(target, AgentState.RESERVED)
        centre.later(rng.uniform(0.2, 0.6), lambda: self.ring(leg, own, number, target))

    def ring(self, leg: Leg, own: Leg, number: str, target: Agent | None) -> None:
        """The other phone rings, and is answered a little later."""
        centre, rng = self.centre, self.story.rng
        ready = target is None or (target.state == AgentState.RESERVED and not target.legs)
        if own not in own.call.legs or not ready:
            if target is not None and ready:
                centre.set_state(target, AgentState.AVAILABLE)
            self.back(leg, own)
            return
        far = centre.add_leg(own.call, number, target, LocalConnectionState.LCS_ALERTING)
        if target is not None:
            centre.begin(far)
        centre.ring(far)

        def answer() -> None:
            if far in far.call.legs and far.state == LocalConnectionState.LCS_ALERTING:
                centre.pick_up(far)
                if target is not None:
                    centre.settle(target)

        centre.later(rng.uniform(1, 3), answer)
        centre.later(rng.uniform(7, 16), lambda: self.decide(leg, own, far))

    def decide(self, leg: Leg, own: Leg, far: Leg) -> None:
        """Transfer, conference or back, as soon as nobody guards one of the calls."""
        call, consult = leg.call, own.call
        if max(call.keep_until, consult.keep_until) > self.centre.now:
            self.centre.later(5, lambda: self.decide(leg, own, far))
            return
        whole = leg in call.legs and own in consult.legs and far in consult.legs and len(consult.legs) == 2
        roll = self.story.rng.random()
        if not whole or far.state != LocalConnectionState.LCS_CONNECT or len(call.legs) != 2 or roll >= 0.72:
            self.back(leg, own)
        elif roll < 0.45:
            self.transfer(leg, own, far)
        else:
            self.conference(leg, own, far)

    def back(self, leg: Leg, own: Leg) -> None:
        """End the consult call and take the held call back."""
        leg.call.engaged = False
        if own in own.call.legs:
            self.centre.leave(own)
        if leg in leg.call.legs and leg.agent is not None:
            if leg.state == LocalConnectionState.LCS_HOLD:
                self.centre.retrieve(leg)
            self.centre.settle(leg.agent)

    def _join(self, leg: Leg, own: Leg, far: Leg) -> tuple[tuple[int, int, str], tuple[int, int, str], Call]:
        """Move the far end into the first call: the secondary connection, the far end's old one, the consult call."""
        consult = own.call
        secondary = (consult.call_id, own.id_type, own.connection_device_id)
        return secondary, self.centre.move(far, leg.call), consult

    def _joined(self, own: Leg, far: Leg, old: tuple[int, int, str], consult: Call, call_type: int) -> None:
        """The consult call is gone; the far end has the first call's identity and data now."""
        centre = self.centre
        centre.remove(own)
        centre.end(own)
        centre.forget(consult)
        far.call_type = call_type
        if far.agent is not None:
            call = far.call
            centre.update(
                far, old, ani=call.ani, dnis=call.dnis, **{f"call_variable{n}": v for n, v in call.variables.items()}
            )

    def transfer(self, leg: Leg, own: Leg, far: Leg) -> None:
        """The agent leaves both calls, the others go on in the first."""
        centre, agent = self.centre, leg.agent
        secondary, old, consult = self._join(leg, own, far)
        for end, state in ((leg, LocalConnectionState.LCS_NULL), (far, far.state)):
            if end.agent is not None:
                message = joins.transferred(centre.pid, leg, secondary, far, state, EventCause.CEC_TRANSFER)
                centre.tell(end, message, everyone=end is leg)
        centre.remove(leg)
        self._joined(own, far, old, consult, CallType.TRANSFER_IN)
        centre.end(leg)
        far.call.engaged = False
        if not far.call.agent_legs:
            centre.forget(far.call)
        for someone in (agent, far.agent):
            if someone is not None:
                centre.settle(someone)
        self.story.live(far, self.story.rng.uniform(0.4, 1.0) * self.story.talk)

    def conference(self, leg: Leg, own: Leg, far: Leg) -> None:
        """All three talk for a while, then the one who was asked leaves."""
        centre, agent = self.centre, leg.agent
        secondary, old, consult = self._join(leg, own, far)
        leg.state = LocalConnectionState.LCS_CONNECT
        for end in (leg, far):
            if end.agent is not None:
                message = joins.conferenced(centre.pid, leg, secondary, far, end.state, EventCause.CEC_NONE)
                centre.tell(end, message, everyone=end is leg)
        self._joined(own, far, old, consult, CallType.CONFERENCE)
        for someone in (agent, far.agent):
            if someone is not None:
                centre.settle(someone)
        centre.later(self.story.rng.uniform(10, 25), lambda: self.part(far))

    def part(self, far: Leg) -> None:
        """The one who was asked leaves the conference, once nobody guards it."""
        call = far.call
        if call.keep_until > self.centre.now:
            self.centre.later(5, lambda: self.part(far))
            return
        call.engaged = False
        if far in call.legs:
            self.centre.leave(far)
        for leg in call.agent_legs:
            if leg.agent is not None:
                self.centre.pools(leg.agent)
