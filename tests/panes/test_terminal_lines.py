"""What is written to the terminal: it shows the lines that were composed, and few bytes make it so."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rich.cells import cell_len
from rich.color import ColorSystem
from rich.segment import Segment
from rich.style import Style
from terminal_kit import PLAIN, Look, StyledTerminal, seen

from app.ui.terminal_lines import TerminalLines

WIDTH, HEIGHT = 12, 3
STYLES: tuple[dict[str, Any], ...] = (
    {}, {"bold": True}, {"dim": True}, {"bold": True, "dim": True}, {"bold": True, "color": "#ff0000"},
    {"bgcolor": "#202020"}, {"color": "red", "bgcolor": "#202020"}, {"reverse": True, "color": "red"},
    {"underline": True}, {"italic": True, "strike": True, "bgcolor": "blue"},
    {"color": "default", "bgcolor": "bright_black"},
)  # fmt: skip
TEXTS = st.text(st.sampled_from("ab  1:佐e\u0301▲─\u0308"), max_size=6)


@st.composite
def lines(draw: st.DrawFn) -> list[Segment]:
    """A line of exactly WIDTH cells."""
    segments: list[Segment] = []
    left = WIDTH
    while left:
        text = draw(TEXTS).lstrip("\u0301\u0308")
        style = Style(**draw(st.sampled_from(STYLES)))  # a new one: it keeps how it was written first
        while cell_len(text) > left:
            text = text[:-1]
        text = text or " "
        segments.append(Segment(text, style))
        left -= cell_len(text)
    return segments


def wanted(line: Sequence[Segment], colours: ColorSystem) -> list[tuple[str, Look]]:
    """The cells of a line, as Textual's own way of writing shows them."""
    terminal = StyledTerminal(WIDTH, 1)
    terminal.feed("\x1b[1;1H")
    for text, style, _ in line:
        terminal.feed((style or Style()).render(text, color_system=colours))
    return [seen(cell) for cell in terminal.cells[0]]


@settings(max_examples=60)
@given(
    st.lists(st.dictionaries(st.integers(0, HEIGHT - 1), lines()), max_size=6), st.sampled_from(list(ColorSystem)[:3])
)
def test_the_terminal_shows_the_lines_whatever_it_showed_before(
    updates: list[Mapping[int, list[Segment]]], colours: ColorSystem
) -> None:
    written, terminal = TerminalLines(), StyledTerminal(WIDTH, HEIGHT)
    shown: dict[int, list[Segment]] = {}
    for update in updates:
        terminal.feed(written.changes(update, colours))
        assert terminal.look == PLAIN  # what others write is not in a style of ours
        shown |= update
        for y, line in shown.items():
            assert [seen(cell) for cell in terminal.cells[y]] == wanted(line, colours)
    assert written.changes(shown, colours) == ""


def line(*parts: tuple[str, str]) -> list[Segment]:
    return [Segment(text, Style.parse(style)) for text, style in parts]


def test_of_a_line_only_what_differs_is_written() -> None:
    lines = TerminalLines()
    lines.changes({4: line(("Okafor, Ada  ", "bold"), ("4:11 ", "#95a2af on #0f1317"))}, ColorSystem.TRUECOLOR)
    written = lines.changes(
        {4: line(("Okafor, Ada  ", "bold"), ("4:12 ", "#95a2af on #0f1317"))}, ColorSystem.TRUECOLOR
    )
    assert written == "\x1b[5;17H\x1b[38;2;149;162;175;48;2;15;19;23m2\x1b[m"


def test_of_a_style_only_what_differs_is_written_and_a_space_needs_none() -> None:
    lines = TerminalLines()
    written = lines.changes(
        {0: line(("a", "red on blue"), (" ", "green on blue"), ("b", "bold red on blue"))}, ColorSystem.STANDARD
    )
    assert written == "\x1b[1;1H\x1b[31;44ma \x1b[1mb\x1b[m"


def test_changes_close_to_each_other_are_one() -> None:
    lines = TerminalLines()
    lines.changes({0: line(("abcdefghijklmnop", ""))}, ColorSystem.STANDARD)
    assert lines.changes({0: line(("Abcdefghijklmnop", ""))}, ColorSystem.STANDARD) == "\x1b[1;1HA"
    assert lines.changes({0: line(("abCdefghijklmnoP", ""))}, ColorSystem.STANDARD) == "\x1b[1;1HabC\x1b[16GP"


def test_after_forgetting_a_line_is_written_whole() -> None:
    lines = TerminalLines()
    for _ in range(2):
        assert lines.changes({1: line(("ab", ""))}, ColorSystem.STANDARD) == "\x1b[2;1Hab"
        assert lines.changes({1: line(("ab", ""))}, ColorSystem.STANDARD) == ""
        lines.forget()


@pytest.mark.parametrize("wide", ["佐藤", "e\u0301"])
def test_a_character_of_several_parts_is_written_as_one(wide: str) -> None:
    lines, terminal = TerminalLines(), StyledTerminal(6, 1)
    for text in (
        "x" * 6,
        wide.ljust(6 - cell_len(wide) + len(wide)),
        "x" * 6,
        (" " + wide).ljust(6 - cell_len(wide) + len(wide)),
    ):
        terminal.feed(lines.changes({0: line((text, ""))}, ColorSystem.STANDARD))
        assert "".join(character for character, _ in terminal.cells[0]) == text
