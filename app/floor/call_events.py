"""Folding call events: what became of each call. Which call is meant is :mod:`app.floor.call_tracker`'s affair.

No order is defined between kinds of events, and each monitor brings its own copy: folding a copy again changes
nothing, and a call that was never seen to begin appears at any event that names it.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from app.floor.call_facts import OWN
from app.floor.call_life import CALL_ENDED, CEC_NONE, LATE_COPY, CallLife
from app.floor.call_table import (
    LCS_ALERTING,
    LCS_CONNECT,
    LCS_FAIL,
    LCS_HOLD,
    LCS_INITIATE,
    LCS_NONE,
    LCS_QUEUED,
    CallRow,
)
from app.floor.call_tracker import SURE, connection_of
from app.floor.joining import join
from app.model import ConnectionID
from protocol.session.events import CallFound
from protocol.wire import messages as m
from protocol.wire.enums import NULL_CALL_ID, EventCause

CEC_INTERCEPT = 49
_BEGINNINGS = (m.CallServiceInitiatedEvent, m.CallOriginatedEvent, m.CallDeliveredEvent, m.CallQueuedEvent)
"""Events that tell the beginning of a connection. BEGIN_CALL_EVENT is that of a call in this session only."""
_HELP_TYPES = frozenset({19, 20})
_INTERCEPTED = "the agent was taken off it by an intercept"


class Calls(CallLife):
    """The live calls."""

    def fold(self, message: m.Message, now: float) -> bool:
        """Fold one call event; False where the message is none."""
        handler = _HANDLERS.get(type(message))
        if handler is None:
            return False
        handler(self, message, now)
        return True

    def _of_monitor(self, message: Any) -> CallRow | None:
        """The one row with that call id of the agent whose device monitor brought the event."""
        person = self.roster.person_at(self._monitors.get(message.monitor_id))
        rows = self.rows.live(message.connection_call_id)
        mine = [row for row in rows if row.owner == person] if person is not None else rows
        return mine[0] if len(mine) == 1 else None

    @staticmethod
    def _is_change(message: Any) -> bool:
        """Does the event tell a change of state? With CEC_CALL_PARTY_UPDATE_IND it repeats a state entered before."""
        return bool(message.event_cause != EventCause.CEC_CALL_PARTY_UPDATE_IND)

    def _begin(self, message: m.BeginCallEvent, now: float) -> None:
        known = self.rows.rows.get(connection_of(message))
        if known is not None and known.ended is not None and now - known.ended >= LATE_COPY:
            self.rows.remove(known.connection)  # the id is used again, for another call
        row, _ = self.find(message, now, None, begins=True)
        if row is not None:
            self.is_type(row, message.call_type, now)
            row.take_data(message)
            self.told(row, CEC_NONE, begins=True)

    def _state(self, message: Any, now: float, subject: str | None, state: int, *also: str | None) -> None:
        """An event that tells a state of the subject device's end, and of the end named by its connection."""
        row, about = self.find(message, now, subject)
        if row is None:
            for sibling in self.rows.live(message.connection_call_id):
                self.add_party(sibling, subject, *also)
                self.rows.dirty.add(sibling.connection)
            return
        local, change = message.local_connection_state, self._is_change(message)
        if row.connection == connection_of(message):
            row.seen_beginning(change and isinstance(message, _BEGINNINGS))
        if isinstance(message, m.CallDeliveredEvent):
            row.take_data(message)
        if row.ended is None or now - row.ended >= LATE_COPY:
            self.add_party(row, subject, *also)
        if about:
            told = state in (LCS_ALERTING, LCS_INITIATE) or isinstance(message, m.CallOriginatedEvent)
            state = local if told and local in (LCS_INITIATE, LCS_ALERTING, LCS_CONNECT) else state
            self.enter(row, state, now, known=change)
        elif row.connection == connection_of(message):
            if local in (LCS_INITIATE, LCS_CONNECT, LCS_HOLD) and row.ended is None:
                self.enter(row, local, now, known=change)
            self._other_end(row, subject, state, now, known=change)
        self.told(row, message.event_cause)

    def _other_end(self, row: CallRow, subject: str | None, state: int, now: float, *, known: bool) -> None:
        person = self.roster.person_at(subject)
        if person is None or state not in (LCS_CONNECT, LCS_HOLD):
            return
        for other in self.together(row):
            if other.owner == person and other.ended is None:
                self.enter(other, state, now, known=known)
                self.rows.dirty.add(other.connection)

    def _delivered(self, message: m.CallDeliveredEvent, now: float) -> None:
        self._state(message, now, message.alerting_device_id, LCS_ALERTING, message.calling_device_id)

    def _established(self, message: m.CallEstablishedEvent, now: float) -> None:
        self._state(message, now, message.answering_device_id, LCS_CONNECT, message.calling_device_id)

    def _held(self, message: m.CallHeldEvent, now: float) -> None:
        self._state(message, now, message.holding_device_id, LCS_HOLD)

    def _retrieved(self, message: m.CallRetrievedEvent, now: float) -> None:
        self._state(message, now, message.retrieving_device_id, LCS_CONNECT)

    def _originated(self, message: m.CallOriginatedEvent, now: float) -> None:
        self._state(message, now, message.calling_device_id, LCS_CONNECT)

    def _initiated(self, message: m.CallServiceInitiatedEvent, now: float) -> None:
        self._state(message, now, message.calling_device_id, LCS_INITIATE)

    def _queued(self, message: m.CallQueuedEvent, now: float) -> None:
        row, _ = self.find(message, now, None)
        if row is not None and row.owner is None:
            self.add_party(row, message.calling_device_id)
            row.seen_beginning(self._is_change(message))
            self.enter(row, LCS_QUEUED, now, known=self._is_change(message))

    def _dequeued(self, message: m.CallDequeuedEvent, now: float) -> None:
        row = self.rows.rows.get(connection_of(message))
        if row is not None and row.state == LCS_QUEUED and not message.num_skill_groups:
            local = message.local_connection_state
            self.enter(row, local if local in (LCS_ALERTING, LCS_CONNECT) else LCS_NONE, now)
            self.rows.dirty.add(row.connection)

    def _failed(self, message: m.CallFailedEvent, now: float) -> None:
        row, about = self.find(message, now, message.failing_device_id)
        if row is not None and (about or len(row.parties) <= 2) and row.ended is None:
            row.seen_beginning(False)
            self.enter(row, LCS_FAIL, now)
            self.told(row, message.event_cause)

    def _reached_network(self, message: m.CallReachedNetworkEvent, now: float) -> None:
        row, _ = self.find(message, now, None)
        if row is not None:
            if row.state == LCS_NONE:
                row.seen_beginning(False)
                self.enter(row, LCS_CONNECT, now)
            self.told(row, message.event_cause)

    def _diverted(self, message: m.CallDivertedEvent, now: float) -> None:
        self._left(message, message.diverting_device_id, now, "call went elsewhere")

    def _connection_cleared(self, message: m.CallConnectionClearedEvent, now: float) -> None:
        self._left(message, message.releasing_device_id, now, CALL_ENDED)

    def _left(self, message: Any, releasing: str | None, now: float, reason: str) -> None:
        """One end left the call. The connection says which; ReleasingDeviceID is not to be relied on."""
        row = self.rows.rows.get(connection_of(message))
        if row is not None and message.local_connection_state in (LCS_CONNECT, LCS_HOLD):
            person = self.roster.person_at(releasing)
            named = person is not None or (releasing or "") in row.parties
            if named and not self.about(row, releasing):
                row = next((r for r in self.together(row) if person is not None and r.owner == person), None)
        if row is not None:
            others = self.together(row)
            self.end(row, message.event_cause, now, _INTERCEPTED if message.event_cause == CEC_INTERCEPT else reason)
            for other in others:
                self.drop_party(other, row.device_id)
            return
        for device in (message.connection_device_id, releasing):
            leaving = self.party(device) if device else ""
            found = [r for r in self.rows.live(message.connection_call_id) if leaving in r.parties]
            for other in found:
                if other.owner is None or self.roster.person_at(leaving) != other.owner:
                    self.drop_party(other, leaving)
            if found:
                return

    def _cleared(self, message: m.CallClearedEvent, now: float) -> None:
        row = self.rows.rows.get(connection_of(message)) or self._of_monitor(message)
        if row is None:
            return
        rows = [row, *self.together(row)]
        # The own end first: an agent who leaves together with everybody was not dropped from the supervisor's call.
        for each in sorted(rows, key=lambda r: r.owner != OWN):
            self.end(each, message.event_cause, now)

    def _end_call(self, message: m.EndCallEvent, now: float) -> None:
        row = self.rows.rows.get(connection_of(message))
        if row is not None:
            self.end(row, CEC_NONE, now)

    def _data_update(self, message: m.CallDataUpdateEvent, now: float) -> None:
        old = connection_of(message)
        new = _new_connection(message, old)
        row = self.rows.rows.get(old)
        target = self.rows.rows.get(new)
        if row is not None and new != old:
            self.rename(row, new)
        elif row is None and target is not None:
            row = target
        elif row is None and (message.call_type in _HELP_TYPES or self.owner_of(message) is not None):
            row, _ = self.find(message, now, None)
        if row is None:
            return
        self.is_type(row, message.call_type, now)
        row.take_data(message)
        row.generation = self.generation
        self.rows.dirty.add(row.connection)
        self.told(row, CEC_NONE)

    def found(self, event: CallFound, now: float) -> None:
        """A call that was there before its monitor, from a snapshot."""
        connection = ConnectionID(event.connection_call_id, event.connection_device_id_type, event.connection_device_id)
        if connection.connection_call_id == NULL_CALL_ID:
            return
        owner = self.roster.person_at(event.device_id)
        row = self.rows.rows.get(connection)
        if row is None:
            row = self.unknown(connection, owner, SURE, event.device_id, now, begins=True)
        if row is None:
            return
        row.generation = self.generation
        if owner is not None:
            self.own(row, owner, now)
        row.device_id = event.device_id or row.device_id
        self.add_party(row, row.device_id)
        if event.confirmation is not None:
            self.is_type(row, event.confirmation.call_type, now)
            row.take_data(event.confirmation)
            self.add_party(row, *event.confirmation.call_device_id)
        row.seen_beginning(False)
        if event.local_connection_state != LCS_NONE:
            self.enter(row, event.local_connection_state, now, known=False)
        self.age_by_state(row.owner)
        self.rows.dirty.add(row.connection)
        self.told(row, CEC_NONE)


def _new_connection(message: m.CallDataUpdateEvent, old: ConnectionID) -> ConnectionID:
    """The connection's id from now on; the New* fields may be empty or repeat what is known."""
    call_id = message.new_connection_call_id
    if call_id in (0, NULL_CALL_ID):
        return old
    if not message.new_connection_device_id:
        return old._replace(connection_call_id=call_id)
    return ConnectionID(call_id, message.new_connection_device_id_type, message.new_connection_device_id)


_HANDLERS: dict[type[m.Message], Callable[[Calls, Any, float], None]] = {
    m.BeginCallEvent: Calls._begin,
    m.CallDeliveredEvent: Calls._delivered,
    m.CallEstablishedEvent: Calls._established,
    m.CallHeldEvent: Calls._held,
    m.CallRetrievedEvent: Calls._retrieved,
    m.CallOriginatedEvent: Calls._originated,
    m.CallServiceInitiatedEvent: Calls._initiated,
    m.CallQueuedEvent: Calls._queued,
    m.CallDequeuedEvent: Calls._dequeued,
    m.CallFailedEvent: Calls._failed,
    m.CallReachedNetworkEvent: Calls._reached_network,
    m.CallDivertedEvent: Calls._diverted,
    m.CallConnectionClearedEvent: Calls._connection_cleared,
    m.CallClearedEvent: Calls._cleared,
    m.EndCallEvent: Calls._end_call,
    m.CallDataUpdateEvent: Calls._data_update,
    m.CallConferencedEvent: join,
    m.CallTransferredEvent: join,
}
