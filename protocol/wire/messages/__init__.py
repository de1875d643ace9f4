"""The messages of the protocol, one class each, and their registry by number.

The declarations fill :data:`REGISTRY` and the ``__all__`` of their chapters, which is offered here: a new message is
declared in its chapter and named nowhere else. A new chapter is imported here.
"""

# ruff: noqa: F403

from __future__ import annotations

from typing import TYPE_CHECKING

from protocol.wire.messages.agent import *
from protocol.wire.messages.base import REGISTRY as REGISTRY
from protocol.wire.messages.base import Message as Message
from protocol.wire.messages.base import UnknownMessage as UnknownMessage
from protocol.wire.messages.base import type_name as type_name
from protocol.wire.messages.base import type_number as type_number
from protocol.wire.messages.call import *
from protocol.wire.messages.call_data import *
from protocol.wire.messages.client_control import *
from protocol.wire.messages.configuration import *
from protocol.wire.messages.monitor import *
from protocol.wire.messages.session import *
from protocol.wire.messages.statistics import *
from protocol.wire.messages.supervisor import *
from protocol.wire.messages.system import *

if not TYPE_CHECKING:  # a type checker takes the names from the imports above
    __all__ = sorted(
        ["REGISTRY", "Message", "UnknownMessage", "type_name", "type_number"]
        + [declared.__name__ for declared in REGISTRY.values()]
    )
