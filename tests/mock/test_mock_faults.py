"""Faults of a running server: its connections, its role, its PG, and the messages of version 24."""

from __future__ import annotations

import asyncio
import io

import pytest
from mock_kit import STILL, SUPERVISOR_SERVICES, Client, Kit, names, open_req, serving

from protocol.mock.fault_keys import BY_KEY, Keys, lines
from protocol.mock.server.faults import FaultError
from protocol.mock.server.server import ManualClock, MockServer
from protocol.mock.settings import CentreSettings, MockSettings
from protocol.wire import messages as m
from protocol.wire.enums import SessionType

STANDBY_TOO = SUPERVISOR_SERVICES | 0x02000000


async def test_refuse_and_mend() -> None:
    async with serving() as kit:
        kit.server.fault("refuse=37")
        assert await (await kit.connect()).refused(open_req(17)) == 37
        kit.server.mend("refuse")
        await kit.opened()


async def test_an_unknown_fault_is_an_error() -> None:
    with pytest.raises(FaultError):
        MockServer(clock=ManualClock()).fault("nope")


async def test_down_refuses_and_comes_back_on_the_same_port() -> None:
    async with serving() as kit:
        client = await kit.opened()
        kit.server.fault("down")
        assert await client.gone()
        with pytest.raises(ConnectionRefusedError):
            await kit.connect()
        kit.server.mend()
        await kit.opened()


async def test_reset_peer_is_a_reset() -> None:
    async with serving() as kit:
        client = await kit.opened()
        kit.server.fault("reset_peer=1000")
        kit.server.advance(0.9)
        assert not client.reader.at_eof()
        kit.server.advance(0.1)
        with pytest.raises(ConnectionResetError):
            await asyncio.wait_for(client.reader.read(100), 10)


async def test_silence_in_both_directions() -> None:
    async with serving() as kit:
        client = await kit.opened()
        kit.server.fault("timeout")
        connection = next(iter(kit.server._connections.values()))
        before = connection.buffer.offset
        client.send(m.HeartbeatReq(77))
        client.send(m.HeartbeatReq(78))
        await kit.server.wait_for(lambda: connection.buffer.offset == before + 24)
        kit.server.advance(30)
        kit.server.mend()
        client.send(m.HeartbeatReq(79))
        answer = await client.answer()
        assert isinstance(answer, m.HeartbeatConf)
        assert answer.invoke_id == 79
        assert 77 not in {r.invoke_id for r in kit.server.received if isinstance(r, m.HeartbeatReq)}


@pytest.mark.parametrize(
    ("bits", "gone", "back", "quiet"), [(1, 6, 3, True), (2, 2, 1, False), (4, 4, 3, True), (8, 7, 8, False)]
)
async def test_pg_status_is_announced_and_has_its_effect(bits: int, gone: int, back: int, quiet: bool) -> None:
    async with serving() as kit:
        client = await kit.opened()
        await client.ask(m.MonitorAgentTeamStartReq(2, 501))
        kit.server.fault(f"pg_status={bits}")
        kit.server.do(lambda centre: centre.floor.announce_state(centre.floor.agents[0]))
        events = await client.sync()
        assert isinstance(events[0], m.SystemEvent)
        assert (events[0].pg_status, events[0].system_event_id, events[0].system_event_arg1) == (bits, gone, 5000)
        assert ("AGENT_STATE_EVENT" in names(events)) is not quiet
        other = await kit.connect()
        conf = await other.open(client_id="kit")
        assert conf.pg_status == bits
        assert conf.peripheral_online == int(not bits & 5)
        kit.server.mend()
        last = (await other.sync())[-1]
        assert isinstance(last, m.SystemEvent)
        assert (last.pg_status, last.system_event_id) == (0, back)


async def test_second_login_ends_the_session_once() -> None:
    async with serving() as kit:
        kit.server.fault("second_login=2000")
        client = await kit.opened()
        kit.server.advance(2)
        assert await client.gone()
        assert isinstance(client.events[-1], m.FailureEvent)
        assert client.events[-1].status == 11
        again = await kit.opened()
        kit.server.advance(5)
        await again.sync()


async def test_standby_refuses_and_ends_sessions() -> None:
    async with serving() as kit:
        client = await kit.opened()
        kit.server.fault("standby=107")
        assert await client.gone()
        assert isinstance(client.events[-1], m.FailureEvent)
        assert client.events[-1].status == 15
        assert await (await kit.connect()).refused(open_req(17)) == 107


async def _standing_by(kit: Kit) -> Client:
    client = await kit.connect(24)
    conf = await client.open(services_requested=STANDBY_TOO)
    assert conf.session_type == SessionType.STANDBY
    return client


async def test_a_session_on_the_standby_side_can_do_little_until_it_turns_active() -> None:
    async with serving() as kit:
        kit.server.fault("standby")
        client = await _standing_by(kit)
        assert await client.sync() == []
        assert await client.refused(m.ListAgentTeamReq(3, 5990)) == 92
        kit.server.raise_emergency("1001")
        assert await client.sync() == []
        kit.server.mend("standby")
        events = names(await client.sync())
        assert events[0] == "STANDBY_ACTIVE_EVENT"
        assert "AGENT_TEAM_CONFIG_EVENT" in events
        kit.server.raise_emergency("1001")
        assert names(await client.sync()) == ["EMERGENCY_CALL_EVENT"]


async def _sides() -> tuple[MockServer, MockServer, Kit, Kit]:
    first = MockServer(MockSettings(STILL), clock=ManualClock())
    second = MockServer(first.settings, first=first)
    return first, second, Kit(first, (await first.start())[1]), Kit(second, (await second.start())[1])


async def test_maintenance_takes_version_24_sessions_over_to_the_other_side() -> None:
    first, second, side_a, side_b = await _sides()
    try:
        second.fault("standby")
        active = await side_a.connect(24)
        assert (await active.open(services_requested=STANDBY_TOO)).session_type == SessionType.ACTIVE
        old = await side_a.connect(17)
        await old.open(services_requested=0x14, peripheral_id=0xFFFFFFFF, agent_id=None)
        await active.sync()
        other = await _standing_by(side_b)
        first.fault("maintenance")
        asked = (await active.sync())[-1]
        assert isinstance(asked, m.ActiveMaintenanceReq)
        active.send(m.ActiveMaintenanceResp(asked.invoke_id, 1))
        decided = (await active.sync())[-1]
        assert isinstance(decided, m.ActiveMaintenanceEvent)
        assert decided.maintenance_mode_continue
        assert names(await other.sync())[0] == "STANDBY_ACTIVE_EVENT"
        active.send(m.StoppingRequestsToThisSideInd())
        await active.sync()
        assert await active.refused(m.ListAgentTeamReq(3, 5990)) == 92
        assert await old.gone()
        assert await (await side_a.connect(25)).refused(open_req(25)) == 110
        assert await (await side_a.connect(17)).refused(open_req(17)) == 15
        first.mend("maintenance")
        await (await side_a.connect(17)).open(client_id="other", agent_id=None, services_requested=0x14,
                                              peripheral_id=0xFFFFFFFF)  # fmt: skip
    finally:
        for kit in (side_a, side_b):
            for client in kit.clients:
                await client.close()
            await kit.server.stop()


@pytest.mark.parametrize("answers", [True, False])
async def test_maintenance_is_called_off_when_a_session_refuses_or_is_silent(answers: bool) -> None:
    async with serving() as kit:
        client = await kit.connect(24)
        await client.open(services_requested=STANDBY_TOO)
        kit.server.fault("maintenance")
        asked = (await client.sync())[-1]
        assert isinstance(asked, m.ActiveMaintenanceReq)
        if answers:
            client.send(m.ActiveMaintenanceResp(asked.invoke_id, 0))
        else:
            kit.server.advance(5)
        decided = (await client.sync())[-1]
        assert isinstance(decided, m.ActiveMaintenanceEvent)
        assert not decided.maintenance_mode_continue
        assert isinstance(await client.ask(m.ListAgentTeamReq(3, 5990)), m.ListAgentTeamConf)


async def test_both_sides_show_one_centre() -> None:
    first, second, side_a, side_b = await _sides()
    try:
        here = await side_a.opened(client_id="a")
        there = await side_b.opened(client_id="b")
        first.raise_emergency("1001")
        assert names(await here.sync()) == names(await there.sync()) == ["EMERGENCY_CALL_EVENT"]
        assert second.centre is first.centre
    finally:
        for kit in (side_a, side_b):
            for client in kit.clients:
                await client.close()
            await kit.server.stop()


async def test_keys_switch_faults_on_and_off() -> None:
    first = MockServer(MockSettings(CentreSettings(seed=2)), clock=ManualClock())
    MockServer(first.settings, first=first)
    out = io.StringIO()
    keys = Keys(first, out)
    for key in "l\tf\tlz":
        keys.press(key)
    assert out.getvalue().splitlines() == [
        "side A: latency=200", "side B: no faults", "side B: refuse=12", "side A: latency=200", "side A: no faults",
    ]  # fmt: skip
    for key in ("l", "b", "0"):
        keys.press(key)
    assert first.faults.on() == []
    first.tick()
    keys.press("!")
    assert "emergency of agent" in out.getvalue()
    keys.press("?")
    assert all(line in out.getvalue() for line in lines())
    assert len(BY_KEY) == len(lines()) - 5
