"""Alarms and acknowledgements survive kill -9: after a restart the same unacknowledged alarms are listed."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from worker_kit import SECONDS, Disk, Screen, settings_for

from app.model import Acknowledge, Alarm, AlarmState, Floor
from app.worker import alarm_recorder
from app.worker.worker import Worker
from protocol.mock.run import ThreadedServer

CONSOLE = """
import sys, threading
from app.config.model import Settings
from app.model import Acknowledge
from app.worker.worker import Worker

port, agents = int(sys.argv[1]), sys.argv[2:]
settings = Settings(server={"side_a": f"127.0.0.1:{port}"}, supervisor={"agent_id": "9001"})
worker, news, floors = Worker(settings), threading.Condition(), []

def on_floor(floor):
    with news:
        floors.append(floor)
        news.notify_all()

def until(condition):
    with news:
        assert news.wait_for(lambda: floors and condition(floors[-1]), 60)
        return floors[-1]

worker.start(on_floor)
until(lambda floor: floor.agents and not floor.agents_stale)
print("open", flush=True)
floor = until(lambda floor: len(floor.emergencies()) == len(agents))
first = next(alarm for alarm in floor.alarms if alarm.agent_id == agents[0])
worker.submit(Acknowledge(first.alarm_id))
until(lambda floor: any(alarm.acknowledged for alarm in floor.alarms))
worker._journal.retry().result(60)
print("killable", flush=True)
sys.stdin.read()
"""


@pytest.fixture
def killed(quiet: ThreadedServer, journal_path: Path) -> Iterator[list[str]]:
    """A console that saw three emergencies, acknowledged the first, and was killed; the agents in that order."""
    agents = ["1001", "1002", "1003"]
    for agent_id in agents:
        quiet.call(lambda mock, agent_id=agent_id: mock.call_for(agent_id))
    console = subprocess.Popen(
        [sys.executable, "-c", CONSOLE, str(quiet.port), *agents],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env=dict(os.environ),
    )  # fmt: skip
    try:
        assert console.stdout is not None
        assert console.stdout.readline() == "open\n"
        for agent_id in agents:
            quiet.call(lambda mock, agent_id=agent_id: mock.raise_emergency(agent_id))
        assert console.stdout.readline() == "killable\n"
        console.send_signal(signal.SIGKILL)
        assert console.wait(SECONDS) == -signal.SIGKILL
    finally:
        if console.poll() is None:
            console.kill()
        console.communicate()
    return agents  # type: ignore[return-value]


def restart(server: ThreadedServer, disk: Disk | None = None) -> tuple[Worker, Screen]:
    screen = Screen()
    worker = Worker(settings_for(server), connecting=(disk or Disk()).connecting)
    worker.start(screen)
    return worker, screen


def end(worker: Worker) -> None:
    worker.stop("test over")
    worker.join(SECONDS)


def listed(floor: Floor) -> dict[str | None, AlarmState]:
    return {alarm.agent_id: alarm.state for alarm in floor.emergencies()}


def found(floor: Floor) -> bool:
    return bool(floor.agents) and not floor.agents_stale and bool(floor.calls)


def test_the_same_list_is_there_again_and_goes_on(quiet: ThreadedServer, killed: list[str]) -> None:
    worker, screen = restart(quiet)
    floor = screen.until(lambda floor: len(floor.emergencies()) == 3 and len(floor.calls) == 3 and found(floor))
    assert listed(floor) == {
        "1001": AlarmState.ACK_ACTIVE, "1002": AlarmState.UNACK_ACTIVE, "1003": AlarmState.UNACK_ACTIVE,
    }  # fmt: skip
    by_agent: dict[str | None, Alarm] = {alarm.agent_id: alarm for alarm in floor.alarms}
    assert all(by_agent[agent].connection in floor.calls for agent in killed)
    assert all(by_agent[agent].count == 1 for agent in killed), "found again is not raised again"
    # A new one has an id of its own, and acknowledging goes on where it was.
    quiet.call(lambda mock: mock.call_for("1004"))
    quiet.call(lambda mock: mock.raise_emergency("1004"))
    floor = screen.until(lambda floor: len(floor.emergencies()) == 4)
    assert len({alarm.alarm_id for alarm in floor.alarms}) == 4
    worker.submit(Acknowledge(by_agent["1002"].alarm_id))
    screen.until(lambda floor: listed(floor)["1002"] is AlarmState.ACK_ACTIVE)
    end(worker)
    worker, screen = restart(quiet)
    floor = screen.until(lambda floor: len(floor.emergencies()) == 4)
    assert [state for _, state in sorted(listed(floor).items(), key=str)] == [
        AlarmState.ACK_ACTIVE, AlarmState.ACK_ACTIVE, AlarmState.UNACK_ACTIVE, AlarmState.UNACK_ACTIVE,
    ]  # fmt: skip
    end(worker)


def test_what_was_over_meanwhile_says_so_and_stays_until_it_is_acknowledged(
    quiet: ThreadedServer, killed: list[str]
) -> None:
    for agent_id in killed[:2]:
        quiet.call(
            lambda mock, agent_id=agent_id: mock.do(
                lambda c: c.floor.switch.close(c.floor.by_id[agent_id].legs[0].call)
            )
        )
    worker, screen = restart(quiet)
    floor = screen.until(lambda floor: len(floor.emergencies()) == 2 and found(floor) and listed(floor)["1002"]
                         is AlarmState.UNACK_CLEARED)  # fmt: skip
    assert listed(floor) == {"1002": AlarmState.UNACK_CLEARED, "1003": AlarmState.UNACK_ACTIVE}
    over = next(alarm for alarm in floor.alarms if alarm.agent_id == "1002")
    assert over.cleared_reason == "its call was over when the console was started again"
    end(worker)


def test_a_disk_that_does_not_answer_delays_neither_the_session_nor_the_alarms_for_good(
    quiet: ThreadedServer, killed: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(alarm_recorder, "RESTORE_WAIT", 0.05)
    disk = Disk()
    disk.answers.clear()
    worker, screen = restart(quiet, disk)
    quiet.call(lambda mock: mock.call_for("1004"))
    screen.until(found)
    quiet.call(lambda mock: mock.raise_emergency("1004"))
    floor = screen.until(lambda floor: "1004" in listed(floor))
    new = next(alarm for alarm in floor.alarms if alarm.agent_id == "1004")
    disk.answers.set()
    floor = screen.until(lambda floor: set(killed) <= set(listed(floor)))
    assert [alarm.alarm_id for alarm in floor.alarms].count(new.alarm_id) == 1
    assert new.alarm_id > 1_000_000_000_000, "made from the time: nobody else has it"
    end(worker)
