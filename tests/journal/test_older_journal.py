"""A journal that an older version wrote: it opens, lists the same alarms, verifies, and is written on."""

from __future__ import annotations

import io
import sqlite3
import time
from contextlib import closing
from pathlib import Path

import pytest
from journal_kit import CALL, WAIT, Clock, journal, lines, rows, verdict

from app.commands import alarms
from app.journal.alarm_record import from_record, to_record
from app.model import Action, Alarm, AlarmKind, AlarmState, ConnectionID

OLDER = Path(__file__).with_name("older_journal.sql")
HEAD = "00000000000000000007 583bc457629388512993fc0254bedeb836f1ca61ee85ce01731c585fe55881b9\n"

LISTED = (
    Alarm(
        1, AlarmKind.EMERGENCY, AlarmState.ACK_ACTIVE, 1_800_000_000.0, "1004", "Okafor, Ada", "3004", CALL,
        "Agent pressed the emergency key", "+1 555 0100", acknowledged=1_800_000_003.5, last_raised=1_800_000_002.5,
        count=2, by_event=True, by_call=True, raises=(1_800_000_000.0, 1_800_000_002.5), painted=1_800_000_001.5,
    ),
    Alarm(
        2, AlarmKind.ASSIST, AlarmState.UNACK_CLEARED, 1_800_000_003.5, "1005", "Grün, Zoë \u2014 漢", "3005",
        text="asks for a supervisor", cleared=1_800_000_008.5, cleared_reason="the call ended",
        last_raised=1_800_000_003.5, found_after_reconnect=True,
    ),
    Alarm(
        3, AlarmKind.LONG_STATE, AlarmState.SHELVED, 1_800_000_003.5, "1006", "x\ud83d\x1b[31m", "3006",
        ConnectionID(8802, 0, "3006"), "on hold for more than 2 min", last_raised=1_800_000_003.5,
        shelved_until=1_800_001_803.5, shelved_reason="waits for a colleague",
    ),
)  # fmt: skip


@pytest.fixture
def older(tmp_path: Path) -> Path:
    """The older journal with its head file."""
    path = tmp_path / "journal.sqlite3"
    with closing(sqlite3.connect(path)) as db:
        db.executescript(OLDER.read_text(encoding="utf-8"))
    path.with_name(path.name + ".head").write_text(HEAD, encoding="ascii")
    return path


def test_the_same_alarms_are_listed(older: Path) -> None:
    with journal(older) as opened:
        restored = opened.load_alarms().result(WAIT)
    assert restored.alarms == LISTED
    assert restored.next_alarm_id == 1_000_001


def test_records_are_written_as_they_were(older: Path) -> None:
    records = rows(older, "SELECT alarm_id, record FROM alarm_now")
    assert len(records) == len(LISTED)
    assert [to_record(from_record(*row)) for row in records] == [record for _, record in records]


def test_its_audit_holds_and_goes_on(older: Path) -> None:
    assert verdict(older) == (0, "floorwalker audit: the chain of 7 lines holds\n")
    with journal(older, clock=Clock(1_800_000_100.0)) as opened:
        line = opened.append_action(Action.BARGE_IN, "1004", CALL)
        assert line.result(WAIT) == 8
        opened.append_outcome(line, "confirmed by the server", 12.0).result(WAIT)
    assert verdict(older) == (0, "floorwalker audit: the chain of 9 lines holds\n")
    assert [one.outcome for one in lines(older)][4] == "refused by the server: Not offered \u2014 82 \\ud800"


def test_its_alarm_history_is_printed(older: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TZ", "EAST-1")
    time.tzset()
    out, err = io.StringIO(), io.StringIO()
    try:
        assert alarms.show(alarms.AlarmsOptions(older), out, err) == 0
    finally:
        monkeypatch.undo()
        time.tzset()
    assert err.getvalue() == "floorwalker alarms: 7 lines\n"
    assert out.getvalue().splitlines()[2] == (
        "2027-01-15 09:00:03.500000+01:00  #1  EMERGENCY  open -> acked here  by 9001  agent 1004 Okafor, Ada"
        "  call 8801  Agent pressed the emergency key"
    )
