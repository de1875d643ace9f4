"""The reference for the first paint: a Textual app with one line of text. ``python -m tests.bench.trivial``."""

from __future__ import annotations

from textual.app import App, ComposeResult
from textual.widgets import Static


class Trivial(App[None]):
    """One line of text."""

    def compose(self) -> ComposeResult:
        """The line."""
        yield Static("ready to begin")


if __name__ == "__main__":
    Trivial().run()
