"""One session with a CTI Server as a state machine: bytes in, bytes and events out. No I/O and no clock.

The owner calls ``connected``, then ``receive_data`` with what arrives and ``handle_timer`` at the time that
``get_timer`` names; after each call it sends ``data_to_send()``, reads ``events()``, and closes the connection when
``wants_disconnect``. Times are seconds of any monotonic clock.

Source: GED-188, chapter "Session management": OPEN_REQ, HEARTBEAT_REQ, CLOSE_REQ, FAILURE_EVENT.
"""

from __future__ import annotations

from protocol.session.discovery import Discovery, Query
from protocol.session.event_flow import EventFlow
from protocol.session.events import (
    Closed,
    Confirmed,
    Denied,
    EventsResumed,
    HeartbeatConfirmed,
    HeartbeatUnanswered,
    Lost,
    MaintenanceAsked,
    Opened,
    Opening,
    Received,
    ReceivedElsewhere,
    Refused,
    SessionEvent,
    StandingBy,
    TimedOut,
    Undecodable,
)
from protocol.session.open_request import open_request
from protocol.session.pending import Pending, PendingRequests
from protocol.session.peripherals import other_peripheral, own_records
from protocol.session.refusals import (
    SIDE_IS_OUT,
    Refusal,
    Verdict,
    ends_session,
    opening_words,
    refusal_of,
    status_words,
    verdict,
)
from protocol.session.segments import TeamSegments, merged
from protocol.session.settings import BASIC_SERVICES, SessionSettings, fallback, fallback_words, services_asked
from protocol.session.states import TRANSITIONS, Input, State
from protocol.wire import (
    Codec,
    DecodeError,
    EncodeError,
    FrameBuffer,
    FramingError,
    ProtocolError,
)
from protocol.wire import messages as m
from protocol.wire.enums import CTIServiceMask, SessionType, StatusCode

CLOSE_TIMEOUT = 5.0
"""Seconds to wait for CLOSE_CONF."""
MISSED_HEARTBEATS = 3
"""So many heartbeats without confirmation: the connection is dead."""
_CONFIRMATIONS = frozenset(number for number, cls in m.REGISTRY.items() if cls.name.endswith("_CONF"))


class SessionNotOpen(ProtocolError):
    """A request was made while no session is open."""


class Session:
    """A session from its connection to its end."""

    def __init__(self, settings: SessionSettings, *, side: str = "A", address: str = "") -> None:
        self.settings = settings
        self.side = side
        self.address = address
        self.state = State.NEW
        self.confirmation: m.OpenConf | None = None
        """OPEN_CONF; None until it came."""
        self.refusal_status: int | None = None
        """StatusCode of the refusal that ended the session; None when it ended otherwise."""
        self.leave_side = False
        """The side is out of service or goes into maintenance: the other side is to be tried."""
        self.last_heard: float | None = None
        """When bytes came last."""
        self._codec = Codec(settings.protocol_version)
        self._frames = FrameBuffer()
        self._out = bytearray()
        self._events: list[SessionEvent] = []
        self._requests = PendingRequests()
        self._discovery = Discovery(settings, self._events)
        self._flow = EventFlow(settings.peripheral_id)
        self._open_id = self._close_id = 0
        """InvokeIDs of OPEN_REQ and CLOSE_REQ."""
        self._was_open = False
        self._leaving = ""
        """Why the session is closed to go on at another side; empty otherwise."""
        self._deadline: float | None = None
        """Of OPEN_CONF or CLOSE_CONF."""
        self._last_sent = 0.0
        self._heartbeats: dict[int, float] = {}
        """Unanswered heartbeats: InvokeID -> when sent."""
        self._unanswered_reported = False
        """HeartbeatUnanswered was given, and nothing has come since."""

    # What the owner reads.

    @property
    def wants_disconnect(self) -> bool:
        """The connection is to be closed, once ``data_to_send`` is sent."""
        return self.state is State.ENDED

    @property
    def was_open(self) -> bool:
        """A session with the active side was open at some time."""
        return self._was_open

    def data_to_send(self) -> bytes:
        """The bytes to send since the last call."""
        data = bytes(self._out)
        self._out.clear()
        return data

    def events(self) -> list[SessionEvent]:
        """What happened since the last call, in order."""
        events = self._events[:]
        self._events.clear()
        return events

    def get_timer(self) -> float | None:
        """When ``handle_timer`` is to be called; None while nothing is waited for."""
        if self.state in (State.NEW, State.ENDED):
            return None
        times = [self._deadline, self._requests.deadline]
        if self.state in (State.OPEN, State.STANDBY):
            times += [self._last_sent + self.settings.heartbeat_interval, self._discovery.deadline]
            times.append(self._unanswered_at)
        return min((time for time in times if time is not None), default=None)

    # What the owner asks for while the session is open.

    def request(self, message: m.Message, now: float, timeout: float | None = None) -> int:
        """Send a request; its one outcome comes as Confirmed, Denied or TimedOut with the InvokeID given back.

        QUERY, LIST and SNAPSHOT requests are repeated once when no answer comes in ``timeout`` seconds (default: the
        settings'). Raises :class:`SessionNotOpen`, EncodeError where a value doesn't fit its field, and ValueError for
        messages that are no requests or that the session sends itself.
        """
        if not message.name.endswith("_REQ") or not hasattr(message, "invoke_id"):
            raise ValueError(f"{message.name} is no request; send() is for messages without an answer")
        if isinstance(message, m.OpenReq | m.CloseReq | m.HeartbeatReq):
            raise ValueError(f"{message.name} belongs to the session itself")
        return self._request(message, now, timeout, None)

    def send(self, message: m.Message, now: float) -> None:
        """Send a message that has no answer. Raises :class:`SessionNotOpen` and EncodeError."""
        if self.state not in (State.OPEN, State.STANDBY):
            raise SessionNotOpen("no session is open")
        self._send(message, now)

    def heartbeat(self, now: float) -> None:
        """Send a heartbeat now; HeartbeatConfirmed has its round trip. Raises :class:`SessionNotOpen`."""
        invoke_id = self._requests.next_id()
        self.send(m.HeartbeatReq(invoke_id=invoke_id), now)
        self._heartbeats[invoke_id] = now

    def ask_own_calls(self, now: float) -> None:
        """Ask for the calls of the supervisor's own phone once more: OwnCallsListed, then CallFound for each.

        Without effect where the session is not open or was not granted Client Control.
        """
        if self.state is State.OPEN:
            self._discovery.devices.ask_own_calls()
            self._send_queries(now)

    def leave(self, now: float, reason: str) -> None:
        """Close the session to go on at another side: its end comes as Lost with that reason."""
        self._leaving = reason
        self._close(now)

    def close(self, now: float) -> None:
        """Close the session: with CLOSE_REQ while it is open, else at once."""
        self._leaving = ""
        self._close(now)

    # What happens to the connection.

    def connected(self, now: float) -> None:
        """The TCP connection is up: OPEN_REQ goes out at once."""
        if not self._step(Input.CONNECTED):
            return
        self._events.append(Opening())
        request = open_request(self.settings, self._requests.next_id())
        self._open_id = request.invoke_id
        try:
            self._send(request, now)
        except EncodeError as error:
            status = int(StatusCode.E_CTI_INVALID_FIELD_LENGTH)
            self._refused(status, f"The session can't be asked for: {error}")
            return
        self._deadline = now + self.settings.open_timeout

    def receive_data(self, data: bytes | bytearray | memoryview, now: float) -> None:
        """Bytes have come."""
        if self.state in (State.NEW, State.ENDED):
            return
        self.last_heard = now
        self._unanswered_reported = False
        self._frames.feed(data)
        while not self.wants_disconnect:
            try:
                frame = self._frames.next_frame()
            except FramingError as error:
                self._end(Input.BROKEN, f"The stream is out of step: {error}.")
                break
            if frame is None:
                break
            try:
                message = self._codec.decode(*frame)
            except DecodeError as error:
                self._undecodable(error, now)
            else:
                self._message(message, now)
        self._send_queries(now)

    def connection_lost(self, now: float, reason: str) -> None:
        """The connection is gone, or could not be made."""
        self._end(Input.DISCONNECTED, reason)

    def handle_timer(self, now: float) -> None:
        """Time has passed: do what is due."""
        if self._deadline is not None and now >= self._deadline:
            self._end(Input.SILENT, f"The server did not answer within {self.settings.open_timeout:g} seconds.")
        for pending in self._requests.overdue(now):
            self._overdue(pending, now)
        if self.state not in (State.OPEN, State.STANDBY):
            return
        if (unanswered_at := self._unanswered_at) is not None and now >= unanswered_at:
            self._unanswered_reported = True
            self._events.append(HeartbeatUnanswered())
        if now >= self._last_sent + self.settings.heartbeat_interval:
            # The newest of them was sent a whole interval ago: its confirmation is not merely on its way.
            if len(self._heartbeats) >= MISSED_HEARTBEATS:
                self._end(Input.SILENT, f"{MISSED_HEARTBEATS} heartbeats in a row were not answered.")
                return
            self.heartbeat(now)
        if self.state is State.OPEN:
            self._discovery.handle_timer(now)
            self._send_queries(now)

    @property
    def _unanswered_at(self) -> float | None:
        """When HeartbeatUnanswered is due: the first heartbeat since anything came; None where there is none."""
        if self._unanswered_reported:
            return None
        heard = self.last_heard if self.last_heard is not None else float("-inf")
        first = min((at for at in self._heartbeats.values() if at > heard), default=None)
        return None if first is None else first + self.settings.query_timeout

    # State and its end.

    def _step(self, what: Input) -> bool:
        """Go to the state that the input leads to; False where the present state doesn't take it."""
        after = TRANSITIONS[self.state].get(what)
        if after is None:
            return False
        self.state = after
        self._deadline = None
        return True

    def _close(self, now: float) -> None:
        if self.state not in (State.OPEN, State.STANDBY):
            if self.state is not State.CLOSING:
                self._end(Input.CLOSE, "")
            return
        self._step(Input.CLOSE)
        self._requests.forget_queries()
        self._close_id = self._requests.next_id()
        self._send(m.CloseReq(invoke_id=self._close_id, status=int(StatusCode.E_CTI_NO_ERROR)), now)
        self._deadline = now + CLOSE_TIMEOUT

    def _end(self, what: Input, reason: str, *, leave_side: bool = False) -> None:
        """End the session: first the outcome of every open request, then Lost or Closed."""
        before = self.state
        if not self._step(what):
            return
        self.leave_side = leave_side
        self._time_out_requests()
        if self._leaving:
            self._events.append(Lost(self._leaving))
        elif before is State.CLOSING or what is Input.CLOSE:
            self._events.append(Closed(what is Input.CLOSED))
        else:
            self._events.append(Lost(reason))

    def _time_out_requests(self) -> None:
        """The session ends: the outcome of what is unanswered stays unknown."""
        for pending in self._requests.clear():
            if pending.query is None:
                self._events.append(TimedOut(pending.invoke_id, pending.request))
        self._heartbeats.clear()

    def _refused(self, status: int, words: str) -> None:
        """OPEN_REQ was refused."""
        if not self._step(Input.REFUSED):
            return
        self.refusal_status = status
        self.leave_side = status in SIDE_IS_OUT
        less = fallback(self.settings, status)
        if less is not None:
            words = f"{words} {fallback_words(self.settings, less)}"
        self._events.append(Refused(status, words, verdict(status) is Verdict.FATAL and less is None, less is not None))

    # What is sent.

    def _send(self, message: m.Message, now: float) -> None:
        self._out += self._codec.encode(message)
        self._last_sent = now

    def _request(self, message: m.Message, now: float, timeout: float | None, query: Query | None) -> int:
        if self.state is not State.OPEN:
            raise SessionNotOpen("no session is open")
        changes_nothing = message.name.startswith(("QUERY_", "LIST_", "SNAPSHOT_"))
        if timeout is None:
            timeout = self.settings.query_timeout if changes_nothing else self.settings.request_timeout
        invoke_id = self._requests.next_id()
        message.invoke_id = invoke_id  # type: ignore[attr-defined]
        self._send(message, now)
        self._requests.add(Pending(invoke_id, message, now, timeout, 1 if changes_nothing else 0, query))
        return invoke_id

    def _send_queries(self, now: float) -> None:
        """Send the queries of the discovery that are due."""
        discovery = self._discovery
        while self.state is State.OPEN and (query := discovery.queries.take()) is not None:
            try:
                self._request(query.request, now, None, query)
            except EncodeError as error:
                discovery.failed(query, Refusal(None, None, None, f"It can't be asked: {error}"))
        if self.state is State.OPEN:
            for message in discovery.configuration.to_send():
                self._send(message, now)

    def _overdue(self, pending: Pending, now: float) -> None:
        """A request was not answered in time: it is sent once more, where it may be, or has its outcome."""
        if pending.repeats and self.state is State.OPEN:
            invoke_id = self._requests.next_id()
            pending.request.invoke_id = invoke_id  # type: ignore[attr-defined]
            self._send(pending.request, now)
            self._requests.again(pending, invoke_id, now)
        else:
            self._unanswered(pending)

    def _unanswered(self, pending: Pending) -> None:
        """A request whose outcome stays unknown."""
        self._requests.remove(pending)
        if pending.query is None:
            self._events.append(TimedOut(pending.invoke_id, pending.request))
        elif pending.segments:
            together = merged(pending.segments.values())
            self._discovery.teams_answered(pending.query, together.team_ids, together.words)
        else:
            self._discovery.failed(pending.query, None)

    # What comes in.

    def _message(self, message: m.Message, now: float) -> None:
        if message.message_type not in _CONFIRMATIONS:
            if isinstance(message, m.FailureEvent) and ends_session(message.status):
                self._failure_event(message.status)
                return
            if self._follows_sides and self._side_changes(message, now):
                return
            self._event(message, now)
        elif isinstance(message, m.HeartbeatConf):
            self._heartbeat_confirmed(message.invoke_id, now)
        elif isinstance(message, m.OpenConf):
            self._opened(message, now)
        elif isinstance(message, m.CloseConf):
            if message.invoke_id == self._close_id:
                self._end(Input.CLOSED, "")
        elif isinstance(message, m.FailureConf | m.ControlFailureConf):
            self._failure(message)
        else:
            self._answer(message, now)

    def _event(self, message: m.Message, now: float) -> None:
        """An event of the server. One about another peripheral is passed on as such and teaches nothing."""
        own = self.settings.peripheral_id
        elsewhere = other_peripheral(message.message_type, getattr(message, "peripheral_id", None), own)
        if elsewhere is not None:
            self._events.append(ReceivedElsewhere(elsewhere, message))
            return
        if isinstance(message, m.SystemEvent):
            self._system_event(message)
        message = own_records(message, own)
        self._events.append(Received(message))
        if self.state is State.OPEN:
            self._discovery.observe(message, now)

    def _opened(self, message: m.OpenConf, now: float) -> None:
        if message.invoke_id != self._open_id or self.state is not State.OPENING:
            return
        self.confirmation = message
        self._flow.opened(message)
        if self._follows_sides and message.session_type == SessionType.STANDBY:
            self._step(Input.STANDS_BY)
            self._events.append(StandingBy(message))
            return
        self._step(Input.OPENED)
        self._active(message, now)

    def _active(self, confirmation: m.OpenConf, now: float) -> None:
        """The session is one with the active side."""
        self._was_open = True
        stopped = self._flow.stopped
        self._events.append(Opened(confirmation, self.settings.protocol_version, stopped is None))
        if stopped is not None:
            self._events.append(stopped)
        self._discovery.opened(confirmation, now)

    def _system_event(self, event: m.SystemEvent) -> None:
        """SYSTEM_EVENT: events stop or come again. What happened in between is asked for, the server doesn't resend."""
        change = self._flow.system_event(event)
        if change is None or self.state is not State.OPEN:
            return
        self._events.append(change)
        if isinstance(change, EventsResumed):
            self._discovery.ask_again()

    @property
    def _follows_sides(self) -> bool:
        """The session asked for CTI_SERVICE_ACTIVE_STANDBY: the server says when a side turns active or leaves."""
        return bool(services_asked(self.settings) & CTIServiceMask.CTI_SERVICE_ACTIVE_STANDBY)

    def _side_changes(self, message: m.Message, now: float) -> bool:
        """Messages about the server's sides, from version 24. True when the message was one and is dealt with."""
        if isinstance(message, m.StandbyActiveEvent):
            if self._step(Input.ACTIVATED):
                assert self.confirmation is not None
                self._active(self.confirmation, now)
        elif isinstance(message, m.ActiveMaintenanceReq):
            # An open request would lose its outcome. No answer within 5 s counts as a refusal as well.
            accepted = not self._requests.of_owner()
            self._send(m.ActiveMaintenanceResp(message.invoke_id, int(accepted)), now)
            self._events.append(MaintenanceAsked(accepted))
        elif isinstance(message, m.ActiveMaintenanceEvent):
            if message.maintenance_mode_continue:
                self._send(m.StoppingRequestsToThisSideInd(), now)
                self._end(Input.FAILED, "This side goes into maintenance.", leave_side=True)
        else:
            return False
        return True

    def _failure_event(self, status: int) -> None:
        """FAILURE_EVENT with a status that ends the session."""
        if status != StatusCode.E_CTI_NEW_SESSION_OPENED or self.state is State.CLOSING:
            out = status in SIDE_IS_OUT
            self._end(Input.FAILED, f"The server ended the session: {status_words(status)}", leave_side=out)
        elif self._step(Input.FAILED):
            self.refusal_status = status
            self._time_out_requests()
            self._events.append(Refused(status, status_words(status), True))

    def _heartbeat_confirmed(self, invoke_id: int, now: float) -> None:
        sent = self._heartbeats.get(invoke_id)
        if sent is None:
            return
        # It proves that the connection works: heartbeats sent before count as answered.
        self._heartbeats = {i: at for i, at in self._heartbeats.items() if at > sent}
        self._events.append(HeartbeatConfirmed(now - sent))

    def _failure(self, message: m.FailureConf | m.ControlFailureConf) -> None:
        refusal = refusal_of(message)
        if self.state is State.OPENING and message.invoke_id == self._open_id:
            # No switch is involved yet: the number is a StatusCode in CONTROL_FAILURE_CONF as well.
            status = refusal.status if refusal.status is not None else refusal.failure_code or 0
            self._refused(status, opening_words(status, least=self.settings.services == BASIC_SERVICES))
        elif self.state is State.CLOSING and message.invoke_id == self._close_id:
            self._end(Input.FAILED, refusal.words)
        elif message.invoke_id in self._heartbeats:
            self._end(Input.FAILED, f"The server refused a heartbeat: {refusal.words}")
        elif (pending := self._requests.find(message.invoke_id)) is not None:
            self._denied(pending, refusal)
            if refusal.status in SIDE_IS_OUT and self.state is not State.CLOSING:
                self._end(Input.FAILED, f"The server refuses requests: {refusal.words}", leave_side=True)
        else:
            self._events.append(Received(message))
            if refusal.status is not None and self.state is State.OPEN:
                self._discovery.configuration.failed(refusal.status)

    def _denied(self, pending: Pending, refusal: Refusal) -> None:
        self._requests.remove(pending)
        if pending.query is None:
            self._events.append(Denied(pending.invoke_id, pending.request, *refusal))
        else:
            self._discovery.failed(pending.query, refusal)

    def _answer(self, message: m.Message, now: float) -> None:
        """The confirmation of a request."""
        pending = self._pending_for(message.name, getattr(message, "invoke_id", None))
        if pending is None:
            self._events.append(Received(message))
            if isinstance(message, m.ListAgentTeamConf) and self.state is State.OPEN:
                self._discovery.more_teams(message)
            return
        if isinstance(message, m.ListAgentTeamConf) and not self._last_segment(pending, message, now):
            return
        self._requests.remove(pending)
        if pending.query is None:
            seconds = now - pending.sent
            self._events.append(Confirmed(pending.invoke_id, pending.request, message, seconds))
        else:
            self._discovery.answered(pending.query, message)

    def _pending_for(self, confirmation_name: str, invoke_id: object) -> Pending | None:
        """The open request that a confirmation answers: InvokeID and name have to fit."""
        pending = self._requests.find(invoke_id) if isinstance(invoke_id, int) else None
        if pending is None or pending.request.name.removesuffix("_REQ") != confirmation_name.removesuffix("_CONF"):
            return None
        return pending

    def _last_segment(self, pending: Pending, message: m.ListAgentTeamConf, now: float) -> bool:
        """Collect the teams; with the segment that was still missing the message holds those of all."""
        segments = pending.segments.setdefault(message.invoke_id, TeamSegments())
        segments.add(message)
        if not segments.complete:
            self._requests.extend(pending, now)
            return False
        message.team_id = list(segments.team_ids)
        return True

    def _undecodable(self, error: DecodeError, now: float) -> None:
        """A message that can't be read. A request that it answers has its outcome."""
        named = error.partial.get("peripheral_id")
        self._events.append(
            Undecodable(error, other_peripheral(error.message_type, named, self.settings.peripheral_id))
        )
        invoke_id = error.partial.get("invoke_id")
        if error.message_type == m.OpenConf.message_type and self.state is State.OPENING:
            self._end(Input.BROKEN, f"The server's OPEN_CONF can't be read: {error}.")
        elif error.message_type in (m.FailureConf.message_type, m.ControlFailureConf.message_type):
            unreadable = Refusal(None, None, None, "Refused; the reason could not be read.")
            pending = self._requests.find(invoke_id) if isinstance(invoke_id, int) else None
            if self.state is State.OPENING and invoke_id == self._open_id:
                self._refused(int(StatusCode.E_CTI_UNSPECIFIED_FAILURE), unreadable.words)
            elif pending is not None:
                self._denied(pending, unreadable)
        elif (pending := self._pending_for(error.name, invoke_id)) is not None:
            # It was answered with something unreadable, and would be again: it is not repeated.
            self._unanswered(pending)
