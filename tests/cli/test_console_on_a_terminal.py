"""The console on a real (pseudo) terminal: signals, the end, and what is left on the terminal."""

from __future__ import annotations

import os
import pty
import select
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

# The console over a worker that has no server: it tells one floor, and writes down what was asked of it.
PROGRAM = """
import sys
from pathlib import Path
from app import cli
from app.commands.prepare import logging_as_set
from app.config import Settings
from app.model import Floor, Link, LinkState
from app.terminal import need_terminal, show

what, trace, logfile = sys.argv[1], Path(sys.argv[2]), sys.argv[3]
LINKS = {
    "open": Link(LinkState.ONLINE, ever_open=True, address="cti:1"),
    "refused": Link(LinkState.REFUSED, address="cti:1", reason="client id or password not valid (36)"),
    "down": Link(LinkState.RECONNECTING, address="cti:1", reason="connection refused"),
    "broken": None,
}

class FakeWorker:
    def start(self, on_floor):
        on_floor("no floor at all" if LINKS[what] is None else Floor(link=LINKS[what]))
    def submit(self, command):
        pass
    def stop(self, reason, *, clear_first=False):
        with trace.open("a") as file:
            print("stop", reason, file=file)
    def join(self, timeout):
        with trace.open("a") as file:
            print("join", file=file)

def run(args):
    need_terminal()
    settings = Settings(server={"side_a": "cti:1"}, supervisor={"agent_id": "9001"}, log={"file": logfile})
    with logging_as_set(settings):
        return show(settings, FakeWorker())

cli._run = run
sys.exit(cli.main([]))
"""


class Terminal:
    """A program on a pseudo terminal of 100 x 30."""

    def __init__(self, *command: str) -> None:
        self.master, slave = pty.openpty()
        environment = {k: v for k, v in os.environ.items() if not k.startswith(("FLOORWALKER_", "NO_COLOR"))}
        environment |= {"TERM": "xterm-256color", "COLUMNS": "100", "LINES": "30"}
        self.process = subprocess.Popen(
            command, stdin=slave, stdout=slave, stderr=slave, env=environment, start_new_session=True
        )
        os.close(slave)
        os.set_blocking(self.master, False)
        self.output = b""

    def read_until(self, wanted: bytes) -> None:
        """Read what the program draws until ``wanted`` was among it; fails after 60 s."""
        deadline = time.monotonic() + 60
        while wanted not in self.output:
            ready, _, _ = select.select([self.master], [], [], max(0.0, deadline - time.monotonic()))
            assert ready, f"{wanted!r} never came: {self.output[-2000:]!r}"
            try:
                data = os.read(self.master, 65536)
            except OSError:
                data = b""
            assert data, f"the program ended before {wanted!r}: {self.output[-2000:]!r}"
            self.output += data

    def end(self) -> tuple[int, bytes]:
        """Wait for the program's end; its exit status and all that it wrote."""
        deadline = time.monotonic() + 60
        while time.monotonic() < deadline:
            ready, _, _ = select.select([self.master], [], [], 0.05)
            try:
                data = os.read(self.master, 65536) if ready else b""
            except OSError:  # the other end is closed: that is how a pseudo terminal says so
                break
            self.output += data
            if not data and self.process.poll() is not None:
                break
        return self.process.wait(60), self.output

    def close(self) -> None:
        if self.process.poll() is None:
            self.process.kill()
            self.process.wait()
        os.close(self.master)


@pytest.fixture
def terminals() -> Iterator[list[Terminal]]:
    opened: list[Terminal] = []
    yield opened
    for terminal in opened:
        terminal.close()


@pytest.fixture
def trace(tmp_path: Path) -> Path:
    return tmp_path / "trace"


def start(terminals: list[Terminal], what: str, trace: Path) -> Terminal:
    terminal = Terminal(sys.executable, "-c", PROGRAM, what, str(trace), str(trace.with_name("log")))
    terminals.append(terminal)
    return terminal


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP])
def test_signal_closes_the_session_and_ends_with_0(
    terminals: list[Terminal], trace: Path, number: signal.Signals
) -> None:
    terminal = start(terminals, "open", trace)
    terminal.read_until(b"ONLINE")
    terminal.process.send_signal(number)
    status, output = terminal.end()
    assert status == 0
    assert trace.read_text().splitlines()[0] == f"stop {number.name}"
    assert trace.read_text().splitlines()[-1] == "join"
    assert b"Traceback" not in output
    assert output.rstrip().endswith(b"\x1b[?1049l") or b"\x1b[?1049l" in output, "the terminal is as it was"


def test_q_quits(terminals: list[Terminal], trace: Path) -> None:
    terminal = start(terminals, "open", trace)
    terminal.read_until(b"ONLINE")
    os.write(terminal.master, b"q")
    assert terminal.end()[0] == 0
    assert trace.read_text().splitlines()[-1] == "join"


@pytest.mark.parametrize(
    ("what", "word", "status", "sentence"),
    [
        ("refused", b"REFUSED", 4, b"floorwalker: refused by cti:1: client id or password not valid (36)"),
        ("down", b"RECONNECTING", 3, b"floorwalker: no connection to cti:1: connection refused"),
    ],
)
def test_status_when_no_session_was_ever_open(
    terminals: list[Terminal], trace: Path, what: str, word: bytes, status: int, sentence: bytes
) -> None:
    terminal = start(terminals, what, trace)
    terminal.read_until(word)
    terminal.process.send_signal(signal.SIGTERM)
    assert terminal.end()[0] == status
    assert terminal.output.rstrip().endswith(sentence)


def test_terminal_that_goes_away_closes_the_session(terminals: list[Terminal], trace: Path) -> None:
    terminal = start(terminals, "open", trace)
    terminal.read_until(b"ONLINE")
    os.close(terminal.master)  # the kernel sends no SIGHUP unless it is the controlling terminal: send it as one would
    terminal.master = os.open(os.devnull, os.O_RDONLY)
    terminal.process.send_signal(signal.SIGHUP)
    assert terminal.process.wait(60) == 0
    assert trace.read_text().splitlines()[-1] == "join"


def test_error_on_the_screen_is_one_sentence_and_the_log_has_it(terminals: list[Terminal], trace: Path) -> None:
    terminal = start(terminals, "broken", trace)
    status, output = terminal.end()
    assert status == 1
    last = output.rpartition(b"\x1b[?1049l")[2]
    assert b"something unexpected ended the console" in last
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
