"""Workers under test keep their journal in the test's own folder."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from protocol.mock.run import ThreadedServer
from protocol.mock.settings import CentreSettings, MockSettings


@pytest.fixture(autouse=True)
def journal_path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where the journal of the test's workers lies."""
    path = tmp_path / "journal.sqlite3"
    monkeypatch.setenv("FLOORWALKER_JOURNAL__PATH", str(path))
    return path


@pytest.fixture
def quiet() -> Iterator[ThreadedServer]:
    """A centre where nothing happens by itself, and everything asked for at once."""
    running = ThreadedServer(
        MockSettings(centre=CentreSettings(still=True, pace=0.0, emergencies_per_minute=0))
    ).start()
    yield running
    running.stop()
