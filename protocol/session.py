"""One session with a CTI Server as a state machine: bytes in, bytes and events out. No I/O and no clock.

The owner calls ``connected``, then ``receive_data`` with what arrives and ``handle_timer`` at the time that
``get_timer`` names; after each call it sends ``data_to_send()``, reads ``events()``, and closes the connection when
``wants_disconnect``. Times are seconds of any clock that never goes back.

Source: GED-188, chapter "Session management": OPEN_REQ, HEARTBEAT_REQ, CLOSE_REQ, FAILURE_EVENT.
"""

from __future__ import annotations

from protocol.codec import Codec
from protocol.discovery import Discovery
from protocol.enums import More, StatusCode
from protocol.errors import DecodeError, EncodeError, FramingError, ProtocolError
from protocol.framing import FrameBuffer
from protocol.messages import (
    REGISTRY,
    CloseConf,
    CloseReq,
    ControlFailureConf,
    FailureConf,
    FailureEvent,
    HeartbeatConf,
    HeartbeatReq,
    ListAgentTeamConf,
    Message,
    OpenConf,
    OpenReq,
)
from protocol.opening import open_request
from protocol.pending import Pending, PendingRequests
from protocol.questions import Question
from protocol.refusals import Refusal, Verdict, ends_session, opening_words, refusal_of, status_words, verdict
from protocol.session_events import (
    Closed,
    Confirmed,
    Denied,
    HeartbeatConfirmed,
    Lost,
    Opened,
    Opening,
    Received,
    Refused,
    SessionEvent,
    TimedOut,
    Undecodable,
)
from protocol.session_settings import BASIC_SERVICES, SessionSettings, fallback, fallback_words
from protocol.session_state import TRANSITIONS, Input, State

CLOSE_TIMEOUT = 5.0
"""Seconds to wait for CLOSE_CONF."""
MISSED_HEARTBEATS = 3
"""So many heartbeats without confirmation: the connection is dead."""
MOST_TEAMS = 4096
"""Teams taken from one list; a server that never ends its segments gets no more memory than that."""


_CONFIRMATIONS = frozenset(number for number, cls in REGISTRY.items() if cls.name.endswith("_CONF"))


class SessionNotOpen(ProtocolError):
    """A request was made while no session is open."""


class Session:
    """A session from its connection to its end."""

    def __init__(self, settings: SessionSettings, *, side: str = "A", address: str = "") -> None:
        self.settings = settings
        self.side = side
        self.address = address
        self.state = State.NEW
        self.confirmation: OpenConf | None = None
        """OPEN_CONF, once it came."""
        self.refusal_status: int | None = None
        """StatusCode of the refusal that ended the session; None when it ended otherwise."""
        self.last_heard: float | None = None
        """When bytes came last."""
        self._codec = Codec(settings.protocol_version)
        self._frames = FrameBuffer()
        self._out = bytearray()
        self._events: list[SessionEvent] = []
        self._requests = PendingRequests()
        self._discovery = Discovery(settings, self._events)
        self._open_id = self._close_id = 0
        self._deadline: float | None = None
        """Of OPEN_CONF or CLOSE_CONF."""
        self._last_sent = 0.0
        self._heartbeats: dict[int, float] = {}
        """Unanswered heartbeats: InvokeID -> when sent."""

    # What the owner asks.

    @property
    def wants_disconnect(self) -> bool:
        """The connection should be closed, once ``data_to_send`` is sent."""
        return self.state is State.ENDED

    @property
    def was_open(self) -> bool:
        """OPEN_CONF came at some time."""
        return self.confirmation is not None

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
        """When ``handle_timer`` wants to be called; None while nothing is waited for."""
        if self.state in (State.NEW, State.ENDED):
            return None
        times = [self._deadline, self._requests.deadline]
        if self.state is State.OPEN:
            times += [self._last_sent + self.settings.heartbeat_interval, self._discovery.deadline]
        return min((time for time in times if time is not None), default=None)

    # What happens to it.

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
        self._ask(now)

    def connection_lost(self, now: float, reason: str) -> None:
        """The connection is gone, or could not be made."""
        self._end(Input.DISCONNECTED, reason)

    def close(self, now: float) -> None:
        """Close the session: CLOSE_REQ while it is open, else just end."""
        was_open = self.state is State.OPEN
        if not was_open:
            if self.state is not State.CLOSING:
                self._end(Input.CLOSE, "")
            return
        self._step(Input.CLOSE)
        self._requests.forget_questions()
        self._close_id = self._requests.next_id()
        self._send(CloseReq(invoke_id=self._close_id, status=int(StatusCode.E_CTI_NO_ERROR)), now)
        self._deadline = now + CLOSE_TIMEOUT

    def handle_timer(self, now: float) -> None:
        """Time has passed: do whatever is due."""
        if self._deadline is not None and now >= self._deadline:
            self._end(Input.SILENT, f"The server did not answer within {self.settings.open_timeout:g} seconds.")
        for pending in self._requests.overdue(now):
            self._overdue(pending, now)
        if self.state is not State.OPEN:
            return
        if now >= self._last_sent + self.settings.heartbeat_interval:
            # The newest of them is an interval old by now: none is merely on its way.
            if len(self._heartbeats) >= MISSED_HEARTBEATS:
                self._end(Input.SILENT, f"{MISSED_HEARTBEATS} heartbeats in a row were not answered.")
                return
            self.heartbeat(now)
        self._discovery.handle_timer(now)
        self._ask(now)

    # What it can be told to do while it is open.

    def request(self, message: Message, now: float, timeout: float | None = None) -> int:
        """Send a request; its one outcome comes as Confirmed, Denied or TimedOut with the InvokeID given back.

        QUERY, LIST and SNAPSHOT requests are repeated once when no answer comes in ``timeout`` seconds (default: the
        settings'). Raises :class:`SessionNotOpen`, EncodeError where a value doesn't fit, and ValueError for messages
        that are no requests.
        """
        if not message.name.endswith("_REQ") or not hasattr(message, "invoke_id"):
            raise ValueError(f"{message.name} is no request; send() is for messages without an answer")
        if isinstance(message, OpenReq | CloseReq | HeartbeatReq):
            raise ValueError(f"{message.name} belongs to the session itself")
        return self._request(message, now, timeout, None)

    def send(self, message: Message, now: float) -> None:
        """Send a message that has no answer. Raises :class:`SessionNotOpen` and EncodeError."""
        if self.state is not State.OPEN:
            raise SessionNotOpen("no session is open")
        self._send(message, now)

    def heartbeat(self, now: float) -> None:
        """Send a heartbeat now; HeartbeatConfirmed tells its round trip. Raises :class:`SessionNotOpen`."""
        invoke_id = self._requests.next_id()
        self.send(HeartbeatReq(invoke_id=invoke_id), now)
        self._heartbeats[invoke_id] = now

    # Inside.

    def _step(self, what: Input) -> bool:
        after = TRANSITIONS[self.state].get(what)
        if after is None:
            return False
        self.state = after
        self._deadline = None
        return True

    def _end(self, what: Input, reason: str) -> None:
        """End the session: every open request gets its outcome, then the end itself is told."""
        before = self.state
        if not self._step(what):
            return
        self._outcomes_unknown()
        if before is State.CLOSING or what is Input.CLOSE:
            self._events.append(Closed(what is Input.CLOSED))
        else:
            self._events.append(Lost(reason))

    def _outcomes_unknown(self) -> None:
        for pending in self._requests.clear():
            if pending.question is None:
                self._events.append(TimedOut(pending.invoke_id, pending.request))
        self._heartbeats.clear()

    def _refused(self, status: int, words: str) -> None:
        if not self._step(Input.REFUSED):
            return
        self.refusal_status = status
        less = fallback(self.settings, status)
        if less is not None:
            words = f"{words} {fallback_words(self.settings, less)}"
        self._events.append(Refused(status, words, verdict(status) is Verdict.FATAL and less is None))

    def _send(self, message: Message, now: float) -> None:
        self._out += self._codec.encode(message)
        self._last_sent = now

    def _request(self, message: Message, now: float, timeout: float | None, question: Question | None) -> int:
        if self.state is not State.OPEN:
            raise SessionNotOpen("no session is open")
        harmless = message.name.startswith(("QUERY_", "LIST_", "SNAPSHOT_"))
        if timeout is None:
            timeout = self.settings.query_timeout if harmless else self.settings.request_timeout
        invoke_id = self._requests.next_id()
        message.invoke_id = invoke_id  # type: ignore[attr-defined]
        self._send(message, now)
        self._requests.add(Pending(invoke_id, message, now, timeout, 1 if harmless else 0, question))
        return invoke_id

    def _ask(self, now: float) -> None:
        """Send the questions of the discovery that are due."""
        discovery = self._discovery
        while self.state is State.OPEN and (question := discovery.questions.take()) is not None:
            try:
                self._request(question.request, now, None, question)
            except EncodeError as error:
                discovery.failed(question, Refusal(None, None, None, f"It can't be asked: {error}"))
        if self.state is State.OPEN:
            for message in discovery.configuration.to_send():
                self._send(message, now)

    def _overdue(self, pending: Pending, now: float) -> None:
        if pending.repeats and self.state is State.OPEN:
            invoke_id = self._requests.next_id()
            pending.request.invoke_id = invoke_id  # type: ignore[attr-defined]
            self._send(pending.request, now)
            self._requests.again(pending, invoke_id, now)
            return
        self._requests.remove(pending)
        if pending.question is None:
            self._events.append(TimedOut(pending.invoke_id, pending.request))
        else:
            self._discovery.failed(pending.question, None)

    def _message(self, message: Message, now: float) -> None:
        if message.message_type not in _CONFIRMATIONS:
            if isinstance(message, FailureEvent) and ends_session(message.status):
                self._failure_event(message.status)
                return
            self._events.append(Received(message))
            if self.state is State.OPEN:
                self._discovery.observe(message, now)
        elif isinstance(message, HeartbeatConf):
            self._heartbeat_confirmed(message.invoke_id, now)
        elif isinstance(message, OpenConf):
            self._opened(message, now)
        elif isinstance(message, CloseConf):
            if message.invoke_id == self._close_id:
                self._end(Input.CLOSED, "")
        elif isinstance(message, FailureConf | ControlFailureConf):
            self._failure(message)
        else:
            self._answer(message, now)

    def _opened(self, message: OpenConf, now: float) -> None:
        if message.invoke_id != self._open_id or not self._step(Input.OPENED):
            return
        self.confirmation = message
        self._events.append(Opened(message, self.settings.protocol_version))
        self._discovery.opened(message, now)

    def _failure_event(self, status: int) -> None:
        if status != StatusCode.E_CTI_NEW_SESSION_OPENED or self.state is State.CLOSING:
            self._end(Input.FAILED, f"The server ended the session: {status_words(status)}")
        elif self._step(Input.FAILED):
            self.refusal_status = status
            self._outcomes_unknown()
            self._events.append(Refused(status, status_words(status), True))

    def _heartbeat_confirmed(self, invoke_id: int, now: float) -> None:
        sent = self._heartbeats.get(invoke_id)
        if sent is None:
            return
        # A confirmation speaks for the connection: the earlier ones are not missed either.
        self._heartbeats = {i: at for i, at in self._heartbeats.items() if at > sent}
        self._events.append(HeartbeatConfirmed(now - sent))

    def _failure(self, message: FailureConf | ControlFailureConf) -> None:
        refusal = refusal_of(message)
        if self.state is State.OPENING and message.invoke_id == self._open_id:
            # Here the number is a StatusCode in whichever shape it comes: no switch is involved yet.
            status = refusal.status if refusal.status is not None else refusal.failure_code or 0
            self._refused(status, opening_words(status, least=self.settings.services == BASIC_SERVICES))
        elif self.state is State.CLOSING and message.invoke_id == self._close_id:
            self._end(Input.FAILED, refusal.words)
        elif message.invoke_id in self._heartbeats:
            self._end(Input.FAILED, f"The server refused a heartbeat: {refusal.words}")
        elif (pending := self._requests.find(message.invoke_id)) is not None:
            self._denied(pending, refusal)
        else:
            self._events.append(Received(message))
            if refusal.status is not None and self.state is State.OPEN:
                self._discovery.configuration.failed(refusal.status)

    def _denied(self, pending: Pending, refusal: Refusal) -> None:
        self._requests.remove(pending)
        if pending.question is None:
            self._events.append(Denied(pending.invoke_id, pending.request, *refusal))
        else:
            self._discovery.failed(pending.question, refusal)

    def _answer(self, message: Message, now: float) -> None:
        pending = self._pending_for(message.name, getattr(message, "invoke_id", None))
        if pending is None:
            self._events.append(Received(message))
            return
        if isinstance(message, ListAgentTeamConf) and not self._last_segment(pending, message, now):
            return
        self._requests.remove(pending)
        if pending.question is None:
            seconds = now - pending.sent
            self._events.append(Confirmed(pending.invoke_id, pending.request, message, seconds))
        else:
            self._discovery.answered(pending.question, message)

    def _pending_for(self, confirmation_name: str, invoke_id: object) -> Pending | None:
        """The open request that a confirmation answers: by InvokeID, and by name to be safe."""
        pending = self._requests.find(invoke_id) if isinstance(invoke_id, int) else None
        if pending is None or pending.request.name.removesuffix("_REQ") != confirmation_name.removesuffix("_CONF"):
            return None
        return pending

    def _last_segment(self, pending: Pending, message: ListAgentTeamConf, now: float) -> bool:
        """Collect the teams; with the last segment the message holds those of all."""
        teams = pending.segments.setdefault(message.invoke_id, [])
        teams += [team_id for team_id in message.team_id if team_id is not None]
        if message.more == More.MORE and message.team_id and len(teams) < MOST_TEAMS:
            self._requests.extend(pending, now)
            return False
        message.team_id = list(teams)
        return True

    def _undecodable(self, error: DecodeError, now: float) -> None:
        self._events.append(Undecodable(error))
        invoke_id = error.partial.get("invoke_id")
        if error.message_type == OpenConf.message_type and self.state is State.OPENING:
            self._end(Input.BROKEN, f"The server's OPEN_CONF can't be read: {error}.")
        elif error.message_type in (FailureConf.message_type, ControlFailureConf.message_type):
            unreadable = Refusal(None, None, None, "Refused; the reason could not be read.")
            pending = self._requests.find(invoke_id) if isinstance(invoke_id, int) else None
            if self.state is State.OPENING and invoke_id == self._open_id:
                self._refused(int(StatusCode.E_CTI_UNSPECIFIED_FAILURE), unreadable.words)
            elif pending is not None:
                self._denied(pending, unreadable)
        elif (pending := self._pending_for(error.name, invoke_id)) is not None:
            # It was answered, but what the answer says is unknown, and it would say the same again.
            pending.repeats = 0
            self._overdue(pending, now)
