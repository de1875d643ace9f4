"""The keys about alarms: go to an emergency, acknowledge, silence, stop flashing, shelve, history."""

from __future__ import annotations

from app.alarms import rules
from app.model import Acknowledge, AcknowledgeAll, Alarm, AlarmKind, AlarmState, Floor, Shelve, Silence, Unshelve
from app.supervision import Question
from app.text import duration, span
from app.ui import dialogs
from app.ui.console import Console
from app.ui.context import Context
from app.ui.handlers.questions import ask
from app.ui.offers import emergency_to_go_to, why_not_one
from app.ui.painted import NEWER_EMERGENCY, alarm_painted, row_changed


def confirm_acknowledged(console: Console, floor: Floor) -> None:
    """Say of each alarm acknowledged here that it is, once a floor shows it."""
    for alarm in console.acknowledgements.confirmed(floor):
        took = rules.response(alarm)
        console.say(f"acked here{f' after {duration(took)}' if took is not None else ''}: {alarm_words(alarm)}")


def go_to_emergency(console: Console, context: Context) -> None:
    """Close all dialogs, give the keys to the alerts, and select the emergency."""
    alarm_id = emergency_to_go_to(context)
    console.close_dialogs()
    if alarm_id is not None:
        console.main.go_to_alarm(alarm_id)


def acknowledge(console: Console, context: Context) -> None:
    """Acknowledge one alarm, or the raises that one row stands for.

    Refused for an alarm that was not on the screen when the key was pressed.
    """
    alarm_id = context.alarm_to_acknowledge
    if context.on_alarm and (reason := row_changed(context)) is not None:
        console.say(reason)
    elif not context.on_alarm and not alarm_painted(context, alarm_id):
        console.say(NEWER_EMERGENCY)
    elif context.on_alarm and context.alarm_ids:
        acknowledge_these(console, context.alarm_ids)
    elif alarm_id is not None:
        console.acknowledgements.sent(alarm_id)
        console.submit(Acknowledge(alarm_id, console.painted.get(alarm_id)))


def acknowledge_these(console: Console, alarm_ids: tuple[int, ...]) -> None:
    """Acknowledge several alarms by one command."""
    painted = tuple(console.painted.get(alarm_id) for alarm_id in alarm_ids)
    console.submit(AcknowledgeAll(alarm_ids, painted))


def why_not_silence(context: Context) -> str | None:
    """Why ``s`` silences nothing."""
    return rules.why_not_silence(context.floor) if context.bell else "no bell rings: the settings have switched it off"


def silence(console: Console, context: Context) -> None:
    """Silence the bell until the next new alarm, and say so."""
    console.submit(Silence())
    console.say("sound off until the next new alarm; nothing is acknowledged")


def toggle_flashing(console: Console, context: Context) -> None:
    """Stop all flashing, or let it go on, and say so."""
    if not console.may_flash:
        console.say("nothing flashes: the settings or --slow have switched it off")
        return
    flashing = console.toggle_flashing()
    console.say("flash on: alarms flash again" if flashing else "flash off: nothing flashes until you press x again")


def why_not_shelve(context: Context) -> str | None:
    """Why ``v`` neither shelves the selected alarm nor brings it back."""
    return why_not_one(context) or rules.why_not_shelve(context.floor, context.alarm_id)


def shelve(console: Console, context: Context) -> None:
    """Ask for reason and time and shelve the selected alarm, or bring it back where it is shelved."""
    alarm = rules.find(context.floor, context.alarm_id)
    if alarm is None:
        return
    if (reason := row_changed(context)) is not None:
        console.say(reason)
        return
    if alarm.state is AlarmState.SHELVED:
        console.submit(Unshelve(alarm.alarm_id))
        return

    def chosen(shelving: dialogs.Shelving | None) -> None:
        if shelving is None:
            console.say("nothing was shelved")
        else:
            console.submit(Shelve(alarm.alarm_id, shelving.reason, shelving.seconds))
            console.say(f"shelved for {span(shelving.seconds)}: {alarm_words(alarm)}; v on it brings it back")

    console.open(dialogs.ShelveDialog(alarm, alarm_words(alarm), console.floor, console.clock()), chosen)


def open_history(console: Console, context: Context) -> None:
    """Open the alarms of this session."""
    console.open(dialogs.HistoryDialog(console.floor, console.clock()))


def alarm_words(alarm: Alarm) -> str:
    """Kind and agent. The kind is in title case: EMERGENCY in capitals on the screen means that one is listed."""
    return f"{alarm.kind.value.capitalize()} {alarm.agent_id or ''} {alarm.name}".strip()


def why_not_acknowledge_all(context: Context) -> str | None:
    """Why ``A`` acknowledges nothing."""
    return rules.why_not_all(context.floor)


def acknowledge_all(console: Console, context: Context) -> None:
    """Acknowledge all alarms on the screen at the key press but emergencies that are open.

    Asks first where emergencies (which are over) are among them, or ASK_FROM alarms and more.
    """
    alarms = [a for a in rules.all_but_open_emergencies(context.floor) if alarm_painted(context, a.alarm_id)]
    alarm_ids = tuple(alarm.alarm_id for alarm in alarms)
    left, count = rules.emergencies_left(context.floor), rules.counted(alarms)
    if len(alarms) < rules.ASK_FROM and not any(alarm.kind is AlarmKind.EMERGENCY for alarm in alarms):
        acknowledge_these(console, alarm_ids)
        console.say(f"{count} acked here{left}")
        return

    def answered(answer: dialogs.Answer | None) -> None:
        if answer is not None and answer.yes:
            acknowledge_these(console, alarm_ids)
            console.say(f"{count} acked here{left}")
        else:
            console.say("no: nothing was acknowledged")

    ask(console, Question(f"Acknowledge {count}?{left.replace(';', ' ').capitalize()}", "acknowledge them"), answered)
