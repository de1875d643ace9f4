"""A phone that is left alone on a call that a supervisor joined: the switch ends the call after ten seconds."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from random import Random

import pytest
from mock_kit import Client, Kit, names, only, serving
from test_mock_supervision import BARGE_IN, CLEAR, INTERCEPT, confirmed, control_failure, supervise, watched

from protocol.mock.centre.centre import Centre
from protocol.mock.centre.entities import Call, Leg
from protocol.mock.centre.simulation.consults import Consultation
from protocol.mock.centre.supervision import Supervision
from protocol.mock.centre.switch import LEFT_ALONE
from protocol.mock.settings import CentreSettings
from protocol.wire import messages as m
from protocol.wire.enums import AgentState, ControlFailureCode, EventCause, LocalConnectionState

SUPERVISOR, AGENT, OTHER = "3900", "3004", "3005"
ENDING = ["CALL_CONNECTION_CLEARED_EVENT", "CALL_CLEARED_EVENT", "END_CALL_EVENT", "AGENT_STATE_EVENT"]
"""What an end gets when the call on which it is alone ends."""


def leave(kit: Kit, call: Call, device: str) -> None:
    """An end of a call hangs up."""
    leg = next(leg for leg in call.legs if leg.device == device)
    kit.server.do(lambda centre: centre.floor.switch.leave(leg))


def consult(kit: Kit, leg: Leg) -> Call:
    """The agent asks agent 1005 about a call, and the others go on in the consult call."""
    assert leg.agent is not None
    agent, other = leg.agent, kit.server.agent("1005")
    kit.server.do(lambda centre: centre.simulation.consults.connect(leg, agent, other))
    return agent.legs[-1].call


def complete(kit: Kit, leg: Leg, *, conference: bool) -> None:
    """The agent transfers the call, or makes a conference of it."""
    assert leg.agent is not None
    own = leg.agent.legs[-1]
    far = next(end for end in own.call.legs if end.device == OTHER)
    asked = Consultation(leg, own, far)

    def act(centre: Centre) -> None:
        consults = centre.simulation.consults
        (consults.conference if conference else consults.transfer)(asked)

    kit.server.do(act)


async def customer_then_agent(kit: Kit, client: Client, leg: Leg) -> Call:
    await confirmed(client, supervise(BARGE_IN, leg))
    leave(kit, leg.call, leg.call.ani)
    leave(kit, leg.call, AGENT)
    return leg.call


async def agent_then_customer(kit: Kit, client: Client, leg: Leg) -> Call:
    await confirmed(client, supervise(BARGE_IN, leg))
    leave(kit, leg.call, AGENT)
    leave(kit, leg.call, leg.call.ani)
    return leg.call


async def customer_after_intercept(kit: Kit, client: Client, leg: Leg) -> Call:
    await confirmed(client, supervise(BARGE_IN, leg))
    await confirmed(client, supervise(INTERCEPT, leg))
    leave(kit, leg.call, leg.call.ani)
    return leg.call


async def supervisor_after_customer(kit: Kit, client: Client, leg: Leg) -> Call:
    await confirmed(client, supervise(BARGE_IN, leg))
    leave(kit, leg.call, leg.call.ani)
    await confirmed(client, supervise(CLEAR, leg))
    return leg.call


async def transfer(kit: Kit, client: Client, leg: Leg) -> Call:
    call = consult(kit, leg)
    assert leg.agent is not None
    await confirmed(client, supervise(BARGE_IN, leg.agent.legs[-1]))
    complete(kit, leg, conference=False)
    return call


async def conference(kit: Kit, client: Client, leg: Leg) -> Call:
    call = consult(kit, leg)
    assert leg.agent is not None
    await confirmed(client, supervise(BARGE_IN, leg.agent.legs[-1]))
    complete(kit, leg, conference=True)
    return call


WAYS: list[tuple[Callable[[Kit, Client, Leg], Awaitable[Call]], str]] = [
    (customer_then_agent, SUPERVISOR),
    (agent_then_customer, SUPERVISOR),
    (customer_after_intercept, SUPERVISOR),
    (supervisor_after_customer, AGENT),
    (transfer, SUPERVISOR),
    (conference, SUPERVISOR),
]
"""How an end comes to be alone, and which."""


@pytest.mark.parametrize(("way", "device"), WAYS)
async def test_who_is_left_alone_stays_for_ten_seconds(
    way: Callable[[Kit, Client, Leg], Awaitable[Call]], device: str
) -> None:
    async with serving() as kit:
        client, leg = await watched(kit)
        call = await way(kit, client, leg)
        (lone,) = call.legs
        assert (lone.device, lone.state) == (device, LocalConnectionState.LCS_CONNECT)
        before = await client.sync()
        assert not [e for e in only(before, m.EndCallEvent) if e.connection_device_id == device]
        cleared = {e.releasing_device_id for e in only(before, m.CallConnectionClearedEvent)}
        assert device not in cleared
        assert lone.agent is not None
        assert lone.agent.state == AgentState.TALKING
        kit.server.advance(LEFT_ALONE - 0.1)
        assert call.legs == [lone]
        assert await client.sync() == []
        kit.server.advance(0.1)
        assert not call.alive
        assert lone.agent.legs == []
        events = await client.sync()
        assert names(events) == ENDING
        left, over, end, state = events
        assert isinstance(left, m.CallConnectionClearedEvent)
        assert isinstance(over, m.CallClearedEvent)
        assert isinstance(end, m.EndCallEvent)
        assert isinstance(state, m.AgentStateEvent)
        for event in (left, over, end):
            assert (event.connection_call_id, event.connection_device_id) == (call.call_id, device)
        for event in (left, over):
            assert event.local_connection_state == LocalConnectionState.LCS_NULL
            assert event.event_cause == EventCause.CEC_NONE
        assert left.releasing_device_id == device
        assert (state.agent_id, state.agent_state) == (lone.agent.agent_id, lone.agent.state)
        assert lone.agent.state == (AgentState.NOT_READY if lone.agent.supervisor else AgentState.AVAILABLE)
        kit.server.advance(20)
        await client.sync()
        # The supervisor's phone is free again.
        assert kit.server.centre.supervision.engagements == {}
        await confirmed(client, supervise(BARGE_IN, kit.server.call_for("1006")))


@pytest.mark.parametrize("conferenced", [False, True])
async def test_a_supervisor_on_a_consult_call_learns_that_both_others_left(conferenced: bool) -> None:
    async with serving() as kit:
        client, leg = await watched(kit)
        call = consult(kit, leg)
        assert leg.agent is not None
        await confirmed(client, supervise(BARGE_IN, leg.agent.legs[-1]))
        await client.sync()
        own = kit.server.sessions[0].own_monitor
        complete(kit, leg, conference=conferenced)
        at_supervisor = [e for e in await client.sync() if getattr(e, "monitor_id", None) == own]
        left = only(at_supervisor, m.CallConnectionClearedEvent)
        assert [(e.connection_call_id, e.connection_device_id, e.releasing_device_id) for e in left] == [
            (call.call_id, AGENT, AGENT),
            (call.call_id, OTHER, OTHER),
        ]
        assert names(at_supervisor) == ["CALL_CONNECTION_CLEARED_EVENT"] * 2
        assert (
            await control_failure(client, supervise(BARGE_IN, kit.server.call_for("1006")))
            == ControlFailureCode.CF_RESOURCE_BUSY
        )


async def test_a_supervisor_who_is_alone_can_clear() -> None:
    async with serving() as kit:
        client, leg = await watched(kit)
        call = await customer_then_agent(kit, client, leg)
        kit.server.advance(4)
        await client.sync()
        await confirmed(client, supervise(CLEAR))
        assert not call.alive
        events = await client.sync()
        assert names(events) == ENDING
        assert isinstance(events[0], m.CallConnectionClearedEvent)
        assert events[0].event_cause == EventCause.CEC_SUPERVISOR_CLEAR
        kit.server.advance(20)
        assert await client.sync() == []


async def test_the_ten_seconds_begin_anew_when_somebody_was_there_meanwhile() -> None:
    async with serving() as kit:
        client, leg = await watched(kit)
        call = await supervisor_after_customer(kit, client, leg)
        kit.server.advance(5)
        await confirmed(client, supervise(BARGE_IN, leg))
        kit.server.advance(3)
        await confirmed(client, supervise(CLEAR, leg))
        kit.server.advance(9.9)
        assert call.legs == [leg]
        kit.server.advance(0.1)
        assert not call.alive


async def test_nothing_ends_while_somebody_is_there_again() -> None:
    async with serving() as kit:
        client, leg = await watched(kit)
        call = await supervisor_after_customer(kit, client, leg)
        kit.server.advance(5)
        await confirmed(client, supervise(BARGE_IN, leg))
        kit.server.advance(20)
        assert [end.device for end in call.legs] == [AGENT, SUPERVISOR]


@pytest.mark.parametrize("answers", [False, True])
async def test_a_phone_that_rings_is_nobody_until_it_is_answered(answers: bool) -> None:
    async with serving() as kit:
        client, leg = await watched(kit)
        call, number = leg.call, "0207946001"
        await confirmed(client, supervise(BARGE_IN, leg))
        switch = kit.server.centre.floor.switch
        ringing = switch.add_leg(call, number, None, LocalConnectionState.LCS_ALERTING)
        leave(kit, call, call.ani)
        leave(kit, call, AGENT)
        kit.server.advance(5)
        if answers:
            kit.server.do(lambda centre: switch.pick_up(ringing))
        kit.server.advance(5)
        assert [end.device for end in call.legs] == ([SUPERVISOR, number] if answers else [])
        assert call.alive is answers


async def test_calls_without_a_supervisor_end_at_once() -> None:
    async with serving() as kit:
        client, leg = await watched(kit)
        await confirmed(client, supervise(BARGE_IN, leg))
        await confirmed(client, supervise(CLEAR, leg))
        leave(kit, leg.call, leg.call.ani)
        assert not leg.call.alive


async def test_a_call_that_was_put_through_to_the_supervisor_ends_at_once() -> None:
    async with serving() as kit:
        await watched(kit)
        direct = kit.server.call_for("9001")
        leave(kit, direct.call, direct.call.ani)
        assert not direct.call.alive


def _consistent(supervision: Supervision) -> bool:
    """Is whoever is engaged on the call, and nobody else?"""
    phone = supervision.floor.supervisor
    engagement = supervision.engagements.get(phone.instrument)
    if engagement is None:
        return phone.legs == []
    return not engagement.joined or (engagement.leg in phone.legs and engagement.leg in engagement.call.legs)


@pytest.mark.parametrize("seed", range(6))
async def test_nobody_is_alone_for_longer_whatever_ends_leave(seed: int) -> None:
    rng = Random(seed)
    async with serving(CentreSettings(seed=seed, agents=12, calls_per_minute=30)) as kit:
        client = await kit.opened(idle_timeout=0xFFFFFFFF, call_msg_mask=0, agent_state_mask=0)
        centre, alone_since, requests, left_alone = kit.server.centre, 0.0, 0, 0
        phone = centre.floor.supervisor
        for _ in range(600):
            kit.server.advance(rng.uniform(0.2, 3))
            assert _consistent(centre.supervision)
            alone = [leg for leg in phone.legs if leg.call.supervised and leg.call.lone_leg is leg]
            left_alone += bool(alone)
            alone_since = alone_since if alone else kit.server.now
            assert kit.server.now - alone_since <= LEFT_ALONE
            talking = [leg for agent in centre.floor.agents for leg in agent.legs]
            roll = rng.random()
            if phone.legs and roll < 0.2:
                others = [leg for leg in phone.legs[0].call.legs if leg is not phone.legs[0]]
                for leg in others[: rng.randrange(3)]:
                    kit.server.do(lambda centre, leg=leg: centre.floor.switch.leave(leg) if leg.call.alive else None)
            elif talking and roll < 0.4:
                client.send(supervise(rng.choice((BARGE_IN, BARGE_IN, INTERCEPT)), rng.choice(talking)))
                requests += 1
                await kit.server.wait_received(m.SuperviseCallReq, requests)
        assert left_alone > 3
