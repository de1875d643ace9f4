"""Which call an event is about, and whose call that is.

The rules are those of the guide's chapter on connection ids as the reference words them ("Which call is meant"): a
connection is call id, type and device id together, the device id opaque and compared whole; each monitor brings its
own copy of an event; an unknown device on a known call id is another end of that call.
"""

from __future__ import annotations

from typing import Any

from app.floor.call_facts import OWN, Appeared, Fact, Renamed
from app.floor.call_table import (
    LCS_CONNECT,
    LCS_HOLD,
    LCS_NONE,
    LCS_QUEUED,
    NULL_CALLTYPE,
    SUPERVISORY_TYPES,
    CallRow,
    CallRows,
)
from app.floor.roster import Roster
from app.model import ConnectionID
from protocol.wire.enums import NULL_CALL_ID, AgentState

SURE, _AGREED, _MONITOR, _SUBJECT, _LEARNT = 5, 4, 3, 2, 1
"""Evidence for whose a connection is, best first: the device id is his, monitor and event agree, ... seen before."""

_STATE_OF_AGENT = {LCS_CONNECT: AgentState.TALKING, LCS_HOLD: AgentState.HOLD}
"""LocalConnectionState -> the AgentState of an agent whose only call is in it."""


def connection_of(message: Any) -> ConnectionID:
    """The connection that a call event names."""
    return ConnectionID(
        message.connection_call_id, message.connection_device_id_type, message.connection_device_id or ""
    )


class CallLookup:
    """The rows, and finding among them. ``facts`` collects what others must hear of; the builder empties it."""

    def __init__(self, roster: Roster) -> None:
        self.roster = roster
        self.rows = CallRows()
        self.facts: list[Fact] = []
        self.generation = 0
        """The session: rows heard of in an older one are not sure to be there still."""
        self._monitors: dict[int, str] = {}
        self._learnt: dict[str, str] = {}
        """Static ConnectionDeviceID -> owner, from surer evidence."""

    def device_monitored(self, device_id: str, monitor_id: int) -> None:
        """Events with this MonitorID are brought by that device's monitor."""
        self._monitors[monitor_id] = device_id

    def _owner(
        self, connection: ConnectionID, monitor_id: int, subject: str | None, kind: int
    ) -> tuple[str | None, int]:
        """Whose connection it is, and how good the evidence is."""
        person_at = self.roster.person_at
        by_device, by_subject = person_at(connection.connection_device_id), person_at(subject)
        if by_device is not None:
            return by_device, SURE
        if by_subject == OWN:
            return OWN, SURE
        by_monitor = person_at(self._monitors.get(monitor_id))
        if by_monitor is not None and by_monitor != OWN:
            return by_monitor, _AGREED if by_monitor == by_subject else _MONITOR
        if by_subject is not None:
            return by_subject, _SUBJECT
        learnt = self._learnt.get(connection.connection_device_id)
        if learnt is not None:
            return learnt, _LEARNT
        # The own call is never known by the MonitorID alone: a supervisor's leg says so by its type.
        return (OWN, _LEARNT) if by_monitor == OWN and kind in SUPERVISORY_TYPES else (None, 0)

    def owner_of(self, message: Any) -> str | None:
        """Whose connection a message without a subject device names; None where nobody's is known."""
        return self._owner(connection_of(message), message.monitor_id, None, message.call_type)[0]

    def find(
        self, message: Any, now: float, subject: str | None, *, begins: bool = False
    ) -> tuple[CallRow | None, bool]:
        """The row an event is about, made where it is new, and whether the event is about that very end.

        (None, False) where it is about another end of calls that are known, or about none.
        """
        connection = connection_of(message)
        if connection.connection_call_id == NULL_CALL_ID:
            return None, False
        row = self.rows.rows.get(connection)
        owner, strength = self._owner(connection, message.monitor_id, subject, getattr(message, "call_type", 0))
        if row is None:
            row = self.unknown(connection, owner, strength, subject, now, begins=begins)
            if row is None or row.connection != connection:
                return row, False
        row.generation = self.generation
        if strength > row.strength:
            self.own(row, owner, now, strength)
        about = self.about(row, subject)
        if about and subject and (not row.device_id or row.device_id == connection.connection_device_id):
            row.device_id = subject
        if not row.device_id:
            row.device_id = next(iter(self.roster.devices_of(row.owner)), connection.connection_device_id)
        self.add_party(row, row.device_id)
        self.rows.dirty.add(row.connection)
        return row, about

    def unknown(
        self,
        connection: ConnectionID,
        owner: str | None,
        strength: int,
        subject: str | None,
        now: float,
        *,
        begins: bool,
    ) -> CallRow | None:
        """The row for a connection never heard of: a new one, or one that is the same call by another name."""
        siblings = self.rows.live(connection.connection_call_id)
        if owner is None:
            # An unknown device on a known call id is another end of that call, not a call of its own: of the one
            # that waits for an answer where one does.
            waiting = [row for row in siblings if row.owner is None and row.state in (LCS_QUEUED, LCS_NONE)]
            if not subject or len(waiting) != 1:
                return None if siblings else self._add(connection, None, 0, now)
            self.rename(waiting[0], connection)
            waiting[0].device_id = subject
            return waiting[0]
        mine = [row for row in siblings if row.owner == owner]
        for row in (*(r for r in mine if r.guessed), *(r for r in siblings if r.owner is None)):
            # The call that still lacks this end, or whose end was only guessed at, goes on under its real name.
            self.rename(row, connection)
            row.guessed = False
            self.own(row, owner, now, strength)
            self.facts.append(Appeared(connection))
            return row
        if mine and not begins and strength <= _MONITOR and subject not in self.roster.devices_of(owner):
            return mine[0]
        return self._add(connection, owner, strength, now)

    def _add(self, connection: ConnectionID, owner: str | None, strength: int, now: float) -> CallRow:
        row = CallRow(connection, now, self.generation)
        self.rows.add(row)
        self.own(row, owner, now, strength)
        self.facts.append(Appeared(connection))
        return row

    def add_row(self, connection: ConnectionID, owner: str | None, now: float) -> CallRow:
        """A row for an end that a list of parties names."""
        row = self._add(connection, owner, SURE, now)
        row.guessed = True
        row.device_id = connection.connection_device_id
        return row

    def own(self, row: CallRow, owner: str | None, now: float, strength: int = SURE) -> None:
        """The connection is that person's, with evidence of that strength."""
        known = row.owner
        self.rows.set_owner(row, owner, strength)
        if owner is not None and strength >= _AGREED and row.connection.connection_device_id_type == 0:
            self._learnt[row.connection.connection_device_id] = owner
        if owner != known:
            self.one_talks(owner, now)
            self.age_by_state(owner)
            if known is None:
                self.facts.append(Appeared(row.connection))

    def is_type(self, row: CallRow, call_type: int, now: float) -> None:
        """The call's CallType, where one is told."""
        if call_type not in (NULL_CALLTYPE, row.call_type):
            row.call_type = call_type
            self.one_talks(row.owner, now)

    def one_talks(self, owner: str | None, now: float, latest: CallRow | None = None) -> None:
        """A phone talks on one call at a time: older ones must be on hold, also where the event of it was lost."""
        if owner is None:
            return
        talking = [
            row
            for row in self.rows.of_owner(owner)
            if row.state == LCS_CONNECT and row.call_type not in SUPERVISORY_TYPES
        ]
        for row in sorted(talking, key=lambda row: (row is latest, row.state_since))[:-1]:
            row.set_state(LCS_HOLD, now, known=latest is not None and latest.state_since_known)
            self.rows.dirty.add(row.connection)

    def age_by_state(self, owner: str | None) -> None:
        """A connection found talking or on hold is so for at least as long as its agent: since the AgentState began.

        Only where it is the one connection in mid-life at the agent's phone: between two, an agent may change without
        a change of AgentState. A time told before the calls were asked for last may be that of an earlier call.
        """
        agent = self.roster.agents.get(owner) if owner is not None else None
        if agent is None:
            return
        live = [row for row in self.rows.of_owner(owner) if row.ended is None and row.generation == self.generation]
        found = [row for row in live if not row.state_since_known]
        if len(found) > 1:
            for row in found:
                row.beside_another, row.owner_state_since = True, None
                self.rows.dirty.add(row.connection)
        if len(found) != 1 or found[0].beside_another or agent.agent_id not in self.roster.timed:
            return
        row, since = found[0], agent.state_since
        alone = sum(other.state == row.state for other in live) == 1
        if since is None or _STATE_OF_AGENT.get(row.state) != agent.state or not alone:
            return
        if since < row.earliest_state_since and not (row.began_known and since < row.began):
            row.owner_state_since = since
            self.rows.dirty.add(row.connection)

    def about(self, row: CallRow, subject: str | None) -> bool:
        """Is the device that an event names the one at this end of the call?"""
        if not subject or subject in (row.connection.connection_device_id, row.device_id):
            return True
        person = self.roster.person_at(subject)
        if person is not None:
            return row.owner is None or person == row.owner
        return row.owner is None and not row.device_id

    def adopt(self, device: str, now: float) -> None:
        """A device has come to belong to somebody: calls that nobody's device had may be theirs."""
        person = self.roster.person_at(device)
        for row in self.rows.of_owner(None):
            if person is not None and device in (row.device_id, row.connection.connection_device_id):
                self.own(row, person, now)
        if person is not None:
            self.rows.touch(self.rows.of_owner(person))

    def rename(self, row: CallRow, new: ConnectionID) -> None:
        """The connection goes on under another id; a row that has that id already gives way."""
        old = row.connection
        if old == new:
            return
        self.rows.rename(row, new)
        self.facts.append(Renamed(old, new))

    def merge(self, row: CallRow, into: ConnectionID) -> None:
        """Two ends of one person became one: the row goes, and what pointed at it points at the other."""
        if row.connection != into:
            self.rows.remove(row.connection)
            self.facts.append(Renamed(row.connection, into))

    def party(self, device: str) -> str:
        """The one name a device goes by in lists of parties: people have an extension and an instrument."""
        person = self.roster.person_at(device)
        return next(iter(self.roster.devices_of(person)), device) if person is not None else device

    def add_party(self, row: CallRow, *devices: str | None) -> None:
        """These devices are on the call."""
        for device in devices:
            if device and device not in row.parties:
                row.parties[self.party(device)] = None

    def drop_party(self, row: CallRow, device: str) -> None:
        """That device has left the call."""
        device = self.party(device)
        row.parties.pop(device, None)
        row.supervised_by = tuple(d for d in row.supervised_by if d != device)
        self.rows.dirty.add(row.connection)

    def together(self, row: CallRow) -> list[CallRow]:
        """Other ends of the same call: the same call id, and two parties in common (consult calls share ids)."""
        siblings = self.rows.live(row.connection.connection_call_id)
        return [s for s in siblings if s is not row and len(s.parties.keys() & row.parties.keys()) >= 2]
