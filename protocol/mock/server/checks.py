"""What a CTI Server checks before it carries anything out: versions, layouts, fields, masks, identities.

Every check gives the StatusCode of the refusal, or E_CTI_NO_ERROR. Source: GED-188, chapter "Session Management", and
the table of status codes.
"""

from __future__ import annotations

from functools import cache

from protocol.mock.settings import MockSettings
from protocol.wire import BY_NUMBER, Codec, walk
from protocol.wire.enums import (
    NULL_PERIPHERAL_ID,
    AgentStateMask,
    CallEventMask,
    ConfigInformationMask,
    CTIServiceMask,
    StatusCode,
)
from protocol.wire.messages import Message, OpenReq

OK = StatusCode.E_CTI_NO_ERROR
SHORTEST_IDLE_TIMEOUT = 20
"""Seconds."""

# As plain numbers: ``&`` with a member of a mask makes a new member each time.
CLIENT_EVENTS = int(CTIServiceMask.CTI_SERVICE_CLIENT_EVENTS)
CLIENT_CONTROL = int(CTIServiceMask.CTI_SERVICE_CLIENT_CONTROL)
ALL_EVENTS = int(CTIServiceMask.CTI_SERVICE_ALL_EVENTS)
SUPERVISOR = int(CTIServiceMask.CTI_SERVICE_SUPERVISOR)
PERIPHERAL_MONITOR = int(CTIServiceMask.CTI_SERVICE_PERIPHERAL_MONITOR)

# CTI_SERVICE_CTI_ROUTING, _MINIMIZE_EVENTS and _CONFIG_EVENTS are left out: no guide prints in which version they came.
_SERVICES_SINCE: dict[int, int] = {
    CTIServiceMask.CTI_SERVICE_ACD_LINE_ONLY: 14,
    CTIServiceMask.CTI_SERVICE_ACTIVE_STANDBY: 24,
}
_CALL_EVENTS_SINCE: dict[int, int] = {
    CallEventMask.CALL_AGENT_GREETING_MASK: 15,
    CallEventMask.NETWORK_RECORDING_STARTED_MASK: 23,
    CallEventMask.NETWORK_RECORDING_ENDED_MASK: 23,
    CallEventMask.NETWORK_RECORDING_FAILED_MASK: 23,
    CallEventMask.NETWORK_RECORDING_TARGET_INFO_MASK: 23,
}
_AGENT_STATES_SINCE: dict[int, int] = {
    AgentStateMask.AGENT_ACTIVE_MASK: 24,
    AgentStateMask.AGENT_PAUSED_MASK: 24,
    AgentStateMask.AGENT_INTERRUPTED_MASK: 24,
    AgentStateMask.AGENT_NOT_ACTIVE_MASK: 24,
}
_CONFIG_SINCE: dict[int, int] = {
    ConfigInformationMask.CALL_TYPE: 11,
    ConfigInformationMask.MEDIA_ROUTING_DOMAIN: 20,
    ConfigInformationMask.PERIPHERAL: 22,
    ConfigInformationMask.AGENT_DESK_SETTINGS: 22,
    ConfigInformationMask.AGENT_SERVICES: 24,
    ConfigInformationMask.TERMINAL: 25,
}

AnyMask = type[CTIServiceMask] | type[CallEventMask] | type[AgentStateMask] | type[ConfigInformationMask]
_SINCE: dict[AnyMask, dict[int, int]] = {
    CTIServiceMask: _SERVICES_SINCE,
    CallEventMask: _CALL_EVENTS_SINCE,
    AgentStateMask: _AGENT_STATES_SINCE,
    ConfigInformationMask: _CONFIG_SINCE,
}


@cache
def _known(mask: AnyMask, version: int) -> int:
    """The bits that the protocol version has."""
    since = _SINCE[mask]
    return sum(int(bit) for bit in mask if since.get(bit, 0) <= version)


def unknown_bits(version: int, *, services: int = 0, calls: int = 0, states: int = 0, config: int = 0) -> StatusCode:
    """The status for a mask with bits that the protocol version does not have."""
    if services & ~_known(CTIServiceMask, version):
        return StatusCode.E_CTI_INVALID_SERVICE_MASK
    if calls & ~_known(CallEventMask, version):
        return StatusCode.E_CTI_INVALID_CALL_MSG_MASK
    if states & ~_known(AgentStateMask, version):
        return StatusCode.E_CTI_INVALID_AGENT_STATE_MASK
    if config & ~_known(ConfigInformationMask, version):
        return StatusCode.E_CTI_INVALID_CONFIG_MSG_MASK
    return OK


def message_format(message: Message, codec: Codec) -> StatusCode:
    """The status for a decoded request whose layout, fields or lengths are not those of its version.

    In versions 10 to 13 several layouts are accepted: no guide says in which of them some fields were added.
    """
    wire, table = message.wire, codec.table(message.message_type)
    if wire is None or table is None:
        return OK
    if message.since > codec.version:
        return StatusCode.E_CTI_INVALID_MSG_TYPE_FOR_VERSION
    layout, body = wire
    if layout is not table.layouts[0] and not 10 <= codec.version <= 13:
        return StatusCode.E_CTI_BAD_MESSAGE_FORMAT
    own = {field.tag.number: field for field in table.cls.floating_fields}
    for tag, raw in walk(body, layout.struct.size, codec.wide):
        field = own.get(tag)
        if field is None:
            return StatusCode.E_CTI_INVALID_TAG_FOR_MSG_TYPE if tag in BY_NUMBER else StatusCode.E_CTI_INVALID_FIELD_TAG
        if max(field.since, field.tag.since) > codec.version:
            return StatusCode.E_CTI_INVALID_TAG_FOR_VERSION
        if field.tag.max_bytes and len(raw) > field.tag.max_bytes:
            return StatusCode.E_CTI_INVALID_FIELD_LENGTH
    return OK


def opening(request: OpenReq, codec: Codec, settings: MockSettings) -> StatusCode:
    """The status for an OPEN_REQ, as far as it depends neither on the floor nor on other sessions."""
    version = codec.version
    if request.reserved1 or request.reserved2 or request.reserved3:
        return StatusCode.E_CTI_INVALID_RESERVED_FIELD
    if request.idle_timeout < SHORTEST_IDLE_TIMEOUT:
        return StatusCode.E_CTI_INVALID_TIMEOUT
    config = request.config_msg_mask or 0
    status = unknown_bits(
        version,
        services=request.services_requested,
        calls=request.call_msg_mask,
        states=request.agent_state_mask,
        config=config,
    )
    if status:
        return status
    if config and not settings.config_events:
        return StatusCode.E_CTI_INVALID_CONFIG_MSG_MASK
    if request.client_id is None or request.client_password is None:
        return StatusCode.E_CTI_REQUIRED_DATA_MISSING
    if not _let_in(request.client_id, request.client_password, settings):
        return StatusCode.E_CTI_INVALID_PASSWORD
    services = request.services_requested
    if request.peripheral_id != settings.centre.peripheral_id and (
        services & CLIENT_EVENTS or request.peripheral_id != NULL_PERIPHERAL_ID
    ):
        return StatusCode.E_CTI_INVALID_PERIPHERAL_ID
    if settings.refuse_unoffered and services & ~settings.services_offered:
        return StatusCode.E_CTI_FUNCTION_NOT_AVAILABLE
    return OK


def _let_in(client_id: str, password: bytes, settings: MockSettings) -> bool:
    """Are ClientID and ClientPassword right? No guide says whether a NUL ends the password: both ways are accepted."""
    if settings.client_id is not None and client_id != settings.client_id:
        return False
    wanted = settings.client_password
    return wanted is None or password.removesuffix(b"\0") == wanted.encode()
