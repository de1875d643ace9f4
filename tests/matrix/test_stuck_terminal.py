"""A terminal that stops reading blocks the screen, and costs the session no heartbeat."""

from __future__ import annotations

import asyncio
import fcntl
import os
import pty
import select
import signal
import struct
import subprocess
import sys
import termios
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from protocol.mock.run import ThreadedServer
from protocol.mock.settings import CentreSettings, MockSettings
from protocol.wire.messages import CloseReq, HeartbeatReq, OpenReq

INTERVAL = 0.4
"""Seconds between heartbeats."""
STUCK_FOR = 7
"""Heartbeats that have to come while the terminal doesn't read."""
ROOT = Path(__file__).parents[2]
CONSOLE = """
import sys
from app.config import Address
from app.config.model import Journal, Server, Settings
from app.commands.console import show_console
from app.worker.worker import Worker
server = Server.model_construct(side_a=Address("127.0.0.1", int(sys.argv[1])), heartbeat_interval=float(sys.argv[2]))
settings = Settings(server=server, supervisor={"agent_id": "9001"}, journal=Journal(path=sys.argv[3]))
sys.exit(show_console(settings, Worker(settings)))
"""


@pytest.fixture
def server() -> Iterator[ThreadedServer]:
    """A centre where so much happens that the screen is drawn anew all the time."""
    centre = CentreSettings(agents=60, calls_per_minute=3_000, emergencies_per_minute=0)
    running = ThreadedServer(MockSettings(centre)).start()
    yield running
    running.stop()


def heartbeats(server: ThreadedServer) -> int:
    return sum(isinstance(message, HeartbeatReq) for message in list(server.server.received))


def wait_for(server: ThreadedServer, count: int) -> None:
    waiting = server.server.wait_received(HeartbeatReq, count, seconds=30)
    asyncio.run_coroutine_threadsafe(waiting, server._loop).result(40)


def unread(master: int) -> int:
    """Bytes that the program has written and the terminal hasn't read."""
    return int(struct.unpack("i", fcntl.ioctl(master, termios.FIONREAD, b"\0\0\0\0"))[0])


def read_until(master: int, wanted: bytes) -> None:
    deadline, seen = time.monotonic() + 60, b""
    while wanted not in seen:
        ready, _, _ = select.select([master], [], [], max(0.0, deadline - time.monotonic()))
        assert ready, seen[-2000:]
        seen += os.read(master, 65536)


def test_a_terminal_that_does_not_read_costs_no_heartbeat(server: ThreadedServer, tmp_path: Path) -> None:
    master, slave = pty.openpty()
    environment = {k: v for k, v in os.environ.items() if not k.startswith(("FLOORWALKER_", "NO_COLOR"))}
    environment |= {"TERM": "xterm-256color", "COLUMNS": "120", "LINES": "40", "HOME": str(tmp_path)}
    command = [sys.executable, "-c", CONSOLE, str(server.port), str(INTERVAL), str(tmp_path / "journal.sqlite3")]
    console = subprocess.Popen(
        command, stdin=slave, stdout=slave, stderr=slave, env=environment, start_new_session=True, cwd=ROOT
    )
    os.close(slave)
    try:
        read_until(master, b"ONLINE")
        quiet = 0
        while quiet < STUCK_FOR:  # so many heartbeats in a row in which nothing could be written: the terminal is full
            before = unread(master)
            wait_for(server, heartbeats(server) + 1)
            quiet = quiet + 1 if unread(master) == before > 0 else 0
        received = list(server.server.received)
        assert sum(isinstance(message, OpenReq) for message in received) == 1
        assert len(server.call(lambda mock: mock.sessions)) == 1
        console.send_signal(signal.SIGTERM)
        read_to_the_end(master)
        assert console.wait(30) == 0
        assert any(isinstance(message, CloseReq) for message in list(server.server.received))
    finally:
        console.kill()
        console.wait()
        os.close(master)


def read_to_the_end(master: int) -> None:
    try:
        while os.read(master, 65536):
            pass
    except OSError:  # the other end is closed: that is how a pseudo terminal says so
        return
