"""What agents do with their phones when a scenario says so. Each action says whether it was possible."""

from __future__ import annotations

from protocol.mock.centre.entities import Leg
from protocol.mock.scenario.stage import Stage
from protocol.wire.enums import CallType, EventCause, LocalConnectionState

NONE = EventCause.CEC_NONE


def call(
    stage: Stage, agent: str, ani: str = "", dnis: str = "", variables: dict[str, str] | None = None,
    answer: bool = True, digits: str = "",
) -> bool:  # fmt: skip
    """A customer's call for an agent; ``answer = false``: it rings on."""
    someone, centre = stage.agent(agent), stage.centre
    if someone is None or not someone.signed_in:
        return False
    new = centre.story.incoming()
    new.ani, new.dnis, new.digits = ani or new.ani, dnis or new.dnis, digits or new.digits
    for number, value in (variables or {}).items():
        new.variables[int(number)] = value
    leg = centre.add_leg(new, someone.extension, someone, LocalConnectionState.LCS_ALERTING)
    centre.begin(leg)
    centre.ring(leg)
    if answer:
        centre.story.answer(leg)
    return True


def end(stage: Stage, agent: str) -> bool:
    """The agent leaves his newest call."""
    leg = stage.leg(agent)
    if leg is None:
        return False
    stage.centre.leave(leg)
    return True


def hold(stage: Stage, agent: str) -> bool:
    """The agent puts the call on hold."""
    leg = stage.leg(agent, LocalConnectionState.LCS_CONNECT)
    if leg is None or leg.agent is None:
        return False
    stage.centre.hold(leg)
    stage.centre.settle(leg.agent)
    return True


def retrieve(stage: Stage, agent: str) -> bool:
    """The agent takes the held call back."""
    leg = stage.leg(agent, LocalConnectionState.LCS_HOLD)
    if leg is None or leg.agent is None:
        return False
    stage.centre.retrieve(leg)
    stage.centre.settle(leg.agent)
    return True


def consult(stage: Stage, agent: str, to: str, shared: bool = False) -> bool:
    """The agent holds the call and dials another. ``shared``: under the same ConnectionCallID."""
    centre, leg, target = stage.centre, stage.leg(agent, LocalConnectionState.LCS_CONNECT), stage.agent(to)
    if leg is None or leg.agent is None or target is None or not target.signed_in:
        return False
    own_agent = leg.agent
    leg.call.engaged = True
    centre.hold(leg)
    call_id = leg.call.call_id if shared else None
    new = centre.new_call(
        CallType.CONSULT, own_agent.extension, target.extension, call_id=call_id, ani=own_agent.extension
    )
    new.engaged = True
    own = centre.story.dialing.off_hook(new, own_agent, NONE)
    far = centre.add_leg(new, target.extension, target, LocalConnectionState.LCS_ALERTING)
    centre.begin(far)
    centre.ring(far)
    centre.pick_up(far)
    centre.settle(target)
    stage.consults[own_agent.agent_id] = (leg, own, far)
    return True


def _consulted(stage: Stage, agent: str) -> tuple[Leg, Leg, Leg] | None:
    found = stage.consults.pop(agent, None)
    return found if found is not None and all(leg in leg.call.legs for leg in found) else None


def transfer(stage: Stage, agent: str) -> bool:
    """The agent leaves both calls, those two go on."""
    found = _consulted(stage, agent)
    if found is None:
        return False
    stage.centre.story.consults.transfer(*found)
    return True


def conference(stage: Stage, agent: str) -> bool:
    """All three talk; the one who was asked leaves a little later."""
    found = _consulted(stage, agent)
    if found is None:
        return False
    stage.centre.story.consults.conference(*found)
    return True


def back(stage: Stage, agent: str) -> bool:
    """The agent ends the consultation and takes the call back."""
    found = _consulted(stage, agent)
    if found is None:
        return False
    found[1].call.engaged = False
    stage.centre.story.consults.back(found[0], found[1])
    return True
