"""The same login open elsewhere: observe nothing, or take over after a question."""

from __future__ import annotations

import pytest
from ui_kit import NOW, Console, busy

from app.model import Floor, Link, LinkState, RetryNow
from app.ui.dialogs.confirm import QuestionDialog

ELSEWHERE = Link(
    LinkState.REFUSED,
    reason="The same login opened a session elsewhere. (status 11)",
    refused_with=11,
    advice="agree on who keeps it",
    ever_open=True,
)
SIZE = (120, 36)


def elsewhere() -> Floor:
    return busy(link=ELSEWHERE)


async def test_yes_takes_over() -> None:
    console = Console()
    async with console.app.run_test(size=SIZE) as pilot:
        await console.push(pilot, elsewhere())
        await pilot.press("r")
        assert isinstance(console.app.screen, QuestionDialog)
        assert console.worker.commands == []
        await pilot.press("y")
        assert console.worker.commands == [RetryNow()]


@pytest.mark.parametrize("key", ["n", "enter", "escape"])
async def test_no_leaves_the_other_session_alone(key: str) -> None:
    console = Console()
    async with console.app.run_test(size=SIZE) as pilot:
        await console.push(pilot, elsewhere())
        await pilot.press("r", key)
        await pilot.pause()
        assert console.worker.commands == []
        assert console.message == "no: the other session goes on, and nothing is observed here"


async def test_the_question_lapses_when_the_session_is_another_one_by_now() -> None:
    console = Console()
    async with console.app.run_test(size=SIZE) as pilot:
        await console.push(pilot, elsewhere())
        await pilot.press("r")
        await console.push(pilot, busy())
        await pilot.pause()
        assert not isinstance(console.app.screen, QuestionDialog)
        assert console.worker.commands == []


async def test_other_refusals_are_retried_without_a_question() -> None:
    console = Console()
    async with console.app.run_test(size=SIZE) as pilot:
        link = Link(LinkState.REFUSED, reason="Not signed in. (status 9)", refused_with=9, retry_at=NOW + 9)
        await console.push(pilot, busy(link=link))
        await pilot.press("r")
        assert console.worker.commands == [RetryNow()]
