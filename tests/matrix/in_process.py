"""A session and a floor with the mock server in one process, without sockets, tasks or real time."""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Callable
from typing import Any

from app.floor.builder import FloorBuilder
from app.floor.fold import fold
from app.model import Floor, LinkState, Me
from protocol.mock.server.connection import Connection
from protocol.mock.server.server import ManualClock, MockServer
from protocol.mock.settings import MockSettings
from protocol.session.events import Connecting, Opened, Received, SessionEvent, Waiting
from protocol.session.session import Session
from protocol.session.settings import SessionSettings
from protocol.wire.messages import Message

EPOCH = 1_800_000_000.0
"""Wall-clock time at the server's start, for the floor."""


class Pipe(asyncio.Transport):
    """A transport that keeps what is written."""

    def __init__(self) -> None:
        super().__init__()
        self.out = bytearray()
        self.closing = self.cut = False

    def get_extra_info(self, name: str, default: Any = None) -> Any:
        return default

    def is_closing(self) -> bool:
        return self.closing

    def write(self, data: bytes | bytearray | memoryview) -> None:
        if not self.closing:
            self.out += data

    def set_write_buffer_limits(self, high: int | None = None, low: int | None = None) -> None:
        """What is written is taken at once: no limit is ever reached."""

    def get_write_buffer_size(self) -> int:
        return 0

    def pause_reading(self) -> None:
        """The connection wants another turn before it gets more bytes, which :class:`InProcessClient` gives it."""

    def resume_reading(self) -> None:
        """See :meth:`pause_reading`."""

    def close(self) -> None:
        self.closing = True

    def abort(self) -> None:
        self.closing = self.cut = True


class InProcessClient:
    """A client that connects, and connects again after each loss, to one or two sides in turn."""

    def __init__(
        self, *servers: MockServer, settings: SessionSettings | None = None, wait: float = 3.0, keep: bool = True
    ) -> None:
        self.servers = servers
        self.settings = settings or SessionSettings(agent_id="9001", client_id="in-process")
        self.builder = FloorBuilder(Me("9001", "", "", None), peripheral_id=5000)
        self.wait, self.keep = wait, keep
        self.raw = bytearray()
        """Everything received, if it is to be kept."""
        self.links: list[str] = []
        """The words the status line went through, each with its reason."""
        self.sessions = 0
        self.received = 0
        self.side = 0
        self.session: Session | None = None
        self._connection: Connection | None = None
        self._pipe = Pipe()
        self._turns: deque[Callable[[], None]] = deque()
        """Further turns that the connection asked for."""
        self._again = 0.0

    @property
    def now(self) -> float:
        return self.servers[0].now

    def floor(self) -> Floor:
        return self.builder.snapshot(EPOCH + self.now)

    def run(self, seconds: float, stride: float = 0.5) -> None:
        """Let time pass."""
        for _ in range(round(seconds / stride)):
            self.servers[0].advance(stride)
            self.turn()
            self.builder.tick(EPOCH + self.now)

    def turn(self) -> None:
        """Do everything that is due, until nobody has anything to say at this time."""
        if self.session is None and self.now >= self._again:
            self._connect()
        while self.session is not None and self._exchange():
            pass

    def request(self, message: Message) -> None:
        assert self.session is not None
        self.session.request(message, self.now)
        self.turn()

    def close(self) -> None:
        if self.session is not None:
            self.session.close(self.now)
            self.turn()

    # Inside.

    def _connect(self) -> None:
        server = self.servers[self.side]
        self.session = Session(self.settings, side="AB"[self.side], address=f"side {self.side}")
        self._tell(Connecting("AB"[self.side], f"side {self.side}"))
        if server.faults.down:
            self.session.connection_lost(self.now, "Connection refused.")
            self._collect()
            self._gone()
            return
        self._pipe, self._connection = Pipe(), Connection(server, self._turns.append)
        self._connection.connection_made(self._pipe)
        self.session.connected(self.now)

    def _exchange(self) -> bool:
        """One round of bytes and timers; was there anything?"""
        session, pipe, connection = self.session, self._pipe, self._connection
        assert session is not None
        assert connection is not None
        sent = session.data_to_send()
        if sent:
            self._deliver(connection, sent)
        data, pipe.out = bytes(pipe.out), bytearray()
        if data and not pipe.cut:
            self.raw += data if self.keep else b""
            session.receive_data(data, self.now)
        timer = session.get_timer()
        rang = timer is not None and timer <= self.now
        if rang:
            session.handle_timer(self.now)
        if pipe.closing and not session.wants_disconnect:
            session.connection_lost(self.now, "The server closed the connection.")
        events = self._collect()
        if session.wants_disconnect:
            last = session.data_to_send()
            if last:
                self._deliver(connection, last)
            self._gone()
            return False
        return bool(sent or data or events or rang)

    def _deliver(self, connection: Connection, data: bytes) -> None:
        """Give the server bytes, in as many turns as it takes for them."""
        while data and not self._pipe.closing:
            space = connection.get_buffer(-1)
            piece, data = data[: len(space)], data[len(space) :]
            space[: len(piece)] = piece
            connection.buffer_updated(len(piece))
            while self._turns:
                self._turns.popleft()()

    def _gone(self) -> None:
        connection, self._connection, self.session = self._connection, None, None
        if connection is not None:
            connection.connection_lost(None)
            self._pipe.closing = True
        self._again = self.now + self.wait
        self.side = (self.side + 1) % len(self.servers)
        self._tell(Waiting("", EPOCH + self._again))

    def _collect(self) -> bool:
        events = self.session.events() if self.session is not None else []
        for event in events:
            self._tell(event)
        return bool(events)

    def _tell(self, event: SessionEvent) -> None:
        self.sessions += isinstance(event, Opened)
        self.received += isinstance(event, Received)
        fold(self.builder, event, EPOCH + self.now)
        link = self.builder.link
        words = f"{link.state.value} {link.side}: {link.reason}"
        if not self.links or self.links[-1] != words:
            self.links.append(words)

    @property
    def online(self) -> bool:
        return self.builder.link.state is LinkState.ONLINE


def servers_of(settings: MockSettings, sides: int = 1) -> list[MockServer]:
    """The sides of a server with a manual clock."""
    first = MockServer(settings, clock=ManualClock())
    return [first, *(MockServer(settings, first=first) for _ in range(sides - 1))]
