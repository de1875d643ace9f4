"""Hours of a bad day in seconds: random faults from a seed, nothing raised, nothing kept, and a right floor at the end.

``SOAK_EVENTS=1000000`` in the environment makes it as long as one likes.
"""

from __future__ import annotations

import gc
import os
from random import Random

import pytest
from door import EPOCH, Door, servers_of
from floors import shown, truth

from protocol.mock.server.faults import KINDS
from protocol.mock.settings import CentreSettings, MockSettings
from protocol.session.settings import SessionSettings

EVENTS = int(os.environ.get("SOAK_EVENTS", "40000"))
GENTLE = {"latency": 300, "jitter": 200, "bandwidth": 20_000, "limit_data": 30_000, "slow_open": 2_000, "pg_status": 1}
"""Values at which the day goes on; other faults have their usual ones."""
ROUNDS = 6
"""Looks at what is kept, the first of which is for warming up."""


def _switch_at_random(door: Door, rng: Random) -> None:
    server = rng.choice(door.servers)
    name = rng.choice(list(KINDS))
    if getattr(server.faults, name) is None:
        server.fault(f"{name}={GENTLE[name]}" if name in GENTLE else name)
    else:
        server.mend(name)
    if rng.random() < 0.3:
        server.mend()


def _kept(door: Door) -> int:
    """How many objects are alive once nothing under way holds any, and a person has seen to all alarms."""
    for alarm in door.floor().alarms:
        door.builder.acknowledge(alarm.alarm_id, EPOCH + door.now)
    door.floor()
    for server in door.servers:
        server.office.received.clear()
    door.links.clear()
    gc.collect()
    return len(gc.get_objects())


@pytest.mark.timeout(60 + EVENTS / 500)
@pytest.mark.parametrize("seed", [1, 2])
def test_soak(seed: int) -> None:
    centre = CentreSettings(seed=seed, agents=60, calls_per_minute=240, emergencies_per_minute=4)
    door = Door(
        *servers_of(MockSettings(centre), 2),
        settings=SessionSettings(agent_id="9001", client_id="soak", open_timeout=4, heartbeat_interval=4),
        wait=1.0,
        keep=False,
    )
    rng = Random(f"{seed}/soak")
    kept: list[int] = []
    share = EVENTS // 2 // ROUNDS
    for number in range(1, ROUNDS + 1):
        while door.received < number * share:
            _switch_at_random(door, rng)
            door.run(rng.uniform(1, 8))
        for server in door.servers:
            server.mend()
        door.run(20)
        kept.append(_kept(door))
    door.run(60)
    assert door.online, door.links
    assert shown(door.floor()) == truth(door.servers[0])
    assert door.sessions > ROUNDS
    assert max(kept[2:]) < 1.15 * kept[1], kept
