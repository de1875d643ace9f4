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
from app.text import clean, signs
from app.ui.console_screen import ConsoleScreen
from app.ui.context import Context
from app.ui.panes import EmergencyLine
from app.ui.widgets import reading_time, whole_cells

Answer = TypeVar("Answer")

LAPSE_SECONDS = 10.0
"""Seconds after which a question without an answer is a No."""

NARROW = 80
"""Cells below which a dialog is as wide as the window."""


def put(static: Static, words: str) -> None:
    """Show these words; lay out anew only where they need another number of lines."""
    content, before, width = Content(words), static.content, static.content_size.width
    if width and isinstance(before, Content):
        static.update(content, layout=content.get_height({}, width) != before.get_height({}, width))
    else:
        static.update(content)


class FloorDialog(ConsoleScreen[Answer], ModalScreen[Answer], Generic[Answer]):
    """A dialog over the main screen. It draws the newest Floor, and the newest emergency in the line on top.

    ``q`` closes it as escape does; in a text field ``q`` is a letter.
    """

    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (NARROW, "-normal")]  # noqa: RUF012
    VERTICAL_BREAKPOINTS = [(0, "-short"), (24, "-regular")]  # noqa: RUF012
    BINDINGS = [Binding("escape,q", "close", "Close", show=False)]  # noqa: RUF012

    def __init__(self, floor: Floor, now: float, *, title: str) -> None:
        super().__init__()
        self.floor = floor
        self.now = now
        self.ascii_glyphs = False
        """Is everything drawn in ASCII? Set by the console before the dialog is opened."""
        self._dialog_title = title
        self._mounted = False
        """Set by its Mount event, which comes after the widgets of every level are mounted."""
        self._said, self._said_until = "", float("-inf")
        """The answer to a key pressed over this dialog, and until when it is shown in place of the keys."""
        self._keys_drawn = ""
        self._offered_for: Context | None = None
        self._painted = True
        """Was it on the screen when the key that is being handled was pressed?"""

    def add_bindings(self, bindings: Iterable[BindingType]) -> None:
        """Add bindings to those of the dialog. For a key that both have, the dialog's own comes first."""
        self._bindings = BindingsMap.merge((self._bindings, BindingsMap(bindings)))

    def compose(self) -> ComposeResult:
        """Emergency line, box with title and body, and the line of keys."""
        self.set_class(self.ascii_glyphs, "-ascii")
        with Vertical(id="dialog-top"):
            yield EmergencyLine(id="dialog-emergency", ascii_glyphs=self.ascii_glyphs)
        with Vertical(id="dialog") as box:
            box.border_title = Content(clean(self._dialog_title))
            yield from self.body()
            yield Static(id="dialog-keys", markup=False)

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
            line = self.query_one(EmergencyLine)
            line.show(self.floor)
            line.tick(self.now)
            if self._offered_for is not None:
                line.keys_for(self._offered_for)
            if self.ascii_glyphs:
                for scroller in self.query("VerticalScroll, OptionList"):
                    whole_cells(scroller)
            self.draw()
            self.draw_keys()

    def on_resize(self) -> None:
        """What fits depends on the size."""
        if self.composed:
            self.draw_keys()

    def signs(self, text: str) -> str:
        """Words of the console in the signs that this terminal draws. Not for foreign text."""
        return signs(text, self.ascii_glyphs)

    @property
    def narrow(self) -> bool:
        """Is the window narrower than the smallest full size?"""
        return self.app.size.width < NARROW

    def keys_for(self, context: Context) -> None:
        """Offer the keys that do something over this dialog."""
        self._offered_for = context
        if self.composed:
            self.query_one(EmergencyLine).keys_for(context)

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
            self.draw_keys()

    def tick(self, now: float) -> None:
        """Time moved on to ``now``; the floor is the same."""
        self.now = now
        if self.composed:
            self.query_one(EmergencyLine).tick(now)
            self.draw()
            self.draw_keys()

    def set_flash(self, on: bool) -> None:
        """The phase of the shared flash clock."""
        if self.composed:
            self.query_one(EmergencyLine).set_flash(on)

    def say(self, text: str) -> None:
        """Show the answer to a key pressed over this dialog, in its own last line; the keys come back after it."""
        self._said = clean(text)
        self._said_until = self.now + self.stays(self._said)
        if self.composed:
            self.draw_keys()

    def stays(self, said: str) -> float:
        """Seconds for which an answer stays in place of the keys."""
        return reading_time(said)

    def draw_keys(self) -> None:
        """Draw the last line, if it changed. In a narrow window there are fewer cells between two keys."""
        if self.now < self._said_until:
            words = f"{self.signs('›')} {self._said}"  # noqa: RUF001
        else:
            words = self.signs(self.keys())
            if self.narrow:
                words = words.replace(" " * 4, " " * 2)
        if words != self._keys_drawn:
            self._keys_drawn = words
            put(self.query_one("#dialog-keys", Static), words)

    def draw(self) -> None:
        """Draw what depends on the floor or the time. Called only while the dialog is composed: see :meth:`redraw`."""

    def action_close(self) -> None:
        """Go back without an answer."""
        self.dismiss(None)
