"""Drawing in ASCII alone: where that is the default, and what is left to translate after all is drawn."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping
from pathlib import Path

from rich.segment import Segment
from textual.color import Color
from textual.filter import LineFilter

from app.text import ELLIPSIS, REPLACEMENT

NO_BREAK_SPACE = "\N{NO-BREAK SPACE}"
_STAND_INS = str.maketrans({ELLIPSIS: "~", REPLACEMENT: "?", NO_BREAK_SPACE: " "})
_ENVIRONMENT_AT_START = Path("/proc/self/environ")
_SET_BY_PYTHON = ("C.UTF-8", "C.utf8", "UTF-8")
"""What Python sets LC_CTYPE to where it starts in the C locale (PEP 538)."""


def ascii_by_itself(environ: Mapping[str, str]) -> bool:
    """Does this environment ask for ASCII: the locale C or POSIX by name, or the console of Linux as the terminal?

    The locale is that of characters: LC_ALL, else LC_CTYPE, else LANG. Where none is set nothing is known.
    """
    if environ.get("TERM") == "linux":
        return True
    names = (environ.get(name) for name in ("LC_ALL", "LC_CTYPE", "LANG"))
    return next(filter(None, names), "") in ("C", "POSIX")


def environment_at_start() -> Mapping[str, str]:
    """The environment as the process got it: Python sets LC_CTYPE by itself where it starts in the C locale.

    Where the system doesn't keep it, the present one, without an LC_CTYPE that Python may have set.
    """
    try:
        lines = os.fsdecode(_ENVIRONMENT_AT_START.read_bytes()).split("\0")
    except OSError:
        own = sys.flags.utf8_mode and os.environ.get("LC_CTYPE") in _SET_BY_PYTHON
        return {name: value for name, value in os.environ.items() if not (own and name == "LC_CTYPE")}
    return {name: value for name, _, value in (line.partition("=") for line in lines)}


class AsciiOnly(LineFilter):
    """ASCII in the place of what is drawn into texts: ellipses, spaces, and what stands for control characters."""

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:
        """The same segments, of the same width."""
        return [
            segment if segment.text.isascii() else Segment(segment.text.translate(_STAND_INS), *segment[1:])
            for segment in segments
        ]
