"""The journal and its head are regular files of their owner's; an impossible head is told."""

from __future__ import annotations

import os
import stat
from pathlib import Path

import pytest
from journal_kit import CALL, WAIT, TroubleWords, journal, verdict

from app import exits
from app.journal.audit_chain import head_path
from app.journal.journal import JournalError
from app.model import Action


def three_lines(path: Path) -> None:
    with journal(path) as written:
        for agent_id in ("1001", "1002", "1003"):
            written.append_action(Action.CLEAR, agent_id, CALL).result(WAIT)


@pytest.mark.parametrize("name", ["j.sqlite3", "j.sqlite3-wal", "j.sqlite3-shm"])
@pytest.mark.parametrize("kind", ["link", "pipe"])
def test_a_journal_that_is_a_link_or_a_pipe_is_told_and_not_opened(tmp_path: Path, name: str, kind: str) -> None:
    path, trouble, victim = tmp_path / "j.sqlite3", TroubleWords(), tmp_path / "victim"
    victim.touch()
    if kind == "link":
        (tmp_path / name).symlink_to(victim)
    else:
        os.mkfifo(tmp_path / name)
    with journal(path, on_trouble=trouble) as written:
        words = "it is a symbolic link" if kind == "link" else "it is not a regular file"
        assert words in (trouble.next() or "")
        with pytest.raises(JournalError, match=words):
            written.append_action(Action.CLEAR, "1004", CALL).result(WAIT)
    assert victim.read_bytes() == b""


@pytest.mark.parametrize("kind", ["link", "device", "pipe"])
def test_a_head_that_is_a_link_a_device_or_a_pipe_is_neither_read_nor_written(tmp_path: Path, kind: str) -> None:
    path, victim = tmp_path / "j.sqlite3", tmp_path / "victim"
    victim.write_text("untouched")
    if kind == "pipe":
        os.mkfifo(head_path(path))
    else:
        head_path(path).symlink_to("/dev/zero" if kind == "device" else victim)
    three_lines(path)
    status, words = verdict(path)
    assert (status, "its head file cannot be read" in words) == (0, True)
    assert victim.read_text() == "untouched"


def test_files_that_others_could_read_become_private(tmp_path: Path) -> None:
    path = tmp_path / "j.sqlite3"
    three_lines(path)
    for file in tmp_path.iterdir():
        file.chmod(0o644)
    with journal(path) as written:
        written.append_action(Action.CLEAR, "1004", CALL).result(WAIT)
        assert {stat.S_IMODE(file.stat().st_mode) for file in tmp_path.iterdir()} == {0o600}


@pytest.mark.parametrize("number", ["0", "-5", "-00000000000000000005", "00000000000000000000"])
def test_a_head_of_a_line_that_no_chain_has_is_broken(tmp_path: Path, number: str) -> None:
    path = tmp_path / "j.sqlite3"
    three_lines(path)
    value = head_path(path).read_text().split()[1]
    head_path(path).write_text(f"{number} {value}\n")
    status, words = verdict(path)
    assert (status, f"BROKEN: the head file says line {int(number)}" in words) == (1, True)
    with journal(path) as written:
        written.append_action(Action.CLEAR, "1004", CALL).result(WAIT)
    assert verdict(path)[0] == 1, "the evidence is left alone"


def test_an_emptied_journal_is_broken_where_the_head_says_more(tmp_path: Path) -> None:
    path = tmp_path / "j.sqlite3"
    three_lines(path)
    path.write_bytes(b"")
    with pytest.raises(exits.Stop, match="BROKEN: lines 1 to 3 are missing") as stop:
        verdict(path)
    assert stop.value.status == exits.UNEXPECTED
    path.unlink()
    with journal(path) as written:  # begun anew: no line yet
        written.load_alarms().result(WAIT)
    status, words = verdict(path)
    assert (status, "BROKEN: lines 1 to 3 are missing" in words) == (1, True)
