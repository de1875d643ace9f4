"""Asking for the names of agents and skill groups: CONFIG_REQUEST_EVENT, which has no InvokeID and no confirmation."""

from __future__ import annotations

import struct

from protocol.session.settings import SessionSettings
from protocol.wire.enums import ConfigInformationMask, StatusCode
from protocol.wire.messages import ConfigRequestEvent, Message, UnknownMessage

CONFIGURATION = int(ConfigInformationMask.AGENT | ConfigInformationMask.SKILL_GROUP)
"""The kinds of configuration asked for."""

_SINCE = 11
"""The version from which the request names a peripheral."""
_LONG_FORM_SINCE = 25
"""The version from which GED-188 prints the request with three words; Cisco's Contact Center Express developer guide
prints two."""


class ConfigurationRequest:
    """Asks once, and once more in the other printed form where the first is refused with E_CTI_BAD_MESSAGE_FORMAT.

    To be asked while no request is open: a server that expects an InvokeID in it takes ConfigInformation, a small
    number, for one and refuses with that, and the refusal would be taken for that of an open request.
    """

    def __init__(self, settings: SessionSettings) -> None:
        self._settings = settings
        self._asked = False
        """The request was sent and neither understood nor refused."""
        self._other_form = False
        """The other form was sent as well."""
        self._out: list[Message] = []

    def ask(self) -> None:
        """Ask now, where the settings want configuration and the version has the request."""
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
        """A FAILURE_CONF came that belongs to no open request."""
        if not self._asked or self._other_form or status != StatusCode.E_CTI_BAD_MESSAGE_FORMAT:
            return
        self._other_form = True
        masks = 1 if self._settings.protocol_version >= _LONG_FORM_SINCE else 2
        body = struct.pack(f">{masks + 1}I", *[CONFIGURATION] * masks, self._settings.peripheral_id)
        self._out.append(UnknownMessage(ConfigRequestEvent.message_type, body))

    def to_send(self) -> list[Message]:
        """The messages to send since the last call."""
        out, self._out = self._out, []
        return out
