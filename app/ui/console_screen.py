"""What the main screen and the dialogs have in common: how their lines are composed, and how often they are painted."""

from __future__ import annotations

from typing import TypeVar

from textual.screen import Screen
from textual.timer import Timer

from app.ui.line_compositor import LineCompositor

Result = TypeVar("Result")


class ConsoleScreen(Screen[Result]):
    """A screen of the console."""

    frame_seconds = 0.0
    """Seconds between two frames at least; 0 leaves it to Textual, which paints 60 a second at most."""

    def __init__(self) -> None:
        super().__init__()
        self._compositor = LineCompositor()
        self._frame_timer: Timer | None = None

    @property
    def _update_timer(self) -> Timer:
        """Textual's timer of the next frame."""
        if not self.frame_seconds:
            return super()._update_timer
        if self._frame_timer is None:
            self._frame_timer = self.set_interval(self.frame_seconds, self._on_timer_update, pause=True)
        return self._frame_timer
