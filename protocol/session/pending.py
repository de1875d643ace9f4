"""Requests that wait for their answer, by InvokeID."""

from __future__ import annotations

import heapq
from dataclasses import dataclass, field

from protocol.session.discovery import Query
from protocol.session.segments import TeamSegments
from protocol.wire.messages import Message

_LAST_ID = 0xFFFFFFFE


@dataclass(slots=True, eq=False)
class Pending:
    """A request that was sent and has no outcome yet. Times are seconds of the session's clock."""

    invoke_id: int
    """The InvokeID it was first sent with, by which its owner knows it."""
    request: Message
    sent: float
    timeout: float
    repeats: int
    """How many times it may still be sent again."""
    query: Query | None
    """The query of the discovery that it carries; None for requests of the session's owner."""
    deadline: float | None = None
    """When it is overdue; None once it is, or has its outcome."""
    segments: dict[int, TeamSegments] = field(default_factory=dict)
    """InvokeID -> segments of LIST_AGENT_TEAM_CONF so far."""
    wire_ids: list[int] = field(default_factory=list)
    """Every InvokeID it was sent with."""


class PendingRequests:
    """All open requests, and the counter of InvokeIDs: it starts at 1 and skips the InvokeIDs of open requests."""

    def __init__(self) -> None:
        self._by_id: dict[int, Pending] = {}
        self._deadlines: list[tuple[float, int, Pending]] = []
        """A heap. An entry whose time is not the deadline of its request is void."""
        self._next = 1

    def next_id(self) -> int:
        """An InvokeID that no open request has."""
        while True:
            invoke_id = self._next
            self._next = invoke_id + 1 if invoke_id < _LAST_ID else 1
            if invoke_id not in self._by_id:
                return invoke_id

    def add(self, pending: Pending) -> None:
        """Take in a request that was sent."""
        self._register(pending, pending.invoke_id)
        self.extend(pending, pending.sent)

    def again(self, pending: Pending, invoke_id: int, now: float) -> None:
        """A request was sent once more, with that InvokeID: an answer to either InvokeID counts."""
        pending.repeats -= 1
        self._register(pending, invoke_id)
        self.extend(pending, now)

    def _register(self, pending: Pending, invoke_id: int) -> None:
        pending.wire_ids.append(invoke_id)
        self._by_id[invoke_id] = pending

    def extend(self, pending: Pending, now: float) -> None:
        """Give a request its full timeout from now on."""
        pending.deadline = now + pending.timeout
        heapq.heappush(self._deadlines, (pending.deadline, pending.wire_ids[-1], pending))

    def find(self, invoke_id: int) -> Pending | None:
        """The request that an answer with this InvokeID belongs to."""
        return self._by_id.get(invoke_id)

    def remove(self, pending: Pending) -> None:
        """Drop a request that has its outcome."""
        pending.deadline = None
        for invoke_id in pending.wire_ids:
            self._by_id.pop(invoke_id, None)

    @property
    def deadline(self) -> float | None:
        """When the next request is overdue; None when none is open."""
        heap = self._deadlines
        while heap and heap[0][2].deadline != heap[0][0]:
            heapq.heappop(heap)
        return heap[0][0] if heap else None

    def overdue(self, now: float) -> list[Pending]:
        """The requests whose time is over, the longest overdue first. Each must then be sent again or removed."""
        found = []
        while (deadline := self.deadline) is not None and deadline <= now:
            pending = heapq.heappop(self._deadlines)[2]
            pending.deadline = None
            found.append(pending)
        return found

    def of_owner(self) -> bool:
        """Is a request of the session's owner open? Queries of the discovery don't count."""
        return any(pending.query is None for pending in self._by_id.values())

    def forget_queries(self) -> None:
        """Drop every request that carries a query of the discovery."""
        for pending in list(self._by_id.values()):
            if pending.query is not None:
                self.remove(pending)

    def clear(self) -> list[Pending]:
        """Drop all; those that were open, oldest first."""
        requests = list(dict.fromkeys(self._by_id.values()))
        self._by_id.clear()
        self._deadlines.clear()
        return requests
