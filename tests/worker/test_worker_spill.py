"""What is shown survives a kill at that moment, whatever the journal's disk does (a lock, a full disk, a slow sync)."""

from __future__ import annotations

import os
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest
from worker_kit import SECONDS, Disk, Screen, settings_for

from app.model import Acknowledge, AlarmKind, AlarmState, Floor
from app.worker import alarm_recorder
from app.worker.worker import Worker
from protocol.mock.run import ThreadedServer

CONSOLE = """
import sqlite3, sys, threading, time
from app.config.model import Settings
from app.worker.worker import Worker

port, trouble = int(sys.argv[1]), sys.argv[2]
settings = Settings(server={"side_a": f"127.0.0.1:{port}"}, supervisor={"agent_id": "9001"})

class Connection(sqlite3.Connection):
    def execute(self, sql, *parameters):
        if trouble == "slow" and sql == "COMMIT" and known.is_set():
            threading.Event().wait(60)  # a sync that takes a minute
        if trouble == "full" and known.is_set():
            super().execute("PRAGMA max_page_count = 1")
        return super().execute(sql, *parameters)

def connecting(path):
    return sqlite3.connect(path, isolation_level=None, check_same_thread=False, factory=Connection)

known, shown = threading.Event(), threading.Event()

def on_floor(floor):
    if floor.agents and not floor.agents_stale and not known.is_set():
        known.set()
        print("open", flush=True)
    if len(floor.emergencies()) == 30 and not shown.is_set():
        shown.set()
        print("shown", flush=True)
        time.sleep(60)  # to be killed here, in the worker's own thread: nothing more is done for the alarm

Worker(settings, connecting=connecting).start(on_floor)
sys.stdin.read()
"""


@contextmanager
def locked(path: Path) -> Iterator[None]:
    """Another program holds the journal's lock."""
    with closing(sqlite3.connect(path, isolation_level=None, timeout=SECONDS)) as other:
        other.execute("BEGIN IMMEDIATE")
        yield
        other.execute("ROLLBACK")


def killed_when_shown(server: ThreadedServer, path: Path, trouble: str) -> None:
    """A console is killed in the moment in which thirty emergencies are shown."""
    for number in range(1001, 1031):
        server.call(lambda mock, agent_id=str(number): mock.call_for(agent_id))
    console = subprocess.Popen(
        [sys.executable, "-c", CONSOLE, str(server.port), trouble],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env=dict(os.environ),
    )  # fmt: skip
    assert console.stdout is not None
    try:
        assert console.stdout.readline() == "open\n"
        with locked(path) if trouble == "locked" else closing(sqlite3.connect(path)):
            for number in range(1001, 1031):
                server.call(lambda mock, agent_id=str(number): mock.raise_emergency(agent_id))
            assert console.stdout.readline() == "shown\n"
            console.send_signal(signal.SIGKILL)
            assert console.wait(SECONDS) == -signal.SIGKILL
    finally:
        if console.poll() is None:
            console.kill()
        console.communicate()


@pytest.mark.parametrize("trouble", ["none", "slow", "full", "locked"])
def test_emergencies_that_were_shown_are_there_after_a_kill(
    quiet: ThreadedServer, journal_path: Path, trouble: str
) -> None:
    killed_when_shown(quiet, journal_path, trouble)
    screen = Screen()
    worker = Worker(settings_for(quiet))
    worker.start(screen)
    floor = screen.until(lambda floor: len(floor.emergencies()) == 30 and floor.agents and not floor.agents_stale)
    assert {alarm.agent_id for alarm in floor.emergencies()} == {str(number) for number in range(1001, 1031)}
    assert {alarm.state for alarm in floor.emergencies()} == {AlarmState.UNACK_ACTIVE}
    worker.stop("test over")
    worker.join(SECONDS)
    with closing(sqlite3.connect(journal_path)) as db:
        raised = db.execute("SELECT agent_id FROM alarm_history WHERE kind = 'EMERGENCY' AND from_state = 'NORMAL'")
        agents = [agent_id for (agent_id,) in raised]
    assert sorted(agents) == sorted({str(number) for number in range(1001, 1031)}), "each once"
    spill = journal_path.with_name(journal_path.name + ".spill-1").read_bytes()
    assert not spill.strip(b"\0"), "what the database has is wiped"


def test_what_the_spill_file_has_is_shown_before_the_database_answers_and_goes_on(
    quiet: ThreadedServer, journal_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    killed_when_shown(quiet, journal_path, "locked")
    monkeypatch.setattr(alarm_recorder, "RESTORE_WAIT", 0.05)
    disk, screen = Disk(), Screen()
    disk.answers.clear()
    worker = Worker(settings_for(quiet), connecting=disk.connecting)
    worker.start(screen)
    first = screen.until(lambda floor: len(floor.emergencies()) == 30).emergencies()[0]
    worker.submit(Acknowledge(first.alarm_id))
    screen.until(lambda floor: acknowledged(floor) == [first.alarm_id])
    disk.answers.set()
    worker.stop("test over")
    worker.join(SECONDS)
    screen = Screen()
    worker = Worker(settings_for(quiet))
    worker.start(screen)
    floor = screen.until(lambda floor: len(floor.emergencies()) == 30)
    assert acknowledged(floor) == [first.alarm_id], "what was done later is not undone by what the spill file had"
    worker.stop("test over")
    worker.join(SECONDS)


def acknowledged(floor: Floor) -> list[int]:
    return [alarm.alarm_id for alarm in floor.emergencies() if alarm.acknowledged is not None]


def test_a_journal_that_is_deleted_is_an_alarm_until_it_is_acknowledged_and_costs_no_alarm(
    quiet: ThreadedServer, journal_path: Path
) -> None:
    quiet.call(lambda mock: mock.call_for("1001"))
    screen = Screen()
    worker = Worker(settings_for(quiet))
    worker.start(screen)
    screen.until(lambda floor: floor.agents and not floor.agents_stale)
    quiet.call(lambda mock: mock.raise_emergency("1001"))
    screen.until(lambda floor: floor.emergencies())
    for file in journal_path.parent.glob(f"{journal_path.name}*"):
        file.unlink()
    floor = screen.until(lambda floor: any(alarm.kind is AlarmKind.JOURNAL for alarm in floor.alarms))
    (lost,) = (alarm for alarm in floor.alarms if alarm.kind is AlarmKind.JOURNAL)
    assert lost.text.startswith("lost: the file was deleted, moved or replaced")
    worker.submit(Acknowledge(lost.alarm_id))
    screen.until(lambda floor: all(alarm.kind is not AlarmKind.JOURNAL for alarm in floor.alarms))
    worker.stop("test over")
    worker.join(SECONDS)
    screen, worker = Screen(), Worker(settings_for(quiet))
    worker.start(screen)
    floor = screen.until(lambda floor: floor.emergencies())
    assert [alarm.agent_id for alarm in floor.emergencies()] == ["1001"]
    worker.stop("test over")
    worker.join(SECONDS)
