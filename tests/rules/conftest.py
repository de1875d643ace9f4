"""The rules are tested with the kits of the other rooms, on the floor, on the screen and through the worker."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

for room in ("floor", "ui", "panes", "protocol", "worker", "journal", "matrix", "schedules"):
    sys.path.append(str(Path(__file__).parents[1] / room))


@pytest.fixture(autouse=True)
def _colours(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("NO_COLOR", raising=False)
