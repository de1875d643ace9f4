"""The footer: keys from the table of actions, as many as fit; those that do nothing now are dim."""

from __future__ import annotations

from collections.abc import Sequence

from rich.text import Text
from textual import events
from textual.widget import Widget

from app.ui.actions import UiAction
from app.ui.context import Context
from protocol.frozen import frozen


@frozen
class FooterKey:
    """A key as the footer shows it."""

    id: str
    key: str
    label: str
    works: bool
    """False draws it dim; pressing it says why."""


def footer_keys(actions: Sequence[UiAction], context: Context, width: int) -> tuple[list[FooterKey], int]:
    """The keys that fit a footer of ``width`` cells, in table order, and the cells between two of them.

    Where not all fit, labels and gaps are shortened first, then the least important are left out.
    """
    rows = [row for row in actions if row.footer and row.shown(context.floor)]
    chosen, short, gap = rows, False, 2
    if _needed(rows, short, gap) > width:
        short, gap, chosen = True, 1, []
        for row in sorted(rows, key=lambda row: row.footer):
            if _needed([*chosen, row], short, gap) > width:
                break
            chosen.append(row)
    return [
        FooterKey(row.id, row.key, (row.short if short else "") or row.label, row.why_not(context) is None)
        for row in rows
        if row in chosen
    ], gap


def _needed(rows: Sequence[UiAction], short: bool, gap: int) -> int:
    """Cells of these keys in a footer, with one before and none after."""
    labels = [(row.short if short else "") or row.label for row in rows]
    return 1 + sum(len(row.key) + 1 + len(label) + gap for row, label in zip(rows, labels, strict=True)) - gap


class Footer(Widget):
    """One line of keys from the table of actions. A click on a key is that key."""

    COMPONENT_CLASSES = {"footer--key", "footer--label", "footer--dim"}  # noqa: RUF012

    def __init__(self, actions: Sequence[UiAction], *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self._actions = actions
        self._key_context: Context | None = None
        self.keys: list[FooterKey] = []
        """The keys on the line."""
        self._gap = 2
        self._typing = ""

    def show(self, context: Context) -> None:
        """Draw the keys of this context, if they differ from those drawn."""
        self._key_context = context
        keys, gap = footer_keys(self._actions, context, self.size.width)
        if (keys, gap) != (self.keys, self._gap):
            self.keys, self._gap = keys, gap
            self.refresh()

    def typing(self, words: str) -> None:
        """Show these words in place of the keys, while a text field has the focus; empty shows the keys again."""
        self._typing = words
        self.refresh()

    def watch_virtual_size(self) -> None:
        """Draw the keys that fit the new width. Textual calls this while it lays out: the first frame has the keys."""
        if self._key_context is not None:
            self.show(self._key_context)

    def render(self) -> Text:
        """Keys, labels and gaps."""
        key, label, dim = (self.get_component_rich_style(f"footer--{part}") for part in ("key", "label", "dim"))
        line = Text(" ", no_wrap=True, end="")
        if self._typing:
            return line.append(self._typing, label)
        for shown in self.keys:
            line.append(shown.key, key if shown.works else dim)
            line.append(f" {shown.label}", label if shown.works else dim)
            line.append(" " * self._gap, label)
        return line

    async def on_click(self, event: events.Click) -> None:
        """Perform the action of the key that was clicked."""
        if self._typing:
            return
        x = 1
        for shown in self.keys:
            end = x + len(shown.key) + 1 + len(shown.label)
            if x <= event.x < end:
                await self.run_action(f"app.perform('{shown.id}')")
                return
            x = end + self._gap
