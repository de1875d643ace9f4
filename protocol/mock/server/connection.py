"""One client's TCP connection to the mock server."""

from __future__ import annotations

import asyncio
import socket
import struct
from typing import TYPE_CHECKING

from protocol.mock.server.fault_pipe import Cut, Piece, Wire
from protocol.mock.server.sessions import Session
from protocol.wire.errors import FramingError
from protocol.wire.framing import FrameBuffer

if TYPE_CHECKING:
    from protocol.mock.server.server import MockServer

UNREAD_LIMIT = 16 * 1024 * 1024
"""Bytes that may wait for a client that doesn't read; beyond, its connection is reset."""
_RESET_ON_CLOSE = struct.pack("ii", 1, 0)
"""struct linger: closing sends RST in place of FIN."""


class Connection(asyncio.Protocol):
    """The socket's side: bytes in, frames to the server; bytes and cuts out."""

    def __init__(self, server: MockServer) -> None:
        self.server = server
        self.buffer = FrameBuffer()
        self.transport: asyncio.Transport | None = None
        self.session: Session | None = None
        self.wire: Wire

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
                if not self.wire.silent:
                    self.server.received_frame(session, *one)
                else:
                    self.server.wake()
        except FramingError:
            transport.abort()

    def connection_lost(self, exc: Exception | None) -> None:
        if self.session is not None:
            self.server.disconnected(self.session)

    def put(self, piece: Piece) -> None:
        """Let a piece out: bytes, unless the client has left too many unread, or an end."""
        transport = self.transport
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
        """Cut the connection as a machine that dies does: the client sees a reset."""
        transport = self.transport
        if transport is None or transport.is_closing():
            return
        peer = transport.get_extra_info("socket")
        if peer is not None:
            peer.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, _RESET_ON_CLOSE)
        transport.abort()
