"""Are the journal's files still those that were opened, and whole? What is taken away or overwritten is noticed."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import NamedTuple

from app.journal.wal import HEADER, MOST, inspect, wal_path

TAKEN = "the file was deleted, moved or replaced while in use; a new one has the open alarms"
DAMAGED = "the file is damaged and kept as {}; a new one has the open alarms that were known"
WAL_TAKEN = "its -wal file was deleted while in use; the open alarms were written again"
WAL_DAMAGED = "its -wal file was overwritten while in use; the open alarms were written again"


class _Found(NamedTuple):
    """What tells a file from another one under the same name, and from itself before it was written."""

    device: int = 0
    inode: int = 0
    size: int = 0
    changed_ns: int = 0

    def same_file(self, other: _Found) -> bool:
        return self[:2] == other[:2]


_NONE = _Found()


class FileWatch:
    """Watches the database file and its write-ahead file for the one connection that is open to them.

    That connection has to leave the copying of the write-ahead file into the database to :meth:`lost`.
    """

    def __init__(self, journal: Path, write: Callable[[sqlite3.Connection], object]) -> None:
        """``write`` changes something in the database."""
        self._journal, self._wal = journal, wal_path(journal)
        self._write = write
        self._file = self._wal_file = _NONE
        self._whole = _NONE
        """The write-ahead file when it was last found whole and copied."""
        self._changes = 0
        """Rows that the connection had changed then."""

    def begin(self) -> None:
        """A connection was opened."""
        self._file, self._wal_file = _found(self._journal), _found(self._wal)
        self._whole, self._changes = _NONE, 0

    def in_place(self) -> bool:
        """Is the database file the one that was opened last?"""
        return self._file is not _NONE and self._file.same_file(_found(self._journal))

    def gone(self) -> str:
        """What was taken away since :meth:`begin`, in plain words; empty when nothing was."""
        if self._file is not _NONE and not self.in_place():
            return TAKEN
        wal = _found(self._wal)
        if self._wal_file is _NONE:
            self._wal_file = wal
        return "" if wal.same_file(self._wal_file) else WAL_TAKEN

    def emptied(self) -> bool:
        """Is the database file in its place, but empty? SQLite would begin a new one in it."""
        now = _found(self._journal)
        return self._file is not _NONE and now.same_file(self._file) and self._file.size > 0 == now.size

    def lost(self, db: sqlite3.Connection) -> str:
        """Like :meth:`gone`, and whether the write-ahead file is whole; when it is, copy it into the database.

        From then on the write-ahead file holds nothing that the database lacks. Raises ``sqlite3.Error`` when the
        database can't be written, which is not waited for, and OSError when the file can't be read.
        """
        if words := self.gone():
            return words
        wal = _found(self._wal)
        if wal in (_NONE, self._whole):
            return ""
        (patience,) = db.execute("PRAGMA busy_timeout").fetchone()
        db.execute("PRAGMA busy_timeout = 0")
        try:
            if self._damaged(db):
                return WAL_DAMAGED
            self._changes = db.total_changes
            db.execute("PRAGMA wal_checkpoint(PASSIVE)").fetchone()
        finally:
            db.execute(f"PRAGMA busy_timeout = {patience}")
        return ""

    def closing(self, *, damaged: bool) -> str:
        """Before the connection is closed: closing copies the write-ahead file, so what is not whole is cut off it.

        ``damaged``: the connection has read what can't be. Returns the words for what was lost, or an empty text.
        """
        wal, self._wal_file = self._wal_file, _NONE
        with suppress(OSError):
            if wal is not _NONE and wal.same_file(_found(self._wal)):
                found = inspect(self._wal)
                if found.damaged or damaged:
                    os.truncate(self._wal, found.size)
                    return WAL_DAMAGED
        return ""

    def _damaged(self, db: sqlite3.Connection) -> bool:
        """Looked at while nobody can be writing it.

        A wrong frame at the end may be one whose writer was killed. The next frame is written over that one, and after
        one that was damaged: so one is written. That may begin the file anew, so its header is looked at before; and
        all of it where this connection has written nothing that made it another one.
        """
        with _writing(db):
            if inspect(self._wal, HEADER if db.total_changes != self._changes else MOST).damaged:
                return True
        with _writing(db):
            self._write(db)
        with _writing(db):
            looked_at = _found(self._wal)  # before it is read: what changes from then on is another file
            damaged = inspect(self._wal).damaged
        if not damaged:
            self._whole = looked_at
        return damaged


def is_damage(error: Exception) -> bool:
    """Has SQLite read what no database holds, or less than it has written?"""
    code = getattr(error, "sqlite_errorcode", 0)
    return code == sqlite3.SQLITE_IOERR_SHORT_READ or code & 0xFF in (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB)


def set_aside(journal: Path) -> Path:
    """Give the journal and SQLite's side files another name, which is returned. Raises OSError."""
    number = 1
    while os.path.lexists(aside := journal.with_name(f"{journal.name}.damaged-{number}")):
        number += 1
    journal.rename(aside)
    for side in ("-wal", "-shm", "-journal"):
        with suppress(FileNotFoundError):
            journal.with_name(journal.name + side).rename(aside.with_name(aside.name + side))
    return aside


@contextmanager
def _writing(db: sqlite3.Connection) -> Iterator[None]:
    """A transaction in which nobody else can write."""
    db.execute("BEGIN IMMEDIATE")
    try:
        yield
        db.execute("COMMIT")
    except BaseException:
        with suppress(sqlite3.Error):
            db.execute("ROLLBACK")
        raise


def _found(path: Path) -> _Found:
    """The file as it is now; :data:`_NONE` when there is none."""
    try:
        found = os.stat(path)
    except OSError:
        return _NONE
    return _Found(found.st_dev, found.st_ino, found.st_size, found.st_mtime_ns)
