"""Asking before an action is done."""

from __future__ import annotations

from collections.abc import Callable

from app.model import Floor
from app.supervision import Question
from app.ui import dialogs
from app.ui.console import Console


def _unchanged(_: Floor) -> str | None:
    return None


def ask(
    console: Console,
    question: Question,
    answered: Callable[[dialogs.Answer | None], None],
    changed: Callable[[Floor], str | None] = _unchanged,
) -> None:
    """Open a question. ``changed`` says of each newer floor why the question makes no sense any more, else None."""
    console.open(
        dialogs.QuestionDialog(question, console.floor, console.clock(), changed=changed, lapse=console.lapse), answered
    )
