"""The journal is taken away while in use: noticed without a write, told once; the new one has the open alarms."""

from __future__ import annotations

import os
import shutil
import sqlite3
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest
from journal_kit import CALL, WAIT, TroubleWords, emergency, journal, verdict

from app.journal.file_watch import DAMAGED, TAKEN, WAL_DAMAGED, WAL_TAKEN
from app.journal.wal import inspect, wal_path
from app.model import Action, AlarmState


def take_away(path: Path, how: str) -> None:
    match how:
        case "deleted":
            for file in path.parent.glob(f"{path.name}*"):
                file.unlink()
        case "moved":
            path.parent.rename(path.parent.with_name("elsewhere"))
        case "replaced":
            copy = path.with_name("copy")
            shutil.copy(path, copy)
            os.replace(copy, path)
        case "wal deleted":
            wal_path(path).unlink()
        case "wal overwritten":
            wal_path(path).write_bytes(b"garbage " * 4000)
        case "wal emptied":
            os.truncate(wal_path(path), 0)
        case "wal cut in half":
            os.truncate(wal_path(path), wal_path(path).stat().st_size // 2)
        case "wal last frame overwritten":
            with wal_path(path).open("r+b") as file:
                file.seek(inspect(wal_path(path)).size - 4096)
                file.write(b"garbage " * 512)
        case "wal last frame and its header overwritten":
            with wal_path(path).open("r+b") as file:
                file.seek(inspect(wal_path(path)).size - 4096 - 24)
                file.write(b"garbage " * 515)
        case "emptied":
            os.truncate(path, 0)
        case "overwritten":
            path.write_bytes(b"garbage " * 512)
        case "cut in half":
            os.truncate(path, path.stat().st_size // 2)
        case "wal frames overwritten":
            with wal_path(path).open("r+b") as file:
                file.seek(32 + 24 + 100)
                file.write(b"garbage")


@pytest.mark.parametrize(
    "how",
    [
        "deleted",
        "moved",
        "replaced",
        "wal deleted",
        "wal overwritten",
        "wal frames overwritten",
        "wal emptied",
        "wal cut in half",
        "wal last frame overwritten",
        "wal last frame and its header overwritten",
    ],
)
def test_it_is_noticed_and_the_open_alarms_are_written_again(tmp_path: Path, how: str) -> None:
    path, lost = tmp_path / "data" / "j.sqlite3", TroubleWords()
    acked = replace(emergency(1), state=AlarmState.ACK_ACTIVE)
    with journal(path, on_loss=lost) as written:
        written.load_alarms().result(WAIT)
        written.record_alarm(None, emergency(1)).result(WAIT)
        written.record_alarm(emergency(1), acked).result(WAIT)
        written.record_alarm(None, emergency(2)).result(WAIT)
        written.record_alarm(emergency(2), replace(emergency(2), state=AlarmState.NORMAL)).result(WAIT)
        take_away(path, how)
        words = TAKEN if not how.startswith("wal") else WAL_TAKEN if how == "wal deleted" else WAL_DAMAGED
        assert lost.next() == words
        later = emergency(3)
        written.record_alarm(None, later).result(WAIT)
        with closing(sqlite3.connect(path)) as db:
            assert db.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        assert lost.words.empty(), "told once"
    with journal(path) as after:
        restored = after.load_alarms().result(WAIT)
    assert restored.alarms == (acked, later)
    assert restored.next_alarm_id > 3, "no id of an open alarm is given out again"


@pytest.mark.parametrize("how", ["emptied", "overwritten", "cut in half"])
def test_a_damaged_file_is_kept_and_a_new_one_has_the_open_alarms(tmp_path: Path, how: str) -> None:
    path, lost, trouble = tmp_path / "j.sqlite3", TroubleWords(), TroubleWords()
    with journal(path) as before:
        before.load_alarms().result(WAIT)
        before.append_action(Action.CLEAR, "1004", CALL).result(WAIT)
        before.record_alarm(None, emergency(1)).result(WAIT)
    with journal(path, on_loss=lost, on_trouble=trouble) as written:
        written.load_alarms().result(WAIT)
        take_away(path, how)
        if how != "emptied":  # noticed where it is read
            written.record_alarm(None, emergency(2)).result(WAIT)
        assert lost.next() == DAMAGED.format("j.sqlite3.damaged-1")
        written.record_alarm(None, emergency(3)).result(WAIT)
    assert (tmp_path / "j.sqlite3.damaged-1").exists()
    assert trouble.words.empty(), "nothing was unwritten"
    with journal(path) as after:
        listed = [alarm.alarm_id for alarm in after.load_alarms().result(WAIT).alarms]
    assert listed == [1, 3] if how == "emptied" else [1, 2, 3]
    assert verdict(path)[0] == 1, "the head file knows of the audit that was in the old one"


def test_a_file_that_is_damaged_at_the_start_is_left_as_it_is(tmp_path: Path) -> None:
    path, trouble = tmp_path / "notes.txt", TroubleWords()
    path.write_text("not a journal " * 500)
    with journal(path, on_trouble=trouble):
        assert "it is damaged, or not a journal" in str(trouble.next())
    assert path.read_text() == "not a journal " * 500
    assert not list(tmp_path.glob("*damaged*"))


def test_a_write_ahead_file_that_is_damaged_just_before_the_end_costs_nothing(tmp_path: Path) -> None:
    path, lost = tmp_path / "j.sqlite3", TroubleWords()
    with journal(path, on_loss=lost) as written:
        written.load_alarms().result(WAIT)
        written.record_alarm(None, emergency(1)).result(WAIT)
        take_away(path, "wal last frame overwritten")
    assert lost.next() == WAL_DAMAGED
    with journal(path) as after:
        assert after.load_alarms().result(WAIT).alarms == (emergency(1),)


def test_a_write_ahead_file_that_is_overwritten_while_nothing_happens_is_noticed(tmp_path: Path) -> None:
    path, lost = tmp_path / "j.sqlite3", TroubleWords()
    with journal(path, on_loss=lost) as written:
        written.load_alarms().result(WAIT)
        written.record_alarm(None, emergency(1)).result(WAIT)
        with closing(sqlite3.connect(path)) as other:
            (wanted,) = other.execute("SELECT value FROM counters WHERE name = 'probe'").fetchone()
            while other.execute("SELECT value FROM counters WHERE name = 'probe'").fetchone()[0] == wanted:
                assert lost.words.empty()  # until the journal has looked at its files
        take_away(path, "wal frames overwritten")
        assert lost.next() == WAL_DAMAGED


def test_it_is_noticed_while_lines_come_without_a_pause(tmp_path: Path) -> None:
    path, lost = tmp_path / "j.sqlite3", TroubleWords()
    with journal(path, on_loss=lost) as written:
        written.load_alarms().result(WAIT)
        written.record_alarm(None, emergency(1)).result(WAIT)
        take_away(path, "wal frames overwritten")
        number = 1
        while lost.words.empty() and number < 100_000:
            number += 1
            written.record_alarm(None, emergency(number)).result(WAIT)
        assert lost.next() == WAL_DAMAGED
    with journal(path) as after:
        assert len(after.load_alarms().result(WAIT).alarms) == number


def test_the_audit_of_a_deleted_wal_is_saved(tmp_path: Path) -> None:
    path, lost = tmp_path / "j.sqlite3", TroubleWords()
    with journal(path, on_loss=lost) as written:
        for number in range(1, 4):
            written.append_action(Action.CLEAR, str(number), CALL).result(WAIT)
        wal_path(path).unlink()
        assert lost.next() == WAL_TAKEN
        written.append_action(Action.CLEAR, "4", CALL).result(WAIT)
    assert verdict(path) == (0, "floorwalker audit: the chain of 4 lines holds\n")


def test_the_write_ahead_file_s_frames_are_counted_as_sqlite_does(tmp_path: Path) -> None:
    path = tmp_path / "x.sqlite3"
    with closing(sqlite3.connect(path, isolation_level=None)) as db:
        db.execute("PRAGMA journal_mode = WAL")
        db.execute("CREATE TABLE t (x)")
        for number in range(50):
            db.execute("INSERT INTO t VALUES (?)", (str(number) * 500,))
        found = inspect(wal_path(path))
        _, frames, _ = db.execute("PRAGMA wal_checkpoint(PASSIVE)").fetchone()
        assert found == (frames, wal_path(path).stat().st_size, False)
        db.execute("INSERT INTO t VALUES (1)")  # begins the file anew; older frames follow
        again = inspect(wal_path(path))
        assert (again.damaged, 0 < again.frames < frames) == (False, True)
