"""The event messages of agents: states, teams and alarms. MonitorID is 0: the server fills it in."""

from __future__ import annotations

from typing import Any

from protocol.mock.centre.call_messages import PERIPHERAL_TYPE
from protocol.mock.centre.entities import Agent, Leg, Team
from protocol.mock.centre.population import SKILL_GROUP_ID_BASE
from protocol.wire import enums as e
from protocol.wire import messages as m


def skill_group_fields(agent: Agent) -> list[tuple[int, int, int, int]]:
    """The agent's skill groups as SkillGroupNumber, SkillGroupID, priority and state."""
    return [(number, number + SKILL_GROUP_ID_BASE, 1, agent.state) for number in agent.skill_groups]


def agent_state(pid: int, agent: Agent, now: float) -> m.AgentStateEvent:
    """AGENT_STATE_EVENT for the agent's present state."""
    groups = skill_group_fields(agent)
    number, group_id, priority, state = groups[0]
    available = agent.state == e.AgentState.AVAILABLE
    return m.AgentStateEvent(
        peripheral_id=pid,
        session_id=0,
        peripheral_type=PERIPHERAL_TYPE,
        skill_group_state=state,
        state_duration=max(0, int(now - agent.since)),
        skill_group_number=number,
        skill_group_id=group_id,
        skill_group_priority=priority,
        agent_state=agent.state,
        event_reason_code=agent.reason,
        mrd_id=e.VOICE_MRD_ID,
        num_tasks=len(agent.legs),
        agent_mode=e.AgentMode.ROUTABLE,
        max_task_limit=1,
        icm_agent_id=agent.icm_agent_id,
        agent_availability_status=int(available),
        department_id=0,
        agent_id=agent.agent_id,
        agent_extension=agent.extension,
        agent_instrument=agent.instrument,
        direction=agent.direction,
        flt_skill_group_number=[g[0] for g in groups],
        flt_skill_group_id=[g[1] for g in groups],
        flt_skill_group_priority=[g[2] for g in groups],
        flt_skill_group_state=[g[3] for g in groups],
    )


def alarm(cls: type[Any], pid: int, agent: Agent, leg: Leg | None, **fields: Any) -> m.Message:
    """EMERGENCY_CALL_EVENT or SUPERVISOR_ASSIST_EVENT of an agent, about one of the agent's calls or about none."""
    connection: dict[str, Any]
    if leg is None:
        connection = {"connection_device_id_type": e.ConnectionDeviceIDType.CONNECTION_ID_NONE}
    else:
        connection = {
            "connection_call_id": leg.call.call_id,
            "connection_device_id_type": leg.id_type,
            "connection_device_id": leg.connection_device_id,
        }
    message: m.Message = cls(
        peripheral_id=pid,
        session_id=0x1000 + agent.icm_agent_id,
        **connection,
        client_id=f"desk-{agent.extension}",
        agent_extension=agent.extension,
        agent_id=agent.agent_id,
        agent_instrument=agent.instrument,
        **fields,
    )
    return message


def team_config(pid: int, team: Team, members: list[Agent], operation: int, now: float) -> m.Message:
    """AGENT_TEAM_CONFIG_EVENT about up to 64 members of a team. ``operation``: ConfigOperation."""

    def flags(agent: Agent) -> int:
        if agent.supervisor:
            return e.AgentFlags.PRIMARY_SUPERVISOR
        return e.AgentFlags.TEMPORARY_AGENT if agent.agent_id in team.temporary else 0

    return m.AgentTeamConfigEvent(
        peripheral_id=pid,
        team_id=team.team_id,
        config_operation=operation,
        department_id=0,
        agent_team_name=team.name,
        atc_agent_id=[a.agent_id for a in members],
        agent_flags=[int(flags(a)) for a in members],
        atc_agent_state=[a.state for a in members],
        atc_state_duration=[max(0, int(now - a.since)) for a in members],
    )
