"""What clients request for a phone or an agent: answer, hold, retrieve, clear, agent states, and alarms."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from protocol.mock.centre.entities import Agent, Leg
from protocol.mock.centre.floor import Floor
from protocol.mock.centre.simulation import Simulation
from protocol.wire import messages as m
from protocol.wire.enums import (
    NULL_CALL_ID,
    AgentState,
    ControlFailureCode,
    ForcedFlag,
    LocalConnectionState,
    StatusCode,
)

SETTABLE_STATES = (
    AgentState.LOGIN,
    AgentState.LOGOUT,
    AgentState.NOT_READY,
    AgentState.AVAILABLE,
    AgentState.WORK_READY,
    AgentState.WORK_NOT_READY,
)

CallRequest = m.AnswerCallReq | m.HoldCallReq | m.RetrieveCallReq | m.ClearCallReq | m.ClearConnectionReq

_NEEDED_STATE = {
    m.AnswerCallReq: LocalConnectionState.LCS_ALERTING,
    m.HoldCallReq: LocalConnectionState.LCS_CONNECT,
    m.RetrieveCallReq: LocalConnectionState.LCS_HOLD,
}
"""The LocalConnectionState in which a request is possible."""


class PhoneControl:
    """Carries out requests and answers them. The server has judged before whether the session may make them."""

    def __init__(self, floor: Floor, simulation: Simulation) -> None:
        self.floor, self.simulation = floor, simulation

    def _answer(self, session: int, message: m.Message) -> None:
        self.floor.announcer.answer(session, message)

    def _refuse(self, session: int, invoke_id: int, code: ControlFailureCode) -> None:
        self._answer(session, m.ControlFailureConf(invoke_id, code, 0))

    # --- calls ------------------------------------------------------------------------------------------------------

    def control_call(self, session: int, request: CallRequest, leg: Leg) -> None:
        """Carry out ANSWER, HOLD, RETRIEVE, CLEAR_CONNECTION or CLEAR_CALL at one end of a call."""
        agent, needed = leg.agent, _NEEDED_STATE.get(type(request))
        if agent is None or (needed is not None and leg.state != needed):
            self._refuse(session, request.invoke_id, ControlFailureCode.CF_INVALID_OBJECT_STATE)
            return
        confirmation, carry_out = _CALL_REQUESTS[type(request)]
        self._answer(session, confirmation(request.invoke_id))
        carry_out(self, leg, agent)

    def _pick_up(self, leg: Leg, agent: Agent) -> None:
        if agent.supervisor:
            self.floor.switch.pick_up(leg)
            self.floor.settle(agent)
        else:
            self.simulation.customer_calls.answer(leg)

    def _hold(self, leg: Leg, agent: Agent) -> None:
        self.floor.switch.hold(leg)
        self.floor.settle(agent)

    def _retrieve(self, leg: Leg, agent: Agent) -> None:
        for other in agent.legs:
            if other.state == LocalConnectionState.LCS_CONNECT:
                self.floor.switch.hold(other)
        self.floor.switch.retrieve(leg)
        self.floor.settle(agent)

    def _clear_connection(self, leg: Leg, agent: Agent) -> None:
        self.floor.switch.leave(leg)

    def _clear_call(self, leg: Leg, agent: Agent) -> None:
        self.floor.switch.close(leg.call)

    # --- agents -----------------------------------------------------------------------------------------------------

    def set_agent_state(self, session: int, request: m.SetAgentStateReq, agent: Agent) -> None:
        """SET_AGENT_STATE_REQ. During a call the state is taken at its end; signing out then needs ForcedFlag."""
        wanted, invoke_id = request.agent_state, request.invoke_id
        if wanted not in SETTABLE_STATES:
            self._answer(session, m.FailureConf(invoke_id, StatusCode.E_CTI_INVALID_OBJECT_STATE))
        elif wanted == AgentState.LOGIN and agent.signed_in:
            self._refuse(session, invoke_id, ControlFailureCode.CF_SPECIFIED_AGENT_ALREADY_SIGNED_ON)
        elif wanted != AgentState.LOGIN and not agent.signed_in:
            self._answer(session, m.FailureConf(invoke_id, StatusCode.E_CTI_AGENT_NOT_LOGGED_ON))
        elif wanted == AgentState.LOGOUT and agent.legs and request.forced_flag != ForcedFlag.TRUE:
            self._refuse(session, invoke_id, ControlFailureCode.CF_INVALID_OBJECT_STATE)
        else:
            self._answer(session, m.SetAgentStateConf(invoke_id))
            if agent.legs:
                self.floor.set_state_after_call(agent, wanted, request.event_reason_code)
            else:
                self.floor.set_state(agent, wanted, request.event_reason_code)

    def raise_alarm(self, session: int, request: m.EmergencyCallReq | m.SupervisorAssistReq, agent: Agent) -> None:
        """EMERGENCY_CALL_REQ or SUPERVISOR_ASSIST_REQ: the confirmation, and the event to the supervisors."""
        emergency = isinstance(request, m.EmergencyCallReq)
        named = request.connection_call_id
        if named != NULL_CALL_ID and all(leg.call.call_id != named for leg in agent.legs):
            self._answer(session, m.FailureConf(request.invoke_id, StatusCode.E_CTI_INVALID_CALLID))
            return
        leg = self.floor.active_leg(agent)
        connection: dict[str, Any] = {}
        if leg is not None:
            connection = {
                "connection_call_id": leg.call.call_id,
                "connection_device_id_type": leg.id_type,
                "connection_device_id": leg.connection_device_id,
            }
        confirmation = m.EmergencyCallConf if emergency else m.SupervisorAssistConf
        self._answer(session, confirmation(request.invoke_id, line_handle=0, line_type=0, **connection))
        if emergency:
            self.simulation.emergencies.raise_emergency(agent)
        else:
            self.simulation.emergencies.raise_assist(agent)


_CALL_REQUESTS: dict[type[CallRequest], tuple[type[Any], Callable[[PhoneControl, Leg, Agent], None]]] = {
    m.AnswerCallReq: (m.AnswerCallConf, PhoneControl._pick_up),
    m.HoldCallReq: (m.HoldCallConf, PhoneControl._hold),
    m.RetrieveCallReq: (m.RetrieveCallConf, PhoneControl._retrieve),
    m.ClearConnectionReq: (m.ClearConnectionConf, PhoneControl._clear_connection),
    m.ClearCallReq: (m.ClearCallConf, PhoneControl._clear_call),
}
"""Requests for one end of a call: the confirmation, and what carries the request out."""
