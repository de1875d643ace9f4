"""Nothing that arrives moves what people look at: no layout for an emergency, a line, a message or a row that comes."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from rich.console import RenderableType
from rich.segment import Segment
from schedule_kit import ChainConsole, press, settle
from textual._compositor import Compositor
from textual.geometry import Region
from textual.screen import Screen
from textual.widget import Widget

from app.model import Action, Severity
from app.ui.dialogs.dialog import FloorDialog

SIZES = [(40, 10), (60, 15), (80, 24), (120, 40)]


@contextmanager
def layouts() -> Iterator[list[str]]:
    """Count the layouts of any screen while the block runs, and who asked for them."""
    done: list[str] = []
    with pytest.MonkeyPatch.context() as patch:
        refresh, lay_out = Widget.refresh, Screen._refresh_layout

        def counted_refresh(self: Widget, *regions: Region, layout: bool = False, **more: bool) -> Widget:
            if layout:
                done.append(f"asked for by {self!r}")
            return refresh(self, *regions, layout=layout, **more)

        def counted_layout(self: Screen[object], *given: object, **more: object) -> None:
            done.append(f"layout of {self!r}")
            lay_out(self, *given, **more)  # type: ignore[arg-type]

        patch.setattr(Widget, "refresh", counted_refresh)
        patch.setattr(Screen, "_refresh_layout", counted_layout)
        yield done


def regions(console: ChainConsole) -> dict[str, Region]:
    """Where the lines and panes are."""
    main = console.app.main
    return {str(widget.id): widget.region for widget in (*main.lines, *main.panes.values(), main.message_line)}


@pytest.mark.parametrize("size", SIZES)
async def test_emergencies_engagements_messages_and_rows_come_and_go_without_a_layout(size: tuple[int, int]) -> None:
    console = ChainConsole()
    chain, main = console.chain, console.app.main
    async with console.app.run_test(size=size):
        await settle(console)
        press(console, "a")
        press(console, "escape")
        await settle(console)
        before, alarms = regions(console), len(main.floor.alarms)

        async def follow(seconds: float) -> None:
            chain.run(seconds)
            console.app.beat()
            await settle(console)

        with layouts() as done:
            for agent in ("1001", "1002", "1004", "1005"):  # more rows than the pane has lines: its scroll bar comes
                chain.do("emergency", agent)
                chain.do("assist", agent)
                await follow(1)
            assert len(main.floor.alarms) >= alarms + 6
            console.app.perform("barge_in")
            await follow(3)
            assert main.floor.engagement is not None
            console.app.perform("clear")
            console.app.say("a message of more than forty characters, which needs two lines there", Severity.ERROR)
            await follow(1)
            assert main.message_line.message
            for _ in range(5):
                press(console, "a")
                await follow(2)
            assert not any(alarm.acknowledged is None for alarm in main.floor.emergencies())
            for agent in ("1001", "1002", "1003"):
                chain.do("end", agent)
            await follow(30)
        assert done == []
        assert regions(console) == before


async def test_an_emergency_that_comes_under_a_question_lays_nothing_out() -> None:
    console = ChainConsole()
    chain, app = console.chain, console.app
    async with app.run_test(size=(80, 24)):
        await settle(console)
        app.main.roster.select_agent("1001")
        app.perform("barge_in")
        chain.run(3)
        await settle(console)
        assert app.floor.engagement is not None
        assert app.floor.engagement.engaged is Action.BARGE_IN
        app.perform("intercept")
        await settle(console)
        assert isinstance(app.screen, FloorDialog)
        with layouts() as done:
            chain.do("emergency", "1002")
            chain.run(1)
            app.beat()
            await settle(console)
        line = console.text().split("\n")[1]
        assert line.split()[1:3] == ["EMERGENCY", "1002"]
        assert "YOU  ● BARGED IN" in line
        assert done == []


def lines(console: ChainConsole) -> list[list[Segment]]:
    """The lines of the screen, with their styles."""
    return [list(strip.simplify()) for strip in console.app.screen._compositor.render_strips()]


@contextmanager
def painted_lines() -> Iterator[set[int]]:
    """The lines of the screen that are painted while the block runs."""
    painted: set[int] = set()
    with pytest.MonkeyPatch.context() as patch:
        render = Compositor.render_update

        def noted_render(self: Compositor, **how: Any) -> RenderableType | None:
            painted.update(y for region in self._dirty_regions for y in region.line_range)
            return render(self, **how)

        patch.setattr(Compositor, "render_update", noted_render)
        yield painted


@pytest.mark.parametrize("size", SIZES)
async def test_an_emergency_repaints_its_lines_and_rows_alone(size: tuple[int, int]) -> None:
    console = ChainConsole()
    async with console.app.run_test(size=size):
        await settle(console)
        console.app.perform("acknowledge")
        console.chain.run(2)
        await settle(console)
        console.app.perform("back")  # the answer to the key leaves
        await settle(console)
        before = lines(console)
        assert "EMERGENCY" not in console.text().split("\n")[1]
        console.chain.do("emergency", "1002", 0.5)
        with painted_lines() as painted:
            console.chain.run(0)
            await settle(console)
        differ = {y for y, (old, new) in enumerate(zip(before, lines(console), strict=True)) if old != new}
        assert "EMERGENCY" in console.text().split("\n")[1]
        assert 1 in painted
        assert painted == differ
