"""The wall clock is set while the console runs: ages, guards and timeouts go on, and nothing is swallowed."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from datetime import datetime
from pathlib import Path

import pytest
from worker_kit import Screen, settings_for

from app.clock import WallWatch, elapsed, steady
from app.floor import FloorBuilder
from app.journal.schema import open_reading
from app.model import (
    Acknowledge,
    Action,
    Alarm,
    AlarmKind,
    AlarmState,
    ClockStep,
    EngagementState,
    Floor,
    Me,
    Supervise,
    Target,
    wall_time,
)
from app.text import time_of_day
from app.ui.notifications import Notifications
from app.worker.alarm_recorder import in_steady_time, in_wall_time
from app.worker.worker import Worker
from protocol.mock.run import ThreadedServer
from protocol.wire.enums import LocalConnectionState

A_WHILE = 10.0
"""Seconds after which a second press is one of its own."""
BACK, HOUR_BACK, ON = -30.0, -3600.0, 30.0


class Clocks:
    """A steady clock that can be moved on, and a wall clock that can be set."""

    def __init__(self) -> None:
        self.passed = self.correction = 0.0

    def steady(self) -> float:
        return steady() + self.passed

    def wall(self) -> float:
        return self.steady() + self.correction


class Desk:
    """A worker against a quiet centre, whose wall clock is set at will."""

    def __init__(self, server: ThreadedServer, place: Path) -> None:
        self.server, self.screen, self.clocks = server, Screen(), Clocks()
        settings = settings_for(server)
        self.path = place / "journal.sqlite3"
        journal = settings.journal.model_copy(update={"path": str(self.path)})
        self.worker = Worker(
            settings.model_copy(update={"journal": journal}), clock=self.clocks.steady, wall=self.clocks.wall
        )
        self.worker.start(self.screen)
        self.screen.until(lambda floor: len(floor.agents) == 36 and not floor.agents_stale and not floor.calls_stale)

    def set_clock(self, correction: float) -> None:
        self.clocks.correction = correction
        self.screen.until(
            lambda floor: floor.clock_steps and floor.clock_steps[-1].correction == pytest.approx(correction, abs=0.1)
        )

    def emergency(self, agent_id: str) -> Alarm:
        self.server.call(lambda mock: mock.raise_emergency(agent_id))
        return self.alarm(agent_id, AlarmState.UNACK_ACTIVE)

    def alarm(self, agent_id: str, state: AlarmState) -> Alarm:
        def found(floor: Floor) -> list[Alarm]:
            return [
                a for a in floor.alarms if a.kind is AlarmKind.EMERGENCY and a.agent_id == agent_id and a.state is state
            ]

        return found(self.screen.until(found))[0]

    def written(self, alarm_id: int) -> list[tuple[str, str]]:
        with closing(open_reading(self.path)) as db:
            return db.execute(
                "SELECT at, to_state FROM alarm_history WHERE alarm_id = ? ORDER BY sequence", (alarm_id,)
            ).fetchall()


@pytest.fixture
def desk(quiet: ThreadedServer, tmp_path: Path) -> Iterator[Desk]:
    desk = Desk(quiet, tmp_path)
    yield desk
    desk.worker.stop("the test is over")
    desk.worker.join(20)


@pytest.mark.parametrize("correction", [BACK, HOUR_BACK, ON])
def test_an_emergency_that_is_repeated_after_the_clock_was_set_rings_again(desk: Desk, correction: float) -> None:
    bell = Notifications()
    alarm = desk.emergency("1001")
    assert bell.ring(desk.screen.floor, desk.clocks.steady())
    desk.worker.submit(Acknowledge(alarm.alarm_id))
    desk.alarm("1001", AlarmState.ACK_ACTIVE)
    assert not bell.ring(desk.screen.floor, desk.clocks.steady())
    desk.set_clock(correction)
    desk.clocks.passed += A_WHILE
    again = desk.emergency("1001")
    assert again.alarm_id == alarm.alarm_id
    assert again.count == 2
    assert bell.ring(desk.screen.floor, desk.clocks.steady())
    assert 0 <= desk.clocks.steady() - again.last_raised < 20

    desk.worker.stop("the test looks into the journal")
    desk.worker.join(20)
    states = [state for _, state in desk.written(alarm.alarm_id)]
    assert states == ["UNACK-ACTIVE", "ACK-ACTIVE", "UNACK-ACTIVE"]
    at = datetime.fromisoformat(desk.written(alarm.alarm_id)[-1][0]).timestamp()
    assert at == pytest.approx(desk.clocks.wall(), abs=20)


def test_that_the_clock_was_set_is_in_the_event_log_and_times_of_day_follow(desk: Desk) -> None:
    alarm = desk.emergency("1001")
    before = time_of_day(alarm.raised, desk.screen.floor.clock_steps)
    desk.set_clock(HOUR_BACK)
    floor = desk.screen.floor
    assert [n.text for n in floor.notes if "clock" in n.text] == [
        "this computer's clock was set back by 1:00:00: ages go on"
    ]
    assert time_of_day(alarm.raised, floor.clock_steps) == before
    shown = wall_time(desk.clocks.steady(), floor.clock_steps)
    assert shown == pytest.approx(desk.clocks.wall(), abs=0.5)


@pytest.mark.parametrize("correction", [HOUR_BACK, ON])
def test_a_barge_in_outlives_a_clock_that_is_set(desk: Desk, correction: float) -> None:
    desk.server.call(lambda mock: mock.call_for("1001"))
    desk.screen.until(lambda floor: any(c.state == LocalConnectionState.LCS_CONNECT for c in floor.calls_of("1001")))
    alarm = desk.emergency("1001")
    desk.worker.submit(Supervise(Action.BARGE_IN, Target("1001", alarm.connection)))
    desk.screen.engaged(EngagementState.BARGED_IN)
    desk.set_clock(correction)
    engagement = desk.screen.floor.engagement
    assert engagement is not None
    assert engagement.state is EngagementState.BARGED_IN
    desk.worker.submit(Supervise(Action.CLEAR, Target("1001", engagement.connection)))
    desk.screen.engaged(EngagementState.CLEARED)


def test_the_restart_after_a_clock_was_set_back_lists_the_emergency_with_an_age_that_grows(
    desk: Desk, quiet: ThreadedServer, tmp_path: Path
) -> None:
    alarm = desk.emergency("1001")
    desk.worker.stop("the console ends")
    desk.worker.join(20)
    an_hour_ago = desk.clocks.steady() + HOUR_BACK
    builder = FloorBuilder(Me("9001"))
    read = in_steady_time(alarm, (), an_hour_ago)
    builder.restore((read,), alarm.alarm_id + 1, an_hour_ago)
    (restored,) = builder.snapshot(an_hour_ago + 5).alarms
    assert restored.raised <= an_hour_ago
    assert an_hour_ago + 5 - restored.raised < 60


def test_times_are_written_as_the_wall_clock_said_and_read_back_the_same() -> None:
    steps = (ClockStep(100.0, -30.0), ClockStep(200.0, 5.0))
    assert [wall_time(at, steps) for at in (50.0, 100.0, 199.0, 200.0)] == [50.0, 70.0, 169.0, 205.0]
    alarm = Alarm(
        1, AlarmKind.EMERGENCY, AlarmState.SHELVED, 50.0, last_raised=150.0, acknowledged=160.0, raises=(50.0, 150.0),
        shelved_until=400.0,
    )  # fmt: skip
    written = in_wall_time(alarm, steps)
    assert (written.raised, written.last_raised, written.acknowledged) == (50.0, 120.0, 130.0)
    assert written.raises == (50.0, 120.0)
    assert written.shelved_until == 405.0
    read = in_steady_time(written, (), 1000.0)
    assert read == written
    read = in_steady_time(written, steps, 1000.0)
    assert read.shelved_until == 400.0


def test_the_watch_tells_each_setting_once_and_no_drift() -> None:
    now, wall = [1000.0], [1000.0]
    watch = WallWatch(lambda: now[0], lambda: wall[0])
    assert watch.look() is None
    wall[0] += 0.4
    assert watch.look() is None
    wall[0] = 970.0
    assert watch.look() == -30.0
    assert watch.look() is None
    wall[0] = 1000.0
    assert watch.look() == 0.0


def test_the_steady_clock_begins_as_the_wall_clock_and_goes_on_as_elapsed_time() -> None:
    first, began = steady(), elapsed()
    assert steady() - first == pytest.approx(elapsed() - began, abs=0.5)
