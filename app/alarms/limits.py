"""Which limit holds for which state, and how a row looks that is past it.

The limits are the rows of :class:`~app.model.Limits`.
"""

from __future__ import annotations

from app.model import LIMITS, Limits

LIMIT_OF_STATE: dict[int | None, str] = {state: name for name, of in LIMITS.items() for state in of.agent_states}
"""AgentState -> the name of its limit."""
LIMIT_OF_CONNECTION: dict[int, str] = {state: name for name, of in LIMITS.items() for state in of.connection_states}
"""LocalConnectionState -> the name of its limit."""


def agent_warmth(state: int | None, seconds: float, limits: Limits) -> str:
    """Style of an AgentState that lasts so many seconds: ``""`` within its limit, then ``warm``, ``hot`` past twice."""
    return _warmth(LIMIT_OF_STATE.get(state), seconds, limits)


def connection_warmth(state: int, seconds: float, limits: Limits) -> str:
    """The same for the LocalConnectionState of a call's connection."""
    return _warmth(LIMIT_OF_CONNECTION.get(state), seconds, limits)


def _warmth(name: str | None, seconds: float, limits: Limits) -> str:
    limit = getattr(limits, name) if name is not None else 0
    if not limit or seconds < limit:
        return ""
    return "warm" if seconds < 2 * limit else "hot"
