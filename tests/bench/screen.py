"""What a terminal shows after it has read what a program wrote: cells of text, without colours.

Enough of ECMA-48 and xterm for what Textual writes: the cursor's place, erasing, text. Everything else is skipped. It
is run after a measurement, over what was read during it, so that it costs the measured program nothing.
"""

from __future__ import annotations

import re

from rich.cells import cell_len, get_character_cell_size

TOKEN = re.compile(
    r"\x1b\[(?P<parameters>[0-?]*)[ -/]*(?P<final>[@-~])"  # a control sequence
    r"|\x1b[\]PX^_].*?(?:\x07|\x1b\\)"  # a string for the terminal: a title, a query
    r"|\x1b[ -/]*[0-~]"
    r"|(?P<control>[\x00-\x1f\x7f])"
    r"|(?P<text>[^\x00-\x1f\x7f\x1b]+)",
    re.DOTALL,
)
UNFINISHED = re.compile(r"\x1b(?:[ -/]*|\[[0-?]*[ -/]*|[\]PX^_][^\x07\x1b]*\x1b?)\Z")
"""The beginning of a sequence whose end has not been read yet."""


class Screen:
    """A terminal of so many columns and rows."""

    def __init__(self, columns: int, rows: int) -> None:
        self.columns = columns
        self.cells = [[" "] * columns for _ in range(rows)]
        self._row = self._column = 0
        self._rest = ""

    @property
    def lines(self) -> list[str]:
        """The rows as text."""
        return ["".join(row) for row in self.cells]

    def feed(self, text: str) -> None:
        """Show what a program wrote."""
        text = self._rest + text
        unfinished = UNFINISHED.search(text)
        self._rest = text[unfinished.start() :] if unfinished else ""
        for token in TOKEN.finditer(text, 0, len(text) - len(self._rest)):
            if token["text"] is not None:
                self._write(token["text"])
            elif token["control"] is not None:
                self._control(token["control"])
            elif token["final"] is not None:
                self._sequence(token["parameters"], token["final"])

    def _write(self, text: str) -> None:
        row = self.cells[min(self._row, len(self.cells) - 1)]
        if text.isascii() or cell_len(text) == len(text):
            end = min(self._column + len(text), self.columns)
            row[self._column : end] = text[: end - self._column]
            self._column = end
            return
        for character in text:
            width = get_character_cell_size(character)
            if width and self._column + width <= self.columns:
                row[self._column : self._column + width] = [character, ""][:width]
                self._column += width

    def _control(self, control: str) -> None:
        if control == "\r":
            self._column = 0
        elif control == "\n":
            self._row = min(self._row + 1, len(self.cells) - 1)
        elif control == "\b":
            self._column = max(self._column - 1, 0)

    def _sequence(self, parameters: str, final: str) -> None:
        if parameters[:1] in ("?", ">", "<", "="):  # private: modes, keyboard protocols
            return
        numbers = [int(number or 0) for number in re.findall(r"\d+|(?<=;)(?=;|\Z)|\A(?=;)", parameters)]
        first = max(numbers[0], 1) if numbers else 1
        if final in "Hf":
            self._row = min(first, len(self.cells)) - 1
            self._column = min(max(numbers[1], 1), self.columns) - 1 if len(numbers) > 1 else 0
        elif final == "A":
            self._row = max(self._row - first, 0)
        elif final == "B":
            self._row = min(self._row + first, len(self.cells) - 1)
        elif final == "C":
            self._column = min(self._column + first, self.columns - 1)
        elif final == "D":
            self._column = max(self._column - first, 0)
        elif final == "G":
            self._column = min(first, self.columns) - 1
        elif final in "JK":
            self._erase(final, numbers[0] if numbers else 0)

    def _erase(self, final: str, how: int) -> None:
        """To the end (0), from the beginning (1), or all (2, 3) of the line (K) or the screen (J)."""
        row = self.cells[self._row]
        begin = self._column if how == 0 else 0
        end = self._column + 1 if how == 1 else self.columns
        row[begin:end] = [" "] * (end - begin)
        if final == "J":
            above, below = range(self._row), range(self._row + 1, len(self.cells))
            for index in (*(above if how else ()), *(below if how != 1 else ())):
                self.cells[index] = [" "] * self.columns
