"""One session over a blocking socket, for ``check``: without reconnects and threads; every event is kept."""

from __future__ import annotations

import logging
import socket
import time
from collections.abc import Callable
from types import TracebackType
from typing import Self, TypeVar

from app.config import TLS_TERMS
from app.worker import log_event
from protocol.client import TlsFailure, looks_secured, plain_words, secured_port, unanswered_failure
from protocol.session import Session
from protocol.session.events import SessionEvent
from protocol.tls import ClientTls

_Event = TypeVar("_Event", bound=SessionEvent)

log = logging.getLogger(__name__)


class Probe:
    """Feeds a session from a connected socket while :meth:`wait_for` waits.

    ``events`` are all events so far; ``trouble`` says why the server ended the connection before it sent anything;
    ``secured``: it speaks TLS and the connection has none; ``tls`` secures the connection. ``clock`` gives seconds.
    The socket is closed at the end.
    """

    def __init__(
        self,
        session: Session,
        connection: socket.socket,
        tls: ClientTls | None = None,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self.session = session
        self.events: list[SessionEvent] = []
        self.trouble: TlsFailure | None = None
        self.secured = False
        self._connection = connection
        self.tls = tls
        self._heard = False
        self._clock = clock
        connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        session.connected(clock())

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self._connection.close()

    def wait_for(self, *kinds: type[_Event], within: float) -> _Event | None:
        """The first event of these kinds, past ones included; None where session or ``within`` seconds end before."""
        deadline = self._clock() + within
        seen = 0
        while True:
            self._exchange()
            for event in self.events[seen:]:
                if isinstance(event, kinds):
                    return event
            seen = len(self.events)
            if self.session.wants_disconnect or self._clock() >= deadline:
                return None
            self._receive(deadline)

    def all(self, kind: type[_Event]) -> list[_Event]:
        """All events of a kind so far."""
        return [event for event in self.events if isinstance(event, kind)]

    def heartbeat(self) -> None:
        """Send a heartbeat now."""
        self.session.heartbeat(self._clock())

    def close(self) -> None:
        """Send CLOSE_REQ."""
        self.session.close(self._clock())

    def _exchange(self) -> None:
        """Send the session's bytes, and take its events."""
        data = self.session.data_to_send()
        if data:
            try:
                self._connection.settimeout(10.0)
                self._connection.sendall(data)
            except OSError as error:
                self._broken(error)
        for event in self.session.events():
            log_event(log, event)
            self.events.append(event)

    def _receive(self, deadline: float) -> None:
        timer = self.session.get_timer()
        until = deadline if timer is None else min(deadline, timer)
        try:
            self._connection.settimeout(max(0.001, until - self._clock()))
            data = self._connection.recv(65_536)
        except TimeoutError:
            self.session.handle_timer(self._clock())
        except OSError as error:
            self._broken(error)
        else:
            if not data:
                self._broken(None)
            elif not self._heard and self.tls is None and looks_secured(data):
                self.secured = True
                self._unanswered(secured_port(TLS_TERMS))
            else:
                self._heard = True
                self.session.receive_data(data, self._clock())

    def _broken(self, error: OSError | None) -> None:
        if not self._heard:
            self._unanswered(unanswered_failure(error, self.tls, TLS_TERMS))
        elif error is None:
            self.session.connection_lost(self._clock(), "The server closed the connection.")
        else:
            self.session.connection_lost(self._clock(), f"The connection broke: {plain_words(error)}.")

    def _unanswered(self, trouble: TlsFailure) -> None:
        self.trouble = trouble
        self.session.connection_lost(self._clock(), f"{trouble.words[:1].upper()}{trouble.words[1:]}.")
