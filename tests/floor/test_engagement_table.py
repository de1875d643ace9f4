"""The supervisor's engagement, row by row of its table, and what it concludes from facts."""

from __future__ import annotations

from itertools import product
from typing import Any

import pytest

from app.floor.call_facts import CallFact, Ended, Joined, OwnCall, Renamed
from app.floor.directory import OWN
from app.floor.engagement_events import fold_call_fact
from app.model import Action, ConnectionID, Engagement, EngagementState
from app.supervision import engagement as en
from app.supervision.engagement import ENGAGED_STATES, REQUESTED_STATES, TRANSITIONS, Effect, Phase
from app.supervision.engagement import EngagementEvent as Event
from protocol.wire.enums import LocalConnectionState

T0 = 1_700_000_000.0
RINGING, TALKING = LocalConnectionState.LCS_ALERTING, LocalConnectionState.LCS_CONNECT
CALL, LEG = ConnectionID(8801, 0, "3001"), ConnectionID(9100, 0, "3900")
JOINED_LEG = ConnectionID(8801, 0, "3900")
EXAMPLES: dict[Phase, EngagementState] = {
    Phase.REQUESTED: EngagementState.BARGE_REQUESTED,
    Phase.CONFIRMED: EngagementState.CONFIRMED,
    Phase.RINGS: EngagementState.PHONE_RINGS,
    Phase.IN_CALL: EngagementState.BARGED_IN,
    Phase.UNKNOWN: EngagementState.OUTCOME_UNKNOWN,
    Phase.CLEARED: EngagementState.CLEARED,
    Phase.OVER: EngagementState.ENDED,
}
AFTER: dict[Effect, EngagementState | None] = {
    Effect.CONFIRMED: EngagementState.CONFIRMED,
    Effect.RINGS: EngagementState.PHONE_RINGS,
    Effect.IN_CALL: EngagementState.BARGED_IN,
    Effect.RESTORE: EngagementState.REFUSED,
    Effect.UNKNOWN: EngagementState.OUTCOME_UNKNOWN,
    Effect.OVER: EngagementState.ENDED,
    Effect.REASON_ONLY: None,
    Effect.FOUND: EngagementState.BARGED_IN,
}


def asked(action: Action = Action.BARGE_IN, before: Engagement | None = None) -> Engagement:
    return en.request_sent(before, action, "1001", CALL, T0)


def in_phase(phase: Phase) -> Engagement:
    over = phase in (Phase.OVER, Phase.CLEARED)
    engaged = Action.BARGE_IN if phase is Phase.IN_CALL else None
    pending = phase in (Phase.REQUESTED, Phase.CONFIRMED)
    return Engagement(
        EXAMPLES[phase], Action.BARGE_IN, "1001", CALL, T0, T0, pending=pending, engaged=engaged, over=over
    )


def play(e: Engagement, *facts: CallFact | Event, now: float = T0 + 1) -> Engagement:
    for fact in facts:
        e = en.advance(e, now, fact, reason="why") if isinstance(fact, Event) else fold_call_fact(e, fact, now)
    return e


@pytest.mark.parametrize(("phase", "event"), list(product(Phase, Event)), ids=lambda v: v.name)
def test_every_row_of_the_table_and_every_row_that_is_not_there(phase: Phase, event: Event) -> None:
    before = in_phase(phase)
    in_call = event in (Event.JOINED, Event.FOUND_IN_CALL)
    after = en.advance(before, T0 + 1, event, doing=Action.BARGE_IN if in_call else None, reason="why")
    then = TRANSITIONS.get((phase, event))
    wanted = before.state if then is None else AFTER[then] or before.state
    assert after.state is wanted
    if then is Effect.REASON_ONLY:
        assert after.reason == "why"
    assert after.over == (wanted in (EngagementState.CLEARED, EngagementState.ENDED, EngagementState.REFUSED))
    assert not (after.over and after.pending)


@pytest.mark.parametrize("action", list(Action))
def test_asked_and_refused(action: Action) -> None:
    e = asked(action)
    assert (e.state, e.pending, e.over) == (REQUESTED_STATES[action], True, False)
    e = en.advance(e, T0 + 1, Event.DENIED, reason="That way of supervising is not offered here. (82)")
    assert (e.state, e.pending, e.over) == (EngagementState.REFUSED, False, True)
    assert "(82)" in e.reason


def rings(call_type: int = 23, cause: int = 0xFFFF) -> OwnCall:
    return OwnCall(LEG, RINGING, call_type, cause)


def joined(cause: int = 48, *agents: ConnectionID) -> Joined:
    return Joined(JOINED_LEG, cause, agents or (CALL,))


STORIES: list[tuple[str, list[CallFact | Event], EngagementState]] = [
    ("as usual", [Event.CONFIRMED, rings(), joined()], EngagementState.BARGED_IN),
    ("confirmed after the phone rang", [rings(), Event.CONFIRMED, joined()], EngagementState.BARGED_IN),
    ("confirmed last", [rings(), joined(), Event.CONFIRMED], EngagementState.BARGED_IN),
    ("the conference first", [joined(), rings(), Event.CONFIRMED], EngagementState.BARGED_IN),
    ("no ringing at all", [Event.CONFIRMED, joined()], EngagementState.BARGED_IN),
    ("the leg ends before the conference is told", [rings(), Ended(LEG, OWN, 0xFFFF, ""), joined()],
     EngagementState.BARGED_IN),
    ("the leg ends after the conference", [rings(), joined(), Ended(LEG, OWN, 0xFFFF, "")], EngagementState.BARGED_IN),
    ("a conference without its cause", [rings(), joined(0xFFFF)], EngagementState.BARGED_IN),
    ("the phone is answered, not yet joined", [rings(), OwnCall(LEG, TALKING, 23, 48)],
     EngagementState.PHONE_RINGS),
    ("answered on the agent's very call", [OwnCall(JOINED_LEG, TALKING, 23, 48)], EngagementState.BARGED_IN),
    ("the phone is not answered", [Event.CONFIRMED, rings(), Ended(LEG, OWN, 10, "")], EngagementState.ENDED),
    ("the agent hangs up while it rings", [rings(), Ended(CALL, "1001", 0xFFFF, "")], EngagementState.PHONE_RINGS),
    ("and then the phone is let go", [rings(), Ended(CALL, "1001", 0xFFFF, ""), Ended(LEG, OWN, 5, "")],
     EngagementState.ENDED),
    ("the call ends before anything", [Ended(CALL, "1001", 0xFFFF, "")], EngagementState.BARGE_REQUESTED),
    ("and then it is refused", [Ended(CALL, "1001", 0xFFFF, ""), Event.DENIED], EngagementState.REFUSED),
    ("confirmed, then the call ends", [Event.CONFIRMED, Ended(CALL, "1001", 0xFFFF, "")], EngagementState.ENDED),
    ("no answer", [Event.TIMED_OUT], EngagementState.OUTCOME_UNKNOWN),
    ("no answer, but it happened", [Event.TIMED_OUT, rings(), joined()], EngagementState.BARGED_IN),
    ("lost while asking", [Event.TIMED_OUT, Event.SESSION_LOST], EngagementState.OUTCOME_UNKNOWN),
    ("lost while it rings", [rings(), Event.SESSION_LOST], EngagementState.OUTCOME_UNKNOWN),
    ("lost while in the call", [joined(), Event.SESSION_LOST], EngagementState.BARGED_IN),
    ("somebody else's barge-in", [Joined(ConnectionID(7, 0, "3900"), 0xFFFF, ())], EngagementState.BARGE_REQUESTED),
    ("an ordinary call of the own phone", [OwnCall(LEG, RINGING, 10, 0xFFFF)], EngagementState.BARGE_REQUESTED),
    ("the call gets a new id", [Renamed(CALL, ConnectionID(8900, 0, "3001")),
                                joined(48, ConnectionID(8900, 0, "3001"))], EngagementState.BARGED_IN),
    ("the agent leaves a call one is in", [joined(), Ended(CALL, "1001", 0xFFFF, "")], EngagementState.BARGED_IN),
    ("everybody hangs up", [joined(), Ended(JOINED_LEG, OWN, 0xFFFF, ""), Ended(CALL, "1001", 0xFFFF, "")],
     EngagementState.ENDED),
    ("taken out by a clear from elsewhere", [joined(), Ended(JOINED_LEG, OWN, 45, "")], EngagementState.CLEARED),
    ("a copy of the conference after the clear", [joined(), Ended(JOINED_LEG, OWN, 45, ""), joined()],
     EngagementState.CLEARED),
]  # fmt: skip


@pytest.mark.parametrize(("facts", "state"), [row[1:] for row in STORIES], ids=[row[0] for row in STORIES])
def test_barge_in(facts: list[CallFact | Event], state: EngagementState) -> None:
    e = play(asked(), *facts)
    assert e.state is state
    if state is EngagementState.BARGED_IN:
        assert (e.engaged, e.pending, e.own_connection) == (Action.BARGE_IN, False, JOINED_LEG)


def barged() -> Engagement:
    return play(asked(), rings(), joined(), Event.CONFIRMED)


def dropped(cause: int = 49) -> Ended:
    return Ended(CALL, "1001", cause, "call ended")


INTERCEPTS: list[tuple[str, list[CallFact | Event], EngagementState, Action | None]] = [
    ("as usual", [Event.CONFIRMED, dropped()], EngagementState.INTERCEPTED, Action.INTERCEPT),
    ("confirmed last", [dropped(), Event.CONFIRMED], EngagementState.INTERCEPTED, Action.INTERCEPT),
    ("confirmed only", [Event.CONFIRMED], EngagementState.CONFIRMED, Action.BARGE_IN),
    ("the agent drops off by another cause", [dropped(0xFFFF)], EngagementState.INTERCEPTED, Action.INTERCEPT),
    ("refused: one stays barged in", [Event.DENIED], EngagementState.BARGED_IN, Action.BARGE_IN),
    ("no answer", [Event.TIMED_OUT], EngagementState.OUTCOME_UNKNOWN, Action.BARGE_IN),
    (
        "no answer, but it happened",
        [Event.TIMED_OUT, dropped()],
        EngagementState.INTERCEPTED,
        Action.INTERCEPT,
    ),
    ("a late copy of the barge-in", [joined()], EngagementState.INTERCEPT_REQUESTED, Action.BARGE_IN),
    ("a late copy after it", [dropped(), joined()], EngagementState.INTERCEPTED, Action.INTERCEPT),
    ("a conference event tells it", [Joined(JOINED_LEG, 49, ())], EngagementState.INTERCEPTED, Action.INTERCEPT),
    ("the caller hangs up instead", [Ended(JOINED_LEG, OWN, 0xFFFF, ""), dropped(0xFFFF)], EngagementState.ENDED, None),
]


@pytest.mark.parametrize(("facts", "state", "engaged"), [r[1:] for r in INTERCEPTS], ids=[r[0] for r in INTERCEPTS])
def test_intercept(facts: list[CallFact | Event], state: EngagementState, engaged: Action | None) -> None:
    before = en.request_sent(barged(), Action.INTERCEPT, "1001", CALL, T0 + 5)
    assert (before.state, before.engaged) == (EngagementState.INTERCEPT_REQUESTED, Action.BARGE_IN)
    after = play(before, *facts, now=T0 + 6)
    assert (after.state, after.engaged) == (state, engaged)


CLEARS: list[tuple[str, list[CallFact | Event], EngagementState]] = [
    ("as usual", [Event.CONFIRMED, Ended(JOINED_LEG, OWN, 45, "")], EngagementState.CLEARED),
    ("confirmed last", [Ended(JOINED_LEG, OWN, 45, ""), Event.CONFIRMED], EngagementState.CLEARED),
    ("without its cause", [Ended(JOINED_LEG, OWN, 0xFFFF, "")], EngagementState.CLEARED),
    ("told of the leg's first name", [Ended(LEG, OWN, 45, "")], EngagementState.CLEARED),
    ("refused", [Event.DENIED], EngagementState.BARGED_IN),
    ("lost", [Event.TIMED_OUT, Event.SESSION_LOST], EngagementState.OUTCOME_UNKNOWN),
    ("lost, and then seen", [Event.TIMED_OUT, Ended(JOINED_LEG, OWN, 45, "")], EngagementState.CLEARED),
]


@pytest.mark.parametrize(("facts", "state"), [row[1:] for row in CLEARS], ids=[row[0] for row in CLEARS])
def test_clear(facts: list[CallFact | Event], state: EngagementState) -> None:
    after = play(en.request_sent(barged(), Action.CLEAR, "1001", CALL, T0 + 5), *facts, now=T0 + 6)
    assert after.state is state
    assert after.over == (state is EngagementState.CLEARED)


def test_clear_while_the_phone_rings() -> None:
    e = en.request_sent(play(asked(), rings(), Event.CONFIRMED), Action.CLEAR, "1001", CALL, T0 + 2)
    assert e.own_connection == LEG
    late = play(e, Ended(LEG, OWN, 45, ""))
    assert late.state is EngagementState.CLEARED


@pytest.mark.parametrize(("action", "call_type", "cause", "word"), [
    (Action.MONITOR, 21, 46, EngagementState.MONITORING),
    (Action.WHISPER, 22, 47, EngagementState.WHISPERING),
])  # fmt: skip
def test_monitor_and_whisper(action: Action, call_type: int, cause: int, word: EngagementState) -> None:
    ringing = play(asked(action), Event.CONFIRMED, OwnCall(LEG, RINGING, call_type, cause))
    assert ringing.state is EngagementState.PHONE_RINGS
    for last in (OwnCall(LEG, TALKING, call_type, 0xFFFF), joined(cause)):
        after = play(ringing, last)
        assert (after.state, after.engaged) == (word, action)
    barge = en.request_sent(after, Action.BARGE_IN, "1001", CALL, T0 + 9)
    assert play(barge, joined(48), now=T0 + 10).state is EngagementState.BARGED_IN


TIMES: list[tuple[str, Any, float, EngagementState | None]] = [
    ("confirmed and nothing more", lambda: play(asked(), Event.CONFIRMED), en.CONFIRMED_WAIT,
     EngagementState.OUTCOME_UNKNOWN),
    ("the phone rings for ever", lambda: play(asked(), rings()), en.RINGING_WAIT, EngagementState.OUTCOME_UNKNOWN),
    ("a clear of something not seen", lambda: play(asked(Action.CLEAR), Event.CONFIRMED), en.CLEAR_WAIT,
     EngagementState.ENDED),
    ("a finished line leaves", lambda: play(asked(), Event.DENIED), en.LINE_SHOWN, None),
    ("being in a call has no end", barged, 86400.0, EngagementState.BARGED_IN),
]  # fmt: skip


@pytest.mark.parametrize(("make", "wait", "state"), [row[1:] for row in TIMES], ids=[row[0] for row in TIMES])
def test_time(make: Any, wait: float, state: EngagementState | None) -> None:
    e = make()
    early = en.time_passed(e, e.since + wait - 0.5)
    assert early is e
    late = en.time_passed(e, e.since + wait + 0.5)
    assert (late.state if late is not None else None) is state


def test_words_are_one_for_each_state() -> None:
    assert {state.value for state in (*REQUESTED_STATES.values(), *ENGAGED_STATES.values())} == {
        "CLEAR REQUESTED", "MONITOR REQUESTED", "WHISPER REQUESTED", "BARGE REQUESTED", "INTERCEPT REQUESTED",
        "MONITORING", "WHISPERING", "BARGED IN", "INTERCEPTED",
    }  # fmt: skip
