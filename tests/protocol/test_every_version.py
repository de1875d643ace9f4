"""Protocol versions 9 to 25 against the mock server: opened, monitored, barged in, cleared."""

from __future__ import annotations

import pytest
from session_help import BASIC, CONTROL, MONITOR, some_settings
from test_client import Console
from test_client_mock import mock, of

from protocol.mock.centre.entities import Leg
from protocol.session.events import (
    Confirmed,
    Connecting,
    Discovered,
    Lost,
    Opened,
    Received,
    TeamMonitored,
    Undecodable,
)
from protocol.wire.enums import NULL_CALL_ID, ConnectionDeviceIDType, EventCause
from protocol.wire.messages import (
    CallConferencedEvent,
    CallConnectionClearedEvent,
    CallEstablishedEvent,
    SuperviseCallReq,
)

AGENT = "1001"


async def event_of(console: Console, kind: type, cause: int | None = None) -> object:
    """The next event message of a kind, with that cause."""
    while True:
        message = (await console.until(Received)).message
        if isinstance(message, kind) and cause in (None, getattr(message, "event_cause", None)):
            return message


def supervise(leg: Leg, action: int, instrument: str) -> SuperviseCallReq:
    return SuperviseCallReq(
        peripheral_id=5000,
        agent_connection_call_id=leg.call.call_id,
        agent_connection_device_id_type=int(leg.id_type),
        agent_connection_device_id=leg.connection_device_id,
        supervisor_connection_call_id=NULL_CALL_ID,
        supervisor_connection_device_id_type=int(ConnectionDeviceIDType.CONNECTION_ID_NONE),
        supervisory_action=action,
        supervisor_instrument=instrument,
    )


@pytest.mark.parametrize("version", range(9, 26))
async def test_a_version_from_opening_to_clearing(version: int) -> None:
    settings = some_settings(protocol_version=version, services=BASIC | CONTROL | MONITOR, want_configuration=True)
    async with mock() as (server, port):
        console = Console(port, settings=settings)
        async with console.running():
            assert (await console.until(Opened)).version == version
            await console.until(Discovered)
            assert all(event.monitor_id for event in of(console, TeamMonitored))
            leg = server.call_for(AGENT)
            await event_of(console, CallEstablishedEvent)
            for action, kind, cause in (
                (3, CallConferencedEvent, EventCause.CEC_SUPERVISOR_BARGE_IN),
                (0, CallConnectionClearedEvent, EventCause.CEC_SUPERVISOR_CLEAR),
            ):
                request = supervise(leg, action, server.agent("9001").extension)
                if action == 0:
                    own = server.agent("9001").legs[0]
                    request.supervisor_connection_call_id = own.call.call_id
                    request.supervisor_connection_device_id_type = int(own.id_type)
                    request.supervisor_connection_device_id = own.connection_device_id
                console.client.request(request)
                await event_of(console, kind, cause)
                if not any(event.request is request for event in of(console, Confirmed)):
                    assert (await console.until(Confirmed)).request is request
        assert of(console, Undecodable) == []


@pytest.mark.parametrize(("newest", "taken"), [(25, 25), (24, 24), (23, 20), (19, 17), (16, 14), (13, 9), (9, 9)])
async def test_auto_steps_down_at_once_and_remembers(newest: int, taken: int) -> None:
    async with mock(protocol_max=newest) as (server, port):
        console = Console(port, settings=some_settings(protocol_version=25, step_down=True))
        async with console.running():
            assert (await console.until(Opened)).version == taken
            tried = [v for v in (25, 24, 20, 17, 14, 9) if v >= taken]
            assert len(of(console, Connecting)) == len(tried)
            server.drop_clients()
            await console.until(Lost)
            assert (await console.until(Opened)).version == taken
            assert len(of(console, Connecting)) == len(tried) + 1
