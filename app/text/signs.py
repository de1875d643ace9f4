"""The signs that the console's own words are written with, and ASCII in their place."""

from __future__ import annotations

_IN_ASCII = str.maketrans(
    {"↑": "up", "↓": "down", "←": "left", "→": "right", "‹": "<", "›": ">", "✗": "x", "“": '"', "”": '"'}  # noqa: RUF001
)


def signs(text: str, ascii_glyphs: bool) -> str:
    """Words of the console, with ASCII in the place of its signs where only that is drawn. Not for foreign text."""
    return text.translate(_IN_ASCII) if ascii_glyphs else text
