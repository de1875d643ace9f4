"""The log file: one line with its time for each message, and never a secret.

Messages hold foreign text (names, numbers, the server's words). A line end in it would fake a log line, and an escape
sequence would act on the terminal that shows the log: the formatter makes both visible in everything that is logged.
"""

from __future__ import annotations

import logging
import logging.handlers
import os
import time
from contextlib import suppress
from io import TextIOWrapper
from pathlib import Path

import platformdirs

from app.files import make_owner_only, open_regular
from app.text import plain_line

MAX_BYTES = 10_000_000
"""Bytes of a log file before a new one is started; three old ones are kept."""

_HIDDEN = "********"


def default_log_path() -> Path:
    """The log file where the settings name none."""
    return Path(platformdirs.user_log_dir("floorwalker")) / "floorwalker.log"


class SafeFormatter(logging.Formatter):
    """UTC times, one line for each message, control characters visible, secrets replaced by asterisks."""

    converter = staticmethod(time.gmtime)
    default_time_format = "%Y-%m-%dT%H:%M:%S"
    default_msec_format = "%s.%03dZ"

    def __init__(self, secrets: tuple[str, ...] = ()) -> None:
        super().__init__("%(asctime)s %(levelname)s %(name)s: %(message)s")
        self._secrets = sorted((s for s in secrets if s), key=len, reverse=True)

    def format(self, record: logging.LogRecord) -> str:
        """The record as a line; a traceback follows in lines of its own that begin with a bar."""
        record = logging.makeLogRecord(record.__dict__)  # a copy: other handlers get the record as it is
        record.message = record.getMessage()
        record.asctime = self.formatTime(record)
        lines = [plain_line(self._hide(self.formatMessage(record)))]
        if record.exc_info:
            trace = self._hide(self.formatException(record.exc_info))
            lines += [f"  | {plain_line(line)}" for line in trace.splitlines()]
        return "\n".join(lines)

    def _hide(self, text: str) -> str:
        for secret in self._secrets:
            text = text.replace(secret, _HIDDEN)
        return text


class _PrivateFile(logging.handlers.RotatingFileHandler):
    """A log file that only its owner can read: it holds people's names and callers' numbers."""

    def _open(self) -> TextIOWrapper:
        descriptor = open_regular(Path(self.baseFilename), os.O_WRONLY | os.O_CREAT | os.O_APPEND)
        with suppress(OSError):  # of another owner: it is written all the same
            make_owner_only(descriptor)
        return os.fdopen(descriptor, "a", encoding="utf-8", errors="backslashreplace")


def open_log(path: Path, level: str, secrets: tuple[str, ...] = ()) -> logging.Handler:
    """Send all logging of ``level`` and above to the file ``path``, and nothing to the terminal.

    ``level`` is one of ``debug info warning error``; ``secrets`` are texts that must never be written. The folder is
    made where it is missing. Raises OSError when the file can't be opened, or is a link or no regular file. Give the
    handler to :func:`close_log`.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    handler = _PrivateFile(path, maxBytes=MAX_BYTES, backupCount=3, encoding="utf-8")
    handler.setFormatter(SafeFormatter(secrets))
    logging.raiseExceptions = False  # else logging writes a traceback over the screen when the disk is full
    root = logging.getLogger()
    root.addHandler(handler)
    root.setLevel(level.upper())
    return handler


def log_words() -> str:
    """Where the log is, for the message about an unexpected end."""
    files = [handler.baseFilename for handler in logging.getLogger().handlers if isinstance(handler, _PrivateFile)]
    return f"the log has it: {files[0]}" if files else "there is no log"


def close_log(handler: logging.Handler) -> None:
    """Stop logging to ``handler``'s file and close it."""
    root = logging.getLogger()
    root.removeHandler(handler)
    handler.close()
    if not root.handlers:
        root.addHandler(logging.NullHandler())
