"""Which call an event is about, whose call that is, and the life of each connection.

A connection is call id, type and device id together, the device id opaque and compared whole (GED-188, "Connection
IDs"). Each monitor brings its own copy of an event, and an unknown device on a known call id is another end of that
call. Times are steady seconds.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from typing import Any

from app.floor.call_facts import Appeared, AsksForHelp, CallFact, Ended, OwnCall, Renamed
from app.floor.call_table import SUPERVISORY_CAUSES, SUPERVISORY_TYPES, CallRow, CallTable, Evidence, Help
from app.floor.directory import OWN, Directory, Owner
from app.model import ON_A_CALL, AlarmKind, ConnectionID
from protocol.wire.enums import (
    NULL_CALL_ID,
    AgentState,
    CallType,
    ConnectionDeviceIDType,
    EventCause,
    LocalConnectionState,
)

ENDED_SHOWN = 10.0
"""Seconds for which an ended call stays on the floor."""
LATE_COPY = 1.0
"""Seconds after an end within which further events of the connection are late copies, not a new call."""
CALL_ENDED = "call ended"
_NOT_FOUND = "not found after the reconnect"
_NOT_THERE = "not there any more when it was asked for"
_AGENT_STATE: dict[int, int] = {
    LocalConnectionState.LCS_CONNECT: AgentState.TALKING,
    LocalConnectionState.LCS_HOLD: AgentState.HOLD,
}
"""LocalConnectionState -> the AgentState of an agent whose only call is in it."""


def connection_of(message: Any) -> ConnectionID:
    """The connection that a call event names."""
    return ConnectionID(
        message.connection_call_id, message.connection_device_id_type, message.connection_device_id or ""
    )


class CallTracker:
    """The live calls."""

    def __init__(self, directory: Directory) -> None:
        self.directory = directory
        self.table = CallTable()
        self._facts: list[CallFact] = []
        self._asking = True
        """The calls that are up are being asked for."""
        self._monitors: dict[int, str] = {}
        """MonitorID -> the device that is monitored."""
        self._learnt: dict[str, Owner] = {}
        """Static ConnectionDeviceID -> owner, from better evidence."""
        self._timed: dict[str, None] = {}
        """Agents whose ``state_since`` is known from after the calls were asked for last."""
        self._shared: dict[str, dict[CallRow, None]] = {}
        """Agent id -> the live connections that the agent shares with others."""
        self._ended: list[ConnectionID] = []
        self._alarms: dict[ConnectionID, AlarmKind] = {}
        """The connections that open alarms are about."""

    @property
    def asking(self) -> bool:
        """Are the calls that are up being asked for?"""
        return self._asking

    def take_facts(self) -> list[CallFact]:
        """What others have to know of what happened since this was asked last."""
        facts, self._facts = self._facts, []
        return facts

    def add_fact(self, fact: CallFact) -> None:
        """Something that others have to know."""
        self._facts.append(fact)

    def device_monitored(self, device_id: str, monitor_id: int) -> None:
        """Events with this MonitorID are brought by that device's monitor."""
        self._monitors[monitor_id] = device_id

    def of_own_phone(self) -> list[CallRow]:
        """The live connections of the own phone that this session has named since the calls were asked for last."""
        return list(self.table.of_owner(OWN).current)

    def own_calls_told(self, call_ids: Collection[int], now: float) -> None:
        """The own phone is in the calls of these ids and in no others."""
        for row in self.of_own_phone():
            if row.connection.connection_call_id not in call_ids:
                self.end(row, EventCause.CEC_NONE, now, _NOT_THERE, lost=True)

    # -- whose connection --------------------------------------------------------------------------------------------

    def owner_named(self, message: Any) -> Owner | None:
        """Whose connection a message without a subject device names; None where that is not known."""
        return self._owner(connection_of(message), message.monitor_id, None, message.call_type)[0]

    def _owner(
        self, connection: ConnectionID, monitor_id: int, subject: str | None, call_type: int
    ) -> tuple[Owner | None, Evidence]:
        """Whose connection an event about the device ``subject`` names, and how good the evidence is."""
        owner_at = self.directory.owner_at
        by_device, by_subject = self._owner_of(connection.connection_device_id), self._owner_of(subject)
        if by_device is not None:
            return by_device, Evidence.SURE
        if by_subject is OWN:
            return OWN, Evidence.SURE
        by_monitor = owner_at(self._monitors.get(monitor_id))
        if by_monitor is not None and by_monitor is not OWN:
            return by_monitor, Evidence.AGREED if by_monitor == by_subject else Evidence.MONITOR
        if by_subject is not None:
            return by_subject, Evidence.SUBJECT
        learnt = self._learnt.get(connection.connection_device_id)
        if learnt is not None:
            return learnt, Evidence.LEARNT
        # The monitor of the own device brings events of other ends too: only a supervisory leg is sure to be the own.
        own = by_monitor is OWN and call_type in SUPERVISORY_TYPES
        return (OWN, Evidence.LEARNT) if own else (None, Evidence.NONE)

    def set_owner(self, row: CallRow, owner: Owner | None, now: float, evidence: Evidence = Evidence.SURE) -> None:
        """The connection is that owner's."""
        before = row.owner
        self.table.set_owner(row, owner, evidence)
        static = row.connection.connection_device_id_type == ConnectionDeviceIDType.CONNECTION_ID_STATIC
        if owner is not None and evidence >= Evidence.AGREED and static:
            self._learnt[row.connection.connection_device_id] = owner
        if owner != before:
            self._hold_others(owner, now)
            self._age_by_agent_state(owner)
            if before is None:
                self._facts.append(Appeared(row.connection))

    def note_sharers(
        self, row: CallRow, owner: Owner | None, evidence: Evidence, subject: str | None, now: float
    ) -> None:
        """A line that several phones share has one ConnectionDeviceID at all of them, and each monitor brings it."""
        if row.owner is OWN:
            return
        line = self.directory.sharing(row.connection.connection_device_id) or self.directory.sharing(subject)
        if not line and len(row.found_by) > 1:
            line = list(row.found_by)
        if not line and row.evidence is not Evidence.MONITOR:
            row.sharers.clear()
            return
        if not line and evidence is Evidence.MONITOR:
            line = [agent for agent in (row.owner, owner) if isinstance(agent, str)]
        if len({*line, *row.sharers}) < 2:
            return
        row.sharers.update(dict.fromkeys(line))
        for agent_id in row.sharers:
            self._shared.setdefault(agent_id, {})[row] = None
        self._give_to_talker(row, now)

    def _give_to_talker(self, row: CallRow, now: float) -> None:
        """A call on a shared line is that agent's who is talking, and on no other call."""
        talking = [agent for agent in row.sharers if self._talks_here(agent, row)]
        if len(talking) == 1 and talking[0] != row.owner:
            self.set_owner(row, talking[0], now, row.evidence)

    def _talks_here(self, agent_id: str, row: CallRow | None) -> bool:
        agent = self.directory.agents.get(agent_id)
        return agent is not None and agent.state in ON_A_CALL and not self._talks_elsewhere(agent_id, row)

    def _talks_elsewhere(self, agent_id: str, row: CallRow | None) -> bool:
        connected = self.table.of_owner(agent_id).connected
        return len(connected) > (row in connected)

    def _owner_of(self, device: str | None) -> Owner | None:
        """Whose a device is; a line that is shared is that agent's who is talking, and on no other call."""
        agents = self.directory.sharing(device)
        if len(agents) < 2:
            return self.directory.owner_at(device)
        free = [agent_id for agent_id in agents if not self._talks_elsewhere(agent_id, None)] or agents
        talking = [agent_id for agent_id in free if self._talks_here(agent_id, None)]
        return talking[0] if len(talking) == 1 else free[-1]

    def device_moved(self, device: str, now: float) -> None:
        """A device has got an owner: calls at it whose owner is unknown are that owner's."""
        owner = self.directory.owner_at(device)
        if owner is None:
            return
        for row in list(self.table.of_owner(None).rows):
            if device in (row.device_id, row.connection.connection_device_id):
                self.set_owner(row, owner, now)
        self.table.mark_changed(*self.table.of_owner(owner).rows)

    def is_at(self, row: CallRow, device: str | None) -> bool:
        """Is the device that an event is about the one at this end of the call? True where the event names none."""
        if not device or device in (row.connection.connection_device_id, row.device_id):
            return True
        owner = self.directory.owner_at(device)
        if owner is not None:
            return row.owner is None or owner == row.owner or row.owner in self.directory.sharing(device)
        return row.owner is None and not row.device_id

    # -- which connection --------------------------------------------------------------------------------------------

    def find(
        self, message: Any, now: float, subject: str | None, *, begins: bool = False
    ) -> tuple[CallRow | None, bool]:
        """The row of an event about the device ``subject``, made where it is new, and whether it is that device's end.

        (None, False) where the event is about another end of calls that are known, or about none.
        """
        connection = connection_of(message)
        if connection.connection_call_id == NULL_CALL_ID:
            return None, False
        row = self.table.get(connection)
        owner, evidence = self._owner(connection, message.monitor_id, subject, getattr(message, "call_type", 0))
        if row is None:
            row = self.new_connection(connection, owner, evidence, subject, now, begins=begins)
            if row is None or row.connection != connection:
                return row, False
        self.confirm(row)
        if evidence > row.evidence:
            self.set_owner(row, owner, now, evidence)
        self.note_sharers(row, owner, evidence, subject, now)
        at_subject = self.is_at(row, subject)
        if at_subject and subject and (not row.device_id or row.device_id == connection.connection_device_id):
            row.device_id = subject
        if not row.device_id:
            row.device_id = next(iter(self.directory.devices_of(row.owner)), connection.connection_device_id)
        self.add_party(row, row.device_id)
        return row, at_subject

    def new_connection(
        self,
        connection: ConnectionID,
        owner: Owner | None,
        evidence: Evidence,
        subject: str | None,
        now: float,
        *,
        begins: bool,
    ) -> CallRow | None:
        """The row for a connection id that no row has: a new one, or a known one that goes on under this id.

        None where the connection is an unknown end of a known call. ``begins``: the event is about its beginning.
        """
        siblings = self.table.live(connection.connection_call_id)
        if owner is None:
            return self._unknown_end(connection, siblings, subject, now)
        of_owner = [row for row in siblings if row.owner == owner]
        for row in (*(r for r in of_owner if r.guessed), *(r for r in siblings if r.owner is None)):
            # This end of the call, so far under a guessed id or without an owner.
            self.rename(row, connection)
            row.guessed = False
            self.set_owner(row, owner, now, evidence)
            self._facts.append(Appeared(connection))
            return row
        at_owner = subject in self.directory.devices_of(owner)
        if of_owner and not begins and evidence <= Evidence.MONITOR and not at_owner:
            return of_owner[0]
        return self._add(connection, owner, evidence, now)

    def _unknown_end(
        self, connection: ConnectionID, siblings: list[CallRow], subject: str | None, now: float
    ) -> CallRow | None:
        """An unknown device on a known call id is another end of that call: of the one connection that is queued."""
        waiting = [
            row
            for row in siblings
            if row.owner is None and row.state in (LocalConnectionState.LCS_QUEUED, LocalConnectionState.LCS_NONE)
        ]
        if not subject or len(waiting) != 1:
            return None if siblings else self._add(connection, None, Evidence.NONE, now)
        self.rename(waiting[0], connection)
        waiting[0].device_id = subject
        return waiting[0]

    def _add(self, connection: ConnectionID, owner: Owner | None, evidence: Evidence, now: float) -> CallRow:
        row = CallRow(connection, now, self.table.generation)
        row.found = self._asking
        row.alarm = self._alarms.get(connection)
        self.table.add(row)
        self.set_owner(row, owner, now, evidence)
        self._facts.append(Appeared(connection))
        return row

    def add_listed(self, connection: ConnectionID, owner: Owner | None, now: float) -> CallRow:
        """A new row for an end that a list of parties names: its ConnectionDeviceID is a guess."""
        row = self._add(connection, owner, Evidence.SURE, now)
        row.guessed = True
        row.device_id = connection.connection_device_id
        return row

    def of_monitor(self, message: Any) -> CallRow | None:
        """The one row with that call id of the owner whose device monitor brought the event."""
        owner = self.directory.owner_at(self._monitors.get(message.monitor_id))
        rows = self.table.live(message.connection_call_id)
        if owner is not None:
            rows = [row for row in rows if row.owner == owner]
        return rows[0] if len(rows) == 1 else None

    def locate(self, connection: ConnectionID, agent_id: str | None) -> ConnectionID | None:
        """The connection as the floor knows it: messages don't all name the device in one way.

        Where its id is not known, the one live connection of that call id with an agent (``agent_id`` where given).
        """
        if connection in self.table:
            return connection
        live = [row for row in self.table.live(connection.connection_call_id) if isinstance(row.owner, str)]
        if agent_id:
            live = [row for row in live if row.owner == agent_id]
        return live[0].connection if len(live) == 1 else None

    def same_call(self, row: CallRow) -> list[CallRow]:
        """Other ends of the same call: the same call id and two parties in common (a consult call may share the id)."""
        siblings = self.table.live(row.connection.connection_call_id)
        return [s for s in siblings if s is not row and len(s.parties.keys() & row.parties.keys()) >= 2]

    def rename(self, row: CallRow, new: ConnectionID) -> None:
        """The connection goes on under another id; a row that has that id already is dropped."""
        old = row.connection
        if old != new:
            row.alarm = self._alarms.get(new)
            self.table.rename(row, new)
            self._facts.append(Renamed(old, new))

    def merge(self, row: CallRow, into: ConnectionID) -> None:
        """Two ends of one owner became one: the row goes, and what referred to it refers to the other."""
        if row.connection != into:
            self.table.remove(row.connection)
            self._facts.append(Renamed(row.connection, into))

    # -- what is known of a connection -------------------------------------------------------------------------------

    def confirm(self, row: CallRow) -> None:
        """An event names the connection: it exists, and its row has changed."""
        row.generation = self.table.generation
        self.table.mark_changed(row)

    def seen_beginning(self, row: CallRow, seen: bool) -> None:
        """A message carries a state of the connection: is the first such message its beginning?"""
        row.seen_beginning(seen)
        self.table.mark_changed(row)

    def set_type(self, row: CallRow, call_type: int, now: float) -> None:
        """The CallType of an event; NULL_CALLTYPE changes nothing."""
        if call_type not in (CallType.NULL_CALLTYPE, row.call_type):
            row.call_type = call_type
            self.table.mark_changed(row)
            self._hold_others(row.owner, now)

    def set_device(self, row: CallRow, device: str) -> None:
        """The device at this end of the call, which is one of its parties."""
        row.device_id = device
        self.add_party(row, device)

    def set_parties(self, row: CallRow, parties: Iterable[str], supervised_by: Iterable[str]) -> None:
        """A conference or transfer lists everybody on the call; ``supervised_by`` are other supervisors among them."""
        row.parties, row.parties_known = dict.fromkeys(parties), True
        row.supervised_by = tuple(supervised_by)
        self.table.mark_changed(row)

    def add_party(self, row: CallRow, *devices: str | None) -> None:
        """These devices are on the call."""
        for device in devices:
            if device and device not in row.parties:
                row.parties[self.directory.main_device(device)] = None
                self.table.mark_changed(row)

    def drop_party(self, row: CallRow, device: str) -> None:
        """That device has left the call."""
        device = self.directory.main_device(device)
        row.parties.pop(device, None)
        row.supervised_by = tuple(d for d in row.supervised_by if d != device)
        self.table.mark_changed(row)

    def mark_alarms(self, marks: Mapping[ConnectionID, AlarmKind | None]) -> None:
        """Which open alarms these connections have now; None: none any more."""
        for connection, kind in marks.items():
            if kind is not None:
                self._alarms[connection] = kind
            else:
                self._alarms.pop(connection, None)
            row = self.table.get(connection)
            if row is not None and row.alarm is not kind:
                row.alarm = kind
                self.table.mark_changed(row)

    def report(self, row: CallRow, cause: int, *, begins: bool = False) -> None:
        """After an event of that EventCause: the facts about a call for help and about the own phone's call.

        ``begins``: the event is BEGIN_CALL_EVENT, before which the other end of an own call can't be known.
        """
        asked = row.asks_for(cause)
        if asked > row.help_asked and not (begins and row.owner is OWN):
            row.help_asked = asked
            self._facts.append(AsksForHelp(row.connection, asked is Help.EMERGENCY))
        if row.owner is OWN and cause in SUPERVISORY_CAUSES:
            row.supervised_as = cause
        if row.owner is OWN and row.ended is None:
            self._facts.append(OwnCall(row.connection, row.state, row.call_type, cause))

    # -- states and their ages ---------------------------------------------------------------------------------------

    def enter(self, row: CallRow, state: int, now: float, *, known: bool = True) -> None:
        """The connection is in a LocalConnectionState. An ended one is a new call once late copies are excluded.

        ``known``: the state is entered now. False where the connection is only found in it.
        """
        if row.ended is not None:
            if now - row.ended < LATE_COPY:
                return
            row.ended = None
        row.set_state(state, now, known=known)
        self.table.mark_changed(row)
        if not known:
            self._age_by_agent_state(row.owner)
        if state == LocalConnectionState.LCS_CONNECT and row.owner is not None:
            self._hold_others(row.owner, now, row)

    def end(self, row: CallRow, cause: int, now: float, reason: str = CALL_ENDED, *, lost: bool = False) -> None:
        """The connection is over, by an event of that EventCause; it stays on the floor for ``ENDED_SHOWN`` seconds.

        ``lost``: its end was not seen.
        """
        if row.ended is not None:
            return
        row.ended = now
        row.set_state(LocalConnectionState.LCS_NULL, now)
        self._ended.append(row.connection)
        self.table.mark_changed(row)
        self._facts.append(Ended(row.connection, row.owner, cause, reason, lost))

    def _hold_others(self, owner: Owner | None, now: float, latest: CallRow | None = None) -> None:
        """A phone talks on one call at a time: older ones are on hold, also where the event of it was lost."""
        if owner is None:
            return
        talking = self.table.of_owner(owner).talking
        for row in sorted(talking, key=lambda row: (row is latest, row.state_since))[:-1]:
            known = latest is not None and latest.state_since_known
            row.set_state(LocalConnectionState.LCS_HOLD, now, known=known)
            self.table.mark_changed(row)

    def agent_state_timed(self, agent_id: str, now: float) -> None:
        """The agent's AgentState, or since when it is, has become known, or unknown."""
        for row in list(self._shared.get(agent_id, ())):
            live = row.ended is None and self.table.get(row.connection) is row
            if live and agent_id in row.sharers:
                self._give_to_talker(row, now)
            else:
                del self._shared[agent_id][row]
        agent = self.directory.agents[agent_id]
        if agent.state_since is None:
            self._timed.pop(agent_id, None)
            return
        self._timed[agent_id] = None
        self._age_by_agent_state(agent_id)

    def _age_by_agent_state(self, owner: Owner | None) -> None:
        """A connection found talking or on hold is so for at least as long as its agent is: since the AgentState began.

        Only where it is the one connection of unknown age at the agent's phone: an agent may change between two without
        a change of AgentState. A time from before the calls were asked for last may be that of an earlier call.
        """
        agent = self.directory.agent_of(owner)
        if agent is None:
            return
        phone = self.table.of_owner(owner)
        if len(phone.unaged) + len(phone.beside_another) > 1:
            for row in list(phone.unaged):
                row.beside_another, row.owner_state_since = True, None
                self.table.mark_changed(row)
        if not phone.unaged or agent.agent_id not in self._timed:
            return
        (row,), since = phone.unaged, agent.state_since
        alone = phone.in_state(row.state) == 1
        if since is None or _AGENT_STATE.get(row.state) != agent.state or not alone:
            return
        if since < row.earliest_state_since and not (row.began_known and since < row.began):
            row.owner_state_since = since
            self.table.mark_changed(row)

    def found_in_state(self, row: CallRow, state: int, now: float) -> None:
        """A snapshot found the connection in that LocalConnectionState; LCS_NONE changes nothing."""
        row.found = True
        self.seen_beginning(row, False)
        if state != LocalConnectionState.LCS_NONE:
            self.enter(row, state, now, known=False)
        self._age_by_agent_state(row.owner)
        self.table.mark_changed(row)

    # -- time and sessions -------------------------------------------------------------------------------------------

    def tick(self, now: float) -> bool:
        """Ended calls leave after ``ENDED_SHOWN`` seconds; True when one did."""
        kept: list[ConnectionID] = []
        count = len(self._ended)
        for connection in self._ended:
            row = self.table.get(connection)
            if row is not None and row.ended is not None:
                if now - row.ended < ENDED_SHOWN:
                    kept.append(connection)
                else:
                    self.table.remove(connection)
        self._ended = kept
        return len(kept) != count

    def reopened(self) -> None:
        """A new session: MonitorIDs are the lost one's, and calls that it doesn't name will be dropped."""
        self._monitors.clear()
        self.asked_again()

    def asked_again(self) -> None:
        """The calls of every device are asked for once more: what is not found will be dropped."""
        self._asking = True
        self._timed.clear()
        for row in self.table:
            row.help_asked = Help.NONE
            row.found_by.clear()
            row.keep_ages()
        self.table.next_generation()

    def rediscovered(self) -> None:
        """Everything was asked for and answered: connections that were not named are gone."""
        self._asking = False
        for row in [row for row in self.table if row.generation < self.table.generation]:
            if row.ended is None:
                cause = EventCause.CEC_NONE
                self._facts.append(Ended(row.connection, row.owner, cause, _NOT_FOUND, lost=True))
            self.table.remove(row.connection)
