"""One side of a CTI Server without its sockets: its sessions, the centre behind them, and what is sent to whom."""

from __future__ import annotations

import struct
from collections import deque
from collections.abc import Callable

from protocol.mock.centre import Agent, Announcement, Centre, Team
from protocol.mock.server.role import Role
from protocol.mock.server.sessions import MASK_OF_EVENT, Session
from protocol.mock.server.site import Site
from protocol.mock.settings import MockSettings
from protocol.wire import HEADER, OLDEST, Codec
from protocol.wire.enums import CallEventMask, DeviceIDType, PGStatus, StatusCode, SystemEventID
from protocol.wire.messages import FailureEvent, Message, SystemEvent

KEPT = 10_000
"""Messages that :attr:`ServerState.received` keeps at the most."""
KEPT_BYTES = 8 * 1024 * 1024
"""Bytes of the messages that :attr:`ServerState.received` keeps at the most."""
_AFTER_MONITOR_ID = HEADER.size + 4
"""MonitorID is the first word of the body of every event that has one."""


class ServerState:
    """A side's sessions and role. Time is an argument: :meth:`advance` makes it pass.

    ``write`` gets (session number, bytes), ``drop`` (session number, at once?). ``first``: the side whose other side it
    is; both show the same centre.
    """

    def __init__(
        self,
        settings: MockSettings,
        write: Callable[[int, bytes], None],
        drop: Callable[[int, bool], None],
        first: ServerState | None = None,
    ) -> None:
        self.settings = settings
        self.site: Site = first.site if first is not None else Site(settings.centre)
        self.site.listen(self.distribute)
        self.sides: list[ServerState] = first.sides if first is not None else []
        """All sides, side A first."""
        self.sides.append(self)
        self.centre: Centre = self.site.centre
        self.floor = self.centre.floor
        self.sessions: dict[int, Session] = {}
        self.role = Role()
        self.received: deque[Message] = deque(maxlen=KEPT)
        """What clients sent, decoded, oldest first; see :meth:`keep`."""
        self._kept_bytes = 0
        self._on_open: list[Callable[[Session], None]] = []
        self._on_request: list[Callable[[Message], None]] = []
        self._write, self._drop = write, drop
        self._oldest = Codec(OLDEST)
        # Set by tests and by faults.
        self.offline = False
        """While True sessions and heartbeats are refused with E_CTI_CTI_SERVER_OFFLINE."""
        self.mute: set[type[Message]] = set()
        """Requests that get no answer."""
        self.refusals: dict[type[Message], int] = {}
        """Requests that are refused with a status, whatever they ask for."""
        self.scrambled_segments: int | None = None
        """Teams in a segment of LIST_AGENT_TEAM_CONF where the last one comes first and each twice; None: in order."""

    # --- sessions ---------------------------------------------------------------------------------------------------

    def connected(self, now: float) -> Session:
        """A client has connected: its session, which is not open yet."""
        session = Session(self.site.new_session_number(), now, now + self.settings.open_timeout)
        self.sessions[session.number] = session
        return session

    def disconnected(self, session: Session) -> None:
        """The connection of a client is gone."""
        session.close()
        self.sessions.pop(session.number, None)

    def open_sessions(self) -> list[Session]:
        """The sessions that are open, oldest first."""
        return [session for session in self.sessions.values() if session.is_open]

    def end(self, session: Session, status: StatusCode | None, *, at_once: bool = False) -> None:
        """End a session, with FAILURE_EVENT where a status is given. ``at_once``: bytes not yet sent are lost."""
        if status is not None:
            self.send(session, FailureEvent(status))
        self.disconnected(session)
        self._drop(session.number, at_once)

    def observe(
        self,
        on_open: Callable[[Session], None] | None = None,
        on_request: Callable[[Message], None] | None = None,
    ) -> None:
        """Call ``on_open`` for each session that opens, and ``on_request`` for each request before it is answered."""
        if on_open is not None:
            self._on_open.append(on_open)
        if on_request is not None:
            self._on_request.append(on_request)

    def session_opened(self, session: Session) -> None:
        """Report to the observers that a session opened: OPEN_CONF is sent."""
        for observer in self._on_open:
            observer(session)

    def request_received(self, request: Message) -> None:
        """Keep a request, and report it to the observers."""
        self.keep(request)
        for observer in self._on_request:
            observer(request)

    def keep(self, message: Message) -> None:
        """Keep what a client sent; the oldest give way beyond :data:`KEPT` messages or :data:`KEPT_BYTES`."""
        if not self.received:
            self._kept_bytes = 0
        elif len(self.received) == KEPT:
            self._kept_bytes -= _body_length(self.received.popleft())
        self.received.append(message)
        self._kept_bytes += _body_length(message)
        while self._kept_bytes > KEPT_BYTES:
            self._kept_bytes -= _body_length(self.received.popleft())

    def controller_time(self) -> int:
        """The central controller's time, seconds since 1970."""
        return self.settings.epoch + int(self.centre.now)

    # --- time -------------------------------------------------------------------------------------------------------

    def next_due(self) -> float:
        """When :meth:`advance` has something to do next."""
        return min([self.site.next_due(), *(session.expires for session in self.sessions.values())])

    def advance(self, now: float) -> None:
        """Let time pass: announcements are sent, and connections end whose session has expired."""
        self.site.advance(now)
        for session in list(self.sessions.values()):
            if session.expires <= now:
                self.end(session, None, at_once=True)

    # --- sending ----------------------------------------------------------------------------------------------------

    def send(self, session: Session, message: Message) -> None:
        """Send a message to one session."""
        self._write(session.number, (session.codec or self._oldest).encode(message))

    def distribute(self, announcement: Announcement) -> None:
        """Send an announcement to every session that it concerns, once per monitor."""
        if self.role.suppresses(announcement):
            return
        encoded: dict[int, bytes] = {}
        for session in list(self.sessions.values()):
            for monitor_id in session.copies(announcement):
                if session.codec is None:
                    continue
                version = session.codec.version
                data = encoded.get(version)
                if data is None:
                    data = encoded[version] = session.codec.encode(announcement.message)
                if monitor_id:
                    data = data[: HEADER.size] + struct.pack(">I", monitor_id) + data[_AFTER_MONITOR_ID:]
                self._write(session.number, data)

    def send_team(self, session: Session, team: Team) -> None:
        """AGENT_TEAM_CONFIG_EVENT with all members of a team, to a session that asked for such events."""
        session.team_sent(team.team_id)
        if session.call_mask & CallEventMask.AGENT_TEAM_CONFIG_MASK:
            for message in self.floor.team_configs(team):
                self.send(session, message)

    def send_calls(self, session: Session, agent: Agent, monitor_id: int, mask: int) -> None:
        """The calls in progress at an agent's phone, to a monitor with a CallMsgMask that has just begun."""
        if not self.settings.send_present_calls:
            return
        for message in self.floor.calls_in_progress(agent):
            if mask & MASK_OF_EVENT[message.message_type]:
                message.monitor_id = monitor_id  # type: ignore[attr-defined]
                self.send(session, message)

    def system_event(self, event: SystemEventID, *, pg_status: int = 0, arg1: int = 0, text: str | None = None) -> None:
        """SYSTEM_EVENT to every session."""
        message = SystemEvent(
            PGStatus(pg_status),
            self.controller_time(),
            event,
            arg1,
            0,
            0,
            event_device_type=DeviceIDType.DEVID_NONE,
            text=text,
        )
        self.distribute(Announcement(self.centre.now, message))


def _body_length(message: Message) -> int:
    return len(message.wire[1]) if message.wire is not None else 0
