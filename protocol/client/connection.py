"""One connection as asyncio sees it: the transport's callbacks on one side, a session on the other."""

from __future__ import annotations

import asyncio
import socket
from collections.abc import Callable

from protocol.client.tls_failures import SECURED, looks_secured, plain_words, unanswered_trouble
from protocol.session.events import Lost, Opened, Refused, SessionEvent
from protocol.session.session import Session
from protocol.tls import ClientTls

MAX_UNSENT = 1 << 20
"""Bytes that may wait in the write buffer: a server that leaves more unread is lost."""
GOODBYE_TIMEOUT = 2.0
"""Seconds for the last bytes to leave before the connection is cut."""
_BUFFER_SIZE = 64 * 1024


class Connection(asyncio.BufferedProtocol):
    """One connection: the transport's callbacks on one side, a session on the other."""

    def __init__(
        self,
        session: Session,
        on_event: Callable[[SessionEvent], None],
        clock: Callable[[], float],
        tls: ClientTls | None,
    ) -> None:
        self.session = session
        self.gone = asyncio.Event()
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
        self._tls = tls
        self._heard = False
        self._transport: asyncio.Transport | None = None
        self._buffer = memoryview(bytearray(_BUFFER_SIZE))
        self._timer: asyncio.TimerHandle | None = None
        self._goodbye: asyncio.TimerHandle | None = None
        self._pumping = False
        self._muted = False

    # Callbacks of the transport.

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self._transport = transport
        sock = transport.get_extra_info("socket")
        if sock is not None:
            # The guide: switch Nagle off.
            sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.gone.clear()  # set already, if it was closed while it was being connected
        self._drive(self.session.connected, self._clock())

    def get_buffer(self, sizehint: int) -> memoryview:
        return self._buffer

    def buffer_updated(self, nbytes: int) -> None:
        if not self._heard and self._tls is None and looks_secured(self._buffer[:nbytes]):
            self._drive(self.session.connection_lost, self._clock(), SECURED.sentence)
            return
        self._heard = True
        self._drive(self.session.receive_data, self._buffer[:nbytes], self._clock())

    def eof_received(self) -> bool:
        return False

    def connection_lost(self, exc: Exception | None) -> None:
        self._transport = None
        if not self._heard:
            why = unanswered_trouble(exc, self._tls).sentence
        else:
            why = "The server closed the connection." if exc is None else f"The connection broke: {plain_words(exc)}."
        self._drive(self.session.connection_lost, self._clock(), why)
        self.gone.set()

    # Driving the session.

    def _drive(self, step: Callable[..., None], *arguments: object) -> None:
        """Let the session take a step. A defect in it must end the client, not vanish in the loop's log."""
        try:
            step(*arguments)
            self.pump()
        except Exception as error:
            self._fail(error)

    def _fail(self, error: Exception) -> None:
        self.failure = self.failure or error
        self.abort()
        if self._transport is None:
            self.gone.set()

    def tell(self, event: SessionEvent) -> None:
        """Hand an event to the owner; if that fails, the connection ends and ``failure`` has the reason."""
        if self._muted:
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
        """Send and tell whatever the session has; then see to its timer and its end."""
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
                    self.tell(event)
        finally:
            self._pumping = False
        if self.session.wants_disconnect:
            self._disconnect()
        else:
            self._arm()

    def _flush(self) -> None:
        data = self.session.data_to_send()
        transport = self._transport
        if not data or transport is None:
            return
        transport.write(data)
        if transport.get_write_buffer_size() > MAX_UNSENT:
            self.session.connection_lost(self._clock(), "The server does not read what is sent to it.")
            transport.abort()

    def _arm(self) -> None:
        """Have the timer ring no later than the session wants: one that rings early is cheaper than one per message."""
        when = self.session.get_timer()
        if when is None or self._transport is None or self._muted:
            return
        loop = asyncio.get_running_loop()
        at = loop.time() + max(0.0, when - self._clock())
        if self._timer is not None:
            if self._timer.when() <= at:
                return
            self._timer.cancel()
        self._timer = loop.call_at(at, self._ring)

    def _ring(self) -> None:
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
            if self._goodbye is not None:
                self._goodbye.cancel()
            self.gone.set()
        elif self._goodbye is None:
            transport = self._transport
            transport.close()
            self._goodbye = asyncio.get_running_loop().call_later(GOODBYE_TIMEOUT, transport.abort)

    def abort(self) -> None:
        """Cut the connection: no timer stays behind, and nothing more is told."""
        self._muted = True
        for timer in (self._timer, self._goodbye):
            if timer is not None:
                timer.cancel()
        if self._transport is not None:
            self._transport.abort()
