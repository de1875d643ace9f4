"""Cutting a byte stream into messages: header, buffer, length limit. Knows no message.

Source: GED-188, "Message header": MessageLength (bytes after the 8-byte header) and MessageType, both UINT, big-endian.
"""

from __future__ import annotations

import struct

from protocol.wire.errors import FramingError

HEADER = struct.Struct(">II")
MAX_BODY = 65_536
"""Longest body accepted, in bytes. GED-188 v24 gives 12,500 for the longest message; with a body over 64 KB the stream
is out of step."""


def frame(message_type: int, body: bytes) -> bytes:
    """Header and body."""
    return HEADER.pack(len(body), message_type) + body


class FrameBuffer:
    """Holds received bytes until they make whole messages.

    It holds at most one message and the data of one ``feed``: a length above the limit is refused as soon as the header
    is there.
    """

    __slots__ = ("_data", "_start", "offset")

    def __init__(self) -> None:
        self._data = b""
        self._start = 0
        self.offset = 0
        """Position in the stream of the next message's first byte."""

    def feed(self, data: bytes | bytearray | memoryview) -> None:
        """Add received bytes."""
        self._data = self._data[self._start :] + data
        self._start = 0

    def next_frame(self) -> tuple[int, bytes] | None:
        """The next whole message as (MessageType, body), or None until more has come.

        Raises :class:`FramingError` at a length above :data:`MAX_BODY`.
        """
        data, start = self._data, self._start
        if len(data) - start < 8:
            return None
        length, message_type = HEADER.unpack_from(data, start)
        if length > MAX_BODY:
            raise FramingError(self.offset, f"a message length of at most {MAX_BODY}", str(length))
        end = start + 8 + length
        if len(data) < end:
            return None
        self._start = end
        self.offset += 8 + length
        return message_type, data[start + 8 : end]

    @property
    def waiting(self) -> int:
        """Bytes of an unfinished message."""
        return len(self._data) - self._start

    def finish(self) -> None:
        """The stream has ended. Raises :class:`FramingError` when it ended inside a message."""
        if not self.waiting:
            return
        data = self._data[self._start :]
        wanted = f"{HEADER.unpack_from(data)[0] + 8} bytes" if len(data) >= 8 else "an 8-byte header"
        raise FramingError(self.offset, wanted, f"{len(data)} and the end of the stream")
