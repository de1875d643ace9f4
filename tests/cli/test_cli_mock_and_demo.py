"""``floorwalker mock`` as a script sees it, ``check`` against it, and the demo on a terminal."""

from __future__ import annotations

import os
import re
import signal
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from app import cli

Mock = Callable[..., tuple["subprocess.Popen[str]", int]]


@pytest.fixture(autouse=True)
def clean(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for name in list(os.environ):
        if name.upper().startswith("FLOORWALKER_"):
            monkeypatch.delenv(name)
    for name in ("HOME", "XDG_STATE_HOME", "XDG_CONFIG_HOME"):
        monkeypatch.setenv(name, str(tmp_path))


@pytest.fixture
def mock() -> Iterator[Mock]:
    """Start ``floorwalker mock --port 0`` and read its first line; the process and its port."""
    started: list[subprocess.Popen[str]] = []

    def start(*arguments: str) -> tuple[subprocess.Popen[str], int]:
        command = [sys.executable, "-m", "app", "mock", "--port", "0", *arguments]
        process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        started.append(process)
        assert process.stdout is not None
        line = process.stdout.readline()
        found = re.fullmatch(r"listening on 127\.0\.0\.1:(\d+) \(seed (\d+)\)\n", line)
        assert found, line
        return process, int(found[1])

    yield start
    for process in started:
        if process.poll() is None:
            process.kill()
        process.communicate()


def check(tmp_path: Path, port: int, more: str = "", agent_id: str = "9001") -> int:
    path = tmp_path / "c.toml"
    text = f'[server]\nside_a = "127.0.0.1:{port}"\n{more}\n[supervisor]\nagent_id = {agent_id}\n'
    path.write_text(text, encoding="utf-8")
    return cli.main(["check", "--config", str(path)])


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_mock_says_one_line_and_ends_on_a_signal(mock: Mock, number: signal.Signals) -> None:
    process, port = mock("--seed", "7")
    with socket.create_connection(("127.0.0.1", port), timeout=10):
        process.send_signal(number)
        out, err = process.communicate(timeout=30)
    assert (process.returncode, out, err) == (0, "", "")


def test_mock_on_a_port_in_use(mock: Mock, capsys: pytest.CaptureFixture[str]) -> None:
    _, port = mock()
    assert cli.main(["mock", "--port", str(port)]) == 2
    words = f"floorwalker: --host 127.0.0.1 --port {port} cannot be listened on (Address already in use)\n"
    assert capsys.readouterr().err == words


@pytest.mark.parametrize("version", [9, 17, 25])
def test_check_goes_through(mock: Mock, tmp_path: Path, capsys: pytest.CaptureFixture[str], version: int) -> None:
    _, port = mock("--teams", "2", "--agents", "6")
    assert check(tmp_path, port, f"protocol_version = {version}") == 0
    steps = [line.split()[:2] for line in capsys.readouterr().out.splitlines()[1:]]
    assert steps == [
        [step, "ok"]
        for step in (
            "resolve connect open granted agent teams monitor monitor calls heartbeat close result".split()  # noqa: SIM905
        )
    ]


def test_check_of_someone_who_is_no_supervisor(mock: Mock, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    _, port = mock("--supervisor", "9002")
    assert check(tmp_path, port, agent_id="1001") == 4
    assert "what to do: the agent has to be configured as a supervisor" in capsys.readouterr().out


def test_check_with_a_version_that_is_too_new(mock: Mock, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    _, port = mock("--protocol-max", "14")
    assert check(tmp_path, port) == 4
    assert "what to do: set a lower server.protocol_version" in capsys.readouterr().out


@pytest.mark.parametrize("how", ["q", "SIGTERM", "SIGHUP"])
def test_demo_opens_shows_and_closes(on_terminal: Any, how: str, tmp_path: Path) -> None:
    terminal = on_terminal(sys.executable, "-m", "app", "demo", "--seed", "3")
    terminal.read_until(b"ONLINE")
    if how == "q":
        os.write(terminal.master, b"q")
    else:
        terminal.process.send_signal(getattr(signal, how))
    status, output = terminal.end()
    assert status == 0
    assert b"Traceback" not in output
    (log,) = tmp_path.rglob("floorwalker.log")
    assert "console ended with status 0" in log.read_text(encoding="utf-8")


def test_console_with_settings_against_the_mock(on_terminal: Any, mock: Mock, tmp_path: Path) -> None:
    _, port = mock()
    path = tmp_path / "c.toml"
    path.write_text(f'[server]\nside_a = "127.0.0.1:{port}"\n[supervisor]\nagent_id = 9001\n', encoding="utf-8")
    terminal = on_terminal(sys.executable, "-m", "app", "--config", str(path))
    terminal.read_until(b"ONLINE")
    terminal.process.send_signal(signal.SIGTERM)
    assert terminal.end()[0] == 0


def test_console_without_a_server_ends_with_3(on_terminal: Any, tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = listener.getsockname()[1]
    path = tmp_path / "c.toml"
    path.write_text(f'[server]\nside_a = "127.0.0.1:{port}"\n[supervisor]\nagent_id = 9001\n', encoding="utf-8")
    terminal = on_terminal(sys.executable, "-m", "app", "--config", str(path))
    terminal.read_until(b"RECONNECTING")
    terminal.process.send_signal(signal.SIGTERM)
    status, output = terminal.end()
    assert status == 3
    assert f"floorwalker: no connection to 127.0.0.1:{port}: Connection refused\r\n".encode() in output


def test_console_that_is_refused_ends_with_4(on_terminal: Any, mock: Mock, tmp_path: Path) -> None:
    _, port = mock("--protocol-max", "14")
    path = tmp_path / "c.toml"
    path.write_text(f'[server]\nside_a = "127.0.0.1:{port}"\n[supervisor]\nagent_id = 9001\n', encoding="utf-8")
    terminal = on_terminal(sys.executable, "-m", "app", "--config", str(path))
    terminal.read_until(b"REFUSED")
    terminal.process.send_signal(signal.SIGTERM)
    status, output = terminal.end()
    assert status == 4
    assert f"floorwalker: refused by 127.0.0.1:{port}".encode() in output
