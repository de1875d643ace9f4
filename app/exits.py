"""Exit statuses, and the exception that ends a command with one of them and a sentence for the person at the terminal.

It imports nothing, because ``--help`` and ``--version`` import it.
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
    """Ends the command with the exit status ``status``; ``message`` is one sentence for stderr, or empty.

    The message may hold foreign text: the command line cleans it.
    """

    def __init__(self, status: int, message: str = "") -> None:
        super().__init__(message)
        self.status = status
        self.message = message
