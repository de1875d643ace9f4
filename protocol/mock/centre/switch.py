"""The switch of a mock centre: what phones do to calls (ring, answer, hold, join, leave), and the events of each."""

from __future__ import annotations

from itertools import count
from typing import Any

from protocol.mock.centre import call_messages as events
from protocol.mock.centre.clock import Clockwork
from protocol.mock.centre.entities import Call, Leg
from protocol.mock.centre.population import Agent
from protocol.wire.enums import ConnectionDeviceIDType, EventCause, LocalConnectionState

FIRST_CALL_ID = 16_777_217
NONE = EventCause.CEC_NONE
CONNECT, HOLD = LocalConnectionState.LCS_CONNECT, LocalConnectionState.LCS_HOLD
ALERTING = LocalConnectionState.LCS_ALERTING


class Switch(Clockwork):
    """Calls and their ends. What they mean for agents is the centre's business."""

    def __init__(self, peripheral_id: int) -> None:
        super().__init__(peripheral_id)
        self.calls: dict[int, list[Call]] = {}
        """By ConnectionCallID, which two calls may share."""
        self._call_ids, self._trunks = count(FIRST_CALL_ID), count(1)

    def pools(self, agent: Agent) -> None:
        """An agent's calls have changed."""
        raise NotImplementedError

    def settle(self, agent: Agent) -> None:
        """Give an agent the state that his calls make."""
        raise NotImplementedError

    def supervisor_left(self, leg: Leg) -> None:
        """A supervisor's end has left its call."""
        raise NotImplementedError

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
            for end in leg.call.agent_legs:
                if end.agent is not None:
                    self.pools(end.agent)
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
                self.supervisor_left(leg)
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
