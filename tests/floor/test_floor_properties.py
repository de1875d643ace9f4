"""Any order, loss and repetition of events: nothing raises, and what holds of every floor holds."""

from __future__ import annotations

from functools import lru_cache
from random import Random

from floor_kit import EPOCH, Wired
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.alarms.states import TRANSITIONS
from app.floor.builder import FloorBuilder
from app.floor.call_table import SUPERVISORY_TYPES
from app.floor.call_tracker import ENDED_SHOWN
from app.floor.fold import fold
from app.model import Acknowledge, Action, AlarmKind, AlarmState, Floor, Me
from protocol.session.events import Opened, SessionEvent
from protocol.wire.enums import LocalConnectionState

QUIET = settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.too_slow])
_STEPS = {(a, b) for (a, _), b in TRANSITIONS.items()}


@lru_cache(maxsize=4)
def recorded(seed: int) -> tuple[tuple[float, SessionEvent], ...]:
    """A busy floor on which a supervisor barges in, intercepts, clears, and loses and regains the session."""
    taken: list[tuple[float, SessionEvent]] = []

    def note(event: SessionEvent) -> list[SessionEvent]:
        taken.append((wired.now if taken else 0.0, event))
        return [event]

    wired = Wired.__new__(Wired)
    wired.now = 0.0
    wired.__init__(seed=seed, calls_per_minute=40, emergencies=6, twist=note)  # type: ignore[misc]
    wired.run(20)
    target = wired.talker()
    wired.press(Action.BARGE_IN, target)
    wired.run(4)
    if wired.floor.engagement is not None and wired.floor.engagement.engaged is Action.BARGE_IN:
        wired.press(Action.INTERCEPT, target)
        wired.run(2)
        wired.press(Action.CLEAR, target)
    wired.run(20)
    wired.lose()
    wired.run(2)
    wired.connect()
    wired.run(30)
    return tuple(taken)


IN_ORDER = (AlarmState.UNACK_ACTIVE, AlarmState.ACK_ACTIVE, AlarmState.UNACK_CLEARED, AlarmState.SHELVED)
"""The states of listed alarms, the one on top first."""


def check(floor: Floor, now: float) -> None:
    """What holds of every floor."""
    talking: set[str] = set()
    for connection, call in floor.calls.items():
        assert call.connection == connection
        assert call.agent_id is None or call.agent_id in floor.agents
        assert call.ended is None or now - call.ended <= ENDED_SHOWN + 1
        assert (call.state == 0) >= (call.ended is not None)
        if call.agent_id and call.state == LocalConnectionState.LCS_CONNECT and call.call_type not in SUPERVISORY_TYPES:
            assert call.agent_id not in talking, "talking on two calls at once"
            talking.add(call.agent_id)
    for agent in floor.agents.values():
        assert agent.team_ids
        assert len(agent.recent) <= 20
        for team_id in agent.team_ids:
            assert team_id in floor.teams
    for team in floor.teams.values():
        assert all(agent_id in floor.agents for agent_id in team.agent_ids)
    assert "9001" not in floor.agents
    assert len(floor.notes) <= 200
    ids = [alarm.alarm_id for alarm in floor.alarms]
    assert len(ids) == len(set(ids))
    assert all(alarm.state is not AlarmState.NORMAL for alarm in floor.alarms)
    order = [IN_ORDER.index(alarm.state) for alarm in floor.alarms]
    assert order == sorted(order)
    engagement = floor.engagement
    assert engagement is None or not (engagement.over and (engagement.pending or engagement.engaged is not None))


def alarm_steps(before: Floor, after: Floor, pressed: set[int]) -> None:
    """Between two floors alarms went by legal transitions, and emergencies left by a key only."""
    if before.alarms == after.alarms:
        return
    now = {alarm.alarm_id: alarm.state for alarm in after.alarms}
    for alarm in before.alarms:
        state = now.get(alarm.alarm_id, AlarmState.NORMAL)
        # One event may do two things to an alarm (a call ends and begins): two legal steps at most.
        once = {b for a, b in _STEPS if a is alarm.state} | {alarm.state}
        assert state in once | {b for a, b in _STEPS if a in once}
        if state is AlarmState.NORMAL and alarm.kind is AlarmKind.EMERGENCY:
            assert alarm.alarm_id in pressed


@QUIET
@given(
    seed=st.sampled_from([1, 2]),
    salt=st.integers(0, 2**32),
    drop=st.sampled_from([0.0, 0.1, 0.5]),
    twice=st.sampled_from([0.0, 0.2]),
    shuffle=st.sampled_from([0, 3, 40]),
)
def test_any_order_loss_and_repetition(seed: int, salt: int, drop: float, twice: float, shuffle: int) -> None:
    chaos = Random(salt)
    events = list(recorded(seed))
    if shuffle:
        keyed = [(index + chaos.uniform(0, shuffle), event) for index, event in enumerate(events)]
        events = [event for _, event in sorted(keyed, key=lambda item: item[0])]
    start = chaos.randrange(0, len(events) // 2)
    builder = FloorBuilder(Me("9001"), peripheral_id=5000)
    before, now, pressed = builder.snapshot(EPOCH), 0.0, set[int]()
    for index, (at, event) in enumerate(events[start : start + 700]):
        now = max(now, at)
        if not isinstance(event, Opened) and chaos.random() < drop:
            continue
        for _ in range(2 if chaos.random() < twice else 1):
            fold(builder, event, EPOCH + now)
            for alarm in builder.alarm_book.alarms:
                if chaos.random() < 0.02:
                    builder.carry_out(Acknowledge(alarm.alarm_id), "9001", EPOCH + now)
                    pressed.add(alarm.alarm_id)
                    break
            after = builder.snapshot(EPOCH + now)
            alarm_steps(before, after, pressed)
            before = after
        if index % 40 == 0:
            builder.tick(EPOCH + now)
            before = builder.snapshot(EPOCH + now)
            check(before, EPOCH + now)
    builder.tick(EPOCH + now + 3600)
    floor = builder.snapshot(EPOCH + now + 3600)
    check(floor, EPOCH + now + 3600)
    assert not any(call.ended for call in floor.calls.values())


@QUIET
@given(seed=st.sampled_from([1, 2]), copies=st.integers(2, 3))
def test_copies_change_nothing(seed: int, copies: int) -> None:
    """Each monitor brings its own copy of an event: folded once or three times, the floor is the same."""
    once, often = (FloorBuilder(Me("9001"), peripheral_id=5000) for _ in range(2))
    for at, event in recorded(seed)[:900]:
        fold(once, event, EPOCH + at)
        for _ in range(copies):
            fold(often, event, EPOCH + at)
    left, right = once.snapshot(EPOCH), often.snapshot(EPOCH)
    assert left.calls == right.calls
    assert left.agents == right.agents
    assert left.teams == right.teams
    assert [a.alarm_id for a in left.alarms] == [a.alarm_id for a in right.alarms]
