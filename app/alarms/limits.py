"""The limits of states: which limit holds for which state, and how a row looks that is past it.

A limit is a field of :class:`~app.model.Limits`, in seconds, named as in the settings' ``[limits]``; 0 is no limit.
"""

from __future__ import annotations

from app.model import Limits
from protocol.wire.enums import AgentState, LocalConnectionState

LIMIT_OF_STATE: dict[int | None, str] = {
    AgentState.HOLD: "hold",
    AgentState.NOT_READY: "not_ready",
    AgentState.WORK_READY: "wrap_up",
    AgentState.WORK_NOT_READY: "wrap_up",
    AgentState.TALKING: "talking",
}
"""AgentState -> the name of its limit."""
LIMIT_OF_CONNECTION: dict[int, str] = {
    LocalConnectionState.LCS_HOLD: "hold",
    LocalConnectionState.LCS_CONNECT: "talking",
    LocalConnectionState.LCS_ALERTING: "ringing",
}
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
