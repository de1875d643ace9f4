"""The worker against the mock server over loopback TCP: Floors out, commands in."""

from __future__ import annotations

import logging
import threading
from collections.abc import Iterator
from dataclasses import replace

import pytest
from worker_kit import SECONDS, Screen, sent, settings_for, talker, talkers, worker_of

from app.model import (
    Acknowledge,
    Action,
    AlarmState,
    EngagementState,
    Floor,
    LinkState,
    RetryNow,
    Severity,
    Silence,
    Supervise,
    Target,
)
from app.worker.worker import Worker
from protocol.mock.run import ThreadedServer
from protocol.mock.settings import CentreSettings, MockSettings
from protocol.wire.messages import CloseReq, SuperviseCallReq


@pytest.fixture
def server() -> Iterator[ThreadedServer]:
    """A busy centre whose phones and switch take no time."""
    running = ThreadedServer(MockSettings(centre=CentreSettings(emergencies_per_minute=0, pace=0))).start()
    yield running
    running.stop()


@pytest.fixture
def screen(server: ThreadedServer) -> Iterator[Screen]:
    """A started worker's screen, with the floor on it and two who talk; ``screen.worker`` is the worker."""
    screen = Screen()
    worker = Worker(settings_for(server))
    screen.worker = worker  # type: ignore[attr-defined]
    worker.start(screen)
    screen.until(lambda floor: len(floor.agents) == 36 and len(talkers(floor)) > 1 and not floor.agents_stale)
    yield screen
    worker.stop("test over")
    worker.join(SECONDS)


@pytest.fixture
def still(quiet: ThreadedServer) -> Iterator[Screen]:
    """A started worker's screen on a centre where nothing happens by itself; agents 1001 and 1002 talk.

    On a busy floor the call that a test steps into may be held or end before the next step.
    """
    screen = Screen()
    screen.worker = worker = Worker(settings_for(quiet))  # type: ignore[attr-defined]
    worker.start(screen)
    for agent_id in ("1001", "1002"):
        quiet.call(lambda mock, agent_id=agent_id: mock.call_for(agent_id))
    screen.until(lambda floor: len(talkers(floor)) == 2 and not floor.agents_stale)
    yield screen
    worker.stop("test over")
    worker.join(SECONDS)


def test_the_floor_comes_and_the_session_is_closed(server: ThreadedServer) -> None:
    screen = Screen()
    worker = Worker(settings_for(server))
    worker.start(screen)
    floor = screen.until(
        lambda floor: (
            len(floor.agents) == 36 and floor.calls and all(a.name and a.extension for a in floor.agents.values())
        )
    )
    assert floor.link.state is LinkState.ONLINE
    assert len(floor.teams) == 3
    assert floor.reason_texts == {7: "Lunch"}
    assert screen.threads == {"floorwalker-worker"}
    worker.stop("test over")
    worker.join(SECONDS)
    assert screen.floor.link.state is LinkState.CLOSED
    assert len(sent(server, CloseReq)) == 1
    worker.submit(Silence())  # after its end: nothing happens, nothing raises
    worker.stop("again")


def test_emergency_barge_in_intercept_clear(quiet: ThreadedServer, still: Screen) -> None:
    agent_id = talker(still.floor).agent_id
    quiet.call(lambda mock: mock.raise_emergency(agent_id))
    alarm = still.until(lambda floor: floor.emergencies()).emergencies()[0]
    assert (alarm.agent_id, alarm.state) == (agent_id, AlarmState.UNACK_ACTIVE)
    target = Target(agent_id, alarm.connection, alarm.alarm_id)
    worker_of(still).submit(Supervise(Action.BARGE_IN, target))
    still.engaged(EngagementState.BARGED_IN)
    worker_of(still).submit(Supervise(Action.INTERCEPT, target))
    still.engaged(EngagementState.INTERCEPTED)
    worker_of(still).submit(Acknowledge(alarm.alarm_id))
    still.until(lambda floor: not floor.emergencies())
    worker_of(still).submit(Supervise(Action.CLEAR, target))
    still.engaged(EngagementState.CLEARED)
    actions = [request.supervisory_action for request in sent(quiet)]  # type: ignore[attr-defined]
    assert actions == [Action.BARGE_IN.value, Action.INTERCEPT.value, Action.CLEAR.value]


def test_what_is_not_allowed_any_more_is_not_sent_and_said(server: ThreadedServer, screen: Screen) -> None:
    target = talker(screen.floor)
    assert target.connection is not None
    moved = replace(target, connection=target.connection._replace(connection_call_id=424242))
    worker_of(screen).submit(Supervise(Action.BARGE_IN, moved))
    floor = screen.until(lambda floor: any("not there any more" in note.text for note in floor.notes))
    assert floor.notes[-1].severity is Severity.WARNING
    assert floor.engagement is None
    worker_of(screen).submit(Supervise(Action.INTERCEPT, target))
    screen.until(lambda floor: any("press b first" in note.text for note in floor.notes))
    assert sent(server) == []


def test_two_presses_one_request(quiet: ThreadedServer, still: Screen) -> None:
    target = talker(still.floor)
    for _ in range(5):
        worker_of(still).submit(Supervise(Action.BARGE_IN, target))
    still.engaged(EngagementState.BARGED_IN)
    assert len(sent(quiet)) == 1


def test_quitting_clears_first(quiet: ThreadedServer, still: Screen) -> None:
    worker_of(still).submit(Supervise(Action.BARGE_IN, talker(still.floor)))
    still.engaged(EngagementState.BARGED_IN)
    worker_of(still).stop("quit", clear_first=True)
    worker_of(still).join(SECONDS)
    order = [type(m) for m in list(quiet.server.received) if isinstance(m, SuperviseCallReq | CloseReq)]
    assert order == [SuperviseCallReq, SuperviseCallReq, CloseReq]
    assert still.floor.engagement is not None
    assert still.floor.engagement.state is EngagementState.CLEARED
    assert still.floor.link.state is LinkState.CLOSED


def test_quitting_waits_for_the_answer_that_lets_one_clear(quiet: ThreadedServer, still: Screen) -> None:
    """Quit right after b: the server would put the phone into the call when nobody could take it out any more."""
    quiet.call(lambda mock: mock.fault("latency=300"))
    worker_of(still).submit(Supervise(Action.BARGE_IN, talker(still.floor)))
    still.engaged(EngagementState.BARGE_REQUESTED)
    worker_of(still).stop("quit", clear_first=True)
    worker_of(still).join(SECONDS)
    order = [m for m in list(quiet.server.received) if isinstance(m, SuperviseCallReq | CloseReq)]
    assert [getattr(m, "supervisory_action", None) for m in order] == [Action.BARGE_IN.value, Action.CLEAR.value, None]


def test_quitting_does_not_wait_for_an_answer_for_ever(
    quiet: ThreadedServer, still: Screen, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("app.worker.worker.CLEAR_SECONDS", 0.05)
    monkeypatch.setattr("protocol.session.session.CLOSE_TIMEOUT", 0.1)  # CLOSE_REQ is not answered either
    quiet.call(lambda mock: mock.fault("timeout=0"))
    worker_of(still).submit(Supervise(Action.BARGE_IN, talker(still.floor)))
    still.engaged(EngagementState.BARGE_REQUESTED)
    worker_of(still).stop("quit", clear_first=True)
    worker_of(still).join(SECONDS)
    assert still.floor.link.state is LinkState.CLOSED


def test_the_blind_window_is_said_and_logged(
    server: ThreadedServer, screen: Screen, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.WARNING, "floorwalker"):
        server.call(lambda mock: mock.drop_clients())
        floor = screen.until(lambda floor: floor.blind is not None and not floor.agents_stale)
    (note,) = [note for note in floor.notes if note.text.startswith("no events from ")]
    assert note.severity is Severity.WARNING
    assert note.text in [record.getMessage() for record in caplog.records]
    assert floor.blind is not None
    assert floor.blind.since <= floor.blind.until


def test_silence_until_the_next_alarm(quiet: ThreadedServer, still: Screen) -> None:
    floor = still.floor
    first, second = [a for a in floor.agents if floor.calls_of(a)][:2]
    quiet.call(lambda mock: mock.raise_emergency(first))
    still.until(lambda floor: floor.emergencies())
    worker_of(still).submit(Silence())
    still.until(lambda floor: floor.silenced)
    quiet.call(lambda mock: mock.raise_emergency(second))
    still.until(lambda floor: not floor.silenced)


def test_lost_and_found_again(server: ThreadedServer, screen: Screen) -> None:
    server.call(lambda mock: mock.drop_clients())
    floor = screen.until(lambda floor: floor.link.state is LinkState.RECONNECTING)
    assert floor.agents_stale
    assert len(floor.agents) == 36
    worker_of(screen).submit(RetryNow())
    screen.until(lambda floor: floor.link.state is LinkState.ONLINE and not floor.agents_stale)


def test_refused_and_said_in_words(server: ThreadedServer) -> None:
    screen = Screen()
    worker = Worker(settings_for(server, agent_id="1001"))
    worker.start(screen)
    words = "This agent is not configured as a supervisor (status 12)"
    floor = screen.until(lambda floor: floor.link.state is LinkState.REFUSED and floor.link.reason == words)
    assert not floor.link.ever_open
    worker.stop("test over")
    worker.join(SECONDS)
    assert screen.floor.link.state is LinkState.CLOSED


def test_stop_before_anything_is_connected(server: ThreadedServer) -> None:
    screen = Screen()
    worker = Worker(settings_for(server))
    worker.stop("at once")
    worker.start(screen)
    worker.join(SECONDS)
    assert screen.floor.link.state is LinkState.CLOSED


def test_a_defect_in_the_worker_is_a_closed_link_in_words_and_a_log_entry(
    server: ThreadedServer, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object) -> None:
        raise RuntimeError("a defect")

    monkeypatch.setattr("app.floor.builder.FloorBuilder.call_event", broken)
    screen = Screen()
    worker = Worker(settings_for(server))
    with caplog.at_level(logging.ERROR, "floorwalker"):
        worker.start(screen)
        floor = screen.until(lambda floor: floor.link.state is LinkState.CLOSED)
        worker.join(SECONDS)
    assert "the log has the details" in floor.link.reason
    assert "Traceback" not in floor.link.reason
    assert any(record.exc_info for record in caplog.records)


def test_an_error_on_the_screen_does_not_prevent_close_req(server: ThreadedServer) -> None:
    opened = threading.Event()

    def gone(floor: Floor) -> None:
        if floor.link.state is LinkState.ONLINE:
            opened.set()
        raise RuntimeError("no screen")

    worker = Worker(settings_for(server))
    worker.start(gone)
    assert opened.wait(SECONDS)
    worker.stop("test over")
    worker.join(SECONDS)
    assert len(sent(server, CloseReq)) == 1


def test_the_log_has_the_steps_and_no_secret(server: ThreadedServer, caplog: pytest.LogCaptureFixture) -> None:
    screen = Screen()
    with caplog.at_level(logging.DEBUG, "floorwalker"):
        worker = Worker(settings_for(server, client_id="watch", client_password="s3cr3t-word"))
        worker.start(screen)
        screen.until(lambda floor: len(floor.agents) == 36)
        worker.stop("test over")
        worker.join(SECONDS)
    text = "\n".join(record.getMessage() for record in caplog.records)
    assert "session open: version 17" in text
    assert "closing: test over" in text
    assert "s3cr3t-word" not in text
