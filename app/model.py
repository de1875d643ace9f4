"""What the console knows at one moment, as values, and the commands that a person gives.

The worker folds events into a builder and gives the UI a :class:`Floor`; the UI gives the worker commands. Everything
here is immutable, so it may cross from one thread to the other.

Times are seconds since 1970-01-01 UTC, as floats: what the wall clock said when the console started, and evenly from
then on (:func:`app.clock.steady`); this package calls that steady seconds. :func:`wall_time` makes wall-clock time of
them. Codes are the numbers of the wire, named in :mod:`protocol.wire.enums`; their words are in
:mod:`app.text.labels`. Text here is foreign text (names, ANI, call variables): it is cleaned where it is drawn.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import field, fields
from enum import Enum
from typing import TYPE_CHECKING, Annotated, Any, Literal, NamedTuple, Self

from protocol.frozen import frozen
from protocol.wire.enums import AgentState, CallType, EventCause, LocalConnectionState, SupervisoryAction

ON_A_CALL = frozenset({AgentState.TALKING, AgentState.HOLD})
"""AgentStates of an agent who is on a call."""
MAY_BE_ON_A_CALL: frozenset[AgentState | None] = ON_A_CALL | {None, AgentState.BUSY_OTHER, AgentState.UNKNOWN}
"""AgentStates that don't exclude a call: those, not known yet (None), at work for another skill group, and unknown."""


class ConnectionID(NamedTuple):
    """One device's end of one call; two calls may share the call id, never all three (GED-188, "Connection IDs")."""

    connection_call_id: int
    connection_device_id_type: int
    connection_device_id: str


class LinkState(Enum):
    """Where the session with the CTI Server stands; the value is the word on screen."""

    CONNECTING = "CONNECTING"
    OPENING = "OPENING"
    ONLINE = "ONLINE"
    RECONNECTING = "RECONNECTING"
    REFUSED = "REFUSED"
    CLOSED = "CLOSED"


@frozen
class Link:
    """The session with the CTI Server."""

    state: LinkState = LinkState.CONNECTING
    side: str = "A"
    address: str = ""
    protocol_version: int = 17
    services_granted: int = 0
    """CTIServiceMask bits of OPEN_CONF; 0 until opened."""
    pg_status: int = 0
    """PGStatus bits of OPEN_CONF and SYSTEM_EVENT; 0 is healthy."""
    peripheral_online: bool = True
    last_heard: float | None = None
    """When the latest message of the server came; None before the first."""
    reason: str = ""
    """Why the link is in this state, in plain words, with the status code where there is one."""
    retry_at: float | None = None
    """When the next attempt is due, while RECONNECTING, and while REFUSED where it is tried again."""
    refused_with: int | None = None
    """StatusCode while REFUSED."""
    advice: str = ""
    """What a person can do, where the console doesn't try again by itself."""
    trouble: str = ""
    """What is wrong behind the CTI Server (PGStatus, peripheral), in words; empty while all is well."""
    others_offline: frozenset[int] = frozenset()
    """Other peripherals that are offline, as far as SYSTEM_EVENT has named them in this session."""
    ever_open: bool = False
    """True once a session has been open."""
    no_answer: bool = False
    """A heartbeat is unanswered, and nothing has come since it was sent."""


@frozen
class StateChange:
    """An agent's state from a moment on; kept for the details dialog."""

    at: float
    state: int
    reason_code: int | None = None


@frozen
class Agent:
    """A member of one of the supervisor's teams."""

    agent_id: str
    name: str = ""
    """From the settings or CONFIG_AGENT_EVENT; empty when neither knows it."""
    extension: str = ""
    instrument: str = ""
    icm_agent_id: int | None = None
    """The agent's skill target id (ICMAgentID)."""
    state: int | None = None
    """AgentState; None while unknown."""
    reason_code: int | None = None
    """EventReasonCode, meaningful for NOT_READY and LOGOUT."""
    state_since: float | None = None
    direction: int | None = None
    """CallDirection of the present call; None where the server doesn't send it."""
    team_ids: tuple[int, ...] = ()
    flags: int = 0
    """AgentFlags bits."""
    skill_groups: tuple[int, ...] = ()
    recent: tuple[StateChange, ...] = ()
    """Newest last, at most 20."""
    gone: bool = False
    """True when the agent has left the last team: shown as gone until the next full list of members."""
    not_followed: str = ""
    """Why changes of the agent's state are not told, in words; empty where they are, or where that is not known yet."""


@frozen
class Party:
    """Someone on a call."""

    device_id: str
    """Extension or number as the switch sends it."""
    agent_id: str | None = None
    """The agent at that device, where known."""
    is_supervisor: bool = False
    """True for this console's own device."""


@frozen
class Call:
    """One agent's connection to a call: a row of the live calls pane.

    A conference of two agents is two of these with one ``connection_call_id``.
    """

    connection: ConnectionID
    agent_id: str | None = None
    """Whose call it is; None when the device is at no agent of the teams."""
    device_id: str = ""
    """The agent's device (extension or instrument) on this connection."""
    state: int = LocalConnectionState.LCS_NULL
    """LocalConnectionState; LCS_NULL when the call has ended."""
    call_type: int = CallType.NULL_CALLTYPE
    ani: str = ""
    dnis: str = ""
    dialed_number: str = ""
    caller_entered_digits: str = ""
    began: float = 0.0
    began_known: bool = True
    """False where its beginning was not seen (found by a snapshot or a later event): it is at least that old."""
    answered: float | None = None
    """When it was answered; None before, and where that was not seen."""
    state_since: float = 0.0
    state_since_known: bool = True
    """False where the change of state was not seen: it is in its state for at least that long."""
    parties: tuple[Party, ...] = ()
    variables: tuple[tuple[str, str], ...] = ()
    """Call variables and ECC variables, in the guide's order: name, value."""
    wrapup: str = ""
    ended: float | None = None
    """When it ended; an ended call stays on the floor for some seconds, so that people see it end."""
    alarm: AlarmKind | None = None
    """The open alarm that points at this call, if any."""
    supervised_by: tuple[str, ...] = ()
    """Device ids of other supervisors who are on the call by barge-in."""


_CALL_ORDER: dict[int, int] = {
    LocalConnectionState.LCS_CONNECT: 0,
    LocalConnectionState.LCS_HOLD: 1,
    LocalConnectionState.LCS_ALERTING: 2,
}


def call_order(call: Call) -> tuple[int, float, ConnectionID]:
    """Sort key of an agent's calls: talking first, then held, ringing, others; newest first among equals."""
    return (_CALL_ORDER.get(call.state, len(_CALL_ORDER)), -call.began, call.connection)


class Calls(dict[ConnectionID, Call]):
    """Calls by connection. Nobody changes them once they are in a Floor."""

    def __init__(self, calls: Mapping[ConnectionID, Call] = {}, of_agents: Mapping[str, tuple[Call, ...]] = {}) -> None:
        """``of_agents``: agent id -> the agent's live calls, by :func:`call_order`."""
        super().__init__(calls)
        self.of_agents = of_agents


@frozen
class Team:
    """An agent team of the supervisor."""

    team_id: int
    name: str = ""
    agent_ids: tuple[str, ...] = ()
    monitor_id: int | None = None
    """MonitorID while the team is monitored."""
    problem: str = ""
    """Why it is not monitored, in words; empty when it is or is about to be."""


HIGH, MEDIUM, LOW = 1, 2, 3
"""Priorities of alarms below EMERGENCY's 0: an assist or lost events, a failure, a state that lasts."""


class AlarmKind(Enum):
    """What an alarm is about, one row a kind; the value is the word on screen.

    A row: word, priority (lower is more urgent), may it be shelved, may a flood fold it into one row with others of its
    kind, is it a call for help by an agent, glyph, the glyph in ASCII, style. What raises a kind gives
    :mod:`app.alarms` a trigger of it.
    """

    priority: int
    may_be_shelved: bool
    may_be_folded: bool
    calls_for_help: bool
    glyph: str
    ascii_glyph: str
    style: str

    def __new__(
        cls,
        word: str,
        priority: int,
        may_be_shelved: bool,
        may_be_folded: bool,
        calls_for_help: bool,
        glyph: str,
        ascii_glyph: str,
        style: str,
    ) -> AlarmKind:
        """A kind of this row."""
        kind = object.__new__(cls)
        kind._value_ = word
        kind.priority, kind.may_be_shelved, kind.may_be_folded = priority, may_be_shelved, may_be_folded
        kind.calls_for_help = calls_for_help
        kind.glyph, kind.ascii_glyph, kind.style = glyph, ascii_glyph, style
        return kind

    EMERGENCY = "EMERGENCY", 0, False, False, True, "▲", "!", "alarm"
    ASSIST = "Assist", HIGH, True, True, True, "◆", "A", "warm"
    LINK = "Link", HIGH, False, True, False, "■", "L", "warm"
    SERVER = "Server", HIGH, True, True, False, "▣", "S", "warm"
    LOGIN = "Login", HIGH, False, True, False, "▤", "I", "warm"
    LONG_STATE = "Too long", LOW, True, True, False, "◔", "T", "warm"
    ACTION = "Action", MEDIUM, True, True, False, "▸", "C", "warm"
    JOURNAL = "Journal", MEDIUM, True, False, False, "▥", "J", "warm"


class AlarmState(Enum):
    """State of an alarm, as IEC 62682 names them; the words on screen are in :mod:`app.text.labels`."""

    UNACK_ACTIVE = "UNACK-ACTIVE"
    ACK_ACTIVE = "ACK-ACTIVE"
    UNACK_CLEARED = "UNACK-CLEARED"
    SHELVED = "SHELVED"
    NORMAL = "NORMAL"


@frozen
class Alarm:
    """Something that needs a person to act."""

    alarm_id: int
    kind: AlarmKind
    state: AlarmState
    raised: float
    agent_id: str | None = None
    name: str = ""
    extension: str = ""
    connection: ConnectionID | None = None
    """The call it is about; None when it names none."""
    text: str = ""
    """What happened, in words (of this program; foreign text only inside names and numbers)."""
    ani: str = ""
    acknowledged: float | None = None
    cleared: float | None = None
    cleared_reason: str = ""
    last_raised: float = 0.0
    waiting_since: float = field(default=0.0, compare=False)
    """When it was raised first since it was new, acknowledged or cleared; 0: not known, as of one from the journal."""
    seen_beginning: bool = field(default=True, compare=False)
    """False where it was found at the start or after a reconnect; True as well where the journal has restored it."""
    count: int = 1
    found_after_reconnect: bool = False
    by_event: bool = False
    """Raised by an event message of its own (EMERGENCY_CALL_EVENT, SUPERVISOR_ASSIST_EVENT)."""
    by_call: bool = False
    """Raised by the CallType or EventCause of a call."""
    raises: tuple[float, ...] = ()
    """The latest times at which it was raised, newest last."""
    painted: float | None = None
    """When the screen first showed it, as the acknowledgement says: its response time counts from then."""
    shelved_until: float | None = None
    """When it comes back by itself, while SHELVED."""
    shelved_reason: str = ""
    """Why it was shelved, in the supervisor's words."""

    @property
    def since(self) -> float:
        """Since when it waits: the age that is shown for it everywhere counts from here."""
        return self.waiting_since or self.last_raised or self.raised

    @property
    def since_known(self) -> bool:
        """False where it waits for at least as long as :attr:`since` says."""
        once = self.count == 1 and not self.found_after_reconnect
        return self.seen_beginning and (bool(self.waiting_since) or once)


def call_of_help(alarm: Alarm) -> bool:
    """Is it a call for help whose cause may persist, and that nobody has shelved?"""
    return alarm.kind.calls_for_help and alarm.state in (AlarmState.UNACK_ACTIVE, AlarmState.ACK_ACTIVE)


def emergency_order(alarm: Alarm) -> tuple[bool, bool, float]:
    """Sort key of emergencies: open and unacknowledged, unacknowledged but over, acknowledged; each newest first."""
    return (alarm.acknowledged is not None, alarm.cleared is not None, -alarm.since)


class AlarmIndex(NamedTuple):
    """Listed alarms by what is asked of them, so that nobody has to go through all."""

    by_id: Mapping[int, Alarm]
    """By their ids."""
    emergencies: tuple[Alarm, ...]
    """By :func:`emergency_order`."""
    counts: Mapping[tuple[AlarmKind, AlarmState], int]
    """How many there are of a kind in a state; none is left out."""
    callers: Mapping[str, AlarmKind]
    """Agent id -> the more urgent kind of the agent's calls for help, as :func:`call_of_help`."""
    about: Mapping[ConnectionID, tuple[Alarm, ...]]
    """The alarms about a connection, in the order to show them."""

    @property
    def emergencies_waiting(self) -> int:
        """How many emergencies nobody has acknowledged: they come first."""
        return bisect_left(self.emergencies, True, key=lambda alarm: alarm.acknowledged is not None)

    def place_of(self, alarm: Alarm) -> int | None:
        """Place of an alarm among the emergencies; None where it is none."""
        order = emergency_order(alarm)
        for place in range(bisect_left(self.emergencies, order, key=emergency_order), len(self.emergencies)):
            if self.emergencies[place] is alarm:
                return place
            if emergency_order(self.emergencies[place]) != order:
                break
        return None

    def how_many(self, *states: AlarmState, kind: AlarmKind | None = None) -> int:
        """How many are in one of these states, of all kinds or of one."""
        return sum(n for (of, state), n in self.counts.items() if state in states and kind in (None, of))


class ListedAlarms(tuple[Alarm, ...]):
    """Alarms in the order to show them, with their index."""

    lookup: AlarmIndex

    def __new__(cls, alarms: Iterable[Alarm] = (), lookup: AlarmIndex | None = None) -> Self:
        """These alarms; ``lookup`` where it is known."""
        listed = super().__new__(cls, alarms)
        listed.lookup = _indexed(listed) if lookup is None else lookup
        return listed


def _indexed(alarms: tuple[Alarm, ...]) -> AlarmIndex:
    counts: dict[tuple[AlarmKind, AlarmState], int] = {}
    callers: dict[str, AlarmKind] = {}
    about: dict[ConnectionID, tuple[Alarm, ...]] = {}
    for alarm in alarms:
        counts[alarm.kind, alarm.state] = counts.get((alarm.kind, alarm.state), 0) + 1
        if alarm.connection is not None:
            about[alarm.connection] = (*about.get(alarm.connection, ()), alarm)
        if alarm.agent_id and call_of_help(alarm):
            before = callers.get(alarm.agent_id, alarm.kind)
            callers[alarm.agent_id] = min(before, alarm.kind, key=lambda kind: kind.priority)
    emergencies = sorted((alarm for alarm in alarms if alarm.kind is AlarmKind.EMERGENCY), key=emergency_order)
    by_id = {alarm.alarm_id: alarm for alarm in alarms}
    return AlarmIndex(by_id, tuple(emergencies), counts, callers, about)


class Bounds(NamedTuple):
    """The least and the largest number that the settings may have."""

    least: float
    most: float

    def __get_pydantic_core_schema__(self, source: Any, handler: Callable[[Any], dict[str, Any]]) -> dict[str, Any]:
        """As pydantic's own bounds, which would have to be loaded for them."""
        return handler(source) | {"ge": self.least, "le": self.most}


Limit = Annotated[float, Bounds(0, 86_400)]
"""Seconds after which a state lasts too long; 0 is no limit. The bounds are checked where settings are read."""


class LimitOf(NamedTuple):
    """What a limit is for."""

    words: str
    """What lasts too long, as an alarm says it: ``on hold`` for more than 2 min."""
    agent_states: tuple[AgentState, ...]
    """AgentStates that it limits."""
    connection_states: tuple[LocalConnectionState, ...]
    """LocalConnectionStates of an agent's call that it limits."""
    beside_agent_state: bool
    """May a call be in such a state while the agent's state shows another? Then each call is looked at as well."""


def _for(
    words: str,
    agent_states: tuple[AgentState, ...],
    connection_states: tuple[LocalConnectionState, ...] = (),
    *,
    beside_agent_state: bool = False,
) -> Mapping[type[LimitOf], LimitOf]:
    """The metadata of a row of :class:`Limits`."""
    return {LimitOf: LimitOf(words, agent_states, connection_states, beside_agent_state)}


@frozen
class Limits:
    """Seconds after which a state lasts too long: its row warms up. 0 is no limit.

    The table ``[limits]`` of the settings, with the same names, defaults and words. One row a limit: its seconds, and
    what it is for.
    """

    hold: Limit = field(
        default=120.0,
        metadata=_for("on hold", (AgentState.HOLD,), (LocalConnectionState.LCS_HOLD,), beside_agent_state=True),
    )
    """On hold, the agent or one of the agent's calls."""
    not_ready: Limit = field(default=900.0, metadata=_for("not ready", (AgentState.NOT_READY,)))
    """Not ready."""
    wrap_up: Limit = field(
        default=120.0, metadata=_for("in wrap-up", (AgentState.WORK_READY, AgentState.WORK_NOT_READY))
    )
    """In wrap-up after a call."""
    talking: Limit = field(
        default=600.0, metadata=_for("talking", (AgentState.TALKING,), (LocalConnectionState.LCS_CONNECT,))
    )
    """Talking."""
    ringing: Limit = field(
        default=30.0,
        metadata=_for("a call rings", (), (LocalConnectionState.LCS_ALERTING,), beside_agent_state=True),
    )
    """A call that rings at an agent's phone."""
    alarms: frozenset[LimitName] = frozenset({"hold", "not_ready"})
    """Which of them raise an alarm, too. In the environment: names with commas between them."""


LIMITS: Mapping[str, LimitOf] = {row.name: row.metadata[LimitOf] for row in fields(Limits) if LimitOf in row.metadata}
"""What each limit is for, by its name."""
if TYPE_CHECKING:
    LimitName = str
else:
    LimitName = Literal[tuple(LIMITS)]
"""The name of one of :data:`LIMITS`; checked where settings are read."""


class EngagementState(Enum):
    """What is known of a supervisory action; the value is the word on screen.

    Requested, confirmed and seen in events have different words.
    """

    BARGE_REQUESTED = "BARGE REQUESTED"
    INTERCEPT_REQUESTED = "INTERCEPT REQUESTED"
    CLEAR_REQUESTED = "CLEAR REQUESTED"
    MONITOR_REQUESTED = "MONITOR REQUESTED"
    WHISPER_REQUESTED = "WHISPER REQUESTED"
    CONFIRMED = "CONFIRMED"
    PHONE_RINGS = "YOUR PHONE RINGS"
    BARGED_IN = "BARGED IN"
    INTERCEPTED = "INTERCEPTED"
    MONITORING = "MONITORING"
    WHISPERING = "WHISPERING"
    IN_A_CALL = "IN A CALL"
    CLEARED = "CLEARED"
    REFUSED = "REFUSED"
    OUTCOME_UNKNOWN = "OUTCOME UNKNOWN"
    ENDED = "ENDED"


class Action(Enum):
    """Supervisory actions, one row each; the value is the SupervisoryAction of SUPERVISE_CALL_REQ.

    A row: SupervisoryAction, and the attributes below in their order. Clear ends the others: it has the first alone.
    """

    requested_state: EngagementState
    """Of the engagement, once the action is requested."""
    engaged_state: EngagementState | None
    """Of the engagement, once the supervisor is on the call by it."""
    strength: int
    """How far it goes: on a call where one has gone as far, it is not offered again."""
    event_cause: EventCause | None
    """EventCause of the events that show it."""
    call_type: CallType | None
    """CallType of the supervisor's own leg."""

    def __new__(
        cls,
        number: SupervisoryAction,
        requested_state: EngagementState,
        engaged_state: EngagementState | None = None,
        strength: int = 0,
        event_cause: EventCause | None = None,
        call_type: CallType | None = None,
    ) -> Action:
        """An action of this row."""
        action = object.__new__(cls)
        action._value_ = number
        action.requested_state, action.engaged_state, action.strength = requested_state, engaged_state, strength
        action.event_cause, action.call_type = event_cause, call_type
        return action

    CLEAR = SupervisoryAction.SUPERVISOR_CLEAR, EngagementState.CLEAR_REQUESTED
    MONITOR = (
        SupervisoryAction.SUPERVISOR_MONITOR,
        EngagementState.MONITOR_REQUESTED,
        EngagementState.MONITORING,
        1,
        EventCause.CEC_SUPERVISOR_MONITOR,
        CallType.SUPERVISOR_MONITOR,
    )
    WHISPER = (
        SupervisoryAction.SUPERVISOR_WHISPER,
        EngagementState.WHISPER_REQUESTED,
        EngagementState.WHISPERING,
        2,
        EventCause.CEC_SUPERVISOR_WHISPER,
        CallType.SUPERVISOR_WHISPER,
    )
    BARGE_IN = (
        SupervisoryAction.SUPERVISOR_BARGE_IN,
        EngagementState.BARGE_REQUESTED,
        EngagementState.BARGED_IN,
        3,
        EventCause.CEC_SUPERVISOR_BARGE_IN,
        CallType.SUPERVISOR_BARGEIN,
    )
    INTERCEPT = (
        SupervisoryAction.SUPERVISOR_INTERCEPT,
        EngagementState.INTERCEPT_REQUESTED,
        EngagementState.INTERCEPTED,
        4,
        EventCause.CEC_SUPERVISOR_INTERCEPT,
        CallType.SUPERVISOR_INTERCEPT,
    )


@frozen
class ActionPolicy:
    """What a site wants of its supervisors before they step in; a key that isn't allowed is dim and says why.

    The table ``[actions]`` of the settings, with the same names, defaults and words.
    """

    intercept_needs_barge_in: bool = True
    """Intercept only after a barge-in, as most servers want it."""
    barge_in_needs_monitoring: bool = False
    """Barge in only while monitoring or whispering on that call."""
    only_when_not_ready: bool = False
    """Step in only when you are Not Ready yourself."""


@frozen
class Engagement:
    """A supervisory action of this console's supervisor and what became of it: at most one at a time."""

    state: EngagementState
    action: Action
    """The latest action asked for."""
    agent_id: str
    """Empty where the own phone was found in a call with no agent of the teams."""
    connection: ConnectionID | None
    """The agent's connection that the action is about, by its present id. None: the request named the agent alone."""
    since: float
    """When this state began."""
    began: float
    """When the engagement began."""
    own_connection: ConnectionID | None = None
    """The connection of the supervisor's own phone; None until events name it."""
    pending: bool = False
    """No event has shown yet what became of the latest request: another one is not sent."""
    confirmed: bool = False
    """The server has confirmed the latest request."""
    engaged: Action | None = None
    """What the supervisor does on the call now, as events show: MONITOR, WHISPER, BARGE_IN or INTERCEPT."""
    kind_unknown: bool = False
    """The supervisor's phone is in the call, and nothing tells by which action."""
    reason: str = ""
    """Refusal or unknown outcome, in plain words with the code."""
    over: bool = False
    """The engagement is finished (cleared, ended, or refused with none before it); shown for some seconds."""
    uncertain: bool = False
    """The session was lost meanwhile, and nothing has told yet whether the rest is still true."""
    began_known: bool = True
    """False where its beginning was not seen (a call in which the own phone was found): it is at least that old."""
    others: tuple[Party, ...] = ()
    """Who else is on the call of the own phone, as far as it is told; the agent included."""
    alone: bool = False
    """Everybody else has left the call."""

    @property
    def in_call(self) -> bool:
        """Is the supervisor's phone in the call, as events or the server's answers have shown?"""
        return self.engaged is not None or self.kind_unknown


class Severity(Enum):
    """How much a line of the event log matters."""

    INFO = "info"
    WARNING = "warning"
    ERROR = "error"


@frozen
class Note:
    """A line of the event log: what people may want to know but need not act on."""

    at: float
    text: str
    severity: Severity = Severity.INFO
    about_link: bool = False
    """Is it true only until the state of the link changes?"""


@frozen
class Me:
    """The supervisor this console is opened for."""

    agent_id: str = ""
    extension: str = ""
    instrument: str = ""
    icm_agent_id: int | None = None
    state: int | None = None


class ClockStep(NamedTuple):
    """The wall clock was set while the console ran."""

    since: float
    """When that was noticed."""
    correction: float
    """Seconds to add to later times to have wall-clock time."""


def wall_time(at: float, clock_steps: Sequence[ClockStep]) -> float:
    """The wall-clock time of ``at``, as the wall clock said then; ``clock_steps`` oldest first."""
    return at + next((step.correction for step in reversed(clock_steps) if step.since <= at), 0.0)


@frozen
class BlindWindow:
    """A time in which no events came: what happened in it can't be known."""

    since: float
    """When the latest message of the server came, or the server reported that no events come."""
    until: float


@frozen
class Floor:
    """Everything the console knows at one moment. Panes draw this and keep nothing of it."""

    revision: int = 0
    """Greater than that of every earlier Floor from which this one differs."""
    now: float = 0.0
    """When the snapshot was taken."""
    link: Link = field(default_factory=Link)
    me: Me = field(default_factory=Me)
    teams: Mapping[int, Team] = field(default_factory=dict)
    agents: Mapping[str, Agent] = field(default_factory=dict)
    calls: Mapping[ConnectionID, Call] = field(default_factory=dict)
    """By connection; the worker's are :class:`Calls`."""
    alarms: tuple[Alarm, ...] = ()
    """Listed alarms (those not NORMAL), in the order to show them; the worker's are :class:`ListedAlarms`."""
    history: tuple[Alarm, ...] = ()
    """Alarms that have left the list since the console was started, in the order they left, at most 500."""
    alarms_lately: int = 0
    """Alarms raised in the last ten minutes."""
    flood: bool = False
    """True while so many alarms come that lower priorities are shown as one row for each kind."""
    limits: Limits = field(default_factory=Limits)
    """From the settings."""
    engagement: Engagement | None = None
    own_call: Call | None = None
    """The call of the supervisor's own phone that the engagement is about, while it lasts; not among ``calls``."""
    notes: tuple[Note, ...] = ()
    """Newest last, at most 200."""
    stale_since: float | None = None
    """Since when data are old; None while all are fresh. See ``agents_stale`` (teams, states), ``calls_stale``."""
    agents_stale: bool = False
    calls_stale: bool = False
    calls_loading: bool = False
    """The calls that are up are being asked for: there may be more than those that are known."""
    blind: BlindWindow | None = None
    """The latest time without events that is over; None while there was none."""
    call_details: bool = True
    """False when the server granted no way to see other agents' calls: agent states only."""
    call_details_reason: str = ""
    """Why, in words."""
    unoffered: frozenset[Action] = frozenset()
    """Actions that the server has refused as not offered: unavailable for the session."""
    policy: ActionPolicy = field(default_factory=ActionPolicy)
    """From the settings."""
    writing: Action | None = None
    """The action whose audit line is being written: its request is not sent yet, and no other action is possible."""
    journal_trouble: str = ""
    """Why no audit line can be written now, in plain words; empty while it can."""
    silenced: bool = False
    """True while the bell is silenced, until the next new alarm."""
    reason_texts: Mapping[int, str] = field(default_factory=dict)
    """Reason code -> text, from the settings."""
    skill_group_names: Mapping[int, str] = field(default_factory=dict)
    """Skill group number -> name, from the settings."""
    clock_steps: tuple[ClockStep, ...] = ()
    """When the wall clock was set since the console was started, oldest first."""

    def calls_of(self, agent_id: str) -> tuple[Call, ...]:
        """The live calls of an agent, by :func:`call_order`."""
        calls = self.calls
        if isinstance(calls, Calls):
            return calls.of_agents.get(agent_id, ())
        live = (call for call in calls.values() if call.agent_id == agent_id and call.ended is None)
        return tuple(sorted(live, key=call_order))

    @property
    def alarm_index(self) -> AlarmIndex:
        """The listed alarms by what is asked of them."""
        alarms = self.alarms
        return alarms.lookup if isinstance(alarms, ListedAlarms) else _indexed(alarms)

    def emergencies(self) -> tuple[Alarm, ...]:
        """Listed emergencies: open and unacknowledged, unacknowledged but over, acknowledged; each by the least age."""
        return self.alarm_index.emergencies


@frozen
class Target:
    """The agent and call that were selected when the key of an action was pressed."""

    agent_id: str
    connection: ConnectionID | None = None
    """None: no call is known, and the request names the agent alone."""
    alarm_id: int | None = None
    """The alarm that was selected, in the alerts pane."""


@frozen
class Supervise:
    """A supervisory request on its way from the UI to the worker."""

    action: Action
    target: Target
    unaudited: bool = False
    """The person has agreed to an action whose audit line can't be written now."""


@frozen
class Acknowledge:
    """Acknowledge one alarm (``a``)."""

    alarm_id: int
    painted: float | None = field(default=None, compare=False)
    """When the screen first showed it."""


@frozen
class AcknowledgeAll:
    """Acknowledge the alarms that were listed when the key was pressed (``A``), except emergencies that are open."""

    alarm_ids: tuple[int, ...]
    painted: tuple[float | None, ...] = field(default=(), compare=False)
    """When the screen first showed each."""


@frozen
class Shelve:
    """Put one alarm aside for so many seconds (``v``)."""

    alarm_id: int
    reason: str
    seconds: float


@frozen
class Unshelve:
    """Bring a shelved alarm back before its time (``v`` on it)."""

    alarm_id: int


@frozen
class Silence:
    """Bell off until the next new alarm (``s``)."""


@frozen
class RetryNow:
    """Connect now rather than when the wait is over (``r``)."""


AlarmCommand = Acknowledge | AcknowledgeAll | Shelve | Unshelve | Silence
Command = Supervise | AlarmCommand | RetryNow
