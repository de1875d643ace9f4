"""The client against the mock CTI Server, over loopback."""

from __future__ import annotations

import contextlib
from collections.abc import AsyncIterator

import pytest
from session_help import ALL, BASIC, CONTROL, MONITOR, some_settings
from test_client import Console

from protocol.mock.server.server import ManualClock, MockServer
from protocol.mock.settings import CentreSettings, MockSettings
from protocol.session.events import (
    AgentStateKnown,
    CallDetails,
    CallFound,
    Closed,
    Connecting,
    DeviceMonitored,
    Discovered,
    DiscoveryProblem,
    Lost,
    Opened,
    Received,
    Refused,
    SupervisorIdentified,
    TeamMonitored,
    TeamsListed,
    Waiting,
)
from protocol.session.settings import BASIC_SERVICES, SessionSettings
from protocol.wire.messages import (
    ConfigAgentEvent,
    EmergencyCallEvent,
    MonitorAgentTeamStartReq,
    OpenReq,
    SnapshotDeviceReq,
)


@contextlib.asynccontextmanager
async def mock(**settings: object) -> AsyncIterator[tuple[MockServer, int]]:
    centre = CentreSettings(still=True, pace=0)
    server = MockServer(MockSettings(centre=centre, **settings), clock=ManualClock())  # type: ignore[arg-type]
    _, port = await server.start()
    try:
        yield server, port
    finally:
        await server.stop()


def of(console: Console, cls: type) -> list:  # type: ignore[type-arg]
    return [e for e in console.events if isinstance(e, cls)]


@pytest.mark.parametrize("version", [9, 14, 17, 20, 25])
@pytest.mark.parametrize("segment", [1, 64])
async def test_the_floor_is_found(version: int, segment: int) -> None:
    settings = some_settings(protocol_version=version, want_configuration=True)
    async with mock(team_segment=segment) as (server, port):
        console = Console(port, settings=settings)
        async with console.running():
            await console.until(Discovered)
            assert of(console, DiscoveryProblem) == []
            (listed,) = of(console, TeamsListed)
            assert set(listed.team_ids) == {event.team_id for event in of(console, TeamMonitored)}
            assert len(listed.team_ids) == 3
            assert all(event.monitor_id for event in of(console, TeamMonitored))
            members = set(server.centre.floor.by_id) - {"9001"}
            assert {event.agent_id for event in of(console, AgentStateKnown)} == members | {"9001"}
            watched = {event.device_id for event in of(console, DeviceMonitored)}
            signed_in = {agent.extension for agent in server.centre.floor.by_id.values()}
            assert watched <= signed_in
            assert len(watched) >= 30
            (identified,) = of(console, SupervisorIdentified)
            assert identified.icm_agent_id > 0
            assert [event.granted for event in of(console, CallDetails)] == [True]
        assert console.events[-1] == Closed(True)


async def test_names_come_as_configuration() -> None:
    async with mock() as (_, port):
        console = Console(port, settings=some_settings(want_configuration=True))
        async with console.running():
            await console.until(Discovered)
            while not isinstance((await console.until(Received)).message, ConfigAgentEvent):
                pass


async def test_calls_are_found_with_all_events() -> None:
    async with mock() as (server, port):
        leg = server.call_for(next(iter(set(server.centre.floor.by_id) - {"9001"})))
        console = Console(port, settings=some_settings(services=BASIC | CONTROL | ALL))
        async with console.running():
            await console.until(Discovered)
            (found,) = of(console, CallFound)
            assert found.device_id == leg.agent.extension
            assert found.confirmation is not None
            assert any(isinstance(m, SnapshotDeviceReq) for m in server.received)


async def test_an_emergency_arrives() -> None:
    async with mock() as (server, port):
        agent_id = next(iter(set(server.centre.floor.by_id) - {"9001"}))
        console = Console(port)
        async with console.running():
            await console.until(Discovered)
            server.call_for(agent_id)
            server.raise_emergency(agent_id)
            while not isinstance((await console.until(Received)).message, EmergencyCallEvent):
                pass


async def test_after_a_reset_everything_is_asked_again() -> None:
    async with mock() as (server, port):
        now = [0.0]
        console = Console(port, clock=lambda: now[0])
        async with console.running():
            await console.until(Discovered)
            now[0] = 31.0
            server.drop_clients()
            await console.until(Lost)
            await console.until(Discovered)
            assert len([m for m in server.received if isinstance(m, MonitorAgentTeamStartReq)]) == 6


async def test_the_same_login_again_ends_the_older_session_for_good() -> None:
    async with mock() as (_, port):
        older, newer = Console(port), Console(port)
        async with older.running():
            await older.until(Discovered)
            async with newer.running():
                await newer.until(Discovered)
                refused = await older.until(Refused)
                assert (refused.status, refused.fatal) == (11, True)
                assert newer.client.session is not None


ONLY_BASIC = {"refuse_unoffered": True, "services_offered": BASIC}


@pytest.mark.parametrize(
    ("server", "client", "attempts", "granted_to"),
    [
        (ONLY_BASIC, {}, 2, (17, 0x81, 0)),
        ({"config_events": False}, {"want_configuration": True}, 2, (17, 0xA5, 0)),
        ({"config_events": False, **ONLY_BASIC}, {"want_configuration": True}, 3, (17, 0x81, 0)),
        ({"protocol_max": 17}, {"protocol_version": 25, "step_down": True}, 4, (17, 0xA5, 0)),
    ],
)
async def test_less_is_asked_for_until_it_is_granted(
    server: dict[str, object], client: dict[str, object], attempts: int, granted_to: tuple[int, int, int]
) -> None:
    async with mock(**server) as (playing, port):
        console = Console(port, settings=some_settings(**client))
        async with console.running():
            opened = await console.until(Opened)
            assert opened.confirmation.services_granted & BASIC_SERVICES == BASIC_SERVICES
            assert len(of(console, Connecting)) == attempts
            assert of(console, Waiting) == []
            request = [m for m in playing.received if isinstance(m, OpenReq)][-1]
            assert (request.version_number, request.services_requested, request.config_msg_mask) == granted_to


@pytest.mark.parametrize(
    ("settings", "status"),
    [
        (SessionSettings(agent_id="9001", client_id="other"), 36),
        (SessionSettings(agent_id="9001", client_id="console", client_password="wrong"), 36),
    ],
)
async def test_a_wrong_login_is_fatal(settings: SessionSettings, status: int) -> None:
    async with mock(client_id="console", client_password="right") as (_, port):
        console = Console(port, settings=settings)
        async with console.running():
            refused = await console.until(Refused)
            assert (refused.status, refused.fatal) == (status, True)


async def test_an_agent_who_is_no_supervisor_is_refused_in_words() -> None:
    async with mock() as (server, port):
        agent_id = next(iter(set(server.centre.floor.by_id) - {"9001"}))
        console = Console(port, settings=some_settings(agent_id=agent_id, services=BASIC | MONITOR))
        async with console.running():
            assert not (await console.until(Refused)).fatal
            refused = await console.until(Refused)
            assert (refused.status, refused.fatal) == (12, True)
