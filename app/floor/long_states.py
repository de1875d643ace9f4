"""Who is too long in a state or a call, by the limits of the settings."""

from __future__ import annotations

from app.alarms.lifecycle import Alarms, Cry, clear
from app.floor.call_table import CallRow, CallRows
from app.floor.directory import AgentRow
from app.floor.roster import SUPERVISOR_FLAGS, Roster
from app.model import AlarmKind, Limits
from app.text.labels import LIMIT_OF_CONNECTION, LIMIT_OF_STATE

_CALLS = frozenset({"hold", "ringing"})
"""Limits of calls that the agent's state doesn't tell of: a call on hold while the agent talks on another."""
_WORDS = {
    "hold": "on hold",
    "not_ready": "not ready",
    "wrap_up": "in wrap-up",
    "talking": "talking",
    "ringing": "a call rings",
}


def too_long(limits: Limits, roster: Roster, calls: CallRows, now: float) -> dict[str, Cry]:
    """The cry for each agent who is over a limit that raises alarms. Supervisors' own states are no concern."""
    bounds = {name: getattr(limits, name) for name in limits.alarms if getattr(limits, name) > 0}
    found: dict[str, Cry] = {}
    if not bounds:
        return found
    for agent in roster.agents.values():
        if not agent.teams or agent.gone or agent.flags & SUPERVISOR_FLAGS:
            continue
        name = LIMIT_OF_STATE.get(agent.state)
        limit = bounds.get(name or "")
        if limit is not None and agent.state_since is not None and now - agent.state_since >= limit:
            live = [row for row in calls.of_owner(agent.agent_id) if row.ended is None]
            on_a_call = name in ("hold", "talking") and len(live) == 1
            found[agent.agent_id] = _cry(roster, agent, name or "", limit, live[0] if on_a_call else None)
    if bounds.keys() & _CALLS:
        for row in calls.rows.values():
            name = LIMIT_OF_CONNECTION.get(row.state)
            limit = bounds.get(name or "") if name in _CALLS else None
            owner = roster.listed(row.owner)
            if limit is None or owner is None or row.ended is not None or now - row.earliest_state_since < limit:
                continue
            if owner not in found:
                found[owner] = _cry(roster, roster.agents[owner], name or "", limit, row)
    return found


def over(alarms: Alarms, lasting: dict[str, Cry], now: float) -> Alarms:
    """The alarms, with those of agents who are over no limit any more cleared."""
    return clear(
        alarms,
        lambda a: a.kind is AlarmKind.LONG_STATE and a.cleared is None and a.agent_id not in lasting,
        "the state has changed",
        now,
    )


def _cry(roster: Roster, agent: AgentRow, name: str, limit: float, row: CallRow | None = None) -> Cry:
    return Cry(
        AlarmKind.LONG_STATE,
        f"{_WORDS[name]} for more than {_span(limit)}",
        agent.agent_id,
        roster.name_of(agent.agent_id),
        agent.extension,
        row.connection if row is not None else None,
        row.ani if row is not None else "",
    )


def _span(seconds: float) -> str:
    return f"{seconds / 60:g} min" if seconds >= 60 else f"{seconds:g} s"
