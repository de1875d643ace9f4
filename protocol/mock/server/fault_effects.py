"""What follows when a fault is switched on or off, for the faults that are more than a bad line."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from protocol.mock.server.checks import SUPERVISOR
from protocol.mock.server.role import ask_for_maintenance, become_active, become_standby
from protocol.mock.server.sessions import Session
from protocol.wire.enums import PGStatus, StatusCode, SystemEventID
from protocol.wire.messages import OpenReq

if TYPE_CHECKING:
    from protocol.mock.server.server import MockServer
    from protocol.mock.server.state import Office

_TOLD = (
    (PGStatus.PGS_OPC_DOWN, SystemEventID.SYS_PERIPHERAL_GATEWAY_OFFLINE, SystemEventID.SYS_PERIPHERAL_ONLINE),
    (
        PGStatus.PGS_CC_DOWN,
        SystemEventID.SYS_CENTRAL_CONTROLLER_OFFLINE,
        SystemEventID.SYS_CENTRAL_CONTROLLER_ONLINE,
    ),
    (PGStatus.PGS_PERIPHERAL_OFFLINE, SystemEventID.SYS_PERIPHERAL_OFFLINE, SystemEventID.SYS_PERIPHERAL_ONLINE),
    (PGStatus.PGS_CTI_SERVER_OFFLINE, SystemEventID.SYS_CTI_SERVER_OFFLINE, SystemEventID.SYS_CTI_SERVER_ONLINE),
)
"""PGStatus bit, and the SystemEventIDs that tell of its coming and going."""


def switched(server: MockServer, name: str) -> None:
    """A fault of the server was switched on or off."""
    act = _ACTS.get(name)
    if act is not None:
        act(server)


def _down(server: MockServer) -> None:
    if server.faults.down:
        server.refuse_connections()
    else:
        server.take_connections()


def _refuse(server: MockServer) -> None:
    if server.faults.refuse is None:
        server.office.refusals.pop(OpenReq, None)
    else:
        server.office.refusals[OpenReq] = server.faults.refuse


def _standby(server: MockServer) -> None:
    if server.faults.standby is not None:
        become_standby(server.office, server.faults.standby)
    elif not server.office.role.in_maintenance:
        become_active(server.office)


def _maintenance(server: MockServer) -> None:
    role = server.office.role
    if server.faults.maintenance and not role.in_maintenance and role.active:
        ask_for_maintenance(server.office)
    elif not server.faults.maintenance and role.in_maintenance:
        role.in_maintenance = False
        _standby(server)


def _pg_status(server: MockServer) -> None:
    pg_status_is(server.office, server.faults.pg_status or 0)


def pg_status_is(office: Office, bits: int) -> None:
    """Give the PG another health, and tell each change by SYSTEM_EVENT."""
    before, office.role.pg_status = office.role.pg_status, bits
    for bit, gone, back in _TOLD:
        if (before ^ bits) & bit:
            office.system_event(gone if bits & bit else back, pg_status=bits, arg1=office.centre.pid)


def _second_login(server: MockServer) -> None:
    delay = server.faults.second_login
    if delay is not None:
        for session in server.office.open_sessions():
            opened_elsewhere(server, session)


def opened_elsewhere(server: MockServer, session: Session) -> None:
    """The same login opens a session elsewhere after the fault's time, once."""
    delay = server.faults.second_login
    if delay is None or not session.has(SUPERVISOR):
        return

    def open_it() -> None:
        if session.is_open and server.faults.second_login is not None:
            server.faults.second_login = None
            server.office.end(session, StatusCode.E_CTI_NEW_SESSION_OPENED)

    server.office.site.later(delay / 1000, open_it)


_ACTS: dict[str, Callable[[MockServer], None]] = {
    "down": _down,
    "refuse": _refuse,
    "standby": _standby,
    "maintenance": _maintenance,
    "pg_status": _pg_status,
    "second_login": _second_login,
}
