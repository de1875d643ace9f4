"""What decoding costs: CPU time of the codec, beside a loop that cuts the same bytes and types nothing.

Run by hand: ``python tests/bench/decoding.py [--versions 17,20] [--minutes 3] [--rounds 25]``. The bytes are those that
a mock server sends to a supervisor's console. Absolute times drift with the machine; the ratios of one run are what
counts.
"""

from __future__ import annotations

import argparse
import gc
import struct
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

sys.path.insert(0, str(Path(__file__).parents[2]))

from protocol.mock.server.core import receive
from protocol.mock.server.state import ServerState
from protocol.mock.settings import CentreSettings, MockSettings
from protocol.session import Session
from protocol.session.settings import SessionSettings
from protocol.wire.codec import HOME, Codec
from protocol.wire.framing import FrameBuffer
from protocol.wire.layouts import WIDE_SINCE, walk

WANTED, WANTED_OF_WIDE = 0.70, 0.85
"""Speeds: of decoding in the cutting loop's, and of version 20 in version 17's."""
CHUNK = 65_536

Cut = tuple[int, bytes, int]
"""A message cut by hand: MessageType, body, where its floating part begins."""


def recording(version: int, minutes: float) -> bytes:
    """What a mock centre sends in that simulated time."""
    sent, inbox, frames = bytearray(), bytearray(), FrameBuffer()
    centre = CentreSettings(seed=1, agents=60, calls_per_minute=120, emergencies_per_minute=2)
    state = ServerState(
        MockSettings(centre=centre),
        lambda _, data: inbox.extend(data),
        lambda _, at_once: None,
    )
    session = Session(SessionSettings(agent_id="9001", protocol_version=version), side="A", address="bench:1")
    peer = state.connected(0.0)
    session.connected(0.0)
    now = 0.0
    while now < 60 * minutes:
        while True:
            data = session.data_to_send()
            frames.feed(data)
            while (one := frames.next_frame()) is not None:
                receive(state, peer, *one, now)
            if not inbox:
                break
            sent += inbox
            session.receive_data(bytes(inbox), now)
            session.events()
            inbox.clear()
        now += 0.25
        state.advance(now)
        timer = session.get_timer()
        if timer is not None and timer <= now:
            session.handle_timer(now)
    return bytes(sent)


def cut(stream: bytes, codec: Codec) -> list[Cut]:
    """The messages of a stream."""
    cuts, buffer = [], FrameBuffer()
    buffer.feed(stream)
    while (one := buffer.next_frame()) is not None:
        table = codec.table(one[0])
        cuts.append((*one, len(one[1]) if table is None else table.own.struct.size))
    return cuts


def cut_narrow(cuts: list[Cut]) -> None:
    """The floating fields of up to version 19, as bytes."""
    for _, body, position in cuts:
        fields, end = [], len(body)
        while position < end:
            tag, length = body[position], body[position + 1]
            start = position + 2
            position = start + length
            fields.append((tag, body[start:position]))
        assert position == end


def cut_wide(cuts: list[Cut]) -> None:
    """The floating fields from version 20 on, as bytes."""
    head = struct.Struct(">HH").unpack_from
    for _, body, position in cuts:
        fields, end = [], len(body)
        while position < end:
            tag, length = head(body, position)
            start = position + 4
            position = start + length
            fields.append((tag, body[start:position]))
        assert position == end


def decode(cuts: list[Cut], codec: Codec) -> None:
    """The same bodies as messages."""
    for message_type, body, _ in cuts:
        codec.decode(message_type, body)


def frames(stream: bytes) -> None:
    """From received bytes to bodies."""
    buffer = FrameBuffer()
    for at in range(0, len(stream), CHUNK):
        buffer.feed(stream[at : at + CHUNK])
        while buffer.next_frame() is not None:
            pass


def frames_decoded(stream: bytes, codec: Codec) -> None:
    """From received bytes to messages."""
    buffer = FrameBuffer()
    for at in range(0, len(stream), CHUNK):
        buffer.feed(stream[at : at + CHUNK])
        while (one := buffer.next_frame()) is not None:
            codec.decode(*one)


def seconds(work: Callable[[], object]) -> float:
    """CPU seconds that it takes."""
    began = time.thread_time()
    work()
    return time.thread_time() - began


class Cost(NamedTuple):
    """What a version's mix costs: the fewest CPU microseconds a message of some rounds."""

    messages: int
    size: float
    """Bytes a message, on average."""
    fields: float
    """Floating fields a message, on average."""
    cutting: float
    decoding: float
    framing: float
    streaming: float
    """Framing and decoding, as a session does them."""


def measure(version: int, minutes: float, rounds: int) -> Cost:
    """A version's mix through all works in turn."""
    codec = Codec(version)
    stream = recording(version, minutes)
    cuts = cut(stream, codec)
    cut_fields = cut_wide if codec.wide else cut_narrow
    works: list[Callable[[], object]] = [
        lambda: cut_fields(cuts),
        lambda: decode(cuts, codec),
        lambda: frames(stream),
        lambda: frames_decoded(stream, codec),
    ]
    best = [min(times) for times in zip(*([seconds(work) for work in works] for _ in range(rounds)), strict=True)]
    fields = sum(1 for _, body, position in cuts for _ in walk(body, position, codec.wide))
    count = len(cuts)
    return Cost(count, len(stream) / count, fields / count, *(1e6 * time / count for time in best))


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--versions", default="17,20")
    parser.add_argument("--minutes", type=float, default=3.0)
    parser.add_argument("--rounds", type=int, default=25)
    options = parser.parse_args()
    gc.disable()
    costs = {v: measure(v, options.minutes, options.rounds) for v in map(int, options.versions.split(","))}
    for version, cost in costs.items():
        print(
            f"version {version}: {cost.messages} messages of {cost.size:.0f} bytes, {cost.fields:.1f} floating fields"
        )
        bodies, streams = cost.cutting / cost.decoding, (cost.framing + cost.cutting) / cost.streaming
        print(f"  bodies: cut {cost.cutting:.2f} us, decoded {cost.decoding:.2f} us a message: {bodies:.0%}")
        print(
            f"  the stream: framed {cost.framing:.2f} us, framed and decoded {cost.streaming:.2f} us a message: "
            f"{streams:.0%} of framing and cutting (wanted: {WANTED:.0%})"
        )
    if HOME in costs and WIDE_SINCE in costs:
        share = costs[HOME].decoding / costs[WIDE_SINCE].decoding
        print(f"version {WIDE_SINCE} at {share:.0%} of version {HOME} (wanted: {WANTED_OF_WIDE:.0%})")


if __name__ == "__main__":
    main()
