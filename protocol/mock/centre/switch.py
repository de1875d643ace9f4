"""The switch of a mock centre: what phones do to calls (ring, answer, hold, join, leave), and the events of each."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import count
from typing import Any, Protocol

from protocol.mock.centre import call_messages as events
from protocol.mock.centre.announcement import Announcer
from protocol.mock.centre.clock import Clock
from protocol.mock.centre.entities import Agent, Call, ConnectionID, Leg
from protocol.wire.enums import ConnectionDeviceIDType, EventCause, LocalConnectionState

FIRST_CALL_ID = 16_777_217
NONE = EventCause.CEC_NONE
CONNECT, HOLD = LocalConnectionState.LCS_CONNECT, LocalConnectionState.LCS_HOLD
ALERTING = LocalConnectionState.LCS_ALERTING
LEFT_ALONE = 10.0
"""Seconds until the switch ends a call on which a supervisor, or the agent whom the supervisor left, is alone."""


class CallObserver(Protocol):
    """Keeps the agents' states, which follow from their calls."""

    def update_pools(self, agent: Agent) -> None:
        """The agent's calls have changed."""

    def settle(self, agent: Agent) -> None:
        """Give the agent the state that follows from the agent's calls."""

    def supervisor_left(self, leg: Leg) -> None:
        """A supervisor's end has left its call."""


class Switch:
    """Calls and their ends. An agent's state changes only where :meth:`CallObserver.settle` is called."""

    def __init__(self, announcer: Announcer, clock: Clock, observer: CallObserver) -> None:
        self.calls: dict[int, list[Call]] = {}
        """By ConnectionCallID, which two calls may share."""
        self._announcer, self._clock, self._observer = announcer, clock, observer
        self._pid = announcer.peripheral_id
        self._call_ids, self._trunks = count(FIRST_CALL_ID), count(1)

    # --- calls and their ends ---------------------------------------------------------------------------------------

    def new_call(self, call_type: int, calling: str, called: str, *, call_id: int | None = None, **data: Any) -> Call:
        """A call without ends. ``call_id``: that of another call, to share it; ``data``: fields of :class:`Call`."""
        call = Call(next(self._call_ids) if call_id is None else call_id, call_type, calling, called, **data)
        call.began = self._announcer.now
        self.calls.setdefault(call.call_id, []).append(call)
        return call

    def add_leg(self, call: Call, device: str, agent: Agent | None, state: int) -> Leg:
        """Add a phone (``agent`` is signed in there) or a number outside to a call, in a LocalConnectionState."""
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
            self._observer.update_pools(agent)
        return leg

    def find_leg(self, call_id: int, device_id: str | None) -> Leg | None:
        """The end with that ConnectionCallID and ConnectionDeviceID."""
        for call in self.calls.get(call_id, ()):
            for leg in call.legs:
                if leg.connection_device_id == device_id:
                    return leg
        return None

    def remove(self, leg: Leg) -> None:
        """Take an end off its call without an event."""
        leg.state = LocalConnectionState.LCS_NULL
        leg.call.legs.remove(leg)
        if leg.agent is not None:
            leg.agent.legs.remove(leg)
            self._observer.update_pools(leg.agent)

    def forget(self, call: Call) -> None:
        """The call does not exist any more."""
        call.alive = False
        same = self.calls.get(call.call_id, [])
        if call in same:
            same.remove(call)
            if not same:
                del self.calls[call.call_id]

    def move(self, leg: Leg, call: Call) -> ConnectionID:
        """Move an end to another call; its connection until now."""
        old = leg.connection_id
        leg.call.legs.remove(leg)
        leg.call = call
        call.legs.append(leg)
        return old

    # --- what phones do ---------------------------------------------------------------------------------------------

    def begin(self, leg: Leg) -> None:
        """BEGIN_CALL_EVENT for an end."""
        leg.begun = True
        self._announcer.announce_at(leg, events.begin_call(self._pid, leg))

    def end(self, leg: Leg) -> None:
        """END_CALL_EVENT for an end, if its BEGIN_CALL_EVENT was announced."""
        if leg.begun:
            leg.begun = False
            self._announcer.announce_at(leg, events.end_call(self._pid, leg))

    def off_hook(self, call: Call, agent: Agent, cause: int = NONE) -> Leg:
        """An agent's phone dials a call (BEGIN_CALL, SERVICE_INITIATED, ORIGINATED), and the agent talks."""
        leg = self.add_leg(call, agent.extension, agent, LocalConnectionState.LCS_INITIATE)
        self.begin(leg)
        self._announcer.announce_at(leg, events.service_initiated(self._pid, leg, cause))
        leg.state = CONNECT
        self._announcer.announce_at(leg, events.originated(self._pid, leg, cause))
        self._observer.settle(agent)
        return leg

    def ring(self, leg: Leg, cause: int = NONE) -> None:
        """A phone rings."""
        leg.state = ALERTING
        self._announcer.announce_to_ends(leg, events.delivered, cause)

    def pick_up(self, leg: Leg, cause: int = NONE) -> None:
        """A ringing phone is answered. The agent's state does not follow from it (see :meth:`CallObserver.settle`)."""
        leg.state = CONNECT
        if not leg.call.answered:
            leg.call.answered = True
            for end in leg.call.agent_legs:
                if end.agent is not None:
                    self._observer.update_pools(end.agent)
        self._announcer.announce_to_ends(leg, events.established, cause)

    def hold(self, leg: Leg) -> None:
        """A call is put on hold at one phone."""
        leg.state = HOLD
        self._announcer.announce_to_ends(leg, events.held)

    def retrieve(self, leg: Leg) -> None:
        """A held call is taken back."""
        leg.state = CONNECT
        self._announcer.announce_to_ends(leg, events.retrieved)

    def leave(self, leg: Leg, cause: int = NONE) -> None:
        """An end leaves its call. The call ends when fewer than two ends, or no phone of the centre, are left.

        Where a supervisor joined it and is on it, an end that is left alone stays for :data:`LEFT_ALONE` seconds.
        """
        call = leg.call
        ends = call.agent_legs
        self.remove(leg)
        supervised = call.supervised and any(end.agent is not None and end.agent.supervisor for end in ends)
        alone = supervised and call.lone_leg is not None
        over = not alone and (len(call.legs) < 2 or not call.agent_legs)
        self._announcer.announce_to_ends(leg, events.connection_cleared, cause, legs=ends)
        if over and leg.agent is not None:
            self._announcer.announce_at(leg, events.cleared(self._pid, leg, cause))
        self.end(leg)
        if over:
            self.close(call, cause)
        elif alone:
            self._leave_alone(call)
        if leg.agent is not None:
            if leg.agent.supervisor:
                self._observer.supervisor_left(leg)
            self._observer.settle(leg.agent)

    def close(self, call: Call, cause: int = NONE) -> None:
        """All ends leave the call."""
        at_phones = call.agent_legs
        for leg in list(call.legs):
            ends = call.agent_legs
            self.remove(leg)
            self._announcer.announce_to_ends(leg, events.connection_cleared, cause, legs=ends)
            if leg.agent is not None:
                self._announcer.announce_at(leg, events.cleared(self._pid, leg, cause))
                self.end(leg)
        self.forget(call)
        for leg in at_phones:
            if leg.agent is not None:
                if leg.agent.supervisor:
                    self._observer.supervisor_left(leg)
                self._observer.settle(leg.agent)

    def _leave_alone(self, call: Call) -> None:
        """One end is left alone on a call: the call ends after a while, unless somebody else is on it by then."""
        since = call.alone_since = self._announcer.now

        def end() -> None:
            if call.alive and call.alone_since == since and call.lone_leg is not None:
                self.close(call)

        self._clock.later(LEFT_ALONE, end)

    def part(self, call: Call, *leaving: Leg) -> None:
        """Ends of a call go to another one: the others on it learn that they are cleared from this one."""
        others = [leg for leg in call.agent_legs if leg not in leaving]
        for leg in leaving:
            self._announcer.announce_to_ends(leg, events.connection_cleared, NONE, legs=others)

    def dissolve(self, call: Call) -> None:
        """The ends of a call have gone to another one. It is forgotten, or a supervisor is left alone on it."""
        if call.legs:
            self._leave_alone(call)
        else:
            self.forget(call)

    def redirect(self, leg: Leg) -> None:
        """A phone that was not answered is taken off the call, which goes on."""
        ends = leg.call.agent_legs
        self.remove(leg)
        self._announcer.announce_to_ends(leg, events.connection_cleared, EventCause.CEC_REDIRECTED, legs=ends)
        self.end(leg)

    # --- calls outside and in the queue -----------------------------------------------------------------------------

    def reach_network(self, leg: Leg) -> None:
        """The call that an agent dialed has left the switch."""
        self._announcer.announce_at(leg, events.reached_network(self._pid, leg))

    def fail(self, leg: Leg, cause: int) -> None:
        """The call that an agent dialed did not reach its number, and ends."""
        self._announcer.announce_at(leg, events.failed(self._pid, leg, cause))
        self.leave(leg)

    def queue(self, call: Call, waiting: int) -> None:
        """A customer's call is queued, with which ``waiting`` calls are in the queue."""
        self._announcer.announce_at(call.legs[0], events.queued(self._pid, call.legs[0], waiting))

    def dequeue(self, call: Call, waiting: int) -> None:
        """A customer's call leaves the queue, in which ``waiting`` calls are left."""
        self._announcer.announce_at(call.legs[0], events.dequeued(self._pid, call.legs[0], waiting))

    def abandon(self, call: Call) -> None:
        """The customer of a queued call hangs up."""
        leg = call.legs[0]
        self._announcer.announce_at(leg, events.cleared(self._pid, leg, EventCause.CEC_CALL_CANCELLED))
        self.forget(call)

    # --- changed data and joined calls ------------------------------------------------------------------------------

    def update(self, leg: Leg, old: ConnectionID | None = None, **changes: Any) -> None:
        """CALL_DATA_UPDATE_EVENT for an end. ``old``: its connection until now; ``changes``: fields of the event."""
        self._announcer.announce_at(leg, events.data_update(self._pid, leg, old, **changes))

    def resume(self, leg: Leg) -> None:
        """A held end takes part again without an event: that of the conference says so."""
        leg.state = CONNECT

    def set_variable(self, leg: Leg, number: int, value: str) -> None:
        """An end sets a call variable (1 to 10)."""
        leg.call.variables[number] = value
        self.update(leg, None, **{f"call_variable{number}": value})

    def set_call_type(self, call: Call, call_type: int) -> None:
        """Give a call another CallType, with an event for each of its ends."""
        call.call_type = call_type
        for leg in call.agent_legs:
            self.set_leg_type(leg, call_type)

    def set_leg_type(self, leg: Leg, call_type: int) -> None:
        """Give one end another CallType, with its event."""
        leg.call_type = call_type
        self.update(leg)

    def adopt(self, leg: Leg, old: ConnectionID, call_type: int) -> None:
        """Give an end that was moved to another call its new CallType and, with an event, the data of that call.

        ``old``: the connection of the end before it was moved.
        """
        leg.call_type = call_type
        if leg.agent is not None:
            call = leg.call
            data: dict[str, Any] = {f"call_variable{number}": value for number, value in call.variables.items()}
            self.update(leg, old, ani=call.ani, dnis=call.dnis, **data)

    def announce_conference(
        self, controller: Leg, secondary: ConnectionID, added: Leg, ends: Iterable[Leg], cause: int = NONE
    ) -> None:
        """CALL_CONFERENCED_EVENT at those ends: ``secondary`` joined the controller's call."""
        for end in ends:
            message = events.conferenced(self._pid, controller, secondary, added, end.state, cause)
            self._announcer.announce_at(end, message, to_all_events=end is controller)

    def announce_transfer(self, transferring: Leg, secondary: ConnectionID, target: Leg, ends: Iterable[Leg]) -> None:
        """CALL_TRANSFERRED_EVENT at those ends: the transferring end leaves the call that ``secondary`` joined."""
        for end in ends:
            state = LocalConnectionState.LCS_NULL if end is transferring else end.state
            message = events.transferred(self._pid, transferring, secondary, target, state, EventCause.CEC_TRANSFER)
            self._announcer.announce_at(end, message, to_all_events=end is transferring)
