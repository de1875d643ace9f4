"""Keys typed faster than the screen follows: nothing crashes, nothing is done twice."""

from __future__ import annotations

import pytest
from textual import events
from textual.widgets import Input, OptionList
from ui_kit import NOW, Console, busy, emergency

from app.ui.dialogs import HelpDialog

KEYS = {"colon": ":", "enter": "\r", "escape": "\x1b", "t": "t", "question_mark": "?", "q": "q", "e": "e"}


@pytest.mark.parametrize(
    "burst",
    [
        ("colon", "enter", "enter"),
        ("colon", "enter", "escape"),
        ("t", "enter", "enter"),
        ("t", "enter", "escape"),
        ("question_mark", "escape", "escape"),
        ("enter", "escape", "escape"),
    ],
)
async def test_two_quick_keys_in_a_dialog_close_it_once(burst: tuple[str, ...]) -> None:
    console = Console()
    async with console.app.run_test(size=(80, 24)) as pilot:
        await console.push(pilot, busy(alarms=(emergency(),)))
        for key in burst:
            character = KEYS[key]
            console.app.post_message(events.Key(key, character if character.isprintable() else None))
        for _ in range(6):
            await pilot.pause()
        assert console.app.is_running
        assert console.app.screen_stack[0] is console.app.main
        assert len(console.worker.supervised) <= 1


async def test_a_stuck_screen_keeps_only_the_newest_floor() -> None:
    console = Console()
    async with console.app.run_test(size=(80, 24)) as pilot:
        on_floor = console.worker.on_floor
        assert on_floor is not None
        before = console.app._message_queue.qsize()
        for revision in range(500):
            on_floor(busy(revision=revision, now=NOW))
        assert console.app._message_queue.qsize() - before <= 1
        await pilot.pause()
        await pilot.pause()
        assert console.app.floor.revision == 499


async def test_a_click_in_the_palette_does_the_command_that_was_clicked_whatever_is_typed_meanwhile() -> None:
    console = Console()
    async with console.app.run_test(size=(80, 24)) as pilot:
        await console.push(pilot, busy())
        await pilot.press("colon")
        choices = console.app.screen.query_one(OptionList)
        choices.highlighted = choices.get_option_index("help")
        console.app.screen.query_one(Input).value = "barge"
        choices.action_select()  # as a click does, on the rows that are still on the screen
        await pilot.pause()
        await pilot.pause()
        assert isinstance(console.app.screen, HelpDialog), console.message
        assert not console.worker.supervised


async def test_keys_after_the_one_that_quits_open_nothing() -> None:
    console = Console()
    async with console.app.run_test(size=(80, 24)) as pilot:
        await console.push(pilot, busy())
        console.app.post_message(events.Key("q", "q"))
        console.app.post_message(events.Key("question_mark", "?"))
        await pilot.pause()
        assert console.app.screen_stack == [console.app.main]
    assert console.worker.stopped
