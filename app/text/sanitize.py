"""Foreign text made safe to draw and to print, and text of any script cut to terminal cells.

Names, ANI, call variables and messages of the server come from outside. What reaches the screen or a terminal's line
holds no control characters, no escape sequences and no direction overrides; on the screen nothing invisible either, so
that columns stay straight. Markup is not escaped: nothing in this program parses drawn text as markup.
"""

from __future__ import annotations

import unicodedata
from functools import lru_cache

from rich.cells import cell_len, get_character_cell_size

REPLACEMENT = "\N{REPLACEMENT CHARACTER}"
"""Stands where a control character, a direction control or a broken character was."""

ELLIPSIS = "\N{HORIZONTAL ELLIPSIS}"
"""The last cell of a text that was cut."""

DEFAULT_LIMIT = 255
"""Characters of a foreign text that are looked at: the guide's longest text field."""

MAX_MARKS = 3
"""Combining marks kept per character; more than living scripts use would climb into other rows."""

_BIDI = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
_SPACES = frozenset("\t\n\v\f\r\x85\u2028\u2029")
_REGIONAL_A = 0x1F1E6


def _safe(character: str) -> str:
    """One character of foreign text as it may be drawn: itself, a space, ``REPLACEMENT`` or nothing."""
    if character in _SPACES:
        return " "
    if character in _BIDI:
        return REPLACEMENT
    code = ord(character)
    if 0xFE00 <= code <= 0xFE0F or 0xE0100 <= code <= 0xE01EF or 0x1F3FB <= code <= 0x1F3FF or code == 0x034F:
        return ""  # variation selectors and emoji modifiers: terminals disagree on their width
    if _REGIONAL_A <= code < _REGIONAL_A + 26:
        return chr(code - _REGIONAL_A + ord("A"))  # a flag is one or two letters wide, by terminal
    match unicodedata.category(character):
        case "Cc" | "Cs" | "Cn" | "Co":
            return REPLACEMENT
        case "Cf":
            return ""
        case "Zs" | "Zl" | "Zp":
            return " "
    if get_character_cell_size(character) == 0 and not unicodedata.category(character).startswith("M"):
        return ""  # conjoining vowels and the like, left over by normalisation
    return character


@lru_cache(maxsize=8192)
def _clean(text: str) -> str:
    kept: list[str] = []
    marks = 0
    # Lone surrogates can't be normalised on every platform: replace them first.
    whole = "".join(REPLACEMENT if "\ud800" <= c <= "\udfff" else c for c in text)
    for character in unicodedata.normalize("NFC", whole):
        safe = _safe(character)
        if not safe:
            continue
        if get_character_cell_size(safe) == 0:
            marks += 1
            if not kept or marks > MAX_MARKS:
                continue  # a mark with nothing before it would land on the border
        else:
            marks = 0
        kept.append(safe)
    return unicodedata.normalize("NFC", "".join(kept))


def clean(text: str, limit: int = DEFAULT_LIMIT, *, replacement: str = REPLACEMENT) -> str:
    """Foreign text without control, direction and invisible characters; at most ``limit`` characters of it.

    Line ends and tabs become spaces; control characters, direction controls and lone surrogates leave a visible
    ``replacement`` (empty: nothing); zero-width characters are left out. Never fails.
    """
    text = text[:limit]
    if text.isascii() and text.isprintable():
        return text
    cleaned = _clean(text)
    return cleaned if replacement == REPLACEMENT else cleaned.replace(REPLACEMENT, replacement)


def plain_line(text: str) -> str:
    """Foreign text as one line of a terminal's output or a log, whole, where nothing of it may act.

    Every control, format and other unprintable character is visible as a Python escape. Never fails.
    """
    if text.isprintable():
        return text
    return "".join(c if c.isprintable() else c.encode("unicode_escape").decode("ascii") for c in text)


def cells(text: str) -> int:
    """Width of clean text in terminal cells."""
    return len(text) if text.isascii() else cell_len(text)


def cut(text: str, width: int, ellipsis: str = ELLIPSIS) -> str:
    """Clean text cut to at most ``width`` cells, the last one an ellipsis when something was cut off."""
    if cells(text) <= width:
        return text
    if width <= 0:
        return ""
    room = width - cells(ellipsis)
    if room < 0:
        return ""
    if text.isascii():
        return text[:room] + ellipsis
    used = 0
    kept: list[str] = []
    for character in text:
        size = get_character_cell_size(character)
        if used + size > room:
            break
        kept.append(character)
        used += size
    return "".join(kept) + ellipsis


def fit(text: str, width: int, *, right: bool = False, ellipsis: str = ELLIPSIS) -> str:
    """Clean text as exactly ``width`` cells: cut with an ellipsis, or padded (on the left when ``right``)."""
    text = cut(text, width, ellipsis)
    padding = " " * (width - cells(text))
    return padding + text if right else text + padding


def wrap(text: str, width: int) -> list[str]:
    """Clean text in lines of at most ``width`` cells, broken at spaces; a longer word is broken where the line ends."""
    lines: list[str] = []
    line = ""
    for word in text.split(" "):
        if line and cells(line) + 1 + cells(word) <= width:
            line += f" {word}"
            continue
        if line:
            lines.append(line)
        line = word
        while width > 1 and cells(line) > width:
            start = cut(line, width, "")
            lines.append(start)
            line = line[len(start) :]
    return [*lines, line] if line else lines
