"""OPEN_REQ as a supervisor's console wants it. Source: GED-188, table "OPEN_REQ Message Format"."""

from __future__ import annotations

from protocol.session.discovery import AGENT_STATE_MASK, CALL_MSG_MASK, CONFIGURATION
from protocol.session.settings import SessionSettings, services_asked
from protocol.wire.messages import OpenReq


def open_request(settings: SessionSettings, invoke_id: int) -> OpenReq:
    """The request that opens a session. Unused mask bits and reserved words are 0: a server refuses other values."""
    # Bytes that are no UTF-8 come from the environment as surrogates; they are written as they were.
    password = settings.client_password.encode("utf-8", "surrogateescape") + (
        b"\0" if settings.password_terminated else b""
    )
    return OpenReq(
        invoke_id=invoke_id,
        version_number=settings.protocol_version,
        idle_timeout=settings.idle_timeout,
        peripheral_id=settings.peripheral_id,
        services_requested=services_asked(settings),
        call_msg_mask=CALL_MSG_MASK,
        agent_state_mask=AGENT_STATE_MASK,
        config_msg_mask=CONFIGURATION if settings.want_configuration else 0,
        # Both fields must be present, the password with length 0 when it is empty.
        client_id=settings.client_id,
        client_password=password,
        client_signature=settings.client_signature or None,
        agent_extension=settings.agent_extension or None,
        agent_id=settings.agent_id or None,
        agent_instrument=settings.agent_instrument or None,
    )
