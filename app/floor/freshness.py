"""Whether events can be heard: old data, the times in which nothing was heard, and what is wrong behind the server."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.alarms import lifecycle as al
from app.model import AlarmKind, BlindWindow, Severity
from app.text.times import duration, time_of_day

if TYPE_CHECKING:
    from app.floor.floor_core import FloorCore


def session_gone(floor: FloorCore, now: float) -> None:
    """An open session is over: nothing is known from when the server was last heard."""
    if floor.deaf_since is None:
        floor.deaf_since = min(now, floor.last_heard) if floor.last_heard is not None else now
    floor.went_stale(now)


def events_stopped(floor: FloorCore, now: float) -> None:
    """No events come from now on: the data get old."""
    if floor.deaf_since is None:
        floor.deaf_since = now
        floor.make_stale(now)


def events_come(floor: FloorCore, now: float) -> None:
    """Events come: the end of a time without them, where there was one, of which people are told."""
    if floor.deaf_since is not None:
        floor.blind = BlindWindow(floor.deaf_since, now)
        floor.deaf_since = None
        floor.note(blind_words(floor.blind), now, Severity.WARNING)


def health(floor: FloorCore, now: float) -> None:
    """After the link has changed: an alarm while something is wrong."""
    words = floor.link.trouble
    if words:
        known = next((a for a in floor.alarms if a.kind is AlarmKind.SERVER and a.cleared is None), None)
        worse = known is not None and bool({*words.split("; ")} - {*known.text.split("; ")})
        floor.raise_alarm(al.Cry(AlarmKind.SERVER, words, anew=worse), now)
    else:
        floor.set_alarms(al.clear(floor.alarms, lambda a: a.kind is AlarmKind.SERVER, "all is well again", now))


def asked_again(floor: FloorCore, *, calls: bool) -> None:
    """Everything is being asked for once more inside the session: only the end of that makes the data fresh."""
    floor.await_discovery = floor.rediscovering = True
    if calls:
        floor.calls.asked_again()


def blind_words(window: BlindWindow) -> str:
    """A time without events, for people."""
    seconds = window.until - window.since
    lasted = f"{seconds:.0f} s" if seconds < 100 else duration(seconds)
    return (
        f"no events from {time_of_day(window.since)} to {time_of_day(window.until)} ({lasted}): "
        "other emergencies in that time can't be known"
    )
