"""SUPERVISE_CALL_REQ as a contact centre carries it out: monitor, barge-in, intercept, clear.

A barge-in is a conference: the supervisor's phone gets a call of its own, answers, and is joined to the agent's call.
No guide prints the order of the events, it is inferred; causes and call types are those of GED-188, EventCause
CEC_SUPERVISOR_CLEAR to CEC_SUPERVISOR_INTERCEPT and CallType SUPERVISOR_BARGEIN, MONITOR and INTERCEPT.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from random import Random

from protocol.mock.centre.entities import FOREVER, Agent, Call, ConnectionID, Leg
from protocol.mock.centre.floor import Floor
from protocol.wire.enums import (
    NULL_CALL_ID,
    AgentState,
    CallDirection,
    CallType,
    ControlFailureCode,
    EventCause,
    LocalConnectionState,
    StatusCode,
    SupervisoryAction,
)
from protocol.wire.messages import ControlFailureConf, FailureConf, Message, SuperviseCallConf, SuperviseCallReq

BARGE_IN, MONITOR = SupervisoryAction.SUPERVISOR_BARGE_IN, SupervisoryAction.SUPERVISOR_MONITOR
INTERCEPT, CLEAR = SupervisoryAction.SUPERVISOR_INTERCEPT, SupervisoryAction.SUPERVISOR_CLEAR
_CAUSE = {BARGE_IN: EventCause.CEC_SUPERVISOR_BARGE_IN, MONITOR: EventCause.CEC_SUPERVISOR_MONITOR}
_CALL_TYPE = {BARGE_IN: CallType.SUPERVISOR_BARGEIN, MONITOR: CallType.SUPERVISOR_MONITOR}


class Refusal(Exception):
    """Why a request is not carried out: a StatusCode of the server or a ControlFailureCode of the switch."""

    def __init__(self, code: StatusCode | ControlFailureCode) -> None:
        super().__init__(code.name)
        self.code = code


@dataclass(slots=True, eq=False)
class Engagement:
    """A supervisor's part in the call of an agent, from the accepted request to the end."""

    supervisor: Agent
    agent_leg: Leg
    call: Call
    action: SupervisoryAction
    leg: Leg | None = None
    """The supervisor's end, once its phone rings."""
    joined: bool = False
    """Is the supervisor's end joined to the agent's call?"""
    pending: bool = False
    """Is a further request (intercept, clear, barge-in after monitor) accepted and not yet carried out?"""


class Supervision:
    """The engagements of supervisors."""

    def __init__(self, floor: Floor) -> None:
        self.floor, self.switch = floor, floor.switch
        self.rng = Random(f"{floor.settings.seed}/supervision")
        self.engagements: dict[str, Engagement] = {}
        """By the supervisor's instrument."""

    def request(self, session: int, request: SuperviseCallReq, supervisor: Agent) -> None:
        """Carry out a request of a session, or refuse it; the session gets the answer."""
        try:
            if request.supervisory_action == CLEAR:
                self._clear(session, request, supervisor)
            elif request.supervisory_action == INTERCEPT:
                self._intercept(session, request, supervisor, self._agent_leg(request))
            elif request.supervisory_action in (BARGE_IN, MONITOR):
                self._join(session, request, supervisor, self._agent_leg(request))
            else:
                raise Refusal(StatusCode.E_CTI_INVALID_SUPERVISORY_ACTION)
        except Refusal as refusal:
            if isinstance(refusal.code, StatusCode):
                answer: Message = FailureConf(request.invoke_id, status=refusal.code)
            else:
                answer = ControlFailureConf(request.invoke_id, refusal.code, 0)
            self.floor.announcer.answer(session, answer)

    def _agent_leg(self, request: SuperviseCallReq) -> Leg:
        """The agent's end of the call that the request names, or on which the agent talks. Raises :class:`Refusal`."""
        floor = self.floor
        if request.agent_connection_call_id != NULL_CALL_ID:
            if request.agent_connection_device_id is None:
                raise Refusal(StatusCode.E_CTI_REQUIRED_DATA_MISSING)
            leg = self.switch.find_leg(request.agent_connection_call_id, request.agent_connection_device_id)
            if leg is None or leg.agent is None:
                raise Refusal(StatusCode.E_CTI_INVALID_CALLID)
            return leg
        agent, status = floor.find_agent(request.agent_id, request.agent_extension, request.agent_instrument)
        if agent is None:
            raise Refusal(status)
        if not agent.signed_in:
            raise Refusal(StatusCode.E_CTI_AGENT_NOT_LOGGED_ON)
        active = floor.active_leg(agent)
        if active is None:
            raise Refusal(StatusCode.E_CTI_NO_CALL_ACTIVE)
        return active

    def _steps(self, *steps: tuple[float, float, Callable[[], None]]) -> None:
        """Plan steps one after the other, each (from, to) seconds after the one before."""
        delay = 0.0
        for low, high, step in steps:
            delay += self.rng.uniform(low, high) * self.floor.settings.pace
            self.floor.clock.later(delay, step)

    def _confirm(self, session: int, invoke_id: int, leg: Leg) -> Callable[[], None]:
        """SUPERVISE_CALL_CONF with the agent's connection as it is when the request is accepted."""
        conf = SuperviseCallConf(
            invoke_id,
            connection_call_id=leg.call.call_id,
            connection_device_id_type=leg.id_type,
            connection_device_id=leg.connection_device_id,
        )
        return lambda: self.floor.announcer.answer(session, conf)

    # --- barge-in and monitor ---------------------------------------------------------------------------------------

    def _join(self, session: int, request: SuperviseCallReq, supervisor: Agent, leg: Leg) -> None:
        action = SupervisoryAction(request.supervisory_action)
        if leg.agent is supervisor or leg.state != LocalConnectionState.LCS_CONNECT:
            raise Refusal(ControlFailureCode.CF_INVALID_OBJECT_STATE)
        confirm = self._confirm(session, request.invoke_id, leg)
        present = self.engagements.get(supervisor.instrument)
        if present is not None and present.call is leg.call:
            if present.action != MONITOR or action != BARGE_IN or not present.joined or present.pending:
                raise Refusal(ControlFailureCode.CF_INVALID_OBJECT_STATE)
            present.pending = True
            self._steps((0.03, 0.08, confirm), (0.2, 0.2, lambda: self._barge_in_after_monitor(present)))
            return
        if present is not None or supervisor.legs:
            raise Refusal(ControlFailureCode.CF_RESOURCE_BUSY)
        engagement = Engagement(supervisor, leg, leg.call, action)
        self.engagements[supervisor.instrument] = engagement
        leg.call.keep(FOREVER)
        self._steps(
            (0.03, 0.08, confirm),
            (0.2, 0.2, lambda: self._ring(engagement)),
            (0.6, 0.6, lambda: self._answer(engagement)),
            (0.2, 0.2, lambda: self._conference(engagement)),
        )

    def _goes_on(self, engagement: Engagement) -> bool:
        """Is the engagement not over, and the agent on the call? If the agent left, the engagement ends here."""
        if self.engagements.get(engagement.supervisor.instrument) is not engagement:
            return False
        if engagement.agent_leg in engagement.call.legs:
            return True
        self._drop(engagement, EventCause.CEC_CALL_CANCELLED)
        return False

    def _ring(self, engagement: Engagement) -> None:
        """The supervisor's phone gets a call of its own, from the agent's phone, and rings."""
        if not self._goes_on(engagement):
            return
        call, supervisor = engagement.call, engagement.supervisor
        own = self.switch.new_call(
            _CALL_TYPE[engagement.action],
            engagement.agent_leg.device,
            supervisor.extension,
            ani=call.ani,
            dnis=call.dnis,
            variables=dict(call.variables),
            ecc=list(call.ecc),
            keep_until=FOREVER,
        )
        self.floor.set_direction(supervisor, CallDirection.OTHER_IN)
        leg = self.switch.add_leg(own, supervisor.extension, supervisor, LocalConnectionState.LCS_ALERTING)
        engagement.leg = leg
        self.switch.begin(leg)
        self.switch.ring(leg, _CAUSE[engagement.action])

    def _answer(self, engagement: Engagement) -> None:
        leg = engagement.leg
        if self._goes_on(engagement) and leg is not None and leg.state == LocalConnectionState.LCS_ALERTING:
            self.switch.pick_up(leg, _CAUSE[engagement.action])
            self.floor.settle(engagement.supervisor)

    def _conference(self, engagement: Engagement) -> None:
        """The supervisor's call joins the agent's: its ConnectionCallID is that of the agent's call from now on."""
        leg = engagement.leg
        if not self._goes_on(engagement) or leg is None or leg not in leg.call.legs:
            return
        own = leg.call
        old = self.switch.move(leg, engagement.call)
        self.switch.forget(own)
        engagement.call.join_supervisor()
        engagement.joined = True
        self._announce_conference(engagement, leg, old)
        self.switch.update(leg, old)

    def _announce_conference(self, engagement: Engagement, leg: Leg, secondary: ConnectionID) -> None:
        """CALL_CONFERENCED_EVENT to all ends: the supervisor's end, known as ``secondary``, is on the agent's call."""
        ends = engagement.call.agent_legs
        self.switch.announce_conference(engagement.agent_leg, secondary, leg, ends, _CAUSE[engagement.action])

    def _barge_in_after_monitor(self, engagement: Engagement) -> None:
        """A barge-in after monitoring: the supervisor, who is on the call already, can be heard now."""
        leg = engagement.leg
        if not self._goes_on(engagement) or leg is None:
            return
        engagement.action, engagement.pending = BARGE_IN, False
        self._announce_conference(engagement, leg, leg.connection_id)
        self.switch.set_leg_type(leg, CallType.SUPERVISOR_BARGEIN)

    def put_in(self, supervisor: Agent, leg: Leg, action: SupervisoryAction) -> bool:
        """A supervisor steps in on an agent's call at once, as by another client. False where that isn't possible."""
        busy = supervisor.legs or supervisor.instrument in self.engagements
        if busy or leg.agent in (None, supervisor) or leg.state != LocalConnectionState.LCS_CONNECT:
            return False
        engagement = Engagement(supervisor, leg, leg.call, MONITOR if action == MONITOR else BARGE_IN)
        self.engagements[supervisor.instrument] = engagement
        leg.call.keep(FOREVER)
        for step in (self._ring, self._answer, self._conference):
            step(engagement)
        if action == INTERCEPT:
            self._take_over(engagement)
        return True

    # --- intercept --------------------------------------------------------------------------------------------------

    def _intercept(self, session: int, request: SuperviseCallReq, supervisor: Agent, leg: Leg) -> None:
        present = self.engagements.get(supervisor.instrument)
        if (
            present is None
            or present.call is not leg.call
            or present.agent_leg is not leg
            or present.action != BARGE_IN
            or not present.joined
            or present.pending
        ):
            raise Refusal(ControlFailureCode.CF_INVALID_OBJECT_STATE)
        present.pending = True
        confirm = self._confirm(session, request.invoke_id, leg)
        self._steps((0.03, 0.08, confirm), (0.2, 0.3, lambda: self._take_over(present)))

    def _take_over(self, engagement: Engagement) -> None:
        """The agent is disconnected; supervisor and customer go on."""
        leg = engagement.leg
        if not self._goes_on(engagement) or leg is None:
            return
        engagement.action, engagement.pending = INTERCEPT, False
        self.switch.leave(engagement.agent_leg, EventCause.CEC_SUPERVISOR_INTERCEPT)
        if leg in leg.call.legs:
            self.switch.set_leg_type(leg, CallType.SUPERVISOR_INTERCEPT)

    # --- clear ------------------------------------------------------------------------------------------------------

    def _clear(self, session: int, request: SuperviseCallReq, supervisor: Agent) -> None:
        present = self.engagements.get(supervisor.instrument)
        if present is None:
            self._hang_up(session, request, supervisor)
            return
        known = {NULL_CALL_ID, present.call.call_id}
        if present.leg is not None:
            known.add(present.leg.call.call_id)
        if request.agent_connection_call_id not in known or request.supervisor_connection_call_id not in known:
            raise Refusal(StatusCode.E_CTI_INVALID_CALLID)
        if present.pending:
            raise Refusal(ControlFailureCode.CF_DUPLICATE_INVOCATION_REJECTION)
        present.pending = True
        confirm = self._confirm(session, request.invoke_id, present.agent_leg)
        cause = EventCause.CEC_SUPERVISOR_CLEAR
        self._steps((0.03, 0.08, confirm), (0.1, 0.2, lambda: self._drop(present, cause)))

    def _hang_up(self, session: int, request: SuperviseCallReq, supervisor: Agent) -> None:
        """Take the supervisor's phone off the call that the request names, into which nobody stepped by a request."""
        leg = next((leg for leg in supervisor.legs if leg.call.call_id == request.supervisor_connection_call_id), None)
        if leg is None:
            raise Refusal(ControlFailureCode.CF_NO_CONNECTION_TO_CLEAR)
        own = leg

        def leave() -> None:
            if own in own.call.legs:
                self.switch.leave(own, EventCause.CEC_SUPERVISOR_CLEAR)

        self._steps((0.03, 0.08, self._confirm(session, request.invoke_id, own)), (0.1, 0.2, leave))

    def _drop(self, engagement: Engagement, cause: int) -> None:
        """Take the supervisor's phone off the call, whether or not it is joined, and end the engagement."""
        if self.engagements.get(engagement.supervisor.instrument) is not engagement:
            return
        leg = engagement.leg
        if leg is not None and leg in leg.call.legs:
            self.switch.leave(leg, cause)
        self._end(engagement)

    def supervisor_left(self, leg: Leg) -> None:
        """A supervisor's end has left a call: its engagement is over."""
        for engagement in list(self.engagements.values()):
            if engagement.leg is leg:
                self._end(engagement)

    def _end(self, engagement: Engagement) -> None:
        self.engagements.pop(engagement.supervisor.instrument, None)
        engagement.call.keep(self.floor.now + self.rng.uniform(12, 40))
        supervisor = engagement.supervisor
        if not supervisor.legs and supervisor.state == AgentState.TALKING:
            self.floor.settle(supervisor)
