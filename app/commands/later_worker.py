"""A worker that is loaded and made after the first frame: session, floor and journal take as long to load as the frame
takes to draw.
"""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable

from app.model import Command, Floor, Link, LinkState
from app.ui import WorkerPort

FAILED = "the console's own worker could not be started: the log has the details"

log = logging.getLogger(__name__)


class LaterWorker:
    """A :class:`~app.ui.worker_port.WorkerPort` that makes the worker in a thread once it is started.

    ``make`` loads the worker's modules and makes it. Commands that come before are carried out then; a console that
    ends before has no session.
    """

    def __init__(self, make: Callable[[], WorkerPort]) -> None:
        self._make = make
        self._worker: WorkerPort | None = None
        self._thread: threading.Thread | None = None
        self._lock = threading.Lock()
        self._before: list[Command] = []
        """Commands that came before there was a worker."""
        self._stopped = False

    def start(self, on_floor: Callable[[Floor], None]) -> None:
        """Make the worker and start it, in a thread of its own."""
        self._thread = threading.Thread(target=self._load, args=(on_floor,), name="floorwalker-loading", daemon=True)
        self._thread.start()

    def submit(self, command: Command) -> None:
        """Hand over a command, now or as soon as there is a worker."""
        with self._lock:
            if self._worker is None:
                self._before.append(command)
                return
        self._worker.submit(command)

    def stop(self, reason: str, *, clear_first: bool = False) -> None:
        """Start closing the session; where there is no worker yet, there won't be one."""
        with self._lock:
            self._stopped = True
        if self._worker is not None:
            self._worker.stop(reason, clear_first=clear_first)
        else:
            log.info("closing before the worker was there: %s", reason)

    def join(self, timeout: float) -> None:
        """Wait until the worker has ended, but not longer than ``timeout`` seconds."""
        deadline = time.monotonic() + timeout
        if self._thread is not None:
            self._thread.join(timeout)
        if self._worker is not None:
            self._worker.join(max(0.0, deadline - time.monotonic()))

    def _load(self, on_floor: Callable[[Floor], None]) -> None:
        try:
            worker = self._make()
            with self._lock:  # a stop comes either before, and nothing is started, or after, and stops what was started
                if self._stopped:
                    return
                worker.start(on_floor)
                self._worker = worker
                for command in self._before:
                    worker.submit(command)
        except Exception:
            log.exception("the worker could not be started")
            on_floor(Floor(link=Link(LinkState.CLOSED, reason=FAILED)))
