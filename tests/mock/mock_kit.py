"""A client made of a bare socket and the codec, for testing the mock server without the session code."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any, TypeVar

from protocol.mock.server.server import ManualClock, MockServer
from protocol.mock.settings import CentreSettings, MockSettings
from protocol.wire import messages as m
from protocol.wire.codec import Codec
from protocol.wire.framing import FrameBuffer, frame

M = TypeVar("M", bound=m.Message)

SUPERVISOR_SERVICES = 0xA5
"""Client Events, Client Control, Peripheral Monitor, Supervisor."""
ALL_EVENTS_SERVICES = 0x14
STILL = CentreSettings(still=True, pace=0.0)
"""A centre where nothing happens by itself, and requests take no time."""
PATIENCE = 10.0


class Client:
    """One TCP connection to the mock server."""

    def __init__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter, version: int) -> None:
        self.reader, self.writer = reader, writer
        self.codec = Codec(version)
        self.buffer = FrameBuffer()
        self.events: list[m.Message] = []
        """Everything received and not yet asked for, oldest first."""
        self.raw = b""
        self._invoke_id = 100

    def send(self, message: m.Message) -> None:
        self.writer.write(self.codec.encode(message))

    def send_raw(self, message_type: int, body: bytes) -> None:
        self.writer.write(frame(message_type, body))

    async def read(self) -> m.Message | None:
        """The next message; None when the server has closed the connection."""
        while (one := self.buffer.next_frame()) is None:
            try:
                data = await asyncio.wait_for(self.reader.read(65536), PATIENCE)
            except ConnectionError:
                return None
            if not data:
                return None
            self.raw += data
            self.buffer.feed(data)
        return self.codec.decode(*one)

    async def answer(self) -> m.Message:
        """The next message that answers a request; events before it are kept."""
        while (message := await self.read()) is not None:
            if message.name.endswith("_CONF"):
                return message
            self.events.append(message)
        raise AssertionError("the server closed the connection instead of answering")

    async def ask(self, message: m.Message) -> m.Message:
        self.send(message)
        return await self.answer()

    async def refused(self, message: m.Message) -> int:
        """The status of the FAILURE_CONF that answers a request."""
        answer = await self.ask(message)
        assert isinstance(answer, m.FailureConf), answer
        assert answer.invoke_id == getattr(message, "invoke_id", 0)
        return answer.status

    async def sync(self) -> list[m.Message]:
        """Everything that the server sent until now: a heartbeat there and back."""
        self._invoke_id += 1
        answer = await self.ask(m.HeartbeatReq(self._invoke_id))
        assert isinstance(answer, m.HeartbeatConf)
        assert answer.invoke_id == self._invoke_id
        events, self.events = self.events, []
        return events

    async def gone(self) -> bool:
        """Has the server closed the connection, after whatever it still had to say?"""
        while (message := await self.read()) is not None:
            self.events.append(message)
        return True

    async def open(self, **fields: Any) -> m.OpenConf:
        answer = await self.ask(open_req(self.codec.version, **fields))
        assert isinstance(answer, m.OpenConf), answer
        return answer

    async def close(self) -> None:
        self.writer.close()


def open_req(version: int, **fields: Any) -> m.OpenReq:
    """OPEN_REQ as the console sends it, with other values where given."""
    values: dict[str, Any] = {
        "invoke_id": 1,
        "version_number": version,
        "idle_timeout": 40,
        "peripheral_id": 5000,
        "services_requested": SUPERVISOR_SERVICES,
        "call_msg_mask": 0x0087EFFF,
        "agent_state_mask": 0x3FF,
        "config_msg_mask": 0,
        "client_id": "kit",
        "client_password": b"",
        "agent_id": "9001",
    }
    return m.OpenReq(**(values | fields))


ALL_EVENTS = {"services_requested": ALL_EVENTS_SERVICES, "peripheral_id": 0xFFFFFFFF, "agent_id": None}
"""The fields of an All Events session without an agent."""


def only(messages: list[m.Message], kind: type[M]) -> list[M]:
    return [message for message in messages if isinstance(message, kind)]


def names(messages: list[m.Message]) -> list[str]:
    return [message.name for message in messages]


class Kit:
    """A mock server on loopback with a manual clock, and its clients."""

    def __init__(self, server: MockServer, port: int) -> None:
        self.server, self.port = server, port
        self.clients: list[Client] = []

    async def connect(self, version: int = 17) -> Client:
        reader, writer = await asyncio.open_connection("127.0.0.1", self.port)
        client = Client(reader, writer, version)
        self.clients.append(client)
        return client

    async def opened(self, version: int = 17, **fields: Any) -> Client:
        """A client whose session is open, with what came right after OPEN_CONF forgotten."""
        client = await self.connect(version)
        await client.open(**fields)
        await client.sync()
        return client


@asynccontextmanager
async def serving(centre: CentreSettings = STILL, **settings: Any) -> AsyncIterator[Kit]:
    server = MockServer(MockSettings(centre, **settings), clock=ManualClock())
    _, port = await server.start()
    kit = Kit(server, port)
    try:
        yield kit
    finally:
        for client in kit.clients:
            await client.close()
        await server.stop()
