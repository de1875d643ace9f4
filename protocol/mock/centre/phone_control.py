"""What a desk asks of the switch: answer, hold, retrieve, clear, agent states, and the alarm buttons."""

from __future__ import annotations

from typing import TYPE_CHECKING

from protocol.mock.centre.entities import Leg
from protocol.mock.centre.population import Agent
from protocol.wire.enums import (
    NULL_CALL_ID,
    AgentState,
    ControlFailureCode,
    ForcedFlag,
    LocalConnectionState,
    StatusCode,
)
from protocol.wire.messages import (
    AnswerCallConf,
    AnswerCallReq,
    ClearCallConf,
    ClearCallReq,
    ClearConnectionConf,
    ClearConnectionReq,
    ControlFailureConf,
    EmergencyCallConf,
    EmergencyCallReq,
    FailureConf,
    HoldCallConf,
    HoldCallReq,
    Message,
    RetrieveCallConf,
    RetrieveCallReq,
    SetAgentStateConf,
    SetAgentStateReq,
    SupervisorAssistConf,
    SupervisorAssistReq,
)

if TYPE_CHECKING:
    from protocol.mock.centre.centre import Centre

ASKABLE = (
    AgentState.LOGIN,
    AgentState.LOGOUT,
    AgentState.NOT_READY,
    AgentState.AVAILABLE,
    AgentState.WORK_READY,
    AgentState.WORK_NOT_READY,
)

CallRequest = AnswerCallReq | HoldCallReq | RetrieveCallReq | ClearCallReq | ClearConnectionReq


class Desk:
    """Carries out what clients ask for a phone or an agent. Whether they may is judged before."""

    def __init__(self, centre: Centre) -> None:
        self.centre = centre

    def refuse(self, session: int, invoke_id: int, code: ControlFailureCode) -> None:
        """CONTROL_FAILURE_CONF."""
        self.centre.answer(session, ControlFailureConf(invoke_id, code, 0))

    def call_control(self, session: int, request: CallRequest, leg: Leg) -> None:
        """ANSWER, HOLD, RETRIEVE, CLEAR_CONNECTION or CLEAR_CALL at one end of a call."""
        centre, agent, invoke_id = self.centre, leg.agent, request.invoke_id
        wanted = {
            AnswerCallReq: LocalConnectionState.LCS_ALERTING,
            HoldCallReq: LocalConnectionState.LCS_CONNECT,
            RetrieveCallReq: LocalConnectionState.LCS_HOLD,
        }.get(type(request))
        if agent is None or (wanted is not None and leg.state != wanted):
            self.refuse(session, invoke_id, ControlFailureCode.CF_INVALID_OBJECT_STATE)
            return
        if isinstance(request, AnswerCallReq):
            centre.answer(session, AnswerCallConf(invoke_id))
            if agent.supervisor:
                centre.pick_up(leg)
                centre.settle(agent)
            else:
                centre.story.answer(leg)
        elif isinstance(request, HoldCallReq):
            centre.answer(session, HoldCallConf(invoke_id))
            centre.hold(leg)
            centre.settle(agent)
        elif isinstance(request, RetrieveCallReq):
            centre.answer(session, RetrieveCallConf(invoke_id))
            for other in agent.legs:
                if other.state == LocalConnectionState.LCS_CONNECT:
                    centre.hold(other)
            centre.retrieve(leg)
            centre.settle(agent)
        elif isinstance(request, ClearConnectionReq):
            centre.answer(session, ClearConnectionConf(invoke_id))
            centre.leave(leg)
        else:
            centre.answer(session, ClearCallConf(invoke_id))
            call = leg.call
            supervisors = [end for end in call.agent_legs if end.agent is not None and end.agent.supervisor]
            centre.close(call)
            for end in supervisors:
                centre.supervision.left(end)

    def set_state(self, session: int, request: SetAgentStateReq, agent: Agent) -> None:
        """SET_AGENT_STATE_REQ. On a call the state is taken at its end; signing out then needs force."""
        wanted, invoke_id = request.agent_state, request.invoke_id
        if wanted not in ASKABLE:
            self.centre.answer(session, FailureConf(invoke_id, StatusCode.E_CTI_INVALID_OBJECT_STATE))
        elif wanted == AgentState.LOGIN and agent.signed_in:
            self.refuse(session, invoke_id, ControlFailureCode.CF_SPECIFIED_AGENT_ALREADY_SIGNED_ON)
        elif wanted != AgentState.LOGIN and not agent.signed_in:
            self.centre.answer(session, FailureConf(invoke_id, StatusCode.E_CTI_AGENT_NOT_LOGGED_ON))
        elif wanted == AgentState.LOGOUT and agent.legs and request.forced_flag != ForcedFlag.TRUE:
            self.refuse(session, invoke_id, ControlFailureCode.CF_INVALID_OBJECT_STATE)
        else:
            self.centre.answer(session, SetAgentStateConf(invoke_id))
            if agent.legs:
                agent.pending = (wanted, request.event_reason_code)
            else:
                self.centre.set_state(agent, wanted, request.event_reason_code)

    def raise_alarm(self, session: int, request: EmergencyCallReq | SupervisorAssistReq, agent: Agent) -> None:
        """EMERGENCY_CALL_REQ or SUPERVISOR_ASSIST_REQ: the confirmation, and the event to the supervisors."""
        centre, alarms = self.centre, self.centre.story.alarms
        emergency = isinstance(request, EmergencyCallReq)
        named = request.connection_call_id
        if named != NULL_CALL_ID and all(leg.call.call_id != named for leg in agent.legs):
            centre.answer(session, FailureConf(request.invoke_id, StatusCode.E_CTI_INVALID_CALLID))
            return
        leg = centre.active_leg(agent)
        conf: type[EmergencyCallConf | SupervisorAssistConf] = EmergencyCallConf if emergency else SupervisorAssistConf
        answer: Message = conf(request.invoke_id, line_handle=0, line_type=0)
        if leg is not None:
            answer = conf(
                request.invoke_id,
                connection_call_id=leg.call.call_id,
                connection_device_id_type=leg.id_type,
                line_handle=0,
                line_type=0,
                connection_device_id=leg.connection_device_id,
            )
        centre.answer(session, answer)
        if emergency:
            alarms.raise_emergency(agent)
        else:
            alarms.raise_assist(agent)
