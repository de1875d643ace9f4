"""The worker's side of the audit: a line on disk before each request, and its outcomes in lines of their own.

Of each request these outcomes are written, each when it becomes known, never as an update:

- ``not sent: ...``: it was not sent after its line had been written;
- ``confirmed by the server``, or ``refused by the server: ...``;
- the last one from events: ``seen in call events: BARGED IN``, ``ended: ...`` (it ended before it was seen), or
  ``outcome unknown: ...``, after which what was seen later may follow;
- ``overtaken by ...``: the next request was sent before events had told anything.
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
class SentRequest:
    """A request that was sent, while an outcome of it is still to be written."""

    action: Action
    line: Future[int]
    """The sequence number of its audit line."""
    pressed_at: float
    """When its key was pressed, in monotonic seconds."""
    settled: bool = False
    """Its last outcome from events is written."""
    unknown: bool = False
    """``outcome unknown`` is written."""


class Auditor:
    """Writes the audit of one worker. For the worker's loop; only the journal's own thread touches the disk."""

    def __init__(self, journal: Journal, monotonic: Callable[[], float]) -> None:
        """``monotonic`` gives the seconds that outcomes are measured in."""
        self._journal = journal
        self._monotonic = monotonic
        self._unanswered: dict[int, SentRequest] = {}
        """By InvokeID."""
        self._last: SentRequest | None = None

    async def write_first(
        self, action: Action, agent_id: str, connection: ConnectionID | None, pressed_at: float, wait: float
    ) -> Future[int]:
        """Write the line of a request and wait until it is on disk, at most ``wait`` seconds.

        Raises :class:`~app.journal.JournalError` when it is not. Where the line gets on disk later all the same, the
        outcome that nothing was sent follows it.
        """
        line = self._journal.append_action(action, agent_id, connection)
        on_disk = asyncio.wrap_future(line)
        reason = TOO_SLOW
        try:
            await asyncio.wait({on_disk}, timeout=wait)
        except asyncio.CancelledError:
            reason = "the console was closed"
            raise
        finally:
            if not on_disk.done():
                self._give_up(line, pressed_at, reason)
                on_disk.cancel()
        if on_disk.cancelled():
            raise JournalError(TOO_SLOW)
        on_disk.result()
        return line

    def write_later(self, action: Action, agent_id: str, connection: ConnectionID | None) -> Future[int]:
        """The line of a request that is sent unaudited: written as soon as the journal can be."""
        return self._journal.append_unaudited_action(action, agent_id, connection)

    def not_sent(self, line: Future[int], pressed_at: float, reason: str) -> None:
        """The request of a line was not sent after all."""
        self._journal.append_outcome(line, f"{NOT_SENT}{reason.removeprefix(NOT_SENT)}", self._milliseconds(pressed_at))

    def sent(self, action: Action, line: Future[int], pressed_at: float, invoke_id: int) -> None:
        """The request of a line was sent with that InvokeID."""
        before = self._last
        if before is not None and not before.settled:
            self._write(before, f"overtaken by {ACTION_WORDS[action].noun}")
            before.settled = True
        self._last = self._unanswered[invoke_id] = SentRequest(action, line, pressed_at)

    def session_event(self, event: SessionEvent) -> None:
        """Write what the event says of a request. Call it before :meth:`engagement_changed` for the same event."""
        if isinstance(event, Opened):
            self._unanswered.clear()  # InvokeIDs start anew
        if not isinstance(event, Confirmed | Denied | TimedOut):
            return
        request = self._unanswered.pop(event.invoke_id, None)
        if request is None:
            return
        if isinstance(event, Confirmed):
            self._write(request, "confirmed by the server")
        elif isinstance(event, Denied):
            self._write(request, f"refused by the server: {event.words}")
            request.settled = True
        elif not request.settled:
            self._write_unknown(request, "no answer came in time")

    def engagement_changed(self, engagement: Engagement | None) -> None:
        """Write what the floor's engagement says of the latest request."""
        request = self._last
        if request is None or request.settled or engagement is None or engagement.action is not request.action:
            return
        if _seen(engagement):
            self._write(request, f"seen in call events: {engagement.state.value}")
            request.settled = True
        elif engagement.over:
            self._write(request, f"ended: {engagement.reason or engagement.state.value}")
            request.settled = True
        elif engagement.state is EngagementState.OUTCOME_UNKNOWN:
            self._write_unknown(request, engagement.reason)

    def close(self) -> None:
        """No more events will come."""
        if self._last is not None and not self._last.settled:
            self._write_unknown(self._last, "the session was closed")
        self._last = None
        self._unanswered.clear()

    def _write_unknown(self, request: SentRequest, reason: str) -> None:
        if not request.unknown:
            self._write(request, f"outcome unknown: {reason}")
            request.unknown = True

    def _write(self, request: SentRequest, outcome: str) -> None:
        self._journal.append_outcome(request.line, outcome, self._milliseconds(request.pressed_at))

    def _give_up(self, line: Future[int], pressed_at: float, reason: str) -> None:
        if line.cancel():
            return
        milliseconds = self._milliseconds(pressed_at)

        def written(done: Future[int]) -> None:
            if done.exception() is None:
                self._journal.append_outcome(done, f"{NOT_SENT}{reason}", milliseconds)

        line.add_done_callback(written)

    def _milliseconds(self, pressed_at: float) -> float:
        return (self._monotonic() - pressed_at) * 1000


def _seen(engagement: Engagement) -> bool:
    """Have call events shown the state that the engagement's latest action asks for?"""
    if engagement.action is Action.CLEAR:
        return engagement.state is EngagementState.CLEARED
    return engagement.engaged is engagement.action and engagement.state is ENGAGED_STATES[engagement.action]
