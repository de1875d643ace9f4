"""What one more event costs the screen on a floor of many: as much as on a floor of few. Work is counted, not timed."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from call_kit import A, B, Bench
from ui_kit import Console
from work_kit import bytecodes

from protocol.wire import messages as m

FEW, MANY = 100, 1000
MOST = 1.1
"""What the same event may cost at most with MANY, by what it costs with FEW."""
OneMore = Callable[[Bench, int], object]


def asks(bench: Bench, n: int) -> None:
    bench.now += 1 / 64
    named = {"connection_call_id": n, "connection_device_id": f"{n}", "connection_device_id_type": 0}
    bench.event(m.SupervisorAssistEvent(agent_id="1001", agent_extension=A, **named))


def is_in_an_emergency(bench: Bench, n: int) -> None:
    bench.now += 1 / 64
    named = {"connection_call_id": n, "connection_device_id": f"{n}", "connection_device_id_type": 0}
    bench.event(m.EmergencyCallEvent(agent_id="1001", agent_extension=A, **named))


def is_called(bench: Bench, n: int) -> None:
    bench.now += 1
    bench.begin(n, A)


EVENTS: dict[str, OneMore] = {
    "an agent asks for a supervisor": asks,
    "an emergency": is_in_an_emergency,
    "a call": is_called,
}


@pytest.mark.parametrize("one_more", EVENTS.values(), ids=EVENTS.keys())
async def test_the_floor_after_one_more_is_shown_at_the_same_cost(one_more: OneMore) -> None:
    bench, console = Bench(), Console()
    async with console.app.run_test(size=(120, 40)) as pilot:
        costs = []
        n = 0
        for many in (FEW, MANY):
            while n < many:
                n += 1
                one_more(bench, n)
            console.clock.now = bench.now
            await console.push(pilot, bench.floor)
            for _ in range(2):  # the first one may make more again
                n += 1
                one_more(bench, n)
                bench.state("1002", B, 3 + n % 2)
                console.clock.now, floor = bench.now, bench.floor
                work = bytecodes(lambda floor=floor: console.app.show(floor))  # type: ignore[misc]
                await pilot.pause()
            costs.append(work)
    assert costs[1] <= MOST * costs[0]
