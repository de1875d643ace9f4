"""An :class:`~app.model.Alarm` as one line of JSON and back, by pydantic, which takes the fields from the dataclass.

The journal keeps it to list the same alarms after a restart. A field that an older record lacks has its default; a
field that this version doesn't know is ignored.
"""

from __future__ import annotations

import json
from functools import lru_cache
from typing import TYPE_CHECKING

from app.model import Alarm, AlarmKind, AlarmState

if TYPE_CHECKING:
    from pydantic import TypeAdapter


_NOT_KEPT = {"waiting_since", "seen_beginning"}
"""Fields that no record has."""


@lru_cache(maxsize=1)
def _alarms() -> TypeAdapter[Alarm]:
    from pydantic import TypeAdapter  # here: printing the journal needs no records, and starts without pydantic

    return TypeAdapter(Alarm)


def to_record(alarm: Alarm) -> str:
    """The alarm as ASCII JSON. Raises ValueError or TypeError when a field holds what the record can't."""
    record = _alarms().dump_python(alarm, mode="json", exclude=_NOT_KEPT, warnings="error")
    return json.dumps(record, ensure_ascii=True)


def from_record(alarm_id: int, record: str) -> Alarm:
    """The alarm of a record. Never fails: from what can't be read comes an open alarm that says so.

    An alarm that another version wrote, or that was damaged, may have been an emergency: it must not vanish.
    """
    try:
        # Not validate_json: it refuses the lone surrogates that foreign text may hold.
        return _alarms().validate_python(json.loads(record) | {"alarm_id": alarm_id})
    except (ValueError, TypeError, RecursionError):
        return Alarm(
            alarm_id,
            AlarmKind.JOURNAL,
            AlarmState.UNACK_ACTIVE,
            0.0,
            text="An alarm of an earlier session cannot be read: see the alarm history",
        )
