"""Teams and monitors of the mock server, and which session gets which event."""

from __future__ import annotations

import struct

import pytest
from mock_kit import ALL_EVENTS, names, only, serving

from protocol.mock.server.server import MockServer
from protocol.mock.settings import CentreSettings
from protocol.wire import messages as m
from protocol.wire.enums import AgentState, AgentType, CallEventMask, StatusCode

NOT_READY = AgentState.NOT_READY


def state(server: MockServer, agent_id: str, to: int, reason: int = 0) -> None:
    server.do(lambda centre: centre.floor.set_state(server.agent(agent_id), to, reason))


@pytest.mark.parametrize("version", [9, 17, 25])
async def test_teams_are_announced_with_members_flags_and_states(version: int) -> None:
    async with serving() as kit:
        client = await kit.connect(version)
        await client.open()
        teams = only(await client.sync(), m.AgentTeamConfigEvent)
        assert [t.team_id for t in teams] == [501, 502, 503]
        assert [t.agent_team_name for t in teams] == (
            ["Billing", "Service", "Retention"] if version > 15 else [None] * 3
        )
        members = {row[0]: row[1:] for t in teams for row in t.members("members")}
        assert len(members) == 37
        assert members["9001"][:2] == (1, AgentState.NOT_READY)
        assert members["1004"][:2] == (0, AgentState.AVAILABLE)


async def test_a_team_of_more_than_64_takes_several_messages() -> None:
    async with serving(CentreSettings(still=True, teams=1, agents=130)) as kit:
        client = await kit.connect()
        await client.open()
        teams = only(await client.sync(), m.AgentTeamConfigEvent)
        assert [(t.number_of_agents, t.config_operation) for t in teams] == [(64, 0), (64, 1), (3, 1)]


async def test_without_the_mask_bit_no_team_is_sent() -> None:
    async with serving() as kit:
        client = await kit.connect()
        await client.open(call_msg_mask=0x0007EFFF)
        assert only(await client.sync(), m.AgentTeamConfigEvent) == []


async def test_teams_that_were_not_sent_come_with_their_monitor() -> None:
    async with serving(announce_teams=1) as kit:
        client = await kit.connect()
        await client.open()
        assert [t.team_id for t in only(await client.sync(), m.AgentTeamConfigEvent)] == [501]
        await client.ask(m.MonitorAgentTeamStartReq(2, 502))
        assert [t.team_id for t in only(await client.sync(), m.AgentTeamConfigEvent)] == [502]


@pytest.mark.parametrize(("segment", "teams", "segments"), [(64, 3, 1), (1, 3, 3), (2, 5, 3), (64, 130, 3)])
async def test_the_list_of_teams_comes_in_segments(segment: int, teams: int, segments: int) -> None:
    async with serving(CentreSettings(still=True, teams=teams, agents=teams), team_segment=segment) as kit:
        client = await kit.opened()
        client.send(m.ListAgentTeamReq(7, 5990))
        found: list[int | None] = []
        for number in range(1, segments + 1):
            conf = await client.answer()
            assert isinstance(conf, m.ListAgentTeamConf)
            assert (conf.invoke_id, conf.segment_number, conf.more) == (7, number, int(number < segments))
            assert conf.number_of_agent_teams == len(conf.team_id) <= segment
            found += conf.team_id
        assert found == list(range(501, 501 + teams))
        assert await client.sync() == []


async def test_the_list_needs_the_skill_target_id() -> None:
    async with serving() as kit:
        client = await kit.opened()
        assert await client.refused(m.ListAgentTeamReq(2, 9001)) == StatusCode.E_CTI_SUPERVISOR_NOT_FOUND
        conf = await client.ask(m.QueryAgentStateReq(3, 5000, 1, 0, agent_id="9001"))
        assert isinstance(conf, m.QueryAgentStateConf)
        assert isinstance(await client.ask(m.ListAgentTeamReq(4, conf.icm_agent_id)), m.ListAgentTeamConf)


async def test_the_own_state_follows_the_opening() -> None:
    async with serving() as kit:
        client = await kit.connect()
        conf = await client.open()
        (own,) = only(await client.sync(), m.AgentStateEvent)
        assert (own.monitor_id, own.agent_id, own.icm_agent_id) == (conf.monitor_id, "9001", 5990)


async def test_team_monitors_bring_the_states_of_their_team() -> None:
    async with serving() as kit:
        client = await kit.opened()
        state(kit.server, "1004", NOT_READY, 11)
        assert await client.sync() == []
        conf = await client.ask(m.MonitorAgentTeamStartReq(2, 501))
        assert isinstance(conf, m.MonitorAgentTeamStartConf)
        state(kit.server, "1004", AgentState.AVAILABLE)
        state(kit.server, "1004", NOT_READY, 12)
        state(kit.server, "1005", NOT_READY, 12)
        events = only(await client.sync(), m.AgentStateEvent)
        assert [(e.agent_id, e.agent_state, e.event_reason_code) for e in events] == [
            ("1004", AgentState.AVAILABLE, 0),
            ("1004", NOT_READY, 12),
        ]
        assert {e.monitor_id for e in events} == {conf.monitor_id}
        assert {e.agent_extension for e in events} == {"3004"}
        assert isinstance(await client.ask(m.MonitorAgentTeamStopReq(3, conf.monitor_id)), m.MonitorAgentTeamStopConf)
        state(kit.server, "1004", AgentState.AVAILABLE)
        assert await client.sync() == []


async def test_team_monitor_refusals() -> None:
    async with serving() as kit:
        client = await kit.opened()
        conf = await client.ask(m.MonitorAgentTeamStartReq(2, 501))
        assert isinstance(conf, m.MonitorAgentTeamStartConf)
        assert await client.refused(m.MonitorAgentTeamStartReq(3, 501)) == 83
        assert await client.refused(m.MonitorAgentTeamStartReq(4, 999)) == 65
        assert await client.refused(m.MonitorAgentTeamStopReq(5, conf.monitor_id + 1)) == 55
        await client.ask(m.MonitorAgentTeamStopReq(6, conf.monitor_id))
        assert await client.refused(m.MonitorAgentTeamStopReq(7, conf.monitor_id)) == 55
        assert isinstance(await client.ask(m.MonitorAgentTeamStartReq(8, 501)), m.MonitorAgentTeamStartConf)


async def test_the_agent_state_mask_picks_the_states() -> None:
    async with serving() as kit:
        client = await kit.opened(agent_state_mask=0x200)  # HOLD only, whose AgentState is 10
        await client.ask(m.MonitorAgentTeamStartReq(2, 501))
        for to in range(11):
            state(kit.server, "1004", to)
        assert [e.agent_state for e in only(await client.sync(), m.AgentStateEvent)] == [AgentState.HOLD]


@pytest.mark.parametrize(
    ("mask", "states"),
    [
        (0x3FF, []),
        (0x3FFF, [AgentState.ACTIVE, AgentState.PAUSED, AgentState.INTERRUPTED, AgentState.NOT_ACTIVE]),
        (0x1000, [AgentState.INTERRUPTED]),
    ],
)
async def test_the_states_of_tasks_have_bits_of_their_own(mask: int, states: list[AgentState]) -> None:
    async with serving() as kit:
        client = await kit.opened(24, agent_state_mask=mask)
        await client.ask(m.MonitorAgentTeamStartReq(2, 501))
        for to in range(11, 15):
            state(kit.server, "1004", to)
        assert [e.agent_state for e in only(await client.sync(), m.AgentStateEvent)] == states


def device_monitor(device: str, calls: int = 0x0007EFFF, states: int = 0x3FF) -> m.MonitorStartReq:
    return m.MonitorStartReq(2, 5000, 0, calls, states, 0xFFFF, 0, monitored_device_id=device)


async def test_without_a_monitor_calls_of_others_are_not_sent() -> None:
    async with serving() as kit:
        client = await kit.opened()
        kit.server.call_for("1004")
        assert await client.sync() == []


async def test_a_device_monitor_brings_calls_and_states_of_its_device() -> None:
    async with serving() as kit:
        client = await kit.opened()
        conf = await client.ask(device_monitor("3004"))
        assert isinstance(conf, m.MonitorStartConf)
        kit.server.call_for("1004")
        kit.server.call_for("1005")
        events = await client.sync()
        assert names(events) == [
            "BEGIN_CALL_EVENT",
            "CALL_DELIVERED_EVENT",
            "CALL_ESTABLISHED_EVENT",
            "AGENT_STATE_EVENT",
        ]
        assert {e.monitor_id for e in events} == {conf.monitor_id}  # type: ignore[attr-defined]


async def test_every_monitor_that_is_concerned_brings_a_copy() -> None:
    async with serving() as kit:
        client = await kit.opened(services_requested=0xB5)
        team = await client.ask(m.MonitorAgentTeamStartReq(2, 501))
        device = await client.ask(device_monitor("3004"))
        assert isinstance(team, m.MonitorAgentTeamStartConf)
        assert isinstance(device, m.MonitorStartConf)
        leg = kit.server.call_for("1004")
        events = await client.sync()
        states = only(events, m.AgentStateEvent)
        assert sorted(e.monitor_id for e in states) == sorted([0, team.monitor_id, device.monitor_id])
        assert [e.monitor_id for e in only(events, m.CallEstablishedEvent)] == [0, device.monitor_id]
        call_monitor = m.MonitorStartReq(
            3, 5000, leg.call.call_id, 0x7FFF, 0, leg.id_type, 0xFFFF, connection_device_id=leg.connection_device_id
        )
        call = await client.ask(call_monitor)
        assert isinstance(call, m.MonitorStartConf)
        kit.server.do(lambda centre: centre.floor.switch.hold(leg))
        held = only(await client.sync(), m.CallHeldEvent)
        assert sorted(e.monitor_id for e in held) == sorted([0, device.monitor_id, call.monitor_id])
        kit.server.do(lambda centre: centre.floor.switch.leave(leg))
        assert await client.refused(m.MonitorStopReq(4, call.monitor_id)) == 55  # it ended with the call


async def test_monitor_refusals() -> None:
    async with serving() as kit:
        client = await kit.opened()
        start = m.MonitorStartReq
        assert await client.refused(start(2, 5000, 1, 0, 0, 0, 0, "3001", "3001")) == 54
        assert await client.refused(start(2, 5000, 0, 0, 0, 0xFFFF, 0xFFFF)) == 6
        assert await client.refused(start(2, 5000, 0, 0, 0, 0xFFFF, 0)) == 6
        assert await client.refused(start(2, 5000, 1, 0, 0, 0, 0xFFFF)) == 6
        assert await client.refused(start(2, 5000, 1, 0, 0, 0, 0xFFFF, "3001")) == 13
        assert await client.refused(device_monitor("1")) == 87
        assert await client.refused(device_monitor("3001", calls=0x10000000)) == 20
        assert await client.refused(device_monitor("3001", states=0x4000)) == 21
        conf = await client.ask(device_monitor("3001"))
        assert isinstance(conf, m.MonitorStartConf)
        assert await client.refused(device_monitor("3001")) == 89
        assert isinstance(await client.ask(m.MonitorStopReq(3, conf.monitor_id)), m.MonitorStopConf)
        assert await client.refused(m.MonitorStopReq(4, conf.monitor_id)) == 55
        assert isinstance(await client.ask(device_monitor("3001")), m.MonitorStartConf)


async def test_masks_can_be_changed() -> None:
    async with serving() as kit:
        client = await kit.connect()
        own = await client.open()
        conf = await client.ask(device_monitor("3004"))
        assert isinstance(conf, m.MonitorStartConf)
        change = m.ChangeMonitorMaskReq
        held = int(CallEventMask.CALL_HELD_MASK)
        assert isinstance(await client.ask(change(3, conf.monitor_id, held, 0)), m.ChangeMonitorMaskConf)
        assert isinstance(await client.ask(change(4, own.monitor_id, 0, 0)), m.ChangeMonitorMaskConf)
        assert await client.refused(change(5, 999, 0, 0)) == 55
        assert await client.refused(change(6, conf.monitor_id, 0x10000000, 0)) == 20
        await client.sync()
        leg = kit.server.call_for("1004")
        kit.server.do(lambda centre: centre.floor.switch.hold(leg))
        state(kit.server, "9001", AgentState.AVAILABLE)
        assert names(await client.sync()) == ["CALL_HELD_EVENT"]


async def test_an_agents_client_sees_its_own_calls_and_states_only() -> None:
    async with serving() as kit:
        client = await kit.connect()
        conf = await client.open(agent_id="1004", services_requested=0x05)
        await client.sync()
        kit.server.call_for("1004")
        kit.server.call_for("1005")
        kit.server.raise_emergency("1005")
        events = await client.sync()
        assert len(events) == 4
        assert {e.monitor_id for e in events} == {conf.monitor_id}  # type: ignore[attr-defined]


async def test_all_events_sees_everything_once() -> None:
    async with serving() as kit:
        client = await kit.opened(**ALL_EVENTS)
        first, second = kit.server.call_for("1004"), kit.server.call_for("1005")
        kit.server.raise_emergency("1004")
        kit.server.do(lambda centre: centre.floor.switch.leave(first))
        events = await client.sync()
        assert {e.monitor_id for e in events if hasattr(e, "monitor_id")} == {0}
        begun = [e.connection_call_id for e in only(events, m.BeginCallEvent)]
        assert begun == [first.call.call_id, second.call.call_id]
        assert [e.agent_id for e in only(events, m.EmergencyCallEvent)] == ["1004"]
        assert names(events)[-4:] == [
            "CALL_CONNECTION_CLEARED_EVENT",
            "CALL_CLEARED_EVENT",
            "END_CALL_EVENT",
            "AGENT_STATE_EVENT",
        ]


async def test_calls_in_progress_are_sent_when_a_monitor_starts() -> None:
    async with serving() as kit:
        talking, held = kit.server.call_for("1004"), kit.server.call_for("1005")
        kit.server.do(lambda centre: centre.floor.switch.hold(held))
        client = await kit.opened()
        conf = await client.ask(device_monitor("3004"))
        assert isinstance(conf, m.MonitorStartConf)
        begun, up = await client.sync()
        assert isinstance(begun, m.BeginCallEvent)
        assert isinstance(up, m.CallEstablishedEvent)
        assert (begun.connection_call_id, begun.monitor_id) == (talking.call.call_id, conf.monitor_id)
        assert (up.event_cause, up.local_connection_state) == (50, 3)
        await client.ask(device_monitor("3005"))
        assert names(await client.sync())[-1] == "CALL_HELD_EVENT"


async def test_calls_in_progress_are_not_sent_where_the_settings_say_so() -> None:
    async with serving(send_present_calls=False) as kit:
        kit.server.call_for("1004")
        client = await kit.opened()
        await client.ask(device_monitor("3004"))
        assert await client.sync() == []


async def test_emergencies_and_assists_go_to_supervisors() -> None:
    async with serving() as kit:
        client = await kit.opened()
        leg = kit.server.call_for("1004")
        kit.server.raise_emergency("1004")
        kit.server.raise_assist("1005")
        emergency, assist = await client.sync()
        assert isinstance(emergency, m.EmergencyCallEvent)
        assert (emergency.agent_id, emergency.agent_extension) == ("1004", "3004")
        assert (emergency.connection_call_id, emergency.connection_device_id) == (
            leg.call.call_id,
            leg.connection_device_id,
        )
        assert isinstance(assist, m.SupervisorAssistEvent)
        assert (assist.agent_id, assist.connection_call_id, assist.connection_device_id_type) == (
            "1005",
            0xFFFFFFFF,
            0xFFFF,
        )


async def test_names_come_by_configuration_events() -> None:
    async with serving() as kit:
        client = await kit.opened(config_msg_mask=0x0F)
        client.send(m.ConfigRequestEvent(0x06, None, 5000))
        events = await client.sync()
        assert names(events)[0] == "CONFIG_BEGIN_EVENT"
        assert names(events)[-1] == "CONFIG_END_EVENT"
        agents = only(events, m.ConfigAgentEvent)
        assert [a.num_records for a in agents] == [10, 10, 10, 7]
        people = {login: (last, first) for a in agents for login, last, first in
                  zip(a.login_id, a.last_name, a.first_name, strict=True)}  # fmt: skip
        assert people["1004"] == ("Okafor", "Ada")
        assert len(people) == 37
        types = dict(zip(agents[-1].login_id, agents[-1].agent_type, strict=True))
        assert types["9001"] == AgentType.SUPERVISOR
        assert {kind for a in agents for kind in a.agent_type} == {AgentType.AGENT, AgentType.SUPERVISOR}
        targets = {login: target for a in agents for login, target in
                   zip(a.login_id, a.agent_skill_target_id, strict=True)}  # fmt: skip
        assert targets["9001"] == 5990
        (groups,) = only(events, m.ConfigSkillGroupEvent)
        assert "Billing" in groups.peripheral_name
        assert (set(groups.flt_skill_group_priority), set(groups.auto_work)) == ({0}, {0})
        (begin,) = only(events, m.ConfigBeginEvent)
        keys = (begin.service_config_key, begin.skill_group_config_key, begin.agent_config_key)
        assert {*keys, begin.device_config_key, begin.call_type_config_key} == {bytes(8)}
        client.send(m.ConfigRequestKeyEvent(5000))
        assert names(await client.sync()) == ["CONFIG_KEY_EVENT"]


@pytest.mark.parametrize(("version", "longest"), [(15, 31), (19, 31), (20, 254)])
async def test_login_names_are_cut_in_older_versions(version: int, longest: int) -> None:
    async with serving() as kit:
        whole = {agent.agent_id: agent.login_name for agent in kit.server.centre.floor.by_id.values()}
        assert max(len(name.encode()) for name in whole.values()) > 31
        client = await kit.opened(version, config_msg_mask=4)
        client.send(m.ConfigRequestEvent(4, None, 5000))
        agents = only(await client.sync(), m.ConfigAgentEvent)
        login_names = {login: name for a in agents for login, name in zip(a.login_id, a.login_name, strict=True)}
        assert login_names.keys() == whole.keys()
        for login, name in login_names.items():
            assert name is not None
            assert len(name.encode()) <= longest
            assert whole[login or ""].startswith(name)
            assert len(whole[login or ""].encode()) > longest or name == whole[login or ""]


async def test_snapshots_of_others_need_all_events_and_client_control() -> None:
    async with serving() as kit:
        leg = kit.server.call_for("1004")
        call = m.SnapshotCallReq(2, 5000, leg.call.call_id, leg.id_type, connection_device_id=leg.connection_device_id)
        supervisor = await kit.opened()
        assert await supervisor.refused(call) == StatusCode.E_CTI_NOT_CALL_PARTY
        desk = await kit.opened(agent_id="1004", services_requested=5)
        assert isinstance(await desk.ask(call), m.SnapshotCallConf)
        bridge = await kit.opened(**ALL_EVENTS)
        snapshot = await bridge.ask(call)
        assert isinstance(snapshot, m.SnapshotCallConf)
        assert [row[4] for row in snapshot.members("call_devices")] == [leg.call.ani, "3004"]
        assert snapshot.ani == leg.call.ani
        device = await bridge.ask(m.SnapshotDeviceReq(3, 5000, 0, agent_instrument="3004"))
        assert isinstance(device, m.SnapshotDeviceConf)
        assert device.members("calls") == [(leg.call.call_id, 0, leg.connection_device_id, 3, 0)]
        assert await bridge.refused(m.SnapshotDeviceReq(3, 5000, 0, agent_instrument="1")) == 87
        assert await bridge.refused(m.SnapshotCallReq(3, 5000, 1, 0, connection_device_id="x")) == 13


@pytest.mark.parametrize("version", [15, 19, 20])
async def test_the_skills_of_people_come_as_pairs_up_to_version_19(version: int) -> None:
    async with serving() as kit:
        skills = {agent.agent_id: agent.skill_groups for agent in kit.server.centre.floor.by_id.values()}
        assert {len(of_one) for of_one in skills.values()} == {1, 2}
        client = await kit.opened(version, config_msg_mask=4)
        client.send(m.ConfigRequestEvent(4, None, 5000))
        agents = only(await client.sync(), m.ConfigAgentEvent)
        groups = {login: of_one for a in agents for login, of_one in
                zip(a.login_id, a.flt_skill_group_number, strict=True)}  # fmt: skip
        assert groups == skills
        pair = struct.pack(">BBIBBH", 62, 4, skills["1004"][0], 64, 2, 0)
        assert (pair in client.raw) == (version < 20)
