"""What a line holds, that a result means "on disk", and that nothing is ever changed."""

from __future__ import annotations

import sqlite3
import stat
import threading
from concurrent.futures import Future
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from journal_kit import CALL, WAIT, Clock, Disk, TroubleWords, emergency, journal, lines, rows, verdict

from app.journal.audit_chain import FIRST_PREVIOUS, AuditLine, Head, digest, head_path, read_head
from app.journal.journal import LATE_REMARK, Journal, JournalError
from app.model import Action


def test_a_request_and_its_outcome_are_two_lines_with_everything_in_them(tmp_path: Path) -> None:
    path, clock = tmp_path / "j.sqlite3", Clock(1_769_868_151.123456)
    with journal(path, clock=clock) as written:
        request = written.append_action(Action.BARGE_IN, "1004", CALL).result(WAIT)
        clock.now += 0.0344
        assert written.append_outcome(request, "confirmed, then seen", 34.4).result(WAIT) == 2
    first, second = lines(path)
    everyone = ("9001", "1004", 5000, 8801, 0, "3004", "BARGE_IN")
    assert first == AuditLine(
        1, "2026-01-31T14:02:31.123456Z", "request", None, *everyone, "", None, FIRST_PREVIOUS, digest(first)
    )
    assert second == AuditLine(
        2,
        "2026-01-31T14:02:31.157856Z",
        "outcome",
        1,
        *everyone,
        "confirmed, then seen",
        34,
        first.hash,
        digest(second),
    )
    assert read_head(head_path(path)) == Head(2, second.hash)


def test_an_action_that_names_no_call_and_one_that_is_no_supervisory_action(tmp_path: Path) -> None:
    path = tmp_path / "j.sqlite3"
    with journal(path) as written:
        written.append_action("FORCED_SIGN_OUT", "1004", None).result(WAIT)
    (line,) = lines(path)
    assert (line.action, line.connection_call_id, line.connection_device_id) == ("FORCED_SIGN_OUT", None, None)


def test_a_result_means_that_another_process_finds_the_line(tmp_path: Path) -> None:
    path = tmp_path / "j.sqlite3"
    with journal(path) as written:
        for number in range(1, 20):
            assert written.append_action(Action.MONITOR, str(number), CALL).result(WAIT) == number
            assert lines(path)[-1].agent_id == str(number)
            assert read_head(head_path(path)) == Head(number, lines(path)[-1].hash)


def test_the_result_is_not_told_before_the_commit(tmp_path: Path) -> None:
    disk, seen = Disk(), list[bool]()
    futures: list[Future[int]] = []
    filed, written_to = threading.Event(), threading.Event()

    def before(statement: str) -> None:
        if statement == "COMMIT" and written_to.is_set():
            seen.append(futures[0].done())
            written_to.clear()
        if statement.startswith("INSERT INTO audit"):
            written_to.set()
            assert filed.wait(WAIT)

    disk.before = before
    with journal(tmp_path / "j.sqlite3", connecting=disk.connecting) as written:
        futures.append(written.append_action(Action.CLEAR, "1004", CALL))
        filed.set()
        futures[0].result(WAIT)
    assert seen == [False]


def test_a_disk_that_hangs_holds_up_nobody(tmp_path: Path) -> None:
    disk, go_on, hangs = Disk(), threading.Event(), threading.Event()

    def before(statement: str) -> None:
        if statement == "COMMIT":
            hangs.set()
            assert go_on.wait(WAIT)

    with journal(tmp_path / "j.sqlite3", connecting=disk.connecting) as written:
        written.load_alarms().result(WAIT)
        disk.before = before
        futures: list[Future[Any]] = [written.append_action(Action.BARGE_IN, "1004", CALL)]
        assert hangs.wait(WAIT)
        # The journal's thread hangs now: every call comes back all the same, with nothing claimed.
        futures.append(written.append_outcome(futures[0], "confirmed", 1))
        futures.append(written.record_alarm(None, emergency(1)))
        assert not written.close(0)
        assert [future.done() for future in futures] == [False, False, False]
        go_on.set()
        assert [future.result(WAIT) for future in futures] == [1, 2, 1]


def test_what_was_cancelled_in_time_is_not_written(tmp_path: Path) -> None:
    path = tmp_path / "j.sqlite3"
    late = Journal(path, "9001", 5000, Clock())
    cancelled = late.append_action(Action.BARGE_IN, "1004", CALL)
    assert cancelled.cancel()
    kept = late.append_action(Action.BARGE_IN, "1005", CALL)
    orphan = late.append_outcome(cancelled, "confirmed", 1)
    late.start()
    assert kept.result(WAIT) == 1
    with pytest.raises(JournalError, match="has no line in the audit"):
        orphan.result(WAIT)
    assert late.close(WAIT)
    assert [line.agent_id for line in lines(path)] == ["1005"]


def test_an_outcome_without_its_request_is_refused_and_the_journal_goes_on(tmp_path: Path) -> None:
    path, trouble = tmp_path / "j.sqlite3", TroubleWords()
    with journal(path, on_trouble=trouble) as written:
        wrong = written.append_outcome(7, "confirmed", 1)
        right = written.append_action(Action.CLEAR, "1004", CALL)
        with pytest.raises(JournalError, match="no request 7"):
            wrong.result(WAIT)
        assert right.result(WAIT) == 1
        outcome = written.append_outcome(right, "confirmed", 1).result(WAIT)
        with pytest.raises(JournalError, match=f"no request {outcome}"):
            written.append_outcome(outcome, "an outcome of an outcome", 1).result(WAIT)
    assert trouble.words.empty()
    assert verdict(path)[0] == 0


def test_a_number_that_no_database_holds_fails_alone(tmp_path: Path) -> None:
    path, trouble = tmp_path / "j.sqlite3", TroubleWords()
    with journal(path, on_trouble=trouble) as written:
        futures = [
            written.append_action(Action.CLEAR, agent, CALL._replace(connection_call_id=call_id))
            for agent, call_id in (("1", 1), ("2", 2**70), ("3", 3))
        ]
        with pytest.raises(JournalError, match="cannot be written as it is"):
            futures[1].result(WAIT)
        assert [futures[0].result(WAIT), futures[2].result(WAIT)] == [1, 2]
    assert trouble.words.empty()
    assert verdict(path)[0] == 0


def test_half_of_what_cannot_be_written_is_not_written_either(tmp_path: Path) -> None:
    path = tmp_path / "j.sqlite3"
    with journal(path) as written:
        half = written.record_alarm(None, emergency(1, ani=b"no text"))  # the history takes it, the record does not
        whole = written.record_alarm(None, emergency(2))
        with pytest.raises(JournalError, match="cannot be written as it is"):
            half.result(WAIT)
        whole.result(WAIT)
    assert rows(path, "SELECT alarm_id FROM alarm_history") == [(2,)]


@pytest.mark.parametrize("table", ["audit", "alarm_history"])
@pytest.mark.parametrize("statement", ["DELETE FROM {}", "UPDATE {} SET at = ''"])
def test_the_database_itself_refuses_change(tmp_path: Path, table: str, statement: str) -> None:
    path = tmp_path / "j.sqlite3"
    with journal(path) as written:
        written.append_action(Action.CLEAR, "1004", CALL).result(WAIT)
        written.record_alarm(None, emergency(1)).result(WAIT)
    with closing(sqlite3.connect(path)) as db, pytest.raises(sqlite3.IntegrityError, match="is never"):
        db.execute(statement.format(table))
    assert rows(path, f"SELECT count(*) FROM {table}") == [(1,)]


def test_the_files_are_their_owner_s_alone(tmp_path: Path) -> None:
    path = tmp_path / "deep" / "er" / "j.sqlite3"
    with journal(path) as written:
        written.append_action(Action.CLEAR, "1004", CALL).result(WAIT)
        files = sorted(path.parent.iterdir())
        assert {file.name for file in files} >= {"j.sqlite3", "j.sqlite3.head"}
        assert {stat.S_IMODE(file.stat().st_mode) for file in files} == {0o600}
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700


def test_after_closing_every_call_fails_in_its_future(tmp_path: Path) -> None:
    with journal(tmp_path / "j.sqlite3") as written:
        last = written.append_action(Action.CLEAR, "1004", CALL)
    assert last.result(WAIT) == 1
    for future in (written.append_action(Action.CLEAR, "1004", CALL), written.load_alarms()):
        with pytest.raises(JournalError, match="closed"):
            future.result(WAIT)
    written.retry()
    assert written.close(WAIT)


def test_an_action_that_was_sent_unaudited_says_so(tmp_path: Path) -> None:
    path = tmp_path / "j.sqlite3"
    with journal(path) as written:
        written.append_unaudited_action(Action.INTERCEPT, "1004", CALL).result(WAIT)
    assert [line.outcome for line in lines(path)] == [LATE_REMARK]
