"""After a long time without anybody: open calls for help are in sight, and what is over goes by one key that asks."""

from __future__ import annotations

import pytest
from call_kit import Bench
from test_alarm_rules import assist, emergency, unattended
from textual.geometry import Region
from ui_kit import NOW, Console, busy

from app.floor.builder import FloorBuilder
from app.floor.fold import fold
from app.model import AcknowledgeAll, AlarmKind, AlarmState, Me
from app.ui.dialogs.dialog import FloorDialog
from protocol.session.events import Discovered, Lost, Opened, Refused
from protocol.wire import messages as m


def consoled(bench: Bench) -> Console:
    """A console at the time of the floor."""
    console = Console()
    console.clock.now = bench.now
    return console


async def test_open_calls_for_help_are_in_sight_and_what_is_over_goes_by_one_key_that_asks() -> None:
    bench = Bench()
    unattended(bench)
    console = consoled(bench)
    async with console.app.run_test(size=(80, 24)) as pilot:
        await console.push(pilot, bench.floor)
        alerts = console.app.main.alerts
        in_sight = alerts.table.rows[: alerts.table.body_height]
        assert [row.alarm.kind for row in in_sight[:2]] == [AlarmKind.EMERGENCY, AlarmKind.ASSIST]
        assert "24 over  A acknowledges them" in console.text()
        console.clock.now += 5
        bench.now += 5
        await pilot.press("A")
        assert isinstance(console.app.screen, FloorDialog)
        assert "Acknowledge 24 emergencies that are over and 1 other alarm?" in console.words()
        assert "1 open emergency is left" in console.words()
        await pilot.press("enter")
        assert console.worker.commands == []
        assert console.message == "no: nothing was acknowledged"
        await pilot.press("A")
        await pilot.pause()
        await pilot.press("y")
        (command,) = console.worker.commands
        assert isinstance(command, AcknowledgeAll)
        bench.builder.carry_out(command, "9001", bench.now)
        await console.push(pilot, bench.floor)
        assert [(row.alarm.kind, row.alarm.state) for row in alerts.table.rows] == [
            (AlarmKind.EMERGENCY, AlarmState.UNACK_ACTIVE),
            (AlarmKind.ASSIST, AlarmState.ACK_ACTIVE),
        ]


async def test_the_newest_emergency_is_in_sight_until_a_hand_moves_the_cursor() -> None:
    bench = Bench()
    console = consoled(bench)
    async with console.app.run_test(size=(80, 24)) as pilot:
        alerts = console.app.main.alerts

        async def next_one(number: int) -> None:
            bench.wait(10)
            emergency(bench, number)
            console.clock.now = bench.now
            console.app.beat()
            await console.push(pilot, bench.floor)

        def in_sight() -> list[int]:
            top = int(alerts.table.scroll_offset.y)
            rows = alerts.table.rows[top : top + alerts.table.body_height]
            return [row.alarm.connection.connection_call_id for row in rows]

        for number in range(8801, 8807):
            await next_one(number)
        assert in_sight() == [8806, 8805, 8804]
        assert alerts.table.cursor_row is alerts.table.rows[0]
        await pilot.press("3", "down")
        await next_one(8807)
        assert alerts.selected_alarm().connection.connection_call_id == 8805, "a hand has moved it"


async def test_the_cursor_stays_on_its_alarm_when_that_is_over() -> None:
    bench = Bench()
    unattended(bench, 5)
    console = consoled(bench)
    async with console.app.run_test(size=(80, 24)) as pilot:
        await console.push(pilot, bench.floor)
        await pilot.press("e")
        selected = console.app.main.alerts.selected_alarm()
        assert selected is not None
        assert selected.agent_id == "1002"
        bench.end(9902, "3002")
        console.clock.now = bench.now = bench.now + 10
        console.app.beat()
        await console.push(pilot, bench.floor)
        after = console.app.main.alerts.selected_alarm()
        assert after is not None
        assert (after.alarm_id, after.state) == (selected.alarm_id, AlarmState.UNACK_CLEARED)
        assert console.app.main.alerts.table.rows[0].alarm.kind is AlarmKind.ASSIST


@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
async def test_z_makes_the_pane_with_the_keys_as_high_as_the_window_and_back(size: tuple[int, int]) -> None:
    bench = Bench()
    unattended(bench, 20)
    console = consoled(bench)
    async with console.app.run_test(size=size) as pilot:
        await console.push(pilot, bench.floor)
        main = console.app.main
        before = [pane.region for pane in main.panes.values()]
        await pilot.press("3", "z")
        await pilot.pause()
        room = Region.from_union(before)
        assert main.alerts.region == room
        assert not main.roster.is_on_screen
        assert not main.calls.is_on_screen
        assert "z all panes" in console.text()
        await pilot.press("2")  # another pane takes the room
        await pilot.pause()
        assert main.calls.region == room
        await pilot.press("e")
        await pilot.pause()
        assert main.alerts.region == room
        await pilot.press("z")
        await pilot.pause()
        assert [pane.region for pane in main.panes.values()] == before
        assert "z all panes" not in console.text()


async def test_z_says_where_a_window_shows_one_pane_at_a_time_anyway() -> None:
    console = Console()
    async with console.app.run_test(size=(60, 15)) as pilot:
        await console.push(pilot, busy())
        before = console.app.main.roster.region
        await pilot.press("z")
        await pilot.pause()
        assert console.message == "this window shows one pane at a time; 1 2 3 or tab shows another one"
        assert console.app.main.roster.region == before


async def test_down_goes_to_the_next_row_on_the_screen_and_what_is_over_sinks_three_seconds_after_the_last_key() -> (
    None
):
    bench = Bench()
    bench.tell(Lost("gone"))
    bench.now += 5
    bench.tell(Opened(m.OpenConf(services_granted=0xA5, peripheral_online=1), 17))
    bench.tell(Discovered())
    for n, (device, agent_id) in enumerate((("3001", "1001"), ("3002", "1002"), ("3003", "1003"))):
        bench.talk(8801 + n, device)
        emergency(bench, 8801 + n, device, agent_id)
        bench.now += 10
    console = consoled(bench)
    async with console.app.run_test(size=(80, 24)) as pilot:
        alerts = console.app.main.alerts

        async def on_screen(seconds: float) -> list[str]:
            console.clock.now = bench.now = bench.now + seconds
            bench.builder.tick(bench.now)
            console.app.beat()
            await console.push(pilot, bench.floor)
            return [row.alarm.agent_id or row.alarm.kind.value for row in alerts.table.rows]

        assert await on_screen(0) == ["1003", "1002", "1001", "Link"]
        await pilot.press("3", "end")
        assert alerts.selected_alarm().kind is AlarmKind.LINK
        await pilot.press("home", "down")
        assert alerts.selected_alarm().agent_id == "1002"
        bench.end(8802, "3002")
        bench.talk(8810, "3001")
        assist(bench, 8810, "3001", "1001")
        held = await on_screen(1)
        assert held == ["1003", "1002", "1001", "Link", "1001"]
        await pilot.press("down")
        assert alerts.selected_alarm().agent_id == "1001"
        assert await on_screen(2.5) == held
        assert await on_screen(1) == ["1003", "1001", "1001", "1002", "Link"]
        assert alerts.selected_alarm().agent_id == "1001"


@pytest.mark.parametrize(
    ("width", "words"), [(80, "asks for a supervisor"), (120, "asks for a supervisor, ANI 02079460372")]
)
async def test_what_an_alarm_is_about_is_whole_before_keys_that_the_footer_has(width: int, words: str) -> None:
    bench = Bench()
    bench.talk(8801, "3001", caller="02079460372")
    assist(bench, 8801, "3001", "1001")
    console = consoled(bench)
    async with console.app.run_test(size=(width, 24)) as pilot:
        await console.push(pilot, bench.floor)
        (line,) = (line for line in console.text().split("\n") if "◆ Assist" in line)
        assert words in line
        assert "acknowledge" not in line


@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
async def test_a_refusal_s_advice_is_whole_in_the_empty_panes(size: tuple[int, int]) -> None:
    builder = FloorBuilder(Me("9001", "", "", None), peripheral_id=5000)
    fold(builder, Refused(12, "Not a supervisor. (12)", True), NOW)
    console = Console()
    async with console.app.run_test(size=size) as pilot:
        await console.push(pilot, builder.snapshot(NOW))
        advice = "The agent has to be configured as a supervisor, with the services of server.services; r asks again"
        for pane in (console.app.main.roster, console.app.main.calls):
            area = pane.table.region
            lines = [line[area.x : area.right] for line in console.text().split("\n")[area.y : area.bottom]]
            assert f"no data yet: Not a supervisor. (12). {advice}" in " ".join(" ".join(lines).split())


async def test_rows_line_and_e_have_one_order_that_a_second_press_by_the_agent_does_not_change() -> None:
    bench = Bench()
    for number, (device, agent_id) in enumerate((("3001", "1001"), ("3002", "1002"))):
        bench.talk(8801 + number, device)
        emergency(bench, 8801 + number, device, agent_id)
        bench.wait(10)
    emergency(bench, 8801, "3001", "1001")  # the older one again, while it waits
    bench.wait(10)
    console = consoled(bench)
    async with console.app.run_test(size=(160, 45)) as pilot:
        await console.push(pilot, bench.floor)
        rows = console.app.main.alerts.table.rows
        assert [row.alarm.agent_id for row in rows] == ["1002", "1001"], "by the age that is shown"
        assert "1002" in console.text().split("\n")[1]
        gone_to = []
        for _ in range(3):
            await pilot.press("e")
            gone_to.append(console.app.main.alerts.selected_alarm().agent_id)
        assert gone_to == ["1002", "1001", "1002"]
