"""The clock of a mock centre, and how it tells what happens."""

from __future__ import annotations

import heapq
from collections.abc import Callable
from itertools import count
from typing import Any

from protocol.mock.centre.announcement import Happening
from protocol.mock.centre.entities import Leg
from protocol.wire.messages import Message


class Clockwork:
    """Steps that are due at some time, and what they tell. Times are seconds since the start."""

    def __init__(self, peripheral_id: int) -> None:
        self.pid = peripheral_id
        self.now = 0.0
        self._heap: list[tuple[float, int, Callable[[], None]]] = []
        self._order = count()
        self._out: list[Happening] = []

    # --- time -------------------------------------------------------------------------------------------------------

    def later(self, delay: float, step: Callable[[], None]) -> None:
        """Do a step in so many seconds."""
        heapq.heappush(self._heap, (self.now + max(delay, 0.0), next(self._order), step))

    def next_due(self) -> float:
        """When something happens next; infinity when nothing is planned."""
        return self._heap[0][0] if self._heap else float("inf")

    def advance(self, now: float) -> list[Happening]:
        """Let time pass up to ``now``, and tell what happened, in order.

        Each step happens at its own time, so that it makes no difference in how many strides the time passes.
        """
        while self._heap and self._heap[0][0] <= now:
            due, _, step = heapq.heappop(self._heap)
            self.now = max(self.now, due)
            step()
        self.now = max(self.now, now)
        out, self._out = self._out, []
        return out

    # --- telling ----------------------------------------------------------------------------------------------------

    def emit(self, happening: Happening) -> None:
        """Tell something."""
        self._out.append(happening)

    def answer(self, session: int, message: Message) -> None:
        """Tell one session only."""
        self.emit(Happening(self.now, message, session=session, everyone=False))

    def tell(self, leg: Leg, message: Message, *, everyone: bool = True) -> None:
        """Tell a call's event as one end of it sees it."""
        agent = leg.agent
        self.emit(
            Happening(
                self.now,
                message,
                devices=(leg.device,) if agent is not None else (),
                connection=(leg.call.call_id, leg.connection_device_id),
                agent=agent.agent_id if agent is not None else None,
                everyone=everyone,
            )
        )

    def tell_all(self, subject: Leg, build: Callable[..., Message], *args: Any, legs: list[Leg] | None = None) -> None:
        """Tell an event at one end to that end and, as they see it, to the other ends at phones of the centre.

        All Events sessions get the view of the end where it happened; where that is outside, of the first that isn't.
        """
        told = [leg for leg in (subject.call.agent_legs if legs is None else legs) if leg.agent is not None]
        first = subject if subject in told else told[0] if told else None
        for leg in told:
            self.tell(leg, build(self.pid, leg, subject, *args), everyone=leg is first)
