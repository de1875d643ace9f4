"""The mock server as a network service: clients that flood, do not read or say nothing, and who can reach it."""

from __future__ import annotations

import asyncio
import socket
from collections.abc import Iterator

import pytest
from mock_kit import ALL_EVENTS, STILL, Client, Kit, open_req, serving

from protocol.mock.run import exposure_warning, reachable_from_elsewhere
from protocol.mock.server import state as server_state
from protocol.mock.server.connection import ANSWER_BYTES, READ_BYTES, Connection
from protocol.mock.server.server import MockServer
from protocol.mock.server.state import ServerState
from protocol.mock.settings import CentreSettings, MockSettings
from protocol.tls import ServerTls
from protocol.wire import messages as m
from protocol.wire.codec import Codec
from protocol.wire.enums import NO_IDLE_TIMEOUT
from protocol.wire.framing import MAX_BODY, FrameBuffer, frame

CODEC = Codec(17)
FLOODERS = 40
FLOOD = 64_000
"""Bytes that each flooding client has sent before the right client comes."""
TURNS = 12
"""Turns of the event loop within which a client that is right has its answer: it is accepted, read and answered."""
HEARTBEAT = CODEC.encode(m.HeartbeatReq(1))
OPENING = CODEC.encode(
    open_req(17, **(ALL_EVENTS | {"services_requested": 0x04, "client_id": "flood", "idle_timeout": NO_IDLE_TIMEOUT}))
)
CONFIGURATION = CODEC.encode(m.ConfigRequestEvent(4, None, 5000))
SNAPSHOT = frame(84, b"\xff" * 40)


def raw_client(port: int, data: bytes, *, receive_buffer: int | None = None) -> socket.socket:
    """A client that has sent ``data``, all of which fits into the buffers of the system, and has read nothing."""
    client = socket.socket()
    if receive_buffer is not None:
        client.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, receive_buffer)
    client.connect(("127.0.0.1", port))
    client.setblocking(False)
    assert client.send(data) == len(data)
    return client


@pytest.fixture
def raw_clients() -> Iterator[list[socket.socket]]:
    """Raw clients, closed at the end."""
    clients: list[socket.socket] = []
    yield clients
    for client in clients:
        client.close()


def connections(kit: Kit) -> list[Connection]:
    return list(kit.server._connections.values())


async def turns_until_answered(client: socket.socket) -> tuple[int, bytes]:
    """How many turns of the event loop it takes until something is received, and what."""
    for turn in range(1, TURNS + 1):
        await asyncio.sleep(0)
        try:
            return turn, client.recv(65_536)
        except BlockingIOError:
            continue
    raise AssertionError(f"no answer in {TURNS} turns")


@pytest.mark.parametrize(
    "flood",
    [HEARTBEAT, OPENING + HEARTBEAT, OPENING + CONFIGURATION, OPENING + SNAPSHOT, frame(300, b"x" * 40_000)],
    ids=["no session", "heartbeats", "configuration", "snapshots", "long messages"],
)
async def test_a_right_client_is_answered_while_forty_flood_and_do_not_read(
    flood: bytes, raw_clients: list[socket.socket]
) -> None:
    opening, unit = (flood[: len(OPENING)], flood[len(OPENING) :]) if flood.startswith(OPENING) else (b"", flood)
    async with serving(CentreSettings(agents=36, still=True)) as kit:
        for _ in range(FLOODERS):
            raw_clients.append(raw_client(kit.port, opening + unit * (FLOOD // len(unit))))
        right = raw_client(kit.port, CODEC.encode(open_req(17)))
        raw_clients.append(right)
        turns, data = await turns_until_answered(right)
        buffer = FrameBuffer()
        buffer.feed(data)
        first = buffer.next_frame()
        assert first is not None
        assert isinstance(CODEC.decode(*first), m.OpenConf)
        taken = [connection.buffer.offset + connection.buffer.waiting for connection in connections(kit)]
        assert len(taken) == FLOODERS + 1
        # What was done for the others meanwhile: no more than their turns allow, and a small part of their flood.
        assert max(taken) <= turns * READ_BYTES <= FLOOD / 5


async def test_a_client_whose_answers_are_long_gets_few_of_them_a_turn(
    raw_clients: list[socket.socket], monkeypatch: pytest.MonkeyPatch
) -> None:
    sent: list[int] = []
    async with serving(CentreSettings(agents=300, still=True)) as kit:
        client = await kit.opened(**(ALL_EVENTS | {"services_requested": 0x04}))
        before = len(client.raw)
        client.send(m.ConfigRequestEvent(4, None, 5000))
        await client.sync()
        one_answer = len(client.raw) - before
        assert one_answer > ANSWER_BYTES
        write = kit.server.state._write

        def counting(number: int, data: bytes) -> None:
            sent.append(len(data))
            write(number, data)

        monkeypatch.setattr(kit.server.state, "_write", counting)
        raw_clients.append(raw_client(kit.port, OPENING + CONFIGURATION * 100))
        a_turn = []
        for _ in range(20):
            count = len(sent)
            await asyncio.sleep(0)
            a_turn.append(sum(sent[count:]))
        assert one_answer <= max(a_turn) <= ANSWER_BYTES + one_answer


async def test_every_request_of_a_flood_is_answered_once_and_in_order() -> None:
    async with serving() as kit:
        client = await kit.opened()
        for number in range(1, 5001):
            client.send(m.HeartbeatReq(number))
        answers = [await client.answer() for _ in range(5000)]
        assert [answer.invoke_id for answer in answers] == list(range(1, 5001))  # type: ignore[attr-defined]
        assert await client.sync() == []


async def test_a_message_longer_than_a_turn_is_put_together() -> None:
    async with serving() as kit:
        client = await kit.connect()
        client.send_raw(300, b"x" * MAX_BODY)
        assert await client.answer() == m.FailureConf(0x78787878, 4)
        await client.open()


async def test_nothing_is_read_from_a_client_that_does_not_read_until_it_does(
    raw_clients: list[socket.socket], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("protocol.mock.server.connection.UNREAD_PAUSE", 20_000)
    requests = [CODEC.encode(m.HeartbeatReq(number)) for number in range(1, 5001)]
    async with serving() as kit:
        client = raw_client(kit.port, OPENING, receive_buffer=4096)
        raw_clients.append(client)
        await kit.server.wait_for(lambda: len(kit.server.sessions) == 1)
        (connection,) = connections(kit)
        transport = connection._transport
        assert transport is not None
        transport.get_extra_info("socket").setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, 4096)
        assert client.send(b"".join(requests)) == len(HEARTBEAT) * len(requests)
        await kit.server.wait_for(lambda: not transport.is_reading())
        stopped_at = connection.buffer.offset
        assert stopped_at < len(HEARTBEAT) * len(requests) - 10_000
        for _ in range(100):
            await asyncio.sleep(0)
        assert connection.buffer.offset == stopped_at
        assert transport.get_write_buffer_size() <= 20_000 + ANSWER_BYTES + len(HEARTBEAT)
        # The client reads at last: it gets everything, and the server goes on.
        reader, writer = await asyncio.open_connection(sock=client)
        reading = Client(reader, writer, 17)
        assert isinstance(await reading.answer(), m.OpenConf)
        answers = [await reading.answer() for _ in requests]
        assert [answer.invoke_id for answer in answers] == list(range(1, 5001))  # type: ignore[attr-defined]
        assert transport.is_reading()
        await reading.close()


@pytest.mark.parametrize("fault", ["latency=600000", "bandwidth=1"])
async def test_what_a_fault_holds_back_is_bounded_as_well(fault: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("protocol.mock.server.connection.UNREAD_LIMIT", 20_000)
    async with serving() as kit:
        client = await kit.opened()
        kit.server.fault(fault)
        for number in range(2000):
            client.send(m.HeartbeatReq(number))
        await kit.server.wait_for(lambda: not kit.server.sessions)


@pytest.mark.parametrize(
    ("said", "services", "stays"),
    [
        (b"", 0, False),
        (HEARTBEAT[:5], 0, False),
        (HEARTBEAT, 0, False),
        (CODEC.encode(open_req(17, services_requested=0x40000000)), 0, False),
        (OPENING, 0x04, True),
    ],
    ids=["nothing", "half a header", "heartbeats", "a refused OPEN_REQ", "OPEN_REQ"],
)
async def test_a_connection_ends_unless_its_session_is_open_within_a_minute(
    said: bytes, services: int, stays: bool, raw_clients: list[socket.socket]
) -> None:
    async with serving() as kit:
        for second in range(60):
            if not raw_clients:
                raw_clients.append(raw_client(kit.port, b""))
                await kit.server.wait_for(lambda: len(connections(kit)) == 1)
            if second in (0, 30, 59) and not kit.server.sessions:
                before = connections(kit)[0].buffer.offset + connections(kit)[0].buffer.waiting
                raw_clients[0].send(said)
                await kit.server.wait_for(
                    lambda before=before: connections(kit)[0].buffer.offset + connections(kit)[0].buffer.waiting
                    == before + len(said)
                )  # fmt: skip
            kit.server.advance(0.999 if second == 59 else 1)
            assert len(kit.server.state.sessions) == 1, second
        kit.server.advance(0.001)
        assert (len(kit.server.state.sessions), len(kit.server.sessions)) == (int(stays), int(stays))
        await kit.server.wait_for(lambda: len(connections(kit)) == int(stays))
        assert [session.services for session in kit.server.sessions] == ([services] if stays else [])


async def test_the_time_limit_runs_by_itself_with_a_real_clock() -> None:
    server = MockServer(MockSettings(STILL, open_timeout=0.01))
    _, port = await server.start()
    try:
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        assert await asyncio.wait_for(reader.read(100), 10) == b""
        writer.close()
    finally:
        await server.stop()


@pytest.mark.parametrize(
    ("sizes", "kept"),
    [
        ([10, 20, 30], [10, 20, 30]),
        ([1, 2, 3, 4, 5, 6, 7], [3, 4, 5, 6, 7]),
        ([400, 400, 400], [400, 400]),
        ([400, 1, 1, 900], [1, 1, 900]),
        ([1000, 1000], [1000]),
    ],
)
def test_what_clients_sent_is_kept_up_to_a_number_and_a_size(
    sizes: list[int], kept: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(server_state, "KEPT", 5)
    monkeypatch.setattr(server_state, "KEPT_BYTES", 1000)
    state = ServerState(MockSettings(STILL), lambda number, data: None, lambda number, at_once: None)
    for _ in range(2):
        for size in sizes:
            message = m.HeartbeatReq(1)
            message.wire = (None, b"x" * size)
            state.keep(message)
        assert [len(message.wire[1]) for message in state.received if message.wire] == kept
        state.received.clear()


@pytest.mark.parametrize(
    ("host", "from_elsewhere"),
    [
        ("127.0.0.1", False),
        ("127.0.1.1", False),
        ("::1", False),
        ("0.0.0.0", True),
        ("::", True),
        ("192.0.2.1", True),
        ("fe80::1%eth0", True),
        ("2001:db8::1", True),
    ],
)
def test_who_can_reach_an_address(host: str, from_elsewhere: bool) -> None:
    assert reachable_from_elsewhere(host) is from_elsewhere


@pytest.mark.parametrize(
    ("tls", "who"),
    [
        (None, "anyone who reaches"),
        (ServerTls("c.pem"), "anyone who reaches"),
        (ServerTls("c.pem", ca="ca.pem"), "anyone with a certificate from its CA who reaches"),
    ],
)
def test_the_warning_names_the_address_and_who_gets_the_floor(tls: ServerTls | None, who: str) -> None:
    assert exposure_warning(("::", 42027), MockSettings(tls=tls)) == (
        f"warning: [::]:42027 is not loopback: {who} the port gets the floor, and can switch nothing else"
    )
