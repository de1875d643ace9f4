"""The one table widget of the live panes."""

from __future__ import annotations

from collections.abc import Hashable

from textual.message import Message
from textual.scroll_view import ScrollView


class LiveTable(ScrollView, can_focus=True):
    """Rows with identity by key, drawn line by line."""

    class CursorMoved(Message):
        """The cursor is on another row now, by key, mouse or program."""

        def __init__(self, table: LiveTable, key: Hashable | None) -> None:
            super().__init__()
            self.table = table
            self.key = key

    class CursorLost(Message):
        """The row under the cursor vanished; the cursor went to a neighbour (or None, when no row is left)."""

        def __init__(self, table: LiveTable, lost: Hashable, key: Hashable | None) -> None:
            super().__init__()
            self.table = table
            self.lost = lost
            self.key = key
