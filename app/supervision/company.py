"""Who is in the call with the supervisor, and on whom leaving it would hang up.

Words may hold foreign text (names, numbers): it is cleaned where it is drawn.
"""

from __future__ import annotations

from app.model import Action, Call, Floor, Target
from app.text import agent_words


def agent_has_left(floor: Floor) -> bool:
    """Is the agent of the engagement no longer in the call that the supervisor is in?"""
    engagement = floor.engagement
    if engagement is None or engagement.over or engagement.engaged not in (Action.BARGE_IN, Action.INTERCEPT):
        return False
    if engagement.engaged is Action.INTERCEPT:
        return True
    call = floor.calls.get(engagement.connection) if engagement.connection is not None else None
    if call is not None:
        return call.ended is not None
    if floor.own_call is None or engagement.agent_id not in floor.agents:
        return False
    return all(party.agent_id != engagement.agent_id for party in floor.own_call.parties)


def with_you(floor: Floor) -> str:
    """Who is in the call of the engagement besides the supervisor; empty where there is no engagement."""
    engagement = floor.engagement
    if engagement is None or engagement.over:
        return ""
    if engagement.alone:
        return "nobody"
    if not agent_has_left(floor):
        agent = (agent_words(floor, engagement.agent_id),) if engagement.agent_id else ()
        return " and ".join((*agent, *_others_joined(floor))) or "somebody who is not told"
    return " and ".join(_others_joined(floor)) or _caller(floor, _subject(floor), call_joined(floor))


def hung_up_on(floor: Floor) -> str:
    """The one party on whom a clear would hang up; empty where the call goes on without the supervisor."""
    alone = floor.engagement is not None and floor.engagement.alone
    return with_you(floor) if not alone and agent_has_left(floor) and len(_others_joined(floor)) < 2 else ""


def other_end(floor: Floor, target: Target, call: Call | None) -> str:
    """Who is left with the supervisor when the target's agent is dropped: the other parties, else the caller."""
    return " and ".join(_others(floor, target, call)) or _caller(floor, target, call)


def _subject(floor: Floor) -> Target:
    """Agent and call of the engagement."""
    engagement = floor.engagement
    return Target(engagement.agent_id, engagement.connection) if engagement is not None else Target("")


def call_joined(floor: Floor) -> Call | None:
    """The call of the engagement: as the agent has it, and once the agent has left as the own phone has it."""
    connection = _subject(floor).connection
    agents = floor.calls.get(connection) if connection is not None else None
    return agents if agents is not None and agents.ended is None else floor.own_call or agents


def _others_joined(floor: Floor) -> list[str]:
    """The parties of the engagement's call besides supervisors and its agent, in words."""
    return _others(floor, _subject(floor), call_joined(floor))


def _others(floor: Floor, target: Target, call: Call | None) -> list[str]:
    """The parties of a call besides supervisors and the target's agent, in words."""
    if call is None:
        return []
    agents_end = target.connection.connection_device_id if target.connection is not None else ""
    others = [
        agent_words(floor, party.agent_id) if party.agent_id else party.device_id
        for party in call.parties
        if not party.is_supervisor
        and party.agent_id != target.agent_id
        and party.device_id not in ("", call.device_id, agents_end, *call.supervised_by)
    ]
    return [f"caller {other}" if other == call.ani else other for other in others]


def _caller(floor: Floor, target: Target, call: Call | None) -> str:
    """The caller by the ANI. That of a call which the agent placed is the agent's own number."""
    agent = floor.agents.get(target.agent_id)
    own = (agent.extension, agent.instrument) if agent is not None else ()
    ani = call.ani if call is not None and call.ani else _alarm_ani(floor, target)
    return f"caller {ani}" if ani and ani not in own else "the caller (number not known)"


def _alarm_ani(floor: Floor, target: Target) -> str:
    """The ANI that the target's alarm, or an alarm about its call, has told."""
    lookup = floor.alarm_index
    of_target = lookup.by_id.get(target.alarm_id) if target.alarm_id is not None else None
    about = lookup.about.get(target.connection, ()) if target.connection is not None else ()
    told = (alarm.ani for alarm in (of_target, *about) if alarm is not None)
    return next(filter(None, told), "")
