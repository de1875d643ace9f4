"""Panes, filter, team, sort, details, help, palette, log, retry, hints: and the layouts they live in."""

from __future__ import annotations

import pytest
from textual import events
from ui_kit import LIND_CALL, NOW, OKAFOR_CALL, Console, agent, busy, call, changed, emergency, engaged

from app.model import Link, LinkState, Note, RetryNow, Severity, Team
from app.ui.app import FloorChanged
from app.ui.context import Context
from app.ui.dialogs.dialog import FloorDialog
from app.ui.handlers import ACTIONS
from app.ui.hints import hint
from app.ui.panes import AlertsPane, CallsPane, RosterPane

SIZE = (80, 24)
SIZES = [(80, 24), (60, 15), (120, 40)]


def shown_panes(console: Console) -> list[str]:
    return [str(pane.id) for pane in console.app.main.panes.values() if pane.region.area > 0]


@pytest.mark.parametrize("size", [(80, 24), (120, 40), (200, 50), (100, 24), (80, 50)])
async def test_three_panes_with_number_and_name_are_always_there(size: tuple[int, int]) -> None:
    console = Console()
    async with console.app.run_test(size=size) as pilot:
        await console.push(pilot, busy(alarms=(emergency(),), engagement=engaged()))
        text = console.text()
        for words in ("1 Team roster", "2 Live calls", "3 Alerts", "ONLINE", "EMERGENCY", "YOU", "BARGED IN", "? Help"):
            assert words in text
        assert shown_panes(console) == ["roster", "calls", "alerts"]
        for pane in console.app.main.panes.values():
            assert pane.region.height >= 4


async def test_side_by_side_from_100_cells() -> None:
    console = Console()
    async with console.app.run_test(size=(100, 30)) as pilot:
        await console.push(pilot, busy())
        roster, calls, alerts = (pane.region for pane in console.app.main.panes.values())
        assert roster.y == calls.y
        assert roster.right <= calls.x
        assert alerts.y >= roster.bottom
        assert alerts.width == 100


async def test_stacked_at_80_x_24() -> None:
    console = Console()
    async with console.app.run_test(size=SIZE) as pilot:
        await console.push(pilot, busy(alarms=(emergency(),), engagement=engaged()))
        roster, calls, alerts = (pane.region for pane in console.app.main.panes.values())
        assert roster.bottom <= calls.y
        assert calls.bottom <= alerts.y
        assert (roster.height, calls.height, alerts.height) == (9, 6, 5)


@pytest.mark.parametrize("size", [(60, 15), (79, 40), (100, 20), (40, 10)])
async def test_one_pane_at_a_time_when_small(size: tuple[int, int]) -> None:
    console = Console()
    async with console.app.run_test(size=size) as pilot:
        await console.push(pilot, busy(alarms=(emergency(),)))
        for key, pane in (("2", "calls"), ("3", "alerts"), ("1", "roster"), ("tab", "calls"), ("shift+tab", "roster")):
            await pilot.press(key)
            await pilot.pause()
            assert shown_panes(console) == [pane]
            assert console.app.main.panes[console.app.main.current].table.has_focus
            assert "EMERGENCY" in console.text()


@pytest.mark.parametrize("size", [(39, 30), (100, 9), (10, 3)])
async def test_too_small_says_what_is_needed(size: tuple[int, int]) -> None:
    console = Console()
    async with console.app.run_test(size=size) as pilot:
        await console.push(pilot, busy())
        assert "40 x 10 cells" in console.words()
        assert shown_panes(console) == []


async def test_resizing_back_and_forth_keeps_everything() -> None:
    console = Console()
    async with console.app.run_test(size=(120, 40)) as pilot:
        await console.push(pilot, busy(alarms=(emergency(),)))
        for width, height in ((60, 15), (20, 5), (200, 50), (80, 24)):
            await pilot.resize_terminal(width, height)
            await pilot.pause()
        assert shown_panes(console) == ["roster", "calls", "alerts"]
        assert "40 x 10 cells" not in console.text()


@pytest.mark.parametrize("tiny", [(1, 1), (2, 2), (80, 1)])
async def test_window_made_tiny_and_large_again(tiny: tuple[int, int]) -> None:
    console = Console()
    async with console.app.run_test(size=(80, 24)) as pilot:
        await console.push(pilot, busy())
        for width, height in (tiny, (80, 24)):
            await pilot.resize_terminal(width, height)
            await pilot.pause()
        assert shown_panes(console) == ["roster", "calls", "alerts"]


async def test_tab_goes_round() -> None:
    console = Console()
    async with console.app.run_test(size=SIZE) as pilot:
        await console.push(pilot, busy())
        seen = []
        for _ in range(4):
            seen.append(console.app.main.current)
            await pilot.press("tab")
            await pilot.pause()
        assert seen == [RosterPane.PANE, CallsPane.PANE, AlertsPane.PANE, RosterPane.PANE]


async def test_letters_in_the_filter_are_letters() -> None:
    console = Console()
    async with console.app.run_test(size=SIZE) as pilot:
        await console.push(pilot, busy(alarms=(emergency(),), engagement=engaged()))
        await pilot.press("slash", *"baceiq1")
        assert console.app.main.filter_input.value == "baceiq1"
        assert "esc clears it" in console.text()
        assert "Barge in" not in console.text()
        assert console.app.main.roster.filter_text == "baceiq1"
        assert console.worker.commands == []
        assert console.worker.stopped == []
        assert console.app.screen is console.app.main


async def test_letters_typed_right_after_the_slash_go_into_the_filter() -> None:
    console = Console()
    async with console.app.run_test(size=SIZE) as pilot:
        await console.push(pilot, busy())
        # As the terminal's driver does it: all keys are in the queue before the first is handled.
        for key, character in (("slash", "/"), ("b", "b"), ("q", "q")):
            console.app.post_message(events.Key(key, character))
        for _ in range(4):
            await pilot.pause()
        assert console.app.main.filter_input.value == "bq"
        assert console.worker.commands == []
        assert console.worker.stopped == []


async def test_enter_keeps_the_filter_and_escape_clears_it() -> None:
    console = Console()
    async with console.app.run_test(size=SIZE) as pilot:
        await console.push(pilot, busy())
        main = console.app.main
        await pilot.press("slash", *"li", "enter")
        assert main.roster.filter_text == "li"
        assert not main.filter_input.display
        assert main.roster.table.has_focus
        assert "Rao" not in console.text()
        await pilot.press("slash", "escape")
        assert main.roster.filter_text == ""
        assert "Rao" in console.text()
        await pilot.press("slash", *"li", "enter", "escape")
        assert main.roster.filter_text == ""


async def test_the_cursor_comes_back_to_its_agent_from_a_filter_without_a_match() -> None:
    console = Console()
    async with console.app.run_test(size=(120, 30)) as pilot:
        await console.push(pilot, busy())
        roster = console.app.main.roster
        assert roster.select_agent("1002")
        await pilot.press("slash", *"haz")  # "ha" leaves Haddad, "haz" nobody
        assert roster.table.rows == []
        await pilot.press("escape")
        assert roster.target().agent_id == "1002"
        await pilot.press("slash", *"haz", "enter")
        assert roster.table.rows == []
        await console.push(pilot, changed(busy(), calls={}))
        await pilot.press("escape")
        assert roster.target().agent_id == "1002"
        await pilot.press("slash", *"hax", "backspace", "backspace", "backspace", *"rao")
        assert roster.target().agent_id == "1002"
        await pilot.press("escape", "slash", *"had", "enter", "escape")  # kept: what it found has the cursor
        assert roster.target().agent_id == "1007"
        assert not console.app.main.just_lost(console.clock.now)


async def test_team_chooser() -> None:
    console = Console()
    floor = busy()
    floor = changed(floor, teams={**floor.teams, 502: Team(502, "Sales [/x]", (), problem="not yours")})
    async with console.app.run_test(size=SIZE) as pilot:
        await console.push(pilot, floor)
        await pilot.press("t")
        assert "Sales [/x]" in console.words()
        await pilot.press("down", "enter")
        assert (console.app.main.roster.team_id, console.app.main.calls.team_id) == (501, 501)
        await pilot.press("t", "up", "enter")
        assert console.app.main.roster.team_id is None
        await pilot.press("t", "down", "escape")
        assert console.app.main.roster.team_id is None


async def test_sort_says_its_word() -> None:
    console = Console()
    async with console.app.run_test(size=SIZE) as pilot:
        await console.push(pilot, busy())
        await pilot.press("2", "o")
        assert console.message == f"sorted {console.app.main.calls.order}"
        await pilot.press("3", "o")
        assert console.message == "this pane has one order"


async def test_details_of_an_agent_follow_the_floor() -> None:
    console = Console()
    floor = busy()
    async with console.app.run_test(size=(80, 40)) as pilot:
        await console.push(pilot, floor)
        console.app.main.roster.select_agent("1004")
        await pilot.press("enter")
        words = console.words()
        for part in ("Agent 1004 Okafor, Ada", "Talking", "501 Billing", "CallVariable1 gold customer", "5559876"):
            assert part in words
        await console.push(pilot, changed(floor, agents={**floor.agents, "1004": agent("1004", "Okafor, Ada", 10)}))
        assert "Hold" in console.words()
        await pilot.press("escape")
        assert console.app.screen is console.app.main


async def test_details_of_an_agent_without_a_call_and_of_a_call_and_of_an_alarm() -> None:
    console = Console()
    async with console.app.run_test(size=(80, 40)) as pilot:
        await console.push(pilot, busy(alarms=(emergency(),)))
        console.app.main.roster.select_agent("1007")
        await pilot.press("enter")
        assert "Not ready 7 Lunch" in console.words()
        await pilot.press("escape", "2")
        console.app.main.calls.select_call(LIND_CALL)
        await pilot.press("enter")
        assert "Call 8814 hold" in console.words()
        assert "caller (ANI) 5550199" in console.words()
        await pilot.press("escape", "e", "enter")
        assert "EMERGENCY open" in console.words()
        assert "calls for help" in console.words()


async def test_details_of_a_call_of_unknown_beginning_claim_none() -> None:
    console = Console()
    floor = busy(calls={LIND_CALL: call(LIND_CALL, "1011", "5550199", began_known=False)})
    async with console.app.run_test(size=(80, 40)) as pilot:
        await console.push(pilot, floor)
        console.app.main.calls.select_call(LIND_CALL)
        await pilot.press("2", "enter")
        assert "before it was first seen here" in console.words()
        assert "answered" not in console.words()


async def test_help_lists_every_key_and_the_signs() -> None:
    console = Console()
    async with console.app.run_test(size=(100, 80)) as pilot:
        await console.push(pilot, busy())
        await pilot.press("question_mark")
        words = console.words()
        for row in ACTIONS:
            if row.keys:
                assert row.help.split(";")[0] in words
        assert "not now: nothing to clear" in words
        assert "● Talking" in words.replace("\xa0", " ")
        await pilot.press("question_mark")
        assert console.app.screen is console.app.main


@pytest.mark.parametrize("key", ["colon", "ctrl+p"])
async def test_palette_shows_keys_and_reasons_and_does_things(key: str) -> None:
    console = Console()
    async with console.app.run_test(size=(120, 40)) as pilot:
        await console.push(pilot, busy())
        await pilot.press(key)
        words = console.words()
        assert "c Clear nothing to clear" in words
        assert "t Team Choose one team" in words
        await pilot.press(*"ev", "enter")
        assert "Event log" in console.words()


async def test_palette_refuses_in_words() -> None:
    console = Console()
    async with console.app.run_test(size=SIZE) as pilot:
        await console.push(pilot, busy())
        await pilot.press("colon", *"cle", "enter")
        assert "nothing to clear" in console.message


async def test_the_event_log_has_notes_and_answers() -> None:
    console = Console()
    async with console.app.run_test(size=(120, 40)) as pilot:
        await console.push(pilot, busy(notes=(Note(NOW - 3, "session opened"),)))
        await pilot.press("c", "colon", *"ev", "enter")
        assert "session opened" in console.words()
        assert "nothing to clear" in console.words()


async def test_warnings_of_the_worker_wait_until_the_answer_was_read() -> None:
    console = Console()
    floor = busy(notes=(Note(NOW, "opened"),))
    async with console.app.run_test(size=SIZE) as pilot:
        await console.push(pilot, floor)
        assert console.message == ""
        await pilot.press("c")
        refused = Note(NOW, "barge-in refused: 82, that way of supervising is not offered here", Severity.ERROR)
        await console.push(pilot, changed(floor, notes=(*floor.notes, refused)))
        assert "nothing to clear" in console.message
        console.pass_time(10)
        assert "refused: 82" in console.message
        console.pass_time(30)
        assert console.message == ""


async def test_r_retries_only_where_that_helps() -> None:
    console = Console()
    async with console.app.run_test(size=SIZE) as pilot:
        await console.push(pilot, busy())
        await pilot.press("r")
        assert console.worker.commands == []
        assert "ONLINE" in console.message
        await console.push(
            pilot, busy(link=Link(LinkState.REFUSED, reason="not a supervisor (12)", retry_at=NOW + 65, ever_open=True))
        )
        await pilot.press("escape")
        assert "not a supervisor (12)" in console.text()
        assert "r asks again, q quits" in console.text()
        await pilot.press("r")
        assert console.worker.commands == [RetryNow()]


async def test_a_failure_of_the_worker_is_shown() -> None:
    console = Console()
    async with console.app.run_test(size=SIZE) as pilot:
        await console.push(pilot, busy(link=Link(LinkState.CLOSED, reason="the worker failed: see the log")))
        assert "CLOSED" in console.text()
        assert "the worker failed: see the log" in console.text()


def test_hints_fit_the_smallest_full_size() -> None:
    with_emergency = busy(alarms=(emergency(),))
    contexts = [
        Context(busy(), RosterPane.PANE),
        Context(busy(agents={}, calls={}), RosterPane.PANE),
        Context(with_emergency, RosterPane.PANE),
        Context(with_emergency, AlertsPane.PANE, alarm_id=1),
        Context(busy(engagement=engaged()), RosterPane.PANE),
        Context(busy(engagement=engaged(pending=True)), RosterPane.PANE),
    ]
    texts = [hint(context) for context in contexts]
    assert all(len(text) <= 78 for text in texts)
    assert len(set(texts)) == len(texts)
    assert "press e" in texts[2]


async def test_a_thousand_floors_in_a_row_are_drawn_as_one(monkeypatch: pytest.MonkeyPatch) -> None:
    console = Console()
    async with console.app.run_test(size=SIZE) as pilot:
        await console.push(pilot, busy())
        shown: list[int] = []
        monkeypatch.setattr(console.app, "show", lambda floor: shown.append(floor.revision))
        for revision in range(1000):
            assert console.worker.on_floor is not None
            console.worker.on_floor(busy(revision=revision))
        await pilot.pause()
        assert shown[-1] == 999
        assert len(shown) <= 2
        assert FloorChanged().can_replace(FloorChanged())


HOSTILE = "[/x][red]\x1b[2J\x07\nA\u202eb\u0000" + "漢" * 40 + "e\u0301" * 5


@pytest.mark.parametrize("size", SIZES)
async def test_hostile_text_neither_crashes_nor_reaches_the_terminal(size: tuple[int, int]) -> None:
    console = Console()
    floor = busy(
        agents={"1004": agent("1004", HOSTILE, 4), HOSTILE: agent(HOSTILE, HOSTILE, 4)},
        teams={501: Team(501, HOSTILE, ("1004",), problem=HOSTILE)},
        calls={OKAFOR_CALL: call(OKAFOR_CALL, "1004", HOSTILE, variables=((HOSTILE, HOSTILE),), wrapup=HOSTILE)},
        alarms=(emergency(name=HOSTILE, text=HOSTILE, ani=HOSTILE),),
        engagement=engaged(reason=HOSTILE),
        notes=(Note(NOW, HOSTILE, Severity.ERROR),),
        reason_texts={7: HOSTILE},
    )
    async with console.app.run_test(size=size) as pilot:
        await console.push(pilot, floor)
        await console.push(pilot, changed(floor, link=Link(LinkState.ONLINE, HOSTILE, HOSTILE, services_granted=0x95)))
        for keys in (
            ("enter",),
            ("t",),
            ("question_mark",),
            ("colon",),
            ("i",),
            ("q",),
            ("e", "enter"),
            ("2", "enter"),
        ):
            await pilot.press(*keys)
            text = console.text()
            assert all(character.isprintable() for character in text.replace("\n", ""))
            await pilot.press("escape")
        await pilot.press("b")
        console.pass_time(1)
        await pilot.press("1", "slash", "x", "enter", "escape")
        assert not isinstance(console.app.screen, FloorDialog)
