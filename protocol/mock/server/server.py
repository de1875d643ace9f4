"""The mock CTI Server on TCP."""

from __future__ import annotations

import asyncio
import socket
import time
from collections import deque
from collections.abc import Callable, Iterable
from random import Random
from typing import Any, TypeVar

from protocol.mock.centre import Agent, Centre, Leg
from protocol.mock.server.connection import Connection
from protocol.mock.server.core import receive
from protocol.mock.server.fault_effects import open_elsewhere
from protocol.mock.server.fault_pipe import FaultPipe
from protocol.mock.server.faults import FAULTS, Faults
from protocol.mock.server.sessions import Session
from protocol.mock.server.state import ServerState
from protocol.mock.settings import MockSettings
from protocol.tls import HANDSHAKE_TIMEOUT, server_context
from protocol.wire.enums import LocalConnectionState
from protocol.wire.messages import Message

M = TypeVar("M", bound=Message)

LONGEST_WAIT = 3600.0
"""Seconds until the timer looks again at what is due."""


class ManualClock:
    """A clock that stands still until it is moved."""

    def __init__(self) -> None:
        self._now = 0.0

    def __call__(self) -> float:
        return self._now

    def move(self, seconds: float) -> None:
        """Move it on."""
        self._now += seconds


class MockServer:
    """A CTI Server for demos and tests. ``first``: the side whose other side it is; both show the same centre.

    With a :class:`ManualClock` nothing happens until :meth:`advance`; with another clock (seconds, monotonic) a timer
    of the event loop lets the time pass. All methods belong on the loop that :meth:`start` ran on.
    """

    def __init__(
        self,
        settings: MockSettings | None = None,
        *,
        clock: Callable[[], float] = time.monotonic,
        first: MockServer | None = None,
    ) -> None:
        self.settings = settings or MockSettings()
        self._clock: Callable[[], float] = clock if first is None else first._clock
        self._epoch = self._clock()
        self.servers: list[MockServer] = [] if first is None else first.servers
        """All sides, side A first."""
        self.servers.append(self)
        self.side = "AB"[len(self.servers) - 1]
        self.faults = Faults()
        self._connections: dict[int, Connection] = {}
        self.state: ServerState = ServerState(
            self.settings, self._write, self._drop, first.state if first is not None else None
        )
        self.state.observe(on_open=lambda session: open_elsewhere(self, session, self.faults.second_login))
        self._server: asyncio.Server | None = None
        self._address = ("127.0.0.1", 0)
        self._listening: asyncio.Task[None] | None = None
        self._timer: asyncio.TimerHandle | None = None
        self._waiters: list[tuple[Callable[[], bool], asyncio.Future[None]]] = []

    # --- life -------------------------------------------------------------------------------------------------------

    async def start(self, host: str = "127.0.0.1", port: int = 0) -> tuple[str, int]:
        """Listen; the address, with the port that was chosen when 0 was asked for. Raises OSError and TlsProblem."""
        self._epoch = self._clock() if self is self.servers[0] else self.servers[0]._epoch
        self._server = await self._listen(host=host, port=port)
        address = self._server.sockets[0].getsockname()
        self._address = address[0], address[1]
        if self.faults.down:
            self.refuse_connections()
        self._plan()
        return self._address

    @property
    def hosts(self) -> list[str]:
        """The IP addresses that it listens on; none while it does not listen."""
        return [] if self._server is None else [listening.getsockname()[0] for listening in self._server.sockets]

    async def _listen(self, **where: Any) -> asyncio.Server:
        tls = server_context(self.settings.tls) if self.settings.tls is not None else None
        return await asyncio.get_running_loop().create_server(
            lambda: Connection(self),
            ssl=tls,
            ssl_handshake_timeout=HANDSHAKE_TIMEOUT if tls is not None else None,
            **where,
        )

    async def stop(self) -> None:
        """Stop listening and reset all connections."""
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None
        if self._listening is not None:
            await self._listening
        if self._server is not None:
            self._server.close()
            self.drop_clients()
            await self._server.wait_closed()
            self._server = None
        await asyncio.sleep(0)

    @property
    def centre(self) -> Centre:
        """The centre that is shown."""
        return self.state.centre

    @property
    def sessions(self) -> list[Session]:
        """The open sessions, oldest first."""
        return self.state.open_sessions()

    @property
    def received(self) -> deque[Message]:
        """What clients sent, decoded, oldest first."""
        return self.state.received

    # --- time -------------------------------------------------------------------------------------------------------

    @property
    def now(self) -> float:
        """Seconds since the start."""
        return self._clock() - self._epoch

    def tick(self) -> None:
        """Let pass the time that the clock shows."""
        self.state.advance(self.now)
        for connection in list(self._connections.values()):
            self._send_pieces(connection)
        self._plan()
        self.wake()

    def advance(self, seconds: float) -> None:
        """Move a :class:`ManualClock` and let that time pass."""
        if not isinstance(self._clock, ManualClock):
            raise TypeError("only a ManualClock can be moved")
        self._clock.move(seconds)
        for server in self.servers:
            server.tick()

    def _plan(self) -> None:
        """Set the timer to the next thing due."""
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None
        if self._server is not None and not isinstance(self._clock, ManualClock):
            due = min([self.state.next_due(), *(c.pipe.next_due() for c in self._connections.values())])
            delay = min(max(due - self.now, 0.0), LONGEST_WAIT)
            self._timer = asyncio.get_running_loop().call_later(delay, self.tick)

    # --- connections ------------------------------------------------------------------------------------------------

    def connected(self, connection: Connection) -> None:
        """A client has connected (called by its connection)."""
        session = self.state.connected(self.now)
        rng = Random(f"{self.settings.centre.seed}/wire/{session.number}")
        connection.attach(session, FaultPipe(self.faults, rng, self.now))
        self._connections[session.number] = connection
        self._plan()
        self.wake()

    def received_frame(self, session: Session, message_type: int, body: bytes) -> None:
        """A client has sent a message (called by its connection)."""
        receive(self.state, session, message_type, body, self.now)

    def turn_over(self) -> None:
        """A client's messages of one turn of the event loop are received (called by its connection)."""
        self._plan()
        self.wake()

    def disconnected(self, session: Session) -> None:
        """A connection has ended (called by it)."""
        self._connections.pop(session.number, None)
        self.state.disconnected(session)
        self.wake()

    def _write(self, number: int, data: bytes) -> None:
        connection = self._connections.get(number)
        if connection is None:
            return
        connection.send(data, self.state.site.now)
        if not connection.pipe.idle:
            self._send_pieces(connection)
            self._plan()

    def _send_pieces(self, connection: Connection) -> None:
        """Send what has come through the pipe by now."""
        if not connection.pipe.idle:
            for piece in connection.pipe.take(self.now):
                connection.put(piece)

    def _drop(self, number: int, at_once: bool) -> None:
        connection = self._connections.get(number)
        if connection is None:
            return
        if connection.pipe.idle:
            if at_once:
                connection.abort()
            else:
                connection.close()
        else:
            connection.pipe.close(self.state.site.now)
            self._send_pieces(connection)
            self._plan()

    # --- faults -----------------------------------------------------------------------------------------------------

    def fault(self, *texts: str) -> None:
        """Switch faults on now, as they are written: ``latency=200``. Raises :class:`FaultError`."""
        names = [self.faults.put(text) for text in texts]
        self.state.advance(self.now)
        self._faults_changed(names)
        self.tick()

    def mend(self, *names: str) -> None:
        """Switch faults off now; without names, all. Raises :class:`FaultError`."""
        for name in names or FAULTS:
            self.faults.clear(name)
        self.state.advance(self.now)
        self._faults_changed(names or FAULTS)
        self.tick()

    def set_faults(self, *texts: str) -> None:
        """Switch faults on at the site's present time: before the start, or in a step. Raises :class:`FaultError`."""
        self._faults_changed([self.faults.put(text) for text in texts])

    def clear_faults(self, *names: str) -> None:
        """Switch faults off at the site's present time. Raises :class:`FaultError`."""
        for name in names:
            self.faults.clear(name)
        self._faults_changed(names)

    def clear_fault(self, name: str) -> bool:
        """Switch a fault off without its effect. False when it was off. Raises :class:`FaultError`."""
        was_on = self.faults.value(name) is not None
        self.faults.clear(name)
        return was_on

    def _faults_changed(self, names: Iterable[str]) -> None:
        """Do what follows from faults that were switched on or off."""
        now = self.state.site.now
        for connection in self._connections.values():
            connection.pipe.faults_changed(now)
        for name in names:
            effect = FAULTS[name].effect
            if effect is not None:
                effect(self, self.faults.value(name))
        for connection in list(self._connections.values()):
            self._send_pieces(connection)
        self._plan()

    def refuse_connections(self) -> None:
        """Listen no more, and drop the clients there are."""
        if self._server is not None:
            self._server.close()
            self._server = None
        self.reset_clients()

    def take_connections(self) -> None:
        """Listen again, where it listened before. Raises OSError."""
        if self._server is None and self._listening is None and self._address[1]:
            taken = socket.create_server(self._address, family=socket.AF_INET6 if ":" in self._address[0] else -1)
            self._listening = asyncio.get_running_loop().create_task(self._listen_on(taken))

    async def _listen_on(self, taken: socket.socket) -> None:
        self._server = await self._listen(sock=taken)
        self._listening = None

    def reset_clients(self) -> None:
        """Reset every connection, as a machine that dies does."""
        for connection in list(self._connections.values()):
            connection.reset()

    # --- for tests --------------------------------------------------------------------------------------------------

    def drop_clients(self) -> None:
        """End every connection at once, as a server that ends does."""
        for connection in list(self._connections.values()):
            connection.abort()

    def do(self, act: Callable[[Centre], object]) -> None:
        """Do something to the centre now, and send what is announced."""
        self.state.advance(self.now)
        act(self.centre)
        self.tick()

    def agent(self, agent_id: str) -> Agent:
        """The agent with that AgentID. Raises KeyError."""
        return self.centre.floor.by_id[agent_id]

    def raise_emergency(self, agent_id: str) -> None:
        """The agent presses the emergency button."""
        self.do(lambda centre: centre.simulation.emergencies.raise_emergency(self.agent(agent_id)))

    def raise_assist(self, agent_id: str) -> None:
        """The agent asks for a supervisor."""
        self.do(lambda centre: centre.simulation.emergencies.raise_assist(self.agent(agent_id)))

    def call_for(self, agent_id: str) -> Leg:
        """A customer's call that the agent is in conversation on from now on."""
        agent = self.agent(agent_id)

        def begin(centre: Centre) -> None:
            switch, calls = centre.floor.switch, centre.simulation.customer_calls
            leg = switch.add_leg(calls.incoming(), agent.extension, agent, LocalConnectionState.LCS_ALERTING)
            switch.begin(leg)
            switch.ring(leg)
            calls.answer(leg)

        self.do(begin)
        return agent.legs[-1]

    # --- waiting ----------------------------------------------------------------------------------------------------

    async def wait_for(self, condition: Callable[[], bool], seconds: float = 10.0) -> None:
        """Wait until a condition holds; it is checked whenever something came in or happened. Raises TimeoutError."""
        if condition():
            return
        future: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._waiters.append((condition, future))
        await asyncio.wait_for(future, seconds)

    async def wait_received(self, kind: type[M], count: int = 1, seconds: float = 10.0) -> list[M]:
        """Wait until ``count`` messages of a class have been received, and give all of them. Raises TimeoutError."""

        def found() -> list[M]:
            return [message for message in self.received if isinstance(message, kind)]

        await self.wait_for(lambda: len(found()) >= count, seconds)
        return found()

    def wake(self) -> None:
        """Check the conditions that are waited for: something came in or happened."""
        for condition, future in list(self._waiters):
            if future.done() or condition():
                self._waiters.remove((condition, future))
                if not future.done():
                    future.set_result(None)
