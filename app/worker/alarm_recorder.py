"""The alarms' side of the journal: alarms of an earlier run, every transition, and whether lines can be written."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable

from app.floor import FloorBuilder
from app.journal import Journal, Restored
from app.model import Alarm, AlarmState

RESTORE_WAIT = 2.0
"""Seconds to wait for the alarms of an earlier run before the session starts; later ones are added when they come."""

log = logging.getLogger("floorwalker")


class AlarmRecorder:
    """Keeps the journal of one floor's alarms. For the worker's loop, except :meth:`on_trouble`."""

    def __init__(
        self,
        builder: FloorBuilder,
        *,
        clock: Callable[[], float],
        on_loop: Callable[[Callable[[], None]], None],
        publish: Callable[[], None],
    ) -> None:
        """``clock`` gives wall-clock seconds; ``on_loop`` calls something on the worker's loop, from any thread;
        ``publish`` publishes the floor."""
        self._builder = builder
        self._clock, self._on_loop, self._publish = clock, on_loop, publish
        self._journal: Journal | None = None

    def on_trouble(self, words: str | None) -> None:
        """The journal can't be written for the reason ``words``; None: it can be again. For the journal's thread."""
        self._on_loop(lambda: self._set_trouble(words or ""))

    async def start(self, journal: Journal) -> None:
        """Start the journal, and restore the alarms of an earlier run: now, or as soon as the journal gives them."""
        self._journal = journal
        # Until the alarms of earlier runs are known, new ones get ids that no run has used.
        self._builder.record_alarms(self._record, journal.spare_alarm_id)
        journal.start()
        loaded = asyncio.wrap_future(journal.load_alarms())
        loaded.add_done_callback(self._loaded)
        await asyncio.wait({loaded}, timeout=RESTORE_WAIT)
        if not loaded.done():
            log.warning("the journal does not answer: the alarms of an earlier run come later")
            self._builder.restore((), journal.spare_alarm_id, self._clock())

    def on_unwritable(self, trouble: str) -> None:
        """A line could not be written for that reason, even where the journal itself knows of no trouble.

        The floor shows it until a probe has written to the journal.
        """
        self._set_trouble(trouble)
        journal = self._journal
        if journal is not None:
            journal.retry().add_done_callback(lambda _: self.on_trouble(journal.trouble))

    def _set_trouble(self, trouble: str) -> None:
        if trouble != self._builder.journal_trouble:
            log.log(logging.ERROR if trouble else logging.INFO, "journal: %s", trouble or "it can be written again")
        self._builder.set_journal_trouble(trouble, self._clock())
        self._publish()

    def _loaded(self, loaded: asyncio.Future[Restored]) -> None:
        if loaded.cancelled() or loaded.exception() is not None:
            return
        restored = loaded.result()
        self._on_loop(lambda: self._restore(restored))  # which reports an error in it

    def _restore(self, restored: Restored) -> None:
        log.info("%d alarms of an earlier run", len(restored.alarms))
        self._builder.restore(restored.alarms, restored.next_alarm_id, self._clock())
        self._publish()

    def _record(self, before: Alarm | None, after: Alarm, who: str) -> None:
        assert self._journal is not None
        self._journal.record_alarm(before, after, who=who, reason=_reason(before, after))


def _reason(before: Alarm | None, after: Alarm) -> str:
    """Why an alarm changed, where its states and its ``cleared_reason`` don't say it; else empty."""
    if after.state is AlarmState.SHELVED:
        return after.shelved_reason
    if before is None or before.state is not after.state:
        return ""
    return "once more" if after.count > before.count else "more became known of it"
