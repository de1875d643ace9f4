"""``floorwalker check`` and ``floorwalker mock`` with TLS."""

from __future__ import annotations

import json
import re
import signal
import socket
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from tls_kit import answering

from app import cli
from app.config import SettingsProblem, load_settings
from app.worker.worker import Worker


def check(tmp_path: Path, port: int, *arguments: str, side_b: int | None = None, **tls: str | bool) -> int:
    path = tmp_path / "c.toml"
    lines = ["[server]", f'side_a = "127.0.0.1:{port}"']
    if side_b is not None:
        lines.append(f'side_b = "127.0.0.1:{side_b}"')
    lines += ["[server.tls]", *(f"{key} = {json.dumps(value)}" for key, value in tls.items())]
    lines += ["[supervisor]", 'agent_id = "9001"']
    path.write_text("\n".join(lines), encoding="utf-8")
    return cli.main(["check", "--config", str(path), *arguments])


def test_details_of_tls(pki: Any, secured: Any, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    port = secured(pki.server, ca=pki.ca).port
    assert check(tmp_path, port, enabled=True, ca_file=pki.ca, certificate_file=pki.client) == 0
    out = capsys.readouterr().out
    found = re.search(r"^tls {8}ok {6}TLSv1\.[23], \S+, certificate of (\S+), expires in (\d+) days", out, re.M)
    assert found, out
    assert found[1] in ("127.0.0.1", "ctisrv.test")
    assert found[2] == "364"
    steps = [line.split()[0] for line in out.splitlines()[1:5]]
    assert steps == ["resolve", "connect", "tls", "open"]
    assert out.splitlines()[-1] == "result     ok      a session opens on side A"


def test_certificate_that_ends_soon(pki: Any, secured: Any, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    port = secured(pki.issue("ending", "127.0.0.1", ends=1.5)).port
    assert check(tmp_path, port, enabled=True, ca_file=pki.ca) == 0
    out = capsys.readouterr().out
    assert re.search(r"^tls {8}note    .* expires in 1 day \(", out, re.M)
    assert "what to do: the site should renew it before that" in out


def test_without_verification_there_is_a_warning(
    pki: Any, secured: Any, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert check(tmp_path, secured(pki.strange).port, enabled=True, verify=False) == 0
    out = capsys.readouterr().out
    assert re.search(
        r"^tls {8}note    .* The server's certificate is not checked: anyone .* SHA-256 ([0-9A-F]{2}:)+", out, re.M
    )
    assert "what to do: set server.tls.verify = true" in out


@pytest.mark.parametrize(
    ("issued", "words"),
    [
        ({"begins": -9, "ends": -1}, "the server's certificate has expired"),
        ({"begins": 1, "ends": 9}, "the server's certificate is not valid yet"),
        ({"stranger": True}, "the server's certificate comes from a CA that is not trusted here"),
    ],
    ids=["expired", "not yet valid", "unknown CA"],
)
def test_bad_certificates(
    pki: Any, secured: Any, tmp_path: Path, capsys: pytest.CaptureFixture[str], issued: dict[str, Any], words: str
) -> None:
    port = secured(pki.issue("bad", "127.0.0.1", **issued)).port
    assert check(tmp_path, port, enabled=True, ca_file=pki.ca) == 3
    out = capsys.readouterr().out
    assert f"tls        failed  {words}\n" in out
    assert "what to do: " in out
    assert out.splitlines()[-1] == "result     failed  no session could be opened"


def test_no_client_certificate(pki: Any, secured: Any, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert check(tmp_path, secured(pki.server, ca=pki.ca).port, enabled=True, ca_file=pki.ca) == 3
    out = capsys.readouterr().out
    assert re.search(r"^(tls|open) +failed  .*client", out, re.M)
    assert "which client certificate it wants, and set server.tls.certificate_file and key_file" in out


def test_tls_server_on_a_plain_port(pki: Any, secured: Any, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert check(tmp_path, secured(pki.server).port) == 3
    out = capsys.readouterr().out
    assert "open       failed  The server " in out
    assert "if this is one, set server.tls.enabled = true" in out


def test_alert_of_a_tls_server_on_a_plain_port(listen: Any, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert check(tmp_path, listen(answering(b"\x15\x03\x03\x00\x02\x02\x0a")).port) == 3
    out = capsys.readouterr().out
    assert "open       failed  The server speaks TLS on this port.\n" in out
    assert "what to do: set server.tls.enabled = true, or use the plain port\n" in out


def test_file_that_cannot_be_read(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    gone = str(tmp_path / "gone.pem")
    assert check(tmp_path, 1, enabled=True, ca_file=gone) == 2
    captured = capsys.readouterr()
    assert captured.out == ""
    assert captured.err == f"floorwalker: server.tls.ca_file: {gone} cannot be read (No such file or directory)\n"


def test_key_of_another_certificate_as_json(pki: Any, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    key = pki.part(pki.server, "PRIVATE KEY")
    assert check(tmp_path, 1, "--json", enabled=True, certificate_file=pki.client, key_file=key) == 2
    captured = capsys.readouterr()
    words = f"server.tls.key_file: {key} is not the key of the certificate"
    assert json.loads(captured.out) == {"status": 2, "words": words, "steps": []}
    assert captured.err == f"floorwalker: {words}\n"


def test_files_are_not_looked_at_while_tls_is_off(secured: Any, tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = listener.getsockname()[1]
    assert check(tmp_path, port, ca_file=str(tmp_path / "gone.pem")) == 3


def test_one_side_well_and_the_other_not_as_json(
    pki: Any, secured: Any, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    expired = secured(pki.issue("expired", "127.0.0.1", begins=-9, ends=-1)).port
    good = secured(pki.server).port
    assert check(tmp_path, expired, "--json", side_b=good, enabled=True, ca_file=pki.ca) == 0
    report = json.loads(capsys.readouterr().out)
    assert (report["status"], report["words"]) == (0, "a session opens on side B")
    steps = {(step["side"], step["step"]): step for step in report["steps"]}
    assert not steps["A", "tls"]["ok"]
    assert "has expired" in steps["A", "tls"]["words"]
    assert steps["A", "tls"]["hint"]
    assert ("A", "open") not in steps
    assert steps["B", "tls"]["ok"]
    assert steps["B", "tls"]["hint"] is None
    assert {"granted", "teams", "heartbeat", "close"} <= {step for side, step in steps if side == "B"}
    assert all(set(s) == {"side", "step", "ok", "verdict", "words", "hint", "seconds"} for s in report["steps"])
    assert all(0 <= step["seconds"] < 60 for step in report["steps"])


@pytest.fixture
def mock() -> Any:
    started: list[subprocess.Popen[str]] = []

    def start(*arguments: str) -> tuple[subprocess.Popen[str], int]:
        command = [sys.executable, "-m", "app", "mock", "--port", "0", *arguments]
        process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        started.append(process)
        assert process.stdout is not None
        return process, int(process.stdout.readline().partition(" (")[0].rpartition(":")[2])

    yield start
    for process in started:
        process.kill()
        process.communicate()


def test_the_mocks_flags(pki: Any, mock: Any, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    certificate, key = pki.part(pki.server, "CERTIFICATE"), pki.part(pki.server, "PRIVATE KEY")
    process, port = mock("--tls-certificate", certificate, "--tls-key", key, "--tls-ca", pki.ca, "--agents", "6")
    assert check(tmp_path, port, enabled=True, ca_file=pki.ca) == 3
    assert check(tmp_path, port, enabled=True, ca_file=pki.ca, certificate_file=pki.client) == 0
    capsys.readouterr()
    process.send_signal(signal.SIGTERM)
    out, err = process.communicate(timeout=30)
    assert (process.returncode, out, err) == (0, "", "")


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["--tls-certificate", "gone.pem"], "--tls-certificate: gone.pem cannot be read (No such file or directory)"),
        (["--tls-certificate", "SERVER", "--tls-key", "gone.pem"], "--tls-key: gone.pem cannot be read (No such file"),
        (["--tls-certificate", "SERVER", "--tls-ca", "gone.pem"], "--tls-ca: gone.pem cannot be read (No such file"),
        (["--tls-key", "SERVER"], "--tls-key needs --tls-certificate beside it"),
        (["--tls-ca", "SERVER"], "--tls-ca needs --tls-certificate beside it"),
    ],
)
def test_the_mocks_flags_when_wrong(
    pki: Any, capsys: pytest.CaptureFixture[str], arguments: list[str], words: str
) -> None:
    given = [pki.server if argument == "SERVER" else argument for argument in arguments]
    assert cli.main(["mock", "--port", "0", *given]) == 2
    assert capsys.readouterr().err.startswith(f"floorwalker: {words}")


def test_the_console_stops_before_its_screen(tmp_path: Path) -> None:
    """The worker says what is wrong with the files before anything is drawn."""
    path = tmp_path / "c.toml"
    path.write_text(
        '[server]\nside_a = "a:1"\n[server.tls]\nenabled = true\nca_file = "/nowhere/ca.pem"\n'
        '[supervisor]\nagent_id = "9001"\n',
        encoding="utf-8",
    )
    with pytest.raises(SettingsProblem, match=r"server\.tls\.ca_file: /nowhere/ca\.pem cannot be read") as caught:
        Worker(load_settings(path))
    assert caught.value.status == 2
