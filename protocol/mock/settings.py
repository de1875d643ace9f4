"""What a mock CTI Server can be told: the centre it plays, and how strict and generous the server is."""

from __future__ import annotations

from dataclasses import dataclass, field

from protocol.tls import ServerTls
from protocol.wire.enums import CTIServiceMask

ALL_SERVICES = sum(int(bit) for bit in CTIServiceMask)


@dataclass(frozen=True, slots=True)
class CentreSettings:
    """A contact centre. The same settings play the same centre, event by event."""

    seed: int = 1
    teams: int = 3
    agents: int = 36
    calls_per_minute: float = 20.0
    """Calls that begin, on average; 0 for none after those of the start."""
    emergencies_per_minute: float = 1.0
    """Emergencies on average; 0 for none. Requests for assistance come half as often."""
    supervisor: str = "9001"
    """AgentID of the supervisor of all teams."""
    peripheral_id: int = 5000
    still: bool = False
    """Nothing happens by itself: all agents available, no calls. For tests that cause every event themselves."""
    pace: float = 1.0
    """Factor on the time phones and switch take to carry out a request; 0 does it at once."""


@dataclass(frozen=True, slots=True)
class MockSettings:
    """A CTI Server in front of a centre."""

    centre: CentreSettings = field(default_factory=CentreSettings)
    protocol_max: int = 25
    """Highest protocol version accepted, 9 to 25."""
    tls: ServerTls | None = None
    """Speak TLS, with these files; None: plain TCP."""
    client_id: str | None = None
    """The only ClientID let in; None lets in any."""
    client_password: str | None = None
    """The only ClientPassword let in; None lets in any."""
    config_events: bool = True
    """Are configuration events (people's names) granted? Refused with status 95 otherwise."""
    services_offered: int = ALL_SERVICES
    """CTIServiceMask: other services are left out of ServicesGranted."""
    refuse_unoffered: bool = False
    """Refuse a session that asks for more than is offered (status 12), instead of granting less."""
    all_events_seats: int = 7
    """Sessions that may have All Events at one time."""
    team_segment: int = 64
    """Teams in one LIST_AGENT_TEAM_CONF, 1 to 64."""
    announce_teams: int | None = None
    """Teams told of right after opening; the others when their monitor is started. None: all."""
    tell_calls: bool = True
    """Tell the calls in progress when a session or a monitor begins (BEGIN_CALL_EVENT and how they stand)."""
    epoch: int = 1_767_225_600
    """The central controller's time at the start, seconds since 1970. Fixed, so that two runs are the same."""
