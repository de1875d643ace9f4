"""The console's client, run until an event comes, and servers that behave in their own way."""

from __future__ import annotations

import asyncio
import socket
import ssl
from collections.abc import Callable
from random import Random
from typing import TypeVar

from app.config.tls import TLS_TERMS
from protocol.client.client import Client
from protocol.session.events import Lost, SessionEvent
from protocol.session.settings import SessionSettings
from protocol.tls import ClientTls

E = TypeVar("E", bound=SessionEvent)
PATIENCE = 20.0


class RecordedClient:
    """A client of one server, and its events."""

    def __init__(self, port: int, tls: ClientTls | None, version: int = 17, host: str = "127.0.0.1") -> None:
        self.events: list[SessionEvent] = []
        self._news = asyncio.Event()
        settings = SessionSettings(agent_id="9001", protocol_version=version)
        sides = [("A", host, port)]
        self.client = Client(sides, settings, self._on_event, rng=Random(1), tls=tls, terms=TLS_TERMS)
        self._running = asyncio.get_running_loop().create_task(self.client.run())

    def _on_event(self, event: SessionEvent) -> None:
        self.events.append(event)
        self._news.set()

    async def until(self, kind: type[E]) -> E:
        """The first event of a kind."""
        async with asyncio.timeout(PATIENCE):
            while True:
                for event in self.events:
                    if isinstance(event, kind):
                        return event
                self._news.clear()
                await self._news.wait()

    async def end(self) -> None:
        """Close and wait for the end."""
        self.client.close()
        async with asyncio.timeout(PATIENCE):
            await self._running


async def why_lost(port: int, tls: ClientTls | None) -> str:
    """The reason that a client gives when its first connection fails."""
    recorded = RecordedClient(port, tls)
    try:
        return (await recorded.until(Lost)).reason
    finally:
        await recorded.end()


def openssl_server(context: ssl.SSLContext) -> Callable[[socket.socket], None]:
    """A server that sends an alert when it refuses, as OpenSSL does; asyncio's servers only close the connection."""

    def talk(connection: socket.socket) -> None:
        with context.wrap_socket(connection, server_side=True) as secured:
            while secured.recv(65_536):
                pass

    return talk


def answering(answer: bytes) -> Callable[[socket.socket], None]:
    """A server that answers the first bytes with these, and then reads on."""

    def talk(connection: socket.socket) -> None:
        connection.recv(65_536)
        connection.sendall(answer)
        while connection.recv(65_536):
            pass

    return talk
