"""README's tables are those that the code makes; rules that tests name by number are listed."""

from __future__ import annotations

import re
from pathlib import Path

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


def test_every_rule_that_a_test_names_is_listed() -> None:
    tests = Path(__file__).parent
    listed = set(re.findall(r"^\| A(\d+) \|", (tests / "rules/README.md").read_text(encoding="utf-8"), re.MULTILINE))
    named = {n for path in tests.rglob("test_*.py") for n in re.findall(r"def test_a(\d+)_", path.read_text("utf-8"))}
    assert {int(number) for number in listed} == set(range(1, len(listed) + 1))
    assert named <= listed
