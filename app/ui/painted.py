"""What was on the screen when a key was pressed: a key acts on that, or nothing is done.

A floor is handled some milliseconds before it is painted, and a key some milliseconds after it is pressed.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Mapping
from typing import NamedTuple

from app.alarms import find
from app.model import Floor, Target
from app.supervision import call_id_reused
from app.ui.context import Context, Pane

FRAMES = 64
"""Frames that are remembered; at 20 floors a second those of 3 seconds."""

NEWER_EMERGENCY = "a newer emergency has just come in: look, and press a again"
ROW_GONE = "not sent: the row that was selected has just gone; look, and press the key again"
ROW_CHANGED = "not sent: the selected row has just changed; look, and press the key again"


class Frame(NamedTuple):
    """A floor as it was painted."""

    at: float
    """When it was painted, in seconds of the monotonic clock."""
    floor: Floor
    lost: Mapping[Pane, float | None]
    """When each pane's selected row went away by itself, as far as that was painted."""
    top: object
    """The screen or dialog on top."""


NOTHING = Frame(float("-inf"), Floor(), {}, None)


class Frames:
    """The last frames."""

    def __init__(self) -> None:
        self._frames: deque[Frame] = deque([NOTHING], FRAMES)

    def add(self, frame: Frame) -> None:
        """This was painted just now. One that shows nothing else than the one before is not kept."""
        last = self._frames[-1]
        if frame.floor is not last.floor or frame.top is not last.top or frame.lost != last.lost:
            self._frames.append(frame)

    def at(self, when: float | None) -> Frame:
        """What was on the screen then, in seconds of the monotonic clock; None is now."""
        if when is None:
            return self._frames[-1]
        return next((frame for frame in reversed(self._frames) if frame.at <= when), NOTHING)


def changed_since_painted(context: Context, action_id: str) -> str | None:
    """Why a key for the selected row, or for the newest emergency, isn't taken: it is not what was painted.

    None when it is, or when the action is about neither.
    """
    painted = context.painted
    if painted is None or action_id not in ("barge_in", "intercept", "monitor", "whisper", "acknowledge", "shelve"):
        return None
    if action_id == "acknowledge" and not context.on_alarm:
        return None if alarm_painted(context, context.alarm_to_acknowledge) else NEWER_EMERGENCY
    if context.row_lost:
        return ROW_GONE
    return None if _row_painted(context, painted) else ROW_CHANGED


def alarm_painted(context: Context, alarm_id: int | None) -> bool:
    """Was this alarm painted when the key was pressed, with its last raise?"""
    if context.painted is None:
        return True
    before, now = find(context.painted, alarm_id), find(context.floor, alarm_id)
    return before is not None and now is not None and before.last_raised == now.last_raised


def _row_painted(context: Context, painted: Floor) -> bool:
    """Was this row painted, about the same agent and call?"""
    target = context.target
    if context.pane is Pane.ALERTS:
        if not all(alarm_painted(context, alarm_id) for alarm_id in context.alarm_ids or (context.alarm_id,)):
            return False
        alarm = find(painted, context.alarm_id)
        if alarm is None or target is None:
            return True
        return (alarm.agent_id, alarm.connection) == (target.agent_id, target.connection)
    if target is None or call_id_reused(painted, context.floor, target.connection) is not None:
        return target is None
    if context.pane is Pane.CALLS:
        call = painted.calls.get(target.connection) if target.connection is not None else None
        return call is not None and call.agent_id == target.agent_id
    best = next((call.connection for call in painted.calls_of(target.agent_id)), None)
    return target.agent_id in painted.agents and target == Target(target.agent_id, best)
