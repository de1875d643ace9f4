"""What the worker takes from the settings about actions and the journal, and where the demo's journal goes."""

from __future__ import annotations

from pathlib import Path

import pytest
from worker_kit import SECONDS, Screen, lines, settings_for

from app import cli
from app.commands import demo
from app.config.model import Settings
from app.model import ActionPolicy
from app.worker.worker import Worker, floor_builder
from protocol.mock.run import ThreadedServer


def test_the_sites_rules_reach_the_floor() -> None:
    who = {"server": {"side_a": "cti:1"}, "supervisor": {"agent_id": "9001"}}
    plain = floor_builder(Settings(**who))  # type: ignore[arg-type]
    assert plain.snapshot(0.0).policy == ActionPolicy()
    turned = {"intercept_needs_barge_in": False, "barge_in_needs_monitoring": True, "only_when_not_ready": True}
    other = floor_builder(Settings(**who, actions=turned))  # type: ignore[arg-type]
    assert other.snapshot(0.0).policy == ActionPolicy(False, True, True)


def test_the_journal_lies_where_the_settings_say(quiet: ThreadedServer, tmp_path: Path) -> None:
    path = tmp_path / "deep" / "here.sqlite3"
    settings = settings_for(quiet)
    screen = Screen()
    worker = Worker(settings.model_copy(update={"journal": settings.journal.model_copy(update={"path": str(path)})}))
    worker.start(screen)
    screen.until(lambda floor: floor.agents)
    worker.stop("test over")
    worker.join(SECONDS)
    assert lines(path) == []
    assert path.stat().st_mode & 0o077 == 0


def test_the_demos_journal_is_thrown_away(journal_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[Path] = []

    def show(settings: Settings, worker: Worker, *, slow: bool) -> int:
        screen = Screen()
        worker.start(screen)
        screen.until(lambda floor: floor.agents)
        assert settings.journal.path is not None
        seen.append(Path(settings.journal.path))
        assert lines(seen[0]) == []
        worker.stop("test over")
        worker.join(SECONDS)
        return 0

    monkeypatch.setenv("FLOORWALKER_LOG__FILE", str(journal_path.with_name("log")))
    monkeypatch.setattr(demo, "need_terminal", lambda: None)
    monkeypatch.setattr(demo, "show_console", show)
    assert cli.main(["demo"]) == 0
    (path,) = seen
    assert path != journal_path
    assert not path.parent.exists()
    assert not journal_path.exists()
