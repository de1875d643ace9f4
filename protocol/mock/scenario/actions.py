"""What the steps of a scenario can do: to a centre, and to the sides of its server.

An action on the centre says whether it was possible.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from protocol.mock.centre import LOGOUT_REASON, NOT_READY_REASONS, Agent
from protocol.mock.scenario.stage import TALKING, Stage
from protocol.mock.server import FAULTS, MockServer, fault_name
from protocol.wire.enums import (
    MAX_NUM_TEAM_MEMBERS,
    AgentState,
    ConfigOperation,
    LocalConnectionState,
    SupervisoryAction,
    SystemEventID,
)

STATES = {
    "available": AgentState.AVAILABLE,
    "not-ready": AgentState.NOT_READY,
    "wrap-up": AgentState.WORK_READY,
    "logout": AgentState.LOGOUT,
    "login": AgentState.LOGIN,
}

KINDS = {
    "monitor": SupervisoryAction.SUPERVISOR_MONITOR,
    "barge-in": SupervisoryAction.SUPERVISOR_BARGE_IN,
    "intercept": SupervisoryAction.SUPERVISOR_INTERCEPT,
}


# --- calls ------------------------------------------------------------------------------------------------------------


def call(
    stage: Stage, agent: str, ani: str = "", dnis: str = "", variables: dict[str, str] | None = None,
    answer: bool = True, digits: str = "",
) -> bool:  # fmt: skip
    """A customer's call for an agent. ``answer = false``: it goes on ringing."""
    someone, switch = stage.agent(agent), stage.floor.switch
    if someone is None or not someone.signed_in:
        return False
    new = stage.simulation.customer_calls.incoming(
        ani=ani, dnis=dnis, digits=digits, variables={int(number): value for number, value in (variables or {}).items()}
    )
    leg = switch.add_leg(new, someone.extension, someone, LocalConnectionState.LCS_ALERTING)
    switch.begin(leg)
    switch.ring(leg)
    if answer:
        stage.simulation.customer_calls.answer(leg)
    return True


def end(stage: Stage, agent: str) -> bool:
    """The agent leaves the newest call."""
    leg = stage.leg(agent)
    if leg is None:
        return False
    stage.floor.switch.leave(leg)
    return True


def hang_up(stage: Stage, agent: str) -> bool:
    """The number outside leaves the agent's newest call."""
    leg = stage.leg(agent)
    outside = next((end for end in leg.call.legs if end.agent is None), None) if leg is not None else None
    if outside is None:
        return False
    stage.floor.switch.leave(outside)
    return True


def supervise(stage: Stage, agent: str, kind: str = "barge-in") -> bool:
    """The supervisor steps in on the agent's call at once, without a client. Raises KeyError for an unknown kind."""
    leg = stage.leg(agent, LocalConnectionState.LCS_CONNECT)
    return leg is not None and stage.centre.supervision.put_in(stage.floor.supervisor, leg, KINDS[kind])


def hold(stage: Stage, agent: str) -> bool:
    """The agent puts the call on hold."""
    leg = stage.leg(agent, LocalConnectionState.LCS_CONNECT)
    if leg is None or leg.agent is None:
        return False
    stage.floor.switch.hold(leg)
    stage.floor.settle(leg.agent)
    return True


def retrieve(stage: Stage, agent: str) -> bool:
    """The agent takes the held call back."""
    leg = stage.leg(agent, LocalConnectionState.LCS_HOLD)
    if leg is None or leg.agent is None:
        return False
    stage.floor.switch.retrieve(leg)
    stage.floor.settle(leg.agent)
    return True


def consult(stage: Stage, agent: str, to: str, shared: bool = False) -> bool:
    """The agent holds the call and talks to another agent. ``shared``: under the same ConnectionCallID."""
    leg, target = stage.leg(agent, LocalConnectionState.LCS_CONNECT), stage.agent(to)
    if leg is None or leg.agent is None or target is None or not target.signed_in:
        return False
    stage.remember(leg.agent, stage.simulation.consults.connect(leg, leg.agent, target, shared=shared))
    return True


def transfer(stage: Stage, agent: str) -> bool:
    """The agent leaves both calls, the other two go on."""
    consultation = stage.take_consultation(agent)
    if consultation is None:
        return False
    stage.simulation.consults.transfer(consultation)
    return True


def conference(stage: Stage, agent: str) -> bool:
    """All three talk; the one who was asked leaves a little later."""
    consultation = stage.take_consultation(agent)
    if consultation is None:
        return False
    stage.simulation.consults.conference(consultation)
    return True


def back(stage: Stage, agent: str) -> bool:
    """The agent ends the consultation and takes the call back."""
    consultation = stage.take_consultation(agent)
    if consultation is None:
        return False
    consultation.own.call.release()
    stage.simulation.consults.go_back(consultation.held, consultation.own)
    return True


# --- alarms -----------------------------------------------------------------------------------------------------------


def emergency(stage: Stage, agent: str, mark: bool = False, desk: bool = False) -> bool:
    """The agent's emergency. ``mark``: the call gets CallType EMERGENCY; ``desk``: it calls the emergency number."""
    someone, emergencies = stage.agent(agent), stage.simulation.emergencies
    if someone is None:
        return False
    if desk:
        emergencies.call_emergency_number(someone)
    else:
        emergencies.raise_emergency(someone, mark=mark)
    return True


def emergencies(stage: Stage, count: int, over: float) -> bool:
    """So many emergencies over so many seconds, of agents who talk, else of any."""

    def one() -> None:
        someone = stage.agent(TALKING) or stage.rng.choice(stage.floor.agents)
        stage.simulation.emergencies.raise_emergency(someone)

    for number in range(count):
        stage.floor.clock.later(number * over / count, one)
    return True


def assist(stage: Stage, agent: str, text: str = "please help", mark: bool = False) -> bool:
    """The agent asks for a supervisor."""
    someone = stage.agent(agent)
    if someone is None:
        return False
    stage.simulation.emergencies.raise_assist(someone, mark=mark, text=text)
    return True


def state(stage: Stage, agent: str, state: str, reason: int = 0) -> bool:
    """The agent takes a state; not possible during a call. Raises KeyError for a state that is not in STATES."""
    someone, wanted = stage.agent(agent), STATES[state]
    if someone is None or someone.legs:
        return False
    stage.floor.set_state(someone, wanted, reason)
    return True


def storm(stage: Stage, count: int, over: float) -> bool:
    """So many changes of state over so many seconds, of agents without a call."""
    floor, rng = stage.floor, stage.rng

    def one() -> None:
        someone = rng.choice(floor.agents)
        if not someone.legs and someone.signed_in:
            wanted = rng.choice((AgentState.AVAILABLE, AgentState.NOT_READY, AgentState.WORK_READY))
            floor.set_state(someone, wanted, rng.choice(NOT_READY_REASONS) if wanted == AgentState.NOT_READY else 0)

    for number in range(count):
        floor.clock.later(number * over / count, one)
    return True


def logout(stage: Stage, team: int = 0, over: float = 0.0) -> bool:
    """All agents of a team (0: of all teams) sign out over so many seconds, and end their calls before."""
    floor = stage.floor
    members = [a for a in floor.agents if a.signed_in and (not team or team in a.team_ids)]

    def go(someone: Agent) -> None:
        for leg in list(someone.legs):
            floor.switch.leave(leg)
        if someone.signed_in:
            floor.set_state(someone, AgentState.LOGOUT, LOGOUT_REASON)

    for number, someone in enumerate(members):
        floor.clock.later(over * number / len(members), lambda who=someone: go(who))  # type: ignore[misc]
    return bool(members)


def move(stage: Stage, agent: str, team: int, lend: bool = False) -> bool:
    """The agent goes to another team. ``lend``: for a time, and stays in the present ones. Raises KeyError."""
    someone, new = stage.agent(agent), stage.floor.by_team[team]
    if someone is None or someone in new.members:
        return False
    if lend:
        stage.floor.lend_agent(someone, new)
    else:
        stage.floor.move_agent(someone, new)
    return True


def unlend(stage: Stage, agent: str, team: int) -> bool:
    """The agent who was lent to a team leaves it. Raises KeyError."""
    someone, old = stage.agent(agent), stage.floor.by_team[team]
    if someone is None or someone.agent_id not in old.temporary:
        return False
    stage.floor.return_agent(someone, old)
    return True


def rename_team(stage: Stage, team: int, name: str) -> bool:
    """A team gets another name, and its members are announced again. Raises KeyError."""
    floor, renamed = stage.floor, stage.floor.by_team[team]
    floor.rename_team(renamed, name)
    floor.announce_team(renamed, floor.members(renamed)[:MAX_NUM_TEAM_MEMBERS], ConfigOperation.RESTORE_PERMANENT)
    return True


# --- on the sides of the server ---------------------------------------------------------------------------------------


def text(server: MockServer, text: str) -> None:
    """A text to all clients, in a SYSTEM_EVENT."""
    server.state.system_event(SystemEventID.SYS_TEXT_FYI, text=text)


def fault(server: MockServer, faults: list[str]) -> None:
    """Switch faults on."""
    server.set_faults(*faults)


def mend(server: MockServer, faults: list[str] | None = None) -> None:
    """Switch faults off; by default all. A value after the name is ignored."""
    server.clear_faults(*(list(FAULTS) if faults is None else map(fault_name, faults)))


def die(server: MockServer) -> None:
    """The side is down."""
    server.set_faults("down")


@dataclass(frozen=True, slots=True)
class Action:
    """An action: the keys of its step, and what it does.

    Exactly one of ``act`` and ``act_on_server`` is set; both get the step's fields by name.
    """

    fields: dict[str, type | tuple[type, ...]] = field(default_factory=dict)
    """The keys with their types."""
    needed: tuple[str, ...] = ()
    """The keys that a step must have."""
    act: Callable[..., bool] | None = None
    """Acts on a :class:`Stage`; was it possible?"""
    act_on_server: Callable[..., None] | None = None
    """Acts on each side that the step's ``side`` names, which is not passed on."""


_NUMBER = (int, float)
_WHO: dict[str, Any] = {"agent": str}
ACTIONS: dict[str, Action] = {
    "call": Action(
        _WHO | {"ani": str, "dnis": str, "variables": dict, "answer": bool, "digits": str}, ("agent",), call
    ),
    "end": Action(_WHO, ("agent",), end),
    "hang-up": Action(_WHO, ("agent",), hang_up),
    "supervise": Action(_WHO | {"kind": str}, ("agent",), supervise),
    "hold": Action(_WHO, ("agent",), hold),
    "retrieve": Action(_WHO, ("agent",), retrieve),
    "emergency": Action(_WHO | {"mark": bool, "desk": bool}, ("agent",), emergency),
    "emergencies": Action({"count": int, "over": _NUMBER}, ("count", "over"), emergencies),
    "assist": Action(_WHO | {"text": str, "mark": bool}, ("agent",), assist),
    "consult": Action(_WHO | {"to": str, "shared": bool}, ("agent", "to"), consult),
    "transfer": Action(_WHO, ("agent",), transfer),
    "conference": Action(_WHO, ("agent",), conference),
    "back": Action(_WHO, ("agent",), back),
    "state": Action(_WHO | {"state": str, "reason": int}, ("agent", "state"), state),
    "storm": Action({"count": int, "over": _NUMBER}, ("count", "over"), storm),
    "logout": Action({"team": int, "over": _NUMBER}, (), logout),
    "move": Action(_WHO | {"team": int, "lend": bool}, ("agent", "team"), move),
    "unlend": Action(_WHO | {"team": int}, ("agent", "team"), unlend),
    "rename-team": Action({"team": int, "name": str}, ("team", "name"), rename_team),
    "text": Action({"text": str}, ("text",), act_on_server=text),
    "fault": Action({"faults": list, "side": str}, ("faults",), act_on_server=fault),
    "mend": Action({"faults": list, "side": str}, act_on_server=mend),
    "die": Action({"side": str}, act_on_server=die),
}
"""The actions by the word that a step's ``do`` has."""
