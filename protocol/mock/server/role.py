"""Active, standby and in maintenance: what a side of the server may do, and how sides take over from each other.

Source: GED-188, OPEN_CONF (SessionType), and from version 24 the messages 277 to 281. A client that asks for the
service ACTIVE_STANDBY may hold a session on the standby side too, where only open, heartbeat and close work.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from protocol.mock.centre.announcement import Happening
from protocol.mock.server.sessions import Session
from protocol.wire.enums import CTIServiceMask, PGStatus, SessionType, StatusCode
from protocol.wire.errors import DecodeError
from protocol.wire.messages import (
    ActiveMaintenanceEvent,
    ActiveMaintenanceReq,
    ActiveMaintenanceResp,
    CloseReq,
    HeartbeatReq,
    Message,
    OpenReq,
    StandbyActiveEvent,
    StoppingRequestsToThisSideInd,
    SystemEvent,
)

if TYPE_CHECKING:
    from protocol.mock.server.state import Office

ACTIVE_STANDBY = CTIServiceMask.CTI_SERVICE_ACTIVE_STANDBY
ANSWERS = (ActiveMaintenanceResp, StoppingRequestsToThisSideInd)
"""What clients send without being asked for a confirmation of it."""
ANSWER_TIME = 5.0
"""Seconds that clients have to answer ACTIVE_MAINTENANCE_REQ, and to say that they stop; silence is a refusal."""
NO_EVENTS = PGStatus.PGS_OPC_DOWN | PGStatus.PGS_PERIPHERAL_OFFLINE


@dataclass(slots=True)
class Role:
    """What a side is at present."""

    standby: int | None = None
    """The StatusCode that refuses sessions on the standby side; None on the active side."""
    pg_status: int = 0
    """PGStatus; with the PG or the peripheral gone neither events nor the switch's answers come."""
    in_maintenance: bool = False
    waits_for: set[int] = field(default_factory=set)
    """Sessions that were asked whether they can go to the other side."""
    round: int = 0
    """Counts the maintenances: what was planned for an earlier one doesn't happen."""

    @property
    def active(self) -> bool:
        """Is it the active side?"""
        return self.standby is None


def session_type(role: Role) -> SessionType:
    """SessionType of OPEN_CONF."""
    return SessionType.ACTIVE if role.active else SessionType.STANDBY


def role_refuses(role: Role, request: OpenReq) -> int:
    """The status with which a side that isn't active refuses a session; 0: it doesn't."""
    if role.standby is None or request.services_requested & ACTIVE_STANDBY:
        return 0
    if role.in_maintenance and request.version_number >= 25:
        return StatusCode.E_CTI_SERVER_IN_MAINTENANCE_MODE
    return role.standby


def holds_back(office: Office, request: Message) -> int:
    """The status with which the standby side refuses requests of a session; 0: it doesn't."""
    allowed = office.role.active or isinstance(request, HeartbeatReq | CloseReq)
    return 0 if allowed else StatusCode.E_CTI_SERVER_NOT_MASTER


def keeps_quiet(role: Role, happening: Happening) -> bool:
    """Does nobody on this side hear of it? Events of a lost PG, and all on the standby side."""
    if isinstance(happening.message, SystemEvent):
        return False
    return not role.active or bool(role.pg_status & NO_EVENTS)


def become_standby(office: Office, status: int) -> None:
    """The side is the standby from now on: sessions that didn't ask for such a side end with FAILURE_EVENT 15."""
    office.role.standby = status
    for session in office.open_sessions():
        if not session.has(ACTIVE_STANDBY):
            office.end(session, StatusCode.E_CTI_CTI_SERVER_OFFLINE)
        else:
            session.forget_monitors()


def become_active(office: Office) -> None:
    """The standby side is the active one from now on, and tells its sessions."""
    if office.role.active:
        return
    office.role.standby, office.role.in_maintenance = None, False
    for session in office.open_sessions():
        office.send(session, StandbyActiveEvent())
        office.welcome(session)


def ask_for_maintenance(office: Office) -> None:
    """ACTIVE_MAINTENANCE_REQ to the sessions that know what it means; without such, the side just goes."""
    role = office.role
    role.round += 1
    asked = [session for session in office.open_sessions() if session.has(ACTIVE_STANDBY)]
    role.waits_for = {session.number for session in asked}
    for session in asked:
        office.send(session, ActiveMaintenanceReq(0x4D00 + role.round))
    if asked:
        this = role.round
        office.site.later(ANSWER_TIME, lambda: _decide(office, this, accepted=False))
    else:
        _decide(office, role.round, accepted=True)


def _decide(office: Office, which: int, *, accepted: bool) -> None:
    role = office.role
    if which != role.round or (role.waits_for and accepted):
        return
    role.round += 1
    role.waits_for.clear()
    for session in office.open_sessions():
        if session.has(ACTIVE_STANDBY):
            office.send(session, ActiveMaintenanceEvent(int(accepted)))
    if accepted:
        role.in_maintenance = True
        for other in office.site.offices:
            if other is not office:
                become_active(other)
        this = role.round
        stopping = any(session.has(ACTIVE_STANDBY) for session in office.open_sessions())
        if stopping:
            office.site.later(ANSWER_TIME, lambda: _stop(office, this))
        else:
            _stop(office, this)


def _stop(office: Office, which: int) -> None:
    if which == office.role.round:
        office.role.round += 1
        become_standby(office, StatusCode.E_CTI_CTI_SERVER_OFFLINE)


def heard(office: Office, session: Session, cls: type[Message], body: bytes) -> None:
    """ACTIVE_MAINTENANCE_RESP or STOPPING_REQUESTS_TO_THIS_SIDE_IND; what can't be read is no consent."""
    assert session.codec is not None
    try:
        message = session.codec.decode(cls.message_type, body)
    except DecodeError:
        return
    office.received.append(message)
    role = office.role
    if isinstance(message, ActiveMaintenanceResp):
        if session.number not in role.waits_for:
            return
        role.waits_for.discard(session.number)
        if not message.maintenance_mode_accepted:
            role.waits_for.clear()
            _decide(office, role.round, accepted=False)
        elif not role.waits_for:
            _decide(office, role.round, accepted=True)
    elif role.in_maintenance and role.active:
        _stop(office, role.round)
