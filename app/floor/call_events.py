"""Folding call events, one function for each: what becomes of the connections they name.

No order is defined between kinds of events, and each monitor brings its own copy: folding a copy again changes
nothing, and a call that was never seen to begin appears at any event that names it (GED-188, call events). Which
connection an event means is decided in :mod:`app.floor.call_tracker`.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from app.floor.call_facts import Joined
from app.floor.call_table import CallRow, Evidence
from app.floor.call_tracker import CALL_ENDED, LATE_COPY, CallTracker, connection_of
from app.floor.directory import OWN
from app.model import ConnectionID
from protocol.session.events import CallFound
from protocol.wire import messages as m
from protocol.wire.enums import (
    MAX_NUM_DEVICES,
    NULL_CALL_ID,
    CallType,
    ConnectionDeviceIDType,
    EventCause,
    LocalConnectionState,
)

_BEGINNINGS = (m.CallServiceInitiatedEvent, m.CallOriginatedEvent, m.CallDeliveredEvent, m.CallQueuedEvent)
"""Events at the beginning of a connection. BEGIN_CALL_EVENT is that of a call in this session only."""
_HELP_TYPES = frozenset({CallType.ASSIST, CallType.EMERGENCY})
_STATES_OF_OTHER_END = frozenset(
    {LocalConnectionState.LCS_INITIATE, LocalConnectionState.LCS_CONNECT, LocalConnectionState.LCS_HOLD}
)
"""States that the named connection may be in while an event is about another device."""
_STATES_OF_BEGINNING = frozenset(
    {LocalConnectionState.LCS_INITIATE, LocalConnectionState.LCS_ALERTING, LocalConnectionState.LCS_CONNECT}
)
"""States of a connection that is being set up."""
_INTERCEPTED = "the agent was taken off it by an intercept"
_WENT_ELSEWHERE = "call went elsewhere"
_LEFT = "left the call"


def fold_call_event(calls: CallTracker, message: m.Message, now: float) -> bool:
    """Fold one call event, at ``now`` in steady seconds; False where the message is none."""
    handler = CALL_EVENTS.get(type(message))
    if handler is None:
        return False
    handler(calls, message, now)
    return True


def fold_call_found(calls: CallTracker, event: CallFound, now: float) -> None:
    """Fold a call that was there before its monitor, from a snapshot."""
    connection = ConnectionID(event.connection_call_id, event.connection_device_id_type, event.connection_device_id)
    if connection.connection_call_id == NULL_CALL_ID:
        return
    owner = calls.directory.owner_at(event.device_id)
    row = calls.table.get(connection)
    if row is None:
        row = calls.new_connection(connection, owner, Evidence.SURE, event.device_id, now, begins=True)
    if row is None:
        return
    calls.confirm(row)
    if isinstance(owner, str):
        row.found_by[owner] = None
    if owner is not None and len(row.found_by) < 2:
        calls.set_owner(row, owner, now)
    calls.note_sharers(row, owner, Evidence.SURE, None, now)
    calls.set_device(row, event.device_id or row.device_id)
    if event.confirmation is not None:
        calls.set_type(row, event.confirmation.call_type, now)
        row.take_data(event.confirmation)
        _take_parties(calls, row, event.confirmation.call_device_id)
        if owner is OWN:
            _other_ends(calls, row, event.confirmation, now)
    calls.found_in_state(row, event.local_connection_state, now)
    calls.report(row, EventCause.CEC_NONE)


def _take_parties(calls: CallTracker, row: CallRow, devices: Sequence[str | None]) -> None:
    """SNAPSHOT_CALL_CONF lists everybody on the call, at most MAX_NUM_DEVICES; ends may come without a device."""
    named = [device for device in devices if device]
    if named and len(named) == len(devices) < MAX_NUM_DEVICES:
        parties = dict.fromkeys(calls.directory.main_device(device) for device in [*named, row.device_id] if device)
        calls.set_parties(row, parties, [device for device in row.supervised_by if device in parties])
    else:
        calls.add_party(row, *named)


def _other_ends(calls: CallTracker, own: CallRow, found: m.SnapshotCallConf, now: float) -> None:
    """The call of the own phone: the server may tell of the agent's end of it by no other way."""
    for call_id, id_type, device_id, _, device, state in found.members("call_devices"):
        owner = calls.directory.owner_at(device)
        if call_id is None or not device_id or calls.directory.on_teams(owner) is None:
            continue
        static = ConnectionDeviceIDType.CONNECTION_ID_STATIC
        connection = ConnectionID(call_id, int(static) if id_type is None else id_type, device_id)
        row = calls.table.get(connection)
        if row is None:
            row = calls.new_connection(connection, owner, Evidence.SURE, device, now, begins=True)
        if row is None or row.ended is not None:
            continue
        calls.confirm(row)
        calls.set_device(row, row.device_id or device)
        if own.parties_known:
            calls.set_parties(row, own.parties, row.supervised_by)
        row.take_data_of(own)
        calls.found_in_state(row, LocalConnectionState.LCS_NONE if state is None else state, now)


# -- states --------------------------------------------------------------------------------------------------------


def _is_change(message: Any) -> bool:
    """Is the event a change of state? With CEC_CALL_PARTY_UPDATE_IND it repeats a state entered before."""
    return bool(message.event_cause != EventCause.CEC_CALL_PARTY_UPDATE_IND)


def _begin_call(calls: CallTracker, message: m.BeginCallEvent, now: float) -> None:
    known = calls.table.get(connection_of(message))
    if known is not None and known.ended is not None and now - known.ended >= LATE_COPY:
        calls.table.remove(known.connection)  # the id is used again, for another call
    row, _ = calls.find(message, now, None, begins=True)
    if row is not None:
        calls.set_type(row, message.call_type, now)
        row.take_data(message)
        calls.report(row, EventCause.CEC_NONE, begins=True)


def _state(
    calls: CallTracker, message: Any, now: float, subject: str | None, state: LocalConnectionState, *also: str | None
) -> None:
    """An event about the state of the device ``subject``, with the LocalConnectionState of the connection it names.

    ``also`` are other devices on the call.
    """
    row, at_subject = calls.find(message, now, subject)
    if row is None:
        for sibling in calls.table.live(message.connection_call_id):
            calls.add_party(sibling, subject, *also)
            calls.table.mark_changed(sibling)
        return
    change = _is_change(message)
    if row.connection == connection_of(message):
        calls.seen_beginning(row, change and isinstance(message, _BEGINNINGS))
    if isinstance(message, m.CallDeliveredEvent):
        row.take_data(message)
    if row.ended is None or now - row.ended >= LATE_COPY:
        calls.add_party(row, subject, *also)
    if at_subject:
        calls.enter(row, _own_state(message, state), now, known=change)
    elif row.connection == connection_of(message):
        if row.ended is None and message.local_connection_state in _STATES_OF_OTHER_END:
            calls.enter(row, message.local_connection_state, now, known=change)
        _other_end(calls, row, subject, state, now, known=change)
    calls.report(row, message.event_cause)


def _own_state(message: Any, state: LocalConnectionState) -> int:
    """The state of the subject's end: LocalConnectionState may be more exact where the call is being set up."""
    setting_up = state in (LocalConnectionState.LCS_ALERTING, LocalConnectionState.LCS_INITIATE)
    local: int = message.local_connection_state
    if (setting_up or isinstance(message, m.CallOriginatedEvent)) and local in _STATES_OF_BEGINNING:
        return local
    return state


def _other_end(
    calls: CallTracker, row: CallRow, subject: str | None, state: LocalConnectionState, now: float, *, known: bool
) -> None:
    owner = calls.directory.owner_at(subject)
    if owner is None or state not in (LocalConnectionState.LCS_CONNECT, LocalConnectionState.LCS_HOLD):
        return
    for other in calls.same_call(row):
        if other.owner == owner and other.ended is None:
            calls.enter(other, state, now, known=known)


def _delivered(calls: CallTracker, message: m.CallDeliveredEvent, now: float) -> None:
    state = LocalConnectionState.LCS_ALERTING
    _state(calls, message, now, message.alerting_device_id, state, message.calling_device_id)


def _established(calls: CallTracker, message: m.CallEstablishedEvent, now: float) -> None:
    state = LocalConnectionState.LCS_CONNECT
    _state(calls, message, now, message.answering_device_id, state, message.calling_device_id)


def _held(calls: CallTracker, message: m.CallHeldEvent, now: float) -> None:
    _state(calls, message, now, message.holding_device_id, LocalConnectionState.LCS_HOLD)


def _retrieved(calls: CallTracker, message: m.CallRetrievedEvent, now: float) -> None:
    _state(calls, message, now, message.retrieving_device_id, LocalConnectionState.LCS_CONNECT)


def _originated(calls: CallTracker, message: m.CallOriginatedEvent, now: float) -> None:
    _state(calls, message, now, message.calling_device_id, LocalConnectionState.LCS_CONNECT)


def _service_initiated(calls: CallTracker, message: m.CallServiceInitiatedEvent, now: float) -> None:
    _state(calls, message, now, message.calling_device_id, LocalConnectionState.LCS_INITIATE)


def _queued(calls: CallTracker, message: m.CallQueuedEvent, now: float) -> None:
    row, _ = calls.find(message, now, None)
    if row is not None and row.owner is None:
        calls.add_party(row, message.calling_device_id)
        calls.seen_beginning(row, _is_change(message))
        calls.enter(row, LocalConnectionState.LCS_QUEUED, now, known=_is_change(message))


def _dequeued(calls: CallTracker, message: m.CallDequeuedEvent, now: float) -> None:
    row = calls.table.get(connection_of(message))
    if row is not None and row.state == LocalConnectionState.LCS_QUEUED and not message.num_skill_groups:
        local = message.local_connection_state
        answered = local in (LocalConnectionState.LCS_ALERTING, LocalConnectionState.LCS_CONNECT)
        calls.enter(row, local if answered else LocalConnectionState.LCS_NONE, now)


def _failed(calls: CallTracker, message: m.CallFailedEvent, now: float) -> None:
    row, at_subject = calls.find(message, now, message.failing_device_id)
    if row is not None and (at_subject or len(row.parties) <= 2) and row.ended is None:
        calls.seen_beginning(row, False)
        calls.enter(row, LocalConnectionState.LCS_FAIL, now)
        calls.report(row, message.event_cause)


def _reached_network(calls: CallTracker, message: m.CallReachedNetworkEvent, now: float) -> None:
    row, _ = calls.find(message, now, None)
    if row is not None:
        if row.state == LocalConnectionState.LCS_NONE:
            calls.seen_beginning(row, False)
            calls.enter(row, LocalConnectionState.LCS_CONNECT, now)
        calls.report(row, message.event_cause)


# -- ends ----------------------------------------------------------------------------------------------------------


def _diverted(calls: CallTracker, message: m.CallDivertedEvent, now: float) -> None:
    _connection_left(calls, message, message.diverting_device_id, now, _WENT_ELSEWHERE)


def _connection_cleared(calls: CallTracker, message: m.CallConnectionClearedEvent, now: float) -> None:
    _connection_left(calls, message, message.releasing_device_id, now, CALL_ENDED)


def _connection_left(calls: CallTracker, message: Any, releasing: str | None, now: float, reason: str) -> None:
    """One end left the call: the connection that the event names.

    Where its LocalConnectionState is still one of a call, the end of the releasing device has left instead, if that
    device is known. ReleasingDeviceID alone is not enough: servers name other devices in it too.
    """
    _drop_at_monitor(calls, message)
    row = calls.table.get(connection_of(message))
    goes_on = message.local_connection_state in (LocalConnectionState.LCS_CONNECT, LocalConnectionState.LCS_HOLD)
    if row is not None and goes_on:
        owner = calls.directory.owner_at(releasing)
        known = owner is not None or (releasing or "") in row.parties
        if known and not calls.is_at(row, releasing):
            row = next((r for r in calls.same_call(row) if owner is not None and r.owner == owner), None)
    if row is None:
        _party_left(calls, message, releasing)
        return
    others = calls.same_call(row)
    intercepted = message.event_cause == EventCause.CEC_SUPERVISOR_INTERCEPT
    calls.end(row, message.event_cause, now, _INTERCEPTED if intercepted else reason)
    for other in others:
        calls.drop_party(other, row.device_id)


def _drop_at_monitor(calls: CallTracker, message: Any) -> None:
    """The end whose own monitor brings the event stays: the end that the event names is with it no more."""
    stays, left = calls.of_monitor(message), connection_of(message)
    if stays is None or stays.connection == left:
        return
    leaving = calls.table.get(left)
    device = calls.directory.main_device(leaving.device_id if leaving is not None else left.connection_device_id)
    if device in stays.parties and device != calls.directory.main_device(stays.device_id):
        calls.drop_party(stays, device)


def _party_left(calls: CallTracker, message: Any, releasing: str | None) -> None:
    """A device without a row of its own left the call: it is no party any more at the ends that are known."""
    for device in (message.connection_device_id, releasing):
        leaving = calls.directory.main_device(device) if device else ""
        rows = [row for row in calls.table.live(message.connection_call_id) if leaving in row.parties]
        owner = calls.directory.owner_at(leaving)
        for row in rows:
            if row.owner is None or owner != row.owner:
                calls.drop_party(row, leaving)
        if rows:
            return


def _cleared(calls: CallTracker, message: m.CallClearedEvent, now: float) -> None:
    row = calls.table.get(connection_of(message)) or calls.of_monitor(message)
    if row is None:
        return
    rows = [row, *calls.same_call(row)]
    # The own end first: an agent who leaves together with everybody was not dropped from the supervisor's call.
    for each in sorted(rows, key=lambda row: row.owner is not OWN):
        calls.end(each, message.event_cause, now)


def _end_call(calls: CallTracker, message: m.EndCallEvent, now: float) -> None:
    row = calls.table.get(connection_of(message))
    if row is not None:
        calls.end(row, EventCause.CEC_NONE, now)


# -- data ----------------------------------------------------------------------------------------------------------


def _data_update(calls: CallTracker, message: m.CallDataUpdateEvent, now: float) -> None:
    old = connection_of(message)
    new = _new_connection(message, old)
    row = calls.table.get(old)
    if row is not None:
        calls.rename(row, new)
    else:
        row = calls.table.get(new)
    if row is None and (message.call_type in _HELP_TYPES or calls.owner_named(message) is not None):
        row, _ = calls.find(message, now, None)
    if row is None:
        return
    calls.set_type(row, message.call_type, now)
    row.take_data(message)
    calls.confirm(row)
    calls.report(row, EventCause.CEC_NONE)


def _new_connection(message: m.CallDataUpdateEvent, old: ConnectionID) -> ConnectionID:
    """The connection's id from now on; the New* fields may be empty or repeat what is known."""
    call_id = message.new_connection_call_id
    if call_id in (0, NULL_CALL_ID):
        return old
    if not message.new_connection_device_id:
        return old._replace(connection_call_id=call_id)
    return ConnectionID(call_id, message.new_connection_device_id_type, message.new_connection_device_id)


# -- conference and transfer: two calls become one -----------------------------------------------------------------


def _joined(calls: CallTracker, message: m.CallConferencedEvent | m.CallTransferredEvent, now: float) -> None:
    """CALL_CONFERENCED_EVENT or CALL_TRANSFERRED_EVENT: its list of parties is complete for the joined call."""
    primary, secondary = message.primary_call_id, message.secondary_call_id
    listed = [
        (primary if call_id in (None, NULL_CALL_ID) else call_id, device)
        for call_id, _, device in message.members("connected_parties")
        if device
    ]
    ids = dict.fromkeys([primary, secondary, *(call_id for call_id, _ in listed)])
    rows = [row for call_id in ids if call_id != NULL_CALL_ID for row in calls.table.live(call_id)]
    if not listed:
        # A shortened message: whoever was on either call is on the joined one.
        listed = [(primary, row.device_id) for row in rows]
    source = _source_of_data(rows, primary)
    parties = dict.fromkeys(calls.directory.main_device(device) for _, device in listed)
    found = (_row_of_party(calls, rows, call_id, device, now) for call_id, device in listed)
    kept: dict[int, CallRow] = {id(row): row for row in found if row is not None}
    for row in kept.values():
        if source is not None and row is not source and row.owner is not OWN:
            row.take_data_of(source)
        calls.set_parties(row, parties, _supervisors(calls, row, message, parties))
        calls.confirm(row)
        calls.seen_beginning(row, False)
        if row.state != LocalConnectionState.LCS_ALERTING:
            calls.enter(row, LocalConnectionState.LCS_CONNECT, now)
    for row in rows:
        if id(row) not in kept and calls.table.get(row.connection) is row:
            calls.end(row, message.event_cause, now, _LEFT)
    for row in kept.values():
        if row.owner is OWN:
            agents = tuple(other.connection for other in kept.values() if isinstance(other.owner, str))
            calls.add_fact(Joined(row.connection, message.event_cause, agents))
        else:
            calls.report(row, message.event_cause)


def _source_of_data(rows: list[CallRow], primary: int) -> CallRow | None:
    """The row whose caller's data the joined call keeps: an agent's end of the primary call."""
    candidates = [row for row in rows if row.connection.connection_call_id == primary and row.owner is not OWN]
    return next((row for row in candidates if row.ani), candidates[0] if candidates else None)


def _row_of_party(calls: CallTracker, rows: list[CallRow], call_id: int, device: str, now: float) -> CallRow | None:
    """The row of a listed party, under the call id it has now; None for parties who are on none of the teams."""
    owner = calls.directory.owner_at(device)
    ends = [
        row
        for row in rows
        if device in (row.connection.connection_device_id, row.device_id) or (owner is not None and row.owner == owner)
    ]
    if not ends:
        if owner is None or (owner is not OWN and calls.directory.on_teams(owner) is None):
            return None
        return calls.add_listed(ConnectionID(call_id, ConnectionDeviceIDType.CONNECTION_ID_STATIC, device), owner, now)
    # The end of the primary call first: rows come in that order. A second end of the same owner is merged into it.
    keep = next((row for row in ends if row.connection.connection_call_id == call_id), ends[0])
    target = ConnectionID(call_id, *keep.connection[1:])
    for row in ends:
        if calls.table.get(row.connection) is not row:
            continue
        if row is keep:
            calls.rename(row, target)
        else:
            calls.merge(row, target)
    return keep


def _supervisors(
    calls: CallTracker,
    row: CallRow,
    message: m.CallConferencedEvent | m.CallTransferredEvent,
    parties: dict[str, None],
) -> list[str]:
    """The devices of other supervisors on the call: those who are still on it, and one who barges in."""
    devices = [device for device in row.supervised_by if device in parties]
    barges_in = message.event_cause == EventCause.CEC_SUPERVISOR_BARGE_IN
    if isinstance(message, m.CallConferencedEvent) and barges_in and message.added_party_device_id:
        added = calls.directory.main_device(message.added_party_device_id)
        owner = calls.directory.owner_at(added)
        other = owner is None or (owner is not OWN and owner != row.owner)
        if added in parties and added not in devices and other:
            devices.append(added)
    return devices


CALL_EVENTS: dict[type[m.Message], Callable[[CallTracker, Any, float], None]] = {
    m.BeginCallEvent: _begin_call,
    m.CallDeliveredEvent: _delivered,
    m.CallEstablishedEvent: _established,
    m.CallHeldEvent: _held,
    m.CallRetrievedEvent: _retrieved,
    m.CallOriginatedEvent: _originated,
    m.CallServiceInitiatedEvent: _service_initiated,
    m.CallQueuedEvent: _queued,
    m.CallDequeuedEvent: _dequeued,
    m.CallFailedEvent: _failed,
    m.CallReachedNetworkEvent: _reached_network,
    m.CallDivertedEvent: _diverted,
    m.CallConnectionClearedEvent: _connection_cleared,
    m.CallClearedEvent: _cleared,
    m.EndCallEvent: _end_call,
    m.CallDataUpdateEvent: _data_update,
    m.CallConferencedEvent: _joined,
    m.CallTransferredEvent: _joined,
}
