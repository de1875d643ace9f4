"""Settings, keys and logs are regular files: links, pipes and devices are refused in words and never waited for."""

from __future__ import annotations

import logging
import os
import stat
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.commands.prepare import logging_as_set, settings_with_password
from app.config import SettingsProblem, load_settings, read_password
from app.config.log_file import close_log, open_log
from app.config.tls import client_tls

GOOD = '[server]\nside_a = "cti:1"\n[supervisor]\nagent_id = "9001"\n'


@pytest.fixture(autouse=True)
def as_before(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[None]:
    for name in list(os.environ):
        if name.upper().startswith("FLOORWALKER_"):
            monkeypatch.delenv(name)
    root = logging.getLogger()
    handlers, level, raising = list(root.handlers), root.level, logging.raiseExceptions
    yield
    root.handlers[:] = handlers
    root.setLevel(level)
    logging.raiseExceptions = raising


def special(path: Path, kind: str) -> str:
    """Put a file of that kind at ``path``; how it is refused."""
    match kind:
        case "link":
            other = path.with_name("other")
            other.write_text(GOOD, encoding="utf-8")
            other.chmod(0o644)
            path.symlink_to(other)
            return "it is a symbolic link"
        case "device":
            path.symlink_to("/dev/zero")
            return "it is a symbolic link"
        case "pipe":
            os.mkfifo(path)
    return "it is not a regular file"


KINDS = pytest.mark.parametrize("kind", ["link", "device", "pipe"])


@KINDS
def test_a_settings_file(tmp_path: Path, kind: str) -> None:
    words = special(tmp_path / "c.toml", kind)
    with pytest.raises(SettingsProblem, match=words):
        load_settings(tmp_path / "c.toml")


def test_the_device_itself_as_settings_file() -> None:
    with pytest.raises(SettingsProblem, match="it is not a regular file"):
        load_settings(Path("/dev/zero"))


@KINDS
def test_a_log_file(tmp_path: Path, kind: str) -> None:
    words = special(tmp_path / "log", kind)
    config = tmp_path / "c.toml"
    config.write_text(GOOD + f'[log]\nfile = "{tmp_path / "log"}"\n', encoding="utf-8")
    with pytest.raises(SettingsProblem, match=words), logging_as_set(load_settings(config)):
        pass
    if kind == "link":
        assert (tmp_path / "other").read_text(encoding="utf-8") == GOOD


@KINDS
def test_a_key_file(tmp_path: Path, kind: str) -> None:
    words = special(tmp_path / "key.pem", kind)
    config = tmp_path / "c.toml"
    config.write_text(
        '[server]\nside_a = "cti:1"\n[server.tls]\nenabled = true\n'
        f'key_file = "{tmp_path / "key.pem"}"\ncertificate_file = "{config}"\n[supervisor]\nagent_id = "9001"\n',
        encoding="utf-8",
    )
    with pytest.raises(SettingsProblem, match=f"server.tls.key_file: .*{words}"):
        client_tls(load_settings(config))


def test_a_password_file_may_be_a_link_but_no_pipe(tmp_path: Path) -> None:
    config = tmp_path / "c.toml"
    config.write_text(GOOD + f'client_password_file = "{tmp_path / "p"}"\n', encoding="utf-8")
    (tmp_path / "secret").write_text("s3cret\r\nmore\n")
    (tmp_path / "p").symlink_to(tmp_path / "secret")
    password = read_password(load_settings(config))
    assert password is not None
    assert password.get_secret_value() == "s3cret"
    (tmp_path / "p").unlink()
    os.mkfifo(tmp_path / "p")
    with pytest.raises(SettingsProblem, match="it is not a regular file"):
        read_password(load_settings(config))


def test_a_log_that_others_could_read_becomes_private(tmp_path: Path) -> None:
    path = tmp_path / "log"
    path.touch(0o644)
    path.chmod(0o644)
    close_log(open_log(path, "info"))
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


@pytest.mark.parametrize(("mode", "who"), [(0o644, "everybody"), (0o640, "its group"), (0o600, "")])
def test_secrets_that_others_can_read_are_named(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], mode: int, who: str
) -> None:
    config, key = tmp_path / "c.toml", tmp_path / "key.pem"
    tls = f'[server.tls]\ncertificate_file = "{key}"\nkey_file = "{key}"\n'
    config.write_text(GOOD + 'client_id = "c"\nclient_password = "s3cret"\n' + tls, encoding="utf-8")
    key.touch()
    for file in (config, key):
        file.chmod(mode)
    settings_with_password(config)
    said = capsys.readouterr().err.splitlines()
    expected = [f"floorwalker: warning: {f} can be read by {who} (mode {mode:04o}); chmod 600 makes it yours alone"
                for f in (config, key)]  # fmt: skip
    assert said == (expected if who else [])
    config.write_text(GOOD, encoding="utf-8")
    settings_with_password(config)
    assert capsys.readouterr().err == ""
