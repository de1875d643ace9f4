"""Requests that change nothing: states, statistics, snapshots, devices, configuration, messages between clients."""

from __future__ import annotations

from typing import Any

from protocol.mock.centre import (
    PERIPHERAL_TYPE,
    SKILL_GROUP_ID_BASE,
    SKILL_GROUPS,
    Agent,
    call_data_fields,
    router_key_fields,
    skill_group_fields,
)
from protocol.mock.server.checks import ALL_EVENTS, CLIENT_CONTROL, SUPERVISOR
from protocol.mock.server.handlers.answers import Handler, fail, named_agent
from protocol.mock.server.sessions import Session
from protocol.mock.server.state import ServerState
from protocol.wire import messages as m
from protocol.wire.enums import (
    MAX_NUM_CONFIG_RECORDS,
    VOICE_MRD_ID,
    AgentMode,
    AgentState,
    AgentType,
    CallControlMask,
    CallEventMask,
    ClassOfDevice,
    ConfigEndStatus,
    ConfigInformationMask,
    ConfigKeyStatus,
    ConfigType,
    Distribution,
    LineType,
    OtherFeatureMask,
    RecordType,
    StatusCode,
    TransferConferenceSetupMask,
    TypeOfDevice,
)

LOAD_ALL = b"\0" * 8
"""A configuration key that means that all configuration is to be loaded."""
LONG_LOGIN_NAME_SINCE, SHORT_LOGIN_NAME = 20, 32
"""The version from which LoginName is whole, and to how many bytes, its NUL included, it is cut before."""


def agent_state(state: ServerState, session: Session, request: m.QueryAgentStateReq) -> None:
    """QUERY_AGENT_STATE_REQ, with Client Control: for the own agent; as supervisor or with All Events for any."""
    target = next((a for a in state.floor.by_id.values() if a.icm_agent_id == request.icm_agent_id), None)
    agent, status = (target, StatusCode.E_CTI_NO_ERROR) if target else named_agent(state, session, request)
    if not session.has(CLIENT_CONTROL):
        fail(state, session, request, StatusCode.E_CTI_FUNCTION_NOT_AVAILABLE)
    elif agent is None:
        fail(state, session, request, status)
    elif agent is not session.agent and not (session.has(SUPERVISOR) or session.has(ALL_EVENTS)):
        fail(state, session, request, StatusCode.E_CTI_FUNCTION_NOT_AVAILABLE)
    else:
        groups = skill_group_fields(agent)
        conf = m.QueryAgentStateConf(
            request.invoke_id,
            agent.state,
            mrd_id=VOICE_MRD_ID,
            num_tasks=len(agent.legs),
            agent_mode=AgentMode.ROUTABLE,
            max_task_limit=1,
            icm_agent_id=agent.icm_agent_id,
            agent_availability_status=int(agent.state == AgentState.AVAILABLE),
            department_id=0,
            agent_id=agent.agent_id,
            agent_extension=agent.extension,
            agent_instrument=agent.instrument,
            skill_group_number=[g[0] for g in groups],
            skill_group_id=[g[1] for g in groups],
            skill_group_priority=[g[2] for g in groups],
            skill_group_state=[g[3] for g in groups],
        )
        state.send(session, conf)


def agent_statistics(state: ServerState, session: Session, request: m.QueryAgentStatisticsReq) -> None:
    """QUERY_AGENT_STATISTICS_REQ: numbers of the session since the start, made up ones for the day before it."""
    agent, status = named_agent(state, session, request)
    if agent is None:
        fail(state, session, request, status)
        return
    now = state.centre.now
    session_time, handled = int(now), agent.handled
    talk, day = int(state.centre.simulation.customer_calls.talk_seconds), 5 + agent.icm_agent_id % 17
    conf = m.QueryAgentStatisticsConf(
        request.invoke_id,
        state.floor.pid,
        logged_on_time_session=session_time,
        avail_time_session=session_time // 4,
        not_ready_time_session=session_time // 8,
        handled_calls_session=handled,
        handled_calls_talk_time_session=handled * talk,
        handled_calls_time_session=handled * (talk + 12),
        handled_calls_after_call_time_session=handled * 12,
        logged_on_time_today=session_time + day * 600,
        avail_time_today=session_time // 4 + day * 150,
        not_ready_time_today=session_time // 8 + day * 80,
        handled_calls_today=handled + day,
        handled_calls_talk_time_today=(handled + day) * talk,
        handled_calls_time_today=(handled + day) * (talk + 12),
        handled_calls_after_call_time_today=(handled + day) * 12,
        agent_extension=agent.extension,
        agent_id=agent.agent_id,
        agent_instrument=agent.instrument,
    )
    state.send(session, conf)


def snapshot_call(state: ServerState, session: Session, request: m.SnapshotCallReq) -> None:
    """SNAPSHOT_CALL_REQ, with Client Control: for calls of the own device, for any with All Events."""
    leg = state.floor.switch.find_leg(request.connection_call_id, request.connection_device_id)
    if not session.has(CLIENT_CONTROL):
        fail(state, session, request, StatusCode.E_CTI_FUNCTION_NOT_AVAILABLE)
    elif leg is None:
        fail(state, session, request, StatusCode.E_CTI_INVALID_CALLID)
    elif not session.has(ALL_EVENTS) and all(end.agent is not session.agent for end in leg.call.agent_legs):
        fail(state, session, request, StatusCode.E_CTI_NOT_CALL_PARTY)
    else:
        ends = leg.call.legs
        conf = m.SnapshotCallConf(
            request.invoke_id,
            leg.call_type,
            **call_data_fields(leg.call),
            **router_key_fields(leg.call),
            call_connection_call_id=[leg.call.call_id for _ in ends],
            call_connection_device_id_type=[end.id_type for end in ends],
            call_connection_device_id=[end.connection_device_id for end in ends],
            call_device_type=[end.device_type for end in ends],
            call_device_id=[end.device for end in ends],
            call_device_connection_state=[end.state for end in ends],
        )
        state.send(session, conf)


def snapshot_device(state: ServerState, session: Session, request: m.SnapshotDeviceReq) -> None:
    """SNAPSHOT_DEVICE_REQ, with Client Control: for the own device, for any with All Events."""
    agent = state.floor.by_extension.get(request.agent_instrument or "")
    if not session.has(CLIENT_CONTROL) or (agent is not session.agent and not session.has(ALL_EVENTS)):
        fail(state, session, request, StatusCode.E_CTI_FUNCTION_NOT_AVAILABLE)
    elif agent is None:
        fail(state, session, request, StatusCode.E_CTI_INVALID_DEVICE)
    else:
        conf = m.SnapshotDeviceConf(
            request.invoke_id,
            call_connection_call_id=[leg.call.call_id for leg in agent.legs],
            call_connection_device_id_type=[leg.id_type for leg in agent.legs],
            call_connection_device_id=[leg.connection_device_id for leg in agent.legs],
            call_state=[leg.state for leg in agent.legs],
            silent_monitor_status=[0 for _ in agent.legs],
        )
        state.send(session, conf)


def device_info(state: ServerState, session: Session, request: m.QueryDeviceInfoReq) -> None:
    """QUERY_DEVICE_INFO_REQ."""
    if not session.has(CLIENT_CONTROL):
        fail(state, session, request, StatusCode.E_CTI_FUNCTION_NOT_AVAILABLE)
    elif (request.agent_instrument or "") not in state.floor.by_extension:
        fail(state, session, request, StatusCode.E_CTI_INVALID_DEVICE)
    else:
        conf = m.QueryDeviceInfoConf(
            request.invoke_id,
            PERIPHERAL_TYPE,
            TypeOfDevice.STATION,
            ClassOfDevice.DEVC_VOICE,
            max_active_calls=1,
            max_held_calls=2,
            max_devices_in_conference=8,
            make_call_setup=0x0C,
            transfer_conference_setup=TransferConferenceSetupMask.CONF_SETUP_CONSULT_ANY,
            call_events_supported=sum(int(bit) for bit in CallEventMask) & 0x7FFFF,
            call_control_supported=sum(int(bit) for bit in CallControlMask),
            other_features_supported=OtherFeatureMask.FEATURE_UNIQUE_CONSULT_CALLID,
            line_handle=[0],
            line_type=[LineType.INBOUND_ACD],
        )
        state.send(session, conf)


def user_message(state: ServerState, session: Session, request: m.UserMessageReq) -> None:
    """USER_MESSAGE_REQ: the text is sent to one client, the supervisors, the team or all."""
    event = m.UserMessageEvent(
        state.controller_time(), request.distribution, client_id=session.client_id, text=request.text
    )
    others = [other for other in state.open_sessions() if other is not session]
    teams = set(session.agent.team_ids) if session.agent is not None else set()
    if request.distribution == Distribution.DISTRIBUTE_TO_CLIENT:
        others = [other for other in others if other.client_id == request.client_id]
        if not others:
            fail(state, session, request, StatusCode.E_CTI_CLIENT_NOT_FOUND)
            return
    elif request.distribution == Distribution.DISTRIBUTE_TO_SUPERVISOR:
        others = [other for other in others if other.has(SUPERVISOR)]
        if not others:
            fail(state, session, request, StatusCode.E_CTI_SUPERVISOR_NOT_FOUND)
            return
    elif request.distribution == Distribution.DISTRIBUTE_TO_TEAM:
        others = [other for other in others if other.agent is not None and teams & set(other.agent.team_ids)]
    elif request.distribution != Distribution.DISTRIBUTE_TO_ALL:
        fail(state, session, request, StatusCode.E_CTI_INVALID_DISTRIBUTION_TYPE)
        return
    state.send(session, m.UserMessageConf(request.invoke_id))
    for other in others:
        state.send(other, event)


def event_report(state: ServerState, session: Session, request: m.ClientEventReportReq) -> None:
    """CLIENT_EVENT_REPORT_REQ: accepted, without any effect."""
    state.send(session, m.ClientEventReportConf(request.invoke_id))


def register_variables(state: ServerState, session: Session, request: m.RegisterVariablesReq) -> None:
    """REGISTER_VARIABLES_REQ: accepted, without any effect: every variable is sent."""
    state.send(session, m.RegisterVariablesConf(request.invoke_id))


def configuration_keys(state: ServerState, session: Session, request: m.ConfigRequestKeyEvent) -> None:
    """CONFIG_REQUEST_KEY_EVENT: keys which mean that all configuration is to be loaded."""
    if not state.settings.config_events:
        fail(state, session, request, StatusCode.E_CTI_INVALID_CONFIG_MSG_MASK)
        return
    state.send(session, m.ConfigKeyEvent(ConfigKeyStatus.SUCCESS, **_keys()))


def _keys() -> dict[str, Any]:
    """The five keys that a recorded server (v15) sent."""
    parts = ("service", "skill_group", "agent", "device", "call_type")
    return {f"{part}_config_key": LOAD_ALL for part in parts}


def configuration(state: ServerState, session: Session, request: m.ConfigRequestEvent) -> None:
    """CONFIG_REQUEST_EVENT: skill groups and agents. No other message has their names."""
    if not state.settings.config_events:
        fail(state, session, request, StatusCode.E_CTI_INVALID_CONFIG_MSG_MASK)
        return
    wanted = request.config_information or request.config_msg_mask or 0
    state.send(session, m.ConfigBeginEvent(ConfigType.SOLICITED, wanted, **_keys()))
    if wanted & ConfigInformationMask.SKILL_GROUP:
        numbers = list(SKILL_GROUPS)
        state.send(
            session,
            m.ConfigSkillGroupEvent(
                record_type=[RecordType.ADD for _ in numbers],
                flt_peripheral_id=[state.floor.pid for _ in numbers],
                peripheral_number=list(numbers),
                flt_skill_group_priority=[0 for _ in numbers],
                skill_group_skill_target_id=[number + SKILL_GROUP_ID_BASE for number in numbers],
                auto_work=[0 for _ in numbers],
                peripheral_name=[SKILL_GROUPS[number] for number in numbers],
            ),
        )
    if wanted & ConfigInformationMask.AGENT:
        assert session.codec is not None
        people, version = list(state.floor.by_id.values()), session.codec.version
        for first in range(0, len(people), MAX_NUM_CONFIG_RECORDS):
            state.send(
                session, _agent_records(state.floor.pid, people[first : first + MAX_NUM_CONFIG_RECORDS], version)
            )
    state.send(session, m.ConfigEndEvent(ConfigEndStatus.SUCCESS))


def _agent_records(pid: int, people: list[Agent], version: int) -> m.ConfigAgentEvent:
    return m.ConfigAgentEvent(
        record_type=[RecordType.ADD for _ in people],
        flt_peripheral_id=[pid for _ in people],
        agent_type=[int(AgentType.SUPERVISOR if a.supervisor else AgentType.AGENT) for a in people],
        login_id=[a.agent_id for a in people],
        login_name=[_login_name(a, version) for a in people],
        last_name=[a.last_name for a in people],
        first_name=[a.first_name for a in people],
        extension=[a.extension for a in people],
        agent_skill_target_id=[a.icm_agent_id for a in people],
        num_skills=[len(a.skill_groups) for a in people],
        flt_skill_group_number=[a.skill_groups for a in people],
        flt_skill_group_priority=[tuple(0 for _ in a.skill_groups) for a in people],
    )


def _login_name(agent: Agent, version: int) -> str:
    """LoginName, cut at a whole character in versions that do not have it at its whole length."""
    if version >= LONG_LOGIN_NAME_SINCE:
        return agent.login_name
    return agent.login_name.encode()[: SHORT_LOGIN_NAME - 1].decode(errors="ignore")


HANDLERS: dict[type[m.Message], Handler] = {
    m.QueryAgentStateReq: agent_state,
    m.QueryAgentStatisticsReq: agent_statistics,
    m.SnapshotCallReq: snapshot_call,
    m.SnapshotDeviceReq: snapshot_device,
    m.QueryDeviceInfoReq: device_info,
    m.UserMessageReq: user_message,
    m.ClientEventReportReq: event_report,
    m.RegisterVariablesReq: register_variables,
    m.ConfigRequestKeyEvent: configuration_keys,
    m.ConfigRequestEvent: configuration,
}
"""The handler of each request that changes nothing."""
