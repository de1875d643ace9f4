"""What a session needs to open and to stay open, as plain values, and what it asks for less after a refusal."""

from __future__ import annotations

from dataclasses import field, replace

from protocol.frozen import frozen
from protocol.wire.enums import CTIServiceMask, StatusCode

BASIC_SERVICES = int(CTIServiceMask.CTI_SERVICE_CLIENT_EVENTS | CTIServiceMask.CTI_SERVICE_SUPERVISOR)
"""The services that a supervisor session needs (GED-188, "Supervisor service")."""

DEFAULT_SERVICES = BASIC_SERVICES | int(
    CTIServiceMask.CTI_SERVICE_CLIENT_CONTROL | CTIServiceMask.CTI_SERVICE_PERIPHERAL_MONITOR
)
"""The services asked for by default. All Events is left out: a CTI Server grants it to few clients at a time."""

VERSION_LADDER = (25, 24, 20, 17, 14, 9)
"""With ``step_down``: the protocol versions to start with and to step down to."""

STANDBY_SINCE = 24
"""The first version in which a client may hold a session on the standby side (CTI_SERVICE_ACTIVE_STANDBY)."""


@frozen
class SessionSettings:
    """One supervisor's session. Times are in seconds."""

    peripheral_id: int = 5000
    protocol_version: int = 17
    heartbeat_interval: float = 10.0
    """A heartbeat is sent when nothing else was sent for this time."""
    open_timeout: float = 30.0
    """Until OPEN_CONF."""
    request_timeout: float = 15.0
    """For requests that change something; they are never repeated."""
    query_timeout: float = 5.0
    """For requests that change nothing (QUERY, LIST, SNAPSHOT); they are repeated once."""
    services: int = DEFAULT_SERVICES
    """CTIServiceMask bits to ask for."""
    agent_id: str = ""
    agent_extension: str = ""
    agent_instrument: str = ""
    """AgentID, AgentExtension and AgentInstrument name the supervisor: at least one is needed, and they must agree."""
    client_id: str = ""
    client_password: str = field(default="", repr=False)
    password_terminated: bool = False
    """Close ClientPassword with a NUL byte. No guide says whether one belongs there."""
    client_signature: str = ""
    skill_target_id: int | None = None
    """The supervisor's ICMAgentID; None: taken from the server's messages."""
    want_configuration: bool = True
    """Ask for configuration events: names of agents and skill groups."""
    step_down: bool = False
    """Try lower protocol versions when the server refuses this one."""

    @property
    def idle_timeout(self) -> int:
        """IdleTimeout of OPEN_REQ in seconds: after such a silence the server ends the session.

        Four heartbeat intervals, and at least 20: below that a server refuses with E_CTI_INVALID_TIMEOUT.
        """
        return max(20, round(4 * self.heartbeat_interval))


def services_asked(settings: SessionSettings) -> int:
    """ServicesRequested, without a bit that the version lacks: a server refuses it with E_CTI_INVALID_SERVICE_MASK."""
    if settings.protocol_version < STANDBY_SINCE:
        return settings.services & ~int(CTIServiceMask.CTI_SERVICE_ACTIVE_STANDBY)
    return settings.services


def fallback(settings: SessionSettings, status: int) -> SessionSettings | None:
    """The settings to open with at once after a refusal with that StatusCode; None where nothing less can be asked."""
    if status == StatusCode.E_CTI_INVALID_CONFIG_MSG_MASK and settings.want_configuration:
        return replace(settings, want_configuration=False)
    services_refused = status in (StatusCode.E_CTI_FUNCTION_NOT_AVAILABLE, StatusCode.E_CTI_INVALID_SERVICE_MASK)
    if services_refused and settings.services != BASIC_SERVICES:
        return replace(settings, services=BASIC_SERVICES)
    if status == StatusCode.E_CTI_INVALID_VERSION and settings.step_down:
        lower = [version for version in VERSION_LADDER if version < settings.protocol_version]
        return replace(settings, protocol_version=lower[0]) if lower else None
    return None


def fallback_words(settings: SessionSettings, less: SessionSettings) -> str:
    """What the next try leaves out, in words."""
    if less.protocol_version != settings.protocol_version:
        return f"Asking again with version {less.protocol_version}."
    if less.want_configuration != settings.want_configuration:
        return "Asking again without configuration events."
    return "Asking again for Client Events and Supervisor alone."
