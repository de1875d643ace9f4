"""The stream cut into messages: every split, the length limit, the end."""

from __future__ import annotations

import pytest

from protocol.wire.errors import FramingError
from protocol.wire.framing import MAX_BODY, FrameBuffer, frame

MESSAGES = [(5, b"\0\0\0\1"), (277, b""), (30, bytes(range(40))), (0xFFFFFFFF, b"x")]
STREAM = b"".join(frame(*one) for one in MESSAGES)


def take_all(buffer: FrameBuffer) -> list[tuple[int, bytes]]:
    taken = []
    while (one := buffer.next_frame()) is not None:
        taken.append(one)
    return taken


def test_header_and_body() -> None:
    assert frame(5, b"\0\0\0\1") == bytes.fromhex("00000004 00000005 00000001")


@pytest.mark.parametrize("first", range(len(STREAM) + 1))
def test_every_split_in_three(first: int) -> None:
    for second in range(first, len(STREAM) + 1):
        buffer = FrameBuffer()
        taken = []
        for part in (STREAM[:first], STREAM[first:second], STREAM[second:]):
            buffer.feed(part)
            taken += take_all(buffer)
        assert taken == MESSAGES
        assert (buffer.offset, buffer.waiting) == (len(STREAM), 0)
        buffer.finish()


def test_byte_by_byte_a_message_comes_with_its_last_byte() -> None:
    buffer = FrameBuffer()
    ends = []
    for at, byte in enumerate(STREAM, 1):
        buffer.feed(bytes([byte]))
        ends += [at] * len(take_all(buffer))
    assert ends == [12, 20, 68, 77]


@pytest.mark.parametrize("given", [bytearray, memoryview])
def test_what_was_fed_may_be_used_again(given: type) -> None:
    buffer = FrameBuffer()
    data = bytearray(STREAM)
    buffer.feed(given(data))
    data[:] = bytes(len(data))
    assert take_all(buffer) == MESSAGES


def test_a_huge_length_is_refused_at_the_header() -> None:
    buffer = FrameBuffer()
    buffer.feed(frame(5, b"\0\0\0\1") + bytes.fromhex("ffffffff 00000003"))
    assert buffer.next_frame() == (5, b"\0\0\0\1")
    with pytest.raises(
        FramingError, match="at byte 12 of the stream: wanted a message length of at most 65536, got 4294967295"
    ):
        buffer.next_frame()
    with pytest.raises(FramingError):
        buffer.next_frame()


def test_the_limit_itself_is_taken_and_one_more_is_not() -> None:
    buffer = FrameBuffer()
    buffer.feed(frame(999, bytes(MAX_BODY)))
    assert buffer.next_frame() == (999, bytes(MAX_BODY))
    buffer.feed((MAX_BODY + 1).to_bytes(4, "big") + bytes(4))
    with pytest.raises(FramingError):
        buffer.next_frame()


def test_half_a_header_is_not_refused() -> None:
    buffer = FrameBuffer()
    buffer.feed(b"\xff" * 7)
    assert buffer.next_frame() is None
    assert buffer.waiting == 7


def test_memory_does_not_grow_with_the_stream() -> None:
    buffer = FrameBuffer()
    for _ in range(2000):
        buffer.feed(STREAM)
        assert len(take_all(buffer)) == len(MESSAGES)
        assert len(buffer._data) <= len(STREAM)
    assert buffer.offset == 2000 * len(STREAM)


@pytest.mark.parametrize(
    ("cut", "words"), [(3, "an 8-byte header, got 3"), (9, "12 bytes, got 9"), (11, "12 bytes, got 11")]
)
def test_a_stream_that_ends_inside_a_message(cut: int, words: str) -> None:
    buffer = FrameBuffer()
    buffer.feed(STREAM[:cut])
    assert buffer.next_frame() is None
    with pytest.raises(FramingError, match=words):
        buffer.finish()
