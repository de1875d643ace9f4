"""The log: UTC, one line for each message, nothing that acts on a terminal, no secrets."""

from __future__ import annotations

import logging
import re
import stat
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.config.log_file import close_log, open_log
from app.text import plain_line


@pytest.fixture(autouse=True)
def root_as_before() -> Iterator[None]:
    root = logging.getLogger()
    handlers, level, raising = list(root.handlers), root.level, logging.raiseExceptions
    yield
    root.handlers[:] = handlers
    root.setLevel(level)
    logging.raiseExceptions = raising


def logged(path: Path, *messages: object, level: str = "info", secrets: tuple[str, ...] = ()) -> list[str]:
    handler = open_log(path, level, secrets)
    for message in messages:
        logging.getLogger("app.test").info("%s", message)
    close_log(handler)
    return path.read_text(encoding="utf-8").splitlines()


def test_line_has_utc_time_level_and_source(tmp_path: Path) -> None:
    (line,) = logged(tmp_path / "deep" / "er" / "log", "session opened")
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z INFO app\.test: session opened", line)


def test_time_is_utc(tmp_path: Path) -> None:
    handler = open_log(tmp_path / "log", "info")
    record = logging.LogRecord("x", logging.INFO, "f", 1, "hello", None, None)
    record.created, record.msecs = 86_400.25, 250.0
    text = handler.format(record)
    close_log(handler)
    assert text == "1970-01-02T00:00:00.250Z INFO x: hello"


def test_foreign_text_fakes_no_line_and_no_escape_sequence(tmp_path: Path) -> None:
    text = "name\r\n2026-01-01 INFO fake\x1b[2J\u202e\u2028\x85\ud800é"
    handler = open_log(tmp_path / "log", "info")
    # Given to the handler itself: through the logger the text would get into pytest's report, which can't carry it.
    handler.handle(logging.LogRecord("x", logging.INFO, "f", 1, "%s", (text,), None))
    close_log(handler)
    (line,) = (tmp_path / "log").read_text(encoding="utf-8").splitlines()
    assert line.endswith(r"name\r\n2026-01-01 INFO fake\x1b[2J\u202e\u2028\x85\ud800é")


def test_secret_is_replaced_everywhere(tmp_path: Path) -> None:
    path = tmp_path / "log"
    handler = open_log(path, "info", ("hunter2", "pass\nword"))
    try:
        raise ValueError("hunter2 is wrong")
    except ValueError:
        logging.getLogger("app").exception("with hunter2 and pass\nword")
    close_log(handler)
    text = path.read_text(encoding="utf-8")
    assert "hunter2" not in text
    assert "word" not in text
    assert text.splitlines()[0].endswith("with ******** and ********")
    assert text.splitlines()[1] == "  | Traceback (most recent call last):"
    assert text.splitlines()[-1] == "  | ValueError: ******** is wrong"


def test_level(tmp_path: Path) -> None:
    assert logged(tmp_path / "log", "quiet", level="warning") == []


def test_only_its_owner_can_read_it(tmp_path: Path) -> None:
    logged(tmp_path / "log", "names and numbers")
    assert stat.S_IMODE((tmp_path / "log").stat().st_mode) == 0o600


def test_plain_leaves_clean_text_alone() -> None:
    assert plain_line("Ünïcode 漢字 ok") == "Ünïcode 漢字 ok"
