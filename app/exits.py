"""Exit statuses and the one way a command ends with a sentence for the person at the terminal.

Imports nothing: it is needed by ``--version`` too.
"""

from __future__ import annotations

OK = 0
UNEXPECTED = 1
"""Something unexpected happened, or a message could not be decoded or encoded."""
USAGE = 2
"""The command line or the settings are wrong; the key is named."""
NO_CONNECTION = 3
"""No CTI Server could be reached."""
REFUSED = 4
"""The CTI Server refused the session."""


class Stop(Exception):
    """End the command with ``status``; ``message`` is one plain sentence for stderr (may be empty)."""

    def __init__(self, status: int, message: str = "") -> None:
        super().__init__(message)
        self.status = status
        self.message = message


def plain(text: str) -> str:
    """``text`` with every control, format and other unprintable character made visible as an escape.

    What goes to a terminal or a log may hold foreign text; nothing of it may act on the terminal or fake a line.
    """
    if text.isprintable():
        return text
    return "".join(c if c.isprintable() else c.encode("unicode_escape").decode("ascii") for c in text)
