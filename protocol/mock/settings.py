"""The settings of a mock CTI Server: the contact centre it shows, and what the server requires and grants."""

from __future__ import annotations

from dataclasses import dataclass, field

from protocol.tls import ServerTls
from protocol.wire.enums import CTIServiceMask

ALL_SERVICES = sum(int(bit) for bit in CTIServiceMask)


@dataclass(frozen=True, slots=True)
class CentreSettings:
    """A contact centre. The same settings give the same events."""

    seed: int = 1
    teams: int = 3
    agents: int = 36
    calls_per_minute: float = 20.0
    """Mean number of calls that begin; with 0 there are only those of the start."""
    emergencies_per_minute: float = 1.0
    """Mean number of emergencies; 0: none. Requests for assistance are half as many."""
    supervisor: str = "9001"
    """AgentID of the supervisor of all teams."""
    peripheral_id: int = 5000
    still: bool = False
    """All agents are available, there are no calls, and nothing happens by itself. For tests that cause every event."""
    pace: float = 1.0
    """Factor of the time that the switch takes for the steps of a supervisory request; with 0 they take none."""


@dataclass(frozen=True, slots=True)
class MockSettings:
    """A CTI Server in front of a centre."""

    centre: CentreSettings = field(default_factory=CentreSettings)
    protocol_max: int = 25
    """Highest protocol version accepted, 9 to 25."""
    tls: ServerTls | None = None
    """The files for TLS; None: plain TCP."""
    client_id: str | None = None
    """The only ClientID that is accepted; None: any is."""
    client_password: str | None = None
    """The only ClientPassword that is accepted; None: any is."""
    config_events: bool = True
    """Are configuration events granted? Refused with E_CTI_INVALID_CONFIG_MSG_MASK otherwise."""
    services_offered: int = ALL_SERVICES
    """CTIServiceMask; other services are left out of ServicesGranted."""
    refuse_unoffered: bool = False
    """Refuse a session that requests more services with E_CTI_FUNCTION_NOT_AVAILABLE, instead of granting less."""
    all_events_seats: int = 7
    """Number of sessions that may have All Events at one time."""
    team_segment: int = 64
    """Number of teams in one LIST_AGENT_TEAM_CONF, 1 to 64."""
    announce_teams: int | None = None
    """Number of teams sent right after opening; the others are sent when their monitor starts. None: all."""
    open_timeout: float = 60.0
    """Seconds that a client has, once connected, to open a session; its connection is ended then."""
    send_present_calls: bool = True
    """Send the events of calls in progress when a session or a monitor begins."""
    epoch: int = 1_767_225_600
    """The central controller's time at the start, seconds since 1970. Fixed, so that two runs have the same bytes."""
