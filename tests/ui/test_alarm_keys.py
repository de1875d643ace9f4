"""e, a, s, bell and flash: an emergency is never lost, and always two keys away."""

from __future__ import annotations

from dataclasses import replace

import pytest
from ui_kit import LIND_CALL, NOW, Console, busy, changed, emergency, engaged

from app.model import Acknowledge, AlarmKind, AlarmState, Silence
from app.ui.dialogs.dialog import FloorDialog
from app.ui.panes import AlertsPane
from app.ui.panes.status import EmergencyLine

SIZE = (80, 24)
ASSIST = emergency(7, kind=AlarmKind.ASSIST, agent_id="1011", name="Lind, Per", connection=LIND_CALL)


@pytest.mark.parametrize("before", ["1", "2", "3", "tab"])
@pytest.mark.parametrize("size", [(80, 24), (60, 15)])
async def test_e_from_every_pane(before: str, size: tuple[int, int]) -> None:
    console = Console()
    async with console.app.run_test(size=size) as pilot:
        await console.push(pilot, busy(alarms=(ASSIST, emergency())))
        await pilot.press(before, "e")
        await pilot.pause()
        selected = console.app.main.alerts.selected_alarm()
        assert selected is not None
        assert selected.alarm_id == 1
        assert console.app.main.current is AlertsPane.PANE
        assert console.app.main.alerts.table.has_focus


OPENERS = [("question_mark",), ("t",), ("enter",), ("i",), ("q",)]


@pytest.mark.parametrize("keys", OPENERS)
@pytest.mark.parametrize("size", [(80, 24), (60, 15)])
async def test_the_emergency_is_seen_and_reached_under_every_dialog(
    keys: tuple[str, ...], size: tuple[int, int]
) -> None:
    console = Console()
    floor = busy(engagement=engaged())
    async with console.app.run_test(size=size) as pilot:
        await console.push(pilot, floor)
        console.app.main.roster.select_agent("1004")
        await pilot.press(*keys)
        assert isinstance(console.app.screen, FloorDialog)
        await console.push(pilot, changed(floor, alarms=(emergency(),)))
        await pilot.pause()
        line = console.text().split("\n")[1]
        assert "EMERGENCY" in line
        assert "1004 Okafor" in line
        await pilot.press("a")
        assert console.worker.commands == [Acknowledge(1)]
        await pilot.press("e")
        await pilot.pause()
        assert console.app.screen is console.app.main
        selected = console.app.main.alerts.selected_alarm()
        assert selected is not None
        assert selected.alarm_id == 1


async def test_the_palette_shows_the_emergency_and_takes_letters_as_letters() -> None:
    console = Console()
    async with console.app.run_test(size=SIZE) as pilot:
        await console.push(pilot, busy(alarms=(emergency(),)))
        await pilot.press("colon", "e", "a")
        assert isinstance(console.app.screen, FloorDialog)
        assert console.worker.commands == []
        assert console.app.screen.query_one(EmergencyLine).display
        await pilot.press("escape", "e")
        await pilot.pause()
        assert console.app.main.current is AlertsPane.PANE


async def test_e_with_nothing_to_go_to_says_so_and_leaves_the_dialog_open() -> None:
    console = Console()
    async with console.app.run_test(size=SIZE) as pilot:
        await console.push(pilot, busy())
        await pilot.press("question_mark", "e")
        assert isinstance(console.app.screen, FloorDialog)
        assert "no emergency is listed" in console.words()


async def test_e_finds_it_behind_a_filter() -> None:
    console = Console()
    async with console.app.run_test(size=SIZE) as pilot:
        await console.push(pilot, busy(alarms=(ASSIST, emergency())))
        await pilot.press("3", "slash", *"as", "enter", "1", "e")
        selected = console.app.main.alerts.selected_alarm()
        assert selected is not None
        assert selected.alarm_id == 1


async def test_unacknowledged_first_then_newest() -> None:
    console = Console()
    done = emergency(9, state=AlarmState.ACK_ACTIVE, acknowledged=NOW)
    async with console.app.run_test(size=SIZE) as pilot:
        await console.push(pilot, busy(alarms=(emergency(1), emergency(2), done)))
        await pilot.press("e")
        selected = console.app.main.alerts.selected_alarm()
        assert selected is not None
        assert selected.alarm_id == 2


async def test_a_acknowledges_one_alarm_by_one_key() -> None:
    console = Console()
    async with console.app.run_test(size=SIZE) as pilot:
        await console.push(pilot, busy(alarms=(emergency(1), emergency(2))))
        await pilot.press("a")
        assert console.worker.commands == [Acknowledge(2)]


async def test_a_in_the_alerts_pane_is_for_the_selected_alarm() -> None:
    console = Console()
    async with console.app.run_test(size=SIZE) as pilot:
        await console.push(pilot, busy(alarms=(emergency(1), ASSIST)))
        await pilot.press("3")
        console.app.main.alerts.select_alarm(7)
        await pilot.press("a")
        assert console.worker.commands == [Acknowledge(7)]


async def test_a_on_an_acknowledged_alarm_says_so() -> None:
    console = Console()
    done = emergency(1, state=AlarmState.ACK_ACTIVE, acknowledged=NOW)
    async with console.app.run_test(size=SIZE) as pilot:
        await console.push(pilot, busy(alarms=(done,)))
        await pilot.press("3", "a")
        assert console.worker.commands == []
        assert "acknowledged already" in console.message


async def test_a_newer_emergency_that_takes_the_line_just_before_a_is_not_acknowledged() -> None:
    console = Console()
    floor = busy(alarms=(emergency(1),))
    async with console.app.run_test(size=SIZE) as pilot:
        await console.push(pilot, floor)
        await console.push(pilot, changed(floor, alarms=(emergency(2), emergency(1))))
        await pilot.press("a")
        assert console.worker.commands == []
        assert "newer emergency" in console.message
        await pilot.press("a")
        assert console.worker.commands == [Acknowledge(2)]


async def test_s_silences_and_acknowledges_nothing() -> None:
    console = Console()
    async with console.app.run_test(size=SIZE) as pilot:
        await console.push(pilot, busy(alarms=(emergency(),)))
        await pilot.press("s")
        assert console.worker.commands == [Silence()]


async def test_the_bell_rings_at_once_then_every_two_seconds_until_acknowledged() -> None:
    console = Console()
    floor = busy(alarms=(emergency(),))
    async with console.app.run_test(size=SIZE) as pilot:
        await console.push(pilot, busy())
        assert console.bells == 0
        await console.push(pilot, floor)
        assert console.bells == 1
        for _ in range(8):
            console.pass_time(0.5)
        assert console.bells == 3
        done = emergency(state=AlarmState.ACK_ACTIVE, acknowledged=NOW)
        await console.push(pilot, changed(floor, alarms=(done,)))
        console.pass_time(5)
        assert console.bells == 3


async def test_the_bell_rings_again_for_a_new_one_after_silence() -> None:
    console = Console()
    floor = busy(alarms=(emergency(1),), silenced=True)
    async with console.app.run_test(size=SIZE) as pilot:
        await console.push(pilot, replace(floor, silenced=False))
        await console.push(pilot, floor)
        console.pass_time(10)
        assert console.bells == 1
        await console.push(pilot, changed(floor, alarms=(emergency(2), emergency(1)), silenced=False))
        assert console.bells == 2


async def test_the_bell_can_be_switched_off() -> None:
    console = Console(bell=False)
    async with console.app.run_test(size=SIZE) as pilot:
        await console.push(pilot, busy(alarms=(emergency(),)))
        console.pass_time(10)
        assert console.bells == 0


@pytest.mark.parametrize(("flash", "silenced", "flashes"), [(True, False, 5), (True, True, 5), (False, False, 0)])
async def test_flashing_is_one_hertz_and_can_be_switched_off_but_not_by_silencing(
    flash: bool, silenced: bool, flashes: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    console = Console(flash=flash)
    phases: list[bool] = []
    monkeypatch.setattr(console.app.main, "set_flash", phases.append)
    async with console.app.run_test(size=SIZE) as pilot:
        await console.push(pilot, busy(alarms=(emergency(),), silenced=silenced))
        phases.clear()
        for _ in range(10):
            console.pass_time(0.5)
        ons = sum(1 for before, on in zip([False, *phases], phases, strict=False) if on and not before)
        assert ons == flashes


async def test_an_acknowledged_alarm_is_steady(monkeypatch: pytest.MonkeyPatch) -> None:
    console = Console()
    phases: list[bool] = []
    monkeypatch.setattr(console.app.main, "set_flash", phases.append)
    done = emergency(state=AlarmState.ACK_ACTIVE, acknowledged=NOW)
    async with console.app.run_test(size=SIZE) as pilot:
        await console.push(pilot, busy(alarms=(done,)))
        for _ in range(6):
            console.pass_time(0.5)
        assert True not in phases


async def test_the_word_in_capitals_is_on_screen_only_while_one_is_listed() -> None:
    console = Console()
    async with console.app.run_test(size=(120, 40)) as pilot:
        await console.push(pilot, busy())
        assert "EMERGENCY" not in console.text()
        await pilot.press("question_mark")
        assert "EMERGENCY" not in console.text()
        await pilot.press("escape", "colon")
        assert "EMERGENCY" not in console.text()
