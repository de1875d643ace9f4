"""Call events, one by one: which call they mean and what becomes of it."""

from __future__ import annotations

from typing import Any

import pytest
from call_kit import MONITORS, OWN, T0, A, B, Bench, C

from app.floor.call_tracker import ENDED_SHOWN
from app.model import AlarmKind, ConnectionID
from protocol.session.events import CallFound, DeviceMonitored
from protocol.wire import messages as m
from protocol.wire.fields import NamedArray, NamedVariable

both = pytest.mark.parametrize("hidden", [False, True], ids=["readable ids", "opaque ids"])


@both
def test_a_call_from_ringing_to_its_end(hidden: bool) -> None:
    bench = Bench(hidden=hidden)
    bench.begin(8801, A, ani="5551", dnis="800", dialed_number="7001", call_variable3="gold", call_wrapup_data="w")
    bench.ring(8801, A)
    call = bench.call(8801, A)
    assert (call.agent_id, call.state, call.ani, call.dnis, call.dialed_number) == ("1001", 2, "5551", "800", "7001")
    assert (call.variables, call.wrapup, call.device_id) == ((("CallVariable3", "gold"),), "w", A)
    assert call.answered is None
    bench.now += 5
    bench.answer(8801, A)
    call = bench.call(8801, A)
    assert (call.state, call.answered, call.state_since, call.began) == (3, T0 + 5, T0 + 5, T0)
    assert [(p.device_id, p.agent_id) for p in call.parties] == [(A, "1001"), ("5551", None)]
    bench.hold(8801, A)
    assert bench.call(8801, A).state == 4
    bench.retrieve(8801, A)
    assert (bench.call(8801, A).state, bench.call(8801, A).answered) == (3, T0 + 5)
    bench.clear(8801, A)
    assert bench.call(8801, A).ended == bench.now
    assert bench.call(8801, A).state == 0
    bench.end(8801, A)
    bench.wait(ENDED_SHOWN - 1)
    assert bench.call(8801, A).ended == T0 + 5
    bench.wait(2)
    assert bench.floor.calls == {}


APPEAR: list[tuple[str, Any, dict[str, Any], int]] = [
    ("ESTABLISHED", m.CallEstablishedEvent, {"answering_device_id": A, "local_connection_state": 3}, 3),
    ("HELD", m.CallHeldEvent, {"holding_device_id": A, "local_connection_state": 4}, 4),
    ("RETRIEVED", m.CallRetrievedEvent, {"retrieving_device_id": A, "local_connection_state": 3}, 3),
    ("ORIGINATED", m.CallOriginatedEvent, {"calling_device_id": A, "local_connection_state": 3}, 3),
    ("ORIGINATED, dialing", m.CallOriginatedEvent, {"calling_device_id": A, "local_connection_state": 1}, 1),
    ("SERVICE_INITIATED", m.CallServiceInitiatedEvent, {"calling_device_id": A, "local_connection_state": 1}, 1),
    ("DELIVERED", m.CallDeliveredEvent, {"alerting_device_id": A, "local_connection_state": 2}, 2),
    ("DELIVERED, state not told", m.CallDeliveredEvent, {"alerting_device_id": A, "local_connection_state": 0xFFFF}, 2),
    ("FAILED", m.CallFailedEvent, {"failing_device_id": A, "local_connection_state": 6}, 6),
    ("REACHED_NETWORK", m.CallReachedNetworkEvent, {"called_device_id": "555", "local_connection_state": 3}, 3),
    ("DATA_UPDATE", m.CallDataUpdateEvent, {"call_type": 2, "new_connection_call_id": 8801,
                                            "new_connection_device_id": A}, 0xFFFF),
    ("BEGIN", m.BeginCallEvent, {"call_type": 2}, 0xFFFF),
]  # fmt: skip


@pytest.mark.parametrize(("kind", "fields", "state"), [row[1:] for row in APPEAR], ids=[row[0] for row in APPEAR])
def test_a_call_never_seen_to_begin_appears_at_any_event(kind: Any, fields: dict[str, Any], state: int) -> None:
    bench = Bench()
    bench.event(kind(**bench.at(8801, A), **fields))
    call = bench.call(8801, A)
    assert (call.agent_id, call.state, call.device_id) == ("1001", state, A)


@pytest.mark.parametrize("message", [
    m.CallClearedEvent(connection_call_id=8801, connection_device_id_type=0, connection_device_id=A),
    m.CallConnectionClearedEvent(connection_call_id=8801, connection_device_id=A, releasing_device_id=A),
    m.EndCallEvent(connection_call_id=8801, connection_device_id=A),
    m.CallDivertedEvent(connection_call_id=8801, connection_device_id=A, diverting_device_id=A),
    m.CallDequeuedEvent(connection_call_id=8801, connection_device_id=A),
], ids=lambda message: message.name)  # fmt: skip
def test_the_end_of_an_unknown_call_makes_no_row(message: m.Message) -> None:
    bench = Bench()
    bench.event(message)
    assert bench.floor.calls == {}


@both
def test_copies_through_both_monitors_are_one_event(hidden: bool) -> None:
    bench = Bench(hidden=hidden)
    for device in (A, B):
        bench.begin(8801, device, 10)
    for monitor in (11, 12):
        bench.ring(8801, B, A, monitor_id=monitor)
        bench.answer(8801, B, A, monitor_id=monitor)
    floor = bench.floor
    assert {c.agent_id for c in floor.calls.values()} == {"1001", "1002"}
    assert len(floor.calls) == 2
    assert bench.call(8801, B).agent_id == "1002"


def test_two_calls_may_share_a_call_id() -> None:
    bench = Bench(hidden=True)
    bench.talk(8801, A)
    bench.hold(8801, A)
    at = bench.at(8801, A) | {"connection_device_id": "#consult"}
    bench.event(m.BeginCallEvent(call_type=12, **at))
    bench.event(m.CallOriginatedEvent(calling_device_id=A, called_device_id=B, local_connection_state=3, **at))
    first, second = bench.call(8801, A), bench.floor.calls[ConnectionID(8801, 0, "#consult")]
    assert (first.agent_id, first.state, second.agent_id, second.state) == ("1001", 4, "1001", 3)
    bench.event(m.CallConnectionClearedEvent(releasing_device_id=A, local_connection_state=0, **at))
    assert bench.call(8801, A).ended is None
    assert bench.floor.calls[ConnectionID(8801, 0, "#consult")].ended is not None


def test_the_consultation_ends_for_both_and_the_first_call_goes_on() -> None:
    bench = Bench(hidden=True)
    bench.talk(8801, A)
    bench.hold(8801, A)
    at = bench.at(8801, A) | {"connection_device_id": "#consult"}
    bench.event(m.CallOriginatedEvent(calling_device_id=A, called_device_id=B, local_connection_state=3, **at))
    bench.answer(8801, B, A)
    bench.event(m.CallEstablishedEvent(answering_device_id=B, calling_device_id=A, local_connection_state=3, **at))
    bench.clear(8801, B)
    assert bench.call(8801, B).ended is not None
    assert bench.floor.calls[ConnectionID(8801, 0, "#consult")].ended is not None
    assert bench.call(8801, A).ended is None


@both
def test_an_unknown_device_is_another_end_of_the_known_call(hidden: bool) -> None:
    bench = Bench(hidden=hidden)
    bench.talk(8801, A)
    trunk = bench.at(8801, A) | {"connection_device_id": "trunk-7", "connection_device_id_type": 1}
    bench.event(m.CallHeldEvent(holding_device_id="5551", local_connection_state=3, **trunk | {"monitor_id": 99}))
    bench.event(m.CallConnectionClearedEvent(releasing_device_id="5551", local_connection_state=3, **trunk))
    assert list(bench.floor.calls) == [bench.id(8801, A)]
    call = bench.call(8801, A)
    assert (call.state, call.ended) == (3, None)
    assert [p.device_id for p in call.parties] in ([A], [A, "5551"])


def test_a_queued_call_gets_the_agent_it_lacked() -> None:
    bench = Bench()
    queue = bench.at(8801, "route-9")
    bench.event(m.BeginCallEvent(call_type=1, ani="5551", call_variable1="gold", **queue))
    bench.event(m.CallQueuedEvent(queue_device_id="route-9", local_connection_state=5, **queue))
    waiting = bench.floor.calls[ConnectionID(8801, 0, "route-9")]
    assert (waiting.agent_id, waiting.state) == (None, 5)
    bench.event(m.CallDequeuedEvent(queue_device_id="route-9", local_connection_state=3, **queue))
    bench.ring(8801, A)
    assert list(bench.floor.calls) == [bench.id(8801, A)]
    call = bench.call(8801, A)
    assert (call.agent_id, call.ani, call.variables, call.state) == ("1001", "5551", (("CallVariable1", "gold"),), 2)


def test_a_queued_call_rings_at_a_phone_that_becomes_known_later() -> None:
    bench = Bench()
    queue = bench.at(8801, "route-9")
    bench.event(m.BeginCallEvent(call_type=1, ani="5551", **queue))
    bench.event(m.CallQueuedEvent(queue_device_id="route-9", local_connection_state=5, **queue))
    bench.ring(8801, "3055")
    assert bench.call(8801, "3055").agent_id is None
    bench.state("1002", "3055", 8)
    call = bench.call(8801, "3055")
    assert (call.agent_id, call.state, call.ani) == ("1002", 2, "5551")


def test_a_device_that_becomes_known_later_brings_its_call_to_its_agent() -> None:
    bench = Bench()
    bench.talk(8801, "3055")
    assert bench.call(8801, "3055").agent_id is None
    bench.state("1002", "3055", 4)
    assert bench.call(8801, "3055").agent_id == "1002"


def test_the_far_end_answers() -> None:
    bench = Bench()
    own = bench.at(8801, A)
    bench.event(m.CallOriginatedEvent(calling_device_id=A, called_device_id="777", local_connection_state=3, **own))
    bench.event(m.CallDeliveredEvent(alerting_device_id="777", calling_device_id=A, local_connection_state=3, **own))
    bench.event(m.CallEstablishedEvent(answering_device_id="777", calling_device_id=A, local_connection_state=3, **own))
    call = bench.call(8801, A)
    assert (call.state, [p.device_id for p in call.parties]) == (3, [A, "777"])


def test_a_hold_reported_for_the_other_end_is_the_holders() -> None:
    """The copy for the other end names that end's connection, and the far device as the one that holds."""
    bench = Bench()
    bench.begin(8801, A, 10)
    bench.begin(8801, B, 10)
    for device in (A, B):
        fields = bench.at(8801, device)
        bench.event(
            m.CallEstablishedEvent(answering_device_id=B, calling_device_id=A, local_connection_state=3, **fields)
        )
    bench.event(m.CallHeldEvent(holding_device_id=A, local_connection_state=3, **bench.at(8801, B)))
    assert (bench.call(8801, A).state, bench.call(8801, B).state) == (4, 3)


def test_one_talking_call_even_where_the_hold_was_lost() -> None:
    bench = Bench()
    bench.talk(8801, A)
    bench.talk(8802, A)
    assert (bench.call(8801, A).state, bench.call(8802, A).state) == (4, 3)


def test_data_update_changes_what_it_brings_and_renames() -> None:
    bench = Bench()
    bench.begin(8801, A, ani="5551", call_variable1="old", call_variable2="kept",
                named_variable=[NamedVariable("user.a", "1")])  # fmt: skip
    bench.update(8801, A, call_type=2, call_variable1="new", named_variable=[NamedVariable("user.b", "2")],
                 named_array=[NamedArray(3, "user.list", "x")])  # fmt: skip
    call = bench.call(8801, A)
    assert call.call_type == 2
    assert call.variables == (
        ("CallVariable1", "new"), ("CallVariable2", "kept"), ("user.b", "2"), ("user.list[3]", "x"),
    )  # fmt: skip
    bench.update(8801, A, (8900, A))
    assert list(bench.floor.calls) == [bench.id(8900, A)]
    assert bench.call(8900, A).ani == "5551"
    bench.update(8801, A, (8900, A), dnis="800")  # the copy of another monitor, by the old name
    assert list(bench.floor.calls) == [bench.id(8900, A)]
    assert bench.call(8900, A).dnis == "800"


def test_diverted_failed_and_used_again() -> None:
    bench = Bench()
    bench.ring(8801, A)
    bench.event(m.CallDivertedEvent(diverting_device_id=A, local_connection_state=0, **bench.at(8801, A)))
    assert bench.call(8801, A).ended is not None
    bench.now += 3
    bench.begin(8801, A, 2)
    bench.ring(8801, A)
    call = bench.call(8801, A)
    assert (call.ended, call.state, call.call_type, call.began) == (None, 2, 2, bench.now)


def test_a_late_copy_does_not_bring_an_ended_call_back() -> None:
    bench = Bench()
    bench.talk(8801, A)
    bench.clear(8801, A)
    bench.now += 0.2
    bench.answer(8801, A)
    assert bench.call(8801, A).ended is not None


def test_an_end_that_was_none_is_taken_back() -> None:
    bench = Bench()
    bench.talk(8801, A)
    bench.clear(8801, A)
    bench.now += 4
    bench.hold(8801, A)
    assert (bench.call(8801, A).ended, bench.call(8801, A).state) == (None, 4)


def test_the_supervisors_own_call_is_no_row() -> None:
    bench = Bench(hidden=True)
    bench.talk(8801, OWN, A, 10)
    assert bench.floor.calls == {}


def test_the_own_call_is_not_known_by_the_monitor_alone() -> None:
    """A session may be told of an agent's call through its own MonitorID."""
    bench = Bench()
    bench.talk(8801, A)
    bench.event(m.CallHeldEvent(holding_device_id=A, local_connection_state=4, **bench.at(8801, A, monitor_id=10)))
    bench.event(m.BeginCallEvent(call_type=1, **bench.at(8802, B, monitor_id=10)))
    assert bench.call(8801, A).state == 4
    assert bench.call(8802, B).agent_id == "1002"


def test_calls_of_people_on_no_team_are_no_rows() -> None:
    bench = Bench()
    bench.state("7777", "3777", 4)
    bench.talk(8801, "3777")
    assert bench.floor.calls == {}
    bench.event(m.AgentTeamConfigEvent(team_id=501, config_operation=1, atc_agent_id=["7777"]))
    assert bench.call(8801, "3777").agent_id == "7777"


def test_a_call_found_by_a_snapshot() -> None:
    bench = Bench()
    conf = m.SnapshotCallConf(call_type=1, ani="5551", call_device_id=[A, "5551"], called_party_disposition=0)
    bench.tell(DeviceMonitored(A, 55))
    bench.tell(CallFound(A, 8801, 0, "#opaque", 4, conf))
    call = bench.floor.calls[ConnectionID(8801, 0, "#opaque")]
    assert (call.agent_id, call.state, call.ani, len(call.parties)) == ("1001", 4, "5551", 2)
    bench.tell(CallFound(C, 8802, 0, C, 3, None))
    assert bench.call(8802, C).state == 3


def test_no_call_is_meant_by_the_null_call_id() -> None:
    bench = Bench()
    bench.talk(0xFFFFFFFF, A)
    bench.end(0xFFFFFFFF, A)
    assert bench.floor.calls == {}


def test_an_alarm_kind_marks_the_row() -> None:
    bench = Bench()
    bench.talk(8801, A, call_type=20)
    assert bench.call(8801, A).alarm is AlarmKind.EMERGENCY


def test_a_party_that_an_event_about_another_end_names_is_shown_at_once() -> None:
    """The monitor of an agent's phone brings an event about a device that nobody knows, on the agent's call."""
    bench = Bench()
    bench.talk(8801, A)
    assert [party.device_id for party in bench.call(8801, A).parties] == [A, "5551"]
    named = {"monitor_id": MONITORS[A], "connection_call_id": 8801, "connection_device_id": "7001/2"}
    bench.event(
        m.CallEstablishedEvent(
            connection_device_id_type=1,
            answering_device_id="7001",
            calling_device_id="5551",
            local_connection_state=3,
            event_cause=0xFFFF,
            **named,
        )
    )
    assert [party.device_id for party in bench.call(8801, A).parties] == [A, "5551", "7001"]
