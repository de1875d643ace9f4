"""The end of a console whose terminal is gone.

Textual writes through a thread with a bounded queue. When the terminal goes away under it, that thread may die and the
screen's loop then waits for room in the queue for ever: it can neither draw nor quit. The session must be closed and
the process must end all the same.
"""

from __future__ import annotations

import logging
import os
import threading
from collections.abc import Callable

from app.ui.worker_port import WorkerPort

GRACE_SECONDS = 5.0
"""How long the screen may take to end by itself after a signal."""

log = logging.getLogger(__name__)


class LastResort:
    """Ends the process when the screen can't. ``status`` gives the exit status, ``leave`` ends the process with it."""

    def __init__(
        self,
        worker: WorkerPort,
        status: Callable[[], int],
        *,
        grace: float = GRACE_SECONDS,
        closing: float,
        leave: Callable[[int], object] = os._exit,
    ) -> None:
        self._worker, self._status = worker, status
        self._grace, self._closing, self._leave = grace, closing, leave
        self._screen_ended = threading.Event()
        self._thread: threading.Thread | None = None

    def start(self, reason: str) -> None:
        """A signal asked for the end: from now on the time counts. For signal handlers; a second call does nothing."""
        if self._thread is None:
            self._thread = threading.Thread(target=self._wait, args=(reason,), name="last-resort", daemon=True)
            self._thread.start()

    def screen_ended(self) -> None:
        """The screen ended by itself: nothing to do here."""
        self._screen_ended.set()

    def join(self, timeout: float) -> None:
        """Wait until it has decided, at most ``timeout`` seconds."""
        if self._thread is not None:
            self._thread.join(timeout)

    def _wait(self, reason: str) -> None:
        if self._screen_ended.wait(self._grace):
            return
        self._worker.stop(reason)
        self._worker.join(self._closing)
        if not self._screen_ended.is_set():
            log.warning("the screen did not end by itself (%s): its terminal is gone; the console ends now", reason)
            self._leave(self._status())
