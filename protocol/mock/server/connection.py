"""One client's TCP connection to the mock server."""

from __future__ import annotations

import asyncio
import socket
import struct
from collections.abc import Callable
from typing import Protocol

from protocol.mock.server.fault_pipe import Cut, FaultPipe, Piece
from protocol.mock.server.sessions import Session
from protocol.wire import FrameBuffer, FramingError

READ_BYTES = 512
"""Bytes read from a client in one turn of the event loop, so that one that floods does not keep others waiting."""
ANSWER_BYTES = 4 * 1024
"""Bytes of answers in one turn of the event loop; beyond, the client's further messages wait for the next turn."""
UNREAD_PAUSE = 256 * 1024
"""Unsent bytes for a client that does not read; beyond, nothing is read from it until it reads."""
UNREAD_LIMIT = 16 * 1024 * 1024
"""Unsent bytes for a client that does not read; beyond, its connection is ended."""
_RESET_ON_CLOSE = struct.pack("ii", 1, 0)
"""struct linger: closing sends RST in place of FIN."""


class ConnectionOwner(Protocol):
    """The server of a connection."""

    def connected(self, connection: Connection) -> None:
        """A client has connected: :meth:`Connection.attach` its session."""

    def received_frame(self, session: Session, message_type: int, body: bytes) -> None:
        """A client has sent a message."""

    def turn_over(self) -> None:
        """The messages that a client's turn of the event loop allows have been received."""

    def disconnected(self, session: Session) -> None:
        """A connection has ended."""


class Connection(asyncio.BufferedProtocol):
    """One socket: received bytes become frames for the server, its pieces become sent bytes and ends.

    In one turn of the event loop it takes at most :data:`READ_BYTES` from the client and answers with some
    :data:`ANSWER_BYTES`: however much a client sends, the others have their turn. ``call_soon`` runs a function in the
    next turn; by default that of the running loop.
    """

    def __init__(
        self, server: ConnectionOwner, call_soon: Callable[[Callable[[], None]], object] | None = None
    ) -> None:
        self.server = server
        self._call_soon = call_soon
        self.buffer = FrameBuffer()
        self.session: Session | None = None
        self.pipe: FaultPipe
        self._transport: asyncio.Transport | None = None
        self._incoming = memoryview(bytearray(READ_BYTES))  # TLS fills it slice by slice: a bytearray would be copied
        self._answered = 0
        """Bytes sent since the present turn began."""
        self._unread = False
        """Does the client leave more than UNREAD_PAUSE unread?"""
        self._turn_planned = False

    def attach(self, session: Session, pipe: FaultPipe) -> None:
        """Give the connection its session, and the pipe that its bytes go through to the client."""
        self.session, self.pipe = session, pipe

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self._transport = transport
        transport.set_write_buffer_limits(high=UNREAD_PAUSE)
        peer = transport.get_extra_info("socket")
        if peer is not None:
            peer.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.server.connected(self)

    def get_buffer(self, sizehint: int) -> memoryview:
        return self._incoming

    def buffer_updated(self, nbytes: int) -> None:
        self.buffer.feed(self._incoming[:nbytes])
        self._take_turn()

    def pause_writing(self) -> None:
        self._unread = True
        if self._transport is not None:
            self._transport.pause_reading()

    def resume_writing(self) -> None:
        self._unread = False
        self._plan_turn()

    def connection_lost(self, exc: Exception | None) -> None:
        self._transport = None
        if self.session is not None:
            self.server.disconnected(self.session)

    def _take_turn(self) -> None:
        """Hand over the messages that are whole, up to what one turn allows; read on once there are no more."""
        session, transport = self.session, self._transport
        self._turn_planned, self._answered = False, 0
        if session is None or transport is None:
            return
        try:
            while not transport.is_closing() and not self._unread:
                if self._answered > ANSWER_BYTES:
                    transport.pause_reading()
                    self._plan_turn()
                    break
                one = self.buffer.next_frame()
                if one is None:
                    transport.resume_reading()
                    break
                if not self.pipe.silent:
                    self.server.received_frame(session, *one)
        except FramingError:
            transport.abort()
        self.server.turn_over()

    def _plan_turn(self) -> None:
        if not self._turn_planned:
            self._turn_planned = True
            (self._call_soon or asyncio.get_running_loop().call_soon)(self._take_turn)

    def send(self, data: bytes, now: float) -> None:
        """Send one whole message, through the pipe where it is not idle.

        A client that leaves more than :data:`UNREAD_LIMIT` unread is cut off.
        """
        self._answered += len(data)
        if self.pipe.idle:
            self.put(data)
            return
        self.pipe.send(data, now)
        if self.pipe.waiting > UNREAD_LIMIT:
            self.abort()

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
