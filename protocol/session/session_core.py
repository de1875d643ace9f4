"""What a session is made of: its state, what it has to send and to tell, its open requests and how it ends.

:class:`~protocol.session.session.Session` is what others use; it adds what comes in.
"""

from __future__ import annotations

from protocol.event_flow import EventFlow
from protocol.session.discovery.discovery import Discovery
from protocol.session.discovery.queries import Question
from protocol.session.events import Closed, Lost, Refused, SessionEvent, TimedOut
from protocol.session.pending import Pending, PendingRequests
from protocol.session.refusals import SIDE_IS_OUT, Verdict, verdict
from protocol.session.settings import SessionSettings, fallback, fallback_words, services_asked
from protocol.session.states import TRANSITIONS, Input, State
from protocol.wire.codec import Codec
from protocol.wire.enums import CTIServiceMask
from protocol.wire.errors import ProtocolError
from protocol.wire.framing import FrameBuffer
from protocol.wire.messages import CloseReq, HeartbeatReq, Message, OpenConf, OpenReq

CLOSE_TIMEOUT = 5.0
"""Seconds to wait for CLOSE_CONF."""
MISSED_HEARTBEATS = 3
"""So many heartbeats without confirmation: the connection is dead."""


class SessionNotOpen(ProtocolError):
    """A request was made while no session is open."""


class SessionCore:
    """State and its changes."""

    def __init__(self, settings: SessionSettings, *, side: str = "A", address: str = "") -> None:
        self.settings = settings
        self.side = side
        self.address = address
        self.state = State.NEW
        self.confirmation: OpenConf | None = None
        """OPEN_CONF, once it came."""
        self.refusal_status: int | None = None
        """StatusCode of the refusal that ended the session; None when it ended otherwise."""
        self.leave_side = False
        """The side said that it is out, or goes: the other one should be tried."""
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
        self._was_open = False
        self._leaving = ""
        """Why it is closed to go on elsewhere."""
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
        """When ``handle_timer`` wants to be called; None while nothing is waited for."""
        if self.state in (State.NEW, State.ENDED):
            return None
        times = [self._deadline, self._requests.deadline]
        if self.state in (State.OPEN, State.STANDBY):
            times += [self._last_sent + self.settings.heartbeat_interval, self._discovery.deadline]
        return min((time for time in times if time is not None), default=None)

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
        if self.state not in (State.OPEN, State.STANDBY):
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

    @property
    def _knows_standby(self) -> bool:
        """The session was asked for with the service that makes it hear of sides that change."""
        return bool(services_asked(self.settings) & CTIServiceMask.CTI_SERVICE_ACTIVE_STANDBY)

    def _end(self, what: Input, reason: str, *, leave_side: bool = False) -> None:
        """End the session: every open request gets its outcome, then the end itself is told."""
        before = self.state
        if not self._step(what):
            return
        self.leave_side = leave_side
        self._outcomes_unknown()
        if self._leaving:
            self._events.append(Lost(self._leaving))
        elif before is State.CLOSING or what is Input.CLOSE:
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
        self.leave_side = status in SIDE_IS_OUT
        less = fallback(self.settings, status)
        if less is not None:
            words = f"{words} {fallback_words(self.settings, less)}"
        self._events.append(Refused(status, words, verdict(status) is Verdict.FATAL and less is None, less is not None))

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
