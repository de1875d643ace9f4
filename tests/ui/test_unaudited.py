"""While no audit line can be written, every action asks; what a site wants before one steps in."""

from __future__ import annotations

from dataclasses import replace

import pytest
from ui_kit import OKAFOR_CALL, Console, agent, busy, call, engaged

from app.model import Action, ActionPolicy, EngagementState, Floor, Me, Supervise, Target
from app.supervision.confirmations import needs_question
from app.supervision.rules import why_not
from app.ui.dialogs.confirm import QuestionDialog

SIZE = (100, 30)
OKAFOR = Target("1004", OKAFOR_CALL)
TROUBLE = "the journal cannot be used: the disk is full (/home/me/a/very/long/path/journal.sqlite3)"
KEYS = {"b": Action.BARGE_IN, "m": Action.MONITOR, "w": Action.WHISPER, "i": Action.INTERCEPT, "c": Action.CLEAR}


def full_disk(action: Action) -> Floor:
    engagement = engaged() if action in (Action.INTERCEPT, Action.CLEAR) else None
    return busy(engagement=engagement, journal_trouble=TROUBLE)


@pytest.mark.parametrize("key", KEYS)
@pytest.mark.parametrize("answer", ["y", "enter", "n", "escape", "time"])
async def test_each_action_asks_and_only_y_sends(key: str, answer: str) -> None:
    action, console = KEYS[key], Console()
    async with console.app.run_test(size=SIZE) as pilot:
        await console.push(pilot, full_disk(action))
        assert console.app.main.roster.select_agent("1004")
        await pilot.press(key)
        assert isinstance(console.app.screen, QuestionDialog)
        assert "Not auditable: the journal cannot be used: the disk is full." in console.words()
        assert "/home/me" not in console.app.screen.question.text
        if answer == "time":
            console.pass_time(11)
            await pilot.pause()
        else:
            await pilot.press(answer)
        assert not isinstance(console.app.screen, QuestionDialog)
        sent = [(s.action, s.target, s.unaudited) for s in console.worker.supervised]
        assert sent == ([(action, OKAFOR, True)] if answer == "y" else [])


async def test_a_clear_is_still_sent_when_the_agent_has_left_meanwhile() -> None:
    console = Console()
    async with console.app.run_test(size=SIZE) as pilot:
        await console.push(pilot, full_disk(Action.CLEAR))
        await pilot.press("c")
        await console.push(pilot, replace(console.app.floor, revision=9, calls={}))
        await pilot.press("y")
        assert console.worker.commands == [Supervise(Action.CLEAR, OKAFOR, unaudited=True)]


def test_an_intercept_asks_both_at_once() -> None:
    question = needs_question(full_disk(Action.INTERCEPT), Action.INTERCEPT, OKAFOR)
    assert question is not None
    assert question.unaudited
    assert "is dropped, you stay with caller 5559876" in question.text


async def test_while_a_line_is_written_keys_say_so_and_send_nothing() -> None:
    console = Console()
    async with console.app.run_test(size=SIZE) as pilot:
        await console.push(pilot, busy(writing=Action.BARGE_IN))
        assert console.app.main.roster.select_agent("1004")
        await pilot.press("b")
        assert console.worker.commands == []
        assert "once its audit line is on the disk" in console.message


STEP_IN = (Action.BARGE_IN, Action.MONITOR, Action.WHISPER)


@pytest.mark.parametrize("action", STEP_IN)
@pytest.mark.parametrize(("state", "words"), [(2, None), (None, None), (3, "Ready"), (4, "Talking"), (5, "Wrap-up")])
def test_only_when_not_ready(action: Action, state: int | None, words: str | None) -> None:
    floor = busy(me=Me("9001", "3901", state=state), policy=ActionPolicy(only_when_not_ready=True))
    wanted = None if words is None else f"you are {words}: go Not Ready first"
    assert why_not(floor, action, OKAFOR) == wanted
    assert why_not(replace(floor, policy=ActionPolicy()), action, OKAFOR) is None


def test_only_when_not_ready_keeps_nobody_in_a_call() -> None:
    floor = busy(me=Me("9001", state=4), policy=ActionPolicy(only_when_not_ready=True), engagement=engaged())
    assert why_not(floor, Action.CLEAR, None) is None
    assert why_not(floor, Action.INTERCEPT, OKAFOR) is None


@pytest.mark.parametrize("first", [Action.MONITOR, Action.WHISPER])
def test_barge_in_only_while_monitoring(first: Action) -> None:
    policy = ActionPolicy(barge_in_needs_monitoring=True)
    words = "here you barge in only while monitoring: press m first"
    assert why_not(busy(policy=policy), Action.BARGE_IN, OKAFOR) == words
    assert why_not(busy(policy=policy), Action.MONITOR, OKAFOR) is None
    listening = busy(policy=policy, engagement=engaged(EngagementState.MONITORING, first))
    assert why_not(listening, Action.BARGE_IN, OKAFOR) is None
    assert "already in this call" in str(why_not(busy(policy=policy, engagement=engaged()), Action.BARGE_IN, OKAFOR))


def test_intercept_without_a_barge_in_where_the_site_says_so() -> None:
    policy = ActionPolicy(intercept_needs_barge_in=False)
    assert why_not(busy(policy=policy), Action.INTERCEPT, OKAFOR) is None
    listening = engaged(EngagementState.MONITORING, Action.MONITOR)
    assert why_not(busy(policy=policy, engagement=listening), Action.INTERCEPT, OKAFOR) is None
    ringing = engaged(EngagementState.PHONE_RINGS, engaged=None)
    assert "wait for it" in str(why_not(busy(policy=policy, engagement=ringing), Action.INTERCEPT, OKAFOR))
    floor = busy(policy=policy, agents={"1004": agent("1004", "Okafor, Ada", 8)},
                 calls={OKAFOR_CALL: call(OKAFOR_CALL, "1004", "5559876", state=2)})  # fmt: skip
    assert "still ringing" in str(why_not(floor, Action.INTERCEPT, OKAFOR))


async def test_the_footer_is_dim_and_the_key_says_the_sites_reason() -> None:
    console = Console()
    floor = busy(me=Me("9001", "3901", state=3), policy=ActionPolicy(only_when_not_ready=True))
    async with console.app.run_test(size=SIZE) as pilot:
        await console.push(pilot, floor)
        assert console.app.main.roster.select_agent("1004")
        await pilot.press("b")
        assert console.message == "you are Ready: go Not Ready first"
