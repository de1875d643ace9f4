"""What agents' own clients request of the mock server: call control, agent states, alarms."""

from __future__ import annotations

import pytest
from mock_kit import ALL_EVENTS, Client, names, only, serving

from protocol.mock.centre import Centre, Leg
from protocol.mock.server.server import MockServer
from protocol.wire import messages as m
from protocol.wire.enums import AgentState, ControlFailureCode, LocalConnectionState, StatusCode

AGENT = {"services_requested": 0x05}
"""Client Events and Client Control: the fields of an agent's own client."""


def ringing(server: MockServer, agent_id: str) -> Leg:
    agent = server.agent(agent_id)

    def ring(centre: Centre) -> None:
        switch, call = centre.floor.switch, centre.simulation.customer_calls.incoming()
        leg = switch.add_leg(call, agent.extension, agent, LocalConnectionState.LCS_ALERTING)
        switch.begin(leg)
        switch.ring(leg)

    server.do(ring)
    return agent.legs[-1]


async def code(client: Client, request: m.Message) -> int:
    answer = await client.ask(request)
    assert isinstance(answer, m.ControlFailureConf), answer
    return answer.failure_code


async def test_an_agent_answers_holds_retrieves_and_hangs_up() -> None:
    async with serving() as kit:
        client = await kit.opened(agent_id="1004", **AGENT)
        leg = ringing(kit.server, "1004")
        place = (5000, leg.call.call_id, leg.id_type)
        device = leg.connection_device_id
        retrieve = m.RetrieveCallReq(3, *place, held_connection_device_id=device)
        assert await code(client, retrieve) == ControlFailureCode.CF_INVALID_OBJECT_STATE
        assert isinstance(await client.ask(m.AnswerCallReq(2, *place, connection_device_id=device)), m.AnswerCallConf)
        hold = m.HoldCallReq(3, *place, 0, connection_device_id=device)
        assert isinstance(await client.ask(hold), m.HoldCallConf)
        assert kit.server.agent("1004").state == AgentState.HOLD
        assert isinstance(await client.ask(retrieve), m.RetrieveCallConf)
        assert kit.server.agent("1004").state == AgentState.TALKING
        clear = m.ClearConnectionReq(4, *place, connection_device_id=device)
        assert isinstance(await client.ask(clear), m.ClearConnectionConf)
        assert names(await client.sync()) == [
            "BEGIN_CALL_EVENT",
            "CALL_DELIVERED_EVENT",
            "CALL_ESTABLISHED_EVENT",
            "AGENT_STATE_EVENT",
            "CALL_HELD_EVENT",
            "AGENT_STATE_EVENT",
            "CALL_RETRIEVED_EVENT",
            "AGENT_STATE_EVENT",
            "CALL_CONNECTION_CLEARED_EVENT",
            "CALL_CLEARED_EVENT",
            "END_CALL_EVENT",
            "AGENT_STATE_EVENT",
        ]
        assert await client.refused(clear) == StatusCode.E_CTI_INVALID_CALLID
        assert not leg.call.alive


async def test_calls_of_others_need_all_events() -> None:
    async with serving() as kit:
        leg = kit.server.call_for("1005")
        clear = m.ClearCallReq(2, 5000, leg.call.call_id, leg.id_type, leg.connection_device_id)
        own = await kit.opened(agent_id="1004", **AGENT)
        assert await own.refused(clear) == StatusCode.E_CTI_NOT_CALL_PARTY
        supervisor = await kit.opened()
        assert await supervisor.refused(clear) == StatusCode.E_CTI_NOT_CALL_PARTY
        bridge = await kit.opened(**ALL_EVENTS)
        assert isinstance(await bridge.ask(clear), m.ClearCallConf)
        assert kit.server.agent("1005").legs == []


async def test_an_agent_sets_the_own_state() -> None:
    async with serving() as kit:
        client = await kit.opened(agent_id="1004", **AGENT)
        ask = m.SetAgentStateReq
        conf = await client.ask(ask(2, 5000, AgentState.NOT_READY, event_reason_code=12))
        assert isinstance(conf, m.SetAgentStateConf)
        (event,) = await client.sync()
        assert isinstance(event, m.AgentStateEvent)
        assert (event.agent_state, event.event_reason_code) == (AgentState.NOT_READY, 12)
        assert await client.refused(ask(3, 5000, AgentState.TALKING)) == StatusCode.E_CTI_INVALID_OBJECT_STATE
        assert (
            await code(client, ask(4, 5000, AgentState.LOGIN))
            == ControlFailureCode.CF_SPECIFIED_AGENT_ALREADY_SIGNED_ON
        )
        await client.ask(ask(5, 5000, AgentState.LOGOUT, event_reason_code=3))
        assert await client.refused(ask(6, 5000, AgentState.AVAILABLE)) == StatusCode.E_CTI_AGENT_NOT_LOGGED_ON


async def test_a_supervisor_sets_an_agents_state_when_the_call_is_over() -> None:
    async with serving() as kit:
        client = await kit.opened()
        leg = kit.server.call_for("1004")
        ask = m.SetAgentStateReq
        out = ask(2, 5000, AgentState.LOGOUT, event_reason_code=9, agent_id="1004")
        assert await code(client, out) == ControlFailureCode.CF_INVALID_OBJECT_STATE
        out.forced_flag = 1
        assert isinstance(await client.ask(out), m.SetAgentStateConf)
        assert kit.server.agent("1004").state == AgentState.TALKING
        kit.server.do(lambda centre: centre.floor.switch.leave(leg))
        assert (kit.server.agent("1004").state, kit.server.agent("1004").reason) == (AgentState.LOGOUT, 9)
        assert (
            await client.refused(ask(3, 5000, AgentState.NOT_READY, agent_id="77"))
            == StatusCode.E_CTI_INVALID_AGENT_DATA
        )


@pytest.mark.parametrize("kind", ["emergency", "assist"])
async def test_an_agent_raises_an_alarm(kind: str) -> None:
    requests = {"emergency": m.EmergencyCallReq, "assist": m.SupervisorAssistReq}
    confs = {"emergency": m.EmergencyCallConf, "assist": m.SupervisorAssistConf}
    alarms = {"emergency": m.EmergencyCallEvent, "assist": m.SupervisorAssistEvent}
    async with serving() as kit:
        supervisor = await kit.opened()
        own = await kit.opened(agent_id="1004", **AGENT)
        conf = await own.ask(requests[kind](2, 5000, connection_device_id_type=0xFFFF))
        assert isinstance(conf, confs[kind])
        assert conf.connection_call_id == 0xFFFFFFFF  # type: ignore[attr-defined]
        leg = kit.server.call_for("1004")
        request = requests[kind](3, 5000, leg.call.call_id, leg.id_type, leg.connection_device_id, agent_id="1004")
        conf = await own.ask(request)
        assert conf.connection_call_id == leg.call.call_id  # type: ignore[attr-defined]
        raised = only(await supervisor.sync(), alarms[kind])
        assert [e.connection_call_id for e in raised] == [0xFFFFFFFF, leg.call.call_id]  # type: ignore[attr-defined]
        assert alarms[kind].name not in names(await own.sync())
        request.connection_call_id = 5
        assert await own.refused(request) == StatusCode.E_CTI_INVALID_CALLID
        kit.server.do(lambda centre: centre.floor.switch.leave(leg))
        kit.server.do(lambda centre: centre.floor.set_state(kit.server.agent("1004"), AgentState.LOGOUT))
        assert await own.refused(requests[kind](4, 5000, connection_device_id_type=0xFFFF)) == 9
        assert await own.refused(requests[kind](4, 5000, agent_id="1005")) == 12
