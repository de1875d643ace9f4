"""Nothing ever goes to another call (A21): what happens to the target between the key and the yes."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from ui_kit import LIND_CALL, NOW, OKAFOR_CALL, Console, agent, busy, call, changed, engaged

from app.model import Action, ConnectionID, Floor, Supervise, Target
from app.supervision.rules import call_id_reused
from app.ui.dialogs.confirm import QuestionDialog

SIZE = (100, 30)
INTERCEPT = Supervise(Action.INTERCEPT, Target("1004", OKAFOR_CALL))


def barged() -> Floor:
    return busy(engagement=engaged())


def with_okafors_call(floor: Floor, **more: object) -> Floor:
    return changed(floor, calls={**floor.calls, OKAFOR_CALL: replace(floor.calls[OKAFOR_CALL], **more)})


def ended(floor: Floor) -> Floor:
    return with_okafors_call(floor, ended=NOW)


def transferred(floor: Floor) -> Floor:
    moved = ConnectionID(8801, 0, "3002")
    calls = {LIND_CALL: floor.calls[LIND_CALL], moved: call(moved, "1002", "5559876")}
    return changed(floor, calls=calls, agents={**floor.agents, "1002": agent("1002", "Rao, Meera", 4)})


def handed_over(floor: Floor) -> Floor:
    return with_okafors_call(floor, agent_id="1011")


def another_call(floor: Floor) -> Floor:
    return with_okafors_call(floor, began=NOW - 1, ani="5550000")


def no_more_in_it(floor: Floor) -> Floor:
    return changed(floor, engagement=replace(engaged(), engaged=None, over=True))


CHANGES: dict[str, tuple[Callable[[Floor], Floor], str]] = {
    "the call ends": (ended, "has ended"),
    "it is transferred": (transferred, "is not there any more"),
    "it is another agent's now": (handed_over, "is with 1011 Lind, Per now"),
    "another call has its id": (another_call, "is another call by now"),
    "one is not in it any more": (no_more_in_it, "press b first"),
}


async def asked(console: Console, pilot: object, floor: Floor) -> None:
    await console.push(pilot, floor)  # type: ignore[arg-type]
    assert console.app.main.roster.select_agent("1004")
    await pilot.press("i")  # type: ignore[attr-defined]
    assert isinstance(console.app.screen, QuestionDialog)


@pytest.mark.parametrize("change", CHANGES)
async def test_a_change_between_key_and_yes_sends_nothing_and_says_why(change: str) -> None:
    act, words = CHANGES[change]
    console = Console()
    async with console.app.run_test(size=SIZE) as pilot:
        await asked(console, pilot, barged())
        await console.push(pilot, act(console.app.floor))
        assert not isinstance(console.app.screen, QuestionDialog)
        await pilot.press("y")
        assert console.worker.supervised == []
        assert words in console.message


@pytest.mark.parametrize("change", CHANGES)
async def test_a_change_that_comes_with_the_yes_sends_nothing_either(change: str) -> None:
    """The floor is there, but no beat has closed the question yet."""
    act, words = CHANGES[change]
    console = Console()
    async with console.app.run_test(size=SIZE) as pilot:
        await asked(console, pilot, barged())
        dialog = console.app.screen
        assert isinstance(dialog, QuestionDialog)
        console.app.floor = act(console.app.floor)
        dialog.action_answer(True)
        await pilot.pause()
        assert console.worker.supervised == []
        assert words in console.message


async def test_rows_that_are_sorted_anew_change_nothing() -> None:
    console = Console()
    async with console.app.run_test(size=SIZE) as pilot:
        await asked(console, pilot, barged())
        floor = console.app.floor
        before = {f"10{n:02}": agent(f"10{n:02}", f"Aa {n}", 4) for n in range(50, 60)}
        calls = {ConnectionID(9000 + n, 0, f"30{n}"): call(ConnectionID(9000 + n, 0, f"30{n}"), f"10{n}", "5551")
                 for n in range(50, 60)}  # fmt: skip
        await console.push(pilot, changed(floor, agents=before | dict(floor.agents), calls=calls | dict(floor.calls)))
        await pilot.press("y")
        assert console.worker.supervised == [INTERCEPT]


def test_call_id_reused_needs_to_know_both_beginnings() -> None:
    floor = barged()
    assert call_id_reused(floor, another_call(floor), OKAFOR_CALL) == "call 8801 is another call by now"
    assert call_id_reused(floor, floor, OKAFOR_CALL) is None
    assert call_id_reused(floor, with_okafors_call(floor, began=NOW - 9, began_known=False), OKAFOR_CALL) is None
    assert call_id_reused(floor, changed(floor, calls={}), OKAFOR_CALL) is None
    assert call_id_reused(floor, another_call(floor), None) is None
