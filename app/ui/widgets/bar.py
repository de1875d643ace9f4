"""A line of the screen that never wraps: what doesn't fit is left out, least important first."""

from __future__ import annotations

from typing import ClassVar

from rich.segment import Segment
from textual.events import Resize
from textual.strip import Strip
from textual.widget import Widget

from app.model import Agent, Alarm, Floor
from app.text.sanitize import ELLIPSIS, clean
from app.ui.themes import palette_of
from app.ui.widgets.columns import fit_cell
from app.ui.widgets.line_parts import Part, choose


class Bar(Widget):
    """One line of parts, drawn again only when what it says changed."""

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
        self._said: tuple[list[Part], str] | None = None

    # What each line says for itself

    def parts(self) -> list[Part]:
        """What to say now."""
        raise NotImplementedError

    def overlay(self) -> str:
        """What lies over the whole line."""
        return ""

    def wanted(self) -> bool:
        """Is the line on screen at all?"""
        return True

    # What they share

    def show(self, floor: Floor) -> None:
        """Draw this floor."""
        self.floor = floor
        self.now = max(self.now, floor.now)
        self.update()

    def tick(self, now: float) -> None:
        """Time moved on to ``now`` (wall-clock seconds); the floor is the same."""
        self.now = now
        self.update()

    def update(self) -> None:
        """Say it again if it changed."""
        wanted = self.wanted()
        if self.display != wanted:
            self.display = wanted
        if not wanted:
            self._said = None
            return
        said = (self.parts(), self.overlay())
        if said != self._said:
            self._said = said
            self.refresh()

    def on_mount(self) -> None:
        """Lines that have nothing to say take no room."""
        self.update()

    def on_resize(self, _event: Resize) -> None:
        """What fits depends on the width."""
        self.refresh()

    def render_line(self, y: int) -> Strip:
        """The line: left parts, a gap that takes what is left over, right parts."""
        width = self.size.width
        palette = palette_of(self.app)
        parts, overlay = self._said or ([], "")
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
    """An agent's id and name as one text, and the extension, both clean; from the alarm where it tells."""
    agent = floor.agents.get(agent_id or "") or Agent("")
    name = clean((alarm.name if alarm else "") or agent.name)
    extension = clean((alarm.extension if alarm else "") or agent.extension)
    return f"{clean(agent_id or '?')} {name}".strip(), extension
