"""The worker's side of the alarm journal: what an earlier run left behind, every transition, the journal's troubles."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable

from app.floor import FloorBuilder
from app.journal import Journal, Restored
from app.model import Alarm, AlarmState

RESTORE_WAIT = 2.0
"""Seconds that are waited for the alarms of an earlier run; later they come in as they come."""
CLOSING_WAIT = 1.0
"""Seconds for the journal to write what is left at the end."""

log = logging.getLogger("floorwalker")


class Recorder:
    """Keeps the journal of one floor's alarms. For the worker's loop, unless it says otherwise."""

    def __init__(
        self,
        builder: FloorBuilder,
        *,
        clock: Callable[[], float],
        on_loop: Callable[[Callable[[], None]], None],
        tell: Callable[[], None],
    ) -> None:
        """``on_loop`` carries something out on the worker's loop, from any thread; ``tell`` has the floor drawn."""
        self._builder = builder
        self._clock, self._on_loop, self._tell = clock, on_loop, tell
        self._journal: Journal | None = None

    def on_trouble(self, words: str | None) -> None:
        """The journal can't be written, and why; None: it can again. From the journal's thread."""
        self._on_loop(lambda: self._is(words or ""))

    async def start(self, journal: Journal) -> None:
        """Start the journal, and take back the alarms that an earlier run left behind, now or as soon as they come."""
        self._journal = journal
        # Until the earlier run's alarms are known, new ones take ids that no run has used.
        self._builder.record_alarms(self._record, journal.spare_alarm_id)
        journal.start()
        restored = asyncio.wrap_future(journal.load_alarms())
        restored.add_done_callback(self._restored)
        await asyncio.wait({restored}, timeout=RESTORE_WAIT)
        if not restored.done():
            log.warning("the journal does not answer: the alarms of an earlier run come later")
            self._builder.restore((), journal.spare_alarm_id, self._clock())

    def unwritable(self, trouble: str) -> None:
        """A line could not be written, whatever the journal thinks of itself: so it is until a probe has worked."""
        self._is(trouble)
        journal = self._journal
        if journal is not None:
            journal.retry().add_done_callback(lambda _: self.on_trouble(journal.trouble))

    def _is(self, trouble: str) -> None:
        if trouble != self._builder.journal_trouble:
            log.log(logging.ERROR if trouble else logging.INFO, "journal: %s", trouble or "it can be written again")
        self._builder.set_journal_trouble(trouble, self._clock())
        self._tell()

    def _restored(self, restored: asyncio.Future[Restored]) -> None:
        if restored.cancelled() or restored.exception() is not None:
            return
        left = restored.result()
        self._on_loop(lambda: self._take_back(left))  # where a defect in it is told

    def _take_back(self, left: Restored) -> None:
        log.info("%d alarms of an earlier run", len(left.alarms))
        self._builder.restore(left.alarms, left.next_alarm_id, self._clock())
        self._tell()

    def _record(self, before: Alarm | None, after: Alarm, who: str) -> None:
        assert self._journal is not None
        self._journal.record_alarm(before, after, who=who, reason=_reason(before, after))


def _reason(before: Alarm | None, after: Alarm) -> str:
    """What the states don't tell; empty where the alarm has a reason of its own."""
    if after.state is AlarmState.SHELVED:
        return after.shelved_reason
    if before is None or before.state is not after.state:
        return ""
    return "once more" if after.count > before.count else "more became known of it"
