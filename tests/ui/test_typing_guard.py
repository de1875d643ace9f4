"""Typing is told from keys that are meant."""

from __future__ import annotations

from collections.abc import Iterable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.ui.typing_guard import MOST_WAITING, TYPING, TypingGuard, Verdict

WINDOW = 0.15
HARMLESS = "123jk/:"


class Hand:
    """Presses keys, and takes what the guard lets through."""

    def __init__(self, window: float = WINDOW) -> None:
        self.guard: TypingGuard[str] = TypingGuard(window)
        self.taken: list[tuple[str, float]] = []
        """Keys, and the milliseconds at which each was taken."""
        self.noticed = 0

    def press(self, key: str, at: float, ahead: Iterable[str] = ()) -> None:
        self.wait(at)
        character = key if len(key) == 1 else None
        verdict = self.guard.pressed(key, character, at, ahead=frozenset(ahead), harmless=key in HARMLESS)
        if verdict is Verdict.TAKE:
            self.taken.append((key, at))
        self.noticed += verdict is Verdict.TYPING

    def wait(self, until: float) -> None:
        """The timer of the console."""
        while (due := self.guard.wait_until) is not None and due <= until:
            self.taken += [(key, due) for key in self.guard.due(due)]

    def type(self, keys: Iterable[str], gap: float, start: float = 0.0) -> list[str]:
        """These keys with so many seconds between them; those that were taken in the end."""
        at = start
        for number, key in enumerate(keys):
            at = start + number * gap
            self.press(key, at)
        self.wait(at + 10)
        return [key for key, _ in self.taken]


@pytest.mark.parametrize("gap", [0.0, 0.001, 0.02, 0.149])
@pytest.mark.parametrize("keys", ["2eb", "eb", "iy", "3a", "bc", "12", ["tab", "e", "b"], ["3", "down", "a"]])
def test_quick_keys_that_are_meant_are_taken_in_their_order(keys: Iterable[str], gap: float) -> None:
    hand = Hand()
    assert hand.type(keys, gap) == list(keys)
    assert hand.noticed == 0


def test_a_single_key_never_waits_and_another_at_most_as_long_as_two_keys_of_a_run_may_be_apart() -> None:
    hand = Hand()
    for number, key in enumerate("eb" * 3):
        hand.press(key, number * 0.2)
    assert hand.taken == [(key, number * 0.2) for number, key in enumerate("eb" * 3)]
    hand = Hand()
    hand.type("eb", 0.1)
    assert hand.taken == [("e", 0.0), ("b", 0.1 + WINDOW)]


def test_the_same_key_again_and_moving_about_never_wait() -> None:
    hand = Hand()
    hand.type("jjjkkjkj3b", 0.03)
    assert [at for _, at in hand.taken[:9]] == [pytest.approx(number * 0.03) for number in range(9)]
    hand = Hand()
    hand.type("bbbb", 0.01)
    assert [at for _, at in hand.taken] == [pytest.approx(number * 0.01) for number in range(4)]


@pytest.mark.parametrize("gap", [0.0, 0.01, 0.05, 0.1, 0.14])
def test_typed_text_does_nothing_from_the_fourth_letter_on_and_at_once_only_the_first(gap: float) -> None:
    hand = Hand()
    taken = hand.type("hello world, all agents call me back", gap)
    assert taken == list("hello")[: len(taken)]
    assert len(taken) <= (1 if gap < 0.04 else 3)
    assert hand.noticed == 1, "said once"


def test_text_that_comes_at_once_does_nothing_at_all() -> None:
    hand, text = Hand(), "all bad"
    for number, key in enumerate(text):
        hand.press(key, 0.0001 * number, ahead=text[number:])
    hand.wait(10)
    assert (hand.taken, hand.noticed) == ([], 1)
    assert hand.guard.taken == []


def test_keys_that_are_not_printable_do_not_overtake_and_go_with_typing() -> None:
    hand = Hand()
    assert hand.type(["e", "b", "escape"], 0.01) == ["e", "b", "escape"]
    hand = Hand()
    assert hand.type([*"hello", "enter", "down"], 0.001) == ["h"]
    hand.press("down", 10.0)
    assert hand.taken[-1] == ("down", 10.0)


def test_after_a_pause_keys_are_keys_again() -> None:
    hand = Hand()
    hand.type("hello world", 0.01)
    hand.taken.clear()
    assert hand.type("eb", 0.01, start=5.0) == ["e", "b"]


def test_an_endless_run_of_two_keys_keeps_few() -> None:
    hand = Hand()
    for number in range(1_000):
        hand.press("bc"[number % 2], 0.0001 * number)
        assert len(hand.guard._waiting) <= MOST_WAITING
    hand.wait(10)
    assert len(hand.taken) == 1


def test_without_a_window_every_key_is_taken() -> None:
    assert Hand(0.0).type("hello world", 0.0) == list("hello world")


@given(st.lists(st.tuples(st.sampled_from([*"123jkebica/", "tab", "escape"]), st.floats(0, 0.3)), max_size=30))
def test_order_is_kept_and_only_runs_of_many_different_keys_are_dropped(keys: list[tuple[str, float]]) -> None:
    hand, at, run, last = Hand(), 0.0, set[str](), float("-inf")
    typed = False
    for key, gap in keys:
        at += gap
        if len(key) == 1:
            run = {*run, key} if at - last <= WINDOW else {key}
            last = at
            typed = typed or len(run) >= TYPING
        hand.press(key, at)
    hand.wait(at + 10)
    taken = [key for key, _ in hand.taken]
    left = iter(key for key, _ in keys)
    assert all(key in left for key in taken), "a subsequence"
    if not typed and len(keys) <= MOST_WAITING:
        assert taken == [key for key, _ in keys]
