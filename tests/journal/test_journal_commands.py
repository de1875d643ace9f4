"""``floorwalker audit`` and ``floorwalker alarms``: what they print, and that it does no harm."""

from __future__ import annotations

import argparse
import csv
import io
import json
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, timedelta, timezone
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from journal_kit import CALL, WAIT, Clock, emergency, journal, lines

from app import cli, exits
from app.commands import alarms as alarms_history
from app.commands import audit
from app.commands.export import Form, cell, csv_line, json_line, since
from app.journal.audit_chain import AUDIT_COLUMNS, AuditLine, digest
from app.journal.location import default_journal_path
from app.journal.statements import HISTORY_COLUMNS
from app.model import Action, AlarmState

NOW = 1_800_000_000.0
"""2027-01-15 08:00 UTC"""

HOSTILE = '=HYPERLINK("http://x")\x1b]0;owned\x07\x1b[2J\x9b31m\u202e\u200b\r\nfake line\x00\x7f[bold]\ud800'


@pytest.fixture(autouse=True)
def an_hour_east(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """The machine's time zone is UTC+1."""
    monkeypatch.setenv("TZ", "EAST-1")
    time.tzset()
    yield
    monkeypatch.undo()
    time.tzset()


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Two actions, an hour apart, and an alarm with its life."""
    clock = Clock(NOW)
    with journal(tmp_path / "j.sqlite3", clock=clock) as written:
        first = written.append_action(Action.BARGE_IN, "1004", CALL)
        written.append_outcome(first, "refused (82): not offered here", 21.6)
        raised = emergency(1, NOW, text=HOSTILE, name="Okafor, Ada")
        written.record_alarm(None, raised)
        clock.now += 3600
        written.append_action(Action.INTERCEPT, "1005", None)
        acked = replace(raised, state=AlarmState.ACK_ACTIVE)
        written.record_alarm(raised, acked, who="9001", reason="key a").result(WAIT)
    return tmp_path / "j.sqlite3"


def audit_of(path: Path, **more: object) -> str:
    out, err = io.StringIO(), io.StringIO()
    options = audit.AuditOptions(path, clock=Clock(NOW + 3700), **more)  # type: ignore[arg-type]
    assert audit.show(options, out, err) == 0, err.getvalue()
    assert err.getvalue() == "floorwalker audit: the chain of 3 lines holds\n"
    return out.getvalue()


def alarms_of(path: Path, **more: object) -> str:
    out, err = io.StringIO(), io.StringIO()
    options = alarms_history.AlarmsOptions(path, clock=Clock(NOW + 3700), **more)  # type: ignore[arg-type]
    assert alarms_history.show(options, out, err) == 0
    assert err.getvalue() == f"floorwalker alarms: {1 if more.get('since') else 2} lines\n"
    return out.getvalue()


def test_the_audit_as_text(path: Path) -> None:
    first, second, third = audit_of(path).splitlines()
    assert first == (
        "     1  2027-01-15 09:00:00.000000+01:00  supervisor 9001  request  barge-in  agent 1004"
        "  call 8801 device 3004 (type 0)  peripheral 5000"
    )
    assert second.endswith("of 1: refused (82): not offered here  22 ms")
    assert "intercept  agent 1005  no call named" in third


def test_a_printed_time_is_a_time_for_since_again(path: Path) -> None:
    third = audit_of(path).splitlines()[2]
    printed = " ".join(third.split()[1:3])
    assert audit_of(path, since=printed).splitlines() == [third]
    assert audit_of(path, since="2027-01-15T10:00").splitlines() == [third], "without an offset: local"


def test_the_audit_as_json_can_be_verified_by_others(path: Path) -> None:
    text = audit_of(path, form="json")
    assert text.isascii()
    rows = [json.loads(line) for line in text.splitlines()]
    assert [AuditLine(**row) for row in rows] == lines(path)
    assert all(digest(AuditLine(**row)) == row["hash"] for row in rows)


def test_the_audit_as_csv(path: Path) -> None:
    head, *rows = csv.reader(io.StringIO(audit_of(path, form="csv")))
    assert tuple(head) == AUDIT_COLUMNS
    assert [row[AUDIT_COLUMNS.index("action")] for row in rows] == ["BARGE_IN", "BARGE_IN", "INTERCEPT"]
    assert rows[2][AUDIT_COLUMNS.index("connection_call_id")] == ""


def test_the_audit_from_a_time_on_and_of_one_agent(path: Path) -> None:
    assert [line.split()[0] for line in audit_of(path, agent="1004").splitlines()] == ["1", "2"]
    assert [line.split()[0] for line in audit_of(path, since="30m").splitlines()] == ["3"]
    assert [line.split()[0] for line in audit_of(path, since="2027-01-15T09:00:00Z").splitlines()] == ["3"]
    assert audit_of(path, since="2027-01-15T09:00:01Z") == ""
    assert len(audit_of(path, since="999999999w").splitlines()) == 3


def test_the_alarm_history_as_text(path: Path) -> None:
    first, second = alarms_of(path).splitlines()
    assert first.startswith(
        "2027-01-15 09:00:00.000000+01:00  #1  EMERGENCY  normal -> open  by itself  agent 1004 Okafor, Ada  call 8801"
    )
    assert "open -> acked here  by 9001" in second
    assert second.endswith("key a")
    assert alarms_of(path, since="30m") == second + "\n"


def test_the_alarm_history_as_json_and_csv(path: Path) -> None:
    rows = [json.loads(line) for line in alarms_of(path, form="json").splitlines()]
    assert [tuple(row) for row in rows] == [HISTORY_COLUMNS] * 2
    assert rows[0]["text"] == HOSTILE.replace("\ud800", "\\ud800")  # as it can be stored
    table = list(csv.DictReader(io.StringIO(alarms_of(path, form="csv"))))
    assert [row["to_state"] for row in table] == ["UNACK-ACTIVE", "ACK-ACTIVE"]
    assert table[0]["text"].startswith("'=HYPERLINK")


@pytest.mark.parametrize("form", ["text", "csv", "json"])
def test_hostile_text_stays_on_its_line_and_controls_nothing(path: Path, form: Form) -> None:
    text = alarms_of(path, form=form)
    assert len(text.splitlines()) == (3 if form == "csv" else 2)
    assert [c for c in text if c != "\n" and not c.isprintable() and c != "\N{REPLACEMENT CHARACTER}"] == []


@pytest.mark.parametrize("command", ["audit", "alarms"])
def test_no_journal_and_a_time_that_is_none(tmp_path: Path, command: str) -> None:
    def run(path: Path, moment: str | None) -> exits.Stop:
        if command == "audit":
            with pytest.raises(exits.Stop) as stop:
                audit.show(audit.AuditOptions(path, moment), io.StringIO(), io.StringIO())
        else:
            with pytest.raises(exits.Stop) as stop:
                alarms_history.show(alarms_history.AlarmsOptions(path, moment), io.StringIO(), io.StringIO())
        return stop.value

    stop = run(tmp_path / "none.sqlite3", None)
    assert (stop.status, stop.message) == (exits.USAGE, f"there is no journal {tmp_path / 'none.sqlite3'}")
    assert list(tmp_path.iterdir()) == []
    stop = run(tmp_path / "none.sqlite3", "last tuesday")
    assert (stop.status, "--since: 'last tuesday' is neither" in stop.message) == (exits.USAGE, True)
    (tmp_path / "bad.sqlite3").write_bytes(b"garbage" * 500)
    stop = run(tmp_path / "bad.sqlite3", None)
    assert (stop.status, "damaged" in stop.message) == (exits.UNEXPECTED, True)
    (tmp_path / "empty.sqlite3").touch()
    assert run(tmp_path / "empty.sqlite3", None).status == exits.UNEXPECTED


@pytest.mark.parametrize("command", ["audit", "alarms"])
@pytest.mark.parametrize("before", [True, False], ids=["before", "after"])
def test_the_journal_of_settings_that_have_nothing_else(
    path: Path, capsys: pytest.CaptureFixture[str], command: str, before: bool
) -> None:
    config = path.with_name("c.toml")
    config.write_text(f'[journal]\npath = "{path}"\n', encoding="utf-8")
    named = ["--config", str(config)]
    assert cli.main([*named, command, "--csv"] if before else [command, *named, "--csv"]) == 0
    with_json = capsys.readouterr().out
    assert with_json.startswith("sequence,at,")
    assert cli.main([command, "--journal", str(path), "--json"]) == 0
    assert len(capsys.readouterr().out.splitlines()) == len(with_json.splitlines()) - 1


def test_the_command_prints_one_agent_from_a_moment_on(path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["audit", "--journal", str(path), "--agent", "1005", "--since", "2026-01-31", "--json"]) == 0
    (line,) = capsys.readouterr().out.splitlines()
    assert '"agent_id": "1005"' in line
    assert cli.main(["audit", "--journal", str(path), "--since", "soon"]) == 2
    assert "--since" in capsys.readouterr().err


def test_without_a_path_the_usual_place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FLOORWALKER_JOURNAL__PATH", "")
    with_none = audit.journal_of(argparse.Namespace(journal=None, config=None))
    assert with_none == default_journal_path()
    monkeypatch.setenv("FLOORWALKER_JOURNAL__PATH", "~/j.sqlite3")
    assert audit.journal_of(argparse.Namespace(journal=None, config=None)) == Path.home() / "j.sqlite3"


def test_what_is_appended_while_the_audit_is_read_is_no_cut_off_end(path: Path) -> None:
    class Out(io.StringIO):
        def write(self, text: str) -> int:
            written.append_action(Action.CLEAR, "1004", CALL).result(WAIT)
            return super().write(text)

    err = io.StringIO()
    with journal(path) as written:
        assert audit.show(audit.AuditOptions(path), Out(), err) == 0
    assert err.getvalue() == "floorwalker audit: the chain of 3 lines holds\n"
    assert len(lines(path)) == 6


def test_reading_while_a_console_writes_is_neither_held_up_nor_fooled(tmp_path: Path) -> None:
    path = tmp_path / "j.sqlite3"
    with journal(path) as written:
        for number in range(30):
            ahead = [written.append_action(Action.CLEAR, str(number), CALL) for _ in range(5)]
            ahead[0].result(WAIT)
            assert audit.show(audit.AuditOptions(path), io.StringIO(), io.StringIO()) == 0


def test_the_commands_import_no_textual_and_write_names_to_any_terminal(path: Path) -> None:
    code = (
        "import sys; from pathlib import Path; from app.commands import alarms as a\n"
        "a.show(a.AlarmsOptions(Path(sys.argv[1])))\n"
        "sys.exit('textual' in sys.modules)"
    )
    with journal(path) as written:
        written.record_alarm(None, emergency(9, name="Lind, Åse \N{SNOWMAN}")).result(WAIT)
    done = subprocess.run(
        [sys.executable, "-c", code, str(path)], capture_output=True, check=False, env={"PYTHONIOENCODING": "latin-1"}
    )
    assert done.returncode == 0, done.stderr
    assert "Lind, Åse \\u2603".encode("latin-1") in done.stdout


@pytest.mark.parametrize(
    ("text", "at"),
    [
        ("45s", NOW - 45),
        ("90m", NOW - 5400),
        ("2h", NOW - 7200),
        (" 3 D ", NOW - 259_200),
        ("1w", NOW - 604_800),
        ("2027-01-15", NOW - 9 * 3600),
        ("2027-01-15T08:00", NOW - 3600),
        ("2027-01-15 08:00:00.5", NOW - 3599.5),
        ("2027-01-15T08:00Z", NOW),
        ("2027-01-15T08:00-05:00", NOW + 5 * 3600),
    ],
)
def test_since(text: str, at: float) -> None:
    assert since(text, NOW, timezone(timedelta(hours=1))) == at


@pytest.mark.parametrize("text", ["", "2", "h", "-2h", "2 fortnights", "2027-13-01", "1e9s", "٣h"])
def test_since_that_is_no_time(text: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        since(text, NOW, UTC)


@pytest.mark.parametrize(
    "text",
    [
        "=1+1",
        "+4930123",
        "-1",
        "@SUM(A1)",
        "\t=1",
        "\r=1",
        "\n=1",
        " =1",
        "'=1",
        '"=1',
        "\uff1d1",
        "\u200b=1",
        "\u202a=1",
    ],
)
def test_a_cell_is_never_a_formula(text: str) -> None:
    (read,) = next(csv.reader([csv_line([text])]))
    assert read[0] in ("'", "\N{REPLACEMENT CHARACTER}")


def test_cells_that_are_harmless_stay_as_they_are() -> None:
    assert [cell(value) for value in ("Okafor, Ada", "3004", -5, 2.5, None, "")] == [
        "Okafor, Ada", "3004", "-5", "2.5", "", ""
    ]  # fmt: skip


@settings(deadline=None)
@given(st.lists(st.text(st.characters(codec=None, exclude_categories=())), min_size=1))
def test_any_text_is_safe_in_csv_and_json(texts: list[str]) -> None:
    line = csv_line(texts)
    assert "\n" not in line
    assert "\r" not in line
    read = next(csv.reader([line]))
    assert len(read) == len(texts)
    assert not [value for value in read if value.lstrip()[:1] in ("=", "+", "-", "@")]
    assert not [c for c in line if ord(c) < 32 or 127 <= ord(c) < 160]
    encoded = json_line({"texts": texts})
    assert all(32 <= ord(c) < 127 for c in encoded)
    assert json.loads(encoded) == json.loads(json.dumps({"texts": texts}))
