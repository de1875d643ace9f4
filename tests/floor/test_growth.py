"""What one more event costs on a floor of many: as much as on a floor of few. Work is counted, not timed."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from call_kit import OWN, A, Bench
from work_kit import bytecodes

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
