"""From a key press to a request on the wire: judged, written to the audit, judged once more, sent.

Between the two judgements the floor may have changed: the line takes its time to get to the disk. What is sent is what
was pinned when the key was pressed, or nothing.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import replace

from app.floor import FloorBuilder
from app.journal import JournalError
from app.model import Action, ConnectionID, Floor, Severity, Supervise
from app.supervision import call_id_reused, subject_of, supervise_request, why_not
from app.text import ACTION_WORDS
from app.worker.auditor import Auditor
from protocol.wire import ProtocolError
from protocol.wire.messages import Message

AUDIT_WAIT = 3.0
"""Seconds within which the audit line has to be on disk; then nothing is sent."""
CLOSING_WAIT = 1.0
"""The same for the clear that comes before closing, which is then sent unaudited."""
SLOW = 0.5
"""Seconds after which it is said that the disk is waited for."""

log = logging.getLogger("floorwalker")


class Sender:
    """Sends one supervisory request at a time. For the worker's loop."""

    def __init__(
        self,
        builder: FloorBuilder,
        auditor: Auditor,
        *,
        peripheral_id: int,
        request: Callable[[Message], int],
        clock: Callable[[], float],
        monotonic: Callable[[], float],
        tell: Callable[[], None],
        unwritable: Callable[[str], None],
        broken: Callable[[Exception], None],
    ) -> None:
        """``request`` sends a message and gives its InvokeID; ``tell`` has the floor drawn; ``unwritable`` is told that
        no line can be written, and why; ``broken`` gets a defect."""
        self._builder, self._auditor = builder, auditor
        self._peripheral_id = peripheral_id
        self._request = request
        self._clock, self._monotonic = clock, monotonic
        self._tell, self._unwritable, self._broken = tell, unwritable, broken
        self._task: asyncio.Task[bool] | None = None
        self._closing = False

    def submit(self, command: Supervise) -> None:
        """Start it, or say why not. What becomes of it is told by the floor."""
        reason = "not sent: the console is closing" if self._closing else self._why_not(command)
        if reason is not None:
            self._say(command, reason)
        else:
            self._start(command)

    @property
    def busy(self) -> bool:
        """True while an audit line is being written."""
        return self._task is not None

    async def close(self, clear: Supervise | None) -> bool:
        """Give up what was not sent yet; then send ``clear``, audited or not. True when that was sent."""
        self._closing = True
        if self._task is not None:
            self._task.cancel()
            await asyncio.wait({self._task})
        if clear is None or self._why_not(clear) is not None:
            return False
        self._start(clear)
        assert self._task is not None
        return await self._task

    def _start(self, command: Supervise) -> None:
        self._builder.set_writing(command.action)
        self._task = asyncio.get_running_loop().create_task(self._write_then_send(command, self._monotonic()))
        self._task.add_done_callback(self._done)

    def _done(self, task: asyncio.Task[bool]) -> None:
        self._task = None
        self._builder.set_writing(None)
        if not task.cancelled() and isinstance(error := task.exception(), Exception):
            self._broken(error)
        self._tell()

    async def _write_then_send(self, command: Supervise, since: float) -> bool:
        waiting = asyncio.get_running_loop().call_later(SLOW, self._say_slow, command.action)
        try:
            floor = self._builder.snapshot(self._clock())
            while True:
                about = subject_of(command.action, command.target, floor.engagement)
                line = await self._line(command, *about, since)
                before, floor = floor, self._builder.snapshot(self._clock())
                # The writing that the floor tells of is this one's.
                reason = why_not(replace(floor, writing=None), command.action, command.target)
                reason = reason or call_id_reused(before, floor, about[1])
                if reason is None and subject_of(command.action, command.target, floor.engagement) != about:
                    # Only a clear: it is about the call one is in, whatever that is called by now.
                    self._auditor.not_sent(line, since, "the call goes on under another id: see the next line")
                    continue
                reason = reason or self._send(command, floor, line, since)
                if reason is not None:
                    self._auditor.not_sent(line, since, reason)
                    self._say(command, reason)
                return reason is None
        except JournalError as error:
            self._unwritable(str(error))
            self._say(command, f"not sent, because it could not be audited: {error}")
            return False
        finally:
            waiting.cancel()

    async def _line(
        self, command: Supervise, agent_id: str, connection: ConnectionID | None, since: float
    ) -> Future[int]:
        """The audit line: on disk, or (with a person's yes) to be written later. Raises JournalError."""
        if not (command.unaudited and self._builder.journal_trouble):
            wait = CLOSING_WAIT if self._closing else AUDIT_WAIT
            try:
                return await self._auditor.write_first(command.action, agent_id, connection, since, wait)
            except JournalError as error:
                if not command.unaudited:
                    raise
                self._unwritable(str(error))
        log.warning("%s for agent %s goes unaudited for now", command.action.name, agent_id)
        return self._auditor.write_later(command.action, agent_id, connection)

    def _why_not(self, command: Supervise) -> str | None:
        floor = self._builder.snapshot(self._clock())
        reason = why_not(floor, command.action, command.target)
        if reason is None and floor.journal_trouble and not command.unaudited:
            return f"not sent, because it could not be audited: {floor.journal_trouble}"
        return reason

    def _send(self, command: Supervise, floor: Floor, line: Future[int], since: float) -> str | None:
        """Send it; why that was not possible, in words."""
        try:
            invoke_id = self._request(supervise_request(command.action, command.target, floor, self._peripheral_id))
        except ProtocolError as error:
            return f"not sent: {error}"
        log.info("sent %s for agent %s: InvokeID %d", command.action.name, command.target.agent_id, invoke_id)
        self._builder.requested(command, invoke_id, self._clock())
        self._auditor.sent(command.action, line, since, invoke_id)
        return None

    def _say(self, command: Supervise, reason: str) -> None:
        log.info("%s for agent %s was not sent: %s", command.action.name, command.target.agent_id, reason)
        self._builder.note(reason, self._clock(), Severity.WARNING)

    def _say_slow(self, action: Action) -> None:
        words = f"{ACTION_WORDS[action].noun} waits for the disk: its audit line is being written"
        self._builder.note(words, self._clock(), Severity.WARNING)
        self._tell()
