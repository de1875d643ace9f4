"""Help: every key by group, those that work now and those that don't, and what the signs mean."""

from __future__ import annotations

from collections.abc import Iterable

from rich.text import Text
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import VerticalScroll
from textual.widgets import Static

from app.actions import ACTIONS, Context, Group, Pane, shown_key
from app.screens.dialog import FloorDialog
from app.text import clean
from app.words import AGENT_STATES, ALARM_KINDS, ALARM_STATES, CONNECTION_STATES, Word

PANE_WORDS = {
    Pane.ROSTER: "The keys are in the team roster: b, m and w are for the agent under the cursor.",
    Pane.CALLS: "The keys are in the live calls: b, i, m and w are for the call under the cursor.",
    Pane.ALERTS: "The keys are in the alerts: b, i and a are for the alarm under the cursor.",
}


def help_text(context: Context, ascii_glyphs: bool) -> Text:
    """The whole help for where the keys are now."""
    text = Text(f"{PANE_WORDS[context.pane]}\n")
    for group in Group:
        text.append(f"\n{group.value}\n", "bold")
        for row in ACTIONS:
            if row.group is not group or not row.keys:
                continue
            reason = row.why_not(context)
            text.append(f"  {' '.join(map(shown_key, row.keys)):<11}", "bold")
            text.append(row.help)
            if reason:
                text.append(clean(f"  (not now: {reason})"), "dim italic")
            text.append("\n")
    text.append("\nSigns\n", "bold")
    _legend(text, "agents", AGENT_STATES.values(), ascii_glyphs)
    _legend(text, "calls", CONNECTION_STATES.values(), ascii_glyphs)
    # Title case: the word in capitals is on screen only while one is listed.
    kinds = [word._replace(word=word.word.capitalize()) for word in ALARM_KINDS.values()]
    _legend(text, "alarms", kinds, ascii_glyphs)
    _legend(text, "", ALARM_STATES.values(), ascii_glyphs)
    text.append(
        "\nBarge in, intercept and clear are first requested, then confirmed by the server, then seen in call\n"
    )
    text.append("events: the line YOU says which of the three it knows.\n")
    return text


def _legend(text: Text, label: str, words: Iterable[Word], ascii_glyphs: bool) -> None:
    shown = [f"{word.mark(ascii_glyphs)} {word.word.replace(' ', chr(0xA0))}" for word in words if word.word]
    for start in range(0, len(shown), 5):
        text.append(f"  {label if start == 0 else '':<11}", "dim")
        text.append("   ".join(shown[start : start + 5]) + "\n")


class HelpDialog(FloorDialog[None]):
    """The table of actions, as prose."""

    BINDINGS = [  # noqa: RUF012
        Binding("question_mark,enter,q", "close", "Back", show=False),
        Binding("j", "scroll_body(1)", show=False),
        Binding("k", "scroll_body(-1)", show=False),
    ]

    def __init__(self, context: Context, now: float, *, ascii_glyphs: bool = False) -> None:
        super().__init__(context.floor, now, title="Help")
        self._text = help_text(context, ascii_glyphs)

    def body(self) -> ComposeResult:
        """One text in a scroller."""
        with VerticalScroll(id="help-scroll"):
            yield Static(self._text, id="help-text", markup=False)

    def keys(self) -> str:
        """How to read on."""
        return "↑ ↓ scroll    esc back"

    def action_scroll_body(self, lines: int) -> None:
        """``j`` and ``k`` as in the tables."""
        self.query_one("#help-scroll").scroll_relative(y=lines, animate=False)
