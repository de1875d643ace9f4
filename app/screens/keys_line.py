"""The footer: the keys that work now; those that don't are dim."""

from __future__ import annotations

from rich.text import Text
from textual import events
from textual.widget import Widget

from app.actions import Context, UiAction, footer_rows


class KeysLine(Widget):
    """One line of keys from the table of actions. Pressing a dim one says why it is dim."""

    COMPONENT_CLASSES = {"keys-line--key", "keys-line--label", "keys-line--dim"}  # noqa: RUF012

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self._where: Context | None = None
        self.rows: list[tuple[UiAction, bool]] = []
        """What is on the line: the row, and whether its key works now."""

    def show(self, context: Context) -> None:
        """Draw the keys of this context; nothing is painted when they are the same."""
        self._where = context
        rows = footer_rows(context, self.size.width)
        if rows != self.rows:
            self.rows = rows
            self.refresh()

    def on_resize(self) -> None:
        """Another width holds other keys."""
        if self._where is not None:
            self.show(self._where)

    def render(self) -> Text:
        """The line: key and label, two cells between."""
        key, label, dim = (self.get_component_rich_style(f"keys-line--{part}") for part in ("key", "label", "dim"))
        line = Text(" ", no_wrap=True, end="")
        for row, works in self.rows:
            line.append(row.key, key if works else dim)
            line.append(f" {row.label}", label if works else dim)
            line.append("  ", label)
        return line

    async def on_click(self, event: events.Click) -> None:
        """A click on a key is that key."""
        x = 1
        for row, _ in self.rows:
            end = x + len(row.key) + 1 + len(row.label)
            if x <= event.x < end:
                await self.run_action(f"app.perform('{row.id}')")
                return
            x = end + 2
