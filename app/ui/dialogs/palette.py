"""The palette: every action by its name, with its key; dim, with the reason, when it can't be done now."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from rich.text import Text
from textual.app import ComposeResult
from textual.binding import Binding
from textual.widgets import Input, OptionList
from textual.widgets.option_list import Option

from app.text import clean
from app.ui.actions import UiAction
from app.ui.context import Context
from app.ui.dialogs.dialog import FloorDialog


def matching(actions: Iterable[UiAction], text: str) -> list[UiAction]:
    """The rows whose label, help or group has every word of ``text`` in it; those with it in the label come first."""
    words = text.lower().split()
    rows = [row for row in actions if row.handler is not None and row.id not in ("palette", "back")]
    found = [row for row in rows if all(word in f"{row.label} {row.help} {row.group.value}".lower() for word in words)]

    def rank(row: UiAction) -> tuple[bool, bool]:
        label = row.label.lower()
        return (not any(label.startswith(word) for word in words), not all(word in label for word in words))

    return sorted(found, key=rank)


class PaletteDialog(FloorDialog[str]):
    """A text field that narrows a list of actions; answers with the id of the one chosen."""

    BINDINGS = [  # noqa: RUF012
        Binding("down,ctrl+n", "move(1)", show=False, priority=True),
        Binding("up", "move(-1)", show=False, priority=True),
    ]

    def __init__(self, actions: Sequence[UiAction], context: Context, now: float) -> None:
        super().__init__(context.floor, now, title="Command")
        self._actions = actions
        self._key_context = context
        self._rows = self._matching("")

    def body(self) -> ComposeResult:
        """Text field and list."""
        yield Input(placeholder="type a part of its name", id="palette-text", compact=True, select_on_focus=False)
        choices = OptionList(id="choices", markup=False)
        choices.can_focus = False
        yield choices

    def keys(self) -> str:
        """The keys that choose, do and close."""
        return "↑ ↓ choose    enter do it    esc back"

    def on_mount(self) -> None:
        """Fill the list and focus the text field."""
        super().on_mount()
        self._fill()
        self.query_one(Input).focus()

    def on_input_changed(self, event: Input.Changed) -> None:
        """Narrow the list to what is typed."""
        self._rows = self._matching(event.value)
        self._fill()

    def on_input_submitted(self) -> None:
        """Answer with the selected action, if the palette was on the screen when enter was pressed."""
        if not self.may_answer():
            return
        chosen = self.query_one(OptionList).highlighted
        if chosen is not None and chosen < len(self._rows):
            self.dismiss(self._rows[chosen].id)

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Answer with the action that was clicked."""
        self.dismiss(event.option_id)  # the rows may have changed since the click

    def action_move(self, by: int) -> None:
        """Move the selection; the text field keeps the focus."""
        choices = self.query_one(OptionList)
        if by > 0:
            choices.action_cursor_down()
        else:
            choices.action_cursor_up()

    def _matching(self, text: str) -> list[UiAction]:
        """The rows that match; while nothing is typed, those that can be done now come first."""
        found = matching(self._actions, text)
        return found if text else sorted(found, key=lambda row: row.why_not(self._key_context) is not None)

    def _fill(self) -> None:
        choices = self.query_one(OptionList)
        choices.clear_options()
        choices.add_options(Option(self._words(row), row.id) for row in self._rows)
        choices.highlighted = 0 if self._rows else None

    def _words(self, row: UiAction) -> Text:
        reason = row.why_not(self._key_context)
        line = Text(no_wrap=True, overflow="ellipsis")
        line.append(f"{row.key:>9}  ", "dim" if reason else "bold")
        line.append(f"{row.label:<15}", "dim" if reason else "bold")
        line.append(clean(f" {reason or row.help}"), "dim italic" if reason else "")
        return line
