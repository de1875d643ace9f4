"""``floorwalker check``: each way it can fail, and that it says what to do."""

from __future__ import annotations

import json
import os
import socket
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from app import cli
from protocol.wire.codec import Codec
from protocol.wire.framing import FrameBuffer
from protocol.wire.messages import (
    AgentTeamConfigEvent,
    CloseConf,
    CloseReq,
    FailureConf,
    HeartbeatConf,
    HeartbeatReq,
    Message,
    OpenConf,
    OpenReq,
)

Answer = Callable[[Message], list[Message] | None]
"""What a server answers to a message; None: it hangs up."""


@pytest.fixture(autouse=True)
def clean(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for name in list(os.environ):
        if name.upper().startswith("FLOORWALKER_"):
            monkeypatch.delenv(name)
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))


class Scripted:
    """A server that answers each message by a function, on a free loopback port, one connection after the other."""

    def __init__(self, answer: Answer | None) -> None:
        self._answer = answer
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port = self._listener.getsockname()[1]
        self.received: list[Message] = []
        self._thread = threading.Thread(target=self._serve)
        self._thread.start()

    def _serve(self) -> None:
        while True:
            try:
                connection, _ = self._listener.accept()
            except OSError:
                return
            with connection:
                self._talk(connection)

    def _talk(self, connection: socket.socket) -> None:
        codec, frames = Codec(17), FrameBuffer()
        while self._answer is not None and (data := connection.recv(65536)):
            frames.feed(data)
            while (frame := frames.next_frame()) is not None:
                message = codec.decode(*frame)
                self.received.append(message)
                answers = self._answer(message)
                if answers is None:
                    return
                for answer in answers:
                    connection.sendall(codec.encode(answer))

    def close(self) -> None:
        self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()
        self._thread.join(10)
        assert not self._thread.is_alive()


@pytest.fixture
def serve() -> Iterator[Callable[[Answer | None], Scripted]]:
    servers: list[Scripted] = []

    def start(answer: Answer | None) -> Scripted:
        servers.append(Scripted(answer))
        return servers[-1]

    yield start
    for server in servers:
        server.close()


@pytest.fixture
def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        return int(listener.getsockname()[1])


def check(tmp_path: Path, side_a: str, more: str = "", supervisor: str = "", *, json_too: bool = False) -> int:
    path = tmp_path / "c.toml"
    text = (
        f'[server]\nside_a = "{side_a}"\nquery_timeout = 0.2\n{more}\n[supervisor]\nagent_id = "9001"\n{supervisor}\n'
    )
    path.write_text(text, encoding="utf-8")
    return cli.main(["--config", str(path), "check", *(["--json"] if json_too else [])])


def refusing(status: int) -> Answer:
    def answer(message: Message) -> list[Message]:
        return [FailureConf(invoke_id=message.invoke_id, status=status)] if isinstance(message, OpenReq) else []

    return answer


def lonely(message: Message) -> list[Message]:
    """A server that opens any session, grants too little, and knows nothing."""
    if isinstance(message, OpenReq):
        return [OpenConf(invoke_id=message.invoke_id, services_granted=0x81, peripheral_online=1)]
    if isinstance(message, HeartbeatReq):
        return [HeartbeatConf(invoke_id=message.invoke_id)]
    if isinstance(message, CloseReq):
        return [CloseConf(invoke_id=message.invoke_id)]
    return []


def test_unknown_host(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert check(tmp_path, "no-such-host.invalid:1") == 3
    out = capsys.readouterr().out
    assert "resolve    failed  no-such-host.invalid has no address" in out
    assert "what to do: " in out


def test_nobody_listens_on_either_side(tmp_path: Path, free_port: int, capsys: pytest.CaptureFixture[str]) -> None:
    assert check(tmp_path, f"127.0.0.1:{free_port}", f'side_b = "127.0.0.1:{free_port}"') == 3
    out = capsys.readouterr().out
    assert out.count("connect    failed") == 2
    assert "side A, " in out
    assert "side B, " in out


def test_server_that_hangs_up(
    tmp_path: Path, serve: Callable[[Answer | None], Scripted], capsys: pytest.CaptureFixture[str]
) -> None:
    assert check(tmp_path, f"127.0.0.1:{serve(None).port}") == 3
    assert "open       failed" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("status", "words"),
    [
        (1, "set a lower server.protocol_version"),
        (7, "set server.peripheral_id"),
        (9, "sign in at your phone"),
        (36, "check supervisor.client_id"),
        (107, "this side is offline or on standby: the other side"),
        (4711, "ask the site's CTI people"),
    ],
)
def test_refusal_says_what_to_do(
    tmp_path: Path,
    serve: Callable[[Answer | None], Scripted],
    capsys: pytest.CaptureFixture[str],
    status: int,
    words: str,
) -> None:
    assert check(tmp_path, f"127.0.0.1:{serve(refusing(status)).port}") == 4
    out = capsys.readouterr().out
    assert "open       failed" in out
    assert f"(status {status})" in out
    assert f"what to do: {words}" in out


def test_not_a_supervisor_is_asked_once_more_for_less(
    tmp_path: Path, serve: Callable[[Answer | None], Scripted], capsys: pytest.CaptureFixture[str]
) -> None:
    server = serve(refusing(12))
    assert check(tmp_path, f"127.0.0.1:{server.port}") == 4
    assert [m.services_requested for m in server.received if isinstance(m, OpenReq)] == [0xA5, 0x81]
    assert "what to do: the agent has to be configured as a supervisor" in capsys.readouterr().out


@pytest.mark.parametrize("status", [15, 92, 107, 110])
def test_a_standby_is_normal_while_the_other_side_is_active(
    tmp_path: Path, serve: Callable[[Answer | None], Scripted], capsys: pytest.CaptureFixture[str], status: int
) -> None:
    active, standby = serve(lonely), serve(refusing(status))
    assert check(tmp_path, f"127.0.0.1:{standby.port}", f'side_b = "127.0.0.1:{active.port}"', json_too=True) == 1
    report = json.loads(capsys.readouterr().out)
    opening = {step["side"]: step for step in report["steps"] if step["step"] == "open"}
    assert (opening["A"]["ok"], opening["A"]["verdict"]) == (True, "note")
    assert f"(status {status})" in opening["A"]["words"]
    assert opening["A"]["hint"].startswith("nothing, as long as the other side is the active one")
    assert opening["B"]["verdict"] == "ok"
    assert report["words"] == "a session opens on side B, but not all in it works"


def test_two_standbys_are_a_refusal(
    tmp_path: Path, serve: Callable[[Answer | None], Scripted], capsys: pytest.CaptureFixture[str]
) -> None:
    a, b = serve(refusing(107)), serve(refusing(107))
    assert check(tmp_path, f"127.0.0.1:{a.port}", f'side_b = "127.0.0.1:{b.port}"') == 4
    assert capsys.readouterr().out.splitlines()[-1] == "result     failed  no session could be opened"


@pytest.mark.parametrize("other", [None, "refuses", "opens"])
def test_the_second_side_is_tried_up_to_its_opening(
    tmp_path: Path,
    serve: Callable[[Answer | None], Scripted],
    capsys: pytest.CaptureFixture[str],
    other: str | None,
) -> None:
    first = serve(lonely)
    second = serve({None: None, "refuses": refusing(36), "opens": lonely}[other])
    sides = f"127.0.0.1:{first.port}", f'side_b = "127.0.0.1:{second.port}"'
    assert check(tmp_path, *sides, json_too=True) == 1, "the status is that of the side with the session"
    report = json.loads(capsys.readouterr().out)
    assert report["status"] == 1
    steps = [step["step"] for step in report["steps"] if step["side"] == "B"]
    assert steps == ["resolve", "connect", "open", *(["close"] if other == "opens" else [])]
    (opening,) = (step for step in report["steps"] if (step["side"], step["step"]) == ("B", "open"))
    assert opening["ok"] == (other == "opens")
    if other == "opens":
        assert [type(m) for m in second.received] == [OpenReq, CloseReq]


def test_a_refusal_counts_more_than_no_connection(
    tmp_path: Path, serve: Callable[[Answer | None], Scripted], free_port: int
) -> None:
    refused = f"127.0.0.1:{serve(refusing(36)).port}"
    assert check(tmp_path, refused, f'side_b = "127.0.0.1:{free_port}"') == 4
    assert check(tmp_path, f"127.0.0.1:{free_port}", f'side_b = "{refused}"') == 4


def test_wrong_settings_as_json(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert check(tmp_path, "nowhere", json_too=True) == 2
    captured = capsys.readouterr()
    report = json.loads(captured.out)
    assert (report["status"], report["steps"]) == (2, [])
    assert report["words"].startswith("settings: server.side_a: ")
    assert captured.err == f"floorwalker: {report['words']}\n"


def test_json_has_foreign_text_escaped(
    tmp_path: Path, serve: Callable[[Answer | None], Scripted], capsys: pytest.CaptureFixture[str]
) -> None:
    def answer(message: Message) -> list[Message]:
        if isinstance(message, OpenReq):
            team = AgentTeamConfigEvent(peripheral_id=5000, team_id=7, agent_team_name="\x1b[31mRöt\nx")
            return [*lonely(message), team]
        return lonely(message)

    check(tmp_path, f"127.0.0.1:{serve(answer).port}", "protocol_version = 17\nrequest_timeout = 0.2", json_too=True)
    out = capsys.readouterr().out
    assert out.count("\n") == 1
    assert out.isascii()
    assert "\x1b" not in out
    words = [step["words"] for step in json.loads(out)["steps"] if step["step"] == "teams"]
    assert words == ["1: 7 \x1b[31mRöt\nx"]


def test_the_other_side_is_tried(
    tmp_path: Path, serve: Callable[[Answer | None], Scripted], capsys: pytest.CaptureFixture[str]
) -> None:
    standby, active = serve(refusing(107)), serve(lonely)
    status = check(tmp_path, f"127.0.0.1:{standby.port}", f'side_b = "127.0.0.1:{active.port}"')
    out = capsys.readouterr().out
    assert status == 1, "the active side has no teams for us, which is not fine, but neither refused nor unreachable"
    assert "open       ok" in out
    assert "granted    note    client-events, supervisor; not granted: client-control, peripheral-monitor" in out
    assert "teams      failed" in out
    assert "heartbeat  ok" in out
    assert "close      ok" in out


def test_server_that_drops_the_session(
    tmp_path: Path, serve: Callable[[Answer | None], Scripted], capsys: pytest.CaptureFixture[str]
) -> None:
    def answer(message: Message) -> list[Message] | None:
        return None if isinstance(message, HeartbeatReq) else lonely(message)

    assert check(tmp_path, f"127.0.0.1:{serve(answer).port}") == 1
    out = capsys.readouterr().out
    assert "heartbeat  failed" in out
    assert "session    failed  The server closed the connection." in out


def test_the_log_has_the_steps_and_no_password(
    tmp_path: Path, serve: Callable[[Answer | None], Scripted], capsys: pytest.CaptureFixture[str]
) -> None:
    secret = 'client_id = "me"\nclient_password = "hunter2"'
    check(tmp_path, f"127.0.0.1:{serve(refusing(36)).port}", supervisor=secret)
    (log,) = tmp_path.rglob("floorwalker.log")
    text = log.read_text(encoding="utf-8")
    assert "session refused with status 36" in text
    captured = capsys.readouterr()
    assert "hunter2" not in text + captured.out + captured.err
