"""What every dialog has: the newest emergency on top, and the keys to go to it and to acknowledge it."""

from __future__ import annotations

from typing import Generic, TypeVar

from textual.app import ComposeResult
from textual.await_complete import AwaitComplete
from textual.binding import Binding
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static

from app.model import Floor
from app.text.sanitize import clean
from app.ui.bindings import dialog_bindings
from app.ui.panes.status import EmergencyLine

Answer = TypeVar("Answer")


class FloorDialog(ModalScreen[Answer], Generic[Answer]):
    """A dialog over the floor. It goes on drawing the newest Floor, and never hides an emergency."""

    CSS_PATH = "dialog.tcss"
    BINDINGS = [*dialog_bindings(), Binding("escape", "close", "Close", show=False)]  # noqa: RUF012

    def __init__(self, floor: Floor, now: float, *, title: str) -> None:
        super().__init__()
        self.floor = floor
        self.now = now
        self._dialog_title = title

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
        """Draw the floor the dialog was opened on."""
        self.query_one(EmergencyLine).show(self.floor)
        self.query_one(EmergencyLine).tick(self.now)
        self.draw()

    def dismiss(self, result: Answer | None = None) -> AwaitComplete:
        """Close it with an answer. Only from the top, and once: a second enter in one burst finds nothing to do."""
        if not self.is_active:
            return AwaitComplete()
        return super().dismiss(result)

    @property
    def composed(self) -> bool:
        """Are its widgets there? A beat of the clock may come before they are, though the dialog counts as mounted."""
        return bool(self.query(EmergencyLine)) and bool(self.query("#dialog-keys"))

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
        """Redraw what depends on the floor or the time."""

    def action_close(self) -> None:
        """Go back without an answer."""
        self.dismiss(None)
