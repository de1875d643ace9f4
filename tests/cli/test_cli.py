"""The command line as scripts see it: names, where --config may stand, exit statuses, one sentence on stderr."""

from __future__ import annotations

import logging
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import get_args

import pytest

from app import __version__, cli, exits
from app.commands.arguments import HOME_VERSION, NEWEST_VERSION, OLDEST_VERSION, build_parser
from app.commands.mock import centre_settings
from app.config.model import Theme
from protocol.wire import HOME, NEWEST, OLDEST

ROOT = Path(__file__).parents[2]


@pytest.fixture(autouse=True)
def root_logger_as_before() -> Iterator[None]:
    handlers = list(logging.getLogger().handlers)
    yield
    logging.getLogger().handlers[:] = handlers


def test_version(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as end:
        cli.main(["--version"])
    assert end.value.code == 0
    assert capsys.readouterr().out == f"floorwalker {__version__}\n"


def test_the_installed_command_is_this_one() -> None:
    done = subprocess.run(
        [Path(sys.executable).with_name("floorwalker"), "--version"], capture_output=True, text=True, timeout=60
    )
    assert (done.returncode, done.stdout) == (0, f"floorwalker {__version__}\n")


COMMANDS = ("demo", "mock", "decode", "encode", "check", "audit", "alarms")


@pytest.mark.parametrize("command", [[], *([name] for name in COMMANDS)], ids=str)
def test_help_everywhere(command: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as end:
        cli.main([*command, "--help"])
    assert end.value.code == 0
    out = capsys.readouterr().out
    assert out.startswith("usage: " + " ".join(["floorwalker", *command]))
    assert "exit status:" in out


@pytest.mark.parametrize(
    ("arguments", "config"),
    [
        (["check"], None),
        (["--config", "a", "check"], Path("a")),
        (["check", "--config", "b"], Path("b")),
        (["--config", "a", "check", "--config", "b"], Path("b")),
        (["--config", "a", "demo"], Path("a")),
        (["demo", "--config", "b"], Path("b")),
        (["--config", "a"], Path("a")),
        ([], None),
    ],
)
def test_config_before_or_after_the_command(arguments: list[str], config: Path | None) -> None:
    assert build_parser().parse_args(arguments).config == config


def test_defaults_of_the_mock() -> None:
    args = build_parser().parse_args(["mock"])
    assert (args.host, args.port, args.supervisor, args.protocol_max) == ("127.0.0.1", 42027, "9001", 25)
    usual = centre_settings(args, args.supervisor)
    assert (usual.teams, usual.agents, usual.seed) == (3, 36, 1)
    demo = build_parser().parse_args(["demo"])
    assert centre_settings(demo, "9001") == usual


@pytest.mark.parametrize(
    ("arguments", "named"),
    [
        (["frob"], "frob"),
        (["--frob"], "--frob"),
        (["mock", "--port", "65536"], "--port"),
        (["mock", "--agents", "0"], "--agents"),
        (["mock", "--protocol-max", "8"], "--protocol-max"),
        (["demo", "--calls-per-minute", "-1"], "--calls-per-minute"),
        (["demo", "--calls-per-minute", "nan"], "--calls-per-minute"),
        (["decode", "--version", "26"], "--version"),
        (["decode", "--version", "x\x1b[2J"], "--version"),
        (["decode", "a", "b"], "b"),
    ],
)
def test_usage_error_is_one_sentence(arguments: list[str], named: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as end:
        cli.main(arguments)
    assert end.value.code == 2
    err = capsys.readouterr().err
    assert err.count("\n") == 1
    assert named in err
    assert "\x1b" not in err


def test_slow_is_for_the_commands_that_show_the_screen(capsys: pytest.CaptureFixture[str]) -> None:
    for arguments in (["--slow"], ["demo", "--slow"], ["--slow", "demo"]):
        assert build_parser().parse_args(arguments).slow
        assert not build_parser().parse_args([a for a in arguments if a != "--slow"]).slow
    assert cli.main(["--slow", "mock"]) == 2
    assert "takes no --slow" in capsys.readouterr().err


def test_command_without_settings_takes_no_config(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["--config", "x", "decode"]) == 2
    assert "takes no --config" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("raised", "status", "words"),
    [
        (exits.Stop(4, "refused\x1b[2J"), 4, "floorwalker: refused\\x1b[2J\n"),
        (exits.Stop(3), 3, ""),
        (KeyboardInterrupt(), 1, "floorwalker: interrupted\n"),
        (RuntimeError("secret inner words"), 1, "floorwalker: something unexpected ended 'decode'\n"),
    ],
)
def test_whatever_happens_is_one_sentence(
    raised: BaseException,
    status: int,
    words: str,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    def fail(args: object) -> int:
        raise raised

    logging.getLogger().handlers[:] = []
    monkeypatch.setattr(cli, "_run", fail)
    assert cli.main(["decode"]) == status
    captured = capsys.readouterr()
    assert (captured.out, captured.err) == ("", words)


def test_settings_problem_is_status_2(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "c.toml"
    path.write_text('[server]\nside_a = "x:1"\nwrong = 1\n[supervisor]\nagent_id = 1\n', encoding="utf-8")
    assert cli.main(["check", "--config", str(path)]) == 2
    err = capsys.readouterr().err
    assert "server.wrong: there is no such setting" in err
    assert err.count("\n") == 1


def test_theme_names_are_those_of_the_screen() -> None:
    from app.ui.themes import DEFAULT_THEME, THEMES

    assert set(get_args(Theme)) == set(THEMES)
    assert DEFAULT_THEME == "dark"


def test_readme_has_the_commands_that_are_tested() -> None:
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    blocks = [line.strip() for line in text.splitlines() if "python3 -m venv" in line]
    assert len(blocks) == 2
    assert blocks[0].endswith(".venv/bin/floorwalker demo")
    assert ".venv/bin/pytest -q" in blocks[1]
    script = (ROOT / ".ci" / "run").read_text(encoding="utf-8")
    assert "README.md" in script
    assert "lint-imports" in script


def test_readme_names_every_key() -> None:
    from app.ui.handlers import ACTIONS

    text = (ROOT / "README.md").read_text(encoding="utf-8")
    table = text.partition("## Keys")[2].partition("\n## ")[0]
    keys = [action.key for action in ACTIONS if len(action.key) == 1 and action.key.isascii()]
    assert len(keys) > 15
    assert [key for key in keys if f"`{key}`" not in table] == []


def test_versions_are_those_of_the_wire() -> None:
    assert (OLDEST_VERSION, NEWEST_VERSION, HOME_VERSION) == (OLDEST, NEWEST, HOME)
