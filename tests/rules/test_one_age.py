"""Times that are told once and read the same everywhere: from the mock's bytes to the painted screen."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from floor_kit import EPOCH, Wired
from test_found_calls import call_for
from ui_kit import Console

from app.floor.builder import FloorBuilder
from app.model import Acknowledge, AlarmKind, Floor, Me
from protocol.wire import messages as m

SNAPSHOTS, MONITORS = 0x95, 0xA5


def emergency(wired: Wired, agent_id: str = "1001") -> None:
    """The agent presses the key for an emergency."""
    wired.server.centre.simulation.emergencies.raise_emergency(wired.server.centre.floor.by_id[agent_id], mark=False)
    wired.run(0.3, 0.05)


def desk(services: int = MONITORS) -> Wired:
    wired = Wired(still=True, agents=4, emergencies=0, services=services)
    wired.run(1.35, 0.05)
    call_for(wired, "1001")
    return wired


async def ages(floor: Floor, now: float) -> tuple[str, str, str]:
    """The age of the one emergency in the line, in its row, and in its details."""
    console = Console()
    console.clock.now = now
    async with console.app.run_test(size=(160, 45)) as pilot:
        await console.push(pilot, floor)
        console.app.beat()
        await pilot.pause()
        lines = console.text().split("\n")
        line = next(line for line in lines if "EMERGENCY" in line and " open" in line and "│" not in line)
        row = next(line for line in lines if "EMERGENCY" in line and "│" in line)
        await pilot.press("e", "enter")
        await pilot.pause()
        details = console.words()
        found = [re.search(r"(?<![\d:])(\d+:\d\d\+?)(?!:?\d)", text) for text in (line, row)]
        inside = re.search(r"raised (\d+:\d\d\+?)", details)
        assert all(found)
        assert inside is not None
        return found[0][1], found[1][1], inside[1]  # type: ignore[index]


@pytest.mark.parametrize("fraction", [0.0, 0.35, 0.95])
async def test_an_emergency_that_is_pressed_again_has_one_age(fraction: float) -> None:
    wired = desk()
    emergency(wired)
    (raised,) = wired.floor.alarms
    wired.run(59.0, 1.0)
    emergency(wired)
    (alarm,) = wired.floor.alarms
    assert (alarm.kind, alarm.count) == (AlarmKind.EMERGENCY, 2)
    now = int(raised.raised) + 63 + fraction
    line, row, details = await ages(wired.builder.snapshot(now), now)
    assert line == row == details
    assert line in ("1:02", "1:03"), "since help is waited for, not since the last press of the key"


async def test_an_emergency_that_was_acknowledged_waits_anew_when_it_is_pressed_again() -> None:
    wired = desk()
    emergency(wired)
    (alarm,) = wired.floor.alarms
    wired.run(5.0)
    wired.builder.carry_out(Acknowledge(alarm.alarm_id), "9001", EPOCH + wired.now)
    wired.run(60.0, 1.0)
    emergency(wired)
    (alarm,) = wired.floor.alarms
    assert alarm.count == 2
    now = float(int(EPOCH + wired.now) + 4)
    line, row, details = await ages(wired.builder.snapshot(now), now)
    assert line == row == details
    assert line in ("0:03", "0:04")


@pytest.mark.parametrize("services", [SNAPSHOTS, MONITORS])
@pytest.mark.parametrize("anew", [True, False], ids=["start", "reconnect"])
async def test_an_emergency_that_is_found_is_at_least_so_old(services: int, anew: bool) -> None:
    wired = Wired(still=True, agents=4, emergencies=0, services=services)
    wired.run(1.0)
    wired.lose()
    call_for(wired, "1001")
    agent = wired.server.centre.floor.by_id["1001"]
    wired.server.centre.simulation.emergencies.raise_emergency(agent, mark=True)
    wired.run(30.0, 5.0)
    if anew:
        wired.builder = FloorBuilder(Me("9001"), peripheral_id=5000)
    wired.connect()
    wired.run(8.0)
    now = EPOCH + wired.now
    line, row, details = await ages(wired.floor, now)
    assert line == row == details
    assert line.endswith("+")


@pytest.mark.parametrize("anew", [True, False], ids=["start", "reconnect"])
async def test_while_calls_are_asked_for_it_is_not_said_that_there_are_none(anew: bool) -> None:
    wired = desk(SNAPSHOTS)
    wired.lose()
    if anew:
        wired.builder = FloorBuilder(Me("9001"), peripheral_id=5000)
    wired.server.mute.add(m.SnapshotDeviceReq)
    wired.connect()
    wired.run(1.0)
    floor = wired.floor
    assert len(floor.agents) == 4
    console = Console()
    console.clock.now = EPOCH + wired.now
    async with console.app.run_test(size=(80, 24)) as pilot:
        await console.push(pilot, floor)
        text = console.text()
        assert "no live calls" not in text
        assert "0 calls" not in text
        assert ("loading calls" in text) == anew
        assert ("1 call so far" in text) != anew
        wired.server.mute.clear()
        wired.run(15.0)
        await console.push(pilot, wired.floor)
        assert "loading" not in console.text()
        assert "so far" not in console.text()
        assert "1 call " in console.text()


async def test_where_nothing_was_told_no_number_is_shown_and_no_call_for_help_is_promised() -> None:
    wired = desk(SNAPSHOTS)
    wired.lose()
    wired.builder = FloorBuilder(Me("9001"), peripheral_id=5000)
    wired.server.settings = replace(wired.server.settings, protocol_max=14)
    wired.connect()
    wired.run(1.0)
    console = Console()
    console.clock.now = EPOCH + wired.now
    async with console.app.run_test(size=(80, 24)) as pilot:
        await console.push(pilot, replace(wired.floor, alarms=()))
        text = console.text()
        assert "REFUSED" in text
        assert "0 agents" not in text
        assert "0 calls" not in text
        assert "no agents known" in text
        assert "no calls known" in text
        assert "calls for help appear" not in text
        assert "no alarms: calls for help can't be seen now" in text


async def test_where_calls_are_not_granted_their_number_is_not_shown() -> None:
    wired = desk(SNAPSHOTS)
    wired.lose()
    wired.builder = FloorBuilder(Me("9001"), peripheral_id=5000)
    for side in wired.sides.values():
        side.settings = replace(side.settings, services_offered=0x81)
    wired.connect()
    wired.run(3.0)
    console = Console()
    console.clock.now = EPOCH + wired.now
    async with console.app.run_test(size=(80, 24)) as pilot:
        await console.push(pilot, wired.floor)
        assert "details not granted" in console.text()
        assert "0 calls" not in console.text()
        assert "calls not told" in console.text()
