"""Sides that end their service, and silence: the client over loopback, against scripted servers."""

from __future__ import annotations

import asyncio

import pytest
from session_help import BASIC, some_settings
from test_client import Answer, Console, friendly, refusing, serving

from protocol.client.backoff import Waits
from protocol.session.events import Connecting, Lost, Opened, Refused, StandingBy, TimedOut, Waiting
from protocol.session.settings import SessionSettings
from protocol.wire.enums import CTIServiceMask
from protocol.wire.messages import (
    CloseReq,
    FailureEvent,
    HeartbeatReq,
    Message,
    OpenConf,
    OpenReq,
    QueryAgentStateReq,
    StandbyActiveEvent,
    SuperviseCallReq,
)

STANDBY_SERVICE = int(CTIServiceMask.CTI_SERVICE_ACTIVE_STANDBY)
QUICK = Waits((0.02,), 0.0, 0.02)


def sides(console: Console) -> list[str]:
    return [event.side for event in console.events if isinstance(event, Connecting)]


def only(*kinds: type[Message]) -> Answer:
    """Answers these and is silent to the rest."""
    return lambda message: friendly(message) if isinstance(message, kinds) else []


async def end_of(settings: SessionSettings, *script: Answer) -> str:
    """Why the first session with a scripted server is lost."""
    async with serving(*script) as server:
        console = Console(server.port, settings=settings)
        async with console.running():
            return (await console.until(Lost)).reason


async def test_no_answer_to_open_req() -> None:
    reason = await end_of(some_settings(open_timeout=0.05), lambda message: [])
    assert reason == "The server did not answer within 0.05 seconds."


async def test_a_half_open_socket_ends_with_the_third_heartbeat() -> None:
    reason = await end_of(some_settings(heartbeat_interval=0.02), only(OpenReq))
    assert reason == "3 heartbeats in a row were not answered."


async def test_an_unanswered_request_is_an_unknown_outcome_and_the_session_goes_on() -> None:
    settings = some_settings(request_timeout=0.05)
    async with serving(only(OpenReq, HeartbeatReq, CloseReq)) as server:
        console = Console(server.port, settings=settings)
        async with console.running():
            await console.until(Opened)
            invoke_id = console.client.request(SuperviseCallReq())
            assert (await console.until(TimedOut)).invoke_id == invoke_id
            assert console.client.session is not None
            assert console.client.session.was_open
        assert len([m for m in server.got if isinstance(m, SuperviseCallReq)]) == 1


async def test_an_unanswered_query_is_sent_twice_and_then_given_up() -> None:
    async with serving(only(OpenReq, CloseReq)) as server:
        console = Console(server.port, settings=some_settings(query_timeout=0.02))
        async with console.running():
            await console.until(Opened)
            console.client.request(QueryAgentStateReq())
            await console.until(TimedOut)
        assert len([m for m in server.got if isinstance(m, QueryAgentStateReq)]) == 2


@pytest.mark.parametrize(
    "data",
    [
        bytes.fromhex("00020000 00000006"),  # longer than any message may be
        b"HTTP/1.1 400 Bad Request\r\n\r\n",
        bytes(range(255, 0, -1)),
    ],
    ids=["length over the limit", "another protocol", "garbage"],
)
async def test_a_stream_out_of_step_is_a_loss_in_words(data: bytes) -> None:
    async with serving(friendly) as server:
        console = Console(server.port)
        async with console.running():
            await console.until(Opened)
            server.writers[-1].write(data)
            assert "out of step" in (await console.until(Lost)).reason


async def test_on_loss_the_same_side_then_the_other_then_a_wait_and_round_again() -> None:
    def goes(message: Message) -> list[Message] | None:
        return friendly(message) if isinstance(message, OpenReq) else None

    async with serving(goes, lambda message: None) as a, serving(lambda message: None) as b:
        console = Console(a.port, b.port, waits=QUICK)
        async with console.running():
            await console.until(Opened)
            console.client.heartbeat()
            await console.until(Waiting)
            assert sides(console) == ["A", "A", "B"]
            await console.until(Waiting)
        assert sides(console)[:5] == ["A", "A", "B", "A", "B"]


async def test_a_side_that_announces_its_end_is_left_for_the_other_at_once() -> None:
    async with serving(friendly) as a, serving(friendly) as b:
        console = Console(a.port, b.port)
        async with console.running():
            await console.until(Opened)
            a.say(FailureEvent(status=15))
            await console.until(Opened)
        assert sides(console) == ["A", "B"]
        assert Waiting not in console.kinds()


@pytest.mark.parametrize("status", [15, 92, 107, 110])
async def test_a_standby_side_is_left_for_the_other_at_once_and_tried_again_after_a_wait(status: int) -> None:
    async with serving(refusing(status)) as a, serving(refusing(status), friendly) as b:
        console = Console(a.port, b.port, waits=QUICK)
        async with console.running():
            await console.until(Opened)
        assert sides(console) == ["A", "B", "A", "B"]
        assert console.kinds().count(Waiting) == 1


@pytest.mark.parametrize("status", [12, 36, 11, 18, 19, 20, 21, 22, 23, 1])
async def test_fatal_refusals_stop_until_a_person_asks(status: int) -> None:
    # The services are the least already: nothing less can be asked for after a 12 or 19.
    async with serving(refusing(status)) as a, serving(friendly) as b:
        console = Console(a.port, b.port, settings=some_settings(services=BASIC), waits=QUICK)
        async with console.running() as task:
            assert (await console.until(Refused)).fatal
            await asyncio.wait({task}, timeout=0.05)
            assert sides(console) == ["A"]


def standby(message: Message) -> list[Message] | None:
    if isinstance(message, OpenReq):
        return [OpenConf(invoke_id=message.invoke_id, services_granted=BASIC, session_type=2)]
    return friendly(message)


def following() -> SessionSettings:
    return some_settings(protocol_version=25, services=BASIC | STANDBY_SERVICE)


async def test_a_standby_session_is_left_for_the_active_side() -> None:
    async with serving(standby, version=25) as a, serving(friendly, version=25) as b:
        console = Console(a.port, b.port, settings=following())
        async with console.running():
            await console.until(StandingBy)
            await console.until(Opened)
        assert sides(console) == ["A", "B"]
        assert Waiting not in console.kinds()


async def test_without_an_active_side_the_standby_session_is_held_until_it_turns_active() -> None:
    async with serving(lambda message: None, version=25) as a, serving(standby, version=25) as b:
        console = Console(a.port, b.port, settings=following())
        async with console.running():
            await console.until(StandingBy)
            b.say(StandbyActiveEvent())
            await console.until(Opened)
            b.hang_up()
            await console.until(Lost)
            await console.until(StandingBy)
        assert sides(console)[:3] == ["A", "B", "B"]


async def test_a_standby_session_is_held_no_longer_than_the_wait() -> None:
    async with serving(standby, version=25) as a, serving(standby, friendly, version=25) as b:
        console = Console(a.port, b.port, settings=following(), waits=QUICK)
        async with console.running():
            await console.until(Opened)
        assert sides(console) == ["A", "B", "A", "B"]
        assert (a.connections, b.connections) == (2, 2)


async def test_closing_while_a_standby_side_is_held() -> None:
    async with serving(standby, version=25) as server:
        console = Console(server.port, settings=following())
        async with console.running():
            await console.until(StandingBy)
        assert console.client.session is None
