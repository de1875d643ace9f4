"""Text that goes to the console by mistake does nothing, and ``a`` is not taken for what nobody can have read yet."""

from __future__ import annotations

from dataclasses import replace
from time import monotonic

import pytest
from schedule_kit import EMERGENCY, ChainConsole, console_on, free, press, settle, turns
from textual import events
from ui_kit import NOW, Console, busy, changed, emergency

from app.model import Acknowledge, AlarmState, Supervise
from app.ui.offers import LINE_TOO_NEW, TOO_NEW
from app.ui.panes import CallsPane
from app.ui.terminal_input import MOST_WAITING, TerminalInput, with_ahead
from app.ui.typing_guard import Pace

SIZE = (120, 40)
WITH_KEYS = (160, 45)
"""Wide enough for the column of the alerts that lists the keys."""
TEXT = "hello world"


class Standing:
    """Monotonic seconds that stand still until they are moved."""

    def __init__(self, console: Console) -> None:
        self.now = monotonic()
        console.app.monotonic = lambda: self.now

    async def at_once(self, console: Console, text: str) -> None:
        """The text comes from the terminal in one read, after what is painted and before what it will paint."""
        self.now += 1
        for message in with_ahead(TerminalInput().feed(text.encode(), 0.0, MOST_WAITING)):
            message.time = self.now - 0.5
            console.app.post_message(message)
        await settle(console)


def typing_said(console: Console) -> list[str]:
    """What was said of typing."""
    return [note.text for note in console.app.answers if "typing" in note.text]


@pytest.mark.parametrize("text", [TEXT, "a call was made", "b1ca", "we all\r"])
async def test_text_that_comes_at_once_does_nothing_and_it_is_said_once(text: str) -> None:
    console = ChainConsole()
    clock = Standing(console)
    async with console.app.run_test(size=SIZE):
        await settle(console)
        console.app.main.go_to(CallsPane.PANE)
        assert console.app.main.calls.select_agent("1001")
        await settle(console)
        before = console.text().split("\n")[:-2]
        await clock.at_once(console, text)
        assert console.chain.commands == []
        assert console.app.screen_stack == [console.app.main]
        assert console.app.main.current is CallsPane.PANE
        assert console.text().split("\n")[:-2] == before
        assert typing_said(console) == ["taken as typing: nothing was done"]
        assert console.message == "taken as typing: nothing was done"


@pytest.mark.parametrize(("gap", "apart"), [(0, 0.0), (1, 0.1), (2, 0.03), (4, 0.0), (6, 0.1)])
async def test_text_that_comes_letter_by_letter_sends_and_acknowledges_nothing(gap: int, apart: float) -> None:
    console = ChainConsole()
    clock = Standing(console)
    async with console.app.run_test(size=SIZE):
        await settle(console)
        assert console.app.main.roster.select_agent("1001")
        for key in TEXT:
            clock.now += apart
            press(console, key, clock.now)
            await turns(gap)
        await settle(console)
        assert console.chain.commands == []
        assert len(typing_said(console)) == 1
        clock.now += 1
        for key in ("escape", "escape", "e", "b"):
            clock.now += 1
            press(console, key, clock.now)
            await settle(console)
        (command,) = console.chain.commands
        assert isinstance(command, Supervise)
        assert command.target.agent_id == EMERGENCY


@pytest.mark.parametrize("text", ["2eb", "eb", "1eb"])
async def test_three_keys_at_once_do_what_they_do_one_by_one(text: str) -> None:
    console = ChainConsole()
    clock = Standing(console)
    async with console.app.run_test(size=SIZE):
        await settle(console)
        assert console.app.main.roster.select_agent("1001")
        await clock.at_once(console, text)
        (command,) = console.chain.commands
        assert isinstance(command, Supervise)
        assert command.target.agent_id == EMERGENCY
        assert typing_said(console) == []


async def test_a_text_for_a_text_field_is_text_however_it_comes() -> None:
    console = console_on(free())
    clock = Standing(console)
    async with console.app.run_test(size=SIZE) as pilot:
        await console.push(pilot, free())
        await clock.at_once(console, "/zofia\r")
        assert console.app.main.roster.filter_text == "zofia"
        assert typing_said(console) == []
        assert console.worker.commands == []
        clock.now += 1
        await clock.at_once(console, ":details")
        assert len(console.app.screen_stack) == 2
        assert "details" in console.words()
        assert typing_said(console) == []


async def test_a_command_of_the_palette_is_not_done_before_the_palette_was_on_the_screen() -> None:
    console = console_on(free())
    clock = Standing(console)
    async with console.app.run_test(size=SIZE) as pilot:
        await console.push(pilot, free())
        assert console.app.main.roster.select_agent("1001")
        await settle(console)
        await clock.at_once(console, ":barge\r")
        assert console.worker.commands == []


@pytest.mark.parametrize("keys", [(), ("3",), ("question_mark",)])
async def test_a_bracketed_paste_does_nothing_at_all(keys: tuple[str, ...]) -> None:
    console = ChainConsole()
    async with console.app.run_test(size=SIZE) as pilot:
        await settle(console)
        await pilot.press(*keys)
        await settle(console)
        before = console.text()
        for message in TerminalInput().feed(b"\x1b[200~ab\rbiy all\r\x1b[201~", 0.0):
            assert isinstance(message, events.Paste)
            console.app.post_message(message)
        await settle(console)
        assert console.chain.commands == []
        assert list(console.app.answers) == []
        assert console.text() == before


async def test_a_press_of_the_mouse_does_not_overtake_a_key_that_waits() -> None:
    console = ChainConsole()
    clock = Standing(console)
    async with console.app.run_test(size=SIZE):
        await settle(console)
        main = console.app.main
        assert main.roster.select_agent("1001")
        line = next(y for y, row in enumerate(main.roster.table.rows) if row.key == "1002")
        x, y = main.roster.table.region.x + 5, main.roster.table.region.y + 1 + line
        await settle(console)
        press(console, "x", clock.now)
        press(console, "b", clock.now)
        console.app.post_message(events.MouseDown(None, x, y, 0, 0, 1, False, False, False))
        await settle(console)
        (command,) = console.chain.commands
        assert isinstance(command, Supervise)
        assert command.target.agent_id == "1001"
        assert main.roster.target() is not None
        assert main.roster.target().agent_id == "1002"


# -- the first second of an emergency --------------------------------------------------------------------------------


def looking() -> tuple[Console, Standing]:
    """A console that minds the first second of an emergency, at a time that stands still."""
    console = Console(pace=Pace(typing=0))
    return console, Standing(console)


async def a(console: Console, clock: Standing, after: float) -> list[object]:
    """Press it so many seconds later; what was sent."""
    clock.now += after
    press(console, "a", clock.now)
    await settle(console)
    sent: list[object] = list(console.worker.commands)
    console.worker.commands.clear()
    return sent


@pytest.mark.parametrize("where", ["1", "3", "question_mark"])
async def test_a_is_not_taken_within_the_first_second_that_an_emergency_is_on_the_screen(where: str) -> None:
    console, clock = looking()
    async with console.app.run_test(size=WITH_KEYS) as pilot:
        await console.push(pilot, busy())
        await pilot.press(where)
        await console.push(pilot, changed(console.app.floor, alarms=(emergency(1),)))
        await settle(console)
        assert "a in a second" in console.text()
        assert "a acknowledge" not in console.text()
        assert console.text().count("a in a second") == 2, "the line, and the keys of its row"
        assert await a(console, clock, 0.4) == []
        assert await a(console, clock, 0.5) == []
        assert TOO_NEW in console.app.answers[-1].text
        console.clock.now -= 3_600  # the wall clock is set back
        clock.now += 0.11
        console.app._offer_again()
        await settle(console)
        assert console.text().count("a acknowledge") == 2
        assert await a(console, clock, 0.0) == [Acknowledge(1)]


async def test_an_emergency_that_is_raised_again_after_its_acknowledgement_has_its_own_first_second() -> None:
    console, clock = looking()
    async with console.app.run_test(size=SIZE) as pilot:
        await console.push(pilot, busy(alarms=(emergency(1),)))
        await settle(console)
        assert await a(console, clock, 2) == [Acknowledge(1)]
        acked = emergency(1, state=AlarmState.ACK_ACTIVE, acknowledged=NOW)
        await console.push(pilot, changed(console.app.floor, alarms=(acked,)))
        await settle(console)
        clock.now += 60
        again = replace(emergency(1), last_raised=NOW + 60, count=2)
        await console.push(pilot, changed(console.app.floor, alarms=(again,)))
        await settle(console)
        assert await a(console, clock, 0.9) == []
        assert await a(console, clock, 0.2) == [Acknowledge(1)]


async def test_an_emergency_that_is_raised_again_while_it_waits_can_be_acknowledged_at_once() -> None:
    console, clock = looking()
    async with console.app.run_test(size=SIZE) as pilot:
        await console.push(pilot, busy(alarms=(emergency(1),)))
        await settle(console)
        clock.now += 5
        await console.push(pilot, changed(console.app.floor, alarms=(replace(emergency(1), last_raised=NOW, count=2),)))
        await settle(console)
        assert await a(console, clock, 0.1) == [Acknowledge(1)]


async def test_after_one_is_acknowledged_a_second_press_is_not_taken_for_the_next_in_the_line() -> None:
    console, clock = looking()
    async with console.app.run_test(size=SIZE) as pilot:
        await console.push(pilot, busy(alarms=(emergency(2), emergency(1))))
        await settle(console)
        assert await a(console, clock, 2) == [Acknowledge(2)]
        await console.push(pilot, changed(console.app.floor, alarms=(emergency(1),)))
        await settle(console)
        assert await a(console, clock, 0.2) == []
        assert console.message == LINE_TOO_NEW
        assert await a(console, clock, 0.4) == [Acknowledge(1)]
