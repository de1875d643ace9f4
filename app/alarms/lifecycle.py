"""The life of an alarm, as pure functions: alarms in, alarms out.

Nothing changes an alarm's state but :func:`step`, by the table of :mod:`app.alarms.states`.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from app.alarms.states import ACTIVE, HELP, LOW, NEVER_SHELVED, PRIORITY, TRANSITIONS, Step
from app.model import Alarm, AlarmKind, AlarmState, ConnectionID

ONE_AND_THE_SAME = 30.0
"""Seconds within which an agent's alarm message and the call that goes with it are one alarm."""
COPY = 2.0
"""Seconds within which the same message again is a copy, not a new cry."""
LEAVES = 600.0
"""Seconds after which a cleared alarm that is no emergency leaves the list by itself."""
NO_CALL_TO_FOLLOW = 600.0
"""Seconds after which an alarm that names no call that is seen here counts as cleared."""
SHIFT = 8 * 3600.0
"""Seconds of a shift: the longest that an alarm may be shelved; one that is active for longer is marked as old."""
SHELF_TIME = 15 * 60.0
"""Seconds for which an alarm is shelved where nothing else is asked for."""
KEPT_RAISES = 5
"""Times of raising that an alarm remembers."""
CHATTER, CHATTER_SECONDS = 3, 60.0
"""So many raises of one kind by one agent within so many seconds become one row."""

Alarms = tuple[Alarm, ...]


@dataclass(frozen=True, slots=True)
class Cry:
    """Something that asks for a person."""

    kind: AlarmKind
    text: str
    agent_id: str | None = None
    name: str = ""
    extension: str = ""
    connection: ConnectionID | None = None
    ani: str = ""
    by_event: bool = False
    """Told by a message of its own, not by a call's type or cause."""
    by_call: bool = False
    among: frozenset[str] = frozenset()
    """Agents known to be on that same call: two calls may share a call id, so that alone doesn't tell."""
    found_after_reconnect: bool = False
    anew: bool = False
    """What is listed already has become worse: it sounds again."""


def step(alarm: Alarm, what: Step, now: float) -> Alarm:
    """The alarm after a step; the same alarm where the step is not legal in its state."""
    if what is Step.EXPIRE and alarm.kind is AlarmKind.EMERGENCY:
        return alarm  # an emergency leaves the list only by a key press
    state = TRANSITIONS.get((alarm.state, what))
    if state is None or (what is Step.CLEAR and alarm.cleared is not None):
        return alarm
    if what is Step.ACKNOWLEDGE:
        return replace(alarm, state=state, acknowledged=now)
    if what is Step.CLEAR:
        return replace(alarm, state=state, cleared=now)
    if what is Step.RAISE:
        again = replace(alarm, state=state, cleared=None, cleared_reason="", last_raised=now)
        again = replace(again, raises=(*again.raises, now)[-KEPT_RAISES:])
        return again if state is AlarmState.SHELVED else replace(again, acknowledged=None)
    if what is Step.UNSHELVE:
        return replace(alarm, state=state, acknowledged=None, shelved_until=None)
    return replace(alarm, state=state)


def raise_alarm(alarms: Alarms, cry: Cry, now: float, new_id: int) -> tuple[Alarms, Alarm, bool]:
    """Raise an alarm, or recognise one that is listed already. Returns all, the one, and True when it sounds anew."""
    known = _same(alarms, cry, now)
    if known is None:
        alarm = Alarm(
            alarm_id=new_id,
            kind=cry.kind,
            state=TRANSITIONS[AlarmState.NORMAL, Step.RAISE],
            raised=now,
            last_raised=now,
            raises=(now,),
            agent_id=cry.agent_id,
            name=cry.name,
            extension=cry.extension,
            connection=cry.connection,
            text=cry.text,
            ani=cry.ani,
            found_after_reconnect=cry.found_after_reconnect,
            by_event=cry.by_event,
            by_call=cry.by_call,
        )
        return (*alarms, alarm), alarm, True
    again = _again(known, cry, now)
    alarm = known
    if again:
        alarm = replace(step(known, Step.RAISE, now), count=known.count + 1)
    # The message names the call that the cry is about; a call placed because of it may be another one.
    connection = cry.connection if cry.connection and (cry.by_event or not known.connection) else known.connection
    told = cry.by_event and not known.by_event and cry.agent_id is not None
    alarm = replace(
        alarm,
        agent_id=cry.agent_id if told else alarm.agent_id or cry.agent_id,
        name=cry.name if told else alarm.name or cry.name,
        extension=cry.extension if told else alarm.extension or cry.extension,
        connection=connection,
        ani=alarm.ani or cry.ani,
        text=cry.text if cry.by_event or again or not cry.by_call else alarm.text,
        by_event=alarm.by_event or cry.by_event,
        by_call=alarm.by_call or cry.by_call,
        found_after_reconnect=alarm.found_after_reconnect or cry.found_after_reconnect,
    )
    sounds = again and alarm.state is AlarmState.UNACK_ACTIVE
    return tuple(alarm if a is known else a for a in alarms), alarm, sounds


def _again(known: Alarm, cry: Cry, now: float) -> bool:
    """Is it a new cry about a listed alarm (and not its other half, or a copy)?"""
    if cry.anew or (cry.found_after_reconnect and not known.found_after_reconnect):
        return True
    other_half = (cry.by_event and not known.by_event) or (cry.by_call and not known.by_call)
    return not other_half and now - known.last_raised >= COPY and (cry.by_event or known.cleared is not None)


def _same(alarms: Alarms, cry: Cry, now: float) -> Alarm | None:
    """The listed alarm that this cry is about: by its connection, by its call, else by its agent within a while."""
    listed = [a for a in reversed(alarms) if a.kind is cry.kind]
    if not (cry.by_event or cry.by_call):
        return next((a for a in listed if a.state in ACTIVE and a.agent_id == cry.agent_id), None)
    if cry.connection is not None:
        for alarm in listed:
            if alarm.connection == cry.connection:
                return alarm
        for alarm in listed:
            if alarm.connection is not None and _one_call(alarm, cry):
                return alarm
    if cry.agent_id is None:
        return None
    for alarm in listed:
        half = (cry.by_event and not alarm.by_event) or (cry.by_call and alarm.by_event)
        unknown = alarm.connection is None or cry.connection is None
        if alarm.agent_id == cry.agent_id and (half or unknown) and now - alarm.last_raised <= ONE_AND_THE_SAME:
            return alarm
    return None


def _one_call(alarm: Alarm, cry: Cry) -> bool:
    if alarm.connection is None or cry.connection is None or alarm.cleared is not None:
        return False
    if alarm.connection.connection_call_id != cry.connection.connection_call_id:
        return False
    if alarm.agent_id == cry.agent_id or None in (alarm.agent_id, cry.agent_id):
        return True
    # A call of the emergency type is that at each of its ends: only the message tells who asked for help.
    return alarm.agent_id in cry.among and not (cry.by_event and alarm.by_event)


def _each(alarms: Alarms, change: Callable[[Alarm], Alarm]) -> Alarms:
    changed = tuple(change(alarm) for alarm in alarms)
    return alarms if all(a is b for a, b in zip(alarms, changed, strict=True)) else changed


def listed(alarms: Alarms) -> Alarms:
    """Without those that are NORMAL again: the other functions leave them in, so that their end can be written down."""
    return tuple(alarm for alarm in alarms if alarm.state is not AlarmState.NORMAL)


def acknowledge(alarms: Alarms, alarm_id: int, now: float, painted: float | None = None) -> Alarms:
    """One person has seen one alarm, which is on screen since ``painted``. What is cleared already leaves the list."""

    def change(alarm: Alarm) -> Alarm:
        done = step(alarm, Step.ACKNOWLEDGE, now) if alarm.alarm_id == alarm_id else alarm
        return done if done is alarm or painted is None else replace(done, painted=painted)

    return _each(alarms, change)


def why_not_shelve(alarm: Alarm) -> str | None:
    """Why an alarm can't be shelved, in plain words; None when it can."""
    if alarm.kind in NEVER_SHELVED:
        what = "an emergency" if alarm.kind is AlarmKind.EMERGENCY else "an alarm about the link"
        return f"{what} can't be shelved"
    if (alarm.state, Step.SHELVE) not in TRANSITIONS:
        return "this alarm is shelved already" if alarm.state is AlarmState.SHELVED else "this alarm is over already"
    return None


def shelve(alarms: Alarms, alarm_id: int, reason: str, seconds: float, now: float) -> Alarms:
    """Put one alarm aside, for a reason and a time of at most a shift; nothing where that is not allowed."""
    if not reason.strip() or not 0 < seconds <= SHIFT:
        return alarms

    def change(alarm: Alarm) -> Alarm:
        if alarm.alarm_id != alarm_id or why_not_shelve(alarm) is not None:
            return alarm
        done = step(alarm, Step.SHELVE, now)
        return replace(done, shelved_until=now + seconds, shelved_reason=reason.strip())

    return _each(alarms, change)


def _back(alarm: Alarm, now: float) -> Alarm:
    """What becomes of a shelved alarm at the end of its time."""
    return step(alarm, Step.UNSHELVE if alarm.cleared is None else Step.EXPIRE, now)


def unshelve(alarms: Alarms, alarm_id: int, now: float) -> Alarms:
    """Bring a shelved alarm back before its time."""
    return _each(alarms, lambda a: _back(a, now) if a.alarm_id == alarm_id and a.state is AlarmState.SHELVED else a)


def clear(alarms: Alarms, which: Callable[[Alarm], bool], reason: str, now: float) -> Alarms:
    """What the alarms were about is over; ``reason`` in words. What nobody acknowledged stays listed as cleared."""

    def change(alarm: Alarm) -> Alarm:
        if not which(alarm):
            return alarm
        done = step(alarm, Step.CLEAR, now)
        return alarm if done is alarm else replace(done, cleared_reason=reason)

    return _each(alarms, change)


def call_ended(alarms: Alarms, connection: ConnectionID, reason: str, now: float) -> Alarms:
    """The call of these alarms has ended."""
    return clear(alarms, lambda a: a.connection == connection, reason, now)


def renamed(alarms: Alarms, old: ConnectionID, new: ConnectionID) -> Alarms:
    """The call goes on under another id."""
    return _each(alarms, lambda a: replace(a, connection=new) if a.connection == old else a)


def expire(alarms: Alarms, now: float, followed: Callable[[ConnectionID], bool]) -> Alarms:
    """What time does: ``followed`` tells whether a call is seen here, so that its end will be."""
    lost = clear(
        alarms,
        lambda a: (
            a.kind in HELP
            and now - a.last_raised >= NO_CALL_TO_FOLLOW
            and (a.connection is None or not followed(a.connection))
        ),
        "nothing more was heard of it",
        now,
    )

    def change(alarm: Alarm) -> Alarm:
        if alarm.state is AlarmState.SHELVED:
            return _back(alarm, now) if alarm.shelved_until is None or now >= alarm.shelved_until else alarm
        old = alarm.cleared is not None and now - alarm.cleared >= LEAVES
        return step(alarm, Step.EXPIRE, now) if old else alarm

    return _each(lost, change)


def ordered(alarms: Alarms) -> Alarms:
    """In the order to show them: unacknowledged first, then by priority, then the newest; the shelved ones last."""
    return tuple(
        sorted(
            alarms,
            key=lambda a: (
                a.state is AlarmState.SHELVED,
                a.acknowledged is not None,
                PRIORITY.get(a.kind, LOW),
                -a.last_raised,
            ),
        )
    )


def over_a_shift(alarm: Alarm, now: float) -> bool:
    """Has it been active for longer than a shift? Whoever acknowledged it may have gone home."""
    return alarm.cleared is None and now - alarm.raised > SHIFT


def chatters(alarms: Alarms) -> bool:
    """Do these alarms (of one kind and agent) hold so many raises within so short a time that they are one row?"""
    times = sorted(at for alarm in alarms for at in alarm.raises or (alarm.raised,))
    return any(late - early <= CHATTER_SECONDS for early, late in zip(times, times[CHATTER - 1 :], strict=False))
