"""A full, read-only, locked or vanished disk: said in words, nothing raised, nothing lost that could be kept."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest
from journal_kit import CALL, WAIT, Disk, TroubleWords, emergency, journal, lines, verdict

from app.journal.audit_chain import head_path
from app.journal.journal import LATE_REMARK, Journal, JournalError
from app.model import Action


def fill(written: Journal, most: int = 10_000) -> int:
    """Append until the disk is full; how many lines fitted."""
    for number in range(most):
        error = written.append_action(Action.BARGE_IN, "1004" * 100, CALL).exception(WAIT)
        if error is not None:
            assert "the disk is full" in str(error)
            return number
    raise AssertionError("the disk never became full")


def test_a_full_disk_is_told_and_what_waits_is_written_when_there_is_room_again(tmp_path: Path) -> None:
    path, disk, trouble = tmp_path / "j.sqlite3", Disk(), TroubleWords()
    disk.pages = 40
    with journal(path, connecting=disk.connecting, on_trouble=trouble) as written:
        fitted = fill(written)
        assert fitted > 0
        assert "the disk is full" in (trouble.next() or "")
        assert written.trouble is not None
        # The person said: go on all the same.
        request = written.append_unaudited_action(Action.INTERCEPT, "1004" * 1000, CALL)
        outcome = written.append_outcome(request, "confirmed", 20)
        alarm = written.record_alarm(None, emergency(5))
        with pytest.raises(JournalError, match="the disk is full"):
            written.append_action(Action.BARGE_IN, "1005" * 1000, CALL).result(WAIT)
        assert [request.done(), outcome.done(), alarm.done()] == [False, False, False]
        disk.pages = 1_000_000
        written.retry()
        assert trouble.next() is None
        assert [request.result(WAIT), outcome.result(WAIT), alarm.result(WAIT)] == [fitted + 1, fitted + 2, 1]
        assert written.trouble is None
    assert verdict(path) == (0, f"floorwalker audit: the chain of {fitted + 2} lines holds\n")
    assert lines(path)[-2].outcome == LATE_REMARK
    with journal(path) as after:
        assert after.load_alarms().result(WAIT).alarms == (emergency(5),)


def test_it_recovers_by_itself(tmp_path: Path) -> None:
    path, disk, trouble = tmp_path / "j.sqlite3", Disk(), TroubleWords()
    disk.pages = 40
    with journal(path, connecting=disk.connecting, on_trouble=trouble, retry_seconds=0.01) as written:
        fill(written)
        disk.pages = 1_000_000
        while trouble.next() is not None:  # nobody asks it to try again
            continue
        assert written.append_action(Action.CLEAR, "1004", CALL).result(WAIT)


SMALL = """
import resource, signal, sys
from pathlib import Path
sys.path.insert(0, sys.argv[2])
from journal_kit import CALL, WAIT, TroubleWords, journal, verdict
from app.journal.journal import JournalError
from app.model import Action
trouble, path = TroubleWords(), Path(sys.argv[1])
with journal(path, on_trouble=trouble) as written:
    written.load_alarms().result(WAIT)
    _, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (300_000, hard))
    fitted = 0
    try:
        for fitted in range(100_000):
            written.append_action(Action.BARGE_IN, "1004" * 100, CALL).result(WAIT)
    except JournalError as error:
        assert "the journal cannot be used" in str(error), error
    assert trouble.next() is not None
    late = written.append_unaudited_action(Action.BARGE_IN, "1004", CALL)
    resource.setrlimit(resource.RLIMIT_FSIZE, (hard, hard))
    written.retry()
    while trouble.next() is not None:
        continue
    late.result(WAIT)
print(fitted + 1, *verdict(path))
"""


def test_a_file_that_the_system_lets_grow_no_further(tmp_path: Path) -> None:
    path = tmp_path / "j.sqlite3"
    done = subprocess.run(
        [sys.executable, "-c", SMALL, str(path), str(Path(__file__).parent)],
        capture_output=True,
        text=True,
        timeout=120,
    )
    assert done.returncode == 0, done.stderr
    written, status, words = done.stdout.split(maxsplit=2)
    assert (status, words) == ("0", f"floorwalker audit: the chain of {written} lines holds\n\n")
    assert int(written) > 1


def test_a_read_only_journal_still_restores_alarms(tmp_path: Path) -> None:
    path, disk, trouble = tmp_path / "j.sqlite3", Disk(), TroubleWords()
    with journal(path) as before:
        before.record_alarm(None, emergency(1)).result(WAIT)
    disk.read_only = True
    with journal(path, connecting=disk.connecting, on_trouble=trouble) as written:
        assert "it is read-only" in (trouble.next() or "")
        restored = written.load_alarms().result(WAIT)
        assert restored.alarms == (emergency(1),)
        assert restored.next_alarm_id == written.spare_alarm_id > 1_000_000_000
        with pytest.raises(JournalError, match="read-only"):
            written.append_action(Action.CLEAR, "1004", CALL).result(WAIT)
        disk.read_only = False
        written.retry()
        written.append_action(Action.CLEAR, "1004", CALL).result(WAIT)
    assert len(lines(path)) == 1


def test_a_lock_of_another_program_is_told_and_waited_out(tmp_path: Path) -> None:
    path, trouble = tmp_path / "j.sqlite3", TroubleWords()
    with journal(path, on_trouble=trouble, busy_seconds=0.01) as written:
        written.append_action(Action.CLEAR, "1004", CALL).result(WAIT)
        with closing(sqlite3.connect(path, isolation_level=None)) as other:
            other.execute("BEGIN IMMEDIATE")
            with pytest.raises(JournalError, match="another program has locked it"):
                written.append_action(Action.CLEAR, "1005", CALL).result(WAIT)
            kept = written.record_alarm(None, emergency(1))
            assert "locked" in (trouble.next() or "")
            other.execute("ROLLBACK")
        written.retry()
        assert kept.result(WAIT) == 1
        assert trouble.next() is None
    assert [line.agent_id for line in lines(path)] == ["1004"]


def test_a_place_that_cannot_be_written_at_all(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    trouble = TroubleWords()
    with journal(tmp_path / "file" / "j.sqlite3", on_trouble=trouble) as written:
        assert "the journal cannot be used" in (trouble.next() or "")
        with pytest.raises(JournalError, match="the journal cannot be used"):
            written.append_action(Action.CLEAR, "1004", CALL).result(WAIT)
        loading = written.load_alarms()
        (tmp_path / "file").unlink()
        written.retry()
        assert loading.result(WAIT).alarms == ()
        assert trouble.next() is None


def test_what_could_never_be_written_fails_when_the_journal_is_closed(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    with journal(tmp_path / "file" / "j.sqlite3") as written:
        kept = written.record_alarm(None, emergency(1))
    with pytest.raises(JournalError, match="closed before"):
        kept.result(WAIT)


def test_a_journal_that_was_deleted_meanwhile_is_begun_anew_and_the_loss_shows(tmp_path: Path) -> None:
    path = tmp_path / "j.sqlite3"
    with journal(path) as written:
        for agent in ("1001", "1002", "1003"):
            written.append_action(Action.CLEAR, agent, CALL).result(WAIT)
        for file in tmp_path.glob("j.sqlite3*"):
            if file != head_path(path):
                file.unlink()
        written.append_action(Action.CLEAR, "1004", CALL).result(WAIT)
        assert [line.agent_id for line in lines(path)] == ["1004"]
    assert verdict(path)[0] == 1


def test_a_damaged_file_is_said_to_be_damaged_and_left_alone(tmp_path: Path) -> None:
    path, trouble = tmp_path / "j.sqlite3", TroubleWords()
    path.write_bytes(b"not a database " * 1000)
    with journal(path, on_trouble=trouble) as written:
        assert "it is damaged, or not a journal" in (trouble.next() or "")
        with pytest.raises(JournalError, match="damaged"):
            written.append_action(Action.CLEAR, "1004", CALL).result(WAIT)
    assert path.read_bytes() == b"not a database " * 1000


def test_a_callback_that_fails_harms_nothing(tmp_path: Path) -> None:
    def fails(_trouble: str | None) -> None:
        raise RuntimeError("the callback")

    disk = Disk()
    disk.pages = 40
    with journal(tmp_path / "j.sqlite3", connecting=disk.connecting, on_trouble=fails) as written:
        fill(written)
        disk.pages = 1_000_000
        assert written.append_action(Action.CLEAR, "1004", CALL).result(WAIT)


def test_a_head_file_that_cannot_be_written_costs_no_line(tmp_path: Path) -> None:
    path = tmp_path / "j.sqlite3"
    head_path(path).mkdir()
    with journal(path) as written:
        assert written.append_action(Action.CLEAR, "1004", CALL).result(WAIT) == 1
    status, words = verdict(path)
    assert (status, "head file cannot be read" in words) == (0, True)
