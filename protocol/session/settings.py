"""What a session needs to know to open and to keep itself; plain values without a settings file behind them."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from protocol.wire.enums import CTIServiceMask, StatusCode

BASIC_SERVICES = int(CTIServiceMask.CTI_SERVICE_CLIENT_EVENTS | CTIServiceMask.CTI_SERVICE_SUPERVISOR)
"""What a supervisor session can't do without."""

DEFAULT_SERVICES = BASIC_SERVICES | int(
    CTIServiceMask.CTI_SERVICE_CLIENT_CONTROL | CTIServiceMask.CTI_SERVICE_PERIPHERAL_MONITOR
)
"""What is asked for unless told otherwise. All Events is left out: a site has few seats of it."""

VERSION_LADDER = (25, 24, 20, 17, 14, 9)
"""Where stepping down is wanted: the versions to begin with and to step down to."""


STANDBY_SINCE = 24
"""The first version in which a client may hold a session on the standby side (CTI_SERVICE_ACTIVE_STANDBY)."""


@dataclass(frozen=True, slots=True)
class SessionSettings:
    """One supervisor's session. Times are in seconds."""

    peripheral_id: int = 5000
    protocol_version: int = 17
    heartbeat_interval: float = 10.0
    """A heartbeat is sent when nothing else was for so long."""
    open_timeout: float = 30.0
    request_timeout: float = 15.0
    query_timeout: float = 5.0
    """For requests that change nothing (QUERY, LIST, SNAPSHOT); they are repeated once."""
    services: int = DEFAULT_SERVICES
    """CTIServiceMask bits to ask for."""
    agent_id: str = ""
    agent_extension: str = ""
    agent_instrument: str = ""
    """The three name the supervisor: at least one is needed, and those given must fit each other."""
    client_id: str = ""
    client_password: str = field(default="", repr=False)
    password_terminated: bool = False
    """Close the password with a NUL byte. No guide says whether one belongs there."""
    client_signature: str = ""
    skill_target_id: int | None = None
    """The supervisor's ICMAgentID; None: learnt from the server."""
    want_configuration: bool = True
    """Ask for configuration events: names of agents and skill groups."""
    step_down: bool = False
    """Try lower protocol versions when the server refuses this one."""

    @property
    def idle_timeout(self) -> int:
        """IdleTimeout of OPEN_REQ: after so many seconds of silence the server ends the session.

        Four intervals, and at least the 20 seconds below which a server refuses (status 18).
        """
        return max(20, round(4 * self.heartbeat_interval))


def services_asked(settings: SessionSettings) -> int:
    """ServicesRequested: a bit that the version does not know yet is left out, a server would refuse it (19)."""
    if settings.protocol_version < STANDBY_SINCE:
        return settings.services & ~int(CTIServiceMask.CTI_SERVICE_ACTIVE_STANDBY)
    return settings.services


def fallback(settings: SessionSettings, status: int) -> SessionSettings | None:
    """With which settings to open again at once after a refusal; None where nothing less can be asked for."""
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
