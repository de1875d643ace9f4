"""A terminal that isn't read for a while on a busy floor: heartbeats, events, and the screen afterwards."""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from itertools import pairwise

from protocol.wire import messages as m
from protocol.wire.enums import AgentState

from .chain import chain, steady
from .figures import Effort, Figure, Goal, Subject
from .terminal import SIZE

AGENTS, EVENTS = 2000, 500
INTERVAL = 5
"""Seconds in which the client sends nothing until it sends a heartbeat: the shortest that the settings take."""
STATES = (AgentState.AVAILABLE, AgentState.NOT_READY, AgentState.WORK_READY)
PATIENCE = 20.0
"""Seconds after which what is not on the screen is lost."""
MARKED = 10
"""Agents in sight whose state is looked for afterwards."""


def late(requests: Sequence[tuple[float, int]], since: float) -> list[float]:
    """Milliseconds by which heartbeats after ``since`` came late. Given: when each request came, and its type."""
    beats = []
    for (before, _), (at, message_type) in pairwise(requests):
        if message_type == m.HeartbeatReq.message_type and at > since:
            beats.append(1000 * (at - before - INTERVAL))
    return beats


def measure(effort: Effort) -> Iterator[Figure]:
    """Agent states at a rate, so that the client has nothing to ask; unread until two heartbeats were due at least."""
    with chain(AGENTS, EVENTS, more={"FLOORWALKER_SERVER__HEARTBEAT_INTERVAL": str(INTERVAL)}) as floor:
        floor.in_fixed_order()
        floor.hold_back()
        marked = floor.visible()[:MARKED]
        others = [agent_id for agent_id in floor.floor.agents if agent_id not in marked]
        events = [floor.floor.state(agent_id, state) for agent_id in others for state in STATES]
        with steady(floor.relay, events, EVENTS):
            time.sleep(2.0)
            began = time.perf_counter()
            floor.terminal.stop_reading()
            rate, looks = floor.rate_over(effort.of(16, 11)), {}
            for agent_id in marked:
                event, looks[agent_id] = floor.floor.mark(agent_id)
                floor.relay.send(event)
            time.sleep(0.2)
            ended = floor.terminal.read_on()
            time.sleep(INTERVAL + 1)
            seen = floor.terminal.moments(looks)
            while len(seen) < len(looks) and time.perf_counter() < ended + PATIENCE:
                time.sleep(0.5)
                seen |= floor.terminal.moments({agent_id: looks[agent_id] for agent_id in looks.keys() - seen.keys()})
        beats = late([(at, message_type) for at, message_type, _ in floor.relay.requests], began)
        connections = floor.relay.connections
    on = f"pty {SIZE}, {AGENTS} agents, {rate:.0f} events/s, unread for {ended - began:.0f} s"
    yield Figure(
        "unread terminal: latest heartbeat", f"{on}; n={len(beats)}", median=max(beats, default=None),
        goals=(Goal("median", "<=", 50),),
        note="" if connections == 1 else f"{connections} connections: the session was lost",
    )  # fmt: skip
    lost = len(looks) - len(seen)
    yield Figure(
        "unread terminal: events lost", f"{on}; {len(looks)} marks", "events", lost, goals=(Goal("median", "<=", 0),)
    )
    right = 1000 * (max(seen.values()) - ended) if seen else None
    yield Figure("unread terminal: right screen after", on, median=right, goals=(Goal("median", "<=", 1000),))


SUBJECT = Subject("unread", measure)
