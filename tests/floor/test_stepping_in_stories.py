"""Stepping in against the mock's contact centre, in simulated time: what the floor says after each key."""

from __future__ import annotations

from typing import Any

import pytest
from floor_kit import EPOCH, Wired, seen

from app.model import Action, AlarmKind, EngagementState, LinkState, Target
from app.supervision.rules import why_not
from protocol.wire.enums import NULL_CALL_ID, StatusCode
from protocol.wire.messages import SuperviseCallReq

both = pytest.mark.parametrize("hidden", [False, True], ids=["readable ids", "opaque ids"])


def engaged(state: EngagementState) -> Any:
    return lambda floor: floor.engagement is not None and floor.engagement.state is state


def sent(wired: Wired) -> list[SuperviseCallReq]:
    return [message for message in wired.server.received if isinstance(message, SuperviseCallReq)]


def states(wired: Wired) -> list[str]:
    """The words that were shown, in order."""
    words = [state.value for state in EngagementState]
    return [note.text.partition(":")[0] for note in wired.floor.notes if note.text.partition(":")[0] in words]


@pytest.mark.parametrize("seed", [1, 2, 3])
@both
def test_the_floor_is_what_the_centre_knows(seed: int, hidden: bool) -> None:
    """Every live connection of every agent, with its state, at each second of a busy quarter of an hour."""
    wired = Wired(seed=seed, hidden_ids=hidden)
    for _ in range(180):
        wired.run(1.0)
        assert seen(wired.floor) == wired.truth()
    floor = wired.floor
    for agent in wired.server.centre.floor.agents:
        if not agent.supervisor:
            assert floor.agents[agent.agent_id].state == agent.state


@pytest.mark.parametrize("services", [0x95, 0x85 | 0x10 | 0x20], ids=["All Events", "and Peripheral Monitor"])
@both
def test_with_all_events_the_same(services: int, hidden: bool) -> None:
    wired = Wired(seed=3, hidden_ids=hidden, services=services, calls_per_minute=30)
    for _ in range(120):
        wired.run(1.0)
        shown = seen(wired.floor)
        assert {c: v for c, v in shown.items() if v[0] is not None} == wired.truth()
        alive = set(wired.server.centre.floor.switch.calls)
        assert all(c.connection_call_id in alive for c in shown), "a call in a queue outlived its end"


@both
def test_emergency_barge_in_intercept_clear(hidden: bool) -> None:
    wired = Wired(hidden_ids=hidden)
    alarm = wired.until(lambda floor: floor.emergencies()).emergencies()[0]
    assert alarm.connection is not None
    assert wired.floor.calls[alarm.connection].alarm is AlarmKind.EMERGENCY
    target = Target(alarm.agent_id or "", alarm.connection, alarm.alarm_id)
    wired.press(Action.BARGE_IN, target)
    assert why_not(wired.floor, Action.BARGE_IN, target) == "barge-in is already requested: wait for the answer"
    floor = wired.until(engaged(EngagementState.BARGED_IN))
    call = floor.calls[alarm.connection]
    assert [p.is_supervisor for p in call.parties].count(True) == 1
    assert len(call.parties) == 3
    wired.press(Action.INTERCEPT, target)
    floor = wired.until(engaged(EngagementState.INTERCEPTED))
    assert floor.calls[alarm.connection].ended is not None
    wired.press(Action.CLEAR, target)
    floor = wired.until(engaged(EngagementState.CLEARED))
    assert floor.engagement is not None
    assert floor.engagement.over
    assert states(wired) == [
        "BARGE REQUESTED", "CONFIRMED", "YOUR PHONE RINGS", "BARGED IN",
        "INTERCEPT REQUESTED", "CONFIRMED", "INTERCEPTED",
        "CLEAR REQUESTED", "CONFIRMED", "CLEARED",
    ]  # fmt: skip
    assert [request.supervisory_action for request in sent(wired)] == [3, 4, 0]
    wired.run(16)
    assert wired.floor.engagement is None


def test_what_the_requests_name() -> None:
    wired = Wired()
    wired.run(3)
    target = wired.talker()
    wired.press(Action.BARGE_IN, target)
    wired.until(engaged(EngagementState.BARGED_IN))
    wired.press(Action.CLEAR, target)
    wired.until(engaged(EngagementState.CLEARED))
    barge, clear = sent(wired)
    assert target.connection is not None
    named = (barge.agent_connection_call_id, barge.agent_connection_device_id_type, barge.agent_connection_device_id)
    assert named == tuple(target.connection)
    assert (barge.supervisor_connection_call_id, barge.supervisor_connection_device_id_type) == (NULL_CALL_ID, 0xFFFF)
    assert (barge.supervisor_connection_device_id, barge.agent_id, barge.peripheral_id) == (None, None, 5000)
    assert barge.supervisor_instrument == "3900"  # a Peripheral Monitor session has to say it
    assert clear.supervisor_connection_call_id == target.connection.connection_call_id
    assert clear.supervisor_connection_device_id == "3900"


def test_without_call_details_the_agent_is_named() -> None:
    wired = Wired(services=0x85)
    wired.run(3)
    floor = wired.floor
    assert not floor.call_details
    assert floor.calls == {}
    agent = next(a for a in floor.agents.values() if a.state == 4)
    wired.press(Action.BARGE_IN, Target(agent.agent_id))
    floor = wired.until(engaged(EngagementState.BARGED_IN))
    (barge,) = sent(wired)
    assert (barge.agent_id, barge.agent_connection_call_id, barge.agent_connection_device_id) == (
        agent.agent_id, NULL_CALL_ID, None,
    )  # fmt: skip
    assert barge.supervisor_instrument is None
    assert floor.engagement is not None
    assert floor.engagement.connection is not None  # named by the confirmation
    wired.press(Action.INTERCEPT, Target(agent.agent_id))
    wired.until(engaged(EngagementState.INTERCEPTED))
    wired.press(Action.CLEAR, Target(agent.agent_id))
    wired.until(engaged(EngagementState.CLEARED))


@both
def test_monitor_then_barge_in(hidden: bool) -> None:
    wired = Wired(hidden_ids=hidden)
    wired.run(3)
    target = wired.talker()
    wired.press(Action.MONITOR, target)
    wired.until(engaged(EngagementState.MONITORING))
    wired.run(1)
    wired.press(Action.BARGE_IN, target)
    wired.until(engaged(EngagementState.BARGED_IN))
    wired.press(Action.CLEAR, target)
    wired.until(engaged(EngagementState.CLEARED))


def test_whisper_is_not_offered_and_dim_for_the_session() -> None:
    wired = Wired()
    wired.run(3)
    target = wired.talker()
    wired.press(Action.WHISPER, target)
    floor = wired.until(engaged(EngagementState.REFUSED))
    assert floor.engagement is not None
    assert "82" in floor.engagement.reason
    assert floor.unoffered == {Action.WHISPER}
    assert why_not(floor, Action.WHISPER, target) == "the server said that it does not offer whisper"
    wired.lose()
    wired.connect()
    assert wired.floor.unoffered == frozenset()


def test_no_answer_then_the_outcome_is_unknown_and_an_alarm() -> None:
    wired = Wired()
    wired.run(3)
    wired.server.mute.add(SuperviseCallReq)
    wired.press(Action.BARGE_IN, wired.talker())
    floor = wired.until(engaged(EngagementState.OUTCOME_UNKNOWN))
    assert any(alarm.kind is AlarmKind.ACTION for alarm in floor.alarms)
    assert len(sent(wired)) == 1


def test_refused_by_the_server_in_words() -> None:
    wired = Wired()
    wired.run(3)
    wired.server.refusals[SuperviseCallReq] = StatusCode.E_CTI_INVALID_CALLID
    wired.press(Action.BARGE_IN, wired.talker())
    floor = wired.until(engaged(EngagementState.REFUSED))
    assert floor.engagement is not None
    assert "(status 13)" in floor.engagement.reason
    assert floor.unoffered == frozenset()


def test_lost_while_asking_then_found_again() -> None:
    wired = Wired()
    wired.run(3)
    before = wired.floor
    wired.press(Action.BARGE_IN, wired.talker())
    wired.lose()
    floor = wired.floor
    assert floor.engagement is not None
    assert floor.engagement.state is EngagementState.OUTCOME_UNKNOWN
    assert (floor.link.state, floor.agents_stale, floor.calls_stale) == (LinkState.RECONNECTING, True, True)
    assert floor.stale_since == EPOCH + wired.now
    assert set(floor.agents) == set(before.agents)
    assert set(floor.calls) == set(before.calls)
    wired.run(5)
    wired.connect()
    wired.run(3)
    floor = wired.floor
    assert (floor.link.state, floor.agents_stale, floor.calls_stale) == (LinkState.ONLINE, False, False)
    assert floor.stale_since is None
    assert seen(floor) == wired.truth()


def test_everybody_hangs_up_while_one_is_in_the_call() -> None:
    wired = Wired()
    wired.run(3)
    wired.press(Action.BARGE_IN, wired.talker())
    floor = wired.until(engaged(EngagementState.BARGED_IN))
    assert floor.engagement is not None
    assert floor.engagement.connection is not None
    call = wired.server.centre.floor.switch.calls[floor.engagement.connection.connection_call_id][0]
    wired.server.centre.floor.switch.close(call)
    floor = wired.until(engaged(EngagementState.ENDED), 5)
    assert floor.engagement is not None
    assert floor.engagement.reason == "the call has ended"
