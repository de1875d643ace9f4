"""Foreign text: nothing in it acts on a terminal, and columns stay straight."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rich.cells import cell_len

from app.text.sanitize import ELLIPSIS, MAX_MARKS, REPLACEMENT, cells, clean, cut, fit, plain_line, wrap

anything = st.text(st.characters(exclude_categories=()), max_size=60)  # lone surrogates too
mean = st.text(
    st.sampled_from("a b\x1b[31m\x00\x9b\x7f\t\n\u202e\u2066\u200b\u200d\ufeff\u0301漢👩👍🏽🇩🇪\ufe0f\u1160\ud800"),
    max_size=40,
)


@settings(deadline=None)
@given(anything | mean)
def test_clean_lets_nothing_dangerous_through(foreign: str) -> None:
    safe = clean(foreign)
    for character in safe:
        assert unicodedata.category(character) not in {"Cc", "Cf", "Cs", "Zl", "Zp"}
    assert clean(safe) == safe
    safe.encode("utf-8")


@settings(deadline=None)
@given(anything | mean, st.integers(0, 40), st.booleans())
def test_fit_is_exactly_as_wide_as_asked(foreign: str, width: int, right: bool) -> None:
    assert cell_len(fit(clean(foreign), width, right=right)) == width


@settings(deadline=None)
@given(anything | mean, st.integers(1, 40))
def test_what_was_cut_ends_in_an_ellipsis(foreign: str, width: int) -> None:
    safe = clean(foreign)
    assert cut(safe, width) == safe if cell_len(safe) <= width else cut(safe, width).endswith(ELLIPSIS)


@pytest.mark.parametrize(
    ("foreign", "shown"),
    [
        ("Okafor, Ada", "Okafor, Ada"),
        ("\x1b[31mred\x1b[0m", f"{REPLACEMENT}[31mred{REPLACEMENT}[0m"),
        ("two\nlines\tand\r\nmore", "two lines and  more"),
        ("evil\u202egnp.exe", f"evil{REPLACEMENT}gnp.exe"),
        ("zero\u200bwidth\ufeff", "zerowidth"),
        ("lone \ud83d half", f"lone {REPLACEMENT} half"),
        ("c1 \x9b31m", f"c1 {REPLACEMENT}31m"),
        ("Zoe\u0308", "Zoë"),
        ("\u0301first", "first"),
        ("z" + "\u0335" * 9, "z" + "\u0335" * MAX_MARKS),
        ("🇩🇪", "DE"),
        ("佐藤", "佐藤"),
    ],
)
def test_examples(foreign: str, shown: str) -> None:
    assert clean(foreign) == shown


def test_the_replacement_can_be_left_out() -> None:
    assert clean("\x1b]0;evil\x07 \u202eA\x00da", replacement="") == "]0;evil Ada"
    assert clean("Okafor, Ada", replacement="") == "Okafor, Ada"


@settings(deadline=None)
@given(anything | mean)
def test_a_plain_line_is_one_line_of_printable_characters_and_loses_nothing(foreign: str) -> None:
    line = plain_line(foreign)
    assert line.isprintable()
    line.encode("utf-8")
    if foreign.isprintable():
        assert line == foreign


@pytest.mark.parametrize(
    ("foreign", "shown"),
    [
        ("Okafor, Ada", "Okafor, Ada"),
        ("\x1b[31mred", "\\x1b[31mred"),
        ("two\nlines", "two\\nlines"),
        ("evil\u202egnp.exe", "evil\\u202egnp.exe"),
        ("lone \ud83d half", "lone \\ud83d half"),
    ],
)
def test_a_plain_line_shows_what_it_does_not_let_through(foreign: str, shown: str) -> None:
    assert plain_line(foreign) == shown


def test_long_text_is_not_looked_at_beyond_its_limit() -> None:
    assert clean("x" * 10_000_000, 10) == "x" * 10


def test_a_wide_character_is_never_cut_in_half() -> None:
    assert fit("佐藤花子", 6) == "佐藤…" + " "


@pytest.mark.parametrize(
    ("text", "width", "lines"),
    [
        ("", 10, []),
        ("short", 10, ["short"]),
        ("the state has changed", 10, ["the state", "has", "changed"]),
        ("佐藤 花子 佐藤", 9, ["佐藤 花子", "佐藤"]),
        ("a" * 25, 10, ["a" * 10, "a" * 10, "a" * 5]),
        ("x 佐藤花子", 5, ["x", "佐藤", "花子"]),
    ],
)
def test_wrapped_lines_hold_all_words_and_fit(text: str, width: int, lines: list[str]) -> None:
    assert wrap(text, width) == lines


@given(st.text(max_size=60), st.integers(2, 40))
def test_wrapping_loses_nothing_but_spaces(text: str, width: int) -> None:
    text = clean(text)
    lines = wrap(text, width)
    assert "".join(lines).replace(" ", "") == text.replace(" ", "")
    assert all(cells(line) <= width for line in lines)
