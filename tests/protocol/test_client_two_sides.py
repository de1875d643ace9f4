"""The client against both sides of a mock CTI Server that share one centre."""

from __future__ import annotations

import contextlib
from collections.abc import AsyncIterator

from session_help import BASIC, CONTROL, MONITOR, some_settings
from test_client import Console
from test_client_mock import of

from protocol.mock.server.server import ManualClock, MockServer
from protocol.mock.settings import CentreSettings, MockSettings
from protocol.session.events import Connecting, Discovered, Lost, MaintenanceAsked, Opened, StandingBy, Waiting
from protocol.wire.enums import CTIServiceMask
from protocol.wire.messages import ActiveMaintenanceResp, StoppingRequestsToThisSideInd

FOLLOWING = BASIC | CONTROL | MONITOR | int(CTIServiceMask.CTI_SERVICE_ACTIVE_STANDBY)


@contextlib.asynccontextmanager
async def two_sides() -> AsyncIterator[tuple[MockServer, MockServer, tuple[int, int]]]:
    """Both sides, of which B stands by, and their ports."""
    settings = MockSettings(centre=CentreSettings(still=True, pace=0))
    a = MockServer(settings, clock=ManualClock())
    b = MockServer(settings, first=a)
    ports = [(await server.start())[1] for server in (a, b)]
    b.fault("standby=15")
    try:
        yield a, b, (ports[0], ports[1])
    finally:
        await b.stop()
        await a.stop()


def sides(console: Console) -> list[str]:
    return [event.side for event in of(console, Connecting)]


async def test_a_planned_switch_is_followed() -> None:
    async with two_sides() as (a, _, ports):
        console = Console(*ports, settings=some_settings(protocol_version=25, services=FOLLOWING))
        async with console.running():
            await console.until(Discovered)
            a.fault("maintenance")
            assert (await console.until(MaintenanceAsked)).accepted
            assert (await console.until(Lost)).reason == "This side goes into maintenance."
            await console.until(Discovered)
            assert sides(console) == ["A", "B"]
            assert of(console, Waiting) == []
            (answer,) = await a.wait_received(ActiveMaintenanceResp)
            assert answer.maintenance_mode_accepted
            await a.wait_received(StoppingRequestsToThisSideInd)


async def test_a_standby_side_is_passed_by_on_the_way_to_the_active_one() -> None:
    async with two_sides() as (_, _, (port_a, port_b)):
        console = Console(port_b, port_a, settings=some_settings(protocol_version=25, services=FOLLOWING))
        async with console.running():
            await console.until(StandingBy)
            await console.until(Discovered)
            assert of(console, Waiting) == []


async def test_when_the_active_side_dies_the_standby_side_is_held_until_it_is_the_active_one() -> None:
    async with two_sides() as (a, b, ports):
        console = Console(*ports, settings=some_settings(protocol_version=25, services=FOLLOWING))
        async with console.running():
            await console.until(Discovered)
            a.fault("down")
            await console.until(StandingBy)
            b.mend("standby")
            assert (await console.until(Opened)).confirmation.session_type == 2
            await console.until(Discovered)
            assert sides(console) == ["A", "A", "B"]


async def test_without_the_service_a_switch_is_a_loss_and_the_other_side_is_found() -> None:
    async with two_sides() as (a, b, ports):
        console = Console(*ports, settings=some_settings(services=BASIC | CONTROL | MONITOR))
        async with console.running():
            await console.until(Discovered)
            b.mend("standby")
            a.fault("standby=15")
            assert "(status 15)" in (await console.until(Lost)).reason
            await console.until(Discovered)
            assert sides(console) == ["A", "B"]
            assert of(console, Waiting) == []
