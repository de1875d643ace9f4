"""The exceptions that the protocol raises about bytes and messages.

ProtocolError
 |- FramingError    the byte stream is out of step: only a new connection helps
 |- DecodeError     one message could not be read: skip it, the stream goes on
 '- EncodeError     a message could not be written: a value does not fit its field
"""

from __future__ import annotations


class ProtocolError(Exception):
    """The base of all errors about bytes and messages."""


class FramingError(ProtocolError):
    """The stream is out of step: a length above the limit, or bytes left over at the end."""

    def __init__(self, offset: int, wanted: str, got: str) -> None:
        super().__init__(f"at byte {offset} of the stream: wanted {wanted}, got {got}")
        self.offset = offset
        self.wanted = wanted
        self.got = got


class DecodeError(ProtocolError):
    """A message whose bytes fit no known layout.

    ``offset`` counts bytes of the body (after the 8-byte header). ``partial`` holds the fields of the fixed part as far
    as the bytes go, by their Python names; ``body`` the whole body.
    """

    def __init__(
        self, message_type: int, name: str, offset: int, wanted: str, got: str, partial: dict[str, object], body: bytes
    ) -> None:
        super().__init__(f"{name} ({message_type}) at byte {offset} of its body: wanted {wanted}, got {got}")
        self.message_type = message_type
        self.name = name
        self.offset = offset
        self.wanted = wanted
        self.got = got
        self.partial = partial
        self.body = body


class EncodeError(ProtocolError):
    """A value that does not fit its field; ``field`` is the field's name in the guide."""

    def __init__(self, message_name: str, field: str, problem: str) -> None:
        super().__init__(f"{message_name}: {field}: {problem}")
        self.message_name = message_name
        self.field = field
        self.problem = problem
