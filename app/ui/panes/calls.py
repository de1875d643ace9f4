"""Pane 2: the live calls, one row an agent's connection."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, ClassVar, NamedTuple

from app.alarms import connection_warmth
from app.model import Call, ConnectionID, Party, Target
from app.text import ALARM_KINDS, DURATION_WIDTH, call_type, clean, connection_state, running, together
from app.ui.context import Pane, Rows
from app.ui.panes.pane import LivePane, team_part
from app.ui.widgets import Cell, Column, Listing, Part, changes
from protocol.wire.enums import LocalConnectionState


class CallRow(NamedTuple):
    """One row of the pane."""

    key: ConnectionID
    call: Call

    @property
    def subject(self) -> str | None:
        """The agent: when the call's id changes, the cursor goes to the agent's new row."""
        return self.call.agent_id


def _first(row: CallRow) -> tuple[bool, bool, bool]:
    """Sort key: calls with an alarm and ringing ones first, ended ones last."""
    call = row.call
    return (call.ended is not None, call.alarm is None, call.state != LocalConnectionState.LCS_ALERTING)


_KEYS: dict[str, Callable[[CallRow], Any]] = {
    "newest first": lambda row: (*_first(row), -row.call.began, row.key),
    "longest first": lambda row: (row.call.ended is not None, row.call.began, row.key),
    "by agent": lambda row: (row.call.agent_id is None, row.call.agent_id or "", -row.call.began, row.key),
    "by state": lambda row: (*_first(row), row.call.state, row.call.state_since, row.key),
}


class CallsPane(LivePane[CallRow]):
    """Live calls of the agents of the team chosen."""

    PANE = Pane("calls", 2, "Live calls", Rows.CALLS, "b, m and w", upper=True)
    ORDERS: ClassVar[tuple[str, ...]] = tuple(_KEYS)
    TOP_UNTIL_MOVED = True

    def __init__(self, *, ascii_glyphs: bool = False, id: str | None = None) -> None:  # noqa: A002
        """A pane without calls; ``ascii_glyphs`` draws everything in ASCII."""
        super().__init__(ascii_glyphs=ascii_glyphs, id=id)
        self.listing: Listing[ConnectionID, CallRow] = Listing(self._row, lambda row: row.call.ended is None)
        self._basis: tuple[int | None, str, str] | None = None
        self._calls: Mapping[ConnectionID, Call] = {}

    def columns(self) -> list[Column[CallRow]]:
        """Agent, call id, state, ANI, DNIS, type, duration, parties."""
        return [
            Column("Agent", lambda row, _: ((clean(row.call.agent_id or "-"), ""),), 5, most=12, whole=True),
            Column("Name", lambda row, _: ((self._agent_name(row) or "-", ""),), 16, 10, flex=2, most=28, drop=7),
            Column("Call", self._number, 8, most=10, whole=True),
            Column("State", self._state, 9, live=True),
            Column("ANI", lambda row, _: ((clean(row.call.ani) or "-", ""),), 16, 10, flex=1, most=18, drop=2),
            Column("DNIS", lambda row, _: ((clean(row.call.dnis) or "-", "dim"),), 10, flex=1, most=14, drop=4),
            Column("Type", lambda row, _: ((call_type(row.call.call_type), "dim"),), 10, 8, flex=1, most=13, drop=5),
            Column("Time ", self._time, 7, flex=1, most=DURATION_WIDTH + 1, right=True, live=True, whole=True),
            Column(
                "Parties", lambda row, _: ((self._parties(row.call) or "-", "dim"),), 14, 10, flex=3, most=48, drop=6
            ),
        ]

    def _number(self, row: CallRow, _now: float) -> Cell:
        return ((str(row.key.connection_call_id), "strong" if row.call.alarm else ""),)

    def _state(self, row: CallRow, now: float) -> Cell:
        call = row.call
        word = connection_state(LocalConnectionState.LCS_NULL if call.ended is not None else call.state)
        if call.alarm is not None:  # the alarm's mark in place of the state's
            kind = ALARM_KINDS[call.alarm]
            return ((f"{kind.mark(self.ascii_glyphs)} ", kind.style), (word.word, word.style))
        warmth = self._warmth(call, now) if call.ended is None else ""
        return ((f"{word.mark(self.ascii_glyphs)} ", warmth or word.style), (word.word, word.style))

    def _time(self, row: CallRow, now: float) -> Cell:
        call = row.call
        if call.ended is not None:
            return ((running(call.ended - call.began, call.began_known), ""),)
        return ((running(now - call.began, call.began_known), self._warmth(call, now)),)

    def _warmth(self, call: Call, now: float) -> str:
        return connection_warmth(call.state, now - call.state_since, self.floor.limits)

    def overlay(self, row: CallRow) -> str:
        """``faded`` for a call that has ended."""
        return "faded" if row.call.ended is not None else ""

    def _party(self, party: Party) -> str:
        if party.is_supervisor:
            return "you"
        agent = self.floor.agents.get(party.agent_id) if party.agent_id else None
        return clean((agent.name if agent else "") or party.agent_id or party.device_id)

    def _parties(self, call: Call) -> str:
        """Everybody on the call but the row's agent; a party with the row's ANI is ``caller``."""
        others = [
            "caller" if party.device_id == call.ani and not party.agent_id else self._party(party)
            for party in call.parties
            if party.is_supervisor
            or not (party.agent_id == call.agent_id if party.agent_id else party.device_id == call.device_id)
        ]
        others += [f"supervisor {clean(device)}" for device in call.supervised_by]
        return together(others)

    def _agent_name(self, row: CallRow) -> str:
        agent = self.floor.agents.get(row.call.agent_id or "")
        return clean(agent.name) if agent else ""

    def depends(self, row: CallRow) -> Sequence[object]:
        """The agents on the call, whose names are shown."""
        agents = self.floor.agents
        parties = [agents.get(party.agent_id) for party in row.call.parties if party.agent_id]
        return (agents.get(row.call.agent_id or ""), *parties)

    def rows(self) -> list[CallRow]:
        """The rows that team and filter let through, in order; only calls that changed are placed again."""
        old, self._calls = self._calls, self.floor.calls
        order = _KEYS[self.order]
        basis = (self.team_id, self.filter_text, self.order)
        # Team and filter depend on agents too, whose changes give no changed call: all rows are made again.
        if basis != self._basis or ((self.filter_text or self.team_id is not None) and not self.listing.unsettled):
            self._basis = basis
            self.listing.fill(self._calls, order, self.now)
        else:
            news = changes(old, self._calls)
            urgent = any(self._calls[key].alarm is not None for key in news.changed)
            self.listing.follow(news, order, self.now, urgent)
        return self.listing.rows

    def _row(self, connection: ConnectionID) -> CallRow | None:
        """The row of a call; None where team or filter leave it out."""
        call = self._calls.get(connection)
        if call is None:
            return None
        if self.team_id is not None:
            agent = self.floor.agents.get(call.agent_id or "")
            if agent is None or self.team_id not in agent.team_ids:
                return None
        row = CallRow(connection, call)
        return row if not self.filter_text or self._contains(row) else None

    def _contains(self, row: CallRow) -> bool:
        call = row.call
        return self.matches(
            call.agent_id or "",
            self._agent_name(row),
            str(row.key.connection_call_id),
            connection_state(call.state).word,
            call.ani,
            call.dnis,
            call_type(call.call_type),
            self._parties(call),
        )

    def counts(self) -> list[Part]:
        """How many live calls, and the team chosen."""
        live = self.listing.counted
        words = "1 call" if live == 1 else f"{live} calls"
        if self.floor.calls_loading:
            words = f"{words} so far" if live else "loading calls"
        elif not live and not self.floor.call_details:
            words = "calls not told"
        elif not live and not self.floor.agents:
            words = "no calls known"
        return [Part(((words, ""),), 2), team_part(self)]

    def why_empty(self) -> str:
        """Why no call is shown."""
        floor = self.floor
        if not floor.call_details:
            why = clean(floor.call_details_reason)
            return "details not granted: agent states only" + (f" ({why})" if why else "")
        if self.filter_text or not floor.agents:
            return self.why_no_agents()
        of = "" if self.team_id is None else f" of {self.team_word()}"
        if floor.calls_loading:
            return f"loading calls{of}: the server is asked for those that are up"
        unseen = self._not_followed()
        if unseen:
            return f"no live calls seen{of}: {unseen}"
        return f"no live calls{of}: calls appear here as they arrive"

    def _not_followed(self) -> str:
        """Whose calls may not appear, because changes at their phones are not told; empty where there is nobody."""
        team_id = self.team_id
        there = [a for a in self.floor.agents.values() if team_id is None or team_id in a.team_ids]
        count = sum(1 for agent in there if agent.not_followed)
        if not count:
            return ""
        if count == len(there):
            return "no agent is followed, and calls may not appear"
        return f"{'1 agent is' if count == 1 else f'{count} agents are'} not followed, whose calls may not appear"

    @property
    def stale(self) -> bool:
        """Is the data of the calls old?"""
        return self.floor.calls_stale

    def select_call(self, connection: ConnectionID) -> bool:
        """Move the cursor to this call; False when it isn't listed."""
        return self.table.select(connection)

    @property
    def unsettled(self) -> bool:
        """Do rows wait to be put in order?"""
        return self.listing.unsettled

    def target(self) -> Target | None:
        """The call under the cursor and its agent; None where it belongs to no agent."""
        row = self.table.cursor_row
        if row is None or row.call.agent_id is None:
            return None
        return Target(row.call.agent_id, row.key)
