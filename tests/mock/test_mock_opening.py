"""What the mock server checks before it opens a session."""

from __future__ import annotations

from typing import Any

import pytest
from mock_kit import ALL_EVENTS, open_req, serving

from protocol.mock.settings import CentreSettings
from protocol.wire import messages as m
from protocol.wire.enums import NO_IDLE_TIMEOUT, AgentState, StatusCode


@pytest.mark.parametrize("version", range(9, 26))
async def test_a_supervisor_session_opens_in_every_version(version: int) -> None:
    async with serving() as kit:
        client = await kit.connect(version)
        conf = await client.open()
        assert conf.invoke_id == 1
        assert conf.services_granted == 0xA5
        assert conf.monitor_id > 0
        assert (conf.agent_id, conf.agent_extension, conf.agent_instrument) == ("9001", "3900", "3900")
        assert conf.agent_state == AgentState.NOT_READY
        assert conf.peripheral_online == 1
        assert await client.sync()


REFUSED: list[tuple[str, int, dict[str, Any], int]] = [
    ("version too new", 17, {"version_number": 26}, 1),
    ("version too old", 17, {"version_number": 8}, 1),
    ("nobody named", 17, {"agent_id": None}, 6),
    ("no ClientID", 17, {"client_id": None}, 6),
    ("no ClientPassword", 17, {"client_password": None}, 6),
    ("supervisor service without anybody", 17, {"services_requested": 0x80, "agent_id": None}, 6),
    ("peripheral not there", 17, {"peripheral_id": 5001}, 7),
    ("Client Events without a peripheral", 17, {"peripheral_id": 0xFFFFFFFF}, 7),
    ("All Events with a wrong peripheral", 17, ALL_EVENTS | {"peripheral_id": 1}, 7),
    ("agent unknown", 17, {"agent_id": "7777"}, 8),
    ("extension unknown", 17, {"agent_id": None, "agent_extension": "1"}, 8),
    ("agent and extension differ", 17, {"agent_extension": "3001"}, 32),
    ("agent and instrument differ", 17, {"agent_instrument": "3001"}, 32),
    ("not a supervisor", 17, {"agent_id": "1001"}, 12),
    ("idle timeout too short", 17, {"idle_timeout": 19}, 18),
    ("idle timeout zero", 17, {"idle_timeout": 0}, 18),
    ("service unknown", 17, {"services_requested": 0x81 | 0x4000}, 19),
    ("service too new", 17, {"services_requested": 0x81 | 0x2000000}, 19),
    ("call event too new", 17, {"call_msg_mask": 0x10000000}, 20),
    ("greeting event in 14", 14, {"call_msg_mask": 0x8000000}, 20),
    ("agent state too new", 23, {"agent_state_mask": 0x7FF}, 21),
    ("all agent states in 23", 23, {"agent_state_mask": 0x3FFF}, 21),
    ("all agent states in 15", 15, {"agent_state_mask": 0x3FFF}, 21),
    ("agent state unknown in 24", 24, {"agent_state_mask": 0x7FFF}, 21),
    ("agent state unknown", 25, {"agent_state_mask": 0x4000}, 21),
    ("configuration too new", 17, {"config_msg_mask": 0x20}, 95),
    ("configuration unknown", 25, {"config_msg_mask": 0x400}, 95),
    ("reserved word 1", 17, {"reserved1": 1}, 22),
    ("reserved word 2", 17, {"reserved2": 1}, 22),
    ("reserved word 3", 17, {"reserved3": 1}, 22),
]


@pytest.mark.parametrize(("version", "fields", "status"), [row[1:] for row in REFUSED], ids=[row[0] for row in REFUSED])
async def test_refused(version: int, fields: dict[str, Any], status: int) -> None:
    async with serving() as kit:
        client = await kit.connect(version)
        assert await client.refused(open_req(version, **fields)) == status
        assert kit.server.sessions == []


TAKEN: list[tuple[str, int, dict[str, Any]]] = [
    ("by extension", 17, {"agent_id": None, "agent_extension": "3900"}),
    ("by instrument", 17, {"agent_id": None, "agent_instrument": "3900"}),
    ("all three", 17, {"agent_extension": "3900", "agent_instrument": "3900"}),
    ("no idle timeout", 17, {"idle_timeout": NO_IDLE_TIMEOUT}),
    ("shortest idle timeout", 17, {"idle_timeout": 20}),
    ("greeting event in 15", 15, {"call_msg_mask": 0x8000000}),
    ("agent states of 24", 24, {"agent_state_mask": 0x3FFF}),
    ("agent states of 25", 25, {"agent_state_mask": 0x3FFF}),
    ("services that no guide numbers", 9, {"services_requested": 0x70281}),
    ("configuration of 20", 20, {"config_msg_mask": 0x3F}),
    ("active/standby in 24", 24, {"services_requested": 0x2000081}),
    ("an agent's desk", 17, {"agent_id": "1001", "services_requested": 0x05}),
    ("All Events without an agent", 17, ALL_EVENTS),
    ("Peripheral Monitor without an agent", 17, {"agent_id": None, "services_requested": 0x20}),
]


@pytest.mark.parametrize(("version", "fields"), [row[1:] for row in TAKEN], ids=[row[0] for row in TAKEN])
async def test_taken(version: int, fields: dict[str, Any]) -> None:
    async with serving() as kit:
        client = await kit.connect(version)
        conf = await client.open(**fields)
        assert conf.services_granted == fields.get("services_requested", 0xA5)


async def test_the_version_is_judged_before_anything_else_is_read() -> None:
    async with serving(protocol_max=17) as kit:
        client = await kit.connect(17)
        body = m.HeartbeatReq(5)
        client.send_raw(m.OpenReq.message_type, bytes([0, 0, 0, 9, 0, 0, 0, 20]) + b"\xff" * 50)
        answer = await client.answer()
        assert isinstance(answer, m.FailureConf)
        assert (answer.invoke_id, answer.status) == (9, StatusCode.E_CTI_INVALID_VERSION)
        assert await client.refused(body) == 4
        assert await client.open(version_number=17)


async def test_an_over_long_field_is_refused() -> None:
    async with serving() as kit:
        client = await kit.connect()
        good = client.codec.encode(open_req(17))
        client.send_raw(3, good[8:] + bytes([4, 17]) + b"3" * 17)
        answer = await client.answer()
        assert isinstance(answer, m.FailureConf)
        assert answer.status == StatusCode.E_CTI_INVALID_FIELD_LENGTH


@pytest.mark.parametrize("body", [b"", b"\0\0\0\1", b"\0\0\0\1\0\0\0\x11", b"\0\0\0\1\0\0\0\x11" + b"\0" * 36 + b"\1"])
async def test_an_open_req_that_is_none_is_refused(body: bytes) -> None:
    async with serving() as kit:
        client = await kit.connect()
        client.send_raw(3, body)
        answer = await client.answer()
        assert isinstance(answer, m.FailureConf)
        assert answer.status == StatusCode.E_CTI_BAD_MESSAGE_FORMAT


async def test_a_signed_out_agent_opens_by_extension_only() -> None:
    async with serving() as kit:
        kit.server.do(lambda centre: centre.floor.set_state(centre.floor.supervisor, AgentState.LOGOUT, 1))
        client = await kit.connect()
        assert await client.refused(open_req(17)) == StatusCode.E_CTI_AGENT_NOT_LOGGED_ON
        conf = await client.open(agent_id=None, agent_extension="3900")
        assert conf.agent_state == AgentState.LOGOUT
        assert (conf.agent_id, conf.agent_extension, conf.agent_instrument) == (None, None, None)


async def test_the_same_login_again_ends_the_older_session() -> None:
    async with serving() as kit:
        first = await kit.opened()
        second = await kit.opened()
        assert await first.gone()
        assert [e.status for e in first.events if isinstance(e, m.FailureEvent)] == [11]
        assert len(kit.server.sessions) == 1
        await second.sync()


async def test_another_client_id_finds_the_device_in_use() -> None:
    async with serving() as kit:
        first = await kit.opened()
        second = await kit.connect()
        assert await second.refused(open_req(17, client_id="other")) == StatusCode.E_CTI_DEVICE_IN_USE
        await first.close()
        await kit.server.wait_for(lambda: not kit.server.sessions)
        await second.open(client_id="other")


@pytest.mark.parametrize(
    ("fields", "status"),
    [
        ({"client_id": "ops", "client_password": b"secret"}, 0),
        ({"client_id": "ops", "client_password": b"secret\0"}, 0),
        ({"client_id": "ops", "client_password": b"Secret"}, 36),
        ({"client_id": "ops", "client_password": b""}, 36),
        ({"client_id": "else", "client_password": b"secret"}, 36),
    ],
)
async def test_client_id_and_password(fields: dict[str, Any], status: int) -> None:
    async with serving(client_id="ops", client_password="secret") as kit:
        client = await kit.connect()
        answer = await client.ask(open_req(17, **fields))
        assert isinstance(answer, m.OpenConf) if status == 0 else getattr(answer, "status", None) == status


async def test_configuration_events_are_refused_where_they_are_not_granted() -> None:
    async with serving(config_events=False) as kit:
        client = await kit.connect()
        assert await client.refused(open_req(17, config_msg_mask=4)) == StatusCode.E_CTI_INVALID_CONFIG_MSG_MASK
        await client.open()
        assert await client.refused(m.ConfigRequestEvent(4, None, 5000)) == StatusCode.E_CTI_INVALID_CONFIG_MSG_MASK


async def test_less_may_be_granted_than_was_asked_for() -> None:
    async with serving(services_offered=0x81) as kit:
        conf = await (await kit.connect()).open()
        assert conf.services_granted == 0x81


async def test_a_session_that_requests_more_can_be_refused() -> None:
    async with serving(services_offered=0x81, refuse_unoffered=True) as kit:
        client = await kit.connect()
        assert await client.refused(open_req(17)) == StatusCode.E_CTI_FUNCTION_NOT_AVAILABLE
        await client.open(services_requested=0x81)


async def test_all_events_has_few_seats() -> None:
    async with serving(all_events_seats=1) as kit:
        await kit.opened(**ALL_EVENTS)
        second = await kit.connect()
        assert await second.refused(open_req(17, **ALL_EVENTS)) == StatusCode.E_CTI_FUNCTION_NOT_AVAILABLE


async def test_an_offline_server_refuses_sessions_and_heartbeats() -> None:
    async with serving() as kit:
        client = await kit.opened()
        kit.server.state.offline = True
        assert await client.refused(m.HeartbeatReq(3)) == StatusCode.E_CTI_CTI_SERVER_OFFLINE
        other = await kit.connect()
        assert await other.refused(open_req(17)) == StatusCode.E_CTI_CTI_SERVER_OFFLINE


async def test_another_peripheral_and_supervisor() -> None:
    async with serving(CentreSettings(still=True, supervisor="S1", peripheral_id=77, agents=4)) as kit:
        conf = await (await kit.connect()).open(agent_id="S1", peripheral_id=77)
        assert conf.agent_id == "S1"


async def test_an_all_events_session_gets_the_list_of_peripherals() -> None:
    async with serving() as kit:
        conf = await (await kit.connect()).open(**ALL_EVENTS)
        assert conf.monitor_id == 0
        assert conf.num_peripherals == 1
        assert conf.members("peripherals") == [(5000, 0)]


RECORDED_OPEN_REQ = bytes.fromhex(
    "00000047"  # MessageLength
    "00000003"  # MessageType OPEN_REQ
    "00000002"  # InvokeID
    "0000000f"  # VersionNumber
    "7fffffff"  # IdleTimeout
    "00001388"  # PeripheralID
    "001c0296"  # ServicesRequested
    "0fffffff"  # CallMsgMask
    "000003ff"  # AgentStateMask
    "00000003"  # ConfigMsgMask
    "00000000"  # Reserved1
    "00000000"  # Reserved2
    "00000000"  # Reserved3
    "01 07 62726964676500"  # ClientID "bridge"
    "02 07 62726964676500"  # ClientPassword, the same text with its NUL
    "03 07 62726964676500"  # ClientSignature "bridge"
)
"""OPEN_REQ of a recorded session (v15) of Cisco's own client, with another text. It names no agent."""
RECORDED_OPEN_CONF = bytes.fromhex(
    "00000028"  # MessageLength
    "00000004"  # MessageType OPEN_CONF
    "00000002"  # InvokeID
    "001c0296"  # ServicesGranted: all that was asked for
    "00000000"  # MonitorID
    "00000000"  # PGStatus
    "6955b900"  # ICMCentralControllerTime
    "0001"  # PeripheralOnline
    "0011"  # PeripheralType
    "0009"  # AgentState UNKNOWN
    "e4 02 0001"  # NumPeripherals
    "d0 04 00001388"  # FltPeripheralID
    "e0 02 0000"  # MultilineAgentControl
)
"""The answer as it was recorded, from a PG that is well."""


async def test_the_recorded_open_req_opens_as_it_was_recorded() -> None:
    async with serving() as kit:
        client = await kit.connect(15)
        client.writer.write(RECORDED_OPEN_REQ)
        conf = await client.answer()
        assert client.raw[: len(RECORDED_OPEN_CONF)].hex(" ") == RECORDED_OPEN_CONF.hex(" ")
        assert isinstance(conf, m.OpenConf)
        assert conf.members("peripherals") == [(5000, 0)]
        assert kit.server.sessions != []
        teams = [e for e in await client.sync() if isinstance(e, m.AgentTeamConfigEvent)]
        assert {team.team_id for team in teams} == {501, 502, 503}


async def test_a_session_without_an_agent_is_in_no_state_that_is_known() -> None:
    async with serving() as kit:
        conf = await (await kit.connect(25)).open(**ALL_EVENTS)
        assert (conf.monitor_id, conf.agent_state) == (0, AgentState.UNKNOWN)
        conf = await (await kit.connect(17)).open()
        assert conf.agent_state == AgentState.NOT_READY
        assert (conf.num_peripherals, conf.flt_peripheral_id, conf.multiline_agent_control) == (None, [], [])


async def test_a_server_of_version_23_knows_fewer_agent_states_than_one_of_24() -> None:
    async with serving(protocol_max=23) as kit:
        client = await kit.connect(23)
        assert await client.refused(open_req(23, agent_state_mask=0x3FFF)) == 21
        await client.open(agent_state_mask=0x3FF)
    async with serving(protocol_max=24) as kit:
        await (await kit.connect(24)).open(agent_state_mask=0x3FFF)
