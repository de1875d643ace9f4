"""Single keys that switch faults while the mock server runs, where its stdin is a terminal. All words go to stderr."""

from __future__ import annotations

import asyncio
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TextIO

try:
    import termios
    import tty
except ImportError:  # not on Windows: there are no keys then
    termios = None  # type: ignore[assignment]

from protocol.mock.server.faults import KINDS
from protocol.mock.server.server import MockServer

BY_KEY = {kind.key: name for name, kind in KINDS.items()}
EMERGENCY, MEND, HELP = "!", "0", "?"
"""The keys that are no faults: somebody presses the emergency button, all faults off, the list."""


def lines() -> list[str]:
    """What the keys do, a line each."""
    faults = [
        f"  {kind.key}  {name if not kind.unit else f'{name}={kind.default:g}':<22}{kind.words}"
        for name, kind in sorted(KINDS.items(), key=lambda item: item[1].key)
    ]
    more = [
        f"  {EMERGENCY}  an emergency of somebody who talks",
        f"  {MEND}  all faults off",
        f"  {HELP}  this list",
        "  tab  the other side, where there are two",
    ]
    return ["keys (each switches a fault on, and off again):", *faults, *more]


class Keys:
    """Carries out keys on the sides of a server, and says on ``out`` what came of each."""

    def __init__(self, first: MockServer, out: TextIO | None = None) -> None:
        self.servers, self.out = first.servers, out or sys.stderr
        self._side = 0

    @property
    def server(self) -> MockServer:
        """The side that the keys are for."""
        return self.servers[self._side]

    def press(self, key: str) -> None:
        """One key; those that mean nothing are passed over."""
        if key == HELP:
            self.say(*lines())
        elif key == "\t" and len(self.servers) > 1:
            self._side = 1 - self._side
            self._tell()
        elif key == MEND:
            self.server.mend()
            self._tell()
        elif key == EMERGENCY:
            self._emergency()
        elif key in BY_KEY:
            self._switch(BY_KEY[key])

    def say(self, *words: str) -> None:
        """Lines on stderr; a terminal in cbreak mode still makes line ends of them."""
        self.out.write("".join(f"{line}\n" for line in words))
        self.out.flush()

    def _switch(self, name: str) -> None:
        server = self.server
        if getattr(server.faults, name) is None:
            server.fault(name)
        else:
            server.mend(name)
        self._tell()

    def _emergency(self) -> None:
        server = self.server
        talker = next((a for a in server.centre.agents if server.centre.active_leg(a)), None)
        if talker is not None:
            server.raise_emergency(talker.agent_id)
            self.say(f"emergency of agent {talker.agent_id}")

    def _tell(self) -> None:
        self.say(f"side {self.server.side}: {', '.join(self.server.faults.on()) or 'no faults'}")


@contextmanager
def listening_to_keys(first: MockServer) -> Iterator[bool]:
    """Take keys from stdin until the block ends; False where it is no terminal."""
    if termios is None or sys.stdin is None or not sys.stdin.isatty():
        yield False
        return
    number = sys.stdin.fileno()
    if not _in_foreground(number):
        yield False
        return
    before = termios.tcgetattr(number)
    keys, loop = Keys(first), asyncio.get_running_loop()

    def read() -> None:
        try:
            data = os.read(number, 64)
        except OSError:
            data = b""
        if not data:
            loop.remove_reader(number)
        for key in data.decode("ascii", "replace"):
            keys.press(key)

    tty.setcbreak(number, termios.TCSANOW)
    loop.add_reader(number, read)
    keys.say(f"press {HELP} for the keys that switch faults")
    try:
        yield True
    finally:
        loop.remove_reader(number)
        termios.tcsetattr(number, termios.TCSANOW, before)


def _in_foreground(number: int) -> bool:
    """Is the terminal ours? In the background, touching it would stop the process."""
    try:
        return os.tcgetpgrp(number) == os.getpgrp()
    except OSError:  # a terminal, but not the one of this session
        return False
