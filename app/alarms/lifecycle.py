"""The life of an alarm, as pure functions: an alarm in, an alarm out; the same one where nothing changes.

Nothing changes an alarm's state but :func:`step`, by the table of :mod:`app.alarms.states`. Times are steady
seconds.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace

from app.alarms.states import HELP, TRANSITIONS, Step
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


def raise_again(alarm: Alarm, trigger: AlarmTrigger, now: float) -> tuple[Alarm, bool]:
    """A listed alarm after a trigger that is about it: raised again, or with what became known; does it sound anew?"""
    again = _raises_again(alarm, trigger, now)
    raised = replace(step(alarm, Step.RAISE, now), count=alarm.count + 1) if again else alarm
    return _with_details(raised, trigger, raised=again), again and raised.state is AlarmState.UNACK_ACTIVE


def new_alarm(trigger: AlarmTrigger, now: float, alarm_id: int) -> Alarm:
    """A trigger that is about no listed alarm raises one."""
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


def same_call(alarm: Alarm, trigger: AlarmTrigger) -> bool:
    """Are both about one call, named by different connections of it?"""
    if alarm.connection is None or trigger.connection is None or alarm.cleared is not None:
        return False
    if alarm.connection.connection_call_id != trigger.connection.connection_call_id:
        return False
    if alarm.agent_id == trigger.agent_id or None in (alarm.agent_id, trigger.agent_id):
        return True
    # A call of the emergency type is that at each of its ends: only the message tells who asked for help.
    return alarm.agent_id in trigger.agents_on_call and not (trigger.by_event and alarm.by_event)


def acknowledge(alarm: Alarm, now: float, painted: float | None = None) -> Alarm:
    """Acknowledge an alarm, which was on screen since ``painted``. A cleared one leaves the list by that."""
    done = step(alarm, Step.ACKNOWLEDGE, now)
    return done if done is alarm or painted is None else replace(done, painted=painted)


def why_not_shelve(alarm: Alarm) -> str | None:
    """Why an alarm can't be shelved, in plain words; None when it can."""
    if not alarm.kind.may_be_shelved:
        what = "an emergency" if alarm.kind is AlarmKind.EMERGENCY else "an alarm about the link"
        return f"{what} can't be shelved"
    if (alarm.state, Step.SHELVE) not in TRANSITIONS:
        return "this alarm is shelved already" if alarm.state is AlarmState.SHELVED else "this alarm is over already"
    return None


def shelve(alarm: Alarm, reason: str, seconds: float, now: float) -> Alarm:
    """Put an alarm aside, for a reason and a time of at most a shift; nothing where that is not allowed."""
    if not reason.strip() or not 0 < seconds <= SHIFT or why_not_shelve(alarm) is not None:
        return alarm
    done = step(alarm, Step.SHELVE, now)
    return replace(done, shelved_until=now + seconds, shelved_reason=reason.strip())


def _off_shelf(alarm: Alarm, now: float) -> Alarm:
    """A shelved alarm at the end of its time: open again, or gone where what it was about is over."""
    return step(alarm, Step.UNSHELVE if alarm.cleared is None else Step.EXPIRE, now)


def unshelve(alarm: Alarm, now: float) -> Alarm:
    """Bring a shelved alarm back before its time."""
    return _off_shelf(alarm, now) if alarm.state is AlarmState.SHELVED else alarm


def clear(alarm: Alarm, reason: str, now: float) -> Alarm:
    """The cause of an alarm is over; ``reason`` in words. An unacknowledged one stays listed as cleared."""
    done = step(alarm, Step.CLEAR, now)
    return alarm if done is alarm else replace(done, cleared_reason=reason)


def expire(alarm: Alarm, now: float, followed: Callable[[ConnectionID], bool]) -> Alarm:
    """The alarm at that time. ``followed``: is a call seen here, so that its end will be?"""
    unheard = alarm.kind in HELP and now - alarm.last_raised >= UNFOLLOWED_FOR
    if unheard and (alarm.connection is None or not followed(alarm.connection)):
        alarm = clear(alarm, "nothing more was heard of it", now)
    if alarm.state is AlarmState.SHELVED:
        over = alarm.shelved_until is None or now >= alarm.shelved_until
        return _off_shelf(alarm, now) if over else alarm
    old = alarm.cleared is not None and now - alarm.cleared >= CLEARED_SHOWN
    return step(alarm, Step.EXPIRE, now) if old else alarm


def due(alarm: Alarm) -> float:
    """When :func:`expire` may change it first; infinite where it never does."""
    times: list[float] = []
    if alarm.kind in HELP and alarm.cleared is None:
        times.append(alarm.last_raised + UNFOLLOWED_FOR)
    if alarm.state is AlarmState.SHELVED:
        times.append(alarm.shelved_until if alarm.shelved_until is not None else float("-inf"))
    elif alarm.cleared is not None and alarm.kind is not AlarmKind.EMERGENCY:
        times.append(alarm.cleared + CLEARED_SHOWN)
    return min(times, default=float("inf"))


def shown_order(alarm: Alarm) -> tuple[int, int, float]:
    """Sort key of the order to show alarms: by :data:`SHOWN_FIRST`, then by priority, then by the least age."""
    return (SHOWN_FIRST.index(alarm.state), alarm.kind.priority, -alarm.since)


def ordered(alarms: Iterable[Alarm]) -> Alarms:
    """The alarms in the order to show them; equals stay in the order given."""
    return tuple(sorted(alarms, key=shown_order))


def over_a_shift(alarm: Alarm, now: float) -> bool:
    """Has it been active for longer than a shift? Whoever acknowledged it may have gone home."""
    return alarm.cleared is None and now - alarm.raised > SHIFT


def chatters(alarms: Sequence[Alarm]) -> bool:
    """Do these alarms (of one kind and agent) hold so many raises within so short a time that they are one row?"""
    times = sorted(at for alarm in alarms for at in alarm.raises or (alarm.raised,))
    return any(late - early <= CHATTER_SECONDS for early, late in zip(times, times[CHATTER - 1 :], strict=False))
