"""Following the calls of agents' devices, with what the session was granted. Pure: questions out, answers in.

With Peripheral Monitor each device gets a MONITOR_START_REQ. With All Events the events come by themselves, and with
Client Control as well the calls that are there already can be asked for (SNAPSHOT_DEVICE_REQ, SNAPSHOT_CALL_REQ); a
server refuses these for other people's devices without All Events (GED-188, SNAPSHOT_DEVICE_REQ).
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import NamedTuple

from protocol.session.discovery.queries import Ask, Question, Questions
from protocol.session.events import CallDetails, CallFound, DeviceMonitored, SessionEvent
from protocol.session.refusals import Refusal
from protocol.session.settings import SessionSettings
from protocol.wire.enums import (
    NULL_CALL_ID,
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

CALL_MSG_MASK = 0x0087EFFF
"""Call events wanted: valid in every version from 9, and with the team events (0x00800000)."""
AGENT_STATE_MASK = 0x3FF
"""Agent states wanted: all that every version knows."""

_DEVICE_CALL_MASK = CALL_MSG_MASK & ~int(CallEventMask.AGENT_TEAM_CONFIG_MASK)

_BY_ALL_EVENTS = "All Events is granted: the calls of every agent are seen."
_BY_MONITORS = "Peripheral Monitor is granted: calls are followed device by device."
_NOT_SEEN = "Neither Peripheral Monitor nor All Events is granted: agents' states are seen, not their calls."

_Found = tuple[str, int, int, str, int]
"""The fields of CallFound without its confirmation."""


class Place(NamedTuple):
    """A device, and how the guide calls its kind."""

    device_id: str
    device_type: int


def place_of(instrument: str | None, extension: str | None) -> Place | None:
    """The device to watch for an agent: the instrument as an agent's device (76), else the extension (0)."""
    if instrument:
        return Place(instrument, int(DeviceIDType.DEVID_AGENT_DEVICE))
    if extension:
        return Place(extension, int(DeviceIDType.DEVID_DEVICE_IDENTIFIER))
    return None


@dataclass(slots=True)
class _Device:
    place: Place
    users: set[str] = field(default_factory=set)
    states: bool = False
    """Agent states are wanted with its monitor."""
    asked: bool = False
    monitor_id: int | None = None


class DeviceWatch:
    """Who is at which device, and which devices are watched."""

    def __init__(self, settings: SessionSettings, questions: Questions, events: list[SessionEvent]) -> None:
        self._settings = settings
        self._questions = questions
        self._events = events
        self._devices: dict[str, _Device] = {}
        self._device_of: dict[str, str] = {}
        self._own: set[str] = set()
        """Ids of the supervisor's own device."""
        self._own_place: Place | None = None
        self._own_monitor = 0
        self._monitors = self._snapshots = self._control = False

    def opened(self, confirmation: OpenConf) -> None:
        """The session is open: say how calls are seen, and look at the own device."""
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
        """Are agents' calls seen in this session?"""
        return self._snapshots or self._monitors

    def ask_again(self) -> None:
        """Ask once more for the calls of every device: by snapshots, else by monitors that begin anew."""
        if self._control and self._own_place is not None:
            self._ask_calls(self._own_place)
        for device in self._devices.values():
            if device.monitor_id is not None:
                request = MonitorStopReq(monitor_id=device.monitor_id)
                self._questions.ask(Question(Ask.DEVICE_STOP, device.place.device_id, request))
                device.asked, device.monitor_id = False, None
            if device.users:
                self._watch(device)

    def own_device(self, instrument: str | None, extension: str | None) -> None:
        """The supervisor is at this device: the session's own monitor brings its events."""
        place = place_of(instrument, extension)
        if place is None or place == self._own_place or (not instrument and extension in self._own):
            return
        self._own_place = place
        self._own = {device_id for device_id in (instrument, extension) if device_id}
        if self._own_monitor:
            self._events.append(DeviceMonitored(place.device_id, self._own_monitor))
        if self._control:
            self._ask_calls(place)

    def move(self, agent_id: str, place: Place | None, *, states: bool) -> None:
        """The agent is at that device now, or signed out (None).

        ``states``: agent states don't come with a team monitor and are wanted with the device's.
        """
        before = self._device_of.get(agent_id)
        if before == (place.device_id if place else None):
            return
        if before is not None:
            del self._device_of[agent_id]
            self._leave(self._devices[before], agent_id)
        if place is None or place.device_id in self._own:
            return
        device = self._devices.get(place.device_id)
        if device is None:
            device = self._devices[place.device_id] = _Device(place)
        device.users.add(agent_id)
        self._device_of[agent_id] = place.device_id
        if len(device.users) == 1:
            device.states = states
            self._watch(device)

    def _watch(self, device: _Device) -> None:
        if self._monitors and not device.asked:
            request = MonitorStartReq(
                peripheral_id=self._settings.peripheral_id,
                connection_call_id=0,
                call_msg_mask=_DEVICE_CALL_MASK,
                agent_state_mask=AGENT_STATE_MASK if device.states else 0,
                connection_device_id_type=int(ConnectionDeviceIDType.CONNECTION_ID_NONE),
                monitored_device_type=device.place.device_type,
                monitored_device_id=device.place.device_id,
            )
            device.asked = True
            self._questions.ask(Question(Ask.DEVICE_MONITOR, device.place.device_id, request, device))
        elif self._snapshots:
            self._ask_calls(device.place)

    def _leave(self, device: _Device, agent_id: str) -> None:
        device.users.discard(agent_id)
        if device.users:
            return
        device_id = device.place.device_id
        if device.monitor_id is not None:
            self._questions.ask(Question(Ask.DEVICE_STOP, device_id, MonitorStopReq(monitor_id=device.monitor_id)))
        elif device.asked and not self._questions.drop(Ask.DEVICE_MONITOR, device_id):
            return  # its monitor is being started: the answer finds nobody there and stops it
        del self._devices[device_id]

    def _ask_calls(self, place: Place) -> None:
        request = SnapshotDeviceReq(
            peripheral_id=self._settings.peripheral_id,
            snapshot_device_type=place.device_type,
            agent_instrument=place.device_id,
        )
        self._questions.ask(Question(Ask.DEVICE_CALLS, place.device_id, request, place))

    def answered(self, question: Question, confirmation: Message) -> None:
        """A question of this watch was answered."""
        if isinstance(confirmation, MonitorStartConf):
            device: _Device = question.about
            device.monitor_id = confirmation.monitor_id
            if device.users:
                self._events.append(DeviceMonitored(question.subject, confirmation.monitor_id))
            else:
                self._leave(device, "")
        elif isinstance(confirmation, SnapshotDeviceConf):
            self._ask_each(question.about, confirmation)
        elif isinstance(confirmation, SnapshotCallConf):
            found: _Found = question.about
            self._events.append(CallFound(*found, confirmation))

    def _ask_each(self, place: Place, confirmation: SnapshotDeviceConf) -> None:
        for call_id, id_type, device_id, state, _ in confirmation.members("calls"):
            if call_id is None or call_id == NULL_CALL_ID:
                continue
            kind = int(ConnectionDeviceIDType.CONNECTION_ID_STATIC) if id_type is None else id_type
            known_state = int(LocalConnectionState.LCS_NONE) if state is None else state
            found: _Found = (place.device_id, call_id, kind, device_id or "", known_state)
            if self._questions.stopped(Ask.CALL):
                self._events.append(CallFound(*found, None))
                continue
            request = SnapshotCallReq(
                peripheral_id=self._settings.peripheral_id,
                connection_call_id=call_id,
                connection_device_id_type=kind,
                connection_device_id=device_id,
            )
            self._questions.ask(Question(Ask.CALL, f"{call_id}", request, found))

    def failed(self, question: Question, refusal: Refusal | None) -> None:
        """A question of this watch was refused, or not answered (None)."""
        if question.ask is Ask.CALL:
            found: _Found = question.about
            self._events.append(CallFound(*found, None))
        elif question.ask is Ask.DEVICE_MONITOR:
            device: _Device = question.about
            if self._monitors and refusal is not None and refusal.not_granted:
                self._monitors = False
                self._events.append(CallDetails(False, f"Agents' calls can't be followed: {refusal.words}"))
            # Asked again only when somebody comes to the device anew.
            device.asked = False
            if not device.users:
                self._devices.pop(question.subject, None)
        elif question.ask is Ask.DEVICE_CALLS and refusal is not None and refusal.not_granted:
            self._snapshots = False
