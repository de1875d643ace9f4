"""What a person can do about a refused session, by StatusCode. For the console and for ``check``."""

from __future__ import annotations

from protocol.wire.enums import StatusCode

_IDENTITY = "check supervisor.agent_id, agent_extension and agent_instrument: they have to fit each other"
_STANDBY = "this side is offline or on standby: the other side should be the active one"
_OURS = "the server does not take this request: try another server.protocol_version; the log has the details"

_ADVICE: dict[int, str] = {
    StatusCode.E_CTI_INVALID_VERSION: (
        'set a lower server.protocol_version (20, 17, 14 and 9 are worth trying), or "auto"'
    ),
    StatusCode.E_CTI_INVALID_PERIPHERAL_ID: "set server.peripheral_id to the PeripheralID of your agents' peripheral",
    StatusCode.E_CTI_INVALID_AGENT_DATA: _IDENTITY,
    StatusCode.E_CTI_AGENT_NOT_LOGGED_ON: (
        "sign in at your phone first, or set supervisor.agent_extension to open before you do"
    ),
    StatusCode.E_CTI_DEVICE_IN_USE: "another client id has this device open: close that program",
    StatusCode.E_CTI_NEW_SESSION_OPENED: "another program or person has this login open: agree on who keeps it",
    StatusCode.E_CTI_FUNCTION_NOT_AVAILABLE: (
        "the agent has to be configured as a supervisor, with the services of server.services"
    ),
    StatusCode.E_CTI_CTI_SERVER_OFFLINE: _STANDBY,
    StatusCode.E_CTI_INVALID_TIMEOUT: (
        "the server takes no IdleTimeout this short: set a longer server.heartbeat_interval"
    ),
    StatusCode.E_CTI_INVALID_SERVICE_MASK: "ask for fewer server.services",
    StatusCode.E_CTI_INVALID_CALL_MSG_MASK: _OURS,
    StatusCode.E_CTI_INVALID_AGENT_STATE_MASK: _OURS,
    StatusCode.E_CTI_INVALID_RESERVED_FIELD: _OURS,
    StatusCode.E_CTI_INVALID_FIELD_LENGTH: "an id or a name in [supervisor] is too long for this server",
    StatusCode.E_CTI_INCONSISTENT_AGENT_DATA: _IDENTITY,
    StatusCode.E_CTI_INVALID_PASSWORD: "check supervisor.client_id and its password",
    StatusCode.E_CTI_SERVER_NOT_MASTER: _STANDBY,
    StatusCode.E_CTI_INVALID_CONFIG_MSG_MASK: _OURS,
    StatusCode.E_CTI_INVALID_CLIENT_FOR_STANDBY: _STANDBY,
    StatusCode.E_CTI_SERVER_IN_MAINTENANCE_MODE: _STANDBY,
}
ASK = "ask the site's CTI people"
"""Advice for every other StatusCode."""
LOGIN_ELSEWHERE = StatusCode.E_CTI_NEW_SESSION_OPENED
"""The same login opened a session elsewhere."""


def what_to_do(status: int) -> str:
    """What to do about a StatusCode that refuses a session, as a phrase without a full stop."""
    return _ADVICE.get(status, ASK)
