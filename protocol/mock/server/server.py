"""The mock CTI Server on TCP."""

from __future__ import annotations

import asyncio
import socket
import time
from collections import deque
from collections.abc import Callable
from random import Random
from typing import Any

from protocol.mock.centre.centre import Centre
from protocol.mock.centre.entities import Leg
from protocol.mock.centre.population import Agent
from protocol.mock.server.connection import Connection
from protocol.mock.server.fault_effects import opened_elsewhere, switched
from protocol.mock.server.fault_pipe import Wire
from protocol.mock.server.faults import KINDS, Faults
from protocol.mock.server.sessions import Session
from protocol.mock.server.state import Office
from protocol.mock.server.waiting import Waiting
from protocol.mock.settings import MockSettings
from protocol.tls import HANDSHAKE_TIMEOUT, server_context
from protocol.wire.messages import Message

LONGEST_NAP = 3600.0


class ManualClock:
    """A clock that stands still until it is moved."""

    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


class MockServer(Waiting):
    """A CTI Server for demos and tests. ``first``: the server whose other side it is; both play the same centre.

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
        super().__init__()
        self.settings = settings or MockSettings()
        self._clock: Callable[[], float] = clock if first is None else first._clock
        self._epoch = self._clock()
        self.servers: list[MockServer] = [] if first is None else first.servers
        """All sides, side A first."""
        self.servers.append(self)
        self.side = "AB"[len(self.servers) - 1]
        self.faults = Faults()
        self._connections: dict[int, Connection] = {}
        self.office: Office = Office(
            self.settings, self._write, self._drop, first.office.site if first is not None else None
        )
        self.office.on_open.append(lambda session: opened_elsewhere(self, session))
        self._server: asyncio.Server | None = None
        self._address = ("127.0.0.1", 0)
        self._listening: asyncio.Task[None] | None = None
        self._timer: asyncio.TimerHandle | None = None

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
        for connection in list(self._connections.values()):
            self._let_out(connection)
        self._plan()
        self.wake()

    def advance(self, seconds: float) -> None:
        """Move a :class:`ManualClock` and let that time pass."""
        if not isinstance(self._clock, ManualClock):
            raise TypeError("only a ManualClock can be moved")
        self._clock.now += seconds
        for server in self.servers:
            server.tick()

    def _plan(self) -> None:
        """Set the timer to the next thing due."""
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None
        if self._server is not None and not isinstance(self._clock, ManualClock):
            due = min(self.office.next_due(), *(c.wire.next_due() for c in self._connections.values()), LONGEST_NAP)
            delay = min(max(due - self.now, 0.0), LONGEST_NAP)
            self._timer = asyncio.get_running_loop().call_later(delay, self.tick)

    # --- connections ------------------------------------------------------------------------------------------------

    def connected(self, connection: Connection) -> Session:
        """A client has connected (called by its connection)."""
        session = self.office.connected(self.now)
        rng = Random(f"{self.settings.centre.seed}/wire/{session.number}")
        connection.wire = Wire(self.faults, rng, self.now)
        self._connections[session.number] = connection
        self._plan()
        self.wake()
        return session

    def received_frame(self, session: Session, message_type: int, body: bytes) -> None:
        """A client has sent a message (called by its connection)."""
        self.office.receive(session, message_type, body, self.now)
        self._plan()
        self.wake()

    def disconnected(self, session: Session) -> None:
        """A connection has ended (called by it)."""
        self._connections.pop(session.number, None)
        self.office.disconnected(session)
        self.wake()

    def _write(self, number: int, data: bytes) -> None:
        connection = self._connections.get(number)
        if connection is None:
            return
        if connection.wire.free:
            connection.put(data)
        else:
            connection.wire.say(data, self.office.site.now)
            self._let_out(connection)
            self._plan()

    def _let_out(self, connection: Connection) -> None:
        """Let out what has come through the wire by now."""
        if not connection.wire.free:
            for piece in connection.wire.take(self.now):
                connection.put(piece)

    def _drop(self, number: int, at_once: bool) -> None:
        connection = self._connections.get(number)
        if connection is None or connection.transport is None:
            return
        if connection.wire.free:
            if at_once:
                connection.transport.abort()
            else:
                connection.transport.close()
        else:
            connection.wire.close(self.office.site.now)
            self._let_out(connection)
            self._plan()

    # --- faults -----------------------------------------------------------------------------------------------------

    def fault(self, *texts: str) -> None:
        """Switch faults on now, as they are written: ``latency=200``. Raises :class:`FaultError`."""
        names = [self.faults.put(text) for text in texts]
        self.office.advance(self.now)
        self.switched(*names)
        self.tick()

    def mend(self, *names: str) -> None:
        """Switch faults off now; without names, all. Raises :class:`FaultError`."""
        for name in names or KINDS:
            self.faults.clear(name)
        self.office.advance(self.now)
        self.switched(*(names or KINDS))
        self.tick()

    def switched(self, *names: str) -> None:
        """These faults were switched on or off: do what follows from that."""
        now = self.office.site.now
        for connection in self._connections.values():
            connection.wire.switched(now)
        for name in names:
            switched(self, name)
        for connection in list(self._connections.values()):
            self._let_out(connection)
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
        """Cut every connection, as a server that ends does."""
        for connection in list(self._connections.values()):
            if connection.transport is not None:
                connection.transport.abort()

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
