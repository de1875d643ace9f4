"""Unusual orders of events between the key and being in the call, and what the floor shows of each."""

from __future__ import annotations

import pytest
from call_kit import OWN, T0, A, B, Bench

from app.model import Action, ActionPolicy, ConnectionID, Engagement, EngagementState, Supervise, Target
from app.supervision.confirmations import needs_question
from app.supervision.rules import why_not
from protocol.session.events import Confirmed, Denied
from protocol.wire import messages as m

BARGE, INTERCEPT, CLEAR = Action.BARGE_IN, Action.INTERCEPT, Action.CLEAR
SUPERVISED = 23
LEG = 9100
"""Call id of the own phone's call before it is joined."""


class Stepping(Bench):
    """Agent 1001 talks on call 8801, and the key was pressed on it."""

    def __init__(self, *, shared: bool = False, policy: ActionPolicy | None = None) -> None:
        super().__init__(policy=policy)
        self.talk(8801, A)
        if shared:
            self.event(m.BeginCallEvent(call_type=1, **self.other_end()))
            self.event(m.CallHeldEvent(local_connection_state=4, event_cause=0xFFFF, holding_device_id=A,
                                       **self.other_end()))  # fmt: skip
        self.target = Target("1001", self.id(8801, A))

    def other_end(self) -> dict[str, object]:
        """The agent's second call, which shares the ConnectionCallID."""
        return self.at(8801, A) | {"connection_device_id": f"{A}/2"}

    def press(self, action: Action = BARGE) -> None:
        reason = why_not(self.floor, action, self.target)
        assert reason is None, reason
        self.builder.requested(Supervise(action, self.target), 77, self.now)

    def confirm(self) -> None:
        request = m.SuperviseCallReq(invoke_id=77, supervisory_action=BARGE.value)
        self.tell(Confirmed(77, request, m.SuperviseCallConf(invoke_id=77), 0.01))

    def phone_rings(self) -> None:
        self.begin(LEG, OWN, SUPERVISED)
        self.ring(LEG, OWN)

    def joined(self, call_id: int = 8801, agent: str = A) -> None:
        parties = [(call_id, agent), (call_id, "5551"), (call_id, OWN)]
        self.conference(call_id, LEG, parties, controller=agent, cause=48)

    def barge_in(self) -> None:
        self.press()
        self.confirm()
        self.phone_rings()
        self.joined()
        assert self.engagement.state is EngagementState.BARGED_IN

    @property
    def engagement(self) -> Engagement:
        engagement = self.floor.engagement
        assert engagement is not None
        return engagement


def test_the_conference_gives_the_call_another_id() -> None:
    desk = Stepping()
    desk.press()
    desk.confirm()
    desk.phone_rings()
    desk.conference(LEG, 8801, [(LEG, A), (LEG, "5551"), (LEG, OWN)], cause=48)
    assert desk.engagement.state is EngagementState.BARGED_IN
    assert desk.engagement.connection == desk.id(LEG, A)
    assert desk.engagement.own_connection == desk.id(LEG, OWN)
    desk.target = Target("1001", desk.id(LEG, A))
    desk.press(INTERCEPT)
    desk.leave(LEG, A, cause=49)
    assert desk.engagement.state is EngagementState.INTERCEPTED


def test_an_update_gives_the_call_another_id_before_anything_is_answered() -> None:
    desk = Stepping()
    desk.press()
    desk.update(8801, A, (8900, A))
    assert desk.engagement.connection == desk.id(8900, A)
    desk.confirm()
    desk.phone_rings()
    desk.joined(8900)
    assert desk.engagement.state is EngagementState.BARGED_IN


def test_the_agent_hangs_up_first_and_one_stays_with_the_caller() -> None:
    desk = Stepping()
    desk.barge_in()
    desk.leave(8801, A)
    assert (desk.engagement.state, desk.engagement.reason) == (EngagementState.BARGED_IN, "the agent has left the call")
    assert why_not(desk.floor, CLEAR, desk.target) is None
    assert "has ended" in str(why_not(desk.floor, INTERCEPT, desk.target))


def test_the_agent_hangs_up_while_the_phone_rings() -> None:
    desk = Stepping()
    desk.press()
    desk.confirm()
    desk.phone_rings()
    desk.leave(8801, A)
    assert (desk.engagement.state, desk.engagement.reason) == (
        EngagementState.PHONE_RINGS, "the agent left the call before you were in it",
    )  # fmt: skip
    desk.leave(LEG, OWN)
    assert desk.engagement.state is EngagementState.ENDED


def test_the_caller_hangs_up_and_one_stays_with_the_agent() -> None:
    desk = Stepping()
    desk.barge_in()
    desk.leave(8801, A, releasing_device_id="5551", local_connection_state=3)
    assert desk.engagement.state is EngagementState.BARGED_IN
    desk.leave(8801, OWN)
    assert (desk.engagement.state, desk.engagement.reason) == (EngagementState.ENDED, "the call has ended")


def test_the_call_is_transferred_before_the_phone_is_joined_to_it() -> None:
    desk = Stepping()
    desk.press()
    desk.hold(8801, A)
    desk.begin(8802, A, 10)
    desk.talk(8802, B, A)
    desk.conference(8801, 8802, [(8801, "5551"), (8801, B)], controller=A, added=B, transfer=True, cause=28)
    assert desk.engagement.state is EngagementState.BARGE_REQUESTED
    assert "before you were in it" in desk.engagement.reason
    desk.confirm()
    desk.phone_rings()
    desk.joined(agent=B)
    assert desk.engagement.state is EngagementState.BARGED_IN
    assert desk.engagement.connection == desk.id(8801, B), "where one is, not where one wanted to be"
    assert desk.engagement.reason == f"the call has gone on to {B} meanwhile"
    # The key was pressed on 1001: nobody else is dropped by it.
    assert "only that agent can be dropped" in str(why_not(desk.floor, INTERCEPT, Target("1002", desk.id(8801, B))))


def test_transferred_after_the_confirmation_and_nothing_more_comes() -> None:
    desk = Stepping()
    desk.press()
    desk.confirm()
    desk.hold(8801, A)
    desk.talk(8802, B, A)
    desk.conference(8801, 8802, [(8801, "5551"), (8801, B)], controller=A, added=B, transfer=True, cause=28)
    assert (desk.engagement.state, desk.engagement.over) == (EngagementState.ENDED, True)


def test_the_phone_is_not_answered() -> None:
    desk = Stepping()
    desk.press()
    desk.confirm()
    desk.phone_rings()
    desk.wait(20)
    desk.leave(LEG, OWN, cause=10)
    assert (desk.engagement.state, desk.engagement.reason) == (
        EngagementState.ENDED, "your phone left before you were in the call",
    )  # fmt: skip
    desk.wait(1)
    assert why_not(desk.floor, BARGE, desk.target) is None, "and may be tried again"


def test_the_phone_is_in_a_call_of_its_own_with_the_agent_for_the_emergency() -> None:
    desk = Stepping()
    desk.talk(8850, OWN, A, call_type=20)
    desk.press()
    assert desk.engagement.own_connection is None
    desk.leave(8850, OWN)
    desk.end(8850, OWN)
    assert desk.engagement.state is EngagementState.BARGE_REQUESTED, "another call's end is not this one's"
    desk.confirm()
    desk.phone_rings()
    desk.joined()
    assert (desk.engagement.state, desk.engagement.own_connection) == (EngagementState.BARGED_IN, desk.id(8801, OWN))


def test_the_phone_is_in_the_emergencys_own_call_already() -> None:
    desk = Stepping()
    desk.conference(8801, LEG, [(8801, A), (8801, "5551"), (8801, OWN)])
    assert desk.floor.engagement is None
    assert why_not(desk.floor, BARGE, desk.target) == "your phone is in this call already"
    desk.leave(8801, OWN)
    assert why_not(desk.floor, BARGE, desk.target) is None


def test_another_supervisor_is_in_the_call_already_and_is_named() -> None:
    desk = Stepping()
    desk.conference(8801, 9200, [(8801, A), (8801, "5551"), (8801, "3950")], added="3950", cause=48)
    question = needs_question(desk.floor, BARGE, desk.target)
    assert question is not None
    assert question.text == "Supervisor 3950 is in call 8801 of 1001 Ada already; barge-in as well?"
    desk.leave(8801, "3950", cause=45)
    assert needs_question(desk.floor, BARGE, desk.target) is None


def test_another_supervisor_on_the_teams_is_named_by_name_and_stays_in_an_intercept() -> None:
    desk = Stepping()
    desk.conference(8801, 9200, [(8801, A), (8801, "5551"), (8801, B)], added=B, cause=48)
    question = needs_question(desk.floor, INTERCEPT, desk.target)
    assert question is not None
    assert question.text.endswith(f"you stay with caller 5551 and supervisor 1002 ({B}).")


def test_another_supervisors_barge_in_is_not_ours() -> None:
    desk = Stepping()
    desk.press()
    desk.conference(8801, 9200, [(8801, A), (8801, "5551"), (8801, "3950")], added="3950", cause=48)
    assert desk.engagement.state is EngagementState.BARGE_REQUESTED
    desk.leave(8801, "3950", cause=45)
    assert desk.engagement.state is EngagementState.BARGE_REQUESTED


def test_two_calls_of_one_agent_with_one_call_id_are_two_calls() -> None:
    desk = Stepping(shared=True)
    other = ConnectionID(8801, 0, f"{A}/2")
    assert {c.connection for c in desk.floor.calls_of("1001")} == {desk.id(8801, A), other}
    desk.press()
    desk.event(m.CallConnectionClearedEvent(local_connection_state=0, event_cause=0xFFFF, releasing_device_id=A,
                                            **desk.other_end()))  # fmt: skip
    assert desk.engagement.state is EngagementState.BARGE_REQUESTED, "the other call's end is not this one's"
    assert why_not(desk.floor, CLEAR, None) == "barge-in is already requested: wait for the answer"


def test_an_intercept_of_the_other_call_with_the_same_id_is_not_sent() -> None:
    desk = Stepping(shared=True)
    other = ConnectionID(8801, 0, f"{A}/2")
    desk.press()
    desk.confirm()
    desk.phone_rings()
    desk.answer(8801, OWN, cause=48)  # joined without a conference that would make one call of the two
    assert desk.engagement.state is EngagementState.BARGED_IN
    reason = why_not(desk.floor, INTERCEPT, Target("1001", other))
    assert reason == f"this is another call of the same id: you are in the one at {A}"
    assert why_not(desk.floor, INTERCEPT, desk.target) is None


@pytest.mark.parametrize("order", ["confirmed first", "rings first", "confirmed last"])
def test_the_order_of_confirmation_and_events_does_not_matter(order: str) -> None:
    desk = Stepping()
    desk.press()
    steps = {
        "confirmed first": (desk.confirm, desk.phone_rings, desk.joined),
        "rings first": (desk.phone_rings, desk.confirm, desk.joined),
        "confirmed last": (desk.phone_rings, desk.joined, desk.confirm),
    }[order]
    for step in steps:
        step()
    engagement = desk.engagement
    assert (engagement.state, engagement.confirmed, engagement.pending) == (EngagementState.BARGED_IN, True, False)
    assert why_not(desk.floor, INTERCEPT, desk.target) is None


@pytest.mark.parametrize("rings", [True, False], ids=["the phone rings first", "the agent is dropped at once"])
def test_an_intercept_without_a_barge_in_where_the_site_does_it_so(rings: bool) -> None:
    desk = Stepping(policy=ActionPolicy(intercept_needs_barge_in=False))
    desk.press(INTERCEPT)
    desk.confirm()
    if rings:
        desk.begin(LEG, OWN, 24)
        desk.ring(LEG, OWN)
        assert desk.engagement.state is EngagementState.PHONE_RINGS
    desk.leave(8801, A, cause=49)
    assert (desk.engagement.state, desk.engagement.engaged) == (EngagementState.INTERCEPTED, INTERCEPT)


def test_the_line_of_time() -> None:
    desk = Stepping()
    assert desk.now == T0
    desk.press()
    desk.confirm()
    desk.wait(31)
    assert desk.engagement.state is EngagementState.OUTCOME_UNKNOWN
    desk.joined()
    assert desk.engagement.state is EngagementState.BARGED_IN, "it happened after all"


@pytest.mark.parametrize(("failure_code", "over"), [(27, True), (13, True), (33, False)])
def test_a_clear_of_a_call_that_is_not_there_ends_the_engagement(failure_code: int, over: bool) -> None:
    desk = Stepping()
    desk.barge_in()
    desk.press(CLEAR)
    request = m.SuperviseCallReq(invoke_id=77, supervisory_action=CLEAR.value)
    desk.tell(Denied(77, request, None, failure_code, None, f"refused ({failure_code})"))
    assert desk.engagement.over is over
    assert desk.engagement.state is (EngagementState.ENDED if over else EngagementState.BARGED_IN)
    assert desk.engagement.reason == f"refused ({failure_code})"


def test_a_request_of_which_nothing_is_ever_heard_becomes_unknown() -> None:
    desk = Stepping()
    desk.press()
    desk.wait(119)
    assert desk.engagement.state is EngagementState.BARGE_REQUESTED
    desk.wait(2)
    assert desk.engagement.state is EngagementState.OUTCOME_UNKNOWN
    assert not desk.engagement.pending
