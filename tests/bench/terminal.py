"""A program on a pseudo terminal: what it writes and when, and what it costs."""

from __future__ import annotations

import os
import pty
import re
import subprocess
import termios
import threading
import time
from collections.abc import Hashable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import NamedTuple, TypeVar

from .screen import Screen

ROOT = Path(__file__).parents[2]
COLUMNS, ROWS = 200, 50
SIZE = f"{COLUMNS}x{ROWS}"
K = TypeVar("K", bound=Hashable)


class Spent(NamedTuple):
    """What a program used up since some moment."""

    seconds: float
    cpu: float
    """Seconds of all its threads."""
    written: int
    """Bytes that the terminal read."""

    @property
    def percent(self) -> float:
        """Percent of a core."""
        return 100 * self.cpu / self.seconds

    @property
    def kib_per_second(self) -> float:
        """KiB written a second."""
        return self.written / 1024 / self.seconds


def environment(folder: Path, settings: Mapping[str, str] = {}) -> dict[str, str]:
    """The environment of a program: no settings of the person who measures, a home and a journal of its own.

    Python may keep its bytecode, as an installed program has it; otherwise each start would compile the console anew.
    """
    foreign = ("FLOORWALKER_", "NO_COLOR", "COLUMNS", "LINES", "TEXTUAL", "XDG_", "PYTHONDONTWRITEBYTECODE")
    inherited = {name: value for name, value in os.environ.items() if not name.startswith(foreign)}
    path = os.pathsep.join(filter(None, (str(ROOT), os.environ.get("PYTHONPATH"))))
    terminal = {"TERM": "xterm-256color", "COLORTERM": "truecolor", "LANG": "C.UTF-8", "PYTHONPATH": path}
    home = {"HOME": str(folder), "FLOORWALKER_JOURNAL__PATH": str(folder / "journal.sqlite3")}
    return inherited | terminal | home | dict(settings)


class Terminal:
    """The program and the terminal that it writes to. Times are those of ``time.perf_counter``."""

    def __init__(self, command: Sequence[str], variables: Mapping[str, str]) -> None:
        self._master, slave = pty.openpty()
        termios.tcsetwinsize(slave, (ROWS, COLUMNS))
        self.chunks: list[tuple[float, bytes]] = []
        """What was read, and when."""
        self.screen = Screen(COLUMNS, ROWS)
        """The screen as of the last look; :meth:`moments` brings it up to date."""
        self._looked_at = 0
        self._written = 0
        self._may_read = threading.Event()
        self._may_read.set()
        self.began = time.perf_counter()
        self.process = subprocess.Popen(
            command, stdin=slave, stdout=slave, stderr=slave, env=dict(variables), start_new_session=True, cwd=ROOT
        )
        os.close(slave)
        threading.Thread(target=self._read, daemon=True).start()

    def _read(self) -> None:
        while True:
            self._may_read.wait()
            try:
                data = os.read(self._master, 65536)
            except OSError:  # the program has ended
                return
            self.chunks.append((time.perf_counter(), data))
            self._written += len(data)

    def stop_reading(self) -> None:
        """Leave unread what the program writes, but for one read that may be under way."""
        self._may_read.clear()

    def read_on(self) -> float:
        """Read again; when."""
        now = time.perf_counter()
        self._may_read.set()
        return now

    def type(self, keys: str) -> float:
        """Press keys; when."""
        now = time.perf_counter()
        os.write(self._master, keys.encode())
        return now

    def moments(self, wanted: Mapping[K, re.Pattern[str]]) -> dict[K, float]:
        """Look at what was read since the last look: when each pattern was first on the screen."""
        found: dict[K, float] = {}
        chunks = self.chunks[self._looked_at :]
        self._looked_at += len(chunks)
        for at, data in chunks:
            self.screen.feed(data.decode("latin-1") if data.isascii() else self._text(data))
            if len(found) < len(wanted):
                text = "\n".join(self.screen.lines)
                found |= {k: at for k, pattern in wanted.items() if k not in found and pattern.search(text)}
        return found

    _half = b""

    def _text(self, data: bytes) -> str:
        """UTF-8, whose characters may be cut by the end of a read."""
        data, self._half = self._half + data, b""
        for cut in range(1, min(4, len(data) + 1)):
            if data[-cut] >= 0xC0:
                if len(data[-cut:]) < (2 if data[-cut] < 0xE0 else 3 if data[-cut] < 0xF0 else 4):
                    data, self._half = data[:-cut], data[-cut:]
                break
        return data.decode(errors="replace")

    def wait_for(self, pattern: str, seconds: float = 60) -> float:
        """Wait until the screen shows it; when it did. Raises TimeoutError."""
        compiled, deadline = re.compile(pattern), time.perf_counter() + seconds
        while not (found := self.moments({0: compiled})):
            if time.perf_counter() > deadline or self.process.poll() is not None:
                shown = "\n".join(filter(str.strip, self.screen.lines))
                raise TimeoutError(f"{pattern!r} was not shown within {seconds:g} s:\n{shown}")
            time.sleep(0.02)
        return found[0]

    def forget(self) -> None:
        """Go on as if nothing had been read so far, but keep the screen."""
        self.moments({})

    @contextmanager
    def spending(self) -> Iterator[list[Spent]]:
        """What the program uses while the block runs; the list has it afterwards."""
        result: list[Spent] = []
        began, cpu, written = time.perf_counter(), self._cpu(), self._written
        yield result
        result.append(Spent(time.perf_counter() - began, self._cpu() - cpu, self._written - written))

    def _cpu(self) -> float:
        fields = Path(f"/proc/{self.process.pid}/stat").read_text().rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")

    def resident_mb(self) -> float:
        """MB of memory in use (VmRSS)."""
        status = Path(f"/proc/{self.process.pid}/status").read_text()
        found = re.search(r"VmRSS:\s+(\d+) kB", status)
        return int(found[1]) * 1024 / 1e6 if found else 0.0

    def close(self) -> None:
        """End the program."""
        self._may_read.set()
        self.process.terminate()
        try:
            self.process.wait(15)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
        with suppress(OSError):
            os.close(self._master)


@contextmanager
def on_terminal(command: Sequence[str], variables: Mapping[str, str]) -> Iterator[Terminal]:
    """A program on a terminal for as long as the block runs."""
    terminal = Terminal(command, variables)
    try:
        yield terminal
    finally:
        terminal.close()
