"""Requests that wait for their answer, by InvokeID."""

from __future__ import annotations

from dataclasses import dataclass, field

from protocol.messages import Message
from protocol.questions import Question

_LAST_ID = 0xFFFFFFFE


@dataclass(slots=True, eq=False)
class Pending:
    """A request on its way. Times are seconds of the session's clock."""

    invoke_id: int
    """The InvokeID it was first sent with, by which its owner knows it."""
    request: Message
    sent: float
    timeout: float
    repeats: int
    """How often it may be sent again."""
    question: Question | None
    """What the discovery wanted to know with it; None for requests of the session's owner."""
    deadline: float = 0.0
    segments: dict[int, list[int]] = field(default_factory=dict)
    """InvokeID -> teams of LIST_AGENT_TEAM_CONF so far."""
    wire_ids: list[int] = field(default_factory=list)
    """Every InvokeID it was sent with."""


class PendingRequests:
    """All open requests, and the counter of InvokeIDs: from 1 up, an open one is never given out again."""

    def __init__(self) -> None:
        self._by_id: dict[int, Pending] = {}
        self._next = 1

    def next_id(self) -> int:
        """An InvokeID that no open request has."""
        while True:
            invoke_id = self._next
            self._next = invoke_id + 1 if invoke_id < _LAST_ID else 1
            if invoke_id not in self._by_id:
                return invoke_id

    def add(self, pending: Pending) -> None:
        """It was sent."""
        pending.deadline = pending.sent + pending.timeout
        self._register(pending, pending.invoke_id)

    def again(self, pending: Pending, invoke_id: int, now: float) -> None:
        """It was sent again with that InvokeID. An answer to either counts."""
        pending.repeats -= 1
        pending.deadline = now + pending.timeout
        self._register(pending, invoke_id)

    def _register(self, pending: Pending, invoke_id: int) -> None:
        pending.wire_ids.append(invoke_id)
        self._by_id[invoke_id] = pending

    def find(self, invoke_id: int) -> Pending | None:
        """The request that an answer with this InvokeID belongs to."""
        return self._by_id.get(invoke_id)

    def remove(self, pending: Pending) -> None:
        """It has its outcome."""
        for invoke_id in pending.wire_ids:
            self._by_id.pop(invoke_id, None)

    def overdue(self, now: float) -> list[Pending]:
        """The requests whose time is over, oldest first."""
        return [p for i, p in self._by_id.items() if p.deadline <= now and i == p.wire_ids[-1]]

    @property
    def deadline(self) -> float | None:
        """When the next one is overdue."""
        return min((p.deadline for p in self._by_id.values()), default=None)

    def forget_questions(self) -> None:
        """Wait no more for what only the discovery wanted to know."""
        self._by_id = {i: p for i, p in self._by_id.items() if p.question is None}

    def clear(self) -> list[Pending]:
        """Forget all; those that were open, oldest first."""
        requests = list(dict.fromkeys(self._by_id.values()))
        self._by_id.clear()
        return requests
