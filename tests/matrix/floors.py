"""What a floor shows and what is so in the centre, in one form, to be compared."""

from __future__ import annotations

from app.model import Floor
from protocol.mock.server.server import MockServer

Shown = dict[str, tuple[int | None, set[tuple[int, str]]]]


def truth(server: MockServer) -> Shown:
    """What the floor should show: each agent's state and connections."""
    return {
        agent.agent_id: (agent.state, {(leg.call.call_id, leg.connection_device_id) for leg in agent.legs})
        for agent in server.centre.floor.agents
    }


def shown(floor: Floor) -> Shown:
    """What the floor shows of its agents, in the same form."""
    calls: dict[str, set[tuple[int, str]]] = {agent_id: set() for agent_id in floor.agents}
    for call in floor.calls.values():
        if call.agent_id in calls and call.ended is None:
            calls[call.agent_id].add((call.connection.connection_call_id, call.connection.connection_device_id))
    return {agent_id: (agent.state, calls[agent_id]) for agent_id, agent in floor.agents.items()}
