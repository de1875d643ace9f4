"""What a command must not import while it runs; what rooms must not import are contracts in pyproject.toml."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

PROBE = """
import json, sys
from app.cli import main
try:
    status = main(sys.argv[1:])
except SystemExit as end:
    status = end.code
sys.stdout.flush()
print(json.dumps([status, sorted(m for m in sys.modules if "." not in m)]), file=sys.stderr)
"""

VERSION_PROBE = """
import contextlib, sys
before = set(sys.modules)
from app.cli import main
try:
    main(["--version"])
finally:
    sys.stderr.write(" ".join(set(sys.modules) - before))
"""

COMMANDS = ("demo", "mock", "decode", "encode", "check", "audit", "alarms")
HELPS = [["--help"], ["--version"], *([command, "--help"] for command in COMMANDS)]


def run(arguments: list[str], home: Path, status: int) -> set[str]:
    """Run the command line in a process of its own; the top-level modules that it had imported at its end."""
    environment = {k: v for k, v in os.environ.items() if not k.upper().startswith("FLOORWALKER_")}
    environment |= dict.fromkeys(("HOME", "XDG_CONFIG_HOME", "XDG_STATE_HOME", "XDG_DATA_HOME"), str(home))
    done = subprocess.run(
        [sys.executable, "-c", PROBE, *arguments],
        capture_output=True,
        text=True,
        stdin=subprocess.DEVNULL,
        env=environment,
        timeout=60,
        check=True,
    )
    got, modules = json.loads(done.stderr.splitlines()[-1])
    assert got == status, done.stderr
    return set(modules)


@pytest.mark.parametrize("arguments", HELPS, ids=" ".join)
def test_help_and_version_import_nothing_slow(arguments: list[str], tmp_path: Path) -> None:
    modules = run(arguments, tmp_path, 0)
    assert modules.isdisjoint({"textual", "rich", "pydantic", "pydantic_settings", "asyncio", "logging"})


def test_version_imports_nothing_but_the_command_line_itself() -> None:
    """``--version`` takes little longer than Python: whatever it imports would show in its time."""
    done = subprocess.run([sys.executable, "-c", VERSION_PROBE], capture_output=True, text=True, timeout=60, check=True)
    assert done.stdout.startswith("floorwalker ")
    assert set(done.stderr.split()) <= {"app", "app.cli", "app.exits", "__future__", "gc"}


@pytest.mark.parametrize("command", ["decode", "encode"])
def test_streams_do_not_import_textual(command: str, tmp_path: Path) -> None:
    assert run([command], tmp_path, 0).isdisjoint({"textual", "rich", "pydantic", "asyncio"})


@pytest.mark.parametrize("command", ["audit", "alarms"])
@pytest.mark.parametrize("given", [[], ["--journal", "none"]], ids=["of the settings", "given"])
def test_the_journal_is_printed_without_textual(command: str, given: list[str], tmp_path: Path) -> None:
    assert run([command, *given], tmp_path, 2).isdisjoint({"textual"})


def test_mock_and_check_do_not_import_textual(tmp_path: Path) -> None:
    mock = subprocess.Popen(
        [sys.executable, "-c", PROBE, "mock", "--port", "0"], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )
    try:
        assert mock.stdout is not None
        port = mock.stdout.readline().partition(" (")[0].rpartition(":")[2]
        config = tmp_path / "c.toml"
        config.write_text(f'[server]\nside_a = "127.0.0.1:{port}"\n[supervisor]\nagent_id = 9001\n', encoding="utf-8")
        assert "textual" not in run(["check", "--config", str(config)], tmp_path, 0)
        mock.send_signal(signal.SIGTERM)
        _, err = mock.communicate(timeout=60)
    finally:
        mock.kill()
        mock.wait()
    status, modules = json.loads(err)
    assert status == 0
    assert set(modules).isdisjoint({"textual", "rich", "pydantic"})
