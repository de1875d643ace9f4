"""What one more event costs on a floor of many: as much as on a floor of few. Work is counted, not timed."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

import pytest
from call_kit import OWN, A, B, Bench
from work_kit import bytecodes

from app.model import Acknowledge, AcknowledgeAll
from protocol.session.events import CallFound
from protocol.wire import messages as m

FEW, MANY = 50, 1000
MOST = 1.1
"""What the same event may cost at most with MANY, by what it costs with FEW."""
OneMore = Callable[[Bench, int], object]


def found(bench: Bench, n: int) -> None:
    snapshot = m.SnapshotCallConf(call_type=1, called_party_disposition=0)
    bench.tell(CallFound(A, n, 0, A, 3, snapshot))


def elsewhere(bench: Bench, n: int) -> None:
    bench.ring(n, "7777", "5551", monitor_id=0)


def supervised(bench: Bench, n: int) -> None:
    bench.talk(n, A, call_type=17)


CALLS: dict[str, OneMore] = {
    "begins at a phone": lambda bench, n: bench.begin(n, A),
    "rings at a phone": lambda bench, n: bench.ring(n, A),
    "from its beginning to talking": lambda bench, n: bench.talk(n, A),
    "of a supervisor, at an agent's phone": supervised,
    "found at a phone": found,
    "at the supervisor's own phone": lambda bench, n: bench.talk(n, OWN),
    "at a phone that nobody knows": elsewhere,
}


def cost(one_more: OneMore, many: int) -> int:
    """Work of one more event and of the Floor that shows it, after so many of the same."""
    bench = Bench()
    for n in range(1, many):
        one_more(bench, n)
    assert bench.floor is not None
    return bytecodes(lambda: (one_more(bench, many), bench.floor))


@pytest.mark.parametrize("one_more", CALLS.values(), ids=CALLS.keys())
def test_a_call_costs_the_same_however_many_there_are(one_more: OneMore) -> None:
    assert cost(one_more, MANY) <= MOST * cost(one_more, FEW)


def asks(bench: Bench, n: int) -> None:
    bench.now += 1 / 64
    named = {"connection_call_id": n, "connection_device_id": f"{n}", "connection_device_id_type": 0}
    bench.event(m.SupervisorAssistEvent(agent_id="1001", agent_extension=A, **named))


def calls_for_help(bench: Bench, n: int) -> None:
    bench.now += 1 / 64
    bench.talk(n, A, call_type=20)


def asks_and_an_alarm_is_acknowledged(bench: Bench, n: int) -> None:
    asks(bench, n)
    if n % 2:
        bench.builder.carry_out(Acknowledge(n), "9001", bench.now)


def ends(bench: Bench, n: int) -> None:
    calls_for_help(bench, n)
    if n % 2:
        bench.end(n, A)


ALARMS: dict[str, OneMore] = {
    "an agent asks for a supervisor": asks,
    "a call for help": calls_for_help,
    "acknowledged": asks_and_an_alarm_is_acknowledged,
    "a call for help that ends": ends,
    "an agent's state": lambda bench, n: (asks(bench, n), bench.state("1002", B, 3 + n % 2)),
    "a second": lambda bench, n: (asks(bench, n), bench.wait(0.01)),
}


@pytest.mark.parametrize("one_more", ALARMS.values(), ids=ALARMS.keys())
def test_an_alarm_costs_the_same_however_many_there_are(one_more: OneMore) -> None:
    """Among them 1,000 of one agent within half a minute, who may all be meant by the next."""
    assert cost(one_more, MANY + 1) <= MOST * cost(one_more, FEW + 1)


def test_acknowledging_all_of_them_costs_as_much_for_each() -> None:
    costs = []
    for many in (FEW, 5 * FEW):
        bench = Bench()
        for n in range(1, many + 1):
            asks(bench, n)
        everything = AcknowledgeAll(tuple(alarm.alarm_id for alarm in bench.floor.alarms))
        assert len(everything.alarm_ids) == many
        costs.append(bytecodes(partial(bench.builder.carry_out, everything, "9001", bench.now)) / many)
    assert costs[1] <= MOST * costs[0]
