"""From a key press on the terminal to its request on the socket, the audit line written before it."""

from __future__ import annotations

import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from protocol.wire import messages as m

from .chain import Chain, chain
from .figures import Effort, Figure, Goal, Subject, of_samples
from .terminal import SIZE

AGENTS, EVENTS = 2000, 500
REQUESTS = (m.SuperviseCallReq.message_type, m.ClearConnectionReq.message_type)
IN_MEMORY = Path("/dev/shm")
PLACES = (
    (Path(tempfile.gettempdir()), "audit line on disk", (Goal("p99", "<=", 30),)),
    (IN_MEMORY, "audit line in memory (tmpfs)", (Goal("median", "<=", 2), Goal("p99", "<=", 15))),
)
"""Where the journal lies, the words for it, goals."""


def request_after(floor: Chain, key: str, seconds: float = 2.0) -> float | None:
    """Press a key; milliseconds until its request comes, or None."""
    pressed = floor.terminal.type(key)
    deadline = pressed + seconds
    while time.perf_counter() < deadline:
        if times := floor.relay.times_of(*REQUESTS, since=pressed):
            return 1000 * (times[0] - pressed)
        time.sleep(0.01)
    return None


def presses(floor: Chain, count: int) -> Iterator[float]:
    """Go to a talking agent's call, barge in, clear; the time of each request that was sent."""
    done = 0
    for _ in range(3 * count):
        floor.terminal.type("\x1b[B" * 2)  # another row of the live calls
        time.sleep(0.7)  # keys right after a change of the row are refused
        for key in "bc":
            took = request_after(floor, key)
            if took is not None:
                done += 1
                yield took
            time.sleep(1.2)
        if done >= count:
            return


def measure(effort: Effort) -> Iterator[Figure]:
    """With the journal on disk, and without what the disk costs."""
    count = effort.of(40, 6)
    for place, words, goals in PLACES:
        what, on = "key press to request on the wire", f"pty {SIZE}, {AGENTS} agents"
        if not place.is_dir():
            yield Figure(what, f"{on}; {words}", goals=goals, note=f"not measured: there is no {place}")
            continue
        with tempfile.TemporaryDirectory(dir=place) as folder:
            journal = {"FLOORWALKER_JOURNAL__PATH": str(Path(folder) / "journal.sqlite3")}
            with chain(AGENTS, EVENTS, more=journal) as floor:
                rate = floor.rate_over(2.0)
                floor.terminal.type("2")
                time.sleep(0.5)
                floor.terminal.type("oo")  # by agent: rows keep their places
                times = list(presses(floor, count))
        yield of_samples(what, f"{on}, {rate:.0f} events/s; {words}", times, goals=goals, wanted=count)


SUBJECT = Subject("keys", measure)
