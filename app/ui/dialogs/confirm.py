"""A question before an action that may do harm: ``y`` is yes; enter, escape, ``n``, ``q`` and time are no."""

from __future__ import annotations

from collections.abc import Callable

from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from app.model import Floor
from app.supervision import Question
from app.text import clean
from app.ui.dialogs.dialog import LAPSE_SECONDS, FloorDialog
from app.ui.offers import nothing_sent
from protocol.frozen import frozen

LONGEST = 1000
"""Characters of a question: two names and a number, each as long as they come, and what happens to whom."""


@frozen
class Answer:
    """The answer to a question."""

    yes: bool
    why: str = ""
    """Why it is a No, in words for the message line."""


class QuestionDialog(FloorDialog[Answer]):
    """One sentence and two keys. When what it asks about changes, the answer is No by itself."""

    BINDINGS = [  # noqa: RUF012
        Binding("y", "answer(True)", "Yes", show=False),
        Binding("n,enter,escape", "close", "No", show=False),
    ]

    def __init__(
        self,
        question: Question,
        floor: Floor,
        now: float,
        *,
        changed: Callable[[Floor], str | None],
        lapse: float = LAPSE_SECONDS,
    ) -> None:
        """``changed`` says of a floor why the question makes no sense any more, else None; ``lapse`` is in seconds."""
        super().__init__(floor, now, title="Really?")
        self.question = question
        self._changed = changed
        self._lapses_at = now + lapse

    def body(self) -> ComposeResult:
        """The question's sentence."""
        with VerticalScroll():
            yield Static(Content(clean(self.question.text, LONGEST)), id="question", markup=False)

    def keys(self) -> str:
        """Both keys, and how long the question stands."""
        left = max(0, round(self._lapses_at - self.now))
        return f"y {self.question.yes}    n no    ({'no' if self.narrow else 'no by itself'} in {left} s)"

    def stays(self, said: str) -> float:
        """An answer leaves both keys out of sight: it goes with the next second."""
        return 1.0

    def draw(self) -> None:
        """Answer No when the time is up or what it asks about has changed."""
        changed = self._changed(self.floor)
        if changed is not None:
            self._end(Answer(False, nothing_sent(changed)))
        elif self.now >= self._lapses_at:
            self._end(Answer(False, "nothing was sent: the question was not answered"))

    def action_answer(self, yes: bool) -> None:
        """Answer by a key; yes only to a question that was on the screen."""
        if yes and not self.may_answer():
            return
        self._end(Answer(yes, "" if yes else "no: nothing was sent"))

    def action_close(self) -> None:
        """Answer No, before the question is drawn, too."""
        self.action_answer(False)

    def _end(self, answer: Answer) -> None:
        if self.is_active:
            self.dismiss(answer)
