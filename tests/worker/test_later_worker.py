"""A worker that is made in a thread after the first frame."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from typing import Any

import pytest

from app.commands.later_worker import FAILED, LaterWorker
from app.model import Command, Floor, LinkState, RetryNow, Silence


class Recorder:
    """A worker that keeps what it is asked for."""

    def __init__(self) -> None:
        self.asked: list[Any] = []

    def start(self, on_floor: Callable[[Floor], None]) -> None:
        self.asked.append("start")
        on_floor(Floor())

    def submit(self, command: Command) -> None:
        self.asked.append(command)

    def stop(self, reason: str, *, clear_first: bool = False) -> None:
        self.asked.append((reason, clear_first))

    def join(self, timeout: float) -> None:
        self.asked.append("join")


class Making:
    """Makes the worker when it is let."""

    def __init__(self, error: Exception | None = None) -> None:
        self.worker = Recorder()
        self.may = threading.Event()
        self.thread = ""
        self._error = error

    def __call__(self) -> Recorder:
        assert self.may.wait(60)
        self.thread = threading.current_thread().name
        if self._error is not None:
            raise self._error
        return self.worker


def test_commands_wait_for_the_worker() -> None:
    making, floors = Making(), []
    later = LaterWorker(making)
    later.start(floors.append)
    later.submit(RetryNow())
    assert (making.worker.asked, floors) == ([], [])
    making.may.set()
    later.join(60)
    later.submit(Silence())
    later.stop("enough", clear_first=True)
    assert making.worker.asked == ["start", RetryNow(), "join", Silence(), ("enough", True)]
    assert making.thread != threading.current_thread().name
    assert floors == [Floor()]


def test_a_console_that_ends_before_has_no_session() -> None:
    making, floors = Making(), []
    later = LaterWorker(making)
    later.start(floors.append)
    later.stop("SIGTERM")
    making.may.set()
    later.join(60)
    assert (making.worker.asked, floors) == ([], [])


def test_a_console_without_a_frame_ends_too() -> None:
    later = LaterWorker(Making())
    later.stop("SIGTERM")
    later.join(60)


def test_a_worker_that_can_t_be_made_is_a_closed_link_in_words(caplog: pytest.LogCaptureFixture) -> None:
    making, floors = Making(ArithmeticError("a defect")), []
    making.may.set()
    later = LaterWorker(making)
    with caplog.at_level(logging.ERROR):
        later.start(floors.append)
        later.join(60)
    assert [(floor.link.state, floor.link.reason) for floor in floors] == [(LinkState.CLOSED, FAILED)]
    assert "a defect" in caplog.text
    later.submit(RetryNow())
    later.stop("quit")
