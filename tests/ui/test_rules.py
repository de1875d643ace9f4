"""The rules of stepping in, as a table."""

from __future__ import annotations

from dataclasses import replace

import pytest
from ui_kit import LIND_CALL, NOW, OKAFOR_CALL, agent, busy, call, changed, emergency, engaged

from app.model import Action, AlarmState, ConnectionID, EngagementState, Floor, Link, LinkState, Party, Target
from app.supervision.confirmations import needs_question
from app.supervision.rules import target_changed, why_not

OKAFOR = Target("1004", OKAFOR_CALL)
LIND = Target("1011", LIND_CALL)
BARGE, INTERCEPT, CLEAR, MONITOR = Action.BARGE_IN, Action.INTERCEPT, Action.CLEAR, Action.MONITOR


def link(state: LinkState, services: int = 0x95) -> Link:
    return Link(state, services_granted=services)


def with_call(**more: object) -> Floor:
    floor = busy()
    return changed(floor, calls={**floor.calls, OKAFOR_CALL: replace(floor.calls[OKAFOR_CALL], **more)})


def with_agent(state: int | None, **more: object) -> Floor:
    """1002 Rao, who has no call, in that state."""
    floor = busy()
    return changed(floor, agents={**floor.agents, "1002": replace(floor.agents["1002"], state=state, **more)})


ALLOWED = {
    "barge-in on a talking call": (busy(), BARGE, OKAFOR),
    "barge-in on a held call": (busy(), BARGE, LIND),
    "intercept after a barge-in": (busy(engagement=engaged()), INTERCEPT, OKAFOR),
    "clear while barged in": (busy(engagement=engaged()), CLEAR, None),
    "clear with the outcome unknown": (
        busy(engagement=engaged(EngagementState.OUTCOME_UNKNOWN, engaged=None, own_connection=None)), CLEAR, None),
    "barge-in again with the outcome unknown": (
        busy(engagement=engaged(EngagementState.OUTCOME_UNKNOWN, engaged=None, own_connection=None)), BARGE, OKAFOR),
    "clear while the phone is being put into the call": (
        busy(engagement=engaged(EngagementState.CONFIRMED, pending=True, confirmed=True)), CLEAR, None),
    "barge-in from monitoring": (busy(engagement=engaged(EngagementState.MONITORING, MONITOR)), BARGE, OKAFOR),
    "intercept again after a refusal": (busy(engagement=engaged(EngagementState.REFUSED)), INTERCEPT, OKAFOR),
    "another call once the last engagement is over": (
        busy(engagement=engaged(EngagementState.CLEARED, over=True)), BARGE, LIND),
    "an agent in an unknown state, no call known": (with_agent(None), BARGE, Target("1002")),
    "an agent talking, no call known": (with_agent(4), BARGE, Target("1002")),
    "a call that rings here while its agent talks": (with_call(state=2), BARGE, OKAFOR),
    "an alarm without a call of an agent who seems free": (
        busy(alarms=(emergency(connection=None, agent_id="1002"),)), BARGE, Target("1002", None, 1)),
    "an alarm's call that is not seen itself": (
        busy(calls={}, alarms=(emergency(),)), BARGE, Target("1004", OKAFOR_CALL, 1)),
    "a fresh alarm's call though the rest is stale": (
        busy(calls_stale=True, stale_since=NOW - 60, alarms=(emergency(),)), BARGE, Target("1004", OKAFOR_CALL, 1)),
}  # fmt: skip

REFUSED = {
    "nothing selected": (busy(), BARGE, None, "nothing is selected"),
    "not online": (busy(link=link(LinkState.RECONNECTING)), BARGE, OKAFOR, "RECONNECTING"),
    "not online, clear": (busy(link=link(LinkState.CLOSED), engagement=engaged()), CLEAR, None, "CLOSED"),
    "service not granted": (busy(link=link(LinkState.ONLINE, 0x11)), BARGE, OKAFOR, "did not grant"),
    "not offered": (busy(unoffered=frozenset({MONITOR})), MONITOR, OKAFOR, "does not offer silent monitor"),
    "pending": (
        busy(engagement=engaged(EngagementState.BARGE_REQUESTED, pending=True)), BARGE, OKAFOR,
        "barge-in is already requested: wait for the answer"),
    "pending, clear": (
        busy(engagement=engaged(EngagementState.CLEAR_REQUESTED, CLEAR, pending=True)), CLEAR, None,
        "clear is already requested"),
    "clear before the server has answered": (
        busy(engagement=engaged(EngagementState.BARGE_REQUESTED, pending=True, own_connection=None)), CLEAR, None,
        "barge-in is already requested"),
    "stale calls": (busy(calls_stale=True, stale_since=NOW), BARGE, OKAFOR, "STALE"),
    "stale agents": (busy(agents_stale=True, stale_since=NOW), BARGE, Target("1002"), "STALE"),
    "an alarm from before the blind window": (
        busy(calls_stale=True, stale_since=NOW, alarms=(emergency(),)), BARGE, Target("1004", OKAFOR_CALL, 1), "STALE"),
    "no call": (busy(), BARGE, Target("1002"), "1002 Rao, Meera is on no call"),
    "still ringing": (
        changed(with_call(state=2), agents={"1004": agent("1004", "Okafor, Ada", 8)}), BARGE, OKAFOR, "still ringing"),
    "ended": (with_call(ended=NOW), BARGE, OKAFOR, "has ended"),
    "gone from the list": (busy(calls={}), BARGE, OKAFOR, "not there any more"),
    "another agent's now": (with_call(agent_id="1011"), BARGE, OKAFOR, "is with 1011 Lind, Per now"),
    "agent left": (with_agent(4, gone=True), BARGE, Target("1002"), "has left your teams"),
    "agent unknown": (busy(), BARGE, Target("4711"), "none of your teams"),
    "oneself": (busy(), BARGE, Target("9001"), "that is you"),
    "an alarm without an agent": (busy(), BARGE, Target("", None, 1), "names no agent"),
    "an alarm whose call ended": (
        busy(calls={}, alarms=(emergency(state=AlarmState.UNACK_CLEARED, cleared=NOW),)), BARGE,
        Target("1004", OKAFOR_CALL, 1), "not there any more"),
    "already in": (busy(engagement=engaged()), BARGE, OKAFOR, "you are already in this call"),
    "monitor what one is in": (busy(engagement=engaged()), MONITOR, OKAFOR, "already in this call"),
    "already monitoring": (
        busy(engagement=engaged(EngagementState.MONITORING, MONITOR)), MONITOR, OKAFOR, "already monitoring this call"),
    "in another call": (
        busy(engagement=engaged()), BARGE, LIND, "you are in call 8801 with 1004 Okafor, Ada: clear it first (c)"),
    "intercept first": (busy(), INTERCEPT, OKAFOR, "press b first"),
    "intercept from monitoring": (
        busy(engagement=engaged(EngagementState.MONITORING, MONITOR)), INTERCEPT, OKAFOR, "press b first"),
    "intercept twice": (
        busy(engagement=engaged(EngagementState.INTERCEPTED, INTERCEPT)), INTERCEPT, OKAFOR, "already intercepted"),
    "intercept before the phone joined": (
        busy(engagement=engaged(EngagementState.PHONE_RINGS, engaged=None)), INTERCEPT, OKAFOR, "not in the call yet"),
    "intercept of another agent of the call": (
        busy(engagement=engaged(), calls={
            c.connection: c for c in (
                call(OKAFOR_CALL, "1004", "5559876"), call(ConnectionID(8801, 0, "3011"), "1011", "5559876"))}),
        INTERCEPT, Target("1011", ConnectionID(8801, 0, "3011")), "only that agent can be dropped"),
    "nothing to clear": (busy(), CLEAR, None, "nothing to clear"),
    "nothing to clear any more": (
        busy(engagement=engaged(EngagementState.ENDED, over=True)), CLEAR, None, "nothing to clear"),
}  # fmt: skip


@pytest.mark.parametrize("case", ALLOWED)
def test_allowed(case: str) -> None:
    floor, action, target = ALLOWED[case]
    assert why_not(floor, action, target) is None


@pytest.mark.parametrize("case", REFUSED)
def test_refused_in_words(case: str) -> None:
    floor, action, target, words = REFUSED[case]
    reason = why_not(floor, action, target)
    assert reason is not None
    assert words in reason


def test_intercept_asks_with_agent_call_caller_and_effect() -> None:
    question = needs_question(busy(engagement=engaged()), INTERCEPT, OKAFOR)
    assert question is not None
    for part in ("call 8801", "1004 Okafor, Ada", "5559876", "dropped"):
        assert part in question.text


def test_intercept_names_the_other_end_of_a_call_the_agent_made() -> None:
    outbound = call(
        OKAFOR_CALL, "1004", "3004", parties=(Party("3004", "1004"), Party("+493023125921"), Party("3901", None, True))
    )
    question = needs_question(busy(engagement=engaged(), calls={OKAFOR_CALL: outbound}), INTERCEPT, OKAFOR)
    assert question is not None
    assert question.text.endswith("you stay with +493023125921.")


def test_barge_in_asks_only_where_the_call_is_not_known() -> None:
    assert needs_question(busy(), BARGE, OKAFOR) is None
    question = needs_question(with_agent(4), BARGE, Target("1002"))
    assert question is not None
    assert "whatever call 1002 Rao, Meera is on?" in question.text


def test_barge_in_asks_after_an_unknown_outcome() -> None:
    floor = busy(engagement=engaged(EngagementState.OUTCOME_UNKNOWN, engaged=None, own_connection=None))
    question = needs_question(floor, BARGE, OKAFOR)
    assert question is not None
    assert "unknown" in question.text


def test_clear_does_not_ask_while_the_agent_is_in_the_call() -> None:
    assert needs_question(busy(engagement=engaged()), CLEAR, OKAFOR) is None


TAKEN = engaged(EngagementState.INTERCEPTED, INTERCEPT)
OWN = replace(call(ConnectionID(8801, 0, "3901"), "", "5559876"), agent_id=None)


@pytest.mark.parametrize(
    ("parties", "words"),
    [
        (("3901", "5559876"), "Hang up on caller 5559876? You took call 8801 over from 1004 Okafor, Ada;"),
        (("3901",), "Hang up on caller 5559876? You took"),
        (("3901", "5559876", "5550000"), "Leave caller 5559876 and 5550000 alone in call 8801? You took"),
    ],
)
def test_clear_asks_once_the_agent_has_left(parties: tuple[str, ...], words: str) -> None:
    own = replace(OWN, parties=tuple(Party(device, None, device == "3901") for device in parties))
    question = needs_question(busy(calls={}, engagement=TAKEN, own_call=own), CLEAR, OKAFOR)
    assert question is not None
    assert question.text.startswith(words)


def test_clear_asks_after_an_intercept_where_the_own_call_is_not_seen() -> None:
    question = needs_question(busy(calls={}, engagement=TAKEN), CLEAR, OKAFOR)
    assert question is not None
    assert question.text.startswith("Hang up on the caller (number not known)?")


@pytest.mark.parametrize(
    ("floor", "pinned", "words"),
    [
        (busy(), OKAFOR, None),
        (busy(calls={}), OKAFOR, "not there any more"),
        (with_call(ended=NOW), OKAFOR, "has ended"),
        (with_call(agent_id="1011"), OKAFOR, "is with 1011 Lind, Per now, not with 1004 Okafor, Ada"),
        (with_agent(4), Target("1002"), None),
        (with_agent(3), Target("1002"), "is on no call now"),
        (with_agent(4, gone=True), Target("1002"), "has left your teams"),
    ],
)
def test_target_changed(floor: Floor, pinned: Target, words: str | None) -> None:
    reason = target_changed(pinned, floor)
    assert (reason is None) if words is None else (reason is not None and words in reason)
