"""Which outcomes are written of a request, by what the session and the engagement tell."""

from __future__ import annotations

from concurrent.futures import Future
from dataclasses import replace
from typing import cast

import pytest

from app.journal.journal import Journal
from app.model import Action, ConnectionID, Engagement, EngagementState
from app.worker.auditor import Auditor
from protocol.session.events import Confirmed, Denied, Opened, TimedOut
from protocol.wire.messages import OpenConf, SuperviseCallConf, SuperviseCallReq

CALL = ConnectionID(8801, 0, "3004")
REQUEST = SuperviseCallReq()
BARGE, CLEAR = Action.BARGE_IN, Action.CLEAR


class Paper:
    """A journal that only keeps what it is told."""

    def __init__(self) -> None:
        self.lines: list[tuple[int, str, float]] = []

    def append_outcome(self, request: Future[int], outcome: str, milliseconds: float) -> None:
        self.lines.append((request.result(), outcome, round(milliseconds)))


class Table:
    def __init__(self) -> None:
        self.paper, self.now = Paper(), 100.0
        self.auditor = Auditor(cast(Journal, self.paper), lambda: self.now)

    def send(self, action: Action, number: int) -> None:
        """The request with that number of line and InvokeID is sent now."""
        line: Future[int] = Future()
        line.set_result(number)
        self.auditor.sent(action, line, self.now, number)

    def told(self) -> list[tuple[int, str]]:
        return [(number, words) for number, words, _ in self.paper.lines]


@pytest.fixture
def table() -> Table:
    return Table()


def mine(state: EngagementState, action: Action = BARGE, **more: object) -> Engagement:
    return replace(Engagement(state, action, "1004", CALL, 0.0, 0.0), **more)  # type: ignore[arg-type]


def confirmed(number: int) -> Confirmed:
    return Confirmed(number, REQUEST, SuperviseCallConf(), 0.0)


BARGED = mine(EngagementState.BARGED_IN, engaged=BARGE)


def test_each_as_it_becomes_known_with_its_milliseconds(table: Table) -> None:
    table.send(BARGE, 1)
    table.now += 0.02
    table.auditor.hear(confirmed(1))
    table.now += 1
    table.auditor.watch(mine(EngagementState.PHONE_RINGS))
    table.auditor.watch(BARGED)
    table.auditor.watch(BARGED)
    assert table.paper.lines == [(1, "confirmed by the server", 20), (1, "seen in call events: BARGED IN", 1020)]


def test_the_confirmation_after_the_events_is_written_too(table: Table) -> None:
    table.send(BARGE, 1)
    table.auditor.watch(BARGED)
    table.auditor.hear(confirmed(1))
    table.auditor.hear(confirmed(1))
    assert table.told() == [(1, "seen in call events: BARGED IN"), (1, "confirmed by the server")]


def test_refused(table: Table) -> None:
    table.send(BARGE, 1)
    table.auditor.hear(Denied(1, REQUEST, 82, None, None, "Not offered. (82)"))
    table.auditor.watch(mine(EngagementState.REFUSED, over=True, reason="Not offered. (82)"))
    assert table.told() == [(1, "refused by the server: Not offered. (82)")]


def test_the_answers_to_others_are_not_its_own(table: Table) -> None:
    table.send(BARGE, 1)
    table.auditor.hear(confirmed(2))
    table.auditor.watch(mine(EngagementState.CLEARED, CLEAR, over=True))
    table.auditor.watch(None)
    assert table.told() == []


@pytest.mark.parametrize("first", ["session", "engagement"])
def test_no_answer_is_told_once_and_what_is_seen_later_after_it(table: Table, first: str) -> None:
    table.send(BARGE, 1)
    if first == "session":
        table.auditor.hear(TimedOut(1, REQUEST))
    unknown = mine(EngagementState.OUTCOME_UNKNOWN, reason="no answer came in time")
    table.auditor.watch(unknown)
    table.auditor.watch(unknown)
    table.auditor.hear(TimedOut(1, REQUEST))
    table.auditor.watch(BARGED)
    table.auditor.close()
    assert table.told() == [(1, "outcome unknown: no answer came in time"), (1, "seen in call events: BARGED IN")]


def test_an_end_before_it_was_seen(table: Table) -> None:
    table.send(BARGE, 1)
    table.auditor.watch(mine(EngagementState.ENDED, over=True, reason="the call ended before you were in it"))
    assert table.told() == [(1, "ended: the call ended before you were in it")]


def test_the_next_request_overtakes_what_nothing_was_seen_of(table: Table) -> None:
    table.send(BARGE, 1)
    table.send(CLEAR, 2)
    table.auditor.watch(mine(EngagementState.CLEARED, CLEAR, over=True))
    table.auditor.hear(confirmed(1))
    assert table.told() == [
        (1, "overtaken by clear"), (2, "seen in call events: CLEARED"), (1, "confirmed by the server"),
    ]  # fmt: skip


def test_invoke_ids_of_another_session_are_others(table: Table) -> None:
    table.send(BARGE, 1)
    table.auditor.hear(Opened(OpenConf(), 17))
    table.auditor.hear(confirmed(1))
    assert table.told() == []
    table.auditor.close()
    table.auditor.close()
    assert table.told() == [(1, "outcome unknown: the session was closed")]
