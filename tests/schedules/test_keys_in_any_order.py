"""Keys typed faster than the screen follows do what they do for a person who waits for the screen after each.

Every pair of keys is in one of the sequences of three that are tried on one of the floors, each at other gaps.
``KEY_RUNS=84672`` in the environment tries every sequence at every gap on each floor.
"""

from __future__ import annotations

import os
from collections.abc import Hashable
from typing import Any

import pytest
from schedule_kit import (
    EMERGENCY,
    ChainConsole,
    again,
    barged_in,
    console_on,
    free,
    press,
    settle,
    tell,
    turns,
)
from textual import events
from ui_kit import Console

from app.model import Acknowledge, AcknowledgeAll, Action, AlarmKind, Floor, Supervise
from app.ui.context import Pane
from app.ui.dialogs.confirm import QuestionDialog
from app.ui.guards import Acknowledgements, RequestGuard
from app.ui.painted import NEWER_EMERGENCY, ROW_CHANGED, ROW_GONE
from app.ui.panes import AlertsPane, CallsPane, RosterPane
from protocol.wire.messages import SuperviseCallReq

KEYS = ("1", "2", "3", "e", "tab", "enter", "escape", "/", "b", "i", "c", "a")
GAPS = 7
"""A gap is 0 to 6 turns of the loop."""
PAIRS = len(KEYS) ** 2
EVERY = len(KEYS) ** 3 * GAPS**2
RUNS = int(os.environ.get("KEY_RUNS", str(PAIRS // 2)))
"""Sequences that are tried on each floor."""
FLOORS = {"in no call, 80 x 24": (free, (80, 24)), "barged in, one pane at a time": (barged_in, (60, 15))}


def run_of(number: int, floor: int) -> tuple[tuple[str, str, str], tuple[int, int]]:
    """A sequence of three keys, and the gaps between them.

    Among the first 72 of both floors are every first and second, every second and third, every first and third key
    together; all 1,728 sequences follow, then all again at other gaps, until after 49 rounds each was tried at each
    pair of gaps.
    """
    count = len(KEYS)
    turn, sequence = divmod(number, count**3)
    shift, place = divmod(sequence, PAIRS)
    first, second = divmod((2 * place + floor + place // (PAIRS // 2)) % PAIRS, count)
    gaps = divmod((sequence + turn) % GAPS**2, GAPS)
    return (KEYS[first], KEYS[second], KEYS[(first + second + shift) % count]), gaps


def test_every_pair_of_keys_is_tried_and_in_the_end_every_sequence_at_every_gap() -> None:
    first = [run_of(number, floor)[0] for number in range(PAIRS // 2) for floor in (0, 1)]
    for one, other in ((0, 1), (1, 2), (0, 2)):
        assert len({(keys[one], keys[other]) for keys in first}) == PAIRS
    for floor in (0, 1):
        assert len({run_of(number, floor) for number in range(EVERY)}) == EVERY


async def from_the_start(console: Console, floor: Floor) -> None:
    """The floor, no dialog, nothing filtered or said, the keys in the roster, no cursor on the emergency."""
    app, main = console.app, console.app.main
    app.close_dialogs()
    main.close_filter()
    await settle(console)
    for pane in main.panes:
        main.change(pane, lambda widget: widget.set_filter(""))
    main.go_to(RosterPane.PANE)
    assert main.roster.select_agent("1002")
    assert main.calls.select_agent("1002")
    assert main.alerts.select_agent("1001")
    main.message_line.dismiss_message()
    app.answers.clear()
    app.request_guard = RequestGuard()
    app.acknowledgements = Acknowledgements()
    tell(console, again(floor, console.clock.now))
    await settle(console)
    console.worker.commands.clear()


def outcome(console: Console) -> dict[str, Any]:
    """What came of the keys."""
    app, main = console.app, console.app.main
    cursors: list[Hashable] = [main.panes[pane].table.cursor_key for pane in main.panes]
    return {
        "sent": list(console.worker.commands),
        "said": [note.text for note in app.answers],
        "the pane with the keys": main.current,
        "the focus": type(main.focused).__name__ if main.filter_input.display else main.focused is _table(console),
        "cursors": cursors,
        "filters": [main.filter_input.display, *(main.panes[pane].filter_text for pane in main.panes)],
        "dialogs": [type(screen).__name__ for screen in app.screen_stack],
    }


def _table(console: Console) -> object:
    return console.app.main.panes[console.app.main.current].table


@pytest.mark.timeout(120 + RUNS)
@pytest.mark.parametrize("name", FLOORS)
async def test_keys_do_at_every_gap_what_they_do_for_a_person_who_waits(name: str) -> None:
    make, size = FLOORS[name]
    floor = make()
    console = console_on(floor)
    waited: dict[tuple[str, str, str], dict[str, Any]] = {}
    async with console.app.run_test(size=size) as pilot:
        await console.push(pilot, floor)
        for number in range(min(RUNS, EVERY)):
            keys, (first, second) = run_of(number, list(FLOORS).index(name))
            if keys not in waited:
                await from_the_start(console, floor)
                for key in keys:
                    press(console, key)
                    await settle(console)
                waited[keys] = outcome(console)
            await from_the_start(console, floor)
            press(console, keys[0])
            await turns(first)
            press(console, keys[1])
            await turns(second)
            press(console, keys[2])
            await settle(console)
            assert outcome(console) == waited[keys], f"{' '.join(keys)} with {first} and {second} turns between them"


@pytest.mark.parametrize("gap", range(GAPS))
@pytest.mark.parametrize("first", ["1", "2", "3", "tab", "enter"])
async def test_e_and_b_at_once_barge_in_on_the_emergency(first: str, gap: int) -> None:
    console = ChainConsole()
    chain = console.chain
    async with console.app.run_test(size=(80, 24)):
        await settle(console)
        main = console.app.main
        assert main.roster.select_agent("1002")
        assert main.calls.select_agent("1001")
        assert main.alerts.select_agent("1001")
        for key in (first, "e", "b"):
            press(console, key)
            await turns(gap)
        await settle(console)
        (request,) = [m for m in chain.server.received if isinstance(m, SuperviseCallReq)]
        (emergency,) = chain.client.floor().emergencies()
        assert emergency.agent_id == EMERGENCY
        assert emergency.connection is not None
        assert request.agent_connection_call_id == emergency.connection.connection_call_id
        assert request.agent_connection_device_id == emergency.connection.connection_device_id


@pytest.mark.parametrize("gap", range(GAPS))
async def test_a_press_of_the_mouse_and_b_at_once_barge_in_on_the_row_that_was_pressed(gap: int) -> None:
    console = ChainConsole()
    async with console.app.run_test(size=(80, 24)):
        await settle(console)
        main = console.app.main
        assert main.roster.select_agent("1001")
        assert main.calls.select_agent("1001")
        table = main.calls.table
        line = next(y for y in range(1, 5) if table.rows[y - 1].subject == "1002") + table.region.y
        for kind in (events.MouseDown, events.MouseUp):
            console.app.post_message(kind(None, 20, line, 0, 0, 1, False, False, False))
            await turns(gap)
        press(console, "b")
        await settle(console)
        assert main.current is CallsPane.PANE
        assert main.focused is table
        (request,) = [m for m in console.chain.server.received if isinstance(m, SuperviseCallReq)]
        assert request.agent_connection_device_id == "3002"


async def test_where_textual_moves_the_focus_by_itself_it_goes_back_to_the_pane_with_the_keys() -> None:
    console = console_on(free())
    async with console.app.run_test(size=(80, 24)) as pilot:
        await console.push(pilot, free())
        main = console.app.main
        press(console, "2")
        await settle(console)
        for act in (lambda: main.set_focus(main.alerts.table), main.focus_next, main.calls.table.blur):
            act()
            assert main.focused is not main.calls.table
            await settle(console)
            assert main.current is CallsPane.PANE
            assert main.focused is main.calls.table
        for event in (events.AppBlur(), events.Key("3", "3"), events.Key("b", "b")):
            console.app.post_message(event)
        await settle(console)
        assert main.current is AlertsPane.PANE
        assert main.focused is main.alerts.table
        target = main.alerts.target()
        assert target is not None
        assert [s.target for s in console.worker.supervised] == [target]


# -- a floor between the paint and the key ---------------------------------------------------------------------------


async def looking_at(console: ChainConsole, pane: Pane, agent_id: str) -> None:
    """All is painted, and the cursor of the pane with the keys is on that agent."""
    await settle(console)
    console.app.main.go_to(pane)
    assert console.app.main.panes[pane].select_agent(agent_id)
    await settle(console)


def told_and_pressed(console: ChainConsole, floor: Floor, *keys: str) -> None:
    """The floor is handled before the keys, and neither is painted when they were pressed."""
    console.chain.on_floor(floor)
    for key in keys:
        press(console, key)


@pytest.mark.parametrize("key", ["b", "m", "w"])
async def test_a_call_that_was_not_painted_when_the_key_was_pressed_is_left_alone(key: str) -> None:
    console = ChainConsole()
    chain = console.chain
    async with console.app.run_test(size=(80, 24)):
        await looking_at(console, RosterPane.PANE, "1001")
        old = chain.client.floor().calls_of("1001")[0].connection
        chain.do("end", "1001", 6)
        floor = chain.do("call", "1001", 6)
        new = floor.calls_of("1001")[0].connection
        assert new != old
        told_and_pressed(console, floor, key)
        await settle(console)
        assert chain.commands == []
        assert console.message == ROW_CHANGED
        press(console, key)
        await settle(console)
        assert [(c.target.agent_id, c.target.connection) for c in chain.commands] == [("1001", new)]


async def test_in_the_calls_the_neighbour_of_a_call_that_has_just_gone_is_left_alone() -> None:
    console = ChainConsole()
    chain = console.chain
    async with console.app.run_test(size=(80, 24)):
        await looking_at(console, CallsPane.PANE, "1001")
        told_and_pressed(console, chain.do("end", "1001", 40), "b")
        await settle(console)
        assert chain.commands == []
        assert console.message == ROW_GONE


async def test_a_for_the_selected_alarm_is_not_taken_for_its_neighbour() -> None:
    console = ChainConsole()
    chain = console.chain
    async with console.app.run_test(size=(80, 24)):
        await looking_at(console, AlertsPane.PANE, "1001")
        alarm = next(a for a in chain.client.floor().alarms if a.kind is AlarmKind.ASSIST)
        chain.client.builder.carry_out(Acknowledge(alarm.alarm_id), "9001", chain.now)
        floor = chain.do("end", "1001", 40)
        assert alarm.alarm_id not in {a.alarm_id for a in floor.alarms}
        told_and_pressed(console, floor, "a")
        await settle(console)
        assert chain.commands == []
        assert console.message == ROW_GONE


async def test_an_emergency_that_was_not_painted_when_a_was_pressed_is_not_acknowledged() -> None:
    console = ChainConsole()
    chain = console.chain
    async with console.app.run_test(size=(80, 24)):
        (first,) = chain.client.floor().emergencies()
        chain.client.builder.carry_out(Acknowledge(first.alarm_id), "9001", chain.now)
        chain.run(1)
        await looking_at(console, RosterPane.PANE, "1001")
        floor = chain.do("emergency", "1002")
        told_and_pressed(console, floor, "a")
        await settle(console)
        assert chain.commands == []
        assert console.message == NEWER_EMERGENCY
        press(console, "a")
        await settle(console)
        assert [type(command) for command in chain.commands] == [Acknowledge]


async def test_an_emergency_that_was_not_painted_when_e_b_were_pressed_is_not_barged_in_on() -> None:
    console = ChainConsole()
    chain = console.chain
    async with console.app.run_test(size=(80, 24)):
        await looking_at(console, RosterPane.PANE, "1001")
        told_and_pressed(console, chain.do("emergency", "1002"), "e", "b")
        await settle(console)
        assert chain.commands == []
        assert console.message == ROW_CHANGED
        alarm = console.app.main.alerts.selected_alarm()
        assert alarm is not None
        assert alarm.agent_id == "1002"


async def test_an_alarm_raised_again_that_was_not_painted_is_not_acknowledged() -> None:
    console = ChainConsole()
    chain = console.chain
    async with console.app.run_test(size=(80, 24)):
        (first,) = chain.client.floor().emergencies()
        chain.client.builder.carry_out(Acknowledge(first.alarm_id), "9001", chain.now)
        chain.run(1)
        await looking_at(console, AlertsPane.PANE, EMERGENCY)
        floor = chain.do("emergency", EMERGENCY)
        (again_,) = floor.emergencies()
        assert (again_.alarm_id, again_.acknowledged) == (first.alarm_id, None)
        told_and_pressed(console, floor, "a")
        await settle(console)
        assert chain.commands == []
        assert console.message == ROW_CHANGED
        press(console, "a")
        await settle(console)
        assert [type(command) for command in chain.commands] == [Acknowledge]


async def test_acknowledging_all_leaves_those_that_were_not_painted() -> None:
    console = ChainConsole()
    chain = console.chain
    async with console.app.run_test(size=(80, 24)):
        await looking_at(console, RosterPane.PANE, "1001")
        told_and_pressed(console, chain.do("assist", "1002"), "A")
        await settle(console)
        (command,) = chain.commands
        assert isinstance(command, AcknowledgeAll)
        listed = {alarm.alarm_id: alarm.agent_id for alarm in chain.client.floor().alarms}
        assert [listed[alarm_id] for alarm_id in command.alarm_ids] == ["1001"]


@pytest.mark.parametrize("gap", range(GAPS))
async def test_a_yes_to_a_question_that_was_not_painted_is_none(gap: int) -> None:
    floor = barged_in()
    console = console_on(floor)
    async with console.app.run_test(size=(80, 24)) as pilot:
        await console.push(pilot, floor)
        assert console.app.main.roster.select_agent("1001")
        press(console, "i")
        await turns(gap)
        press(console, "y")
        await settle(console)
        assert isinstance(console.app.screen, QuestionDialog)
        assert console.worker.commands == []
        press(console, "y")
        await settle(console)
        assert [type(command) for command in console.worker.commands] == [Supervise]
        assert [s.action for s in console.worker.supervised] == [Action.INTERCEPT]
