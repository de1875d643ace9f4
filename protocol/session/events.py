"""What a session tells its owner, as values. Times are the session's clock, in seconds (monotonic).

Order: :class:`Connecting`, then :class:`Opening`, then :class:`Opened` (after :class:`StandingBy`, with a standby side)
or :class:`Refused`; while open any number of
the others; at the end one of :class:`Lost`, :class:`Closed` and :class:`Refused`. The asyncio client adds
:class:`Waiting` between attempts.
"""

from __future__ import annotations

from dataclasses import dataclass

from protocol.wire.errors import DecodeError
from protocol.wire.messages import Message, OpenConf, QueryAgentStateConf, SnapshotCallConf


@dataclass(frozen=True, slots=True)
class Connecting:
    """A TCP connection to a side is being made."""

    side: str
    """"A" or "B"."""
    address: str
    """host:port as in the settings."""


@dataclass(frozen=True, slots=True)
class Opening:
    """Connected; OPEN_REQ has been sent."""


@dataclass(frozen=True, slots=True)
class Opened:
    """OPEN_CONF came. ``confirmation`` says what was granted, which may be less than asked for."""

    confirmation: OpenConf
    version: int
    events_come: bool = True
    """False: call and agent events don't come yet, and EventsStopped follows at once."""


@dataclass(frozen=True, slots=True)
class StandingBy:
    """OPEN_CONF came, from the standby side: the session waits there until the side turns active (then Opened)."""

    confirmation: OpenConf


@dataclass(frozen=True, slots=True)
class MaintenanceAsked:
    """The server wants to go into maintenance and was told whether this session can go to the other side."""

    accepted: bool
    """False while a request is unanswered: its outcome would be lost."""


@dataclass(frozen=True, slots=True)
class Refused:
    """The server refused the session (FAILURE_CONF to OPEN_REQ, or a FAILURE_EVENT that ends it).

    ``fatal``: asking again would not help (wrong password, not a supervisor, same login elsewhere, our own mistake).
    """

    status: int
    words: str
    fatal: bool
    again: bool = False
    """The next try asks for less, at once."""


@dataclass(frozen=True, slots=True)
class Lost:
    """The session is over without having been closed; ``reason`` in plain words."""

    reason: str


@dataclass(frozen=True, slots=True)
class Closed:
    """The session was closed on request; ``confirmed`` when CLOSE_CONF came."""

    confirmed: bool


@dataclass(frozen=True, slots=True)
class Waiting:
    """The next attempt to connect comes at ``retry_at`` (the clock of the events)."""

    reason: str
    retry_at: float


@dataclass(frozen=True, slots=True)
class Received:
    """An event message of the server, or an answer that no open request waits for (one that came too late)."""

    message: Message


@dataclass(frozen=True, slots=True)
class ReceivedElsewhere:
    """An event of agents, teams or calls at another peripheral: not about the session's own, whatever ids it has."""

    peripheral_id: int
    message: Message


@dataclass(frozen=True, slots=True)
class Undecodable:
    """A message that could not be read; the session goes on."""

    error: DecodeError
    elsewhere: int | None = None
    """The PeripheralID it begins with, where that is another peripheral's."""


@dataclass(frozen=True, slots=True)
class Confirmed:
    """A request was accepted. Accepted is not done: events tell that."""

    invoke_id: int
    request: Message
    confirmation: Message
    seconds: float
    """From request to confirmation."""


@dataclass(frozen=True, slots=True)
class Denied:
    """A request was refused by FAILURE_CONF (``status``) or CONTROL_FAILURE_CONF (``failure_code``)."""

    invoke_id: int
    request: Message
    status: int | None
    failure_code: int | None
    peripheral_error_code: int | None
    words: str
    """Plain words with the code, fit for the screen."""


@dataclass(frozen=True, slots=True)
class TimedOut:
    """No answer came in time: whether it was done is unknown."""

    invoke_id: int
    request: Message


@dataclass(frozen=True, slots=True)
class HeartbeatConfirmed:
    """A heartbeat came back."""

    round_trip: float
    """Seconds."""


@dataclass(frozen=True, slots=True)
class SupervisorIdentified:
    """The supervisor's own skill target id (ICMAgentID) is known."""

    icm_agent_id: int


@dataclass(frozen=True, slots=True)
class TeamsListed:
    """All segments of LIST_AGENT_TEAM_CONF have come, or the list was refused (``problem``)."""

    team_ids: tuple[int, ...]
    problem: str = ""


@dataclass(frozen=True, slots=True)
class TeamMonitored:
    """A team's monitor is running (``monitor_id``), or could not be started (``problem``)."""

    team_id: int
    monitor_id: int | None
    problem: str = ""


@dataclass(frozen=True, slots=True)
class TeamMember:
    """A member of a team as AGENT_TEAM_CONFIG_EVENT names it."""

    agent_id: str
    flags: int = 0
    """AgentFlags."""
    state: int | None = None
    """AgentState; None where it isn't told."""
    state_duration: int | None = None
    """Seconds in that state; None where they aren't told."""


@dataclass(frozen=True, slots=True)
class TeamMembership:
    """Who is on a team: told when that changes, and with each AGENT_TEAM_CONFIG_EVENT."""

    team_id: int
    agent_ids: tuple[str, ...]
    """Everybody of whom this session knows that they are on it, in the order they became known; the supervisor too."""
    team_name: str = ""
    """AgentTeamName; empty where it isn't told."""
    named: tuple[TeamMember, ...] = ()
    """Members with what the message tells of them."""
    removed: tuple[str, ...] = ()
    """Agents whom the message takes off the team (ConfigOperation 2)."""
    restored: bool = False
    """The message began a whole list (ConfigOperation 0): who isn't on it left some time ago."""


@dataclass(frozen=True, slots=True)
class TeamLeft:
    """The supervisor was taken off the team: it is not followed any more."""

    team_id: int


@dataclass(frozen=True, slots=True)
class DeviceMonitored:
    """Call events of a device come with this MonitorID."""

    device_id: str
    monitor_id: int


@dataclass(frozen=True, slots=True)
class CallDetails:
    """Whether other agents' calls can be seen in this session, and how or why not, in words."""

    granted: bool
    words: str


@dataclass(frozen=True, slots=True)
class AgentStateKnown:
    """An agent's present state, asked for with QUERY_AGENT_STATE_REQ (``agent_id`` as it was asked)."""

    agent_id: str
    confirmation: QueryAgentStateConf


@dataclass(frozen=True, slots=True)
class CallFound:
    """A call that was there before its monitor, from a snapshot of ``device_id``."""

    device_id: str
    connection_call_id: int
    connection_device_id_type: int
    connection_device_id: str
    local_connection_state: int
    confirmation: SnapshotCallConf | None
    """SNAPSHOT_CALL_CONF where it was granted."""


@dataclass(frozen=True, slots=True)
class DiscoveryProblem:
    """Something about the floor could not be learnt; the session goes on.

    ``stopped``: the server doesn't grant this kind of question, which is not asked any more in this session. Said once.
    """

    question: str
    """What was asked for, in words: "agent state", "device monitor", "calls of a device", "call", "team monitor" ..."""
    subject: str
    """About whom or what: an agent id, a device, a team id."""
    words: str
    stopped: bool


@dataclass(frozen=True, slots=True)
class EventsStopped:
    """Call and agent events don't come any more, or not yet. Told again when the reason changes while they don't."""

    pg_status: int
    """PGStatus bits of OPEN_CONF or of the latest SYSTEM_EVENT."""
    peripheral_online: bool
    """False: the session's own peripheral is offline."""


@dataclass(frozen=True, slots=True)
class EventsResumed:
    """Call and agent events come again; the own peripheral is online. AskedAgain follows at once."""

    pg_status: int
    """PGStatus bits that are left: none under which events don't come."""


@dataclass(frozen=True, slots=True)
class AskedAgain:
    """Events come again inside the session: everything is asked for once more, ``calls`` where they are seen.

    Discovered tells when all of it was answered.
    """

    calls: bool


@dataclass(frozen=True, slots=True)
class Discovered:
    """Teams, states and, where granted, calls have all been asked for and answered: the floor is fresh."""


SessionEvent = (
    Connecting
    | Opening
    | Opened
    | StandingBy
    | MaintenanceAsked
    | Refused
    | Lost
    | Closed
    | Waiting
    | Received
    | ReceivedElsewhere
    | Undecodable
    | Confirmed
    | Denied
    | TimedOut
    | HeartbeatConfirmed
    | SupervisorIdentified
    | TeamsListed
    | TeamMonitored
    | TeamMembership
    | TeamLeft
    | DeviceMonitored
    | CallDetails
    | AgentStateKnown
    | CallFound
    | DiscoveryProblem
    | EventsStopped
    | EventsResumed
    | AskedAgain
    | Discovered
)
