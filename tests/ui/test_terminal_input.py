"""Bytes from the terminal become Textual's events, and none of them ends or stops the input."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from textual import events
from textual._ansi_sequences import ANSI_SEQUENCES_KEYS
from textual._xterm_parser import XTermParser
from textual.message import Message
from textual.messages import TerminalSupportsSynchronizedOutput

from app.ui.terminal_input import (
    MAX_COLUMNS,
    MAX_PASTE,
    MAX_ROWS,
    MOST_WAITING,
    PASTE_SECONDS,
    SEQUENCE_SECONDS,
    Backlog,
    TerminalInput,
)

PASTE_START, PASTE_END = b"\x1b[200~", b"\x1b[201~"
SILENCE = max(PASTE_SECONDS, SEQUENCE_SECONDS)
"""Seconds after which nothing is unfinished any more."""

NUMBERS = st.sampled_from([0, 1, 3, 27, 48, 97, 200, 201, 2026, 2048, 55296, 65536, 1114111, 1114112, 10**20])
NUMERIC = st.builds(
    lambda lead, numbers, between, final: f"\x1b[{lead}{between.join(map(str, numbers))}{final}".encode(),
    st.sampled_from(["", "<", "?", ">", "-"]),
    st.lists(NUMBERS, max_size=8),
    st.sampled_from([";", ":", ";;"]),
    st.sampled_from(["u", "~", "t", "M", "m", "R", "A", "c", "$y", "$", "\x07", "", "[", "O"]),
)
PIECES = st.one_of(
    st.binary(max_size=12),
    NUMERIC,
    st.sampled_from([sequence.encode() for sequence in ANSI_SEQUENCES_KEYS]),
    st.sampled_from([PASTE_START, PASTE_END, b"\x1b", b"\x1b[", b"\x1b[M", b"\x1bO", b"\x1b]", b"\x1bP", b"\x1b\\"]),
    st.text(max_size=6).map(lambda text: text.encode("utf-8", "surrogatepass")),
    st.integers(30, 5_000).map(lambda count: b"\x1b[" + b"1;" * count),
)
STREAMS = st.lists(PIECES, max_size=12).map(b"".join)


def shown(messages: Iterable[Message]) -> list[str]:
    """Messages, comparably."""
    return [repr(message) for message in messages]


def taken(data: bytes, *, ticks: Sequence[float] = (SILENCE,)) -> list[Message]:
    """What these bytes and the silence after them stand for."""
    terminal_input = TerminalInput()
    found = terminal_input.feed(data, 0.0)
    for now in ticks:
        found += terminal_input.tick(now)
    return found


def keys(messages: Iterable[Message]) -> list[str]:
    """The names of keys, and what else came among them."""
    return [message.key if isinstance(message, events.Key) else repr(message) for message in messages]


@given(STREAMS, st.lists(st.integers(1, 40), max_size=40))
@example(b"\xe9", [])
@example(PASTE_START + b"\xe9", [])
@example(b"\x1b[M\xff\xff\xff", [])
@example(b"\x1b[1114112u", [])
def test_any_bytes_in_any_split_never_raise_and_a_plain_key_is_understood_afterwards(
    data: bytes, sizes: list[int]
) -> None:
    terminal_input, rest, found = TerminalInput(), data, []
    for size in sizes:
        found += terminal_input.feed(rest[:size], 0.0)
        rest = rest[size:]
    found += terminal_input.feed(rest, 0.0)
    assert shown(found) == shown(TerminalInput().feed(data, 0.0)), "the splitting makes no difference"
    for message in found:
        assert not isinstance(message, events.Resize)
        repr(message).encode()  # no half characters
    terminal_input.tick(SILENCE)
    assert keys(terminal_input.feed(b"k", SILENCE)) == ["k"]


def test_every_sequence_that_textual_knows_means_what_it_means_to_textual() -> None:
    known = [sequence for sequence in ANSI_SEQUENCES_KEYS if sequence not in ("\x1b", "\x1b\x1b")]
    read = {sequence: shown(taken(sequence.encode())) for sequence in known}
    assert read == {sequence: shown(XTermParser().feed(sequence)) for sequence in known}


@pytest.mark.parametrize(
    "sequence",
    [
        "\x1b[27u",
        "\x1b[97u",
        "\x1b[97;5u",
        "\x1b[97;2;65u",
        "\x1b[57361;1u",
        "\x1b[1;5A",
        "\x1b[13;2u",
        "\x1b[233;;233u",
        "\x1b[<0;12;5M",
        "\x1b[<0;12;5m",
        "\x1b[<35;1;1M",
        "\x1b[<64;30;20M",
        "\x1b[I",
        "\x1b[O",
        "\x1b[?2026;2$y",
        "é",
        "漢",
        "\x00",
        "\r",
    ],
)
def test_keys_mouse_and_reports_are_textual_s(sequence: str) -> None:
    expected = shown(XTermParser().feed(sequence))
    assert expected
    assert shown(taken(sequence.encode())) == expected


def test_terminal_that_can_draw_in_one_go_is_heard() -> None:
    assert [type(m) for m in taken(b"\x1b[?2026;1$y")] == [TerminalSupportsSynchronizedOutput]


@pytest.mark.parametrize(
    "data",
    [
        b"\xe9",
        b"\xff\xfe",
        b"\x1b[M\xff\xff\xff",
        b"\x1b[M !!",
        b"\x1b[1114112u",
        b"\x1b[55296u",
        b"\x1b[97;1:3u",
        b"\x1b[97;;1114112u",
        b"\x1b[48;0;0;0;0t",
        b"\x1b[48;99999;99999;99999;99999t",
        b"\x1b[48;24;80;480;800t",
        b"\x1b[?2048;1$y",
        b"\x1b[<0;99999;99999M",
        b"\x1b[<99999999999999999999;1;0M",
        b"\x1b[" + b"1;" * 5_000 + b"c",
        b"\x1b[" + b"9" * 5_000 + b"u",
        b"\x1b[>0;276;0c",
        b"\x1b[?1;2c",
        b"\x1b[99~",
        b"\x1b[99A",
        b"\x1b[3$y",
        b"\x1b[1\xffc",
        b"\x1b[1\rc",
        b"\x1b[12\x18",
        b"\x1b]11;rgb:0000/0000/0000\x1b\\",
        b"\x1b]0;abc\x07",
        b"\x1bP1$r0m\x1b\\",
        b"\x1b_Gi=31;OK\x1b\\",
    ],
)
def test_of_what_is_no_key_no_part_is_taken_for_keys(data: bytes) -> None:
    assert taken(data) == []
    assert keys(TerminalInput().feed(data + b"k", 0.0)) == ["k"]


@given(st.text("0123456789:;<=>? !\"#$%&'()*+,-./", max_size=60), st.sampled_from("bciaqyX~ABRtmc"))
def test_no_control_sequence_types_a_letter(parameters: str, final: str) -> None:
    for message in taken(f"\x1b[{parameters}{final}".encode()):
        assert not (isinstance(message, events.Key) and message.is_printable), message


def test_escape_is_a_key_of_its_own_after_a_moment() -> None:
    terminal_input = TerminalInput()
    assert terminal_input.feed(b"\x1b", 5.0) == []
    assert terminal_input.tick(5.05) == []
    assert keys(terminal_input.tick(5.2)) == ["escape"]
    assert keys(terminal_input.feed(b"[A", 5.3)) == ["left_square_bracket", "A"]


def test_two_escapes_and_an_arrow() -> None:
    assert keys(taken(b"\x1b\x1b\x1b[A")) == ["escape", "escape", "up"]


def test_letter_with_alt() -> None:
    assert keys(taken(b"\x1bx")) == ["alt+x"]


def test_a_sequence_that_comes_in_pieces_is_one() -> None:
    terminal_input = TerminalInput()
    found: list[Message] = []
    for number, byte in enumerate(b"\x1b[1;5A"):
        found += terminal_input.tick(number * 0.09)
        found += terminal_input.feed(bytes((byte,)), number * 0.09)
    assert keys(found) == ["ctrl+up"]


def test_a_sequence_that_never_ends_is_given_up() -> None:
    terminal_input = TerminalInput()
    for begun in (b"\x1b[12", b"\x1b[M!", b"\x1b]0;title", b"\x1bP\x1b", b"\x1bO", b"\x1b[" + b"1;" * 99):
        assert terminal_input.feed(begun, 0.0) == []
        assert terminal_input.tick(SEQUENCE_SECONDS) == []
        assert keys(terminal_input.feed(b"k", SEQUENCE_SECONDS)) == ["k"]


@given(st.binary(max_size=300).filter(lambda body: PASTE_END not in body + PASTE_END[:5]), st.integers(1, 20))
def test_a_paste_is_one_event_whatever_is_in_it(body: bytes, size: int) -> None:
    terminal_input, found = TerminalInput(), []
    data = PASTE_START + body + PASTE_END + b"k"
    for at in range(0, len(data), size):
        found += terminal_input.feed(data[at : at + size], 0.0)
    assert keys(found[-1:]) == ["k"]
    text = "".join(message.text for message in found if isinstance(message, events.Paste))
    assert len(found) == 1 + bool(text)
    assert all(character.isprintable() or character in "\t\r\n" for character in text)


def test_the_text_of_a_paste() -> None:
    (paste,) = taken(PASTE_START + "Grün\r\n漢\x1b]0;x\x07".encode() + b"\xe9!" + PASTE_END)
    assert isinstance(paste, events.Paste)
    assert paste.text == "Grün\r\n漢]0;x!"


def test_a_paste_without_an_end_ends_with_silence() -> None:
    terminal_input = TerminalInput()
    assert terminal_input.feed(PASTE_START + b"lost\x1b[201", 0.0) == []
    assert terminal_input.tick(PASTE_SECONDS / 2) == []
    (paste,) = terminal_input.tick(PASTE_SECONDS)
    assert isinstance(paste, events.Paste)
    assert paste.text == "lost[201"
    assert keys(terminal_input.feed(b"k", PASTE_SECONDS)) == ["k"]


def test_a_paste_is_kept_up_to_a_limit() -> None:
    terminal_input = TerminalInput()
    terminal_input.feed(PASTE_START, 0.0)
    for _ in range(50):
        assert terminal_input.feed(b"x" * 10_000, 0.0) == []
    (paste,) = terminal_input.feed(PASTE_END, 0.0)
    assert isinstance(paste, events.Paste)
    assert paste.text == "x" * MAX_PASTE


def test_a_mouse_beyond_the_largest_screen_is_none() -> None:
    assert len(taken(f"\x1b[<0;{MAX_COLUMNS};{MAX_ROWS}M".encode())) == 1
    assert taken(f"\x1b[<0;{MAX_COLUMNS + 1};1M".encode()) == []
    assert taken(f"\x1b[<0;1;{MAX_ROWS + 1}M".encode()) == []


# -- more keys than the app can take ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "key", [b"j", b"\x1b[B", b"\x1bOB", b"\x1bx", b"\xc3\xa9", b"\x1b[<0;5;5M", b"\x1b[200~text\x1b[201~"]
)
def test_what_there_is_no_room_for_is_dropped_and_counted_and_the_next_key_is_understood(key: bytes) -> None:
    terminal_input = TerminalInput()
    assert len(terminal_input.feed(key * 1_000, 0.0, MOST_WAITING)) == MOST_WAITING
    assert terminal_input.dropped == 1_000 - MOST_WAITING
    assert terminal_input.feed(key * 10, 0.0, 0) == []
    assert keys(terminal_input.feed(b"k\x1b[A", 0.0, 2)) == ["k", "up"]


@given(STREAMS, st.integers(0, 5))
def test_room_changes_nothing_but_how_much_is_understood(data: bytes, room: int) -> None:
    terminal_input = TerminalInput()
    found = terminal_input.feed(data, 0.0, room)
    assert shown(found) == shown(TerminalInput().feed(data, 0.0))[: len(found)]
    terminal_input.tick(SILENCE)
    assert keys(terminal_input.feed(b"k", SILENCE, 1)) == ["k"]


def test_the_backlog_has_room_again_for_what_the_app_has_handled() -> None:
    backlog = Backlog()
    for _ in range(MOST_WAITING + 3):
        backlog.sent()
    assert backlog.room == 0
    for _ in range(4):
        backlog.handled()
    assert backlog.room == 1
    backlog.drop(7)
    backlog.drop(5)
    assert (backlog.take_dropped(), backlog.take_dropped()) == (12, 0)
