"""The asyncio shell around a session: connects, feeds it bytes and time, sends what it wants sent, and reconnects.

All decisions are elsewhere: :mod:`protocol.session` (what to say), :mod:`protocol.client.backoff` (when to come back).
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
from protocol.client.tls_failures import handshake_trouble
from protocol.session.events import Connecting, Opened, SessionEvent, StandingBy, Waiting
from protocol.session.refusals import Verdict
from protocol.session.session import Session, SessionNotOpen
from protocol.session.settings import SessionSettings
from protocol.tls import HANDSHAKE_TIMEOUT, ClientTls
from protocol.wire.messages import Message

CONNECT_TIMEOUT = 10.0
"""Seconds for TCP to connect."""

Connect = Callable[[Callable[[], asyncio.BaseProtocol], str, int], Awaitable[object]]
"""Makes a TCP connection: protocol factory, host, port."""


def _connecting(tls: ClientTls | None) -> Connect:
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

    ``sides`` are (label, host, port), and ``tls`` secures the connections to them. ``on_event`` is called on the loop's
    thread with each event in order and may call ``request``; if it raises, the client ends and ``run`` raises the same.
    Nothing here is safe from other threads.
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
        connect: Connect | None = None,
        connect_timeout: float = CONNECT_TIMEOUT,
    ) -> None:
        self._sides = list(sides)
        self._on_event = on_event
        self._clock = clock
        self._tls = tls
        self._connect = connect or _connecting(tls)
        self._connect_timeout = connect_timeout
        self._backoff = Backoff(len(self._sides), rng, waits)
        self._plan = OpeningPlan(settings)
        self._link: Connection | None = None
        self._connecting: asyncio.Future[object] | None = None
        self._wake: asyncio.Event | None = None
        self._closing = False
        self._hurry = False
        self._holding: asyncio.TimerHandle | None = None
        """Rings when a standby side was held for long enough."""
        self._held_until: float | None = None
        """When (the loop's time) a wait is over that is spent on a standby side."""
        self._at = 0
        """Index of the side of the present attempt."""

    @property
    def session(self) -> Session | None:
        """The session of the present attempt; None between attempts."""
        return self._link.session if self._link else None

    async def run(self) -> None:
        """Connect, and stay connected, until ``close``. After a fatal refusal: wait for ``retry_now`` or ``close``."""
        while not self._closing:
            self._at = self._backoff.side
            link = await self._attempt(self._sides[self._at])
            if self._closing:
                break
            delay = self._delay_after(link)
            if delay is None or delay > 0:
                await self._wait(delay, link.reason)

    def request(self, message: Message, timeout: float | None = None) -> int:
        """Send a request now; see :meth:`~protocol.session.Session.request`. Raises SessionNotOpen between sessions."""
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
        ended = self._link is not None and self._link.session.wants_disconnect
        if self._wake is None and not ended:
            return
        self._plan.reset()
        self._backoff.reset()
        if self._wake is not None:
            self._wake.set()
        else:
            self._hurry = True  # the session is over, the wait has not begun: there will be none

    def _live(self) -> Connection:
        if self._link is None:
            raise SessionNotOpen("there is no connection")
        return self._link

    async def _attempt(self, side: tuple[str, str, int]) -> Connection:
        """One connection from beginning to end."""
        label, host, port = side
        address = f"[{host}]:{port}" if ":" in host else f"{host}:{port}"
        session = Session(self._plan.settings, side=label, address=address)
        link = self._link = Connection(session, self._told, self._clock, self._tls)
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
            self._stop_holding()
        return link

    def _told(self, event: SessionEvent) -> None:
        """What a session tells goes to the owner; some of it is for the client too."""
        if isinstance(event, Opened):
            self._stop_holding()
            self._held_until = None
            self._backoff.side = self._at
            self._plan.opened()
        elif isinstance(event, StandingBy):
            self._hold()
        self._on_event(event)

    def _hold(self) -> None:
        """On the standby side: leave at once for a side that was not tried yet, else wait here for it to turn active.

        The next round begins after the time that it would without this session.
        """
        delay = 0.0
        loop = asyncio.get_running_loop()
        if self._backoff.last_of_round:
            delay = self._backoff.failed()
            self._held_until = loop.time() + delay
        self._holding = loop.call_later(delay, self._leave_standby)

    def _leave_standby(self) -> None:
        link = self._link
        if link is not None and not self._closing:
            link.session.leave(self._clock(), "This is the standby side.")
            link.pump()

    def _stop_holding(self) -> None:
        if self._holding is not None:
            self._holding.cancel()
            self._holding = None

    async def _make_connection(self, link: Connection, host: str, port: int) -> str | None:
        """Connect; why not, in words, where that failed."""
        if self._closing:
            return "Closed before it was connected."
        reached = False

        def connected() -> Connection:
            nonlocal reached
            reached = True
            return link

        attempt = asyncio.ensure_future(self._connect(connected, host, port))
        self._connecting = attempt
        try:
            await asyncio.wait({attempt}, timeout=self._connect_timeout)
            if reached and self._tls is not None:
                await asyncio.wait({attempt}, timeout=HANDSHAKE_TIMEOUT)  # from TCP's end on, at the most
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
        if isinstance(error, OSError) and reached and self._tls is not None:
            return f"No connection to {where}: {handshake_trouble(error, self._tls, host).told}"
        if isinstance(error, OSError):
            return f"No connection to {where}: {_words(error)}."
        if error is not None:
            raise error
        return None

    def _delay_after(self, link: Connection) -> float | None:
        """Seconds until the next attempt; None: not by itself."""
        session = link.session
        if self._held_until is not None:
            until, self._held_until = self._held_until, None
            return max(0.0, until - asyncio.get_running_loop().time())
        if session.refusal_status is None:
            if session.was_open:
                return self._backoff.lost(link.open_for, leave=session.leave_side)
            return self._backoff.failed()
        verdict = self._plan.refused(session.refusal_status)
        if verdict is None:
            return 0.0
        if verdict is Verdict.FATAL:
            return None
        return self._backoff.waits.sign_in if verdict is Verdict.SIGN_IN else self._backoff.failed()

    async def _wait(self, delay: float | None, reason: str) -> None:
        """Wait so many seconds, or (None) until a person asks for the next attempt."""
        if self._hurry:
            self._hurry = False
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
    """Why there is no connection, in the system's words: asyncio's repeat the address."""
    return os.strerror(error.errno) if error.errno and error.errno > 0 else error.strerror or str(error)
