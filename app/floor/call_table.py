"""The working records of the live calls, and their indexes: folding an event costs the same on any floor.

A :class:`CallRow` is what an event changes; its :class:`~app.model.Call` value is made when a snapshot is taken, and
only where the row changed since the last one. Times are steady seconds.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from enum import IntEnum
from typing import Any

from app.floor.directory import OWN, Owner
from app.model import Action, AlarmKind, Call, ConnectionID, Party
from protocol.wire.enums import CallType, EventCause, LocalConnectionState

SUPERVISORY_TYPES = frozenset(action.call_type for action in Action if action.call_type is not None)
"""CallTypes of a supervisor's own leg."""
SUPERVISORY_CAUSES = frozenset(
    {
        EventCause.CEC_SUPERVISOR_MONITOR,
        EventCause.CEC_SUPERVISOR_WHISPER,
        EventCause.CEC_SUPERVISOR_BARGE_IN,
        EventCause.CEC_SUPERVISOR_INTERCEPT,
    }
)
"""EventCauses of a supervisor's stepping in."""


class Evidence(IntEnum):
    """How it is known whose a connection is, the best last; better evidence corrects the owner."""

    NONE = 0
    LEARNT = 1
    """The same static ConnectionDeviceID was that owner's before."""
    SUBJECT = 2
    """The event is about a device of the owner."""
    MONITOR = 3
    """The monitor of the owner's device brought the event."""
    AGREED = 4
    """Both."""
    SURE = 5
    """The ConnectionDeviceID is the owner's device."""


class Help(IntEnum):
    """What a connection asks for by its CallType or the EventCause of its events; the greater outranks the less."""

    NONE = 0
    ASSIST = 1
    EMERGENCY = 2


_CALL_VARIABLES = tuple((f"call_variable{n}", f"CallVariable{n}") for n in range(1, 11))


class CallRow:
    """One connection while being folded. Fields without a docstring are those of :class:`~app.model.Call`."""

    __slots__ = (
        "alarm", "ani", "answered", "began", "began_known", "beside_another", "call_type", "caller_entered_digits",
        "connection", "device_id", "dialed_number", "dnis", "ended", "evidence", "found", "found_by", "generation",
        "guessed", "help_asked", "named", "owner", "owner_state_since", "parties", "parties_known", "sharers", "state",
        "state_since", "state_since_known", "supervised_as", "supervised_by", "variables", "wrapup",
    )  # fmt: skip

    def __init__(self, connection: ConnectionID, now: float, generation: int) -> None:
        self.connection = connection
        self.generation = generation
        """The table's generation in which an event named the connection last."""
        self.owner: Owner | None = None
        self.evidence = Evidence.NONE
        self.sharers: dict[str, None] = {}
        """Agents of whom each may be the owner, by evidence of one kind: a shared line."""
        self.device_id = ""
        self.state: int = LocalConnectionState.LCS_NONE
        self.call_type: int = CallType.NULL_CALLTYPE
        self.ani = self.dnis = self.dialed_number = self.caller_entered_digits = self.wrapup = ""
        self.began = self.state_since = now
        """When it was first seen, and when its state was; see ``earliest_began`` and ``earliest_state_since``."""
        self.began_known: bool | None = None
        """Whether its beginning was seen; None until a message carries a state of it."""
        self.state_since_known = True
        self.owner_state_since: float | None = None
        """Since when the owner is in the AgentState that goes with this connection's state, whose age is unknown."""
        self.beside_another = False
        """Two states of unknown age were found at the owner's phone: the agent state may be about either."""
        self.answered: float | None = None
        self.ended: float | None = None
        self.parties: dict[str, None] = {}
        """Device ids in the order they came."""
        self.parties_known = False
        """Was everybody on the call named together (conference, transfer, snapshot)?"""
        self.found = False
        """It was named first while the calls that are up were asked for."""
        self.found_by: dict[str, None] = {}
        """Agents in whose phones' snapshots it was found since the calls were asked for last."""
        self.supervised_as: int = EventCause.CEC_NONE
        """Of the own phone's end: the latest EventCause that says how it takes part."""
        self.variables: dict[str, str] = {}
        self.named: dict[str, str] = {}
        self.alarm: AlarmKind | None = None
        self.supervised_by: tuple[str, ...] = ()
        self.help_asked = Help.NONE
        """The most of which an AsksForHelp was made."""
        self.guessed = False
        """Its ConnectionDeviceID was taken from a list of parties, which may name the device in another way."""

    @property
    def earliest_began(self) -> float:
        """When it began; where that was not seen, the earliest moment at which it is known to have been there."""
        return self.began if self.began_known or self.owner_state_since is None else self.owner_state_since

    @property
    def earliest_state_since(self) -> float:
        """Since when it is in its state; where that was not seen, the earliest moment that is known."""
        return self.state_since if self.owner_state_since is None else self.owner_state_since

    def keep_ages(self) -> None:
        """Keep the ages that the owner's AgentState gave, whatever becomes of either state."""
        self.began, self.state_since = self.earliest_began, self.earliest_state_since
        self.owner_state_since, self.beside_another = None, False

    def seen_beginning(self, seen: bool) -> None:
        """A message carries a state of the connection: is the first such message its beginning?"""
        if self.began_known is None:
            self.began_known = seen

    def set_state(self, state: int, now: float, *, known: bool = True) -> None:
        """Enter a LocalConnectionState; entering the present one changes nothing.

        ``known``: it is entered now. False where it is only found now.
        """
        if state == self.state:
            return
        was_held = self.state == LocalConnectionState.LCS_HOLD
        if state == LocalConnectionState.LCS_CONNECT and known and self.answered is None and not was_held:
            self.answered = now
        if known:
            self.keep_ages()
        self.owner_state_since, self.beside_another = None, False
        self.state = state
        self.state_since, self.state_since_known = now, known

    def take_data(self, message: Any) -> None:
        """Call data of a message that may carry them; absent fields leave what is known (CALL_DATA_UPDATE_EVENT)."""
        self.ani = message.ani or self.ani
        self.dnis = message.dnis or self.dnis
        self.dialed_number = message.dialed_number or self.dialed_number
        self.caller_entered_digits = message.caller_entered_digits or self.caller_entered_digits
        if message.call_wrapup_data is not None:
            self.wrapup = message.call_wrapup_data
        for attribute, name in _CALL_VARIABLES:
            value = getattr(message, attribute)
            if value is not None:
                if value:
                    self.variables[name] = value
                else:
                    self.variables.pop(name, None)
        if message.named_variable or message.named_array:
            # ECC variables: the whole set is sent each time and replaces the stored one (CALL_DATA_UPDATE_EVENT).
            self.named = {one.name: one.value for one in message.named_variable}
            self.named.update((f"{one.name}[{one.element}]", one.value) for one in message.named_array)

    def take_data_of(self, other: CallRow) -> None:
        """The caller's data of the call this one was joined into, as far as this one has none of its own."""
        self.ani = other.ani or self.ani
        self.dnis = other.dnis or self.dnis
        self.dialed_number = other.dialed_number or self.dialed_number
        self.caller_entered_digits = other.caller_entered_digits or self.caller_entered_digits
        self.variables = {**self.variables, **other.variables}
        self.named = {**self.named, **other.named}

    def asks_for(self, cause: int) -> Help:
        """What the call asks for, in an event of that EventCause."""
        if self.call_type == CallType.EMERGENCY or cause == EventCause.CEC_EMERGENCY_CALL:
            return Help.EMERGENCY
        assist = self.call_type == CallType.ASSIST or cause == EventCause.CEC_SUPERVISOR_ASSIST
        return Help.ASSIST if assist else Help.NONE

    def value(self, agent_id: str | None, owner_at: Callable[[str], Owner | None]) -> Call:
        """The row as the floor shows it; ``agent_id`` is the agent's who is on the teams, None for others."""
        parties: list[Party] = []
        for device in self.parties:
            owner = owner_at(device)
            parties.append(Party(device, owner if isinstance(owner, str) else None, owner is OWN))
        if len(parties) < 2 and self.ani and self.ani not in self.parties:
            parties.append(Party(self.ani))
        variables = sorted(self.variables.items(), key=lambda item: int(item[0].removeprefix("CallVariable")))
        return Call(
            connection=self.connection,
            agent_id=agent_id,
            device_id=self.device_id,
            state=self.state,
            call_type=self.call_type,
            ani=self.ani,
            dnis=self.dnis,
            dialed_number=self.dialed_number,
            caller_entered_digits=self.caller_entered_digits,
            began=self.earliest_began,
            began_known=bool(self.began_known),
            answered=self.answered,
            state_since=self.earliest_state_since,
            state_since_known=self.state_since_known,
            parties=tuple(parties),
            variables=(*variables, *self.named.items()),
            wrapup=self.wrapup,
            ended=self.ended,
            alarm=self.alarm,
            supervised_by=self.supervised_by,
        )


class PhoneRows:
    """The rows of one owner, and those of them that are looked for: a phone may have any number of calls."""

    __slots__ = ("_in_state", "beside_another", "connected", "current", "found", "rows", "talking", "unaged")

    def __init__(self) -> None:
        self.rows: dict[CallRow, None] = {}
        """All, ended ones too, in the order in which they became the owner's."""
        self.connected: dict[CallRow, None] = {}
        """Those in the state LCS_CONNECT."""
        self.talking: dict[CallRow, None] = {}
        """Those of them that are no supervisor's leg."""
        self.current: dict[CallRow, int] = {}
        """Those that have not ended and were named since the calls were asked for last, with their states."""
        self.found: dict[CallRow, None] = {}
        """Those of the current ones that were found in mid-life while the calls were asked for."""
        self.unaged: dict[CallRow, None] = {}
        """Those of the current ones whose change of state was not seen, but for ``beside_another``."""
        self.beside_another: dict[CallRow, None] = {}
        """The same where another one is or was at the phone."""
        self._in_state: dict[int, int] = {}

    def in_state(self, state: int) -> int:
        """How many of the current ones are in that state."""
        return self._in_state.get(state, 0)

    def file(self, row: CallRow, generation: int) -> None:
        """Put a row where it is looked for, after any change of it; ``generation`` is the table's."""
        self.rows[row] = None
        current = row.ended is None and row.generation == generation
        connected = row.state == LocalConnectionState.LCS_CONNECT
        unaged = current and not row.state_since_known
        _keep(self.connected, row, connected)
        _keep(self.talking, row, connected and row.call_type not in SUPERVISORY_TYPES)
        _keep(self.found, row, current and row.found and not row.began_known)
        _keep(self.unaged, row, unaged and not row.beside_another)
        _keep(self.beside_another, row, unaged and row.beside_another)
        self._count(row, row.state if current else None)

    def drop(self, row: CallRow) -> None:
        """The row is gone, or another owner's."""
        for kept in (self.rows, self.connected, self.talking, self.found, self.unaged, self.beside_another):
            kept.pop(row, None)
        self._count(row, None)

    def _count(self, row: CallRow, state: int | None) -> None:
        """The row is a current one in that state; None: it is none."""
        before = self.current.get(row)
        if before == state:
            return
        if before is not None:
            self._in_state[before] -= 1
        if state is None:
            del self.current[row]
        else:
            self.current[row] = state
            self._in_state[state] = self._in_state.get(state, 0) + 1


def _keep(rows: dict[CallRow, None], row: CallRow, kept: bool) -> None:
    if kept:
        rows[row] = None
    else:
        rows.pop(row, None)


NO_ROWS = PhoneRows()
"""Of an owner without rows. It stays empty."""


class CallTable:
    """All rows by connection, by call id and by owner, and which of them have changed.

    Whoever changes a row calls :meth:`mark_changed` then: the row is found by what it is now from there on.
    """

    def __init__(self) -> None:
        self.generation = 0
        """Grows with each session and each round of questions in it: rows of an older one may be gone."""
        self._rows: dict[ConnectionID, CallRow] = {}
        self._changed: set[ConnectionID] = set()
        self._by_call: dict[int, dict[ConnectionID, None]] = {}
        self._by_owner: dict[Owner | None, PhoneRows] = {}

    def __contains__(self, connection: ConnectionID | None) -> bool:
        return connection in self._rows

    def __iter__(self) -> Iterator[CallRow]:
        return iter(self._rows.values())

    def get(self, connection: ConnectionID | None) -> CallRow | None:
        """The row of a connection."""
        return self._rows.get(connection) if connection is not None else None

    def add(self, row: CallRow) -> None:
        """A new row; one of the same connection is replaced."""
        if row.connection in self._rows:
            self.remove(row.connection)
        self._rows[row.connection] = row
        self._by_call.setdefault(row.connection.connection_call_id, {})[row.connection] = None
        self.mark_changed(row)

    def remove(self, connection: ConnectionID) -> None:
        """Forget a row."""
        row = self._rows.pop(connection, None)
        if row is None:
            return
        of_call = self._by_call[connection.connection_call_id]
        del of_call[connection]
        if not of_call:
            del self._by_call[connection.connection_call_id]
        self._drop(row)
        self._changed.add(connection)

    def rename(self, row: CallRow, new: ConnectionID) -> None:
        """The row goes on under another connection id."""
        self.remove(row.connection)
        row.connection = new
        self.add(row)

    def set_owner(self, row: CallRow, owner: Owner | None, evidence: Evidence) -> None:
        """Whose connection it is, and how good the evidence for it is."""
        row.evidence = evidence
        if row.owner != owner:
            self._drop(row)
            row.owner = owner
        self.mark_changed(row)

    def _drop(self, row: CallRow) -> None:
        phone = self._by_owner.get(row.owner)
        if phone is not None:
            phone.drop(row)
            if not phone.rows:
                del self._by_owner[row.owner]

    def of_call(self, connection_call_id: int) -> list[CallRow]:
        """Every row with that call id, ended ones too, oldest first."""
        return [self._rows[c] for c in self._by_call.get(connection_call_id, ())]

    def live(self, connection_call_id: int) -> list[CallRow]:
        """The rows with that call id that have not ended."""
        return [row for row in self.of_call(connection_call_id) if row.ended is None]

    def of_owner(self, owner: Owner | None) -> PhoneRows:
        """The rows of an owner; None: those whose owner is unknown."""
        return self._by_owner.get(owner, NO_ROWS)

    def mark_changed(self, *rows: CallRow) -> None:
        """These rows were changed."""
        for row in rows:
            self._changed.add(row.connection)
            if self._rows.get(row.connection) is row:
                phone = self._by_owner.get(row.owner)
                if phone is None:
                    phone = self._by_owner[row.owner] = PhoneRows()
                phone.file(row, self.generation)

    def next_generation(self) -> None:
        """A new session or round of questions: no row has been named in it."""
        self.generation += 1
        for phone in self._by_owner.values():
            for row in phone.rows:
                phone.file(row, self.generation)

    def take_changed(self) -> set[ConnectionID]:
        """Connections whose row has changed, come or gone since this was asked last."""
        changed, self._changed = self._changed, set()
        return changed
