"""A burst of messages over loopback, folded into the Floor by a worker without a screen; cost and size of the floor."""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from statistics import median
from typing import NamedTuple

from .chain import Floor, await_rest, events_of, learned, relayed, repeated, settings
from .figures import Effort, Figure, Goal, Subject, of_samples
from .relay import Relay
from .terminal import ROOT, environment

WORKER = (sys.executable, "-m", "tests.bench.worker_alone")
SMALL, LARGE = 50, 2000
EVENTS_OF_AGENT = 0.25
"""Events a second and agent, in what is recorded for the burst."""


class Burst(NamedTuple):
    """What a burst took."""

    seconds: float
    """From the first byte to the Floor with the last event in it."""
    cpu: float
    lag: float
    """The most by which the worker's loop was late, in seconds."""


def once(relay: Relay, floor: Floor, worker: subprocess.Popen[str], events: list[bytes], count: int) -> Burst:
    """One burst between two marks."""
    agent_id = next(iter(floor.agents))
    assert worker.stdout is not None
    relay.send(floor.mark(agent_id)[0])
    worker.stdout.readline()
    began = None
    for data, messages in repeated(events, count):
        sent = relay.send(data, messages)
        began = began or sent
    relay.send(floor.mark(agent_id)[0])
    report = json.loads(worker.stdout.readline())
    return Burst(report["at"] - (began or report["at"]), report["cpu"], report["lag"])


def bursts(agents: int, seconds: float, count: int, rounds: int) -> list[Burst]:
    """Some bursts into a floor of so many agents, of what such a centre sends in so many seconds."""
    with tempfile.TemporaryDirectory() as folder, relayed(agents, EVENTS_OF_AGENT * agents) as relay:
        relay.record = recorded = []
        worker = subprocess.Popen(
            WORKER, stdout=subprocess.PIPE, text=True, cwd=ROOT, env=environment(Path(folder), settings(relay))
        )
        try:
            await_rest(relay)
            floor = learned(recorded)
            events = events_of(relay, seconds)
            relay.holding_back = True
            return [once(relay, floor, worker, events, count) for _ in range(rounds)]
        finally:
            worker.terminate()
            worker.wait(20)


def measure(effort: Effort) -> Iterator[Figure]:
    """On a large floor and on a small one."""
    count, rounds = effort.of(100_000, 5_000), effort.of(5, 1)
    large = bursts(LARGE, effort.of(10, 3), count, rounds)
    on = f"worker without screen, {count:,} messages, {LARGE} agents"
    seconds, lags = [burst.seconds for burst in large], [1000 * burst.lag for burst in large]
    yield of_samples("burst, folded into the Floor", on, seconds, unit="s", goals=(Goal("median", "<=", 1),))
    yield of_samples("the same: longest lag of the loop", on, lags, goals=(Goal("median", "<=", 15),))
    small = bursts(SMALL, effort.of(60, 10), count, rounds)
    cost, least = (median(1e6 * burst.cpu / count for burst in some) for some in (large, small))
    yield Figure(
        "CPU of an event, as the floor grows", f"the same, {LARGE} agents against {SMALL}; n={rounds}", "us", cost,
        ratio=cost / least, reference=f"{SMALL} agents", goals=(Goal("ratio", "<=", 1.2),),
    )  # fmt: skip


SUBJECT = Subject("burst", measure)
