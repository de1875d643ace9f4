"""A terminal that keeps cells and their styles: CUP, CHA and SGR of ECMA-48, text; anything else is an error."""

from __future__ import annotations

import re

from rich.cells import get_character_cell_size

TOKEN = re.compile(r"\x1b\[([\d;]*)([A-Za-z])|([^\x1b])", re.DOTALL)
OFF = {"22": {"1", "2"}, "23": {"3"}, "24": {"4"}, "25": {"5"}, "27": {"7"}, "29": {"9"}}
Look = tuple[frozenset[str], str, str]
"""Attributes that are on, colour, background: parameters of SGR."""
PLAIN: Look = (frozenset(), "", "")


def seen(cell: tuple[str, Look]) -> tuple[str, Look]:
    """What people see of a cell: of a space neither colour nor weight, unless it is underlined or reversed."""
    character, (attributes, colour, back) = cell
    if character == " ":
        attributes &= {"4", "5", "7", "9"}
        colour = colour if attributes else ""
    return character, (attributes, colour, back)


class StyledTerminal:
    """A terminal of so many columns and rows."""

    def __init__(self, columns: int, rows: int) -> None:
        self.cells: list[list[tuple[str, Look]]] = [[("?", PLAIN)] * columns for _ in range(rows)]
        """Character with its combining marks, empty for the second cell of a wide one, and look."""
        self._row = self._column = 0
        self.look = PLAIN

    def feed(self, written: str) -> None:
        """Show what was written."""
        end = 0
        for token in TOKEN.finditer(written):
            assert token.start() == end, written[end : token.end()]
            end = token.end()
            parameters, final, character = token.groups()
            if final == "H":
                self._row, self._column = (int(number) - 1 for number in parameters.split(";"))
            elif final == "G":
                self._column = int(parameters) - 1
            elif final == "m":
                self._sgr(parameters.split(";"))
            else:
                assert final is None, final
                self._put(character)
        assert end == len(written)

    def _sgr(self, parameters: list[str]) -> None:
        attributes, colour, back = self.look
        while parameters:
            one = parameters.pop(0)
            if one in ("", "0"):
                attributes, colour, back = PLAIN
            elif one in OFF:
                attributes -= OFF[one]
            elif one in ("38", "48"):
                kind = parameters.pop(0)
                rest = [parameters.pop(0) for _ in range(3 if kind == "2" else 1)]
                value = ";".join([one, kind, *rest])
                colour, back = (value, back) if one == "38" else (colour, value)
            elif one == "39" or (len(one) == 2 and one[0] in "39"):
                colour = "" if one == "39" else one
            elif len(one) >= 2:
                back = "" if one == "49" else one
            else:
                attributes |= {one}
        self.look = (frozenset(attributes), colour, back)

    def _put(self, character: str) -> None:
        width = get_character_cell_size(character)
        row = self.cells[self._row]
        if not width:
            place = self._column - 1
            place -= not row[place][0]
            row[place] = (row[place][0] + character, row[place][1])
            return
        assert self._column + width <= len(row), "written beyond the end of the line"
        row[self._column] = (character, self.look)
        if width == 2:
            row[self._column + 1] = ("", self.look)
        self._column += width
