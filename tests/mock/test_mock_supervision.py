"""SUPERVISE_CALL_REQ against the mock server: barge-in, intercept, clear, monitor, and the refusals."""

from __future__ import annotations

from typing import Any

import pytest
from mock_kit import ALL_EVENTS, STILL, Client, Kit, names, only, serving

from protocol.mock.centre.entities import Leg
from protocol.mock.settings import CentreSettings
from protocol.wire import messages as m
from protocol.wire.enums import AgentState, CallType, ControlFailureCode, EventCause, StatusCode

MONITOR, WHISPER, BARGE_IN, INTERCEPT, CLEAR = 1, 2, 3, 4, 0
NULL = 0xFFFFFFFF


def supervise(action: int, leg: Leg | None = None, **fields: Any) -> m.SuperviseCallReq:
    """The request for an agent's end of a call, or for the agent that the fields name."""
    values: dict[str, Any] = {
        "peripheral_id": 5000,
        "agent_connection_call_id": NULL if leg is None else leg.call.call_id,
        "agent_connection_device_id_type": 0xFFFF if leg is None else leg.id_type,
        "agent_connection_device_id": None if leg is None else leg.connection_device_id,
        "supervisor_connection_device_id_type": 0xFFFF,
        "supervisory_action": action,
    }
    return m.SuperviseCallReq(7, **(values | fields))


async def watched(kit: Kit, version: int = 17) -> tuple[Client, Leg]:
    """A supervisor who monitors agent 1004, who is in conversation."""
    client = await kit.opened(version)
    leg = kit.server.call_for("1004")
    await client.ask(m.MonitorStartReq(2, 5000, 0, 0x0007EFFF, 0x3FF, 0xFFFF, 0, monitored_device_id="3004"))
    await client.sync()
    return client, leg


async def confirmed(client: Client, request: m.SuperviseCallReq) -> m.SuperviseCallConf:
    answer = await client.ask(request)
    assert isinstance(answer, m.SuperviseCallConf), answer
    assert answer.invoke_id == request.invoke_id
    return answer


async def control_failure(client: Client, request: m.SuperviseCallReq) -> int:
    answer = await client.ask(request)
    assert isinstance(answer, m.ControlFailureConf), answer
    return answer.failure_code


@pytest.mark.parametrize("version", [9, 14, 17, 19, 20, 24, 25])
@pytest.mark.parametrize(("action", "call_type", "cause"), [(BARGE_IN, 23, 48), (MONITOR, 21, 46)])
async def test_joining_a_call(version: int, action: int, call_type: int, cause: int) -> None:
    async with serving() as kit:
        client, leg = await watched(kit, version)
        conf = await confirmed(client, supervise(action, leg))
        assert (conf.connection_call_id, conf.connection_device_id) == (leg.call.call_id, leg.connection_device_id)
        events = await client.sync()
        own = kit.server.sessions[0].own_monitor
        supervisors_copy = [e for e in events if e.monitor_id == own]  # type: ignore[attr-defined]
        assert names(supervisors_copy) == [
            "BEGIN_CALL_EVENT",
            "CALL_DELIVERED_EVENT",
            "CALL_ESTABLISHED_EVENT",
            "AGENT_STATE_EVENT",
            "CALL_CONFERENCED_EVENT",
            "CALL_DATA_UPDATE_EVENT",
        ]
        begun, rings, up, talking, joined, renamed = supervisors_copy
        assert isinstance(begun, m.BeginCallEvent)
        assert begun.call_type == call_type
        assert isinstance(rings, m.CallDeliveredEvent)
        assert (rings.alerting_device_id, rings.local_connection_state, rings.event_cause) == ("3900", 2, cause)
        assert isinstance(up, m.CallEstablishedEvent)
        assert (up.answering_device_id, up.event_cause) == ("3900", cause)
        assert isinstance(talking, m.AgentStateEvent)
        assert (talking.agent_id, talking.agent_state) == ("9001", AgentState.TALKING)
        assert isinstance(joined, m.CallConferencedEvent)
        assert joined.event_cause == cause
        assert (joined.primary_call_id, joined.secondary_call_id) == (leg.call.call_id, begun.connection_call_id)
        assert (joined.controller_device_id, joined.added_party_device_id) == ("3004", "3900")
        assert joined.members("connected_parties") == [
            (leg.call.call_id, 75, leg.call.ani),
            (leg.call.call_id, 0, "3004"),
            (leg.call.call_id, 0, "3900"),
        ]
        assert isinstance(renamed, m.CallDataUpdateEvent)
        assert (renamed.connection_call_id, renamed.new_connection_call_id) == (
            begun.connection_call_id,
            leg.call.call_id,
        )
        agents_copy = [e for e in events if e.monitor_id != own]  # type: ignore[attr-defined]
        assert names(agents_copy) == ["CALL_CONFERENCED_EVENT"]


async def test_a_call_can_be_named_by_its_agent() -> None:
    for named in ({"agent_id": "1004"}, {"agent_extension": "3004"}, {"agent_instrument": "3004"}):
        async with serving() as kit:
            client, leg = await watched(kit)
            conf = await confirmed(client, supervise(BARGE_IN, **named))
            assert (conf.connection_call_id, conf.connection_device_id) == (leg.call.call_id, leg.connection_device_id)


async def test_intercept_after_barge_in_drops_the_agent() -> None:
    async with serving() as kit:
        client, leg = await watched(kit)
        call = leg.call
        await confirmed(client, supervise(BARGE_IN, leg))
        await client.sync()
        await confirmed(client, supervise(INTERCEPT, leg))
        events = await client.sync()
        dropped = only(events, m.CallConnectionClearedEvent)
        assert {e.event_cause for e in dropped} == {EventCause.CEC_SUPERVISOR_INTERCEPT}
        assert {e.releasing_device_id for e in dropped} == {"3004"}
        assert {e.connection_call_id for e in dropped} == {call.call_id}
        assert [e.connection_device_id for e in only(events, m.EndCallEvent)] == [leg.connection_device_id]
        update = only(events, m.CallDataUpdateEvent)[-1]
        assert update.call_type == CallType.SUPERVISOR_INTERCEPT
        assert [end.device for end in call.legs] == [call.ani, "3900"]
        await confirmed(client, supervise(CLEAR))
        assert not call.alive
        assert kit.server.agent("9001").state == AgentState.NOT_READY


async def test_clear_takes_the_supervisor_off_and_the_call_goes_on() -> None:
    async with serving() as kit:
        client, leg = await watched(kit)
        await confirmed(client, supervise(BARGE_IN, leg))
        await client.sync()
        await confirmed(client, supervise(CLEAR, leg, supervisor_connection_call_id=leg.call.call_id,
                                          supervisor_connection_device_id="3900"))  # fmt: skip
        events = await client.sync()
        left = only(events, m.CallConnectionClearedEvent)
        assert {(e.releasing_device_id, e.event_cause) for e in left} == {("3900", EventCause.CEC_SUPERVISOR_CLEAR)}
        assert [e.connection_device_id for e in only(events, m.EndCallEvent)] == ["3900"]
        assert [end.device for end in leg.call.legs] == [leg.call.ani, "3004"]
        assert only(events, m.AgentStateEvent)[-1].agent_state == AgentState.NOT_READY
        await confirmed(client, supervise(BARGE_IN, leg))


async def test_monitor_then_barge_in_then_intercept() -> None:
    async with serving() as kit:
        client, leg = await watched(kit)
        await confirmed(client, supervise(MONITOR, leg))
        assert await control_failure(client, supervise(INTERCEPT, leg)) == ControlFailureCode.CF_INVALID_OBJECT_STATE
        await client.sync()
        await confirmed(client, supervise(BARGE_IN, leg))
        events = await client.sync()
        assert {e.event_cause for e in only(events, m.CallConferencedEvent)} == {48}
        assert only(events, m.CallDataUpdateEvent)[-1].call_type == CallType.SUPERVISOR_BARGEIN
        await confirmed(client, supervise(INTERCEPT, leg))


async def test_the_steps_take_their_time() -> None:
    async with serving(CentreSettings(still=True)) as kit:
        client, leg = await watched(kit)
        client.send(supervise(BARGE_IN, leg))
        await kit.server.wait_received(m.SuperviseCallReq)
        assert await client.sync() == []
        seen: list[tuple[float, str]] = []
        for tenth in range(13):
            kit.server.advance(0.1)
            client.send(m.HeartbeatReq(1))
            while not isinstance(message := await client.read(), m.HeartbeatConf):
                assert message is not None
                if getattr(message, "monitor_id", None) != 12:
                    seen.append(((tenth + 1) / 10, message.name))
        times = {name: time for time, name in seen}
        assert list(times) == [
            "SUPERVISE_CALL_CONF",
            "BEGIN_CALL_EVENT",
            "CALL_DELIVERED_EVENT",
            "CALL_ESTABLISHED_EVENT",
            "AGENT_STATE_EVENT",
            "CALL_CONFERENCED_EVENT",
            "CALL_DATA_UPDATE_EVENT",
        ]
        assert times["SUPERVISE_CALL_CONF"] == 0.1
        assert times["CALL_DELIVERED_EVENT"] == 0.3
        assert times["CALL_ESTABLISHED_EVENT"] == 0.9
        assert times["CALL_CONFERENCED_EVENT"] == 1.1


async def test_refusals_of_the_server() -> None:
    async with serving() as kit:
        client, leg = await watched(kit)
        refused = client.refused
        assert await refused(supervise(WHISPER, leg)) == StatusCode.E_CTI_INVALID_SUPERVISORY_ACTION
        assert await refused(supervise(5, leg)) == StatusCode.E_CTI_INVALID_SUPERVISORY_ACTION
        assert await refused(supervise(BARGE_IN)) == StatusCode.E_CTI_REQUIRED_DATA_MISSING
        assert await refused(supervise(BARGE_IN, agent_id="7777")) == StatusCode.E_CTI_INVALID_AGENT_DATA
        assert (
            await refused(supervise(BARGE_IN, agent_id="1004", agent_extension="3001"))
            == StatusCode.E_CTI_INCONSISTENT_AGENT_DATA
        )
        assert await refused(supervise(BARGE_IN, agent_id="1001")) == StatusCode.E_CTI_NO_CALL_ACTIVE
        kit.server.do(lambda centre: centre.floor.set_state(kit.server.agent("1001"), AgentState.LOGOUT, 1))
        assert await refused(supervise(BARGE_IN, agent_id="1001")) == StatusCode.E_CTI_AGENT_NOT_LOGGED_ON
        gone = supervise(BARGE_IN, leg, agent_connection_call_id=5)
        assert await refused(gone) == StatusCode.E_CTI_INVALID_CALLID
        other = supervise(BARGE_IN, leg, agent_connection_device_id="3001")
        assert await refused(other) == StatusCode.E_CTI_INVALID_CALLID
        nameless = supervise(BARGE_IN, leg, agent_connection_device_id=None)
        assert await refused(nameless) == StatusCode.E_CTI_REQUIRED_DATA_MISSING
        wrong = supervise(BARGE_IN, leg, supervisor_instrument="3001")
        assert await refused(wrong) == StatusCode.E_CTI_INCONSISTENT_AGENT_DATA
        kit.server.do(lambda centre: centre.floor.switch.leave(leg))
        assert await refused(supervise(BARGE_IN, leg)) == StatusCode.E_CTI_INVALID_CALLID
        assert kit.server.agent("9001").legs == []


async def test_refusals_of_the_switch() -> None:
    async with serving() as kit:
        client, leg = await watched(kit)
        elsewhere = kit.server.call_for("1005")
        assert await control_failure(client, supervise(CLEAR)) == ControlFailureCode.CF_NO_CONNECTION_TO_CLEAR
        assert await control_failure(client, supervise(INTERCEPT, leg)) == ControlFailureCode.CF_INVALID_OBJECT_STATE
        kit.server.do(lambda centre: centre.floor.switch.hold(leg))
        assert await control_failure(client, supervise(BARGE_IN, leg)) == ControlFailureCode.CF_INVALID_OBJECT_STATE
        kit.server.do(lambda centre: centre.floor.switch.retrieve(leg))
        await confirmed(client, supervise(BARGE_IN, leg))
        assert await control_failure(client, supervise(BARGE_IN, leg)) == ControlFailureCode.CF_INVALID_OBJECT_STATE
        assert await control_failure(client, supervise(BARGE_IN, elsewhere)) == ControlFailureCode.CF_RESOURCE_BUSY
        assert (
            await control_failure(client, supervise(INTERCEPT, elsewhere)) == ControlFailureCode.CF_INVALID_OBJECT_STATE
        )
        assert await client.refused(supervise(CLEAR, elsewhere)) == StatusCode.E_CTI_INVALID_CALLID


async def test_a_second_request_while_the_first_is_carried_out() -> None:
    async with serving(CentreSettings(still=True)) as kit:
        client, leg = await watched(kit)
        client.send(supervise(BARGE_IN, leg))
        busy = await client.ask(supervise(BARGE_IN, leg))
        assert isinstance(busy, m.ControlFailureConf)
        kit.server.advance(3)
        assert isinstance(await client.answer(), m.SuperviseCallConf)
        client.send(supervise(CLEAR))
        twice = await client.ask(supervise(CLEAR))
        assert isinstance(twice, m.ControlFailureConf)
        assert twice.failure_code == ControlFailureCode.CF_DUPLICATE_INVOCATION_REJECTION


async def test_the_call_ends_before_the_supervisor_is_joined() -> None:
    async with serving(CentreSettings(still=True)) as kit:
        client, leg = await watched(kit)
        client.send(supervise(BARGE_IN, leg))
        await kit.server.wait_received(m.SuperviseCallReq)
        kit.server.advance(0.5)
        assert len(kit.server.agent("9001").legs) == 1
        kit.server.do(lambda centre: centre.floor.switch.leave(leg))
        kit.server.advance(2)
        assert isinstance(await client.answer(), m.SuperviseCallConf)
        events = await client.sync()
        assert "CALL_CONFERENCED_EVENT" not in names(events)
        assert only(events, m.EndCallEvent)[-1].connection_device_id == "3900"
        assert kit.server.agent("9001").legs == []
        assert not kit.server.centre.supervision.engagements


async def test_the_supervisor_clears_while_the_phone_still_rings() -> None:
    async with serving(CentreSettings(still=True)) as kit:
        client, leg = await watched(kit)
        client.send(supervise(BARGE_IN, leg))
        await kit.server.wait_received(m.SuperviseCallReq)
        kit.server.advance(0.5)
        client.send(supervise(CLEAR))
        await kit.server.wait_received(m.SuperviseCallReq, 2)
        kit.server.advance(3)
        assert isinstance(await client.answer(), m.SuperviseCallConf)
        assert isinstance(await client.answer(), m.SuperviseCallConf)
        assert "CALL_CONFERENCED_EVENT" not in names(await client.sync())
        assert kit.server.agent("9001").legs == []
        assert leg in leg.call.legs


async def test_hanging_up_ends_the_supervision_as_well() -> None:
    async with serving() as kit:
        client, leg = await watched(kit)
        await confirmed(client, supervise(BARGE_IN, leg))
        own = kit.server.agent("9001").legs[0]
        hang_up = m.ClearConnectionReq(9, 5000, own.call.call_id, own.id_type, own.connection_device_id)
        assert isinstance(await client.ask(hang_up), m.ClearConnectionConf)
        assert await control_failure(client, supervise(CLEAR)) == ControlFailureCode.CF_NO_CONNECTION_TO_CLEAR
        await confirmed(client, supervise(BARGE_IN, leg))


async def test_a_supervision_outlives_the_session() -> None:
    async with serving() as kit:
        client, leg = await watched(kit)
        await confirmed(client, supervise(BARGE_IN, leg))
        await client.close()
        await kit.server.wait_for(lambda: not kit.server.sessions)
        again = await kit.connect()
        conf = await again.open()
        events = [e for e in await again.sync() if getattr(e, "monitor_id", None) == conf.monitor_id]
        assert names(events) == ["AGENT_STATE_EVENT", "BEGIN_CALL_EVENT", "CALL_ESTABLISHED_EVENT"]
        await confirmed(again, supervise(CLEAR))


async def test_a_session_without_an_agent_names_the_supervisors_phone() -> None:
    async with serving() as kit:
        leg = kit.server.call_for("1004")
        client = await kit.opened(**(ALL_EVENTS | {"services_requested": 0x94}))
        assert await client.refused(supervise(BARGE_IN, leg)) == StatusCode.E_CTI_REQUIRED_DATA_MISSING
        not_one = supervise(BARGE_IN, leg, supervisor_instrument="3001")
        assert await client.refused(not_one) == StatusCode.E_CTI_FUNCTION_NOT_AVAILABLE
        await confirmed(client, supervise(BARGE_IN, leg, supervisor_instrument="3900"))


@pytest.mark.parametrize("seed", range(4))
async def test_a_supervised_call_stays_while_the_supervisor_is_on_it(seed: int) -> None:
    async with serving(CentreSettings(seed=seed, agents=12, calls_per_minute=30)) as kit:
        client = await kit.opened(idle_timeout=0xFFFFFFFF, call_msg_mask=0, agent_state_mask=0)
        kit.server.advance(20)
        talker = kit.server.centre.floor.talking.choose(kit.server.centre.simulation.rng)
        assert talker is not None
        leg = talker.legs[0]
        client.send(supervise(BARGE_IN, leg))
        await kit.server.wait_received(m.SuperviseCallReq)
        for _ in range(60):
            kit.server.advance(10)
            assert len(leg.call.legs) == 3 or kit.server.now < 22
            assert leg.state == 3
        client.send(supervise(CLEAR))
        await kit.server.wait_received(m.SuperviseCallReq, 2)
        kit.server.advance(120)
        assert not leg.call.alive or leg not in leg.call.legs


def test_the_still_centre_of_these_tests_takes_no_time() -> None:
    assert STILL.still
    assert STILL.pace == 0
