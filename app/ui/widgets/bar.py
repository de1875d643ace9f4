"""A line of the screen that never wraps: parts that don't fit are left out, least important first."""

from __future__ import annotations

from typing import ClassVar, NamedTuple

from rich.segment import Segment
from textual.strip import Strip

from app.model import Agent, Alarm, Floor
from app.text import ELLIPSIS, clean, in_steps
from app.ui.themes import Palette, palette_of
from app.ui.widgets.columns import fit_cell
from app.ui.widgets.line_parts import Part, choose
from app.ui.widgets.plain_lines import PlainLines


class Stretch(NamedTuple):
    """A part of the line with a style of its own over it."""

    parts: list[Part]
    overlay: str
    """Name of the style over it (one of :data:`app.ui.themes.OVERLAYS`)."""
    share: int = 1
    """Its share of the line's cells."""


class Bar(PlainLines):
    """One line of parts, drawn again only when its parts changed. It keeps its row, also when it has nothing to say."""

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
        self.step = 1
        """Times change every so many seconds."""
        self._shown: list[Stretch] = []

    # What each line defines

    def parts(self) -> list[Part]:
        """The parts of the line now, in order."""
        raise NotImplementedError

    def overlay(self) -> str:
        """Name of the style over the whole line (one of :data:`app.ui.themes.OVERLAYS`)."""
        return ""

    def stretches(self) -> list[Stretch]:
        """What shares the line, from left to right: mostly its own parts alone."""
        return [Stretch(self.parts(), self.overlay())]

    # What all lines share

    def show(self, floor: Floor) -> None:
        """Draw this floor."""
        self.floor = floor
        self.now = max(self.now, in_steps(floor.now, self.step))
        self.update()

    def tick(self, now: float) -> None:
        """Time moved on to ``now`` (steady seconds); the floor is the same."""
        self.now = in_steps(now, self.step)
        self.update()

    def update(self) -> None:
        """Draw the line again if its parts changed."""
        shown = self.stretches()
        if shown != self._shown:
            self._shown = shown
            self.refresh()

    def on_mount(self) -> None:
        """Have something to draw before the first floor."""
        self.update()

    def render_line(self, y: int) -> Strip:
        """The stretches side by side."""
        width = self.size.width
        palette = palette_of(self.app)
        if y or width < 3:
            return Strip.blank(width, palette.style(""))
        segments: list[Segment] = []
        shares, x = sum(stretch.share for stretch in self._shown), 0
        for stretch in self._shown:
            wide = (width - x) * stretch.share // shares
            segments += self._drawn(stretch, wide, palette)
            x, shares = x + wide, shares - stretch.share
        return Strip(segments).adjust_cell_length(width, palette.style("")).simplify()

    def _drawn(self, stretch: Stretch, width: int, palette: Palette) -> list[Segment]:
        """A stretch of ``width`` cells: left parts, a gap of the cells left over, right parts."""
        plain = palette.style("", stretch.overlay)
        room = width - 2
        ellipsis = "~" if self.ascii_glyphs else ELLIPSIS
        kept = choose(stretch.parts, room, self.GAP, ellipsis)
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
        drawn = [Segment(text, palette.style(name, stretch.overlay) if name else plain) for text, name in spans]
        return [Segment(" ", plain), *drawn, Segment(" ", plain)]


def who(floor: Floor, agent_id: str | None, alarm: Alarm | None = None) -> tuple[str, str]:
    """An agent's id and name as one text, and the extension, both cleaned; from the alarm where it has them."""
    agent = floor.agents.get(agent_id or "") or Agent("")
    name = clean((alarm.name if alarm else "") or agent.name)
    extension = clean((alarm.extension if alarm else "") or agent.extension)
    return f"{clean(agent_id or '?')} {name}".strip(), extension
