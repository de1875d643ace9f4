"""What the mock server enforces on requests, and how it ends sessions."""

from __future__ import annotations

import struct
from typing import Any

import pytest
from mock_kit import ALL_EVENTS, names, only, open_req, serving

from protocol.mock.server.handlers.requests import is_request
from protocol.wire import messages as m
from protocol.wire.enums import AgentState, ControlFailureCode, Distribution, StatusCode, SystemEventID
from protocol.wire.messages import REGISTRY


async def test_a_request_before_opening_is_refused() -> None:
    async with serving() as kit:
        client = await kit.connect()
        for request in (m.HeartbeatReq(1), m.ListAgentTeamReq(2, 5990), m.CloseReq(3)):
            assert await client.refused(request) == StatusCode.E_CTI_SESSION_NOT_OPEN
        client.send_raw(9999, b"")
        answer = await client.answer()
        assert (answer.invoke_id, answer.status) == (0, 4)  # type: ignore[attr-defined]


async def test_opening_twice_is_refused_and_the_session_goes_on() -> None:
    async with serving() as kit:
        client = await kit.opened()
        assert await client.refused(open_req(17)) == StatusCode.E_CTI_SESSION_ALREADY_OPEN
        assert await client.sync() == []


@pytest.mark.parametrize("number", [0, 2, 4, 30, 123, 247, 9999, 0xFFFFFFFF])
async def test_what_is_no_request_is_an_unknown_message_type(number: int) -> None:
    async with serving() as kit:
        client = await kit.opened()
        client.send_raw(number, b"\0\0\0\7rest")
        answer = await client.answer()
        assert isinstance(answer, m.FailureConf)
        assert (answer.invoke_id, answer.status) == (7, StatusCode.E_CTI_INVALID_MESSAGE_TYPE)
        assert await client.sync() == []


@pytest.mark.parametrize(
    ("version", "message_type", "body", "status"),
    [
        (17, 133, b"\0\0\0\7", 25),  # SupervisorID is missing
        (17, 133, b"\0\0\0\7\0\0\0\1\x63", 25),  # a floating field that is cut off
        (17, 133, b"\0\0\0\7\0\0\0\1\x80\x01a", 3),  # a tag that doesn't exist
        (17, 133, b"\0\0\0\7\0\0\0\1\x05\x021\0", 26),  # AgentID doesn't belong in LIST_AGENT_TEAM_REQ
        (9, 135, b"\0\0\0\7\0\0\1\xf5\xd9\x02a\0", 49),  # CTIOSCILClientID came in version 13
        (9, 232, b"\0\0\0\4", 48),  # CONFIG_REQUEST_EVENT came in version 10
        (9, 249, b"\0" * 16, 48),  # AGENT_GREETING_CONTROL_REQ came in version 15
        (17, 36, struct.pack(">IIii", 7, 5000, 1, 0) + b"\x05\x0d9001" + b"\0" * 9, 23),  # 13 bytes of AgentID
        (25, 36, struct.pack(">IIii", 7, 5000, 1, 0) + b"\0\x05\0\x0d9001" + b"\0" * 9, 23),
        (17, 232, struct.pack(">III", 4, 4, 5000), 25),  # three words are the form of version 25
    ],
)
async def test_a_badly_written_request_is_refused(version: int, message_type: int, body: bytes, status: int) -> None:
    async with serving() as kit:
        client = await kit.opened(version)
        client.send_raw(message_type, body)
        answer = await client.answer()
        assert isinstance(answer, m.FailureConf)
        assert answer.status == status
        assert await client.sync() == []


async def test_a_length_out_of_bounds_resets_the_connection() -> None:
    async with serving() as kit:
        client = await kit.opened()
        client.writer.write(struct.pack(">II", 65_537, 5))
        assert await client.gone()
        assert kit.server.sessions == []


async def test_close() -> None:
    async with serving() as kit:
        client = await kit.opened()
        answer = await client.ask(m.CloseReq(9))
        assert isinstance(answer, m.CloseConf)
        assert answer.invoke_id == 9
        assert await client.gone()
        assert kit.server.sessions == []


async def test_a_silent_session_is_reset() -> None:
    async with serving() as kit:
        client = await kit.opened(idle_timeout=30)
        other = await kit.opened(agent_id="1001", services_requested=5, idle_timeout=0xFFFFFFFF)
        kit.server.advance(29)
        await client.sync()
        kit.server.advance(29.9)
        await client.sync()
        kit.server.advance(30)
        assert await client.gone()
        assert client.events == []
        assert await other.sync() == []


@pytest.mark.parametrize(
    "request_",
    [
        m.QueryAgentStateReq(2, 5001, 1, 0, agent_id="9001"),
        m.SuperviseCallReq(2, 5001, agent_id="1001"),
        m.SetAgentStateReq(2, 5001, AgentState.NOT_READY),
        m.MonitorStartReq(2, 5001, 0, 0, 0, 0xFFFF, 0, monitored_device_id="3001"),
        m.QueryAgentStateReq(2, 0xFFFFFFFF, 1, 0, agent_id="9001"),
    ],
)
async def test_a_wrong_peripheral(request_: m.Message) -> None:
    async with serving() as kit:
        assert await (await kit.opened()).refused(request_) == StatusCode.E_CTI_INVALID_PERIPHERAL_ID


NEEDS_A_SERVICE: list[tuple[int, m.Message]] = [
    (0x05, m.ListAgentTeamReq(2, 5990)),
    (0x05, m.MonitorAgentTeamStartReq(2, 501)),
    (0x05, m.SuperviseCallReq(2, 5000, agent_id="1001", supervisory_action=3)),
    (0x81, m.MonitorStartReq(2, 5000, 0, 1, 1, 0xFFFF, 0, monitored_device_id="3001")),
    (0x81, m.QueryAgentStateReq(2, 5000, 1, 0, agent_id="1001")),
    (0x81, m.SetAgentStateReq(2, 5000, AgentState.NOT_READY)),
    (0x81, m.SnapshotDeviceReq(2, 5000, 0, agent_instrument="3900")),
    (0x81, m.SnapshotCallReq(2, 5000, 1, 0, connection_device_id="3900")),
    (0x81, m.QueryDeviceInfoReq(2, 5000, 0, agent_instrument="3900")),
    (0x81, m.AnswerCallReq(2, 5000, 1, 0, connection_device_id="3900")),
    (0x81, m.EmergencyCallReq(2, 5000, connection_device_id_type=0xFFFF)),
    (0x81, m.MakeCallReq(2, 5000)),
    (0x85, m.SnapshotDeviceReq(2, 5000, 0, agent_instrument="3001")),
    (0x05, m.SetAgentStateReq(2, 5000, AgentState.NOT_READY, agent_id="1001")),
    (0x05, m.QueryAgentStateReq(2, 5000, 1, 0, agent_id="1001")),
    (0x85, m.SetCallDataReq(2, 5000)),
    (0x85, m.RegisterServiceReq(2, 0, service_name="x")),
]


@pytest.mark.parametrize(("services", "request_"), NEEDS_A_SERVICE, ids=[f"{s:x}-{r.name}" for s, r in NEEDS_A_SERVICE])
async def test_a_service_that_was_not_granted(services: int, request_: m.Message) -> None:
    async with serving() as kit:
        agent = "9001" if services & 0x80 else "1002"
        client = await kit.opened(agent_id=agent, services_requested=services)
        assert await client.refused(request_) == StatusCode.E_CTI_FUNCTION_NOT_AVAILABLE


async def test_every_request_of_the_guide_gets_one_answer_in_every_version() -> None:
    others = (m.OpenReq, m.CloseReq, m.ConfigRequestEvent, m.ConfigRequestKeyEvent)
    requests = [cls for cls in REGISTRY.values() if is_request(cls) and cls not in others]
    assert len(requests) > 40
    async with serving() as kit:
        for version in (9, 14, 17, 19, 20, 24, 25):
            client = await kit.opened(version)
            for cls in requests:
                fields = {"peripheral_id": 5000} if "peripheral_id" in cls.__slots__ else {}
                answer = await client.ask(cls(invoke_id=6, **fields))
                assert answer.invoke_id == 6, cls.name  # type: ignore[attr-defined]
                await client.sync()  # where a second answer would be in the way
            assert len(kit.server.sessions) == 1


async def test_what_the_switch_cannot_do_is_a_control_failure() -> None:
    async with serving() as kit:
        client = await kit.opened()
        answer = await client.ask(m.TransferCallReq(8, 5000))
        assert isinstance(answer, m.ControlFailureConf)
        assert (answer.invoke_id, answer.failure_code) == (8, ControlFailureCode.CF_GENERIC_OPERATION_REJECTION)


async def test_dropping_all_clients() -> None:
    async with serving() as kit:
        client = await kit.opened()
        kit.server.drop_clients()
        assert await client.gone()


async def test_a_refusal_and_a_silence_can_be_arranged() -> None:
    async with serving() as kit:
        client = await kit.opened()
        kit.server.state.refusals[m.ListAgentTeamReq] = StatusCode.E_CTI_UNSPECIFIED_FAILURE
        assert await client.refused(m.ListAgentTeamReq(2, 5990)) == StatusCode.E_CTI_UNSPECIFIED_FAILURE
        kit.server.state.mute.add(m.ListAgentTeamReq)
        client.send(m.ListAgentTeamReq(3, 5990))
        assert await client.sync() == []
        assert [r.invoke_id for r in only(list(kit.server.received), m.ListAgentTeamReq)] == [2, 3]


async def test_system_events_go_to_every_session() -> None:
    async with serving() as kit:
        supervisor, bridge = await kit.opened(), await kit.opened(25, **ALL_EVENTS)
        kit.server.state.system_event(SystemEventID.SYS_PERIPHERAL_OFFLINE, pg_status=4, arg1=5000)
        for client in (supervisor, bridge):
            (event,) = only(await client.sync(), m.SystemEvent)
            assert (event.system_event_id, event.system_event_arg1, event.pg_status) == (4, 5000, 4)


@pytest.mark.parametrize(
    ("fields", "reaches", "status"),
    [
        ({"distribution": Distribution.DISTRIBUTE_TO_ALL}, {"boss", "peer", "bridge"}, 0),
        ({"distribution": Distribution.DISTRIBUTE_TO_SUPERVISOR}, {"boss"}, 0),
        ({"distribution": Distribution.DISTRIBUTE_TO_TEAM}, {"boss", "peer"}, 0),
        ({"distribution": Distribution.DISTRIBUTE_TO_CLIENT, "client_id": "bridge"}, {"bridge"}, 0),
        ({"distribution": Distribution.DISTRIBUTE_TO_CLIENT, "client_id": "nobody"}, set(), 63),
        ({"distribution": 9}, set(), 71),
    ],
)
async def test_user_messages(fields: dict[str, Any], reaches: set[str], status: int) -> None:
    async with serving() as kit:
        clients = {
            "boss": await kit.opened(client_id="boss"),
            "peer": await kit.opened(agent_id="1001", services_requested=5, client_id="peer"),
            "bridge": await kit.opened(client_id="bridge", **ALL_EVENTS),
        }
        sender = await kit.opened(agent_id="1004", services_requested=5, client_id="sender")
        answer = await sender.ask(m.UserMessageReq(2, 0xFFFFFFFF, text="look", **fields))
        assert getattr(answer, "status", 0) == status
        got = {name for name, c in clients.items() if "USER_MESSAGE_EVENT" in names(await c.sync())}
        assert got == reaches


async def test_requests_that_are_only_confirmed() -> None:
    async with serving() as kit:
        client = await kit.opened()
        info = await client.ask(m.QueryDeviceInfoReq(2, 5000, 0, agent_instrument="3001"))
        assert isinstance(info, m.QueryDeviceInfoConf)
        assert info.num_lines == 1
        assert await client.refused(m.QueryDeviceInfoReq(2, 5000, 0, agent_instrument="1")) == 87
        assert isinstance(await client.ask(m.ClientEventReportReq(3, 0, "console", "fine")), m.ClientEventReportConf)
        assert isinstance(await client.ask(m.RegisterVariablesReq(4, 0x3FF)), m.RegisterVariablesConf)
        kit.server.advance(30)
        statistics = await client.ask(m.QueryAgentStatisticsReq(5, 5000, agent_id="1004"))
        assert isinstance(statistics, m.QueryAgentStatisticsConf)
        assert statistics.agent_extension == "3004"
        assert statistics.logged_on_time_session == 30
        assert statistics.handled_calls_today > statistics.handled_calls_session
        assert await client.refused(m.QueryAgentStatisticsReq(5, 5000, agent_id="4")) == 8
