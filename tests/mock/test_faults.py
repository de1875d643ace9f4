"""Faults as they are written, and the pipe that carries them out: time is an argument."""

from __future__ import annotations

from random import Random

import pytest

from protocol.mock.server.fault_pipe import Cut, FaultPipe, Piece
from protocol.mock.server.faults import FAULTS, FaultError, Faults, fault_table, parse_fault
from protocol.wire.codec import Codec
from protocol.wire.framing import FrameBuffer
from protocol.wire.messages import AgentStateEvent, FailureEvent, HeartbeatConf, OpenConf

CODEC = Codec(17)
CONFIRMATIONS = [CODEC.encode(HeartbeatConf(number)) for number in range(1, 21)]
EVENTS = [CODEC.encode(AgentStateEvent(number, 5000)) for number in range(1, 21)]


def pipe(*texts: str, seed: int = 1) -> FaultPipe:
    faults = Faults()
    for text in texts:
        faults.put(text)
    return FaultPipe(faults, Random(seed), 0.0)


def bytes_of(pieces: list[Piece]) -> bytes:
    return b"".join(piece for piece in pieces if isinstance(piece, bytes))


def order(data: bytes) -> list[int]:
    """The first word of each message: its InvokeID or MonitorID."""
    buffer, found = FrameBuffer(), []
    buffer.feed(data)
    while (one := buffer.next_frame()) is not None:
        found.append(int.from_bytes(one[1][:4], "big"))
    assert buffer.waiting == 0
    return found


@pytest.mark.parametrize("name", FAULTS)
def test_each_has_a_usual_value_and_a_key_of_its_own(name: str) -> None:
    faults = Faults()
    assert faults.on() == []
    assert faults.put(name.replace("_", "-")) == name
    assert [text.partition("=")[0] for text in faults.on()] == [name]
    again = Faults()
    again.put(faults.on()[0])
    assert again == faults
    faults.clear(name)
    assert faults == Faults()
    assert [other for other, fault in FAULTS.items() if fault.key == FAULTS[name].key] == [name]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("latncy", "no fault is called 'latncy'; there are latency, jitter"),
        ("", "no fault is called ''"),
        ("latency=-1", "latency=-1: it should be a number from 0 to 600000 (ms)"),
        ("latency=x", "latency=x: it should be a number"),
        ("latency=nan", "latency=nan: it should be a number"),
        ("latency=inf", "latency=inf: it should be a number"),
        ("slicer=1.5", "slicer=1.5: it should be a number from 1 to 65536 (bytes)"),
        ("standby=16", "standby=16: it should be 15 or 107"),
        ("down=1", "down takes no value"),
        ("duplicate=2", "duplicate=2: it should be a number from 0 to 1 (share)"),
    ],
)
def test_what_is_wrong_is_named(text: str, words: str) -> None:
    with pytest.raises(FaultError) as caught:
        parse_fault(text)
    assert str(caught.value).startswith(words)


def test_the_table_has_a_row_for_each_fault() -> None:
    rows = fault_table()
    assert [name for name, _, _ in rows] == list(FAULTS)
    values = {name: value for name, value, _ in rows}
    assert (values["latency"], values["standby"], values["down"], values["refuse"]) == (
        "ms", "15 or 107", "none", "StatusCode",
    )  # fmt: skip
    assert all(words == FAULTS[name].words for name, _, words in rows)


def test_a_fault_is_of_the_stream_or_has_an_effect() -> None:
    for name, fault in FAULTS.items():
        faults = Faults()
        faults.put(name)
        assert faults.on_stream is (fault.effect is None)


def test_bits_in_hexadecimal() -> None:
    assert parse_fault("pg_status=0x5") == ("pg_status", 5)


def test_without_faults_everything_passes_at_once() -> None:
    idle = pipe()
    assert idle.idle
    idle.send(CONFIRMATIONS[0], 3.0)
    assert idle.take(3.0) == [CONFIRMATIONS[0]]


def test_latency_and_jitter_keep_the_order() -> None:
    slow = pipe("latency=100", "jitter=90")
    for number, message in enumerate(CONFIRMATIONS):
        slow.send(message, number * 0.001)
    assert slow.take(0.009) == []
    assert slow.next_due() > 0.009
    assert order(bytes_of(slow.take(1.0))) == list(range(1, 21))


def test_reorder_moves_events_and_no_confirmations() -> None:
    odd = pipe("reorder=100")
    for event, confirmation in zip(EVENTS, CONFIRMATIONS, strict=True):
        odd.send(event, 0.0)
        odd.send(confirmation, 0.0)
    assert order(bytes_of(odd.take(0.0))) == list(range(1, 21))
    late = order(bytes_of(odd.take(0.1)))
    assert sorted(late) == list(range(1, 21))
    assert late != sorted(late)


@pytest.mark.parametrize(("text", "copies"), [("duplicate", 2), ("drop_events=1", 0), ("duplicate=0", 1)])
def test_copies_of_events(text: str, copies: int) -> None:
    line = pipe(text)
    line.send(EVENTS[0], 0.0)
    line.send(CONFIRMATIONS[1], 0.0)
    line.send(CODEC.encode(FailureEvent(15)), 0.0)
    assert order(bytes_of(line.take(0.0))) == [1] * copies + [2, 15]


def test_slicer_and_bandwidth() -> None:
    sliced = pipe("slicer=3")
    sliced.send(CONFIRMATIONS[0], 0.0)
    assert [len(piece) for piece in sliced.take(0.0) if isinstance(piece, bytes)] == [3, 3, 3, 3]
    thin = pipe("bandwidth=12", "slicer=6")
    thin.send(CONFIRMATIONS[0], 0.0)
    assert thin.take(0.0) == []
    assert thin.next_due() == pytest.approx(1 / 12)
    assert len(bytes_of(thin.take(0.5))) == 6
    assert len(bytes_of(thin.take(1.0))) == 6


def test_limit_data_closes_in_the_middle_of_a_message() -> None:
    short = pipe("limit_data=20")
    for message in CONFIRMATIONS:
        short.send(message, 0.0)
    pieces = short.take(0.0)
    assert bytes_of(pieces) == (CONFIRMATIONS[0] + CONFIRMATIONS[1])[:20]
    assert pieces[-1] is Cut.CLOSE
    assert short.take(9.0) == []


def test_timeout_is_silence_and_ends_when_told_to() -> None:
    silent = pipe("timeout")
    silent.send(CONFIRMATIONS[0], 0.0)
    silent.close(0.0)
    assert silent.silent
    assert silent.take(1e6) == []
    assert silent.next_due() == float("inf")
    assert pipe("timeout=2000").take(1.9) == []
    assert pipe("timeout=2000").take(2.0) == [Cut.CLOSE]


def test_reset_peer_slow_close_and_slow_open() -> None:
    assert pipe("reset_peer=500").next_due() == 0.5
    assert pipe("reset_peer=500").take(0.5) == [Cut.RESET]
    closing = pipe("slow_close=500")
    closing.send(CONFIRMATIONS[0], 0.0)
    closing.close(0.0)
    assert closing.take(0.4) == [CONFIRMATIONS[0]]
    assert closing.take(0.5) == [Cut.CLOSE]
    opening = pipe("slow_open=500")
    opening.send(CODEC.encode(OpenConf(1)), 0.0)
    opening.send(CONFIRMATIONS[1], 0.0)
    assert opening.take(0.4) == []
    assert order(bytes_of(opening.take(0.5))) == [1, 2]
    opening.send(CONFIRMATIONS[2], 0.6)
    assert order(bytes_of(opening.take(0.6))) == [3]


@pytest.mark.parametrize(
    ("texts", "under_way"),
    [
        (("latency=100",), [240, 0]),
        (("slicer=3",), [0, 0]),
        (("bandwidth=240",), [228, 0]),
        (("limit_data=20",), [0, 0]),
        (("timeout",), [0, 0]),
        (("garbage=10",), [0, 0]),
    ],
)
def test_the_bytes_under_way_are_counted(texts: tuple[str, ...], under_way: list[int]) -> None:
    line, counted = pipe(*texts), []
    for message in CONFIRMATIONS:
        line.send(message, 0.0)
    for now in (0.09, 60.0):
        line.take(now)
        counted.append(line.waiting)
    assert counted == under_way


def test_garbage_and_wrong_length_break_the_stream() -> None:
    noisy = pipe("garbage=9")
    noisy.send(CONFIRMATIONS[0], 0.0)
    data = bytes_of(noisy.take(0.0))
    assert len(data) == 9 + 9 + 12
    assert data.endswith(CONFIRMATIONS[0])
    wrong = pipe("wrong_length=1")
    wrong.send(CONFIRMATIONS[0], 0.0)
    assert bytes_of(wrong.take(0.0))[:4] == b"\0\0\0\5"


def test_the_same_seed_does_the_same() -> None:
    def life(seed: int) -> list[bytes]:
        line = pipe("jitter=50", "reorder=80", "duplicate=0.3", "drop_events=0.3", "garbage", seed=seed)
        for message in EVENTS:
            line.send(message, 0.0)
        return [bytes_of(line.take(step / 50)) for step in range(20)]

    assert life(3) == life(3)
    assert life(3) != life(4)
