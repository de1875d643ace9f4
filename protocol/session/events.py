"""The events of a session, as values. Times are seconds of the session's monotonic clock.

Order: :class:`Connecting`, then :class:`Opening`, then :class:`Opened` (with a standby side after :class:`StandingBy`)
or :class:`Refused`; while the session is open any number of the others; at the end one of :class:`Lost`,
:class:`Closed` and :class:`Refused`. Connecting, and :class:`Waiting` between attempts, are the asyncio client's.
"""

from __future__ import annotations

from protocol.frozen import frozen
from protocol.wire import DecodeError
from protocol.wire.messages import Message, OpenConf, QueryAgentStateConf, SnapshotCallConf


@frozen
class Connecting:
    """A TCP connection to a side is being made."""

    side: str
    """"A" or "B"."""
    address: str
    """host:port; an IPv6 host in brackets."""


@frozen
class Opening:
    """Connected; OPEN_REQ has been sent."""


@frozen
class Opened:
    """OPEN_CONF came. ``confirmation`` says what was granted, which may be less than asked for."""

    confirmation: OpenConf
    version: int
    """The protocol version of the session."""
    events_come: bool = True
    """False: call and agent events don't come yet; EventsStopped is the next event."""


@frozen
class StandingBy:
    """OPEN_CONF came, from the standby side: the session waits there until the side turns active (then Opened)."""

    confirmation: OpenConf


@frozen
class MaintenanceAsked:
    """ACTIVE_MAINTENANCE_REQ came: the server wants to go into maintenance. It was answered."""

    accepted: bool
    """Did the session agree? Not while a request is unanswered: its outcome would be lost."""


@frozen
class Refused:
    """The server refused the session (FAILURE_CONF to OPEN_REQ, or a FAILURE_EVENT that ends it).

    ``fatal``: asking again would not help (wrong password, not a supervisor, same login elsewhere, OPEN_REQ is wrong).
    """

    status: int
    """StatusCode."""
    words: str
    """Why, with the code, fit for the screen."""
    fatal: bool
    again: bool = False
    """The next attempt follows at once and asks for less."""


@frozen
class Lost:
    """The session ended without having been closed; ``reason`` is fit for the screen."""

    reason: str


@frozen
class Closed:
    """The session was closed on request; ``confirmed`` when CLOSE_CONF came."""

    confirmed: bool


@frozen
class Waiting:
    """The next attempt to connect comes at ``retry_at``; ``reason`` says why the last one ended."""

    reason: str
    retry_at: float


@frozen
class Received:
    """An event message of the server, or an answer that no open request waits for, for instance a late one."""

    message: Message


@frozen
class ReceivedElsewhere:
    """An event about agents, teams or calls of another peripheral, whose ids may equal those of the session's own."""

    peripheral_id: int
    message: Message


@frozen
class Undecodable:
    """A message that could not be read; the session goes on."""

    error: DecodeError
    elsewhere: int | None = None
    """Its PeripheralID, where that is another peripheral's."""


@frozen
class Confirmed:
    """A request was accepted. That it was carried out is known from events only."""

    invoke_id: int
    request: Message
    confirmation: Message
    seconds: float
    """From request to confirmation."""


@frozen
class Denied:
    """A request was refused by FAILURE_CONF (``status``) or CONTROL_FAILURE_CONF (``failure_code``)."""

    invoke_id: int
    request: Message
    status: int | None
    failure_code: int | None
    peripheral_error_code: int | None
    words: str
    """Why, with the code, fit for the screen."""


@frozen
class TimedOut:
    """No answer to a request came in time, or the session ended before: its outcome is unknown."""

    invoke_id: int
    request: Message


@frozen
class HeartbeatConfirmed:
    """HEARTBEAT_CONF came."""

    round_trip: float
    """Seconds."""


@frozen
class HeartbeatUnanswered:
    """Nothing has come since a heartbeat was sent, for as long as queries wait for their answer."""


@frozen
class SupervisorIdentified:
    """The supervisor's own skill target id (ICMAgentID) is known."""

    icm_agent_id: int


@frozen
class TeamsListed:
    """All segments of LIST_AGENT_TEAM_CONF have come, or some or all are missing (``problem`` says which and why).

    Comes again for a segment that comes after all that were expected.
    """

    team_ids: tuple[int, ...]
    problem: str = ""


@frozen
class TeamMonitored:
    """A team's monitor is running, or could not be started (``problem`` says why)."""

    team_id: int
    monitor_id: int | None
    """None with a problem, or where the monitor runs under an id that the server doesn't say."""
    problem: str = ""


@frozen
class TeamMember:
    """A member of a team as AGENT_TEAM_CONFIG_EVENT names it."""

    agent_id: str
    flags: int = 0
    """AgentFlags."""
    state: int | None = None
    """AgentState; None where the message leaves it out."""
    state_duration: int | None = None
    """Seconds in that state; None where the message leaves them out."""


@frozen
class TeamMembership:
    """Who is on a team: comes when that changes, and with each AGENT_TEAM_CONFIG_EVENT."""

    team_id: int
    agent_ids: tuple[str, ...]
    """All known members in the order in which they became known; the supervisor included."""
    team_name: str = ""
    """AgentTeamName; empty where the message leaves it out."""
    named: tuple[TeamMember, ...] = ()
    """The members that the message lists, with what it says about them."""
    removed: tuple[str, ...] = ()
    """Agents that the message takes off the team (ConfigOperation REMOVE_AGENT)."""
    restored: bool = False
    """The message begins a whole list (ConfigOperation RESTORE_PERMANENT): who isn't on it left at an unknown time."""


@frozen
class TeamLeft:
    """The supervisor was taken off the team: its monitor is stopped."""

    team_id: int


@frozen
class DeviceMonitored:
    """Call events of a device come with this MonitorID."""

    device_id: str
    monitor_id: int
    states: bool = False
    """The states of the agent who is there come with it as well."""


@frozen
class CallDetails:
    """Whether the calls of other agents come in this session."""

    granted: bool
    words: str
    """By which service, or why not."""


@frozen
class AgentStateKnown:
    """An agent's present state, from QUERY_AGENT_STATE_CONF (``agent_id`` as in the request)."""

    agent_id: str
    confirmation: QueryAgentStateConf


@frozen
class CallFound:
    """A call that a snapshot of the device ``device_id`` lists: it began before the session followed the device."""

    device_id: str
    connection_call_id: int
    connection_device_id_type: int
    connection_device_id: str
    local_connection_state: int
    confirmation: SnapshotCallConf | None
    """SNAPSHOT_CALL_CONF; None where the server refused it or didn't answer."""


@frozen
class OwnCallsListed:
    """The calls of the supervisor's own phone were asked for (SNAPSHOT_DEVICE_REQ). CallFound follows for each."""

    call_ids: tuple[int, ...] | None
    """Their ConnectionCallIDs. None: the server refused it or didn't answer."""
    again: bool = True
    """With None: may asking again help? Not where the server grants no such request."""


@frozen
class DiscoveryProblem:
    """A query of the discovery was refused or not answered; the session goes on.

    ``stopped``: the server doesn't grant this kind of query, and no more of them are sent in this session. That comes
    once for each kind.
    """

    question: str
    """What was asked for, in words: a value of QueryKind, for instance "agent state" or "team monitor"."""
    subject: str
    """About whom or what: an agent id, a device, a team id."""
    words: str
    stopped: bool


@frozen
class EventsStopped:
    """Call and agent events don't come any more, or not yet. Comes again when the reason changes meanwhile."""

    pg_status: int
    """PGStatus bits of OPEN_CONF or of the latest SYSTEM_EVENT."""
    peripheral_online: bool
    """False: the session's own peripheral is offline."""


@frozen
class EventsResumed:
    """Call and agent events come again; the own peripheral is online. AskedAgain follows at once."""

    pg_status: int
    """PGStatus bits that are still set; events come under each of them."""


@frozen
class AskedAgain:
    """Events come again in an open session: teams, states and calls are asked for once more.

    Discovered comes when all of it was answered.
    """

    calls: bool
    """Are calls asked for? Not where the session doesn't see them."""


@frozen
class Discovered:
    """Teams, states and, where granted, calls have been asked for, and every query has its outcome."""


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
    | HeartbeatUnanswered
    | SupervisorIdentified
    | TeamsListed
    | TeamMonitored
    | TeamMembership
    | TeamLeft
    | DeviceMonitored
    | CallDetails
    | AgentStateKnown
    | CallFound
    | OwnCallsListed
    | DiscoveryProblem
    | EventsStopped
    | EventsResumed
    | AskedAgain
    | Discovered
)
