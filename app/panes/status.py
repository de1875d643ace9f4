"""The lines above the panes: the link, the newest emergency, what you are doing."""

from __future__ import annotations

from textual.widget import Widget

from app.model import Floor


class StatusBar(Widget):
    """One line that never wraps."""

    def __init__(self, *, ascii_glyphs: bool = False, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self.floor = Floor()

    def show(self, floor: Floor) -> None:
        """Draw this floor."""
        self.floor = floor

    def tick(self, now: float) -> None:
        """Time moved on to ``now``; the floor is the same."""


class StatusLine(StatusBar):
    """Link, heartbeat age, counts, clock."""


class EmergencyLine(StatusBar):
    """The newest unacknowledged emergency; hidden when there is none."""

    def set_flash(self, on: bool) -> None:
        """The phase of the shared flash clock: True draws the head cell in reverse."""


class YouLine(StatusBar):
    """The supervisor's own engagement; hidden when there is none."""
