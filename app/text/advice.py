"""What a person can do about a refused session, by StatusCode. For the console and for ``check``."""

from __future__ import annotations

_IDENTITY = "check supervisor.agent_id, agent_extension and agent_instrument: they have to fit each other"
_STANDBY = "this side is offline or on standby: the other side should be the active one"
_OURS = "the server does not take this request: try another server.protocol_version; the log has the details"

_ADVICE = {
    1: 'set a lower server.protocol_version (20, 17, 14 and 9 are worth trying), or "auto"',
    7: "set server.peripheral_id to the PeripheralID of your agents' peripheral",
    8: _IDENTITY,
    9: "sign in at your phone first, or set supervisor.agent_extension to open before you do",
    10: "another client id has this device open: close that program",
    11: "another program or person has this login open: agree on who keeps it",
    12: "the agent has to be configured as a supervisor, with the services of server.services",
    15: _STANDBY,
    18: "the server takes no IdleTimeout this short: set a longer server.heartbeat_interval",
    19: "ask for fewer server.services",
    20: _OURS,
    21: _OURS,
    22: _OURS,
    23: "an id or a name in [supervisor] is too long for this server",
    32: _IDENTITY,
    36: "check supervisor.client_id and its password",
    92: _STANDBY,
    95: _OURS,
    107: _STANDBY,
    110: _STANDBY,
}
ASK = "ask the site's CTI people"
LOGIN_ELSEWHERE = 11
"""StatusCode E_CTI_NEW_SESSION_OPENED: the same login opened a session elsewhere."""


def what_to_do(status: int) -> str:
    """What to do about a StatusCode that refuses a session; in the user's words, without a full stop."""
    return _ADVICE.get(status, ASK)
