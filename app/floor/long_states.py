"""Which agents are too long in a state or on a call, by the limits of the settings."""

from __future__ import annotations

from collections.abc import Callable

from app.alarms import LIMIT_OF_CONNECTION, LIMIT_OF_STATE, AlarmTrigger
from app.floor.call_table import CallRow, CallTable
from app.floor.directory import AgentRow, Directory
from app.model import LIMITS, AlarmKind, Limits
from protocol.wire.enums import SUPERVISING


def too_long(
    limits: Limits, directory: Directory, calls: CallTable, now: float, *, unfollowed: Callable[[AgentRow], object]
) -> dict[str, AlarmTrigger]:
    """Agent id -> the trigger for each agent who is over a limit that raises alarms; supervisors are left out.

    ``now`` in steady seconds. ``unfollowed``: changes of that agent's state are not told, the last one may be over.
    """
    bounds: dict[str, float] = {name: getattr(limits, name) for name in limits.alarms if getattr(limits, name) > 0}
    found: dict[str, AlarmTrigger] = {}
    if not bounds:
        return found
    for agent in directory.agents.values():
        if not agent.teams or agent.gone or agent.flags & SUPERVISING:
            continue
        name = LIMIT_OF_STATE.get(agent.state)
        if name not in bounds or agent.state_since is None or unfollowed(agent):
            continue
        limit = bounds[name]
        if now - agent.state_since >= limit:
            live = (row for row in calls.of_owner(agent.agent_id).rows if row.ended is None)
            row, another = next(live, None), next(live, None)
            about_call = bool(LIMITS[name].connection_states) and another is None
            found[agent.agent_id] = _trigger(directory, agent, name, limit, row if about_call else None)
    if any(LIMITS[name].beside_agent_state for name in bounds):
        for row in calls:
            name = LIMIT_OF_CONNECTION.get(row.state)
            if name not in bounds or not LIMITS[name].beside_agent_state or row.ended is not None:
                continue
            owner, limit = directory.on_teams(row.owner), bounds[name]
            if owner is not None and owner not in found and now - row.earliest_state_since >= limit:
                found[owner] = _trigger(directory, directory.agents[owner], name, limit, row)
    return found


def _trigger(
    directory: Directory, agent: AgentRow, name: str, limit: float, row: CallRow | None = None
) -> AlarmTrigger:
    return AlarmTrigger(
        AlarmKind.LONG_STATE,
        f"{LIMITS[name].words} for more than {_span(limit)}",
        agent.agent_id,
        directory.name_of(agent.agent_id),
        agent.extension,
        row.connection if row is not None else None,
        row.ani if row is not None else "",
    )


def _span(seconds: float) -> str:
    return f"{seconds / 60:g} min" if seconds >= 60 else f"{seconds:g} s"
