"""The key that acknowledges alarms together: all but emergencies that are still open."""

from __future__ import annotations

from app.alarms import rules
from app.model import AlarmKind
from app.supervision import Question
from app.ui.console import Console
from app.ui.context import Context
from app.ui.dialogs import Answer
from app.ui.handlers.alarms import acknowledge_these
from app.ui.handlers.questions import ask
from app.ui.painted import alarm_painted


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

    def answered(answer: Answer | None) -> None:
        if answer is not None and answer.yes:
            acknowledge_these(console, alarm_ids)
            console.say(f"{count} acked here{left}")
        else:
            console.say("no: nothing was acknowledged")

    ask(console, Question(f"Acknowledge {count}?{left.replace(';', ' ').capitalize()}", "acknowledge them"), answered)
