"""What every dialog has: the newest emergency on top, and keys of the table of actions that work over dialogs."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Generic, TypeVar

from textual.app import ComposeResult
from textual.await_complete import AwaitComplete
from textual.binding import Binding, BindingsMap, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Input, Static

from app.model import Floor
from app.text import clean
from app.ui.panes import EmergencyLine

Answer = TypeVar("Answer")


class FloorDialog(ModalScreen[Answer], Generic[Answer]):
    """A dialog over the main screen. It draws the newest Floor, and the newest emergency in the line on top.

    ``q`` closes it as escape does; in a text field ``q`` is a letter.
    """

    CSS_PATH = "dialog.tcss"
    BINDINGS = [Binding("escape,q", "close", "Close", show=False)]  # noqa: RUF012

    def __init__(self, floor: Floor, now: float, *, title: str) -> None:
        super().__init__()
        self.floor = floor
        self.now = now
        self._dialog_title = title
        self._mounted = False
        """Set by its Mount event, which comes after the widgets of every level are mounted."""
        self._painted = True
        """Was it on the screen when the key that is being handled was pressed?"""

    def add_bindings(self, bindings: Iterable[BindingType]) -> None:
        """Add bindings to those of the dialog. For a key that both have, the dialog's own comes first."""
        self._bindings = BindingsMap.merge((self._bindings, BindingsMap(bindings)))

    def compose(self) -> ComposeResult:
        """Emergency line, box with title and body, and the line of keys."""
        yield EmergencyLine(id="dialog-emergency")
        with Vertical(id="dialog") as box:
            box.border_title = Content(clean(self._dialog_title))
            yield from self.body()
            yield Static(Content(self.keys()), id="dialog-keys", markup=False)

    def body(self) -> ComposeResult:
        """The widgets of this dialog."""
        yield from ()

    def keys(self) -> str:
        """The keys of this dialog, in words."""
        return "esc back"

    def on_mount(self) -> None:
        """Draw the newest floor that came since the dialog was opened."""
        self._mounted = True
        if self.composed:
            self.query_one(EmergencyLine).show(self.floor)
            self.query_one(EmergencyLine).tick(self.now)
            self.draw()

    def on_descendant_focus(self) -> None:
        """In a text field the keys of the table of actions are letters."""
        self._follow_focus()

    def on_descendant_blur(self) -> None:
        """The text field may have lost the focus."""
        self._follow_focus()

    def _follow_focus(self) -> None:
        if self.composed:
            self.query_one(EmergencyLine).set_typing(isinstance(self.focused, Input))

    def key_pressed(self, painted: bool) -> None:
        """A key was pressed; ``painted`` tells whether the dialog was on the screen then. Called before its binding."""
        self._painted = painted

    def may_answer(self) -> bool:
        """Was the question on the screen, so that the key can answer it? Says so where it was not."""
        if not self._painted:
            self.say("not taken: this was not on the screen yet; press the key again")
        return self._painted

    def dismiss(self, result: Answer | None = None) -> AwaitComplete:
        """Close it with an answer. Only from the top, and once: a second enter in one burst finds nothing to do."""
        if not self.is_active:
            return AwaitComplete()
        return super().dismiss(result)

    @property
    def composed(self) -> bool:
        """Are all its widgets there?

        A dialog is on the stack of screens some turns of the loop before its widgets are mounted, outer ones first. It
        is still there while they are removed at the console's end, and what it asked to be called later may come after
        it was closed. Nothing is drawn then.
        """
        return self._mounted and self.is_running and self in self.app.screen_stack

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Before the widgets are there a key can only close the dialog."""
        return action == "close" or self.composed

    def redraw(self) -> None:
        """Draw again what depends on the floor or the time, if there is anything to draw on."""
        if self.composed:
            self.draw()

    def show(self, floor: Floor) -> None:
        """Draw this floor."""
        self.floor = floor
        if self.composed:
            self.query_one(EmergencyLine).show(floor)
            self.draw()

    def tick(self, now: float) -> None:
        """Time moved on to ``now``; the floor is the same."""
        self.now = now
        if self.composed:
            self.query_one(EmergencyLine).tick(now)
            self.draw()

    def set_flash(self, on: bool) -> None:
        """The phase of the shared flash clock."""
        if self.composed:
            self.query_one(EmergencyLine).set_flash(on)

    def say(self, text: str) -> None:
        """Show the answer to a key pressed over this dialog, in its own last line."""
        if self.composed:
            self.query_one("#dialog-keys", Static).update(Content(f"› {clean(text)}"))  # noqa: RUF001

    def draw(self) -> None:
        """Draw what depends on the floor or the time. Called only while the dialog is composed: see :meth:`redraw`."""

    def action_close(self) -> None:
        """Go back without an answer."""
        self.dismiss(None)
