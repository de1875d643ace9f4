"""``floorwalker encode``: the JSON lines of ``decode`` back into bytes."""

from __future__ import annotations

import argparse
import json
import sys

from app import exits
from app.commands.decode import opened
from protocol.wire import Codec, ProtocolError, from_json

LONGEST = 4_000_000
"""Bytes of the longest line that is taken: the JSON of a message of 64 KB is much shorter."""


def run(args: argparse.Namespace) -> int:
    """Encode the lines of ``args.file`` that can be; 1 where one can't."""
    status = exits.OK
    codec = Codec(args.version)
    with opened(args.file) as stream:
        number = 0
        while line := stream.readline(LONGEST):
            number += 1
            if not line.strip():
                continue
            try:
                sys.stdout.buffer.write(encode_line(line, codec))
            except ValueError as error:
                from app.text import plain_line  # here: it imports rich, and lines that can be encoded need none of it

                status = exits.UNEXPECTED
                print(f"floorwalker encode: line {number}: {plain_line(str(error))}", file=sys.stderr)
    sys.stdout.buffer.flush()
    return status


def encode_line(line: bytes, codec: Codec) -> bytes:
    """The message of one JSON line, header included. Raises ValueError that names the field, in words."""
    if len(line) >= LONGEST and not line.endswith(b"\n"):
        raise ValueError(f"longer than {LONGEST} bytes")
    try:
        message = json.loads(line)
    except (ValueError, RecursionError):
        raise ValueError("not a JSON object") from None
    if not isinstance(message, dict):
        raise ValueError("not a JSON object")
    if "error" in message:
        raise ValueError("error: this message could not be decoded, so it cannot be encoded")
    try:
        return from_json(codec, message)
    except ProtocolError as error:
        raise ValueError(str(error)) from None
