"""The people of a mock centre: agents, their names and phones, the teams they are in."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import count
from random import Random
from typing import TYPE_CHECKING

from protocol.wire.enums import AgentState

if TYPE_CHECKING:
    from protocol.mock.centre.entities import Leg
    from protocol.mock.settings import CentreSettings

FIRST_AGENT, FIRST_EXTENSION, FIRST_TEAM, FIRST_TARGET = 1001, 3001, 501, 6001
SUPERVISOR_EXTENSION, SUPERVISOR_TARGET = "3900", 5990

NAMES = (
    "Martins, Inês", "Haddad, Karim", "Sørensen, Freja", "Okafor, Ada", "Nowak, Piotr", "Reyes, Lucía",
    "Tanaka, 健", "Osei, Kwame", "Bianchi, Chiara", "Nguyễn, Thảo", "O'Brien, Siobhán", "Kaur, Simran",
    "Müller, Jonas", "Petrova, Olga", "Abdi, Hodan", "Silva, Rafael", "Cohen, Noa", "Kim, Min-jun",
    "Dubois, Camille", "Mbeki, Thandi", "Andersson, Elin", "Rahman, Tariq", "García, Mateo", "Çelik, Deniz",
    "Popescu, Ioana", "Wang, 丽", "Fernandes, Duarte", "Ali, Zahra", "Kovács, Bence", "Mensah, Abena",
    "Rossi, Luca", "Horvat, Maja", "Singh, Arjun", "Larsson, Nils", "Castillo, Ximena", "Achieng, Grace",
    "de Vries, Sanne", "Ivanov, Dmitri", "Sato, Yui", "Murphy, Conor", "Diallo, Aminata", "Novák, Tereza",
    "Pham, Linh", "Schneider, Emil", "Hassan, Layla", "Costa, Beatriz", "Li, Wei", "Jensen, Magnus",
)  # fmt: skip
TEAM_NAMES = ("Billing", "Service", "Retention", "Sales", "Claims", "Travel desk", "Night line", "Field support")
SKILL_GROUPS = {101: "Billing", 102: "Service", 103: "Retention", 104: "Sales"}
"""SkillGroupNumber and name; the SkillGroupID is the number and 5000."""
NOT_READY_REASONS = (11, 12, 13, 14, 15)
"""Reason codes of a break, lunch, a meeting, training, paperwork."""
LOGOUT_REASON, SUPERVISOR_REASON = 21, 16


@dataclass(slots=True, eq=False)
class Agent:
    """Somebody who signs in at a phone."""

    agent_id: str
    first_name: str
    last_name: str
    extension: str
    icm_agent_id: int
    skill_groups: tuple[int, ...]
    team_ids: list[int]
    supervisor: bool = False
    state: int = AgentState.AVAILABLE
    reason: int = 0
    since: float = 0.0
    direction: int = 0
    """CallDirection of the present call."""
    plan: int = 0
    """Counts the state changes: what was planned for an earlier state doesn't happen."""
    pending: tuple[int, int] | None = None
    """State and reason asked for during a call, taken at its end."""
    handled: int = 0
    talked: float = 0.0
    legs: list[Leg] = field(default_factory=list)

    @property
    def instrument(self) -> str:
        """The agent's phone as the switch knows it."""
        return self.extension

    @property
    def login_name(self) -> str:
        """The name that the agent signs in with at a desktop."""
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
    """AgentIDs of members who are only lent to it."""


class Pool:
    """Agents in no order that matters: adding, removing and picking one take the same time at any size."""

    def __init__(self) -> None:
        self._list: list[Agent] = []
        self._place: dict[str, int] = {}

    def __len__(self) -> int:
        return len(self._list)

    def put(self, agent: Agent, inside: bool) -> None:
        """Have the agent in the pool, or not."""
        place = self._place.get(agent.agent_id)
        if inside and place is None:
            self._place[agent.agent_id] = len(self._list)
            self._list.append(agent)
        elif not inside and place is not None:
            del self._place[agent.agent_id]
            last = self._list.pop()
            if last is not agent:
                self._list[place] = last
                self._place[last.agent_id] = place

    def choose(self, rng: Random) -> Agent | None:
        """One of them, or None."""
        return self._list[rng.randrange(len(self._list))] if self._list else None


def people(settings: CentreSettings) -> tuple[list[Agent], Agent, list[Team]]:
    """Agents, the supervisor of all, and teams."""
    rng = Random(f"{settings.seed}/people")
    names = list(NAMES)
    ada = names.pop(3)
    rng.shuffle(names)
    names.insert(3, ada)
    firsts, lasts = [n.split(", ")[1] for n in NAMES], [n.split(", ")[0] for n in NAMES]
    while len(names) < settings.agents:
        names.append(f"{rng.choice(lasts)}, {rng.choice(firsts)}")
    teams = [
        Team(FIRST_TEAM + i, TEAM_NAMES[i] if i < len(TEAM_NAMES) else f"Team {i + 1}", [])
        for i in range(settings.teams)
    ]
    ids = (str(n) for n in count(FIRST_AGENT) if str(n) != settings.supervisor)
    extensions = (str(n) for n in count(FIRST_EXTENSION) if str(n) != SUPERVISOR_EXTENSION)
    groups = tuple(SKILL_GROUPS)
    agents = []
    for index in range(settings.agents):
        last, first = names[index].split(", ")
        team = teams[index % len(teams)]
        own = groups[index % len(teams) % len(groups)]
        skills = (own,) if rng.random() < 0.6 else (own, rng.choice([g for g in groups if g != own]))
        agent = Agent(next(ids), first, last, next(extensions), FIRST_TARGET + index, skills, [team.team_id])
        team.members.append(agent)
        agents.append(agent)
    supervisor = Agent(
        settings.supervisor, "Robin", "Walker", SUPERVISOR_EXTENSION, SUPERVISOR_TARGET, (groups[0],),
        [t.team_id for t in teams], supervisor=True, state=AgentState.NOT_READY, reason=SUPERVISOR_REASON,
    )  # fmt: skip
    return agents, supervisor, teams
