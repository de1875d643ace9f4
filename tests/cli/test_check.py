"""``floorwalker check``: each way it can fail, and that it says what to do."""

from __future__ import annotations

import os
import socket
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from app import cli
from protocol.codec import Codec
from protocol.framing import FrameBuffer
from protocol.messages import CloseConf, CloseReq, FailureConf, HeartbeatConf, HeartbeatReq, Message, OpenConf, OpenReq

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


def check(tmp_path: Path, side_a: str, more: str = "", supervisor: str = "") -> int:
    path = tmp_path / "c.toml"
    text = (
        f'[server]\nside_a = "{side_a}"\nquery_timeout = 0.2\n{more}\n[supervisor]\nagent_id = "9001"\n{supervisor}\n'
    )
    path.write_text(text, encoding="utf-8")
    return cli.main(["--config", str(path), "check"])


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
    assert "status=36" in text
    captured = capsys.readouterr()
    assert "hunter2" not in text + captured.out + captured.err
