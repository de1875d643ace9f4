"""``floorwalker mock`` with faults, scenarios and keys, and ``floorwalker demo --scenario``, as a person sees them."""

from __future__ import annotations

import os
import pty
import re
import select
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from app import cli
from app.commands.arguments import build_parser
from app.commands.mock import centre_settings, scenario_of
from protocol.mock.scenario.actions import ACTIONS
from protocol.mock.scenario.file import TRIGGERS, available_scenarios
from protocol.mock.server.faults import FAULTS

Start = Callable[..., "subprocess.Popen[str]"]


@pytest.fixture
def start() -> Iterator[Start]:
    """Start ``floorwalker mock --port 0``."""
    started: list[subprocess.Popen[str]] = []

    def run(*arguments: str, stdin: int | None = subprocess.DEVNULL) -> subprocess.Popen[str]:
        process = subprocess.Popen(
            [sys.executable, "-m", "app", "mock", "--port", "0", *arguments],
            stdin=stdin, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, start_new_session=True,
        )  # fmt: skip
        started.append(process)
        return process

    yield run
    for process in started:
        process.kill()
        process.communicate()


def test_the_list_of_scenarios(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["mock", "--list-scenarios"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert [line.split()[0] for line in lines] == [scenario.name for scenario in available_scenarios()]
    assert all(line.endswith(scenario.summary) for line, scenario in zip(lines, available_scenarios(), strict=True))


@pytest.mark.parametrize("command", ["mock", "demo"])
def test_an_unknown_scenario_is_named_with_those_there_are(command: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main([command, "--scenario", "stormy-day"]) == 2
    err = capsys.readouterr().err
    assert "'stormy-day'" in err
    assert all(scenario.name in err for scenario in available_scenarios())


@pytest.mark.parametrize("command", ["mock", "demo"])
def test_a_wrong_file_is_named_with_its_step_and_key(
    command: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "mine.toml"
    path.write_text('summary = "s"\n[[step]]\nat = 1\ndo = "call"\nagnet = "1001"\n', encoding="utf-8")
    assert cli.main([command, "--scenario", str(path)]) == 2
    assert "mine.toml: step 1: unknown key 'agnet'" in capsys.readouterr().err


def test_a_wrong_fault_is_named(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["mock", "--fault", "latency", "--fault", "slugger=3"]) == 2
    assert capsys.readouterr().err.startswith("floorwalker: --fault: no fault is called 'slugger'; there are latency,")


def test_what_is_given_outranks_the_scenario_which_outranks_the_usual() -> None:
    arguments = build_parser().parse_args(["mock", "--scenario", "busy-day", "--agents", "80"])
    centre = centre_settings(arguments, "9001", scenario_of(arguments))
    assert (centre.agents, centre.teams, centre.calls_per_minute, centre.seed) == (80, 4, 60, 1)


def test_a_scenario_of_two_sides_says_on_stderr_where_the_other_listens(start: Start) -> None:
    process = start("--scenario", "standby", "--fault", "latency=5")
    assert process.stdout is not None
    assert re.fullmatch(r"listening on 127\.0\.0\.1:\d+ \(seed 1\)\n", process.stdout.readline())
    process.send_signal(signal.SIGTERM)
    out, err = process.communicate(timeout=30)
    assert (process.returncode, out) == (0, "")
    side, scenario = err.splitlines()
    assert re.fullmatch(r"side B listens on 127\.0\.0\.1:\d+", side)
    assert scenario.startswith("scenario standby: Active and standby")


@pytest.mark.parametrize(
    ("host", "warnings"),
    [
        (
            "0.0.0.0",
            r"warning: 0\.0\.0\.0:\d+ is not loopback: anyone who reaches the port gets the floor, "
            r"and can switch nothing else\n",
        ),
        ("localhost", ""),
    ],
)
def test_other_hosts_than_loopback_are_warned_of(host: str, warnings: str, start: Start) -> None:
    process = start("--host", host)
    assert process.stdout is not None
    assert process.stdout.readline().startswith("listening on")
    process.send_signal(signal.SIGTERM)
    out, err = process.communicate(timeout=30)
    assert (process.returncode, out) == (0, "")
    assert re.fullmatch(warnings, err)


def test_no_keys_are_taken_from_a_terminal_of_somebody_else(start: Start) -> None:
    master, slave = pty.openpty()
    try:
        process = start(stdin=slave)
        assert process.stdout is not None
        assert process.stderr is not None
        assert process.stdout.readline().startswith("listening on")
        # Its own session has no terminal of its own: keys are for a mock in the foreground of one.
        process.send_signal(signal.SIGTERM)
        out, err = process.communicate(timeout=30)
        assert (out, err) == ("", "")
    finally:
        os.close(slave)
        os.close(master)


def test_keys_in_the_foreground_of_a_terminal(tmp_path: Path) -> None:
    out = tmp_path / "stdout"
    number, master = pty.fork()
    if number == 0:  # pragma: no cover - the child becomes the mock
        descriptor = os.open(out, os.O_CREAT | os.O_WRONLY)
        os.dup2(descriptor, 1)
        os.execv(sys.executable, [sys.executable, "-m", "app", "mock", "--port", "0"])
    seen = b""
    try:
        for key, wanted in ((b"", b"press ? for the keys"), (b"l", b"latency=200"), (b"?", b"refuses connections"),
                            (b"0", b"no faults")):  # fmt: skip
            os.write(master, key) if key else None
            seen = _read_until(master, wanted)
        os.kill(number, signal.SIGTERM)
        assert os.waitstatus_to_exitcode(os.waitpid(number, 0)[1]) == 0
    finally:
        os.close(master)
    assert b"no faults" in seen
    assert re.fullmatch(r"listening on 127\.0\.0\.1:\d+ \(seed 1\)\n", out.read_text())


def test_the_readme_names_every_fault_action_and_trigger() -> None:
    text = (Path(__file__).parents[2] / "README.md").read_text(encoding="utf-8")
    section = text.split("## The mock server, faults and scenarios")[1].split("\n## ")[0]
    words = set(re.findall(r"[a-z_-]+", section))
    assert words >= {*FAULTS, *ACTIONS, *TRIGGERS}


def _read_until(master: int, wanted: bytes) -> bytes:
    deadline, seen = time.monotonic() + 30, b""
    while wanted not in seen:
        ready, _, _ = select.select([master], [], [], max(0.0, deadline - time.monotonic()))
        assert ready, seen
        seen += os.read(master, 4096)
    return seen
