"""``floorwalker decode``: a byte stream as JSON lines, one object for each message, printed as it comes."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import IO, Any, cast

from app import exits
from protocol.wire import Codec, DecodeError, FrameBuffer, FramingError, to_json

CHUNK = 65_536


def run(args: argparse.Namespace) -> int:
    """Decode ``args.file``; 1 when a message could not be decoded or the stream ended inside one."""
    status = exits.OK
    with opened(args.file) as stream:
        for line in lines(stream, args.version):
            if "error" in line:
                status = exits.UNEXPECTED
            sys.stdout.write(json.dumps(line) + "\n")
    return status


@contextmanager
def opened(file: str) -> Iterator[IO[bytes]]:
    """The bytes of ``file``, of standard input for ``-``. Raises :class:`app.exits.Stop` where they can't be read."""
    try:
        if file == "-":
            yield sys.stdin.buffer
        else:
            with open(file, "rb") as stream:
                yield stream
    except BrokenPipeError:
        raise
    except OSError as error:
        name = "standard input" if file == "-" else file
        raise exits.Stop(exits.USAGE, f"{name} cannot be read ({error.strerror})") from None


def lines(stream: IO[bytes], version: int) -> Iterator[dict[str, Any]]:
    """The JSON objects of a stream, one per message; ``{"offset", "error"}`` for what can't be decoded.

    After a message that can't be decoded the next one is. After a MessageLength that can't be right no message can be
    found any more: the error is then the last line.
    """
    codec = Codec(version)
    buffer = FrameBuffer()
    try:
        while data := _some(stream):
            buffer.feed(data)
            while True:
                offset = buffer.offset
                frame = buffer.next_frame()
                if frame is None:
                    break
                try:
                    yield to_json(codec, *frame, offset)
                except DecodeError as error:
                    yield {"offset": offset, "error": str(error)}
            sys.stdout.flush()  # before waiting for more bytes
        buffer.finish()
    except FramingError as error:
        yield {"offset": error.offset, "error": str(error)}


def _some(stream: IO[bytes]) -> bytes:
    """The bytes that can be read now, up to :data:`CHUNK`; waits only while there are none. ``b""`` at the end."""
    return cast(bytes, stream.read1(CHUNK)) if hasattr(stream, "read1") else stream.read(CHUNK)
