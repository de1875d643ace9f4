"""What a command must not import: Textual for all but the console, nothing slow for ``--help`` and ``--version``."""

from __future__ import annotations

import json
import os
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

HELPS = [["--help"], ["--version"], *([c, "--help"] for c in ("demo", "mock", "decode", "encode", "check"))]


def run(arguments: list[str], home: Path, status: int) -> set[str]:
    """Run the command line in a process of its own; the top-level modules that it had imported at its end."""
    environment = {k: v for k, v in os.environ.items() if not k.upper().startswith("FLOORWALKER_")}
    environment |= {"HOME": str(home), "XDG_CONFIG_HOME": str(home), "XDG_STATE_HOME": str(home)}
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


def test_help_and_version_do_not_ask_the_package_metadata(tmp_path: Path) -> None:
    code = "import sys; from app.cli import main\ntry: main(['--version'])\nexcept SystemExit: pass\n"
    code += "sys.exit('importlib.metadata' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, timeout=60, check=False)
    assert done.returncode == 0


@pytest.mark.parametrize("command", ["decode", "encode"])
def test_streams_do_not_import_textual(command: str, tmp_path: Path) -> None:
    assert run([command], tmp_path, 0).isdisjoint({"textual", "rich", "pydantic", "asyncio"})
