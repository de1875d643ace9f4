"""One client's TCP connection to the mock server."""

from __future__ import annotations

import asyncio
import socket
import struct
from typing import Protocol

from protocol.mock.server.fault_pipe import Cut, FaultPipe, Piece
from protocol.mock.server.sessions import Session
from protocol.wire import FrameBuffer, FramingError

UNREAD_LIMIT = 16 * 1024 * 1024
"""Unsent bytes for a client that does not read; beyond, its connection is reset."""
_RESET_ON_CLOSE = struct.pack("ii", 1, 0)
"""struct linger: closing sends RST in place of FIN."""


class ConnectionOwner(Protocol):
    """The server of a connection."""

    def connected(self, connection: Connection) -> None:
        """A client has connected: :meth:`Connection.attach` its session."""

    def received_frame(self, session: Session, message_type: int, body: bytes) -> None:
        """A client has sent a message."""

    def disconnected(self, session: Session) -> None:
        """A connection has ended."""

    def wake(self) -> None:
        """A message came that a fault keeps from the server."""


class Connection(asyncio.Protocol):
    """One socket: received bytes become frames for the server, its pieces become sent bytes and ends."""

    def __init__(self, server: ConnectionOwner) -> None:
        self.server = server
        self.buffer = FrameBuffer()
        self.session: Session | None = None
        self.pipe: FaultPipe
        self._transport: asyncio.Transport | None = None

    def attach(self, session: Session, pipe: FaultPipe) -> None:
        """Give the connection its session, and the pipe that its bytes go through to the client."""
        self.session, self.pipe = session, pipe

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self._transport = transport
        peer = transport.get_extra_info("socket")
        if peer is not None:
            peer.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.server.connected(self)

    def data_received(self, data: bytes) -> None:
        session, transport = self.session, self._transport
        if session is None or transport is None:
            return
        self.buffer.feed(data)
        try:
            while not transport.is_closing() and (one := self.buffer.next_frame()) is not None:
                if not self.pipe.silent:
                    self.server.received_frame(session, *one)
                else:
                    self.server.wake()
        except FramingError:
            transport.abort()

    def connection_lost(self, exc: Exception | None) -> None:
        if self.session is not None:
            self.server.disconnected(self.session)

    def put(self, piece: Piece) -> None:
        """Send bytes, or end the connection. A client that leaves too many bytes unread is cut off."""
        transport = self._transport
        if transport is None or transport.is_closing():
            return
        if piece is Cut.CLOSE:
            transport.close()
        elif piece is Cut.RESET:
            self.reset()
        else:
            transport.write(piece)
            if transport.get_write_buffer_size() > UNREAD_LIMIT:
                transport.abort()

    def reset(self) -> None:
        """End the connection as a machine that dies does: the client sees a reset."""
        transport = self._transport
        if transport is None or transport.is_closing():
            return
        peer = transport.get_extra_info("socket")
        if peer is not None:
            peer.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, _RESET_ON_CLOSE)
        transport.abort()

    def close(self) -> None:
        """End the connection once all bytes are sent."""
        if self._transport is not None:
            self._transport.close()

    def abort(self) -> None:
        """End the connection at once; bytes not yet sent are lost."""
        if self._transport is not None:
            self._transport.abort()
