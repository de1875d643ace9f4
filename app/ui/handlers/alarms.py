"""What the keys about alarms do; :class:`app.ui.handlers.navigation.Handlers` takes them in."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from app.alarms.rules import ASK_FROM, all_but_emergencies, emergencies_left, find, newest_emergency, response
from app.model import Acknowledge, AcknowledgeAll, Alarm, AlarmState, Floor, Shelve, Silence, Unshelve
from app.supervision.confirmations import Question
from app.text.times import duration
from app.ui.actions import Context, Pane, alarm_to_acknowledge
from app.ui.dialogs.confirm import Answer, QuestionDialog
from app.ui.dialogs.dialog import FloorDialog
from app.ui.dialogs.history import HistoryDialog
from app.ui.dialogs.shelve import ShelveDialog, Shelving
from app.ui.painted import NEWER_EMERGENCY, alarm_painted

if TYPE_CHECKING:
    from app.ui.app import Floorwalker

SWAP_GUARD = 0.5
"""Seconds after the emergency line changed from one emergency to a newer, in which ``a`` isn't taken for the new."""


class AlarmHandlers:
    """Going to alarms, acknowledging, silencing, shelving, looking back."""

    def __init__(self, app: Floorwalker) -> None:
        self.app = app
        self._newest: tuple[int | None, float] = (None, float("-inf"))
        """The emergency that ``a`` would take, and when it took that place from another one."""
        self._acked: set[int] = set()
        """Acknowledged here one by one, and not told of yet."""

    def floor_changed(self, floor: Floor, now: float) -> None:
        """Keep track of which emergency a blind ``a`` would take, and tell what became of acknowledgements."""
        newest = newest_emergency(floor)
        before, _ = self._newest
        if newest != before:
            took_over = before is not None and any(
                a.alarm_id == before and a.acknowledged is None for a in floor.alarms
            )
            self._newest = (newest, now if took_over else float("-inf"))
        for alarm in (*floor.alarms, *floor.history[-20:]) if self._acked else ():
            if alarm.alarm_id in self._acked and alarm.acknowledged is not None:
                self._acked.discard(alarm.alarm_id)
                took = response(alarm)
                self.app.say(f"acked here{f' after {duration(took)}' if took is not None else ''}: {named(alarm)}")

    def present(self) -> Context:
        """What a key pressed now would act on: under a dialog the emergency in its line, not a row one can't see."""
        frame = self.app.painted_when_pressed()
        context = self.app.main.context()
        row_lost = self.app.main.row_lost_since(frame)
        if row_lost or frame.floor is not context.floor:
            context = replace(context, painted=frame.floor, row_lost=row_lost)
        if isinstance(self.app.screen, FloorDialog) and newest_emergency(context.floor) is not None:
            return replace(context, alarm_id=None, alarm_ids=())
        return context

    def do_emergency(self, context: Context) -> None:
        """Leave any dialog, go to the alerts, select the newest emergency."""
        self.app.close_dialogs()
        main = self.app.main
        main.go_to(Pane.ALERTS)
        newest = self.app.floor.emergencies()[0]
        if not main.alerts.select_alarm(newest.alarm_id):
            main.change(Pane.ALERTS, lambda pane: pane.set_filter(""))
            main.alerts.select_alarm(newest.alarm_id)
        main.refresh_keys()

    def do_acknowledge(self, context: Context) -> None:
        """One alarm by one key, and never one that has only just slipped under the finger."""
        alarm_id = alarm_to_acknowledge(context)
        newest, since = self._newest
        blind = not (context.pane is Pane.ALERTS and context.alarm_id is not None)
        if blind and alarm_id == newest and self.app.clock() - since < SWAP_GUARD:
            self._newest = (newest, float("-inf"))
            self.app.say(NEWER_EMERGENCY)
        elif context.alarm_ids and not blind:
            self._acknowledge(context.alarm_ids)  # the raises of one row that chatters
        elif alarm_id is not None:
            self._acked.add(alarm_id)
            self.app.worker_port.submit(Acknowledge(alarm_id, self.app.painted.get(alarm_id)))

    def do_acknowledge_all(self, context: Context) -> None:
        """All that are listed now but emergencies; where they are many, ask first."""
        alarms = tuple(a for a in all_but_emergencies(context.floor) if alarm_painted(context, a.alarm_id))
        alarm_ids = tuple(alarm.alarm_id for alarm in alarms)
        left = emergencies_left(context.floor)
        count = f"{len(alarms)} alarm{'' if len(alarms) == 1 else 's'}"
        if len(alarms) < ASK_FROM:
            self._acknowledge(alarm_ids)
            self.app.say(f"{count} acked here{left}")
            return

        def answered(answer: Answer | None) -> None:
            if answer is not None and answer.yes:
                self._acknowledge(alarm_ids)
                self.app.say(f"{count} acked here{left}")
            else:
                self.app.say("no: nothing was acknowledged")

        question = Question(f"Acknowledge {count}?{left.replace(';', ' ').capitalize()}", "acknowledge them")
        floor, now = self.app.floor, self.app.clock()
        self.app.push_screen(
            QuestionDialog(question, floor, now, changed=lambda _: None, lapse=self.app.lapse), answered
        )

    def _acknowledge(self, alarm_ids: tuple[int, ...]) -> None:
        painted = tuple(self.app.painted.get(alarm_id) for alarm_id in alarm_ids)
        self.app.worker_port.submit(AcknowledgeAll(alarm_ids, painted))

    def do_silence(self, context: Context) -> None:
        """Sound off; the worker tells it by the next Floor."""
        self.app.worker_port.submit(Silence())

    def do_steady(self, context: Context) -> None:
        """All flashing off, or on again."""
        app = self.app
        app.flashing = not app.flashing
        app.flash(app.clock())
        app.say("alarms flash again" if app.flashing else "nothing flashes any more; x lets alarms flash again")

    def do_shelve(self, context: Context) -> None:
        """Ask for reason and time and put the selected alarm aside; or bring it back."""
        alarm = find(context.floor, context.alarm_id)
        if alarm is None:
            return
        if alarm.state is AlarmState.SHELVED:
            self.app.worker_port.submit(Unshelve(alarm.alarm_id))
            return

        def chosen(shelving: Shelving | None) -> None:
            if shelving is None:
                self.app.say("nothing was shelved")
            else:
                self.app.worker_port.submit(Shelve(alarm.alarm_id, shelving.reason, shelving.seconds))
                self.app.say(f"shelved for {duration(shelving.seconds)}: {named(alarm)}; v on it brings it back")

        self.app.push_screen(ShelveDialog(alarm, named(alarm), self.app.floor, self.app.clock()), chosen)

    def do_history(self, context: Context) -> None:
        """The alarms of this session."""
        self.app.push_screen(HistoryDialog(self.app.floor, self.app.clock()))


def named(alarm: Alarm) -> str:
    """Kind and agent, in title case: the word in capitals is on screen only while one is listed."""
    return f"{alarm.kind.value.capitalize()} {alarm.agent_id or ''} {alarm.name}".strip()
