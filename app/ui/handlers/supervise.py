"""The keys that step in: barge in, intercept, clear, monitor, whisper."""

from __future__ import annotations

from app.model import Action, Floor, Severity, Supervise, Target
from app.supervision import call_id_reused, needs_question, target_changed, why_not
from app.ui import dialogs
from app.ui.console import Console
from app.ui.context import Context
from app.ui.handlers.questions import ask
from app.ui.offers import for_selected_row, nothing_sent, supervised
from app.ui.painted import ROW_GONE, row_changed

ON_ITS_WAY = "your last request is on its way: wait for the answer"


def supervise(action: Action, console: Console, context: Context) -> None:
    """Send a supervisory request for what its key is for, after a question where one is needed."""
    floor = console.floor
    pinned = supervised(action, context)
    if pinned is None:
        return
    if for_selected_row(action, context):
        reason = row_changed(context) or (ROW_GONE if console.main.just_lost(console.clock()) else None)
        if reason is not None:
            console.say(reason)
            return
    question = needs_question(floor, action, pinned)
    if question is None:
        _send(console, action, pinned, context.floor)
        return

    def changed(floor: Floor) -> str | None:
        return _target_changed(action, pinned, context.floor, floor) or why_not(floor, action, pinned)

    def answered(answer: dialogs.Answer | None) -> None:
        if answer is not None and answer.yes:
            _send(console, action, pinned, context.floor, unaudited=question.unaudited)
        else:
            console.say(answer.why if answer is not None else "no: nothing was sent")

    ask(console, question, answered, changed)


def retract_answered(console: Console, floor: Floor) -> None:
    """Remove the message that a request is on its way once a floor shows its outcome."""
    if console.request_guard.answered(floor):
        console.main.retract_message(ON_ITS_WAY)


def _target_changed(action: Action, pinned: Target, before: Floor, floor: Floor) -> str | None:
    """Why the target is not what it was when the key was pressed, else None. A clear is for the own device."""
    if action is Action.CLEAR:
        return None
    return target_changed(pinned, floor) or call_id_reused(before, floor, pinned.connection)


def _send(console: Console, action: Action, pinned: Target, before: Floor, *, unaudited: bool = False) -> None:
    """Apply the rules to the newest floor once more, then hand the request over: one at a time."""
    floor, now = console.floor, console.clock()
    reason = _target_changed(action, pinned, before, floor) or why_not(floor, action, pinned)
    if reason is not None:
        console.say(nothing_sent(reason), Severity.WARNING)
    elif console.request_guard.holds_back(floor, now):
        console.say(ON_ITS_WAY)
    else:
        console.request_guard.sent(floor, now)
        console.main.retract_message()
        console.submit(Supervise(action, pinned, unaudited))
