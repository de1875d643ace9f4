"""Conference and transfer: two calls become one; the event's list of parties is the whole truth about who is on it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.floor.call_facts import OWN, Joined
from app.floor.call_table import LCS_ALERTING, LCS_CONNECT, CallRow
from app.model import ConnectionID
from protocol.wire.enums import NULL_CALL_ID
from protocol.wire.messages import CallConferencedEvent, CallTransferredEvent

if TYPE_CHECKING:
    from app.floor.call_events import Calls

CEC_SUPERVISOR_BARGE_IN = 48
LEFT = "left the call"


def join(calls: Calls, message: CallConferencedEvent | CallTransferredEvent, now: float) -> None:
    """Fold CALL_CONFERENCED_EVENT or CALL_TRANSFERRED_EVENT; folding a copy again changes nothing."""
    primary, secondary = message.primary_call_id, message.secondary_call_id
    listed = [
        (primary if call_id in (None, NULL_CALL_ID) else call_id, device)
        for call_id, _, device in message.members("connected_parties")
        if device
    ]
    ids = dict.fromkeys([primary, secondary, *(call_id for call_id, _ in listed)])
    rows = [row for call_id in ids if call_id != NULL_CALL_ID for row in calls.rows.live(call_id)]
    if not listed:
        # No list at all (a shortened message): whoever was on either call is on the joined one.
        listed = [(primary, row.device_id) for row in rows]
    source = _source(rows, primary)
    parties: dict[str, None] = {calls.party(device): None for _, device in listed}
    kept: list[CallRow] = []
    for call_id, device in listed:
        row = _take(calls, rows, call_id, device, now)
        if row is not None and row not in kept:
            kept.append(row)
    for row in kept:
        if source is not None and row is not source and row.owner != OWN:
            row.take_data_of(source)
        row.parties = dict(parties)
        row.generation = calls.generation
        _supervised(calls, row, message, parties)
        row.seen_beginning(False)
        if row.state != LCS_ALERTING:
            calls.enter(row, LCS_CONNECT, now)
        calls.rows.dirty.add(row.connection)
    for row in rows:
        if row not in kept and calls.rows.rows.get(row.connection) is row:
            calls.end(row, message.event_cause, now, LEFT)
    for row in kept:
        if row.owner == OWN:
            others = tuple(r.connection for r in kept if r.owner not in (OWN, None))
            calls.facts.append(Joined(row.connection, message.event_cause, others))
        else:
            calls.told(row, message.event_cause)


def _source(rows: list[CallRow], primary: int) -> CallRow | None:
    """The row whose caller's data the joined call keeps: an agent's end of the primary call."""
    mine = [row for row in rows if row.connection.connection_call_id == primary and row.owner != OWN]
    return next((row for row in mine if row.ani), mine[0] if mine else None)


def _take(calls: Calls, rows: list[CallRow], call_id: int, device: str, now: float) -> CallRow | None:
    """The row of a listed party, under the call id it has now; None for parties that are nobody of ours."""
    person = calls.roster.person_at(device)
    mine = [
        row
        for row in rows
        if device in (row.connection.connection_device_id, row.device_id)
        or (person is not None and row.owner == person)
    ]
    if not mine:
        if person is None or (person != OWN and calls.roster.listed(person) is None):
            return None
        return calls.add_row(ConnectionID(call_id, 0, device), person, now)
    # The end of the primary call first: rows come in that order. A second end of the same person is merged into it.
    keep = next((row for row in mine if row.connection.connection_call_id == call_id), mine[0])
    target = ConnectionID(call_id, *keep.connection[1:])
    for row in mine:
        if calls.rows.rows.get(row.connection) is not row:
            continue
        if row is keep:
            calls.rename(row, target)
        else:
            calls.merge(row, target)
    return keep


def _supervised(
    calls: Calls, row: CallRow, message: CallConferencedEvent | CallTransferredEvent, parties: dict[str, None]
) -> None:
    """Another supervisor who barged in is named on the row; one who left is not any more."""
    by = [device for device in row.supervised_by if device in parties]
    if isinstance(message, CallConferencedEvent) and message.event_cause == CEC_SUPERVISOR_BARGE_IN:
        added = calls.party(message.added_party_device_id) if message.added_party_device_id else ""
        person = calls.roster.person_at(added)
        if added in parties and added not in by and person != OWN and (person is None or person != row.owner):
            by.append(added)
    row.supervised_by = tuple(by)
