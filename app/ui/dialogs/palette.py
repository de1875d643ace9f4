"""The palette: every action by its name, with its key, and dim with the reason when it can't be done now."""

from __future__ import annotations

from rich.text import Text
from textual.app import ComposeResult
from textual.binding import Binding
from textual.widgets import Input, OptionList
from textual.widgets.option_list import Option

from app.text.sanitize import clean
from app.ui.actions import ACTIONS, Context, UiAction
from app.ui.dialogs.dialog import FloorDialog


def matching(text: str) -> list[UiAction]:
    """The rows whose label, help or group holds every word of ``text``; those named so come first."""
    words = text.lower().split()
    rows = [row for row in ACTIONS if not row.in_table and row.id not in ("palette", "back")]
    found = [row for row in rows if all(word in f"{row.label} {row.help} {row.group.value}".lower() for word in words)]

    def rank(row: UiAction) -> tuple[bool, bool]:
        label = row.label.lower()
        return (not any(label.startswith(word) for word in words), not all(word in label for word in words))

    return sorted(found, key=rank)


class PaletteDialog(FloorDialog[str]):
    """Type to narrow, enter to do; answers with the action's id. Letters go into the text field here."""

    BINDINGS = [  # noqa: RUF012
        Binding("down,ctrl+n", "move(1)", show=False, priority=True),
        Binding("up", "move(-1)", show=False, priority=True),
    ]

    def __init__(self, context: Context, now: float) -> None:
        super().__init__(context.floor, now, title="Command")
        self._where = context
        self._rows = self._matching("")

    def body(self) -> ComposeResult:
        """Text field and list."""
        yield Input(placeholder="type a part of its name", id="palette-text", compact=True, select_on_focus=False)
        choices = OptionList(id="choices", markup=False)
        choices.can_focus = False
        yield choices

    def keys(self) -> str:
        """How to choose."""
        return "↑ ↓ choose    enter do it    esc back"

    def on_mount(self) -> None:
        """Fill the list."""
        super().on_mount()
        self._fill()
        self.query_one(Input).focus()

    def on_input_changed(self, event: Input.Changed) -> None:
        """Narrow the list."""
        self._rows = self._matching(event.value)
        self._fill()

    def on_input_submitted(self) -> None:
        """Do the one under the cursor."""
        chosen = self.query_one(OptionList).highlighted
        if chosen is not None and chosen < len(self._rows):
            self.dismiss(self._rows[chosen].id)

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Clicked."""
        self.dismiss(self._rows[event.option_index].id)

    def action_move(self, by: int) -> None:
        """Up and down while the text field has the keys."""
        choices = self.query_one(OptionList)
        if by > 0:
            choices.action_cursor_down()
        else:
            choices.action_cursor_up()

    def _matching(self, text: str) -> list[UiAction]:
        """With nothing typed what can be done now comes first."""
        found = matching(text)
        return found if text else sorted(found, key=lambda row: row.why_not(self._where) is not None)

    def _fill(self) -> None:
        choices = self.query_one(OptionList)
        choices.clear_options()
        choices.add_options(Option(self._words(row)) for row in self._rows)
        choices.highlighted = 0 if self._rows else None

    def _words(self, row: UiAction) -> Text:
        reason = row.why_not(self._where)
        line = Text(no_wrap=True, overflow="ellipsis")
        line.append(f"{row.key:>9}  ", "dim" if reason else "bold")
        line.append(f"{row.label:<14}", "dim" if reason else "bold")
        line.append(clean(f" {reason or row.help}"), "dim italic" if reason else "")
        return line
