"""The queries of a discovery: a queue from which a few at a time are sent, and the kinds that are not sent any more."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass
from enum import Enum
from typing import Any

from protocol.wire.messages import Message

WINDOW = 8
"""Queries in flight at once: enough to hide the round trip, few enough not to load a server."""


class QueryKind(Enum):
    """Kinds of query; the value says in words what is asked for."""

    OWN_STATE = "own agent state"
    TEAMS = "list of teams"
    TEAM_MONITOR = "team monitor"
    TEAM_STOP = "end of a team monitor"
    AGENT_STATE = "agent state"
    DEVICE_MONITOR = "device monitor"
    DEVICE_STOP = "end of a device monitor"
    DEVICE_CALLS = "calls of a device"
    CALL = "call"


@dataclass(slots=True, eq=False)
class Query:
    """One query and the request that carries it."""

    kind: QueryKind
    subject: str
    """About whom or what, for people: an agent id, a device, a team id."""
    request: Message
    context: Any = None
    """What the sender needs to make sense of the answer."""


class QueryQueue:
    """A queue with a window. Urgent queries, those about teams, go before those about single agents."""

    def __init__(self, window: int = WINDOW) -> None:
        self.window = window
        self._urgent: deque[Query] = deque()
        self._waiting: deque[Query] = deque()
        self._in_flight: set[Query] = set()
        self._stopped: set[QueryKind] = set()

    def put(self, query: Query, *, urgent: bool = False) -> None:
        """Put a query in the queue, unless its kind is not sent any more."""
        if query.kind not in self._stopped:
            (self._urgent if urgent else self._waiting).append(query)

    def take(self) -> Query | None:
        """The next query to send; None when there is none or enough are in flight."""
        queue = self._urgent or self._waiting
        if not queue or len(self._in_flight) >= self.window:
            return None
        query = queue.popleft()
        self._in_flight.add(query)
        return query

    def done(self, query: Query) -> None:
        """The query has its outcome."""
        self._in_flight.discard(query)

    def stop(self, kind: QueryKind) -> list[Query] | None:
        """Send no more queries of this kind. The dropped ones, not yet sent; None if the kind was stopped before."""
        if kind in self._stopped:
            return None
        self._stopped.add(kind)
        dropped = [q for queue in (self._urgent, self._waiting) for q in queue if q.kind is kind]
        self._urgent = deque(q for q in self._urgent if q.kind is not kind)
        self._waiting = deque(q for q in self._waiting if q.kind is not kind)
        return dropped

    def stopped(self, kind: QueryKind) -> bool:
        """Are queries of this kind not sent any more?"""
        return kind in self._stopped

    def drop(self, kind: QueryKind, subject: str) -> bool:
        """Take a query that was not sent yet out of the queue. True when there was one."""
        before = len(self._waiting)
        self._waiting = deque(q for q in self._waiting if not (q.kind is kind and q.subject == subject))
        return len(self._waiting) < before

    def withdraw(self, *kinds: QueryKind) -> None:
        """Take the queries of these kinds that were not sent yet out of the queue."""
        self._urgent = deque(q for q in self._urgent if q.kind not in kinds)
        self._waiting = deque(q for q in self._waiting if q.kind not in kinds)

    @property
    def idle(self) -> bool:
        """Nothing is waiting and nothing in flight."""
        return not (self._urgent or self._waiting or self._in_flight)
