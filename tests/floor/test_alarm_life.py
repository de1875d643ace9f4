"""The life of alarms: the table, and the rules of alarms as tests (A1, A2, A3, A10, A17, A18)."""

from __future__ import annotations

from dataclasses import replace
from itertools import product
from typing import Any

import pytest
from call_kit import OWN, T0, A, B, Bench
from hypothesis import given
from hypothesis import strategies as st

from app.alarms import AlarmBook
from app.alarms import lifecycle as al
from app.alarms.states import TRANSITIONS, Step
from app.model import Acknowledge, Alarm, AlarmKind, AlarmState, ConnectionID, ListedAlarms, Silence
from protocol.session.events import CallFound, Discovered, Lost, Opened, Refused, Undecodable
from protocol.wire import messages as m
from protocol.wire.codec import Codec
from protocol.wire.errors import DecodeError
from protocol.wire.messages.base import UnknownMessage

HERE = ConnectionID(8801, 0, A)


def trigger(kind: AlarmKind = AlarmKind.EMERGENCY, **fields: Any) -> al.AlarmTrigger:
    return al.AlarmTrigger(kind, "text", **{"agent_id": "1001", "connection": HERE, "by_event": True} | fields)


def raised(*triggers: al.AlarmTrigger, gap: float = 0.0) -> al.Alarms:
    book = AlarmBook()
    for index, one in enumerate(triggers):
        book.raise_alarm(one, T0 + index * gap)
    return book.alarms


def emergency(bench: Bench, call_id: int = 8801, device: str = A, **more: Any) -> None:
    named = {k: v for k, v in bench.at(call_id, device).items() if k != "monitor_id"}
    bench.event(m.EmergencyCallEvent(**{"agent_id": "1001", "agent_extension": A} | named | more))


# -- A1: the table ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("state", "what"), list(product(AlarmState, Step)), ids=lambda v: v.name)
def test_every_step_in_every_state(state: AlarmState, what: Step) -> None:
    alarm = Alarm(1, AlarmKind.ASSIST, state, T0)
    after = al.step(alarm, what, T0 + 1)
    wanted = TRANSITIONS.get((state, what))
    assert after.state is (wanted or state)
    if wanted is None:
        assert after is alarm


def found_at_once(book: AlarmBook) -> None:
    """What the book finds without going through all its alarms is what is among them."""
    listed, lookup = book.alarms, book.in_order().lookup
    assert book.in_order() == al.ordered(listed)
    assert lookup.by_id == {alarm.alarm_id: alarm for alarm in listed}
    assert lookup == ListedAlarms(al.ordered(listed)).lookup
    for alarm in listed:
        assert alarm in book.of_kind(alarm.kind)
        assert alarm.connection is None or alarm in book.about_call(alarm.connection.connection_call_id)
        if alarm.agent_id is not None:
            assert alarm in book.calls_for_help_of(alarm.agent_id)


@given(
    st.lists(
        st.tuples(
            st.sampled_from(["event", "call", "ack", "end", "rename", "tick", "long", "shelve", "unshelve"]),
            st.integers(0, 2),
            st.integers(0, 40),
        ),
        max_size=60,
    )
)
def test_random_lives_are_legal(script: list[tuple[str, int, int]]) -> None:
    legal = {(a, b) for (a, _), b in TRANSITIONS.items()}
    book, now = AlarmBook(), T0
    states: dict[int, AlarmState] = {}
    book.record_with(lambda _, after, who: states.update({after.alarm_id: after.state}), 1)
    places = [ConnectionID(8801 + n, 0, A) for n in range(3)]
    for what, which, seconds in script:
        now += seconds
        alarms, acked = book.alarms, None
        one_of_them = alarms[which % len(alarms)].alarm_id if alarms else 0
        if what in ("event", "call"):
            one = trigger(
                AlarmKind.ASSIST if seconds % 3 == 0 else AlarmKind.EMERGENCY,
                connection=places[which],
                agent_id=f"100{which}",
                by_event=what == "event",
                by_call=what == "call",
            )
            book.raise_alarm(one, now)
        elif what == "ack" and alarms:
            acked = one_of_them
            book.acknowledge(acked, now, None, "9001")
        elif what == "end":
            book.clear_call(places[which], "call ended", now)
        elif what == "rename":
            book.rename_call(places[which], places[(which + 1) % 3])
        elif what == "shelve":
            book.shelve(one_of_them, "known", 900, now, "9001")
        elif what == "unshelve":
            book.unshelve(one_of_them, now, "9001")
        elif what in ("tick", "long"):
            now += 2000 if what == "long" else 0
            book.tick(now, lambda connection: connection != places[0])
        assert all(a.kind is not AlarmKind.EMERGENCY for a in book.alarms if a.state is AlarmState.SHELVED)
        assert {a.alarm_id: a.state for a in book.alarms} == {
            alarm_id: state for alarm_id, state in states.items() if state is not AlarmState.NORMAL
        }
        found_at_once(book)
        for alarm in alarms:
            state = states[alarm.alarm_id]
            assert state is alarm.state or (alarm.state, state) in legal
            if state is AlarmState.NORMAL and alarm.acknowledged is None and alarm.kind is AlarmKind.EMERGENCY:
                assert alarm.alarm_id == acked, "an emergency left the list without a key"


# -- A2, A3: an emergency leaves by a key press only -----------------------------------------------------------------


def test_an_emergency_whose_call_ends_stays_until_it_is_acknowledged() -> None:
    bench = Bench()
    bench.talk(8801, A)
    emergency(bench)
    bench.now += 5
    bench.clear(8801, A)
    alarm = bench.floor.alarms[0]
    assert (alarm.state, alarm.cleared, alarm.cleared_reason) == (AlarmState.UNACK_CLEARED, bench.now, "call ended")
    bench.wait(24 * 3600)
    assert len(bench.floor.alarms) == 1
    bench.builder.carry_out(Acknowledge(alarm.alarm_id), "9001", bench.now)
    assert bench.floor.alarms == ()


def test_acknowledged_it_stays_listed_until_its_call_ends() -> None:
    bench = Bench()
    bench.talk(8801, A)
    emergency(bench)
    alarm = bench.floor.alarms[0]
    bench.builder.carry_out(Acknowledge(alarm.alarm_id), "9001", bench.now)
    after = bench.floor.alarms[0]
    assert (after.state, after.acknowledged) == (AlarmState.ACK_ACTIVE, bench.now)
    assert bench.call(8801, A).alarm is AlarmKind.EMERGENCY
    bench.end(8801, A)
    assert bench.floor.alarms == ()
    assert bench.call(8801, A).alarm is None


def test_one_key_acknowledges_one_alarm() -> None:
    bench = Bench()
    emergency(bench)
    emergency(bench, 8802, B, agent_id="1002", agent_extension=B)
    first, second = bench.builder.alarm_book.alarms
    bench.builder.carry_out(Acknowledge(first.alarm_id), "9001", T0)
    assert [a.acknowledged for a in bench.builder.alarm_book.alarms] == [T0, None]
    assert second in bench.builder.alarm_book.alarms


def test_silence_is_no_acknowledgement_and_ends_with_the_next_alarm() -> None:
    bench = Bench()
    emergency(bench)
    bench.builder.carry_out(Silence(), "9001", bench.now)
    assert bench.floor.silenced
    assert bench.floor.alarms[0].state is AlarmState.UNACK_ACTIVE
    bench.now += 100
    emergency(bench, 8802, B, agent_id="1002")
    assert not bench.floor.silenced


# -- one alarm -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("order", ["event first", "call first"])
@pytest.mark.parametrize("how", ["type", "cause"])
def test_the_event_and_its_call_are_one_alarm(order: str, how: str) -> None:
    bench = Bench()
    if order == "event first":
        emergency(bench)
    bench.talk(8801, A, call_type=20 if how == "type" else 1, cause=44 if how == "cause" else 0xFFFF)
    if order == "call first":
        emergency(bench)
    (alarm,) = bench.floor.alarms
    assert (alarm.kind, alarm.connection, alarm.agent_id, alarm.count) == (AlarmKind.EMERGENCY, HERE, "1001", 1)
    assert (alarm.name, alarm.extension, alarm.by_event, alarm.by_call) == ("Ada", A, True, True)


@pytest.mark.parametrize("order", ["event first", "call first"])
def test_the_call_that_the_request_places_is_the_same_alarm_about_the_first_call(order: str) -> None:
    """By site setting the request places a call to a supervisor's phone; the alarm is about the caller's call."""
    bench = Bench()
    bench.talk(8801, A)
    if order == "event first":
        emergency(bench)
    bench.event(
        m.CallOriginatedEvent(calling_device_id=A, local_connection_state=3, event_cause=44, **bench.at(8900, A))
    )
    bench.begin(8900, OWN, 20)
    bench.ring(8900, OWN, A, cause=44)
    if order == "call first":
        emergency(bench)
    (alarm,) = bench.floor.alarms
    assert (alarm.agent_id, alarm.connection) == ("1001", HERE)


def test_a_help_call_to_the_own_phone_alone_names_the_agent() -> None:
    bench = Bench()
    bench.begin(8900, OWN, 19)
    bench.ring(8900, OWN, A)
    (alarm,) = bench.floor.alarms
    assert (alarm.kind, alarm.agent_id) == (AlarmKind.ASSIST, "1001")


def test_an_assist_is_an_alarm_and_another_kind_than_an_emergency() -> None:
    bench = Bench()
    bench.talk(8801, A)
    bench.event(m.SupervisorAssistEvent(connection_call_id=8801, connection_device_id=A, agent_id="1001", text="help"))
    emergency(bench)
    assert [a.kind for a in bench.floor.alarms] == [AlarmKind.EMERGENCY, AlarmKind.ASSIST]
    assert bench.floor.alarms[1].text == "asks for a supervisor: help"


def test_two_agents_emergencies_are_two() -> None:
    bench = Bench()
    emergency(bench)
    emergency(bench, 8802, B, agent_id="1002", agent_extension=B)
    assert len(bench.floor.alarms) == 2


def test_a_new_message_about_an_acknowledged_alarm_sounds_again() -> None:
    bench = Bench()
    emergency(bench)
    emergency(bench)  # a copy
    assert bench.floor.alarms[0].count == 1
    bench.builder.carry_out(Acknowledge(1), "9001", bench.now)
    bench.now += 20
    emergency(bench)
    alarm = bench.floor.alarms[0]
    assert (alarm.state, alarm.count, alarm.acknowledged) == (AlarmState.UNACK_ACTIVE, 2, None)


def test_the_event_names_the_device_in_its_own_way() -> None:
    """The alarm is about the row of that agent and call, also where the row comes later."""
    bench = Bench(hidden=True)
    emergency(bench, connection_device_id=A)
    bench.talk(8801, A)
    assert bench.floor.alarms[0].connection == bench.id(8801, A)
    assert bench.call(8801, A).alarm is AlarmKind.EMERGENCY
    bench.update(8801, A, (8900, A))
    assert bench.floor.alarms[0].connection == bench.id(8900, A)
    bench.end(8900, A)
    assert bench.floor.alarms[0].state is AlarmState.UNACK_CLEARED


def test_a_call_that_appears_after_its_alarm_is_marked_with_it_at_once() -> None:
    bench = Bench()
    emergency(bench)
    bench.begin(8801, A)
    assert bench.call(8801, A).alarm is AlarmKind.EMERGENCY


def test_an_alarm_by_extension_alone_names_the_agent_and_the_caller() -> None:
    bench = Bench()
    bench.talk(8801, A, caller="5559876")
    emergency(bench, agent_id=None)
    alarm = bench.floor.alarms[0]
    assert (alarm.agent_id, alarm.name, alarm.ani) == ("1001", "Ada", "5559876")


def test_an_alarm_without_a_call_is_over_when_the_agent_is_off_the_phone() -> None:
    bench = Bench()
    bench.state("1001", A, 4)
    emergency(bench, 0xFFFFFFFF)
    assert bench.floor.alarms[0].connection is None
    bench.state("1001", A, 5)
    alarm = bench.floor.alarms[0]
    assert (alarm.state, alarm.cleared_reason) == (AlarmState.UNACK_CLEARED, "the agent is on no call any more")


def test_an_alarm_that_nothing_more_is_heard_of_is_cleared_but_stays() -> None:
    bench = Bench()
    emergency(bench, 0xFFFFFFFF)
    bench.wait(al.UNFOLLOWED_FOR + 1)
    assert bench.floor.alarms[0].state is AlarmState.UNACK_CLEARED


# -- what can't be decoded -------------------------------------------------------------------------------------------


def broken(number: int, body: bytes) -> DecodeError:
    with pytest.raises(DecodeError) as caught:
        Codec(17).decode(number, body)
    return caught.value


def test_an_emergency_that_can_not_be_decoded_is_an_alarm() -> None:
    bench = Bench()
    bench.talk(8801, A)
    whole = Codec(17).encode(m.EmergencyCallEvent(5000, 8801, 0, 1, connection_device_id=A, agent_id="1001"))[8:]
    bench.tell(Undecodable(broken(123, whole[:-3])))
    (alarm,) = bench.floor.alarms
    assert (alarm.kind, alarm.connection, alarm.agent_id) == (AlarmKind.EMERGENCY, HERE, "1001")
    assert "could not be read" in alarm.text


@pytest.mark.parametrize(("number", "kind"), [(123, AlarmKind.EMERGENCY), (120, AlarmKind.ASSIST)])
def test_even_three_bytes_of_it_are_an_alarm(number: int, kind: AlarmKind) -> None:
    bench = Bench()
    bench.tell(Undecodable(broken(number, b"\0\0\x13")))
    (alarm,) = bench.floor.alarms
    assert (alarm.kind, alarm.agent_id, alarm.connection) == (kind, None, None)


def test_other_broken_and_unknown_messages_are_none() -> None:
    bench = Bench()
    bench.tell(Undecodable(broken(9, b"\0\0\x13")))
    bench.event(UnknownMessage(9999, b"EMERGENCY"))
    assert bench.floor.alarms == ()
    assert any("could not be read" in note.text for note in bench.floor.notes)


# -- A10: the order --------------------------------------------------------------------------------------------------


def test_order_unacknowledged_then_priority_then_newest() -> None:
    kinds = [AlarmKind.LONG_STATE, AlarmKind.ACTION, AlarmKind.LINK, AlarmKind.EMERGENCY]
    alarms = tuple(
        Alarm(index, kind, AlarmState.UNACK_ACTIVE, T0 + index, last_raised=T0 + index)
        for index, kind in enumerate([*kinds, *kinds])
    )
    shown = al.ordered(alarms)
    wanted = [AlarmKind.EMERGENCY, AlarmKind.LINK, AlarmKind.ACTION, AlarmKind.LONG_STATE]
    assert [a.kind for a in shown] == [kind for kind in wanted for _ in range(2)]
    assert [a.alarm_id for a in shown][:2] == [7, 3]
    acked = tuple(replace(a, state=AlarmState.ACK_ACTIVE, acknowledged=T0) if a.alarm_id == 7 else a for a in alarms)
    assert al.ordered(acked)[-1].alarm_id == 7


# -- A17, A18: the session -------------------------------------------------------------------------------------------


def test_the_loss_of_the_session_is_an_alarm_until_it_is_open_again() -> None:
    bench = Bench()
    bench.tell(Lost("The connection broke."))
    (alarm,) = bench.floor.alarms
    assert (alarm.kind, alarm.state) == (AlarmKind.LINK, AlarmState.UNACK_ACTIVE)
    bench.tell(Lost("No connection."))
    assert len(bench.floor.alarms) == 1
    bench.tell(Opened(m.OpenConf(services_granted=0xA5, peripheral_online=1), 17))
    assert bench.floor.alarms[0].state is AlarmState.UNACK_CLEARED
    bench.wait(al.CLEARED_SHOWN + 1)
    assert bench.floor.alarms == ()


def test_the_same_login_elsewhere_is_an_alarm() -> None:
    bench = Bench()
    bench.tell(Refused(11, "The same login opened a session elsewhere. (11)", True))
    assert [a.kind for a in bench.floor.alarms] == [AlarmKind.LOGIN]
    assert bench.floor.agents_stale
    assert bench.floor.calls_stale


@pytest.mark.parametrize(("bad", "good"), [
    ({"pg_status": 1, "system_event_id": 6}, {"pg_status": 0, "system_event_id": 9}),
    ({"system_event_id": 4, "system_event_arg1": 5000}, {"system_event_id": 3, "system_event_arg1": 5000}),
])  # fmt: skip
def test_trouble_behind_the_server_is_an_alarm_while_it_lasts(bad: dict[str, int], good: dict[str, int]) -> None:
    bench = Bench()
    bench.event(m.SystemEvent(**bad))
    assert [a.kind for a in bench.floor.alarms] == [AlarmKind.SERVER]
    assert bench.floor.agents_stale
    bench.event(m.SystemEvent(**good))
    assert bench.floor.alarms[0].state is AlarmState.UNACK_CLEARED
    bench.state("1001", A, 2)
    bench.talk(8801, A)
    assert bench.floor.agents_stale  # until all was asked again
    assert bench.floor.calls_stale
    bench.tell(Discovered())
    assert not bench.floor.agents_stale
    assert not bench.floor.calls_stale
    assert bench.floor.stale_since is None


def test_events_go_on_without_the_central_controller() -> None:
    bench = Bench()
    bench.event(m.SystemEvent(pg_status=2, system_event_id=2))
    (alarm,) = bench.floor.alarms
    assert (alarm.kind, alarm.text) == (AlarmKind.SERVER, "the PG has lost the central controller: events go on")
    assert bench.floor.link.trouble == alarm.text
    assert not bench.floor.agents_stale
    bench.builder.carry_out(Acknowledge(alarm.alarm_id), "9001", bench.now)
    bench.event(m.SystemEvent(pg_status=3, system_event_id=6))  # it becomes worse: the one alarm sounds again
    (alarm,) = bench.floor.alarms
    assert (alarm.state, alarm.count) == (AlarmState.UNACK_ACTIVE, 2)
    assert "no events come" in alarm.text
    assert bench.floor.agents_stale
    bench.builder.carry_out(Acknowledge(alarm.alarm_id), "9001", bench.now)
    bench.event(m.SystemEvent(pg_status=2, system_event_id=2))  # it becomes better: new words, no sound
    (alarm,) = bench.floor.alarms
    assert (alarm.state, alarm.text) == (AlarmState.ACK_ACTIVE, bench.floor.link.trouble)
    bench.event(m.SystemEvent(pg_status=0, system_event_id=1))
    assert bench.floor.alarms == ()
    assert bench.floor.link.trouble == ""


def test_another_peripheral_is_no_concern() -> None:
    bench = Bench()
    bench.event(m.SystemEvent(system_event_id=4, system_event_arg1=6000))
    assert bench.floor.alarms == ()


def test_an_emergency_still_up_after_a_reconnect_is_raised_again() -> None:
    bench = Bench()
    bench.talk(8801, A, call_type=20)
    bench.builder.carry_out(Acknowledge(1), "9001", bench.now)
    bench.tell(Lost("gone"))
    bench.now += 10
    bench.tell(Opened(m.OpenConf(services_granted=0xA5, peripheral_online=1), 17))
    conf = m.SnapshotCallConf(call_type=20, called_party_disposition=0)
    bench.tell(CallFound(A, 8801, 0, A, 3, conf))
    bench.tell(Discovered())
    alarm = next(a for a in bench.floor.alarms if a.kind is AlarmKind.EMERGENCY)
    assert (alarm.state, alarm.found_after_reconnect) == (AlarmState.UNACK_ACTIVE, True)
    assert "found after reconnect" in alarm.text


def test_an_emergency_whose_call_is_gone_after_a_reconnect_is_cleared() -> None:
    bench = Bench()
    bench.talk(8801, A)
    emergency(bench)
    bench.tell(Lost("gone"))
    bench.tell(Opened(m.OpenConf(services_granted=0xA5, peripheral_online=1), 17))
    bench.tell(Discovered())
    alarm = next(a for a in bench.floor.alarms if a.kind is AlarmKind.EMERGENCY)
    assert (alarm.state, alarm.cleared_reason) == (AlarmState.UNACK_CLEARED, "not found after the reconnect")


# -- one emergency, one alarm, whoever is at the other end -----------------------------------------------------------

FAR = HERE._replace(connection_device_id=B)
BOTH = frozenset({"1001", "1002"})


def test_the_other_end_of_an_emergency_call_is_no_second_emergency() -> None:
    by_call = trigger(agent_id="1002", connection=FAR, by_event=False, by_call=True, agents_on_call=BOTH)
    (alarm,) = raised(trigger(), by_call, gap=1.0)
    assert (alarm.agent_id, alarm.connection) == ("1001", HERE)


def test_the_message_tells_who_asked_for_help_when_both_ends_were_seen_first() -> None:
    ends = [
        trigger(agent_id="1002", name="Rao", connection=FAR, by_event=False, by_call=True, agents_on_call=BOTH),
        trigger(by_event=False, by_call=True, agents_on_call=BOTH),
    ]
    (alarm,) = raised(*ends, trigger(name="Okafor", agents_on_call=BOTH), gap=0.5)
    assert (alarm.agent_id, alarm.name, alarm.connection) == ("1001", "Okafor", HERE)


def test_two_agents_who_both_press_the_key_on_one_call_are_two_emergencies() -> None:
    assert len(raised(trigger(), trigger(agent_id="1002", connection=FAR, agents_on_call=BOTH), gap=1.0)) == 2


@pytest.mark.parametrize("first", ["event", "call"])
def test_two_calls_with_one_id_are_two_emergencies(first: str) -> None:
    source = {"by_event": first == "event", "by_call": first == "call"}
    other = trigger(agent_id="1002", connection=FAR, by_event=False, by_call=True, agents_on_call=frozenset({"1002"}))
    assert len(raised(trigger(**source), other, gap=1.0)) == 2
