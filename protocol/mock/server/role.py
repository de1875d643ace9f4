"""The role of a side of the server: active, standby or in maintenance, and the health of its PG.

Source: GED-188 v24, OPEN_CONF (SessionType) and the messages ACTIVE_MAINTENANCE_REQ to STANDBY_ACTIVE_EVENT. A client
that asks for the service ACTIVE_STANDBY may hold a session on the standby side too, where only open, heartbeat and
close work.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from protocol.mock.centre import Announcement
from protocol.wire.enums import CTIServiceMask, PGStatus, SessionType, StatusCode
from protocol.wire.messages import CloseReq, HeartbeatReq, Message, OpenReq, SystemEvent

ACTIVE_STANDBY = int(CTIServiceMask.CTI_SERVICE_ACTIVE_STANDBY)
NO_EVENTS = int(PGStatus.PGS_OPC_DOWN | PGStatus.PGS_PERIPHERAL_OFFLINE)
"""With one of these bits set neither events nor the switch's answers come."""


@dataclass(slots=True)
class Role:
    """What a side is at present. Only its methods change it."""

    standby_status: int | None = None
    """The StatusCode that refuses sessions on the standby side; None on the active side."""
    assigned_status: int | None = None
    """The ``standby_status`` to return to after a maintenance."""
    pg_status: int = 0
    """PGStatus."""
    in_maintenance: bool = False
    unanswered: set[int] = field(default_factory=set)
    """Numbers of the sessions that have not yet answered ACTIVE_MAINTENANCE_REQ."""
    round: int = 0
    """Number of the present step of a maintenance: what was planned in an earlier step is not carried out."""

    @property
    def active(self) -> bool:
        """Is it the active side?"""
        return self.standby_status is None

    @property
    def session_type(self) -> SessionType:
        """SessionType of OPEN_CONF."""
        return SessionType.ACTIVE if self.active else SessionType.STANDBY

    @property
    def events_come(self) -> bool:
        """Does the PG send events?"""
        return not self.pg_status & NO_EVENTS

    # --- judging ----------------------------------------------------------------------------------------------------

    def refusal_of_session(self, request: OpenReq) -> int:
        """The status with which a side that is not active refuses a session, or E_CTI_NO_ERROR."""
        if self.standby_status is None or request.services_requested & ACTIVE_STANDBY:
            return StatusCode.E_CTI_NO_ERROR
        if self.in_maintenance and request.version_number >= 25:
            return StatusCode.E_CTI_SERVER_IN_MAINTENANCE_MODE
        return self.standby_status

    def refusal_of_request(self, request: Message) -> int:
        """The status with which the standby side refuses a session's request, or E_CTI_NO_ERROR."""
        allowed = self.active or isinstance(request, HeartbeatReq | CloseReq)
        return StatusCode.E_CTI_NO_ERROR if allowed else StatusCode.E_CTI_SERVER_NOT_MASTER

    def suppresses(self, announcement: Announcement) -> bool:
        """Does this side send the announcement to nobody? It sends SYSTEM_EVENT always, on the standby nothing else."""
        return not isinstance(announcement.message, SystemEvent) and not (self.active and self.events_come)

    # --- changing ---------------------------------------------------------------------------------------------------

    def set_pg_status(self, bits: int) -> int:
        """Set PGStatus; the bits that changed."""
        changed, self.pg_status = self.pg_status ^ bits, bits
        return changed

    def assign_standby(self, status: int | None) -> None:
        """Remember whether the side is the standby while no maintenance is under way, and how it refuses sessions."""
        self.assigned_status = status

    def become_standby(self, status: int) -> None:
        """The side is the standby from now on, and refuses sessions with a status."""
        self.standby_status = status

    def become_active(self) -> None:
        """The side is the active one from now on."""
        self.standby_status, self.in_maintenance = None, False

    def ask(self, sessions: set[int]) -> int:
        """A maintenance begins: those sessions are asked. The number of the step."""
        self.round += 1
        self.unanswered = sessions
        return self.round

    def answered(self, session: int, *, accepted: bool) -> bool:
        """A session has answered; False when it was not asked. A refusal speaks for all sessions."""
        if session not in self.unanswered:
            return False
        if accepted:
            self.unanswered.discard(session)
        else:
            self.unanswered.clear()
        return True

    def end_step(self) -> int:
        """The present step of the maintenance is over. The number of the next one."""
        self.round += 1
        self.unanswered.clear()
        return self.round

    def enter_maintenance(self) -> None:
        """All sessions have accepted the maintenance."""
        self.in_maintenance = True

    def leave_maintenance(self) -> None:
        """The maintenance is over."""
        self.in_maintenance = False
