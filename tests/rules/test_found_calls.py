"""A call that was there before the console is at least so old: from the bytes of a mock server to the painted row."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from call_kit import OWN, A, B, Bench
from floor_kit import EPOCH, Wired
from textual.pilot import Pilot
from ui_kit import Console

from app.floor.builder import FloorBuilder
from app.model import Action, AlarmKind, Call, ConnectionID, EngagementState, Floor, Limits, Me, Supervise, Target
from app.supervision.rules import call_id_reused
from protocol.mock.centre.entities import Leg
from protocol.session.events import AgentStateKnown, AskedAgain, CallFound, SessionEvent
from protocol.wire import messages as m

SNAPSHOTS, MONITORS = 0x95, 0xA5
"""Services with which calls in progress are found by SNAPSHOT_DEVICE_REQ, and told to a new monitor with cause 50."""
ALL = frozenset({"hold", "talking", "ringing"})


def call_for(wired: Wired, agent_id: str, *, answer: bool = True) -> Leg:
    """A customer's call, which the agent talks on from now on, or which rings."""
    floor = wired.server.centre.floor
    agent = floor.by_id[agent_id]
    leg = floor.switch.add_leg(wired.server.centre.simulation.customer_calls.incoming(), agent.extension, agent, 2)
    floor.switch.begin(leg)
    floor.switch.ring(leg)
    if answer:
        wired.server.centre.simulation.customer_calls.answer(leg)
    wired.run(0.5)
    return leg


def hold(wired: Wired, leg: Leg) -> None:
    """The agent puts the call on hold."""
    assert leg.agent is not None
    wired.server.centre.floor.switch.hold(leg)
    wired.server.centre.floor.settle(leg.agent)
    wired.run(0.5)


def console_of(wired: Wired, *, anew: bool) -> None:
    """The session opens again, for a console that has just started (``anew``) or for the one that lost it."""
    if anew:
        wired.builder = FloorBuilder(Me("9001"), peripheral_id=5000, limits=Limits(alarms=ALL))
    wired.connect()
    wired.until(lambda floor: len(floor.agents) == 4 and floor.stale_since is None)
    wired.run(1.0)


def away(services: int, before: Callable[[Wired], None], *, anew: bool, seconds: float = 600.0) -> Wired:
    """A console that comes (back) to a centre in which ``before`` has happened so many seconds ago."""
    wired = Wired(still=True, agents=4, emergencies=0, services=services)
    wired.run(1.0)
    wired.lose()
    before(wired)
    wired.run(seconds, 20.0)
    console_of(wired, anew=anew)
    return wired


async def painted(wired: Wired, floor: Floor, pilot: Pilot[object], console: Console) -> None:
    """Draw the floor as of its own time."""
    console.clock.now = floor.now
    await console.push(pilot, floor)
    console.app.beat()
    await pilot.pause()


def row_of(console: Console, call: Call) -> str:
    """The painted row of a call in the pane of live calls."""
    number = str(call.connection.connection_call_id)
    pane = console.app.main.calls.region
    lines = [line[pane.x : pane.right] for line in console.text().split("\n")[pane.y : pane.bottom]]
    (line,) = [line for line in lines if number in line]
    return line


def only_call(floor: Floor) -> Call:
    (call,) = floor.calls.values()
    return call


@pytest.mark.parametrize("services", [SNAPSHOTS, MONITORS])
@pytest.mark.parametrize("anew", [True, False], ids=["start", "reconnect"])
async def test_a_found_call_is_at_least_as_old_as_its_agent_has_talked(services: int, anew: bool) -> None:
    wired = away(services, lambda wired: call_for(wired, "1001") and None, anew=anew)
    floor = wired.floor
    call = only_call(floor)
    assert (call.agent_id, call.state) == ("1001", 3)
    console = Console()
    async with console.app.run_test(size=(160, 45)) as pilot:
        await painted(wired, floor, pilot, console)
        row = row_of(console, call)
        assert "10:0" in row
        assert row.split("10:0")[1][1] == "+"
        assert console.app.main.calls._warmth(call, floor.now) == "warm"
        assert console.app.main.calls.select_call(call.connection)
        await pilot.press("2", "enter")
        words = console.words()
        assert "began before it was first seen here, at least 10:0" in words
        assert "answered" not in words
        assert words.split("in this state 10:0")[1][1] == "+"


@pytest.mark.parametrize("services", [SNAPSHOTS, MONITORS])
async def test_a_call_seen_from_its_beginning_has_a_time_without_a_plus(services: int) -> None:
    wired = Wired(still=True, agents=4, emergencies=0, services=services)
    wired.run(1.0)
    call_for(wired, "1001")
    wired.run(89.5, 1.0)
    console = Console()
    async with console.app.run_test(size=(160, 45)) as pilot:
        call = only_call(wired.floor)
        await painted(wired, wired.floor, pilot, console)
        assert "1:29 " in row_of(console, call)
        assert console.app.main.calls.select_call(call.connection)
        await pilot.press("2", "enter")
        words = console.words()
        assert "began 1:29 since" in words
        assert "answered after 0:00 in this state 1:29 party" in words


@pytest.mark.parametrize("services", [SNAPSHOTS, MONITORS])
def test_a_call_found_on_hold_is_held_for_at_least_as_long_as_the_agent(services: int) -> None:
    wired = away(services, lambda wired: hold(wired, call_for(wired, "1001")), anew=True, seconds=300.0)
    call = only_call(wired.floor)
    assert (call.state, call.began_known, call.state_since_known) == (4, False, False)
    assert call.state_since <= EPOCH + wired.now - 300
    assert call.began <= call.state_since
    (alarm,) = [a for a in wired.floor.alarms if a.kind is AlarmKind.LONG_STATE]
    assert (alarm.agent_id, alarm.connection) == ("1001", call.connection)


@pytest.mark.parametrize("services", [SNAPSHOTS, MONITORS])
def test_a_call_found_ringing_is_as_old_as_the_time_since_then_and_its_alarm_comes_by_that(services: int) -> None:
    wired = away(services, lambda wired: call_for(wired, "1001", answer=False) and None, anew=True)
    found_at = wired.now
    call = only_call(wired.floor)
    assert (call.state, call.began_known, call.state_since_known) == (2, False, False)
    assert call.state_since > EPOCH + found_at - 5
    wired.run(25.0)
    assert wired.floor.alarms == ()
    wired.run(6.0)
    (alarm,) = wired.floor.alarms
    assert (alarm.kind, alarm.connection) == (AlarmKind.LONG_STATE, call.connection)


@pytest.mark.parametrize("services", [SNAPSHOTS, MONITORS])
def test_with_two_calls_found_the_agents_state_tells_of_neither(services: int) -> None:
    """The agent may have gone from one to the other without leaving the state."""

    def two(wired: Wired) -> None:
        first = call_for(wired, "1001")
        wired.server.centre.floor.switch.hold(first)
        call_for(wired, "1001")

    wired = away(services, two, anew=True)
    calls = list(wired.floor.calls.values())
    assert sorted(call.state for call in calls) == [3, 4]
    assert not any(call.began_known or call.state_since_known for call in calls)
    assert all(call.began > EPOCH + wired.now - 5 for call in calls)


@pytest.mark.parametrize("services", [SNAPSHOTS, MONITORS])
def test_what_was_known_of_a_call_before_the_session_was_lost_stays_known(services: int) -> None:
    wired = Wired(still=True, agents=4, emergencies=0, services=services)
    wired.run(1.0)
    leg = call_for(wired, "1001")
    before = only_call(wired.floor)
    wired.run(60.0, 1.0)
    wired.lose()
    wired.run(30.0, 1.0)
    hold(wired, leg)
    wired.run(30.0, 1.0)
    console_of(wired, anew=False)
    call = only_call(wired.floor)
    assert (call.connection, call.began, call.began_known) == (before.connection, before.began, True)
    assert (call.state, call.state_since_known) == (4, False)
    assert EPOCH + wired.now - 33 < call.state_since <= EPOCH + wired.now - 30
    leg.call.release()
    wired.server.centre.floor.switch.retrieve(leg)
    wired.run(1.0)
    call = only_call(wired.floor)
    assert (call.state, call.state_since_known, call.answered) == (3, True, before.answered)


@pytest.mark.parametrize("services", [SNAPSHOTS, MONITORS])
def test_on_a_busy_floor_no_call_is_shown_as_older_than_it_is(services: int) -> None:
    wired = Wired(seed=2, calls_per_minute=60, services=services)
    counted = 0
    for second in range(60):
        if second == 30:
            wired.lose()
            wired.run(15.0)
            wired.connect()
        wired.run(1.0)
        began = {
            ConnectionID(leg.call.call_id, int(leg.id_type), leg.connection_device_id): EPOCH + leg.call.began
            for agent in wired.server.centre.floor.agents
            for leg in agent.legs
        }
        for connection, call in wired.floor.calls.items():
            if call.ended is None and connection in began:
                assert call.began >= began[connection] - 0.25  # the step of the simulated time
                assert call.state_since >= call.began
                counted += not call.began_known and call.began < EPOCH + wired.now - 20
    assert counted > 50


# -- what the mock does not do ---------------------------------------------------------------------------------------


def found(call_id: int, device: str, state: int) -> SessionEvent:
    """A call of a device's snapshot, without its data."""
    return CallFound(device, call_id, 0, device, state, None)


def known(agent_id: str, device: str, state: int) -> SessionEvent:
    """The answer to QUERY_AGENT_STATE_REQ, which tells no time."""
    return AgentStateKnown(
        agent_id, m.QueryAgentStateConf(agent_state=state, agent_id=agent_id, agent_extension=device)
    )


def test_the_agents_time_may_be_told_after_the_call() -> None:
    bench = Bench()
    bench.tell(known("1001", A, 4))
    bench.tell(found(8801, A, 3))
    assert bench.call(8801, A).began == bench.now
    bench.wait(3)
    bench.state("1001", A, 4, state_duration=603)
    call = bench.call(8801, A)
    assert (call.began, call.state_since) == (bench.now - 603, bench.now - 603)
    assert (call.began_known, call.state_since_known) == (False, False)
    bench.state("1001", A, 10)
    bench.hold(8801, A)
    call = bench.call(8801, A)
    assert (call.began, call.began_known) == (bench.now - 603, False)
    assert (call.state_since, call.state_since_known, call.answered) == (bench.now, True, None)


def test_a_time_from_before_events_stopped_says_nothing_of_a_call_found_afterwards() -> None:
    bench = Bench()
    bench.state("1001", A, 4, state_duration=100)
    bench.tell(AskedAgain(calls=True))
    bench.tell(known("1001", A, 4))
    bench.tell(found(8801, A, 3))
    assert bench.call(8801, A).began == bench.now


def test_an_agent_whose_device_is_learnt_later_tells_the_age_too() -> None:
    bench = Bench()
    bench.state("1001", A, 4, state_duration=100)
    bench.tell(found(8801, "4711", 3))
    bench.state("1001", A, 4, agent_instrument="4711", state_duration=100)
    assert bench.call(8801, "4711").began == bench.now - 100


@pytest.mark.parametrize("cause", [50, 0xFFFF])
def test_an_event_without_a_beginning_makes_a_call_of_unknown_age(cause: int) -> None:
    bench = Bench()
    bench.begin(8801, A)
    bench.answer(8801, A, cause=cause)
    bench.hold(8802, B)
    call = bench.call(8801, A)
    assert (call.began_known, call.state_since_known) == (False, cause != 50)
    call = bench.call(8802, B)
    assert (call.began_known, call.state_since_known) == (False, True)


def test_party_data_updated_is_no_new_state_and_no_doubt_about_the_old_one() -> None:
    bench = Bench()
    bench.talk(8801, A)
    before = bench.call(8801, A)
    bench.wait(10)
    bench.answer(8801, A, cause=50)
    assert bench.call(8801, A) == before
    assert (before.began_known, before.state_since_known) == (True, True)


def test_a_new_call_under_the_id_of_a_found_one_is_another_call() -> None:
    bench = Bench()
    bench.tell(found(8801, A, 3))
    before = bench.floor
    assert call_id_reused(before, bench.floor, bench.id(8801, A)) is None
    bench.wait(5)
    bench.end(8801, A)
    bench.wait(15)
    bench.talk(8801, A)
    assert call_id_reused(before, bench.floor, ConnectionID(8801, 0, A)) == "call 8801 is another call by now"


def test_the_own_phone_found_in_conversation_on_the_agents_call_is_in_it() -> None:
    bench = Bench()
    bench.talk(8801, A)
    barge_in = Supervise(Action.BARGE_IN, Target("1001", bench.id(8801, A)))
    bench.builder.requested(barge_in, 77, bench.now)
    bench.begin(8801, OWN, 23)
    bench.ring(8801, OWN)
    bench.tell(found(8801, OWN, 3))
    bench.wait(3)
    engagement = bench.floor.engagement
    assert engagement is not None
    assert engagement.state is EngagementState.BARGED_IN
