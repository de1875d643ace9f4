"""One session with a CTI Server as a state machine: bytes in, bytes and events out. No I/O and no clock.

The owner calls ``connected``, then ``receive_data`` with what arrives and ``handle_timer`` at the time that
``get_timer`` names; after each call it sends ``data_to_send()``, reads ``events()``, and closes the connection when
``wants_disconnect``. Times are seconds of any clock that never goes back.

Source: GED-188, chapter "Session management": OPEN_REQ, HEARTBEAT_REQ, CLOSE_REQ, FAILURE_EVENT.
"""

from __future__ import annotations

from protocol.peripherals import other_peripheral, own_records
from protocol.session.events import (
    Confirmed,
    Denied,
    EventsResumed,
    HeartbeatConfirmed,
    MaintenanceAsked,
    Opened,
    Opening,
    Received,
    ReceivedElsewhere,
    Refused,
    StandingBy,
    TimedOut,
    Undecodable,
)
from protocol.session.open_request import open_request
from protocol.session.pending import Pending
from protocol.session.refusals import SIDE_IS_OUT, Refusal, ends_session, opening_words, refusal_of, status_words
from protocol.session.session_core import CLOSE_TIMEOUT, MISSED_HEARTBEATS, SessionCore, SessionNotOpen
from protocol.session.settings import BASIC_SERVICES
from protocol.session.states import Input, State
from protocol.wire.enums import More, SessionType, StatusCode
from protocol.wire.errors import DecodeError, EncodeError, FramingError
from protocol.wire.messages import (
    REGISTRY,
    ActiveMaintenanceEvent,
    ActiveMaintenanceReq,
    ActiveMaintenanceResp,
    CloseConf,
    CloseReq,
    ControlFailureConf,
    FailureConf,
    FailureEvent,
    HeartbeatConf,
    ListAgentTeamConf,
    Message,
    OpenConf,
    StandbyActiveEvent,
    StoppingRequestsToThisSideInd,
    SystemEvent,
)

__all__ = ["CLOSE_TIMEOUT", "MISSED_HEARTBEATS", "Session", "SessionNotOpen"]

MOST_TEAMS = 4096
"""Teams taken from one list; a server that never ends its segments gets no more memory than that."""
_CONFIRMATIONS = frozenset(number for number, cls in REGISTRY.items() if cls.name.endswith("_CONF"))


class Session(SessionCore):
    """A session from its connection to its end."""

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

    def leave(self, now: float, reason: str) -> None:
        """Close the session to go on elsewhere: its end is told as Lost."""
        self._leaving = reason
        self._close(now)

    def close(self, now: float) -> None:
        """Close the session: CLOSE_REQ while it is open, else just end."""
        self._leaving = ""
        self._close(now)

    def _close(self, now: float) -> None:
        if self.state not in (State.OPEN, State.STANDBY):
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
        if self.state not in (State.OPEN, State.STANDBY):
            return
        if now >= self._last_sent + self.settings.heartbeat_interval:
            # The newest of them is an interval old by now: none is merely on its way.
            if len(self._heartbeats) >= MISSED_HEARTBEATS:
                self._end(Input.SILENT, f"{MISSED_HEARTBEATS} heartbeats in a row were not answered.")
                return
            self.heartbeat(now)
        if self.state is State.OPEN:
            self._discovery.handle_timer(now)
            self._ask(now)

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
            if self._knows_standby and self._about_sides(message, now):
                return
            self._event(message, now)
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

    def _event(self, message: Message, now: float) -> None:
        """An event of the server. What is about another peripheral is told as such, and nothing is learnt from it."""
        own = self.settings.peripheral_id
        elsewhere = other_peripheral(message.message_type, getattr(message, "peripheral_id", None), own)
        if elsewhere is not None:
            self._events.append(ReceivedElsewhere(elsewhere, message))
            return
        if isinstance(message, SystemEvent):
            self._health(message)
        message = own_records(message, own)
        self._events.append(Received(message))
        if self.state is State.OPEN:
            self._discovery.observe(message, now)

    def _opened(self, message: OpenConf, now: float) -> None:
        if message.invoke_id != self._open_id or self.state is not State.OPENING:
            return
        self.confirmation = message
        self._flow.opened(message)
        if self._knows_standby and message.session_type == SessionType.STANDBY:
            self._step(Input.STANDS_BY)
            self._events.append(StandingBy(message))
            return
        self._step(Input.OPENED)
        self._active(message, now)

    def _active(self, confirmation: OpenConf, now: float) -> None:
        """The session is one with the active side."""
        self._was_open = True
        stopped = self._flow.stopped
        self._events.append(Opened(confirmation, self.settings.protocol_version, stopped is None))
        if stopped is not None:
            self._events.append(stopped)
        self._discovery.opened(confirmation, now)

    def _health(self, event: SystemEvent) -> None:
        """SYSTEM_EVENT: events stop or come again. What happened in between is not told later: it is asked for."""
        told = self._flow.system_event(event)
        if told is None or self.state is not State.OPEN:
            return
        self._events.append(told)
        if isinstance(told, EventsResumed):
            self._discovery.ask_again()

    def _about_sides(self, message: Message, now: float) -> bool:
        """Sides that change, from version 24: True when the message was about that and is dealt with."""
        if isinstance(message, StandbyActiveEvent):
            if self._step(Input.ACTIVATED):
                assert self.confirmation is not None
                self._active(self.confirmation, now)
        elif isinstance(message, ActiveMaintenanceReq):
            # What is on its way would be lost: its outcome comes first. Silence would be a No as well.
            accepted = not self._requests.of_owner()
            self._send(ActiveMaintenanceResp(message.invoke_id, int(accepted)), now)
            self._events.append(MaintenanceAsked(accepted))
        elif isinstance(message, ActiveMaintenanceEvent):
            if message.maintenance_mode_continue:
                self._send(StoppingRequestsToThisSideInd(), now)
                self._end(Input.FAILED, "This side goes into maintenance.", leave_side=True)
        else:
            return False
        return True

    def _failure_event(self, status: int) -> None:
        if status != StatusCode.E_CTI_NEW_SESSION_OPENED or self.state is State.CLOSING:
            out = status in SIDE_IS_OUT
            self._end(Input.FAILED, f"The server ended the session: {status_words(status)}", leave_side=out)
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
            if refusal.status in SIDE_IS_OUT and self.state is not State.CLOSING:
                self._end(Input.FAILED, f"The server refuses requests: {refusal.words}", leave_side=True)
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
        named = error.partial.get("peripheral_id")
        self._events.append(
            Undecodable(error, other_peripheral(error.message_type, named, self.settings.peripheral_id))
        )
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
