"""What the steps of a scenario play on: a centre, and what they remember about it."""

from __future__ import annotations

from random import Random

from protocol.mock.centre.announcement import Happening
from protocol.mock.centre.centre import Centre
from protocol.mock.centre.entities import Leg
from protocol.mock.centre.population import Agent, Team


class Stage:
    """A centre, and what the steps of a scenario remember about it."""

    def __init__(self, centre: Centre) -> None:
        self.centre = centre
        self.rng = Random(f"{centre.settings.seed}/scenario")
        self.consults: dict[str, tuple[Leg, Leg, Leg]] = {}
        """By AgentID: the held call's end, the consult call's own end and its far one."""

    def agent(self, who: str) -> Agent | None:
        """The agent of that AgentID; "free" and "talking" choose one. Raises KeyError."""
        if who == "free":
            return self.centre.free.choose(self.rng)
        if who == "talking":
            return self.centre.talking.choose(self.rng)
        return self.centre.by_id[who]

    def leg(self, who: str, state: int | None = None) -> Leg | None:
        """The agent's end of his newest call, in that state."""
        agent = self.agent(who)
        legs = [] if agent is None else [leg for leg in agent.legs if state is None or leg.state == state]
        return legs[-1] if legs else None

    def tell_team(self, team: Team, members: list[Agent], operation: int) -> None:
        """AGENT_TEAM_CONFIG_EVENT about a change."""
        centre = self.centre
        centre.emit(Happening(centre.now, centre.team_event(team, members, operation), teams=(team.team_id,)))
