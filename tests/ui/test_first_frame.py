"""The first frame has everything that is known before there is a floor; the worker starts after it."""

from __future__ import annotations

import asyncio

import pytest
from ui_kit import Console

from app.ui import app as console_app


@pytest.mark.parametrize("size", [(160, 45), (80, 24), (60, 20), (39, 9)])
async def test_the_first_frame_is_the_one_that_stays(size: tuple[int, int]) -> None:
    console = Console()
    app, drawn = console.app, console.app.post_display_hook
    frames: list[tuple[str, bool]] = []

    def frame() -> None:
        if app.main.composed:
            frames.append((console.text(), console.worker.on_floor is not None))
        drawn()

    app.post_display_hook = frame  # type: ignore[method-assign]
    async with app.run_test(size=size) as pilot:
        await pilot.pause()
        assert frames[0] == (console.text(), False), "whole, before the worker was started"
        assert frames[1][1], "and started right after it"
        assert ("Team roster" in frames[0][0]) == (size >= (40, 10))


async def test_the_worker_starts_also_where_the_terminal_takes_no_frame(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(console_app, "LATEST_START", 0.01)
    console, started = Console(), asyncio.Event()
    monkeypatch.setattr(console.worker, "start", lambda on_floor: started.set())
    monkeypatch.setattr(console.app, "post_display_hook", lambda: None)
    async with console.app.run_test(size=(80, 24)):
        await asyncio.wait_for(started.wait(), 20)
