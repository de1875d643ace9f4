"""The life of a call's end: it enters states, asks for help, ends, and leaves the floor a while later."""

from __future__ import annotations

from app.floor.call_facts import OWN, AsksForHelp, Ended, OwnCall
from app.floor.call_table import LCS_CONNECT, LCS_NULL, CallRow
from app.floor.call_tracker import CallLookup
from app.floor.roster import Roster
from app.model import ConnectionID

ENDED_SHOWN = 10.0
"""Seconds for which an ended call stays on the floor, so that people see it end."""
LATE_COPY = 1.0
"""Seconds after an end within which further events of the call are late copies and not a new life."""
CEC_NONE = 0xFFFF
CALL_ENDED = "call ended"
_NOT_FOUND = "not found after the reconnect"


class CallLife(CallLookup):
    """What may happen to a row, whatever message tells it."""

    def __init__(self, roster: Roster) -> None:
        super().__init__(roster)
        self._ended: list[ConnectionID] = []

    def told(self, row: CallRow, cause: int, *, begins: bool = False) -> None:
        """After an event: a cry for help, and what the own device does, are told on."""
        help_asked = 2 if row.call_type == 20 or cause == 44 else 1 if row.call_type == 19 or cause == 43 else 0
        if help_asked > row.help_told and not (begins and row.owner == OWN):
            row.help_told = help_asked
            self.facts.append(AsksForHelp(row.connection, help_asked == 2))
        if row.owner == OWN and row.ended is None:
            self.facts.append(OwnCall(row.connection, row.state, row.call_type, cause))

    def enter(self, row: CallRow, state: int, now: float, *, known: bool = True) -> None:
        """A state told for this very end. An ended call comes back only when the end was long enough ago.

        ``known``: the state is entered now. False where the end is found in it.
        """
        if row.ended is not None:
            if now - row.ended < LATE_COPY:
                return
            row.ended = None
        row.set_state(state, now, known=known)
        if not known:
            self.age_by_state(row.owner)
        if state == LCS_CONNECT and row.owner is not None:
            self.one_talks(row.owner, now, row)

    def end(self, row: CallRow, cause: int, now: float, reason: str = CALL_ENDED) -> None:
        """The connection is over; it stays on the floor for a while."""
        if row.ended is not None:
            return
        row.ended = now
        row.set_state(LCS_NULL, now)
        self._ended.append(row.connection)
        self.rows.dirty.add(row.connection)
        self.facts.append(Ended(row.connection, row.owner, cause, reason))

    def tick(self, now: float) -> bool:
        """Ended calls leave after a while; True when one did."""
        kept: list[ConnectionID] = []
        count = len(self._ended)
        for connection in self._ended:
            row = self.rows.rows.get(connection)
            if row is not None and row.ended is not None:
                if now - row.ended < ENDED_SHOWN:
                    kept.append(connection)
                else:
                    self.rows.remove(connection)
        self._ended = kept
        return len(kept) != count

    def reopened(self) -> None:
        """A new session: MonitorIDs belong to the dead one, and calls not told anew will be dropped."""
        self.generation += 1
        self._monitors.clear()
        self.roster.timed.clear()
        for row in self.rows.rows.values():
            row.help_told = 0
            row.keep_ages()

    def asked_again(self) -> None:
        """In the same session the calls of every device are asked for once more: what is not found will be dropped."""
        self.generation += 1
        self.roster.timed.clear()
        for row in self.rows.rows.values():
            row.help_told = 0
            row.keep_ages()

    def rediscovered(self) -> None:
        """What was asked for again and not told is gone."""
        for row in [r for r in self.rows.rows.values() if r.generation < self.generation]:
            if row.ended is None:
                self.facts.append(Ended(row.connection, row.owner, CEC_NONE, _NOT_FOUND, lost=True))
            self.rows.remove(row.connection)
