"""README's tables, made from the code: ``python tests/readme_tables.py`` writes them anew.

A table stands between ``<!-- NAME -->`` and ``<!-- /NAME -->``, NAME being a key of :data:`TABLES`. To have another one
made, put the two marks into README.md and a row into :data:`TABLES`.
"""

from __future__ import annotations

import ast
import inspect
import re
import textwrap
from collections.abc import Callable, Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

from app.config import Settings, table_keys
from app.ui import readme_keys
from protocol.mock import fault_table

README = Path(__file__).parents[1] / "README.md"
SECTIONS = {"server.reconnect": "when-the-connection-goes", "server.tls": "tls"}
"""Tables of the settings that README has a section about: its anchor."""


def markdown(head: tuple[str, ...], rows: list[tuple[str, ...]]) -> str:
    """A table in Markdown, ended by a line feed."""
    lines = [" | ".join(row) for row in (head, *rows)]
    return "".join(f"| {line} |\n" for line in lines).replace("\n", "\n" + "|---" * len(head) + "|\n", 1)


def field_words(model: type) -> dict[str, str]:
    """The docstrings of a table's fields, by their names, from its source."""
    (table,) = ast.parse(textwrap.dedent(inspect.getsource(model))).body
    assert isinstance(table, ast.ClassDef)
    words = {}
    for field, below in pairwise(table.body):
        if isinstance(field, ast.AnnAssign) and isinstance(field.target, ast.Name):
            text = getattr(getattr(below, "value", None), "value", None)
            words[field.target.id] = text if isinstance(text, str) else ""
    return words


def settings_tables(model: Any = Settings, path: str = "") -> Iterator[tuple[str, str]]:
    """The tables of the settings in their order, those in tables after them: the name in brackets, and the words."""
    for key, kind in table_keys(model).items():
        if not path or table_keys(kind):
            name = f"{path}{key}"
            words = " ".join(field_words(model)[key].split())
            yield f"`[{name}]`", words + (f" ([below](#{SECTIONS[name]}))" if name in SECTIONS else "")
            yield from settings_tables(kind, f"{name}.")


def settings() -> str:
    """The tables of the settings."""
    return markdown(("table", "what it holds"), list(settings_tables()))


def faults() -> str:
    """The faults of the mock server."""
    return markdown(("fault", "value", "what it does"), [(f"`{name}`", *rest) for name, *rest in fault_table()])


def keys() -> str:
    """The keys of the console, from the rows of its table of actions."""
    return markdown(("key", "what it does"), [(key, words) for key, words in readme_keys()])


TABLES: dict[str, Callable[[], str]] = {"keys": keys, "settings": settings, "faults": faults}
"""The tables by the name in their marks."""


def made(text: str) -> str:
    """README's text with every table made anew. Raises ValueError where a table's marks are missing."""
    for name, table in TABLES.items():
        region = re.compile(rf"(?<=<!-- {name} -->\n).*?(?=<!-- /{name} -->\n)", re.DOTALL)
        text, count = region.subn(lambda _, table=table: table(), text)  # type: ignore[misc]
        if count != 1:
            raise ValueError(f"README.md has {count} regions {name}")
    return text


if __name__ == "__main__":
    README.write_text(made(README.read_text(encoding="utf-8")), encoding="utf-8")
