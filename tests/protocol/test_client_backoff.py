"""When and where the client reconnects."""

from __future__ import annotations

from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from protocol.client.backoff import STABLE, Backoff, OpeningPlan, Waits
from protocol.session.refusals import Verdict
from protocol.session.settings import SessionSettings

WAITS, SPREAD = Waits().rounds, Waits().jitter


def test_one_side_waits_longer_and_longer() -> None:
    backoff = Backoff(1, Random(5))
    waits = [backoff.failed() for _ in range(7)]
    for wait, base in zip(waits, [15, 30, 60, 120, 120, 120, 120], strict=True):
        assert base * (1 - SPREAD) <= wait <= base * (1 + SPREAD)
    assert len(set(waits)) == 7


def test_two_sides_are_tried_in_turn_with_a_wait_after_each_round() -> None:
    backoff = Backoff(2, Random(5))
    seen = []
    for _ in range(6):
        side = backoff.side
        seen.append((side, backoff.failed() > 0))
    assert seen == [(0, False), (1, True)] * 3


def test_a_good_session_begins_a_new_count_on_its_side() -> None:
    backoff = Backoff(2, Random(5))
    backoff.failed()
    assert backoff.side == 1
    assert backoff.lost(STABLE) == 0.0
    assert backoff.side == 1
    assert backoff.failed() == 0.0
    assert backoff.side == 0
    assert not backoff.lost(STABLE)
    assert backoff.failed() == 0.0
    assert WAITS[0] * (1 - SPREAD) <= backoff.failed() <= WAITS[0] * (1 + SPREAD)


def test_after_a_loss_the_same_side_at_once_then_the_other_then_waits() -> None:
    backoff = Backoff(2, Random(5))
    backoff.failed()  # A: none there; B opens
    steps = [(backoff.lost(5.0), backoff.side), (backoff.failed(), backoff.side), (backoff.failed(), backoff.side)]
    assert [(delay > 0, side) for delay, side in steps] == [(False, 1), (False, 0), (True, 1)]


def test_a_side_that_announces_its_end_is_left_for_the_other() -> None:
    backoff = Backoff(2, Random(5))
    assert backoff.lost(1000.0, leave=True) == 0.0
    assert (backoff.side, backoff.last_of_round) == (1, True)
    assert backoff.failed() > 0


def test_short_sessions_do_not_shorten_the_waits() -> None:
    backoff = Backoff(1, Random(5))
    waits = [backoff.lost(STABLE - 0.1) for _ in range(8)]
    assert waits[::2] == [0.0] * 4
    assert all(wait >= base * (1 - SPREAD) for wait, base in zip(waits[1::2], WAITS, strict=True))


def test_two_sides_that_end_sessions_at_once_are_tried_with_waits() -> None:
    backoff = Backoff(2, Random(5))
    waits = [backoff.lost(1.0) for _ in range(10)]
    assert [wait > 0 for wait in waits] == [False, False, False, False, True] * 2


def test_a_loss_begins_a_round_through_the_sides_anew() -> None:
    backoff = Backoff(2, Random(5))
    assert [backoff.lost(STABLE), backoff.failed(), backoff.side] == [0.0, 0.0, 1]  # A is gone; B opens
    assert [backoff.lost(19.0), backoff.side] == [0.0, 0]  # and is lost soon after: A again
    assert backoff.failed() > 0


def test_the_waits_are_settings() -> None:
    backoff = Backoff(1, Random(5), Waits((1.0, 2.0), 0.0))
    assert [backoff.failed() for _ in range(3)] == [1.0, 2.0, 2.0]


def test_an_accepted_version_is_kept_and_a_server_that_refuses_it_is_asked_from_the_highest_one() -> None:
    plan = OpeningPlan(SessionSettings(protocol_version=25, step_down=True, services=0xA5))
    versions = []
    for status in (1, 1, 1, 12):
        assert plan.refused(status) is None
        versions.append(plan.settings.protocol_version)
    assert versions == [24, 20, 17, 17]
    plan.opened()
    plan.reset()
    assert (plan.settings.protocol_version, plan.settings.services) == (17, 0xA5)
    assert [plan.refused(1) for _ in range(3)] == [None, None, Verdict.FATAL]
    plan.reset()
    assert plan.settings.protocol_version == 25


def test_two_consoles_do_not_reconnect_at_the_same_time() -> None:
    assert Backoff(1, Random(1)).failed() != Backoff(1, Random(2)).failed()


def test_no_side_at_all_is_an_error() -> None:
    with pytest.raises(ValueError, match="side"):
        Backoff(0, Random(1))


@given(st.integers(1, 3), st.lists(st.one_of(st.none(), st.floats(0, 100)), max_size=60), st.integers())
def test_never_two_rounds_without_a_wait_or_a_good_session(sides: int, lives: list[float | None], seed: int) -> None:
    """None: the attempt failed; a number: a session lasted so many seconds."""
    backoff = Backoff(sides, Random(seed))
    at_once = 0
    for life in lives:
        wait = backoff.failed() if life is None else backoff.lost(life)
        assert 0 <= wait <= WAITS[-1] * (1 + SPREAD)
        assert 0 <= backoff.side < sides
        good = life is not None and life >= STABLE
        at_once = 0 if wait or good else at_once + 1
        assert at_once <= 2 * sides
