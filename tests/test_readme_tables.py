"""README's tables are those that the code makes."""

from __future__ import annotations

import pytest
import readme_tables

from app.config import Settings
from protocol.mock import fault_table


def test_the_tables_are_those_of_the_code() -> None:
    text = readme_tables.README.read_text(encoding="utf-8")
    assert readme_tables.made(text) == text, "python tests/readme_tables.py writes them anew"


def test_every_table_of_the_settings_and_every_fault_has_a_row() -> None:
    settings, faults = readme_tables.settings(), readme_tables.faults()
    assert all(f"\n| `[{name}]` | " in settings for name in (*Settings.model_fields, "server.reconnect", "server.tls"))
    assert all(f"\n| `{name}` | {value} | {words} |\n" in faults for name, value, words in fault_table())


def test_a_table_without_its_marks_is_told() -> None:
    with pytest.raises(ValueError, match=r"README\.md has 0 regions keys"):
        readme_tables.made("no marks\n")
