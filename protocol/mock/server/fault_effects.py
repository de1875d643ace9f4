"""What follows when a fault is switched on or off, for the faults that are not of the stream of bytes.

An effect gets the server and the fault's value, None when the fault is switched off.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

from protocol.mock.server.checks import SUPERVISOR
from protocol.mock.server.handlers import begin_maintenance, end_maintenance, return_to_assigned_role
from protocol.mock.server.sessions import Session
from protocol.mock.server.state import ServerState
from protocol.wire.enums import PGStatus, StatusCode, SystemEventID
from protocol.wire.messages import OpenReq

_EVENTS_OF_PG_STATUS = (
    (PGStatus.PGS_OPC_DOWN, SystemEventID.SYS_PERIPHERAL_GATEWAY_OFFLINE, SystemEventID.SYS_PERIPHERAL_ONLINE),
    (
        PGStatus.PGS_CC_DOWN,
        SystemEventID.SYS_CENTRAL_CONTROLLER_OFFLINE,
        SystemEventID.SYS_CENTRAL_CONTROLLER_ONLINE,
    ),
    (PGStatus.PGS_PERIPHERAL_OFFLINE, SystemEventID.SYS_PERIPHERAL_OFFLINE, SystemEventID.SYS_PERIPHERAL_ONLINE),
    (PGStatus.PGS_CTI_SERVER_OFFLINE, SystemEventID.SYS_CTI_SERVER_OFFLINE, SystemEventID.SYS_CTI_SERVER_ONLINE),
)
"""A bit of PGStatus, and the SystemEventIDs that announce that it is set and cleared."""


class FaultyServer(Protocol):
    """The side of a server that a fault is switched on or off at."""

    @property
    def state(self) -> ServerState:
        """Its sessions and role."""

    def refuse_connections(self) -> None:
        """Listen no more, and drop the clients there are."""

    def take_connections(self) -> None:
        """Listen again."""

    def clear_fault(self, name: str) -> bool:
        """Switch a fault off without its effect. False when it was off."""


Effect = Callable[[FaultyServer, float | None], None]


def down(server: FaultyServer, value: float | None) -> None:
    """Refuse connections, and take them again."""
    if value is None:
        server.take_connections()
    else:
        server.refuse_connections()


def refuse(server: FaultyServer, status: float | None) -> None:
    """Refuse OPEN_REQ with a StatusCode."""
    if status is None:
        server.state.refusals.pop(OpenReq, None)
    else:
        server.state.refusals[OpenReq] = int(status)


def standby(server: FaultyServer, status: float | None) -> None:
    """Make the side the standby, which refuses sessions with a StatusCode, or the active one."""
    server.state.role.assign_standby(None if status is None else int(status))
    return_to_assigned_role(server.state)


def maintenance(server: FaultyServer, value: float | None) -> None:
    """Put the side into maintenance, or end the maintenance."""
    role = server.state.role
    if value is None and role.in_maintenance:
        end_maintenance(server.state)
    elif value is not None and not role.in_maintenance and role.active:
        begin_maintenance(server.state)


def pg_status(server: FaultyServer, bits: float | None) -> None:
    """Give the PG a PGStatus."""
    set_pg_status(server.state, int(bits or 0))


def set_pg_status(state: ServerState, bits: int) -> None:
    """Give the PG of a side another PGStatus, with a SYSTEM_EVENT for each bit that changes."""
    changed = state.role.set_pg_status(bits)
    for bit, set_event, cleared_event in _EVENTS_OF_PG_STATUS:
        if changed & bit:
            event = set_event if bits & bit else cleared_event
            state.system_event(event, pg_status=bits, arg1=state.floor.pid)


def segments(server: FaultyServer, teams: float | None) -> None:
    """Answer LIST_AGENT_TEAM_REQ with segments of so many teams, the last first, and each of them twice."""
    server.state.scrambled_segments = None if teams is None else int(teams)


def second_login(server: FaultyServer, delay: float | None) -> None:
    """Let the same login open a session elsewhere, for every supervisor's session."""
    for session in server.state.open_sessions():
        open_elsewhere(server, session, delay)


def open_elsewhere(server: FaultyServer, session: Session, delay: float | None) -> None:
    """Let the same login open a session elsewhere in ``delay`` milliseconds, once; None: not at all."""
    if delay is None or not session.has(SUPERVISOR):
        return

    def end() -> None:
        if session.is_open and server.clear_fault("second_login"):
            server.state.end(session, StatusCode.E_CTI_NEW_SESSION_OPENED)

    server.state.site.later(delay / 1000, end)
