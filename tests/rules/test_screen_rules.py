"""Rules of what is seen and heard, on the screen: flashing, colours, flood, chatter, shelving, bell, two keys."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from textual.pilot import Pilot
from textual.widgets import Input
from ui_kit import LIND_CALL, NOW, OKAFOR_CALL, Console, agent, busy, changed, emergency, engaged

from app.alarms.lifecycle import SHIFT
from app.model import (
    Acknowledge,
    AcknowledgeAll,
    Alarm,
    AlarmKind,
    AlarmState,
    ConnectionID,
    LinkState,
    Shelve,
    Unshelve,
)
from app.text.labels import AGENT_STATES, ALARM_KINDS, ALARM_STATES, CONNECTION_STATES, ENGAGEMENT_STATES, LINK_STATES
from app.ui.dialogs.dialog import FloorDialog
from app.ui.handlers import ACTIONS
from app.ui.notifications import Notifications
from app.ui.panes import AlertsPane, RosterPane
from app.ui.themes import PALETTES, THEMES

SIZES = [(80, 24), (60, 15)]
ASSIST = emergency(
    7, kind=AlarmKind.ASSIST, agent_id="1011", name="Lind, Per", connection=LIND_CALL, text="asks for a supervisor"
)
LONG = replace(
    ASSIST, alarm_id=8, kind=AlarmKind.LONG_STATE, agent_id="1007", name="Haddad, Sami", connection=None, text="long"
)


def many(count: int, **more: Any) -> tuple[Any, ...]:
    """So many alarms, each of an agent and a call of its own."""
    return tuple(
        emergency(n, agent_id=f"2{n:03}", connection=ConnectionID(9000 + n, 0, f"5{n:03}"), raised=NOW - n, **more)
        for n in range(1, count + 1)
    )


# -- flashing --------------------------------------------------------------------------------------------------------


def flashing(console: Console) -> frozenset[str]:
    """What is in the flash's on phase in the present frame: rows of the alerts, the head of the emergency line."""
    back = PALETTES[console.app.theme].style("", "flash").bgcolor
    found: set[str] = set()
    alerts = console.app.main.alerts.region
    for y, strip in enumerate(console.app.screen._compositor.render_strips()):
        for segment in strip:
            if segment.style is None or not segment.text.strip():
                continue
            if y == 1 and segment.style.reverse:
                found.add("head")
            elif alerts.y <= y < alerts.bottom and segment.style.bgcolor == back and segment.style.bold:
                found.add(f"row {y}")
    return frozenset(found)


async def frames(console: Console, pilot: Pilot[object], seconds: float, step: float) -> list[frozenset[str]]:
    """Every frame of so many seconds: a floor in each step, and the clock's beats in between."""
    drawn = []
    for _ in range(round(seconds / step)):
        console.clock.now += step
        console.app.show(replace(console.app.floor, revision=console.app.floor.revision + 1, now=console.clock.now))
        console.app.beat()
        await pilot.pause()
        drawn.append(flashing(console))
    return drawn


def pairs(drawn: list[frozenset[str]], thing: str) -> list[int]:
    """The frames in which it goes off after having been on."""
    return [n for n in range(1, len(drawn)) if thing in drawn[n - 1] and thing not in drawn[n]]


async def test_a5_at_most_three_on_off_pairs_in_any_second_with_a_hundred_alarms() -> None:
    console = Console()
    async with console.app.run_test(size=(120, 40)) as pilot:
        await console.push(pilot, busy(alarms=many(100)))
        drawn = await frames(console, pilot, seconds=4, step=0.1)
        things = frozenset().union(*drawn)
        assert things
        for thing in things:
            ends = pairs(drawn, thing)
            assert len(ends) in (3, 4), "1 Hz"
            assert all(sum(1 for end in ends if n <= end < n + 10) <= 3 for n in range(len(drawn)))
        assert len({tuple(pairs(drawn, thing)) for thing in things}) == 1, "one clock"


async def test_a6_only_unacknowledged_active_alarms_flash() -> None:
    others = [
        emergency(2, state=AlarmState.ACK_ACTIVE, acknowledged=NOW),
        emergency(3, state=AlarmState.UNACK_CLEARED, cleared=NOW, raised=NOW - 99),
        replace(ASSIST, state=AlarmState.SHELVED, shelved_until=NOW + 900),
    ]
    console = Console()
    async with console.app.run_test(size=(120, 40)) as pilot:
        await console.push(pilot, busy(alarms=tuple(others)))
        assert not any(await frames(console, pilot, seconds=2, step=0.5))
        await console.push(pilot, changed(console.app.floor, alarms=(emergency(1), *others)))
        drawn = await frames(console, pilot, seconds=2, step=0.5)
        assert len(frozenset().union(*drawn)) == 2, "its row, and the head of the line above"


async def test_a6_x_stops_all_flashing_and_nothing_else() -> None:
    console = Console()
    async with console.app.run_test(size=(120, 40)) as pilot:
        await console.push(pilot, busy(alarms=many(5)))
        assert any(await frames(console, pilot, seconds=1, step=0.5))
        await pilot.press("x")
        assert console.worker.commands == []
        bells = console.bells
        assert not any(await frames(console, pilot, seconds=4, step=0.5))
        assert console.bells > bells
        assert "5 open" in console.text()
        await console.push(pilot, changed(console.app.floor, alarms=many(6)))
        assert not any(await frames(console, pilot, seconds=2, step=0.5)), "new ones neither: the person wants none"
        await pilot.press("x")
        assert any(await frames(console, pilot, seconds=1, step=0.5))


async def test_a6_the_setting_switches_flashing_off() -> None:
    console = Console(flash=False)
    async with console.app.run_test(size=(120, 40)) as pilot:
        await console.push(pilot, busy(alarms=many(5)))
        assert not any(await frames(console, pilot, seconds=2, step=0.5))


async def test_a7_only_the_three_newest_rows_and_one_head_flash_by_bold_and_the_rest_have_their_glyph() -> None:
    console = Console()
    async with console.app.run_test(size=(120, 40)) as pilot:
        await console.push(pilot, busy(alarms=many(6)))
        assert max(map(len, await frames(console, pilot, seconds=2, step=0.5))) == 4
        newest = {row.key for row in console.app.main.alerts.table.rows if row.flashing}
        assert newest == {1, 2, 3}
        alerts = console.text().split("\n")[console.app.main.alerts.region.y + 2 :]
        assert sum("▲ EMERGENCY" in line for line in alerts) == 6


# -- words, glyphs, colours ------------------------------------------------------------------------------------------


async def test_a8_every_state_and_priority_differs_without_colours(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    floor = busy()
    meanings = (
        [busy(agents={"1004": agent("1004", "Okafor, Ada", state)}, calls={}) for state in AGENT_STATES],
        [
            changed(floor, calls={OKAFOR_CALL: replace(floor.calls[OKAFOR_CALL], state=state)})
            for state in CONNECTION_STATES
        ],
        [busy(alarms=(replace(ASSIST, kind=kind),)) for kind in AlarmKind],
        [busy(alarms=(replace(ASSIST, state=state, shelved_until=NOW),)) for state in AlarmState],
        [busy(link=replace(floor.link, state=state)) for state in LinkState],
        [busy(engagement=engaged(state)) for state in ENGAGEMENT_STATES],
    )
    monkeypatch.setenv("NO_COLOR", "1")
    console = Console()
    async with console.app.run_test(size=(130, 30)) as pilot:
        assert console.app.no_color
        for floors in meanings:
            dumps: list[str] = []
            for one in floors:
                console.app.show(one)
                await pilot.pause()
                shown = re.sub(r"\d", "0", console.text())
                assert shown not in dumps, f"{one} looks like an earlier one"
                dumps.append(shown)


def test_a8_every_word_or_glyph_of_one_meaning_is_its_own() -> None:
    for words in (ALARM_KINDS, ALARM_STATES, LINK_STATES, AGENT_STATES, CONNECTION_STATES):
        for looks in ((lambda w: (w.word, w.glyph)), (lambda w: (w.word, w.ascii_glyph))):
            shown = [looks(word) for word in words.values()]
            assert len(shown) == len(set(shown))


def test_a9_every_shipped_theme_is_under_the_tests_of_contrast_and_colour_blindness() -> None:
    """Those of the 16 colours are the terminal's own: their contrast can't be computed, only that they are these."""
    from test_palettes import FULL_COLOUR

    assert {*FULL_COLOUR, "ansi16"} == set(THEMES)


@pytest.mark.parametrize("name", [name for name in THEMES if name != "ansi16"])
def test_a9_text_outside_the_tables_has_a_contrast_of_four_and_a_half_too(name: str) -> None:
    from rich.color import Color
    from test_palettes import contrast, rgb

    theme = THEMES[name]
    grounds = [rgb(Color.parse(colour)) for colour in (theme.background, theme.surface) if colour]
    inks = [theme.foreground, theme.accent, theme.warning, theme.error, theme.variables["text-dim"]]
    assert len(grounds) == 2
    for ink in inks:
        assert ink is not None
        assert all(contrast(rgb(Color.parse(ink)), ground) >= 4.5 for ground in grounds), ink


# -- the list --------------------------------------------------------------------------------------------------------


async def test_a10_the_selected_row_does_not_move_under_the_cursor() -> None:
    console = Console()
    async with console.app.run_test(size=(120, 40)) as pilot:
        await console.push(pilot, busy(alarms=(emergency(1), ASSIST)))
        await pilot.press("3", "down")
        table = console.app.main.alerts.table
        before = [row.key for row in table.rows].index(7)
        await console.push(pilot, changed(console.app.floor, alarms=(emergency(3), emergency(2), emergency(1), ASSIST)))
        assert table.cursor_key == 7
        assert [row.key for row in table.rows].index(7) == before


async def test_a11_each_alarm_shows_the_key_for_what_it_asks_for() -> None:
    console = Console()
    alarms = tuple(replace(ASSIST, alarm_id=n, kind=kind) for n, kind in enumerate(AlarmKind))
    async with console.app.run_test(size=(200, 50)) as pilot:
        await console.push(pilot, busy(alarms=alarms))
        shown = console.text().split("\n")[console.app.main.alerts.region.y :]
        for kind in AlarmKind:
            assert any(f" {kind.value} " in line and "a acknowledge" in line for line in shown), kind


async def test_a12_the_header_counts_and_says_flood_only_in_a_flood() -> None:
    console = Console()
    async with console.app.run_test(size=(120, 40)) as pilot:
        await console.push(pilot, busy(alarms_lately=9))
        assert "9 in the last 10 min" in console.text()
        for keys in ((), ("question_mark",), ("escape", "colon"), ("escape", "h")):
            await pilot.press(*keys)
            assert "FLOOD" not in console.text()
        await pilot.press("escape")
        await console.push(pilot, changed(console.app.floor, alarms_lately=12, flood=True))
        top, *rest = console.text().split("\n")
        assert "FLOOD" in top
        assert any("FLOOD" in line and "12 in the last 10 min" in line for line in rest)


async def test_a12_in_a_flood_lower_priorities_fold_by_kind_and_emergencies_never() -> None:
    assists = tuple(replace(ASSIST, alarm_id=20 + n, agent_id=f"10{n:02}", raised=NOW - n) for n in range(9))
    longs = tuple(replace(LONG, alarm_id=40 + n, agent_id=f"11{n:02}", raised=NOW - n) for n in range(4))
    journals = tuple(Alarm(60 + n, AlarmKind.JOURNAL, AlarmState.UNACK_ACTIVE, NOW, text="lost") for n in range(2))
    floor = busy(alarms=(*many(4), *assists, *journals, *longs), alarms_lately=19)
    console = Console()
    async with console.app.run_test(size=(120, 50)) as pilot:
        await console.push(pilot, floor)
        rows = console.app.main.alerts.table
        assert len(rows.rows) == 19
        await console.push(pilot, changed(floor, flood=True))
        assert [len(row.stands_for) for row in rows.rows] == [0, 0, 0, 0, 9, 0, 0, 4]
        assert [row.alarm for row in rows.rows[5:7]] == list(journals), "what is not recorded stays in sight"
        assert [row.alarm.kind for row in rows.rows[:4]] == [AlarmKind.EMERGENCY] * 4
        text = console.text()
        assert "9 alarms" in text
        assert "4 alarms" in text
        await pilot.press("3")
        rows.select(AlarmKind.ASSIST)
        for key in ("a", "b", "v"):
            await pilot.press(key)
            assert "stands for 9 alarms: enter shows them" in console.message
        assert console.worker.commands == []
        await pilot.press("enter")
        assert len(rows.rows) == 4 + 9 + 2 + 1
        assert console.app.main.alerts.selected_alarm() == assists[0]
        await console.push(pilot, changed(floor, flood=False))
        await console.push(pilot, changed(floor, flood=True))
        assert len(rows.rows) == 8, "the next flood folds anew"


async def test_a13_three_raises_of_one_kind_and_agent_within_a_minute_are_one_row_with_count_and_last_time() -> None:
    def raised(*ago: float) -> tuple[Any, ...]:
        return tuple(
            replace(ASSIST, alarm_id=20 + n, raised=NOW - a, last_raised=NOW - a, raises=(NOW - a,),
                    connection=ConnectionID(9100 + n, 0, "3011"))
            for n, a in enumerate(ago)
        )  # fmt: skip

    console = Console()
    async with console.app.run_test(size=(160, 40)) as pilot:
        rows = console.app.main.alerts.table
        for apart in ((0, 30), (0, 40, 61), (0, 61, 122)):
            await console.push(pilot, changed(console.app.floor, alarms=raised(*apart)))
            assert len(rows.rows) == len(apart)
        await console.push(pilot, busy(alarms=(*raised(0, 30, 60), replace(ASSIST, agent_id="1002"))))
        assert len(rows.rows) == 2
        (row,) = (row for row in rows.rows if row.stands_for)
        assert (row.raises, row.alarm.last_raised) == (3, NOW)
        assert "3 times" in console.text()
        await pilot.press("3")
        rows.select(row.key)
        await pilot.press("a")
        assert console.worker.commands == [AcknowledgeAll((20, 21, 22))]


async def test_a13_emergencies_on_several_calls_stay_apart_because_a12_never_folds_them() -> None:
    alarms = tuple(emergency(n, connection=ConnectionID(9100 + n, 0, "3004"), raises=(NOW - n,)) for n in range(1, 4))
    console = Console()
    async with console.app.run_test(size=(120, 40)) as pilot:
        await console.push(pilot, busy(alarms=alarms))
        assert len(console.app.main.alerts.table.rows) == 3


@pytest.mark.parametrize("size", SIZES)
async def test_a14_v_asks_for_reason_and_time_and_the_count_is_on_screen(size: tuple[int, int]) -> None:
    console = Console()
    async with console.app.run_test(size=size) as pilot:
        await console.push(pilot, busy(alarms=(ASSIST,)))
        await pilot.press("3", "v")
        assert "15 min" in console.words()
        await pilot.press(*["right"] * 7)
        assert "8 h" in console.words(), "at most a shift"
        await pilot.press(*["left"] * 7)
        assert "5 min" in console.words()
        await pilot.press("right", "down", "enter")
        (command,) = console.worker.commands
        assert isinstance(command, Shelve)
        assert (command.alarm_id, command.seconds) == (7, 900)
        assert command.reason
        shelved = replace(ASSIST, state=AlarmState.SHELVED, shelved_until=NOW + 900, shelved_reason="known")
        await console.push(pilot, busy(alarms=(shelved,)))
        assert "1 shelved" in console.text()
        await pilot.press("v")
        assert console.worker.commands[1:] == [Unshelve(7)]


async def test_a14_an_own_reason_is_typed_and_none_is_refused() -> None:
    console = Console()
    async with console.app.run_test(size=(80, 24)) as pilot:
        await console.push(pilot, busy(alarms=(ASSIST,)))
        await pilot.press("3", "v", "end", "enter", "enter")
        assert "shelving needs a reason" in console.words()
        await pilot.press(*"area", "enter")
        assert console.worker.commands == [Shelve(7, "area", 900)]


@pytest.mark.parametrize("kind", [AlarmKind.EMERGENCY, AlarmKind.LINK, AlarmKind.LOGIN])
async def test_a14_emergencies_and_link_alarms_say_why_they_are_not_shelved(kind: AlarmKind) -> None:
    console = Console()
    async with console.app.run_test(size=(80, 24)) as pilot:
        await console.push(pilot, busy(alarms=(replace(ASSIST, kind=kind),)))
        await pilot.press("3", "v")
        assert "can't be shelved" in console.message
        assert not isinstance(console.app.screen, FloorDialog)


async def test_a14_an_emergency_dialog_goes_away_with_its_alarm() -> None:
    console = Console()
    async with console.app.run_test(size=(80, 24)) as pilot:
        await console.push(pilot, busy(alarms=(ASSIST,)))
        await pilot.press("3", "v")
        await console.push(pilot, busy())
        assert not isinstance(console.app.screen, FloorDialog)
        assert console.worker.commands == []


async def test_a15_an_alarm_older_than_a_shift_is_marked_in_other_words_than_old_data() -> None:
    console = Console()
    old = replace(ASSIST, raised=NOW - SHIFT - 1, last_raised=NOW - SHIFT - 1)
    async with console.app.run_test(size=(160, 40)) as pilot:
        await console.push(pilot, busy(alarms=(old, LONG)))
        assert console.text().count("over a shift old") == 1
        assert "STALE" not in console.text()


# -- heard -----------------------------------------------------------------------------------------------------------


async def test_a16_the_bell_rings_with_the_very_floor_and_then_every_two_seconds() -> None:
    console = Console()
    async with console.app.run_test(size=(80, 24)) as pilot:
        await console.push(pilot, busy())
        rang: list[float] = []
        console.app.bell = lambda: rang.append(console.clock.now - NOW)  # type: ignore[method-assign]
        console.app.show(busy(alarms=(emergency(1),)))
        assert rang == [0.0], "without waiting for the next beat"
        for n in range(1, 60):
            console.clock.now = NOW + n * 0.1
            console.app.show(busy(alarms=many(n)))
            console.app.beat()
        assert all(later - sooner >= 2 for sooner, later in pairwise(rang))
        assert len(rang) == 3
        console.app.show(busy(alarms=many(60), silenced=True))
        console.clock.now += 60
        console.app.beat()
        assert len(rang) == 3


def test_a16_a_lost_link_rings_once_and_what_lasts_too_long_does_not_ring() -> None:
    notifications = Notifications()
    link = replace(ASSIST, alarm_id=3, kind=AlarmKind.LINK, agent_id=None, connection=None)
    assert not notifications.ring(busy(alarms=(LONG,)), NOW)
    assert notifications.ring(busy(alarms=(LONG, link)), NOW + 1)
    assert not any(notifications.ring(busy(alarms=(LONG, link)), NOW + 1 + n) for n in range(60))


OSC = {
    "9": "\x1b]9;EMERGENCY: 1004 Okafor, Ada, call 8801, calls for help\x1b\\",
    "777": "\x1b]777;notify;EMERGENCY;1004 Okafor, Ada, call 8801, calls for help\x1b\\",
    "99": "\x1b]99;i=floorwalker-1:d=0;EMERGENCY\x1b\\"
    "\x1b]99;i=floorwalker-1:p=body;1004 Okafor, Ada, call 8801, calls for help\x1b\\",
}


@pytest.mark.parametrize("notify", OSC)
def test_a16_a_desktop_notice_comes_once_for_an_alarm(notify: str) -> None:
    notifications = Notifications(notify=notify)
    floor = busy(alarms=(emergency(1),))
    assert notifications.sequences(floor) == OSC[notify]
    again = changed(floor, alarms=(replace(emergency(1), count=2, last_raised=NOW + 9),))
    assert notifications.sequences(again) == notifications.sequences(busy()) == notifications.sequences(floor) == ""


@pytest.mark.parametrize("notify", OSC)
def test_a16_a_desktop_notice_is_wrapped_for_tmux(notify: str) -> None:
    written = Notifications(notify=notify, tmux=True).sequences(busy(alarms=(emergency(1),)))
    wrapped = re.findall(r"\x1bPtmux;((?:\x1b\x1b|[^\x1b])*)\x1b\\", written)
    assert "".join(f"\x1bPtmux;{inner}\x1b\\" for inner in wrapped) == written
    assert "".join(wrapped).replace("\x1b\x1b", "\x1b") == OSC[notify]


@pytest.mark.parametrize("notify", OSC)
def test_a16_no_control_character_gets_into_a_notice(notify: str) -> None:
    bad = emergency(1, name="Eve\x1b\\\x07\x9c\x1b]2;x\x07;\n\u202e", text="\x1b]52;c;aGk=\x07\x00")
    written = Notifications(notify=notify).sequences(busy(alarms=(bad,)))
    inner = "".join(part.removesuffix("\x1b\\") for part in re.split(r"\x1b\](?:9|777|99);", written))
    assert inner.isprintable()
    assert written.count("\x1b") == 2 * written.count("\x1b]")


def test_a16_the_title_counts_open_emergencies_and_is_given_back() -> None:
    notifications = Notifications(title=True)
    assert notifications.closing_sequence == ""
    assert notifications.sequences(busy()) == "\x1b[22;2t\x1b]2;floorwalker\x1b\\"
    assert notifications.sequences(busy()) == ""
    acked = emergency(2, state=AlarmState.ACK_ACTIVE, acknowledged=NOW)
    assert notifications.sequences(busy(alarms=(emergency(1), acked))) == "\x1b]2;EMERGENCY 1 open - floorwalker\x1b\\"
    assert notifications.sequences(busy(alarms=(acked,))) == "\x1b]2;floorwalker\x1b\\"
    assert notifications.closing_sequence == "\x1b[23;2t"


# -- reached and acknowledged ----------------------------------------------------------------------------------------

OPENERS: dict[str, tuple[str, ...]] = {
    "no dialog, roster": ("1",),
    "no dialog, calls": ("2",),
    "no dialog, alerts on another alarm": ("3",),
    "filter": ("slash", "x"),
    "help": ("question_mark",),
    "palette": ("colon", "x"),
    "team": ("t",),
    "details": ("enter",),
    "question": ("i",),
    "quit": ("q",),
    "history": ("h",),
    "history, filtering": ("h", "slash", "x"),
    "shelve": ("3", "v"),
    "shelve, typing a reason": ("3", "v", "end", "enter", "x"),
}


@pytest.mark.parametrize("size", SIZES)
async def test_a20_the_newest_emergency_is_seen_and_acknowledged_in_two_keys_from_anywhere(
    size: tuple[int, int],
) -> None:
    console = Console()
    floor = busy(engagement=engaged(), alarms=(ASSIST,))
    async with console.app.run_test(size=size) as pilot:
        for where, keys in OPENERS.items():
            await console.push(pilot, floor)
            console.app.main.go_to(RosterPane.PANE)
            await pilot.pause()
            console.app.main.roster.select_agent("1004")
            await pilot.press(*keys)
            await console.push(pilot, changed(floor, alarms=(emergency(1), ASSIST)))
            line = console.text().split("\n")[1]
            assert "EMERGENCY" in line, where
            assert "1004 Okafor" in line, where
            typing = isinstance(console.app.screen.focused, Input)
            on_another = console.app.main.current is AlertsPane.PANE and not isinstance(console.app.screen, FloorDialog)
            await pilot.press(*(("escape", "a") if typing else ("e", "a") if on_another else ("a",)))
            assert console.worker.commands == [Acknowledge(1)], where
            console.worker.commands.clear()
            console.app.close_dialogs()
            await pilot.pause()


async def test_a24_the_screen_says_acked_here_and_never_handled() -> None:
    acked = emergency(state=AlarmState.ACK_ACTIVE, acknowledged=NOW, painted=NOW - 7)
    console = Console()
    async with console.app.run_test(size=(160, 40)) as pilot:
        await console.push(pilot, busy(alarms=(acked, ASSIST)))
        assert "acked here" in console.text()
        for keys in (("h",), ("escape", "3", "enter"), ("escape", "question_mark"), ("escape", "colon")):
            await pilot.press(*keys)
            assert "handled" not in console.text().lower()
    words = " ".join(f"{row.label} {row.help}" for row in ACTIONS)
    words += " ".join(word.word for word in ALARM_STATES.values())
    words += Path(__file__).parents[2].joinpath("README.md").read_text(encoding="utf-8")
    assert "handled" not in words.lower()


async def test_the_clock_from_paint_to_acknowledgement_is_kept_and_shown() -> None:
    console = Console()
    async with console.app.run_test(size=(160, 40)) as pilot:
        await console.push(pilot, busy(alarms=(emergency(1),)))
        console.clock.now += 9
        await pilot.press("a")
        (command,) = console.worker.commands
        assert isinstance(command, Acknowledge)
        assert command.painted == NOW
        acked = emergency(1, state=AlarmState.ACK_ACTIVE, acknowledged=NOW + 9, painted=NOW)
        await console.push(pilot, busy(alarms=(acked,)))
        assert "acked here after 0:09: Emergency 1004 Okafor, Ada" in console.message
        await pilot.press("h")
        assert "after 0:09" in console.words()
        assert "100 % within 15 s" in console.words()
