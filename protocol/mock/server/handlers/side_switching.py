"""How sides of the server take over from each other: standby, active, and the planned maintenance of version 24.

Source: GED-188 v24, ACTIVE_MAINTENANCE_REQ, ACTIVE_MAINTENANCE_RESP, ACTIVE_MAINTENANCE_EVENT,
STOPPING_REQUESTS_TO_THIS_SIDE_IND and STANDBY_ACTIVE_EVENT.
"""

from __future__ import annotations

from protocol.mock.server.handlers.opening import welcome
from protocol.mock.server.role import ACTIVE_STANDBY
from protocol.mock.server.sessions import Session
from protocol.mock.server.state import ServerState
from protocol.wire import DecodeError
from protocol.wire.enums import StatusCode
from protocol.wire.messages import (
    ActiveMaintenanceEvent,
    ActiveMaintenanceReq,
    ActiveMaintenanceResp,
    Message,
    StandbyActiveEvent,
    StoppingRequestsToThisSideInd,
)

ANSWERS = (ActiveMaintenanceResp, StoppingRequestsToThisSideInd)
"""Messages of clients that are not answered."""
ANSWER_TIME = 5.0
"""Seconds to answer ACTIVE_MAINTENANCE_REQ, and to announce that requests stop; no answer is a refusal."""
FIRST_INVOKE_ID = 0x4D00
"""InvokeID of ACTIVE_MAINTENANCE_REQ less the number of the maintenance step."""


def become_standby(state: ServerState, status: int) -> None:
    """The side becomes the standby. Sessions that cannot be held there end with E_CTI_CTI_SERVER_OFFLINE."""
    state.role.become_standby(status)
    for session in state.open_sessions():
        if not session.has(ACTIVE_STANDBY):
            state.end(session, StatusCode.E_CTI_CTI_SERVER_OFFLINE)
        else:
            session.forget_monitors()


def become_active(state: ServerState) -> None:
    """The standby side becomes the active one, and tells its sessions."""
    if state.role.active:
        return
    state.role.become_active()
    for session in state.open_sessions():
        state.send(session, StandbyActiveEvent())
        welcome(state, session)


def return_to_assigned_role(state: ServerState) -> None:
    """Make the side the standby or the active one, as it was assigned; not the active one during a maintenance."""
    role = state.role
    if role.assigned_status is not None:
        become_standby(state, role.assigned_status)
    elif not role.in_maintenance:
        become_active(state)


def begin_maintenance(state: ServerState) -> None:
    """ACTIVE_MAINTENANCE_REQ to the sessions that can be held on a standby side; without any, the side just goes."""
    asked = [session for session in state.open_sessions() if session.has(ACTIVE_STANDBY)]
    step = state.role.ask({session.number for session in asked})
    for session in asked:
        state.send(session, ActiveMaintenanceReq(FIRST_INVOKE_ID + step))
    if asked:
        state.site.later(ANSWER_TIME, lambda: _decide(state, step, accepted=False))
    else:
        _decide(state, step, accepted=True)


def end_maintenance(state: ServerState) -> None:
    """The maintenance is over: the side returns to the role it was assigned."""
    state.role.leave_maintenance()
    return_to_assigned_role(state)


def receive_answer(state: ServerState, session: Session, cls: type[Message], body: bytes) -> None:
    """ACTIVE_MAINTENANCE_RESP or STOPPING_REQUESTS_TO_THIS_SIDE_IND; one that cannot be decoded is no consent."""
    assert session.codec is not None
    try:
        message = session.codec.decode(cls.message_type, body)
    except DecodeError:
        return
    state.keep(message)
    role = state.role
    if isinstance(message, ActiveMaintenanceResp):
        accepted = bool(message.maintenance_mode_accepted)
        if role.answered(session.number, accepted=accepted) and not role.unanswered:
            _decide(state, role.round, accepted=accepted)
    elif role.in_maintenance and role.active:
        _stop(state, role.round)


def _decide(state: ServerState, step: int, *, accepted: bool) -> None:
    """End a step in which sessions were asked: ACTIVE_MAINTENANCE_EVENT, and the other side takes over if accepted."""
    role = state.role
    if step != role.round or (role.unanswered and accepted):
        return
    following = role.end_step()
    asked = [session for session in state.open_sessions() if session.has(ACTIVE_STANDBY)]
    for session in asked:
        state.send(session, ActiveMaintenanceEvent(int(accepted)))
    if not accepted:
        return
    role.enter_maintenance()
    for other in state.sides:
        if other is not state:
            become_active(other)
    if any(session.has(ACTIVE_STANDBY) for session in state.open_sessions()):
        state.site.later(ANSWER_TIME, lambda: _stop(state, following))
    else:
        _stop(state, following)


def _stop(state: ServerState, step: int) -> None:
    """The clients stop their requests to this side: it becomes the standby."""
    if step == state.role.round:
        state.role.end_step()
        become_standby(state, StatusCode.E_CTI_CTI_SERVER_OFFLINE)
