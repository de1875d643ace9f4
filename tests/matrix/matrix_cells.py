"""How a rig comes to each moment of the matrix, and how it comes out of a fault."""

from __future__ import annotations

import pytest
from matrix_kit import Rig

from app.model import Action, EngagementState, LinkState
from protocol.mock.server.handlers import requests
from protocol.mock.server.sessions import Session
from protocol.mock.server.state import ServerState
from protocol.wire.enums import More
from protocol.wire.messages import CloseReq, ListAgentTeamConf, ListAgentTeamReq, SuperviseCallReq

MOMENTS = ("opening", "idle", "list segments", "barge-in pending", "engaged", "clearing", "closing")


def reach(rig: Rig, moment: str, fault: str, monkeypatch: pytest.MonkeyPatch | None) -> None:
    """Go to a moment, and switch the fault on there."""
    rig.do(lambda server: server.call_for("1001"))
    if moment == "opening":
        rig.fault(fault)
        rig.worker.start(rig)
        rig.until(lambda floor: floor.link.state is not LinkState.CONNECTING)
        return
    if moment == "list segments":
        assert monkeypatch is not None
        first_segment_only(monkeypatch)
    rig.worker.start(rig)
    if moment == "list segments":
        rig.until_received(ListAgentTeamReq)
        rig.until(lambda floor: floor.agents, moving=False)
    else:
        rig.until_right()
    if moment in ("engaged", "clearing"):
        rig.supervise(Action.BARGE_IN)
        rig.engaged(EngagementState.BARGED_IN)
        rig.until_right()
    if moment == "barge-in pending":
        rig.supervise(Action.BARGE_IN)
        rig.until_received(SuperviseCallReq)
    elif moment == "clearing":
        rig.supervise(Action.CLEAR)
        rig.until_received(SuperviseCallReq, more_than=1)
    elif moment == "closing":
        rig.do(lambda server: server.state.mute.add(CloseReq))
        rig.worker.stop("asked for")
        rig.until_received(CloseReq)
    rig.fault(fault)
    rig.poke()


def leave(rig: Rig, fault: str) -> None:
    """The fault is over, and the person tries again where that is needed."""
    rig.mend()
    if fault.startswith("drop_events"):
        rig.do(lambda server: server.reset_clients())  # what was dropped is told only by asking anew
        rig.until(lambda floor: floor.stale_since is not None)
    rig.until(lambda floor: floor.link.state is LinkState.ONLINE or floor.link.reason)
    if rig.floor.link.state is not LinkState.ONLINE:
        rig.retry()


def first_segment_only(monkeypatch: pytest.MonkeyPatch) -> None:
    """The first LIST_AGENT_TEAM_REQ gets the first of two segments and nothing more; later ones get all."""
    asked: list[ListAgentTeamReq] = []
    real = requests.HANDLERS[ListAgentTeamReq]

    def answer(state: ServerState, session: Session, request: ListAgentTeamReq) -> None:
        asked.append(request)
        if len(asked) > 1:
            real(state, session, request)
        else:
            state.send(session, ListAgentTeamConf(request.invoke_id, 1, 1, More.MORE, team_id=[501]))

    monkeypatch.setitem(requests.HANDLERS, ListAgentTeamReq, answer)
