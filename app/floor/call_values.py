"""The calls as a Floor shows them: by connection, and those of each agent in order.

A value is changed where its call has changed, so that a snapshot costs the same however many calls there are.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping
from typing import Any

from app.model import Call, Calls, ConnectionID, call_order


class CallValues:
    """The calls of the latest snapshot."""

    def __init__(self) -> None:
        self._calls = Calls()
        self._of_agents: dict[str, _InOrder] = {}

    def take(self, changed: Mapping[ConnectionID, Call | None]) -> Calls:
        """The calls with those that have changed; None: there is no such call any more."""
        if not changed:
            return self._calls
        calls, of_agents = dict(self._calls), dict(self._calls.of_agents)
        agents: set[str] = set()
        for connection, call in changed.items():
            before = calls.pop(connection, None) if call is None else calls.get(connection)
            if call is not None:
                calls[connection] = call
            for one, listed in ((before, False), (call, True)):
                if one is not None and one.agent_id is not None and one.ended is None:
                    order = self._of_agents.setdefault(one.agent_id, _InOrder())
                    (order.add if listed else order.remove)(one)
                    agents.add(one.agent_id)
        for agent_id in agents:
            live = self._of_agents[agent_id].calls
            if live:
                of_agents[agent_id] = tuple(live)
            else:
                of_agents.pop(agent_id, None)
                del self._of_agents[agent_id]
        self._calls = Calls(calls, of_agents)
        return self._calls


class _InOrder:
    """The live calls of an agent, by :func:`~app.model.call_order`."""

    def __init__(self) -> None:
        self.calls: list[Call] = []
        self._keys: list[tuple[Any, ...]] = []

    def add(self, call: Call) -> None:
        key = call_order(call)
        place = bisect_left(self._keys, key)
        self._keys.insert(place, key)
        self.calls.insert(place, call)

    def remove(self, call: Call) -> None:
        place = bisect_left(self._keys, call_order(call))
        del self._keys[place], self.calls[place]
