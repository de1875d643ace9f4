"""The journal: one SQLite file of the alarms with their history and of the audit, whose lines are chained by hashes."""

from app.journal.audit_chain import COLUMNS, OUTCOME, AuditLine, Head, Verifier, head_path, read_head
from app.journal.journal import Journal, Restored
from app.journal.location import NAME, default_path, place_of
from app.journal.schema import Connect, JournalError, connect, in_words, open_reading
from app.journal.statements import HISTORY_COLUMNS, alarm_history, audit_lines, issued, utc

__all__ = [
    "COLUMNS",
    "HISTORY_COLUMNS",
    "NAME",
    "OUTCOME",
    "AuditLine",
    "Connect",
    "Head",
    "Journal",
    "JournalError",
    "Restored",
    "Verifier",
    "alarm_history",
    "audit_lines",
    "connect",
    "default_path",
    "head_path",
    "in_words",
    "issued",
    "open_reading",
    "place_of",
    "read_head",
    "utc",
]
