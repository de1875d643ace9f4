"""The report of ``check``: a line for each step when it is done, or one JSON object at the end."""

from __future__ import annotations

import json
import logging
import time
from collections.abc import Callable
from typing import Any

from app import exits
from app.text import plain_line
from protocol.frozen import frozen

log = logging.getLogger(__name__)


@frozen
class Step:
    """One step with one side, and its verdict."""

    side: str
    step: str
    verdict: str
    """"ok", "note" (works, but something about it should be known) or "failed"."""
    words: str
    hint: str
    """What to do about it; may be empty."""
    seconds: float
    """Since the end of the step before."""

    @property
    def as_json(self) -> dict[str, Any]:
        """Its object in the JSON report."""
        return {
            "side": self.side,
            "step": self.step,
            "ok": self.verdict != "failed",
            "verdict": self.verdict,
            "words": self.words,
            "hint": self.hint or None,
            "seconds": round(self.seconds, 3),
        }


class Report:
    """Collects the steps, and prints each when it is done, unless ``as_json``."""

    def __init__(self, *, as_json: bool, clock: Callable[[], float] = time.monotonic) -> None:
        self.steps: list[Step] = []
        self._as_json = as_json
        self._clock = clock
        self._since = clock()

    def side(self, side: str, address: str) -> SideReport:
        """Start with a side."""
        if not self._as_json:
            print(f"side {side}, {plain_line(address)}", flush=True)
        self._since = self._clock()
        return SideReport(self, side)

    def add(self, side: str, step: str, verdict: str, words: str, hint: str) -> None:
        """Add a step that is done."""
        now = self._clock()
        self.steps.append(Step(side, step, verdict, words, hint, now - self._since))
        self._since = now
        log.info("side %s: %s %s: %s", side, step, verdict, words)
        if not self._as_json:
            _print(step, verdict, words, hint)

    def result(self, status: int, words: str) -> int:
        """Print the result, or the JSON object; returns the exit status."""
        if self._as_json:
            print(result_json(status, words, self.steps), flush=True)
        else:
            _print("result", "failed" if status else "ok", words, "")
        return status


class SideReport:
    """The steps with one side, and its exit status: that of the first step that failed."""

    def __init__(self, report: Report, side: str) -> None:
        self.status = exits.OK
        self._report = report
        self._side = side

    def ok(self, step: str, words: str) -> None:
        """The step works."""
        self._report.add(self._side, step, "ok", words, "")

    def note(self, step: str, words: str, hint: str = "", status: int = exits.OK) -> None:
        """The step works, but something about it should be known.

        ``status`` as in :meth:`failed`, for what is normal and ends the steps with this side.
        """
        self.status = self.status or status
        self._report.add(self._side, step, "note", words, hint)

    def failed(self, step: str, status: int, words: str, hint: str = "") -> None:
        """The step doesn't work; ``status`` becomes the side's unless it has one already."""
        self.status = self.status or status
        self._report.add(self._side, step, "failed", words, hint)


def result_json(status: int, words: str, steps: list[Step]) -> str:
    """The JSON object: plain ASCII, foreign text escaped."""
    return json.dumps({"status": status, "words": words, "steps": [step.as_json for step in steps]})


def _print(step: str, verdict: str, words: str, hint: str) -> None:
    print(f"{step:<10} {verdict:<7} {plain_line(words)}", flush=True)
    if hint:
        print(f"{'':<10} {'':<7} what to do: {plain_line(hint)}", flush=True)
