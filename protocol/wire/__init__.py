"""The wire format of the CTI Server protocol (GED-188, versions 9 to 25): bytes to messages and back.

``enums`` holds the code lists, ``tags`` the floating fields, ``messages`` one class for each message."""

from protocol.wire import enums, messages, tags
from protocol.wire.codec import HOME, NEWEST, OLDEST, Codec
from protocol.wire.errors import DecodeError, EncodeError, FramingError, ProtocolError
from protocol.wire.fields import NamedVariable, Tag
from protocol.wire.framing import HEADER, FrameBuffer
from protocol.wire.json_form import from_json, to_json
from protocol.wire.layouts import walk
from protocol.wire.tags import AGENT_TEAM_NAME, ANI, BY_NUMBER, CALL_VAR_1, CED, DNIS, FIRST_NAME, LAST_NAME, TEXT

__all__ = [
    "AGENT_TEAM_NAME",
    "ANI",
    "BY_NUMBER",
    "CALL_VAR_1",
    "CED",
    "DNIS",
    "FIRST_NAME",
    "HEADER",
    "HOME",
    "LAST_NAME",
    "NEWEST",
    "OLDEST",
    "TEXT",
    "Codec",
    "DecodeError",
    "EncodeError",
    "FrameBuffer",
    "FramingError",
    "NamedVariable",
    "ProtocolError",
    "Tag",
    "enums",
    "from_json",
    "messages",
    "tags",
    "to_json",
    "walk",
]
