"""What is true of every dialog: what stays in sight behind it, how it is closed, what fits a small window."""

from __future__ import annotations

import pytest
from ui_kit import Console, busy

from app.ui.themes import THEMES


@pytest.mark.parametrize("theme", THEMES)
async def test_the_floor_stays_in_sight_behind_a_dialog(theme: str) -> None:
    console = Console(theme=theme)
    async with console.app.run_test(size=(80, 24)) as pilot:
        await console.push(pilot, busy())
        before = console.text().split("\n")
        await pilot.press("t")
        await pilot.pause()
        box = console.app.screen.query_one("#dialog").region
        after = console.text().split("\n")
        assert "Billing" in after[box.y + 2]
        assert [line for y, line in enumerate(after) if not box.y <= y < box.bottom] == [
            line for y, line in enumerate(before) if not box.y <= y < box.bottom
        ]
