"""Client and server over loopback with something between them that changes bytes: a named end, never anything else."""

from __future__ import annotations

import asyncio
from random import Random
from typing import Any

import pytest

from app.floor.builder import FloorBuilder
from app.floor.fold import fold
from app.model import Me
from protocol.client.client import Client
from protocol.mock.server.server import MockServer
from protocol.mock.settings import CentreSettings, MockSettings
from protocol.session.events import Lost, Refused, SessionEvent
from protocol.session.settings import SessionSettings

ENDS = (Lost, Refused)
ENOUGH = 80
"""Messages after which a life that nothing ended is long enough."""
HASTY = SessionSettings(
    agent_id="9001", client_id="fuzz", heartbeat_interval=0.2, open_timeout=0.5, request_timeout=0.2, query_timeout=0.1
)


def mangled(data: bytes, rng: Random) -> bytes:
    """The bytes with one thing done to them: turned, cut out, doubled, put in."""
    if not data:
        return data
    at = rng.randrange(len(data))
    end = at + rng.randrange(1, 9)
    match rng.randrange(6):
        case 0:
            return data[:at] + rng.randbytes(1) + data[at + 1 :]
        case 1:
            return data[:at] + data[end:]
        case 2:
            return data[:end] + data[at:]
        case 3:
            return data[:at] + rng.randbytes(end - at) + data[at:]
        case _:
            return data[:at] + bytes([data[at] ^ 1 << rng.randrange(8)]) + data[at + 1 :]


class Mangler:
    """A proxy that changes so many of the pieces that pass through it."""

    def __init__(self, port: int, share: float, rng: Random) -> None:
        self._port, self._share, self._rng = port, share, rng
        self._server: asyncio.Server
        self._tasks: set[asyncio.Task[Any]] = set()
        self._writers: list[asyncio.StreamWriter] = []

    async def start(self) -> int:
        self._server = await asyncio.start_server(self._accept, "127.0.0.1", 0)
        port: int = self._server.sockets[0].getsockname()[1]
        return port

    async def _accept(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        there, back = await asyncio.open_connection("127.0.0.1", self._port)
        self._writers += [writer, back]
        for one, other in ((reader, back), (there, writer)):
            self._tasks.add(asyncio.create_task(self._pass(one, other)))

    async def _pass(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            while data := await reader.read(4096):
                writer.write(mangled(data, self._rng) if self._rng.random() < self._share else data)
                await writer.drain()
        except ConnectionError:
            pass
        finally:
            writer.close()

    async def stop(self) -> None:
        self._server.close()
        for writer in self._writers:
            writer.transport.abort()
        await asyncio.gather(*self._tasks)


async def _one(seed: int) -> str:
    """One client's life with one server through a mangler: lost, refused, or what came last in a long life."""
    rng = Random(f"{seed}/mangler")
    server = MockServer(MockSettings(CentreSettings(seed=seed, agents=24, calls_per_minute=200)))
    _, port = await server.start()
    mangler = Mangler(port, (0.5, 0.1, 0.005)[seed % 3], rng)
    ended: asyncio.Future[str] = asyncio.get_running_loop().create_future()
    heard: list[str] = []
    builder = FloorBuilder(Me("9001", "", "", None), peripheral_id=5000)

    def on_event(event: SessionEvent) -> None:
        fold(builder, event, 1_000.0)
        heard.append(type(event).__name__)
        if not ended.done() and (isinstance(event, ENDS) or len(heard) > ENOUGH):
            ended.set_result(heard[-1])

    client = Client([("A", "127.0.0.1", await mangler.start())], HASTY, on_event, rng=rng)
    running = asyncio.create_task(client.run())
    done, _ = await asyncio.wait({running, ended}, timeout=30, return_when=asyncio.FIRST_COMPLETED)
    assert ended in done, f"seed {seed}: {builder.link}"
    client.close()
    await asyncio.wait_for(running, 30)
    await mangler.stop()
    await server.stop()
    builder.snapshot(1_000.0)
    return ended.result()


@pytest.mark.parametrize("first", range(0, 80, 20))
async def test_a_mangled_stream_ends_in_a_named_state(first: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("protocol.session.session.CLOSE_TIMEOUT", 0.3)
    complaints: list[dict[str, Any]] = []
    loop = asyncio.get_running_loop()
    loop.set_exception_handler(lambda _, context: complaints.append(context))
    ends = await asyncio.gather(*(_one(seed) for seed in range(first, first + 20)))
    assert complaints == []
    assert "Lost" in ends
    assert set(ends) - {"Lost", "Refused"}, "no life was long"
