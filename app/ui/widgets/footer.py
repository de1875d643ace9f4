"""The footer: the keys that work now; those that don't are dim."""

from __future__ import annotations

from rich.text import Text
from textual import events
from textual.widget import Widget

from app.ui.actions import Context
from app.ui.widgets.footer_text import FooterKey, footer_keys


class KeysLine(Widget):
    """One line of keys from the table of actions. Pressing a dim one says why it is dim."""

    COMPONENT_CLASSES = {"keys-line--key", "keys-line--label", "keys-line--dim"}  # noqa: RUF012

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self._where: Context | None = None
        self.keys: list[FooterKey] = []
        """What is on the line."""
        self._gap = 2
        self._typing = ""

    def show(self, context: Context) -> None:
        """Draw the keys of this context; nothing is painted when they are the same."""
        self._where = context
        keys, gap = footer_keys(context, self.size.width)
        if (keys, gap) != (self.keys, self._gap):
            self.keys, self._gap = keys, gap
            self.refresh()

    def typing(self, words: str) -> None:
        """While a text field has the letters: its own keys, in words; empty brings the usual ones back."""
        self._typing = words
        self.refresh()

    def on_resize(self) -> None:
        """Another width holds other keys."""
        if self._where is not None:
            self.show(self._where)

    def render(self) -> Text:
        """The line: key and label, and a gap."""
        key, label, dim = (self.get_component_rich_style(f"keys-line--{part}") for part in ("key", "label", "dim"))
        line = Text(" ", no_wrap=True, end="")
        if self._typing:
            return line.append(self._typing, label)
        for shown in self.keys:
            line.append(shown.key, key if shown.works else dim)
            line.append(f" {shown.label}", label if shown.works else dim)
            line.append(" " * self._gap, label)
        return line

    async def on_click(self, event: events.Click) -> None:
        """A click on a key is that key."""
        if self._typing:
            return
        x = 1
        for shown in self.keys:
            end = x + len(shown.key) + 1 + len(shown.label)
            if x <= event.x < end:
                await self.run_action(f"app.perform('{shown.id}')")
                return
            x = end + self._gap
