"""A CTI Server without its sockets: sessions, the centre behind them, and who is told what. Time is an argument."""

from __future__ import annotations

import struct
from collections import deque
from collections.abc import Callable
from itertools import count

from protocol.codec import NEWEST, OLDEST, Codec
from protocol.enums import (
    MAX_NUM_TEAM_MEMBERS,
    NO_IDLE_TIMEOUT,
    CallEventMask,
    ConfigOperation,
    EventCause,
    LocalConnectionState,
    PGStatus,
    SessionType,
    StatusCode,
    SystemEventID,
)
from protocol.errors import DecodeError
from protocol.framing import HEADER
from protocol.messages import (
    REGISTRY,
    CloseConf,
    CloseReq,
    FailureConf,
    FailureEvent,
    HeartbeatReq,
    Message,
    OpenConf,
    OpenReq,
    SystemEvent,
)
from protocol.mock import agent_events, events
from protocol.mock.centre import Centre
from protocol.mock.checks import CLIENT_EVENTS, SUPERVISOR, message_format
from protocol.mock.happening import Happening
from protocol.mock.opening import judge
from protocol.mock.people import Agent, Team
from protocol.mock.requests import handle, is_request
from protocol.mock.sessions import MASK_OF_EVENT, Session
from protocol.mock.settings import MockSettings

KEPT = 10_000
"""Messages that :attr:`Office.received` remembers."""


class Office:
    """The server's side of all sessions. ``write`` gets (session number, bytes), ``drop`` (session number, at once)."""

    def __init__(
        self, settings: MockSettings, write: Callable[[int, bytes], None], drop: Callable[[int, bool], None]
    ) -> None:
        self.settings = settings
        self.centre = Centre(settings.centre)
        self.sessions: dict[int, Session] = {}
        self.received: deque[Message] = deque(maxlen=KEPT)
        """What clients sent, decoded, oldest first."""
        self.offline = False
        """While True sessions are refused with status 15, and heartbeats are."""
        self.mute: set[type[Message]] = set()
        """Requests that get no answer."""
        self.refusals: dict[type[Message], StatusCode] = {}
        """Requests that are refused with a status, whatever they ask for."""
        self._write, self._drop = write, drop
        self._numbers, self._monitor_ids = count(1), count(11)
        self._oldest = Codec(OLDEST)

    # --- sessions ---------------------------------------------------------------------------------------------------

    def connected(self, now: float) -> Session:
        """A client has connected."""
        session = Session(next(self._numbers), now)
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

    def new_monitor_id(self) -> int:
        """A MonitorID that was not used yet."""
        return next(self._monitor_ids)

    def controller_time(self) -> int:
        """The central controller's time, seconds since 1970."""
        return self.settings.epoch + int(self.centre.now)

    # --- time -------------------------------------------------------------------------------------------------------

    def next_due(self) -> float:
        """When :meth:`advance` has something to do next."""
        idle = (s.last_heard + s.idle_timeout for s in self.sessions.values())
        return min([self.centre.next_due(), *idle])

    def advance(self, now: float) -> None:
        """Let time pass: what happened in the centre is told, and sessions that were silent too long are reset."""
        for happening in self.centre.advance(now):
            self.tell(happening)
        for session in list(self.sessions.values()):
            if now - session.last_heard >= session.idle_timeout:
                self.end(session, None, at_once=True)

    def tell(self, happening: Happening) -> None:
        """Send a happening to every session that it concerns, once per monitor."""
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
            self._open(session, body, invoke_id)
        elif not session.is_open:
            self.send(session, FailureConf(invoke_id, StatusCode.E_CTI_SESSION_NOT_OPEN))
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
        if cls in self.mute:
            return
        status = self.refusals.get(cls) or message_format(request, session.codec)
        if self.offline and isinstance(request, HeartbeatReq):
            status = StatusCode.E_CTI_CTI_SERVER_OFFLINE
        if status:
            self.send(session, FailureConf(invoke_id, status))
        elif isinstance(request, CloseReq):
            self.send(session, CloseConf(invoke_id))
            self.end(session, None)
        else:
            handle(self, session, request)

    def _open(self, session: Session, body: bytes, invoke_id: int) -> None:
        """OPEN_REQ. VersionNumber is judged before anything else is read: its answer reads the same in all versions."""
        if session.is_open:
            self.send(session, FailureConf(invoke_id, StatusCode.E_CTI_SESSION_ALREADY_OPEN))
            return
        if len(body) < HEADER.size:
            self.send(session, FailureConf(invoke_id, StatusCode.E_CTI_BAD_MESSAGE_FORMAT))
            return
        version = int.from_bytes(body[4:8], "big")
        if not OLDEST <= version <= min(self.settings.protocol_max, NEWEST):
            self.send(session, FailureConf(invoke_id, StatusCode.E_CTI_INVALID_VERSION))
            return
        codec = Codec(version)
        try:
            request = codec.decode(OpenReq.message_type, body)
        except DecodeError:
            self.send(session, FailureConf(invoke_id, StatusCode.E_CTI_BAD_MESSAGE_FORMAT))
            return
        self.received.append(request)
        if OpenReq in self.mute:
            return
        assert isinstance(request, OpenReq)
        if self.offline:
            status, agent = StatusCode.E_CTI_CTI_SERVER_OFFLINE, None
        else:
            status = self.refusals.get(OpenReq) or message_format(request, codec)
            agent = None
            if not status:
                status, agent = judge(self, request, codec)
        if status:
            self.send(session, FailureConf(invoke_id, status))
        else:
            self._accept(session, request, codec, agent)

    def _accept(self, session: Session, request: OpenReq, codec: Codec, agent: Agent | None) -> None:
        for older in self.open_sessions():
            if agent is not None and older.agent is agent and older.has(CLIENT_EVENTS):
                self.end(older, StatusCode.E_CTI_NEW_SESSION_OPENED)
        session.codec, session.agent, session.is_open = codec, agent, True
        session.services = request.services_requested & self.settings.services_offered
        session.call_mask, session.agent_mask = request.call_msg_mask, request.agent_state_mask
        session.config_mask = request.config_msg_mask or 0
        session.client_id, session.signature = request.client_id or "", request.client_signature or ""
        if request.idle_timeout != NO_IDLE_TIMEOUT:
            session.idle_timeout = float(request.idle_timeout)
        if agent is not None and session.has(CLIENT_EVENTS):
            session.own_monitor = self.new_monitor_id()
        conf = OpenConf(
            request.invoke_id,
            session.services,
            session.own_monitor,
            icm_central_controller_time=self.controller_time(),
            peripheral_online=1,
            peripheral_type=events.PERIPHERAL_TYPE,
            agent_state=agent.state if agent is not None else 0,
            department_id=0,
            session_type=SessionType.ACTIVE,
        )
        if agent is not None and agent.signed_in and session.has(CLIENT_EVENTS):
            conf.agent_extension, conf.agent_id = agent.extension, agent.agent_id
            conf.agent_instrument = agent.instrument
        if request.peripheral_id != self.centre.pid:
            conf.num_peripherals = 1
            conf.flt_peripheral_id, conf.multiline_agent_control = [self.centre.pid], [0]
        self.send(session, conf)
        self._welcome(session)

    def _welcome(self, session: Session) -> None:
        """What follows OPEN_CONF by itself: teams, the own state, calls in progress at the own phone."""
        agent = session.agent
        if session.has(SUPERVISOR):
            teams = self.centre.teams if agent is None else [self.centre.by_team[t] for t in agent.team_ids]
            for team in teams[: self.settings.announce_teams]:
                self.announce(session, team)
            self.centre.story.alarms.audience()
        if agent is not None and session.has(CLIENT_EVENTS):
            state = agent_events.agent_state(self.centre.pid, agent, self.centre.now)
            happening = Happening(self.centre.now, state, agent=agent.agent_id)
            if session.own_monitor in session.copies(happening):
                state.monitor_id = session.own_monitor  # type: ignore[attr-defined]
                self.send(session, state)
            self.tell_calls(session, agent, session.own_monitor, session.call_mask)

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
