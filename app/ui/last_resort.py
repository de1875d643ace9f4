"""The end of a console whose terminal is gone.

Textual writes through a thread with a bounded queue. When the terminal goes away under it, that thread may die and the
screen's loop then waits for room in the queue for ever: it can neither draw nor quit. The session must be closed and
the process must end all the same.
"""

from __future__ import annotations

import logging
import os
import select
import threading
from collections.abc import Callable
from contextlib import suppress

from app.config.log_file import log_words
from app.exits import plain
from app.ui.worker_port import WorkerPort

GRACE_SECONDS = 5.0
"""How long the screen may take to end by itself after a signal."""

STDERR = 2

log = logging.getLogger(__name__)


def say_at_once(sentence: str) -> None:
    """Write a line to stderr, if it takes one now: a terminal that is stuck must not hold up the end."""
    with suppress(OSError, ValueError):
        if select.select([], [STDERR], [], 0)[1]:
            os.write(STDERR, f"floorwalker: {plain(sentence)}\r\n".encode("utf-8", "backslashreplace"))


class LastResort:
    """Ends the process when the screen can't.

    ``status`` gives the exit status, ``say`` is told the last words, ``leave`` ends the process with the status.
    """

    def __init__(
        self,
        worker: WorkerPort,
        status: Callable[[], int],
        *,
        grace: float = GRACE_SECONDS,
        closing: float,
        say: Callable[[str], object] = say_at_once,
        leave: Callable[[int], object] = os._exit,
    ) -> None:
        self._worker, self._status = worker, status
        self._grace, self._closing, self._say, self._leave = grace, closing, say, leave
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
            self._say(f"the screen did not end by itself ({reason}); {log_words()}")
            self._leave(self._status())
