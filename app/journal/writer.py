"""The journal's own thread: jobs in a queue, one transaction for those that wait together, failures and retries.

A slow or hanging disk delays only this thread. It owns the connection, and opens it anew after every failure except a
lock.
"""

from __future__ import annotations

import logging
import os
import queue
import sqlite3
import threading
from collections import deque
from collections.abc import Callable
from concurrent.futures import Future
from contextlib import suppress
from itertools import islice, takewhile
from pathlib import Path
from typing import Any

from app.journal.schema import JournalError, as_journal_error

BATCH = 256
"""Most jobs in one transaction."""

MOST_KEPT = 100_000
"""Most jobs kept in memory until writing works again; beyond that the oldest are given up."""

Work = Callable[[sqlite3.Connection], Any]

_NOT_THE_DISK = (
    JournalError,
    OverflowError,
    ValueError,
    TypeError,
    sqlite3.IntegrityError,
    sqlite3.InterfaceError,
    sqlite3.DataError,
    sqlite3.ProgrammingError,
)
"""Errors of one job's data: the other jobs in its transaction are written."""

logger = logging.getLogger(__name__)


class JobFuture(Future[Any]):
    """A future that has its result once it is on disk; ``tentative`` has it once the open transaction holds it."""

    tentative: Any = None


class Job:
    """Work on the database, and the future of its result."""

    def __init__(self, work: Work, *, keep: bool = False, alone: bool = False) -> None:
        """``keep``: tried again until it works, otherwise it fails when writing fails. ``alone``: in no transaction."""
        self.work = work
        self.keep = keep
        self.alone = alone
        self.future = JobFuture()
        self._begun = False

    def begin(self) -> bool:
        """Is it not cancelled? From now on it can't be."""
        if not self._begun and not self.future.cancelled():
            self._begun = self.future.set_running_or_notify_cancel()
        return self._begun

    def fail(self, error: JournalError) -> None:
        """Give it up: its future has the error."""
        if self.begin() and not self.future.done():
            self.future.set_exception(error)


class JournalWriter:
    """Runs jobs on the database in a thread of its own, in the order they came."""

    def __init__(
        self,
        path: Path,
        opening: Callable[[], sqlite3.Connection],
        *,
        after_commit: Work,
        probe: Work,
        on_trouble: Callable[[str | None], None],
        retry_seconds: float,
    ) -> None:
        """``on_trouble`` is called in this thread: with plain words when writing fails, None when it works again."""
        self.trouble: str | None = None
        self._path = path
        self._opening = opening
        self._after_commit = after_commit
        self._probe = probe
        self._on_trouble = on_trouble
        self._retry_seconds = retry_seconds
        self._queue: queue.SimpleQueue[Job | None] = queue.SimpleQueue()
        self._waiting: deque[Job] = deque()
        self._db: sqlite3.Connection | None = None
        self._file: tuple[int, int] = (0, 0)
        self._lock = threading.Lock()
        self._closed = False
        self._lost = 0
        self._thread = threading.Thread(target=self._run, name="journal", daemon=True)

    def start(self) -> None:
        """Start the thread, which first finds out whether writing works."""
        self.put(Job(self._probe))
        self._thread.start()

    def put(self, job: Job) -> None:
        """Hand over a job; never blocks. After :meth:`close` its future fails at once."""
        with self._lock:
            if not self._closed:
                self._queue.put(job)
                return
        job.fail(JournalError("the journal is closed"))

    def retry(self) -> JobFuture:
        """Find out now whether writing works again; the future is done when that is known."""
        job = Job(self._probe)
        self.put(job)
        return job.future

    def close(self, timeout: float) -> bool:
        """Write what waits, close the file and end the thread; False when that took longer than ``timeout`` seconds."""
        with self._lock:
            if not self._closed:
                self._closed = True
                self._queue.put(None)
        if self._thread.ident is not None:
            self._thread.join(timeout)
        return not self._thread.is_alive()

    def _run(self) -> None:
        going = True
        while going:
            going = self._collect()
            self._write_all()
        while self._waiting:
            self._waiting.popleft().fail(JournalError("the journal was closed before this could be written"))
        self._drop_connection()

    def _collect(self) -> bool:
        """Wait for jobs and take all there are; False when there will be no more."""
        # While writing fails it is tried again after so long, even without a new job.
        patience = self._retry_seconds if self.trouble is not None else None
        try:
            job = self._queue.get(timeout=patience)
        except queue.Empty:
            job = Job(self._probe)
        while job is not None:
            self._waiting.append(job)
            try:
                job = self._queue.get_nowait()
            except queue.Empty:
                break
        while len(self._waiting) > MOST_KEPT:
            self._lost += 1
            self._waiting.popleft().fail(JournalError("too much waited for the journal: this was given up"))
        return job is not None

    def _write_all(self) -> None:
        if not self._waiting:
            return
        while self._waiting:
            jobs = self._next_batch()
            try:
                done = self._write(jobs)
            except Exception as error:
                self._fail(error)
                return
            for _ in jobs:
                self._waiting.popleft()
            for job, result in done:
                if isinstance(result, JournalError):
                    job.future.set_exception(result)
                else:
                    job.future.set_result(result)
        self._report(None)

    def _next_batch(self) -> list[Job]:
        jobs = list(islice(self._waiting, BATCH))
        if jobs[0].alone:
            return jobs[:1]
        return list(takewhile(lambda job: not job.alone, jobs))

    def _write(self, jobs: list[Job]) -> list[tuple[Job, Any]]:
        """Do jobs in one transaction; their results, on disk. Raises what the database raises, with nothing written."""
        db = self._connection()
        wanted = [job for job in jobs if job.begin()]
        if wanted and wanted[0].alone:
            return [(wanted[0], wanted[0].work(db))]
        db.execute("BEGIN IMMEDIATE")
        try:
            done = [(job, self._one(db, job)) for job in wanted]
            db.execute("COMMIT")
        except BaseException:
            with suppress(sqlite3.Error):
                db.execute("ROLLBACK")
            raise
        self._after_commit(db)
        return done

    def _one(self, db: sqlite3.Connection, job: Job) -> Any:
        db.execute("SAVEPOINT job")
        try:
            job.future.tentative = job.work(db)
            return job.future.tentative
        except Exception as error:
            if isinstance(error, sqlite3.Error | OSError) and not isinstance(error, _NOT_THE_DISK):
                raise  # an error of the disk: the transaction is tried again
            db.execute("ROLLBACK TO job")
            job.future.tentative = None
            logger.exception("a line for the journal cannot be written")
            return error if isinstance(error, JournalError) else JournalError("this line cannot be written as it is")
        finally:
            if db.in_transaction:
                db.execute("RELEASE job")

    def _connection(self) -> sqlite3.Connection:
        if self._db is not None and self._file != _identity(self._path):
            # The file was deleted or replaced: this connection would write to one without a name.
            self._drop_connection()
        if self._db is None:
            self._db = self._opening()
            self._file = _identity(self._path)
        return self._db

    def _drop_connection(self) -> None:
        if self._db is not None:
            with suppress(sqlite3.Error):
                self._db.close()
            self._db = None

    def _fail(self, error: Exception) -> None:
        words = as_journal_error(error, self._path)
        logger.warning("%s: %r", words, error)
        code = getattr(error, "sqlite_errorcode", 0)
        if code & 0xFF not in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
            self._drop_connection()
        kept = [job for job in self._waiting if job.keep]
        for job in self._waiting:
            if not job.keep:
                job.fail(words)
        self._waiting = deque(kept)
        self._report(str(words))

    def _report(self, trouble: str | None) -> None:
        if trouble is None and self._lost:
            logger.error("%d lines for the journal were lost while it could not be written", self._lost)
            self._lost = 0
        if trouble == self.trouble:
            return
        self.trouble = trouble
        try:
            self._on_trouble(trouble)
        except Exception:
            logger.exception("telling about the journal failed")


def _identity(path: Path) -> tuple[int, int]:
    """Device and inode, which differ from those of another file under the same name; (0, 0) when there is none."""
    try:
        found = os.stat(path)
    except OSError:
        return (0, 0)
    return found.st_dev, found.st_ino
