"""The journal: every alarm with its transitions, and the audit of every supervisory action, in one SQLite file.

:class:`Journal` is for the worker. Each call returns a future at once; the work is done in the journal's own thread. A
future that has a result means: on disk. Errors are a :class:`~app.journal.schema.JournalError` in the future and a
sentence for ``on_trouble``; none is raised in the caller's thread.

A transition of an alarm is in the spill file (:mod:`app.journal.spill`) before the database has it. After
:meth:`Journal.settle_alarms` it survives a kill of the process, so that comes before the alarm is shown.

Send the bytes of a supervisory action only after the future of :meth:`Journal.append_action` has a result. When it
fails, the action can't be audited: ask the person, and after a yes send it and call
:meth:`Journal.append_unaudited_action`, which writes the line as soon as that works again, with a remark that says so.
"""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Callable
from concurrent.futures import Future
from functools import partial
from pathlib import Path
from typing import Any, TypeVar

from app.journal.replay import lacking, overlaid, replay, write_again
from app.journal.schema import ConnectDatabase, JournalError, connect_database, open_database
from app.journal.spill import AlarmSpill, Transition
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
from app.journal.writer import GivenUp, Job, JobFuture, JournalWriter
from app.model import Action, Alarm, AlarmState, ConnectionID

LATE_REMARK = "not on disk before it was sent: the journal could not be written then"
"""Remark of a request that was sent unaudited and written later."""

MOST_ENDED = 1000
"""Alarms that are known to have ended; what is taken away of a journal lacks its last seconds at the most."""


_T = TypeVar("_T")


def _ignore(_words: str | None) -> None:
    return


class Journal:
    """The journal of one supervisor on one peripheral; several may use one file, in one process or in many."""

    def __init__(
        self,
        path: Path,
        supervisor: str,
        peripheral_id: int,
        clock: Callable[[], float],
        *,
        on_trouble: Callable[[str | None], None] = _ignore,
        on_loss: Callable[[str], None] = _ignore,
        busy_seconds: float = 2.0,
        retry_seconds: float = 5.0,
        connecting: ConnectDatabase = connect_database,
    ) -> None:
        """Nothing is opened before :meth:`start`.

        ``clock`` gives seconds since 1970 UTC. ``on_trouble`` is called in the journal's thread, with plain words when
        the journal can't be written, and with None when it can be again; ``on_loss`` likewise when its files were
        taken away or overwritten and the open alarms have been written again. Another console's lock is waited for
        ``busy_seconds``; while there is trouble it is tried again every ``retry_seconds``.
        """
        self._path = path.absolute()
        self._owner = JournalOwner(supervisor, peripheral_id)
        self._clock = clock
        self.spare_alarm_id = int(clock() * 1000) * 1000
        """First id for new alarms as long as :meth:`load_alarms` has no answer: made from the time, so as good as
        unique, and far above the ids of :class:`Restored`."""
        self._spill = AlarmSpill(self._path)
        self._open: dict[int, Alarm] = {}
        """By their ids the alarms that a new journal has to list."""
        self._ended: dict[int, Alarm] = {}
        """The latest alarms, by their ids, that it must not list any more."""
        self._lock = threading.Lock()
        self._thread = JournalWriter(
            self._path,
            partial(open_database, self._path, busy_seconds=busy_seconds, connecting=connecting),
            after_commit=partial(update_head, journal=self._path),
            probe=probe,
            begin_anew=self._write_again,
            on_loss=on_loss,
            on_look=self._spill.look,
            on_trouble=on_trouble,
            retry_seconds=retry_seconds,
        )

    @property
    def path(self) -> Path:
        """The database file; next to it ``.head``, ``.spill-1``, and SQLite's own ``-wal`` and ``-shm``."""
        return self._path

    @property
    def trouble(self) -> str | None:
        """Why the journal can't be written, in plain words; None while it can."""
        return self._thread.trouble

    def start(self) -> None:
        """Start the thread, which opens the file at once; ``on_trouble`` gets a problem with it."""
        self._spill.start()
        # First, so that what is recorded of these alarms from now on comes after what the spill file holds.
        job = Job(lambda db: replay(db, self._spill.left()), keep=True)
        job.future.add_done_callback(partial(_unless_given_up, self._spill.replayed))
        self._thread.put(job)
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
        when it went by itself. Kept and tried again until the database has it. The result then survives a kill of the
        process; a loss of power only after the next line of the audit, or a moment without anything to write.
        """
        at = self._clock()
        state = before.state if before is not None else AlarmState.NORMAL
        self._keep(after)
        number = self._spilled(
            Transition(self._owner.supervisor, self._owner.peripheral_id, at, state, after, who, reason)
        )
        work = partial(add_alarm, owner=self._owner, at=at, before=before, after=after, who=who, reason=reason)
        future = self._put(work, keep=True, synced=False)
        if number is not None:
            future.add_done_callback(partial(_unless_given_up, partial(self._spill.taken, number)))
        return future

    def settle_alarms(self, seconds: float) -> bool:
        """Wait until each transition recorded so far would survive a kill, at most so many seconds.

        False when that was not enough, and at once while the disk is known to hang.
        """
        return self._spill.settle(seconds)

    def load_alarms(self) -> Future[Restored]:
        """What the last run left behind, for this supervisor and peripheral, and ids for new alarms.

        Tried again until it works, which may take any time: a caller goes on with :attr:`spare_alarm_id` meanwhile.
        """
        job = Job(self._restore, keep=True, alone=True)
        self._thread.put(job)
        return job.future

    def spilled_alarms(self) -> tuple[Alarm, ...]:
        """The alarms of :meth:`load_alarms` that the spill file has, at once; the others need the database."""
        nothing = Restored((), self.spare_alarm_id)
        return overlaid(nothing, self._owner, self._spill.left(0.0)).alarms

    def retry(self) -> Future[None]:
        """Find out now whether writing works again; done when that is known."""
        return self._thread.retry()

    def close(self, timeout: float = 5.0) -> bool:
        """Write what waits and close the file, in at most ``timeout`` seconds; False when that was not enough."""
        closed = self._thread.close(timeout)
        self._spill.close(timeout)
        return closed

    def _restore(self, db: sqlite3.Connection) -> Restored:
        restored = restore(db, self._owner, self.spare_alarm_id)
        restored = overlaid(restored, self._owner, lacking(db, self._spill.left()))
        with self._lock:
            for alarm in restored.alarms:
                if alarm.alarm_id not in self._ended:
                    self._open.setdefault(alarm.alarm_id, alarm)
        return restored

    def _keep(self, alarm: Alarm) -> None:
        with self._lock:
            if alarm.state is not AlarmState.NORMAL:
                self._open[alarm.alarm_id] = alarm
                return
            self._open.pop(alarm.alarm_id, None)
            self._ended[alarm.alarm_id] = alarm
            if len(self._ended) > MOST_ENDED:
                del self._ended[next(iter(self._ended))]

    def _spilled(self, transition: Transition) -> int | None:
        try:
            return self._spill.put(transition)
        except (TypeError, ValueError):
            return None  # the database refuses it too, in the future of its job

    def _write_again(self, db: sqlite3.Connection) -> None:
        with self._lock:
            alarms, ended = [self._open[alarm_id] for alarm_id in sorted(self._open)], list(self._ended.values())
        write_again(db, self._owner, self._clock(), alarms, ended)

    def _request(
        self, action: Action | str, agent_id: str, connection: ConnectionID | None, remark: str
    ) -> Callable[[sqlite3.Connection], int]:
        word = action.name if isinstance(action, Action) else action
        at = self._clock()
        return lambda db: add_request(db, self._owner, at, word, agent_id, connection, remark)

    def _put(self, work: Callable[[sqlite3.Connection], _T], *, keep: bool, synced: bool = True) -> Future[_T]:
        job = Job(work, keep=keep, synced=synced)
        self._thread.put(job)
        return job.future


def _unless_given_up(then: Callable[[], None], done: Future[Any]) -> None:
    """Call ``then`` unless the database never got it: the spill file keeps that for the next start."""
    if not done.cancelled() and not isinstance(done.exception(), GivenUp):
        then()


def _number(request: int | Future[int]) -> int:
    """The sequence number of a request whose turn came before. Raises :class:`JournalError` when it has no line."""
    if isinstance(request, int):
        return request
    # Both may wait for one commit: the future has no result then, but the transaction has the line.
    number = request.tentative if isinstance(request, JobFuture) else None
    if not isinstance(number, int) or (request.done() and (request.cancelled() or request.exception() is not None)):
        raise JournalError("the request of this outcome has no line in the audit")
    return number
