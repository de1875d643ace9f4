"""What is true of every dialog: what stays in sight behind it, how it is closed, what fits a small window."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from textual.widgets import Input
from ui_kit import DIALOGS, LIND_CALL, NOW, Console, assist, busy, call, changed, emergency, engaged, open_dialog

from app.model import AlarmKind, AlarmState, ConnectionID, Floor
from app.text import time_of_day
from app.ui.dialogs import HistoryDialog, ShelveDialog
from app.ui.panes import AlertsPane, RosterPane
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


async def test_q_closes_every_dialog_and_is_no_to_a_question() -> None:
    console = Console()
    async with console.app.run_test(size=(80, 24)) as pilot:
        await console.push(pilot, busy(engagement=engaged(), alarms=(assist(),)))
        for name, (pane, action) in DIALOGS.items():
            await open_dialog(console, pilot, pane, action)
            await pilot.press("q")
            await pilot.pause()
            if action == "palette":
                assert console.app.screen.query_one(Input).value == "q"
                await pilot.press("escape")
            assert console.app.screen is console.app.main, name
            if action == "intercept":
                assert console.message == "no: nothing was sent"
        assert not console.worker.commands
        assert not console.worker.stopped


async def test_q_is_a_letter_in_the_text_fields_of_dialogs() -> None:
    console = Console()
    async with console.app.run_test(size=(80, 24)) as pilot:
        await console.push(pilot, busy(alarms=(assist(),)))
        await pilot.press("h", "slash", "q")
        assert isinstance(console.app.screen, HistoryDialog)
        assert console.app.screen.query_one(Input).value == "q"
        await pilot.press("escape", "q")
        assert console.app.screen is console.app.main
        await pilot.press("3", "v", "end", "enter", "q")
        assert isinstance(console.app.screen, ShelveDialog)
        assert console.app.screen.query_one(Input).value == "q"


async def test_a_time_to_shelve_for_is_said_as_it_was_chosen() -> None:
    console = Console()
    async with console.app.run_test(size=(120, 30)) as pilot:
        await console.push(pilot, busy(alarms=(assist(),)))
        await pilot.press("3", "v", "enter")
        assert console.message == "shelved for 15 min: Assist 1011 Lind, Per; v on it brings it back"
        await pilot.press("v", "right", "right", "enter")
        assert console.message.startswith("shelved for 1 h: ")


LONG_NAME = "Hernández-García, María Fernanda"


def with_long_names(name: str = LONG_NAME, ani: str = "+4930123456789", **more: Any) -> Floor:
    """Agent 1004 has this name, the call a long id, the caller a long number; barged in."""
    floor = busy()
    connection = ConnectionID(16777223, 0, "3004")
    long = call(connection, "1004", ani)
    agents = {**floor.agents, "1004": replace(floor.agents["1004"], name=name)}
    calls = {connection: long, LIND_CALL: floor.calls[LIND_CALL]}
    own = replace(engaged(), connection=connection, own_connection=ConnectionID(16777223, 0, "3901"))
    return replace(floor, agents=agents, calls=calls, engagement=own, **more)


@pytest.mark.parametrize(("name", "ani"), [(LONG_NAME, "+4930123456789"), ("Ali, Zahra", "12125550195")])
async def test_the_smallest_window_shows_the_whole_question_and_both_keys(name: str, ani: str) -> None:
    console = Console()
    async with console.app.run_test(size=(40, 10)) as pilot:
        await console.push(pilot, with_long_names(name, ani, alarms=(assist(),)))
        await open_dialog(console, pilot, RosterPane.PANE, "intercept")
        said = console.words().replace("┃ ┃ ", "")
        who = f"1004 {name}"
        assert f"Intercept call 16777223 of {who}? {who} is dropped, you stay with caller {ani}." in said
        assert "y intercept n no (no in 10 s)" in said
        await pilot.press("n")
        await open_dialog(console, pilot, RosterPane.PANE, "quit")
        said = console.words().replace("┃ ┃ ", "")
        assert f"Your phone is in call 16777223 with {who} and" in said
        assert "c clear and quit y quit, stay in the call n stay here" in said


async def test_a_name_as_long_as_the_field_leaves_the_effect_and_the_keys() -> None:
    console = Console()
    async with console.app.run_test(size=(80, 24)) as pilot:
        floor = with_long_names()
        floor = replace(floor, agents={**floor.agents, "1004": replace(floor.agents["1004"], name="x" * 200)})
        await console.push(pilot, floor)
        await open_dialog(console, pilot, RosterPane.PANE, "intercept")
        assert "is dropped, you stay with caller +4930123456789." in console.words()
        assert "y intercept n no" in console.words()


async def test_an_emergency_that_arrives_moves_no_dialog() -> None:
    console = Console()
    async with console.app.run_test(size=(80, 24)) as pilot:
        await console.push(pilot, busy(engagement=engaged()))
        await open_dialog(console, pilot, RosterPane.PANE, "quit")
        before = console.app.screen.query_one("#dialog").region
        await console.push(pilot, changed(busy(engagement=engaged()), alarms=(emergency(),)))
        await pilot.pause()
        assert "EMERGENCY" in console.text().split("\n")[1]
        assert console.app.screen.query_one("#dialog").region == before


async def test_an_answer_over_a_dialog_gives_the_keys_back_once_it_was_read() -> None:
    console = Console()
    async with console.app.run_test(size=(80, 24)) as pilot:
        await console.push(pilot, busy())
        await pilot.press("h", "e")
        await pilot.pause()
        assert "no emergency is listed" in console.words()
        assert "/ filter" not in console.words()
        console.pass_time(2)
        await pilot.pause()
        assert "no emergency is listed" in console.words()
        console.pass_time(5)
        await pilot.pause()
        assert "/ filter" in console.words()


@pytest.mark.parametrize("size", [(40, 10), (80, 24), (120, 30)])
async def test_the_history_says_the_whole_cause(size: tuple[int, int]) -> None:
    over = assist(
        kind=AlarmKind.LONG_STATE, state=AlarmState.NORMAL, cleared=NOW - 20, cleared_reason="the state has changed",
        name=LONG_NAME, text="Not ready (Lunch) for longer than 15 minutes",
    )  # fmt: skip
    console = Console()
    async with console.app.run_test(size=size) as pilot:
        await console.push(pilot, busy(history=(over,)))
        await open_dialog(console, pilot, AlertsPane.PANE, "history")
        words = f"the state has changed {time_of_day(NOW - 20, ())}; Not ready (Lunch) for longer than 15 minutes"
        if size[1] > 10:
            assert words in console.words()
        else:
            console.app.screen.query_one("#history-scroll").scroll_end(animate=False)
            await pilot.pause()
            said = console.words()
            assert "…" not in said
            assert "15 minutes ↑ ↓ scroll / filter esc back" in said
        await pilot.press("slash", *"lunch")
        await pilot.pause()
        assert "no line has these words" not in console.words()
        await pilot.press(*"x")
        await pilot.pause()
        assert "no line has these words" in console.words()


async def test_details_that_need_a_second_line_keep_their_column() -> None:
    console = Console()
    async with console.app.run_test(size=(40, 10)) as pilot:
        await console.push(pilot, busy())
        await open_dialog(console, pilot, RosterPane.PANE, "details")
        lines = [line.strip("│ ") for line in console.text().split("\n")]
        at = next(n for n, line in enumerate(lines) if line.startswith("in this state"))
        assert lines[at].endswith("0:10  since")
        assert lines[at + 1] == time_of_day(NOW - 10, ())
        assert console.text().split("\n")[at + 1].index(lines[at + 1]) == console.text().split("\n")[at].index("0:10")
