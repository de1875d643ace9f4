"""What comes before the connection: the password, the log, and the settings as the session takes them."""

from __future__ import annotations

import getpass
import io
import logging
import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from app import exits
from app.commands.prepare import logging_as_set, settings_with_password
from app.config.load import load_settings
from app.config.model import Settings
from app.config.session import service_names, session_settings

GOOD = '[server]\nside_a = "cti:1"\n[supervisor]\nagent_id = "9001"\n'


@pytest.fixture(autouse=True)
def clean(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[None]:
    for name in list(os.environ):
        if name.upper().startswith("FLOORWALKER_"):
            monkeypatch.delenv(name)
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    root = logging.getLogger()
    handlers, level, raising = list(root.handlers), root.level, logging.raiseExceptions
    yield
    root.handlers[:] = handlers
    root.setLevel(level)
    logging.raiseExceptions = raising


class FakeTerminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def written(tmp_path: Path, more: str = "") -> Path:
    path = tmp_path / "c.toml"
    path.write_text(GOOD + more, encoding="utf-8")
    return path


def password_of(settings: Settings) -> str | None:
    password = settings.supervisor.client_password
    return None if password is None else password.get_secret_value()


def answer(monkeypatch: pytest.MonkeyPatch, text: str | None) -> list[str]:
    """A person at a terminal who answers ``text``, or presses ctrl+d; the questions that were asked."""
    asked: list[str] = []

    def ask(prompt: str) -> str:
        asked.append(prompt)
        if text is None:
            raise EOFError
        return text

    monkeypatch.setattr(getpass, "getpass", ask)
    monkeypatch.setattr("sys.stdin", FakeTerminal())
    return asked


def test_password_is_asked_for(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    asked = answer(monkeypatch, "hunter2")
    settings = settings_with_password(written(tmp_path, 'client_id = "me"\n'))
    assert asked == ["Password of client id me: "]
    assert password_of(settings) == "hunter2"
    assert "hunter2" not in repr(settings)


@pytest.mark.parametrize("more", ["", 'client_id = "me"\nclient_password = "set"\n'])
def test_password_is_not_asked_for_without_need(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, more: str) -> None:
    asked = answer(monkeypatch, "hunter2")
    assert password_of(settings_with_password(written(tmp_path, more))) in (None, "set")
    assert asked == []


def test_nobody_is_asked_without_a_terminal(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    asked = answer(monkeypatch, "hunter2")
    monkeypatch.setattr("sys.stdin", io.StringIO())
    assert password_of(settings_with_password(written(tmp_path, 'client_id = "me"\n'))) is None
    assert asked == []


@pytest.mark.parametrize("text", [None, "x" * 64])
def test_no_usable_answer_is_a_settings_problem(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, text: str | None
) -> None:
    answer(monkeypatch, text)
    with pytest.raises(exits.Stop, match=r"supervisor\.client_password") as caught:
        settings_with_password(written(tmp_path, 'client_id = "me"\n'))
    assert caught.value.status == 2


def test_log_goes_to_the_usual_place_without_the_password(tmp_path: Path) -> None:
    settings = load_settings(written(tmp_path, 'client_password = "hunter2"\n'))
    with logging_as_set(settings):
        logging.getLogger("protocol").info("refused for hunter2")
    (log,) = (tmp_path / "state").rglob("floorwalker.log")
    assert log.read_text(encoding="utf-8").endswith("INFO protocol: refused for ********\n")


def test_log_that_was_asked_for_and_cannot_be_written(tmp_path: Path) -> None:
    settings = load_settings(written(tmp_path, f'[log]\nfile = "{tmp_path}"\n'))
    words = r"^log\.file: .* cannot be written \(Is a directory\)$"
    with pytest.raises(exits.Stop, match=words) as caught, logging_as_set(settings):
        pass
    assert caught.value.status == 2


def test_a_reader_that_goes_away_is_no_defect(tmp_path: Path) -> None:
    with pytest.raises(BrokenPipeError), logging_as_set(load_settings(written(tmp_path))):
        raise BrokenPipeError
    (log,) = (tmp_path / "state").rglob("floorwalker.log")
    assert log.read_text(encoding="utf-8") == ""


def test_usual_log_that_cannot_be_written_is_done_without(tmp_path: Path) -> None:
    (tmp_path / "state").write_text("a file where the folder should be", encoding="utf-8")
    done = []
    with logging_as_set(load_settings(written(tmp_path))):
        done.append(True)
    assert done == [True]


def test_unexpected_error_is_logged_and_told_in_one_sentence(tmp_path: Path) -> None:
    settings = load_settings(written(tmp_path))
    words = r"^something unexpected happened; the log has it: "
    with pytest.raises(exits.Stop, match=words) as caught, logging_as_set(settings):
        raise KeyError("inner words")
    assert caught.value.status == 1
    assert "inner words" not in caught.value.message
    (log,) = (tmp_path / "state").rglob("floorwalker.log")
    assert "KeyError: 'inner words'" in log.read_text(encoding="utf-8")


def test_session_settings(tmp_path: Path) -> None:
    more = 'agent_extension = 3901\nclient_id = "me"\nclient_password = "hunter2"\nskill_target_id = 5\n'
    made = session_settings(load_settings(written(tmp_path, more)))
    assert (made.agent_id, made.agent_extension, made.agent_instrument) == ("9001", "3901", "")
    assert (made.client_id, made.client_password, made.client_signature) == ("me", "hunter2", "floorwalker")
    assert (made.peripheral_id, made.protocol_version, made.skill_target_id) == (5000, 17, 5)
    assert made.idle_timeout == 40
    assert service_names(made.services) == ["client-events", "supervisor", "client-control", "peripheral-monitor"]


def test_the_keys_password_is_taken_from_its_file_and_kept_out_of_the_log(tmp_path: Path) -> None:
    secret = tmp_path / "key-password"
    secret.write_text("open sesame\n", encoding="utf-8")
    settings = settings_with_password(written(tmp_path, f'[server.tls]\nkey_password_file = "{secret}"\n'))
    assert settings.server.tls.key_password is not None
    assert settings.server.tls.key_password.get_secret_value() == "open sesame"
    with logging_as_set(settings):
        logging.getLogger("protocol").info("the key wants open sesame")
    (log,) = (tmp_path / "state").rglob("floorwalker.log")
    assert log.read_text(encoding="utf-8").endswith("INFO protocol: the key wants ********\n")
