"""A floor without sockets or clocks: a session and the mock's server in one process, driven by simulated time."""

from __future__ import annotations

from collections.abc import Callable

from app.floor.builder import Changed, FloorBuilder
from app.floor.fold import fold
from app.model import Action, ConnectionID, Engagement, Floor, Me, Supervise, Target
from app.supervision.request import supervise_request
from app.supervision.rules import why_not
from protocol.mock.server.core import receive
from protocol.mock.server.state import ServerState
from protocol.mock.settings import CentreSettings, MockSettings
from protocol.session.events import CallFound, Received, SessionEvent
from protocol.session.session import Session
from protocol.session.settings import DEFAULT_SERVICES, SessionSettings
from protocol.wire.enums import LocalConnectionState
from protocol.wire.framing import FrameBuffer
from protocol.wire.messages import Message

EPOCH = 1_700_000_000.0
"""Wall-clock time of the simulation's second 0."""
_OPAQUE = ("connection_device_id", "new_connection_device_id", "primary_device_id", "secondary_device_id")


def opaque(device: str | None) -> str | None:
    """A ConnectionDeviceID that doesn't name the device."""
    return f"#{device}" if device else device


class Wired:
    """A supervisor's session against a mock centre; ``floor`` is what a console would know."""

    def __init__(
        self,
        *,
        seed: int = 1,
        agents: int = 36,
        teams: int = 3,
        calls_per_minute: float = 60.0,
        still: bool = False,
        emergencies: float = 2.0,
        hidden_ids: bool = False,
        services: int = DEFAULT_SERVICES,
        twist: Callable[[SessionEvent], list[SessionEvent]] = lambda event: [event],
    ) -> None:
        centre = CentreSettings(
            seed=seed,
            agents=agents,
            teams=teams,
            calls_per_minute=calls_per_minute,
            still=still,
            emergencies_per_minute=emergencies,
        )
        settings = MockSettings(centre=centre)
        side_a = ServerState(settings, self._to_client, lambda number, at_once: None)
        side_b = ServerState(settings, self._to_client, lambda number, at_once: None, side_a)
        self.sides = {"A": side_a, "B": side_b}
        self.server = self.sides["A"]
        """The side that the session is with."""
        self.hidden_ids = hidden_ids
        self.twist = twist
        self.now = 0.0
        self.builder = FloorBuilder(Me("9001"), peripheral_id=5000)
        self.session_events: list[SessionEvent] = []
        """Every event folded so far."""
        self._inbox = bytearray()
        self._frames = FrameBuffer()
        self._settings = SessionSettings(agent_id="9001", services=services, want_configuration=False)
        self.connect()

    def connect(self, side: str = "A") -> None:
        """Open a (new) session with a side; the previous one is lost by now."""
        self.server = self.sides[side]
        self._inbox.clear()
        self._frames = FrameBuffer()
        self.session = Session(self._settings, side=side, address="mock:1")
        self.peer = self.server.connected(self.now)
        self.session.connected(self.now)
        self.pump()

    def lose(self) -> None:
        """The connection breaks."""
        self.session.connection_lost(self.now, "The connection broke.")
        self.server.disconnected(self.peer)
        self.pump()

    def _to_client(self, number: int, data: bytes) -> None:
        if number == self.peer.number:
            self._inbox += data

    def pump(self) -> None:
        """Carry bytes both ways until there are none, and fold the events of the session."""
        while True:
            data = self.session.data_to_send()
            if data:
                self._frames.feed(data)
                while (frame := self._frames.next_frame()) is not None:
                    receive(self.server, self.peer, *frame, self.now)
            incoming = bytes(self._inbox)
            self._inbox.clear()
            if incoming:
                self.session.receive_data(incoming, self.now)
            events = self.session.events()
            for event in events:
                self.take(event)
            if not (data or incoming or events):
                return

    def take(self, event: SessionEvent) -> None:
        """Fold one event, as the test twists it."""
        if self.hidden_ids:
            event = hide(event)
        for one in self.twist(event):
            self.session_events.append(one)
            fold(self.builder, one, EPOCH + self.now)

    def run(self, seconds: float, step: float = 0.25) -> None:
        """Let simulated time pass."""
        end = self.now + seconds
        while self.now < end:
            self.now = min(end, self.now + step)
            self.server.advance(self.now)
            timer = self.session.get_timer()
            if timer is not None and timer <= self.now:
                self.session.handle_timer(self.now)
            self.pump()
            if self.builder.take_question(EPOCH + self.now):
                self.session.ask_own_calls(self.now)
                self.pump()
            self.builder.tick(EPOCH + self.now)

    def until(self, condition: Callable[[Floor], object], seconds: float = 30.0) -> Floor:
        """Run until the floor is so; fails when it never is."""
        for _ in range(int(seconds / 0.05)):
            floor = self.floor
            if condition(floor):
                return floor
            self.run(0.05, 0.05)
        raise AssertionError(f"not seen within {seconds} simulated seconds; engagement: {self.floor.engagement}")

    @property
    def floor(self) -> Floor:
        """What a console would know now."""
        return self.builder.snapshot(EPOCH + self.now)

    def press(self, action: Action, target: Target) -> None:
        """What the worker does with a key press: judge, send, remember."""
        floor = self.floor
        reason = why_not(floor, action, target)
        assert reason is None, reason
        request: Message = supervise_request(action, target, floor, 5000)
        if self.hidden_ids:
            unhide(request)
        invoke_id = self.session.request(request, self.now)
        self.builder.requested(Supervise(action, target), invoke_id, EPOCH + self.now)
        self.pump()

    def talker(self) -> Target:
        """Somebody whose call can be barged into, on a call that two calls don't share."""
        floor = self.floor
        for call in floor.calls.values():
            alone = sum(c.connection_call_id == call.connection.connection_call_id for c in floor.calls) == 1
            if (
                call.state == LocalConnectionState.LCS_CONNECT
                and call.agent_id
                and alone
                and len(floor.calls_of(call.agent_id)) == 1
            ):
                return Target(call.agent_id, call.connection)
        raise AssertionError("nobody talks")

    def target_of(self, engagement: Engagement) -> Target:
        """What an engagement is about."""
        return Target(engagement.agent_id, engagement.connection)

    def truth(self) -> dict[ConnectionID, tuple[str, int]]:
        """The centre's own record: every agent's live connections, with agent and state."""
        return {
            ConnectionID(
                leg.call.call_id,
                int(leg.id_type),
                (opaque(leg.connection_device_id) or "") if self.hidden_ids else leg.connection_device_id,
            ): (agent.agent_id, int(leg.state))
            for agent in self.server.centre.floor.agents
            if not agent.supervisor
            for leg in agent.legs
            if leg.begun
        }


def hide(event: SessionEvent) -> SessionEvent:
    """The same event with connection device ids that can't be parsed."""
    if isinstance(event, Received):
        for attribute in _OPAQUE:
            if hasattr(event.message, attribute):
                setattr(event.message, attribute, opaque(getattr(event.message, attribute)))
    elif isinstance(event, CallFound):
        object.__setattr__(event, "connection_device_id", opaque(event.connection_device_id))
        if event.confirmation is not None:
            named = event.confirmation.call_connection_device_id
            event.confirmation.call_connection_device_id = [opaque(device) or "" for device in named]
    return event


def unhide(request: Message) -> None:
    """The request as a server with such ids would read it."""
    for attribute in ("agent_connection_device_id", "supervisor_connection_device_id"):
        value = getattr(request, attribute)
        if value:
            setattr(request, attribute, value.removeprefix("#"))


def seen(floor: Floor) -> dict[ConnectionID, tuple[str | None, int]]:
    """The floor's live connections of agents, with agent and state."""
    return {c.connection: (c.agent_id, c.state) for c in floor.calls.values() if c.ended is None}


__all__ = ["EPOCH", "Changed", "Wired", "hide", "opaque", "seen", "unhide"]
