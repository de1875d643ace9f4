"""The questions of a discovery: what is to be asked, a few at a time, and what is not asked any more."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass
from enum import Enum
from typing import Any

from protocol.wire.messages import Message

WINDOW = 8
"""Questions in flight at once: enough to hide the round trip, too few to swamp a server."""


class Ask(Enum):
    """Kinds of question; the value says in words what is asked for."""

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
class Question:
    """One question and the request that asks it."""

    ask: Ask
    subject: str
    """About whom or what, for people: an agent id, a device, a team id."""
    request: Message
    about: Any = None
    """What the asker needs to make sense of the answer."""


class Questions:
    """A queue with a window. Questions about teams overtake those about single agents."""

    def __init__(self, window: int = WINDOW) -> None:
        self.window = window
        self._urgent: deque[Question] = deque()
        self._waiting: deque[Question] = deque()
        self._in_flight: set[Question] = set()
        self._stopped: set[Ask] = set()

    def ask(self, question: Question, *, urgent: bool = False) -> None:
        """Put a question in the queue, unless its kind is not asked any more."""
        if question.ask not in self._stopped:
            (self._urgent if urgent else self._waiting).append(question)

    def take(self) -> Question | None:
        """The next question to send; None when there is none or enough are in flight."""
        queue = self._urgent or self._waiting
        if not queue or len(self._in_flight) >= self.window:
            return None
        question = queue.popleft()
        self._in_flight.add(question)
        return question

    def done(self, question: Question) -> None:
        """The question was answered, or never will be."""
        self._in_flight.discard(question)

    def stop(self, ask: Ask) -> list[Question] | None:
        """Ask this kind no more. The questions that were still waiting; None if it had been stopped before."""
        if ask in self._stopped:
            return None
        self._stopped.add(ask)
        dropped = [q for queue in (self._urgent, self._waiting) for q in queue if q.ask is ask]
        self._urgent = deque(q for q in self._urgent if q.ask is not ask)
        self._waiting = deque(q for q in self._waiting if q.ask is not ask)
        return dropped

    def stopped(self, ask: Ask) -> bool:
        """Is this kind not asked any more?"""
        return ask in self._stopped

    def drop(self, ask: Ask, subject: str) -> bool:
        """Take a question that was not sent yet out of the queue. True when there was one."""
        before = len(self._waiting)
        self._waiting = deque(q for q in self._waiting if not (q.ask is ask and q.subject == subject))
        return len(self._waiting) < before

    def withdraw(self, *kinds: Ask) -> None:
        """Take the questions of these kinds that were not sent yet out of the queue."""
        self._urgent = deque(q for q in self._urgent if q.ask not in kinds)
        self._waiting = deque(q for q in self._waiting if q.ask not in kinds)

    @property
    def idle(self) -> bool:
        """Nothing is waiting and nothing in flight."""
        return not (self._urgent or self._waiting or self._in_flight)
