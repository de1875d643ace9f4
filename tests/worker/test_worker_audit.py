"""No request is sent before its audit line is on disk, and its outcomes follow in lines of their own."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from worker_kit import SECONDS, Disk, Screen, Watched, audit, consult, lines, sent, settings_for

from app.model import Action, AlarmKind, EngagementState, Floor, Severity, Supervise, Target
from app.worker import sender
from app.worker.worker import Worker
from protocol.mock.centre import Centre
from protocol.mock.run import ThreadedServer
from protocol.wire.enums import LocalConnectionState, StatusCode
from protocol.wire.messages import CloseReq, HeartbeatReq, SuperviseCallReq

BARGE, INTERCEPT, CLEAR = Action.BARGE_IN, Action.INTERCEPT, Action.CLEAR


class Desk:
    """A worker against a quiet centre in which agent 1001 talks to a customer."""

    def __init__(self, server: ThreadedServer, path: Path, **clocks: Any) -> None:
        self.server, self.path = server, path
        self.disk, self.screen = Disk(), Screen()
        self.worker = Worker(settings_for(server), connecting=self.disk.connecting, **clocks)
        self.worker.start(self.screen)
        self.screen.until(lambda floor: len(floor.agents) == 36 and not floor.agents_stale)
        self.target = self.talk("1001")

    def talk(self, agent_id: str) -> Target:
        """A customer's call for an agent; what a key pressed on it would be pinned to."""
        self.server.call(lambda mock: mock.call_for(agent_id))
        floor = self.screen.until(
            lambda floor: (
                floor.calls_of(agent_id) and floor.calls_of(agent_id)[0].state == LocalConnectionState.LCS_CONNECT
            )
        )
        return Target(agent_id, floor.calls_of(agent_id)[0].connection)

    def press(self, action: Action, target: Target | None = None, *, unaudited: bool = False) -> None:
        self.worker.submit(Supervise(action, target or self.target, unaudited))

    def press_on_a_slow_disk(self, action: Action = BARGE) -> None:
        """Press, and wait until the audit line waits for the disk."""
        self.disk.answers.clear()
        self.disk.asked.clear()
        self.press(action)
        assert self.disk.asked.wait(SECONDS)
        self.screen.until(lambda floor: floor.writing is action)

    def act(self, what: Callable[[Centre], object]) -> None:
        """Something happens in the centre."""
        self.server.call(lambda mock: mock.do(what))

    def said(self, words: str) -> Floor:
        return self.screen.until(lambda floor: any(words in note.text for note in floor.notes))

    def written(self) -> list[tuple[str, str, str, str | None]]:
        """The audit, once all that waits is on disk."""
        self.worker._journal.retry().result(SECONDS)
        return audit(self.path)

    def stop(self) -> None:
        self.disk.answers.set()
        self.worker.stop("test over")
        self.worker.join(SECONDS)


@pytest.fixture
def desk(quiet: ThreadedServer, journal_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Desk]:
    monkeypatch.setattr(sender, "AUDIT_WAIT", SECONDS)
    desk = Desk(quiet, journal_path)
    yield desk
    desk.stop()


def test_the_line_is_there_when_the_request_comes_and_the_outcomes_follow(desk: Desk) -> None:
    watched = Watched(desk.path)
    desk.server.call(lambda mock: setattr(mock.state, "received", watched))
    for action, state in ((BARGE, EngagementState.BARGED_IN), (INTERCEPT, EngagementState.INTERCEPTED),
                          (CLEAR, EngagementState.CLEARED)):  # fmt: skip
        desk.press(action)
        desk.screen.engaged(state)
    for known, action in zip(watched.known, (BARGE, INTERCEPT, CLEAR), strict=True):
        assert (known[-1].kind, known[-1].action) == ("request", action.name)
    device = desk.target.connection.connection_device_id if desk.target.connection else None
    assert desk.written() == [
        ("request", "BARGE_IN", "", device),
        ("outcome", "BARGE_IN", "confirmed by the server", device),
        ("outcome", "BARGE_IN", "seen in call events: BARGED IN", device),
        ("request", "INTERCEPT", "", device),
        ("outcome", "INTERCEPT", "confirmed by the server", device),
        ("outcome", "INTERCEPT", "seen in call events: INTERCEPTED", device),
        ("request", "CLEAR", "", device),
        ("outcome", "CLEAR", "confirmed by the server", device),
        ("outcome", "CLEAR", "seen in call events: CLEARED", device),
    ]
    for line in lines(desk.path):
        assert (line.supervisor, line.agent_id, line.peripheral_id) == ("9001", "1001", 5000)
        assert (line.milliseconds is None) == (line.kind == "request")
        assert line.milliseconds is None or 0 <= line.milliseconds < SECONDS * 1000


def test_refused_by_the_server(desk: Desk) -> None:
    desk.server.call(lambda mock: mock.state.refusals.update({SuperviseCallReq: StatusCode.E_CTI_INVALID_CALLID}))
    desk.press(BARGE)
    desk.screen.engaged(EngagementState.REFUSED)
    (_, outcome) = desk.written()
    assert outcome[2].startswith("refused by the server: ")
    assert "13" in outcome[2]


def test_lost_while_asking_is_unknown_and_what_is_seen_later_is_another_line(desk: Desk) -> None:
    desk.server.call(lambda mock: mock.state.mute.add(SuperviseCallReq))
    desk.press(BARGE)
    desk.screen.engaged(EngagementState.BARGE_REQUESTED)
    desk.server.call(lambda mock: mock.drop_clients())
    desk.screen.engaged(EngagementState.OUTCOME_UNKNOWN)
    (_, outcome) = desk.written()
    assert outcome[2].startswith("outcome unknown: ")


def test_the_end_of_the_session_leaves_no_request_without_an_outcome(desk: Desk) -> None:
    desk.server.call(lambda mock: mock.state.mute.add(SuperviseCallReq))
    desk.press(BARGE)
    desk.screen.engaged(EngagementState.BARGE_REQUESTED)
    desk.stop()
    (_, outcome) = audit(desk.path)
    assert outcome[2].startswith("outcome unknown: ")


def test_while_the_line_is_written_it_is_pending_and_a_second_press_sends_nothing(desk: Desk) -> None:
    desk.press_on_a_slow_disk()
    desk.press(BARGE)
    desk.said("barge-in is about to be sent, once its audit line is on the disk")
    assert sent(desk.server) == []
    desk.disk.answers.set()
    desk.screen.engaged(EngagementState.BARGED_IN)
    assert len(sent(desk.server)) == 1
    assert [line[0] for line in desk.written()].count("request") == 1


def close(centre: Centre) -> None:
    centre.floor.switch.close(centre.floor.by_id["1001"].legs[0].call)


def hang_up(centre: Centre) -> None:
    centre.floor.switch.leave(centre.floor.by_id["1001"].legs[0])


def transfer(centre: Centre) -> None:
    centre.simulation.consults.transfer(consult(centre, "1001", "1002"))


def replace_call(centre: Centre) -> None:
    """The call ends, and another one comes to the same agent under the same connection id."""
    call = centre.floor.by_id["1001"].legs[0].call
    centre.floor.switch.close(call)
    begin(centre, call.call_id)


def begin(centre: Centre, call_id: int) -> None:
    """A call that 1001 talks on from now on."""
    agent, switch = centre.floor.by_id["1001"], centre.floor.switch
    leg = switch.add_leg(switch.new_call(1, "5550000", "80055", call_id=call_id), agent.extension, agent, 2)
    switch.begin(leg)
    switch.ring(leg)
    centre.simulation.customer_calls.answer(leg)


CHANGES = {
    "the call ends": (close, "has ended"),
    "the agent hangs up": (hang_up, "has ended"),
    "the call is transferred": (transfer, "has ended"),
    "another call has its id": (replace_call, "has ended"),
}


@pytest.mark.parametrize("change", CHANGES)
def test_what_changed_while_the_line_was_written_is_not_sent(desk: Desk, change: str) -> None:
    act, words = CHANGES[change]
    before = desk.screen.floor.calls[desk.target.connection] if desk.target.connection else None
    desk.press_on_a_slow_disk()
    desk.act(act)
    desk.screen.until(lambda floor: desk.target.connection and floor.calls.get(desk.target.connection) != before)
    desk.server.call(lambda mock: mock.raise_emergency("1003"))
    desk.screen.until(lambda floor: floor.emergencies())  # all of the change has been told
    desk.disk.answers.set()
    desk.said(words)
    request, outcome = desk.written()
    assert (request[0], request[2]) == ("request", "")
    assert outcome[2].startswith("not sent: ")
    assert words in outcome[2]
    assert sent(desk.server) == []
    assert desk.screen.floor.engagement is None


def test_another_call_that_came_to_have_the_same_id_is_not_the_one_that_was_meant(
    quiet: ThreadedServer, journal_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sender, "AUDIT_WAIT", SECONDS)
    wall = [1_700_000_000.0]
    desk = Desk(quiet, journal_path, clock=lambda: wall[0])
    try:
        connection = desk.target.connection
        assert connection is not None
        desk.press_on_a_slow_disk()
        desk.act(close)
        desk.screen.until(lambda floor: floor.calls[connection].ended is not None)
        wall[0] += 120  # the ended call has left the screen by now
        desk.screen.until(lambda floor: connection not in floor.calls)
        desk.act(lambda centre: begin(centre, connection.connection_call_id))
        desk.screen.until(
            lambda floor: (
                connection in floor.calls and floor.calls[connection].state == LocalConnectionState.LCS_CONNECT
            )
        )
        desk.disk.answers.set()
        desk.said(f"call {connection.connection_call_id} is another call by now")
        assert desk.written()[1][2] == f"not sent: call {connection.connection_call_id} is another call by now"
        assert sent(quiet) == []
    finally:
        desk.stop()


def test_other_rows_that_come_and_go_change_nothing_about_the_call_that_was_pinned(desk: Desk) -> None:
    desk.press_on_a_slow_disk()
    for agent_id in ("1005", "1002", "1003"):
        desk.talk(agent_id)
    desk.server.call(lambda mock: mock.raise_emergency("1002"))
    desk.screen.until(lambda floor: floor.emergencies())
    desk.disk.answers.set()
    desk.screen.engaged(EngagementState.BARGED_IN)
    (request,) = sent(desk.server)
    assert isinstance(request, SuperviseCallReq)
    named = (request.agent_connection_call_id, request.agent_connection_device_id_type,
             request.agent_connection_device_id)  # fmt: skip
    assert named == desk.target.connection


def test_a_clear_follows_the_call_through_its_ids_with_a_line_for_each(desk: Desk) -> None:
    desk.press(BARGE)
    desk.screen.engaged(EngagementState.BARGED_IN)
    desk.press_on_a_slow_disk(CLEAR)
    before = desk.target.connection

    def rename(centre: Centre) -> None:
        leg = centre.floor.by_id["1001"].legs[0]
        old = (leg.call.call_id, leg.id_type, leg.connection_device_id)
        leg.call.call_id += 5000
        centre.floor.switch.update(leg, old)

    desk.act(rename)
    desk.screen.until(lambda floor: floor.engagement and floor.engagement.connection != before)
    desk.disk.answers.set()
    desk.said("CLEAR REQUESTED")
    clears = [line for line in lines_of(desk) if line.action == "CLEAR"]
    assert [line.kind for line in clears][:3] == ["request", "outcome", "request"]
    assert "another id" in clears[1].outcome
    assert before is not None
    assert clears[2].connection_call_id == before.connection_call_id + 5000
    wait_for(lambda: len(sent(desk.server)) == 2, desk)  # the words come before the request has arrived


def lines_of(desk: Desk) -> list[Any]:
    desk.written()
    return lines(desk.path)


def test_a_disk_that_never_answers_costs_the_action_and_no_heartbeat(
    quiet: ThreadedServer, journal_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sender, "AUDIT_WAIT", SECONDS)
    moved = [0.0]
    desk = Desk(quiet, journal_path, monotonic=lambda: moved[0])
    try:
        desk.press_on_a_slow_disk()
        for number in range(1, 5):
            heard = len(sent(quiet, HeartbeatReq))
            last = desk.screen.floor.link.last_heard
            moved[0] += 10.0  # the heartbeat interval; the next event of the centre wakes the client
            desk.talk(str(1001 + number))
            desk.screen.until(lambda floor, last=last: floor.link.last_heard != last)
            wait_for(lambda heard=heard: len(sent(quiet, HeartbeatReq)) > heard, desk)
        assert sent(quiet) == []
        desk.disk.answers.set()
        desk.screen.engaged(EngagementState.BARGED_IN)
        assert len(sent(quiet)) == 1
        seen = [line for line in lines_of(desk) if line.outcome.startswith("seen")]
        assert [line.milliseconds for line in seen] == [40_000]
    finally:
        desk.stop()


def wait_for(condition: Callable[[], bool], desk: Desk) -> None:
    """Until something holds at the server; each Floor is a reason to look again."""
    desk.screen.until(lambda floor: condition())


def test_too_slow_is_not_sent_an_alarm_and_then_a_question(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sender, "AUDIT_WAIT", 0.05)
    desk.press_on_a_slow_disk()
    floor = desk.said("not sent, because it could not be audited: the disk does not answer")
    assert floor.notes[-1].severity is Severity.WARNING
    floor = desk.screen.until(lambda floor: floor.journal_trouble)
    assert [alarm.kind for alarm in floor.alarms] == [AlarmKind.JOURNAL]
    assert floor.writing is None
    desk.press(BARGE)
    desk.screen.until(lambda floor: sum("could not be audited" in note.text for note in floor.notes) == 2)
    assert sent(desk.server) == []
    desk.press(BARGE, unaudited=True)
    desk.screen.engaged(EngagementState.BARGED_IN)
    assert len(sent(desk.server)) == 1
    desk.disk.answers.set()
    floor = desk.screen.until(lambda floor: not floor.journal_trouble)
    assert [alarm.cleared is None for alarm in floor.alarms if alarm.kind is AlarmKind.JOURNAL] == [False]
    outcomes = [line[2] for line in desk.written()]
    assert "not on disk before it was sent: the journal could not be written then" in outcomes
    assert "not sent: the disk does not answer" in outcomes  # the first line got there late
    assert "seen in call events: BARGED IN" in outcomes


def test_a_full_disk_is_an_alarm_at_once_and_its_end_clears_it(desk: Desk) -> None:
    desk.disk.fails = "database or disk is full"
    desk.worker._journal.retry()
    floor = desk.screen.until(lambda floor: floor.journal_trouble)
    (alarm,) = floor.alarms
    assert alarm.kind is AlarmKind.JOURNAL
    assert floor.journal_trouble in alarm.text
    desk.press(BARGE)
    desk.said("could not be audited")
    desk.press(BARGE, unaudited=True)
    desk.screen.engaged(EngagementState.BARGED_IN)
    assert audit(desk.path) == []
    desk.disk.fails = ""
    desk.worker._journal.retry()
    floor = desk.screen.until(lambda floor: not floor.journal_trouble)
    assert floor.alarms[0].cleared is not None
    assert [line[0] for line in desk.written()] == ["request", "outcome", "outcome"]


def test_a_yes_on_a_disk_that_works_again_is_audited_as_usual(desk: Desk) -> None:
    desk.press(BARGE, unaudited=True)
    desk.screen.engaged(EngagementState.BARGED_IN)
    assert desk.written()[0][:3] == ("request", "BARGE_IN", "")


def test_closing_sends_nothing_that_was_not_sent_yet(desk: Desk) -> None:
    desk.press_on_a_slow_disk()
    desk.worker.stop("quit")
    desk.screen.until(lambda floor: floor.link.state.value == "CLOSED")
    desk.disk.answers.set()
    desk.worker.join(SECONDS)
    assert sent(desk.server) == []
    assert len(sent(desk.server, CloseReq)) == 1


def test_quitting_clears_first_whether_the_disk_works_or_not(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sender, "CLOSING_WAIT", 0.05)
    desk.press(BARGE)
    desk.screen.engaged(EngagementState.BARGED_IN)
    desk.written()
    desk.disk.answers.clear()
    desk.worker.stop("quit", clear_first=True)
    desk.screen.until(lambda floor: floor.link.state.value == "CLOSED")
    assert [request.supervisory_action for request in sent(desk.server)] == [3, 0]  # type: ignore[attr-defined]


def test_an_alarms_life_is_written_with_who_acknowledged_it(desk: Desk) -> None:
    import io

    from app.commands.alarms import AlarmsOptions, show
    from app.model import Acknowledge

    desk.server.call(lambda mock: mock.raise_emergency("1001"))
    alarm = desk.screen.until(lambda floor: floor.emergencies()).emergencies()[0]
    desk.worker.submit(Acknowledge(alarm.alarm_id))
    desk.screen.until(lambda floor: floor.emergencies()[0].acknowledged is not None)
    desk.act(close)
    desk.screen.until(lambda floor: not floor.emergencies())
    desk.written()
    out = io.StringIO()
    assert show(AlarmsOptions(desk.path), out, io.StringIO()) == 0
    changes = [row for row in out.getvalue().splitlines() if "->" in row]
    steps = [(row.split("  ")[3], row.split("  ")[4]) for row in changes]
    assert steps[0] == ("normal -> open", "by itself")
    assert ("open -> acked here", "by 9001") in steps
    assert steps[-1] == ("acked here -> normal", "by itself")
