"""Resident memory with a large floor, and its growth over many events."""

from __future__ import annotations

from collections.abc import Iterator

from .chain import Chain, chain, events_of, repeated
from .figures import Effort, Figure, Goal, Subject
from .terminal import SIZE

AGENTS, EVENTS = 2000, 500


def fold(floor: Chain, events: list[bytes], count: int) -> None:
    """Send so many events as fast as they are taken, and wait until the last is on the screen."""
    for data, messages in repeated(events, count):
        floor.relay.send(data, messages)
    event, looks = floor.floor.mark(floor.visible()[0])
    floor.relay.send(event)
    floor.terminal.wait_for(looks.pattern, 300)


def measure(effort: Effort) -> Iterator[Figure]:
    """The whole console."""
    count = effort.of(1_000_000, 20_000)
    with chain(AGENTS, EVENTS) as floor:
        on = f"console, pty {SIZE}, {AGENTS} agents"
        yield Figure("resident memory", on, "MB", floor.terminal.resident_mb(), goals=(Goal("median", "<=", 80),))
        floor.in_fixed_order()
        events = events_of(floor.relay, effort.of(20, 3))
        floor.hold_back()
        fold(floor, events, count // 5)  # allocations that come once
        before = floor.terminal.resident_mb()
        fold(floor, events, count)
        grown = floor.terminal.resident_mb() - before
    yield Figure(
        "growth", f"{on}, {count:,} events after {count // 5:,}", "MB", grown, goals=(Goal("median", "<=", 2),)
    )


SUBJECT = Subject("memory", measure)
