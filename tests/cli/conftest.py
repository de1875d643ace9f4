"""A pseudo terminal for the tests that need a real one."""

from __future__ import annotations

import os
import pty
import select
import subprocess
import time
from collections.abc import Callable, Iterator

import pytest


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
