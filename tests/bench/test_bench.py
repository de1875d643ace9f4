"""The benchmark's own parts work: what it measures is for ``python -m tests.bench``, not for a test."""

from __future__ import annotations

import re
import socket
import sys
from collections.abc import Iterator

import pytest

from protocol.wire import messages as m
from protocol.wire.codec import Codec
from protocol.wire.enums import AgentState

from . import __main__, decoding, load, unread
from .chain import VERSION, learned, repeated, steady
from .figures import Effort, Figure, Goal, line, of_samples, p99
from .relay import Relay, cut
from .screen import Screen
from .terminal import Spent, environment, on_terminal

CODEC = Codec(VERSION)
AGENT = m.QueryAgentStateConf(agent_id="1001", agent_extension="3001", agent_instrument="3001", icm_agent_id=7)
SUPERVISOR = m.QueryAgentStateConf(agent_id="9001", agent_extension="3900", agent_instrument="3900")
TEAM = m.MonitorAgentTeamStartConf(monitor_id=12)
FRAMES = [CODEC.encode(message) for message in (TEAM, SUPERVISOR, AGENT)]


def test_goals_are_held_against_the_numbers_of_a_figure() -> None:
    goals = (Goal("median", "<=", 5), Goal("p99", "<=", 5), Goal("ratio", ">=", 2))
    figure = of_samples("this", "that", [1.0, 2.0, 9.0], goals=goals, wanted=4)
    assert [goal.met(figure) for goal in goals] == [True, False, None]
    assert (figure.median, figure.p99) == (2.0, p99([1.0, 2.0, 9.0]))
    assert "n=3" in figure.on
    assert "1 of 4 were not seen" in line(figure)
    assert "median <= 5: yes, p99 <= 5: NO, ratio >= 2: not measured" in line(figure)
    assert [goal["met"] for goal in figure.as_json()["goals"]] == [True, False, None]
    assert of_samples("this", "that", []).median is None


def test_a_screen_shows_what_was_written_where_it_was_written() -> None:
    screen = Screen(12, 3)
    screen.feed("\x1b[2J\x1b[1;1Hfirst\x1b[3;4H\x1b[1;38;2;1;2;3mthird\x1b[0m\x1b]0;title\x07\x1b[?25l")
    screen.feed("\x1b[2;")
    screen.feed("2H健x\x1b[1;4H\x1b[K")
    assert [row.rstrip() for row in screen.lines] == ["fir", " 健x", "   third"]


def test_a_program_on_a_terminal_is_read_and_typed_to(tmp_path: object) -> None:
    program = "import sys; print('begin', flush=True); print('got', sys.stdin.readline(), flush=True); input()"
    with on_terminal((sys.executable, "-c", program), environment(tmp_path)) as terminal:  # type: ignore[arg-type]
        began = terminal.wait_for("begin")
        with terminal.spending() as spent:
            typed = terminal.type("abc\n")
            assert terminal.wait_for("got abc") > typed > began > terminal.began
        assert spent[0].written > 0
        assert terminal.resident_mb() > 1
        assert not terminal.moments({"nothing": re.compile("begin")}), "what was looked at is not looked at again"


def test_events_of_the_learned_floor_say_what_is_looked_for() -> None:
    floor = learned(FRAMES)
    assert list(floor.agents) == ["1001"]
    event, looks = floor.mark("1001")
    state = CODEC.decode(m.AgentStateEvent.message_type, event[8:])
    assert isinstance(state, m.AgentStateEvent)
    assert (state.agent_id, state.agent_state, state.monitor_id) == ("1001", AgentState.NOT_READY, 12)
    assert looks.search(f"1001  Not ready {state.event_reason_code}  0:00")
    event, looks = floor.emergency("1001")
    emergency = CODEC.decode(m.EmergencyCallEvent.message_type, event[8:])
    assert isinstance(emergency, m.EmergencyCallEvent)
    assert looks.search(f"EMERGENCY  1001 call {emergency.connection_call_id}")
    assert floor.emergency("1001")[0] != event


@pytest.fixture
def server() -> Iterator[tuple[Relay, socket.socket, socket.socket]]:
    """A relay, the server's end of a connection, and the client's."""
    listener = socket.create_server(("127.0.0.1", 0))
    relay = Relay(listener.getsockname()[1])
    client = socket.create_connection(("127.0.0.1", relay.port), timeout=10)
    accepted, _ = listener.accept()
    accepted.settimeout(10)
    yield relay, accepted, client
    for one in (client, accepted, listener, relay):
        one.close()


def read(source: socket.socket, count: int) -> bytes:
    data = b""
    while len(data) < count:
        data += source.recv(count - len(data))
    return data


def test_a_relay_passes_on_counts_and_puts_in(server: tuple[Relay, socket.socket, socket.socket]) -> None:
    relay, far, client = server
    request, event, beat = (CODEC.encode(one) for one in (m.HeartbeatReq(3), TEAM, m.HeartbeatConf(3)))
    client.sendall(request)
    assert read(far, len(request)) == request
    assert relay.times_of(m.HeartbeatReq.message_type) == [relay.requests[0][0]]
    far.sendall(event + event[:5])
    assert read(client, len(event)) == event
    relay.send(request)
    assert read(client, len(request)) == request, "whole messages are put between whole messages"
    far.sendall(event[5:])
    assert read(client, len(event)) == event
    relay.holding_back = True
    far.sendall(event + beat)
    assert read(client, len(beat)) == beat
    relay.holding_back = False
    with steady(relay, [event], 1000):
        assert read(client, 10 * len(event)) == 10 * event


def test_a_stream_is_cut_and_sent_again() -> None:
    stream = b"".join(FRAMES)
    assert cut(stream + stream[:9]) == (FRAMES, stream[:9])
    batches = list(repeated(FRAMES, 1001))
    assert sum(count for _, count in batches) == 1001
    assert b"".join(data for data, _ in batches).startswith(stream * 333)


@pytest.mark.parametrize("version", [decoding.NARROW, decoding.WIDE])
def test_decoding_and_its_references_read_the_same_bytes(version: int) -> None:
    codec = Codec(version)
    mix = decoding.Mix([codec.encode(message) for message in (TEAM, SUPERVISOR, AGENT)], version)
    assert [codec.encode(message)[8:] for message in mix.messages] == [body for _, body in mix.bodies]
    figures = list(decoding.figures(mix, mix, 2))
    assert all(figure.median is not None or figure.note for figure in figures)


def test_late_heartbeats_are_counted_from_what_was_sent_before() -> None:
    beat, other = m.HeartbeatReq.message_type, m.QueryAgentStateReq.message_type
    requests = [(1.0, other), (6.0, beat), (9.0, other), (14.25, beat)]
    assert unread.late(requests, 0.0) == [0.0, 250.0]
    assert unread.late(requests, 7.0) == [250.0]


def test_processor_time_and_bytes_are_a_row_each() -> None:
    ours, theirs = Spent(10.0, 1.0, 102_400), Spent(10.0, 8.0, 204_800)
    cpu, written = load.figures("busy", "a floor", ours, other=theirs)
    assert (cpu.median, cpu.ratio, written.median, written.ratio) == (10.0, 8.0, 10.0, 2.0)


def test_the_command_prints_a_line_a_figure_and_goes_on_after_a_failure(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def fails(effort: Effort) -> Iterator[Figure]:
        yield Figure("one", "this", median=1.0, goals=(Goal("median", "<=", 2),))
        raise TimeoutError("it never came")

    broken = decoding.SUBJECT._replace(measure=fails)
    good = load.SUBJECT._replace(measure=lambda effort: iter([Figure("two", "that", median=float(effort.quick))]))
    monkeypatch.setattr(__main__, "SUBJECTS", (broken, good))
    assert __main__.main(["--quick"]) == 1
    out, err = capsys.readouterr()
    assert [row.split()[0] for row in out.splitlines() if row.startswith(("one", "two"))] == ["one", "two"]
    assert "goals: 1 met, 0 not met, 0 not measured" in out
    assert "it never came" in err
    assert __main__.main(["--only", "load", "--json"]) == 0
    assert '"subject": "load"' in capsys.readouterr()[0]
