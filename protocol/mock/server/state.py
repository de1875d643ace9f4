"""A CTI Server without its sockets: sessions, the centre behind them, and who is told what. Time is an argument."""

from __future__ import annotations

import struct
from collections import deque
from collections.abc import Callable

from protocol.mock.centre import call_messages as events
from protocol.mock.centre.announcement import Happening
from protocol.mock.centre.population import Agent, Team
from protocol.mock.server.checks import message_format
from protocol.mock.server.handlers.opening import open_session, welcome
from protocol.mock.server.handlers.requests import handle, is_request
from protocol.mock.server.role import ANSWERS, Role, heard, holds_back, keeps_quiet
from protocol.mock.server.sessions import MASK_OF_EVENT, Session
from protocol.mock.server.site import Site
from protocol.mock.settings import MockSettings
from protocol.wire.codec import OLDEST, Codec
from protocol.wire.enums import (
    MAX_NUM_TEAM_MEMBERS,
    CallEventMask,
    ConfigOperation,
    EventCause,
    LocalConnectionState,
    PGStatus,
    StatusCode,
    SystemEventID,
)
from protocol.wire.errors import DecodeError
from protocol.wire.messages import (
    REGISTRY,
    CloseConf,
    CloseReq,
    FailureConf,
    FailureEvent,
    HeartbeatReq,
    Message,
    OpenReq,
    SystemEvent,
)

KEPT = 10_000
"""Messages that :attr:`Office.received` remembers."""


class Office:
    """The server's side of all sessions. ``write`` gets (session number, bytes), ``drop`` (session number, at once)."""

    def __init__(
        self,
        settings: MockSettings,
        write: Callable[[int, bytes], None],
        drop: Callable[[int, bool], None],
        site: Site | None = None,
    ) -> None:
        self.settings = settings
        self.site = site or Site(settings.centre)
        self.site.offices.append(self)
        self.centre = self.site.centre
        self.sessions: dict[int, Session] = {}
        self.received: deque[Message] = deque(maxlen=KEPT)
        """What clients sent, decoded, oldest first."""
        self.offline = False
        """While True sessions are refused with status 15, and heartbeats are."""
        self.mute: set[type[Message]] = set()
        """Requests that get no answer."""
        self.refusals: dict[type[Message], int] = {}
        """Requests that are refused with a status, whatever they ask for."""
        self.role = Role()
        self.on_open: list[Callable[[Session], None]] = []
        """Called for each session that was opened."""
        self.on_request: list[Callable[[Message], None]] = []
        """Called for each request of an open session, before it is answered."""
        self._write, self._drop = write, drop
        self._oldest = Codec(OLDEST)

    # --- sessions ---------------------------------------------------------------------------------------------------

    def connected(self, now: float) -> Session:
        """A client has connected."""
        session = Session(next(self.site.session_numbers), now)
        self.sessions[session.number] = session
        return session

    def disconnected(self, session: Session) -> None:
        """A client has gone."""
        session.is_open = False
        self.sessions.pop(session.number, None)

    def open_sessions(self) -> list[Session]:
        """The sessions that have been opened, oldest first."""
        return [session for session in self.sessions.values() if session.is_open]

    def end(self, session: Session, status: StatusCode | None, *, at_once: bool = False) -> None:
        """End a session, with FAILURE_EVENT and that status where one is given."""
        if status is not None:
            self.send(session, FailureEvent(status))
        self.disconnected(session)
        self._drop(session.number, at_once)

    def opened(self, session: Session) -> None:
        """A session was opened (called when OPEN_CONF is out)."""
        for act in self.on_open:
            act(session)

    def welcome(self, session: Session) -> None:
        """Tell a session what follows OPEN_CONF by itself."""
        welcome(self, session)

    def new_monitor_id(self) -> int:
        """A MonitorID that was not used yet."""
        return next(self.site.monitor_ids)

    def controller_time(self) -> int:
        """The central controller's time, seconds since 1970."""
        return self.settings.epoch + int(self.centre.now)

    # --- time -------------------------------------------------------------------------------------------------------

    def next_due(self) -> float:
        """When :meth:`advance` has something to do next."""
        idle = (s.last_heard + s.idle_timeout for s in self.sessions.values())
        return min([self.site.next_due(), *idle])

    def advance(self, now: float) -> None:
        """Let time pass: what happened in the centre is told, and sessions that were silent too long are reset."""
        self.site.advance(now)
        for session in list(self.sessions.values()):
            if now - session.last_heard >= session.idle_timeout:
                self.end(session, None, at_once=True)

    def tell(self, happening: Happening) -> None:
        """Send a happening to every session that it concerns, once per monitor."""
        if keeps_quiet(self.role, happening):
            return
        encoded: dict[int, bytes] = {}
        for session in list(self.sessions.values()):
            for monitor_id in session.copies(happening):
                if session.codec is None:
                    continue
                version = session.codec.version
                data = encoded.get(version)
                if data is None:
                    data = encoded[version] = session.codec.encode(happening.message)
                if monitor_id:
                    # MonitorID is the first word of every event that has one.
                    data = data[:8] + struct.pack(">I", monitor_id) + data[12:]
                self._write(session.number, data)

    def send(self, session: Session, message: Message) -> None:
        """Send a message to one session."""
        self._write(session.number, (session.codec or self._oldest).encode(message))

    # --- requests ---------------------------------------------------------------------------------------------------

    def receive(self, session: Session, message_type: int, body: bytes, now: float) -> None:
        """Judge and carry out one message of a client."""
        self.advance(now)
        if session.number not in self.sessions:
            return
        session.last_heard = now
        invoke_id = int.from_bytes(body[:4], "big") if len(body) >= 4 else 0
        cls = REGISTRY.get(message_type)
        if message_type == OpenReq.message_type:
            open_session(self, session, body, invoke_id)
        elif not session.is_open:
            self.send(session, FailureConf(invoke_id, StatusCode.E_CTI_SESSION_NOT_OPEN))
        elif cls in ANSWERS:
            heard(self, session, cls, body)
        elif cls is None or not is_request(cls):
            self.send(session, FailureConf(invoke_id, StatusCode.E_CTI_INVALID_MESSAGE_TYPE))
        else:
            self._request(session, cls, body, invoke_id)
        self.advance(now)

    def _request(self, session: Session, cls: type[Message], body: bytes, invoke_id: int) -> None:
        assert session.codec is not None
        try:
            request = session.codec.decode(cls.message_type, body)
        except DecodeError:
            self.send(session, FailureConf(invoke_id, StatusCode.E_CTI_BAD_MESSAGE_FORMAT))
            return
        self.received.append(request)
        for act in self.on_request:
            act(request)
        if cls in self.mute:
            return
        status = self.refusals.get(cls) or holds_back(self, request) or message_format(request, session.codec)
        if self.offline and isinstance(request, HeartbeatReq):
            status = StatusCode.E_CTI_CTI_SERVER_OFFLINE
        if status:
            self.send(session, FailureConf(invoke_id, status))
        elif isinstance(request, CloseReq):
            self.send(session, CloseConf(invoke_id))
            self.end(session, None)
        else:
            handle(self, session, request)

    # --- telling one session ----------------------------------------------------------------------------------------

    def announce(self, session: Session, team: Team) -> None:
        """AGENT_TEAM_CONFIG_EVENT with all members of a team, 64 a message; the supervisor is one of them."""
        session.announced.add(team.team_id)
        if not session.call_mask & CallEventMask.AGENT_TEAM_CONFIG_MASK:
            return
        members = [self.centre.supervisor, *team.members]
        for first in range(0, len(members), MAX_NUM_TEAM_MEMBERS):
            operation = ConfigOperation.ADD_AGENT if first else ConfigOperation.RESTORE_PERMANENT
            self.send(session, self.centre.team_event(team, members[first : first + MAX_NUM_TEAM_MEMBERS], operation))

    def tell_calls(self, session: Session, agent: Agent, monitor_id: int, mask: int) -> None:
        """The calls in progress at a phone, to a monitor that has just begun: how they stand, with cause 50."""
        if not self.settings.tell_calls:
            return
        pid, cause = self.centre.pid, EventCause.CEC_CALL_PARTY_UPDATE_IND
        for leg in agent.legs:
            told = [events.begin_call(pid, leg)]
            if leg.state == LocalConnectionState.LCS_ALERTING:
                told.append(events.delivered(pid, leg, leg, cause))
            elif leg.state in (LocalConnectionState.LCS_CONNECT, LocalConnectionState.LCS_HOLD):
                told.append(events.established(pid, leg, leg, cause))
            if leg.state == LocalConnectionState.LCS_HOLD:
                told.append(events.held(pid, leg, leg, cause))
            for message in told:
                if mask & MASK_OF_EVENT[message.message_type]:
                    message.monitor_id = monitor_id  # type: ignore[attr-defined]
                    self.send(session, message)

    def system_event(self, event: SystemEventID, *, pg_status: int = 0, arg1: int = 0, text: str | None = None) -> None:
        """SYSTEM_EVENT to every session."""
        message = SystemEvent(
            PGStatus(pg_status), self.controller_time(), event, arg1, 0, 0, event_device_type=0xFFFF, text=text
        )
        self.tell(Happening(self.centre.now, message))
