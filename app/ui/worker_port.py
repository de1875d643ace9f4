"""The border between the screen and the worker: Floors cross it towards the screen, Commands towards the worker.

The worker has its own thread and event loop: a terminal that stops reading blocks the screen's loop, and the session's
heartbeats must go on.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

from app.model import Command, Floor


class WorkerPort(Protocol):
    """What the screen asks of the worker."""

    def start(self, on_floor: Callable[[Floor], None]) -> None:
        """Start connecting, and call ``on_floor`` with each new snapshot, from the worker's thread.

        A failure of the worker itself is a Floor too: its link is CLOSED, with the reason in words.
        """

    def submit(self, command: Command) -> None:
        """Hand over a command. Safe from any thread; doesn't block; later Floors have its outcome.

        The worker applies the rules to a :class:`~app.model.Supervise` again, right before sending.
        """

    def stop(self, reason: str, *, clear_first: bool = False) -> None:
        """Start closing the session with CLOSE_REQ and return at once.

        ``reason`` is a few words for the log. With ``clear_first`` the supervisor's own device is taken out of its call
        before the session is closed.
        """

    def join(self, timeout: float) -> None:
        """Wait until the worker has ended, but not longer than ``timeout`` seconds."""
