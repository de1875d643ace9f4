"""e, a, s, bell and flash: an emergency is never lost, and always two keys away."""

from __future__ import annotations

from dataclasses import replace

import pytest
from textual.pilot import Pilot
from ui_kit import LIND_CALL, NOW, Console, busy, changed, emergency, engaged

from app.model import Acknowledge, Alarm, AlarmKind, AlarmState, Silence
from app.ui.dialogs.dialog import FloorDialog
from app.ui.handlers import ACTIONS
from app.ui.panes import AlertsPane, CallsPane, RosterPane
from app.ui.panes.status import EmergencyLine
from app.ui.typing_guard import Pace
from app.ui.widgets.footer import footer_keys

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
        assert console.app.screen.query_one(EmergencyLine).alarm() is not None
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
    console = Console(pace=Pace(typing=0, look=3_600))
    floor = busy(alarms=(emergency(1),))
    async with console.app.run_test(size=SIZE) as pilot:
        await console.push(pilot, floor)
        await console.push(pilot, changed(floor, alarms=(emergency(2), emergency(1))))
        await pilot.press("a")
        assert console.worker.commands == []
        assert "just come" in console.message


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


# -- what a line offers is what the key does -------------------------------------------------------------------------

LOST_LINK = replace(ASSIST, kind=AlarmKind.LINK, agent_id=None, name="", connection=None)
ACKED = emergency(9, agent_id="1002", name="Rao, Meera", state=AlarmState.ACK_ACTIVE, acknowledged=NOW)
OVER = emergency(8, raised=NOW - 60, state=AlarmState.UNACK_CLEARED, cleared=NOW)
FLOORS = {
    "one": (emergency(1), ASSIST),
    "one, another acked": (emergency(1), ASSIST, ACKED),
    "two and one that is over": (emergency(2), emergency(1), OVER, ASSIST, ACKED),
    "one that is over": (OVER, ASSIST, ACKED),
}


def emergency_line(console: Console) -> str:
    """The emergency line of the screen or dialog on top; empty where there is none."""
    lines = [line for line in console.text().split("\n") if " e go" in line or "EMERGENCY" in line]
    return lines[0] if lines and console.app.main.emergency_line.display else ""


async def key(console: Console, pilot: Pilot[object], name: str) -> list[Acknowledge]:
    """Press it, and take what it has acknowledged."""
    await pilot.press(name)
    sent = [command for command in console.worker.commands if isinstance(command, Acknowledge)]
    console.worker.commands.clear()
    return sent


@pytest.mark.parametrize("name", FLOORS)
async def test_the_line_the_footer_and_the_hint_offer_a_where_a_is_for_what_they_name(name: str) -> None:
    alarms = FLOORS[name]
    console = Console()
    async with console.app.run_test(size=(160, 45)) as pilot:
        await console.push(pilot, busy(alarms=alarms))
        main = console.app.main
        newest = main.emergency_line.alarm()
        assert newest is not None
        for pane, alarm in [
            (RosterPane.PANE, None),
            (CallsPane.PANE, None),
            *((AlertsPane.PANE, alarm) for alarm in alarms),
        ]:
            main.go_to(pane)
            if alarm is not None:
                assert main.alerts.select_alarm(alarm.alarm_id)
            main.dismiss_message()
            main.refresh_keys()
            await pilot.pause()
            line, hint = emergency_line(console), main.message_line._hint
            footer = next(key.works for key in main.footer.keys if key.id == "acknowledge")
            sent = await key(console, pilot, "a")
            where = f"{pane} {alarm and alarm.alarm_id}: {line}"
            assert ("a acknowledge" in line) is (sent == [Acknowledge(newest.alarm_id)]), where
            assert footer is bool(sent), where
            assert "a acknowledges it" not in hint or sent == [Acknowledge(alarm.alarm_id if alarm else 0)], where
            assert bool(sent) is ("acknowledged already" not in console.message), where


@pytest.mark.parametrize("name", FLOORS)
async def test_the_line_offers_e_where_e_goes_and_again_e_goes_to_the_next(name: str) -> None:
    alarms = FLOORS[name]
    console = Console()
    async with console.app.run_test(size=(160, 45)) as pilot:
        await console.push(pilot, busy(alarms=alarms))
        main = console.app.main
        waiting = [alarm.alarm_id for alarm in console.app.floor.emergencies() if alarm.acknowledged is None]
        assert " e go " in emergency_line(console)
        for alarm_id in waiting:
            await pilot.press("e")
            selected = main.alerts.selected_alarm()
            assert selected is not None
            assert selected.alarm_id == alarm_id
            await pilot.pause()
            to_the_next = "" if len(waiting) == 1 else "go" if alarm_id == waiting[-1] else "next"
            line = emergency_line(console)
            assert [word for word in ("go", "next") if f" e {word} " in line] == ([to_the_next] if to_the_next else [])
        await pilot.press("e")
        selected = main.alerts.selected_alarm()
        assert selected is not None
        assert selected.alarm_id == waiting[0], "round and round"
        assert (console.message == "no other emergency is open") is (len(waiting) == 1)


async def test_e_from_an_acknowledged_one_goes_to_the_one_that_waits_and_with_none_waiting_to_each() -> None:
    console = Console()
    second = replace(ACKED, alarm_id=10, raised=NOW - 50)
    async with console.app.run_test(size=SIZE) as pilot:
        await console.push(pilot, busy(alarms=(emergency(1), ACKED, second)))
        for alarms, expected in (((emergency(1), ACKED, second), [1, 1]), ((ACKED, second), [9, 10, 9])):
            await console.push(pilot, changed(console.app.floor, alarms=alarms))
            console.app.main.go_to(RosterPane.PANE)
            seen = []
            for _ in expected:
                await pilot.press("e")
                selected = console.app.main.alerts.selected_alarm()
                assert selected is not None
                seen.append(selected.alarm_id)
            assert seen == expected
        await pilot.press("3", "question_mark", "e")
        assert console.app.screen is console.app.main, "from a dialog e closes it and goes to the first"
        selected = console.app.main.alerts.selected_alarm()
        assert selected is not None
        assert selected.alarm_id == 9


@pytest.mark.parametrize("opener", [("slash",), ("colon",), ("h", "slash")])
async def test_where_letters_are_text_the_line_offers_neither_as_a_key(opener: tuple[str, ...]) -> None:
    console = Console()
    async with console.app.run_test(size=(120, 40)) as pilot:
        await console.push(pilot, busy(alarms=(emergency(1),)))
        await pilot.press(*opener)
        await pilot.pause()
        assert "esc e go" in emergency_line(console)
        assert "a acknowledge" not in emergency_line(console)
        await pilot.press("e", "a")
        assert console.worker.commands == []
        await pilot.press("escape", "e")
        await pilot.pause()
        assert console.app.main.current is AlertsPane.PANE
        assert "a acknowledge" in emergency_line(console)


# -- s and x say what they did, and leave a mark ---------------------------------------------------------------------


async def test_s_says_what_it_did_and_leaves_a_mark_until_sound_is_on_again() -> None:
    console = Console()
    floor = busy(alarms=(emergency(1),))
    async with console.app.run_test(size=SIZE) as pilot:
        await console.push(pilot, floor)
        await pilot.press("s")
        assert console.message == "sound off until the next new alarm; nothing is acknowledged"
        await console.push(pilot, changed(floor, silenced=True))
        assert "sound off" in console.text().split("\n")[0]
        await console.push(pilot, changed(floor, alarms=(emergency(2), emergency(1))))
        assert "sound off" not in console.text().split("\n")[0]


@pytest.mark.parametrize("size", [(80, 24), (60, 15), (160, 45)])
async def test_x_says_what_it_did_and_leaves_a_mark_until_it_is_pressed_again(size: tuple[int, int]) -> None:
    console = Console()
    async with console.app.run_test(size=size) as pilot:
        await console.push(pilot, busy(alarms=(emergency(1),)))
        assert "flash off" not in console.text()
        await pilot.press("x")
        assert console.message.startswith("flash off: ")
        assert "flash off" in console.text().split("\n")[0]
        await pilot.press("x")
        assert console.message.startswith("flash on: ")
        await pilot.pause()
        assert "flash off" not in console.text()


async def test_s_where_the_settings_have_switched_the_bell_off_says_so() -> None:
    console = Console(bell=False)
    async with console.app.run_test(size=SIZE) as pilot:
        await console.push(pilot, busy(alarms=(emergency(1),)))
        await pilot.press("s")
        assert console.message == "no bell rings: the settings have switched it off"
        assert not next(key for key in footer_keys(ACTIONS, console.app.main.context(), 160)[0] if key.key == "s").works
        assert console.worker.commands == []


async def test_x_where_the_settings_have_switched_flashing_off_says_so() -> None:
    console = Console(flash=False)
    async with console.app.run_test(size=SIZE) as pilot:
        await console.push(pilot, busy(alarms=(emergency(1),)))
        await pilot.press("x")
        assert "settings" in console.message
        assert "flash off" not in console.text()


# -- quitting while a call for help is open --------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("alarms", "words"),
    [
        ((emergency(1),), "The emergency of 1004 Okafor, Ada is open: here nobody sees it once you have quit."),
        ((OVER,), "The emergency of 1004 Okafor, Ada is over, but not acknowledged: here nobody sees it"),
        ((ACKED,), "The emergency of 1002 Rao, Meera is acked here, but not over: here nobody sees it"),
        ((ASSIST,), "The assist of 1011 Lind, Per is open"),
        ((emergency(2), emergency(1), ASSIST), "2 emergencies and 1 assist are open: here nobody sees them"),
        (
            (emergency(1), ASSIST, OVER, ACKED),
            "1 emergency and 1 assist are open; 1 emergency is over, but not acknowledged; "
            "1 emergency is acked here, but not over: here nobody sees them",
        ),
    ],
)
async def test_q_asks_while_a_call_for_help_is_open(alarms: tuple[Alarm, ...], words: str) -> None:
    console = Console()
    async with console.app.run_test(size=SIZE) as pilot:
        await console.push(pilot, busy(alarms=alarms))
        for key_of_no in ("n", "enter", "escape"):
            await pilot.press("q")
            assert words in console.words()
            assert "y quit n stay here" in console.words()
            await pilot.press("c")  # there is no call to clear
            await pilot.press(key_of_no)
            assert console.app.screen is console.app.main
        assert console.worker.stopped == []
        await pilot.press("q", "y")
        assert console.worker.stopped == [("quit", False)]


@pytest.mark.parametrize(
    "alarms",
    [
        (),
        (replace(ACKED, state=AlarmState.NORMAL, cleared=NOW),),
        (replace(ASSIST, state=AlarmState.UNACK_CLEARED, cleared=NOW),),
        (LOST_LINK,),
    ],
)
async def test_q_quits_at_once_where_no_call_for_help_is_open(alarms: tuple[Alarm, ...]) -> None:
    console = Console()
    async with console.app.run_test(size=SIZE) as pilot:
        await console.push(pilot, busy(alarms=alarms))
        await pilot.press("q")
        assert console.worker.stopped == [("quit", False)]


async def test_q_in_a_call_names_the_calls_for_help_too() -> None:
    console = Console()
    async with console.app.run_test(size=SIZE) as pilot:
        await console.push(pilot, busy(engagement=engaged(), alarms=(ASSIST,)))
        await pilot.press("q")
        assert "with 1004 Okafor, Ada and caller 5559876 (BARGED IN)" in console.words()
        assert "The assist of 1011 Lind, Per is open" in console.words()
        await console.push(pilot, busy())
        assert "Nothing is open any more." in console.words()
