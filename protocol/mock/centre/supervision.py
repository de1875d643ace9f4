"""SUPERVISE_CALL_REQ as a contact centre carries it out: monitor, barge-in, intercept, clear.

A barge-in is a conference: the supervisor's phone gets a call of its own, answers, and is joined to the agent's call.
The order of the events is inferred, no guide prints it; causes and call types are the guide's (EventCause 45 to 49,
CallType 21 to 24).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from random import Random
from typing import TYPE_CHECKING

from protocol.mock.centre import joins
from protocol.mock.centre.entities import FOREVER, Call, Leg
from protocol.mock.centre.population import Agent
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
from protocol.wire.messages import ControlFailureConf, FailureConf, SuperviseCallConf, SuperviseCallReq

if TYPE_CHECKING:
    from protocol.mock.centre.centre import Centre

BARGE_IN, MONITOR = SupervisoryAction.SUPERVISOR_BARGE_IN, SupervisoryAction.SUPERVISOR_MONITOR
INTERCEPT, CLEAR = SupervisoryAction.SUPERVISOR_INTERCEPT, SupervisoryAction.SUPERVISOR_CLEAR
CAUSE = {BARGE_IN: EventCause.CEC_SUPERVISOR_BARGE_IN, MONITOR: EventCause.CEC_SUPERVISOR_MONITOR}
CALL_TYPE = {BARGE_IN: CallType.SUPERVISOR_BARGEIN, MONITOR: CallType.SUPERVISOR_MONITOR}


class Refusal(Exception):
    """Why a request isn't carried out: a StatusCode of the server or a ControlFailureCode of the switch."""

    def __init__(self, code: StatusCode | ControlFailureCode) -> None:
        super().__init__(code.name)
        self.code = code


@dataclass(slots=True, eq=False)
class Engagement:
    """A supervisor's part in somebody's call, from the accepted request to the end."""

    supervisor: Agent
    agent_leg: Leg
    call: Call
    action: int
    leg: Leg | None = None
    """The supervisor's end, once it rings."""
    ready: bool = False
    """Joined to the agent's call."""
    pending: bool = False
    """A further request (intercept, clear, barge-in after monitor) has been accepted and is being carried out."""


class Supervision:
    """Who supervises what."""

    def __init__(self, centre: Centre) -> None:
        self.centre = centre
        self.rng = Random(f"{centre.settings.seed}/supervision")
        self.engagements: dict[str, Engagement] = {}
        """By the supervisor's instrument."""

    def request(self, session: int, request: SuperviseCallReq, supervisor: Agent) -> None:
        """Carry out a request, or refuse it, with the answer to that session."""
        try:
            if request.supervisory_action == CLEAR:
                self._clear(session, request, supervisor)
            elif request.supervisory_action in (BARGE_IN, MONITOR, INTERCEPT):
                leg = self._agent_leg(request)
                if request.supervisory_action == INTERCEPT:
                    self._intercept(session, request, supervisor, leg)
                else:
                    self._join(session, request, supervisor, leg)
            else:
                raise Refusal(StatusCode.E_CTI_INVALID_SUPERVISORY_ACTION)
        except Refusal as refusal:
            code = refusal.code
            if isinstance(code, StatusCode):
                self.centre.answer(session, FailureConf(request.invoke_id, status=code))
            else:
                self.centre.answer(session, ControlFailureConf(request.invoke_id, code, 0))

    def _agent_leg(self, request: SuperviseCallReq) -> Leg:
        """The agent's end of the call that the request means."""
        centre = self.centre
        if request.agent_connection_call_id != NULL_CALL_ID:
            if request.agent_connection_device_id is None:
                raise Refusal(StatusCode.E_CTI_REQUIRED_DATA_MISSING)
            leg = centre.find_leg(request.agent_connection_call_id, request.agent_connection_device_id)
            if leg is None or leg.agent is None:
                raise Refusal(StatusCode.E_CTI_INVALID_CALLID)
            return leg
        agent, status = centre.find_agent(request.agent_id, request.agent_extension, request.agent_instrument)
        if agent is None:
            raise Refusal(status)
        if not agent.signed_in:
            raise Refusal(StatusCode.E_CTI_AGENT_NOT_LOGGED_ON)
        active = centre.active_leg(agent)
        if active is None:
            raise Refusal(StatusCode.E_CTI_NO_CALL_ACTIVE)
        return active

    def _steps(self, *steps: tuple[float, float, Callable[[], None]]) -> None:
        """Do steps one after the other, each so many seconds (from, to) after the one before."""
        delay = 0.0
        for low, high, step in steps:
            delay += self.rng.uniform(low, high) * self.centre.settings.pace
            self.centre.later(delay, step)

    def _confirm(self, session: int, invoke_id: int, leg: Leg) -> Callable[[], None]:
        """SUPERVISE_CALL_CONF with the agent's connection as it is when the request is accepted."""
        conf = SuperviseCallConf(
            invoke_id,
            connection_call_id=leg.call.call_id,
            connection_device_id_type=leg.id_type,
            connection_device_id=leg.connection_device_id,
        )
        return lambda: self.centre.answer(session, conf)

    # --- barge-in and monitor ---------------------------------------------------------------------------------------

    def _join(self, session: int, request: SuperviseCallReq, supervisor: Agent, leg: Leg) -> None:
        action = request.supervisory_action
        if leg.agent is supervisor or leg.state != LocalConnectionState.LCS_CONNECT:
            raise Refusal(ControlFailureCode.CF_INVALID_OBJECT_STATE)
        confirm = self._confirm(session, request.invoke_id, leg)
        present = self.engagements.get(supervisor.instrument)
        if present is not None and present.call is leg.call:
            if present.action != MONITOR or action != BARGE_IN or not present.ready or present.pending:
                raise Refusal(ControlFailureCode.CF_INVALID_OBJECT_STATE)
            present.pending = True
            self._steps((0.03, 0.08, confirm), (0.2, 0.2, lambda: self._speak(present)))
            return
        if present is not None or supervisor.legs:
            raise Refusal(ControlFailureCode.CF_RESOURCE_BUSY)
        engagement = Engagement(supervisor, leg, leg.call, action)
        self.engagements[supervisor.instrument] = engagement
        leg.call.keep_until = FOREVER
        self._steps(
            (0.03, 0.08, confirm),
            (0.2, 0.2, lambda: self._ring(engagement)),
            (0.6, 0.6, lambda: self._answer(engagement)),
            (0.2, 0.2, lambda: self._conference(engagement)),
        )

    def _alive(self, engagement: Engagement) -> bool:
        """Is it still on, with the agent on the call? If the call ended meanwhile the supervisor's phone is let go."""
        if self.engagements.get(engagement.supervisor.instrument) is not engagement:
            return False
        if engagement.agent_leg in engagement.call.legs:
            return True
        self._drop(engagement, EventCause.CEC_CALL_CANCELLED)
        return False

    def _ring(self, engagement: Engagement) -> None:
        """The supervisor's phone gets a call of its own, from the agent's phone, and rings."""
        if not self._alive(engagement):
            return
        centre, call, supervisor = self.centre, engagement.call, engagement.supervisor
        agent = engagement.agent_leg.device
        own = centre.new_call(
            CALL_TYPE[SupervisoryAction(engagement.action)], agent, supervisor.extension, ani=call.ani, dnis=call.dnis
        )
        own.variables, own.ecc, own.keep_until = dict(call.variables), list(call.ecc), FOREVER
        supervisor.direction = CallDirection.OTHER_IN
        leg = centre.add_leg(own, supervisor.extension, supervisor, LocalConnectionState.LCS_ALERTING)
        engagement.leg = leg
        centre.begin(leg)
        centre.ring(leg, CAUSE[SupervisoryAction(engagement.action)])

    def _answer(self, engagement: Engagement) -> None:
        leg = engagement.leg
        if self._alive(engagement) and leg is not None and leg.state == LocalConnectionState.LCS_ALERTING:
            self.centre.pick_up(leg, CAUSE[SupervisoryAction(engagement.action)])
            self.centre.settle(engagement.supervisor)

    def _conference(self, engagement: Engagement) -> None:
        """The supervisor's call joins the agent's: its ConnectionCallID is that of the agent's call from now on."""
        leg = engagement.leg
        if not self._alive(engagement) or leg is None or leg not in leg.call.legs:
            return
        centre, own = self.centre, leg.call
        old = centre.move(leg, engagement.call)
        centre.forget(own)
        engagement.ready = True
        self._tell_conference(engagement, old, CAUSE[SupervisoryAction(engagement.action)])
        centre.update(leg, old)

    def _tell_conference(self, engagement: Engagement, secondary: tuple[int, int, str], cause: int) -> None:
        centre, controller, leg = self.centre, engagement.agent_leg, engagement.leg
        assert leg is not None
        for end in engagement.call.agent_legs:
            message = joins.conferenced(centre.pid, controller, secondary, leg, end.state, cause)
            centre.tell(end, message, everyone=end is controller)

    def _speak(self, engagement: Engagement) -> None:
        """A barge-in after monitoring: the supervisor is on the call already, and is heard now."""
        leg = engagement.leg
        if not self._alive(engagement) or leg is None:
            return
        engagement.action, engagement.pending = BARGE_IN, False
        leg.call_type = CallType.SUPERVISOR_BARGEIN
        secondary = (leg.call.call_id, leg.id_type, leg.connection_device_id)
        self._tell_conference(engagement, secondary, CAUSE[BARGE_IN])
        self.centre.update(leg)

    # --- intercept --------------------------------------------------------------------------------------------------

    def _intercept(self, session: int, request: SuperviseCallReq, supervisor: Agent, leg: Leg) -> None:
        present = self.engagements.get(supervisor.instrument)
        if (
            present is None
            or present.call is not leg.call
            or present.agent_leg is not leg
            or present.action != BARGE_IN
            or not present.ready
            or present.pending
        ):
            raise Refusal(ControlFailureCode.CF_INVALID_OBJECT_STATE)
        present.pending = True
        confirm = self._confirm(session, request.invoke_id, leg)
        self._steps((0.03, 0.08, confirm), (0.2, 0.3, lambda: self._take(present)))

    def _take(self, engagement: Engagement) -> None:
        """The agent is disconnected; supervisor and customer go on."""
        leg = engagement.leg
        if not self._alive(engagement) or leg is None:
            return
        engagement.action, engagement.pending = INTERCEPT, False
        self.centre.leave(engagement.agent_leg, EventCause.CEC_SUPERVISOR_INTERCEPT)
        if leg in leg.call.legs:
            leg.call_type = CallType.SUPERVISOR_INTERCEPT
            self.centre.update(leg)

    # --- clear ------------------------------------------------------------------------------------------------------

    def _clear(self, session: int, request: SuperviseCallReq, supervisor: Agent) -> None:
        present = self.engagements.get(supervisor.instrument)
        if present is None:
            raise Refusal(ControlFailureCode.CF_NO_CONNECTION_TO_CLEAR)
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

    def _drop(self, engagement: Engagement, cause: int) -> None:
        """Take the supervisor's phone off the call, at whatever stage it is."""
        if self.engagements.get(engagement.supervisor.instrument) is not engagement:
            return
        leg = engagement.leg
        if leg is not None and leg in leg.call.legs:
            self.centre.leave(leg, cause)
        self._over(engagement)

    def left(self, leg: Leg) -> None:
        """A supervisor's end has left a call, for whatever reason."""
        for engagement in list(self.engagements.values()):
            if engagement.leg is leg:
                self._over(engagement)

    def _over(self, engagement: Engagement) -> None:
        self.engagements.pop(engagement.supervisor.instrument, None)
        engagement.call.keep_until = self.centre.now + self.rng.uniform(12, 40)
        supervisor = engagement.supervisor
        if not supervisor.legs and supervisor.state == AgentState.TALKING:
            self.centre.settle(supervisor)
