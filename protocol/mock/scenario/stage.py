"""What the steps of a scenario act on: a centre, and the consultations that earlier steps began."""

from __future__ import annotations

from random import Random

from protocol.mock.centre import Agent, Centre, Consultation, Leg

FREE, TALKING = "free", "talking"
CHOICES = (FREE, TALKING)
"""Words in place of an AgentID."""


class Stage:
    """A centre, and what the steps of a scenario remember about it."""

    def __init__(self, centre: Centre) -> None:
        self.centre, self.floor, self.simulation = centre, centre.floor, centre.simulation
        self.rng = Random(f"{centre.settings.seed}/scenario")
        self._consultations: dict[str, Consultation] = {}
        """By the AgentID of the agent who consults."""

    def agent(self, who: str) -> Agent | None:
        """The agent with that AgentID, or one chosen by "free" or "talking". Raises KeyError."""
        if who == FREE:
            return self.floor.free.choose(self.rng)
        if who == TALKING:
            return self.floor.talking.choose(self.rng)
        return self.floor.by_id[who]

    def leg(self, who: str, state: int | None = None) -> Leg | None:
        """The agent's end of the agent's newest call in a LocalConnectionState, or in any."""
        agent = self.agent(who)
        legs = [] if agent is None else [leg for leg in agent.legs if state is None or leg.state == state]
        return legs[-1] if legs else None

    def remember(self, agent: Agent, consultation: Consultation) -> None:
        """An agent consults."""
        self._consultations[agent.agent_id] = consultation

    def take_consultation(self, who: str) -> Consultation | None:
        """The agent's consultation, if its ends are all on their calls; it is remembered no more."""
        found = self._consultations.pop(who, None)
        if found is None or any(leg not in leg.call.legs for leg in (found.held, found.own, found.far)):
            return None
        return found
