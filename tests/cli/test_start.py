"""What the first frame waits for, and what is loaded after it."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from pydantic import BaseModel

from app.config import Secret, load_settings
from app.config.apart import Values, without_pydantic

PROBE = """
import gc, json, os, sys, threading, time
from pathlib import Path
from app import cli

out = Path(sys.argv.pop(1))

def end(modules):
    deadline = time.monotonic() + 30
    while not gc.isenabled() and time.monotonic() < deadline:
        time.sleep(0.01)
    out.write_text(json.dumps({"modules": modules, "collects": "app.worker" in sys.modules and gc.isenabled()}))
    os._exit(0)

def start(thread):
    if thread.name == "floorwalker-loading":
        start_it(threading.Thread(target=end, args=(sorted(sys.modules),)))
    start_it(thread)

start_it, threading.Thread.start = threading.Thread.start, start
sys.exit(cli.main(sys.argv[1:]))
"""
"""The command line; it writes down what had been loaded when the worker began to load, and ends when that is done."""

LATER = (
    "pydantic", "pydantic_settings", "sqlite3", "hashlib", "app.worker", "app.floor", "app.journal",
    "app.config.load", "app.config.model", "protocol.client", "protocol.session", "protocol.tls",
    "app.ui.dialogs.details", "app.ui.dialogs.help", "protocol.wire.codec", "protocol.wire.messages",
    "protocol.wire.message_enums",
)  # fmt: skip


def written(place: Path, more: str = "") -> Path:
    config = place / "c.toml"
    text = f'[server]\nside_a = "127.0.0.1:9"\n[supervisor]\nagent_id = 9001\n[log]\nfile = "{place / "log"}"\n'
    config.write_text(text + more, encoding="utf-8")
    return config


def test_the_first_frame_waits_for_neither_pydantic_nor_what_the_worker_needs(on_terminal: Any, tmp_path: Path) -> None:
    out = tmp_path / "modules"
    terminal = on_terminal(sys.executable, "-c", PROBE, str(out), "--config", str(written(tmp_path)))
    status, output = terminal.end()
    assert status == 0, output
    at_that_time = json.loads(out.read_text())
    assert sorted(set(at_that_time["modules"]) & set(LATER)) == []
    assert at_that_time["collects"], "the garbage collector is off only while modules are loaded"


@pytest.mark.parametrize(
    ("more", "words"),
    [
        ("frob = 1\n", "settings: log.frob: there is no such setting (in {config})"),
        ("[ui]\ntheme = 7\n", "settings: ui.theme: it should be one of"),
        ("[server.tls]\nenabled = true\nca_file = 'none'\n", "server.tls.ca_file"),
        ("[", "line 7: it is not valid TOML"),
    ],
)
def test_wrong_settings_are_refused_before_anything_is_shown(
    on_terminal: Any, tmp_path: Path, more: str, words: str
) -> None:
    config = written(tmp_path, more)
    terminal = on_terminal(sys.executable, "-m", "app", "--config", str(config))
    status, output = terminal.end()
    assert status == 2
    assert words.format(config=config).encode() in output
    assert b"\x1b" not in output, "nothing was drawn"


APART = """
import os, signal, sys
from pathlib import Path
from app.config import apart

here = os.getpid()
if "leaves no status" in sys.argv:
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)
if "dies" in sys.argv:
    apart.without_pydantic = lambda settings: os.kill(os.getpid(), 9)
if "writes half" in sys.argv:
    apart.pickle.dump = lambda values, pipe: (pipe.write(b"half"), pipe.flush(), os._exit(1))
settings = apart.load_apart(Path(sys.argv[1]))()
assert os.getpid() == here
print(settings.supervisor.agent_id, str(settings.server.side_a), settings.limits.hold, "pydantic" in sys.modules)
"""


@pytest.mark.parametrize(
    ("what", "here"), [("works", False), ("dies", True), ("writes half", True), ("leaves no status", True)]
)
def test_settings_come_from_the_other_process_or_are_loaded_here(tmp_path: Path, what: str, here: bool) -> None:
    command = [sys.executable, "-c", APART, str(written(tmp_path, "[limits]\nhold = 7\n")), what]
    done = subprocess.run(command, capture_output=True, text=True, timeout=60, check=True)
    assert done.stdout == f"9001 127.0.0.1:9 7.0 {here}\n"


def test_values_are_those_of_the_settings_and_can_t_be_changed(tmp_path: Path) -> None:
    settings = load_settings(written(tmp_path, '[names]\n1 = "Ada"\n[server.tls]\nkey_password = "secret"\n'))
    values = without_pydantic(settings)

    def same(model: BaseModel, table: Any) -> None:
        assert isinstance(table, Values)
        assert set(vars(table)) == set(type(model).model_fields)
        for name, value in vars(table).items():
            wanted = getattr(model, name)
            if isinstance(wanted, BaseModel):
                same(wanted, value)
            elif isinstance(value, Secret):
                assert value.get_secret_value() == wanted.get_secret_value()
            else:
                assert value == wanted

    same(settings, values)
    assert "secret" not in repr(values)
    with pytest.raises(AttributeError, match="can't be changed"):
        values.server.side_a = None  # type: ignore[misc, assignment]
    other = values.model_copy(update={"names": {}})
    assert (other.names, values.names, other.server) == ({}, {"1": "Ada"}, values.server)
