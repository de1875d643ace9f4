"""Old files are brought up to date, newer and foreign ones left alone; WAL where it is safe."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from journal_kit import CALL, WAIT, Disk, TroubleWords, emergency, journal, lines, rows, verdict

from app.journal import schema as journal_schema
from app.journal.alarm_record import to_record
from app.journal.journal import JournalError
from app.journal.location import default_journal_path, on_network
from app.journal.schema import APPLICATION_ID, NEWEST, open_database, open_reading
from app.model import Action

SCHEMA_1 = """
CREATE TABLE audit (sequence INTEGER PRIMARY KEY AUTOINCREMENT, at TEXT NOT NULL, kind TEXT NOT NULL, request INTEGER,
    supervisor TEXT NOT NULL, agent_id TEXT NOT NULL, peripheral_id INTEGER NOT NULL, connection_call_id INTEGER,
    connection_device_id_type INTEGER, connection_device_id TEXT, action TEXT NOT NULL, outcome TEXT NOT NULL,
    milliseconds INTEGER, previous TEXT NOT NULL, hash TEXT NOT NULL);
CREATE TABLE alarm_history (sequence INTEGER PRIMARY KEY AUTOINCREMENT, at TEXT NOT NULL, supervisor TEXT NOT NULL,
    peripheral_id INTEGER NOT NULL, alarm_id INTEGER NOT NULL, kind TEXT NOT NULL, from_state TEXT NOT NULL,
    to_state TEXT NOT NULL, who TEXT NOT NULL, agent_id TEXT, name TEXT NOT NULL, connection_call_id INTEGER,
    connection_device_id_type INTEGER, connection_device_id TEXT, text TEXT NOT NULL, reason TEXT NOT NULL);
CREATE TABLE alarm_now (supervisor TEXT NOT NULL, peripheral_id INTEGER NOT NULL, alarm_id INTEGER NOT NULL,
    record TEXT NOT NULL, PRIMARY KEY (supervisor, peripheral_id, alarm_id)) WITHOUT ROWID;
PRAGMA application_id = 1179408210;
PRAGMA user_version = 1;
"""

# Worked out apart from this program: printf '%s' 'floorwalker audit 1<newline>[1,"2026-...' | sha256sum
HASH_1 = "c2accd2ed67fe1161ff02ac3857093337c27e748b875cfe519bcaee17e75a23b"


def make_schema_1(path: Path) -> None:
    with closing(sqlite3.connect(path)) as db:
        db.executescript(SCHEMA_1)
        db.execute(
            "INSERT INTO audit VALUES (1, '2026-01-31T14:02:31.000000Z', 'request', NULL, '9001', '1004', 5000, 8801,"
            " 0, '3004', 'BARGE_IN', '', NULL, ?, ?)",
            ("0" * 64, HASH_1),
        )
        db.execute("INSERT INTO alarm_now VALUES ('9001', 5000, 3, ?)", (to_record(emergency(3)),))
        db.commit()


def test_a_file_of_schema_1_is_read_as_it_is(tmp_path: Path) -> None:
    path = tmp_path / "j.sqlite3"
    make_schema_1(path)
    before = path.read_bytes()
    assert verdict(path)[0] == 0
    assert path.read_bytes() == before


def test_a_file_of_schema_1_is_migrated_and_its_chain_goes_on(tmp_path: Path) -> None:
    path = tmp_path / "j.sqlite3"
    make_schema_1(path)
    with journal(path) as written:
        assert written.load_alarms().result(WAIT).alarms == (emergency(3),)
        assert written.append_outcome(1, "confirmed", 12).result(WAIT) == 2
    assert rows(path, "PRAGMA user_version") == [(NEWEST,)]
    assert verdict(path) == (0, "floorwalker audit: the chain of 2 lines holds\n")
    with closing(sqlite3.connect(path)) as db, pytest.raises(sqlite3.IntegrityError, match="never deleted"):
        db.execute("DELETE FROM audit")


def test_a_migrated_file_has_the_tables_of_a_new_one(tmp_path: Path) -> None:
    old, new = tmp_path / "old.sqlite3", tmp_path / "new.sqlite3"
    make_schema_1(old)
    for path in (old, new):
        open_database(path, busy_seconds=1).close()
    query = "SELECT type, name FROM sqlite_schema ORDER BY name"
    assert rows(old, query) == rows(new, query)
    for (table,) in rows(new, "SELECT name FROM sqlite_schema WHERE type = 'table'"):
        assert rows(old, f"PRAGMA table_info({table})") == rows(new, f"PRAGMA table_info({table})")


def test_a_migration_that_fails_changes_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "j.sqlite3"
    make_schema_1(path)
    broken = (*journal_schema.MIGRATIONS[:1], ("CREATE TABLE counters (name TEXT)", "CREATE TABLE audit (name TEXT)"))
    monkeypatch.setattr(journal_schema, "MIGRATIONS", broken)
    with pytest.raises(sqlite3.OperationalError):
        open_database(path, busy_seconds=1)
    assert rows(path, "PRAGMA user_version") == [(1,)]
    assert rows(path, "SELECT name FROM sqlite_schema WHERE name = 'counters'") == []
    monkeypatch.undo()
    open_database(path, busy_seconds=1).close()
    assert rows(path, "PRAGMA user_version") == [(NEWEST,)]


def test_a_newer_schema_is_refused_and_not_touched(tmp_path: Path) -> None:
    path, trouble = tmp_path / "j.sqlite3", TroubleWords()
    with closing(sqlite3.connect(path)) as db:
        db.executescript(f"CREATE TABLE x (y); PRAGMA application_id = {APPLICATION_ID}; PRAGMA user_version = 99")
    before = path.read_bytes()
    with journal(path, on_trouble=trouble) as written:
        words = trouble.next() or ""
        assert "written by a newer floorwalker (schema 99" in words
        assert "[journal] path" in words
        with pytest.raises(JournalError, match="newer floorwalker"):
            written.append_action(Action.CLEAR, "1004", CALL).result(WAIT)
    with pytest.raises(JournalError, match="newer floorwalker"):
        open_reading(path)
    assert path.read_bytes() == before
    assert [file for file in tmp_path.iterdir() if ".spill-" not in file.name] == [path]


@pytest.mark.parametrize("script", ["CREATE TABLE x (y)", "PRAGMA user_version = 1; PRAGMA application_id = 7"])
def test_another_program_s_database_is_refused_and_not_touched(tmp_path: Path, script: str) -> None:
    path = tmp_path / "theirs.sqlite3"
    with closing(sqlite3.connect(path)) as db:
        db.executescript(script)
    before = path.read_bytes()
    with pytest.raises(JournalError, match="not a journal of this program"):
        open_database(path, busy_seconds=1)
    with pytest.raises(JournalError, match="not a journal of this program"):
        open_reading(path)
    assert path.read_bytes() == before


def test_on_a_local_disk_it_is_wal_and_every_commit_is_on_disk(tmp_path: Path) -> None:
    with closing(open_database(tmp_path / "j.sqlite3", busy_seconds=1)) as db:
        assert db.execute("PRAGMA journal_mode").fetchone() == ("wal",)
        assert db.execute("PRAGMA synchronous").fetchone() == (2,)


@pytest.mark.parametrize("refused", ["PRAGMA journal_mode = WAL", "SELECT count(*) FROM sqlite_schema"])
def test_where_wal_fails_a_rollback_journal_is_used(tmp_path: Path, refused: str) -> None:
    path, disk, failed = tmp_path / "j.sqlite3", Disk(), list[str]()
    armed: list[bool] = []

    def before(statement: str) -> None:
        armed.extend([True] if statement.startswith("PRAGMA journal_mode") else [])
        if armed and statement == refused and not failed:
            failed.append(statement)
            raise sqlite3.OperationalError("locking protocol")

    disk.before = before
    with closing(open_database(path, busy_seconds=1, connecting=disk.connecting)) as db:
        assert db.execute("PRAGMA journal_mode").fetchone() == ("delete",)
        assert db.execute("PRAGMA synchronous").fetchone() == (2,)
    assert failed
    with journal(path) as written:
        written.append_action(Action.CLEAR, "1004", CALL).result(WAIT)
    assert len(lines(path)) == 1


def test_on_a_network_home_no_wal_is_tried(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(journal_schema, "on_network", lambda path: True)
    path, disk, asked = tmp_path / "j.sqlite3", Disk(), list[str]()
    open_database(path, busy_seconds=1).close()
    disk.before = asked.append
    with closing(open_database(path, busy_seconds=1, connecting=disk.connecting)) as db:
        assert db.execute("PRAGMA journal_mode").fetchone() == ("delete",)
    assert not [statement for statement in asked if "WAL" in statement]
    # What was WAL on a local disk is turned back.
    monkeypatch.undo()
    open_database(path, busy_seconds=1).close()
    monkeypatch.setattr(journal_schema, "on_network", lambda path: True)
    with closing(open_database(path, busy_seconds=1)) as db:
        assert db.execute("PRAGMA journal_mode").fetchone() == ("delete",)


MOUNTS = r"""22 1 254:0 / / rw,relatime shared:1 - ext4 /dev/vda rw
41 40 254:1 / /home/local\040disk rw shared:2 - ext4 /dev/vdb rw
40 22 0:50 / /home rw,nosuid - nfs4 server:/home rw,vers=4.2
42 22 0:51 / /mnt/ssh rw - fuse.sshfs me@there: rw
43 22 0:52 / /mnt/zip rw - fuse.archivemount zip rw
nonsense
"""


@pytest.mark.parametrize(
    ("place", "network"),
    [
        ("/home/me/j.sqlite3", True),
        ("/home/local disk/me/j.sqlite3", False),
        ("/homes/j.sqlite3", False),
        ("/var/lib/j.sqlite3", False),
        ("/mnt/ssh/j.sqlite3", True),
        ("/mnt/zip/j.sqlite3", False),
    ],
)
def test_network_places_are_known_by_the_table_of_mounts(tmp_path: Path, place: str, network: bool) -> None:
    mounts = tmp_path / "mountinfo"
    mounts.write_text(MOUNTS)
    assert on_network(Path(place), mounts) is network


def test_without_a_table_of_mounts_a_place_is_local(tmp_path: Path) -> None:
    assert not on_network(Path("/home/me"), tmp_path / "none")


def test_the_usual_place_is_the_user_s_data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    assert default_journal_path() == tmp_path / "floorwalker" / "journal.sqlite3"
