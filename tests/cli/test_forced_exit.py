"""A console whose terminal is gone ends all the same, and its session is closed."""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path

import pytest

from app.config.log_file import close_log, log_words, open_log
from app.model import Command
from app.ui.terminal import ForcedExit, write_now


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


def test_where_the_screen_never_ends_the_session_is_closed_and_the_process_ended(tmp_path: Path) -> None:
    worker = Recorder()
    left: list[int] = []
    last_words: list[str] = []
    handler = open_log(tmp_path / "the.log", "info")
    forced = ForcedExit(worker, lambda: 0, log_words, grace=0, closing=12, say=last_words.append, leave=left.append)
    forced.start("SIGHUP")
    forced.start("SIGTERM")
    forced.join(10)
    close_log(handler)
    assert worker.asked == ["stop SIGHUP False", "join 12"]
    assert last_words == [f"the screen did not end by itself (SIGHUP); the log has it: {tmp_path / 'the.log'}"]
    assert left == [0]


def test_the_last_words_say_what_is_left_open(caplog: pytest.LogCaptureFixture) -> None:
    said: list[str] = []
    forced = ForcedExit(
        Recorder(), lambda: 1, lambda: "no log", grace=0, open_words=lambda: ", with 2 emergencies open",
        say=said.append, leave=lambda status: None,
    )  # fmt: skip
    forced.start("the input from the terminal ended")
    forced.join(10)
    words = "the screen did not end by itself (the input from the terminal ended), with 2 emergencies open"
    assert said == [f"{words}; no log"]
    assert words in caplog.text


def test_last_words_are_written_where_they_are_taken_at_once_and_given_up_elsewhere(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    reader, writer = os.pipe()
    monkeypatch.setattr("app.ui.terminal.STDERR", writer)
    write_now("ended \x1b[2J")
    assert os.read(reader, 100) == b"floorwalker: ended \\x1b[2J\r\n"
    os.set_blocking(writer, False)
    with suppress(BlockingIOError):
        while True:
            os.write(writer, b"x" * 4096)
    os.set_blocking(writer, True)
    write_now("a terminal that takes nothing does not hold up the end")
    os.close(writer)
    write_now("nor does one that is gone")
    os.close(reader)


def test_a_screen_that_ends_by_itself_is_left_alone() -> None:
    worker = Recorder()
    left: list[int] = []
    forced = ForcedExit(worker, lambda: 0, log_words, grace=60, closing=12, leave=left.append)
    forced.screen_ended()
    forced.start("SIGTERM")
    forced.join(10)
    assert worker.asked == []
    assert left == []
