"""The journal: every transition of alarms, and the audit of supervisory actions, in one SQLite file.

:class:`Journal` writes it in a thread of its own; ``open_reading`` and the functions beside it are for printing it.
"""

from app.journal.audit_chain import AUDIT_COLUMNS, OUTCOME, AuditLine, Head, Verifier, head_path, read_head
from app.journal.journal import Journal
from app.journal.location import JOURNAL_FILE, default_journal_path, journal_path
from app.journal.schema import ConnectDatabase, JournalError, as_journal_error, connect_database, open_reading
from app.journal.statements import HISTORY_COLUMNS, Restored, alarm_history, audit_lines, last_issued, utc

__all__ = [
    "AUDIT_COLUMNS",
    "HISTORY_COLUMNS",
    "JOURNAL_FILE",
    "OUTCOME",
    "AuditLine",
    "ConnectDatabase",
    "Head",
    "Journal",
    "JournalError",
    "Restored",
    "Verifier",
    "alarm_history",
    "as_journal_error",
    "audit_lines",
    "connect_database",
    "default_journal_path",
    "head_path",
    "journal_path",
    "last_issued",
    "open_reading",
    "read_head",
    "utc",
]
