"""The mock server in a thread and as a program, with real time and with a manual clock; two runs are the same."""

from __future__ import annotations

import asyncio
import re
import signal
import socket
import subprocess
import sys

import pytest
from mock_kit import Client, open_req, serving

from protocol.mock.run import run_in_thread
from protocol.mock.server.server import MockServer
from protocol.mock.settings import CentreSettings, MockSettings
from protocol.wire import messages as m

PROGRAM = (
    "import sys; from protocol.mock import CentreSettings, MockSettings, serve; "
    "sys.exit(serve(MockSettings(CentreSettings(seed=42)), '127.0.0.1', 0))"
)


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_as_a_program(number: signal.Signals) -> None:
    with subprocess.Popen([sys.executable, "-c", PROGRAM], stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        line = process.stdout.readline().decode()
        found = re.fullmatch(r"listening on 127\.0\.0\.1:(\d+) \(seed 42\)\n", line)
        assert found
        with socket.create_connection(("127.0.0.1", int(found[1])), timeout=10) as client:
            client.sendall(b"\0\0\0\4\0\0\0\5\0\0\0\1")
            assert client.recv(100).hex() == "0000000800000001" + "0000000100000004"
            process.send_signal(number)
            assert process.wait(20) == 0
        assert process.stdout.read() == b""
        assert process.stderr.read() == b""


def test_a_port_in_use_is_an_error_that_can_be_caught() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        with pytest.raises(OSError, match="address already in use"):
            run_in_thread(port=taken.getsockname()[1])


def test_in_a_thread_with_real_time() -> None:
    running = run_in_thread(MockSettings(CentreSettings(seed=3, agents=600, calls_per_minute=20_000)))
    try:

        async def talk() -> list[str]:
            reader, writer = await asyncio.open_connection(running.host, running.port)
            client = Client(reader, writer, 17)
            await client.open()
            await client.ask(m.MonitorAgentTeamStartReq(2, 501))
            while len(client.events) < 25:
                message = await client.read()
                assert message is not None
                client.events.append(message)
            writer.close()
            return [event.name for event in client.events]

        seen = asyncio.run(talk())
        assert seen.count("AGENT_STATE_EVENT") >= 5
        assert running.call(lambda server: server.centre.settings.seed) == 3
    finally:
        running.stop()
        running.stop()
    with pytest.raises(OSError, match="refused"):
        socket.create_connection((running.host, running.port), timeout=5)


async def _bytes(seed: int) -> bytes:
    """All that a session receives in two minutes in which it also steps in."""
    async with serving(CentreSettings(seed=seed)) as kit:
        client = await kit.opened(services_requested=0xB5, idle_timeout=0xFFFFFFFF)
        for step in range(1, 121):
            if step == 30:
                talker = next(a for a in kit.server.centre.floor.agents if kit.server.centre.floor.active_leg(a))
                client.send(m.SuperviseCallReq(9, 5000, agent_id=talker.agent_id, agent_connection_device_id_type=65535,
                                               supervisor_connection_device_id_type=65535,
                                               supervisory_action=3))  # fmt: skip
                await kit.server.wait_received(m.SuperviseCallReq)
            kit.server.advance(1)
        assert isinstance(await client.answer(), m.SuperviseCallConf)
        await client.sync()
        return client.raw


async def test_two_runs_with_the_same_seed_give_the_same_bytes() -> None:
    first = await _bytes(11)
    assert len(first) > 50_000
    assert first == await _bytes(11)
    assert first != await _bytes(12)


async def test_the_first_supervisor_to_come_late_sees_an_emergency_within_ten_seconds() -> None:
    async with serving(CentreSettings(emergencies_per_minute=0.01)) as kit:
        kit.server.advance(300)
        client = await kit.opened()
        kit.server.advance(10)
        assert "EMERGENCY_CALL_EVENT" in [e.name for e in await client.sync()]
        later = await kit.opened()
        kit.server.advance(10)
        assert "EMERGENCY_CALL_EVENT" not in [e.name for e in await later.sync()]


async def test_a_client_that_reads_nothing_is_cut_off(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("protocol.mock.server.connection.UNREAD_LIMIT", 200_000)
    async with serving(CentreSettings(agents=300)) as kit:
        client = await kit.opened(config_msg_mask=4)
        client.writer.transport.pause_reading()  # type: ignore[attr-defined]
        for _ in range(5000):
            client.send(m.ConfigRequestEvent(4, None, 5000))
            await asyncio.sleep(0)
            if not kit.server.sessions:
                break
        assert kit.server.sessions == []


async def test_only_a_manual_clock_can_be_moved() -> None:
    server = MockServer(clock=lambda: 0.0)
    with pytest.raises(TypeError):
        server.advance(1)


async def test_waiting_for_what_does_not_come_ends() -> None:
    async with serving() as kit:
        with pytest.raises(TimeoutError):
            await kit.server.wait_received(m.HeartbeatReq, seconds=0.01)
        client = await kit.opened()
        assert await client.refused(open_req(17)) == 5
        assert await kit.server.wait_received(m.HeartbeatReq)


async def test_after_an_hour_the_timer_still_waits_for_what_is_due() -> None:
    clock = [0.0]
    server = MockServer(MockSettings(CentreSettings(still=True)), clock=lambda: clock[0])
    await server.start()
    try:
        for clock[0] in (3_500.0, 3_700.0, 90_000.0):
            server.tick()
            assert server._timer is not None
            assert server._timer.when() - asyncio.get_running_loop().time() > 1
    finally:
        await server.stop()
