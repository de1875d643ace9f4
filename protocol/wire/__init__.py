"""The wire format of the CTI Server protocol (GED-188, versions 9 to 25): bytes to messages and back.

``enums`` holds the code lists, ``tags`` the floating fields, ``messages`` one class for each message."""

from importlib import import_module
from typing import TYPE_CHECKING, Any

from protocol.wire import tags
from protocol.wire.errors import DecodeError, EncodeError, FramingError, ProtocolError
from protocol.wire.fields import NamedVariable, Tag
from protocol.wire.framing import HEADER, FrameBuffer
from protocol.wire.tags import AGENT_TEAM_NAME, ANI, BY_NUMBER, CALL_VAR_1, CED, DNIS, FIRST_NAME, LAST_NAME, TEXT
from protocol.wire.versions import HOME, NEWEST, OLDEST

if TYPE_CHECKING:
    from protocol.wire import enums, messages
    from protocol.wire.codec import Codec
    from protocol.wire.json_form import from_json, to_json
    from protocol.wire.layouts import walk

_WHEN_ASKED_FOR = {
    "Codec": "codec",
    "from_json": "json_form",
    "to_json": "json_form",
    "walk": "layouts",
}
"""Names whose modules are imported when somebody asks for them, because they import all messages: who only needs a code
list or a tag doesn't wait for those."""


def __getattr__(name: str) -> Any:
    if name in ("enums", "messages"):
        return import_module(f"{__name__}.{name}")
    if name not in _WHEN_ASKED_FOR:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    found = globals()[name] = getattr(import_module(f"{__name__}.{_WHEN_ASKED_FOR[name]}"), name)
    return found


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
