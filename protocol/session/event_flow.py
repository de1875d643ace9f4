"""Whether the server sends call and agent events, from OPEN_CONF and SYSTEM_EVENT. Pure.

Source: GED-188, tables "PGStatus Values", "OPEN_CONF Message Format" (PeripheralOnline) and "SystemEventID Values".
"""

from __future__ import annotations

from protocol.session.events import EventsResumed, EventsStopped
from protocol.wire.enums import PGStatus, SystemEventID
from protocol.wire.messages import OpenConf, SystemEvent

STOPPING = int(PGStatus.PGS_OPC_DOWN | PGStatus.PGS_CTI_SERVER_OFFLINE)
"""PGStatus bits under which no call or agent event comes.

Not PGS_CC_DOWN and PGS_LIMITED_FUNCTION, under which events go on, and not PGS_PERIPHERAL_OFFLINE, which may be about
another peripheral of the PG: PeripheralOnline and SYSTEM_EVENT are about the session's own.
"""


class EventFlow:
    """The state of the PG and of the session's own peripheral, as the server says."""

    def __init__(self, peripheral_id: int) -> None:
        self._peripheral_id = peripheral_id
        self._pg_status = 0
        self._online = True

    def opened(self, confirmation: OpenConf) -> None:
        """OPEN_CONF came."""
        self._pg_status = confirmation.pg_status
        self._online = bool(confirmation.peripheral_online)

    @property
    def stopped(self) -> EventsStopped | None:
        """Why no events come; None while they come."""
        if self._online and not self._pg_status & STOPPING:
            return None
        return EventsStopped(self._pg_status, self._online)

    def system_event(self, event: SystemEvent) -> EventsStopped | EventsResumed | None:
        """SYSTEM_EVENT came: what it changes; None where it changes nothing."""
        before = self.stopped
        self._pg_status = event.pg_status
        if event.system_event_arg1 == self._peripheral_id:
            if event.system_event_id == SystemEventID.SYS_PERIPHERAL_OFFLINE:
                self._online = False
            elif event.system_event_id == SystemEventID.SYS_PERIPHERAL_ONLINE:
                self._online = True
        after = self.stopped
        if after is not None:
            return after if after != before else None
        return EventsResumed(self._pg_status) if before is not None else None
