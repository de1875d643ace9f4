"""The console on a real (pseudo) terminal: signals, the end, and what is left on the terminal."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from console_kit import PROGRAM, start


@pytest.fixture
def trace(tmp_path: Path) -> Path:
    return tmp_path / "trace"


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_signal_closes_the_session_and_ends_with_0(on_terminal: Any, trace: Path, number: signal.Signals) -> None:
    terminal = start(on_terminal, "open", trace)
    terminal.read_until(b"ONLINE")
    terminal.process.send_signal(number)
    status, output = terminal.end()
    assert status == 0
    assert trace.read_text().splitlines()[0] == f"stop {number.name}"
    assert trace.read_text().splitlines()[-1] == "join"
    assert b"Traceback" not in output
    assert "console ended with status 0" in trace.with_name("log").read_text()
    assert output.rstrip().endswith(b"\x1b[?1049l") or b"\x1b[?1049l" in output, "the terminal is as it was"


def test_q_quits(on_terminal: Any, trace: Path) -> None:
    terminal = start(on_terminal, "open", trace)
    terminal.read_until(b"ONLINE")
    os.write(terminal.master, b"q")
    assert terminal.end()[0] == 0
    assert trace.read_text().splitlines()[-1] == "join"


def test_the_title_of_the_window_is_ours_while_the_console_runs_and_then_what_it_was(
    on_terminal: Any, trace: Path
) -> None:
    terminal = start(on_terminal, "open", trace)
    terminal.read_until(b"ONLINE")
    assert b"\x1b[22;2t\x1b]2;floorwalker\x1b\\" in terminal.output
    os.write(terminal.master, b"q")
    _, output = terminal.end()
    assert output.rpartition(b"\x1b[?1049l")[2].count(b"\x1b[23;2t") == 1


@pytest.mark.parametrize(
    ("what", "word", "status", "sentence"),
    [
        ("refused", b"REFUSED", 4, b"floorwalker: refused by cti:1: client id or password not valid (36)"),
        ("down", b"RECONNECTING", 3, b"floorwalker: no connection to cti:1: connection refused"),
    ],
)
def test_status_when_no_session_was_ever_open(
    on_terminal: Any, trace: Path, what: str, word: bytes, status: int, sentence: bytes
) -> None:
    terminal = start(on_terminal, what, trace)
    terminal.read_until(word)
    terminal.process.send_signal(signal.SIGTERM)
    assert terminal.end()[0] == status
    assert terminal.output.rstrip().endswith(sentence)


def test_terminal_that_goes_away_closes_the_session(on_terminal: Any, trace: Path) -> None:
    terminal = start(on_terminal, "open", trace)
    terminal.read_until(b"ONLINE")
    os.close(terminal.master)  # the kernel sends no SIGHUP unless it is the controlling terminal: send it as one would
    terminal.master = os.open(os.devnull, os.O_RDONLY)
    terminal.process.send_signal(signal.SIGHUP)
    assert terminal.process.wait(60) == 0
    assert trace.read_text().splitlines()[-1] == "join"


def test_terminal_that_goes_away_without_a_signal_is_an_unexpected_end(on_terminal: Any, trace: Path) -> None:
    terminal = start(on_terminal, "open", trace)
    terminal.read_until(b"ONLINE")
    os.close(terminal.master)
    terminal.master = os.open(os.devnull, os.O_RDONLY)
    assert terminal.process.wait(60) == 1
    assert trace.read_text().splitlines()[-1] == "join"
    assert "ERROR app.ui.terminal: the input from the terminal ended" in trace.with_name("log").read_text()


def test_input_that_breaks_is_an_unexpected_end(on_terminal: Any, trace: Path) -> None:
    terminal = start(on_terminal, "deaf", trace)
    terminal.read_until(b"ONLINE")
    for number in (1, 2):
        terminal.process.send_signal(signal.SIGUSR1)
        terminal.read_until(b"EMERGENCY %d open" % number)
    terminal.send(b"?")
    status, output = terminal.end()
    log = trace.with_name("log")
    assert status == 1
    words = "something unexpected ended the console, with 2 emergencies open"
    assert f"floorwalker: {words}; the log has it: {log}".encode() in output.rpartition(b"\x1b[?1049l")[2]
    assert b"Traceback" not in output
    assert "a defect" in log.read_text()
    assert words in log.read_text()
    assert trace.read_text().splitlines()[-1] == "join", "the session was closed all the same"


def test_error_while_it_closes_does_not_change_the_status(on_terminal: Any, trace: Path) -> None:
    terminal = start(on_terminal, "closes badly", trace)
    terminal.read_until(b"ONLINE")
    terminal.process.send_signal(signal.SIGTERM)
    status, output = terminal.end()
    assert status == 0
    assert b"something unexpected" not in output
    assert "a defect" in trace.with_name("log").read_text()


def test_screen_that_cannot_run_is_an_unexpected_end(on_terminal: Any, trace: Path) -> None:
    status, output = start(on_terminal, "runs badly", trace).end()
    assert status == 1
    words = f"something unexpected ended the console, with 1 emergency open; the log has it: {trace.with_name('log')}"
    assert f"floorwalker: {words}".encode() in output
    assert b"Traceback" not in output
    assert "a defect" in trace.with_name("log").read_text()
    assert trace.read_text().splitlines()[-1] == "join", "the session was closed all the same"


def test_end_that_nobody_asked_for_is_no_success(on_terminal: Any, trace: Path) -> None:
    status, output = start(on_terminal, "exits", trace).end()
    assert status == 1
    assert b"something unexpected ended the console" in output.rpartition(b"\x1b[?1049l")[2]
    assert "something unexpected ended the console" in trace.with_name("log").read_text()


def test_error_on_the_screen_is_one_sentence_and_the_log_has_it(on_terminal: Any, trace: Path) -> None:
    terminal = start(on_terminal, "broken", trace)
    status, output = terminal.end()
    assert status == 1
    last = output.rpartition(b"\x1b[?1049l")[2]
    words = f"floorwalker: something unexpected ended the console; the log has it: {trace.with_name('log')}"
    assert words in last.decode()
    assert b"Traceback" not in output
    assert "Traceback" in trace.with_name("log").read_text()
    assert trace.read_text().splitlines()[-1] == "join", "the session was closed all the same"


def test_no_terminal_is_a_usage_error(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM, "open", str(tmp_path / "t"), str(tmp_path / "l")],
        stdin=subprocess.DEVNULL,
        capture_output=True,
        timeout=60,
    )
    assert done.returncode == 2
    assert done.stderr.startswith(b"floorwalker: the console needs a terminal")
