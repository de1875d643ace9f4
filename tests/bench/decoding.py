"""What decoding and encoding cost: CPU time of the codec beside a loop that cuts the same bytes and types nothing.

The second reference is construct, compiled, with a declaration made of the codec's own: the same fields and types.
"""

from __future__ import annotations

import copy
import gc
import struct
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from importlib.util import find_spec
from pathlib import Path
from statistics import median
from typing import Any

from protocol.wire import messages as m
from protocol.wire.codec import Codec
from protocol.wire.fields import Kind
from protocol.wire.framing import FrameBuffer

from .chain import await_rest, relayed, settings
from .figures import Effort, Figure, Goal, Subject, p99
from .relay import HEADER
from .terminal import ROOT, environment

WORKER = (sys.executable, "-m", "tests.bench.worker_alone")
NARROW, WIDE = 17, 20
"""Protocol versions: floating fields with tags of one byte, and of two."""
AGENTS, EVENTS = 200, 100
CHUNK = 65_536
NO_CONSTRUCT = "not measured: construct is not installed (extra [bench])"

Work = Callable[[], object]


class Mix:
    """Messages of a session, in the forms that the works take."""

    def __init__(self, frames: Sequence[bytes], version: int) -> None:
        self.codec = Codec(version)
        self.stream = b"".join(frames)
        self.count = len(frames)
        self.bodies = [(HEADER.unpack_from(one)[1], one[HEADER.size :]) for one in frames]
        self.fixed = {message_type: self.codec.table(message_type) for message_type, _ in self.bodies}
        """The codec's declaration of each type, None where it has none."""
        self.cuts = [(body, table.own.struct.size) for t, body in self.bodies if (table := self.fixed[t]) is not None]
        self.messages = [fresh(self.codec.decode(*one)) for one in self.bodies if self.fixed[one[0]] is not None]

    @property
    def words(self) -> str:
        """What it is made of."""
        return f"version {self.codec.version}, {self.count:,} messages of {len(self.stream) / self.count:.0f} bytes"


def fresh(message: m.Message) -> m.Message:
    """The same values in a message that doesn't know the bytes that it was read from."""
    return copy.copy(message)


def recorded(version: int, seconds: float) -> Mix:
    """What a busy mock centre sends to a supervisor's session, the opening included."""
    with tempfile.TemporaryDirectory() as folder, relayed(AGENTS, EVENTS) as relay:
        relay.record = frames = []
        variables = settings(relay, {"FLOORWALKER_SERVER__PROTOCOL_VERSION": str(version)})
        worker = subprocess.Popen(WORKER, stdout=subprocess.DEVNULL, cwd=ROOT, env=environment(Path(folder), variables))
        try:
            await_rest(relay)
            time.sleep(seconds)
        finally:
            worker.terminate()
            worker.wait(20)
    return Mix(frames, version)


def slice_bodies(mix: Mix) -> None:
    """The floating fields of each body as bytes, by hand."""
    head = struct.Struct(">HH").unpack_from
    wide = mix.codec.wide
    for body, position in mix.cuts:
        fields, end = [], len(body)
        if wide:
            while position < end:
                tag, length = head(body, position)
                start = position + 4
                position = start + length
                fields.append((tag, body[start:position]))
        else:
            while position < end:
                tag, length = body[position], body[position + 1]
                start = position + 2
                position = start + length
                fields.append((tag, body[start:position]))
        assert position == end


def decode_bodies(mix: Mix) -> None:
    """The same bodies as messages."""
    decode = mix.codec.decode
    for message_type, body in mix.bodies:
        decode(message_type, body)


def frame_stream(mix: Mix) -> None:
    """From received bytes to bodies."""
    buffer = FrameBuffer()
    for at in range(0, len(mix.stream), CHUNK):
        buffer.feed(mix.stream[at : at + CHUNK])
        while buffer.next_frame() is not None:
            pass


def decode_stream(mix: Mix) -> None:
    """From received bytes to messages, as a session does it."""
    buffer, decode = FrameBuffer(), mix.codec.decode
    for at in range(0, len(mix.stream), CHUNK):
        buffer.feed(mix.stream[at : at + CHUNK])
        while (one := buffer.next_frame()) is not None:
            decode(*one)


def encode_messages(mix: Mix) -> None:
    """Messages to bytes."""
    encode = mix.codec.encode
    for message in mix.messages:
        encode(message)


class Construct:
    """The mix in construct: one compiled declaration a message type."""

    def __init__(self, mix: Mix) -> None:
        tables = {message_type: table for message_type, table in mix.fixed.items() if table is not None}
        formats = {message_type: self._declared(table, mix.codec.wide) for message_type, table in tables.items()}
        self._jobs = [(formats[t], body) for t, body in mix.bodies if t in formats]
        self._parsed = [(declared, declared.parse(body)) for declared, body in self._jobs]
        for (declared, value), (_, body) in zip(self._parsed, self._jobs, strict=True):
            if declared.build(value) != body:
                raise AssertionError("construct does not give the same bytes back")

    @staticmethod
    def _declared(table: Any, wide: bool) -> Any:
        import construct as c

        numbers = {"B": c.Int8ub, "H": c.Int16ub, "h": c.Int16sb, "I": c.Int32ub, "i": c.Int32sb, "8s": c.Bytes(8)}
        types = {kind: numbers.get(kind.format, c.GreedyBytes) for kind in Kind}
        types[Kind.STRING] = c.GreedyString("utf8")
        cases = {field.tag.number: types[field.tag.kind] for field in table.cls.floating_fields}
        width = c.Int16ub if wide else c.Int8ub
        value = c.Prefixed(width, c.Switch(c.this.tag, cases, default=c.GreedyBytes))
        fixed = [field.attribute / types[field.kind] for field in table.own.fields]
        floating = c.GreedyRange(c.Struct("tag" / width, "value" / value))
        return c.Struct(*fixed, "floating" / floating).compile()

    def parse(self) -> None:
        """Bodies to containers."""
        for declared, body in self._jobs:
            declared.parse(body)

    def build(self) -> None:
        """Containers to bodies."""
        for declared, value in self._parsed:
            declared.build(value)


def microseconds(works: Sequence[Work], count: int, rounds: int) -> list[list[float]]:
    """CPU time a message of each work in each round, the works in turn; the collector is off."""
    collecting = gc.isenabled()
    gc.disable()
    times: list[list[float]] = [[] for _ in works]
    try:
        for _ in range(rounds):
            for work, samples in zip(works, times, strict=True):
                began = time.thread_time()
                work()
                samples.append(1e6 * (time.thread_time() - began) / count)
    finally:
        if collecting:
            gc.enable()
    return times


def against(
    what: str, on: str, times: list[float], others: list[float], reference: str, *, goals: tuple[Goal, ...] = ()
) -> Figure:
    """The speed of this codec in parts of the other's: the median over the rounds of what one round gave."""
    ratio = median(one / other for one, other in zip(others, times, strict=True))
    return Figure(
        what, f"{on}; n={len(times)}", "us/msg", median(times), p99(times), ratio, reference=reference, goals=goals
    )


def with_construct(mix: Mix, rounds: int) -> Iterator[Figure]:
    """Decoding and encoding beside construct."""
    rows = (("decode bodies", "construct compiled", 25), ("encode messages", "construct build", 30))
    if find_spec("construct") is None:
        for what, reference, bound in rows:
            yield Figure(
                what, mix.words, "us/msg", reference=reference, goals=(Goal("ratio", ">=", bound),), note=NO_CONSTRUCT
            )
        return
    other = Construct(mix)
    works: list[Work] = [lambda: decode_bodies(mix), other.parse, lambda: encode_messages(mix), other.build]
    decode, parse, encode, build = microseconds(works, mix.count, rounds)
    for (what, reference, bound), times, others in zip(rows, (decode, encode), (parse, build), strict=True):
        yield against(what, mix.words, times, others, reference, goals=(Goal("ratio", ">=", bound),))


def figures(narrow: Mix, wide: Mix, rounds: int) -> Iterator[Figure]:
    """All rows, of two recordings."""
    bodies: dict[int, list[float]] = {}
    for mix in (narrow, wide):
        works: list[Work] = [
            lambda mix=mix: frame_stream(mix),  # type: ignore[misc]
            lambda mix=mix: slice_bodies(mix),  # type: ignore[misc]
            lambda mix=mix: decode_stream(mix),  # type: ignore[misc]
            lambda mix=mix: decode_bodies(mix),  # type: ignore[misc]
            lambda mix=mix: encode_messages(mix),  # type: ignore[misc]
        ]
        framing, slicing, streaming, decoding, encoding = microseconds(works, mix.count, rounds)
        sliced = [frame + one for frame, one in zip(framing, slicing, strict=True)]
        bodies[mix.codec.version] = decoding
        goals = (Goal("ratio", ">=", 0.7),)
        yield against("frame and decode the stream", mix.words, streaming, sliced, "raw-slice loop", goals=goals)
        yield against("decode bodies", mix.words, decoding, slicing, "raw-slice loop, no framing")
        yield Figure("encode messages", f"{mix.words}; n={rounds}", "us/msg", median(encoding), p99(encoding))
    yield against(
        f"decode bodies, version {wide.codec.version}", wide.words, bodies[wide.codec.version],
        bodies[narrow.codec.version], f"version {narrow.codec.version}", goals=(Goal("ratio", ">=", 0.85),),
    )  # fmt: skip
    yield from with_construct(narrow, max(3, rounds // 5))


def measure(effort: Effort) -> Iterator[Figure]:
    """Both versions' recordings."""
    narrow, wide = (recorded(version, effort.of(20, 2)) for version in (NARROW, WIDE))
    yield from figures(narrow, wide, effort.of(25, 3))


SUBJECT = Subject("decoding", measure)
