"""What the terminal shows, line by line, and the fewest bytes that make other lines of it.

Of a line only the cells that differ are written, and of a style only what differs from the one before. Sequences: CUP,
CHA and SGR of ECMA-48.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from itertools import chain
from typing import NamedTuple

from rich.cells import get_character_cell_size
from rich.color import Color, ColorSystem
from rich.console import COLOR_SYSTEMS, Console
from rich.segment import Segment
from rich.style import Style
from textual._compositor import CompositorUpdate, LayoutUpdate

from app.ui.line_compositor import LinesUpdate

BRIDGE = 4
"""Unchanged cells between two changes that are written again: moving the cursor takes as many bytes."""
MOST_STYLES = 2048
"""Styles and changes between two styles that are kept at most."""

_ATTRIBUTES: tuple[tuple[str, str, Callable[[Style], bool | None]], ...] = (
    ("1", "22", lambda style: style.bold),
    ("2", "22", lambda style: style.dim),
    ("3", "23", lambda style: style.italic),
    ("4", "24", lambda style: style.underline),
    ("5", "25", lambda style: style.blink),
    ("7", "27", lambda style: style.reverse),
    ("9", "29", lambda style: style.strike),
)
"""Parameters of SGR that switch an attribute on and off, and whether a style has it."""
_ON_A_SPACE = frozenset({"4", "5", "7", "9"})
"""Attributes that are seen on a space, too."""
_OFF = {on: off for on, off, _ in _ATTRIBUTES}


class Ink(NamedTuple):
    """A style as the terminal knows it: parameters of SGR."""

    attributes: frozenset[str] = frozenset()
    colour: str = ""
    back: str = ""

    @property
    def on_a_space(self) -> Ink:
        """What of it is seen on a space."""
        seen = self.attributes & _ON_A_SPACE
        return Ink(seen, self.colour if seen else "", self.back)


PLAIN = Ink()

Cells = tuple[list[str], list[Ink]]
"""Characters, with the marks that combine with them, and their styles. The second cell of a wide one is empty."""


class TerminalLines:
    """The lines that were written to the terminal."""

    def __init__(self) -> None:
        self._lines: dict[int, list[Segment]] = {}
        self._inks: dict[Style | None, tuple[Ink, Ink]] = {}
        self._switches: dict[tuple[Ink, Ink], str] = {}
        self._colours = ColorSystem.TRUECOLOR

    def forget(self) -> None:
        """The terminal may show anything: the next lines are written whole."""
        self._lines.clear()

    def changes(self, lines: Mapping[int, list[Segment]], colours: ColorSystem) -> str:
        """What makes the terminal show these lines, in the colours that it can; empty where it shows them already."""
        if colours is not self._colours:
            self._colours = colours
            self._inks.clear()
        written: list[str] = []
        ink = PLAIN
        for y, new in lines.items():
            old = self._lines.get(y)
            if new != old:
                self._lines[y] = new
                ink = self._write_line(y, new, old, ink, written)
        if ink is not PLAIN:
            written.append(self._switch(ink, PLAIN))
        return "".join(written)

    def _write_line(self, y: int, new: list[Segment], old: list[Segment] | None, ink: Ink, written: list[str]) -> Ink:
        """Write what differs of a line; ``ink`` is the style in force. Returns the one that is then."""
        before = after = 0
        if old is not None:  # the same at the beginning and at the end
            most = min(len(new), len(old))
            while before < most and new[before] == old[before]:
                before += 1
            while after < most - before and new[-1 - after] == old[-1 - after]:
                after += 1
        start = sum(segment.cell_length for segment in new[:before])
        characters, inks = self._cells(new[before : len(new) - after])
        runs = [(0, len(characters))]
        if old is not None:
            shown = self._cells(old[before : len(old) - after])
            if len(shown[0]) == len(characters):
                runs = _runs((characters, inks), shown)
        to: tuple[str, str] = (f"\x1b[{y + 1};", "H")
        for begin, end in runs:
            written.append(f"{to[0]}{start + begin + 1}{to[1]}")
            to = ("\x1b[", "G")
            ink = self._write_run(characters[begin:end], inks[begin:end], ink, written)
        return ink

    def _write_run(self, characters: Sequence[str], inks: Sequence[Ink], ink: Ink, written: list[str]) -> Ink:
        """Write cells that follow one another. A space is in the style before or after it where that looks the same."""
        for place, (character, wanted) in enumerate(zip(characters, inks, strict=True)):
            if wanted is not ink and wanted != ink and not (character == " " and ink.on_a_space == wanted):
                if character == " ":
                    wanted = next(
                        (i for c, i in zip(characters[place:], inks[place:], strict=True) if c != " "), wanted
                    )
                    wanted = wanted if wanted.on_a_space == inks[place] else inks[place]
                written.append(self._switch(ink, wanted))
                ink = wanted
            written.append(character)
        return ink

    def _cells(self, segments: Sequence[Segment]) -> Cells:
        characters: list[str] = []
        inks: list[Ink] = []
        for text, style, control in segments:
            if control:
                continue
            ink, space = self._ink(style)
            if text.isascii():
                characters += text
                inks += [space if character == " " else ink for character in text]
                continue
            for character in text:
                width = get_character_cell_size(character)
                if width:
                    characters.append(character)
                    inks.append(space if character == " " else ink)
                    if width == 2:
                        characters.append("")
                        inks.append(ink)
                elif characters:
                    last = -1 if characters[-1] else -2
                    characters[last] += character
                    inks[last] = ink  # a mark on a space has a colour
        return characters, inks

    def _ink(self, style: Style | None) -> tuple[Ink, Ink]:
        """A style for the terminal, and what of it is seen on a space."""
        found = self._inks.get(style)
        if found is None:
            ink = PLAIN
            if style is not None:
                attributes = frozenset(on for on, _, has in _ATTRIBUTES if has(style))
                ink = Ink(attributes, self._colour(style.color, True), self._colour(style.bgcolor, False))
            if len(self._inks) >= MOST_STYLES:
                self._inks.clear()
            found = self._inks[style] = (ink, ink.on_a_space)
        return found

    def _colour(self, colour: Color | None, foreground: bool) -> str:
        if colour is None or colour.is_default:
            return ""
        return ";".join(colour.downgrade(self._colours).get_ansi_codes(foreground))

    def _switch(self, old: Ink, new: Ink) -> str:
        """The shortest SGR that makes one style of another."""
        made = self._switches.get((old, new))
        if made is None:
            fresh = [*sorted(new.attributes), *filter(None, (new.colour, new.back))]
            off = sorted({_OFF[on] for on in old.attributes - new.attributes})
            kept = old.attributes if "22" not in off else old.attributes - {"1", "2"}
            steps = [*off, *sorted(new.attributes - kept)]
            if new.colour != old.colour:
                steps.append(new.colour or "39")
            if new.back != old.back:
                steps.append(new.back or "49")
            ways = ";".join(steps), ";".join(["0", *fresh]) if fresh else ""
            if len(self._switches) >= MOST_STYLES:
                self._switches.clear()
            made = self._switches[old, new] = f"\x1b[{min(ways, key=len)}m" if steps else ""
        return made


class ChangedLines(CompositorUpdate):
    """An update as what differs from the lines on the terminal. One of the whole screen is written whole."""

    def __init__(self, update: CompositorUpdate, terminal: TerminalLines) -> None:
        self._update, self._terminal = update, terminal

    def render_segments(self, console: Console) -> str:
        """Called when it is written, so that the lines on the terminal are known."""
        match self._update:
            case LinesUpdate(lines=lines):
                pass
            case LayoutUpdate(strips=strips):
                self._terminal.forget()
                lines = {y: [*chain.from_iterable(parts)] for y, parts in enumerate(strips, self._update.region.y)}
            case _:
                self._terminal.forget()
                return self._update.render_segments(console)
        return self._terminal.changes(lines, COLOR_SYSTEMS.get(console.color_system or "", ColorSystem.TRUECOLOR))


def _runs(new: Cells, old: Cells) -> list[tuple[int, int]]:
    """Where the cells differ, as begins and ends; a run never parts the two cells of a wide character."""
    characters, inks = new
    runs: list[tuple[int, int]] = []
    begin = end = -1
    for place, (a, b, c, d) in enumerate(zip(characters, old[0], inks, old[1], strict=True)):
        if a == b and (c is d or c == d):
            continue
        first = place
        while first > 0 and not (characters[first] and old[0][first]):
            first -= 1
        if begin >= 0 and first - end <= BRIDGE and all(ink == inks[end - 1] for ink in inks[end:first]):
            end = place + 1
        else:
            if begin >= 0:
                runs.append((begin, end))
            begin, end = first, place + 1
        while end < len(characters) and not (characters[end] and old[0][end]):
            end += 1
    if begin >= 0:
        runs.append((begin, end))
    return runs
