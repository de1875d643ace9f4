"""Rows and cursors of the live calls, from bytes to the screen."""

from __future__ import annotations

from call_kit import Bench
from ui_kit import Console

from app.ui.painted import ROW_GONE


async def test_the_cursor_of_live_calls_stays_on_top_until_it_is_moved() -> None:
    bench = Bench()
    bench.talk(8801, "3001")
    console = Console()
    console.clock.now = bench.now
    async with console.app.run_test(size=(80, 24)) as pilot:
        main = console.app.main

        async def after(seconds: float) -> int:
            """The call under the cursor, so many seconds later."""
            console.clock.now = bench.now = bench.now + seconds
            bench.builder.tick(bench.now)
            console.app.beat()
            await console.push(pilot, bench.floor)
            return main.calls.table.cursor_key.connection_call_id

        assert await after(1) == 8801
        bench.talk(8802, "3002")
        bench.end(8801, "3001")
        assert await after(1) == 8802
        assert main.calls.table.cursor_row is main.calls.table.rows[0]
        await pilot.press("2")
        bench.talk(8803, "3003")
        await after(0)
        await after(4)  # the rows kept their places for three seconds
        assert main.calls.table.cursor_key.connection_call_id == 8803
        await pilot.press("b")
        assert console.worker.commands == []
        assert console.message == ROW_GONE
        await after(3)
        await pilot.press("down", "up")
        bench.talk(8804, "3001")
        await after(0)
        assert await after(4) == 8803
        assert main.calls.table.rows[0].key.connection_call_id == 8804
