"""Help: every key by group, with the reason where it does nothing now, and what the signs mean."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from rich.table import Table
from rich.text import Text
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import VerticalScroll
from textual.widgets import Static

from app.text import AGENT_STATES, ALARM_KINDS, CONNECTION_STATES, Word, clean, signs
from app.ui.actions import Group, UiAction, shown_key
from app.ui.context import Context
from app.ui.dialogs.dialog import FloorDialog

YOU_WORDS = (
    "While you are in a call, i and c are for that call, wherever the cursor is. "
    "Barge in, intercept and clear are first requested, then confirmed by the server, then seen in call events: "
    "the line YOU says which of the three it knows."
)


def help_text(actions: Sequence[UiAction], context: Context, ascii_glyphs: bool) -> Table:
    """The help for this context, in two columns, so that wrapped lines keep their indent."""
    grid = Table.grid(padding=(0, 1))
    grid.add_column(width=14 if ascii_glyphs else 11, no_wrap=True)
    grid.add_column(ratio=1)
    pane = context.pane
    here = f"The keys are in the {pane.name.lower()}: {pane.row_keys} are for the {pane.rows.value} under the cursor."
    grid.add_row(Text("Here", "bold"), Text(here))
    for group in Group:
        grid.add_row()
        grid.add_row(Text(group.value, "bold"))
        for row in actions:
            if row.group is not group or not row.keys:
                continue
            reason = row.why_not(context)
            words = Text(row.help)
            words.append(clean(f"  (not now: {reason})") if reason else "", "dim italic")
            keys = signs(" ".join(map(shown_key, row.keys)), ascii_glyphs)
            grid.add_row(Text(f"  {keys}", "bold"), words)
    grid.add_row()
    grid.add_row(Text("Signs", "bold"))
    grid.add_row(Text("  agents", "dim"), _legend(AGENT_STATES.values(), ascii_glyphs))
    grid.add_row(Text("  calls", "dim"), _legend(CONNECTION_STATES.values(), ascii_glyphs))
    # Title case: EMERGENCY in capitals on the screen means that one is listed.
    kinds = [word._replace(word=word.word.capitalize()) for word in ALARM_KINDS.values()]
    grid.add_row(Text("  alarms", "dim"), _legend(kinds, ascii_glyphs))
    grid.add_row()
    grid.add_row(Text("YOU", "bold"), Text(YOU_WORDS))
    return grid


def _legend(words: Iterable[Word], ascii_glyphs: bool) -> Text:
    shown = dict.fromkeys(f"{word.mark(ascii_glyphs)}\xa0{word.word}" for word in words if word.word)
    return Text("   ".join(sign.replace(" ", "\xa0") for sign in shown))


class HelpDialog(FloorDialog[None]):
    """The rows of the table of actions, and a legend of the signs."""

    BINDINGS = [  # noqa: RUF012
        Binding("question_mark,enter", "close", "Back", show=False),
        Binding("j", "scroll_body(1)", show=False),
        Binding("k", "scroll_body(-1)", show=False),
    ]

    def __init__(self, actions: Sequence[UiAction], context: Context, now: float) -> None:
        super().__init__(context.floor, now, title="Help")
        self._actions = actions
        self._key_context = context

    def body(self) -> ComposeResult:
        """One text in a scroller."""
        with VerticalScroll(id="help-scroll"):
            text = help_text(self._actions, self._key_context, self.ascii_glyphs)
            yield Static(text, id="help-text", markup=False)

    def keys(self) -> str:
        """The keys that scroll and close."""
        return "↑ ↓ scroll    esc back"

    def action_scroll_body(self, lines: int) -> None:
        """Scroll by so many lines."""
        self.query_one("#help-scroll").scroll_relative(y=lines, animate=False)
