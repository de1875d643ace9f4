"""Questions that change nothing: states, statistics, snapshots, devices, configuration, messages to people."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from protocol.mock.centre import agent_messages as agent_events
from protocol.mock.centre import call_messages as events
from protocol.mock.centre.population import SKILL_GROUPS, Agent
from protocol.mock.server.checks import ALL_EVENTS, CLIENT_CONTROL, SUPERVISOR
from protocol.mock.server.sessions import Session
from protocol.wire import messages as m
from protocol.wire.enums import (
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

if TYPE_CHECKING:
    from protocol.mock.server.state import Office

RECORDS = 10
"""Records in one configuration event (the guide's most)."""
LOAD_ALL = b"\0" * 8
"""A configuration key that says: load everything."""
LONG_LOGIN_NAME_SINCE, SHORT_LOGIN_NAME = 20, 32
"""The version from which LoginName comes whole, and to how many bytes, its NUL included, it is cut before."""


def _fail(office: Office, session: Session, request: Any, status: StatusCode) -> None:
    office.send(session, m.FailureConf(getattr(request, "invoke_id", 0), status))


def _agent(office: Office, session: Session, request: Any) -> tuple[Agent | None, StatusCode]:
    named = (request.agent_id, request.agent_extension, request.agent_instrument)
    if not any(named) and session.agent is not None:
        return session.agent, StatusCode.E_CTI_NO_ERROR
    return office.centre.find_agent(*named)


def agent_state(office: Office, session: Session, request: m.QueryAgentStateReq) -> None:
    """QUERY_AGENT_STATE_REQ: Client Control for oneself and, as a supervisor, for the teams."""
    target = next((a for a in office.centre.by_id.values() if a.icm_agent_id == request.icm_agent_id), None)
    agent, status = (target, StatusCode.E_CTI_NO_ERROR) if target else _agent(office, session, request)
    if not session.has(CLIENT_CONTROL):
        _fail(office, session, request, StatusCode.E_CTI_FUNCTION_NOT_AVAILABLE)
    elif agent is None:
        _fail(office, session, request, status)
    elif agent is not session.agent and not (session.has(SUPERVISOR) or session.has(ALL_EVENTS)):
        _fail(office, session, request, StatusCode.E_CTI_FUNCTION_NOT_AVAILABLE)
    else:
        groups = agent_events.skill_group_fields(agent)
        conf = m.QueryAgentStateConf(
            request.invoke_id,
            agent.state,
            mrd_id=1,
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
        office.send(session, conf)


def agent_statistics(office: Office, session: Session, request: m.QueryAgentStatisticsReq) -> None:
    """QUERY_AGENT_STATISTICS_REQ: what the agent did since the start, and a plausible day before it."""
    agent, status = _agent(office, session, request)
    if agent is None:
        _fail(office, session, request, status)
        return
    now = office.centre.now
    session_time, handled = int(now), agent.handled
    talk, day = int(office.centre.story.talk), 5 + agent.icm_agent_id % 17
    conf = m.QueryAgentStatisticsConf(
        request.invoke_id,
        office.centre.pid,
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
    office.send(session, conf)


def snapshot_call(office: Office, session: Session, request: m.SnapshotCallReq) -> None:
    """SNAPSHOT_CALL_REQ: calls of one's own device, or any with Client Control and All Events."""
    leg = office.centre.find_leg(request.connection_call_id, request.connection_device_id)
    if not session.has(CLIENT_CONTROL):
        _fail(office, session, request, StatusCode.E_CTI_FUNCTION_NOT_AVAILABLE)
    elif leg is None:
        _fail(office, session, request, StatusCode.E_CTI_INVALID_CALLID)
    elif not session.has(ALL_EVENTS) and all(end.agent is not session.agent for end in leg.call.agent_legs):
        _fail(office, session, request, StatusCode.E_CTI_NOT_CALL_PARTY)
    else:
        ends = leg.call.legs
        conf = m.SnapshotCallConf(
            request.invoke_id,
            leg.call_type,
            **events.call_data(leg.call),
            **events.router_key(leg.call),
            call_connection_call_id=[leg.call.call_id for _ in ends],
            call_connection_device_id_type=[end.id_type for end in ends],
            call_connection_device_id=[end.connection_device_id for end in ends],
            call_device_type=[end.device_type for end in ends],
            call_device_id=[end.device for end in ends],
            call_device_connection_state=[end.state for end in ends],
        )
        office.send(session, conf)


def snapshot_device(office: Office, session: Session, request: m.SnapshotDeviceReq) -> None:
    """SNAPSHOT_DEVICE_REQ: the own device, or any with Client Control and All Events."""
    agent = office.centre.by_extension.get(request.agent_instrument or "")
    if not session.has(CLIENT_CONTROL) or (agent is not session.agent and not session.has(ALL_EVENTS)):
        _fail(office, session, request, StatusCode.E_CTI_FUNCTION_NOT_AVAILABLE)
    elif agent is None:
        _fail(office, session, request, StatusCode.E_CTI_INVALID_DEVICE)
    else:
        conf = m.SnapshotDeviceConf(
            request.invoke_id,
            call_connection_call_id=[leg.call.call_id for leg in agent.legs],
            call_connection_device_id_type=[leg.id_type for leg in agent.legs],
            call_connection_device_id=[leg.connection_device_id for leg in agent.legs],
            call_state=[leg.state for leg in agent.legs],
            silent_monitor_status=[0 for _ in agent.legs],
        )
        office.send(session, conf)


def device_info(office: Office, session: Session, request: m.QueryDeviceInfoReq) -> None:
    """QUERY_DEVICE_INFO_REQ."""
    if not session.has(CLIENT_CONTROL):
        _fail(office, session, request, StatusCode.E_CTI_FUNCTION_NOT_AVAILABLE)
    elif (request.agent_instrument or "") not in office.centre.by_extension:
        _fail(office, session, request, StatusCode.E_CTI_INVALID_DEVICE)
    else:
        conf = m.QueryDeviceInfoConf(
            request.invoke_id,
            events.PERIPHERAL_TYPE,
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
        office.send(session, conf)


def user_message(office: Office, session: Session, request: m.UserMessageReq) -> None:
    """USER_MESSAGE_REQ: the text goes to one client, the supervisors, the team or all."""
    event = m.UserMessageEvent(
        office.controller_time(), request.distribution, client_id=session.client_id, text=request.text
    )
    others = [other for other in office.open_sessions() if other is not session]
    teams = set(session.agent.team_ids) if session.agent is not None else set()
    if request.distribution == Distribution.DISTRIBUTE_TO_CLIENT:
        others = [other for other in others if other.client_id == request.client_id]
        if not others:
            _fail(office, session, request, StatusCode.E_CTI_CLIENT_NOT_FOUND)
            return
    elif request.distribution == Distribution.DISTRIBUTE_TO_SUPERVISOR:
        others = [other for other in others if other.has(SUPERVISOR)]
        if not others:
            _fail(office, session, request, StatusCode.E_CTI_SUPERVISOR_NOT_FOUND)
            return
    elif request.distribution == Distribution.DISTRIBUTE_TO_TEAM:
        others = [other for other in others if other.agent is not None and teams & set(other.agent.team_ids)]
    elif request.distribution != Distribution.DISTRIBUTE_TO_ALL:
        _fail(office, session, request, StatusCode.E_CTI_INVALID_DISTRIBUTION_TYPE)
        return
    office.send(session, m.UserMessageConf(request.invoke_id))
    for other in others:
        office.send(other, event)


def event_report(office: Office, session: Session, request: m.ClientEventReportReq) -> None:
    """CLIENT_EVENT_REPORT_REQ: taken note of."""
    office.send(session, m.ClientEventReportConf(request.invoke_id))


def register_variables(office: Office, session: Session, request: m.RegisterVariablesReq) -> None:
    """REGISTER_VARIABLES_REQ: accepted; every variable goes on being sent."""
    office.send(session, m.RegisterVariablesConf(request.invoke_id))


def configuration_keys(office: Office, session: Session, request: m.ConfigRequestKeyEvent) -> None:
    """CONFIG_REQUEST_KEY_EVENT: keys that say that everything is to be loaded."""
    if not office.settings.config_events:
        _fail(office, session, request, StatusCode.E_CTI_INVALID_CONFIG_MSG_MASK)
        return
    office.send(session, m.ConfigKeyEvent(ConfigKeyStatus.SUCCESS, **_keys()))


def _keys() -> dict[str, Any]:
    """The five keys that a recorded server (v15) sent."""
    parts = ("service", "skill_group", "agent", "device", "call_type")
    return {f"{part}_config_key": LOAD_ALL for part in parts}


def configuration(office: Office, session: Session, request: m.ConfigRequestEvent) -> None:
    """CONFIG_REQUEST_EVENT: skill groups and agents, who get their names from nowhere else."""
    if not office.settings.config_events:
        _fail(office, session, request, StatusCode.E_CTI_INVALID_CONFIG_MSG_MASK)
        return
    wanted = request.config_information or request.config_msg_mask or 0
    office.send(session, m.ConfigBeginEvent(ConfigType.SOLICITED, wanted, **_keys()))
    if wanted & ConfigInformationMask.SKILL_GROUP:
        numbers = list(SKILL_GROUPS)
        office.send(
            session,
            m.ConfigSkillGroupEvent(
                record_type=[RecordType.ADD for _ in numbers],
                flt_peripheral_id=[office.centre.pid for _ in numbers],
                peripheral_number=list(numbers),
                flt_skill_group_priority=[0 for _ in numbers],
                skill_group_skill_target_id=[number + events.SKILL_GROUP_ID_BASE for number in numbers],
                auto_work=[0 for _ in numbers],
                peripheral_name=[SKILL_GROUPS[number] for number in numbers],
            ),
        )
    if wanted & ConfigInformationMask.AGENT:
        assert session.codec is not None
        people, version = list(office.centre.by_id.values()), session.codec.version
        for first in range(0, len(people), RECORDS):
            office.send(session, _agent_records(office.centre.pid, people[first : first + RECORDS], version))
    office.send(session, m.ConfigEndEvent(ConfigEndStatus.SUCCESS))


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
    """LoginName, cut where the version is older than the whole length, and never inside a character."""
    if version >= LONG_LOGIN_NAME_SINCE:
        return agent.login_name
    return agent.login_name.encode()[: SHORT_LOGIN_NAME - 1].decode(errors="ignore")


HANDLERS: dict[type[m.Message], Callable[[Office, Session, Any], None]] = {
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
"""The handlers by request."""
