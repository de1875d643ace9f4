"""The asyncio shell around a session: connects, feeds it bytes and time, sends what it wants sent, and reconnects.

It decides little: :mod:`protocol.session` what to send, :mod:`protocol.client.backoff` when and where to connect.
"""

from __future__ import annotations

import asyncio
import contextlib
import os
import time
from collections.abc import Awaitable, Callable, Sequence
from random import Random

from protocol.client.backoff import Backoff, OpeningPlan, Waits
from protocol.client.connection import Connection
from protocol.client.tls_failures import handshake_failure
from protocol.session import Session, SessionNotOpen, SessionSettings, Verdict
from protocol.session.events import Connecting, Opened, SessionEvent, StandingBy, Waiting
from protocol.tls import HANDSHAKE_TIMEOUT, ClientTls, TlsTerms
from protocol.wire.messages import Message

CONNECT_TIMEOUT = 10.0
"""Seconds for TCP to connect."""

Connect = Callable[[Callable[[], asyncio.BaseProtocol], str, int], Awaitable[object]]
"""Makes a TCP connection: protocol factory, host, port."""


def _connector(tls: ClientTls | None) -> Connect:
    """Connects by asyncio, with TLS where it is given."""

    async def connect(factory: Callable[[], asyncio.BaseProtocol], host: str, port: int) -> object:
        loop = asyncio.get_running_loop()
        if tls is None:
            return await loop.create_connection(factory, host, port)
        return await loop.create_connection(
            factory,
            host,
            port,
            ssl=tls.context,
            server_hostname=tls.server_name or host,
            ssl_handshake_timeout=HANDSHAKE_TIMEOUT,
        )

    return connect


class Client:
    """Keeps one session with a server of one or two sides, until it is closed.

    ``sides`` are (label, host, port), and ``tls`` secures the connections to them; advice about TLS uses ``terms``.
    ``on_event`` is called with each event in order and may call ``request``; if it raises, the client ends and ``run``
    raises the same. ``rng`` gives the jitter of the waits, ``clock`` the times of the events in seconds. Everything
    happens on the loop's thread, and every method has to be called there.
    """

    def __init__(
        self,
        sides: Sequence[tuple[str, str, int]],
        settings: SessionSettings,
        on_event: Callable[[SessionEvent], None],
        *,
        rng: Random,
        waits: Waits | None = None,
        clock: Callable[[], float] = time.monotonic,
        tls: ClientTls | None = None,
        terms: TlsTerms | None = None,
        connect: Connect | None = None,
        connect_timeout: float = CONNECT_TIMEOUT,
    ) -> None:
        self._sides = list(sides)
        self._on_event = on_event
        self._clock = clock
        self._tls = tls
        self._terms = terms or TlsTerms()
        self._connect = connect or _connector(tls)
        self._connect_timeout = connect_timeout
        self._backoff = Backoff(len(self._sides), rng, waits)
        self._plan = OpeningPlan(settings)
        self._connection: Connection | None = None
        self._connect_task: asyncio.Future[object] | None = None
        self._wake: asyncio.Event | None = None
        self._closing = False
        self._skip_wait = False
        """A person asked for the next attempt before the wait for it began."""
        self._standby_timer: asyncio.TimerHandle | None = None
        """Ends the stay at a standby side."""
        self._standby_until: float | None = None
        """When (in the loop's time) the wait is over that the client spends at a standby side."""
        self._side = 0
        """Index of the side of the present attempt."""

    @property
    def session(self) -> Session | None:
        """The session of the present attempt; None between attempts."""
        return self._connection.session if self._connection else None

    async def run(self) -> None:
        """Connect, and stay connected, until ``close``. After a fatal refusal wait for ``retry_now`` or ``close``."""
        while not self._closing:
            self._side = self._backoff.side
            connection = await self._attempt(self._sides[self._side])
            if self._closing:
                break
            delay = self._delay_after(connection)
            if delay is None or delay > 0:
                await self._wait(delay, connection.reason)

    def request(self, message: Message, timeout: float | None = None) -> int:
        """Send a request now; see :meth:`protocol.session.Session.request`. Raises SessionNotOpen between sessions."""
        connection = self._present_connection()
        invoke_id = connection.session.request(message, self._clock(), timeout)
        connection.pump()
        return invoke_id

    def ask_own_calls(self) -> None:
        """Ask for the calls of the supervisor's own phone; see :meth:`protocol.session.Session.ask_own_calls`."""
        if self._connection is not None:
            self._connection.session.ask_own_calls(self._clock())
            self._connection.pump()

    def heartbeat(self) -> None:
        """Send a heartbeat now. Raises SessionNotOpen between sessions."""
        connection = self._present_connection()
        connection.session.heartbeat(self._clock())
        connection.pump()

    def close(self) -> None:
        """Close the session with CLOSE_REQ and don't reconnect; ``run`` returns when that is done."""
        self._closing = True
        if self._connect_task is not None:
            self._connect_task.cancel()
        if self._wake is not None:
            self._wake.set()
        if self._connection is not None:
            self._connection.session.close(self._clock())
            self._connection.pump()

    def retry_now(self) -> None:
        """Connect now rather than when the wait is over, and ask for everything again. No effect while connected."""
        ended = self._connection is not None and self._connection.session.wants_disconnect
        if self._wake is None and not ended:
            return
        self._plan.reset()
        self._backoff.reset()
        if self._wake is not None:
            self._wake.set()
        else:
            self._skip_wait = True  # the session is over and the wait has not begun

    def _present_connection(self) -> Connection:
        if self._connection is None:
            raise SessionNotOpen("there is no connection")
        return self._connection

    async def _attempt(self, side: tuple[str, str, int]) -> Connection:
        """One connection from beginning to end."""
        label, host, port = side
        address = f"[{host}]:{port}" if ":" in host else f"{host}:{port}"
        session = Session(self._plan.settings, side=label, address=address)
        connection = self._connection = Connection(session, self._on_session_event, self._clock, self._tls, self._terms)
        try:
            connection.deliver(Connecting(label, address))
            if connection.failure is not None:
                raise connection.failure
            problem = await self._make_connection(connection, host, port)
            if problem is not None:
                session.connection_lost(self._clock(), problem)
                connection.pump()
            await connection.over.wait()
            if connection.failure is not None:
                raise connection.failure
        finally:
            connection.abort()
            self._connection = None
            self._cancel_standby()
        return connection

    def _on_session_event(self, event: SessionEvent) -> None:
        """An event of the session: the client follows some of them, and all go to the owner."""
        if isinstance(event, Opened):
            self._cancel_standby()
            self._standby_until = None
            self._backoff.opened(self._side)
            self._plan.opened()
        elif isinstance(event, StandingBy):
            self._stand_by()
        self._on_event(event)

    def _stand_by(self) -> None:
        """At the standby side: leave at once for a side that was not tried yet, else stay until it turns active.

        The next round begins when it would begin without this session.
        """
        delay = 0.0
        loop = asyncio.get_running_loop()
        if self._backoff.last_of_round:
            delay = self._backoff.failed()
            self._standby_until = loop.time() + delay
        self._standby_timer = loop.call_later(delay, self._leave_standby)

    def _leave_standby(self) -> None:
        connection = self._connection
        if connection is not None and not self._closing:
            connection.session.leave(self._clock(), "This is the standby side.")
            connection.pump()

    def _cancel_standby(self) -> None:
        if self._standby_timer is not None:
            self._standby_timer.cancel()
            self._standby_timer = None

    async def _make_connection(self, connection: Connection, host: str, port: int) -> str | None:
        """Connect; the reason in words where that fails."""
        if self._closing:
            return "Closed before it was connected."
        reached = False

        def connected() -> Connection:
            nonlocal reached
            reached = True
            return connection

        attempt = asyncio.ensure_future(self._connect(connected, host, port))
        self._connect_task = attempt
        try:
            await asyncio.wait({attempt}, timeout=self._connect_timeout)
            if reached and self._tls is not None:
                await asyncio.wait({attempt}, timeout=HANDSHAKE_TIMEOUT)  # counted from the TCP connection, at most
        finally:
            self._connect_task = None
            if not attempt.done():
                attempt.cancel()
                with contextlib.suppress(asyncio.CancelledError, OSError):
                    await attempt
        where = connection.session.address
        if attempt.cancelled():
            return f"No connection to {where} within {self._connect_timeout:g} seconds."
        error = attempt.exception()
        if isinstance(error, OSError) and reached and self._tls is not None:
            failure = handshake_failure(error, self._tls, host, self._terms)
            return f"No connection to {where}: {failure.continued}"
        if isinstance(error, OSError):
            return f"No connection to {where}: {_words(error)}."
        if error is not None:
            raise error
        return None

    def _delay_after(self, connection: Connection) -> float | None:
        """Seconds until the next attempt; None: only when a person asks for it."""
        session = connection.session
        if self._standby_until is not None:
            until, self._standby_until = self._standby_until, None
            return max(0.0, until - asyncio.get_running_loop().time())
        if session.refusal_status is None:
            if session.was_open:
                return self._backoff.lost(connection.open_for, leave=session.leave_side)
            return self._backoff.failed()
        verdict = self._plan.refused(session.refusal_status)
        if verdict is None:
            return 0.0
        if verdict is Verdict.FATAL:
            return None
        return self._backoff.waits.sign_in if verdict is Verdict.SIGN_IN else self._backoff.failed()

    async def _wait(self, delay: float | None, reason: str) -> None:
        """Wait so many seconds, or (None) until a person asks for the next attempt."""
        if self._skip_wait:
            self._skip_wait = False
            return
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


def _words(error: OSError) -> str:
    """Why there is no connection, in the system's words; asyncio's would repeat the address."""
    return os.strerror(error.errno) if error.errno and error.errno > 0 else error.strerror or str(error)
