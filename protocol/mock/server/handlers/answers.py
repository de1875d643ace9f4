"""What handlers have in common: the refusal of a request, and the agent that it names."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from protocol.mock.centre import Agent
from protocol.mock.server.checks import ALL_EVENTS, CLIENT_CONTROL, CLIENT_EVENTS
from protocol.mock.server.sessions import Session
from protocol.mock.server.state import ServerState
from protocol.wire.enums import StatusCode
from protocol.wire.messages import FailureConf, Message

Handler = Callable[[ServerState, Session, Any], None]
"""Carries out one request of an open session and answers it: exactly once, a list in several segments."""


def fail(state: ServerState, session: Session, request: Message, status: StatusCode) -> None:
    """FAILURE_CONF."""
    state.send(session, FailureConf(invoke_id_of(request), status))


def invoke_id_of(request: Message) -> int:
    """InvokeID of a request; 0 where it has none (CONFIG_REQUEST_EVENT)."""
    return int(getattr(request, "invoke_id", 0))


def named_agent(state: ServerState, session: Session, request: Any) -> tuple[Agent | None, StatusCode]:
    """The agent that a request names, the session's own where it names none; the status that says why there is none.

    Requests have the fields of an agent that their table in the guide lists: a field that is not there names nobody.
    """
    named = (
        getattr(request, "agent_id", None),
        getattr(request, "agent_extension", None),
        getattr(request, "agent_instrument", None),
    )
    if not any(named) and session.agent is not None:
        return session.agent, StatusCode.E_CTI_NO_ERROR
    return state.floor.find_agent(*named)


def may_control(session: Session, agent: Agent | None) -> bool:
    """May the session control the agent's phone? The own one with Client Control, others with All Events besides."""
    own = agent is not None and agent is session.agent and session.has(CLIENT_EVENTS)
    return session.has(CLIENT_CONTROL) and (own or session.has(ALL_EVENTS))
