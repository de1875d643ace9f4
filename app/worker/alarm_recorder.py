"""The alarms' side of the journal: alarms of an earlier run, every transition, and whether lines can be written."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Sequence
from dataclasses import replace

from app.floor import FloorBuilder
from app.journal import Journal, Restored
from app.model import Alarm, AlarmState, ClockStep, wall_time

RESTORE_WAIT = 2.0
"""Seconds to wait for the alarms of an earlier run before the session starts; later ones are added when they come."""
SPILL_WAIT = 0.25
"""Seconds that a Floor waits until its alarms would survive a kill; while the disk hangs only the first one waits."""

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
        """``clock`` gives steady seconds; ``on_loop`` calls something on the worker's loop, from any thread;
        ``publish`` publishes the floor."""
        self._builder = builder
        self._clock, self._on_loop, self._publish = clock, on_loop, publish
        self._journal: Journal | None = None

    def on_trouble(self, words: str | None) -> None:
        """The journal can't be written for the reason ``words``; None: it can be again. For the journal's thread."""
        self._on_loop(lambda: self._set_trouble(words or ""))

    def on_loss(self, words: str) -> None:
        """The journal's files were taken away, and how; new ones have the open alarms. For the journal's thread."""
        self._on_loop(lambda: self._lost(words))

    def settle(self) -> None:
        """Wait, at most SPILL_WAIT, until the recorded alarms would survive a kill. Before a Floor shows them."""
        if self._journal is not None and not self._journal.settle_alarms(SPILL_WAIT):
            log.debug("alarms are shown before they are written: the disk does not answer")

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
            self._join_list(journal.spilled_alarms(), journal.spare_alarm_id)

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

    def _lost(self, words: str) -> None:
        log.error("journal: %s", words)
        self._builder.journal_lost(words, self._clock())
        self._publish()

    def _loaded(self, loaded: asyncio.Future[Restored]) -> None:
        if loaded.cancelled() or loaded.exception() is not None:
            return
        restored = loaded.result()
        self._on_loop(lambda: self._restore(restored))  # which reports an error in it

    def _restore(self, restored: Restored) -> None:
        log.info("%d alarms of an earlier run", len(restored.alarms))
        self._join_list(restored.alarms, restored.next_alarm_id)
        self._publish()

    def _join_list(self, written: Sequence[Alarm], next_alarm_id: int) -> None:
        """Alarms of an earlier run, with their times as they were written, join the list."""
        now = self._clock()
        alarms = tuple(in_steady_time(alarm, self._builder.clock_steps, now) for alarm in written)
        self._builder.restore(alarms, next_alarm_id, now)

    def _record(self, before: Alarm | None, after: Alarm, who: str) -> None:
        assert self._journal is not None
        written = in_wall_time(after, self._builder.clock_steps)
        self._journal.record_alarm(before, written, who=who, reason=_reason(before, after))


def in_wall_time(alarm: Alarm, clock_steps: Sequence[ClockStep]) -> Alarm:
    """The alarm with its times as the wall clock said them, to be written down."""
    return _with_times(alarm, lambda at: wall_time(at, clock_steps)) if clock_steps else alarm


def in_steady_time(alarm: Alarm, clock_steps: Sequence[ClockStep], now: float) -> Alarm:
    """An alarm that was written down, with its times in steady seconds.

    Times that the wall clock has yet to come to (it was set back since) end now, by the same distance from each other.
    """
    correction = clock_steps[-1].correction if clock_steps else 0.0
    times = (alarm.raised, alarm.last_raised, alarm.acknowledged, alarm.cleared)
    latest = max(at for at in times if at is not None)
    by = min(-correction, now - latest)
    return _with_times(alarm, lambda at: at + by) if by else alarm


def _with_times(alarm: Alarm, other: Callable[[float], float]) -> Alarm:
    """The alarm with ``other`` of each of its times; 0 stands for no time."""

    def optional(at: float | None) -> float | None:
        return None if at is None else other(at)

    return replace(
        alarm,
        raised=other(alarm.raised),
        acknowledged=optional(alarm.acknowledged),
        cleared=optional(alarm.cleared),
        last_raised=other(alarm.last_raised) if alarm.last_raised else 0.0,
        raises=tuple(other(at) for at in alarm.raises),
        painted=optional(alarm.painted),
        shelved_until=optional(alarm.shelved_until),
    )


def _reason(before: Alarm | None, after: Alarm) -> str:
    """Why an alarm changed, where its states and its ``cleared_reason`` don't say it; else empty."""
    if after.state is AlarmState.SHELVED:
        return after.shelved_reason
    if before is None or before.state is not after.state:
        return ""
    return "once more" if after.count > before.count else "more became known of it"
