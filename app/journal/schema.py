"""The journal's SQLite file: its tables, their migrations, how it is opened, and its errors in words.

``PRAGMA user_version`` holds the schema's number, ``PRAGMA application_id`` marks the file as a journal. Older schemas
are migrated in one transaction; a newer one, or a file of another program, is refused and not touched.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from urllib.parse import quote

from app.journal.location import check_files, keep_private, make_private, on_network

APPLICATION_ID = 0x464C5752
"""``FLWR`` in ASCII."""

_AUDIT_1 = """
CREATE TABLE audit (
    sequence INTEGER PRIMARY KEY AUTOINCREMENT,
    at TEXT NOT NULL,
    kind TEXT NOT NULL,
    request INTEGER,
    supervisor TEXT NOT NULL,
    agent_id TEXT NOT NULL,
    peripheral_id INTEGER NOT NULL,
    connection_call_id INTEGER,
    connection_device_id_type INTEGER,
    connection_device_id TEXT,
    action TEXT NOT NULL,
    outcome TEXT NOT NULL,
    milliseconds INTEGER,
    previous TEXT NOT NULL,
    hash TEXT NOT NULL
)"""

_ALARM_HISTORY_1 = """
CREATE TABLE alarm_history (
    sequence INTEGER PRIMARY KEY AUTOINCREMENT,
    at TEXT NOT NULL,
    supervisor TEXT NOT NULL,
    peripheral_id INTEGER NOT NULL,
    alarm_id INTEGER NOT NULL,
    kind TEXT NOT NULL,
    from_state TEXT NOT NULL,
    to_state TEXT NOT NULL,
    who TEXT NOT NULL,
    agent_id TEXT,
    name TEXT NOT NULL,
    connection_call_id INTEGER,
    connection_device_id_type INTEGER,
    connection_device_id TEXT,
    text TEXT NOT NULL,
    reason TEXT NOT NULL
)"""

_ALARM_NOW_1 = """
CREATE TABLE alarm_now (
    supervisor TEXT NOT NULL,
    peripheral_id INTEGER NOT NULL,
    alarm_id INTEGER NOT NULL,
    record TEXT NOT NULL,
    PRIMARY KEY (supervisor, peripheral_id, alarm_id)
) WITHOUT ROWID"""


def _append_only(table: str, what: str) -> tuple[str, str]:
    refuse = f"BEGIN SELECT RAISE(ABORT, '{what} is never {{}}'); END"
    return (
        f"CREATE TRIGGER {table}_kept BEFORE DELETE ON {table} " + refuse.format("deleted"),
        f"CREATE TRIGGER {table}_fixed BEFORE UPDATE ON {table} " + refuse.format("changed"),
    )


MIGRATIONS: tuple[tuple[str, ...], ...] = (
    # 0 -> 1
    (_AUDIT_1, _ALARM_HISTORY_1, _ALARM_NOW_1),
    # 1 -> 2: triggers against updates and deletes by accident; counters that several consoles share
    (
        *_append_only("audit", "the audit"),
        *_append_only("alarm_history", "the alarm history"),
        "CREATE TABLE counters (name TEXT PRIMARY KEY, value INTEGER NOT NULL) WITHOUT ROWID",
    ),
)
"""Statements that take a file from the schema of their index to the next one. Never change one that was released."""

NEWEST = len(MIGRATIONS)

ConnectDatabase = Callable[[Path], sqlite3.Connection]


class JournalError(Exception):
    """The journal can't do what was asked; the message is a sentence for people."""


def connect_database(path: Path) -> sqlite3.Connection:
    """A connection to the file for reading and writing; it is made where it is missing."""
    return sqlite3.connect(path, isolation_level=None, check_same_thread=False)


def open_database(
    path: Path, *, busy_seconds: float, connecting: ConnectDatabase = connect_database
) -> sqlite3.Connection:
    """Open or make the journal at ``path`` and migrate its schema to the newest.

    Commits are on disk when they return (``synchronous=FULL``); a lock of another console is waited for
    ``busy_seconds``. What commits write to the ``-wal`` file is not copied into the database before the connection is
    closed, or ``PRAGMA wal_checkpoint`` says so. Raises :class:`JournalError`, ``sqlite3.Error`` or OSError (see
    :func:`as_journal_error`).
    """
    make_private(path)
    keep_private(path)
    database = connecting(path)
    try:
        database.execute(f"PRAGMA busy_timeout = {int(busy_seconds * 1000)}")
        _schema_of(database, path)
        _set_journal_mode(database, path)
        database.execute("PRAGMA synchronous = FULL")
        database.execute("PRAGMA wal_autocheckpoint = 0")
        database.text_factory = _text
        _migrate(database, path)
    except BaseException:
        database.close()
        raise
    return database


def open_reading(path: Path) -> sqlite3.Connection:
    """Open the journal at ``path`` for reading only. Raises as :func:`open_database` does."""
    try:
        if not check_files(path):
            raise JournalError(f"there is no journal {path}")
    except OSError as error:
        raise as_journal_error(error, path) from None
    uri = f"file:{quote(str(path.absolute()))}?mode=ro"
    database = sqlite3.connect(uri, uri=True, isolation_level=None)
    try:
        database.execute("PRAGMA busy_timeout = 5000")
        try:
            version = _schema_of(database, path)
        except sqlite3.OperationalError:
            # A WAL file in a folder where nothing may be written, a copy on read-only media for instance.
            if path.with_name(path.name + "-wal").exists():
                raise
            database.close()
            database = sqlite3.connect(uri + "&immutable=1", uri=True, isolation_level=None)
            version = _schema_of(database, path)
        if version == 0:
            raise JournalError(f"{path} is not a journal yet: it is empty")
        database.text_factory = _text
    except BaseException:
        database.close()
        raise
    return database


def as_journal_error(error: Exception, path: Path) -> JournalError:
    """Any error of file or database as a :class:`JournalError`, in plain words."""
    if isinstance(error, JournalError):
        return error
    if isinstance(error, sqlite3.Error):
        code = getattr(error, "sqlite_errorcode", None)
        why = _WORDS.get(code & 0xFF if code is not None else -1, "the database failed")
    elif isinstance(error, OSError):
        why = (error.strerror or "the file system failed").lower()
    else:
        why = "something unexpected happened"
    return JournalError(f"the journal cannot be used: {why} ({path})")


_WORDS = {
    sqlite3.SQLITE_FULL: "the disk is full",
    sqlite3.SQLITE_READONLY: "it is read-only",
    sqlite3.SQLITE_PERM: "its permissions forbid it",
    sqlite3.SQLITE_AUTH: "its permissions forbid it",
    sqlite3.SQLITE_BUSY: "another program has locked it",
    sqlite3.SQLITE_LOCKED: "another program has locked it",
    sqlite3.SQLITE_PROTOCOL: "another program has locked it",
    sqlite3.SQLITE_CANTOPEN: "it cannot be opened",
    sqlite3.SQLITE_IOERR: "the disk gave an error",
    sqlite3.SQLITE_CORRUPT: "it is damaged",
    sqlite3.SQLITE_NOTADB: "it is damaged, or not a journal",
}


def _text(data: bytes) -> str:
    # Only another program writes bytes that are no UTF-8: they break the chain of hashes, but not the reading.
    return data.decode("utf-8", "surrogateescape")


def _pragma(database: sqlite3.Connection, name: str) -> int:
    return int(database.execute(f"PRAGMA {name}").fetchone()[0])


def _schema_of(database: sqlite3.Connection, path: Path) -> int:
    """The file's schema. Raises :class:`JournalError` when it is newer than this program, or the file no journal."""
    version = _pragma(database, "user_version")
    if _pragma(database, "application_id") != APPLICATION_ID:
        (tables,) = database.execute("SELECT count(*) FROM sqlite_schema").fetchone()
        if version or tables:
            raise JournalError(f"{path} is not a journal of this program; it was left as it is")
    if version > NEWEST:
        raise JournalError(
            f"{path} was written by a newer floorwalker (schema {version}, this one knows {NEWEST}); it was left as "
            "it is: use the newer program, or set another [journal] path"
        )
    return version


def _set_journal_mode(database: sqlite3.Connection, path: Path) -> None:
    """WAL where it is safe, else a rollback journal: WAL needs shared memory, which network file systems lack."""
    modes = ("DELETE",) if on_network(path) else ("WAL", "DELETE")
    for wanted in modes:
        with suppress(sqlite3.OperationalError):  # refused, or in use by another console in the other mode
            (got,) = database.execute(f"PRAGMA journal_mode = {wanted}").fetchone()
            database.execute("SELECT count(*) FROM sqlite_schema").fetchone()  # WAL may fail only when it is used
            if str(got).upper() == wanted:
                return


def _migrate(database: sqlite3.Connection, path: Path) -> None:
    if _pragma(database, "user_version") == NEWEST:
        return
    database.execute("BEGIN IMMEDIATE")
    try:
        # Read again inside the transaction: another console may have migrated it in between.
        for version in range(_schema_of(database, path), NEWEST):
            for statement in MIGRATIONS[version]:
                database.execute(statement)
        database.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        database.execute(f"PRAGMA user_version = {NEWEST}")
        database.execute("COMMIT")
    except BaseException:
        with suppress(sqlite3.Error):
            database.execute("ROLLBACK")
        raise
