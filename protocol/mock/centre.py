"""A seeded contact centre: its people, its switch, and a clock that others move. Pure: no socket, no thread, no time.

:class:`Centre` keeps the floor and does to it what phones do (ring, answer, hold, join, leave), telling each as
:class:`Happening`. What happens by itself is in :mod:`protocol.mock.story`, what a supervisor does in
:mod:`protocol.mock.supervision`, what desks ask for in :mod:`protocol.mock.desk`.
"""

from __future__ import annotations

import heapq
from collections.abc import Callable
from itertools import count
from random import Random
from typing import Any

from protocol.enums import (
    AgentState,
    CallDirection,
    ConnectionDeviceIDType,
    EventCause,
    LocalConnectionState,
    StatusCode,
)
from protocol.messages import AgentTeamConfigEvent, Message
from protocol.mock import events
from protocol.mock.calls import Call, Leg
from protocol.mock.desk import Desk
from protocol.mock.happening import Happening
from protocol.mock.people import Agent, Pool, Team, people
from protocol.mock.settings import CentreSettings
from protocol.mock.story import Story
from protocol.mock.supervision import Supervision

FIRST_CALL_ID = 16_777_217
NONE = EventCause.CEC_NONE
CONNECT, HOLD = LocalConnectionState.LCS_CONNECT, LocalConnectionState.LCS_HOLD
ALERTING = LocalConnectionState.LCS_ALERTING


class Centre:
    """A contact centre. Times are seconds since its start; :meth:`advance` makes them pass."""

    def __init__(self, settings: CentreSettings | None = None) -> None:
        self.settings = settings or CentreSettings()
        self.pid = self.settings.peripheral_id
        self.now = 0.0
        self.rng = Random(f"{self.settings.seed}/floor")
        self.agents, self.supervisor, self.teams = people(self.settings)
        everyone = [*self.agents, self.supervisor]
        self.by_id = {a.agent_id: a for a in everyone}
        self.by_extension = {a.extension: a for a in everyone}
        self.by_team = {t.team_id: t for t in self.teams}
        self.calls: dict[int, list[Call]] = {}
        self.free, self.talking = Pool(), Pool()
        """Agents who can take a call, and agents in conversation on one that nothing else is done with."""
        self._heap: list[tuple[float, int, Callable[[], None]]] = []
        self._order = count()
        self._out: list[Happening] = []
        self._call_ids, self._trunks = count(FIRST_CALL_ID), count(1)
        for agent in self.agents:
            self.free.put(agent, True)
        self.supervision = Supervision(self)
        self.desk = Desk(self)
        self.story = Story(self)
        self.story.start()
        self._out.clear()

    # --- time -------------------------------------------------------------------------------------------------------

    def later(self, delay: float, step: Callable[[], None]) -> None:
        """Do a step in so many seconds."""
        heapq.heappush(self._heap, (self.now + max(delay, 0.0), next(self._order), step))

    def next_due(self) -> float:
        """When something happens next; infinity when nothing is planned."""
        return self._heap[0][0] if self._heap else float("inf")

    def advance(self, now: float) -> list[Happening]:
        """Let time pass up to ``now``, and tell what happened, in order.

        Each step happens at its own time, so that it makes no difference in how many strides the time passes.
        """
        while self._heap and self._heap[0][0] <= now:
            due, _, step = heapq.heappop(self._heap)
            self.now = max(self.now, due)
            step()
        self.now = max(self.now, now)
        out, self._out = self._out, []
        return out

    # --- telling ----------------------------------------------------------------------------------------------------

    def emit(self, happening: Happening) -> None:
        """Tell something."""
        self._out.append(happening)

    def answer(self, session: int, message: Message) -> None:
        """Tell one session only."""
        self.emit(Happening(self.now, message, session=session, everyone=False))

    def tell(self, leg: Leg, message: Message, *, everyone: bool = True) -> None:
        """Tell a call's event as one end of it sees it."""
        agent = leg.agent
        self.emit(
            Happening(
                self.now,
                message,
                devices=(leg.device,) if agent is not None else (),
                connection=(leg.call.call_id, leg.connection_device_id),
                agent=agent.agent_id if agent is not None else None,
                everyone=everyone,
            )
        )

    def tell_all(self, subject: Leg, build: Callable[..., Message], *args: Any, legs: list[Leg] | None = None) -> None:
        """Tell an event at one end to that end and, as they see it, to the other ends at phones of the centre.

        All Events sessions get the view of the end where it happened; where that is outside, of the first that isn't.
        """
        told = [leg for leg in (subject.call.agent_legs if legs is None else legs) if leg.agent is not None]
        first = subject if subject in told else told[0] if told else None
        for leg in told:
            self.tell(leg, build(self.pid, leg, subject, *args), everyone=leg is first)

    # --- agents -----------------------------------------------------------------------------------------------------

    def set_state(self, agent: Agent, state: int, reason: int = 0) -> None:
        """Give an agent a state and tell it."""
        agent.state, agent.reason, agent.since = state, reason, self.now
        agent.plan += 1
        if not agent.legs:
            agent.direction = CallDirection.NONE
        self.pools(agent)
        self.tell_state(agent)
        if not agent.supervisor:
            self.story.state_changed(agent)

    def tell_state(self, agent: Agent) -> None:
        """Tell an agent's present state."""
        self.emit(
            Happening(
                self.now,
                events.agent_state(self.pid, agent, self.now),
                devices=(agent.instrument,),
                agent=agent.agent_id,
                teams=tuple(agent.team_ids),
            )
        )

    def pools(self, agent: Agent) -> None:
        """Sort an agent into the pools by his state and calls."""
        if agent.supervisor:
            return
        self.free.put(agent, agent.state == AgentState.AVAILABLE and not agent.legs)
        on_call = agent.state == AgentState.TALKING and len(agent.legs) == 1
        self.talking.put(agent, on_call and agent.legs[0].state == CONNECT and not agent.legs[0].call.engaged)

    def settle(self, agent: Agent) -> None:
        """Give an agent the state that his calls make."""
        if any(leg.state == CONNECT for leg in agent.legs):
            wanted = AgentState.TALKING
        elif any(leg.state == HOLD for leg in agent.legs):
            wanted = AgentState.HOLD
        elif agent.legs:
            return
        elif agent.state in (AgentState.TALKING, AgentState.HOLD, AgentState.RESERVED):
            self.story.after_call(agent)
            return
        else:
            self.pools(agent)
            return
        if agent.state != wanted:
            self.set_state(agent, wanted)
        else:
            self.pools(agent)

    def active_leg(self, agent: Agent) -> Leg | None:
        """The agent's end of the call he is talking on."""
        return next((leg for leg in agent.legs if leg.state == CONNECT), None)

    def find_agent(
        self, agent_id: str | None, extension: str | None, instrument: str | None
    ) -> tuple[Agent | None, StatusCode]:
        """The agent that the given fields name, or the status that says why there is none (6, 8 or 32)."""
        found = [self.by_id.get(agent_id)] if agent_id else []
        found += [self.by_extension.get(device) for device in (extension, instrument) if device]
        if not found:
            return None, StatusCode.E_CTI_REQUIRED_DATA_MISSING
        if None in found:
            return None, StatusCode.E_CTI_INVALID_AGENT_DATA
        if any(agent is not found[0] for agent in found):
            return None, StatusCode.E_CTI_INCONSISTENT_AGENT_DATA
        return found[0], StatusCode.E_CTI_NO_ERROR

    def team_event(self, team: Team, members: list[Agent], operation: int) -> Message:
        """AGENT_TEAM_CONFIG_EVENT of up to 64 members."""
        flags = [1 if a.supervisor else 2 if a.agent_id in team.temporary else 0 for a in members]
        return AgentTeamConfigEvent(
            peripheral_id=self.pid,
            team_id=team.team_id,
            config_operation=operation,
            department_id=0,
            agent_team_name=team.name,
            atc_agent_id=[a.agent_id for a in members],
            agent_flags=list(flags),
            atc_agent_state=[a.state for a in members],
            atc_state_duration=[max(0, int(self.now - a.since)) for a in members],
        )

    # --- calls ------------------------------------------------------------------------------------------------------

    def new_call(self, call_type: int, calling: str, called: str, *, call_id: int | None = None, **data: Any) -> Call:
        """A call with no ends yet. ``call_id``: shares that of another call."""
        call = Call(next(self._call_ids) if call_id is None else call_id, call_type, self.now, calling, called, **data)
        self.calls.setdefault(call.call_id, []).append(call)
        return call

    def add_leg(self, call: Call, device: str, agent: Agent | None, state: int) -> Leg:
        """Put a phone, or a number outside, on a call."""
        if agent is None:
            leg = Leg(call, device, None, f"T{next(self._trunks)}", ConnectionDeviceIDType.CONNECTION_ID_DYNAMIC)
        elif any(other.connection_device_id == device for c in self.calls[call.call_id] for other in c.legs):
            # A second call with the same ConnectionCallID at the same phone: only the device id tells them apart.
            leg = Leg(call, device, agent, f"{device}.2", ConnectionDeviceIDType.CONNECTION_ID_DYNAMIC)
        else:
            leg = Leg(call, device, agent, device)
        leg.state, leg.call_type = state, call.call_type
        call.legs.append(leg)
        if agent is not None:
            agent.legs.append(leg)
            self.pools(agent)
        return leg

    def begin(self, leg: Leg) -> None:
        """BEGIN_CALL_EVENT for an end."""
        leg.told = True
        self.tell(leg, events.begin_call(self.pid, leg))

    def ring(self, leg: Leg, cause: int = NONE) -> None:
        """A phone rings."""
        leg.state = ALERTING
        self.tell_all(leg, events.delivered, cause)

    def pick_up(self, leg: Leg, cause: int = NONE) -> None:
        """A ringing phone is answered; the agent's state is another matter (see :meth:`settle`)."""
        leg.state = CONNECT
        if leg.call.answered is None:
            leg.call.answered = self.now
        self.tell_all(leg, events.established, cause)

    def hold(self, leg: Leg) -> None:
        """A call is put on hold at one phone."""
        leg.state = HOLD
        self.tell_all(leg, events.held)

    def retrieve(self, leg: Leg) -> None:
        """A held call is taken back."""
        leg.state = CONNECT
        self.tell_all(leg, events.retrieved)

    def update(self, leg: Leg, old: tuple[int, int, str] | None = None, **changes: Any) -> None:
        """CALL_DATA_UPDATE_EVENT for an end: changed data, or a new connection."""
        self.tell(leg, events.data_update(self.pid, leg, old, **changes))

    def remove(self, leg: Leg) -> None:
        """Take an end off its call without a word."""
        leg.state = LocalConnectionState.LCS_NULL
        leg.call.legs.remove(leg)
        if leg.agent is not None:
            leg.agent.legs.remove(leg)
            self.pools(leg.agent)

    def end(self, leg: Leg) -> None:
        """END_CALL_EVENT for an end that was told of the call."""
        if leg.told:
            leg.told = False
            self.tell(leg, events.end_call(self.pid, leg))

    def leave(self, leg: Leg, cause: int = NONE) -> None:
        """An end leaves its call. The call ends with it when fewer than two, or no phone of the centre, are left."""
        call = leg.call
        told = call.agent_legs
        self.remove(leg)
        over = len(call.legs) < 2 or not call.agent_legs
        self.tell_all(leg, events.connection_cleared, cause, legs=told)
        if over and leg.agent is not None:
            self.tell(leg, events.cleared(self.pid, leg, cause))
        self.end(leg)
        if over:
            self.close(call, cause)
        if leg.agent is not None:
            if leg.agent.supervisor:
                self.supervision.left(leg)
            self.settle(leg.agent)

    def close(self, call: Call, cause: int = NONE) -> None:
        """Everybody is off the call."""
        agents = [leg.agent for leg in call.agent_legs if leg.agent is not None]
        for leg in list(call.legs):
            told = call.agent_legs
            self.remove(leg)
            self.tell_all(leg, events.connection_cleared, cause, legs=told)
            if leg.agent is not None:
                self.tell(leg, events.cleared(self.pid, leg, cause))
                self.end(leg)
        self.forget(call)
        for agent in agents:
            self.settle(agent)

    def forget(self, call: Call) -> None:
        """The call is no more."""
        call.alive = False
        same = self.calls.get(call.call_id, [])
        if call in same:
            same.remove(call)
            if not same:
                del self.calls[call.call_id]

    def move(self, leg: Leg, call: Call) -> tuple[int, int, str]:
        """Join an end to another call; its old connection (call id, id type, device id)."""
        old = (leg.call.call_id, leg.id_type, leg.connection_device_id)
        leg.call.legs.remove(leg)
        leg.call = call
        call.legs.append(leg)
        return old

    def find_leg(self, call_id: int, device_id: str | None) -> Leg | None:
        """The end with that ConnectionCallID and ConnectionDeviceID."""
        for call in self.calls.get(call_id, ()):
            for leg in call.legs:
                if leg.connection_device_id == device_id:
                    return leg
        return None

    def call_type_is(self, call: Call, call_type: int) -> None:
        """Give a call another type and tell its ends."""
        call.call_type = call_type
        for leg in call.agent_legs:
            leg.call_type = call_type
            self.update(leg)
