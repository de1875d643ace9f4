"""Which outcomes of a request are written, by session events and by the engagement."""

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


class ListingJournal:
    """A journal that lists the outcomes that are appended to it."""

    def __init__(self) -> None:
        self.lines: list[tuple[int, str, float]] = []

    def append_outcome(self, request: Future[int], outcome: str, milliseconds: float) -> None:
        self.lines.append((request.result(), outcome, round(milliseconds)))


class Bench:
    """An auditor, its journal and the monotonic clock."""

    def __init__(self) -> None:
        self.journal, self.now = ListingJournal(), 100.0
        self.auditor = Auditor(cast(Journal, self.journal), lambda: self.now)

    def send(self, action: Action, number: int) -> None:
        """The request with that number of line and InvokeID is sent now."""
        line: Future[int] = Future()
        line.set_result(number)
        self.auditor.sent(action, line, self.now, number)

    def outcomes(self) -> list[tuple[int, str]]:
        return [(number, words) for number, words, _ in self.journal.lines]


@pytest.fixture
def bench() -> Bench:
    return Bench()


def engagement(state: EngagementState, action: Action = BARGE, **more: object) -> Engagement:
    return replace(Engagement(state, action, "1004", CALL, 0.0, 0.0), **more)  # type: ignore[arg-type]


def confirmed(number: int) -> Confirmed:
    return Confirmed(number, REQUEST, SuperviseCallConf(), 0.0)


BARGED = engagement(EngagementState.BARGED_IN, engaged=BARGE)


def test_each_outcome_is_written_when_it_becomes_known_with_its_milliseconds(bench: Bench) -> None:
    bench.send(BARGE, 1)
    bench.now += 0.02
    bench.auditor.session_event(confirmed(1))
    bench.now += 1
    bench.auditor.engagement_changed(engagement(EngagementState.PHONE_RINGS))
    bench.auditor.engagement_changed(BARGED)
    bench.auditor.engagement_changed(BARGED)
    assert bench.journal.lines == [(1, "confirmed by the server", 20), (1, "seen in call events: BARGED IN", 1020)]


def test_the_confirmation_after_the_events_is_written_too(bench: Bench) -> None:
    bench.send(BARGE, 1)
    bench.auditor.engagement_changed(BARGED)
    bench.auditor.session_event(confirmed(1))
    bench.auditor.session_event(confirmed(1))
    assert bench.outcomes() == [(1, "seen in call events: BARGED IN"), (1, "confirmed by the server")]


def test_refused(bench: Bench) -> None:
    bench.send(BARGE, 1)
    bench.auditor.session_event(Denied(1, REQUEST, 82, None, None, "Not offered. (82)"))
    bench.auditor.engagement_changed(engagement(EngagementState.REFUSED, over=True, reason="Not offered. (82)"))
    assert bench.outcomes() == [(1, "refused by the server: Not offered. (82)")]


def test_the_answers_to_others_are_not_its_own(bench: Bench) -> None:
    bench.send(BARGE, 1)
    bench.auditor.session_event(confirmed(2))
    bench.auditor.engagement_changed(engagement(EngagementState.CLEARED, CLEAR, over=True))
    bench.auditor.engagement_changed(None)
    assert bench.outcomes() == []


@pytest.mark.parametrize("first", ["session", "engagement"])
def test_no_answer_is_written_once_and_what_is_seen_later_after_it(bench: Bench, first: str) -> None:
    bench.send(BARGE, 1)
    if first == "session":
        bench.auditor.session_event(TimedOut(1, REQUEST))
    unknown = engagement(EngagementState.OUTCOME_UNKNOWN, reason="no answer came in time")
    bench.auditor.engagement_changed(unknown)
    bench.auditor.engagement_changed(unknown)
    bench.auditor.session_event(TimedOut(1, REQUEST))
    bench.auditor.engagement_changed(BARGED)
    bench.auditor.close()
    assert bench.outcomes() == [(1, "outcome unknown: no answer came in time"), (1, "seen in call events: BARGED IN")]


def test_an_end_before_it_was_seen(bench: Bench) -> None:
    bench.send(BARGE, 1)
    ended = engagement(EngagementState.ENDED, over=True, reason="the call ended before you were in it")
    bench.auditor.engagement_changed(ended)
    assert bench.outcomes() == [(1, "ended: the call ended before you were in it")]


def test_the_next_request_overtakes_one_that_events_have_not_shown(bench: Bench) -> None:
    bench.send(BARGE, 1)
    bench.send(CLEAR, 2)
    bench.auditor.engagement_changed(engagement(EngagementState.CLEARED, CLEAR, over=True))
    bench.auditor.session_event(confirmed(1))
    assert bench.outcomes() == [
        (1, "overtaken by clear"), (2, "seen in call events: CLEARED"), (1, "confirmed by the server"),
    ]  # fmt: skip


def test_invoke_ids_of_another_session_mean_nothing(bench: Bench) -> None:
    bench.send(BARGE, 1)
    bench.auditor.session_event(Opened(OpenConf(), 17))
    bench.auditor.session_event(confirmed(1))
    assert bench.outcomes() == []
    bench.auditor.close()
    bench.auditor.close()
    assert bench.outcomes() == [(1, "outcome unknown: the session was closed")]
