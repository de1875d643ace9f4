"""The call of the supervisor's own phone, as the server tells it: after a reconnect, and at the start of the console.

From the bytes of a mock server to the floor, and to the line YOU.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from itertools import pairwise

import pytest
from floor_kit import EPOCH, Wired
from test_found_calls import call_for
from ui_kit import Console

from app.floor.builder import FloorBuilder
from app.model import Action, AlarmKind, Engagement, EngagementState, Me, Party, Target
from app.supervision import engaged_with, needs_question, why_not
from protocol.mock.centre.entities import Leg
from protocol.mock.scenario.actions import KINDS
from protocol.mock.server.state import ServerState
from protocol.wire import messages as m
from protocol.wire.enums import CallType, StatusCode

SNAPSHOTS, MONITORS = 0x95, 0xA5
"""Services with which the calls of agents are found by snapshots, and with which they are told to monitors."""
BARGED_IN, IN_A_CALL = EngagementState.BARGED_IN, EngagementState.IN_A_CALL
UNKNOWN = EngagementState.OUTCOME_UNKNOWN
NOT_TOLD = "after the reconnect it is not known whether you are still in the call"


def desk(services: int = MONITORS, *, tells: bool = True) -> Wired:
    """Agent 1001 talks to a customer. ``tells``: the server tells calls in progress to a new monitor."""
    wired = Wired(still=True, agents=4, emergencies=0, services=services)
    for side in wired.sides.values():
        side.settings = replace(side.settings, send_present_calls=tells)
    wired.run(1.0)
    call_for(wired, "1001")
    return wired


def engagement(wired: Wired) -> Engagement:
    found = wired.floor.engagement
    assert found is not None
    return found


def barge_in(wired: Wired) -> None:
    """Press b on the call of agent 1001, and wait until the phone is in it."""
    wired.press(Action.BARGE_IN, wired.talker())
    wired.until(lambda floor: floor.engagement is not None and floor.engagement.state is BARGED_IN)


def own_leg(wired: Wired) -> Leg:
    (leg,) = wired.server.centre.floor.supervisor.legs
    return leg


def leaves(wired: Wired, device: str) -> None:
    """That end leaves the supervisor's call."""
    leg = next(leg for leg in own_leg(wired).call.legs if leg.device == device)
    wired.server.centre.floor.switch.leave(leg)
    wired.run(0.5)


def caller(wired: Wired) -> str:
    return own_leg(wired).call.ani


def snapshots_of_own_phone(state: ServerState) -> list[m.Message]:
    return [r for r in state.received if isinstance(r, m.SnapshotDeviceReq) and r.agent_instrument == "3900"]


async def you_line(wired: Wired, *, width: int = 80) -> str:
    """The line YOU as it is painted, and the hint."""
    console = Console()
    console.clock.now = EPOCH + wired.now
    async with console.app.run_test(size=(width, 24)) as pilot:
        await console.push(pilot, wired.floor)
        (line,) = [line for line in console.text().split("\n") if "YOU" in line.split("  ")[0]]
        return line + "\n" + console.text()


# -- after a reconnect ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize("tells", [True, False], ids=["told to the monitor", "asked for"])
@pytest.mark.parametrize("services", [SNAPSHOTS, MONITORS])
def test_a_barge_in_that_goes_on_is_known_again_once_everything_was_asked_for(services: int, tells: bool) -> None:
    wired = desk(services, tells=tells)
    barge_in(wired)
    before = engagement(wired)
    wired.lose()
    assert "unknown" in engagement(wired).reason
    wired.run(20.0)
    wired.connect("B")
    wired.run(1.0)
    after = engagement(wired)
    assert (after.state, after.reason, after.uncertain) == (BARGED_IN, "", False)
    assert (after.own_connection, after.began) == (before.own_connection, before.began)
    wired.press(Action.CLEAR, wired.target_of(after))
    wired.until(lambda floor: floor.engagement is not None and floor.engagement.state is EngagementState.CLEARED)


def test_a_barge_in_that_is_over_meanwhile_is_over_and_not_unknown() -> None:
    wired = desk()
    barge_in(wired)
    wired.lose()
    wired.server.centre.floor.switch.leave(own_leg(wired))
    wired.run(5.0)
    wired.connect()
    wired.run(1.0)
    assert (engagement(wired).state, engagement(wired).reason) == (
        EngagementState.ENDED,
        "your phone is in no such call any more",
    )
    assert not engaged_with(wired.floor.engagement)
    wired.run(16.0)
    assert wired.floor.engagement is None


@pytest.mark.parametrize(
    ("action", "after"), [(Action.CLEAR, EngagementState.CLEARED), (Action.INTERCEPT, EngagementState.INTERCEPTED)]
)
def test_a_request_that_was_carried_out_while_nothing_was_heard(action: Action, after: EngagementState) -> None:
    wired = desk(tells=False)
    barge_in(wired)
    wired.press(action, wired.target_of(engagement(wired)))
    wired.lose()
    assert engagement(wired).state is UNKNOWN
    wired.run(5.0)
    wired.connect()
    wired.run(1.0)
    assert (engagement(wired).state, engagement(wired).reason) == (after, "")
    assert not any(a.kind is AlarmKind.ACTION and a.cleared is None for a in wired.floor.alarms)


def test_an_intercept_that_was_not_carried_out_leaves_one_barged_in() -> None:
    wired = desk()
    barge_in(wired)
    wired.server.mute.add(m.SuperviseCallReq)
    wired.press(Action.INTERCEPT, wired.target_of(engagement(wired)))
    wired.run(30.0)
    assert (engagement(wired).state, engagement(wired).engaged) == (BARGED_IN, Action.BARGE_IN)
    assert engagement(wired).reason == ""


def test_it_is_asked_again_after_growing_gaps_until_it_is_known() -> None:
    wired = desk(tells=False)
    barge_in(wired)
    wired.lose()
    side = wired.sides["B"]
    side.mute.add(m.SnapshotDeviceReq)
    wired.run(5.0)
    side.received.clear()
    wired.connect("B")
    asked: list[float] = []
    while wired.now < 400.0:
        count = len(snapshots_of_own_phone(side))
        wired.run(1.0, 1.0)
        asked += [wired.now] * (len(snapshots_of_own_phone(side)) - count)
    assert (engagement(wired).state, engagement(wired).reason) == (BARGED_IN, NOT_TOLD)
    assert engagement(wired).uncertain
    gaps = [round(later - earlier) for earlier, later in pairwise(asked)]
    questions = gaps[1::2]  # a question that isn't answered is repeated once
    assert len(questions) >= 3
    assert questions == sorted(questions)
    assert len(asked) < 20
    side.mute.clear()
    wired.run(300.0, 1.0)
    assert (engagement(wired).state, engagement(wired).reason) == (BARGED_IN, "")
    count = len(side.received)
    wired.run(300.0, 5.0)
    assert len(snapshots_of_own_phone(side)) == sum(
        isinstance(r, m.SnapshotDeviceReq) and r.agent_instrument == "3900" for r in list(side.received)[:count]
    ), "what is known is not asked for again"


def test_where_the_server_grants_no_such_question_none_is_sent() -> None:
    wired = desk(0xA1, tells=False)
    for side in wired.sides.values():
        side.settings = replace(side.settings, services_offered=0xA1)
    wired.lose()
    wired.connect()
    wired.run(60.0, 1.0)
    assert not snapshots_of_own_phone(wired.server)


def test_nothing_is_uncertain_where_nothing_was_asked_for() -> None:
    wired = desk()
    wired.lose()
    wired.connect()
    wired.run(120.0, 1.0)
    assert wired.floor.engagement is None
    assert len(snapshots_of_own_phone(wired.server)) <= 2


async def test_the_line_you_says_so() -> None:
    wired = desk()
    barge_in(wired)
    wired.lose()
    assert "unknown" in await you_line(wired, width=160)
    wired.connect("B")
    wired.run(1.0)
    shown = await you_line(wired)
    assert "BARGED IN" in shown
    assert "unknown" not in shown


# -- at the start ----------------------------------------------------------------------------------------------------


def started(
    services: int = MONITORS,
    *,
    kind: str = "barge-in",
    tells: bool = True,
    before: Callable[[Wired], object] = lambda wired: None,
    seconds: float = 60.0,
) -> Wired:
    """A console that starts so many seconds after the supervisor has stepped in on the call of agent 1001."""
    wired = desk(services, tells=tells)
    wired.lose()
    floor = wired.server.centre.floor
    assert wired.server.centre.supervision.put_in(floor.supervisor, floor.by_id["1001"].legs[0], KINDS[kind])
    before(wired)
    wired.run(seconds, 5.0)
    wired.builder = FloorBuilder(Me("9001"), peripheral_id=5000)
    wired.connect()
    wired.run(1.0)
    return wired


@pytest.mark.parametrize("tells", [True, False], ids=["told to the monitor", "asked for"])
@pytest.mark.parametrize("services", [SNAPSHOTS, MONITORS])
@pytest.mark.parametrize(
    ("kind", "state"),
    [("monitor", EngagementState.MONITORING), ("barge-in", BARGED_IN), ("intercept", EngagementState.INTERCEPTED)],
)
def test_the_engagement_is_that_of_the_call_found(
    services: int, tells: bool, kind: str, state: EngagementState
) -> None:
    wired = started(services, kind=kind, tells=tells)
    found = engagement(wired)
    assert (found.state, found.engaged.value if found.engaged else None) == (state, KINDS[kind])
    assert (found.pending, found.uncertain, found.reason, found.alone) == (False, False, "", False)
    assert found.began_known is False
    with_agent = kind != "intercept"
    assert found.agent_id == ("1001" if with_agent else "")
    assert {p.device_id for p in found.others} == {caller(wired), *(["3001"] if with_agent else [])}
    wired.press(Action.CLEAR, wired.target_of(found))
    wired.until(lambda floor: floor.engagement is not None and floor.engagement.state is EngagementState.CLEARED)
    assert not wired.server.centre.floor.supervisor.legs


def test_an_intercept_of_the_call_found_is_possible_at_once() -> None:
    wired = started()
    found = engagement(wired)
    assert why_not(wired.floor, Action.BARGE_IN, wired.target_of(found)) == "you are already in this call"
    wired.press(Action.INTERCEPT, Target(found.agent_id, found.connection))
    wired.until(lambda floor: floor.engagement is not None and floor.engagement.engaged is Action.INTERCEPT)


def ordinary(wired: Wired) -> None:
    """The supervisor's phone is in a customer's call into which nobody stepped."""
    floor = wired.server.centre.floor
    floor.switch.leave(floor.supervisor.legs[0])
    call_for(wired, "9001")


async def test_a_call_of_another_kind_is_a_call_one_is_in() -> None:
    wired = started(before=ordinary)
    found = engagement(wired)
    assert (found.state, found.engaged, found.agent_id) == (IN_A_CALL, None, "")
    assert found.others == (Party(caller(wired)),)
    why = why_not(wired.floor, Action.BARGE_IN, wired.talker())
    assert why == f"you are in a call with caller {caller(wired)}: clear it first (c)"
    shown = await you_line(wired)
    assert "IN A CALL" in shown
    assert f"{caller(wired)} & you" in shown.split("\n")[0]
    wired.press(Action.CLEAR, wired.target_of(found))
    wired.until(lambda floor: floor.engagement is not None and floor.engagement.over)
    assert not wired.server.centre.floor.supervisor.legs


async def test_with_an_agent_in_a_call_whose_type_does_not_tell_the_kind() -> None:
    def unmarked(wired: Wired) -> None:
        own_leg(wired).call_type = CallType.CONFERENCE

    wired = started(before=unmarked)
    found = engagement(wired)
    assert (found.state, found.agent_id) == (IN_A_CALL, "1001")
    assert why_not(wired.floor, Action.BARGE_IN, wired.target_of(found)) == "you are already in this call"
    assert why_not(wired.floor, Action.INTERCEPT, wired.target_of(found)) is None
    console = Console()
    console.clock.now = EPOCH + wired.now
    async with console.app.run_test(size=(80, 24)) as pilot:
        await console.push(pilot, wired.floor)
        await pilot.press("q")
        await pilot.pause()
        assert "IN A CALL" in console.words()
        assert "clear and quit" in console.words()


@pytest.mark.parametrize("found", [True, False], ids=["at the start", "while it is seen"])
async def test_alone_in_a_call_is_said_and_ends(found: bool) -> None:
    def alone(wired: Wired) -> None:
        leaves(wired, caller(wired))
        leaves(wired, "3001")

    wired = started(before=alone if found else lambda wired: None, seconds=2.0)
    if not found:
        assert not engagement(wired).alone
        alone(wired)
    here = engagement(wired)
    assert (here.state, here.alone, here.others) == (BARGED_IN, True, ())
    shown = await you_line(wired)
    assert "alone in the call: c hangs up" in shown.split("\n")[0]
    assert "everybody else has left the call: c hangs up" in shown
    assert why_not(wired.floor, Action.CLEAR, None) is None
    assert needs_question(wired.floor, Action.CLEAR, wired.target_of(here)) is None, "there is nobody to hang up on"
    wired.run(12.0)
    assert engagement(wired).state is EngagementState.ENDED
    assert not wired.server.centre.floor.supervisor.legs


def test_one_who_is_alone_can_hang_up() -> None:
    wired = started()
    leaves(wired, "3001")
    assert not engagement(wired).alone
    leaves(wired, caller(wired))
    assert engagement(wired).alone
    wired.press(Action.CLEAR, wired.target_of(engagement(wired)))
    wired.until(lambda floor: floor.engagement is not None and floor.engagement.state is EngagementState.CLEARED)


def test_an_answer_that_failed_at_the_start_is_asked_for_again() -> None:
    wired = desk(tells=False)
    wired.lose()
    floor = wired.server.centre.floor
    wired.server.centre.supervision.put_in(floor.supervisor, floor.by_id["1001"].legs[0], KINDS["barge-in"])
    wired.builder = FloorBuilder(Me("9001"), peripheral_id=5000)
    wired.server.refusals[m.SnapshotDeviceReq] = StatusCode.E_CTI_UNSPECIFIED_FAILURE
    wired.connect()
    wired.run(3.0)
    assert wired.floor.engagement is None
    wired.server.refusals.clear()
    wired.run(10.0)
    assert engagement(wired).state is BARGED_IN
