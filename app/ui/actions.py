"""A row of the table of actions: keys, words, when the action is possible, and its handler.

The rows are :data:`app.ui.handlers.ACTIONS`. Bindings, footer, help, palette and README are made from them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from enum import Enum
from itertools import pairwise
from typing import NamedTuple

from app.model import Floor
from app.ui.console import Console
from app.ui.context import Context
from protocol.frozen import frozen


class Group(Enum):
    """Headings of the help."""

    STEP_IN = "Step in"
    ALARMS = "Alarms"
    LOOK = "Look around"
    CONSOLE = "Console"


class Readme(NamedTuple):
    """An action's part of a line of README's table of keys; actions with the same ``line`` share one."""

    line: int
    """Lines are in this order."""
    words: str | None = None
    """What the key does; None takes the row's help, empty leaves it to the other actions of the line."""
    keys: str = ""
    """The keys in Markdown; empty takes the row's first key."""


def _always(_: Context) -> str | None:
    return None


def _everywhere(_: Floor) -> bool:
    return True


@frozen
class UiAction:
    """One thing that a person can do."""

    id: str
    """Also the id of the binding."""
    keys: tuple[str, ...]
    """Keys in Textual's notation; the first is the one shown."""
    label: str
    """For footer and palette."""
    help: str
    """For help and palette: a sentence without its full stop."""
    group: Group
    handler: Callable[[Console, Context], None] | None
    """Does it. None: the live table under the cursor handles its keys itself."""
    why_not: Callable[[Context], str | None] = _always
    """Why it can't be done now, in plain words; None when it can. Dims the key, and answers it."""
    footer: int = 0
    """Importance in the footer, 1 first; 0 keeps it out. Where not all fit, the highest are left out."""
    short: str = ""
    """Label in a narrow footer; empty means the label."""
    shown: Callable[[Floor], bool] = _everywhere
    """False hides it from the footer: a key of one rare situation."""
    in_dialogs: bool = False
    """Do its keys work while a dialog is open, too (not in text fields)?"""
    moves: bool = False
    """Does it only move the cursor? Then it is done at once in the middle of quick keys, too."""
    opens_text: bool = False
    """Does it only open a text field? What comes after it is text."""
    readme: Readme | None = None
    """None: README doesn't name it."""

    @property
    def key(self) -> str:
        """The first key as people write it; empty where it has none."""
        return shown_key(self.keys[0]) if self.keys else ""


_SHOWN = {
    "question_mark": "?",
    "slash": "/",
    "colon": ":",
    "escape": "esc",
    "up": "↑",
    "down": "↓",
    "pageup": "page up",
    "pagedown": "page down",
}


def shown_key(key: str) -> str:
    """A key of Textual's notation as people write it."""
    return _SHOWN.get(key, key)


def readme_lines(actions: Iterable[UiAction]) -> list[tuple[str, str]]:
    """README's table of keys: for each line the keys in Markdown, and what they do."""
    lines: dict[int, list[tuple[str, str]]] = {}
    for row in actions:
        if row.readme is not None:
            keys = row.readme.keys or (f"`{row.key}`" if len(row.key) == 1 else row.key)
            words = row.help[0].lower() + row.help[1:] if row.readme.words is None else row.readme.words
            lines.setdefault(row.readme.line, []).append((keys, words))
    return [
        (_joined([keys for keys, _ in parts]), ", ".join(words for _, words in parts if words))
        for _, parts in sorted(lines.items())
    ]


def _joined(keys: Sequence[str]) -> str:
    """Keys of one line; no comma between two single characters in backticks."""
    text = keys[0]
    for before, key in pairwise(keys):
        text += (" " if before[0] == before[2:] == key[0] == key[2:] == "`" else ", ") + key
    return text
