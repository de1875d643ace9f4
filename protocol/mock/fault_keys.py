"""Keys that switch faults while the mock server runs, where its stdin is a terminal. What they did goes to stderr."""

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
except ImportError:  # on Windows, where no keys are taken
    termios = None  # type: ignore[assignment]

from protocol.mock.server import FAULTS, MockServer

BY_KEY = {fault.key: name for name, fault in FAULTS.items()}
EMERGENCY, MEND, HELP = "!", "0", "?"
"""The keys that switch no fault: an agent's emergency, all faults off, the list of keys."""


def lines() -> list[str]:
    """What the keys do, a line each."""
    faults = [
        f"  {fault.key}  {fault.name if not fault.kind.unit else f'{fault.name}={fault.default:g}':<22}{fault.words}"
        for fault in sorted(FAULTS.values(), key=lambda fault: fault.key)
    ]
    more = [
        f"  {EMERGENCY}  an emergency of somebody who talks",
        f"  {MEND}  all faults off",
        f"  {HELP}  this list",
        "  tab  the other side, where there are two",
    ]
    return ["keys (each switches a fault on, and off again):", *faults, *more]


class Keys:
    """Carries out keys on one side of a server at a time, and writes to ``out`` what each did."""

    def __init__(self, first: MockServer, out: TextIO | None = None) -> None:
        self.servers, self.out = first.servers, out or sys.stderr
        self._side = 0

    @property
    def server(self) -> MockServer:
        """The side that the keys act on."""
        return self.servers[self._side]

    def press(self, key: str) -> None:
        """Carry out one key; other keys than those of the list are ignored."""
        if key == HELP:
            self.say(*lines())
        elif key == "\t" and len(self.servers) > 1:
            self._side = 1 - self._side
            self._say_faults()
        elif key == MEND:
            self.server.mend()
            self._say_faults()
        elif key == EMERGENCY:
            self._emergency()
        elif key in BY_KEY:
            self._switch(BY_KEY[key])

    def say(self, *words: str) -> None:
        """Write lines to ``out``."""
        self.out.write("".join(f"{line}\n" for line in words))
        self.out.flush()

    def _switch(self, name: str) -> None:
        server = self.server
        if server.faults.value(name) is None:
            server.fault(name)
        else:
            server.mend(name)
        self._say_faults()

    def _emergency(self) -> None:
        server, floor = self.server, self.server.centre.floor
        talker = next((agent for agent in floor.agents if floor.active_leg(agent)), None)
        if talker is not None:
            server.raise_emergency(talker.agent_id)
            self.say(f"emergency of agent {talker.agent_id}")

    def _say_faults(self) -> None:
        self.say(f"side {self.server.side}: {', '.join(self.server.faults.on()) or 'no faults'}")


@contextmanager
def listening_to_keys(first: MockServer) -> Iterator[bool]:
    """Take keys from stdin until the block ends; False where stdin is no terminal in the foreground."""
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
    """Is this process in the foreground of its terminal? In the background, setting the terminal would stop it."""
    try:
        return os.tcgetpgrp(number) == os.getpgrp()
    except OSError:  # a terminal, but not the one of this session
        return False
