"""One connection as asyncio sees it: the transport's callbacks on one side, a session on the other."""

from __future__ import annotations

import asyncio
import socket
from collections.abc import Callable

from protocol.client.tls_failures import looks_secured, plain_words, secured_port, unanswered_failure
from protocol.session import Session
from protocol.session.events import Lost, Opened, Refused, SessionEvent
from protocol.tls import ClientTls, TlsTerms

MAX_UNSENT = 1 << 20
"""Bytes that may wait in the write buffer: a connection with more is given up, the server doesn't read."""
LAST_BYTES_TIMEOUT = 2.0
"""Seconds for the last bytes to leave before the connection is cut."""
_BUFFER_SIZE = 64 * 1024


class Connection(asyncio.BufferedProtocol):
    """Feeds a session from a transport, sends what it wants sent, calls its timer, and hands its events on."""

    def __init__(
        self,
        session: Session,
        on_event: Callable[[SessionEvent], None],
        clock: Callable[[], float],
        tls: ClientTls | None,
        terms: TlsTerms,
    ) -> None:
        self.session = session
        self.over = asyncio.Event()
        """Set when connection and session are over."""
        self.failure: Exception | None = None
        """What ``on_event`` raised, or a defect of the session itself."""
        self.reason = ""
        """Why it ended, in words."""
        self.open_for = 0.0
        """Seconds the session was open, once it is over."""
        self._opened_at: float | None = None
        self._on_event = on_event
        self._clock = clock
        self._tls, self._terms = tls, terms
        self._received = False
        """Bytes have come."""
        self._transport: asyncio.Transport | None = None
        self._buffer = memoryview(bytearray(_BUFFER_SIZE))
        self._timer: asyncio.TimerHandle | None = None
        self._cut: asyncio.TimerHandle | None = None
        """Cuts the connection when the last bytes don't leave in time."""
        self._pumping = False
        self._aborted = False

    # Callbacks of the transport.

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self._transport = transport
        sock = transport.get_extra_info("socket")
        if sock is not None:
            # Without Nagle's algorithm, as the guide advises.
            sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.over.clear()  # set already, if it was closed while it was being connected
        self._drive(self.session.connected, self._clock())

    def get_buffer(self, sizehint: int) -> memoryview:
        return self._buffer

    def buffer_updated(self, nbytes: int) -> None:
        if not self._received and self._tls is None and looks_secured(self._buffer[:nbytes]):
            self._drive(self.session.connection_lost, self._clock(), secured_port(self._terms).sentences)
            return
        self._received = True
        self._drive(self.session.receive_data, self._buffer[:nbytes], self._clock())

    def eof_received(self) -> bool:
        return False

    def connection_lost(self, exc: Exception | None) -> None:
        self._transport = None
        if not self._received:
            why = unanswered_failure(exc, self._tls, self._terms).sentences
        else:
            why = "The server closed the connection." if exc is None else f"The connection broke: {plain_words(exc)}."
        self._drive(self.session.connection_lost, self._clock(), why)
        self.over.set()

    # Driving the session.

    def _drive(self, step: Callable[..., None], *arguments: object) -> None:
        """Let the session take a step. A defect in it ends the client; the loop alone would only log it."""
        try:
            step(*arguments)
            self.pump()
        except Exception as error:
            self._fail(error)

    def _fail(self, error: Exception) -> None:
        self.failure = self.failure or error
        self.abort()
        if self._transport is None:
            self.over.set()

    def deliver(self, event: SessionEvent) -> None:
        """Hand an event to the owner; if that fails, the connection ends and ``failure`` has the reason."""
        if self._aborted:
            return
        if isinstance(event, Opened):
            self._opened_at = self._clock()
        elif isinstance(event, Lost):
            self.reason = event.reason
        elif isinstance(event, Refused):
            self.reason = event.words
        try:
            self._on_event(event)
        except Exception as error:
            self._fail(error)

    def pump(self) -> None:
        """Send what the session has to send and deliver its events, then set its timer, or end the connection."""
        if self._pumping:
            return
        self._pumping = True
        try:
            while True:
                self._flush()
                events = self.session.events()
                if not events:
                    break
                for event in events:
                    self.deliver(event)
        finally:
            self._pumping = False
        if self.session.wants_disconnect:
            self._disconnect()
        else:
            self._set_timer()

    def _flush(self) -> None:
        data = self.session.data_to_send()
        transport = self._transport
        if not data or transport is None:
            return
        transport.write(data)
        if transport.get_write_buffer_size() > MAX_UNSENT:
            self.session.connection_lost(self._clock(), "The server does not read what is sent to it.")
            transport.abort()

    def _set_timer(self) -> None:
        """Call the session's timer no later than it wants. A set timer that comes earlier stays: that is cheaper."""
        when = self.session.get_timer()
        if when is None or self._transport is None or self._aborted:
            return
        loop = asyncio.get_running_loop()
        at = loop.time() + max(0.0, when - self._clock())
        if self._timer is not None:
            if self._timer.when() <= at:
                return
            self._timer.cancel()
        self._timer = loop.call_at(at, self._time_is_over)

    def _time_is_over(self) -> None:
        self._timer = None
        self._drive(self.session.handle_timer, self._clock())

    def _disconnect(self) -> None:
        """The session is over: let the last bytes leave, then cut."""
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None
        if self._opened_at is not None:
            self.open_for = self._clock() - self._opened_at
            self._opened_at = None
        if self._transport is None:
            if self._cut is not None:
                self._cut.cancel()
            self.over.set()
        elif self._cut is None:
            transport = self._transport
            transport.close()
            self._cut = asyncio.get_running_loop().call_later(LAST_BYTES_TIMEOUT, transport.abort)

    def abort(self) -> None:
        """Cut the connection: no timer stays set, and no more events are delivered."""
        self._aborted = True
        for timer in (self._timer, self._cut):
            if timer is not None:
                timer.cancel()
        if self._transport is not None:
            self._transport.abort()
