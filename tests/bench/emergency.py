"""From the last byte of EMERGENCY_CALL_EVENT on the socket to its row's bytes on the terminal."""

from __future__ import annotations

import random
import time
from collections.abc import Iterator

from .chain import Chain, chain
from .figures import Effort, Figure, Goal, Subject, of_samples
from .painting import latencies
from .terminal import SIZE

FLOORS = (
    (36, 28, (Goal("median", "<=", 15), Goal("p99", "<=", 40))),
    (2000, 500, (Goal("p99", "<=", 60), Goal("p99", "<=", 40))),
)
"""Agents, events a second, goals."""


def acknowledging(floor: Chain, draw: random.Random) -> None:
    """What a person does after each: look, and acknowledge it."""
    time.sleep(draw.uniform(1.3, 1.6))
    floor.terminal.type("a")
    time.sleep(0.3)


def emergencies(agents: int, events: float, count: int, goals: tuple[Goal, ...]) -> Figure:
    """So many emergencies, one after the other."""
    draw = random.Random(1)
    with chain(agents, events) as floor:
        rate, everybody = floor.rate_over(2.0), list(floor.floor.agents)
        times = latencies(
            floor, count, floor.floor.emergency, lambda: draw.choice(everybody), lambda: acknowledging(floor, draw)
        )
    on = f"pty {SIZE}, {agents} agents, {rate:.0f} events/s"
    return of_samples("emergency to painted bytes", on, times, wanted=count, goals=goals)


def measure(effort: Effort) -> Iterator[Figure]:
    """On a small floor and on a large one."""
    for agents, events, goals in FLOORS:
        yield emergencies(agents, events, effort.of(40, 6), goals)


SUBJECT = Subject("emergency", measure)
