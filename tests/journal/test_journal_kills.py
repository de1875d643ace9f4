"""What was reported to be on disk is there after kill -9, and two consoles on one file keep one chain.

``JOURNAL_KILLS=500`` in the environment kills five hundred times rather than ten.
"""

from __future__ import annotations

import os
import random
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path

from journal_kit import WAIT, journal, lines, rows, verdict

KILLS = int(os.environ.get("JOURNAL_KILLS", "10"))


def writer(path: Path, supervisor: str, rounds: int, mode: str) -> subprocess.Popen[str]:
    """A writing process that is ready and waits for its line."""
    command = [sys.executable, str(Path(__file__).with_name("journal_writer.py"))]
    process = subprocess.Popen(
        [*command, str(path), supervisor, str(rounds), mode], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    assert process.stdout is not None
    assert process.stdout.readline() == "ready\n"
    return process


def go(process: subprocess.Popen[str]) -> None:
    assert process.stdin is not None
    process.stdin.write("go\n")
    process.stdin.flush()


def killed(process: subprocess.Popen[str], chance: random.Random) -> list[str]:
    """Kill the process somewhere in the middle of its writing; all that it had said."""
    go(process)
    assert process.stdout is not None
    said = [process.stdout.readline() for _ in range(chance.randrange(40))]
    for _ in range(chance.randrange(20_000)):
        pass  # the writer goes on meanwhile: any point of a write may be hit
    process.kill()
    rest = process.stdout.read()  # not communicate(): that would pass by what readline() has buffered
    process.communicate()
    # A line that was cut off in the middle was not said.
    return [line for line in [*said, *rest.splitlines(keepends=True)] if line.endswith("\n")]


def check(path: Path, said: Iterable[str]) -> None:
    status, words = verdict(path)
    assert status == 0, words
    assert rows(path, "PRAGMA integrity_check") == [("ok",)]
    audit = {line.sequence: line for line in lines(path)}
    alarms: dict[int, set[str]] = {}
    for kind, number, what in (line.split() for line in said):
        if kind == "alarm":
            alarms.setdefault(int(number), set()).add(what)
        else:
            assert (audit[int(number)].kind, audit[int(number)].agent_id) == (kind, what)
    with journal(path) as after:
        restored = after.load_alarms().result(WAIT)
    states = {alarm.alarm_id: alarm.state.value for alarm in restored.alarms}
    for alarm_id, reported in alarms.items():
        # The state reported last, or one that was written right after and could not be reported any more.
        assert states[alarm_id] == "ACK-ACTIVE" if "ACK-ACTIVE" in reported else alarm_id in states
    assert restored.next_alarm_id > max(states, default=0)


def test_kill_9_at_random_points_loses_nothing_that_was_told(tmp_path: Path) -> None:
    path = tmp_path / "journal.sqlite3"
    chance = random.Random(20260131)
    said: list[str] = []
    for number in range(KILLS):
        process = writer(path, "9001", 0, "DELETE" if number % 3 == 2 else "WAL")
        said += killed(process, chance)
        check(path, said)
    assert any(line.startswith("outcome") for line in said)


def test_two_consoles_on_one_file_keep_one_chain(tmp_path: Path) -> None:
    path = tmp_path / "journal.sqlite3"
    both = [writer(path, supervisor, 60, "WAL") for supervisor in ("9001", "9002")]
    for process in both:
        go(process)
    said = [process.communicate()[0] for process in both]
    assert [process.returncode for process in both] == [0, 0]
    audit = lines(path)
    assert verdict(path) == (0, "floorwalker audit: the chain of 240 lines holds\n")
    for supervisor, reported in zip(("9001", "9002"), said, strict=True):
        sequences = [line.sequence for line in audit if line.supervisor == supervisor]
        numbers = [int(line.split()[1]) for line in reported.splitlines() if not line.startswith("alarm")]
        assert sequences == sorted(numbers)
        assert len(sequences) == 120
    assert len(rows(path, "SELECT DISTINCT alarm_id FROM alarm_history")) == 120  # no id twice


def test_a_console_and_one_that_is_killed_share_the_file(tmp_path: Path) -> None:
    path = tmp_path / "journal.sqlite3"
    dying, living = writer(path, "9001", 0, "WAL"), writer(path, "9002", 30, "WAL")
    go(living)
    said = killed(dying, random.Random(7))
    living.communicate()
    assert living.returncode == 0
    check(path, [line for line in said if not line.startswith("alarm")])
    assert len([line for line in lines(path) if line.supervisor == "9002"]) == 60
