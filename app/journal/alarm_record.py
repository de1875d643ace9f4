"""An :class:`~app.model.Alarm` as one line of JSON and back, whatever fields it has.

The journal keeps it to show the same alarms after a restart. The fields are taken from the dataclass, so an alarm that
learns a new one needs no change here: an older record then simply lacks it, and its default stands.
"""

from __future__ import annotations

import json
import types
from dataclasses import fields
from enum import Enum
from functools import lru_cache
from typing import Any, Union, get_args, get_origin, get_type_hints

from app.model import Alarm, AlarmKind, AlarmState


def to_record(alarm: Alarm) -> str:
    """The alarm as ASCII JSON."""
    return json.dumps({field.name: _plain(getattr(alarm, field.name)) for field in fields(Alarm)}, ensure_ascii=True)


def from_record(alarm_id: int, record: str) -> Alarm:
    """The alarm of a record. Never fails: what can't be read comes back as an open alarm that says so.

    An alarm that another version wrote, or that was damaged, may have been an emergency: it must not vanish.
    """
    try:
        values = json.loads(record)
        known = {name: _typed(values[name], kind) for name, kind in _hints().items() if name in values}
        return Alarm(**{**known, "alarm_id": alarm_id})
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError):
        return Alarm(
            alarm_id,
            AlarmKind.JOURNAL,
            AlarmState.UNACK_ACTIVE,
            0.0,
            text="An alarm of an earlier session cannot be read: see the alarm history",
        )


@lru_cache(maxsize=1)
def _hints() -> dict[str, Any]:
    return get_type_hints(Alarm)


def _plain(value: object) -> object:
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, tuple | frozenset):
        return [_plain(item) for item in value]
    return value


def _typed(value: Any, kind: Any) -> Any:
    """``value`` of JSON as the type that the dataclass wants. Raises ValueError or TypeError."""
    origin = get_origin(kind)
    if origin in (Union, types.UnionType):
        choices = get_args(kind)
        if value is None and type(None) in choices:
            return None
        for choice in choices:
            try:
                return _typed(value, choice)
            except (ValueError, TypeError):
                continue
        raise ValueError("of no known type")
    if origin in (tuple, frozenset):
        items = [item for item in get_args(kind) if item is not Ellipsis]
        whole = items * len(value) if len(items) == 1 else items
        return origin(_typed(item, item_kind) for item, item_kind in zip(value, whole, strict=True))
    if hasattr(kind, "_fields"):
        hints = get_type_hints(kind)
        return kind(*(_typed(item, hints[name]) for item, name in zip(value, kind._fields, strict=True)))
    if issubclass(kind, Enum):
        return kind(value)
    if kind is float and isinstance(value, int):
        return float(value)
    if not isinstance(value, kind):
        raise ValueError("of another type")
    return value
