"""A dialog is opened and closed with beats, floors and keys at every turn of the loop: the console goes on.

Each dialog is opened once to count the turns until nothing is left to be done, and then so often that each of these
turns has its beat; ``DIALOG_OPENS=200`` in the environment opens each as often as one likes.
"""

from __future__ import annotations

import asyncio
import os
from contextlib import suppress

import pytest
from schedule_kit import again, barged_in, console_on, press, settle, tell, turns
from ui_kit import Console

from app.ui.context import Pane
from app.ui.dialogs.dialog import FloorDialog
from app.ui.panes import AlertsPane, CallsPane, RosterPane

TIMES = int(os.environ.get("DIALOG_OPENS", "0"))
"""How often each dialog is opened, if that is more often than it takes turns to open."""

DIALOGS: dict[str, tuple[Pane, str, str]] = {
    "details of an agent": (RosterPane.PANE, "details", "jk"),
    "details of a call": (CallsPane.PANE, "details", "jk"),
    "details of an alarm": (AlertsPane.PANE, "details", "jk"),
    "event log": (RosterPane.PANE, "log", "bc"),
    "history": (AlertsPane.PANE, "history", "jk/b"),
    "help": (RosterPane.PANE, "help", "jkb"),
    "palette": (RosterPane.PANE, "palette", "be"),
    "team": (RosterPane.PANE, "team", "jkb"),
    "shelve": (AlertsPane.PANE, "shelve", "jk+-"),
    "question": (RosterPane.PANE, "intercept", "bc"),
    "quit": (RosterPane.PANE, "quit", "bi"),
}
"""The pane with the keys, the action that opens the dialog, and keys of its own that do not close it."""


async def turns_to_open(console: Console, action: str) -> int:
    """Turns of the loop from the dialog's key until its widgets are there and nothing is left to be done."""
    console.app.action_perform(action)
    dialog, count = console.app.screen, 0
    assert isinstance(dialog, FloorDialog), console.message
    while not dialog.composed or asyncio.get_running_loop()._ready:  # type: ignore[attr-defined]
        await turns(1)
        count += 1
    await close(console)
    return count


async def close(console: Console) -> None:
    """Press escape until no dialog is open."""
    app = console.app
    while isinstance(app.screen, FloorDialog):
        press(console, "escape")
        await turns(1)
        while not app._message_queue.empty():
            await turns(1)
    assert app.screen is app.main


async def open_and_close(console: Console, action: str, keys: str, number: int, most: int) -> None:
    """Open it; a beat, a floor, a key of its own and a flash up to ``most`` turns later; close it at once, or later."""
    app = console.app
    app.action_perform(action)
    assert isinstance(app.screen, FloorDialog), console.message
    await turns(number % most)
    console.clock.now += 1
    app.beat()
    if number % 2:
        press(console, keys[number // 2 % len(keys)])
    tell(console, again(app.floor, console.clock.now))
    await turns(number // most * 7 % 23)
    app.flash(console.clock.now)
    await close(console)
    app.beat()


@pytest.mark.parametrize("name", DIALOGS)
async def test_beats_floors_and_keys_at_every_turn_while_a_dialog_opens_and_closes(name: str) -> None:
    pane, action, keys = DIALOGS[name]
    floor = barged_in()
    console = console_on(floor)
    async with console.app.run_test(size=(80, 24)) as pilot:
        await console.push(pilot, floor)
        console.app.main.go_to(pane)
        if pane is RosterPane.PANE:
            console.app.main.roster.select_agent("1001")
        elif pane is AlertsPane.PANE:
            console.app.main.alerts.select_alarm(2)
        await settle(console)
        most = await turns_to_open(console, action)
        assert most > 10
        for number in range(max(most, TIMES)):
            await open_and_close(console, action, keys, number, most)
        await settle(console)
        assert console.app.is_running
        assert console.app.screen_stack == [console.app.main]
        assert console.worker.commands == []


@pytest.mark.parametrize("name", DIALOGS)
async def test_beats_and_floors_at_every_turn_while_the_console_ends_under_a_dialog(name: str) -> None:
    pane, action, _ = DIALOGS[name]
    floor = barged_in()
    console = console_on(floor)
    async with console.app.run_test(size=(80, 24)) as pilot:
        await console.push(pilot, floor)
        console.app.main.go_to(pane)
        await settle(console)
        console.app.action_perform(action)
        await settle(console)
        clock = asyncio.create_task(beats_and_floors(console))
    clock.cancel()
    with suppress(asyncio.CancelledError):
        await clock  # raises what a beat raised


async def beats_and_floors(console: Console) -> None:
    """A beat and a floor at every turn of the loop, without end."""
    while True:
        console.clock.now += 1
        console.app.beat()
        console.app.show(again(console.app.floor, console.clock.now))
        await turns(1)


async def test_a_floor_that_comes_before_the_widgets_is_drawn_once_they_are_there() -> None:
    floor = barged_in()
    console = console_on(floor)
    console.app.main.show(floor, floor.now)
    console.app.main.set_flash(True)
    assert console.app.main.roster.table.rows == []
    async with console.app.run_test(size=(80, 24)):
        await settle(console)
        assert "1003 Costa" in console.text()
