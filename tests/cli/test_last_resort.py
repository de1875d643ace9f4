"""A console whose terminal is gone ends all the same, with its session closed."""

from __future__ import annotations

from app.model import Command
from app.ui.last_resort import LastResort


class Recorder:
    """A worker that notes what it is asked."""

    def __init__(self) -> None:
        self.asked: list[str] = []

    def start(self, on_floor: object) -> None:
        self.asked.append("start")

    def submit(self, command: Command) -> None:
        self.asked.append("submit")

    def stop(self, reason: str, *, clear_first: bool = False) -> None:
        self.asked.append(f"stop {reason} {clear_first}")

    def join(self, timeout: float) -> None:
        self.asked.append(f"join {timeout:g}")


def test_a_screen_that_never_ends_costs_neither_the_goodbye_nor_the_end() -> None:
    worker = Recorder()
    left: list[int] = []
    resort = LastResort(worker, lambda: 0, grace=0, closing=12, leave=left.append)
    resort.start("SIGHUP")
    resort.start("SIGTERM")
    resort.join(10)
    assert worker.asked == ["stop SIGHUP False", "join 12"]
    assert left == [0]


def test_a_screen_that_ends_by_itself_is_left_alone() -> None:
    worker = Recorder()
    left: list[int] = []
    resort = LastResort(worker, lambda: 0, grace=60, closing=12, leave=left.append)
    resort.screen_ended()
    resort.start("SIGTERM")
    resort.join(10)
    assert worker.asked == []
    assert left == []
