"""What a mock centre consists of: agents, teams, calls and their ends. Its floor and its switch change them."""

from __future__ import annotations

from dataclasses import dataclass, field
from random import Random

from protocol.wire import NamedVariable
from protocol.wire.enums import (
    AgentState,
    CallDirection,
    CallType,
    ConnectionDeviceIDType,
    DeviceIDType,
    LocalConnectionState,
)

FOREVER = float("inf")

ConnectionID = tuple[int, int, str]
"""ConnectionCallID, ConnectionDeviceIDType and ConnectionDeviceID."""


@dataclass(slots=True, eq=False)
class Agent:
    """A person who signs in at a phone."""

    agent_id: str
    first_name: str
    last_name: str
    extension: str
    icm_agent_id: int
    skill_groups: tuple[int, ...]
    """SkillGroupNumbers, the agent's main one first."""
    team_ids: list[int]
    supervisor: bool = False
    state: int = AgentState.AVAILABLE
    reason: int = 0
    """Reason code of the state."""
    since: float = 0.0
    """When the state began, seconds since the centre's start."""
    direction: int = CallDirection.NONE
    """CallDirection of the present call."""
    state_changes: int = 0
    """Number of state changes so far: a step that was planned in an earlier state is not carried out."""
    pending: tuple[int, int] | None = None
    """State and reason code that were requested during a call and are taken at its end."""
    handled: int = 0
    """Calls handled since the centre's start."""
    legs: list[Leg] = field(default_factory=list)
    """The agent's ends of calls, oldest first."""

    @property
    def instrument(self) -> str:
        """AgentInstrument: the agent's phone as the switch knows it."""
        return self.extension

    @property
    def login_name(self) -> str:
        """The name with which the agent signs in at a desktop."""
        return f"{self.first_name}.{self.last_name}@contact-centre.example".replace(" ", "").lower()

    @property
    def signed_in(self) -> bool:
        """Is the agent signed in?"""
        return self.state != AgentState.LOGOUT


@dataclass(slots=True, eq=False)
class Team:
    """An agent team."""

    team_id: int
    name: str
    members: list[Agent]
    temporary: set[str] = field(default_factory=set)
    """AgentIDs of members who are lent to it."""


class Pool:
    """A set of agents to choose from at random. Adding, removing and choosing take the same time at any size."""

    def __init__(self) -> None:
        self._agents: list[Agent] = []
        self._index: dict[str, int] = {}

    def __len__(self) -> int:
        return len(self._agents)

    def put(self, agent: Agent, inside: bool) -> None:
        """Add the agent to the pool, or remove the agent from it."""
        index = self._index.get(agent.agent_id)
        if inside and index is None:
            self._index[agent.agent_id] = len(self._agents)
            self._agents.append(agent)
        elif not inside and index is not None:
            del self._index[agent.agent_id]
            last = self._agents.pop()
            if last is not agent:
                self._agents[index] = last
                self._index[last.agent_id] = index

    def choose(self, rng: Random) -> Agent | None:
        """One agent of the pool, None when it is empty."""
        return self._agents[rng.randrange(len(self._agents))] if self._agents else None


@dataclass(slots=True, eq=False)
class Leg:
    """One end of a call: a phone of the centre, or a number outside."""

    call: Call
    device: str
    """Extension, or telephone number outside."""
    agent: Agent | None
    """None for a number outside."""
    connection_device_id: str
    id_type: int = ConnectionDeviceIDType.CONNECTION_ID_STATIC
    state: int = LocalConnectionState.LCS_NULL
    call_type: int = CallType.ACD_IN
    """CallType in the events of this end."""
    begun: bool = False
    """Was BEGIN_CALL_EVENT announced for it, and END_CALL_EVENT not yet?"""

    @property
    def device_type(self) -> int:
        """DeviceIDType of the end."""
        return DeviceIDType.DEVID_EXTERNAL if self.agent is None else DeviceIDType.DEVID_DEVICE_IDENTIFIER

    @property
    def connection_id(self) -> ConnectionID:
        """The connection that events name."""
        return self.call.call_id, self.id_type, self.connection_device_id


@dataclass(slots=True, eq=False)
class Call:
    """A call. Two calls may share a ``call_id``: a consultation and the call it is about."""

    call_id: int
    call_type: int
    calling: str
    """The device that dialed."""
    called: str
    """The device that was dialed."""
    ani: str = ""
    dnis: str = ""
    skill_group: int | None = None
    """SkillGroupNumber that the call was queued for."""
    digits: str = ""
    """CallerEnteredDigits."""
    variables: dict[int, str] = field(default_factory=dict)
    """Call variable number (1 to 10) and value."""
    ecc: list[NamedVariable] = field(default_factory=list)
    wrapup: str | None = None
    router_call: int | None = None
    """RouterCallKeyCallID of a routed call."""
    began: float = 0.0
    """When it began, in seconds of the centre's clock."""
    legs: list[Leg] = field(default_factory=list)
    answered: bool = False
    alive: bool = True
    keep_until: float = 0.0
    """The simulation ends the call no earlier; :data:`FOREVER` while a supervisor is on it."""
    supervised: bool = False
    """Has a supervisor joined it?"""
    alone_since: float | None = None
    """When an end was left alone on it last, in seconds of the centre's clock."""
    busy: bool = False
    """Is a consultation under way on it? Then the simulation starts nothing else on it."""

    @property
    def agent_legs(self) -> list[Leg]:
        """The ends at phones of the centre."""
        return [leg for leg in self.legs if leg.agent is not None]

    @property
    def outside(self) -> bool:
        """Does one of its ends lie outside the centre?"""
        return any(leg.agent is None for leg in self.legs)

    @property
    def lone_leg(self) -> Leg | None:
        """The end at a phone of the centre that nobody else is on the call with; phones that ring do not count."""
        there = [leg for leg in self.legs if leg.state != LocalConnectionState.LCS_ALERTING]
        return there[0] if len(there) == 1 and there[0].agent is not None else None

    def join_supervisor(self) -> None:
        """A supervisor joins the call."""
        self.supervised = True

    def keep(self, until: float) -> None:
        """Let the simulation not end the call before ``until``, seconds since the centre's start."""
        self.keep_until = until

    def occupy(self) -> None:
        """A consultation begins on the call."""
        self.busy = True

    def release(self) -> None:
        """The consultation on the call is over."""
        self.busy = False
