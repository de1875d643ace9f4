"""Rules of alarms that hold without a screen: states, leaving, acknowledging, order, chatter, shelving, the session."""

from __future__ import annotations

from dataclasses import replace

import pytest
from call_kit import T0, A, B, Bench
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from app.alarms import lifecycle as al
from app.alarms.states import TRANSITIONS
from app.floor.builder import Changed
from app.model import (
    HIGH,
    Acknowledge,
    AcknowledgeAll,
    Alarm,
    AlarmKind,
    AlarmState,
    ConnectionID,
    Shelve,
    Silence,
    Unshelve,
)
from protocol.session.events import CallFound, Discovered, Lost, Opened, Refused
from protocol.wire import messages as m

STATES = set(AlarmState)
LEGAL = {(before, after) for (before, _), after in TRANSITIONS.items()}
OPEN = m.OpenConf(services_granted=0xA5, peripheral_online=1)


def emergency(bench: Bench, call_id: int = 8801, device: str = A, agent_id: str = "1001") -> None:
    named = {k: v for k, v in bench.at(call_id, device).items() if k != "monitor_id"}
    bench.event(m.EmergencyCallEvent(agent_id=agent_id, agent_extension=device, **named))


def assist(bench: Bench, call_id: int = 8801, device: str = A, agent_id: str = "1001") -> None:
    named = {k: v for k, v in bench.at(call_id, device).items() if k != "monitor_id"}
    bench.event(m.SupervisorAssistEvent(agent_id=agent_id, agent_extension=device, **named))


class Life(RuleBasedStateMachine):
    """A1, A2, A3: whatever happens in whatever order, through the floor builder as the worker drives it."""

    def __init__(self) -> None:
        super().__init__()
        self.bench = Bench()
        self.key = False
        self.bench.builder.record_alarms(self.changed, 1)
        self.wrong: list[str] = []

    def changed(self, before: Alarm | None, after: Alarm, who: str) -> None:
        if before is None:
            if after.state is not AlarmState.UNACK_ACTIVE:
                self.wrong.append(f"raised as {after.state}")
        elif before.state is not after.state and (before.state, after.state) not in LEGAL:
            self.wrong.append(f"{before.state} -> {after.state}")
        left = before is not None and after.state is AlarmState.NORMAL
        if left and after.kind is AlarmKind.EMERGENCY and after.acknowledged is None:
            self.wrong.append("an emergency left without a key")
        if before is not None and after.acknowledged != before.acknowledged and after.acknowledged and not self.key:
            self.wrong.append("acknowledged without a key")

    @rule(call=st.integers(8801, 8803), who=st.sampled_from([("1001", A), ("1002", B)]), kind=st.booleans())
    def call_for_help(self, call: int, who: tuple[str, str], kind: bool) -> None:
        (emergency if kind else assist)(self.bench, call, who[1], who[0])

    @rule(call=st.integers(8801, 8803), device=st.sampled_from([A, B]), call_type=st.sampled_from([1, 19, 20]))
    def a_call(self, call: int, device: str, call_type: int) -> None:
        self.bench.talk(call, device, call_type=call_type)

    @rule(call=st.integers(8801, 8803), device=st.sampled_from([A, B]))
    def ends(self, call: int, device: str) -> None:
        self.bench.end(call, device)

    @rule(call=st.integers(8801, 8803), device=st.sampled_from([A, B]))
    def hold(self, call: int, device: str) -> None:
        self.bench.hold(call, device)

    @rule(state=st.sampled_from([2, 3, 4, 10]))
    def agent(self, state: int) -> None:
        self.bench.state("1001", A, state)

    @rule()
    def lost_and_back(self) -> None:
        self.bench.tell(Lost("gone"))
        self.bench.now += 5
        self.bench.tell(Opened(OPEN, 17))
        self.bench.tell(Discovered())

    @rule(seconds=st.sampled_from([1, 30, 130, 700, 1000, 30000]))
    def time_passes(self, seconds: int) -> None:
        self.bench.wait(seconds)

    @precondition(lambda self: self.bench.builder.alarm_book.alarms)
    @rule(which=st.integers(0, 9), what=st.sampled_from(["a", "A", "v", "V"]))
    def key_press(self, which: int, what: str) -> None:
        builder = self.bench.builder
        alarm_id = builder.alarm_book.alarms[which % len(builder.alarm_book.alarms)].alarm_id
        self.key = True
        if what == "a":
            builder.carry_out(Acknowledge(alarm_id), "9001", self.bench.now)
        elif what == "A":
            every = tuple(alarm.alarm_id for alarm in builder.alarm_book.alarms)
            builder.carry_out(AcknowledgeAll(every), "9001", self.bench.now)
        elif what == "v":
            builder.carry_out(Shelve(alarm_id, "known", 900), "9001", self.bench.now)
        else:
            builder.carry_out(Unshelve(alarm_id), "9001", self.bench.now)
        self.key = False

    @invariant()
    def all_is_legal(self) -> None:
        assert self.wrong == []
        for alarm in self.bench.builder.alarm_book.alarms:
            assert alarm.state in STATES - {AlarmState.NORMAL}
            assert alarm.state is not AlarmState.SHELVED or alarm.kind.may_be_shelved
        assert all(alarm.state is AlarmState.NORMAL for alarm in self.bench.builder.alarm_book.history)


TestA1A2A3EveryOrderOfEventsAndKeysKeepsAlarmsLegal = Life.TestCase
TestA1A2A3EveryOrderOfEventsAndKeysKeepsAlarmsLegal.settings = settings(max_examples=60, deadline=None)


def test_a2_an_emergency_leaves_by_a_key_only_and_says_when_its_call_ended() -> None:
    bench = Bench()
    bench.talk(8801, A)
    emergency(bench)
    bench.now += 7
    bench.end(8801, A)
    (alarm,) = bench.floor.alarms
    assert (alarm.state, alarm.cleared, alarm.cleared_reason) == (AlarmState.UNACK_CLEARED, bench.now, "call ended")
    bench.wait(10 * 24 * 3600)
    assert len(bench.floor.alarms) == 1
    bench.builder.carry_out(Acknowledge(alarm.alarm_id), "9001", bench.now)
    assert bench.floor.alarms == ()
    (left,) = bench.floor.history
    assert (left.state, left.acknowledged) == (AlarmState.NORMAL, bench.now)


def test_a3_acknowledge_all_skips_emergencies_and_what_came_after_the_key() -> None:
    bench = Bench()
    emergency(bench)
    assist(bench, 8802, B, "1002")
    seen = [alarm.alarm_id for alarm in bench.floor.alarms]
    bench.now += 40
    assist(bench, 8803, A, "1001")
    bench.builder.carry_out(AcknowledgeAll(tuple(seen)), "9001", bench.now)
    acked = {(alarm.kind, alarm.agent_id): alarm.acknowledged is not None for alarm in bench.floor.alarms}
    assert acked == {
        (AlarmKind.EMERGENCY, "1001"): False,
        (AlarmKind.ASSIST, "1002"): True,
        (AlarmKind.ASSIST, "1001"): False,
    }


def test_a10_three_priorities_and_emergency_unacknowledged_first_then_newest() -> None:
    assert sorted({kind.priority for kind in AlarmKind}) == [0, 1, 2, 3]
    assert [kind for kind in AlarmKind if kind.priority == 0] == [AlarmKind.EMERGENCY]
    made = [
        Alarm(n, kind, AlarmState.UNACK_ACTIVE, T0 + n, last_raised=T0 + n)
        for n, kind in enumerate([*AlarmKind, *AlarmKind])
    ]
    made.append(replace(made[0], alarm_id=99, state=AlarmState.ACK_ACTIVE, acknowledged=T0))
    shown = al.ordered(tuple(made))
    keys = [(a.acknowledged is not None, a.kind.priority, -a.last_raised) for a in shown]
    assert keys == sorted(keys)
    assert shown[-1].alarm_id == 99


@pytest.mark.parametrize("message", [m.FailureEvent(status=12), m.SystemEvent(system_event_id=5, text="good morning")])
def test_a11_what_asks_for_no_action_is_a_line_of_the_log_and_no_alarm(message: m.Message) -> None:
    bench = Bench()
    bench.event(message)
    assert bench.floor.alarms == ()
    assert bench.floor.notes


def test_a12_flood_from_ten_in_ten_minutes_until_fewer_than_five() -> None:
    bench = Bench()
    for n in range(9):
        assist(bench, 8801 + n, A if n % 2 else B, f"10{n:02}")
        bench.now += 31
    assert (bench.floor.alarms_lately, bench.floor.flood) == (9, False)
    assist(bench, 8900, A, "1099")
    assert (bench.floor.alarms_lately, bench.floor.flood) == (10, True)
    began = bench.now
    while bench.floor.alarms_lately >= 5:
        assert bench.floor.flood
        bench.wait(1)
    assert not bench.floor.flood
    assert bench.now - began < 600
    bench.wait(600)
    assert bench.floor.alarms_lately == 0


def test_a13_the_raises_of_one_emergency_are_one_row_with_count_and_last_time() -> None:
    bench = Bench()
    for _ in range(3):
        emergency(bench)
        bench.now += 20
    (alarm,) = bench.floor.alarms
    assert (alarm.count, alarm.last_raised) == (3, bench.now - 20)


def test_a14_shelving_needs_a_reason_and_a_time_of_at_most_a_shift() -> None:
    bench = Bench()
    assist(bench)
    (alarm,) = bench.floor.alarms
    for reason, seconds in (("", 900), ("  ", 900), ("known", 0), ("known", -1), ("known", al.SHIFT + 1)):
        bench.builder.carry_out(Shelve(alarm.alarm_id, reason, seconds), "9001", bench.now)
        assert bench.floor.alarms[0].state is AlarmState.UNACK_ACTIVE
    bench.builder.carry_out(Shelve(alarm.alarm_id, "known", al.SHIFT), "9001", bench.now)
    assert bench.floor.alarms[0].state is AlarmState.SHELVED
    assert al.SHELF_TIME == 900


def test_a14_a_shelved_alarm_comes_back_by_itself_unacknowledged() -> None:
    bench = Bench()
    bench.talk(8801, A)
    assist(bench)
    (alarm,) = bench.floor.alarms
    bench.builder.carry_out(Acknowledge(alarm.alarm_id), "9001", bench.now)
    bench.builder.carry_out(Shelve(alarm.alarm_id, "known", 120), "9001", bench.now)
    bench.wait(119)
    (shelved,) = bench.floor.alarms
    assert (shelved.state, shelved.shelved_reason) == (AlarmState.SHELVED, "known")
    bench.wait(1)
    (back,) = bench.floor.alarms
    assert (back.state, back.acknowledged) == (AlarmState.UNACK_ACTIVE, None)


def test_a14_what_is_over_at_the_end_of_its_time_on_the_shelf_leaves_and_what_comes_meanwhile_is_silent() -> None:
    bench = Bench()
    bench.state("1001", A, 10)
    bench.wait(130)
    (alarm,) = bench.floor.alarms
    assert alarm.kind is AlarmKind.LONG_STATE
    bench.builder.carry_out(Shelve(alarm.alarm_id, "training", 3600), "9001", bench.now)
    bench.state("1001", A, 3)
    bench.wait(1)
    bench.state("1001", A, 10)
    bench.builder.carry_out(Silence(), "9001", bench.now)
    bench.wait(130)
    assert [(a.state, a.cleared) for a in bench.floor.alarms] == [(AlarmState.SHELVED, None)]
    assert bench.floor.silenced
    bench.state("1001", A, 3)
    bench.wait(4000)
    assert bench.floor.alarms == ()


@pytest.mark.parametrize("kind", [AlarmKind.EMERGENCY, AlarmKind.LINK, AlarmKind.LOGIN])
def test_a14_emergencies_and_link_alarms_are_never_shelved(kind: AlarmKind) -> None:
    alarm = Alarm(1, kind, AlarmState.UNACK_ACTIVE, T0)
    assert al.shelve(alarm, "known", 900, T0) is alarm
    assert "can't be shelved" in (al.why_not_shelve(alarm) or "")


def test_a15_older_than_a_shift() -> None:
    alarm = Alarm(1, AlarmKind.ASSIST, AlarmState.ACK_ACTIVE, T0, acknowledged=T0)
    assert not al.over_a_shift(alarm, T0 + al.SHIFT)
    assert al.over_a_shift(alarm, T0 + al.SHIFT + 1)
    assert not al.over_a_shift(replace(alarm, cleared=T0 + 5), T0 + 2 * al.SHIFT)


BLIND = [
    (Lost("three heartbeats were not answered"), AlarmKind.LINK),
    (Refused(11, "The same login opened a session elsewhere. (11)", True), AlarmKind.LOGIN),
]
BEHIND = [
    m.SystemEvent(pg_status=1, system_event_id=6),
    m.SystemEvent(pg_status=8, system_event_id=2),
    m.SystemEvent(system_event_id=4, system_event_arg1=5000),
]


@pytest.mark.parametrize(("event", "kind"), BLIND, ids=["session or heartbeats lost", "status 11"])
def test_a17_a_lost_session_is_a_top_alarm_told_at_once_and_all_is_stale(
    event: Lost | Refused, kind: AlarmKind
) -> None:
    bench = Bench()
    assert bench.tell(event) is Changed.NOW
    (alarm,) = bench.floor.alarms
    assert (alarm.kind, alarm.state, kind.priority) == (kind, AlarmState.UNACK_ACTIVE, HIGH)
    floor = bench.floor
    assert floor.agents_stale
    assert floor.calls_stale
    assert floor.stale_since is not None


@pytest.mark.parametrize("message", BEHIND, ids=["PG lost", "CTI Server offline", "peripheral offline"])
def test_a17_trouble_behind_the_server_is_a_top_alarm_and_all_is_stale_until_all_was_asked_again(
    message: m.Message,
) -> None:
    bench = Bench()
    assert bench.event(message) is Changed.NOW
    (alarm,) = bench.floor.alarms
    assert (alarm.kind, alarm.kind.priority) == (AlarmKind.SERVER, HIGH)
    assert bench.floor.agents_stale
    assert bench.floor.calls_stale
    bench.event(m.SystemEvent(system_event_id=3, system_event_arg1=5000))
    assert bench.floor.alarms[0].state is AlarmState.UNACK_CLEARED
    assert bench.floor.agents_stale
    bench.tell(Discovered())
    assert not bench.floor.agents_stale
    assert not bench.floor.calls_stale


@pytest.mark.parametrize("bit", range(32))
def test_a17_every_pg_status_but_0_is_a_top_alarm(bit: int) -> None:
    """Where it says that events go on, or that some peripheral is offline, data aren't STALE: they are not old."""
    bench = Bench()
    assert bench.event(m.SystemEvent(pg_status=1 << bit, system_event_id=2)) is Changed.NOW
    assert [alarm.kind for alarm in bench.floor.alarms] == [AlarmKind.SERVER]


def test_a18_after_a_reconnect_the_blind_window_is_told_and_emergencies_still_up_are_raised_again() -> None:
    bench = Bench()
    bench.talk(8801, A, call_type=20)
    bench.builder.carry_out(Acknowledge(1), "9001", bench.now)
    bench.tell(Lost("gone"))
    bench.now += 42
    bench.tell(Opened(OPEN, 17))
    bench.tell(CallFound(A, 8801, 0, A, 3, m.SnapshotCallConf(call_type=20, called_party_disposition=0)))
    bench.tell(Discovered())
    blind = [note.text for note in bench.floor.notes if "no events from" in note.text]
    assert len(blind) == 1
    assert "42 s" in blind[0]
    assert "other emergencies in that time can't be known" in blind[0]
    (again,) = (alarm for alarm in bench.floor.alarms if alarm.kind is AlarmKind.EMERGENCY)
    assert (again.state, again.found_after_reconnect) == (AlarmState.UNACK_ACTIVE, True)
    assert "found after reconnect" in again.text
    assert again.connection == ConnectionID(8801, 0, A)


def unattended(bench: Bench, calls: int = 24) -> None:
    """So many emergencies whose calls have ended, and then two calls for help that are open."""
    for n in range(calls):
        call_id, device = 8801 + n, (A, B)[n % 2]
        bench.talk(call_id, device)
        emergency(bench, call_id, device, ("1001", "1002")[n % 2])
        bench.now += 40
        bench.end(call_id, device)
        bench.now += 20
    bench.talk(9901, A)
    assist(bench, 9901, A, "1001")
    bench.talk(9902, B)
    emergency(bench, 9902, B, "1002")
    bench.now += 60


def test_what_is_over_is_below_what_is_open_whatever_its_kind() -> None:
    bench = Bench()
    unattended(bench)
    opened, acked = bench.floor.alarms[:2]
    assert [(a.kind, a.state) for a in (opened, acked)] == [
        (AlarmKind.EMERGENCY, AlarmState.UNACK_ACTIVE),
        (AlarmKind.ASSIST, AlarmState.UNACK_ACTIVE),
    ]
    assert {a.state for a in bench.floor.alarms[2:]} == {AlarmState.UNACK_CLEARED}
    bench.builder.carry_out(Acknowledge(acked.alarm_id), "9001", bench.now)
    assert [a.alarm_id for a in bench.floor.alarms[:2]] == [opened.alarm_id, acked.alarm_id]
    bench.builder.carry_out(Acknowledge(opened.alarm_id), "9001", bench.now)
    assert [a.state for a in bench.floor.alarms[:2]] == [AlarmState.ACK_ACTIVE] * 2


def test_an_open_emergency_comes_before_newer_ones_that_are_over() -> None:
    bench = Bench()
    bench.talk(8801, A)
    emergency(bench, 8801, A, "1001")
    bench.now += 40
    bench.talk(8802, B)
    emergency(bench, 8802, B, "1002")
    bench.end(8802, B)
    assert [a.agent_id for a in bench.floor.emergencies()] == ["1001", "1002"]


def test_emergencies_that_are_over_are_acknowledged_together_with_a_line_each_but_none_that_is_open_again() -> None:
    bench = Bench()
    unattended(bench, 3)
    listed = {a.alarm_id: a for a in bench.floor.alarms}
    lines: list[tuple[int, AlarmState, str]] = []
    bench.builder.record_alarms(lambda _, after, who: lines.append((after.alarm_id, after.state, who)), 99)
    emergency(bench, 8801, A, "1001")  # one of those that are over, pressed again after the question was read
    again = next(a.alarm_id for a in bench.floor.alarms if a.state is AlarmState.UNACK_ACTIVE and a.count > 1)
    lines.clear()
    bench.builder.carry_out(AcknowledgeAll(tuple(listed)), "9001", bench.now)
    over = {n for n, a in listed.items() if a.state is AlarmState.UNACK_CLEARED and n != again}
    assert {(n, state) for n, state, who in lines if who == "9001" and listed[n].kind is AlarmKind.EMERGENCY} == {
        (n, AlarmState.NORMAL) for n in over
    }
    left = [a for a in bench.floor.alarms if a.kind is AlarmKind.EMERGENCY]
    assert again in {a.alarm_id for a in left}
    assert {a.state for a in left} == {AlarmState.UNACK_ACTIVE}
