"""A client's session: what it was granted, what it watches, and which copies of an event it gets."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from protocol.mock.centre.announcement import Happening
from protocol.mock.centre.population import Agent
from protocol.mock.server.checks import ALL_EVENTS, CLIENT_EVENTS, SUPERVISOR
from protocol.wire.codec import Codec
from protocol.wire.enums import AgentState, AgentStateMask, CallEventMask
from protocol.wire.messages import AgentStateEvent, AgentTeamConfigEvent, EndCallEvent, Message, SystemEvent

MASK_OF_EVENT = {
    9: CallEventMask.CALL_DELIVERED_MASK,
    10: CallEventMask.CALL_ESTABLISHED_MASK,
    11: CallEventMask.CALL_HELD_MASK,
    12: CallEventMask.CALL_RETRIEVED_MASK,
    13: CallEventMask.CALL_CLEARED_MASK,
    14: CallEventMask.CALL_CONNECTION_CLEARED_MASK,
    15: CallEventMask.CALL_ORIGINATED_MASK,
    16: CallEventMask.CALL_FAILED_MASK,
    17: CallEventMask.CALL_CONFERENCED_MASK,
    18: CallEventMask.CALL_TRANSFERRED_MASK,
    19: CallEventMask.CALL_DIVERTED_MASK,
    20: CallEventMask.CALL_SERVICE_INITIATED_MASK,
    21: CallEventMask.CALL_QUEUED_MASK,
    22: CallEventMask.CALL_TRANSLATION_ROUTE_MASK,
    23: CallEventMask.BEGIN_CALL_MASK,
    24: CallEventMask.END_CALL_MASK,
    25: CallEventMask.CALL_DATA_UPDATE_MASK,
    34: CallEventMask.CALL_REACHED_NETWORK_MASK,
    86: CallEventMask.CALL_DEQUEUED_MASK,
}
"""MessageType of a call event and the bit of CallMsgMask that asks for it."""

MASK_OF_STATE = {
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
"""AgentState and the bit of AgentStateMask that asks for it: they differ from HOLD on."""


@dataclass(slots=True)
class Monitor:
    """A device monitor or a call monitor."""

    monitor_id: int
    call_mask: int
    agent_mask: int
    device: str | None = None
    connection: tuple[int, str] | None = None


@dataclass(slots=True)
class Session:
    """One client's session. Until OPEN_REQ is accepted only ``number`` and ``last_heard`` mean anything."""

    number: int
    last_heard: float
    codec: Codec | None = None
    is_open: bool = False
    services: int = 0
    call_mask: int = 0
    agent_mask: int = 0
    config_mask: int = 0
    idle_timeout: float = float("inf")
    client_id: str = ""
    signature: str = ""
    agent: Agent | None = None
    """Whose session it is; None for All Events and Peripheral Monitor sessions without an agent."""
    own_monitor: int = 0
    monitors: dict[int, Monitor] = field(default_factory=dict)
    by_device: dict[str, list[Monitor]] = field(default_factory=dict)
    by_connection: dict[tuple[int, str], list[Monitor]] = field(default_factory=dict)
    team_monitors: dict[int, int] = field(default_factory=dict)
    """TeamID and the MonitorID of its monitor."""
    announced: set[int] = field(default_factory=set)
    """TeamIDs whose members the session was told."""

    def has(self, *services: int) -> bool:
        """Were all of these services granted?"""
        return all(self.services & service for service in services)

    def watch(self, monitor: Monitor) -> None:
        """Start a monitor."""
        self.monitors[monitor.monitor_id] = monitor
        if monitor.device is not None:
            self.by_device.setdefault(monitor.device, []).append(monitor)
        if monitor.connection is not None:
            self.by_connection.setdefault(monitor.connection, []).append(monitor)

    def unwatch(self, monitor_id: int) -> bool:
        """Stop a monitor. False when there is none of that id."""
        monitor = self.monitors.pop(monitor_id, None)
        if monitor is None:
            return False
        if monitor.device is not None:
            self.by_device[monitor.device].remove(monitor)
        if monitor.connection is not None:
            self.by_connection[monitor.connection].remove(monitor)
        return True

    def forget_monitors(self) -> None:
        """All monitors end: the side tells nothing any more."""
        for watched in (self.monitors, self.by_device, self.by_connection, self.team_monitors):
            watched.clear()
        self.announced.clear()

    def copies(self, happening: Happening) -> Iterator[int]:
        """The MonitorIDs under which the session gets a happening: none, one or several."""
        message = happening.message
        if happening.session is not None:
            if happening.session == self.number:
                yield 0
        elif not self.is_open:
            return
        elif happening.alarm:
            if self._supervises(happening) or self.has(ALL_EVENTS):
                yield 0
        elif isinstance(message, AgentStateEvent):
            yield from self._state_copies(message, happening)
        elif isinstance(message, AgentTeamConfigEvent):
            if self.call_mask & CallEventMask.AGENT_TEAM_CONFIG_MASK and self._supervises(happening):
                yield 0
        elif isinstance(message, SystemEvent):
            yield 0
        else:
            yield from self._call_copies(message, happening)

    def _supervises(self, happening: Happening) -> bool:
        if not self.has(SUPERVISOR):
            return False
        return self.agent is None or any(team in self.agent.team_ids for team in happening.teams)

    def _state_copies(self, message: AgentStateEvent, happening: Happening) -> Iterator[int]:
        bit = MASK_OF_STATE.get(AgentState.of(message.agent_state), 0)
        if self.agent_mask & bit:
            if self.agent is not None and self.has(CLIENT_EVENTS) and happening.agent == self.agent.agent_id:
                yield self.own_monitor
            if self.has(ALL_EVENTS):
                yield 0
            for team in happening.teams:
                if team in self.team_monitors:
                    yield self.team_monitors[team]
        for device in happening.devices:
            for monitor in self.by_device.get(device, ()):
                if monitor.agent_mask & bit:
                    yield monitor.monitor_id

    def _call_copies(self, message: Message, happening: Happening) -> Iterator[int]:
        bit = MASK_OF_EVENT.get(message.message_type, 0)
        if self.call_mask & bit:
            own = self.agent is not None and self.has(CLIENT_EVENTS) and self.agent.instrument in happening.devices
            if own:
                yield self.own_monitor
            if happening.everyone and self.has(ALL_EVENTS):
                yield 0
        for device in happening.devices:
            for monitor in self.by_device.get(device, ()):
                if monitor.call_mask & bit:
                    yield monitor.monitor_id
        if happening.connection is not None:
            for monitor in self.by_connection.get(happening.connection, ()):
                if monitor.call_mask & bit:
                    yield monitor.monitor_id
            if isinstance(message, EndCallEvent) and happening.connection in self.by_connection:
                for monitor in list(self.by_connection[happening.connection]):
                    self.unwatch(monitor.monitor_id)
