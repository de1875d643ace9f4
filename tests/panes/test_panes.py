"""Roster, calls and alerts: what they show of a floor, and what an action pressed now would be pinned to."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from pane_samples import HOSTILE, NOW, Stage, agent, call, connection, emergency, floor, lines, text
from rich.cells import cell_len

from app.model import Agent, Alarm, AlarmKind, AlarmState, Call, Link, LinkState, Party, Target, Team
from app.ui.panes.alerts import AlertsPane
from app.ui.panes.calls import CallsPane
from app.ui.panes.pane import LivePane
from app.ui.panes.roster import RosterPane
from app.ui.widgets.row_order import SETTLE

SIZE = (120, 20)


def keys(pane: LivePane[Any]) -> list[Any]:
    return [row.key for row in pane.table.rows]


def call_ids(pane: CallsPane) -> list[int]:
    return [row.key.connection_call_id for row in pane.table.rows]


async def test_a_roster_row_says_everything() -> None:
    pane = RosterPane()
    app = Stage(pane)
    async with app.run_test(size=(140, 12)) as pilot:
        pane.show(floor([agent(1004, 2, "Okafor, Ada", since=760, reason_code=7)], reason_texts={7: "Lunch"}))
        pane.tick(NOW + 1)
        await pilot.pause()
        row = lines(app)[2]
        for word in ("1004", "Okafor, Ada", "3004", "◌ Not ready Lunch", "12:41", "Billing"):
            assert word in row


async def test_roster_orders() -> None:
    agents = [
        agent(1001, 1, "Zed", since=9000), agent(1002, 2, "Yan", since=50), agent(1003, 3, "Xia", since=40),
        agent(1004, 4, "Wu", since=30), agent(1005, 10, "Vik", since=20), agent(1006, 3, "Uma", since=80),
        agent(1007, 3, "Tom", since=5),
    ]  # fmt: skip
    pane = RosterPane()
    app = Stage(pane)
    async with app.run_test(size=SIZE):
        pane.show(floor(agents, alarms=(emergency(1, 1007),)))
        assert keys(pane) == ["1007", "1005", "1004", "1006", "1003", "1002", "1001"]
        assert pane.cycle_sort() == "by name"
        assert keys(pane)[0] == "1007"
        assert keys(pane)[-1] == "1001"
        assert pane.cycle_sort() == "by time in state"
        assert keys(pane) == ["1006", "1002", "1003", "1004", "1005", "1007", "1001"]
        assert pane.cycle_sort() == "by agent id"
        assert keys(pane) == sorted(keys(pane))
        assert pane.cycle_sort() == "by state"


async def test_the_roster_pins_the_agent_and_the_best_call() -> None:
    pane = RosterPane()
    app = Stage(pane)
    held, talking = call(8801, 1001, state=4), replace(call(8802, 1001), connection=connection(8802))
    async with app.run_test(size=SIZE) as pilot:
        assert pane.target() is None
        pane.show(floor([agent(1001, 4), agent(1002, 3)], [held, talking]))
        assert pane.select_agent("1001")
        assert pane.target() == Target("1001", talking.connection)
        await pilot.pause()
        assert "● Talking 2 calls" in text(app)
        assert "8802" in text(app)
        assert pane.select_agent("1002")
        assert pane.target() == Target("1002", None)
        assert not pane.select_agent("4711")


async def test_roster_team_and_filter() -> None:
    pane = RosterPane()
    app = Stage(pane)
    async with app.run_test(size=SIZE) as pilot:
        pane.show(floor([agent(1001, name="Ada"), agent(1002, name="Per", team_ids=(502,))]))
        pane.set_team(502)
        assert keys(pane) == ["1002"]
        await pilot.pause()
        assert "1 of 2 agents" in text(app)
        assert "t Sales" in text(app)
        pane.set_team(None)
        pane.set_filter("ADA")
        assert keys(pane) == ["1001"]
        await pilot.pause()
        assert "/ ADA" in text(app)
        pane.set_filter("[nobody")
        await pilot.pause()
        assert "nothing here contains “[nobody”" in text(app)
        pane.set_filter("")
        assert len(keys(pane)) == 2


async def test_time_in_state_warms_up_without_anything_new() -> None:
    pane = RosterPane()
    app = Stage(pane)
    async with app.run_test(size=SIZE) as pilot:
        pane.show(floor([agent(1001, 3), agent(1002, 10, since=118)]))
        pane.select_agent("1001")
        await pilot.pause()
        line = next(n for n in range(pane.table.size.height) if "1002" in pane.table.render_line(n).text)
        calm = {str(segment.style) for segment in pane.table.render_line(line)}
        pane.tick(NOW + 3)
        await pilot.pause()
        assert {str(segment.style) for segment in pane.table.render_line(line)} != calm
        assert "2:01" in pane.table.render_line(line).text


@pytest.mark.parametrize(
    ("now", "sentence"),
    [
        (floor(link=Link(LinkState.CONNECTING, address="host:1")), "no data yet: connecting host:1"),
        (floor(link=Link(LinkState.REFUSED, reason="not a supervisor (12)")), "no data yet: not a supervisor (12)"),
        (floor(), "waiting for team 501, 502"),
        (floor(teams={}), "waiting for the server to name your teams"),
        (floor(teams={501: Team(501, problem="no such team (65)")}), "no agents: team 501: no such team (65)"),
    ],
)  # fmt: skip
async def test_an_empty_roster_says_why(now: Any, sentence: str) -> None:
    pane = RosterPane()
    app = Stage(pane)
    async with app.run_test(size=SIZE) as pilot:
        pane.show(now)
        await pilot.pause()
        assert sentence in text(app)


async def test_an_empty_team_says_why() -> None:
    pane = RosterPane()
    app = Stage(pane)
    async with app.run_test(size=SIZE) as pilot:
        pane.show(floor([agent(1001)]))
        pane.set_team(502)
        await pilot.pause()
        assert "waiting for team 502" in text(app)


async def test_calls_newest_first_but_alerting_and_alarmed_ones_above() -> None:
    calls = [
        call(1, 1001, began=500), call(2, 1002, began=5), call(3, 1003, state=2, began=90),
        call(4, 1004, began=300, alarm=AlarmKind.EMERGENCY), call(5, 1005, began=2, ended=NOW - 1),
    ]  # fmt: skip
    pane = CallsPane()
    app = Stage(pane)
    async with app.run_test(size=SIZE):
        pane.show(floor([agent(1000 + n, 4) for n in range(1, 6)], calls))
        assert call_ids(pane) == [4, 3, 2, 1, 5]
        assert pane.cycle_sort() == "longest first"
        assert call_ids(pane) == [1, 4, 3, 2, 5]
        assert pane.cycle_sort() == "by agent"
        assert call_ids(pane) == [1, 2, 3, 4, 5]
        assert pane.cycle_sort() == "by state"
        assert call_ids(pane)[:2] == [4, 3]


async def test_a_call_row_says_everything_and_pins_exactly_its_call() -> None:
    pane = CallsPane()
    app = Stage(pane)
    own = call(8801, 1001, began=251)
    parties = (Party("3001", "1001"), Party("5559876"), Party("3900", None, True), Party("3002", "1002"))
    async with app.run_test(size=(150, 12)) as pilot:
        pane.show(floor([agent(1001, 4, "Okafor, Ada"), agent(1002, 4, "Lind, Per")], [replace(own, parties=parties)]))
        await pilot.pause()
        row = lines(app)[2]
        for word in ("1001", "Okafor, Ada", "8801", "● talking", "5550100", "80055", "ACD in", "4:11"):
            assert word in row
        assert "5559876 & you & Lind, Per" in row
        assert "caller" not in row
        pane.show(floor([agent(1001, 4, "Okafor, Ada")], [replace(own, ani="5559876", parties=parties[:3])]))
        await pilot.pause()
        assert "caller & you" in lines(app)[2]
        pane.show(floor([agent(1001, 4, "Okafor, Ada"), agent(1002, 4, "Lind, Per")], [replace(own, parties=parties)]))
        assert pane.target() == Target("1001", own.connection)
        assert pane.select_call(own.connection)
        assert not pane.select_call(connection(1))


async def test_two_calls_with_one_id_are_two_rows() -> None:
    pane = CallsPane()
    app = Stage(pane)
    async with app.run_test(size=SIZE):
        pane.show(floor([agent(1001, 4), agent(1002, 4)], [call(8801, 1001), call(8801, 1002)]))
        assert len(keys(pane)) == 2
        assert pane.select_agent("1002")
        assert pane.target() == Target("1002", connection(8801, "3002"))


async def test_a_call_that_ended_is_frozen_and_a_renamed_one_is_followed() -> None:
    pane = CallsPane()
    app = Stage(pane)
    own = call(8801, 1001, began=60)
    others = [call(8700 + n, 1002 + n, began=100 + n) for n in range(3)]
    async with app.run_test(size=SIZE) as pilot:
        pane.show(floor([agent(1001, 4)], [own, *others]))
        pane.select_call(own.connection)
        renamed = replace(own, connection=connection(9911))
        pane.show(floor([agent(1001, 4)], [renamed, *others]))
        assert pane.target() == Target("1001", renamed.connection)
        pane.show(floor([agent(1001, 3)], [replace(renamed, ended=NOW), *others]))
        pane.tick(NOW + 30)
        await pilot.pause()
        row = next(line for line in lines(app) if "9911" in line)
        assert "ended" in row
        assert "1:00" in row


async def test_a_call_of_unknown_beginning_is_at_least_so_old_and_times_line_up() -> None:
    pane = CallsPane()
    app = Stage(pane)
    known, unknown = call(8801, 1001, began=89), call(8802, 1002, began=90, began_known=False)
    ended = call(8803, 1003, began=700, ended=NOW - 1, began_known=False)
    async with app.run_test(size=SIZE) as pilot:
        pane.show(floor([agent(1001, 4), agent(1002, 4)], [known, unknown, ended]))
        await pilot.pause()
        head, first, second, third = lines(app)[1:5]
        assert "1:30+" in second
        assert "11:39+" in third
        assert "1:29+" not in first
        end = head.index("Time") + 4
        assert [line[end - 4 : end + 1] for line in (first, second, third)] == ["1:29 ", "1:30+", "1:39+"]


@pytest.mark.parametrize("size", [(60, 15), (80, 24), (100, 30), (120, 34), (200, 50)])
async def test_ids_are_never_cut_and_columns_only_grow(size: tuple[int, int]) -> None:
    roster, calls, alerts = RosterPane(), CallsPane(), AlertsPane()
    app = Stage(roster, calls, alerts)
    agents = [agent(1001 + n, 4, "Featherstonehaugh, Maximilian", reason_code=7) for n in range(3)]

    def show(first: int) -> None:
        live = [call(first + n, 1001 + n, ani="+4930231250123", dnis="8005550101") for n in range(3)]
        alarm = replace(emergency(7), connection=connection(first))
        for pane in (roster, calls, alerts):
            pane.show(floor(agents, live, (alarm,)))

    def heads() -> list[str]:
        return [line for line in lines(app) if "Agent" in line]

    async with app.run_test(size=size) as pilot:
        show(4_294_967_200)
        await pilot.pause()
        grown = heads()
        assert text(app).count("4294967200") >= 2
        assert "42949672…" not in text(app)
        show(11)
        await pilot.pause()
        assert heads() == grown
        assert " 11 " in text(app)


@pytest.mark.parametrize(
    ("now", "sentence"),
    [
        (floor([agent(1001)]), "no live calls"),
        (
            floor([agent(1001)], call_details=False, call_details_reason="refused, 12"),
            "details not granted: agent states only (refused, 12)",
        ),
        (floor(link=Link(LinkState.OPENING)), "no data yet: opening"),
    ],
)
async def test_an_empty_calls_pane_says_why(now: Any, sentence: str) -> None:
    pane = CallsPane()
    app = Stage(pane)
    async with app.run_test(size=SIZE) as pilot:
        pane.show(now)
        await pilot.pause()
        assert sentence in text(app)


ASSIST = Alarm(5, AlarmKind.ASSIST, AlarmState.ACK_ACTIVE, NOW - 89, "1002", "Lind, Per", acknowledged=NOW - 60)
LINK = Alarm(
    3,
    AlarmKind.LINK,
    AlarmState.UNACK_CLEARED,
    NOW - 232,
    text="side B refused",
    cleared=NOW - 9,
    cleared_reason="back",
)


async def test_alerts_in_the_floor_s_order_with_their_keys() -> None:
    pane = AlertsPane()
    app = Stage(pane)
    async with app.run_test(size=(150, 12)) as pilot:
        pane.show(floor([agent(1001, 4)], alarms=(emergency(7), ASSIST, LINK), alarms_lately=3))
        pane.tick(NOW)
        await pilot.pause()
        first, second, third = lines(app)[2:5]
        for word in ("▲ EMERGENCY", "open", "1001 Okafor, Ada", "8801", "0:14", "b barge in", "a acknowledge"):
            assert word in first
        assert "acked here" in second
        assert "a acknowledge" not in second
        for word in ("■ Link", "cleared", "side B refused", "back"):
            assert word in third
        assert "b barge in" not in third
        assert "1 open   1 over  A acknowledges them" in text(app)
        assert "3 in the last 10 min" in text(app)


async def test_alerts_pin_the_alarm_s_agent_call_and_id() -> None:
    pane = AlertsPane()
    app = Stage(pane)
    async with app.run_test(size=SIZE):
        pane.show(floor(alarms=(emergency(7), ASSIST, LINK)))
        assert pane.target() == Target("1001", connection(8801), 7)
        assert pane.select_alarm(5)
        assert pane.target() == Target("1002", None, 5)
        assert pane.select_alarm(3)
        assert pane.target() is None
        assert pane.selected_alarm() == LINK
        assert pane.select_agent("1001")
        assert pane.selected_alarm() == emergency(7)
        assert not pane.select_alarm(99)
        assert not pane.select_agent("4711")


async def test_a_new_emergency_doesn_t_move_the_selected_alert_under_a_hand() -> None:
    pane = AlertsPane()
    app = Stage(pane)
    async with app.run_test(size=SIZE) as pilot:
        pane.show(floor(alarms=(emergency(7), ASSIST)))
        pane.table.focus()
        await pilot.pause()
        pane.table.hand(NOW)
        pane.show(floor(alarms=(emergency(8, ago=1), emergency(7), ASSIST)))
        assert pane.selected_alarm() == emergency(7)
        assert keys(pane) == [7, 5, 8]


async def test_only_the_three_newest_unacknowledged_emergencies_flash() -> None:
    alarms = tuple(emergency(n, ago=100 - n) for n in reversed(range(1, 7)))
    acked = replace(emergency(9, ago=1), state=AlarmState.ACK_ACTIVE, acknowledged=NOW)
    pane = AlertsPane()
    app = Stage(pane)
    async with app.run_test(size=SIZE):
        pane.show(floor(alarms=(*alarms, ASSIST, acked)))
        assert {row.key for row in pane.table.rows if row.flashing} == {4, 5, 6}


async def test_emergency_is_a_word_for_listed_emergencies_only() -> None:
    roster, calls, alerts = RosterPane(), CallsPane(), AlertsPane()
    app = Stage(roster, calls, alerts)
    async with app.run_test(size=(120, 40)) as pilot:
        for pane in (roster, calls, alerts):
            pane.show(floor([agent(1001, 4)], [call(8801, 1001, call_type=20)]))
        await pilot.pause()
        assert "EMERGENCY" not in text(app).upper()
        assert "emerg." in text(app)
        alerts.show(floor([agent(1001, 4)], alarms=(emergency(7),)))
        await pilot.pause()
        assert "EMERGENCY" in text(app)


async def test_stale_with_its_age_on_old_panes_only() -> None:
    roster, calls, alerts = RosterPane(), CallsPane(), AlertsPane()
    app = Stage(roster, calls, alerts)
    async with app.run_test(size=(120, 40)) as pilot:
        old = floor([agent(1001, 4)], calls_stale=True, stale_since=NOW - 12)
        for pane in (roster, calls, alerts):
            pane.show(old)
        await pilot.pause()
        titles = [line for line in lines(app) if "Team roster" in line or "Live calls" in line]
        assert ["STALE" in title for title in titles] == [False, True]
        assert "STALE 12 s" in titles[1]
        calls.tick(NOW + 3)
        await pilot.pause()
        assert "STALE 15 s" in text(app)
        for pane in (roster, calls, alerts):
            pane.show(floor([agent(1001, 4)]))
        await pilot.pause()
        assert "STALE" not in text(app)


@pytest.mark.parametrize("width", [40, 60, 80, 100, 120, 160, 200])
async def test_hostile_text_does_no_harm_at_any_width(width: int) -> None:
    roster, calls, alerts = RosterPane(), CallsPane(), AlertsPane()
    app = Stage(roster, calls, alerts)
    agents = [agent(1001 + n, 4, name, extension=name) for n, name in enumerate(HOSTILE)]
    live = [call(8801 + n, 1001 + n, ani=name, dnis=name, parties=(Party(name),)) for n, name in enumerate(HOSTILE)]
    alarms = tuple(emergency(n, 1001 + n, name=name, text=name, ani=name) for n, name in enumerate(HOSTILE))
    teams = {501: Team(501, "[red]\x1b[0m"), 502: Team(502, "\u202eteam")}
    async with app.run_test(size=(width, 42)) as pilot:
        for pane in (roster, calls, alerts):
            pane.show(floor(agents, live, alarms, teams=teams))
            pane.set_team(501)
            pane.set_filter("" if pane is alerts else "[")
            pane.set_filter("")
        await pilot.pause()
        screen = text(app)
        for character in ("\x1b", "\u202e", "\u200b"):
            assert character not in screen
        assert "Smith [/x]" in screen or width < 60
        for line in lines(app):
            assert cell_len(line) == width
            assert line[-1] in "│╮╯ "


async def test_two_thousand_agents_draw_only_what_is_seen(monkeypatch: pytest.MonkeyPatch) -> None:
    drawn: list[str] = []
    original = RosterPane._agent
    monkeypatch.setattr(
        RosterPane, "_agent", lambda self, row, now: (drawn.append(row.key), original(self, row, now))[1]
    )
    pane = RosterPane()
    app = Stage(pane)
    async with app.run_test(size=(120, 50)) as pilot:
        pane.show(floor([agent(1000 + n, 3, since=n) for n in range(2000)]))
        await pilot.pause()
        assert len(set(drawn)) <= 50
        await pilot.press("end")
        assert pane.target() == Target("1000", None)
        assert "▸1000" in text(app)


async def test_ascii_panes_are_ascii() -> None:
    roster, calls, alerts = (kind(ascii_glyphs=True) for kind in (RosterPane, CallsPane, AlertsPane))
    app = Stage(roster, calls, alerts)
    async with app.run_test(size=(120, 40)) as pilot:
        for pane in (roster, calls, alerts):
            many = [agent(1001 + n, 4, "A" * 60) for n in range(50)]
            pane.show(floor(many, [call(8801 + n, 1001 + n) for n in range(37)], (emergency(7),)))
        await pilot.pause()
        assert roster.table.vertical_scrollbar.window_virtual_size > roster.table.size.height
        assert text(app).isascii()


@pytest.mark.parametrize("theme", ["dark", "light", "high-contrast", "ansi16", "nord", "textual-light"])
async def test_every_theme_draws(theme: str) -> None:
    pane = AlertsPane()
    app = Stage(pane, theme_name=theme)
    async with app.run_test(size=SIZE) as pilot:
        pane.show(floor(alarms=(emergency(7), ASSIST)))
        pane.set_flash(True)
        pane.table.focus()
        await pilot.pause()
        app.theme = "dark"
        await pilot.pause()
        assert "EMERGENCY" in text(app)


changes = st.lists(
    st.tuples(st.integers(1001, 1008), st.sampled_from([None, 1, 2, 3, 4, 10]), st.integers(0, 5), st.booleans()),
    max_size=4,
)


@settings(deadline=None, max_examples=60)
@given(st.lists(changes, min_size=1, max_size=6), st.integers(0, 3), st.integers(0, 3))
@example([[(n, 1, 9, False) for n in range(1001, 1009)]] * 3 + [[(1001, 1, 0, False)]], 0, 0)  # a burst
def test_rows_kept_from_floor_to_floor_are_those_of_a_fresh_pane(
    steps: list[list[tuple[int, int | None, int, bool]]], roster_order: int, calls_order: int
) -> None:
    roster, calls = RosterPane(), CallsPane()
    agents: dict[int, Agent] = {}
    live: dict[int, Call] = {}
    alarms: tuple[Alarm, ...] = ()
    for passed, step in enumerate(steps):
        for number, state, since, with_alarm in step:
            agents.pop(number, None)
            live.pop(number, None)
            if state is not None:
                agents[number] = agent(number, state, since=since)
                live[number] = call(8000 + since, number, state=since % 4 + 1, began=since)
            alarms = (emergency(number, number),) if with_alarm else alarms
        now = floor(list(agents.values()), list(live.values()), alarms)
        for pane, kind, order in ((roster, RosterPane, roster_order), (calls, CallsPane, calls_order)):
            fresh = kind()
            for one in (pane, fresh):
                one.order = one.ORDERS[order]
                one.floor = now
                one.now = NOW + passed * SETTLE  # what waits in a burst is put in its place
            assert pane.rows() == fresh.rows()
