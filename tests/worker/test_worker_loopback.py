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


def test_emergency_barge_in_intercept_clear(server: ThreadedServer, screen: Screen) -> None:
    agent_id = talker(screen.floor).agent_id
    server.call(lambda mock: mock.raise_emergency(agent_id))
    alarm = screen.until(lambda floor: floor.emergencies()).emergencies()[0]
    assert (alarm.agent_id, alarm.state) == (agent_id, AlarmState.UNACK_ACTIVE)
    target = Target(agent_id, alarm.connection, alarm.alarm_id)
    worker_of(screen).submit(Supervise(Action.BARGE_IN, target))
    screen.engaged(EngagementState.BARGED_IN)
    worker_of(screen).submit(Supervise(Action.INTERCEPT, target))
    screen.engaged(EngagementState.INTERCEPTED)
    worker_of(screen).submit(Acknowledge(alarm.alarm_id))
    screen.until(lambda floor: not floor.emergencies())
    worker_of(screen).submit(Supervise(Action.CLEAR, target))
    screen.engaged(EngagementState.CLEARED)
    assert [request.supervisory_action for request in sent(server)] == [3, 4, 0]  # type: ignore[attr-defined]


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


def test_two_presses_one_request(server: ThreadedServer, screen: Screen) -> None:
    target = talker(screen.floor)
    for _ in range(5):
        worker_of(screen).submit(Supervise(Action.BARGE_IN, target))
    screen.engaged(EngagementState.BARGED_IN)
    assert len(sent(server)) == 1


def test_quitting_clears_first(server: ThreadedServer, screen: Screen) -> None:
    worker_of(screen).submit(Supervise(Action.BARGE_IN, talker(screen.floor)))
    screen.engaged(EngagementState.BARGED_IN)
    worker_of(screen).stop("quit", clear_first=True)
    worker_of(screen).join(SECONDS)
    order = [type(m) for m in list(server.server.received) if isinstance(m, SuperviseCallReq | CloseReq)]
    assert order == [SuperviseCallReq, SuperviseCallReq, CloseReq]
    assert screen.floor.engagement is not None
    assert screen.floor.engagement.state is EngagementState.CLEARED
    assert screen.floor.link.state is LinkState.CLOSED


def test_quitting_waits_for_the_answer_that_lets_one_clear(server: ThreadedServer, screen: Screen) -> None:
    """Quit in the moment after b: the phone would else be put into the call with nobody left to take it out."""
    server.call(lambda mock: mock.fault("latency=300"))
    worker_of(screen).submit(Supervise(Action.BARGE_IN, talker(screen.floor)))
    screen.engaged(EngagementState.BARGE_REQUESTED)
    worker_of(screen).stop("quit", clear_first=True)
    worker_of(screen).join(SECONDS)
    order = [m for m in list(server.server.received) if isinstance(m, SuperviseCallReq | CloseReq)]
    assert [getattr(m, "supervisory_action", None) for m in order] == [3, 0, None]


def test_quitting_does_not_wait_for_an_answer_for_ever(
    server: ThreadedServer, screen: Screen, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("app.worker.worker.CLEAR_SECONDS", 0.05)
    monkeypatch.setattr("protocol.session.session.CLOSE_TIMEOUT", 0.1)  # CLOSE_REQ is not answered either
    server.call(lambda mock: mock.fault("timeout=0"))
    worker_of(screen).submit(Supervise(Action.BARGE_IN, talker(screen.floor)))
    screen.engaged(EngagementState.BARGE_REQUESTED)
    worker_of(screen).stop("quit", clear_first=True)
    worker_of(screen).join(SECONDS)
    assert screen.floor.link.state is LinkState.CLOSED


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


def test_silence_until_the_next_alarm(server: ThreadedServer, screen: Screen) -> None:
    floor = screen.floor
    first, second = [a for a in floor.agents if floor.calls_of(a)][:2]
    server.call(lambda mock: mock.raise_emergency(first))
    screen.until(lambda floor: floor.emergencies())
    worker_of(screen).submit(Silence())
    screen.until(lambda floor: floor.silenced)
    server.call(lambda mock: mock.raise_emergency(second))
    screen.until(lambda floor: not floor.silenced)


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
    words = "This agent is not configured as a supervisor. (status 12)"
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


def test_a_screen_that_is_gone_does_not_cost_the_session_its_goodbye(server: ThreadedServer) -> None:
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
