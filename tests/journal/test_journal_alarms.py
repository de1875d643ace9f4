"""The same alarms are there after a restart, with their times; every transition stays in the history."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from journal_kit import WAIT, Clock, emergency, journal, rows

from app.journal.alarm_record import from_record, to_record
from app.journal.statements import ID_BLOCK
from app.model import Alarm, AlarmKind, AlarmState

NOW = 1_800_000_000.0


def test_what_is_open_comes_back_as_it_was_and_what_is_over_does_not(tmp_path: Path) -> None:
    path, clock = tmp_path / "j.sqlite3", Clock()
    unacked = emergency(1, NOW + 0.25)
    acked = replace(
        emergency(2, NOW + 1), state=AlarmState.ACK_ACTIVE, acknowledged=NOW + 7.5, count=3, last_raised=9.0
    )
    cleared = replace(
        emergency(3, NOW + 2), state=AlarmState.UNACK_CLEARED, cleared=NOW + 8, cleared_reason="call ended"
    )
    shelved = Alarm(4, AlarmKind.LONG_STATE, AlarmState.SHELVED, NOW - 1000, text="long", found_after_reconnect=True)
    with journal(path, clock=clock) as first:
        for alarm in (unacked, acked, cleared, shelved, emergency(5)):
            first.record_alarm(None, alarm)
        first.record_alarm(emergency(5), replace(emergency(5), state=AlarmState.NORMAL), who="9001").result(WAIT)
    clock.now += 3600
    with journal(path, clock=clock) as second:
        assert second.load_alarms().result(WAIT).alarms == (shelved, unacked, acked, cleared)


def test_alarms_belong_to_one_supervisor_on_one_peripheral(tmp_path: Path) -> None:
    path = tmp_path / "j.sqlite3"
    with journal(path, "9001") as first, journal(path, "9002") as second:
        first.record_alarm(None, emergency(1)).result(WAIT)
        second.record_alarm(None, emergency(1, text="another")).result(WAIT)
        assert [a.text for a in first.load_alarms().result(WAIT).alarms] == [""]
        assert [a.text for a in second.load_alarms().result(WAIT).alarms] == ["another"]


def test_ids_are_never_used_twice(tmp_path: Path) -> None:
    path = tmp_path / "j.sqlite3"
    firsts = []
    for _ in range(3):
        with journal(path) as one, journal(path, "9002") as other:
            firsts += [one.load_alarms().result(WAIT).next_alarm_id, other.load_alarms().result(WAIT).next_alarm_id]
            assert one.spare_alarm_id > 1_000 * ID_BLOCK  # used only when nothing could be loaded
    assert firsts == [1 + ID_BLOCK * number for number in range(6)]


def test_every_transition_is_in_the_history(tmp_path: Path) -> None:
    path, clock = tmp_path / "j.sqlite3", Clock()
    raised = emergency(1, text="pressed the emergency key")
    acked = replace(raised, state=AlarmState.ACK_ACTIVE)
    over = replace(acked, state=AlarmState.NORMAL, cleared_reason="call ended")
    with journal(path, clock=clock) as written:
        written.record_alarm(None, raised)
        clock.now += 1
        written.record_alarm(raised, acked, who="9001", reason="key a")
        clock.now += 1
        written.record_alarm(acked, over).result(WAIT)
    assert rows(path, "SELECT at, from_state, to_state, who, reason FROM alarm_history ORDER BY sequence") == [
        ("2027-01-15T08:00:00.000000Z", "NORMAL", "UNACK-ACTIVE", "", ""),
        ("2027-01-15T08:00:01.000000Z", "UNACK-ACTIVE", "ACK-ACTIVE", "9001", "key a"),
        ("2027-01-15T08:00:02.000000Z", "ACK-ACTIVE", "NORMAL", "", "call ended"),
    ]
    assert rows(
        path, "SELECT DISTINCT alarm_id, kind, agent_id, name, connection_call_id, text FROM alarm_history"
    ) == [(1, "EMERGENCY", "1004", "Okafor, Ada", 8801, "pressed the emergency key")]


@settings(deadline=None)
@given(st.builds(Alarm))
def test_any_alarm_survives_as_a_record(alarm: Alarm) -> None:
    record = to_record(alarm)
    assert record.isascii()
    # repr: NaN is not equal to itself
    assert repr(from_record(alarm.alarm_id, record)) == repr(alarm)


def test_a_record_of_an_older_program_takes_the_defaults() -> None:
    alarm = from_record(7, '{"alarm_id": 7, "kind": "EMERGENCY", "state": "UNACK-ACTIVE", "raised": 5, "future": [1]}')
    assert alarm == Alarm(7, AlarmKind.EMERGENCY, AlarmState.UNACK_ACTIVE, 5.0)


@pytest.mark.parametrize(
    "record",
    [
        "",
        "null",
        "[]",
        "{}",
        '{"kind": "A NEW KIND", "state": "UNACK-ACTIVE", "raised": 1}',
        '{"kind": "EMERGENCY", "state": "UNACK-ACTIVE", "raised": "yesterday"}',
        '{"kind": "EMERGENCY", "state": "UNACK-ACTIVE", "raised": 1, "connection": [1]}',
        "[" * 100_000,
    ],
)
def test_an_alarm_that_cannot_be_read_does_not_vanish(record: str) -> None:
    alarm = from_record(7, record)
    assert (alarm.alarm_id, alarm.kind, alarm.state) == (7, AlarmKind.JOURNAL, AlarmState.UNACK_ACTIVE)
    assert "cannot be read" in alarm.text
