"""The journal: every alarm with its transitions, and the audit of every supervisory action, in one SQLite file.

:class:`Journal` is for the worker. Each call returns a future at once; the work is done in the journal's own thread. A
future that has a result means: on disk. Errors are a :class:`~app.journal.schema.JournalError` in the future and a
sentence for ``on_trouble``; none is raised in the caller's thread.

Send the bytes of a supervisory action only after the future of :meth:`Journal.append_action` has a result. When it
fails, the action can't be audited: ask the person, and after a yes send it and call
:meth:`Journal.append_unaudited_action`, which writes the line as soon as that works again, with a remark that says so.
"""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Callable
from concurrent.futures import Future
from functools import partial
from pathlib import Path
from typing import TypeVar

from app.journal.schema import ConnectDatabase, JournalError, connect_database, open_database
from app.journal.statements import (
    JournalOwner,
    Restored,
    add_alarm,
    add_outcome,
    add_request,
    probe,
    restore,
    update_head,
)
from app.journal.writer import Job, JobFuture, JournalWriter
from app.model import Action, Alarm, ConnectionID

LATE_REMARK = "not on disk before it was sent: the journal could not be written then"
"""Remark of a request that was sent unaudited and written later."""


_T = TypeVar("_T")


def _ignore(_trouble: str | None) -> None:
    return


class Journal:
    """The journal of one supervisor on one peripheral; several may use one file, in one process or in many."""

    def __init__(
        self,
        path: Path,
        supervisor: str,
        peripheral_id: int,
        clock: Callable[[], float] = time.time,
        *,
        on_trouble: Callable[[str | None], None] = _ignore,
        busy_seconds: float = 2.0,
        retry_seconds: float = 5.0,
        connecting: ConnectDatabase = connect_database,
    ) -> None:
        """Nothing is opened before :meth:`start`.

        ``clock`` gives seconds since 1970 UTC. ``on_trouble`` is called in the journal's thread, with plain words when
        the journal can't be written, and with None when it can be again. Another console's lock is waited for
        ``busy_seconds``; while there is trouble it is tried again every ``retry_seconds``.
        """
        self._path = path.absolute()
        self._owner = JournalOwner(supervisor, peripheral_id)
        self._clock = clock
        self.spare_alarm_id = int(clock() * 1000) * 1000
        """First id for new alarms as long as :meth:`load_alarms` has no answer: made from the time, so as good as
        unique, and far above the ids of :class:`Restored`."""
        self._thread = JournalWriter(
            self._path,
            partial(open_database, self._path, busy_seconds=busy_seconds, connecting=connecting),
            after_commit=partial(update_head, journal=self._path),
            probe=probe,
            on_trouble=on_trouble,
            retry_seconds=retry_seconds,
        )

    @property
    def path(self) -> Path:
        """The database file; next to it ``.head``, and SQLite's own ``-wal`` and ``-shm``."""
        return self._path

    @property
    def trouble(self) -> str | None:
        """Why the journal can't be written, in plain words; None while it can."""
        return self._thread.trouble

    def start(self) -> None:
        """Start the thread, which opens the file at once; ``on_trouble`` gets a problem with it."""
        self._thread.start()

    def append_action(self, action: Action | str, agent_id: str, connection: ConnectionID | None) -> Future[int]:
        """Append the request of an action; the result, its sequence number, comes when the line is on disk.

        ``action`` may be a word for what is no SupervisoryAction (a forced sign-out). When the future is cancelled in
        time nothing is written; when it can't be cancelled any more and the action is not sent after all, append that
        as its outcome.
        """
        return self._put(self._request(action, agent_id, connection, ""), keep=False)

    def append_unaudited_action(
        self, action: Action | str, agent_id: str, connection: ConnectionID | None
    ) -> Future[int]:
        """Append the request of an action that is sent unaudited: kept and tried again until it is on disk."""
        return self._put(self._request(action, agent_id, connection, LATE_REMARK), keep=True)

    def append_outcome(self, request: int | Future[int], outcome: str, milliseconds: float) -> Future[int]:
        """Append the outcome of a request (its sequence number, or its future), in words, so long after it was asked.

        Kept and tried again until it is on disk.
        """
        at = self._clock()

        return self._put(lambda db: add_outcome(db, at, _number(request), outcome, milliseconds), keep=True)

    def record_alarm(self, before: Alarm | None, after: Alarm, *, who: str = "", reason: str = "") -> Future[int]:
        """Append one transition of an alarm and keep its new state for a restart.

        ``before`` is None when it was just raised. ``who`` is the supervisor's agent id when a person did it; empty
        when it went by itself. Kept and tried again until it is on disk.
        """
        at = self._clock()
        return self._put(lambda db: add_alarm(db, self._owner, at, before, after, who, reason), keep=True)

    def load_alarms(self) -> Future[Restored]:
        """What the last run left behind, for this supervisor and peripheral, and ids for new alarms.

        Tried again until it works, which may take any time: a caller goes on with :attr:`spare_alarm_id` meanwhile.
        """
        return self._put(lambda db: restore(db, self._owner, self.spare_alarm_id), keep=True, alone=True)

    def retry(self) -> Future[None]:
        """Find out now whether writing works again; done when that is known."""
        return self._thread.retry()

    def close(self, timeout: float = 5.0) -> bool:
        """Write what waits and close the file, in at most ``timeout`` seconds; False when that was not enough."""
        return self._thread.close(timeout)

    def _request(
        self, action: Action | str, agent_id: str, connection: ConnectionID | None, remark: str
    ) -> Callable[[sqlite3.Connection], int]:
        word = action.name if isinstance(action, Action) else action
        at = self._clock()
        return lambda db: add_request(db, self._owner, at, word, agent_id, connection, remark)

    def _put(self, work: Callable[[sqlite3.Connection], _T], *, keep: bool, alone: bool = False) -> Future[_T]:
        job = Job(work, keep=keep, alone=alone)
        self._thread.put(job)
        return job.future


def _number(request: int | Future[int]) -> int:
    """The sequence number of a request whose turn came before. Raises :class:`JournalError` when it has no line."""
    if isinstance(request, int):
        return request
    # Both may wait for one commit: the future has no result then, but the transaction has the line.
    number = request.tentative if isinstance(request, JobFuture) else None
    if not isinstance(number, int) or (request.done() and (request.cancelled() or request.exception() is not None)):
        raise JournalError("the request of this outcome has no line in the audit")
    return number
