"""From a key press to a request on the wire: checked, written to the audit, checked again, sent.

The floor may change between the two checks, while the audit line is being written to the disk. What is sent is what the
key press was pinned to, or nothing.
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
from app.worker.auditor import NOT_SENT, Auditor
from protocol.wire import ProtocolError
from protocol.wire.messages import Message

AUDIT_WAIT = 3.0
"""Seconds within which the audit line has to be on disk; after them nothing is sent."""
CLOSING_WAIT = 1.0
"""The same for the clear before closing, which is sent unaudited after them."""
SLOW = 0.5
"""Seconds of waiting for the disk after which a note says so."""

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
        publish: Callable[[], None],
        on_unwritable: Callable[[str], None],
        on_defect: Callable[[Exception], None],
    ) -> None:
        """``request`` sends a message and gives its InvokeID; ``clock`` gives steady and ``monotonic`` elapsed
        seconds; ``publish`` publishes the floor; ``on_unwritable`` gets the reason why no audit line can be written;
        ``on_defect`` gets an unexpected error."""
        self._builder, self._auditor = builder, auditor
        self._peripheral_id = peripheral_id
        self._request = request
        self._clock, self._monotonic = clock, monotonic
        self._publish, self._on_unwritable, self._on_defect = publish, on_unwritable, on_defect
        self._task: asyncio.Task[bool] | None = None
        self._closing = False

    def submit(self, command: Supervise) -> None:
        """Start it, or note why not. Its outcome is in later floors."""
        reason = f"{NOT_SENT}the console is closing" if self._closing else self._why_not(command)
        if reason is not None:
            self._note_not_sent(command, reason)
        else:
            self._start(command)

    @property
    def busy(self) -> bool:
        """True while an audit line is being written."""
        return self._task is not None

    async def close(self, clear: Supervise | None) -> bool:
        """Give up what is not sent yet, then send ``clear``, audited or not. True when the clear was sent."""
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
            self._on_defect(error)
        self._publish()

    async def _write_then_send(self, command: Supervise, pressed_at: float) -> bool:
        waiting = asyncio.get_running_loop().call_later(SLOW, self._note_slow, command.action)
        try:
            floor = self._builder.snapshot(self._clock())
            while True:
                subject = subject_of(command.action, command.target, floor.engagement)
                line = await self._line(command, *subject, pressed_at)
                before, floor = floor, self._builder.snapshot(self._clock())
                # Floor.writing is this command's own action.
                reason = why_not(replace(floor, writing=None), command.action, command.target)
                reason = reason or call_id_reused(before, floor, subject[1])
                if reason is None and subject_of(command.action, command.target, floor.engagement) != subject:
                    # A clear is for the call that the supervisor is in, whose ConnectionCallID may have changed.
                    self._auditor.not_sent(line, pressed_at, "the call goes on under another id: see the next line")
                    continue
                reason = reason or self._send(command, floor, line, pressed_at)
                if reason is not None:
                    self._auditor.not_sent(line, pressed_at, reason)
                    self._note_not_sent(command, reason)
                return reason is None
        except JournalError as error:
            self._on_unwritable(str(error))
            self._note_not_sent(command, f"not sent, because it could not be audited: {error}")
            return False
        finally:
            waiting.cancel()

    async def _line(
        self, command: Supervise, agent_id: str, connection: ConnectionID | None, pressed_at: float
    ) -> Future[int]:
        """The audit line: on disk, or, where the person agreed, to be written later. Raises JournalError."""
        if not (command.unaudited and self._builder.journal_trouble):
            wait = CLOSING_WAIT if self._closing else AUDIT_WAIT
            try:
                return await self._auditor.write_first(command.action, agent_id, connection, pressed_at, wait)
            except JournalError as error:
                if not command.unaudited:
                    raise
                self._on_unwritable(str(error))
        log.warning("%s for agent %s goes unaudited for now", command.action.name, agent_id)
        return self._auditor.write_later(command.action, agent_id, connection)

    def _why_not(self, command: Supervise) -> str | None:
        floor = self._builder.snapshot(self._clock())
        reason = why_not(floor, command.action, command.target)
        if reason is None and floor.journal_trouble and not command.unaudited:
            return f"not sent, because it could not be audited: {floor.journal_trouble}"
        return reason

    def _send(self, command: Supervise, floor: Floor, line: Future[int], pressed_at: float) -> str | None:
        """Send it. Returns why that was not possible, None where it was."""
        try:
            invoke_id = self._request(supervise_request(command.action, command.target, floor, self._peripheral_id))
        except ProtocolError as error:
            return f"{NOT_SENT}{error}"
        log.info("sent %s for agent %s: InvokeID %d", command.action.name, command.target.agent_id, invoke_id)
        self._builder.requested(command, invoke_id, self._clock())
        self._auditor.sent(command.action, line, pressed_at, invoke_id)
        return None

    def _note_not_sent(self, command: Supervise, reason: str) -> None:
        log.info("%s for agent %s was not sent: %s", command.action.name, command.target.agent_id, reason)
        self._builder.note(reason, self._clock(), Severity.WARNING)

    def _note_slow(self, action: Action) -> None:
        words = f"{ACTION_WORDS[action].noun} waits for the disk: its audit line is being written"
        self._builder.note(words, self._clock(), Severity.WARNING)
        self._publish()
