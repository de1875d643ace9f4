"""A pseudo terminal for the tests that need a real one."""

from __future__ import annotations

import os
import pty
import select
import signal
import subprocess
import termios
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

import pytest


class Terminal:
    """A program on a pseudo terminal of 100 x 30."""

    def __init__(self, *command: str) -> None:
        self.master, slave = pty.openpty()
        termios.tcsetwinsize(slave, (30, 100))
        foreign = ("FLOORWALKER_", "NO_COLOR", "COLUMNS", "LINES")
        environment = {k: v for k, v in os.environ.items() if not k.startswith(foreign)}
        environment |= {"TERM": "xterm-256color"}
        self.process = subprocess.Popen(
            command, stdin=slave, stdout=slave, stderr=slave, env=environment, start_new_session=True
        )
        os.close(slave)
        os.set_blocking(self.master, False)
        self.output = b""

    def read_until(self, wanted: bytes, *, since: int = 0, seconds: float = 60) -> None:
        """Read what the program draws until ``wanted`` was among it, from byte ``since`` on."""
        assert self.reads(wanted, since=since, seconds=seconds), f"{wanted!r} never came: {self.output[-2000:]!r}"

    def reads(self, wanted: bytes, *, since: int = 0, seconds: float) -> bool:
        """Read for at most so many seconds until ``wanted`` comes; did it? Fails when the program ends before."""
        deadline = time.monotonic() + seconds
        while self.output.find(wanted, since) < 0:
            ready, _, _ = select.select([self.master], [], [], max(0.0, deadline - time.monotonic()))
            if not ready:
                return False
            self._read(f"before {wanted!r}")
        return True

    def send(self, data: bytes) -> None:
        """Type ``data``, and read what the program draws meanwhile."""
        while data:
            readable, writable, _ = select.select([self.master], [self.master], [], 60)
            assert readable or writable, f"it neither reads nor draws: {self.output[-2000:]!r}"
            if readable:
                self._read(f"before it had read {data[:100]!r}")
            if writable:
                with suppress(BlockingIOError):
                    data = data[os.write(self.master, data[:1024]) :]

    def resize(self, columns: int, rows: int) -> None:
        """Claim another size; the program is told by SIGWINCH."""
        termios.tcsetwinsize(self.master, (rows, columns))
        self.process.send_signal(signal.SIGWINCH)

    def peak_memory(self) -> int:
        """The most memory that the program has had, in bytes; 0 where the system does not tell."""
        status = Path(f"/proc/{self.process.pid}/status")
        lines = status.read_text().splitlines() if status.exists() else []
        return sum(1024 * int(line.split()[1]) for line in lines if line.startswith("VmHWM"))

    def _read(self, when: str) -> None:
        try:
            data = os.read(self.master, 65536)
        except OSError:
            data = b""
        assert data, f"the program ended {when}: {self.output[-2000:]!r}"
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


OnTerminal = Callable[..., Terminal]


@pytest.fixture
def on_terminal() -> Iterator[OnTerminal]:
    """Start a program on a pseudo terminal; it is ended with the test."""
    opened: list[Terminal] = []

    def start(*command: str) -> Terminal:
        opened.append(Terminal(*command))
        return opened[-1]

    yield start
    for terminal in opened:
        terminal.close()
