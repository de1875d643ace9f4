"""The journal's own thread: jobs in a queue, one transaction for those that wait together, failures and retries.

A slow or hanging disk delays only this thread. It owns the connection, and opens it anew after every failure except a
lock. It notices when the files are taken away, and begins new ones.
"""

from __future__ import annotations

import logging
import queue
import sqlite3
import threading
import time
from collections import deque
from collections.abc import Callable
from concurrent.futures import Future
from contextlib import suppress
from itertools import islice, takewhile
from pathlib import Path
from typing import Any

from app.journal.file_watch import DAMAGED, FileWatch, is_damage, set_aside
from app.journal.schema import JournalError, as_journal_error

BATCH = 256
"""Most jobs in one transaction."""

LOOK_SECONDS = 1.0
"""Seconds between looks at the files; where a look takes long, twenty times as long as it takes."""
MOST_LOOK_SECONDS = 10.0
"""Most seconds between looks."""

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


class GivenUp(JournalError):
    """The job was not done and won't be: the journal was closed, or too much waited."""


class JobFuture(Future[Any]):
    """A future that has its result once it is on disk; ``tentative`` has it once the open transaction holds it."""

    tentative: Any = None


class Job:
    """Work on the database, and the future of its result."""

    def __init__(self, work: Work, *, keep: bool = False, alone: bool = False, synced: bool = True) -> None:
        """``keep``: tried again until it works, otherwise it fails when writing fails. ``alone``: in no transaction.

        ``synced``: on disk when its result comes; otherwise known to the operating system then, which survives a kill
        of the process.
        """
        self.work = work
        self.keep = keep
        self.alone = alone
        self.synced = synced
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
        begin_anew: Work,
        on_loss: Callable[[str], None],
        on_look: Callable[[], None],
        on_trouble: Callable[[str | None], None],
        retry_seconds: float,
    ) -> None:
        """``on_trouble`` is called in this thread: with plain words when writing fails, None when it works again.

        When the files were taken away, ``begin_anew`` is done with the ones that take their place, and ``on_loss`` is
        called with plain words. ``on_look`` is called whenever the files are looked at. ``probe`` writes something.
        """
        self.trouble: str | None = None
        self._path = path
        self._opening = opening
        self._after_commit = after_commit
        self._probe = probe
        self._begin_anew = begin_anew
        self._on_loss, self._on_look = on_loss, on_look
        self._on_trouble = on_trouble
        self._retry_seconds = retry_seconds
        self._queue: queue.SimpleQueue[Job | None] = queue.SimpleQueue()
        self._waiting: deque[Job] = deque()
        self._db: sqlite3.Connection | None = None
        self._watch = FileWatch(path, probe)
        self._next_look = 0.0
        """Of ``time.monotonic()``."""
        self._loss = ""
        """What was taken away, until the files that take its place are written."""
        self._synced = True
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
        job.fail(GivenUp("the journal is closed"))

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
            if not going or time.monotonic() >= self._next_look:
                self._look()
        while self._waiting:
            self._waiting.popleft().fail(GivenUp("the journal was closed before this could be written"))
        self._drop_connection()

    def _collect(self) -> bool:
        """Wait for jobs and take all there are; False when there will be no more."""
        # While writing fails it is tried again after so long, even without a new job.
        patience = self._next_look - time.monotonic() if self.trouble is None else self._retry_seconds
        try:
            job = self._queue.get(timeout=max(0.0, patience))
        except queue.Empty:
            if self.trouble is None:
                return True
            job = Job(self._probe)
        while job is not None:
            if job.alone:
                self._waiting.appendleft(job)  # it depends on no other, and works where nothing can be written
            else:
                self._waiting.append(job)
            try:
                job = self._queue.get_nowait()
            except queue.Empty:
                break
        while len(self._waiting) > MOST_KEPT:
            self._lost += 1
            self._waiting.popleft().fail(GivenUp("too much waited for the journal: this was given up"))
        return job is not None

    def _write_all(self) -> None:
        if not self._waiting:
            return
        damages = 0
        while self._waiting:
            jobs = self._next_batch()
            try:
                done = self._write(jobs)
            except Exception as error:
                damages += is_damage(error)
                if is_damage(error) and self._mend(damages):
                    continue
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
        self._sync(db, any(job.synced for job in wanted))
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

    def _look(self) -> None:
        """Look at the files; where they were taken away or overwritten, begin anew."""
        began = time.monotonic()
        self._on_look()
        if self.trouble is None and not self._whole():
            self._waiting.append(Job(self._probe))
            self._write_all()
        ended = time.monotonic()
        self._next_look = ended + min(max(LOOK_SECONDS, 20 * (ended - began)), MOST_LOOK_SECONDS)

    def _whole(self) -> bool:
        """False when something is wrong with the files, so that they have to be tried."""
        if self._db is None or self._watch.emptied():
            return False
        try:
            self._sync(self._db, False)
            words = self._watch.lost(self._db)
        except (OSError, sqlite3.Error) as error:
            if _is_lock(error):
                return True  # another console writes: next time
            self._drop_connection(damaged=is_damage(error))
            return False
        if words:
            self._lose(words)
        return not words

    def _lose(self, words: str) -> None:
        logger.error("the journal %s was lost: %s", self._path, words)
        self._loss = self._loss or words
        self._drop_connection()
        self._on_look()

    def _connection(self) -> sqlite3.Connection:
        if self._watch.emptied():
            self._set_aside()
        elif self._db is not None and (words := self._watch.gone()):
            # This connection would write to files without a name.
            self._lose(words)
        if self._db is None:
            self._loss = self._loss or self._watch.gone()
            self._db = self._opening()
            self._synced = True
            self._watch.begin()
        if self._loss:
            self._begin_again(self._db)
        return self._db

    def _mend(self, damages: int) -> bool:
        """What was read is damaged, for so many times in a row; True when something was done that may mend it."""
        if damages == 1:
            self._drop_connection(damaged=True)
            return True
        if damages > 2 or not self._watch.in_place():  # only a file that was opened as a journal is set aside
            return False
        try:
            self._set_aside()
        except OSError as error:
            logger.warning("the journal %s cannot be renamed: %s", self._path, error)
            return False
        return True

    def _set_aside(self) -> None:
        """The file is damaged: keep it under another name."""
        aside = set_aside(self._path)  # before the connection is closed, which writes to the file
        self._loss = ""
        self._lose(DAMAGED.format(aside.name))

    def _begin_again(self, db: sqlite3.Connection) -> None:
        """Write what files that took the place of others have to hold."""
        db.execute("BEGIN IMMEDIATE")
        try:
            self._begin_anew(db)
            db.execute("COMMIT")
        except BaseException:
            with suppress(sqlite3.Error):
                db.execute("ROLLBACK")
            raise
        words, self._loss = self._loss, ""
        try:
            self._on_loss(words)
        except Exception:
            logger.exception("telling about the journal failed")

    def _sync(self, db: sqlite3.Connection, wanted: bool) -> None:
        if wanted is not self._synced:
            db.execute(f"PRAGMA synchronous = {'FULL' if wanted else 'NORMAL'}")
            self._synced = wanted

    def _drop_connection(self, *, damaged: bool = False) -> None:
        if self._db is not None:
            self._loss = self._watch.closing(damaged=damaged) or self._loss
            with suppress(sqlite3.Error):
                self._db.close()
            self._db = None

    def _fail(self, error: Exception) -> None:
        words = as_journal_error(error, self._path)
        logger.warning("%s: %r", words, error)
        if not _is_lock(error):
            self._drop_connection(damaged=is_damage(error))
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


def _is_lock(error: Exception) -> bool:
    """Does another connection hold the database's lock?"""
    code = getattr(error, "sqlite_errorcode", 0)
    return code & 0xFF in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED)
