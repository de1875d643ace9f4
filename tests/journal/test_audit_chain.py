"""An edited, missing, moved or inserted line breaks the chain at a place that is named."""

from __future__ import annotations

import dataclasses
import io
import json
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from journal_kit import CALL, WAIT, Clock, journal, lines, verdict

from app.commands import audit
from app.journal.audit_chain import (
    AUDIT_COLUMNS,
    FIRST_PREVIOUS,
    AuditLine,
    Head,
    Verifier,
    canonical,
    digest,
    head_path,
    read_head,
    write_head,
)
from app.model import Action

Tamper = Callable[[sqlite3.Connection], object]

LINE = AuditLine(
    1,
    "2026-01-31T14:02:31.000000Z",
    "request",
    None,
    "9001",
    "1004",
    5000,
    1,
    0,
    "3",
    "CLEAR",
    "",
    None,
    FIRST_PREVIOUS,
)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A journal of six lines: three requests, each with its outcome."""
    clock = Clock()
    with journal(tmp_path / "j.sqlite3", clock=clock) as written:
        for number in range(3):
            request = written.append_action(Action.BARGE_IN, f"100{number}", CALL)
            clock.now += 1
            written.append_outcome(request, "confirmed", 20 + number).result(WAIT)
    return tmp_path / "j.sqlite3"


def tamper(path: Path, change: Tamper) -> None:
    """Do what somebody with an SQLite shell can do."""
    with closing(sqlite3.connect(path)) as db:
        for table in ("audit_kept", "audit_fixed"):
            db.execute(f"DROP TRIGGER {table}")
        change(db)
        db.commit()


def store(db: sqlite3.Connection, chain: list[AuditLine]) -> None:
    """Put these lines in place of those with the same numbers."""
    for line in chain:
        values = [getattr(line, name) for name in AUDIT_COLUMNS]
        db.execute(f"INSERT OR REPLACE INTO audit VALUES ({', '.join('?' * len(AUDIT_COLUMNS))})", values)


def rehashed(chain: list[AuditLine]) -> list[AuditLine]:
    """The lines with the hashes that they ought to have."""
    done: list[AuditLine] = []
    previous = FIRST_PREVIOUS
    for number, line in enumerate(chain, 1):
        line = dataclasses.replace(line, sequence=number, previous=previous)
        done.append(dataclasses.replace(line, hash=digest(line)))
        previous = done[-1].hash
    return done


def run(*statements: str) -> Tamper:
    return lambda db: [db.execute(statement) for statement in statements]


def renumbered(number: int, to: int) -> str:
    return f"UPDATE audit SET sequence = {to} WHERE sequence = {number}"


def forged(chain: list[AuditLine], number: int, **changes: object) -> list[AuditLine]:
    """The chain with one line changed, its own hash made to fit."""
    line = dataclasses.replace(chain[number - 1], **changes)  # type: ignore[arg-type]
    line = dataclasses.replace(line, hash=digest(line))
    return [*chain[: number - 1], line, *chain[number:]]


def test_the_chain_as_it_was_written_holds(path: Path) -> None:
    assert verdict(path) == (0, "floorwalker audit: the chain of 6 lines holds\n")


@pytest.mark.parametrize("column", AUDIT_COLUMNS[1:])
@pytest.mark.parametrize("value", ["'forged'", "7", "x'ff00ff'", "CAST(x'ff00ff' AS TEXT)"])
def test_every_field_of_a_line_counts_whatever_is_put_there(path: Path, column: str, value: str) -> None:
    tamper(path, run(f"UPDATE audit SET {column} = {value} WHERE sequence = 3"))
    status, words = verdict(path)
    assert (status, "BROKEN: line 3 was changed after it was written" in words) == (1, True)


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (run("DELETE FROM audit WHERE sequence = 3"), "line 3 is missing"),
        (run("DELETE FROM audit WHERE sequence IN (3, 4)"), "lines 3 to 4 are missing"),
        (run("DELETE FROM audit WHERE sequence = 1"), "line 1 is missing"),
        (run("UPDATE audit SET sequence = 99 WHERE sequence = 3"), "line 3 is missing"),
        (run("UPDATE audit SET sequence = -1 WHERE sequence = 3"), "line -1 is out of order"),
        (
            run("DELETE FROM audit WHERE sequence = 3", *[renumbered(n, n - 1) for n in (4, 5, 6)]),
            "line 3 was changed",
        ),
        (
            run(renumbered(3, 77), renumbered(4, 3), renumbered(77, 4)),
            "line 3 was changed",
        ),
        (run("DELETE FROM audit WHERE sequence > 4"), "lines 5 to 6 are missing: the end was cut off"),
        (run("DELETE FROM audit"), "lines 1 to 6 are missing: the end was cut off"),
        (
            run("DELETE FROM audit WHERE sequence = 6", "UPDATE sqlite_sequence SET seq = 5 WHERE name = 'audit'"),
            "line 6 is missing: the end was cut off",
        ),
    ],
)
def test_missing_and_moved_lines(path: Path, change: Tamper, words: str) -> None:
    tamper(path, change)
    status, verdict_words = verdict(path)
    assert (status, words in verdict_words) == (1, True), verdict_words


def test_an_edited_line_with_a_new_hash_breaks_the_link_after_it(path: Path) -> None:
    chain = forged(lines(path), 3, agent_id="1009")
    tamper(path, lambda db: store(db, chain))
    status, words = verdict(path)
    assert (status, "line 4 does not follow line 3: one of them was replaced" in words) == (1, True)


def test_lines_moved_with_new_hashes(path: Path) -> None:
    chain = lines(path)
    chain = rehashed([*chain[:2], chain[3], chain[2]]) + chain[4:]
    tamper(path, lambda db: store(db, chain))
    assert "line 5 does not follow line 4" in verdict(path)[1]


def test_an_inserted_line(path: Path) -> None:
    chain = lines(path)
    extra = dataclasses.replace(chain[2], agent_id="1009")
    chain = rehashed([*chain[:3], extra]) + [
        dataclasses.replace(line, sequence=line.sequence + 1) for line in chain[3:]
    ]
    tamper(path, lambda db: store(db, chain))
    status, words = verdict(path)
    assert (status, "line 5 was changed after it was written" in words) == (1, True)


def test_a_first_line_that_follows_something(path: Path) -> None:
    chain = forged(lines(path), 1, previous="a" * 64)
    tamper(path, lambda db: store(db, chain))
    assert "line 1 does not begin the chain" in verdict(path)[1]


def test_a_whole_new_chain_is_shown_by_the_head_file_and_by_nothing_else(path: Path) -> None:
    chain = lines(path)
    chain[2] = dataclasses.replace(chain[2], agent_id="1009")
    tamper(path, lambda db: store(db, rehashed(chain)))
    status, words = verdict(path)
    assert (status, "line 6 was replaced: the head file remembers another one" in words) == (1, True)
    head_path(path).unlink()
    status, words = verdict(path)
    assert (status, "there is no head file, so a cut-off end might not be noticed" in words) == (0, True)


def test_the_limit_that_is_written_down_an_end_cut_off_everywhere(path: Path) -> None:
    tamper(path, run("DELETE FROM audit WHERE sequence > 4", "UPDATE sqlite_sequence SET seq = 4 WHERE name = 'audit'"))
    head_path(path).unlink()
    status, words = verdict(path)
    assert (status, "there is no head file" in words) == (0, True)


def test_what_is_written_after_a_cut_does_not_wipe_out_its_traces(path: Path) -> None:
    before = read_head(head_path(path))
    tamper(path, run("DELETE FROM audit WHERE sequence > 4", "UPDATE sqlite_sequence SET seq = 4 WHERE name = 'audit'"))
    with journal(path) as written:
        for number in range(10):
            written.append_action(Action.MONITOR, str(number), CALL).result(WAIT)
    assert read_head(head_path(path)) == before
    status, words = verdict(path)
    assert (status, "line 6 was replaced" in words) == (1, True)


def test_numbers_that_were_given_out_are_not_given_out_again(path: Path) -> None:
    tamper(path, run("DELETE FROM audit WHERE sequence > 4"))
    with journal(path) as written:
        assert written.append_action(Action.MONITOR, "1", CALL).result(WAIT) == 7
    assert "lines 5 to 6 are missing" in verdict(path)[1]


@pytest.mark.parametrize("content", [b"", b"garbage", b"00000000000000000006 xyz\n", b"\xff" * 86, b"x " + b"a" * 64])
def test_a_head_file_that_holds_nonsense_is_said_and_written_anew(path: Path, content: bytes) -> None:
    head_path(path).write_bytes(content)
    status, words = verdict(path)
    assert (status, "head file cannot be read" in words) == (0, True)
    with journal(path) as written:
        written.append_action(Action.MONITOR, "1", CALL).result(WAIT)
    assert read_head(head_path(path)) == Head(7, lines(path)[-1].hash)


def test_a_head_that_is_behind_is_fine(path: Path) -> None:
    # Killed between the commit and the head, or another console was faster.
    write_head(head_path(path), Head(4, lines(path)[3].hash))
    assert verdict(path) == (0, "floorwalker audit: the chain of 6 lines holds\n")


def test_a_journal_that_was_taken_away(path: Path) -> None:
    path.unlink()
    with pytest.raises(Exception, match="was taken away") as stop:
        audit.show(audit.AuditOptions(path), io.StringIO(), io.StringIO())
    assert stop.value.status == 1  # type: ignore[attr-defined]


def test_only_the_first_broken_place_is_named() -> None:
    verifier = Verifier()
    for number in (2, 4, 9):
        verifier.feed(dataclasses.replace(LINE, sequence=number))
    broken = verifier.finish(20)
    assert broken is not None
    assert (broken.sequence, verifier.lines) == (1, 3)


def test_the_bytes_that_are_hashed_are_written_down() -> None:
    line = dataclasses.replace(LINE, agent_id='A"\\\x00\u202e\U0001f600\ud800')
    assert canonical(line) == (
        b'floorwalker audit 1\n[1,"2026-01-31T14:02:31.000000Z","request",null,"9001",'
        rb'"A\"\\\u0000\u202e\ud83d\ude00\ud800",5000,1,0,"3","CLEAR","",null,"' + b"0" * 64 + b'"]'
    )


_TEXT = st.text(st.characters(codec=None, exclude_categories=()), max_size=20)


@settings(deadline=None)
@given(texts=st.lists(_TEXT, min_size=4, max_size=4), others=st.lists(_TEXT, min_size=4, max_size=4))
def test_no_two_lines_are_hashed_from_the_same_bytes(texts: list[str], others: list[str]) -> None:
    def line(values: list[str]) -> AuditLine:
        names = ("supervisor", "agent_id", "connection_device_id", "outcome")
        return dataclasses.replace(LINE, **dict(zip(names, values, strict=True)))  # type: ignore[arg-type]

    assert (canonical(line(texts)) == canonical(line(others))) is (texts == others)
    assert json.loads(canonical(line(texts)).split(b"\n", 1)[1])[4] == json.loads(json.dumps(texts[0]))
