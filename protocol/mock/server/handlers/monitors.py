"""The list of teams, and the monitors of teams, devices and calls."""

from __future__ import annotations

from protocol.mock.centre import Team
from protocol.mock.server.checks import PERIPHERAL_MONITOR, SUPERVISOR, unknown_bits
from protocol.mock.server.handlers.answers import Handler, fail
from protocol.mock.server.sessions import Monitor, Session
from protocol.mock.server.state import ServerState
from protocol.wire import messages as m
from protocol.wire.enums import MAX_NUM_TEAMS_PER_SEGMENT, ConnectionDeviceIDType, DeviceIDType, More, StatusCode


def _teams_of(state: ServerState, session: Session) -> list[Team]:
    """The teams that the session may monitor."""
    if session.agent is None:
        return state.floor.teams
    return [team for team in state.floor.teams if team.team_id in session.agent.team_ids]


def list_agent_team(state: ServerState, session: Session, request: m.ListAgentTeamReq) -> None:
    """LIST_AGENT_TEAM_REQ, answered in segments."""
    supervisor = state.floor.supervisor
    if not session.has(SUPERVISOR):
        fail(state, session, request, StatusCode.E_CTI_FUNCTION_NOT_AVAILABLE)
        return
    if request.supervisor_id != supervisor.icm_agent_id:
        fail(state, session, request, StatusCode.E_CTI_SUPERVISOR_NOT_FOUND)
        return
    scrambled = state.scrambled_segments
    size = max(1, min(scrambled or state.settings.team_segment, MAX_NUM_TEAMS_PER_SEGMENT))
    ids = list(supervisor.team_ids)
    segments = [ids[i : i + size] for i in range(0, len(ids), size)] or [[]]
    confirmations = [
        m.ListAgentTeamConf(
            request.invoke_id,
            len(segment),
            number,
            More.LAST if number == len(segments) else More.MORE,
            team_id=list(segment),
        )
        for number, segment in enumerate(segments, 1)
    ]
    if scrambled is not None:
        confirmations = [conf for conf in reversed(confirmations) for _ in range(2)]
    for conf in confirmations:
        state.send(session, conf)


def start_team(state: ServerState, session: Session, request: m.MonitorAgentTeamStartReq) -> None:
    """MONITOR_AGENT_TEAM_START_REQ. A team whose members were not sent yet is sent then."""
    if not session.has(SUPERVISOR):
        fail(state, session, request, StatusCode.E_CTI_FUNCTION_NOT_AVAILABLE)
    elif request.team_id not in {team.team_id for team in _teams_of(state, session)}:
        fail(state, session, request, StatusCode.E_CTI_TEAM_NOT_FOUND)
    elif request.team_id in session.team_monitors:
        fail(state, session, request, StatusCode.E_CTI_AGENT_TEAM_MONITOR_ALREADY_EXISTS)
    else:
        monitor_id = state.site.new_monitor_id()
        session.add_team_monitor(request.team_id, monitor_id)
        state.send(session, m.MonitorAgentTeamStartConf(request.invoke_id, monitor_id))
        if request.team_id not in session.teams_sent:
            state.send_team(session, state.floor.by_team[request.team_id])


def stop_team(state: ServerState, session: Session, request: m.MonitorAgentTeamStopReq) -> None:
    """MONITOR_AGENT_TEAM_STOP_REQ."""
    if session.remove_team_monitor(request.monitor_id):
        state.send(session, m.MonitorAgentTeamStopConf(request.invoke_id))
    else:
        fail(state, session, request, StatusCode.E_CTI_INVALID_MONITORID)


def start_monitor(state: ServerState, session: Session, request: m.MonitorStartReq) -> None:
    """MONITOR_START_REQ for a device or for a call; the calls in progress at a device are sent then."""
    status = _start_status(state, session, request)
    if status:
        fail(state, session, request, status)
        return
    monitor = Monitor(state.site.new_monitor_id(), request.call_msg_mask, request.agent_state_mask)
    if request.monitored_device_id:
        monitor.device = request.monitored_device_id
    else:
        monitor.connection = (request.connection_call_id, request.connection_device_id or "")
    session.add_monitor(monitor)
    state.send(session, m.MonitorStartConf(request.invoke_id, monitor.monitor_id))
    if monitor.device is not None:
        state.send_calls(session, state.floor.by_extension[monitor.device], monitor.monitor_id, monitor.call_mask)


def _start_status(state: ServerState, session: Session, request: m.MonitorStartReq) -> StatusCode:
    """The status of a refusal of MONITOR_START_REQ, or E_CTI_NO_ERROR."""
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
        if request.monitored_device_id not in state.floor.by_extension:
            return StatusCode.E_CTI_INVALID_DEVICE
        exists = bool(session.by_device.get(request.monitored_device_id))
    elif names_call:
        if not request.connection_device_id:
            return StatusCode.E_CTI_REQUIRED_DATA_MISSING
        if state.floor.switch.find_leg(request.connection_call_id, request.connection_device_id) is None:
            return StatusCode.E_CTI_INVALID_CALLID
        exists = bool(session.by_connection.get((request.connection_call_id, request.connection_device_id)))
    else:
        return StatusCode.E_CTI_REQUIRED_DATA_MISSING
    return StatusCode.E_CTI_MONITOR_ALREADY_EXISTS if exists else StatusCode.E_CTI_NO_ERROR


def stop_monitor(state: ServerState, session: Session, request: m.MonitorStopReq) -> None:
    """MONITOR_STOP_REQ."""
    if session.remove_monitor(request.monitor_id):
        state.send(session, m.MonitorStopConf(request.invoke_id))
    else:
        fail(state, session, request, StatusCode.E_CTI_INVALID_MONITORID)


def change_mask(state: ServerState, session: Session, request: m.ChangeMonitorMaskReq) -> None:
    """CHANGE_MONITOR_MASK_REQ, also for the monitor of the own device."""
    assert session.codec is not None
    calls, states = request.call_msg_mask, request.agent_state_mask
    status = unknown_bits(session.codec.version, calls=calls, states=states)
    if status:
        fail(state, session, request, status)
    elif session.change_masks(request.monitor_id, calls, states):
        state.send(session, m.ChangeMonitorMaskConf(request.invoke_id))
    else:
        fail(state, session, request, StatusCode.E_CTI_INVALID_MONITORID)


HANDLERS: dict[type[m.Message], Handler] = {
    m.ListAgentTeamReq: list_agent_team,
    m.MonitorAgentTeamStartReq: start_team,
    m.MonitorAgentTeamStopReq: stop_team,
    m.MonitorStartReq: start_monitor,
    m.MonitorStopReq: stop_monitor,
    m.ChangeMonitorMaskReq: change_mask,
}
"""The handler of each request about teams and monitors."""
