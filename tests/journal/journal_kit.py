"""What the journal's tests share: a clock, a disk that can misbehave, alarms, and looking into the file."""

from __future__ import annotations

import io
import queue
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

from app.commands import audit
from app.journal.audit_chain import AuditLine
from app.journal.journal import Journal
from app.journal.schema import open_reading
from app.journal.statements import audit_lines
from app.model import Alarm, AlarmKind, AlarmState, ConnectionID

WAIT = 30.0
"""Seconds after which a test that waits for the journal's thread gives up; nothing is ever waited for so long."""

CALL = ConnectionID(8801, 0, "3004")


class Clock:
    """A wall clock that stands still unless it is moved."""

    def __init__(self, now: float = 1_800_000_000.0) -> None:
        self.now = now

    def __call__(self) -> float:
        return self.now


class Disk:
    """Makes connections that fail on purpose; give :meth:`connecting` to the journal."""

    def __init__(self) -> None:
        self.pages = 1_000_000
        """How many pages the file may grow to, from the next connection on; real SQLITE_FULL above it."""
        self.read_only = False
        self.before: Callable[[str], None] | None = None
        """Called with each statement, in the journal's thread; may block, may raise."""
        self.opened = 0

    def connecting(self, path: Path) -> sqlite3.Connection:
        disk = self

        class Connection(sqlite3.Connection):
            def execute(self, sql: str, *parameters: Any) -> sqlite3.Cursor:
                if disk.before is not None:
                    disk.before(sql)
                return super().execute(sql, *parameters)

        self.opened += 1
        connection = sqlite3.connect(path, isolation_level=None, check_same_thread=False, factory=Connection)
        connection.execute(f"PRAGMA max_page_count = {self.pages}")
        if self.read_only:
            connection.execute("PRAGMA query_only = ON")
        return connection


class TroubleWords:
    """What ``on_trouble`` was called with, to be waited for."""

    def __init__(self) -> None:
        self.words: queue.SimpleQueue[str | None] = queue.SimpleQueue()

    def __call__(self, trouble: str | None) -> None:
        self.words.put(trouble)

    def next(self) -> str | None:
        return self.words.get(timeout=WAIT)


@contextmanager
def journal(
    path: Path, supervisor: str = "9001", clock: Callable[[], float] | None = None, **more: Any
) -> Iterator[Journal]:
    """A started journal that tries again only when it is asked to, closed at the end."""
    more = {"retry_seconds": 3600.0, "busy_seconds": 5.0} | more
    started = Journal(path, supervisor, 5000, clock or Clock(), **more)
    started.start()
    try:
        yield started
    finally:
        assert started.close(WAIT)


def emergency(alarm_id: int, at: float = 1_800_000_000.0, **more: Any) -> Alarm:
    """An emergency as it is raised."""
    return replace(
        Alarm(alarm_id, AlarmKind.EMERGENCY, AlarmState.UNACK_ACTIVE, at, "1004", "Okafor, Ada", "3004", CALL), **more
    )


def lines(path: Path) -> list[AuditLine]:
    """The audit as somebody else sees it."""
    with closing(open_reading(path)) as db:
        return list(audit_lines(db))


def rows(path: Path, query: str) -> list[tuple[Any, ...]]:
    """What a query gives, on a connection of its own."""
    with closing(sqlite3.connect(path)) as db:
        return list(db.execute(query))


def verdict(path: Path) -> tuple[int, str]:
    """Exit status and verdict of ``floorwalker audit``."""
    err = io.StringIO()
    status = audit.show(audit.AuditOptions(path), io.StringIO(), err)
    return status, err.getvalue()
