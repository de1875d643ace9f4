"""From an event on the socket to its bytes on the terminal."""

from __future__ import annotations

import random
import re
import time
from collections.abc import Callable, Iterator

from .chain import Chain, chain
from .figures import Effort, Figure, Goal, Subject, of_samples
from .terminal import SIZE

AGENTS, EVENTS = 2000, 500


def latencies(
    floor: Chain, count: int, make: Callable[[str], tuple[bytes, re.Pattern[str]]], choose: Callable[[], str],
    between: Callable[[], None],
) -> list[float]:  # fmt: skip
    """Send so many events of agents that ``choose`` names; milliseconds until each was on the screen."""
    sent: dict[int, tuple[float, re.Pattern[str]]] = {}
    for n in range(count):
        event, looks = make(choose())
        sent[n] = (floor.relay.send(event), looks)
        between()
    time.sleep(1.0)
    seen = floor.terminal.moments({n: looks for n, (_, looks) in sent.items()})
    return [1000 * (at - sent[n][0]) for n, at in seen.items()]


def measure(effort: Effort) -> Iterator[Figure]:
    """A state of an agent in sight, on a busy floor."""
    draw, count = random.Random(1), effort.of(200, 20)
    with chain(AGENTS, EVENTS) as floor:
        floor.in_fixed_order()
        rate = floor.rate_over(2.0)
        visible = floor.visible()
        times = latencies(
            floor, count, floor.floor.mark, lambda: draw.choice(visible), lambda: time.sleep(draw.uniform(0.1, 0.2))
        )
    yield of_samples(
        "event to painted bytes", f"pty {SIZE}, {AGENTS} agents, {rate:.0f} events/s", times, wanted=count,
        goals=(Goal("median", "<=", 30), Goal("p99", "<=", 60)),
    )  # fmt: skip


SUBJECT = Subject("painting", measure)
