"""Following the calls of agents' devices with the services that were granted. Pure: queries out, answers in.

With Peripheral Monitor each device gets a MONITOR_START_REQ. With All Events the events come without being asked for,
and with Client Control as well the calls that are there already are asked for (SNAPSHOT_DEVICE_REQ, SNAPSHOT_CALL_REQ);
without All Events a server refuses these for other agents' devices (GED-188, SNAPSHOT_DEVICE_REQ).
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import NamedTuple

from protocol.session.discovery.queries import Query, QueryKind, QueryQueue
from protocol.session.events import CallDetails, CallFound, DeviceMonitored, OwnCallsListed, SessionEvent
from protocol.session.refusals import Refusal
from protocol.session.settings import SessionSettings
from protocol.wire.enums import (
    NULL_CALL_ID,
    AgentStateMask,
    CallEventMask,
    ConnectionDeviceIDType,
    CTIServiceMask,
    DeviceIDType,
    LocalConnectionState,
)
from protocol.wire.messages import (
    Message,
    MonitorStartConf,
    MonitorStartReq,
    MonitorStopReq,
    OpenConf,
    SnapshotCallConf,
    SnapshotCallReq,
    SnapshotDeviceConf,
    SnapshotDeviceReq,
)

CALL_MSG_MASK = int(
    CallEventMask.CALL_DELIVERED_MASK
    | CallEventMask.CALL_QUEUED_MASK
    | CallEventMask.CALL_ESTABLISHED_MASK
    | CallEventMask.CALL_HELD_MASK
    | CallEventMask.CALL_RETRIEVED_MASK
    | CallEventMask.CALL_CLEARED_MASK
    | CallEventMask.CALL_CONNECTION_CLEARED_MASK
    | CallEventMask.CALL_ORIGINATED_MASK
    | CallEventMask.CALL_CONFERENCED_MASK
    | CallEventMask.CALL_TRANSFERRED_MASK
    | CallEventMask.CALL_DIVERTED_MASK
    | CallEventMask.CALL_SERVICE_INITIATED_MASK
    | CallEventMask.BEGIN_CALL_MASK
    | CallEventMask.END_CALL_MASK
    | CallEventMask.CALL_DATA_UPDATE_MASK
    | CallEventMask.CALL_FAILED_MASK
    | CallEventMask.CALL_REACHED_NETWORK_MASK
    | CallEventMask.CALL_DEQUEUED_MASK
    | CallEventMask.AGENT_TEAM_CONFIG_MASK
)
"""CallMsgMask asked for: a console needs these events, and every version from 9 on has their bits."""
AGENT_STATE_MASK = int(
    AgentStateMask.AGENT_LOGIN_MASK
    | AgentStateMask.AGENT_LOGOUT_MASK
    | AgentStateMask.AGENT_NOT_READY_MASK
    | AgentStateMask.AGENT_AVAILABLE_MASK
    | AgentStateMask.AGENT_TALKING_MASK
    | AgentStateMask.AGENT_WORK_NOT_READY_MASK
    | AgentStateMask.AGENT_WORK_READY_MASK
    | AgentStateMask.AGENT_BUSY_OTHER_MASK
    | AgentStateMask.AGENT_RESERVED_MASK
    | AgentStateMask.AGENT_HOLD_MASK
)
"""AgentStateMask asked for: every state that has a bit in each version from 9 on."""

_DEVICE_CALL_MASK = CALL_MSG_MASK & ~int(CallEventMask.AGENT_TEAM_CONFIG_MASK)

_BY_ALL_EVENTS = "All Events is granted: the calls of every agent are seen."
_BY_MONITORS = "Peripheral Monitor is granted: calls are followed device by device."
_NOT_SEEN = "Neither Peripheral Monitor nor All Events is granted: agents' states are seen, not their calls."

_Found = tuple[str, int, int, str, int]
"""The fields of CallFound without its confirmation."""


class Device(NamedTuple):
    """A device by DeviceID and DeviceIDType."""

    device_id: str
    device_type: int


def device_of(instrument: str | None, extension: str | None) -> Device | None:
    """The device to follow for an agent: AgentInstrument as DEVID_AGENT_DEVICE, else AgentExtension; None: neither."""
    if instrument:
        return Device(instrument, int(DeviceIDType.DEVID_AGENT_DEVICE))
    if extension:
        return Device(extension, int(DeviceIDType.DEVID_DEVICE_IDENTIFIER))
    return None


@dataclass(slots=True)
class _Followed:
    device: Device
    agents: set[str] = field(default_factory=set)
    states: bool = False
    """Agent states are asked for with its monitor."""
    asked: bool = False
    """Its monitor was asked for and not refused."""
    monitor_id: int | None = None


class Devices:
    """Which agent is at which device, and which devices are followed; findings are appended to ``events``."""

    def __init__(self, settings: SessionSettings, queries: QueryQueue, events: list[SessionEvent]) -> None:
        self._settings = settings
        self._queries = queries
        self._events = events
        self._followed: dict[str, _Followed] = {}
        self._device_of: dict[str, str] = {}
        """Agent id -> device id."""
        self._own_ids: set[str] = set()
        """Instrument and extension of the supervisor."""
        self._own_device: Device | None = None
        self._own_monitor = 0
        """MonitorID of OPEN_CONF, for the supervisor's own device; 0: none."""
        self._monitors = self._snapshots = self._control = False
        """Granted in this session: monitors of devices, snapshots of any device, snapshots of the own device."""

    def opened(self, confirmation: OpenConf) -> None:
        """The session is open: report how calls are seen, and ask for the calls of the own device."""
        granted = confirmation.services_granted
        everything = bool(granted & CTIServiceMask.CTI_SERVICE_ALL_EVENTS)
        control = bool(granted & CTIServiceMask.CTI_SERVICE_CLIENT_CONTROL)
        monitors = bool(granted & CTIServiceMask.CTI_SERVICE_PERIPHERAL_MONITOR)
        self._monitors = monitors and not everything
        self._snapshots = everything and control
        words = _BY_ALL_EVENTS if everything else _BY_MONITORS if monitors else _NOT_SEEN
        self._events.append(CallDetails(everything or monitors, words))
        self._control = control
        self._own_monitor = confirmation.monitor_id
        self.own_device(
            confirmation.agent_instrument or self._settings.agent_instrument,
            confirmation.agent_extension or self._settings.agent_extension,
        )

    @property
    def sees_calls(self) -> bool:
        """Can the calls of agents be asked for in this session?"""
        return self._snapshots or self._monitors

    def ask_again(self) -> None:
        """Ask once more for the calls of every device: by snapshots, else by new monitors in place of the old ones."""
        self.ask_own_calls()
        for followed in self._followed.values():
            if followed.monitor_id is not None:
                self._stop_monitor(followed, followed.monitor_id)
                followed.asked, followed.monitor_id = False, None
            if followed.agents:
                self._follow(followed)

    def ask_own_calls(self) -> None:
        """Ask for the calls of the own device, where that is granted and no such query waits."""
        if self._control and self._own_device is not None:
            self._queries.drop(QueryKind.DEVICE_CALLS, self._own_device.device_id)
            self._query_calls(self._own_device)

    def own_device(self, instrument: str | None, extension: str | None) -> None:
        """The supervisor is at this device: its events come with the session's own monitor."""
        device = device_of(instrument, extension)
        if device is None or device == self._own_device or (not instrument and extension in self._own_ids):
            return
        self._own_device = device
        self._own_ids = {device_id for device_id in (instrument, extension) if device_id}
        if self._own_monitor:
            self._events.append(DeviceMonitored(device.device_id, self._own_monitor))
        if self._control:
            self._query_calls(device)

    def _is_own(self, device: Device) -> bool:
        """Is it the supervisor's? An agent's instrument may have the number that is the supervisor's extension."""
        if device.device_type == DeviceIDType.DEVID_AGENT_DEVICE and self._own_device is not None:
            other_phone = self._own_device.device_type == DeviceIDType.DEVID_AGENT_DEVICE
            return device == self._own_device or (not other_phone and device.device_id in self._own_ids)
        return device.device_id in self._own_ids

    def agent_at(self, agent_id: str, device: Device | None, *, states: bool) -> None:
        """The agent is at that device now, or signed out (None).

        ``states``: agent states don't come with a team's monitor, and are asked for with the device's.
        """
        before = self._device_of.get(agent_id)
        if before == (device.device_id if device else None):
            return
        if before is not None:
            del self._device_of[agent_id]
            self._leave(self._followed[before], agent_id)
        if device is None or self._is_own(device):
            return
        followed = self._followed.get(device.device_id)
        if followed is None:
            followed = self._followed[device.device_id] = _Followed(device)
        followed.agents.add(agent_id)
        self._device_of[agent_id] = device.device_id
        if len(followed.agents) == 1:
            followed.states = states
            self._follow(followed)

    def _follow(self, followed: _Followed) -> None:
        device = followed.device
        if self._monitors and not followed.asked:
            request = MonitorStartReq(
                peripheral_id=self._settings.peripheral_id,
                connection_call_id=0,
                call_msg_mask=_DEVICE_CALL_MASK,
                agent_state_mask=AGENT_STATE_MASK if followed.states else 0,
                connection_device_id_type=int(ConnectionDeviceIDType.CONNECTION_ID_NONE),
                monitored_device_type=device.device_type,
                monitored_device_id=device.device_id,
            )
            followed.asked = True
            self._queries.put(Query(QueryKind.DEVICE_MONITOR, device.device_id, request, followed))
        elif self._snapshots:
            self._query_calls(device)

    def _leave(self, followed: _Followed, agent_id: str) -> None:
        """The agent is not at the device any more; a device without agents is not followed."""
        followed.agents.discard(agent_id)
        if followed.agents:
            return
        device_id = followed.device.device_id
        if followed.monitor_id is not None:
            self._stop_monitor(followed, followed.monitor_id)
        elif followed.asked and not self._queries.drop(QueryKind.DEVICE_MONITOR, device_id):
            return  # MONITOR_START_REQ is in flight: when its answer finds no agent there, the monitor is stopped
        del self._followed[device_id]

    def _stop_monitor(self, followed: _Followed, monitor_id: int) -> None:
        request = MonitorStopReq(monitor_id=monitor_id)
        self._queries.put(Query(QueryKind.DEVICE_STOP, followed.device.device_id, request))

    def _query_calls(self, device: Device) -> None:
        request = SnapshotDeviceReq(
            peripheral_id=self._settings.peripheral_id,
            snapshot_device_type=device.device_type,
            agent_instrument=device.device_id,
        )
        self._queries.put(Query(QueryKind.DEVICE_CALLS, device.device_id, request, device))

    def answered(self, query: Query, confirmation: Message) -> None:
        """A query about devices or calls was confirmed."""
        if isinstance(confirmation, MonitorStartConf):
            followed: _Followed = query.context
            followed.monitor_id = confirmation.monitor_id
            if followed.agents:
                self._events.append(DeviceMonitored(query.subject, confirmation.monitor_id, followed.states))
            else:
                self._leave(followed, "")
        elif isinstance(confirmation, SnapshotDeviceConf):
            self._query_each_call(query.context, confirmation)
        elif isinstance(confirmation, SnapshotCallConf):
            found: _Found = query.context
            self._events.append(CallFound(*found, confirmation))

    def _query_each_call(self, device: Device, confirmation: SnapshotDeviceConf) -> None:
        if device == self._own_device:
            known = (call_id for call_id, *_ in confirmation.members("calls"))
            call_ids = tuple(call_id for call_id in known if call_id not in (None, NULL_CALL_ID))
            self._events.append(OwnCallsListed(call_ids))
        for call_id, id_type, device_id, state, _ in confirmation.members("calls"):
            if call_id is None or call_id == NULL_CALL_ID:
                continue
            known_type = int(ConnectionDeviceIDType.CONNECTION_ID_STATIC) if id_type is None else id_type
            known_state = int(LocalConnectionState.LCS_NONE) if state is None else state
            found: _Found = (device.device_id, call_id, known_type, device_id or "", known_state)
            if self._queries.stopped(QueryKind.CALL):
                self._events.append(CallFound(*found, None))
                continue
            request = SnapshotCallReq(
                peripheral_id=self._settings.peripheral_id,
                connection_call_id=call_id,
                connection_device_id_type=known_type,
                connection_device_id=device_id,
            )
            self._queries.put(Query(QueryKind.CALL, f"{call_id}", request, found))

    def failed(self, query: Query, refusal: Refusal | None) -> None:
        """A query about devices or calls was refused, or not answered in time (None)."""
        if query.kind is QueryKind.CALL:
            found: _Found = query.context
            self._events.append(CallFound(*found, None))
        elif query.kind is QueryKind.DEVICE_MONITOR:
            followed: _Followed = query.context
            if self._monitors and refusal is not None and refusal.not_granted:
                self._monitors = False
                self._events.append(CallDetails(False, f"Agents' calls can't be followed: {refusal.words}"))
            # Asked for again only when an agent comes to the device.
            followed.asked = False
            if not followed.agents:
                self._followed.pop(query.subject, None)
        elif query.kind is QueryKind.DEVICE_CALLS:
            not_granted = refusal is not None and refusal.not_granted
            self._snapshots = self._snapshots and not not_granted
            if query.context == self._own_device:
                self._events.append(OwnCallsListed(None, not not_granted))
