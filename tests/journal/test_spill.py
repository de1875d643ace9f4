"""The spill file: written before the database is, wiped after it, and what is left of it comes back exactly once."""

from __future__ import annotations

import os
import shutil
import sqlite3
import threading
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest
from journal_kit import CALL, WAIT, Clock, Disk, TroubleWords, emergency, journal, rows

from app.journal.journal import Journal, JournalError
from app.journal.spill import RESERVED, AlarmSpill, Transition, from_lines, to_line
from app.model import Action, AlarmState

HISTORY = "SELECT alarm_id, from_state, to_state, who FROM alarm_history ORDER BY sequence"


def spill_of(path: Path, slot: int = 1) -> Path:
    return path.with_name(f"{path.name}.spill-{slot}")


def transition(alarm_id: int, at: float = 1_800_000_000.0) -> Transition:
    return Transition("9001", 5000, at, AlarmState.NORMAL, emergency(alarm_id), "", "")


class Held:
    """A disk on which the database's commits wait until they may go on; the spill file is not held up."""

    def __init__(self) -> None:
        self.disk, self.go_on = Disk(), threading.Event()
        self.disk.before = self._before
        self.holds = False

    def _before(self, statement: str) -> None:
        if statement.startswith("BEGIN") and self.holds:
            assert self.go_on.wait(WAIT)


def test_a_line_is_what_was_put_and_a_torn_one_ends_the_file() -> None:
    one, two = transition(1), replace(transition(2), who="9001", reason="\udc80\n", from_state=AlarmState.ACK_ACTIVE)
    data = to_line(one) + to_line(two)
    assert list(from_lines(data + b"\0" * 100)) == [one, two]
    assert list(from_lines(data[:-1])) == [one]
    assert list(from_lines(data.replace(b"Ada", b"Eve", 1))) == []
    assert list(from_lines(b"")) == list(from_lines(b"\0" * 100)) == list(from_lines(b"no line\n")) == []


def test_the_journal_s_transitions_are_there_while_the_database_is_held_up_and_gone_after(tmp_path: Path) -> None:
    path, held = tmp_path / "j.sqlite3", Held()
    with journal(path, connecting=held.disk.connecting) as written:
        written.load_alarms().result(WAIT)
        held.holds = True
        raised = written.record_alarm(None, emergency(1))
        assert written.settle_alarms(WAIT)
        (kept,) = from_lines(spill_of(path).read_bytes())
        assert (kept.alarm, kept.from_state, raised.done()) == (emergency(1), AlarmState.NORMAL, False)
        held.go_on.set()
        raised.result(WAIT)
    assert spill_of(path).read_bytes() == bytes(RESERVED)


def test_a_transition_left_behind_that_the_database_has_undoes_no_later_one(tmp_path: Path) -> None:
    """The thread of the spill file was behind: it had written the raise, the database the acknowledgement as well."""
    path = tmp_path / "j.sqlite3"
    acked = replace(emergency(1), state=AlarmState.ACK_ACTIVE, acknowledged=1_800_000_005.0)
    with journal(path) as before:
        before.load_alarms().result(WAIT)
        before.record_alarm(None, emergency(1)).result(WAIT)
        before.record_alarm(emergency(1), acked, who="9001").result(WAIT)
    spill_of(path).write_bytes(to_line(transition(1)))
    with journal(path) as after:
        (restored,) = after.load_alarms().result(WAIT).alarms
    assert restored.state is AlarmState.ACK_ACTIVE


def test_what_a_closed_journal_could_not_write_comes_back_and_is_written_once(tmp_path: Path) -> None:
    path = tmp_path / "j.sqlite3"
    acked = replace(emergency(2), state=AlarmState.ACK_ACTIVE, acknowledged=1_800_000_009.0)
    with journal(path) as before:
        before.record_alarm(None, emergency(1)).result(WAIT)
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        with journal(path, busy_seconds=0.01) as locked:
            assert locked.load_alarms().result(WAIT).alarms == (emergency(1),)
            locked.record_alarm(None, emergency(2))
            locked.record_alarm(emergency(1), replace(emergency(1), state=AlarmState.NORMAL), who="9001")
            lost = locked.record_alarm(emergency(2), acked, who="9001")
        with pytest.raises(JournalError):
            lost.result(WAIT)
        with journal(path, busy_seconds=0.01) as still_locked:
            assert still_locked.load_alarms().result(WAIT).alarms == (acked,)
        other.execute("ROLLBACK")
    for _ in range(2):
        with journal(path) as after:
            assert after.load_alarms().result(WAIT).alarms == (acked,)
    assert rows(path, HISTORY) == [
        (1, "NORMAL", "UNACK-ACTIVE", ""),
        (2, "NORMAL", "UNACK-ACTIVE", ""),
        (1, "UNACK-ACTIVE", "NORMAL", "9001"),
        (2, "UNACK-ACTIVE", "ACK-ACTIVE", "9001"),
    ]
    assert spill_of(path).read_bytes() == bytes(RESERVED)


def test_a_kill_between_the_commit_and_the_wiping_repeats_no_line(tmp_path: Path) -> None:
    path, held = tmp_path / "j.sqlite3", Held()
    acked = replace(emergency(1), state=AlarmState.ACK_ACTIVE)
    with journal(path, connecting=held.disk.connecting) as written:
        written.load_alarms().result(WAIT)
        held.holds = True
        written.record_alarm(None, emergency(1))
        last = written.record_alarm(emergency(1), acked, who="9001")
        assert written.settle_alarms(WAIT)
        shutil.copy(spill_of(path), tmp_path / "kept")
        held.go_on.set()
        last.result(WAIT)
    shutil.copy(tmp_path / "kept", spill_of(path))
    with journal(path) as after:
        assert after.load_alarms().result(WAIT).alarms == (acked,)
    assert len(rows(path, HISTORY)) == 2
    assert spill_of(path).read_bytes() == bytes(RESERVED)


def test_two_consoles_have_a_file_each_and_what_a_killed_one_left_is_taken_over(tmp_path: Path) -> None:
    path = tmp_path / "j.sqlite3"
    spill_of(path, 3).write_bytes(to_line(replace(transition(7), supervisor="9002")))
    with journal(path) as first, journal(path, "9002") as second:
        first.load_alarms().result(WAIT)
        restored = second.load_alarms().result(WAIT).alarms
        first.record_alarm(None, emergency(1)).result(WAIT)
        second.record_alarm(None, emergency(2)).result(WAIT)
        assert sorted(file.name[-7:] for file in tmp_path.glob("*.spill-*"))[:2] == ["spill-1", "spill-2"]
    with journal(path, "9002") as after:
        listed = {alarm.alarm_id for alarm in (*restored, *after.load_alarms().result(WAIT).alarms)}
    assert listed == {2, 7}
    assert not spill_of(path, 3).exists()


def test_a_file_that_is_a_link_or_a_pipe_is_passed_over(tmp_path: Path) -> None:
    path, victim = tmp_path / "j.sqlite3", tmp_path / "victim"
    victim.write_text("untouched")
    spill_of(path, 1).symlink_to(victim)
    os.mkfifo(spill_of(path, 2))
    with journal(path) as written:
        written.record_alarm(None, emergency(1)).result(WAIT)
        assert written.settle_alarms(WAIT)
    assert victim.read_text() == "untouched"
    assert spill_of(path, 3).stat().st_mode & 0o777 == 0o600


def test_a_place_that_takes_no_spill_file_holds_nothing_up(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    spill = AlarmSpill(tmp_path / "file" / "j.sqlite3")
    spill.start()
    spill.put(transition(1))
    assert spill.settle(WAIT), "tried, and nobody waits for it any more"
    assert spill.left() == ()
    (tmp_path / "file").unlink()
    spill.put(transition(2))
    assert spill.settle(WAIT)
    spill.close(WAIT)
    kept = spill_of(tmp_path / "file" / "j.sqlite3").read_bytes()
    assert [one.alarm.alarm_id for one in from_lines(kept)] == [1, 2]


def test_a_disk_that_answers_again_is_waited_for_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    spill, go_on, written = AlarmSpill(tmp_path / "j.sqlite3"), threading.Event(), os.pwrite
    seconds = [WAIT, 0.2]

    def pwrite(file: int, data: bytes, at: int) -> int:
        if data.strip(b"\0"):
            go_on.wait(seconds.pop(0))
        return written(file, data, at)

    monkeypatch.setattr(os, "pwrite", pwrite)
    spill.start()
    spill.put(transition(1))
    assert not spill.settle(0.01)
    assert not spill.settle(WAIT), "at once: the disk is known to hang"
    go_on.set()
    while not spill.settle(0.0):
        pass
    go_on.clear()
    spill.put(transition(2))
    assert spill.settle(WAIT), "it takes 0.2 s now"
    spill.close(WAIT)


def test_alarms_alone_are_not_synced_and_a_line_of_the_audit_is(tmp_path: Path) -> None:
    disk, said = Disk(), list[str]()
    modes: list[tuple[str, ...]] = []

    def before(statement: str) -> None:
        said.append(statement)
        if statement == "COMMIT":
            modes.append(tuple(s for s in said if s.startswith("PRAGMA synchronous"))[-1:])

    disk.before = before
    with journal(tmp_path / "j.sqlite3", connecting=disk.connecting) as written:
        written.load_alarms().result(WAIT)
        written.append_action(Action.CLEAR, "1004", CALL).result(WAIT)
        assert modes[-1] == ("PRAGMA synchronous = FULL",)
        written.record_alarm(None, emergency(1)).result(WAIT)
        assert modes[-1] == ("PRAGMA synchronous = NORMAL",)
        written.append_action(Action.CLEAR, "1004", CALL).result(WAIT)
        assert modes[-1] == ("PRAGMA synchronous = FULL",)


def test_a_spill_file_that_was_moved_away_is_begun_anew_with_what_the_database_lacks(tmp_path: Path) -> None:
    folder = tmp_path / "data"
    path, held = folder / "j.sqlite3", Held()
    late = Journal(path, "9001", 5000, Clock(), on_trouble=TroubleWords(), connecting=held.disk.connecting)
    late.start()
    late.load_alarms().result(WAIT)
    held.holds = True
    late.record_alarm(None, emergency(1))
    assert late.settle_alarms(WAIT)
    folder.rename(tmp_path / "elsewhere")
    late._spill.look()
    late.record_alarm(None, emergency(2))
    assert late.settle_alarms(WAIT)
    assert [one.alarm.alarm_id for one in from_lines(spill_of(path).read_bytes())] == [1, 2]
    held.go_on.set()
    assert late.close(WAIT)
