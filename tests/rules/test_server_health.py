"""Events that stop and come again, from the mock's bytes through the session and the floor to the screen."""

from __future__ import annotations

import pytest
from floor_kit import EPOCH, Wired, seen
from ui_kit import Console

from app.model import AlarmKind, AlarmState
from protocol.mock.server.fault_effects import set_pg_status
from protocol.session.events import AskedAgain, Discovered, EventsResumed, EventsStopped
from protocol.wire.enums import PGStatus, SystemEventID
from protocol.wire.messages import AgentStateEvent, MonitorStartReq, QueryAgentStateReq, SnapshotDeviceReq

SERVICES = [0x95, 0xA5]
"""All Events with snapshots of calls, and Peripheral Monitor."""
OURS, ANOTHER = 5000, 5001
PANES = 3
"""Panes that say STALE: roster, calls, alerts."""


def wired(services: int = SERVICES[1]) -> Wired:
    """A floor on which everything is known, two agents talk, and nothing happens by itself."""
    made = Wired(seed=2, agents=4, still=True, emergencies=0, services=services)
    floor = made.server.centre.floor
    for agent in floor.agents[:2]:
        leg = floor.switch.add_leg(floor.switch.new_call(1, "5550000", "80055"), agent.extension, agent, 2)
        floor.switch.begin(leg)
        floor.switch.ring(leg)
        floor.switch.pick_up(leg)
        floor.settle(agent)
    made.run(3.0)
    assert made.floor.stale_since is None
    assert made.floor.calls
    made.session_events.clear()
    made.server.received.clear()
    return made


async def screen(made: Wired) -> str:
    """What the console shows of the floor now."""
    console = Console()
    console.clock.now = EPOCH + made.now
    async with console.app.run_test(size=(140, 40)) as pilot:
        await console.push(pilot, made.floor)
        return console.text()


@pytest.mark.parametrize("services", SERVICES)
@pytest.mark.parametrize("bits", [PGStatus.PGS_OPC_DOWN, PGStatus.PGS_CTI_SERVER_OFFLINE])
async def test_all_is_stale_while_no_events_come_and_fresh_when_all_was_asked_again(bits: int, services: int) -> None:
    made = wired(services)
    set_pg_status(made.server, bits)
    made.run(2.0)
    assert (await screen(made)).count("STALE") == PANES
    assert [e for e in made.session_events if isinstance(e, EventsStopped)] == [EventsStopped(bits, True)]
    assert not any(isinstance(m, QueryAgentStateReq) for m in made.server.received)
    set_pg_status(made.server, 0)
    made.run(3.0)
    resumed = [type(e) for e in made.session_events if isinstance(e, EventsResumed | AskedAgain | Discovered)]
    assert resumed == [EventsResumed, AskedAgain, Discovered]
    asked = {type(m) for m in made.server.received}
    assert asked >= {QueryAgentStateReq, SnapshotDeviceReq if services & 0x10 else MonitorStartReq}
    assert "STALE" not in await screen(made)
    assert made.floor.stale_since is None
    assert {c: v for c, v in seen(made.floor).items() if v[0] is not None} == made.truth()


async def test_what_happened_while_no_events_came_is_on_the_screen_afterwards() -> None:
    made = wired()
    agent = next(a for a in made.server.centre.floor.agents if a.signed_in and not a.legs)
    set_pg_status(made.server, PGStatus.PGS_OPC_DOWN)
    made.run(1.0)
    made.server.centre.floor.set_state(agent, 6)
    made.run(1.0)
    assert made.floor.agents[agent.agent_id].state != 6
    set_pg_status(made.server, 0)
    made.run(3.0)
    assert made.floor.agents[agent.agent_id].state == 6


async def test_limited_function_stops_no_events() -> None:
    made = wired()
    for bits in (PGStatus.PGS_LIMITED_FUNCTION, 0):
        made.server.system_event(SystemEventID.SYS_TEXT_FYI, pg_status=bits)
        made.run(1.0)
        assert "STALE" not in await screen(made)
    assert not any(isinstance(e, EventsStopped | EventsResumed | AskedAgain) for e in made.session_events)


async def test_another_peripheral_that_is_offline_makes_nothing_stale() -> None:
    made = wired()
    made.server.system_event(SystemEventID.SYS_PERIPHERAL_OFFLINE, pg_status=4, arg1=ANOTHER)
    made.run(1.0)
    shown = await screen(made)
    assert "STALE" not in shown
    assert "peripheral 5001 is offline, ours is online" in shown
    assert not any(isinstance(e, EventsStopped | AskedAgain) for e in made.session_events)


async def test_our_peripheral_comes_back_while_another_one_stays_offline() -> None:
    """PGStatus 4 stands for any peripheral: SYSTEM_EVENT with the own PeripheralID tells of ours."""
    made = wired()
    made.server.system_event(SystemEventID.SYS_PERIPHERAL_OFFLINE, pg_status=4, arg1=OURS)
    made.run(1.0)
    shown = await screen(made)
    assert "STALE" in shown
    assert "our peripheral is offline: no events come" in shown
    made.server.system_event(SystemEventID.SYS_PERIPHERAL_OFFLINE, pg_status=4, arg1=ANOTHER)
    made.run(1.0)
    assert "STALE" in await screen(made)
    made.server.system_event(SystemEventID.SYS_PERIPHERAL_ONLINE, pg_status=4, arg1=OURS)
    made.run(3.0)
    shown = await screen(made)
    assert "STALE" not in shown
    assert "our peripheral" not in shown
    assert "peripheral 5001 is offline, ours is online" in shown
    assert [type(e) for e in made.session_events if isinstance(e, EventsStopped | EventsResumed | Discovered)] == [
        EventsStopped, EventsResumed, Discovered,
    ]  # fmt: skip


async def test_a_reason_that_changes_while_no_events_come_is_told_and_is_one_alarm() -> None:
    made = wired()
    made.server.system_event(SystemEventID.SYS_PERIPHERAL_GATEWAY_OFFLINE, pg_status=1)
    made.server.system_event(SystemEventID.SYS_PERIPHERAL_OFFLINE, pg_status=5, arg1=OURS)
    made.server.system_event(SystemEventID.SYS_TEXT_FYI, pg_status=4)
    made.run(1.0)
    assert [e for e in made.session_events if isinstance(e, EventsStopped)] == [
        EventsStopped(1, True), EventsStopped(5, False), EventsStopped(4, False),
    ]  # fmt: skip
    (alarm,) = made.floor.alarms
    assert (alarm.kind, alarm.state) == (AlarmKind.SERVER, AlarmState.UNACK_ACTIVE)
    assert alarm.text == made.floor.link.trouble == "our peripheral is offline: no events come"
    made.server.system_event(SystemEventID.SYS_PERIPHERAL_ONLINE, arg1=OURS)
    made.run(3.0)
    assert made.floor.alarms[0].state is AlarmState.UNACK_CLEARED
    assert made.floor.stale_since is None


async def test_a_peripheral_that_goes_offline_sounds_once() -> None:
    made = wired()
    made.server.system_event(SystemEventID.SYS_PERIPHERAL_OFFLINE, pg_status=4, arg1=OURS)
    made.run(1.0)
    (alarm,) = made.floor.alarms
    assert (alarm.text, alarm.count) == ("our peripheral is offline: no events come", 1)


async def test_a_session_that_opens_while_no_events_come_asks_again_when_they_do() -> None:
    made = wired()
    made.lose()
    made.server.role.pg_status = 1
    made.run(1.0)
    made.session_events.clear()
    made.connect()
    made.run(1.0)
    assert [e for e in made.session_events if isinstance(e, EventsStopped)] == [EventsStopped(1, False)]
    assert "STALE" in await screen(made)
    assert made.floor.blind is None
    set_pg_status(made.server, 0)
    made.run(15.0)
    assert "STALE" not in await screen(made)
    assert made.floor.blind is not None
    assert {c: v for c, v in seen(made.floor).items() if v[0] is not None} == made.truth()


async def test_events_that_come_all_the_same_make_nothing_fresh_while_they_are_said_to_be_stopped() -> None:
    made = wired()
    set_pg_status(made.server, PGStatus.PGS_CTI_SERVER_OFFLINE)
    made.server.centre.floor.announce_state(made.server.centre.floor.agents[0])
    made.run(1.0)
    assert any(isinstance(getattr(e, "message", None), AgentStateEvent) for e in made.session_events)
    assert (await screen(made)).count("STALE") == PANES
