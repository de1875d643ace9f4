"""Messages about the link leave with it; others that had to wait carry their time. From the session to the screen."""

from __future__ import annotations

from floor_kit import EPOCH, Wired
from ui_kit import Console

from app.text import time_of_day


async def test_that_there_is_no_session_is_said_by_the_state_of_the_link_and_leaves_with_it() -> None:
    made = Wired(seed=2, agents=4, still=True, emergencies=0, services=0xA5)
    made.run(3.0)
    console = Console()
    console.clock.now = EPOCH + made.now
    async with console.app.run_test(size=(160, 40)) as pilot:
        await console.push(pilot, made.floor)
        made.lose()
        made.lose()
        await console.push(pilot, made.floor)
        assert "RECONNECTING  The connection broke." in console.text().split("\n")[0]
        assert "No session" not in console.text()
        assert [note.text for note in made.floor.notes if note.text.startswith("No session")]
        made.connect()
        made.run(2.0)
        came = console.clock.now
        await console.push(pilot, made.floor)
        assert "No session" not in console.text()
        for _ in range(60):
            console.pass_time(1.0)
            await pilot.pause()
            assert "No session" not in console.message
            if "no events from" in console.message:
                break
        assert "no events from" in console.message
        assert console.message.startswith((time_of_day(came, ()), "no events"))


async def test_a_loss_that_is_over_when_the_floor_is_drawn_is_not_said_as_if_it_lasted() -> None:
    made = Wired(seed=2, agents=4, still=True, emergencies=0, services=0xA5)
    made.run(3.0)
    console = Console()
    console.clock.now = EPOCH + made.now
    async with console.app.run_test(size=(160, 40)) as pilot:
        await console.push(pilot, made.floor)
        made.lose()
        made.connect()
        made.run(2.0)
        await console.push(pilot, made.floor)
        assert any(note.text.startswith("No session") for note in made.floor.notes)
        for _ in range(30):
            assert "No session" not in console.message
            console.pass_time(1.0)
            await pilot.pause()
