"""The worker's side of the audit: a line on disk before each request, and what became of it in lines of its own.

Of each request these outcomes are written, each as it becomes known, never as an update:

- ``not sent: ...``, when it was not sent after its line had been written;
- ``confirmed by the server``, or ``refused by the server: ...``;
- what events told last: ``seen in call events: BARGED IN``, ``ended: ...`` (it ended before it was seen), or
  ``outcome unknown: ...``, which may be followed by what was seen later;
- ``overtaken by ...``, when the next request was sent before events had told anything.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import dataclass

from app.journal import Journal, JournalError
from app.model import Action, ConnectionID, Engagement, EngagementState
from app.supervision import ENGAGED_STATES
from app.text import ACTION_WORDS
from protocol.session.events import Confirmed, Denied, Opened, SessionEvent, TimedOut

NOT_SENT = "not sent: "
TOO_SLOW = "the disk does not answer"


@dataclass(slots=True)
class Trace:
    """A request that was sent, while something about it is still to be written."""

    action: Action
    line: Future[int]
    """Of its audit line: the sequence number."""
    since: float
    """When its key was pressed, on the monotonic clock."""
    over: bool = False
    """Events have told what became of it."""
    unknown: bool = False
    """It was written that its outcome is unknown."""


class Auditor:
    """Writes the audit of one worker. For the worker's loop; only the journal's own thread touches the disk."""

    def __init__(self, journal: Journal, monotonic: Callable[[], float]) -> None:
        """``monotonic`` gives the seconds that outcomes are measured in."""
        self._journal = journal
        self._monotonic = monotonic
        self._unanswered: dict[int, Trace] = {}
        self._last: Trace | None = None

    async def write_first(
        self, action: Action, agent_id: str, connection: ConnectionID | None, since: float, wait: float
    ) -> Future[int]:
        """Write the line of a request and wait until it is on disk, at most ``wait`` seconds.

        Raises :class:`~app.journal.JournalError` when it is not; should the line get there all the same, then with the
        outcome that nothing was sent.
        """
        line = self._journal.append_action(action, agent_id, connection)
        waiting = asyncio.wrap_future(line)
        why = TOO_SLOW
        try:
            await asyncio.wait({waiting}, timeout=wait)
        except asyncio.CancelledError:
            why = "the console was closed"
            raise
        finally:
            if not waiting.done():
                self._give_up(line, since, why)
                waiting.cancel()
        if waiting.cancelled():
            raise JournalError(TOO_SLOW)
        waiting.result()
        return line

    def write_later(self, action: Action, agent_id: str, connection: ConnectionID | None) -> Future[int]:
        """The line of a request that is sent unaudited: it is written as soon as that works."""
        return self._journal.append_unaudited_action(action, agent_id, connection)

    def not_sent(self, line: Future[int], since: float, reason: str) -> None:
        """The request of a line was not sent after all."""
        self._journal.append_outcome(line, f"not sent: {reason.removeprefix(NOT_SENT)}", self._milliseconds(since))

    def sent(self, action: Action, line: Future[int], since: float, invoke_id: int) -> None:
        """The request of a line was sent with that InvokeID."""
        before = self._last
        if before is not None and not before.over:
            self._write(before, f"overtaken by {ACTION_WORDS[action].noun}")
            before.over = True
        self._last = self._unanswered[invoke_id] = Trace(action, line, since)

    def hear(self, event: SessionEvent) -> None:
        """What the session tells of requests. Call it before the floor's engagement is told by :meth:`watch`."""
        if isinstance(event, Opened):
            self._unanswered.clear()  # InvokeIDs begin anew
        if not isinstance(event, Confirmed | Denied | TimedOut):
            return
        trace = self._unanswered.pop(event.invoke_id, None)
        if trace is None:
            return
        if isinstance(event, Confirmed):
            self._write(trace, "confirmed by the server")
        elif isinstance(event, Denied):
            self._write(trace, f"refused by the server: {event.words}")
            trace.over = True
        elif not trace.over:
            self._unknown(trace, "no answer came in time")

    def watch(self, mine: Engagement | None) -> None:
        """What events tell of the latest request, by the engagement that the floor has made of them."""
        trace = self._last
        if trace is None or trace.over or mine is None or mine.action is not trace.action:
            return
        if _seen(mine):
            self._write(trace, f"seen in call events: {mine.state.value}")
            trace.over = True
        elif mine.over:
            self._write(trace, f"ended: {mine.reason or mine.state.value}")
            trace.over = True
        elif mine.state is EngagementState.OUTCOME_UNKNOWN:
            self._unknown(trace, mine.reason)

    def close(self) -> None:
        """Nothing more will be heard."""
        if self._last is not None and not self._last.over:
            self._unknown(self._last, "the session was closed")
        self._last = None
        self._unanswered.clear()

    def _unknown(self, trace: Trace, reason: str) -> None:
        if not trace.unknown:
            self._write(trace, f"outcome unknown: {reason}")
            trace.unknown = True

    def _write(self, trace: Trace, outcome: str) -> None:
        self._journal.append_outcome(trace.line, outcome, self._milliseconds(trace.since))

    def _give_up(self, line: Future[int], since: float, why: str) -> None:
        if line.cancel():
            return
        milliseconds = self._milliseconds(since)

        def written(done: Future[int]) -> None:
            if done.exception() is None:
                self._journal.append_outcome(done, f"not sent: {why}", milliseconds)

        line.add_done_callback(written)

    def _milliseconds(self, since: float) -> float:
        return (self._monotonic() - since) * 1000


def _seen(mine: Engagement) -> bool:
    if mine.action is Action.CLEAR:
        return mine.state is EngagementState.CLEARED
    return mine.engaged is mine.action and mine.state is ENGAGED_STATES[mine.action]
