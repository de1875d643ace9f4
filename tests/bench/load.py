"""Processor time and bytes, at rest and loaded."""

from __future__ import annotations

import random
import subprocess
import time
from collections.abc import Iterator

from protocol.wire.enums import AgentState

from .chain import CONSOLE, TABLES, chain, steady
from .figures import Effort, Figure, Goal, Subject
from .terminal import ROOT, SIZE, Spent

SMALL, LARGE, EVENTS = 36, 2000, 500
STATES = (AgentState.AVAILABLE, AgentState.TALKING, AgentState.HOLD, AgentState.NOT_READY, AgentState.WORK_READY)


def figures(
    what: str, on: str, spent: Spent, *, cpu: tuple[Goal, ...] = (), written: tuple[Goal, ...] = (),
    other: Spent | None = None,
) -> Iterator[Figure]:  # fmt: skip
    """Processor time and bytes of the same stretch. ``other``: what the tables took in such a stretch."""
    on = f"pty {SIZE}, {on}, {spent.seconds:.0f} s"
    ratio = other.percent / spent.percent if other and spent.percent else None
    reference = f"DataTable ({other.percent:.0f} %) / ours" if other else ""
    yield Figure(f"{what}: CPU", on, "% core", spent.percent, ratio=ratio, reference=reference, goals=cpu)
    ratio = other.written / spent.written if other and spent.written else None
    reference = "DataTable / ours" if other else ""
    yield Figure(f"{what}: bytes", on, "KiB/s", spent.kib_per_second, ratio=ratio, reference=reference, goals=written)


def at_rest(effort: Effort, *options: str) -> Spent:
    """Clock and a flashing alarm, nothing else."""
    with chain(SMALL, 0, command=(*CONSOLE, *options)) as floor:
        floor.hold_back()
        event, _ = floor.floor.emergency(next(iter(floor.floor.agents)))
        floor.relay.send(event)
        time.sleep(3.0)
        with floor.terminal.spending() as spent:
            time.sleep(effort.of(30, 5))
    return spent[0]


def loaded(effort: Effort, agents: int, events: float, command: tuple[str, ...] = CONSOLE) -> tuple[Spent, float]:
    """The mock centre's own events, an alarm flashing; messages a second too."""
    with chain(agents, events, command=command) as floor:
        event, _ = floor.floor.emergency(next(iter(floor.floor.agents)))
        floor.relay.send(event)
        time.sleep(3.0)
        with floor.terminal.spending() as spent:
            rate = floor.rate_over(effort.of(30, 5))
    return spent[0], rate


def in_sight(effort: Effort) -> Iterator[Figure]:
    """Every event is one of an agent in sight; and a second in which nothing happens but the clock."""
    with chain(LARGE, EVENTS) as floor:
        floor.in_fixed_order()
        floor.hold_back()
        time.sleep(6.0)  # rows of ended calls leave
        ticks = effort.of(20, 5)
        with floor.terminal.spending() as spent:
            time.sleep(ticks)
        rows = sum(line.count(":") > 0 for line in floor.terminal.screen.lines)
        yield Figure(
            "a tick of the clock: bytes", f"pty {SIZE}, nothing else, {rows} lines with a time, {ticks} s", "KB",
            spent[0].written / 1000 / spent[0].seconds, goals=(Goal("median", "<=", 10),),
        )  # fmt: skip
        draw, visible = random.Random(1), floor.visible()
        changes = [floor.floor.state(agent_id, draw.choice(STATES)) for agent_id in visible for _ in range(20)]
        with steady(floor.relay, changes, EVENTS):
            time.sleep(2.0)
            with floor.terminal.spending() as spent:
                time.sleep(effort.of(20, 5))
        yield from figures(
            f"{EVENTS} events/s, all in sight", f"{len(visible)} agents in sight", spent[0],
            written=(Goal("median", "<=", 90),),
        )  # fmt: skip


def slow(effort: Effort) -> Iterator[Figure]:
    """At rest with ``--slow``, where the console has it."""
    what, goals = "at rest with --slow", (Goal("median", "<=", 1),)
    usage = subprocess.run((*CONSOLE, "--help"), capture_output=True, text=True, cwd=ROOT, check=True).stdout
    if "--slow" not in usage:
        yield Figure(f"{what}: bytes", f"pty {SIZE}", "KiB/s", goals=goals, note="not measured: there is no --slow")
        return
    yield from figures(what, f"{SMALL} agents, clock and an alarm", at_rest(effort, "--slow"), written=goals)


def measure(effort: Effort) -> Iterator[Figure]:
    """At rest, at three rates, with everything in sight, slow."""
    on = f"{SMALL} agents, clock and a flashing alarm"
    yield from figures("at rest", on, at_rest(effort), cpu=(Goal("median", "<=", 3),))
    for events, bound in ((3, 11), (28, 48)):
        spent, rate = loaded(effort, SMALL, events)
        on = f"{SMALL} agents, {rate:.1f} events/s"
        yield from figures(f"{events} events/s", on, spent, written=(Goal("median", "<=", bound),))
    spent, rate = loaded(effort, LARGE, EVENTS)
    other, _ = loaded(effort, LARGE, EVENTS, TABLES)
    yield from figures(
        f"{EVENTS} events/s", f"{LARGE} agents, {rate:.0f} events/s", spent, other=other,
        cpu=(Goal("median", "<=", 12), Goal("ratio", ">=", 6)),
    )  # fmt: skip
    yield from in_sight(effort)
    yield from slow(effort)


SUBJECT = Subject("load", measure)
