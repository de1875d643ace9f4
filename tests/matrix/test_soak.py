"""Random faults from a seed: nothing is raised, no objects are kept, and the floor is right at the end.

``SOAK_EVENTS=1000000`` in the environment makes it as long as one likes.
"""

from __future__ import annotations

import gc
import os
from random import Random

import pytest
from floors import shown, truth
from in_process import EPOCH, InProcessClient, servers_of

from app.model import Acknowledge
from protocol.mock.server.faults import FAULTS
from protocol.mock.settings import CentreSettings, MockSettings
from protocol.session.settings import SessionSettings

EVENTS = int(os.environ.get("SOAK_EVENTS", "40000"))
GENTLE = {"latency": 300, "jitter": 200, "bandwidth": 20_000, "limit_data": 30_000, "slow_open": 2_000, "pg_status": 1}
"""Values with which sessions go on; other faults have their usual ones."""
ROUNDS = 6
"""How often the kept objects are counted; the first count is for warming up."""


def _switch_at_random(client: InProcessClient, rng: Random) -> None:
    server = rng.choice(client.servers)
    name = rng.choice(list(FAULTS))
    if server.faults.value(name) is None:
        server.fault(f"{name}={GENTLE[name]}" if name in GENTLE else name)
    else:
        server.mend(name)
    if rng.random() < 0.3:
        server.mend()


def _kept(client: InProcessClient) -> int:
    """How many objects are alive while nothing is under way and all alarms are acknowledged."""
    for alarm in client.floor().alarms:
        client.builder.carry_out(Acknowledge(alarm.alarm_id), "9001", EPOCH + client.now)
    client.floor()
    for server in client.servers:
        server.state.received.clear()
    client.links.clear()
    gc.collect()
    return len(gc.get_objects())


@pytest.mark.timeout(60 + EVENTS / 500)
@pytest.mark.parametrize("seed", [1, 2])
def test_soak(seed: int) -> None:
    centre = CentreSettings(seed=seed, agents=60, calls_per_minute=240, emergencies_per_minute=4)
    client = InProcessClient(
        *servers_of(MockSettings(centre), 2),
        settings=SessionSettings(agent_id="9001", client_id="soak", open_timeout=4, heartbeat_interval=4),
        wait=1.0,
        keep=False,
    )
    rng = Random(f"{seed}/soak")
    kept: list[int] = []
    share = EVENTS // 2 // ROUNDS
    for number in range(1, ROUNDS + 1):
        while client.received < number * share:
            _switch_at_random(client, rng)
            client.run(rng.uniform(1, 8))
        for server in client.servers:
            server.mend()
        client.run(20)
        kept.append(_kept(client))
    client.run(60)
    assert client.online, client.links
    assert shown(client.floor()) == truth(client.servers[0])
    assert client.sessions > ROUNDS
    assert max(kept[2:]) < 1.15 * kept[1], kept
