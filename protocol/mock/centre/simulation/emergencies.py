"""Emergencies and requests for assistance: by themselves at the settings' rate, and when a caller wants one."""

from __future__ import annotations

from random import Random

from protocol.mock.centre import agent_messages
from protocol.mock.centre.entities import Agent, Leg
from protocol.mock.centre.floor import Floor
from protocol.mock.centre.simulation.customer_calls import CustomerCalls
from protocol.wire.enums import AgentState, CallDirection, CallType, EventCause, LocalConnectionState
from protocol.wire.messages import EmergencyCallEvent, Message, SupervisorAssistEvent

EMERGENCY_NUMBER, ASSIST_NUMBER = "5911", "5900"
KEPT = 60.0
"""Seconds that a call with an emergency goes on at least."""
FIRST_WITHIN = (4.0, 8.0)
"""Seconds, from and to, until the first emergency."""


class Emergencies:
    """Raises alarms on a floor."""

    def __init__(self, floor: Floor, customer_calls: CustomerCalls) -> None:
        self.floor, self.switch, self.customer_calls = floor, floor.switch, customer_calls
        self.rng = Random(f"{floor.settings.seed}/alarms")
        self._first_due: float | None = None

    # --- by themselves ----------------------------------------------------------------------------------------------

    def start(self) -> None:
        """Plan the first emergency, within ten seconds, and the first request for assistance."""
        rate = self.floor.settings.emergencies_per_minute
        if rate:
            delay = self.rng.uniform(*FIRST_WITHIN)
            self._first_due = delay
            self.floor.clock.later(delay, lambda: self._emergency(first=True))
            self._plan_emergency(delay)
            self.floor.clock.later(self.rng.uniform(14, 26), self._assist)

    def supervisor_watches(self) -> None:
        """A supervisor's session opened: the first one gets an emergency within ten seconds, too."""
        if self._first_due is not None and self._first_due < self.floor.now + 1:
            self.floor.clock.later(self.rng.uniform(*FIRST_WITHIN), lambda: self._emergency(first=True))
        self._first_due = None

    def _plan_emergency(self, after: float = 0.0) -> None:
        gap = 60 / self.floor.settings.emergencies_per_minute * self.rng.uniform(0.6, 1.4)
        self.floor.clock.later(after + gap, self._next_emergency)

    def _next_emergency(self) -> None:
        self._emergency()
        self._plan_emergency()

    def _emergency(self, *, first: bool = False) -> None:
        """An agent's emergency: mostly about the agent's call, at times a call to the emergency number."""
        roll = self.rng.random()
        talker, idle = self.floor.talking.choose(self.rng), self.floor.free.choose(self.rng)
        if talker is not None and (first or roll < 0.85 or idle is None):
            self.raise_emergency(talker, mark=not first and roll < 0.35)
        elif idle is not None:
            self.call_emergency_number(idle)
        else:
            self.floor.clock.later(2, lambda: self._emergency(first=first))

    def _assist(self) -> None:
        """An agent asks for assistance: by event, by a marked call, by a call of type ASSIST, or without a call."""
        roll = self.rng.random()
        talker, idle = self.floor.talking.choose(self.rng), self.floor.free.choose(self.rng)
        if idle is not None and roll < 0.12:
            self._call_number(idle, ASSIST_NUMBER, CallType.ASSIST, EventCause.CEC_SUPERVISOR_ASSIST)
        elif idle is not None and roll < 0.22:
            self.raise_assist(idle)
        elif talker is not None:
            self.raise_assist(talker, mark=roll < 0.4)
        gap = 120 / self.floor.settings.emergencies_per_minute * self.rng.uniform(0.6, 1.4)
        self.floor.clock.later(gap, self._assist)

    # --- at once ----------------------------------------------------------------------------------------------------

    def raise_emergency(self, agent: Agent, *, mark: bool = False) -> None:
        """EMERGENCY_CALL_EVENT about the agent's call, or about none. ``mark``: the call gets CallType EMERGENCY."""
        leg = self._leg(agent)
        if leg is not None:
            until = self.floor.now + KEPT + self.rng.uniform(2, 30)
            leg.call.keep(max(leg.call.keep_until, until))
        pid = self.floor.pid
        self._announce(agent, agent_messages.alarm(EmergencyCallEvent, pid, agent, leg, client_address="192.0.2.10"))
        if mark and leg is not None:
            self.switch.set_call_type(leg.call, CallType.EMERGENCY)

    def raise_assist(self, agent: Agent, *, mark: bool = False, text: str = "please help") -> None:
        """SUPERVISOR_ASSIST_EVENT about the agent's call, or about none. ``mark``: the call gets CallType ASSIST."""
        leg = self._leg(agent)
        self._announce(agent, agent_messages.alarm(SupervisorAssistEvent, self.floor.pid, agent, leg, text=text))
        if mark and leg is not None:
            self.switch.set_call_type(leg.call, CallType.ASSIST)

    def call_emergency_number(self, agent: Agent) -> None:
        """An agent without a call calls the emergency number: a call of CallType EMERGENCY, and the event names it."""
        self._call_number(agent, EMERGENCY_NUMBER, CallType.EMERGENCY, EventCause.CEC_EMERGENCY_CALL, emergency=True)

    def _leg(self, agent: Agent) -> Leg | None:
        """The end of the call that an alarm is about: the one the agent talks on, else the oldest."""
        return self.floor.active_leg(agent) or (agent.legs[0] if agent.legs else None)

    def _announce(self, agent: Agent, message: Message) -> None:
        self.floor.announcer.announce(message, agent=agent.agent_id, teams=tuple(agent.team_ids), alarm=True)

    def _call_number(
        self, agent: Agent, number: str, call_type: CallType, cause: EventCause, *, emergency: bool = False
    ) -> None:
        """An agent without a call calls a number of the centre. ``emergency``: the emergency event names the call."""
        floor, switch, rng = self.floor, self.switch, self.rng
        call = switch.new_call(call_type, agent.extension, number, ani=agent.extension)
        floor.set_direction(agent, CallDirection.OTHER_OUT)
        leg = switch.off_hook(call, agent, cause)
        far = switch.add_leg(call, number, None, LocalConnectionState.LCS_ALERTING)
        switch.ring(far, cause)
        if emergency:
            self.raise_emergency(agent)
        floor.update_pools(agent)

        def answer() -> None:
            if far in call.legs:
                switch.pick_up(far, cause)
                if agent.state != AgentState.TALKING:
                    floor.settle(agent)

        floor.clock.later(rng.uniform(0.8, 2), answer)
        floor.clock.later(rng.uniform(25, 60), lambda: self.customer_calls.finish(leg))
