"""Whatever bytes come, the mock server answers or closes that connection; it never fails and never stops serving."""

from __future__ import annotations

import struct
from collections.abc import Callable
from random import Random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from mock_kit import Kit, open_req, serving

from protocol.mock.server.core import receive
from protocol.mock.server.handlers.requests import is_request
from protocol.mock.server.state import ServerState
from protocol.mock.settings import CentreSettings, MockSettings
from protocol.wire import messages as m
from protocol.wire.codec import Codec
from protocol.wire.framing import FrameBuffer, frame
from protocol.wire.messages import REGISTRY

REQUESTS = sorted(number for number, cls in REGISTRY.items() if is_request(cls))
BUSY = CentreSettings(agents=6, pace=0.0)


class Reader:
    """Reads back what a server sends, which has to be well-formed."""

    def __init__(self) -> None:
        self.buffers: dict[int, FrameBuffer] = {}
        self.sent = 0
        self.state = ServerState(MockSettings(BUSY), self.write, lambda number, at_once: None)

    def write(self, number: int, data: bytes) -> None:
        buffer = self.buffers.setdefault(number, FrameBuffer())
        buffer.feed(data)
        while (one := buffer.next_frame()) is not None:
            Codec(17).decode(*one)
            self.sent += 1


@given(st.lists(st.tuples(st.sampled_from(REQUESTS), st.binary(max_size=120)), max_size=12))
@settings(deadline=None, max_examples=150, suppress_health_check=[HealthCheck.too_slow])
def test_random_bodies_to_an_open_session(requests: list[tuple[int, bytes]]) -> None:
    reader = Reader()
    session = reader.state.connected(0.0)
    receive(reader.state, session, 3, Codec(17).encode(open_req(17))[8:], 0.0)
    assert session.is_open
    for number, (message_type, body) in enumerate(requests):
        before = reader.sent
        receive(reader.state, session, message_type, body, float(number))
        if session.number not in reader.state.sessions:
            break
        assert reader.sent > before


def _request(seed: int) -> Callable[[Random], tuple[int, bytes]]:
    """A request whose fixed part is plausible and whose floating part is nearly so."""
    rng = Random(seed)
    wanted = REGISTRY[rng.choice(REQUESTS)]

    def build(values: Random) -> tuple[int, bytes]:
        body = b""
        for field in wanted.fixed_fields:
            if field.in_version(17):
                choice = values.choice((0, 1, 3, 5000, 501, 5990, 16_777_220, 0xFFFFFFFF))
                body += struct.pack(">I", choice)[-field.kind.size :]
        for floating in wanted.floating_fields:
            if values.random() < 0.6:
                text = values.choices((b"1004\0", b"3004\0", b"9001\0", b"", b"x" * 70), (40, 40, 15, 4, 1))[0]
                body += bytes([floating.tag.number & 0xFF, len(text)]) + text
        return wanted.message_type, body

    return build


@pytest.mark.parametrize("seed", range(25))
def test_plausible_nonsense_to_a_busy_centre(seed: int) -> None:
    reader, rng = Reader(), Random(seed)
    session = reader.state.connected(0.0)
    services = 0xB5 if seed % 2 else 0xA5
    receive(reader.state, session, 3, Codec(17).encode(open_req(17, services_requested=services))[8:], 0.0)
    now, asked = 0.0, 0
    for number in range(250):
        message_type, body = _request(seed * 1000 + number)(rng)
        if message_type in (3, 7):
            continue
        now += rng.uniform(0, 3)
        receive(reader.state, session, message_type, body, now)
        asked += 1
    assert session.is_open
    assert reader.sent > asked > 200


async def _garbage(kit: Kit, data: bytes) -> None:
    client = await kit.connect()
    client.writer.write(data)
    client.writer.write_eof()
    assert await client.gone()


async def test_random_bytes_on_the_wire_close_that_connection_only() -> None:
    rng, failures = Random(7), []
    async with serving() as kit:
        import asyncio

        asyncio.get_running_loop().set_exception_handler(lambda loop, context: failures.append(context))
        honest = await kit.opened()
        good = Codec(17).encode(open_req(17, client_id="other", agent_id="1001", services_requested=5))
        for length in (1, 7, 8, 9, 64, 1000):
            for _ in range(10):
                await _garbage(kit, rng.randbytes(length))
                await _garbage(kit, frame(rng.randrange(300), rng.randbytes(length)))
                cut = bytearray(good)
                cut[rng.randrange(8, len(cut))] ^= 1 << rng.randrange(8)
                await _garbage(kit, bytes(cut))
        assert await honest.sync() == []
        assert len(kit.server.sessions) == 1
    assert failures == []


async def test_a_message_cut_at_every_point_is_put_together() -> None:
    async with serving() as kit:
        opening = Codec(17).encode(open_req(17))
        for split in range(1, len(opening), 7):
            client = await kit.connect()
            client.writer.write(opening[:split])
            await client.writer.drain()
            client.writer.write(opening[split:])
            assert isinstance(await client.answer(), m.OpenConf)
            await client.close()
