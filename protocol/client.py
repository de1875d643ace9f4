"""The asyncio shell around a session: connects, feeds it bytes and time, sends what it wants sent, and reconnects.

All decisions are elsewhere: :mod:`protocol.session` (what to say), :mod:`protocol.backoff` (when to come back).
"""

from __future__ import annotations

import asyncio
import contextlib
import socket
import time
from collections.abc import Awaitable, Callable, Sequence
from random import Random

from protocol.backoff import SIGN_IN_WAIT, Backoff, OpeningPlan
from protocol.messages import Message
from protocol.refusals import Verdict
from protocol.session import Session, SessionNotOpen
from protocol.session_events import Connecting, Lost, Opened, Refused, SessionEvent, Waiting
from protocol.session_settings import SessionSettings

CONNECT_TIMEOUT = 10.0
"""Seconds for TCP to connect."""
MAX_UNSENT = 1 << 20
"""Bytes that may wait in the write buffer: a server that leaves more unread is lost."""
GOODBYE_TIMEOUT = 2.0
"""Seconds for the last bytes to leave before the connection is cut."""
_BUFFER_SIZE = 64 * 1024

Connect = Callable[[Callable[[], asyncio.BaseProtocol], str, int], Awaitable[object]]
"""Makes a TCP connection: protocol factory, host, port."""


async def _connect(factory: Callable[[], asyncio.BaseProtocol], host: str, port: int) -> object:
    return await asyncio.get_running_loop().create_connection(factory, host, port)


class Client:
    """Keeps one session with a server of one or two sides, until it is closed.

    ``sides`` are (label, host, port). ``on_event`` is called on the loop's thread with each event in order and may call
    ``request``; if it raises, the client ends and ``run`` raises the same. Nothing here is safe from other threads.
    """

    def __init__(
        self,
        sides: Sequence[tuple[str, str, int]],
        settings: SessionSettings,
        on_event: Callable[[SessionEvent], None],
        *,
        rng: Random,
        clock: Callable[[], float] = time.monotonic,
        connect: Connect = _connect,
        connect_timeout: float = CONNECT_TIMEOUT,
    ) -> None:
        self._sides = list(sides)
        self._on_event = on_event
        self._clock = clock
        self._connect = connect
        self._connect_timeout = connect_timeout
        self._backoff = Backoff(len(self._sides), rng)
        self._plan = OpeningPlan(settings)
        self._link: _Link | None = None
        self._connecting: asyncio.Future[object] | None = None
        self._wake: asyncio.Event | None = None
        self._closing = False

    @property
    def session(self) -> Session | None:
        """The session of the present attempt; None between attempts."""
        return self._link.session if self._link else None

    async def run(self) -> None:
        """Connect, and stay connected, until ``close``. After a fatal refusal: wait for ``retry_now`` or ``close``."""
        while not self._closing:
            link = await self._attempt(self._sides[self._backoff.side])
            if self._closing:
                break
            delay = self._delay_after(link)
            if delay is None or delay > 0:
                await self._wait(delay, link.reason)

    def request(self, message: Message, timeout: float | None = None) -> int:
        """Send a request now; see :meth:`protocol.session.Session.request`. Raises SessionNotOpen between sessions."""
        link = self._live()
        invoke_id = link.session.request(message, self._clock(), timeout)
        link.pump()
        return invoke_id

    def heartbeat(self) -> None:
        """Send a heartbeat now. Raises SessionNotOpen between sessions."""
        link = self._live()
        link.session.heartbeat(self._clock())
        link.pump()

    def close(self) -> None:
        """Close the session with CLOSE_REQ and come back no more; ``run`` returns when that is done."""
        self._closing = True
        if self._connecting is not None:
            self._connecting.cancel()
        if self._wake is not None:
            self._wake.set()
        if self._link is not None:
            self._link.session.close(self._clock())
            self._link.pump()

    def retry_now(self) -> None:
        """Connect now rather than when the wait is over, and ask for everything again. No effect while connected."""
        if self._wake is not None:
            self._plan.reset()
            self._backoff.reset()
            self._wake.set()

    def _live(self) -> _Link:
        if self._link is None:
            raise SessionNotOpen("there is no connection")
        return self._link

    async def _attempt(self, side: tuple[str, str, int]) -> _Link:
        """One connection from beginning to end."""
        label, host, port = side
        address = f"[{host}]:{port}" if ":" in host else f"{host}:{port}"
        session = Session(self._plan.settings, side=label, address=address)
        link = self._link = _Link(session, self._on_event, self._clock)
        try:
            link.tell(Connecting(label, address))
            if link.failure is not None:
                raise link.failure
            problem = await self._make_connection(link, host, port)
            if problem is not None:
                session.connection_lost(self._clock(), problem)
                link.pump()
            await link.gone.wait()
            if link.failure is not None:
                raise link.failure
        finally:
            link.abort()
            self._link = None
        return link

    async def _make_connection(self, link: _Link, host: str, port: int) -> str | None:
        """Connect; why not, in words, where that failed."""
        if self._closing:
            return "Closed before it was connected."
        attempt = asyncio.ensure_future(self._connect(lambda: link, host, port))
        self._connecting = attempt
        try:
            await asyncio.wait({attempt}, timeout=self._connect_timeout)
        finally:
            self._connecting = None
            if not attempt.done():
                attempt.cancel()
                with contextlib.suppress(asyncio.CancelledError, OSError):
                    await attempt
        where = link.session.address
        if attempt.cancelled():
            return f"No connection to {where} within {self._connect_timeout:g} seconds."
        error = attempt.exception()
        if isinstance(error, OSError):
            return f"No connection to {where}: {error.strerror or error}."
        if error is not None:
            raise error
        return None

    def _delay_after(self, link: _Link) -> float | None:
        """Seconds until the next attempt; None: not by itself."""
        session = link.session
        if session.refusal_status is None:
            return self._backoff.lost(link.open_for) if session.was_open else self._backoff.failed()
        verdict = self._plan.refused(session.refusal_status)
        if verdict is None:
            return 0.0
        if verdict is Verdict.FATAL:
            return None
        return SIGN_IN_WAIT if verdict is Verdict.SIGN_IN else self._backoff.failed()

    async def _wait(self, delay: float | None, reason: str) -> None:
        """Wait so many seconds, or (None) until a person asks for the next attempt."""
        loop = asyncio.get_running_loop()
        wake = self._wake = asyncio.Event()
        timer = None if delay is None else loop.call_later(delay, wake.set)
        try:
            if delay is not None:
                self._on_event(Waiting(reason, self._clock() + delay))
            await wake.wait()
        finally:
            self._wake = None
            if timer is not None:
                timer.cancel()


class _Link(asyncio.BufferedProtocol):
    """One connection: the transport's callbacks on one side, a session on the other."""

    def __init__(self, session: Session, on_event: Callable[[SessionEvent], None], clock: Callable[[], float]) -> None:
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
        self._drive(self.session.receive_data, self._buffer[:nbytes], self._clock())

    def eof_received(self) -> bool:
        return False

    def connection_lost(self, exc: Exception | None) -> None:
        self._transport = None
        why = "The server closed the connection." if exc is None else f"The connection broke: {_words(exc)}."
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


def _words(error: Exception) -> str:
    return (error.strerror if isinstance(error, OSError) else None) or str(error) or type(error).__name__
