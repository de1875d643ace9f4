"""What the alarm history says: one line an alarm, and how fast they were acknowledged. Foreign text is cleaned here."""

from __future__ import annotations

from collections.abc import Sequence
from statistics import median

from app.alarms.rules import response
from app.model import Alarm, AlarmKind, AlarmState, Floor
from app.text.labels import ALARM_KINDS, ALARM_STATES
from app.text.sanitize import clean, fit
from app.text.times import duration, time_of_day

GOAL = 15.0
"""Seconds within which emergency centres want nine of ten calls answered."""
WIDE = 100
"""Cells from which there is room for whole names."""
_KIND, _CALL, _ACKED = 11, 10, 22


def alarms_of(floor: Floor) -> list[Alarm]:
    """Every alarm of the session, the newest first: those on the list, and those that have left it."""
    return sorted((*floor.alarms, *floor.history), key=lambda alarm: (-alarm.raised, -alarm.alarm_id))


def heading(width: int = WIDE) -> str:
    """What stands above the lines."""
    who = _who_width(width)
    return " ".join(
        (
            fit("Raised", 8),
            fit("Alarm", _KIND),
            fit("Agent", who),
            fit("Call", _CALL),
            fit("Acked here", _ACKED),
            "What",
        )
    )


def line(alarm: Alarm, width: int = WIDE, *, ascii_glyphs: bool = False) -> str:
    """Raised when, what, who, which call, acked here when and how fast, over when and why."""
    kind = ALARM_KINDS[alarm.kind]
    mark = f"{kind.mark(ascii_glyphs)} {kind.word.capitalize()}"  # in capitals only while one is listed, elsewhere
    who = clean(f"{alarm.agent_id or '-'} {alarm.name}".strip())
    call = str(alarm.connection.connection_call_id) if alarm.connection is not None else "-"
    parts = (
        time_of_day(alarm.raised),
        fit(mark, _KIND),
        fit(who, _who_width(width)),
        fit(call, _CALL),
        fit(_acked(alarm), _ACKED),
    )
    said = [f"{alarm.count} times, the last {time_of_day(alarm.last_raised)}"] if alarm.count > 1 else []
    if alarm.cleared is not None:
        said.append(f"{alarm.cleared_reason or 'over'} {time_of_day(alarm.cleared)}")
    if alarm.state is AlarmState.SHELVED:
        until = f" until {time_of_day(alarm.shelved_until)}" if alarm.shelved_until is not None else ""
        said.append(f"shelved{until}: {alarm.shelved_reason}")
    elif alarm.shelved_reason:
        said.append(f"was shelved: {alarm.shelved_reason}")
    if alarm.text:
        said.append(alarm.text)
    return " ".join([*parts, clean("; ".join(said))]).rstrip()


def _who_width(width: int) -> int:
    """Names give way where the window is narrow."""
    return 14 if width < WIDE else 26


def _acked(alarm: Alarm) -> str:
    if alarm.acknowledged is None:
        return "never acked here" if alarm.state is AlarmState.NORMAL else ALARM_STATES[alarm.state].word
    took = response(alarm)
    return time_of_day(alarm.acknowledged) + (f" after {duration(took)}" if took is not None else "")


def matching(alarms: Sequence[Alarm], text: str) -> list[Alarm]:
    """The alarms whose line has every word of ``text`` in it, whatever their case."""
    words = text.casefold().split()
    return [alarm for alarm in alarms if all(word in line(alarm).casefold() for word in words)]


def summary(alarms: Sequence[Alarm]) -> str:
    """How many, how many of them acked here, and how fast, from the paint to the key."""
    if not alarms:
        return "no alarm in this session yet"
    acked = sum(1 for alarm in alarms if alarm.acknowledged is not None)
    words = f"{len(alarms)} alarm{'' if len(alarms) == 1 else 's'}, {acked} acked here"
    times = [took for alarm in alarms if alarm.kind is AlarmKind.EMERGENCY and (took := response(alarm)) is not None]
    if times:
        share = 100 * sum(1 for took in times if took <= GOAL) // len(times)
        words += f"; emergencies: median {duration(median(times))} from paint to key, {share} % within {GOAL:g} s"
    return words
