"""The state of the session as the link that the status line shows."""

from __future__ import annotations

from call_kit import T0, A, B, Bench

from app.floor.builder import FloorBuilder
from app.floor.fold import fold
from app.floor.link import trouble
from app.model import AlarmKind, BlindWindow, Link, LinkState, Me, Severity
from app.text.times import time_of_day
from protocol.session.events import (
    CallDetails,
    Closed,
    Connecting,
    Discovered,
    EventsStopped,
    HeartbeatConfirmed,
    Lost,
    MaintenanceAsked,
    Opened,
    Opening,
    Refused,
    SessionEvent,
    StandingBy,
    Waiting,
)
from protocol.wire.messages import AgentTeamConfigEvent, OpenConf, SystemEvent

OPEN = Opened(OpenConf(services_granted=0xA5, pg_status=0, peripheral_online=1, agent_extension="3900"), 17)
STEPS: list[tuple[SessionEvent, LinkState, str]] = [
    (Connecting("A", "a:42027"), LinkState.CONNECTING, ""),
    (Lost("No connection."), LinkState.RECONNECTING, "No connection."),
    (Waiting("No connection.", T0 + 9), LinkState.RECONNECTING, "No connection."),
    (Connecting("B", "b:43027"), LinkState.RECONNECTING, "No connection."),
    (Opening(), LinkState.OPENING, "No connection."),
    (Refused(9, "Not signed in. (9)", False), LinkState.REFUSED, "Not signed in. (9)"),
    (Waiting("Not signed in. (9)", T0 + 15), LinkState.REFUSED, "Not signed in. (9)"),
    (Connecting("A", "a:42027"), LinkState.REFUSED, "Not signed in. (9)"),
    (Opening(), LinkState.OPENING, "Not signed in. (9)"),
    (OPEN, LinkState.ONLINE, ""),
    (Lost("The connection broke."), LinkState.RECONNECTING, "The connection broke."),
    (Connecting("B", "b:43027"), LinkState.RECONNECTING, "The connection broke."),
    (Opening(), LinkState.OPENING, "The connection broke."),
    (OPEN, LinkState.ONLINE, ""),
    (Closed(True), LinkState.CLOSED, ""),
]


def test_a_link_step_by_step() -> None:
    builder = FloorBuilder(Me("9001"))
    for index, (event, state, reason) in enumerate(STEPS):
        assert fold(builder, event, T0 + index)
        link = builder.snapshot(T0 + index).link
        assert (link.state, link.reason) == (state, reason)
        if isinstance(event, Connecting):
            assert (link.side, link.address) == (event.side, event.address)
        assert link.retry_at == (event.retry_at if isinstance(event, Waiting) else None) or not isinstance(
            event, Waiting | Connecting | Opened
        )
    assert link.ever_open
    assert (link.services_granted, link.protocol_version, link.last_heard) == (0xA5, 17, T0 + 13)


def test_heartbeats_tell_that_the_server_is_there() -> None:
    bench = Bench()
    bench.now += 30
    assert bench.tell(HeartbeatConfirmed(0.01))
    assert bench.floor.link.last_heard == bench.now


def test_stale_until_everything_was_asked_again() -> None:
    bench = Bench()
    bench.talk(8801, A)
    bench.tell(Lost("gone"))
    bench.now += 60
    bench.tell(OPEN)
    bench.event(AgentTeamConfigEvent(team_id=501, config_operation=0, atc_agent_id=["1001"]))
    bench.state("1001", A, 3)
    bench.talk(8802, A)
    assert (bench.floor.agents_stale, bench.floor.calls_stale) == (True, True)
    assert {c.connection_call_id for c in bench.floor.calls} == {8801, 8802}
    bench.tell(Discovered())
    floor = bench.floor
    assert (floor.agents_stale, floor.calls_stale, floor.stale_since) == (False, False, None)
    assert {c.connection_call_id for c in floor.calls} == {8802}
    assert set(floor.agents) == {"1001"}


def test_who_was_not_told_again_is_gone() -> None:
    bench = Bench()
    bench.tell(Lost("gone"))
    bench.tell(OPEN)
    bench.tell(Discovered())
    assert bench.floor.agents == {}
    assert bench.floor.teams == {}


def test_call_details_in_words() -> None:
    bench = Bench()
    bench.tell(CallDetails(False, "Neither Peripheral Monitor nor All Events is granted."))
    assert (bench.floor.call_details, bench.floor.call_details_reason) == (
        False, "Neither Peripheral Monitor nor All Events is granted.",
    )  # fmt: skip


def test_trouble_in_words() -> None:
    online = Link(state=LinkState.ONLINE, services_granted=0x81)
    assert trouble(online) == ""
    lost = Link(state=LinkState.ONLINE, services_granted=0x81, pg_status=0x41, peripheral_online=False)
    assert "lost the PG" in trouble(lost)
    assert "peripheral is offline" in trouble(lost)
    assert "0x40" in trouble(lost)
    assert "events go on" in trouble(Link(state=LinkState.ONLINE, services_granted=0x81, pg_status=2))


def test_a_peripheral_that_is_offline_is_ours_or_another_one() -> None:
    another = Link(state=LinkState.ONLINE, services_granted=0x81, pg_status=4)
    assert trouble(another) == "another peripheral is offline, ours is online"
    ours = Link(state=LinkState.ONLINE, services_granted=0x81, pg_status=4, peripheral_online=False)
    assert trouble(ours) == "our peripheral is offline: no events come"


def test_limited_function_is_said() -> None:
    assert "limited function" in trouble(Link(state=LinkState.ONLINE, services_granted=0x81, pg_status=0x10))


def test_a_fatal_refusal_says_what_to_do_until_a_session_is_open() -> None:
    bench = Bench()
    bench.tell(Refused(36, "The password is wrong. (status 36)", True))
    link = bench.floor.link
    assert (link.state, link.refused_with) == (LinkState.REFUSED, 36)
    assert "client_password" in link.advice or "password" in link.advice
    (alarm,) = bench.floor.alarms
    assert (alarm.kind, link.advice[1:] in alarm.text) == (AlarmKind.LOGIN, True)
    bench.tell(OPEN)
    assert (bench.floor.link.refused_with, bench.floor.link.advice) == (None, "")


def test_a_standby_side_is_not_used_and_said() -> None:
    builder = FloorBuilder(Me("9001"))
    fold(builder, Connecting("B", "b:43027"), T0)
    fold(builder, Opening(), T0)
    fold(builder, StandingBy(OpenConf(services_granted=0xA5, session_type=2)), T0)
    link = builder.snapshot(T0).link
    assert (link.state, link.ever_open) == (LinkState.OPENING, False)
    assert "standby" in link.reason
    fold(builder, OPEN, T0 + 5)
    assert builder.snapshot(T0 + 5).link.state is LinkState.ONLINE
    assert builder.snapshot(T0 + 5).blind is None


def test_maintenance_is_a_line_in_the_event_log() -> None:
    bench = Bench()
    bench.tell(MaintenanceAsked(False))
    assert "maintenance" in bench.floor.notes[-1].text


def test_the_blind_window_reaches_from_the_last_word_of_the_server_to_the_reopening() -> None:
    bench = Bench()
    heard = bench.now
    bench.now += 30
    bench.tell(Lost("3 heartbeats in a row were not answered."))
    assert bench.floor.stale_since == bench.floor.link.last_heard < bench.now
    bench.now += 4
    bench.tell(Connecting("B", "b:43027"))
    bench.tell(Lost("No connection."))
    bench.tell(OPEN)
    floor = bench.floor
    assert floor.blind == BlindWindow(heard, bench.now)
    (note,) = [note for note in floor.notes if note.text.startswith("no events")]
    words = f"no events from {time_of_day(heard, ())} to {time_of_day(bench.now, ())} (34 s): "
    assert note.text == words + "other emergencies in that time can't be known"
    assert note.severity is Severity.WARNING


def test_a_pg_that_was_lost_is_a_blind_window_too() -> None:
    bench = Bench()
    bench.event(SystemEvent(pg_status=1, system_event_id=6))
    gone = bench.now
    bench.now += 5
    bench.tell(Lost("gone"))  # and then the session as well: one window
    bench.now += 200
    bench.tell(Opened(OpenConf(services_granted=0xA5, pg_status=1, peripheral_online=1), 17, events_come=False))
    bench.tell(EventsStopped(1, True))
    assert bench.floor.blind is None
    assert bench.floor.agents_stale
    bench.now += 1
    bench.event(SystemEvent(pg_status=0, system_event_id=3))
    assert bench.floor.blind == BlindWindow(gone, bench.now)
    assert "(3:26)" in bench.floor.notes[-1].text


def test_after_the_pg_came_back_only_the_end_of_asking_again_makes_fresh() -> None:
    bench = Bench()
    bench.talk(8801, A)
    bench.event(SystemEvent(pg_status=1, system_event_id=6))
    bench.event(SystemEvent(pg_status=0, system_event_id=3))
    bench.state("1001", A, 2)
    bench.talk(8802, B)
    assert bench.floor.agents_stale
    assert bench.floor.calls_stale
    bench.tell(Discovered())
    floor = bench.floor
    assert floor.stale_since is None
    assert {c.connection_call_id for c in floor.calls} == {8802}
    assert set(floor.agents) == {"1001", "1002", "1003"}


def test_a_failed_worker_is_a_closed_link_with_its_reason() -> None:
    bench = Bench()
    bench.builder.fail("the worker failed", bench.now)
    floor = bench.floor
    assert (floor.link.state, floor.link.reason, floor.agents_stale) == (LinkState.CLOSED, "the worker failed", True)


def test_revisions_count_changes_and_snapshots_stay_as_they_were() -> None:
    bench = Bench()
    before = bench.floor
    bench.talk(8801, A)
    after = bench.floor
    assert after.revision > before.revision
    assert before.calls == {}
    assert len(after.calls) == 1
    assert bench.floor.calls is after.calls
