"""A session under test: the test sends the server's messages and sets the time."""

from __future__ import annotations

from typing import Any, TypeVar

from protocol.session.events import SessionEvent
from protocol.session.session import Session
from protocol.session.settings import SessionSettings
from protocol.wire.codec import Codec
from protocol.wire.enums import CTIServiceMask
from protocol.wire.framing import FrameBuffer
from protocol.wire.messages import Message, OpenConf, OpenReq

M = TypeVar("M", bound=Message)
E = TypeVar("E")

BASIC = int(CTIServiceMask.CTI_SERVICE_CLIENT_EVENTS | CTIServiceMask.CTI_SERVICE_SUPERVISOR)
CONTROL = int(CTIServiceMask.CTI_SERVICE_CLIENT_CONTROL)
MONITOR = int(CTIServiceMask.CTI_SERVICE_PERIPHERAL_MONITOR)
ALL = int(CTIServiceMask.CTI_SERVICE_ALL_EVENTS)


def some_settings(**changes: Any) -> SessionSettings:
    """Settings of a supervisor who asks for no configuration, by default."""
    values: dict[str, Any] = {"agent_id": "9001", "client_id": "console", "want_configuration": False}
    return SessionSettings(**{**values, **changes})


def messages_of(data: bytes, version: int = 17) -> list[Message]:
    """The whole messages in a stream."""
    codec, frames, found = Codec(version), FrameBuffer(), []
    frames.feed(data)
    while (frame := frames.next_frame()) is not None:
        found.append(codec.decode(*frame))
    frames.finish()
    return found


class Harness:
    """A session, with methods for what the server sends and for the time."""

    def __init__(self, settings: SessionSettings | None = None) -> None:
        self.settings = settings or some_settings()
        self.session = Session(self.settings, side="A", address="here:1")
        self.codec = Codec(self.settings.protocol_version)
        self.now = 0.0
        self.events: list[SessionEvent] = []
        self.sent: list[Message] = []

    def collect(self) -> Harness:
        """Take what the session sends, and its events."""
        self.sent += messages_of(self.session.data_to_send(), self.settings.protocol_version)
        self.events += self.session.events()
        return self

    def connect(self) -> Harness:
        self.session.connected(self.now)
        return self.collect()

    def receive(self, *messages: Message) -> Harness:
        self.session.receive_data(b"".join(self.codec.encode(m) for m in messages), self.now)
        return self.collect()

    def open(self, services: int = BASIC, **fields: Any) -> Harness:
        """Connected and opened, nothing collected from before."""
        self.connect()
        request = self.sent_one(OpenReq)
        self.receive(OpenConf(invoke_id=request.invoke_id, services_granted=services, **fields))
        return self

    def at(self, now: float) -> Harness:
        """Let time pass, and call the timer whenever it is due."""
        while (when := self.session.get_timer()) is not None and when <= now:
            self.now = max(self.now, when)
            self.session.handle_timer(self.now)
        self.now = now
        return self.collect()

    def request(self, message: Message, timeout: float | None = None) -> int:
        invoke_id = self.session.request(message, self.now, timeout)
        self.collect()
        return invoke_id

    def take_sent(self) -> list[Message]:
        """What was sent since the last call."""
        sent, self.sent = self.sent, []
        return sent

    def take_events(self) -> list[SessionEvent]:
        """The events since the last call."""
        events, self.events = self.events, []
        return events

    def sent_one(self, cls: type[M]) -> M:
        """The newest message of a class that was sent."""
        return [m for m in self.sent if isinstance(m, cls)][-1]

    def sent_all(self, cls: type[M]) -> list[M]:
        return [m for m in self.sent if isinstance(m, cls)]

    def the_event(self, cls: type[E]) -> E:
        """The only event of a class."""
        (found,) = self.events_of(cls)
        return found

    def events_of(self, cls: type[E]) -> list[E]:
        return [e for e in self.events if isinstance(e, cls)]
