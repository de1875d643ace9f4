"""Emergencies and requests for assistance: agents who press the button."""

from __future__ import annotations

from random import Random
from typing import TYPE_CHECKING

from protocol.mock.centre import agent_messages as agent_events
from protocol.mock.centre.announcement import Happening
from protocol.mock.centre.entities import Call, Leg
from protocol.mock.centre.population import Agent
from protocol.wire.enums import AgentState, CallDirection, CallType, EventCause, LocalConnectionState
from protocol.wire.messages import EmergencyCallEvent, Message, SupervisorAssistEvent

if TYPE_CHECKING:
    from protocol.mock.centre.simulation.simulation import Story

EMERGENCY_DESK, ASSIST_DESK = "5911", "5900"
AT_LEAST = 60.0
"""Seconds that a call with an emergency stays."""
FIRST_WITHIN = (4.0, 8.0)


class Alarms:
    """Raises alarms on a floor: by itself, and when told to."""

    def __init__(self, story: Story) -> None:
        self.story, self.centre = story, story.centre
        self.rng = Random(f"{story.centre.settings.seed}/alarms")
        self._first_due: float | None = None

    def start(self) -> None:
        """Plan the first emergency, within ten seconds, and the first call for help."""
        rate = self.centre.settings.emergencies_per_minute
        if rate:
            delay = self.rng.uniform(*FIRST_WITHIN)
            self._first_due = delay
            self.centre.later(delay, lambda: self.emergency(first=True))
            self._next_emergency(delay)
            self.centre.later(self.rng.uniform(14, 26), self._assist)

    def audience(self) -> None:
        """The first supervisor is watching: the first emergency comes within ten seconds for him, too."""
        if self._first_due is not None and self._first_due < self.centre.now + 1:
            self.centre.later(self.rng.uniform(*FIRST_WITHIN), lambda: self.emergency(first=True))
        self._first_due = None

    def _next_emergency(self, after: float = 0.0) -> None:
        gap = 60 / self.centre.settings.emergencies_per_minute * self.rng.uniform(0.6, 1.4)
        self.centre.later(after + gap, self._another)

    def _another(self) -> None:
        self.emergency()
        self._next_emergency()

    def emergency(self, *, first: bool = False) -> None:
        """Somebody's emergency: mostly about the call they are on, sometimes a call to the emergency desk."""
        roll = self.rng.random()
        talker, idle = self.centre.talking.choose(self.rng), self.centre.free.choose(self.rng)
        if talker is not None and (first or roll < 0.85 or idle is None):
            self.raise_emergency(talker, mark=not first and roll < 0.35)
        elif idle is not None:
            self.desk_call(idle, CallType.EMERGENCY, EventCause.CEC_EMERGENCY_CALL, event=True)
        else:
            self.centre.later(2, lambda: self.emergency(first=first))

    def guard(self, leg: Leg | None) -> None:
        """A call with an alarm stays for a while."""
        if leg is not None:
            stay = self.centre.now + AT_LEAST + self.rng.uniform(2, 30)
            leg.call.keep_until = max(leg.call.keep_until, stay)

    def raise_emergency(self, agent: Agent, *, mark: bool = False) -> Leg | None:
        """EMERGENCY_CALL_EVENT about the agent's call (or none). ``mark``: the call becomes one of type 20."""
        leg = self.centre.active_leg(agent) or (agent.legs[0] if agent.legs else None)
        self.guard(leg)
        message = agent_events.alarm(EmergencyCallEvent, self.centre.pid, agent, leg, client_address="192.0.2.10")
        self._tell(agent, message)
        if mark and leg is not None:
            self.centre.call_type_is(leg.call, CallType.EMERGENCY)
        return leg

    def raise_assist(self, agent: Agent, *, mark: bool = False, text: str = "please help") -> Leg | None:
        """SUPERVISOR_ASSIST_EVENT about the agent's call (or none)."""
        leg = self.centre.active_leg(agent) or (agent.legs[0] if agent.legs else None)
        self._tell(agent, agent_events.alarm(SupervisorAssistEvent, self.centre.pid, agent, leg, text=text))
        if mark and leg is not None:
            self.centre.call_type_is(leg.call, CallType.ASSIST)
        return leg

    def _tell(self, agent: Agent, message: Message) -> None:
        self.centre.emit(
            Happening(self.centre.now, message, agent=agent.agent_id, teams=tuple(agent.team_ids), alarm=True)
        )

    def _assist(self) -> None:
        """Somebody asks for help: by event, by a marked call, by a call of type 19, or without a call."""
        roll = self.rng.random()
        talker, idle = self.centre.talking.choose(self.rng), self.centre.free.choose(self.rng)
        if idle is not None and roll < 0.12:
            self.desk_call(idle, CallType.ASSIST, EventCause.CEC_SUPERVISOR_ASSIST, event=False)
        elif idle is not None and roll < 0.22:
            self.raise_assist(idle)
        elif talker is not None:
            self.raise_assist(talker, mark=roll < 0.4)
        gap = 120 / self.centre.settings.emergencies_per_minute * self.rng.uniform(0.6, 1.4)
        self.centre.later(gap, self._assist)

    def desk_call(self, agent: Agent, call_type: int, cause: int, *, event: bool) -> Call:
        """An agent without a call rings the emergency (or assistance) desk: a call of type 20 (or 19).

        ``event``: the alarm's event names this call; event and call are one alarm.
        """
        centre, rng = self.centre, self.rng
        emergency = call_type == CallType.EMERGENCY
        number = EMERGENCY_DESK if emergency else ASSIST_DESK
        call = centre.new_call(call_type, agent.extension, number, ani=agent.extension)
        agent.direction = CallDirection.OTHER_OUT
        leg = self.story.dialing.off_hook(call, agent, cause)
        far = centre.add_leg(call, number, None, LocalConnectionState.LCS_ALERTING)
        centre.ring(far, cause)
        if event and emergency:
            self.raise_emergency(agent)
        elif event:
            self.raise_assist(agent)
        centre.pools(agent)

        def answer() -> None:
            if far in call.legs:
                centre.pick_up(far, cause)
                if agent.state != AgentState.TALKING:
                    centre.settle(agent)

        centre.later(rng.uniform(0.8, 2), answer)
        centre.later(rng.uniform(25, 60), lambda: self.story.finish(leg))
        return call
