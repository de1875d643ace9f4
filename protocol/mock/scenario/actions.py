"""What the steps of a scenario can do to a centre. Each action says whether it was possible.

Actions on the servers (faults, a side's end) are in :mod:`protocol.mock.scenario.player`; their keys are here with the
others.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from protocol.mock.centre.population import LOGOUT_REASON, NOT_READY_REASONS, Agent
from protocol.mock.scenario import phones
from protocol.mock.scenario.stage import Stage
from protocol.wire.enums import AgentState, CallType, ConfigOperation, EventCause

STATES = {
    "available": AgentState.AVAILABLE,
    "not-ready": AgentState.NOT_READY,
    "wrap-up": AgentState.WORK_READY,
    "logout": AgentState.LOGOUT,
    "login": AgentState.LOGIN,
}


def emergency(stage: Stage, agent: str, mark: bool = False, desk: bool = False) -> bool:
    """The emergency button. ``mark``: the call becomes one of type 20; ``desk``: it rings the emergency desk."""
    someone, alarms = stage.agent(agent), stage.centre.story.alarms
    if someone is None:
        return False
    if desk:
        alarms.desk_call(someone, CallType.EMERGENCY, EventCause.CEC_EMERGENCY_CALL, event=True)
    else:
        alarms.raise_emergency(someone, mark=mark)
    return True


def emergencies(stage: Stage, count: int, over: float) -> bool:
    """So many emergencies over so many seconds, of agents who talk, else of any."""
    centre = stage.centre

    def one() -> None:
        someone = stage.agent("talking") or stage.rng.choice(centre.agents)
        centre.story.alarms.raise_emergency(someone)

    for number in range(count):
        centre.later(number * over / count, one)
    return True


def assist(stage: Stage, agent: str, text: str = "please help", mark: bool = False) -> bool:
    """The agent asks for a supervisor."""
    someone = stage.agent(agent)
    if someone is None:
        return False
    stage.centre.story.alarms.raise_assist(someone, mark=mark, text=text)
    return True


def state(stage: Stage, agent: str, state: str, reason: int = 0) -> bool:
    """The agent takes a state; not while on a call. Raises KeyError for a state that isn't known."""
    someone, wanted = stage.agent(agent), STATES[state]
    if someone is None or someone.legs:
        return False
    stage.centre.set_state(someone, wanted, reason)
    return True


def storm(stage: Stage, count: int, over: float) -> bool:
    """So many changes of state over so many seconds, of agents without a call."""
    centre, rng = stage.centre, stage.rng

    def one() -> None:
        someone = rng.choice(centre.agents)
        if not someone.legs and someone.signed_in:
            wanted = rng.choice((AgentState.AVAILABLE, AgentState.NOT_READY, AgentState.WORK_READY))
            centre.set_state(someone, wanted, rng.choice(NOT_READY_REASONS) if wanted == AgentState.NOT_READY else 0)

    for number in range(count):
        centre.later(number * over / count, one)
    return True


def logout(stage: Stage, team: int = 0, over: float = 0.0) -> bool:
    """Everybody of a team (0: of all) signs out over so many seconds; who talks ends the call first."""
    centre = stage.centre
    members = [a for a in centre.agents if a.signed_in and (not team or team in a.team_ids)]

    def go(someone: Agent) -> None:
        for leg in list(someone.legs):
            centre.leave(leg)
        if someone.signed_in:
            centre.set_state(someone, AgentState.LOGOUT, LOGOUT_REASON)

    for number, someone in enumerate(members):
        centre.later(over * number / len(members), lambda who=someone: go(who))  # type: ignore[misc]
    return bool(members)


def move(stage: Stage, agent: str, team: int, lend: bool = False) -> bool:
    """The agent goes to another team; ``lend``: is lent to it and stays in the old one. Raises KeyError."""
    someone, centre = stage.agent(agent), stage.centre
    new = centre.by_team[team]
    if someone is None or someone in new.members:
        return False
    if not lend:
        for old in [centre.by_team[team_id] for team_id in someone.team_ids]:
            old.members.remove(someone)
            old.temporary.discard(someone.agent_id)
            stage.tell_team(old, [someone], ConfigOperation.REMOVE_AGENT)
        someone.team_ids = []
    else:
        new.temporary.add(someone.agent_id)
    someone.team_ids.append(team)
    new.members.append(someone)
    stage.tell_team(new, [someone], ConfigOperation.ADD_AGENT)
    return True


def unlend(stage: Stage, agent: str, team: int) -> bool:
    """The agent who was lent to a team goes back. Raises KeyError."""
    someone, old = stage.agent(agent), stage.centre.by_team[team]
    if someone is None or someone.agent_id not in old.temporary:
        return False
    old.temporary.remove(someone.agent_id)
    old.members.remove(someone)
    someone.team_ids.remove(team)
    stage.tell_team(old, [someone], ConfigOperation.REMOVE_AGENT)
    return True


def rename_team(stage: Stage, team: int, name: str) -> bool:
    """A team gets another name, and all its members are told again. Raises KeyError."""
    named = stage.centre.by_team[team]
    named.name = name
    stage.tell_team(named, [stage.centre.supervisor, *named.members][:64], ConfigOperation.RESTORE_PERMANENT)
    return True


@dataclass(frozen=True, slots=True)
class Action:
    """An action's keys with their types, which of them are needed, and what it does (None: the player does it)."""

    fields: dict[str, type | tuple[type, ...]] = field(default_factory=dict)
    needed: tuple[str, ...] = ()
    act: Callable[..., bool] | None = None


_NUMBER = (int, float)
_WHO: dict[str, Any] = {"agent": str}
ACTIONS: dict[str, Action] = {
    "call": Action(
        _WHO | {"ani": str, "dnis": str, "variables": dict, "answer": bool, "digits": str}, ("agent",), phones.call
    ),
    "end": Action(_WHO, ("agent",), phones.end),
    "hold": Action(_WHO, ("agent",), phones.hold),
    "retrieve": Action(_WHO, ("agent",), phones.retrieve),
    "emergency": Action(_WHO | {"mark": bool, "desk": bool}, ("agent",), emergency),
    "emergencies": Action({"count": int, "over": _NUMBER}, ("count", "over"), emergencies),
    "assist": Action(_WHO | {"text": str, "mark": bool}, ("agent",), assist),
    "consult": Action(_WHO | {"to": str, "shared": bool}, ("agent", "to"), phones.consult),
    "transfer": Action(_WHO, ("agent",), phones.transfer),
    "conference": Action(_WHO, ("agent",), phones.conference),
    "back": Action(_WHO, ("agent",), phones.back),
    "state": Action(_WHO | {"state": str, "reason": int}, ("agent", "state"), state),
    "storm": Action({"count": int, "over": _NUMBER}, ("count", "over"), storm),
    "logout": Action({"team": int, "over": _NUMBER}, (), logout),
    "move": Action(_WHO | {"team": int, "lend": bool}, ("agent", "team"), move),
    "unlend": Action(_WHO | {"team": int}, ("agent", "team"), unlend),
    "rename-team": Action({"team": int, "name": str}, ("team", "name"), rename_team),
    "text": Action({"text": str}, ("text",)),
    "fault": Action({"faults": list, "side": str}, ("faults",)),
    "mend": Action({"faults": list, "side": str}),
    "die": Action({"side": str}),
}
"""The actions by the word that a step's ``do`` has."""
