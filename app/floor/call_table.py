"""The working records of the live calls, and the indexes that make folding an event cost the same on any floor.

A :class:`CallRow` is what an event changes; the :class:`~app.model.Call` value of a row is made only when a snapshot
is taken and only for rows that changed since the last one.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from app.floor.call_facts import OWN
from app.model import AlarmKind, Call, ConnectionID, Party

LCS_NULL, LCS_INITIATE, LCS_ALERTING, LCS_CONNECT, LCS_HOLD, LCS_QUEUED, LCS_FAIL = range(7)
LCS_NONE = 0xFFFF
NULL_CALLTYPE = 0xFFFF
SUPERVISORY_TYPES = frozenset({21, 22, 23, 24})
"""CallType of a supervisor's own leg: monitor, whisper, barge-in, intercept."""

_CALL_VARIABLES = tuple((f"call_variable{n}", f"CallVariable{n}") for n in range(1, 11))


class CallRow:
    """One connection, while it is being folded; the fields are those of :class:`~app.model.Call`."""

    __slots__ = (
        "alarm", "ani", "answered", "began", "began_known", "beside_another", "call_type", "caller_entered_digits",
        "connection", "device_id", "dialed_number", "dnis", "ended", "generation", "guessed", "help_told", "named",
        "owner", "owner_state_since", "parties", "state", "state_since", "state_since_known", "strength",
        "supervised_by", "variables", "wrapup",
    )  # fmt: skip

    def __init__(self, connection: ConnectionID, now: float, generation: int) -> None:
        self.connection = connection
        self.generation = generation
        """The session in which the row was last heard of."""
        self.owner: str | None = None
        """Agent id, OWN or None."""
        self.strength = 0
        """How good the evidence for the owner is; better evidence may correct it."""
        self.device_id = ""
        self.state = LCS_NONE
        self.call_type = NULL_CALLTYPE
        self.ani = self.dnis = self.dialed_number = self.caller_entered_digits = self.wrapup = ""
        self.began = self.state_since = now
        """When it was first seen, and when its state was; see ``earliest_began`` and ``earliest_state_since``."""
        self.began_known: bool | None = None
        """Whether its beginning was seen; None until a message tells a state of it."""
        self.state_since_known = True
        self.owner_state_since: float | None = None
        """Since when the owner is in the agent state that this connection's state, of unknown age, makes."""
        self.beside_another = False
        """Two states of unknown age were found at the owner's phone: the agent state may be about either."""
        self.answered: float | None = None
        self.ended: float | None = None
        self.parties: dict[str, None] = {}
        """Device ids in the order they came."""
        self.variables: dict[str, str] = {}
        self.named: dict[str, str] = {}
        self.alarm: AlarmKind | None = None
        self.supervised_by: tuple[str, ...] = ()
        self.help_told = 0
        """What AsksForHelp was told for this row: 0 nothing, 1 an assist, 2 an emergency."""
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
        """What the owner's agent state says of its age holds, whatever becomes of either state."""
        self.began, self.state_since = self.earliest_began, self.earliest_state_since
        self.owner_state_since, self.beside_another = None, False

    def seen_beginning(self, seen: bool) -> None:
        """The first message that tells a state of the connection is its beginning, or comes in mid-life."""
        if self.began_known is None:
            self.began_known = seen

    def set_state(self, state: int, now: float, *, known: bool = True) -> None:
        """Enter a LocalConnectionState; entering the present one changes nothing.

        ``known``: it is entered now. False where it is only found now.
        """
        if state == self.state:
            return
        if state == LCS_CONNECT and known and self.answered is None and self.state != LCS_HOLD:
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
            # "the whole set is sent each time and replaces the stored set" (CALL_DATA_UPDATE_EVENT)
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

    def value(self, agent_id: str | None, person_at: Callable[[str], str | None]) -> Call:
        """The row as the floor shows it."""
        parties: list[Party] = []
        for device in self.parties:
            person = person_at(device)
            own = person == OWN
            parties.append(Party(device, None if own else person, own))
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


class CallRows:
    """All rows by connection, by call id and by owner."""

    def __init__(self) -> None:
        self.rows: dict[ConnectionID, CallRow] = {}
        self.dirty: set[ConnectionID] = set()
        """Connections whose row changed, came or went since the last snapshot."""
        self._by_call: dict[int, dict[ConnectionID, None]] = {}
        self._by_owner: dict[str | None, dict[ConnectionID, None]] = {}

    def add(self, row: CallRow) -> None:
        """A new row; one of the same connection is replaced."""
        if row.connection in self.rows:
            self.remove(row.connection)
        self.rows[row.connection] = row
        self._by_call.setdefault(row.connection.connection_call_id, {})[row.connection] = None
        self._by_owner.setdefault(row.owner, {})[row.connection] = None
        self.dirty.add(row.connection)

    def remove(self, connection: ConnectionID) -> None:
        """Forget a row."""
        row = self.rows.pop(connection, None)
        if row is None:
            return
        self._drop(self._by_call, connection.connection_call_id, connection)
        self._drop(self._by_owner, row.owner, connection)
        self.dirty.add(connection)

    def rename(self, row: CallRow, new: ConnectionID) -> None:
        """The row goes on under another connection id."""
        self.remove(row.connection)
        row.connection = new
        self.add(row)

    def set_owner(self, row: CallRow, owner: str | None, strength: int) -> None:
        """Whose connection it is, and how sure that is."""
        row.strength = strength
        if row.owner != owner:
            self._drop(self._by_owner, row.owner, row.connection)
            row.owner = owner
            self._by_owner.setdefault(owner, {})[row.connection] = None
        self.dirty.add(row.connection)

    def of_call(self, connection_call_id: int) -> list[CallRow]:
        """Every row with that call id, ended ones too, oldest first."""
        return [self.rows[c] for c in self._by_call.get(connection_call_id, ())]

    def live(self, connection_call_id: int) -> list[CallRow]:
        """The rows with that call id that have not ended."""
        return [row for row in self.of_call(connection_call_id) if row.ended is None]

    def of_owner(self, owner: str | None) -> list[CallRow]:
        """The rows of an agent (or OWN, or nobody)."""
        return [self.rows[c] for c in self._by_owner.get(owner, ())]

    def touch(self, rows: Iterable[CallRow]) -> None:
        """Mark rows as changed."""
        self.dirty.update(row.connection for row in rows)

    @staticmethod
    def _drop(index: dict[Any, dict[ConnectionID, None]], key: Any, connection: ConnectionID) -> None:
        found = index.get(key)
        if found is not None:
            found.pop(connection, None)
            if not found:
                del index[key]
