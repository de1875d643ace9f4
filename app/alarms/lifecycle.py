"""The life of an alarm, as pure functions: alarms in, alarms out.

Nothing changes an alarm's state but :func:`step`, by the table of :mod:`app.alarms.states`. Times are steady
seconds.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from app.alarms.states import ACTIVE, HELP, TRANSITIONS, Step
from app.model import Alarm, AlarmKind, AlarmState, ConnectionID
from protocol.frozen import frozen

SAME_EMERGENCY = 30.0
"""Seconds within which an agent's alarm message and the call that belongs to it are one alarm."""
COPY = 2.0
"""Seconds within which the same message again is a copy (each monitor brings its own), not a new alarm."""
CLEARED_SHOWN = 600.0
"""Seconds after which a cleared alarm that is no emergency leaves the list by itself."""
UNFOLLOWED_FOR = 600.0
"""Seconds after which a call for help counts as cleared where no call is seen here whose end would clear it."""
SHIFT = 8 * 3600.0
"""Seconds of a shift: the longest that an alarm may be shelved; one that is active for longer is marked as old."""
SHELF_TIME = 15 * 60.0
"""Seconds for which an alarm is shelved where nothing else is asked for."""
KEPT_RAISES = 5
"""Times of raising that an alarm remembers."""
CHATTER, CHATTER_SECONDS = 3, 60.0
"""So many raises of one kind by one agent within so many seconds become one row."""

SHOWN_FIRST = (
    AlarmState.UNACK_ACTIVE,
    AlarmState.ACK_ACTIVE,
    AlarmState.UNACK_CLEARED,
    AlarmState.SHELVED,
    AlarmState.NORMAL,
)
"""States in the order to show them: what is over is below all that is open, whatever its kind."""

Alarms = tuple[Alarm, ...]


@frozen
class AlarmTrigger:
    """What raises an alarm. Fields without a docstring are those of :class:`~app.model.Alarm`."""

    kind: AlarmKind
    text: str
    agent_id: str | None = None
    name: str = ""
    extension: str = ""
    connection: ConnectionID | None = None
    ani: str = ""
    by_event: bool = False
    """From an event message of its own (EMERGENCY_CALL_EVENT, SUPERVISOR_ASSIST_EVENT)."""
    by_call: bool = False
    """From the CallType or EventCause of a call."""
    agents_on_call: frozenset[str] = frozenset()
    """Agents known to be on that same call: two calls may share a call id, so that alone doesn't tell."""
    found_after_reconnect: bool = False
    seen_beginning: bool = True
    worse: bool = False
    """What a listed alarm is about has become worse: it is raised again."""


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
        waits_on = alarm.state is AlarmState.UNACK_ACTIVE
        since = alarm.since if waits_on else now
        raised = replace(alarm, state=state, cleared=None, cleared_reason="", last_raised=now, waiting_since=since)
        raised = raised if waits_on else replace(raised, seen_beginning=True)
        raised = replace(raised, raises=(*raised.raises, now)[-KEPT_RAISES:])
        return raised if state is AlarmState.SHELVED else replace(raised, acknowledged=None)
    if what is Step.UNSHELVE:
        return replace(alarm, state=state, acknowledged=None, shelved_until=None)
    return replace(alarm, state=state)


def raise_alarm(alarms: Alarms, trigger: AlarmTrigger, now: float, new_id: int) -> tuple[Alarms, Alarm, bool]:
    """Raise an alarm, or add what became known to a listed one. Returns all, the one, and True when it sounds anew."""
    known = _listed_alarm(alarms, trigger, now)
    if known is None:
        alarm = _new(trigger, now, new_id)
        return (*alarms, alarm), alarm, True
    raised = _raises_again(known, trigger, now)
    alarm = replace(step(known, Step.RAISE, now), count=known.count + 1) if raised else known
    alarm = _with_details(alarm, trigger, raised=raised)
    sounds = raised and alarm.state is AlarmState.UNACK_ACTIVE
    return tuple(alarm if a is known else a for a in alarms), alarm, sounds


def _new(trigger: AlarmTrigger, now: float, alarm_id: int) -> Alarm:
    return Alarm(
        alarm_id=alarm_id,
        kind=trigger.kind,
        state=TRANSITIONS[AlarmState.NORMAL, Step.RAISE],
        raised=now,
        last_raised=now,
        waiting_since=now,
        seen_beginning=trigger.seen_beginning,
        raises=(now,),
        agent_id=trigger.agent_id,
        name=trigger.name,
        extension=trigger.extension,
        connection=trigger.connection,
        text=trigger.text,
        ani=trigger.ani,
        found_after_reconnect=trigger.found_after_reconnect,
        by_event=trigger.by_event,
        by_call=trigger.by_call,
    )


def _with_details(alarm: Alarm, trigger: AlarmTrigger, *, raised: bool) -> Alarm:
    """A listed alarm with the details of a further trigger: those of a message outrank those of a call's type."""
    # The message names the call that it is about; a call placed because of the emergency may be another one.
    named = trigger.connection and (trigger.by_event or not alarm.connection)
    outranks = trigger.by_event and not alarm.by_event and trigger.agent_id is not None
    return replace(
        alarm,
        agent_id=trigger.agent_id if outranks else alarm.agent_id or trigger.agent_id,
        name=trigger.name if outranks else alarm.name or trigger.name,
        extension=trigger.extension if outranks else alarm.extension or trigger.extension,
        connection=trigger.connection if named else alarm.connection,
        ani=alarm.ani or trigger.ani,
        text=trigger.text if trigger.by_event or raised or not trigger.by_call else alarm.text,
        by_event=alarm.by_event or trigger.by_event,
        by_call=alarm.by_call or trigger.by_call,
        found_after_reconnect=alarm.found_after_reconnect or trigger.found_after_reconnect,
    )


def _raises_again(known: Alarm, trigger: AlarmTrigger, now: float) -> bool:
    """Does the trigger raise a listed alarm again, and is neither its counterpart (message or call) nor a copy?"""
    if trigger.worse or (trigger.found_after_reconnect and not known.found_after_reconnect):
        return True
    counterpart = (trigger.by_event and not known.by_event) or (trigger.by_call and not known.by_call)
    return not counterpart and now - known.last_raised >= COPY and (trigger.by_event or known.cleared is not None)


def _listed_alarm(alarms: Alarms, trigger: AlarmTrigger, now: float) -> Alarm | None:
    """The listed alarm that a trigger is about: by its connection, by its call, else by its agent within a while."""
    same_kind = [a for a in reversed(alarms) if a.kind is trigger.kind]
    if not (trigger.by_event or trigger.by_call):
        return next((a for a in same_kind if a.state in ACTIVE and a.agent_id == trigger.agent_id), None)
    if trigger.connection is not None:
        for alarm in same_kind:
            if alarm.connection == trigger.connection:
                return alarm
        for alarm in same_kind:
            if alarm.connection is not None and _same_call(alarm, trigger):
                return alarm
    if trigger.agent_id is None:
        return None
    for alarm in same_kind:
        counterpart = (trigger.by_event and not alarm.by_event) or (trigger.by_call and alarm.by_event)
        unknown = alarm.connection is None or trigger.connection is None
        recent = now - alarm.last_raised <= SAME_EMERGENCY
        if alarm.agent_id == trigger.agent_id and (counterpart or unknown) and recent:
            return alarm
    return None


def _same_call(alarm: Alarm, trigger: AlarmTrigger) -> bool:
    """Are both about one call, named by different connections of it?"""
    if alarm.connection is None or trigger.connection is None or alarm.cleared is not None:
        return False
    if alarm.connection.connection_call_id != trigger.connection.connection_call_id:
        return False
    if alarm.agent_id == trigger.agent_id or None in (alarm.agent_id, trigger.agent_id):
        return True
    # A call of the emergency type is that at each of its ends: only the message tells who asked for help.
    return alarm.agent_id in trigger.agents_on_call and not (trigger.by_event and alarm.by_event)


def _map(alarms: Alarms, change: Callable[[Alarm], Alarm]) -> Alarms:
    """All alarms after a change of each; the same tuple where none changed."""
    changed = tuple(change(alarm) for alarm in alarms)
    return alarms if all(a is b for a, b in zip(alarms, changed, strict=True)) else changed


def changes(before: Sequence[Alarm], after: Sequence[Alarm]) -> Iterator[tuple[Alarm | None, Alarm]]:
    """Each alarm that is new (None before), changed in whatever way, or gone (NORMAL after), as (before, after)."""
    known = {alarm.alarm_id: alarm for alarm in before}
    for alarm in after:
        old = known.pop(alarm.alarm_id, None)
        if old is not alarm and old != alarm:
            yield old, alarm
    for gone in known.values():
        yield gone, replace(gone, state=AlarmState.NORMAL)


def listed(alarms: Alarms) -> Alarms:
    """Without those that are NORMAL again: the other functions leave them in, so that their end can be recorded."""
    return tuple(alarm for alarm in alarms if alarm.state is not AlarmState.NORMAL)


def acknowledge(alarms: Alarms, alarm_id: int, now: float, painted: float | None = None) -> Alarms:
    """Acknowledge one alarm, which was on screen since ``painted``. A cleared one leaves the list by that."""

    def change(alarm: Alarm) -> Alarm:
        done = step(alarm, Step.ACKNOWLEDGE, now) if alarm.alarm_id == alarm_id else alarm
        return done if done is alarm or painted is None else replace(done, painted=painted)

    return _map(alarms, change)


def why_not_shelve(alarm: Alarm) -> str | None:
    """Why an alarm can't be shelved, in plain words; None when it can."""
    if not alarm.kind.may_be_shelved:
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

    return _map(alarms, change)


def _off_shelf(alarm: Alarm, now: float) -> Alarm:
    """A shelved alarm at the end of its time: open again, or gone where what it was about is over."""
    return step(alarm, Step.UNSHELVE if alarm.cleared is None else Step.EXPIRE, now)


def unshelve(alarms: Alarms, alarm_id: int, now: float) -> Alarms:
    """Bring a shelved alarm back before its time."""

    def change(alarm: Alarm) -> Alarm:
        shelved = alarm.alarm_id == alarm_id and alarm.state is AlarmState.SHELVED
        return _off_shelf(alarm, now) if shelved else alarm

    return _map(alarms, change)


def clear(alarms: Alarms, which: Callable[[Alarm], bool], reason: str, now: float) -> Alarms:
    """The cause of these alarms is over; ``reason`` in words. Unacknowledged ones stay listed as cleared."""

    def change(alarm: Alarm) -> Alarm:
        if not which(alarm):
            return alarm
        done = step(alarm, Step.CLEAR, now)
        return alarm if done is alarm else replace(done, cleared_reason=reason)

    return _map(alarms, change)


def rename_call(alarms: Alarms, old: ConnectionID, new: ConnectionID) -> Alarms:
    """The call goes on under another id."""
    return _map(alarms, lambda a: replace(a, connection=new) if a.connection == old else a)


def expire(alarms: Alarms, now: float, followed: Callable[[ConnectionID], bool]) -> Alarms:
    """The alarms at that time. ``followed``: is a call seen here, so that its end will be?"""
    remaining = clear(
        alarms,
        lambda a: (
            a.kind in HELP
            and now - a.last_raised >= UNFOLLOWED_FOR
            and (a.connection is None or not followed(a.connection))
        ),
        "nothing more was heard of it",
        now,
    )

    def change(alarm: Alarm) -> Alarm:
        if alarm.state is AlarmState.SHELVED:
            over = alarm.shelved_until is None or now >= alarm.shelved_until
            return _off_shelf(alarm, now) if over else alarm
        old = alarm.cleared is not None and now - alarm.cleared >= CLEARED_SHOWN
        return step(alarm, Step.EXPIRE, now) if old else alarm

    return _map(remaining, change)


def ordered(alarms: Alarms) -> Alarms:
    """In the order to show them: by :data:`SHOWN_FIRST`, then by priority, then the newest."""
    return tuple(sorted(alarms, key=lambda a: (SHOWN_FIRST.index(a.state), a.kind.priority, -a.last_raised)))


def over_a_shift(alarm: Alarm, now: float) -> bool:
    """Has it been active for longer than a shift? Whoever acknowledged it may have gone home."""
    return alarm.cleared is None and now - alarm.raised > SHIFT


def chatters(alarms: Alarms) -> bool:
    """Do these alarms (of one kind and agent) hold so many raises within so short a time that they are one row?"""
    times = sorted(at for alarm in alarms for at in alarm.raises or (alarm.raised,))
    return any(late - early <= CHATTER_SECONDS for early, late in zip(times, times[CHATTER - 1 :], strict=False))
