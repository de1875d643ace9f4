"""Reading and writing the journal's tables on a given connection, without threads and transactions."""

from __future__ import annotations

import logging
import sqlite3
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from app.journal.alarm_record import from_record, to_record
from app.journal.audit_chain import (
    AUDIT_COLUMNS,
    FIRST_PREVIOUS,
    OUTCOME,
    REQUEST,
    AuditLine,
    Head,
    digest,
    head_path,
    read_head,
    write_head,
)
from app.journal.schema import JournalError
from app.model import Alarm, AlarmState, ConnectionID
from protocol.frozen import frozen

ID_BLOCK = 1_000_000
"""Alarm ids reserved for one start of the console, so that two consoles on one file never use the same id."""

LONGEST = 4096
"""Characters of a text that are kept."""

_COLUMNS = ", ".join(AUDIT_COLUMNS)
_INSERT_AUDIT = f"INSERT INTO audit ({_COLUMNS}) VALUES ({', '.join('?' * len(AUDIT_COLUMNS))})"

HISTORY_COLUMNS = (
    "sequence",
    "at",
    "supervisor",
    "peripheral_id",
    "alarm_id",
    "kind",
    "from_state",
    "to_state",
    "who",
    "agent_id",
    "name",
    "connection_call_id",
    "connection_device_id_type",
    "connection_device_id",
    "text",
    "reason",
)
_GIVEN = HISTORY_COLUMNS[1:]
_INSERT_HISTORY = f"INSERT INTO alarm_history ({', '.join(_GIVEN)}) VALUES ({', '.join('?' * len(_GIVEN))})"

logger = logging.getLogger(__name__)


@frozen
class JournalOwner:
    """The supervisor and the peripheral that a journal's lines belong to."""

    supervisor: str
    """The supervisor's agent id."""
    peripheral_id: int


@frozen
class Restored:
    """The alarms of an earlier run of the console."""

    alarms: tuple[Alarm, ...]
    """Every alarm that was not NORMAL, oldest first, with its times and its acknowledgement."""
    next_alarm_id: int
    """The first id for new alarms; it and the :data:`ID_BLOCK` after it were never used before."""


def utc(at: float) -> str:
    """A wall-clock time as ``2026-01-31T14:02:31.123456Z``; sorts as text. Impossible times end at year 1 or 9999."""
    try:
        moment = datetime.fromtimestamp(at, UTC)
    except (OverflowError, OSError, ValueError):
        moment = datetime.max if at > 0 else datetime.min
    return f"{moment.replace(tzinfo=None).isoformat(timespec='microseconds')}Z"


def storable(text: str) -> str:
    """Foreign text as the database can hold it: lone surrogates as escapes, cut to :data:`LONGEST` characters."""
    return text[:LONGEST].encode("utf-8", "backslashreplace").decode("utf-8")


def add_request(
    db: sqlite3.Connection,
    owner: JournalOwner,
    at: float,
    action: str,
    agent_id: str,
    connection: ConnectionID | None,
    remark: str = "",
) -> int:
    """Append the line of a request; returns its sequence number."""
    call_id, device_type, device_id = connection if connection is not None else (None, None, None)
    line = AuditLine(
        0,
        utc(at),
        REQUEST,
        None,
        storable(owner.supervisor),
        storable(agent_id),
        owner.peripheral_id,
        call_id,
        device_type,
        None if device_id is None else storable(device_id),
        storable(action),
        storable(remark),
        None,
        "",
    )
    return _append(db, line)


def add_outcome(db: sqlite3.Connection, at: float, request: int, outcome: str, milliseconds: float) -> int:
    """Append the outcome of the request with that sequence number. Raises :class:`JournalError` when there is none."""
    asked = next(audit_lines(db, "WHERE sequence = ? AND kind = 'request'", (request,)), None)
    if asked is None:
        raise JournalError(f"the audit has no request {request} that this outcome could belong to")
    words, rounded = storable(outcome), round(milliseconds)
    return _append(db, replace(asked, at=utc(at), kind=OUTCOME, request=request, outcome=words, milliseconds=rounded))


def _append(db: sqlite3.Connection, line: AuditLine) -> int:
    last = db.execute("SELECT sequence, hash FROM audit ORDER BY sequence DESC LIMIT 1").fetchone()
    before = Head(*last) if last is not None else Head(0, FIRST_PREVIOUS)
    # Not only the last line's number: the numbers of lines that were removed are not given out again.
    line = replace(line, sequence=max(before.sequence, last_issued(db)) + 1, previous=before.hash)
    line = replace(line, hash=digest(line))
    db.execute(_INSERT_AUDIT, tuple(getattr(line, name) for name in AUDIT_COLUMNS))
    return line.sequence


def last_issued(db: sqlite3.Connection) -> int:
    """The last sequence number that the audit gave out, even if its line has been removed."""
    row = db.execute("SELECT seq FROM sqlite_sequence WHERE name = 'audit'").fetchone()
    return int(row[0]) if row is not None else 0


def audit_lines(db: sqlite3.Connection, where: str = "", values: tuple[Any, ...] = ()) -> Iterator[AuditLine]:
    """The lines of the audit in the order of their numbers."""
    for row in db.execute(f"SELECT {_COLUMNS} FROM audit {where} ORDER BY sequence", values):
        yield AuditLine(*row)


def update_head(db: sqlite3.Connection, journal: Path) -> None:
    """Write the number and hash of the last line on disk to the head file. Raises nothing: the line itself is on disk.

    A head file whose line is not in the chain is not overwritten: it is the evidence that lines were removed.
    """
    path = head_path(journal)
    try:
        last = db.execute("SELECT sequence, hash FROM audit ORDER BY sequence DESC LIMIT 1").fetchone()
        if last is None:
            return
        try:
            head = read_head(path)
        except ValueError:
            head = None
        if head is not None:
            if head.sequence >= last[0]:
                return
            held = db.execute("SELECT hash FROM audit WHERE sequence = ?", (head.sequence,)).fetchone()
            if held is None or held[0] != head.hash:
                return
        write_head(path, Head(*last))
    except (OSError, sqlite3.Error, ValueError, TypeError) as error:
        logger.warning("the head file %s cannot be written: %s", path, error)


def add_alarm(
    db: sqlite3.Connection, owner: JournalOwner, at: float, before: Alarm | None, after: Alarm, who: str, reason: str
) -> int:
    """Append a transition to the alarm history and keep the alarm's present state; the line's sequence number."""
    call_id, device_type, device_id = after.connection if after.connection is not None else (None, None, None)
    line = db.execute(
        _INSERT_HISTORY,
        (
            utc(at),
            storable(owner.supervisor),
            owner.peripheral_id,
            after.alarm_id,
            after.kind.value,
            (before.state if before is not None else AlarmState.NORMAL).value,
            after.state.value,
            storable(who),
            None if after.agent_id is None else storable(after.agent_id),
            storable(after.name),
            call_id,
            device_type,
            None if device_id is None else storable(device_id),
            storable(after.text),
            storable(reason or after.cleared_reason),
        ),
    ).lastrowid
    key = (storable(owner.supervisor), owner.peripheral_id, after.alarm_id)
    if after.state is AlarmState.NORMAL:
        db.execute("DELETE FROM alarm_now WHERE supervisor = ? AND peripheral_id = ? AND alarm_id = ?", key)
    else:
        db.execute("INSERT OR REPLACE INTO alarm_now VALUES (?, ?, ?, ?)", (*key, to_record(after)))
    return line or 0


def restore(db: sqlite3.Connection, owner: JournalOwner, spare_id: int) -> Restored:
    """The alarms of an earlier run, and fresh alarm ids: from ``spare_id`` on where the database can't be written."""
    rows = db.execute(
        "SELECT alarm_id, record FROM alarm_now WHERE supervisor = ? AND peripheral_id = ? ORDER BY alarm_id",
        (storable(owner.supervisor), owner.peripheral_id),
    ).fetchall()
    alarms = sorted((from_record(*row) for row in rows), key=lambda alarm: (alarm.raised, alarm.alarm_id))
    try:
        (start,) = db.execute(
            "INSERT INTO counters VALUES ('alarm ids', ?) ON CONFLICT (name) DO UPDATE SET value = value + ?"
            " RETURNING value",
            (ID_BLOCK, ID_BLOCK),
        ).fetchone()
    except sqlite3.Error:
        return Restored(tuple(alarms), spare_id)
    return Restored(tuple(alarms), start - ID_BLOCK + 1)


def probe(db: sqlite3.Connection) -> None:
    """Write to a counter, to find out whether writing works."""
    db.execute("INSERT INTO counters VALUES ('probe', 1) ON CONFLICT (name) DO UPDATE SET value = value + 1")


def alarm_history(db: sqlite3.Connection, since: str = "") -> Iterator[dict[str, Any]]:
    """The transitions from a UTC time on (:func:`utc`), oldest first, by the names of :data:`HISTORY_COLUMNS`."""
    query = f"SELECT {', '.join(HISTORY_COLUMNS)} FROM alarm_history WHERE at >= ? ORDER BY sequence"
    for row in db.execute(query, (since,)):
        yield dict(zip(HISTORY_COLUMNS, row, strict=True))
