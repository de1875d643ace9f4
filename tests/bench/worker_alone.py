"""The worker without a screen: when a mark is in the Floor, what the worker's loop cost and how late it was.

``python -m tests.bench.worker_alone``, settings in the environment. A mark is the reason code that the benchmark gives
an agent. At each new mark one JSON line goes to standard output: ``mark``, ``at`` (``time.perf_counter``, the same
clock in all processes on Linux), ``cpu`` (seconds of this process since the mark before) and ``lag`` (the longest time
since the mark before by which the loop was late, in seconds).
"""

from __future__ import annotations

import asyncio
import json
import signal
import threading
import time

from app.config.load import load_settings
from app.model import Floor
from app.worker.worker import Worker

from .chain import FIRST_MARK

BEAT = 0.001
"""Seconds after which the loop is asked to come back."""


class Probe:
    """Called in the worker's thread, within its loop."""

    def __init__(self) -> None:
        self._mark = 0
        self._cpu = 0.0
        self._lag = 0.0
        self._due: float | None = None

    def on_floor(self, floor: Floor) -> None:
        """Look for a new mark."""
        if self._due is None:
            self._next(asyncio.get_running_loop())
        mark = max((agent.reason_code or 0 for agent in floor.agents.values()), default=0)
        if mark > max(self._mark, FIRST_MARK):
            cpu = time.process_time()
            row = {"mark": mark, "at": time.perf_counter(), "cpu": cpu - self._cpu, "lag": self._lag}
            print(json.dumps(row), flush=True)
            self._mark, self._cpu, self._lag = mark, cpu, 0.0

    def _next(self, loop: asyncio.AbstractEventLoop) -> None:
        self._due = loop.time() + BEAT
        loop.call_at(self._due, self._beat, loop)

    def _beat(self, loop: asyncio.AbstractEventLoop) -> None:
        assert self._due is not None
        self._lag = max(self._lag, loop.time() - self._due)
        self._next(loop)


def main() -> None:
    """Run until SIGTERM."""
    ended = threading.Event()
    signal.signal(signal.SIGTERM, lambda *_: ended.set())
    worker = Worker(load_settings())
    worker.start(Probe().on_floor)
    while not ended.wait(0.2):
        pass
    worker.stop("the benchmark has ended")
    worker.join(10)


if __name__ == "__main__":
    main()
