"""A client's session: what it was granted, what it monitors, and which copies of an event it gets."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from protocol.mock.centre import Agent, Announcement
from protocol.mock.server.checks import ALL_EVENTS, CLIENT_EVENTS, SUPERVISOR
from protocol.wire import Codec
from protocol.wire.enums import NO_IDLE_TIMEOUT, AgentState, AgentStateMask, CallEventMask, MessageType
from protocol.wire.messages import AgentStateEvent, AgentTeamConfigEvent, EndCallEvent, Message, OpenReq, SystemEvent

_MASK_OF_EVENT: dict[MessageType, CallEventMask] = {
    MessageType.CALL_DELIVERED_EVENT: CallEventMask.CALL_DELIVERED_MASK,
    MessageType.CALL_ESTABLISHED_EVENT: CallEventMask.CALL_ESTABLISHED_MASK,
    MessageType.CALL_HELD_EVENT: CallEventMask.CALL_HELD_MASK,
    MessageType.CALL_RETRIEVED_EVENT: CallEventMask.CALL_RETRIEVED_MASK,
    MessageType.CALL_CLEARED_EVENT: CallEventMask.CALL_CLEARED_MASK,
    MessageType.CALL_CONNECTION_CLEARED_EVENT: CallEventMask.CALL_CONNECTION_CLEARED_MASK,
    MessageType.CALL_ORIGINATED_EVENT: CallEventMask.CALL_ORIGINATED_MASK,
    MessageType.CALL_FAILED_EVENT: CallEventMask.CALL_FAILED_MASK,
    MessageType.CALL_CONFERENCED_EVENT: CallEventMask.CALL_CONFERENCED_MASK,
    MessageType.CALL_TRANSFERRED_EVENT: CallEventMask.CALL_TRANSFERRED_MASK,
    MessageType.CALL_DIVERTED_EVENT: CallEventMask.CALL_DIVERTED_MASK,
    MessageType.CALL_SERVICE_INITIATED_EVENT: CallEventMask.CALL_SERVICE_INITIATED_MASK,
    MessageType.CALL_QUEUED_EVENT: CallEventMask.CALL_QUEUED_MASK,
    MessageType.CALL_TRANSLATION_ROUTE_EVENT: CallEventMask.CALL_TRANSLATION_ROUTE_MASK,
    MessageType.BEGIN_CALL_EVENT: CallEventMask.BEGIN_CALL_MASK,
    MessageType.END_CALL_EVENT: CallEventMask.END_CALL_MASK,
    MessageType.CALL_DATA_UPDATE_EVENT: CallEventMask.CALL_DATA_UPDATE_MASK,
    MessageType.CALL_REACHED_NETWORK_EVENT: CallEventMask.CALL_REACHED_NETWORK_MASK,
    MessageType.CALL_DEQUEUED_EVENT: CallEventMask.CALL_DEQUEUED_MASK,
}
# As plain numbers: ``&`` with a member of a mask makes a new member each time.
MASK_OF_EVENT = {int(message_type): int(bit) for message_type, bit in _MASK_OF_EVENT.items()}
"""MessageType of a call's event and the bit of CallMsgMask that asks for it."""

_MASK_OF_STATE: dict[AgentState, AgentStateMask] = {
    AgentState.LOGIN: AgentStateMask.AGENT_LOGIN_MASK,
    AgentState.LOGOUT: AgentStateMask.AGENT_LOGOUT_MASK,
    AgentState.NOT_READY: AgentStateMask.AGENT_NOT_READY_MASK,
    AgentState.AVAILABLE: AgentStateMask.AGENT_AVAILABLE_MASK,
    AgentState.TALKING: AgentStateMask.AGENT_TALKING_MASK,
    AgentState.WORK_NOT_READY: AgentStateMask.AGENT_WORK_NOT_READY_MASK,
    AgentState.WORK_READY: AgentStateMask.AGENT_WORK_READY_MASK,
    AgentState.BUSY_OTHER: AgentStateMask.AGENT_BUSY_OTHER_MASK,
    AgentState.RESERVED: AgentStateMask.AGENT_RESERVED_MASK,
    AgentState.HOLD: AgentStateMask.AGENT_HOLD_MASK,
    AgentState.ACTIVE: AgentStateMask.AGENT_ACTIVE_MASK,
    AgentState.PAUSED: AgentStateMask.AGENT_PAUSED_MASK,
    AgentState.INTERRUPTED: AgentStateMask.AGENT_INTERRUPTED_MASK,
    AgentState.NOT_ACTIVE: AgentStateMask.AGENT_NOT_ACTIVE_MASK,
}
MASK_OF_STATE = {int(state): int(bit) for state, bit in _MASK_OF_STATE.items()}
"""AgentState and the bit of AgentStateMask that asks for it; from HOLD on the numbers of the two differ."""


@dataclass(slots=True)
class Monitor:
    """A monitor of a device or of a call."""

    monitor_id: int
    call_mask: int
    agent_mask: int
    device: str | None = None
    """The instrument that is monitored."""
    connection: tuple[int, str] | None = None
    """ConnectionCallID and ConnectionDeviceID of the call that is monitored."""


@dataclass(slots=True)
class Session:
    """One client's session. Until it is opened only ``number``, ``last_heard`` and ``open_by`` have a meaning.

    Only its methods change it.
    """

    number: int
    last_heard: float
    """When the client's last message was received, seconds since the server's start."""
    open_by: float = float("inf")
    """When the connection is ended unless the session is open by then, seconds since the server's start."""
    codec: Codec | None = None
    is_open: bool = False
    services: int = 0
    """ServicesGranted."""
    call_mask: int = 0
    agent_mask: int = 0
    config_mask: int = 0
    idle_timeout: float = float("inf")
    """Seconds without a message after which the session is reset."""
    client_id: str = ""
    agent: Agent | None = None
    """Whose session it is; None for All Events and Peripheral Monitor sessions without an agent."""
    own_monitor: int = 0
    """MonitorID of the events at the agent's own device; 0 where Client Events was not granted."""
    monitors: dict[int, Monitor] = field(default_factory=dict)
    by_device: dict[str, list[Monitor]] = field(default_factory=dict)
    by_connection: dict[tuple[int, str], list[Monitor]] = field(default_factory=dict)
    team_monitors: dict[int, int] = field(default_factory=dict)
    """TeamID and the MonitorID of its monitor."""
    teams_sent: set[int] = field(default_factory=set)
    """TeamIDs whose members were sent to the session."""

    def has(self, *services: int) -> bool:
        """Were all of these services granted?"""
        return all(self.services & service for service in services)

    @property
    def expires(self) -> float:
        """When its connection is ended unless another message (before it is open: OPEN_REQ) comes first."""
        return self.last_heard + self.idle_timeout if self.is_open else self.open_by

    # --- life -------------------------------------------------------------------------------------------------------

    def message_received(self, now: float) -> None:
        """The client has sent a message."""
        self.last_heard = now

    def open(self, request: OpenReq, codec: Codec, agent: Agent | None, services: int, own_monitor: int) -> None:
        """The session is opened as requested, for an agent or for none, with those ServicesGranted."""
        self.codec, self.agent, self.is_open = codec, agent, True
        self.services, self.own_monitor = services, own_monitor
        self.call_mask, self.agent_mask = request.call_msg_mask, request.agent_state_mask
        self.config_mask = request.config_msg_mask or 0
        self.client_id = request.client_id or ""
        if request.idle_timeout != NO_IDLE_TIMEOUT:
            self.idle_timeout = float(request.idle_timeout)

    def close(self) -> None:
        """The session is over."""
        self.is_open = False

    # --- monitors ---------------------------------------------------------------------------------------------------

    def add_monitor(self, monitor: Monitor) -> None:
        """Start a monitor."""
        self.monitors[monitor.monitor_id] = monitor
        if monitor.device is not None:
            self.by_device.setdefault(monitor.device, []).append(monitor)
        if monitor.connection is not None:
            self.by_connection.setdefault(monitor.connection, []).append(monitor)

    def remove_monitor(self, monitor_id: int) -> bool:
        """Stop a monitor. False when there is none of that id."""
        monitor = self.monitors.pop(monitor_id, None)
        if monitor is None:
            return False
        if monitor.device is not None:
            self.by_device[monitor.device].remove(monitor)
        if monitor.connection is not None:
            self.by_connection[monitor.connection].remove(monitor)
        return True

    def change_masks(self, monitor_id: int, call_mask: int, agent_mask: int) -> bool:
        """Give a monitor, or that of the own device, other masks. False when there is none of that id."""
        monitor = self.monitors.get(monitor_id)
        if monitor is not None:
            monitor.call_mask, monitor.agent_mask = call_mask, agent_mask
        elif monitor_id and monitor_id == self.own_monitor:
            self.call_mask, self.agent_mask = call_mask, agent_mask
        else:
            return False
        return True

    def add_team_monitor(self, team_id: int, monitor_id: int) -> None:
        """Start the monitor of a team."""
        self.team_monitors[team_id] = monitor_id

    def remove_team_monitor(self, monitor_id: int) -> bool:
        """Stop the monitor of a team. False when there is none of that id."""
        for team_id, present in self.team_monitors.items():
            if present == monitor_id:
                del self.team_monitors[team_id]
                return True
        return False

    def team_sent(self, team_id: int) -> None:
        """The members of a team were sent to the session."""
        self.teams_sent.add(team_id)

    def forget_monitors(self) -> None:
        """End all monitors: the side is not the active one any more."""
        for monitors in (self.monitors, self.by_device, self.by_connection, self.team_monitors):
            monitors.clear()
        self.teams_sent.clear()

    # --- events -----------------------------------------------------------------------------------------------------

    def copies(self, announcement: Announcement) -> Iterator[int]:
        """The MonitorIDs under which the session gets an announcement: none, one or several."""
        message = announcement.message
        if announcement.session is not None:
            if announcement.session == self.number:
                yield 0
        elif not self.is_open:
            return
        elif announcement.alarm:
            if self._supervises(announcement) or self.has(ALL_EVENTS):
                yield 0
        elif isinstance(message, AgentStateEvent):
            yield from self._state_copies(message, announcement)
        elif isinstance(message, AgentTeamConfigEvent):
            if self.call_mask & CallEventMask.AGENT_TEAM_CONFIG_MASK and self._supervises(announcement):
                yield 0
        elif isinstance(message, SystemEvent):
            yield 0
        else:
            yield from self._call_copies(message, announcement)

    def _supervises(self, announcement: Announcement) -> bool:
        if not self.has(SUPERVISOR):
            return False
        return self.agent is None or any(team in self.agent.team_ids for team in announcement.teams)

    def _state_copies(self, message: AgentStateEvent, announcement: Announcement) -> Iterator[int]:
        bit = MASK_OF_STATE.get(message.agent_state, 0)
        if self.agent_mask & bit:
            if self.agent is not None and self.has(CLIENT_EVENTS) and announcement.agent == self.agent.agent_id:
                yield self.own_monitor
            if self.has(ALL_EVENTS):
                yield 0
            for team in announcement.teams:
                if team in self.team_monitors:
                    yield self.team_monitors[team]
        for device in announcement.devices:
            for monitor in self.by_device.get(device, ()):
                if monitor.agent_mask & bit:
                    yield monitor.monitor_id

    def _call_copies(self, message: Message, announcement: Announcement) -> Iterator[int]:
        bit = MASK_OF_EVENT.get(message.message_type, 0)
        if self.call_mask & bit:
            own = self.agent is not None and self.has(CLIENT_EVENTS) and self.agent.instrument in announcement.devices
            if own:
                yield self.own_monitor
            if announcement.to_all_events and self.has(ALL_EVENTS):
                yield 0
        for device in announcement.devices:
            for monitor in self.by_device.get(device, ()):
                if monitor.call_mask & bit:
                    yield monitor.monitor_id
        if announcement.connection is not None:
            for monitor in self.by_connection.get(announcement.connection, ()):
                if monitor.call_mask & bit:
                    yield monitor.monitor_id
            if isinstance(message, EndCallEvent) and announcement.connection in self.by_connection:
                for monitor in list(self.by_connection[announcement.connection]):
                    self.remove_monitor(monitor.monitor_id)
