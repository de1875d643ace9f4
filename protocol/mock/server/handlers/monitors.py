"""Teams and monitors: what a session watches."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from protocol.mock.centre.population import Team
from protocol.mock.server.checks import PERIPHERAL_MONITOR, SUPERVISOR, unknown_bits
from protocol.mock.server.sessions import Monitor, Session
from protocol.wire import messages as m
from protocol.wire.enums import MAX_NUM_TEAMS_PER_SEGMENT, ConnectionDeviceIDType, DeviceIDType, More, StatusCode

if TYPE_CHECKING:
    from protocol.mock.server.state import Office


def _fail(office: Office, session: Session, request: Any, status: StatusCode) -> None:
    office.send(session, m.FailureConf(request.invoke_id, status))


def _teams(office: Office, session: Session) -> list[Team]:
    if session.agent is None:
        return office.centre.teams
    return [team for team in office.centre.teams if team.team_id in session.agent.team_ids]


def list_agent_team(office: Office, session: Session, request: m.ListAgentTeamReq) -> None:
    """LIST_AGENT_TEAM_REQ, answered in segments. 64: no supervisor has that skill target id."""
    supervisor = office.centre.supervisor
    if not session.has(SUPERVISOR):
        _fail(office, session, request, StatusCode.E_CTI_FUNCTION_NOT_AVAILABLE)
        return
    if request.supervisor_id != supervisor.icm_agent_id:
        _fail(office, session, request, StatusCode.E_CTI_SUPERVISOR_NOT_FOUND)
        return
    size = max(1, min(office.settings.team_segment, MAX_NUM_TEAMS_PER_SEGMENT))
    ids = list(supervisor.team_ids)
    segments = [ids[i : i + size] for i in range(0, len(ids), size)] or [[]]
    for number, segment in enumerate(segments, 1):
        more = More.LAST if number == len(segments) else More.MORE
        conf = m.ListAgentTeamConf(request.invoke_id, len(segment), number, more, team_id=list(segment))
        office.send(session, conf)


def start_team(office: Office, session: Session, request: m.MonitorAgentTeamStartReq) -> None:
    """MONITOR_AGENT_TEAM_START_REQ. 65: no such team. 83: watched already."""
    if not session.has(SUPERVISOR):
        _fail(office, session, request, StatusCode.E_CTI_FUNCTION_NOT_AVAILABLE)
    elif request.team_id not in {team.team_id for team in _teams(office, session)}:
        _fail(office, session, request, StatusCode.E_CTI_TEAM_NOT_FOUND)
    elif request.team_id in session.team_monitors:
        _fail(office, session, request, StatusCode.E_CTI_AGENT_TEAM_MONITOR_ALREADY_EXISTS)
    else:
        monitor_id = office.new_monitor_id()
        session.team_monitors[request.team_id] = monitor_id
        office.send(session, m.MonitorAgentTeamStartConf(request.invoke_id, monitor_id))
        if request.team_id not in session.announced:
            office.announce(session, office.centre.by_team[request.team_id])


def stop_team(office: Office, session: Session, request: m.MonitorAgentTeamStopReq) -> None:
    """MONITOR_AGENT_TEAM_STOP_REQ. 55: no such monitor."""
    for team_id, monitor_id in session.team_monitors.items():
        if monitor_id == request.monitor_id:
            del session.team_monitors[team_id]
            office.send(session, m.MonitorAgentTeamStopConf(request.invoke_id))
            return
    _fail(office, session, request, StatusCode.E_CTI_INVALID_MONITORID)


def start_monitor(office: Office, session: Session, request: m.MonitorStartReq) -> None:
    """MONITOR_START_REQ for a device or a call, never for both (54)."""
    status = _start_status(office, session, request)
    if status:
        _fail(office, session, request, status)
        return
    monitor = Monitor(office.new_monitor_id(), request.call_msg_mask, request.agent_state_mask)
    if request.monitored_device_id:
        monitor.device = request.monitored_device_id
    else:
        monitor.connection = (request.connection_call_id, request.connection_device_id or "")
    session.watch(monitor)
    office.send(session, m.MonitorStartConf(request.invoke_id, monitor.monitor_id))
    if monitor.device is not None:
        office.tell_calls(session, office.centre.by_extension[monitor.device], monitor.monitor_id, monitor.call_mask)


def _start_status(office: Office, session: Session, request: m.MonitorStartReq) -> StatusCode:
    if not session.has(PERIPHERAL_MONITOR):
        return StatusCode.E_CTI_FUNCTION_NOT_AVAILABLE
    names_call = request.connection_device_id_type != ConnectionDeviceIDType.CONNECTION_ID_NONE
    names_device = request.monitored_device_type != DeviceIDType.DEVID_NONE
    if names_call and names_device:
        return StatusCode.E_CTI_MUTUALLY_EXCLUS_DEVICEID_TYPES
    assert session.codec is not None
    status = unknown_bits(session.codec.version, calls=request.call_msg_mask, states=request.agent_state_mask)
    if status:
        return status
    if names_device:
        if not request.monitored_device_id:
            return StatusCode.E_CTI_REQUIRED_DATA_MISSING
        if request.monitored_device_id not in office.centre.by_extension:
            return StatusCode.E_CTI_INVALID_DEVICE
        exists = bool(session.by_device.get(request.monitored_device_id))
    elif names_call:
        if not request.connection_device_id:
            return StatusCode.E_CTI_REQUIRED_DATA_MISSING
        if office.centre.find_leg(request.connection_call_id, request.connection_device_id) is None:
            return StatusCode.E_CTI_INVALID_CALLID
        exists = bool(session.by_connection.get((request.connection_call_id, request.connection_device_id)))
    else:
        return StatusCode.E_CTI_REQUIRED_DATA_MISSING
    return StatusCode.E_CTI_MONITOR_ALREADY_EXISTS if exists else StatusCode.E_CTI_NO_ERROR


def stop_monitor(office: Office, session: Session, request: m.MonitorStopReq) -> None:
    """MONITOR_STOP_REQ. 55: no such monitor."""
    if session.unwatch(request.monitor_id):
        office.send(session, m.MonitorStopConf(request.invoke_id))
    else:
        _fail(office, session, request, StatusCode.E_CTI_INVALID_MONITORID)


def change_mask(office: Office, session: Session, request: m.ChangeMonitorMaskReq) -> None:
    """CHANGE_MONITOR_MASK_REQ, also for the monitor of the own device."""
    assert session.codec is not None
    status = unknown_bits(session.codec.version, calls=request.call_msg_mask, states=request.agent_state_mask)
    monitor = session.monitors.get(request.monitor_id)
    if status:
        _fail(office, session, request, status)
    elif monitor is not None:
        monitor.call_mask, monitor.agent_mask = request.call_msg_mask, request.agent_state_mask
        office.send(session, m.ChangeMonitorMaskConf(request.invoke_id))
    elif request.monitor_id and request.monitor_id == session.own_monitor:
        session.call_mask, session.agent_mask = request.call_msg_mask, request.agent_state_mask
        office.send(session, m.ChangeMonitorMaskConf(request.invoke_id))
    else:
        _fail(office, session, request, StatusCode.E_CTI_INVALID_MONITORID)


HANDLERS: dict[type[m.Message], Callable[[Office, Session, Any], None]] = {
    m.ListAgentTeamReq: list_agent_team,
    m.MonitorAgentTeamStartReq: start_team,
    m.MonitorAgentTeamStopReq: stop_team,
    m.MonitorStartReq: start_monitor,
    m.MonitorStopReq: stop_monitor,
    m.ChangeMonitorMaskReq: change_mask,
}
"""The handlers by request."""
