"""b, i, c, m, w: what is sent, what is asked, what is said instead."""

from __future__ import annotations

import pytest
from ui_kit import LIND_CALL, NOW, OKAFOR_CALL, Console, agent, busy, changed, emergency, engaged

from app.model import Action, EngagementState, Link, LinkState, Note, Supervise, Target
from app.ui.dialogs.confirm import QuestionDialog
from app.ui.dialogs.quit import QuitDialog

SIZE = (80, 24)


async def select_okafor(console: Console) -> None:
    assert console.app.main.roster.select_agent("1004")


async def test_b_sends_one_request_for_the_call_under_the_cursor() -> None:
    console = Console()
    async with console.app.run_test(size=SIZE) as pilot:
        await console.push(pilot, busy())
        await select_okafor(console)
        await pilot.press("b")
        assert console.worker.commands == [Supervise(Action.BARGE_IN, Target("1004", OKAFOR_CALL))]


@pytest.mark.parametrize(("key", "action"), [("m", Action.MONITOR), ("w", Action.WHISPER)])
async def test_monitor_and_whisper(key: str, action: Action) -> None:
    console = Console()
    async with console.app.run_test(size=SIZE) as pilot:
        await console.push(pilot, busy())
        await select_okafor(console)
        await pilot.press(key)
        assert console.worker.commands == [Supervise(action, Target("1004", OKAFOR_CALL))]


async def test_in_the_calls_pane_it_is_the_call_under_the_cursor() -> None:
    console = Console()
    async with console.app.run_test(size=SIZE) as pilot:
        await console.push(pilot, busy())
        await pilot.press("2")
        assert console.app.main.calls.select_call(LIND_CALL)
        await pilot.press("b")
        assert [s.target.connection for s in console.worker.supervised] == [LIND_CALL]


async def test_the_pane_that_was_chosen_counts_at_once() -> None:
    """``2`` and ``b`` right after it act on the calls pane."""
    console = Console()
    async with console.app.run_test(size=SIZE) as pilot:
        await console.push(pilot, busy())
        console.app.main.roster.select_agent("1004")
        console.app.main.calls.select_call(LIND_CALL)
        console.app.action_perform("calls")
        console.app.action_perform("barge_in")
        assert [s.target.connection for s in console.worker.supervised] == [LIND_CALL]


async def test_a_second_press_before_any_answer_sends_nothing() -> None:
    console = Console()
    async with console.app.run_test(size=SIZE) as pilot:
        await console.push(pilot, busy())
        await select_okafor(console)
        await pilot.press("b", "b")
        assert len(console.worker.supervised) == 1
        assert "on its way" in console.message


async def test_a_second_press_while_pending_sends_nothing_and_says_so() -> None:
    console = Console()
    async with console.app.run_test(size=SIZE) as pilot:
        await console.push(pilot, busy())
        await select_okafor(console)
        await pilot.press("b")
        await console.push(pilot, busy(engagement=engaged(EngagementState.BARGE_REQUESTED, pending=True)))
        await pilot.press("b")
        assert len(console.worker.supervised) == 1
        assert "barge-in is already requested: wait for the answer" in console.message
        assert "barge-in is already requested" in console.text()


async def test_after_a_refusal_by_the_worker_it_can_be_sent_again() -> None:
    console = Console()
    async with console.app.run_test(size=SIZE) as pilot:
        await console.push(pilot, busy())
        await select_okafor(console)
        await pilot.press("b")
        await console.push(pilot, busy(notes=(Note(NOW, "not sent: the journal cannot be written"),)))
        await pilot.press("b")
        assert len(console.worker.supervised) == 2


async def test_where_the_call_is_not_known_b_asks_and_names_the_agent() -> None:
    console = Console()
    floor = busy(calls={}, call_details=False, agents={"1004": agent("1004", "Okafor, Ada", 4)})
    async with console.app.run_test(size=SIZE) as pilot:
        await console.push(pilot, floor)
        await pilot.press("b")
        assert console.worker.commands == []
        assert "whatever call 1004 Okafor, Ada is on?" in console.words()
        await pilot.press("y")
        assert console.worker.commands == [Supervise(Action.BARGE_IN, Target("1004", None))]


@pytest.mark.parametrize(
    ("floor", "words"),
    [
        (busy(link=Link(LinkState.RECONNECTING, services_granted=0x95)), "RECONNECTING"),
        (busy(link=Link(LinkState.ONLINE, services_granted=1)), "did not grant"),
        (busy(engagement=engaged()), "you are already in this call"),
        (busy(calls_stale=True, stale_since=NOW), "STALE"),
    ],
)
async def test_a_key_that_does_not_work_says_why(floor: object, words: str) -> None:
    console = Console()
    async with console.app.run_test(size=SIZE) as pilot:
        await console.push(pilot, floor)
        await select_okafor(console)
        await pilot.press("b")
        assert console.worker.commands == []
        assert words in console.message
        assert words in console.app.answers[-1].text


async def test_the_message_stays_as_long_as_it_takes_to_read() -> None:
    console = Console()
    async with console.app.run_test(size=SIZE) as pilot:
        await console.push(pilot, busy())
        await pilot.press("c")
        assert "nothing to clear" in console.message
        console.pass_time(3)
        assert "nothing to clear" in console.message
        console.pass_time(10)
        assert console.message == ""


async def test_i_asks_and_y_sends() -> None:
    console = Console()
    async with console.app.run_test(size=SIZE) as pilot:
        await console.push(pilot, busy(engagement=engaged()))
        await select_okafor(console)
        await pilot.press("i")
        assert isinstance(console.app.screen, QuestionDialog)
        text = console.words()
        for part in ("8801", "1004 Okafor, Ada", "5559876", "dropped", "y intercept", "n no"):
            assert part in text
        assert console.worker.commands == []
        await pilot.press("y")
        assert console.worker.commands == [Supervise(Action.INTERCEPT, Target("1004", OKAFOR_CALL))]


@pytest.mark.parametrize("key", ["enter", "escape", "n", "i", "b"])
async def test_every_other_key_is_no_or_nothing(key: str) -> None:
    console = Console()
    async with console.app.run_test(size=SIZE) as pilot:
        await console.push(pilot, busy(engagement=engaged()))
        await select_okafor(console)
        await pilot.press("i", key)
        assert console.worker.commands == []
        assert isinstance(console.app.screen, QuestionDialog) is (key in ("i", "b"))


async def test_the_question_lapses_by_itself() -> None:
    console = Console()
    async with console.app.run_test(size=SIZE) as pilot:
        await console.push(pilot, busy(engagement=engaged()))
        await select_okafor(console)
        await pilot.press("i")
        console.pass_time(9)
        assert isinstance(console.app.screen, QuestionDialog)
        console.pass_time(1)
        await pilot.pause()
        assert not isinstance(console.app.screen, QuestionDialog)
        await pilot.press("y")
        assert console.worker.commands == []
        assert "not answered" in console.message


async def test_a_call_that_changes_under_the_question_closes_it_and_says_why() -> None:
    console = Console()
    floor = busy(engagement=engaged())
    async with console.app.run_test(size=SIZE) as pilot:
        await console.push(pilot, floor)
        await select_okafor(console)
        await pilot.press("i")
        await console.push(pilot, changed(floor, calls={LIND_CALL: floor.calls[LIND_CALL]}))
        assert not isinstance(console.app.screen, QuestionDialog)
        await pilot.press("y")
        assert console.worker.commands == []
        assert "nothing was sent: call 8801 of 1004 Okafor, Ada is not there any more" in console.message


async def test_a_lost_link_under_the_question_closes_it() -> None:
    console = Console()
    floor = busy(engagement=engaged())
    async with console.app.run_test(size=SIZE) as pilot:
        await console.push(pilot, floor)
        await select_okafor(console)
        await pilot.press("i")
        await console.push(pilot, changed(floor, link=Link(LinkState.RECONNECTING, services_granted=0x95)))
        assert not isinstance(console.app.screen, QuestionDialog)
        assert "RECONNECTING" in console.message
        assert console.message == "nothing was sent: the session is RECONNECTING"


async def test_c_clears_the_own_device_from_any_row() -> None:
    console = Console()
    async with console.app.run_test(size=SIZE) as pilot:
        await console.push(pilot, busy(engagement=engaged()))
        console.app.main.roster.select_agent("1002")
        await pilot.press("c")
        assert console.worker.commands == [Supervise(Action.CLEAR, Target("1004", OKAFOR_CALL))]


async def test_the_screen_never_says_requested_by_itself() -> None:
    console = Console()
    async with console.app.run_test(size=SIZE) as pilot:
        await console.push(pilot, busy())
        await select_okafor(console)
        await pilot.press("b")
        assert "REQUESTED" not in console.text()
        await console.push(pilot, busy(engagement=engaged(EngagementState.BARGE_REQUESTED, pending=True)))
        assert "BARGE REQUESTED" in console.text()


async def test_the_cursor_follows_the_agent_when_rows_move() -> None:
    console = Console()
    floor = busy()
    async with console.app.run_test(size=SIZE) as pilot:
        await console.push(pilot, floor)
        await select_okafor(console)
        agents = {"1000": agent("1000", "Abel, A", 10), **floor.agents}
        await console.push(pilot, changed(floor, agents=agents))
        await pilot.press("b")
        assert [s.target.agent_id for s in console.worker.supervised] == ["1004"]


async def test_when_the_selected_row_has_just_vanished_b_sends_nothing_for_its_neighbour() -> None:
    console = Console()
    floor = busy()
    async with console.app.run_test(size=SIZE) as pilot:
        await console.push(pilot, floor)
        await pilot.press("2")
        console.app.main.calls.select_call(LIND_CALL)
        await pilot.pause()
        await console.push(pilot, changed(floor, calls={OKAFOR_CALL: floor.calls[OKAFOR_CALL]}))
        await pilot.press("b")
        assert console.worker.commands == []
        assert "another row has just come under the cursor" in console.message
        console.pass_time(3)
        await pilot.press("b")
        assert [s.target.connection for s in console.worker.supervised] == [OKAFOR_CALL]


async def test_a_row_hidden_by_the_filter_is_not_taken_for_a_lost_one() -> None:
    console = Console()
    async with console.app.run_test(size=SIZE) as pilot:
        await console.push(pilot, busy())
        console.app.main.roster.select_agent("1002")
        await pilot.press("slash", *"ok", "enter", "b")
        assert [s.target.connection for s in console.worker.supervised] == [OKAFOR_CALL]


async def test_from_the_alerts_pane_b_is_for_exactly_that_call() -> None:
    console = Console()
    async with console.app.run_test(size=SIZE) as pilot:
        await console.push(pilot, busy(alarms=(emergency(),)))
        await pilot.press("e", "b")
        assert console.worker.commands == [Supervise(Action.BARGE_IN, Target("1004", OKAFOR_CALL, 1))]


async def test_an_alarm_without_an_agent_says_so() -> None:
    console = Console()
    async with console.app.run_test(size=SIZE) as pilot:
        await console.push(pilot, busy(alarms=(emergency(agent_id=None, connection=None, name=""),)))
        await pilot.press("e", "b")
        assert console.worker.commands == []
        assert "names no agent" in console.message


async def test_the_palette_acts_on_what_was_selected_when_it_was_opened() -> None:
    console = Console()
    async with console.app.run_test(size=SIZE) as pilot:
        await console.push(pilot, busy())
        await select_okafor(console)
        await pilot.press("colon", *"ba")
        console.app.main.roster.select_agent("1011")
        await pilot.press("enter")
        assert [s.target for s in console.worker.supervised] == [Target("1004", OKAFOR_CALL)]


async def test_q_quits_at_once_when_not_in_a_call() -> None:
    console = Console()
    async with console.app.run_test(size=SIZE) as pilot:
        await console.push(pilot, busy())
        await pilot.press("q")
        assert console.worker.stopped == [("quit", False)]
    assert console.app.return_code == 0


@pytest.mark.parametrize(
    ("keys", "stopped"),
    [
        (("q", "c"), [("quit", True)]),
        (("q", "y"), [("quit", False)]),
        (("q", "n"), []),
        (("q", "escape"), []),
        (("q", "enter"), []),
        (("q", "q"), []),
        (("ctrl+q",), []),
    ],
)
async def test_q_in_a_call_asks(keys: tuple[str, ...], stopped: list[tuple[str, bool]]) -> None:
    console = Console()
    async with console.app.run_test(size=SIZE) as pilot:
        await console.push(pilot, busy(engagement=engaged()))
        await pilot.press(keys[0])
        assert isinstance(console.app.screen, QuitDialog)
        assert "call 8801 with 1004 Okafor, Ada" in console.words()
        await pilot.press(*keys[1:])
        assert console.worker.stopped == stopped


@pytest.mark.parametrize(
    ("links", "status"),
    [
        ([], 3),
        ([LinkState.CONNECTING], 3),
        ([LinkState.CONNECTING, LinkState.REFUSED], 4),
        ([LinkState.REFUSED, LinkState.CLOSED], 4),
        ([LinkState.REFUSED, LinkState.CONNECTING], 3),
    ],
)
async def test_exit_status_without_a_session(links: list[LinkState], status: int) -> None:
    console = Console()
    async with console.app.run_test(size=SIZE) as pilot:
        for state in links:
            await console.push(pilot, busy(link=Link(state, reason="because")))
        await pilot.press("q")
    assert console.app.return_code == status


async def test_exit_status_is_0_when_a_session_was_ever_open() -> None:
    console = Console()
    async with console.app.run_test(size=SIZE) as pilot:
        await console.push(pilot, busy())
        await console.push(pilot, busy(link=Link(LinkState.REFUSED)))
        await pilot.press("q")
    assert console.app.return_code == 0


async def test_a_signal_ends_it_without_a_question() -> None:
    console = Console()
    async with console.app.run_test(size=SIZE) as pilot:
        await console.push(pilot, busy(engagement=engaged()))
        console.app.request_quit("SIGTERM")
        await pilot.pause()
        assert console.worker.stopped == [("SIGTERM", False)]
    assert console.app.return_code == 0


async def test_a_signal_before_the_screen_is_up_counts_too() -> None:
    console = Console()
    console.app.request_quit("SIGHUP")
    async with console.app.run_test(size=SIZE):
        assert console.worker.stopped == [("SIGHUP", False)]
    assert console.app.return_code == 3


async def test_a_request_takes_the_last_answer_off_the_screen() -> None:
    console = Console()
    async with console.app.run_test(size=SIZE) as pilot:
        await console.push(pilot, busy(engagement=engaged()))
        await select_okafor(console)
        await pilot.press("i", "n")
        assert console.message == "no: nothing was sent"
        await pilot.press("i", "y")
        assert len(console.worker.supervised) == 1
        assert console.message == ""


async def test_the_message_that_a_request_is_on_its_way_goes_with_its_outcome() -> None:
    console = Console()
    async with console.app.run_test(size=SIZE) as pilot:
        await console.push(pilot, busy())
        await pilot.press("b", "b")
        assert "on its way" in console.message
        await console.push(pilot, busy(engagement=engaged(EngagementState.BARGE_REQUESTED, pending=True)))
        assert console.message == ""
