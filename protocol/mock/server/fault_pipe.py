"""The way from the server to one client's socket, with its faults. Pure: time is an argument, chance is seeded.

Messages leave in the order in which they are due, bytes in the order in which their messages left: with any fault a
message is not cut into by another one, unless the fault is exactly that.
"""

from __future__ import annotations

import heapq
import struct
from enum import Enum
from itertools import count
from random import Random

from protocol.mock.server.faults import Faults
from protocol.wire import HEADER
from protocol.wire.messages import REGISTRY, FailureConf, FailureEvent, OpenConf

NEVER = float("inf")
_EVENTS = frozenset(
    number for number, cls in REGISTRY.items() if cls.name.endswith("_EVENT") and cls is not FailureEvent
)
"""Messages that may be reordered, doubled or dropped. FAILURE_EVENT is none of them: it ends the session."""


class Cut(Enum):
    """An end of the connection, which is due at a time as bytes are."""

    CLOSE = "after all bytes are out"
    RESET = "at once"


Piece = bytes | Cut


class FaultPipe:
    """What the server sends on one connection, on its way. Times are seconds of the server's clock."""

    def __init__(self, faults: Faults, rng: Random, now: float) -> None:
        self.faults = faults
        self._rng = rng
        self._order = count()
        self._messages: list[tuple[float, int, bytes | Cut]] = []
        """Due time, number and message (or end): what was sent and has not left the server."""
        self._pieces: list[tuple[float, Piece]] = []
        """Due time and bytes: what has left and has not arrived; each is due no earlier than the one before."""
        self.waiting = 0
        """Bytes under way."""
        self._last_message = self._last_piece = now
        self._limit: float = NEVER
        """Bytes until limit_data closes the connection."""
        self._first = True
        self._cut = False
        self._faulty = False
        self._reset_at = self._silence_ends = NEVER
        self.faults_changed(now)

    @property
    def silent(self) -> bool:
        """Is the connection silent, in both directions?"""
        return self.faults.timeout is not None

    @property
    def idle(self) -> bool:
        """Is no fault on and nothing under way? Then messages may be sent past the pipe."""
        return not self._faulty and not self._messages and not self._pieces

    def faults_changed(self, now: float) -> None:
        """Faults were switched on or off."""
        faults = self.faults
        self._faulty = faults.on_stream
        if faults.limit_data is None:
            self._limit = NEVER
        elif self._limit is NEVER:
            self._limit = faults.limit_data
        self._reset_at = NEVER if faults.reset_peer is None else min(self._reset_at, now + faults.reset_peer / 1000)
        self._silence_ends = now + faults.timeout / 1000 if faults.timeout else NEVER
        if faults.garbage is not None:
            self._push(now, self._noise())

    def send(self, data: bytes, now: float) -> None:
        """Send one whole message."""
        faults, rng = self.faults, self._rng
        if faults.timeout is not None or self._cut:
            return
        number = HEADER.unpack_from(data)[1]
        event = number in _EVENTS
        copies = 1
        if event and faults.drop_events is not None and rng.random() < faults.drop_events:
            return
        if event and faults.duplicate is not None and rng.random() < faults.duplicate:
            copies = 2
        for _ in range(copies):
            self._schedule(data, number, event, now)

    def close(self, now: float) -> None:
        """Close the connection once everything sent has arrived."""
        delay = self.faults.slow_close or 0.0
        newest = max((due for due, _, _ in self._messages), default=now)
        heapq.heappush(self._messages, (max(newest, now) + delay / 1000, next(self._order), Cut.CLOSE))

    def next_due(self) -> float:
        """When :meth:`take` has something; infinity when nothing is under way."""
        due = min(self._reset_at, self._silence_ends)
        if self.silent:
            return due
        if self._pieces:
            due = min(due, self._pieces[0][0])
        if self._messages:
            due = min(due, self._messages[0][0])
        return due

    def take(self, now: float) -> list[Piece]:
        """What has arrived by now, in order. After a :class:`Cut` nothing arrives any more."""
        if self._cut:
            return []
        if self._reset_at <= now:
            self._cut = True
            return [Cut.RESET]
        if self.silent:
            if self._silence_ends <= now:
                self._cut = True
                return [Cut.CLOSE]
            return []
        while self._messages and self._messages[0][0] <= now:
            due, _, message = heapq.heappop(self._messages)
            self._leave(message, due)
        ready = 0
        while ready < len(self._pieces) and self._pieces[ready][0] <= now:
            ready += 1
        taken, self._pieces = [piece for _, piece in self._pieces[:ready]], self._pieces[ready:]
        self._cut = any(isinstance(piece, Cut) for piece in taken)
        self.waiting -= sum(len(piece) for piece in taken if isinstance(piece, bytes))
        return taken

    # --- inside -----------------------------------------------------------------------------------------------------

    def _schedule(self, data: bytes, number: int, event: bool, now: float) -> None:
        faults, rng = self.faults, self._rng
        delay = faults.latency or 0.0
        if faults.jitter is not None:
            delay = max(0.0, delay + rng.uniform(-faults.jitter, faults.jitter))
        if faults.slow_open is not None and number in (OpenConf.message_type, FailureConf.message_type):
            delay += faults.slow_open if self._first else 0.0
        self._first = False
        # Messages stay in order, unless reordering is the fault.
        due = self._last_message = max(self._last_message, now + delay / 1000)
        if event and faults.reorder is not None:
            due += rng.uniform(0, faults.reorder) / 1000
        if faults.wrong_length is not None:
            length = max(0, min(len(data) - HEADER.size + int(faults.wrong_length), 0xFFFFFFFF))
            data = struct.pack(">I", length) + data[4:]
        if faults.garbage is not None:
            self._push(due, self._noise())
        self._push(due, data)

    def _noise(self) -> bytes:
        return self._rng.randbytes(int(self.faults.garbage or 0))

    def _push(self, due: float, message: bytes) -> None:
        self.waiting += len(message)
        heapq.heappush(self._messages, (due, next(self._order), message))

    def _leave(self, message: bytes | Cut, now: float) -> None:
        """A message leaves the server: it becomes bytes on the way."""
        at = self._last_piece = max(self._last_piece, now)
        if isinstance(message, Cut):
            self._pieces.append((at, message))
            return
        faults = self.faults
        over = len(message) > self._limit
        if over:
            self.waiting -= len(message) - int(self._limit)
            message = message[: int(self._limit)]
        self._limit -= len(message)
        size = int(faults.slicer) if faults.slicer is not None else len(message)
        if faults.bandwidth is not None:
            size = min(size, max(1, int(faults.bandwidth / 10)))
        for start in range(0, len(message), size or 1):
            piece = message[start : start + size]
            if faults.bandwidth is not None:
                self._last_piece += len(piece) / faults.bandwidth
            self._pieces.append((self._last_piece, piece))
        if over:
            self._pieces.append((self._last_piece, Cut.CLOSE))
