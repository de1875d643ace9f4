"""Nothing that a terminal can send ends the console or stops it: named cases and random bytes, through a real pty.

``INPUT_FUZZ_BYTES=10000000`` in the environment makes it as long as one likes.
"""

from __future__ import annotations

import os
import re
import signal
from pathlib import Path
from random import Random
from typing import Any

import pytest
from console_kit import start

BYTES = int(os.environ.get("INPUT_FUZZ_BYTES", "20000"))
HELP = b"The keys are in the"
"""Words of the help."""
HOSTILE = [
    b"\xe9",
    b"\xff\xfe\xfd",
    b"\x1b[200~caf\xe9\x1b[201~",
    b"\x1b[M\xff\xff\xff",
    b"\x1b[1114112u",
    b"\x1b[55296u",
    b"\x1b[97;1:3u",
    b"\x1b[" + b"1;" * 5_000 + b"m",
    b"\x1b[" + b"9" * 20_000 + b"u",
    b"\x1b]0;" + b"x" * 20_000 + b"\x07",
    b"\x1b[48;0;0;0;0t",
    b"\x1b[48;1;1;1;1t",
    b"\x1b[48;65535;65535;65535;65535t",
    b"\x1b[48;30;100;0;0t\x1b[<0;5;5M\x1b[<0;5;5m",
    b"\x1b[?2048;2$y",
    b"\x1b[<0;99999999999;99999999999M",
    b"\x1b[O",
    b"\x1b[>0;276;0c",
]
HOSTILE_PIECES = [
    lambda rng: rng.randbytes(rng.randint(1, 40)),
    lambda rng: "".join(chr(rng.choice([rng.randint(32, 126), rng.randint(160, 0xD7FF)])) for _ in range(8)).encode(),
    lambda rng: f"\x1b[{numbers(rng, 4)}{rng.choice('u~tMmRABcn')}".encode(),
    lambda rng: f"\x1b[<{numbers(rng, 3)}{rng.choice('Mm')}".encode(),
    lambda rng: f"\x1b[48;{numbers(rng, 4)}t".encode(),
    lambda rng: f"\x1b[?{rng.choice([2026, 2048])};{rng.randint(0, 9)}$y".encode(),
    lambda rng: f"\x1b[{numbers(rng, 400)}{rng.choice('mucZ')}".encode(),
    lambda rng: b"\x1b[M" + rng.randbytes(3),
    lambda rng: b"\x1b[200~" + rng.randbytes(rng.randint(0, 60)) + rng.choice([b"\x1b[201~", b"\x1b[201~", b""]),
    lambda rng: b"\x1b" + rng.choice([b"]", b"P", b"_", b"^", b"X"]) + rng.randbytes(9) + rng.choice([b"\x07", b""]),
    lambda rng: rng.choice([b"\x1b", b"\x1b[", b"\x1bO", b"\x1b[I", b"\x1b[O", b"\r", b"\t", b"\x1b[A", b"\x1b[B"]),
]
KEYS_THAT_QUIT = re.compile(rb"[q\x11]|113|10001")
"""``q`` and ctrl+q, as they are and as kitty's numbers."""


def numbers(rng: Random, most: int) -> str:
    """Parameters of a control sequence."""
    sizes = [0, 1, 9, 99, 300, 70_000, 1_114_112, 10**12]
    return ";".join(str(rng.randint(0, rng.choice(sizes))) for _ in range(rng.randint(1, most)))


def hostile(rng: Random, length: int) -> bytes:
    """So many bytes, at the least, with no key in them that quits."""
    data = b""
    while len(data) < length:
        data = KEYS_THAT_QUIT.sub(b"", data + rng.choice(HOSTILE_PIECES)(rng))
    return data


def assert_draws_and_takes_keys(terminal: Any, emergencies: int) -> None:
    """A new floor reaches the terminal, and then a key opens the help."""
    terminal.process.send_signal(signal.SIGUSR1)
    terminal.read_until(b"\x1b]2;EMERGENCY %d open" % emergencies)
    for _ in range(20):  # what was sent may have begun something that only a moment of silence ends
        terminal.send(b"\x1b[201~" + b"\x1b[27u" * 6)  # out of dialogs and text fields
        since = len(terminal.output)
        terminal.send(b"?")
        if terminal.reads(HELP, since=since, seconds=3):
            return
    pytest.fail(f"no key is taken: {terminal.output[-2000:]!r}")


def assert_ends_when_asked(terminal: Any, trace: Path) -> None:
    """SIGTERM ends it with 0, and the log knows of no error."""
    terminal.process.send_signal(signal.SIGTERM)
    status, output = terminal.end()
    log = trace.with_name("log").read_text()
    assert (status, b"Traceback" in output, "ERROR" in log) == (0, False, False), log
    assert trace.read_text().splitlines()[0] == "stop SIGTERM"


@pytest.fixture
def trace(tmp_path: Path) -> Path:
    return tmp_path / "trace"


def test_the_console_lives_on_after_each_hostile_input(on_terminal: Any, trace: Path) -> None:
    terminal = start(on_terminal, "open", trace)
    terminal.read_until(b"ONLINE")
    for number, data in enumerate(HOSTILE, 1):
        terminal.send(data)
        assert_draws_and_takes_keys(terminal, number)
    assert_ends_when_asked(terminal, trace)


@pytest.mark.parametrize(("columns", "rows"), [(0, 0), (1, 1), (300, 1), (65_535, 65_535)])
def test_no_size_blanks_the_screen_for_good(on_terminal: Any, trace: Path, columns: int, rows: int) -> None:
    terminal = start(on_terminal, "open", trace)
    terminal.read_until(b"ONLINE")
    terminal.resize(columns, rows)
    terminal.process.send_signal(signal.SIGUSR1)
    terminal.read_until(b"\x1b]2;EMERGENCY 1 open")
    terminal.resize(100, 30)
    assert_draws_and_takes_keys(terminal, 2)
    assert_ends_when_asked(terminal, trace)


def test_text_that_comes_at_once_and_a_paste_do_nothing(on_terminal: Any, trace: Path) -> None:
    terminal = start(on_terminal, "open", trace)
    terminal.read_until(b"ONLINE")
    terminal.process.send_signal(signal.SIGUSR1)
    terminal.read_until(b"acknowledge")
    terminal.send(b"\x1b[200~a, all of it\r\x1b[201~")
    terminal.send(b"hello world")
    terminal.read_until(b"taken")  # of "taken as typing: nothing was done": only cells that differ are written
    assert_draws_and_takes_keys(terminal, 2)
    assert_ends_when_asked(terminal, trace)
    assert "submit" not in trace.read_text()


@pytest.mark.parametrize("key", [b"j", b"\x1b[B"])
def test_of_100_000_keys_few_wait_and_the_rest_is_dropped_and_said(on_terminal: Any, trace: Path, key: bytes) -> None:
    terminal = start(on_terminal, "open", trace)
    terminal.read_until(b"ONLINE")
    terminal.send(key * 100_000)
    terminal.process.send_signal(signal.SIGUSR1)
    terminal.read_until(b"\x1b]2;EMERGENCY 1 open")
    terminal.read_until(b"keys came faster than they can be taken, and were dropped")
    assert terminal.peak_memory() < 150 * 2**20
    assert_draws_and_takes_keys(terminal, 2)
    assert_ends_when_asked(terminal, trace)


@pytest.mark.timeout(120 + BYTES / 200)
@pytest.mark.parametrize("seed", [1, 2])
def test_random_input(on_terminal: Any, trace: Path, seed: int) -> None:
    rng = Random(f"{seed}/input")
    terminal = start(on_terminal, "open", trace)
    terminal.read_until(b"ONLINE")
    rounds = max(3, BYTES // 100_000)
    for number in range(1, rounds + 1):
        terminal.send(hostile(rng, BYTES // rounds))
        assert_draws_and_takes_keys(terminal, number)
    assert_ends_when_asked(terminal, trace)
