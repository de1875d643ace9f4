"""The people of a mock centre, made from its seed: agents, their names and phones, and their teams."""

from __future__ import annotations

from itertools import count
from random import Random

from protocol.mock.centre.entities import Agent, Team
from protocol.mock.settings import CentreSettings
from protocol.wire.enums import AgentState

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
SKILL_GROUP_ID_BASE = 5000
"""SkillGroupID less SkillGroupNumber."""
SKILL_GROUPS = {101: "Billing", 102: "Service", 103: "Retention", 104: "Sales"}
"""SkillGroupNumber and name."""
NOT_READY_REASONS = (11, 12, 13, 14, 15)
"""Reason codes of a break, lunch, a meeting, training and paperwork."""
LOGOUT_REASON, SUPERVISOR_REASON = 21, 16
"""Reason codes of the end of a shift, and of a supervisor who takes no calls."""


def populate(settings: CentreSettings) -> tuple[list[Agent], Agent, list[Team]]:
    """The agents, the supervisor of all teams, and the teams."""
    rng = Random(f"{settings.seed}/people")
    names = list(NAMES)
    fourth = names.pop(3)
    rng.shuffle(names)
    names.insert(3, fourth)  # agent 1004 has the same name with every seed
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
