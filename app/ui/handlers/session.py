"""The keys about the session: retry and quit."""

from __future__ import annotations

from app.alarms import help_not_over
from app.model import Floor, RetryNow
from app.supervision import engaged_with, login_elsewhere, take_over_question
from app.ui import dialogs
from app.ui.console import Console
from app.ui.context import Context, may_retry
from app.ui.handlers.questions import ask


def why_not_retry(context: Context) -> str | None:
    """Why no attempt to connect can be started."""
    return None if may_retry(context.floor) else f"the session is {context.floor.link.state.value}: nothing to retry"


def retry(console: Console, context: Context) -> None:
    """Connect now; ask first where that ends the session of the same login elsewhere."""
    question = take_over_question(console.floor)
    if question is None:
        console.submit(RetryNow())
        return

    def changed(floor: Floor) -> str | None:
        return None if login_elsewhere(floor) else f"the session is {floor.link.state.value} by now"

    def answered(answer: dialogs.Answer | None) -> None:
        if answer is not None and answer.yes:
            console.submit(RetryNow())
        else:
            console.say("no: the other session goes on, and nothing is observed here")

    ask(console, question, answered, changed)


def quit_console(console: Console, context: Context) -> None:
    """Close the session and end the console; in a call, or while a call for help is open, ask."""
    if not engaged_with(console.floor.engagement) and not help_not_over(console.floor):
        console.leave("quit")
        return

    def answered(how: dialogs.Leave | None) -> None:
        if how is not None:
            console.leave("quit", clear_first=how is dialogs.Leave.CLEAR_FIRST)

    console.open(dialogs.QuitDialog(console.floor, console.clock()), answered)
