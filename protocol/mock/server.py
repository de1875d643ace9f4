"""The mock CTI Server on TCP."""

from __future__ import annotations

import asyncio
import socket
import time
from collections import deque
from collections.abc import Callable
from typing import TypeVar

from protocol.errors import FramingError
from protocol.framing import FrameBuffer
from protocol.messages import Message
from protocol.mock.calls import Leg
from protocol.mock.centre import Centre
from protocol.mock.office import Office
from protocol.mock.people import Agent
from protocol.mock.sessions import Session
from protocol.mock.settings import MockSettings
from protocol.tls import HANDSHAKE_TIMEOUT, server_context

M = TypeVar("M", bound=Message)

UNREAD_LIMIT = 16 * 1024 * 1024
"""Bytes that may wait for a client that doesn't read; beyond, its connection is reset."""
LONGEST_NAP = 3600.0


class ManualClock:
    """A clock that stands still until it is moved."""

    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


class _Connection(asyncio.Protocol):
    """One client's TCP connection."""

    def __init__(self, server: MockServer) -> None:
        self.server = server
        self.buffer = FrameBuffer()
        self.transport: asyncio.Transport | None = None
        self.session: Session | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self.transport = transport
        peer = transport.get_extra_info("socket")
        if peer is not None:
            peer.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.session = self.server.connected(self)

    def data_received(self, data: bytes) -> None:
        session, transport = self.session, self.transport
        if session is None or transport is None:
            return
        self.buffer.feed(data)
        try:
            while not transport.is_closing() and (one := self.buffer.next_frame()) is not None:
                self.server.received_frame(session, *one)
        except FramingError:
            transport.abort()

    def connection_lost(self, exc: Exception | None) -> None:
        if self.session is not None:
            self.server.disconnected(self.session)

    def write(self, data: bytes) -> None:
        """Send bytes, unless the client has left too many unread."""
        transport = self.transport
        if transport is None or transport.is_closing():
            return
        transport.write(data)
        if transport.get_write_buffer_size() > UNREAD_LIMIT:
            transport.abort()


class MockServer:
    """A CTI Server for demos and tests.

    With a :class:`ManualClock` nothing happens until :meth:`advance`; with another clock (seconds, monotonic) a timer
    of the event loop lets the time pass. All methods belong on the loop that :meth:`start` ran on.
    """

    def __init__(self, settings: MockSettings | None = None, *, clock: Callable[[], float] = time.monotonic) -> None:
        self.settings = settings or MockSettings()
        self._clock = clock
        self._epoch = clock()
        self._connections: dict[int, _Connection] = {}
        self.office = Office(self.settings, self._write, self._drop)
        self._server: asyncio.Server | None = None
        self._timer: asyncio.TimerHandle | None = None
        self._waiters: list[tuple[Callable[[], bool], asyncio.Future[None]]] = []

    # --- life -------------------------------------------------------------------------------------------------------

    async def start(self, host: str = "127.0.0.1", port: int = 0) -> tuple[str, int]:
        """Listen; the address, with the port that was chosen when 0 was asked for. Raises OSError and TlsProblem."""
        tls = server_context(self.settings.tls) if self.settings.tls is not None else None
        loop = asyncio.get_running_loop()
        self._epoch = self._clock()
        self._server = await loop.create_server(
            lambda: _Connection(self),
            host,
            port,
            ssl=tls,
            ssl_handshake_timeout=HANDSHAKE_TIMEOUT if tls is not None else None,
        )
        address = self._server.sockets[0].getsockname()
        self._plan()
        return address[0], address[1]

    async def stop(self) -> None:
        """Stop listening and reset all connections."""
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None
        if self._server is not None:
            self._server.close()
            self.drop_clients()
            await self._server.wait_closed()
            self._server = None
        await asyncio.sleep(0)

    @property
    def centre(self) -> Centre:
        """The centre that is played."""
        return self.office.centre

    @property
    def sessions(self) -> list[Session]:
        """The open sessions, oldest first."""
        return self.office.open_sessions()

    @property
    def received(self) -> deque[Message]:
        """What clients sent, decoded, oldest first."""
        return self.office.received

    # --- time -------------------------------------------------------------------------------------------------------

    @property
    def now(self) -> float:
        """Seconds since the start."""
        return self._clock() - self._epoch

    def tick(self) -> None:
        """Let pass the time that the clock shows."""
        self.office.advance(self.now)
        self._plan()
        self._wake()

    def advance(self, seconds: float) -> None:
        """Move a :class:`ManualClock` and let that time pass."""
        if not isinstance(self._clock, ManualClock):
            raise TypeError("only a ManualClock can be moved")
        self._clock.now += seconds
        self.tick()

    def _plan(self) -> None:
        """Set the timer to the next thing due."""
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None
        if self._server is not None and not isinstance(self._clock, ManualClock):
            delay = min(max(self.office.next_due() - self.now, 0.0), LONGEST_NAP)
            self._timer = asyncio.get_running_loop().call_later(delay, self.tick)

    # --- connections ------------------------------------------------------------------------------------------------

    def connected(self, connection: _Connection) -> Session:
        """A client has connected (called by its connection)."""
        session = self.office.connected(self.now)
        self._connections[session.number] = connection
        self._wake()
        return session

    def received_frame(self, session: Session, message_type: int, body: bytes) -> None:
        """A client has sent a message (called by its connection)."""
        self.office.receive(session, message_type, body, self.now)
        self._plan()
        self._wake()

    def disconnected(self, session: Session) -> None:
        """A connection has ended (called by it)."""
        self._connections.pop(session.number, None)
        self.office.disconnected(session)
        self._wake()

    def _write(self, number: int, data: bytes) -> None:
        connection = self._connections.get(number)
        if connection is not None:
            connection.write(data)

    def _drop(self, number: int, at_once: bool) -> None:
        connection = self._connections.get(number)
        if connection is not None and connection.transport is not None:
            if at_once:
                connection.transport.abort()
            else:
                connection.transport.close()

    # --- for tests --------------------------------------------------------------------------------------------------

    def drop_clients(self) -> None:
        """Reset every connection, as a server that dies does."""
        for number in list(self._connections):
            self._drop(number, True)

    def do(self, act: Callable[[Centre], object]) -> None:
        """Do something to the centre now, and tell what came of it."""
        self.office.advance(self.now)
        act(self.centre)
        self.tick()

    def agent(self, agent_id: str) -> Agent:
        """The agent with that AgentID. Raises KeyError."""
        return self.centre.by_id[agent_id]

    def raise_emergency(self, agent_id: str) -> None:
        """The agent presses the emergency button."""
        self.do(lambda centre: centre.story.alarms.raise_emergency(self.agent(agent_id)))

    def raise_assist(self, agent_id: str) -> None:
        """The agent asks for a supervisor."""
        self.do(lambda centre: centre.story.alarms.raise_assist(self.agent(agent_id)))

    def call_for(self, agent_id: str) -> Leg:
        """A customer's call that the agent is in conversation on from now on."""
        agent = self.agent(agent_id)

        def begin(centre: Centre) -> None:
            leg = centre.add_leg(centre.story.incoming(), agent.extension, agent, 2)
            centre.begin(leg)
            centre.ring(leg)
            centre.story.answer(leg)

        self.do(begin)
        return agent.legs[-1]

    async def wait_for(self, condition: Callable[[], bool], seconds: float = 10.0) -> None:
        """Wait until the condition holds, looked at whenever something came in or happened. Raises TimeoutError."""
        if condition():
            return
        future: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._waiters.append((condition, future))
        await asyncio.wait_for(future, seconds)

    async def wait_received(self, kind: type[M], count: int = 1, seconds: float = 10.0) -> list[M]:
        """Wait until so many messages of a class have been received, and give all of them."""

        def found() -> list[M]:
            return [message for message in self.received if isinstance(message, kind)]

        await self.wait_for(lambda: len(found()) >= count, seconds)
        return found()

    def _wake(self) -> None:
        for condition, future in list(self._waiters):
            if future.done() or condition():
                self._waiters.remove((condition, future))
                if not future.done():
                    future.set_result(None)
