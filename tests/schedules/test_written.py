"""What the console writes to a terminal: it shows what was composed, whatever comes, and in few bytes."""

from __future__ import annotations

from typing import Any

import pytest
from rich.color import ColorSystem
from rich.console import Console
from rich.segment import Segment
from schedule_kit import ChainConsole, press, settle
from terminal_kit import StyledTerminal, seen
from textual import events
from textual._compositor import LayoutUpdate
from textual.app import App

from app.ui.app import SLOW_FRAME, SLOW_STEP
from app.ui.terminal_lines import ChangedLines, TerminalLines

TRUECOLOR = Console(color_system="truecolor")
SIZES = [(40, 10), (120, 40)]


class Watched:
    """A console whose frames are written to a terminal, though it has none."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, **settings: Any) -> None:
        self.console = ChainConsole(**settings)
        self.terminal = StyledTerminal(1, 1)
        self.written: list[str] = []
        lines, display = TerminalLines(), App._display

        def displayed(app: App[Any], screen: Any, renderable: Any) -> None:
            if renderable is not None:
                assert isinstance(renderable, ChangedLines)
                if isinstance(renderable._update, LayoutUpdate):
                    self.terminal = StyledTerminal(app.size.width, app.size.height)
                written = ChangedLines(renderable._update, lines).render_segments(TRUECOLOR)
                self.terminal.feed(written)
                self.written.append(written)
            display(app, screen, renderable)

        monkeypatch.setattr(App, "_display", displayed)

    async def look(self) -> None:
        """Wait until all is drawn; the terminal must show what Textual's own compositor makes of the widgets."""
        await settle(self.console)
        screen = self.console.app.screen
        expected = StyledTerminal(screen.size.width, screen.size.height)
        for y, strip in enumerate(screen._compositor.render_strips()):
            update = TerminalLines().changes({y: [Segment(*segment) for segment in strip]}, ColorSystem.TRUECOLOR)
            expected.feed(update)
        for row, wanted in zip(self.terminal.cells, expected.cells, strict=True):
            assert [seen(cell) for cell in row] == [seen(cell) for cell in wanted]


@pytest.mark.parametrize("size", SIZES)
async def test_the_terminal_shows_what_was_composed(size: tuple[int, int], monkeypatch: pytest.MonkeyPatch) -> None:
    watched = Watched(monkeypatch)
    console, chain = watched.console, watched.console.chain
    async with console.app.run_test(size=size) as pilot:
        await watched.look()
        for step in range(8):
            chain.do(("emergency", "assist", "hold", "call")[step % 4], f"100{1 + step % 6}", 0.3)
            chain.run(0.7)
            console.app.beat()
            await watched.look()
            press(console, ("down", "2", "enter", "escape", "e", "z", "3", "z")[step])
            await watched.look()
        press(console, "question_mark")
        await watched.look()
        chain.do("emergency", "1002")
        chain.run(1)
        console.app.beat()
        await watched.look()
        press(console, "escape")
        await watched.look()
        await pilot.resize_terminal(size[0] + 3, size[1] + 2)
        await watched.look()


async def test_a_second_in_which_only_times_change_takes_few_bytes(monkeypatch: pytest.MonkeyPatch) -> None:
    watched = Watched(monkeypatch)
    console, chain = watched.console, watched.console.chain
    async with console.app.run_test(size=(120, 40)):
        press(console, "a")
        press(console, "escape")
        chain.run(3)
        console.app.beat()
        await settle(console)
        watched.written.clear()
        for _ in range(5):
            chain.client.run(1)
            console.app.beat()
            await settle(console)
        times = console.text().count(":")
        assert times > 15
        assert len("".join(watched.written)) / 5 <= 20 * times


async def test_a_terminal_that_tells_its_size_again_gets_the_whole_screen(monkeypatch: pytest.MonkeyPatch) -> None:
    watched = Watched(monkeypatch)
    app = watched.console.app
    async with app.run_test(size=(80, 24)):
        await watched.look()
        watched.written.clear()
        app.post_message(events.Resize(app.size, app.size))
        await settle(watched.console)
        assert sum(map(len, watched.written)) > 80 * 24
        await watched.look()


async def test_over_a_slow_line_nothing_flashes_times_change_in_steps_and_frames_are_few(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    watched = Watched(monkeypatch, slow=True)
    console, chain, app = watched.console, watched.console.chain, watched.console.app
    async with app.run_test(size=(120, 40)):
        chain.run(3)
        await watched.look()
        assert "EMERGENCY" in console.text()  # unacknowledged: it would flash
        assert app.main._update_timer._interval == SLOW_FRAME == 0.5
        seconds = 0
        written = []
        for half in range(2 * 4 * SLOW_STEP):
            watched.written.clear()
            chain.client.run(0.5)
            app.beat()
            await settle(console)
            seconds += half % 2
            written.append(len("".join(watched.written)))
        await watched.look()
        assert sum(size > 0 for size in written) <= 4
        assert sum(written) / seconds < 500
        app.perform("help")
        await watched.look()
        assert app.screen._update_timer._interval == SLOW_FRAME
