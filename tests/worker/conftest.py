"""Workers under test keep their journal in the test's own folder."""

from __future__ import annotations

from pathlib import Path

import pytest


@pytest.fixture(autouse=True)
def journal_path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where the journal of the test's workers lies."""
    path = tmp_path / "journal.sqlite3"
    monkeypatch.setenv("FLOORWALKER_JOURNAL__PATH", str(path))
    return path
