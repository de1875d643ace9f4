"""The asyncio client over loopback, against a small scripted server."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncIterator, Callable
from random import Random
from typing import TypeVar

import pytest
from session_help import BASIC, some_settings

from protocol.client.client import Client
from protocol.session.events import (
    CallDetails,
    Closed,
    Confirmed,
    Connecting,
    HeartbeatConfirmed,
    Lost,
    Opened,
    Opening,
    Received,
    Refused,
    SessionEvent,
    TimedOut,
    Waiting,
)
from protocol.session.session import SessionNotOpen
from protocol.wire.codec import Codec
from protocol.wire.framing import FrameBuffer
from protocol.wire.messages import (
    CloseConf,
    CloseReq,
    FailureConf,
    HeartbeatConf,
    HeartbeatReq,
    Message,
    OpenConf,
    OpenReq,
    SuperviseCallConf,
    SuperviseCallReq,
    SystemEvent,
)

E = TypeVar("E")
Answer = Callable[[Message], list[Message] | None]
"""What the server says to a message; None hangs up."""


def friendly(message: Message) -> list[Message] | None:
    if isinstance(message, OpenReq):
        return [OpenConf(invoke_id=message.invoke_id, services_granted=BASIC)]
    if isinstance(message, HeartbeatReq):
        return [HeartbeatConf(invoke_id=message.invoke_id)]
    if isinstance(message, SuperviseCallReq):
        return [SuperviseCallConf(invoke_id=message.invoke_id)]
    if isinstance(message, CloseReq):
        return [CloseConf(invoke_id=message.invoke_id)]
    return []


def refusing(status: int) -> Answer:
    return lambda message: [FailureConf(invoke_id=message.invoke_id, status=status)]  # type: ignore[attr-defined]


class Server:
    """Answers connection after connection by the script; the last one serves all that follow."""

    def __init__(self, *script: Answer, version: int = 17) -> None:
        self.script = list(script)
        self.version = version
        self.got: list[Message] = []
        self.connections = 0
        self.writers: list[asyncio.StreamWriter] = []
        self.port = 0

    async def __call__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        answer = self.script[min(self.connections, len(self.script) - 1)]
        self.connections += 1
        self.writers.append(writer)
        codec, frames = Codec(self.version), FrameBuffer()
        with contextlib.suppress(ConnectionError):
            while data := await reader.read(65536):
                frames.feed(data)
                while (frame := frames.next_frame()) is not None:
                    message = codec.decode(*frame)
                    self.got.append(message)
                    said = answer(message)
                    if said is None:
                        writer.close()
                        return
                    writer.write(b"".join(codec.encode(m) for m in said))
        writer.close()

    def say(self, *messages: Message) -> None:
        self.writers[-1].write(b"".join(Codec(self.version).encode(m) for m in messages))

    def hang_up(self) -> None:
        self.writers[-1].close()


@contextlib.asynccontextmanager
async def serving(*script: Answer, version: int = 17) -> AsyncIterator[Server]:
    server = Server(*script, version=version)
    listener = await asyncio.start_server(server, "127.0.0.1", 0)
    server.port = listener.sockets[0].getsockname()[1]
    try:
        yield server
    finally:
        listener.close()
        for writer in server.writers:
            writer.close()
        await listener.wait_closed()


def timers_left() -> list[object]:
    """Timers of the client that would still ring."""
    timers = asyncio.get_running_loop()._scheduled  # type: ignore[attr-defined]
    return [t for t in timers if not t.cancelled() and ("Connection" in repr(t) or "abort" in repr(t))]


class Console:
    """A client whose events can be waited for."""

    def __init__(self, *ports: int, react: Callable[[Console, SessionEvent], None] | None = None, **options: object):
        self.events: list[SessionEvent] = []
        self._read = 0
        self._news = asyncio.Event()
        self._react = react
        settings = options.pop("settings", some_settings())
        sides = [(label, "127.0.0.1", port) for label, port in zip("AB", ports, strict=False)]
        self.client = Client(sides, settings, self._on_event, rng=Random(1), **options)  # type: ignore[arg-type]

    def _on_event(self, event: SessionEvent) -> None:
        self.events.append(event)
        if self._react is not None:
            self._react(self, event)
        self._news.set()

    async def until(self, cls: type[E]) -> E:
        """The next event of a class, from where the last look ended."""
        async with asyncio.timeout(20):
            while True:
                while self._read < len(self.events):
                    event = self.events[self._read]
                    self._read += 1
                    if isinstance(event, cls):
                        return event
                self._news.clear()
                await self._news.wait()

    @contextlib.asynccontextmanager
    async def running(self) -> AsyncIterator[asyncio.Task[None]]:
        """Run the client; at the end it is closed, and nothing may be left of it."""
        before = asyncio.all_tasks()
        task = asyncio.ensure_future(self.client.run())
        try:
            yield task
        finally:
            self.client.close()
            async with asyncio.timeout(20):
                await task
        left = {t for t in asyncio.all_tasks() - before if "Server" not in repr(t)}
        assert left == set()
        assert timers_left() == []
        assert self.client.session is None

    def kinds(self) -> list[type]:
        return [
            type(e) for e in self.events if type(e) in (Connecting, Opening, Opened, Refused, Lost, Closed, Waiting)
        ]


async def test_open_request_and_close() -> None:
    async with serving(friendly) as server:
        console = Console(server.port)
        async with console.running():
            await console.until(Opened)
            invoke_id = console.client.request(SuperviseCallReq())
            assert (await console.until(Confirmed)).invoke_id == invoke_id
            console.client.heartbeat()
            assert (await console.until(HeartbeatConfirmed)).round_trip >= 0
            server.say(SystemEvent(text="hello"))
            assert isinstance((await console.until(Received)).message, SystemEvent)
        assert console.events[-1] == Closed(True)
        assert console.kinds() == [Connecting, Opening, Opened, Closed]
        assert console.events[0] == Connecting("A", f"127.0.0.1:{server.port}")
        assert isinstance(server.got[-1], CloseReq)


async def test_a_request_can_be_made_from_within_an_event() -> None:
    def react(console: Console, event: SessionEvent) -> None:
        if isinstance(event, Opened):
            console.client.request(SuperviseCallReq())
        if isinstance(event, Confirmed):
            console.client.close()

    async with serving(friendly) as server:
        console = Console(server.port, react=react)
        async with asyncio.timeout(20):
            await console.client.run()
        assert console.events[-1] == Closed(True)


async def test_nothing_can_be_requested_without_a_session() -> None:
    console = Console(1)
    with pytest.raises(SessionNotOpen):
        console.client.request(SuperviseCallReq())
    with pytest.raises(SessionNotOpen):
        console.client.heartbeat()


async def test_after_a_loss_the_other_side_and_then_a_wait() -> None:
    def closed_port(message: Message) -> list[Message] | None:
        return None

    async with serving(closed_port) as a, serving(closed_port) as b:
        console = Console(a.port, b.port)
        async with console.running():
            waiting = await console.until(Waiting)
            assert console.kinds() == [Connecting, Opening, Lost, Connecting, Opening, Lost, Waiting]
            assert [e.side for e in console.events if isinstance(e, Connecting)] == ["A", "B"]
            assert waiting.reason.startswith("The server closed the connection before it said anything. ")
            console.client.retry_now()
            await console.until(Connecting)


async def test_a_good_session_that_is_lost_is_tried_again_on_the_same_side_at_once() -> None:
    now = [0.0]
    async with serving(friendly) as a, serving(friendly) as b:
        console = Console(a.port, b.port, clock=lambda: now[0])
        async with console.running():
            await console.until(Opened)
            now[0] = 31.0
            a.hang_up()
            assert (await console.until(Lost)).reason == "The server closed the connection."
            await console.until(Opened)
            now[0] = 32.0
            a.hang_up()
            await console.until(Opened)
        assert [e.side for e in console.events if isinstance(e, Connecting)] == ["A", "A", "B"]
        assert Waiting not in console.kinds()


async def test_no_server_at_all() -> None:
    async with serving(friendly) as server:
        port = server.port
    console = Console(port)
    async with console.running():
        lost = await console.until(Lost)
        waiting = await console.until(Waiting)
    assert lost.reason.startswith(f"No connection to 127.0.0.1:{port}: ")
    assert waiting.reason == lost.reason


async def test_a_connection_that_never_comes_up() -> None:
    async def never(*_: object) -> object:
        return await asyncio.Event().wait()

    console = Console(1, connect=never, connect_timeout=0.01)
    async with console.running():
        assert (await console.until(Lost)).reason == "No connection to 127.0.0.1:1 within 0.01 seconds."


async def test_closing_while_connecting() -> None:
    async def never(*_: object) -> object:
        return await asyncio.Event().wait()

    console = Console(1, connect=never)
    async with console.running():
        await console.until(Connecting)
    assert console.events[-1] == Closed(False)


async def test_closing_while_waiting() -> None:
    async with serving(refusing(17)) as server:
        console = Console(server.port)
        async with console.running():
            await console.until(Waiting)
        assert console.kinds() == [Connecting, Opening, Refused, Waiting]


async def test_not_signed_in_is_asked_again_every_fifteen_seconds_on_the_same_side() -> None:
    async with serving(refusing(9)) as a, serving(friendly) as b:
        console = Console(a.port, b.port, clock=lambda: 100.0)
        async with console.running():
            for _ in range(3):
                assert (await console.until(Waiting)).retry_at == 115.0
                console.client.retry_now()
            await console.until(Waiting)
        assert (a.connections, b.connections) == (4, 0)


async def test_a_fatal_refusal_waits_for_a_person() -> None:
    async with serving(refusing(36), friendly) as server:
        console = Console(server.port)
        async with console.running() as task:
            refused = await console.until(Refused)
            assert refused.fatal
            await asyncio.wait({task}, timeout=0.05)
            assert not task.done()
            assert server.connections == 1
            console.client.retry_now()
            await console.until(Opened)


async def test_a_retry_asked_for_before_the_wait_begins_is_not_lost() -> None:
    async with serving(refusing(36), friendly) as server:
        console = Console(server.port)
        pressed: list[str] = []
        deliver = console.client._on_event

        def press_at_once(event: SessionEvent) -> None:
            deliver(event)
            if isinstance(event, Refused) and not pressed:
                pressed.append("r")
                asyncio.get_running_loop().call_soon(console.client.retry_now)

        console.client._on_event = press_at_once
        async with console.running():
            await console.until(Opened)
        assert pressed == ["r"]


async def test_refused_services_are_asked_for_once_more_and_remembered() -> None:
    async with serving(refusing(12), refusing(95), friendly) as server:
        console = Console(server.port, settings=some_settings(want_configuration=True))
        async with console.running():
            await console.until(Opened)
        asked = [(m.services_requested, m.config_msg_mask) for m in server.got if isinstance(m, OpenReq)]
        assert asked == [(0xA5, 6), (0x81, 6), (0x81, 0)]
        assert Waiting not in console.kinds()


async def test_a_refusal_of_the_standby_side_leads_to_the_other_side() -> None:
    async with serving(refusing(15)) as a, serving(friendly) as b:
        console = Console(a.port, b.port)
        async with console.running():
            await console.until(Opened)
            assert console.client.session is not None
            assert console.client.session.side == "B"
        assert Waiting not in console.kinds()


async def test_a_burst_arrives_whole_and_in_order() -> None:
    count = 5000
    async with serving(friendly) as server:
        console = Console(server.port)
        async with console.running():
            await console.until(Opened)
            server.say(*(SystemEvent(system_event_arg1=i) for i in range(count)))
            for i in range(count):
                message = (await console.until(Received)).message
                assert isinstance(message, SystemEvent)
                assert message.system_event_arg1 == i


async def test_a_failing_owner_ends_the_client() -> None:
    def react(console: Console, event: SessionEvent) -> None:
        if isinstance(event, Opened):
            raise RuntimeError("the owner failed")

    async with serving(friendly) as server:
        console = Console(server.port, react=react)
        with pytest.raises(RuntimeError, match="the owner failed"):
            async with asyncio.timeout(20):
                await console.client.run()
        assert console.client.session is None


async def test_a_cancelled_run_leaves_nothing() -> None:
    async with serving(friendly) as server:
        console = Console(server.port)
        task = asyncio.ensure_future(console.client.run())
        await console.until(Opened)
        task.cancel()
        assert timers_left() != []
        with pytest.raises(asyncio.CancelledError):
            await task
        assert timers_left() == []
        assert console.client.session is None


class StuckTransport(asyncio.Transport):
    """A transport whose peer reads nothing."""

    def __init__(self, protocol: asyncio.BaseProtocol) -> None:
        super().__init__()
        self.protocol = protocol
        self.unsent = 0
        self.aborted = False

    def write(self, data: object) -> None:
        self.unsent += len(bytes(data))  # type: ignore[call-overload]

    def get_write_buffer_size(self) -> int:
        return self.unsent

    def close(self) -> None:
        """Never done while bytes are left."""

    def abort(self) -> None:
        if not self.aborted:
            self.aborted = True
            asyncio.get_running_loop().call_soon(self.protocol.connection_lost, None)


def stuck(transports: list[StuckTransport]) -> Callable[..., object]:
    """A way to connect to a server that opens the session and then reads nothing."""

    async def connect(factory: Callable[[], asyncio.BaseProtocol], host: str, port: int) -> object:
        protocol = factory()
        assert isinstance(protocol, asyncio.BufferedProtocol)
        transport = StuckTransport(protocol)
        transports.append(transport)
        protocol.connection_made(transport)
        opened = Codec(17).encode(OpenConf(invoke_id=1, services_granted=BASIC, peripheral_online=1))
        protocol.get_buffer(-1)[: len(opened)] = opened  # type: ignore[index]
        protocol.buffer_updated(len(opened))
        return transport, protocol

    return connect


async def test_a_server_that_reads_nothing_is_lost(monkeypatch: pytest.MonkeyPatch) -> None:
    # Closing the second session goes through both waits.
    monkeypatch.setattr("protocol.session.session.CLOSE_TIMEOUT", 0.1)
    monkeypatch.setattr("protocol.client.connection.LAST_BYTES_TIMEOUT", 0.1)
    transports: list[StuckTransport] = []
    console = Console(1, connect=stuck(transports))
    async with console.running():
        await console.until(Opened)
        for _ in range(20_000):
            if transports[0].aborted:
                break
            console.client.request(SuperviseCallReq(agent_connection_device_id="x" * 60))
        assert (await console.until(Lost)).reason == "The server does not read what is sent to it."
        assert transports[0].unsent > 1 << 20
        await console.until(Opened)
        assert len(transports) == 2


async def test_events_keep_their_order_when_the_owner_answers_one_of_them() -> None:
    def react(console: Console, event: SessionEvent) -> None:
        if isinstance(event, Opened):
            for _ in range(20_000):
                console.client.request(SuperviseCallReq(agent_connection_device_id="x" * 60))

    console = Console(1, react=react, connect=stuck([]))
    async with console.running():
        await console.until(Lost)
        kinds = [type(e) for e in console.events]
        assert kinds.index(CallDetails) == kinds.index(Opened) + 1
        assert kinds.count(TimedOut) == 20_000


async def test_nagle_is_off() -> None:
    import socket

    async with serving(friendly) as server:
        flags = []
        console = Console(server.port)

        async def connect(factory: Callable[[], asyncio.BaseProtocol], host: str, port: int) -> object:
            transport, protocol = await asyncio.get_running_loop().create_connection(factory, host, port)
            flags.append(transport.get_extra_info("socket"))
            return transport, protocol

        console.client._connect = connect
        async with console.running():
            await console.until(Opened)
            assert flags[0].getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY) != 0
