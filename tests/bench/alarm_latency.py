"""Rule A4: from the last byte of EMERGENCY_CALL_EVENT to the painted row, at 31 and at 320 events a second.

Run by hand: ``python tests/bench/alarm_latency.py [--seconds 40] [--rates 31,320] [--size 120x36]``. A mock server in a
process of its own plays a centre of that rate over loopback; the real worker folds, journals and tells; the real screen
paints to a terminal that takes everything at once. Wanted: p99 under 100 ms at 31 events/s, under 250 ms at 320.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import median, quantiles
from typing import Any

from textual.drivers.headless_driver import HeadlessDriver

sys.path.insert(0, str(Path(__file__).parents[2]))

from app.alarms import AlarmTrigger
from app.config.model import Settings
from app.model import Acknowledge, AlarmKind, Floor
from app.ui.app import Floorwalker
from app.worker.worker import Worker
from protocol.client import connection
from protocol.session.events import Received, SessionEvent

WANTED = {31: 0.100, 320: 0.250}
CALLS_A_MINUTE = 3.05
"""Calls a minute for one event a second, in this mock."""


class Stopwatch:
    """When the bytes came, when the row was painted."""

    def __init__(self) -> None:
        self.last_byte = 0.0
        self.events = 0
        self.came: dict[tuple[int, int], float] = {}
        self.shown: set[tuple[int, int]] = set()
        self.times: list[float] = []
        self.painted: list[int] = []

    def write(self) -> None:
        """A frame went to the terminal: what was shown before it is painted now."""
        now = time.perf_counter()
        for key in self.shown:
            self.times.append(now - self.came.pop(key))
            self.painted.append(key[0])
        self.shown.clear()


WATCH = Stopwatch()


class Terminal(HeadlessDriver):
    """Takes frames at once."""

    @property
    def is_headless(self) -> bool:
        """False, so that frames are rendered to bytes."""
        return False

    def write(self, data: str) -> None:
        """A frame, or a part of one."""
        data.encode()
        WATCH.write()


class TimedWorker(Worker):
    """Notes which alarm came with which bytes."""

    def __init__(self, settings: Settings) -> None:
        super().__init__(settings)
        builder = self._builder
        book = builder.alarm_book
        raise_alarm = book.raise_alarm

        def timed(trigger: AlarmTrigger, now: float) -> None:
            before = {(alarm.alarm_id, alarm.count) for alarm in book.alarms}
            raise_alarm(trigger, now)
            for alarm in book.alarms:
                if alarm.kind is AlarmKind.EMERGENCY and (alarm.alarm_id, alarm.count) not in before:
                    WATCH.came[alarm.alarm_id, alarm.count] = WATCH.last_byte

        book.raise_alarm = timed  # type: ignore[method-assign]

    def _on_event(self, event: SessionEvent) -> None:
        WATCH.events += isinstance(event, Received)
        super()._on_event(event)


class TimedConsole(Floorwalker):
    """Notes which alarms are in the floor that is painted next."""

    CSS_PATH = Path(__file__).parents[2] / "app" / "ui" / "main_screen.tcss"

    def show(self, floor: Floor) -> None:
        """Show it."""
        super().show(floor)
        listed = {(alarm.alarm_id, alarm.count) for alarm in floor.alarms}
        WATCH.shown |= listed & set(WATCH.came)


@contextmanager
def mock(rate: float, emergencies: float) -> Iterator[int]:
    """A mock server of about that many events a second; its port."""
    calls = CALLS_A_MINUTE * rate
    command = [sys.executable, "-m", "app", "mock", "--port", "0", "--agents", str(max(36, round(calls * 1.2)))]
    command += ["--calls-per-minute", f"{calls:.0f}", "--emergencies-per-minute", f"{emergencies:.0f}"]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=Path(__file__).parents[2])
    try:
        assert process.stdout is not None
        yield int(process.stdout.readline().partition(" (")[0].rpartition(":")[2])
    finally:
        process.terminate()
        process.wait()


def stamp_bytes() -> None:
    """Note when bytes came from the socket."""
    original = connection.Connection.buffer_updated

    def buffer_updated(self: Any, count: int) -> None:
        WATCH.last_byte = time.perf_counter()
        original(self, count)

    connection.Connection.buffer_updated = buffer_updated  # type: ignore[method-assign]


async def measure(port: int, seconds: float, size: tuple[int, int]) -> tuple[float, list[float]]:
    """Events a second, and the seconds of each emergency from its last byte to its row."""
    settings = Settings(server={"side_a": f"127.0.0.1:{port}"}, supervisor={"agent_id": "9001"})  # type: ignore[arg-type]
    worker = TimedWorker(settings)
    app = TimedConsole(worker, bell=False)
    app.driver_class = Terminal
    rates: list[float] = []

    async def pilot(_: object) -> None:
        await asyncio.sleep(8.0)  # opening and discovery
        WATCH.times.clear()
        events, began = WATCH.events, time.perf_counter()
        while time.perf_counter() - began < seconds:
            await asyncio.sleep(1.0)
            for alarm_id in WATCH.painted:
                worker.submit(Acknowledge(alarm_id))
            WATCH.painted.clear()
        rates.append((WATCH.events - events) / (time.perf_counter() - began))
        app.leave("measured")

    await app.run_async(size=size, auto_pilot=pilot)
    worker.join(10)
    if not rates:
        raise SystemExit(f"the console ended early: {app.floor.link}")
    return rates[0], list(WATCH.times)


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=float, default=40.0)
    parser.add_argument("--rates", default="31,320")
    parser.add_argument("--size", default="120x36")
    options = parser.parse_args()
    width, _, height = options.size.partition("x")
    stamp_bytes()
    with tempfile.TemporaryDirectory() as folder:
        for rate in map(int, options.rates.split(",")):
            os.environ["FLOORWALKER_JOURNAL__PATH"] = str(Path(folder, f"{rate}.sqlite3"))
            with mock(rate, emergencies=120) as port:
                events, times = asyncio.run(measure(port, options.seconds, (int(width), int(height))))
            if len(times) < 10:
                raise SystemExit(f"only {len(times)} emergencies were seen: measure for longer")
            p99 = quantiles(times, n=100, method="inclusive")[98]
            wanted = WANTED.get(rate)
            verdict = "" if wanted is None else f"  (wanted: p99 under {1000 * wanted:.0f} ms)"
            print(
                f"{events:6.0f} events/s  {len(times)} emergencies  median {1000 * median(times):.1f} ms  "
                f"p99 {1000 * p99:.1f} ms  worst {1000 * max(times):.1f} ms{verdict}",
                flush=True,
            )


if __name__ == "__main__":
    main()
