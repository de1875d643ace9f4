"""Schedules are tested with the kits of the screen and of the mock server in the same process."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

for room in ("ui", "matrix", "panes"):
    sys.path.append(str(Path(__file__).parents[1] / room))


@pytest.fixture(autouse=True)
def _colours(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("NO_COLOR", raising=False)
