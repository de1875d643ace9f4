"""A console whose terminal is gone ends all the same, with its session closed."""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path

import pytest

from app.config.log_file import close_log, open_log
from app.model import Command
from app.ui.last_resort import LastResort, say_at_once


class Recorder:
    """A worker that notes what it is asked."""

    def __init__(self) -> None:
        self.asked: list[str] = []

    def start(self, on_floor: object) -> None:
        self.asked.append("start")

    def submit(self, command: Command) -> None:
        self.asked.append("submit")

    def stop(self, reason: str, *, clear_first: bool = False) -> None:
        self.asked.append(f"stop {reason} {clear_first}")

    def join(self, timeout: float) -> None:
        self.asked.append(f"join {timeout:g}")


def test_a_screen_that_never_ends_costs_neither_the_goodbye_nor_the_end(tmp_path: Path) -> None:
    worker = Recorder()
    left: list[int] = []
    said: list[str] = []
    handler = open_log(tmp_path / "the.log", "info")
    resort = LastResort(worker, lambda: 0, grace=0, closing=12, say=said.append, leave=left.append)
    resort.start("SIGHUP")
    resort.start("SIGTERM")
    resort.join(10)
    close_log(handler)
    assert worker.asked == ["stop SIGHUP False", "join 12"]
    assert said == [f"the screen did not end by itself (SIGHUP); the log has it: {tmp_path / 'the.log'}"]
    assert left == [0]


def test_last_words_are_written_where_they_are_taken_at_once_and_given_up_elsewhere(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    reader, writer = os.pipe()
    monkeypatch.setattr("app.ui.last_resort.STDERR", writer)
    say_at_once("ended \x1b[2J")
    assert os.read(reader, 100) == b"floorwalker: ended \\x1b[2J\r\n"
    os.set_blocking(writer, False)
    with suppress(BlockingIOError):
        while True:
            os.write(writer, b"x" * 4096)
    os.set_blocking(writer, True)
    say_at_once("a terminal that takes nothing does not hold up the end")
    os.close(writer)
    say_at_once("nor does one that is gone")
    os.close(reader)


def test_a_screen_that_ends_by_itself_is_left_alone() -> None:
    worker = Recorder()
    left: list[int] = []
    resort = LastResort(worker, lambda: 0, grace=60, closing=12, leave=left.append)
    resort.screen_ended()
    resort.start("SIGTERM")
    resort.join(10)
    assert worker.asked == []
    assert left == []
