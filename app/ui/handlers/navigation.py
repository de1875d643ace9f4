"""What the keys do: one method per row of :data:`app.ui.actions.ACTIONS`, named ``do_`` and its id."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

from app.model import Action, Engagement, Floor, Note, RetryNow, Severity, Supervise, Target
from app.supervision.confirmations import login_elsewhere, needs_question, take_over_question
from app.supervision.rules import engaged_with, replaced, still_the_same, why_not
from app.ui.actions import ACTIONS, BY_ID, SUPERVISORY, Context, Pane
from app.ui.dialogs.choose_team import ALL_TEAMS, TeamDialog
from app.ui.dialogs.confirm import Answer, QuestionDialog
from app.ui.dialogs.details import DetailsDialog, Subject
from app.ui.dialogs.event_log import EventLogDialog
from app.ui.dialogs.help import HelpDialog
from app.ui.dialogs.palette import PaletteDialog
from app.ui.dialogs.quit import Leave, QuitDialog
from app.ui.handlers.alarms import AlarmHandlers
from app.ui.painted import ROW_GONE, changed_since_painted

if TYPE_CHECKING:
    from app.ui.app import Floorwalker

ANSWER_WAIT = 2.0
"""Seconds for which a request handed to the worker holds back the next, when no Floor tells of it."""


_ON_ITS_WAY = "your last request is on its way: wait for the answer"
_LEFT_ALONE = "no: the other session goes on, and nothing is observed here"


class Handlers(AlarmHandlers):
    """The doing side of the table. Every key, click and palette choice comes through :meth:`perform`."""

    def __init__(self, app: Floorwalker) -> None:
        super().__init__(app)
        self._sent: tuple[Engagement | None, tuple[Note, ...], float] | None = None

    def floor_changed(self, floor: Floor, now: float) -> None:
        """Take away the word that a request is on its way, once it is told what became of it."""
        super().floor_changed(floor, now)
        if self.app.main.message_line.message == _ON_ITS_WAY and (
            self._sent is None or (floor.engagement, floor.notes) != self._sent[:2]
        ):
            self.app.main.message_line.retract()

    def perform(self, action_id: str, context: Context | None = None) -> None:
        """Do it, or say why not. ``context`` is what the key was pressed on; the present one unless given."""
        context = context or self.present()
        row = BY_ID[action_id]
        reason = row.why_not(context) or changed_since_painted(context, action_id)
        if reason is not None:
            self.app.say(reason)
        elif action_id in SUPERVISORY:
            self._supervise(SUPERVISORY[action_id], context)
        else:
            METHODS[action_id](self, context)

    # Stepping in

    def _supervise(self, action: Action, context: Context) -> None:
        floor, app = self.app.floor, self.app
        pinned = context.target
        if action is Action.CLEAR and floor.engagement is not None:
            pinned = Target(floor.engagement.agent_id, floor.engagement.connection)
        if pinned is None:
            return
        if action is not Action.CLEAR and app.main.just_lost(app.clock()):
            app.say(ROW_GONE)
            return
        question = needs_question(floor, action, pinned)
        if question is None:
            self._send(action, pinned, context.floor)
            return

        def changed(floor: Floor) -> str | None:
            return self._moved(action, pinned, context.floor, floor) or why_not(floor, action, pinned)

        def answered(answer: Answer | None) -> None:
            if answer is not None and answer.yes:
                self._send(action, pinned, context.floor, unaudited=question.unaudited)
            else:
                app.say(answer.why if answer is not None else "no: nothing was sent")

        app.push_screen(QuestionDialog(question, floor, app.clock(), changed=changed, lapse=app.lapse), answered)

    @staticmethod
    def _moved(action: Action, pinned: Target, before: Floor, floor: Floor) -> str | None:
        """Why what was pinned is no longer what it was when the key was pressed; a clear is about the own phone."""
        if action is Action.CLEAR:
            return None
        return still_the_same(pinned, floor) or replaced(before, floor, pinned.connection)

    def _send(self, action: Action, pinned: Target, before: Floor, *, unaudited: bool = False) -> None:
        """Judge it once more on the newest floor, then hand it over: one at a time."""
        floor, now = self.app.floor, self.app.clock()
        reason = self._moved(action, pinned, before, floor) or why_not(floor, action, pinned)
        if reason is not None:
            self.app.say(f"nothing was sent: {reason}", Severity.WARNING)
            return
        if self._sent is not None:
            engagement, notes, at = self._sent
            if engagement == floor.engagement and notes == floor.notes and 0 <= now - at < ANSWER_WAIT:
                self.app.say(_ON_ITS_WAY)
                return
        self._sent = (floor.engagement, floor.notes, now)
        self.app.main.message_line.retract()
        self.app.worker_port.submit(Supervise(action, pinned, unaudited))

    # Looking around

    def do_roster(self, context: Context) -> None:
        """Keys to the roster."""
        self.app.main.go_to(Pane.ROSTER)

    def do_calls(self, context: Context) -> None:
        """Keys to the calls."""
        self.app.main.go_to(Pane.CALLS)

    def do_alerts(self, context: Context) -> None:
        """Keys to the alerts."""
        self.app.main.go_to(Pane.ALERTS)

    def do_next_pane(self, context: Context) -> None:
        """Keys to the next pane, round and round."""
        self.app.main.go_to(Pane(context.pane.value % len(Pane) + 1))

    def do_previous_pane(self, context: Context) -> None:
        """Keys to the pane before."""
        self.app.main.go_to(Pane((context.pane.value - 2) % len(Pane) + 1))

    def do_details(self, context: Context) -> None:
        """Details of what is under the cursor."""
        target = context.target
        if context.alarm_id is None and context.alarm_ids:
            self.app.main.alerts.unfold()
            return
        if context.alarm_id is not None:
            subject = Subject(alarm_id=context.alarm_id)
        elif target is None:
            self.app.say("nothing is selected")
            return
        elif context.pane is Pane.CALLS:
            subject = Subject(agent_id=target.agent_id or None, connection=target.connection)
        else:
            subject = Subject(agent_id=target.agent_id)
        self.app.push_screen(DetailsDialog(subject, self.app.floor, self.app.clock()))

    def do_team(self, context: Context) -> None:
        """Choose a team for roster and calls."""
        main = self.app.main

        def chosen(team_id: int | None) -> None:
            if team_id is None:
                return
            for pane in (Pane.ROSTER, Pane.CALLS):
                main.change(pane, lambda widget: widget.set_team(None if team_id == ALL_TEAMS else team_id))
            team = self.app.floor.teams.get(team_id)
            name = f"team {team_id} {team.name}".rstrip() if team is not None else "all teams"
            self.app.say(f"roster and calls show {name}")

        self.app.push_screen(TeamDialog(self.app.floor, self.app.clock(), main.roster.team_id), chosen)

    def do_sort(self, context: Context) -> None:
        """Next order of the pane with the keys."""
        word = self.app.main.panes[context.pane].cycle_sort()
        self.app.say(f"sorted {word}" if word else "this pane has one order")

    def do_filter(self, context: Context) -> None:
        """Open the text field."""
        self.app.main.open_filter()

    def do_back(self, context: Context) -> None:
        """Away with the message, else with the filter."""
        main = self.app.main
        if main.message_line.dismiss_message():
            return
        if main.panes[context.pane].filter_text:
            main.change(context.pane, lambda pane: pane.set_filter(""))

    # Console

    def do_help(self, context: Context) -> None:
        """Every key."""
        self.app.push_screen(HelpDialog(context, self.app.clock(), ascii_glyphs=self.app.ascii_glyphs))

    def do_palette(self, context: Context) -> None:
        """Find an action by its name; it acts on what was selected when the palette was opened."""

        def chosen(action_id: str | None) -> None:
            if action_id is not None:
                self.perform(action_id, replace(context, floor=self.app.floor))

        self.app.push_screen(PaletteDialog(context, self.app.clock()), chosen)

    def do_log(self, context: Context) -> None:
        """What happened, and what was answered."""
        self.app.push_screen(EventLogDialog(self.app.floor, self.app.clock(), lambda: self.app.said))

    def do_retry(self, context: Context) -> None:
        """Connect now; where that would end somebody's session, ask first."""
        app = self.app
        question = take_over_question(app.floor)
        if question is None:
            app.worker_port.submit(RetryNow())
            return

        def changed(floor: Floor) -> str | None:
            return None if login_elsewhere(floor) else f"the session is {floor.link.state.value} by now"

        def answered(answer: Answer | None) -> None:
            if answer is not None and answer.yes:
                app.worker_port.submit(RetryNow())
            else:
                app.say(_LEFT_ALONE)

        app.push_screen(QuestionDialog(question, app.floor, app.clock(), changed=changed, lapse=app.lapse), answered)

    def do_quit(self, context: Context) -> None:
        """Leave; while in a call, ask how."""
        if not engaged_with(self.app.floor.engagement):
            self.app.leave("quit")
            return

        def answered(how: Leave | None) -> None:
            if how is not None:
                self.app.leave("quit", clear_first=how is Leave.CLEAR_FIRST)

        self.app.push_screen(QuitDialog(self.app.floor, self.app.clock()), answered)


METHODS: dict[str, Callable[[Handlers, Context], None]] = {
    row.id: getattr(Handlers, f"do_{row.id}") for row in ACTIONS if row.id not in SUPERVISORY and not row.in_table
}
"""Made when the module is loaded: a row without its method is an AttributeError at the start, not at the key press."""
