"""A floor over reconnects: sides that change, a PG that goes and comes, events dropped, doubled and out of order."""

from __future__ import annotations

from random import Random

from floor_kit import EPOCH, Wired, seen
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from test_floor_properties import check

from app.model import Action, AlarmKind, EngagementState, LinkState
from protocol.mock.server.fault_effects import set_pg_status
from protocol.session.events import Received, SessionEvent

CALLS, NO_SNAPSHOTS = 0x95, 0xA5
"""Services with which calls are asked for by snapshots, and with which they come by monitors alone."""
DAYS = st.lists(
    st.sampled_from(["run", "barge", "clear", "lose to A", "lose to B", "pg down", "pg up", "chaos", "calm"]),
    min_size=1,
    max_size=8,
)


class Disturbance:
    """Between session and floor: while ``chaos``, some events are dropped, some doubled, some late."""

    def __init__(self, seed: int) -> None:
        self.chance = Random(seed)
        self.chaos = False
        self.late: list[SessionEvent] = []

    def __call__(self, event: SessionEvent) -> list[SessionEvent]:
        if not isinstance(event, Received) or not self.chaos:
            late, self.late = self.late, []
            return [*late, event]
        lot = self.chance.random()
        if lot < 0.1:
            return []
        if lot < 0.2:
            return [event, event]
        if lot < 0.4:
            self.late.append(event)
            return []
        late, self.late = self.late, []
        return [event, *late]


def step(wired: Wired, what: str, disturbance: Disturbance) -> None:
    """One thing that happens."""
    floor = wired.floor
    engagement = floor.engagement
    busy = engagement is not None and not engagement.over
    if what == "barge" and not busy and not floor.calls_stale and any(c.state == 3 for c in floor.calls.values()):
        try:
            wired.press(Action.BARGE_IN, wired.talker())
        except AssertionError:  # nobody may be barged in on just now
            return
    elif what == "clear" and engagement is not None and engagement.engaged is not None and not engagement.pending:
        wired.press(Action.CLEAR, wired.target_of(engagement))
    elif what.startswith("lose"):
        wired.lose()
        assert wired.floor.link.state is LinkState.RECONNECTING
        assert wired.floor.agents_stale
        wired.run(2.0)
        wired.connect(what[-1])
    elif what.startswith("pg"):
        for server in wired.sides.values():
            set_pg_status(server, 1 if what == "pg down" else 0)
        wired.pump()
    elif what in ("chaos", "calm"):
        disturbance.chaos = what == "chaos"


@settings(deadline=None, max_examples=25, suppress_health_check=[HealthCheck.too_slow])
@given(DAYS, st.integers(0, 2**32), st.sampled_from([CALLS, NO_SNAPSHOTS]))
@example(["pg down", "run", "pg up"], 1, NO_SNAPSHOTS)
@example(["barge", "lose to B"], 1, NO_SNAPSHOTS)
@example(["lose to B", "lose to A", "chaos", "run", "pg down", "lose to B", "pg up"], 2, CALLS)
def test_after_any_bad_day_a_reconnect_brings_the_truth(day: list[str], seed: int, services: int) -> None:
    disturbance = Disturbance(seed)
    wired = Wired(seed=seed % 3 + 1, calls_per_minute=40, emergencies=4, services=services, twist=disturbance)
    wired.run(5.0)
    for what in day:
        step(wired, what, disturbance)
        wired.run(3.0)
        check(wired.floor, EPOCH + wired.now)
    disturbance.chaos = False
    step(wired, "pg up", disturbance)
    wired.lose()
    wired.connect("B")
    wired.until(lambda floor: not floor.agents_stale and not floor.calls_stale, 60.0)
    wired.run(2.0)
    floor = wired.floor
    assert {c: v for c, v in seen(floor).items() if v[0] is not None} == wired.truth()
    for agent in wired.server.centre.floor.agents:
        if not agent.supervisor:
            assert floor.agents[agent.agent_id].state == agent.state
    engagement = floor.engagement
    assert engagement is None or not engagement.pending
    assert floor.stale_since is None
    assert not any(a.kind in (AlarmKind.LINK, AlarmKind.SERVER) and a.cleared is None for a in floor.alarms)
    assert floor.blind is not None


def test_a_pg_that_comes_back_brings_the_truth_without_a_reconnect() -> None:
    for services in (CALLS, NO_SNAPSHOTS):
        wired = Wired(seed=2, calls_per_minute=60, services=services)
        wired.run(10.0)
        went = wired.now
        set_pg_status(wired.server, 1)
        wired.run(20.0)
        assert wired.floor.agents_stale
        assert wired.floor.calls_stale
        set_pg_status(wired.server, 0)
        wired.pump()
        assert wired.floor.calls_stale or wired.floor.stale_since is None
        wired.run(5.0)
        floor = wired.floor
        assert floor.stale_since is None
        assert {c: v for c, v in seen(floor).items() if v[0] is not None} == wired.truth()
        assert floor.blind is not None
        assert round(floor.blind.since - EPOCH - went, 1) <= 0.3
        assert any("can't be known" in note.text for note in floor.notes)


def test_lost_while_asking_is_unknown_until_events_tell() -> None:
    wired = Wired(seed=3, calls_per_minute=30)
    wired.run(10.0)
    wired.press(Action.BARGE_IN, wired.talker())
    wired.lose()
    assert wired.floor.engagement is not None
    assert wired.floor.engagement.state is EngagementState.OUTCOME_UNKNOWN
    wired.connect("B")
    wired.until(lambda floor: floor.engagement is not None and floor.engagement.engaged is Action.BARGE_IN)
    assert wired.floor.engagement is not None
    assert (wired.floor.engagement.state, wired.floor.engagement.reason) == (EngagementState.BARGED_IN, "")
    assert not any(a.kind is AlarmKind.ACTION and a.cleared is None for a in wired.floor.alarms)
