"""Short words for call events in tests: a floor of three agents and a supervisor, and events as one line each."""

from __future__ import annotations

from copy import copy
from typing import Any

from app.floor.builder import Changed, FloorBuilder
from app.floor.fold import fold
from app.model import ActionPolicy, Call, ConnectionID, Floor, Limits, Me
from protocol.session.events import DeviceMonitored, Discovered, Opened, SessionEvent
from protocol.session.session import Session
from protocol.session.settings import SessionSettings
from protocol.wire import messages as m

T0 = 1_700_000_000.0
A, B, C, OWN = "3001", "3002", "3003", "3900"
"""Extensions: agents 1001, 1002, 1003; the supervisor 9001."""
MONITORS = {A: 11, B: 12, C: 13, OWN: 10}
SUPERVISOR_SERVICES = 0xA5


class Front:
    """An open session without a connection: the events it makes of messages of the server.

    They come as objects: also those that no codec writes.
    """

    def __init__(self, confirmation: m.OpenConf) -> None:
        self._session = Session(SessionSettings(agent_id="9001", want_configuration=False))
        self._session.connected(0.0)
        answer = copy(confirmation)
        answer.invoke_id = self._session._open_id
        self._session._message(answer, 0.0)
        self._session.events()

    def events_of(self, message: m.Message, now: float) -> list[SessionEvent]:
        """The events of the session for that message."""
        self._session._message(message, now)
        return self._session.events()


class Bench:
    """A builder with an open session, one team, and a clock that is moved by hand."""

    def __init__(
        self, *, hidden: bool = False, limits: Limits | None = None, policy: ActionPolicy | None = None
    ) -> None:
        self.hidden = hidden
        self.now = T0
        self.builder = FloorBuilder(
            Me("9001", OWN), peripheral_id=5000, names={"1001": "Ada"}, limits=limits, policy=policy
        )
        self.tell(Opened(m.OpenConf(services_granted=SUPERVISOR_SERVICES, monitor_id=10, peripheral_online=1), 17))
        for device, monitor_id in MONITORS.items():
            self.tell(DeviceMonitored(device, monitor_id))
        self.event(m.AgentTeamConfigEvent(team_id=501, config_operation=0, agent_team_name="Sales",
                                          atc_agent_id=["1001", "1002", "1003"], agent_flags=[0, 0, 0],
                                          atc_agent_state=[2, 2, 2], atc_state_duration=[10, 20, 30]))  # fmt: skip
        for agent_id, device in (("1001", A), ("1002", B), ("1003", C)):
            self.state(agent_id, device, 3)
        self.tell(Discovered())

    def tell(self, event: SessionEvent) -> Changed:
        """Fold an event of the session; each Opened begins another session."""
        if isinstance(event, Opened):
            self.front = Front(event.confirmation)
        return fold(self.builder, event, self.now)

    def event(self, message: m.Message) -> Changed:
        """Fold the events of a session for a message of the server."""
        return max((self.tell(event) for event in self.front.events_of(message, self.now)), default=Changed.NO)

    def wait(self, seconds: float) -> None:
        """Time passes."""
        self.now += seconds
        self.builder.tick(self.now)

    @property
    def floor(self) -> Floor:
        """A snapshot."""
        return self.builder.snapshot(self.now)

    def state(self, agent_id: str, device: str, state: int, **more: Any) -> Changed:
        """AGENT_STATE_EVENT."""
        fields = {"agent_id": agent_id, "agent_extension": device, "agent_state": state, "icm_agent_id": 0} | more
        return self.event(m.AgentStateEvent(**fields))

    def at(self, call_id: int, device: str, **more: Any) -> dict[str, Any]:
        """The fields that name a connection, as the device's own monitor brings them."""
        shown = f"#{device}" if self.hidden else device
        named = {"connection_call_id": call_id, "connection_device_id": shown, "connection_device_id_type": 0}
        return {"monitor_id": MONITORS.get(device, 0)} | named | more

    def id(self, call_id: int, device: str) -> ConnectionID:
        """The connection that ``at`` names."""
        return ConnectionID(call_id, 0, f"#{device}" if self.hidden else device)

    def call(self, call_id: int, device: str) -> Call:
        """The row of a connection."""
        return self.floor.calls[self.id(call_id, device)]

    def begin(self, call_id: int, device: str, call_type: int = 1, **more: Any) -> None:
        """BEGIN_CALL_EVENT."""
        self.event(m.BeginCallEvent(call_type=call_type, **self.at(call_id, device, **more)))

    def ring(self, call_id: int, device: str, caller: str = "5551", cause: int = 0xFFFF, **more: Any) -> None:
        """CALL_DELIVERED_EVENT at the device that rings."""
        fields = self.at(call_id, device, alerting_device_id=device, calling_device_id=caller) | more
        self.event(m.CallDeliveredEvent(local_connection_state=2, event_cause=cause, **fields))

    def answer(self, call_id: int, device: str, caller: str = "5551", cause: int = 0xFFFF, **more: Any) -> None:
        """CALL_ESTABLISHED_EVENT at the device that answers."""
        fields = self.at(call_id, device, answering_device_id=device, calling_device_id=caller) | more
        self.event(m.CallEstablishedEvent(local_connection_state=3, event_cause=cause, **fields))

    def talk(self, call_id: int, device: str, caller: str = "5551", call_type: int = 1, cause: int = 0xFFFF) -> None:
        """A call from its beginning to talking."""
        self.begin(call_id, device, call_type, ani=caller)
        self.ring(call_id, device, caller, cause)
        self.answer(call_id, device, caller, cause)

    def hold(self, call_id: int, device: str, **more: Any) -> None:
        """CALL_HELD_EVENT."""
        fields = self.at(call_id, device, holding_device_id=device) | more
        self.event(m.CallHeldEvent(local_connection_state=4, event_cause=0xFFFF, **fields))

    def retrieve(self, call_id: int, device: str) -> None:
        """CALL_RETRIEVED_EVENT."""
        fields = self.at(call_id, device, retrieving_device_id=device)
        self.event(m.CallRetrievedEvent(local_connection_state=3, event_cause=0xFFFF, **fields))

    def leave(self, call_id: int, device: str, cause: int = 0xFFFF, **more: Any) -> None:
        """CALL_CONNECTION_CLEARED_EVENT."""
        fields = self.at(call_id, device, releasing_device_id=device) | more
        self.event(m.CallConnectionClearedEvent(**{"local_connection_state": 0, "event_cause": cause} | fields))

    def clear(self, call_id: int, device: str) -> None:
        """CALL_CLEARED_EVENT."""
        self.event(m.CallClearedEvent(local_connection_state=0, event_cause=0xFFFF, **self.at(call_id, device)))

    def end(self, call_id: int, device: str) -> None:
        """END_CALL_EVENT."""
        self.event(m.EndCallEvent(**self.at(call_id, device)))

    def update(self, call_id: int, device: str, new: tuple[int, str] | None = None, **more: Any) -> None:
        """CALL_DATA_UPDATE_EVENT, with a new name for the connection where one is given."""
        target = self.id(*(new or (call_id, device)))
        fields = self.at(call_id, device, new_connection_call_id=target[0], new_connection_device_id_type=0,
                         new_connection_device_id=target[2], call_type=0xFFFF)  # fmt: skip
        self.event(m.CallDataUpdateEvent(**fields | more))

    def conference(
        self, primary: int, secondary: int, parties: list[tuple[int, str]], *, controller: str = A, added: str = OWN,
        cause: int = 0xFFFF, transfer: bool = False, monitor: int = 0,
    ) -> None:  # fmt: skip
        """CALL_CONFERENCED_EVENT or CALL_TRANSFERRED_EVENT with its list of parties (call id, device)."""
        fields: dict[str, Any] = {
            "monitor_id": monitor, "primary_call_id": primary, "secondary_call_id": secondary,
            "primary_device_id": controller, "secondary_device_id": added, "local_connection_state": 3,
            "event_cause": cause, "connected_party_call_id": [call_id for call_id, _ in parties],
            "connected_party_device_id_type": [0 for _ in parties],
            "connected_party_device_id": [device for _, device in parties],
        }  # fmt: skip
        if transfer:
            names = {"transferring_device_id": controller, "transferred_device_id": added}
            self.event(m.CallTransferredEvent(**fields | names))
        else:
            names = {"controller_device_id": controller, "added_party_device_id": added}
            self.event(m.CallConferencedEvent(**fields | names))
