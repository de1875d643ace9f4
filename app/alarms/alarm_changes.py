"""What changed between two lists of alarms: the transitions that the journal records."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from app.model import Alarm, AlarmState


def changes(before: Sequence[Alarm], after: Sequence[Alarm]) -> Iterator[tuple[Alarm | None, Alarm]]:
    """Each alarm that is new (None before), changed in whatever way, or gone (NORMAL after), as (before, after)."""
    known = {alarm.alarm_id: alarm for alarm in before}
    for alarm in after:
        old = known.pop(alarm.alarm_id, None)
        if old is not alarm and old != alarm:
            yield old, alarm
    for gone in known.values():
        yield gone, replace(gone, state=AlarmState.NORMAL)
