"""What was on the screen when a key was pressed. A key is for that: where it has changed since, the key is refused.

A floor is drawn some milliseconds before its frame is written, and a key is handled some milliseconds after it is
pressed.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Mapping
from typing import NamedTuple

from app.alarms import find
from app.model import Floor, Target
from app.supervision import call_id_reused
from app.ui.context import Context, Pane, Rows

FRAMES = 64
"""Frames that are kept; at 20 floors a second those of 3 seconds."""

NEWER_EMERGENCY = "a newer emergency has just come in: look, and press a again"
ROW_GONE = "not sent: another row has just come under the cursor; look, and press the key again"
ROW_CHANGED = "not sent: the selected row has just changed; look, and press the key again"


class Frame(NamedTuple):
    """A frame that was written to the terminal."""

    at: float
    """When it was written, in seconds of the monotonic clock."""
    floor: Floor
    lost: Mapping[Pane, float | None]
    """``lost_at`` of each pane's table in this frame."""
    top: object
    """The screen or dialog on top."""


NOTHING = Frame(float("-inf"), Floor(), {}, None)
"""The screen before the first frame."""


class Frames:
    """The latest frames."""

    def __init__(self) -> None:
        self._frames: deque[Frame] = deque([NOTHING], FRAMES)

    def add(self, frame: Frame) -> None:
        """Keep a frame, unless it shows what the one before shows."""
        last = self._frames[-1]
        if frame.floor is not last.floor or frame.top is not last.top or frame.lost != last.lost:
            self._frames.append(frame)

    def at(self, when: float | None) -> Frame:
        """The frame on the screen at ``when``, in seconds of the monotonic clock; None is now."""
        if when is None:
            return self._frames[-1]
        return next((frame for frame in reversed(self._frames) if frame.at <= when), NOTHING)


def row_changed(context: Context) -> str | None:
    """Why a key for the selected row is refused: the row is not the one that was painted. None when it is."""
    if context.painted is None:
        return None
    if context.row_lost:
        return ROW_GONE
    return None if _row_painted(context, context.painted) else ROW_CHANGED


def alarm_painted(context: Context, alarm_id: int | None) -> bool:
    """Was this alarm, with its latest raise, on the screen when the key was pressed?"""
    if context.painted is None:
        return True
    before, now = find(context.painted, alarm_id), find(context.floor, alarm_id)
    return before is not None and now is not None and before.last_raised == now.last_raised


def _row_painted(context: Context, painted: Floor) -> bool:
    """Was the selected row on the screen, about the same agent and call?"""
    target = context.target
    if context.pane.rows is Rows.ALARMS:
        if not all(alarm_painted(context, alarm_id) for alarm_id in context.alarm_ids or (context.alarm_id,)):
            return False
        alarm = find(painted, context.alarm_id)
        if alarm is None or target is None:
            return True
        return (alarm.agent_id, alarm.connection) == (target.agent_id, target.connection)
    if target is None or call_id_reused(painted, context.floor, target.connection) is not None:
        return target is None
    if context.pane.rows is Rows.CALLS:
        call = painted.calls.get(target.connection) if target.connection is not None else None
        return call is not None and call.agent_id == target.agent_id
    first = next((call.connection for call in painted.calls_of(target.agent_id)), None)
    return target.agent_id in painted.agents and target == Target(target.agent_id, first)
