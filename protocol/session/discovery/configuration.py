"""Asking for the names of agents and skill groups: CONFIG_REQUEST_EVENT, which has no InvokeID and no confirmation."""

from __future__ import annotations

import struct

from protocol.session.settings import SessionSettings
from protocol.wire.enums import ConfigInformationMask, StatusCode
from protocol.wire.messages import ConfigRequestEvent, Message, UnknownMessage

CONFIGURATION = int(ConfigInformationMask.AGENT | ConfigInformationMask.SKILL_GROUP)
"""The configuration a supervisor's console wants."""

_SINCE = 11
"""The version from which the request names a peripheral."""
_LONG_FORM_SINCE = 25
"""The version from which the guide prints the request with three words; another Cisco guide prints two."""


class ConfigurationRequest:
    """Asks once, and once more in the other printed form where the first was refused as badly formed (status 25).

    To be asked when the requests that opened the session are answered: a server that looks for an InvokeID in it finds
    ConfigInformation, a small number, and refuses with that. It must not be the number of a request in flight.
    """

    def __init__(self, settings: SessionSettings) -> None:
        self._settings = settings
        self._asked = self._asked_otherwise = False
        self._out: list[Message] = []

    def ask(self) -> None:
        """Ask now, if it is wanted at all."""
        if not self._settings.want_configuration or self._settings.protocol_version < _SINCE:
            return
        self._asked = True
        peripheral_id = self._settings.peripheral_id
        self._out.append(
            ConfigRequestEvent(
                config_information=CONFIGURATION, config_msg_mask=CONFIGURATION, peripheral_id=peripheral_id
            )
        )

    def begun(self) -> None:
        """CONFIG_BEGIN_EVENT: the request was understood."""
        self._asked = False

    def failed(self, status: int) -> None:
        """A FAILURE_CONF that belongs to no known request."""
        if not self._asked or self._asked_otherwise or status != StatusCode.E_CTI_BAD_MESSAGE_FORMAT:
            return
        self._asked_otherwise = True
        masks = 1 if self._settings.protocol_version >= _LONG_FORM_SINCE else 2
        body = struct.pack(f">{masks + 1}I", *[CONFIGURATION] * masks, self._settings.peripheral_id)
        self._out.append(UnknownMessage(ConfigRequestEvent.message_type, body))

    def to_send(self) -> list[Message]:
        """The messages to send since the last call."""
        out, self._out = self._out, []
        return out
