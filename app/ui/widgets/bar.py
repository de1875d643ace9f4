"""A line of the screen that never wraps: parts that don't fit are left out, least important first."""

from __future__ import annotations

from typing import ClassVar

from rich.segment import Segment
from textual.events import Resize
from textual.strip import Strip
from textual.widget import Widget

from app.model import Agent, Alarm, Floor
from app.text import ELLIPSIS, clean
from app.ui.themes import palette_of
from app.ui.widgets.columns import fit_cell
from app.ui.widgets.line_parts import Part, choose


class Bar(Widget):
    """One line of parts, drawn again only when its parts changed."""

    DEFAULT_CSS = """
    Bar { height: 1; width: 1fr; background: $background; color: $foreground; }
    """

    GAP: ClassVar[int] = 3
    """Cells between two parts."""

    def __init__(self, *, ascii_glyphs: bool = False, id: str | None = None) -> None:  # noqa: A002
        """A bar; ``ascii_glyphs`` draws everything in ASCII."""
        super().__init__(id=id)
        self.ascii_glyphs = ascii_glyphs
        self.floor = Floor()
        self.now = 0.0
        self._shown: tuple[list[Part], str] | None = None

    # What each line defines

    def parts(self) -> list[Part]:
        """The parts of the line now, in order."""
        raise NotImplementedError

    def overlay(self) -> str:
        """Name of the style over the whole line (one of :data:`app.ui.themes.OVERLAYS`)."""
        return ""

    def wanted(self) -> bool:
        """Is the line on screen?"""
        return True

    # What all lines share

    def show(self, floor: Floor) -> None:
        """Draw this floor."""
        self.floor = floor
        self.now = max(self.now, floor.now)
        self.update()

    def tick(self, now: float) -> None:
        """Time moved on to ``now`` (steady seconds); the floor is the same."""
        self.now = now
        self.update()

    def update(self) -> None:
        """Draw the line again if its parts changed; show or hide it."""
        wanted = self.wanted()
        if self.display != wanted:
            self.display = wanted
        if not wanted:
            self._shown = None
            return
        shown = (self.parts(), self.overlay())
        if shown != self._shown:
            self._shown = shown
            self.refresh()

    def on_mount(self) -> None:
        """Hide a line that isn't wanted."""
        self.update()

    def on_resize(self, _event: Resize) -> None:
        """Draw again: what fits depends on the width."""
        self.refresh()

    def render_line(self, y: int) -> Strip:
        """The line: left parts, a gap of the cells left over, right parts."""
        width = self.size.width
        palette = palette_of(self.app)
        parts, overlay = self._shown or ([], "")
        plain = palette.style("", overlay)
        if y or width < 3:
            return Strip.blank(width, plain)
        room = width - 2
        ellipsis = "~" if self.ascii_glyphs else ELLIPSIS
        kept = choose(parts, room, self.GAP, ellipsis)
        cell: list[tuple[str, str]] = []
        used = sum(part.width for part in kept) + self.GAP * max(0, len(kept) - 1)
        spread = False
        for number, part in enumerate(kept):
            if number:
                cell.append((" " * self.GAP, ""))
            if part.right and not spread:
                cell.append((" " * max(0, room - used), ""))
                spread = True
            cell.extend(part.spans)
        spans = fit_cell(tuple(cell), room, False, ellipsis)
        segments = [Segment(" ", plain)]
        segments += [Segment(text, palette.style(name, overlay) if name else plain) for text, name in spans]
        return Strip(segments).adjust_cell_length(width, plain).simplify()


def who(floor: Floor, agent_id: str | None, alarm: Alarm | None = None) -> tuple[str, str]:
    """An agent's id and name as one text, and the extension, both cleaned; from the alarm where it has them."""
    agent = floor.agents.get(agent_id or "") or Agent("")
    name = clean((alarm.name if alarm else "") or agent.name)
    extension = clean((alarm.extension if alarm else "") or agent.extension)
    return f"{clean(agent_id or '?')} {name}".strip(), extension
