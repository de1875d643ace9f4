"""The border between the screen and the worker: what each side may ask of the other, and nothing else.

Only values cross it: Floors towards the screen, Commands towards the worker. The worker has its own thread and its
own event loop, so that a terminal which stops reading costs the session no heartbeat.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

from app.model import Command, Floor


class WorkerPort(Protocol):
    """What the screen needs of the worker. The screen's tests put a fake here."""

    def start(self, on_floor: Callable[[Floor], None]) -> None:
        """Start connecting, and call ``on_floor`` with each new snapshot, from the worker's own thread.

        A failure of the worker itself is told the same way: a Floor whose link is CLOSED, with the reason in words.
        """

    def submit(self, command: Command) -> None:
        """Hand over a command. Safe from any thread; never blocks; what becomes of it is told by later Floors.

        The worker judges a :class:`~app.model.Supervise` by the rules once more, right before sending.
        """

    def stop(self, reason: str, *, clear_first: bool = False) -> None:
        """Start closing the session with CLOSE_REQ and return at once.

        ``reason`` is for the log, in plain words. With ``clear_first`` the supervisor's own device is taken out of
        its call before the session is closed.
        """

    def join(self, timeout: float) -> None:
        """Wait until the worker has ended, at most ``timeout`` seconds."""
