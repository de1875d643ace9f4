"""The key that makes one pane as large as the window."""

from __future__ import annotations

from app.ui.console import Console
from app.ui.context import Context


def zoom(console: Console, context: Context) -> None:
    """Give the pane with the keys all the room of the panes, or show all of them again."""
    if console.main.one_pane:
        console.say("this window shows one pane at a time; 1 2 3 or tab shows another one")
    elif console.main.zoom():
        console.say(f"{context.pane.name} alone; z shows all panes again")
    else:
        console.say("all panes are shown")
