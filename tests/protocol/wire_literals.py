"""Messages written down as bytes by hand, and how they are compared with the codec in both directions."""

from __future__ import annotations

from dataclasses import dataclass

from protocol.wire.codec import Codec
from protocol.wire.messages import Message


def wire(literal: str) -> bytes:
    """The bytes of a literal: hexadecimal in each line up to two spaces, behind them words for the reader."""
    return b"".join(bytes.fromhex(line.strip().partition("  ")[0]) for line in literal.splitlines())


@dataclass(frozen=True)
class Vector:
    """A message of a protocol version and the bytes it has on the wire, header included."""

    version: int
    message: Message
    literal: str

    def __str__(self) -> str:
        return f"{self.message.name}-v{self.version}"


def check_reading(vector: Vector) -> None:
    """The bytes give the message; written again it gives the bytes, with and without the memory of them."""
    data = wire(vector.literal)
    assert len(data) == 8 + int.from_bytes(data[:4], "big")
    codec = Codec(vector.version)
    read = codec.decode(int.from_bytes(data[4:8], "big"), data[8:])
    assert read == vector.message
    assert codec.encode(read) == data
    del read.wire
    assert codec.encode(read) == data


def check_writing(vector: Vector) -> None:
    """The message gives the bytes."""
    assert Codec(vector.version).encode(vector.message).hex(" ") == wire(vector.literal).hex(" ")
